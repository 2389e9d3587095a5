"""System files, config/systems/<name>.yaml: how a business system is reached, opened, left and
read.

`system_file` reads one, with everything that is wrong in it; `load_system` makes of it the
System of one environment and one account, sign-in and menu clicks compiled into steps.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bots.errors import BotsError, Place, Problem, RecipeError
from bots.japan.days import DayError
from bots.japan.spans import Span, parse_span
from bots.model import SETTLE, SubmitRule
from bots.recipe import words
from bots.recipe.folder import confined, shown_name
from bots.recipe.loading import note
from bots.recipe.nodes import Map, Node, Scalar, Source, read_source
from bots.recipe.reader import Entries, Reader
from bots.recipe.recipe import Step
from bots.recipe.steps import read_steps
from bots.settings import ENVIRONMENTS
from bots.values.targets import parse_target

FOLDER = Path("config") / "systems"
_LATER = ("zone", "slots")
_LONGEST_SETTLE = 3600  # seconds
_LISTS = ("login_failed", "problems", "already", "lost", "busy")


@dataclass(frozen=True, slots=True)
class ScreenFile:
    """A screen as written."""

    name: str
    node: Scalar
    address: str = ""
    how: tuple[Step, ...] = ()
    sign: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class SystemFile:
    """A system file that was read, all environments and accounts of it. `found` is what is
    wrong.
    """

    name: str
    source: Source
    sha256: str
    japanese: bool
    title: str = ""
    addresses: dict[str, str] = field(default_factory=dict)
    allow: tuple[str, ...] = ()
    encoding: str = "utf-8"
    typing: str = "fast"
    same: tuple[str, ...] = ()
    login: tuple[Step, ...] = ()
    logout: tuple[Step, ...] = ()
    accounts: dict[str, dict[str, str]] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    screens: dict[str, ScreenFile] = field(default_factory=dict)
    submits: tuple[SubmitRule, ...] = ()
    settle: int = SETTLE
    background: tuple[str, ...] = ()
    closed: tuple[Span, ...] = ()
    nodes: Entries = field(default_factory=dict)
    found: list[Problem] = field(default_factory=list)

    @property
    def file(self) -> str:
        """How messages call the file."""
        return self.source.file


def system_names(project: Path) -> tuple[str, ...]:
    """The names of all system files of a project."""
    found = (project / FOLDER).glob("*.y*ml")
    return tuple(
        sorted(unicodedata.normalize("NFC", path.stem) for path in found if path.is_file())
    )


def system_path(name: str, project: Path) -> Path | None:
    """The file of a system, or None; its name is no path."""
    if not confined(name) or "/" in name or "\\" in name:
        return None
    folder = project / FOLDER
    if (folder / f"{name}.yaml").is_file():
        return folder / f"{name}.yaml"
    wanted = unicodedata.normalize("NFC", name)
    return next(
        (
            path
            for path in sorted(folder.glob("*.y*ml"))
            if unicodedata.normalize("NFC", path.stem) == wanted
        ),
        None,
    )


_CACHE: dict[Path, tuple[tuple[int, int], SystemFile | RecipeError]] = {}


def system_file(name: str, project: Path) -> SystemFile:
    """Read and check a system file; the same file is read once. Raises RecipeError R15, R82, Y."""
    path = system_path(name, project)
    if path is None:
        known = system_names(project)
        near = words.nearest(name, known)
        raise RecipeError(
            "R15",
            advice="R98" if near else "",
            name=name,
            near=near,
            known=words.listed(known) or "-",
        )
    stat = path.stat()
    stamp = (stat.st_mtime_ns, stat.st_size)
    kept = _CACHE.get(path)
    if kept is None or kept[0] != stamp:
        kept = (stamp, _read_or_error(path, project))
        _CACHE[path] = kept
    if isinstance(kept[1], RecipeError):
        raise kept[1]
    return kept[1]


def _read_or_error(path: Path, project: Path) -> SystemFile | RecipeError:
    try:
        data = path.read_bytes()
        return read_system(data, unicodedata.normalize("NFC", path.stem), shown_name(path, project))
    except OSError:
        return RecipeError("R82", Place(shown_name(path, project)))
    except RecipeError as error:
        return error


def read_system(data: bytes, name: str, file: str) -> SystemFile:
    """The system file of these bytes. Raises RecipeError Y."""
    from bots.recipe.optouts import heed_opt_outs
    from bots.recipe.system_checks import check_system

    source = read_source(data, file)
    known = [key.text for key, _ in source.root.entries]
    japanese = sum(words.is_japanese(word) for word in known) * 2 >= len(known)
    reader = Reader(source, japanese)
    system = SystemFile(name, source, hashlib.sha256(data).hexdigest(), japanese)
    _read(reader, system)
    check_system(reader, system)
    heed_opt_outs(reader)
    system.found = sorted(reader.problems, key=lambda one: (one.place.line, one.place.column))
    return system


def _read(reader: Reader, system: SystemFile) -> None:
    entries = reader.entries(system.source.root, words.SYSTEM)
    system.nodes = entries
    for name in _LATER:
        if name in entries:
            reader.add("R90", entries[name][0], name=entries[name][0].text)
    for name in ("system", "addresses"):
        if name not in entries:
            first = (
                system.source.root.entries[0][0]
                if system.source.root.entries
                else system.source.root
            )
            reader.add("R28", first, name=words.spoken(words.SYSTEM, name, system.japanese))
    readers: Mapping[str, Any] = {
        "system": lambda node: setattr(system, "title", reader.text(node)),
        "addresses": lambda node: setattr(system, "addresses", _addresses(reader, node)),
        "allow": lambda node: setattr(system, "allow", _hosts(reader, node)),
        "encoding": lambda node: setattr(system, "encoding", _encoding(reader, node)),
        "typing": lambda node: setattr(
            system, "typing", reader.choice(node, words.TYPING) or "fast"
        ),
        "same": lambda node: setattr(system, "same", reader.choices(node, words.SAME)),
        "background": lambda node: setattr(system, "background", _paths(reader, node)),
        "settle": lambda node: setattr(system, "settle", _settle(reader, node)),
        "closed": lambda node: setattr(system, "closed", _closed(reader, node)),
        "login": lambda node: setattr(system, "login", read_steps(reader, node)),
        "logout": lambda node: setattr(system, "logout", read_steps(reader, node)),
        "accounts": lambda node: setattr(system, "accounts", _accounts(reader, node)),
        "screens": lambda node: setattr(system, "screens", _screens(reader, node)),
        "submits": lambda node: setattr(system, "submits", _submits(reader, node)),
    }
    for name, (_, node) in entries.items():
        if name in readers:
            readers[name](node)
        elif name in _LISTS:
            system.texts[name] = reader.texts(node)


# --------------------------------------------------------------------------- parts


def environment_name(word: str) -> str:
    """The one name of an environment: 本番 and production are the same, so are 訓練 and
    training.
    """
    return ENVIRONMENTS.get(word, word)


def _addresses(reader: Reader, node: Node) -> dict[str, str]:
    made: dict[str, str] = {}
    mapping = reader.map(node)
    for key, value in mapping.entries if mapping else ():
        name = environment_name(key.text)
        text = reader.text(value)
        if name in made:
            reader.add("R02", key, name=key.text, other=name)
        elif text and not is_address(text):
            reader.add("R111", value)
        elif text:
            made[name] = text.rstrip("/")
    return made


def is_address(text: str) -> bool:
    """Whether a text is the address of a server: http or https, a host, no user, no fragment."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and "@" not in parts.netloc
        and not parts.fragment
        and not any(one.isspace() for one in text)
    )


