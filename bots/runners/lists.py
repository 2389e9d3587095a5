"""Fields that one pass cannot set: typed by keys, chosen from a list, clicked, cells of a grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bots.errors import ScreenError
from bots.runners import keys, pressing
from bots.runners.faults import Moved, told
from bots.runners.frames import Found, ask, element
from bots.runners.offering import not_chosen
from bots.runners.state import Deadline, Kept, pump

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle, Page

_OPENS = 0.35  # seconds for a list to open
_CLOSES = 0.1  # seconds for a list to close after a choice
_FILTERS = 0.9  # seconds for a list to follow what was typed
WAYS = ("fill", "typed")  # slower ways to put in a text that did not stay
ENTERED = "entered"  # the same for a picker that takes a text only with Enter
_SCROLLS = 15.0  # seconds for which a list is scrolled through
_SLOWEST = 8.0  # seconds for a list that is still being fetched
_STILL = 0.2  # seconds without a change after which a list has come to rest
_PATIENCE = 3000  # milliseconds for one mechanical act


def by_route(page: Page, one: Kept, spot: Mapping[str, Any] | None = None) -> bool:
    """Set `one` in the way that its `how` names; what it holds then is for the reading to tell. `spot` is
    where it can be hit, if that is known. False where the page drew its choices anew after one was pressed:
    the others are to be found again. Raises ScreenError S11, S13, S18, S22, S25, S92.
    """
    routes: dict[str, Callable[[Page, Kept], bool | None]] = {
        "keys": _fill_and_tab,
        "typed": _type,
        "picker": _pick,
        "list": lambda page, one: _must_choose(page, one, spot),
        "click": _click,
        "cell": _cell,
        "segments": _segments,
    }
    route = routes.get(one.how)
    if route is None:
        raise locked(one.name, one.how)
    try:
        with told(one.how):
            return route(page, one) is not False
    except Moved:
        raise ScreenError("S18", name=one.name) from None


def locked(name: str, how: str) -> ScreenError:
    """A field that takes nothing: S59 where it never does by typing, S10 where it does not now."""
    return ScreenError("S59", name=name) if how == "readonly" else ScreenError("S10", name=name, reason=how)


def mend(page: Page, one: Kept, way: str) -> None:
    """Put the text in again in a slower way; what is held then is for the reading to tell."""
    ways = {"fill": _fill_and_tab, "typed": _type, ENTERED: _pick_with_enter}
    one.how = way
    try:
        with told(way):
            ways[way](page, one)
    except (Moved, ScreenError):
        return


def _texts(one: Kept) -> list[tuple[ElementHandle, str]]:
    return [(element(one.frame, part["key"]), part["text"]) for part in _text_parts(one)]


def _text_parts(one: Kept) -> list[Mapping[str, Any]]:
    return [part for part in one.parts if part["text"] is not None]


def _fill_and_tab(page: Page, one: Kept) -> None:
    for part in _text_parts(one):
        if ask(one.frame, "forKeys", part["key"]):
            page.keyboard.insert_text(part["text"]) if part["text"] else page.keyboard.press("Delete")
        else:
            element(one.frame, part["key"]).fill(part["text"], timeout=_PATIENCE)
        page.keyboard.press("End")
        page.keyboard.press("Tab")
    _others(page, one)


def _type(page: Page, one: Kept) -> None:
    for handle, text in _texts(one):
        handle.click(timeout=_PATIENCE)
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("Delete")
        handle.type(text, timeout=_PATIENCE + 20 * len(text))
        page.keyboard.press("End")
        page.keyboard.press("Tab")
    _others(page, one)


def _others(page: Page, one: Kept) -> None:
    """Parts of a split field that are choices."""
    for part in one.parts:
        if part["option"] is not None:
            element(one.frame, part["key"]).select_option(label=part["option"], timeout=_PATIENCE)
        elif part["check"] is not None:
            element(one.frame, part["key"]).set_checked(part["check"], timeout=_PATIENCE)


def _pick(page: Page, one: Kept) -> None:
    """Typed and left. No Enter: in a plain field that only looks like a picker it sends the form."""
    for handle, text in _texts(one):
        handle.click(timeout=_PATIENCE)
        page.keyboard.press("ControlOrMeta+a")
        handle.type(text, timeout=_PATIENCE)
        page.keyboard.press("Tab")
        pump(page, 50)


def _pick_with_enter(page: Page, one: Kept) -> None:
    """For a picker that forgets what was typed when it is left."""
    for part in _text_parts(one):
        handle = element(one.frame, part["key"])
        handle.click(timeout=_PATIENCE)
        page.keyboard.press("ControlOrMeta+a")
        handle.type(part["text"], timeout=_PATIENCE)
        if keys.enter(page, one.frame, part["key"]):
            page.keyboard.press("Escape")
        page.keyboard.press("Tab")


def _click(page: Page, one: Kept) -> bool:
    """False where an element has gone once another was pressed."""
    pressed = False
    for part in one.parts:
        if part["check"] is None:
            continue
        try:
            handle = element(one.frame, part["key"])
        except Moved:
            if not pressed:
                raise
            return False
        now = (handle.get_attribute("aria-checked") or "") == "true"
        if now != part["check"]:
            handle.click(timeout=_PATIENCE)
            pump(page, 20)
            pressed = True
    return True


def _cell(page: Page, one: Kept) -> None:
    handle = element(one.frame, one.keys[0])
    handle.dblclick(timeout=_PATIENCE)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(one.value.reveal())
    keys.enter(page, one.frame)


def _segments(page: Page, one: Kept) -> None:
    element(one.frame, one.keys[0]).click(timeout=_PATIENCE)
    page.keyboard.type("".join(char for char in one.value.reveal() if char.isdigit()))
    page.keyboard.press("Tab")


# --------------------------------------------------------------------------- lists


def _must_choose(page: Page, one: Kept, spot: Mapping[str, Any] | None) -> None:
    if not choose(page, one, optional=False, spot=spot):
        raise ScreenError("S22", name=one.name)


def choose(
    page: Page, one: Kept, *, optional: bool, spot: Mapping[str, Any] | None = None
) -> bool:
    """Choose the value from the widget's list by its exact words. A path `A > B` is chosen word by word.

    `optional`: it may be no list at all (a plain field with something hidden beside it). Otherwise
    raises ScreenError S11 where the list does not hold the word, S22 where no list opens; S25 always where
    the list holds the word several times, S92 where it may, as its end was not reached.
    """
    text = one.value.reveal()
    try:
        with told("list"):
            pressed = Found(one.frame, one.keys)
            ask(one.frame, "listBegins", {"key": one.keys[0], "asked": text.split(" > ")})
            _press(page, one, Found(one.frame, one.keys, spot))
            for word in text.split(" > "):
                choice = _choose_word(page, one, word, optional, pressed)
                if choice is None:
                    return False
                pressed = choice
            one.how = "list"
            if not _closes(page, one, pressed):
                page.keyboard.press("Escape")
    except Moved:
        return False
    return True


def _closes(page: Page, one: Kept, pressed: Found) -> bool:
    """Whether the list has gone by itself after the choice; it is given a moment for that, and read."""
    until = Deadline(_CLOSES)
    while True:
        state = ask(one.frame, "listState", one.keys[0])
        one.hold(state["held"])
        if state["missed"]:
            _press(page, one, pressed)
            continue
        if not state["open"]:
            return True
        if until.over:
            return False
        pump(page, until.pause())


def _choose_word(page: Page, one: Kept, word: str, optional: bool, pressed: Found) -> Found | None:
    """Press the choice that says `word`, in the list that the press at `pressed` opens."""
    found = _appears(page, one, word, _OPENS, pressed=pressed)
    if found:
        found = _only(page, one, word, found)
    elif not optional:
        found = _searched(page, one, word)
    if not found:
        return None
    try:
        _press(page, one, found)
    except Moved:  # drawn anew as it came into sight, before it was pressed
        found = _appears(page, one, word, _OPENS)
        if found is None:
            raise
        _press(page, one, found)
    return Found(one.frame, found.keys)


def _searched(page: Page, one: Kept, word: str) -> Found:
    """The choice in a list that does not show it yet: the list is typed into, searched by its own box or scrolled.
    Raises ScreenError S11, with the choices only if all of them were seen; S22 where no list opens."""
    key = one.keys[0]
    before = ask(one.frame, "listed", key)
    offered = ask(one.frame, "listedWords")
    found = None
    if ask(one.frame, "takesText"):
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(word)
        found = _appears(page, one, word, _FILTERS)
        if ask(one.frame, "listed", key)["begun"] > before["begun"]:
            offered = []  # a server that is asked may know more than it showed
    elif before["choices"] or before["says"]:
        if _search(page, one, word, ask(one.frame, "searchBox", key)):
            found = _appears(page, one, word, 0.0)
        else:
            found, offered = _scrolled(page, one, word)
            if found:
                return found
    if not found and word == one.value.reveal():
        found = _appears(page, one, word, 0.0, part=True)
    found = found or _appears(page, one, word, 0.0, loose=True)
    if found:
        return found if one.chose else _only(page, one, word, found)
    now = ask(one.frame, "listed", key)
    showed = bool(before["says"] and now["says"] and before["says"] != now["says"])
    if before["choices"] or now["choices"] or now["rows"] or showed:
        raise not_chosen(one.name, one.value, offered)
    raise ScreenError("S22", name=one.name)  # a list that shows nothing says nothing about the value


def _search(page: Page, one: Kept, word: str, box: int | None) -> bool:
    """Whether the choice is there once `word` is put into the search box of the list; else the box is emptied."""
    if box is None or not ask(one.frame, "forKeys", box):
        return False
    page.keyboard.insert_text(word)
    if _appears(page, one, word, _FILTERS):
        return True
    if ask(one.frame, "forKeys", box):
        page.keyboard.press("Delete")
    _appears(page, one, word, _OPENS)
    return False


def _only(page: Page, one: Kept, word: str, found: Found) -> Found:
    """`found`, once the list is seen to its end and `word` stands in it only there. Raises ScreenError S18, S25, S92."""
    if not ask(one.frame, "isScrolled", one.keys[0]):
        return found
    only, _ = _scrolled(page, one, word)
    if only is None:
        raise ScreenError("S18", name=one.name)
    return only


def _scrolled(page: Page, one: Kept, word: str) -> tuple[Found | None, list[str]]:
    """The only choice that says `word` in a list that is scrolled through to its end; without one all choices of the
    list, if its end was reached and nothing more came. Raises ScreenError S25 where several say it, S92 where
    one does and the end was not reached."""
    until, ended, begins = Deadline(_SCROLLS), None, True
    answer: Any = None
    while not until.over:
        answer = ask(one.frame, "scrollList", {"key": one.keys[0], "text": word, "begins": begins})
        begins = False
        if answer["count"] > 1:
            raise not_chosen(one.name, one.value, [], count=answer["count"])
        now = (answer["height"], len(answer["says"]))
        if answer["ends"] and (now == ended or not answer["busy"]):
            break
        if answer["ends"]:  # some lists fetch more when their end is seen
            ended = now
            _comes_to_rest(page, one)
    else:
        if answer["count"]:
            raise ScreenError("S92", name=one.name)
        return None, []
    if not answer["count"]:
        return None, answer["says"]
    ask(one.frame, "scrollBack", one.keys[0])
    return _appears(page, one, word, _OPENS) or _appears(page, one, word, 0.0, loose=True), []


def _comes_to_rest(page: Page, one: Kept) -> None:
    limit = Deadline(_SLOWEST)
    while not limit.over and not _rests(one):
        pump(page, limit.pause())


def _press(page: Page, one: Kept, found: Found) -> None:
    """With the mouse where it can be hit now; else as Playwright waits until it can be. The page may
    move away under the mouse: the question that follows tells so, and then it is pressed again."""
    at = pressing.place(page, found, one.name)
    if isinstance(at, ScreenError):
        element(one.frame, found.keys[0]).click(timeout=_PATIENCE)
    else:
        pressing.press(page, at)


def _appears(
    page: Page,
    one: Kept,
    word: str,
    seconds: float,
    *,
    loose: bool = False,
    part: bool = False,
    pressed: Found | None = None,
) -> Found | None:
    """The choice that says `word`, once it is there. `pressed` is pressed again if the press missed; with
    `part` the choice may say more than the word (01:東地区)."""
    until, limit = Deadline(seconds), Deadline(seconds and _SLOWEST)
    while True:
        answer: Any = ask(one.frame, "choice", {"text": word, "loose": loose, "part": part})
        if answer["missed"] and pressed is not None:
            _press(page, one, pressed)
        elif answer["several"] > 1:
            raise not_chosen(one.name, one.value, answer["says"], count=answer["several"])
        elif answer["key"] is not None:
            one.chose = answer["says"][0] if part else ""
            return Found(one.frame, (answer["key"],), answer["spot"])
        elif until.over and (limit.over or _rests(one)):
            return None
        else:
            pump(page, until.pause())


def _rests(one: Kept) -> bool:
    """Whether nothing more is to come: no request under way, nothing put off, no change of late."""
    state = ask(one.frame, "state")
    return bool(state["open"] <= 0 and not state["putOff"] and state["since"] >= _STILL * 1000)
