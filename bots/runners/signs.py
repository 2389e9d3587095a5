"""Signs: the texts that tell what became of a submit, found on the screen as new since its press."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from playwright.sync_api import Page

from bots.errors import ScreenError
from bots.model import Signs
from bots.runners.hands import Hands

_STALE_SECONDS = 5.0  # how long the success sign of the row before may take to go


@dataclass
class Look:
    """Finds new signs. `stale` were there before the press and do not count until they go."""

    hands: Hands
    signs: Signs
    stale: set[str] = field(default_factory=set)
    elsewhere: set[Page] = field(default_factory=set)  # windows with a document that came since the press

    @property
    def texts(self) -> tuple[str, ...]:
        """All signs that an answer can be told by, once each."""
        signs = self.signs
        return tuple(dict.fromkeys((*signs.success, *signs.problems, *signs.already, *signs.lost)))

    def before(self) -> None:
        """Learn what is there already. Raises ScreenError S31 where an old success sign stays."""
        until = time.monotonic() + _STALE_SECONDS
        while True:
            self.stale = set(self.hands.shown(self.texts))
            old = [sign for sign in self.signs.success if sign in self.stale]
            if not old:
                return
            if time.monotonic() > until:
                raise ScreenError("S31", text=old[0])
            self.hands.pump(50)

    def fresh(self) -> set[str]:
        """Signs that are there now and were not before; those of answered dialogs count too."""
        now = set(self.hands.shown(self.texts))
        self.stale &= now
        for page in [one for one in self.elsewhere if not one.is_closed()]:
            answered = set(self.hands.shown_on(page, self.texts))
            self.stale -= answered
            now |= answered
        dialogs = self.hands.dialogs
        if dialogs.texts and not dialogs.undeclared:
            now |= {sign for sign in self.texts if any(sign in text for text in dialogs.texts)}
        return now - self.stale

    def renew(self) -> None:
        """Another document is open: nothing on it is old."""
        self.stale.clear()

    def tell(self, fresh: set[str]) -> tuple[str, str]:
        """What the new signs say: kind of answer and the sign; ("", "") if they say nothing."""
        found = {
            kind: next((sign for sign in texts if sign in fresh), "")
            for kind, texts in (
                ("success", self.signs.success),
                ("already", self.signs.already),
                ("problem", self.signs.problems),
                ("lost", self.signs.lost),
            )
        }
        if found["success"] and any(found[kind] for kind in ("already", "problem", "lost")):
            return "both", found["success"]
        return next(((kind, sign) for kind, sign in found.items() if sign), ("", ""))
