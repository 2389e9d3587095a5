"""A run that is killed: before the intent nothing was sent; after it, at most once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .counting_server import Server, form

RUN = Path(__file__).with_name("killed_run.py")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")


@pytest.mark.parametrize(
    ("point", "intents", "posts", "click"),
    [
        ("gate.held", 0, (0,), False),
        ("gate.intended", 1, (0,), False),
        ("gate.sent", 1, (0, 1), False),
        ("click.before", 0, (0,), True),
        ("click.intended", 1, (0,), True),
    ],
)
def test_killed_at(
    server: Server, tmp_path: Path, point: str, intents: int, posts: tuple[int, ...], click: bool
) -> None:
    server.pages["/form"] = form("/s/200")
    kept = tmp_path / "kept"
    environment = {**os.environ, "BOTS_CRASH": point, "KEPT": str(kept)}
    if click:
        environment["CLICK"] = "1"
    run = subprocess.run(
        [sys.executable, str(RUN), server.address],
        env=environment,
        capture_output=True,
        timeout=40,
        check=False,
    )
    assert run.returncode == -9, run.stderr.decode()
    time.sleep(1.5)  # what was on its way would have arrived
    assert len(server.posts()) in posts
    assert (kept.read_text().count("intent") if kept.exists() else 0) == intents
