"""Fields of many makes: what the page itself holds afterwards is what was asked, or the reading says so."""

from __future__ import annotations

from typing import Any

import pytest

from bots.errors import ScreenError
from bots.model import FieldReading, Target
from bots.runners.driver import PlaywrightDriver
from bots.values.targets import parse_target

from .conftest import Open, field
from .site import Site

# name, value, kind of column, what the page's own model must hold (None = the value)
PLAIN: list[tuple[str, str, str, Any]] = [
    ("text", "山田 太郎", "text", None), ("number", "42", "number", None),
    ("date", "2026-04-05", "date", None), ("time", "9:30", "text", "09:30"),
    ("datetime-local", "2026-04-05 09:30", "text", "2026-04-05T09:30"),
    ("month", "2026-04", "text", None), ("range", "35", "number", None),
    ("email", "a@example.jp", "text", None), ("tel", "0312345678", "code", None),
    ("url", "https://a.example/", "text", None), ("password", "あaA1!", "text", None),
    ("search", "語", "text", None), ("textarea", "一行目\n二行目", "text", None),
    ("select", "大阪", "choice", "2"), ("selectvalue", "A02", "code", None),
    ("multiple", "A、C", "text", "A,C"), ("checkbox", "○", "flag", "y"),
    ("uncheck", "×", "flag", ""), ("wide", "１２３", "number", "123"),
    ("editable", "こんにちは", "text", None), ("blurwidth", "ＡＢＣ１", "text", "ABC1"),
    ("comma", "1234567", "money", "1,234,567"), ("keyupmask", "20260405", "text", "2026/04/05"),
    ("keyupmodel", "山田", "text", None), ("keydownflag", "88", "text", None),
    ("keypressflag", "88", "text", None), ("delegated", "99", "text", None),
    ("changemirror", "55", "text", None), ("focusout", "56", "text", None),
    ("blurmirror", "57", "text", None), ("bluractive", "58", "text", None),
    ("focusneeded", "59", "text", None), ("trustedinput", "60", "text", None),
    ("trustedchange", "61", "text", None), ("trustedkey", "62", "text", None),
    ("inputtype", "63", "text", None), ("beforeinput", "64", "text", None),
    ("hint", "大阪府", "text", None), ("lateformat", "1000", "text", "1000円"),
    ("debounce", "66", "text", None), ("poll", "67", "text", None), ("datalist", "大阪", "text", None),
    ("styled", "はい", "flag", "y"), ("switch", "はい", "flag", "true"), ("divlist", "西", "choice", None),
    ("combo", "西保育園", "choice", "12"), ("idlecompanion", "西保育園", "choice", "12"),
    ("shadow", "影", "text", None),
]  # fmt: skip
# The page changes what was put in: the reading says so, and the model holds the page's own text.
LOUD: list[tuple[str, str, str, Any]] = [
    ("laterefusal", "新", "text", "旧"), ("maxlength", "12345", "text", "123"),
]  # fmt: skip


def fill_one(driver: PlaywrightDriver, name: str, value: str, kind: str) -> FieldReading:
    return driver.fill([field(name, value, kind)], timeout=5)[0]


def holds(driver: PlaywrightDriver, name: str, want: Any) -> bool:
    driver.page.wait_for_timeout(10)
    for _ in range(40):
        if driver.page.evaluate("(name) => model(name)", name) == want:
            return True
        driver.page.wait_for_timeout(20)
    return False


def test_plain_fields_hold_what_was_asked(open_page: Open) -> None:
    driver = open_page("zoo.html")
    wrong = []
    for name, value, kind, want in PLAIN:
        reading = fill_one(driver, name, value, kind)
        if not holds(driver, name, value if want is None else want):
            wrong.append((name, "silent" if reading.equal else "loud", reading.how))
    assert wrong == []


