"""`bots fix` inside values: widths and lists where the grammar calls for a number, a word or its notation; data stays."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bots.model import Mode, Plan
from bots.recipe import check, load, plan
from bots.recipe.mending import Mended, mend
from tests.effort import effort
from tests.unit.recipe.examples import NURSERY, project, put

ROOT = Path("/nowhere")
RECIPE = ROOT / "recipes" / "試し.yaml"

RIGHT = (
    NURSERY.replace("整理番号: <整理番号>\n      児童", "整理番号: <整理番号|桁 8>\n      児童")
    .replace("生年月日: <生年月日|和暦 R06.04.01>", "生年月日: <生年月日|日付 YYYY/MM/DD>")
    .replace("最大件数: 300}", "最大件数: 300, 実行できる時間: 19:00-06:00}")
    .replace("  - 確定:", "  - 人に確認: よいですか\n    見せる値: [整理番号, 区分]\n    最初の件数: 5\n    待ち時間: 30秒\n  - 確定:")
)
SLIPS = {
    "number": ("見出し行: 3", "見出し行: ３"),
    "number in quotes": ("月間件数: 220", '月間件数: "２２０"', '月間件数: "220"'),
    "number with a blank": ("手作業の分数: 7", "手作業の分数: 7\u3000"),
    "day": ("2027-03-31", "２０２７－０３－３１"),
    "hours": ("19:00-06:00", "１９：００－０６：００"),
    "seconds": ("待ち時間: 30秒", "待ち時間: ３０秒"),
    "count": ("最初の件数: 5", "最初の件数: ５"),
    "column with a blank": ("整理番号: コード 8", "整理番号: コード　８"),
    "column with a pipe": ("文字 最大 40", "文字｜最大　４０"),
    "column of half-width kana": ("児童氏名（カナ）: カナ", "児童氏名（カナ）: ｶﾅ"),
    "flags": ("コード 12 任意 隠す", "コード｜１２｜任意｜隠す"),
    "choices with pipes": ("選択 男/女", "選択｜男｜女"),
    "choices after a pipe": ("選択 新規/継続/取下げ", "選択|新規/継続/取下げ"),
    "choice of a condition": ("区分: [新規, 継続]", "区分: ［新規、継続］"),
    "choice with a comma": ("区分: [新規, 継続]", "区分: [新規、継続]"),
    "names": ("見せる値: [整理番号, 区分]", "見せる値: ［整理番号，区分］"),
    "names in brackets": ("見せる値: [整理番号, 区分]", "見せる値: [整理番号、区分]"),
    "names in a mapping": ("[個人番号]", "［個人番号］"),
    "colons of a mapping": ("{再試行: 2, 連続失敗で停止: 3, 最大件数: 300,", "{再試行：２, 連続失敗で停止：3, 最大件数：300,"),
    "colon of a column": ("\n    区分: 選択 新規", "\n    区分：選択 新規"),
    "colons of columns": ("    性別: 選択 男/女\n    第一希望: 文字\n", "    性別：選択 男/女\n    第一希望：　文字\n"),
    "braces": ("証跡: {画像: 確定, 隠す項目: [個人番号], 保存日数: 1825}", "証跡: ｛画像：確定、隠す項目：[個人番号]、保存日数：1825｝"),
    "mapping of a column": ('もし: {個人番号: {not: ""}}', 'もし: {個人番号：{not：""}}'),
    "pipe": ("<生年月日|和暦>", "<生年月日｜和暦>"),
    "pipes": ("|全角|カタカナ>", "｜全角|ｶﾀｶﾅ>"),
    "number of a filter": ("<整理番号|桁 8>", "<整理番号｜桁　８>"),
    "form of a filter": ("日付 YYYY/MM/DD>", "日付 ＹＹＹＹ／ＭＭ／ＤＤ>"),
    "closed word": ("ダイアログ: OK", "ダイアログ: ＯＫ"),
    "verb of half-width kana": ("  - ログイン:", "  - ﾛｸﾞｲﾝ:"),
    "star": ("  - クリック: 確認", "  * クリック: 確認"),
    "star without a blank": ("  - 添付:", "  ＊添付："),
    "dash without a blank": ("  - クリック: 確認", "  -クリック: 確認"),
}  # fmt: skip


def mended(text: str) -> Mended:
    return mend(text.encode(), RECIPE, ROOT)


def wrong(names: list[str]) -> tuple[str, str]:
    """The recipe with these slips, and what it is to become."""
    text = wanted = RIGHT
    for name in names:
        right, slip, *other = SLIPS[name]
        text = text.replace(right, slip)
        wanted = wanted.replace(right, other[0] if other else right)
    return text, wanted


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_mended(name: str) -> None:
    assert RIGHT.count(SLIPS[name][0]) == 1
    text, wanted = wrong([name])
    assert text != RIGHT
    made = mended(text)
    assert (made.new, made.problems, made.undecided, made.wrong) == (wanted, (), (), 0)


@pytest.mark.parametrize("written", ["３－４", "３-４"])
def test_headings_of_several_rows_are_mended(written: str) -> None:
    details = "  明細:\n    世帯員: {シート: 世帯員, 結合: 整理番号, 見出し行: 3-4, 列: {続柄: 文字}}\n  列:\n"
    right = RIGHT.replace("見出し行: 3\n", "見出し行: 3-4\n").replace("  列:\n", details, 1)
    assert right.count("見出し行: 3-4") == 2
    made = mended(right.replace("3-4", written))
    assert (made.new, made.problems) == (right, ())
    assert not mended(right).changed


ONE_OF_EACH = [
    ["choice of a condition", "choice with a comma"], ["names", "names in brackets"],
    ["braces", "names in a mapping"], ["choices with pipes", "colons of columns"],
    ["choices after a pipe", "colon of a column"],
]  # fmt: skip


def together(names: list[str]) -> list[str]:
    """Without the second of two slips at one place."""
    return [one for one in names if not any(pair[0] in names and one == pair[1] for pair in ONE_OF_EACH)
            and not (one == "hours" and "colons of a mapping" in names)
            and not (one == "star" and "dash without a blank" in names)]  # fmt: skip


@given(st.lists(st.sampled_from(sorted(SLIPS)), min_size=2, unique=True).map(together))
@settings(max_examples=effort(40, 2_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_of_them_together(names: list[str]) -> None:
    """All are mended at once, mending twice is mending once, and a right recipe stays byte for byte."""
    text, wanted = wrong(names)
    made = mended(text)
    assert (made.new, made.problems) == (wanted, ())
    assert not mended(made.new).changed


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("書き戻す: ｛処理：済｝", "書き戻す: {処理: 済}"),
        ("入力: ｛住所：本町｝", "入力: {住所: 本町}"),
        ("write: {Done：yes}", "write: {Done: yes}"),
        ("入力: ｛備考：済、住所：本町｝", ""),  # two fields, or one whose text says so
        ("範囲: ｛処理：済｝", ""),
    ],
)
def test_names_that_a_verb_takes(wrong: str, right: str) -> None:
    head = "レシピ: x\nデータ:\n  列: {番号: 文字}\n行ごと:\n  - "
    assert mended(f"{head}{wrong}\n").new == f"{head}{right or wrong}\n"


def planned(folder: Path, text: str) -> Plan:
    recipe = load(put(project(folder), "試し", text), folder)
    assert [one.code for one in check(recipe, folder) if one.severity == "error"] == []
    return plan(recipe, folder, mode=Mode.RUN, environment="訓練", today="2026-11-25", inputs={})


@given(names=st.lists(st.sampled_from(sorted(SLIPS)), min_size=1, unique=True).map(together))
@settings(max_examples=effort(10, 500), deadline=None,
          suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])  # fmt: skip
def test_the_plan_is_that_of_the_right_recipe(tmp_path: Path, names: list[str]) -> None:
    right, made = planned(tmp_path, RIGHT), planned(tmp_path, mended(wrong(names)[0]).new)
    for name in ("rows", "safety", "evidence", "already", "problems", "about"):
        assert getattr(right, name) == getattr(made, name)
    for one, two in zip(right.each_row, made.each_row, strict=True):
        assert (one.task, one.when, one.within, one.timeout) == (two.task, two.when, two.within, two.timeout)
        assert one.args == two.args


DATA = [
    "［新規、継続］", "［重複］", "｛画像：確定｝", "コード　８", "３", "１０秒", "ＯＫ", "選択｜男｜女", "* クリック", "はい　",
    "入力｜確認", "確定：、登録", "Ａ｜Ｂ", "〒１２３", "注意：登録、確定：済",
]  # fmt: skip


@pytest.mark.parametrize("text", DATA)
@pytest.mark.parametrize(
    "place",
    ["入力: {備考: %s}", "入力:\n      備考: %s", "クリック: %s", "書き戻す: {状態: %s}", "入力: {%s: a}", "業務エラー: %s",
     "メモ: %s", "クリック: a\n    範囲: {行: %s}", "クリック: a\n    もし: {備考: {以外: %s}}", "クリック: a\n    説明: %s"],
)  # fmt: skip
def test_values_names_and_words_of_the_screen_stay(place: str, text: str) -> None:
    """In quotes and, where YAML lets them stand so, without."""
    head = "レシピ: x\nデータ:\n  列: {備考: 文字, 区分: 選択 新規/継続}\n行ごと:\n  - "
    for written in (f'"{text}"', text):
        if not (written.startswith("* ") or written.endswith("　")):
            assert not mended(head + place % written + "\n").changed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("業務エラーの表示: ［重複］", ["R153"]),
        ("行ごと:\n  - 表示確認: ［済、完了］", ["R153"]),
        ("データ:\n  列: {備考: 文字}\n  対象: {備考: ［甲、乙］}", ["R153"]),
        ("データ:\n  列: {区分: 選択 甲/乙}\n  対象: {区分: ［甲、丙］}", ["R153"]),
        ("データ:\n  列: {区分: 選択 甲/乙}\n  対象: {区分: {以外: ［甲、丙］}}", ["R153"]),
        ('業務エラーの表示: "［重複］"', []),
        ("データ:\n  列: {備考: 選択｜男｜女｜任意}", []),
        ("行ごと:\n  - 入力: {備考：重複、住所：済}", []),
        ("行ごと:\n  - メモ: <備考｜その他>", []),
        ("行ごと:\n  - メモ: <備考|置換 Ａ Ｂ>", []),
        ("データ:\n  列: {備考: コード ８.５}", []),
        ("業務エラーの表示:\n  - 備考：文字 が長すぎます", []),
        ("概要:\n  目的: 登録\n    区分：文字 の順", []),
        ("行ごと:\n  - 入力:\n      備考: 表の\n        区分：文字", []),
        ("安全: {再試行: ３回}", []),
        ("行ごと:\n  - 表示確認: 済\n    待ち時間: ３０分", []),
        ("証跡: {画像: ＡＬＬ}", []),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_left_and_told(text: str, told: list[str]) -> None:
    made = mended(f"レシピ: x\n{text}\n")
    assert (made.changed, [one.code for one in made.undecided]) == (False, told)


ALL_WIDE = """\
レシピ： 試し
概要：｛担当：係、目的：登録、手作業の分数：７｝
データ：
　見出し行：３
　鍵：整理番号
　対象：{区分：［新規、継続］、状態：""}
　列：
　　整理番号：コード　８
　　区分：選択　新規／継続
　　状態：文字　任意
行ごと：
　＊開く：申込入力
　・入力：
　　　整理番号：＜整理番号｜桁　８＞
　　　備考：３、４［五］
　－確定：ボタン「登録」
　　ダイアログ：ＯＫ
安全：{再試行：２、最大件数：３００}  # メモ：これ
"""
NARROW = """\
レシピ: 試し
概要: {担当: 係, 目的: 登録, 手作業の分数: 7}
データ:
  見出し行: 3
  鍵: 整理番号
  対象: {区分: [新規, 継続], 状態: ""}
  列:
    整理番号: コード 8
    区分: 選択　新規／継続
    状態: 文字　任意
