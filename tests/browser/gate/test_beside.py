"""What a page asks for beside its submit, in the same press, never takes the one connection of the submit."""

from __future__ import annotations

import pytest

from bots.model import SubmitRule

from .conftest import Desk
from .counting_server import answer, form

TIMES = 4  # of a race that was lost about once in three
SAVE = (
    "fetch('/save', {method: 'POST', body: 'key=A-0017'}).then("
    "() => document.body.append('登録しました'), () => document.body.append('必須項目が入力されていません'))"
)
BESIDE = {
    "a question": "fetch('/ask')",
    "two questions": "fetch('/ask'), fetch('/ask?2')",
    "a question that is cut off": "fetch('/s/rst').catch(() => 0)",
    "a picture that counts": "new Image().src = '/ask'",
    "a script": "document.head.append(Object.assign(document.createElement('script'), {src: '/ask'}))",
    "a beacon": "navigator.sendBeacon('/ask', 'click')",
    "a beacon that is cut off": "navigator.sendBeacon('/s/rst', 'click')",
}


def closing(desk: Desk) -> None:
    """A server that ends each connection with its answer, as those of HTTP/1.0 do."""
    desk.server.answers["/ask"] = (answer("{}", kind="application/json", close=True),)
    desk.server.answers["/save"] = (answer("{}", kind="application/json", close=True),)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["before", "behind"])
@pytest.mark.parametrize("beside", BESIDE.values(), ids=BESIDE.keys())
def test_the_submit_leaves_beside(desk: Desk, beside: str, order: tuple[int, int]) -> None:
    closing(desk)
    first, second = ((beside, SAVE)[at] for at in order)
    for _ in range(TIMES):
        desk.server.clear()
        desk.open(form(button=f'<button type=button id=s onclick="{first}; {second}">登録</button>'))
        answered = desk.submit(rule=SubmitRule(method="POST", path="/save", fields=("key",)))
        assert (answered.kind, answered.reason, answered.requests) == ("success", "", 1)
        assert len(desk.server.posts("/save")) == 1


@pytest.mark.parametrize("beside", BESIDE.values(), ids=BESIDE.keys())
def test_a_form_leaves_beside(desk: Desk, beside: str) -> None:
    """As the picture of a wheel that turns while the next page comes."""
    closing(desk)
    desk.server.answers["/done"] = (answer(close=True),)
    for _ in range(TIMES):
        desk.server.clear()
        desk.open(form("/done", attributes=f'onsubmit="{beside}"'))
        assert desk.submit().kind == "success"
        assert len(desk.server.posts("/done")) == 1


def test_a_question_that_hangs_holds_the_submit_up_for_a_moment_only(desk: Desk) -> None:
    closing(desk)
    desk.open(form(button=f'<button type=button id=s onclick="fetch(\'/s/stall?t=4\'); setTimeout(() => {SAVE}, 50)">登録</button>'))
    desk.page.evaluate("addEventListener('click', () => window.pressed = performance.now(), true)")
    assert desk.submit().kind == "success"
    assert desk.page.evaluate("performance.now() - pressed") < 2000


def test_what_the_page_takes_back_before_it_left_was_not_sent(desk: Desk) -> None:
    """While the submit waits for a question of the same press."""
    closing(desk)
    taken_back = (
        "const c = new AbortController(); setTimeout(() => c.abort(), 250); fetch('/s/stall?t=4'); setTimeout(() =>"
        " fetch('/save', {method: 'POST', body: 'key=A-0017', signal: c.signal}).catch(() => 0), 50)"
    )
    desk.open(form(button=f'<button type=button id=s onclick="{taken_back}">登録</button>'))
    answered = desk.submit(timeout=3.0)
    assert (answered.kind, answered.reason) == ("unsent", "unreachable")
    desk.page.wait_for_timeout(700)
    assert desk.server.posts("/save") == []


@pytest.mark.parametrize("how", ["rst", "408"])
def test_an_undescribed_log_that_fails_leaves_the_row_in_doubt_and_a_described_submit_does_not(desk: Desk, how: str) -> None:
    closing(desk)
    log = f"fetch('/s/{how}', {{method: 'POST', body: 'click'}}).catch(() => 0)"
    for rule, kind, kinds in ((None, "nothing", 2), (SubmitRule(method="POST", path="/save", fields=("key",)), "success", 0)):
        desk.open(form(button=f'<button type=button id=s onclick="{log}; {SAVE}">登録</button>'))
        answered = desk.submit(rule=rule, timeout=3.0)
        assert (answered.kind, answered.kinds) == (kind, kinds)
        desk.relay.reset_all()
