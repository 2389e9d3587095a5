"""Words that the language keeps for itself: no verb of a hall may be called so."""

from __future__ import annotations

from bots.recipe import words
from bots.recipe.steps import argument_table
from bots.recipe.words import Table
from bots.tasks.own import Meaning, Reserved, is_own
from bots.tasks.registry import TASKS

_MODIFIER = ("どの手順にも付けられる項目", "an entry that every step may have")
_TOP = ("レシピの一番外側の見出し", "a top word of recipes")
_WAY = ("「場合分け」の中の言葉", "a word inside a branch")


def reserved() -> Reserved:
    """What a word that stands where a step or its entries stand means already.

    A verb called `もし` would never be taken for a verb; one called `ダイアログ` would hide that an argument was
    written at a verb that has none. An argument called `もし` would take the condition away from its step.
    """
    modifiers = _each(words.MODIFIERS, _MODIFIER)
    arguments: dict[str, Meaning] = {}
    for task in TASKS.values():
        if not is_own(task):
            meaning = (f"手順「{task.japanese}」の項目", f"an entry of the verb {task.english}")
            arguments = {**_each(argument_table(task), meaning), **arguments}
    return Reserved({**arguments, **_each(words.TOP, _TOP), **_each(words.WAY, _WAY), **modifiers}, modifiers)


def _each(table: Table, meaning: Meaning) -> dict[str, Meaning]:
    return dict.fromkeys(words.both(table), meaning)
