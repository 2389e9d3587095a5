"""A YAML file as a tree with positions: every scalar stays the text that was written.

Nothing is guessed: `0012`, `no` and `12:30` are texts. Anchors, aliases, tags, merge keys and
further documents are refused, and size, depth and number of nodes are limited, while the events
of the parser come in: no tree is built of what is too large.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from bots.errors import Place, Problem, RecipeError
from bots.recipe.mistakes import Complaint, explain_complaint
from bots.recipe.traps import find_traps, is_keyword

_QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_NODES = 10_000
MAX_SLOW = 4_000  # characters that the parser in pure Python reads for the sake of its words
_PART = re.compile(r"\n([^\s:：#-][^\s:：]*):(?=\s)")  # a name at the beginning of a line
_UNTEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")  # nobody writes these
# Signs that steer a terminal or turn the direction of writing, and halves of characters. A line break and a tab may be.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text where it was written. `quoted` = in quotes or as a block; `line` and `column`
    from 1.
    """

    text: str
    line: int
    column: int
    quoted: bool = False
    length: int = 1

    @property
    def empty(self) -> bool:
        """Nothing was written (`key:` and the end of the line)."""
        return not self.text and not self.quoted


@dataclass(frozen=True, slots=True)
class Items:
    """A list where it was written. `flow` = in brackets."""

    items: tuple[Node, ...]
    line: int
    column: int
    length: int = 1
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """Names and values in the order written; each name once. `flow` = written in braces."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    length: int = 1
    flow: bool = False

    def get(self, name: str) -> Node | None:
        """The value under `name`, or None."""
        return next((value for key, value in self.entries if key.text == name), None)

    def key(self, name: str) -> Scalar | None:
        """Where `name` was written, or None."""
        return next((key for key, _ in self.entries if key.text == name), None)


Node = Scalar | Items | Map


@dataclass(slots=True)
class Source:
    """A file that was read: how messages call it, its lines, its tree, what is wrong with its
    form.
    """

    file: str
    lines: tuple[str, ...]
    root: Map
    problems: list[Problem] = field(default_factory=list)

    def line(self, number: int) -> str:
        """Line `number` from 1, or ""."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def place(self, node: Node, offset: int = 0, width: int | None = None) -> Place:
        """Where `node` is; with `offset` and `width`, a part of its text."""
        if not isinstance(node, Scalar) or width is None:
            return Place(self.file, node.line, node.column, max(1, node.length))
        line = self.line(node.line)
        part = node.text[offset : offset + width]
        for start in (node.column - 1 + offset, node.column + offset):
            if part and line[start : start + width] == part:
                return Place(self.file, node.line, start + 1, max(1, width))
        return self._search(node, part)

    def _search(self, node: Scalar, part: str) -> Place:
        """The place of `part` of a text that runs over several lines or holds escapes."""
        for number in range(
            node.line, min(len(self.lines), node.line + node.text.count("\n") + 3) + 1
        ):
            begin = node.column - 1 if number == node.line else 0
            found = self.line(number).find(part, begin) if part else -1
            if found >= 0:
                return Place(self.file, number, found + 1, len(part))
        return Place(self.file, node.line, node.column, max(1, node.length))


def unseen_in(text: str) -> str:
    """The first sign of `text` that no recipe may hold, because no editor shows it; or ""."""
    found = _UNSEEN.search(text)
    return found[0] if found else ""


def read_source(data: bytes, file: str) -> Source:
    """Bytes into a tree. Raises RecipeError (Y) with everything that is wrong with the form.

    Names written twice do not stop the reading: they are in `problems` of what is returned.
    """
    text = decode(data, file)
    lines = tuple(text.split("\n"))
    builder = _Builder(file)
    try:
        root = builder.build(text, _QUICK)
    except RecipeError as error:
        if error.problem.code != "Y21":  # so large a file is not looked at line by line
            _refuse_traps(lines, file)
        raise
    except yaml.YAMLError as error:
        _refuse_traps(lines, file)
        builder = _Builder(file)
        root = _explained(error, builder, text, lines)
    else:
        _refuse_traps(lines, file)
    repeated = builder.problems
    if root is None:
        raise _all([Problem("Y17", {}, Place(file))])
    if not isinstance(root, Map):
        place = Place(file, root.line, root.column, root.length)
        raise _all([*repeated, Problem("Y18", {}, place)])
    return Source(file, lines, root, repeated)


def _refuse_traps(lines: tuple[str, ...], file: str) -> None:
    traps = find_traps(lines, file)
    if any(problem.severity == "error" for problem in traps):
        raise _all(traps)


