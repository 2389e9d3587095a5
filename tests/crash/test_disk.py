"""Writing fails in the middle of a run: a sample; `python -m tests.crash --disk` has all of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.crash import disk
from tests.crash.kills import Tally

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each is told in a fork")
SAMPLE = (
    (disk.Pages(1), {"P51"}),
    (disk.Locked("intent", 2), {"P52"}),
    (disk.Locked("send", 2), {"P52"}),
)


@pytest.mark.parametrize(("fault", "told"), SAMPLE, ids=str)
def test_no_journal_no_submit(tmp_path: Path, fault: disk.Fault, told: set[str]) -> None:
    tally = Tally()
    disk.trial(tmp_path, fault, tally)
    assert tally.failures == []
    assert set(tally.told) == told
