"""One happy path of each system in a real browser, and what only a browser can show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Frame, Page


def sign_in(page: Page, address: str, button: str) -> None:
    page.goto(address)
    page.locator("[name=user]").fill("robot01")
    page.locator("[name=password]").fill("renshu-pass-1")
    page.get_by_role("button", name=button).click()


def frame(page: Page, name: str) -> Frame:
    element = page.wait_for_selector(f"frame[name={name}]", state="attached")
    found = element.content_frame() if element else None
    assert found is not None
    found.wait_for_load_state()
    return found


def test_childcare_from_sign_in_to_details(childcare: Any, page: Page, tmp_path: Any) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", answer)
    proof = tmp_path / "就労証明書.pdf"
    proof.write_bytes(b"%PDF")
    sign_in(page, childcare.address, "ログイン")
    frame(page, "menu").get_by_role("link", name="申込入力").click()
    work = frame(page, "main")
    for name, text in {
        "seiri_no": "00000031",
        "jido_shimei": "髙橋　陽葵",
        "jido_kana": "タカハシ　ヒマリ",
        "seinen_nen": "5",
        "seinen_tsuki": "7",
        "seinen_hi": "14",
        "tel1": "090",
        "tel2": "1234",
        "tel3": "5678",
        "kibo_bi": "2026-04-01",
    }.items():
        work.locator(f"[name={name}]").fill(text)
    work.locator("[name=seinen_gengo]").select_option(label="令和")
    work.locator("[name=kibo1_cd]").select_option(label="0103　緑町第二保育園")
    work.locator("[name=seibetsu][value=女]").check()
    work.locator("[name=shurou_file]").set_input_files(proof)
    work.get_by_role("button", name="確認画面へ").click()
    work.get_by_role("button", name="登録する").click()
    work.get_by_text("登録が完了しました").wait_for()
    assert asked == ["登録します。よろしいですか？"]
    (entry,) = childcare.truth()
    assert entry.fields["shurou_file"] == "就労証明書.pdf"
    assert entry.fields["kibo_bi"] == "2026-04-01"
    frame(page, "menu").get_by_role("link", name="申込照会").click()
    work.locator("[name=seiri_no]").fill("00000031")
    work.get_by_role("button", name="検索").click()
    work.get_by_role("link", name="詳細").click()
    work.get_by_role("heading", name="入所申込詳細").wait_for()
    work.get_by_text("令和5年7月14日").wait_for()


def test_back_on_the_confirm_screen_asks_nothing(childcare: Any, page: Page) -> None:
    from test_practice_childcare import FORM

    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    sign_in(page, childcare.address, "ログイン")
    frame(page, "main")
    page.goto(f"{childcare.address}/moushikomi/new")
    for name, text in FORM.items():
        if name in ("seinen_gengo", "kibo1_cd"):
            page.locator(f"[name={name}]").select_option(text)
        elif name in ("kubun", "seibetsu"):
            page.locator(f"[name={name}][value={text}]").check()
        else:
            page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="確認画面へ").click()
    page.get_by_role("button", name="戻る").click()
    page.get_by_role("heading", name="入所申込入力").wait_for()
    assert page.locator("[name=jido_shimei]").input_value() == FORM["jido_shimei"]
    assert page.locator("[name=seibetsu][value=女]").is_checked()


def fill_donation(page: Page, number: str) -> None:
    page.get_by_label("申込番号").fill(number)
    page.get_by_text("法人", exact=True).click()
    page.get_by_label("寄附者名").fill("有限会社　髙橋")
    page.get_by_label("フリガナ").fill("タカハシ")
    page.get_by_label("郵便番号").fill("1800001")
    page.wait_for_function("document.getElementById('f-address').value !== ''")
    page.get_by_label("電話番号").press_sequentially("０９０12345678")
    page.get_by_label("寄附金額").fill("１２３４５６７")
    purpose = page.get_by_role("combobox", name="寄附の使い道")
    purpose.click()
    purpose.press_sequentially("図書")
    page.get_by_role("option", name="図書館の充実").click()
    page.get_by_label("受付日").fill("2026/4/1")
    page.get_by_label("受付日").press("Enter")
    page.get_by_label("返礼品を希望する").click()


def test_donation_from_sign_in_to_the_list(donation: Any, page: Page) -> None:
    sign_in(page, donation.address, "ログイン")
    fill_donation(page, "K0000012")
    assert page.get_by_label("寄附金額").input_value() == "1,234,567"
    page.get_by_role("button", name="登録", exact=True).click()
    modal = page.get_by_role("dialog", name="この内容で登録しますか")
    modal.get_by_text("1,234,567 円").wait_for()
    modal.get_by_role("button", name="登録する").click()
    toast = page.get_by_role("status")
    toast.wait_for()
    assert toast.inner_text() == "受付しました　受付番号 D-00001"
    assert page.get_by_label("申込番号").input_value() == "", "the form is emptied"
    (entry,) = donation.truth()
    assert dict(entry.fields) == {
        "application_no": "K0000012",
        "donor": "有限会社　髙橋",
        "donor_kana": "タカハシ",
        "kind": "法人",
        "postal": "180-0001",
        "address": "東京都武蔵野市吉祥寺北町",
        "email": "",
        "phone": "090-1234-5678",
        "amount": "1234567",
        "purpose_id": "P09",
        "purpose": "図書館の充実",
        "received_on": "2026-04-01",
        "gift": "true",
        "receipt_name": "",
        "memo": "",
    }
    toast.wait_for(state="detached", timeout=6_000)
    fill_donation(page, "K0000012")
    page.get_by_role("button", name="登録", exact=True).click()
    page.get_by_role("button", name="登録する").click()
    page.get_by_text("この申込番号は登録済みです").wait_for()
    page.get_by_role("link", name="受付一覧").click()
    page.get_by_role("link", name="詳細").click()
    page.get_by_role("heading", name="受付の詳細").wait_for()
    assert len(donation.truth()) == 1


def test_text_put_in_behind_the_applications_back_is_not_sent(donation: Any, page: Page) -> None:
    sign_in(page, donation.address, "ログイン")
    fill_donation(page, "K0000013")
    page.evaluate("document.getElementById('f-donor').value = '別の名前'")
    page.get_by_role("combobox").fill("図書館の充実")
    page.get_by_role("button", name="登録", exact=True).click()
    page.get_by_text("一覧から選んでください", exact=True).wait_for()
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="図書館の充実").click()
    page.get_by_role("button", name="登録", exact=True).click()
    page.get_by_role("button", name="登録する").click()
    page.get_by_role("status").wait_for()
    assert donation.truth()[0].fields["donor"] == "有限会社　髙橋"


def test_the_calendar_chooses_a_day(donation: Any, page: Page) -> None:
    sign_in(page, donation.address, "ログイン")
    day = page.get_by_label("受付日")
    day.fill("2026/02/30")
    day.press("Enter")
    page.get_by_text("日付が正しくありません").wait_for()
    day.fill("2026/03/31")
    day.blur()
    page.get_by_role("button", name="カレンダーを開く").click()
    page.get_by_role("button", name="次の月").click()
    page.get_by_role("dialog", name="日付の選択").get_by_role(
        "button", name="9", exact=True
    ).click()
    assert day.input_value() == "2026/04/09"


def test_a_lost_session_and_a_cut_connection_are_told_in_the_page(
    donation: Any, page: Page
) -> None:
    sign_in(page, donation.address, "ログイン")
    fill_donation(page, "K0000014")
    donation.set_faults(close_after_commit=1)
    page.get_by_role("button", name="登録", exact=True).click()
    page.get_by_role("button", name="登録する").click()
    page.get_by_text("通信が切れました").wait_for()
    posts = [one for one in donation.requests() if one.path == "/api/entries"]
    assert len(donation.truth()) == 1
    assert len(posts) >= 1
    donation.set_faults(lose_session=1)
    page.get_by_role("link", name="受付一覧").click()
    page.get_by_text("セッションの有効期限が切れました").wait_for()
    donation.set_faults(maintenance=True)
    page.get_by_label("利用者ID").fill("robot01")
    page.get_by_role("button", name="ログイン").click()
    page.get_by_text("メンテナンス中です").wait_for()


def test_a_browser_sends_again_by_itself_when_the_connection_is_cut(
    library: Any, page: Page
) -> None:
    """What the list of requests and the let-in doubles are there to show."""
    sign_in(page, library.address, "Sign in")
    page.get_by_label("Card number").fill("00000012")
    page.get_by_label("Full name").fill("Ann O'Neil")
    page.get_by_label("Date of birth").fill("1990/02/03")
    page.get_by_label("Area").select_option("North")
    library.set_faults(close_after_commit=1, duplicate_refusal=False)
    page.get_by_role("button", name="Register").click()
    page.get_by_text("Card registered").wait_for()
    first, second = library.truth()
    assert (first.posts, second.posts) == (1, 2)
    assert first.connection != second.connection


def test_donation_in_english(donation: Any, page: Page) -> None:
    sign_in(page, donation.address, "ログイン")
    page.get_by_label("申込番号").wait_for()
    page.get_by_role("link", name="English").click()
    page.get_by_role("heading", name="New donation").wait_for()
    page.get_by_label("Application no.").wait_for()
    page.get_by_role("button", name="Register").wait_for()


def test_library_from_sign_in_to_the_receipt(library: Any, page: Page) -> None:
    sign_in(page, library.address, "Sign in")
    page.get_by_role("link", name="New card").click()
    page.get_by_label("Card number").fill("00000012")
    page.get_by_label("Full name").fill("Ann O'Neil")
    page.get_by_label("Date of birth").fill("1990/02/03")
    page.get_by_label("Area").select_option("North")
    page.get_by_role("button", name="Register").click()
    page.get_by_text("Card registered").wait_for()
    page.get_by_role("cell", name="L-00001").wait_for()
    assert len(library.truth()) == 1


def test_the_surprise_pops_up(childcare: Any, page: Page) -> None:
    said: list[str] = []

    def answer(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.accept()

    sign_in(page, childcare.address, "ログイン")
    frame(page, "main")
    childcare.set_faults(surprise_dialog=True)
    page.on("dialog", answer)
    page.goto(f"{childcare.address}/moushikomi/new")
    page.wait_for_timeout(200)
    assert said == ["【お知らせ】今月の窓口延長は第4木曜日です。"]
