"""Which system and screen an `open`, `login` or `logout` means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bots.recipe import words
from bots.recipe.nodes import Scalar
from bots.recipe.reader import Reader
from bots.recipe.recipe import Step
from bots.recipe.system import ScreenFile, SystemFile


def is_place(text: str) -> bool:
    """Whether what is opened is an address and not the name of a screen."""
    return text.startswith(("/", "http://", "https://", "<"))


class Screens:
    """Follows which system is the current one, as the engine does: login and open decide it."""

    def __init__(self, uses: Sequence[str], systems: Mapping[str, SystemFile]) -> None:
        self.uses = tuple(uses)
        self.systems = systems
        self.current = self.uses[0] if self.uses else ""

    @property
    def system(self) -> SystemFile | None:
        """The current system, where its file was found."""
        return self.systems.get(self.current)

    def begin(self) -> None:
        """A row begins: the first system is the current one."""
        self.current = self.uses[0] if self.uses else ""

    def _missing(self) -> bool:
        """Whether a system that is used has no file, as was told: its name may be the mistake."""
        return any(one not in self.systems for one in self.uses)

    def resolve(self, name: str) -> list[tuple[str, ScreenFile]]:
        """The systems that have a screen of that name: the current one's, else all others'."""
        own = self.systems.get(self.current)
        if own is not None and name in own.screens:
            return [(self.current, own.screens[name])]
        return [
            (other, self.systems[other].screens[name])
            for other in self.uses
            if other in self.systems and name in self.systems[other].screens
        ]

    def check(self, reader: Reader, step: Step) -> None:
        """Note what is wrong with the system or screen of a step; go on with it as the current."""
        text = str(step.args.get(step.task.main, ""))
        node = step.main if isinstance(step.main, Scalar) else step.word
        if step.verb in ("login", "logout") and text:
            self._system(reader, step, node, text)
        elif step.verb == "open" and isinstance(step.main, Scalar) and text and not is_place(text):
            self._screen(reader, node, text)

    def _system(self, reader: Reader, step: Step, node: Scalar, name: str) -> None:
        if name not in self.uses:
            if self.uses and not self._missing():
                reader.unknown("R17", node, self.uses)
            return
        self.current = name
        system = self.systems.get(name)
        if system is None:
            return
        if not (system.login if step.verb == "login" else system.logout):
            part = words.spoken(words.SYSTEM, step.verb, system.japanese)
            reader.add("R105", node, name=name, part=part, file=system.file)
        account = step.args.get("account")
        if account and account not in system.accounts:
            key, value = step.nodes["account"]
            where = value if isinstance(value, Scalar) else key
            reader.unknown("R106", where, list(system.accounts) or ["-"])

    def _screen(self, reader: Reader, node: Scalar, name: str) -> None:
        if self._missing() or not self.uses:
            return  # its screens are not known
        found = self.resolve(name)
        if len(found) == 1:
            self.current = found[0][0]
        elif found:
            reader.add("R107", node, name=name, systems=words.listed([one for one, _ in found]))
        else:
            known = [one for system in self.systems.values() for one in system.screens]
            reader.unknown("R16", node, known or ["/"])
