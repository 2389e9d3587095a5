"""What two presses of a submit tell, on pages of fourteen kinds: the description fits the submit alone, and nothing arrives.

Each page polls, sends heartbeats and counts clicks. Afterwards the description is used: a third row is sent through
the gate, once, under one intent.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from bots.model import Lesson, SubmitRule, Target, Value
from bots.runners.clicking import sockets_of
from bots.runners.describing import Press, describe
from bots.runners.submitting import submit
from bots.runners.watching import Overheard, watch_submit

from .conftest import SIGNS, OpenRelay
from .counting_server import Server
from .plain_hands import PlainHands

NOISE = (
    "setInterval(() => fetch('/poll/json?t=' + Date.now()), 200);"
    "setInterval(() => navigator.sendBeacon('/an/json', JSON.stringify({ev: 'hb', ts: Date.now()})), 260);"
    "document.addEventListener('click', e => navigator.sendBeacon('/an/json', JSON.stringify({ev: 'click', el: e.target.id})));"
    "const J = (to, what, method = 'POST') =>"
    " fetch(to, {method, headers: {'content-type': 'application/json'}, body: JSON.stringify(what)});"
    "const V = () => ({k: v0.value, memo: v1.value});"
    "const done = () => document.body.append('登録しました');"
)
FIELDS = "<input id=v0 name=k><input id=v1 name=memo>"
BUTTON = "<button type=button id=s>登録</button>"


def page(body: str, script: str = "") -> str:
    return f"<!doctype html><meta charset=utf-8>{body}<script>{NOISE}{script}</script>"


def form(attributes: str, inner: str, button: str = "<button id=s>登録</button>") -> str:
    return f"<form id=f method=post {attributes}>{inner}{button}</form>"


PAGES = {
    "plain": page(form("action=/s/200", "<input type=hidden name=csrf value=c1>" + FIELDS)),
    "multipart": page(form("action=/s/200 enctype=multipart/form-data", FIELDS + "<input type=file name=up>")),
    "aspnet": page(
        form("action=/s/200", "<input type=hidden name=__EVENTTARGET><input type=hidden name=__VIEWSTATE value=abc>" + FIELDS, BUTTON),
        "v0.onchange = () => { const d = new FormData(f); d.set('__EVENTTARGET', 'ctl00$txtK');"
        " fetch('/s/200', {method: 'POST', body: new URLSearchParams(d)}) };"
        "s.onclick = () => { f.__EVENTTARGET.value = 'ctl00$btnSave'; f.submit() }",
    ),
    "graphql": page(
        FIELDS + BUTTON,
        "setInterval(() => J('/s/json', {operationName: 'GetStatus', variables: {}}), 300);"
        "v0.onchange = () => J('/s/json', {operationName: 'SaveDraft', variables: V()});"
        "s.onclick = () => J('/s/json', {operationName: 'CreateOrder', variables: V()}).then(done)",
    ),
    "livewire": page(
        FIELDS + BUTTON,
        "const call = (method, updates) => J('/s/json', {components: [{snapshot: 's' + Date.now(), updates, calls: [{path: '', method}]}]});"
        "setInterval(() => call('$refresh', {}), 300); s.onclick = () => call('save', V()).then(done)",
    ),
    "json-rpc": page(
        FIELDS + BUTTON,
        "setInterval(() => J('/s/json', [{jsonrpc: '2.0', id: 1, method: 'ping', params: {}}]), 300);"
        "s.onclick = () => J('/s/json', [{jsonrpc: '2.0', id: Date.now(), method: 'order.create', params: V()}]).then(done)",
    ),
    "jsf": page(
        FIELDS + BUTTON,
        "const send = event => fetch('/s/200', {method: 'POST', body: new URLSearchParams({...V(),"
        " 'javax.faces.source': 'f:' + event, 'javax.faces.partial.event': event})});"
        "v0.onchange = () => send('change'); s.onclick = () => send('click').then(done)",
    ),
    "rest": page(FIELDS + BUTTON, "s.onclick = () => J('/s/7781/json', V(), 'PUT').then(done)"),
    "get-link": page(FIELDS + BUTTON, "s.onclick = () => location.href = '/s/200?cmd=add&k=' + encodeURIComponent(v0.value)"),
    "draft": page(
        FIELDS + BUTTON,
        "setInterval(() => J('/s/json', {...V(), draft: true}), 250);"
        "s.onclick = () => J('/s/json', {...V(), draft: false}).then(done)",
    ),
    "validate": page(
        FIELDS + BUTTON,
        "s.onclick = async () => { await J('/s/validate/json', V()); await J('/s/json', V()); done() }",
    ),
    "validate-same": page(
        FIELDS + BUTTON,
        "s.onclick = async () => { await J('/s/json', {...V(), dryRun: true}); await J('/s/json', {...V(), dryRun: false}); done() }",
    ),
    "parallel": page(
        FIELDS + BUTTON,
        "s.onclick = () => { J('/s/audit/json', {who: 'u', k: v0.value}); J('/s/json', V()).then(done) }",
    ),
    "identical": page(
        FIELDS + BUTTON,
        "setInterval(() => J('/s/json', V()), 250); s.onclick = () => J('/s/json', V()).then(done)",
    ),
}  # fmt: skip

NAMED = Lesson("first", "試し", "入力", "登録")
BOTH = ("k", "memo")


def rule(method: str, path: str, fields: tuple[str, ...], mark: str = "") -> SubmitRule:
    return SubmitRule("入力", "登録", "gate", method, path, fields, mark, carries=True)


LEARNED = {
    "plain": (rule("POST", "/s/*", ("csrf", *BOTH)),),
    "multipart": (rule("POST", "/s/*", (*BOTH, "up")),),
    "aspnet": (rule("POST", "/s/*", ("__EVENTTARGET", "__VIEWSTATE", *BOTH), "__EVENTTARGET=ctl00$btnSave"),),
    "graphql": (rule("POST", "/s/json", ("operationName", "variables.k", "variables.memo"), "operationName=CreateOrder"),),
    "livewire": (rule("POST", "/s/json", ("components[].snapshot", "components[].updates.k", "components[].updates.memo", "components[].calls[].path", "components[].calls[].method")),),
    "json-rpc": (rule("POST", "/s/json", ("[].jsonrpc", "[].id", "[].method", "[].params.k", "[].params.memo")),),
    "jsf": (rule("POST", "/s/*", (*BOTH, "javax.faces.source", "javax.faces.partial.event"), "javax.faces.partial.event=click"),),
    "rest": (rule("PUT", "/s/*/json", BOTH),),
    "get-link": (rule("GET", "/s/*", ("cmd", "k")),),
    "draft": (rule("POST", "/s/json", (*BOTH, "draft"), "draft=false"),),
    "validate": (rule("POST", "/s/validate/json", BOTH),),
    "validate-same": (rule("POST", "/s/json", (*BOTH, "dryRun")),),
    "parallel": (rule("POST", "/s/audit/json", ("who", "k")), rule("POST", "/s/json", BOTH)),
    "identical": (SubmitRule("入力", "登録", "click"),),
}  # fmt: skip


class Pupil:
    """Opens a page anew for each row, as a rehearsal does."""

    def __init__(self, relay: OpenRelay, browser: Browser, server: Server) -> None:
        self.relay, self.browser, self.server = relay, browser, server
        self.context: BrowserContext | None = None

    def open(self, texts: tuple[str, str]) -> tuple[PlainHands, Overheard]:
        self.close()
        self.context = self.browser.new_context(service_workers="block", locale="ja-JP")
        sockets_of(self.context)
        heard = Overheard(self.context)
        opened = self.context.new_page()
        opened.goto(self.server.address + "/form")
        for number, text in enumerate(texts):
            opened.fill(f"#v{number}", text)
        return PlainHands(opened, self.context), heard

    def press(self, texts: tuple[str, str]) -> Press:
        hands, heard = self.open(texts)
        values = tuple(map(Value, texts))
        hands.pump(400)
        seen = watch_submit(hands, Target("#s"), carries=values, heard=heard.requests, relay=self.relay, before=0.8)
        self.close()
        return Press(seen, values, values[:1])

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None
        self.relay.reopen()
        self.relay.reset_all()


@pytest.fixture
def pupil(relay_and_browser: tuple[OpenRelay, Browser], server: Server) -> Iterator[Pupil]:
    relay, browser = relay_and_browser
    relay.reset_all()
    relay.allow((server.host, server.port))
    made = Pupil(relay, browser, server)
    yield made
    made.close()


def learned(pupil: Pupil, html: str) -> Lesson:
    pupil.server.pages["/form"] = html
    presses = [pupil.press(("ALPHA-17", "memo one")), pupil.press(("BETA-18", "memo two"))]
    return describe(*presses, NAMED, (pupil.server.host, pupil.server.port))


@pytest.mark.parametrize("name", PAGES)
def test_learned_and_used(pupil: Pupil, name: str) -> None:
    lesson = learned(pupil, PAGES[name])
    assert lesson.rules == LEARNED[name]
    assert lesson.kind == ("alike" if name == "identical" else "gate")

    pupil.server.clear()
    intents: list[int] = []
    hands, _ = pupil.open(("GAMMA-19", "memo three"))
    hands.pump(300)
    saved = len(own(pupil))
    answer = submit(
        hands, Target("#s"), signs=SIGNS, intent=lambda _: intents.append(len(own(pupil))),
        carries=(Value("GAMMA-19"),), rules=lesson.rules, address=pupil.server.address, relay=pupil.relay, timeout=5,
    )  # fmt: skip
    assert answer.kind == "success"
    assert len(intents) == 1
    if name not in ("identical", "draft"):
        assert intents == [saved]
    several = name in ("validate", "validate-same", "parallel")  # all of one intent, each held and let go once
    assert answer.requests == (2 if several else 1) or name == "identical"
    marked = [hit for hit in own(pupil) if is_the_save(name, hit.body.decode(), hit.target)]
    assert len(marked) == 1 or name == "identical"


def own(pupil: Pupil) -> list:  # type: ignore[type-arg]
    return [hit for hit in pupil.server.hits if "GAMMA" in hit.body.decode() or "GAMMA" in hit.target]


def is_the_save(name: str, body: str, target: str) -> bool:
    marks = {"aspnet": "btnSave", "graphql": "CreateOrder", "draft": '"draft":false', "jsf": "event=click", "validate-same": '"dryRun":false'}
    return marks.get(name, "") in body and "validate" not in target and "audit" not in target


def test_nothing_arrives(pupil: Pupil) -> None:
    learned(pupil, PAGES["plain"])
    assert [hit for hit in pupil.server.posts() if not hit.target.startswith("/an")] == []


def test_nothing_is_sent(pupil: Pupil) -> None:
    lesson = learned(pupil, page(FIELDS + BUTTON, "s.onclick = () => document.body.append('必須項目が入力されていません')"))
    assert (lesson.kind, lesson.rules) == ("silent", ())


def test_over_a_worker(pupil: Pupil) -> None:
    """What nothing can hold: the system must be kept by the order of the ledger alone."""
    pupil.server.pages["/worker.js"] = (
        "onconnect = e => e.ports[0].onmessage = m => fetch('/s/200', {method: 'POST', body: m.data})"
    )
    pupil.server.kinds["/worker.js"] = "text/javascript"
    lesson = learned(
        pupil,
        page(FIELDS + BUTTON, "const w = new SharedWorker('/worker.js'); s.onclick = () => w.port.postMessage(v0.value)"),
    )
    assert (lesson.kind, lesson.rules) == ("unheld", LEARNED["identical"])
    assert pupil.server.posts("/s/200") == []


def test_to_another_host(pupil: Pupil) -> None:
    other = Server("127.0.0.2")
    try:
        pupil.relay.allow((pupil.server.host, pupil.server.port), (other.host, other.port))
        lesson = learned(pupil, page(form(f"action={other.address}/s/200", FIELDS)))
        assert (lesson.kind, lesson.rules) == ("elsewhere", ())
        assert other.posts() == []
    finally:
        other.close()
