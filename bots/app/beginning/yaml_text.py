"""Texts as they are written into a recipe: any text as a YAML scalar, any name as a placeholder or a target. Pure."""

from __future__ import annotations

import re

from bots.errors import BotsError
from bots.model import Target
from bots.recipe import words
from bots.recipe.nodes import unseen_in
from bots.values.scope import fold_name
from bots.values.targets import parse_target, write_target
from bots.values.templates import parse

# What YAML, and those who mend what keyboards put into it, read as nothing but text.
_PLAIN = re.compile(r"[^\W_ー][\w 　ー\"・「」『』（）()～〜／/.．、。※〒々+＋\-<>|＜＞]*", re.UNICODE)
_ADDRESS = re.compile(r"(?:https?://[A-Za-z0-9.-]+(?::\d+)?|/)[A-Za-z0-9_/.~%?&=+-]*")
_TAKEN = {fold_name(one) for one in (*words.both(words.BUILTINS), *words.RESERVED)}


def scalar(text: str) -> str:
    """The text as a YAML scalar that reads as exactly that text, in quotes where it needs them."""
    if _ADDRESS.fullmatch(text):
        return text
    plain = all(sign.isprintable() or sign == "　" for sign in text)
    if plain and text == text.strip() and _PLAIN.fullmatch(text):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if sign.isprintable() or sign == "　":
        return sign
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def remark(text: str) -> str:
    """The text as it can stand behind a # : on one line, nothing in it that is not seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def placeholder(name: str, filters: tuple[str, ...] = ()) -> str:
    """`<name|filter>`, or "" where no placeholder can hold that name."""
    after = "".join(f"|{one}" for one in filters)
    for written in (f"<{name}{after}>", f'<"{name}"{after}>'):
        try:
            template = parse(written)
        except BotsError:
            continue
        if [one for one, _ in template.names] == [name] and len(template.parts) == 1:
            return written
    return ""


def value_text(written: str) -> str:
    """A placeholder as a value: `<` begins a plain text in YAML; what it holds may need quotes all the same."""
    inner = scalar(f"x{written}")
    return written if inner == f"x{written}" else scalar(written)


def can_be_declared(name: str) -> bool:
    """Whether a column of that heading may stand under 列: 今日, 表示 and the like mean something else."""
    return not unseen_in(name) and fold_name(name) not in _TAKEN and not name.startswith(("secret.", "account."))


def field_name(names: tuple[str, ...]) -> str:
    """The first of the words of a field that a recipe can hold as they are, or ""."""
    return next((name for name in names if _is_name(name)), "")


def _is_name(name: str) -> bool:
    try:
        target = parse_target(name)
        return not unseen_in(name) and target.how == "words" and not target.kind and parse(name).parts == (name,) and "{" not in name
    except BotsError:
        return False


def button(name: str, japanese: bool) -> str:
    """A button as a recipe of that language names it, or "" where its words cannot be written."""
    return thing("button", name, japanese)


def link(name: str, japanese: bool) -> str:
    """The same of a link."""
    return thing("link", name, japanese)


def heading(name: str, japanese: bool) -> str:
    """The same of a heading."""
    return thing("heading", name, japanese)


def thing(kind: str, name: str, japanese: bool) -> str:
    """The same of what has that role on a page."""
    written = write_target(Target(name, kind), "ja" if japanese else "en")
    try:
        read = parse_target(written)
        plain = parse(written).parts == (written,)
    except BotsError:
        return ""
    return written if plain and not unseen_in(name) and read == Target(name, kind) else ""
