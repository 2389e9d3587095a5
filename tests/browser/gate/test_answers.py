"""What a submit tells: signs, dialogs, descriptions, and errors before anything was sent."""

from __future__ import annotations

import time

import pytest

from bots.errors import NetworkError, ScreenError
from bots.model import Sending, SubmitRule, Value

from .conftest import Desk
from .counting_server import Wire, form, unused_port

CONFIRM = """<button type=button id=s
 onclick="if (confirm('A-0017 を登録しますか')) document.forms[0].submit()">登録</button>"""


def code(caught: pytest.ExceptionInfo[NetworkError] | pytest.ExceptionInfo[ScreenError]) -> str:
    return caught.value.problem.code


def none_sent(desk: Desk) -> None:
    assert desk.server.posts() == []
    assert desk.intents == []


# ------------------------------------------------------------------------- signs


@pytest.mark.parametrize(
    ("how", "kind", "reason"),
    [
        ("200", "success", ""),
        ("problem", "problem", ""),
        ("already", "already", ""),
        ("both", "both", ""),
        ("login", "nothing", "lost"),
    ],
)
def test_sign(desk: Desk, how: str, kind: str, reason: str) -> None:
    desk.open(form(f"/s/{how}"))
    answer = desk.submit()
    assert (answer.kind, answer.reason, answer.requests) == (kind, reason, 1)
    assert len(desk.server.posts()) == 1


def test_no_sign(desk: Desk) -> None:
    desk.open(form("/s/shell"))
    answer = desk.submit(timeout=1.5)
    assert (answer.kind, answer.reason) == ("nothing", "deadline")


def test_old_success_sign_stays(desk: Desk) -> None:
    """The toast of the row before: nothing is pressed while it is there."""
    desk.open(form(more="<p>登録しました</p>"))
    with pytest.raises(ScreenError) as caught:
        desk.submit()
    assert code(caught) == "S31"
    assert desk.hands.presses == 0
    none_sent(desk)


def test_old_success_sign_goes(desk: Desk) -> None:
    toast = "<p id=t>登録しました</p><script>setTimeout(() => t.remove(), 400)</script>"
    send = "fetch('/s/stall?t=1', {method: 'POST', body: 'key=A-0017'})"
    desk.open(form(button=f'<button type=button id=s onclick="{send}">登録</button>', more=toast))
    assert desk.submit(timeout=0.8).kind == "nothing"
    assert len(desk.server.posts()) == 1


def test_old_problem_does_not_count(desk: Desk) -> None:
    send = "fetch('/s/json', {method: 'POST', body: 'key=A-0017'})"
    desk.open(
        form(
            button=f'<button type=button id=s onclick="{send}">登録</button>',
            more="<p>必須項目が入力されていません</p>",
        )
    )
    assert desk.submit(timeout=0.8).kind == "nothing"


def test_page_refuses_the_row_itself(desk: Desk) -> None:
    show = "document.body.append('必須項目が入力されていません')"
    desk.open(form(button=f'<button type=button id=s onclick="{show}">登録</button>'))
    answer = desk.submit()
    assert (answer.kind, answer.requests) == ("problem", 0)
    none_sent(desk)


def test_nothing_happens(desk: Desk) -> None:
    desk.open(form(button="<button type=button id=s>登録</button>"))
    with pytest.raises(NetworkError) as caught:
        desk.submit(timeout=0.6)
    assert code(caught) == "N22"
    none_sent(desk)


# ------------------------------------------------------------------------- dialogs


def test_dialog_ok(desk: Desk) -> None:
    desk.open(form(button=CONFIRM))
    answer = desk.submit(dialog="OK")
    assert (answer.kind, answer.dialogs) == ("success", 1)
    assert len(desk.server.posts()) == 1


def test_dialog_cancel(desk: Desk) -> None:
    desk.open(form(button=CONFIRM))
    with pytest.raises(NetworkError) as caught:
        desk.submit(dialog="cancel", timeout=0.6)
    assert code(caught) == "N22"
    none_sent(desk)