def _hosts(reader: Reader, node: Node) -> tuple[str, ...]:
    made: list[str] = []
    for item in reader.several(node):
        text = reader.text(item)
        if text and ("/" in text or "*" in text or any(one.isspace() for one in text)):
            reader.add("R112", item, name=text)
        elif text:
            made.append(text.lower())
    return tuple(made)


def _encoding(reader: Reader, node: Node) -> str:
    from bots.japan.encodings import encoding_name

    text = reader.text(node)
    if not text:
        return "utf-8"
    try:
        return encoding_name(text)
    except LookupError:
        reader.add("R113", node, name=text)
        return "utf-8"


def _paths(reader: Reader, node: Node) -> tuple[str, ...]:
    made = []
    for item in reader.several(node):
        text = reader.text(item)
        if text and (not text.startswith("/") or "?" in text or "*" in text[:-1] or any(one.isspace() for one in text)):
            reader.add("R194", item, name=text)
        elif text:
            made.append(text)
    return tuple(made)


def _settle(reader: Reader, node: Node) -> int:
    """落ち着くまで: less than what is usual is warned of (L30), for who looks too early enters a row twice."""
    seconds = reader.number(node, 1, _LONGEST_SETTLE)
    if seconds is not None and seconds < SETTLE:
        reader.add("L30", node, severity="warning", seconds=seconds, usual=SETTLE)
    return SETTLE if seconds is None else seconds


