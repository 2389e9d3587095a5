"""What a page sends by itself, after a fill and though nothing was pressed: the row may be entered by it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence, Set
from typing import TYPE_CHECKING

from bots.errors import BotsError, ScreenError, Uncertain
from bots.model import FieldReading, FieldValue, Value
from bots.runners.bodies import contents
from bots.runners.faults import Moved

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Frame, Request


class Unasked:
    """Hears what leaves a context since the last thing pressed.

    `sent` = a form left by itself: a navigation that is no GET; `frames` are those it opened its answer in.
    `posted` = values of the row left by a script or in an address: a draft, a check of one field, a
    search, or the row itself. That is told by what became of the fields: `emptied` says whether one of
    those of the given names is gone, or with True all of them.
    """

    def __init__(
        self, context: BrowserContext, emptied: Callable[[Collection[str], bool], bool]
    ) -> None:
        self._context, self._hearing = context, False
        self._emptied = emptied
        self._names: set[str] = set()
        self._values: list[Value] = []
        self.sent = self.posted = False
        self.frames: list[Frame | None] = []

    def filling(self, fields: Sequence[FieldValue]) -> None:
        """From here on nothing is pressed: what leaves with these values was not asked for."""
        if not self._hearing:
            self._context.on("request", self._on_request)
            self._hearing = True
        self._names.update(one.called for one in fields)
        self._values += [one.value for one in fields]

    def acting(self) -> None:
        """From here on what leaves was pressed; what stands on the page was found as it should be."""
        if self._hearing:  # a page tells of every script and picture that it loads: that costs time
            self._context.remove_listener("request", self._on_request)
        self._hearing = self.sent = self.posted = False
        self.frames.clear()
        self._names.clear()
        self._values.clear()

    def in_doubt(self, error: ScreenError, filled: Set[Frame]) -> BotsError:
        """The error, or the doubt: what is missing after the page sent itself may be missing because the row was
        entered. `filled` are the frames of the fields."""
        return self.doubt(error.readings) if self.sent_past(filled) or self.took_fields() else error

    def sent_past(self, filled: Set[Frame]) -> bool:
        """Whether the page sent itself into another window than the filled one: that is no post-back, and the fields
        that still stand there say nothing."""
        return bool(set(self.frames) - filled)

    def leaves_doubt(self, filled: Set[Frame], *, equal: bool) -> bool:
        """After a fill, whether what the page sent meanwhile may have been the row. `filled` are the frames of the fields;
        `equal` = they hold what was put in. What was sent past them is no post-back, but perhaps a draft."""
        if self.sent_past(filled):
            return not equal
        return (self.sent or not equal) and self.took_fields()

    def took_fields(self) -> bool:
        """Whether the page sent values though nothing was pressed, and took the fields away after it."""
        if not (self.sent or self.posted):
            return False
        try:
            return self._emptied(self._names, not self.sent)
        except (BotsError, Moved):
            return True

    def doubt(self, readings: tuple[FieldReading, ...] = ()) -> Uncertain:
        """That the page sent itself, with what had been set by then."""
        told = Uncertain("N87")
        told.readings = readings
        return told

    def _on_request(self, request: Request) -> None:
        from playwright.sync_api import Error

        navigation, safe = request.is_navigation_request(), request.method in ("GET", "HEAD")
        if navigation and not safe:
            self.sent = True
            try:
                self.frames.append(request.frame)
            except Error:  # a window that opens for it
                self.frames.append(None)
        elif not self.posted:
            kind = request.headers.get("content-type", "")
            told = contents(request.url, kind, request.post_data_buffer)
            carried = sum(told.carries([one]) for one in self._values)
            # A page that only asks for itself again with one choice of many ("?ward=2") keeps no row.
            reloads = navigation and carried == 1 < len([one for one in self._values if one])
            self.posted = carried > 0 and not reloads
