"""Every word of the language in a tree, by context, with its form in both languages.

What is not a word of the language is not here: titles, names of columns, systems and screens, values, reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bots.errors import BotsError
from bots.recipe import words
from bots.recipe.comparisons import SAVING
from bots.recipe.nodes import Items, Map, Node, Scalar, walk
from bots.recipe.steps import argument_table, inner_table
from bots.recipe.words import Table
from bots.settings import ENVIRONMENTS
from bots.tasks.hands import FIRST
from bots.tasks.registry import find
from bots.values.columns import COLUMN_TYPES
from bots.values.filters import FILTERS
from bots.values.scope import fold_name
from bots.values.targets import ROLES
from bots.values.templates import parse

KEYS: Table = {"Up": "上", "Down": "下", "Left": "左", "Right": "右"}
WINDOW: Table = dict([FIRST])
_SECONDS = re.compile(r"\s*[0-9]+(?:\.[0-9]+)?\s*(秒|s)\s*")
_ROLE = re.compile(r"\s*(?P<role>[^\s「」\"<>]+?)\s*(?P<open>[「\"])(?P<name>.*)(?P<close>[」\"])\s*", re.DOTALL)
_PAIRS = {"「": "」", '"': '"'}


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of the language, at `offset` of the text of a node: as written, in English, in Japanese."""

    node: Scalar
    offset: int
    written: str
    english: str
    japanese: str

    def spoken(self, japanese: bool) -> str:
        """The word in one of the languages."""
        return self.japanese if japanese else self.english


