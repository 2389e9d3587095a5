"""The switchable faults of a practice system: what can go wrong on purpose, and its file.

The file `faults.json` is read again at each request, so that a fault can be switched on with an
editor, with the page /practice/faults or by a test, while a robot is at work.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FAULTS_FILE = "faults.json"
Kind = Literal["ms", "times", "switch", "words", "pair", "word"]
Value = int | bool | str | list[str] | dict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its name in the file, what kind of value it takes, and a sentence for people.

    ms: milliseconds; times: the next N times; switch: on or off; words: {"from": "to"};
    pair: two labels; word: one label.
    """

    name: str
    kind: Kind
    default: Value
    title_ja: str
    title_en: str
    ja: str
    en: str


class BadFault(ValueError):
    """A fault is unknown or has a value of the wrong kind; the text names the fault."""


CATALOGUE: tuple[Fault, ...] = (
    Fault(
        "delay_ms",
        "ms",
        0,
        "すべての応答が遅い",
        "Every answer is slow",
        "どの画面も、この時間だけ待ってから応答します。",
        "Every page is answered only after this time.",
    ),
    Fault(
        "commit_delay_ms",
        "ms",
        0,
        "登録そのものが遅い",
        "Keeping is slow",
        "登録は、この時間だけ待ってから行われ、その後に応答します。",
        "An entry is kept only after this time, and answered after that.",
    ),
    Fault(
        "slow_answer_ms",
        "ms",
        0,
        "登録後の応答が遅い",
        "The answer after keeping is slow",
        "登録はすぐに行われますが、応答はこの時間だけ遅れます。",
        "An entry is kept at once, but the answer comes this much later.",
    ),
    Fault(
        "lookup_ms",
        "ms",
        350,
        "郵便番号の検索が遅い",
        "The look-up of a postal code is slow",
        "郵便番号から町名を探すのに、この時間がかかります（寄附受付だけ）。",
        "Finding the town of a postal code takes this long (donations only).",
    ),
    Fault(
        "error_500_before",
        "times",
        0,
        "登録せずに障害",
        "Error without keeping",
        "次の登録をこの回数だけ、登録せずにサーバーエラー（500）にします。",
        "The next entries, this many, are not kept and answered with a server error (500).",
    ),
    Fault(
        "error_500_after",
        "times",
        0,
        "登録してから障害",
        "Error after keeping",
        "次の登録をこの回数だけ、登録したうえでサーバーエラー（500）にします。",
        "The next entries, this many, are kept and then answered with a server error (500).",
    ),
    Fault(
        "close_after_commit",
        "times",
        0,
        "登録後に接続が切れる",
        "Connection lost after keeping",
        "次の登録をこの回数だけ、登録したうえで応答せずに接続を切ります。",
        "The next entries, this many, are kept; then the connection ends without an answer.",
    ),
    Fault(
        "lose_session",
        "times",
        0,
        "セッション切れ",
        "Session lost",
        "ログイン中の次の操作をこの回数だけ、セッション切れとしてログイン画面に戻します。",
        "The next requests of a signed-in user, this many, lead back to the sign-in page.",
    ),
    Fault(
        "maintenance",
        "switch",
        False,
        "メンテナンス中",
        "Maintenance",
        "すべての画面が「メンテナンス中です」になります。",
        "Every page says that the system is under maintenance.",
    ),
    Fault(
        "surprise_dialog",
        "switch",
        False,
        "不意のお知らせ",
        "Surprise notice",
        "入力画面を開くと、お知らせのダイアログが出ます。",
        "A notice pops up in a dialog when the form is opened.",
    ),
    Fault(
        "duplicate_refusal",
        "switch",
        True,
        "二重登録を断る",
        "Refuse doubles",
        "既に登録されている番号を断ります。オフにすると、二重の登録も二重の送信もそのまま受け付けます。",
        "A number that was entered before is refused. Off: doubles and repeated sends are kept.",
    ),
    Fault(
        "late_duplicate_check",
        "switch",
        False,
        "二重登録を最後に調べる",
        "Check for doubles late",
        "既に登録されているかどうかを、確認画面の前ではなく、登録のときにだけ調べます。",
        "Whether a number was entered before is looked at only at the very end.",
    ),
    Fault(
        "rename_label",
        "words",
        {},
        "項目名の変更",
        "Renamed labels",
        "画面の項目名を変えます（1行に1つ、「変更前＝変更後」）。",
        "Labels of fields are changed (one a line, “from = to”).",
    ),
    Fault(
        "swap_labels",
        "pair",
        [],
        "項目名の入れ替わり",
        "Swapped labels",
        "2つの項目の名前が入れ替わります（「項目名、項目名」）。",
        "The labels of two fields are exchanged (“label, label”).",
    ),
    Fault(
        "double_label",
        "word",
        "",
        "同じ名前の項目",
        "Label there twice",
        "この名前の項目が、画面に2つ現れます。",
        "A second field with this label appears on the form.",
    ),
    Fault(
        "no_confirm",
        "switch",
        False,
        "確認を省く",
        "No question before keeping",
        "「登録しますか」と尋ねずに登録します。",
        "The system does not ask before it keeps an entry.",
    ),
)
BY_NAME: Mapping[str, Fault] = {fault.name: fault for fault in CATALOGUE}


