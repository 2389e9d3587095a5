"""The donation form on the server's side: its fields, its checks, its lists (all made up).

The checks are this system's own, apart from the program's: a witness shares no mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

KINDS = ("個人", "法人", "団体")
REQUIRED = ("application_no", "donor", "donor_kana", "kind", "amount", "purpose_id", "received_on")
FIELDS = (
    "application_no",
    "donor",
    "donor_kana",
    "kind",
    "postal",
    "address",
    "email",
    "phone",
    "amount",
    "purpose_id",
    "purpose",
    "received_on",
    "gift",
    "receipt_name",
    "memo",
)
SHAPES: Mapping[str, str] = {
    "application_no": r"[A-Z0-9-]{4,12}",
    "donor_kana": r"[ァ-ヶー・　 ]+",
    "postal": r"[0-9]{3}-[0-9]{4}",
    "email": r"[^@\s]+@[^@\s]+\.[^@\s]+",
    "phone": r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}",
    "amount": r"[1-9][0-9]{0,9}",
    "gift": r"true|false",
}
PURPOSES: Mapping[str, tuple[str, str]] = {
    "P01": ("市政全般", "City as a whole"),
    "P02": ("子育て支援", "Support for families"),
    "P03": ("学校教育の充実", "Schools"),
    "P04": ("高齢者福祉", "Care for the elderly"),
    "P05": ("障害者福祉", "Care for the disabled"),
    "P06": ("緑と公園の整備", "Parks and green"),
    "P07": ("防災・災害対策", "Disaster prevention"),
    "P08": ("文化財の保存", "Cultural heritage"),
    "P09": ("図書館の充実", "Libraries"),
    "P10": ("動物愛護", "Animal welfare"),
    "P11": ("スポーツ振興", "Sports"),
    "P12": ("地域経済の振興", "Local economy"),
}
TOWNS: Mapping[str, str] = {
    "060-0001": "北海道札幌市中央区北一条西",
    "100-0001": "東京都千代田区千代田",
    "160-0022": "東京都新宿区新宿",
    "180-0001": "東京都武蔵野市吉祥寺北町",
    "180-0006": "東京都武蔵野市中町",
    "220-0012": "神奈川県横浜市西区みなとみらい",
    "260-0013": "千葉県千葉市中央区中央",
    "330-0063": "埼玉県さいたま市浦和区高砂",
    "460-0008": "愛知県名古屋市中区栄",
    "530-0001": "大阪府大阪市北区梅田",
    "650-0021": "兵庫県神戸市中央区三宮町",
    "730-0011": "広島県広島市中区基町",
    "810-0001": "福岡県福岡市中央区天神",
    "980-0811": "宮城県仙台市青葉区一番町",
}


def received(body: Mapping[str, object]) -> dict[str, str]:
    """Every field as text, as the page sent it; a field that was not sent is empty."""
    return {name: _text(body.get(name, "")) for name in FIELDS}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def mistakes(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that are wrong and the name of the sentence that says so, in the form's order."""
    return {name: reason for name in FIELDS if (reason := _mistake(name, fields[name].strip()))}


def _mistake(name: str, text: str) -> str:
    if not text:
        if name not in REQUIRED:
            return ""
        return "err_choose" if name == "purpose_id" else "err_required"
    if name in SHAPES and not re.fullmatch(SHAPES[name], text):
        return f"err_{name}"
    if name == "kind" and text not in KINDS:
        return "err_required"
    if name == "purpose_id" and text not in PURPOSES:
        return "err_choose"
    if name == "received_on" and not _is_date(text):
        return "err_received_on"
    return "err_long" if len(text) > 200 else ""


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def purposes(part: str, lang: str) -> list[dict[str, str]]:
    """The purposes whose words hold `part`, as id and words."""
    place = 0 if lang == "ja" else 1
    return [
        {"id": key, "words": words[place]}
        for key, words in PURPOSES.items()
        if part.strip().lower() in words[place].lower()
    ]
