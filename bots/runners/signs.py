"""Signs: the texts that tell what became of a submit, found on the screen as new since its press."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from playwright.sync_api import Page

from bots.errors import ScreenError
from bots.model import Signs
from bots.runners.hands import Hands
from bots.values.scope import fold_name

_STALE_SECONDS = 5.0  # how long the success sign of the row before may take to go


@dataclass
class Look:
    """Finds new signs. `stale` were there before the press and do not count until they go."""

    hands: Hands
    signs: Signs
    stale: set[str] = field(default_factory=set)
    elsewhere: set[Page] = field(default_factory=set)  # windows with a document that came since the press
    others: set[str] = field(default_factory=set)  # success signs that were seen, but said of other rows
    old: dict[Page, dict[str, set[str]]] = field(default_factory=dict)  # the lines of the windows behind, by sign
    page: Page | None = None
    lines: dict[str, set[str]] = field(default_factory=dict)  # success signs that each line of a list bears: those before

    @property
    def texts(self) -> tuple[str, ...]:
        """All signs that an answer can be told by, once each."""
        signs = self.signs
        return tuple(dict.fromkeys((*signs.success, *signs.problems, *signs.already, *signs.lost)))

    def before(self) -> None:
        """Learn what is there already. Raises ScreenError S31 where an old success sign stays."""
        until = time.monotonic() + _STALE_SECONDS
        self.page = self.hands.page
        for page in [one for one in self.hands.context.pages if one != self.page]:
            self.old[page] = {text: set(self.hands.sayings(page, text)) for text in self.texts}
        while True:
            self.stale = set(self.hands.shown(self.texts))
            self._learn_lines()
            old = [sign for sign in self.signs.success if sign in self.stale]
            if not old:
                return
            if time.monotonic() > until:
                raise ScreenError("S31", text=old[0])
            self.hands.pump(50)

    def _learn_lines(self) -> None:
        """Where a list says in each line what became of it (保存済), the signs of other rows' lines are no old ones."""
        for sign in [one for one in self.signs.success if one in self.stale]:
            sayings = self.hands.sayings(self.hands.page, sign)
            if sayings and all(of_another(one, self.signs) for one in sayings):
                self.lines[sign] = set(sayings)
                self.stale.discard(sign)

    def fresh(self) -> set[str]:
        """Signs that are there now and were not before; those of answered dialogs count too."""
        now = self._in_front()
        self.stale &= now
        for page in [one for one in self.elsewhere if not one.is_closed()]:
            answered = set(self.hands.shown_on(page, self.texts))
            self.stale -= answered
            now |= answered
        dialogs = self.hands.dialogs
        if dialogs.texts and not dialogs.undeclared:
            now |= {sign for sign in self.texts if any(sign in text for text in dialogs.texts)}
        fresh = now - self.stale
        self.others = {sign for sign in self.signs.success if sign in fresh and self._is_of_another(sign)}
        return fresh - self.others

    def _in_front(self) -> set[str]:
        """The signs of the window in front. Where the pressed one has closed itself, that is the one behind:
        of it only lines count that were not there before."""
        page = self.hands.page
        if page == self.page:
            return {text for text in self.hands.shown(self.texts) if text not in self.lines or self._in_a_new_line(text)}
        old = self.old.get(page, {})
        return {text for text in self.texts if set(self.hands.sayings(page, text)) - old.get(text, set())}

    def _in_a_new_line(self, sign: str) -> bool:
        new = set(self.hands.sayings(self.hands.page, sign)) - self.lines[sign]
        return any(not of_another(one, self.signs) for one in new)

    def _is_of_another(self, sign: str) -> bool:
        """Whether everything that says so speaks of another row: a list of what was entered before."""
        if not self.signs.others or any(sign in text for text in self.hands.dialogs.texts):
            return False
        pages = [self.hands.page, *(page for page in self.elsewhere if not page.is_closed())]
        sayings = [one for page in pages for one in self.hands.sayings(page, sign)]
        return bool(sayings) and all(of_another(one, self.signs) for one in sayings)

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


def of_another(saying: str, signs: Signs) -> bool:
    """Whether a line that says a success names the key of another row, and not this row's."""
    said = fold_name(saying)
    if signs.own and _names(said, tuple(map(fold_name, signs.own))):
        return False
    return any(_names(said, key) and _is_telling(key) for key in signs.others)


def _names(said: str, key: tuple[str, ...]) -> bool:
    return all(_stands_in(said, part) for part in key)


def _stands_in(said: str, part: str) -> bool:
    """Whether the part stands there by itself: 12 is not in 3120, nor A1 in A12."""
    at = said.find(part) if part else -1
    while at >= 0:
        before, after = said[at - 1 : at], said[at + len(part) : at + len(part) + 1]
        if not (_glued(before, part[0]) or _glued(after, part[-1])):
            return True
        at = said.find(part, at + 1)
    return False


def _glued(neighbour: str, edge: str) -> bool:
    return bool(neighbour) and neighbour.isascii() and neighbour.isalnum() and edge.isascii() and edge.isalnum()


def _is_telling(key: tuple[str, ...]) -> bool:
    """Whether a key says enough to be known by: 7 may be a count, R7 or 0007 is somebody."""
    return any(len(part) >= 3 or (len(part) == 2 and not part.isdigit()) for part in key)
