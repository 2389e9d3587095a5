"""What a press begins is waited for: the document of the frame it is for, whatever other frames do meanwhile."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from bots.errors import ScreenError
from bots.model import Target, Timeouts
from bots.runners import pressing
from bots.runners.answers import know_background
from bots.runners.consequence import Consequence

from .conftest import Open, field
from .site import LATER, Site

META = "<!doctype html><meta charset=utf-8>"
LIST = META + "<h1>案件一覧</h1><a href={case}>00002</a>"
CASE = META + f"<h1>案件</h1>{LATER}<p>この申請は取下げ済みです"
RESTLESS = META + "<p>お知らせ<script>setTimeout(() => location.reload(), 150)</script>"


def frameset(site: Site, case: str, other: str) -> None:
    site.extra["frameset.html"] = f"{META}<frameset cols='50%,*'><frame src=list.html><frame src={other}></frameset>"
    site.extra["list.html"] = LIST.format(case=case)
    site.extra["case.html"] = CASE
    site.extra["still.html"] = META + "<p>お知らせ"
    site.extra["restless.html"] = RESTLESS


@pytest.mark.parametrize(
    ("case", "other"),
    [
        ("slow/case.html?s=0.8", "slow/restless.html?s=0.3"),
        ("parts/case.html", "still.html"),
        ("parts/case.html", "slow/restless.html?s=0.3"),
    ],
    ids=["a frame beside it renews itself", "it comes in parts", "both"],
)
def test_a_document_in_a_frame_is_there_when_the_click_returns(
    open_page: Open, site: Site, case: str, other: str
) -> None:
    """Whatever looks next, once and without waiting, must not look at the document before, or at half of this."""
    frameset(site, case, other)
    driver = open_page("frameset.html")
    for _ in range(3):
        driver.goto("/frameset.html", 10)
        driver.click(Target("00002", "link"), timeout=5)
        assert driver.shown(["取下げ済み"]) == ("取下げ済み",)


def test_a_frameset_is_open_when_its_frames_are(open_page: Open, site: Site) -> None:
    frameset(site, "case.html", "slow/still.html?s=0.7")
    driver = open_page("frameset.html")
    driver.goto("/frameset.html", 10)
    assert set(driver.shown(["お知らせ", "案件一覧"])) == {"お知らせ", "案件一覧"}


def test_a_frame_that_never_comes_does_not_hold_up_the_rest(open_page: Open, site: Site) -> None:
    frameset(site, "case.html", "slow/still.html?s=20")
    driver = open_page("list.html")
    driver.goto("/frameset.html", 10)
    driver.click(Target("00002", "link"), timeout=5)
    assert driver.shown(["取下げ済み"]) == ("取下げ済み",)


LATE = META + """<h1>世帯照会</h1><table><tr><th>世帯番号<td id=n>S00001</table><button onclick="
  fetch('/slow/still.html?s=0.8').then(() => { n.textContent = 'S00002'; })">検索</button>"""
CLOCK = META + "<table><tr><th>番号<td>12</table><p id=c><script>setInterval(() => { c.textContent = performance.now(); }, 5)</script>"


def test_what_a_script_is_fetching_is_not_read_before_it_is_there(open_page: Open, site: Site) -> None:
    """What stood there before is another row's."""
    site.extra["late.html"], site.extra["still.html"] = LATE, META
    driver = open_page("late.html")
    driver.click(Target("検索", "button"), timeout=3)
    assert driver.read(Target("世帯番号"), timeout=5) == "S00002"


def test_a_comparison_waits_for_what_a_script_is_fetching(open_page: Open, site: Site) -> None:
    site.extra["compared.html"] = LATE.replace("s=0.8", "s=2")
    site.extra["still.html"] = META
    driver = open_page("compared.html")
    driver.click(Target("検索", "button"), timeout=3)
    (number,) = driver.verify([field("世帯番号", "S00002")], timeout=5)
    assert number.equal


