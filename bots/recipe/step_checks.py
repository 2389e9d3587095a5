"""What the verbs themselves ask of their arguments, and the targets and conditions of a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bots.errors import BotsError, Place, Problem
from bots.recipe import words
from bots.recipe.comparisons import compared
from bots.recipe.folder import confined
from bots.recipe.loading import note_path
from bots.recipe.nodes import Items, Map, Node, Scalar, parts, walk
from bots.recipe.reader import Reader
from bots.recipe.recipe import Step
from bots.tasks.arguments import safe_pattern
from bots.values.conditions import is_blank, parse_condition
from bots.values.targets import FIELD_ROLES, parse_scopes, parse_target

_TARGET_KEYS = ("fill", "upload", "verify")  # their main argument names things on the screen


def check_arguments(reader: Reader, step: Step) -> None:
    """The arguments that a verb must have, and those that it cannot read."""
    missing = [name for name in step.task.required if name not in step.nodes]
    for name in missing:
        if name == step.task.main:
            if not _children_were_shallow(reader, step):
                japanese, english = step.task.one_liners
                reader.add(
                    "R33", step.word, name=step.word.text, example=japanese, example_en=english
                )
        elif not _misspelt(reader, step, name):
            _missing_argument(reader, step, name)
    noted = len(reader.problems)
    for name, code, told in step.task.validate(step.args):
        node = step.nodes[name][1] if name in step.nodes else step.word
        if not _already_told(reader, node):
            advice = "R93" if name == "success" and code in ("R57", "R67") else "R99" if "instead" in told else ""
            _note_part(reader, node, code, _as_written(step, name, told), advice, kind=step.task.kinds[name].name)
    for name, kind in step.task.kinds.items():
        if kind.name in ("path", "book") and name in step.nodes:
            _path(reader, step.nodes[name][1], kind.name)
    if step.when_node is not None:
        check_condition(reader, step.when_node, step.when)
    for block in step.blocks:
        if block.when_node is not None:
            check_condition(reader, block.when_node, block.when)
    if step.within is not None and step.within_node is not None:
        _parsed(reader, step.within_node, parse_scopes, step.within)
    if len(reader.problems) == noted:
        _check_targets(reader, step)
    for pattern in patterns_of(step):
        if not safe_pattern(pattern.text):
            reader.add("R122", pattern)


def _path(reader: Reader, node: Node, kind: str) -> None:
    """A file that a step names lies below the folder of its recipe; which one it is, is known before any row.
    A book that lines are added to is an .xlsx (R139)."""
    if not isinstance(node, Scalar) or not node.text:
        return
    if kind == "path" and "<" in node.text:
        reader.add("R108", node, name=node.text)
    elif kind == "path":
        note_path(reader, node, node.text)
    elif not confined(node.text):
        reader.add("R108", node, name=node.text)
    elif not node.text.lower().endswith(".xlsx"):
        reader.add("R139", node, name=node.text)


def conditions_of(step: Step) -> list[Node]:
    """The conditions of a step, where they stand: its own, that of a wait or a loop, those of its ways."""
    kind = step.task.kinds[step.task.main].name
    main = step.main if kind == "holding" or not isinstance(step.main, Scalar) else None
    asked = (
        step.when_node,
        main if kind in ("waiting", "holding") else None,
        *(block.when_node for block in step.blocks),
    )
    return [node for node in asked if node is not None]


def check_condition(reader: Reader, node: Node, written: Any) -> None:
    """How a condition is written, as the room of values reads it; `written` = None was told already."""
    if written is not None:
        _parsed(reader, node, parse_condition, written)


def _already_told(reader: Reader, node: Node) -> bool:
    """Whether something inside `node` was told: what follows from it is not told again."""
    told = {(one.place.line, one.place.column) for one in reader.problems}
    return any((one.line, one.column) in told for one in parts(node))


def _children_were_shallow(reader: Reader, step: Step) -> bool:
    """Whether the missing main value was already told as written at the same depth (R06)."""
    return any(
        problem.code == "R06" and problem.place.line > step.word.line
        and problem.words.get("verb") == step.word.text
        for problem in reader.problems
    )  # fmt: skip


def _misspelt(reader: Reader, step: Step, name: str) -> bool:
    """Whether an entry of the step was told that is most like the argument that is missing (R05)."""
    words_of = (step.task.written(name), step.task.arguments[name])
    return any(
        problem.code == "R05" and problem.words.get("near") in words_of
        and _belongs(reader, step, problem.place.line)
        for problem in reader.problems
    )  # fmt: skip


def _belongs(reader: Reader, step: Step, line: int) -> bool:
    """Whether a line stands in a step: none between is written further left than the step's verb."""
    between = (reader.source.line(number) for number in range(step.word.line + 1, line + 1))
    depth = step.word.column - 1
    return line >= step.word.line and all(not one.strip() or one[:depth].isspace() for one in between)


