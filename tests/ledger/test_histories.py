"""Random histories of the ledger against a model of a page: enter, claim, intent, settle, crash, recover.

The model knows the table of moves and nothing of databases. After every step the ledger stands where
the model stands; what the model forbids raises LostClaim and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bots.ledger.facts import Decision, Finding, LostClaim, Worker
from bots.model import ItemState, RunState
from tests.effort import effort
from tests.ledger.desk import SENDING, hurried_desk, row

S, D = ItemState, Decision
FINDINGS = {Finding.ENTERED: S.DONE, Finding.NOT_ENTERED: S.PENDING, Finding.BY_HAND: S.DONE, Finding.CANCEL: S.CANCELLED}
KEYS = ("1", "2", "3")


@dataclass
class Model:
    """One item as it ought to stand. `entered` are the values that count as entered."""

    state: ItemState = S.PENDING
    epoch: int = 0
    run: str = ""
    entered: str | None = None
    doubted: bool = False
    intents: int = 0


@dataclass
class ModelRun:
    worker: Worker
    live: bool = True
    rows: dict[str, str] = field(default_factory=dict)  # key → values


MOVES: dict[str, tuple[frozenset[ItemState], ItemState]] = {
    "commit_intent": (frozenset({S.RUNNING}), S.SUBMITTING),
    "done": (frozenset({S.SUBMITTING}), S.DONE),
    "refuse": (frozenset({S.RUNNING, S.SUBMITTING}), S.REFUSED),
    "fail": (frozenset({S.RUNNING}), S.FAILED),
    "release": (frozenset({S.RUNNING}), S.PENDING),
    "unsent": (frozenset({S.SUBMITTING}), S.PENDING),
    "uncertain": (frozenset({S.RUNNING, S.SUBMITTING}), S.UNCERTAIN),
}


class Histories(RuleBasedStateMachine):
    """Runs are drawn in the order in which they were made: their ids are random."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = hurried_desk()
        self.items: dict[str, Model] = {}
        self.ids: dict[str, int] = {}
        self.runs: dict[str, ModelRun] = {}
        self.claims: list[tuple[str, int]] = []  # every claim ever: key and epoch

    # ------------------------------------------------------------------ what the model foresees

    def _decision(self, key: str, values: str) -> Decision:
        item = self.items.get(key)
        if item is None:
            return D.WORK
        if item.state is S.DONE:
            return D.CHANGED if item.entered not in (None, values) else D.ALREADY
        if item.state in (S.SUBMITTING, S.UNCERTAIN) or item.doubted:
            return D.LISTED
        if item.state is S.RUNNING and self.runs[item.run].live:
            return D.BUSY
        return D.WORK

    def _expect(self, allowed: bool, move: Callable[[], Any]) -> Any:
        try:
            result = move()
        except LostClaim:
            assert not allowed, "the ledger refused what the model allows"
            return None
        assert allowed, "the ledger did what the model forbids"
        return result

    # ------------------------------------------------------------------ steps

    @rule(
        keys=st.lists(st.sampled_from(KEYS), min_size=1, unique=True),
        values=st.sampled_from(["a", "b"]),
    )
    def enter(self, keys: list[str], values: str) -> None:
        from bots.ledger import runs

        run = self.desk.run(total=len(keys), take=False)
        worker = Worker("host", "boot", len(self.runs) + 1, "1")
        runs.take(run=run, worker=worker, clock=self.desk.clock)
        expected = [self._decision(key, values) for key in keys]
        told = self.desk.enter(
            run, *(row(n, key, values={"氏名": values}) for n, key in enumerate(keys, 2))
        )
        assert [one.decision for one in told] == expected
        self.runs[run] = ModelRun(worker)
        for key, one in zip(keys, told, strict=True):
            assert one.item is not None
            self.ids[key] = one.item
            item = self.items.setdefault(key, Model())
            self.runs[run].rows[key] = values
            if one.decision is D.WORK:
                item.state = S.PENDING

    @precondition(lambda self: self.runs)
    @rule(data=st.data())
    def claim(self, data: st.DataObject) -> None:
        run = data.draw(st.sampled_from(list(self.runs)))
        key = data.draw(st.sampled_from(sorted(self.runs[run].rows)))
        item, holder = self.items[key], self.runs[run]
        allowed = holder.live and item.state is S.PENDING
        epoch = self._expect(allowed, lambda: self.desk.claim(self.ids[key], run))
        if allowed:
            item.epoch += 1
            assert epoch == item.epoch
            item.state, item.run, item.entered = S.RUNNING, run, holder.rows[key]
            self.claims.append((key, epoch))

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), name=st.sampled_from(sorted(MOVES)))
    def move(self, data: st.DataObject, name: str) -> None:
        """Any move with any claim ever made: a sleeper's too, and one of a run that has ended."""
        from bots.ledger import items

        key, epoch = data.draw(st.sampled_from(self.claims))
        item = self.items[key]
        sources, target = MOVES[name]
        more = {"sending": SENDING} if name == "commit_intent" else {}
        at = {"item": self.ids[key], "epoch": epoch, "clock": self.desk.clock}
        allowed = epoch == item.epoch and item.state in sources
        self._expect(allowed, lambda: getattr(items, name)(**at, **more))
        if allowed:
            item.state = target
            item.intents += name == "commit_intent"

    @precondition(lambda self: any(run.live for run in self.runs.values()))
    @rule(data=st.data(), crash=st.booleans())
    def end(self, data: st.DataObject, crash: bool) -> None:
        """A run ends, or its process dies and another recovers."""
        from bots.ledger import recovery, runs

        run = data.draw(st.sampled_from([name for name, one in self.runs.items() if one.live]))
        ended = self.runs[run]
        if crash:
            dead = ended.worker
            told = recovery.recover(clock=self.desk.clock, alive=lambda one: one != dead)
            assert [one.run for one in told] == [run]
        else:
            runs.finish(run=run, state=RunState.FINISHED, clock=self.desk.clock)
        ended.live = False
        for item in self.items.values():
            if item.run == run and item.state is S.RUNNING:
                item.state = S.PENDING
            elif item.run == run and item.state is S.SUBMITTING:
                item.state = S.UNCERTAIN

    @precondition(lambda self: any(one.state is S.UNCERTAIN for one in self.items.values()))
    @rule(data=st.data(), finding=st.sampled_from(list(FINDINGS)))
    def decide(self, data: st.DataObject, finding: Finding) -> None:
        doubtful = sorted(k for k, one in self.items.items() if one.state is S.UNCERTAIN)
        key = data.draw(st.sampled_from(doubtful))
        item = self.items[key]
        self.desk.epochs[self.ids[key]] = item.epoch
        self.desk.decide(item.run, self.ids[key], S.UNCERTAIN, finding)
        to = FINDINGS[finding]
        item.state, item.doubted = to, to is S.CANCELLED

    # ------------------------------------------------------------------ what must hold

    @invariant()
    def the_ledger_stands_where_the_model_stands(self) -> None:
        from django.db.models import Count

        from bots.ledger.tables import Attempt, Item

        found = dict(Item.objects.values_list("pk", "state"))
        assert found == {self.ids[key]: item.state for key, item in self.items.items()}
        sent = Attempt.objects.filter(intent_at__isnull=False).values("item")
        intents = dict(sent.annotate(count=Count("pk")).values_list("item", "count"))
        assert intents == {self.ids[k]: one.intents for k, one in self.items.items() if one.intents}

    def teardown(self) -> None:
        from bots.ledger import events, invariants

        assert events.verify().whole
        for run in self.runs:
            assert invariants.check(run) == ()


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=effort(2, 100),
    stateful_step_count=effort(25, 40),
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
