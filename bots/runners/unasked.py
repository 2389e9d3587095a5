"""Forms that a page sends by itself, after a fill and though nothing was pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.errors import BotsError, Uncertain
from bots.model import FieldReading

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Request


class Unasked:
    """Hears the forms that leave a context. `sent` = one left by itself since the last thing pressed."""

    def __init__(self, context: BrowserContext) -> None:
        self._acting = True
        self.sent = False
        context.on("request", self._on_request)

    def filling(self) -> None:
        """From here on nothing is pressed: a form that leaves was not asked for."""
        self._acting = False

    def acting(self) -> None:
        """From here on what leaves was pressed; what stands on the page was found as it should be."""
        self._acting, self.sent = True, False

    def in_doubt(self, error: BotsError) -> BotsError:
        """What is missing after the page sent itself may be missing because the row was entered."""
        return self.doubt(getattr(error, "readings", ())) if self.sent else error

    def doubt(self, readings: tuple[FieldReading, ...]) -> Uncertain:
        """That the page sent itself, with what had been set by then."""
        told = Uncertain("N87")
        told.readings = readings
        return told

    def _on_request(self, request: Request) -> None:
        if request.method not in ("GET", "HEAD") and request.is_navigation_request():
            self.sent = self.sent or not self._acting
