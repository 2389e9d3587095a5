"""Opens and closes the hands: one browser a run, a fresh context for each `open`."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from bots.errors import BrowserGone, PlaceError
from bots.model import Plan, PlanStep
from bots.runners import browser as browsers
from bots.runners.driver import PlaywrightDriver
from bots.runners.faults import told
from bots.runners.scripts import page_script
from bots.runners.watchdog import Watchdog, end_browser
from bots.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Playwright

    from bots.runners.relay import Relay
    from bots.runners.school import School


class PlaywrightRunner:
    """Implements bots.protocols.Runner. Used by one thread.

    `guarded` False leaves the relay out (only for pages that are no system's, as in tests).
    `playwright` is one that runs already: two cannot live in one thread. Its owner stops it.
    `proxy_login` gives user and password for the place's own proxy, where it asks for them.
    `refused` lists hosts and ports that the relay did not let through.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        guarded: bool = True,
        grace: float = 30.0,
        playwright: Playwright | None = None,
        proxy_login: Callable[[], tuple[str, str] | None] = lambda: None,
    ) -> None:
        self.settings = settings
        self._proxy_login = proxy_login
        self.refused: list[tuple[str, int]] = []
        self._guarded = guarded
        self._grace = grace
        self._playwright = playwright
        self._own = playwright is None
        self._browser: Browser | None = None
        self._context: BrowserContext | None = None
        self._relay: Relay | None = None
        self._watchdog: Watchdog | None = None
        self._school: School | None = None
        self._version = ""
        self._process = 0

    @property
    def version(self) -> str:
        """Name and version of the browser."""
        return self._version

    @property
    def process(self) -> int:
        """The browser's process id, 0 while none runs."""
        return self._process if self._browser is not None else 0

    def open(self, plan: Plan) -> PlaywrightDriver:
        """A fresh context for `plan`; the one before is closed. Raises PlaceError P70–P73, BrowserGone."""
        if not self._close_context():
            self._end_browser()  # nothing of it may go on once the relay is open again
        if self._browser is None or not self._browser.is_connected():
            self._end_browser()
            self._start(plan)
        assert self._browser is not None
        if self._relay is not None:
            self._relay.reset_all()
            self._relay.reopen()
        with told("context"):
            context = self._browser.new_context(
                **browsers.context_options(self.settings.browser, downloads=_takes_files(plan.each_row + plan.steps))
            )
            context.add_init_script(page_script())
        self._context = context
        return PlaywrightDriver(
            plan,
            context,
            relay=self._relay,
            watchdog=self._watchdog,
            grace=self._grace,
            school=self._school_for(plan),
        )

    def _school_for(self, plan: Plan) -> School | None:
        """What is learned in this run, by all its drivers together; None where nothing is to be learned."""
        if not plan.learn or self._relay is None:
            return None
        from bots.runners.school import School

        self._school = self._school or School()
        self._school.relay = self._relay  # another browser has another one
        return self._school

    def _start(self, plan: Plan) -> None:
        from playwright.sync_api import sync_playwright

        if self._playwright is None:
            self._playwright = sync_playwright().start()
        if self._guarded:
            self._relay = self._make_relay(plan)
        kind = self._playwright.chromium
        choice = browsers.choose(self.settings.browser, kind.executable_path)
        proxy = self._relay.proxy if self._relay is not None else ""
        self._browser = browsers.launch(kind, choice, self.settings.browser, proxy, self._proxy_login())
        name = choice.path.rsplit("/", 1)[-1] if choice.path else str(choice)
        self._version = f"{name} {self._browser.version}"
        self._process = self._find_process(self._browser)
        self._watchdog = Watchdog(self._process)

    def _make_relay(self, plan: Plan) -> Relay:
        from bots.proxies import proxy_for
        from bots.runners.relay import Relay, allowed

        hosts = {host for system in plan.systems for host in allowed(system)}
        upstream = proxy_for(self.settings.proxy, hosts)
        return Relay(hosts, refused=lambda host, port: self.refused.append((host, port)), upstream=upstream)

    @staticmethod
    def _find_process(browser: Browser) -> int:
        with told("browser"):
            session = browser.new_browser_cdp_session()
            found: Any = session.send("SystemInfo.getProcessInfo")["processInfo"]
            session.detach()
        return next(int(one["id"]) for one in found if one["type"] == "browser")

    # ------------------------------------------------------------------ closing

    def _close_context(self) -> bool:
        """Whether it is closed; a context of a dead browser cannot be."""
        context, self._context = self._context, None
        if context is None:
            return True
        closed = False
        if self._watchdog is not None:
            self._watchdog.begin(10)
        with contextlib.suppress(Exception):
            context.close()
            closed = True
        if self._watchdog is not None:
            self._watchdog.end()
        return closed

    def _end_browser(self) -> None:
        watchdog, self._watchdog = self._watchdog, None
        browser, self._browser = self._browser, None
        if watchdog is not None and browser is not None:
            watchdog.begin(10)
        if browser is not None:
            with contextlib.suppress(Exception):  # it may be dead already
                browser.close()
        if self._process:
            end_browser(self._process)
            self._process = 0
        if watchdog is not None:
            watchdog.close()
        if self._relay is not None:
            self._relay.close()
            self._relay = None

    def close(self) -> None:
        """Close everything. Never raises."""
        self._close_context()
        self._end_browser()
        playwright, self._playwright = self._playwright, None
        if playwright is not None and self._own:
            with contextlib.suppress(Exception):  # its driver may have died with the browser
                playwright.stop()


__all__ = ["BrowserGone", "PlaceError", "PlaywrightRunner"]


def _takes_files(steps: Sequence[PlanStep]) -> bool:
    return any(one.task == "download" or _takes_files(one.steps) for one in steps)
