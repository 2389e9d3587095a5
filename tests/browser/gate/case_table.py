"""The case table of the gate: pages, what is pressed, and what may differ from a browser alone.

Every case is done twice (test_case_table.py). Where nothing is said under `differs`, everything is equal.
"""

from __future__ import annotations

import base64
import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .counting_server import DONE, answer, form

OTHER = "http://other.example"  # stands for another origin that is on the list
HTML = "text/html; charset=utf-8"
NO_SIGN = "nothing deadline"
LEFT_OPEN = "nothing status"
NOTHING_HELD = "N22"

KEY = '<input name=key value="A-0017"><input name=name value="山田　太郎">'
PROBLEM = "<!doctype html><meta charset=utf-8><p>必須項目が入力されていません</p>"
BROTLI = base64.b64decode(
    "G2EAgB0HuWn0BjFrjr5oWm+pPlRNek2sv0jfJEPSBUGxsWmFz5QUXLWYgUMO3G9+kBZC5sEGHAYaj8twstiysiaNsSGN73Qf"
    "gjeKj3elF6r4ASh4eX3uh+KhDaWz"
)  # DONE, packed once: Python has no brotli


@dataclass(frozen=True)
class Case:
    """A page, a press on `#s`, and what follows.

    `outcome` is what the program says: "kind reason" of its answer, or the code of its error. `differs` is what an
    ungated browser does and what the program does, by facet (requests, cookies, address, text, downloads, back),
    and `because` the reason in one line; requests stand there by method and path. An error before the intent
    leaves the page (`bots.runners.submitting`), so address and text are not compared there.
    """

    name: str
    page: str | bytes = field(default_factory=form)
    outcome: str = "success"
    because: str = ""
    differs: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    loose: tuple[str, ...] = ()  # headers that are left out of it, with the reason in `because`
    kind: str = HTML
    pages: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, bytes | tuple[bytes, ...]] = field(default_factory=dict)
    file: int = 0  # bytes of the file that is chosen in the field `file`
    intents: int = 1
    back: bool = False  # then the back button is pressed
    timeout: float = 4.0

    def __post_init__(self) -> None:
        plain = self.outcome == "success" and not self.differs and not self.loose
        assert plain or self.because or self.outcome in ("problem", NO_SIGN), self.name


def scripted(code: str, more: str = "", charset: str = "utf-8") -> str:
    """A page whose button runs `code`, in which `say` ends the matter."""
    return (
        f"<!doctype html><meta charset={charset}><title>入力</title><button id=s>登録</button>{more}<script>"
        "const say = (...what) => document.body.append('登録しました ' + what.join(' '));"
        "const fail = what => document.body.append('必須項目が入力されていません ' + what);"
        f"const body = 'key=A-0017&name=' + encodeURIComponent('山田');s.onclick = async () => {{ {code} }}</script>"
    )


def sends(way: str, then: str = "say(r.status, r.type, await r.text())", to: str = "/s/200") -> str:
    """A page whose button fetches; `way` are the options."""
    return scripted(
        f"try {{ const r = await fetch('{to}', {{{way}}}); {then} }} catch (e) {{ fail(e.name) }}"
    )


def to(path: str, code: int = 302) -> bytes:
    """A redirect."""
    return answer("", code=code, headers=(("Location", path),))


def raw(head: str, body: bytes = DONE.encode(), line: str = "HTTP/1.1 200 OK") -> bytes:
    """An answer as it is written; `head` are lines of it."""
    return f"{line}\r\n{head}".encode("cp932") + b"\r\n\r\n" + body


def said(name: str, whole: bytes | tuple[bytes, ...], **more: Any) -> Case:
    """A form, and that answer to it."""
    return Case(name, form("/s/x"), answers={"/s/x": whole}, **more)


def packed(name: str, body: bytes) -> Case:
    length = f"Content-Type: {HTML}\r\nContent-Encoding: {name}\r\nContent-Length: {len(body)}"
    return said(f"answer in {name}", raw(length, body))


def chunked(*parts: bytes) -> tuple[bytes, ...]:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {HTML}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    return (head, *(b"%x\r\n%s\r\n" % (len(part), part) for part in (*parts, b"")))


def japanese(name: str, charset: str, codec: str, **more: str) -> Case:
    page = form(inner=KEY.replace("太郎", "太郎😀"), charset=charset, **more).encode(
        codec, "xmlcharrefreplace"
    )
    return Case(name, page, kind=f"text/html; charset={charset}")


