"""An .xlsx or .xlsm as a grid: every cell as its own format shows it, in one pass, in little memory.

A sheet as all known programs write it is read by patterns, row by row. One that is written in another
way (prefixes, comments, cells without their address) is read by an XML parser: slower, the same result.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.parsers import expat

from lxml import etree

from bots.errors import DataError, Place, Problem
from bots.model import Look
from bots.sources import formats
from bots.sources.formats import Cell, Say, Show, Unread, general
from bots.sources.grid import NOTHING, Area, Grid, Line, Room, choose_sheet, column_of, has_text
from bots.sources.merges import areas_of, spread
from bots.sources.moments import serial_of_iso
from bots.sources.opening import blocks, told, too_large, whole
from bots.sources.package import Package, Undeclared, refuse_doctype
from bots.sources.struck import has_line, of_rich_element, of_rich_text

MOST_CELLS = 10_000_000  # kept of one sheet, the empty ones between others counted
_MOST_ROW = 8 << 20  # bytes of one row, and of all that stands before or after them
_MOST_COLUMNS = 16_384
_MOST_STRINGS = 1_500_000  # texts that a book shares
_OPENED = '<c r="'
_CELL = re.compile(
    r'([A-Z]{1,3})[0-9]+"([^>]*?)(?:/>|>(<f(?:[^>]*/>|[^>]*>[^<]*</f>))?'
    r"(?:(<v(?:/>|(?: [^>]*)?>([^<]*)</v>))|<is><t[^>]*>([^<]*)</t></is>|<is/>)?</c>)"
)
_ROW = re.compile(r'\sr="([0-9]+)"')
_HIDDEN = re.compile(r'\s(?:hidden="(?:1|true)"|ht="0(?:\.0*)?")')  # a row without height is seen by nobody, too
_NO_ZEROS = re.compile(r"<sheetView\b[^>]*\sshowZeros=[\"'](?:0|false)")
_STRING = re.compile(rb"<si>(?:<t(?: [^>]*)?>([^<]*)</t>|(.*?))</si>|<si/>|<si></si>", re.DOTALL)
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding=[\"']([^\"']*)")
_FURIGANA = re.compile(rb"<rPh\b.*?</rPh>", re.DOTALL)
_TEXT = re.compile(rb"<t(?: [^>]*)?>([^<]*)</t>")
_ENTITY = re.compile(r"&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x(?:000[Dd]_(\n)|([0-9A-Fa-f]{4})_)")


class _Unusual(Exception):
    """The sheet is not written as the patterns expect; nothing is wrong with that."""


def read_xlsx(path: Path, sheet: str) -> Grid:
    """A sheet of an .xlsx or .xlsm. Raises DataError D03, D07, D08."""
    with told(path), zipfile.ZipFile(path) as archive:
        package = Package(archive, path.name)
        sheets = package.sheets()
        names = [one.name for one in sheets]
        name = choose_sheet(names, sheet, path.name, [one.name for one in sheets if one.shown])
        part = next(one.part for one in sheets if one.name == name)
        cells = Cells(package)
        areas: list[Area] = []
        try:
            lines = list(_by_patterns(package, part, cells, areas))
        except _Unusual:
            areas.clear()
            lines = list(_by_parser(package, part, cells, areas))
        return Grid(name, spread(lines, areas), tuple(areas))


def xlsx_sheets(path: Path) -> tuple[str, ...]:
    """The sheets that are not hidden. Raises DataError D03, D07."""
    with told(path), zipfile.ZipFile(path) as archive:
        return tuple(one.name for one in Package(archive, path.name).sheets() if one.shown)


class Cells:
    """What the cells of a book need: its shared texts and its formats."""

    def __init__(self, package: Package) -> None:
        self.file = package.file
        self.strings, self._lines = _strings(package)
        self._shows, self.says, self._struck = _formats(package)
        self._general: Show = general
        self._from_1904 = package.from_1904
        self.any_struck = bool(self._struck) or True in self._lines.values()
        self.room = MOST_CELLS
        self._said = Room(package.file)

    def show(self, style: int) -> Show:
        """How the format of that number shows a number."""
        return self._shows[style] if style < len(self._shows) else self._general

    def say(self, style: int) -> Say | None:
        """How the format of that number shows a text, or None where as it is."""
        return self.says[style] if style < len(self.says) else None

    def begin(self, head: str) -> None:
        """What a sheet says before its rows, of all of them."""
        if self._general is general and _NO_ZEROS.search(head):
            self._general = formats.without_zeros(general)
            self._shows = [self._general if one is general else formats.without_zeros(one) for one in self._shows]

    def cell(self, kind: str, style: int, formula: bool, value: str | None, inline: str) -> Cell:
        """The text of a cell, as the sheet shows it."""
        if kind == "inlineStr" or (kind in ("s", "str") and value):
            text = self.shared(value or "") if kind == "s" else _unescaped(inline if kind == "inlineStr" else value or "")
            say = self.say(style)
            return text if say is None or not text else say(text)
        if value is None or (value == "" and kind != "str"):
            return Unread(Problem("D13")) if formula else ""
        if kind == "str":
            return ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind == "e":
            return Unread(Problem("D14", {"error": value[:20]}))
        if kind == "d":
            return self._moment(style, value)
        return self.show(style)(value)

    def _moment(self, style: int, value: str) -> Cell:
        """A day, a time or a length that is written as one, by the format of its cell. One without a format is shown
        by each program in its own way."""
        number = repr(serial_of_iso(value, from_1904=self._from_1904))
        show = self.show(style)
        return Unread(Problem("D101"), Look(float(number), "General")) if show is self._general else show(number)

    def is_struck(self, kind: str, style: int, value: str, own: bool | None = None) -> bool:
        """Whether a cell is struck out, all of it; `own` = what the runs of a text in the cell itself say."""
        if kind == "s" and value.isdigit():
            own = self._lines.get(int(value))
        return style in self._struck if own is None else own

    def shared(self, value: str) -> str:
        """A shared text by its number. Raises ValueError, IndexError where the book has none."""
        if not value.isdigit():
            raise ValueError("no number of a text")
        return self.strings[int(value)]

    def line(self, number: int, cells: list[Cell], hidden: bool, struck: list[int]) -> Line:
        """A line; the cells of a sheet are counted. Raises DataError D07."""
        self.room -= len(cells)
        if self.room < 0:
            raise DataError(
                "D07", Place(self.file), file=self.file, what="セル / cells", limit=str(MOST_CELLS)
            )
        self._said.take(cells)
        if number > 1_048_576:
            raise DataError("D03", Place(self.file), file=self.file)
        return Line(number, tuple(cells), hidden, frozenset(struck) if struck else NOTHING)


# --------------------------------------------------------------------------- by patterns


def _by_patterns(package: Package, part: str, cells: Cells, areas: list[Area]) -> Iterator[Line]:
    with (
        closing(blocks(package.archive, part, package.file)) as data,
        closing(_rows(package, data, areas, cells.begin)) as rows,
    ):
        yield from _lines(package, rows, cells)


def _lines(package: Package, rows: Iterator[bytes], cells: Cells) -> Iterator[Line]:
    columns: dict[str, int] = {}
    known: Known = {}
    last = 0
    for data in rows:
        row = data[data.rindex(b"<row") :].decode()
        start = row[: row.index(">")]
        numbered = _ROW.search(start)
        if numbered is None:
            raise _Unusual
        number = int(numbered[1])
        if number <= last:
            raise DataError("D03", Place(package.file), file=package.file)
        last = number
        if "<v" not in row and "<f" not in row and "<is" not in row:
            continue  # formats only
        made, struck = _cells(row, number, cells, columns, known)
        if has_text(made):
            yield cells.line(number, made, _HIDDEN.search(start) is not None, struck)


def _rows(
    package: Package, data: Iterator[bytes], areas: list[Area], begin: Callable[[str], None]
) -> Generator[bytes, None, None]:
    """The bytes of a row each, up to its end; those without any cell are left out. `begin` is told what stands before."""
    rest, begun, headed = b"", False, False
    form = expat.ParserCreate(namespace_separator=" ")  # patterns do not see that tags do not match
    for block in data:
        if not _simple(block):
            raise _Unusual
        form.Parse(block, False)
        rest += block
        if not headed and b"<sheetData" in rest:
            headed = True
            begin(rest[: rest.index(b"<sheetData")].decode())
        *rows, rest = rest.split(b"</row>")
        for row in rows:
            begun = begun or b"<sheetData>" in row
            if not begun or b"<row" not in row:
                raise _Unusual
            yield row
        opened = rest.rfind(b"<row ")
        if opened > 0 and b"</sheetData>" not in rest:
            begun = begun or b"<sheetData>" in rest
            rest = rest[opened:]
        if len(rest) > _MOST_ROW:
            raise too_large(package.file, "行 / row", _MOST_ROW)
    form.Parse(b"", True)
    ended = rest.find(b"</sheetData>")
    whole_sheet = (
        b"<sheetData/>" in rest
        if ended < 0
        else b"<c" not in rest[max(0, rest.rfind(b"<row", 0, ended)) : ended]
    )
    if not whole_sheet or not rest.rstrip().endswith(b"</worksheet>"):
        raise _Unusual
    areas += areas_of(rest)


def _simple(data: bytes) -> bool:
    """Whether a piece of XML is UTF-8 without comments and the like."""
    encoding = _ENCODING.match(data)
    return (
        b"<!" not in data
        and b"\0" not in data
        and (not encoding or encoding[1].lower() == b"utf-8")
    )


def _cells(
    row: str, number: int, cells: Cells, columns: dict[str, int], known: Known
) -> tuple[list[Cell], list[int]]:
    """The cells of a row, and the places of those that are struck out. One that holds a value alone is cut into its pieces, which is quicker than the pattern
    that knows the others; `columns` holds the letters that were met, `known` the attributes."""
    count = row.count("<c ") + row.count("<c>")
    if count > _MOST_COLUMNS:
        raise DataError("D03", Place(cells.file), file=cells.file)
    _, *pieces = row.split(_OPENED)
    if len(pieces) != count:
        raise _Unusual
    made: list[Cell] = []
    struck: list[int] = []
    strings, any_struck, there, row_end = cells.strings, cells.any_struck, 0, f'{number}"'
    for piece in pieces:
        head, _, held = piece.partition("><v>")
        value, _, end = held.partition("<")
        letters, _, attributes = head.partition(row_end)
        formula = inline = ""
        at, form = columns.get(letters), known.get(attributes)
        if at is None or form is None or end != "/v></c>":
            found = _CELL.match(piece)
            if found is None:
                raise _Unusual
            letters, attributes, formula, held, value, inline = found.groups("")
            at = columns.setdefault(letters, column_of(letters) - 1)
            form = known.get(attributes) or _form(attributes, cells, known)
        if not (value or formula or inline):
            continue
        kind, show, style, as_it_is = form
        if as_it_is and value.isdigit():
            text: Cell = strings[int(value)]
        elif kind == "n" and value:
            text = show(value)
        else:
            kept = _decoded(value) if held else None
            text = cells.cell(kind, style, bool(formula), kept, _decoded(inline))
        if at != there:
            if at < there:
                raise _Unusual
            made += [""] * (at - there)
        made.append(text)
        if any_struck and cells.is_struck(kind, style, value):
            struck.append(at)
        there = at + 1
    return made, struck


Known = dict[str, tuple[str, Show, int, bool]]


def _form(attributes: str, cells: Cells, known: Known) -> tuple[str, Show, int, bool]:
    """Type and format of a cell, by the text of its attributes, and whether it is a shared text that is shown as it is;
    `known` has it from now on."""
    words = dict(re.findall(r'([\w:]+)="([^"]*)"', attributes))
    style = int(words.get("s", "0"))
    kind = words.get("t", "n")
    found = known[attributes] = (kind, cells.show(style), style, kind == "s" and cells.say(style) is None)
    return found


def _decoded(text: str) -> str:
    """What a piece of XML without tags says."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ENTITY.sub(_sign, text) if "&" in text else text


