"""What the schema of editors says of texts with placeholders: `<列|変換>` has a filter that there is."""

from __future__ import annotations

from typing import Any

from bots.recipe import words
from bots.values.filters import FILTERS
from bots.values.former import OLD_WORDS

# As JavaScript reads patterns too: no escape that it does not know.
_NAME = r'("[^"]*"|[^\s<>＜|｜"][^<>＜|｜"]*)\s*'
_PIPE = r"[|｜]\s*"
_ARGUMENTS = r'(\s+("[^"]*"|[^<>＜|｜"])*)?'


def placeholders() -> dict[str, Any]:
    """The pattern of a text of which every filter is known. What cannot be read as a placeholder is left to `check`."""
    old = [word for word in OLD_WORDS if words.renewed(FILTERS, word)]
    known = f"({'|'.join([*words.both(FILTERS), *old])})"
    wrong = rf'(^|[^\\])<{_NAME}({_PIPE}{known}{_ARGUMENTS})*{_PIPE}(?!{known}[\s|｜>"])[^\s<>＜|｜"][^<>＜]*>'
    told = f"使える変換: {'、'.join(FILTERS.values())} / Filters that exist: {', '.join(FILTERS)}"
    return {"pattern": rf"^(?![\s\S]*{wrong})", "patternErrorMessage": told}