MULTIPART = "enctype=multipart/form-data"
FILE = KEY + "<input type=file name=file>"
ANSWERED_IN_HALVES = DONE.encode().partition("受付番号".encode())

ENCODINGS = [
    Case("urlencoded", back=True),
    Case("multipart without file", form(attributes=MULTIPART)),
    japanese("Shift_JIS", "Shift_JIS", "cp932"),
    japanese("Shift_JIS, multipart", "Shift_JIS", "cp932", attributes=MULTIPART),
    japanese("EUC-JP", "EUC-JP", "euc_jp"),
    Case("accept-charset", form(attributes="accept-charset=Shift_JIS")),
    Case("text/plain", form(attributes="enctype=text/plain")),
    Case("GET form", form().replace("method=post", "method=get")),
]

UPLOADS = [
    Case("upload of 10 KB", form(inner=FILE, attributes=MULTIPART), file=10_000, back=True),
    Case("upload of 5 MB", form(inner=FILE, attributes=MULTIPART), file=5_000_000, timeout=20.0),
    Case(
        "upload from Shift_JIS",
        form(inner=FILE, attributes=MULTIPART, charset="Shift_JIS").encode("cp932"),
        kind="text/html; charset=Shift_JIS",
        file=10_000,
    ),
    Case(
        "File in FormData by fetch",
        sends("method: 'POST', body: new FormData(f)").replace(
            "<script>", f"<form id=f>{FILE}</form><script>", 1
        ),
        file=10_000,
    ),
    Case(
        "Blob made in script",
        scripted(
            "const d = new FormData(); d.append('key', 'A-0017');"
            "d.append('b', new Blob(['x'.repeat(5000)]), '申請.txt');"
            "say((await fetch('/s/200', {method: 'POST', body: d})).status)"
        ),
    ),
]

FETCHES = [
    *(Case(f"fetch {method}", sends(f"method: '{method}', body")) for method in ("PUT", "PATCH", "DELETE")),
    Case("fetch of JSON", sends("method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({key: 'A-0017'})")),
    Case("fetch of URLSearchParams", sends("method: 'POST', body: new URLSearchParams({key: 'A-0017', name: '山田'})")),
    Case("fetch of an ArrayBuffer", sends("method: 'POST', body: new TextEncoder().encode(body).buffer")),
    Case(
        "fetch of a gzip body",
        scripted(
            "const z = new Response(new Blob([body]).stream().pipeThrough(new CompressionStream('gzip')));"
            "say((await fetch('/s/200', {method: 'POST', headers: {'Content-Encoding': 'gzip'}, body: await z.arrayBuffer()})).status)"
        ),
    ),
    Case("fetch, keepalive", sends("method: 'POST', keepalive: true, body")),
    *(Case(f"{code} under fetch", sends("method: 'POST', body", "say(r.url, r.redirected, r.status)", f"/s/{code}"))
      for code in (302, 307)),
    Case("fetch, redirect: 'manual'", sends("method: 'POST', redirect: 'manual', body", to="/s/302")),
    Case("fetch, redirect: 'error'", sends("method: 'POST', redirect: 'error', body", to="/s/302"),
         outcome="nothing cut off", because="sent, but the page was told of no answer", timeout=0.8),
    Case("fetch, credentials: 'omit'",
         sends("method: 'POST', credentials: 'omit', body", to="/s/x") + "<script>document.cookie = 'a=1'</script>",
         answers={"/s/x": answer(headers=(("Set-Cookie", "b=2"),))}),
    Case("fetch, answer read as a stream",
         sends("method: 'POST', body", "const d = r.body.getReader(); let n = 0;"
               "for (;;) { const one = await d.read(); if (one.done) break; n += one.value.length } say(n)", "/s/x"),
         answers={"/s/x": chunked(b"one", b"two", b"three")}),
    Case("fetch, streaming request body over HTTP/1.1",
         sends("method: 'POST', duplex: 'half', body: new Blob([body]).stream()"),
         outcome="unsent unreachable", because="the browser refuses it before a byte leaves, and the relay counts none"),
    Case("XMLHttpRequest",
         scripted("const x = new XMLHttpRequest(); x.open('POST', '/s/302'); x.onload = () => say(x.status, x.responseText); x.send(body)")),
    Case("XMLHttpRequest, synchronous",
         scripted("const x = new XMLHttpRequest(); x.open('POST', '/s/302', false); x.send(body); say(x.status)")),
    Case("XMLHttpRequest of JSON with a header of its own",
         scripted("const x = new XMLHttpRequest(); x.open('POST', '/s/json'); x.setRequestHeader('X-CSRF', 'あ'.length);"
                  "x.onload = () => say(x.responseText); x.send('{\"key\": \"A-0017\"}')")),
    Case("AbortController",
         scripted("const c = new AbortController(); setTimeout(() => c.abort(), 300);"
                  "try { await fetch('/s/stall?t=1', {method: 'POST', body, signal: c.signal}) } catch (e) { fail(e.name) }"),
         outcome="nothing cut off", because="what the page takes back may have arrived"),
    Case("beacon", scripted("navigator.sendBeacon('/s/json', body); setTimeout(say, 150)")),
    Case("beacon without the row's values", scripted("navigator.sendBeacon('/s/json', 'seen')"),
         outcome=NOTHING_HELD, because="click analytics: let go, no submit", intents=0, timeout=0.6),
    Case("GET by fetch, with the row's key", sends("", to="/s/200?key=A-0017")),
    Case("GET by fetch without it", scripted("await fetch('/s/json?n=1')"),
         outcome=NOTHING_HELD, because="a GET that carries nothing of the row is no submit", intents=0, timeout=0.6),
    Case("EventSource", scripted("new EventSource('/s/x').onmessage = e => { e.target.close(); e.target.done = 1 }"),
         outcome=NOTHING_HELD, because="a GET that carries nothing of the row is no submit", intents=0, timeout=0.6,
         answers={"/s/x": raw("Content-Type: text/event-stream\r\nConnection: close", b"data: 1\n\n")}),
]  # fmt: skip

