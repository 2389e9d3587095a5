"""The two logs of a run: log.txt, a sentence a line for people, and events.jsonl for programs.

Both are written by an allow-list of fields. A field that is not in it is refused, a Value prints as
‹…›, and control, bidi and line-ending characters are escaped: no value and no forged line gets in.
While a run goes on `RunLog` writes them; when it has ended `write_events` makes both anew from the
ledger's events, byte for byte as they stand in its chain.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self
from uuid import uuid4

from bots.clock import in_tokyo
from bots.evidence.folder import RunFolder
from bots.evidence.log_words import sentence
from bots.evidence.show import log_text
from bots.model import Evidence, Value

if TYPE_CHECKING:
    from loguru import Record

# What a line may say: names, codes, numbers, hashes. Nothing that comes from a row or a page.
FIELDS = frozenset({
    "account", "asked_by", "attempt", "browser", "by", "code", "column", "count", "counts",
    "decision", "dialogs", "due", "entry", "environment", "epoch", "equal", "field", "fields", "file", "fresh",
    "item", "kind", "label", "line", "method", "mode", "number", "pid", "pictures", "plan_sha",
    "position", "program", "readings", "reason", "recipe", "recipe_sha", "register", "released",
    "requests", "retry", "row", "rows", "screen", "seconds", "sha256", "signs", "state", "step",
    "steps", "system", "systems", "task", "to", "total", "uncertain", "unequal", "unfinished",
    "until", "verdict", "version", "was",
})  # fmt: skip


Say = Callable[[str, Mapping[str, object]], str]


class EventLine(Protocol):
    """An event as the ledger hands it out; `line` is its JSON with `prev` and `h`, `at` ISO UTC."""

    @property
    def at(self) -> str:
        """When, ISO UTC."""

    @property
    def kind(self) -> str:
        """What happened."""

    @property
    def run(self) -> str:
        """Its run."""

    @property
    def item(self) -> int | None:
        """Its item, if it tells of one."""

    @property
    def words(self) -> Mapping[str, object]:
        """Its fields."""

    @property
    def line(self) -> str:
        """Its JSON line."""


Where = Callable[[EventLine], str]


@dataclass(frozen=True, slots=True)
class RowName:
    """A row as the log names it: its place in the sheet, and the sentence that belongs to its code."""

    origin: str = ""
    code: str = ""
    reason: str = ""


def allowed(words: Mapping[str, object]) -> dict[str, object]:
    """`words` as plain JSON data. ValueError for a field not in FIELDS; values become ‹…›."""
    unknown = sorted(set(words) - FIELDS)
    if unknown:
        raise ValueError(f"fields not allowed in a log: {', '.join(unknown)}")
    return {name: _plain(word) for name, word in words.items()}


def _plain(word: object) -> object:
    if word is None or isinstance(word, bool | int | float):
        return word
    if isinstance(word, Value):
        return repr(word)
    if isinstance(word, str):
        return log_text(word)
    if isinstance(word, Mapping):
        return {log_text(str(name)): _plain(one) for name, one in word.items()}
    if isinstance(word, list | tuple | set | frozenset):
        return [_plain(one) for one in word]
    # Whatever else it is, its text may hold a value; only its type is told.
    return f"‹{type(word).__name__}›"


def write_events(
    folder: RunFolder,
    events: Iterable[EventLine],
    lang: str,
    rows: Mapping[int, RowName] | None = None,
    say: Say = lambda code, _: code,
    where: Where = lambda _: "",
    places: Mapping[int, RowName] | None = None,
) -> tuple[Evidence, Evidence]:
    """Make events.jsonl and log.txt from the ledger's events; their evidence, in that order.

    `rows` tells of each item where its row stands in the sheet, and why it ended so, `places` the same of each row by its
    position: two rows of one key are one item; `say` the sentence
    of any other code, that of a try that was made again, with the words of it that are known; `where`
    the place in the recipe (file:line:column) of what went wrong.
    """
    kept = list(events)
    lines = folder.write_text(folder.events_file, (event.line for event in kept))
    return lines, folder.write_text(folder.log_file, _log_lines(kept, lang, rows or {}, places or {}, say, where))


def _log_lines(
    events: Iterable[EventLine],
    lang: str,
    rows: Mapping[int, RowName],
    places: Mapping[int, RowName],
    say: Say,
    where: Where,
) -> Iterator[str]:
    for event in events:
        at = in_tokyo(datetime.fromisoformat(event.at))
        words = allowed(event.words)
        at_row = rows.get(event.item or 0, RowName())
        row = places.get(int(str(words.get("position") or 0)), at_row) if event.item else at_row
        if words.get("code"):
            code = str(words["code"])
            known = words.get("fields")
            own = known if isinstance(known, Mapping) else {}
            reason = row.reason if row.reason and code == row.code and not own else say(code, own)
            words["code"] = log_text(reason if reason == code else f"{reason} [{code}]")
        place = log_text(where(event))
        for why in ("code", "reason") if place else ():
            if words.get(why):
                words[why] = f"{place}  {words[why]}"
        said = sentence(event.kind, words, lang, row.origin)
        yield f"{at:%Y-%m-%d %H:%M:%S}  {log_text(event.run)}  {said}"


class RunLog:
    """Loguru, set up for one run: what is told while it goes on. Use as a context manager."""

    def __init__(self, folder: RunFolder, run: str, lang: str) -> None:
        from loguru import logger

        with contextlib.suppress(
            ValueError
        ):  # loguru's own sink, which would speak on the terminal
            logger.remove(0)
        mark = uuid4().hex  # tells our lines from those of others in the same process
        self._lang = lang
        self._logger = logger.bind(bots_log=mark, run=log_text(run))
        self._remove = logger.remove

        def ours(record: Record) -> bool:
            return bool(record["extra"].get("bots_log") == mark)

        self._sinks = [
            logger.add(
                str(path),
                format=form,
                filter=ours,
                level="INFO",
                catch=False,
                diagnose=False,
                backtrace=False,
                encoding="utf-8",
                errors="backslashreplace",
                opener=_open_private,
            )
            for path, form in ((folder.log_file, _for_people), (folder.events_file, _for_programs))
        ]

    def tell(self, kind: str, **words: object) -> None:
        """Write one event to both files. ValueError for a field that is not in FIELDS."""
        plain = allowed(words)
        extra = {"kind": log_text(kind), "words": plain, "said": sentence(kind, plain, self._lang)}
        self._logger.bind(**extra).info("")

    def follow(self, told: Mapping[str, object]) -> None:
        """Write down what a run tells of its progress, as it comes."""
        kinds = {
            "begin": "run.begin",
            "row": "row.begin",
            "again": "row.again",
            "settled": "row.settle",
            "settle": "look.settle",
            "look": "look.begin",
        }
        kind = kinds.get(str(told["what"]))
        if kind is not None:
            words = {name: word for name, word in told.items() if name not in ("what", "number")}
            self.tell(kind, **words)

    def close(self) -> None:
        """Close both files."""
        for sink in self._sinks:
            self._remove(sink)
        self._sinks = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _for_people(record: Record) -> str:
    at = in_tokyo(record["time"])
    extra = record["extra"]
    extra["line"] = f"{at:%Y-%m-%d %H:%M:%S}  {extra['run']}  {extra['said']}"
    return "{extra[line]}\n"


def _for_programs(record: Record) -> str:
    extra: dict[str, Any] = record["extra"]
    body = {
        "at": record["time"].astimezone(UTC).isoformat(timespec="milliseconds"),
        "kind": extra["kind"],
        "run": extra["run"],
        "words": extra["words"],
    }
    extra["json"] = json.dumps(body, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return "{extra[json]}\n"
