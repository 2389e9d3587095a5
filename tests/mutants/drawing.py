"""Mutants of a form, drawn by chance from a seed and made by the browser itself (mutate.js)."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.mutants.forms import Field, Form

_SCRIPT = Path(__file__).with_name("mutate.js").read_text(encoding="utf-8")
# A kind of change, and the kind of fields that it is made to.
KINDS: dict[str, str] = {
    "labels swapped": "text", "fields swapped": "text", "boxes swapped": "several", "look-alike field": "text",
    "look-alike takes the words": "text", "hidden twin": "text", "words changed": "any", "option renamed": "choice",
    "options swapped": "choice", "order changed": "any", "names anew": "any", "names anew and order changed": "text",
    "into a frame": "text", "read-only": "text", "filled already": "text", "shorter": "text", "another type": "text",
    "look-alike button": "any", "one more to fill in": "any",
}  # fmt: skip
SAME = "nothing"
_TRIES = 40


@dataclass(frozen=True)
class Mutant:
    """A changed page. `meanings` = what a new name stands for; `added` = names of fields that nobody asked for."""

    kind: str
    told: str
    html: str
    meanings: Mapping[str, str]
    added: Sequence[str]

    def judged(self, posted: Sequence[tuple[str, str]], right: Mapping[str, str]) -> str:
        """Whether what was sent is what the row means: "right", or what is wrong."""
        meant = {self.meanings.get(name, name): value for name, value in posted}
        wrong = [f"{name}={meant.get(name)!r}" for name, value in right.items() if meant.get(name) != value]
        wrong += [f"{name}={meant[name]!r}" for name in self.added if meant.get(name)]
        return ", ".join(wrong) or "right"


def drawn(page: Page, address: str, form: Form, count: int, seed: int, kinds: Sequence[str] = ()) -> list[Mutant]:
    """So many mutants; every kind that the form can have comes before any comes again. `kinds` = these alone."""
    chance = random.Random(f"{seed} {form.page}")
    all_kinds = list(kinds or KINDS)
    made: list[Mutant] = []
    left: list[str] = []
    while len(made) < count:
        left = left or chance.sample(all_kinds, len(all_kinds))
        kind = left.pop()
        one = next((found for _ in range(_TRIES) if (found := mutant(page, address, form, kind, chance))), None)
        if one is not None:
            made.append(one)
    return made


def of_kind(page: Page, address: str, form: Form, kind: str, seed: int) -> Mutant:
    """A mutant of a kind that every form can have."""
    found = mutant(page, address, form, kind, random.Random(seed))
    assert found is not None
    return found


def mutant(page: Page, address: str, form: Form, kind: str, chance: random.Random) -> Mutant | None:
    """One mutant of that kind, or None where the fields drawn are not so."""
    page.goto(f"{address}/{form.page}")
    of = KINDS.get(kind, "any")
    fields = list(form.fields) if of == "any" else form.some(of)
    if not fields:
        return None
    one, other = chance.sample(fields, 2) if len(fields) > 1 else (fields[0], fields[0])
    turn = chance.randrange(1000)
    said = page.evaluate(_SCRIPT, {"kind": kind, "a": _told(one), "b": _told(other), "turn": turn})
    if said is None:
        return None
    return Mutant(kind, f"{kind}: {one.word}, {other.word}, {turn}", said["html"], said["meanings"], said["added"])


def _told(field: Field) -> dict[str, object]:
    return {"word": field.word, "names": list(field.names), "chosen": field.chosen}
