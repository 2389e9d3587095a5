"""Reads parts of a tree and notes everything that is wrong, so that one check tells all of it."""

from __future__ import annotations

from collections.abc import Iterable

from bots.errors import Problem, Severity
from bots.japan.width import fold
from bots.recipe import words
from bots.recipe.nodes import Items, Map, Node, Scalar, Source
from bots.recipe.words import Table
from bots.values.conditions import is_blank
from bots.values.targets import ROLES, role_word

Entries = dict[str, tuple[Scalar, Node]]


def _whole(text: str, minimum: int, maximum: int) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and minimum <= int(text) <= maximum else None


class Reader:
    """One file being read. `problems` grows; the methods give None or nothing where a part is
    unusable.
    """

    def __init__(self, source: Source, japanese: bool) -> None:
        self.source = source
        self.japanese = japanese
        self.problems: list[Problem] = list(source.problems)

    def add(
        self,
        code: str,
        node: Node,
        *,
        offset: int = 0,
        width: int | None = None,
        severity: Severity = "error",
        advice: str = "",
        **told: object,
    ) -> None:
        """Note a problem at `node`, or at a part of its text."""
        place = self.source.place(node, offset, width)
        self.problems.append(Problem(code, told, place, severity, advice))

    def unknown(
        self, code: str, node: Scalar, known: Iterable[str], *, word: str = "", offset: int = 0, meant: str = ""
    ) -> None:
        """Note a word that is not known, with the one that is `meant`, else the nearest that is, or else with all."""
        known = list(known)
        word = word or node.text
        near = meant or words.nearest(word, known)
        self.add(
            code,
            node,
            offset=offset,
            width=len(word),
            advice="R98" if near else "",
            name=word,
            near=near,
            known=words.listed(known),
        )

    def old_word(self, table: Table, node: Scalar, word: str = "", offset: int = 0) -> str:
        """A word of a text (all of it if none is given) as it is today; the new one is advised where a former one
        was written.
        """
        word = word or node.text
        new = words.renewed(table, word)
        if new:
            self.add("L10", node, offset=offset, width=len(word), severity="warning", name=word, instead=new)
        return new or word

    def old_role(self, node: Scalar) -> None:
        """Advise the word of today where a kind of thing on the screen is called by a former one."""
        role = role_word(node.text)
        if role:
            self.old_word(ROLES, node, role, node.text.index(role))

    # ------------------------------------------------------------------ shapes

    def entries(self, node: Node, table: Table) -> Entries:
        """The entries of a mapping whose names stand in `table`, by their English words."""
        found: Entries = {}
        mapping = self.map(node)
        for key, value in mapping.entries if mapping else ():
            english = words.english(table, key.text)
            if english is None:
                self.unknown("R01", key, self.words(table))
            elif english in found:
                self.add("R02", key, name=key.text, other=found[english][0].text)
            else:
                self.old_word(table, key)
                found[english] = (key, value)
        return found

    def words(self, table: Table) -> list[str]:
        """The words of a table in the language of the file."""
        return list(table.values()) if self.japanese else list(table)

    def map(self, node: Node) -> Map | None:
        """A mapping, else a problem."""
        if isinstance(node, Map):
            return node
        self.add("R10" if isinstance(node, Scalar) and node.empty else "R03", node)
        return None

    def items(self, node: Node) -> Items | None:
        """A list, else a problem."""
        if isinstance(node, Items):
            return node
        self.add("R10" if isinstance(node, Scalar) and node.empty else "R23", node)
        return None

    def text(self, node: Node, *, blank: bool = False) -> str:
        """A text, else a problem and "". `blank` = an empty text in quotes may be meant."""
        if not isinstance(node, Scalar):
            self.add("R22", node)
        elif node.empty:
            self.add("R10", node)
        elif is_blank(node.text) and not blank:
            self.add("R67", node)
        else:
            return node.text
        return ""

    def texts(self, node: Node) -> tuple[str, ...]:
        """A text or a list of texts."""
        return tuple(text for item in self.several(node) if (text := self.text(item)))

    def several(self, node: Node) -> tuple[Node, ...]:
        """The items of a list, of which there is one at least, or the one node that stands there without one."""
        if not isinstance(node, Items):
            return (node,)
        if not node.items:
            self.add("R10", node)
        return node.items

    # ------------------------------------------------------------------ values

    def number(self, node: Node, minimum: int = 0, maximum: int = 1_000_000) -> int | None:
        """A whole number within limits, else a problem."""
        text = self.text(node)
        if not text:
            return None
        number = _whole(text, minimum, maximum)
        if number is None:
            plain = fold(text)
            wide = _whole(plain, minimum, maximum) is not None
            self.add("R24", node, advice="R99" if wide else "", word=text, instead=plain, minimum=minimum, maximum=maximum)
        return number

    def choice(self, node: Node, table: Table) -> str:
        """One of the words of a table by its English word, else a problem and ""."""
        text = self.text(node)
        if not text:
            return ""
        english = words.english(table, text)
        if english is None:
            assert isinstance(node, Scalar)
            self.unknown("R09", node, self.words(table))
            return ""
        assert isinstance(node, Scalar)
        self.old_word(table, node)
        return english

    def choices(self, node: Node, table: Table) -> tuple[str, ...]:
        """One or several of the words of a table."""
        return tuple(one for item in self.several(node) if (one := self.choice(item, table)))

    def yes(self, node: Node) -> bool:
        """はい / true, else いいえ / false, else a problem."""
        return self.choice(node, words.YES_NO) == "true"
