"""R167: a name is given to one value. Kept again, it would mean another thing from there on.

Ways of a branch that exclude one another may keep the same name each; so may steps with a `もし` each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bots.recipe.conditions import names_in
from bots.recipe.nodes import Map, Node, Scalar
from bots.recipe.reader import Reader
from bots.recipe.recipe import Step
from bots.tasks.control import SAVING
from bots.values.scope import fold_name


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where a name was kept, and under which conditions."""

    line: int
    under: tuple[Node, ...]


_Names = dict[str, _Kept]


def check_kept_once(reader: Reader, steps: Iterable[Step]) -> None:
    """Note every name of a section that is kept a second time."""
    _steps(reader, steps, {}, ())


def _steps(reader: Reader, steps: Iterable[Step], kept: _Names, under: tuple[Node, ...]) -> None:
    """Go through steps in order; `kept` grows."""
    for step in steps:
        own = (*under, step.when_node) if step.when_node is not None else under
        if step.verb in SAVING and isinstance(step.main, Map):
            for key, _ in step.main.entries:
                _keep(reader, key, kept, own)
        before, after = dict(kept), dict(kept)
        for block in step.blocks:
            inner = dict(before if step.verb == "branch" else after)
            for name in _asked(step):  # it changes until the loop ends
                inner.pop(name, None)
            _steps(reader, block.steps, inner, own)
            after |= inner
        kept |= after


def _asked(step: Step) -> list[str]:
    """The names that a loop goes on by."""
    return [fold_name(one.text) for one in names_in(step.main)] if step.verb == "repeat" else []


def _keep(reader: Reader, key: Scalar, kept: _Names, under: tuple[Node, ...]) -> None:
    name = fold_name(key.text)
    earlier = kept.get(name)
    if earlier is None:
        kept[name] = _Kept(key.line, under)
    elif not _may_exclude(earlier.under, under):
        reader.add("R167", key, name=key.text, line=earlier.line)


def _may_exclude(earlier: tuple[Node, ...], later: tuple[Node, ...]) -> bool:
    """Whether each of two steps has a condition of its own, beside those that stand around both."""
    around = {id(one) for one in earlier} & {id(one) for one in later}
    return all(any(id(one) not in around for one in own) for own in (earlier, later))
