"""The accounting system over HTTP: slips with lines, checks, budget, list, CSV, papers."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest

FORM: dict[str, str | list[str]] = {
    "denpyo_no": "00000017",
    "kihyo_bi": "R08.11.25",
    "shozoku": "101",
    "kenmei": "髙﨑小学校の電灯",
    "payee_cd": "000315",
    "payee_mei": "𠮷田電設工業",
    "kijitsu": "R08.12.25",
    "kamoku": ["1005", "1001"],
    "tekiyo": ["2階廊下の照明", "電球"],
    "kingaku": ["120,000", "4400"],
    "goukei": "124,400",
    "tenpu": "紙",
    "biko": "至急",
}


def token_of(answer: Any) -> str:
    return str(answer.text.split('name="token" value="')[1].split('"')[0])


def enter(visitor: Any, **changes: str | list[str]) -> Any:
    """Form, confirm screen, 登録; the last answer."""
    confirm = visitor.post("/shishutsu/kakunin", **{**FORM, **changes})
    if 'name="token"' not in confirm.text:
        return confirm
    return visitor.post("/shishutsu/touroku", token=token_of(confirm))


def one_line(number: int, amount: int, **changes: str | list[str]) -> dict[str, str | list[str]]:
    """A slip of one line."""
    return {
        "denpyo_no": f"{number:08d}",
        "kamoku": ["1201"],
        "tekiyo": ["委託"],
        "kingaku": [str(amount)],
        "goukei": str(amount),
        **changes,
    }


def data_of(visitor: Any, path: str) -> tuple[bytes, str, str]:
    """What a path hands out: its bytes, its kind, how it is to be kept."""
    with visitor.opener.open(visitor.system.address + path, timeout=20) as answer:
        headers = answer.headers
        return answer.read(), headers["Content-Type"], headers["Content-Disposition"]


def column(answer: Any, n: int) -> list[str]:
    """The n-th cells of the list, without headings and foot."""
    body = answer.text.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in body.split("<tr>")[1:]]
    return [cells[n] for cells in rows]


@pytest.fixture
def clerk(accounting: Any, visit: Any) -> Any:
    visitor = visit(accounting)
    visitor.sign_in()
    return visitor


def test_a_slip_is_in_the_truth_list_with_its_lines(accounting: Any, clerk: Any) -> None:
    answer = enter(clerk)
    assert "支出命令を登録しました" in answer.text
    assert answer.cell("命令番号") == "S8-00001"
    (entry,) = accounting.truth()
    assert (entry.key, entry.receipt, entry.posts) == ("00000017", "S8-00001", 1)
    head = {name: text for name, text in FORM.items() if isinstance(text, str)}
    lines = {
        f"{name}_{n}": text
        for name, texts in FORM.items()
        if isinstance(texts, list)
        for n, text in enumerate(texts, 1)
    }
    assert entry.fields == head | lines
    sent = [(one.path, one.key) for one in accounting.requests()]
    assert sent == [
        ("/login", ""),
        ("/shishutsu/kakunin", "00000017"),
        ("/shishutsu/touroku", "00000017"),
    ]


def test_the_confirm_screen_shows_what_was_received(clerk: Any) -> None:
    confirm = clerk.post("/shishutsu/kakunin", **{**FORM, "biko": "<b>太字</b>"})
    assert confirm.cell("起票日") == "令和8年11月25日"
    assert confirm.cell("所属") == "総務課"
    assert confirm.cell("支払先") == "𠮷田電設工業"
    assert confirm.cell("合計") == "124,400"
    assert confirm.cell("備考") == "&lt;b&gt;太字&lt;/b&gt;"
    assert "<td>消耗品費</td><td>電球</td>" in confirm.text
    back = clerk.post("/shishutsu/new", token=token_of(confirm))
    assert 'value="髙﨑小学校の電灯"' in back.text
    assert 'value="2階廊下の照明"' in back.text
    assert "tenpu=%E7%B4%99" in back.text, "the inner frame is told what was chosen"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"denpyo_no": ""}, "「伝票番号」を入力してください"),
        ({"denpyo_no": "17"}, "「伝票番号」は数字8桁で入力してください"),
        ({"kihyo_bi": "R08.11.31"}, "「起票日」の日付が正しくありません"),
        ({"kihyo_bi": "R01.04.30"}, "「起票日」の日付が正しくありません"),
        ({"kijitsu": "2026-12-25"}, "「支払期日」の日付が正しくありません"),
        ({"kijitsu": "R08.11.24"}, "支払期日が起票日より前です"),
        ({"shozoku": "999"}, "「所属」を選び直してください"),
        ({"kenmei": "あ" * 41}, "「件名」は40文字以内で入力してください"),
        ({"payee_cd": "999999"}, "支払先が見つかりません"),
        ({"tenpu": ""}, "「添付区分」を入力してください"),
        ({"biko": "あ" * 101}, "「備考」は100文字以内で入力してください"),
        ({"kamoku": [], "tekiyo": [], "kingaku": []}, "明細は1行から10行です"),
        ({"kamoku": ["1001"] * 11, "tekiyo": ["a"] * 11, "kingaku": ["1"] * 11}, "明細は1行から"),
        ({"kamoku": ["1005", "9"]}, "「2行目の予算科目」を選び直してください"),
        ({"tekiyo": ["a", " "]}, "「2行目の摘要」を入力してください"),
        ({"tekiyo": ["あ" * 31, "a"]}, "「1行目の摘要」は30文字以内で入力してください"),
        ({"kingaku": ["0", "5"]}, "「1行目の金額」は1円以上の数字で入力してください"),
        ({"kingaku": ["1,20", "5"]}, "「1行目の金額」は1円以上の数字で入力してください"),
        ({"goukei": "124,401"}, "合計が明細と一致しません"),
    ],
)
def test_mistakes_are_listed_and_nothing_is_kept(
    accounting: Any, clerk: Any, changes: dict[str, Any], sentence: str
) -> None:
    answer = enter(clerk, **changes)
    assert sentence in answer.text
    assert "入力内容に誤りがあります" in answer.text
    assert accounting.truth() == []


def test_a_slip_beyond_what_is_left_of_the_budget_is_refused(accounting: Any, clerk: Any) -> None:
    desk = {"kamoku": ["1701"]}
    assert "支出命令を登録しました" in enter(clerk, **one_line(1, 200_000, **desk)).text
    answer = enter(clerk, **one_line(2, 100_001, **desk))
    assert "予算残額を超えています（予算科目 1701　残額 100,000 円）" in answer.text
    assert "支出命令を登録しました" in enter(clerk, **one_line(3, 100_000, **desk)).text
    assert [entry.key for entry in accounting.truth()] == ["00000001", "00000003"]
    assert "<td>備品購入費</td>" in clerk.get("/yosan").text
    assert '>300,000</td><td class="yen">0</td>' in clerk.get("/yosan").text


def test_lines_of_one_item_count_together_against_its_budget(clerk: Any) -> None:
    lines = {"kamoku": ["1701", "1701"], "tekiyo": ["机", "椅子"], "kingaku": ["200000", "100001"]}
    assert "予算残額を超えています" in enter(clerk, **lines, goukei="300001").text


def test_the_budget_is_looked_at_again_when_the_slip_is_kept(accounting: Any, clerk: Any) -> None:
    first = clerk.post("/shishutsu/kakunin", **{**FORM, **one_line(1, 200_000, kamoku=["1701"])})
    second = clerk.post("/shishutsu/kakunin", **{**FORM, **one_line(2, 200_000, kamoku=["1701"])})
    clerk.post("/shishutsu/touroku", token=token_of(first))
    late = clerk.post("/shishutsu/touroku", token=token_of(second))
    assert "予算残額を超えています" in late.text
    assert [entry.key for entry in accounting.truth()] == ["00000001"]


def test_a_number_that_is_there_is_refused_early_or_late(accounting: Any, clerk: Any) -> None:
    enter(clerk)
    assert "既に登録されています" in clerk.post("/shishutsu/kakunin", **FORM).text
    accounting.set_faults(late_duplicate_check=True)
    confirm = clerk.post("/shishutsu/kakunin", **FORM)
    assert "既に登録されています" not in confirm.text
    assert "既に登録されています" in clerk.post("/shishutsu/touroku", token=token_of(confirm)).text
    assert len(accounting.truth()) == 1


def test_a_token_counts_once_unless_doubles_are_let_in(accounting: Any, clerk: Any) -> None:
    token = token_of(clerk.post("/shishutsu/kakunin", **FORM))
    clerk.post("/shishutsu/touroku", token=token)
    assert "この画面は無効になりました" in clerk.post("/shishutsu/touroku", token=token).text
    accounting.set_faults(duplicate_refusal=False)
    clerk.post("/shishutsu/touroku", token=token)
    assert [entry.posts for entry in accounting.truth()] == [1, 3]


def test_faults_befall_a_slip(accounting: Any, clerk: Any) -> None:
    accounting.set_faults(error_500_before=1)
    assert enter(clerk).status == 500
    assert accounting.truth() == []
    accounting.set_faults(error_500_after=1)
    assert enter(clerk).status == 500
    assert len(accounting.truth()) == 1
    accounting.set_faults(lose_session=1)
    assert "セッションの有効期限が切れました" in clerk.get("/shishutsu/new").text


def test_faults_show_on_the_form(accounting: Any, clerk: Any) -> None:
    plain = clerk.get("/shishutsu/new").text
    assert "alert(" not in plain
    assert "confirm(" in clerk.post("/shishutsu/kakunin", **FORM).text
    accounting.set_faults(
        surprise_dialog=True,
        no_confirm=True,
        double_label="件名",
        rename_label={"摘要": "内容"},
        swap_labels=["起票日", "支払期日"],
    )
    text = clerk.get("/shishutsu/new").text
    assert "alert(" in text
    assert text.count("<th>件名</th>") == 2
    assert "<th>内容</th>" in text
    assert text.index("<th>支払期日</th>") < text.index("<th>起票日</th>")
    assert "confirm(" not in clerk.post("/shishutsu/kakunin", **FORM).text


def test_payees_are_found_by_the_beginning_of_the_code_or_a_part_of_the_name(clerk: Any) -> None:
    assert "<tbody>" not in clerk.get("/shiharaisaki").text
    by_code = clerk.get("/shiharaisaki?q=0003").text
    assert re.findall('data-code="([0-9]+)"', by_code) == ["000315", "000327"]
    by_name = clerk.get("/shiharaisaki?q=%E9%AB%99").text
    assert re.findall('data-code="([0-9]+)"', by_name) == ["000118"]
    assert "支払先が見つかりません" in clerk.get("/shiharaisaki?q=999").text


@pytest.fixture
def many(accounting: Any, clerk: Any) -> Any:
    """A clerk who entered 23 slips: numbers upward, amounts downward, payees and days in turns."""
    for n in range(1, 24):
        payee = ("000118", "000204")[n % 2]
        made = one_line(n, 24_000 - n, payee_cd=payee, kihyo_bi=f"R08.11.{n:02d}")
        assert "登録しました" in enter(clerk, **made).text
    return clerk


def test_the_list_has_ten_slips_a_page_and_adds_all_of_them_up(many: Any) -> None:
    first, last = many.get("/denpyo"), many.get("/denpyo?page=3")
    assert column(first, 0) == [f"{n:08d}" for n in range(1, 11)]
    assert column(last, 0) == ["00000021", "00000022", "00000023"]
    total = sum(24_000 - n for n in range(1, 24))
    for page in (first, last):
        assert f'合計（全 23 件）</td><td class="yen">{total:,}</td>' in page.text
    assert "次の10件" in first.text
    assert "前の10件" not in first.text
    assert "次の10件" not in last.text
    assert column(many.get("/denpyo?page=99"), 0) == column(last, 0)


def test_a_heading_sorts_and_pressed_again_turns_the_order_round(many: Any) -> None:
    assert column(many.get("/denpyo?sort=goukei"), 0)[0] == "00000023"
    answer = many.get("/denpyo?sort=goukei&order=asc&payee=000118")
    assert 'aria-sort="ascending" class="yen"' in answer.text
    link = re.search(r'href="([^"]+)">合計</a>', answer.text)
    assert link is not None
    turned = many.get(link[1].replace("&amp;", "&"))
    assert column(turned, 0)[0] == "00000002", "the search is kept while the order is turned"
    assert column(many.get("/denpyo?sort=nothing"), 0)[0] == "00000001"


def test_slips_are_searched_by_day_and_payee(many: Any) -> None:
    answer = many.get("/denpyo?since=R08.11.05&until=R08.11.09&payee=%E9%AB%99%EF%A8%91")
    assert column(answer, 0) == ["00000006", "00000008"]
    assert column(many.get("/denpyo?payee=000204"), 4) == ["有限会社みなと印刷"] * 10
    assert "該当する伝票はありません" in many.get("/denpyo?payee=0002").text
    assert "日付は R08.11.25 の形で" in many.get("/denpyo?since=11/5").text


def test_the_csv_holds_every_slip_that_was_searched_in_cp932(many: Any) -> None:
    enter(many, denpyo_no="00000099", kenmei="髙﨑小学校𠮷野分校")
    data, kind, kept = data_of(many, "/denpyo/csv?since=R08.11.13&sort=denpyo_no")
    assert kind == "text/csv; charset=Shift_JIS"
    assert "attachment; filename*=UTF-8''%E4%BC%9D" in kept
    rows = list(csv.reader(io.StringIO(data.decode("cp932"), newline="")))
    assert rows[0] == ["伝票番号", "命令番号", "起票日", "件名", "支払先", "合計"]
    assert [row[0] for row in rows[1:-1]] == [f"{n:08d}" for n in (*range(13, 24), 99)]
    assert rows[-2][3:] == ["髙﨑小学校〓野分校", "〓田電設工業", "124,400"]
    assert rows[-1][0] == "合計（全 12 件）"
    assert data.endswith(b"\r\n")


def test_the_paper_of_a_slip_is_a_pdf_that_holds_its_values(clerk: Any) -> None:
    enter(clerk)
    assert clerk.get("/denpyo/S8-00001").cell("状態") == "決裁待ち"
    data, kind, kept = data_of(clerk, "/denpyo/S8-00001/pdf")
    assert kind == "application/pdf"
    assert kept.startswith("attachment;")
    assert data.startswith(b"%PDF-1.5\n")
    start = int(data.rpartition(b"startxref\n")[2].split()[0])
    assert data[start:].startswith(b"xref\n0 8\n")
    places = [int(line.split()[0]) for line in data[start:].splitlines()[3:10]]
    for n, place in enumerate(places, 1):
        assert data[place:].startswith(f"{n} 0 obj\n".encode())
    length = int(re.search(rb"/Length ([0-9]+)", data)[1])  # type: ignore[index]
    content = data.partition(b"stream\n")[2].partition(b"\nendstream")[0]
    assert len(content) == length
    texts = re.findall(rb"<([0-9A-F]+)> Tj", content)
    said = [bytes.fromhex(text.decode()).decode("utf-16-be") for text in texts]
    assert said[0] == "支出命令書"
    pairs = dict(zip(said[1::2], said[2::2], strict=False))
    assert (pairs["命令番号"], pairs["支払先"]) == ("S8-00001", "𠮷田電設工業")
    assert said[-5:] == ["消耗品費", "電球", "4,400", "合計", "124,400"]


def test_what_is_too_long_for_a_line_of_the_paper_goes_on_below(clerk: Any) -> None:
    enter(clerk, biko="あ" * 100)
    data, _, _ = data_of(clerk, "/denpyo/S8-00001/pdf")
    pieces = re.findall(rb"([0-9.]+) Td <((?:3042)+)> Tj", data)
    assert [len(text) // 4 for _, text in pieces] == [37, 37, 26]
    heights = [float(height) for height, _ in pieces]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 3


def test_an_order_number_that_nobody_has_is_not_found(clerk: Any) -> None:
    assert clerk.get("/denpyo/S8-00009").status == 404
    assert clerk.get("/denpyo/S8-00009/pdf").status == 404


def test_every_page_speaks_english(clerk: Any) -> None:
    enter(clerk)
    for path, words in {
        "/": "Main menu",
        "/shishutsu/new": "Payment slip entry",
        "/shishutsu/biko": "Papers",
        "/shiharaisaki?q=yoshida": "Yoshida Electric Works",
        "/denpyo": "Total (1 slips)",
        "/denpyo/S8-00001": "2026-11-25",
        "/yosan": "Budget balances",
    }.items():
        mark = "&" if "?" in path else "?"
        text = clerk.get(f"{path}{mark}lang=en").text
        assert '<html lang="en">' in text, path
        assert words in text, path
        ours = text.replace("日本語", "").replace("髙﨑小学校の電灯", "").replace("至急", "")
        shown = re.sub(r"<[^>]*>", "", ours).replace("2階廊下の照明", "").replace("電球", "")
        assert not re.search("[ぁ-んァ-ヶ一-龠]", shown), path
