"""What a report tells, gathered from the ledger, the plan, the readings and the snapshot of one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bots.app.as_read import as_read
from bots.app.facts import (
    OpenRun,
    advice_of,
    by_hand,
    ending,
    kept_table,
    readings_of,
    reason_of,
    sentence_of,
)
from bots.app.project import Project
from bots.clock import in_tokyo
from bots.errors import PlaceError, Problem
from bots.evidence.facts import (
    CellFacts,
    PictureFacts,
    ReadingFacts,
    RowFacts,
    RunFacts,
    StepFacts,
)
from bots.evidence.folder import Difference
from bots.evidence.hidden import Hidden
from bots.evidence.readings import (
    KeptNotice,
    KeptPicture,
    KeptReading,
    KeptStep,
    RowReadings,
    receipt_in,
    shown,
)
from bots.evidence.words import FINDING_WORDS, state_word
from bots.ledger.facts import Decided, Decision, RowRecordFacts
from bots.model import Mode, Plan, PlanStep, Row, Table, flat
from bots.settings import environment_word
from bots.values.equality import forms_of_one

_PROOF = ("判断の証拠", "proof of the decision")
_NAME_WORDS = ("氏名", "名前", "名称", "name")  # headings whose value tells people which row it is


def report_facts(project: Project, run: OpenRun, lang: str) -> RunFacts:
    """Everything the report of a run tells. The ledger is open in this thread."""
    from bots.app.altered import altered, altered_texts
    from bots.app.around_rows import failed_finish, further_files, wrong_sums
    from bots.app.closing import notes_of
    from bots.ledger import decisions, rows, runs

    plan, facts = run.plan, run.facts
    table = snapshot_table(project, run)
    by_number = {row.number: row for row in table.rows} if table is not None else {}
    label = label_heading(plan)
    changed = altered(run)
    said: dict[int | None, list[Decided]] = {}
    for one in decisions.of_run(facts.id):
        said.setdefault(one.item, []).append(one)
    return RunFacts(
        run=facts.id,
        title=plan.title,
        recipe_id=plan.recipe_id,
        recipe_file=plan.file,
        system="、".join(system.name for system in plan.systems),
        environment=environment_word(plan.environment, lang),
        mode="rehearse" if plan.mode is Mode.REHEARSE else "run",
        started=facts.started_at or facts.added_at,
        ended=facts.ended_at,
        owner=plan.about.get("owner", ""),
        sheet_file=table.file if table is not None else "",
        sheet_name=table.sheet if table is not None else "",
        sheet_read=as_read(table, lang) if table is not None else (),
        asked_by=facts.asked_by,
        guarantee=plan.guarantee,
        probe=bool(plan.probe),
        program=plan.program,
        state=str(facts.state),
        reason=ending(facts, lang),
        key_label=" / ".join(plan.rows.key) if plan.rows is not None else "",
        counts=runs.counts(facts.id),
        notes=(*wrong_sums(run, lang), *_due(plan, lang), *failed_finish(run, lang), *notes_of(run, lang)),
        altered=altered_texts(changed, lang),
        files=further_files(run),
        rows=tuple(
            row_facts(run, record, by_number.get(record.position), label, lang, changed, said.get(record.item, ()))
            for record in rows.of_run(facts.id)
        ),
    )


def _due(plan: Plan, lang: str) -> tuple[str, ...]:
    """That the recipe was due for review on the day of the run."""
    from bots.recipe.review import review_note

    note = review_note(plan.about, plan.today)
    between = "" if lang == "ja" else " "
    return (between.join([note.sentence(lang), note.hint(lang)]),) if note is not None else ()


def snapshot_table(project: Project, run: OpenRun) -> Table | None:
    """The sheet as it was, under the name that the clerk knows."""
    from pathlib import Path

    table = kept_table(project, run)
    return replace(table, file=Path(run.plan.sheet).name) if table is not None else None


def label_heading(plan: Plan) -> str:
    """The column that tells people whose row it is, or "": a name, if one is declared and not hidden."""
    if plan.rows is None:
        return ""
    shown = [column.name for column in plan.rows.columns if not column.hidden]
    return next(
        (name for word in _NAME_WORDS for name in shown if word in name.lower() and "カナ" not in name), ""
    )


def row_facts(
    run: OpenRun,
    record: RowRecordFacts,
    row: Row | None,
    label: str,
    lang: str,
    changed: Sequence[Difference] = (),
    said: Sequence[Decided] = (),
) -> RowFacts:
    """One row: the ledger's word on it, what its folder holds, and what people said of it."""
    from bots.app.altered import doubted

    own = run.folder.item_folder(record.position).relative_to(run.folder.path).as_posix()
    in_doubt = doubted(changed, own)
    kept = kept_readings(run, record.position, in_doubt=in_doubt)
    problems = row.problems if row is not None else ()
    key = record.key or (row.key if row is not None else ())
    return RowFacts(
        position=record.position,
        origin=record.origin,
        key=tuple(key),
        state=str(record.outcome),
        label=shown(row.values[label], Hidden(row)) if row is not None and label in row.values else "",
        reason=reason_of(record, lang, " ".join(one.sentence(lang) for one in problems)),
        advice=advice_of(record, lang),
        receipt=(receipt_in(kept.written) if kept is not None else "") or record.told_receipt,
        seconds=round(sum(step.seconds for step in kept.steps), 1) if kept is not None else 0.0,
        unfinished=record.unfinished,
        pictures=tuple(picture(run, one) for one in kept.pictures) if kept is not None else (),
        readings=tuple(reading(one, row) for one in kept.readings) if kept is not None else (),
        cells=cells(run.plan, record, row) if row is not None and not (kept and kept.readings) else (),
        steps=steps(run.plan, kept, lang) if kept is not None else (),
        written=kept.written if kept is not None else {},
        lines=tuple((one.file, one.cells) for one in kept.lines) if kept is not None else (),
        notes=(
            *((*kept.notes, *_forms(run.plan, kept, lang), *(_notice(one, lang) for one in kept.notices)) if kept else ()),
            *(decided_text(one, lang) for one in said),
        ),
        files=(
            *((one.label, one.file) for one in (kept.files if kept is not None else ())),
            *((_PROOF[lang == "en"], one.file) for one in said if one.file),
        ),
        doubted=in_doubt,
        by_hand=by_hand(record),
    )


