"""The journal writes in order, in its own thread, and lets no send happen after a failure."""

from __future__ import annotations

import threading

import pytest

from bots.engine.journal import Journal
from bots.errors import PlaceError


def nothing() -> None:
    """Opens and closes nothing."""


def test_writings_are_done_in_order_in_one_other_thread() -> None:
    done: list[tuple[int, str]] = []

    def note(number: int) -> None:
        done.append((number, threading.current_thread().name))

    with Journal(nothing, nothing) as journal:
        for number in range(50):
            journal.post(lambda number=number: note(number))
        journal.call(lambda: note(50))
    assert [number for number, _ in done] == list(range(51))
    assert {name for _, name in done} == {"journal"}


def test_a_failure_of_something_posted_is_raised_at_the_next_call() -> None:
    def full() -> None:
        raise OSError("no space left")

    with Journal(nothing, nothing) as journal:
        journal.post(full)
        with pytest.raises(PlaceError) as told:
            journal.call(nothing)
        assert told.value.problem.code == "P32"
        with pytest.raises(PlaceError):
            journal.post(nothing)


def test_an_outcome_is_written_even_after_a_failure() -> None:
    def full() -> None:
        raise OSError("no space left")

    with Journal(nothing, nothing) as journal:
        journal.post(full)
        assert journal.settle(lambda: "kept") == "kept"


def test_what_a_call_raises_goes_to_its_caller() -> None:
    def wrong() -> None:
        raise PlaceError("P32")

    with Journal(nothing, nothing) as journal, pytest.raises(PlaceError):
        journal.call(wrong)


def test_books_are_opened_first_and_closed_last_in_the_journals_thread() -> None:
    seen: list[str] = []
    with Journal(
        lambda: seen.append("open " + threading.current_thread().name),
        lambda: seen.append("close " + threading.current_thread().name),
    ) as journal:
        journal.call(lambda: seen.append("write"))
    assert seen == ["open journal", "write", "close journal"]
