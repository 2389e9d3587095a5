"""Tells people what became of the night, and at once what stops. A notifier that fails is told here, and never stops a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from bots.app.project import Project
from bots.clock import TOKYO, in_tokyo
from bots.errors import PlaceError, Problem
from bots.notifiers import notifiers
from bots.recipe import recipes_in
from bots.timetable.entry import Entry
from bots.timetable.letters import Letter, letter_at_once, letter_of_the_night, letter_of_trouble
from bots.timetable.outlook import Line, line_of
from bots.vaults import EnvironmentVault, FileVault, Vaults

_A_NIGHT = timedelta(hours=24)  # so far back the first letter of an owner goes


class Bell:
    """The letters of a project. `place` says where it is: the machine and the folder."""

    def __init__(self, project: Project, place: str) -> None:
        settings = project.settings
        vault = Vaults(EnvironmentVault(), FileVault(settings.home / "config" / "secrets.yaml"))
        self._project, self._place = project, place
        self._ways = notifiers(settings, vault)
        self._morning = settings.notify.morning

    def at_once(self, due: int) -> list[Problem]:
        """Tell the owner that the run of a due time needs a person; what could not be told."""
        from bots.ledger import dues

        line = line_of(dues.get(due))
        settings = self._project.settings
        letter = letter_at_once(line, self._owner_of(line), settings.notify.to, self._place, settings.language)
        return list(self._send([letter]))

    def of_entry(self, entry: Entry, problem: Problem) -> list[Problem]:
        """Tell the owner at once that something keeps an entry; what could not be told."""
        settings, owner = self._project.settings, self._owner(entry.recipe)
        letter = letter_of_trouble(entry.name, problem, owner, settings.notify.to, self._place, settings.language)
        return list(self._send([letter]))

    def morning(self) -> list[Problem]:
        """Tell each owner what became of all that was due since the last letter and before this morning. A letter that could
        not be sent is tried again when this is called again. What could not be told."""
        if not self._ways:
            return []
        morning = self._last_morning()
        from bots.ledger import dues, pauses

        found: list[Problem] = []
        paused = pauses.held(self._project.clock.now())
        settings = self._project.settings
        lines = [line_of(one) for one in dues.between(morning - 7 * _A_NIGHT, morning)]
        for owner in {self._owner_of(line) for line in lines}:
            last = dues.told_until(owner)
            if last is not None and last >= morning:
                continue
            begin = last or morning - _A_NIGHT
            mine = [line for line in lines if self._owner_of(line) == owner and line.due_at > begin]
            concern = [one for one in paused if one.entry in ("", *(line.entry for line in mine))]
            letter = letter_of_the_night(owner, mine, settings.notify.to, self._place, settings.language, concern)
            wrong = list(self._send([letter])) if mine else []
            found += wrong
            if not wrong:
                dues.told(owner=owner, until=morning, clock=self._project.clock)
        return found

    def _last_morning(self) -> datetime:
        """The last moment at which letters were to go out, in UTC."""
        now = in_tokyo(self._project.clock.now())
        today = datetime.combine(now.date(), self._morning, TOKYO)
        return (today if today <= now else today - _A_NIGHT).astimezone(UTC)

    def _owner_of(self, line: Line) -> str:
        return self._owner(line.recipe)

    def _owner(self, of_recipe: str) -> str:
        owners = {recipe: owner for recipe, _, owner in recipes_in(self._project.home)}
        return owners.get(of_recipe, "")

    def _send(self, letters: Iterable[Letter]) -> Iterator[Problem]:
        """Send by every way; what could not be sent."""
        for letter in letters:
            for name, way in self._ways.items():
                if name == "mail" and not letter.to:
                    continue  # nobody is written down for this owner
                try:
                    way.tell(letter.to or letter.owner, letter.title, letter.text)
                except PlaceError as error:
                    yield error.problem
