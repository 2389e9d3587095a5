"""Lives of a sheet, generated and cut off anywhere, against a model: nothing is entered twice, nothing left out unsaid.

A life is a sequence of what happens in an office: the same file again, shuffled, changed, longer; the recipe renamed,
moved, copied; next year's register; 訓練 and 本番; two recipes on one register; the ledger lost, put back from a copy;
people who look doubtful rows up. Any run of it may be killed, once or twice. The model is the system's own list: what a
run must enter is what its sheet has and the list has not, less what is in doubt.

    python -m tests.crash --histories 500 --seed 1 --json
"""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bots.crashpoints import aim
from bots.testing import FakeSystem
from tests.crash.cuts import killed
from tests.crash.forks import in_fork, new_hall, place_for_trials
from tests.crash.kills import Tally, points, reported
from tests.hall import RECIPE, Hall

ENVIRONMENTS = ("本番", "訓練")
KEYS = [f"{n:04d}" for n in range(1, 7)]
_ANOTHER_REGISTER = ("P30", "P54")
_WRONG_LEDGER = ("P37", "P50", "P131")  # P133 is no part of a life: nothing is moved
_STEP = 300.0  # seconds from one thing to the next
_LAST = 12  # rounds in which all must be settled at the end


def recipe(year: int, register: str) -> str:
    """The recipe of a year: what it enters says which."""
    text = RECIPE.replace("      番号: <番号>\n", f"      番号: <番号>\n      年度: 令和{year}\n", 1)
    declared = f"  鍵: 番号\n  受付簿: {register}\n" if register else "  鍵: 番号\n"
    return text.replace("  鍵: 番号\n", declared, 1)


