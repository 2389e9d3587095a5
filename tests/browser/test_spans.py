"""A heading of several rows of a table is a part of the screen: the rows beside it, or those under it."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Scope, Target
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

PAGE = "<!doctype html><html lang=ja><meta charset=utf-8><title>見出し</title><style>td,th{border:1px solid}</style>"
LINES = (("氏名", "name"), ("住所", "home"), ("電話番号", "tel"))
PEOPLE = (("所有者", "a"), ("管理者", "b"))
OWNER, KEEPER = (Scope(part="所有者"),), (Scope(part="管理者"),)


def line(tag: str, words: str, name: str) -> str:
    value = f"<input name={name}> <button type=button onclick=\"this.textContent='押した'\">{words}を検索</button>"
    return f"<{tag}>{words}</{tag}><td>{value}</td>"


def beside(tag: str, words: str, of: str, lines: tuple[tuple[str, str], ...] = LINES) -> list[str]:
    """Rows with one heading beside them."""
    head = f"<{tag} rowspan={len(lines)}>{words}</{tag}>"
    return [(head if n == 0 else "") + line(tag, said, of + name) for n, (said, name) in enumerate(lines)]


def under(tag: str, words: str, of: str) -> list[str]:
    """Rows with one heading over them."""
    return [f"<{tag} colspan=2>{words}</{tag}>", *(line(tag, said, of + name) for said, name in LINES)]


def page(*rows: str) -> str:
    return PAGE + "<form><table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table></form>"


def first(tag: str) -> str:
    return f"<{tag} colspan=2>番号</{tag}><td><input name=no></td>"


BLOCKS = {
    **{f"beside {tag}": (first(tag), *beside(tag, *PEOPLE[0]), *beside(tag, *PEOPLE[1])) for tag in ("td", "th")},
    **{f"under {tag}": (first(tag), *under(tag, *PEOPLE[0]), *under(tag, *PEOPLE[1])) for tag in ("td", "th")},
    "side by side": tuple(map("".join, zip(beside("td", *PEOPLE[0]), beside("td", *PEOPLE[1]), strict=True))),
    "in a heading": tuple(
        ("<th rowspan=6>物件</th>" if n == 0 else "") + row
        for n, row in enumerate([*beside("th", *PEOPLE[0]), *beside("th", *PEOPLE[1])])
    ),
    "under, in a heading": tuple(
        ("<th rowspan=8>物件</th>" if n == 0 else "") + row
        for n, row in enumerate([*under("th", *PEOPLE[0]), *under("th", *PEOPLE[1])])
    ),
    "under a title": ("<th colspan=2>申請書</th>", *under("th", *PEOPLE[0]), *under("th", *PEOPLE[1])),
    "a heading in the cell": tuple(row.replace("所有者", "<h3>所有者</h3>") for row in [*beside("td", *PEOPLE[0]), *beside("td", *PEOPLE[1])]),
    "remarks": (
        *under("td", *PEOPLE[0])[:2], "<td colspan=2>※ 登記と同じに書いてください</td>", *under("td", *PEOPLE[0])[2:],
        *under("td", *PEOPLE[1]),
    ),
}  # fmt: skip


def held(driver: PlaywrightDriver) -> dict[str, str]:
    return driver.page.evaluate("Object.fromEntries([...document.querySelectorAll('input')].filter((e) => e.value).map((e) => [e.name, e.value]))")


@pytest.mark.parametrize("block", BLOCKS)
def test_what_a_heading_spans_is_filled_verified_read_and_pressed(open_page: Open, site: Site, block: str) -> None:
    site.extra["spans.html"] = page(*BLOCKS[block])
    driver = open_page("spans.html")
    for within, of in ((OWNER, "a"), (KEEPER, "b")):
        fields = [field(words, of + name) for words, name in LINES]
        assert all(one.equal for one in driver.fill(fields, within=within, timeout=2))
        assert [one.equal for one in driver.verify(fields, within=within, timeout=1)] == [True] * 3
        assert driver.read(Target("電話番号"), within=within, timeout=1) == f"{of}tel"
    assert held(driver) == {of + name: of + name for of in "ab" for _, name in LINES}
    driver.click(Target("住所を検索"), within=KEEPER, timeout=1)
    pressed = "[...document.querySelectorAll('button')].find((e) => e.textContent === '押した').previousElementSibling.name"
    assert driver.page.evaluate(pressed) == "bhome"


def test_plain_texts_beside_a_heading_are_read(open_page: Open, site: Site) -> None:
    rows = (
        f"<td>{'<td>'.join(cells)}"
        for cells in (("氏名", "山田"), ("住所", "本町"), ("氏名", "田中"), ("住所", "東町"))
    )
    first, second, third, fourth = rows
    site.extra["said.html"] = page(f"<td rowspan=2>所有者{first}", second, f"<td rowspan=2>管理者{third}", fourth)
    driver = open_page("said.html")
    assert [driver.read(Target("氏名"), within=one, timeout=1) for one in (OWNER, KEEPER)] == ["山田", "田中"]
    assert [driver.read(Target("住所"), within=one, timeout=1) for one in (OWNER, KEEPER)] == ["本町", "東町"]


NO_PART = {
    "a heading of one row": (first("th"), line("th", "所有者", "a"), line("th", "管理者", "b")),
    "a heading of columns": ("<th rowspan=2>所有者</th><th colspan=2>管理者</th>", "<th>氏名</th><th>住所</th>", "<td>1</td><td>2</td><td>3</td>"),
    "a value over rows": ("<td rowspan=2><input value=所有者></td><td>1</td>", "<td>2</td>"),
    "a link over the whole width": ("<td colspan=2><a href='#'>所有者</a></td>", line("td", "氏名", "a")),
}  # fmt: skip


@pytest.mark.parametrize("case", NO_PART)
def test_what_heads_no_rows_is_no_part(open_page: Open, site: Site, case: str) -> None:
    site.extra["no.html"] = page(*NO_PART[case])
    with pytest.raises(ScreenError) as caught:
        open_page("no.html").read(Target("氏名"), within=OWNER, timeout=0.3)
    assert caught.value.problem.code == "S03"


def test_two_headings_of_the_same_words_are_told(open_page: Open, site: Site) -> None:
    site.extra["twice.html"] = page(*beside("th", "所有者", "a"), *beside("th", "所有者", "b"))
    with pytest.raises(ScreenError) as caught:
        open_page("twice.html").read(Target("氏名"), within=OWNER, timeout=0.3)
    assert caught.value.problem.code == "S04"
