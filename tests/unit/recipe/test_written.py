"""An error at run time stands at the entry of its step, where the checker would tell it."""

from __future__ import annotations

import pytest

from bots.errors import Place
from bots.recipe.nodes import read_source
from bots.recipe.written import Written

JA = """\
レシピ: 試し
行ごと:
  - 入力:
      氏名: <氏名>
      "入力欄「住所」": <住所>
      入力欄「電話」: <電話>
      電話: <電話>
    範囲: 氏名
  - 照合:
      氏名: {値: <氏名>}
  - 読取:
      控え: 受付番号
      日: {元: 受付日, 形: .+}
  - 添付: {証明書: <証明書>, 写し: <写し>}
  - くり返す: 明細
    手順:
      - 入力:
          金額: <金額>
  - クリック: 氏名
"""
EN = """\
recipe: Try
each_row:
  - fill:
      Full name: <Name>
      textbox "Address": <Address>
  - read:
      kept: {from: Receipt, pattern: .+}
"""


def place(text: str, verb: str, code: str, **told: object) -> Place:
    """Where the error stands, of the step whose verb stands at the first `verb` of the text."""
    before = text[: text.index(verb)]
    line = before.count("\n") + 1
    step = Place("a.yaml", line, len(before) - before.rfind("\n"))
    return Written(read_source(text.encode(), "a.yaml")).place(step, code, told)


@pytest.mark.parametrize(
    ("text", "verb", "code", "told", "at"),
    [
        (JA, "入力:", "S01", {"name": "氏名"}, Place("a.yaml", 4, 7, 2)),
        (JA, "入力:", "B04", {"field": "氏名"}, Place("a.yaml", 4, 7, 2)),
        (JA, "入力:", "S11", {"name": "住所"}, Place("a.yaml", 5, 7, 9)),
        (JA, "照合:", "B05", {"field": "氏名"}, Place("a.yaml", 10, 7, 2)),
        (JA, "読取:", "S01", {"name": "受付番号"}, Place("a.yaml", 12, 7, 2)),
        (JA, "読取:", "B06", {"field": "受付日"}, Place("a.yaml", 13, 7, 1)),
        (JA, "添付:", "S17", {"name": "写し"}, Place("a.yaml", 14, 22, 2)),
        (JA, "入力:\n          金額", "S01", {"name": "金額"}, Place("a.yaml", 18, 11, 2)),
        (EN, "fill:", "S10", {"name": "Address"}, Place("a.yaml", 5, 7, 17)),
        (EN, "read:", "S52", {"name": "Receipt"}, Place("a.yaml", 7, 7, 4)),
    ],
)
def test_an_error_stands_at_the_entry_it_tells_of(
    text: str, verb: str, code: str, told: dict[str, object], at: Place
) -> None:
    assert place(text, verb, code, **told) == at


@pytest.mark.parametrize(
    ("verb", "code", "told"),
    [
        ("入力:", "S01", {"name": "電話"}),  # two entries are called so
        ("入力:", "S01", {"name": "ない"}),
        ("入力:", "S19", {}),
        ("入力:", "S03", {"name": "氏名"}),  # the part of the screen is called as a field is
        ("入力:", "D44", {"name": "氏名"}),  # a column
        ("読取:", "S01", {"name": "控え"}),  # the name it is kept under is nothing of the screen
        ("クリック:", "S01", {"name": "氏名"}),
    ],
)
def test_what_speaks_of_no_one_entry_stands_at_its_step(verb: str, code: str, told: dict[str, object]) -> None:
    before = JA[: JA.index(verb)]
    step = (before.count("\n") + 1, len(before) - before.rfind("\n"), len(verb) - 1)
    found = place(JA, verb, code, **told)
    assert (found.line, found.column, found.width) == step


def test_a_place_that_is_not_of_the_file_stays_as_it_is() -> None:
    written, other = Written(read_source(JA.encode(), "a.yaml")), Place("a.yaml", 3, 1)
    assert written.place(other, "S01", {"name": "氏名"}) == other


def test_the_line_and_the_mark_are_those_of_check() -> None:
    written = Written(read_source(JA.encode(), "a.yaml"))
    assert written.lines(Place("a.yaml", 4, 7, 2)) == ("    4 |       氏名: <氏名>", "      |       ^^^^")
