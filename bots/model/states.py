"""The states that a run and an item can be in (settled.md 2), their words, and the modes of a run."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """What a run may do. A rehearsal ends every row at its submit and writes no item."""

    RUN = "run"
    REHEARSE = "rehearse"


class ItemState(StrEnum):
    """Where an item stands. Nothing leaves SUBMITTING or UNCERTAIN by time alone."""

    PENDING = "pending"  # 未処理: not begun, or to be begun again
    RUNNING = "running"  # 処理中: a run works on it, nothing was sent
    SUBMITTING = "submitting"  # 確定中: the intent is committed; it may have been sent
    DONE = "done"  # 完了: the system showed the success sign
    REFUSED = "refused"  # 業務エラー: a rule of ours or of the system refused it
    CONFLICT = "conflict"  # 不一致: entered, but the system shows something else
    FAILED = "failed"  # 障害: technical, before the intent, after all retries
    UNCERTAIN = "uncertain"  # 要確認: may or may not have been entered
    WAITING = "waiting"  # 確認待ち: a person is asked
    SKIPPED = "skipped"  # 対象外: the recipe leaves it out
    ALREADY = "already"  # 登録済み: found in the system before we began
    CANCELLED = "cancelled"  # 取消: a person took it out


class RunState(StrEnum):
    """Where a run stands."""

    QUEUED = "queued"  # 待機: asked for, not begun
    RUNNING = "running"  # 実行中
    FINISHED = "finished"  # 終了: every row was looked at
    STOPPED = "stopped"  # 停止: ended before the last row, by a person or a rule
    BROKEN = "broken"  # 中断: the process died


class DueState(StrEnum):
    """What became of a time at which an entry of the timetable was due."""

    DUE = "due"  # 開始待ち: to be begun; nothing has been prepared
    STARTING = "starting"  # 準備中: a process reads its recipe and its sheet
    BEGUN = "begun"  # 実行: a run was put into the ledger
    SKIPPED = "skipped"  # 見送り: by a rule, or by a person
    ASKING = "asking"  # 返事待ち: it was late, or a file arrived, and a person is asked
    REFUSED = "refused"  # 始められず: its recipe or its sheet cannot be used


ITEM_WORDS: dict[str, tuple[str, str]] = {
    "done": ("完了", "done"),
    "already": ("登録済み", "already there"),
    "refused": ("業務エラー", "refused"),
    "failed": ("障害", "failed"),
    "uncertain": ("要確認", "uncertain"),
    "conflict": ("不一致", "conflict"),
    "waiting": ("確認待ち", "waiting"),
    "submitting": ("確定中", "submitting"),
    "running": ("処理中", "running"),
    "pending": ("未処理", "not begun"),
    "skipped": ("対象外", "left out"),
    "cancelled": ("取消", "cancelled"),
}
"""Every state of an item in Japanese and English, in the order in which reports and summaries list them."""

DUE_WORDS: dict[str, tuple[str, str]] = {
    "due": ("開始待ち", "to begin"),
    "starting": ("準備中", "starting"),
    "begun": ("実行", "begun"),
    "skipped": ("見送り", "skipped"),
    "asking": ("返事待ち", "asks a person"),
    "refused": ("始められず", "could not begin"),
}
"""Every state of a due time in Japanese and English."""

RUN_WORDS: dict[str, tuple[str, str]] = {
    "queued": ("待機", "queued"),
    "running": ("実行中", "running"),
    "finished": ("終了", "finished"),
    "stopped": ("停止", "stopped"),
    "broken": ("中断", "broken"),
}
"""Every state of a run in Japanese and English."""