PRESSED = META + """<h1>申請照会</h1><p id=s>受付中</p><button id=b>検索</button><script>
  const show = () => { s.textContent = '取下げ済み'; };
  b.onclick = () => { ACTS };</script>"""
# Asks to wait, and loads itself again; what was searched for is there at the third time.
AGAIN = """<meta http-equiv=refresh content=1><p id=p>検索しています…<script>
  sessionStorage.n = Number(sessionStorage.n || 0) + 1;
  if (sessionStorage.n > 2) { document.querySelector('[http-equiv]').remove(); p.textContent = '取下げ済み'; }</script>"""
PROMISES = {
    "a guard against double presses": "setTimeout(() => fetch('/still.html').then(show), 300)",
    "a body that comes later": "fetch('/parts/halves.html').then((a) => a.text()).then(show)",
    "asked again and again": "let n = 0; const t = setInterval(() => { n += 1; if (n > 2) { clearInterval(t); show(); } }, 400)",
    "a page that asks to wait": "location.href = '/wait.html'",
    "a page that asks itself until it is found": "location.href = '/again.html'",
    "a timer whose job is a text": "setTimeout('show()', 500)",
    "a job that is asked about until it is done": """fetch('/still.html').then(() => { let n = 0;
      const t = setInterval(() => fetch('/still.html').then(() => { n += 1; if (n > 3) { clearInterval(t); show(); } }), 1200); })""",
    "the end of a transition": "b.style.transition = 'opacity .4s'; b.ontransitionend = () => fetch('/slow/still.html?s=0.4').then(show); b.style.opacity = .5",
    "a script that takes its time": "{ window.show = show; const s = document.createElement('script'); s.src = '/slow/show.html?s=3.4'; document.head.append(s); }",
}


@pytest.mark.parametrize("acts", PROMISES.values(), ids=PROMISES.keys())
def test_a_condition_waits_for_what_the_press_has_put_off(open_page: Open, site: Site, acts: str) -> None:
    site.extra["pressed.html"] = PRESSED.replace("ACTS", acts)
    site.extra["still.html"] = META
    site.extra["halves.html"] = "a" + LATER + "b"
    site.extra["wait.html"] = META + "<meta http-equiv=refresh content='1; url=/found.html'><p>検索しています"
    site.extra["found.html"] = META + "<p>取下げ済み"
    site.extra["show.html"] = "show()"
    site.extra["again.html"] = META + AGAIN
    driver = open_page("pressed.html")
    driver.click(Target("検索", "button"), timeout=3)
    driver.quiet(200)
    assert driver.shown(["取下げ済み"]) == ("取下げ済み",)


def test_an_answer_that_does_not_come_is_no_answer_of_the_row_before(open_page: Open, site: Site) -> None:
    site.extra["late.html"] = LATE.replace("s=0.8", "s=6")
    driver = open_page("late.html")
    driver.click(Target("検索", "button"), timeout=3)
    with pytest.raises(ScreenError) as caught:
        driver.read(Target("世帯番号"), timeout=1)
    assert caught.value.problem.code == "S55"


def test_a_page_that_never_rests_is_read_all_the_same(open_page: Open, site: Site) -> None:
    site.extra["clock.html"] = CLOCK
    assert open_page("clock.html").read(Target("番号"), timeout=1) == "12"


def test_a_document_that_is_about_to_go_is_waited_for_though_its_request_is_told_late(
    open_page: Open, site: Site
) -> None:
    """On a busy machine the browser tells of the request long after the press; until then the old page, which
    says the same words, must not be taken for the new one."""
    site.extra["first.html"] = "<!doctype html><meta charset=utf-8><form action=/slow/second.html><input type=hidden name=s value=0.6><button>確認</button></form>"
    site.extra["second.html"] = "<!doctype html><meta charset=utf-8><p>確認画面"
    driver = open_page("first.html")
    watch = Consequence(driver.page)
    watch.press(pressing.spot(driver.page, Target("確認", "button"), (), 2))
    driver.pump(50)
    watch.close()
    watch.begun.clear()  # as if nothing had been heard of it
    assert watch.leaving() == "surely"
    driver.wait_shown(("確認画面",), timeout=3)
    assert watch.leaving() == "", "the new document stays"


