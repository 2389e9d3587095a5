"""What the ledger and a run's folder tell, joined for people to look at."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bots.app.plan_json import plan_from_json
from bots.app.project import Project
from bots.clock import in_tokyo
from bots.errors import BotsError, Place, PlaceError, Problem
from bots.evidence.folder import RunFolder
from bots.evidence.guarantee import guarantee_in_words
from bots.evidence.readings import RowReadings
from bots.evidence.words import StateWord, state_word
from bots.japan.keys import seen
from bots.ledger.facts import (
    BY_HAND,
    ItemFacts,
    RowRecordFacts,
    RunFacts,
    TryFacts,
    no_run,
)
from bots.model import ItemState, Mode, Plan, RunState, Table, flat
from bots.recipe.words import listed
from bots.settings import environment_word

_NEEDS_PEOPLE = (
    ItemState.UNCERTAIN,
    ItemState.CONFLICT,
    ItemState.WAITING,
    ItemState.FAILED,
    ItemState.REFUSED,
)
_HEADS = {  # of a rehearsal, by whether it learns
    False: (" （試し：確定しません）", " (rehearsal)"),
    True: (" （試し：2件で確定を押しますが、何も送りません）", " (rehearsal: the submit of two rows is pressed, nothing is sent)"),
}
_BLANK_BRACKETS = re.compile(r"（[^（）]*○[^（）]*）| ?\([^()]*○[^()]*\)")
_ENTERED_SINCE = "B67"
DECLINED = "B83"  # a person answered n at --confirm-first: refused, and nothing is wrong with the row
RUN_WORDS = {
    RunState.QUEUED: ("待機", "queued"),
    RunState.RUNNING: ("実行中", "running"),
    RunState.FINISHED: ("終了", "finished"),
    RunState.STOPPED: ("停止", "stopped"),
    RunState.BROKEN: ("中断", "broken"),
}


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row that a person should see: where, which, how it ended (`state` with its mark and word), why, what to do
    next (`advice`, or ""), by which `code`, and at which `place` of the recipe (`recipes/申込.yaml:47:7`; "" = at none), whose
    `lines` are shown as `bots check` does (() = the file is another by now)."""

    origin: str
    key: str
    state: StateWord
    reason: str
    advice: str = ""
    code: str = ""
    place: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `files` are (what, path); `reason` why it ended early, or ""; `notes` what
    must be told of its files, `notices` what the recipe told people (通知), `altered` that they were changed after the run. `declined` of the refused
    rows are so because a person said n; `undecided` rows wait for a decision (bots decide). `owed` are rows that other
    runs entered and that have steps left, counted by the run."""

    run: str
    state: RunState
    counts: Mapping[str, int]
    folder: Path
    seconds: float
    exit_code: int
    reason: str
    rehearsal: bool
    needs_people: tuple[RowLine, ...]
    files: tuple[tuple[str, Path], ...]
    notes: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    declined: int = 0
    notices: tuple[str, ...] = ()
    undecided: int = 0
    owed: Mapping[str, int] = field(default_factory=dict)

    def line(self) -> str:
        """The one line of `--json` (settled.md 2); `owed` and `altered` are in it only where there are any."""
        return json.dumps(
            {
                "run": self.run,
                "state": str(self.state),
                "items": dict(self.counts),
                "folder": str(self.folder),
                "seconds": self.seconds,
                **({"owed": dict(self.owed)} if self.owed else {}),
                **({"altered": list(self.altered)} if self.altered else {}),
            },
            ensure_ascii=False,
        )


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run with its folder and plan, as everything that shows it needs it."""

    facts: RunFacts
    folder: RunFolder
    plan: Plan


def open_run(project: Project, run_id: str) -> OpenRun:
    """The run of that id, unique prefix or `latest`. Raises PlaceError P10, P11, P23, P37; P08 where it was never
    begun, P81 or P82 where its plan has gone or is none."""
    from bots.app.runs import look_into_ledger, not_begun

    if not look_into_ledger(project):
        raise no_run(run_id)
    from bots.ledger import runs

    facts = runs.get(run_id)
    folder = RunFolder(project.settings.logs / facts.folder, project.clock)
    unbegun = not_begun(facts)
    if unbegun is not None:
        raise unbegun
    try:
        plan = plan_from_json(folder.read_plan())
    except ValueError as error:
        raise PlaceError("P82", file=folder.plan_file.name) from error
    return OpenRun(facts, folder, plan)


