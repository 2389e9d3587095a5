"""A submit in a process of its own, to be killed at a named point (BOTS_CRASH).

Started as `python killed_run.py ADDRESS`. Writes "intent" into the file KEPT before it goes on.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


def main(address: str) -> None:
    from browser.gate.conftest import ROW, SIGNS, launch
    from browser.gate.plain_hands import PlainHands
    from playwright.sync_api import sync_playwright

    from bots.model import Sending, SubmitRule, Target
    from bots.runners.relay import Relay, host_of
    from bots.runners.submitting import submit

    def keep(_: Sending) -> None:
        with Path(os.environ["KEPT"]).open("a") as kept:
            kept.write("intent\n")

    relay = Relay([host_of(address)], refused=lambda host, port: None)
    with sync_playwright() as playwright:
        browser = launch(playwright, relay.port)
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/form")
        rules = (SubmitRule(mode="click"),) if os.environ.get("CLICK") else ()
        answer = submit(
            PlainHands(page, context),
            Target("#s"),
            signs=SIGNS,
            intent=keep,
            carries=ROW,
            rules=rules,
            address=address,
            relay=relay,
            timeout=5,
        )
        sys.stdout.write(f"{answer.kind}\n")
        browser.close()
    relay.close()


if __name__ == "__main__":
    main(sys.argv[1])