def test_a_press_that_goes_nowhere_is_not_waited_for(open_page: Open, site: Site) -> None:
    site.extra["stays.html"] = "<!doctype html><meta charset=utf-8><form onsubmit='return false'><button>確認</button></form>"
    driver = open_page("stays.html")
    watch = Consequence(driver.page)
    try:
        watch.press(pressing.spot(driver.page, Target("確認", "button"), (), 2))
        driver.pump(50)
        assert watch.leaving() == ""
    finally:
        watch.close()


SENT = """<!doctype html><meta charset=utf-8><h1>送る</h1><form id=f method=post action=/keep>
  <label>番号 <input name=no></label><button>登録</button></form><form id=d method=dialog><button>閉じる</button></form>
  <form id=w method=post action=/keep target=other><button>別の画面</button></form>"""


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("f.requestSubmit()", "surely"),
        ("f.addEventListener('submit', (e) => e.preventDefault()); f.requestSubmit()", ""),
        ("f.submit()", "perhaps"),
        ("f.addEventListener('submit', (e) => { e.preventDefault(); f.submit(); }); f.requestSubmit()", "perhaps"),
        ("new FormData(f)", "perhaps"),
        ("d.requestSubmit()", ""),
        ("w.requestSubmit()", ""),
    ],
)
def test_a_form_that_is_on_its_way_is_told_before_the_browser_tells_of_it(
    open_page: Open, site: Site, script: str, told: str
) -> None:
    """A form goes in a task of its own, long after the press on a busy machine."""
    site.extra["sent.html"] = SENT
    driver = open_page("sent.html")
    ask = f"() => {{ const since = Date.now(); {script}; return window[Symbol.for('bots.hands')].leaving({{ since }}); }}"
    assert driver.page.evaluate(ask) == told


# Each begins before the press or with the document, and is under way at the press; the answer comes after 0.8 s.
HABITS = {
    "news that end before the answer": "fetch('/slow/still.html?s=0.4')",
    "a request that ends before the answer": "{ const x = new XMLHttpRequest(); x.open('GET', '/slow/still.html?s=0.4'); x.send(); }",
    "a timer that ends before the answer": "setTimeout(() => {}, 400)",
}
ASKS = "fetch('/slow/still.html?s=0.8').then(() => { n.textContent = 'S00002'; })"
BESIDES = META + """<h1>世帯照会</h1><table><tr><th>世帯番号<td id=n>S00001</table><p id=p>.</p>
  <button id=b>検索</button><button id=c>閉じる</button><script>
  addEventListener('mousedown', () => { p.textContent = 'x'; });
  const news = () => { HABIT; };
  b.onclick = () => { ASKS; };</script><script>START</script>"""


@pytest.mark.parametrize("habit", HABITS.values(), ids=HABITS.keys())
def test_what_was_under_way_before_a_press_does_not_hide_its_answer(open_page: Open, site: Site, habit: str) -> None:
    site.extra["still.html"] = META
    site.extra["besides.html"] = BESIDES.replace("HABIT", habit).replace("ASKS", ASKS).replace("START", "")
    driver = open_page("besides.html")
    driver.page.evaluate("news()")
    driver.click(Target("検索", "button"), timeout=3)
    assert driver.read(Target("世帯番号"), timeout=5) == "S00002"


