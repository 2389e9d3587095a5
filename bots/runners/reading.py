"""What the screen shows: texts, the value beside a word, fields set before."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from bots.errors import BrowserGone, ScreenError
from bots.model import FieldValue, Scopes, Target, Value
from bots.runners.answers import is_putting_off, wait_before_acting, wait_for_answers
from bots.runners.faults import Moved
from bots.runners.filling import is_emptied, is_gone, plan_items
from bots.runners.frames import (
    Found,
    ask,
    ask_all,
    find,
    item,
    live,
    missing,
    narrowed,
    scope_error,
    several,
)
from bots.runners.second_look import (
    ANY_FORM,
    NO_FORM,
    left_behind,
    look_after_press,
    look_again,
    look_in_next_document,
)
from bots.runners.state import Deadline, Desk, Kept, has_left, pump, settle

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

_GONE = ("S01", "S52")  # nothing says it, or its place is blank
_NOTICE = 1.3  # seconds in which what a notice says is looked for: running text is read once it has stood for one
_TYPED = frozenset({"text", "search", "tel", "email", "url", "number", "textarea"})


def shown(page: Page, texts: Sequence[str]) -> tuple[str, ...]:
    """Those of `texts` that are visible now, in any frame. Looks once."""
    seen: set[str] = set()
    for _, answer in ask_all(page, live(page), "shown", {"texts": list(texts)}):
        seen.update(answer)
    return tuple(text for text in texts if text in seen)


def if_possible(look: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    """What a look tells; () where the page cannot be asked now."""
    try:
        return look()
    except (ScreenError, BrowserGone, Moved):
        return ()


def sayings(page: Page, text: str) -> tuple[str, ...]:
    """The lines, list items and rows of tables that say `text` now, in every frame."""
    found = ask_all(page, live(page), "sayings", {"text": text})
    return tuple(dict.fromkeys(one for _, answer in found for one in answer))


def text_of(page: Page, target: Target, within: Scopes, timeout: float) -> str:
    """The text that the screen shows for `target`, once what the last press began has come, it is there exactly once
    and says something. A field may be blank. Raises S01, S02, S55."""
    passing = _in_a_notice(page, target, within, timeout)
    wait_for_answers(page, timeout)
    if passing is not None and _has_gone(page, target, within):
        return passing
    _, hit = _wait(page, [target], [item(target)], within, timeout, text=True)[0]
    return hit["held"]  # type: ignore[no-any-return]


def _in_a_notice(page: Page, target: Target, within: Scopes, timeout: float) -> str | None:
    """What a page says that may take it away again soon: a number in a notice that goes after three seconds. Only what
    has come since the last press counts: what stood there before is another row's."""
    wait_before_acting(page, timeout)
    until = Deadline(_NOTICE)
    while is_putting_off(page) and not until.over:
        found = _look(page, [target], [item(target)], within, text=True)[0]
        if not isinstance(found, ScreenError):
            return found[1]["held"] if found[1]["isNew"] and found[1]["plain"] else None
        pump(page, until.pause())
    return None


def _has_gone(page: Page, target: Target, within: Scopes) -> bool:
    """Whether nothing says it any more, once the page is still: what came in its place may be drawn just now."""
    until = Deadline(_NOTICE)
    while True:
        still = all(answer for _, answer in ask_all(page, live(page), "isStill"))
        found = _look(page, [target], [item(target)], within, text=True)[0]
        if not isinstance(found, ScreenError) or found.problem.code not in _GONE:
            return False
        if still or until.over:
            return True
        pump(page, until.pause())


def _look(
    page: Page,
    targets: Sequence[Target],
    items: Sequence[dict[str, Any]],
    within: Scopes,
    text: bool,
) -> list[tuple[Frame, dict[str, Any]] | ScreenError]:
    frames, scopes = narrowed(page, within)
    answers, wrong = [], []
    for frame, answer in ask_all(page, frames, "read", {"items": list(items), "scopes": scopes}):
        if "wrong" in answer:
            wrong.append(answer["wrong"])
        else:
            answers.append((frame, answer["found"]))
    if not answers:
        return [scope_error(scopes, wrong)] * len(targets)
    out: list[tuple[Frame, dict[str, Any]] | ScreenError] = []
    for at, target in enumerate(targets):
        hits = [(frame, found[at]) for frame, found in answers if found[at]["count"]]
        count = sum(found["count"] for _, found in hits)
        if count == 1:
            blank = text and hits[0][1]["plain"] and not hits[0][1]["held"]
        else:
            blank = not count and any(found[at]["blank"] for _, found in answers)
        if blank:
            out.append(ScreenError("S52", name=target.words))
        elif count == 1:
            out.append(hits[0])
        elif count:
            out.append(several(target, count, [one for _, hit in hits for one in hit["told"]]))
        else:
            out.append(missing(target, [found[at] for _, found in answers]))
    return out


def _wait(
    page: Page,
    targets: Sequence[Target],
    items: Sequence[dict[str, Any]],
    within: Scopes,
    timeout: float,
    *,
    text: bool = False,
) -> list[tuple[Frame, dict[str, Any]]]:
    until = Deadline(timeout)
    while True:
        found = _look(page, targets, items, within, text)
        wrong = next((one for one in found if isinstance(one, ScreenError)), None)
        if wrong is None:
            return [one for one in found if not isinstance(one, ScreenError)]
        if until.over or wrong.problem.code in ("S02", "S04"):
            raise wrong
        pump(page, until.pause())


