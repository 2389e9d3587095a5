"""After the last row: logs, result books, report, manifest. All can be made again at any time from the
ledger, the snapshot and the readings."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bots.app.project import Project
from bots.errors import BotsError, Place, PlaceError, Problem
from bots.evidence.readings import HIDDEN, RowReadings
from bots.messages.disk import disk_reason
from bots.model import ItemState, Mode, Table

if TYPE_CHECKING:
    from bots.app.facts import OpenRun
    from bots.ledger.facts import RowRecordFacts
    from bots.sources.results import RowOutcome, Written

_NOTE = "books.json"


def close_run(project: Project, run_id: str, browser: str) -> int:
    """Make everything that is left after a run; its exit code. Called where the ledger is open.

    A result book that cannot be written is told in the log, the report and the summary; it never
    changes what became of a row.
    """
    from bots.app.facts import open_run
    from bots.ledger import events, invariants, runs

    run = open_run(project, run_id)
    wrong = invariants.check(run_id)
    for problem in wrong:  # imported = the sum of the states, and each item stands as its row says
        events.add(run=run_id, kind="sums.wrong", words={"code": problem.code}, clock=project.clock)
    if run.plan.mode is Mode.RUN:
        for note in make_books_of(project, run):
            events.add(run=run_id, kind="books.note", words={"code": note.code}, clock=project.clock)
    make_report(project, run_id, project.settings.language)
    write_logs(project, run, browser)
    return 3 if wrong else runs.exit_code(run_id)


def write_logs(project: Project, run: OpenRun, browser: str) -> None:
    """Make the logs of a run from the ledger's events, and its manifest over all files."""
    from bots.app.facts import reason_of, sentence_of
    from bots.app.step_places import StepPlaces
    from bots.evidence.logbook import RowName, write_events
    from bots.ledger import decisions, events, evidence, rows, runs

    run_id = run.facts.id
    told = list(events.of_run(run_id))
    lang = project.settings.language
    records = rows.of_run(run_id)
    found = {row.item: row for row in records if row.item is not None}
    places = {row.position: RowName(row.origin, row.code, reason_of(row, lang)) for row in records}
    names = {item: places[row.position] for item, row in found.items()}
    steps = StepPlaces(project.home, run, records)
    write_events(
        run.folder, told, lang, names, lambda code, own: sentence_of(code, lang, own),
        lambda event: str(steps.of_event(event)), places,
    )
    manifest = run.folder.write_manifest(
        run=run_id,
        counts=runs.counts(run_id),
        first_seq=told[0].seq if told else 0,
        last_seq=told[-1].seq if told else 0,
        program=run.plan.program,
        browser=browser,
        guarantee=run.plan.guarantee,
        decisions=[
            {"position": found[one.item].position, "finding": one.finding, "by": one.by, "at": one.at, "file": one.file}
            for one in decisions.of_run(run_id)
        ],
    )
    # Its own hash stands in the chain: a manifest that is written anew with the files is found.
    evidence.add(run=run_id, files=[manifest], clock=project.clock)


def make_books_of(project: Project, run: OpenRun) -> list[Problem]:
    """Make the result books of a run and add the lines that are due to other books; remember where all of them
    are. What people must be told of them."""
    from bots.app.appending import add_lines

    made: dict[str, Path] = {}
    notes: list[Problem] = []
    if run.plan.rows is not None:
        try:
            made, notes = write_books(project, run)
        except (BotsError, OSError) as error:
            notes = [failed(error, project.settings.language)]
    try:
        added = add_lines(project, run.folder.path)
    except BotsError as error:
        added, notes = [], [*notes, error.problem]
    made |= {f"book{number}": one.path for number, one in enumerate(added, 1) if one.path.exists()}
    notes += [one.note for one in added if one.note is not None]
    note_books(run, made, notes)
    return notes


def remake_books(project: Project, run_id: str, fallback: Path) -> tuple[list[Path], list[Problem]]:
    """Make the result books of a run once more, from the ledger, the snapshot and the readings, beside the
    clerk's sheet or, where that is open (D64) or a later run has made its own there (D98), in `fallback` under the run's
    name: the run's own folder stays as the run left it. Raises
    PlaceError P10, P11, P100 for a run that entered nothing (a rehearsal, one without a sheet), and what reading the
    snapshot raises."""
    from bots.app.facts import open_run

    run = open_run(project, run_id)
    if run.plan.mode is not Mode.RUN or run.plan.rows is None:
        raise PlaceError("P100")
    sheet = Path(run.plan.sheet)
    newer, book = newer_book(project, run)
    called = f"{sheet.stem}_{run.facts.id}"
    place = fallback / f"{called}{sheet.suffix}" if newer else sheet
    made, notes = write_books(project, run, place, fallback, f"{called}_")
    if newer:
        words = {"file": book, "run": newer, "place": str(made["result"])}
        notes = [Problem("D98", words, Place(book), severity="warning"), *notes]
    return list(made.values()), notes


