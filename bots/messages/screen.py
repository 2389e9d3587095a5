"""S: what was not on the screen as expected."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {}