def outcome_of(project: Project, run_id: str, lang: str = "") -> Outcome:
    """What a run came to. Also classifies what dead processes left, so that nothing looks alive."""
    from bots.app.altered import altered, altered_texts
    from bots.app.around_rows import failed_finish, wrong_sums
    from bots.app.closing import notes_of
    from bots.app.learned import learned_notes
    from bots.app.notices import notices_of
    from bots.app.runs import open_to_continue
    from bots.app.step_places import StepPlaces, told_ending
    from bots.ledger import decisions, rows, runs

    open_to_continue(project, run_id)
    run = open_run(project, run_id)
    lang = lang or project.settings.language
    found = rows.of_run(run.facts.id)
    needs = [
        row
        for row in found
        if row.outcome in _NEEDS_PEOPLE or row.unfinished or has_fault_beside(row)
    ]
    keys = keys_of(project, run, needs)
    wrong, places = wrong_sums(run, lang), StepPlaces(project.home, run, needs)
    return Outcome(
        run=run.facts.id,
        state=run.facts.state,
        counts=runs.counts(run.facts.id),
        folder=run.folder.path,
        seconds=round(runs.worked_seconds(run.facts.id), 1),
        exit_code=3 if wrong else runs.exit_code(run.facts.id),
        reason=told_ending(run, places, lang),
        rehearsal=run.facts.mode is Mode.REHEARSE,
        needs_people=tuple(
            RowLine(
                row.origin, keys[row.position], word_of(row), reason_of(row, lang), advice_of(row, lang),
                row.code, str(place), places.lines(place),
            )
            for row in needs
            for place in (places.of_row(row),)
        ),
        files=files_of(project, run, lang),
        notes=(
            *wrong, *failed_finish(run, lang, places), *notes_of(run, lang), *learned_notes(run, lang),
            *_entered_since(found, lang),
        ),
        altered=altered_texts(altered(run), lang),
        declined=sum(row.code == DECLINED for row in needs),
        notices=notices_of(run),
        undecided=decisions.waiting().get(run.facts.id, 0),
        owed=Counter(str(row.words["run"]) for row in found if row.outcome is ItemState.ALREADY and row.unfinished),
    )


def _entered_since(found: Sequence[RowRecordFacts], lang: str) -> tuple[str, ...]:
    """Which later runs entered rows that this one had left: how many, and which, with their receipts."""
    by_run: dict[str, list[str]] = {}
    for row in found:
        if row.code == _ENTERED_SINCE:
            named = " / ".join(row.key) + (f" → {row.told_receipt}" if row.told_receipt else "")
            by_run.setdefault(str(row.words["run"]), []).append(named)
    return tuple(
        Problem("B68", {"run": run, "count": len(named), "rows": listed(named)}).sentence(lang)
        for run, named in by_run.items()
    )


def word_of(row: RowRecordFacts) -> StateWord:
    """How the row is shown: an unfinished one is not plainly done."""
    return state_word(str(row.outcome), unfinished=row.unfinished, by_hand=by_hand(row))


def by_hand(row: RowRecordFacts) -> bool:
    """Whether a person says that it was entered by hand."""
    return row.code == BY_HAND


def ending(facts: RunFacts, lang: str) -> str:
    """Why a run ended early and what to do next, or ""."""
    sentence, advice = ending_said(facts, lang)
    return " ".join((sentence, *advice)).strip()


def ending_said(facts: RunFacts, lang: str) -> tuple[str, tuple[str, ...]]:
    """Why a run ended early ("" where it did not), and what to do next, each by itself."""
    code = facts.reason or ("P31" if facts.state is RunState.BROKEN else "")
    if not code:
        return "", ()
    words = Blank(facts.reason_words)
    words.setdefault("run", facts.id)
    problem = Problem(code, words)
    sentence, *said = problem.sentence(lang), problem.hint(lang)
    if not any("bots r" in one or "bots stop" in one for one in (sentence, *said)):
        said.append(
            f"直したら、bots resume {facts.id} で続きから始められます。"
            if lang == "ja"
            else f"Once that is mended, continue with: bots resume {facts.id}"
        )
    return sentence, tuple(filter(None, said))


def told_unbegun(facts: RunFacts, lang: str) -> str:
    """Why a run was never begun and what to do, or ""."""
    from bots.app.runs import not_begun

    error = not_begun(facts)
    return f"{error.problem.sentence(lang)} {error.problem.hint(lang)}" if error is not None else ""


