"""D: a sheet or a cell that cannot be used as it is."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {}
