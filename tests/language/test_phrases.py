"""Steps as sentences: every verb in words that a section chief knows."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bots.model import Mode
from bots.recipe import check, explain, load, plan
from bots.recipe.sentences import step_sentences
from bots.recipe.value_phrases import FILTER_PHRASES
from bots.tasks import registry
from bots.tasks.registry import TASKS, Task
from bots.values.filters import FILTERS
from bots.values.targets import ROLES
from tests.unit.recipe.examples import LIBRARY, NURSERY, project, put
from tests.unit.recipe.test_paths import HEAD


@pytest.mark.parametrize("one", TASKS.values(), ids=list(TASKS))
def test_no_verb_is_said_by_its_english_word(tmp_path: Path, one: Task) -> None:
    text = f"レシピ: 試し\n手順:\n{one.example}\n"
    steps = load(put(project(tmp_path), "試し", text), tmp_path).steps
    said = [sentence.text for sentence in step_sentences(steps, "ja")]
    assert said
    assert not any(f"「{one.english}」" in sentence for sentence in said)


def test_a_sheet_that_is_named_by_an_input_is_told_without_the_form_of_its_day(tmp_path: Path) -> None:
    text = NURSERY.replace("入所申込一覧.xlsx", "一覧_<対象日|日付 YYYYMMDD>.xlsx")
    text = text.replace("データ:\n", "実行時の値: {対象日: 日付}\nデータ:\n", 1)
    said = explain(load(put(project(tmp_path), "試し", text), tmp_path), "ja")
    assert any("一覧_<対象日>.xlsx" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("inputs", "ja", "en"),
    [
        ("{年度: 数}", "始めるときに「年度」を指定します。", "When it is started, 年度 must be given."),
        ("{年度: 数, 日: 日付 任意}", "「年度」を指定します（「日」は省けます）。", "年度 must be given; 日 may be."),
        ("{日: 日付 任意}", "始めるときに「日」を指定できます。", "When it is started, 日 may be given."),
    ],
)
def test_what_need_not_be_given_is_told_as_such(tmp_path: Path, inputs: str, ja: str, en: str) -> None:
    recipe = load(put(project(tmp_path), "試し", NURSERY.replace("データ:\n", f"実行時の値: {inputs}\nデータ:\n", 1)), tmp_path)
    assert any(ja in sentence for sentence in explain(recipe, "ja"))
    assert any(en in sentence for sentence in explain(recipe, "en"))


@pytest.mark.parametrize(
    ("step", "ja", "en"),
    [
        ("再読込: 検索結果", "画面を開き直し、「検索結果」が出ていることを確かめます。", "Load the page again, and make sure that it shows “検索結果”."),
        ("再読込:", "画面を開き直します。", "Load the page again."),
    ],
)
def test_what_is_looked_for_after_a_reload_is_told(tmp_path: Path, step: str, ja: str, en: str) -> None:
    recipe = load(put(project(tmp_path), "試し", f"{HEAD}  - {step}\n"), tmp_path)
    assert any(one.endswith(ja) for one in explain(recipe, "ja"))
    assert any(one.endswith(en) for one in explain(recipe, "en"))


@pytest.mark.parametrize(("first", "en"), [("1", "For the first row: Ask"), ("5", "For the first 5 rows: Ask")])
def test_so_many_rows_are_asked_about(tmp_path: Path, first: str, en: str) -> None:
    text = f"{HEAD}  - 人に確認: よいですか\n    最初の件数: {first}\n"
    said = explain(load(put(project(tmp_path), "試し", text), tmp_path), "en")
    assert any(en in sentence for sentence in said)


@pytest.mark.parametrize(("more", "said"), [("", "「番号」が空か"), (", 氏名: 文字", "「番号」、「氏名」のどれかが空か")])
def test_one_column_is_not_told_as_several(tmp_path: Path, more: str, said: str) -> None:
    text = f"レシピ: x\nデータ:\n  ファイル: a.xlsx\n  鍵: 番号\n  列: {{番号: コード 8{more}}}\n行ごと:\n  - メモ: x\n"
    assert any(said in sentence for sentence in explain(load(put(project(tmp_path), "試し", text), tmp_path), "ja"))


def test_headings_of_two_rows_and_lines_that_are_no_rows_are_told(tmp_path: Path) -> None:
    rules = "データ:\n  見出し行: 3〜4\n  除く行: {整理番号: [合計, 小計]}\n  パスワードの名前: 申込\n"
    text = "\n".join(one for one in NURSERY.splitlines() if "見出し行" not in one).replace("データ:\n", rules, 1)
    recipe = load(put(project(tmp_path), "試し", text), tmp_path)
    assert recipe.sheet is not None
    rows = recipe.sheet.plan
    assert (rows.first_header, rows.header, rows.skip, rows.password_name) == (
        3, 4, {"整理番号": ["合計", "小計"]}, "申込",
    )  # fmt: skip
    told = "".join(explain(recipe, "ja"))
    assert "見出しは 3-4 行目です" in told
    assert "「整理番号」が「合計」か「小計」の行は、データの行に数えず除きます" in told
    assert "headings are in rows 3-4" in "".join(explain(recipe, "en"))
    starting = load(put(project(tmp_path), "試し", text.replace("[合計, 小計]", "{始まる: 合}")), tmp_path)
    assert "始まる行は、データの行に数えず除きます" in "".join(explain(starting, "ja"))


SENDING = """\
レシピ: 登録
概要: {担当: 係, 目的: 登録, 手作業の分数: 1}
使うシステム: 保育システム
実行時の値: {番号: コード 8}
手順:
  - 照合: {欄: 二}
  - 確定: 登録
    成功の表示: 完了
