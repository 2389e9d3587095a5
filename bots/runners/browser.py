"""Which browser, how it is started, and what its contexts are like.

Looked for in this order: the setting, BOTS_BROWSER_PATH, chromium-headless-shell if asked for, Edge on
Windows, Playwright's own, the system's chromium, chromium-browser, google-chrome. What was tried is told.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bots.errors import PlaceError
from bots.settings import Browser as BrowserSettings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType

HEADLESS_SHELL = "headless-shell"  # as browser.path: the smaller browser of unattended runs
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OFF = (
    "AutofillServerCommunication,OptimizationHints,MediaRouter,InterestFeedContentSuggestions,"
    "Translate,AcceptCHFrame,PaintHolding,HttpsUpgrades,"
    # The address bar's suggestions are pages of the browser's own: two more for each window that nobody sees,
    # drawn again with each picture. They took half of what opening a page costs.
    "AimEnabled,WebUIOmniboxPopup,WebUIOmniboxAimPopup"
)
_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-save-password-bubble",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A browser to start: by path, or by one of Playwright's channels, or Playwright's own (both empty)."""

    path: str = ""
    channel: str = ""
    tried: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.path or self.channel or "playwright"


def choose(
    settings: BrowserSettings, own: str, environ: Mapping[str, str] = os.environ
) -> Choice:
    """The first browser there is. `own` is the path of Playwright's own. Raises PlaceError P70, P71."""
    for named in (settings.path, environ.get("BOTS_BROWSER_PATH", "")):
        if named and named != HEADLESS_SHELL:
            found = shutil.which(named)
            if found is None:
                raise PlaceError("P71", path=named)
            return Choice(found, tried=(named,))
    tried: list[str] = []
    if HEADLESS_SHELL in (settings.path, environ.get("BOTS_BROWSER_PATH", "")):
        tried.append("chromium-headless-shell")
        if found := shutil.which("chromium-headless-shell"):
            return Choice(found, tried=tuple(tried))
    if sys.platform == "win32":
        tried.append("msedge")
        if edge := _edge(environ):
            return Choice(edge, tried=tuple(tried))
    tried.append(own or "playwright")
    if own and Path(own).is_file():
        return Choice(own, tried=tuple(tried))
    for name in _NAMES:
        tried.append(name)
        if found := shutil.which(name):
            return Choice(found, tried=tuple(tried))
    raise PlaceError("P70", tried=", ".join(tried))


def find_browser(path: str = "", environ: Mapping[str, str] = os.environ) -> Choice:
    """The browser that a run would use, without starting it. Raises PlaceError P70, P71.

    Playwright is started for a moment to ask where its own browser would be; where its driver does
    not start, the others are looked for all the same.
    """
    own = ""
    with contextlib.suppress(Exception):
        from playwright.sync_api import sync_playwright

        with sync_playwright() as started:
            own = started.chromium.executable_path
    return choose(BrowserSettings(path=path), own, environ)


def version_of(choice: Choice, settings: BrowserSettings) -> str:
    """The version that the browser tells of itself when it is started. Raises PlaceError P72."""
    from dataclasses import replace

    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        running = launch(started.chromium, choice, replace(settings, headless=True), "")
        try:
            return running.version
        finally:
            running.close()


def driver_answers() -> bool:
    """Whether Playwright's own driver, a program beside Python, starts and answers here."""
    from playwright._impl._driver import compute_driver_executable, get_driver_env

    try:
        done = subprocess.run(
            [*compute_driver_executable(), "--version"],
            env=get_driver_env(),
            capture_output=True,
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def _edge(environ: Mapping[str, str]) -> str:
    for variable in ("PROGRAMFILES(X86)", "PROGRAMFILES", "LOCALAPPDATA"):
        if base := environ.get(variable):
            path = Path(base, "Microsoft", "Edge", "Application", "msedge.exe")
            if path.is_file():
                return str(path)
    return ""


def launch(
    kind: BrowserType, choice: Choice, settings: BrowserSettings, proxy: str, login: tuple[str, str] | None = None
) -> Browser:
    """Start it. `proxy` is the relay's address, `login` what the proxy behind it asks for. Raises PlaceError P72."""
    from playwright.sync_api import Error

    flags = [*_FLAGS, f"--disable-features={_OFF}", "--lang=ja"]
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    more: dict[str, Any] = {"executable_path": choice.path} if choice.path else {}
    # Date fields and file buttons are drawn in the language of the browser's own texts (chromium-l10n).
    more["env"] = {**os.environ, "LANGUAGE": "ja"}
    if proxy:
        more["proxy"] = {"server": proxy, "bypass": "<-loopback>"}
        if login:
            more["proxy"] |= {"username": login[0], "password": login[1]}
    try:
        return kind.launch(
            headless=settings.headless, args=flags, chromium_sandbox=not root, **more
        )
    except Error as error:
        raise PlaceError("P72", path=str(choice), reason=_reason(str(error))) from None


def _reason(text: str) -> str:
    """The one line of a failed start that helps; the rest is a log of the browser."""
    for mark in ("No usable sandbox", "error while loading shared libraries", "Missing X server"):
        for line in text.splitlines():
            if mark in line:
                return line.strip()[:200]
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:200]


def context_options(settings: BrowserSettings, *, downloads: bool = False) -> dict[str, Any]:
    """Options of every context: Japanese, Tokyo time, no service workers, one fixed size. `downloads` where the
    plan takes files; else what would come is stopped."""
    return {
        "locale": "ja-JP",
        "timezone_id": "Asia/Tokyo",
        "service_workers": "block",
        "accept_downloads": downloads,
        "viewport": {"width": settings.width, "height": settings.height},
        "device_scale_factor": 1,
        "reduced_motion": "reduce",
    }
