"""`bots inspect`: a page of a system as a recipe can work with it, for people who write one.

Nothing is entered and no row is touched; a system is signed in to as its file says, and a refused sign-in is
remembered as it is in a run.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from bots.app.carry_out import browser_runner, builtins_of, vaults
from bots.app.project import Project
from bots.clock import in_tokyo
from bots.engine.books import Books
from bots.engine.journal import Journal
from bots.engine.kit import Kit
from bots.engine.logins import Logins
from bots.engine.record import RowRecord
from bots.engine.walk import Walk
from bots.errors import Place, RecipeError
from bots.model import EvidencePolicy, Mode, Plan, PlanStep, System

if TYPE_CHECKING:
    from bots.runners.driver import PlaywrightDriver
    from bots.runners.surveying import Survey

_LOOKING = EvidencePolicy(screenshots="error")  # nothing is kept: there is no run


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was seen: the page, its picture (PNG) with numbers, and the other screens of its system."""

    survey: Survey
    picture: bytes
    where: str
    screens: tuple[str, ...]


def inspect(
    project: Project,
    what: str,
    *,
    environment: str = "",
    addresses: Mapping[str, str] | None = None,
    headed: bool = False,
) -> Inspected:
    """Look at an address, at a screen (`system/screen`), or at what a system shows after signing in.

    Raises RecipeError for a system or screen that is not there, and what opening a page raises.
    """
    from bots.runners.surveying import numbered_picture, survey

    with opened(project, what, environment, addresses or {}, headed=headed) as (driver, system):
        return Inspected(
            survey=survey(driver.page),
            picture=numbered_picture(driver.page),
            where=f"{system.name} {system.environment}".strip() if system.name else system.address,
            screens=tuple(system.screens),
        )


@contextmanager
def opened(
    project: Project, what: str, environment: str, addresses: Mapping[str, str], *, headed: bool
) -> Iterator[tuple[PlaywrightDriver, System]]:
    """Hands on a page that has come to rest, and the system that it belongs to. Raises as `inspect` does."""
    system, steps = target_of(project, what, environment, addresses)
    with _hands(project, system, steps, headed=headed) as driver:
        driver.quiet(500)
        yield driver, system


def target_of(
    project: Project, what: str, environment: str, addresses: Mapping[str, str]
) -> tuple[System, tuple[PlanStep, ...]]:
    """The system to open and the steps that lead to the page."""
    from bots.recipe import load_system

    if what.startswith(("http://", "https://")):
        parts = urlsplit(what)
        system = System("", f"{parts.scheme}://{parts.netloc}", environment)
        path = parts.path or "/"
        return system, (_step(0, "open", system, address=path + (f"?{parts.query}" if parts.query else "")),)
    name, _, screen = what.partition("/")
    chosen = environment or project.settings.environment or "訓練"
    system = load_system(name, project.home, chosen, address=addresses.get(name))
    steps = [replace(_step(0, "login", system), steps=system.login)] if system.login else []
    if not screen:
        if not steps:
            steps = [_step(0, "open", system, address="/")]
        return system, tuple(steps)
    if screen.startswith("/"):  # an address of the system: a screen without a name
        return system, (*steps, _step(len(steps), "open", system, address=screen))
    found = system.screens.get(screen)
    if found is None:
        known = "、".join(system.screens) or "-"
        raise RecipeError("R16", Place(f"config/systems/{name}.yaml"), name=screen, known=known)
    args = {"screen": screen, **({"address": found.address} if found.address else {})}
    return system, (*steps, replace(_step(len(steps), "open", system, **args), steps=found.how))


def _step(number: int, task: str, system: System, **args: str) -> PlanStep:
    return PlanStep(f"start/{number}", task, {"system": system.name, **args}, Place(), system=system.name)


@contextmanager
def _hands(
    project: Project, system: System, steps: tuple[PlanStep, ...], *, headed: bool
) -> Iterator[PlaywrightDriver]:
    """Hands on the page that the steps lead to."""
    from bots.ledger.connection import close_ledger

    plan = Plan(
        recipe_id="", title="", file="", sha256="", language="ja", mode=Mode.REHEARSE,
        environment=system.environment, today=in_tokyo(project.clock.now()).date().isoformat(),
        systems=(system,), start=steps, evidence=_LOOKING,
    )  # fmt: skip
    runner = browser_runner(project, headed=headed)
    vault = vaults(project)
    try:
        with Journal(project.open_ledger, close_ledger) as journal:
            kit = Kit(
                plan=plan, run="", journal=journal, books=cast("Books", None), vault=vault,
                clock=project.clock, builtins=builtins_of(project, plan, ""), tell=lambda _: None,
                pause=lambda _: None, stop=threading.Event(),
                logins=Logins("inspect", journal, vault, project.clock),
            )  # fmt: skip
            driver = cast("PlaywrightDriver", runner.open(plan))
            Walk(kit, driver, RowRecord(row=None, position=0)).steps(steps)
            yield driver
    finally:
        runner.close()
