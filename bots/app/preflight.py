"""What people are told of a sheet before a run, in one language: facts for the terminal, `--json` and the page."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bots.app.as_read import as_read, skipped_lines
from bots.app.closing import child_place, reasons
from bots.app.preview import Preview, preview_of_prepared
from bots.app.project import Project
from bots.app.request import Asked, Prepared
from bots.errors import Problem
from bots.evidence.hidden import Hidden
from bots.evidence.readings import shown
from bots.evidence.sheet_facts import (
    ChangeFacts,
    ExampleFacts,
    FaultFacts,
    LetterFacts,
    NoteFacts,
    RowName,
    RuleFacts,
    SheetFacts,
    StandingFacts,
)
from bots.japan.hiding import PAINT
from bots.model import Row
from bots.model.states import ITEM_WORDS, ItemState
from bots.settings import environment_word

if TYPE_CHECKING:
    from bots.ledger.facts import RowRecordFacts

_EXAMPLES = 3  # of each filter of each field
_UNFINISHED = "unfinished"  # of rows that are entered with steps left: no state of its own
_FIRST = 3  # faults that are told when a run starts
_PLAIN = re.compile(r"[\w@%+=:,./-]+")
_WHY = {  # a character is told by these messages: with its code, and of a hidden column without
    "D75": ("{system}に入らない", "not held by {system}"),
    "D76": ("{system}に入らない", "not held by {system}"),
    "D88": ("庁内だけの外字、または異体字セレクタ付き", "the office's own, or with a variation selector"),
    "D89": ("庁内だけの外字、または異体字セレクタ付き", "the office's own, or with a variation selector"),
}


def facts_of(project: Project, found: Preview, lang: str) -> SheetFacts:
    """The facts of a preview, in sentences of `lang`."""
    plan = found.plan
    systems = "、".join(f"{one.name}（{environment_word(one.environment, lang)}）" for one in plan.systems)
    return SheetFacts(
        title=plan.title,
        recipe=plan.recipe_id,
        where=" ／ ".join(part for part in (plan.about.get("owner", ""), systems) if part),
        file=found.table.file,
        sheet=found.table.sheet,
        read_at=project.clock.now(),
        encoding=found.table.encoding,
        skipped=found.table.skipped,
        as_read=as_read(found.table, lang),
        total=len(found.table.rows),
        enter=len(found.lines),
        standing=_standing(found, lang),
        faulty=found.faulty,
        left=found.left_out,
        faults=tuple(_faults(found, lang)),
        left_out=_left_out(found, lang),
        changes=_changes(found),
        letters=_letters(found, lang),
        notes=tuple(NoteFacts(_name(row), one.sentence(lang)) for row, one in found.noted),
        fields=found.fields,
        lines=tuple(tuple(line) for line in found.lines),
    )


def counts(facts: SheetFacts, lang: str) -> str:
    """Sheet and counts in one line."""
    where = f"{facts.file} {facts.sheet}".strip()
    if lang == "ja":
        known = "".join(f"{one.word} {len(one.rows)} 件、" for one in facts.standing)
        return f"{where}: {facts.total} 行。登録する {facts.enter} 件、{known}不備 {facts.faulty} 件、対象外 {facts.left} 件"
    known = "".join(f"{one.word} {len(one.rows)}, " for one in facts.standing)
    return f"{where}: {facts.total} rows. To enter {facts.enter}, {known}faulty {facts.faulty}, left out {facts.left}"


def first_look(project: Project, asked: Asked, prepared: Prepared, lang: str) -> list[str]:
    """What is told of a run's sheet when it starts; nothing where it has none."""
    if prepared.table is None:
        return []
    return first_words(facts_of(project, preview_of_prepared(project, prepared), lang), asked, lang)


def first_words(facts: SheetFacts, asked: Asked, lang: str) -> list[str]:
    """What is told when a run starts: the counts, the first faults, the command that shows all."""
    ja = lang == "ja"
    said = [f"  {counts(facts, lang)}"]
    if asked.limit is not None and asked.limit < facts.enter:
        said[0] += f"（このうち、はじめの {asked.limit} 件だけ）" if ja else f" (of these the first {asked.limit})"
    if facts.skipped:  # they are no rows, so that no count tells of them
        said.append(f"    {skipped_lines(facts.skipped, lang)}")
    said += [f"    {one.row.place}  {one.sentence}" for one in facts.faults[:_FIRST]]
    more = len(facts.faults) - _FIRST
    if more > 0:
        said.append(f"    ほか {more} か所" if ja else f"    and {more} more")
    if facts.faults or facts.standing or facts.left_out or facts.skipped or facts.changes or facts.letters:
        command = preview_command(asked)
        said.append(f"  くわしくは: {command}" if ja else f"  All of it: {command}")
    return said


