"""How the evidence calls a field: by the words of the recipe and, where the same words stand in several parts of the
screen, by the part too: 氏名（申請者）, 氏名（世帯主）. Else one is taken for another when it is read again or lit on a
picture.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bots.model import Plan, flat
from bots.values.targets import parse_scopes, parse_target, scope_name

FILLING = ("fill", "upload")  # the tasks that put values into fields


def words_apart(plan: Plan, task: str) -> frozenset[str]:
    """The words of fields that steps of this kind look for in more than one part of the screen."""
    tasks = FILLING if task in FILLING else (task,)
    parts: dict[str, list[Any]] = {}
    for step in flat((*plan.start, *plan.each_row, *plan.steps, *plan.finish)):
        for name in step.args.get("fields", ()) if step.task in tasks else ():
            known = parts.setdefault(parse_target(name).words, [])
            if step.within not in known:
                known.append(step.within)
    return frozenset(words for words, known in parts.items() if len(known) > 1)


def called(words: str, within: Any, apart: Collection[str], lang: str) -> str:
    """The name of a field in the evidence. `within` as the recipe writes it: no value of a row gets into a name;
    `apart` are the words that stand in several parts."""
    if within is None or words not in apart:
        return words
    return f"{words}（{'・'.join(scope_name(one, lang) for one in parse_scopes(within))}）"
