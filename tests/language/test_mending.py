"""`bots fix` in code: what is mended, what is left, and that nothing else is ever changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots.errors import RecipeError
from bots.recipe import check_files, mending, words
from bots.recipe.mending import Mended, mend, pieces
from bots.recipe.mending.edits import Made, letters, make, same_tree
from bots.recipe.nodes import read_source, spans, walk
from bots.recipe.render import width_of
from bots.tasks.registry import TASKS
from bots.values.columns import parse_column
from bots.values.former import OLD_WORDS
from tests.effort import effort
from tests.unit.recipe.examples import LIBRARY, NURSERY, project, put
from tests.unit.recipe.test_examples import in_english

HOME = Path(__file__).resolve().parents[2]
GOLDEN = HOME / "tests" / "errors"
SHIPPED = [*sorted((HOME / "recipes").rglob("*.yaml")), *sorted((HOME / "config/systems").glob("*.yaml"))]
ROOT = Path("/nowhere")
RECIPE = ROOT / "recipes" / "試し.yaml"


def mended(text: str, lang: str | None = None) -> Mended:
    return mend(text.encode(), RECIPE, ROOT, lang)  # type: ignore[arg-type]


def new(text: str, lang: str | None = None) -> str:
    made = mended(text, lang)
    assert made.problems == ()
    return made.data.decode()


# --------------------------------------------------------------------------- one mistake each

STEP = "  - 確定: ボタン「登録する」\n"
FIELD = "      整理番号: <整理番号>\n"
MISTAKES = {
    "full-width blank as indent": (STEP, "　- 確定: ボタン「登録する」\n"),
    "full-width blanks as indent": (FIELD, "　　　整理番号: <整理番号>\n"),
    "no-break space": (STEP, "\u00a0\u00a0- 確定: ボタン「登録する」\n"),
    "full-width colon": (STEP, "  - 確定：ボタン「登録する」\n"),
    "full-width colon and blank": (STEP, "  - 確定：　ボタン「登録する」\n"),
    "full-width colon before a placeholder": (FIELD, "      整理番号：<整理番号>\n"),
    "full-width minus": (STEP, "  － 確定: ボタン「登録する」\n"),
    "long vowel": (STEP, "  ー 確定: ボタン「登録する」\n"),
    "dot": (STEP, "  ・確定: ボタン「登録する」\n"),
    "dot and a blank": (STEP, "  ・ 確定: ボタン「登録する」\n"),
    "dot and a full-width blank": (STEP, "  ・　確定：ボタン「登録する」\n"),
    "dash without a blank": (STEP, "  -確定: ボタン「登録する」\n"),
    "dash with a full-width blank": (STEP, "  -　確定: ボタン「登録する」\n"),
    "colon without a blank": (STEP, "  - 確定:ボタン「登録する」\n"),
    "colon with a full-width blank": (FIELD, "      整理番号:　<整理番号>\n"),
    "colon with a full-width blank before a text": ("      状態: 登録済\n", "      状態:　登録済\n"),
    "tab": (FIELD, "\t  整理番号: <整理番号>\n"),
    "full-width brackets": (FIELD, "      整理番号: ＜整理番号＞\n"),
    "number for a dash": (STEP, "  2. 確定: ボタン「登録する」\n"),
    "full-width number and colon": (STEP, "  ２．確定：ボタン「登録する」\n"),
    "number in a circle": (STEP, "  ① 確定: ボタン「登録する」\n"),
    "two dashes": (STEP, "  -- 確定: ボタン「登録する」\n"),
    "all in one line": (STEP, "　－　確定：　ボタン「登録する」\n"),
    "curly quotes after a role": (STEP, "  - 確定: ボタン“登録する”\n"),
    "curly quotes in a condition": ('{状態: ""', "{状態: “”"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_mended(name: str) -> None:
    right, wrong = MISTAKES[name]
    assert NURSERY.count(right) == 1
    text = NURSERY.replace(right, wrong)
    wanted = NURSERY.replace(right, right.replace("「登録する」", '"登録する"') if "“登録" in wrong else right)
    assert new(text) == wanted


@pytest.mark.parametrize("mark", ["2. ", "12) ", "①", "① ", "⑩　", "■ ", "--- "])
@pytest.mark.parametrize("bullets", [1, 2, 3])
def test_a_number_for_a_dash_goes_with_what_stands_below_its_word(mark: str, bullets: int) -> None:
    """Steps written as in a handbook; what belongs to a step was put in line with its word, as it looks."""
    note = "  - メモ: a\n"
    blanks = " " * (width_of(f"  {mark}") - 3)
    right = f"  -{blanks}確定: 登録\n   {blanks}成功の表示: 済\n"
    wrong = right.replace(f"-{blanks}", mark)
    assert new(f"行ごと:\n{note}{wrong * bullets}") == f"行ごと:\n{note}{right * bullets}"
    assert new(f"行ごと:\n{wrong * bullets}{note}") == f"行ごと:\n{right * bullets}{note}"


def test_a_name_that_begins_with_a_number_stays() -> None:
    for text in ("データ:\n  列:\n    番号: 文字\n    ①メモ: 文字\n", "行ごと:\n  - 入力:\n      1. 確定: x\n"):
        assert new(text) == text


@pytest.mark.parametrize("name", MISTAKES)
def test_with_the_line_ends_and_the_mark_that_it_had(name: str) -> None:
    right, wrong = MISTAKES[name]
    text = NURSERY.replace(right, wrong)
    data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    made = mend(data, RECIPE, ROOT)
    assert made.data == b"\xef\xbb\xbf" + new(text).replace("\n", "\r\n").encode()


def test_each_line_keeps_its_own_line_end() -> None:
    data = b"\r\n".join(NURSERY.replace("  - 確定:", "  ー 確定:").encode().split(b"\n", 4))
    assert mend(data, RECIPE, ROOT).data == data.replace("ー 確定".encode(), "- 確定".encode())


@pytest.mark.parametrize(
    ("encoding", "told"), [("cp932", "Shift_JIS"), ("utf-16", "UTF-16"), ("euc_jp", "EUC-JP")]
)
def test_other_encodings_become_utf_8(encoding: str, told: str) -> None:
    text = NURSERY.replace("\n", "\r\n")
    made = mend(text.encode(encoding), RECIPE, ROOT)
    assert (made.data, made.encoding, made.problems) == (text.encode(), told, ())


@pytest.mark.parametrize(
    ("data", "code"),
    [(bytes(range(256)), "Y26"), ("これは手紙です。\n".encode("cp932"), "Y09"), (b"a: b\0\n", "Y26"),
     (b"x" * 300_000, "Y12"), ("recipe: 登録\n".encode("euc_jp"), "Y09")],
    ids=["no text", "no recipe", "nul", "huge", "two readings"],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_left(data: bytes, code: str) -> None:
    made = mend(data, RECIPE, ROOT)
    assert ([one.code for one in made.problems], made.changed) == ([code], False)


def test_old_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OLD_WORDS, "主キー", "鍵")
    assert new(NURSERY.replace("  鍵:", "  主キー:")) == NURSERY


def test_curly_quotes_in_a_placeholder() -> None:
    text = NURSERY.replace("    第一希望: 文字\n", "    第一|希望: 文字\n")
    right, wrong = '      第1希望施設: <"第一|希望">\n', "      第1希望施設: <“第一|希望”>\n"
    text = text.replace("      第1希望施設: <第一希望>\n", wrong)
    assert new(text) == text.replace(wrong, right)


@pytest.mark.parametrize(
    "text",
    ["業務エラーの表示: [“登録”, ” is required, 注意：重複, ・その他]\n",
     "データ:\n  列: {“備考”: 文字, 備考: 文字}\n行ごと:\n  - メモ: <“備考”>\n",
     "レシピ: “大事”：＜転記＞\n",
     "行ごと:\n  - 入力: {備考: <備考|置換 “ ”>}\n",
     "行ごと:\n  - メモ: |\n      ー 一つ目：<x>\n      　二つ目:登録\n",
     "# ー 入力：<x>\nレシピ: 転記   # ・入力：\n",
     "レシピ: 転記\n業務エラーの表示:\n  - 注意:　重複しています\n"],
)  # fmt: skip
def test_what_may_be_meant_is_left(text: str) -> None:
    assert not mended(text).changed


def test_tabs_that_may_mean_two_things_are_left() -> None:
    text = "行ごと:\n  - まとめ:\n    - クリック: a\n\t- クリック: b\n"
    made = mended(text)
    assert ([one.code for one in made.problems], made.changed) == (["Y02"], False)


LEFT = {
    "a colon in a value": ("名称: 申請: 住所\n", ["Y06"]),
    "an open quote and what stands below it": ("名称: 'あ\n  ー 開く：x\n", ["Y15"]),
    "two places": ("名称: 申請: 住所\n概略: @x\n", ["Y06", "Y11"]),
    "a list right under its name": ("名称: 申請: 住所\n- 開く：x\n", ["Y06"]),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
def test_what_cannot_be_mended_does_not_keep_the_rest_from_it(name: str) -> None:
    left, codes = LEFT[name]
    wrong = NURSERY.replace("  - 確定:", "  ー 確定:").replace("コード 8", "コード　８").replace("<整理番号>", "＜整理番号＞")
    wrong = wrong.replace("再試行: 2, 連続失敗で停止: 3, 最大件数: 300", "再試行：２、連続失敗で停止：３、最大件数：３００")
    for text in (left + wrong, wrong + left):
        made = mended(text)
        assert [one.code for one in made.problems] == codes
        assert made.new == text.replace(wrong, NURSERY)
        assert made.data == made.new.encode()
        assert left.split("\n")[0] == made.new.split("\n")[made.problems[0].place.line - 1]


def test_an_entry_that_cannot_be_read_is_left_with_what_stands_in_it() -> None:
    step = "  - 入力: 申請: 住所\n      氏名：＜氏名＞\n    もし: {備考：“”}\n"
    text = NURSERY.replace("行ごと:\n", f"行ごと:\n{step}").replace("  - 確定:", "  ー 確定:")
    made = mended(text)
    assert [(one.code, text.split("\n")[one.place.line - 1]) for one in made.problems] == [("Y06", step.split("\n")[0])]
    assert made.new == NURSERY.replace("行ごと:\n", f"行ごと:\n{step}")


def test_the_language_waits_until_all_can_be_read() -> None:
    made = mended(NURSERY.replace("  - 確定:", "  ー 確定:") + "名称: 申請: 住所\n", lang="en")
    assert ([one.code for one in made.problems], made.new) == (["Y06"], NURSERY + "名称: 申請: 住所\n")


def test_a_file_with_more_than_can_be_put_aside_stays_as_it_is() -> None:
    made = mended("レシピ：x\n" + "".join(f"名{number}: @x\n" for number in range(40)))
    assert ([one.code for one in made.problems], made.changed) == (["Y11"], False)


def test_a_mend_that_changes_the_meaning_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof does not believe the words that it is given."""
    monkeypatch.setitem(words.SAFETY, "retry", "連続失敗で停止")
    made = mended("recipe: x\nsafety: {retry: 2, stop_after: 3}\n", lang="ja")
    assert ([one.code for one in made.problems], made.changed) == (["R150"], False)


