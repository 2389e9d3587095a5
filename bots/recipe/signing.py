"""L24: a recipe that enters into a system whose file tells how to sign in, and that never does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bots.recipe import words
from bots.recipe.nodes import Scalar
from bots.recipe.parts import called
from bots.recipe.reader import Reader
from bots.recipe.recipe import Recipe, Step, flat
from bots.recipe.screens import Screens, is_place
from bots.recipe.system import SystemFile
from bots.recipe.system_checks import step_word
from bots.values.calling import FILLING


@dataclass(slots=True)
class _Seen:
    """By system: the step that comes into it first, and that enters first; where a step signs in."""

    came: dict[str, Scalar] = field(default_factory=dict)
    entered: dict[str, Scalar] = field(default_factory=dict)
    signed: set[str] = field(default_factory=set)


def check_signed_in(reader: Reader, recipe: Recipe, systems: Mapping[str, SystemFile]) -> None:
    """Note each such system, where the recipe comes into it. A recipe that hands values back is called by one that
    has signed in.
    """
    unread = any(one.severity == "error" for one in recipe.found)  # the sign-in may be what could not be read
    if unread or recipe.returns or any(one not in systems for one in recipe.uses):
        return
    seen = _Seen()
    for _, steps in recipe.sections():
        for step, system in _followed(Screens(recipe.uses, systems), steps):
            _see(seen, recipe, systems, step, system)
    place = "start" if recipe.sheet is not None else "steps"
    for name, entered in seen.entered.items():
        if systems[name].login and name not in seen.signed:
            reader.add(
                "L24", seen.came.get(name, entered), severity="warning", name=name,
                part=words.spoken(words.TOP, place, reader.japanese), verb=step_word("login", reader.japanese),
            )  # fmt: skip


def _followed(screens: Screens, steps: Sequence[Step]) -> Iterator[tuple[Step, str]]:
    """Each step, the inner ones too, with the system that it stands in once it is done; "" where that is not told."""
    screens.begin()
    where = screens.current
    for step in flat(steps):
        name = str(step.args.get(step.task.main, ""))
        if step.verb in ("login", "logout") and name in screens.uses:
            where = screens.current = name
        elif step.verb == "open" and not is_place(name):
            found = screens.resolve(name)
            where = found[0][0] if len(found) == 1 else ""
            screens.current = where or screens.current
        yield step, where


def _see(seen: _Seen, recipe: Recipe, systems: Mapping[str, SystemFile], step: Step, name: str) -> None:
    part = recipe.parts.get(called(step))
    if part is not None:  # it goes its own way, from its own first system
        inner = _Seen()
        for one, system in _followed(Screens(part.uses, systems), part.steps):
            _see(inner, part, systems, one, system)
        seen.signed |= inner.signed
        for system in inner.entered:
            seen.entered.setdefault(system, step.word)
        return
    system_of_step = systems.get(name)
    if system_of_step is None:
        return
    if step.verb == "open":
        screen = system_of_step.screens.get(str(step.args.get(step.task.main, "")))
        seen.came.setdefault(name, step.word)
        if screen is not None and any(_signs_in(system_of_step, one) for one in screen.how):
            seen.signed.add(name)
    elif step.verb in FILLING or step.task.submits:
        seen.entered.setdefault(name, step.word)
    if step.verb == "login" or _signs_in(system_of_step, step):
        seen.signed.add(name)


def _signs_in(system: SystemFile, step: Step) -> bool:
    """Whether a step presses what the sign-in of the system presses last."""
    pressed = [one.args.get(one.task.main) for one in system.login if one.verb == "click"]
    return step.verb == "click" and step.args.get(step.task.main) in pressed[-1:]
