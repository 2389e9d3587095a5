"""A hidden value is hidden in every form in which a screen shows it."""

from __future__ import annotations

import pytest

from bots.model import Value

from . import png
from .conftest import Open
from .site import Site

CANARY = (0xFE, 0x01, 0xFD)
NUMBER = "123456789018"  # its check digit is right
HEAD = "<!doctype html><html lang=ja><meta charset=utf-8><title>確認</title><style>b,input{color:#fe01fd}</style><h1>確認</h1>"


def boxes(digits: str) -> str:
    return "".join(f"<td><input size=1 maxlength=1 readonly value={one}></td>" for one in digits)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("8872412", "<b>8,872,412円</b>"),
        ("8872412", "<b>￥８，８７２，４１２-</b>"),
        ("8,422,790", "<b>8422790</b>"),
        (NUMBER, f"<table><tr><td>氏名<td><input value=山 style='color:#000'></td>{boxes(NUMBER)}</table>"),
        (NUMBER, f"<p>{boxes(NUMBER).replace('<td>', '').replace('</td>', '')}</p>"),
        ("12345678901234567890", f"<table><tr>{boxes('12345678901234567890')}</table>"),
    ],
    ids=["commas", "wide commas", "without commas", "a box a digit beside another", "a box a digit", "twenty boxes"],
)
def test_a_value_is_hidden_however_the_screen_writes_it(open_page: Open, site: Site, value: str, shown: str) -> None:
    site.extra["forms_of_hidden.html"] = HEAD + shown
    driver = open_page("forms_of_hidden.html")
    driver.begin_row([Value(value, hidden=True)])
    assert png.count(driver.page.screenshot(), CANARY) > 50
    assert png.count(driver.picture().data, CANARY) == 0


def test_an_individual_number_in_twelve_boxes_is_hidden_though_no_row_has_it(open_page: Open, site: Site) -> None:
    site.extra["twelve.html"] = f"{HEAD}<table><tr>{boxes(NUMBER)}</table>"
    driver = open_page("twelve.html")
    driver.begin_row([])
    assert png.count(driver.picture().data, CANARY) == 0
