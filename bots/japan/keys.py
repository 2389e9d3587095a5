"""Keys for comparing: two texts that nobody can tell apart on a screen are one key.

A Mac, a PDF or a web page writes が as か and a mark (U+3099), a blank as one of twenty, a hyphen as one of
ten, and leaves characters behind that show nothing. Width of letters, case and kanji tell people apart.
"""

from __future__ import annotations

import re
import unicodedata

from bots.japan import numbers

# What shows nothing: Unicode's Default_Ignorable_Code_Point (soft hyphens, joiners, marks of direction,
# fillers, variation selectors, tags), the blank of Braille and controls.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Normal form C would make other kanji of these (福 U+FA1B, 神 U+FA19): they stay as they are.
_COMPOSED = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")
# A Mac types − where Windows types －, and 〜 where Windows types ～: the same key, the same look.
_LOOKS = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹘﹣", "-") | {"〜": "～"})
_STROKE = re.compile("(?<=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ])[ーｰ](?=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ])")  # no long vowel there


def seen(text: str) -> str:
    """The key `text` as it is seen: composed, without what shows nothing, every blank and run of blanks as
    one, every dash as a hyphen. For keys only, never for what is typed into a system."""
    if not (text.isascii() and text.isprintable()):
        shown = _UNSEEN.sub("", text)
        composed = _COMPOSED.sub(lambda part: unicodedata.normalize("NFC", part.group()), shown)
        text = _STROKE.sub("-", composed.translate(_LOOKS))
    return " ".join(text.split())


def key_part(text: str, kind: str) -> str:
    """What a value of that type of column is in a key: numbers and amounts by what they say (10.0 is 10)."""
    shown = seen(text)
    return numbers.shortest(shown) if kind in ("number", "money") else shown
