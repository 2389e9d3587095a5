"""Whether `bots serve` is well, in a few figures that are kept in memory: whoever asks costs the ledger nothing, and cannot
hold anything up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bots.clock import Clock, SystemClock
from bots.timetable.glance import SILENT
from bots.timetable.scheduler import Scheduler


@dataclass(slots=True)
class Pulse:
    """What the rounds of a `bots serve` leave for those who ask. Begun once, written by its rounds alone."""

    _scheduler: Scheduler | None = None
    _clock: Clock = field(default_factory=SystemClock)
    _began_at: datetime | None = None
    _read_at: datetime | None = None
    _fault: str = ""
    _ending: bool = False
    _counts: dict[str, int] = field(default_factory=dict)

    def begin(self, scheduler: Scheduler, clock: Clock) -> None:
        """From now on there is something to tell."""
        self._scheduler, self._clock, self._began_at = scheduler, clock, clock.now()

    def read(self, at_work: int) -> None:
        """The ledger could be read and written; how many runs are at work here. The ledger is open."""
        from bots.ledger import decisions, dues, pauses

        now = self._clock.now()
        self._counts = {
            "at_work": at_work,
            "waiting": len(dues.waiting()),
            "asking": len(dues.asking()),
            "paused": len(pauses.held(now)),
            "for_a_person": sum(sum(one.counts.values()) for one in decisions.open_rows()),
        }
        self._read_at, self._fault = now, ""

    def failed(self, code: str) -> None:
        """The ledger could not be reached: the code of the message."""
        self._fault = code

    def end(self) -> None:
        """Nothing is begun any more."""
        self._ending = True

    def told(self) -> tuple[bool, dict[str, object]]:
        """Whether all is well, and the figures. No name of an entry, no value."""
        now = self._clock.now()
        looked_at = self._scheduler.looked_at if self._scheduler is not None else None
        serving = self._began_at is not None and not self._ending
        looks = looked_at is not None and now - looked_at <= SILENT
        reads = not self._fault and self._read_at is not None and now - self._read_at <= SILENT
        return serving and looks and reads, {
            "ok": serving and looks and reads,
            "serve": {"ok": serving, "since": _moment(self._began_at)},
            "clock": {"ok": looks, "looked_at": _moment(looked_at), "seconds": _seconds(looked_at, now)},
            "ledger": {"ok": reads, "read_at": _moment(self._read_at), "seconds": _seconds(self._read_at, now), "code": self._fault},
            "counts": dict(self._counts),
        }


def _moment(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment is not None else None


def _seconds(moment: datetime | None, now: datetime) -> int | None:
    return int((now - moment).total_seconds()) if moment is not None else None
