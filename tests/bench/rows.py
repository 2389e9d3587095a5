"""People for the benchmark, and the hand-written Playwright that enters them, for each practice system."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Frame, Page

Person = dict[str, str]


@dataclass(frozen=True, slots=True)
class Peer:
    """One practice system as it is entered by hand: `sign_in` once, `enter` for each person.

    `recipe` is the recipe that does the same here on `system`; `sheet` is (file, sheet, heading row).
    `enter` takes two pictures, by the function that it is given.
    """

    recipe: str
    system: str
    sheet: tuple[str, str, int]
    person: Callable[[int], Person]
    written: tuple[str, ...]
    sign_in: Callable[[Page, str], None]
    enter: Callable[[Page, str, Person, Callable[[str], object]], None]


def write_sheet(peer: Peer, home: Path, count: int) -> list[Person]:
    """`count` people, the first half of them in the recipe's own sheet; the others are for hand-written rows."""
    from openpyxl import Workbook

    file, sheet, heading_row = peer.sheet
    people = [peer.person(number) for number in range(count)]
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    headings = [*people[0], *peer.written]
    for number, person in enumerate([dict(zip(headings, headings, strict=True)), *people[: count // 2]]):
        for column, heading in enumerate(headings, 1):
            page.cell(heading_row + number, column).value = person.get(heading) or None
    book.save(home / "recipes" / file)
    recipe = home / "recipes" / f"{peer.recipe}.yaml"
    recipe.write_text(without_verify(recipe.read_text(encoding="utf-8")), encoding="utf-8")
    return people


def without_verify(text: str) -> str:
    """The recipe without its 照合 of the confirm screen: hand-written rows compare nothing there, and the
    pictures are two on both sides."""
    return re.sub(r"  - 照合:\n(?:      .*\n|    .*\n)+", "", re.sub(r"(?ms)^照会:\n.*?^終了:", "終了:", text))


# ------------------------------------------------------------------------- childcare


def child(number: int) -> Person:
    """An application for a place in a nursery."""
    return {
        "整理番号": f"{number + 1:08d}", "区分": "新規", "児童氏名": f"髙橋　花子{number % 10}",
        "児童氏名（カナ）": "タカハシ　ハナコ", "生年月日": "2024-05-06", "性別": "女",
        "保護者氏名": "髙橋　太郎", "郵便番号": "180-0006", "電話番号": "090-0000-1234",
        "住所": "東京都武蔵野市中町2丁目23番2号", "第1希望": "0301　たんぽぽ小規模保育室",
        "第2希望": "", "希望入所日": "2026-10-01", "個人番号": "", "備考": "",
    }  # fmt: skip


def sign_in_to_childcare(page: Page, address: str) -> None:
    """Sign in by hand."""
    page.goto(address + "/login")
    boxes = page.locator("input:not([type=hidden])")
    boxes.nth(0).fill("robot01")
    boxes.nth(1).fill("renshu-pass-1")
    page.get_by_role("button", name="ログイン").click()
    page.frame_locator("frame").first.get_by_text("業務メニュー").first.wait_for()
    page.on("dialog", lambda dialog: dialog.accept())


def enter_child(page: Page, address: str, person: Person, picture: Callable[[str], object]) -> None:
    """One row by hand: the same fills and waits, two pictures."""
    menu, work = _frames(page)
    menu.get_by_role("link", name="申込入力").click()
    work.get_by_role("heading", name="入所申込入力").wait_for()
    for name, text in {
        "seiri_no": person["整理番号"], "jido_shimei": person["児童氏名"], "jido_kana": person["児童氏名（カナ）"],
        "hogosha": person["保護者氏名"], "jusho": person["住所"], "kibo_bi": person["希望入所日"],
        "seinen_nen": "6", "seinen_tsuki": "5", "seinen_hi": "6", "yubin1": "180", "yubin2": "0006",
        "tel1": "090", "tel2": "0000", "tel3": "1234",
    }.items():  # fmt: skip
        work.locator(f"[name={name}]").fill(text)
    work.locator("[name=kubun][value='新規']").check()
    work.locator("[name=seibetsu][value='女']").check()
    work.locator("[name=seinen_gengo]").select_option(label="令和")
    work.locator("[name=kibo1_cd]").select_option(label=person["第1希望"])
    picture("before")
    work.get_by_role("button", name="確認画面へ").click()
    work.get_by_role("button", name="登録する").click()
    work.get_by_text("登録が完了しました").wait_for()
    picture("after")


def _frames(page: Page) -> tuple[Frame, Frame]:
    frames = page.frames[1:]
    menu = next(one for one in frames if one.get_by_role("link", name="申込入力").count())
    return menu, next(one for one in frames if one is not menu)


# ------------------------------------------------------------------------- donation


def donor(number: int) -> Person:
    """A donation that came by post."""
    return {
        "申込番号": f"{number + 1:06d}", "取扱": "受付", "受付日": "2026-10-02", "寄附者名": "髙橋　太郎",
        "フリガナ": "タカハシ　タロウ", "種別": "個人", "郵便番号": "180-0001",
        "住所": f"東京都武蔵野市吉祥寺北町4丁目5番{number % 20 + 1}号", "電話番号": "090-0000-1234",
        "メール": "", "金額": "10000", "使い道": "子育て支援", "返礼品": "はい", "宛名": "", "メモ": "",
    }  # fmt: skip


def sign_in_to_donation(page: Page, address: str) -> None:
    """Sign in by hand."""
    page.goto(address + "/login")
    page.locator("#user").fill("robot01")
    page.locator("#password").fill("renshu-pass-1")
    page.get_by_role("button", name="ログイン").click()
    page.get_by_text("最近の受付").first.wait_for()


def enter_donation(page: Page, address: str, person: Person, picture: Callable[[str], object]) -> None:
    """One row by hand: the same fills, the same waits for what the page looks up, two pictures."""
    page.goto(address + "/")
    page.get_by_role("heading", name="寄附の受付").wait_for()
    page.locator("#f-application_no").fill(person["申込番号"])
    page.get_by_text("個人", exact=True).click()
    page.locator("#f-donor").fill(person["寄附者名"])
    page.locator("#f-donor_kana").fill(person["フリガナ"])
    page.locator("#f-postal").fill(person["郵便番号"])
    page.locator("#f-phone").fill(person["電話番号"])
    page.locator("#f-amount").fill(person["金額"])
    page.locator("#f-purpose").fill(person["使い道"])
    page.get_by_role("option", name=person["使い道"]).click()
    page.locator("#f-received_on").fill(person["受付日"].replace("-", "/"))
    page.locator("#f-gift").check()
    page.wait_for_function("document.querySelector('#f-address').value !== ''")
    page.locator("#f-address").fill(person["住所"])
    picture("before")
    page.get_by_role("button", name="登録", exact=True).click()
    page.get_by_role("button", name="登録する").click()
    page.get_by_text("受付しました").first.wait_for()
    picture("after")


PEERS = {
    "childcare": Peer(
        "保育申込", "保育システム", ("入所申込一覧.xlsx", "受付", 3), child, ("受付番号", "状態"),
        sign_in_to_childcare, enter_child,
    ),
    "donation": Peer(
        "寄附受付", "寄附受付システム", ("寄附受付簿.xlsx", "受付簿", 3), donor, ("受付番号", "登録"),
        sign_in_to_donation, enter_donation,
    ),
}  # fmt: skip
