"""People let an entry of the timetable rest, or all of it, and end that again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bots.app.project import Project
from bots.app.request import asked_by
from bots.app.runs import look_into_ledger
from bots.clock import in_tokyo
from bots.errors import PlaceError, Problem
from bots.ledger.facts import PauseFacts
from bots.model import RunState
from bots.timetable.timetable_file import read_timetable

ALL = "--all"  # what stands for the whole timetable where an entry is named
_WHOLE = ("時間割の全部", "The whole timetable")


def pause(project: Project, entry: str, until: datetime | None, reason: str) -> list[str]:
    """Pause an entry ("" = all) up to `until`, None = till a person ends it. What was begun goes on: the ids of those runs,
    "" of one that is being prepared. Raises PlaceError T35, T37, T38."""
    known = read_timetable(project.home).entries
    if entry and entry not in known:
        raise PlaceError("T38", entry=entry, known="、".join(known), known_en=", ".join(known))
    if until is not None and until <= project.clock.now():
        raise PlaceError("T37", until=_spoken(until))
    look_into_ledger(project)
    project.open_ledger()
    from bots.ledger import dues, pauses, runs

    held = pause_of(entry, pauses.held(project.clock.now()), whole=False)
    if held is not None:
        raise PlaceError.of(Problem("T35", _told(held)))
    pauses.begin(entry=entry, until=until, reason=reason, by=asked_by(), clock=project.clock)
    begun = [(due.entry, run.id) for run in runs.live() if (due := dues.of_run(run.id)) and run.state is RunState.RUNNING]
    begun += [(due.entry, "") for due in dues.preparing()]
    return [run for name, run in begun if entry in ("", name)]


def end_pause(project: Project, entry: str) -> PauseFacts | None:
    """End the pause of an entry ("" = that of all); what still holds for it. Raises PlaceError T36."""
    if not look_into_ledger(project):
        raise PlaceError.of(Problem("T36", called(entry)))
    from bots.ledger import pauses

    held = pauses.held(project.clock.now())
    if pause_of(entry, held, whole=False) is None:
        raise PlaceError.of(Problem("T36", called(entry)))
    pauses.end(entry=entry, by=asked_by(), clock=project.clock)
    return pause_of(entry, pauses.held(project.clock.now()))


def refuse_to_begin(project: Project, entry: str) -> None:
    """Raises PlaceError T39 where an entry is paused. The ledger is open."""
    from bots.ledger import pauses

    held = pause_of(entry, pauses.held(project.clock.now()))
    if held is not None:
        raise PlaceError.of(Problem("T39", _told(held)))


def pause_of(entry: str, found: Iterable[PauseFacts], *, whole: bool = True) -> PauseFacts | None:
    """The pause of an entry among some; with `whole` also one of the whole timetable."""
    return next((one for one in found if one.entry == entry or (whole and not one.entry)), None)


def pause_at(due: datetime, entry: str, found: Iterable[PauseFacts]) -> PauseFacts | None:
    """The pause in which a due time of an entry lies, or None."""
    return pause_of(entry, (one for one in found if one.holds(due)))


def reason_of(pause: PauseFacts, *, over: bool = True) -> Problem:
    """Why something was not begun (T33), or will not be (T34)."""
    return Problem("T33" if over else "T34", {**called(pause.entry), "by": pause.by, **_reason(pause)})


def called(entry: str) -> dict[str, str]:
    """The words of messages for what is paused, and how it is named on the command line."""
    if not entry:
        return {"name": _WHOLE[0], "name_en": _WHOLE[1], "option": ALL}
    return {"name": f"「{entry}」", "name_en": entry, "option": entry}


def line_of_pause(pause: PauseFacts, lang: str) -> str:
    """A pause as people read it: what, since when, up to when, who, why."""
    ja, words = lang == "ja", called(pause.entry)
    since, until = _spoken(pause.began_at), _until(pause)
    why = _reason(pause)
    if ja:
        return f"{words['name']}  {since} から、{until['until']}（{pause.by}、理由: {why['reason']}）"
    return f"{words['name_en']}  from {since}, {until['until_en']} ({pause.by}: {why.get('reason_en', why['reason'])})"


def _told(pause: PauseFacts) -> dict[str, str]:
    return {**called(pause.entry), "by": pause.by, **_until(pause)}


def _reason(pause: PauseFacts) -> dict[str, str]:
    return {"reason": pause.reason} if pause.reason else {"reason": "書かれていません", "reason_en": "none given"}


def _until(pause: PauseFacts) -> dict[str, str]:
    if pause.until is None:
        return {"until": "人が終えるまで", "until_en": "until a person ends it"}
    return {"until": f"{_spoken(pause.until)} まで", "until_en": f"until {_spoken(pause.until)}"}


def _spoken(moment: datetime) -> str:
    return f"{in_tokyo(moment):%Y-%m-%d %H:%M}"
