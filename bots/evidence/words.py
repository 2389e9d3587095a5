"""The word, the mark and the tint of every state, in both languages. Never colour alone.

Tints name what a state means to the reader: `done` it is in the system, `bad` it was refused or
failed, `warn` a person has to look, `out` nothing to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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


STATE_WORDS: dict[str, StateWord] = {
    "done": StateWord("完了", "done", "✓", "done"),
    "already": StateWord("登録済み", "already there", "＝", "done"),
    "refused": StateWord("業務エラー", "refused", "✕", "bad"),
    "failed": StateWord("障害", "failed", "✕", "bad"),
    "uncertain": StateWord("要確認", "uncertain", "？", "warn"),
    "conflict": StateWord("不一致", "conflict", "≠", "warn"),
    "waiting": StateWord("確認待ち", "waiting", "‖", "warn"),
    "submitting": StateWord("確定中", "submitting", "…", "warn"),
    "running": StateWord("処理中", "running", "…", "warn"),
    "pending": StateWord("未処理", "not begun", "·", "out"),
    "skipped": StateWord("対象外", "left out", "–", "out"),
    "cancelled": StateWord("取消", "cancelled", "–", "out"),
}
"""Every state of an item, in the order in which reports and summaries list them."""

UNFINISHED = StateWord("後処理未了", "unfinished", "！", "warn")
"""What `done` is called where a later step of the row did not end: entered, and not to be entered again."""

DOUBTED = StateWord("記録に変更あり", "record changed", "✕", "bad")
"""Beside any state: files of the row were changed after the run."""

REHEARSED = StateWord("試し済み", "rehearsed", "✓", "done")
"""What `done` is called in a rehearsal, in which nothing is entered."""


def state_word(state: str, *, rehearsal: bool = False, unfinished: bool = False) -> StateWord:
    """The words of `state`; KeyError for a state that does not exist."""
    if unfinished and state == "done":
        return UNFINISHED
    if rehearsal and state == "done":
        return REHEARSED
    return STATE_WORDS[state]
