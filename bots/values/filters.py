"""Filters: what `<名前|変換>` may do to a text. Each is a pure function under its decorator.

To add one: write a function `(text, *arguments) -> text` under `@text_filter`, and a line in the
tests.
A filter that cannot take its value raises DataError D40 or D41: the row is refused, nothing is
guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bots.errors import DataError, Problem, RecipeError
from bots.japan import accounts, codes, numbers, variants, wareki, width
from bots.japan.opening import OpeningDays, is_forecast
from bots.model import Hall, Value
from bots.values.former import OLD_WORDS

# Each word by itself: YYYYMMDDD is no day with another behind it, but a slip.
DATE_FORMS = re.compile(r"(?:YYYY(?!Y)|YY(?!Y)|MM(?!M)|DD(?!D)|M(?!M)|D(?!D)|[年月日/\-. ])+")
_DATE_PARTS = re.compile(r"YYYY|YY|MM|DD|M|D|.")


class Used(Protocol):
    """A filter as it stands in a text: its word and its arguments."""

    @property
    def word(self) -> str:
        """The word as written, in either language."""

    @property
    def arguments(self) -> tuple[str, ...]:
        """What follows the word."""


@dataclass(slots=True)
class Asked:
    """What a filter that `asks` may ask, and where it tells what it did: the hall's tables, the column of
    the value, whether the value is hidden."""

    hall: Hall
    column: str
    hidden: bool
    notes: list[Problem] = field(default_factory=list)

    def tell(self, code: str, **words: object) -> None:
        """Note something that a person should know of, of this column."""
        self.notes.append(Problem(code, {"column": self.column, **words}, severity="warning"))


@dataclass(frozen=True, slots=True)
class TextFilter:
    """A filter. `least` and `most` arguments; `numeric` = the first is a number, at least `smallest`; `allowed` =
    closed forms; `blank` = it is asked also where the value is blank (else blank stays blank); `asks` = it takes an
    Asked as `asked`; `never` = types of columns none of
    whose values it can take."""

    english: str
    japanese: str
    do: Callable[..., str]
    least: int = 0
    most: int = 0
    numeric: bool = False
    smallest: int = 0
    form: Callable[[str], bool] | None = None
    allowed: str = ""
    blank: bool = False
    asks: bool = False
    never: frozenset[str] = frozenset()


_NO_TABLES = Hall()  # of a hall that decides nothing of its own
_ALL: dict[str, TextFilter] = {}
FILTERS: dict[str, str] = {}
"""English word to Japanese word of every filter."""


def text_filter(
    english: str,
    japanese: str,
    *,
    least: int = 0,
    most: int = 0,
    numeric: bool = False,
    smallest: int = 0,
    form: Callable[[str], bool] | None = None,
    allowed: str = "",
    blank: bool = False,
    asks: bool = False,
    never: frozenset[str] = frozenset(),
) -> Callable[[Callable[..., str]], Callable[..., str]]:
    """Register a filter under both its words. Raises ValueError for a word that is taken."""

    def register(do: Callable[..., str]) -> Callable[..., str]:
        if english in _ALL or japanese in _ALL:
            raise ValueError(f"the filter {english} / {japanese} is taken")
        made = TextFilter(english, japanese, do, least, most, numeric, smallest, form, allowed, blank, asks, never)
        _ALL[english] = _ALL[japanese] = made
        FILTERS[english] = japanese
        return do

    return register


def _named(word: str) -> TextFilter | None:
    """The filter of a word of today or of a former version."""
    return _ALL.get(word) or _ALL.get(OLD_WORDS.get(word, ""))


def _needed(least: int, most: int) -> tuple[str, str]:
    """How many words stand after a filter, in both languages."""
    if not most:
        return "後ろには何も書きません", "none"
    if least == most:
        return f"書くのは {most} 個です", str(most)
    return f"書けるのは {most} 個までです", f"{most} at most"


def check_filter(word: str, arguments: Sequence[str]) -> None:
    """Check a filter's arguments without a value. Raises RecipeError R53, R54, R55; KeyError if
    unknown."""
    one = _named(word)
    if one is None:
        raise KeyError(word)
    if not one.least <= len(arguments) <= one.most:
        ja, en = _needed(one.least, one.most)
        raise RecipeError("R54", name=word, word=word, need=ja, need_en=en)
    number = re.fullmatch(r"[0-9]{1,4}", arguments[0]) if one.numeric and arguments else None
    if one.numeric and arguments and (number is None or int(number[0]) < one.smallest):
        raise RecipeError("R55", name=word, word=arguments[0], minimum=one.smallest)
    form = " ".join(arguments)
    if one.form is not None and arguments and not one.form(form):
        raise RecipeError("R53", name=word, word=arguments[0], allowed=one.allowed)


def takes(kind: str, choices: Sequence[str], used: Sequence[Used]) -> bool:
    """Whether filters can take any value at all of a column of that type; `choices` are its only values."""
    words = [one for one in (_named(each.word) for each in used) if one is not None]
    if kind != "choice":
        return not words or kind not in words[0].never
    return any(one.blank for one in words) or any(_passes(Value(choice), used) for choice in choices)


def _passes(value: Value, used: Sequence[Used]) -> bool:
    try:
        apply(value, used)
    except DataError:
        return False
    return True


def apply(value: Value, filters: Sequence[Used], name: str = "", hall: Hall = _NO_TABLES) -> Value:
    """The value after its filters: text, unless they left it as it was.

    `name` is what to call the value where it comes from no column. Raises DataError D40, D41.
    """
    text = value.reveal()
    column = value.column or name
    asked = Asked(hall, column, value.hidden)
    for used in filters:
        one = _named(used.word)
        if one is None:
            known = "、".join(FILTERS.values())
            raise RecipeError("R53", name=used.word, word=used.word, allowed=known)
        check_filter(used.word, used.arguments)
        if not text and not one.blank:
            continue
        try:
            text = one.do(text, *used.arguments, **({"asked": asked} if one.asks else {}))
        except TooLong as error:
            raise DataError("D41", name=used.word, column=column, size=error.size) from None
        except ValueError:
            raise DataError("D40", name=used.word, column=column) from None
    notes = (*value.notes, *asked.notes)
    if text == value.reveal():
        return value if notes == value.notes else value.noting(notes)
    return Value(text, hidden=value.hidden, column=value.column, notes=notes)


class TooLong(ValueError):
    """A value has more than `size` characters."""

    def __init__(self, size: int) -> None:
        self.size = size
        super().__init__("too long")


# --------------------------------------------------------------------------- dates


_NO_DAY = frozenset({"phone", "postal", "kana", "flag", "email"})  # a number may be written 20260401


def _day(text: str) -> date:
    return wareki.parse(text)


def _wareki_form(form: str) -> bool:
    return width.hankaku(form) in wareki.FORMS


def _date_form(form: str) -> bool:
    return DATE_FORMS.fullmatch(form) is not None and re.search("[YMD]", form) is not None


@text_filter("wareki", "和暦", most=1, form=_wareki_form, allowed="、".join(wareki.FORMS), never=_NO_DAY)
def to_wareki(text: str, form: str = wareki.FORMS[0]) -> str:
    """令和6年4月1日, or another of the listed forms."""
    return wareki.write(_day(text), form)


@text_filter("date", "日付", most=3, form=_date_form, allowed="YYYY YY MM M DD D 年 月 日 / - .", never=_NO_DAY)
def to_date(text: str, *form: str) -> str:
    """A date by the closed words YYYY YY MM M DD D."""
    day = _day(text)
    parts = {
        "YYYY": f"{day.year:04}", "YY": f"{day.year % 100:02}", "MM": f"{day.month:02}",
        "M": str(day.month), "DD": f"{day.day:02}", "D": str(day.day),
    }  # fmt: skip
    wanted = " ".join(form) or "YYYY-MM-DD"
    return "".join(parts.get(part, part) for part in _DATE_PARTS.findall(wanted))


@text_filter("year", "年", never=_NO_DAY)
def year(text: str) -> str:
    """The western year."""
    return str(_day(text).year)


@text_filter("month", "月", never=_NO_DAY)
def month(text: str) -> str:
    """The month, without a leading zero."""
    return str(_day(text).month)


@text_filter("day", "日", never=_NO_DAY)
def day_of_month(text: str) -> str:
    """The day, without a leading zero."""
    return str(_day(text).day)


_MOVES: dict[str, Callable[[OpeningDays, date], date]] = {
    "翌": lambda days, day: days.after(day),
    "前": lambda days, day: days.before(day),
    "以後": lambda days, day: days.on_or_after(day),
    "以前": lambda days, day: days.on_or_before(day),
    "月初": lambda days, day: days.nth(day.year, day.month, 1),
    "月末": lambda days, day: days.last(day.year, day.month),
}
_MOVES |= {
    english: _MOVES[japanese]
    for english, japanese in {
        "next": "翌", "previous": "前", "on_or_after": "以後", "on_or_before": "以前", "first": "月初", "last": "月末",
    }.items()
}  # fmt: skip
_COUNTED = re.compile(r"([1-9][0-9]?)(?:(日後|_after)|(日前|_before)|(日目|_of_month))")


def _move_form(word: str) -> bool:
    return word in _MOVES or _COUNTED.fullmatch(width.hankaku(word)) is not None


@text_filter(
    "opening_day", "開庁日", most=1, form=_move_form, asks=True, never=_NO_DAY,
    allowed="翌、前、以後、以前、月初、月末、3日後、3日前、3日目 / next, previous, on_or_after, on_or_before, first, last, "
    "3_after, 3_before, 3_of_month",
)  # fmt: skip
def opening_day(text: str, move: str = "以後", *, asked: Asked) -> str:
    """An opening day of the hall, counted from a day or in its month, as YYYY-MM-DD; by itself that day, or
    the next opening day."""
    hall = asked.hall
    days = OpeningDays.of_texts(hall.closed, hall.opened)
    day = _day(text)
    counted = _COUNTED.fullmatch(width.hankaku(move))
    if counted is None:
        found = _MOVES[move](days, day)
    elif counted[2]:
        found = days.after(day, int(counted[1]))
    elif counted[3]:
        found = days.before(day, int(counted[1]))
    else:
        found = days.nth(day.year, day.month, int(counted[1]))
    if is_forecast(found):
        asked.tell("D55")
    return found.isoformat()


# --------------------------------------------------------------------------- width and kana

text_filter("zenkaku", "全角")(width.zenkaku)
text_filter("hankaku", "半角")(width.hankaku)
text_filter("katakana", "カタカナ")(width.katakana)
text_filter("hiragana", "ひらがな")(width.hiragana)
text_filter("hankaku_kana", "半角カナ")(width.hankaku_kana)
text_filter("zengin", "全銀カナ")(accounts.zengin)


def _approved(form: str) -> list[str]:
    """What is approved: characters, and sets of characters by their names (JIS X 0208, cp932)."""
    sets = _SETS_OF_JIS.findall(form)
    return [*sets, *_SETS_OF_JIS.sub(" ", form).split()]


_SETS_OF_JIS = re.compile(r"JIS\s*X\s*02[0-9]{2}", re.IGNORECASE)


def _is_approval(form: str) -> bool:
    return all(variants.is_set(one) or not one.isascii() for one in _approved(form))


@text_filter(
    "substitute", "代替文字", most=40, form=_is_approval, asks=True,
    allowed="髙 﨑 のような文字、JIS X 0208、JIS X 0213、cp932 / characters, JIS X 0208, JIS X 0213, cp932",
)  # fmt: skip
def substitute(text: str, *approved: str, asked: Asked) -> str:
    """Characters that are hard to hold as the table says; every change is told."""
    made, changes = variants.substituted(text, _approved(" ".join(approved)), asked.hall.substitutes)
    if changes and asked.hidden:
        asked.tell("D58")
    elif changes:
        asked.tell("D57", letters="、".join(map(str, changes)))
    return made


# --------------------------------------------------------------------------- digits and parts


_PADDED = re.compile("[0-9A-Za-z][0-9A-Za-z-]*")


@text_filter("pad", "桁", least=1, most=1, numeric=True, smallest=1)
def pad(text: str, size: str) -> str:
    """Zeros before, to so many digits; a longer value is an error, never cut, and so is one that is no number or code of
    half width: 00-5, 00１２."""
    if not _PADDED.fullmatch(text):
        raise ValueError("no number")
    if len(text) > int(size):
        raise TooLong(int(size))
    return text.rjust(int(size), "0")


@text_filter("first", "先頭", least=1, most=1, numeric=True)
def first(text: str, count: str) -> str:
    """The first so many characters, as a reader counts them."""
    return "".join(width.split(text)[: int(count)])


@text_filter("last", "末尾", least=1, most=1, numeric=True)
def last(text: str, count: str) -> str:
    """The last so many characters, as a reader counts them."""
    parts = width.split(text)
    return "".join(parts[max(0, len(parts) - int(count)) :])


@text_filter("digits", "数字だけ")
def digits(text: str) -> str:
    """Nothing but the digits, in half width."""
    return "".join(one for one in width.hankaku(text) if one in "0123456789")


@text_filter("postal", "郵便番号", never=frozenset({"date", "phone", "kana", "flag", "email"}))
def postal(text: str) -> str:
    """123-4567."""
    parts = codes.postal(text)
    if parts is None:
        raise ValueError("postal")
    return "-".join(parts)


@text_filter(  # a number has lost the zero that it began with
    "phone", "電話番号", never=frozenset({"number", "money", "date", "postal", "kana", "flag", "email"})
)
def phone(text: str) -> str:
    """03-1234-5678, where the parts can be told."""
    parts = codes.phone(text)
    if parts is None:
        raise ValueError("phone")
    return "-".join(parts)


@text_filter("banchi", "番地", most=1)
def banchi(text: str, hyphen: str = "－") -> str:
    """Every dash between two digits as the chosen one; ー in words stays."""
    dash = r"(?<=[0-9０-９])[‐‑‒–—―−－ーｰ-](?=[0-9０-９])"
    return re.sub(dash, lambda _: hyphen, text)


@text_filter("comma", "カンマ", never=frozenset({"date", "postal", "kana", "flag", "email"}))
def comma(text: str) -> str:
    """1,234,567."""
    plain = numbers.plain(text)
    if plain is None:
        raise ValueError("number")
    whole, dot, rest = plain.partition(".")
    minus = "-" if whole.startswith("-") else ""
    return f"{minus}{int(whole.lstrip('-')):,}{dot}{rest}"


# --------------------------------------------------------------------------- text


@text_filter("trim", "前後の空白を除く")
def trim(text: str) -> str:
    """Without white space at either end, full-width too."""
    return text.strip()


@text_filter("replace", "置換", least=2, most=2)
def replace(text: str, old: str, new: str) -> str:
    """Every `old` as `new`; `""` stands for nothing, blanks go in quotes."""
    if not old:
        raise ValueError("nothing to replace")
    return text.replace(old, new)


@text_filter("default", "空なら", least=1, most=1, blank=True)
def default(text: str, other: str) -> str:
    """`other` where the value is blank."""
    return text if text.strip() else other


@text_filter("oneline", "改行を除く")
def oneline(text: str) -> str:
    """Lines joined into one."""
    return re.sub(r"[\r\n\v\f\u0085\u2028\u2029]+", "", text)
