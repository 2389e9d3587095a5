"""What was put into the form of a face: how it is received, checked and shown again.

The checks are this system's own, apart from the program's: a witness shares no mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from bots.practice import eras
from bots.practice.faces.describe import TAB, Field, Form, Tab, in_lang

KANA = re.compile(r"[ァ-ヶー・　 ]+")
WAREKI = re.compile(r"([RHS])([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{1,2})")
WESTERN = re.compile(r"([0-9]{4})/([0-9]{2})/([0-9]{2})")
LAST_DAY = date(2099, 12, 31)  # changes are announced before they happen

Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Entered:
    """A filled form: the tab that was open, the fields as they were received, the child rows."""

    tab: Tab | None
    fields: Mapping[str, str]
    rows: Sequence[Mapping[str, str]] = ()

    def key(self, form: Form) -> str:
        """What may be entered once, "" if nothing was put in."""
        number = self.fields.get(form.key, "").strip()
        return f"{number} {self.tab.name}" if number and self.tab else number

    def kept(self) -> dict[str, str]:
        """The fields as the truth list keeps them: with the tab."""
        return {**({TAB: self.tab.name} if self.tab else {}), **self.fields}


def received(form: Form, posted: QueryDict) -> Entered:
    """The form as it was sent: every field's text, "" for what was not sent; child rows that hold something."""
    tab = form.tab(posted.get(TAB, ""))
    fields = {one.name: posted.get(one.name, "") for one in (*form.fields, *(tab.fields if tab else ()))}
    return Entered(tab, fields, _rows(tab, posted))


def _rows(tab: Tab | None, posted: QueryDict) -> tuple[Mapping[str, str], ...]:
    if tab is None or tab.rows is None:
        return ()
    names = [one.name for one in tab.rows.fields]
    lines = zip(*(posted.getlist(name) for name in names), strict=True)
    return tuple(dict(zip(names, line, strict=True)) for line in lines if any(map(str.strip, line)))


@dataclass(frozen=True, slots=True)
class Reader:
    """How a form's values are told: in the language of the visit, with the labels of the moment."""

    lang: str
    labels: Mapping[str, str]
    say: Say

    def mistakes(self, form: Form, entered: Entered) -> list[str]:
        """What is wrong with a filled form, a sentence each in the order of the screen."""
        tab = entered.tab
        found = list(self._of_fields(form.fields, entered.fields))
        if tab:
            found += self._of_fields(tab.fields, entered.fields)
        if tab and tab.rows:
            if not entered.rows:
                found.append(self.say("err_rows", field=in_lang(tab.rows.caption, self.lang)))
            for row in entered.rows:
                found += self._of_fields(tab.rows.fields, row)
        return list(dict.fromkeys(found))

    def _of_fields(self, fields: Sequence[Field], values: Mapping[str, str]) -> Iterator[str]:
        for one in fields:
            text = values[one.name].strip()
            reason = mistake(one, text)
            if reason:
                label = self.labels[one.name]
                yield self.say(reason, field=label, digits=one.digits, longest=one.longest)
            elif text in one.refused:
                yield in_lang(one.refused[text], self.lang)

    def lines(self, form: Form, entered: Entered) -> Iterator[tuple[str, str]]:
        """Each field of the screen with its label and what it holds, as check and detail pages show it."""
        yield from ((self.labels[one.name], self.shown(one, entered.fields)) for one in form.fields)
        tab = entered.tab
        if tab is None:
            return
        yield self.say(TAB), in_lang(tab.label, self.lang)
        yield from ((self.labels[one.name], self.shown(one, entered.fields)) for one in tab.fields)
        for number, row in enumerate(entered.rows, 1):
            assert tab.rows is not None
            label = self.say("row_of", caption=in_lang(tab.rows.caption, self.lang), number=number)
            yield label, "　".join(self.shown(one, row) for one in tab.rows.fields)

    def shown(self, one: Field, values: Mapping[str, str]) -> str:
        """A value as pages show it: choices by their words, a code with what it means, an era's day in words."""
        text = values[one.name]
        if one.kind == "wareki" and (day := day_in(one, text.strip())):
            return eras.in_words(day, self.lang)
        if text in one.choices:
            words = in_lang(one.choices[text], self.lang)
            return f"{text}　{words}" if one.kind == "code" else words
        return text


def mistake(one: Field, text: str) -> str:
    """The name of the sentence that says what is wrong with one field, or ""."""
    if not text:
        return "err_required" if one.required else ""
    if one.kind == "code" and not re.fullmatch(rf"[0-9]{{{one.digits}}}", text):
        return "err_code"
    if one.choices and text not in one.choices:
        return "err_unknown" if one.kind == "code" else "err_choice"
    if one.kind in ("date", "wareki") and day_in(one, text) is None:
        return "err_date"
    if one.kind == "kana" and not KANA.fullmatch(text):
        return "err_kana"
    return "err_long" if len(text) > one.longest else ""


def day_in(one: Field, text: str) -> date | None:
    """The day that a date field holds, or None if it holds none."""
    if one.kind == "wareki":
        found = WAREKI.fullmatch(text)
        return eras.day_of(found[1], int(found[2]), int(found[3]), int(found[4]), LAST_DAY) if found else None
    found = WESTERN.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