def _explained(error: yaml.YAMLError, builder: _Builder, text: str, lines: tuple[str, ...]) -> Node | None:
    """What the quick parser complained of, told by the slow one, whose words are more exact; now and then it can read
    the text. It would take its time over a long one: there the words of the quick one do.
    """
    file = builder.file
    if isinstance(error, yaml.MarkedYAMLError):
        if "nesting" in (error.problem or ""):
            raise RecipeError("Y20", Place(file, *_complaint(error).at), limit=MAX_DEPTH) from None
        if error.problem_mark is not None and error.problem_mark.index > MAX_SLOW:
            raise _all([explain_complaint(_complaint(error), lines, file)]) from None
    try:
        return builder.build(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as slow:
        raise _all([explain_complaint(_complaint(slow), lines, file)]) from None
    except yaml.reader.ReaderError as slow:
        raise _all([_bad_character(slow, text, file)]) from None


def _complaint(error: yaml.MarkedYAMLError) -> Complaint:
    said = f"{error.context or ''} {error.problem or ''}"
    begun = error.context_mark
    mark = error.problem_mark or begun
    at = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    return Complaint(said, at, (begun.line + 1, begun.column + 1) if begun is not None else None)


def decode(data: bytes, file: str) -> str:
    """UTF-8 with or without BOM, line ends made one. Raises RecipeError Y09, Y12 or Y26."""
    if len(data) > MAX_BYTES:
        raise RecipeError("Y12", Place(file), size=-(-len(data) // 1024), limit=MAX_BYTES // 1024)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        guess = _guess(data)
        raise RecipeError("Y09" if guess else "Y26", Place(file), guess=guess) from None
    if "\0" in text:
        raise RecipeError("Y26", Place(file))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guess(data: bytes) -> str:
    """The encoding that these bytes seem to be in, or "" where they are no text at all."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    for name, shown in (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if not _UNTEXT.search(text):
            return shown
    return ""


def _all(problems: list[Problem]) -> RecipeError:
    first = problems[0]
    return RecipeError(
        first.code, first.place, advice=first.advice, problems=tuple(problems), **dict(first.words)
    )


def _bad_character(error: yaml.reader.ReaderError, text: str, file: str) -> Problem:
    before = text[: error.position]
    line = before.count("\n") + 1
    column = error.position - (before.rfind("\n") + 1) + 1
    point = error.character if isinstance(error.character, int) else ord(error.character)
    return Problem("Y22", {"point": f"U+{point:04X}"}, Place(file, line, column))


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    line: int
    column: int
    mapping: bool
    flow: bool
    items: list[Node] = field(default_factory=list)
    unsaid: bool = False  # a colon stands there, and no value after it


class _Builder:
    """Makes the tree out of the parser's events, counting as it goes."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._nodes = 0
        self._read = 0  # how far the text was read, by the end of the last scalar
        self._documents = 0
        self._open: list[_Open] = []
        self._root: Node | None = None

    def build(self, text: str, loader: Any) -> Node | None:
        """The root of the one document, or None for an empty file. Raises yaml's errors,
        RecipeError.
        """
        for event in yaml.parse(text, Loader=loader):
            self._take(event)
            if isinstance(event, yaml.ScalarEvent) and event.style in ('"', "'") and _runs_on(event, text):
                raise self._refuse("Y15", event, mark=event.style)
            if isinstance(event, yaml.ScalarEvent) and self._open:
                self._open[-1].unsaid = _is_unsaid(event, text, self._read)
                self._read = event.end_mark.index if event.end_mark is not None else 0
        return self._root

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._refuse("Y13", event)
        elif isinstance(event, yaml.AliasEvent):
            raise self._refuse("Y11", event, mark="*")
        elif isinstance(event, yaml.ScalarEvent):
            self._count(event)
            sign = unseen_in(event.value)
            if sign:  # by an escape: as a character the reader would not have taken it
                raise self._refuse("Y22", event, point=f"U+{ord(sign):04X}")
            self._put(_scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._count(event)
            mapping = isinstance(event, yaml.MappingStartEvent)
            self._open.append(_Open(*_begin(event), mapping, bool(event.flow_style)))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._put(self._close(self._open.pop()))

    def _count(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._refuse("Y21", event, limit=MAX_NODES)
        if event.anchor is not None:
            raise self._refuse("Y11", event, mark="&")
        if event.tag is not None:
            raise self._refuse("Y11", event, mark="!")
        if len(self._open) >= MAX_DEPTH and not isinstance(event, yaml.ScalarEvent):
            raise self._refuse("Y20", event, limit=MAX_DEPTH)

    def _refuse(self, code: str, event: yaml.Event, **words: Any) -> RecipeError:
        return RecipeError(code, Place(self.file, *_begin(event)), **words)

    def _put(self, node: Node) -> None:
        if self._open:
            self._open[-1].items.append(node)
        else:
            self._root = node

    def _close(self, opened: _Open) -> Node:
        if not opened.mapping:
            return Items(tuple(opened.items), opened.line, opened.column, flow=opened.flow)
        entries: list[tuple[Scalar, Node]] = []
        braced = opened.flow and not opened.unsaid and len(opened.items) == 2
        if braced and _is_braced_name(opened.items):
            return self._as_placeholder(opened.items[0])
        first: dict[str, int] = {}
        pairs = iter(opened.items)
        for key, value in zip(pairs, pairs, strict=True):
            if not isinstance(key, Scalar):
                self._problem("Y07" if isinstance(key, Map) and key.flow else "Y19", key)
            elif key.text == "<<" and not key.quoted:
                self._problem("Y11", key, mark="<<")
            elif key.text in first:
                self._problem("Y10", key, name=key.text, first=first[key.text])
            else:
                first[key.text] = key.line
                entries.append((key, value))
        return Map(tuple(entries), opened.line, opened.column, flow=opened.flow)

    def _as_placeholder(self, name: Node) -> Node:
        """`{氏名}` is told once and then taken for what was meant, so that the rest can be
        checked.
        """
        assert isinstance(name, Scalar)
        if name.text.startswith("<"):
            return name
        self._problem("Y07", name)
        return Scalar(f"<{name.text}>", name.line, name.column, name.quoted, name.length)

    def _problem(self, code: str, node: Node, **words: object) -> None:
        place = Place(self.file, node.line, node.column, max(1, node.length))
        self.problems.append(Problem(code, words, place))


def _is_braced_name(items: list[Node]) -> bool:
    """`{氏名}`: a name in braces, which YAML takes for a mapping without a value."""
    name, value = items
    return isinstance(name, Scalar) and isinstance(value, Scalar) and value.empty


def _runs_on(event: yaml.ScalarEvent, text: str) -> bool:
    """Whether a text in quotes has taken in parts of the file: its quote was left open, and another one closed it."""
    begin, end = event.start_mark, event.end_mark
    if begin is None or end is None or begin.line == end.line:
        return False
    return any(is_keyword(word) for word in _PART.findall(text, begin.index, end.index))


def _is_unsaid(event: yaml.ScalarEvent, text: str, read: int) -> bool:
    """`{表示: }`: the value that is missing after a colon; after a name alone nothing is missing.
    `read` = where in `text` the name ends."""
    mark = event.start_mark
    if event.value or event.style or mark is None:
        return False
    return ":" in text[read : mark.index]


@dataclass(frozen=True, slots=True)
class Span:
    """Where a scalar stands in its text, quotes included. `style` = "" (plain), a quote, | or >."""

    start: int
    end: int
    style: str


def spans(text: str) -> dict[tuple[int, int], Span]:
    """The spans of all scalars of a text that `read_source` could read, by line and column; not of empty ones."""
    found: dict[tuple[int, int], Span] = {}
    for event in yaml.parse(text, Loader=_QUICK):
        if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark:
            start, end = event.start_mark.index, event.end_mark.index
            if start < end:
                style = event.style if event.style in ("'", '"', "|", ">") else ""
                found[_begin(event)] = Span(start, end, style)
    return found


def _begin(event: yaml.Event) -> tuple[int, int]:
    """Line and column of an event, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    line, column = _begin(event)
    end = event.end_mark
    same_line = end is not None and end.line + 1 == line
    length = end.column + 1 - column if end is not None and same_line else 1
    return Scalar(event.value, line, column, bool(event.style), max(1, length))


def parts(node: Node) -> Iterator[Node]:
    """A tree with every part of it: texts, lists and mappings."""
    yield node
    if isinstance(node, Items):
        for item in node.items:
            yield from parts(item)
    elif isinstance(node, Map):
        for key, value in node.entries:
            yield key
            yield from parts(value)


def walk(node: Node) -> Iterator[Scalar]:
    """Every text of a tree, names too, in the order written."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from walk(item)
    else:
        for key, value in node.entries:
            yield key
            yield from walk(value)
