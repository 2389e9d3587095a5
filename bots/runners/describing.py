"""Makes the description of a submit's request (`確定の送信`) from two presses, of rows with different values.

    what the press made ─ less what the page sends anyway ─► pairs of the two presses ─► what both have in common
                                                                │
                              still the same as something else? ┴─► a mark, fields that it lacks ─► none: click mode

Only names, and what is equal in both presses and no value of their rows, is ever part of a description.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import unquote

from bots.model import Lesson, SubmitRule, Value
from bots.proxies import Host
from bots.runners.acts import SAFE, follows, is_telling, is_typed, signature, starred
from bots.runners.bodies import Contents
from bots.runners.holding import Held
from bots.runners.watching import Watched

_LONGEST_MARK = 60  # characters of a value that tells a request


@dataclass(frozen=True)
class Press:
    """What one press showed, the values of its row, and those of them that make it unique."""

    watched: Watched
    typed: tuple[Value, ...]
    keys: tuple[Value, ...]


@dataclass(frozen=True)
class _Pair:
    """The same request in both presses."""

    first: Held
    second: Held

    def __iter__(self) -> Iterator[Held]:
        return iter((self.first, self.second))


def describe(first: Press, second: Press, named: Lesson, host: Host) -> Lesson:
    """What two presses tell of the submit that is `named`; `host` is the system's own.

    Requests that carry values of the row, and forms, are described; analytics beside them are not, as they
    carry none.
    """
    presses = (first, second)
    click = replace(named, rules=(SubmitRule(named.screen, named.submit, "click"),))
    made = [_own(press) for press in presses]
    if not any(made):
        if any(press.watched.candidates or press.watched.repeats for press in presses):
            return replace(click, kind="alike")
        unheld = all(press.watched.unheld for press in presses)  # one alone may be the echo of something cut off
        return replace(click, kind="unheld") if unheld else replace(named, kind="silent")
    both = _paired(made[0], made[1], presses)
    pairs = [pair for pair in both if _is_submit(pair, presses)] or both
    told = {id(held) for pair in pairs for held in pair}
    left = [held for press, own in zip(presses, made, strict=True) for held in own if is_typed(held, press.typed) and id(held) not in told]
    if not all(made) or not pairs or left:
        return replace(named, kind="differs")
    if any(held.host != host for pair in pairs for held in pair):
        return replace(named, kind="elsewhere")
    rules = [_rule(pair, presses, named) for pair in pairs]
    if None in rules:
        return replace(click, kind="alike")
    return replace(named, kind="gate", rules=tuple(rule for rule in rules if rule is not None))


def _is_submit(pair: _Pair, presses: Sequence[Press]) -> bool:
    typed = all(is_typed(held, press.typed) for held, press in zip(pair, presses, strict=True))
    return typed or (pair.first.navigation and pair.first.method not in SAFE)


# --------------------------------------------------------------------------- which requests the press made


def _own(press: Press) -> list[Held]:
    """What the press made, each act once, less what the page sends by itself."""
    watched = press.watched
    found: dict[object, Held] = {}
    for held in (*watched.candidates, *watched.repeats):
        if not _repeats(held, watched.background, press.typed):
            found.setdefault(signature(held), held)
    return list(found.values())


def _repeats(held: Held, background: Iterable[Held], typed: Collection[Value]) -> bool:
    """Whether a request is one more of those that the page sent before: the same fields at the same place, and the same
    values, but for those of the row and those that differed among them already."""
    alike = [
        other for other in background
        if (other.method, other.host, starred(other.path), other.contents.names)
        == (held.method, held.host, starred(held.path), held.contents.names)
    ]  # fmt: skip
    seen: dict[str, set[str]] = {}
    for name, value in chain.from_iterable(other.contents.pairs for other in alike):
        seen.setdefault(name, set()).add(value)
    return bool(alike) and all(
        value in seen.get(name, ()) or len(seen.get(name, ())) > 1 or Contents(((name, value),)).carries(typed)
        for name, value in held.contents.pairs
    )


def _paired(first: Sequence[Held], second: Sequence[Held], presses: Sequence[Press]) -> list[_Pair]:
    """The requests of both presses that are the same one, in the order of the first."""
    left = list(second)
    pairs = []
    for held in first:
        alike = [other for other in left if _alike(_Pair(held, other), presses)]
        if alike:
            best = max(alike, key=lambda other: len(other.contents.names & held.contents.names))
            left.remove(best)
            pairs.append(_Pair(held, best))
    return pairs


def _alike(pair: _Pair, presses: Sequence[Press]) -> bool:
    """Whether they may be the same request of two rows: where they go is the same but for numbers and values."""
    one, other = pair
    ours, theirs = one.path.split("/"), other.path.split("/")
    return (one.method, one.host, one.kind, len(ours)) == (other.method, other.host, other.kind, len(theirs)) and all(
        a == b or _varies((a, b), presses) for a, b in zip(ours, theirs, strict=True)
    )


def _varies(parts: tuple[str, str], presses: Sequence[Press]) -> bool:
    """Whether a part of a path is another for each row: a number, a code, a value of its row. Two words are two ways."""
    return all(
        any(sign.isdigit() for sign in unquote(part)) or _is_value(part, press)
        for part, press in zip(parts, presses, strict=True)
    )


def _is_value(part: str, press: Press) -> bool:
    return Contents((("", unquote(part)),)).carries(press.typed)


# --------------------------------------------------------------------------- what tells one


def _rule(pair: _Pair, presses: Sequence[Press], named: Lesson) -> SubmitRule | None:
    """The description of one request; None where nothing tells it from the others."""
    names = [held.contents.shown_names(press.typed) for held, press in zip(pair, presses, strict=True)]
    rule = SubmitRule(
        screen=named.screen,
        submit=named.submit,
        method=pair.first.method,
        path=_path(pair, presses),
        fields=tuple(name for name in names[0] if name and name in names[1]),
        carries=all(held.contents.carries(press.keys) for held, press in zip(pair, presses, strict=True)),
    )
    pressed = [held for press in presses for held in (*press.watched.candidates, *press.watched.repeats)]
    others = [
        *(held for press in presses for held in press.watched.background),
        *(held for held in pressed if signature(held) not in [signature(one) for one in pair]),
    ]
    return _told_apart(rule, pair, presses, [held for held in others if held.host == pair.first.host])


def _path(pair: _Pair, presses: Sequence[Press]) -> str:
    """The path, with `*` for ids, for values of the rows, and for what differs."""
    parts = []
    for one, other in zip(pair.first.path.split("/"), pair.second.path.split("/"), strict=True):
        valued = any(_is_value(part, press) for part, press in zip((one, other), presses, strict=True))
        parts.append("*" if one != other or valued else one)
    return starred("/".join(parts))


def _told_apart(
    rule: SubmitRule, pair: _Pair, presses: Sequence[Press], others: Sequence[Held]
) -> SubmitRule | None:
    """The rule with the mark, and the fields that it must not have, that leave none of the others; None if some are left."""
    left = [held for held in others if follows(rule, held)]
    if not left:
        return rule
    marked = [replace(rule, mark=mark) for mark in _marks(pair, presses, left)]
    for made in marked:
        if not any(follows(made, held) for held in left):
            return made
    for made in (rule, *marked):
        lacks = _lacks(pair, [held for held in left if follows(made, held)])
        if lacks:
            return replace(made, without=lacks)
    return None


def _marks(pair: _Pair, presses: Sequence[Press], left: Sequence[Held]) -> list[str]:
    """Fields with values that both requests have and that are of no row; first those that tell actions, then those that
    tell the request from most of the others."""
    found = [
        (name, value)
        for name, value in dict.fromkeys(pair.first.contents.pairs)
        if name and value and "=" not in name and len(value) <= _LONGEST_MARK
        and (name, value) in pair.second.contents.pairs
        and not any(Contents(((name, value),)).carries(press.typed) for press in presses)
    ]  # fmt: skip

    def worth(mark: tuple[str, str]) -> tuple[bool, int]:
        return not is_telling(mark[0]), sum(mark in held.contents.pairs for held in left)

    return [f"{name}={value}" for name, value in sorted(found, key=worth)]


def _lacks(pair: _Pair, left: Sequence[Held]) -> tuple[str, ...]:
    """Fields that the request has not, and each of the others has at least one of; () where one has none."""
    ours = pair.first.contents.names | pair.second.contents.names
    found: dict[str, None] = {}
    for held in left:
        if not any(name in held.contents.names for name in found):
            name = next((name for name, _ in held.contents.pairs if name and name not in ours), None)
            if name is None:
                return ()
            found[name] = None
    return tuple(found)
