"""Made-up people and places for the sample books. Every number is one that nobody can have."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

FAMILIES = (
    ("佐藤", "サトウ"), ("髙橋", "タカハシ"), ("山﨑", "ヤマサキ"), ("鈴木", "スズキ"),
    ("渡邉", "ワタナベ"), ("田中", "タナカ"), ("伊藤", "イトウ"), ("齋藤", "サイトウ"),
    ("小林", "コバヤシ"), ("髙木", "タカギ"), ("濵田", "ハマダ"), ("中村", "ナカムラ"),
    ("加藤", "カトウ"), ("宮﨑", "ミヤザキ"), ("松本", "マツモト"), ("井上", "イノウエ"),
)  # fmt: skip
CHILDREN = (
    ("結衣", "ユイ", "女"), ("蓮", "レン", "男"), ("陽葵", "ヒマリ", "女"),
    ("湊", "ミナト", "男"), ("凛", "リン", "女"), ("悠真", "ユウマ", "男"),
    ("芽依", "メイ", "女"), ("大和", "ヤマト", "男"), ("さくら", "サクラ", "女"),
    ("樹", "イツキ", "男"), ("紬", "ツムギ", "女"), ("朝陽", "アサヒ", "男"),
)  # fmt: skip
GROWN = (
    ("健一", "ケンイチ"), ("由美子", "ユミコ"), ("誠", "マコト"), ("直美", "ナオミ"),
    ("浩二", "コウジ"), ("香織", "カオリ"), ("達也", "タツヤ"), ("幸子", "サチコ"),
)  # fmt: skip
PLACES = (
    ("180-0001", "東京都武蔵野市吉祥寺北町", "0422-00"),
    ("180-0006", "東京都武蔵野市中町", "0422-00"),
    ("160-0022", "東京都新宿区新宿", "03-0000"),
    ("220-0012", "神奈川県横浜市西区みなとみらい", "070-0000"),
    ("330-0063", "埼玉県さいたま市浦和区高砂", "080-0000"),
    ("730-0011", "広島県広島市中区基町", "070-0000"),
)


@dataclass(frozen=True, slots=True)
class Household:
    """A parent and a child who live nowhere."""

    family: str
    family_kana: str
    child: str
    child_kana: str
    sex: str
    parent: str
    parent_kana: str
    postal: str
    address: str
    phone: str
    born: date


def household(chance: random.Random) -> Household:
    """The next made-up household."""
    family, family_kana = chance.choice(FAMILIES)
    child, child_kana, sex = chance.choice(CHILDREN)
    parent, parent_kana = chance.choice(GROWN)
    postal, town, exchange = chance.choice(PLACES)
    house = f"{chance.randint(1, 5)}丁目{chance.randint(1, 30)}番{chance.randint(1, 20)}号"
    line = f"{chance.randint(0, 9999):04d}"
    phone = f"090-0000-{line}" if chance.random() < 0.6 else f"{exchange}-{line}"
    born = date(2021, 4, 2) + timedelta(days=chance.randint(0, 1900))
    return Household(
        family, family_kana, child, child_kana, sex, parent, parent_kana,
        postal, town + house, phone, born,
    )  # fmt: skip


def individual_number(chance: random.Random) -> str:
    """Twelve digits whose check digit is wrong, so that they are nobody's 個人番号."""
    first = [chance.randint(0, 9) for _ in range(11)]
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(digit * weight for digit, weight in zip(first, weights, strict=True)) % 11
    right = 0 if rest <= 1 else 11 - rest
    return "".join(map(str, first)) + str((right + 1 + chance.randint(0, 8)) % 10)


def wareki(day: date) -> str:
    """A day of 令和 in words."""
    year = day.year - 2018
    return f"令和{'元' if year == 1 else year}年{day.month}月{day.day}日"


def half_kana(text: str) -> str:
    """Half-width katakana, as lists out of old systems have them."""
    plain = "アイウエオカキクケコサシスセソタチツテトナニヌネノ"
    plain += "ハヒフヘホマミムメモヤユヨラリルレロワヲン　"
    half = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ "
    voiced = "ガギグゲゴザジズゼゾダヂヅデドバビブベボ"
    bare = "カキクケコサシスセソタチツテトハヒフヘホ"
    table = dict(zip(plain, half, strict=True))
    table |= {one: table[other] + "ﾞ" for one, other in zip(voiced, bare, strict=True)}
    return "".join(table.get(char, char) for char in text)


def hiragana(text: str) -> str:
    """Hiragana, as some people fill in forms."""
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in text)
