"""Every word of the language in a tree, by context, with its form in both languages.

What is not a word of the language is not here: titles, names of columns, systems and screens, values, reasons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import partial

from bots.errors import BotsError
from bots.japan.width import fold
from bots.recipe import words
from bots.recipe.loading import HEADINGS, HOURS
from bots.recipe.mending.pieces import Piece, builtin_words, column_words, filter_words, role_words
from bots.recipe.nodes import Items, Map, Node, Scalar, walk
from bots.recipe.steps import argument_table, inner_table, task_of
from bots.recipe.words import Table
from bots.settings import ENVIRONMENTS
from bots.tasks.arguments import key_name, seconds
from bots.tasks.control import SAVING
from bots.tasks.hands import FIRST
from bots.tasks.registry import find
from bots.values.columns import parse_column
from bots.values.scope import fold_name

KEYS: Table = {"Up": "上", "Down": "下", "Left": "左", "Right": "右"}
WINDOW: Table = dict([FIRST])
_SECONDS = re.compile(r"\s*[0-9]+(?:\.[0-9]+)?\s*(秒|s)\s*")


@dataclass(frozen=True, slots=True)
class Listed:
    """Texts where a list may stand. `flow` = they are in brackets; `fits` = whether a text may be an item; `words` =
    only words of the language fit; `open` = names may fit that are not known here.
    """

    scalars: tuple[Scalar, ...]
    flow: bool
    fits: Callable[[str], bool]
    words: bool = False
    open: bool = False


@dataclass(slots=True)
class Vocabulary:
    """The words of a tree. `templates` are the texts that may hold placeholders, `targets` those that name things
    on the screen, `compared` the values of conditions, `declared` the names that columns and readings have.
    `closed` are the places of words and numbers with what fits there, `definitions` the types of columns, `lists`
    the places of lists, `systems` the systems that there are, `choices` those of each column by its folded name.
    """

    pieces: list[Piece] = field(default_factory=list)
    templates: list[Scalar] = field(default_factory=list)
    targets: list[Scalar] = field(default_factory=list)
    compared: list[Scalar] = field(default_factory=list)
    declared: set[str] = field(default_factory=set)
    closed: list[tuple[Scalar, Callable[[str], bool]]] = field(default_factory=list)
    definitions: list[Scalar] = field(default_factory=list)
    lists: list[Listed] = field(default_factory=list)
    systems: Collection[str] = ()
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _names: list[Piece] = field(default_factory=list)  # <今日> and the like, unless a column is called so

    # ------------------------------------------------------------------ the two kinds of file

    def of_recipe(self, root: Node) -> Vocabulary:
        """The words of a recipe."""
        for english, value in self._entries(root, words.TOP):
            if english in ("start", "each_row", "steps", "finish", "probe"):
                self._steps(value)
            elif english == "about":
                self._about(value)
            elif english == "format":
                self._number(value)
            elif english == "uses":
                self._listed(value, self.systems.__contains__, open_=True)
            elif english == "returns":
                self._names_of(value)
            elif english in ("problems", "already"):
                self._listed(value, _never)
            elif english == "inputs":
                self._columns(value)
            elif english == "rows":
                self._rows(value)
            elif english == "safety":
                self._safety(value)
            elif english == "evidence":
                self._evidence(value)
        return self._finished()

    def of_system(self, root: Node) -> Vocabulary:
        """The words of a system file."""
        for english, value in self._entries(root, words.SYSTEM):
            if english in ("login", "logout"):
                self._steps(value)
            elif english == "addresses":
                list(self._entries(value, ENVIRONMENTS))
            elif english in ("problems", "already", "login_failed", "lost", "busy"):
                self._listed(value, _never)
            elif english == "allow":
                self._listed(value, _is_host)
            elif english == "settle":
                self._number(value)
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
            self.pieces += filter_words(scalar)
        for scalar in self.targets:
            self.pieces += role_words(scalar)
        return self

    # ------------------------------------------------------------------ shapes

    def _word(self, scalar: Scalar, table: Table) -> str | None:
        """The English word, and a piece, where the table has the word."""
        english = words.english(table, scalar.text)
        if english is not None:
            self.pieces.append(Piece(scalar, 0, scalar.text, english, table[english]))
        return english

    def _closed_word(self, scalar: Scalar, table: Table) -> str | None:
        """The same where nothing but a word of the table may stand: it may be of another width."""
        self.closed.append((scalar, lambda text: words.english(table, text) is not None))
        return self._word(scalar, table) or words.english(table, fold(scalar.text).strip())

    def _number(self, node: Node) -> None:
        self.closed += [(one, _is_number) for one in _scalars(node)]

    def _listed(
        self, node: Node, fits: Callable[[str], bool], *, words_: bool = False, open_: bool = False
    ) -> None:
        flow = isinstance(node, Items) and node.flow
        if flow or isinstance(node, Scalar):
            self.lists.append(Listed(tuple(_scalars(node)), flow, fits, words_, open_))

    def _names_of(self, node: Node) -> None:
        """Names of columns and of what was kept; called recipes hand back others."""
        self._listed(node, lambda text: fold_name(text) in self.declared, open_=True)

    def _entries(self, node: Node, table: Table) -> Iterator[tuple[str, Node]]:
        for key, value in _pairs(node):
            english = self._closed_word(key, table)
            if english is not None:
                yield english, value

    def _choice(self, node: Node, table: Table) -> None:
        self._listed(node, lambda text: words.english(table, text) is not None, words_=True)
        for one in _scalars(node):
            self._closed_word(one, table)

    def _template(self, node: Node) -> None:
        for scalar in walk(node):
            self.templates.append(scalar)
            self._names += builtin_words(scalar)

    def _target(self, scalar: Scalar) -> None:
        self.targets.append(scalar)
        self._template(scalar)

    # ------------------------------------------------------------------ parts of a recipe

    def _about(self, node: Node) -> None:
        for english, value in self._entries(node, words.ABOUT):
            if english in ("manual_minutes", "per_month"):
                self._number(value)
            elif english == "review_by":
                self.closed += [(one, _is_day) for one in _scalars(value)]

    def _safety(self, node: Node) -> None:
        for english, value in self._entries(node, words.SAFETY):
            if english == "probe_first":
                self._choice(value, words.YES_NO)
            elif english == "hours":
                self._listed(value, _is_hours)
                self.closed += [(one, _is_hours) for one in _scalars(value)]
            else:
                self._number(value)

    def _evidence(self, node: Node) -> None:
        for english, value in self._entries(node, words.EVIDENCE):
            if english == "keep_days":
                self._number(value)
            elif english == "mask":
                self._names_of(value)
            else:
                self._choice(value, words.SCREENSHOTS if english == "screenshots" else words.PERSONAL)

    def _rows(self, node: Node) -> None:
        for english, value in self._entries(node, words.ROWS):
            if english == "columns":
                self._columns(value)
            elif english == "header":
                self._header(value)
            elif english == "key":
                self._names_of(value)
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
                        elif inner == "header":
                            self._header(one)
                        elif inner in ("file", "sheet"):
                            self._template(one)

    def _header(self, node: Node) -> None:
        self.closed += [(one, _is_header) for one in _scalars(node)]

    def _columns(self, node: Node) -> None:
        for key, value in _pairs(node):
            self.declared.add(fold_name(key.text))
            if isinstance(value, Scalar):
                self.pieces += column_words(value)
                self.definitions.append(value)
                self.choices[fold_name(key.text)] = _choices(value)

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
                        self._of_column(key.text, one)
                else:
                    self._of_column(key.text, value)

    def _of_column(self, name: str, node: Node) -> None:
        self._compared(node)
        self._listed(node, partial(self._is_choice, fold_name(name)))

    def _is_choice(self, column: str, text: str) -> bool:
        return text in self.choices.get(column, ())

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
        modifiers = words.both(words.MODIFIERS)
        verb = next((key for key, _ in pairs if not {key.text, fold(key.text).strip()} & {*modifiers}), None)
        task = task_of(verb.text) or task_of(fold(verb.text).strip()) if verb is not None else None
        table: Table = argument_table(task) if task else {}
        named = {written: name for name, written in words.WRITTEN_AS.items()}
        for key, value in pairs:
            if key is verb:
                if task is not None:
                    self._closed_word(key, {task.english: task.japanese})
                    self._argument(task.english, task.main, task.kinds[task.main].name, value)
                continue
            argument = self._closed_word(key, table)
            if argument is None:
                self._modifier(key, value)
            elif argument in words.ARGUMENT_VALUES:
                self._choice(value, words.ARGUMENT_VALUES[argument])
            elif task is not None:
                name = named.get(argument, argument)
                self._argument(task.english, name, task.kinds[name].name, value)

    def _modifier(self, key: Scalar, value: Node) -> None:
        english = self._closed_word(key, words.MODIFIERS)
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
            self._keys(node)
        elif kind == "count":
            self._number(node)
        elif kind == "names":
            self._names_of(node)
        elif kind in ("target", "targets"):
            for scalar in _scalars(node):
                self._target(scalar)
        elif kind in ("text", "spoken", "texts", "named", "book", "sheet"):
            if verb == "window" and isinstance(node, Scalar):
                self._word(node, WINDOW)
            if verb in SAVING:
                self.declared |= {fold_name(key.text) for key, _ in _pairs(node)}
            if kind == "texts":
                self._listed(node, _never)
            self._template(node)

    def _keys(self, node: Node) -> None:
        self._listed(node, lambda text: key_name(text) is not None, words_=True)
        for one in _scalars(node):
            self._word(one, KEYS)
            self.closed.append((one, lambda text: key_name(text) is not None))

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
        self.closed += [(one, lambda text: seconds(text) is not None) for one in _scalars(node)]
        found = _SECONDS.fullmatch(node.text) if isinstance(node, Scalar) else None
        if found and isinstance(node, Scalar):
            self.pieces.append(Piece(node, found.start(1), found[1], "s", "秒"))


# --------------------------------------------------------------------------- what fits


def _pairs(node: Node) -> tuple[tuple[Scalar, Node], ...]:
    return node.entries if isinstance(node, Map) else ()


def _scalars(node: Node) -> list[Scalar]:
    items = node.items if isinstance(node, Items) else (node,)
    return [one for one in items if isinstance(one, Scalar)]


def _never(text: str) -> bool:
    return False


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_header(text: str) -> bool:
    return _is_number(text) or HEADINGS.fullmatch(text) is not None


def _is_host(text: str) -> bool:
    return re.fullmatch(r"[0-9A-Za-z*-]+(?:\.[0-9A-Za-z-]+)+(?::[0-9]+)?", text) is not None


def _is_day(text: str) -> bool:
    return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None


def _is_hours(text: str) -> bool:
    return HOURS.fullmatch(text.strip()) is not None


def _choices(scalar: Scalar) -> tuple[str, ...]:
    """The choices of a column, or none."""
    try:
        return parse_column("", scalar.text).choices
    except BotsError:
        return ()
