"""Column types: what a cell must hold, before any browser opens.

To add one: write a function `(column, text) -> text` under `@column_type` that gives the value as it
goes on, or raises DataError D2x–D3x; a line in the tests. Errors never hold the value.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import cast

from bots.errors import DataError, RecipeError
from bots.japan import codes, wareki, width
from bots.model import Column, Value, ValueKind

Reader = Callable[[Column, str], str]


@dataclass(frozen=True, slots=True)
class ColumnType:
    """A type of column: its words, how it reads a cell, what its values are."""

    english: str
    japanese: str
    kind: ValueKind
    read: Reader


_BY_WORD: dict[str, ColumnType] = {}
COLUMN_TYPES: dict[str, str] = {}
"""English word to Japanese word of every column type."""

_FLAGS = {"optional": "optional", "任意": "optional", "mask": "mask", "隠す": "mask"}
_LIMITS = {"max": "maximum", "最大": "maximum", "min": "minimum", "最小": "minimum"}


def column_type(english: str, japanese: str, kind: ValueKind = "text") -> Callable[[Reader], Reader]:
    """Register a type under both its words."""

    def register(read: Reader) -> Reader:
        made = ColumnType(english, japanese, kind, read)
        _BY_WORD[english] = _BY_WORD[japanese] = made
        COLUMN_TYPES[english] = japanese
        return read

    return register


# --------------------------------------------------------------------------- the declaration


def parse_column(name: str, text: str) -> Column:
    """A column as declared: `コード 8 任意 隠す`. Raises RecipeError R50, R51, R52."""
    words = text.split()
    found = _BY_WORD.get(words[0]) if words else None
    if found is None:
        word = words[0] if words else ""
        near = difflib.get_close_matches(word, _BY_WORD, 1)
        raise RecipeError("R50", word=word, known=near[0] if near else "、".join(COLUMN_TYPES.values()))
    column = Column(name, found.english)
    rest = words[1:]
    if found.english == "choice":
        if not rest or rest[0] in _FLAGS or "/" not in rest[0]:
            raise RecipeError("R52", word=words[0])
        column = replace(column, choices=tuple(one for one in rest.pop(0).split("/") if one))
    elif found.english == "code" and rest and rest[0].isdigit():
        column = replace(column, size=int(rest.pop(0)))
    return _with_rest(column, rest)


def _with_rest(column: Column, rest: list[str]) -> Column:
    while rest:
        word = rest.pop(0)
        if word in _FLAGS:
            changed = {"optional": True} if _FLAGS[word] == "optional" else {"hidden": True}
            column = replace(column, **changed)  # type: ignore[arg-type]
        elif word in _LIMITS and rest and re.fullmatch(r"-?\d+", rest[0]):
            column = replace(column, **{_LIMITS[word]: int(rest.pop(0))})  # type: ignore[arg-type]
        else:
            raise RecipeError("R51", word=word, kind=column.kind)
    return column


# --------------------------------------------------------------------------- a cell


def read_cell(column: Column, text: str) -> Value:
    """The value of a cell, as the sheet shows it. Raises DataError D20–D38; no error holds the value."""
    found = _BY_WORD[column.kind]
    if not text.strip():
        if column.optional:
            return Value("", found.kind, hidden=column.hidden, column=column.name)
        raise DataError("D20", column=column.name)
    return Value(found.read(column, text), found.kind, hidden=column.hidden, column=column.name)


def _length(column: Column, text: str) -> str:
    length = width.characters(text)
    if column.maximum is not None and length > column.maximum:
        raise DataError("D21", column=column.name, limit=column.maximum, length=length)
    if column.minimum is not None and length < column.minimum:
        raise DataError("D22", column=column.name, limit=column.minimum, length=length)
    return text


@column_type("text", "文字")
def read_text(column: Column, text: str) -> str:
    """Any text, code point by code point."""
    return _length(column, text)


@column_type("code", "コード", "code")
def read_code(column: Column, text: str) -> str:
    """Digits that are a name, not a number: leading zeros count. Full-width digits are not read as
    digits: what the sheet shows is what goes in."""
    text = text.strip()
    if not re.fullmatch(r"[0-9A-Za-z-]+", text):
        raise DataError("D24", column=column.name)
    if column.size is not None and len(text) != column.size:
        raise DataError("D23", column=column.name, size=column.size, length=len(text))
    return _length(column, text)


def _number(column: Column, text: str) -> str:
    plain = width.hankaku(text).strip().replace(",", "").lstrip("¥\\").removesuffix("円")
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain):
        raise DataError("D25", column=column.name)
    if column.maximum is not None and float(plain) > column.maximum:
        raise DataError("D26", column=column.name, limit=column.maximum)
    if column.minimum is not None and float(plain) < column.minimum:
        raise DataError("D27", column=column.name, limit=column.minimum)
    return plain


@column_type("number", "数", "number")
def read_number(column: Column, text: str) -> str:
    """A number as plain digits."""
    return _number(column, text)


@column_type("money", "金額", "money")
def read_money(column: Column, text: str) -> str:
    """An amount as plain digits; commas, ¥ and 円 are dropped."""
    return _number(column, text)


@column_type("date", "日付", "date")
def read_date(column: Column, text: str) -> str:
    """A date as YYYY-MM-DD, from any form that clerks write."""
    try:
        return wareki.parse(text).isoformat()
    except wareki.WarekiError as error:
        code = {"no_such_day": "D29", "before_era": "D30", "after_era": "D30"}.get(str(error), "D28")
        raise DataError(code, column=column.name) from None


@column_type("postal", "郵便番号")
def read_postal(column: Column, text: str) -> str:
    """123-4567, 1234567 or 〒123-4567; goes on as 123-4567."""
    parts = codes.postal(text)
    if parts is None:
        raise DataError("D31", column=column.name)
    return "-".join(parts)


@column_type("phone", "電話番号")
def read_phone(column: Column, text: str) -> str:
    """A telephone number, with hyphens where its parts can be told."""
    parts = codes.phone(text)
    if parts is None:
        raise DataError("D32", column=column.name)
    return "-".join(parts)


@column_type("kana", "カナ")
def read_kana(column: Column, text: str) -> str:
    """Kana of either kind and width, with spaces, ・ and ー."""
    if not re.fullmatch(r"[\u3041-\u309f\u30a0-\u30ff\uff66-\uff9f\s\u3000・ー]+", text):
        raise DataError("D33", column=column.name)
    return _length(column, text)


@column_type("choice", "選択", "choice")
def read_choice(column: Column, text: str) -> str:
    """Exactly one of the choices."""
    text = text.strip()
    if text not in column.choices:
        raise DataError("D34", column=column.name, choices="、".join(column.choices))
    return text


_YES = {"○", "〇", "◯", "はい", "有", "あり", "1", "１", "yes", "true", "on", "レ", "✓"}
_NO = {"×", "✕", "いいえ", "無", "なし", "0", "０", "no", "false", "off"}


@column_type("flag", "有無", "flag")
def read_flag(column: Column, text: str) -> str:
    """○ or ×; goes on as はい or いいえ."""
    word = text.strip().lower()
    if word in _YES:
        return "はい"
    if word in _NO:
        return "いいえ"
    raise DataError("D35", column=column.name)


@column_type("email", "メール")
def read_email(column: Column, text: str) -> str:
    """An e-mail address."""
    text = text.strip()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text):
        raise DataError("D36", column=column.name)
    return _length(column, text)


@column_type("file", "ファイル", "file")
def read_file(column: Column, text: str) -> str:
    """A file below the sheet's folder. Whether it is there, the source looks (it knows the folder)."""
    path = PurePosixPath(text.strip().replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in text:
        raise DataError("D38", column=column.name)
    return cast(str, str(path))
