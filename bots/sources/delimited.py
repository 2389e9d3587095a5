"""CSV and TSV as grids: UTF-8 with or without a mark, UTF-16 with one, or CP932; all cells are text."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from bots.errors import DataError, Place, Problem
from bots.sources.grid import Cell, Grid, Line, has_text

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_delimited(path: Path) -> Grid:
    """The file as a grid. Raises DataError D17 with the line that no encoding fits."""
    text = decode(path.read_bytes(), path.name)
    delimiter = "\t" if path.suffix.lower() == ".tsv" or "\t" in text.split("\n", 1)[0] else ","
    lines: list[Line] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    width = 0
    try:
        for number, row in enumerate(reader, 1):
            width = width or len(row)
            cells: list[Cell] = list(row)
            if len(row) > width and any(row[width:]):
                cells[-1] = Problem("D63")
            if has_text(cells):
                lines.append(Line(number, tuple(cells)))
    except csv.Error as error:
        raise DataError("D03", Place(path.name), file=path.name) from error
    return Grid("", lines)


def decode(data: bytes, file: str) -> str:
    """The text of the bytes. `cp932`, not `shift_jis`: 髙 and ～ are only there."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    for encoding in ("utf-8", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
    raise DataError("D17", Place(file, line, 1), file=file, line=line)