_ALLOW = (("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Methods", "PUT"))
CORS = [
    Case("CORS, simple, allowed", sends("method: 'POST', body", to=OTHER + "/s/x"),
         answers={"/s/x": answer("ok", headers=_ALLOW)}),
    Case("CORS, preflight allowed", sends("method: 'PUT', body", to=OTHER + "/s/x"),
         answers={"/s/x": answer("ok", headers=_ALLOW)}),
    Case("CORS, preflight refused", sends("method: 'PUT', body", to=OTHER + "/s/x"),
         outcome="nothing past the gate", because="only the preflight went; the gate never held the rest, so it is not sure",
         answers={"OPTIONS /s/x": answer("no", code=403)}, timeout=0.8),
    Case("CORS, an answer that may not be read", sends("method: 'POST', body", to=OTHER + "/s/x"),
         outcome="nothing cut off", because="sent, but the page was told of no answer", timeout=0.8),
    Case("CORS, mode: 'no-cors'", sends("method: 'POST', mode: 'no-cors', body", to=OTHER + "/s/200")),
]  # fmt: skip

REDIRECTS = [
    *(said(f"answer {code}", to("/done", code), back=True) for code in (301, 302, 303)),
    *(Case(f"answer {code}", form(f"/s/{code}"), back=True) for code in (307, 308)),
    Case("chain of 3", form("/s/a"), answers={"/s/a": to("/s/b"), "/s/b": to("/s/c"), "/s/c": to("/done")}),
    Case("chain of 307 and 303", form("/s/a"), answers={"/s/a": to("/s/b", 307), "/s/b": to("/done", 303)}),
    said("to another origin by 302", to(OTHER + "/done")),
    said("to another origin by 307", to(OTHER + "/s/landing", 307)),
    said("to a relative address", to("../done?n=1")),
    said("to a #fragment", to("/done#end")),
    said("meta refresh", answer("<meta http-equiv=refresh content='0; url=/done'>"), back=True),
    said("by script", answer("<script>location = '/done'</script>")),
    said("Refresh header", answer("", headers=(("Refresh", "0; url=/done"),))),
    said("Location with raw UTF-8", to("/done?n=山田")),
    said("Location with raw Shift_JIS", raw("Location: /done?n=山田\r\nContent-Length: 0", b"", "HTTP/1.1 302 Found")),
    said("bad Location", to("http://[bad"), outcome="nothing cut off",
         because="an answer that the browser refuses tells nothing of the row", timeout=0.8),
    said("Location of its own scheme", to("bots:done"), outcome=NO_SIGN, timeout=0.8),
]  # fmt: skip

