"""Column types: what a cell must hold, before any browser opens.

To add one: write a function `(column, text) -> text` under `@column_type` that gives the value as
it goes on, or raises DataError D20–D59; a line in the tests. Errors never hold the value.

What is declared as a date goes on as YYYY-MM-DD, numbers and amounts as plain digits, a postal code as
123-4567, a telephone number with hyphens where its parts can be told, yes or no as はい or いいえ. A code
or a text goes on as the sheet shows it, code point by code point: to change it is for a filter.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import PurePosixPath

from bots.errors import DataError, Problem, RecipeError
from bots.japan import accounts, codes, numbers, wareki, width
from bots.japan.encodings import code_points, named, peculiar
from bots.model import Column, Dated, Numberless, Value, ValueKind, Worded
from bots.values.worded import as_typed


@dataclass(frozen=True, slots=True)
class Noted:
    """What a cell is read as, where a person should know of how it was read."""

    text: str
    note: str  # the code of a message about the column


_SIGNS = re.compile("[0-9A-Za-z-]+")
_ALL_KANA = re.compile(r"[\u3041-\u309f\u30a0-\u30ff\uff65-\uff9f \u3000]+")

Reader = Callable[[Column, str], str | Noted]


@dataclass(frozen=True, slots=True)
class ColumnType:
    """A type of column: its words, how it reads a cell, what its values are, whether it has
    limits, whether its values are hidden without being asked."""

    english: str
    japanese: str
    kind: ValueKind
    read: Reader
    limits: bool
    personal: bool = False


_BY_WORD: dict[str, ColumnType] = {}
COLUMN_TYPES: dict[str, str] = {}
"""English word to Japanese word of every column type."""

_FLAGS = {
    "optional": "optional", "任意": "optional", "mask": "mask", "隠す": "mask",
    "past_era": "past_era", "旧元号可": "past_era",
}  # fmt: skip
_LIMITS = {"max": "maximum", "最大": "maximum", "min": "minimum", "最小": "minimum"}
_UNITS = ("unit", "単位")


def column_type(
    english: str,
    japanese: str,
    kind: ValueKind = "text",
    *,
    limits: bool = False,
    personal: bool = False,
) -> Callable[[Reader], Reader]:
    """Register a type under both its words. `limits` = it may have 最大 and 最小; `personal` = its
    values are hidden, whether 隠す is written or not.

    Raises ValueError for a word that is taken.
    """

    def register(read: Reader) -> Reader:
        for word in (english, japanese):
            if word in _BY_WORD:
                raise ValueError(f"the column type {word} is taken")
        made = ColumnType(english, japanese, kind, read, limits, personal)
        _BY_WORD[english] = _BY_WORD[japanese] = made
        COLUMN_TYPES[english] = japanese
        return read

    return register


def has_limits(word: str) -> bool:
    """Whether a column of that type may have 最大 and 最小."""
    return _BY_WORD[word].limits


# --------------------------------------------------------------------------- the declaration


def parse_column(name: str, text: str) -> Column:
    """A column as declared: `コード 8 任意 隠す`. Raises RecipeError R50 to R52, R199 to R201; where nothing but the width of
    letters is wrong, that is advised.
    """
    try:
        return _declared(name, text)
    except RecipeError as error:
        try:
            _declared(name, width.fold(text))
        except RecipeError:
            raise error from None
        told = {**error.problem.words, "instead": width.fold(str(error.problem.words["word"]))}
        raise RecipeError.of(replace(error.problem, words=told, advice="R99")) from None


def _declared(name: str, text: str) -> Column:
    words = text.split()
    found = _BY_WORD.get(words[0]) if words else None
    if found is None:
        word = words[0] if words else ""
        near = difflib.get_close_matches(word, _BY_WORD, 1)
        known = "、".join(COLUMN_TYPES.values() if not word.isascii() else COLUMN_TYPES)
        raise RecipeError(
            "R50", word=word, known=known, near="".join(near), advice="R98" if near else ""
        )
    column = Column(name, found.english, hidden=found.personal)
    rest = words[1:]
    if found.english == "choice":
        choices = _choices(rest.pop(0)) if rest else ()
        if not choices:
            raise RecipeError("R52", word=words[0])
        column = replace(column, choices=choices)
    elif found.english == "code" and rest and _is_count(rest[0]):
        column = replace(column, size=int(rest.pop(0)))
    return _with_rest(column, rest, found.limits, words[0])


def _choices(word: str) -> tuple[str, ...]:
    """The values of `男/女`; one alone or a flag is no list of choices. Raises RecipeError R201 for one that stands twice:
    another was meant, and its rows would be refused."""
    found = tuple(one for one in re.split("[/／]", word) if one)
    twice = next((one for at, one in enumerate(found) if one in found[:at]), None)
    if twice is not None:
        raise RecipeError("R201", word=twice)
    return found if len(found) > 1 else ()


def _is_count(word: str) -> bool:
    return word.isascii() and word.isdigit() and 0 < int(word) <= 1_000_000


def _with_rest(column: Column, rest: list[str], limits: bool, kind: str) -> Column:
    """The column with what stands behind its type; `kind` is that as it is written."""
    while rest:
        word = rest.pop(0)
        flag, limit = _FLAGS.get(word), _LIMITS.get(word)
        if flag == "optional":
            column = replace(column, optional=True)
        elif flag == "mask":
            column = replace(column, hidden=True)
        elif flag == "past_era" and column.kind == "date":
            column = replace(column, past_era=True)
        elif word in _UNITS and column.kind in ("number", "money") and rest and numbers.is_unit(rest[0]):
            column = replace(column, unit=rest.pop(0))
        elif limit and limits and rest and re.fullmatch(r"-?[0-9]{1,12}", rest[0]):
            number = int(rest.pop(0))
            column = (
                replace(column, maximum=number)
                if limit == "maximum"
                else replace(column, minimum=number)
            )
        else:
            raise _misread(column, rest[0] if limit and limits and rest else word)
        if (
            column.minimum is not None
            and column.maximum is not None
            and column.minimum > column.maximum
        ):
            raise RecipeError("R199", word=word, low=column.minimum, high=column.maximum)
        if limit and not _takes_its_size(column):
            raise RecipeError("R200", word=word, size=column.size, limit=number, kind=kind)
    return column


def _takes_its_size(column: Column) -> bool:
    """Whether a value of just so many digits as the column has lies within its limits."""
    if column.size is None:
        return True
    too_short = column.minimum is not None and column.size < column.minimum
    return not too_short and (column.maximum is None or column.size <= column.maximum)


def _misread(column: Column, word: str) -> RecipeError:
    return RecipeError("R51", word=word, kind=COLUMN_TYPES[column.kind], kind_en=column.kind)


# --------------------------------------------------------------------------- a cell

def read_cell(column: Column, text: str) -> Value:
    """The value of a cell, as the sheet shows it. Raises DataError D20–D39; no error holds the
    value."""
    return cell_reader(column)(text)


def cell_reader(column: Column) -> Callable[[str], Value]:
    """`read_cell` of one column, for its many cells: what they have in common is looked up once."""
    found = _BY_WORD[column.kind]
    read, kind, hidden, name = found.read, found.kind, column.hidden, column.name

    def plain(text: str) -> str:
        if isinstance(text, Dated) and (kind == "code" or (kind != "date" and not text.whole)):
            raise DataError("D99", column=name)
        if isinstance(text, Numberless) and kind in ("number", "money"):
            if not text.nothing:
                raise DataError("D100", column=name)
            return "" if column.optional and not text.strip() else "0"
        return as_typed(column, text) if isinstance(text, Worded) else str(text)

    def read_one(text: str) -> Value:
        if type(text) is not str:
            text = plain(text)
        if not text or text.isspace():
            if column.optional:
                return Value("", kind, hidden=hidden, column=name)
            raise DataError("D20", column=name)
        said = read(column, text)
        notes: tuple[Problem, ...] = ()
        if isinstance(said, Noted):
            notes = (Problem(said.note, {"column": name}, severity="warning"),)
            said = said.text
        elif not said.isascii() and (letters := peculiar(said)):
            notes = (_peculiar(column, named(letters)),)
        return Value(said, kind, hidden=hidden, column=name, notes=notes)

    return read_one


def _peculiar(column: Column, letters: str) -> Problem:
    if column.hidden:
        return Problem("D89", {"column": column.name}, severity="warning")
    return Problem("D88", {"column": column.name, "letters": letters}, severity="warning")


def _length(column: Column, text: str) -> str:
    if column.minimum is None and (column.maximum is None or len(text) <= column.maximum):
        return text  # no text has more characters than code points
    length = width.characters(text)
    too_long = column.maximum is not None and length > column.maximum
    if too_long or (column.minimum is not None and length < column.minimum):
        if column.hidden:  # nothing of a hidden value is told, not even its length
            raise DataError("D42", column=column.name)
        limit = column.maximum if too_long else column.minimum
        raise DataError(
            "D21" if too_long else "D22", column=column.name, limit=limit, length=length
        )
    return text


@column_type("text", "文字", limits=True)
def read_text(column: Column, text: str) -> str:
    """Any text, code point by code point."""
    return _length(column, text)


@column_type("code", "コード", "code", limits=True)
def read_code(column: Column, text: str) -> str:
    """A number that is a name: leading zeros count, a bare 12 is not 00000012.

    With a size nothing but digits, else also letters and hyphens; all in half width, since what the
    sheet shows is what goes in.
    """
    text = text.strip()
    if column.size is None:
        if not _SIGNS.fullmatch(text):
            raise DataError("D39", column=column.name)
        return _length(column, text)
    if not (text.isascii() and text.isdigit()):
        raise DataError("D24", column=column.name)
    if len(text) != column.size and column.hidden:
        raise DataError("D42", column=column.name)
    if len(text) != column.size:
        raise DataError("D23", column=column.name, size=column.size, length=len(text))
    return _length(column, text)


def _number(column: Column, text: str) -> str:
    plain = numbers.plain(text, column.unit)
    if plain is None:
        if not numbers.has_other_unit(text, column.unit):
            raise DataError("D25", column=column.name)
        if not column.unit:
            raise DataError("D25", column=column.name, advice="D96")
        raise DataError("D95", column=column.name, unit=column.unit)
    if column.maximum is None and column.minimum is None:
        return plain
    number = Decimal(plain)
    if column.maximum is not None and number > column.maximum:
        raise DataError("D26", column=column.name, limit=column.maximum)
    if column.minimum is not None and number < column.minimum:
        raise DataError("D27", column=column.name, limit=column.minimum)
    return plain


@column_type("number", "数", "number", limits=True)
def read_number(column: Column, text: str) -> str:
    """A number as plain digits, without the unit that the column declares."""
    return _number(column, text)


@column_type("money", "金額", "money", limits=True)
def read_money(column: Column, text: str) -> str:
    """An amount as plain digits; commas, ¥ and 円 are dropped, △ is a minus."""
    return _number(column, text)


_NO_DATE = {
    "no_era": "D46", "serial": "D47", "weekday": "D48", "no_such_day": "D29", "before_era": "D30",
    "old_calendar": "D43",
}  # fmt: skip


@column_type("date", "日付", "date")
def read_date(column: Column, text: str) -> str | Noted:
    """A date as YYYY-MM-DD, from any form that clerks write.

    With 旧元号可 also 平成31年5月1日, which is told; without it such a date is refused with the rule
    by which the real year is found, never with the date itself.
    """
    try:
        found = wareki.read(text)
    except wareki.WarekiError as error:
        raise DataError(_NO_DATE.get(error.reason, "D28"), column=column.name) from None
    if found.day < wareki.NEW_CALENDAR:
        raise DataError("D43", column=column.name)
    if found.over is None:
        return found.day.isoformat()
    if column.past_era:
        return Noted(found.day.isoformat(), "D50")
    if column.hidden:  # its era is a part of it
        raise DataError("D30", column=column.name)
    assert found.over.last is not None
    last, before = found.over.last, found.over.first.year - 1
    raise DataError(
        "D49",
        column=column.name,
        era=found.over.name,
        last=f"{last.year - before}年{last.month}月{last.day}日",
        last_en=last.isoformat(),
        years=before,
    )


@column_type("my_number", "個人番号", "code", personal=True)
def read_my_number(column: Column, text: str) -> str:
    """A 個人番号: twelve digits in half width, the last of them right. Always hidden."""
    text = text.strip()
    if not codes.is_my_number(text):
        raise DataError("D51", column=column.name)
    return text


@column_type("corporate_number", "法人番号", "code")
def read_corporate_number(column: Column, text: str) -> str:
    """A 法人番号: thirteen digits in half width, the first of them right."""
    text = text.strip()
    if not codes.is_corporate_number(text):
        raise DataError("D52", column=column.name)
    return text


@column_type("account_kind", "預金種目")
def read_account_kind(column: Column, text: str) -> str:
    """普通, 当座, 貯蓄 or その他, by its word or its digit in transfer files (1, 2, 4, 9); goes on as the word."""
    kind = accounts.account_kind(text)
    if kind is None:
        raise DataError("D53", column=column.name)
    return kind


@column_type("account_name", "口座名義", limits=True)
def read_account_name(column: Column, text: str) -> str:
    """The holder of an account in kana, as every bank's transfer file can hold it. Goes on as the sheet shows
    it; its form in such a file is made by the filter 全銀カナ."""
    try:
        accounts.zengin(text)
    except accounts.ZenginError as error:
        if column.hidden:
            raise DataError("D56", column=column.name) from None
        letters = "、".join(f"{one} {code_points(one)}" for one in error.letters)
        raise DataError("D54", column=column.name, letters=letters) from None
    return _length(column, text)


@column_type("postal", "郵便番号")
def read_postal(column: Column, text: str) -> str:
    """123-4567, 1234567 or 〒123-4567; goes on as 123-4567."""
    parts = codes.postal(text)
    if parts is None:
        raise DataError("D31", column=column.name)
    return "-".join(parts)


@column_type("phone", "電話番号")
def read_phone(column: Column, text: str) -> str:
    """A telephone number; goes on in half width, with hyphens where its parts can be told."""
    parts = codes.phone(text)
    if parts is None:
        raise DataError("D32", column=column.name)
    return "-".join(parts)


@column_type("kana", "カナ", limits=True)
def read_kana(column: Column, text: str) -> str:
    """Kana of either kind and width, with blanks, ・ and ー."""
    if not _ALL_KANA.fullmatch(text):
        raise DataError("D33", column=column.name)
    return _length(column, text)


@column_type("choice", "選択", "choice")
def read_choice(column: Column, text: str) -> str:
    """Exactly one of the choices."""
    text = text.strip()
    if text not in column.choices:
        raise DataError("D34", column=column.name, choices="、".join(column.choices))
    return text


_YES = frozenset(
    {"○", "〇", "◯", "はい", "有", "有り", "あり", "1", "yes", "true", "on", "レ", "✓", "☑"}
)
_NO = frozenset({"×", "✕", "✖", "いいえ", "無", "無し", "なし", "0", "no", "false", "off", "☐"})


def yes_or_no(text: str) -> bool | None:
    """What a mark of a sheet or a screen says, or None where it is neither."""
    word = width.hankaku(text).strip().lower()
    return True if word in _YES else False if word in _NO else None


@column_type("flag", "有無", "flag")
def read_flag(column: Column, text: str) -> str:
    """○ or ×; goes on as はい or いいえ."""
    found = yes_or_no(text)
    if found is None:
        raise DataError("D35", column=column.name)
    return "はい" if found else "いいえ"


@column_type("email", "メール", limits=True)
def read_email(column: Column, text: str) -> str:
    """An e-mail address."""
    text = text.strip()
    if not re.fullmatch(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+", text) or not text.isascii():
        raise DataError("D36", column=column.name)
    return _length(column, text)


@column_type("file", "ファイル", "file")
def read_file(column: Column, text: str) -> str:
    """A file below the sheet's folder. Whether it is there, the source looks (it knows the
    folder)."""
    path = PurePosixPath(text.strip().replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in text or "\0" in text:
        raise DataError("D38", column=column.name)
    return str(path)
