"""What a rehearsal learns of its submits: each is pressed for two rows, in browsers of which nothing can leave any more.

    fill a row ─► overheard ─► watch, press, hold and end everything ─► context closed ─► the same with another row ─► Lesson
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bots.model import Lesson, Scopes, Target, Value
from bots.protocols import DialogAnswers
from bots.runners.clicking import sockets_of
from bots.runners.describing import Press, describe
from bots.runners.relay import host_of
from bots.runners.watching import LONGEST, Overheard, watch_submit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from bots.runners.driver import PlaywrightDriver
    from bots.runners.relay import Relay

_SHORT = 2  # characters of a value that also stands for something else: a page number, a choice


class School:
    """The presses of one rehearsal, over all its browsers. They are kept in memory alone: they hold values."""

    longest = LONGEST + 10  # seconds that one press may take

    def __init__(self) -> None:
        self.relay: Relay | None = None
        self._heard: Overheard | None = None
        self._context: BrowserContext | None = None
        self._first: dict[Lesson, Press] = {}
        self._learned: set[Lesson] = set()

    def begin_row(self, context: BrowserContext) -> None:
        """From here on what leaves `context` belongs to this row."""
        if context is not self._context or self._heard is None:
            sockets_of(context)
            self._context, self._heard = context, Overheard(context)
        self._heard.requests.clear()

    def learn(
        self,
        driver: PlaywrightDriver,
        target: Target,
        within: Scopes,
        dialog: DialogAnswers,
        carries: Collection[Value],
        typed: Collection[Value],
    ) -> Lesson | None:
        """Press the submit, if it was not pressed for two rows before; what that told, None if it was not pressed. After a
        press the relay is shut: the context must be closed. Raises what `watch_submit` raises."""
        desk = driver.desk
        named = Lesson("first", desk.system.name, desk.begun, target.words)
        if named in self._learned or self.relay is None or self._heard is None:
            return None
        put_in = [one.value for one in desk.kept.values()]
        long = [one for one in (*typed, *put_in) if len(one.reveal().strip()) > _SHORT]
        values = tuple(dict.fromkeys((*carries, *long)))
        heard = tuple(self._heard.requests)
        watched = watch_submit(
            driver, target, within=within, dialog=dialog, carries=values, heard=heard, relay=self.relay
        )  # fmt: skip
        press = Press(watched, values, tuple(carries))
        first = self._first.pop(named, None)
        if first is None:
            self._first[named] = press
            return named
        self._learned.add(named)
        return describe(first, press, named, host_of(desk.system.address))
