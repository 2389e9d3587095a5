"""What a page tells of a sign-in that was pressed: it still asks for the password, it leads inside, or it failed."""

from __future__ import annotations

import pytest

from bots.model import Landing, Target
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

HEAD = "<!doctype html><html lang=ja><meta charset=utf-8><title>業務</title>"
FORM = HEAD + """<form method=post action={path}><label>職員番号 <input name=u></label>
  <label>暗証番号 <input {hides} name=p></label><button>ログイン</button></form>{more}"""
INSIDE = HEAD + "<h1>業務メニュー</h1><a href=/shinsei>申請</a>"
HIDING = {"password": "type=password", "a style that hides": 'type=text style="-webkit-text-security: disc"'}


def pressed(open_page: Open, site: Site, page: str, answer: str, status: int = 200) -> PlaywrightDriver:
    site.extra["signing.html"] = page
    site.statuses["/signing-next"] = status
    site.replies["/signing-next"] = lambda _: answer
    driver = open_page("signing.html")
    driver.fill([field("職員番号", "kaigo1"), field("暗証番号", "chigau", hidden=True)], timeout=5)
    driver.click(Target("ログイン"), timeout=5)
    return driver


def form(hides: str = HIDING["password"], more: str = "") -> str:
    return FORM.format(path="/signing-next", hides=hides, more=more)


@pytest.mark.parametrize("hides", list(HIDING.values()), ids=list(HIDING))
def test_a_page_that_asks_again_has_let_nobody_in(open_page: Open, site: Site, hides: str) -> None:
    assert pressed(open_page, site, form(hides), form(hides)).after_sign_in() == Landing("secret")


@pytest.mark.parametrize("status", [401, 500, 502, 504])
def test_an_error_page_with_a_sign_in_says_first_that_the_server_failed(open_page: Open, site: Site, status: int) -> None:
    driver = pressed(open_page, site, form(), form(), status)
    assert driver.after_sign_in() == (Landing("failed", status) if status >= 500 else Landing("secret"))


def test_inside_nothing_is_told(open_page: Open, site: Site) -> None:
    gone = '<div hidden><input type=password></div><input type=text aria-label="検索">'
    assert pressed(open_page, site, form(), INSIDE + gone).after_sign_in() == Landing()


def test_a_refusal_without_a_sign_in_is_told_by_its_status(open_page: Open, site: Site) -> None:
    assert pressed(open_page, site, form(), HEAD + "<h1>E-1001</h1>", 403).after_sign_in() == Landing("failed", 403)


def test_a_server_that_is_gone_has_not_answered(open_page: Open, site: Site) -> None:
    page = FORM.format(path="http://127.0.0.1:9/login", hides=HIDING["password"], more="")
    assert pressed(open_page, site, page, "").after_sign_in() == Landing("unanswered")


LATE = """<script>document.forms[0].onsubmit = (e) => {{ e.preventDefault();
  fetch('/signing-next', {{method: 'POST', body: new FormData(e.target)}}).then((a) => a.text()).then((said) => setTimeout(() => {{
    if (said === 'in') document.forms[0].remove(); }}, {wait})); }}</script>"""


@pytest.mark.parametrize(("said", "told"), [("in", Landing()), ("no", Landing("secret"))])
def test_a_page_that_takes_the_answer_itself_has_its_time(open_page: Open, site: Site, said: str, told: Landing) -> None:
    driver = pressed(open_page, site, form(more=LATE.format(wait=200)), said)
    assert driver.after_sign_in() == told


def test_a_window_that_the_press_opened_goes_on_while_the_sign_in_stands(open_page: Open, site: Site) -> None:
    opens = "<script>document.forms[0].target = '_blank'</script>"
    assert pressed(open_page, site, form(more=opens), INSIDE).after_sign_in() == Landing()


FRAMES = "<!doctype html><title>業務</title><frameset rows='60,*'><frame src=/top.html><frame src=/signing-inner.html></frameset>"


@pytest.mark.parametrize(("status", "told"), [(200, Landing("secret")), (500, Landing("failed", 500)), (503, Landing("unavailable", 503))])
def test_frames_are_looked_into(open_page: Open, site: Site, status: int, told: Landing) -> None:
    site.extra["top.html"] = HEAD + "<h1>介護</h1>"
    site.extra["signing-inner.html"] = form()
    answer = form() if status == 200 else HEAD + "<h1>503</h1>"
    assert pressed(open_page, site, FRAMES, answer, status).after_sign_in() == told


def test_a_frame_of_somebody_else_that_failed_says_nothing(open_page: Open, site: Site) -> None:
    answer = HEAD + "<p>職員番号が違います</p><iframe src=http://127.0.0.1:9/news></iframe>"
    assert pressed(open_page, site, form(), answer).after_sign_in() == Landing()
