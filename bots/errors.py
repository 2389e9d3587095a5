"""The one tree of errors. An error is a Problem that stops something; it holds words and numbers only.

    BotsError
    ├─ RecipeError      the recipe or a system file is wrong (Y R)      its author mends it
    ├─ DataError        the sheet cannot be used (D)                    the clerk mends it
    ├─ PlaceError       settings, browser, ledger, disk (P)             the IT section mends it
    ├─ ScreenError      the screen is not as expected (S)               a row fails; nothing was guessed
    │  └─ SignInError   the system refused the sign-in                  never tried twice
    ├─ NetworkError     the system cannot be reached, or was cut off (N)
    ├─ BrowserGone      the browser died or hung                        a fresh one is opened
    └─ Outcome          how a row ends before its last step; control flow, not a fault
       ├─ Reject        業務エラー: the row is refused by a rule
       ├─ Skip          対象外: the recipe leaves the row out
       ├─ Already       登録済み: the system says that it has the record
       ├─ Uncertain     要確認: it may or may not have been entered
       ├─ Rehearsed     a rehearsal has come to its submit
       └─ Stop          中止: the whole run ends

No error holds a value of a row: pictures, readings and the sheet are where values may be seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

from bots import messages

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a file with line and column (from 1), or a cell of a sheet, or both apart.

    `width` is how many characters of the line the mark stands under.
    `cell` is written as Excel does, with the sheet: `受付!D17`.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    width: int = 1
    cell: str = ""

    def __str__(self) -> str:
        parts = [self.file] if self.file else []
        if self.line:
            parts += [str(self.line), str(self.column)]
        text = ":".join(parts)
        return f"{text} {self.cell}".strip() if self.cell else text


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong, in a form that can be shown in either language.

    `code` stands in the catalogue of messages; `words` fill its sentence and its advice.
    `advice` is the code of another entry whose sentence is shown instead of the entry's own advice
    (a did-you-mean, for example).
    """

    code: str
    words: Mapping[str, object] = field(default_factory=dict)
    place: Place = Place()
    severity: Severity = "error"
    advice: str = ""

    def sentence(self, lang: str) -> str:
        """What is wrong, in one sentence of `lang` ("ja" or "en")."""
        return messages.sentence(self.code, lang, self.words)

    def hint(self, lang: str) -> str:
        """What to do next in `lang`, or ""."""
        if self.advice:
            return messages.sentence(self.advice, lang, self.words)
        return messages.hint(self.code, lang, self.words)

    def at(self, place: Place) -> Problem:
        """The same problem with its place set, where it has none yet."""
        return self if self.place != Place() else replace(self, place=place)


def named_sheet(file: str, sheet: str) -> dict[str, str]:
    """The words `where` and `where_en` of messages about a sheet of a file; a text file has none ("")."""
    if not sheet:
        return {"where": f"{file} ", "where_en": file}
    return {"where": f"{file} の「{sheet}」", "where_en": f"{file}, sheet {sheet}"}


class BotsError(Exception):
    """A problem that stops something. `raise DataError("D01", file="申込.xlsx")`."""

    def __init__(self, code: str, place: Place = Place(), *, advice: str = "", **words: object) -> None:
        if code not in messages.CATALOGUE:
            raise KeyError(f"message code {code} is not in the catalogue")
        self.problem = Problem(code, words, place, advice=advice)
        super().__init__(code)

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """An error of this class that carries `problem`."""
        return cls(problem.code, problem.place, advice=problem.advice, **dict(problem.words))

    def at(self, place: Place) -> Self:
        """Give the error its place on the way up, where it has none yet; returns itself."""
        self.problem = self.problem.at(place)
        return self

    def __str__(self) -> str:
        return f"{self.problem.sentence('en')} [{self.problem.code}]"


class RecipeError(BotsError):
    """A recipe or system file cannot be used. `problems` lists all that was found, in order of place."""

    def __init__(
        self,
        code: str,
        place: Place = Place(),
        *,
        advice: str = "",
        problems: tuple[Problem, ...] = (),
        **words: object,
    ) -> None:
        super().__init__(code, place, advice=advice, **words)
        self.problems = problems or (self.problem,)


class DataError(BotsError):
    """A sheet, a column or a file of data cannot be used. `problems` as in RecipeError."""

    def __init__(
        self,
        code: str,
        place: Place = Place(),
        *,
        advice: str = "",
        problems: tuple[Problem, ...] = (),
        **words: object,
    ) -> None:
        super().__init__(code, place, advice=advice, **words)
        self.problems = problems or (self.problem,)


class PlaceError(BotsError):
    """Something of this place is missing or wrong: settings, browser, ledger, disk."""


class ScreenError(BotsError):
    """The screen is not as the recipe says. Raised before anything was guessed.

    `readings` (model.FieldReading) are those of the fields that the same step had set before.
    """

    readings: tuple[Any, ...] = ()


class SignInError(ScreenError):
    """The system refused the sign-in. Never tried again: tries lock accounts."""


class NetworkError(BotsError):
    """The system cannot be reached, or did not answer in time."""


class BrowserGone(BotsError):
    """The browser or its driver died, or hung past a deadline."""


class Outcome(BotsError):
    """How a row or a run ends before its last step."""


class Reject(Outcome):
    """業務エラー: this row is refused; the next row goes on."""


class Skip(Outcome):
    """対象外: this row is left out by the recipe's own words."""


class Waits(Outcome):
    """確認待ち: a person is to be asked, and nobody is there. Nothing was sent."""


class Already(Outcome):
    """登録済み: the system says that it has the record."""


class Differs(Outcome):
    """不一致: the system has a record of this key, with other values. Nothing of ours was sent."""


class Uncertain(Outcome):
    """要確認: it may or may not have been entered. Only a probe or a person ends this state.

    `readings` are as those of a ScreenError.
    """

    readings: tuple[Any, ...] = ()


class Rehearsed(Outcome):
    """A rehearsal has come to the submit of its row: there the row ends."""


class Stop(Outcome):
    """中止: the whole run ends here; rows not yet begun stay as they are."""
