"""Which choices of the screen a message may name: those of a form, never a list of people.

The words of choices come from the system, not from the sheet. But a list may hold what is personal (the
members of a household, staff), so all of them stay unsaid as soon as one looks like that.
"""

from __future__ import annotations

from collections.abc import Sequence

from bots.errors import Problem, ScreenError
from bots.japan.people import looks_personal, names_people
from bots.model import Value

_MOST = 8  # choices that are named
_LONGEST = 24  # characters of each
_SHORTEST = 3  # characters of a value of the row that is looked for in them


def not_chosen(
    name: str, value: Value, choices: Sequence[str], others: Sequence[Value] = (), *, count: int = 0
) -> ScreenError:
    """S11 where no choice of the field is meant, S25 where `count` of them are; with the choices as far as
    they may be told; where the cell is blank, with that instead (S29). `others` are the values of the row
    beside it."""
    code = "S25" if count else "S11"
    words: dict[str, object] = {"name": name, **({"count": count} if count else {})}
    if value.column and "、" not in value.column:
        words["column"] = value.column  # its cell is marked in the sheet of faults
    if not count and not value.reveal().strip():
        return ScreenError.of(Problem(code, {**words, "blank": words.get("column", name)}, advice="S29"))
    named = _tellable(name, value, choices, others)
    if not named:
        return ScreenError.of(Problem(code, words))
    shown = [one if len(one) <= _LONGEST else f"{one[:_LONGEST]}…" for one in named[:_MOST]]
    words["offered"] = "、".join(f"「{one}」" for one in shown)
    more = 0 if count else len(named) - _MOST
    if more > 0:
        words["more"] = more
    advice = "S28" if count else "S27" if more > 0 else "S26"
    return ScreenError.of(Problem(code, words, advice=advice))


def not_offered(name: str, value: Value, part: str) -> ScreenError:
    """S11 where the list of one `part` (元号, 年, 月, 日) of a date does not hold what the day has there: the words of the
    sheet have nothing to do with it."""
    column = {"column": value.column} if value.column and "、" not in value.column else {}
    return ScreenError.of(Problem("S11", {"name": name, "part": part, **column}, advice="S61"))


def tellable(name: str, choices: Sequence[str]) -> bool:
    """Whether the choices of the field `name` are those of a form: none of them looks like a person's."""
    return not names_people(name) and not any(map(looks_personal, choices))


def _tellable(name: str, value: Value, choices: Sequence[str], others: Sequence[Value]) -> list[str]:
    if value.hidden or not tellable(name, choices):
        return []
    for one in others:
        text = one.reveal().strip()
        if len(text) >= _SHORTEST and any(text in choice for choice in choices):
            return []
    said = value.reveal().strip()  # choices that say the same are told by their number
    return [one for one in dict.fromkeys(choices) if one != said]
