"""What Japanese data mean: values with what must come of them, in tables that a clerk can read and extend.

A line is 入力, 処理, 期待, 理由. 処理 is the type of a column (日付 旧元号可), a filter (|和暦 R6.4.1), an
encoding (文字コード cp932), a number format (書式 yyyy/m/d) or a comparison (同じ 日付, then 入力 and 期待 are compared and 結果 follows).
期待 of what must be refused is 断る and the code. 〔U+E0100〕 stands for a character that cannot be seen.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bots.errors import BotsError
from bots.japan.encodings import named, unheld
from bots.model import Value
from bots.sources.formats import say_of, show_of
from bots.values.columns import parse_column, read_cell
from bots.values.equality import equal, forms_of_one
from bots.values.scope import Scope
from bots.values.templates import expand

HOME = Path(__file__).parent
HEADINGS = ["入力", "処理", "期待", "理由"]
LEAST = 2_000
_UNSEEN = re.compile("〔U\\+([0-9A-F]{4,6})〕")


@dataclass(frozen=True)
class Line:
    place: str
    given: str
    doing: str
    wanted: str
    why: str


def lines_of(path: Path) -> Iterator[Line]:
    """The lines of a table, each with its file and line."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        assert next(reader) == HEADINGS, f"{path.name}:1 has other headings than {','.join(HEADINGS)}"
        for cells in reader:
            place = f"{path.name}:{reader.line_num}"
            assert len(cells) == len(HEADINGS), f"{place} has {len(cells)} cells"
            given, doing, wanted, why = (_UNSEEN.sub(lambda found: chr(int(found[1], 16)), one) for one in cells)
            assert why, f"{place} gives no reason"
            yield Line(place, given, doing, wanted, why)


TABLES = sorted(HOME.glob("*.csv"))


def came_out(line: Line) -> str:
    """What the program makes of the value of a line."""
    verb, _, rest = line.doing.partition(" ")
    if verb == "文字コード":
        return named(unheld(line.given, rest))
    if verb in ("同じ", "違う", "字体"):
        kind = read_kind(rest.split()[0]) if rest else "text"
        same = tuple({"全角半角": "width", "カンマ": "commas", "空白": "spaces", "区切り": "separators"}[one] for one in rest.split()[1:])
        if verb == "字体":
            return line.wanted if not equal(Value(line.given), line.wanted) and forms_of_one(line.given, line.wanted) else ""
        return line.wanted if equal(Value(line.given, kind), line.wanted, same) is (verb == "同じ") else f"not {verb}"  # type: ignore[arg-type]
    if verb == "書式":
        return shown(line.given, rest)
    try:
        if line.doing.startswith("|"):
            return expand(f"<x{line.doing}>", Scope(row={"x": Value(line.given, column="x")})).reveal()
        return read_cell(parse_column("x", line.doing), line.given).reveal()
    except BotsError as error:
        return f"断る {error.problem.code}"


def shown(given: str, code: str) -> str:
    """How a cell of that format is read that holds the number, or the text."""
    try:
        float(given)
    except ValueError:
        say = say_of(code)
        return say(given) if say is not None else given
    found = show_of(code, from_1904=False)(given)
    return found if isinstance(found, str) else f"断る {found.problem.code}"


def read_kind(word: str) -> str:
    return {"文字": "text", "日付": "date", "数": "number", "金額": "money", "コード": "code", "有無": "flag"}[word]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_line_comes_out_as_it_says(path: Path) -> None:
    wrong = [
        f"{line.place}  {line.doing}  {line.given!r}: {made!r}, not {line.wanted!r} ({line.why})"
        for line in lines_of(path)
        if (made := came_out(line)) != line.wanted
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_there_are_enough_of_them_and_none_stands_twice() -> None:
    lines = [line for path in TABLES for line in lines_of(path)]
    assert len(lines) >= LEAST
    seen: dict[tuple[str, str, str], str] = {}
    for line in lines:
        key = (line.given, line.doing, line.wanted if line.doing.startswith(("同じ", "違う", "字体")) else "")
        assert key not in seen, f"{line.place} says what {seen[key]} says"
        seen[key] = line.place
