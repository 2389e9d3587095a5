"""The facilities that the childcare system knows (made up), by code."""

from __future__ import annotations

from collections.abc import Mapping

FACILITIES: Mapping[str, tuple[str, str]] = {
    "0101": ("中央保育園", "Chuo Nursery"),
    "0102": ("緑町第一保育園", "Midoricho First Nursery"),
    "0103": ("緑町第二保育園", "Midoricho Second Nursery"),
    "0104": ("桜台保育園", "Sakuradai Nursery"),
    "0105": ("南町保育園", "Minamicho Nursery"),
    "0106": ("北浜保育園", "Kitahama Nursery"),
    "0107": ("ひまわり保育園", "Himawari Nursery"),
    "0201": ("若葉こども園", "Wakaba Kodomoen"),
    "0202": ("青空こども園", "Aozora Kodomoen"),
    "0203": ("みどりの森こども園", "Midori-no-mori Kodomoen"),
    "0301": ("たんぽぽ小規模保育室", "Tanpopo Small Nursery"),
    "0302": ("つくし小規模保育室", "Tsukushi Small Nursery"),
    "0401": ("駅前事業所内保育所", "Ekimae Workplace Nursery"),
    "0402": ("市民病院内保育所", "City Hospital Nursery"),
}


def shown(code: str, lang: str) -> str:
    """How a facility stands in the list (`0101　中央保育園`); an unknown code stays."""
    if code not in FACILITIES:
        return code
    return f"{code}　{FACILITIES[code][0 if lang == 'ja' else 1]}"
