"""Fill: everything is found before anything is set; set in one pass a frame; read back; mended by keys.

The page may move while it is being filled (a choice that loads others, a post-back). Then what was set
is read again, set again where it changed, and the rest goes on. A field is set three times at most.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from bots.errors import ScreenError
from bots.japan.encodings import holding, named, of_page
from bots.model import FieldReading, FieldValue, FoundField, Scopes, Value
from bots.runners import lists
from bots.runners.dates import is_no_day, parts_of
from bots.runners.faults import Moved
from bots.runners.frames import (
    Found,
    ask,
    find,
    item,
    missing,
    narrowed,
    scope_error,
    several,
)
from bots.runners.offering import not_chosen, not_offered
from bots.runners.second_look import look_again
from bots.runners.state import Deadline, Desk, Kept, pump, settle
from bots.runners.unasked import Unasked

_TIMES = 3  # a field is set so often at most
_PARTS = 8  # times that the page may move between the parts of one field
_ROUNDS = 40
_OF_THE_VALUE = {"western": "S51", "lines": "S53"}  # what no box of this kind can take
_MISWRITTEN = {"parts": "S33", "noDay": "S34"}  # what could be divided over the boxes, were it written otherwise
_QUIET = 0.03  # seconds without a change before the second look; before the page is left comes a third
_PUT_OFF = 0.8  # seconds for which timers of the page are waited for before the second look


def plan_items(desk: Desk, fields: Sequence[FieldValue]) -> list[dict[str, Any]]:
    """The fields as the scripts take them."""
    items = []
    for at, one in enumerate(fields):
        text = one.value.reveal()
        whole: dict[str, Any] = dict(item(one.field))
        whole |= {"at": at, "value": text, "date": parts_of(one.value), "noDay": is_no_day(one.value)}
        whole |= {"keys": desk.system.typing == "keys", "number": _small_number(text)}
        whole |= {"column": one.value.kind}
        items.append(whole)
    return items


def _small_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


class Filling:
    """One fill step on one page. `equal` compares what was put in with what is held."""

    def __init__(
        self,
        desk: Desk,
        fields: Sequence[FieldValue],
        within: Scopes,
        timeout: float,
        equal: Callable[[Value, str], bool],
        known: Sequence[FoundField | None],
        unasked: Unasked,
    ) -> None:
        """`known` says of each field what its word was found at in the rehearsal; `unasked` whether the
        page sent something by itself meanwhile."""
        self.desk = desk
        self.page = desk.page
        self.fields = fields
        self.within = within
        self.deadline = Deadline(timeout)
        self.equal = equal
        self.unasked = unasked
        self.items = plan_items(desk, fields)
        for one, found in zip(self.items, known, strict=False):
            one["known"] = asdict(found) if found else None
        self.kept: dict[int, Kept] = {}
        self.times = dict.fromkeys(range(len(fields)), 0)
        self.partly = dict.fromkeys(range(len(fields)), 0)
        self.uneasy = False
        self.begun = time.monotonic()

    def run(self) -> None:
        """Set all fields, in their order; `kept` holds what each holds afterwards, by its number."""
        if not self.fields:
            return
        frames, _ = narrowed(self.page, self.within)
        if len(frames) == 1:
            self._in_frame(frames[0], self.items)
        else:
            for frame, items in self._by_frame():
                self._in_frame(frame, items)
        self._read_back()

    def _by_frame(self) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
        targets = [one.field for one in self.fields]
        while True:
            found = find(self.page, targets, "field", self.within)
            wrong = next((one for one in found if isinstance(one, ScreenError)), None)
            if wrong is None:
                break
            if self.deadline.over or wrong.problem.code in ("S02", "S04"):
                raise wrong
            pump(self.page, self.deadline.pause())
        where = [one.frame for one in found if isinstance(one, Found)]
        for frame, run in groupby(zip(where, self.items, strict=True), key=lambda one: one[0]):
            yield frame, [each for _, each in run]

    # ------------------------------------------------------------------ the pass

    def _in_frame(self, frame: Any, items: list[dict[str, Any]]) -> None:
        pending = list(items)
        started = asked = put_off = False
        rounds = 0
        while pending and rounds < _ROUNDS:
            answer = self._pass(frame, pending, started)
            if answer is None:
                pump(self.page, self.deadline.pause())
                continue
            started = True
            rounds += bool(answer["done"])  # a choice that is not there yet is waited for by time
            for one in answer["done"]:
                self._keep(frame, one)
            if answer["requests"] or answer["timers"]:
                self.uneasy = True
            asked = asked or bool(answer["requests"])
            put_off = put_off or bool(answer["timers"])
            pending = self._rest(frame, pending, answer)
            if not pending and (asked or self._may_be_thrown_over(frame, put_off=put_off)):
                asked = put_off = False
                self._wait_a_moment()
                pending = self._changed(frame)
                if not pending:  # all of this frame has had its second look
                    self.uneasy = any(one.frame != frame for one in self.kept.values())
            is_awaited = bool(answer["rest"]) and answer["rest"][0]["how"] == "later"  # it tells why itself
            if self.deadline.over and pending and not is_awaited:
                break
        if pending:
            raise ScreenError("S18", name=pending[0]["words"])

    def _pass(self, frame: Any, pending: list[dict[str, Any]], started: bool) -> Any:
        """One evaluate. None = look again; raises once the time is up."""
        _, scopes = narrowed(self.page, self.within)
        try:
            answer = ask(frame, "fill", {"items": pending, "scopes": scopes, "started": started})
        except Moved:
            if self.kept or started:
                self.uneasy = True
                settle(self.page, self.deadline)
            if self.deadline.over:
                raise ScreenError("S18", name=pending[0]["words"]) from None
            return None
        error = self._error(answer, pending, scopes)
        if error is None:
            return answer
        final = error.problem.code in ("S02", "S04", "S12", "S23", "S33", "S34", "S51", "S53", "S88", "S95", "S96") or (
            error.problem.code in ("S11", "S25") and answer["bad"][0]["complete"]
        )
        if final or self.deadline.over:
            raise error
        return None

    def _error(
        self, answer: Any, pending: list[dict[str, Any]], scopes: list[dict[str, Any]]
    ) -> ScreenError | None:
        if "wrong" in answer:
            return scope_error(scopes, [answer["wrong"]])
        if "other" in answer:
            return self._other(answer["other"][0])
        if "exchanged" in answer:
            return ScreenError("S88", name=self.fields[answer["exchanged"]].field.words)
        if "unsendable" in answer:
            return self._unsendable(answer["unsendable"])
        if "bad" in answer:
            return self._bad(answer["bad"][0])
        if "found" not in answer:
            return None
        for one, found in zip(pending, answer["found"], strict=True):
            target = self.fields[one["at"]].field
            if found["count"] == 0:
                error = missing(target, [found], found["row"])
                plain = error.problem.code == "S01" and not error.problem.advice
                return ScreenError("S01", name=target.words, advice="S60") if plain and one["at"] else error
            if found["count"] > 1:
                return several(target, found["count"], found["told"])
        return None

    def _other(self, other: Mapping[str, Any]) -> ScreenError:
        def told(one: Mapping[str, Any]) -> str:
            return f"{one['place']}: {one['type']} {one['name']} {one['more']}".strip()

        name = self.fields[other["at"]].field.words
        return ScreenError("S23", name=name, known=told(other["known"]), now=told(other["now"]))

    def _unsendable(self, found: Mapping[str, Any]) -> ScreenError:
        field = self.fields[found["at"]]
        page = {"charset": found["charset"], "encoding": of_page(found["charset"])}
        if field.value.hidden:
            return ScreenError("S96", name=field.field.words, **page)
        letters = named(holding(field.value.reveal(), found["letters"]))
        return ScreenError("S95", name=field.field.words, letters=letters, **page)

    def _bad(self, bad: Mapping[str, Any]) -> ScreenError:
        field = self.fields[bad["at"]]
        name = field.field.words
        if bad["wrong"] in ("missing", "several"):
            others = [one.value for one in self.fields if one is not field]
            if bad["part"] and not bad["several"]:
                return not_offered(name, field.value, bad["part"])
            return not_chosen(name, field.value, bad["offered"], others, count=bad["several"])
        if bad["wrong"] == "shape":
            return ScreenError("S12", name=name, boxes=bad["boxes"], found=", ".join(bad["names"]))
        if bad["wrong"] in _MISWRITTEN:
            column = field.value.column
            cell = {"column": column} if column and "、" not in column else {}
            return ScreenError(_MISWRITTEN[bad["wrong"]], name=name, boxes=bad["boxes"], **cell)
        if bad["wrong"] in _OF_THE_VALUE:
            return ScreenError(_OF_THE_VALUE[bad["wrong"]], name=name)
        return lists.locked(name, bad["wrong"])

    def _keep(self, frame: Any, one: Mapping[str, Any]) -> None:
        at = one["at"]
        field = self.fields[at]
        if one["how"] == "partly":
            self.partly[at] += 1
        else:
            self.times[at] += 1
        self.kept[at] = Kept(
            name=field.field.words,
            frame=frame,
            keys=tuple(one["keys"]),
            item=self.items[at],
            value=field.value,
            read_back=field.read_back,
            how=one["how"],
            held=one["held"],
            said=one["said"],
            parts=tuple(one["parts"]),
            others=tuple(one["others"]),
            seconds=time.monotonic() - self.begun,
            found=FoundField(**one["trait"]) if one["trait"] else None,
            within=self.within,
        )
        if one["suspect"] and not lists.choose(self.page, self.kept[at], optional=True):
            self.kept[at].how = "pass"

    def _rest(
        self, frame: Any, pending: list[dict[str, Any]], answer: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """What is still to do, in order, after a pass; does the one field that wants another route."""
        left = {one["at"]: one for one in answer["rest"]}
        rest = [one for one in pending if one["at"] in left]
        first = left[rest[0]["at"]] if rest else None
        if answer["stop"] not in ("", "route"):
            self.uneasy = True
            settle(self.page, self.deadline)
            return self._changed(frame) + rest
        if first is None:
            return []
        if first["how"] == "later":
            if self.deadline.over or (first["complete"] and not first["locked"]):
                wrong = first["locked"] or ("several" if first["several"] else "missing")
                raise self._bad({**first, "wrong": wrong, "boxes": 1})
            pump(self.page, self.deadline.pause())
            return rest
        if first["how"] in ("pass", "gone"):
            return rest
        self._keep(frame, first)
        is_set = lists.by_route(self.page, self.kept[first["at"]], first.get("spot"))
        self.uneasy = True
        # Each look presses one choice at least; one that does not show the press is not pressed for ever.
        is_set = is_set or self.times[first["at"]] >= len(first["parts"])
        return rest[1:] if is_set else rest

    def _may_be_thrown_over(self, frame: Any, *, put_off: bool) -> bool:
        """Whether a value set in several choices does not hold, or may not hold in a moment: their lists may be
        made anew by what the page has put off."""
        mine = [one for one in self.kept.values() if one.frame == frame and _in_choices(one)]
        return any(put_off or not self.equal(one.value, one.held) for one in mine)

    def _changed(self, frame: Any) -> list[dict[str, Any]]:
        """Fields that no longer hold what was put in, after the page moved."""
        again = []
        mine = [one for one in self.kept.values() if one.frame == frame]
        look_again(frame, mine, self.page)
        self._see_whether_sent()
        for one in mine:
            at = one.item["at"]
            is_left = self.times[at] < _TIMES and self.partly[at] < _PARTS
            if is_left and not self.equal(one.value, one.held):
                again.append(self.items[at])
        return sorted(again, key=lambda each: each["at"])

    # ------------------------------------------------------------------ reading back

    def _read_back(self) -> None:
        if self.uneasy:
            self._wait_a_moment()
            self._reread()
        for way in (lists.ENTERED, *lists.WAYS):
            wrong = [one for one in self.kept.values() if self._to_mend(one, way)]
            if not wrong:
                continue
            for one in wrong:
                lists.mend(self.page, one, way)
            if self.uneasy:
                self._wait_a_moment()
            else:
                pump(self.page, 50)
            self._reread()

    def _to_mend(self, one: Kept, way: str) -> bool:
        """Text that did not stay, though nothing but the pass (or a way of mending) was tried on it."""
        tried = ("picker",) if way == lists.ENTERED else ("pass", *lists.WAYS)
        if not one.read_back or one.how not in tried:
            return False
        return any(part["text"] is not None for part in one.parts) and not self.equal(
            one.value, one.held
        )

    def _wait_a_moment(self) -> None:
        limit = Deadline(max(self.deadline.left, 1.0))
        settle(self.page, limit, quiet=_QUIET, patience=_PUT_OFF)

    def _reread(self) -> None:
        for frame in {id(one.frame): one.frame for one in self.kept.values()}.values():
            look_again(frame, [one for one in self.kept.values() if one.frame == frame], self.page)
        self._see_whether_sent()

    def _see_whether_sent(self) -> None:
        """A form that was emptied after the page sent values is not filled in again: that would send it
        again. Raises Uncertain N87."""
        told = self.unasked.sent or self.unasked.posted
        if told and self.kept and is_emptied(list(self.kept.values())):
            raise self.unasked.doubt()


def _in_choices(one: Kept) -> bool:
    """Whether a value was set in several boxes with lists of choices among them."""
    return len(one.parts) > 1 and any(part["option"] is not None for part in one.parts)


def is_gone(one: Kept) -> bool:
    """Whether a field that was set is not there any more, or holds nothing."""
    return not one.keys or (not one.held and bool(one.value.reveal()))


def is_emptied(mine: Sequence[Kept]) -> bool:
    """Whether the whole form was taken away, or emptied: of the choices some stay as they are then."""
    texts = [one for one in mine if any(part["text"] for part in one.parts)]
    return all(map(is_gone, texts or mine))


def reading(one: Kept, same: Callable[[Value, str], bool]) -> FieldReading:
    """What is told of a field: `equal` is True where the recipe says that the screen may change it. Kept
    is what the screen says: of a choice its own words, however it was found."""
    kept = Value(one.said or one.held, one.value.kind, hidden=one.value.hidden, column=one.value.column)
    equal = not one.read_back or same(one.value, one.held)
    seconds = round(one.seconds, 3)
    return FieldReading(one.name, one.value, kept, equal, how=one.how, seconds=seconds, came_back=one.came_back)
