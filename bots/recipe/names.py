"""Names in placeholders: which are known at a step, which are not, and which filters are used
on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from bots.errors import BotsError
from bots.recipe import words
from bots.recipe.loading import note
from bots.recipe.nodes import Node, Scalar, walk
from bots.recipe.reader import Reader
from bots.values.filters import FILTERS, check_filter
from bots.values.scope import fold_name
from bots.values.templates import TemplateError, parse

OPEN = "< ? >"  # what a draft leaves to a person
_BRACES = re.compile(r"\$?\{+\s*([^{}<>]+?)\s*\}+")
BLANK = re.compile(r"[<＜]\s+([^<>＜＞|｜]+?)\s*([|｜][^<>＜＞]*)?[>＞]")  # plain text, as in "3 < 5"
_DOUBLED = re.compile(r"[<＜]{2,}\s*(?P<name>[^<>＜＞|｜]+?)\s*(?P<filters>[|｜][^<>＜＞]*)?[>＞]{2,}")
_WIDE = re.compile(r"＜[^＜＞]+＞")


@dataclass(slots=True)
class Known:
    """The names that may be used at a step. `secrets` = <secret.x> and <account.x> may be, too."""

    names: dict[str, str] = field(default_factory=dict)
    builtins: frozenset[str] = frozenset()
    accounts: frozenset[str] | None = None
    secrets: bool = False
    used: set[str] = field(default_factory=set)
    doubled: dict[str, str] = field(default_factory=dict)  # known in two places: how one of them is written
    tables: set[str] = field(default_factory=set)  # kept from the screen
    hidden: frozenset[str] = frozenset()  # columns whose values no person may see
    all_known: bool = True  # False where the columns could not be read, as was told: any name may be one
    in_loop: bool = False  # a loop stands around
    before: Known | None = None  # what is known before any row: names of books are made of it
    open_tables: frozenset[str] = frozenset()  # of the loops that stand around: their columns are the screen's

    def inside(self, loop: str, columns: Iterable[str]) -> Known:
        """What is known inside a loop over child rows: their columns too, by name or as `loop.name`."""
        inner = replace(self, names=dict(self.names), doubled=dict(self.doubled))
        for column in columns:
            whole = f"{loop}.{column}"
            inner.names[fold_name(whole)] = whole
            if fold_name(column) in self.names:
                inner.doubled[fold_name(column)] = whole
            else:
                inner.names[fold_name(column)] = column
        return inner

    def add(self, names: Iterable[str]) -> None:
        """Further names, from here on."""
        for name in names:
            self.names[fold_name(name)] = name

    def find(self, name: str) -> str | None:
        """The name as it was declared, or None."""
        folded = fold_name(name)
        table, dot, _ = folded.partition(".")
        if folded in self.builtins or (dot and table in self.open_tables):
            return name
        found = self.names.get(folded)
        if found is not None:
            self.used.add(folded)
        return found

    def declared(self, name: str) -> str | None:
        """The name of a column, an input or a kept value as it was declared, or None."""
        return self.names.get(fold_name(name))

    def near(self, name: str) -> str:
        """The known name most like `name`, or ""."""
        return words.nearest(name, [*self.names.values(), *self.builtins])

    def shown(self) -> str:
        """The names in the order in which they came to be known; … stands for 今日 and the like."""
        names = list(self.names.values())[:8]
        comma = "、" if any(not name.isascii() for name in names) else ", "
        return comma.join([*names, "…"])


BUILTINS = frozenset(words.both(words.BUILTINS))


def check_open(reader: Reader, root: Node) -> None:
    """Note every text that a draft has left to a person, and that nobody has written."""
    for scalar in walk(root):
        if OPEN in scalar.text:
            reader.add("R196", scalar, offset=scalar.text.index(OPEN), width=len(OPEN))


def check_texts(reader: Reader, node: Node, known: Known) -> None:
    """Check the placeholders of every text under `node`."""
    for scalar in walk(node):
        check_text(reader, scalar, known)


def check_known(reader: Reader, node: Scalar, known: Known, *, advice: str = "") -> None:
    """Check a name that stands by itself, without < >."""
    if known.find(node.text) is None and known.all_known:
        near = known.near(node.text)
        reader.add(
            "R11", node, width=len(node.text), advice="R95" if near else advice,
            name=node.text, near=near, known=known.shown(),
        )  # fmt: skip


def check_text(reader: Reader, scalar: Scalar, known: Known) -> None:
    """Check the placeholders of one text: names, filters, and how they are written."""
    text = scalar.text
    if "<" not in text and "＜" not in text and "{" not in text:
        return
    _check_braces(reader, scalar, known)
    for match in BLANK.finditer(text):
        if known.find(match[1]):
            instead = f"<{match[1]}{(match[2] or '').rstrip()}>"
            reader.add("R163", scalar, offset=match.start(), width=len(match[0]), name=match[0], instead=instead)
    for match in _WIDE.finditer(text):
        reader.add(
            "L11", scalar, offset=match.start(), width=len(match[0]), severity="warning",
            name=match[0], instead=f"<{match[0][1:-1]}>",
        )  # fmt: skip
    try:
        template = parse(text)
    except TemplateError as error:
        if error.problem.code == "R45" and _told_as_doubled(reader, scalar, known, error.offset):
            return
        note(reader, error, scalar, 0 if error.problem.code == "R47" else error.offset, _half_wide(error))
        return
    for name, offset in template.names:
        _check_name(reader, scalar, known, name, offset)
    for word, arguments, offset in template.filters:
        _check_filter(reader, scalar, word, arguments, offset)


def _told_as_doubled(reader: Reader, scalar: Scalar, known: Known, offset: int) -> bool:
    """R45 for `<<氏名>>`, with the one pair that it wants: where the name is known, or one like it is."""
    match = _DOUBLED.match(scalar.text, offset)
    if match is None:
        return False
    meant = match["name"] if known.find(match["name"]) else known.near(match["name"])
    if meant:
        near = f"<{meant}{(match['filters'] or '').replace('｜', '|').rstrip()}>"
        reader.add("R45", scalar, offset=offset, width=len(match[0]), advice="R98", near=near)
    return bool(meant)


def _half_wide(error: TemplateError) -> str:
    """The advice for a bracket of one width that is closed by one of the other (R92), or ""."""
    word = str(error.problem.words.get("word", ""))
    other = ">" if word.startswith("＜") else "＞"
    return "R92" if error.problem.code == "R45" and other in word else ""


def _check_braces(reader: Reader, scalar: Scalar, known: Known) -> None:
    for match in _BRACES.finditer(scalar.text):
        if known.find(match[1]) or match[0].startswith(("${", "{{")):
            reader.add("Y07", scalar, offset=match.start(), width=len(match[0]))


def _check_name(reader: Reader, scalar: Scalar, known: Known, name: str, offset: int) -> None:
    kind, dot, rest = name.partition(".")
    if dot and kind in ("secret", "account"):
        _check_secret(reader, scalar, known, kind, rest, offset, len(name))
        return
    if fold_name(name) in known.doubled:
        whole = known.doubled[fold_name(name)]
        reader.add(
            "R49", scalar, offset=offset, width=len(name), advice="R97", name=name, near=whole,
            known=known.shown(),
        )  # fmt: skip
    if known.find(name) is not None or not known.all_known:
        return
    near = known.near(name)
    reader.add(
        "R11",
        scalar,
        offset=offset,
        width=len(name),
        advice="R97" if near else "R96" if name.isascii() else "",
        name=name,
        near=near,
        known=known.shown(),
    )


def _check_secret(
    reader: Reader, scalar: Scalar, known: Known, kind: str, name: str, offset: int, width: int
) -> None:
    if not known.secrets:
        reader.add("R20", scalar, offset=offset, width=width, name=f"{kind}.{name}")
    elif kind == "account" and known.accounts is not None and name not in known.accounts:
        near = words.nearest(name, known.accounts)
        reader.add(
            "R118",
            scalar,
            offset=offset,
            width=width,
            advice="R98" if near else "",
            name=name,
            near=near,
            known=words.listed(sorted(known.accounts)) or "-",
        )


def _check_filter(
    reader: Reader, scalar: Scalar, word: str, arguments: tuple[str, ...], offset: int
) -> None:
    if words.english(FILTERS, word) is None:
        listed = list(dict.fromkeys(FILTERS.values() if reader.japanese else FILTERS))
        near = words.nearest(word, words.both(FILTERS))
        reader.add(
            "R13",
            scalar,
            offset=offset,
            width=len(word),
            advice="R98" if near else "",
            name=word,
            near=near,
            known=words.listed(listed, 30),
        )
        return
    reader.old_word(FILTERS, scalar, word, offset)
    try:
        check_filter(word, arguments)
    except BotsError as error:
        note(reader, error, scalar, offset)


def placeholder_names(text: str) -> Iterator[str]:
    """The names in a text that can be read; none where it cannot."""
    try:
        template = parse(text)
    except BotsError:
        return iter(())
    return iter([name for name, _ in template.names])
