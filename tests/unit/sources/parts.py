"""A workbook as a city hall has it, made of hand-written parts: what no library keeps when it saves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from lxml import etree

SHEET = "受付（Ｒ８）"
PART = "xl/worksheets/sheet2.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_CT = "application/vnd.openxmlformats-officedocument"
_DRAW = "http://schemas.openxmlformats.org/drawingml/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


def _rels(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{_R}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_P}/relationships">{lines}</Relationships>'


_OVERRIDES = {
    "/xl/workbook.xml": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "/xl/worksheets/sheet1.xml": f"{_CT}.spreadsheetml.worksheet+xml",
    "/xl/worksheets/sheet2.xml": f"{_CT}.spreadsheetml.worksheet+xml",
    "/xl/worksheets/sheet3.xml": f"{_CT}.spreadsheetml.worksheet+xml",
    "/xl/styles.xml": f"{_CT}.spreadsheetml.styles+xml",
    "/xl/sharedStrings.xml": f"{_CT}.spreadsheetml.sharedStrings+xml",
    "/xl/calcChain.xml": f"{_CT}.spreadsheetml.calcChain+xml",
    "/xl/drawings/drawing1.xml": f"{_CT}.drawing+xml",
    "/xl/charts/chart1.xml": f"{_CT}.drawingml.chart+xml",
    "/xl/comments1.xml": f"{_CT}.spreadsheetml.comments+xml",
    "/xl/tables/table1.xml": f"{_CT}.spreadsheetml.table+xml",
    "/xl/ctrlProps/ctrlProp1.xml": "application/vnd.ms-excel.controlproperties+xml",
}

ROWS = (
    '<row r="1" ht="24" customHeight="1"><c r="A1" s="4" t="s"><v>0</v></c><c r="B1" s="4"/></row>'
    '<row r="2" spans="1:7"><c r="A2" s="4" t="s"><v>1</v></c><c r="B2" s="4" t="s"><v>2</v></c>'
    '<c r="C2" s="4" t="s"><v>3</v></c><c r="D2" s="4" t="s"><v>4</v></c><c r="E2" s="4" t="s"><v>5</v></c>'
    '<c r="F2" s="4" t="s"><v>6</v></c><c r="G2" s="4" t="s"><v>7</v></c></row>'
    '<row r="3" spans="1:7"><c r="A3" s="1"><v>12</v></c><c r="B3" t="s"><v>8</v></c>'
    '<c r="C3" s="2"><v>45383</v></c><c r="D3" s="3"><v>1000</v></c>'
    '<c r="E3"><f t="shared" ref="E3:E5" si="0">D3*2</f><v>2000</v></c>'
    '<c r="F3" t="str"><f>TEXT(A3,"0000")</f><v>0012</v></c></row>'
    '<row r="4" spans="1:7" hidden="1"><c r="A4" s="1"><v>13</v></c><c r="B4" t="s"><v>9</v></c>'
    '<c r="C4" s="2"><v>45384</v></c><c r="D4" s="3"><v>2000</v></c>'
    '<c r="E4"><f t="shared" si="0"/><v>4000</v></c><c r="F4" t="str"><f>"a"</f><v>a</v></c></row>'
    '<row r="5" spans="1:7"><c r="A5" s="1"><v>14</v></c><c r="B5" t="s"><v>10</v></c>'
    '<c r="C5" s="2"><v>45385</v></c><c r="D5" s="3"><v>3000</v></c>'
    '<c r="E5"><f t="shared" si="0"/><v>6000</v></c>'
    '<c r="F5" t="str"><f t="array" ref="F5:F6">A5:A6&amp;""</f><v>14</v></c><c r="G5"/></row>'
    '<row r="6"><c r="A6" s="1"><v>15</v></c><c r="B6" t="s"><v>10</v></c><c r="F6" t="str"><v>15</v></c></row>'
    '<row r="9"><c r="A9" t="s"><v>11</v></c></row>'
)

SHEET_XML = (
    f'{_HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{_R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
    'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" '
    'xr:uid="{00000000-0001-0000-0100-000000000000}">'
    '<sheetPr codeName="Sheet2" filterMode="1"><tabColor rgb="FFFF0000"/></sheetPr><dimension ref="A1:G9"/>'
    '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="2" topLeftCell="A3" '
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="18.75" x14ac:dyDescent="0.4"/>'
    '<cols><col min="1" max="7" width="12" customWidth="1"/>'
    '<col min="8" max="16384" width="0" hidden="1" customWidth="1"/></cols>'
    f"<sheetData>{ROWS}</sheetData>"
    '<sheetProtection sheet="1" objects="1" scenarios="1"/>'
    '<autoFilter ref="A2:G6"><filterColumn colId="0"><filters><filter val="12"/></filters></filterColumn>'
    '</autoFilter><mergeCells count="2"><mergeCell ref="A1:G1"/><mergeCell ref="A9:C9"/></mergeCells>'
    '<phoneticPr fontId="1"/>'
    '<conditionalFormatting sqref="D3:D6"><cfRule type="cellIs" dxfId="0" priority="1" operator="greaterThan">'
    "<formula>1500</formula></cfRule></conditionalFormatting>"
    '<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="G3:G6">'
    '<formula1>"新規,変更"</formula1></dataValidation></dataValidations>'
    '<printOptions horizontalCentered="1"/>'
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" r:id="rId1"/><headerFooter><oddHeader>&amp;C受付</oddHeader>'
    '</headerFooter><drawing r:id="rId2"/><legacyDrawing r:id="rId3"/>'
    '<mc:AlternateContent><mc:Choice Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14">'
    '<control shapeId="1026" r:id="rId6" name="ボタン 2"/></mc:Choice></mc:AlternateContent></controls>'
    '</mc:Choice></mc:AlternateContent><tableParts count="1"><tablePart r:id="rId5"/></tableParts>'
    '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:sparklineGroups '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:sparklines>'
    "<x14:sparkline><xm:f>受付!D3:D6</xm:f><xm:sqref>G9</xm:sqref></x14:sparkline></x14:sparklines>"
    "</x14:sparklineGroup></x14:sparklineGroups></ext></extLst></worksheet>"
)

_STRINGS = (
    "<si><t>令和８年度　受付</t></si><si><t>番号</t></si><si><t>氏　名</t></si><si><t>受付日</t></si>"
    '<si><t>金額</t></si><si><t>倍額</t></si><si><t>控え</t></si><si><t xml:space="preserve">区分 </t></si>'
    '<si><t>髙橋</t><rPh sb="0" eb="2"><t>タカハシ</t></rPh><phoneticPr fontId="1"/></si>'
    '<si><r><rPr><b/></rPr><t>﨑</t></r><r><t xml:space="preserve">山 花子</t></r>'
    '<rPh sb="0" eb="2"><t>サキヤマ</t></rPh></si>'
    "<si><t>𠮷田_x000D_&amp;Co</t></si><si><t>合計</t></si>"
)


def _sheet(rows: str) -> str:
    return f'{_HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


PARTS: dict[str, str | bytes] = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_P}/content-types"><Default Extension="rels" '
    f'ContentType="{_P.replace("http://schemas.openxmlformats.org/package/2006", "application/vnd.openxmlformats-package")}'
    '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    '<Default Extension="png" ContentType="image/png"/><Default Extension="vml" '
    f'ContentType="{_CT}.vmlDrawing"/>'
    + "".join(f'<Override PartName="{n}" ContentType="{t}"/>' for n, t in _OVERRIDES.items())
    + "</Types>",
    "_rels/.rels": _rels(("officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_R}"><workbookPr codeName="ThisWorkbook"/>'
    '<sheets><sheet name="使い方" sheetId="5" state="hidden" r:id="rId1"/>'
    f'<sheet name="{SHEET}" sheetId="2" r:id="rId2"/><sheet name="集計" sheetId="9" r:id="rId3"/></sheets>'
    f"<definedNames><definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"1\" hidden=\"1\">"
    f"'{SHEET}'!$A$2:$G$6</definedName><definedName name=\"_xlnm.Print_Area\" localSheetId=\"1\">"
    f"'{SHEET}'!$A$1:$G$9</definedName></definedNames><calcPr calcId=\"191029\"/></workbook>",
    "xl/_rels/workbook.xml.rels": _rels(
        ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"),
        ("worksheet", "/xl/worksheets/sheet3.xml"), ("styles", "styles.xml"),
        ("sharedStrings", "sharedStrings.xml"), ("calcChain", "calcChain.xml"),
        ("vbaProject", "vbaProject.bin"),
    ),
    "xl/worksheets/sheet1.xml": _sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>説明</t></is></c></row>'),
    PART: SHEET_XML,
    "xl/worksheets/sheet3.xml": _sheet('<row r="1"><c r="A1"><f>SUM(1,2)</f><v>3</v></c></row>'),
    "xl/worksheets/_rels/sheet2.xml.rels": _rels(
        ("printerSettings", "../printerSettings/printerSettings1.bin"), ("drawing", "../drawings/drawing1.xml"),
        ("vmlDrawing", "../drawings/vmlDrawing1.vml"), ("comments", "../comments1.xml"),
        ("table", "../tables/table1.xml"), ("ctrlProp", "../ctrlProps/ctrlProp1.xml"),
    ),
    "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="176" '
    'formatCode="00000000"/><numFmt numFmtId="177" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
    '</numFmts><fonts count="2"><font><sz val="11"/><name val="游ゴシック"/></font><font><b/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="176" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="177" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<dxfs count="1"><dxf><font><b/></font></dxf></dxfs></styleSheet>',
    "xl/sharedStrings.xml": f'{_HEAD}<sst xmlns="{MAIN}" count="14" uniqueCount="12">{_STRINGS}</sst>',
    "xl/calcChain.xml": f'{_HEAD}<calcChain xmlns="{MAIN}"><c r="E3" i="2"/><c r="E4"/><c r="E5"/>'
    '<c r="F3"/><c r="F4"/><c r="F5" a="1"/><c r="A1" i="9"/></calcChain>',
    "xl/drawings/drawing1.xml": f'{_HEAD}<xdr:wsDr xmlns:xdr="{_DRAW}/spreadsheetDrawing" xmlns:a="{_DRAW}/main">'
    "<xdr:absoluteAnchor><xdr:pos x=\"0\" y=\"0\"/><xdr:ext cx=\"9\" cy=\"9\"/><xdr:sp macro=\"\" textlink=\"\">"
    '<xdr:nvSpPr><xdr:cNvPr id="2" name="テキスト 1"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/>'
    "<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>この枠は消えてはならない</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    "<xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>",
    "xl/drawings/_rels/drawing1.xml.rels": _rels(("chart", "../charts/chart1.xml"), ("image", "../media/image1.png")),
    "xl/drawings/vmlDrawing1.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="_x0000_s1026">'
    "<v:textbox>実行ボタン<br></v:textbox></v:shape></xml>",  # not well-formed, as Office writes it
    "xl/charts/chart1.xml": f'{_HEAD}<c:chartSpace xmlns:c="{_DRAW}/chart"><c:chart><c:plotArea/></c:chart></c:chartSpace>',
    "xl/media/image1.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "xl/comments1.xml": f'{_HEAD}<comments xmlns="{MAIN}"><authors><author>係</author></authors><commentList>'
    '<comment ref="B3" authorId="0"><text><t>要確認</t></text></comment></commentList></comments>',
    "xl/tables/table1.xml": f'{_HEAD}<table xmlns="{MAIN}" id="1" name="表1" displayName="表1" ref="A2:G6">'
    '<tableColumns count="7">' + "".join(
        f'<tableColumn id="{n}" name="{name}"/>'
        for n, name in enumerate(("番号", "氏　名", "受付日", "金額", "倍額", "控え", "区分 "), 1)
    ) + "</tableColumns></table>",
    "xl/ctrlProps/ctrlProp1.xml": '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="Button"/>',
    "xl/printerSettings/printerSettings1.bin": bytes(range(200)),
    "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 4,
}  # fmt: skip


def make(path: Path, **changed: str | bytes | None) -> Path:
    """The book, with some parts (by the end of their name, `_` for the dot) replaced or left out."""
    path.write_bytes(_packed(changed) if changed else _whole())
    return path


@cache
def _whole() -> bytes:
    """Most tests begin with the book as it is: it is packed once."""
    return _packed({})


def _packed(changed: Mapping[str, str | bytes | None]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in PARTS.items():
            key = name.rpartition("/")[2].replace(".", "_").replace("[", "").replace("]", "")
            made = changed.get(key, data)
            if made is not None:
                book.writestr(name, made)
    return packed.getvalue()


def sheet_of(rows: str, **around: str) -> str:
    """The XML of the sheet with other rows."""
    xml = SHEET_XML.replace(ROWS, rows)
    for old, new in around.items():
        xml = xml.replace(old, new)
    return xml


def parts_of(path: Path) -> dict[str, bytes]:
    """Every part of a book, in its order."""
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        return {name: book.read(name) for name in book.namelist()}


def without(xml: bytes, cells: Mapping[tuple[int, int], str] | set[str]) -> bytes:
    """A sheet's canonical XML without these cells and what they may change around them."""
    root = etree.fromstring(xml)
    for cell in list(root.iter(f"{{{MAIN}}}c")):
        if cell.get("r") in cells:
            row_of = cell.getparent()
            assert row_of is not None
            row_of.remove(cell)
    for row in list(root.iter(f"{{{MAIN}}}row")):
        if "spans" in row.attrib:
            del row.attrib["spans"]
    for found in root.findall(f"{{{MAIN}}}dimension") + root.findall(f"{{{MAIN}}}cols"):
        root.remove(found)
    return bytes(etree.tostring(root, method="c14n"))
