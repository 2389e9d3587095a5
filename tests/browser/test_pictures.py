"""Pictures: every field on them, nothing that must not be seen, and the page never notices."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Error, Page

from bots.model import EvidencePolicy, Picture, Rect, Value
from bots.runners import pictures, state
from bots.runners.driver import PlaywrightDriver

from . import png
from .conftest import Open, field
from .site import Site

CANARY = (0xFE, 0x01, 0xFD)
OWN = (0x01, 0x02, 0xFA)
COVER = (0x22, 0x22, 0x22)
NUMBER = "123456789018"  # its check digit is right
OTHER = "445566778899"  # no Individual Number


def test_a_hidden_value_is_nowhere_on_the_picture(open_page: Open) -> None:
    driver = open_page("secret.html")
    hidden = field("個人番号", OTHER, "code", hidden=True)
    driver.begin_row([hidden.value])
    readings = driver.fill([hidden, field("備考", "見える")], timeout=3)
    driver.page.evaluate("(v) => echo(v)", OTHER)
    driver.page.wait_for_timeout(700)
    assert png.count(png.shown(driver.page), CANARY) > 1000
    driver.page.evaluate("events.length = 0")
    picture = driver.picture(readings)
    assert png.count(picture.data, CANARY) == 0
    assert set(picture.rects) == {"個人番号", "備考"}
    assert picture.masked == ("canvas", "個人番号")
    driver.page.wait_for_timeout(700)
    assert driver.page.evaluate("events") == []
    assert png.count(png.shown(driver.page), CANARY) > 1000


def test_an_individual_number_is_masked_though_nobody_named_it(open_page: Open) -> None:
    driver = open_page("secret.html")
    driver.page.evaluate("(v) => { document.getElementById('n').value = v; echo(v); }", NUMBER)
    driver.page.wait_for_timeout(700)
    driver.begin_row([])
    assert png.count(driver.picture().data, CANARY) == 0
    driver.page.evaluate("(v) => { document.getElementById('n').value = v; echo(v); }", OTHER)
    driver.page.wait_for_timeout(700)
    assert png.count(driver.picture().data, CANARY) > 1000


SHAPES = (
    "<text y=30 fill=#fe01fd>{0}</text>",
    "<text y=30 fill=#0102fa>番号 <tspan fill=#fe01fd>{0}</tspan> です</text>",
    "<g fill=#fe01fd><text y=30>{1}</text><text y=30 x=160>{2}</text></g>",
    "<text y=30 style='fill:#fe01fd;visibility:visible'>{0}<tspan visibility=visible>様</tspan></text>",
    "<defs><text id=t y=30 fill=#fe01fd>{0}</text></defs><use href=#t />",
)
WRITTEN = (
    "#w{{ &::before{{content:'{0}'}} }}",
    "#w::after{{content:'\\3{1} {2}'}}",
    "#w::after{{content:'番号 ' attr(lang)}}",
    "#w{{--v:'{0}'}}#w::before{{content:var(--v)}}",
    "@layer x {{ @media all {{ #w::after{{content:'{0}'}} }} }}",
    "#w::before{{content:'{3}'}}#w::after{{content:'{4}'}}",
    "#w#w#w#w#w#w::before{{content:'{0}';background:#fe01fd!important}}",
)


def masked(driver: PlaywrightDriver, css: str, html: str, value: str) -> tuple[bytes, bytes]:
    """What the page shows, and the picture that is kept of it."""
    driver.page.set_viewport_size({"width": 500, "height": 420})
    driver.page.evaluate(
        "([css, html]) => { document.getElementById('said').textContent = css;"
        " document.getElementById('place').innerHTML = html }",
        [css, html],
    )
    driver.begin_row([Value(value, hidden=True)] if value == OTHER else [])
    before = png.shown(driver.page)
    return before, driver.picture().data


@pytest.mark.parametrize("value", [OTHER, NUMBER], ids=["hidden", "individual"])
def test_a_value_that_is_drawn_is_gone_and_nothing_else(open_page: Open, value: str) -> None:
    html = "".join(
        f"<svg width=450 height=40>{shape.format(value, value[:6], value[6:])}</svg>"
        for shape in SHAPES
    )
    before, after = masked(open_page("drawn.html"), "", html, value)
    assert png.count(before, CANARY) > 2000
    assert png.count(after, CANARY) == 0
    assert png.count(after, COVER) < 50, "a text painted dark on white can still be read"
    assert png.count(after, OWN) > 500, "other things are still shown"


@pytest.mark.parametrize("value", [OTHER, NUMBER], ids=["hidden", "individual"])
@pytest.mark.parametrize("rule", WRITTEN)
def test_a_value_that_a_style_sheet_writes_is_painted_over(
    open_page: Open, rule: str, value: str
) -> None:
    css = rule.format(value, value[0], value[1:], value[:6], value[6:])
    before, after = masked(open_page("drawn.html"), css, f"<p id=w lang={value}></p>", value)
    assert png.count(before, CANARY) > 500
    assert png.count(after, CANARY) == 0
    assert png.count(after, OWN) > 500, "other things are still shown"


def test_looking_at_what_style_sheets_write_asks_few_elements(open_page: Open) -> None:
    driver = open_page("drawn.html")
    driver.page.evaluate(
        """(v) => {
        document.getElementById('said').textContent = Array.from({length: 500}, (_, n) =>
            `.i${n}::before{content:"\\\\${(0xf000 + n).toString(16)}"}`).join("");
        document.getElementById('many').innerHTML = Array.from({length: 2000}, (_, n) =>
            `<i class="icon i${n % 500}"></i>`).join("");
        const ask = window.getComputedStyle;
        window.asked = 0;
        window.getComputedStyle = (e, side) => { window.asked += Boolean(side); return ask(e, side); };
    }""",
        OTHER,
    )
    driver.begin_row([Value(OTHER, hidden=True)])
    driver.picture()
    assert 0 < driver.page.evaluate("asked") < 20


@pytest.mark.parametrize("policy", [EvidencePolicy(mask=("備考",)), EvidencePolicy(personal="masked")])
def test_fields_are_masked_by_name_or_all(open_page: Open, policy: EvidencePolicy) -> None:
    driver = open_page("secret.html", evidence=policy)
    driver.page.evaluate("document.getElementById('k').style.background = '#0102fa'")
    readings = driver.fill([field("備考", "見えない")], timeout=3)
    assert png.count(png.shown(driver.page), OWN) > 100
    assert png.count(driver.picture(readings).data, OWN) == 0


def edge(picture: Picture, rect: Rect) -> bytes:
    """The pixels at the left edge of a rectangle, half-way down."""
    depth, lines = png.rows(picture.data)
    x, y, _, height = rect
    return lines[int(y + height / 2)][int(x) * depth : int(x + 4) * depth]


@pytest.mark.parametrize("page", ["long.html", "longframe.html"])
def test_every_field_is_on_the_picture(open_page: Open, page: str) -> None:
    driver = open_page(page)
    readings = driver.fill([field("上", "1"), field("中", "2"), field("下", "3")], timeout=3)
    picture = driver.picture(readings)
    assert set(picture.rects) == {"上", "中", "下"}
    assert picture.height > 3000
    assert picture.width * picture.height <= 20_000_000
    tops = [picture.rects[name][1] for name in ("上", "中", "下")]
    assert tops == sorted(tops)
    for rect in picture.rects.values():
        assert min(edge(picture, rect)) < 200, "the edge of a box is drawn where its rectangle says"
    assert driver.page.viewport_size == {"width": 1280, "height": 900}


def test_a_picture_as_jpeg(open_page: Open) -> None:
    driver = open_page("secret.html", evidence=EvidencePolicy(format="jpeg"))
    driver.begin_row([Value("なし", hidden=True)])
    assert driver.picture().data[:2] == b"\xff\xd8"


@pytest.mark.parametrize("text", ["1985-04-01", "昭和60年4月1日"])
def test_a_hidden_date_is_nowhere_in_any_form(open_page: Open, text: str) -> None:
    driver = open_page("dates.html")
    hidden = field("生年月日", text, "date", hidden=True)
    driver.begin_row([hidden.value])
    readings = driver.fill([hidden], timeout=3)
    before, after = png.shown(driver.page), driver.picture(readings).data
    assert png.count(before, CANARY) > 10_000
    assert png.count(after, CANARY) == 0
    assert png.count(after, OWN) == png.count(before, OWN) > 2000, "other days and lone numbers are shown"


def test_a_field_that_is_drawn_anew_is_waited_for(open_page: Open) -> None:
    driver = open_page("form_labels.html")
    readings = driver.fill([field("氏名", "山田 太郎"), field("電話番号", "0000123")], timeout=3)
    driver.page.evaluate(
        """() => { const box = document.querySelector('[name=name]'), place = box.nextSibling, around = box.parentNode;
        box.remove(); setTimeout(() => around.insertBefore(box, place), 250); }"""
    )
    assert set(driver.picture(readings).rects) == {"氏名", "電話番号"}


def test_a_page_that_goes_elsewhere_under_a_picture_is_pictured_where_it_arrives(
    open_page: Open, site: Site
) -> None:
    """Chromium never answers a capture during which another document comes: not one of these may hang."""
    site.extra["reloading.html"] = f"<!doctype html><h1>画面</h1>{'<p>行' * 30}<iframe srcdoc='<p>枠'></iframe>"
    driver = open_page("reloading.html")
    driver.begin_row([])
    for number in range(20):
        with driver.page.expect_navigation():
            driver.page.evaluate("ms => { setTimeout(() => location.reload(), ms); }", 6 * number)
            assert driver.picture().data


def test_a_document_that_has_not_begun_is_pictured_once_it_has(open_page: Open, site: Site) -> None:
    site.extra["begins.html"] = "<!doctype html><h1>画面</h1>"
    driver = open_page("begins.html")
    driver.begin_row([])
    driver.page.evaluate("() => { const all = document.documentElement; all.remove(); setTimeout(() => document.append(all), 150); }")
    assert driver.picture().data


LONG_FORM = (
    "<!doctype html><meta charset=utf-8><p><label>上 <input></label></p><div style='height:1500px'></div>"
    "<p><label>下 <input style='border:2px solid #fe01fd'></label></p><div style='height:200px'></div>"
)
FRAMED = (
    "<!doctype html><meta charset=utf-8><style>body{height:1200px}"
    "#box{display:flex;flex-direction:column;height:450px;overflow:auto}</style><h1>枠のある画面</h1>"
    "<div id=box><iframe src=%s width=600 height=400 style='%s'></iframe></div><p>枠の下</p>"
)
MIDDLE = "<!doctype html><meta charset=utf-8><p>中の枠</p><iframe src=/framed/form.html height=300></iframe>"
STYLES = {
    "plain": "",
    "bordered": "box-sizing:border-box;border:9px solid;padding:5px;transition:height 1s",
    "flexible": "flex:1;min-height:0",
    "bounded": "height:100%;max-height:400px",
    "nested": "",
}
STOOD = """() => [scrollX, scrollY, ...[...document.querySelectorAll('iframe')].map(
    (e) => [e.getAttribute('style'), e.clientHeight, e.contentWindow.innerHeight])]"""


MOST_WAITED = 1600  # ms: twice what the frames inside are given to learn of a new height


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long pictures have waited for the page, in ms: what a busy machine takes besides does not count."""
    waited: list[float] = []

    def pump(page: Page, ms: float) -> None:
        waited.append(ms)
        state.pump(page, ms)

    monkeypatch.setattr(pictures, "pump", pump)
    return waited


