"""What a system's encoding cannot hold: 外字 and rare kanji that would reach it as a question
mark.

Besides the encodings of Python two sets of characters can be named, as the papers of a system name them:
JIS X 0208 and JIS X 0213. A pair that a reader sees as one character (a kanji with a variation selector,
か with a mark) is held or not as one.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache

from bots.japan.width import hankaku, split

# A code that holds exactly the set (euc_jis_2004 of Python holds more: some of JIS X 0212). Half-width kana are in
# neither set.
_SETS = {"jis_x_0208": "iso2022_jp", "jis_x_0213": "shift_jis_2004"}
_NAMES = {"windows_31j": "cp932"}  # what Python does not know by the name that is registered for it
# Windows writes these signs by other code points than the JIS codes have them: a set has them under either.
_WINDOWS = str.maketrans("～－∥￠￡￢—＼", "〜−‖¢£¬―\\")
# What a page of one of these encodings cannot send, whatever Python's codec says of it (WHATWG Encoding, index jis0208: its
# signs are those of Windows; of JIS X 0212 it decodes only): the browser would put &#12316; in its place.
_OF_PAGES = ("cp932", "shift_jis", "euc_j", "iso2022_jp")
_NEVER_SENT = re.compile("[〜—‖¢£¬]")
# Codecs and browsers (WHATWG Encoding, shift_jis and euc-jp encoders) write these as the bytes of \ and ~.
_ROMAN = re.compile("[¥‾]")
_HALF_KANA = re.compile("[｡-ﾟ]")

_PECULIAR = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd\ufe00-\ufe0f\U000e0100-\U000e01ef]")

Holds = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Unheld:
    """A character that cannot be held. `position` counts characters as a reader sees them, from 1; `code`
    reads U+9AD9, of a pair U+845B U+E0100."""

    position: int
    letter: str
    code: str
    private: bool  # a character of this office's own (外字)


def encoding_name(text: str) -> str:
    """The one name of an encoding or a set of characters. Raises LookupError for one that is not known."""
    plain = re.sub(r"[^a-z0-9]+", "_", hankaku(text).lower().strip())
    plain = re.sub(r"^jis_?x_?", "jis_x_", plain)
    plain = re.sub(r"_(?:19|20)[0-9]{2}$", "", plain) if plain.startswith("jis_x_") else plain
    return plain if plain in _SETS else codecs.lookup(_NAMES.get(plain, text)).name


def of_page(charset: str) -> str:
    """The encoding of a page by the name that a system file gives it: what browsers call Shift_JIS is that of Windows,
    with ① and 髙 (WHATWG Encoding)."""
    return "cp932" if charset == "Shift_JIS" else charset.lower()


def holds_all(encoding: str) -> bool:
    """Whether there is nothing that the encoding cannot hold. Raises LookupError."""
    name = encoding_name(encoding)
    return name not in _SETS and name.startswith("utf")


def unheld(text: str, encoding: str) -> tuple[Unheld, ...]:
    """The characters of `text` that `encoding` cannot hold, in their order. Raises LookupError."""
    holds = _holds(encoding)
    if holds(text):
        return ()
    return tuple(
        Unheld(position, one, code_points(one), any(map(is_private, one)))
        for position, one in enumerate(split(text), 1)
        if not holds(one)
    )


def peculiar(text: str) -> tuple[Unheld, ...]:
    """The characters that another machine may show otherwise, whatever its encoding holds: those of an office's
    own (外字), and those with a variation selector."""
    if not _PECULIAR.search(text):
        return ()
    return tuple(
        Unheld(position, one, code_points(one), any(map(is_private, one)))
        for position, one in enumerate(split(text), 1)
        if _PECULIAR.search(one)
    )


def named(found: Sequence[Unheld]) -> str:
    """Characters for a message: 𠮷 U+20BB7 (2)、﨑 U+FA11 (3); each kind of character once."""
    places: dict[tuple[str, str], list[int]] = {}
    for one in found:
        places.setdefault((one.letter, one.code), []).append(one.position)
    return "、".join(
        f"{letter} {code} ({', '.join(map(str, where))})" for (letter, code), where in places.items()
    )


def code_points(letter: str) -> str:
    """U+9AD9; of several U+845B U+E0100."""
    return " ".join(f"U+{ord(one):04X}" for one in letter)


def is_private(one: str) -> bool:
    """Whether a character lies in an area that every office fills for itself (外字)."""
    code = ord(one)
    return 0xE000 <= code <= 0xF8FF or 0xF0000 <= code <= 0xFFFFD or 0x100000 <= code <= 0x10FFFD


def holding(text: str, letters: Collection[str]) -> tuple[Unheld, ...]:
    """The characters of `text`, as a reader sees them, in which one of `letters` is."""
    return tuple(
        Unheld(position, one, code_points(one), any(map(is_private, one)))
        for position, one in enumerate(split(text), 1)
        if any(letter in one for letter in letters)
    )


def _is_sent(text: str) -> bool:
    """Whether a page in a Japanese encoding sends it as it is. Their characters are those of Windows."""
    if _NEVER_SENT.search(text):
        return False
    try:
        text.encode("cp932")
    except UnicodeError:
        return False
    return True


@cache
def _holds(encoding: str) -> Holds:
    name = encoding_name(encoding)
    codec = codecs.lookup(_SETS.get(name, name))

    def encodes(text: str) -> bool:
        try:
            sent, _ = codec.encode(text, "strict")
        except UnicodeError:
            return False
        return not _ROMAN.search(text) or codec.decode(sent, "strict")[0] == text

    def holds(text: str) -> bool:
        if name in _SETS and _HALF_KANA.search(text):
            return False
        if name.startswith(_OF_PAGES) and not _is_sent(text):
            return False
        return encodes(text) or encodes(text.translate(_WINDOWS))

    return holds
