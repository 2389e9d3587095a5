"""A queued run is carried out: the concrete hands, vault, journal and books are put together here."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Protocol

from bots.app.closing import close_run
from bots.app.plan_json import digest, plan_from_json
from bots.app.project import Project
from bots.app.tables import read_tables
from bots.clock import in_tokyo
from bots.engine.books import Books
from bots.engine.journal import Journal
from bots.engine.kit import Attended, Kit
from bots.engine.logins import Logins
from bots.engine.run import run_plan
from bots.errors import PlaceError
from bots.evidence.hidden import HiddenOfSheet
from bots.model import Plan, Table, Value
from bots.protocols import Runner
from bots.values.scope import fold_name
from bots.vaults import EnvironmentVault, FileVault, Vaults


class Parent(Attended, Protocol):
    """Who started this process: is told what happens, asks it to stop, answers its questions."""

    stop: threading.Event

    def tell(self, told: dict[str, object]) -> None:
        """Pass on progress; no values."""


def carry_out(
    project: Project,
    run_id: str,
    parent: Parent,
    *,
    headed: bool = False,
    attended: bool = False,
    runner: Runner | None = None,
) -> int:
    """Carry out the queued run `run_id` to its end; its exit code.

    `attended` = somebody is there who can be asked (人に確認). `runner` replaces the browser (tests). Problems that prevent the run from starting are told to the
    parent and end the run as stopped.
    """
    plan, table = read_back(project, run_id)
    books = make_books(project, run_id, plan)
    hands = runner if runner is not None else browser_runner(project, headed=headed)
    from bots.evidence.logbook import RunLog

    with (
        RunLog(books.folder, run_id, project.settings.language) as log,
        Journal(books.open, books.close) as journal,
    ):

        def tell(told: dict[str, object]) -> None:
            parent.tell(told)
            log.follow(told)

        vault = vaults(project)
        kit = Kit(
            plan=plan,
            run=run_id,
            journal=journal,
            books=books,
            vault=vault,
            clock=project.clock,
            builtins=builtins_of(project, plan, run_id),
            tell=tell,
            pause=lambda seconds: parent.stop.wait(seconds) and None,
            stop=parent.stop,
            attended=parent if plan.confirm_first else None,
            asker=parent if attended else None,
            logins=Logins(run_id, journal, vault, project.clock),
            tables=read_tables(plan, books.folder.path),
            hidden=HiddenOfSheet(table.rows if table is not None else ()),
            rows_a_session=project.settings.browser.rows,
            keys=compared(journal.call(books.known_keys), table),
        )
        run_plan(kit, hands, table)
        parent.tell({"what": "closing"})
        return journal.settle(lambda: close_run(project, run_id, hands.version))


def compared(entered: frozenset[tuple[str, ...]], table: Table | None) -> frozenset[tuple[str, ...]]:
    """The keys of the register and of the sheet, folded once: every success is held against them."""
    own = {row.key for row in table.rows} if table is not None else set()
    return frozenset(tuple(map(fold_name, key)) for key in entered | own)


def read_back(project: Project, run_id: str) -> tuple[Plan, Table | None]:
    """Plan and rows from the run's own folder: a run is carried out from what was recorded.

    Raises PlaceError P35 where the plan is not the one that the ledger knows, P81 or P82 where it cannot be read.
    """
    from bots.app.runs import run_folder
    from bots.ledger import runs
    from bots.ledger.connection import close_ledger

    project.open_ledger()
    facts = runs.get(run_id)
    folder = run_folder(project, run_id)
    close_ledger()
    text = folder.read_plan()
    if digest(text) != facts.plan_sha:
        raise PlaceError("P35")
    plan = plan_from_json(text)
    return plan, read_snapshot(project, plan, folder.path, files=Path(plan.sheet).parent)


def read_snapshot(
    project: Project, plan: Plan, folder: Path, *, files: Path | None = None
) -> Table | None:
    """The rows as the sheet was when the run was asked for. Only before a run are the files looked for
    that rows name (in `files`): afterwards they may have gone, and nothing is wrong with that."""
    from bots.app.passwords import book_password
    from bots.app.request import only_keys
    from bots.app.unfit import row_faults
    from bots.sources.sheet import SheetSource

    if plan.rows is None:
        return None
    snapshot = next(folder.glob("input.*"))
    scope = {column.name: Value(plan.inputs.get(column.name, "")) for column in plan.input_columns}
    scope["今日"] = Value(plan.today, "date")
    table = SheetSource().read(
        snapshot,
        plan.rows,
        scope=scope,
        hall=plan.hall,
        folder=files,
        faults=row_faults(plan),
        files={file: folder / name for file, name in plan.tables.items()},
        owned=lambda _, bonds: bonds,  # whose they are was asked before there was a snapshot
        password=book_password(project, plan.rows),
    )
    return only_keys(table, plan)


def make_books(project: Project, run_id: str, plan: Plan) -> Books:
    """Ledger and folder of this run, for this process."""
    from bots.app.approving import earlier_rows
    from bots.app.runs import run_folder
    from bots.ledger.connection import close_ledger
    from bots.ledger.recovery import this_worker

    project.open_ledger()
    folder = run_folder(project, run_id)
    close_ledger()
    return Books(
        run=run_id,
        plan=plan,
        folder=folder,
        open_ledger=project.open_ledger,
        anchor=project.settings.anchor,
        worker=this_worker(),
        clock=project.clock,
        earlier_row=earlier_rows(project),
    )


def browser_runner(project: Project, *, headed: bool) -> Runner:
    """The hands in a real browser."""
    from dataclasses import replace

    from bots.proxies import login_of_proxy
    from bots.runners.runner import PlaywrightRunner

    browser = project.settings.browser
    shown = replace(browser, headless=browser.headless and not headed)
    settings = replace(project.settings, browser=shown)
    return PlaywrightRunner(settings, proxy_login=lambda: login_of_proxy(settings.proxy, vaults(project)))


def let_log_in_again(project: Project, run_id: str) -> None:
    """A person says that what made the run's systems refuse their logins was mended on the systems' side:
    the same secrets may be tried again, once. Raises PlaceError P10, P11, P81, P82."""
    from bots.app.facts import open_run
    from bots.engine.logins import login_of
    from bots.ledger import refusals

    for system in open_run(project, run_id).plan.systems:
        refusals.forget(login=login_of(system))


def vaults(project: Project) -> Vaults:
    """Where secrets are looked for, in order."""
    return Vaults(EnvironmentVault(), FileVault(project.home / "config" / "secrets.yaml"))


def builtins_of(project: Project, plan: Plan, run_id: str) -> dict[str, Value]:
    """The names that every recipe knows: 今日, 今, 実行ID. The day is that of the plan, frozen."""
    now = in_tokyo(project.clock.now())
    return {
        "今日": Value(plan.today, "date"),
        "今": Value(now.strftime("%H:%M"), "text"),
        "実行ID": Value(run_id, "text"),
    }


