"""Cells by row and column: headings that are plain cells, and what is pressed in a time table."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Scope, Target
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


HOURS = "<tr><th>部屋</th><th>9:00～</th><th>13:00～</th></tr>"
CELL = """<td><a href=# onclick="this.textContent = '●'; document.title += ' {0}'; return false">○</a></td>"""
TICK = "<td><input type=checkbox onclick=\"document.title += ' {0}'\"></td>"
BUTTON = "<td><input type=button value=○ onclick=\"document.title += ' {0}'\"></td>"


def rooms(head: str, cell: str, tag: str = "th") -> str:
    body = "".join(
        f"<tr><{tag}>{room}</{tag}>{cell.format(f'{room}9')}{cell.format(f'{room}13')}</tr>" for room in ("会議室", "和室")
    )
    return f"<table>{head}{body}<tr><{tag}>ホール</{tag}><td>×</td><td>×</td></tr></table>"


def pressed(driver: PlaywrightDriver) -> list[str]:
    return driver.page.title().split()[1:]


@pytest.mark.parametrize("tag", ["th", "td"])
@pytest.mark.parametrize(
    ("cell", "kind"), [(CELL, ""), (CELL, "link"), (BUTTON, ""), (BUTTON, "button"), (TICK, ""), (TICK, "checkbox")],
    ids=["a link", "as a link", "a button", "as a button", "a tick", "as a tick"],
)  # fmt: skip
def test_what_is_pressed_by_row_and_column(open_page: Open, site: Site, tag: str, cell: str, kind: str) -> None:
    driver = open_page(page(site, rooms(HOURS.replace("th", tag), cell, tag), "hours.html"))
    for room, hour in (("和室", "13:00～"), ("会議室", "9:00～"), ("和室", "9:00～")):
        driver.click(Target(hour, kind), within=(Scope(row=room),), timeout=2)
    assert pressed(driver) == ["和室13", "会議室9", "和室9"]


@pytest.mark.parametrize(
    ("body", "room", "words", "code"),
    [
        (rooms(HOURS, CELL), "ホール", "9:00～", "S01"),  # it is full
        (rooms(HOURS, CELL), "和室", "部屋", "S01"),
        (rooms(HOURS, CELL), "", "9:00～", ""),  # without a row it is the heading's words themselves, which do nothing
        (rooms(HOURS, CELL.replace("</td>", "<a href=#>△</a></td>")), "和室", "9:00～", "S02"),
        (rooms(HOURS.replace("13:", "9:"), CELL), "和室", "9:00～", "S02"),
        (rooms(HOURS.replace("th", "td"), CELL, "td") + "", "ホール", "9:00～", "S01"),
        ("<table>" + lines("和室|空き|満", "会議室|<a href=#>○</a>|<a href=#>○</a>", "ホール|4/8|4/9", "茶室|<a href=#>○</a>|×")
         + "</table>", "茶室", "空き", "S01"),
    ],
    ids=["full", "no link", "no row", "two in a cell", "two columns", "full under td", "which headings it has cannot be told"],
)  # fmt: skip
def test_what_cannot_be_told_is_not_pressed(open_page: Open, site: Site, body: str, room: str, words: str, code: str) -> None:
    driver = open_page(page(site, body, "no_hour.html"))
    if code:
        with pytest.raises(ScreenError) as told:
            driver.click(Target(words), within=(Scope(row=room),), timeout=0.8)
        assert told.value.problem.code == code
    else:
        driver.click(Target(words), timeout=1)
    assert pressed(driver) == []


def test_a_link_of_these_words_comes_before_a_column_also_if_it_comes_late(open_page: Open, site: Site) -> None:
    own = "document.title += ' own'; return false"
    body = f"""<table><tr><th>番号</th><th>詳細</th><th>操作</th></tr><tr><td>1</td>{CELL.format('column')}<td id=at></td></tr></table>
      <script>setTimeout(() => {{ at.innerHTML = `<a href=# onclick="{own}">詳細</a>`; }}, 700);</script>"""
    driver = open_page(page(site, body, "late_link.html"))
    driver.click(Target("詳細"), within=(Scope(row="1"),), timeout=3)
    assert pressed(driver) == ["own"]


def test_a_column_that_is_nearly_meant_is_told(open_page: Open, site: Site) -> None:
    driver = open_page(page(site, rooms(HOURS, CELL), "near_hour.html"))
    with pytest.raises(ScreenError) as told:
        driver.click(Target("9:00"), within=(Scope(row="和室"),), timeout=0.8)
    assert "9:00～" in str(told.value.problem.words["near"]).replace("~", "～")


def test_a_survey_tells_the_columns_of_what_stands_several_times_in_a_row(open_page: Open, site: Site) -> None:
    body = rooms(HOURS, CELL) + "<table><tr><th>番号</th><th>操作</th></tr><tr><td>1</td><td><a href=#>詳細</a></td></tr></table>"
    seen = survey(open_page(page(site, body, "surveyed_hours.html")).page)
    circle, details = seen.buttons
    assert (circle.name, circle.count, [one.replace("~", "～") for one in circle.columns]) == ("○", 4, ["9:00～", "13:00～"])
    assert (details.name, details.columns) == ("詳細", ())


PLACES = ("所在|電話", "本庁舎2階 税務課|11", "山田 太郎|12", "北庁舎1階 福祉課|13", "税務課（分室）|14", "氏名|備考", "佐藤花子|")


@pytest.mark.parametrize(
    ("row", "near"),
    [("税務課", ["本庁舎2階 税務課", "税務課（分室）"]), ("福祉課", ["北庁舎1階 福祉課"]), ("山田", []), ("佐藤", []), ("1", []), ("水道課", [])],
)
def test_of_a_row_that_is_not_there_the_cells_with_its_words_are_told(
    open_page: Open, site: Site, row: str, near: list[str]
) -> None:
    body = f"<table>{lines(*PLACES[:5])}</table><table>{lines(*PLACES[5:])}</table>"
    driver = open_page(page(site, body, "places.html"))
    with pytest.raises(ScreenError) as told:
        driver.read(Target("電話"), within=(Scope(row=row),), timeout=0.3)
    problem = told.value.problem
    words = "、".join(f"「{one}」" for one in near)
    assert (problem.code, problem.words.get("near", ""), problem.advice) == ("S03", words, "S06" if near else "")
