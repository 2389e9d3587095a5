"""The trials of `defects.py`: each tells a story in a new folder and says what is wrong with its end, or ""."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bots.testing import FakeSystem
from tests.crash.cuts import Named, hand_in, traced
from tests.crash.forks import new_hall
from tests.crash.kills import Tally, trial
from tests.hall import LOOKING, RECIPE, Hall, Quiet, SlowTime, people

if TYPE_CHECKING:
    from bots.runners.driver import PlaywrightDriver
    from tests.browser.site import Site


def _twice(hall: Hall) -> str:
    """The keys that the system has twice, as the system itself says."""
    times = Counter(entry["番号"] for entry in FakeSystem(hall.system.truth_file).truth())
    return ", ".join(f"{key} entered {count} times" for key, count in times.items() if count > 1)


# --------------------------------------------------------------------------- ledger


def a_sleeper_wakes_up(folder: Path) -> str:
    """A process claims a row and sleeps; it is taken for dead, another enters the row; the first wakes up."""
    from bots.ledger import items, recovery, registers
    from bots.ledger.facts import LostClaim
    from bots.model import Sending

    hall = new_hall(folder / "hall", 1)
    sleeper = hall.ask()
    hall.project.open_ledger()
    item, epoch = _claimed(hall, sleeper)
    recovery.recover(clock=hall.clock, alive=lambda _: False)
    hall.run()
    with contextlib.suppress(LostClaim):
        items.commit_intent(item=item, epoch=epoch, sending=Sending("gate"), clock=hall.clock)
        hall.system.store({"番号": "0001", "氏名": "髙橋1"})
    (one,) = registers.history(register="登録")
    intents = sum(try_.intent_at is not None for try_ in one.attempts)
    return _twice(hall) or ("" if intents == 1 else f"{intents} intents")


def _claimed(hall: Hall, run: str) -> tuple[int, int]:
    from bots.ledger import items, recovery, rows, runs
    from bots.ledger.facts import RowFacts

    runs.take(run=run, worker=recovery.this_worker(), clock=hall.clock)
    row = RowFacts(2, "受付!2", ("0001",), {"番号": "0001", "氏名": "髙橋1"})
    item = rows.enter(run=run, rows=[row], clock=hall.clock)[0].item
    assert item is not None
    return item, items.claim(item=item, run=run, clock=hall.clock)


def a_byte_of_the_chain_is_changed(folder: Path) -> str:
    """A blank is put into an event: the same facts, other bytes."""
    from bots.ledger import events
    from bots.ledger.connection import close_ledger

    hall = new_hall(folder / "hall", 1)
    hall.run()
    close_ledger()
    with contextlib.closing(sqlite3.connect(hall.project.settings.ledger / "ledger.sqlite3")) as ledger, ledger:
        ledger.execute("""UPDATE ledger_event SET body=replace(body, '"at":', '"at": ') WHERE seq=2""")
    hall.project.open_ledger()
    return "the change was not seen" if events.verify().whole else ""


def the_power_is_cut(folder: Path) -> str:
    """Whenever a record is stored, all that was written into the ledger's log must be on the disk: what is not synced
    is gone after a power cut."""
    hall = new_hall(folder / "hall", 2)
    log = folder / "calls.txt"
    traced(lambda: hand_in(hall.home), ["-y", "--trace=pwrite64,write,fdatasync,fsync"], log)
    return unsynced(log, "truth.jsonl")


def unsynced(log: Path, sent: str) -> str:
    """What a power cut would take back at a send: read from the calls of all threads, with the files they name."""
    open_writes = sends = 0
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        call = line.split(maxsplit=1)[1]
        if "-wal>" in call and call.startswith("pwrite64("):
            open_writes += 1
        elif "-wal>" in call and call.startswith(("fdatasync(", "fsync(")):
            open_writes = 0
        elif sent in call and call.startswith("write("):
            sends += 1
            if open_writes:
                return f"{open_writes} writings of the ledger are not on the disk when a record is sent"
    return "" if sends else "nothing was sent"


# --------------------------------------------------------------------------- runs


def killed_when_it_was_stored(folder: Path) -> str:
    """The system has the record, the robot dies before it hears so."""
    tally = Tally()
    trial(folder, [Named("fake.stored:2")], tally)
    return "; ".join(tally.failures)


def no_answer(folder: Path) -> str:
    """The record is stored, and no answer comes."""
    hall = new_hall(folder / "hall", 3)
    hall.system.answers = ["success", "gone"]
    hall.run()
    return _twice(hall)


def stored_late(folder: Path) -> str:
    """The system stores a record a second after it came."""
    hall = new_hall(folder / "hall", 3, LOOKING)
    hall.system.answers = ["success", "late", "success"]
    run = hall.ask()
    hall.carry_out(run, Quiet(stop=SlowTime(hall)))
    hall.system.catch_up()
    return _twice(hall)


class MissingOnce(set[str]):
    """A thing that is not on the screen when it is looked for the second time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._asked = name, 0

    def __contains__(self, name: object) -> bool:
        self._asked += name == self._name
        return name == self._name and self._asked == 2


