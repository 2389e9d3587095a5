"""Does the harness bite? Those of the twelve defects that need no browser and no strace; `.ci/nightly` has them all."""

from __future__ import annotations

import os

import pytest

from tests.crash import defects

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each is told in a fork")


def test_there_are_twelve() -> None:
    assert len({one.name for one in defects.DEFECTS}) == 12


def test_sown_defects_are_caught_and_nothing_else_is() -> None:
    told = defects.try_all(lambda one: not one.needs)
    assert len(told) == 9
    assert [one for one in told if not one.caught] == []
