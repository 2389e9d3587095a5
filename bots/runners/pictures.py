"""Pictures: every given field on it, and what must not be seen painted over before it is taken."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakSet

from bots.errors import BotsError, ScreenError
from bots.japan.dateforms import forms_of
from bots.model import EvidencePolicy, FieldReading, Picture, Rect, Value
from bots.runners import closed
from bots.runners.faults import Moved, told
from bots.runners.frames import ask_all, live, origin
from bots.runners.state import BLANK, Desk, Kept, has_left, pump

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

_MOST_PIXELS = 20_000_000
_HIGHEST = 2400  # pixels of height that a window may keep
_TRIES = 4
_PATIENCE = 8  # tenths of a second for the frames inside to learn of a new height
# The frames inside learn of a new height a moment later: two frames of animation are enough for that.
_LAID_OUT = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => done()));
  setTimeout(done, 300); // a page that nobody sees draws no frame
})"""
_elastic: WeakSet[Page] = WeakSet()  # pages that grow with their window


def take(
    desk: Desk,
    fields: Sequence[FieldReading],
    hidden: Collection[Value],
    policy: EvidencePolicy,
) -> Picture:
    """A picture of `desk`'s page. Raises ScreenError S50 where something cannot be masked.

    A field that stands nowhere is given time: on a busy machine the page may be drawing it still. One that a
    window cuts off is not: all that could make it higher has been tried. Of a page that had to be left for a
    blank one the picture is what was kept of it; where that could not be, the error that says why is raised.
    """
    if desk.last_view is not None and (desk.page.is_closed() or desk.page.url == BLANK):
        if isinstance(desk.last_view, Picture):
            return desk.last_view
        raise desk.last_view
    if policy.personal == "masked":
        hidden = [*hidden, *(one.value for one in desk.kept.values())]
    taken: Picture | None = None
    for again in range(_TRIES):
        try:
            taken, whole = _take(desk, fields, hidden, policy)
        except Moved:
            pump(desk.page, 100)
            continue
        if whole:
            return taken
        if again < _TRIES - 1:
            pump(desk.page, 100 * (again + 1))
    if taken is None:
        raise ScreenError("S19", what="picture")
    return taken


def keep_view(desk: Desk, hidden: Collection[Value], policy: EvidencePolicy, *, answers: bool) -> None:
    """Keep what the page shows, for the picture that will be asked for once it has been left. `answers` = it can
    be asked still."""
    desk.last_view = ScreenError("S19", what="picture")
    if answers:
        try:
            desk.last_view = take(desk, (), hidden, policy)
        except BotsError as error:
            desk.last_view = error


def _take(
    desk: Desk, fields: Sequence[FieldReading], hidden: Collection[Value], policy: EvidencePolicy
) -> tuple[Picture, bool]:
    """The picture, and whether every field stood somewhere on the page."""
    page = desk.page
    shown = _kept_of(desk, fields)
    with _grown(page, shown, _veil(desk, policy.mask, hidden)) as stage:
        width, height = stage.width, stage.height
        rects = _rects(shown, stage)
        whole = all(stage.windows[kept.frame]["rects"][at] for at, (_, kept) in enumerate(shown))
        view = page.viewport_size or {"width": width, "height": height}
        beyond = width > view["width"] or height > view["height"]
        with told("picture"):
            data = _capture(page, policy.format, width, height, beyond)
    inside = {name: rect for name, rect in rects.items() if _on_picture(rect, width, height)}
    masked = _masked(stage.windows, hidden)
    return Picture(data, policy.format, int(width), int(height), masked, inside), whole


def _on_picture(rect: Rect, width: float, height: float) -> bool:
    x, y, w, h = rect
    return x >= -1 and y >= -1 and x + w <= width + 1 and y + h <= height + 1


def _kept_of(desk: Desk, fields: Sequence[FieldReading]) -> list[tuple[str, Kept]]:
    """Where the fields of the readings stand, as far as they are on the page still."""
    out = []
    for one in fields:
        kept = desk.kept.get(one.field) if one.how != "verify" else desk.kept.get(f"={one.field}")
        if kept is not None and not has_left(kept.frame):
            out.append((one.field, kept))
    return out


