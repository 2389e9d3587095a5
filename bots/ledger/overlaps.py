"""Whether a register that is new would enter again what another has: a question, never a guess.

Two things may hide it. The recipe was copied and given another key: then the rows are keyed as the
other register keys its own. The system file was copied under another name: systems are told apart by
where they are, not by what they are called.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from bots.ledger.connection import key as hmac_key
from bots.ledger.deciding import identity_of, key_text
from bots.ledger.facts import KeyedRow, Overlap
from bots.ledger.payload import changed_columns, payload_hmac
from bots.ledger.tables import Item, Register, Run
from bots.model import ItemState

# What was entered, or may have been: a second entry under another name would be a double.
ENTERED = (
    ItemState.DONE,
    ItemState.ALREADY,
    ItemState.CONFLICT,
    ItemState.SUBMITTING,
    ItemState.UNCERTAIN,
)
_AT_ONCE = 400
_PORTS = {"http": 80, "https": 443}

Keyed = Callable[[str], Sequence[KeyedRow | None]]
"""The rows as keys of that form name them, always in the same order; None for a row that has none."""


def question(
    *, register: str, systems: Mapping[str, str], environment: str, form: str, rows: Keyed
) -> Overlap | None:
    """Of the registers with rows entered (or in doubt) in one of `systems` (name to address) and
    `environment`: the one with most of `rows`, and how many. None if something was entered under `register`
    already, or no row is known. A register whose rows were only asked for is still new.

    A row is known by its own key (made of `form`), or by the key that a register with keys of another
    form would give it, if also more than half of what was entered under that key stands in the row.
    """
    here = Item.objects.filter(environment=environment)
    if here.filter(register__name=register, state__in=ENTERED).exists():
        return None
    names = _names(systems, environment)
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for one in (form, *_other_forms(form)):
        for at, row, item in _entered(here, rows(one)):
            if names.isdisjoint(item["systems"]):
                continue
            if one == form or _same_row(row, item, environment):
                found[item["register__name"]][one].add(at)
    tally = {other: len(set().union(*forms.values())) for other, forms in found.items()}
    best = max(tally, key=lambda other: (tally[other], other), default="")
    if not best:
        return None
    forms = found[best]
    other = max(forms, key=lambda one: len(forms[one]))
    return Overlap(best, tally[best], "" if form in forms else other)


def place_of(address: str) -> str:
    """Where a system is, for comparing: scheme, host, port and folder. No user, page or query."""
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    port = "" if parts.port in (None, _PORTS.get(parts.scheme)) else f":{parts.port}"
    folders = parts.path.strip("/").split("/")
    if "." in folders[-1]:  # a page: login.do
        folders.pop()
    return "/".join((f"{parts.scheme}://{host}{port}", *filter(None, folders)))


def same_place(one: str, other: str) -> bool:
    """Whether two places are one system: equal, or one within the other. Many systems of a city hall
    share a host (…/hoiku, …/kifu); a copied file may begin some folders deeper."""
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith(f"{short}/")


def _names(systems: Mapping[str, str], environment: str) -> set[str]:
    """The names of `systems`, and every name under which a run met one of their addresses."""
    places = [place_of(address) for address in systems.values() if address]
    names = set(systems)
    met = Run.objects.filter(environment=environment).values_list("systems", "addresses").distinct()
    for called, stood in met:  # runs of before have no addresses: those are known by name
        for name, place in zip(called, stood, strict=False):
            if any(same_place(place, mine) for mine in places):
                names.add(name)
    return names


def _other_forms(form: str) -> list[str]:
    """What keys of any register are, or were, made of, other than `form`."""
    known: set[str] = set()
    for now, earlier in Register.objects.values_list("key_form", "earlier_forms"):
        known.update((now, *earlier))
    return sorted(known - {"", form})


def _entered(here: Any, rows: Sequence[KeyedRow | None]) -> Iterator[tuple[int, KeyedRow, Any]]:
    """Each of `rows` (by its number in the list) with each item that was entered under its key."""
    by_key: dict[str, list[tuple[int, KeyedRow]]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row is not None:
            by_key[key_text(row.key)].append((at, row))
    texts = sorted(by_key)
    for start in range(0, len(texts), _AT_ONCE):
        items = here.filter(state__in=ENTERED, key__in=texts[start : start + _AT_ONCE])
        for item in items.values("register__name", "systems", "key", "payload_hmac"):
            for at, row in by_key[item["key"]]:
                yield at, row, item


def _same_row(row: KeyedRow, item: Any, environment: str) -> bool:
    """Whether more than half of what was entered stands in the row: a cell may have been mended since,
    but another business about the same people shares no more than a few columns."""
    entered = item["payload_hmac"]
    shared = {name: row.values[name] for name in entered if name in row.values}
    identity = identity_of(item["register__name"], environment, item["key"])
    now = payload_hmac(hmac_key(), identity, shared)
    same = len(shared) - len(changed_columns(entered, now))
    return not entered or 2 * same > len(entered)
