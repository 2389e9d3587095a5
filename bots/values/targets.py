"""Names of things on the screen, as people write them: `登録`, `ボタン「登録」`, `button "Save"`,
`css=#id`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bots.errors import RecipeError
from bots.model import Scope, Scopes, Target, Value
from bots.values.former import OLD_WORDS

ROLES: Mapping[str, str] = {
    "button": "ボタン",
    "link": "リンク",
    "textbox": "入力欄",
    "combobox": "選択欄",
    "checkbox": "チェック",
    "radio": "ラジオ",
    "tab": "タブ",
    "menuitem": "メニュー",
    "row": "行",
    "cell": "セル",
    "table": "表",
    "heading": "見出し",
    "dialog": "ダイアログ",
    "img": "画像",
}
"""English role to its Japanese word (recipe-language 3.2)."""

FIELD_ROLES = frozenset({"textbox", "combobox", "checkbox", "radio"})  # what takes a value

_BY_WORD = {word: role for role, japanese in ROLES.items() for word in (role, japanese)}
_QUOTED = re.compile(
    r"(?P<role>[^\s「」\"<>]+?)\s*(?:「(?P<ja>.*)」|\"(?P<en>.*)\")\s*$", re.DOTALL
)
_BARE = re.compile(r"(?P<role>[^\s「」\"<>]{2,})\s+(?P<name>[^「」『』\"“”<>＜＞]+)")  # one letter may be of a word: 表　示
_OPEN = re.compile(r"(?P<role>[^\s「」\"<>]+?)\s*[「\"]")
_SELECTOR = re.compile(r"(css|xpath|id)=(.*)", re.DOTALL)

_KINDS = ("table", "frame", "window")

_PLACES = frozenset({*_KINDS, "row", "行", "表", "フレーム", "画面"})  # what `in` is told of by a word of its own

Expand = Callable[[str], Value]


def parse_target(text: str) -> Target:
    """The thing that `text` names. Raises RecipeError R40–R43 with the wrong `word`."""
    text = text.strip()
    if not text:
        raise RecipeError("R42", word="")
    if found := _SELECTOR.match(text):
        if not found[2].strip():
            raise RecipeError("R42", word=text)
        return Target(found[2].strip(), how=found[1])  # type: ignore[arg-type]
    if len(text) > 2 and text[0] == text[-1] == "/":
        return _pattern(text)
    if found := _QUOTED.match(text):
        return _role(found["role"], found["ja"] if found["ja"] is not None else found["en"], text)
    if (found := _OPEN.match(text)) and _role_of(found["role"]):
        raise RecipeError("R41", word=text)
    return Target(text)


def _pattern(text: str) -> Target:
    try:
        re.compile(text[1:-1])
    except re.error:
        raise RecipeError("R43", word=text) from None
    return Target(text[1:-1], how="regex")


def role_word(text: str) -> str:
    """The word before the name in `ボタン「登録」`, as it is written; "" where the text is no such notation."""
    found = _QUOTED.match(text.strip())
    return found["role"] if found and _role_of(found["role"]) else ""


def bare_name(text: str) -> tuple[str, str]:
    """The word for a kind of thing and the name of `ボタン 登録`, which lacks the brackets; else two times ""."""
    found = _BARE.fullmatch(text.strip())
    return (found["role"], found["name"]) if found and _role_of(found["role"]) else ("", "")


def _role_of(word: str) -> str:
    """The role that a word of today, or else of a former version, means; or ""."""
    return _BY_WORD.get(word) or _BY_WORD.get(OLD_WORDS.get(word, ""), "")


def _role(word: str, name: str, text: str) -> Target:
    role = _role_of(word)
    if not role:
        # 「…」 belongs to many labels (備考「その他」): only a lone known word before it is a role.
        if word.isascii() and '"' in text:
            raise RecipeError("R40", word=word, known="、".join([*ROLES.values(), *ROLES]))
        return Target(text)
    if not name.strip():
        raise RecipeError("R42", word=text)
    return Target(name.strip(), kind=role)


def write_target(target: Target, lang: str) -> str:
    """The thing as it would be written in a recipe of that language."""
    if target.how == "regex":
        return f"/{target.words}/"
    if target.how != "words":
        return f"{target.how}={target.words}"
    if not target.kind:
        return target.words
    if lang == "ja":
        return f"{ROLES.get(target.kind, target.kind)}「{target.words}」"
    return f'{target.kind} "{target.words}"'


def parse_scopes(written: Any, expand: Expand | None = None) -> Scopes:
    """The parts of the screen to look in, outermost first, from `in` with English words.

    Texts may hold placeholders where `expand` is given. Raises RecipeError R44; R146 for a kind of thing before
    the words of a part, which no part of a screen bears.
    """
    if written is None:
        return ()
    if isinstance(written, Sequence) and not isinstance(written, str):
        return tuple(scope for one in written for scope in parse_scopes(one, expand))
    parts = _parts(written)
    if expand is None:
        return (Scope(**parts),)
    said: dict[str, Any] = {kind: expand(text).reveal() if isinstance(text, str) else text for kind, text in parts.items()}
    return (Scope(**said, varies="last_row" in said or said != parts),)


def _parts(written: Any) -> dict[str, Any]:
    """The fields of a Scope, their texts as they are written."""
    if isinstance(written, str) and written.strip():
        return {"part": _words_alone(written, alone=True)}
    if isinstance(written, Mapping) and len(written) == 1:
        kind, value = next(iter(written.items()))
        if kind == "row":
            return _row(value)
        if kind in _KINDS and isinstance(value, str) and value.strip():
            return {kind: _words_alone(value)}
    raise RecipeError("R44", word=written if isinstance(written, str) else "")


def _row(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping) and len(value) == 1:
        header, cell = next(iter(value.items()))
        return {"row": str(cell), "row_header": _words_alone(str(header))}
    if value in ("last", "最後"):
        return {"last_row": True}
    if isinstance(value, str) and value.strip():
        return {"row": _words_alone(value)}
    raise RecipeError("R44", word="")


def scope_name(scope: Scope, lang: str) -> str:
    """How a part of the screen is called in `lang`."""
    names = (scope.part, scope.row, scope.table, scope.frame, scope.window)
    return next(filter(None, names), "last row" if lang == "en" else "最後の行")


def _words_alone(text: str, *, alone: bool = False) -> str:
    """The words of a part of the screen. `alone` = no word tells yet what kind of part it is."""
    text = text.strip()
    found = _QUOTED.match(text)
    if found is None or not (_role_of(found["role"]) or found["role"] in _PLACES):
        return text
    name = (found["ja"] if found["ja"] is not None else found["en"]).strip()
    told_by_word = alone and found["role"] in _PLACES
    near = f"{{{found['role']}: {name}}}" if told_by_word else name
    raise RecipeError("R146", word=text, near=near)


def found_key(system: str, screen: str, word: str) -> str:
    """Under what a word of a screen is remembered (`Plan.found`)."""
    return f"{system} › {screen} › {word}"
