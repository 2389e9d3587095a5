"""What people are told: the letter of the night for each owner, and at once what stops. Pure: texts made of lines of the
timetable, no value of a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bots.clock import in_tokyo
from bots.errors import Problem
from bots.ledger.facts import PauseFacts
from bots.timetable.outlook import Line
from bots.timetable.pausing import line_of_pause

EVERYBODY = "*"


@dataclass(frozen=True, slots=True)
class Letter:
    """One message. `owner` is that of the recipes, `to` the address ("" = known to the webhook alone)."""

    owner: str
    to: str
    title: str
    text: str


def address_of(owner: str, to: Mapping[str, str]) -> str:
    """The address of an owner: its own, or that of all others, or ""."""
    return to.get(owner, to.get(EVERYBODY, ""))


def letter_at_once(line: Line, owner: str, to: Mapping[str, str], place: str, lang: str) -> Letter:
    """That one run needs a person now."""
    ja = lang == "ja"
    title = f"[bots] {line.entry}: 人の確認がいります" if ja else f"[bots] {line.entry} needs a person"
    return Letter(owner, address_of(owner, to), title, "\n".join([*_told(line, lang), "", _where(place, lang)]))


def letter_of_trouble(entry: str, problem: Problem, owner: str, to: Mapping[str, str], place: str, lang: str) -> Letter:
    """That something keeps an entry, of which no due time tells."""
    title = f"[bots] {entry}: 人の確認がいります" if lang == "ja" else f"[bots] {entry} needs a person"
    text = [problem.sentence(lang), *([hint] if (hint := problem.hint(lang)) else []), "", _where(place, lang)]
    return Letter(owner, address_of(owner, to), title, "\n".join(text))


def letter_of_the_night(
    owner: str, lines: Sequence[Line], to: Mapping[str, str], place: str, lang: str, pauses: Sequence[PauseFacts] = ()
) -> Letter:
    """What became of an owner's due times: first what needs a person, then the rest, then what is paused now."""
    ja = lang == "ja"
    needs = [one for one in lines if one.needs_a_person]
    rest = [one for one in lines if not one.needs_a_person]
    if ja:
        title = f"[bots] 昨夜の実行: {len(needs)} 件は人の確認がいります" if needs else f"[bots] 昨夜の実行: {len(rest)} 件、確認のいるものはありません"
    else:
        title = f"[bots] Last night: {len(needs)} of {len(lines)} need a person" if needs else f"[bots] Last night: {len(rest)}, nobody is needed"
    text = [owner, ""] if owner else []
    for heading, some in ((("■ 人の確認がいるもの", "Needs a person"), needs), (("■ そのほか", "The rest"), rest)):
        if some:
            text += [heading[0 if ja else 1], *(told for one in some for told in _told(one, lang)), ""]
    if pauses:
        text += ["■ 休止中" if ja else "Paused", *(line_of_pause(one, lang) for one in pauses), ""]
    return Letter(owner, address_of(owner, to), title, "\n".join([*text, _where(place, lang)]))


def _told(line: Line, lang: str) -> list[str]:
    ja = lang == "ja"
    told = [f"{_at(line.due_at)}  {line.entry}  {line.word(lang)}" + (f"  {line.run}" if line.run else "")]
    if line.counted(lang):
        told.append(f"    {line.counted(lang)}")
    if line.note is not None:
        told.append(f"    {line.note.sentence(lang)}")
        if line.needs_a_person and (hint := line.note.hint(lang)):
            told.append(f"    {hint}")
    if line.needs_a_person and line.run:
        told.append(f"    くわしくは: bots show {line.run}" if ja else f"    See: bots show {line.run}")
    return told


def _where(place: str, lang: str) -> str:
    """On which machine, and in which folder."""
    return f"場所: {place}" if lang == "ja" else f"At: {place}"


def _at(due: datetime) -> str:
    at = in_tokyo(due)
    return f"{at.month}/{at.day} {at:%H:%M}"
