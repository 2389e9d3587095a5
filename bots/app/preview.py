"""`bots preview`: rows × fields as the program will put them in, and what is left out and why.

Opens no browser and writes nothing. Only values that are known before the screen is seen can be shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bots.app.as_read import as_read
from bots.app.carry_out import builtins_of
from bots.app.project import Project
from bots.app.request import Asked, prepare, workable
from bots.engine.books import flat
from bots.engine.flow import columns_of, inputs_of
from bots.errors import BotsError, PlaceError, Problem
from bots.japan.hiding import PAINT, painted
from bots.model import Plan, PlanStep, Row, Table, Value
from bots.values.conditions import holds, parse_condition
from bots.values.scope import Scope, fold_name
from bots.values.templates import expand, names_in

FILLING = ("fill", "upload")
_LATER = ("（画面で決まる）", "(from the screen)")


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be done with a sheet. `lines` are the cells of the table, a row each."""

    plan: Plan
    table: Table
    fields: tuple[str, ...]
    lines: list[list[str]]
    bad: tuple[Row, ...]
    not_chosen: tuple[Row, ...]
    refused: tuple[tuple[Row, Problem], ...]
    noted: tuple[tuple[Row, Problem], ...] = ()

    def head(self, lang: str) -> list[str]:
        """Title, sheet and counts."""
        table, total = self.table, len(self.table.rows)
        where = f"{table.file} {table.sheet}".strip()
        told = [f"  {one}" for one in as_read(table, lang)]
        bad = len(self.bad) + len(self.refused)
        if lang == "ja":
            return [
                self.plan.title,
                f"  {where}: {total} 行。登録する {len(self.lines)} 件、"
                f"不備 {bad} 件、対象外 {len(self.not_chosen)} 件",
                *told,
            ]
        return [
            self.plan.title,
            f"  {where}: {total} rows. To enter {len(self.lines)}, faulty {bad}, "
            f"left out {len(self.not_chosen)}",
            *told,
        ]

    def headings(self, lang: str) -> list[str]:
        """Row number, then the fields of the screen."""
        return ["行" if lang == "ja" else "row", *self.fields]

    def left_out(self, lang: str) -> list[tuple[str, list[str]]]:
        """Groups of rows that would not be entered, each with its reason."""
        groups: list[tuple[str, list[str]]] = []
        faults = [told(row, one, lang) for row in self.bad for one in row.problems]
        faults += [told(row, one, lang) for row, one in self.refused]
        if faults:
            groups.append(("不備のある行" if lang == "ja" else "Rows with faults", faults))
        offered = Counter(
            one for row in self.bad for fault in row.problems for one in _offered(fault)
        )
        if offered:
            groups.append(
                (
                    "代わりに使える字の候補（レシピの「代替文字」で承認）" if lang == "ja" else "What may stand for them (approved by substitute)",
                    [f"{change}  {count} {'行' if lang == 'ja' else 'row(s)'}" for change, count in sorted(offered.items())],
                )
            )
        if self.not_chosen:
            title = "対象外の行（レシピの「対象」）" if lang == "ja" else "Left out by the recipe (only)"
            groups.append((title, [f"{row.origin}  {'/'.join(row.key)}" for row in self.not_chosen]))
        return groups

    def notes(self, lang: str) -> list[str]:
        """What will be done to values that a person should know of, each with its row."""
        return [told(row, one, lang) for row, one in self.noted]

    def to_json(self, lang: str) -> dict[str, Any]:
        """For `--json`."""
        return {
            "rows": len(self.table.rows),
            "encoding": self.table.encoding,
            "skipped": list(self.table.skipped),
            "enter": len(self.lines),
            "fields": list(self.fields),
            "values": self.lines,
            "notes": self.notes(lang),
            "left_out": [{"why": why, "rows": rows} for why, rows in self.left_out(lang)],
        }


def _offered(problem: Problem) -> list[str]:
    """The substitutions that a fault proposes."""
    return [one for one in str(problem.words.get("proposals", "")).split("、") if one]


def told(row: Row, problem: Problem, lang: str) -> str:
    """A fault with the cell it is in."""
    return f"{problem.place.cell or row.origin}  {problem.sentence(lang)}"


