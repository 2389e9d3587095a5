"""What a person wrote: a recipe with every step, each with its place, before anything is
decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from bots.errors import Place, Problem
from bots.model import Column, Details, EvidencePolicy, RowsPlan, Safety
from bots.recipe import words
from bots.recipe.nodes import Map, Node, Scalar, Source
from bots.tasks.registry import Task


@dataclass(frozen=True, slots=True)
class Step:
    """One use of a verb as written. `args` by English words, as in a plan; `nodes` where they
    stand.

    `word` is the verb as it was written. `when` and `within` have English operators. `blocks` are the
    steps inside.
    """

    task: Task
    word: Scalar
    main: Node
    args: Mapping[str, Any]
    nodes: Mapping[str, tuple[Scalar, Node]]
    place: Place
    line: str
    name: str = ""
    when: Any = None
    when_node: Node | None = None
    within: Any = None
    within_node: Node | None = None
    timeout: float | None = None
    blocks: tuple[Block, ...] = ()

    @property
    def verb(self) -> str:
        """The verb's English word."""
        return str(self.task.english)


@dataclass(frozen=True, slots=True)
class Block:
    """Steps inside a step. A way of a branch has its condition; the last may have none (それ以外).

    `place` and `line` are where it begins: もし, それ以外, 手順 or the verb.
    """

    place: Place
    line: str
    steps: tuple[Step, ...]
    when: Any = None
    when_node: Node | None = None


def flat(steps: Iterable[Step]) -> Iterator[Step]:
    """Steps with the steps inside them, as they stand in the file."""
    for step in steps:
        yield step
        for block in step.blocks:
            yield from flat(block.steps)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a recipe: what goes into the plan, and where it was written. `details` are the columns of
    each kind of child row. Not `complete` = some name in it was not understood.
    """

    plan: RowsPlan
    nodes: Mapping[str, tuple[Scalar, Node]]
    columns: Mapping[str, Scalar]
    details: Mapping[str, Mapping[str, Scalar]] = field(default_factory=dict)
    complete: bool = True

    def detail(self, name: str) -> Details:
        """The child rows of that name."""
        return next(one for one in self.plan.details if one.name == name)


@dataclass(slots=True)
class Recipe:
    """A recipe file that was read. `found` is what is wrong with its shape; `check` finds the
    rest.
    """

    id: str
    path: Path
    source: Source
    sha256: str
    language: Literal["ja", "en"]
    title: str = ""
    about: dict[str, str] = field(default_factory=dict)
    uses: tuple[str, ...] = ()
    uses_nodes: tuple[Scalar, ...] = ()
    inputs: tuple[Column, ...] = ()
    input_nodes: dict[str, Scalar] = field(default_factory=dict)
    sheet: Sheet | None = None
    start: tuple[Step, ...] = ()
    each_row: tuple[Step, ...] = ()
    steps: tuple[Step, ...] = ()
    finish: tuple[Step, ...] = ()
    probe: tuple[Step, ...] = ()
    probe_word: Scalar | None = None
    problems: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    safety: Safety = field(default_factory=Safety)
    evidence: EvidencePolicy = field(default_factory=EvidencePolicy)
    evidence_mask: tuple[Scalar, ...] = ()
    returns: tuple[str, ...] = ()
    return_nodes: tuple[Scalar, ...] = ()
    parts: dict[str, Recipe] = field(default_factory=dict)  # recipes that it calls, once it was checked
    later: bool = False
    found: list[Problem] = field(default_factory=list)

    @property
    def file(self) -> str:
        """How messages call the file: relative to the project, with /."""
        return self.source.file

    @property
    def root(self) -> Map:
        """The tree of the file."""
        return self.source.root

    @property
    def complete(self) -> bool:
        """Whether every top word of the file was understood; else one that is missing may be meant."""
        return all(words.english(words.TOP, key.text) for key, _ in self.root.entries)

    @property
    def row_steps(self) -> tuple[Step, ...]:
        """The steps that enter one thing: of each row, or of a recipe without rows."""
        return self.each_row or self.steps

    @property
    def all_row_steps(self) -> tuple[Step, ...]:
        """Those steps with all that stand inside them."""
        return tuple(flat(self.row_steps))

    def deep_row_steps(self) -> Iterator[Step]:
        """Those steps, and those of the recipes that they call."""
        for step in self.all_row_steps:
            yield step
            if step.verb == "use" and step.args.get("recipe") in self.parts:
                yield from self.parts[str(step.args["recipe"])].deep_row_steps()

    def all_parts(self) -> Iterator[Recipe]:
        """The recipes that it calls, and those that they call."""
        for part in self.parts.values():
            yield part
            yield from part.all_parts()

    def sections(self) -> tuple[tuple[str, tuple[Step, ...]], ...]:
        """The steps by their place in the plan, in the order in which they are carried out."""
        return (
            ("start", self.start),
            ("each_row", self.each_row),
            ("steps", self.steps),
            ("finish", self.finish),
        )
