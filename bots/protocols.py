"""The contracts between rooms: who hands what to whom. Implementations name these, callers see only these."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

from bots.errors import Problem
from bots.model import (
    Answer,
    Attachment,
    Details,
    FieldReading,
    FieldValue,
    FoundField,
    Hall,
    Landing,
    Lesson,
    Picture,
    Plan,
    Row,
    RowsPlan,
    Scopes,
    Sending,
    Signs,
    Table,
    Target,
    Value,
)

DialogAnswer = Literal["", "OK", "cancel"]
DialogAnswers = DialogAnswer | tuple[DialogAnswer, ...]  # of one question, or of several in their order


class Driver(Protocol):
    """The hands: what a task may do on the screens of the systems.

    Every method finds exactly one thing or raises ScreenError; none guesses. `within` narrows where
    to look, outermost first. Timeouts are seconds. Errors: ScreenError (S), NetworkError (N),
    BrowserGone. A driver is used by one thread.
    """

    def enter(self, system: str) -> None:
        """Make the window of `system` the current one; it is opened if it is not."""

    def goto(self, address: str, timeout: float, *, dialog: DialogAnswers = "") -> bool:
        """Open `address`, absolute or relative to the current system's. Waits for its document. Whether it is a new one:
        an address that differs after its # only is another view of the same, with what it shows.

        `dialog` answers native dialogs until the next step that acts."""

    def arrive(self, screen: str, timeout: float) -> None:
        """Wait until the sign of `screen` is there, then name things by that screen's map."""

    def click(
        self, target: Target, *, within: Scopes = (), dialog: DialogAnswers = "", timeout: float
    ) -> None:
        """A real mouse click. A native dialog without a declared answer is an error."""

    def press_keys(self, names: Sequence[str], *, timeout: float) -> None:
        """Press keys by their English names; they go to what has the focus. Enter never sends a form."""

    def hover(self, target: Target, *, within: Scopes = (), timeout: float) -> None:
        """Put the mouse over a thing. Presses nothing."""

    def reload(self, timeout: float) -> None:
        """Open the page's address anew. Never sends a form again."""

    def switch_window(self, title: str, timeout: float) -> None:
        """Go on in the window whose title this is, or holds; "" = the one that was there first."""

    def close_window(self, title: str, timeout: float) -> None:
        """Close that window and go back to the one that was there first."""

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
        """Press what makes the system keep the row, and tell what followed.

        `intent` is called once, before anything can reach the system (the request is held while it
        runs; in click mode before the press). If it raises, nothing is sent and the error goes up.
        Before the call of `intent` errors are raised; after it an Answer is returned, always.
        """

    def rehearse_submit(
        self,
        target: Target,
        *,
        within: Scopes = (),
        dialog: DialogAnswers = "",
        carries: Collection[Value] = (),
        typed: Collection[Value] = (),
        timeout: float,
    ) -> Lesson | None:
        """See that the submit could be pressed (there, visible, enabled, unique). Presses nothing, and tells None;
        where the plan's `learn` asks for it, two rows press each submit while nothing can leave, and what that told
        is returned: the driver is of no use then, as it is if that raises. `typed` are the values of the row, of
        which `carries` make it unique."""

    def fill(
        self, fields: Sequence[FieldValue], *, within: Scopes = (), timeout: float
    ) -> tuple[FieldReading, ...]:
        """Set the fields in order and read each back, with its rectangle. Never half-heartedly:
        a field that is not there, there twice, or not settable raises before any field is set."""

    def found(self) -> Mapping[str, FoundField | None]:
        """What each word that was filled so far was found at, by `found_key`; None = at several fields."""

    def upload(
        self, fields: Sequence[FieldValue], *, within: Scopes = (), timeout: float
    ) -> tuple[FieldReading, ...]:
        """Hand files to file inputs; a value is a path. Read back is the file's name."""

    def reread(
        self, pressed: Target | None = None, within: Scopes = (), *, only_came_back: bool = False
    ) -> tuple[FieldReading, ...]:
        """Read again every field set on the page that is now open, or only those whose form has come back in another
        document; empty where it has gone. `pressed` is pressed next."""

    def verify(
        self, fields: Sequence[FieldValue], *, within: Scopes = (), timeout: float
    ) -> tuple[FieldReading, ...]:
        """Compare what the screen shows (fields, cells, dt/dd) with the values; sets nothing."""

    def read(self, target: Target, *, within: Scopes = (), timeout: float) -> str:
        """The text that the screen shows for `target`."""

    def download(self, target: Target, *, within: Scopes = (), timeout: float) -> Attachment:
        """Press what brings a file, and take the file."""

    def read_table(
        self, table: str, *, within: Scopes = (), timeout: float
    ) -> tuple[Mapping[str, str], ...]:
        """The rows of the table of that name, each cell by the words of its heading."""

    def shown(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Those of `texts` that are visible now, in any frame. Looks once."""

    def wait_shown(self, texts: Sequence[str], *, gone: bool = False, timeout: float) -> str:
        """Wait until one of `texts` is visible (or all are gone); the text, or ScreenError S30."""

    def after_sign_in(self) -> Landing:
        """Where a sign-in has led, once what its press began has come. Raises S55 where that does not come."""

    def picture(
        self, fields: Sequence[FieldReading] = (), *, form: Literal["", "png", "jpeg"] = ""
    ) -> Picture:
        """A picture of the page with every given field on it, hidden values masked before it is taken.
        `form` "" is that of the plan."""

    def begin_row(self, hidden: Collection[Value], *, of_row: bool = True) -> None:
        """A new row: from now on mask these values wherever they appear on pictures (replaces the former
        set). Until a new document or the next act, what a page asks or tells is of the row before; what its fields
        hold must not go in with this one. `of_row` = False for the start and the finish, which set fields for all."""

    def late_dialogs(self) -> int:
        """How many dialogs came that are of the row before. Tells each once."""

    def quiet(self, milliseconds: int = 200) -> None:
        """Wait until the page made no request and no change for so long; at most the field timeout."""


class Runner(Protocol):
    """Opens and closes the hands."""

    def open(self, plan: Plan) -> Driver:
        """A fresh browser context for `plan`; the one before is closed."""

    def close(self) -> None:
        """Close everything. Never raises."""

    @property
    def version(self) -> str:
        """Name and version of the browser, for the evidence."""


class Source(Protocol):
    """Where rows come from. Read only."""

    def read(
        self,
        path: Path,
        rows: RowsPlan,
        *,
        scope: Mapping[str, Value],
        folder: Path | None = None,
        faults: Callable[[Row], Sequence[Problem]] | None = None,
        files: Mapping[str, Path] | None = None,
        owned: Callable[[Details, Collection[str]], Collection[str]] | None = None,
        password: Value | None = None,
        hall: Hall | None = None,
    ) -> Table:
        """Read and check the whole sheet before any browser opens. Raises DataError.

        `folder` is where the files lie that rows name; without it nobody looks for them. `faults` tells
        what else is wrong with a row that is chosen, each problem with its `column`. `files` are those of
        child rows, by the words of the recipe. `owned` tells which values of the column that joins child rows
        belong to rows that this sheet lacks and that are known all the same. `password` opens a book that has one;
        `hall` holds the tables that filters of the rules for rows ask.
        """


class Vault(Protocol):
    """Keeps secrets by name."""

    def secret(self, name: str) -> Value:
        """The secret `name`, hidden. Raises PlaceError P20 where it is not kept."""


class Notifier(Protocol):
    """Tells people."""

    def tell(self, to: str, title: str, text: str) -> None:
        """Send one message. Raises PlaceError; a failing notifier never fails a run."""


class Executor(Protocol):
    """Carries out runs that are queued in the ledger."""

    def runs(self) -> Iterator[str]:
        """Ids of runs as they end."""
