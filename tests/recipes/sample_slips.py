"""The sample book of 会計伝票: payment slips on one sheet, their lines 明細 on another."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from openpyxl import Workbook

from tests.recipes.books import FIRST_ROW, Cell, Look, write_sheet
from tests.recipes.habits import mixed_amount, mixed_code, mixed_date

Row = list[Cell]

# Special rows: what is special about them, by the number that Excel shows. All others go through.
SPECIAL: Mapping[int, str] = {
    7: "rare",
    11: "left out",
    14: "blank",
    17: "bad value",
    20: "duplicate",
    23: "too long",
    26: "system refuses",  # more than is left of the budget
    28: "bad value",  # in one of its lines
    30: "system refuses",  # a payee that is not there
    33: "duplicate",
    36: "system refuses",  # a total that is not that of its lines
}
LAST_ROW = 43
HEADINGS = (
    "伝票番号", "処理", "起票日", "所属", "件名", "支払先\nコード", "支払先", "支払期日", "合計金額",
    "添付", "備考", "命令番号", "状態",
)  # fmt: skip
LINE_HEADINGS = ("伝票番号", "行", "予算科目", "摘要", "金額")
SECTIONS = ("総務課", "財政課", "税務課", "市民課", "こども課", "高齢福祉課", "道路公園課", "教育総務課")


@dataclass(frozen=True, slots=True)
class Job:
    """What a slip may pay for: its subject, its payee, and what its lines may say (item, words)."""

    subject: str
    code: str
    payee: str
    lines: tuple[tuple[str, str], ...]


JOBS = (
    Job("事務用品の購入", "000118", "株式会社髙﨑文具", (
        ("消耗品費", "コピー用紙　A4"), ("消耗品費", "ファイル・付箋"), ("印刷製本費", "角2封筒の名入れ"),
        ("通信運搬費", "納品の送料"),
    )),
    Job("納税通知書の印刷", "000204", "有限会社みなと印刷", (
        ("印刷製本費", "納税通知書"), ("印刷製本費", "返信用封筒"), ("委託料", "封入・封かん"),
        ("通信運搬費", "郵便局への持込み"), ("手数料", "版下の修正"),
    )),
    Job("庁舎電気設備の修繕", "000315", "𠮷田電設工業", (
        ("修繕料", "分電盤の交換"), ("修繕料", "2階廊下の照明"), ("手数料", "絶縁試験"),
    )),
    Job("公用車の燃料", "000327", "濵田燃料店", (
        ("燃料費", "ガソリン"), ("燃料費", "軽油"), ("手数料", "タイヤの組替え"),
    )),
    Job("本庁舎の清掃", "000409", "緑町ビル管理株式会社", (
        ("委託料", "日常清掃"), ("委託料", "窓ガラス清掃（４階まで）"), ("消耗品費", "床用ワックス"),
    )),
    Job("住民情報端末の賃借", "000533", "株式会社北浜情報サービス", (
        ("使用料及び賃借料", "端末20台"), ("使用料及び賃借料", "プリンター5台"), ("委託料", "保守"),
    )),
    Job("公園樹木のせん定", "001020", "桜台造園", (
        ("委託料", "中央公園"), ("委託料", "南町ちびっこ広場"), ("手数料", "枝葉の処分"),
    )),
    Job("保育園建具の修理", "001077", "渡邉建具店", (
        ("修繕料", "引戸の調整"), ("修繕料", "網戸の張替え"),
    )),
    Job("水道料金", "002001", "緑町水道協同組合", (
        ("光熱水費", "本庁舎"), ("光熱水費", "分庁舎"), ("光熱水費", "防災倉庫"),
    )),
    Job("広報紙の表紙", "002045", "凜デザイン事務所", (
        ("委託料", "表紙のデザイン"), ("印刷製本費", "色校正"),
    )),
)  # fmt: skip
TOO_LONG = "地域包括支援センター運営事業（南町・緑町・桜台地区）に係る経費の支払について"
REMARKS = ("至急", "検査調書を添付", "年度内に完了", "前月分と合わせて支払")


def rows() -> tuple[list[Row], list[Row]]:
    """The rows of both sheets, from row 4 on."""
    chance = random.Random(34)
    slips: list[Row] = []
    lines: list[Row] = []
    for number in range(FIRST_ROW, LAST_ROW + 1):
        slip, own = _slip(chance, number)
        _mark(slip, own, number)
        slips.append(slip)
        # What is written twice has its lines once: the second is the first, entered again.
        if number != 33:
            lines += own
    return slips, lines


def _slip(chance: random.Random, number: int) -> tuple[Row, list[Row]]:
    turn = number - FIRST_ROW
    job = JOBS[turn % len(JOBS)]
    drawn = date(2026, 10, 1) + timedelta(days=turn)
    chosen = [chance.choice(job.lines) for _ in range(1 + turn * 3 % 5)]
    amounts = [chance.choice((1_980, 4_400, 12_800, 33_000, 58_300, 120_000)) for _ in chosen]
    key = 200 + number
    slip: Row = [
        mixed_code(key, 8, turn),
        "起票",
        mixed_date(drawn, turn),
        SECTIONS[turn % len(SECTIONS)],
        f"{job.subject}（{drawn.month}月分）",
        mixed_code(int(job.code), 6, turn + 1),
        job.payee,
        mixed_date(drawn + timedelta(days=30), turn + 4),
        mixed_amount(sum(amounts), turn),
        ("紙", "電子", "なし")[turn % 3],
        REMARKS[turn % len(REMARKS)] if turn % 3 == 1 else None,
        None,
        None,
    ]
    lines: list[Row] = [
        [mixed_code(key, 8, turn + 1), n, *what, mixed_amount(amount, turn + n)]
        for n, (what, amount) in enumerate(zip(chosen, amounts, strict=True), 1)
    ]
    return slip, lines


def _mark(slip: Row, lines: list[Row], number: int) -> None:
    column, last = HEADINGS.index, lines[-1]
    kind = SPECIAL.get(number, "")
    if kind == "rare":
        slip[column("件名")] = "髙﨑小学校　濵校舎の修理（𠮷田建具から引継ぎ）"
        last[LINE_HEADINGS.index("摘要")] = "𠮷野の間・髙見の間"
    elif kind == "left out":
        slip[column("処理")] = "取消"
    elif kind == "blank":
        slip[column("件名")] = None
    elif number == 17:
        slip[column("起票日")] = "令和8年11月31日"
    elif number == 28:
        last[LINE_HEADINGS.index("金額")] = "五千円"
    elif kind == "duplicate":
        slip[column("伝票番号")] = "00000220"
    elif kind == "too long":
        slip[column("件名")] = f"令和８年度　{TOO_LONG}"
    elif number == 26:
        last[LINE_HEADINGS.index("予算科目")] = "備品購入費"
        last[LINE_HEADINGS.index("金額")] = 480_000
        slip[column("合計金額")] = 480_000
        last[LINE_HEADINGS.index("行")] = 1
        del lines[:-1]
    elif number == 30:
        slip[column("支払先\nコード")], slip[column("支払先")] = "009999", "有限会社なぎさ商会"
    elif number == 36:
        slip[column("合計金額")] = 1_000


def book() -> Workbook:
    """支出命令一覧.xlsx."""
    slips, lines = rows()
    made = Workbook()
    sheet = made.active
    sheet.title = "伝票"
    write_sheet(sheet, Look(
        title="令和8年度　支出命令一覧",
        note="※ 明細は2枚目に記入。取り消すものは処理を「取消」にする。（見本の行はすべて架空です）",
        widths={"伝票番号": 11, "処理": 8, "起票日": 17, "所属": 14, "件名": 44, "支払先\nコード": 10,
                "支払先": 26, "支払期日": 17, "合計金額": 13, "添付": 8, "備考": 22},
        choices={"処理": ("起票", "取消"), "添付": ("紙", "電子", "なし")},
        remark=("処理", 11, "10/12 課から取消の連絡あり"),
        greyed=("処理", "取消"),
    ), HEADINGS, slips)  # fmt: skip
    write_sheet(made.create_sheet("明細"), Look(
        title="支出命令一覧　明細",
        note="※ 1行に1つの予算科目",
        widths={"伝票番号": 11, "行": 6, "予算科目": 20, "摘要": 36, "金額": 13},
    ), LINE_HEADINGS, lines)  # fmt: skip
    return made
