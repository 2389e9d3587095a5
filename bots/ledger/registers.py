"""The register 受付簿 a recipe belongs to, and what was ever done under it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable

from bots.ledger.facts import AttemptFacts, ItemFacts, Overlap, RegisterFacts
from bots.ledger.rows import key_text
from bots.ledger.tables import Item, Register, Run
from bots.model import ItemState, Mode

_ENTERED = (ItemState.DONE, ItemState.ALREADY, ItemState.UNCERTAIN, ItemState.SUBMITTING)
_AT_ONCE = 400  # SQLite takes a limited number of values in one statement


def register_of(
    *, recipe_id: str, recipe_sha: str, declared: str, known_recipe_files: Collection[str]
) -> str:
    """The register of a recipe: as declared; else the one it had when it first ran; else its id.

    A file that was moved or renamed (an id new to the ledger, with the bytes of a recipe that ran and
    whose own file is gone) keeps the register. `known_recipe_files` are the ids of the files there are.
    """
    if declared:
        return declared
    ran = Run.objects.filter(mode=Mode.RUN).select_related("register").order_by("pk")
    before = ran.filter(recipe_id=recipe_id).first()
    if before is not None:
        return before.register.name
    for twin in ran.filter(recipe_sha=recipe_sha):
        if twin.recipe_id not in known_recipe_files:
            return twin.register.name
    return recipe_id


def question(
    *, register: str, system: str, environment: str, keys: Iterable[tuple[str, ...]]
) -> Overlap | None:
    """Keys of a register without items that were entered under another one of the same system and
    environment: the register with the most of them, or None."""
    if Item.objects.filter(register__name=register, environment=environment).exists():
        return None
    wanted = [key_text(key) for key in keys]
    found: Counter[str] = Counter()
    for start in range(0, len(wanted), _AT_ONCE):
        items = Item.objects.filter(
            environment=environment, key__in=wanted[start : start + _AT_ONCE], state__in=_ENTERED
        ).exclude(register__name=register)
        for name, systems in items.values_list("register__name", "systems"):
            found[name] += system in systems
    if not found.total():
        return None
    name, count = found.most_common(1)[0]
    return Overlap(name, count)


def all_registers() -> list[RegisterFacts]:
    """Every register with its items counted, by environment and state."""
    counts: dict[str, dict[str, Counter[str]]] = {}
    for name in Register.objects.order_by("name").values_list("name", flat=True):
        counts[name] = {}
    for name, environment, state in Item.objects.values_list("register__name", "environment", "state"):
        counts[name].setdefault(environment, Counter())[state] += 1
    return [
        RegisterFacts(name, {environment: dict(states) for environment, states in by.items()})
        for name, by in counts.items()
    ]


def history(register: str, key: tuple[str, ...] | None = None) -> list[ItemFacts]:
    """What was ever done under a register, or with one of its keys; the order of entry."""
    found = Item.objects.filter(register__name=register).prefetch_related("attempts__run")
    if key is not None:
        found = found.filter(key=key_text(key))
    return [_facts(item, register) for item in found.order_by("pk")]


def _facts(item: Item, register: str) -> ItemFacts:
    attempts = sorted(item.attempts.all(), key=lambda one: one.epoch)
    return ItemFacts(
        id=item.pk,
        register=register,
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
    )
