"""Every kind of submit goes through the gate once, as the browser itself would have sent it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser

from .conftest import Desk
from .counting_server import Server, form, header_names

KEY = '<input name=key value="A-0017"><input name=name value="山田　太郎">'
TOAST = "document.body.append('登録しました')"


def once(desk: Desk) -> None:
    assert len(desk.server.posts()) == 1
    assert len(desk.intents) == 1
    assert desk.posts_at_intent == 0


@pytest.mark.parametrize("size", [10_000, 5_000_000])
def test_upload(desk: Desk, plain_browser: Browser, tmp_path: Path, size: int) -> None:
    """The bytes that arrive are those that an ungated browser sends, files and all."""
    file = tmp_path / "申請書.pdf"
    file.write_bytes(hashlib.sha256(b"x").digest() * (size // 32))
    page = form(inner=KEY + "<input type=file name=file>", attributes="enctype=multipart/form-data")
    desk.open(page)
    desk.page.set_input_files("[name=file]", file)
    assert desk.submit(timeout=20).kind == "success"
    once(desk)
    gated = desk.server.posts()[0]
    assert file.read_bytes() in gated.body
    assert set(desk.intents[0].fields) == {"key", "name", "file"}
    desk.server.clear()
    context = plain_browser.new_context()
    plain = context.new_page()
    plain.goto(desk.server.address + "/form")
    plain.set_input_files("[name=file]", file)
    plain.click("#s")
    plain.wait_for_url("**/done")
    assert desk.server.posts()[0].sha == gated.sha
    context.close()


def test_shift_jis(desk: Desk) -> None:
    page = form(charset="Shift_JIS").encode("cp932")
    desk.open(page, kind="text/html; charset=Shift_JIS")
    assert desk.submit().kind == "success"
    once(desk)
    sent = dict(parse_qsl(desk.server.posts()[0].body.decode(), encoding="cp932"))
    assert sent == {"key": "A-0017", "name": "山田　太郎"}


@pytest.mark.parametrize("code", [302, 303])
def test_redirect(desk: Desk, code: int) -> None:
    desk.open(form(f"/s/{code}"))
    assert desk.submit().kind == "success"
    once(desk)
    assert desk.page.url.endswith("/done")


@pytest.mark.parametrize("code", [307, 308])
def test_redirect_that_sends_the_body_on(desk: Desk, code: int) -> None:
    desk.open(form(f"/s/{code}"))
    assert desk.submit().kind == "success"
    assert [hit.target for hit in desk.server.posts()] == [f"/s/{code}", "/s/landing"]
    assert len(desk.intents) == 1


def test_redirected_body_once_where_cut(desk: Desk) -> None:
    desk.open(form("/s/307close"))
    assert desk.submit(timeout=2.5).kind == "nothing"
    assert [hit.target for hit in desk.server.posts()] == ["/s/307close", "/s/close"]


@pytest.mark.parametrize("way", ["fetch", "xhr", "beacon"])
def test_script(desk: Desk, way: str) -> None:
    body = "JSON.stringify({key: 'A-0017', more: {name: '山田'}})"
    send = {
        "fetch": f"fetch('/s/json', {{method: 'POST', body: {body}}}).then(() => {TOAST})",
        "xhr": f"const x = new XMLHttpRequest(); x.open('POST', '/s/json');"
        f"x.onload = () => {TOAST}; x.send({body})",
        "beacon": f"navigator.sendBeacon('/s/json', {body}); setTimeout(() => {TOAST}, 300)",
    }[way]
    desk.open(
        f"<meta charset=utf-8><button id=s>登録</button><script>s.onclick=()=>{{{send}}}</script>"
    )
    assert desk.submit().kind == "success"
    once(desk)
    assert json.loads(desk.server.posts()[0].body)["key"] == "A-0017"
    assert desk.intents[0].fields == ("key", "more.name")


def test_validate_then_save(desk: Desk) -> None:
    """Two requests of one press: one intent, each once, in the page's order."""
    send = (
        "const b = JSON.stringify({key: 'A-0017'});"
        "await fetch('/s/check/json', {method: 'POST', body: b});"
        f"await fetch('/s/save/json', {{method: 'POST', body: b}}); {TOAST}"
    )
    desk.open(
        f"<meta charset=utf-8><button id=s>登録</button><script>s.onclick=async()=>{{{send}}}</script>"
    )
    answer = desk.submit()
    assert (answer.kind, answer.requests) == ("success", 2)
    assert [hit.target for hit in desk.server.posts()] == ["/s/check/json", "/s/save/json"]
    assert len(desk.intents) == 1


