"""Cells by row and column: headings that are plain cells, and what is pressed in a time table."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Scope
from bots.runners.driver import PlaywrightDriver
from bots.runners.surveying import survey

from .conftest import Open, field
from .site import Site

PAGE = "<!doctype html><html lang=ja><meta charset=utf-8><title>表</title><style>td,th{border:1px solid}</style><form method=post action=/keep>"


def lines(*rows: str) -> str:
    """Rows of a table; a cell that begins with = is a text box of that name."""
    cells = [[f"<input name={one[1:]}>" if one.startswith("=") else one for one in row.split("|")] for row in rows]
    return "".join("<tr>" + "".join(f"<td>{one}</td>" for one in row) + "</tr>" for row in cells)


def page(site: Site, body: str, name: str = "columns.html") -> str:
    site.extra[name] = f"{PAGE}{body}"
    return name


def filled(driver: PlaywrightDriver) -> dict[str, str]:
    held: dict[str, str] = driver.page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('input')].filter((e) => e.value).map((e) => [e.name, e.value]))"
    )
    return held


INCOME = ("種類|収入金額|必要経費", "給与|=a1|=a2", "公的年金|=b1|=b2", "事業|=c1|=c2")
INCOME_ONE = ("種類|収入金額", "給与|=a1", "公的年金|=b1", "事業|=c1")
TABLES = {
    "a matrix": INCOME,
    "a title above": ("<b>収入の申告</b>", *INCOME),
    "a row of units": (INCOME[0], "|（円）|（円）", *INCOME[1:]),
    "numbered": ("No|種類|収入金額|必要経費", "1|給与|=a1|=a2", "2|公的年金|=b1|=b2", "3|事業|=c1|=c2"),
    "one box a row": INCOME_ONE,
    "one box behind two cells": ("No|種類|収入金額", "1|給与|=a1", "2|公的年金|=b1", "3|事業|=c1"),
    "two blocks": ("支払者|収入金額|前年", "甲社|=x1|=x2", "乙社|=y1|=y2", *INCOME),
    "two blocks of one box a row": ("支払者|前年", "甲社|=x1", "乙社|=y1", *INCOME_ONE),
    "units behind the boxes": ("種類|収入金額", "給与|=a1 円", "公的年金|=b1 円", "事業|=c1 円"),
}


@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES.keys())
def test_a_row_of_plain_cells_heads_the_columns_beneath_it(open_page: Open, site: Site, rows: tuple[str, ...]) -> None:
    driver = open_page(page(site, f"<table>{lines(*rows)}</table>"))
    for row in ("給与", "公的年金", "事業"):
        assert driver.fill([field("収入金額", "12")], within=(Scope(row=row),), timeout=2)[0].equal
    assert filled(driver) == {"a1": "12", "b1": "12", "c1": "12"}


def test_the_headings_are_told_as_those_of_th_are(open_page: Open, site: Site) -> None:
    for n, body in enumerate((lines(*INCOME), lines(INCOME[0]).replace("td", "th") + lines(*INCOME[1:]))):
        driver = open_page(page(site, f"<table>{body}</table>", f"headed{n}.html"))
        for row in ("給与", "事業"):
            with pytest.raises(ScreenError) as told:
                driver.fill([field(row, "12")], timeout=0.3)
            assert told.value.problem.code == "S07"
            assert told.value.problem.words["heads"] == "「収入金額」、「必要経費」"
        assert [one.doubtful for one in survey(driver.page).fields] == [("収入金額",), ("必要経費",)] * 3


# rows; the field that is asked for, in which row; what is told
LOOK_ALIKES = {
    "pairs": (("受付番号|00012", "氏名|=a", "住所|=b"), "00012", "", "S01"),
    "two pairs": (("受付番号|00012|受付者|山田", "氏名|=a|電話|=b", "住所|=c|備考|=d"), "00012", "", "S01"),
    "a line that is done": ((*INCOME[:2], "配当|100|20", *INCOME[2:]), "100", "事業", "S01"),
    "days of another week": (("部屋|4/1|4/2", "和室|=a|=b", "部屋|4/8|4/9", "茶室|=c|=d", "洋室|=e|=f"), "4/1", "洋室", "S01"),
    "days of the next week": (("月|火", "=a|=b", "8|9", "=c|=d", "=e|=f"), "8", "", ""),
}


@pytest.mark.parametrize(("rows", "words", "row", "code"), LOOK_ALIKES.values(), ids=LOOK_ALIKES.keys())
def test_what_only_looks_like_a_row_of_headings_names_nothing(
    open_page: Open, site: Site, rows: tuple[str, ...], words: str, row: str, code: str
) -> None:
    driver = open_page(page(site, f"<table>{lines(*rows)}</table>"))
    within = (Scope(row=row),) if row else ()
    if not code:  # the one line straight below
        assert driver.fill([field(words, "1")], within=within, timeout=1)[0].equal
        assert filled(driver) == {"c": "1"}
        return
    with pytest.raises(ScreenError) as told:
        driver.fill([field(words, "1")], within=within, timeout=0.3)
    assert told.value.problem.code == code
    assert filled(driver) == {}
