"""B: a row refused by a business rule."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {}