class Blank(dict[str, object]):
    """Words of a message of which only some are known here: the others show as ○."""

    def __missing__(self, key: str) -> str:
        return "○"


def kept_table(project: Project, run: OpenRun) -> Table | None:
    """The rows of the sheet as it was handed in; None for a recipe without one, and where the kept
    sheet has gone or was changed so that it cannot be read: `altered` tells of that."""
    from bots.app.altered import altered
    from bots.app.carry_out import read_snapshot

    if next(run.folder.path.glob("input.*"), None) is None:
        return None
    try:
        return read_snapshot(project, run.plan, run.folder.path)
    except BotsError:
        if any(one.file.startswith("input.") for one in altered(run)):
            return None
        raise


def keys_of(project: Project, run: OpenRun, found: Sequence[RowRecordFacts]) -> dict[int, str]:
    """Keys as people read them, by position. A row without an item (of a rehearsal, or one without a
    usable key) has its key in the sheet."""
    keys = {row.position: " / ".join(row.key) for row in found}
    if not all(keys.values()):
        table = kept_table(project, run)
        in_sheet = {row.number: " / ".join(row.key) for row in table.rows} if table is not None else {}
        keys = {position: key or in_sheet.get(position, "") for position, key in keys.items()}
    return keys


def reason_of(row: RowRecordFacts, lang: str, faults: str = "") -> str:
    """Why the row ended so, in plain words without a code. `faults` is everything that is wrong with
    the row of the sheet, where that is known: else the ledger knows the first of it."""
    if not row.code:
        return faults
    standing = _sentence(row.code, row.words, row.field, row.origin, lang)
    if not has_fault_beside(row):
        return standing if row.outcome is ItemState.ALREADY else faults or standing  # entered since: mended elsewhere
    words: Any = row.words["fault_words"]
    field = str(row.words["fault_field"])
    faults = faults or _sentence(str(row.words["fault"]), words, field, row.origin, lang)
    beside = Problem("B65", {"reason": faults}).sentence(lang)
    return f"{standing}{'' if lang == 'ja' else ' '}{beside}"


def advice_of(row: RowRecordFacts, lang: str) -> str:
    """What to do next about the row, where the catalogue says something of its own."""
    if not row.code or row.outcome not in _NEEDS_PEOPLE or row.words.get("also"):  # over, or told with the reason already
        return ""
    return Problem(row.code, Blank(row.words)).hint(lang)


def has_fault_beside(row: RowRecordFacts) -> bool:
    """Whether the row of the sheet has a fault, though its item is entered or in doubt."""
    return bool(row.words.get("fault"))


def _sentence(code: str, known: Mapping[str, object], field: str, origin: str, lang: str) -> str:
    words = Blank(known)
    if field:
        words.setdefault("field", field)
    also = str(known.get("also", ""))
    said = [Problem(one, words, Place(cell=origin)).sentence(lang) for one in (code, also) if one]
    return ("" if lang == "ja" else " ").join(said)


def sentence_of(code: str, lang: str, known: Mapping[str, object] | None = None) -> str:
    """What a code says, of which only the `known` words are known here; brackets that would hold others
    are left away."""
    return _BLANK_BRACKETS.sub("", Problem(code, Blank(known or {})).sentence(lang))


def files_of(project: Project, run: OpenRun, lang: str) -> tuple[tuple[str, Path], ...]:
    """The files that a person may want to open, with what they are."""
    from bots.app.around_rows import further_files
    from bots.app.closing import books_of

    names = {
        "report": ("報告書", "report"),
        "result": ("結果の表", "result sheet"),
        "rejects": ("不備の表", "rejects"),
    }
    at = lang == "en"
    found = [(names["report"][at], run.folder.report_file)]
    books = ("追加した表", "book added to")
    found += [(names.get(what, books)[at], path) for what, path in books_of(run)]
    further = ("このほかのファイル「{}」（{}）", "further file “{}” ({})")[at]
    found += [(further.format(one.label, one.step), run.folder.path / one.file) for one in further_files(run)]
    return tuple((what, path) for what, path in found if path.exists())