def decided_text(said: Decided, lang: str) -> str:
    """What a person said of a row, who, when and why."""
    at, en = f"{in_tokyo(datetime.fromisoformat(said.at)):%Y-%m-%d %H:%M}", lang == "en"
    found, was = FINDING_WORDS[said.finding][en], state_word(said.was).word(lang)
    if en:
        return f"Decided: {found}, {said.by} {at}, because: {said.reason} (it was {was})"
    return f"判断: {found}　{said.by} {at}　理由 {said.reason}（それまで {was}）"


def _forms(plan: Plan, kept: RowReadings, lang: str) -> tuple[str, ...]:
    """Of fields that differ: which of them do so in forms of the same characters alone."""
    wrong = [one for one in kept.readings if not one.equal and not one.hidden]
    own = {**plan.hall.substitutes, **plan.hall.forms}
    told = {one.field: forms_of_one(one.put, one.kept, own) for one in wrong}
    return tuple(
        Problem("B18", {"field": field, "letters": letters}).sentence(lang)
        for field, letters in told.items()
        if letters
    )


def _notice(kept: KeptNotice, lang: str) -> str:
    to = f"（{kept.to}）" if kept.to else ""
    return f"通知{to}: {kept.text}" if lang == "ja" else f"Notice{to}: {kept.text}"


def kept_readings(run: OpenRun, position: int, *, in_doubt: bool) -> RowReadings | None:
    """The readings of a row; None where there are none, or they were changed so that none can be read.

    Raises PlaceError P82 where they cannot be read and nothing tells that they were changed.
    """
    try:
        return readings_of(run.folder, position)
    except PlaceError:
        if in_doubt:
            return None  # the row is shown as doubted
        raise