class Faults:
    """The faults as they stand in a folder's file; the process that serves the folder writes it.

    Every read looks at the file; a file that cannot be read raises BadFault, because a fault that
    silently is not there would make a test prove nothing.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FAULTS_FILE
        self._lock = threading.Lock()

    def now(self) -> dict[str, Value]:
        """All faults with their present values."""
        with self._lock:
            return self._read()

    def set(self, changes: Mapping[str, object]) -> dict[str, Value]:
        """Change some faults and return all. Raises BadFault; then nothing is changed.

        A file that could not be read is replaced.
        """
        wanted = check(changes)
        with self._lock:
            try:
                values = self._read() | wanted
            except BadFault:
                values = defaults() | wanted
            self._write(values)
            return values

    def reset(self) -> None:
        """Every fault back to its default."""
        with self._lock:
            self._write(defaults())

    def use(self, name: str) -> bool:
        """Take one of the "next N times" of a fault; False if none is left."""
        with self._lock:
            values = self._read()
            left = values[name]
            if not isinstance(left, int) or left <= 0:
                return False
            self._write(values | {name: left - 1})
            return True

    def _read(self) -> dict[str, Value]:
        try:
            text = self._path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return defaults()
        try:
            loaded = json.loads(text)
        except ValueError as error:
            raise BadFault(FAULTS_FILE) from error
        if not isinstance(loaded, dict):
            raise BadFault(FAULTS_FILE)
        return defaults() | check(loaded)

    def _write(self, values: Mapping[str, Value]) -> None:
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(self._path)


def defaults() -> dict[str, Value]:
    """A healthy system."""
    return {fault.name: fault.default for fault in CATALOGUE}


def check(changes: Mapping[str, object]) -> dict[str, Value]:
    """The changes, if each names a fault and has its kind of value. Raises BadFault."""
    return {name: _checked(name, value) for name, value in changes.items()}


def _checked(name: str, value: object) -> Value:
    fault = BY_NAME.get(name)
    if fault is None:
        raise BadFault(name)
    match fault.kind, value:
        case "switch", bool():
            return value
        case (("ms" | "times"), int()) if not isinstance(value, bool) and 0 <= value <= 3_600_000:
            return value
        case "word", str():
            return value
        case "pair", [] | [str(), str()]:
            return [str(word) for word in value]
        case "words", dict() if all(isinstance(word, str) for word in [*value, *value.values()]):
            return {str(old): str(new) for old, new in value.items()}
    raise BadFault(name)


def relabel(labels: Mapping[str, str], faults: Mapping[str, Value]) -> dict[str, str]:
    """The labels of a form (field name → words) as the faults make them appear."""
    shown = dict(labels)
    pair, renamed = faults["swap_labels"], faults["rename_label"]
    if isinstance(pair, list) and len(pair) == 2:
        other = {pair[0]: pair[1], pair[1]: pair[0]}
        shown = {name: other.get(label, label) for name, label in shown.items()}
    if isinstance(renamed, dict):
        shown = {name: renamed.get(label, label) for name, label in shown.items()}
    return shown
