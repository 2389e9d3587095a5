"""Doubles of the outer world, for our tests and for those who write recipes: a clock that stands still
and a business system without a browser.

    system = FakeSystem(tmp_path / "truth.jsonl")
    runner = FakeRunner(system)
    … run a recipe with it …
    assert [entry["整理番号"] for entry in system.truth()] == ["00000001", "00000002"]

The system keeps a truth list in a file, fsynced before it answers, so that a killed process can be
compared with it. Every text of its page can be set, every answer can be made to fail.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from bots.crashpoints import crashpoint
from bots.errors import BrowserGone, ScreenError
from bots.model import (
    Answer,
    Attachment,
    FieldReading,
    FieldValue,
    FoundField,
    Landing,
    Picture,
    Plan,
    Rect,
    Scopes,
    Sending,
    Signs,
    Target,
    Value,
)
from bots.protocols import DialogAnswers
from bots.values.equality import equal
from bots.values.targets import found_key


class FixedClock:
    """A clock that moves only when told to."""

    def __init__(self, start: datetime = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)) -> None:
        self._now = start
        self._ticks = 0.0

    def now(self) -> datetime:
        """The time it stands at, UTC."""
        return self._now

    def monotonic(self) -> float:
        """Seconds since it was made."""
        return self._ticks

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self._now += timedelta(seconds=seconds)
        self._ticks += seconds


@dataclass
class FakeSystem:
    """A business system in memory, with its own list of what was entered in a file.

    `answers` are used up one by one by submits, then `success` is the answer: an Answer kind, or
    "gone" (stored, then the browser dies) or "gone_before" (dies before anything is stored).
    `limits` cut a field's value to so many characters, as a maxlength does.
    "late" is stored only when the system has time (`catch_up`). A click on `search` finds the record of the key, or
    shows `nothing_found`.
    `missing` are fields that are not on the screen. `texts` are on the page until they are removed.
    """

    truth_file: Path
    key: str = ""
    success: str = "登録が完了しました"
    refusal: str = "既に登録されています"
    answers: list[str] = field(default_factory=list)
    limits: dict[str, int] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    refuses_duplicates: bool = False
    search: str = ""
    nothing_found: str = "該当するデータはありません"
    waiting: list[dict[str, str]] = field(default_factory=list)

    def truth(self) -> list[dict[str, str]]:
        """What was entered, in order."""
        if not self.truth_file.exists():
            return []
        lines = self.truth_file.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def store(self, entry: Mapping[str, str]) -> str:
        """Enter a record; its receipt number."""
        with self.truth_file.open("a", encoding="utf-8") as truth:
            truth.write(json.dumps(dict(entry), ensure_ascii=False) + "\n")
            truth.flush()
            os.fsync(truth.fileno())
        return f"R-{len(self.truth()):05d}"

    def catch_up(self) -> None:
        """Store what was answered "late"."""
        while self.waiting:
            self.store(self.waiting.pop(0))

    def has(self, entry: Mapping[str, str]) -> bool:
        """Whether a record of that key was entered before."""
        return any(old.get(self.key) == entry.get(self.key) for old in self.truth())


class FakeDriver:
    """Hands on a FakeSystem. `calls` lists the verbs that were done, without values."""

    def __init__(self, system: FakeSystem) -> None:
        self.system = system
        self.calls: list[str] = []
        self.fields: dict[str, Value] = {}
        self.receipt = ""
        self.record: dict[str, str] | None = None  # that a search has found
        self.hidden: tuple[Value, ...] = ()

    def enter(self, system: str) -> None:
        """Nothing to do: there is one window."""
        self.calls.append(f"enter {system}")

    def goto(self, address: str, timeout: float, *, dialog: DialogAnswers = "") -> bool:
        """A new page: its fields are empty."""
        self.calls.append("goto")
        self._new_page()
        return True

    def arrive(self, screen: str, timeout: float) -> None:
        """A screen is a new page."""
        self.calls.append(f"arrive {screen}")
        self._new_page()

    def _new_page(self) -> None:
        self.fields = {}
        self.record = None
        self.system.texts.discard(self.system.nothing_found)
        self.system.texts.discard(self.system.success)
        self.system.texts.discard(self.system.refusal)

    def click(
        self, target: Target, *, within: Scopes = (), dialog: DialogAnswers = "", timeout: float
    ) -> None:
        """Note the click."""
        self._find(target)
        self.calls.append(f"click {target.words}")
        if self.system.search and target.words == self.system.search:
            self._search()

    def _search(self) -> None:
        key = self.fields[self.system.key].reveal()
        self.record = next((one for one in reversed(self.system.truth()) if one[self.system.key] == key), None)
        if self.record is None:
            self.system.texts.add(self.system.nothing_found)

    def press_keys(self, names: Sequence[str], *, timeout: float) -> None:
        """Note the keys."""
        self.calls.append(f"press {' '.join(names)}")

    def hover(self, target: Target, *, within: Scopes = (), timeout: float) -> None:
        """Note where the mouse is."""
        self._find(target)
        self.calls.append(f"hover {target.words}")

    def reload(self, timeout: float) -> None:
        """A new page."""
        self.calls.append("reload")
        self._new_page()

    def switch_window(self, title: str, timeout: float) -> None:
        """Note it: there is one window."""
        self.calls.append(f"window {title}")

    def close_window(self, title: str, timeout: float) -> None:
        """Note it."""
        self.calls.append(f"close {title}")

    def rehearse_submit(
        self,
        target: Target,
        *,
        within: Scopes = (),
        dialog: DialogAnswers = "",
        carries: Collection[Value] = (),
        typed: Collection[Value] = (),
        timeout: float,
    ) -> None:
        """Note that it could be pressed."""
        self._find(target)
        self.calls.append(f"rehearse {target.words}")

    def submit(
        self,
        target: Target,
        *,
        within: Scopes = (),
        dialog: DialogAnswers = "",
        signs: Signs,
        intent: Callable[[Sending], None],
        carries: Collection[Value] = (),
        timeout: float,
    ) -> Answer:
        """Commit the intent, store the record, answer as the system was told to."""
        self._find(target)
        answer = self.system.answers.pop(0) if self.system.answers else "success"
        crashpoint("fake.held")
        intent(Sending("gate", "POST", "/entries", tuple(self.fields)))
        self.calls.append(f"submit {target.words}")
        entry = {name: value.reveal() for name, value in self.fields.items()}
        if answer in ("unsent", "problem", "nothing", "already"):
            sign = {"problem": signs.problems, "already": signs.already}.get(answer, ())
            return Answer(answer, sign[0] if sign else "")  # type: ignore[arg-type]
        if answer == "gone_before":
            raise BrowserGone("S90")
        if self.system.refuses_duplicates and self.system.has(entry):
            self.system.texts.add(self.system.refusal)
            return Answer("already", self.system.refusal)
        if answer == "late":
            self.system.waiting.append(entry)
            return Answer("nothing", reason="gone")
        crashpoint("fake.sending")
        self.receipt = self.system.store(entry)
        crashpoint("fake.stored")
        if answer == "gone":
            return Answer("nothing", reason="gone")
        self.system.texts.add(self.system.success)
        return Answer("both" if answer == "both" else "success", self.system.success)

    def fill(
        self, fields: Sequence[FieldValue], *, within: Scopes = (), timeout: float
    ) -> tuple[FieldReading, ...]:
        """Keep the values, cut where the system cuts them."""
        for one in fields:
            self._find(one.field)
        readings = []
        for one in fields:
            name, text = one.called, one.value.reveal()
            kept = text[: self.system.limits.get(name, len(text))]
            self.fields[name] = Value(kept, one.value.kind, hidden=one.value.hidden)
            readings.append(self._reading(one))
        self.calls.append("fill")
        return tuple(readings)

    def found(self) -> Mapping[str, FoundField | None]:
        """Fields in the order in which they were filled."""
        names = list(self.fields)
        return {
            found_key("試験システム", "入力画面", name): FoundField(name, "text", at)
            for at, name in enumerate(names, 1)
        }

    def upload(
        self, fields: Sequence[FieldValue], *, within: Scopes = (), timeout: float
    ) -> tuple[FieldReading, ...]:
        """A file input keeps the name of the file."""
        return self.fill(fields, within=within, timeout=timeout)

    def reread(
        self, pressed: Target | None = None, within: Scopes = (), *, only_came_back: bool = False
    ) -> tuple[FieldReading, ...]:
        """What was set and found equal is still there."""
        return ()

    def verify(
        self, fields: Sequence[FieldValue], *, within: Scopes = (), timeout: float
    ) -> tuple[FieldReading, ...]:
        """Compare with what was filled."""
        return tuple(self._reading(one) for one in fields)

    def read(self, target: Target, *, within: Scopes = (), timeout: float) -> str:
        """The receipt number, or the value of a field."""
        if target.words in self.fields:
            return self.fields[target.words].reveal()
        return self.receipt

    def download(self, target: Target, *, within: Scopes = (), timeout: float) -> Attachment:
        """A small file."""
        self._find(target)
        return Attachment("", "csv", b"a,b\n")

    def read_table(
        self, table: str, *, within: Scopes = (), timeout: float
    ) -> tuple[Mapping[str, str], ...]:
        """What the system lists under that name."""
        return tuple(self.system.tables.get(table, ()))

    def shown(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Texts of the page."""
        return tuple(text for text in texts if text in self.system.texts)

    def wait_shown(self, texts: Sequence[str], *, gone: bool = False, timeout: float) -> str:
        """Texts do not come and go by themselves here."""
        found = self.shown(texts)
        if bool(found) == gone:
            raise ScreenError("S30", text=texts[0])
        return found[0] if found else ""

    def after_sign_in(self) -> Landing:
        """Every sign-in succeeds."""
        return Landing()

    def picture(
        self, fields: Sequence[FieldReading] = (), *, form: Literal["", "png", "jpeg"] = ""
    ) -> Picture:
        """A white picture on which every field has its place."""
        rects: dict[str, Rect] = {
            one.field: (10.0, 10.0 + 30 * at, 200.0, 24.0) for at, one in enumerate(fields)
        }
        return Picture(_WHITE, "png", 1, 1, rects=rects)

    def begin_row(self, hidden: Collection[Value], *, of_row: bool = True) -> None:
        """Remember what must not be seen."""
        self.hidden = tuple(hidden)

    def late_dialogs(self) -> int:
        """Nothing comes late here."""
        return 0

    def quiet(self, milliseconds: int = 200) -> None:
        """Always quiet."""

    def _find(self, target: Target) -> None:
        if target.words in self.system.missing:
            raise ScreenError("S01", name=target.words)

    def _reading(self, one: FieldValue) -> FieldReading:
        found = {name: Value(text) for name, text in (self.record or {}).items()}
        kept = {**self.fields, **found}.get(one.called, Value("", one.value.kind))
        same = equal(one.value, kept.reveal()) or not one.read_back
        kept = replace_hidden(kept, one.value.hidden)
        return FieldReading(one.called, one.value, kept, same, (10.0, 10.0, 200.0, 24.0))


def replace_hidden(value: Value, hidden: bool) -> Value:
    """The same value, hidden or not."""
    return Value(value.reveal(), value.kind, hidden=hidden, column=value.column)


class FakeRunner:
    """Opens FakeDrivers. `opened` counts how often."""

    version = "no browser"

    def __init__(self, system: FakeSystem) -> None:
        self.system = system
        self.opened = 0
        self.driver: FakeDriver | None = None

    def open(self, plan: Plan) -> FakeDriver:
        """A fresh driver on the same system."""
        self.opened += 1
        self.driver = FakeDriver(self.system)
        return self.driver

    def close(self) -> None:
        """Nothing to close."""


def _white_png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0\xff\xff\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


_WHITE = _white_png()