def picture(run: OpenRun, kept: KeptPicture) -> PictureFacts:
    """A picture of the row, read when it is shown."""
    return PictureFacts(
        label=kept.label,
        width=kept.width,
        height=kept.height,
        path=run.folder.path / kept.file,
        format="jpeg" if kept.file.endswith("jpg") else "png",
        sha256=kept.sha256,
        taken_at=datetime.fromisoformat(kept.taken_at) if kept.taken_at else None,
        masked=kept.masked,
    )


def reading(kept: KeptReading, row: Row | None) -> ReadingFacts:
    """A field: sheet, put in, kept."""
    sheet = None
    if row is not None and kept.column in row.values:
        sheet = shown(row.values[kept.column], Hidden(row))
    return ReadingFacts(
        field=kept.field,
        put=kept.put,
        kept=kept.kept,
        equal=kept.equal,
        column=kept.column,
        sheet=sheet,
        hidden=kept.hidden,
        rect=kept.rect,
        picture=kept.picture,
        step=kept.step,
    )


def cells(plan: Plan, record: RowRecordFacts, row: Row) -> tuple[CellFacts, ...]:
    """The row as the sheet has it, in the columns of the recipe: nothing of it was put in."""
    faulty, hidden = faulty_columns(plan, record, row), Hidden(row)
    declared = plan.rows.columns if plan.rows is not None else ()
    return tuple(
        CellFacts(
            column=column.name,
            text="" if column.hidden else shown(row.values[column.name], hidden),
            hidden=column.hidden,
            faulty=column.name in faulty,
        )
        for column in declared
        if column.name in row.values
    )


def faulty_columns(plan: Plan, record: RowRecordFacts, row: Row) -> set[str]:
    """The columns that the problems of a row name, be it by the field that one of them goes into."""
    found = {str(one.words["column"]) for one in row.problems if "column" in one.words}
    if "column" in record.words:
        found.add(str(record.words["column"]))
    if record.decision in (Decision.CHANGED, Decision.ANSWERED):
        found |= set(record.field.split("、"))
    elif record.field:
        found |= columns_of(plan, record.field)
    return found


def columns_of(plan: Plan, field: str) -> set[str]:
    """The names whose values the recipe puts into a field of the screen."""
    from bots.values.templates import names_in

    found: set[str] = set()
    for step in flat(plan.each_row):
        written = step.args.get("fields", {})
        if step.task in ("fill", "upload") and field in written:
            found |= names_in(written[field])
    return found


def steps(plan: Plan, kept: RowReadings, lang: str) -> tuple[StepFacts, ...]:
    """The steps as they were carried out, each with the recipe's own line."""
    known = by_path((*plan.start, *plan.each_row, *plan.steps, *plan.finish))
    at = 0.0
    found = []
    for one in kept.steps:
        found.append(step_facts(known.get(one.path), one, at, lang))
        at += one.seconds
    return tuple(found)


def step_facts(step: PlanStep | None, kept: KeptStep, at: float, lang: str) -> StepFacts:
    """One step in words."""
    from bots.tasks import registry

    task = registry.find(kept.task)
    word = kept.task if task is None else (task.japanese if lang == "ja" else task.english)
    return StepFacts(
        title=step.name if step is not None and step.name else word,
        line=step.line.strip() if step is not None else "",
        place=str(step.place) if step is not None else "",
        at=round(at, 2),
        seconds=kept.seconds,
        outcome=kept.outcome if kept.outcome in ("done", "skipped") else stopped(kept.outcome, lang),
        commits=step.submits if step is not None else False,
    )


def stopped(code: str, lang: str) -> str:
    """What stopped a step. The words of its code are told once, above with the row; what would be full of
    holes without them is left unsaid here."""
    said = sentence_of(code, lang)
    return said if "○" not in said else ("ここで止まりました。" if lang == "ja" else "It stopped here.")


def by_path(plan_steps: tuple[PlanStep, ...]) -> Mapping[str, PlanStep]:
    """Every step of the plan, inner ones too, by its path."""
    found: dict[str, PlanStep] = {}
    for step in plan_steps:
        found[step.path] = step
        found |= by_path(step.steps)
    return found