def test_a_tree_is_the_same_but_for_its_edits_only() -> None:
    one = read_source(b"a: [x, y]\nb: z\n", "x").root
    same = {(1, 5): "い"}
    for text, is_same in (
        ("a: [い, y]\nb: z\n", True), ("a: [x, y]\nb: z\n", False), ("a: [い, う]\nb: z\n", False),
        ("a: [い, y, z]\nb: z\n", False), ("a: [い, y]\nb: z\nc: d\n", False), ("a: [い, y]\n\nb: z\n", False),
        ("a: [い, y]\nc: z\n", False), ("a: い\nb: z\n", False),
    ):  # fmt: skip
        assert same_tree(one, read_source(text.encode(), "x").root, same) == is_same


def test_a_mend_that_changes_the_tree_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(text: str, *rest: object) -> Made:
        made = make(text, *rest)  # type: ignore[arg-type]
        return Made(made.text.replace("氏名", "使命"), made.texts, made.made, made.left)

    monkeypatch.setattr(mending, "make", careless)
    made = mended(NURSERY.replace("<整理番号>", "＜整理番号＞"))
    assert [(one.code, one.place.line, made.changed) for one in made.problems] == [("R150", line_of("<整理番号>"), False)]


def line_of(part: str) -> int:
    return NURSERY[: NURSERY.index(part)].count("\n") + 1


