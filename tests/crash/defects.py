"""Does the harness bite? Twelve defects, each sown into the real code, and the trial that must find it.

A trial is told twice, each time in a fork of its own: as the code is, when it must find nothing, and with the defect
sown, when it must find something. `python -m tests.crash --defects`; with `--only` some of them by name. Two of them
need a browser, one strace.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.crash import scenes
from tests.crash.forks import in_fork, place_for_trials, template

Trial = Callable[[Path], str]
"""Tells a story in a new folder; what is wrong with its end, or ""."""


@dataclass(frozen=True)
class Defect:
    """What is sown, and the trial that must find it. `needs` = what a bare machine has not."""

    name: str
    sow: Callable[[], AbstractContextManager[Any]]
    trial: Trial
    needs: str = ""


# --------------------------------------------------------------------------- sown


@contextmanager
def no_comparison() -> Iterator[None]:
    """A move is made wherever the item stands and whoever claimed it since."""
    from bots.ledger import moves
    from bots.ledger.tables import Item
    from bots.model import ItemState

    careful = moves.within

    def careless(move: moves.Move, *, item: int, epoch: int, clock: Any) -> None:
        now = Item.objects.get(pk=item)
        careful(replace(move, sources=(ItemState(now.state),)), item=item, epoch=now.epoch, clock=clock)

    with patch.object(moves, "within", careless):
        yield


@contextmanager
def intent_after_the_send() -> Iterator[None]:
    """The intent is written when the answer has come."""
    from bots.engine.books import Books

    write, done = Books.intent, Books.done
    kept: list[Any] = []

    def later(books: Books, item: int, epoch: int) -> None:
        write(books, *kept.pop())
        done(books, item, epoch)

    with patch.object(Books, "intent", lambda _, *what: kept.append(what)), patch.object(Books, "done", later):
        yield


@contextmanager
def silence_is_a_failure() -> Iterator[None]:
    """No answer is taken for "it did not arrive"."""
    from bots.engine import submit
    from bots.errors import NetworkError, Uncertain

    careful = submit.take_answer

    def careless(*what: Any) -> None:
        try:
            careful(*what)
        except Uncertain:
            raise NetworkError("N84") from None

    with patch.object(submit, "take_answer", careless):
        yield


@contextmanager
def no_time_to_settle() -> Iterator[None]:
    """A row is looked up at once."""
    from bots.engine import probing

    with patch.object(probing, "_settled", lambda *_: True):
        yield


@contextmanager
def not_found_is_absent() -> Iterator[None]:
    """A look that failed is taken for "there is none"."""
    from bots.engine import probing

    careful = probing.look_up

    def careless(walk: Any) -> probing.Looked:
        looked = careful(walk)
        return probing.Looked("absent") if looked.said == "unclear" else looked

    with patch.object(probing, "look_up", careless):
        yield


@contextmanager
def no_known_row_first() -> Iterator[None]:
    """A look is believed though no row that is entered was found by it."""
    from bots.engine import probing

    with patch.object(probing, "_known_is_found", lambda *_: None):
        yield


@contextmanager
def the_first_of_several() -> Iterator[None]:
    """Of several things with the same words the first is taken."""
    from bots.runners import runner

    script = runner.page_script()
    careless = script.replace("count: sets.length,", "count: Math.min(sets.length, 1),").replace(
        "keys: sets.length === 1 ?", "keys: sets.length ?"
    )
    assert careless.count("sets.length") == script.count("sets.length") and careless != script
    with patch.object(runner, "page_script", lambda: careless):
        yield


@contextmanager
def every_dialog_accepted() -> Iterator[None]:
    """OK is pressed whatever a page asks."""
    from bots.runners.dialogs import Dialogs

    with patch.object(Dialogs, "_answer_to", lambda *_: "OK"):
        yield


@contextmanager
def commits_not_synced() -> Iterator[None]:
    """`synchronous=NORMAL`, and nobody looks."""
    from django.db import connections

    from bots.ledger import connection

    options = connections.settings["default"]["OPTIONS"]
    weaker = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
    with patch.dict(options, init_command=weaker), patch.object(connection, "_check_promises"):
        yield


@contextmanager
def recipe_read_again() -> Iterator[None]:
    """A queued run is carried out from the recipe's file as it is now."""
    from bots.app import carry_out
    from bots.app.request import Asked, prepare

    def as_it_is(project: Any, _: str) -> tuple[Any, Any]:
        made = prepare(project, Asked(recipe="登録"))
        return made.plan, made.table

    with patch.object(carry_out, "read_back", as_it_is):
        yield


