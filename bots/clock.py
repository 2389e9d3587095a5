"""What time it is: UTC is stored, Asia/Tokyo is shown, durations are monotonic."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


class Clock(Protocol):
    """Tells the time. Tests hand in a clock of their own."""

    def now(self) -> datetime:
        """The present time, aware, in UTC."""

    def monotonic(self) -> float:
        """Seconds that never run backwards; for durations and deadlines only."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present time in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment, never backwards."""
        return time.monotonic()


def in_tokyo(moment: datetime) -> datetime:
    """The same moment on the wall clock of Japan."""
    return moment.astimezone(TOKYO)
