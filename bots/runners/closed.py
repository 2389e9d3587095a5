"""Shadow trees that a page keeps closed. No script is told of them, so the browser is asked.

Nothing of the page is wrapped, so it can neither notice nor prevent it, and trees that come with the HTML
itself (`shadowrootmode=closed`) are found as well. Looking through a whole page is slow: so what stands on
it is only counted, as the scripts see it and as the browser does, and looked through where the two differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from bots.errors import ScreenError
from bots.runners.faults import Moved, told
from bots.runners.sessions import view

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Frame, Page

# The browser holds what a search has found until it is told to forget: now and then is enough, and costs half.
_MOST_HELD = 16
_held: WeakKeyDictionary[Page, int] = WeakKeyDictionary()
_NOT_THERE = frozenset({"S01", "S05"})  # a thing or the sign of a screen
_VAGUE = frozenset({"", "S60"})  # advice that names nothing of the page
_CONTROLS = frozenset({"INPUT", "SELECT", "TEXTAREA", "BUTTON", "A"})
_LEARN = "function () { return window[Symbol.for('bots.hands')].learn(this); }"


def tell_scripts(page: Page, windows: Mapping[Frame, Mapping[str, Any]]) -> bool:
    """Hand the closed trees that the scripts do not know yet to them, for masking. Answers whether there were
    any: then the page is to be masked again. `windows` = what `stage` told of every window of the page.

    Raises Moved, BrowserGone, ScreenError S19.
    """
    seen = sum(window["masked"]["nodes"] for window in windows.values())
    with told("picture"), ExitStack() as sessions:
        if _count(page) == seen:
            return False
        # A session that has looked through a page is told of each later change of it: so it ends with this.
        targets: list[Page | Frame] = [page, *(frame for frame, window in windows.items() if window["corner"] is None)]
        asked = [sessions.enter_context(_attached(target)) for target in targets]
        new = sum(_learned(one, root) for one in asked if one is not None for root in _closed_roots(one))
        return new > 0


def explained(page: Page, error: ScreenError) -> ScreenError:
    """The error; where something is not on the screen of a page that keeps fields or buttons in closed trees, with that
    as its advice: nothing in them can be found, filled in or pressed."""
    from playwright.sync_api import Error

    problem = error.problem
    if problem.code not in _NOT_THERE or problem.advice not in _VAGUE or page.is_closed():
        return error
    targets: list[Page | Frame] = [page, *page.frames[1:]]
    try:
        with ExitStack() as sessions:
            asked = [sessions.enter_context(_attached(target)) for target in targets]
            if not any(_has_controls(node) for one in asked if one is not None for node in _closed_nodes(one)):
                return error
    except Error:  # the page has gone meanwhile: what was not there is told as it was
        return error
    told_so = ScreenError.of(replace(problem, advice="S35"))
    told_so.readings = error.readings
    return told_so


def _has_controls(node: Mapping[str, Any]) -> bool:
    return node["nodeName"] in _CONTROLS or any(map(_has_controls, _inner(node)))


def _count(page: Page) -> int:
    """How much stands on the page and in its frames of the same process: elements, texts and comments."""
    held = _held.get(page, 0)
    if held >= _MOST_HELD:
        view(page, "DOM.disable", {})
        view(page, "DOM.enable", {})
        held = 0
    _held[page] = held + 1
    return int(view(page, "DOM.performSearch", {"query": ""})["resultCount"])


@contextmanager
def _attached(target: Page | Frame) -> Iterator[CDPSession | None]:
    """A session of its own for a page, or for a frame that lives in another process; None for one that does not."""
    from playwright.sync_api import Error, Page

    page = target if isinstance(target, Page) else target.page
    try:
        session = page.context.new_cdp_session(target)
    except Error as error:
        if "does not have a separate CDP session" not in str(error):
            raise
        yield None
        return
    try:
        yield session
    finally:
        with suppress(Error):  # it ends with what it is of
            session.detach()


def _closed_roots(session: CDPSession) -> Iterator[int]:
    """The numbers by which the browser knows the closed roots, those inside each other too."""
    return (node["backendNodeId"] for node in _closed_nodes(session))


def _closed_nodes(session: CDPSession) -> Iterator[Mapping[str, Any]]:
    nodes = [session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]]
    while nodes:
        node = nodes.pop()
        if node.get("shadowRootType") == "closed":
            yield node
        nodes += _inner(node)


def _inner(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    document = [node["contentDocument"]] if "contentDocument" in node else []
    return [*node.get("children", ()), *node.get("shadowRoots", ()), *document]


def _learned(session: CDPSession, root: int) -> bool:
    """Whether the scripts of its window did not know this root. Raises Moved where there are none."""
    found = session.send("DOM.resolveNode", {"backendNodeId": root})["object"]["objectId"]
    answer = session.send(
        "Runtime.callFunctionOn", {"objectId": found, "functionDeclaration": _LEARN, "returnByValue": True}
    )
    if "exceptionDetails" in answer:
        raise Moved
    return bool(answer["result"]["value"])
