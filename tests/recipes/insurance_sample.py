"""異動連絡票_20261125.xlsx: notices of who joins and who leaves the health insurance, and the people on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from openpyxl import Workbook

from bots.practice.faces.insurance import DISTRICTS
from bots.practice.faces.residents import FACE
from bots.practice.truth import Entry
from tests.recipes.books import FIRST_ROW, As, Cell, Look, write_sheet
from tests.recipes.habits import mixed_code, mixed_date

BOOK = "異動連絡票_20261125.xlsx"
HEADINGS = ("連絡票番号", "受付日", "届出区分", "宛名番号", "異動日", "町名", "備考", "処理", "受付番号")
PEOPLE_HEADINGS = ("連絡票番号", "続柄", "氏名", "備考")
LAST_ROW = 45
FIRST_NOTICE = 2611250004
ASKED = 5  # so many rows wait for a person first; what hangs on an earlier row hangs on none of them
SPECIAL = {
    8: "rare",
    11: "moved out",
    14: "bad value",
    17: "duplicate",
    20: "nobody",
    23: "left out",
    26: "blank",
    29: "unknown town",
    31: "duplicate",
    33: "insured already",
    36: "left already",
    38: "died",
    40: "no people",
}
MOVED_OUT, DIED, RARE, NOBODY = "0000210120", "0000210235", "0000210171", "0000219999"
Row = list[Cell]


def rows() -> list[Row]:
    """The rows of the first sheet, from row 4 on."""
    assert FACE.lookup is not None
    known = FACE.lookup.records
    free = iter([number for number in known if number not in (MOVED_OUT, DIED, RARE)])
    made: list[Row] = []
    for number in range(FIRST_ROW, LAST_ROW + 1):
        kind, turn = SPECIAL.get(number, ""), number - FIRST_ROW
        atena = RARE if kind == "rare" else next(free) if kind in ("", "left out") else "0000210014"
        row: Row = [
            mixed_code(FIRST_NOTICE + turn, 10, turn),
            As(date(2026, 11, 24), "m/d"),
            "喪失" if turn % 4 == 3 else "取得",
            As(int(atena), "0" * 10) if turn % 5 == 2 else atena,
            mixed_date(day_of(turn), turn),
            f" {known[atena]['cho']}　" if turn % 6 == 1 else known[atena]["cho"],
            "窓口で本人が届出" if turn % 8 == 6 else None,
            None,
            None,
        ]
        _mark(row, kind, made)
        made.append(row)
    return made


def day_of(turn: int) -> date:
    """The day of the change on so many a notice, counted from 0."""
    return date(2026, 10, 1) + timedelta(days=turn)


def _mark(row: Row, kind: str, before: list[Row]) -> None:
    column = HEADINGS.index
    if kind == "rare":
        row[column("届出区分")] = "取得"
    elif kind == "moved out":
        row[column("宛名番号")] = MOVED_OUT
    elif kind == "died":
        row[column("宛名番号")] = DIED
    elif kind == "nobody":
        row[column("宛名番号")] = NOBODY
    elif kind == "bad value":
        row[column("異動日")] = "令和8年11月31日"
    elif kind == "duplicate":
        row[column("連絡票番号")] = "2611250017"
    elif kind == "left out":
        row[column("処理")], row[column("受付番号")] = "済", "K-00907"
    elif kind == "blank":
        row[column("町名")] = None
    elif kind == "unknown town":
        row[column("町名")] = "東町"
    elif kind in ("insured already", "left already"):
        wanted = "取得" if kind == "insured already" else "喪失"
        entered = [one for number, one in enumerate(before, FIRST_ROW) if number not in SPECIAL][ASKED:]
        first = next(one for one in entered if one[column("届出区分")] == wanted)
        for name in ("届出区分", "宛名番号", "町名"):
            row[column(name)] = first[column(name)]
    elif kind == "no people":
        row[column("届出区分")], row[column("宛名番号")] = "取得", "0000210405"


def people_of(made: list[Row]) -> Iterator[Row]:
    """The rows of the second sheet: who joins, for each notice that names them."""
    assert FACE.lookup is not None
    for number, row in enumerate(made, FIRST_ROW):
        notice, kind, atena = (plain(row[HEADINGS.index(name)]) for name in ("連絡票番号", "届出区分", "宛名番号"))
        record = FACE.lookup.records.get(atena)
        if kind != "取得" or record is None or SPECIAL.get(number) in ("no people", "left out"):
            continue
        family, gap = record["setainushi"][:2], " " if number % 5 == 0 else "　"
        yield [notice, "世帯主", f"{family}{gap}{record['setainushi'][2:]}", None]
        for member in filter(None, record["seitai_in"].split("、")):
            relation, name = member.split("　")
            yield [As(int(notice), "0" * 10) if number % 4 == 0 else notice, relation, f"{family}{gap}{name}", None]


def plain(cell: Cell) -> str:
    """What a cell shows."""
    if isinstance(cell, As):
        return f"{cell.value:010d}" if isinstance(cell.value, int) else str(cell.value)
    return str(cell)


def insurance() -> Workbook:
    """異動連絡票_20261125.xlsx."""
    made = rows()
    look = Look(
        title="住民異動連絡票（国保）　令和8年11月24日受付分",
        note="※ 国保に入力したら、処理を「済」にする。取得する人は「対象者」に書く。（見本の行はすべて架空です）",
        widths={"連絡票番号": 13, "受付日": 8, "宛名番号": 13, "異動日": 17, "町名": 10, "備考": 22},
        choices={"届出区分": ("取得", "喪失")},
        remark=("処理", 23, "窓口で入力済み（11/24）"),
        greyed=("処理", "済"),
    )
    book = Workbook()
    sheet = book.active
    sheet.title = "連絡票"
    write_sheet(sheet, look, HEADINGS, made)
    others = Look(
        title="取得する人",
        note="※ 連絡票1枚につき、取得する人の数だけ行を書く。",
        widths={"連絡票番号": 13, "続柄": 10, "氏名": 22, "備考": 22},
    )
    write_sheet(book.create_sheet("対象者"), others, PEOPLE_HEADINGS, list(people_of(made)))
    return book


# --------------------------------------------------------------------------- what must come of it


def by_heading(row: Row) -> dict[str, str]:
    """A row of the first sheet as it is seen."""
    return {name: plain(cell) for name, cell in zip(HEADINGS, row, strict=True)}


def expected(notices: Sequence[Mapping[str, str]]) -> list[tuple[object, ...]]:
    """What the health insurance must have received of good rows: number, kind, day, district, reason, people."""
    named = [(plain(row[0]), plain(row[1]), plain(row[2])) for row in people_of(rows())]
    towns = {words[0]: code for code, words in DISTRICTS.items()}
    made: list[tuple[object, ...]] = []
    for row in notices:
        day = day_of(int(row["連絡票番号"]) - FIRST_NOTICE)
        reason = "" if row["届出区分"] == "取得" else "社保加入"
        own = [(relation, name) for notice, relation, name in named if notice == row["連絡票番号"]]
        made.append((row["宛名番号"], row["届出区分"], f"R08.{day:%m.%d}", towns[row["町名"].strip()], reason, own))
    return made


def received(entry: Entry) -> tuple[object, ...]:
    """The same of an entry of the truth list."""
    names = ("atena_no", "todokede", "ido_bi", "chiku", "jiyu")
    people = [(row["zokugara"], row["shimei"]) for row in entry.rows]
    return (*(entry.fields.get(name, "") for name in names), people)
