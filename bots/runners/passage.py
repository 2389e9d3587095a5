"""What the gate and click mode are to the submit: a way to leave by, once, after the intent."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

FAILED = 400  # RFC 9110: statuses from here on say that a request failed
SERVER_FAILED = 500  # from here on it is the server that failed, or a gateway before it
UNAVAILABLE = 503  # Service Unavailable: not now; whoever says so has not looked at the request
_GAVE_UP = 408  # Request Timeout


def leaves_open(status: int) -> bool:
    """Whether a status tells nothing of what became of the request: it may have been carried out before."""
    return status >= SERVER_FAILED or status == _GAVE_UP


class Passage(Protocol):
    """A way for a submit to leave by: the gate, or click mode. Use: `open`, `press`, `close`."""

    intended: bool
    late: bool

    @property
    def error(self) -> BaseException | None:
        """What ended the matter before or after the intent, or None."""

    @property
    def sent(self) -> Collection[object]:
        """The requests that left, or may have."""

    @property
    def answered(self) -> bool:
        """Whether everything that left got an answer."""

    @property
    def refused(self) -> bool:
        """Whether an answer says that it failed (a status of 400 or above)."""

    @property
    def failing(self) -> bool:
        """Whether an answer leaves open what became of its request: the server failed (500 or above), or
        something in between gave up waiting for it (408)."""

    @property
    def whole(self) -> bool:
        """Whether the answers to the page's own requests (no documents) are there to their last byte."""

    @property
    def repeats(self) -> int:
        """How many further requests of the press were stopped."""

    @property
    def kinds(self) -> int:
        """How many different requests of the press were taken for the submit because nothing tells which it is."""

    @property
    def cut_off(self) -> bool:
        """Whether something that left ended without an answer."""

    @property
    def broken(self) -> bool:
        """Whether something that left ended without an answer, and not because the page took it back: what the
        page says of it afterwards nobody told it."""

    @property
    def unsent(self) -> bool:
        """Whether it is sure that nothing left although the intent was kept."""

    @property
    def escaped(self) -> bool:
        """Whether a request that may change something went past."""

    def open(self) -> None:
        """Begin to watch."""

    def press(self) -> None:
        """Called just before the press."""

    def turn(self) -> None:
        """Called again and again after the press."""

    def give_up(self) -> None:
        """From now on nothing that may change something leaves."""

    def close(self) -> None:
        """End it. Fuses are left as they are."""

    def blow(self) -> None:
        """Let nothing further through: the answer is not known."""

    def settle(self) -> None:
        """Let everything through again: the answer is known."""

    def keep_intent(self) -> None:
        """Keep the intent, if it is not yet."""
