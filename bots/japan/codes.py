"""Numbers with a shape of their own: 個人番号, 法人番号, postal codes, telephone numbers."""

from __future__ import annotations

import re

from bots.japan.width import hankaku

_POSTAL = re.compile(r"〒?\s*([0-9]{3})-?([0-9]{4})")
_DASHES = re.compile(r"[‐‑–—−ー]")
_PHONE = re.compile(r"(0[0-9]{1,4})(?:-|\s*\()([0-9]{1,4})(?:-|\)\s*)([0-9]{3,4})|\((0[0-9]{1,4})\)\s*([0-9]{1,4})-([0-9]{3,4})")
_ELEVEN = re.compile("0[5-9]0|0800")  # with which numbers of eleven digits begin: mobile, IP, one kind of free calls
_TOGETHER = re.compile(r"0[0-9]{9,10}")
_SHAPES = (  # numbers whose parts are known without the table of area codes
    (re.compile(r"(0800)([0-9]{3})([0-9]{4})"), 11),
    (re.compile(r"(0[5-9]0)([0-9]{4})([0-9]{4})"), 11),
    (re.compile(r"(0120|0570|0990|0180)([0-9]{3})([0-9]{3})"), 10),
    (re.compile(r"(0[36])([0-9]{4})([0-9]{4})"), 10),
)


def is_my_number(text: str) -> bool:
    """Whether twelve digits carry the check digit of a 個人番号. No proof: some slips pass it
    too."""
    if len(text) != 12 or not (text.isascii() and text.isdigit()):
        return False
    return int(text[11]) == my_number_check_digit(text[:11])


def my_number_check_digit(first: str) -> int:
    """The last digit that belongs to the first eleven digits of a 個人番号."""
    digits = [int(one) for one in reversed(first)]
    weights = [n + 1 if n <= 6 else n - 5 for n in range(1, 12)]
    rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return 0 if rest <= 1 else 11 - rest


def is_corporate_number(text: str) -> bool:
    """Whether thirteen digits carry the check digit of a 法人番号, which is the first of them. No proof."""
    if len(text) != 13 or not (text.isascii() and text.isdigit()):
        return False
    return int(text[0]) == corporate_check_digit(text[1:])


def corporate_check_digit(last: str) -> int:
    """The first digit that belongs to the last twelve digits of a 法人番号."""
    return 9 - sum(int(one) * (1 + at % 2) for at, one in enumerate(reversed(last))) % 9


def postal(text: str) -> tuple[str, str] | None:
    """The two parts of a postal code (123-4567, 1234567, 〒１２３－４５６７), or None."""
    found = _POSTAL.fullmatch(_plain(text))
    return (found[1], found[2]) if found else None


def phone(text: str) -> tuple[str, ...] | None:
    """The parts of a telephone number, or None where it is none.

    Three parts where it is written in parts or where its kind tells them; else all digits in one
    part: where an area code ends cannot be told from the number alone.
    """
    plain = _plain(text)
    if found := _PHONE.fullmatch(plain):
        parts = tuple(part for part in found.groups() if part)
        long = _ELEVEN.fullmatch(parts[0]) is not None
        return parts if sum(map(len, parts)) == (11 if long else 10) else None
    if not _TOGETHER.fullmatch(plain):
        return None
    for shape, length in _SHAPES:
        if len(plain) == length and (found := shape.fullmatch(plain)):
            return found.groups()
    return (plain,) if len(plain) == 10 else None


def _plain(text: str) -> str:
    return text.strip() if text.isascii() else _DASHES.sub("-", hankaku(text)).strip()
