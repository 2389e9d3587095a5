"""config/timetable.yaml, read in the manner of recipes: words of both languages, all that is wrong told with its place.

    時間割:
      月例の登録: {レシピ: こども課/保育申込, 日: 第3開庁日, 時刻: 19:30, 打ち切り: 23:00}
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path

from bots.errors import Place, Problem, RecipeError
from bots.japan.days import Day, DayError, parse_day
from bots.japan.width import fold
from bots.recipe import words
from bots.recipe.folder import TIMETABLE, shown_name
from bots.recipe.nodes import Map, Node, Scalar, Source, read_source
from bots.recipe.reader import Entries, Reader
from bots.timetable.entry import Ending, Entry, Late

_TIME = re.compile(r"(\d{1,2}):(\d{2})|(\d{1,2})時(?:(\d{1,2})分|半)?")
_MOST_TIMES = 48  # in a day
_NEEDED = ("recipe", "day", "time")
_NOT_OF_A_FOLDER = ("day", "time", "late", "after")  # what speaks of times


@dataclass(slots=True)
class Timetable:
    """The entries of a project in the order written. `found` is what is wrong, by place; `source` is None where there is
    no file. `nodes` are the lines of each entry, by its name."""

    file: str
    source: Source | None = None
    sha256: str = ""
    japanese: bool = True
    entries: dict[str, Entry] = field(default_factory=dict)
    nodes: dict[str, Entries] = field(default_factory=dict)
    found: list[Problem] = field(default_factory=list)

    @property
    def due(self) -> tuple[Entry, ...]:
        """The entries that are ever due."""
        return tuple(one for one in self.entries.values() if one.enabled)


def read_timetable(project: Path) -> Timetable:
    """The timetable of a project; an empty one where it has none. Raises RecipeError R82 for a file that cannot be read and
    Y for one that is no YAML."""
    path = project / TIMETABLE
    file = shown_name(path, project)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Timetable(file)
    except OSError:
        raise RecipeError("R82", Place(file)) from None
    source = read_source(data, file)
    known = [key.text for key, _ in source.root.entries]
    reader = Reader(source, any(words.is_japanese(word) for word in known))
    made = Timetable(file, source, hashlib.sha256(data).hexdigest(), reader.japanese)
    top = reader.entries(source.root, words.TIMETABLE)
    if "timetable" in top:
        _entries(reader, top["timetable"][1], made)
    elif not reader.problems:
        reader.add("R28", source.root, name=words.spoken(words.TIMETABLE, "timetable", reader.japanese))
    _check_circles(reader, made)
    _check_before(reader, made)
    made.found = sorted(reader.problems, key=lambda one: (one.place.line, one.place.column))
    return made


def _entries(reader: Reader, node: Node, made: Timetable) -> None:
    mapping = reader.map(node)
    names = [key.text for key, _ in mapping.entries] if mapping else []
    for key, value in mapping.entries if mapping else ():
        before = len(reader.problems)
        entries = reader.entries(value, words.ENTRY)
        _check_kind(reader, key, value, entries)
        entry = _entry(reader, key, entries, names)
        made.nodes[key.text] = entries
        if len(reader.problems) == before:
            made.entries[key.text] = entry


def _check_kind(reader: Reader, key: Scalar, value: Node, entries: Entries) -> None:
    """An entry is due by the clock, or by files that arrive: what it must say, and what it cannot."""
    by_files = "folder" in entries
    for name in ("recipe",) if by_files else _NEEDED:
        if isinstance(value, Map) and name not in entries:
            reader.add("T09", key, entry=key.text, name=words.spoken(words.ENTRY, name, reader.japanese))
    for name in _NOT_OF_A_FOLDER if by_files else ("files",):
        if name in entries:
            reader.add("T43" if by_files else "T44", entries[name][0], name=words.spoken(words.ENTRY, name, reader.japanese))


def _entry(reader: Reader, key: Scalar, entries: Entries, names: list[str]) -> Entry:
    def text(name: str) -> str:
        return reader.text(entries[name][1]) if name in entries else ""

    if "zone" in entries:  # no worker takes zones yet: it would wait for ever
        reader.add("R90", entries["zone"][0], name=entries["zone"][0].text)
    days = _days(reader, entries["day"][1]) if "day" in entries else {}
    times = _times(reader, entries["time"][1]) if "time" in entries else ()
    until = _time(reader, entries["until"][1]) if "until" in entries else None
    if until is not None and until in times:
        reader.add("T03", entries["until"][1], time=f"{until:%H:%M}")
    late = reader.choice(entries["late"][1], words.LATE) if "late" in entries else ""
    priority = reader.number(entries["priority"][1], 0, 9) if "priority" in entries else None
    return Entry(
        name=key.text,
        recipe=text("recipe"),
        place=reader.source.place(key),
        days=tuple(days.values()),
        written=tuple(days),
        times=times,
        folder=text("folder"),
        files=_files(reader, entries["files"][1]) if "files" in entries else (),
        inputs=_inputs(reader, entries["inputs"][1]) if "inputs" in entries else {},
        environment=text("environment"),
        account=text("account"),
        until=until,
        late=_LATE.get(late, "ask"),
        after=_after(reader, entries["after"][1], names) if "after" in entries else {},
        zone=text("zone"),
        priority=priority or 0,
        enabled=reader.yes(entries["enabled"][1]) if "enabled" in entries else True,
    )


_LATE: dict[str, Late] = {"skip": "skip", "run_once": "run_once", "ask": "ask"}


def _days(reader: Reader, node: Node) -> dict[str, Day]:
    made: dict[str, Day] = {}
    for one in reader.several(node):
        text = reader.text(one)
        if not text:
            continue
        try:
            made[text] = parse_day(text)
        except DayError as error:
            reader.add({"unknown": "T01", "count": "T05", "anchor": "T06"}[error.reason], one, day=text)
    return made


def _times(reader: Reader, node: Node) -> tuple[time, ...]:
    nodes = reader.several(node)
    if len(nodes) > _MOST_TIMES:
        reader.add("T04", node, limit=_MOST_TIMES)
        return ()
    found = [at for one in nodes if (at := _time(reader, one)) is not None]
    return tuple(sorted(set(found)))


def _time(reader: Reader, node: Node) -> time | None:
    """19:30 or 19時30分; 24:00 is no time of a day."""
    text = reader.text(node)
    found = _TIME.fullmatch(fold(text).strip()) if text else None
    if found is not None:
        hour = int(found[1] or found[3])
        minute = int(found[2] or found[4] or (30 if found[0].endswith("半") else 0))
        if hour < 24 and minute < 60:
            return time(hour, minute)
    if text:
        reader.add("T02", node, time=text)
    return None


def _files(reader: Reader, node: Node) -> tuple[str, ...]:
    """Names of files, of which * and ? may stand for letters; no folders."""
    made = []
    for one in reader.several(node):
        text = reader.text(one)
        if any(letter in text for letter in '/\\:"<>|'):
            reader.add("T45", one, name=text)
        elif text:
            made.append(text)
    return tuple(made)


def _inputs(reader: Reader, node: Node) -> dict[str, str]:
    mapping = reader.map(node)
    return {key.text: reader.text(value, blank=True) for key, value in mapping.entries} if mapping else {}


def _after(reader: Reader, node: Node, names: list[str]) -> dict[str, Ending]:
    """A name, a list of names, or {name: how it must have ended}."""
    if isinstance(node, Map):
        written: list[tuple[Node, str]] = [(key, reader.choice(value, words.AFTER)) for key, value in node.entries]
    else:
        written = [(one, "") for one in reader.several(node)]
    made: dict[str, Ending] = {}
    for one, ending in written:
        name = reader.text(one)
        if name in names:
            made[name] = "settled" if ending == "settled" else "success"
        elif name and isinstance(one, Scalar):
            reader.unknown("T07", one, names)
    return made


def _check_circles(reader: Reader, made: Timetable) -> None:
    """No entry waits for itself in the end."""
    for entry in made.entries.values():
        for name in entry.after:
            if entry.name in _before(made, name):
                reader.add("T08", made.nodes[entry.name]["after"][0], name=name)


def _check_before(reader: Reader, made: Timetable) -> None:
    """No entry waits for one that is due by files: whether all of them have come nobody can tell."""
    for entry in made.entries.values():
        for name in entry.after:
            if name in made.entries and made.entries[name].folder:
                reader.add("T46", made.nodes[entry.name]["after"][0], name=name)


def _before(made: Timetable, name: str) -> set[str]:
    """`name` and everything that must have ended before it."""
    seen: set[str] = set()
    left = [name]
    while left:
        one = left.pop()
        if one not in seen:
            seen.add(one)
            left += made.entries[one].after if one in made.entries else ()
    return seen
