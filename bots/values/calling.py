"""How the evidence calls a field: by the words of the recipe and, where the same words stand in several parts of the
screen, by the part too: 氏名（申請者）, 氏名（世帯主）. Else one is taken for another when it is read again or lit on a
picture.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from bots.model import Plan, PlanStep, flat
from bots.values.targets import parse_scopes, parse_target, scope_name

FILLING = ("fill", "upload")  # the tasks that put values into fields


Part = tuple[Any, ...]
"""The parts of the screen in which a step looks as recipes write them (範囲), outermost first; () = all of it."""


def parts_of(plan: Plan) -> Mapping[str, Part]:
    """Where each step looks, by its path. A called recipe looks where its call says."""
    found: dict[str, Part] = {}

    def note(steps: Iterable[PlanStep], around: Part) -> None:
        for step in steps:
            own = around if step.within is None else (*around, step.within)
            found[step.path] = own
            note(step.steps, own if step.task == "use" else around)

    note((*plan.start, *plan.each_row, *plan.steps, *plan.finish, *plan.probe), ())
    return found


def words_apart(plan: Plan, task: str) -> frozenset[str]:
    """The words of fields that steps of this kind look for in more than one part of the screen."""
    tasks, parts = FILLING if task in FILLING else (task,), parts_of(plan)
    seen: dict[str, list[Part]] = {}
    for step in flat((*plan.start, *plan.each_row, *plan.steps, *plan.finish)):
        for name in step.args.get("fields", ()) if step.task in tasks else ():
            known = seen.setdefault(parse_target(name).words, [])
            if parts[step.path] not in known:
                known.append(parts[step.path])
    return frozenset(words for words, known in seen.items() if len(known) > 1)


def called(words: str, part: Part, apart: Collection[str], lang: str) -> str:
    """The name of a field in the evidence. `part` is as the recipes write it, so no value of a row gets into a name;
    `apart` are the words that stand in several parts."""
    if not part or words not in apart:
        return words
    return f"{words}（{'・'.join(scope_name(one, lang) for one in parse_scopes(part))}）"