def test_frameset(desk: Desk) -> None:
    desk.server.pages["/inner"] = form("/s/200")
    desk.server.pages["/menu"] = "<p>menu"
    desk.open(
        "<html><frameset cols='30%,70%'><frame src='/menu' name=menu>"
        "<frame src='/inner' name=inner></frameset></html>"
    )
    desk.page.frame("inner").wait_for_selector("#s")
    assert desk.submit().kind == "success"
    once(desk)


def test_form_into_a_new_window(desk: Desk) -> None:
    desk.open(form(attributes="target=_blank"))
    assert desk.submit().kind == "success"
    once(desk)
    assert len(desk.context.pages) == 2


def test_window_that_posts_itself(desk: Desk) -> None:
    desk.server.pages["/window"] = form(
        "/s/200", more="<script>document.forms[0].submit()</script>"
    )
    desk.open("<button id=s onclick=\"window.open('/window')\">登録</button>")
    assert desk.submit().kind == "success"
    once(desk)


def test_frame_of_another_site(desk: Desk) -> None:
    other = Server("127.0.0.2")
    try:
        desk.relay.allow((desk.server.host, desk.server.port), (other.host, other.port))
        other.pages["/inner"] = (
            "<meta charset=utf-8><button id=s>登録</button><script>s.onclick = () => fetch('/s/json',"
            f" {{method: 'POST', body: 'key=A-0017'}}).then(() => {TOAST})</script>"
        )
        desk.open(f"<iframe name=inner width=300 height=200 src='{other.address}/inner'></iframe>")
        desk.page.frame("inner").wait_for_selector("#s")
        assert desk.submit().kind == "success"
        assert len(other.posts()) == 1
        assert len(desk.intents) == 1
    finally:
        other.close()


@pytest.mark.parametrize(
    "again",
    [
        "document.forms[0].submit(); document.forms[0].submit()",
        "document.forms[0].submit(); setTimeout(() => document.forms[0].submit(), 60)",
        "for (const i of [1, 2]) fetch('/s/302', {method: 'POST', body: 'key=1'})"
        f".then(() => {TOAST}).catch(() => 0)",
    ],
)
def test_pressed_twice(desk: Desk, again: str) -> None:
    desk.open(
        form("/s/delay?t=0.3", button=f'<button type=button id=s onclick="{again}">登録</button>')
    )
    answer = desk.submit(timeout=3)
    desk.page.wait_for_timeout(300)
    if "setTimeout" in again and not desk.server.posts():
        # On a busy machine the second navigation takes back the first before it left: "unsent" where
        # the browser had dropped it while it was held, "nothing" where it had been let go.
        assert answer.kind in ("nothing", "unsent")
        assert len(desk.intents) == 1
        return
    once(desk)


def test_background_goes_on(desk: Desk) -> None:
    """Polls and click analytics are nobody's submit, and the page's polls are not stopped."""
    noise = (
        "<script>setInterval(() => fetch('/s/json?poll'), 40);"
        "document.addEventListener('click', () => navigator.sendBeacon('/s/json?seen', 'click'))</script>"
    )
    desk.open(form("/s/delay?t=0.3", more=noise))
    desk.page.wait_for_timeout(150)
    assert desk.submit().kind == "success"
    assert [sent.path for sent in desk.intents] == ["/s/delay"]
    assert len(desk.server.posts("/s/delay")) == 1


def test_form_that_goes_by_get(desk: Desk) -> None:
    desk.open(form("/s/200", attributes="method=get").replace("method=post ", ""))
    assert desk.submit().kind == "success"
    assert desk.intents[0].method == "GET"
    assert [hit.target.partition("?")[0] for hit in desk.server.hits].count("/s/200") == 1


def test_multipart_names(desk: Desk) -> None:
    desk.open(form(attributes="enctype=multipart/form-data"))
    assert desk.submit().kind == "success"
    assert header_names(desk.server.posts()[0]) == set(desk.intents[0].fields)
