"""The two examples of the language check clean and give the plan that they should."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from bots.app.plan_json import plan_from_json, plan_to_json
from bots.model import Mode, Plan, PlanStep, Target, Value
from bots.recipe import check, explain, load, plan
from bots.values.former import OLD_WORDS
from bots.values.scope import Scope
from bots.values.targets import parse_target
from bots.values.templates import expand

from .examples import LIBRARY, NURSERY, project, put

# the same recipe as NURSERY, keywords in English
WORDS = {
    "レシピ": "recipe", "概要": "about", "担当": "owner", "目的": "purpose", "根拠": "basis",
    "手作業の分数": "manual_minutes", "月間件数": "per_month", "見直し期限": "review_by",
    "使うシステム": "uses", "データ": "rows", "ファイル": "file", "シート": "sheet",
    "見出し行": "header", "鍵": "key", "対象": "only", "列": "columns", "開始": "start",
    "行ごと": "each_row", "ログイン": "login", "開く": "open", "入力": "fill", "添付": "upload",
    "もし": "when", "クリック": "click", "照合": "verify", "確定": "submit",
    "ダイアログ": "dialog", "成功の表示": "success", "読取": "read", "書き戻す": "write",
    "終了": "finish", "ログアウト": "logout", "登録済みの表示": "already",
    "業務エラーの表示": "problems", "安全": "safety", "再試行": "retry",
    "連続失敗で停止": "stop_after", "最大件数": "max_rows", "証跡": "evidence",
    "画像": "screenshots",
    "隠す項目": "mask", "保存日数": "keep_days",
}  # fmt: skip
TYPES = {
    ": コード 12 任意 隠す": ": code 12 optional mask", ": コード 8": ": code 8",
    ": 選択 ": ": choice ", ": 文字 最大 40": ": text max 40", ": 文字 任意": ": text optional",
    ": カナ\n": ": kana\n", ": 日付\n": ": date\n", ": 文字\n": ": text\n",
    ": ファイル\n": ": file\n", "|全角|カタカナ>": "|zenkaku|katakana>", "|和暦": "|wareki",
    "画像: 確定": "画像: submit",
}  # fmt: skip


def in_english(text: str) -> str:
    for old, new in TYPES.items():
        text = text.replace(old, new)
    lines = []
    for line in text.split("\n"):
        head, colon, rest = line.partition(":")
        word = head.strip().removeprefix("- ")
        indent = len(head) - len(head.lstrip())
        if (
            colon
            and word in WORDS
            and (indent <= 2 or word in ("もし", "ダイアログ", "成功の表示"))
        ):
            line = head.replace(word, WORDS[word]) + colon + rest
        lines.append(line)
    text = "\n".join(lines)
    for flow in ("再試行", "連続失敗で停止", "最大件数", "画像", "隠す項目", "保存日数"):
        text = text.replace(f"{flow}:", f"{WORDS[flow]}:")
    return text


def made(folder: Path, text: str, **given: object) -> Plan:
    path = put(project(folder), "試し", text)
    recipe = load(path, folder)
    asked: dict[str, object] = {
        "mode": Mode.RUN, "environment": "訓練", "today": "2026-11-23", "inputs": {}, **given,
    }  # fmt: skip
    return plan(recipe, folder, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", [LIBRARY, NURSERY, in_english(NURSERY)], ids=["5.5", "5.6", "5.6 en"]
)
def test_examples_are_clean(tmp_path: Path, text: str) -> None:
    path = put(project(tmp_path), "試し", text)
    assert check(load(path, tmp_path), tmp_path) == ()


def test_plan_of_the_english_example(tmp_path: Path) -> None:
    found = made(tmp_path, LIBRARY)
    assert (found.recipe_id, found.title, found.language) == (
        "試し",
        "Register library cards",
        "en",
    )
    assert found.environment == "訓練"
    assert found.rows is not None
    assert found.rows.key == ("Card no",)
    assert found.rows.only == {"Receipt": ""}
    assert [column.kind for column in found.rows.columns] == [
        "code",
        "text",
        "date",
        "choice",
        "text",
    ]
    assert [step.task for step in found.each_row] == ["open", "fill", "submit", "read", "write"]
    assert found.each_row[0].args == {"screen": "New card", "address": "/cards/new"}
    assert found.each_row[0].system == "library"
    press = found.each_row[2]
    assert press.submits
    assert press.args["success"] == "Card registered"
    assert press.system == ""
    assert [one.path for one in found.each_row] == [f"each_row/{n}" for n in range(5)]
    sign_in = found.start[0]
    assert sign_in.system == "library"
    assert [one.task for one in sign_in.steps] == ["open", "fill", "click", "see"]
    assert [one.path for one in sign_in.steps] == [f"start/0/{n}" for n in range(4)]
    assert all(one.system == "library" for one in sign_in.steps)
    assert sign_in.steps[0].args == {"address": "/login"}


def test_answers_to_several_questions_stand_in_their_order(tmp_path: Path) -> None:
    found = made(tmp_path, NURSERY.replace("ダイアログ: OK", "ダイアログ: [OK, キャンセル]"))
    assert found.each_row[6].args["dialog"] == ["OK", "cancel"]
    assert "確認の窓には「OK」、次に「キャンセル」と答えます" in "".join(explain(found, "ja"))


def test_plan_of_the_japanese_example(tmp_path: Path) -> None:
    found = made(tmp_path, NURSERY)
    assert found.rows is not None
    assert found.rows.only == {"状態": "", "区分": ["新規", "継続"]}
    assert (found.rows.sheet, found.rows.header) == ("受付", 3)
    assert found.each_row[3].when == {"個人番号": {"not": ""}}
    assert found.each_row[6].args["dialog"] == "OK"
    assert [one.task for one in found.each_row[0].steps] == ["click"]
    assert found.safety.max_rows == 300
    assert found.evidence.keep_days == 1825
    assert found.evidence.mask == ("個人番号",)
    assert found.already == ("既に登録されています",)
    assert found.guarantee == "gate"
    system = found.systems[0]
    assert system.address == "https://hoiku-kunren.example.lg.jp"
    assert system.others == ("https://hoiku.example.lg.jp",)
    assert system.encoding == "cp932"
    assert system.account["利用者ID"] == "<secret.hoiku_user>"
    assert system.screens["申込入力"].names == {"第1希望施設": 'css=select[name="kibo1_cd"]'}
    assert set(found.sources) == {"recipes/試し.yaml", "config/systems/保育システム.yaml"}


def same(step: PlanStep) -> object:
    """A step but for what its text says: line, column."""
    return (
        step.path, step.task, step.args, step.when, step.within, step.timeout, step.system,
        step.submits, step.changes, tuple(same(one) for one in step.steps),
    )  # fmt: skip


def test_both_languages_make_the_same_plan(tmp_path: Path) -> None:
    one = made(tmp_path / "ja", NURSERY)
    two = made(tmp_path / "en", in_english(NURSERY))
    assert two.language == "en"
    for name in ("start", "each_row", "finish"):
        assert _told(one, name) == _told(two, name)
    for field in ("rows", "systems", "safety", "evidence", "problems", "already", "environment"):
        assert getattr(one, field) == getattr(two, field), field
    assert one.about == two.about


def _told(plan: Plan, name: str) -> str:
    """A section, filters in one language: the texts of values stay as they were written."""
    text = json.dumps([same(step) for step in getattr(plan, name)], ensure_ascii=False)
    for english, japanese in (("zenkaku", "全角"), ("katakana", "カタカナ"), ("wareki", "和暦")):
        text = text.replace(f"|{english}", f"|{japanese}")
    return text


def test_plan_is_pure_json(tmp_path: Path) -> None:
    found = made(tmp_path, NURSERY)
    text = plan_to_json(found)
    assert plan_to_json(plan_from_json(text)) == text
    assert json.loads(text)["each_row"][6]["submits"] is True


def test_same_files_same_plan(tmp_path: Path) -> None:
    assert made(tmp_path, NURSERY) == made(tmp_path, NURSERY)


def test_plan_of_a_rehearsal_differs_in_mode_only(tmp_path: Path) -> None:
    one, two = made(tmp_path, NURSERY), made(tmp_path, NURSERY, mode=Mode.REHEARSE)
    assert dataclasses.replace(two, mode=Mode.RUN) == one


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("text", [LIBRARY, NURSERY])
def test_explain_tells_what_matters(tmp_path: Path, lang: str, text: str) -> None:
    found = made(tmp_path, text)
    recipe = load(tmp_path / "recipes" / "試し.yaml", tmp_path)
    for what in (recipe, found):
        told = explain(what, lang)
        assert [one.split(". ")[0] for one in told] == [str(n) for n in range(1, len(told) + 1)]
        whole = "\n".join(told)
        final = "取り消せません" if lang == "ja" else "Cannot be taken back"
        assert whole.count(final) == 1
        for column in found.rows.columns[:4] if found.rows else ():
            assert column.name in whole
        assert "要確認" in told[-1] or "uncertain" in told[-1]


def test_old_words_are_read_and_new_ones_advised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(OLD_WORDS, "主キー", "鍵")
    path = put(project(tmp_path), "試し", NURSERY.replace("  鍵:", "  主キー:"))
    found = check(load(path, tmp_path), tmp_path)
    assert [one.code for one in found] == ["L10"]
    assert found[0].hint("ja").startswith("「鍵」")


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("登録実行", "確定", "  - {}: ボタン", "L10"),  # a verb
        ("成功文", "成功の表示", "    {}: 登録", "L10"),  # an argument
        ("文字列", "文字", "第一希望: {}", "L10"),  # a type
        ("省略可", "任意", "受付番号: 文字 {}", "L10"),  # a flag
        ("逐次", "確定", "画像: {},", "L10"),  # a closed value
        ("区分", "鍵", "区分: [新規", ""),  # the name of a column is none of these words
        ("任意", "最大", "受付番号: 文字 任意", ""),  # a word of today, whatever it was elsewhere
        ("元号", "和暦", "<生年月日|{} R06.04.01>", "L10"),  # a filter
        ("押しボタン", "ボタン", "- 確定: {}「登録", "L10"),  # a kind of thing on the screen
    ],
)
def test_old_words_wherever_a_word_may_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, line: str, told: str
) -> None:
    from bots.recipe.mending import mend

    monkeypatch.setitem(OLD_WORDS, old, new)
    assert NURSERY.count(line.format(new)) == 1
    path = put(project(tmp_path), "試し", NURSERY.replace(line.format(new), line.format(old)))
    found = check(load(path, tmp_path), tmp_path)
    assert [one.code for one in found] == ([told] if told else [])
    assert all(one.words["name"] == old for one in found)
    assert mend(path.read_bytes(), path, tmp_path).new == NURSERY


def test_a_former_word_of_a_filter_does_what_the_new_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OLD_WORDS, "元号", "和暦")
    scope = Scope(row={"生年月日": Value("2024-04-01", "date")})
    assert expand("<生年月日|元号 R06.04.01>", scope).reveal() == "R06.04.01"
    monkeypatch.setitem(OLD_WORDS, "全角", "和暦")  # a word of today is never taken for a former one
    assert expand("<生年月日|全角>", scope).reveal() == "２０２４－０４－０１"


def test_a_former_word_of_a_kind_of_thing_finds_what_the_new_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without that the whole text would be looked for on the screen, brackets and all."""
    assert parse_target("押しボタン「登録」") == Target("押しボタン「登録」")
    monkeypatch.setitem(OLD_WORDS, "押しボタン", "ボタン")
    assert parse_target("押しボタン「登録」") == Target("登録", kind="button")
    monkeypatch.setitem(OLD_WORDS, "リンク", "ボタン")
    assert parse_target("リンク「登録」").kind == "link"


def test_a_former_word_in_the_names_of_a_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OLD_WORDS, "題目", "見出し")
    path = project(tmp_path) / "config" / "systems" / "保育システム.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("目印: 見出し「入所申込入力」") == 1
    path.write_text(text.replace("目印: 見出し「入所申込入力」", "目印: 題目「入所申込入力」"), encoding="utf-8")
    found = check(load(put(tmp_path, "試し", NURSERY), tmp_path), tmp_path)
    assert [(one.code, one.place.file) for one in found] == [("L10", "config/systems/保育システム.yaml")]
