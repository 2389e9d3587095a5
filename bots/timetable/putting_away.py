"""A file that is seen to leaves 処理中: with its results to 済み, or, if it was refused or skipped, with the reason beside it to
受け取れない. What is to be moved is told by the ledger each time anew, so whoever dies in between is followed by another look.

Nothing is deleted, and nothing is written over. A run that was stopped or broke off can go on: its file stays.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from bots.app.project import Project
from bots.clock import in_tokyo
from bots.crashpoints import crashpoint
from bots.errors import Problem
from bots.ledger.facts import DueFacts
from bots.model import DueState, RunState
from bots.timetable.intake import DONE, REFUSED, subfolder
from bots.timetable.taking_in import Held

_REASON = ("理由", "reason")


def put_away(project: Project, due: DueFacts, files: Sequence[Held]) -> bool:
    """Move a file, and those of its results, where they belong by what became of it; False where it stays. Raises OSError
    where one is open, say: then it is tried again."""
    words = _where(due)
    if words is None:
        return False
    place = subfolder(files[0].folder, words, project)
    place.mkdir(exist_ok=True)
    if words is REFUSED:
        _write_reason(project, due, files[0], place)
    for one in reversed(files):  # its results first: as long as the file is there, there is something to be found
        crashpoint("intake.put_away.before")
        move(one.path, place / one.path.name)
        crashpoint("intake.put_away.after")
    return True


def move(source: Path, target: Path) -> Path:
    """Move a file to where nothing of that name is; where it is then."""
    free, number = target, 2
    while free.exists():
        free, number = target.with_name(f"{target.stem} ({number}){target.suffix}"), number + 1
    source.rename(free)
    return free


def _where(due: DueFacts) -> tuple[str, str] | None:
    from bots.ledger import runs

    if due.state in (DueState.REFUSED, DueState.SKIPPED):
        return REFUSED
    is_over = due.state is DueState.BEGUN and runs.get(due.run).state is RunState.FINISHED
    return DONE if is_over else None


def _write_reason(project: Project, due: DueFacts, one: Held, place: Path) -> None:
    """What, when, why and what to do next, as a text that Windows shows as it is."""
    lang = project.settings.language
    at = 0 if lang == "ja" else 1
    file = place / f"{one.path.stem}_{_REASON[at]}.txt"
    if file.exists():
        return  # whoever wrote it died before the file was moved
    why = Problem(due.code, due.words)
    names = (("ファイル", "届いた日時", "項目", "理由", "場所", "次にすること"), ("File", "Arrived", "Entry", "Reason", "Place", "What to do"))[at]
    told = (one.taken.name, f"{in_tokyo(due.due_at):%Y-%m-%d %H:%M}", due.entry, f"{why.sentence(lang)} [{due.words.get('code', due.code)}]",
            str(due.words.get("cell", "")), why.hint(lang))  # fmt: skip
    lines = [f"{name}: {text}" for name, text in zip(names, told, strict=True) if text]
    draft = file.with_name(f".{file.name}.part")
    with draft.open("wb") as text:
        text.write("\r\n".join([*lines, ""]).encode("utf-8-sig", "replace"))
        text.flush()
        os.fsync(text.fileno())
    draft.replace(file)
