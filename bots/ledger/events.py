"""The chain of what happened: each event carries the hash of the one before, over its exact bytes.

An event holds codes, names, numbers and ids, by allow-list; never a value of a row. It is written
in the transaction of the change it tells of: no event, no change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.ledger import anchor
from bots.ledger.connection import followed, lasting, side
from bots.ledger.facts import ChainVerdict, EventFacts
from bots.ledger.tables import Book, Event

FIRST = "0" * 64  # what the first event has before it
_LONGEST = 300  # of a text in an event

# What an event may say beside number, time, kind, run and item. Names come from recipes, settings
# and system files; texts of rows and pages have no word here.
WORDS = frozenset({
    "account", "asked_by", "attempt", "browser", "by", "code", "column", "count", "counts",
    "decision", "dialogs", "due", "entry", "environment", "epoch", "equal", "field", "fields", "file",
    "fresh", "kind", "label", "line", "method", "mode", "number", "pictures", "pid",
    "plan_sha", "position", "program", "readings", "reason", "recipe", "recipe_sha",
    "register", "released", "requests", "retry", "rows", "screen", "seconds", "sha256",
    "signs", "state", "step", "steps", "system", "systems", "task", "to", "total", "uncertain",
    "unequal", "unfinished", "until", "verdict", "version", "was",
})  # fmt: skip

_FIELDS = {"seq", "at", "instance", "kind", "run", "item", "words"}  # of every event


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that is to be appended."""

    kind: str
    run: str = ""
    item: int | None = None
    words: Mapping[str, object] = field(default_factory=dict)


@lasting
def add(
    *, run: str, kind: str, words: Mapping[str, object], clock: Clock, item: int | None = None
) -> None:
    """Append one event by itself. Raises ValueError for a word that is not allowed."""
    crashpoint("ledger.event.before")
    with transaction.atomic(durable=True):
        append([NewEvent(kind, run, item, words)], clock)
    crashpoint("ledger.event.after")


def append(events: list[NewEvent], clock: Clock) -> None:
    """Append `events` in order, within the transaction of the change that they tell of."""
    book = Book.objects.select_for_update().get()
    at = f"{clock.now():%Y-%m-%dT%H:%M:%S.%fZ}"
    seq, prev = book.seq, book.head
    rows = []
    for event in events:
        seq += 1
        body = canonical({
            "seq": seq,
            "at": at,
            "instance": book.instance,
            "kind": event.kind,
            "run": event.run,
            "item": event.item,
            "words": allowed(event.words),
        })  # fmt: skip
        h = link(prev, body)
        rows.append(
            Event(
                seq=seq, kind=event.kind, run=event.run, item=event.item, body=body, prev=prev, h=h
            )
        )
        prev = h
    Event.objects.bulk_create(rows, batch_size=100)
    Book.objects.filter(pk=book.pk).update(seq=seq, head=prev)
    side().ends_with(seq, prev)
    if (file := followed()) is not None:
        last = anchor.Anchor(book.instance, seq, prev, side().place())
        transaction.on_commit(lambda: anchor.follow(file, last))


def allowed(words: Mapping[str, object]) -> dict[str, object]:
    """`words` as plain JSON. Raises ValueError for a name not in WORDS or a text too long."""
    unknown = sorted(set(words) - WORDS)
    if unknown:
        raise ValueError(f"words not allowed in an event: {', '.join(unknown)}")
    return {name: _plain(name, value) for name, value in words.items()}


def _plain(name: str, value: object) -> object:
    if isinstance(value, str):
        if len(value) > _LONGEST:
            raise ValueError(f"the word {name} of an event is too long")
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(name, one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(name, one) for one in value]
    raise ValueError(f"the word {name} of an event is neither a text nor a number")


def canonical(body: Mapping[str, object]) -> str:
    """The one way to write `body`: sorted, without blanks, one line."""
    return json.dumps(
        body, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )


def link(prev: str, body: str) -> str:
    """The hash that binds `body` to what was before it."""
    return hashlib.sha256(prev.encode("ascii") + body.encode("utf-8", "surrogatepass")).hexdigest()


def line_of(body: str, prev: str, h: str) -> str:
    """An event as a line of events.jsonl (without its end)."""
    return f'{body[:-1]},"prev":"{prev}","h":"{h}"}}'


def of_run(run: str) -> Iterator[EventFacts]:
    """The events of a run, oldest first."""
    for event in Event.objects.filter(run=run).order_by("seq").iterator():
        body = json.loads(event.body)
        yield EventFacts(
            seq=event.seq,
            at=body["at"],
            kind=event.kind,
            run=event.run,
            item=event.item,
            words=body["words"],
            line=line_of(event.body, event.prev, event.h),
        )


def head() -> tuple[str, int, str]:
    """Instance, number of events and last hash: what an anchor outside the ledger keeps."""
    book = Book.objects.get()
    return book.instance, book.seq, book.head


def verify(*, count: int | None = None, anchor: str = "") -> ChainVerdict:
    """Read the whole chain and compare it byte by byte with what it must be.

    `count` and `anchor` are what `head` gave earlier: the chain must still hold that event, else
    it was cut or sealed anew.
    """
    # Others append meanwhile: what came after the book was read is not looked at, and what the
    # table had before must be in the book.
    last = Event.objects.aggregate(last=Max("seq"))["last"] or 0
    book = Book.objects.get()
    prev, seq, anchored = FIRST, 0, count in (None, 0)
    known = Event.objects.filter(seq__lte=max(last, book.seq)).order_by("seq")
    for event in known.iterator(chunk_size=2000):
        seq += 1
        reason = _fault(event, seq, prev, book.instance)
        if reason:
            return ChainVerdict(False, seq - 1, prev, seq, reason)
        prev = event.h
        if seq == count:
            anchored = prev == anchor
            if not anchored:
                return ChainVerdict(False, seq, prev, seq, "anchor")
    if (book.seq, book.head) != (seq, prev) or not anchored:
        return ChainVerdict(False, seq, prev, seq + 1, "cut")
    return ChainVerdict(True, seq, prev)


def _fault(event: Event, seq: int, prev: str, instance: str) -> str:
    """What is wrong with `event` as number `seq` after `prev`, or ""."""
    if event.seq != seq:
        return "missing"
    if event.prev != prev or event.h != link(prev, event.body):
        return "hash"
    try:
        body = json.loads(event.body)
        same = canonical(body) == event.body
    except ValueError:
        return "form"
    if not same or not isinstance(body, dict) or set(body) != _FIELDS:
        return "form"
    told = (body["seq"], body["kind"], body["run"], body["item"], body["instance"])
    if told != (event.seq, event.kind, event.run, event.item, instance):
        return "columns"
    return ""
