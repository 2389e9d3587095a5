"""The ledger's own tests, with the tables on a server: the very same functions."""

from __future__ import annotations

from types import ModuleType

from tests.ledger import (
    test_decisions,
    test_dues,
    test_events,
    test_histories,
    test_lines,
    test_moves,
    test_overlaps,
    test_pauses,
    test_rows,
    test_runs,
    test_watches,
)


def _same(module: ModuleType) -> type:
    """The tests of a module as those of a class: names that two modules share do not hide each other."""
    tests = {name: staticmethod(one) for name, one in vars(module).items() if name.startswith("test_")}
    return type(module.__name__, (), tests)


TestDecisions = _same(test_decisions)
TestDues = _same(test_dues)
TestEvents = _same(test_events)
TestHistories = test_histories.Histories.TestCase
TestLines = _same(test_lines)
TestMoves = _same(test_moves)
TestOverlaps = _same(test_overlaps)
TestPauses = _same(test_pauses)
TestRows = _same(test_rows)
TestRuns = _same(test_runs)
TestWatches = _same(test_watches)
