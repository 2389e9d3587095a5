"""Verbs of the hall's own: `@task` in files of a folder that config/settings.yaml names (folders.tasks).

They are registered as the built-in ones are, so that check, steps and explanation know them. A file that cannot
be used stops everything: a recipe must not be read without the verbs that it may use.
"""

from __future__ import annotations

import importlib.util
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bots.errors import Place, PlaceError
from bots.protocols import Driver
from bots.tasks.registry import TASKS, Task, WordTakenError
from bots.values.scope import fold_name

PREFIX = "bots_own_"  # of the modules that such verbs are loaded as
_taken_in: set[Path] = set()


Meaning = tuple[str, str]  # what a word is already, in Japanese and in English


@dataclass(frozen=True)
class Reserved:
    """Words of the language that the hall must not give another meaning to, as names of verbs and of arguments."""

    verbs: Mapping[str, Meaning]
    arguments: Mapping[str, Meaning]


WrongInExample = Callable[[Task, str], Meaning | None]
"""What is wrong with the example of a verb in that language ("ja", "en")."""


def take_in(folder: Path, reserved: Reserved, wrong_in_example: WrongInExample) -> None:
    """Register the verbs of every *.py file of `folder`, in the order of their names; each once in a process.

    Raises PlaceError P90 (no such folder), P87 (a word means something already), P91 (a text is missing), P92 (not
    to be read as Python), P88 (it would end the program), P89 (an example that no recipe can hold) with the line.
    """
    if not folder.is_dir():
        raise PlaceError("P90", Place(str(folder)), folder=str(folder))
    made: list[tuple[Task, Path]] = []
    for path in sorted(folder.glob("*.py")):
        whole = path.resolve()
        if whole not in _taken_in:
            before = set(TASKS)
            _load(whole)
            new = [task for english, task in TASKS.items() if english not in before]
            for task in new:
                _heed(task, reserved, whole)
            made += [(task, whole) for task in new]
            _taken_in.add(whole)
    for task, path in made:  # now that all are known: an example may hold another
        _heed_examples(task, wrong_in_example, path)


def is_own(task: Task) -> bool:
    """Whether a verb is one of the hall's."""
    return task.model.__module__.startswith(PREFIX)


class OwnHands:
    """The hands as a verb of the hall has them: everything but the submit, which is the recipe's own step."""

    def __init__(self, driver: Driver, verb: str) -> None:
        self._driver, self._verb = driver, verb

    def __getattr__(self, name: str) -> Any:
        if name in ("submit", "rehearse_submit"):
            raise PlaceError("P93", verb=self._verb)
        return getattr(self._driver, name)


def _load(path: Path) -> None:
    name = f"{PREFIX}{path.stem}"
    found = importlib.util.spec_from_file_location(name, path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[name] = module  # annotations are looked up in it
    try:
        found.loader.exec_module(module)
    except SyntaxError as error:
        place = Place(path.name, error.lineno or 1, error.offset or 1)
        raise PlaceError("P92", place, file=path.name, reason=error.msg) from None
    except WordTakenError as error:
        where = (f"手順「{error.task.japanese}」の言葉", f"the verb {error.task.english}")
        raise _taken(error.word, where, path, _place(error, path)) from None
    except ValueError as error:
        raise PlaceError("P91", _place(error, path), file=path.name, reason=str(error)) from None
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise PlaceError("P92", _place(error, path), file=path.name, reason=reason) from None
    except BaseException as error:  # sys.exit and its like: the command would end without a word
        reason = type(error).__name__
        raise PlaceError("P88", _place(error, path), name=path.name, reason=reason) from None


def _heed(task: Task, reserved: Reserved, path: Path) -> None:
    """Raise P87 for a word of a verb, or of its arguments, that means something else already."""
    arguments = [word for name, title in task.arguments.items() for word in (task.written(name), title)]
    for words, meanings in ((task.words, reserved.verbs), (arguments, reserved.arguments)):
        folded = {fold_name(word): meaning for word, meaning in meanings.items()}
        for word in words:
            if fold_name(word) in folded:
                raise _taken(word, folded[fold_name(word)], path, _place_of(task, path))


def _heed_examples(task: Task, wrong_in_example: WrongInExample, path: Path) -> None:
    """Raise P89 for an example that no recipe can hold."""
    for lang, name in (("ja", "example"), ("en", "example_en")):
        wrong = wrong_in_example(task, lang)
        if wrong is not None:
            told = {"reason": wrong[0], "reason_en": wrong[1], "verb": task.japanese, "verb_en": task.english}
            raise PlaceError("P89", _place_of(task, path), file=path.name, name=name, **told)


def _place_of(task: Task, path: Path) -> Place:
    """The line of its decorator."""
    code = getattr(task.function, "__code__", None)
    return Place(path.name, code.co_firstlineno if code else 1, 1)


def _taken(word: str, meaning: Meaning, path: Path, place: Place) -> PlaceError:
    return PlaceError("P87", place, file=path.name, word=word, where=meaning[0], where_en=meaning[1])


def _place(error: BaseException, path: Path) -> Place:
    """The last line of the file itself that led to the error."""
    lines = [one.lineno for one in traceback.extract_tb(error.__traceback__) if one.filename == str(path)]
    return Place(path.name, lines[-1] or 1 if lines else 1, 1)
