"""A hidden value is hidden in every form in which a screen shows it."""

from __future__ import annotations

import time
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Playwright

from bots.model import System, Value
from bots.runners.driver import PlaywrightDriver
from bots.runners.runner import PlaywrightRunner

from . import png
from .conftest import Open, field, home, plan
from .site import Site

CANARY = (0xFE, 0x01, 0xFD)
BESIDE = (0x00, 0xF9, 0x01)  # what must stay readable
NUMBER = "123456789018"  # its check digit is right
HEAD = "<!doctype html><html lang=ja><meta charset=utf-8><title>確認</title><style>b,input{color:#fe01fd}</style><h1>確認</h1>"


def boxes(digits: str) -> str:
    return "".join(f"<td><input size=1 maxlength=1 readonly value={one}></td>" for one in digits)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("8872412", "<b>8,872,412円</b>"),
        ("8872412", "<b>￥８，８７２，４１２-</b>"),
        ("8,422,790", "<b>8422790</b>"),
        (NUMBER, f"<table><tr><td>氏名<td><input value=山 style='color:#000'></td>{boxes(NUMBER)}</table>"),
        (NUMBER, f"<p>{boxes(NUMBER).replace('<td>', '').replace('</td>', '')}</p>"),
        ("12345678901234567890", f"<table><tr>{boxes('12345678901234567890')}</table>"),
    ],
    ids=["commas", "wide commas", "without commas", "a box a digit beside another", "a box a digit", "twenty boxes"],
)
def test_a_value_is_hidden_however_the_screen_writes_it(open_page: Open, site: Site, value: str, shown: str) -> None:
    site.extra["forms_of_hidden.html"] = HEAD + shown
    driver = open_page("forms_of_hidden.html")
    driver.begin_row([Value(value, hidden=True)])
    assert png.count(png.shown(driver.page), CANARY) > 50
    assert png.count(driver.picture().data, CANARY) == 0


PLAIN = "123456789012"  # no Individual Number: hidden only because a column is
TURNED = PLAIN[::-1]
AROUND = "<p>申込の内容<input value=済 style='color:#000'> 日付 2026</p>"
DRAWN_BY_STYLE = {
    "a marker": f"<style>li::marker{{content:'{PLAIN}';color:#fe01fd}}</style><ul><li><i style=color:#000>a</i>",
    "a marker that insists": f"<style>#a#a#a#a#a::marker{{content:'{PLAIN}'!important;color:#fe01fd}}</style><ul><li id=a><i style=color:#000>a</i>",
    "the style of a list": f"<ul style=\"list-style-type:'{PLAIN}';color:#fe01fd;padding-left:200px\"><li><i style=color:#000>a</i>",
    "a mark and its text": f"<ul style=\"list-style-type:'{PLAIN[:6]}';color:#fe01fd;padding-left:200px\"><li>{PLAIN[6:]}",
    "the number of an item": "<ol start=88724110 style='color:#fe01fd;padding-left:200px'><li style=color:#000>a<li style=color:#000>b<li><i style=color:#000>c</i>",
    "an item of a number": "<ol style='color:#fe01fd;padding-left:200px'><li value=88724111 style=color:#000>a<li><i style=color:#000>b</i>",
    "counters": "<style>b{counter-reset:m 123456789 n 12}b::before{content:counter(m) '0' counter(n)}</style><b>&nbsp;</b>",
    "a numbering of its own": f"<style>@counter-style own{{system:cyclic;symbols:'{PLAIN}';suffix:''}}</style>"
    "<ol style='list-style-type:own;color:#fe01fd;padding-left:200px'><li><i style=color:#000>a</i>",
    "turned round": f"<bdo dir=rtl><b>{TURNED}</b></bdo>",
    "turned round by style": f"<b style='direction:rtl;unicode-bidi:bidi-override'>{TURNED[:5]}<i>{TURNED[5:]}</i></b>",
    "turned round by a sign": f"<b>&#x202e;{TURNED}&#x202c;</b>",
    "turned round in a box": f"<input value={TURNED} style='direction:rtl;unicode-bidi:bidi-override'>",
    "signs that are not seen": f"<b>{PLAIN[:4]}&lrm;{PLAIN[4:]}</b>",
    "boxes among others": "(<input size=4 value=1234>)-(<input size=4 value=5678>)-(<input size=4 value=9012>)",
}  # fmt: skip


