"""What a submit sends (`確定の送信`), written into a system's file: its other lines stay byte for byte.

The new text is read again: it must mean the same but for its submits, or nothing is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bots.app.beginning.yaml_text import scalar
from bots.errors import PlaceError, RecipeError
from bots.model import SubmitRule
from bots.recipe import words
from bots.recipe.nodes import Items, Map, Node, Scalar
from bots.recipe.system import SystemFile, read_system

_INDENT = "  "


def rule_lines(rules: Sequence[SubmitRule], japanese: bool, indent: str = _INDENT) -> list[str]:
    """The entries as lines of a system file."""
    return [line for rule in rules for line in _entry(rule, japanese, indent)]


def _entry(rule: SubmitRule, japanese: bool, indent: str) -> list[str]:
    def listed(texts: Sequence[str]) -> str:
        return f"[{', '.join(map(scalar, texts))}]" if texts else ""

    said = {
        "screen": scalar(rule.screen) if rule.screen else "",
        "submit": scalar(rule.submit) if rule.submit else "",
        "mode": words.spoken(words.MODE, rule.mode, japanese),
        "method": rule.method,
        "path": scalar(rule.path) if rule.path else "",
        "fields": listed(rule.fields),
        "mark": scalar(rule.mark) if rule.mark else "",
        "without": listed(rule.without),
        "carries": words.spoken(words.YES_NO, "true", japanese) if rule.carries else "",
        "approved": scalar(rule.approved) if rule.approved else "",
    }
    lines = [f"{words.spoken(words.SUBMITS, name, japanese)}: {text}" for name, text in said.items() if text]
    return [f"{indent}{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines)]


def with_rules(data: bytes, name: str, file: str, rules: Sequence[SubmitRule]) -> bytes:
    """The system file `data` with these rules first. They take the place of what is described like them, and of those of
    the other mode for the same button and screen; other requests of that button stay: rows may go several ways. Raises
    RecipeError (Y) for a file that cannot be read, PlaceError P135 where it cannot be done without changing more.
    """
    before = read_system(data, name, file)
    text = data.decode("utf-8")
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    key, node = before.nodes.get("submits", (None, None))
    if key is None:
        while lines and not lines[-1].strip():
            lines.pop()
        head = f"{words.spoken(words.SYSTEM, 'submits', before.japanese)}:"
        lines += ["", head, *rule_lines(rules, before.japanese), ""]
    else:
        lines = _put_in(lines, key, node, before, rules)
    after = end.join(lines).encode()
    try:
        made = read_system(after, name, file)
    except RecipeError:
        raise PlaceError("P135", file=file) from None
    if made.submits != (*rules, *_others(before, rules)) or _rest(made) != _rest(before) or _worse(made, before):
        raise PlaceError("P135", file=file)
    return after


def _put_in(
    lines: list[str], key: Scalar, node: Node | None, before: SystemFile, rules: Sequence[SubmitRule]
) -> list[str]:
    """The lines with the new entries before those that are there, less the entries that they replace."""
    if isinstance(node, Scalar) and node.empty:
        return [*lines[: key.line], *rule_lines(rules, before.japanese), *lines[key.line :]]
    if not isinstance(node, Items) or node.flow or not node.items or any(isinstance(one, Map) and one.flow for one in node.items):
        raise PlaceError("P135", file=before.file)
    starts = [one.line for one in node.items]
    first = lines[starts[0] - 1]
    indent = first[: len(first) - len(first.lstrip())]
    ends = [*(line - 1 for line in starts[1:]), _end(lines, starts[-1], len(indent))]
    gone = {
        number
        for begin, end, rule in zip(starts, ends, before.submits, strict=True)
        if not _kept(rule, rules)
        for number in range(begin, _without_remarks(lines, begin, end) + 1)
    }
    new = rule_lines(rules, before.japanese, indent)
    left = [line for number, line in enumerate(lines[starts[0] - 1 :], starts[0]) if number not in gone]
    return [*lines[: starts[0] - 1], *new, *left]


def _end(lines: Sequence[str], begin: int, indent: int) -> int:
    """The last line of the entry that begins in line `begin`: what follows is indented less, or by a dash of its own."""
    last = begin
    for number, line in enumerate(lines[begin:], begin + 1):
        inner = line.strip()
        if inner and not inner.startswith("#"):
            if len(line) - len(line.lstrip()) <= indent:
                break
            last = number
    return last


def _without_remarks(lines: Sequence[str], begin: int, end: int) -> int:
    """The last line from `begin` to `end` that is neither blank nor a remark: those before the next entry stay."""
    while end > begin and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _kept(rule: SubmitRule, rules: Sequence[SubmitRule]) -> bool:
    named = [one for one in rules if (one.screen, one.submit) == (rule.screen, rule.submit)]
    return all(one.mode == rule.mode and _request(one) != _request(rule) for one in named)


def _request(rule: SubmitRule) -> tuple[str, str, str]:
    return rule.method, rule.path, rule.mark


def _others(before: SystemFile, rules: Sequence[SubmitRule]) -> tuple[SubmitRule, ...]:
    return tuple(rule for rule in before.submits if _kept(rule, rules))


def _rest(system: SystemFile) -> object:
    """All that a file says but its submits, without places."""
    return [(key.text, _plain(value)) for key, value in system.source.root.entries if key is not system.nodes.get("submits", (None,))[0]]


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Map):
        return [(key.text, _plain(value)) for key, value in node.entries]
    return [_plain(one) for one in node.items]


def _worse(made: SystemFile, before: SystemFile) -> bool:
    """Whether something is found wrong in the new file that was not in the old one."""
    return bool({one.code for one in made.found} - {one.code for one in before.found})


def approved(rules: Sequence[SubmitRule], by: str) -> tuple[SubmitRule, ...]:
    """The rules with who looked at them, and when."""
    return tuple(replace(rule, approved=by) for rule in rules)
