"""Keys that a recipe presses: they go to what has the focus. Enter never sends a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bots.runners.faults import told
from bots.runners.frames import ask
from bots.runners.state import pump

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

_NAMES = {"Up": "ArrowUp", "Down": "ArrowDown", "Left": "ArrowLeft", "Right": "ArrowRight"}
_FOLLOWS = 50  # milliseconds in which a page answers a key


def press(page: Page, keys: Sequence[str]) -> None:
    """Press the keys in order."""
    for key in keys:
        if key == "Enter":
            enter(page, _focused(page))
        else:
            with told("key"):
                page.keyboard.press(_NAMES.get(key, key))
            pump(page, _FOLLOWS)


def enter(page: Page, frame: Frame, key: int | None = None) -> bool:
    """Press Enter, kept from the form. False, and nothing pressed, where the field `key` (or, with None,
    any) has not the focus.
    """
    if not ask(frame, "takesEnter", key):
        return False
    with told("key"):
        page.keyboard.press("Enter")
    pump(page, _FOLLOWS)
    ask(frame, "tookEnter")
    return True


def _focused(page: Page) -> Frame:
    """The frame whose field has the focus: the innermost."""
    here = page.main_frame
    while True:
        inner = next((frame for frame in here.child_frames if _has_focus(frame)), None)
        if inner is None:
            return here
        here = inner


def _has_focus(frame: Frame) -> bool:
    """Whether the document around a frame has its focus in it."""
    with told("focus"):
        return bool(frame.frame_element().evaluate("e => e.getRootNode().activeElement === e"))
