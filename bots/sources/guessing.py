"""Which type a column of a sheet has, guessed from its heading and its cells, for a recipe that is begun.

A guess is only what the column's own reader takes (bots.values.columns); where some cells do not fit, or
little speaks for it, it says so in its doubts. Nothing of a cell gets out but the words of a choice, and
those only where they stand several times and cannot be people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bots.errors import DataError
from bots.japan.accounts import account_kind
from bots.japan.codes import is_my_number
from bots.japan.people import looks_personal, names_people, names_places
from bots.japan.width import fold
from bots.model import Column, Numberless
from bots.sources.formats import Cell, Unread
from bots.sources.grid import text_of
from bots.values.columns import read_cell, yes_or_no

Why = Literal["empty", "few", "blank", "misfit", "single", "unread", "date", "not_date", "my_number"]

MOST_CHOICES = 12
MOST_NAMED = 3  # cells whose places are told
_LONGEST_CHOICE = 20
_ENOUGH = 0.8  # of the cells speak for a type that the heading does not name
_HALF = 0.5  # of them, where the heading names it
_FEW = 3  # cells say little
_SLIPS = 0.1  # of the rows without a value are rather slips than left blank

_MY_NUMBER = re.compile(r"個人番号|マイナンバー|my ?number", re.IGNORECASE)
_ACCOUNT = re.compile(r"口座|暗証|パスワード|account number|password", re.IGNORECASE)
_HOLDER = re.compile(r"名義|account (?:name|holder)", re.IGNORECASE)
_ACCOUNT_KIND = re.compile(r"預金種|口座種|^種目$|account (?:kind|type)", re.IGNORECASE)
_CORPORATE = re.compile(r"法人番号|corporate number", re.IGNORECASE)
_DAY = re.compile(r"(?:年月日|日付|期日|期限|誕生日|[^曜毎休]日)(?:[(].*)?[)]?$|date|birthday|\bday\b", re.IGNORECASE)
_POSTAL = re.compile(r"郵便|〒|postal|\bzip\b", re.IGNORECASE)
_PHONE = re.compile(r"電話|携帯|連絡先|fax|\btel\b|phone|mobile", re.IGNORECASE)
_MONEY = re.compile(r"金額|[料費額税]$|価格|単価|円[)]?$|amount|price|fee$|\bcost\b", re.IGNORECASE)
_KANA = re.compile(r"カナ|かな|フリガナ|ふりがな|ヨミ|よみ|読み|kana", re.IGNORECASE)
_NUMBER = re.compile(r"番号|コード|ナンバー|[A-Za-z]?No\.?$|№|\bID\b|\bcode\b|\bnumber\b|\bno\b", re.IGNORECASE)
_KIND = re.compile(r"区分|種別|種類|分類|コース|kind|type|class", re.IGNORECASE)
_YES = re.compile(r"有無|要否|可否|希望|フラグ|同意|済", re.IGNORECASE)
_FILE = re.compile(r"[^\s].*\.(?:pdf|jpe?g|png|tiff?|docx?|xlsx?|zip)", re.IGNORECASE)
_SEPARATED = re.compile(r"[0-9]\s*[-/.．／年]\s*[0-9]{1,2}\s*[-/.．／月]|元年")
_COMMAS = re.compile(r"^[-△▲]?\s*[\u00a5\uffe5\\]|円$|^[0-9]{1,3}(?:,[0-9]{3})+$")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a guess may be wrong, of how many rows that is so, and the places (from 0) of the first of them that do not
    read as what the column seems to be."""

    why: Why
    rows: int = 0
    at: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """A column as a recipe would declare it, of how many rows it is filled in, and what is doubtful.

    `values` are the words it may be chosen from, each with how often it stands there; only of columns that
    cannot be people. They are for comparing with a screen and are in no message.
    """

    column: Column
    rows: int
    filled: int
    doubts: tuple[Doubt, ...] = ()
    values: tuple[tuple[str, int], ...] = field(default=(), repr=False)


def names_own_number(name: str) -> bool:
    """Whether a heading names a number that a person has: 個人番号, of an account, a telephone, a postal code."""
    heading = fold(name)
    return any(one.search(heading) for one in (_MY_NUMBER, _ACCOUNT, _POSTAL, _PHONE))


