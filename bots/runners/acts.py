"""Tells requests apart: which of them are one act, and which one a description means."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from bots.model import SubmitRule, Value
from bots.runners.bodies import contents
from bots.runners.holding import Held

Act = tuple[object, ...]

SAFE = ("GET", "HEAD", "OPTIONS")

_MOST_TOLD = 8  # names of fields in a line for people
_ID = re.compile(r"(?<=/)(\d+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{24,})(?=/|$)", re.I)
# Fields whose value tells one action from another at the same address.
_TELLING = frozenset(
    ["__eventtarget", "operationname", "action", "_action", "act", "actiontype", "cmd", "command", "_method", "method",
     "op", "operation", "func", "function", "event", "mode", "type", "draft", "dryrun", "dry_run", "confirm", "proc",
     "process", "exec", "step", "phase", "shori", "syori", "shorikbn", "syorikbn", "kbn", "kubun", "処理", "処理区分"]
)


def starred(path: str) -> str:
    """The path with its ids as `*`."""
    return _ID.sub("*", path)


def is_telling(name: str) -> bool:
    """Whether the value of a field of that name tells one action from another at the same address."""
    return name.rpartition(".")[2].lower() in _TELLING


def signature(held: Held) -> Act:
    """What makes two requests one act: method, host, path less its ids, fields, telling values."""
    telling = frozenset(pair for pair in held.contents.pairs if is_telling(pair[0]))
    names = held.contents.names
    return held.method, held.host, starred(held.path), names, hash(telling)


def is_typed(held: Held, values: Collection[Value]) -> bool:
    """Whether values of the row are in the request: in its body, or a GET's in its address."""
    if held.method in SAFE:
        return contents(held.address, "", None).carries(values)
    return held.contents.carries(values)


def may_change(held: Held, values: Collection[Value], background: Collection[Act]) -> bool:
    """Whether a request of a press may be its submit: not a GET, or a navigation, or holding values.

    What repeats the page's background and click analytics are no submits, unless they hold values.
    """
    if is_typed(held, values):
        return True
    if held.navigation:
        return True
    return held.method not in SAFE and held.kind != "ping" and signature(held) not in background


def follows(rule: SubmitRule, held: Held) -> bool:
    """Whether a request is the one that a rule describes."""
    path = re.escape(rule.path).replace(r"\*", "[^/]*")
    what = held.contents
    if rule.method.upper() != held.method or not re.fullmatch(path, held.path):
        return False
    if any(name in what.names for name in rule.without):
        return False
    if not what.whole and not what.pairs:
        return True  # the browser did not show the body: address and method must do
    return what.names.issuperset(rule.fields) and (not rule.mark or what.has(rule.mark))


def told(method: str, path: str, names: Collection[str], mark: str = "", without: Collection[str] = ()) -> str:
    """A request in one line, for people who look after systems: `POST /cards/* kind=save [name, seiri_no]`."""
    shown = [*list(names)[:_MOST_TOLD], *(["…"] if len(names) > _MOST_TOLD else [])]
    parts = [method, path, mark, f"[{', '.join(shown)}]" if shown else "", f"-[{', '.join(without)}]" if without else ""]
    return " ".join(filter(None, parts))


def told_rule(rule: SubmitRule) -> str:
    """What a rule describes, in the same form."""
    return told(rule.method, rule.path, rule.fields, rule.mark, rule.without)


def is_another_act(rule: SubmitRule, held: Held) -> bool:
    """Whether a request goes where the rule's goes and its mark tells it apart, as a draft's does."""
    bare = replace(rule, mark="", without=())
    name = rule.mark.partition("=")[0]
    names = held.contents.names
    marked = bool(name) and name in names and not held.contents.has(rule.mark)
    return follows(bare, held) and (marked or any(name in names for name in rule.without))