def preview_command(asked: Asked) -> str:
    """The command line that shows the same sheet."""
    words = ["bots", "preview", asked.recipe]
    words += ["--data", str(asked.data)] if asked.data is not None else []
    words += ["--env", asked.environment] if asked.environment else []
    for name, text in asked.inputs.items():
        words += ["--input", f"{name}={text}"]
    return " ".join(one if _PLAIN.fullmatch(one) else shlex.quote(one) for one in words)


def _name(row: Row, problem: Problem | None = None) -> RowName:
    """The cell that a problem names, be it of a child row; else the row."""
    place = row.origin
    if problem is not None and problem.place.cell:
        place = str(problem.place)
    return RowName(place, "/".join(row.key))


def _faulty(found: Preview) -> Iterator[tuple[Row, Problem]]:
    """Every fault with its row, in the order of the sheet."""
    refused = {row.number: problem for row, problem in found.refused}
    bad = {row.number for row in found.bad}
    for row in found.table.rows:
        for problem in row.problems if row.number in bad else ():
            yield row, problem
        if row.number in refused:
            yield row, refused[row.number]


def _faults(found: Preview, lang: str) -> Iterator[FaultFacts]:
    for row, problem in _faulty(found):
        column = str(problem.words.get("column", ""))
        own = column in row.values and not child_place(problem, found.table)
        text = shown(row.values[column], Hidden(row)) if own else ""
        said, hint = problem.sentence(lang), problem.hint(lang)
        yield FaultFacts(_name(row, problem), column, text, problem.code, said, hint)


def _standing(found: Preview, lang: str) -> tuple[StandingFacts, ...]:
    """The rows that the register knows, by how they stand, as the report of the run will tell them."""
    from bots.app.facts import reason_of, word_of

    rows: dict[str, list[NoteFacts]] = defaultdict(list)
    for row, record in found.standing:
        faults = reasons(row.problems, found.table, lang) if row.problems else ""
        rows[_kind(record)].append(NoteFacts(_name(row), reason_of(record, lang, faults)))
    looks = {_kind(record): word_of(record) for _, record in found.standing}
    return tuple(
        StandingFacts(
            state, looks[state].word(lang), looks[state].mark, looks[state].tint, tuple(rows[state]),
            looked_up=state == ItemState.UNCERTAIN and bool(found.plan.probe),
        )
        for state in (*ITEM_WORDS, _UNFINISHED)
        if state in looks
    )


def _kind(record: RowRecordFacts) -> str:
    """Under which word a row that the register knows is told."""
    return _UNFINISHED if record.unfinished else str(record.outcome)


def _left_out(found: Preview, lang: str) -> tuple[RuleFacts, ...]:
    """The rows that the recipe leaves out, by its rules: parts of 対象, then steps."""
    from bots.recipe.condition_phrases import condition_text, holding

    rows: dict[str, list[RowName]] = defaultdict(list)
    for row, part in found.not_chosen:
        said = condition_text(part, lang)
        rule = f"レシピの「対象」に合わない（{holding(said, '行')}だけ）" if lang == "ja" else f"they do not fit only (rows where {said})"
        rows[rule].append(_name(row))
    for row, problem in found.skipped:
        rows[problem.sentence(lang)].append(_name(row))
    return tuple(RuleFacts(rule, tuple(names)) for rule, names in rows.items())


def _changes(found: Preview) -> tuple[ChangeFacts, ...]:
    count: dict[tuple[str, str], int] = defaultdict(int)
    masked: dict[tuple[str, str], int] = defaultdict(int)
    examples: dict[tuple[str, str], list[ExampleFacts]] = defaultdict(list)
    for one in found.changes:
        called = (one.field, one.filter)
        count[called] += 1
        masked[called] += one.hidden
        if not one.hidden and len(examples[called]) < _EXAMPLES:
            examples[called].append(ExampleFacts(_name(one.row), one.before, one.after))
    return tuple(
        ChangeFacts(*called, count=number, hidden=masked[called], examples=tuple(examples[called]))
        for called, number in count.items()
    )


def _letters(found: Preview, lang: str) -> tuple[LetterFacts, ...]:
    """The characters of all faults and notes that name some, each once for each reason."""
    places: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    offered: dict[str, str] = {}
    for row, problem in (*_faulty(found), *found.noted):
        if problem.code not in _WHY:
            continue
        why = _WHY[problem.code][lang == "en"].format(**{"system": "", **problem.words})
        for proposal in _parts(problem.words, "proposals"):
            offered[proposal.partition(" → ")[0]] = proposal
        for letter in _parts(problem.words, "letters") or [PAINT]:
            name, _, code = letter.partition(" (")[0].partition(" ")
            places[name, code, why].append(_name(row, problem).place)
    return tuple(
        LetterFacts(letter, code, why, tuple(cells), offered.get(f"{letter} {code}", ""))
        for (letter, code, why), cells in places.items()
    )


def _parts(words: Mapping[str, object], name: str) -> list[str]:
    """What a message lists under a word."""
    return [one for one in str(words.get(name, "")).split("、") if one]
