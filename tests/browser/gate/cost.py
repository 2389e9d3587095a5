"""What the gate costs: a submit behind it beside an ungated click, alternated in one run.

    python -m tests.browser.gate.cost [ROUNDS]      prints medians in milliseconds

Both wait for the same sign with the same looks; the gated one keeps its intent with an fsync.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bots.model import Sending, SubmitRule, Target

from .conftest import ROW, SIGNS, Desk, OpenRelay, launch
from .counting_server import Server, form
from .plain_hands import PlainHands


def ungated(desk: Desk) -> None:
    """A click by hand, and looks for the sign until it is there."""
    desk.hands.press(Target("#s"), ())
    desk.page.wait_for_selector("text=登録しました")


def gated(desk: Desk, rule: SubmitRule | None) -> None:
    handle, name = tempfile.mkstemp()

    def keep(_: Sending) -> None:
        os.write(handle, b"intent")
        os.fsync(handle)

    assert desk.submit(intent=keep, rule=rule, address=desk.server.address).kind == "success"
    os.close(handle)
    Path(name).unlink()


def desk_on(browser: Browser, relay: OpenRelay, server: Server) -> Desk:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    return Desk(relay, context, page, PlainHands(page, context), server)


def main(rounds: int) -> None:
    server, relay = Server(), OpenRelay()
    relay.allow((server.host, server.port))
    server.pages["/form"] = form()
    ways = {
        "ungated": lambda desk: ungated(desk),
        "ungated, relay": lambda desk: ungated(desk),
        "gate": lambda desk: gated(desk, None),
        "click mode": lambda desk: gated(desk, SubmitRule(mode="click")),
    }
    times: dict[str, list[float]] = {way: [] for way in ways}
    with sync_playwright() as playwright:
        plain, relayed = launch(playwright, None), launch(playwright, relay.port)
        desks = {
            way: desk_on(plain if way == "ungated" else relayed, relay, server) for way in ways
        }
        for turn in range(rounds + 3):
            for way in random.sample(list(ways), len(ways)):
                desks[way].page.goto(server.address + "/form")
                began = time.perf_counter()
                ways[way](desks[way])
                if turn >= 3:
                    times[way].append((time.perf_counter() - began) * 1000)
        plain.close()
        relayed.close()
    relay.close()
    server.close()
    for way, taken in times.items():
        pairs = [one - other for one, other in zip(taken, times["ungated"], strict=True)]
        quartiles = statistics.quantiles(pairs, n=4)
        print(
            f"{way:16} {statistics.median(taken):6.1f} ms   to ungated"
            f" {statistics.median(pairs):+5.1f} ({quartiles[0]:+.1f} to {quartiles[2]:+.1f})"
        )


if __name__ == "__main__":
    assert SIGNS and ROW
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
