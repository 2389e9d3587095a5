"""One house and one practice system of each kind for the whole ring."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

import pytest

from bots import practice
from bots.practice import Practice
from tests.commands.house import HOME, LONGER, Hall, copy_house

LANGUAGES = {"childcare": "ja", "library": "en"}


@pytest.fixture(scope="session")
def bootstrap() -> ModuleType:
    """bootstrap.py as a module: its rings and its requirements."""
    spec = importlib.util.spec_from_file_location("bootstrap", HOME / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bootstrap"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def systems(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Practice]]:
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(
                practice.start(
                    name, tmp_path_factory.mktemp(name), lang=lang, environment="training"
                )
            )
            for name, lang in LANGUAGES.items()
        }


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, bootstrap: ModuleType) -> Path:
    """The house after `python3 bootstrap.py setup`."""
    made = copy_house(tmp_path_factory.mktemp("copy"), bootstrap)
    hall = Hall(made, made, made.parent, {})
    done = hall.run([sys.executable, "bootstrap.py", "setup"], "", None, made)
    assert done.code == 0, done.said
    assert "入れています" not in done.out, "it installed anew what was there"
    assert str(made / ".venv" / "bin" / "bots") in done.out
    return made


@pytest.fixture(scope="module")
def hall(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    house: Path,
    systems: Mapping[str, Practice],
) -> Hall:
    """A hall of the module's own; the systems' lists are empty when it opens."""
    cuts = LONGER if getattr(request.module, "LONGER_SHEETS", False) else None
    return Hall.make(tmp_path_factory.mktemp("hall") / "project", house, systems, cuts)
