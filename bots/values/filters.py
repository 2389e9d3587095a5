"""Filters: what `<名前|変換>` may do to a text. Each is a pure function under its decorator.

To add one: write a function `(text, *arguments) -> text` under `@text_filter`, and a line in the tests.
A filter that cannot take its value raises DataError D40 or D41: the row is refused, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bots.errors import DataError, RecipeError
from bots.japan import codes, wareki, width
from bots.model import Value

DATE_FORMS = re.compile(r"(?:YYYY|YY|MM|DD|M|D|[年月日/\-. ])+")
_DATE_PARTS = re.compile(r"YYYY|YY|MM|DD|M|D|.")


class Used(Protocol):
    """A filter as it stands in a text: its word and its arguments."""

    @property
    def word(self) -> str: ...
    @property
    def arguments(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class TextFilter:
    """A filter. `least` and `most` arguments; `numeric` = the first is a number; `allowed` = closed forms."""

    english: str
    japanese: str
    do: Callable[..., str]
    least: int = 0
    most: int = 0
    numeric: bool = False
    form: Callable[[str], bool] | None = None
    allowed: str = ""


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
    form: Callable[[str], bool] | None = None,
    allowed: str = "",
) -> Callable[[Callable[..., str]], Callable[..., str]]:
    """Register a filter under both its words. Raises ValueError for a word that is taken."""

    def register(do: Callable[..., str]) -> Callable[..., str]:
        if english in _ALL or japanese in _ALL:
            raise ValueError(f"the filter {english} / {japanese} is taken")
        made = TextFilter(english, japanese, do, least, most, numeric, form, allowed)
        _ALL[english] = _ALL[japanese] = made
        FILTERS[english] = japanese
        return do

    return register


def check_filter(word: str, arguments: Sequence[str]) -> None:
    """Check a filter's arguments without a value. Raises RecipeError R53, R54, R55; KeyError if unknown."""
    one = _ALL[word]
    if not one.least <= len(arguments) <= one.most:
        raise RecipeError("R54", name=word, word=word, count=one.least or one.most)
    if one.numeric and arguments and not arguments[0].isdigit():
        raise RecipeError("R55", name=word, word=arguments[0])
    form = " ".join(arguments)
    if one.form is not None and arguments and not one.form(form):
        raise RecipeError("R53", name=word, word=arguments[0], allowed=one.allowed)


def apply(value: Value, filters: Sequence[Used]) -> Value:
    """The value after its filters; text from the first one on. Raises DataError D40, D41."""
    if not filters:
        return value
    text = value.reveal()
    for used in filters:
        one = _ALL.get(used.word)
        if one is None:
            raise RecipeError("R53", name=used.word, word=used.word, allowed="、".join(FILTERS.values()))
        check_filter(used.word, used.arguments)
        try:
            text = one.do(text, *used.arguments)
        except (ValueError, KeyError):
            raise DataError("D40", name=used.word, column=value.column) from None
    return Value(text, hidden=value.hidden, column=value.column)


# --------------------------------------------------------------------------- dates


def _day(text: str) -> date:
    return wareki.parse(text)


def _wareki_form(form: str) -> bool:
    return width.hankaku(form) in wareki.FORMS


def _date_form(form: str) -> bool:
    return DATE_FORMS.fullmatch(form) is not None


@text_filter("wareki", "和暦", most=1, form=_wareki_form, allowed="、".join(wareki.FORMS))
def to_wareki(text: str, form: str = wareki.FORMS[0]) -> str:
    """令和6年4月1日, or another of the listed forms."""
    return wareki.write(_day(text), form) if text else ""