def test_dialog_undeclared(desk: Desk) -> None:
    desk.open(form(button=CONFIRM))
    with pytest.raises(ScreenError) as caught:
        desk.submit()
    assert code(caught) == "S20"
    assert "A-0017" not in str(caught.value)
    none_sent(desk)


def test_alert_before_the_request(desk: Desk) -> None:
    desk.open(form(button="<button id=s onclick=\"alert('?')\">登録</button>"))
    with pytest.raises(ScreenError) as caught:
        desk.submit()
    assert code(caught) == "S20"
    none_sent(desk)


def test_dialog_after_the_request(desk: Desk) -> None:
    desk.server.pages["/s/200"] = "<script>alert('?')</script>"
    desk.open(form("/s/200"))
    answer = desk.submit()
    assert (answer.kind, answer.reason) == ("nothing", "dialog")


def test_success_told_by_a_declared_alert(desk: Desk) -> None:
    desk.server.pages["/s/200"] = "<meta charset=utf-8><script>alert('登録しました')</script>"
    desk.open(form("/s/200"))
    assert desk.submit(dialog="OK").kind == "success"


# ------------------------------------------------------------------------- descriptions

RULE = SubmitRule(method="POST", path="/s/*", fields=("key",), carries=True)


def test_described(desk: Desk) -> None:
    desk.open(form("/s/200"))
    answer = desk.submit(rule=RULE, address=desk.server.address + "/")
    assert answer.kind == "success"


@pytest.mark.parametrize(
    "rule",
    [
        SubmitRule(method="PUT", path="/s/*"),
        SubmitRule(method="POST", path="/t/*"),
        SubmitRule(method="POST", path="/s/*", fields=("key", "address")),
        SubmitRule(method="POST", path="/s/*", mark="key=B-1"),
        SubmitRule(method="POST", path="/s/*", without=("name",)),
    ],
)
def test_not_as_described(desk: Desk, rule: SubmitRule) -> None:
    desk.open(form("/s/200"))
    with pytest.raises(NetworkError) as caught:
        desk.submit(rule=rule)
    assert code(caught) == "N20"
    none_sent(desk)


def test_of_another_row(desk: Desk) -> None:
    desk.open(form("/s/200"))
    with pytest.raises(NetworkError) as caught:
        desk.submit(rule=RULE, carries=(Value("B-0018", "code"),))
    assert code(caught) == "N21"
    none_sent(desk)


def test_marked_among_equals(desk: Desk) -> None:
    """The draft that the page keeps at the same address goes its way; the save alone is the submit."""
    save = (
        "const send = draft => fetch('/s/json', {method: 'POST', body: JSON.stringify({draft})});"
        "setInterval(() => send(true), 50);"
        "s.onclick = () => send(false).then(() => document.body.append('登録しました'))"
    )
    desk.open(f"<meta charset=utf-8><button id=s>登録</button><script>{save}</script>")
    rule = SubmitRule(method="POST", path="/s/json", mark="draft=false")
    desk.page.wait_for_timeout(120)
    desk.intents.clear()
    assert desk.submit(rule=rule, carries=()).kind == "success"
    assert sum(hit.body == b'{"draft":false}' for hit in desk.server.posts()) == 1
    assert len(desk.intents) == 1


# ------------------------------------------------------------------------- intent


def test_intent_that_fails(desk: Desk) -> None:
    def lose(_: Sending) -> None:
        raise LookupError("another run has the item")

    desk.open(form("/s/200"))
    with pytest.raises(LookupError):
        desk.submit(intent=lose)
    desk.page.wait_for_timeout(200)
    assert desk.server.posts() == []


def test_no_values_in_what_is_kept(desk: Desk) -> None:
    desk.open(form("/s/A-0017/200/山田　太郎"))
    desk.server.pages["/s/A-0017/200/%E5%B1%B1%E7%94%B0%E3%80%80%E5%A4%AA%E9%83%8E"] = (
        "<meta charset=utf-8>登録しました"
    )
    assert desk.submit().kind == "success"
    assert desk.intents[0].path == "/s/*/*/*"
    assert desk.intents[0].fields == ("key", "name")


# ------------------------------------------------------------------------- a bad network