def test_a_line_that_is_refused_does_not_keep_other_lines_from_being_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(text: str, *rest: object) -> Made:
        made = make(text, *rest)  # type: ignore[arg-type]
        return Made(made.text.replace("整理番号: <整理番号>", "受付番号: <整理番号>"), made.texts, made.made, made.left)

    monkeypatch.setattr(mending, "make", careless)
    text = NURSERY.replace("<整理番号>", "＜整理番号＞").replace("<性別>", "＜性別＞").replace("コード 8", "コード　８")
    made = mended(text)
    assert [(one.code, one.place.line) for one in made.problems] == [("R150", line_of("<整理番号>"))]
    assert made.new == NURSERY.replace("<整理番号>", "＜整理番号＞")


def test_a_word_given_a_wrong_other_side_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "COLUMN_TYPES", {"code": "文字", "text": "コード"})
    made = mended("recipe: x\nrows: {columns: {a: code, b: text}}\n", lang="ja")
    assert ([one.code for one in made.problems], made.changed) == (["R150"], False)


@pytest.mark.parametrize("number", range(1, 8))
def test_the_broken_recipes(number: int, tmp_path: Path) -> None:
    path = GOLDEN / f"broken{number}" / f"broken{number}.yaml"
    data = path.read_bytes()
    made = mend(data, path, GOLDEN)
    left = {3: ["Y07"], 5: ["Y06"]}.get(number, [])  # no line besides is wrong there
    assert [one.code for one in made.problems] == left
    assert made.changed == (number in (2, 7))
    if made.changed:
        again = mend(made.data, path, GOLDEN)
        assert (again.changed, again.problems) == (False, ())
        read_source(made.data, path.name)


