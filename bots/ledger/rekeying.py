"""Carries what was entered over to another way of writing keys: else it would be entered again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from bots.japan.keys import key_part
from bots.model import ItemState

# What must be known again, whatever else was written alike: entered, in doubt, or with a person.
_KEPT_BEFORE = (
    ItemState.DONE,
    ItemState.ALREADY,
    ItemState.CONFLICT,
    ItemState.SUBMITTING,
    ItemState.UNCERTAIN,
    ItemState.WAITING,
)


def carry_over(items: Any, form: str) -> None:
    """Write the keys of `items` (a query of one register) anew, as keys made of `form` (JSON, "" = not
    known) are written now.

    Where several items get one key, one that was entered has it and the others stay beside it under another
    writing. What was entered under a key that is written anew can no longer be compared, so it is not:
    nothing of it counts as changed.
    """
    kinds = [kind for _, kind, _ in json.loads(form)] if form else []
    moved = [
        (item, key)
        for item in items.only("environment", "key", "state", "doubted").iterator()
        if (key := _written(json.loads(item.key), kinds)) != item.key
    ]
    for item, key in moved:
        holder = items.filter(environment=item.environment, key=key).first()
        if holder is None:
            items.filter(pk=item.pk).update(key=key, payload_hmac={})
        elif _binds(item) and not _binds(holder):
            for pk, text in ((item.pk, f"{item.key} {item.pk}"), (holder.pk, item.key), (item.pk, key)):
                items.filter(pk=pk).update(key=text, payload_hmac={})


def _written(key: list[str], kinds: Iterable[str]) -> str:
    parts = [key_part(text, kind) for text, kind in zip_longest(key, list(kinds)[: len(key)], fillvalue="text")]
    return json.dumps(parts, ensure_ascii=False)


def _binds(item: Any) -> bool:
    return item.state in _KEPT_BEFORE or item.doubted
