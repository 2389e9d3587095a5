"""Full and half width, katakana and hiragana. Only ASCII, digits and kana are ever touched.

Kanji stay code point by code point: 髙 﨑 𠮷 and variation sequences are names of people.
Unicode's own normal forms replace some of them, so they are not used here.
"""

from __future__ import annotations

import re

_ASCII_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
_ASCII_NARROW = {wide: narrow for narrow, wide in _ASCII_WIDE.items()}

_HALF = "｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ"
_FULL = (
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソ"
    "タチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜"
)
_KANA_WIDE = dict(zip(_HALF, _FULL, strict=True))
_KANA_NARROW = {full: half for half, full in _KANA_WIDE.items()}
_VOICED = dict(
    zip("ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎｳﾜｦ", "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴヷヺ", strict=True)
)
_HALF_VOICED = dict(zip("ﾊﾋﾌﾍﾎ", "パピプペポ", strict=True))
_PAIRS = {f"{half}ﾞ": full for half, full in _VOICED.items()}
_PAIRS |= {f"{half}ﾟ": full for half, full in _HALF_VOICED.items()}
_SPLIT = {full: pair for pair, full in _PAIRS.items()}
_MARKS = {"\u3099": "ﾞ", "\u309a": "ﾟ"}  # that stand on the sign before them
_MARKED = re.compile("([ァ-ヺー])([\u3099\u309a])")
_HALF_KANA = re.compile(f"[{_HALF[:-2]}][ﾞﾟ]?|[ﾞﾟ]")

_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_TO_HIRAGANA = {katakana: hiragana for hiragana, katakana in _TO_KATAKANA.items()}


def zenkaku(text: str) -> str:
    """ASCII, digits and kana in full width; a space becomes a full-width space."""
    return _kana_wide(text).translate(_ASCII_WIDE)


def hankaku(text: str) -> str:
    """ASCII signs, letters and digits in half width; kana stay as they are."""
    return text if text.isascii() else text.translate(_ASCII_NARROW)


def hankaku_kana(text: str) -> str:
    """Katakana in half width, voiced marks as signs of their own. Hiragana and the rest stay."""
    text = _MARKED.sub(lambda found: found[1] + _MARKS[found[2]], text)
    return "".join(_SPLIT.get(one) or _KANA_NARROW.get(one, one) for one in text)


def katakana(text: str) -> str:
    """Hiragana as katakana, half-width katakana in full width."""
    return _kana_wide(text).translate(_TO_KATAKANA)


def hiragana(text: str) -> str:
    """Katakana, also in half width, as hiragana. The few that hiragana lacks stay (ヷ ヺ)."""
    return _kana_wide(text).translate(_TO_HIRAGANA)


def fold(text: str) -> str:
    """ASCII and digits in half width, kana in full width: for comparing, never for what is put
    in."""
    return hankaku(_kana_wide(text))


def characters(text: str) -> int:
    """How many characters a reader sees: variation selectors and combining sound marks do not
    count."""
    return sum(1 for one in text if not _rides(one))


def split(text: str) -> list[str]:
    """The characters a reader sees, each with what rides on it."""
    parts: list[str] = []
    for one in text:
        if parts and _rides(one):
            parts[-1] += one
        else:
            parts.append(one)
    return parts


def _rides(one: str) -> bool:
    code = ord(one)
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or code in (0x3099, 0x309A)


def _kana_wide(text: str) -> str:
    return _HALF_KANA.sub(_wide, text)


def _wide(match: re.Match[str]) -> str:
    found = match[0]
    if whole := _PAIRS.get(found):
        return whole
    return "".join(_KANA_WIDE[one] for one in found)
