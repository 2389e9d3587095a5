"""What the advice of the checker takes for a button that registers, and for the word that was meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bots.recipe import check, load, words
from bots.recipe.lints import registers
from bots.recipe.synonyms import COMPARISONS, EVERYDAY, everyday, everyday_comparison
from bots.recipe.system import read_system
from bots.tasks.registry import TASKS, find

from .examples import LIBRARY, NURSERY, project, put

STEPS = """\
recipe: x
about: {owner: x, purpose: x, manual_minutes: 1}
uses: library
steps:
"""


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("登録", True),
        ("登録する", True),
        ("申請を送信", True),
        ("変更内容の登録", True),
        ("登録確定", True),
        ("Submit application", True),
        ("Save changes", True),
        ("保存", True),
        ("保存する", True),
        ("決定", True),
        ("送る", True),
        ("申請を送る", True),
        ("登 録", True),
        ("送　信", True),
        ("登録する（確定）", True),
        ("確定 (F12)", True),
        ("保存先を選ぶ", False),
        ("検索（登録済み）", False),
        ("決定事項の一覧", False),
        ("登録一覧", False),
        ("登録内容を確認", False),
        ("申請書の検索", False),
        ("Delete history", False),
        ("Search", False),
    ],
)
def test_buttons_that_register(name: str, told: bool) -> None:
    assert registers(name) is told


@pytest.mark.parametrize(
    ("pattern", "told"),
    [("/登録$/", True), ("/^登録(する)?$/", True), ("/検索|申請を送信/", True), ("/^登録.*/", True), ("/登録一覧/", False), ("/詳細\\d+/", False)],
)
def test_patterns_that_find_them(tmp_path: Path, pattern: str, told: bool) -> None:
    path = put(project(tmp_path), "x", f"{STEPS}  - click: {pattern}\n")
    assert [one.code for one in check(load(path, tmp_path), tmp_path)] == ["L03"] * told


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("ok", ["OK", "キャンセル"], "OK"),
        ("ｷｬﾝｾﾙ", ["OK", "キャンセル"], "キャンセル"),
        ("NAME", ["Card no", "Name"], "Name"),
        ("ｎａｍｅ", ["Card no", "Name"], "Name"),
        ("入カ", ["入力", "出力"], "入力"),
        ("検査", ["登録"], ""),
    ],
)
def test_did_you_mean(word: str, known: list[str], near: str) -> None:
    assert words.nearest(word, known) == near


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("アップロード", "添付"), ("ｱｯﾌﾟﾛｰﾄﾞ", "添付"), ("送信", "確定"), ("登録する", "確定"), ("保存", "確定"),
        ("押す", "クリック"), ("ボタン", "クリック"), ("書く", "入力"), ("記入", "入力"), ("確認", "照合"), ("移動", "開く"),
        ("attach", "upload"), ("Type", "fill"), ("save", "submit"), ("check", "verify"), ("navigate", "open"), ("goto", "open"),
        ("入カ", "入力"), ("検査官", ""),
    ],
)  # fmt: skip
def test_an_everyday_word_for_a_step_is_told_by_its_verb(tmp_path: Path, word: str, verb: str) -> None:
    path = put(project(tmp_path), "x", f"{STEPS}  - {word}: x\n")
    (told,) = [one for one in check(load(path, tmp_path), tmp_path) if one.code == "R04"]
    assert (told.words["near"], told.advice) == (verb, "R98" if verb else "")


def test_everyday_words_are_no_verbs_and_mean_one_each() -> None:
    called = [word for words in EVERYDAY.values() for word in words]
    assert EVERYDAY.keys() <= TASKS.keys()
    assert [word for word in called if find(word) is not None] == []
    assert len(called) == len(set(called))
    assert all(everyday(word) for word in called), "each as it is compared: narrow, in small letters"


@pytest.mark.parametrize(
    ("steps", "lines"),
    [
        ("  - fill: {Password: abc}\n", [5]),
        ("  - set: {Password: abc}\n  - note: <Password>\n", [5]),
        ("  - set: {word: abc}\n  - fill: {Password: <word>}\n", [5]),
        ("  - set: {word: abc}\n  - fill: {Password: {value: <word>}}\n", [5]),
        ("  - set: {word: abc}\n  - fill: {User: <word>}\n", []),
        ("  - fill: {PW: abc}\n", [5]),
        ("  - fill: {ＰＷ: abc}\n", [5]),
        ("  - fill: {パスコード: abc}\n", [5]),
        ("  - fill: {PWA: abc}\n", []),
        ("  - メモ: パスワードは hoge123\n", [5]),
        ("  - note: \"Password: hoge123\"\n", [5]),
        ("  - note: PW=hoge123\n", [5]),
        ("  - メモ: パスワードは 8 文字以上、90 日ごとに変えます\n", []),
        ("  - note: \"Password: see the manual\"\n", []),
        ("  - note: the password is kept by section 12\n", []),
    ],
)
def test_passwords_that_are_written_out(tmp_path: Path, steps: str, lines: list[int]) -> None:
    path = put(project(tmp_path), "x", STEPS + steps)
    assert [one.place.line for one in check(load(path, tmp_path), tmp_path) if one.code == "R21"] == lines


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("", "3 > 2"),
        ("", "50%"),
        ("", "US$100"),
        ("", "Name tag"),
        ("", "<Area>"),
        ("", "\\<Name>"),
        ("", "< Area town>"),
        ("R166", "Name>"),
        ("R166", "<Area> Name>"),
        ("R166", "Name|trim>"),
        ("R166", "《Name》"),
        ("R166", "≪Name≫"),
        ("R166", "$Name"),
        ("R166", "'%Name%'"),
        ("L19", "Name"),
        ("L19", "'[Name]'"),
        ("L19", "【Name】"),
        ("L19", "「Name」"),
        ("L19", "{value: Name}"),
    ],
)
def test_slips_in_placeholders(tmp_path: Path, told: str, text: str) -> None:
    path = put(project(tmp_path), "x", LIBRARY.replace("<Area>", text))
    found = [one.code for one in check(load(path, tmp_path), tmp_path) if one.code != "R11"]
    assert found == ([told] if told else [])


def test_what_is_meant_can_be_said(tmp_path: Path) -> None:
    text = LIBRARY.replace("Area: <Area>", "Area: Name  # bots: ok L19 the box takes this word")
    assert check(load(put(project(tmp_path), "x", text), tmp_path), tmp_path) == ()


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("{Birthday: 平成31年5月1日}", []),
        ("{Birthday: {at_least: 2020-01-01, at_most: 2020-01-01}}", []),
        ("{Area: {not: North}}", []),
        ("{Area: {not: ''}}", []),
        ("{Area: ['', North]}", ["L07"]),
        ("{Receipt: ''}", []),
        ("{shown: [A, B], not_shown: A}", []),
        ("{Card no: '<Receipt>'}", []),
        ("{Card no: ['00000012', 12]}", []),
        ("{Card no: 12}", ["L07"]),
        ("{Card no: ''}", ["L07"]),
        ("{Birthday: soon}", ["L07"]),
        ("{Area: {not: [North, South, Other]}}", ["L07"]),
        ("{Area: {starts: x}}", ["L07"]),
        ("{Birthday: {after: 2020-01-01, before: 2020-01-01}}", ["L20"]),
        ("{Card no: {over: [7, 9], at_most: 7}}", ["L20"]),
        ("{shown: A, not_shown: [A, B]}", ["L20"]),
        ("[{shown: A}, {not_shown: A}]", []),
    ],
)
def test_conditions_that_no_row_meets(tmp_path: Path, when: str, told: list[str]) -> None:
    text = LIBRARY.replace("  - submit:", f"  - note: x\n    when: {when}\n  - submit:")
    found = check(load(put(project(tmp_path), "x", text), tmp_path), tmp_path)
    assert [one.code for one in found] == told


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ("  - read: {a: A}\n  - set: {a: x}\n  - note: <a>\n", ["R167"]),
        ("  - read: {a: A}\n  - set: {a: x}\n    when: {shown: B}\n  - note: <a>\n", ["R167"]),
        ("  - set: {a: x}\n    when: {shown: A}\n  - set: {a: y}\n    when: {shown: B}\n  - note: <a>\n", []),
        (
            "  - branch:\n      - when: {shown: B}\n        do: [{set: {a: x}}]\n      - else: [{set: {a: y}}]\n"
            "  - note: <a>\n",
            [],
        ),
        (
            "  - branch:\n      - when: {shown: B}\n        do: [{set: {a: x}}]\n  - set: {a: y}\n  - note: <a>\n",
            ["R167"],
        ),
        ("  - read: {a: A}\n  - repeat: {a: x}\n    max: 3\n    do: [{read: {a: A}}]\n", []),
        ("  - read: {a: A}\n  - repeat: {shown: x}\n    max: 3\n    do: [{read: {a: A}}]\n  - note: <a>\n", ["R167"]),
    ],
)
def test_names_that_would_change(tmp_path: Path, steps: str, told: list[str]) -> None:
    path = put(project(tmp_path), "x", STEPS + steps)
    assert [one.code for one in check(load(path, tmp_path), tmp_path)] == told


def test_below_a_misspelt_word_all_is_told(tmp_path: Path) -> None:
    """The word is told first; what stands under it is read as what it is most like."""
    text = LIBRARY.replace("each_row:", "each_rows:").replace("<Name>", "<Nmae>").replace("success:", "succes:")
    found = check(load(put(project(tmp_path), "x", text), tmp_path), tmp_path)
    assert [one.code for one in found] == ["R01", "R11", "R05"]


def test_a_wrong_value_of_about_is_not_told_as_missing_too(tmp_path: Path) -> None:
    text = STEPS.replace("manual_minutes: 1", "manual_minutes: 12 minutes") + "  - note: x\n"
    assert [one.code for one in check(load(put(project(tmp_path), "試し", text), tmp_path), tmp_path)] == ["R24"]


@pytest.mark.parametrize(
    ("target", "instead"),
    [
        ("ボタン『次へ』", "ボタン「次へ」"), ("button '次へ'", 'button "次へ"'), ("リンク ｢次へ｣", "リンク「次へ」"), ("「次へ」", "次へ"),
        ("“次へ”", "次へ"), ("ボタン「次へ」", ""), ("次へ", ""), ("お知らせ「重要」", ""), ("『次へ』を押す", ""), ("表（別紙）", ""),
        ("釦「次へ」", ""),
    ],
)  # fmt: skip
def test_what_looks_like_a_thing_and_is_read_as_letters(tmp_path: Path, target: str, instead: str) -> None:
    """Wherever a thing of the screen is named."""
    quoted = f'"{target}"' if '"' not in target else f"'{target}'"
    for step in (f"  - click: {quoted}\n", f"  - click: [次, {quoted}]\n", f"  - hover: {quoted}\n", f"  - verify: {{{quoted}: x}}\n",
                 f"  - read: {{a: {quoted}}}\n  - note: <a>\n", f"  - read: {{a: {{from: {quoted}}}}}\n  - note: <a>\n"):  # fmt: skip
        found = check(load(put(project(tmp_path), "試し", STEPS + step), tmp_path), tmp_path)
        assert [one.words["instead"] for one in found if one.code == "L22"] == [instead] * bool(instead), step


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("click: ボタン 登録", ["L22 ボタン「登録」", "L03"]), ("click: ボタン　次へ", ["L22 ボタン「次へ」"]), ("click: ボタン 登録 する", ["L22 ボタン「登録 する」", "L03"]),
        ("click: link Next page", ['L22 link "Next page"']), ("submit: button Register\n    success: x", ['L22 button "Register"']),
        ("submit: [次, ボタン 登録する]\n    success: x", ["L22 ボタン「登録する」"]), ("fill: {入力欄 氏名: x}", ["L22 入力欄「氏名」"]),
        ("click: 'ボタン 次へ'", []), ("click: 'ボタン 登録'", ["L03"]), ("click: ボタン 次へ  # bots: ok L22 the page has it so", []),
        ("click: 表　示", []), ("click: 行 追加", []), ("click: 釦 次へ", []), ("click: ボタン", []), ("fill: {cell phone: x}", []),
        ("fill: {リンク 先: x}", []),
    ],
)  # fmt: skip
def test_a_kind_of_thing_before_words_without_brackets(tmp_path: Path, step: str, told: list[str]) -> None:
    """In quotes, as after an opt-out, the letters are meant; what the press does is looked at all the same."""
    found = check(load(put(project(tmp_path), "試し", STEPS + f"  - {step}\n"), tmp_path), tmp_path)
    assert [f"{one.code} {one.words.get('instead', '')}".strip() for one in found if one.code in ("L03", "L22")] == told


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("見出し「保護者」", "保護者"), ('heading "Done"', "Done"), ("ボタン　「次へ」", "次へ"), ("見出し“完了”", "完了"), ("「完了」", "完了"), ("“完了”", "完了"),
        ("保護者", ""), ("お知らせ「重要」", ""), ("備考「その他」", ""), ("メニュー「登録」から「削除」", ""), ("「登録」と「削除」", ""), ("見出し", ""),
        ("「完了」しました", ""),
    ],
)  # fmt: skip
def test_a_text_of_the_screen_that_is_written_like_a_thing(tmp_path: Path, text: str, instead: str) -> None:
    """Wherever texts are looked for; not where a thing is named, and not in what is compared with a value."""
    quoted = f"'{text}'"
    steps = (
        f"  - see: {quoted}\n", f"  - see: [次, {quoted}]\n", f"  - not_see: {quoted}\n", f"  - wait: {{shown: {quoted}}}\n",
        f"  - note: a\n    when: {{not_shown: [次, {quoted}]}}\n", f"  - note: a\n    when: [{{row_number: '1'}}, {{shown: {quoted}}}]\n",
        f"  - submit: 登録\n    success: {quoted}\n", f"problems: {quoted}\n", f"already: [{quoted}]\n",
    )  # fmt: skip
    for step in steps:
        found = check(load(put(project(tmp_path), "試し", STEPS + step), tmp_path), tmp_path)
        assert [one.words["instead"] for one in found if one.code == "L35"] == [instead] * bool(instead), step
    for step in (f"  - hover: {quoted}\n", f"  - note: {quoted}\n", f"  - note: a\n    when: {{row_number: {quoted}}}\n"):
        found = check(load(put(project(tmp_path), "試し", STEPS + step), tmp_path), tmp_path)
        assert [one for one in found if one.code == "L35"] == [], step


def test_a_text_that_is_meant_with_its_marks(tmp_path: Path) -> None:
    step = "  - see: 見出し「受付」  # bots: ok L35 the screen has these letters\n"
    found = check(load(put(project(tmp_path), "試し", STEPS + step), tmp_path), tmp_path)
    assert [one.code for one in found] == []


@pytest.mark.parametrize("word", ["業務エラーの表示", "登録済みの表示", "切断の表示", "処理中の表示", "ログイン失敗の表示"])
def test_texts_of_a_system_that_are_written_like_a_thing(tmp_path: Path, word: str) -> None:
    path = project(tmp_path) / "config" / "systems" / "保育システム.yaml"
    text = re.sub(rf"^{word}:.*\n(?:[ -].*\n)*", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [one for one in read_system(text.encode(), path.stem, path.name).found if one.code == "L35"] == []  # 目印 is a thing
    found = read_system(f"{text}{word}: [次, 見出し「受付」]\n".encode(), path.stem, path.name).found
    assert [one.words["instead"] for one in found if one.code == "L35"] == ["受付"]


def test_a_step_of_a_system_sees_words_alone(tmp_path: Path) -> None:
    path = project(tmp_path) / "config" / "systems" / "保育システム.yaml"
    text = path.read_text(encoding="utf-8")
    assert "表示確認: 業務メニュー" in text
    found = read_system(text.replace("表示確認: 業務メニュー", "表示確認: 見出し「業務メニュー」").encode(), path.stem, path.name).found
    assert [one.code for one in found] == ["L35"]


@pytest.mark.parametrize(
    ("value", "told"), [("済 ＃ここ", True), ("済　＃1", True), ('"済 ＃ここ"', False), ("済＃1", False), ("＃1", False)]
)
def test_a_full_width_remark_is_part_of_the_value(tmp_path: Path, value: str, told: bool) -> None:
    found = check(load(put(project(tmp_path), "試し", f"{STEPS}  - note: {value}\n"), tmp_path), tmp_path)
    assert [one.code for one in found] == ["L23"] * told


@pytest.mark.parametrize(
    ("field", "told"), [("入力欄「a」", []), ("チェック「a」", []), ('radio "a"', []), ("選択欄「a」", []), ("a", []), ("リンク「a」", ["R65"])]
)
def test_what_takes_no_value_is_not_filled(tmp_path: Path, field: str, told: list[str]) -> None:
    quoted = f"'{field}'"
    found = check(load(put(project(tmp_path), "試し", f"{STEPS}  - fill: {{{quoted}: x}}\n"), tmp_path), tmp_path)
    assert [one.code for one in found if one.severity == "error"] == told
    compared = check(load(put(project(tmp_path), "試し", f"{STEPS}  - verify: {{{quoted}: x}}\n"), tmp_path), tmp_path)
    assert [one.code for one in compared if one.severity == "error"] == []


@pytest.mark.parametrize(
    ("target", "near"),
    [
        ("ボタソ「次へ」", "ボタン"), ("ボダン「次へ」", "ボタン"), ("リソク「一覧」", "リンク"), ("ボタン（次へ）", "ボタン"),
        ("ボタン「次へ」", ""), ("備考「その他」", ""), ("リンク先「一覧」", ""), ("電話番号（自宅）", ""), ("見出し語（1）", ""),
    ],
)  # fmt: skip
def test_a_word_that_is_nearly_a_kind_of_thing_is_asked_about(tmp_path: Path, target: str, near: str) -> None:
    place = project(tmp_path)
    path = put(place, "x", STEPS + f"  - click: {target}\n")
    told = [one.words["near"] for one in check(load(path, place), place) if one.code == "L33"]
    assert told == ([near] if near else [])


def test_a_recipe_of_nothing_is_told_and_its_neighbours_are_read(tmp_path: Path) -> None:
    place = project(tmp_path)
    assert {one.code for one in check(load(put(place, "x", "{}\n"), place), place)} >= {"R28", "R36"}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("{備考: 空}", ["空"]), ("{備考: {not: 空欄}}", ["空欄"]), ("{備考: [済, （空白）]}", ["（空白）"]), ("{備考: BLANK}", ["BLANK"]),
        ('{備考: ""}', []), ("{備考: 空き家}", []), ("{備考: なし}", []), ("{区分: 空}", []), ("{整理番号: 空}", ["空"]),
    ],
)  # fmt: skip
def test_a_word_for_blank_is_compared_as_a_word(tmp_path: Path, condition: str, words: list[str]) -> None:
    """In 対象 as in a step; a choice that is called so is meant."""
    columns = "    整理番号: コード 8\n    備考: 文字 任意\n    区分: 選択 空/満\n"
    text = NURSERY.replace("  対象: {状態: \"\", 区分: [新規, 継続]}\n", f"  対象: {condition}\n")
    text = re.sub(r"    整理番号: コード 8\n", columns, re.sub(r"    区分: 選択 .*\n", "", text))
    found = check(load(put(project(tmp_path), "試し", text), tmp_path), tmp_path)
    assert [one.words["word"] for one in found if one.code == "L36"] == words


@pytest.mark.parametrize(("word", "near"), [("if", "when"), ("IF", "when"), ("条件", "もし"), ("とき", "もし")])
def test_an_everyday_word_for_a_condition_of_a_step(tmp_path: Path, word: str, near: str) -> None:
    step = f"  - note: a\n    {word}: {{row_number: '1'}}\n"
    found = check(load(put(project(tmp_path), "試し", STEPS + step), tmp_path), tmp_path)
    assert [one.words["near"] for one in found if one.code == "R05"] == [near]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("greater", "over"), ("Greater than", "over"), ("more-than", "over"), ("bigger", "over"), ("larger", "over"), ("less", "under"),
        ("smaller", "under"), ("'>='", "at_least"), ("later", "after"), ("starts_with", "starts"), ("大きい", "over"), ("contain", "contains"),
        ("equals", ""),
    ],
)  # fmt: skip
def test_an_everyday_word_for_a_comparison(tmp_path: Path, word: str, near: str) -> None:
    """It is told by the operator that is meant, as the recipe's language writes it; the one that is spelt most alike comes after."""
    step = f"  - note: a\n    when: {{row_number: {{{word}: '1'}}}}\n"
    (told,) = [one for one in check(load(put(project(tmp_path), "試し", STEPS + step), tmp_path), tmp_path) if one.code == "R119"]
    assert (told.words["near"], told.advice) == (near, "R98" if near else "")


def test_everyday_words_are_no_operators_and_mean_one_each() -> None:
    called = [word for all_of_it in COMPARISONS.values() for word in all_of_it]
    assert list(COMPARISONS) == list(words.OPERATORS)
    assert [word for word in called if words.english(words.OPERATORS, word) is not None] == []
    assert len(called) == len(set(called))
    assert all(everyday_comparison(word, japanese=False) for word in called), "each as it is compared"
    assert everyday_comparison("＞", japanese=True) == "超"
