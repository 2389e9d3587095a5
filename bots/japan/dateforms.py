"""How a day can be written: for finding a date that must not be seen, however a page or a text says it.

White space, width, case and the signs - / . ・ ( ) are no part of the forms: those who look with them
leave these out of what they look in (bots.japan.hiding, runners/hidden.js).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from bots.japan import wareki
from bots.japan.width import hankaku

# A code of seven or eight digits may be anything; it is its own only form.
_SAYS_SO = re.compile(
    r"\s*(?:西暦\s*)?[^\W\d]*?[\s.]*(?:\d{1,4}|元|[〇零一二三四五六七八九十壱弐参拾]{1,4})\s*[-‐‑‒–—―−ー/.年・]"
    r"\s*(?:\d{1,2}|[〇零一二三四五六七八九十壱弐参拾]{1,3})\s*[-‐‑‒–—―−ー/.月・]"
)


@lru_cache(maxsize=4096)  # the hidden days of a whole sheet are asked for with every picture
def forms_of(text: str) -> tuple[str, ...]:
    """The other forms of the date that `text` says: with year, month and day, each once. Empty for a
    text that says no date.

    Numbers alone are among them only where they have year, month and day in full: a lone year, month
    or day is not.
    """
    if not _SAYS_SO.match(hankaku(text)):
        return ()
    try:
        return _forms(wareki.parse(text))
    except wareki.WarekiError:
        return ()


def _forms(day: date) -> tuple[str, ...]:
    y, m, d = day.year, day.month, day.day
    years = {f"{y}"}
    packed = {f"{y % 100:02}{m:02}{d:02}"}
    for era, n in _eras(day):
        for sign in (era.name, era.name[0], era.letter.lower()):
            years |= {f"{sign}{n}", f"{sign}{n:02}"} | ({f"{sign}元"} if n == 1 else set())
        packed |= {f"{era.digit}{n:02}{m:02}{d:02}", f"{n:02}{m:02}{d:02}"}
        years.add(f"{era.name}{wareki.in_kanji(n)}")
    alike = [(f"{m}", f"{d}"), (f"{m:02}", f"{d:02}")]
    mixed = [(f"{m}", f"{d:02}"), (f"{m:02}", f"{d}")]
    out = packed | {form for a, b in alike for form in (f"{a}{b}{y}", f"{b}{a}{y}")}
    for year in years:
        out |= {f"{year}{a}{b}" for a, b in alike}
        out |= {f"{year}年{a}月{b}日" for a, b in (*alike, *mixed, (wareki.in_kanji(m), wareki.in_kanji(d)))}
    return tuple(sorted(out))


def _eras(day: date) -> list[tuple[wareki.Era, int]]:
    """The eras to which a day belongs, two on the day of a change, and its year in each."""
    return [
        (era, day.year - era.first.year + 1)
        for era in wareki.ERAS
        if era.first <= day and (era.last is None or day <= era.last)
    ]
