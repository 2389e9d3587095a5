"""Steps as written: which verb, which arguments, which modifiers. One step, one verb on its
first line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bots.japan.width import fold
from bots.recipe import words
from bots.recipe.conditions import read_condition, read_within
from bots.recipe.nodes import Items, Map, Node, Scalar
from bots.recipe.reader import Entries, Reader
from bots.recipe.recipe import Block, Step
from bots.recipe.synonyms import everyday, everyday_modifier
from bots.recipe.words import Table
from bots.tasks.arguments import seconds
from bots.tasks.registry import STEPS, TASKS, Task, find
from bots.values.former import OLD_WORDS

_INNER: Mapping[str, Table] = {"fields": words.FIELD, "readings": words.READ_ITEM}  # by the kind of argument


def read_steps(reader: Reader, node: Node) -> tuple[Step, ...]:
    """The steps of a list. What is not a step is a problem and left out."""
    items = reader.items(node)
    if items is not None and not items.items:
        reader.add("R10", node)
    steps = (read_step(reader, item) for item in (items.items if items else ()))
    return tuple(step for step in steps if step is not None)


def read_step(reader: Reader, node: Node) -> Step | None:
    """One step, or None where its verb is missing or unknown."""
    if not isinstance(node, Map):
        _not_a_step(reader, node)
        return None
    found = _verb(reader, node)
    if found is None:
        return None
    word, main = found
    task = task_of(word.text)
    if task is None:
        _no_such_verb(reader, word)
        return None
    reader.old_word({task.english: task.japanese}, word)
    arguments, modifiers = _sort(reader, node, word, main, task)
    return _made(reader, task, word, main, arguments, modifiers)


# --------------------------------------------------------------------------- the verb


def _verb(reader: Reader, node: Map) -> tuple[Scalar, Node] | None:
    """The first entry that is not a modifier."""
    for key, value in node.entries:
        if words.english(words.MODIFIERS, key.text) is None:
            return key, value
    if node.entries:
        reader.add("R07", node.entries[0][0])
    else:
        reader.add("R10", node)
    return None


def task_of(word: str) -> Task | None:
    """The verb of a word of today or of a former version, or None."""
    return find(word) or find(OLD_WORDS.get(word, ""))


def _not_a_step(reader: Reader, node: Node) -> None:
    if isinstance(node, Scalar) and not node.empty:
        verb = node.text.strip().rstrip(":：")
        task = task_of(verb)
        if task is not None:
            japanese, english = task.one_liners
            reader.add("R26", node, name=verb, example=japanese, example_en=english)
        else:
            reader.add("R07", node, name=verb)
    else:
        reader.add("R07", node)


def _no_such_verb(reader: Reader, word: Scalar) -> None:
    known = [task.japanese if reader.japanese else task.english for task in TASKS.values()]
    both = [one for task in TASKS.values() for one in (task.japanese, task.english)]
    near = everyday(word.text) or words.nearest(word.text, both)
    reader.add(
        "R04",
        word,
        advice="R98" if near else "",
        name=word.text,
        near=near,
        known=words.listed(known, 40),
    )


def _sort(
    reader: Reader, node: Map, word: Scalar, main: Node, task: Task
) -> tuple[Entries, Entries]:
    """The other entries of a step: arguments of its verb, and modifiers, by their English words."""
    arguments: Entries = {}
    modifiers: Entries = {}
    table = argument_table(task)
    for key, value in node.entries:
        if key is word:
            continue
        modifier = words.english(words.MODIFIERS, key.text)
        argument = words.english(table, key.text)
        if argument is not None:
            _keep(reader, arguments, argument, key, value, table)
        elif modifier is not None:
            _keep(reader, modifiers, modifier, key, value, words.MODIFIERS)
        elif task_of(key.text):
            reader.add("R27", key, name=key.text, verb=word.text)
        elif isinstance(main, Scalar) and main.empty:
            reader.add("R06", key, name=key.text, verb=word.text)
        else:
            known = [*reader.words(table), *reader.words(words.MODIFIERS)]
            near = everyday_modifier(key.text) or words.nearest(key.text, [*words.both(table), *words.both(words.MODIFIERS)])
            reader.add(
                "R05",
                key,
                advice="R98" if near else "",
                name=key.text,
                verb=word.text,
                near=near,
                known=words.listed(known),
            )
    return arguments, modifiers


def _keep(reader: Reader, entries: Entries, english: str, key: Scalar, value: Node, table: Table) -> None:
    if english in entries:
        reader.add("R02", key, name=key.text, other=entries[english][0].text)
    else:
        reader.old_word(table, key)
        entries[english] = (key, value)


def argument_table(task: Task) -> Table:
    """The words of a verb's arguments but the main one: English to Japanese, as they are
    written.
    """
    return {
        words.WRITTEN_AS.get(name, name): japanese
        for name, japanese in task.arguments.items()
        if name != task.main
    }


# --------------------------------------------------------------------------- the step


def _made(
    reader: Reader, task: Task, word: Scalar, main: Node, arguments: Entries, modifiers: Entries
) -> Step:
    args: dict[str, Any] = {}
    nodes: Entries = {}
    blocks: tuple[Block, ...] = ()
    if not (isinstance(main, Scalar) and main.empty):
        nodes[task.main] = (word, main)
        if task.kinds[task.main].name in STEPS:
            blocks = _blocks(reader, task, task.main, word, main)
        else:
            args[task.main] = _main_value(reader, task, main)
    named_otherwise = {written: name for name, written in words.WRITTEN_AS.items()}
    for written, (key, value) in arguments.items():
        name = named_otherwise.get(written, written)
        nodes[name] = (key, value)
        if task.kinds[name].name in STEPS:
            blocks = _blocks(reader, task, name, key, value)
            continue
        table = words.ARGUMENT_VALUES.get(name)
        if isinstance(value, Scalar) and value.empty:
            reader.add("R10", key)
        elif table is None:
            args[name] = as_json(reader, value, None)
        elif isinstance(value, Items):
            args[name] = [chosen for one in value.items if (chosen := reader.choice(one, table))]
        elif chosen := reader.choice(value, table):
            args[name] = chosen
    when = modifiers.get("when")
    within = modifiers.get("in")
    timeout = modifiers.get("timeout")
    named = modifiers.get("name")
    return Step(
        task=task,
        word=word,
        main=main,
        args=args,
        nodes=nodes,
        place=reader.source.place(word),
        line=reader.source.line(word.line).strip(),
        name=reader.text(named[1]) if named else "",
        when=read_condition(reader, when[1]) if when else None,
        when_node=when[1] if when else None,
        within=read_within(reader, within[1]) if within else None,
        within_node=within[1] if within else None,
        timeout=read_duration(reader, timeout[1]) if timeout else None,
        blocks=blocks,
    )


def _blocks(
    reader: Reader, task: Task, name: str, word: Scalar, node: Node
) -> tuple[Block, ...]:
    """The steps inside a step: one block, or one for each way of a branch."""
    if task.kinds[name].name == "inside":
        return (_block(reader, word, node),)
    items = reader.items(node)
    if items is not None and not items.items:
        reader.add("R10", node)
    ways = (_way(reader, item) for item in (items.items if items else ()))
    return tuple(way for way in ways if way is not None)


def _way(reader: Reader, node: Node) -> Block | None:
    """One way of a branch: もし and 手順, or それ以外 alone."""
    entries = reader.entries(node, words.WAY)
    if not entries:
        return None  # what it is instead was told
    word = next(iter(entries.values()))[0]
    if "else" in entries:
        for other in ("when", "do"):
            if other in entries:
                reader.add("R128", entries[other][0], name=entries["else"][0].text)
        return _block(reader, *entries["else"])
    for missing in ("when", "do"):
        if missing not in entries:
            name = words.spoken(words.WAY, missing, reader.japanese)
            reader.add("R38", word, name=name, verb=word.text)
            return None
    when, do = entries["when"], entries["do"]
    condition = read_condition(reader, when[1])
    return replace(_block(reader, when[0], do[1]), when=condition, when_node=when[1])


def _block(reader: Reader, word: Scalar, node: Node) -> Block:
    line = reader.source.line(word.line).strip()
    return Block(reader.source.place(word), line, read_steps(reader, node))


def _main_value(reader: Reader, task: Task, node: Node) -> Any:
    kind = task.kinds[task.main].name
    if kind == "holding" or (kind == "waiting" and not isinstance(node, Scalar)):
        return read_condition(reader, node)
    return as_json(reader, node, inner_table(task))


def inner_table(task: Task) -> Table | None:
    """The words inside one line of a verb's main argument; None where a line holds nothing but its text."""
    if task.english == "verify":
        return {"value": words.FIELD["value"]}  # a comparison that is not looked at would compare nothing
    return _INNER.get(task.kinds[task.main].name)


def as_json(reader: Reader, node: Node, inner: Table | None) -> Any:
    """Texts, lists and mappings as they are; the names of an inner mapping by `inner` in
    English.
    """
    if isinstance(node, Scalar):
        if node.empty:
            reader.add("R10", node)
        return node.text
    if isinstance(node, Items):
        return [as_json(reader, item, None) for item in node.items]
    return {key.text: _inner(reader, value, inner) for key, value in node.entries}


def _inner(reader: Reader, node: Node, table: Table | None) -> Any:
    if table is None or not isinstance(node, Map):
        return as_json(reader, node, None)
    made: dict[str, Any] = {}
    for name, (_, value) in reader.entries(node, table).items():
        closed = words.ARGUMENT_VALUES.get(name)
        made[name] = reader.choice(value, closed) if closed else as_json(reader, value, None)
    return made


def read_duration(reader: Reader, node: Node) -> float | None:
    """Seconds: `10`, `10秒`, `10s`."""
    text = reader.text(node)
    if not text:
        return None
    length = seconds(text)
    if length is None:
        plain = fold(text.strip())
        wide = seconds(plain) is not None
        reader.add("R25", node, advice="R99" if wide else "", word=text, instead=plain)
    return length
