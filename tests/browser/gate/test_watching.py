"""A submit pressed in a rehearsal: its request is seen whole, and nothing of it arrives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bots.model import Target
from bots.runners.watching import Watched, watch_submit

from .conftest import ROW, Desk
from .counting_server import form


@pytest.fixture(autouse=True)
def _open_again(desk: Desk) -> Iterator[None]:
    yield
    desk.context.close()
    desk.relay.reopen()


def watched(desk: Desk) -> Watched:
    return watch_submit(
        desk.hands, Target("#s"), carries=ROW, relay=desk.relay, before=0.8, after=0.8
    )


def test_form(desk: Desk) -> None:
    desk.open(form("/s/302"))
    seen = watched(desk)
    assert [(held.method, held.path) for held in seen.candidates] == [("POST", "/s/302")]
    assert seen.candidates[0].contents.pairs == (("key", "A-0017"), ("name", "山田　太郎"))
    assert desk.server.posts() == []


def test_among_background(desk: Desk) -> None:
    desk.open(
        "<meta charset=utf-8><button id=s>登録</button><script>"
        "const post = (to, what) => fetch(to, {method: 'POST', body: JSON.stringify(what)});"
        "setInterval(() => post('/poll/json', {tick: 1}), 60);"
        "s.onclick = () => { post('/audit/json', {who: 'x'}); post('/s/json', {key: 'A-0017'}) }"
        "</script>"
    )
    seen = watched(desk)
    assert [held.path for held in seen.candidates] == ["/audit/json", "/s/json"]
    assert "/poll/json" in {held.path for held in seen.background}
    assert {hit.target for hit in desk.server.posts()} == {"/poll/json"}


def test_what_slips_past_stays_here(desk: Desk) -> None:
    """A shared worker is held by nobody; the shut relay keeps it in."""
    desk.server.pages["/worker.js"] = (
        "onconnect = e => e.ports[0].onmessage ="
        " () => fetch('/s/200', {method: 'POST', body: 'key=A-0017'})"
    )
    desk.server.kinds["/worker.js"] = "text/javascript"
    desk.open(
        "<button id=s>登録</button><script>const w = new SharedWorker('/worker.js');"
        "s.onclick = () => w.port.postMessage(1)</script>"
    )
    watched(desk)
    assert desk.server.posts() == []