@dataclass
class Life:
    """One life: its folder, what is to be known of it, and what went wrong."""

    home: Path
    chance: random.Random
    cuts: list[str]
    declared: bool
    year: int = 8
    names: list[str] = field(default_factory=lambda: ["登録"])
    sheet: dict[str, str] = field(default_factory=dict)  # key → name of the person
    handed: dict[tuple[str, int], dict[str, set[str]]] = field(default_factory=dict)  # environment, year → key → names
    told: list[str] = field(default_factory=list)
    wrong: list[tuple[str, str, list[str]]] = field(default_factory=list)  # what, and what had happened until then
    kills: int = 0
    time: float = 0.0
    is_older: bool = False
    is_lost: bool = False

    # ------------------------------------------------------------------ what is there

    def entered(self) -> Counter[tuple[str, int, str]]:
        """What the systems have: environment, year and key, and how often."""
        return Counter(
            (where, int(one["年度"].removeprefix("令和")), one["番号"]) for where in ENVIRONMENTS for one in self.list_of(where)
        )

    def list_of(self, environment: str) -> list[dict[str, str]]:
        """What the system of an environment has."""
        return FakeSystem(self.home / f"truth-{environment}.jsonl").truth()

    def fault(self, kind: str, what: str) -> None:
        """Note what must not be."""
        self.wrong.append((kind, what, [*self.told]))

    # ------------------------------------------------------------------ doing

    def do(self, work: Callable[[Hall], Any], environment: str = "本番", cut: str = "") -> Any:
        """Do something in a process of its own, which is killed at `cut`; None if it was."""
        self.time += _STEP
        result = self.home / "result.json"
        result.unlink(missing_ok=True)

        def doing() -> Any:
            aim(cut)
            hall = Hall(self.home, FakeSystem(self.home / f"truth-{environment}.jsonl", key="番号"))
            hall.clock.move(self.time)
            return work(hall)

        if killed(in_fork(doing, result)):
            self.kills += 1
            return None
        return json.loads(result.read_text(encoding="utf-8"))

    def write_sheet(self, rows: Mapping[str, str]) -> None:
        """The clerk's file beside the recipe, with these rows in this order."""
        hall = Hall(self.home, FakeSystem(self.home / "unused.jsonl"))
        file = self.path(self.names[0]).with_name("一覧.xlsx").relative_to(self.home / "recipes")
        hall.sheet([{"番号": key, "氏名": name} for key, name in rows.items()], str(file))

    def hand_in(self, name: str, environment: str, cut: str = "", *, new: bool = False) -> None:
        """Hand the sheet in by a recipe, and hold what became of it against the model."""
        before, doubtful = self.entered(), self.doubtful(environment)
        self.handed.setdefault((environment, self.year), {})
        for key, person in self.sheet.items():
            self.handed[environment, self.year].setdefault(key, set()).add(person)
        told = self.do(lambda hall: run(hall, name, environment, new_register=new), environment, cut)
        self.told.append(f"hand in {name} {environment} {self.year} {cut} {told}")
        if told is None:
            return
        if told["refused"]:
            self.refused(told["refused"], name, environment, new=new)
            return
        if self.is_lost or self.is_older:
            self.fault("wrong", "a run began with a ledger that is not the last one")
        added = self.entered() - before
        expected = Counter(
            (environment, self.year, key)
            for key in self.sheet if not before[environment, self.year, key] and key not in doubtful
        )  # fmt: skip
        if added != expected:
            self.fault("lost" if expected - added else "wrong", f"entered {sorted(added)}, expected {sorted(expected)}")
        if told["code"] == 0 and any(not self.entered()[environment, self.year, key] for key in self.sheet):
            self.fault("lost", "a row was left out and the run says that all is well")

    def refused(self, code: str, name: str, environment: str, *, new: bool) -> None:
        """A run that did not begin: whether it had to ask, and what a person answers."""
        if code in _WRONG_LEDGER and (self.is_lost or self.is_older):
            self.bring_back()
        elif code in _ANOTHER_REGISTER and not new and (self.declared or name == "写し"):
            if self.declared and name != "写し":  # next year: the same people once more
                self.hand_in(name, environment, new=True)
        else:
            self.fault("stuck", f"{name} was refused: {code}")

    def doubtful(self, environment: str) -> set[str]:
        """The keys in doubt under the register of the year."""
        if not (self.home / "data" / "ledger.sqlite3").exists():
            return set()
        found = self.do(lambda hall: in_doubt(hall, environment))
        return {key for key, register in found if not self.declared or register == self.register()}

    def register(self) -> str:
        """The name of the year's register."""
        return f"令和{self.year}年度"

    # ------------------------------------------------------------------ what happens in an office

    def happen(self) -> None:
        """One thing, drawn."""
        things = [
            self.again, self.again, self.again, self.shuffle, self.change, self.grow, self.shorten, self.resume,
            self.decide, self.copy_ledger, self.copy_at_work, self.put_back, self.lose,
            *((self.next_year, self.second_recipe) if self.declared else (self.rename, self.move, self.copy)),
        ]  # fmt: skip
        self.chance.choice(things)()

    def again(self) -> None:
        """The sheet is handed in, by any of the recipes; one in two is killed, one in six twice."""
        name, environment = self.chance.choice(self.names), self.chance.choice((*ENVIRONMENTS, "本番"))
        for _ in range(self.chance.choice((0, 0, 0, 1, 1, 2))):
            self.hand_in(name, environment, self.chance.choice(self.cuts))
            if self.chance.random() < 0.2:
                self.keep_copy()  # of what a dead run has left
        self.hand_in(name, environment)

    def shuffle(self) -> None:
        keys = self.chance.sample(list(self.sheet), len(self.sheet))
        self.sheet = {key: self.sheet[key] for key in keys}
        self.write_sheet(self.sheet)
        self.again()

    def change(self) -> None:
        """A cell changes: of a row that is entered this is no new row."""
        key = self.chance.choice(list(self.sheet))
        self.sheet[key] += "改"
        self.write_sheet(self.sheet)
        self.again()

    def grow(self) -> None:
        for key in KEYS:
            self.sheet.setdefault(key, f"髙橋{key}")
        self.write_sheet(self.sheet)
        self.again()

    def shorten(self) -> None:
        self.sheet = dict(list(self.sheet.items())[: self.chance.randint(1, len(self.sheet))])
        self.write_sheet(self.sheet)
        self.again()

    def resume(self, cut: str | None = None) -> None:
        """The newest run is gone on with, if there is something to go on with; maybe it is killed."""
        if cut is None:
            cut = self.chance.choice((*[""] * 3, self.chance.choice(self.cuts)))
        environment = self.do(resumable)
        if environment:
            before = self.entered()
            self.told.append(f"resume {cut} {self.do(resume, environment, cut)}")
            if self.is_older and self.entered() != before:
                self.fault("wrong", "a run went on with a ledger that is not the last one")

    def decide(self) -> None:
        """A person looks every doubtful row up and says what is there."""
        for environment in ENVIRONMENTS:
            there = [[one["年度"], one["番号"]] for one in self.list_of(environment)]
            if not self.is_lost and not self.is_older:
                done = self.do(lambda hall, e=environment, t=there: decide(hall, e, t), environment)
                self.told.append(f"decide {environment} {done}")

    def rename(self) -> None:
        self._to(f"登録{self.chance.randint(2, 99)}")

    def move(self) -> None:
        self._to(f"課{self.chance.randint(1, 9)}/登録")

    def _to(self, name: str) -> None:
        old, new = self.path(self.names[0]), self.path(name)
        if old != new:
            new.parent.mkdir(exist_ok=True)
            old.rename(new)
            sheet = old.with_name("一覧.xlsx")
            if old.parent != new.parent:
                sheet.rename(new.with_name("一覧.xlsx"))
            self.names[0] = name
        self.again()

    def copy(self) -> None:
        """A copy of the recipe: the same rows by it are a question, and the answer is no."""
        path = self.path("写し").with_name("写し.yaml")
        if any(self.entered()[where, self.year, key] for where in ENVIRONMENTS for key in self.sheet):
            path.write_bytes(self.path(self.names[0]).read_bytes())
            if self.path(self.names[0]).parent == path.parent:
                for where in ENVIRONMENTS:
                    if all(self.entered()[where, self.year, key] for key in self.sheet):
                        before = self.entered()
                        self.hand_in("写し", where)
                        if self.entered() != before:
                            self.fault("duplicated", "a copy of the recipe entered rows again")
            path.unlink()

    def next_year(self) -> None:
        """The same people under next year's register: they are entered once more, and that is right."""
        self.year += 1
        self.names = ["登録"]
        for path in (self.home / "recipes").glob("*.yaml"):
            path.unlink()
        self.path("登録").write_text(recipe(self.year, self.register()), encoding="utf-8")
        self.again()

    def second_recipe(self) -> None:
        """Another recipe that enters into the same register."""
        if len(self.names) == 1:
            self.path("別").write_text(recipe(self.year, self.register()) + "\n# もう一つ\n", encoding="utf-8")
            self.names.append("別")
        self.again()

    def copy_ledger(self) -> None:
        """A copy is kept, and work goes on."""
        self.keep_copy()
        self.again()

    def copy_at_work(self) -> None:
        """The copy is one of a run that was cut off, and that was gone on with since: the ledger knows all its runs."""
        self.hand_in(self.names[0], "本番", self.chance.choice(self.cuts))
        self.keep_copy()
        self.resume(cut="")
        self.put_back()

    def keep_copy(self) -> None:
        """Somebody keeps a copy of the ledger, as it lies there."""
        if not self.is_lost and not self.is_older:
            shutil.rmtree(self.home / "copy", ignore_errors=True)
            shutil.copytree(self.home / "data", self.home / "copy")
            self.told.append("copy of the ledger")

    def put_back(self) -> None:
        """The copy takes the place of the ledger; it may be as far as that."""
        if (self.home / "copy").exists() and not self.is_lost and not self.is_older:
            shutil.move(self.home / "data", self.home / "drawer")
            shutil.copytree(self.home / "copy", self.home / "data")
            self.is_older = events_of(self.home / "data") < events_of(self.home / "drawer")
            self.told.append("older ledger" if self.is_older else "the same ledger")
            if not self.is_older:
                shutil.rmtree(self.home / "drawer")
            self.chance.choice((self.again, self.resume))()
            self.bring_back()

    def lose(self) -> None:
        """The ledger is gone."""
        if self.handed and not self.is_lost and not self.is_older and any((self.home / "logs").glob("runs/*/*/plan.json")):
            shutil.move(self.home / "data", self.home / "drawer")
            self.is_lost = True
            self.told.append("lost ledger")
            self.again()
            self.bring_back()

    def bring_back(self) -> None:
        """The last ledger is found again: what a person is told to do."""
        if (self.home / "drawer").exists():
            shutil.rmtree(self.home / "data", ignore_errors=True)
            shutil.move(self.home / "drawer", self.home / "data")
        self.is_lost = self.is_older = False

    def path(self, name: str) -> Path:
        """The file of a recipe."""
        return self.home / "recipes" / f"{name}.yaml"

    # ------------------------------------------------------------------ the end

    def end(self) -> None:
        """All is settled: doubts are looked up, the sheet is handed in until nothing is left."""
        for _ in range(_LAST):
            self.decide()
            for environment in ENVIRONMENTS:
                if (environment, self.year) in self.handed:
                    self.hand_in(self.names[0], environment)
            entered = self.entered()
            wanted = [(e, self.year, key) for e in ENVIRONMENTS if (e, self.year) in self.handed for key in self.sheet]
            if all(entered[one] for one in wanted):
                break
        else:
            self.fault("stuck", f"not entered in the end: {[one for one in wanted if not entered[one]]}")
        for one, count in self.entered().items():
            if count > 1:
                self.fault("duplicated", f"{one} {count} times")
        for environment in ENVIRONMENTS:
            for entry in self.list_of(environment):
                known = self.handed.get((environment, int(entry["年度"].removeprefix("令和"))), {})
                if entry["氏名"] not in known.get(entry["番号"], set()):
                    self.fault("wrong", f"{entry['番号']} has values that no sheet had")
        if not self.do(check):
            self.fault("wrong", "ledger, chain or sums")


