"""The timetable as an iCalendar file (RFC 5545), for the calendars that people have."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from bots.timetable.outlook import Line, Outlook

_LONGEST = 75  # octets of a line (RFC 5545, 3.1)
_LENGTH = timedelta(minutes=30)  # how long an event is shown: nobody knows how long a run will take


def calendar_text(found: Outlook, now: datetime, lang: str) -> str:
    """The due times as events, lines ended as the format wants it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bots//timetable//JA", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for one in found.lines:
        lines += _event(one, now, lang)
    return "\r\n".join(part for line in [*lines, "END:VCALENDAR"] for part in _folded(line)) + "\r\n"


def _event(one: Line, now: datetime, lang: str) -> list[str]:
    name = hashlib.sha256(f"{one.entry}\n{one.due_at.isoformat()}".encode()).hexdigest()[:32]
    note = f"{one.word(lang)}{' ' + one.run if one.run else ''}"
    if one.note is not None:
        note += f"\n{one.note.sentence(lang)}"
    return [
        "BEGIN:VEVENT", f"UID:{name}@bots", f"DTSTAMP:{_moment(now)}", f"DTSTART:{_moment(one.due_at)}",
        f"DTEND:{_moment(one.due_at + _LENGTH)}", f"SUMMARY:{_text(one.entry)}", f"DESCRIPTION:{_text(f'{one.recipe} {note}')}",
        "TRANSP:TRANSPARENT", "END:VEVENT",
    ]  # fmt: skip


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """A line in parts of at most 75 octets, the further ones after a blank; no character is cut."""
    parts, part = [], b""
    for letter in line:
        more = letter.encode("utf-8")
        if len(part) + len(more) > _LONGEST:
            parts.append(part.decode("utf-8"))
            part = b" "
        part += more
    return [*parts, part.decode("utf-8")]
