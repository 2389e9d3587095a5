"""The registry of verbs: one decorator, one arguments model per verb; check, reference and schema
are made from it.

    @task("fill", "入力", main="fields", model=Fill, example="- 入力: …", example_en="- fill: …")
    def fill(driver, args: Fill, *, timeout, within) -> Effects: …

The docstring of the model is the verb's reference: paragraphs of `日本語 / English`, the first of
them one sentence. An English word that Python keeps for itself (`as`) is the field's
serialization_alias.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, get_type_hints

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from bots.errors import PlaceError, RecipeError
from bots.model import Effects, Scopes
from bots.protocols import Driver
from bots.tasks.arguments import Expand, Kind
from bots.values.scope import fold_name

_ENGLISH = re.compile(r"[a-z][a-z0-9_]*")
_JAPANESE = re.compile(r"(?=.*[^\x00-\x7f])[\w・（）()ー]+")  # what a recipe writes before a colon without quotes

class WordTakenError(ValueError):
    """A word that two verbs would have. `task` has it already."""

    def __init__(self, word: str, task: Task) -> None:
        super().__init__(f"the word {word} is taken by {task.english} ({task.japanese})")
        self.word, self.task = word, task


class StepArgs(BaseModel):
    """The arguments of a verb, their values filled in."""

    # defer_build: a command needs few of the verbs, and each model takes milliseconds to be made ready.
    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid", frozen=True, defer_build=True)


class Do(Protocol):
    """What a verb does with the hands."""

    def __call__(self, driver: Driver, args: Any, *, timeout: float, within: Scopes) -> Effects:
        """Do it. `args` is the verb's model with its values."""


STEPS = ("inside", "ways")  # kinds of arguments that are steps themselves
Told = tuple[str, str, Mapping[str, object]]  # argument, message code, words


@dataclass(frozen=True, slots=True)
class Task:
    """A verb: its words, its arguments, what it does.

    `main` is the argument of the first line. `changes` = alters something outside, so a rehearsal
    leaves it out. `submits` = the point of no return. `walked` = the engine walks it, `do` is not
    called.
    """

    english: str
    japanese: str
    main: str
    model: type[StepArgs]
    function: Do | None
    example: str
    example_en: str
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
    def holds_steps(self) -> bool:
        """Whether other steps stand inside it."""
        return self.english == "use" or any(kind.name in STEPS for kind in self.kinds.values())

    @property
    def required(self) -> tuple[str, ...]:
        """The arguments that must be there."""
        return tuple(name for name, one in self.model.model_fields.items() if one.is_required())

    def summary(self, lang: str) -> str:
        """What it does, in one sentence."""
        return self.about(lang)[0]

    def about(self, lang: str) -> list[str]:
        """What it does and what to know of it, a paragraph each."""
        pairs = [one.partition(" / ") for one in _paragraphs(self.model)]
        return [japanese if lang == "ja" else english for japanese, _, english in pairs]

    def reference(self, lang: str) -> list[str]:
        """The verb's page in the reference, as lines of text."""
        ja = lang == "ja"
        title = (self.japanese, self.english) if ja else (self.english, self.japanese)
        lines = [f"{title[0]} ({title[1]})", *self.about(lang), ""]
        for name, one in self.model.model_fields.items():
            word = str(one.title) if ja else one.serialization_alias or name
            need = ("（必須）" if ja else " (required)") if one.is_required() else ""
            first = (
                ("（1行目に書く）" if ja else " (on the first line)") if name == self.main else ""
            )
            japanese, _, english = (one.description or "").partition(" / ")
            lines.append(f"  {word}{need}{first}  {japanese if ja else english}")
        example = self.example if ja else self.example_en
        return [*lines, "", "例:" if ja else "Example:", *(f"  {x}" for x in example.splitlines())]

    def validate(self, args: Mapping[str, Any]) -> list[Told]:
        """What is wrong with the arguments as written, placeholders not filled in."""
        titles = self.arguments
        return [
            (name, code, {"name": titles[name], **self._examples(name, code), **told})
            for name, written in args.items()
            if name in self.kinds
            for code, told in self.kinds[name].check(written)
        ]

    @property
    def one_liners(self) -> tuple[str, str]:
        """The verb with its main argument on one line, Japanese and English, as messages show it."""
        return _first_line(self.example), _first_line(self.example_en)

    def _examples(self, name: str, code: str) -> dict[str, str]:
        """What messages with an example need: that of the verb, or of another argument of it."""
        if code not in ("R56", "R57"):
            return {}
        if name == self.main:
            return dict(zip(("example", "example_en"), self.one_liners, strict=True))
        return {"example": f"{self.arguments[name]}: …", "example_en": f"{self.written(name)}: …"}

    def written(self, name: str) -> str:
        """An argument's English word, as recipes write it."""
        return self.model.model_fields[name].serialization_alias or name

    def bind(self, args: Mapping[str, Any], expand: Expand) -> Any:
        """The arguments with their values. Raises RecipeError, DataError where a value cannot be
        had.

        The model is built without pydantic's own checks: they would print a value that they refuse.
        """
        missing = next((name for name in self.required if name not in args), None)
        if missing is not None:
            title = self.arguments[missing]
            raise RecipeError("R08", verb=self.japanese, name=title, other=missing)
        made = {name: self.kinds[name].bind(written, expand) for name, written in args.items()}
        return self.model.model_construct(**made)

    def do(self, driver: Driver, args: Any, *, timeout: float, within: Scopes) -> Effects:
        """Carry it out. Raises Reject, Skip, ScreenError, what the driver raises, and PlaceError P88 for a verb that
        would end the program without a word.
        """
        assert self.function is not None, f"{self.english} is walked by the engine"
        try:
            return self.function(driver, args, timeout=timeout, within=within)
        except SystemExit:
            raise PlaceError("P88", name=self.japanese, name_en=self.english, reason="SystemExit") from None


