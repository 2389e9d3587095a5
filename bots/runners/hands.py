"""What a submit needs of the driver, and no more: a press, looks, the pages and their dialogs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from playwright.sync_api import BrowserContext, Page

from bots.errors import ScreenError
from bots.model import Scopes, Target, Value
from bots.protocols import DialogAnswers


class Dialogs(Protocol):
    """The native dialogs (alert, confirm, prompt, beforeunload) of the page and its pop-ups."""

    def expect(self, answer: DialogAnswers, contrary: Collection[str] = ()) -> None:
        """From now on answer so; "" = dismiss it and count it as undeclared, and so is a question more than
        there are answers.
        One that says a text of `contrary` is dismissed. Forgets the dialogs seen so far."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Texts of the dialogs seen since `expect`, in order."""

    @property
    def undeclared(self) -> int:
        """How many dialogs came since `expect` without a declared answer."""

    def error(self, more: Collection[Value] = ()) -> ScreenError:
        """The ScreenError of the last dialog, its text without values of the row."""


class Hands(Protocol):
    """What submitting needs of the driver."""

    @property
    def page(self) -> Page:
        """The page of the current window."""

    @property
    def context(self) -> BrowserContext:
        """Its context, with its pop-ups."""

    @property
    def dialogs(self) -> Dialogs:
        """The dialogs of the context."""

    def press(self, target: Target, within: Scopes) -> None:
        """A trusted click that waits for nothing after it. Raises ScreenError before it clicks."""

    def missed(self) -> bool:
        """Whether the last press met another thing and was kept from the page. Tells it once."""

    def check(self, target: Target, within: Scopes, timeout: float) -> None:
        """See that it could be pressed: there once, visible, enabled. Raises ScreenError."""

    def shown(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Those of `texts` that are visible now, in any frame. Looks once."""

    def shown_on(self, page: Page, texts: Sequence[str]) -> tuple[str, ...]:
        """The same in another window; () where it cannot be asked now."""

    def sayings(self, page: Page, text: str) -> tuple[str, ...]:
        """The lines, list items and rows of tables of a window that say a text; () where it cannot be asked now."""

    def pump(self, milliseconds: int) -> None:
        """Let the browser's events come in for so long."""