@pytest.mark.parametrize(
    "asks",
    [
        "const ask = () => fetch('/slow/still.html?s=0.5').then((a) => a.text()).then(ask)",
        "const ask = async () => { while (true) await (await fetch('/slow/still.html?s=0.5')).text(); }",
        "const ask = () => { const x = new XMLHttpRequest(); x.open('GET', '/slow/still.html?s=0.5'); x.onload = ask; x.send(); }",
        "const ask = () => fetch('/slow/still.html?s=0.5').then(() => setTimeout(ask, 5))",
    ],
    ids=["promises", "await", "listeners", "with timers"],
)
def test_a_lasting_question_of_the_page_is_not_awaited(open_page: Open, site: Site, asks: str) -> None:
    """A page asks its server for news, again as soon as it is answered: that is no answer to the press."""
    site.extra["still.html"] = META
    site.extra["lasting.html"] = BESIDES.replace("HABIT", "").replace("ASKS", "n.textContent = 'S00002'").replace("START", f"{asks}; ask();")
    driver = open_page("lasting.html")
    driver.click(Target("検索", "button"), timeout=3)
    driver.pump(700)  # the question has been asked again meanwhile
    begun = time.monotonic()
    assert driver.read(Target("世帯番号"), timeout=5) == "S00002"
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize(
    "start",
    [
        ASKS,
        "let k = 0; const t = setInterval(() => fetch('/still.html').then(() => { k += 1; if (k > 2) { clearInterval(t); n.textContent = 'S00002'; } }), 300)",
        "const q = () => fetch('/still.html').then(() => { q.k = (q.k || 0) + 1; if (q.k > 2) n.textContent = 'S00002'; else setTimeout(q, 300); }); q()",
    ],
    ids=["asked", "asked again and again", "asked by a timer that sets itself"],
)
def test_what_a_new_document_asks_for_is_awaited(open_page: Open, site: Site, start: str) -> None:
    """The document that comes after a press may hold the answer no more than the page before."""
    site.extra["still.html"] = META
    site.extra["fresh.html"] = BESIDES.replace("HABIT", "").replace("ASKS", "").replace("START", start)
    site.extra["before.html"] = META + "<a href=/fresh.html>照会</a>"
    driver = open_page("before.html")
    driver.click(Target("照会", "link"), timeout=3)
    assert driver.read(Target("世帯番号"), timeout=5) == "S00002"


def test_a_clock_on_a_new_document_is_awaited_once(open_page: Open, site: Site) -> None:
    site.extra["ticks.html"] = BESIDES.replace("HABIT", "").replace("ASKS", "").replace("START", "setInterval(() => { p.title = Date.now(); }, 500)")
    driver = open_page("ticks.html")
    begun = time.monotonic()
    assert driver.read(Target("世帯番号"), timeout=5) == "S00001"
    assert time.monotonic() - begun < 1.5


def test_the_answer_to_the_press_before_is_awaited_too(open_page: Open, site: Site) -> None:
    site.extra["still.html"] = META
    site.extra["twice.html"] = BESIDES.replace("HABIT", "").replace("ASKS", ASKS).replace("START", "")
    driver = open_page("twice.html")
    driver.click(Target("検索", "button"), timeout=3)
    driver.click(Target("閉じる", "button"), timeout=3)
    assert driver.read(Target("世帯番号"), timeout=5) == "S00002"


def test_a_press_that_asks_from_another_window_is_its_press(open_page: Open, site: Site) -> None:
    """The menu in one frame asks for what another frame shows, where a lasting question is under way."""
    site.extra["still.html"] = META
    site.extra["asked.html"] = BESIDES.replace("HABIT", "").replace("ASKS", "").replace(
        "START", f"const ask = () => fetch('/slow/still.html?s=0.5').then(ask); ask(); var look = () => {ASKS};"
    )
    site.extra["asks.html"] = META + "<button onclick='parent.frames[1].look()'>世帯を探す</button>"
    site.extra["two.html"] = META + "<frameset cols='50%,*'><frame src=asks.html><frame src=asked.html></frameset>"
    driver = open_page("two.html")
    driver.click(Target("世帯を探す", "button"), timeout=3)
    begun = time.monotonic()
    assert driver.read(Target("世帯番号"), timeout=5) == "S00002"
    assert time.monotonic() - begun < 3


