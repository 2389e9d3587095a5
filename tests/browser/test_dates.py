"""The year of a date in three boxes counts by the era that the screen tells, wherever it tells it."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError

from .conftest import Open, field
from .site import Site

DOTS = "<input name=y size=2>.<input name=m size=2>.<input name=d size=2>"
WORDS = "<input name=y size=2>年<input name=m size=2>月<input name=d size=2>日"
LONG = DOTS.replace("name=y size=2", "name=y size=4 maxlength=4")
ROW = "<tr><th>{0}</th><td>{1}</td></tr>"
OTHER = "<input name=oy size=2>年<input name=om size=2>月<input name=od size=2>日"
NAME = "申請年月日"
ERA: list[tuple[str, str]] = [  # heading, cell
    (NAME, "令和 " + WORDS), (NAME, "R" + DOTS), (f"{NAME}（令和）", WORDS), (f"{NAME}（和暦）", WORDS),
    (f"{NAME}(R)", DOTS), (f"{NAME}<br><small>（和暦で入力）</small>", DOTS),
    (NAME, DOTS + " <small>（令和 年.月.日）</small>"), (NAME, WORDS + "（令和）"), (NAME, DOTS + "（R.年.月.日）"),
    (NAME, DOTS + "<br><font size=1>※令和の年で入力してください</font>"),
    (NAME, "<p>※和暦で入力してください</p>" + DOTS), (NAME, "（令和）" + DOTS),
    (NAME, WORDS + " <small>例：令和8年4月1日→8年4月1日</small>"), (NAME, DOTS + " 例 R8.4.1"),
    (NAME, DOTS + "</td><td>※和暦"), (NAME, DOTS + "</td><td>令和の年"), (NAME, DOTS.replace("size=2", "size=2 placeholder=令和", 1)),
]  # fmt: skip
WESTERN: list[tuple[str, str]] = [
    (NAME, WORDS), (f"{NAME}（西暦）", DOTS), (NAME, DOTS + " 例 2026.4.1"), (NAME, DOTS + "※西暦で入力"),
    (NAME, DOTS + "（YYYY.MM.DD）"), ("令和8年度 申請年月日", DOTS), (NAME, DOTS + " ※令和8年度の申請"),
    ("昭和町 申請年月日", DOTS), (NAME, LONG + " ※令和8年4月1日以降の日"), (NAME, LONG + "（令和8年11月3日）"),
    # words of a neighbour: of the next cell, of the next row
    (NAME, DOTS + "</td><th>届出日（令和）</th><td>" + OTHER), (NAME, DOTS + "</td><td>受付日 令和8年4月1日</td><td>"),
    (NAME, DOTS + "</td></tr><tr><th>届出日</th><td>" + OTHER + "※令和の年で入力"),
]  # fmt: skip
REFUSED: list[tuple[str, str, str]] = [
    (f"{NAME}（平成）", WORDS, "S11"), (NAME, DOTS + " 例 H30.4.1", "S11"), (NAME, "平成" + WORDS, "S11"),
    (NAME, WORDS + "（昭和）", "S11"), (f"{NAME}（平成・令和）", WORDS, "S12"), (NAME, DOTS + "※令和又は西暦", "S12"),
    (f"{NAME}（和暦）", DOTS + " 例 2026.4.1", "S12"), (NAME, DOTS + " ※令和8年4月1日以降の日", "S12"),
    (NAME, DOTS + " 例 8.4.1", "S12"), (NAME, DOTS + "※平成の年で入力", "S11"),
]  # fmt: skip


def _page(site: Site, heading: str, cell: str) -> str:
    site.extra["era_words.html"] = (
        f"<form><table>{ROW.format('番号', '<input name=no>')}{ROW.format(heading, cell)}</table></form>"
    )
    return "era_words.html"


def _label(heading: str) -> str:
    return heading.replace("<br><small>", "").replace("</small>", "")


@pytest.mark.parametrize(
    ("heading", "cell", "year"), [(*one, "8") for one in ERA] + [(*one, "2026") for one in WESTERN]
)
def test_the_year_is_put_in_by_the_era_that_is_told(
    open_page: Open, site: Site, heading: str, cell: str, year: str
) -> None:
    driver = open_page(_page(site, heading, cell))
    wanted = field(_label(heading), "2026-11-03", "date")
    reading = driver.fill([wanted], timeout=0.5)[0]
    held = driver.page.evaluate("['y', 'm', 'd'].map((name) => document.forms[0][name].value)")
    assert held == [year, "11", "3"]
    assert reading.equal
    assert [one.equal for one in driver.reread()] == [True]
    driver.page.evaluate("(year) => { document.forms[0].y.value = year }", "2026" if year == "8" else "8")
    assert [one.equal for one in driver.verify([wanted], timeout=0.5)] == [False]


@pytest.mark.parametrize(("heading", "cell", "code"), REFUSED)
def test_an_era_of_another_day_or_of_several_is_refused_and_nothing_is_set(
    open_page: Open, site: Site, heading: str, cell: str, code: str
) -> None:
    driver = open_page(_page(site, heading, cell))
    with pytest.raises(ScreenError) as caught:
        driver.fill([field(heading, "2026-11-03", "date")], timeout=0.3)
    assert caught.value.problem.code == code
    assert driver.page.evaluate("[...document.forms[0]].every((e) => e.value === '')")


@pytest.mark.parametrize(
    ("between", "second", "years"),
    [
        ("<div>※令和の年で入力してください</div><div>届出日 ", "届出日", ["8", "2026"]),
        ("<p>例 R8.4.1</p><div>届出日 ", "届出日", ["8", "2026"]), ("<br>届出日（令和） ", "届出日（令和）", ["2026", "8"]),
        ("　届出日（令和） ", "届出日（令和）", ["2026", "8"]), ("　届出日 令和", "届出日 令和", ["2026", "8"]),
    ],
)  # fmt: skip
def test_words_between_two_dates_are_those_of_one(
    open_page: Open, site: Site, between: str, second: str, years: list[str]
) -> None:
    site.extra["era_two.html"] = f"<form><div>申請日 {DOTS}{between}{OTHER}</div></form>"
    driver = open_page("era_two.html")
    for name in ("申請日", second):
        assert driver.fill([field(name, "2026-11-03", "date")], timeout=0.5)[0].equal
    assert driver.page.evaluate("['y', 'oy'].map((name) => document.forms[0][name].value)") == years
