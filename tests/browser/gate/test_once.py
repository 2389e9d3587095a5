"""On a bad network the server gets a submit once; the same page ungated sends it again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from .conftest import Desk
from .counting_server import Server, form

# Connections that are warm are what Chromium re-sends on.
WARM = "<script>for (const i of [1, 2, 3]) fetch('/s/json?' + i)</script>"
BREAKS = ["close", "rst", "rst_before", "408", "half_head"]


@pytest.mark.parametrize("how", BREAKS)
def test_broken_answer_once(desk: Desk, how: str) -> None:
    desk.open(form(f"/s/{how}", more=WARM))
    desk.page.wait_for_timeout(150)
    answer = desk.submit(timeout=2.5)
    assert answer.kind == "nothing"
    desk.page.wait_for_timeout(600)
    assert len(desk.server.posts()) == 1
    assert len(desk.intents) == 1
    assert desk.posts_at_intent == 0


def test_ungated_sends_again(plain_browser: Browser, server: Server) -> None:
    """The reason for all of this: without it these tests would pass for the wrong reason."""
    counts = {}
    for how in BREAKS:
        server.clear()
        context = plain_browser.new_context()
        page = context.new_page()
        server.pages["/form"] = form(f"/s/{how}", more=WARM)
        page.goto(server.address + "/form")
        page.wait_for_timeout(150)
        page.click("#s", no_wait_after=True)
        page.wait_for_timeout(700)
        counts[how] = len(server.posts())
        context.close()
    assert counts["close"] > 1, counts
    assert counts["rst"] > 1, counts
    assert counts["408"] > 1, counts


def test_stall_ends_at_the_deadline(desk: Desk) -> None:
    desk.open(form("/s/stall?t=4"))
    answer = desk.submit(timeout=1.0)
    assert (answer.kind, answer.reason) == ("nothing", "deadline")
    assert len(desk.server.posts()) == 1


def test_late_answer_is_waited_for(desk: Desk) -> None:
    desk.open(form("/s/delay?t=0.7"))
    assert desk.submit().kind == "success"
    assert len(desk.server.posts()) == 1


# ------------------------------------------------------------------------- what a page takes back itself


@pytest.mark.parametrize(
    "send",
    [
        "const x = new XMLHttpRequest(); x.open('POST', '/s/stall'); x.timeout = 1500; x.send('key=A-0017')",
        "const c = new AbortController(); setTimeout(() => c.abort(), 1200);"
        " fetch('/s/stall', {method: 'POST', body: 'key=A-0017', signal: c.signal}).catch(() => 0)",
    ],
    ids=["time limit of an XMLHttpRequest", "AbortController"],
)
def test_what_the_page_takes_back_may_have_arrived(desk: Desk, send: str) -> None:
    """The page stops waiting; the system may keep the row all the same."""
    desk.open(form(button=f'<button type=button id=s onclick="{send}">登録</button>'))
    answer = desk.submit(timeout=4.0)
    assert (answer.kind, answer.reason) == ("nothing", "cut off")
    assert len(desk.server.posts()) == 1


def test_a_page_that_sends_twice_is_let_send_once(desk: Desk) -> None:
    send = (
        "const post = () => fetch('/s/json', {method: 'POST', body: 'key=A-0017'}).then("
        "() => { document.body.append('登録しました') }, () => 0); post(); post()"
    )
    desk.open(form(button=f'<button type=button id=s onclick="{send}">登録</button>'))
    answer = desk.submit(timeout=4.0)
    assert (answer.kind, answer.requests) == ("success", 1)
    assert len(desk.server.posts()) == 1
