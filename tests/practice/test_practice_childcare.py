"""The childcare system over HTTP: form, checks, confirm screen, completion, search, details."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

FORM = {
    "seiri_no": "00000017",
    "kubun": "新規",
    "jido_shimei": "髙橋　陽葵",
    "jido_kana": "タカハシ　ヒマリ",
    "seinen_gengo": "R",
    "seinen_nen": "5",
    "seinen_tsuki": "7",
    "seinen_hi": "14",
    "seibetsu": "女",
    "hogosha": "山﨑　凪",
    "kibo1_cd": "0103",
}


def token_of(answer: Any) -> str:
    return str(answer.text.split('name="token" value="')[1].split('"')[0])


def enter(visitor: Any, **changes: str) -> Any:
    """Form, confirm screen, 登録する; the last answer."""
    confirm = visitor.post("/moushikomi/kakunin", **{**FORM, **changes})
    if 'name="token"' not in confirm.text:
        return confirm
    return visitor.post("/moushikomi/touroku", token=token_of(confirm))


@pytest.fixture
def clerk(childcare: Any, visit: Any) -> Any:
    visitor = visit(childcare)
    visitor.sign_in()
    return visitor


def test_an_entry_is_in_the_truth_list_as_it_was_received(childcare: Any, clerk: Any) -> None:
    answer = enter(clerk)
    assert "登録が完了しました" in answer.text
    assert answer.url.endswith("/moushikomi/kanryo?no=R6-00001")
    assert answer.cell("受付番号") == "R6-00001"
    (entry,) = childcare.truth()
    assert (entry.n, entry.key, entry.receipt, entry.posts) == (1, "00000017", "R6-00001", 1)
    assert entry.connection > 0
    assert {name: entry.fields[name] for name in FORM} == FORM
    sent = [(one.method, one.path, one.key) for one in childcare.requests()]
    assert sent == [
        ("POST", "/login", ""),
        ("POST", "/moushikomi/kakunin", "00000017"),
        ("POST", "/moushikomi/touroku", "00000017"),
    ]


def test_requests_hold_no_values(childcare: Any, clerk: Any) -> None:
    enter(clerk)
    assert "陽葵" not in (childcare.folder / "requests.jsonl").read_text(encoding="utf-8")


def test_the_confirm_screen_shows_what_was_received(clerk: Any) -> None:
    confirm = clerk.post("/moushikomi/kakunin", **{**FORM, "biko": "<b>太字</b>"})
    assert confirm.cell("生年月日") == "令和5年7月14日"
    assert confirm.cell("第1希望施設") == "0103　緑町第二保育園"
    assert confirm.cell("備考") == "&lt;b&gt;太字&lt;/b&gt;"
    back = clerk.post("/moushikomi/new", token=token_of(confirm))
    assert 'value="髙橋　陽葵"' in back.text


def test_a_file_is_kept_as_name_size_and_hash(childcare: Any, clerk: Any) -> None:
    content = b"%PDF-1.4 \x00\xff"
    lines = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in FORM.items()
    ]
    head = 'Content-Disposition: form-data; name="shurou_file"; filename="証明書.pdf"'
    lines.append(f"--x\r\n{head}\r\nContent-Type: application/pdf\r\n\r\n".encode() + content)
    body = b"".join(lines) + b"\r\n--x--\r\n"
    confirm = clerk.send("/moushikomi/kakunin", body, "multipart/form-data; boundary=x")
    clerk.post("/moushikomi/touroku", token=token_of(confirm))
    (entry,) = childcare.truth()
    assert entry.fields["shurou_file"] == "証明書.pdf"
    assert entry.fields["shurou_file_size"] == str(len(content))
    assert entry.fields["shurou_file_sha256"] == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"seiri_no": ""}, "「整理番号」を入力してください"),
        ({"seiri_no": "17"}, "「整理番号」は数字8桁で入力してください"),
        ({"jido_shimei": "𠮷田　律"}, "「児童氏名」に使用できない文字があります"),
        ({"jido_shimei": "あ" * 21}, "「児童氏名」は20文字以内で入力してください"),
        ({"jido_kana": "ﾀｶﾊｼ"}, "「フリガナ」は全角カタカナで入力してください"),
        ({"seinen_hi": "32"}, "「生年月日」の日付が正しくありません"),
        ({"seinen_gengo": "H", "seinen_nen": "31", "seinen_tsuki": "5"}, "「生年月日」の日付"),
        ({"seinen_nen": ""}, "「生年月日」の日付が正しくありません"),
        ({"kibo1_cd": "9999"}, "「第1希望施設」に該当する施設がありません"),
        ({"yubin1": "180"}, "「郵便番号」を正しく入力してください"),
        ({"tel1": "090"}, "「電話番号」を正しく入力してください"),
        ({"kojin_no": "123"}, "「個人番号」は数字12桁で入力してください"),
        ({"kibo_bi": "2026-02-30"}, "「希望入所日」の日付が正しくありません"),
    ],
)
def test_mistakes_are_listed_and_nothing_is_kept(
    childcare: Any, clerk: Any, changes: dict[str, str], sentence: str
) -> None:
    answer = enter(clerk, **changes)
    assert "入力内容に誤りがあります" in answer.text
    assert sentence in answer.text
    assert childcare.truth() == []


@pytest.mark.parametrize(
    ("era", "year", "month", "day"),
    [("R", "1", "5", "1"), ("H", "31", "4", "30"), ("S", "64", "1", "7"), ("H", "1", "1", "8")],
)
def test_the_edges_of_eras_are_dates(clerk: Any, era: str, year: str, month: str, day: str) -> None:
    born = {"seinen_gengo": era, "seinen_nen": year, "seinen_tsuki": month, "seinen_hi": day}
    assert "入所申込確認" in clerk.post("/moushikomi/kakunin", **{**FORM, **born}).text


def test_a_key_that_is_there_is_refused_on_the_way_to_the_confirm_screen(
    childcare: Any, clerk: Any
) -> None:
    enter(clerk)
    assert "既に登録されています" in enter(clerk).text
    assert len(childcare.truth()) == 1


def test_the_check_for_doubles_can_come_late(childcare: Any, clerk: Any) -> None:
    enter(clerk)
    childcare.set_faults(late_duplicate_check=True)
    answer = enter(clerk)
    assert "既に登録されています" in answer.text
    assert answer.url.endswith("/moushikomi/touroku")
    assert len(childcare.truth()) == 1


def test_a_token_works_once(childcare: Any, clerk: Any) -> None:
    token = token_of(clerk.post("/moushikomi/kakunin", **FORM))
    clerk.post("/moushikomi/touroku", token=token)
    assert "この画面は無効になりました" in clerk.post("/moushikomi/touroku", token=token).text
    assert len(childcare.truth()) == 1


def test_a_double_send_becomes_visible_when_doubles_are_let_in(childcare: Any, clerk: Any) -> None:
    childcare.set_faults(duplicate_refusal=False)
    token = token_of(clerk.post("/moushikomi/kakunin", **FORM))
    clerk.post("/moushikomi/touroku", token=token)
    clerk.post("/moushikomi/touroku", token=token)
    assert [(entry.key, entry.posts) for entry in childcare.truth()] == [
        ("00000017", 1),
        ("00000017", 2),
    ]
    assert "二重" in clerk.get("/practice/list").text


def test_search_and_details(clerk: Any) -> None:
    assert "該当するデータはありません" in clerk.get("/moushikomi/shokai?seiri_no=00000099").text
    enter(clerk)
    found = clerk.get("/moushikomi/shokai?seiri_no=00000017").text
    assert '<a href="/moushikomi/shousai/R6-00001">詳細</a>' in found
    details = clerk.get("/moushikomi/shousai/R6-00001")
    assert details.cell("児童氏名") == "髙橋　陽葵"
    assert details.cell("状態") == "受付済"
    assert clerk.get("/moushikomi/shousai/R6-00099").status == 404


def test_frames_take_only_their_own_pages(clerk: Any) -> None:
    assert 'src="/moushikomi/new"' in clerk.get("/?work=/moushikomi/new").text
    for elsewhere in ("https://example.com/", "//example.com", "/moushikomi//x", "javascript:0"):
        assert 'src="/welcome"' in clerk.get(f"/?work={elsewhere}").text


@pytest.mark.parametrize(
    ("path", "ja", "en"),
    [
        ("/menu", "業務メニュー", "Main menu"),
        ("/moushikomi/new", "入所申込入力", "Application entry"),
        ("/moushikomi/shokai", "入所申込照会", "Application search"),
    ],
)
def test_both_languages_show(clerk: Any, path: str, ja: str, en: str) -> None:
    assert ja in clerk.get(path).text
    assert en in clerk.get(f"{path}?lang=en").text
    assert en in clerk.get(path).text
    assert ja in clerk.get(f"{path}?lang=ja").text
