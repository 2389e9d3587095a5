"""A run in a process of its own, to be killed: a relay, and a browser that outlives it.

Started as `python orphaned_browser.py ADDRESS`; prints the browser's process id once it polls.
The browser is started beside Playwright, which would take it along.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


def main(address: str) -> None:
    from browser.gate.conftest import arguments, chromium

    from bots.runners.relay import Relay, host_of

    host = host_of(address)
    relay = Relay([host], refused=lambda host, port: None)
    profile = tempfile.mkdtemp()
    browser = subprocess.Popen(
        [
            chromium().path,
            "--headless",
            *arguments(),
            f"--user-data-dir={profile}",
            f"--proxy-server={relay.proxy}",
            "--proxy-bypass-list=<-loopback>",
            "--no-first-run",
            f"{address}/form",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while relay.carried(*host) < 2_000:
        time.sleep(0.05)
    sys.stdout.write(f"{browser.pid}\n")
    sys.stdout.flush()
    time.sleep(60)
    os.kill(browser.pid, 9)


if __name__ == "__main__":
    main(sys.argv[1])
