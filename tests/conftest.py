"""How long the unit tests try: quick in the ring, longer when asked with --hypothesis-profile=full."""

from __future__ import annotations

import gc
import signal
from functools import cache

import pytest
from hypothesis import settings
from loguru._better_exceptions import ExceptionFormatter

from bots.garbage import collect_seldom

settings.register_profile("ring", max_examples=12, deadline=None)
settings.register_profile("full", max_examples=500, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    """Before any test module is imported: its own numbers go by the profile."""
    settings.load_profile(config.getoption("--hypothesis-profile") or "ring")
    # Where Python is installed is asked anew for each log, a tenth of what a case costs.
    ExceptionFormatter._get_lib_dirs = staticmethod(cache(ExceptionFormatter._get_lib_dirs))  # type: ignore[method-assign]
    for name in ("SIGINT", "SIGHUP", "SIGQUIT"):  # ignored where a shell runs us in the background: children
        number = getattr(signal, name, None)  # would never hear the signals that tests send to them
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)


def pytest_collection_finish() -> None:
    """What stands by now stays until the end: nobody need look through it for circles again and again."""
    gc.freeze()
    collect_seldom()