STATUSES = [
    *(said(f"answer {code}", answer(code=code), back=code == 200) for code in (200, 201)),
    *(said(f"answer {code}", answer("", code=code), outcome=NO_SIGN, timeout=0.8) for code in (204, 205)),
    *(said(f"answer {code}", answer(PROBLEM, code=code), outcome="problem") for code in (400, 401, 403, 404, 409, 422)),
    *(said(f"answer {code}", answer(PROBLEM, code=code), outcome=LEFT_OPEN,
           because="a server that fails may have kept the row") for code in (500, 503)),
    said("500 that says it is done", answer(code=500), outcome=LEFT_OPEN,
         because="a server that fails may have kept the row, whatever it shows"),
    said("Basic 401 without credentials",
         answer(PROBLEM, code=401, headers=(("WWW-Authenticate", 'Basic realm="x"'),)),
         outcome="problem"),
]  # fmt: skip

BODIES = [
    packed("gzip", gzip.compress(DONE.encode(), mtime=0)),
    packed("deflate", zlib.compress(DONE.encode())),
    packed("br", BROTLI),
    packed("br, gzip", gzip.compress(BROTLI, mtime=0)),
    said("answer in chunks", (b"".join(chunked(DONE.encode())),)),
    said("answer without a length", raw(f"Content-Type: {HTML}\r\nConnection: close")),
    said("answer by HTTP/1.0", raw(f"Content-Type: {HTML}", line="HTTP/1.0 200 OK")),
    said("empty answer", answer(""), outcome=NO_SIGN, timeout=0.8),
    said("answer with its charset in the header alone", answer(DONE.replace("<meta charset=utf-8>", "").encode("cp932"), kind="text/html; charset=Shift_JIS")),
    said("answer whose charset is guessed", answer(DONE.replace("<meta charset=utf-8>", "<p>" + "これは日本語です。" * 9).encode("euc_jp"), kind="text/html")),
    said("answer whose kind is guessed", raw(f"Content-Length: {len(DONE.encode())}")),
    said("slow answer", chunked(ANSWERED_IN_HALVES[0], b"".join(ANSWERED_IN_HALVES[1:]))),
    said("answer of 1 MB", answer(DONE + "<!--" + "あ" * 350_000 + "-->")),
    said("plain text", answer("登録しました", kind="text/plain; charset=utf-8")),
    said("download", answer(b"%PDF" * 500, kind="application/octet-stream", headers=(("Content-Disposition", "attachment; filename=a.pdf"),)),
         outcome=NO_SIGN, timeout=0.8),
    said("download with a raw Shift_JIS name",
         raw("Content-Type: text/csv\r\nContent-Length: 3\r\nContent-Disposition: attachment; filename=受付.csv", b"1,2"),
         outcome=NO_SIGN, timeout=0.8),
]  # fmt: skip

_OLD = "<script>document.cookie = 'old=1; path=/'; localStorage.a = 1</script>"
COOKIES = [
    Case("several Set-Cookie", form("/s/x", more=_OLD), answers={"/s/x": raw(
        "Set-Cookie: sid=1; Path=/; HttpOnly\r\nSet-Cookie: a=2; Path=/; SameSite=Strict; Max-Age=9999999\r\n"
        "Set-Cookie: b=3; Path=/s\r\nSet-Cookie: old=; Path=/; Max-Age=0\r\nSet-Cookie: q=\"1 2\"; Path=/; SameSite=None\r\n"
        "Set-Cookie: __Host-h=1; Path=/; Secure\r\nLocation: /done\r\nContent-Length: 0", b"", "HTTP/1.1 302 Found")}),
    Case("Set-Cookie with raw Shift_JIS", form("/s/x"), answers={"/s/x": raw(
        "Set-Cookie: name=山田; Path=/\r\nLocation: /done\r\nContent-Length: 0", b"", "HTTP/1.1 302 Found")}),
    Case("Set-Cookie with raw UTF-8", form("/s/x"), answers={"/s/x": answer(
        "", code=302, headers=(("Set-Cookie", "name=山田; Path=/"), ("Location", "/done")))}),
    Case("Clear-Site-Data", form("/s/x", more=_OLD), answers={"/s/x": answer(
        DONE + "<script>document.write(document.cookie, localStorage.a)</script>",
        headers=(("Clear-Site-Data", '"cookies", "storage"'),))}),
]  # fmt: skip


def framed(name: str, target: str, outer: str = "") -> Case:
    """A form in a frame, with that target."""
    outer = outer or "<iframe src='/inner' width=400 height=200></iframe><iframe name=side></iframe>"
    return Case(
        name,
        f"<!doctype html><meta charset=utf-8>{outer}",
        pages={"/inner": form("/s/302", attributes=f"target={target}"), "/menu": "<p>menu"},
    )


