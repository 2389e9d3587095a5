"""What people call a step or a comparison in everyday words, and which word is meant: asked before the one that is spelt
most alike.
"""

from __future__ import annotations

import re
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

COMPARISONS: Mapping[str, tuple[str, ...]] = {
    "not": ("違う", "ちがう", "異なる", "でない", "ではない", "等しくない", "!=", "≠", "is_not", "not_equal", "not_equals", "other_than", "except"),
    "over": ("大きい", "より大きい", "多い", "より多い", "超える", "超過", ">", "greater", "greater_than", "more", "more_than", "larger",
             "larger_than", "bigger", "bigger_than", "above", "exceeds", "gt"),
    "under": ("小さい", "より小さい", "少ない", "より少ない", "下回る", "<", "less", "less_than", "smaller", "smaller_than", "fewer",
              "fewer_than", "below", "lt"),
    "at_least": ("から", "以後", "以降", "最小", ">=", "≧", "≥", "min", "minimum", "since", "from", "not_less_than", "gte", "ge"),
    "at_most": ("まで", "以前", "以内", "最大", "<=", "≦", "≤", "max", "maximum", "until", "up_to", "not_more_than", "lte", "le"),
    "before": ("前", "早い", "より早い", "earlier", "earlier_than"),
    "after": ("後", "遅い", "より遅い", "later", "later_than"),
    "contains": ("含める", "含んでいる", "部分一致", "includes", "include", "has", "containing"),
    "starts": ("で始まる", "から始まる", "前方一致", "begins", "begins_with", "starts_with", "prefix"),
}  # fmt: skip
"""English operator -> everyday words for it; none of them is one. 以降 and 以前 take the day itself in."""


def everyday_comparison(word: str, *, japanese: bool) -> str:
    """The operator that is meant by an everyday word, as a recipe of that language writes it; "" for any other."""
    shape = "_".join(re.split(r"[\s_-]+", fold(word).casefold().strip()))
    found = next((english for english, called in COMPARISONS.items() if shape in called), "")
    return words.spoken(words.OPERATORS, found, japanese) if found else ""


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
