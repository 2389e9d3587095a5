"""What the accounting system knows by code (all made up): sections, budget items, payees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Names = tuple[str, str]

SECTIONS: Mapping[str, Names] = {
    "101": ("総務課", "General Affairs"),
    "102": ("財政課", "Finance"),
    "201": ("税務課", "Tax"),
    "202": ("市民課", "Citizens"),
    "301": ("こども課", "Children"),
    "302": ("高齢福祉課", "Care for the Elderly"),
    "401": ("道路公園課", "Roads and Parks"),
    "501": ("教育総務課", "Education"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A budget item 予算科目 with the yen of its budget for the year."""

    names: Names
    budget: int


ITEMS: Mapping[str, Item] = {
    "1001": Item(("消耗品費", "Supplies"), 12_000_000),
    "1002": Item(("燃料費", "Fuel"), 8_000_000),
    "1003": Item(("印刷製本費", "Printing"), 9_500_000),
    "1004": Item(("光熱水費", "Utilities"), 15_000_000),
    "1005": Item(("修繕料", "Repairs"), 10_000_000),
    "1101": Item(("通信運搬費", "Post and freight"), 7_200_000),
    "1102": Item(("手数料", "Fees"), 6_000_000),
    "1201": Item(("委託料", "Contracted work"), 48_000_000),
    "1301": Item(("使用料及び賃借料", "Rent"), 20_000_000),
    "1701": Item(("備品購入費", "Equipment"), 300_000),
}

PAYEES: Mapping[str, Names] = {
    "000118": ("株式会社髙﨑文具", "Takasaki Stationery Co."),
    "000204": ("有限会社みなと印刷", "Minato Printing Ltd."),
    "000315": ("𠮷田電設工業", "Yoshida Electric Works"),
    "000327": ("濵田燃料店", "Hamada Fuels"),
    "000409": ("緑町ビル管理株式会社", "Midoricho Building Care Co."),
    "000512": ("南町運送株式会社", "Minamicho Freight Co."),
    "000533": ("株式会社北浜情報サービス", "Kitahama Information Services Co."),
    "001020": ("桜台造園", "Sakuradai Gardens"),
    "001077": ("渡邉建具店", "Watanabe Joinery"),
    "001206": ("株式会社南町リース", "Minamicho Leasing Co."),
    "002001": ("緑町水道協同組合", "Midoricho Water Cooperative"),
    "002045": ("凜デザイン事務所", "Rin Design Office"),
}


def in_language(names: Names, lang: str) -> str:
    """The name in "ja" or "en"."""
    return names[0 if lang == "ja" else 1]


def payee(code: str, lang: str) -> str:
    """The name of a payee; "" for a code that nobody has."""
    return in_language(PAYEES[code], lang) if code in PAYEES else ""


def find_payees(part: str, lang: str) -> list[tuple[str, str]]:
    """Code and name of the payees whose code begins with `part` or whose name holds it."""
    wanted = part.strip().lower()
    named = [(code, in_language(names, lang)) for code, names in PAYEES.items()]
    return [
        (code, name) for code, name in named if code.startswith(wanted) or wanted in name.lower()
    ]
