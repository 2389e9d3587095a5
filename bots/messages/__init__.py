"""Every sentence the program says about a problem, by code, in Japanese and in English.

A code is a letter and a number; the letter tells the kind:

    Y  the form of a YAML file          D  data of a sheet          N  network and sending
    R  a recipe or system file          S  the screen               B  refused by a business rule
    L  a lint (advice)                  P  this place: settings, browser, ledger, disk
    T  the timetable

Sentences hold `{words}` that the caller gives: names, places and numbers, never personal values.
"""

from __future__ import annotations

from collections.abc import Mapping

from bots.messages import (
    beginning,
    business,
    data,
    deciding,
    disk,
    learned,
    ledger,
    lint,
    network,
    own_verbs,
    place,
    postgres,
    recipe,
    rows,
    screen,
    systems,
    timetable,
    upkeep,
    values,
    yaml_form,
)
from bots.messages.message import Message

LANGUAGES = ("ja", "en")

_REASONS = {**network.REASONS, **disk.REASONS}

CATALOGUE: dict[str, Message] = {
    **yaml_form.MESSAGES,
    **recipe.MESSAGES,
    **systems.MESSAGES,
    **lint.MESSAGES,
    **values.MESSAGES,
    **data.MESSAGES,
    **screen.MESSAGES,
    **business.MESSAGES,
    **network.MESSAGES,
    **place.MESSAGES,
    **postgres.MESSAGES,
    **own_verbs.MESSAGES,
    **beginning.MESSAGES,
    **deciding.MESSAGES,
    **rows.MESSAGES,
    **ledger.MESSAGES,
    **upkeep.MESSAGES,
    **learned.MESSAGES,
    **timetable.MESSAGES,
}


def sentence(code: str, lang: str, words: Mapping[str, object]) -> str:
    """The sentence of `code` in `lang` with its words filled in. Raises KeyError for an unknown code."""
    message = CATALOGUE[code]
    if lang == "ja":
        reason = words.get("reason")
        known = _REASONS.get(reason) if isinstance(reason, str) else None
        return message.ja.format_map({**words, "reason": known} if known else words)
    return message.en.format_map(_english(words))


def hint(code: str, lang: str, words: Mapping[str, object]) -> str:
    """What to do next about `code`, or "" where the catalogue has no advice."""
    message = CATALOGUE[code]
    if lang == "ja":
        return message.hint_ja.format_map(words)
    return message.hint_en.format_map(_english(words))


def _english(words: Mapping[str, object]) -> Mapping[str, object]:
    """The words, those that have an English form (`name`, `name_en`) in English."""
    mine = {name.removesuffix("_en"): word for name, word in words.items() if name.endswith("_en")}
    return {**words, **mine} if mine else words