@dataclass(frozen=True, slots=True)
class _Stage:
    """What the windows of the page told before the picture, and its size in pixels."""

    windows: Mapping[Frame, Mapping[str, Any]]
    top: Mapping[str, Any]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Veil:
    """What is painted over: texts wherever they are, and elements by their numbers."""

    values: tuple[str, ...]
    keys: tuple[int, ...]


def _veil(desk: Desk, fields: Collection[str], hidden: Collection[Value]) -> _Veil:
    keys = (
        key
        for one in desk.kept.values()
        if one.value.hidden or one.name in fields or one.value.column in fields
        for key in one.keys
    )
    texts = [one.reveal() for one in hidden if one.reveal()]
    dates = (form for text in texts for form in forms_of(text))
    return _Veil(tuple(dict.fromkeys((*texts, *dates))), tuple(keys))


def _staged(
    page: Page, shown: Sequence[tuple[str, Kept]], veil: _Veil
) -> dict[Frame, dict[str, Any]]:
    """What every window of the page tells of itself and of the fields, masked. Raises Moved, and
    ScreenError S50 where something cannot be masked."""
    frames = live(page)
    sets = [list(kept.keys) for _, kept in shown]
    arg = {"sets": sets, "values": list(veil.values), "keys": list(veil.keys)}
    windows = dict(ask_all(page, frames, "stage", arg))
    if len(windows) < len(frames) or any(kept.frame not in windows for _, kept in shown):
        raise Moved  # what came instead is not masked
    if any(window["masked"]["bad"] for window in windows.values()):
        raise ScreenError("S50")
    return windows


