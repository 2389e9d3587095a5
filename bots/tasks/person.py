"""Verbs for people: note."""

from __future__ import annotations

from pydantic import Field

from bots.model import Effects, Scopes
from bots.protocols import Driver
from bots.tasks.arguments import Text
from bots.tasks.registry import StepArgs, task

HIDDEN = "●●●"


class Note(StepArgs):
    """報告書のこの行にメモを残す。 / Leave a note on this row of the report.

    隠す列の値が入るメモは ●●● になる。 / A note that would hold a hidden value becomes ●●●.
    """

    text: Text = Field(title="内容", description="メモの内容 / what to note")


@task(
    "note",
    "メモ",
    main="text",
    model=Note,
    example="- メモ: 窓口で確認済み",
    example_en="- note: Checked at the counter",
)
def note(driver: Driver, args: Note, *, timeout: float, within: Scopes) -> Effects:
    """Keep the note with the row's readings, where values may stand."""
    return Effects(note=HIDDEN if args.text.hidden else args.text.reveal())
