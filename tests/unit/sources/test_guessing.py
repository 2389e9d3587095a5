"""Types of columns guessed from headings and cells: golden cases, and what must never get out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.errors import DataError, Problem
from bots.model import Numberless
from bots.sources.formats import Unread
from bots.sources.guessing import MOST_CHOICES, guess_column
from bots.values.columns import read_cell

NUMBERS = ["123456789018", "987654321018", "111111111118"]  # with their check digits
TEN = [f"{number:08d}" for number in range(101, 111)]

# heading | cells, split by blanks | type, then what the declaration says more
CASES = [
    ("生年月日", ["R6.2.30", "R6.1.5", "R6.3.1", "S50.4.1"], "date misfit:1"),
    # ---- codes
    ("整理番号", TEN, "code 8"),
    ("整理番号", [*TEN[:9], "12"], "code 8 misfit:1"),
    ("Card no", ["00000101", "00000102", "00000103"], "code 8"),
    ("宛名番号", ["1", "22", "333"], "code"),
    ("宛名コード", ["0001", "0002", "0003"], "code 4"),
    ("管理", ["0001", "0002", "0013"], "code 4"),
    ("受付No", ["A-001", "A-002", "B-001"], "code"),
    ("ID", ["x1", "x2", "x3"], "code"),
    ("受付番号", ["R060401", "R060402", "R060403"], "code"),
    ("登録", ["20240401", "20240402", "20240403"], "code 8 date:3"),
    ("番号", ["１２３", "１２４", "１２５"], "text"),
    ("版", ["００１", "００２", "０１０"], "text"),
    # ---- dates
    ("生年月日", ["1985/4/1", "1990/12/31", "2001/1/5"], "date"),
    ("生年月日", ["昭和60年4月1日", "平成2年12月31日", "令和元年5月1日"], "date"),
    ("生年月日", ["S60.4.1", "H2.12.31", "R1.5.1"], "date"),
    ("生年月日", ["20240401", "19900101", "20010105"], "date"),
    ("生年月日", ["5060401", "3600401", "4020105"], "date"),
    ("受付日", ["2026-04-01", "2026-04-02", "2026-04-03"], "date"),
    ("届出", ["2026-04-01", "2026-04-02", "2026-04-03"], "date"),
    ("届出", ["令和8年4月1日", "R8.4.2", "2026/4/3"], "date"),
    ("Birthday", ["1985/4/1", "1990/12/31", "13/13/2001", "1990/1/2", "1990/1/3"], "date misfit:1"),
    ("生年月日", ["不明", "不詳", "未記入"], "text"),
    ("寄附（受付日）", ["R8.10.1", "R8.10.2", "R8.10.3"], "date"),  # headings of two rows
    ("寄附（受付日）", ["R8.10.1", "R8.10.2", "R8.2.30"], "date misfit:1"),
    ("届出", ["R8.10.1", "2026/10/2", "10/3ごろ"], "text not_date:1"),
    ("生年月日", ["R8.10.1", "不明", "不詳", "未記入"], "text not_date:3"),
    ("版", ["1.2.3", "1.2.4", "2.0.0"], "text"),
    # ---- amounts and numbers
    ("金額", ["1000", "2000", "3500"], "money"),
    ("保育料", ["12,000", "0", "8,500"], "money"),
    ("合計", ["1,000", "2,000", "3,500"], "money"),
    ("合計", ["¥1000", "¥2000", "¥3500"], "money"),
    ("合計", ["1000円", "2000円", "500円"], "money"),
    ("世帯員数", ["1", "4", "3"], "number"),
    ("面積", ["10.5", "8.25", "7"], "number"),
    ("増減", ["△1", "2", "-3"], "number"),
    ("年齢", ["30", "31", "30"], "number"),
    # ---- postal codes, telephones, mail
    ("郵便番号", ["123-4567", "234-5678", "345-6789"], "postal"),
    ("郵便番号", ["1234567", "2345678", "3456789"], "postal"),
    ("〒", ["〒123-4567", "〒234-5678", "〒345-6789"], "postal"),
    ("送付先", ["123-4567", "234-5678", "345-6789"], "postal"),
    ("電話番号", ["03-1234-5678", "090-1234-5678", "0422-51-5131"], "phone"),
    ("電話番号", ["0312345678", "09012345678", "0422515131"], "phone"),
    ("TEL", ["(03)1234-5678", "03-1234-5678", "0422-51-5131"], "phone"),
    ("番号", ["03-1234-5678", "090-1234-5678", "0422-51-5131"], "phone"),
    ("メール", ["a@example.org", "b@example.org", "c@example.com"], "email"),
    ("連絡", ["a@example.org", "b@example.org", "c@example.com"], "email"),
    # ---- kana
    ("フリガナ", ["ヤマダ タロウ", "サトウ　ハナコ", "スズキ イチロウ"], "kana"),
    ("ふりがな", ["やまだ たろう", "さとう はなこ", "すずき いちろう"], "kana"),
    ("氏名（カナ）", ["ﾔﾏﾀﾞ ﾀﾛｳ", "ｻﾄｳ ﾊﾅｺ", "ｽｽﾞｷ ｲﾁﾛｳ"], "kana"),
    ("フリガナ", ["山田", "佐藤", "鈴木"], "text"),
    ("品目", ["リンゴ", "ミカン", "ブドウ"], "text"),
    # ---- choices and flags
    ("区分", ["新規", "継続", "新規", "継続"], "choice 新規/継続"),
    ("区分", ["新規", "継続", "新規", "継続", "新規", "継続", "取下げ"], "choice 新規/継続 single:1"),
    ("性別", ["男", "女", "女", "男", "男"], "choice 男/女"),
    ("Area", ["North", "South", "North", "South"], "choice North/South"),
    ("種別", ["1", "2", "1", "2"], "choice 1/2"),
    ("年度", ["7", "8", "7", "8"], "number"),
    ("区分", ["新規", "継続"], "text few:2"),
    ("地区", ["東 地区", "西 地区", "東 地区", "西 地区"], "text"),
    ("返礼品", ["○", "×", "○"], "flag"),
    ("同意", ["はい", "いいえ", "はい"], "flag"),
    ("同意", ["1", "0", "1"], "flag"),
    ("階数", ["1", "0", "1"], "number"),
    ("希望の有無", ["有", "無", "無"], "flag"),
    # ---- what is hidden
    ("個人番号", NUMBERS, "my_number hidden"),
    ("個人番号", [*NUMBERS[:2], "123456789010"], "code 12 hidden"),
    ("マイナンバー", ["1234", "5678", "9999"], "text hidden"),
    ("控え", NUMBERS, "my_number hidden my_number:3"),
    ("控え", [*NUMBERS, "123456789010"], "code 12 hidden my_number:3"),
    ("口座番号", ["1234567", "2345678", "3456789"], "code 7 hidden"),
    ("口座番号", ["1234567", "234567", "3456789"], "code hidden"),
    ("口座名義", ["ヤマダ　ハナコ", "ｽｽﾞｷ ﾀﾛｳ", "サトウ　ジロウ"], "account_name hidden"),
    ("口座名義", ["ヤマダ　ハナコ", "鈴木", "サトウ　ジロウ"], "text hidden"),
    ("預金種目", ["1", "2", "1"], "account_kind"),
    ("種目", ["普通", "普通", "普通"], "account_kind"),
    ("口座の別", ["普通", "当座", "普通"], "account_kind"),
    ("科目", ["普通", "当座", "普通"], "account_kind"),
    ("科目", ["普通", "当座", "特別"], "text"),
    ("区分", ["その他", "その他", "その他"], "text"),
    ("法人番号", ["7000012050002", "7000012050002"], "corporate_number few:2"),
    ("法人番号", ["7000012050002", "7000012050003", "7000012050004"], "code 13"),
    ("事業所", ["7000012050002", "5000012050004", "1000012050008"], "corporate_number"),
    ("事業所", ["7000012050002", "5000012050004", "9000012050008"], "number"),
    ("暗証番号", ["あいう", "かきく", "さしす"], "text hidden"),
    # ---- people and places are texts, however often they stand there
    ("氏名", ["山田太郎", "佐藤花子", "山田太郎", "佐藤花子"], "text"),
    ("担当者", ["山田", "佐藤", "山田", "佐藤"], "text"),
    ("町名", ["中町", "西久保", "中町", "西久保"], "text"),
    ("住所", ["中町1", "西久保2", "中町1", "西久保2"], "text"),
    ("だれ", ["山田 太郎", "佐藤 花子", "山田 太郎", "佐藤 花子"], "text"),
    # ---- files, blanks, the unreadable
    ("就労証明書", ["a.pdf", "証明/b.pdf", "c.PDF"], "file"),
    ("状態", ["", "", ""], "text optional empty:0"),
    ("備考", ["長い文", "", "", "もう一つ", "三つ目"], "text optional"),
    ("金額", ["100", "", "200", "300"], "money optional"),
    ("氏名", [*["山田太郎"] * 12, ""], "text optional blank:1"),
]  # fmt: skip


def told(name: str, cells: list[str]) -> str:
    guess = guess_column(name, cells)
    column = guess.column
    said = [column.kind]
    said += ["/".join(column.choices)] if column.choices else []
    said += [str(column.size)] if column.size is not None else []
    said += ["optional"] if column.optional else []
    said += ["hidden"] if column.hidden else []
    said += [f"{one.why}:{one.rows}" for one in guess.doubts]
    return " ".join(said)


@pytest.mark.parametrize(("name", "cells", "wanted"), CASES)
def test_the_type_of_a_column(name: str, cells: list[str], wanted: str) -> None:
    assert told(name, cells) == wanted


def test_there_are_golden_cases_enough() -> None:
    assert len(CASES) >= 60


def test_cells_that_cannot_be_read_are_counted_and_say_nothing() -> None:
    guess = guess_column("金額", ["100", "200", "300", Unread(Problem("D13"))])
    assert (guess.column.kind, guess.column.optional) == ("money", False)
    assert [(one.why, one.rows) for one in guess.doubts] == [("unread", 1)]


def test_a_number_to_which_a_format_puts_digits_is_guessed_by_what_is_seen() -> None:
    seen = [Numberless(text, nothing=False) for text in ("1012", "1013", "1047")]
    assert told("宛名番号", [*seen]) == "code 4"
    assert told("宛名番号", [Numberless("-", nothing=False)] * 3) != "code 4"


def test_words_are_kept_only_where_they_may_be_told() -> None:
    assert guess_column("区分", ["新規", "継続", "新規", "継続"]).values == (("新規", 2), ("継続", 2))
    for name, cells in (("氏名", ["山田", "佐藤"] * 3), ("個人番号", NUMBERS * 2), ("金額", ["100", "200"] * 3)):
        assert guess_column(name, cells).values == (), name
    assert "新規" not in repr(guess_column("区分", ["新規", "継続", "新規", "継続"])).replace("choices=('新規', '継続')", "")


ONE = st.sampled_from(["1", "0012", "2026/4/1", "R8.4.1", "男", "女", "03-1234-5678", "カナ", "a@b.jp", "○", "", "¥100", "山田 太郎", "x"])


@given(st.text(max_size=8), st.lists(ONE | st.text(max_size=6), max_size=30))
def test_a_guess_is_a_declaration_that_its_own_reader_takes(name: str, cells: list[str]) -> None:
    """Whatever stands in a sheet: most cells fit the type, or it is text; all doubts are counted."""
    guess = guess_column(name, cells)
    bad = 0
    for cell in cells:
        try:
            read_cell(guess.column, cell)
        except DataError:
            bad += 1
    filled = sum(bool(cell.strip()) for cell in cells)
    assert bad <= max(0.34 * filled, 0)
    if bad:
        assert {one.why for one in guess.doubts} & {"misfit", "single"}
    assert len(guess.column.choices) <= MOST_CHOICES
    assert all(cells.count(one) + sum(cell.strip() == one for cell in cells) > 1 for one in guess.column.choices)
