"""The ledger's story: a run in which every move happens, and that goes on wherever it was cut off.

Beside the ledger it keeps two files, each line on the disk before the story goes on: `witness` says
what it was about to do and what it has done; `truth` is the business system: what was entered there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bots.clock import SystemClock
from bots.ledger.facts import Decision, Finding, RowFacts
from bots.model import DueState, Evidence, ItemState, Mode, RunState, Sending

# What happens to each key, in order. "send" enters it in the system.
PLOTS: dict[str, tuple[str, ...]] = {
    "done": ("claim", "commit_intent", "send", "done", "finish"),
    "with a line": ("claim", "commit_intent", "send", "done", "keep"),
    "refused": ("claim", "refuse"),
    "refused by the system": ("claim", "commit_intent", "refuse"),
    "skipped": ("claim", "skip"),
    "again": ("claim", "release", "claim", "commit_intent", "send", "done", "mark_unfinished"),
    "unsent": ("claim", "commit_intent", "unsent", "claim", "commit_intent", "send", "done"),
    "uncertain": ("claim", "commit_intent", "send", "uncertain"),
    "already": ("claim", "already"),
    "conflict": ("claim", "commit_intent", "send", "done", "conflict"),
    "failed": ("claim", "fail"),
    "waiting": ("claim", "wait"),
    "decided": ("claim", "wait", "decide"),
    "judged": ("claim", "commit_intent", "send", "uncertain", "judge"),
    "asked": ("claim", "ask", "answer", "commit_intent", "send", "done"),
    "declined": ("claim", "ask", "wait", "decline"),
    "seen there": ("claim", "commit_intent", "send", "uncertain", "take", "there"),
    "seen absent": ("claim", "commit_intent", "uncertain", "take", "absent", "claim", "commit_intent", "send", "done"),
    "seen otherwise": ("claim", "commit_intent", "send", "uncertain", "take", "differs"),
    "not seen": ("claim", "commit_intent", "send", "uncertain", "take", "unclear"),
}
TARGETS = {
    "claim": ItemState.RUNNING,
    "commit_intent": ItemState.SUBMITTING,
    "done": ItemState.DONE,
    "finish": ItemState.DONE,
    "mark_unfinished": ItemState.DONE,
    "refuse": ItemState.REFUSED,
    "skip": ItemState.SKIPPED,
    "release": ItemState.PENDING,
    "unsent": ItemState.PENDING,
    "uncertain": ItemState.UNCERTAIN,
    "already": ItemState.ALREADY,
    "conflict": ItemState.CONFLICT,
    "fail": ItemState.FAILED,
    "wait": ItemState.WAITING,
    "decide": ItemState.CANCELLED,
    "judge": ItemState.DONE,
    "keep": ItemState.DONE,
    "ask": ItemState.RUNNING,
    "answer": ItemState.RUNNING,
    "decline": ItemState.REFUSED,
    "take": ItemState.UNCERTAIN,
    "there": ItemState.DONE,
    "absent": ItemState.PENDING,
    "differs": ItemState.CONFLICT,
    "unclear": ItemState.UNCERTAIN,
}
POINTS = {
    "commit_intent": "intent", "mark_unfinished": "unfinished", "finish": "paid", "keep": "lines", "decline": "approve",
    "judge": "decide",
    "take": "probe",
}  # where the names differ  # fmt: skip
SYSTEM = "試験システム"
CLOCK = SystemClock()
DUE_AT = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)


def say(file: Path, **words: object) -> None:
    """One line, on the disk."""
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(words, ensure_ascii=False) + "\n")
        lines.flush()
        os.fsync(lines.fileno())


def read(file: Path) -> list[dict[str, Any]]:
    """The lines that were said."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def story(folder: Path) -> None:
    """Begin or continue the one run of the ledger in `folder`, and bring it to its end."""
    from bots.ledger import events, recovery, runs, slots
    from bots.ledger.connection import close_ledger, open_ledger

    folder.mkdir(exist_ok=True)
    open_ledger(folder / "data", CLOCK)
    recovery.recover(clock=CLOCK)
    due_times()
    run = the_run()
    if runs.get(run).state is RunState.FINISHED:
        return
    runs.take(run=run, worker=recovery.this_worker(), clock=CLOCK)
    token = slots.hold(system=SYSTEM, account="", run=run, clock=CLOCK)
    events.add(run=run, kind="story.begun", words={"number": 1}, clock=CLOCK)
    rows(run, folder)
    place_lines()
    runs.ask_stop(run=run, by="user@host", clock=CLOCK)
    assert runs.stop_asked(run)
    slots.free(token=token, clock=CLOCK)
    runs.finish(run=run, state=RunState.FINISHED, clock=CLOCK)
    close_ledger()


