"""One Chromium for the tests of the page, in a thread of its own.

Two drivers of Playwright cannot live in one thread, and other browser tests keep one in the main
thread; so the tests of this folder run, whole, in a thread that belongs to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from bots.evidence.facts import RunFacts
from bots.evidence.report import render
from bots.runners.browser import choose, launch
from bots.settings import Browser as BrowserSettings

from .example import example

_THREAD = ThreadPoolExecutor(1, thread_name_prefix="report-browser")
_HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if _HERE not in pyfuncitem.path.parents:
        return None
    names = pyfuncitem._fixtureinfo.argnames
    arguments = {name: pyfuncitem.funcargs[name] for name in names}
    _THREAD.submit(pyfuncitem.obj, **arguments).result()
    return True


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    started = _THREAD.submit(lambda: sync_playwright().start()).result()
    settings = BrowserSettings()
    choice = choose(settings, started.chromium.executable_path)
    browser = _THREAD.submit(launch, started.chromium, choice, settings, "").result()
    yield browser
    _THREAD.submit(browser.close).result()
    _THREAD.submit(started.stop).result()


@pytest.fixture(scope="session")
def facts(browser: Browser) -> RunFacts:
    def make() -> RunFacts:
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        try:
            return example(page)
        finally:
            page.close()

    return _THREAD.submit(make).result()


@pytest.fixture(scope="session")
def address(facts: RunFacts, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The example's Japanese report as a file: address."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render(facts, "ja"), "utf-8")
    return path.as_uri()
