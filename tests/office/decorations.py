"""A book with what offices put over their cells: a text box, a shape, a sparkline as LibreOffice writes them, and
a button as Excel does (LibreOffice keeps none in an .xlsx)."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

from .soffice import Office

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_FLAT = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0" xmlns:text="{_NAMES}:text:1.0"
 xmlns:draw="{_NAMES}:drawing:1.0" xmlns:svg="{_NAMES}:svg-compatible:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="受付">
<table:shapes>
<draw:custom-shape draw:name="注意" svg:width="5cm" svg:height="2cm" svg:x="15cm" svg:y="1cm">
<text:p>押印してから提出</text:p><draw:enhanced-geometry draw:type="rectangle"/></draw:custom-shape>
<draw:frame draw:name="箱" svg:width="5cm" svg:height="2cm" svg:x="15cm" svg:y="4cm">
<draw:text-box><text:p>記入例は別紙</text:p></draw:text-box></draw:frame>
</table:shapes>
{{rows}}
<calcext:sparkline-groups><calcext:sparkline-group calcext:id="{{{{1C5C5DE0-3C09-4CB3-A3EC-9E763301EC82}}}}" calcext:type="column">
<calcext:sparklines>{{sparklines}}</calcext:sparklines></calcext:sparkline-group></calcext:sparkline-groups>
</table:table></office:spreadsheet></office:body></office:document>
"""
ROWS = (("整理番号", "4月", "5月", "推移"), ("00000001", 3, 5, ""), ("00000002", 8, 2, ""), ("00000003", 1, 9, ""))
TEXTS = ("押印してから提出", "記入例は別紙")
BUTTON = "一覧を印刷"
SPARKLINES = len(ROWS) - 1

_VML = f"""\
<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>
<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>
<v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" o:connecttype="rect"/><o:lock v:ext="edit" shapetype="t"/></v:shapetype>
<v:shape id="_x0000_s1025" type="#_x0000_t201" style="position:absolute;margin-left:400pt;margin-top:200pt;width:90pt;height:24pt;z-index:1"
 o:button="t" fillcolor="buttonFace [67]" strokecolor="windowText [64]" o:insetmode="auto"><v:fill color2="buttonFace [67]" o:detectmouseclick="t"/>
<o:lock v:ext="edit" rotation="t"/><v:textbox o:singleclick="f"><div style="text-align:center"><font face="游ゴシック" size="220" color="#000000">{BUTTON}</font></div></v:textbox>
<x:ClientData ObjectType="Button"><x:Anchor>6, 0, 12, 0, 8, 0, 14, 0</x:Anchor><x:PrintObject>False</x:PrintObject>
<x:AutoFill>False</x:AutoFill><x:FmlaMacro>[0]!印刷</x:FmlaMacro><x:TextHAlign>Center</x:TextHAlign><x:TextVAlign>Center</x:TextVAlign>
</x:ClientData></v:shape></xml>
"""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>' if value else "<table:table-cell/>"


def decorated(office: Office, folder: Path) -> Path:
    """The book, in `folder`."""
    rows = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in ROWS)
    lines = "".join(
        f'<calcext:sparkline calcext:cell-address="受付.D{at}" calcext:data-range="受付.B{at}:受付.C{at}"/>'
        for at in range(2, len(ROWS) + 1)
    )
    flat = folder / "飾り.fods"
    flat.write_text(_FLAT.format(rows=rows, sparklines=lines), encoding="utf-8")
    plain = office.convert([flat], "xlsx", folder / "plain")[flat.stem]
    book = folder / "飾り.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, _with_button(info.filename, old.read(info)))
        new.writestr("xl/drawings/vmlDrawing1.vml", _VML)
    return book


def _with_button(name: str, data: bytes) -> bytes:
    if name == "[Content_Types].xml":
        kind = "application/vnd.openxmlformats-officedocument.vmlDrawing"
        return data.replace(b"</Types>", f'<Default Extension="vml" ContentType="{kind}"/></Types>'.encode())
    if name == "xl/worksheets/_rels/sheet1.xml.rels":
        to = f'<Relationship Id="rIdV" Type="{_OFFICE}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/>'
        return data.replace(b"</Relationships>", to.encode() + b"</Relationships>")
    if name == "xl/worksheets/sheet1.xml":
        assert data.count(b"<extLst>") == 1, "LibreOffice wrote no sparklines"
        return data.replace(b"<extLst>", b'<legacyDrawing r:id="rIdV"/><extLst>')
    return data


def seen_over_the_cells(office: Office, books: list[Path], folder: Path) -> list[tuple[set[str], set[str], int]]:
    """What LibreOffice shows over the cells of each book: texts of boxes and shapes, labels of buttons, how many
    sparklines."""
    made = office.convert(books, "fods", folder)
    found = []
    for book in books:
        root = etree.parse(made[book.stem]).getroot()
        names = {"draw": f"{_NAMES}:drawing:1.0", "text": f"{_NAMES}:text:1.0", "form": f"{_NAMES}:form:1.0",
                 "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"}  # fmt: skip
        texts = {"".join(one.itertext()).strip() for one in root.xpath("//draw:custom-shape | //draw:text-box", namespaces=names)}
        labels = {str(one) for one in root.xpath("//form:button/@form:label", namespaces=names)}
        lines = len(root.xpath("//calcext:sparkline[@calcext:data-range]", namespaces=names))
        found.append((texts - {""}, labels, lines))
    return found