def guess_column(name: str, cells: Sequence[Cell]) -> Guess:
    """The type of a column by its heading and what stands below it, a cell a row."""
    texts = [_said(cell) for cell in cells if isinstance(cell, str) and cell.strip()]
    unread = sum(isinstance(cell, Unread) for cell in cells)
    blank = len(cells) - len(texts) - unread
    heading = fold(name)
    found, more = _kind(heading, texts)
    column = replace(found, name=name, optional=blank > 0 or not texts)
    doubts = list(more)
    misfits = _misfits(column, cells)
    if not texts:
        doubts.append(Doubt("empty"))
    elif len(texts) < _FEW:
        doubts.append(Doubt("few", len(texts)))
    if texts and 0 < blank <= _SLIPS * len(cells):
        doubts.append(Doubt("blank", blank))
    if misfits and not any(one.why == "single" for one in doubts):
        doubts.append(Doubt("misfit", len(misfits), misfits[:MOST_NAMED]))
    if column.kind == "text" and not column.hidden and _may_be_dates(heading, texts):
        misfits = _misfits(Column(name, "date"), cells)
        doubts.append(Doubt("not_date", len(misfits), misfits[:MOST_NAMED]))
    if unread:
        doubts.append(Doubt("unread", unread))
    return Guess(column, len(cells), len(texts), tuple(doubts), _values(column, heading, texts))


def _misfits(column: Column, cells: Sequence[Cell]) -> tuple[int, ...]:
    """The places of the cells that the column does not take."""
    said = ((at, _said(cell)) for at, cell in enumerate(cells) if isinstance(cell, str) and cell.strip())
    return tuple(at for at, text in said if not _fits(column, text))


def _may_be_dates(heading: str, texts: Sequence[str]) -> bool:
    """Whether texts are dates but for some that cannot be read as such."""
    dates = [text for text in _those(Column("", "date"), texts) if _SEPARATED.search(fold(text))]
    return len(dates) >= max(1, _HALF * len(texts)) or bool(dates and _DAY.search(heading))


def _said(cell: str) -> str:
    """What a cell tells of its column: an amount that shows nothing is 0; words beside a number are seen."""
    return "0" if isinstance(cell, Numberless) and not re.search("[0-9]", cell) else text_of(cell)


def _kind(heading: str, texts: Sequence[str]) -> tuple[Column, tuple[Doubt, ...]]:
    """The type, without name and blanks."""
    own = _number_of_a_person(heading, texts)
    if own is not None:
        return own
    if not texts:
        return Column("", "text"), ()
    for guess in _GUESSES:
        found = guess(heading, texts)
        if found is not None:
            return found
    return Column("", "text"), ()


Found = tuple[Column, tuple[Doubt, ...]] | None


def _number_of_a_person(heading: str, texts: Sequence[str]) -> Found:
    """個人番号 by the heading, or by check digits: of any twelve digits one number in ten has them."""
    named = _MY_NUMBER.search(heading)
    if _all_fit(Column("", "my_number"), texts) and (named or len(texts) >= _FEW):
        return Column("", "my_number", hidden=True), () if named else (Doubt("my_number", len(texts)),)
    twelve = [text for text in texts if re.fullmatch(r"[0-9]{12}", text.strip())]
    if named:
        plain = len(twelve) >= _ENOUGH * len(texts)
        return Column("", "code" if plain else "text", 12 if plain else None, hidden=True), ()
    valid = sum(is_my_number(text.strip()) for text in twelve)
    if valid and len(twelve) >= _ENOUGH * len(texts) and valid > len(twelve) / 2:
        return Column("", "code", 12, hidden=True), (Doubt("my_number", valid),)
    if _HOLDER.search(heading) and _all_fit(Column("", "account_name"), texts):
        return Column("", "account_name", hidden=True), ()
    if _ACCOUNT.search(heading) and _account_kind(heading, texts) is None:
        digits = texts and all(re.fullmatch(r"[0-9A-Za-z-]+", text.strip()) for text in texts)
        first = len(texts[0].strip()) if texts else 1
        size = first if _all_fit(Column("", "code", first), texts) else None
        return Column("", "code" if digits else "text", size, hidden=True), ()
    return None


def _corporate_number(heading: str, texts: Sequence[str]) -> Found:
    """By check digits of all: of any thirteen digits one number in nine has them."""
    sure = _CORPORATE.search(heading) or len(set(texts)) >= _FEW
    return (Column("", "corporate_number"), ()) if sure and _all_fit(Column("", "corporate_number"), texts) else None


def _account_kind(heading: str, texts: Sequence[str]) -> Found:
    """By its words, two of them at least; by digits and by one word alone only where the heading says so."""
    kinds = {text.strip() for text in texts}
    words = len(kinds) > 1 and all(account_kind(one) == one for one in kinds)
    named = _ACCOUNT_KIND.search(heading)
    return (Column("", "account_kind"), ()) if (words or named) and _all_fit(Column("", "account_kind"), texts) else None


def _file(_: str, texts: Sequence[str]) -> Found:
    return _if(Column("", "file"), texts, _FILE.fullmatch)


def _email(_: str, texts: Sequence[str]) -> Found:
    return _if(Column("", "email"), texts, lambda text: "@" in text)