def test_fields_set_together_hold_the_same(open_page: Open) -> None:
    driver = open_page("zoo.html")
    driver.fill([field(name, value, kind) for name, value, kind, _ in PLAIN], timeout=20)
    wrong = [name for name, value, _, want in PLAIN if not holds(driver, name, value if want is None else want)]
    assert wrong == []


@pytest.mark.parametrize(("name", "value", "kind", "want"), LOUD)
def test_what_the_page_refuses_is_told(open_page: Open, name: str, value: str, kind: str, want: Any) -> None:
    driver = open_page("zoo.html")
    reading = fill_one(driver, name, value, kind)
    assert (reading.equal, reading.kept.reveal()) == (False, want)


def test_a_choice_that_loads_others_and_a_lookup_that_overwrites(open_page: Open) -> None:
    driver = open_page("zoo.html")
    what = [field("pref", "大阪府", "choice"), field("city", "堺市", "choice"), field("zip", "5900001"),
            field("addr", "堺市堺区1-2"), field("enables", "有", "choice"), field("enabled", "値")]
    readings = driver.fill(what, timeout=8)
    assert [one.equal for one in readings] == [True] * len(what)
    driver.page.wait_for_timeout(900)
    assert [one.equal for one in driver.reread()] == [True] * len(what)
    assert holds(driver, "city", "堺市")
    assert holds(driver, "addr", "堺市堺区1-2")
    assert holds(driver, "enabled", "値")


@pytest.mark.parametrize(
    ("name", "value", "kind", "code"),
    [("select", "名古屋", "choice", "S11"), ("checkbox", "たぶん", "flag", "S11"),
     ("twice", "新規", "choice", "S25"), ("districts", "71", "number", "S25"), ("twiceradio", "市内", "choice", "S25"),
     ("twicebox", "朝、昼", "text", "S25"), ("combo", "南保育園", "choice", "S11"), ("date", "来月", "text", "S12")],
)  # fmt: skip
def test_a_value_that_the_field_cannot_take(open_page: Open, name: str, value: str, kind: str, code: str) -> None:
    driver = open_page("zoo.html")
    with pytest.raises(ScreenError) as caught:
        driver.fill([field(name, value, kind)], timeout=1)
    problem = caught.value.problem
    assert problem.code == code
    words = {key: word for key, word in problem.words.items() if key != "offered"}  # of the screen
    assert value not in str(caught.value) + repr(words)


def test_the_same_words_twice_are_chosen_by_their_value_or_where_they_are_the_same_choice(open_page: Open) -> None:
    driver = open_page("zoo.html")
    for name, value, kind, want in (
        ("twice", "2", "code", "2"), ("twice", "継続", "choice", "3"), ("twice", "終了", "choice", "4"),
        ("districts", "72", "number", "W"), ("twiceradio", "b", "code", "b"),
    ):  # fmt: skip
        assert fill_one(driver, name, value, kind).equal
        assert holds(driver, name, want)


def test_choices_that_come_late_are_waited_for(open_page: Open) -> None:
    driver = open_page("late_choice.html")
    driver.fill([field("区", "南区", "choice"), field("施設", "南二", "choice")], timeout=8)
    assert driver.read(field("施設", "").field, timeout=1) == "南二"


def test_a_choice_that_never_comes_is_told_with_what_was_set_before_it(open_page: Open) -> None:
    driver = open_page("late_choice.html")
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("区", "南区", "choice"), field("施設", "北一", "choice")], timeout=4)
    assert caught.value.problem.code == "S11"
    assert caught.value.problem.words["name"] == "施設"
    assert [(one.field, one.equal) for one in caught.value.readings] == [("区", True)]


def test_nothing_is_set_if_one_field_cannot_be(open_page: Open) -> None:
    driver = open_page("readonly.html")
    for name, code in (("受付日", "S59"), ("住所", "S10")):
        with pytest.raises(ScreenError) as caught:
            driver.fill([field("氏名", "山田"), field(name, "1")], timeout=0.4)
        assert caught.value.problem.code == code
    assert driver.read(field("氏名", "").field, timeout=1) == ""


