"""What messages tell people to write can be written."""

from __future__ import annotations

import pkgutil
import re
from collections import Counter
from importlib import import_module

import pytest

import bots.messages
from bots.messages import CATALOGUE
from bots.recipe import words
from bots.recipe.traps import is_keyword

KNOWN = {
    word
    for table in vars(words).values()
    if isinstance(table, dict)
    for pair in table.items()
    for word in pair
    if isinstance(word, str)
}
OTHER = {"C", "bots"}  # a drive of Windows, the remark `bots: ok`


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_words_that_a_message_gives_are_words_of_the_language(code: str) -> None:
    message = CATALOGUE[code]
    japanese = re.findall(r"「([^\s「」:<>{}]+):", message.ja + message.hint_ja)
    english = re.findall(r"`([a-z_]+):", message.en + message.hint_en)
    assert [one for one in (*japanese, *english) if one not in KNOWN | OTHER and not is_keyword(one)] == []


def test_no_code_stands_for_two_messages() -> None:
    """Of two modules with the same code one would be told in the place of the other."""
    modules = [import_module(f"bots.messages.{one.name}") for one in pkgutil.iter_modules(bots.messages.__path__)]
    counts = Counter(code for one in modules for code in getattr(one, "MESSAGES", {}))
    assert [code for code, count in counts.items() if count > 1] == []
    assert set(counts) == set(CATALOGUE)