@dataclass(slots=True)
class Vocabulary:
    """The words of a tree. `templates` are the texts that may hold placeholders, `targets` those that name things
    on the screen, `compared` the values of conditions, `declared` the names that columns and readings have.
    """

    pieces: list[Piece] = field(default_factory=list)
    templates: list[Scalar] = field(default_factory=list)
    targets: list[Scalar] = field(default_factory=list)
    compared: list[Scalar] = field(default_factory=list)
    declared: set[str] = field(default_factory=set)
    _names: list[Piece] = field(default_factory=list)  # <今日> and the like, unless a column is called so

    # ------------------------------------------------------------------ the two kinds of file

    def of_recipe(self, root: Node) -> Vocabulary:
        """The words of a recipe."""
        for english, value in self._entries(root, words.TOP):
            if english in ("start", "each_row", "steps", "finish", "probe"):
                self._steps(value)
            elif english == "about":
                list(self._entries(value, words.ABOUT))
            elif english == "inputs":
                self._columns(value)
            elif english == "rows":
                self._rows(value)
            elif english == "safety":
                self._closed(value, words.SAFETY, {"probe_first": words.YES_NO})
            elif english == "evidence":
                closed = {"screenshots": words.SCREENSHOTS, "personal": words.PERSONAL}
                self._closed(value, words.EVIDENCE, closed)
        return self._finished()

    def of_system(self, root: Node) -> Vocabulary:
        """The words of a system file."""
        for english, value in self._entries(root, words.SYSTEM):
            if english in ("login", "logout"):
                self._steps(value)
            elif english == "addresses":
                list(self._entries(value, ENVIRONMENTS))
            elif english in ("typing", "same"):
                self._choice(value, words.TYPING if english == "typing" else words.SAME)
            elif english == "screens":
                for _, screen in _pairs(value):
                    self._screen(screen)
            elif english == "submits":
                for rule in value.items if isinstance(value, Items) else ():
                    self._rule(rule)
        return self._finished()

    def _finished(self) -> Vocabulary:
        self.pieces += [
            piece for piece in self._names
            if not {fold_name(piece.english), fold_name(piece.japanese)} & self.declared
        ]  # fmt: skip
        for scalar in self.templates:
            self.pieces += _filters(scalar)
        for scalar in self.targets:
            self.pieces += _roles(scalar)
        return self

    # ------------------------------------------------------------------ shapes

    def _word(self, scalar: Scalar, table: Table) -> str | None:
        """The English word, and a piece, where the table has the word."""
        english = words.english(table, scalar.text)
        if english is not None:
            self.pieces.append(Piece(scalar, 0, scalar.text, english, table[english]))
        return english

    def _entries(self, node: Node, table: Table) -> Iterator[tuple[str, Node]]:
        for key, value in _pairs(node):
            english = self._word(key, table)
            if english is not None:
                yield english, value

    def _closed(self, node: Node, table: Table, closed: dict[str, Table]) -> None:
        for english, value in self._entries(node, table):
            if english in closed:
                self._choice(value, closed[english])

    def _choice(self, node: Node, table: Table) -> None:
        for one in _scalars(node):
            self._word(one, table)

    def _template(self, node: Node) -> None:
        for scalar in walk(node):
            self.templates.append(scalar)
            self._names += _builtins(scalar)

    def _target(self, scalar: Scalar) -> None:
        self.targets.append(scalar)
        self._template(scalar)

    # ------------------------------------------------------------------ parts of a recipe

    def _rows(self, node: Node) -> None:
        for english, value in self._entries(node, words.ROWS):
            if english == "columns":
                self._columns(value)
            elif english in ("only", "skip"):
                self._condition(value)
            elif english == "strict":
                self._choice(value, words.YES_NO)
            elif english == "hidden":
                self._choice(value, words.HIDDEN)
            elif english in ("file", "sheet", "register"):
                self._template(value)
            elif english == "details":
                for _, detail in _pairs(value):
                    for inner, one in self._entries(detail, words.DETAILS):
                        if inner == "columns":
                            self._columns(one)
                        elif inner in ("file", "sheet"):
                            self._template(one)

    def _columns(self, node: Node) -> None:
        for key, value in _pairs(node):
            self.declared.add(fold_name(key.text))
            if isinstance(value, Scalar):
                self.pieces += _column(value)

    def _condition(self, node: Node) -> None:
        for item in node.items if isinstance(node, Items) else (node,):
            for key, value in _pairs(item):
                if self._word(key, words.SHOWN) is None:
                    english = words.english(words.BUILTINS, key.text)
                    if english is not None:
                        japanese = words.BUILTINS[english]
                        self._names.append(Piece(key, 0, key.text, english, japanese))
                if isinstance(value, Map):
                    for _, one in self._entries(value, words.OPERATORS):
                        self._compared(one)
                else:
                    self._compared(value)

    def _compared(self, node: Node) -> None:
        self.compared += _scalars(node)
        self._template(node)

    def _within(self, node: Node) -> None:
        if isinstance(node, Items):
            for item in node.items:
                self._within(item)
        elif isinstance(node, Scalar):
            self._template(node)
        else:
            for english, value in self._entries(node, words.IN):
                plain = isinstance(value, Scalar) and not value.quoted
                if english == "row" and plain and isinstance(value, Scalar) and self._word(value, words.LAST):
                    continue
                self._template(value)

    # ------------------------------------------------------------------ parts of a system file

    def _screen(self, node: Node) -> None:
        for english, value in self._entries(node, words.SCREEN):
            if english == "how":
                self._steps(value)
            elif english == "sign":
                self.targets += _scalars(value)
            elif english == "names":
                for _, target in _pairs(value):
                    self.targets += _scalars(target)

    def _rule(self, node: Node) -> None:
        for english, value in self._entries(node, words.SUBMITS):
            if english == "submit":
                self.targets += _scalars(value)
            elif english in ("mode", "carries"):
                self._choice(value, words.MODE if english == "mode" else words.YES_NO)

    # ------------------------------------------------------------------ steps

    def _steps(self, node: Node) -> None:
        for item in node.items if isinstance(node, Items) else ():
            self._step(item)

    def _step(self, node: Node) -> None:
        pairs = _pairs(node)
        verb = next((key for key, _ in pairs if words.english(words.MODIFIERS, key.text) is None), None)
        task = find(verb.text) if verb is not None else None
        table: Table = argument_table(task) if task else {}
        named = {written: name for name, written in words.WRITTEN_AS.items()}
        for key, value in pairs:
            if key is verb:
                if task is not None:
                    self.pieces.append(Piece(key, 0, key.text, task.english, task.japanese))
                    self._argument(task.english, task.main, task.kinds[task.main].name, value)
                continue
            argument = self._word(key, table)
            if argument is None:
                self._modifier(key, value)
            elif argument in words.ARGUMENT_VALUES:
                self._choice(value, words.ARGUMENT_VALUES[argument])
            elif task is not None:
                name = named.get(argument, argument)
                self._argument(task.english, name, task.kinds[name].name, value)

    def _modifier(self, key: Scalar, value: Node) -> None:
        english = self._word(key, words.MODIFIERS)
        if english == "when":
            self._condition(value)
        elif english == "in":
            self._within(value)
        elif english == "timeout":
            self._seconds(value)

    def _argument(self, verb: str, name: str, kind: str, node: Node) -> None:
        """The words in the value of an argument, by what kind of argument it is."""
        if kind == "inside":
            self._steps(node)
        elif kind == "ways":
            self._ways(node)
        elif kind == "holding" or (kind == "waiting" and not isinstance(node, Scalar)):
            self._condition(node)
        elif kind == "waiting":
            self._seconds(node)
        elif kind == "fields":
            self._fields(verb, node)
        elif kind == "readings":
            self._readings(node)
        elif kind == "keys":
            self._choice(node, KEYS)
        elif kind in ("target", "targets"):
            for scalar in _scalars(node):
                self._target(scalar)
        elif kind in ("text", "spoken", "texts", "named", "book"):
            if verb == "window" and isinstance(node, Scalar):
                self._word(node, WINDOW)
            if verb in SAVING:
                self.declared |= {fold_name(key.text) for key, _ in _pairs(node)}
            self._template(node)

    def _ways(self, node: Node) -> None:
        for way in node.items if isinstance(node, Items) else ():
            for english, value in self._entries(way, words.WAY):
                if english == "when":
                    self._condition(value)
                else:
                    self._steps(value)

    def _fields(self, verb: str, node: Node) -> None:
        task = find(verb)
        table = inner_table(task) if task is not None else None
        for key, value in _pairs(node):
            self._target(key)
            if not isinstance(value, Map) or table is None:
                self._template(value)
                continue
            for english, one in self._entries(value, table):
                if english == "verify":
                    self._choice(one, words.YES_NO)
                else:
                    self._template(one)

    def _readings(self, node: Node) -> None:
        for key, value in _pairs(node):
            self.declared.add(fold_name(key.text))
            if isinstance(value, Scalar):
                self._target(value)
            for english, one in self._entries(value, words.READ_ITEM):
                if english == "from" and isinstance(one, Scalar):
                    self._target(one)

    def _seconds(self, node: Node) -> None:
        found = _SECONDS.fullmatch(node.text) if isinstance(node, Scalar) else None
        if found and isinstance(node, Scalar):
            self.pieces.append(Piece(node, found.start(1), found[1], "s", "秒"))


