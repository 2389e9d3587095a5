"""Looking a code up in a table of the recipe (対応表): exactly one line, or the row is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.errors import Reject, named_sheet
from bots.model import Column, Numberless, PlanStep, Value, Worded
from bots.values.equality import equal
from bots.values.worded import as_typed

if TYPE_CHECKING:
    from bots.engine.walk import Walk


def lookup(walk: Walk, step: PlanStep) -> None:
    """Keep what the one line says that fits. Raises Reject B10 where none does, B11 where several do."""
    expand = walk.expander(step)
    wanted = {name: expand(str(text)) for name, text in step.args["where"].items()}
    file, sheet = str(step.args["file"]), str(step.args.get("sheet", ""))
    table = walk.kit.tables[file, sheet]
    lines = [
        line
        for line in table.lines
        if all(_is(line[name], value) for name, value in wanted.items())
    ]
    where, names = named_sheet(file, table.sheet), "、".join(wanted)
    if not lines:
        raise Reject("B10", file=where["where"], file_en=where["where_en"], names=names)
    if len(lines) > 1:
        raise Reject("B11", file=where["where"], file_en=where["where_en"], names=names, count=len(lines))
    hidden = any(value.hidden for value in wanted.values())
    for name, column in step.args["names"].items():
        walk.scope.saved[name] = Value(_seen(lines[0][str(column)]), hidden=hidden, column=name)


def _is(cell: str, value: Value) -> bool:
    """Whether a cell of the table says a value: a number what it is worth, a day which it is, all else as it is seen."""
    if value.kind not in ("number", "money"):
        said = _seen(cell)
        return equal(value, said) if value.kind == "date" else said == value.reveal().strip()
    if isinstance(cell, Numberless):
        return cell.nothing and equal(value, "0")
    return equal(value, as_typed(Column("", value.kind), cell) if isinstance(cell, Worded) else cell)


def _seen(cell: str) -> str:
    return cell.shown if isinstance(cell, Worded) else str(cell).strip()