@pytest.mark.parametrize(
    "case", [one for one in sorted(GOLDEN.glob("Y0[1-5]_*")) if one.is_dir()], ids=lambda one: one.name
)
def test_golden_cases_of_the_keyboard_are_clean_once_mended(case: Path, tmp_path: Path) -> None:
    made = mend((case / "recipe.yaml").read_bytes(), RECIPE, ROOT)
    assert made.problems == ()
    assert made.changed
    left = mend(made.data, RECIPE, ROOT)
    assert not left.changed


@pytest.mark.parametrize("case", sorted(GOLDEN.glob("*_*")), ids=lambda one: one.name)
def test_no_golden_case_is_mended_for_the_worse(case: Path) -> None:
    for path in case.glob("*.yaml"):
        made = mend(path.read_bytes(), RECIPE, ROOT)
        again = mend(made.data, RECIPE, ROOT)
        assert again.data == made.data
        for lang in ("ja", "en"):
            spoken = mend(path.read_bytes(), RECIPE, ROOT, lang)
            assert {one.code for one in spoken.problems} <= {one.code for one in made.problems} | {"R150"}


# --------------------------------------------------------------------------- languages

WHOLE = """\
レシピ: 手順 と 確定 の 値   # 行ごと: 覚え書き
書式: 1
概要: {担当: 担当, 目的: データ, 手作業の分数: 7, 見直し期限: 2027-03-31}
使うシステム: [保育システム]
実行時の値:
  対象日: 日付
  件数: 数 最小 1 最大 9
データ:
  ファイル: 一覧_<対象日|日付 YYYYMMDD>.xlsx
  隠れた行: 飛ばす
  見出し行: 3-4
  除く行: {状態: {始まる: 合計}}
  パスワードの名前: 表
  不備なら全件中止: いいえ
  鍵: 整理番号
  対象: [{状態: {以外: ''}}, {金額: {以上: "10", 未満: 20}}]
  列:
    整理番号: コード 8
    区分: 選択 任意/隠す/文字 任意   # 選択肢は値
    金額: 金額
    状態: '文字 任意'
  明細:
    対象者: {シート: 対象, 結合: 整理番号, 列: {続柄: "文字 任意"}}
開始:
  - ログイン: 保育システム
    利用者: 夜間
行ごと:
  - 開く: 申込入力
    ダイアログ: [OK, キャンセル]
  - まとめ:
    - キー: [上, Tab, F5]
    - 画面切替: 元の画面
    説明: もし
    待ち時間: 10秒
    範囲: [申請者, {行: 最後}, {表: '行'}]
  - 入力:
      入力欄「手順」: 手順
      "選択欄「A\\"B」": {値: "<整理番号|先頭 3>", 読み返す: いいえ}
      日付: >-
        <今日|和暦>
        まで
  - 場合分け:
      - もし: {区分: 任意, 表示: 確定}
        手順:
          - 待つ: {非表示: 処理中}
          - 待つ: 3秒
      - それ以外:
          - 対象外: もし
  - くり返し: 対象者
    手順:
      - 入力: {続柄: <続柄>}
  - 続ける: {表示: 次}
    上限: 3
    手順: [{クリック: [メニュー「次」, 'ボタン「次」']}]
  - 照合: {金額: {値: <金額|カンマ>}}
    違うとき: 障害
  - 読取:
      控え: {元: セル「番号」, 形: 'ボタン「(.*)」'}
  - 呼び出す: 部品/確定
    渡す値: {手順: <行番号>}
  - 対応表: {町: 名前}
    ファイル: 表.csv
    条件: {もし: <整理番号>}
  - 確定: ボタン「<整理番号|桁 10>を登録」
    成功の表示: 登録
証跡: {画像: 毎回, 個人情報: 伏せる, 隠す項目: [手順]}
"""


