"""Bank accounts as the transfer files of Japanese banks (全銀) have them: names of holders, kinds of accounts.

A bank has a code of four digits, a branch of three, an account seven digits; a shorter account number has
zeros in front. Those are codes; what is here is what is not a code.
"""

from __future__ import annotations

import re

from bots.japan.width import hankaku, hankaku_kana, katakana, split

# Which signs a holder's name may have in every bank's file; ヲ and small kana are in none of them.
_PERMITTED = re.compile(r"[ 0-9A-Z()\-.ｱ-ﾝﾞﾟ]*")
_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶヲー", "アイウエオツヤユヨワカケオ-")
_DASHES = str.maketrans("‐‑‒–—―−", "-------")
KINDS = {"普通": "1", "当座": "2", "貯蓄": "4", "その他": "9"}
"""Kinds of accounts and the digit that stands for each in a transfer file."""
_SPOKEN = {"フツウ": "普通", "トウザ": "当座", "チヨチク": "貯蓄"}
_KIND = re.compile(r"(普通|当座|貯蓄|その他)(?:預金)?")


class ZenginError(ValueError):
    """A name has characters that no transfer file may hold. `letters` are these, each once."""

    def __init__(self, letters: tuple[str, ...]) -> None:
        self.letters = letters
        super().__init__("not of the set")


def zengin(text: str) -> str:
    """A name as a transfer file has it: kana and letters in half width, capital and large, ー as a hyphen,
    ヲ as ｵ. Raises ZenginError for what has no form there (kanji, ・, ㈱)."""
    made = "".join(map(_narrow, text))
    wrong = tuple(dict.fromkeys(one for one in split(text) if not _permitted("".join(map(_narrow, one)))))
    if wrong:
        raise ZenginError(wrong)
    return made


def _narrow(one: str) -> str:
    return hankaku_kana(hankaku(katakana(one)).translate(_LARGE).translate(_DASHES)).upper()


def _permitted(text: str) -> bool:
    return _PERMITTED.fullmatch(text) is not None


def account_kind(text: str) -> str | None:
    """The kind of an account by its word, its kana or its digit (普通, 普通預金, ﾌﾂｳ, 1), or None."""
    plain = hankaku(text).strip()
    found = _KIND.fullmatch(plain)
    if found:
        return found[1]
    spoken = _SPOKEN.get(katakana(plain).translate(_LARGE))
    return spoken or next((word for word, digit in KINDS.items() if plain == digit), None)