# --------------------------------------------------------------------------- in a text


def _pairs(node: Node) -> tuple[tuple[Scalar, Node], ...]:
    return node.entries if isinstance(node, Map) else ()


def _scalars(node: Node) -> list[Scalar]:
    items = node.items if isinstance(node, Items) else (node,)
    return [one for one in items if isinstance(one, Scalar)]


def _column(scalar: Scalar) -> Iterator[Piece]:
    """Type, limits and flags of a column; not the choices."""
    found = list(re.finditer(r"\S+", scalar.text))
    kind = words.english(COLUMN_TYPES, found[0][0]) if found else None
    if kind is None:
        return
    yield Piece(scalar, found[0].start(), found[0][0], kind, COLUMN_TYPES[kind])
    for one in found[2:] if kind == "choice" else found[1:]:
        flag = words.english(words.COLUMN_FLAGS, one[0])
        if flag is not None:
            yield Piece(scalar, one.start(), one[0], flag, words.COLUMN_FLAGS[flag])


def _builtins(scalar: Scalar) -> Iterator[Piece]:
    try:
        names = parse(scalar.text).names
    except BotsError:
        return
    for name, offset in names:
        english = words.english(words.BUILTINS, name)
        if english is not None:
            yield Piece(scalar, offset, name, english, words.BUILTINS[english])


def _filters(scalar: Scalar) -> Iterator[Piece]:
    try:
        filters = parse(scalar.text).filters
    except BotsError:
        return
    for word, _, offset in filters:
        english = words.english(FILTERS, word)
        if english is not None and scalar.text[offset : offset + len(word)] == word:
            yield Piece(scalar, offset, word, english, FILTERS[english])


def _roles(scalar: Scalar) -> Iterator[Piece]:
    """`ボタン「登録」` and `button "登録"`: what stands before the name, and what closes it."""
    found = _ROLE.fullmatch(scalar.text)
    role = words.english(ROLES, found["role"]) if found else None
    if found is None or role is None or _PAIRS[found["open"]] != found["close"]:
        return
    begin, name = found.start("role"), found.start("name")
    before = scalar.text[begin:name]
    japanese, english = f"{ROLES[role]}「", f'{role} "'
    if found["role"] == ROLES[role] and found["open"] == "「":
        japanese = before  # as it is, blanks too
    elif found["role"] == role and found["open"] == '"':
        english = before
    yield Piece(scalar, begin, before, english, japanese)
    yield Piece(scalar, found.end("name"), found["close"], '"', "」")
