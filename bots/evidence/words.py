"""The word, the mark and the tint of every state, in both languages. Never colour alone.

Tints name what a state means to the reader: `done` it is in the system, `bad` it was refused or
failed, `warn` a person has to look, `out` nothing to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bots.model.states import ITEM_WORDS

Tint = Literal["done", "bad", "warn", "out"]


@dataclass(frozen=True, slots=True)
class StateWord:
    """How a state is shown: its word in Japanese and English, its mark, its tint."""

    ja: str
    en: str
    mark: str
    tint: Tint

    def word(self, lang: str) -> str:
        """The word in `lang` ("ja" or "en")."""
        return self.ja if lang == "ja" else self.en


_LOOKS: dict[str, tuple[str, Tint]] = {
    "done": ("✓", "done"),
    "already": ("＝", "done"),
    "refused": ("✕", "bad"),
    "failed": ("✕", "bad"),
    "uncertain": ("？", "warn"),
    "conflict": ("≠", "warn"),
    "waiting": ("‖", "warn"),
    "submitting": ("…", "warn"),
    "running": ("…", "warn"),
    "pending": ("·", "out"),
    "skipped": ("–", "out"),
    "cancelled": ("–", "out"),
}
STATE_WORDS = {state: StateWord(*said, *_LOOKS[state]) for state, said in ITEM_WORDS.items()}
"""Every state of an item, in the order in which reports and summaries list them."""

UNFINISHED = StateWord("後処理未了", "unfinished", "！", "warn")
"""What `done` and `already` are called where a later step of the row did not end: entered, and not to be entered again."""

BY_HAND = StateWord("手で登録", "entered by hand", "✓", "done")
"""What `done` is called where a person says so: typed into the system, or mended there, by hand."""

FINDING_WORDS: dict[str, tuple[str, str]] = {
    "entered": ("登録されていた", "it was entered"),
    "not_entered": ("登録されていなかった", "it was not entered"),
    "by_hand": ("手で登録した（直した）", "a person entered it by hand, or mended it"),
    "differs": ("登録されているが、内容が違う", "it was entered, with something else"),
    "cancel": ("取りやめる", "it is not to be entered"),
    "sheet_wrong": ("表が誤り（業務システムはそのまま）", "the sheet is wrong, the system stays as it is"),
    "after_work": ("後処理を手で済ませた", "what was left after the submit was done by hand"),
}
"""What a person says of a row that waits for a decision."""

DOUBTED = StateWord("記録に変更あり", "record changed", "✕", "bad")
"""Beside any state: files of the row were changed after the run."""

REHEARSED = StateWord("試し済み", "rehearsed", "✓", "done")
"""What `done` is called in a rehearsal, in which nothing is entered."""


def state_word(
    state: str, *, rehearsal: bool = False, unfinished: bool = False, by_hand: bool = False
) -> StateWord:
    """The words of `state`; KeyError for a state that does not exist."""
    if unfinished and state in ("done", "already"):
        return UNFINISHED
    if by_hand and state == "done":
        return BY_HAND
    if rehearsal and state == "done":
        return REHEARSED
    return STATE_WORDS[state]
