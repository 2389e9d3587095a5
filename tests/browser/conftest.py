"""A site with the pages of these tests, and hands on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from bots.model import (
    EvidencePolicy,
    FieldValue,
    Mode,
    Plan,
    PlanStep,
    Screen,
    System,
    Target,
    Timeouts,
    Value,
)
from bots.runners.driver import PlaywrightDriver
from bots.runners.runner import PlaywrightRunner
from bots.settings import Settings

from .site import Site

Open = Callable[..., PlaywrightDriver]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One driver of Playwright for all browser tests: two cannot live in one thread."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    started = Site()
    yield started
    started.close()


@pytest.fixture(scope="session")
def runner(playwright: Playwright, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlaywrightRunner]:
    made = PlaywrightRunner(Settings(home=tmp_path_factory.mktemp("home")), playwright=playwright)
    yield made
    made.close()


@pytest.fixture
def open_page(runner: PlaywrightRunner, site: Site) -> Open:
    """Fresh hands on one page of the site: `open_page("form_table.html", typing="keys")`."""

    def opened(
        page: str,
        *,
        names: dict[str, str] | None = None,
        evidence: EvidencePolicy = EvidencePolicy(),
        steps: tuple[PlanStep, ...] = (),
        timeouts: Timeouts = Timeouts(),
        **system: object,
    ) -> PlaywrightDriver:
        screen = Screen("画面", address=f"/{page}", names=names or {})
        one = System("系", site.address, "訓練", screens={"画面": screen}, **system)  # type: ignore[arg-type]
        driver = runner.open(replace(plan(one, evidence), each_row=steps, timeouts=timeouts))
        driver.enter("系")
        driver.goto(f"/{page}", 20)
        driver.arrive("画面", 5)
        site.posted.clear()
        return driver

    return opened


def plan(system: System, evidence: EvidencePolicy = EvidencePolicy()) -> Plan:
    """A plan with one system and nothing to do."""
    return Plan(
        recipe_id="試し", title="試し", file="", sha256="", language="ja", mode=Mode.RUN,
        environment="訓練", today="2026-11-25", systems=(system,), evidence=evidence,
    )  # fmt: skip


def field(name: str, text: str, kind: str = "text", *, hidden: bool = False) -> FieldValue:
    """What shall be in the field `name`."""
    return FieldValue(Target(name), Value(text, kind, hidden=hidden, column=name))  # type: ignore[arg-type]


def home(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)
