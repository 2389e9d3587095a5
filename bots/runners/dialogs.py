"""Native dialogs: answered as the recipe says, else dismissed and told.

One declared answer is for one question (confirm, prompt). One more question of the same step is another one,
"it is there already: register it again?" say, and nobody has answered it. What only informs is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from bots.errors import ScreenError
from bots.japan.hiding import painted
from bots.model import Value
from bots.protocols import DialogAnswer, DialogAnswers

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Dialog

_LONGEST = 80


class Dialogs:
    """Hears every alert, confirm, prompt and beforeunload of a context."""

    def __init__(
        self, context: BrowserContext, values: Callable[[], Collection[Value]] = tuple
    ) -> None:
        """`values` gives what is known of the row: a text is told without it."""
        self._values = values
        self._answers: tuple[DialogAnswer, ...] = ()
        self._contrary: tuple[str, ...] = ()
        self._asked = 0
        self._texts: list[str] = []
        self._undeclared = 0
        self._is_before = False  # what comes is of the row before
        self._late = 0
        context.on("dialog", self._on_dialog)

    def expect(self, answer: DialogAnswers, contrary: Collection[str] = ()) -> None:
        """From now on answer so; "" = dismiss and count as undeclared. Forgets the dialogs of before.

        `contrary` = signs that the row is not to be entered: a dialog that says one of them is dismissed
        whatever was declared, and what it says is the answer."""
        self._answers = answer if isinstance(answer, tuple) else (answer,) if answer else ()
        self._contrary = tuple(contrary)
        self._asked = 0
        self._texts = []
        self._undeclared = 0

    def begin_row(self) -> None:
        """What nobody has asked about yet, and what comes until `acting`, is of the row before: a page may
        have its say some time after its answer."""
        self._late += self._undeclared
        self._texts, self._undeclared = [], 0
        self._is_before = True

    def acting(self) -> None:
        """From now on dialogs are of this row: another document is there, or something was done to the page."""
        self._is_before = False

    def late(self) -> int:
        """How many were of the row before. Tells each once."""
        told, self._late = self._late, 0
        return told

    @property
    def texts(self) -> tuple[str, ...]:
        """Texts of the dialogs since `expect`, in order."""
        return tuple(self._texts)

    @property
    def undeclared(self) -> int:
        """How many came since `expect` without a declared answer."""
        return self._undeclared

    def refuse(self) -> None:
        """Raise ScreenError S20 if one came undeclared."""
        if self._undeclared:
            error = self.error()
            self.expect(self._answers)
            raise error

    def error(self, more: Collection[Value] = ()) -> ScreenError:
        """The ScreenError S20 of the last dialog, its text without values of the row, nor `more`."""
        secrets = [one.reveal() for one in (*self._values(), *more)]
        text = painted(self._texts[-1] if self._texts else "", secrets)
        return ScreenError("S20", text=" ".join(text.split())[:_LONGEST])

    def _answer_to(self, dialog: Dialog) -> DialogAnswer:
        """The answer to this one; one that nobody declared is counted."""
        if any(sign in dialog.message for sign in self._contrary):
            return "cancel"
        at = min(self._asked, len(self._answers) - 1) if dialog.type == "alert" else self._asked
        self._asked += dialog.type != "alert"
        if not 0 <= at < len(self._answers):
            self._undeclared += 1
            return ""
        return self._answers[at]

    def _on_dialog(self, dialog: Dialog) -> None:
        from playwright.sync_api import Error

        try:
            if dialog.type == "beforeunload":
                dialog.accept()
                return
            if self._is_before:
                self._late += 1
                dialog.dismiss()
                return
            self._texts.append(dialog.message)
            if self._answer_to(dialog) == "OK":
                dialog.accept(dialog.default_value)
            else:
                dialog.dismiss()
        except Error as error:
            # The page was closed while its dialog was open: then there is nothing to answer.
            if "closed" not in str(error) and "No dialog" not in str(error):
                raise