def the_search_is_missing_once(folder: Path) -> str:
    """The known row is found; for the row in doubt the button of the search is not there."""
    hall = new_hall(folder / "hall", 3, LOOKING)
    hall.system.answers = ["success", "gone", "success"]
    hall.system.missing = MissingOnce("検索")
    hall.run()
    return _twice(hall)


class FindsNobody(FakeSystem):
    """Its search says "none" of everybody."""

    def truth(self) -> list[dict[str, str]]:
        return []


def the_search_finds_nobody(folder: Path) -> str:
    """The system's search is out of order, and says so in the words for "none"."""
    hall = new_hall(folder / "hall", 3, LOOKING)
    hall.system = FindsNobody(hall.system.truth_file, key="番号", search="検索", answers=["success", "gone", "success"])
    hall.run()
    return _twice(hall)


def the_recipe_changes_meanwhile(folder: Path) -> str:
    """Between the asking and the carrying-out somebody changes the recipe: what was asked for counts."""
    hall = new_hall(folder / "hall", 2)
    run = hall.ask()
    changed = RECIPE.replace("      氏名: <氏名>\n", "      氏名: <番号>\n")
    (hall.home / "recipes" / "登録.yaml").write_text(changed, encoding="utf-8")
    hall.carry_out(run)
    asked = [one["氏名"] for one in people(2)]
    return "" if [one["氏名"] for one in hall.system.truth()] == asked else "what nobody asked for was entered"


# --------------------------------------------------------------------------- browser and relay


def two_fields_of_one_name(folder: Path) -> str:
    """A page with a second field of the same label: which is meant nobody knows."""
    from bots.errors import ScreenError
    from tests.browser.conftest import field

    with page_with(folder, '<p><label>氏名 <input name="a"></label><p><label>氏名 <input name="b"></label>') as (driver, _):
        try:
            driver.fill([field("氏名", "山田 太郎")], timeout=1)
        except ScreenError as error:
            return "" if error.problem.code == "S02" else error.problem.code
    return "one of two fields of the same name was filled"


def a_question_nobody_answered(folder: Path) -> str:
    """The page asks something at the submit that the recipe does not know."""
    from bots.errors import BotsError
    from bots.model import Signs, Target

    form = (
        """<form method="post" action="/keep" onsubmit="return confirm('既に登録があります。もう一度登録しますか')">"""
        """<input name="a"><button>登録</button></form>"""
    )
    with page_with(folder, form) as (driver, site):
        with contextlib.suppress(BotsError):
            driver.submit(
                Target("登録", "button"), signs=Signs(success=("登録が完了しました",)), intent=lambda _: None, timeout=3
            )
        return "a question was answered that nobody knew" if site.posted else ""


@contextlib.contextmanager
def page_with(folder: Path, body: str) -> Iterator[tuple[PlaywrightDriver, Site]]:
    """Hands of a real browser on a page with that body, and the site that keeps what it is sent."""
    from bots.model import Screen, System
    from bots.runners.runner import PlaywrightRunner
    from bots.settings import Settings
    from tests.browser.conftest import plan
    from tests.browser.site import Site

    site = Site()
    site.extra["defect.html"] = f'<!doctype html><html lang="ja"><meta charset="utf-8"><title>試し</title>{body}</html>'
    runner = PlaywrightRunner(Settings(home=folder))
    try:
        screen = Screen("画面", address="/defect.html")
        driver = runner.open(plan(System("系", site.address, "訓練", screens={"画面": screen})))
        driver.enter("系")
        driver.goto("/defect.html", 20)
        driver.arrive("画面", 5)
        yield driver, site
    finally:
        runner.close()
        site.close()


def a_connection_past_the_list(folder: Path) -> str:
    """A connection to a host that is not on the list, as a redirect or a WebSocket makes it: no address is asked."""
    from bots.runners.relay import Relay
    from tests.browser.gate.counting_server import Server
    from tests.browser.gate.test_relay import Line

    system, other = Server(), Server()
    relay = Relay([(system.host, system.port)], refused=lambda *_: None)
    try:
        with Line(relay, other.host, other.port) as line:
            return "" if line.reply() != 0 else "a host that is not on the list was reached"
    finally:
        relay.close()
        system.close()
        other.close()
