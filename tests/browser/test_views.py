"""Addresses that differ after their # only: views of one page."""

from __future__ import annotations

from bots.model import Target

from .conftest import Open, field
from .site import Site

PAGE = """<!doctype html><html lang=ja><meta charset=utf-8><title>受付</title><h1 id=h></h1><label>番号 <input id=no></label>
  <p id=said></p><button id=s>登録</button><script>
  const show = () => { h.textContent = location.hash === '#/new' ? '新規受付' : '一覧'; };
  addEventListener('hashchange', show); show();
  s.onclick = () => { said.textContent = '使えない文字があります'; };</script>"""


def test_the_very_same_address_is_opened_anew(open_page: Open, site: Site) -> None:
    site.extra["app.html"] = PAGE
    driver = open_page("app.html#/new")
    driver.fill([field("番号", "A-1")], timeout=2)
    driver.click(Target("登録", "button"), timeout=2)
    assert driver.shown(["使えない文字があります"])
    assert driver.goto("/app.html#/new", 5) is True
    assert driver.shown(["使えない文字があります", "新規受付"]) == ("新規受付",)
    assert driver.read(Target("番号"), timeout=2) == ""
    driver.click(Target("登録", "button"), timeout=2)
    driver.reload(5)
    assert driver.shown(["使えない文字があります", "新規受付"]) == ("新規受付",)


def test_another_view_is_told_as_the_same_document(open_page: Open, site: Site) -> None:
    site.extra["app.html"] = PAGE
    driver = open_page("app.html#/list")
    assert driver.goto("/app.html#/new", 5) is False
    assert driver.shown(["新規受付", "一覧"]) == ("新規受付",)
    assert driver.goto("/app.html", 5) is True
