"""People for the benchmark, and the hand-written Playwright that enters them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

People = list[dict[str, str]]


def write_sheet(system: str, home: Path, count: int) -> People:
    """`count` people in the recipe's own sheet; the same people for hand-written rows."""
    from openpyxl import Workbook

    people = [
        {
            "整理番号": f"{n + 1:08d}", "区分": "新規", "児童氏名": f"髙橋　花子{n % 10}",
            "児童氏名（カナ）": "タカハシ　ハナコ", "生年月日": "2024-05-06", "性別": "女",
            "保護者氏名": "髙橋　太郎", "郵便番号": "180-0006", "電話番号": "090-0000-1234",
            "住所": "東京都武蔵野市中町2丁目23番2号", "第1希望": "0301　たんぽぽ小規模保育室",
            "第2希望": "", "希望入所日": "2026-10-01", "個人番号": "", "備考": "",
        }
        for n in range(count)
    ]  # fmt: skip
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "受付"
    headings = [*people[0], "受付番号", "状態"]
    for column, heading in enumerate(headings, 1):
        page.cell(3, column).value = heading
    for number, person in enumerate(people[: count // 2], 4):
        for column, heading in enumerate(headings, 1):
            page.cell(number, column).value = person.get(heading) or None
    book.save(home / "recipes" / "入所申込一覧.xlsx")
    recipe = home / "recipes" / "保育申込.yaml"
    recipe.write_text(without_verify(recipe.read_text(encoding="utf-8")), encoding="utf-8")
    return people


def without_verify(text: str) -> str:
    """The recipe without its 照合 of the confirm screen: hand-written rows compare nothing there, and the
    pictures are two on both sides."""
    return re.sub(r"  - 照合:\n(?:      .*\n|    .*\n)+", "", text)


def sign_in(page: Page, address: str) -> None:
    """Sign in by hand."""
    page.goto(address + "/login")
    boxes = page.locator("input:not([type=hidden])")
    boxes.nth(0).fill("robot01")
    boxes.nth(1).fill("renshu-pass-1")
    page.get_by_role("button", name="ログイン").click()
    page.frame_locator("frame").first.get_by_text("業務メニュー").first.wait_for()
    page.on("dialog", lambda dialog: dialog.accept())


def enter(page: Page, address: str, person: dict[str, str], picture: Path) -> None:
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
    page.screenshot(path=f"{picture}-before.png")
    work.get_by_role("button", name="確認画面へ").click()
    work.get_by_role("button", name="登録する").click()
    work.get_by_text("登録が完了しました").wait_for()
    page.screenshot(path=f"{picture}-after.png")


def _frames(page: Page):  # type: ignore[no-untyped-def]
    frames = page.frames[1:]
    menu = next(one for one in frames if one.get_by_role("link", name="申込入力").count())
    return menu, next(one for one in frames if one is not menu)


SYSTEM_OF = {"childcare": ("保育申込", "保育システム")}
HAND: dict[str, tuple[Callable[..., None], Callable[..., None]]] = {"childcare": (sign_in, enter)}