行ごと:
  - 開く: 申込入力
  - 入力:
      整理番号: <整理番号|桁 8>
      備考: ３、４［五］
  - 確定: ボタン「登録」
    ダイアログ: OK
安全: {再試行: 2, 最大件数: 300}  # メモ：これ
"""


def test_a_recipe_typed_without_ever_leaving_full_width() -> None:
    """What reads as it stands, values and remarks stay."""
    made = mended(ALL_WIDE)
    assert (made.new, made.problems, made.undecided) == (NARROW, (), ())


def test_systems_are_known_by_their_files(tmp_path: Path) -> None:
    path = put(project(tmp_path), "試し", "レシピ: x\n使うシステム: ［保育システム、library］\n")
    assert "使うシステム: [保育システム, library]" in mend(path.read_bytes(), path, tmp_path).new
    path = put(tmp_path, "試し", "レシピ: x\n使うシステム: ［甲、乙］\n")
    assert [one.code for one in mend(path.read_bytes(), path, tmp_path).undecided] == ["R153"]


def test_a_system_file_too(tmp_path: Path) -> None:
    path = project(tmp_path) / "config" / "systems" / "保育システム.yaml"
    hosts = "許可する通信先: [hoiku.example.lg.jp, hoiku-kunren.example.lg.jp]\n"
    right = path.read_text().replace("許可する通信先: [hoiku.example.lg.jp]\n", hosts)
    wrong = right.replace(hosts, hosts.replace("[", "［").replace(", ", "、").replace("]", "］"))
    assert mend(wrong.encode(), path, tmp_path).new == right
    texts = mend(right.replace("[入力内容に誤りがあります]", "［入力内容に誤りがあります］").encode(), path, tmp_path)
    assert [one.code for one in texts.undecided] == ["R153"]


LINES = RIGHT.split("\n")
MARKS = ("：", "　", "｜", "、", "，", "｛", "｝", "［", "］", "＜", "＞", "８", "*", "＊", "-", "－", "|", "ｶ", "Ａ", "")


@example(slips=[(52, 2, "８", False)])
@given(
    st.lists(
        st.tuples(st.integers(0, len(LINES) - 1), st.integers(0, 40), st.sampled_from(MARKS), st.booleans()),
        min_size=1, max_size=4,
    )
)  # fmt: skip
@settings(max_examples=effort(60, 3_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_marks(slips: list[tuple[int, int, str, bool]]) -> None:
    """Mending twice is mending once, no letter is lost, and what was right is not touched but for pipes."""
    lines = list(LINES)
    for number, at, slip, over in slips:
        line = lines[number]
        lines[number] = line[:at] + slip + line[at + (1 if over else 0) :]
    made = mended("\n".join(lines))
    assert bare(made.new) == bare("\n".join(lines))
    if not made.problems:
        again = mended(made.new)
        assert (again.new, again.problems) == (made.new, ())


def bare(text: str) -> str:
    """The letters of a text, whatever their width, without marks; a number before a word counts as one: it may be that
    of a step."""
    text = re.sub(r"(?m)^\s*[0-9０-９]{1,2}[.．)）]?(?=[^\n]*[:：])", "", text)
    return re.sub(r"[\s：:－ー‐−–—・•\-*|/\"'“”<>{}\[\],、]", "", unicodedata.normalize("NFKC", text))
