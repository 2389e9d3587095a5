"""Y: the form of a YAML file, before any meaning."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {}
