"""A recipe that is begun, as decisions: which columns, which field takes which, what to press. Pure.

Nothing is decided that is not told: every `Entry` says how sure it is, and what found no partner is listed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from bots.app.beginning.choices import CHOSEN, offers
from bots.app.beginning.clues import clues
from bots.app.beginning.pairing import How, folded, pair, proposals
from bots.app.beginning.wanted_form import filters_of
from bots.app.beginning.yaml_text import can_be_declared, field_name, placeholder
from bots.japan.width import characters
from bots.model import Column
from bots.recipe.lints import registers
from bots.sources.guessing import names_own_number
from bots.sources.outline import KeyFacts, Outline, SeenColumn

if TYPE_CHECKING:
    from bots.runners.surveying import SeenField, Survey

Write = Literal["", "state", "receipt"]

_STATE = re.compile(r"^(?:状態|処理|処理結果|結果|登録|処理状況|済|status|state|done|result)$", re.IGNORECASE)
_RECEIPT = re.compile(r"(?:番号|控[えエ]|no\.?|number|receipt)$", re.IGNORECASE)  # of a column that is blank
_CONFIRM = re.compile(r"確認|次へ|次に|進む|^(?:confirm|next|continue|review)", re.IGNORECASE)
_BACK = re.compile(r"戻|クリア|取消|キャンセル|中止|検索|ログアウト|削除|reset|clear|cancel|back|search|delete|(?:log|sign) ?out", re.IGNORECASE)
_TEXTS = ("text", "kana", "email")
_RARE = 0.1  # of the rows are filled in where a column is one to write into


@dataclass(frozen=True, slots=True)
class Declared:
    """A column of the sheet as the recipe has it. `write` = it is there to be written into."""

    seen: SeenColumn
    column: Column
    write: Write = ""
    longer: int = 0  # rows whose text is longer than the field takes
    unlike: tuple[str, ...] = ()  # words of the sheet that the field does not offer
    used: bool = False
    may_be: str = ""  # the field that may be meant, by an everyday heading or by what the column holds


@dataclass(frozen=True, slots=True)
class Entry:
    """A field that takes a column: the field's word, the value as it is put in, how they were paired."""

    name: str
    column: Column
    filters: tuple[str, ...]
    how: How
    kind: str
    loose: bool  # a date in a box of text that does not say how it wants it


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the screen has to press: the submit if one button can be it, one that leads to a page that asks again,
    and all that may be meant."""

    submit: str = ""
    confirm: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that a recipe text is made of."""

    name: str
    system: str
    screen: str  # its name, or an address
    heading: str
    file: str
    outline: Outline
    key: KeyFacts
    declared: tuple[Declared, ...]
    entries: tuple[Entry, ...]
    without_column: tuple[SeenField, ...]
    proposed: Mapping[str, Column]  # fields without a column: the one that may be meant
    without_field: tuple[Declared, ...]
    pressed: Pressed
    has_login: bool
    has_logout: bool
    only_sheet: bool
    password_name: str = ""