def newer_book(project: Project, run: OpenRun) -> tuple[str, str]:
    """The newest later run of whose books one lies beside the sheet of `run`, and the name of that book; ("", "") where
    there is none."""
    from bots.app.facts import OpenRun
    from bots.evidence.folder import RunFolder
    from bots.ledger import runs
    from bots.sources.results import books_beside

    own = books_beside(Path(run.plan.sheet), project.settings.language)
    for later in runs.later_than(run.facts.id):
        folder = RunFolder(project.settings.logs / later.folder, project.clock)
        for _, path in books_of(OpenRun(later, folder, run.plan)):
            if path.with_suffix(".xlsx") in own and path.exists():
                return later.id, path.name
    return "", ""


def write_books(
    project: Project, run: OpenRun, place: Path | None = None, fallback: Path | None = None, called: str = ""
) -> tuple[dict[str, Path], list[Problem]]:
    """`NAME_結果.xlsx` and, if rows were refused, `NAME_不備.xlsx`, beside the clerk's sheet; as if that were `place`,
    where one is given; in `fallback` (the run's folder), by names that begin with `called`, where they cannot be written
    there. What people must be told of them: D64, D65."""
    from bots.app.carry_out import read_snapshot
    from bots.app.earlier import written_before
    from bots.app.passwords import book_password
    from bots.sources.locked import unlocked
    from bots.sources.results import write_rejects, write_result

    table = read_snapshot(project, run.plan, run.folder.path)
    assert table is not None
    assert run.plan.rows is not None
    earlier = written_before(project, run.facts.id)
    outcomes = outcomes_of(run, table, project.settings.language, earlier)
    snapshot = next(run.folder.path.glob("input.*"))
    beside = Path(run.plan.sheet)
    place = place or beside
    made: dict[str, Written] = {}
    language, fallback = project.settings.language, fallback or run.folder.path
    password = book_password(project, run.plan.rows)
    with unlocked(snapshot, password, run.plan.rows.password_name) as plain:
        lock = password if plain != snapshot else None  # what was not locked goes back as it came
        made["result"] = write_result(
            plain, run.plan.rows, table, outcomes, place, language=language, fallback=fallback, called=called, password=lock
        )
        if any(one.to_mend for one in outcomes):
            made["rejects"] = write_rejects(
                plain, run.plan.rows, table, outcomes, place, language=language, fallback=fallback, called=called, password=lock
            )
    notes = [one.note for one in made.values() if one.note is not None]
    if has_changed(beside, table.sha256):
        notes.append(Problem("D65", {"file": beside.name}, Place(beside.name), severity="warning"))
    return {what: one.path for what, one in made.items()}, notes


def renew_books(project: Project, run: OpenRun) -> list[Path]:
    """Put books that say what people decided since in the place of those that the run made; where they lie. A book
    that is open, has gone or was changed since (by a person, by a later run) is left as it is."""
    from bots.sources.results import is_open

    noted = _noted(run).get("sha256", {})
    ours = {
        what: path for what, path in books_of(run)
        if what in noted and path.exists() and not is_open(path) and _digest(path) == noted[what]
    }  # fmt: skip
    if run.plan.mode is not Mode.RUN or run.plan.rows is None or not ours:
        return []
    with tempfile.TemporaryDirectory() as folder:  # readable by its user alone
        made, _ = write_books(project, run, Path(folder) / Path(run.plan.sheet).name, Path(folder))
        fresh = {what: path for what, path in made.items() if what in ours}
        for what, path in fresh.items():
            draft = ours[what].with_name(f".{ours[what].name}.part")
            try:
                shutil.copyfile(path, draft)
                draft.replace(ours[what])
            finally:
                draft.unlink(missing_ok=True)
    told = {**_noted(run), "sha256": noted | {what: _digest(ours[what]) for what in fresh}}
    run.folder.write_text(run.folder.path / _NOTE, iter([json.dumps(told, ensure_ascii=False)]))
    return [ours[what] for what in fresh]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def has_changed(sheet: Path, sha256: str) -> bool:
    """Whether the clerk's sheet is another than its snapshot. One that has gone or is locked is not."""
    try:
        return _digest(sheet) != sha256
    except OSError:
        return False


def failed(error: BotsError | OSError, lang: str) -> Problem:
    """That the books could not be made, and why."""
    why = error.problem.sentence(lang) if isinstance(error, BotsError) else disk_reason(error)
    return Problem("D71", {"reason": why.rstrip("。.")})


def note_books(run: OpenRun, made: dict[str, Path], notes: Sequence[Problem]) -> None:
    """Remember where the books are and what must be told of them."""
    kept = {
        "books": {what: str(path) for what, path in made.items()},
        "sha256": {what: _digest(path) for what, path in made.items()},
        "notes": [{"code": one.code, "words": dict(one.words)} for one in notes],
    }
    text = json.dumps(kept, ensure_ascii=False)
    run.folder.write_text(run.folder.path / _NOTE, iter([text]))