@contextmanager
def events_hashed_as_read() -> Iterator[None]:
    """The verifier hashes what it made of the bytes, not the bytes."""
    from bots.ledger import events

    def lenient(event: Any, seq: int, prev: str, _: str) -> str:
        body = events.canonical(json.loads(event.body))
        return "" if event.seq == seq and event.prev == prev and event.h == events.link(prev, body) else "hash"

    with patch.object(events, "_fault", lenient):
        yield


@contextmanager
def list_of_addresses_only() -> Iterator[None]:
    """What the browser may reach is decided by the addresses of its requests, not by the relay."""
    from bots.runners.relay import Relay

    make = Relay.__init__

    class Everything(frozenset[Any]):
        def __contains__(self, _: object) -> bool:
            return True

    def careless(relay: Relay, *what: Any, **more: Any) -> None:
        make(relay, *what, **more)
        relay._allow = Everything()

    with patch.object(Relay, "__init__", careless):
        yield


DEFECTS = (
    Defect("remove the compare of compare-and-swap", no_comparison, scenes.a_sleeper_wakes_up),
    Defect("commit the intent after the send", intent_after_the_send, scenes.killed_when_it_was_stored),
    Defect("treat a timeout as a failure", silence_is_a_failure, scenes.no_answer),
    Defect("settle time 0", no_time_to_settle, scenes.stored_late),
    Defect("absence by a missing thing", not_found_is_absent, scenes.the_search_is_missing_once),
    Defect("no positive control", no_known_row_first, scenes.the_search_finds_nobody),
    Defect("the first of several", the_first_of_several, scenes.two_fields_of_one_name, "a browser"),
    Defect("accept every dialog", every_dialog_accepted, scenes.a_question_nobody_answered, "a browser"),
    Defect("synchronous=NORMAL", commits_not_synced, scenes.the_power_is_cut, "strace"),
    Defect("read the recipe again", recipe_read_again, scenes.the_recipe_changes_meanwhile),
    Defect("parse, then hash", events_hashed_as_read, scenes.a_byte_of_the_chain_is_changed),
    Defect("allow-list by address only", list_of_addresses_only, scenes.a_connection_past_the_list),
)


@dataclass(frozen=True)
class Verdict:
    """What a defect came to. `found` is what the trial said with the defect sown, `clean` without."""

    name: str
    found: str
    clean: str
    seconds: float

    @property
    def caught(self) -> bool:
        """Whether the trial finds the defect, and nothing where there is none."""
        return bool(self.found) and not self.clean


def try_all(only: Callable[[Defect], bool] = lambda _: True) -> list[Verdict]:
    """Every defect that is wanted, one after another."""
    template()
    place = place_for_trials()
    made = []
    for number, one in enumerate(DEFECTS):
        if not only(one):
            continue
        begun = time.monotonic()
        clean = _told(place / f"{number}-clean", one, sown=False)
        found = _told(place / f"{number}-sown", one, sown=True)
        made.append(Verdict(one.name, found, clean, round(time.monotonic() - begun, 1)))
        if not made[-1].caught:
            print(f"{one.name}: sown {found!r}, clean {clean!r}", file=sys.stderr)
    return made


def _told(folder: Path, defect: Defect, *, sown: bool) -> str:
    """What the trial finds wrong, told in a fork; an end that is none is told too."""
    folder.mkdir()
    result = folder / "told.json"

    def tell() -> str:
        if not sown:
            return defect.trial(folder)
        with defect.sow():
            return defect.trial(folder)

    status = in_fork(tell, result)
    return str(json.loads(result.read_text(encoding="utf-8"))) if status == 0 else f"the trial ended with {status}"
