"""The windows of a run: one for each system, and those that the systems' pages open beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from bots.errors import Problem, ScreenError
from bots.model import FieldReading, Scopes, Screen, System
from bots.runners import going
from bots.runners.frames import frame_names
from bots.runners.state import Deadline, Desk, Kept, has_left, pump

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


class Desks:
    """Which window is the current one. A desk's first page is kept: a step may go to another and back."""

    def __init__(self, context: BrowserContext, systems: Sequence[System]) -> None:
        self._context = context
        self._systems = {system.name: system for system in systems}
        self._desks: dict[str, Desk] = {}
        self._first: dict[str, Page] = {}
        self._left: dict[Page, tuple[Screen | None, dict[str, Kept]]] = {}
        self._current: Desk | None = None
        self._in_row = False
        self._said: dict[str, None] = {}  # titles by which the recipe has found a window

    @property
    def current(self) -> Desk:
        """The current system's desk. Opens that of the first system if none was entered."""
        if self._current is None:
            self.enter(next(iter(self._systems), ""))
        assert self._current is not None
        if self._current.page.is_closed():  # a window that closes itself when its work is done
            first = self._first[self._current.system.name]
            if not first.is_closed():
                self._turn_to(first)
        return self._current

    def all(self) -> Collection[Desk]:
        """Every desk that was opened."""
        return self._desks.values()

    def begin_row(self, *, of_row: bool) -> None:
        """What is set from now on is another row's; of the row before only what it has left behind is remembered.
        Fields that the start has set are meant for all rows."""
        for desk in self._desks.values():
            desk.before = desk.kept if self._in_row else {}
            desk.kept = {}
        self._left = {page: (screen, {}) for page, (screen, _) in self._left.items()}
        self._in_row = of_row

    def enter(self, system: str) -> None:
        """Make the window of `system` the current one; it is opened if it is not. Raises S41."""
        if system not in self._desks or self._first[system].is_closed():
            known = self._systems.get(system)
            if known is None:
                raise ScreenError("S41", system=system)
            self._first[system] = self._context.new_page()
            self._desks[system] = Desk(known, self._first[system])
        self._current = self._desks[system]

    def page(self, within: Scopes, seconds: float) -> Page:
        """The page to look at: the current one, or the window that `within` names. Raises S08, S09."""
        names = [scope.window for scope in within if scope.window]
        return self.titled(names[-1], seconds) if names else self.current.page

    def titled(self, title: str, seconds: float) -> Page:
        """The one window with `title` in its title, waited for. Raises ScreenError S08, S09."""
        until = Deadline(seconds)
        while True:
            found = [page for page in self._context.pages if title in frame_names(page.main_frame)]
            if not found:
                found = [page for page in self._context.pages if _says(page, title)]
            if len(found) == 1:
                self._said[title] = None
                return found[0]
            if found:
                raise ScreenError("S09", name=title, count=len(found))
            if until.over:
                raise self._not_open(title)
            pump(self.current.page, until.pause())

    def _not_open(self, title: str) -> ScreenError:
        """S08, with those of the open windows that may be told: by the words of the recipe and the system files.
        Their own titles may say whose record they show."""
        screens = [one for system in self._systems.values() for one in system.screens.values()]
        known = dict.fromkeys([*self._said, *(word for one in screens for word in (one.name, one.sign) if word)])
        pages = self._context.pages
        told = [word for word in known if any(_says(page, word) for page in pages)]
        words: dict[str, object] = {"name": title, "count": len(pages)}
        if not told:
            return ScreenError.of(Problem("S08", words))
        return ScreenError.of(Problem("S08", {**words, "windows": "、".join(f"「{one}」" for one in told)}, advice="S21"))

    def switch(self, title: str, seconds: float) -> None:
        """Go on in the window of that title; with "" in the one that was there first."""
        system = self.current.system.name
        self._turn_to(self.titled(title, seconds) if title else self._first[system])

    def close(self, title: str, seconds: float) -> None:
        """Close the window of that title and go back to the first. Raises ScreenError S46 for the first."""
        page = self.titled(title, seconds)
        if page in self._first.values():
            raise ScreenError("S46", name=title)
        page.close()
        self.switch("", seconds)

    def _turn_to(self, page: Page) -> None:
        """Make `page` that of the current desk, with what was known of it when it was left."""
        desk = self._current
        assert desk is not None
        if page != desk.page:
            self._left[desk.page] = desk.screen, desk.kept
            desk.page = page
            desk.screen, desk.kept = self._left.pop(page, (None, {}))

    def came_anew(self) -> None:
        """A press has brought a document into the current window: the names of the screen hold on if it is that again,
        as with the results beneath a search."""
        desk = self.current
        desk.screen = desk.screen if going.is_again(desk.page, desk.system, desk.screen) else None

    def of_fields(self, fields: Sequence[FieldReading]) -> Desk:
        """The desk with the window that the fields stand in: a window to search in, say."""
        desk = self.current
        kept = [desk.kept[one.field] for one in fields if one.field in desk.kept]
        pages = {one.frame.page for one in kept if not has_left(one.frame)}
        page = pages.pop() if len(pages) == 1 else desk.page
        return desk if page == desk.page else Desk(desk.system, page, desk.screen, desk.kept)

    def on(self, page: Page) -> Desk:
        """The desk as a fill on `page` sees it (another window of the same system has the same rules)."""
        desk = self.current
        return desk if page == desk.page else Desk(desk.system, page, desk.screen)


def _says(page: Page, title: str) -> bool:
    return any(title in name for name in frame_names(page.main_frame))
