"""Values, names on the screen and reasons in the words of a sentence, in both languages; for `explain`.

Words of the language (filters, kinds of things, 今日) are told in the language of the sentence; names of columns and
what stands on the screen stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bots.errors import BotsError
from bots.recipe import words
from bots.tasks.arguments import as_list, key_name
from bots.values.filters import FILTERS
from bots.values.targets import ROLES, parse_target
from bots.values.templates import Filter, Placeholder, parse

_BLANK_TEXT = {True: "空", False: "blank"}
_BUILTINS = {
    "today": ("今日の日付", "today’s date"),
    "now": ("そのときの日時", "the time of day"),
    "row_number": ("行の番号", "the number of the row"),
    "run_id": ("実行の番号", "the number of the run"),
}
_KEYS = {"Up": "上", "Down": "下", "Left": "左", "Right": "右"}
_ROLES = {
    "textbox": "text field", "combobox": "selection list", "radio": "radio button", "menuitem": "menu item",
    "img": "picture",
}  # fmt: skip
FILTER_PHRASES: Mapping[str, tuple[str, str]] = {
    "wareki": ("和暦にして", "as a Japanese date"),
    "date": ("YYYY-MM-DD の形にして", "as YYYY-MM-DD"),
    "year": ("西暦の年だけ", "its year"),
    "month": ("月だけ", "its month"),
    "day": ("日だけ", "its day"),
    "zenkaku": ("全角にして", "in full width"),
    "hankaku": ("半角にして", "in half width"),
    "katakana": ("カタカナにして", "in katakana"),
    "hiragana": ("ひらがなにして", "in hiragana"),
    "hankaku_kana": ("半角カナにして", "in half-width katakana"),
    "opening_day": ("開庁日（休みの日なら次の開庁日）にして", "as an opening day (that day or the next)"),
    "zengin": ("銀行の振込データのカナにして", "in kana of a bank's transfer file"),
    "substitute": ("入りにくい字を代替の表の字に替えて", "with substitutes for characters that are hard to hold"),
    "pad": ("頭に 0 を補って {0} 桁にして", "with zeros in front, {0} digits long"),
    "first": ("はじめの {0} 文字だけ", "its first {0} characters"),
    "last": ("おわりの {0} 文字だけ", "its last {0} characters"),
    "digits": ("数字だけ", "its digits only"),
    "postal": ("123-4567 の形にして", "as 123-4567"),
    "phone": ("電話番号の形にして", "as a telephone number"),
    "banchi": ("番地の区切りを「－」にして", "with “－” between its numbers"),
    "comma": ("3桁ごとにカンマを入れて", "with commas"),
    "trim": ("前後の空白を除いて", "without blanks at either end"),
    "replace": ("「{0}」を「{1}」に置き換えて", "with “{1}” for “{0}”"),
    "default": ("空なら「{0}」", "“{0}” if it is blank"),
    "oneline": ("改行を除いて", "on one line"),
}
"""What each filter does to a value; where it takes what it need not, see `_WITH`."""

_WITH: Mapping[str, tuple[str, str]] = {
    "wareki": ("和暦 {0} の形にして", "as a Japanese date like {0}"),
    "date": ("{0} の形にして", "as {0}"),
    "opening_day": ("開庁日「{0}」にして", "as the opening day “{0}”"),
    "substitute": ("代替の表の字に替えて（{0}）", "with substitutes ({0})"),
    "banchi": ("番地の区切りを「{0}」にして", "with “{0}” between its numbers"),
}


def value_text(value: Any, ja: bool) -> str:
    """A value as a reader sees it: a placeholder is the column it stands for; a mixed text tells what it is made of."""
    if isinstance(value, list | tuple):
        return either([value_text(one, ja) for one in value], ja)
    text = str(value)
    try:
        parts = parse(text).parts
    except BotsError:
        return quoted(text, ja)
    told = [_placeholder(one, ja) if isinstance(one, Placeholder) else _written(one, ja) for one in parts]
    if len(told) < 2:
        return told[0] if told else _BLANK_TEXT[ja]
    return f"{'と'.join(told)}をつないだもの" if ja else f"{listed(told, ja)} put together"


def _written(text: str, ja: bool) -> str:
    """A text that stands as it is; blanks alone, which nobody sees in quotes, by a word."""
    if text.isspace():
        return "空白" if ja else "a blank"
    return quoted(text, ja)


def _placeholder(one: Placeholder, ja: bool) -> str:
    builtin = words.english(words.BUILTINS, one.name)
    named = f"「{one.name}」の値" if ja else f"the value of {one.name}"
    if builtin is not None:
        named = _BUILTINS[builtin][0 if ja else 1]
    if not one.filters:
        return named
    done = [_filter(used, ja) for used in one.filters]
    return f"{named}（{'、'.join(done)}）" if ja else f"{named} ({', '.join(done)})"


def _filter(used: Filter, ja: bool) -> str:
    english = words.english(FILTERS, used.word)
    if english is None:
        return used.word
    arguments = used.arguments
    phrase = _WITH[english] if english in _WITH and arguments else FILTER_PHRASES[english]
    if english == "replace" and arguments[1:] == ("",):
        phrase = ("「{0}」を除いて", "without “{0}”")
    elif english == "default" and arguments == ("",):
        phrase = ("空なら空のまま", "left blank if it is blank")
    elif english in ("date", "substitute"):
        arguments = (" ".join(arguments),)
    return phrase[0 if ja else 1].format(*arguments, *["…"] * 2)


def said_text(value: Any, ja: bool) -> str:
    """A text that is told with its names left in: a reason, the name of a picture."""
    told = quoted(names_only(str(value)), ja)
    if not _holds_names(str(value)):
        return told
    return f"{told}（<> のところに値は入りません）" if ja else f"{told} (without the values of the names in <>)"


def file_text(value: Any, ja: bool) -> str:
    """The name of a file that is completed when a run begins."""
    told = quoted(names_only(str(value)), ja)
    if not _holds_names(str(value)):
        return told
    return f"{told}（<> の中は、実行のときの値になります）" if ja else f"{told} (with the values of the run in <>)"


def register_text(value: str, ja: bool) -> str:
    """The name of a register, with what becomes of the values in it: a form without the year is another register."""
    told = quoted(names_only(value), ja)
    try:
        parts = parse(value).parts
    except BotsError:
        return told
    forms = [_form(one, ja) for one in parts if isinstance(one, Placeholder)]
    if not forms:
        return told
    return f"{told}（{'、'.join(forms)}）" if ja else f"{told} ({'; '.join(forms)})"


def _form(one: Placeholder, ja: bool) -> str:
    """`<name>` and how its value stands there."""
    done = [_filter(used, ja) for used in one.filters] or ["実行のときの値" if ja else "as the run has it"]
    return f"<{one.name}> は{'、'.join(done)}" if ja else f"<{one.name}> {', '.join(done)}"


def names_only(text: str) -> str:
    """A text with its placeholders by their names alone: how a value is written is no matter for a reader."""
    try:
        parts = parse(text).parts
    except BotsError:
        return text
    return "".join(f"<{one.name}>" if isinstance(one, Placeholder) else one for one in parts)


def _holds_names(text: str) -> bool:
    try:
        return bool(parse(text).names)
    except BotsError:
        return False


def target_text(written: Any, ja: bool) -> str:
    """A thing on the screen: the button “Save”."""
    text = str(written)
    try:
        target = parse_target(text)
    except BotsError:
        return value_text(text, ja)
    if target.how == "regex":
        return f"「{target.words}」の形に合うもの" if ja else f"what fits the pattern {target.words}"
    if target.how != "words":
        return f"画面の部品（{text.strip()}）" if ja else f"the element {text.strip()}"
    name = value_text(target.words, ja)
    if not target.kind:
        return name
    kind = ROLES[target.kind] if ja else _ROLES.get(target.kind, target.kind)
    if _holds_names(target.words):
        return f"{name}という{kind}" if ja else f"the {kind} called {name}"
    return f"{kind}{name}" if ja else f"the {kind} {name}"


def field_text(name: str, ja: bool) -> str:
    """A field by its name: in English without quotes, where it is nothing but a name."""
    told = target_text(name, ja)
    return name if not ja and told == quoted(name, ja) else told


def key_text(written: Any, ja: bool) -> list[str]:
    """Keys as they stand on a keyboard."""
    keys = [key_name(str(one)) or str(one) for one in as_list(written)]
    return [quoted(_KEYS.get(one, one) if ja else one, ja) for one in keys]


def quoted(text: str, ja: bool) -> str:
    """A text in quotes; an empty one by a word."""
    if not text:
        return _BLANK_TEXT[ja]
    return f"「{text}」" if ja else f"“{text}”"


def listed(told: Sequence[str], ja: bool) -> str:
    """Things in a row: A、B; A, B and C."""
    if ja or len(told) < 2:
        return "、".join(told)
    return f"{', '.join(told[:-1])} and {told[-1]}"


def either(told: Sequence[str], ja: bool) -> str:
    """One of several things: A か B; A, B or C."""
    if ja or len(told) < 2:
        return "か".join(told)
    return f"{', '.join(told[:-1])} or {told[-1]}"


def neither(told: Sequence[str], ja: bool) -> str:
    """None of several things: A も B も; neither A nor B. One thing by itself is told as it is."""
    if len(told) < 2:
        return "".join(told)
    return "".join(f"{one}も" for one in told) if ja else f"neither {' nor '.join(told)}"


def names_text(names: Sequence[str], ja: bool, most: int = 30) -> str:
    """Names of columns and the like, as they are; beyond `most` their number."""
    shown = [f"「{one}」" if ja else one for one in names[:most]]
    more = len(names) - most
    if more > 0:
        shown.append(f"ほか {more} 個" if ja else f"{more} more")
    return listed(shown, ja)
