"""The application form of the childcare system: its fields, its checks, how values are shown.

The checks are this system's own, apart from the program's: a witness shares no mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from bots.practice import eras
from bots.practice.childcare import facilities

Fields = Mapping[str, str]
Say = Callable[..., str]

# Each field of the screen and the controls that it is made of, in the order of the screen.
CONTROLS: Mapping[str, tuple[str, ...]] = {
    "seiri_no": ("seiri_no",),
    "kubun": ("kubun",),
    "jido_shimei": ("jido_shimei",),
    "jido_kana": ("jido_kana",),
    "seinengappi": ("seinen_gengo", "seinen_nen", "seinen_tsuki", "seinen_hi"),
    "seibetsu": ("seibetsu",),
    "hogosha": ("hogosha",),
    "yubin": ("yubin1", "yubin2"),
    "tel": ("tel1", "tel2", "tel3"),
    "jusho": ("jusho",),
    "kibo1_cd": ("kibo1_cd",),
    "kibo2_cd": ("kibo2_cd",),
    "kibo_bi": ("kibo_bi",),
    "shurou_file": ("shurou_file",),
    "kojin_no": ("kojin_no",),
    "biko": ("biko",),
}
REQUIRED = ("seiri_no", "kubun", "jido_shimei", "jido_kana", "seinengappi", "seibetsu", "kibo1_cd")
LONGEST = {"jido_shimei": 20, "jido_kana": 40, "hogosha": 20, "jusho": 60, "biko": 200}
KANA = re.compile(r"[ァ-ヶー・　 ]+")
SHAPES: Mapping[str, str] = {
    "seiri_no": r"[0-9]{8}",
    "yubin": r"[0-9]{3}-[0-9]{4}",
    "tel": r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}",
    "kojin_no": r"[0-9]{12}",
}


def received(post: Fields) -> dict[str, str]:
    """Every control's text as it was received; a control that was not sent counts as empty."""
    return {name: post.get(name, "") for controls in CONTROLS.values() for name in controls}


def mistakes(fields: Fields, say: Say, labels: Fields) -> list[str]:
    """What is wrong with the fields, a sentence each in the order of the screen."""
    found: list[str] = []
    for name in CONTROLS:
        reason = _mistake(name, fields)
        if reason:
            found.append(say(reason, field=labels[name], longest=LONGEST.get(name, 0)))
    return found


def _mistake(name: str, fields: Fields) -> str:
    """The name of the sentence that says what is wrong with one field, or ""."""
    parts = [fields[control].strip() for control in CONTROLS[name]]
    if not any(parts):
        return "err_required" if name in REQUIRED else ""
    text = "-".join(parts)
    if not _encodable(text):
        return "err_characters"
    if len(text) > LONGEST.get(name, 1000):
        return "err_long"
    if name in SHAPES and not re.fullmatch(SHAPES[name], text):
        return f"err_{name}"
    return _special_mistake(name, fields, text)


def _special_mistake(name: str, fields: Fields, text: str) -> str:
    if name == "jido_kana" and not KANA.fullmatch(text):
        return "err_kana"
    if name == "seinengappi" and birthday(fields) is None:
        return "err_date"
    if name in ("kibo1_cd", "kibo2_cd") and text not in facilities.FACILITIES:
        return "err_facility"
    if name == "kibo_bi" and _iso(text) is None:
        return "err_date"
    return ""


def _encodable(text: str) -> bool:
    """Whether the host behind this system can hold the text: it knows CP932 and no more."""
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def birthday(fields: Fields) -> date | None:
    """The date of birth, or None if the controls make no real date of their era up to today."""
    numbers = [fields[name].strip() for name in ("seinen_nen", "seinen_tsuki", "seinen_hi")]
    if not all(re.fullmatch(r"[0-9]{1,2}", number) for number in numbers):
        return None
    year, month, day = map(int, numbers)
    return eras.day_of(fields["seinen_gengo"], year, month, day, eras.today())


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def shown(fields: Fields, lang: str, say: Say) -> dict[str, str]:
    """Each field of the screen as the confirm and detail pages show it."""
    born = birthday(fields)
    values = {name: "-".join(fields[part] for part in parts) for name, parts in CONTROLS.items()}
    for name in ("yubin", "tel"):
        values[name] = values[name].strip("-")
    values["seinengappi"] = eras.in_words(born, lang) if born else ""
    for name in ("kibo1_cd", "kibo2_cd"):
        values[name] = facilities.shown(fields[name], lang)
    wished = _iso(fields["kibo_bi"])
    if wished and lang == "ja":
        values["kibo_bi"] = f"{wished.year}年{wished.month}月{wished.day}日"
    for name in ("kubun", "seibetsu"):
        if fields[name]:
            values[name] = say(f"{name}_{fields[name]}")
    return values
