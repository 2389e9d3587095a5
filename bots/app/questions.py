"""What a person is asked before a run, because the ledger cannot know it: is this the same business?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bots.errors import DataError, PlaceError
from bots.japan.keys import key_part
from bots.ledger.facts import KeyedRow
from bots.model import Column, Plan, Row
from bots.values.columns import COLUMN_TYPES, read_cell
from bots.values.scope import fold_name

KeyForm = list[list[str]]
"""What keys are made of: heading, type and size ("" = none) of each key column, or of each input."""


def key_form(plan: Plan) -> KeyForm:
    """What the keys of `plan` are made of."""
    columns = plan.input_columns
    if plan.rows is not None:
        declared = {column.name: column for column in plan.rows.columns}
        columns = tuple(declared[name] for name in plan.rows.key)
    return [[one.name, one.kind, str(one.size or "")] for one in columns]


def form_text(plan: Plan) -> str:
    """The same as the ledger keeps it."""
    return json.dumps(key_form(plan), ensure_ascii=False)


def ask_about_register(plan: Plan, register: str, rows: Sequence[Row]) -> None:
    """A new register whose rows were entered under another one is a question, not a guess.

    Raises PlaceError P30 where the keys are the same, P54 where the other makes them of other columns.
    """
    from bots.ledger import overlaps

    own = form_text(plan)

    def keyed(form: str) -> list[KeyedRow | None]:
        return [_keyed(row, json.loads(form) if form != own else None) for row in rows]

    found = overlaps.question(
        register=register,
        systems={system.name: system.address for system in plan.systems},
        environment=plan.environment,
        form=own,
        rows=keyed,
    )
    if found is None:
        return
    told: dict[str, Any] = {"register": register, "other": found.other, "count": found.count}
    if not found.form:
        raise PlaceError("P30", **told)
    raise PlaceError("P54", **told, **_forms_told(json.loads(found.form), key_form(plan)))


def ask_about_rehearsal(plan: Plan, register: str, rows: Sequence[Row]) -> None:
    """Rows that the page sent by itself in a rehearsal may be entered: a run would enter them again.

    Raises PlaceError P60."""
    from bots.ledger import rehearsed

    keyed = [KeyedRow(row.key, {name: value.reveal() for name, value in row.values.items()}) for row in rows]
    count, run = rehearsed.in_doubt(register=register, environment=plan.environment, rows=keyed)
    if count:
        raise PlaceError("P60", count=count, run=run)


def _keyed(row: Row, form: KeyForm | None) -> KeyedRow | None:
    """The row with its own key, or with the one that keys of `form` would give it; None where it has
    no such columns or nothing in them."""
    values = {name: value.reveal() for name, value in row.values.items()}
    if form is None:
        return KeyedRow(row.key, values)
    texts = {fold_name(name): text for name, text in values.items()}
    key = tuple(_part(part, texts.get(fold_name(part[0]), "")) for part in form)
    return KeyedRow(key, values) if key and all(key) else None


def _part(part: list[str], text: str) -> str:
    """A part of a key, read as its type has it: the same cell may be a text here and a date there."""
    name, kind, size = part
    column = Column(name, kind, size=int(size) if size else None)
    try:
        found = read_cell(column, text).reveal() if kind in COLUMN_TYPES else text
    except DataError:  # not of that type: then it was not entered as one
        found = text
    return key_part(found, kind)


def ask_about_key(plan: Plan, register: str) -> None:
    """Rows entered under another kind of key would not be recognised: a question, not a guess.

    Raises PlaceError P39."""
    from bots.ledger import registers

    found = registers.key_change(
        register=register,
        recipe_id=plan.recipe_id,
        environment=plan.environment,
        form=form_text(plan),
    )
    if found is not None:
        forms = _forms_told(json.loads(found.before), key_form(plan))
        raise PlaceError("P39", register=found.register, count=found.count, **forms)


def _forms_told(before: KeyForm, now: KeyForm) -> dict[str, Any]:
    """Both forms as words of a message, in both languages."""

    def told(form: KeyForm, words: Mapping[str, str]) -> str:
        made = [f"{name}（{words.get(kind, kind)}{size and ' ' + size}）" for name, kind, size in form]
        return "＋".join(made)

    return {
        "before": told(before, COLUMN_TYPES),
        "now": told(now, COLUMN_TYPES),
        "before_en": told(before, {}),
        "now_en": told(now, {}),
    }
