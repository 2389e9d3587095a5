"""The server of the tests leaves nothing behind, also when the tests are killed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

KILLED = """\
import os
from tests.postgres.server import Server
print(Server().folder, flush=True)
os.kill(os.getpid(), 9)
"""


def test_a_server_goes_with_the_process_that_started_it() -> None:
    home = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", KILLED], cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == -9, done.stderr
    folder = Path(done.stdout.strip())
    until = time.monotonic() + 20
    while folder.exists():
        assert time.monotonic() < until, "it stayed"
        time.sleep(0.1)
