"""R: mistakes in a recipe or a system file."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {}
