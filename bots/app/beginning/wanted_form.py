"""The form in which a field of a screen wants what it takes, as filters of the language. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bots.app.beginning.pairing import folded
from bots.recipe import words
from bots.values.filters import FILTERS

if TYPE_CHECKING:
    from bots.runners.surveying import SeenField

# A label says by its own letters which kana it wants: ふりがな or フリガナ.
_HIRAGANA = re.compile("[かが]な")
_KATAKANA = re.compile("[カガ]ナ|ヨミ|furigana|(?<![a-z])kana(?![a-z])")  # of a folded name
_NO_HYPHENS = re.compile("(?:ハイフン|[-‐－])(?:なし|無し|不要|は入れ|を?除)|数字のみ|without hyphens|digits only", re.IGNORECASE)
_WITH_HYPHENS = {"postal": 8, "phone": 12}  # characters of the shortest
# A name that alone tells of a field for kana: neither カナダ nor さかな.
_OF_KANA = re.compile("(?:フリ|ヨミ|読ミ|カタ|ヒラ)[カガ]ナ|(?<![ァ-ヶー])カナ(?![ァ-ヶー])|furigana|(?<![a-z])kana(?![a-z])")


def filters_of(field: SeenField, name: str, kind: str) -> tuple[str, ...]:
    """What a column of that type goes through into a field of that name, in English words."""
    if kind == "date" and _has_form(field):
        return (f"wareki {field.form}" if re.match(r"[R令]", field.form) else f"date {field.form}",)
    if kind in _WITH_HYPHENS and field.kind == "text" and field.boxes == 1:
        return ("digits",) if any(map(_NO_HYPHENS.search, field.names)) or 0 < field.longest < _WITH_HYPHENS[kind] else ()
    if kind != "kana" or field.kind != "text":
        return ()
    if "半角" in name:
        return ("katakana", "hankaku_kana")
    if _HIRAGANA.search(name):
        return ("zenkaku", "hiragana")
    return ("zenkaku", "katakana") if _KATAKANA.search(folded(name)) else ()


def kind_told(field: SeenField, name: str) -> str:
    """The type of what goes into a field, where nothing but the field tells it; or ""."""
    if _has_form(field):
        return "date"
    return "kana" if _OF_KANA.search(folded(name)) else ""


def spoken(filters: Sequence[str], japanese: bool) -> tuple[str, ...]:
    """The filters as a recipe of that language writes them."""
    said = ((words.spoken(FILTERS, name, japanese), argument) for name, _, argument in (one.partition(" ") for one in filters))
    return tuple(f"{name} {argument}".strip() for name, argument in said)


def _has_form(field: SeenField) -> bool:
    """Whether it is one box of text that says in which form it wants a date."""
    return field.kind == "text" and field.boxes == 1 and field.form not in ("", "date")
