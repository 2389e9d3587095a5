"""CSV and TSV as grids: UTF-8 with or without a mark, UTF-16 with one, or CP932; all cells are text."""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path

from bots.errors import DataError, Place
from bots.sources.grid import Grid, Line, has_text
from bots.sources.opening import MOST_BYTES

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_JAPANESE = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff9f]")


def read_delimited(path: Path) -> Grid:
    """The file as a grid. Raises DataError D17 (encoding), D68 (quotes), D69 (NUL), with the line."""
    text = decode(path.read_bytes(), path.name)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DataError("D69", Place(path.name, line, 1), file=path.name, line=line)
    delimiter = "\t" if path.suffix.lower() == ".tsv" or "\t" in text.split("\n", 1)[0] else ","
    csv.field_size_limit(MOST_BYTES)  # a long cell is a cell; the file's size has its limit already
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    begun = 1
    try:
        for number, row in enumerate(reader, 1):
            if has_text(row):
                lines.append(Line(number, tuple(row)))
            begun = reader.line_num + 1
    except csv.Error as error:
        raise DataError("D68", Place(path.name, begun, 1), file=path.name, line=begun) from error
    return Grid("", lines)


def decode(data: bytes, file: str) -> str:
    """The text of the bytes. `cp932`, not `shift_jis`: 髙 and ～ are only there. Raises DataError D17, and
    D81 where a line of a CP932 file is written in UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, file)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # One bad byte does not make UTF-8 another encoding: as CP932 it would be read, and wrongly.
        around = data[max(0, error.start - 4096) : error.start + 60_000]
        if _mostly_utf8(around):
            return _decoded(data, "utf-8", file)
        _check_one_encoding(data, file)
        return _decoded(data, "cp932", file)


def _decoded(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        newline = "\n".encode(encoding)
        line = data.count(newline, 0, error.start) + 1
        raise DataError("D17", Place(file, line, 1), file=file, line=line) from error


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
