"""From a recipe and a sheet to a run in the ledger: everything decided, nothing done."""

from __future__ import annotations

import getpass
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bots import __version__
from bots.app.project import Project
from bots.app.tables import Kept, check_unchanged, find_tables
from bots.clock import in_tokyo
from bots.errors import DataError, Place, PlaceError, Stop
from bots.japan.keys import key_part
from bots.model import Mode, Plan, PlanStep, Row, Table, Value
from bots.tasks.arguments import BEFORE_ROWS
from bots.tasks.registry import find


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for on the command line."""

    recipe: str
    mode: Mode = Mode.RUN
    data: Path | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    limit: int | None = None
    environment: str = ""
    account: str = ""  # the same of all systems; "" = as the recipe's login says
    confirm_first: int = 0
    addresses: Mapping[str, str] = field(default_factory=dict)
    new_register: bool = False
    new_key: bool = False
    ledger_checked: bool = False  # a person says that this is the ledger to go on with
    attended: bool = False  # a person is at the terminal
    learn: bool = False  # of a rehearsal: the submits are pressed to learn what they send
    due: int | None = None  # the due time of the timetable at which it begins
    by: str = ""  # who asks, where it is not the person at the terminal
    sha256: str = ""  # of the sheet as a person was shown it; "" = as it is now


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan and its rows, read from the sheet where it lies."""

    plan: Plan
    recipe_file: Path
    sheet_file: Path | None
    table: Table | None
    tables: tuple[Kept, ...] = ()


def asked_by() -> str:
    """Who asks: the user of the system and the machine."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "?"
    return f"{user}@{platform.node() or '?'}"


def prepare(project: Project, asked: Asked) -> Prepared:
    """Check the recipe, make the plan, read the sheet. Opens no browser and writes nothing.

    Raises PlaceError P56 outside of a project, RecipeError with all that is wrong, DataError for a sheet that cannot be used.
    """
    from bots.app.appending import find_books

    path, made = planned(project, asked)
    made, tables, files = find_tables(project, made)
    if made.rows is None:
        return Prepared(find_books(project, made, None), path, None, None, tables)
    from bots.app.owners import known_owners
    from bots.app.passwords import book_password
    from bots.app.unfit import row_faults
    from bots.sources.lookup import find_data
    from bots.sources.sheet import SheetSource

    sheet = find_data(made.rows.file, path.parent, project.settings.sheets, asked.data)
    table = SheetSource().read(
        sheet,
        made.rows,
        scope=known_to_only(made),
        hall=made.hall,
        folder=sheet.parent,
        faults=row_faults(made),
        files=files,
        owned=None if asked.new_register else known_owners(project, made),
        password=book_password(project, made.rows),
    )
    check_unchanged(tables, files)
    made = find_books(project, made, sheet)
    return Prepared(replace(made, sheet=str(sheet)), path, sheet, only_keys(table, made), tables)


def planned(project: Project, asked: Asked) -> tuple[Path, Plan]:
    """The file of the recipe, and the plan as far as the sheet is not needed for it. Raises PlaceError P56, RecipeError."""
    from bots.recipe import find_recipe, load, plan

    if not project.settings.recipes.is_dir():
        raise PlaceError("P56", Place(str(project.home)), folder=str(project.home))
    path = find_recipe(asked.recipe, project.home)
    recipe = load(path, project.home)
    made: Plan = plan(
        recipe,
        project.home,
        mode=asked.mode,
        environment=environment_of(project, asked),
        today=in_tokyo(project.clock.now()).date().isoformat(),
        inputs=asked.inputs,
        accounts=dict.fromkeys(recipe.uses, asked.account) if asked.account else {},
        addresses=asked.addresses,
    )
    return path, with_settings(project, asked, with_names(made))


def known_to_only(plan: Plan) -> dict[str, Value]:
    """The names besides the columns that 対象 may use."""
    names = [column.name for column in plan.input_columns]
    return {name: Value(plan.inputs.get(name, ""), column=name) for name in names} | {"今日": Value(plan.today, "date")}


def with_names(plan: Plan) -> Plan:
    """The plan with the names of its files, sheets and register as the inputs make them: another year is
    another register."""
    named = name_maker(plan)
    plan = replace(
        plan,
        start=_filled(plan.start, named),
        each_row=_filled(plan.each_row, named),
        steps=_filled(plan.steps, named),
        finish=_filled(plan.finish, named),
        probe=_filled(plan.probe, named),
    )
    if plan.rows is None:
        return plan
    rows = plan.rows
    details = tuple(replace(one, file=named(one.file), sheet=named(one.sheet)) for one in rows.details)
    rows = replace(rows, sheet=named(rows.sheet), register=named(rows.register), details=details)
    if not Path(rows.file).is_absolute():  # --data names a file as it is
        rows = replace(rows, file=named(rows.file))
    return replace(plan, rows=rows)


def _filled(steps: tuple[PlanStep, ...], named: Callable[[str], str]) -> tuple[PlanStep, ...]:
    """The steps with the names of their books and sheets."""
    made = []
    for step in steps:
        task = find(step.task)
        kinds = task.kinds if task is not None else {}
        names = [name for name, kind in kinds.items() if kind.name in BEFORE_ROWS and name in step.args]
        args = {**step.args, **{name: named(str(step.args[name])) for name in names}} if names else step.args
        made.append(replace(step, args=args, steps=_filled(step.steps, named)))
    return tuple(made)


def name_maker(plan: Plan) -> Callable[[str], str]:
    """What fills inputs and today's date into a name."""
    from bots.app.steps_met import inputs_as_read
    from bots.values.scope import Scope
    from bots.values.templates import expand

    scope = Scope(inputs=inputs_as_read(plan), builtins={"今日": Value(plan.today, "date")}, hall=plan.hall)
    return lambda text: expand(text, scope).reveal() if text else text


