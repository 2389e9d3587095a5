"""Tells whether values have changed without keeping them: an HMAC for each column of an item.

The identity of the item goes into it, so that equal values of two people do not look equal; the
column too. By column, so that a recipe that enters one column more does not make every row look
changed: what both know is compared.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping

_LENGTH = 24  # hex digits: 96 bits


def payload_hmac(
    key: bytes, identity: tuple[str, ...], values: Mapping[str, str]
) -> dict[str, str]:
    """The HMAC of each value, by column. `identity` is register, environment and key."""
    return {column: _one(key, (*identity, column, value)) for column, value in values.items()}


def changed_columns(entered: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """The columns that both know and whose values differ, in the order of `now`."""
    return tuple(
        column
        for column, mark in now.items()
        if column in entered and not hmac.compare_digest(entered[column], mark)
    )


def digest_of(entered: Mapping[str, str]) -> str:
    """One text for the HMACs of all columns, to tell later whether they are still these."""
    return hashlib.sha256(json.dumps(entered, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def key_check(key: bytes) -> str:
    """What the ledger remembers of its key, to notice another one."""
    return hmac.new(key, b"the key of this ledger", hashlib.sha256).hexdigest()


def _one(key: bytes, texts: tuple[str, ...]) -> str:
    # A JSON list, so that ("ab", "c") and ("a", "bc") differ.
    message = json.dumps(texts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:_LENGTH]