@pytest.mark.parametrize("shown", DRAWN_BY_STYLE.values(), ids=DRAWN_BY_STYLE.keys())
def test_a_value_that_is_not_a_text_of_the_page_is_hidden(open_page: Open, site: Site, shown: str) -> None:
    style, _, shown = shown.rpartition("</style>")  # in the head: a text of the body would hide the whole of it
    site.extra["drawn_hidden.html"] = HEAD.replace("<h1>", f"{style}</style><h1>" if style else "<h1>") + AROUND + shown
    driver = open_page("drawn_hidden.html")
    driver.begin_row([Value(PLAIN, hidden=True), Value("88724112", hidden=True)])
    assert png.count(png.shown(driver.page), CANARY) > 30
    assert png.count(driver.picture().data, CANARY) == 0
    rest = png.count(png.shown(driver.page), CANARY)
    driver.begin_row([Value("99999999", hidden=True)])
    assert png.count(driver.picture().data, CANARY) == (0 if "counter" in style else rest), "anything else stays"


def drawing(text: str) -> str:
    return f"<svg xmlns='http://www.w3.org/2000/svg' width='300' height='30'><text x='5' y='22' font-size='24' fill='rgb(254,1,253)'>{text}</text></svg>"


def address(text: str) -> str:
    """As a person writes it into a sheet: only the sharp sign must be coded."""
    return f'url("data:image/svg+xml,{text}")'


