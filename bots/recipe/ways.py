"""Ways of a branch (場合分け) that no row can ever go (L12), steps that are never come to (L17)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bots.errors import Problem
from bots.recipe import words
from bots.recipe.paths import LOOPS, Parts, called_parts
from bots.recipe.reader import Reader
from bots.recipe.recipe import Block, Recipe, Step, flat
from bots.tasks.control import ENDINGS
from bots.values.scope import fold_name

Choices = Mapping[str, Sequence[str]]


def check_ways(reader: Reader, recipe: Recipe, choices: Choices) -> None:
    """Note every such way. `choices` are the only values of a column, where they are known."""
    folded = {fold_name(name): values for name, values in choices.items()}
    for _, section in recipe.sections():
        for step in flat(section):
            if step.verb == "branch":
                _branch(reader, step, folded)
    for steps in (*(section for _, section in recipe.sections()), recipe.probe):
        _after_ends(reader, steps, recipe.parts)


def _after_ends(reader: Reader, steps: Sequence[Step], parts: Parts) -> None:
    """Note the first step of each list that stands after one that ends everything; what follows it is as lost."""
    end: Step | None = None
    for step in steps:
        if end is not None:
            reader.add("L17", step.word, severity="warning", name=end.word.text, line=end.word.line)
            return
        for block in step.blocks:
            _after_ends(reader, block.steps, parts)
        if _ends(step, parts):
            end = step


def _ends(step: Step, parts: Parts) -> bool:
    """Whether nothing is done after a step: it is an ending, or each way through it comes to one.

    A branch none of whose ways fits refuses the row; a loop may have nothing to go through.
    """
    if step.when_node is not None or step.verb in LOOPS:
        return False
    if step.verb in ENDINGS:
        return True
    ways = [block.steps for block in step.blocks] + [part.steps for part in called_parts(step, parts)]
    return bool(ways) and all(any(_ends(one, parts) for one in way) for way in ways)


def _branch(reader: Reader, step: Step, choices: Choices) -> None:
    """The ways from the first to the last, and what those before have taken."""
    seen: dict[str, int] = {}
    taken: dict[str, set[str]] = {}
    otherwise = ""
    for block in step.blocks:
        said = json.dumps(block.when, ensure_ascii=False, sort_keys=True)
        if otherwise:
            _note(reader, block, "", name=otherwise)
        elif block.when_node is None:
            otherwise = _word(reader, block)
            for name, values in taken.items():
                if values >= set(choices[name]):
                    _note(reader, block, "L92", known=_listed(choices[name]))
                    break
        elif block.when is None:
            continue  # what is wrong with it was told
        elif said in seen:
            _note(reader, block, "L91", line=seen[said])
        elif gone := _gone(block.when, choices, taken):
            _note(reader, block, "L92", known=_listed(sorted(gone)))
        seen.setdefault(said, block.place.line)
        _take(block.when, choices, taken)


def _word(reader: Reader, block: Block) -> str:
    place = block.place
    return reader.source.line(place.line)[place.column - 1 : place.column - 1 + place.width]


def _note(reader: Reader, block: Block, advice: str, **told: object) -> None:
    reader.problems.append(Problem("L12", told, block.place, "warning", advice))


def _listed(values: Sequence[str]) -> str:
    return words.listed([one or '""' for one in values])


def _alternatives(when: Any) -> list[Any]:
    return when if isinstance(when, list) else [when] if when else []


def _gone(when: Any, choices: Choices, taken: Mapping[str, set[str]]) -> set[str]:
    """The values that a condition waits for, if the ways before have taken all of them; else none."""
    found: set[str] = set()
    for alternative in _alternatives(when):
        wanted = [
            values
            for name, written in alternative.items()
            if (values := _values(written, choices.get(fold_name(name))))
            and values <= taken.get(fold_name(name), set())
        ]
        if not wanted:
            return set()
        found |= wanted[0]
    return found


def _take(when: Any, choices: Choices, taken: dict[str, set[str]]) -> None:
    """What goes this way for sure: all rows with these values, as nothing else is asked of them."""
    for alternative in _alternatives(when):
        if len(alternative) == 1:
            name, written = next(iter(alternative.items()))
            values = _values(written, choices.get(fold_name(name)))
            if values:
                taken.setdefault(fold_name(name), set()).update(values)


def _values(written: Any, allowed: Sequence[str] | None) -> set[str]:
    """The choices that a comparison lets through, or none where that is not known (or none is a choice: L07)."""
    if allowed is None:
        return set()
    if isinstance(written, Mapping):
        if set(written) != {"not"}:
            return set()
        refused = _texts(written["not"])
        return set(allowed) - refused if refused is not None else set()
    texts = _texts(written)
    return set(allowed) & texts if texts is not None else set()


def _texts(written: Any) -> set[str] | None:
    """Texts as written, or None where one holds a placeholder."""
    texts = {str(one).strip() for one in (written if isinstance(written, list) else [written])}
    return None if any("<" in one or "＜" in one for one in texts) else texts