def environment_of(project: Project, asked: Asked) -> str:
    """`--env`, or the place's own. A rehearsal prefers 訓練; whether a system has it, the plan decides."""
    if asked.environment:
        return asked.environment
    if asked.mode is Mode.REHEARSE:
        return "訓練"
    return project.settings.environment


def with_settings(project: Project, asked: Asked, plan: Plan) -> Plan:
    """The plan with what this place and this command line decide."""
    from bots.model import EvidencePolicy, Timeouts

    times, shown = project.settings.timeouts, project.settings.evidence
    evidence: EvidencePolicy = replace(plan.evidence, format=shown.format)
    if shown.personal == "masked":
        evidence = replace(evidence, personal="masked")
    return replace(
        plan,
        timeouts=Timeouts(times.field, times.page, times.submit),
        evidence=evidence,
        only_keys=asked.only,
        limit=asked.limit,
        confirm_first=asked.confirm_first,
        learn=asked.learn,
        program=f"bots {__version__}",
    )


def only_keys(table: Table, plan: Plan) -> Table:
    """`--only KEY`: nothing but the rows of these keys. Raises PlaceError P16 for a key that no row has."""
    if not plan.only_keys:
        return table
    alone = [one.kind for one in plan.rows.columns if plan.rows.key == (one.name,)] if plan.rows else []
    wanted = {key_part(key, *alone or ["text"]) for key in plan.only_keys}
    kept = tuple(row for row in table.rows if "/".join(row.key) in wanted)
    missing = wanted - {"/".join(row.key) for row in kept}
    if missing:
        raise PlaceError("P16", key=min(missing))
    return replace(table, rows=kept)


def workable(table: Table) -> list[Row]:
    """The rows that could be entered: chosen, and without a fault."""
    return [row for row in table.rows if row.chosen and not row.problems]


def request(project: Project, asked: Asked, seen: Callable[[Prepared], None] | None = None) -> str:
    """Put a run into the ledger, with its plan and a snapshot of its sheet; the run's id. `seen` is handed what the
    run was made of.

    Raises what `prepare` raises, and PlaceError P18, P19, P97, P30, P39, P54, DataError T57: then there is no run.
    """
    from bots.app.hours import check_hours
    from bots.app.runs import add_run

    prepared = prepare(project, asked)
    plan, table = prepared.plan, prepared.table
    check_hours(project, plan, attended=asked.attended)
    if asked.sha256 and table is not None and table.sha256 != asked.sha256:
        raise DataError("T57", Place(table.file), file=table.file)
    if table is not None:
        check_rows(plan, table)
    run_id = add_run(project, asked, prepared, asked.by or asked_by())
    if seen is not None:
        seen(prepared)
    return run_id


def check_rows(plan: Plan, table: Table) -> None:
    """What the recipe says of the whole sheet: strict, and the greatest number of rows."""
    assert plan.rows is not None
    bad = [row for row in table.rows if row.problems]
    if plan.rows.strict and bad:
        problems = tuple(problem for row in bad for problem in row.problems)
        raise DataError("P19", problems=problems, rows=len(bad))
    count = len(workable(table))
    if plan.limit is not None:
        count = min(count, plan.limit)
    if count > plan.safety.max_rows:
        raise Stop("P18", rows=count, limit=plan.safety.max_rows)


