"""What a face is made of: screens, fields, choices, child rows, questions and answers. Pure data.

A text that people read is a pair: Japanese, English. What a control sends does not change with the
language of the page, so that the truth list reads the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Words = tuple[str, str]
Layout = Literal["cells", "terms", "labels"]
TAB = "todokede"  # the field that says which tab was open
Kind = Literal["text", "code", "kana", "date", "wareki", "choice", "radio", "file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a screen.

    `date` takes 2026/04/01, `wareki` R08.04.01; `digits` is the exact length of a code, `longest`
    that of a text; `choices` = what is sent → what is shown (a code with choices takes no other);
    `refused` = values that can be put in, and the sentence with which the system refuses them.
    """

    name: str
    label: Words
    kind: Kind = "text"
    hint: Words = ("", "")
    required: bool = True
    digits: int = 0
    longest: int = 40
    choices: Mapping[str, Words] = field(default_factory=dict)
    refused: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRows:
    """A table in a form whose rows are added by a button; wholly empty rows do not count."""

    caption: Words
    fields: tuple[Field, ...]
    add: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A part of a form: only the fields of the tab that is open count. `name` is what is kept of it.

    `there` is the sentence for a key that was entered under this tab before.
    """

    name: str
    label: Words
    there: Words
    fields: tuple[Field, ...] = ()
    rows: ChildRows | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A page that shows what was put in before it is kept. Such a form has no tabs."""

    title: Words
    lead: Words
    button: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A window over the form's buttons, each time the form was opened `every` times."""

    title: Words
    text: Words
    close: Words
    every: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Entering, under the address `base`: /new, then /done, the list at `base` itself, details below it.

    `key` are the fields that may be entered once (with the tab, if there are tabs); `listed` are the
    fields that the list shows; `search` is the field by which it can be searched; `today` = the list
    holds today's entries, and the answer to an entry stands above it; `named` = who entered it is kept.
    """

    base: str
    title: Words
    fields: tuple[Field, ...]
    key: str
    register: Words
    done: Words
    there: Words
    list_title: Words
    details_title: Words
    nothing: Words
    listed: tuple[str, ...]
    receipt: Words = ("受付番号", "Receipt number")
    kept_at: Words = ("受付日時", "Received at")
    tabs: tuple[Tab, ...] = ()
    ask: Words | None = None
    check: Check | None = None
    notice: Notice | None = None
    search: str = ""
    today: bool = False
    named: bool = False

    def tab(self, name: str) -> Tab | None:
        """The tab of that name; the first one for an unknown name, None if there are no tabs."""
        return next((tab for tab in self.tabs if tab.name == name), next(iter(self.tabs), None))

    def every_field(self) -> Iterator[Field]:
        """All fields: of the form, of its tabs, of its child rows."""
        yield from self.fields
        for tab in self.tabs:
            yield from tab.fields
            yield from tab.rows.fields if tab.rows else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """Looking one record up by a number, under the address `base`; what is found opens in a window of its own."""

    base: str
    title: Words
    lead: Words
    field: Field
    window: Words
    nobody: Words
    shows: tuple[Field, ...]
    records: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A practice system. Without a `welcome` work begins at the form, not at the menu.

    `layout`: the fields stand in cells beside a heading, after a term, or have labels.
    """

    name: str
    menu: Words
    welcome: Words | None = None
    layout: Layout = "cells"
    form: Form | None = None
    lookup: Lookup | None = None

    def every_field(self) -> Iterator[Field]:
        """All fields of all screens."""
        yield from self.form.every_field() if self.form else ()
        if self.lookup:
            yield self.lookup.field
            yield from self.lookup.shows


def in_lang(words: Words, lang: str) -> str:
    """The one of a pair that is in "ja" or "en"."""
    return words[0 if lang == "ja" else 1]
