"""The chain of events finds every edit, and says nothing that is not allowed."""

from __future__ import annotations

import hashlib
import json
import random

import pytest

from bots.ledger.payload import changed_columns, payload_hmac
from bots.model import Evidence, ItemState
from tests.ledger.desk import Desk


def _long_chain(desk: Desk) -> int:
    from bots.ledger import events

    for number in range(3):
        desk.item_in(ItemState.DONE, key=str(number))
    return events.verify().count


def test_a_whole_chain(desk: Desk) -> None:
    from bots.ledger import events

    count = _long_chain(desk)
    instance, seq, head = events.head()
    verdict = events.verify(count=count, anchor=head)
    assert (verdict.whole, verdict.count, verdict.head) == (True, seq, head)
    assert instance


def test_a_second_verifier_agrees(desk: Desk) -> None:
    """Written from the description of the format alone: the lines as they go into events.jsonl."""
    from bots.ledger import events

    run, _ = desk.item_in(ItemState.DONE)
    prev = "0" * 64
    lines = [one.line for one in events.of_run(run)]
    for line in lines:
        told = json.loads(line)
        h, before = told.pop("h"), told.pop("prev")
        body = json.dumps(told, sort_keys=True, separators=(",", ":"))
        assert before == prev
        assert h == hashlib.sha256((prev + body).encode()).hexdigest()
        assert line == f'{body[:-1]},"prev":"{before}","h":"{h}"}}'
        prev = h
    assert prev == events.head()[2]


def test_every_edit_of_a_byte_is_found(desk: Desk) -> None:
    from bots.ledger import events
    from bots.ledger.tables import Event

    _long_chain(desk)
    chain = list(Event.objects.order_by("pk"))
    chance = random.Random(7)
    for _ in range(60):
        event = chance.choice(chain)
        at = chance.randrange(len(event.body))
        sign = chance.choice([" ", "0", "x", ""])
        body = event.body[:at] + sign + event.body[at + 1 :]
        if body == event.body:
            continue
        Event.objects.filter(pk=event.pk).update(body=body)
        verdict = events.verify()
        assert (verdict.whole, verdict.first_bad) == (False, event.pk)
        Event.objects.filter(pk=event.pk).update(body=event.body)
    assert events.verify().whole


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "item.done"), ("run", "20261123-1930-zzzz"), ("item", 99), ("h", "f" * 64)],
)
def test_edits_of_columns_are_found(desk: Desk, column: str, value: object) -> None:
    from bots.ledger import events
    from bots.ledger.tables import Event

    _long_chain(desk)
    Event.objects.filter(pk=5).exclude(**{column: value}).update(**{column: value})
    assert (events.verify().whole, events.verify().first_bad) == (False, 5)


def test_removed_and_cut_events_are_found(desk: Desk) -> None:
    from bots.ledger import events
    from bots.ledger.tables import Book, Event

    count = _long_chain(desk)
    _, _, anchor = events.head()
    gone = Event.objects.get(pk=4)
    Event.objects.filter(pk=4).delete()
    assert events.verify().first_bad == 4
    gone.save(force_insert=True)
    assert events.verify().whole
    Event.objects.filter(pk=count).delete()
    assert (events.verify().first_bad, events.verify().reason) == (count, "cut")
    # Somebody who mends the head too is found by the anchor alone.
    last = Event.objects.get(pk=count - 1)
    Book.objects.update(seq=last.seq, head=last.h)
    assert events.verify().whole
    assert events.verify(count=count, anchor=anchor).reason == "cut"


def test_a_chain_sealed_anew_is_found_by_the_anchor(desk: Desk) -> None:
    from bots.ledger import events
    from bots.ledger.tables import Book, Event

    count = _long_chain(desk)
    _, _, anchor = events.head()
    prev = events.FIRST
    for event in Event.objects.order_by("pk"):
        body = event.body.replace("user@host", "user@hest")
        h = events.link(prev, body)
        Event.objects.filter(pk=event.pk).update(body=body, prev=prev, h=h)
        prev = h
    Book.objects.update(head=prev)
    assert events.verify().whole
    assert events.verify(count=count, anchor=anchor).reason == "anchor"


@pytest.mark.parametrize("form", ["{{}}", "[]", "no json", "{{ {rest}", '{{"z":1,{rest}'])
def test_a_line_in_another_form_is_found_though_its_hash_is_right(desk: Desk, form: str) -> None:
    from bots.ledger import events
    from bots.ledger.tables import Book, Event

    last = Event.objects.get(pk=_long_chain(desk))
    body = form.format(rest=last.body[1:])
    h = events.link(last.prev, body)
    Event.objects.filter(pk=last.pk).update(body=body, h=h)
    Book.objects.update(head=h)
    verdict = events.verify()
    assert (verdict.whole, verdict.first_bad) == (False, last.pk)


def test_words_by_allow_list(desk: Desk) -> None:
    from bots.ledger import events

    run = desk.run()
    for words in (
        {"氏名": "髙橋"},
        {"value": "x"},
        {"code": "x" * 301},
        {"code": object()},
        {"counts": {"done": object()}},
    ):
        with pytest.raises(ValueError, match="word"):
            events.add(run=run, kind="test", words=words, clock=desk.clock)
    nested = {"code": "S01", "position": 3, "equal": True, "counts": {"done": 1}, "signs": ("a",)}
    events.add(run=run, kind="test", words=nested, clock=desk.clock)
    *_, last = events.of_run(run)
    assert last.words == {**nested, "signs": ["a"]}
    assert events.verify().whole


def test_a_change_without_its_event_is_no_change(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bots.ledger import events, items

    _, item = desk.item_in(ItemState.RUNNING)

    def full(*args: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(events, "append", full)
    with pytest.raises(OSError, match="space"):
        items.refuse(**desk.at(item))  # type: ignore[arg-type]
    assert desk.state(item) is ItemState.RUNNING


def test_evidence(desk: Desk) -> None:
    from bots.ledger import events, evidence

    run, item = desk.item_in(ItemState.DONE)
    names = ["items/0002/after.png", "items/0002/before.png"]
    taken = "2026-11-23T10:00:00+00:00"
    files = [Evidence("picture", name, "c" * 64, taken_at=taken) for name in names]
    evidence.add(run=run, files=files, item=item, position=2, clock=desk.clock)
    kept = [(one.file, one.position, one.taken_at.hour) for one in evidence.of_run(run)]
    assert kept == [(name, 2, 10) for name in names]
    assert [one.kind for one in events.of_run(run)][-2:] == ["evidence.add"] * 2
    for path in ("", "/etc/passwd", "../x", "a/../../x", "C:\\x", "\\\\host\\x"):
        wrong = [files[0], Evidence("picture", path, "c" * 64)]
        with pytest.raises(ValueError, match="inside"):
            evidence.add(run=run, files=wrong, clock=desk.clock)
    assert len(evidence.of_run(run)) == 2


def test_marks_of_values() -> None:
    key, who = bytes(32), ("受付簿", "本番", "0001")
    marks = payload_hmac(key, who, {"氏名": "髙橋", "住所": "髙橋"})
    assert marks["氏名"] != marks["住所"]
    assert marks != payload_hmac(key, (*who[:2], "0002"), {"氏名": "髙橋", "住所": "髙橋"})
    assert marks != payload_hmac(b"1" * 32, who, {"氏名": "髙橋", "住所": "髙橋"})
    now = payload_hmac(key, who, {"住所": "髙橋 ", "氏名": "髙橋", "電話": "0"})
    assert changed_columns(marks, now) == ("住所",)
    assert changed_columns(marks, marks) == changed_columns({}, marks) == ()
