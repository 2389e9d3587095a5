"""P: this place: settings, browser, ledger, disk, command line."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {}
