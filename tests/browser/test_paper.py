"""Forms that look like their paper: words of a row, boxes in the words of a choice, eras to tick, a box for what
is not in a list. Each right box stands beside its nearest look-alike, which stays a question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bots.errors import ScreenError
from bots.model import FieldValue, Scope, Value
from bots.runners.driver import PlaywrightDriver
from bots.values.targets import parse_target

from .conftest import Open, field
from .site import Site

Fields = list[tuple[str, str, str]]

# template of paper.html, fields to fill (name, value, kind), what the form holds afterwards
ROWS: list[tuple[str, Fields, dict[str, str]]] = [
    ("rows", [("給与収入", "1000", "money"), ("年金収入", "2000", "money"), ("その他", "0", "money")],
     {"k1": "1000", "k2": "2000", "k3": "0"}),
    ("numbered", [("年金収入", "2000", "money"), ("給与収入", "1000", "money")], {"k1": "1000", "k2": "2000"}),
    ("grouped", [("年金", "2000", "money"), ("家賃", "500", "money")], {"k2": "2000", "k3": "500"}),
    ("rowdate", [("入所日", "2026-04-05", "date")], {"y": "2026", "m": "4", "d": "5"}),
]  # fmt: skip
CHOICES: list[tuple[str, Fields, dict[str, str]]] = [
    ("history", [("受診歴", "あり", "text"), ("入力欄「あり」", "2020", "text")], {"rk": "1", "yr": "2020"}),
    ("history", [("受診歴", "なし", "text")], {"rk": "0"}),
    ("historylabels", [("受診歴", "あり", "text"), ("入力欄「あり」", "3", "text")], {"rk": "1", "yr": "3"}),
    ("historylabels", [("受診歴", "なし", "text")], {"rk": "0"}),
    ("historyline", [("受診歴", "あり", "text")], {"rk": "1"}),
    ("historyline", [("受診歴", "なし", "text")], {"rk": "0"}),
    ("historydate", [("受診歴", "なし", "text")], {"rk": "0"}),
    ("historydate", [("受診歴", "あり", "text")], {"rk": "1"}),
    ("nested", [("申請理由", "災害", "text")], {"r": "3"}),
    ("nested", [("申請理由", "その他", "text"), ("入力欄「その他」", "転職", "text")], {"r": "9", "ro": "転職"}),
    ("checks", [("申請理由", "あり", "text"), ("入力欄「あり」", "転職", "text")], {"r1": "1", "ro": "転職"}),
    ("checks", [("申請理由", "なし", "text")], {"r2": "1"}),
    ("onebox", [("チェック「同居」", "1", "flag"), ("入力欄「同居」", "3", "number")], {"c": "1", "n": "3"}),
    ("colon", [("届出人", "その他", "text"), ("入力欄「その他」", "兄", "text")], {"t": "2", "to": "兄"}),
]  # fmt: skip
ERAS: list[tuple[str, Fields, dict[str, str]]] = [
    ("eras", [("生年月日", "1985-04-01", "date")], {"g": "S", "y": "60", "m": "4", "d": "1"}),
    ("eras", [("生年月日", "2019-05-01", "date")], {"g": "R", "y": "1", "m": "5", "d": "1"}),
    ("erassigns", [("生年月日", "2019-04-30", "date")], {"g": "H", "y": "31", "m": "4", "d": "30"}),
]  # fmt: skip
UNITS: list[tuple[str, Fields, dict[str, str]]] = [
    ("afterunit", [("受付日", "2026-04-05", "date"), ("申請者", "山田", "text")],
     {"y": "2026", "m": "4", "d": "5", "nm": "山田"}),
    ("afterunit", [("世帯人数", "4", "number"), ("うち児童", "2", "number"), ("区分", "更新", "choice")],
     {"n": "4", "c": "2", "k": "2"}),
    ("afterunit", [("子供", "2", "number"), ("大人", "1", "number")], {"o": "1", "p": "2"}),
    ("wide", [("年齢", "40", "number"), ("氏名", "山田", "text")], {"nm": "山田", "age": "40"}),
]  # fmt: skip
LISTS: list[tuple[str, Fields, dict[str, str]]] = [
    ("list", [("使用目的", "免許", "text")], {"mk": "2"}),
    ("list", [("使用目的", "その他", "text"), ("その他の場合", "相続", "text")], {"mk": "9", "ot": "相続"}),
    ("listunder", [("続柄", "子", "text")], {"zk": "1"}),
    ("listunder", [("その他", "甥", "text")], {"zo": "甥"}),
    ("listbracket", [("使用目的", "免許", "text"), ("その他", "相続", "text")], {"mk": "2", "ot": "相続"}),
]  # fmt: skip

# template, field, what is told
REFUSED: list[tuple[str, tuple[str, str, str], str]] = [
    ("rowseveral", ("給与収入", "1000", "money"), "S07"), ("rowtwice", ("その他", "1", "money"), "S02"),
    ("rowpairs", ("給与収入", "1000", "money"), "S01"), ("rows", ("費目", "1", "text"), "S01"),
    ("grouped", ("収入", "1", "money"), "S01"),
    ("onebox", ("同居", "1", "flag"), "S02"), ("onebox", ("同居", "3", "number"), "S02"),
    ("oneboxline", ("同居", "3", "number"), "S02"),
    ("between", ("理由", "あり", "text"), "S12"), ("between", ("理由", "3", "number"), "S12"),
    ("betweenlabels", ("上限", "なし", "text"), "S12"),
    ("phone", ("電話", "03", "text"), "S02"), ("twoothers", ("入力欄「その他」", "兄", "text"), "S02"),
    ("history", ("受診歴", "2020", "text"), "S11"), ("nested", ("申請理由", "転職", "text"), "S11"),
    ("erasgregorian", ("生年月日", "1985-04-01", "date"), "S02"),
    ("erastwice", ("期間", "2019-05-01", "date"), "S12"), ("eras", ("生年月日", "不詳", "text"), "S12"),
    ("eras", ("生年月日", "1900-01-01", "date"), "S11"), ("erassigns", ("生年月日", "1985-04-01", "date"), "S11"),
    ("erassigns", ("生年月日", "1-2-3", "code"), "S12"),
    ("afterunitright", ("世帯人数", "4", "number"), "S02"), ("afterunitlater", ("世帯人数", "4", "number"), "S02"),
    ("afterunitopen", ("世帯人数", "4", "number"), "S01"), ("afterunitlines", ("うち児童", "4", "number"), "S01"),
    ("afterunitlines", ("世帯人数", "4", "number"), "S01"), ("wide", ("齢", "4", "number"), "S01"),
    ("list", ("使用目的", "相続", "text"), "S11"), ("listtext", ("住所", "市内", "text"), "S12"),
]  # fmt: skip


@pytest.fixture
def driver(open_page: Open) -> PlaywrightDriver:
    return open_page("paper.html")


def named(name: str, text: str, kind: str) -> FieldValue:
    """As a recipe says it: 入力欄「その他」 is the text box of that name."""
    return FieldValue(parse_target(name), Value(text, kind, column=name))  # type: ignore[arg-type]


def outcome(driver: PlaywrightDriver, template: str, wanted: Fields) -> str | dict[str, str]:
    """What the form holds after the fields were filled, or the code of the refusal."""
    driver.page.evaluate("(name) => show(name)", template)
    try:
        readings = driver.fill([named(*one) for one in wanted], timeout=0.3)
    except ScreenError as error:
        sent: dict[str, str] = driver.page.evaluate("sent()")
        left = {name for name in sent if name != "mk"}  # a list holds its first choice
        return f"{error.problem.code} and set" if left else error.problem.code
    held: dict[str, str] = driver.page.evaluate("sent()")
    return held if all(one.equal for one in readings) else {**held, "read": "another"}


@pytest.mark.parametrize(
    "cases", [ROWS, CHOICES, ERAS, UNITS, LISTS], ids=["rows", "choices", "eras", "units", "lists"]
)
def test_a_value_goes_into_the_right_box(
    driver: PlaywrightDriver, cases: list[tuple[str, Fields, dict[str, str]]]
) -> None:
    got = [(template, wanted, outcome(driver, template, wanted)) for template, wanted, _ in cases]
    assert got == cases


def test_the_nearest_look_alike_is_told_and_nothing_is_set(driver: PlaywrightDriver) -> None:
    got = [(template, wanted, outcome(driver, template, [wanted])) for template, wanted, _ in REFUSED]
    assert got == REFUSED


def test_a_row_with_several_fields_says_how_to_name_them(driver: PlaywrightDriver) -> None:
    driver.page.evaluate("show('rowseveral')")
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("給与収入", "1000", "money")], timeout=0.3)
    assert caught.value.problem.words == {"name": "給与収入", "count": 2, "heads": "「前年度」、「今年度」"}
    reading = driver.fill([field("今年度", "1000", "money")], within=(Scope(row="給与収入"),), timeout=1)[0]
    assert reading.equal
    assert driver.page.evaluate("sent()") == {"b": "1000"}


MATRIX = "<!doctype html><html lang=ja><meta charset=utf-8><title>表</title><form method=post action=/keep><table border=1>"


@pytest.mark.parametrize(
    ("rows", "word", "code"),
    [
        ("<tr><th>区分<th>前年度<th>今年度</tr><tr><th>給与<td><input name=a1><td><input name=a2></tr>", "給与", "S07"),
        ("<tr><td><td>本人<td>配偶者</tr><tr><td>年金<td><input name=b1><td><input name=b2></tr>", "年金", "S07"),
        ("<tr><th>氏名</th><td><input name=a></td><td><input name=b></td></tr>", "氏名", "S02"),
        ("<tr><th><th>月<th>火</tr><tr><th>開始<td><select name=m><option>9<option>10</select><td><select name=t><option>9<option>10</select></tr>", "開始", "S07"),
    ],
    ids=["matrix of th", "matrix of td", "two boxes of one word", "lists"],
)  # fmt: skip
def test_the_words_of_a_row_lead_to_none_of_several_boxes(
    open_page: Open, site: Site, rows: str, word: str, code: str
) -> None:
    site.extra["matrix.html"] = f"{MATRIX}{rows}</table><button>登録</button></form>"
    driver = open_page("matrix.html")
    with pytest.raises(ScreenError) as told:
        driver.fill([field(word, "10")], timeout=0.5)
    assert told.value.problem.code == code


def test_a_box_of_a_matrix_by_its_row_and_column(open_page: Open, site: Site) -> None:
    rows = "<tr><th>区分<th>前年度<th>今年度</tr><tr><th>給与<td><input name=a1><td><input name=a2></tr><tr><th>年金<td><input name=b1><td><input name=b2></tr>"
    site.extra["matrix.html"] = f"{MATRIX}{rows}</table><button>登録</button></form>"
    driver = open_page("matrix.html")
    readings = driver.fill([field("今年度", "10")], within=(Scope(row="年金"),), timeout=2)
    assert [one.equal for one in readings] == [True]
    assert driver.page.locator("[name=b2]").input_value() == "10"


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><th>宛名番号</th><td><input name=no></td><td><input name=nm readonly></td></tr>",
        "<tr><th>宛名番号</th><td><input name=no></td><td><input type=checkbox name=c>不明</td></tr>",
        "<tr><th>宛名番号</th><td><input name=no></td><th>氏名</th><td><input name=nm></td></tr>",
        "<tr><td>宛名番号</td><td><input name=no></td><td>氏名</td><td><input name=nm></td></tr>",
        "<tr><th>宛名番号</th><td><input name=no></td><td style='display:none'><input name=x></td></tr>",
    ],
    ids=["a name that is brought", "a tick of its own words", "two pairs", "two pairs of td", "a hidden cell"],
)
def test_a_box_beside_it_that_is_no_second_one(open_page: Open, site: Site, rows: str) -> None:
    site.extra["pair.html"] = f"{MATRIX}{rows}</table><button>登録</button></form>"
    driver = open_page("pair.html")
    driver.fill([field("宛名番号", "123")], timeout=2)
    assert driver.page.locator("[name=no]").input_value() == "123"


def test_a_heading_after_the_parts_of_a_date_is_its_own(open_page: Open, site: Site) -> None:
    date = "<input name={0}y size=4>年<input name={0}m size=2>月<input name={0}d size=2>日"
    rows = f"<tr><th>生年月日</th><td>{date.format('b')}</td><th>死亡日</th><td>{date.format('d')}</td></tr>"
    site.extra["two_dates.html"] = f"{MATRIX}{rows}</table><button>登録</button></form>"
    driver = open_page("two_dates.html")
    readings = driver.fill(
        [field("生年月日", "1950-04-01", "date"), field("死亡日", "2026-03-02", "date")], timeout=3
    )
    assert all(one.equal for one in readings)
    assert driver.page.locator("[name=dd]").input_value() == "2"


CHOICE = '<td><input type={kind} name={name} value={n} id={id}{n}></td><td><label for={id}{n}>{words}</label></td>'
LEFTWARD = '<td><label for={id}{n}>{words}</label></td><td><input type={kind} name={name} value={n} id={id}{n}></td>'


def _choices(kind: str, piece: str = CHOICE) -> str:
    """午前, 午後 and 夜間 in cells of their own, each with its label in the cell beside it."""
    words = enumerate(("午前", "午後", "夜間"), 1)
    return "".join(
        piece.format(kind=kind, n=n, words=one, id="j" if kind == "radio" else "k", name="ji" if kind == "radio" else f"k{n}")
        for n, one in words
    )


LABELS_IN_CELLS = {
    "in a table of their own": lambda kind: f"<tr><td>時間帯</td><td><table><tr>{_choices(kind)}</tr></table></td></tr>",
    "in one row": lambda kind: f"<tr><td>時間帯</td>{_choices(kind)}</tr>",
    "in one row of a th": lambda kind: f"<tr><th>時間帯</th>{_choices(kind)}</tr>",
    "to the left": lambda kind: f"<tr><td>時間帯</td><td><table><tr>{_choices(kind, LEFTWARD)}</tr></table></td></tr>",
    "in two rows": lambda kind: "<tr><td>時間帯</td><td><table>{}</table></td></tr>".format(
        _choices(kind).replace("<td><input", "</tr><tr><td><input").removeprefix("</tr>") + "</tr>"),
}  # fmt: skip


@pytest.mark.parametrize("rows", LABELS_IN_CELLS.values(), ids=LABELS_IN_CELLS.keys())
def test_a_label_in_the_next_cell_is_no_heading_of_the_choice_after_it(
    open_page: Open, site: Site, rows: Callable[[str], str]
) -> None:
    """Forms of Java and ASP lay each choice and its label out in cells of their own."""
    head = f"{MATRIX}<tr><td>番号</td><td><input name=no></td></tr>"
    site.extra["labels_in_cells.html"] = f"{head}{rows('radio')}</table></form>"
    site.extra["ticks_in_cells.html"] = f"{head}{rows('checkbox')}</table></form>"
    for value, held in (("午後", "2"), ("夜間", "3"), ("午前", "1")):
        driver = open_page("labels_in_cells.html")
        assert driver.fill([field("時間帯", value)], timeout=2)[0].equal
        assert driver.page.evaluate("new FormData(document.forms[0]).get('ji')") == held
    driver = open_page("ticks_in_cells.html")
    assert all(one.equal for one in driver.fill([field("夜間", "はい"), field("午後", "はい")], timeout=2))
    assert driver.page.evaluate("[...new FormData(document.forms[0]).keys()]") == ["no", "k2", "k3"]
