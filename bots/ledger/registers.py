"""Registers 受付簿: the one a recipe belongs to, and what was ever done under it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count

from bots.errors import PlaceError
from bots.ledger.deciding import key_text
from bots.ledger.facts import AttemptFacts, ItemFacts, KeyChange, RegisterFacts, TryFacts
from bots.ledger.overlaps import ENTERED
from bots.ledger.tables import Attempt, Item, Register, Run
from bots.model import ItemState, Mode


def register_of(
    *, recipe_id: str, recipe_sha: str, declared: str, known_recipe_files: Collection[str]
) -> str:
    """The register of a recipe. `known_recipe_files` are the ids of the recipes whose files are
    there.

    What the recipe declares wins. Else: where it ran before (rehearsals do not count), the
    register of its first run that declared none; a new id with the bytes of a recipe that ran and
    whose file is gone was moved or renamed, and keeps its register; else its own id.
    """
    if declared:
        return declared
    ran = Run.objects.filter(mode=Mode.RUN).select_related("register").order_by("pk")
    own = list(ran.filter(recipe_id=recipe_id))
    moved = (
        [] if own else ran.filter(recipe_sha=recipe_sha).exclude(recipe_id__in=known_recipe_files)
    )
    for run in (*own, *moved):
        if not run.declared:
            return run.register.name
    return recipe_id


def entered_keys(*, run: str) -> frozenset[tuple[str, ...]]:
    """The keys of the run's register and environment that were entered, or may have been."""
    own = Run.objects.get(name=run)
    found = Item.objects.filter(
        register=own.register, environment=own.environment, state__in=ENTERED
    ).values_list("key", flat=True)
    return frozenset(tuple(json.loads(key)) for key in found)


def known_keys(*, register: str, environment: str) -> frozenset[tuple[str, ...]]:
    """The keys of every item of a register in an environment, whatever became of it."""
    found = Item.objects.filter(register__name=register, environment=environment)
    return frozenset(tuple(json.loads(key)) for key in found.values_list("key", flat=True))


def key_change(*, register: str, recipe_id: str, environment: str, form: str) -> KeyChange | None:
    """Whether keys made of `form` cannot be told from those that were entered before.

    Looks at `register`, and where it is new at the registers in which the recipe ran; None where
    nothing was entered yet, or its keys were made of the same.
    """
    entered = Item.objects.filter(environment=environment, state__in=ENTERED)
    mine = entered.filter(register__name=register)
    if not mine.exists():
        ran = Run.objects.filter(mode=Mode.RUN, recipe_id=recipe_id, environment=environment)
        mine = entered.filter(register__in=ran.values("register"))
    others = mine.exclude(register__key_form__in=("", form)).values_list(
        "register__name", "register__key_form"
    )
    found = others.annotate(n=Count("id")).order_by("-n", "register__name").first()
    return KeyChange(*found) if found else None


def names() -> list[RegisterFacts]:
    """Every register with its items counted by environment and state, by name."""
    tally: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for name in Register.objects.order_by("name").values_list("name", flat=True):
        tally[name]  # a register without items is shown too
    counted = Item.objects.values("register__name", "environment", "state").annotate(n=Count("id"))
    for line in counted:
        tally[line["register__name"]][line["environment"]][line["state"]] = line["n"]
    return [RegisterFacts(name, counts) for name, counts in tally.items()]


def history(*, register: str, key: tuple[str, ...] | None = None) -> list[ItemFacts]:
    """What was ever done under `register`, or for one key of it: the items with all their attempts.

    Raises PlaceError P47 for a register that is not in the ledger.
    """
    if not Register.objects.filter(name=register).exists():
        known = "、".join(Register.objects.order_by("name").values_list("name", flat=True)[:20])
        raise PlaceError("P47", register=register, known=known or "–")
    found = Item.objects.filter(register__name=register).order_by("environment", "pk")
    if key is not None:
        found = found.filter(key=key_text(key))
    whole = found.prefetch_related("attempts__run", "rows__run", "register")
    return [_facts(item) for item in whole]


def _facts(item: Item) -> ItemFacts:
    attempts = sorted(item.attempts.all(), key=lambda one: one.epoch)
    return ItemFacts(
        id=item.pk,
        register=item.register.name,
        environment=item.environment,
        key=tuple(json.loads(item.key)),
        state=ItemState(item.state),
        epoch=item.epoch,
        receipt=item.receipt,
        unfinished=item.unfinished,
        code=item.code,
        changed_at=item.changed_at,
        attempts=tuple(
            AttemptFacts(
                run=one.run.name,
                epoch=one.epoch,
                claimed_at=one.claimed_at,
                intent_at=one.intent_at,
                sending=one.sending,
                answer=one.answer,
                settled_at=one.settled_at,
            )
            for one in attempts
        ),
        tries=_tries(item, attempts),
    )


# What an attempt came to, by its answer, where a later one of the same run has the row's outcome.
_CAME_TO = {
    "success": ItemState.DONE,
    "problem": ItemState.REFUSED,
    "skipped": ItemState.SKIPPED,
    "failed": ItemState.FAILED,
    "waiting": ItemState.WAITING,
    "released": ItemState.PENDING,
    "unsent": ItemState.PENDING,
    "already": ItemState.ALREADY,
    "conflict": ItemState.CONFLICT,
    "unknown": ItemState.UNCERTAIN,
    "broken": ItemState.UNCERTAIN,
}


def _tries(item: Item, attempts: list[Attempt]) -> tuple[TryFacts, ...]:
    """Each attempt, and each run that had the item without one; oldest first."""
    found: list[tuple[datetime, int, int, TryFacts]] = []
    for row in item.rows.all():
        run, mine = row.run, [one for one in attempts if one.run_id == row.run_id]
        last = ItemState(row.outcome)
        if mine and last is ItemState.PENDING and item.run_id not in (None, row.run_id):
            last = _CAME_TO.get(mine[-1].answer, last)  # it waited, was approved, and a later run has it
        if not mine:
            at = row.settled_at or run.added_at
            found.append((at, run.pk, 0, TryFacts(run.name, at, last)))
        for one in mine:
            state = last if one is mine[-1] else _CAME_TO.get(one.answer, ItemState.PENDING)
            at = one.settled_at or one.claimed_at
            left = one is mine[-1] and row.unfinished
            found.append((at, run.pk, one.epoch, TryFacts(run.name, at, state, left)))
    return tuple(line for *_, line in sorted(found, key=lambda one: one[:3]))
