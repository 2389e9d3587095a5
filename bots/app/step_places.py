"""Where in the recipe something stopped: a row, the start, the finish. Told in the form of `bots check`, with the same
place (recipe-language 5.8): that of the entry of which the error speaks, as long as the file is the one of the run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from bots.app.facts import OpenRun, ending_said
from bots.app.report_facts import by_path, kept_readings
from bots.errors import Place, Problem, RecipeError
from bots.evidence.logbook import EventLine
from bots.ledger.facts import RowRecordFacts
from bots.recipe.nodes import read_source
from bots.recipe.render import kind_of, told
from bots.recipe.written import Written


class StepPlaces:
    """The places of a run's steps and of their entries; Place() = no step is known to have stopped there.

    `home` is the project's folder: each file is read from it at most once. `rows` are those of which one may be asked, by
    themselves or by an event of theirs.
    """

    def __init__(self, home: Path, run: OpenRun, rows: Sequence[RowRecordFacts]) -> None:
        plan = run.plan
        self._home, self._run = home, run
        self._steps = by_path((*plan.start, *plan.each_row, *plan.steps, *plan.finish))
        self._rows = {row.position: row for row in rows}
        self._by_item = {row.item: row for row in rows if row.item is not None}
        self._sources = {plan.file: plan.sha256, **plan.sources}
        self._files: dict[str, Written | None] = {}
        self._lines: dict[Place, tuple[str, ...]] = {}

    def of_row(self, row: RowRecordFacts, own: Mapping[str, object] | None = None) -> Place:
        """Of the innermost step that ended the row as the ledger has it: not of one that failed in a try before. `own` =
        the words of an event that tells of it, where they are other than the row's."""
        kept = kept_readings(self._run, row.position, in_doubt=True) if row.code else None
        stopped = [one for one in kept.steps if one.outcome == row.code] if kept is not None else []
        if not stopped:
            return Place()
        last = [one for one in stopped if one.attempt == stopped[-1].attempt]
        innermost = max(last, key=lambda one: one.path.count("/"))
        return self.of_step(innermost.path, row.code, own or row.words)

    def of_step(self, path: str, code: str, words: Mapping[str, object]) -> Place:
        """Of what an error tells of in a step, which is known by its path in the plan."""
        step = self._steps.get(path)
        return self._entry(step.place, code, words) if step is not None else Place()

    def of_event(self, event: EventLine) -> Place:
        """Of what an event says went wrong: at its own step, at that of its row, or at the one that ended the run."""
        words, facts = event.words, self._run.facts
        if event.kind == "run.finish":
            return self.of_ending() if words.get("reason") == facts.reason else Place()
        fields = words.get("fields")
        own = fields if isinstance(fields, Mapping) else {}
        if words.get("step"):
            return self.of_step(str(words["step"]), str(words.get("code", "")), own)
        position = words.get("position")
        row = self._by_item.get(event.item or 0) or (
            self._rows.get(position) if isinstance(position, int) else None
        )
        return (
            self.of_row(row, own)
            if row is not None and row.code and row.code == words.get("code")
            else Place()
        )

    def of_ending(self) -> Place:
        """Of what ended the run early."""
        facts = self._run.facts
        at = facts.reason_words.get("at_step")
        if not at:
            return Place()
        file, line, column = str(at).rsplit(":", 2)
        return self._entry(Place(file, int(line), int(column)), facts.reason, facts.reason_words)

    def lines(self, place: Place) -> tuple[str, ...]:
        """The line of the recipe with the mark under it; () where the file is no more as it was when the run was asked for."""
        if place not in self._lines:
            written = self._written(place.file) if place.line else None
            self._lines[place] = written.lines(place) if written is not None else ()
        return self._lines[place]

    def _entry(self, step: Place, code: str, words: Mapping[str, object]) -> Place:
        written = self._written(step.file)
        return written.place(step, code, words) if written is not None else step

    def _written(self, file: str) -> Written | None:
        if file not in self._files:
            self._files[file] = _read(self._home / file, file, self._sources.get(file, ""))
        return self._files[file]


def _read(path: Path, file: str, sha256: str) -> Written | None:
    """A file of the plan, if it is still the same; what has gone or cannot be read any more has no lines to show."""
    try:
        data = path.read_bytes()
        return Written(read_source(data, file)) if hashlib.sha256(data).hexdigest() == sha256 else None
    except (OSError, RecipeError):
        return None


def told_ending(run: OpenRun, places: StepPlaces, lang: str) -> str:
    """Why the run ended early and what to do next, with its place where a step ended it; "" where it did not."""
    sentence, advice = ending_said(run.facts, lang)
    at, code = places.of_ending(), run.facts.reason
    if not at.line:
        return " ".join((sentence, *advice)).strip()
    return told(f"{at}: ", kind_of(Problem(code), lang), sentence, code, "\n".join(advice), places.lines(at))
