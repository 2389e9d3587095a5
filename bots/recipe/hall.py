"""What the hall decides for all recipes: config/calendar.yaml (its days), config/substitutes.csv (its characters).

Both may be absent: then the common rule and the shipped table hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bots.errors import Place, RecipeError
from bots.japan import variants, wareki
from bots.model import Hall
from bots.recipe import words
from bots.recipe.folder import shown_name
from bots.recipe.nodes import Items, Map, Node, Scalar, read_source
from bots.recipe.reader import Reader

CALENDAR, SUBSTITUTES = "calendar.yaml", "substitutes.csv"
_WHY = {"headings": "R171", "letter": "R172", "code": "R173", "use": "R174", "private": "R175", "twice": "R176"}


@dataclass(frozen=True, slots=True)
class HallFiles:
    """The hall's tables, and the files that they were read from with their SHA-256."""

    hall: Hall = field(default_factory=Hall)
    sources: Mapping[str, str] = field(default_factory=dict)


def load_hall(project: Path) -> HallFiles:
    """Read both files of a project, as far as they are there. Raises RecipeError: all that is wrong with the
    calendar, or the first line of the table that cannot be used; R82 for a file that cannot be read."""
    closed, opened, sources = _calendar(project / "config" / CALENDAR, project)
    table, more = _substitutes(project / "config" / SUBSTITUTES, project)
    substitutes = {one.letter: one.plain for one in table if one.proposed}
    forms = {one.letter: one.plain for one in table if not one.proposed}
    return HallFiles(Hall(closed, opened, substitutes, forms), {**sources, **more})


def _bytes(path: Path, file: str) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        raise RecipeError("R82", Place(file)) from None


# --------------------------------------------------------------------------- days

Days = tuple[str, ...]


def _calendar(path: Path, project: Path) -> tuple[Days, Days, Mapping[str, str]]:
    file = shown_name(path, project)
    data = _bytes(path, file)
    if data is None:
        return (), (), {}
    source = read_source(data, file)
    keys = [key.text for key, _ in source.root.entries]
    reader = Reader(source, any(words.is_japanese(key) for key in keys))
    entries = reader.entries(source.root, words.CALENDAR)
    found = {name: _days(reader, entries[name][1]) if name in entries else {} for name in words.CALENDAR}
    for day in sorted(found["closed"].keys() & found["open"].keys()):
        reader.add("R170", found["open"][day], name=day)
    if reader.problems:
        problems = sorted(reader.problems, key=lambda one: (one.place.line, one.place.column))
        first = problems[0]
        raise RecipeError(first.code, first.place, advice=first.advice, problems=tuple(problems), **dict(first.words))
    sources = {file: hashlib.sha256(data).hexdigest()}
    return tuple(sorted(found["closed"])), tuple(sorted(found["open"])), sources


def _days(reader: Reader, node: Node) -> dict[str, Scalar]:
    """The days of a list, or of lines of day: reason, by their ISO dates."""
    if isinstance(node, Map):
        written: list[Node] = [key for key, _ in node.entries]
    else:
        written = list(node.items) if isinstance(node, Items) else [node]
    made: dict[str, Scalar] = {}
    for one in written:
        text = reader.text(one)
        day = _day(text) if text else None
        if day is None or not isinstance(one, Scalar):
            if text:
                reader.add("R37", one)
        elif day.isoformat() in made:
            reader.add("R29", one, name=text)
        else:
            made[day.isoformat()] = one
    return made


def _day(text: str) -> date | None:
    try:
        return wareki.parse(text)
    except wareki.WarekiError:
        return None


# --------------------------------------------------------------------------- characters


def _substitutes(path: Path, project: Path) -> tuple[tuple[variants.Variant, ...], Mapping[str, str]]:
    file = shown_name(path, project)
    data = _bytes(path, file)
    if data is None:
        return (), {}
    try:
        text = _text(data)
        table = variants.parse_table(text)
    except variants.VariantError as error:
        place = Place(file, error.line, 1, max(1, len(text.splitlines()[error.line - 1])))
        raise RecipeError(_WHY[error.reason], place, headings=",".join(variants.HEADINGS)) from None
    except UnicodeDecodeError:
        raise RecipeError("R82", Place(file)) from None
    return table, {file: hashlib.sha256(data).hexdigest()}


def _text(data: bytes) -> str:
    """As a spreadsheet saves it: UTF-8, or the encoding of Windows."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp932")
