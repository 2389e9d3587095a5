"""Steps, one after another, on the hands that were given: fill in the placeholders, do, keep.

A walk belongs to one row (or to the start or the finish of a run). It knows which page it is on only
through the driver, and what the row has met so far through its record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import Any

from bots.engine.ahead import last_page_before_submit
from bots.engine.asking import ask
from bots.engine.flow import begun_anywhere, flow
from bots.engine.kit import Kit
from bots.engine.letters import can_be_held
from bots.engine.lookup import lookup
from bots.engine.policy import Phase
from bots.engine.record import RowRecord, Shot
from bots.engine.signing_in import Trial, refused, sign_in
from bots.errors import (
    Already,
    BotsError,
    BrowserGone,
    NetworkError,
    Outcome,
    Reject,
    ScreenError,
    SignInError,
    Uncertain,
)
from bots.model import (
    Attachment,
    Effects,
    FieldReading,
    Notice,
    PlanStep,
    Scopes,
    Signs,
    StepResult,
    Target,
    Value,
)
from bots.protocols import Driver
from bots.tasks import registry
from bots.tasks.own import OwnHands, is_own
from bots.tasks.page import Mismatch, answers_of, mismatch
from bots.values.calling import called, parts_of, words_apart
from bots.values.conditions import holds, parse_condition
from bots.values.scope import Scope
from bots.values.targets import parse_scopes, parse_target
from bots.values.templates import names_in

_ACTING = frozenset({"click", "open", "press", "reload", "window", "close_window"})  # after these the page may say that something is wrong
_WAITING = frozenset({"open", "see", "wait", "click"})  # these wait for a page, not for a field


class Walk:
    """Carries out steps for one row. `phase` says how far the row has come."""

    def __init__(
        self,
        kit: Kit,
        driver: Driver,
        record: RowRecord,
        item: int | None = None,
        claim: Future[int] | None = None,
    ) -> None:
        self.kit = kit
        self.driver = driver
        self.record = record
        self.item = item
        self._claim = claim
        self.phase = Phase.BEFORE
        self.spent = False  # whether the hands are of no use any more: a rehearsal has pressed with them
        self.system = kit.plan.systems[0] if kit.plan.systems else None
        self._page_may_load = True
        self._rounds: list[int] = []  # of the loops that the walk is in
        self._around: Scopes = ()  # where the recipe that is carried out was called to look
        self.tables: dict[str, tuple[Mapping[str, Value], ...]] = {}  # read from the screen
        self.signing: set[str] = set()  # systems to which this walk gave a secret
        self.trial: Trial | None = None  # the sign-in whose steps are carried out now
        self.stood = frozenset[str]()  # what was watched for and shown already before the last act
        plan, row = kit.plan, record.row
        builtins = dict(kit.builtins)
        if row is not None:
            builtins["行番号"] = Value(str(row.number), "number")
        self.scope = Scope(
            row=dict(row.values) if row is not None else {},
            saved=record.saved,
            inputs={column.name: self._input(column.name) for column in plan.input_columns},
            builtins=builtins,
            hall=plan.hall,
        )
        record.telling.scope = self.scope

    def _input(self, name: str) -> Value:
        column = next(one for one in self.kit.plan.input_columns if one.name == name)
        from bots.values.columns import read_cell

        return read_cell(column, self.kit.plan.inputs.get(name, ""))

    @property
    def epoch(self) -> int:
        """The epoch of the claim, once it is written: for the journal's thread. Raises LostClaim."""
        return self._claim.result() if self._claim is not None else 0

    # ------------------------------------------------------------------ steps

    def steps(self, steps: Sequence[PlanStep]) -> None:
        """Carry out `steps` in order. Raises the first error, with its place in the recipe."""
        for step in steps:
            self.step(step)

    def step(self, step: PlanStep) -> None:
        """Carry out one step and keep what it did."""
        begun = self.kit.clock.monotonic()
        before = len(self.record.readings)
        place = len(self.record.results)
        outcome = "done"
        try:
            if self.applies(step.when):
                with self.trial.around(step) if self.trial else nullcontext():
                    self._do(step)
            else:
                outcome = "skipped"
        except BotsError as error:
            outcome = error.problem.code
            told = self.record.telling.error(self._explained(error, step), str(step.args.get("screen", "")))
            raise told.at(step.place) from error.__cause__
        finally:
            holds_steps = self._holds_steps(step)
            self.record.results.insert(
                place if holds_steps else len(self.record.results),
                StepResult(
                    path=step.path,
                    task=step.task,
                    attempt=self.record.attempt,
                    outcome=outcome,
                    seconds=0.0 if holds_steps else round(self.kit.clock.monotonic() - begun, 3),
                    readings=() if holds_steps else tuple(self.record.readings[before:]),
                ),
            )

    def _holds_steps(self, step: PlanStep) -> bool:
        """Whether other steps of the recipe stand inside: theirs are the time and the readings."""
        task = registry.find(step.task)
        return task is not None and task.holds_steps

    @contextmanager
    def in_loop(self, number: int, columns: Mapping[str, Value]) -> Iterator[None]:
        """Steps for the child row of that number (from 1): its values are known by the names of its columns."""
        outer = self.scope.loop
        self.scope.loop = {**outer, **columns}
        self._rounds.append(number)
        try:
            yield
        finally:
            self._rounds.pop()
            self.scope.loop = outer

    @contextmanager
    def in_part(self, call: PlanStep, inputs: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
        """Steps of a called recipe, which knows what is given to it and nothing of the row; it looks where its `call`
        says. Gives what it keeps.
        """
        outer, around, saved = self.scope, self._around, dict[str, Value]()
        self._around = self.within(call)  # in the words of the caller
        self.scope = Scope(saved=saved, inputs=inputs, builtins=outer.builtins, hall=outer.hall)
        try:
            yield saved
        finally:
            self.scope, self._around = outer, around

    def within(self, step: PlanStep) -> Scopes:
        """The parts of the screen in which a step looks, outermost first."""
        return (*self._around, *parse_scopes(step.within, self.expander(step)))

    def applies(self, condition: Any) -> bool:
        """Whether a condition of the recipe holds now; None always does."""
        if condition is None:
            return True

        def shown(texts: Sequence[str]) -> tuple[str, ...]:
            self.driver.quiet(200)
            return self.driver.shown(texts)

        return holds(parse_condition(condition), self.scope, shown)

    def _do(self, step: PlanStep) -> None:
        task = registry.find(step.task)
        if task is None:
            raise ScreenError("S82", system=step.task)
        if task.submits:
            from bots.engine.submit import submit

            submit(self, step)
        elif task.holds_steps:
            flow(self, step)
        elif step.task == "lookup":
            lookup(self, step)
        elif step.task == "ask":
            ask(self, step)
        elif step.task == "login":
            sign_in(self, step)
        elif step.task == "logout":
            self.enter(step.system)
            self.steps(step.steps)
        elif step.task == "open":
            self._open(step)
        elif task.changes and self.kit.plan.mode == "rehearse":
            return
        else:
            self._leaf(task, step)

    def _leaf(self, task: registry.Task, step: PlanStep) -> None:
        acting = step.task in _ACTING or is_own(task)
        args = self._called(task, step, task.bind(step.args, self.expander(step)))
        if acting:
            self.look_before_leaving(step, args.target[0] if step.task == "click" else None)
            proofs = self.trial.proofs if self.trial else ()
            self.stood = frozenset(self.driver.shown((*self.watched(), *proofs)))
        fields = step.args.get("fields")
        if isinstance(fields, Mapping):
            self.record.telling.fields |= {
                parse_target(one).words for one in fields if not names_in(one)
            }
        if step.task == "fill":
            can_be_held(args.fields, self.system.encoding if self.system else "utf-8")
        try:
            effects: Effects = task.do(
                OwnHands(self.driver, task.japanese) if is_own(task) else self.driver,
                args,
                timeout=self.timeout(step),
                within=self.within(step),
            )
        except (Mismatch, ScreenError, Uncertain) as error:
            self.record.readings.extend(error.readings)  # the report shows what was set till then
            raise
        self._page_may_load = acting
        self.keep(effects, step)
        if acting:
            self.look(self.stood)
        if self.kit.plan.evidence.screenshots == "step":
            self.take_picture("step", step)

    def _called(self, task: registry.Task, step: PlanStep, args: Any) -> Any:
        """The arguments, their fields called by the part of the screen where that is needed to tell them apart, and by
        the round of a loop: they come again on the same screen."""
        plan = self.kit.plan
        part = parts_of(plan)[step.path]
        if not self._rounds and not part:
            return args
        round_ = f"（{'-'.join(map(str, self._rounds))}）" if self._rounds else ""
        apart = words_apart(plan, step.task)
        changed = {
            argument: tuple(
                replace(one, name=called(one.field.words, part, apart, plan.language) + round_)
                for one in getattr(args, argument)
            )
            for argument, kind in task.kinds.items()
            if kind.name == "fields"
        }
        return args.model_copy(update=changed)

    def _open(self, step: PlanStep) -> None:
        self.look_before_leaving(step)
        if step.system:
            self.enter(step.system)
        if step.steps:
            self.steps(step.steps)
        address = str(step.args.get("address", ""))
        if address:
            whole = self.record.telling.expand(address, self.scope).reveal()
            stood = frozenset(self.driver.shown(self.watched()) if "#" in whole else ())
            is_new = self.driver.goto(whole, self.timeout(step), dialog=answers_of(step.args.get("dialog", "")))
            self.stood = frozenset() if is_new else stood  # what another view of the same page still says is another row's
        self._page_may_load = True
        self.look(self.stood if address else frozenset())
        screen = str(step.args.get("screen", ""))
        if screen:
            self.driver.arrive(screen, self.timeout(step))

    def _expand(self, text: str, scope: Scope) -> Value:
        """The text filled in; what was done to its values that a person should know of goes to the report."""
        value = self.record.telling.expand(text, scope)
        told = self.record.notes
        for problem in value.notes:
            sentence = problem.sentence(self.kit.plan.language)
            if sentence not in told:
                told.append(sentence)
        return value

    # ------------------------------------------------------------------ what steps share

    def enter(self, system: str) -> None:
        """Make `system` the current one."""
        self.system = self.kit.system(system)
        self.driver.enter(system)

    def expander(self, step: PlanStep) -> Callable[[str], Value]:
        """How the texts of `step` get their values; steps of a system file may name its secrets."""
        if not step.system or self.system is None:
            return lambda text: self._expand(text, self.scope)
        system, vault = self.kit.system(step.system), self.kit.vault

        def secret(kind: str, name: str) -> Value:
            self.signing.add(system.name)
            if self.trial:
                self.trial.given = True
            if kind == "secret":
                return vault.secret(name)
            written = system.account.get(name, "")
            return vault.secret(written.removeprefix("<secret.").removesuffix(">"))

        scope = Scope(builtins=self.kit.builtins, secrets=secret, hall=self.kit.plan.hall)
        return lambda text: self.record.telling.expand(text, scope)

    def timeout(self, step: PlanStep) -> float:
        """Seconds for this step: its own, or the page's where a page may still be loading."""
        if step.timeout is not None:
            return step.timeout
        times = self.kit.plan.timeouts
        return times.page if step.task in _WAITING or self._page_may_load else times.field

    def keep(self, effects: Effects, step: PlanStep) -> None:
        """Take in what a task did."""
        self.scope.saved.update(effects.saved)
        self.tables.update(effects.tables)
        self.record.written.update(effects.written)
        self.record.readings.extend(effects.readings)
        self.record.lines.extend(effects.lines)
        for notice in effects.notices:
            self._notify(replace(notice, written=str(step.args["text"])))
        if effects.note:
            self.record.notes.append(effects.note)
        for label in effects.pictures:
            self.take_picture(label, step)
        for label in effects.papers:
            self.keep_file(Attachment(label, "pdf", self._paper()), step)
        for file in effects.files:
            self.keep_file(file, step)

    def _notify(self, notice: Notice) -> None:
        """A notice of a row is told when the row is settled: a try that is made again tells nothing twice."""
        if self.record.position:
            self.record.notices.append(notice)
        else:
            books = self.kit.books
            self.kit.journal.post(lambda: books.notify(0, None, notice))

    def watched(self) -> tuple[str, ...]:
        """The texts that tell that something is wrong, on the current system's screens."""
        signs = self.signs()
        return (*signs.problems, *signs.already, *signs.lost, *signs.busy, *self._login_failed())

    def _login_failed(self) -> tuple[str, ...]:
        return self.system.login_failed if self.system else ()

    def signs(self, success: tuple[str, ...] = ()) -> Signs:
        """The signs of the current system and of the recipe."""
        plan, system = self.kit.plan, self.system
        if system is None:
            return Signs(success, plan.problems, plan.already)
        return Signs(
            success=success,
            problems=(*plan.problems, *system.problems),
            already=(*plan.already, *system.already),
            lost=system.lost,
            busy=system.busy,
        )

    def look(self, seen: frozenset[str]) -> None:
        """Look for signs of trouble that were not there before; wait while the system is busy."""
        watched = self.watched()
        if not watched:
            return
        signs = self.signs()
        new = [text for text in self.driver.shown(watched) if text not in seen]
        if any(text in signs.busy for text in new):
            self.driver.wait_shown(signs.busy, gone=True, timeout=self.kit.plan.timeouts.page)
            new = [text for text in self.driver.shown(watched) if text not in seen]
        for texts, error in (
            (self._login_failed(), SignInError("S81", sign="")),
            (signs.lost, ScreenError("S80", sign="")),
            (signs.already, Already("B81", sign="")),
            (signs.problems, Reject("B80", sign="")),
        ):
            found = next((text for text in new if text in texts), None)
            if found is not None and self.system is not None and isinstance(error, SignInError):
                raise refused(self, self.system, found)
            if found is not None:
                raise type(error)(error.problem.code, sign=found)

    def _explained(self, error: BotsError, step: PlanStep) -> BotsError:
        """A missing field is often the page saying why: a refusal, a lost session. Then that is told."""
        unexplained = isinstance(error, ScreenError) and not isinstance(error, SignInError)
        if self.phase is not Phase.BEFORE or not unexplained or error.problem.code == "S80":
            return error
        try:
            self.look(self.stood.difference(self.signs().lost))
        except (Outcome, ScreenError) as reason:
            return reason.at(step.place)
        except (BrowserGone, NetworkError):
            return error
        return begun_anywhere(error, step)

    # ------------------------------------------------------------------ pictures

    def look_before_leaving(self, step: PlanStep, pressed: Target | None = None) -> None:
        """A page with fields that no picture shows is pictured before it is left, and what was set on
        it is read again: it must still stand there, now that the page has had its time. Only the last such
        page is the one before the submit; a screen on which the row was looked up is not. A form that has come back in
        another document is read again as well where a button is `pressed` that may send it."""
        is_new = self.record.looked < len(self.record.readings)
        if is_new and self.kit.plan.evidence.screenshots != "error":
            self.take_picture("before" if last_page_before_submit(self.kit.plan, step.path) else "", step)
        if is_new or (pressed and self.record.readings):
            self.read_again(pressed, self.within(step), only_came_back=not is_new)

    def read_again(
        self, pressed: Target | None = None, within: Scopes = (), *, only_came_back: bool = False
    ) -> tuple[FieldReading, ...]:
        """Read what was set on the page that is open, and give it; `pressed` is pressed next. Raises Reject B04 with the
        field's name only."""
        self.record.looked = len(self.record.readings)
        there = self.driver.reread(pressed, within, only_came_back=only_came_back)
        for reading in there:
            if not reading.equal:
                raise mismatch("B04", reading, ())
        return there

    def picture_of_the_rest(self) -> None:
        """What was compared after the submit is on a picture too."""
        if self.record.unpictured() and self.kit.plan.evidence.screenshots != "error":
            self.take_picture("after", None)

    def _paper(self) -> bytes:
        """The page as it is, as a PDF."""
        from bots.evidence.paper import pdf_of

        picture = self.driver.picture(form="jpeg")
        return pdf_of(picture.data, picture.width, picture.height)

    def keep_file(self, file: Attachment, step: PlanStep) -> None:
        """A file of the row, kept with its evidence under a number: its name may be said only inside."""
        record, kit = self.record, self.kit
        evidence = kit.journal.post(lambda: kit.books.keep_file(record.position, file, step.path))
        record.files.append((file.label, evidence))

    def take_picture(self, label: str, step: PlanStep | None, more: Sequence[FieldReading] = ()) -> None:
        """Take a picture of the page as it is, with the fields read since the last one and `more`. "" = known by its
        number."""
        record, kit = self.record, self.kit
        if record.row is not None and not record.position:
            return  # a row of before, which is only looked for (照会): it is no evidence of this run
        picture = self.driver.picture((*record.unpictured(), *more))
        path = step.path if step else ""
        name = record.label(label)
        evidence = kit.journal.post(
            lambda: kit.books.keep_picture(record.position, name, picture, path)
        )
        record.add_shot(Shot(name, path, picture, evidence))