CODED = f'url("data:image/svg+xml;charset=utf-8,{quote(drawing(PLAIN))}")'
IN_64 = f'url("data:image/svg+xml;base64,{b64encode(drawing(PLAIN).encode()).decode()}")'
BY_SIGN = drawing("".join(f"<tspan>{one}</tspan>" for one in PLAIN))
BY_CODE = drawing("".join(f"%26%23{ord(one)};" for one in PLAIN))
SIZE = "width:300px;height:30px;"
KEEPS = "<i style=color:#00f901>残る</i>"
UNTOLD_MARK = "color:#fe01fd;margin-left:200px"
NAME_IN_SIGNS = "山田太郎"
DRAWN_BY_SHEET = {
    "an item that is no li": f"<div style=\"display:list-item;list-style-type:'{PLAIN}';{UNTOLD_MARK}\">{KEEPS}</div>",
    "an item by a rule": f"<style>.k{{display:list-item;list-style-type:'{PLAIN}';{UNTOLD_MARK}}}</style><p class=k>{KEEPS}",
    "an item of two words": f"<p style=\"display:block flow list-item;list-style-type:'{PLAIN}';{UNTOLD_MARK}\">{KEEPS}",
    "a mark from the list": f"<style>x-k{{display:list-item}}</style><ol style=\"list-style-type:'{PLAIN}';{UNTOLD_MARK}\"><x-k>{KEEPS}</x-k></ol>",
    "a mark from far above": f"<div style=\"list-style-type:'{PLAIN}';{UNTOLD_MARK}\"><section><p style=display:list-item>{KEEPS}</section></div>",
    "a mark before a mark": f"<style>.k::before{{content:'';display:list-item;list-style-type:'{PLAIN}';{UNTOLD_MARK}}}</style><p class=k>{KEEPS}",
    "signs of a numbering": f"<style>@counter-style own{{system:cyclic;symbols:'{NAME_IN_SIGNS}';suffix:''}}</style>"
    f"<div style='display:list-item;list-style-type:own;{UNTOLD_MARK}'>{KEEPS}</div>",
    "what stands before a numbering": f"<style>@counter-style own{{system:numeric;symbols:A B;prefix:'山田';suffix:'太郎'}}@counter-style two{{system:extends own;suffix:'太郎'}}"
    f"@counter-style three{{system:cyclic;symbols:'';prefix:'山田太郎'}}</style><ol style='list-style-type:three;{UNTOLD_MARK}'><li>{KEEPS}</ol>",
    "a picture behind": f"<div style='background-image:{address(drawing(PLAIN)).replace(chr(39), '&#39;')};{SIZE}'>{KEEPS}</div>",
    "a picture in the short form": f"<style>.k{{background:#fff {address(drawing(PLAIN))} no-repeat;{SIZE}}}</style><div class=k>{KEEPS}</div>",
    "a picture that is coded": f"<style>.k{{background-image:{CODED};{SIZE}}}</style><div class=k>{KEEPS}</div>",
    "a picture in base64": f"<style>.k{{background-image:{IN_64};{SIZE}}}</style><div class=k>{KEEPS}</div>",
    "a picture sign by sign": f"<style>.k{{background-image:{address(BY_SIGN)};{SIZE}}}</style><div class=k>{KEEPS}</div>",
    "a picture of coded signs": f"<style>.k{{background-image:{address(BY_CODE)};{SIZE}}}</style><div class=k>{KEEPS}</div>",
    "a picture that insists": f"<style>#k#k#k#k#k{{background:{IN_64}!important;{SIZE}}}</style><div id=k></div><p>{KEEPS}",
    "a picture in a variable": f"<style>:root{{--p:{IN_64}}}.k{{background:var(--p);{SIZE}}}</style><div class=k>{KEEPS}</div>",
    "one of several pictures": f"<style>.k{{background:linear-gradient(transparent,transparent),{CODED};{SIZE}}}</style><div class=k>{KEEPS}</div>",
    "a picture beside": f"<style>.k::after{{content:{IN_64}}}</style><p class=k>{KEEPS}",
    "a picture behind what is beside": f"<style>.k::before{{content:'';display:block;background:{CODED};{SIZE}}}</style><p class=k>{KEEPS}",
    "a picture in place of an element": f"<style>.k{{content:{IN_64};{SIZE}}}</style><p><span class=k></span><p>{KEEPS}",
    "a picture as a mark": f"<style>ul{{list-style-image:{CODED};padding-left:350px}}</style><ul><li>{KEEPS}</ul>",
    "a picture written as a mark": f"<style>li{{margin-left:350px}}li::marker{{content:{IN_64}}}</style><ul><li>{KEEPS}</ul>",
    "a picture as a border": f"<style>.k{{border:30px solid;border-image:{IN_64} 30 fill stretch;width:240px}}</style><div class=k>{KEEPS}</div>",
    "a picture as a mask": f"<style>.k{{mask:{CODED};background:#fe01fd;{SIZE}}}</style><div class=k>&nbsp;</div><p>{KEEPS}",
    "a picture behind the first line": f"<style>.k::first-line{{background:{CODED}}}</style><div class=k style=font-size:30px>&nbsp; &nbsp; {KEEPS}</div>",
    "a picture of the page": f"<p><img src='data:image/svg+xml;base64,{b64encode(drawing(PLAIN).encode()).decode()}'><p>{KEEPS}",
}  # fmt: skip


