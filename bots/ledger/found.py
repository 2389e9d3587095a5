"""What the words of a recipe were found at in its last rehearsal or, before one, when rows were entered: the
second proof of a field.

A word alone cannot tell that two labels of a screen were exchanged; what it stood for before can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction

from bots.ledger.connection import lasting
from bots.ledger.tables import Found
from bots.model import FoundField


@lasting
def remember(*, recipe_id: str, found: Mapping[str, FoundField | None]) -> None:
    """Keep what each word (by `found_key`) was found at; words that were not met stay as they were, and those that
    stood at several fields (None) are forgotten."""
    with transaction.atomic(durable=True):
        several = [key for key, one in found.items() if one is None]
        Found.objects.filter(recipe_id=recipe_id, key__in=several).delete()
        Found.objects.bulk_create(
            [Found(recipe_id=recipe_id, key=key, field=asdict(one)) for key, one in found.items() if one is not None],
            update_conflicts=True,
            unique_fields=["recipe_id", "key"],
            update_fields=["field"],
        )


def recall(recipe_id: str) -> dict[str, FoundField]:
    """What was kept of the recipe; {} before its first rehearsal and its first two rows."""
    known = Found.objects.filter(recipe_id=recipe_id).values_list("key", "field")
    return {key: FoundField(**field) for key, field in known}