def the_run() -> str:
    """The run of the story, queued: a new one, or the one that was cut off."""
    from bots.ledger import runs

    found = runs.recent(1)
    if found:
        if found[0].state is not RunState.FINISHED:
            runs.reopen(run=found[0].id, clock=CLOCK)
        return found[0].id
    return runs.add(
        recipe_id="課/登録",
        recipe_sha="a" * 64,
        plan_sha="b" * 64,
        mode=Mode.RUN,
        environment="本番",
        register="受付簿",
        systems=[SYSTEM],
        account="",
        asked_by="user@host",
        folder="runs/{run}",
        total=len(PLOTS) + 2,
        due=due_in_work(),
        clock=CLOCK,
    )


def due_in_work() -> int:
    """The due time that is being prepared."""
    from bots.ledger.tables import Due

    return Due.objects.get(state=DueState.STARTING).pk


def due_times() -> None:
    """Due times of the timetable: one is prepared and begins with the run of the story, others come to other ends. After a
    crash what was prepared is due again."""
    from bots.ledger import dues, recovery, runs, watches
    from bots.ledger.facts import ArrivalFacts, Claim

    dues.give_back(alive=lambda _: False, clock=CLOCK)
    claims = [Claim(DUE_AT, DueState.DUE), Claim(DUE_AT + timedelta(hours=1), DueState.ASKING, "T23")]
    dues.claim(entry="月例", claims=claims, until=CLOCK.now(), asked={}, clock=CLOCK)
    file = ArrivalFacts("/受付", "処理中/20261123-193000-aaaabbbb_一覧.xlsx", "ab" * 32)
    dues.arrive(entry="受付", one=Claim(DUE_AT, DueState.ASKING, "T52"), arrival=file, asked={}, clock=CLOCK)
    dues.told(owner="試験係", until=CLOCK.now(), clock=CLOCK)
    for due in dues.asking():
        dues.answer(due=due.id, go=False, by="user@host", clock=CLOCK)
    a_rest()
    watch = watches.begin(worker=recovery.this_worker(), alive=lambda _: False, clock=CLOCK)
    watches.beat(watch=watch, looked_at=CLOCK.now(), clock=CLOCK)
    watches.end(watch=watch, clock=CLOCK)
    if not runs.recent(1):
        (due,) = dues.waiting()
        dues.take(due=due.id, worker=recovery.this_worker(), clock=CLOCK)


def a_rest() -> None:
    """An entry rests, and goes on. After a crash it may rest still."""
    from bots.ledger import pauses

    if not pauses.held(CLOCK.now()):
        pauses.begin(entry="年次", until=None, reason="点検", by="user@host", clock=CLOCK)
    pauses.end(entry="年次", by="user@host", clock=CLOCK)