def test_every_word_of_a_recipe_in_english() -> None:
    english = new(WHOLE, lang="en")
    for kept in ("手順 と 確定 の 値   # 行ごと: 覚え書き", "担当, ", "任意/隠す/文字", "名前", "もし"):
        assert kept in english
    for line in (
        "rows:", "  hidden: skip", "  strict: false", "  header: 3-4", "  skip: {状態: {starts: 合計}}", "  password_name: 表", "  only: [{状態: {not: ''}}, {金額: {at_least: \"10\", under: 20}}]",
        "    区分: choice 任意/隠す/文字 optional   # 選択肢は値", "    状態: 'text optional'", "  件数: number min 1 max 9",
        '    対象者: {sheet: 対象, join: 整理番号, columns: {続柄: "text optional"}}', "    as: 夜間",
        "    dialog: [OK, cancel]", "    - press: [Up, Tab, F5]", "    - window: main", "    name: もし",
        "    timeout: 10s", "    in: [申請者, {row: last}, {table: '行'}]", '      textbox "手順": 手順',
        "  - verify: {金額: {value: <金額|comma>}}",
        '      "combobox \\"A\\"B\\"": {value: "<整理番号|first 3>", verify: false}',
        "        <today|wareki>", "      - when: {区分: 任意, shown: 確定}", "        do:", "          - wait: 3s",
        "          - skip: もし", "    do: [{click: [menuitem \"次\", 'button \"次\"']}]", "    otherwise: system",
        "      控え: {from: cell \"番号\", pattern: 'ボタン「(.*)」'}", "    with: {手順: <row_number>}",
        "    where: {もし: <整理番号>}", '  - submit: button "<整理番号|pad 10>を登録"',
        "evidence: {screenshots: step, personal: masked, mask: [手順]}", "  ファイル: x",
    )[:-1]:  # fmt: skip
        assert line in english.split("\n"), line
    assert new(english, lang="ja") == WHOLE


