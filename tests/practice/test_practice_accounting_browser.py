"""The accounting system in a real browser: lines, total, the window of payees, the inner frame, files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Frame, Page


@pytest.fixture
def form(accounting: Any, page: Page) -> Page:
    """The empty form, signed in."""
    page.goto(accounting.address)
    page.locator("[name=user]").fill("robot01")
    page.locator("[name=password]").fill("renshu-pass-1")
    page.get_by_role("button", name="ログイン").click()
    page.locator(".tile", has_text="支出命令入力").click()
    page.get_by_role("heading", name="支出命令入力").wait_for()
    return page


def add_line(page: Page, item: str, words: str, amount: str) -> None:
    page.get_by_role("button", name="行追加").click()
    line = page.locator("#lines tr").last
    line.locator("[name=kamoku]").select_option(label=item)
    line.locator("[name=tekiyo]").fill(words)
    line.locator("[name=kingaku]").fill(amount)


def choose_payee(page: Page, wanted: str, code: str) -> None:
    with page.expect_popup() as opening:
        page.get_by_role("button", name="検索").click()
    window = opening.value
    expect(window).to_have_title("支払先検索")
    window.locator("[name=q]").fill(wanted)
    window.get_by_role("button", name="検索").click()
    window.locator(f"[data-code='{code}']").wait_for()
    # The press comes after the answer to it: a window that closes under a press tells of no press.
    with window.expect_event("close"):
        press = "code => setTimeout(() => document.querySelector(`[data-code='${code}']`).click())"
        window.evaluate(press, code)


def inner(page: Page) -> Frame:
    element = page.wait_for_selector("iframe[name=inset]", state="attached")
    found = element.content_frame() if element else None
    assert found is not None
    found.wait_for_load_state()
    return found


def total(page: Page) -> str:
    return page.locator("[name=goukei]").input_value()


def fill_slip(page: Page, number: str) -> None:
    for name, text in {
        "denpyo_no": number,
        "kihyo_bi": "R08.11.25",
        "kijitsu": "R08.12.25",
        "kenmei": "髙﨑小学校の電灯",
    }.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=shozoku]").select_option(label="101:総務課")
    choose_payee(page, "0003", "000315")
    inner(page).locator("[name=tenpu][value=電子]").check()


def test_from_the_menu_to_the_papers(accounting: Any, form: Page, tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    form.on("dialog", answer)
    fill_slip(form, "00000031")
    add_line(form, "1005:修繕料", "2階廊下の照明", "120000")
    add_line(form, "1001:消耗品費", "電球", "4400")
    inner(form).locator("[name=biko]").fill("至急")
    assert form.locator("[name=payee_mei]").input_value() == "𠮷田電設工業"
    form.get_by_role("button", name="確認画面へ").click()
    form.get_by_role("heading", name="支出命令確認").wait_for()
    form.get_by_role("button", name="登録").click()
    form.get_by_text("支出命令を登録しました").wait_for()
    assert asked == ["この伝票を登録します。よろしいですか？"]
    (entry,) = accounting.truth()
    wanted = {
        "payee_cd": "000315",
        "payee_mei": "𠮷田電設工業",
        "kamoku_1": "1005",
        "kingaku_1": "120,000",
        "tekiyo_2": "電球",
        "goukei": "124,400",
        "tenpu": "電子",
        "biko": "至急",
    }
    assert {name: entry.fields[name] for name in wanted} == wanted
    form.get_by_role("link", name="伝票一覧へ").click()
    with form.expect_download() as coming:
        form.get_by_role("link", name="CSV出力").click()
    assert coming.value.suggested_filename == "伝票一覧.csv"
    coming.value.save_as(tmp_path / "list.csv")
    assert "00000031" in (tmp_path / "list.csv").read_text(encoding="cp932")
    form.get_by_role("link", name="照会", exact=True).click()
    with form.expect_download() as coming:
        form.get_by_role("link", name="PDF出力").click()
    assert coming.value.suggested_filename == "S8-00001.pdf"
    coming.value.save_as(tmp_path / "slip.pdf")
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF-")


def test_lines_come_and_go_and_the_total_follows(form: Page) -> None:
    assert form.locator("#lines tr").count() == 0
    for amount in ("1000", "20,000", "3"):
        add_line(form, "1001:消耗品費", "品", amount)
    assert total(form) == "21,003"
    form.locator("[name=tekiyo]").last.click()
    assert form.locator("[name=kingaku]").first.input_value() == "1,000", (
        "commas come when it is left"
    )
    form.get_by_role("button", name="行削除").nth(1).click()
    assert total(form) == "1,003"
    assert form.locator("#lines .no").all_inner_texts() == ["1", "2"]
    for _ in range(8):
        form.get_by_role("button", name="行追加").click()
    assert form.get_by_role("button", name="行追加").is_disabled(), "ten lines are the most"


def test_back_from_the_confirm_screen_all_is_there_and_nothing_was_asked(form: Page) -> None:
    form.on("dialog", lambda dialog: pytest.fail(dialog.message))
    fill_slip(form, "00000032")
    add_line(form, "1005:修繕料", "照明", "5000")
    inner(form).locator("[name=biko]").fill("至急")
    form.get_by_role("button", name="確認画面へ").click()
    form.get_by_role("button", name="戻る").click()
    form.get_by_role("heading", name="支出命令入力").wait_for()
    assert form.locator("[name=tekiyo]").input_value() == "照明"
    assert total(form) == "5,000"
    assert inner(form).locator("[name=tenpu][value=電子]").is_checked()
    assert inner(form).locator("[name=biko]").input_value() == "至急"


def test_a_code_that_is_typed_takes_the_name_away(form: Page) -> None:
    choose_payee(form, "濵", "000327")
    assert form.locator("[name=payee_mei]").input_value() == "濵田燃料店"
    form.locator("[name=payee_cd]").fill("000118")
    form.locator("[name=kenmei]").click()
    assert form.locator("[name=payee_mei]").input_value() == ""


def test_clear_empties_lines_frame_and_total(form: Page) -> None:
    inner(form).locator("[name=biko]").fill("至急")
    add_line(form, "1005:修繕料", "照明", "5000")
    with form.expect_event("framenavigated"):
        form.get_by_role("button", name="クリア").click()
    form.wait_for_function("document.querySelector('[name=goukei]').value === '0'")
    assert form.locator("#lines tr").count() == 0
    assert inner(form).locator("[name=biko]").input_value() == ""


def test_the_surprise_pops_up(accounting: Any, form: Page) -> None:
    said: list[str] = []

    def answer(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.accept()

    accounting.set_faults(surprise_dialog=True)
    form.on("dialog", answer)
    form.reload()
    form.wait_for_timeout(200)
    assert said == ["【お知らせ】今月の窓口延長は第4木曜日です。"]
