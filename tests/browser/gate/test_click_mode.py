"""Click mode: the intent before the press, the fuse armed during it."""

from __future__ import annotations

import time

import pytest

from bots.errors import ScreenError
from bots.model import Answer, Sending, SubmitRule
from bots.runners.clicking import sockets_of

from .conftest import Desk
from .counting_server import form, unused_port

CLICK = SubmitRule(mode="click")
WARM = "<script>for (const i of [1, 2, 3]) fetch('/s/json?' + i)</script>"
SAVE = (
    "<meta charset=utf-8><button id=s>登録</button><script>"
    "const send = () => fetch('/s/json', {method: 'POST', body: 'key=A-0017'});"
    "s.onclick = () => send().then(() => document.body.append('登録しました'))</script>"
)


def click(desk: Desk, **more: object) -> Answer:
    return desk.submit(rule=CLICK, address=desk.server.address, **more)  # type: ignore[arg-type]


def test_success(desk: Desk) -> None:
    desk.open(form("/s/302"))
    assert click(desk).kind == "success"
    assert desk.intents == [Sending("click")]
    assert len(desk.server.posts()) == 1
    assert desk.hands.presses == 1


def test_fetch(desk: Desk) -> None:
    desk.open(SAVE)
    answer = click(desk)
    assert (answer.kind, answer.requests) == ("success", 1)


@pytest.mark.parametrize("how", ["close", "rst", "rst_before", "408"])
def test_broken_answer_once(desk: Desk, how: str) -> None:
    desk.open(form(f"/s/{how}", more=WARM))
    desk.page.wait_for_timeout(150)
    assert click(desk, timeout=2.5).kind == "nothing"
    assert len(desk.server.posts()) == 1


def test_success_without_an_answer_is_in_doubt(desk: Desk) -> None:
    desk.open(SAVE.replace("/s/json", "/s/rst").replace("send().then", "send().finally"))
    answer = click(desk, timeout=2.5)
    assert (answer.kind, answer.reason, answer.sign) == ("nothing", "cut off", "登録しました")


def test_analytics_that_are_refused_spoil_no_success(desk: Desk) -> None:
    count = "fetch('http://127.0.0.2:9/count', {method: 'POST', body: 'click'}).catch(() => send())"
    desk.open(SAVE.replace("onclick = () => send()", f"onclick = () => {count}"))
    assert click(desk).kind == "success"
    assert [hit.target for hit in desk.server.posts()] == ["/s/json"]


def test_unreachable(desk: Desk) -> None:
    port = unused_port()
    desk.relay.allow((desk.server.host, desk.server.port), ("127.0.0.1", port))
    desk.open(form(f"http://127.0.0.1:{port}/s/200"))
    # Nothing says that the page of the form was not asked for anything either, so it is in doubt.
    assert click(desk, timeout=1.5).kind in ("nothing", "unsent")
    assert desk.server.posts() == []


def test_problem(desk: Desk) -> None:
    desk.open(form("/s/problem"))
    assert click(desk).kind == "problem"


def test_undeclared_dialog_is_in_doubt(desk: Desk) -> None:
    """The intent is kept already, so it is not an error."""
    desk.open(form(button="<button id=s onclick=\"return confirm('?')\">登録</button>"))
    answer = click(desk)
    assert (answer.kind, answer.reason) == ("nothing", "dialog")
    assert desk.server.posts() == []


def test_intent_that_fails(desk: Desk) -> None:
    def lose(_: Sending) -> None:
        raise LookupError("another run has the item")

    desk.open(form("/s/200"))
    with pytest.raises(LookupError):
        click(desk, intent=lose)
    assert desk.hands.presses == 0


def test_not_pressable(desk: Desk) -> None:
    """What cannot be pressed is told before the intent."""

    def missing(*_: object) -> None:
        raise ScreenError("S31", text="x")

    desk.open(form("/s/200"))
    desk.hands.check = missing  # type: ignore[method-assign]
    with pytest.raises(ScreenError):
        click(desk)
    assert desk.intents == []


def test_autosave_equal_to_the_save(desk: Desk) -> None:
    """Nothing tells them apart, so the gate would hold the wrong one; click mode lets both go."""
    desk.open(SAVE + "<script>setInterval(send, 120)</script>")
    desk.page.wait_for_timeout(200)
    assert click(desk, timeout=20).kind == "success"
    assert len(desk.intents) == 1


def test_gate_tells_of_a_success_for_which_nothing_was_sent(desk: Desk) -> None:
    """A success without a held request is not a success: the row is in doubt."""
    desk.open(
        "<meta charset=utf-8><button id=s onclick=\"document.body.append('登録しました')\">登録</button>"
    )
    answer = desk.submit()
    assert (answer.kind, answer.reason) == ("nothing", "nothing sent")
    assert desk.intents == [Sending("click")]


def test_websocket_seen(desk: Desk) -> None:
    sockets = sockets_of(desk.context)
    desk.open(
        f"<script>new WebSocket('ws://{desk.server.host}:{desk.server.port}/s/stall')</script>"
    )
    until = time.monotonic() + 5
    while not sockets.open and time.monotonic() < until:
        desk.page.wait_for_timeout(20)
    assert sockets.open == 1