def compare(
    desk: Desk,
    page: Page,
    fields: Sequence[FieldValue],
    within: Scopes,
    timeout: float,
    equal: Callable[[Value, str], bool],
) -> list[Kept]:
    """What the screen shows for each field, once what the last press began has come. Looks again for a second where it
    differs: pages fill late. Raises S01, S02, S55."""
    begun = time.monotonic()
    wait_for_answers(page, timeout, quiet=0)
    items = plan_items(desk, fields)
    targets = [one.field for one in fields]
    until = Deadline(min(timeout, 1.0))
    while True:
        found = _wait(page, targets, items, within, timeout)
        helds = [one["held"] for _, one in found]
        if until.over or all(
            equal(one.value, held) or not one.read_back
            for one, held in zip(fields, helds, strict=True)
        ):
            break
        pump(page, until.pause())
    return [
        Kept(
            name=one.field.words,
            frame=frame,
            keys=tuple(hit["keys"]),
            item=items[at],
            value=one.value,
            read_back=one.read_back,
            how="verify",
            held=hit["held"],
            seconds=time.monotonic() - begun,
        )
        for at, (one, (frame, hit)) in enumerate(zip(fields, found, strict=True))
    ]


def give_time(desk: Desk, seconds: float) -> None:
    """Let the page come to rest where what was set has had no second look yet."""
    if desk.fresh:
        settle(desk.page, Deadline(seconds), quiet=0.05)
        desk.fresh = False


def still_there(
    desk: Desk, equal: Callable[[Value, str], bool], pressed: Target | None, within: Scopes, only_came_back: bool
) -> list[Kept]:
    """The fields set on the page that is open, read again; those that the page has moved on from are forgotten.
    A form that comes back after it was submitted is there for the next row. `pressed` is what is pressed next: a form
    that it sends must hold what was put in. With `only_came_back` fields of documents that are there are left as they are."""
    mine = [one for one in desk.kept.values() if one.how not in ("verify",)]
    if only_came_back:
        mine = [one for one in mine if one.keys and not has_left(one.frame)]
        mine = [one for frame in _frames_of(mine) for one in left_behind(frame, _in(frame, mine))]
    for frame in _frames_of(mine):
        here = _in(frame, mine)
        if has_left(frame):
            for one in here:
                one.keys = ()
            continue
        left = []
        for turn in sorted({one.turn for one in here}, reverse=True):
            together = [one for one in here if one.turn == turn]
            if turn == desk.turn:  # nothing was pressed since: what is gone now is lost
                left += look_again(frame, together, desk.page, forget=True)
            else:
                others = [one for one in here if one.turn != turn]
                left += look_after_press(frame, together, others, desk.page, equal)
        left = [one for one in left if one.turn >= desk.sent]
        form = _form_of(frame, desk.page, pressed, within) if left and pressed else None
        form = ANY_FORM if form == NO_FORM and not only_came_back else form
        look_in_next_document(frame, left, desk.page, equal, form)
    return [one for one in mine if one.keys]


def _frames_of(mine: Sequence[Kept]) -> list[Frame]:
    return list({id(one.frame): one.frame for one in mine}.values())


def _in(frame: Frame, mine: Sequence[Kept]) -> list[Kept]:
    return [one for one in mine if one.frame == frame]


def _form_of(frame: Frame, page: Page, pressed: Target, within: Scopes) -> int | None:
    """The form of `frame` to which what is pressed belongs, NO_FORM = to none; None = it is elsewhere, or cannot be found now,
    which the press will tell."""
    try:
        found = find(page, [pressed], "thing", within)[0]
        return ask(frame, "formOfKept", found.keys[0]) if isinstance(found, Found) and found.frame == frame else None
    except (Moved, ScreenError):
        return None


def refuse_left_behind(desk: Desk, equal: Callable[[Value, str], bool]) -> None:
    """See that no field which the row before has set, and this row has not, still holds that row's value: it would go
    in with this row. Raises S54."""
    own = {key for one in desk.kept.values() for key in one.keys}
    mine = [
        one for name, one in desk.before.items()
        if name not in desk.kept and one.how not in ("verify", "upload") and not own.intersection(one.keys)
    ]  # fmt: skip
    for frame in _frames_of(mine):
        here = _in(frame, mine)
        if has_left(frame):
            mine = [one for one in mine if one.frame != frame]
        else:
            look_again(frame, here, desk.page, forget=True)
    held = (one for one in mine if one.keys and one.value.reveal() and equal(one.value, one.held))
    left = next((one.name for one in held), "")
    if left:
        raise ScreenError("S54", name=left)


def has_emptied(desk: Desk, names: Collection[str], every: bool) -> bool:
    """Whether a field of `names`, which were set, is not there any more or holds nothing; with `every`
    whether that is so of all text fields. A page that left so early that it could not be seen what was
    set has taken them all. One that has sent itself and came back with them has taken nothing: they are known from
    then on where they stand now."""
    mine = [one for one in desk.kept.values() if one.name in names and one.how != "verify"]
    for frame in _frames_of(mine):
        here = _in(frame, mine)
        if has_left(frame):
            for one in here:
                one.keys = ()
        else:
            look_again(frame, here, desk.page)
    return is_emptied(mine) if every else not mine or any(map(is_gone, mine))


def sendable(desk: Desk) -> dict[str, tuple[str, ...]]:
    """What a request may send for the text fields of the page, by their own names: what was put in, or
    what the field shows. Fields that share a name, or have none, are left out."""
    named = [
        (one.found.name, one)
        for one in desk.kept.values()
        if one.keys and len(one.keys) == 1 and one.found and one.found.name
        and one.found.type in _TYPED and one.read_back and one.how != "verify"
    ]  # fmt: skip
    times = Counter(name for name, _ in named)
    return {name: (one.value.reveal(), one.held) for name, one in named if times[name] == 1}
