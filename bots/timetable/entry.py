"""What the timetable says: which recipe is due when, and what then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from bots.app.request import Asked
from bots.clock import TOKYO, in_tokyo
from bots.errors import Place
from bots.japan.days import Day
from bots.japan.opening import OpeningDays

Late = Literal["skip", "run_once", "ask"]
Ending = Literal["success", "settled"]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timetable (項目). `name` is what it is called; `days` and `times` say when it is due, `written` how
    the days were written. `until` is the time of the day, or of the next one, at which its run is asked to end. `after`
    are the entries that must have ended before: "success" = all rows went well or were refused, "settled" = and nothing of
    it waits for a person any more. A greater `priority` is taken first. One with a `folder`, as it is written, has neither
    days nor times: it is due when a file arrives there whose name is one of `files`.
    """

    name: str
    recipe: str
    place: Place
    days: tuple[Day, ...] = ()
    written: tuple[str, ...] = ()
    times: tuple[time, ...] = ()
    folder: str = ""
    files: tuple[str, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    environment: str = ""
    account: str = ""
    until: time | None = None
    late: Late = "ask"
    after: Mapping[str, Ending] = field(default_factory=dict)
    zone: str = ""
    priority: int = 0
    enabled: bool = True

    def due_on(self, day: date, hall: OpeningDays) -> tuple[datetime, ...]:
        """The moments of a day of Japan at which it is due, in UTC, in their order."""
        if not self.enabled or not any(one.on(day, hall) for one in self.days):
            return ()
        return tuple(datetime.combine(day, at, TOKYO).astimezone(UTC) for at in self.times)

    def due_between(self, after: datetime, until: datetime, hall: OpeningDays) -> Iterator[datetime]:
        """The moments after `after` and up to `until` at which it is due, in their order; all in UTC."""
        day, last = in_tokyo(after).date(), in_tokyo(until).date()
        while day <= last:
            yield from (one for one in self.due_on(day, hall) if after < one <= until)
            day += _DAY

    def asked(self) -> dict[str, object]:
        """What the ledger keeps of it with each of its due times: what it says today, whatever is written tomorrow."""
        return {
            "recipe": self.recipe, "inputs": dict(self.inputs), "environment": self.environment, "account": self.account,
            "until": f"{self.until:%H:%M}" if self.until else "", "after": dict(self.after),
        }  # fmt: skip

    def ends_at(self, due: datetime) -> datetime | None:
        """When the run that is due at `due` is asked to end, in UTC; None = it takes its time."""
        return end_of(due, self.until) if self.until is not None else None


def end_of(due: datetime, until: time) -> datetime:
    """The first moment after `due` at which the clocks of Japan show `until`, in UTC."""
    begun = in_tokyo(due)
    end = datetime.combine(begun.date(), until, TOKYO)
    return (end if end > begun else end + _DAY).astimezone(UTC)


def asked_for(asked: Mapping[str, Any]) -> Asked:
    """What a run is asked for with, from `Entry.asked` or from what the ledger kept of it."""
    return Asked(
        str(asked["recipe"]), inputs=asked["inputs"], environment=str(asked["environment"]), account=str(asked["account"])
    )