"""
STEPS = """\
  - 照合: {欄: 一}
  - 場合分け:
      - もし: {区分: 新規}
        手順:
          - 照合: {欄: 三}
            違うとき: 障害
          - 確定: 登録
            成功の表示: 完了
          - 照合: {欄: 四}
            違うとき: 障害
      - それ以外:
          - 呼び出す: 部品/登録
            渡す値: {番号: <番号>}
          - 照合: {欄: 五}
  - 照合: {欄: 六}
"""


@pytest.mark.parametrize(
    ("lang", "refused", "fault", "conflict"),
    [("ja", "業務エラー", "障害", "不一致"), ("en", "refused", "fault", "conflict")],
)
def test_what_differs_after_the_submit_is_told_as_a_conflict(
    tmp_path: Path, lang: str, refused: str, fault: str, conflict: str
) -> None:
    folder = project(tmp_path)
    put(folder, "部品/登録", SENDING)
    recipe = load(put(folder, "試し", HEAD + STEPS), tmp_path)
    made = plan(recipe, tmp_path, mode=Mode.RUN, environment="訓練", today="2026-11-25", inputs={})
    expected = {"一": refused, "二": refused, "三": fault, "四": conflict, "五": conflict, "六": conflict}
    words = (refused, fault, conflict)
    known = "一三四二五六"  # the steps of the part, too
    for what in (recipe, made):
        lines = [line for line in explain(what, lang) if "画面の表示を確かめます" in line or "Compare the screen" in line]
        ends = [line.rsplit("。" if lang == "ja" else ". ", 2 if lang == "ja" else 1)[1] for line in lines]
        assert [[word for word in words if word in end] for end in ends] == [[expected[one]] for one in known]


@pytest.mark.parametrize(
    ("within", "ja", "en"),
    [
        ("保護者1", "「保護者1」の中で、", "In the part “保護者1”: "),
        ("{行: 最後}", "最後の行で、", "In the last row: "),
        ("{行: <番号>}", "「番号」の値のある行で、", "In the row with the value of 番号: "),
        ("{行: {コード: <番号>}}", "「コード」が「番号」の値の行で、", "In the row where コード is the value of 番号: "),
        ("[{表: 一覧}, {行: {コード: <番号>}}]", "表「一覧」の「コード」が「番号」の値の行で、",
         "In the row of the table “一覧” where コード is the value of 番号: "),
        ("[{表: 明細}, {行: 最後}]", "表「明細」の最後の行で、", "In the last row of the table “明細”: "),
        ("{フレーム: 備考}", "フレーム「備考」で、", "In the frame “備考”: "),
        ("{画面: 検索}", "画面「検索」で、", "In the window “検索”: "),
    ],
)
@pytest.mark.parametrize(
    "step",
    ["クリック: 選択", "入力: {氏名: a}", "照合: {氏名: a}", "読取: {控え: 番号}", "表示確認: 氏名", "確定: 登録\n    成功の表示: 済"],
)
def test_where_on_the_screen_a_step_is_carried_out_is_said(tmp_path: Path, step: str, within: str, ja: str, en: str) -> None:
    text = f"レシピ: 試し\n手順:\n  - {step}\n    範囲: {within}\n    もし: {{表示: 済}}\n"
    steps = load(put(project(tmp_path), "試し", text), tmp_path).steps
    for lang, where in (("ja", ja), ("en", en)):
        (said,) = step_sentences(steps, lang)
        (anywhere,) = step_sentences([replace(steps[0], within=None)], lang)
        before, mark, after = said.text.partition(where if lang == "ja" else where.replace("In the", "in the"))
        assert mark
        assert before + after == anywhere.text


def said(folder: Path, step: str, lang: str) -> str:
    """The sentence of one step."""
    path = put(project(folder), "試し", f"レシピ: 試し\n手順:\n  - {step}\n")
    return next(step_sentences(load(path, folder).steps, lang)).text


@pytest.mark.parametrize(
    ("step", "ja", "en"),
    [
        ("クリック: 削除\n    ダイアログ: キャンセル", "「削除」を押します。確認の窓には「キャンセル」と答えます。",
         "Press “削除”. The dialog is answered with Cancel."),
        ("開く: 申込\n    ダイアログ: OK", "「申込」の画面を開きます。確認の窓には「OK」と答えます。",
         "Open the screen “申込”. The dialog is answered with OK."),
        ("クリック: [メニュー「登録」, 次へ]", "メニュー「登録」、「次へ」の順に押します。", "Press the menu item “登録”, then “次へ”."),
        ("入力: {備考: {値: <備考>, 読み返す: いいえ}}", "画面の欄に入力します（読み返しません）: 「備考」に「備考」の値。",
         "Fill in the form, without reading it back: 備考 = the value of 備考."),
        ("入力: {備考: {値: a, 読み返す: いいえ}, 氏名: b}",
         "画面の欄に入力し、画面に残った値を読み返して確かめます: 「備考」に「a」（読み返しません）、「氏名」に「b」。",
         "Fill in the form and read back what it kept: 備考 = “a” (not read back); 氏名 = “b”."),
        ("読取: {控え: {元: 受付番号, 形: R-(.+)}}", "画面から読み取ります: 「受付番号」のうち「R-(.+)」の形に合うところを「控え」として控えます。",
         "Read from the screen and keep the part of “受付番号” that fits the pattern “R-(.+)” as 控え."),
        ("ダウンロード: CSV出力\n    保存名: 一覧", "「CSV出力」を押し、届いたファイルを「一覧」という名前で証跡に残します。",
         "Press “CSV出力” and keep the file that arrives, called “一覧”, with the evidence."),
        ('メモ: <"備考|その他">', "記録に「備考|その他」の値を書きます。", "Note the value of 備考|その他."),
        ("入力: {番号: 〒<郵便番号>}", "画面の欄に入力し、画面に残った値を読み返して確かめます: 「番号」に「〒」と「郵便番号」の値をつないだもの。",
         "Fill in the form and read back what it kept: 番号 = “〒” and the value of 郵便番号 put together."),
        ("メモ: <生年月日|和暦 R06.04.01|全角>", "記録に「生年月日」の値（和暦 R06.04.01 の形にして、全角にして）を書きます。",
         "Note the value of 生年月日 (as a Japanese date like R06.04.01, in full width)."),
        ("メモ: <備考|置換 棟 -|置換 号 \"\">", "記録に「備考」の値（「棟」を「-」に置き換えて、「号」を除いて）を書きます。",
         "Note the value of 備考 (with “-” for “棟”, without “号”)."),
        ("メモ: <今日|日付 YYYY 年>", "記録に今日の日付（YYYY 年 の形にして）を書きます。", "Note today’s date (as YYYY 年)."),
        ("クリック: ボタン「<番号|桁 8>」", "「番号」の値（頭に 0 を補って 8 桁にして）というボタンを押します。",
         "Press the button called the value of 番号 (with zeros in front, 8 digits long)."),
        ("クリック: button \"Save\"", "ボタン「Save」を押します。", "Press the button “Save”."),
        ("待つ: {表示: 完了}", "画面に「完了」が出るまで待ちます。", "Wait until the screen shows “完了”."),
        ("待つ: {非表示: 処理中}", "画面から「処理中」が消えるまで待ちます。", "Wait until the screen does not show “処理中”."),
        ("待つ: {非表示: [処理中, 保存中]}", "画面から「処理中」も「保存中」も消えるまで待ちます。",
         "Wait until the screen shows neither “処理中” nor “保存中”."),
        ("待つ: 10秒", "10 秒待ちます。", "Wait for 10 seconds."),
        ("キー: [上, Tab]", "キー「上」、「Tab」の順に押します。", "Press the keys “Up”, then “Tab”."),
        ("press: Down", "キー「下」を押します。", "Press the key “Down”."),
        ("画面切替: main", "元の画面に戻ります。", "Go back to the first window."),
        ("ログイン: 保育システム\n    利用者: 夜間", "「保育システム」に、利用者「夜間」でログインします。",
         "Sign in to “保育システム” with the account “夜間”."),
        ("表読取: 検索結果\n    控える名前: 該当者", "表「検索結果」を画面から読み取り、「該当者」という名前で控えます。",
         "Read the table “検索結果” from the screen and keep it as 該当者."),
        ("表示確認: 済\n    もし: {備考: {以外: [甲, 乙]}}\n    待ち時間: 30秒",
         "「備考」が「甲」でも「乙」でもないときだけ、画面に「済」が出ていることを確かめます。画面は 30 秒まで待ちます。",
         "Only if 備考 is neither “甲” nor “乙”: make sure that the screen shows “済”. It waits 30 seconds at most."),
        ("続ける: {状態: 未}\n    上限: 3\n    手順: [{クリック: 次}]", "「状態」が「未」のあいだ、次のことを続けます（多くて 3 回）。",
         "As long as 状態 is “未”, repeat the following (at most 3 times):"),
        ("メモ: 確認済み", "記録に「確認済み」と書きます。", "Note “確認済み”."),
        ("通知: <番号>番が済みました\n    宛先: 係長",
         "係長に「番号」の値と「番が済みました」をつないだものを知らせます（実行の終わりのお知らせと記録に出ます）。",
         "At the end of the run, tell 係長 the value of 番号 and “番が済みました” put together."),
        ("場合分け: [{もし: {a: b}, 手順: [{クリック: c}]}]",
         "次のうち、最初に当てはまる場合の手順だけを行います。どれにも当てはまらなければ業務エラーとします。",
         "Take the first of these ways that fits; what fits none is refused:"),
        ("場合分け: [{もし: {a: b}, 手順: [{クリック: c}]}, {それ以外: [{クリック: d}]}]",
         "次のうち、最初に当てはまる場合の手順だけを行います。", "Take the first of these ways that fits:"),
        ("業務エラー: 転出済み（<異動>）",
         "「転出済み（<異動>）」（<> のところに値は入りません）という理由で業務エラーとし、この先の手順は行いません。",
         "Refuse it, because of “転出済み（<異動>）” (without the values of the names in <>), and do nothing more."),
        ("対象外: 対象でない", "「対象でない」という理由で対象外とし、この先の手順は行いません。",
         "Leave it out, because of “対象でない”, and do nothing more."),
        ("メモ: <姓> <名>", "記録に「姓」の値と空白と「名」の値をつないだものを書きます。",
         "Note the value of 姓, a blank and the value of 名 put together."),
        ('メモ: <備考|空なら "">', "記録に「備考」の値（空なら空のまま）を書きます。", "Note the value of 備考 (left blank if it is blank)."),
        ("メモ: a\n    もし: {異動日: {以上: 2026-01-01, 以下: 2026-12-31}, 届出日: {超: R8.4.1, 未満: <今日>}, 金額: {以下: 2026}}",
         "「異動日」が「2026-01-01」以降、かつ「異動日」が「2026-12-31」以前、かつ「届出日」が「R8.4.1」より後、"
         "かつ「届出日」が今日の日付より前、かつ「金額」が「2026」以下のときだけ、記録に「a」と書きます。",
         "Only if 異動日 is on or after “2026-01-01” and 異動日 is on or before “2026-12-31” and 届出日 is after “R8.4.1” "
         "and 届出日 is before today’s date and 金額 is at most “2026”: note “a”."),
        ("メモ: a\n    もし: [{甲: A, 乙: B}, {丙: C}, {丁: {以上: 1, 未満: 5}}]",
         "（「甲」が「A」、かつ「乙」が「B」）、または「丙」が「C」、または（「丁」が「1」以上、かつ「丁」が「5」未満）のときだけ、記録に「a」と書きます。",
         "Only if (甲 is “A” and 乙 is “B”), or 丙 is “C”, or (丁 is at least “1” and 丁 is under “5”): note “a”."),
        ("確定: 登録\n    成功の表示: 完了\n    ダイアログ: キャンセル",
         "「登録」を押します。確認の窓には「キャンセル」と答えます。はじめの問いをやめるので、登録は送られません。"
         "試し（bots rehearse）では、押す前に止まります。",
         "Press “登録”. The dialog is answered with Cancel. As the first question is refused, nothing is registered. "
         "A rehearsal ends before it."),
    ],
)  # fmt: skip
def test_a_step_in_both_languages(tmp_path: Path, step: str, ja: str, en: str) -> None:
    """Words of the language in the language of the sentence, names and words of the screen as they are."""
    assert (said(tmp_path, step, "ja"), said(tmp_path, step, "en")) == (ja, en)


def test_what_every_filter_does_is_said_in_both_languages() -> None:
    assert FILTER_PHRASES.keys() == FILTERS.keys()


WRITTEN = {
    "target": "<印>", "text": "印", "spoken": "印", "word": "印", "path": "印", "book": "印.xlsx", "sheet": "印", "texts": "印",
    "names": "[印]", "count": "77", "named": "{印: 印}", "fields": "{印: 印}", "readings": "{印: 印}", "targets": "印",
    "waiting": "{表示: 印}", "holding": "{状態: 印}", "keys": "F7",
}  # fmt: skip


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("one", TASKS.values(), ids=list(TASKS))
def test_no_argument_of_a_verb_is_left_out(tmp_path: Path, one: Task, lang: str) -> None:
    for name, kind in one.kinds.items():
        if kind.name in registry.STEPS or one.english == "reload":
            continue
        closed = {"dialog": ("キャンセル", "Cancel"), "otherwise": ("障害", "fault")}.get(name)
        written = closed[0] if closed else WRITTEN[kind.name]
        key = one.japanese if name == one.main else one.arguments[name]
        first = "" if name == one.main else f"{one.japanese}: {WRITTEN[one.kinds[one.main].name] if one.kinds[one.main].name not in registry.STEPS else '[]'}\n    "
        mark = (closed[0 if lang == "ja" else 1],) if closed else ("印", "77", "F7")
        sentence = said(tmp_path, f"{first}{key}: {written}", lang)
        without = said(tmp_path, first.strip() or f"{key}: 外", lang)
        assert any(one in sentence for one in mark), (name, sentence)
        assert sentence != without


def test_no_word_of_one_language_is_left_in_the_other(tmp_path: Path) -> None:
    japanese = load(put(project(tmp_path), "和", NURSERY), tmp_path)
    english = load(put(tmp_path, "英", LIBRARY.replace("submit: Register", 'submit: button "Register"')), tmp_path)
    told = " ".join(explain(japanese, "en"))
    assert not any(f"{role}「" in told or f"{role}“" in told for role in ROLES.values())
    assert not any(f"({word}" in told or f", {word}" in told for word in FILTERS.values())
    assert "the button “登録する”" in told
    told = " ".join(explain(english, "ja"))
    assert "ボタン「Register」" in told
    assert "（YYYY/MM/DD の形にして）" in told


def test_what_stops_a_row_is_said(tmp_path: Path) -> None:
    """Filled optional columns, hidden rows, what is masked, when it is looked at again, the year of the register."""
    text = (
        "レシピ: 試し\n概要: {見直し期限: 2027-03-31}\n実行時の値: {対象日: 日付}\n"
        "データ:\n  ファイル: a.xlsx\n  鍵: 番号\n  受付簿: 試し <対象日|年>\n  隠れた行: 飛ばす\n"
        "  列: {番号: コード 8, 金額: 金額 任意, 備考: 文字 任意}\n行ごと:\n  - メモ: <番号>\n"
        "安全: {連続失敗で停止: 1}\n証跡: {個人情報: 伏せる}\n"
    )
    folder = project(tmp_path)
    path = put(folder, "試し", text)
    japanese, english = ("\n".join(explain(load(path, folder), lang)) for lang in ("ja", "en"))
    for line in (
        "2027-03-31 までに見直します。", "「金額」、「備考」は空でもかまいませんが、正しくない値の行は登録しません。",
        "表で隠れている行（非表示の行、絞り込みで見えない行）は飛ばします。", "画像では、欄に入れた値をすべて伏せます。",
        "受付簿「試し <対象日>」（<対象日> は西暦の年だけ）の中で、", "障害が1件でも起きると全体を止めます。",
    ):
        assert line.rstrip("、") in japanese
    for line in (
        "It is to be reviewed by 2027-03-31.", "金額 and 備考 may be blank; a row in which what is there is wrong is not entered.",
        "Hidden rows of the sheet (by hand, by a filter) are skipped.", "On pictures all values that were filled in are masked.",
        "within the register “試し <対象日>” (<対象日> its year).", "After one failure everything stops.",
    ):
        assert line in english
    plain = text.replace("  隠れた行: 飛ばす\n", "  隠れた行: 含める\n").replace("連続失敗で停止: 1", "連続失敗で停止: 2").replace("|年", "")
    told = "\n".join(explain(load(put(folder, "別", plain), folder), "ja"))
    assert "表で隠れている行も、ほかの行と同じに扱います。" in told
    assert "障害が 2 件続くと全体を止めます。" in told
    assert "受付簿「試し <対象日>」（<対象日> は実行のときの値）の中で" in told


def test_rows_in_doubt_end_a_run_where_nothing_looks_them_up(tmp_path: Path) -> None:
    text = (
        "レシピ: 試し\nデータ:\n  ファイル: a.xlsx\n  鍵: 番号\n  列: {番号: コード 8}\n"
        "行ごと:\n  - 確定: ボタン「登録」\n    成功の表示: 登録しました\n"
    )
    folder = project(tmp_path)
    path = put(folder, "試し", text)
    assert "障害が 3 件続くか、要確認が合わせて 3 件になると全体を止めます。" in "\n".join(explain(load(path, folder), "ja"))
    assert "After 3 failures in a row, or 3 rows in doubt in all, everything stops." in "\n".join(explain(load(path, folder), "en"))
    looking = text.replace("行ごと:", "照会:\n  - 対象外: ない\n    もし: {表示: ありません}\n行ごと:")
    assert "障害が 3 件続くと全体を止めます。" in "\n".join(explain(load(put(folder, "別", looking), folder), "ja"))


def test_where_there_is_no_table_no_row_is_spoken_of(tmp_path: Path) -> None:
    text = (
        "レシピ: 試し\n使うシステム: 保育システム\n実行時の値: {番号: コード 8}\n手順:\n  - 照合: {番号: <番号>}\n  - 業務エラー: 違う\n"
        "    もし: {表示: 違う}\n  - 対象外: 済\n    もし: {表示: 済}\n  - 確定: 登録\n    成功の表示: 完了\n業務エラーの表示: 誤り\n登録済みの表示: 重複\n"
    )
    folder = project(tmp_path)
    recipe = load(put(folder, "試し", text), folder)
    assert recipe.problems and recipe.already
    assert not [one for one in explain(recipe, "ja") if "行は" in one or "この行" in one or "次の行" in one]
    assert not [one for one in explain(recipe, "en") if re.search(r"\brows?\b", one)]
    table = text.replace("実行時の値: {番号: コード 8}", "データ: {ファイル: a.xlsx, 鍵: 番号, 列: {番号: コード 8}}").replace("手順:", "行ごと:")
    assert any("次の行に進みます" in one for one in explain(load(put(folder, "表", table), folder), "ja"))


def test_the_sheet_of_a_table_is_said(tmp_path: Path) -> None:
    text = (
        "レシピ: 試し\n実行時の値: {年度: 数}\nデータ: {ファイル: a.xlsx, 鍵: 番号, 列: {番号: コード 8, 町名: 文字}}\n行ごと:\n"
        "  - 対応表: {町コード: コード}\n    ファイル: 町名.xlsx\n    シート: 令和<年度>年度\n    条件: {町名: <町名>}\n  - メモ: <町コード>\n"
    )
    folder = project(tmp_path)
    recipe = load(put(folder, "試し", text), folder)
    assert "対応表「町名.xlsx」のシート「令和<年度>年度」（<> の中は、" in " ".join(explain(recipe, "ja"))
    assert "Look in the table “町名.xlsx”, sheet “令和<年度>年度” (with the values" in " ".join(explain(recipe, "en"))


GOLDEN = Path(__file__).resolve().parents[1] / "errors"


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("case", sorted(GOLDEN.glob("[RL]*_*/recipe.yaml")), ids=lambda path: path.parent.name)
def test_what_can_be_read_of_a_wrong_recipe_is_said(case: Path, lang: str) -> None:
    recipe = load(case, GOLDEN)
    check(recipe, GOLDEN)
    assert explain(recipe, lang)
