"""Pages that are never at rest: what they ask and show again and again holds no reading up."""

from __future__ import annotations

import time

import pytest

from bots.model import Signs, Target

from .conftest import Open
from .site import Site

SIGNS = Signs(success=("登録しました",))
TAKEN_BACK = (
    "const c = new AbortController(); fetch('/slow/news.json?s=3', {signal: c.signal}).catch(() => 0); setTimeout(() => c.abort(), 150)"
)
# What a page does as long as it stands.
RESTLESS = {
    "asks and takes back": f"setInterval(() => {{ {TAKEN_BACK} }}, 200)",
    "asks after each answer": "const ask = () => fetch('/news.json').then(() => setTimeout(ask, 150)); ask()",
    "asks by a request of old": "setInterval(() => { const x = new XMLHttpRequest(); x.open('GET', '/news.json'); x.send(); }, 150)",
    "a clock": "setInterval(() => { clock.textContent = Date.now(); }, 100)",
    "a clock that sets itself": "const tick = () => { clock.textContent = Date.now(); setTimeout(tick, 200); }; tick()",
    "a clock and a question": "setInterval(() => { clock.textContent = Date.now(); fetch('/news.json'); }, 150)",
}
PAGE = """<!doctype html><html lang=ja><meta charset=utf-8><title>登録</title><p>時刻 <span id=clock></span></p>
  <label>番号 <input id=no></label><button id=s>登録</button><p id=out></p><script>
  s.onclick = async () => {{ await fetch('/keep', {{method: 'POST', body: new URLSearchParams({{no: no.value}})}});
    out.textContent = '登録しました。受付番号: Z00017'; }};
  {restless};</script>"""


@pytest.mark.parametrize("restless", RESTLESS.values(), ids=RESTLESS.keys())
def test_what_the_press_brought_is_read_beside_it(open_page: Open, site: Site, restless: str) -> None:
    site.extra["news.json"] = "{}"
    site.extra["restless.html"] = PAGE.format(restless=restless)
    driver = open_page("restless.html")
    driver.pump(600)
    answer = driver.submit(Target("登録", "button"), signs=SIGNS, intent=lambda _: None, timeout=5)
    assert answer.kind == "success"
    begun = time.monotonic()
    assert driver.read(Target("受付番号"), timeout=8) == "Z00017"
    assert time.monotonic() - begun < 5


ARRIVED = """<!doctype html><html lang=ja><meta charset=utf-8><title>完了</title><p>時刻 <span id=clock></span></p>
  <p>登録しました。受付番号: Z00017</p><script>{restless};</script>"""


CLOCKS = ["a clock", "a clock that sets itself"]


@pytest.mark.parametrize(("restless", "seconds"), [*((RESTLESS[name], 4) for name in CLOCKS), (RESTLESS["asks after each answer"], 13)],
                         ids=[*CLOCKS, "asks after each answer"])  # fmt: skip
def test_the_page_that_came_is_read_beside_it(open_page: Open, site: Site, restless: str, seconds: float) -> None:
    """A question may bring what is looked for, so the first page is given its time."""
    site.extra["news.json"] = "{}"
    site.extra["form.html"] = "<!doctype html><meta charset=utf-8><form action=/arrived.html><label>番号 <input name=no></label><button>登録</button></form>"
    site.extra["arrived.html"] = ARRIVED.format(restless=restless)
    driver = open_page("form.html")
    answer = driver.submit(Target("登録", "button"), signs=SIGNS, intent=lambda _: None, timeout=5)
    assert answer.kind == "success"
    begun = time.monotonic()
    assert driver.read(Target("受付番号"), timeout=8) == "Z00017"
    assert time.monotonic() - begun < seconds
