"""The hands on the systems' pages: each verb of the Driver contract, with its deadline and its errors."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bots.errors import BrowserGone, ScreenError, Uncertain
from bots.model import (
    Answer,
    Attachment,
    FieldReading,
    FieldValue,
    FoundField,
    Landing,
    Lesson,
    Picture,
    Plan,
    Scopes,
    Sending,
    Signs,
    Target,
    Value,
)
from bots.protocols import DialogAnswers
from bots.runners import answers, downloading, going, keys, pictures, pressing, reading, uploading
from bots.runners.closed import explained
from bots.runners.consequence import Consequence
from bots.runners.desks import Desks
from bots.runners.dialogs import Dialogs
from bots.runners.faults import Moved, told
from bots.runners.filling import Filling
from bots.runners.filling import reading as reading_of
from bots.runners.listing import rows_of
from bots.runners.signing_in import landing
from bots.runners.state import Deadline, Desk, pump, settle
from bots.runners.unasked import Unasked
from bots.runners.whereabouts import Whereabouts, place_of
from bots.values.targets import parse_target

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Frame, Page

    from bots.runners.relay import Relay
    from bots.runners.school import School
    from bots.runners.watchdog import Watchdog

_GRACE = 30.0  # seconds over a step's own time after which the browser counts as hung


class PlaywrightDriver:
    """Implements bots.protocols.Driver on one browser context."""

    def __init__(
        self,
        plan: Plan,
        context: BrowserContext,
        *,
        relay: Relay | None = None,
        watchdog: Watchdog | None = None,
        grace: float = _GRACE,
        school: School | None = None,
    ) -> None:
        self.plan = plan
        self.context = context
        self.dialogs = Dialogs(context, self._values)
        self._unasked = Unasked(context, lambda *asked: reading.has_emptied(self.desk, *asked))
        self._relay = relay
        self._watchdog = watchdog
        self._grace = grace
        self._school = school
        self.desks = Desks(context, plan.systems)
        self._hidden: tuple[Value, ...] = ()
        self._aim: pressing.Spot | None = None
        self._whereabouts = Whereabouts()
        answers.know_background(context, frozenset(path for system in plan.systems for path in system.background))

    # ------------------------------------------------------------------ where we are

    @property
    def desk(self) -> Desk:
        """The current system's window."""
        return self.desks.current

    @property
    def page(self) -> Page:
        """The current page."""
        return self.desk.page

    @contextmanager
    def _step(self, seconds: float, *, acts: bool = False) -> Iterator[None]:
        """One verb: past its time and a grace the browser is ended; its death is told as such. `acts` = it does
        something, so what was done before must have been answered. Raises S55."""
        if self._watchdog is not None:
            self._watchdog.begin(seconds + self._grace)
        begun = time.monotonic()
        try:
            with told("page"):
                if acts:
                    answers.wait_before_acting(self.page, seconds)
                yield
        except BrowserGone:
            if self._watchdog is not None and self._watchdog.fired:
                raise BrowserGone("S91", seconds=round(time.monotonic() - begun)) from None
            raise
        except Moved:
            raise self._unasked.in_doubt(ScreenError("S19", what="page"), self._filled()) from None
        except ScreenError as error:
            raise self._unasked.in_doubt(explained(self.page, error), self._filled()) from error.__cause__
        finally:
            if self._watchdog is not None:
                self._watchdog.end()

    def enter(self, system: str) -> None:
        """Make the window of `system` the current one; it is opened if it is not. Raises S41."""
        with self._step(self.plan.timeouts.page):
            self.desks.enter(system)

    def switch_window(self, title: str, timeout: float) -> None:
        """Go on in the window of that title; "" = the one that was there first. Raises S08, S09."""
        with self._step(timeout):
            self.desks.switch(title, timeout)

    def close_window(self, title: str, timeout: float) -> None:
        """Close that window, and go back to the first. Raises S08, S09, S46 for the first itself."""
        with self._step(timeout):
            self.desks.close(title, timeout)

    def _page(self, within: Scopes) -> Page:
        """The page to look at: the current one, or the window that `within` names. It may be loading still."""
        return self.desks.page(within, min(self.plan.timeouts.page, self._grace))

    def _named(self, target: Target) -> Target:
        """A word of the screen's map stands for what the map says, and for nothing else."""
        screen = self.desk.screen
        if target.how != "words" or screen is None or target.words not in screen.names:
            return target
        return parse_target(screen.names[target.words])

    def _equal(self, value: Value, held: str) -> bool:
        from bots.values.equality import equal

        return equal(value, held, self.desk.system.same)

    # ------------------------------------------------------------------ going places

    def goto(self, address: str, timeout: float, *, dialog: DialogAnswers = "") -> bool:
        """Open `address` in the system's own window and wait for its document; whether it is a new one. Raises
        NetworkError N01–N04, ScreenError S43."""
        self.desks.switch("", timeout)
        desk = self.desk
        return self._open(going.whole_address(desk.system, address), timeout, dialog)

    def _open(self, address: str, timeout: float, dialog: DialogAnswers = "") -> bool:
        desk = self.desk
        self._check_dialogs()
        desk.screen, desk.begun, desk.kept, desk.before = None, "", {}, {}
        with self._step(timeout, acts=True):
            self.dialogs.expect(dialog)
            self._unasked.acting()
            return going.open_address(desk.page, address, timeout, self._relay, arrived=self.dialogs.acting)

    def reload(self, timeout: float) -> None:
        """Open the page's address anew: no form is sent again, as a browser's own reload might."""
        self._open(self.page.url, timeout)

    def arrive(self, screen: str, timeout: float) -> None:
        """Wait until the sign of `screen` is there; its map names things from then on. Raises S42, S05."""
        desk = self.desk
        known = desk.system.screens.get(screen)
        if known is None:
            raise ScreenError("S42", screen=screen, system=desk.system.name)
        if known.sign:
            with self._step(timeout):
                going.wait_sign(self.page, known.sign, screen, timeout)
        desk.screen, desk.begun = known, screen

    # ------------------------------------------------------------------ pressing

    def click(self, target: Target, *, within: Scopes = (), dialog: DialogAnswers = "", timeout: float) -> None:
        """A real mouse click; then what it began (a new document) is waited for."""
        with self._step(timeout, acts=True):
            page = self._page(within)
            until = Deadline(timeout)
            named = self._named(target)
            at = pressing.spot(page, named, within, timeout)
            self._check_dialogs()
            self.dialogs.expect(dialog)
            self._act()
            watch = Consequence(page)
            try:
                watch.press_until_hit(at, lambda: pressing.spot(page, named, within, until.left), until, target.words)
                watch.wait(self.plan.timeouts.page)
            except BrowserGone:
                if page == self.page or not page.is_closed():
                    raise  # else a window that was opened for a choice has closed itself
            finally:
                watch.close()
            if watch.begun and page == self.page:
                self.desks.came_anew()
            self._check_dialogs()

    def download(self, target: Target, *, within: Scopes = (), timeout: float) -> Attachment:
        """Press what brings a file, and take the file. Raises S48, S49."""
        with self._step(timeout, acts=True):
            page = self._page(within)
            self._check_dialogs()
            self.dialogs.expect("")
            at = pressing.spot(page, self._named(target), within, timeout)
            self._act()
            return downloading.take(page, at, target.words, timeout)

    def press_keys(self, names: Sequence[str], *, timeout: float) -> None:
        """Press keys, which go to what has the focus. Raises S20 for a dialog that follows."""
        with self._step(timeout, acts=True):
            self._check_dialogs()
            self.dialogs.expect("")
            self._act()
            watch = Consequence(self.page)
            try:
                watch.follow(lambda: keys.press(self.page, names))
                watch.wait(self.plan.timeouts.page)
            finally:
                watch.close()
            if watch.begun:
                self.desks.came_anew()
            self._check_dialogs()

    def hover(self, target: Target, *, within: Scopes = (), timeout: float) -> None:
        """Put the mouse over a thing. Presses nothing."""
        with self._step(timeout):
            page = self._page(within)
            at = pressing.spot(page, self._named(target), within, timeout, "look")
            page.mouse.move(at.x, at.y)
            settle(page, Deadline(timeout))

    def _act(self) -> None:
        """Something is done to the page: what follows is of this row, and was asked for."""
        self.dialogs.acting()
        self._unasked.acting()
        self.desk.turn += 1

    def _check_dialogs(self) -> None:
        """A dialog that nobody declared is told before anything else is done. Raises S20."""
        self.dialogs.refuse()

    def _values(self) -> list[Value]:
        """What is known of the row: a text of the page is told without it."""
        kept = [one.value for desk in self.desks.all() for one in (*desk.kept.values(), *desk.before.values())]
        return [*kept, *self._hidden]

    def press(self, target: Target, within: Scopes) -> None:
        """For the submit: a trusted click that waits for nothing after it."""
        page = self._page(within)
        self._aim = pressing.spot(page, self._named(target), within, self.plan.timeouts.field)
        self._act()
        self.desk.sent = self.desk.turn
        pressing.press(page, self._aim)

    def missed(self) -> bool:
        """For the submit: whether its press met another thing and was kept from the page. Tells it once."""
        at, self._aim = self._aim, None
        return at is not None and pressing.missed(at)

    def check(self, target: Target, within: Scopes, timeout: float) -> None:
        """See that it could be pressed."""
        pressing.spot(self._page(within), self._named(target), within, timeout, "look")

    def pump(self, milliseconds: int) -> None:
        """Let the browser's events come in for so long."""
        pump(self.page, milliseconds)

    def submit(
        self,
        target: Target,
        *,
        within: Scopes = (),
        dialog: DialogAnswers = "",
        signs: Signs,
        intent: Callable[[Sending], None],
        carries: Collection[Value] = (),
        timeout: float,
    ) -> Answer:
        """Press what makes the system keep the row; see bots.runners.submitting."""
        from bots.runners import submitting

        if self._relay is None:
            raise ScreenError("S19", what="relay")
        with self._step(self.plan.timeouts.field, acts=True):
            self._check_dialogs()
            reading.refuse_left_behind(self.desk, self._equal)
        if self._watchdog is not None:
            self._watchdog.begin(timeout + self.plan.timeouts.field + self._grace)
        try:
            return submitting.submit(
                self, target, within=within, dialog=dialog, signs=signs, intent=intent, carries=carries,
                expects=reading.sendable(self.desk), rules=submitting.rules_for(target, self.desk.system, self.desk.begun),
                address=self.desk.system.address, relay=self._relay, timeout=timeout,
                keep_view=lambda live: pictures.keep_view(self.desk, self._hidden, self.plan.evidence, answers=live),
            )  # fmt: skip
        except ScreenError as error:
            raise self._unasked.in_doubt(error, self._filled()) from error.__cause__
        finally:
            if self._watchdog is not None:
                self._watchdog.end()

    def rehearse_submit(
        self, target: Target, *, within: Scopes = (), dialog: DialogAnswers = "",
        carries: Collection[Value] = (), typed: Collection[Value] = (), timeout: float,
    ) -> Lesson | None:  # fmt: skip
        """See that the submit could be pressed; see bots.runners.school for one that is pressed to learn."""
        with self._step(timeout, acts=True):
            self._check_dialogs()
            reading.refuse_left_behind(self.desk, self._equal)
            self.check(target, within, timeout)
            if self._unasked.sent_past(self._filled()):
                raise self._unasked.doubt()
        if self._school is None:
            return None
        with self._step(timeout + self._school.longest):
            return self._school.learn(self, target, within, dialog, carries, typed)

    def _filled(self) -> set[Frame]:
        return {one.frame for one in self.desk.kept.values()}

    # ------------------------------------------------------------------ fields

    def fill(
        self, fields: Sequence[FieldValue], *, within: Scopes = (), timeout: float
    ) -> tuple[FieldReading, ...]:
        """Set the fields in order and read each back."""
        named = [FieldValue(self._named(one.field), one.value, one.read_back) for one in fields]
        with self._step(timeout, acts=True):
            desk = self.desk
            page = self._page(within)
            self._check_dialogs()
            self.dialogs.acting()
            self.dialogs.expect("")
            known = [self.plan.found.get(place_of(self.desk, one, within)) for one in fields]
            work = Filling(self.desks.on(page), named, within, timeout, self._equal, known, self._unasked)
            desk.fresh = True
            self._unasked.filling(fields)
            try:
                work.run()
            except (ScreenError, Uncertain) as error:
                error.readings = self._take_in(work, fields, within)
                raise
            readings = self._take_in(work, fields, within)
            self._check_dialogs()
            if self._unasked.sent:  # fields of earlier steps stand on the page that comes
                answers.wait_before_acting(page, timeout)
            if self._unasked.leaves_doubt(self._filled(), equal=all(one.equal for one in readings)):
                raise self._unasked.doubt(readings)
            return readings

    def found(self) -> Mapping[str, FoundField | None]:
        """What each word that was filled was found at; None = at several fields."""
        return self._whereabouts.told()

    def _take_in(
        self, work: Filling, fields: Sequence[FieldValue], within: Scopes
    ) -> tuple[FieldReading, ...]:
        """What a fill has set, by the words of the recipe: for its readings and for the pictures."""
        done = [(work.kept[at], written) for at, written in enumerate(fields) if at in work.kept]
        for one, written in done:
            one.name = written.called
            self.desk.keep(one)
            self._whereabouts.met(place_of(self.desk, written, within), one.found)
        return tuple(reading_of(one, self._equal) for one, _ in done)

    def upload(
        self, fields: Sequence[FieldValue], *, within: Scopes = (), timeout: float
    ) -> tuple[FieldReading, ...]:
        """Hand files to file inputs. Raises S17 for a file that is not there, S16 for no file input."""
        folder = Path(self.plan.sheet).parent if self.plan.sheet else Path()
        with self._step(timeout, acts=True):
            for one in fields:
                uploading.check(one, folder)
            out = []
            for one in fields:
                kept = uploading.put(self._page(within), self._named(one.field), one, folder, within, timeout)
                self.desk.keep(kept)
                out.append(uploading.reading(kept, one))
        return tuple(out)

    def reread(
        self, pressed: Target | None = None, within: Scopes = (), *, only_came_back: bool = False
    ) -> tuple[FieldReading, ...]:
        """Read again every field set on the page that is open; those that have gone are left out."""
        desk = self.desk
        with self._step(self.plan.timeouts.field, acts=desk.fresh):
            reading.give_time(desk, self.plan.timeouts.field)
            taken = self._unasked.took_fields()
            kept = reading.still_there(desk, self._equal, pressed and self._named(pressed), within, only_came_back)
            there = tuple(reading_of(one, self._equal) for one in kept)
        if taken:
            raise self._unasked.doubt(there)
        return there

    def verify(
        self, fields: Sequence[FieldValue], *, within: Scopes = (), timeout: float
    ) -> tuple[FieldReading, ...]:
        """Compare what the screen shows with the values, once it is still; sets nothing. Raises S55."""
        named = [FieldValue(self._named(one.field), one.value, one.read_back) for one in fields]
        with self._step(timeout):
            page = self._page(within)
            kept = reading.compare(self.desk, page, named, within, timeout, self._equal)
            for one, written in zip(kept, fields, strict=True):
                one.name = written.called
                self.desk.keep(one, f"={one.name}")
            return tuple(reading_of(one, self._equal) for one in kept)

    def read(self, target: Target, *, within: Scopes = (), timeout: float) -> str:
        """The text that the screen shows for `target`, once the page is still. Raises S01, S02, S55."""
        with self._step(timeout):
            return reading.text_of(self._page(within), self._named(target), within, timeout)

    def read_table(self, table: str, *, within: Scopes = (), timeout: float) -> tuple[Mapping[str, str], ...]:
        """The rows of a table by the words of their headings, once it is still. Raises S03, S04, S47, S55."""
        with self._step(timeout):
            return rows_of(self._page(within), table, within, timeout)

    # ------------------------------------------------------------------ looking

    def shown(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Those of `texts` that are visible now, in any frame. Looks once."""
        if not texts:
            return ()
        with self._step(self.plan.timeouts.field):
            return reading.shown(self.page, texts)

    def shown_on(self, page: Page, texts: Sequence[str]) -> tuple[str, ...]:
        """For the submit: the same in another window; () where it cannot be asked now."""
        return reading.if_possible(lambda: reading.shown(page, texts))

    def sayings(self, page: Page, text: str) -> tuple[str, ...]:
        """For the submit: the lines, items and rows that say a text; () where it cannot be asked now."""
        return reading.if_possible(lambda: reading.sayings(page, text))

    def wait_shown(self, texts: Sequence[str], *, gone: bool = False, timeout: float) -> str:
        """Wait until one of `texts` is visible (or all are gone). Raises S30."""
        with self._step(timeout):
            return going.wait_shown(self.page, texts, gone=gone, timeout=timeout)

    def after_sign_in(self) -> Landing:
        """Where a sign-in that was pressed has led. Raises S55."""
        with self._step(self.plan.timeouts.page):
            return landing(self.page, self.plan.timeouts.page)

    def picture(self, fields: Sequence[FieldReading] = (), *, form: Literal["", "png", "jpeg"] = "") -> Picture:
        """A picture of the page with the given fields on it; what must not be seen is masked before."""
        policy = replace(self.plan.evidence, format=form or self.plan.evidence.format)
        with self._step(self.plan.timeouts.page):
            taken = pictures.take(self.desks.of_fields(fields), fields, self._hidden, policy)
        if len(taken.rects) < len(fields) and self._unasked.took_fields():
            raise self._unasked.doubt()
        return taken

    def begin_row(self, hidden: Collection[Value], *, of_row: bool = True) -> None:
        """From now on mask these values on pictures; dialogs are of the row before until something is done, and so is
        what stands in the fields. `of_row` = no start and no finish."""
        self._hidden = tuple(hidden)
        self.dialogs.begin_row()
        self.desks.begin_row(of_row=of_row)
        if self._school is not None:
            self._school.begin_row(self.context)

    def late_dialogs(self) -> int:
        """How many dialogs came that are of the row before. Tells each once."""
        return self.dialogs.late()

    def quiet(self, milliseconds: int = 200) -> None:
        """Wait for what the last press began, and until nothing changed for so long. Raises S55 after the field timeout."""
        with self._step(self.plan.timeouts.field):
            answers.wait_for_answers(self.page, self.plan.timeouts.field, milliseconds / 1000)
