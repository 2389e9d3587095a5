"""What tells of people: headings under which they stand, and texts that look like a name, a birthday, a number."""

from __future__ import annotations

import re

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
_PLACES = re.compile(r"住所|所在|番地|町名|方書|address|street", re.IGNORECASE)


def names_people(heading: str) -> bool:
    """Whether what stands under this heading, or in a field of this name, are people."""
    return bool(_PEOPLE.search(heading))


def names_places(heading: str) -> bool:
    """Whether what stands under this heading are places where people live."""
    return bool(_PLACES.search(heading))


def looks_personal(text: str) -> bool:
    """Whether a text looks like a person's: a name, a date of birth, a long number. A code before it, as
    choices have, is left out of account."""
    return bool(_OF_A_PERSON.search(text) or _NAME.search(_CODE.sub("", text.strip())))
