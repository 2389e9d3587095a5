"""Steps as sentences, with what is said of their places and conditions, and the steps inside them; for `explain`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bots.model import PlanStep
from bots.recipe.condition_phrases import condition_text, holding, outermost_first, where_text
from bots.recipe.phrases import Stage, phrase, seconds_text, task_of
from bots.recipe.recipe import Step


@dataclass(frozen=True, slots=True)
class Sentence:
    """A step in words, and the steps inside it."""

    text: str
    inside: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """What was said already: the `stage`, the `parts` of the screen and the `timeout` of the steps around."""

    stage: Stage = ""
    parts: tuple[Any, ...] = ()
    timeout: float | None = None


_NOTHING = _Told()
LOOKING = _Told("looking")


def step_sentences(
    steps: Sequence[Step | PlanStep], lang: str, sending: Collection[str] = (), told: _Told = _NOTHING
) -> Iterator[Sentence]:
    """One sentence for each step. `sending` are the called recipes that submit; `told` is what the sentences
    before have said; LOOKING for the steps of 照会.
    """
    ja = lang == "ja"
    stage = told.stage
    for step in steps:
        parts = tuple(outermost_first(step.within))
        known = len(told.parts) if isinstance(step, PlanStep) and parts[: len(told.parts)] == told.parts else 0
        sentence = after(where_text(parts[known:], ja), phrase(step, ja, stage))
        if step.timeout is not None and step.timeout != told.timeout:
            sentence += f"画面は {step.timeout:g} 秒まで待ちます。" if ja else f" It waits {seconds_text(step.timeout)} at most."
        if step.when is not None:
            condition = condition_text(step.when, lang)
            sentence = after(f"{holding(condition, 'とき')}だけ、" if ja else f"Only if {condition}: ", sentence)
        if step.name:
            sentence = f"［{step.name}］{sentence}" if ja else f"[{step.name}] {sentence}"
        inner = _Told(stage, parts, step.timeout)
        yield Sentence(sentence, tuple(_inside(step, lang, sending, inner)))
        if _sends(step, sending):
            stage = "sent"


def after(first: str, sentence: str) -> str:
    """A sentence that goes on from what is said before it."""
    return f"{first}{sentence[:1].lower()}{sentence[1:]}" if first else sentence


def _sends(step: Step | PlanStep, sending: Collection[str]) -> bool:
    """Whether the row may be entered by this step."""
    if isinstance(step, PlanStep):
        return step.submits or any(_sends(one, sending) for one in step.steps)
    if step.task.submits or (step.verb == "use" and step.args.get("recipe") in sending):
        return True
    return any(_sends(one, sending) for block in step.blocks for one in block.steps)


def _inside(step: Step | PlanStep, lang: str, sending: Collection[str], told: _Told) -> Iterator[Sentence]:
    """What stands inside a step; of a branch each way with its condition."""
    task = task_of(step)
    if task is None or not task.holds_steps:
        return
    if isinstance(step, Step):
        blocks: list[tuple[Any, Sequence[Step | PlanStep]]] = [
            (one.when, one.steps) for one in step.blocks
        ]
    elif step.task == "branch":
        blocks = [(one.when, one.steps) for one in step.steps]
    else:
        blocks = [(None, step.steps)]
    for when, steps in blocks:
        if task.english == "branch":
            yield Sentence(_way(when, lang), tuple(step_sentences(steps, lang, sending, told)))
        else:
            yield from step_sentences(steps, lang, sending, told)


def _way(when: Any, lang: str) -> str:
    if when is None:
        return "どれでもないとき:" if lang == "ja" else "Otherwise:"
    condition = condition_text(when, lang)
    return f"{holding(condition, 'とき')}:" if lang == "ja" else f"If {condition}:"
