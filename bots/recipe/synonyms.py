"""What people call a step in everyday words, and which verb is meant: asked before the verb that is spelt most alike."""

from __future__ import annotations

from collections.abc import Mapping

from bots.japan.width import fold
from bots.recipe import words
from bots.recipe.words import is_japanese
from bots.tasks.registry import TASKS

EVERYDAY: Mapping[str, tuple[str, ...]] = {
    "open": ("移動", "遷移", "アクセス", "開ける", "navigate", "goto", "go", "visit"),
    "click": ("押す", "押下", "ボタン", "タップ", "button", "tap"),
    "fill": ("書く", "書き込む", "記入", "打つ", "選択", "選ぶ", "type", "enter", "input", "select", "choose"),
    "upload": ("アップロード", "アップ", "ファイル添付", "attach", "attach_file"),
    "press": ("キー入力", "key", "keys"),
    "submit": ("送信", "送る", "登録", "保存", "申請", "send", "save", "register"),
    "verify": ("確認", "検証", "比較", "check", "compare"),
    "read": ("取得", "読む", "get"),
    "screenshot": ("スクリーンショット", "撮影", "capture"),
    "wait": ("待機", "sleep"),
    "each": ("ループ", "loop", "for"),
    "branch": ("条件分岐", "if"),
    "do": ("手順", "steps", "group"),
    "pdf": ("印刷", "print"),
    "note": ("コメント", "注釈", "comment", "log"),
}
"""English verb -> everyday words for it; none of them is a verb."""


MODIFIERS: Mapping[str, tuple[str, ...]] = {"when": ("条件", "場合", "のとき", "とき", "if", "only_if")}
"""English modifier of a step -> everyday words for it; none of them is one."""


def everyday_modifier(word: str) -> str:
    """The modifier that is meant by an everyday word, in the word's own language; "" for any other."""
    shape = fold(word).casefold()
    found = next((english for english, called in MODIFIERS.items() if shape in called), "")
    return words.MODIFIERS[found] if found and is_japanese(word) else found


def everyday(word: str) -> str:
    """The verb that is meant by an everyday word, in the word's own language; "" for any other. `登録する` is `登録`."""
    shape = fold(word).casefold().removesuffix("する")
    for english, called in EVERYDAY.items():
        if shape in called:
            return TASKS[english].japanese if is_japanese(word) else english
    return ""
