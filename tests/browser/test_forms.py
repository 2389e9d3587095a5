"""One map of values, seven differently built forms: each is filled by its words and posts the same."""

from __future__ import annotations

import pytest

from bots.model import Target
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

WHAT = [
    field("氏名", "髙橋　𠮷子"),
    field("フリガナ", "タカハシ　ヨシコ"),
    field("生年月日", "1990-04-05", "date"),
    field("性別", "女"),
    field("電話番号", "03-1234-5678"),
    field("郵便番号", "100-0001"),
    field("地区", "西地区", "choice"),
    field("申込日", "2026-11-25", "date"),
    field("通知を希望する", "はい", "flag"),
    field("金額(円)", "1200", "number"),
    field("備考", "一行目\n二行目 <b>&amp;</b>"),
]
PARTS = {
    "name": "髙橋　𠮷子", "kana": "タカハシ　ヨシコ", "sex": "2", "on": "2026-11-25", "mail": "y",
    "yen": "1200", "note": "一行目\r\n二行目 <b>&amp;</b>", "area": "20",
}  # fmt: skip
PHONE = {"t1": "03", "t2": "1234", "t3": "5678"}
POSTAL = {"z1": "100", "z2": "0001"}
EXPECTED = {
    "form_table.html": PHONE | POSTAL | {"era": "4", "y": "2", "m": "4", "d": "5"},
    "form_dl.html": {"tel": "03-1234-5678", "zip": "100-0001", "area": "西地区",
                     "y": "1990", "m": "04", "d": "05"},
    "form_labels.html": {"tel": "03-1234-5678", "zip": "100-0001", "born": "1990-04-05"},
    "form_divs.html": PHONE | {"zip": "100-0001", "era": "H", "y": "2", "m": "4", "d": "5"},
    "form_columns.html": POSTAL | {"tel": "03-1234-5678", "era": "H", "yy": "02", "m": "04", "d": "05"},
}  # fmt: skip


def send(driver: PlaywrightDriver) -> None:
    driver.click(Target("登録"), timeout=5)
    driver.wait_shown(["登録が完了しました"], timeout=5)


@pytest.mark.parametrize("page", EXPECTED)
def test_a_form_is_filled_by_the_words_on_it(page: str, open_page: Open, site: Site) -> None:
    driver = open_page(page)
    readings = driver.fill(WHAT, timeout=5)
    assert {one.field: one.equal for one in readings} == {one.field.words: True for one in WHAT}
    send(driver)
    posted = dict(site.posted[-1])
    assert {name: posted[name] for name in PARTS | EXPECTED[page]} == PARTS | EXPECTED[page]


def test_a_frameset_in_shift_jis(open_page: Open, site: Site) -> None:
    driver = open_page("frames.html")
    driver.click(Target("申込入力", "link"), timeout=5)
    driver.wait_shown(["申込入力(フレーム)"], timeout=5)
    what = [field("氏名", "高橋　よし子"), *WHAT[1:]]
    readings = driver.fill(what, timeout=5)
    assert [one.equal for one in readings] == [True] * len(what)
    picture = driver.picture(readings)
    assert set(picture.rects) == {one.field for one in readings}
    send(driver)
    posted = dict(site.posted[-1])
    assert posted["name"] == "高橋　よし子"
    assert {name: posted[name] for name in PHONE | POSTAL} == PHONE | POSTAL


def test_keys_are_typed_where_the_system_says_so(open_page: Open, site: Site) -> None:
    driver = open_page("form_table.html", typing="keys")
    readings = driver.fill(WHAT, timeout=10)
    assert [one.equal for one in readings] == [True] * len(WHAT)
    assert {one.field for one in readings if one.how == "typed"} >= {"氏名", "フリガナ", "備考"}
    send(driver)
    assert dict(site.posted[-1])["name"] == "髙橋　𠮷子"


def test_what_was_filled_is_read_again_before_the_submit(open_page: Open) -> None:
    driver = open_page("form_table.html")
    driver.fill(WHAT, timeout=5)
    assert [one.equal for one in driver.reread()] == [True] * len(WHAT)
    driver.page.evaluate("document.forms[0].kana.value = ''")
    assert [one.field for one in driver.reread() if not one.equal] == ["フリガナ"]
