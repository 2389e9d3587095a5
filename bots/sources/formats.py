"""What a cell shows of the number that it holds: as a date, with the zeros of its format, or as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from bots.errors import Problem
from bots.model import Dated, Look, Numberless, Worded
from bots.sources.moments import FROM_1904, Shape, length_of, moment_of, shape_of
from bots.sources.numerals import Beside, digits_in, general_of, numeral_of, words_of
from bots.sources.sections import Section, sections_of, words_around


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell without a text that may be read, and why. `look` = what it holds, where that is a number."""

    problem: Problem
    look: Look | None = None


Cell = str | Unread  # a text as shown, or why there is none
Show = Callable[[str], Cell]  # the number as it is kept → the text that the sheet shows
Say = Callable[[str], Cell]  # a text as it is kept → the text that the sheet shows

_LONGEST = 60  # signs of a text in a format, which may have 255 with all that its quotes take
_DIGITS_KEPT = 15  # a spreadsheet keeps no more digits of a number
# The formats that books name by number alone: ECMA-376 part 1, 18.8.30, with those of a Japanese program.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: "ge.m.d", 28: "ggge年m月d日", 29: "ggge年m月d日", 30: "m/d/yy", 31: "yyyy年m月d日", 32: "h時mm分",
    33: "h時mm分ss秒", 34: "yyyy年m月", 35: "m月d日", 36: "ge.m.d",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: "ge.m.d", 51: "ggge年m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "ggge年m月d日", 55: "yyyy年m月",
    56: "m月d日", 57: "ge.m.d", 58: "ggge年m月d日",
}  # fmt: skip


def code_of(number: int, code: str) -> str:
    """The format of a cell: its code, or what stands for its number where a book writes none."""
    return code or _BUILT_IN.get(number, "")


def plain(value: float) -> str | Problem:
    """A number without any format: never `1E+15`, never `.0`, no digits that were not kept."""
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("no number")
    if abs(value) >= 10**_DIGITS_KEPT:
        return Problem("D60")
    text = format(Decimal(f"{value:.{_DIGITS_KEPT}g}"), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def general(kept: str) -> Cell:
    """A number as it is kept in the file."""
    if len(kept) <= _DIGITS_KEPT and kept.isdigit() and kept.isascii():
        return kept if kept[0] != "0" else str(int(kept))
    found = plain(float(kept))
    return found if isinstance(found, str) else Unread(found, Look(float(kept), "General"))


def show_of(code: str, *, from_1904: bool) -> Show:
    """How a cell of the format `code` (as `code_of` gives it) shows what it holds."""
    if code in ("", "General", "@"):
        return general
    if code in ("0", "#,##0"):
        return partial(_counted, code)
    sections = sections_of(code)
    shows = {one: _by_section(one, code, from_1904) for one in sections.numbers}
    if not code.strip("0"):
        return partial(_padded, len(code), shows[sections.numbers[0]])
    if len(shows) == 1 and sections.numbers[0].condition is None:
        return shows[sections.numbers[0]]

    def show(kept: str) -> Cell:
        section = sections.of(float(kept))
        return (shows.get(section) or _by_section(section, code, from_1904))(kept)

    return show


def look_of(number: float, code: str, *, from_1904: bool) -> Look:
    """How a number of such a book looks in one that counts days from 1900."""
    is_day = from_1904 and any(one.kind == "moment" for one in sections_of(code).numbers)
    return Look(number + FROM_1904 if is_day else number, code or "General")


def literally(text: str) -> str:
    """A format that shows this text, whatever the number is."""
    quoted = text[:_LONGEST].replace('"', '"\\""').replace("\n", " ")
    return f'"{quoted}"'


def look_beside(number: float, shown: str, beside: Beside | None) -> Look | None:
    """How a number looks beside which that is shown, with the words of its format on either side of its digits. None
    where no format can be made that says the same: which digits are the number is not known, or the words are too many.
    """
    place = digits_in(shown, Decimal(str(number)), beside)
    if place is None:
        return None
    before, digits, after = shown[: place[0]], shown[place[0] : place[1]], shown[place[1] :]
    if max(len(before), len(after)) > _LONGEST or "\n" in shown:
        return None
    body = f"{'#,##0' if ',' in digits else '0'}{'.' if '.' in digits else ''}{'0' * len(digits.partition('.')[2])}"
    code = literally(before) + body + literally(after)
    return Look(number, f"{code};{code}")  # of what is below 0, the words hold the mark


def without_zeros(show: Show) -> Show:
    """The same, in a sheet that shows no cell whose number is 0."""

    def show_amounts(kept: str) -> Cell:
        return show(kept) if float(kept) else Numberless("", nothing=True, look=Look(0.0, ";;;"))

    return show_amounts


def say_of(code: str) -> Say | None:
    """How a cell of that format shows a text, or None where it shows it as it is."""
    section = sections_of(code).text
    if section is None:
        return None
    words = words_around(section)
    if words is None:
        return lambda text: Unread(Problem("D101"))
    return None if len(words) == 2 and not "".join(words).strip() else lambda text: text.join(words)


def _counted(code: str, kept: str) -> Cell:
    """`0` and `#,##0`: the number, if it has no more than is shown."""
    text = general(kept)
    return Unread(Problem("D100"), Look(float(kept), code)) if isinstance(text, str) and "." in text else text


def _padded(places: int, other: Show, kept: str) -> Cell:
    """`00000000`: most numbers of codes are whole and short, and are put into their zeros at once."""
    return kept.zfill(places) if len(kept) <= places and kept.isdigit() and kept.isascii() else other(kept)


def _by_section(section: Section, code: str, from_1904: bool) -> Show:
    """How a section of the format `code` shows a number."""
    if section.kind == "general":
        show = general_of(section, _plain)
        return general if show is None else partial(_looking, code, show)
    if section.kind == "moment":
        return _moments(shape_of(section.code), code, from_1904)
    if section.kind == "length":
        return partial(_looking, code, lambda kept: length_of(float(kept), section.code))
    if section.kind == "unknown":
        return partial(_looking, code, lambda kept: Problem("D101"))
    return partial(_looking, code, (numeral_of if section.kind == "number" else words_of)(section, _plain))


def _plain(kept: str) -> str | Problem:
    found = general(kept)
    return found if isinstance(found, str) else found.problem


def _looking(code: str, show: Callable[[str], str | Problem], kept: str) -> Cell:
    """What is shown, with what it looks like where it is more, or less, than a text."""
    found = show(kept)
    if type(found) is str:
        return found
    look = Look(float(kept), code)
    if isinstance(found, Problem):
        return Unread(found, look)
    if isinstance(found, Numberless):
        return Numberless(found, nothing=found.nothing, look=look)
    if isinstance(found, Worded):
        return Worded(found, shown=found.shown, look=look)
    assert isinstance(found, Dated)
    return Dated(found, whole=found.whole, look=look)


def _moments(shape: Shape, code: str, from_1904: bool) -> Show:
    known: dict[str, Cell] = {}
    later = FROM_1904 if from_1904 else 0

    def show(kept: str) -> Cell:
        found = known.get(kept)
        if found is None:
            serial = float(kept)
            said, look = moment_of(serial, shape, from_1904=from_1904), Look(serial + later, code)
            if isinstance(said, Problem):
                found = Unread(said, None if from_1904 else look)
            else:
                found = Dated(said, whole=said.whole, look=look)
            known[kept] = found
        return found

    return show
