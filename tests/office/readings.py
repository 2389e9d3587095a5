"""What must be read of a book, as a text that a clerk can read and extend: the recipe's own words, then the rows.

    データ:                      as in a recipe; the file's name is made
      ...
    === 読み方
    整理番号 | 氏名              the columns in the order of the recipe
    00000001 | 髙橋　花子        a row each; ✕D28 stands for a cell with that fault, ⏎ for a line break
    === 除いた行
    7 9
    === 止まる                   instead of rows: the code of the one message
    D11
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from bots.errors import DataError
from bots.model import Row, RowsPlan
from bots.recipe.loading import load_bytes
from bots.sources.sheet import SheetSource

BOOKS = Path(__file__).parent / "books"


@dataclass(frozen=True)
class Case:
    """A book: how the recipe reads it, and what must come out."""

    name: str
    plan: RowsPlan
    expected: str


def case(name: str) -> Case:
    """The case of that name. Raises AssertionError for words that a recipe does not know."""
    text = (BOOKS / f"{name}.txt").read_text("utf-8")
    written, _, expected = text.partition("=== ")
    home = Path("/nowhere")
    head = f"レシピ: {name}\n{written}行ごと:\n  - メモ: 読む\n"
    recipe = load_bytes(head.encode(), home / "recipes" / "読む.yaml", home, "読む.yaml")
    assert recipe.sheet is not None
    assert not [one for one in recipe.found if one.severity == "error"], recipe.found
    return Case(name, recipe.sheet.plan, f"=== {expected}".strip())


def reading(path: Path, plan: RowsPlan) -> str:
    """What is read of the book, in the same words."""
    try:
        table = SheetSource().read(path, replace(plan, file=path.name), scope={})
    except DataError as error:
        assert path.name in str(error.problem.place) or error.problem.place.cell
        return f"=== 止まる\n{error.problem.code}"
    names = [column.name for column in plan.columns]
    lines = [" | ".join(names), *(_line(row, names) for row in table.rows)]
    skipped = f"\n=== 除いた行\n{' '.join(map(str, table.skipped))}" if table.skipped else ""
    return "\n".join(["=== 読み方", *lines]) + skipped


def _line(row: Row, names: list[str]) -> str:
    faults: dict[str, str] = {}
    for one in row.problems:
        faults.setdefault(str(one.words.get("column", "")), one.code)
    whole = f" ✕{faults['']}" if "" in faults else ""
    cells = [f"✕{faults[name]}" if name in faults else _text(row.values[name].reveal()) for name in names]
    return " | ".join(cells) + whole


def _text(value: str) -> str:
    """Blanks at an end stand in 「」: nobody sees them otherwise."""
    shown = value.replace("\n", "⏎")
    return shown if shown == shown.strip() else f"「{shown}」"
