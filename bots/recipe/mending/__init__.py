"""`bots fix`: a recipe or a system file mended where it stands, each mend proven to change nothing else.

`mend` writes nothing; it tells what the file would be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Literal

from bots.errors import Place, Problem, RecipeError
from bots.recipe import words
from bots.recipe.folder import is_system_file, shown_name
from bots.recipe.loading import load_bytes
from bots.recipe.mending import meaning, quotes, widths
from bots.recipe.mending.aside import readable
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
from bots.values.former import OLD_WORDS

Language = Literal["ja", "en"]
_PASSES = 9
_KEPT = 8  # texts at a time: those before and after the mends that are being tried

__all__ = ["Mended", "mend"]


@dataclass(frozen=True, slots=True)
class Mended:
    """A file and what it would be. `text` and `new` have line ends of one kind; `data` are the bytes to write.

    `encoding` is what the file was in where that was not UTF-8. `problems` are what could not be mended and is left
    as it was: entries that cannot be read even so, lines of which a mend could not be proven.
    `undecided` is what may be a slip and was left as it is, `wrong` how many mistakes are left where all can be read.
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
    """What a file would be, mended; with `lang`, its words in that language too, if all of it can be read. Raises
    nothing.
    """
    file = shown_name(path, project)
    try:
        letters = letters_of(data, file)
    except RecipeError as error:
        return Mended(file, data, data, problems=error.problems)
    reader = _Reader(path, project, file)
    try:
        part = readable(letters.text, file, lambda text: _lines(text, reader))
        if not same_letters(letters.text, part.whole(part.text)):
            raise refused(file)
    except RecipeError as error:
        return Mended(file, data, data, letters.text, letters.text, problems=error.problems)
    made, unproven = _worded(part.text, reader)
    if lang is not None and not part.aside:
        made, more = _spoken(made, reader, lang)
        unproven += more
    new, problems = part.whole(made), (*part.problems, *unproven)
    left = tuple(undecided(reader.vocabulary(made), file))
    wrong = 0 if problems else sum(severity == "error" for *_, severity in reader.codes(made))
    return Mended(file, data, letters.to_bytes(new), letters.text, new, letters.encoding, problems, left, wrong)


Edits = Callable[[Vocabulary], Iterable[Edit]]
Code = tuple[int, str, str]  # line, code and severity of something that is wrong
Edited = tuple[str, tuple[Problem, ...]]  # the text with its edits made, and R150 for each line that was left


def _lines(text: str, reader: _Reader) -> str:
    """The text mended before YAML reads it: what one mend brings to light the next pass sees."""
    for _ in range(_PASSES):
        made = mend_flows(mend_lines(text, reader.read), reader.wrong_lines)
        if made == text:
            break
        text = made
    return text


def _worded(text: str, reader: _Reader) -> Edited:
    """The text with widths, old words and quotes mended in its tree."""
    text, wide = _widths(text, reader)
    text, old = _edited(text, reader, lambda found: [*_old_words(found), *quotes.mends(found)], not_worse=True)
    return text, (*wide, *old)


def _spoken(text: str, reader: _Reader, lang: Language) -> Edited:
    """The text with its words in one language: all of them or none."""
    try:
        made = _made(text, reader, lambda found: _of_language(found, lang))
        if reader.meaning(text) != reader.meaning(made):
            raise refused(reader.file)
    except RecipeError as error:
        return text, error.problems
    return made, ()


def _widths(text: str, reader: _Reader) -> Edited:
    """The text with the widths mended in its values: by the choices of a mended column a list is told."""
    problems: tuple[Problem, ...] = ()
    for _ in range(_PASSES):
        made, problems = _edited(text, reader, widths.mends)
        if made == text:
            break
        text = made
    return text, problems


def _edited(text: str, reader: _Reader, edits: Edits, *, not_worse: bool = False) -> Edited:
    """The text with those edits made that can be proven: all at once, or else line by line."""
    try:
        return _made(text, reader, edits, not_worse=not_worse), ()
    except RecipeError:
        places = {one.node.line: one.node for one in edits(reader.vocabulary(text))}
    problems: list[Problem] = []
    for line, node in sorted(places.items()):
        try:
            text = _made(text, reader, partial(_on_line, edits, line), not_worse=not_worse)
        except RecipeError:
            problems.append(Problem("R150", {}, Place(reader.file, line, node.column, max(1, node.length))))
    return text, tuple(problems)


def _on_line(edits: Edits, line: int, found: Vocabulary) -> list[Edit]:
    return [one for one in edits(found) if one.node.line == line]


def _made(text: str, reader: _Reader, edits: Edits, *, not_worse: bool = False) -> str:
    """The text with edits made at the nodes of its tree. `not_worse` = they must bring no new finding. Raises
    RecipeError R150 where it cannot be proven that they change nothing else.
    """
    source = reader.source(text)
    apart = {(id(one.node), one.offset): one for one in edits(reader.vocabulary(text))}
    if not apart:
        return text
    made = make(text, spans(text), apart.values())
    try:
        after = reader.source(made.text)
    except RecipeError:
        raise refused(source.file) from None
    if not same_tree(source.root, after.root, made.texts, made.lists):
        raise refused(source.file)
    if not_worse and set(reader.codes(made.text)) - set(reader.codes(text)):
        raise refused(source.file)
    return made.text


def _old_words(found: Vocabulary) -> list[Edit]:
    return [
        Edit(one.node, one.offset, one.written, OLD_WORDS[one.written])
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


class _Reader:
    """Reads texts as what the file at `path` is: a recipe or a system file. Each text once: it is asked for again and
    again, before and after every mend.
    """

    def __init__(self, path: Path, project: Path, file: str) -> None:
        self.path, self.project, self.file = path, project, file
        self._system = is_system_file(path, project)
        self._systems = frozenset(system_names(project))
        self.source = lru_cache(_KEPT)(self._source)
        self.codes = lru_cache(_KEPT)(self._codes)

    def _source(self, text: str) -> Source:
        """The tree of a text. Raises RecipeError (Y) where there is none."""
        return read_source(text.encode(), self.file)

    def read(self, text: str) -> Reading:
        """How a text reads."""
        try:
            source = self.source(text)
        except RecipeError as error:
            return Reading(None, 0, error.problems)
        return Reading(_shape(source.root), len(self.codes(text)))

    def _codes(self, text: str) -> list[Code]:
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
            return [line for line, *_ in self.codes(_widths(text, self)[0])]
        except RecipeError as error:
            return [one.place.line for one in error.problems]

    def meaning(self, text: str) -> object:
        """What a text means."""
        data = text.encode()
        if self._system:
            return meaning.of_system(read_system(data, self.path.stem, self.file))
        return meaning.of_recipe(load_bytes(data, self.path, self.project, self.file))

    def vocabulary(self, text: str) -> Vocabulary:
        """The words of a text."""
        root = self.source(text).root
        found = Vocabulary(systems=self._systems)
        return found.of_system(root) if self._system else found.of_recipe(root)


def _shape(node: Node) -> object:
    """A tree without places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Map):
        return tuple((key.text, _shape(value)) for key, value in node.entries)
    return [_shape(item) for item in node.items]
