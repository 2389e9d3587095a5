"""Characters that a system cannot hold (外字, rare kanji) in what is put into its fields.

The same question as the engine asks when it fills in (bots.engine.letters), of the values that are known before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bots.app.steps_met import Met
from bots.errors import BotsError, Place, Problem
from bots.japan.encodings import named, unheld
from bots.japan.variants import proposals
from bots.model import Row, System, Value
from bots.values.filters import apply
from bots.values.templates import parse


def letters_unheld(met: Met, row: Row) -> Iterator[Problem]:
    """What is wrong with the values that a step puts in, each naming its column."""
    if met.step.task != "fill" or met.system is None or met.problem is not None:
        return
    cells = {**row.values, **met.cells}
    for value in _put_in(met):
        names = [value.column] if value.column in cells else value.column.split("、")
        found = _fault(value, [cells[name] for name in names if name in cells], met.system, met.scope.hall.substitutes)
        if found is not None:
            yield found.at(met.child or Place()) if found.words["column"] in met.cells else found


def _put_in(met: Met) -> Iterator[Value]:
    """What the placeholders of a `fill` stand for, one by one: each has its column."""
    for written in met.step.args["fields"].values():
        text = written["value"] if isinstance(written, dict) else written
        for one in parse(str(text)).placeholders():
            try:
                yield apply(met.scope.find(one.name), one.filters, one.name, met.scope.hall)
            except BotsError:
                continue  # of the screen, or a fault of its own (bots.app.unfit)


def _fault(value: Value, cells: list[Value], system: System, own: Mapping[str, str]) -> Problem | None:
    """What is wrong with a value: told by the places in its cell, for that is where a person looks."""
    found = unheld(value.reveal(), system.encoding)
    if not found or not cells:
        return None
    letter = found[0].letter
    cell = next((one for one in cells if letter in one.reveal()), cells[0])
    if value.hidden:  # nothing of a hidden value is told
        return Problem("D76", {"column": cell.column, "system": system.name})
    in_cell = unheld(cell.reveal(), system.encoding) or found  # a filter may have made it
    told = {"column": cell.column, "letters": named(in_cell), "system": system.name}
    offered = proposals(value.reveal(), system.encoding, own)
    if not offered:
        return Problem("D75", told)
    return Problem("D75", {**told, "proposals": "、".join(map(str, offered))}, advice="D59")