def draft_of(
    outline: Outline, survey: Survey, *, key: KeyFacts, name: str, system: str, screen: str, file: str,
    has_login: bool, has_logout: bool, only_sheet: bool, password_name: str = "",
) -> Draft:  # fmt: skip
    """Bring sheet and screen together."""
    columns = tuple(one for one in outline.columns if can_be_declared(one.name) and placeholder(one.name))
    of_last_lines = {one.column for one in outline.last_lines}
    fields = [one for one in survey.fields if not (one.secret or one.read_only)]
    named = [tuple(filter(None, [field_name((word,)) for word in one.names])) for one in fields]
    on_screen = {folded(name) for names in named for name in names}
    named = [() if one.parts else names for one, names in zip(fields, named, strict=True)]  # no column is divided among them
    written: list[Write] = [_written(one, key, on_screen) for one in columns]
    pairs = pair(named, ["" if write else one.name for one, write in zip(columns, written, strict=True)])
    by_column = {one.column: one for one in pairs}
    declared = []
    for at, (one, write) in enumerate(zip(columns, written, strict=True)):
        found = by_column.get(at)
        made = _for_field(one, fields[found.field]) if found else Declared(one, one.guess.column)
        needed = write or one.name in (key.name, *of_last_lines) or one.guess.column.hidden or found
        declared.append(replace(made, write=write, used=bool(needed)))
    entries = [_entry(declared[one.column].column, fields[one.field], one.how, one.name) for one in pairs]
    taken = {one.field for one in pairs}
    own = {at for at, one in enumerate(declared) if not one.write and at not in by_column}
    may_be = proposals(named, [one.seen.name if at in own else "" for at, one in enumerate(declared)], pairs)
    left = {*range(len(fields))} - taken - {one.field for one in may_be}, own - {one.column for one in may_be}
    may_be += clues(fields, named, columns, key.name, left)
    for maybe in may_be:
        declared[maybe.column] = replace(declared[maybe.column], may_be=maybe.name)
    return Draft(
        name=name, system=system, screen=screen, heading=survey.heading, file=file, outline=outline, key=key,
        declared=tuple(declared), entries=tuple(entries),
        without_column=tuple(one for at, one in enumerate(fields) if at not in taken),
        proposed={one.name: declared[one.column].column for one in may_be},
        without_field=tuple(one for one in declared if not one.used),
        pressed=pressed_of(survey), has_login=has_login, has_logout=has_logout, only_sheet=only_sheet, password_name=password_name,
    )  # fmt: skip


def _written(column: SeenColumn, key: KeyFacts, on_screen: Collection[str]) -> Write:
    """Whether a column is one that the robot writes into: it is blank, called as such are, and no field of the
    screen has its name."""
    name = folded(column.name)
    if column.name == key.name or column.guess.filled > _RARE * column.guess.rows or name in on_screen:
        return ""
    if _STATE.match(name):
        return "state"
    own = column.guess.column.hidden or names_own_number(column.name)
    return "receipt" if _RECEIPT.search(name) and not own else ""


def _for_field(seen: SeenColumn, field: SeenField) -> Declared:
    """The column as the field wants it: no longer than it takes, chosen from what it offers."""
    column, longer = seen.guess.column, 0
    unlike: tuple[str, ...] = ()
    if field.longest and column.kind in _TEXTS and not column.hidden:
        column = replace(column, maximum=field.longest)
        longer = sum(isinstance(one, str) and characters(one) > field.longest for one in seen.cells)
    if field.kind in CHOSEN and field.choices and seen.guess.values:
        column, unlike = _chosen(seen, field.choices)
    return Declared(seen, column, longer=longer, unlike=unlike)


def _chosen(seen: SeenColumn, choices: Sequence[str]) -> tuple[Column, tuple[str, ...]]:
    """A column whose words are chosen: with those that stand several times, and those that the screen knows too."""
    column = seen.guess.column
    known = [word for word, _ in seen.guess.values if offers(choices, word)]
    if column.kind != "choice" and len(known) < len(seen.guess.values):
        return column, ()
    kept = tuple(word for word, count in seen.guess.values if count > 1 or word in known)
    if len(kept) > 1:
        column = replace(column, kind="choice", size=None, maximum=None, choices=kept)
    return column, tuple(word for word, count in seen.guess.values if count > 1 and word not in known)


def _entry(column: Column, field: SeenField, how: How, name: str) -> Entry:
    loose = column.kind == "date" and field.kind == "text" and field.boxes == 1 and not field.form
    return Entry(name, column, filters_of(field, name, column.kind), how, field.kind, loose)


def pressed_of(survey: Survey) -> Pressed:
    """The button that registers, if just one does; else one that leads on; and all that may."""
    names = [one.name for one in survey.buttons if one.role == "button" and one.count == 1]
    names = [name for name in dict.fromkeys(names) if not _BACK.search(name)]
    submits = [name for name in names if registers(name)]
    confirms = [name for name in names if _CONFIRM.search(name)]
    submit = submits[0] if len(submits) == 1 else ""
    confirm = confirms[0] if not submits and len(confirms) == 1 else ""
    return Pressed(submit, confirm, tuple(submits or names))