def _sign(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    return _NAMED[name] if name else chr(int(decimal) if decimal else int(hexadecimal, 16))


def _unescaped(text: str) -> str:
    """`_x000D_` stands for a sign that XML cannot hold."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: found[1] or chr(int(found[2], 16)), text)


# --------------------------------------------------------------------------- by the parser


def _by_parser(package: Package, part: str, cells: Cells, areas: list[Area]) -> Iterator[Line]:
    with closing(blocks(package.archive, part, package.file)) as data:
        yield from _parsed_lines(package, Undeclared(data, package.file), cells, areas)


def _parsed_lines(
    package: Package, stream: Undeclared, cells: Cells, areas: list[Area]
) -> Iterator[Line]:
    last = 0
    events = etree.iterparse(
        stream,
        events=("end",),
        tag=("{*}row", "{*}mergeCell", "{*}sheetView"),
        resolve_entities=False,
        huge_tree=True,
    )
    for _, element in events:
        name = etree.QName(element).localname
        if name == "mergeCell":
            areas += areas_of(etree.tostring(element))
            continue
        written = "".join(f' {name}="{said}"' for name, said in element.attrib.items())
        if name != "row":
            cells.begin(f"<{name}{written}>")
            continue
        number = int(element.get("r", last + 1))
        if number <= last:
            raise DataError("D03", Place(package.file), file=package.file)
        last = number
        made, struck = _parsed(element, cells)
        if has_text(made):
            yield cells.line(number, made, _HIDDEN.search(written) is not None, struck)
        _forget(element)


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _parsed(row: Any, cells: Cells) -> tuple[list[Cell], list[int]]:
    made: list[Cell] = []
    struck: list[int] = []
    next_column = 1
    for one in row.iterfind("{*}c"):
        letters = re.sub(r"[0-9]+$", "", one.get("r", ""))
        column = column_of(letters) if letters else next_column
        next_column = column + 1
        value, formula = one.find("{*}v"), one.find("{*}f")
        kind, style = one.get("t", "n"), int(one.get("s", "0"))
        kept, rich = None if value is None else value.text or "", one.find("{*}is")
        text = cells.cell(
            kind,
            style,
            formula is not None,
            kept,
            "".join(found.text or "" for found in one.iterfind("{*}is//{*}t")
                    if etree.QName(found.getparent()).localname != "rPh"),
        )  # fmt: skip
        if type(text) is str and not text:
            continue
        if column - 1 < len(made):
            raise DataError("D03", Place(cells.file), file=cells.file)
        made += [""] * (column - 1 - len(made))
        made.append(text)
        if cells.is_struck(kind, style, kept or "", None if rich is None else of_rich_element(rich)):
            struck.append(column - 1)
    return made, struck


# --------------------------------------------------------------------------- texts and formats


Lines = dict[int, bool]  # whether a text has a line through all of it, by its number, where not its cell decides


def _strings(package: Package) -> tuple[list[str], Lines]:
    part = package.part_of("sharedStrings")
    if not part:
        return [], {}
    data = whole(package.archive, part, package.file)
    refuse_doctype(data, package.file)
    if b"<si" not in data and b":si" not in data:
        return [], {}
    if data.count(b"<si") + data.count(b":si") // 2 > _MOST_STRINGS:  # with a prefix ends look like begins
        raise DataError(
            "D07", Place(package.file), file=package.file, what="文字列 / texts", limit=f"{_MOST_STRINGS:,}"
        )
    expat.ParserCreate(namespace_separator=" ").Parse(data, True)
    if (
        not _simple(data)
        or b"<si" not in data
        or data.count(b"<si>") + data.count(b"<si/>") != data.count(b"<si")
    ):
        return _strings_by_parser(data, package.file)
    found: list[str] = []
    lines: Lines = {}
    for one in _STRING.finditer(data):
        plain, rich = one.groups()
        if rich:
            rich = _FURIGANA.sub(b"", rich)
            if (line := of_rich_text(rich)) is not None:
                lines[len(found)] = line
        text = plain or (b"".join(_TEXT.findall(rich)) if rich else b"")
        found.append(_unescaped(_decoded(text.decode())))
    return found, lines


def _strings_by_parser(data: bytes, file: str) -> tuple[list[str], Lines]:
    """The texts one by one: as a tree they would take ten times as much."""
    found: list[str] = []
    lines: Lines = {}
    stream: Any = io.BytesIO(data)
    try:
        for _, one in etree.iterparse(stream, ("end",), tag="{*}si", resolve_entities=False, huge_tree=True):
            texts = (text.text or "" for text in one.iterfind(".//{*}t")
                     if etree.QName(text.getparent()).localname != "rPh")  # fmt: skip
            if (line := of_rich_element(one)) is not None:
                lines[len(found)] = line
            found.append(_unescaped("".join(texts)))
            _forget(one)
    except etree.XMLSyntaxError as error:
        raise DataError("D03", Place(file), file=file) from error
    return found, lines


def _formats(package: Package) -> tuple[list[Show], list[Say | None], frozenset[int]]:
    """How each format of the book shows a number and a text, by the number of the format; and those that strike out."""
    part = package.part_of("styles")
    if not part:
        return [], [], frozenset()
    styles = package.xml(part)
    codes = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "")
        for one in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    forms = list(styles.iterfind("{*}cellXfs/{*}xf"))
    numbers = [int(one.get("numFmtId", "0")) for one in forms]
    used = {number: formats.code_of(number, codes.get(number, "")) for number in set(numbers)}
    shows = {number: formats.show_of(code, from_1904=package.from_1904) for number, code in used.items()}
    says = {number: formats.say_of(code) for number, code in used.items()}
    lines = {str(at) for at, one in enumerate(styles.iterfind("{*}fonts/{*}font")) if has_line(one)}
    struck = frozenset(at for at, one in enumerate(forms) if one.get("fontId", "0") in lines)
    return [shows[number] for number in numbers], [says[number] for number in numbers], struck