@text_filter("date", "日付", most=3, form=_date_form, allowed="YYYY YY MM M DD D 年 月 日 / - .")
def to_date(text: str, *form: str) -> str:
    """A date by the closed words YYYY YY MM M DD D."""
    if not text:
        return ""
    day = _day(text)
    parts = {
        "YYYY": f"{day.year:04}", "YY": f"{day.year % 100:02}", "MM": f"{day.month:02}",
        "M": str(day.month), "DD": f"{day.day:02}", "D": str(day.day),
    }  # fmt: skip
    wanted = " ".join(form) or "YYYY-MM-DD"
    return "".join(parts.get(part, part) for part in _DATE_PARTS.findall(wanted))


@text_filter("year", "年")
def year(text: str) -> str:
    """The western year."""
    return str(_day(text).year)


@text_filter("month", "月")
def month(text: str) -> str:
    """The month, without a leading zero."""
    return str(_day(text).month)


@text_filter("day", "日")
def day_of_month(text: str) -> str:
    """The day, without a leading zero."""
    return str(_day(text).day)


# --------------------------------------------------------------------------- width and kana

text_filter("zenkaku", "全角")(width.zenkaku)
text_filter("hankaku", "半角")(width.hankaku)
text_filter("katakana", "カタカナ")(width.katakana)
text_filter("hiragana", "ひらがな")(width.hiragana)
text_filter("hankaku_kana", "半角カナ")(width.hankaku_kana)


# --------------------------------------------------------------------------- digits and parts


@text_filter("pad", "桁", least=1, most=1, numeric=True)
def pad(text: str, size: str) -> str:
    """Zeros before, to so many digits; a longer value is an error, never cut."""
    if not text:
        return ""
    if len(text) > int(size):
        raise DataError("D41", name="桁", size=int(size))
    return text.zfill(int(size))


@text_filter("first", "先頭", least=1, most=1, numeric=True)
def first(text: str, count: str) -> str:
    """The first so many characters."""
    return text[: int(count)]


@text_filter("last", "末尾", least=1, most=1, numeric=True)
def last(text: str, count: str) -> str:
    """The last so many characters."""
    return text[-int(count) :] if int(count) else ""


@text_filter("digits", "数字だけ")
def digits(text: str) -> str:
    """Nothing but the digits, in half width."""
    return "".join(one for one in width.hankaku(text) if one in "0123456789")


@text_filter("postal", "郵便番号")
def postal(text: str) -> str:
    """123-4567."""
    if not text:
        return ""
    parts = codes.postal(text)
    if parts is None:
        raise ValueError("postal")
    return "-".join(parts)


@text_filter("phone", "電話番号")
def phone(text: str) -> str:
    """03-1234-5678, where the parts can be told."""
    if not text:
        return ""
    parts = codes.phone(text)
    if parts is None:
        raise ValueError("phone")
    return "-".join(parts)


@text_filter("banchi", "番地", most=1)
def banchi(text: str, hyphen: str = "－") -> str:
    """Every dash between two digits as the chosen one."""
    return re.sub(r"(?<=[0-9０-９])[‐‑–—−－ー-](?=[0-9０-９])", hyphen, text)


@text_filter("comma", "カンマ")
def comma(text: str) -> str:
    """1,234,567."""
    if not text:
        return ""
    plain = width.hankaku(text).replace(",", "")
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain):
        raise ValueError("number")
    whole, dot, rest = plain.partition(".")
    return f"{int(whole):,}{dot}{rest}"


# --------------------------------------------------------------------------- text


@text_filter("trim", "前後の空白を除く")
def trim(text: str) -> str:
    """Without white space at either end, full-width too."""
    return text.strip()


@text_filter("replace", "置換", least=2, most=2)
def replace(text: str, old: str, new: str) -> str:
    """Every `old` as `new`."""
    return text.replace(old, new)


@text_filter("default", "空なら", least=1, most=1)
def default(text: str, other: str) -> str:
    """`other` where the value is empty."""
    return text or other


@text_filter("oneline", "改行を除く")
def oneline(text: str) -> str:
    """Lines joined into one."""
    return "".join(text.splitlines())
