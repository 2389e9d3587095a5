"""What stands around the submit: that each row comes to one, what its answer is taken for, what is done after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bots.recipe import words
from bots.recipe.nodes import walk
from bots.recipe.paths import submit_findings
from bots.recipe.reader import Reader
from bots.recipe.recipe import Recipe, Step, flat
from bots.recipe.system import SystemFile
from bots.values.scope import fold_name


def _reloads(reader: Reader, steps: Sequence[Step], sent: bool = False) -> bool:
    """R130: a page that a submit led to must not be opened anew, its address may register again. True if a
    row may stand on such a page after these steps.
    """
    for step in steps:
        if step.verb == "reload" and sent:
            reader.add("R130", step.word, name=step.word.text)
        ends = [_reloads(reader, block.steps, sent) for block in step.blocks]
        sent = step.verb != "open" and (sent or step.task.submits or any(ends))
    return sent


def check_submits(reader: Reader, recipe: Recipe, choices: Mapping[str, Sequence[str]]) -> None:
    """How often a row comes to a submit, and what is done after it. `choices` are the only values of a column."""
    steps = recipe.row_steps
    _reloads(reader, steps)
    for finding in submit_findings(steps, choices, recipe.parts):
        word = finding.step.word
        reader.add(finding.code, word, name=word.text)
    pressed = next((step for step in flat(steps) if step.task.submits), None)
    alone = recipe.sheet is None and recipe.steps and not recipe.input_nodes
    if pressed is not None and alone and not recipe.returns:
        inputs = words.spoken(words.TOP, "inputs", reader.japanese)
        reader.add("R104", pressed.word, name=pressed.word.text, inputs=inputs)


def check_answer(reader: Reader, recipe: Recipe, step: Step, system: SystemFile | None) -> None:
    """R161: a text of trouble that every success would show too; L18: the first question answered with no, so
    that nothing is sent. `system` is the one that the step stands in.
    """
    troubles = list(_troubles(reader, recipe, system))
    _, written = step.nodes.get("success", (step.word, None))
    for success in walk(written) if written is not None else ():
        for where, trouble in troubles:
            if fold_name(trouble) and fold_name(trouble) in fold_name(success.text):
                reader.add("R161", success, name=trouble, where=where)
                break
    answers = step.args.get("dialog")
    if (answers[:1] if isinstance(answers, list) else [answers]) == ["cancel"]:
        key, value = step.nodes["dialog"]
        node = next(walk(value), key)
        reader.add("L18", node, severity="warning", name=step.word.text, answer=node.text)


def _troubles(reader: Reader, recipe: Recipe, system: SystemFile | None) -> Iterator[tuple[str, str]]:
    """The texts that tell of trouble, each with the word of its list."""
    for name, texts in (("problems", recipe.problems), ("already", recipe.already)):
        yield from ((words.spoken(words.TOP, name, reader.japanese), text) for text in texts)
    for name, texts in system.texts.items() if system is not None else ():
        word = words.spoken(words.SYSTEM, name, reader.japanese)
        yield from ((word, text) for text in texts)