CALENDAR = """<!doctype html><html lang=ja><meta charset=utf-8><title>予約</title><table><tr><td>利用日
  <td><input id=day readonly onclick="draw()"><div id=c></div><tr><td>人数<td><input></table><script>
  let at = new Date(2026, 10, 1);
  const draw = () => {
    const days = new Date(at.getFullYear(), at.getMonth() + 1, 0).getDate();
    c.innerHTML = `<a href=# id=p>前月</a><b>${at.getFullYear()}年${at.getMonth() + 1}月</b><a href=# id=n>翌月</a><br>`
      + [...Array(days).keys()].map((i) => `<a href=#>${i + 1}</a>`).join(" ");
    for (const [e, step] of [[p, -1], [n, 1]]) e.onclick = () => { at.setMonth(at.getMonth() + step); draw(); return false; };
    for (const e of [...c.children].slice(4)) e.onclick = () => {
      day.value = `${at.getFullYear()}/${String(at.getMonth() + 1).padStart(2, "0")}/${e.textContent.padStart(2, "0")}`;
      c.innerHTML = ""; return false;
    };
  };</script>"""


def test_a_day_is_taken_from_a_calendar_as_the_guide_says(open_page: Open, site: Site) -> None:
    site.extra["calendar.html"] = CALENDAR
    driver = open_page("calendar.html")
    driver.click(parse_target("入力欄「利用日」"), timeout=2)
    pressed = 0
    while not driver.shown(["2027年2月"]):
        driver.click(Target("翌月"), timeout=2)
        pressed += 1
    driver.click(parse_target("リンク「7」"), timeout=2)
    assert pressed == 3
    assert driver.verify([field("利用日", "2027/02/07")], timeout=1)[0].equal


LIBRARIES = {
    "react.html": [
        ("one", "あ", "text", None), ("two", "い", "text", None), ("three", "う", "text", None),
        ("blur", "ぶ", "text", None), ("upper", "abc", "text", "ABC"), ("late", "遅", "text", None),
        ("key", "鍵", "text", None), ("area", "一\n二", "text", None), ("check", "1", "flag", True),
        ("kind", "変更", "choice", None), ("pref", "大阪府", "choice", "27"), ("day", "2026-04-05", "date", None),
    ],
    "vue.html": [
        ("one", "あ", "text", None), ("lazy", "い", "text", None), ("trim", "う", "text", None),
        ("number", "42", "number", 42), ("area", "一\n二", "text", None), ("check", "はい", "flag", True),
        ("kind", "変更", "choice", None), ("pref", "大阪府", "choice", "27"), ("city", "堺市", "choice", None),
        ("day", "2026-04-05", "date", None), ("key", "鍵", "text", None), ("blur", "ぶ", "text", None),
    ],
    "jquery.html": [
        ("change", "あ", "text", None), ("keyup", "い", "text", None), ("select", "西", "choice", "2"),
        ("two", "西保育園", "choice", "2"), ("picker", "2026-04-05", "date", None),
        ("auto", "西保育園", "choice", "2"), ("spin", "7", "number", 7), ("live", "生", "text", None),
    ],
}  # fmt: skip


@pytest.mark.parametrize("page", LIBRARIES)
def test_no_silent_mismatch_with_a_library(page: str, open_page: Open) -> None:
    driver = open_page(page)
    driver.wait_shown([LIBRARIES[page][0][0]], timeout=5)
    what = LIBRARIES[page]
    readings = driver.fill([field(name, value, kind) for name, value, kind, _ in what], timeout=15)
    told = {one.field: (one.equal, one.how) for one in readings}
    wrong = [(name, told[name]) for name, value, _, want in what if not holds(driver, name, value if want is None else want)]
    assert wrong == []
    assert [name for name, (equal, _) in told.items() if not equal and name != "upper"] == []
