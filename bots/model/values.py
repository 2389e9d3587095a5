"""A value and its kind; things on the screen by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from bots.errors import Problem

ValueKind = Literal["text", "code", "number", "money", "date", "flag", "choice", "file"]


class Look(NamedTuple):
    """How a cell looks that holds a number: the number, and the format that shows it. Written into a book so, it looks
    the same."""

    number: float
    code: str


class Dated(str):
    """The text of a cell that holds a day or a time, which the sheet may show in another form: 4月2日 for 2026-04-02.

    `whole` = the sheet shows all that the text says, year, month and day.
    """

    __slots__ = ("look", "whole")

    whole: bool
    look: Look | None

    def __new__(cls, text: str, *, whole: bool, look: Look | None = None) -> Dated:
        """The text with what is shown of it."""
        made = super().__new__(cls, text)
        made.whole = whole
        made.look = look
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """What a copy is made of."""
        return (str(self),), {"whole": self.whole, "look": self.look}


class Worded(str):
    """The number of a cell beside which the sheet shows words: 101 for 101号室. `shown` is all that is seen."""

    __slots__ = ("look", "shown")

    shown: str
    look: Look | None

    def __new__(cls, text: str, *, shown: str, look: Look | None = None) -> Worded:
        """The number with what is shown of it."""
        made = super().__new__(cls, text)
        made.shown = shown
        made.look = look
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """What a copy is made of."""
        return (str(self),), {"shown": self.shown, "look": self.look}


class Numberless(str):
    """The text of a cell that holds a number and shows none of it: a blank, a dash, the word of a format alone, or
    another number, which the words of a format make of it.

    `nothing` = the number is 0, which an amount may show so.
    """

    __slots__ = ("look", "nothing")

    nothing: bool
    look: Look | None

    def __new__(cls, text: str, *, nothing: bool, look: Look | None = None) -> Numberless:
        """The text that is shown instead of a number."""
        made = super().__new__(cls, text)
        made.nothing = nothing
        made.look = look
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """What a copy is made of."""
        return (str(self),), {"nothing": self.nothing, "look": self.look}


class Value:
    """A value of a row. It cannot be printed, formatted, pickled or put into JSON by accident.

    `kind` is the type of its column: how it is set and compared.
    `hidden` values (個人番号, secrets, columns with 隠す) are masked wherever they appear.
    `column` is the heading it came from, or "".
    `notes` tell what was done to it that a person should know of (a character replaced, say); they are
    no part of what it is equal to.
    """

    __slots__ = ("_text", "column", "hidden", "kind", "notes")

    def __init__(
        self,
        text: str,
        kind: ValueKind = "text",
        *,
        hidden: bool = False,
        column: str = "",
        notes: tuple[Problem, ...] = (),
    ) -> None:
        self._text = text
        self.kind: ValueKind = kind
        self.hidden = hidden
        self.column = column
        self.notes = notes

    def reveal(self) -> str:
        """The text itself. Only for the hands, for comparing and for the files that show it."""
        return self._text

    def noting(self, notes: tuple[Problem, ...]) -> Value:
        """The same value with other notes."""
        return Value(self._text, self.kind, hidden=self.hidden, column=self.column, notes=notes)

    def __repr__(self) -> str:
        return "‹●●●›" if self.hidden else f"‹{self.kind}›"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and (self._text, self.kind, self.hidden) == (
            other._text,
            other.kind,
            other.hidden,
        )

    def __hash__(self) -> int:
        return hash((self._text, self.kind, self.hidden))

    def __bool__(self) -> bool:
        return bool(self._text)

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("a Value is never pickled")


@dataclass(frozen=True, slots=True)
class Target:
    """A thing on the screen, named by its words (recipe-language 3.2).

    `kind` is the English role (button, link, textbox, …) or "" for what the verb needs.
    `how` says how `words` is to be read; css, xpath and id come from screen maps only.
    """

    words: str
    kind: str = ""
    how: Literal["words", "regex", "css", "xpath", "id"] = "words"


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the screen to look in (`範囲`). Exactly one of the fields is set."""

    part: str = ""  # the part under this heading, legend or caption
    row: str = ""  # the table row with exactly this cell
    row_header: str = ""  # … under this heading (together with row)
    last_row: bool = False  # the last row of the table
    table: str = ""  # the table with this caption or heading
    frame: str = ""  # the frame with this name or title
    window: str = ""  # the window with this title
    varies: bool = field(default=False, compare=False)  # what it says comes from the row, or it is another row each time


Scopes = tuple[Scope, ...]  # outermost first
