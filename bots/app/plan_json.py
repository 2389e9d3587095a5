"""A plan as text and back. The text is canonical: the same plan gives the same bytes and digest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from typing import Any

from bots.model import Plan


def plan_to_json(plan: Plan) -> str:
    """The plan as JSON, keys in the order of the model."""
    return json.dumps(asdict(plan), ensure_ascii=False, indent=1)


def plan_from_json(text: str) -> Plan:
    """The plan of such a text. Raises pydantic's ValidationError where it is not one."""
    made: Plan = _adapter().validate_json(text)
    return made


def digest(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Plan)
