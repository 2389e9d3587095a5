"""Keys for comparing: two texts that nobody can tell apart on a screen are one key.

A Mac, a PDF or a web page writes が as か and a mark (U+3099), and leaves characters of no width behind.
Nothing else is folded: width, case, kanji and variation sequences tell people apart.
"""

from __future__ import annotations

import re
import unicodedata

# Soft hyphen, spaces and joiners of no width, marks of direction, byte order mark.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
# Normal form C would make other kanji of these (福 U+FA1B, 神 U+FA19): they stay as they are.
_COMPOSED = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")


def seen(text: str) -> str:
    """The key `text` as it is seen: composed, without characters of no width. For keys only, never
    for what is typed into a system."""
    if text.isascii():
        return text
    shown = _UNSEEN.sub("", text)
    return _COMPOSED.sub(lambda part: unicodedata.normalize("NFC", part.group()), shown)
