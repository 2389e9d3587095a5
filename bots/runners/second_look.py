"""What was set is looked at again: where it stands, by its words where its elements were replaced, and whether it is
gone because the page has moved on.

A page that stays one document takes a form away as others go to the next document: a step of a wizard, a page that
asks to confirm. What went with the form is no loss. A field that was emptied, replaced by an empty one, or dropped
from a form that stays is one, and is told as holding nothing. A form stays if anything that was put into it is there
in a field with its value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bots.japan.dateforms import forms_of
from bots.model import Value
from bots.runners.faults import Moved
from bots.runners.frames import ask, narrowed
from bots.runners.state import Kept

_MADE = re.compile(
    r"[\d:]"
)  # in names that a framework makes anew with each drawing: rc_select_3, :r5:
_BLANKS = re.compile(r"[\W_]+")
NO_FORM, ANY_FORM = -1, -2  # what is pressed stands in none (as filling.js tells it), and may send each
_WEEKDAY = re.compile(r"[（(][日月火水木金土](?:曜日?)?[）)]")
_SECRET = re.compile(r"[●＊*•\s]")
_AROUND = re.compile(r"(?:no|nr|様|さん|殿|氏|円|年|月|日|人|名|件|個|回|歳|才|番|号|金|計|税込|税抜|yen|jpy|mr|ms|mrs|as)*")


def look_again(frame: Any, mine: Sequence[Kept], page: Any, *, forget: bool = False) -> list[Kept]:
    """Read the fields again where they stand; where their elements were replaced, by their words.

    With `forget`, fields of a document that has gone are given back instead, and lose their keys: a field of the same
    words on the next page is another field.
    """
    left = []
    lost = [one for one in mine if not one.keys and not forget]
    mine = [one for one in mine if one.keys]
    try:
        answers = _reread(frame, mine)
    except Moved:
        answers = [{"gone": True} for _ in mine]
    for one, answer in zip(mine, answers, strict=True):
        if forget and answer.get("left"):
            left.append(one)
        elif answer.get("left") or answer.get("gone"):
            lost.append(one)
        else:
            one.hold(answer["held"], answer["said"])
    for one, found in _by_words(frame, lost, page):
        if found["count"] == 1:
            one.keys = tuple(found["keys"])
            one.hold(found["held"], found["said"])
        else:
            one.held = one.said = ""
    for one in left:
        one.keys = ()
    return left


def left_behind(frame: Any, mine: Sequence[Kept]) -> list[Kept]:
    """Those fields of `frame` that were set in a document which has gone."""
    try:
        there = ask(frame, "gaveAll", [list(one.keys) for one in mine])
    except Moved:
        return list(mine)
    return [one for one, is_there in zip(mine, there, strict=True) if not is_there]


def look_after_press(
    frame: Any,
    mine: Sequence[Kept],
    others: Sequence[Kept],
    page: Any,
    equal: Callable[[Value, str], bool],
) -> list[Kept]:
    """The same for fields of `frame` that were set between the same two presses, of which the second is over: those
    that the page has moved on from lose their keys. `others` are the other fields of the frame. Gives those of a
    document that has gone."""
    try:
        left = _look_after_press(frame, mine, others, page, equal)
    except Moved:  # to the next document, perhaps, which is told by the second look
        left = _look_after_press(frame, mine, others, page, equal)
    for one in left:
        one.keys = ()
    return left


def look_in_next_document(
    frame: Any,
    left: Sequence[Kept],
    page: Any,
    equal: Callable[[Value, str], bool],
    pressed: int | None,
) -> None:
    """Find the fields of a document that has gone in the one that came. If one of them is there again with its value,
    the form has come back: it is known from then on where it stands now, and what is there again empty is lost. So is what
    has another value there, if it is the same form; in another form it is another field: a search has led to a record. It is
    the same where two fields of their own names hold their values, or where it is about as long as it was. A form
    that is about to be sent, as a button of it (of the form numbered `pressed`) is pressed next, needs no such
    proof: what it held is lost if it is empty now."""
    looked = [_Look(one, False, now) for one, now in _by_words(frame, left, page, now=True, own=True)]
    holding = [look for look in looked if look.holds(equal)]
    is_surely = sum(look.is_named for look in holding) > 1
    for look in looked:
        one, found = look.one, look.found
        is_sent = pressed is not None and pressed in (found.get("form"), ANY_FORM) and look.is_named
        if look in holding or ((holding or is_sent) and look.is_lost(is_surely)):
            one.keys, one.came_back = tuple(found["keys"]), True
            one.hold(found["held"], found["said"])
            one.own_name = found["name"]
            one.found = replace(one.found, name=found["name"]) if one.found else None


def _look_after_press(
    frame: Any,
    mine: Sequence[Kept],
    others: Sequence[Kept],
    page: Any,
    equal: Callable[[Value, str], bool],
) -> list[Kept]:
    asked = [one for one in mine if one.keys]
    left = []
    here: list[tuple[Kept, bool]] = []  # with whether its elements still stand in the page
    for one, answer in zip(asked, _reread(frame, asked), strict=True):
        if answer.get("left"):
            left.append(one)
            continue
        is_there = not answer.get("gone") and not one.shown
        if is_there:
            one.hold(answer["held"], answer["said"])
        here.append((one, is_there))
    if all(stands and equal(one.value, one.held) for one, stands in here):
        return left
    stands = {id(one) for one, is_there in here if is_there}
    found = _by_words(frame, [one for one, _ in here], page, now=True)
    looked = [_Look(one, id(one) in stands, now) for one, now in found]
    others = [one for one in others if one.keys]
    has_left = _has_moved_on(frame, looked, others, page, equal)
    for look in looked:
        look.take(equal, has_left=has_left)
    return left


@dataclass(frozen=True, slots=True)
class _Look:
    """One field: whether its elements are there, and what its words lead to now."""

    one: Kept
    is_there: bool
    found: dict[str, Any]

    @property
    def stays(self) -> bool:
        """Whether it is where it was. An element that frameworks use again for another field is not it; one that
        is hidden is."""
        return self.is_there and (self.found["stands"] or not self.found["seen"])

    @property
    def again(self) -> bool:
        """Whether a field of its words is there, of other elements."""
        return not self.stays and self.found["count"] == 1 and bool(self.found["field"])

    @property
    def is_other(self) -> bool:
        """Whether that field bears another name than it, both given by a person."""
        names = (self._name, self.found["name"])
        return names[0] != names[1] and all(name and not _MADE.search(name) for name in names)

    @property
    def _name(self) -> str:
        return self.one.own_name or (self.one.found.name if self.one.found else "")

    def holds(self, equal: Callable[[Value, str], bool]) -> bool:
        """Whether that field holds what was put in; an empty one holds nothing, though nothing was put in."""
        is_it = self.again and not self.is_other and not self.found["empty"]
        return is_it and equal(self.one.value, self.found["held"])

    @property
    def is_named(self) -> bool:
        """Whether that field bears its own name."""
        return bool(self._name) and self._name == self.found["name"]

    def is_lost(self, is_surely_back: bool) -> bool:
        """Whether it does not hold what was put in, in a form that has come back: surely, or because it has about as
        many fields as it had; a search of few fields that leads to a record of many has led to another form. No page
        gives a file back to its box: one that has kept it says its name."""
        if not self.again or self.is_other:
            return False
        counts = sorted((self.one.controls, self.found["controls"]))
        in_same_form = self.is_named and (is_surely_back or 4 * counts[0] >= 3 * counts[1] > 0)
        if self.one.how == "upload":
            return in_same_form and not self.found["names"]
        if self.found["locked"] and _in_other_words(self.one, self.found["held"]):
            return False
        return self.found["empty"] or in_same_form

    def says(self, equal: Callable[[Value, str], bool]) -> bool:
        """Whether its words lead to no field now, but to a text with what was put in."""
        text = self.found.get("held", "")
        is_text = self.found["count"] == 1 and not self.found["field"] and bool(text)
        return is_text and (equal(self.one.value, text) or _in_other_words(self.one, text))

    def take(self, equal: Callable[[Value, str], bool], *, has_left: bool) -> None:
        """Remember what it holds now; no keys = it went with its page."""
        one, found = self.one, self.found
        if self.stays:
            return
        is_same = found["count"] == 1 and equal(one.value, found["held"])
        another = has_left and self.again and (not self._name or self._name != found["name"])
        if found["count"] != 1 or (another and not is_same):
            if has_left:
                one.keys = ()
            else:
                one.held = one.said = ""
        elif has_left and not self.again and not is_same and _in_other_words(one, found["held"]):
            one.keys = ()
        else:
            one.keys, one.shown = tuple(found["keys"]), not found["field"]
            one.hold(found["held"], found["said"])


def _has_moved_on(
    frame: Any,
    looked: Sequence[_Look],
    others: Sequence[Kept],
    page: Any,
    equal: Callable[[Value, str], bool],
) -> bool:
    """Whether the page has moved on from fields that were set together: none stands where it stood, most of them are
    not there again, and nothing that was set before still stands: else they were taken out of a form that stays, and
    what they held is lost. A form that was drawn anew stays as well where one of them, or of those before, holds its
    value again; but not on a page that says what was put in as texts: that one asks to confirm."""
    again = [look for look in looked if look.again]
    if any(look.stays for look in looked):
        return False
    if 2 * len(again) >= len(looked) and not all(look.is_other for look in again):
        return False
    turn = looked[0].one.turn
    before = [one for one in others if one.turn < turn]
    told = {
        "keys": [look.one.keys[0] for look in looked],
        "before": [key for one in before for key in one.keys],
        "later": [key for one in others if one.turn > turn for key in one.keys],
    }
    around = ask(frame, "formAround", told)
    if around or any(look.says(equal) for look in looked):
        return bool(around != "stands")
    drawn = [_Look(one, False, now) for one, now in _by_words(frame, [one for one in before if not one.shown], page, now=True)]
    return not any(look.holds(equal) for look in (*looked, *drawn))


def _in_other_words(one: Kept, text: str) -> bool:
    """Whether a text of the next page may say what was put in as that page says such things: 12,345円 for 12345, 山田 様
    for 山田, dots for a secret, other words for a choice (希望する for はい) but not those of another choice of its list."""
    said = _bare(text)
    if text and not _SECRET.sub("", text):
        return True
    if not any(part["text"] is not None for part in one.parts):
        return said not in map(_bare, one.others)
    if any(_is_all_of(said, _bare(own)) for own in (one.value.reveal(), one.said) if _bare(own)):
        return True
    return _bare(_WEEKDAY.sub("", text)) in map(_bare, forms_of(one.value.reveal()))


def _is_all_of(said: str, own: str) -> bool:
    """Whether a text says nothing beside `own` but what is written around values."""
    before, found, behind = said.partition(own)
    return bool(found) and bool(_AROUND.fullmatch(before)) and bool(_AROUND.fullmatch(behind))


def _bare(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _reread(frame: Any, mine: Sequence[Kept]) -> list[dict[str, Any]]:
    items = [
        {**one.item, "keys": list(one.keys), "at": n, "list": one.how == "list"}
        for n, one in enumerate(mine)
    ]
    answers: list[dict[str, Any]] = ask(frame, "reread", {"items": items}) if items else []
    for one, answer in zip(mine, answers, strict=True):
        one.own_name, one.controls = answer.get("name", one.own_name), answer.get("controls", one.controls)
    return answers


def _by_words(
    frame: Any, mine: Sequence[Kept], page: Any, *, now: bool = False, own: bool = False
) -> list[tuple[Kept, dict[str, Any]]]:
    """Each field with what its words lead to; `now` = a label that says more is not waited for either; `own` = a field of
    a part of the screen is looked for by its own name where its words lead to another: the last row is another one."""
    out = []
    for within in dict.fromkeys(one.within for one in mine):
        _, scopes = narrowed(page, within)
        those = [one for one in mine if one.within == within]
        items = [
            {**one.item, "keys": list(one.keys), "now": now, "own": one.own_name if own and within else ""} for one in those
        ]
        try:
            answer = ask(frame, "read", {"items": items, "scopes": scopes})
        except Moved:
            answer = {}
        nothing = [{"count": 0, "field": False, "stands": False, "seen": True} for _ in those]
        out += list(zip(those, answer.get("found", nothing), strict=True))
    return out
