"""L: advice about a recipe that is not wrong."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {}
