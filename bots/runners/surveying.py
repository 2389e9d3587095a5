"""What a page can be worked with: its fields and buttons by the words that a recipe may use for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bots.japan.people import looks_personal
from bots.runners.faults import told
from bots.runners.frames import ask, live
from bots.runners.offering import tellable

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass(frozen=True, slots=True)
class SeenField:
    """A field: the words that lead to it alone, where they come from (label or hint), how many boxes it has.

    Without `names` it cannot be named by words: `doubtful` are those that lead to others too, `selector` is what
    the screen's map could say.

    `longest` is how many characters it takes (0 = any), `choices` what it offers (never a list of people),
    `form` the form in which it wants a date, as a filter names it, `date` for a date control; `secret` = it
    hides what is typed, `read_only` = nothing can be typed: a calendar or a window of the page puts its value there. `parts` = no value can be divided among its
    boxes: what the screen's map could say of each of them.
    """

    number: int
    kind: str
    names: tuple[str, ...]
    via: str
    boxes: int
    doubtful: tuple[str, ...] = ()
    selector: str = ""
    longest: int = 0
    choices: tuple[str, ...] = ()
    required: bool = False
    secret: bool = False
    form: str = ""
    read_only: bool = False
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenButton:
    """Something to press: its words and its role ("" = none, it is pressed by its words); `count` is how often they
    stand on the page, `columns` the headings that tell it from the same words in the same row. `number` is on the picture."""

    name: str
    role: str
    count: int
    columns: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Survey:
    """A page as a recipe can work with it: `heading` is its first of the highest rank, `charset` its encoding as the
    browser names it (Shift_JIS), "" for UTF-8."""

    title: str
    fields: tuple[SeenField, ...]
    buttons: tuple[SeenButton, ...]
    heading: str = ""
    charset: str = ""


def survey(page: Page) -> Survey:
    """Every field of the page and all that can be pressed, in all of its frames; fields are numbered first."""
    fields: list[SeenField] = []
    pressed: list[tuple[str, str]] = []
    columns: dict[tuple[str, str], dict[str, None]] = {}
    headings: list[str] = []
    charset = ""
    for frame in live(page):
        answer = ask(frame, "survey")
        for one in answer["fields"]:
            fields.append(_field(len(fields) + 1, one))
        headings.append(answer["heading"])
        charset = charset or answer["charset"]
        for one in answer["pressed"]:
            pressed.append((one["name"], one["role"]))
            if one["column"] and not looks_personal(one["column"]):
                columns.setdefault(pressed[-1], {})[one["column"]] = None
    counts = Counter(pressed)
    buttons = tuple(
        SeenButton(*one, count, tuple(columns.get(one, ())), number)
        for number, (one, count) in enumerate(counts.items(), len(fields) + 1)
    )
    with told("title"):
        title = page.title().strip()
    heading = next((one for one in headings if one and not looks_personal(one)), "")
    return Survey(title, tuple(_once(fields)), buttons, heading, charset)


def _field(number: int, one: Mapping[str, Any]) -> SeenField:
    names, doubtful, choices = (tuple(one[part]) for part in ("names", "doubtful", "choices"))
    form = all(tellable(name, choices) for name in (*names, *doubtful, ""))
    return SeenField(
        number, one["kind"], names, one["via"], one["boxes"], doubtful, one["selector"], one["longest"],
        choices if form else (), one["required"], one["secret"], one["form"],
        one["readOnly"], tuple(one["parts"]),
    )  # fmt: skip


def _once(fields: list[SeenField]) -> list[SeenField]:
    """Words that lead to fields of several frames lead to none alone."""
    counts = Counter(name for one in fields for name in one.names)
    return [
        replace(
            one,
            names=tuple(name for name in one.names if counts[name] == 1),
            doubtful=(*one.doubtful, *(name for name in one.names if counts[name] > 1)),
        )
        for one in fields
    ]


def numbered_picture(page: Page, seen: Survey) -> bytes:
    """A picture of the page (PNG) with the numbers of all that was seen on it. The page is as before afterwards."""
    start, numbers = 1, {f"{one.role} {one.name}": one.number for one in seen.buttons}
    frames = live(page)
    try:
        for frame in frames:
            start += ask(frame, "numbered", {"start": start, "numbers": numbers})
        with told("picture"):
            return page.screenshot(full_page=True, type="png", caret="initial")
    finally:
        for frame in live(page):
            ask(frame, "unnumbered")