def test_unreachable(desk: Desk) -> None:
    port = unused_port()
    desk.relay.allow((desk.server.host, desk.server.port), ("127.0.0.1", port))
    desk.open(form(f"http://127.0.0.1:{port}/s/200"))
    began = time.monotonic()
    answer = desk.submit(timeout=5)
    assert (answer.kind, answer.reason) == ("unsent", "unreachable")
    assert len(desk.intents) == 1
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("where", "sign", "told"),
    [
        ("nowhere", "登録しました", ("nothing", "nothing sent")),
        ("nowhere", "必須項目が入力されていません", ("unsent", "unreachable")),
        ("nowhere", "利用時間が切れました", ("unsent", "unreachable")),
        ("/s/rst", "登録しました", ("nothing", "cut off")),
        ("/s/rst", "必須項目が入力されていません", ("nothing", "cut off")),
    ],
)
def test_what_a_page_says_that_has_no_answer(
    desk: Desk, where: str, sign: str, told: tuple[str, str], when: str
) -> None:
    """It says so by itself, before the request or when it failed: no row is done by that, and none is lost."""
    port = unused_port()
    desk.relay.allow((desk.server.host, desk.server.port), ("127.0.0.1", port))
    url = f"http://127.0.0.1:{port}/s/200" if where == "nowhere" else where
    say = f"document.body.append('{sign}')"
    send = f"fetch('{url}', {{method: 'POST', body: 'key=A-0017'}}).catch(() => {{ {say} }})"
    if when == "before":
        send = f"{say}; {send.replace(say, '')}"
    desk.open(form(button=f'<button type=button id=s onclick="{send}">登録</button>'))
    answer = desk.submit(timeout=4)
    assert (answer.kind, answer.reason) == told
    assert len(desk.intents) == 1


def test_not_on_the_list(desk: Desk) -> None:
    desk.open(form("http://127.0.0.2:9/s/200"))
    with pytest.raises(NetworkError) as caught:
        desk.submit()
    assert code(caught) == "N25"
    none_sent(desk)


@pytest.mark.parametrize(("mode", "arrived"), [("reset", 0), ("mute", 0), ("swallow", 1)])
def test_bad_wire(desk: Desk, mode: str, arrived: int) -> None:
    wire = Wire((desk.server.host, desk.server.port))
    try:
        desk.relay.allow(("127.0.0.1", wire.port))
        desk.server.pages["/form"] = form("/s/200")
        desk.page.goto(wire.address + "/form")
        wire.mode = mode
        answer = desk.submit(timeout=1.5)
        assert answer.kind == "nothing"
        desk.page.wait_for_timeout(300)
        assert len(desk.server.posts()) == arrived
    finally:
        wire.close()


def test_strange_fetch_waits_for_the_submit(desk: Desk) -> None:
    """A poll that posts is not described: it never leaves before the submit, and does not end it."""
    script = (
        "s.onclick = () => { fetch('/poll/json', {method: 'POST', body: 'tick=1'});"
        "setTimeout(() => fetch('/s/json', {method: 'POST', body: 'key=A-0017'})"
        ".then(() => document.body.append('登録しました')), 50) }"
    )
    desk.open(f"<meta charset=utf-8><button id=s>登録</button><script>{script}</script>")
    assert desk.submit(rule=SubmitRule(method="POST", path="/s/json")).kind == "success"
    desk.page.wait_for_timeout(100)
    assert [hit.target for hit in desk.server.posts()] == ["/s/json", "/poll/json"]
    assert [sent.path for sent in desk.intents] == ["/s/json"]


def test_strange_fetch_alone(desk: Desk) -> None:
    script = "s.onclick = () => fetch('/other/json', {method: 'POST', body: 'key=A-0017'})"
    desk.open(f"<meta charset=utf-8><button id=s>登録</button><script>{script}</script>")
    with pytest.raises(NetworkError) as caught:
        desk.submit(rule=SubmitRule(method="POST", path="/s/json"))
    assert code(caught) == "N20"
    desk.page.wait_for_timeout(200)
    none_sent(desk)
