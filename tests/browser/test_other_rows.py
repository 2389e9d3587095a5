"""A success that is said of another row is no answer to this one: pages that list what was entered before."""

from __future__ import annotations

import pytest

from bots.model import Scope, Signs, Target
from bots.runners.signs import of_another

from .conftest import Open, field
from .site import Site

PAGE = "<!doctype html><html lang=ja><meta charset=utf-8><title>登録</title>"
FORM = f"{PAGE}<form method=post action=/told><label>番号 <input name=no></label><button>登録</button></form>"
SIGNS = Signs(success=("登録しました",), own=("A002",), others=frozenset({("A001",), ("A003",)}))


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        ("<p>エラー: 電話が不正です<ul><li>A001 登録しました</li></ul>", "nothing", "another row"),
        ("<table><tr><td>A001<td>登録しました<tr><td>A003<td>登録しました</table>", "nothing", "another row"),
        ("<p>A001 登録しました<br>A003 登録しました</p>", "nothing", "another row"),
        ("<ul><li>A001 登録しました<li>A002 登録しました</ul>", "success", ""),
        ("<h1>登録しました</h1><ul><li>A001 登録しました</ul>", "success", ""),
        ("<p>登録しました（受付番号 A0019）</p>", "success", ""),
        ("<p>A001の続きです。<p>登録しました", "success", ""),
    ],
    ids=["list", "table", "lines", "own among them", "a heading", "a longer number", "another paragraph"],
)  # fmt: skip
def test_a_list_of_earlier_rows_is_no_success_of_this_one(
    open_page: Open, site: Site, answer: str, kind: str, reason: str
) -> None:
    site.extra["form.html"] = FORM
    taken: list[dict[str, str]] = []
    site.replies["/told"] = lambda posted: taken.append(posted) or PAGE + answer
    driver = open_page("form.html")
    driver.fill([field("番号", "A002")], timeout=3)
    told = driver.submit(Target("登録", "button"), signs=SIGNS, intent=lambda _: None, timeout=2)
    assert (told.kind, told.reason) == (kind, reason)
    assert taken == [{"no": "A002"}]


@pytest.mark.parametrize(
    ("saying", "own", "other", "expected"),
    [
        ("A001 登録しました", "A002", "A001", True),
        ("1 件登録しました", "2", "1", False),
        ("12 件登録しました", "99", "12", False),
        ("Ａ００１ を登録しました", "A002", "A001", True),
        ("0120 登録しました", "0121", "012", False),
        ("A001 と A002 を登録しました", "A002", "A001", False),
        ("R7 登録しました", "R8", "R7", True),
    ],
)
def test_what_names_another_row(saying: str, own: str, other: str, expected: bool) -> None:
    signs = Signs(own=(own,), others=frozenset({(other,)}))
    assert of_another(saying, signs) is expected


LINES = f"""{PAGE}<table><tr><th>水栓番号</th><th>指針</th><th></th><th>状態</th></tr>
<tr><td>A001</td><td><input value=7></td><td><button>保存</button></td><td>保存済</td></tr>
<tr><td>A002</td><td><input></td><td><button>保存</button></td><td></td></tr>
<tr><td>A003</td><td><input value=9></td><td><button>保存</button></td><td>保存済</td></tr></table><script>
for (const button of document.querySelectorAll('button')) button.onclick = async () => {{
  const row = button.closest('tr');
  const answer = await fetch('/keep', {{ method: 'POST', body: new URLSearchParams({{ no: row.cells[0].textContent, v: row.querySelector('input').value }}) }});
  SAYS
}};</script>"""
SAVED = Signs(success=("保存済",), own=("A002",), others=frozenset({("A001",), ("A003",)}))


@pytest.mark.parametrize(
    ("says", "kind"),
    [
        ("row.cells[3].textContent = answer.ok ? '保存済' : '';", "success"),
        ("row.cells[3].textContent = '';", "nothing"),
        ("document.querySelectorAll('tr')[1].cells[3].textContent = '保存済 ';", "nothing"),
    ],
    ids=["its line", "no line", "another line"],
)
def test_a_list_that_is_kept_line_by_line_answers_in_the_line(open_page: Open, site: Site, says: str, kind: str) -> None:
    """The lines of the rows before say it already: that is no old success of theirs that stays."""
    site.extra["lines.html"] = LINES.replace("SAYS", says)
    driver = open_page("lines.html")
    row = (Scope(row="A002"),)
    driver.fill([field("指針", "12")], within=row, timeout=3)
    told = driver.submit(Target("保存", "button"), within=row, signs=SAVED, intent=lambda _: None, timeout=2)
    assert told.kind == kind
    assert [dict(one) for one in site.posted] == [{"no": "A002", "v": "12"}]
