"""How long a large sheet takes to be read and checked, and how much memory; beside pandas and openpyxl, which only
read it, on the same file in the same run. Each reading is a process of its own.

    python -m tests.bench.sheets --rows 100000 --columns 10 [--form xlsx|csv] [--times 3] [--result] [--by bots]

One line of JSON for each reader. `first` is its first cell, which the sheet shows as 00000001. Wall time counts only
when nothing else runs on the machine; CPU seconds always do. `--result` makes the result book of all rows too. Meant
for 100,000 rows of ten columns: under 6 seconds of wall time and 400 MB on two cores that do nothing else.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from bots.model import Column, RowsPlan

COLUMNS = (
    Column("整理番号", "code", size=8),
    Column("氏名", "text", maximum=20),
    Column("氏名（カナ）", "kana"),
    Column("生年月日", "date"),
    Column("金額", "money", minimum=0),
    Column("郵便番号", "postal"),
    Column("電話番号", "phone"),
    Column("区分", "choice", choices=("転入", "転出")),
    Column("住所", "text", maximum=60),
    Column("備考", "text", optional=True),
)
READERS = ("bots", "pandas", "openpyxl")
ZEROS, DATE = 1, 2  # cell formats of the book below
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"

Line = list[tuple[object, int]]  # values with their cell format


def plan(columns: int) -> RowsPlan:
    """The columns above; further ones are texts."""
    more = tuple(Column(f"項目{n}", "text", optional=True) for n in range(11, columns + 1))
    return RowsPlan("大きな表.xlsx", ("整理番号",), columns=(*COLUMNS, *more)[:columns])


def lines(rows: int, columns: int) -> Iterator[Line]:
    """The headings, then made-up residents without a fault."""
    yield [(column.name, 0) for column in plan(columns).columns]
    for n in range(rows):
        line: Line = [
            (n + 1, ZEROS), (f"髙橋　花子{n}", 0), (_kana(n), 0), (10_000 + n % 20_000, DATE),
            (n * 10, 0), (f"180-{n % 3000:04d}", 0), (f"090-{n // 10_000:04d}-{n % 10_000:04d}", 0), ("転入", 0),
            (f"東京都武蔵野市中町2丁目{n % 99}番2号", 0), ("", 0),
            *((f"値{n % 50}", 0) for _ in range(11, columns + 1)),
        ]  # fmt: skip
        yield line[:columns]


def _kana(n: int) -> str:
    syllables = "アイウエオカキクケコ"
    return "タカハシ　" + "".join(syllables[int(digit)] for digit in f"{n:05d}")


def _day(serial: object) -> str:
    day = date(1899, 12, 30) + timedelta(days=int(str(serial)))
    return f"昭和{day.year - 1925}年{day.month}月{day.day}日"


def write_csv(path: Path, rows: int, columns: int) -> None:
    """As the business system exports it: CP932, numbers with their zeros."""
    with path.open("w", encoding="cp932", newline="") as file:
        out = csv.writer(file)
        for line in lines(rows, columns):
            out.writerow([f"{one:08d}" if form == ZEROS else _day(one) if form else one
                          for one, form in line])  # fmt: skip


def write_book(path: Path, rows: int, columns: int) -> None:
    """As a spreadsheet program keeps it: texts shared, zeros and dates by cell format."""
    shared: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in _FRAME.items():
            book.writestr(name, text)
        with book.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for number, line in enumerate(lines(rows, columns), 1):
                part.write(_row(number, line, shared).encode())
            part.write(b"</sheetData></worksheet>")
        with book.open("xl/sharedStrings.xml", "w") as part:
            part.write(f'<sst xmlns="{_MAIN}">'.encode())
            for text in shared:
                part.write(f"<si><t>{escape(text)}</t></si>".encode())
            part.write(b"</sst>")


def _row(number: int, line: Line, shared: dict[str, int]) -> str:
    cells = []
    for column, (value, form) in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", line, strict=False):
        at = f'<c r="{column}{number}" s="{form}"'
        if isinstance(value, str):
            if value:
                cells.append(f'{at} t="s"><v>{shared.setdefault(value, len(shared))}</v></c>')
        else:
            cells.append(f"{at}><v>{value}</v></c>")
    return f'<row r="{number}">{"".join(cells)}</row>'


_FRAME = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="受付" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="00000000"/></numFmts><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" xfId="0"/>'
    '<xf numFmtId="164" xfId="0"/><xf numFmtId="14" xfId="0"/></cellXfs></styleSheet>',
}


def peak_mb() -> float:
    """The most memory that this process held. Of a child `getrusage` tells the most that its parent held, too."""
    with Path("/proc/self/status").open() as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


Figures = dict[str, float | str]


def read_by(reader: str, path: Path) -> tuple[int, str]:
    """The sheet read by a library as texts, the way that loses least: rows and the first cell."""
    if reader == "pandas":
        import pandas as pd

        if path.suffix == ".xlsx":
            frame = pd.read_excel(path, engine="calamine", dtype=str, keep_default_na=False)
        else:
            frame = pd.read_csv(path, encoding="cp932", dtype=str, keep_default_na=False)
        return len(frame), str(frame.iloc[0, 0])
    from openpyxl import load_workbook

    sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    return len(rows) - 1, rows[1][0]


def beside(reader: str, path: Path) -> Figures:
    """What reading took another one, in this process."""
    begun, busy = time.perf_counter(), time.process_time()
    rows, first = read_by(reader, path)
    return {
        "reader": reader, "rows": rows, "first": first, "wall": round(time.perf_counter() - begun, 2),
        "cpu": round(time.process_time() - busy, 2),
        "peak_mb": round(peak_mb(), 2),
    }  # fmt: skip


def read(path: Path, columns: int, *, result: bool) -> Figures:
    """Read and check the sheet in this process; what it took."""
    from bots.sources.results import RowOutcome, write_result
    from bots.sources.sheet import SheetSource

    begun, busy = time.perf_counter(), time.process_time()
    table = SheetSource().read(path, plan(columns), scope={})
    found: Figures = {
        "reader": "bots",
        "rows": len(table.rows),
        "first": table.rows[0].values["整理番号"].reveal(),
        "faulty": sum(bool(row.problems) for row in table.rows),
        "wall": time.perf_counter() - begun,
        "cpu": time.process_time() - busy,
        "peak_mb": peak_mb(),
    }
    if result:
        begun, busy = time.perf_counter(), time.process_time()
        outcomes = [
            RowOutcome(row.number, "done", "完了", "", {"受付番号": "R-1"}) for row in table.rows
        ]
        write_result(
            path, plan(columns), table, outcomes, path, language="ja", fallback=path.parent
        )
        found["result_wall"] = time.perf_counter() - begun
        found["result_cpu"] = time.process_time() - busy
        found["result_peak_mb"] = peak_mb()
    return {name: round(figure, 2) if isinstance(figure, float) else figure for name, figure in found.items()}


def measured(path: Path, columns: int, *, reader: str = "bots", result: bool = False) -> Figures:
    """The same in a process of its own, so that its peak is its own."""
    command = [
        sys.executable,
        "-m",
        "tests.bench.sheets",
        "--read",
        str(path),
        "--columns",
        str(columns),
        "--by",
        reader,
    ]
    answer = subprocess.run(
        [*command, *(["--result"] if result else [])], check=True, capture_output=True
    )
    found: Figures = json.loads(answer.stdout)
    return found


def main() -> None:
    """Make the sheet, let each read it some times, print the medians as one line of JSON for each."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--rows", type=int, default=100_000)
    ask.add_argument("--columns", type=int, default=10)
    ask.add_argument("--form", choices=("xlsx", "csv"), default="xlsx")
    ask.add_argument("--times", type=int, default=3)
    ask.add_argument("--result", action="store_true")
    ask.add_argument("--by", choices=READERS, nargs="+", default=READERS)
    ask.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    asked = ask.parse_args()
    if asked.read is not None:
        [reader] = asked.by
        own = reader == "bots"
        print(json.dumps(read(asked.read, asked.columns, result=asked.result) if own else beside(reader, asked.read)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"大きな表.{asked.form}"
        (write_book if asked.form == "xlsx" else write_csv)(path, asked.rows, asked.columns)
        for reader in asked.by:
            result = asked.result and reader == "bots"
            found = [measured(path, asked.columns, reader=reader, result=result) for _ in range(asked.times)]
            load = round(os.getloadavg()[0], 1)
            print(json.dumps({**medians(found), "load": load, "times": asked.times}, ensure_ascii=False), flush=True)


def medians(found: list[Figures]) -> Figures:
    """The median of each figure; words are those of the first."""
    return {
        name: one if isinstance(one, str) else round(statistics.median(float(each[name]) for each in found), 2)
        for name, one in found[0].items()
    }


if __name__ == "__main__":
    main()