def _date(heading: str, texts: Sequence[str]) -> Found:
    """By the heading half of them are enough: one impossible date among a few is a slip, and is told as a misfit."""
    named = bool(_DAY.search(heading))
    enough = _HALF if named else _ENOUGH
    return _if(Column("", "date"), texts, lambda text: named or _SEPARATED.search(fold(text)), enough)


def _postal(heading: str, texts: Sequence[str]) -> Found:
    named = bool(_POSTAL.search(heading))
    return _if(Column("", "postal"), texts, lambda text: named or re.match(r"〒|[0-9]{3}-[0-9]{4}$", fold(text).strip()))


def _phone(heading: str, texts: Sequence[str]) -> Found:
    named = bool(_PHONE.search(heading))
    return _if(Column("", "phone"), texts, lambda text: named or "-" in fold(text))


def _flag(heading: str, texts: Sequence[str]) -> Found:
    if all(text.strip() in "01" for text in texts) and not _YES.search(heading):
        return None
    return _if(Column("", "flag"), texts, lambda text: yes_or_no(text) is not None)


def _money(heading: str, texts: Sequence[str]) -> Found:
    named = bool(_MONEY.search(heading))
    return _if(Column("", "money"), texts, lambda text: named or _COMMAS.search(fold(text).strip()))


def _kana(heading: str, texts: Sequence[str]) -> Found:
    return _if(Column("", "kana"), texts, lambda _: True) if _KANA.search(heading) else None


def _choice(heading: str, texts: Sequence[str]) -> Found:
    if not _may_be_chosen(heading, texts):
        return None
    counts = Counter(text.strip() for text in texts)
    several = [word for word, count in counts.items() if count > 1]
    single = len(counts) - len(several)
    numbers = all(re.fullmatch(r"[0-9.,-]+", fold(word)) for word in counts)
    enough = len(texts) >= 2 * len(counts) and single * 3 <= len(counts)
    if len(several) < 2 or not enough or (numbers and not _KIND.search(heading)):
        return None
    doubts = (Doubt("single", single),) if single else ()
    return Column("", "choice", choices=tuple(several)), doubts


def _code(heading: str, texts: Sequence[str]) -> Found:
    digits = [text.strip() for text in texts if re.fullmatch(r"[0-9]+", text.strip())]
    named = bool(_NUMBER.search(heading))
    zeros = any(text[0] == "0" and len(text) > 1 for text in digits)
    if len(digits) >= _ENOUGH * len(texts):
        size, often = Counter(map(len, digits)).most_common(1)[0]
        alike = often >= _ENOUGH * len(texts) and (size > 1 or zeros)
        packed = size == 8 and not named and len(_those(Column("", "date"), digits)) == len(digits)
        if zeros or named or packed:
            doubts = (Doubt("date", len(digits)),) if packed else ()
            return Column("", "code", size if alike else None), doubts
        return None
    return _if(Column("", "code"), texts, lambda text: re.search(r"[0-9]", text)) if named else None


def _number(heading: str, texts: Sequence[str]) -> Found:
    named = _NUMBER.search(heading) or any(re.match(r"0[0-9]", fold(text).strip()) for text in texts)
    return None if named else _if(Column("", "number"), texts, lambda _: True)  # as one 007 would become 7


_GUESSES: tuple[Callable[[str, Sequence[str]], Found], ...] = (
    _file, _email, _corporate_number, _account_kind, _date, _postal, _phone, _kana, _flag, _money, _choice, _code, _number,
)  # fmt: skip


def _if(column: Column, texts: Sequence[str], says: Callable[[str], object], enough: float = _ENOUGH) -> Found:
    """The column, if enough of the texts fit it and look like it."""
    looks = [text for text in texts if says(text)]
    return (column, ()) if len(_those(column, looks)) >= max(1, enough * len(texts)) else None


def _those(column: Column, texts: Iterable[str]) -> list[str]:
    return [text for text in texts if _fits(column, text)]


def _all_fit(column: Column, texts: Sequence[str]) -> bool:
    return bool(texts) and len(_those(column, texts)) == len(texts)


def _fits(column: Column, text: str) -> bool:
    try:
        read_cell(column, text)
    except DataError:
        return False
    return True


def _may_be_chosen(heading: str, texts: Sequence[str]) -> bool:
    """Whether the words of a column may be told: few, short, and of nobody."""
    if names_people(heading) or names_places(heading):
        return False
    words = {text.strip() for text in texts}
    plain = all(len(word) <= _LONGEST_CHOICE and not re.search(r"[\s/／]", word) for word in words)
    return 1 < len(words) <= MOST_CHOICES and plain and not any(map(looks_personal, words))


def _values(column: Column, heading: str, texts: Sequence[str]) -> tuple[tuple[str, int], ...]:
    chosen = column.kind in ("choice", "flag", "text", "code", "number") and not column.hidden
    if not chosen or not _may_be_chosen(heading, texts):
        return ()
    return tuple(Counter(text.strip() for text in texts).items())
