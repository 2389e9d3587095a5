"""Where in the recipe something stopped: a row, the start, the finish. Told in the form of `bots check`, with the same
place (recipe-language 5.8)."""

from __future__ import annotations

from collections.abc import Sequence

from bots.app.facts import OpenRun, ending_said
from bots.app.report_facts import by_path, kept_readings
from bots.errors import Problem
from bots.evidence.logbook import EventLine
from bots.ledger.facts import RowRecordFacts
from bots.recipe.render import kind_of, told


class StepPlaces:
    """The places of a run's steps as `recipes/申込.yaml:47:7`; "" = no step is known to have stopped there.

    `rows` are those of which one may be asked, by themselves or by an event of theirs.
    """

    def __init__(self, run: OpenRun, rows: Sequence[RowRecordFacts]) -> None:
        plan = run.plan
        self._run = run
        self._steps = by_path((*plan.start, *plan.each_row, *plan.steps, *plan.finish))
        self._rows = {row.position: row for row in rows}
        self._by_item = {row.item: row for row in rows if row.item is not None}

    def of_row(self, row: RowRecordFacts) -> str:
        """Of the innermost step that ended the row as the ledger has it: not of one that failed in a try before."""
        kept = kept_readings(self._run, row.position, in_doubt=True) if row.code else None
        stopped = [one for one in kept.steps if one.outcome == row.code] if kept is not None else []
        if not stopped:
            return ""
        last = [one for one in stopped if one.attempt == stopped[-1].attempt]
        return self.of_step(max(last, key=lambda one: one.path.count("/")).path)

    def of_step(self, path: str) -> str:
        """Of a step by its path in the plan."""
        step = self._steps.get(path)
        return str(step.place) if step is not None else ""

    def of_event(self, event: EventLine) -> str:
        """Of what an event says went wrong: at its own step, at that of its row, or at the one that ended the run."""
        words, facts = event.words, self._run.facts
        if event.kind == "run.finish":
            return ended_at(self._run) if words.get("reason") == facts.reason else ""
        if words.get("step"):
            return self.of_step(str(words["step"]))
        position = words.get("position")
        row = self._by_item.get(event.item or 0) or (
            self._rows.get(position) if isinstance(position, int) else None
        )
        return (
            self.of_row(row)
            if row is not None and row.code and row.code == words.get("code")
            else ""
        )


def ended_at(run: OpenRun) -> str:
    """The place of the step that ended the run early, or ""."""
    return str(run.facts.reason_words.get("at_step", ""))


def told_ending(run: OpenRun, lang: str) -> str:
    """Why the run ended early and what to do next, with its place where a step ended it; "" where it did not."""
    sentence, advice = ending_said(run.facts, lang)
    at, code = ended_at(run), run.facts.reason
    if not at:
        return " ".join((sentence, *advice)).strip()
    return told(f"{at}: ", kind_of(Problem(code), lang), sentence, code, "\n".join(advice))
