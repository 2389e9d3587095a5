"""Steps as sentences, with what is said of their places and conditions, and the steps inside them; for `explain`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bots.model import PlanStep
from bots.recipe.condition_phrases import condition_text, holding, outermost_first, where_text
from bots.recipe.paths import Parts, called_parts
from bots.recipe.phrases import Stage, phrase, seconds_text, task_of
from bots.recipe.recipe import Step


@dataclass(frozen=True, slots=True)
class Sentence:
    """A step in words, and the steps inside it."""

    text: str
    inside: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """What was said already: the `stage`, the `places` of the screen and the `timeout` of the steps around."""

    stage: Stage = ""
    places: tuple[Any, ...] = ()
    timeout: float | None = None


_NOTHING = _Told()
_NO_PARTS: Parts = {}
LOOKING = _Told("looking")


def step_sentences(
    steps: Sequence[Step | PlanStep], lang: str, parts: Parts = _NO_PARTS, told: _Told = _NOTHING
) -> Iterator[Sentence]:
    """One sentence for each step. `parts` are the recipes that they call; `told` is what the sentences before
    have said; LOOKING for the steps of 照会.
    """
    ja = lang == "ja"
    stage = told.stage
    for step in steps:
        places = tuple(outermost_first(step.within))
        known = len(told.places) if isinstance(step, PlanStep) and places[: len(told.places)] == told.places else 0
        sentence = after(where_text(places[known:], ja), phrase(step, ja, stage))
        if step.timeout is not None and step.timeout != told.timeout:
            sentence += f"画面は {step.timeout:g} 秒まで待ちます。" if ja else f" It waits {seconds_text(step.timeout)} at most."
        if step.when is not None:
            condition = condition_text(step.when, lang)
            sentence = after(f"{holding(condition, 'とき')}だけ、" if ja else f"Only if {condition}: ", sentence)
        if step.name:
            sentence = f"［{step.name}］{sentence}" if ja else f"[{step.name}] {sentence}"
        inner = _Told(stage, places, step.timeout)
        yield Sentence(sentence, tuple(_inside(step, lang, parts, inner)))
        if _sends(step, parts):
            stage = "sent"


def after(first: str, sentence: str) -> str:
    """A sentence that goes on from what is said before it."""
    return f"{first}{sentence[:1].lower()}{sentence[1:]}" if first else sentence


def _sends(step: Step | PlanStep, parts: Parts) -> bool:
    """Whether the row may be entered by this step."""
    if isinstance(step, PlanStep):
        return step.submits or any(_sends(one, parts) for one in step.steps)
    if step.task.submits or any(one.task.submits for part in called_parts(step, parts) for one in part.deep_row_steps()):
        return True
    return any(_sends(one, parts) for block in step.blocks for one in block.steps)


def _inside(step: Step | PlanStep, lang: str, parts: Parts, told: _Told) -> Iterator[Sentence]:
    """What stands inside a step; of a branch each way with its condition."""
    task = task_of(step)
    if task is None or not task.holds_steps:
        return
    if isinstance(step, Step):
        for part in called_parts(step, parts):
            yield from step_sentences(part.steps, lang, part.parts, told)
        blocks: list[tuple[Any, Sequence[Step | PlanStep]]] = [
            (one.when, one.steps) for one in step.blocks
        ]
    elif step.task == "branch":
        blocks = [(one.when, one.steps) for one in step.steps]
    else:
        blocks = [(None, step.steps)]
    for when, steps in blocks:
        if task.english == "branch":
            yield Sentence(_way(when, lang), tuple(step_sentences(steps, lang, parts, told)))
        else:
            yield from step_sentences(steps, lang, parts, told)


def _way(when: Any, lang: str) -> str:
    if when is None:
        return "どれでもないとき:" if lang == "ja" else "Otherwise:"
    condition = condition_text(when, lang)
    return f"{holding(condition, 'とき')}:" if lang == "ja" else f"If {condition}:"