def by(name: str, code: str, more: str = "", **rest: Any) -> Case:
    """A form that a script sends."""
    button = f'<button type=button id=s onclick="{code}">登録</button>'
    return Case(name, form(rest.pop("action", "/s/302"), button=button, more=more), **rest)


def pressed_twice(how: str) -> str:
    return f"const f = document.forms[0]; f.submit(); {how}"


_TWICE: dict[str, Any] = {"requests": (["GET /form", "POST /s/delay?t=0.8", "POST /s/delay?t=0.8"], ["GET /form", "POST /s/delay?t=0.8"])}
_FRAMES = "<html><frameset cols='30%,70%'><frame src='/menu'><frame src='/inner' name=side></frameset></html>"
_CSP = "<meta http-equiv=Content-Security-Policy content=\"form-action {}\">"
# Chromium takes a look at a page from outside for a person's act, and a window that is asked for by name says so in
# its request if it leaves after the first look: on a busy machine.
_LOOKED_AT: dict[str, Any] = {"loose": ("sec-fetch-user",), "because": "the person did press; the browser alone had used that up"}
WAYS = [
    *(framed(f"iframe {target}", target) for target in ("_self", "_top", "_parent", "side")),
    framed("frameset", "_self", _FRAMES),
    framed("frameset, into the other frame", "_top", _FRAMES),
    by("form.submit", "document.forms[0].submit()"),
    by("requestSubmit", "document.forms[0].requestSubmit()"),
    Case("Enter's button of its own name", form(button="<button id=s name=op value=save>登録</button>")),
    Case("formaction", form("/s/404", button="<button id=s formaction='/s/303' name=op value=1>登録</button>")),
    Case("__doPostBack", form(inner=KEY + "<input type=hidden name=__EVENTTARGET><input type=hidden name=__EVENTARGUMENT>",
         button="<a id=s href=\"javascript:__doPostBack('ctl00$save', '')\">登録</a>",
         more="<script>function __doPostBack(t, a) { const f = document.forms[0]; f.__EVENTTARGET.value = t;"
              "f.__EVENTARGUMENT.value = a; f.submit() }</script>")),
    Case("target=_blank", form(attributes="target=_blank")),
    Case("target=_blank, noopener", form(attributes="target=_blank rel=noopener")),
    Case("named window", form(attributes="target=result"), **_LOOKED_AT),
    by("window.open and post", "window.open('', 'w'); document.forms[0].target = 'w'; document.forms[0].submit()", **_LOOKED_AT),
    Case("window that posts itself", "<!doctype html><button id=s onclick=\"window.open('/window')\">登録</button>",
         pages={"/window": form("/s/200", more="<script>document.forms[0].submit()</script>")}, **_LOOKED_AT),
    by("double click in one tick", pressed_twice("f.submit()")),
    by("impatient second submit", pressed_twice("setTimeout(() => f.submit(), 250)"), action="/s/delay?t=0.8",
       outcome="nothing cut off", because="the second one is stopped, and what became of the first nobody sees",
       differs={**_TWICE, "address": (["/s/delay?t=0.8"], ["/form"]), "text": (["受付番号 R-1 登録しました"], ["登録"])},
       timeout=1.5),
    Case("beforeunload", form(more="<script>onbeforeunload = e => e.preventDefault()</script>")),
    Case("beacon on leaving", form(more="<script>onpagehide = () => navigator.sendBeacon('/s/json', 'bye')</script>")),
    Case("CSP form-action 'none'", form(more="").replace("<title>", _CSP.format("'none'") + "<title>"),
         outcome=NOTHING_HELD, because="the browser sends nothing, so nothing is held", intents=0, timeout=0.6),
    Case("CSP form-action 'self'", form(more="").replace("<title>", _CSP.format("'self'") + "<title>")),
    Case("CSP form-action 'self', then to another origin",
         form("/s/x").replace("<title>", _CSP.format("'self'") + "<title>"), answers={"/s/x": to(OTHER + "/done")},
         outcome="nothing cut off", because="sent, but the browser goes no further", timeout=0.8),
    Case("form that is kept, and back", answers={"/form": answer(form(), headers=(("Cache-Control", "max-age=600"),))}, back=True),
    Case("form that is not kept, and back", answers={"/form": answer(form(), headers=(("Cache-Control", "no-store"),))}, back=True),
]  # fmt: skip

CASES = [*ENCODINGS, *UPLOADS, *FETCHES, *CORS, *REDIRECTS, *STATUSES, *BODIES, *COOKIES, *WAYS]
