"""A ledger that was put back from a copy: nothing is entered by it until a person at a terminal says so."""

from __future__ import annotations

import shutil

from tests.commands.house import Hall
from tests.commands.terminal import Terminal

RUN = ("run", "library_cards", "--only")


def test_a_ledger_that_was_put_back_is_gone_on_with_at_a_terminal_only(hall: Hall) -> None:
    data = hall.home / "data"
    assert hall.bots(*RUN, "00004004").code == 0
    shutil.copytree(data, hall.home / "copy")
    assert hall.bots(*RUN, "00004008").code == 0
    shutil.rmtree(data)
    (hall.home / "copy").rename(data)
    for words in ((), ("--ledger-checked",)):
        refused = hall.bots(*RUN, "00004005", *words)
        assert (refused.code, refused.err.count("[P50]")) == (2, 1), refused.said
        assert "--ledger-checked" in refused.err
    with Terminal(hall, *RUN, "00004005", "--ledger-checked") as screen:
        assert screen.end() == 0
    assert hall.bots("resume", "--ledger-checked", "--json").code == 2  # there is nothing to continue
    assert hall.entered("library") == ["00004004", "00004008", "00004005"]
    assert hall.bots("doctor").err.count("P50") == 0