# The answer brings another person's form: what is typed before it comes goes to the one who stood there.
PERSONS = META + """<h1>支給額</h1><label>申請番号 <input id=no></label><button id=b>検索</button>
  <form method=post action=/keep><div id=form><input type=hidden name=case value=1><label>支給額 <input name=yen></label></div>
  <button>登録</button></form><script>
  const answer = () => { form.innerHTML = `<input type=hidden name=case value=${no.value}><label>支給額 <input name=yen></label>`; };
  b.onclick = () => { BEGINS; };</script>"""


@pytest.mark.parametrize(
    "begins",
    ["fetch('/slow/still.html?s=0.8').then(answer)", "setTimeout('answer()', 500)"],
    ids=["asked for", "put off"],
)
def test_nothing_is_typed_into_the_form_of_the_person_before(open_page: Open, site: Site, begins: str) -> None:
    site.extra["persons.html"], site.extra["still.html"] = PERSONS.replace("BEGINS", begins), META
    driver = open_page("persons.html")
    driver.fill([field("申請番号", "2")], timeout=3)
    driver.click(Target("検索", "button"), timeout=3)
    (yen,) = driver.fill([field("支給額", "2000")], timeout=3)
    assert yen.equal
    assert driver.page.evaluate("[document.querySelector('[name=case]').value, document.querySelector('[name=yen]').value]") == ["2", "2000"]


@pytest.mark.parametrize("act", ["fill", "click", "rehearsal", "condition"])
def test_an_answer_that_does_not_come_stops_what_follows(open_page: Open, site: Site, act: str) -> None:
    """The form that stands there is of the person before, and would be sent."""
    begins = "fetch('/slow/still.html?s=6').then(answer)"
    site.extra["persons.html"], site.extra["still.html"] = PERSONS.replace("BEGINS", begins), META
    driver = open_page("persons.html")
    driver.plan = replace(driver.plan, timeouts=Timeouts(field=1))
    driver.click(Target("検索", "button"), timeout=3)
    acts = {
        "fill": lambda: driver.fill([field("支給額", "2000")], timeout=1),
        "click": lambda: driver.click(Target("登録", "button"), timeout=1),
        "rehearsal": lambda: driver.rehearse_submit(Target("登録", "button"), timeout=1),
        "condition": driver.quiet,
    }
    with pytest.raises(ScreenError) as caught:
        acts[act]()
    assert (caught.value.problem.code, caught.value.problem.words["paths"]) == ("S55", "/slow/still.html")


def test_what_the_system_says_to_be_its_own_is_not_awaited(open_page: Open, site: Site) -> None:
    """A page that begins a lasting question with a press (裏の通信)."""
    site.extra["still.html"] = META
    site.extra["own.html"] = BESIDES.replace("HABIT", "").replace("ASKS", "fetch('/slow/still.html?s=8')").replace("START", "")
    driver = open_page("own.html")
    know_background(driver.context, frozenset(["/slow/*"]))
    driver.click(Target("検索", "button"), timeout=3)
    begun = time.monotonic()
    assert driver.read(Target("世帯番号"), timeout=5) == "S00001"
    assert time.monotonic() - begun < 2


def test_a_lasting_question_of_before_does_not_hold_up_the_fields(open_page: Open, site: Site) -> None:
    """Its listener is set before the request is opened, as old pages do; it is asked again for ever."""
    asks = """const ask = () => { const x = new XMLHttpRequest(); x.onreadystatechange = () => { if (x.readyState === 4) ask(); };
      x.open('GET', '/slow/still.html?s=2'); x.send(); }; ask()"""
    site.extra["still.html"] = META
    site.extra["fields.html"] = META + f"<label>氏名 <input></label><button>検索</button><p id=p><script>{asks}</script>"
    driver = open_page("fields.html")
    driver.page.evaluate("performance.now = ((now) => () => now() + 11000)(performance.now.bind(performance))")  # ten seconds later
    driver.click(Target("検索", "button"), timeout=3)
    begun = time.monotonic()
    driver.fill([field("氏名", "髙橋")], timeout=3)
    assert driver.reread()[0].equal
    driver.quiet(50)
    assert time.monotonic() - begun < 1.5
