"""The timetable as one self-contained HTML page: a month a sheet, to look at and to hang on the wall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from itertools import groupby

from bots.clock import in_tokyo
from bots.evidence.page import source_hash
from bots.evidence.show import html_text
from bots.japan import wareki
from bots.japan.days import WEEKDAYS
from bots.timetable.outlook import Line, Outlook

_ENGLISH = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MARKS = {
    "planned": "○", "unseen": "？", "due": "…", "starting": "…", "begun": "✓", "skipped": "–", "asking": "‖", "refused": "✕",
    "paused": "／",
}  # fmt: skip


def page(found: Outlook, title: str, lang: str) -> str:
    """The whole page. `title` is what the place is called."""
    style = (files("bots.timetable") / "timetable.css").read_text("utf-8")
    policy = f"default-src 'none'; style-src {source_hash(style)}; base-uri 'none'; form-action 'none'"
    name = "時間割" if lang == "ja" else "Timetable"
    months = "".join(_month(found, year, month, title, lang) for year, month in _months(found))
    return (
        f"<!doctype html><html lang={lang}><head><meta charset=utf-8>"
        f'<meta http-equiv=Content-Security-Policy content="{policy}">'
        '<meta name=viewport content="width=device-width, initial-scale=1"><meta name=referrer content=no-referrer>'
        f"<title>{html_text(title)} {name}</title><style>{style}</style></head><body>{months}</body></html>\n"
    )


def _months(found: Outlook) -> Iterator[tuple[int, int]]:
    return (key for key, _ in groupby(found.days(), key=lambda day: (day.year, day.month)))


def _month(found: Outlook, year: int, month: int, title: str, lang: str) -> str:
    first = date(year, month, 1)
    heading = f"{_year(first)}（{year}）{month}月の時間割" if lang == "ja" else f"Timetable for {first:%B %Y}"
    names = WEEKDAYS if lang == "ja" else _ENGLISH
    head = "".join(f"<th scope=col>{names[(at + 6) % 7]}" for at in range(7))  # a wall calendar begins with Sunday
    begin = first - timedelta(days=(first.weekday() + 1) % 7)
    weeks = ""
    day = begin
    while day.month == month or day < first:
        weeks += f"<tr>{''.join(_cell(found, day + timedelta(days=at), month, lang) for at in range(7))}"
        day += timedelta(days=7)
    return f"<section><h1>{heading}<small>{html_text(title)}</small></h1><table><thead><tr>{head}<tbody>{weeks}</table></section>"


def _year(day: date) -> str:
    era, year = wareki.era_of(day)
    return f"{era.name}{year}年"


def _cell(found: Outlook, day: date, month: int, lang: str) -> str:
    if day.month != month:
        return "<td class=other>"
    asked = found.begin <= day < found.begin + timedelta(days=found.count)
    closed = day in found.closed
    why = found.closed.get(day, "") if lang == "ja" else ""
    lines = "".join(_line(one, lang) for one in found.of(day)) if asked else ""
    kinds = " ".join(kind for kind, holds in (("closed", closed), ("beyond", not asked)) if holds)
    return f'<td class="{kinds}"><b>{day.day}</b>{f"<i>{html_text(why)}</i>" if why else ""}{f"<ul>{lines}</ul>" if lines else ""}'


def _line(one: Line, lang: str) -> str:
    note = f"<small>{html_text(one.note.sentence(lang))}</small>" if one.note is not None and not one.run else ""
    kind = "person" if one.needs_a_person else one.state
    done = "" if one.state == "planned" else f"<em>{one.word(lang)}</em>"
    mark = "✕" if one.run and one.needs_a_person else _MARKS[one.state]
    return (
        f"<li class={kind}><span aria-hidden=true>{mark}</span><time>{in_tokyo(one.due_at):%H:%M}</time> "
        f"{html_text(one.entry)}{done}{note}"
    )
