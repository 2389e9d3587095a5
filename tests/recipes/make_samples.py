"""Makes the sample books of recipes/, the same every time: python tests/recipes/make_samples.py"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.recipes import insurance_sample, people, sample_slips
from tests.recipes.books import FIRST_ROW, As, Cell, Look, save, write_counts, write_sheet
from tests.recipes.habits import mixed_code, mixed_date, mixed_kana

RECIPES = Path(__file__).parents[2] / "recipes"
Row = list[Cell]

# Special rows: what is special about them, by the number that Excel shows. All others go through.
CHILDCARE = {
    9: "rare",
    13: "blank line",
    15: "system refuses",
    18: "bad value",
    21: "duplicate",
    24: "blank",
    27: "left out",
    30: "too long",
    34: "duplicate",
    38: "zeros lost",
}
DONATION = {
    9: "rare",
    12: "blank",
    16: "bad value",
    20: "left out",
    23: "duplicate",
    29: "too long",
    33: "duplicate",
}
LIBRARY = {
    8: "rare",
    11: "bad value",
    14: "blank",
    19: "duplicate",
    22: "left out",
    26: "too long",
    31: "duplicate",
}
ACCOUNTING = sample_slips.SPECIAL
FACILITIES = (
    "0101　中央保育園", "0102　緑町第一保育園", "0103　緑町第二保育園", "0104　桜台保育園",
    "0105　南町保育園", "0107　ひまわり保育園", "0201　若葉こども園", "0202　青空こども園",
    "0301　たんぽぽ小規模保育室", "0401　駅前事業所内保育所",
)  # fmt: skip
PURPOSES = (
    "市政全般", "子育て支援", "学校教育の充実", "高齢者福祉", "緑と公園の整備", "防災・災害対策",
    "文化財の保存", "図書館の充実", "動物愛護", "スポーツ振興",
)  # fmt: skip


# --------------------------------------------------------------------------- 保育

CHILDCARE_HEADINGS = (
    "整理番号", "受付日", "区分", "児童氏名", "児童氏名\n（カナ）", "生年月日", "性別",
    "保護者氏名", "郵便番号", "住所", "電話番号", "第１希望", "第２希望", "希望入所日", "個人番号",
    "備考", "受付番号", "状態",
)  # fmt: skip


def childcare_rows() -> list[Row]:
    """The rows of 入所申込一覧.xlsx, from row 4 on."""
    chance = random.Random(8)
    rows: list[Row] = []
    for number in range(FIRST_ROW, 43):
        kind = CHILDCARE.get(number, "")
        row = _childcare_row(chance, number)
        if kind == "blank line":
            row = []
        elif kind:
            _mark_childcare(row, kind)
        rows.append(row)
    return rows


def _childcare_row(chance: random.Random, number: int) -> Row:
    home = people.household(chance)
    turn = number - FIRST_ROW
    first, second = chance.sample(FACILITIES, 2)
    phone = home.phone.replace("-", "") if turn % 9 == 4 and home.phone[2] == "0" else home.phone
    wished = date(2026, 12 if turn % 2 else 10, 1)
    return [
        mixed_code(100 + number, 8, turn),
        As(date(2026, 8, 3) + timedelta(days=turn // 3), "m/d"),
        "継続" if turn % 6 == 2 else "新規",
        f"{home.family}　{home.child}",
        mixed_kana(f"{home.family_kana}　{home.child_kana}", turn),
        mixed_date(home.born, turn),
        home.sex,
        f"{home.family}　{home.parent}",
        home.postal,
        home.address,
        phone,
        first,
        second if turn % 3 else None,
        mixed_date(wished, turn + 3),
        people.individual_number(chance) if turn % 4 == 1 else None,
        "きょうだいが在園中" if turn % 8 == 6 else None,
        None,
        None,
    ]


def _mark_childcare(row: Row, kind: str) -> None:
    column = CHILDCARE_HEADINGS.index
    if kind == "rare":
        row[column("児童氏名")], row[column("保護者氏名")] = "髙﨑　凜", "髙﨑　濵子"
        row[column("児童氏名\n（カナ）")] = "たかさき　りん"
    elif kind == "system refuses":
        row[column("児童氏名")], row[column("保護者氏名")] = "𠮷田　葵", "𠮷田　誠"
        row[column("児童氏名\n（カナ）")] = "ヨシダ　アオイ"
    elif kind == "bad value":
        row[column("生年月日")] = "令和6年2月30日"
    elif kind == "duplicate":
        row[column("整理番号")] = "00000121"
    elif kind == "blank":
        row[column("性別")] = None
    elif kind == "left out":
        row[column("区分")] = "取下げ"
    elif kind == "too long":
        row[column("児童氏名")] = "アレクサンドラ・マリア・デ・ラ・クルス・タカハシ"
    elif kind == "zeros lost":
        row[column("整理番号")] = 138


def childcare() -> Workbook:
    """入所申込一覧.xlsx."""
    rows = childcare_rows()
    look = Look(
        title="令和8年度　保育所入所申込　受付一覧",
        note="※ 受け付けた順に記入。取り下げは区分を「取下げ」にする。（見本の行はすべて架空です）",
        widths={"整理番号": 11, "受付日": 8, "区分": 8, "児童氏名": 18, "児童氏名\n（カナ）": 20,
                "生年月日": 17, "性別": 6, "保護者氏名": 18, "住所": 44, "電話番号": 15,
                "第１希望": 28, "第２希望": 28, "希望入所日": 17, "個人番号": 15, "備考": 24},
        choices={"区分": ("新規", "継続", "取下げ"), "性別": ("男", "女")},
        remark=("区分", 27, "8/12 電話で取下げの申し出あり"),
        greyed=("区分", "取下げ"),
    )  # fmt: skip
    book = Workbook()
    sheet = book.active
    sheet.title = "受付"
    write_sheet(sheet, look, CHILDCARE_HEADINGS, rows)
    last = FIRST_ROW + len(rows) - 1
    kinds = ("新規", "継続", "取下げ")
    counts = [(one, f'=COUNTIF(受付!C{FIRST_ROW}:C{last},"{one}")') for one in kinds]
    counts.append(("登録済", f'=COUNTIF(受付!R{FIRST_ROW}:R{last},"登録済")'))
    write_counts(book.create_sheet("集計"), "区分ごとの件数", counts)
    return book


# --------------------------------------------------------------------------- 寄附

DONATION_HEADINGS = (
    "申込番号", "取扱", "受付日", "寄附者名", "フリガナ", "種別", "郵便番号", "住所", "電話番号",
    "メール", "金額", "使い道", "返礼品", "宛名", "メモ", "受付番号", "登録",
)  # fmt: skip
GROUPS = (
    ("株式会社髙﨑製作所", "カブシキガイシャタカサキセイサクショ", "法人"),
    ("緑町商店会", "ミドリチョウショウテンカイ", "団体"),
    ("有限会社みなと印刷", "ユウゲンガイシャミナトインサツ", "法人"),
    ("南町子ども会", "ミナミチョウコドモカイ", "団体"),
)


def donation_rows() -> list[Row]:
    """The rows of 寄附受付簿.xlsx, from row 4 on."""
    chance = random.Random(13)
    rows: list[Row] = []
    for number in range(FIRST_ROW, 40):
        row = _donation_row(chance, number)
        _mark_donation(row, DONATION.get(number, ""))
        rows.append(row)
    return rows


def _donation_row(chance: random.Random, number: int) -> Row:
    home = people.household(chance)
    turn = number - FIRST_ROW
    donor = (f"{home.family}　{home.parent}", f"{home.family_kana}　{home.parent_kana}", "個人")
    if turn % 8 == 7:
        donor = GROUPS[turn // 8 % len(GROUPS)]
    amount = chance.choice((3000, 5000, 10000, 10000, 30000, 50000, 100000, 1000000))
    phone = home.phone.replace("-", "") if turn % 9 == 4 and home.phone[2] == "0" else home.phone
    return [
        mixed_code(80000 + number, 6, turn),
        "受付",
        mixed_date(date(2026, 10, 1) + timedelta(days=turn), turn),
        donor[0],
        mixed_kana(donor[1], turn) if donor[2] == "個人" else donor[1],
        donor[2],
        home.postal,
        home.address,
        phone,
        f"kifu{number:02d}@example.jp" if turn % 3 == 0 else None,
        f"{amount:,}" if turn % 5 == 1 else As(amount, "#,##0"),
        chance.choice(PURPOSES),
        ("○", "×", "はい", "いいえ")[turn % 4],
        f"{home.family}　{home.child}" if turn % 6 == 5 else None,
        "匿名での公表を希望" if turn % 10 == 8 else None,
        None,
        None,
    ]


def _mark_donation(row: Row, kind: str) -> None:
    column = DONATION_HEADINGS.index
    if kind == "rare":
        row[column("寄附者名")], row[column("フリガナ")] = "𠮷﨑　髙子", "ヨシザキ　タカコ"
    elif kind == "blank":
        row[column("寄附者名")] = None
    elif kind == "bad value":
        row[column("金額")] = "一万円"
    elif kind == "left out":
        row[column("取扱")] = "取下げ"
    elif kind == "duplicate":
        row[column("申込番号")] = "080023"
    elif kind == "too long":
        row[column("寄附者名")] = "特定非営利活動法人　緑町の公園と遊び場を考える市民の会　南町支部"


def donation() -> Workbook:
    """寄附受付簿.xlsx."""
    rows = donation_rows()
    look = Look(
        title="令和8年度　寄附受付簿",
        note="※ 受け付けた日に記入。取り下げは取扱を「取下げ」にする。（見本の行はすべて架空です）",
        widths={"申込番号": 10, "受付日": 17, "寄附者名": 24, "フリガナ": 26, "住所": 44,
                "電話番号": 15, "メール": 22, "使い道": 18, "宛名": 18, "メモ": 24},
        choices={"取扱": ("受付", "取下げ"), "種別": ("個人", "法人", "団体")},
        remark=("取扱", 20, "本人から取下げの連絡あり（10/20）"),
        greyed=("取扱", "取下げ"),
    )  # fmt: skip
    book = Workbook()
    sheet = book.active
    sheet.title = "受付簿"
    write_sheet(sheet, look, DONATION_HEADINGS, rows)
    last = FIRST_ROW + len(rows) - 1
    counts = [(one, f'=COUNTIF(受付簿!L{FIRST_ROW}:L{last},"{one}")') for one in PURPOSES]
    write_counts(book.create_sheet("集計"), "使い道ごとの件数", counts)
    return book


# --------------------------------------------------------------------------- library

LIBRARY_HEADINGS = ("Card no", "Received", "Name", "Birthday", "Area", "Note", "Receipt")
READERS = (
    "Emma Clarke", "髙橋 由美子", "Liam O'Brien", "Nguyen Thi Lan", "山﨑 健一", "Sofia García",
    "Noah Müller", "渡邉 直美", "Kim Min-jun", "Ana-Maria Ionescu", "濵田 浩二", "Oliver Smith",
)  # fmt: skip


def library_rows() -> list[Row]:
    """The rows of card_applications.xlsx, from row 4 on."""
    chance = random.Random(21)
    rows: list[Row] = []
    for number in range(FIRST_ROW, 40):
        turn = number - FIRST_ROW
        born = date(1946, 5, 1) + timedelta(days=chance.randint(0, 27000))
        row: Row = [
            mixed_code(4000 + number, 8, turn),
            As(date(2026, 11, 2) + timedelta(days=turn // 4), "d mmm"),
            READERS[turn % len(READERS)],
            _birthday(born, turn),
            ("North", "South", "Other")[chance.randint(0, 2)],
            "Wants a second card" if turn % 11 == 6 else None,
            None,
        ]
        _mark_library(row, LIBRARY.get(number, ""))
        rows.append(row)
    return rows


def _birthday(day: date, turn: int) -> Cell:
    """A day in the forms that a counter for everybody meets."""
    if turn % 4 == 0:
        return As(day, "yyyy/mm/dd")
    if turn % 4 == 1:
        return day.isoformat()
    if turn % 4 == 2 or not date(1989, 1, 8) <= day < date(2019, 5, 1):
        return f"{day.year}/{day.month}/{day.day}"
    return f"平成{'元' if day.year == 1989 else day.year - 1988}年{day.month}月{day.day}日"


def _mark_library(row: Row, kind: str) -> None:
    column = LIBRARY_HEADINGS.index
    if kind == "rare":
        row[column("Name")] = "𠮷﨑 髙子"
    elif kind == "bad value":
        row[column("Birthday")] = "2001/02/29"
    elif kind == "blank":
        row[column("Name")] = None
    elif kind == "duplicate":
        row[column("Card no")] = "00004019"
    elif kind == "left out":
        row[column("Receipt")] = "L-00907"
    elif kind == "too long":
        row[column("Name")] = "Maria Alejandra de los Angeles Fernandez de Cordoba y Alvarez"


def library() -> Workbook:
    """card_applications.xlsx."""
    rows = library_rows()
    look = Look(
        title="Library card applications",
        note="One line a person, as handed in at the counter. (All rows are made up.)",
        widths={"Card no": 11, "Received": 10, "Name": 40, "Birthday": 17, "Note": 22},
        choices={"Area": ("North", "South", "Other")},
        remark=("Receipt", 22, "Entered by hand on 5 November"),
        font="Calibri",
    )
    book = Workbook()
    sheet = book.active
    sheet.title = "Applications"
    write_sheet(sheet, look, LIBRARY_HEADINGS, rows)
    last = FIRST_ROW + len(rows) - 1
    areas = ("North", "South", "Other")
    counts = [(one, f'=COUNTIF(Applications!E{FIRST_ROW}:E{last},"{one}")') for one in areas]
    write_counts(book.create_sheet("Totals"), "Applications by area", counts)
    return book


INSURANCE = insurance_sample.SPECIAL
BOOKS: dict[str, Callable[[], Workbook]] = {
    "入所申込一覧.xlsx": childcare,
    "寄附受付簿.xlsx": donation,
    "card_applications.xlsx": library,
    insurance_sample.BOOK: insurance_sample.insurance,
    "支出命令一覧.xlsx": sample_slips.book,
}


def make(folder: Path, names: Sequence[str] = tuple(BOOKS)) -> None:
    """Write the books into `folder`."""
    for name in names:
        save(BOOKS[name](), folder / name)


if __name__ == "__main__":
    make(RECIPES)