def events_of(data: Path) -> int:
    """How many events a ledger has, read without the program."""
    with contextlib.closing(sqlite3.connect(data / "ledger.sqlite3")) as ledger:
        return int(ledger.execute("SELECT count(*) FROM ledger_event").fetchone()[0])


# --------------------------------------------------------------------------- in the process that may be killed


def run(hall: Hall, name: str, environment: str, *, new_register: bool) -> dict[str, Any]:
    """Ask and carry out; the exit code, or the code of what was asked instead."""
    from bots.errors import PlaceError

    try:
        asked = hall.ask(name, environment=environment, new_register=new_register)
    except PlaceError as error:
        return {"refused": error.problem.code, "code": 2}
    return {"refused": "", "code": hall.carry_out(asked)}


def resumable(hall: Hall) -> str:
    """The environment of the newest run, if it can be gone on with; "" = it cannot."""
    from bots.app.runs import open_to_continue
    from bots.errors import PlaceError
    from bots.ledger import runs
    from bots.model import RunState

    try:
        open_to_continue(hall.project, "latest")
        newest = runs.get("latest", tuple(RunState))
    except PlaceError:
        return ""
    return newest.environment if newest.state in (RunState.STOPPED, RunState.BROKEN, RunState.QUEUED) else ""


def resume(hall: Hall) -> int | str:
    """Go on with the newest run; its exit code, or why it cannot be gone on with."""
    from bots.app.runs import reopen
    from bots.errors import BotsError

    try:
        return hall.carry_out(reopen(hall.project, "latest", failed=False))
    except BotsError as error:
        return error.problem.code


