"""Runs in the ledger: added with their folder, stopped, continued after what a dead process left."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bots.app.ledger_standing import check_ledger
from bots.app.plan_json import digest, plan_to_json
from bots.app.project import Project
from bots.app.questions import ask_about_key, ask_about_register, ask_about_rehearsal, form_text
from bots.app.request import Asked, Prepared, workable
from bots.errors import DataError, Place, PlaceError, Problem
from bots.evidence.folder import RunFolder
from bots.ledger.facts import RunFacts, no_run
from bots.model import Mode, Plan, RunState

_MINUTE = len("20261123-1930")  # of the id of a run: the minute in which it was asked for


def add_run(project: Project, asked: Asked, prepared: Prepared, by: str) -> str:
    """Write the run into the ledger and its snapshot and plan into its folder; the run's id.

    Raises PlaceError P50, P131 and P133 where the ledger is not the last one, P30 and P54 where rows of a new register were entered under another, P39 where
    what was entered before cannot be recognised because its keys were made of something else, P80 where the folder
    cannot be written: then the ledger knows the run as stopped.
    """
    from bots.ledger import found, runs
    from bots.recipe.review import review_note

    if not asked.new_register:
        look_into_ledger(project)  # before a new one is made: a lost ledger must not look like an empty one
    project.open_ledger()
    plan, table = prepared.plan, prepared.table
    if plan.mode is Mode.RUN:
        checked = asked.ledger_checked and asked.attended
        check_ledger(project, checked=checked, anew=asked.new_register)
    recover(project)
    sheet = snapshot_of(prepared)
    register = register_of(project, plan)
    if not asked.new_key:
        ask_about_key(plan, register)
    if table is not None and plan.mode is Mode.RUN and not asked.new_register:
        ask_about_register(plan, register, workable(table))
    if table is not None and plan.mode is Mode.RUN:
        ask_about_rehearsal(plan, register, workable(table))
    if plan.mode is Mode.RUN:
        plan = replace(plan, found=found.recall(plan.recipe_id))
    text = plan_to_json(plan)
    note = review_note(plan.about, plan.today)
    run_id = runs.add(
        recipe_id=plan.recipe_id,
        recipe_sha=plan.sha256,
        plan_sha=digest(text),
        mode=plan.mode,
        environment=plan.environment,
        register=register,
        declared=plan.rows is not None and bool(plan.rows.register),
        systems=[system.name for system in plan.systems],
        account="",
        asked_by=by,
        folder=folder_of(project),
        total=len(table.rows) if table is not None else 1,
        key_form=form_text(plan),
        addresses=[system.address for system in plan.systems],
        notes=[note.code] if note is not None else [],
        due=asked.due,
        clock=project.clock,
    )
    try:
        write_folder(run_folder(project, run_id), text, sheet, prepared)
    except PlaceError as error:
        problem = error.problem
        runs.finish(run=run_id, state=RunState.STOPPED, reason=problem.code, words=problem.words, clock=project.clock)
        raise
    return run_id


def write_folder(folder: RunFolder, plan: str, sheet: bytes, prepared: Prepared) -> None:
    """Write what the run is carried out from. Raises PlaceError P80."""
    folder.write_plan(plan)
    if prepared.sheet_file is not None:
        folder.write_input(sheet, prepared.sheet_file.suffix)
    for one in prepared.tables:
        folder.write_table(one.name, one.data)


def not_begun(facts: RunFacts) -> PlaceError | None:
    """PlaceError P08 for a run whose folder could not be written: there is nothing that it could be continued from."""
    if facts.started_at is not None or (facts.state, facts.reason) != (RunState.STOPPED, "P80"):
        return None
    why = Problem(facts.reason, facts.reason_words)
    return PlaceError("P08", run=facts.id, reason=why.sentence("ja"), reason_en=why.sentence("en"))


def snapshot_of(prepared: Prepared) -> bytes:
    """The sheet's bytes, the very ones that were checked. Raises DataError D70 where it has changed."""
    import hashlib

    if prepared.sheet_file is None or prepared.table is None:
        return b""
    data = prepared.sheet_file.read_bytes()
    if hashlib.sha256(data).hexdigest() != prepared.table.sha256:
        raise DataError("D70", Place(prepared.sheet_file.name), file=prepared.sheet_file.name)
    return data


def folder_of(project: Project) -> str:
    """Where the run's folder will be, relative to the logs; `{run}` becomes its id."""
    from bots.clock import in_tokyo

    day = in_tokyo(project.clock.now()).date().isoformat()
    return f"runs/{day}/{{run}}"


def run_folder(project: Project, run_id: str) -> RunFolder:
    """The folder of a run; made if need be."""
    from bots.ledger import runs

    return RunFolder(project.settings.logs / runs.get(run_id).folder, project.clock)


def register_of(project: Project, plan: Plan) -> str:
    """The register of the run: as declared, or as the ledger remembers it for this recipe."""
    from bots.ledger import registers
    from bots.recipe.folder import recipe_files

    declared = plan.rows.register if plan.rows is not None else ""
    files = {file_id(project, path): path for path in recipe_files(project.home)}
    return registers.register_of(
        recipe_id=plan.recipe_id,
        recipe_sha=plan.sha256,
        declared=declared,
        known_recipe_files=tuple(files),
    )