def _first_line(example: str) -> str:
    """An example on one line: of lines of `name: value` the first, of a verb with a value nothing more."""
    verb, _, lines = example.removeprefix("- ").partition("\n")
    if lines.lstrip().startswith("- "):
        return f"{verb} …"
    return f"{verb} {{{lines.strip().splitlines()[0].strip()}}}" if verb.endswith(":") else verb


def _paragraphs(model: type[StepArgs]) -> list[str]:
    return [_one_line(one) for one in inspect.cleandoc(model.__doc__ or "").split("\n\n")]


def _one_line(text: str) -> str:
    """A paragraph without its line ends; no blank between two Japanese lines."""
    return " ".join(re.sub(r"(?<=[^\x00-\x7f])\n\s*(?=[^\x00-\x7f])", "", text).split())


TASKS: dict[str, Task] = {}
"""Every verb by its English word, in the order of the reference."""

_BY_WORD: dict[str, Task] = {}


def task(
    english: str,
    japanese: str,
    *,
    main: str,
    model: type[StepArgs],
    example: str,
    example_en: str,
    changes: bool = False,
    submits: bool = False,
) -> Callable[[Do], Do]:
    """Register a verb. Raises WordTakenError, and ValueError for a word that no recipe could write or a text that is
    missing.
    """
    made = _made(english, japanese, main, model, (example, example_en))

    def register(function: Do) -> Do:
        _keep(Task(**made, function=function, changes=changes, submits=submits))
        return function

    return register


def walked_task(
    english: str,
    japanese: str,
    *,
    main: str,
    model: type[StepArgs],
    example: str,
    example_en: str,
    submits: bool = False,
) -> None:
    """Register a verb that the engine walks itself. Raises ValueError as `task` does."""
    made = _made(english, japanese, main, model, (example, example_en))
    _keep(Task(**made, function=None, submits=submits))


def _made(
    english: str, japanese: str, main: str, model: type[StepArgs], examples: tuple[str, str]
) -> dict[str, Any]:
    if not _ENGLISH.fullmatch(english) or not _JAPANESE.fullmatch(japanese):
        raise ValueError(f"{english}, {japanese}: the words are one of a-z, 0-9 and _, and one in Japanese without blanks")
    hints = get_type_hints(model, include_extras=True)
    kinds = {}
    for name, one in model.model_fields.items():
        if not one.title or " / " not in (one.description or ""):
            raise ValueError(f"{english}.{name} needs a title and a description `日本語 / English`")
        kinds[name] = _kind(hints[name], one, f"{english}.{name}")
        if any(one.title == other.title for key, other in model.model_fields.items() if key != name):
            raise ValueError(f"{english}: two arguments have the title {one.title}")
    paragraphs = _paragraphs(model)
    if main not in kinds or not all(" / " in one for one in paragraphs) or not all(examples):
        raise ValueError(
            f"{english} needs a main argument, a docstring `日本語 / English`, examples"
        )
    return {
        "english": english,
        "japanese": japanese,
        "main": main,
        "model": model,
        "example": examples[0],
        "example_en": examples[1],
        "kinds": kinds,
    }


def _kind(hint: Any, one: FieldInfo, name: str) -> Kind:
    for mark in (*getattr(hint, "__metadata__", ()), *one.metadata):
        if isinstance(mark, Kind):
            return mark
    raise ValueError(f"{name} says no kind of argument")


def _keep(made: Task) -> None:
    folded = {fold_name(word): task for word, task in _BY_WORD.items()}
    for word in made.words:
        if fold_name(word) in folded:
            raise WordTakenError(word, folded[fold_name(word)])
    for word in made.words:
        _BY_WORD[word] = made
    TASKS[made.english] = made


def find(word: str) -> Task | None:
    """The verb of that English or Japanese word, or None."""
    return _BY_WORD.get(word)


def arrange(families: Sequence[str]) -> None:
    """Put the verbs in the order of their families' modules."""
    ordered = sorted(TASKS.values(), key=lambda one: families.index(one.model.__module__))
    TASKS.clear()
    TASKS.update({one.english: one for one in ordered})
