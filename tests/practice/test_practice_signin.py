"""Signing in to the practice systems: accounts, wrong passwords, the lock, languages, strangers."""

from __future__ import annotations

from typing import Any

import pytest

from bots.practice import SYSTEMS


def test_only_signed_in_users_get_in(childcare: Any, visit: Any) -> None:
    visitor = visit(childcare)
    assert visitor.get("/moushikomi/new").url.endswith("/login")
    assert "<frameset" in visitor.sign_in().text
    assert "入所申込入力" in visitor.get("/moushikomi/new").text
    visitor.get("/logout")
    assert visitor.get("/moushikomi/new").url.endswith("/login")


def test_both_accounts_work(childcare: Any, visit: Any) -> None:
    assert "<frameset" in visit(childcare).sign_in("clerk01", "renshu-pass-2").text


@pytest.mark.parametrize(
    ("name", "wrong", "locked"),
    [
        ("childcare", "パスワードが違います", "この利用者IDはロックされています"),
        ("library", "The password is wrong", "This user ID is locked"),
    ],
)
def test_five_wrong_passwords_lock(
    running: Any, visit: Any, name: str, wrong: str, locked: str
) -> None:
    system = running(name)
    visitor = visit(system)
    for _ in range(4):
        assert wrong in visitor.sign_in(password="x").text
    assert locked in visitor.sign_in(password="x").text
    assert locked in visitor.sign_in().text, "even the right one is refused then"
    assert locked not in visit(system).sign_in("clerk01", "renshu-pass-2").text
    system.reset()
    assert locked not in visitor.sign_in().text


def test_the_donation_desk_locks_too(donation: Any, visit: Any) -> None:
    visitor = visit(donation)
    said = [visitor.post_json("/api/login", {"user": "robot01", "password": "x"}) for _ in range(5)]
    assert [answer.status for answer in said] == [403] * 5
    assert said[0].json()["error"] == "パスワードが違います"
    assert said[4].json()["error"] == "この利用者IDはロックされています"


@pytest.mark.parametrize("name", list(SYSTEMS))
@pytest.mark.parametrize(
    ("path", "ja", "en"),
    [
        ("/practice/list", "受け付けた内容の一覧", "What was received"),
        ("/practice/faults", "わざと起こす障害", "Faults on purpose"),
        ("/practice/reset", "はじめからやり直す", "Begin anew"),
        ("/nowhere", "ページが見つかりません", "Page not found"),
    ],
)
def test_common_pages_show_both_languages(
    running: Any, visit: Any, name: str, path: str, ja: str, en: str
) -> None:
    visitor = visit(running(name))
    assert ja in visitor.get(f"{path}?lang=ja").text
    assert en in visitor.get(f"{path}?lang=en").text
    assert en in visitor.get(path).text, "the choice is remembered"


@pytest.mark.parametrize("name", list(SYSTEMS))
def test_the_first_page_bears_the_title_in_both_languages(
    running: Any, visit: Any, name: str
) -> None:
    system = running(name)
    for lang in ("ja", "en"):
        assert system.system.title(lang) in visit(system).get(f"/login?lang={lang}").text


def test_pages_of_other_sites_cannot_change_anything(childcare: Any, visit: Any) -> None:
    answer = visit(childcare).send(
        "/practice/reset",
        b"",
        "application/x-www-form-urlencoded",
        **{"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status == 403
