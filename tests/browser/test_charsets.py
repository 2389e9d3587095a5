"""Pages in the encodings of old: what the browser cannot send from them is refused, not sent as &#12316;."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.japan.encodings import unheld
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

PAGE = '<!doctype html><title>申請</title><form method=post action=/keep {more}><label>備考 <input name=b></label><button>登録</button></form>'
OLD = ["Shift_JIS", "EUC-JP", "ISO-2022-JP"]


@pytest.fixture
def old_page(open_page: Open, site: Site) -> PlaywrightDriver:
    site.charsets["old.html"] = "Shift_JIS"
    site.extra["old.html"] = PAGE.format(more="")
    return open_page("old.html")


def test_what_the_page_cannot_send_is_refused_and_named(old_page: PlaywrightDriver) -> None:
    assert old_page.page.evaluate("document.characterSet") == "Shift_JIS"
    for text, letters in (("4月〜6月", "〜 U+301C (3)"), ("𠮷田", "𠮷 U+20BB7 (1)"), ("外\ue000字—", "\ue000 U+E000 (2)、— U+2014 (4)")):
        with pytest.raises(ScreenError) as caught:
            old_page.fill([field("備考", text)], timeout=2)
        assert caught.value.problem.code == "S95"
        assert caught.value.problem.words["letters"] == letters
    assert old_page.page.evaluate("document.forms[0].b.value") == ""


def test_of_a_hidden_value_no_letter_is_told(old_page: PlaywrightDriver) -> None:
    with pytest.raises(ScreenError) as caught:
        old_page.fill([field("備考", "𠮷田", hidden=True)], timeout=2)
    assert caught.value.problem.code == "S96"
    assert "𠮷" not in str(caught.value.problem.words)


def test_what_it_can_send_goes_in(old_page: PlaywrightDriver) -> None:
    (reading,) = old_page.fill([field("備考", "髙橋﨑①㈱～−ｱ")], timeout=2)
    assert reading.equal


@pytest.mark.parametrize(("charset", "more"), [("utf-8", ""), ("Shift_JIS", "accept-charset=utf-8")])
def test_a_form_in_utf_8_takes_all(open_page: Open, site: Site, charset: str, more: str) -> None:
    site.charsets["new.html"] = charset
    site.extra["new.html"] = PAGE.format(more=more)
    (reading,) = open_page("new.html").fill([field("備考", "4月〜6月 𠮷")], timeout=2)
    assert reading.equal


@pytest.mark.parametrize("charset", OLD)
def test_what_preview_refuses_ahead_is_what_the_browser_cannot_send(open_page: Open, site: Site, charset: str) -> None:
    """Of every character that is no office's own: nothing that it cannot send is let through."""
    site.charsets["old.html"] = charset
    site.extra["old.html"] = PAGE.format(more="")
    never = open_page("old.html").page.evaluate(
        """() => { const a = document.createElement('a'), out = []; for (let c = 0x80; c < 0x30000; c += 1) {
        if (c >= 0xD800 && c < 0xF900) continue; a.setAttribute('href', '?' + String.fromCodePoint(c));
        if (a.search.includes('%26%23')) out.push(c); } return out; }"""
    )
    assert len(never) > 100_000
    assert [chr(one) for one in never if not unheld(chr(one), charset)] == []