def heading_of(project: Project, run_id: str, lang: str) -> list[str]:
    """What is about to happen, and where, before anything opens."""
    run = open_run(project, run_id)
    plan, ja = run.plan, lang == "ja"
    rehearsal = plan.mode is Mode.REHEARSE
    lines = [plan.title + (_HEADS[plan.learn][not ja] if rehearsal else "")]
    for system in plan.systems:
        environment = environment_word(system.environment, lang)
        name = f"{system.name}（{environment}）" if ja else f"{system.name} ({environment})"
        lines.append(f"  {name} {system.address}")
    if plan.mode is Mode.RUN and any(step.submits for step in flat((*plan.each_row, *plan.steps))):
        promised = guarantee_in_words(plan.guarantee, bool(plan.probe), lang)
        lines.append(f"  保証 {promised}。" if ja else f"  guarantee {promised}.")
    lines.append(("  実行番号 " if ja else "  run ") + run.facts.id)
    return lines


def recent_runs(project: Project, last: int, lang: str = "") -> list[dict[str, Any]]:
    """The newest runs, as plain data. Raises PlaceError P37 where the ledger that knew them is gone."""
    from bots.app.runs import look_into_ledger, recover

    if not look_into_ledger(project):
        return []
    from bots.ledger import decisions, runs

    recover(project)
    lang = lang or project.settings.language
    undecided = decisions.waiting()
    return [
        {
            "run": facts.id,
            "recipe": facts.recipe_id,
            "mode": str(facts.mode),
            "environment": facts.environment,
            "state": str(facts.state),
            "state_word": RUN_WORDS[facts.state][lang == "en"],
            "asked_by": facts.asked_by,
            "at": in_tokyo(facts.added_at).strftime("%Y-%m-%d %H:%M"),
            "items": runs.counts(facts.id),
            "undecided": undecided.get(facts.id, 0),
            "not_begun": told_unbegun(facts, lang),
        }
        for facts in runs.recent(last)
    ]


def register_history(project: Project, name: str | None, key: str | None) -> list[dict[str, Any]]:
    """The registers; where each key of one stands; or, for one key, every try at it, oldest first. Raises
    PlaceError P37 where the ledger is gone, P47 for a register that it does not know."""
    from bots.app.runs import look_into_ledger

    if not look_into_ledger(project):
        if name is None:
            return []
        raise PlaceError("P47", register=name, known="-")
    from bots.ledger import registers

    if name is None:
        return [
            {
                "register": one.name,
                "environment": environment,
                "items": sum(counts.values()),
                "done": counts.get("done", 0),
            }
            for one in registers.names()
            for environment, counts in one.counts.items()
        ]
    # A key is asked for as it is shown; its parts may hold the stroke that joins them.
    key = seen(key) if key else None
    one = (key,) if key and "/" not in key else None
    return [
        {
            "key": "/".join(item.key),
            "environment": item.environment,
            "state": str(line.state),
            "unfinished": line.unfinished,
            "receipt": item.receipt if line.state is ItemState.DONE else "",
            "at": in_tokyo(line.at).strftime("%Y-%m-%d %H:%M"),
            "run": line.run,
            "decisions": _decisions_of(item.id, line.run) if key else [],
        }
        for item in registers.history(register=name, key=one)
        if not key or "/".join(item.key) == key
        for line in (item.tries if key and item.tries else (_last(item),))
    ]


def _decisions_of(item: int, run: str) -> list[dict[str, str]]:
    """What people said of an item in a run, oldest first, as plain data."""
    from bots.ledger import decisions

    return [
        {
            "finding": str(one.finding),
            "by": one.by,
            "at": in_tokyo(datetime.fromisoformat(one.at)).strftime("%Y-%m-%d %H:%M"),
            "reason": one.reason,
            "file": one.file,
        }
        for one in decisions.of_run(run)
        if one.item == item
    ]


def _last(item: ItemFacts) -> TryFacts:
    """Where an item stands, as one line."""
    run = item.attempts[-1].run if item.attempts else ""
    return TryFacts(run, item.changed_at, item.state, item.unfinished)


def picture_to_confirm(project: Project, run_id: str, position: int) -> Path:
    """The newest picture of the row that waits for a person."""
    folder = open_run(project, run_id).folder.item_folder(position)
    return max(folder.glob("*.*g"), key=lambda path: path.stat().st_mtime)


def readings_of(folder: RunFolder, position: int) -> RowReadings | None:
    """The readings of a row, or None where it has none."""
    document = folder.read_readings(position)
    return RowReadings.from_json(document) if document is not None else None
