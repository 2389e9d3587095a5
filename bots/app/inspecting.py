"""`bots inspect`: a page of a system as a recipe can work with it, for people who write one.

Nothing is entered and no row is touched; a system is signed in to as its file says, and a refused sign-in is
remembered as it is in a run.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Iterator, Mapping
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
from bots.engine.logins import Logins, login_of
from bots.engine.record import RowRecord
from bots.engine.walk import Walk
from bots.errors import Place, RecipeError
from bots.model import EvidencePolicy, Mode, Plan, PlanStep, System
from bots.recipe.system import environment_name
from bots.settings import ENVIRONMENTS

if TYPE_CHECKING:
    from bots.runners.driver import PlaywrightDriver
    from bots.runners.surveying import Survey

TRAINING = ENVIRONMENTS["training"]
_PATH = re.compile(r"[A-Za-z0-9_/.~%?&=+;:@!$',()*-]+(?:#\S*)?")
_LOOKING = EvidencePolicy(screenshots="error")  # nothing is kept: there is no run


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was seen: the page, its picture (PNG) with numbers, and the other screens of its system. `signed_in` is what
    to ask for, and in which environment, where an address of a known system led to what asks for a password."""

    survey: Survey
    picture: bytes
    where: str
    screens: tuple[str, ...]
    signed_in: tuple[str, str] = ("", "")


def inspect(
    project: Project,
    what: str,
    *,
    environment: str = "",
    addresses: Mapping[str, str] | None = None,
    headed: bool = False,
    login_again: bool = False,
) -> Inspected:
    """Look at an address, at a screen (`system/screen`), or at what a system shows after signing in. `login_again` = a
    person says that a refused sign-in may be tried again with the same secrets.

    Raises RecipeError for a system or screen that is not there, and what opening a page raises.
    """
    from bots.runners.surveying import numbered_picture, survey

    with opened(project, what, environment, addresses or {}, headed=headed, login_again=login_again) as (driver, system):
        page = survey(driver.page)
        asks = not system.name and any(one.secret for one in page.fields)
        return Inspected(
            survey=page,
            picture=numbered_picture(driver.page, page),
            where=f"{system.name} {system.environment}".strip() if system.name else system.address,
            screens=tuple(system.screens),
            signed_in=behind_sign_in(project, what) if asks else ("", ""),
        )


def behind_sign_in(project: Project, address: str) -> tuple[str, str]:
    """How `bots inspect` is asked for an address after signing in: `system/path`, and the environment where that
    is not the one it looks at anyway; blank where no system file has the address and signs in.
    """
    from bots.recipe import system_file, system_names

    files = [system_file(name, project.home) for name in system_names(project.home)]
    known = [
        (base.rstrip("/"), environment, file)
        for file in files if file.login
        for environment, base in file.addresses.items()
        if re.match(r"(?:[/?#]|$)", address.removeprefix(base.rstrip("/")))
    ]  # fmt: skip
    if not known:
        return "", ""
    base, environment, file = max(known, key=lambda one: len(one[0]))
    opens = {str(step.args.get("screen", "")) for step in file.login if step.verb == "open"}
    own = {file.screens[one].address if one in file.screens else one for one in opens}
    path = address.removeprefix(base)
    usual = environment_name(project.settings.environment or TRAINING)
    return file.name + ("" if path in ("", "/", *own) else path), "" if environment == usual else environment


def address_of(screen: str, screens: Collection[str]) -> str:
    """A screen as it was typed: a name as it is, an address with the / that is easily left out."""
    told = screen in screens or screen.startswith("/")
    plain = _PATH.fullmatch(screen) and ("/" in screen or not screens)
    return screen if told or not plain else f"/{screen}"


@contextmanager
def opened(
    project: Project, what: str, environment: str, addresses: Mapping[str, str], *, headed: bool, login_again: bool = False
) -> Iterator[tuple[PlaywrightDriver, System]]:
    """Hands on a page that has come to rest, and the system that it belongs to. Raises as `inspect` does."""
    system, steps = target_of(project, what, environment, addresses)
    with _hands(project, system, steps, headed=headed, login_again=login_again) as driver:
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
    chosen = environment or project.settings.environment or TRAINING
    system = load_system(name, project.home, chosen, address=addresses.get(name))
    steps = [replace(_step(0, "login", system), steps=system.login)] if system.login else []
    if not screen:
        if not steps:
            steps = [_step(0, "open", system, address="/")]
        return system, tuple(steps)
    screen = address_of(screen, system.screens)
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
    project: Project, system: System, steps: tuple[PlanStep, ...], *, headed: bool, login_again: bool
) -> Iterator[PlaywrightDriver]:
    """Hands on the page that the steps lead to."""
    from bots.ledger import refusals
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
            if login_again:
                journal.call(lambda: refusals.forget(login=login_of(system)))
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
