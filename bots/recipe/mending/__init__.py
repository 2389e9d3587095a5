"""`bots fix`: a recipe or a system file mended where it stands, each mend proven to change nothing else.

`mend` writes nothing; it tells what the file would be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bots.errors import Problem, RecipeError
from bots.recipe import words
from bots.recipe.folder import is_system_file, shown_name
from bots.recipe.loading import load_bytes
from bots.recipe.mending import meaning, quotes, widths
from bots.recipe.mending.edits import Edit, make, same_tree
from bots.recipe.mending.encodings import letters_of, refused
from bots.recipe.mending.flows import mend_flows
from bots.recipe.mending.keyboard import Reading, mend_lines, same_letters
from bots.recipe.mending.vocabulary import Vocabulary
from bots.recipe.mending.widths import undecided
from bots.recipe.nodes import Map, Node, Scalar, Source, read_source, spans
from bots.recipe.reader import Reader
from bots.recipe.recipe import flat
from bots.recipe.step_checks import check_arguments
from bots.recipe.system import read_system, system_names

Language = Literal["ja", "en"]
_PASSES = 9

__all__ = ["Mended", "mend"]


@dataclass(frozen=True, slots=True)
class Mended:
    """A file and what it would be. `text` and `new` have line ends of one kind; `data` are the bytes to write.

    `encoding` is what the file was in where that was not UTF-8. `problems` stand in the way of mending it: the
    file cannot be read even so, or a mend could not be proven. Where there are any, nothing is to be written.
    `undecided` is what may be a slip and was left as it is, `wrong` how many mistakes are left in what can be read.
    """

    file: str
    before: bytes
    data: bytes
    text: str = ""
    new: str = ""
    encoding: str = ""
    problems: tuple[Problem, ...] = ()
    undecided: tuple[Problem, ...] = ()
    wrong: int = 0

    @property
    def changed(self) -> bool:
        """Whether something would be mended."""
        return self.before != self.data


def mend(data: bytes, path: Path, project: Path, lang: Language | None = None) -> Mended:
    """What a file would be, mended; with `lang`, its words in that language too. Raises nothing."""
    file = shown_name(path, project)
    try:
        letters = letters_of(data, file)
    except RecipeError as error:
        return Mended(file, data, data, problems=error.problems)
    reader = _Reader(path, project, file)
    new, problems = _mended(letters.text, reader, lang)
    made = letters.to_bytes(new)
    left = () if problems else tuple(undecided(reader.vocabulary(new), file))
    wrong = 0 if problems else sum(severity == "error" for *_, severity in reader.codes(new))
    return Mended(file, data, made, letters.text, new, letters.encoding, problems, left, wrong)


def _mended(
    text: str, reader: _Reader, lang: Language | None
) -> tuple[str, tuple[Problem, ...]]:
    """The text mended as far as it could be, and what stands in the way of writing it."""
    lines = _lines(text, reader)
    if not same_letters(text, lines):
        return text, refused(reader.file).problems
    try:
        made = _widths(lines, reader)
        worded = _edited(made, reader, lambda found: [*_old_words(found), *quotes.mends(found)])
        _prove_not_worse(reader, made, worded)
        made = worded
        if lang is not None:
            spoken = _edited(made, reader, lambda found: _of_language(found, lang))
            if reader.meaning(made) != reader.meaning(spoken):
                raise refused(reader.file)
            made = spoken
    except RecipeError as error:
        return lines, error.problems
    return made, ()


def _lines(text: str, reader: _Reader) -> str:
    """The text mended before YAML reads it: what one mend brings to light the next pass sees."""
    for _ in range(_PASSES):
        made = mend_flows(mend_lines(text, reader.read), reader.wrong_lines)
        if made == text:
            break
        text = made
    return text


def _widths(text: str, reader: _Reader) -> str:
    """The text with the widths mended in its values: by the choices of a mended column a list is told."""
    for _ in range(_PASSES):
        made = _edited(text, reader, widths.mends)
        if made == text:
            break
        text = made
    return text


def _edited(text: str, reader: _Reader, edits: Callable[[Vocabulary], Iterable[Edit]]) -> str:
    """The text with edits made at the nodes of its tree. Raises RecipeError R150."""
    source = read_source(text.encode(), reader.file)
    apart = {(id(one.node), one.offset): one for one in edits(reader.vocabulary(text, source))}
    if not apart:
        return text
    made = make(text, spans(text), apart.values())
    try:
        after = read_source(made.text.encode(), source.file)
    except RecipeError:
        raise refused(source.file) from None
    if not same_tree(source.root, after.root, made.texts, made.lists):
        raise refused(source.file)
    return made.text


def _old_words(found: Vocabulary) -> list[Edit]:
    return [
        Edit(one.node, one.offset, one.written, words.OLD_WORDS[one.written])
        for one in found.pieces
        if words.renewed({one.english: one.japanese}, one.written)
    ]


def _of_language(found: Vocabulary, lang: Language) -> list[Edit]:
    japanese = lang == "ja"
    return [
        Edit(one.node, one.offset, one.written, one.spoken(japanese))
        for one in found.pieces
        if one.written != one.spoken(japanese)
    ]


def _prove_not_worse(reader: _Reader, before: str, after: str) -> None:
    """Mending words brings no new finding. Raises RecipeError R150."""
    if before != after and set(reader.codes(after)) - set(reader.codes(before)):
        raise refused(reader.file)


class _Reader:
    """Reads texts as what the file at `path` is: a recipe or a system file."""

    def __init__(self, path: Path, project: Path, file: str) -> None:
        self.path, self.project, self.file = path, project, file
        self._system = is_system_file(path, project)
        self._systems = frozenset(system_names(project))

    def read(self, text: str) -> Reading:
        """How a text reads."""
        try:
            source = read_source(text.encode(), self.file)
        except RecipeError as error:
            return Reading(None, 0, error.problems)
        return Reading(_shape(source.root), len(self.codes(text)))

    def codes(self, text: str) -> list[tuple[int, str, str]]:
        """What is wrong in a text that can be read."""
        data = text.encode()
        if self._system:
            return meaning.codes(read_system(data, self.path.stem, self.file).found)
        recipe = load_bytes(data, self.path, self.project, self.file)
        asked = Reader(recipe.source, recipe.language == "ja")
        asked.problems = list(recipe.found)
        for _, steps in (*recipe.sections(), ("probe", recipe.probe)):
            for step in flat(steps):
                check_arguments(asked, step)
        return meaning.codes(asked.problems)

    def wrong_lines(self, text: str) -> list[int]:
        """The lines of what is wrong in a text but for widths in its values, whether it can be read or not."""
        try:
            return [line for line, *_ in self.codes(_widths(text, self))]
        except RecipeError as error:
            return [one.place.line for one in error.problems]

    def meaning(self, text: str) -> object:
        """What a text means."""
        data = text.encode()
        if self._system:
            return meaning.of_system(read_system(data, self.path.stem, self.file))
        return meaning.of_recipe(load_bytes(data, self.path, self.project, self.file))

    def vocabulary(self, text: str, source: Source | None = None) -> Vocabulary:
        """The words of a text, or of its tree where it was read."""
        root = (source or read_source(text.encode(), self.file)).root
        found = Vocabulary(systems=self._systems)
        return found.of_system(root) if self._system else found.of_recipe(root)


def _shape(node: Node) -> object:
    """A tree without places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Map):
        return tuple((key.text, _shape(value)) for key, value in node.entries)
    return [_shape(item) for item in node.items]