def preview_of(project: Project, asked: Asked) -> Preview:
    """Read the sheet and fill in every field that can be known. Raises what `prepare` raises."""
    prepared = prepare(project, asked)
    plan, table = prepared.plan, prepared.table
    if table is None:
        raise PlaceError("P17")
    builtins = builtins_of(project, plan, "")
    found: list[tuple[Row, dict[str, str]]] = []
    refused: list[tuple[Row, Problem]] = []
    noted: list[tuple[Row, Problem]] = []
    for row in workable(table):
        try:
            own, notes = cells(row, plan, builtins)
            found.append((row, own))
            noted += [(row, note) for note in notes]
        except BotsError as error:
            refused.append((row, error.problem))
    fields = all_fields(plan, [fields for _, fields in found])
    lines = [[str(row.number), *(own.get(field, "") for field in fields)] for row, own in found]
    return Preview(
        plan,
        table,
        fields,
        lines,
        bad=tuple(row for row in table.rows if row.problems),
        not_chosen=tuple(row for row in table.rows if not row.chosen and not row.problems),
        refused=tuple(refused),
        noted=tuple(noted),
    )


def all_fields(plan: Plan, rows: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """The fields in the order of the recipe's steps; those of child rows as often as a row has them."""
    written = [
        name for step in flat(plan.each_row) if step.task in FILLING for name in step.args["fields"]
    ]
    there = dict.fromkeys(name for row in rows for name in row)
    looped = {name.rpartition("（")[0] for name in there if name not in written}
    return tuple(dict.fromkeys([*(name for name in written if name not in looped), *there]))


def cells(row: Row, plan: Plan, builtins: dict[str, Value]) -> tuple[dict[str, str], list[Problem]]:
    """The texts of one row by field, and what is to be known of them, once each; a field that is left alone
    is not there."""
    scope = Scope(
        row=dict(row.values),
        inputs={name: Value(text) for name, text in plan.inputs.items()},
        builtins={**builtins, "行番号": Value(str(row.number), "number")},
        hall=plan.hall,
    )
    found: dict[str, str] = {}
    notes: list[Problem] = []
    for step, around, round_ in carried_out(plan.each_row, scope, row):
        for field, written in step.args["fields"].items():
            text = written["value"] if isinstance(written, dict) else written
            value = known(str(text), around)
            found[f"{field}{round_}"] = shown(value, around, plan)
            notes += [one for one in (value.notes if value is not None else ()) if one not in notes]
    return found, notes


Filling = tuple[PlanStep, Scope, str]  # a step, what is known at it, the round of its loop


def carried_out(
    steps: Sequence[PlanStep], scope: Scope, row: Row, round_: str = ""
) -> Iterator[Filling]:
    """The steps that put values into fields for this row; of a branch those of its way."""
    for step in steps:
        if not applies(step, scope):
            continue
        if step.task in FILLING:
            yield step, scope, round_
        elif step.task == "branch":
            way = next((one for one in step.steps if applies(one, scope)), None)
            yield from carried_out(way.steps if way is not None else (), scope, row, round_)
        elif step.task == "each":
            name = str(step.args["name"])
            for number, child in enumerate(row.details.get(name, ()), 1):
                inner = replace(scope, loop=columns_of(name, child))
                yield from carried_out(step.steps, inner, row, f"（{number}）")
        elif step.task == "use":
            yield from carried_out(step.steps, _of_part(step, scope), row, round_)
        else:
            yield from carried_out(step.steps, scope, row, round_)


def _of_part(step: PlanStep, scope: Scope) -> Scope:
    """What a called recipe knows of the row: what is given to it, as far as that is known before the screen."""
    texts = step.args.get("given", {})
    given = {
        name: expand(str(text), scope)
        for name, text in texts.items()
        if all(scope.knows(one) for one in names_in(text))
    }
    later = {fold_name(name) for name in texts} - {fold_name(name) for name in given}
    inputs = inputs_of(step, given) if not later else given
    return Scope(inputs=inputs, builtins=scope.builtins, hall=scope.hall)


def applies(step: PlanStep, scope: Scope) -> bool:
    """Whether the step's condition holds; a condition on the screen is taken as held."""
    if step.when is None:
        return True
    return holds(parse_condition(step.when), scope, lambda texts: texts)


def known(text: str, scope: Scope) -> Value | None:
    """The text with its placeholders filled in; None where only the screen knows a name."""
    return expand(text, scope) if all(scope.knows(name) for name in names_in(text)) else None


def shown(value: Value | None, scope: Scope, plan: Plan) -> str:
    """A value as it may be seen, masked if hidden; of one that only the screen knows it is told so."""
    if value is None:
        return _LATER[plan.language == "en"]
    known_here = (*scope.row.values(), *scope.loop.values())
    secrets = [one.reveal() for one in known_here if one.hidden]
    return PAINT if value.hidden else painted(value.reveal(), secrets)