def test_a_column_called_today_stays_what_it_is() -> None:
    text = "recipe: x\nrows:\n  columns: {today: date}\neach_row:\n  - note: <today>\n"
    assert "<today>" in new(text, lang="ja")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda one: one.name)
def test_what_is_shipped_is_right_and_goes_there_and_back(path: Path) -> None:
    data = path.read_bytes()
    own, other = ("en", "ja") if path.stem.startswith("library") else ("ja", "en")
    assert not mend(data, path, HOME).changed
    assert not mend(data, path, HOME, own).changed  # type: ignore[arg-type]
    there = mend(data, path, HOME, other)  # type: ignore[arg-type]
    assert there.problems == ()
    assert there.changed
    assert mend(there.data, path, HOME, own).data == data  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "lang"), [(LIBRARY, "ja"), (NURSERY, "en")], ids=["LIBRARY", "NURSERY"])
def test_the_examples_check_clean_in_the_other_language(tmp_path: Path, text: str, lang: str) -> None:
    put(project(tmp_path), "試し", new(text, lang=lang))
    systems = list((tmp_path / "config" / "systems").glob("*.yaml"))
    for path in systems:
        made = mend(path.read_bytes(), path, tmp_path, lang)  # type: ignore[arg-type]
        assert made.problems == ()
        path.write_bytes(made.data)
    assert len(systems) == 2
    assert check_files((), tmp_path) == ([], 1)


def test_english_is_what_a_hand_would_make_of_it() -> None:
    assert new(NURSERY, lang="en") == in_english(NURSERY).replace("ボタン「登録する」", 'button "登録する"')


@pytest.mark.parametrize("case", sorted(GOLDEN.glob("[RL]*_*")), ids=lambda one: one.name)
def test_check_finds_the_same_in_both_languages(case: Path, tmp_path: Path) -> None:
    import shutil

    if not (case / "recipe.yaml").exists():
        return
    systems = tmp_path / "config" / "systems"
    shutil.copytree(GOLDEN / "systems", systems)
    (tmp_path / "recipes").mkdir()
    for path in case.glob("*.yaml"):
        shutil.copy(path, systems if path.name == "system.yaml" else tmp_path / "recipes")
    recipe = tmp_path / "recipes" / "recipe.yaml"
    found = []
    for lang in (None, "en", "ja"):
        made = mend(recipe.read_bytes(), recipe, tmp_path, lang)  # type: ignore[arg-type]
        if not made.problems:  # what a slip of the keyboard is, is mended in every language
            recipe.write_bytes(made.data)
        problems, _ = check_files(["recipe"], tmp_path)
        found.append([(one.code, one.place.line) for one in problems if one.code not in ("L10", "L11")])
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("verb", sorted(TASKS))
def test_the_examples_of_every_verb_go_there_and_back(verb: str) -> None:
    task = TASKS[verb]
    for example, own, other in ((task.example, "ja", "en"), (task.example_en, "en", "ja")):
        top = "レシピ: x\n行ごと:\n" if own == "ja" else "recipe: x\neach_row:\n"
        text = top + "".join(f"  {line}\n" for line in example.split("\n"))
        there = new(text, lang=other)
        assert there != text
        back = new(there, lang=own)
        assert back == text or re.sub(r"[「」]", '"', back) == re.sub(r"[「」]", '"', text)


def test_flags_of_columns_are_the_words_that_columns_read() -> None:
    for english, japanese in words.COLUMN_FLAGS.items():
        more = {"max": " 3", "min": " 3", "unit": " 人"}.get(english, "")
        kind = {"past_era": "date", "unit": "number"}.get(english, "text")
        assert parse_column("a", f"{kind} {english}{more}") == parse_column("a", f"{kind} {japanese}{more}")


