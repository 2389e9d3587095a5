"""What an error at run time speaks of, as it stands in the file: the entry of a step, its line and the mark under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bots.errors import Place, RecipeError
from bots.recipe import words
from bots.recipe.nodes import Items, Map, Node, Scalar, Source
from bots.recipe.render import marked
from bots.recipe.steps import task_of
from bots.values.targets import parse_target

_ENTRIES = ("fields", "readings")  # kinds of arguments of which each line names a thing of the screen
# Errors of the screen whose name is that of a part of it, a screen or a window. The name that a D tells of is a column's.
_OF_MORE = frozenset({"S03", "S04", "S05", "S08", "S09", "S46"})
_At = tuple[int, int]  # line and column


class Written:
    """One file whose steps a plan was made of. Built once for all rows of a run: what is asked is looked up."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._names: dict[_At, tuple[Scalar, Node]] = {
            (key.line, key.column): (key, value) for key, value in _names(source.root)
        }
        self._entries: dict[_At, Mapping[str, Scalar | None]] = {}

    def place(self, step: Place, code: str, told: Mapping[str, object]) -> Place:
        """Where the entry stands of which the error `code` tells by its words `told`, in the step at `step`; the place
        of the step where it speaks of none, or of two that are called alike."""
        at = step.line, step.column
        if at not in self._names:
            return step
        verb, value = self._names[at]
        if at not in self._entries:
            self._entries[at] = _entries(verb, value)
        found = None
        if code[:1] in ("S", "B") and code not in _OF_MORE:
            found = self._entries[at].get(str(told.get("field") or told.get("name") or ""))
        return self._source.place(found or verb)

    def lines(self, place: Place) -> tuple[str, ...]:
        """The line of `place` and the mark under it, as `bots check` shows them."""
        return marked(place, self._source.line(place.line))


def _names(node: Node) -> Iterator[tuple[Scalar, Node]]:
    """All names of a tree, each with what stands under it."""
    if isinstance(node, Map):
        for key, value in node.entries:
            yield key, value
            yield from _names(value)
    elif isinstance(node, Items):
        for item in node.items:
            yield from _names(item)


def _entries(verb: Scalar, value: Node) -> Mapping[str, Scalar | None]:
    """The entries of a step by what errors call them: the words of the thing on the screen. None = of two entries."""
    task = task_of(verb.text)
    kind = task.kinds[task.main].name if task is not None else ""
    found: dict[str, Scalar | None] = {}
    for key, one in value.entries if isinstance(value, Map) and kind in _ENTRIES else ():
        written = key if kind == "fields" else _source_of(one)
        if written is not None:
            called = _words(written.text)
            found[called] = None if called in found else key
    return found


def _source_of(item: Node) -> Scalar | None:
    """What a line of 読取 is read from: it stands there alone, or under 元."""
    if isinstance(item, Map):
        item = next((one for key, one in item.entries if words.english(words.READ_ITEM, key.text) == "from"), item)
    return item if isinstance(item, Scalar) else None


def _words(text: str) -> str:
    try:
        return parse_target(text).words
    except RecipeError:  # a notation that placeholders complete: errors tell of it as it is written
        return text