@contextmanager
def _grown(
    page: Page, shown: Sequence[tuple[str, Kept]], veil: _Veil
) -> Iterator[_Stage]:
    """The page with everything on it, masked; boxes and frames of its origin that scroll are opened meanwhile.

    A window that is too low is made higher, and stays so: the next picture of the same screen then
    costs half. What would be too high, or grows with its window, is made higher for the picture alone.
    """
    size = page.viewport_size or {"width": 1280, "height": 900}
    windows: dict[Frame, dict[str, Any]] = {}
    in_vain = 0
    try:
        windows = _staged(page, shown, veil)
        for _ in range(4):
            more = _hidden(page, windows, shown)
            now = page.viewport_size or size
            if more <= 1 or (now["height"] + more) * now["width"] > _MOST_PIXELS:
                break
            with told("picture"):
                higher = int(now["height"] + more + 8)
                page.set_viewport_size({"width": now["width"], "height": higher})
                page.evaluate(_LAID_OUT)
            windows = _laid_out(page, shown, veil, more, higher)
            in_vain += _hidden(page, windows, shown) >= more
            if in_vain > 1:  # once may be a list that came in meanwhile
                _elastic.add(page)
                break
        windows = _nothing_closed(page, shown, veil, windows)
        whole = windows[page.main_frame]["size"]
        width = max(whole["viewWidth"], 1 if whole["frameset"] else whole["width"])
        height = max(whole["viewHeight"], 1 if whole["frameset"] else whole["height"])
        yield _Stage(windows, whole, float(width), float(min(height, max(_MOST_PIXELS // width, 1))))
    finally:
        after = ask_all(page, live(page), "unstage")
        now = page.viewport_size or size
        if now != size and (page in _elastic or now["height"] > _HIGHEST):
            with told("picture"):
                page.set_viewport_size(size)
    if not all(was_masked for _, was_masked in after):
        raise Moved  # the picture may show a document that came in between


def _nothing_closed(
    page: Page, shown: Sequence[tuple[str, Kept]], veil: _Veil, windows: dict[Frame, dict[str, Any]]
) -> dict[Frame, dict[str, Any]]:
    """What the windows tell once the shadow trees that they keep closed are masked too. Raises ScreenError S50 where
    there are always more of them."""
    for _ in range(_TRIES):
        if not closed.tell_scripts(page, windows):
            return windows
        windows = _staged(page, shown, veil)
    raise ScreenError("S50")


def _laid_out(
    page: Page, shown: Sequence[tuple[str, Kept]], veil: _Veil, more: float, higher: int
) -> dict[Frame, dict[str, Any]]:
    """What the windows tell once the new height has come to the frames inside: on a busy machine that takes its
    time, and a field would seem to be on no picture.

    Frames of the page's own origin have it as soon as the page has, so only others are waited for longer.
    """
    windows = _staged(page, shown, veil)
    inner = _inner(shown)
    for _ in range(_PATIENCE if inner else 0):
        foreign = any(windows[frame]["corner"] is None for frame in inner)
        known = windows[page.main_frame]["size"]["viewHeight"] >= higher and not foreign
        if known or _hidden(page, windows, shown) < more:
            break
        pump(page, 100)
        windows = _staged(page, shown, veil)
    return windows


def _inner(shown: Sequence[tuple[str, Kept]]) -> set[Frame]:
    """The frames with fields, and those around them, without the page itself."""
    inner: set[Frame] = set()
    for _, kept in shown:
        frame = kept.frame
        while frame.parent_frame is not None:
            inner.add(frame)
            frame = frame.parent_frame
    return inner


def _hidden(
    page: Page, windows: Mapping[Frame, Mapping[str, Any]], shown: Sequence[tuple[str, Kept]]
) -> float:
    """How much of the documents with fields, and of the page itself, their windows do not show.

    A page of its own can be taken beyond its window, so it counts only up to a height that may stay.
    """
    more = max((_hidden_height(windows[frame]["size"]) for frame in _inner(shown)), default=0.0)
    top = windows[page.main_frame]["size"]
    if not top["frameset"] and page not in _elastic and top["height"] <= _HIGHEST:
        more = max(more, _hidden_height(top))
    return more


def _hidden_height(size: Mapping[str, Any]) -> float:
    """How much of a frame's document its window does not show."""
    return float(size["height"] - size["viewHeight"])


def _rects(shown: Sequence[tuple[str, Kept]], stage: _Stage) -> dict[str, Rect]:
    """Where each field stands, in coordinates of the whole document of the page."""
    out: dict[str, Rect] = {}
    for at, (name, kept) in enumerate(shown):
        window = stage.windows[kept.frame]
        rect = window["rects"][at]
        if rect is None or (kept.frame.parent_frame and not _inside(rect, window["size"])):
            continue
        corner = window["corner"]
        x, y = (corner["x"], corner["y"]) if corner else origin(kept.frame)
        out[name] = (rect[0] + x + stage.top["x"], rect[1] + y + stage.top["y"], rect[2], rect[3])
    return out


def _inside(rect: Sequence[float], window: dict[str, Any]) -> bool:
    """Whether a frame's window shows the whole rectangle."""
    return (
        rect[0] >= -1
        and rect[1] >= -1
        and rect[0] + rect[2] <= window["viewWidth"] + 1
        and rect[1] + rect[3] <= window["viewHeight"] + 1
    )


def _masked(
    windows: Mapping[Frame, Mapping[str, Any]], hidden: Collection[Value]
) -> tuple[str, ...]:
    """What was painted over, by name."""
    names: set[str] = set()
    for window in windows.values():
        if window["masked"]["count"]:
            names |= {one.column or "●●●" for one in hidden} or {"個人番号"}
        if window["masked"]["regions"]:
            names.add("canvas")
    return tuple(sorted(names))


def _capture(
    page: Page, kind: Literal["png", "jpeg"], width: float, height: float, beyond: bool
) -> bytes:
    """One capture of the page as it is painted now."""
    from bots.runners.sessions import view

    how: dict[str, Any] = {"format": kind, "optimizeForSpeed": True}
    if kind == "jpeg":
        how["quality"] = 80
    if beyond:
        how["captureBeyondViewport"] = True
        how["clip"] = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    return base64.b64decode(view(page, "Page.captureScreenshot", how)["data"])
