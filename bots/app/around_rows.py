"""What belongs to no row: the files that the start or the finish brought (ダウンロード, PDF保存), and a finish that
failed; and whether the sums of the run are right. All are told with the run."""

from __future__ import annotations

from bots.app.facts import OpenRun, sentence_of
from bots.app.report_facts import by_path
from bots.app.step_places import StepPlaces
from bots.errors import Problem, ScreenError
from bots.evidence.facts import FileFacts
from bots.model import PlanStep, RunState
from bots.recipe.render import kind_of, told


def further_files(run: OpenRun) -> tuple[FileFacts, ...]:
    """Those files in the order in which they came. The ledger is open in this thread."""
    from bots.ledger import events

    known = by_path((*run.plan.start, *run.plan.finish))
    found = []
    for event in events.of_run(run.facts.id):
        if event.kind != "file.keep":
            continue
        label, file = str(event.words["label"]), str(event.words["file"])
        step = known.get(str(event.words["step"]))
        if step is None:  # the plan was changed after the run: that is told already
            found.append(FileFacts(label, file))
        else:
            found.append(FileFacts(label, file, _called(step), str(step.place)))
    return tuple(found)


def failed_finish(run: OpenRun, lang: str, places: StepPlaces | None = None) -> tuple[str, ...]:
    """That the last steps were not all done, at which of them and why, with what to do; () where they were. With
    `places` in the form of `bots check`: the place in the recipe first, with its line. The ledger is open in this thread."""
    from bots.engine.flow import begun_anywhere
    from bots.ledger import runs

    words = runs.failed_finish(run.facts.id)
    if words is None:
        return ()
    step = by_path(run.plan.finish).get(str(words.get("step", "")))
    fields = words.get("fields")
    code = str(words["code"])
    own = fields if isinstance(fields, dict) else {}
    why = sentence_of(code, lang, own)
    named = {"step": _called(step), "place": str(step.place)} if step is not None else {"step": "終了", "place": ""}
    problem = Problem("P99", {**named, "reason": why})
    hint = problem.hint(lang)
    for outer in run.plan.finish:
        if code[:1] == "S" and step is not None and f"{step.path}/".startswith(f"{outer.path}/"):
            advice = begun_anywhere(ScreenError(code), outer).problem.advice
            hint = f"{hint} {sentence_of(advice, lang, own)}" if advice else hint
    if places is not None and step is not None:
        at = places.of_step(step.path, code, own)
        said = sentence_of("P99", lang, {"step": named["step"], "reason": why})  # its place stands in front
        return (told(f"{at}: ", kind_of(Problem(code), lang), said, code, hint, places.lines(at)),)
    return (f"{problem.sentence(lang)} {hint}",)


def wrong_sums(run: OpenRun, lang: str) -> tuple[str, ...]:
    """What does not hold of a run that has ended, with what to do: a row too many or too few, an item that stands otherwise
    than its row says. () = all is well. The ledger is open in this thread."""
    from bots.ledger import invariants

    if run.facts.state in (RunState.QUEUED, RunState.RUNNING):
        return ()
    return tuple(f"{one.sentence(lang)} {one.hint(lang)}" for one in invariants.check(run.facts.id))


def _called(step: PlanStep) -> str:
    """What people call a step: its name, or its line."""
    return step.name or step.line.strip().removeprefix("- ")