def _closed(reader: Reader, node: Node) -> tuple[Span, ...]:
    """停止時間: when nobody can work on the system."""
    made = []
    for item in reader.several(node):
        text = reader.text(item)
        try:
            made += [parse_span(text)] if text else []
        except DayError as error:
            reader.add({"count": "T05", "anchor": "T06"}.get(error.reason, "R197"), item, day=text, span=text)
    return tuple(made)


def _accounts(reader: Reader, node: Node) -> dict[str, dict[str, str]]:
    made: dict[str, dict[str, str]] = {}
    mapping = reader.map(node)
    for key, value in mapping.entries if mapping else ():
        inner = reader.map(value)
        made[key.text] = (
            {name.text: reader.text(one) for name, one in inner.entries} if inner else {}
        )
    return made


def _screens(reader: Reader, node: Node) -> dict[str, ScreenFile]:
    made: dict[str, ScreenFile] = {}
    mapping = reader.map(node)
    for key, value in mapping.entries if mapping else ():
        entries = reader.entries(value, words.SCREEN)
        if "address" in entries and "how" in entries:
            reader.add(
                "R114",
                entries["how"][0],
                name=entries["how"][0].text,
                other=entries["address"][0].text,
            )
        elif isinstance(value, Map) and "address" not in entries and "how" not in entries:
            one, two = (words.spoken(words.SCREEN, x, reader.japanese) for x in ("address", "how"))
            reader.add("R115", key, name=key.text, address=one, how=two)
        if isinstance(value, Map) and "sign" not in entries:
            sign = words.spoken(words.SCREEN, "sign", reader.japanese)
            reader.add("R116", key, name=key.text, sign=sign)
        made[key.text] = ScreenFile(
            name=key.text,
            node=key,
            address=reader.text(entries["address"][1]) if "address" in entries else "",
            how=read_steps(reader, entries["how"][1]) if "how" in entries else (),
            sign=_target(reader, entries["sign"][1]) if "sign" in entries else "",
            names=_names(reader, entries["names"][1]) if "names" in entries else {},
        )
    return made


def _names(reader: Reader, node: Node) -> dict[str, str]:
    mapping = reader.map(node)
    return {key.text: _target(reader, value) for key, value in mapping.entries} if mapping else {}


def _target(reader: Reader, node: Node) -> str:
    text = reader.text(node)
    if text:
        try:
            parse_target(text)
        except BotsError as error:
            note(reader, error, node)
        if isinstance(node, Scalar):
            reader.old_role(node)
    return text


def _submits(reader: Reader, node: Node) -> tuple[SubmitRule, ...]:
    items = reader.items(node)
    return tuple(_submit(reader, item) for item in (items.items if items else ()))


def _submit(reader: Reader, node: Node) -> SubmitRule:
    entries = reader.entries(node, words.SUBMITS)

    def text(name: str) -> str:
        return reader.text(entries[name][1]) if name in entries else ""

    def texts(name: str) -> tuple[str, ...]:
        return reader.texts(entries[name][1]) if name in entries else ()

    mode = reader.choice(entries["mode"][1], words.MODE) if "mode" in entries else "gate"
    return SubmitRule(
        screen=text("screen"),
        submit=text("submit"),
        mode="click" if mode == "click" else "gate",
        method=text("method").upper(),
        path=text("path"),
        fields=texts("fields"),
        mark=text("mark"),
        without=texts("without"),
        approved=text("approved"),
        carries=reader.yes(entries["carries"][1]) if "carries" in entries else False,
    )
