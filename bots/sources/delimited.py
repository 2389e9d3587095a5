"""CSV and TSV as grids: UTF-8 with or without a mark, UTF-16 with one, CP932, EUC-JP, ISO-2022-JP; all cells
are text, and the grid says which encoding it was."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from bots.errors import DataError, Place
from bots.sources.grid import Grid, Line, Room, has_text
from bots.sources.opening import MOST_BYTES

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 (BOM)"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_NAMES = {"utf-8": "UTF-8", "cp932": "Shift_JIS (CP932)", "euc_jp": "EUC-JP", "iso2022_jp_ext": "ISO-2022-JP (JIS)"}
_CESU = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")  # 𠮷 in two halves of three bytes
_MARK_AGAIN = re.compile("^\ufeff+", re.MULTILINE)  # of files that were put together
_SWITCH = re.compile(rb"\x1b(?:\$[@B]|\([BJI])")  # to another set of signs, as only ISO-2022-JP has it
_PAIRS = re.compile(rb"(?:[\x00-\x7f]+|(?:[\xa1-\xfe]{2})+|\x8e[\xa1-\xdf]|\x8f[\xa1-\xfe]{2})*+")
_NO_KANA = re.compile("(?<![ｳｶ-ﾄﾊ-ﾎ])[ﾞﾟ]|[｡､･].[｡､･]")  # what nobody writes in half width
_KANA_ALONE = re.compile("[\x00-\x7f｡-ﾟ]*")
_END = "\x1a"
_NO_TEXT = {"\0": "NUL", _END: "U+001A"}
_MOST_COLUMNS = 16_384
_KEPT = re.compile('="((?:[^"]|"")*)"')  # what business systems write so that Excel shows 0012 with its zeros
_LINE = re.compile("[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_JAPANESE = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff9f]")


def read_delimited(path: Path) -> Grid:
    """The file as a grid. Raises DataError D17, D102 (encoding), D68 (quotes), D69 (no text), with the line, and D81,
    D91 (two encodings)."""
    text, encoding = decode(path.read_bytes(), path.name)
    if "\ufeff" in text:
        text = _MARK_AGAIN.sub("", text)
    text = _without_end_mark(text)
    for sign, called in _NO_TEXT.items():
        if sign in text:
            line = text.count("\n", 0, text.index(sign)) + 1
            raise DataError("D69", Place(path.name, line, 1), file=path.name, line=line, sign=called)
    delimiter = "\t" if path.suffix.lower() == ".tsv" or "\t" in text.split("\n", 1)[0] else ","
    csv.field_size_limit(MOST_BYTES)  # a long cell is a cell; the file's size has its limit already
    room = Room(path.name)
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    kept = '="' in text
    begun = 1
    try:
        for number, row in enumerate(reader, 1):
            if len(row) > _MOST_COLUMNS:
                raise DataError(
                    "D07", Place(path.name, begun, 1), file=path.name, what="列 / columns", limit=f"{_MOST_COLUMNS:,}"
                )
            if kept:
                row = [_as_shown(cell) for cell in row]
            if has_text(row):
                room.take(row)
                lines.append(Line(number, tuple(row)))
            begun = reader.line_num + 1
    except csv.Error as error:
        raise DataError("D68", Place(path.name, begun, 1), file=path.name, line=begun) from error
    return Grid("", lines, encoding=encoding)


def _without_end_mark(text: str) -> str:
    """The text before the one sign (U+001A) by which DOS and hosts end a file; anywhere else it is no text."""
    if _END not in text[-5:]:
        return text
    body = text.rstrip("\r\n")
    return body[:-1] if body.endswith(_END) else text


def _as_shown(cell: str) -> str:
    """A formula that is nothing but a text, as that text; any other stays as it is written."""
    found = _KEPT.fullmatch(cell)
    return found[1].replace('""', '"') if found else cell


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends. A StringIO would keep a copy of four bytes a character."""
    return (found[0] for found in _LINE.finditer(text))


def decode(data: bytes, file: str) -> tuple[str, str]:
    """The text of the bytes, and the name of its encoding. Raises DataError D17, D102 for CESU-8, D81 where a line of a CP932
    file is written in UTF-8, D91 where it cannot be told which encoding it is."""
    for mark, encoding, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, file), name
    encoding = _encoding_of(data, file)
    return _decoded(data, encoding, file), _NAMES[encoding]


def _encoding_of(data: bytes, file: str) -> str:
    """The encoding of a text without a mark. `cp932`, not `shift_jis`: 髙 and ～ are only there."""
    if data.isascii():
        return "iso2022_jp_ext" if _SWITCH.search(data) else "utf-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # One bad byte does not make UTF-8 another encoding: as CP932 it would be read, and wrongly.
        around = data[max(0, error.start - 4096) : error.start + 60_000]
        if _mostly_utf8(around) or _is_cesu(data):
            return "utf-8"
        if _is_euc(data, file):
            return "euc_jp"
        _check_one_encoding(data, file)
        return "cp932"
    if _may_be_kana(data):
        raise DataError("D91", Place(file), file=file, other="UTF-8")
    return "utf-8"


def _may_be_kana(data: bytes) -> bool:
    """Whether a text of UTF-8 without one sign of Japanese may be kana of half width in CP932: ﾐｷ is з in UTF-8."""
    try:
        return _KANA_ALONE.fullmatch(data.decode("cp932")) is not None
    except UnicodeDecodeError:
        return False


def _is_euc(data: bytes, file: str) -> bool:
    """Whether the text is EUC-JP. Kanji and kana of full width are never so in CP932, where most begin with a
    byte below A1; what can be both are kana of half width, an even number each time. Raises DataError D91."""
    if not _PAIRS.fullmatch(data):
        return False
    try:
        if _NO_KANA.search(data.decode("cp932")):
            return True
    except UnicodeDecodeError:
        return True
    raise DataError("D91", Place(file), file=file, other="EUC-JP")


def _decoded(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        newline = "\n".encode(encoding)
        line = data.count(newline, 0, error.start) + 1
        code = "D102" if encoding == "utf-8" and _CESU.match(data, error.start) else "D17"
        raise DataError(code, Place(file, line, 1), file=file, line=line) from error


def _is_cesu(data: bytes) -> bool:
    """Whether the text would be UTF-8 if the characters beyond its first plane stood in four bytes."""
    try:
        _CESU.sub(b"", data).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return _CESU.search(data) is not None


def _check_one_encoding(data: bytes, file: str) -> None:
    """A line of UTF-8 can be read as CP932 too, and says nonsense (山 becomes 螻ｱ). Such a line is Japanese
    in UTF-8 from end to end; what is written in CP932 never is, but by a chance of rare kanji before kana of
    half width. Raises DataError D81."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.isascii():
            continue
        try:
            said = line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if all(one.isascii() or _JAPANESE.match(one) for one in said):
            raise DataError("D81", Place(file, number, 1), file=file, line=number)


def _mostly_utf8(data: bytes) -> bool:
    """Whether there are more signs of three bytes, as Japanese has them in UTF-8, than bytes that fit not.
    Signs of two bytes say nothing: two half-width kana of CP932 look like one."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(1 for sign in text if sign > "\u07ff") - bad > bad
