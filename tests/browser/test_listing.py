"""A table of the screen, read as a whole."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Scope

from .conftest import Open, field
from .site import Site

PAGE = "<!doctype html><html lang=ja><meta charset=utf-8><title>一覧</title>"
ROWS = "<tr><td>1001<td>山田　太郎<td><a href=#>詳細</a><tr style='display:none'><td>9999<td>消えた人<td><tr><td>1002<td>佐藤<td>"


@pytest.mark.parametrize(
    "table",
    [
        f"<table><caption>検索結果</caption><tr><th>番号<th>氏　名<th></tr>{ROWS}</table>",
        f"<h2>検索結果</h2><p>2 件</p><table><thead><tr><td>番号<td>氏　名<td></thead><tbody>{ROWS}</table><h2>別</h2><table><tr><td>x</table>",
        f"<table><caption>検索結果</caption><tr><th colspan=3>申込者<tr><th>番号<th>氏　名<th></tr>{ROWS}</table>",
    ],
    ids=["caption", "heading above", "two rows of headings"],
)
def test_a_table_by_its_name(open_page: Open, site: Site, table: str) -> None:
    site.extra["list.html"] = PAGE + table
    rows = open_page("list.html").read_table("検索結果", timeout=3)
    assert [dict(row) for row in rows] == [{"番号": "1001", "氏 名": "山田　太郎"}, {"番号": "1002", "氏 名": "佐藤"}]


def test_a_grid_of_roles_and_one_in_a_frame(open_page: Open, site: Site) -> None:
    site.extra["grid.html"] = f"""{PAGE}<div role=grid aria-label=明細>
      <div role=row><span role=columnheader>続柄</span><span role=columnheader>氏名</span></div>
      <div role=row><span role=gridcell>子</span><span role=gridcell>山田</span></div></div>"""
    site.extra["around.html"] = f"{PAGE}<iframe src=/grid.html></iframe>"
    for page in ("grid.html", "around.html"):
        assert [dict(row) for row in open_page(page).read_table("明細", timeout=3)] == [
            {"続柄": "子", "氏名": "山田"}
        ]


def test_what_is_not_there_once_is_told(open_page: Open, site: Site) -> None:
    site.extra["two.html"] = f"""{PAGE}<table><caption>一覧</caption><tr><th>名<th>名<tr><td>1<td>2</table>
      <h2>明細</h2><table><tr><th>a<tr><td>1</table><h2>明細</h2><table><tr><th>a<tr><td>2</table>"""
    driver = open_page("two.html")
    for name, code in (("一覧", "S47"), ("明細", "S04"), ("無い表", "S03")):
        with pytest.raises(ScreenError) as told:
            driver.read_table(name, timeout=0.3)
        assert told.value.problem.code == code


FOOT = """<table><caption>費用</caption><thead><tr><th>摘要<th>金額</thead>
  <tbody><tr><td>紙<td><input name=a><tr><td>筆<td><input name=b></tbody>
  <tfoot><tr><td>合計<td><input name=sum></tfoot></table>"""


def test_a_foot_that_adds_up_is_no_row(open_page: Open, site: Site) -> None:
    site.extra["foot.html"] = PAGE + FOOT
    driver = open_page("foot.html")
    assert [row["摘要"] for row in driver.read_table("費用", timeout=3)] == ["紙", "筆"]
    last = (Scope(table="費用"), Scope(last_row=True))
    assert driver.fill([field("金額", "500")], within=last, timeout=1)[0].equal
    names = ("a", "b", "sum")
    assert [driver.page.locator(f"[name={name}]").input_value() for name in names] == ["", "500", ""]


def test_an_empty_table_has_no_rows(open_page: Open, site: Site) -> None:
    site.extra["none.html"] = f"{PAGE}<table><caption>一覧</caption><tr><th>番号<th>氏名</table>"
    assert open_page("none.html").read_table("一覧", timeout=1) == ()
