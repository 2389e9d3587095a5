"""Pictures: every field on them, nothing that must not be seen, and the page never notices."""

from __future__ import annotations

import pytest

from bots.model import EvidencePolicy, Value

from . import png
from .conftest import Open, field

CANARY = (0xFE, 0x01, 0xFD)
OWN = (0x01, 0x02, 0xFA)
NUMBER = "123456789018"  # its check digit is right
OTHER = "445566778899"  # no Individual Number


def test_a_hidden_value_is_nowhere_on_the_picture(open_page: Open) -> None:
    driver = open_page("secret.html")
    hidden = field("個人番号", OTHER, "code", hidden=True)
    driver.hide([hidden.value])
    readings = driver.fill([hidden, field("備考", "見える")], timeout=3)
    driver.page.evaluate("(v) => echo(v)", OTHER)
    driver.page.wait_for_timeout(700)
    assert png.count(driver.page.screenshot(), CANARY) > 1000
    driver.page.evaluate("events.length = 0")
    picture = driver.picture(readings)
    assert png.count(picture.data, CANARY) == 0
    assert set(picture.rects) == {"個人番号", "備考"}
    assert picture.masked == ("canvas", "個人番号")
    driver.page.wait_for_timeout(700)
    assert driver.page.evaluate("events") == []
    assert png.count(driver.page.screenshot(), CANARY) > 1000


def test_an_individual_number_is_masked_though_nobody_named_it(open_page: Open) -> None:
    driver = open_page("secret.html")
    driver.page.evaluate("(v) => { document.getElementById('n').value = v; echo(v); }", NUMBER)
    driver.page.wait_for_timeout(700)
    driver.hide([])
    assert png.count(driver.picture().data, CANARY) == 0
    driver.page.evaluate("(v) => { document.getElementById('n').value = v; echo(v); }", OTHER)
    driver.page.wait_for_timeout(700)
    assert png.count(driver.picture().data, CANARY) > 1000


@pytest.mark.parametrize("policy", [EvidencePolicy(mask=("備考",)), EvidencePolicy(personal="masked")])
def test_fields_are_masked_by_name_or_all(open_page: Open, policy: EvidencePolicy) -> None:
    driver = open_page("secret.html", evidence=policy)
    driver.page.evaluate("document.getElementById('k').style.background = '#0102fa'")
    readings = driver.fill([field("備考", "見えない")], timeout=3)
    assert png.count(driver.page.screenshot(), OWN) > 100
    assert png.count(driver.picture(readings).data, OWN) == 0


@pytest.mark.parametrize("page", ["long.html", "longframe.html"])
def test_every_field_is_on_the_picture(open_page: Open, page: str) -> None:
    driver = open_page(page)
    readings = driver.fill([field("上", "1"), field("中", "2"), field("下", "3")], timeout=3)
    picture = driver.picture(readings)
    assert set(picture.rects) == {"上", "中", "下"}
    assert picture.height > 3000
    assert picture.width * picture.height <= 20_000_000
    tops = [picture.rects[name][1] for name in ("上", "中", "下")]
    assert tops == sorted(tops)
    depth, lines = png.rows(picture.data)
    for x, y, width, height in picture.rects.values():
        middle = lines[int(y + height / 2)]
        edge = middle[int(x) * depth : int(x + 4) * depth]
        assert min(edge) < 200, "the edge of a box is drawn where its rectangle says"
    assert driver.page.viewport_size == {"width": 1280, "height": 900}


def test_a_picture_as_jpeg(open_page: Open) -> None:
    driver = open_page("secret.html", evidence=EvidencePolicy(format="jpeg"))
    driver.hide([Value("なし", hidden=True)])
    assert driver.picture().data[:2] == b"\xff\xd8"
