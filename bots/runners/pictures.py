"""Pictures: every given field on it, and what must not be seen painted over before it is taken."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from bots.errors import ScreenError
from bots.model import EvidencePolicy, FieldReading, Picture, Rect, Value
from bots.runners.faults import Moved, told
from bots.runners.frames import ask, origin
from bots.runners.state import Desk, Kept, pump

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Frame, Page

_MOST_PIXELS = 20_000_000
_TRIES = 4


def take(
    desk: Desk,
    fields: Sequence[FieldReading],
    hidden: Collection[Value],
    policy: EvidencePolicy,
) -> Picture:
    """A picture of `desk`'s page. Raises ScreenError S50 where something cannot be masked."""
    if policy.personal == "masked":
        hidden = [*hidden, *(one.value for one in desk.kept.values())]
    for _ in range(_TRIES):
        try:
            return _take(desk, fields, hidden, policy)
        except Moved:
            pump(desk.page, 100)
    raise ScreenError("S19", what="picture")


def _take(
    desk: Desk, fields: Sequence[FieldReading], hidden: Collection[Value], policy: EvidencePolicy
) -> Picture:
    page = desk.page
    shown = _kept_of(desk, fields)
    session = page.context.new_cdp_session(page)
    try:
        with _grown(page, shown) as (width, height):
            rects = _rects(page, shown)
            view = page.viewport_size or {"width": width, "height": height}
            beyond = width > view["width"] or height > view["height"]
            with _masked(page, desk, policy.mask, hidden) as masked:
                data = _capture(session, policy.format, width, height, beyond)
    finally:
        with told("picture"):
            session.detach()
    inside = {name: rect for name, rect in rects.items() if _on_picture(rect, width, height)}
    return Picture(data, policy.format, int(width), int(height), masked, inside)


def _on_picture(rect: Rect, width: float, height: float) -> bool:
    x, y, w, h = rect
    return x >= -1 and y >= -1 and x + w <= width + 1 and y + h <= height + 1


def _kept_of(desk: Desk, fields: Sequence[FieldReading]) -> list[tuple[str, Kept]]:
    """Where the fields of the readings stand, as far as they are on the page still."""
    out = []
    for one in fields:
        kept = desk.kept.get(one.field) if one.how != "verify" else desk.kept.get(f"={one.field}")
        if kept is not None and not kept.frame.is_detached():
            out.append((one.field, kept))
    return out


def _frames(page: Page) -> list[Frame]:
    return [frame for frame in page.frames if not frame.is_detached()]


@contextmanager
def _grown(
    page: Page, shown: Sequence[tuple[str, Kept]]
) -> Iterator[tuple[float, float]]:
    """The size of a picture with everything on it; boxes and frames that scroll are opened meanwhile."""
    by_frame: dict[Frame, list[list[int]]] = {}
    for _, kept in shown:
        by_frame.setdefault(kept.frame, []).append(list(kept.keys))
    size = page.viewport_size or {"width": 1280, "height": 900}
    resized = False
    opened = []
    try:
        for frame, sets in by_frame.items():
            if ask(frame, "open", {"sets": sets}):
                opened.append(frame)
        inner = [frame for frame in by_frame if frame.parent_frame is not None]
        for _ in range(4):
            more = max((_hidden_height(frame) for frame in inner), default=0)
            now = page.viewport_size or size
            if more <= 1 or (now["height"] + more) * now["width"] > _MOST_PIXELS:
                break
            with told("picture"):
                page.set_viewport_size(
                    {"width": now["width"], "height": int(now["height"] + more + 8)}
                )
            resized = True
        whole = ask(page.main_frame, "size")
        width = max(whole["viewWidth"], 1 if whole["frameset"] else whole["width"])
        height = max(whole["viewHeight"], 1 if whole["frameset"] else whole["height"])
        yield float(width), float(min(height, max(_MOST_PIXELS // width, 1)))
    finally:
        for frame in opened:
            ask(frame, "close")
        if resized:
            with told("picture"):
                page.set_viewport_size(size)


def _hidden_height(frame: Frame) -> float:
    """How much of a frame's document its window does not show."""
    size = ask(frame, "size")
    return float(size["height"] - size["viewHeight"])


def _rects(page: Page, shown: Sequence[tuple[str, Kept]]) -> dict[str, Rect]:
    """Where each field stands, in coordinates of the whole document of the page."""
    by_frame: dict[Frame, list[tuple[str, Kept]]] = {}
    for name, kept in shown:
        by_frame.setdefault(kept.frame, []).append((name, kept))
    out: dict[str, Rect] = {}
    top = ask(page.main_frame, "size")
    for frame, ones in by_frame.items():
        x, y = origin(frame)
        found = ask(frame, "rects", {"sets": [list(kept.keys) for _, kept in ones]})
        window = top if frame == page.main_frame else ask(frame, "size")
        for (name, _), rect in zip(ones, found, strict=True):
            if rect is None or (frame.parent_frame is not None and not _inside(rect, window)):
                continue
            left, upper = rect[0] + x + top["x"], rect[1] + y + top["y"]
            out[name] = (left, upper, rect[2], rect[3])
    return out


def _inside(rect: Sequence[float], window: dict[str, Any]) -> bool:
    """Whether a frame's window shows the whole rectangle."""
    return (
        rect[0] >= -1
        and rect[1] >= -1
        and rect[0] + rect[2] <= window["viewWidth"] + 1
        and rect[1] + rect[3] <= window["viewHeight"] + 1
    )


@contextmanager
def _masked(
    page: Page, desk: Desk, fields: Collection[str], hidden: Collection[Value]
) -> Iterator[tuple[str, ...]]:
    """Paint over what must not be seen, in every frame; what was painted over, by name."""
    values = [one.reveal() for one in hidden if one.reveal()]
    names: set[str] = set()
    frames = []
    try:
        for frame in _frames(page):
            keys = [
                key
                for one in desk.kept.values()
                if one.frame == frame and (one.value.hidden or one.name in fields or one.value.column in fields)
                for key in one.keys
            ]
            frames.append(frame)
            done = ask(frame, "mask", {"values": values, "keys": keys})
            if done["bad"]:
                raise ScreenError("S50")
            if done["count"]:
                names |= {one.column or "●●●" for one in hidden} or {"個人番号"}
            if done["regions"]:
                names.add("canvas")
        yield tuple(sorted(names))
    finally:
        for frame in frames:
            if not frame.is_detached():
                ask(frame, "unmask")


def _capture(
    session: CDPSession, kind: Literal["png", "jpeg"], width: float, height: float, beyond: bool
) -> bytes:
    """One capture of the page as it is painted now."""
    how: dict[str, Any] = {"format": kind, "optimizeForSpeed": True}
    if kind == "jpeg":
        how["quality"] = 80
    if beyond:
        how["captureBeyondViewport"] = True
        how["clip"] = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    with told("picture"):
        return base64.b64decode(session.send("Page.captureScreenshot", how)["data"])
