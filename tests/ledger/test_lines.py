"""Lines for other books: kept with the try that entered its item, put into a book once."""

from __future__ import annotations

import pytest

from bots.ledger.facts import LostClaim
from bots.model import ItemState
from tests.ledger.desk import Desk

S = ItemState
BOOKS = ["recipes/処理簿.xlsx", "recipes/別.xlsx"]


def _keep(desk: Desk, item: int, *, whole: bool = True) -> None:
    from bots.ledger import lines

    lines.keep(**desk.at(item), position=2, books=BOOKS, whole=whole)  # type: ignore[arg-type]


def test_lines_count_once_their_item_is_entered(desk: Desk) -> None:
    from bots.ledger import items, lines

    _, item = desk.item_in(S.RUNNING)
    _keep(desk, item)
    assert lines.due() == []
    items.done(**desk.at(item), submitted=False)  # type: ignore[arg-type]
    assert [(one.book, one.number) for one in lines.due()] == list(zip(BOOKS, (0, 1), strict=True))


def test_lines_of_a_try_that_was_given_back_never_count(desk: Desk) -> None:
    from bots.ledger import items, lines

    run, item = desk.item_in(S.RUNNING)
    _keep(desk, item)
    items.release(**desk.at(item))  # type: ignore[arg-type]
    desk.claim(item, run)
    items.done(**desk.at(item), submitted=False)  # type: ignore[arg-type]
    assert lines.due() == []


@pytest.mark.parametrize("state", [S.REFUSED, S.UNCERTAIN, S.SUBMITTING, S.PENDING])
def test_a_claim_that_was_lost_keeps_nothing(desk: Desk, state: ItemState) -> None:
    from bots.ledger import lines
    from bots.ledger.tables import Line

    _, item = desk.item_in(state)
    with pytest.raises(LostClaim):
        _keep(desk, item)
    assert lines.due() == []
    assert not Line.objects.exists()


def test_what_owes_a_line_is_unfinished_until_it_is_kept(desk: Desk) -> None:
    from bots.ledger import items, rows, runs

    run, item = desk.item_in(S.SUBMITTING)
    items.done(**desk.at(item), owes=True)  # type: ignore[arg-type]
    assert [(row.unfinished, row.code) for row in rows.of_run(run)] == [(True, "B15")]
    _keep(desk, item, whole=False)
    assert runs.counts(run)["unfinished"] == 1


def test_placing_is_ended_or_given_back_and_nothing_is_placed_twice(desk: Desk) -> None:
    from bots.ledger import items, lines

    run, item = desk.item_in(S.SUBMITTING)
    items.done(**desk.at(item), owes=True)  # type: ignore[arg-type]
    _keep(desk, item)
    first, second = lines.due()
    lines.begin(lines=[first.id], token="a" * 16, before="", clock=desk.clock)
    with pytest.raises(LostClaim):
        lines.begin(lines=[first.id, second.id], token="b" * 16, before="", clock=desk.clock)
    assert [(one.token, one.book) for one in lines.placings()] == [("a" * 16, BOOKS[0])]
    lines.give_back(token="a" * 16, clock=desk.clock)
    assert [one.id for one in lines.due()] == [first.id, second.id]
    lines.begin(lines=[first.id], token="c" * 16, before="", clock=desk.clock)
    lines.added(token="c" * 16, clock=desk.clock)
    lines.added(token="c" * 16, clock=desk.clock)
    assert ([one.id for one in lines.due()], lines.placings()) == ([second.id], [])

    from bots.ledger import events

    kinds = [one.kind for one in events.of_run(run)]
    assert kinds.count("book.added") == 1
    assert events.verify().whole
