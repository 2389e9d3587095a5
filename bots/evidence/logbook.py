"""The two logs of a run: log.txt, a sentence a line for people, and events.jsonl for programs.

Both are written by an allow-list of fields. A field that is not in it is refused, a Value prints as
‹…›, and control, bidi and line-ending characters are escaped: no value and no forged line gets in.
While a run goes on `RunLog` writes them; when it has ended `write_events` makes both anew from the
ledger's events, byte for byte as they stand in its chain.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self
from uuid import uuid4

from bots.clock import in_tokyo
from bots.evidence.folder import RunFolder
from bots.evidence.show import log_text
from bots.evidence.words import STATE_WORDS
from bots.model import Evidence, Value

if TYPE_CHECKING:
    from loguru import Record

# What a line may say: names, codes, numbers, hashes. Nothing that comes from a row or a page.
FIELDS = frozenset({
    "account", "asked_by", "attempt", "browser", "by", "code", "column", "count", "counts",
    "decision", "dialogs", "environment", "epoch", "equal", "field", "fields", "file", "fresh", "host",
    "item", "kind", "label", "limit", "line", "method", "mode", "number", "path", "pid", "pictures", "plan_sha",
    "position", "program", "readings", "reason", "recipe", "recipe_sha", "register", "released",
    "requests", "retry", "row", "rows", "screen", "seconds", "sha256", "signs", "state", "status", "step",
    "steps", "system", "systems", "task", "total", "tried", "uncertain", "unequal", "unfinished",
    "verdict", "version", "was",
})  # fmt: skip

_SENTENCES: dict[str, tuple[str, str]] = {
    "run.add": ("実行を受け付けました。", "The run was asked for."),
    "run.take": ("実行を始めました。", "The run began."),
    "run.reopen": ("実行を続きから始めました。", "The run goes on."),
    "run.finish": ("実行が終わりました。", "The run ended."),
    "run.stop": ("停止の指示を受けました。", "The run was asked to stop."),
    "rows.enter": ("表の行を受付簿と照らしました。", "The rows were compared with the register."),
    "row.settle": ("行が終わりました。", "A row ended."),
    "item.enter": ("案件を受付簿に載せました。", "An item was entered in the register."),
    "item.claim": ("行を始めました。", "A row began."),
    "item.intent": ("確定の送信を始めます。", "The submit is about to be sent."),
    "item.done": ("登録を確かめました。", "It was seen to be entered."),
    "item.uncertain": ("登録されたかどうか分かりません。", "It may or may not have been entered."),
    "evidence.add": ("証跡を残しました。", "Evidence was kept."),
    "evidence.missing": ("証跡を残せませんでした。", "Evidence could not be kept."),
    "books.note": ("結果の表について伝えることがあります。", "There is something to be told of the result sheets."),
    "finish.failed": ("最後の手順が終わりませんでした。", "The last steps did not end."),
}


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
    def words(self) -> Mapping[str, object]:
        """Its fields."""

    @property
    def line(self) -> str:
        """Its JSON line."""


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


def sentence(kind: str, words: Mapping[str, object], lang: str) -> str:
    """One line for people: the sentence of the event, then its fields as name=word."""
    said = _SENTENCES.get(kind)
    head = said[0 if lang == "ja" else 1] if said else log_text(kind)
    return "  ".join([head, *(_field(name, word, lang) for name, word in allowed(words).items())])


def _field(name: str, word: object, lang: str) -> str:
    if name == "state" and isinstance(word, str) and word in STATE_WORDS:
        return f"{STATE_WORDS[word].mark} {STATE_WORDS[word].word(lang)}"
    text = word if isinstance(word, str) else json.dumps(word, ensure_ascii=False)
    return f"{name}={text}"


def write_events(
    folder: RunFolder, events: Iterable[EventLine], lang: str
) -> tuple[Evidence, Evidence]:
    """Make events.jsonl and log.txt from the ledger's events; their evidence, in that order."""
    kept = list(events)
    lines = folder.write_text(folder.events_file, (event.line for event in kept))
    return lines, folder.write_text(folder.log_file, _log_lines(kept, lang))


def _log_lines(events: Iterable[EventLine], lang: str) -> Iterator[str]:
    for event in events:
        at = in_tokyo(datetime.fromisoformat(event.at))
        said = sentence(event.kind, event.words, lang)
        yield f"{at:%Y-%m-%d %H:%M:%S}  {log_text(event.run)}  {said}"


class RunLog:
    """Loguru, set up for one run: what is told while it goes on. Use as a context manager."""

    def __init__(self, folder: RunFolder, run: str, lang: str) -> None:
        from loguru import logger

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