def books_of(run: OpenRun) -> list[tuple[str, Path]]:
    """The result books that were made, with what they are."""
    return [(what, Path(path)) for what, path in _noted(run).get("books", {}).items()]


def notes_of(run: OpenRun, lang: str) -> tuple[str, ...]:
    """What must be told of the run's books, in sentences with what to do."""
    told = [Problem(one["code"], one["words"]) for one in _noted(run).get("notes", ())]
    return tuple(f"{one.sentence(lang)} {one.hint(lang)}".strip() for one in told)


def _noted(run: OpenRun) -> dict[str, Any]:
    note = run.folder.path / _NOTE
    if not note.exists():
        return {}
    try:
        found: dict[str, Any] = json.loads(note.read_text("utf-8"))
    except ValueError as error:
        raise PlaceError("P82", file=_NOTE) from error
    return found


def outcomes_of(
    run: OpenRun, table: Table, lang: str, earlier: Mapping[int, Mapping[str, str]]
) -> list[RowOutcome]:
    """What became of every row of the sheet, in the words of the result book. `earlier` are the cells
    that the runs before wrote for rows which are entered already, by position."""
    from bots.app.deciding import receipt_name
    from bots.app.earlier import for_book
    from bots.app.facts import DECLINED, readings_of, word_of
    from bots.ledger import rows
    from bots.sources.results import RowOutcome

    by_position = {row.position: row for row in rows.of_run(run.facts.id)}
    receipt = receipt_name(run)
    found = []
    for row in table.rows:
        record = by_position.get(row.number)
        if record is None:
            continue
        readings = readings_of(run.folder, row.number)
        done = record.outcome in (ItemState.DONE, ItemState.CONFLICT)
        found.append(
            RowOutcome(
                number=row.number,
                state=str(record.outcome),
                word=word_of(record).word(lang),
                reason=" ".join(
                    filter(None, (told_reason(record, row.problems, table, lang), withheld(readings, lang)))
                ),
                written={
                    **(for_book(readings.written) if readings is not None and done else earlier.get(row.number, {})),
                    **for_book({receipt: record.told_receipt} if receipt and record.told_receipt else {}),
                },
                bad_cells=bad_cells(row.problems, table, lang) if row.problems else told_cell(record, lang),
                sound=record.code == DECLINED,
            )
        )
    return found


def withheld(readings: RowReadings | None, lang: str) -> str:
    """Which cells were to be written back and are not, because what was read there is hidden; or ""."""
    hidden = [name for name, text in readings.written.items() if HIDDEN in text] if readings else []
    return Problem("B13", {"names": "、".join(hidden)}).sentence(lang) if hidden else ""


def told_reason(
    record: RowRecordFacts, problems: tuple[Problem, ...], table: Table, lang: str
) -> str:
    """Why the row ended so; of an unfinished one first that it is entered, lest anybody enter it again."""
    from bots.app.facts import reason_of
    from bots.evidence.texts import Texts

    reason = reason_of(record, lang, reasons(problems, table, lang))
    return f"{Texts(lang)('unfinished')} {reason}".strip() if record.unfinished else reason


def reasons(problems: tuple[Problem, ...], table: Table, lang: str) -> str:
    """Everything that is wrong with a row of the sheet, in one text; of its child rows with where they stand."""
    said = [f"{child_place(one, table)} {one.sentence(lang)}".strip() for one in problems]
    return ("　" if lang == "ja" else " ").join(said)


def child_place(problem: Problem, table: Table) -> str:
    """Where a fault of a child row stands: the cell of another file, the sheet of the same book (in the book of
    rejects its rows stand elsewhere); "" for a fault of the row itself."""
    if problem.place.file:
        return str(problem.place)
    sheet, _, _ = problem.place.cell.rpartition("!")
    return sheet if sheet != table.sheet else ""


def told_cell(record: RowRecordFacts, lang: str) -> dict[str, str]:
    """What was found to be wrong with a cell only after the sheet was read: a file that is not there."""
    from bots.app.facts import reason_of

    column = record.words.get("column")
    return {str(column): reason_of(record, lang)} if column else {}


def bad_cells(problems: tuple[Problem, ...], table: Table, lang: str) -> dict[str, str]:
    """What is wrong with the row's own cells, by heading: a child row may have a heading of the same name."""
    return {
        str(one.words["column"]): one.sentence(lang)
        for one in problems
        if "column" in one.words and not child_place(one, table)
    }


def make_report(project: Project, run_id: str, lang: str) -> Path:
    """Make the report of a run anew; its path."""
    from bots.app.facts import open_run
    from bots.app.report_facts import report_facts
    from bots.evidence.report import render_parts

    run = open_run(project, run_id)
    run.folder.write_report(render_parts(report_facts(project, run, lang), lang))
    return run.folder.report_file