def _missing_argument(reader: Reader, step: Step, name: str) -> None:
    japanese = step.task.arguments[name]
    own = not step.word.text.isascii()
    reader.add(
        "R08",
        step.word,
        advice="R93" if name == "success" else "",
        verb=step.word.text,
        name=japanese if own else name,
        other=name if own else japanese,
    )


def _as_written(step: Step, name: str, told: Mapping[str, object]) -> Mapping[str, object]:
    """What is told, with the argument called as the recipe calls it: the main one by its verb."""
    if name not in step.nodes or told.get("name") != step.task.arguments[name]:
        return told
    return {**told, "name": step.nodes[name][0].text}


def _note_part(
    reader: Reader, node: Node, code: str, told: Mapping[str, object], advice: str = "", *, kind: str = ""
) -> None:
    """A problem of an argument of that kind, under the word that it speaks of where there is one."""
    node = _blank_one(node) if code == "R67" else node
    place = _place_of(reader, node, _spoken_of(node, code, kind), told.get("word"))
    reader.problems.append(Problem(code, told, place, advice=advice))


def _spoken_of(node: Node, code: str, kind: str) -> list[Scalar]:
    """The texts that a problem of an argument may speak of, the likeliest first: another may hold the same word."""
    keys = [key for key, _ in node.entries] if isinstance(node, Map) else []
    if code in ("R62", "R63"):
        return [value for _, _, values in compared(node) for value in values]
    if kind in ("fields", "named") or code == "R64":
        return keys
    ids = {id(key) for key in keys}
    return [*(one for one in walk(node) if id(one) not in ids), *keys]


def _blank_one(node: Node) -> Node:
    """The empty text in a list of texts."""
    return next((one for one in walk(node) if not one.empty and is_blank(one.text)), node)


def _place_of(reader: Reader, node: Node, about: Sequence[Scalar], word: object) -> Place:
    """Under the text that is the word, else within the first that holds it, else the whole."""
    if not isinstance(word, str) or not word:
        return reader.source.place(node)
    same = (one for one in about if one.text.strip() == word.strip())
    found = next(same, None) or next((one for one in about if word in one.text), None)
    return reader.source.place(found, found.text.index(word), len(word)) if found else reader.source.place(node)


def _parsed(reader: Reader, node: Node, parse: Callable[[Any], object], written: Any) -> None:
    """Note what another room says of a notation."""
    try:
        parse(written)
    except BotsError as error:
        problem = error.problem
        if not _already_told(reader, node):
            _note_part(reader, node, problem.code, problem.words)


def _check_targets(reader: Reader, step: Step) -> None:
    """Roles by words of former versions (L10); things that take no value (R65); css= and xpath= belong into the screen
    map of the system (L04).
    """
    for target in targets_of(step):
        reader.old_role(target)
        if step.verb in ("fill", "upload") and parse_target(target.text).kind not in ("", *FIELD_ROLES):
            reader.add("R65", target, name=target.text.strip())
        if target.text.strip().lower().startswith(("css=", "xpath=", "id=")):
            reader.add("L04", target, severity="warning")


def targets_of(step: Step) -> list[Scalar]:
    """The texts of a step that name things on the screen."""
    main = step.main
    if step.verb in _TARGET_KEYS:
        return [key for key, _ in main.entries] if isinstance(main, Map) else []
    if step.verb in ("click", "submit", "hover", "download"):
        items = main.items if isinstance(main, Items) else (main,)
        return [item for item in items if isinstance(item, Scalar)]
    if step.verb == "read" and isinstance(main, Map):
        found = []
        for _, value in main.entries:
            if isinstance(value, Map):
                inner = [
                    v for k, v in value.entries if words.english(words.READ_ITEM, k.text) == "from"
                ]
                found.extend(inner)
            else:
                found.append(value)
        return [one for one in found if isinstance(one, Scalar)]
    return []


def patterns_of(step: Step) -> list[Scalar]:
    """The patterns (`形`) of a read step."""
    main = step.main
    if step.verb != "read" or not isinstance(main, Map):
        return []
    return [
        inner
        for _, value in main.entries
        for key, inner in (value.entries if isinstance(value, Map) else ())
        if words.english(words.READ_ITEM, key.text) == "pattern" and isinstance(inner, Scalar)
    ]
