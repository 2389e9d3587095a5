"""What may be told of a row: the recipe's own words in place of the values that were put for them.

A target or a text of a step can be a value (`クリック: リンク「<氏名>」`), and the hands say in their
errors what they looked for, or what the page shows in its place. Every error of a step passes here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bots.errors import BotsError, DataError, PlaceError, Problem, RecipeError, Stop
from bots.evidence.hidden import Hidden
from bots.japan.hiding import PAINT, replaced
from bots.model import Value
from bots.values.scope import Scope
from bots.values.targets import parse_target
from bots.values.templates import expand, parse

E = TypeVar("E", bound=BotsError)

_OF_THE_FILES = frozenset({"screen", "sign", "system"})  # written in recipe or system file, never in a row
_LONGEST = 200  # of a text that goes into an event

# Words that come from no page: a row's 18 is not in a port, nor in a status.
_NOT_OF_THE_PAGE = frozenset(
    {"allowed", "choices", "column", "host", "known", "letters", "method", "now", "run", "screen",
     "sign", "system", "what"}
)  # fmt: skip
# Where something stands on the screen, in the words of the hands: no value of the row.
_PLACE = re.compile(r"\d+行目")
# Words that tell of things like the one that was looked for.
_OF_ITS_KIND = frozenset({"near", "offered"})


@dataclass(slots=True)
class Telling:
    """Remembers for one row what each text of the recipe became. `scope` holds the row's values; `hidden` is
    what must not be seen of the whole sheet."""

    scope: Scope = field(default_factory=Scope)
    hidden: Hidden = field(default_factory=Hidden)
    fields: set[str] = field(default_factory=set)  # the recipe's own words for fields
    _screens: set[str] = field(default_factory=set)  # the names of screens that errors told
    _said: dict[str, str] = field(default_factory=dict)  # what a text became: the text

    def expand(self, text: str, scope: Scope) -> Value:
        """The text with its placeholders filled in (bots.values.templates); remembers it."""
        value = expand(text, scope)
        self._remember(value.reveal(), text)
        for one in parse(text).placeholders():
            if one.written != text:
                self._remember(expand(one.written, scope).reveal(), one.written)
        return value

    def _remember(self, became: str, text: str) -> None:
        if became:  # of texts that became the same, the last one is nearest to what is told
            self._said.pop(became, None)
            self._said[became] = text

    def text(self, text: str) -> str:
        """`text` as it may be told. What the recipe says by itself stays."""
        return self._replaced(text, self._words())

    def _replaced(self, text: str, words: Mapping[str, str]) -> str:
        places = {one: one for one in _PLACE.findall(text)}
        return replaced(text, {**dict.fromkeys(self.hidden.near(text), PAINT), **places, **words}, careful=True)

    def error(self, error: E, own: str = "") -> E:
        """The error with its words as they may be told; returns itself. A fault of the place, or the
        end of the run, says nothing of a row."""
        if isinstance(error, PlaceError | Stop):
            return error
        self._screens.add(own)
        words = {**self._words(), own: own}
        error.problem = self._problem(error.problem, words)
        if isinstance(error, RecipeError | DataError):
            error.problems = tuple(self._problem(one, words) for one in error.problems)
        return error

    def own(self, problem: Problem) -> dict[str, object]:
        """The words of a problem that was told which are the recipe's own, and its numbers: what an event
        may hold. A text of the page is not among them."""
        own = {*self._words().values(), *self._screens}

        def may_stand(name: str, word: object) -> bool:
            if isinstance(word, str):
                return len(word) <= _LONGEST and (name in _OF_THE_FILES or word in own)
            return isinstance(word, int | float)

        return {name: word for name, word in problem.words.items() if may_stand(name, word)}

    def _problem(self, problem: Problem, words: Mapping[str, str]) -> Problem:
        told = {
            name: self._word(name, word, words) if isinstance(word, str) else word
            for name, word in problem.words.items()
        }
        if isinstance(problem.words.get("offered"), str):
            # 東 is in the choice 01:東地区 of the system; another value of the row has no place there.
            others = _others(words, str(problem.words.get("column", "")))
            told["offered"] = replaced(str(problem.words["offered"]), others, careful=True)
        advice = problem.advice
        if told.get("name") != problem.words.get("name"):
            # A value was looked for: what is like it on the page are values too, of other people.
            for each in _OF_ITS_KIND & told.keys():
                del told[each]
                advice = ""
        return replace(problem, words=told, advice=advice)

    def _word(self, name: str, word: str, words: Mapping[str, str]) -> str:
        return words.get(word, word) if name in _NOT_OF_THE_PAGE else self._replaced(word, words)

    def _words(self) -> dict[str, str]:
        """What may stand in a text: what is told in its place. What the recipe says comes first."""
        words: dict[str, str] = {}
        for became, text in self._said.items():
            words[became] = text
            words.update(_inner(became, text))
        words.update({one: one for one in self.fields})
        for text in tuple(words.values()):
            words.setdefault(text, text)
        scope = self.scope
        places = (scope.row, scope.saved, scope.inputs)
        named = [(name, value) for place in places for name, value in place.items() if value]
        for name, _ in named:
            words.setdefault(name, name)
        for name, value in sorted(named, key=lambda one: not one[1].hidden):
            words.setdefault(value.reveal(), PAINT if value.hidden else f"‹{name}›")
        return words


def _others(words: Mapping[str, str], column: str) -> dict[str, str]:
    """`words` without those that come from one column of the row, unless it is hidden."""
    own = (f"<{column}", f"‹{column}›")
    return {key: word for key, word in words.items() if not (column and word.startswith(own))}


def _inner(became: str, text: str) -> Iterator[tuple[str, str]]:
    """The words of a target alone, as its errors say them: without its kind and its quotes."""
    try:
        value, written = parse_target(became), parse_target(text)
    except RecipeError:  # no target, but another text
        return
    yield value.words, written.words
