"""Numbers as sheets and screens show them: 1,234 ¥1,234 1,234円 △100, in full or half width; with a unit, 3 人."""

from __future__ import annotations

import re
from decimal import Decimal

from bots.japan.width import fold, hankaku

# The marks of a number below 0, for all who read one. The first of either kind are minus wherever they stand before
# digits (plain); the others look like it, and a number with one is none until a person has said which it is.
_READ_DASHES, _READ_TRIANGLES = "-−‐–ー", "△▲"  # － becomes - in half width
DASHES = _READ_DASHES + "－‑‒—―﹣ｰ"
_TRIANGLES = _READ_TRIANGLES + "▽▼"
_WORDS = "マイナス|ﾏｲﾅｽ|(?i:minus)"

_SHAPE = re.compile(
    r"(?P<sign>[-+△▲]?)\s*[\u00a5\\]?\s*(?P<sign2>[-+△▲]?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
    r"(?P<rest>\.[0-9]+)?\s*円?"
)
_MINUS = re.compile(f"[{_READ_DASHES}]")
_YEN = re.compile(r"[円\u00a5\\]")
_UNIT = re.compile(rf"[^{_READ_DASHES}{_READ_TRIANGLES}+0-9\s.,()\u00a5\\][^\s]{{0,9}}")
_BEFORE_UNIT = re.compile(rf"[{_READ_DASHES}{_READ_TRIANGLES}+]?[0-9][0-9,]*(?:\.[0-9]+)?\s*")

_MONEY = r"[\s\u00a5\uffe5\\＼$＄€£]*"
_MARKED = re.compile(f"[{DASHES}{_TRIANGLES}(（]|{_WORDS}")
# A minus to the eye: beside the number itself, or brackets around all of it. A dash after a letter belongs to that
# and so does ー after kana (コーヒー5).
_BELOW = re.compile(
    rf".*(?:[{_TRIANGLES}]|{_WORDS}){_MONEY}\.?[0-9].*"
    rf"|(?:.*[^0-9A-Za-z０-９Ａ-Ｚａ-ｚ])?[{DASHES.translate({ord(one): None for one in 'ーｰ'})}]{_MONEY}\.?[0-9].*"
    rf"|(?:.*[^0-9A-Za-z０-９Ａ-Ｚａ-ｚぁ-ゖァ-ヺｦ-ﾟ])?[ーｰ]{_MONEY}\.?[0-9].*"
    rf"|[(（]{_MONEY}[0-9][0-9,.]*\s*円?\s*[)）]"
    rf"|{_MONEY}[0-9][0-9,.]*\s*円?\s*(?:[{DASHES}{_TRIANGLES}]|{_WORDS})",
    re.DOTALL,
)


def plain(text: str, unit: str = "") -> str | None:
    """The number in plain digits (`-1234.50`), or None where the text is no number.

    Commas must stand where thousands do: 1,2 is not read as 12. Zeros before it are dropped, and so is the
    minus of nothing (-0). `unit` may stand behind it or not (3人, 3 人, 3); no other may, for nothing is converted:
    1,200円 is no number of 千円.
    """
    if text.isascii() and text.isdigit():  # most are
        return text.lstrip("0") or "0"
    narrow = hankaku(text).replace("\uffe5", "\u00a5").strip()
    if unit:
        narrow = fold(narrow).removesuffix(fold(unit)).rstrip()
        if unit != "円" and _YEN.search(narrow):
            return None
    narrow = _MINUS.sub("-", narrow)
    found = _SHAPE.fullmatch(narrow)
    if found is None or (found["sign"] and found["sign2"]):
        return None
    digits = found["whole"].replace(",", "")
    rest = found["rest"] or ""
    below = (found["sign"] or found["sign2"]) in ("-", "△", "▲") and (digits + rest).strip("0.")
    return f"{'-' if below else ''}{digits.lstrip('0') or '0'}{rest}"


def is_marked(text: str) -> bool:
    """Whether a mark of what is below 0 stands anywhere in a text."""
    return _MARKED.search(text) is not None


def looks_below(text: str) -> bool:
    """Whether a text with a number in it, in half width, says to the eye that it is below 0: －5, ¥△5, 差引△5, (5)."""
    return _BELOW.fullmatch(text) is not None


def is_unit(word: str) -> bool:
    """Whether a word can be the unit of a number: 人, 千円, ㎡, kg, m2. Nothing with which a number may begin."""
    return _UNIT.fullmatch(fold(word)) is not None


def has_other_unit(text: str, unit: str) -> bool:
    """Whether a text is a number with a word behind it that is not `unit`."""
    narrow = fold(text).strip()
    number = _BEFORE_UNIT.match(narrow)
    return number is not None and is_unit(narrow[number.end() :]) and narrow[number.end() :] != fold(unit)


def shortest(text: str) -> str:
    """A number in plain digits without zeros that say nothing: 10.00 is 10. Any other text stays."""
    found = plain(text)
    return found.rstrip("0").rstrip(".") if found and "." in found else found or text


def parse(text: str) -> Decimal | None:
    """The number that the text shows, or None."""
    found = plain(text)
    return None if found is None else Decimal(found)