def file_id(project: Project, path: Path) -> str:
    """The id of a recipe file: its path under recipes/, without its ending."""
    return path.relative_to(project.settings.recipes).with_suffix("").as_posix()


def look_into_ledger(project: Project) -> bool:
    """Open the ledger to look at it, and say whether there is one: looking makes none. Raises PlaceError
    P37 where logs hold runs, but no ledger is there or one that knows no run."""
    from bots.ledger.connection import ledger_there

    there = ledger_there(project.settings.ledger, project.server)
    if there:
        from bots.ledger import runs

        project.open_ledger()
        if runs.recent(1):
            return True
    if next((project.settings.logs / "runs").glob("*/*/plan.json"), None) is not None:
        raise PlaceError("P37", folder=str(project.settings.ledger))
    return there


def open_to_continue(project: Project, run_id: str) -> None:
    """Open the ledger for `run_id`, and settle what dead processes left. Raises PlaceError P37, and
    P10 or P23 where there is no ledger."""
    if not look_into_ledger(project):
        raise no_run(run_id)
    recover(project)


def ask_about_ledger(project: Project, *, anew: bool = False) -> None:
    """A ledger that knows no run beside folders of runs is a lost or exchanged one (which may be, if a person begins
    `anew`), and one that does not know the newest of them is an older copy: then what was entered is not known, and
    a person decides. Once that is answered, the ledger has a newer run itself. Raises PlaceError P37, P50."""
    from bots.ledger import runs

    logs, ledger = project.settings.logs / "runs", str(project.settings.ledger)
    known = runs.recent(1)
    if not known:
        if not anew and next(logs.glob("*/*/plan.json"), None) is not None:
            raise PlaceError("P37", folder=ledger)
        return
    newer = sorted(name for name in folders_after(logs, known[0].id) if not runs.exists(name))
    if newer:
        raise PlaceError("P50", folder=ledger, count=len(newer), run=newer[-1])


def folders_after(logs: Path, run: str) -> Iterator[str]:
    """The ids of runs with a folder in `logs` that began in the minute of `run` or later."""
    day, minute = f"{run[:4]}-{run[4:6]}-{run[6:8]}", run[:_MINUTE]
    days = [folder for folder in logs.glob("*") if folder.name >= day]
    for plan in (plan for folder in days for plan in folder.glob("*/plan.json")):
        if plan.parent.name[:_MINUTE] >= minute:
            yield plan.parent.name


def recover(project: Project) -> None:
    """Classify what dead processes left: what was being submitted becomes 要確認."""
    from bots.ledger import recovery

    recovery.recover(clock=project.clock)


def stopped_at_once(project: Project, run_id: str) -> None:
    """A person ended the run's process in the middle of a row: told as that, not as a crash. What was being
    submitted becomes 要確認, as it does after a dead process. A run that had ended by itself stays as it is.
    """
    from bots.ledger import recovery, runs
    from bots.ledger.facts import LostClaim

    project.open_ledger()
    worker = runs.get(run_id).worker
    if worker is not None and recovery.is_alive(worker):
        return  # somebody has gone on with it in the meantime
    with contextlib.suppress(LostClaim):
        runs.finish(run=run_id, state=RunState.STOPPED, reason="P76", clock=project.clock)


def ask_to_stop(project: Project, run_id: str) -> str:
    """Ask a run to end before its next submit; its full id. Raises PlaceError P10, P11, P15, P37; P126 where it is not
    at work: then only a process that is about to go on with it will heed it."""
    from bots.app.request import asked_by
    from bots.ledger import runs

    open_to_continue(project, run_id)
    found = runs.get(run_id, (RunState.RUNNING,))
    if found.state is not RunState.RUNNING:  # one that is asked for, but not begun yet
        found = runs.get(run_id, (RunState.QUEUED,))
    state = runs.ask_stop(run=found.id, by=asked_by(), clock=project.clock)
    if state not in (RunState.QUEUED, RunState.RUNNING):
        raise PlaceError("P126", run=found.id, state=str(state))
    return found.id


def reopen(
    project: Project, run_id: str, *, failed: bool, begun: datetime | None = None, ledger_checked: bool = False
) -> str:
    """Queue a stopped or broken run again; its full id. A stop that was asked for since `begun` holds. `ledger_checked` = a
    person has said that this is the ledger to go on with. Raises PlaceError P08, P10, P11, P14, P37, P50, P131, P133, P134,
    P145."""
    from bots.ledger import runs

    open_to_continue(project, run_id)
    found = runs.get(run_id, (RunState.STOPPED, RunState.BROKEN, RunState.QUEUED))
    if found.state is RunState.RUNNING:
        raise PlaceError("P145", run=found.id)
    if found.mode is Mode.RUN:
        check_ledger(project, checked=ledger_checked)
    unbegun = not_begun(found)
    if unbegun is not None:
        raise unbegun
    if found.reason == "P131":  # its rows were never seen by the ledger that was put back
        raise PlaceError("P134", run=found.id)
    runs.reopen(run=found.id, failed=failed, clock=project.clock, begun=begun)
    return found.id


