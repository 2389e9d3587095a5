"""A ledger that was put back from a copy: nothing is entered by it until a person at a terminal says so. Copies that were made by hand:
tests/cases."""

from __future__ import annotations

from pathlib import Path

from tests.commands.house import Hall
from tests.commands.terminal import Terminal

RUN = ("run", "library_cards", "--only")


def test_a_ledger_that_was_put_back_is_gone_on_with_at_a_terminal_only(hall: Hall, tmp_path: Path) -> None:
    assert hall.bots(*RUN, "00004004").code == 0
    made = hall.bots("backup", str(tmp_path / "kept"), "--keep", "2", "--evidence")
    assert made.code == 0, made.said
    assert "config/secrets.yaml" in made.out
    (file,) = (tmp_path / "kept").iterdir()
    assert hall.bots("backup", "--check", str(file)).code == 0
    assert hall.bots(*RUN, "00004008").code == 0
    asked = hall.bots("restore", str(file), stdin="n\n")
    assert asked.code == 2
    assert "控えより後の実行（控えの台帳にはありません）: 1 件" in asked.out
    done = hall.bots("restore", str(file), stdin="y\n")
    assert done.code == 0, done.said
    assert "--ledger-checked" in done.out
    for words in ((), ("--ledger-checked",)):
        refused = hall.bots(*RUN, "00004005", *words)
        assert (refused.code, refused.err.count("[P50]")) == (2, 1), refused.said
    with Terminal(hall, *RUN, "00004005", "--ledger-checked") as screen:
        assert screen.end() == 0
    assert hall.bots("resume", "--ledger-checked", "--json").code == 2  # there is nothing to continue
    assert hall.entered("library") == ["00004004", "00004008", "00004005"]
    assert hall.bots("doctor").err.count("P50") == 0
