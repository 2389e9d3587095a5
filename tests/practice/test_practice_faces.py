"""The systems that are descriptions: the resident look-up, the health insurance, the nursery places."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from bots.practice.faces.catalogue import FACES
from bots.practice.systems import SYSTEMS

if TYPE_CHECKING:
    from playwright.sync_api import Page

JOINS = {"atena_no": "0000210405", "ido_bi": "R08.11.02", "chiku": "103", "todokede": "取得"}
PEOPLE = (("世帯主", "小林　達也"), ("妻", "小林　香織"))
LEAVES = {**JOINS, "todokede": "喪失", "jiyu": "社保加入"}
PLACE = {
    "seiri_no": "00000031",
    "jido_shimei": "髙﨑　凜",
    "jido_kana": "タカサキ　リン",
    "seinengappi": "R05.07.14",
    "seibetsu": "女",
    "kibo1_cd": "0104",
    "kojin_no": "",
}


@pytest.fixture
def insurance(running: Any) -> Any:
    return running("insurance")


@pytest.fixture
def residents(running: Any) -> Any:
    return running("residents")


@pytest.fixture
def nursery(running: Any) -> Any:
    return running("nursery")


@pytest.fixture
def signed(visit: Any) -> Any:
    def sign_in(system: Any, user: str = "robot01", password: str = "renshu-pass-1") -> Any:
        visitor = visit(system)
        visitor.sign_in(user, password)
        return visitor

    return sign_in


def enter(visitor: Any, fields: Mapping[str, str], people: Sequence[tuple[str, str]] = PEOPLE) -> Any:
    """Send the form of the insurance with its child rows."""
    pairs = [*fields.items(), *(pair for z, n in people for pair in (("zokugara", z), ("shimei", n)))]
    return visitor.send("/shikaku/new", urlencode(pairs).encode(), "application/x-www-form-urlencoded")


def check(visitor: Any, file: str = "証明.pdf", **changed: str) -> Any:
    """Send the form of the nursery places, with its file."""
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
        for name, text in {**PLACE, **changed}.items()
    ]
    head = 'Content-Disposition: form-data; name="shurou_file"; filename="{}"\r\n'
    parts.append(f"--x\r\n{head.format(file)}Content-Type: application/pdf\r\n\r\n%PDF\r\n--x--\r\n")
    return visitor.send("/moushikomi/new", "".join(parts).encode(), "multipart/form-data; boundary=x")


def token(answer: Any) -> str:
    found = re.search(r'name="token" value="([^"]+)"', answer.text)
    assert found, answer.text
    return found[1]


# --------------------------------------------------------------------------- what all of them have


@pytest.mark.parametrize("name", FACES)
def test_a_field_means_the_same_wherever_it_stands(name: str) -> None:
    """Labels of all faces share one table: the list of what was received names fields by it."""
    labels: dict[str, tuple[str, str]] = {}
    for face in FACES.values():
        for one in face.every_field():
            assert labels.setdefault(one.name, one.label) == one.label
    assert SYSTEMS[name].package == "faces"
    form = FACES[name].form
    assert form is None or set(form.listed) <= {one.name for one in form.fields}


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("residents", ("/", "/setai")),
        ("insurance", ("/", "/shikaku/new", "/shikaku")),
        ("nursery", ("/", "/moushikomi/new", "/moushikomi")),
    ],
)
def test_every_page_speaks_both_languages(running: Any, signed: Any, name: str, paths: Sequence[str]) -> None:
    visitor = signed(running(name))
    kana = re.compile("[ぁ-んァ-ヶ一-龠]")
    for path in paths:
        assert kana.search(visitor.get(f"{path}?lang=ja").text)
        english = re.sub(r"<[^>]+>", " ", visitor.get(f"{path}?lang=en").text)
        assert kana.sub("", english.replace("日本語", "")) == english.replace("日本語", ""), path


@pytest.mark.parametrize("path", ["/setai", "/setai/found?token=x"])
def test_only_signed_in_users_get_in(residents: Any, visit: Any, path: str) -> None:
    assert visit(residents).get(path).url.endswith("/login")


# --------------------------------------------------------------------------- 国保システム


def test_who_joins_is_kept_with_the_child_rows(insurance: Any, signed: Any) -> None:
    visitor = signed(insurance, "clerk01", "renshu-pass-2")
    answer = enter(visitor, JOINS, (*PEOPLE, ("", "  ")))
    assert "異動を受け付けました" in answer.text
    assert 'value="K-00001"' in answer.text
    (entry,) = insurance.truth()
    assert entry.fields == {**JOINS, "entered_by": "clerk01"}
    assert [(row["zokugara"], row["shimei"]) for row in entry.rows] == list(PEOPLE)
    details = visitor.get("/shikaku/K-00001")
    shown = [details.cell(name) for name in ("異動日", "地区", "届出区分", "取得する人　2人目", "入力者")]
    assert shown == ["令和8年11月2日", "103　南町", "取得", "妻　小林　香織", "clerk01"]
    assert visitor.get("/shikaku/K-00001?lang=en").cell("Date of change") == "2026-11-02"
    assert "小林　香織" in visitor.get("/practice/list").text


def test_who_leaves_is_kept_without_rows(insurance: Any, signed: Any) -> None:
    enter(signed(insurance), LEAVES)
    (entry,) = insurance.truth()
    assert entry.fields["jiyu"] == "社保加入"
    assert entry.rows == []


@pytest.mark.parametrize(("fields", "sentence"), [(JOINS, "資格が重複しています"), (LEAVES, "喪失済みです")])
def test_a_change_that_was_entered_is_refused(insurance: Any, signed: Any, fields: Any, sentence: str) -> None:
    visitor = signed(insurance)
    assert "異動を受け付けました" in enter(visitor, fields).text
    again = enter(visitor, fields)
    assert sentence in again.text
    assert "異動を受け付けました" not in again.text
    insurance.set_faults(duplicate_refusal=False)
    enter(visitor, fields)
    assert [entry.posts for entry in insurance.truth()] == [1, 3]


def test_joining_and_leaving_are_two_changes(insurance: Any, signed: Any) -> None:
    visitor = signed(insurance)
    enter(visitor, LEAVES)
    enter(visitor, JOINS)
    assert [entry.key for entry in insurance.truth()] == ["0000210405 喪失", "0000210405 取得"]


@pytest.mark.parametrize(
    ("changed", "people", "sentence"),
    [
        ({"atena_no": "405"}, PEOPLE, "「宛名番号」は数字10桁です"),
        ({"ido_bi": ""}, PEOPLE, "「異動日」を入力してください"),
        ({"ido_bi": "R08.11.31"}, PEOPLE, "「異動日」の日付が正しくありません"),
        ({"ido_bi": "2026/11/02"}, PEOPLE, "「異動日」の日付が正しくありません"),
        ({"ido_bi": "H31.05.01"}, PEOPLE, "「異動日」の日付が正しくありません"),
        ({"chiku": "999"}, PEOPLE, "「地区」に該当するものがありません"),
        ({}, (), "「取得する人」を1行以上入力してください"),
        ({}, (("甥", "山田"),), "「続柄」を選んでください"),
        ({}, (("妻", ""),), "「被保険者氏名」を入力してください"),
        ({}, (("妻", "あ" * 31),), "「被保険者氏名」は30文字以内です"),
        ({"todokede": "喪失"}, (), "「喪失事由」を入力してください"),
        ({"todokede": "喪失", "jiyu": "気分"}, (), "「喪失事由」を選んでください"),
    ],
)
def test_mistakes_are_told_one_by_one(
    insurance: Any, signed: Any, changed: Any, people: Any, sentence: str
) -> None:
    answer = enter(signed(insurance), {**JOINS, **changed}, people)
    assert f"<ul><li>{sentence}</li></ul>" in answer.text
    assert insurance.truth() == []


def test_what_was_put_in_is_there_again_beside_a_mistake(insurance: Any, signed: Any) -> None:
    text = enter(signed(insurance), {**JOINS, "chiku": "999"}).text
    assert 'value="0000210405"' in text
    assert text.count('value="小林　香織"') == 1
    assert text.count('<option value="妻" selected>') == 1


def test_a_notice_comes_each_third_time(insurance: Any, signed: Any) -> None:
    visitor = signed(insurance)
    seen = ["重要なお知らせ" in visitor.get("/shikaku/new").text for _ in range(6)]
    assert seen == [False, False, True, False, False, True]


def test_faults_reach_tabs_and_child_rows(insurance: Any, signed: Any) -> None:
    visitor = signed(insurance)
    assert 'data-ask="この内容で登録します' in visitor.get("/shikaku/new").text
    insurance.set_faults(no_confirm=True, rename_label={"続柄": "関係"}, double_label="異動日", surprise_dialog=True)
    text = visitor.get("/shikaku/new").text
    assert 'data-ask=""' in text
    assert "<th>関係</th>" in text
    assert '<label for="extra">異動日</label>' in text
    assert "alert(" in text
    insurance.set_faults(error_500_after=1)
    assert enter(visitor, JOINS).status == 500
    assert len(insurance.truth()) == 1


# --------------------------------------------------------------------------- 住基照会


def test_a_household_opens_under_an_address_that_does_not_tell_its_number(residents: Any, signed: Any) -> None:
    visitor = signed(residents)
    found = visitor.post("/setai/search", atena_no="0000210120").json()
    assert "0000210120" not in found["window"]
    page = visitor.get(found["window"])
    assert "<title>照会結果</title>" in page.text
    assert (page.cell("世帯主"), page.cell("異動事由"), page.cell("宛名番号")) == ("加藤幸子", "転出", "0000210120")
    assert visitor.get("/setai/found?token=x").status == 404


def test_look_ups_are_counted_and_nothing_is_entered(residents: Any, signed: Any) -> None:
    visitor = signed(residents)
    assert visitor.post("/setai/search", atena_no="0000210014").json()["count"] == "照会した回数：1 回"
    assert visitor.post("/setai/search", atena_no="0000219999").json() == {
        "nobody": "該当者なし",
        "count": "照会した回数：2 回",
    }
    assert "照会した回数：2 回" in visitor.get("/setai").text
    assert [one.key for one in residents.requests() if one.path == "/setai/search"] == ["0000210014", "0000219999"]
    assert residents.truth() == []


# --------------------------------------------------------------------------- 保育システム


def test_a_place_is_applied_for(nursery: Any, signed: Any) -> None:
    visitor = signed(nursery)
    asked = check(visitor)
    assert (asked.cell("生年月日"), asked.cell("第1希望施設")) == ("令和5年7月14日", "桜台保育園")
    assert nursery.truth() == []
    answer = visitor.post("/moushikomi/keep", token=token(asked))
    assert "登録が完了しました" in answer.text
    assert answer.cell("受付番号") == "H-00001"
    (entry,) = nursery.truth()
    file = {"shurou_file_size": "4", "shurou_file_sha256": hashlib.sha256(b"%PDF").hexdigest()}
    assert entry.fields == {**PLACE, "shurou_file": "証明.pdf", **file}
    assert "該当する申込はありません" in visitor.get("/moushikomi?seiri_no=00000099").text
    assert "H-00001" in visitor.get("/moushikomi?seiri_no=00000031").text


def test_a_check_page_leads_back_and_counts_once(nursery: Any, signed: Any) -> None:
    visitor = signed(nursery)
    one = token(check(visitor))
    assert 'value="髙﨑　凜"' in visitor.post("/moushikomi/new", token=one).text
    visitor.post("/moushikomi/keep", token=one)
    assert "この画面は無効になりました" in visitor.post("/moushikomi/keep", token=one).text
    assert len(nursery.truth()) == 1


@pytest.mark.parametrize(("late", "page"), [(False, "入所申込入力"), (True, "申込内容の確認")])
def test_a_double_is_refused_early_or_late(nursery: Any, signed: Any, late: bool, page: str) -> None:
    visitor = signed(nursery)
    visitor.post("/moushikomi/keep", token=token(check(visitor)))
    nursery.set_faults(late_duplicate_check=late)
    answer = check(visitor)
    if late:
        answer = visitor.post("/moushikomi/keep", token=token(answer))
    assert "既に登録されています" in answer.text
    assert f"<h1>{page}</h1>" in answer.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kibo1_cd": "0999"}, "該当する施設がありません"),
        ({"jido_kana": "たかさき"}, "「フリガナ」は全角カタカナで入力してください"),
        ({"kojin_no": "12"}, "「個人番号」は数字12桁です"),
        ({"seibetsu": ""}, "「性別」を入力してください"),
        ({"file": ""}, "「就労証明書」を入力してください"),
    ],
)
def test_an_application_with_a_mistake_is_not_asked_about(
    nursery: Any, signed: Any, changed: dict[str, str], sentence: str
) -> None:
    assert f"<ul><li>{sentence}</li></ul>" in check(signed(nursery), **changed).text


# --------------------------------------------------------------------------- in a browser


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/login")
    page.get_by_label("利用者ID").fill("robot01")
    page.get_by_label("パスワード").fill("renshu-pass-1")
    page.get_by_role("button", name="ログイン").click()
    page.get_by_role("heading", name="業務メニュー").wait_for()


def test_a_household_opens_in_a_window_of_its_own(residents: Any, page: Page) -> None:
    sign_in(page, residents.address)
    page.get_by_role("main").get_by_role("link", name="世帯照会").click()
    box, search = page.locator("[name=atena_no]"), page.get_by_role("button", name="検索")
    box.fill("0000219999")
    search.click()
    page.get_by_text("該当者なし").wait_for()
    box.fill("0000210014")
    with page.expect_popup() as opened:
        search.click()
    expect(opened.value).to_have_title("照会結果")
    opened.value.get_by_role("cell", name="髙橋健一").wait_for()
    opened.value.get_by_role("button", name="閉じる").click()
    assert not page.get_by_text("該当者なし").is_visible()
    residents.set_faults(lose_session=1)
    search.click()
    page.get_by_text("セッションの有効期限が切れました").wait_for()


def test_tabs_rows_notice_and_question(insurance: Any, page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda one: (asked.append(one.message), one.accept() if len(asked) > 1 else one.dismiss()))
    sign_in(page, insurance.address)
    for _ in range(3):
        page.goto(f"{insurance.address}/shikaku/new")
    page.locator("[name=atena_no]").fill("0000210405")
    page.locator("[name=ido_bi]").fill("R08.11.02")
    page.locator("[name=chiku]").fill("103")
    page.get_by_role("tab", name="喪失").click()
    page.locator("[name=jiyu]").select_option("転出")
    page.get_by_role("tab", name="取得").click()
    for relation, name in (*PEOPLE, ("子", "小林　蓮")):
        page.get_by_role("button", name="行を追加").click()
        row = page.locator("tbody tr").last
        row.locator("select").select_option(relation)
        row.locator("input").fill(name)
    page.locator("tbody tr").nth(2).get_by_role("button", name="取消").click()
    register = page.get_by_role("button", name="登録")
    covered = register.evaluate(
        "(e) => { e.scrollIntoView(); const r = e.getBoundingClientRect();"
        " return document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2) !== e }"
    )
    assert covered, "the notice lies over the button"
    page.get_by_role("button", name="お知らせを閉じる").click()
    register.click()
    assert insurance.truth() == [], "the question was answered with no"
    register.click()
    page.get_by_text("異動を受け付けました").wait_for()
    (entry,) = insurance.truth()
    assert [(row["zokugara"], row["shimei"]) for row in entry.rows] == list(PEOPLE)
    assert entry.fields["todokede"] == "取得"
    assert asked == ["この内容で登録します。よろしいですか"] * 2
