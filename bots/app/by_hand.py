"""What remains of a run as a book for people: they go on where the robot cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bots.app.facts import OpenRun
from bots.app.project import Project
from bots.errors import PlaceError
from bots.evidence.hidden import HiddenOfSheet
from bots.evidence.readings import shown
from bots.evidence.words import STATE_WORDS
from bots.model import ItemState, Mode, Plan, Table

if TYPE_CHECKING:
    from bots.sources.by_hand import HandRow

# What remains, in the order in which it is counted, and what a person does before a row of it is entered.
_REMAINS: dict[ItemState, tuple[str, str]] = {
    ItemState.PENDING: ("", ""),
    ItemState.FAILED: ("", ""),
    ItemState.UNCERTAIN: (
        "入っているかもしれない。業務システムで鍵を検索し、あれば登録しない（bots decide で答える）。",
        "It may be entered. Look the key up in the business system; if it is there, do not enter it (answer with bots decide).",
    ),
    ItemState.CONFLICT: (
        "入っている。登録し直さず、業務システムの内容と表を見比べて、違う方を直す（bots decide で答える）。",
        "It is entered. Do not enter it again: compare it with the sheet and mend what is wrong (answer with bots decide).",
    ),
    ItemState.WAITING: (
        "人の確認を待っている。承認者の答えを聞いてから登録する。",
        "It waits for a person: enter it only after that person has said yes.",
    ),
}


@dataclass(frozen=True, slots=True)
class HandBook:
    """The book that was made, and how many rows of which state are in it."""

    run: str
    path: Path
    counts: Mapping[str, int]


def write_by_hand(project: Project, run_id: str, lang: str) -> HandBook:
    """Write the book of what remains of a run, beside the clerk's sheet.

    Raises PlaceError P10, P11, P122 where nothing remains for hands, P123 while a run of the same register is at
    work, P53 where it cannot be written.
    """
    from bots.app.facts import kept_table, open_run
    from bots.app.passwords import book_password
    from bots.app.runs import open_to_continue
    from bots.ledger import runs
    from bots.recipe import explain
    from bots.sources.by_hand import write_by_hand as write
    from bots.sources.locked import unlocked

    open_to_continue(project, run_id)
    run = open_run(project, run_id)
    if at_work := runs.at_work(run.facts.register, run.facts.environment):
        raise PlaceError("P123", run=at_work)
    table = kept_table(project, run) if run.plan.mode is Mode.RUN else None
    rows = remaining(run, table, lang) if table is not None else {}
    if table is None or run.plan.rows is None or not rows:
        raise PlaceError("P122", run=run.facts.id)
    password = book_password(project, run.plan.rows)
    snapshot = next(run.folder.path.glob("input.*"))
    with unlocked(snapshot, password, run.plan.rows.password_name) as plain:
        lock = password if plain != snapshot else None  # what was not locked goes back as it came
    path = write(
        Path(run.plan.sheet),
        visible(run.plan, table),
        [row for _, row in rows.values()],
        [*explain(run.plan, lang), *_hidden_note(run.plan, table, lang)],
        language=lang,
        lock=lock,
        opens=password,
    )
    counts = Counter(str(state) for state, _ in rows.values())
    return HandBook(run.facts.id, path, {str(state): counts[state] for state in _REMAINS if counts[state]})


def remaining(run: OpenRun, table: Table, lang: str) -> dict[int, tuple[ItemState, HandRow]]:
    """The rows that a person may have to enter, by their number in the sheet: as their items stand now, for a later
    run may have entered them."""
    from bots.app.facts import reason_of
    from bots.ledger import rows
    from bots.sources.by_hand import HandRow

    stands = rows.standing(run.facts.id)
    sheet = HiddenOfSheet(table.rows)
    headings = visible(run.plan, table)
    in_sheet = {row.number: row for row in table.rows}
    made: dict[int, tuple[ItemState, HandRow]] = {}
    for record in rows.of_run(run.facts.id):
        state, row = stands.get(record.position), in_sheet.get(record.position)
        if state not in _REMAINS or row is None or record.outcome not in _REMAINS:
            continue
        hidden, word = sheet.of(row), STATE_WORDS[str(state)]
        values = tuple(shown(row.values[name], hidden) if name in row.values else "" for name in headings)
        said = f"{word.mark} {word.word(lang)}"
        made[row.number] = state, HandRow(row.number, said, reason_of(record, lang), _REMAINS[state][lang == "en"], values)
    return made


def visible(plan: Plan, table: Table) -> list[str]:
    """The headings of the sheet, without the columns that the recipe hides."""
    hidden = {column.name for column in plan.rows.columns if column.hidden} if plan.rows is not None else set()
    return [name for name in dict.fromkeys(table.headings) if name not in hidden]


def _hidden_note(plan: Plan, table: Table, lang: str) -> list[str]:
    """That hidden columns are looked up in the clerk's own sheet."""
    names = [name for name in dict.fromkeys(table.headings) if name not in visible(plan, table)]
    if not names:
        return []
    if lang == "ja":
        return [f"隠す列（{'、'.join(names)}）の値は、この表にありません。元の表の同じ番号の行を見てください。"]
    return [f"The values of hidden columns ({', '.join(names)}) are not in this book: see the row of that number in the sheet."]