@pytest.mark.parametrize("style", STYLES)
def test_a_short_frame_with_a_long_form_is_opened_for_the_picture_alone(
    open_page: Open, site: Site, waits: list[float], style: str
) -> None:
    site.extra["framed/form.html"] = LONG_FORM
    site.extra["framed/middle.html"] = MIDDLE
    inner = "/framed/middle.html" if style == "nested" else "/framed/form.html"
    site.extra[f"framed/{style}.html"] = FRAMED % (inner, STYLES[style])
    driver = open_page(f"framed/{style}.html")
    readings = driver.fill([field("上", "1"), field("下", "2")], timeout=3)
    frames = driver.page.frames
    frames[-1].evaluate("scrollTo(0, 700)")
    before = [one.evaluate(STOOD) for one in frames]
    picture = driver.picture(readings)
    assert sum(waits) <= MOST_WAITED
    assert [one.evaluate(STOOD) for one in frames] == before
    assert frames[-1].evaluate("scrollY") == 700
    assert set(picture.rects) == {"上", "下"}
    assert bytes(CANARY) in edge(picture, picture.rects["下"])


def test_a_hidden_value_far_down_in_a_short_frame_is_painted_over(open_page: Open, site: Site) -> None:
    site.extra["framed/form.html"] = LONG_FORM
    site.extra["framed/hidden.html"] = FRAMED % ("/framed/form.html", "")
    driver = open_page("framed/hidden.html")
    hidden = field("下", OTHER, "code", hidden=True)
    driver.begin_row([hidden.value])
    picture = driver.picture(driver.fill([field("上", "1"), hidden], timeout=3))
    assert set(picture.rects) == {"上", "下"}
    assert png.count(picture.data, CANARY) == 0
    assert png.count(picture.data, COVER) > 500