@pytest.mark.parametrize("shown", DRAWN_BY_SHEET.values(), ids=DRAWN_BY_SHEET)
def test_a_value_that_a_style_sheet_draws_is_hidden_and_nothing_else(open_page: Open, site: Site, shown: str) -> None:
    style, _, body = shown.rpartition("</style>")
    site.extra["sheet_hidden.html"] = HEAD.replace("<h1>", f"{style}</style><h1>" if style else "<h1>") + AROUND + body
    driver = open_page("sheet_hidden.html")
    driver.begin_row([Value(PLAIN, hidden=True), Value(NAME_IN_SIGNS, hidden=True)])
    before, after = png.shown(driver.page), driver.picture().data
    assert png.count(before, CANARY) > 30
    assert "mask:" in shown or png.count(after, CANARY) == 0
    assert png.count(after, BESIDE) == png.count(before, BESIDE) > 0
    driver.begin_row([Value("99999999", hidden=True)])
    kept = "counter-style" in shown  # what counts in signs of its own may say any digits
    assert kept or png.count(driver.picture().data, CANARY) == png.count(before, CANARY), "anything else stays"


def test_the_form_of_a_mask_is_not_on_the_picture(open_page: Open, site: Site) -> None:
    style, _, body = DRAWN_BY_SHEET["a picture as a mask"].rpartition("</style>")
    site.extra["mask_hidden.html"] = HEAD.replace("<h1>", f"{style}</style><h1>") + body
    driver = open_page("mask_hidden.html")
    driver.begin_row([Value(PLAIN, hidden=True)])
    assert png.count(png.shown(driver.page), CANARY) > 30
    assert png.count(driver.picture().data, CANARY) == 300 * 30, "a plain box"


NAMED, PHONE = "山田 花子", "090-1234-5678"
READ = "color:#00f901"
RUBY = "<ruby>山田<rt>やまだ</rt></ruby>{}<ruby>花子<rt>はなこ</rt></ruby>"
WHOLE = f"<b>{NAMED}</b>"
IN_PARTS = {
    "ruby by parts with a blank": f"<b>{RUBY.format(' ')}</b>",
    "ruby by parts with brackets": f"<b>{RUBY.format('').replace('<rt>', '<rp>(</rp><rt>').replace('</rt>', '</rt><rp>)</rp>')}</b>",
    "ruby by parts": f"<b>{RUBY.format('')}</b><i>様</i>",
    "one ruby of two parts": "<b><ruby>山田<rt>やまだ</rt>花子<rt>はなこ</rt></ruby></b><i>様</i>",
    "cells beside the whole": f"<table><tr><td>{WHOLE}<td><i>姓</i><td><b>山田</b><td><b>花子</b></table>",
    "cells before the whole": f"<table><tr><td><b>山田</b><td><b>花子</b><td><i>姓</i><td>{WHOLE}</table>",
    "a row under the whole": f"<table><tr><td>{WHOLE}<td><i>姓</i><tr><td><b>山田</b><td><b>花子</b></table>",
    "a telephone number in cells": f"<table><tr><td><b>{PHONE}</b><td><i>内訳</i><td><b>090</b><td><b>1234</b><td><b>5678</b><td><i>12</i></table>",
    "a paragraph": f"<p>{WHOLE} <i>さん</i>（<b>山田</b><b>花子</b>）",
    "a list of terms": f"<dl><dt><i>氏名</i><dd>{WHOLE}<dt><i>内訳</i><dd><b>山田</b><dd><b>花子</b></dl>",
    "a family name and a title": "<p><b>山田さん</b><p><b>山田様</b><p><i>山田様式 山田町 小山</i>",
    "the parts with headings": "<p><b>氏：山田 名：花子</b><p><i>氏名</i>",
    "digits as words": "<p><b>七六五四三二一</b><p><i>七六五四三二</i>",
    "ten thousands": "<p><b>７６５万４３２１円</b><p><i>765万4322円</i>",
    "an individual number among cells": f"<table><tr><td><i>1</i><td><b>{NUMBER}</b><td><i>2</i></table>",
    "an individual number in cells": "<table><tr><td><i>1</i><td><b>1234</b><td><b>5678</b><td><b>9018</b><td><i>2</i></table>",
}  # fmt: skip