def in_doubt(hall: Hall, environment: str) -> list[list[str]]:
    """Keys and registers of the items in doubt; what a dead process was sending is in doubt too."""
    from bots.ledger import registers

    hall.project.open_ledger()
    return [
        [one.key[0], one.register]
        for book in registers.names() for one in registers.history(register=book.name)
        if one.environment == environment and one.state in ("uncertain", "submitting")
    ]  # fmt: skip


def decide(hall: Hall, environment: str, there: list[list[str]]) -> int:
    """Every doubtful row of an environment is looked up; how many there were."""
    from bots.app.runs import recover
    from bots.ledger import decisions, items, registers
    from bots.ledger.facts import Finding
    from bots.model import ItemState

    hall.project.open_ledger()
    recover(hall.project)
    count = 0
    for book in registers.names():
        for one in registers.history(register=book.name):
            if one.environment != environment or one.state is not ItemState.UNCERTAIN:
                continue
            year = f"令和{book.name.removeprefix('令和').removesuffix('年度')}" if book.name.endswith("年度") else "令和8"
            found = Finding.ENTERED if [year, one.key[0]] in there else Finding.NOT_ENTERED
            decisions.decide(
                run=items.run_of(one.id), item=one.id, epoch=one.epoch, was=one.state, finding=found, by="user@host",
                reason="画面で確かめた", clock=hall.clock, fence=decisions.Fence(1.0),
            )  # fmt: skip
            count += 1
    return count


def check(hall: Hall) -> bool:
    """Whether the chain is whole, and all runs add up."""
    from bots.ledger import events, invariants, runs

    hall.project.open_ledger()
    each = all(invariants.check(one.id) == () for one in runs.recent(999))
    return events.verify().whole and each and invariants.check_all() == ()


# --------------------------------------------------------------------------- many lives


def live(home: Path, seed: int, cuts: list[str]) -> Life:
    """A whole life, told by its seed."""
    chance = random.Random(seed)
    life = Life(home, chance, cuts, declared=chance.random() < 0.5)
    new_hall(home, 1)
    life.sheet = {key: f"髙橋{key}" for key in KEYS[: chance.randint(2, 4)]}
    life.path("登録").write_text(recipe(8, life.register() if life.declared else ""), encoding="utf-8")
    life.write_sheet(life.sheet)
    for _ in range(chance.randint(3, 7)):
        life.happen()
    life.end()
    return life


def lives(count: int, seed: int) -> Tally:
    """`count` lives, beginning with the one of `seed`. A life that fails is named by its seed."""
    tally = Tally()
    place = place_for_trials()
    cuts = points(place, RECIPE)
    for number in reported(range(seed, seed + count), tally):
        home = place / "life"
        life = live(home, number, cuts)
        tally.points += 1
        tally.kills += life.kills
        for kind, *_ in life.wrong:
            setattr(tally, kind, getattr(tally, kind) + 1)
        if life.wrong:
            kind, what, told = life.wrong[0]
            tally.failures.append(f"--seed {number}: {kind} {what}\n    " + "\n    ".join(told))
        shutil.rmtree(home)
    return tally