def rows(run: str, folder: Path) -> None:
    """Every row through its plot, then what is written about rows without an item."""
    from bots.ledger import evidence
    from bots.ledger import rows as table

    keys = list(PLOTS)
    sheet = [RowFacts(n, f"受付!{n}", (key,), {"番号": key}) for n, key in enumerate(keys, 2)]
    sheet.append(RowFacts(100, "受付!100", ("不備",), code="D20"))
    sheet.append(RowFacts(101, "受付!101", ("",), code="D11"))
    for one in table.enter(run=run, rows=sheet, clock=CLOCK):
        if one.decision is Decision.WORK and one.item is not None:
            key = keys[one.position - 2]
            act(run, key, one.item, folder)
            file = Evidence("picture", f"items/{one.position:04d}/after.png", "c" * 64)
            evidence.add(run=run, files=[file], item=one.item, clock=CLOCK)
    outcome = ItemState.REFUSED
    table.settle(run=run, position=101, outcome=outcome, code="D11", clock=CLOCK)


def place_lines() -> None:
    """The lines go into their book: at first it cannot be written, then it is."""
    from bots.ledger import lines

    for left in lines.placings():
        lines.give_back(token=left.token, clock=CLOCK)
    due = [one.id for one in lines.due()]
    if due:
        lines.begin(lines=due, token="t1", before="", clock=CLOCK)
        lines.give_back(token="t1", clock=CLOCK)
        lines.begin(lines=due, token="t2", before="", clock=CLOCK)
        lines.added(token="t2", clock=CLOCK)


def act(run: str, key: str, item: int, folder: Path) -> None:
    """One item through its plot."""
    from bots.ledger import approvals, items, lines, probes
    from bots.ledger.decisions import decide

    epoch, goes = 0, False
    question = {"item": item, "run": run, "step": "s1", "content": key, "first": 0}
    said = {"by": "user@host", "reason": "", "clock": CLOCK}
    for move in PLOTS[key]:
        if move == "send":
            say(folder / "truth", key=key)
            continue
        say(folder / "witness", will=move, key=key)
        if move == "claim":
            epoch = items.claim(item=item, run=run, clock=CLOCK)
        elif move == "ask":
            goes = approvals.ask(**question, clock=CLOCK).goes
        elif move == "answer":
            if not goes:  # who answered before the process died is not asked again
                approvals.answer(item=item, epoch=epoch, yes=True, **said)
        elif move == "decline":
            approvals.decide(item=item, epoch=epoch, yes=False, **said)
        elif move in ("decide", "judge"):
            judged = move == "judge"
            was, finding = (ItemState.UNCERTAIN, "entered") if judged else (ItemState.WAITING, "cancel")
            proof = keep_proof(folder) if judged else None
            decide(run=run, item=item, epoch=epoch, was=was, finding=Finding(finding), file=proof, **said)
        elif move == "take":
            probes.take(item=item, epoch=epoch, run=run, clock=CLOCK)
        elif move in ("there", "absent", "differs", "unclear"):
            look: Callable[..., object] = getattr(probes, move)
            look(item=item, epoch=epoch, clock=CLOCK, **_more(move))
        elif move == "keep":
            lines.keep(item=item, epoch=epoch, position=1, books=["控え"], whole=True, clock=CLOCK)
        else:
            call: Callable[..., object] = getattr(items, move)
            call(item=item, epoch=epoch, clock=CLOCK, **_more(move))
        say(folder / "witness", did=move, key=key)


def keep_proof(folder: Path) -> Evidence:
    """A proof in the folder of the run: on the disk before the ledger names it."""
    from bots.evidence.folder import RunFolder

    return RunFolder(folder / "run").write_proof(1, "pdf", b"%PDF-1.7")


def _more(move: str) -> dict[str, object]:
    return {
        "commit_intent": {"sending": Sending("gate", "POST", "/new", ("番号",))},
        "finish": {"receipt": "R-0001"},
        "there": {"owes": False},
        "differs": {"field": "氏名"},
        "unclear": {"words": {}},
        "decide": {"was": ItemState.WAITING, "to": ItemState.CANCELLED, "by": "user@host"},
    }.get(move, {})