@pytest.mark.parametrize(
    "page",
    [
        "<frameset rows='300,*'><frame src=/framed/form.html><frame src=/frame_blank.html></frameset>",
        "<iframe sandbox='allow-scripts allow-forms' src=/framed/form.html width=600 height=300"
        " style='padding:20px'></iframe>",
    ],
    ids=["frameset", "foreign"],
)
def test_a_picture_does_not_wait_for_a_frame_that_stays_low(
    open_page: Open, site: Site, waits: list[float], page: str
) -> None:
    site.extra["framed/form.html"] = LONG_FORM
    site.extra["framed/low.html"] = f"<!doctype html><meta charset=utf-8>{page}"
    driver = open_page("framed/low.html")
    readings = driver.fill([field("上", "1"), field("下", "2")], timeout=3)
    picture = driver.picture(readings)
    assert sum(waits) <= MOST_WAITED
    assert len(picture.rects) == 1, "the window shows one of them, wherever it is scrolled to"
    assert all(min(edge(picture, rect)) < 200 for rect in picture.rects.values())
    assert driver.page.viewport_size == {"width": 1280, "height": 900}


def test_a_picture_that_the_browser_cannot_take_at_once_is_asked_for_again(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Chromium says on a busy machine of a page that it is drawing anew [seen]."""
    driver = open_page("secret.html")
    ask, refused = pictures._capture, 0

    def refuse_once(*given: Any) -> bytes:
        nonlocal refused
        refused += 1
        if refused == 1:
            raise Error("CDPSession.send: Protocol error (Page.captureScreenshot): Unable to capture screenshot")
        return ask(*given)

    monkeypatch.setattr(pictures, "_capture", refuse_once)
    assert driver.picture().data
    assert refused == 2
