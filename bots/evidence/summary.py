"""What happened, in plain sentences with marks, for a terminal or the head of a report."""

from __future__ import annotations

from collections.abc import Mapping

from bots.evidence.words import STATE_WORDS, UNFINISHED

_SAID: dict[str, tuple[str, str, str]] = {
    # state: (Japanese, English for one, English for several)
    "done": (
        "{n} 件を登録しました。",
        "{n} row was entered.",
        "{n} rows were entered.",
    ),
    "rehearsed": (
        "{n} 件を、確定の手前まで試しました。何も登録していません。",
        "{n} row was rehearsed up to its submit. Nothing was entered.",
        "{n} rows were rehearsed up to their submit. Nothing was entered.",
    ),
    "already": (
        "{n} 件は、すでに登録済みのため触っていません。",
        "{n} row was in the system already and was not touched.",
        "{n} rows were in the system already and were not touched.",
    ),
    "refused": (
        "{n} 件は、業務エラーのため登録していません。表を直して、もう一度渡してください。",
        "{n} row was refused and not entered. Mend it and hand it in again.",
        "{n} rows were refused and not entered. Mend them and hand them in again.",
    ),
    "failed": (
        "{n} 件は、障害のため登録していません。理由を見て、もう一度行ってください。",
        "{n} row failed and was not entered. See why, then run it again.",
        "{n} rows failed and were not entered. See why, then run them again.",
    ),
    "uncertain": (
        "{n} 件は、登録されたかどうか分かりません。業務システムで検索して確かめてください。",
        "{n} row may or may not have been entered. Look it up in the business system.",
        "{n} rows may or may not have been entered. Look them up in the business system.",
    ),
    "conflict": (
        "{n} 件は、登録済みの内容と表が違います。見比べて、どちらが正しいか決めてください。",
        "{n} row differs from what was entered. Compare them and decide.",
        "{n} rows differ from what was entered. Compare them and decide.",
    ),
    "waiting": (
        "{n} 件は、人の確認を待っています。",
        "{n} row waits for a person.",
        "{n} rows wait for a person.",
    ),
    "submitting": (
        "{n} 件は、確定の途中です。",
        "{n} row is being submitted.",
        "{n} rows are being submitted.",
    ),
    "running": (
        "{n} 件は、処理中です。",
        "{n} row is being worked on.",
        "{n} rows are being worked on.",
    ),
    "pending": (
        "{n} 件は、まだ始めていません。",
        "{n} row was not begun.",
        "{n} rows were not begun.",
    ),
    "skipped": (
        "{n} 件は、対象外です。",
        "{n} row was left out by the recipe.",
        "{n} rows were left out by the recipe.",
    ),
    "cancelled": (
        "{n} 件は、取り消されています。",
        "{n} row was cancelled.",
        "{n} rows were cancelled.",
    ),
}
_UNFINISHED_SAID = (
    "{n} 件は登録できましたが、その後の手順が終わっていません。残りの手順だけを手で行い、登録し直さないでください。",
    "{n} entered row has steps left undone. Do those by hand; do not enter it again.",
    "{n} entered rows have steps left undone. Do those by hand; do not enter them again.",
)
_OWED_SAID = (
    "ほかの実行で登録し、後処理が終わっていない行: {n} 件。登録は済んでいます。残りの手順だけを手で行い、登録し直さないでください。",
    "{n} row that another run entered has steps left undone. Do those by hand; do not enter it again.",
    "{n} rows that another run entered have steps left undone. Do those by hand; do not enter them again.",
)
_DECLINED_SAID = (
    "{n} 件は、人の判断で登録していません。次の実行で、もう一度行います。",
    "{n} row was not entered because a person said so. The next run takes it again.",
    "{n} rows were not entered because a person said so. The next run takes them again.",
)


def each_once(counts: Mapping[str, int]) -> dict[str, int]:
    """`counts` with every row in one of them: those of the ledger have the unfinished rows under `done`
    as well."""
    return {**counts, "done": max(0, counts.get("done", 0) - counts.get("unfinished", 0))}


def summary(
    counts: Mapping[str, int], lang: str, *, rehearsal: bool = False, declined: int = 0, owed: int = 0
) -> tuple[str, ...]:
    """One line for each state that has rows, in the order of STATE_WORDS, marks first.

    `counts` are the `items` of settled.md 2: counts by state, with `total` and `unfinished`. `declined`
    of the refused rows have no fault: a person answered n; `owed` of those that are there already were entered by another
    run and have steps left. One line is always there, also for no rows at all.
    """
    counts = each_once(counts)
    counts["already"] = counts.get("already", 0) - owed
    lines = []
    for state, word in STATE_WORDS.items():
        number = counts.get(state, 0) - (declined if state == "refused" else 0)
        if number > 0:
            said = _SAID["rehearsed" if rehearsal and state == "done" else state]
            lines.append(f"{word.mark} {_in(said, number, lang)}")
        if state == "refused" and declined:
            lines.append(f"{word.mark} {_in(_DECLINED_SAID, declined, lang)}")
    if counts.get("unfinished", 0):
        lines.append(f"{UNFINISHED.mark} {_in(_UNFINISHED_SAID, counts['unfinished'], lang)}")
    if owed:
        lines.append(f"{UNFINISHED.mark} {_in(_OWED_SAID, owed, lang)}")
    if not lines:
        lines.append("– 対象の行はありません。" if lang == "ja" else "– There were no rows.")
    return tuple(lines)


def _in(said: tuple[str, str, str], number: int, lang: str) -> str:
    text = said[0] if lang == "ja" else said[1 if number == 1 else 2]
    return text.format(n=f"{number:,}")