@pytest.mark.parametrize("shown", IN_PARTS.values(), ids=IN_PARTS.keys())
def test_a_value_in_parts_is_hidden_and_what_stands_beside_it_is_not(open_page: Open, site: Site, shown: str) -> None:
    site.extra["parts.html"] = f"{HEAD}<style>b,b *{{color:#fe01fd}}i{{{READ}}}</style>{shown}"
    driver = open_page("parts.html")
    driver.begin_row([Value(one, hidden=True) for one in (NAMED, PHONE, "7654321")])
    before, after = png.shown(driver.page), driver.picture().data
    assert png.count(before, CANARY) > 30
    assert png.count(after, CANARY) == 0
    assert png.count(after, BESIDE) == png.count(before, BESIDE)


def test_signs_that_follow_each_other_by_chance_stay(open_page: Open, site: Site) -> None:
    site.extra["chance.html"] = (
        f"{HEAD}<style>b,b *{{color:#fe01fd}}i{{{READ}}}</style><table><tr><td><b>12</b><td><i>31</i><td><i>25</i>"
        "<tr><td><b>林明</b><td><i>小林</i><td><i>明日</i></table>"
    )
    driver = open_page("chance.html")
    driver.begin_row([Value("12", hidden=True), Value("林明", hidden=True)])
    before, after = png.shown(driver.page), driver.picture().data
    assert png.count(after, CANARY) == 0
    assert png.count(after, BESIDE) == png.count(before, BESIDE) > 0


def test_an_individual_number_in_twelve_boxes_is_hidden_though_no_row_has_it(open_page: Open, site: Site) -> None:
    site.extra["twelve.html"] = f"{HEAD}<table><tr>{boxes(NUMBER)}</table>"
    driver = open_page("twelve.html")
    driver.begin_row([])
    assert png.count(driver.picture().data, CANARY) == 0


WORDS = ("昭和", "平成", "令和")
DRAWN = """<style>.drawn input{appearance:none;position:absolute;opacity:0}.drawn label::before{content:'';display:inline-block;width:14px;height:14px;
  border:1px solid;background:#fff}.drawn :checked+label::before{background:#000}</style>"""
BOXES = "<input name=y size=2>年<input name=m size=2>月<input name=d size=2>日"
ERAS = {
    "bare radios": "".join(f"<input type=radio name=g value={n}>{one}" for n, one in enumerate(WORDS)) + BOXES,
    "labels around": "".join(f"<label><input type=radio name=g value={n}>{one}</label>" for n, one in enumerate(WORDS)) + BOXES,
    "drawn by the label": "<span class=drawn>" + "".join(
        f"<input type=radio name=g id=g{n} value={n}><label for=g{n}>{one}</label>" for n, one in enumerate(WORDS)) + f"</span>{BOXES}",
    "a list": "<select name=g><option>" + "".join(f"<option>{one}" for one in WORDS) + f"</select>{BOXES}",
}  # fmt: skip


@pytest.mark.parametrize("boxes_", ERAS.values(), ids=ERAS.keys())
def test_the_era_of_a_hidden_date_is_hidden_too(open_page: Open, site: Site, boxes_: str) -> None:
    site.extra["era_of_hidden.html"] = f"{HEAD}{DRAWN}<form><table><tr><th>生年月日</th><td>{boxes_}</td></tr><tr><th>備考</th><td><input></table>"
    taken = []
    for born in ("1985-04-01", "2001-04-01"):  # 昭和60, 平成13
        driver = open_page("era_of_hidden.html")
        hidden = field("生年月日", born, "date", hidden=True)
        driver.begin_row([hidden.value])
        readings = driver.fill([hidden], timeout=3)
        assert readings[0].equal
        taken.append((png.shown(driver.page), driver.picture(readings).data))
    assert taken[0][0] != taken[1][0]
    assert taken[0][1] == taken[1][1]


