"""Files that are broken or mean harm, each with a name that says how. Nothing here is random."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.effort import effort
from tests.unit.sources.parts import PARTS, ROWS, make, sheet_of

Made = tuple[str, bytes]  # the file's name and what it holds
MEGA = 1 << 20
_ODS = "urn:oasis:names:tc:opendocument:xmlns"
_PLACES = {"sheet": "xl/worksheets/sheet2.xml", "strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml",
           "book": "xl/workbook.xml", "relations": "xl/_rels/workbook.xml.rels"}  # fmt: skip
_LAUGHS = "<!DOCTYPE x [" + '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"  # fmt: skip
_DECLARED = {
    "laughs": _LAUGHS,
    "outside": '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>',
    "net": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>',
}


def files(folder: Path, ods: bytes, xls: bytes) -> Iterator[Made]:
    """All of them. `ods` and `xls` are sound books of LibreOffice; `folder` is scratch."""
    book = make(folder / "book.xlsx").read_bytes()
    text = ("番号,氏名\r\n" + "00000001,髙橋　花子\r\n" * 40).encode("cp932")
    whole = {"xlsx": book, "xlsm": book, "ods": ods, "xls": xls, "csv": text}
    yield from _cut_off(whole)
    yield from _wrong_bytes(whole)
    yield from _wrong_endings(whole)
    for makers in (_bombs, _declared, _odd_xml, _odd_numbers, _odd_names, _locked):
        yield from makers(folder, whole)
    yield from _texts()
    yield from _large(folder)


def _cut_off(whole: dict[str, bytes]) -> Iterator[Made]:
    for ending, data in whole.items():
        for part in range(10):
            yield f"cut_{part}.{ending}", data[: len(data) * part // 10]


def _wrong_bytes(whole: dict[str, bytes]) -> Iterator[Made]:
    for ending in ("xlsx", "ods", "xls"):
        data = whole[ending]
        for part in range(12):
            at = len(data) * part // 12 + 40
            yield f"wrong_{part}.{ending}", data[:at] + b"\xff\x00\x7f\xf0" + data[at + 4 :]


def _wrong_endings(whole: dict[str, bytes]) -> Iterator[Made]:
    others = {**whole, "pdf": b"%PDF-1.7\n" * 90, "html": b"<html><table><tr><td>1", "png": b"\x89PNG\r\n\x1a\n" * 9,
              "exe": b"MZ\x90\0" + bytes(range(256)) * 4}  # fmt: skip
    for is_, data in others.items():
        for ending in ("xlsx", "xls", "ods", "csv"):
            if is_ not in (ending, "xlsm") and (is_, ending) != ("csv", "csv"):
                yield f"{is_}_called.{ending}", data


# --------------------------------------------------------------------------- bombs


def _packed(folder: Path, **changed: str | bytes | None) -> bytes:
    return make(folder / "made.xlsx", **changed).read_bytes()


def _part(name: str) -> str:
    return _PLACES[name].rpartition("/")[2].replace(".", "_")


def _noise(piece: str, megabytes: int) -> str:
    """Text of that size, packed to about a fiftieth: the ratio alone tells nothing of it."""
    some = "".join(piece.replace("#", str(n * 2_654_435_761 % 99_991)) for n in range(30_000))
    return some * (megabytes * MEGA // len(some) + 1)


def _bombs(folder: Path, whole: dict[str, bytes]) -> Iterator[Made]:
    yield "bomb_ratio.xlsx", _packed(folder, image1_png=b"\0" * (30 * MEGA))
    yield "bomb_cells.xlsx", _packed(folder, sheet2_xml=sheet_of(_noise('<row r="3"><c r="A#"/></row>', 3)))
    wide = f'<row r="10">{_noise("<c r=@A#@><v>#</v></c>".replace("@", chr(34)), 10)}</row>'
    yield "bomb_row.xlsx", _packed(folder, sheet2_xml=sheet_of(ROWS + wide))
    yield "bomb_row_odd.xlsx", _packed(folder, sheet2_xml=sheet_of(ROWS + "<!-- -->" + wide))
    merges = _noise('<mergeCell ref="A#:B#"/>', 10)
    yield "bomb_merges.xlsx", _packed(folder, sheet2_xml=sheet_of(ROWS, **{'<mergeCell ref="A9:C9"/>': merges}))
    deep = "<x>" * (8 * MEGA) + "</x>" * (8 * MEGA)
    yield "bomb_deep.xlsx", _packed(folder, sheet2_xml=sheet_of(ROWS).replace("<sheetData>", deep + "<sheetData>"))
    strings = str(PARTS[_PLACES["strings"]])
    yield "bomb_strings.xlsx", _packed(folder, sharedStrings_xml=strings.replace("</sst>", _noise("<si><t>#</t></si>", effort(7, 27)) + "</sst>"))
    prefixed = strings.replace("<si>", "<x:si>").replace("</si>", "</x:si>").replace("<t", "<x:t").replace("</t>", "</x:t>")
    more = _noise("<x:si><x:t>#</x:t></x:si>", effort(5, 20))
    prefixed = prefixed.replace("<sst ", "<x:sst ").replace("</sst>", f"{more}</x:sst>").replace("xmlns=", "xmlns:x=")
    yield "bomb_strings_odd.xlsx", _packed(folder, sharedStrings_xml=prefixed)
    styles = str(PARTS[_PLACES["styles"]])
    formats = _noise('<xf numFmtId="#"/>', 14)
    yield "bomb_styles.xlsx", _packed(folder, styles_xml=styles.replace("</cellXfs>", formats * 2 + "</cellXfs>"))
    many = _noise('<xf numFmtId="#"/>', effort(4, 14))
    yield "many_styles.xlsx", _packed(folder, styles_xml=styles.replace("</cellXfs>", many + "</cellXfs>"))
    names = _noise('<definedName name="n#">A1</definedName>', 17)
    book = str(PARTS[_PLACES["book"]]).replace("</workbook>", f"<definedNames>{names}</definedNames></workbook>")
    yield "bomb_names.xlsx", _packed(folder, workbook_xml=book)
    long = "長い文字" * (4 * MEGA)
    yield "bomb_text.xlsx", _packed(folder, sheet2_xml=sheet_of(
        ROWS + f'<row r="10"><c r="A10" t="inlineStr"><is><t>{long}</t></is></c></row>'))  # fmt: skip
    yield "bomb_parts.xlsx", _zip((f"xl/x{n}.xml", b"<x/>") for n in range(6000))
    yield "bomb_inside.xlsx", _packed(folder, image1_png=whole["xlsx"] * 40)
    lying = bytearray(_packed(folder, sheet2_xml=sheet_of(ROWS + wide)))
    size = struct.pack("<I", len(sheet_of(ROWS + wide).encode()))
    yield "bomb_lying.xlsx", bytes(lying).replace(size, struct.pack("<I", 4000))
    styles_of_ods = _noise('<style:style style:name="s#" style:family="table"/>', 10)
    yield "bomb_styles.ods", _ods(f"<office:automatic-styles>{styles_of_ods}</office:automatic-styles>", "")
    cell = '<table:table-cell office:value-type="float" office:value="1"><text:p>#</text:p></table:table-cell>'
    yield "bomb_row.ods", _ods("", f"<table:table-row>{_noise(cell, 10)}</table:table-row>")
    repeated = cell.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="99999999999"')
    yield "bomb_repeated.ods", _ods("", f"<table:table-row>{repeated}</table:table-row>")
    yield "bomb_rows.ods", _ods("", f'<table:table-row table:number-rows-repeated="99999999999">{cell}</table:table-row>')


def _zip(parts: Iterator[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts:
            made.writestr(name, data)
    return packed.getvalue()


def _ods(before: str, rows: str, declared: str = "") -> bytes:
    spaces = " ".join(f'xmlns:{one}="{_ODS}:{one}:1.0"' for one in ("office", "table", "text", "style"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{declared}<office:document-content {spaces}>{before}<office:body>'
        f'<office:spreadsheet><table:table table:name="受付（Ｒ８）">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    return _zip(iter([("mimetype", mime), ("content.xml", content.encode())]))


# --------------------------------------------------------------------------- XML


def _declared(folder: Path, _whole: dict[str, bytes]) -> Iterator[Made]:
    for kind, declared in _DECLARED.items():
        for place, part in _PLACES.items():
            head, _, body = str(PARTS[part]).partition("?>")
            used = body.replace("</", "&a11;</", 1) if kind != "net" else body
            yield f"{kind}_{place}.xlsx", _packed(folder, **{_part(place): f"{head}?>{declared}{used}"})
        yield f"{kind}.ods", _ods("", "<table:table-row><table:table-cell><text:p>&a11;</text:p></table:table-cell>"
                                  "</table:table-row>", declared)  # fmt: skip
    head, _, body = str(PARTS[_PLACES["sheet"]]).partition("?>")
    wide = head.replace("UTF-8", "UTF-16")
    yield "laughs_wide.xlsx", _packed(folder, sheet2_xml=f"{wide}?>{_LAUGHS}{body}".encode("utf-16"))


def _odd_xml(folder: Path, _: dict[str, bytes]) -> Iterator[Made]:
    changes: dict[str, Callable[[str], str | bytes]] = {
        "nul": lambda xml: xml.replace("<sheetData>", "<sheetData>\0"),
        "unclosed": lambda xml: xml.replace("</row>", "", 1),
        "crossed": lambda xml: xml.replace("</c></row>", "</row></c>", 1),
        "no_root": lambda xml: "",
        "blank": lambda xml: " \n",
        "other_root": lambda xml: "<html><body/></html>",
        "bad_encoding": lambda xml: xml.replace("UTF-8", "UTF-7"),
        "unknown_encoding": lambda xml: xml.replace("UTF-8", "x-nothing"),
        "bad_utf8": lambda xml: xml.encode().replace(b"<row", b"<!--\xff\xfe--><row", 1),
        "cdata": lambda xml: xml.replace("<v>", "<v><![CDATA[", 1).replace("</v>", "]]></v>", 1),
        "included": lambda xml: xml.replace(
            "<sheetData>", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/><sheetData>'),
        "instruction": lambda xml: xml.replace("<sheetData>", "<?php system('x') ?><sheetData>"),
        "entity": lambda xml: xml.replace("<v>", "<v>&nothing;", 1),
        "sign": lambda xml: xml.replace("<v>", "<v>&#x110000;", 1),
        "surrogate": lambda xml: xml.replace("<v>", "<v>&#xD800;", 1),
        "two_bodies": lambda xml: xml.replace("</sheetData>", "</sheetData><sheetData/>"),
    }  # fmt: skip
    sheet = str(PARTS[_PLACES["sheet"]])
    for name, change in changes.items():
        yield f"xml_{name}.xlsx", _packed(folder, sheet2_xml=change(sheet))
    for place in ("strings", "styles", "book", "relations"):
        yield f"xml_none_{place}.xlsx", _packed(folder, **{_part(place): None})
        yield f"xml_cut_{place}.xlsx", _packed(folder, **{_part(place): str(PARTS[_PLACES[place]])[:-40]})


def _odd_numbers(folder: Path, _: dict[str, bytes]) -> Iterator[Made]:
    rows = {
        "row_0": '<row r="0"><c r="A0"><v>1</v></c></row>',
        "row_far": '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        "row_long": f'<row r="{"9" * 5000}"><c r="A1"><v>1</v></c></row>',
        "row_minus": '<row r="-5"><c r="A5"><v>1</v></c></row>',
        "column_far": '<row r="10"><c r="XFE10"><v>1</v></c></row>',
        "column_long": f'<row r="10"><c r="{"A" * 5000}10"><v>1</v></c></row>',
        "backwards": '<row r="3"><c r="A3"><v>1</v></c></row>',
        "text_far": '<row r="10"><c r="A10" t="s"><v>4294967296</v></c></row>',
        "text_minus": '<row r="10"><c r="A10" t="s"><v>-1</v></c></row>',
        "style_far": '<row r="10"><c r="A10" s="99999999"><v>1</v></c></row>',
        "style_word": '<row r="10"><c r="A10" s="x"><v>1</v></c></row>',
        "number_word": '<row r="10"><c r="A10"><v>twelve</v></c></row>',
        "number_huge": '<row r="10"><c r="A10"><v>1e999</v></c></row>',
        "number_long": f'<row r="10"><c r="A10"><v>{"9" * 100_000}</v></c></row>',
        "number_nan": '<row r="10"><c r="A10"><v>NaN</v></c></row>',
        "day_far": '<row r="10"><c r="C10" s="2"><v>99999999999</v></c></row>',
        "kind": '<row r="10"><c r="A10" t="weird"><v>1</v></c></row>',
    }
    for name, row in rows.items():
        yield f"number_{name}.xlsx", _packed(folder, sheet2_xml=sheet_of(ROWS + row))
    far = sheet_of(ROWS, **{"A1:G9": "A1:XFD1048576"})
    yield "number_dimension.xlsx", _packed(folder, sheet2_xml=far)
    over = '<mergeCell ref="A1:XFD1048576"/>' * 20_000
    yield "number_merges.xlsx", _packed(folder, sheet2_xml=sheet_of(ROWS, **{'<mergeCell ref="A9:C9"/>': over}))


def _odd_names(folder: Path, whole: dict[str, bytes]) -> Iterator[Made]:
    """Names of parts that lead out of the folder, were anybody to unpack them; and relations that do."""
    names = {"up": "../../../../tmp/evil.txt", "root": "/etc/evil", "windows": "..\\..\\evil.exe", "drive": "C:\\evil.exe",
             "device": "NUL", "long": "x" * 30_000, "dots": "xl/../../evil.xml", "blank": " "}  # fmt: skip
    for name, part in names.items():
        packed = io.BytesIO(whole["xlsx"])
        with zipfile.ZipFile(packed, "a") as made:
            made.writestr(part, b"evil")
        yield f"name_{name}.xlsx", packed.getvalue()
    relations = str(PARTS[_PLACES["relations"]])
    for name, target in (("up", "../../../../etc/passwd"), ("file", "file:///etc/passwd"), ("net", "http://127.0.0.1:9/x"),
                         ("share", "\\\\host\\share\\x.xml"), ("none", "worksheets/none.xml"), ("itself", "workbook.xml")):  # fmt: skip
        yield f"relation_{name}.xlsx", _packed(folder, workbook_xml_rels=relations.replace("worksheets/sheet2.xml", target))


def _locked(folder: Path, whole: dict[str, bytes]) -> Iterator[Made]:
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    made = ECMA376Agile.encrypt("ひみつ", io.BytesIO(whole["xlsx"]), spin_count=1)
    yield "locked.xlsx", made
    yield "locked_cut.xlsx", made[: len(made) // 2]
    yield "locked_called.xls", made
    manifest = b'<manifest:manifest xmlns:manifest="x"><manifest:encryption-data/></manifest:manifest>'
    yield "locked.ods", _zip(iter([("content.xml", bytes(range(256))), ("META-INF/manifest.xml", manifest)]))
    yield "macro.xlsm", whole["xlsm"]


# --------------------------------------------------------------------------- text, and much of it


def _texts() -> Iterator[Made]:
    head = "番号,氏名\r\n".encode("cp932")
    yield "text_nul.csv", head + b"1,a\0b\r\n"
    yield "text_quote.csv", head + b'1,"a\r\n' + b"2,b\r\n" * 1000
    yield "text_bom.csv", b"\xef\xbb\xbf"
    yield "text_bad.csv", head + b"1,\x81\r\n"
    yield "text_mixed.csv", head + "1,髙橋\r\n".encode("cp932") + "2,山﨑　健\r\n".encode()
    yield "text_wide.csv", ("番号,氏名" + ",x" * 200_000 + "\r\n1,a").encode()
    yield "text_utf32.csv", "番号,氏名\r\n1,a".encode("utf-32")
    yield "text_surrogate.csv", b"\xef\xbb\xbfa,b\r\n\xed\xa0\x80,1\r\n"
    yield "text_escape.csv", b"\x1b$B\x30" + b"a,b\r\n"
    yield "text_quotes.csv", b'"' * 3_000_001
    yield "text_breaks.csv", head + b"\r" * effort(750_000, 3_000_000)
    yield "text_tabs.tsv", b"\t" * 3_000_000


def _large(folder: Path) -> Iterator[Made]:
    yield "large_line.csv", "番号,氏名\r\n1,".encode() + "あ".encode() * (12 * MEGA)
    yield "large_rows.csv", "番号,氏名\r\n".encode() + b"".join(b"%08d,a\r\n" % n for n in range(1_000_000))
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(10, 1_000_010))
    yield "large_rows.xlsx", _packed(folder, sheet2_xml=sheet_of(ROWS + rows))
    empty = "".join(f'<row r="{n}" s="1" ht="{n % 9}"/>' for n in range(10, effort(150_010, 600_010)))
    yield "large_empty.xlsx", _packed(folder, sheet2_xml=sheet_of(ROWS + empty))
    yield "large_file.csv", b"x,y\r\n" * (14 * MEGA)
