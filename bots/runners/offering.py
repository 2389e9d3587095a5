"""Which choices of the screen a message may name: those of a form, never a list of people.

The words of choices come from the system, not from the sheet. But a list may hold what is personal (the
members of a household, staff), so all of them stay unsaid as soon as one looks like that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bots.errors import Problem, ScreenError
from bots.model import Value

_MOST = 8  # choices that are named
_LONGEST = 24  # characters of each
_SHORTEST = 3  # characters of a value of the row that is looked for in them
_CODE = re.compile(r"^[\s\[［(（【]*[0-9０-９]*[\s:：.．)）\]］】]*")
_KANJI, _KANA = "一-鿿々ヶ", "ぁ-んァ-ヶーｦ-ﾟ"
_NAME = re.compile(
    rf"^[{_KANJI}]{{1,4}}[ 　][{_KANJI}{_KANA}]{{1,6}}$|^[{_KANA}]{{2,8}}[ 　][{_KANA}]{{2,8}}$"
    r"|(?:様|殿|さん|氏)$"
)
# A date of birth, or a number of five digits and more: of a person, a telephone, an account.
_OF_A_PERSON = re.compile(r"[0-9０-９]{5}|[年/.．／-][0-9０-９ 　]{1,3}[月/.．／-][0-9０-９ 　]{1,3}")
# What a field of people is called.
_PEOPLE = re.compile(r"氏名|名前|姓名|名義|宛名|世帯|(?:者|人|員|児|夫|妻|親|師)名?(?:[（(].*)?$|name|person", re.IGNORECASE)


def not_chosen(
    name: str, value: Value, choices: Sequence[str], others: Sequence[Value] = (), *, count: int = 0
) -> ScreenError:
    """S11 where no choice of the field is meant, S25 where `count` of them are; with the choices as far as
    they may be told. `others` are the values of the row beside it."""
    code = "S25" if count else "S11"
    words: dict[str, object] = {"name": name, **({"count": count} if count else {})}
    if value.column and "、" not in value.column:
        words["column"] = value.column  # its cell is marked in the sheet of faults
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


def _tellable(name: str, value: Value, choices: Sequence[str], others: Sequence[Value]) -> list[str]:
    if value.hidden or _PEOPLE.search(name) or any(map(_is_personal, choices)):
        return []
    for one in others:
        text = one.reveal().strip()
        if len(text) >= _SHORTEST and any(text in choice for choice in choices):
            return []
    said = value.reveal().strip()  # choices that say the same are told by their number
    return [one for one in dict.fromkeys(choices) if one != said]


def _is_personal(choice: str) -> bool:
    return bool(_OF_A_PERSON.search(choice) or _NAME.search(_CODE.sub("", choice.strip())))