INSIDE = "<style>b,input{color:#fe01fd;font-size:30px}</style>"
SPLIT = "['88', '72', '412'].join('')"  # a value in the text of a script would hide the whole page
CLOSED = {
    "an element": "h.attachShadow({mode:'closed'}).innerHTML = inside + `<b>口座 ${value}</b>`",
    "a bare text": "h.attachShadow({mode:'closed'}).textContent = `口座 ${value}`",
    "a field": "h.attachShadow({mode:'closed'}).innerHTML = inside + `<input value=${value}>`",
    "a text and an element together": "h.attachShadow({mode:'closed'}).innerHTML = inside + `${value.slice(0, 3)}<b>${value.slice(3)}</b>`",
    "one in another": "const o = h.attachShadow({mode:'closed'}); o.innerHTML = '<p></p>';"
    "o.firstChild.attachShadow({mode:'closed'}).innerHTML = inside + `<b>${value}</b>`",
    "one in an open one": "const o = h.attachShadow({mode:'open'}); o.innerHTML = '<p></p>';"
    "o.firstChild.attachShadow({mode:'closed'}).innerHTML = inside + `<b>${value}</b>`",
}


@pytest.mark.parametrize("script", CLOSED.values(), ids=CLOSED.keys())
def test_a_value_in_a_shadow_tree_that_the_page_keeps_closed_is_hidden(open_page: Open, site: Site, script: str) -> None:
    site.extra["closed.html"] = f"{HEAD}<div id=h style='color:#fe01fd'></div><script>const inside = {INSIDE!r}, value = {SPLIT};{script}</script>"
    _hides(open_page("closed.html"))


def test_a_closed_tree_that_comes_with_the_html_is_hidden(open_page: Open, site: Site) -> None:
    site.extra["declared.html"] = f"{HEAD}<div><template shadowrootmode=closed>{INSIDE}<b>8872412</b></template></div>"
    _hides(open_page("declared.html"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"], ids=["of the same site", "of another site"])
def test_a_closed_tree_in_a_frame_is_hidden(site: Site, playwright: Playwright, tmp_path: Path, host: str) -> None:
    site.extra["declared.html"] = f"{HEAD}<div><template shadowrootmode=closed>{INSIDE}<b>8872412</b></template></div>"
    address = site.address.replace("127.0.0.1", host)
    site.extra["closed_frame.html"] = f"{HEAD}<iframe src='{address}/declared.html'></iframe>"
    runner = PlaywrightRunner(home(tmp_path), guarded=False, playwright=playwright)
    try:
        driver = runner.open(plan(System("系", site.address, "訓練")))
        driver.enter("系")
        driver.goto("/closed_frame.html", 20)
        _hides(driver)
    finally:
        runner.close()


def test_a_closed_tree_that_comes_later_is_hidden_and_the_page_notices_nothing(open_page: Open, site: Site) -> None:
    site.extra["later.html"] = f"{HEAD}<p id=h></p><p id=g></p>"
    driver = open_page("later.html")
    driver.begin_row([Value("8872412", hidden=True)])
    native = driver.page.evaluate("Element.prototype.attachShadow.toString()")
    assert "[native code]" in native
    driver.picture()
    for name in "hg":
        driver.page.evaluate(
            "([id, inside]) => {document.getElementById(id).attachShadow({mode: 'closed'}).innerHTML = inside}",
            [name, f"{INSIDE}<b>8872412</b>"],
        )
        assert png.count(png.shown(driver.page), CANARY) > 50
        assert png.count(driver.picture().data, CANARY) == 0
        assert driver.page.evaluate(f"document.getElementById('{name}').shadowRoot") is None
    assert driver.page.evaluate("Element.prototype.attachShadow.toString()") == native


def _hides(driver: PlaywrightDriver) -> None:
    driver.begin_row([Value("8872412", hidden=True)])
    end = time.monotonic() + 10  # a frame of another site may be drawn a moment later
    while (seen := png.count(png.shown(driver.page), CANARY)) <= 50 and time.monotonic() < end:
        driver.page.wait_for_timeout(50)
    assert seen > 50
    taken = driver.picture()
    assert png.count(taken.data, CANARY) == 0
    assert taken.masked
