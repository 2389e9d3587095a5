"""N: the way to the system, and the sending of a submit."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {}
