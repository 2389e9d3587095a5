"""The registry of verbs: one decorator, one arguments model per verb; check, reference and schema
are made from it.

    @task("fill", "入力", main="fields")
    def fill(driver, args: Fill, *, timeout, within) -> Effects: …

The docstring of the model is the verb's reference: `日本語 / English` on its first line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, get_type_hints

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from bots.model import Effects, Scopes
from bots.protocols import Driver
from bots.tasks.arguments import Expand, Kind, check_target


class StepArgs(BaseModel):
    """The arguments of a verb, their values filled in."""

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid", frozen=True)


class Do(Protocol):
    """What a verb does with the hands."""

    def __call__(self, driver: Driver, args: Any, *, timeout: float, within: Scopes) -> Effects: ...


Told = tuple[str, str, Mapping[str, object]]  # argument, message code, words


@dataclass(frozen=True, slots=True)
class Task:
    """A verb: its words, its arguments, what it does.

    `main` is the argument of the first line. `changes` = alters something outside, so a rehearsal
    leaves it out. `submits` = the point of no return. `walked` = the engine walks it, `do` is not called.
    """

    english: str
    japanese: str
    main: str
    model: type[StepArgs]
    function: Do | None
    example: str
    changes: bool = False
    submits: bool = False
    kinds: Mapping[str, Kind] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, str]:
        """English and Japanese."""
        return self.english, self.japanese

    @property
    def arguments(self) -> dict[str, str]:
        """English to Japanese word of every argument."""
        return {name: str(one.title) for name, one in self.model.model_fields.items()}

    @property
    def required(self) -> tuple[str, ...]:
        """The arguments that must be there."""
        return tuple(name for name, one in self.model.model_fields.items() if one.is_required())

    def summary(self, lang: str) -> str:
        """What it does, in one sentence."""
        japanese, _, english = (self.model.__doc__ or "").strip().splitlines()[0].partition(" / ")
        return japanese if lang == "ja" else english

    def reference(self, lang: str) -> list[str]:
        """The verb's page in the reference, as lines of text."""
        ja = lang == "ja"
        lines = [f"{self.japanese} ({self.english})", self.summary(lang), ""]
        for name, one in self.model.model_fields.items():
            word = str(one.title) if ja else name
            need = ("（必須）" if ja else " (required)") if one.is_required() else ""
            first = ("（1行目に書く）" if ja else " (on the first line)") if name == self.main else ""
            japanese, _, english = (one.description or "").partition(" / ")
            lines.append(f"  {word}{need}{first}  {japanese if ja else english}")
        return [*lines, "", "例:" if ja else "Example:", *(f"  {x}" for x in self.example.splitlines())]

    def validate(self, args: Mapping[str, Any]) -> list[Told]:
        """What is wrong with the arguments as written, placeholders not filled in."""
        found: list[Told] = []
        for name, written in args.items():
            kind = self.kinds.get(name)
            if kind is None:
                continue
            code = kind.shape(written)
            if code:
                found.append((name, code, {"name": self.arguments[name]}))
            elif kind.targets:
                found += [
                    (name, *wrong) for text in _targets(written) if (wrong := check_target(text))
                ]
        return found

    def bind(self, args: Mapping[str, Any], expand: Expand) -> Any:
        """The arguments with their values. Raises RecipeError, DataError where a value cannot be had."""
        made = {name: self.kinds[name].bind(written, expand) for name, written in args.items()}
        return self.model.model_construct(**made)

    def do(self, driver: Driver, args: Any, *, timeout: float, within: Scopes) -> Effects:
        """Carry it out. Raises Reject, Skip, ScreenError and what the driver raises."""
        assert self.function is not None, f"{self.english} is walked by the engine"
        return self.function(driver, args, timeout=timeout, within=within)


def _targets(written: Any) -> list[str]:
    if isinstance(written, Mapping):
        return [str(name) for name in written]
    return [one for one in (written if isinstance(written, list) else [written]) if isinstance(one, str)]


TASKS: dict[str, Task] = {}
"""Every verb by its English word, in the order in which they were made."""

_BY_WORD: dict[str, Task] = {}


def task(
    english: str,
    japanese: str,
    *,
    main: str,
    model: type[StepArgs],
    example: str,
    changes: bool = False,
    submits: bool = False,
) -> Callable[[Do], Do]:
    """Register a verb. Raises ValueError for a word that is taken or a text that is missing."""
    made = _made(english, japanese, main, model, example, changes, submits)

    def register(function: Do) -> Do:
        _keep(Task(**{**made, "function": function}))
        return function

    return register


def walked_task(
    english: str, japanese: str, *, main: str, model: type[StepArgs], example: str, submits: bool = False
) -> None:
    """Register a verb that the engine walks itself."""
    _keep(Task(**_made(english, japanese, main, model, example, False, submits), function=None))


def _made(
    english: str,
    japanese: str,
    main: str,
    model: type[StepArgs],
    example: str,
    changes: bool,
    submits: bool,
) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    kinds = {}
    for name, one in model.model_fields.items():
        if not one.title or " / " not in (one.description or ""):
            raise ValueError(f"{english}.{name} needs a Japanese title and a description `日本語 / English`")
        kinds[name] = _kind(hints[name], one, f"{english}.{name}")
    if main not in kinds or " / " not in (model.__doc__ or "") or not example:
        raise ValueError(f"{english} needs a main argument, a docstring `日本語 / English`, an example")
    return {
        "english": english,
        "japanese": japanese,
        "main": main,
        "model": model,
        "example": example,
        "changes": changes,
        "submits": submits,
        "kinds": kinds,
    }


def _kind(hint: Any, one: FieldInfo, name: str) -> Kind:
    for mark in (*getattr(hint, "__metadata__", ()), *one.metadata):
        if isinstance(mark, Kind):
            return mark
    raise ValueError(f"{name} says no kind of argument")


def _keep(made: Task) -> None:
    for word in made.words:
        if word in _BY_WORD:
            raise ValueError(f"the word {word} is taken")
    for word in made.words:
        _BY_WORD[word] = made
    TASKS[made.english] = made


def find(word: str) -> Task | None:
    """The verb of that English or Japanese word, or None."""
    return _BY_WORD.get(word)