# --------------------------------------------------------------------------- whatever comes

LINES = NURSERY.split("\n")
SLIPS = ("：", "　", "－ ", "ー ", "・", "\t", "“", "”", "＜", "＞", ":", "-", " ", "")


@given(
    st.lists(
        st.tuples(st.integers(0, len(LINES) - 1), st.integers(0, 30), st.sampled_from(SLIPS), st.booleans()),
        min_size=1, max_size=4,
    )
)  # fmt: skip
@settings(max_examples=effort(60, 3_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_slips(slips: list[tuple[int, int, str, bool]]) -> None:
    """Mending twice is mending once, and no letter but those that are mended is lost or comes in."""
    lines = list(LINES)
    for number, at, slip, over in slips:
        line = lines[number]
        lines[number] = line[:at] + slip + line[at + (1 if over else 0) :]
    text = "\n".join(lines)
    made = mended(text)
    assert letters_only(made.new) == letters_only(text)
    if not made.problems:
        again = mended(made.new)
        assert (again.changed, again.problems) == (False, ())


def letters_only(text: str) -> str:
    return re.sub(r"[\s\u00a0：:－ー‐−–—・•\-“”„＂\"＜＞<>]", "", text)


VALUES = st.one_of(
    st.sampled_from(["手順", "確定", "last", "はい", "OK", "コード 8", "ボタン「登録」", "<氏名|全角>", "10秒"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12),
)


@given(VALUES, VALUES, st.sampled_from(["double", "single"]))
@settings(max_examples=effort(60, 3_000), deadline=None)
def test_any_values_go_there_and_back(one: str, two: str, style: str) -> None:
    """Whatever stands in quotes as a value, both languages keep it."""

    def quoted(text: str) -> str:
        if style == "double":
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return "'" + text.replace("'", "''") + "'"

    text = (
        f"レシピ: {quoted(one)}\nデータ:\n  列: {{氏名: 文字}}\n  対象: {{氏名: {quoted(two)}}}\n行ごと:\n"
        f"  - 入力:\n      氏名: {quoted(one)}   # {two.split('#')[0]}\n  - メモ: {quoted(two)}\n    範囲: {quoted(one)}\n"
    )
    try:
        before = read_source(text.encode(), "x").root
    except RecipeError:
        return
    there = mended(text, lang="en")
    if there.problems:
        assert not there.changed or there.new == text
        return
    japanese = mended(text, lang="ja").new  # <run_id> is a word of the language, wherever it stands
    assert japanese == text or re.search("[<＜]", one + two)
    assert mended(there.new, lang="ja").new == japanese
    values = [scalar.text for scalar in walk(before)]
    if "<" not in one + two and "＜" not in one + two:
        assert [scalar.text for scalar in walk(read_source(there.data, "x").root)][1] == values[1]


@given(st.lists(st.sampled_from(["a", "あ", " ", "\n  ", "''", '\\"', "\\\\", "\\u3042", "<x|y>"]), max_size=9))
@settings(max_examples=effort(100, 3_000), deadline=None)
def test_letters_are_found_in_quotes(parts: list[str]) -> None:
    for quote, wrong in (("'", ("\\",)), ('"', ("''",))):
        body = "".join(one for one in parts if not one.startswith(wrong))
        text = f"a: {quote}{body}{quote}\n"
        value = read_source(text.encode(), "x").root.entries[0][1]
        span = spans(text)[1, 4]
        found = letters(text[span.start : span.end], span.style, value.text)  # type: ignore[union-attr]
        assert found is not None
        assert found == sorted(found)
        for (begin, end), letter in zip(found, value.text, strict=True):  # type: ignore[union-attr]
            if letter not in " \n":
                assert letter in text[span.start + begin : span.start + end] or "\\" in body
