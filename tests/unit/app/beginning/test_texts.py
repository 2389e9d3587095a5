"""Recipes and system files that are begun: what stands in them, and that any heading can stand in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bots.app.beginning.begin import key_of, keys_of, outline_of
from bots.app.beginning.choices import offers
from bots.app.beginning.draft import draft_of, pressed_of
from bots.app.beginning.recipe_text import declared, recipe_text
from bots.app.beginning.system_text import SystemDraft, system_text
from bots.app.beginning.yaml_text import (
    button,
    can_be_declared,
    field_name,
    placeholder,
    remark,
    scalar,
)
from bots.errors import PlaceError
from bots.model import Column, Hall
from bots.recipe import check
from bots.recipe.loading import load_bytes
from bots.recipe.mending import mend
from bots.recipe.nodes import Map, Scalar, read_source, unseen_in
from bots.recipe.system import read_system
from bots.runners.surveying import SeenButton, SeenField, Survey
from bots.sources.grid import Grid, Line
from bots.sources.headings import headings_of
from bots.sources.outline import outline
from bots.sources.sheet import without_skipped
from bots.values.columns import parse_column
from bots.values.templates import parse

SYSTEM = "システム: 図書\nアドレス:\n  訓練: http://127.0.0.1:1\n画面:\n  申込:\n    アドレス: /entry\n    目印: 見出し「申込」\n"
HEADS = ("整理番号", "氏名", "ﾌﾘｶﾞﾅ", "生年月日", "区分", "備考", "受付番号", "状態", "係")
ROWS = [
    (f"{n:08d}", f"山田{n}郎", "ヤマダ", "1985/4/1", ("新規", "継続", "その他")[n % 3], "" if n % 2 else "あり" * 20, "", "", "窓口")
    for n in range(101, 113)
]


def field(name: str, **more: object) -> SeenField:
    return SeenField(1, str(more.pop("kind", "text")), (name,) if name else (), "label", 1, **more)  # type: ignore[arg-type]


FIELDS = (
    field("整理番号", longest=8), field("氏名", longest=20), field("フリガナ"), field("生年月日", form="YYYY/MM/DD"),
    field("種別", kind="list", choices=("新規", "継続")), field("備考", longest=30), field("同意", kind="check"),
    field("", selector='css=[name="x"]'),
)  # fmt: skip
BUTTONS = (SeenButton("登録する", "button", 1), SeenButton("戻る", "button", 1), SeenButton("ヘルプ", "link", 1))


def text_of(
    lang: str = "ja", heads: tuple[str, ...] = HEADS, rows: list[tuple[str, ...]] = ROWS,
    fields: tuple[SeenField, ...] = FIELDS, buttons: tuple[SeenButton, ...] = BUTTONS, key: str = "", screen: str = "申込",
) -> str:  # fmt: skip
    grid = Grid("受付", [Line(3, heads), *(Line(n, row) for n, row in enumerate(rows, 4))])
    seen = outline_of(grid, 3, "a.xlsx")
    draft = draft_of(
        seen, Survey("題", fields, buttons, "申込"), key=key_of(seen, key), name="課/試し", system="図書", screen=screen,
        file="申込.xlsx", has_login=False, has_logout=False, only_sheet=False,
    )  # fmt: skip
    return recipe_text(draft, lang)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "config" / "systems").mkdir(parents=True)
    (tmp_path / "config" / "systems" / "図書.yaml").write_text(SYSTEM, encoding="utf-8")
    return tmp_path


def codes(text: str, home: Path) -> list[tuple[str, str]]:
    """What check says of a text but the advice that nothing is written about it."""
    recipe = load_bytes(text.encode(), home / "recipes" / "試し.yaml", home, "試し.yaml")
    return [(one.code, text.splitlines()[one.place.line - 1].strip().split("  ")[0])
            for one in check(recipe, home) if one.code != "L01"]  # fmt: skip


def test_a_recipe_in_japanese(home: Path) -> None:
    text = text_of()
    for line in (
        "レシピ: 試し", "#   担当: < ? >", "使うシステム: 図書", "  ファイル: 申込.xlsx", "  シート: 受付", "  見出し行: 3", "  鍵: 整理番号",
        "    整理番号: コード 8", "    氏名: 文字 最大 20", "    ﾌﾘｶﾞﾅ: カナ", "    生年月日: 日付", "    区分: 選択 その他/新規/継続",
        "    備考: 文字 任意 最大 30", "  - 開く: 申込", "      整理番号: <整理番号>", "      フリガナ: <ﾌﾘｶﾞﾅ|全角|カタカナ>",
        "      生年月日: <生年月日|日付 YYYY/MM/DD>", "      備考: <備考>", '    もし: {備考: {以外: ""}}', "  - 確定: ボタン「登録する」",
        "    # 成功の表示: < ? >", "      状態: 登録済", "  #     控えた受付番号: 受付番号", "    # 係: 文字", "  #     同意: < ? >",
    ):  # fmt: skip
        assert any(one.startswith(line) for one in text.splitlines()), line
    assert codes(text, home) == [("R08", "- 確定: ボタン「登録する」")], "the one thing that is open"
    mended = text.replace("    # 成功の表示: < ? >", "    成功の表示: 登録しました")
    assert codes(mended, home) == []


def test_a_recipe_in_english(home: Path) -> None:
    text = text_of("en")
    for line in (
        "recipe: 試し", "#   owner: < ? >", "uses: 図書", "  header: 3", "  key: 整理番号", "    整理番号: code 8",
        "    備考: text optional max 30", "      生年月日: <生年月日|date YYYY/MM/DD>", '    when: {備考: {not: ""}}',
        '  - submit: button "登録する"', "    # success: < ? >", "      状態: entered",
    ):  # fmt: skip
        assert any(one.startswith(line) for one in text.splitlines()), line
    assert codes(text, home) == [("R08", '- submit: button "登録する"')]
    spoken = mend(text.encode(), home / "recipes" / "試し.yaml", home, "ja")
    assert not spoken.problems, "its words are words of the language"
    assert "  鍵: 整理番号" in spoken.new


def test_what_is_unsure_is_told_beside_it() -> None:
    lines = text_of().splitlines()

    def line(start: str) -> str:
        return next(one for one in lines if one.strip().startswith(start))

    assert "12 行とも" in line("鍵:")
    assert "確かめてください" in line("種別: <区分>")
    assert "「その他」 は画面の選択肢にありません" in line("区分: 選択")
    assert "6 行は、画面の欄に入る文字数より長い" in line("備考: 文字")
    assert any("名前のない欄" in one for one in lines)
    assert any(one.startswith("  # - 対応表:") for one in lines)


OWN = ("個人番号", "電話番号", "郵便番号", "振込口座番号", "施設番号")


def test_a_blank_number_of_a_person_or_of_a_field_is_no_receipt() -> None:
    rows = [(f"{n:08d}", *[""] * len(OWN), "") for n in range(101, 113)]
    text = text_of(heads=("整理番号", *OWN, "許可番号"), rows=rows, fields=(*FIELDS[:2], field("施設番号")))
    assert "  #     控えた許可番号: 許可番号" in text
    assert '対象: {許可番号: ""}' in text
    for name in OWN:
        assert f"控えた{name}" not in text
        assert f"対象: {{{name}" not in text
    assert "    個人番号: 文字 任意 隠す" in text or "    個人番号: コード 12 任意 隠す" in text
    assert '      施設番号: <施設番号>\n    もし: {施設番号: {以外: ""}}' in text


def test_everyday_headings_are_proposed_and_never_filled_in(home: Path) -> None:
    heads = ("整理番号", "お子さんの名前", "お生まれ", "男女")
    rows = [(f"{n:04d}", f"練習 {n}", "2020/4/1", "男女"[n % 2]) for n in range(1, 13)]
    fields = (field("整理番号"), field("児童氏名", required=True), field("生年月日"), field("性別", kind="radio", choices=("男", "女")))
    for lang, sure in (("ja", "確かめて"), ("en", "please check")):
        lines = text_of(lang, heads=heads, rows=rows, fields=fields).splitlines()
        named = [one for one in lines if any(f"<{head}>" in one for head in heads[1:])]
        assert [one.split(": ")[0].strip("# ") for one in named] == ["児童氏名", "生年月日", "性別"]
        assert all(sure in one for one in named)
        assert not any(f"<{head}>" in one.partition("#")[0] for one in named for head in heads[1:])
        assert [one.split(":")[0].strip() for one in lines if "画面の「" in one or "what the screen calls" in one] == [
            f"# {head}" for head in heads[1:]
        ]
    assert ("R10", "児童氏名:") in codes(text_of(heads=heads, rows=rows, fields=fields), home)


@pytest.mark.parametrize(("lang", "at_column"), [("ja", "上の列の #"), ("en", "at the column above")])
def test_a_column_that_is_declared_anyway_has_no_remark_to_take_away(lang: str, at_column: str) -> None:
    heads = ("受付のNo.", "お子さんの名前")
    rows = [(f"{n:08d}", f"練習 {n}") for n in range(1, 13)]
    fields = (field("整理番号", longest=8, required=True), field("児童氏名", required=True))
    lines = text_of(lang, heads=heads, rows=rows, fields=fields).splitlines()
    told = {name: next(one for one in lines if one.startswith(f"      {name}:")) for name in ("整理番号", "児童氏名")}
    assert "<受付のNo.>" in told["整理番号"]
    assert at_column not in told["整理番号"]
    assert at_column in told["児童氏名"]


def test_a_proposal_has_the_form_that_its_field_wants() -> None:
    heads = ("整理番号", "お子さんのよみかた", "お生まれ")
    rows = [(f"{n:04d}", "れんしゅう", "2020/4/1") for n in range(1, 13)]
    fields = (field("整理番号"), field("児童フリガナ"), field("生年月日", form="R06.04.01"))
    text = text_of(heads=heads, rows=rows, fields=fields)
    assert "  #     児童フリガナ: <お子さんのよみかた|全角|カタカナ>" in text
    assert "  #     生年月日: <お生まれ|和暦 R06.04.01>" in text


PLACES = ("中央", "緑町", "桜台")
UNLIKE = ("受付のNo.", "行き先", "書類", "控えNo.", "済")
UNLIKE_FIELDS = (
    field("整理番号", longest=8), field("第1希望施設", kind="list", choices=PLACES), field("就労証明書", kind="file", required=True),
)  # fmt: skip


def unlike_rows(place: Callable[[int], str]) -> list[tuple[str, ...]]:
    return [(f"{n:08d}", place(n), f"証明{n}.pdf", "", "") for n in range(101, 113)]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_a_column_holds_proposes_its_field(home: Path, lang: str) -> None:
    """No words bring these together: the number of the row, a column whose words are offered, one of files."""
    text = text_of(lang, heads=UNLIKE, rows=unlike_rows(lambda n: PLACES[n % 3]), fields=UNLIKE_FIELDS)
    upload = "添付" if lang == "ja" else "upload"
    lines = [one.split("  #")[0].rstrip() for one in text.splitlines()]
    assert "  #     整理番号: <受付のNo.>" in text
    assert "  #     第1希望施設: <行き先>" in text
    assert lines[lines.index(f"  - {upload}:") + 1] == "      就労証明書:", "it is required, and open until a person says so"
    assert "<書類>" in text
    assert "控えNo.: <控えた控えNo.>" in text if lang == "ja" else "控えNo.: <" in text
    assert [one for one, _ in codes(text, home)].count("R10") == 1


@pytest.mark.parametrize(
    ("place", "fields", "proposed"),
    [
        (lambda n: PLACES[n % 3], UNLIKE_FIELDS, True),
        (lambda n: "合計の欄" if n == 112 else PLACES[n % 3], UNLIKE_FIELDS, True),  # one slip
        (lambda n: f"別{n}", UNLIKE_FIELDS, False),
        (lambda n: PLACES[0], UNLIKE_FIELDS, False),  # one word alone fits many fields
        (lambda n: PLACES[n % 3], (*UNLIKE_FIELDS, field("第2希望施設", kind="list", choices=PLACES)), False),
    ],
)
def test_what_suits_two_fields_or_hardly_one_is_not_proposed(
    place: Callable[[int], str], fields: tuple[SeenField, ...], proposed: bool
) -> None:
    assert ("<行き先>" in text_of(heads=UNLIKE, rows=unlike_rows(place), fields=fields)) == proposed


@pytest.mark.parametrize("name", ["個人番号", "氏名"])
def test_the_key_is_proposed_for_the_number_of_a_row_only(name: str) -> None:
    fields = (field(name), *UNLIKE_FIELDS[1:])
    assert "<受付のNo.>" not in text_of(heads=UNLIKE, rows=unlike_rows(lambda n: PLACES[n % 3]), fields=fields)
    short = (field("整理番号", longest=4), *UNLIKE_FIELDS[1:])
    assert "<受付のNo.>" not in text_of(heads=UNLIKE, rows=unlike_rows(lambda n: PLACES[n % 3]), fields=short)


@pytest.mark.parametrize(
    ("last", "line"),
    [
        ([("合計", "", "12件", "", "")], "  除く行: {受付のNo.: 合計}"),
        ([("", "小　計", "", "", ""), ("", "総計", "", "", "")], '  # 除く行: [{行き先: 小　計, 受付のNo.: ""}, {行き先: 総計, 受付のNo.: ""}]'),
        ([("00000113", "合計簿", "証明.pdf", "", "")], ""),
        ([("合計（12件）", "", "", "", ""), ("注）未提出は除く", "", "", "", "")],
         "  # 除く行: [{受付のNo.: {始まる: 合計}}, {受付のNo.: {始まる: 注）}}]"),
        ([("", "※ は仮受付", "", "", ""), ("", "※ 朱書きは取消", "", "", "")], '  # 除く行: {行き先: {始まる: "※"}, 受付のNo.: ""}'),
        ([("合計", "中央", "12", "証明.pdf", "x")], None),  # it says too much beside its word
        ([("00000113", "※要確認", "", "", "")], None),  # a row: it has a key
        ([("00000113", "合計", "", "", "")], None),
        ([("計量器一式", "", "", "", "")], None),
    ],
)
def test_totals_at_the_end_are_no_rows(home: Path, last: list[tuple[str, ...]], line: str | None) -> None:
    """They would make every column one that may be blank."""
    text = text_of(heads=UNLIKE, rows=[*unlike_rows(lambda n: PLACES[n % 3]), *last], fields=UNLIKE_FIELDS)
    assert [one[:4] + one[4:].split("  #")[0].rstrip() for one in text.splitlines() if "除く行" in one] == ([line] if line else [])
    if line is None:
        return
    assert "    受付のNo.: コード 8\n" in text
    assert "任意" not in next(one for one in text.splitlines() if "行き先: " in one and "<" not in one).partition("画面")[0]
    assert {"R10", "R08"} >= {code for code, _ in codes(text, home)}


@pytest.mark.parametrize(
    ("heading", "days", "told"),
    [
        ("生年月日", ("R8.2.30", "R8.2.1", "H2.4.1"), "（B4。bots preview"),
        ("届出", ("R8.2.1", "10/3ごろ", "H2.4.1"), "文字にしました（B5）。"),
        ("生年月日", ("R8.2.1", *["不明"] * 5), "5 行が日付として読めないため文字にしました（B5、B6、B7 ほか 2）。"),
    ],
)
def test_cells_that_are_no_date_are_named_by_their_place_alone(heading: str, days: tuple[str, ...], told: str) -> None:
    rows = [(f"{n:04d}", day) for n, day in enumerate(days)]
    text = text_of(heads=("整理番号", heading), rows=rows, fields=(field("整理番号"), field(heading)), key="整理番号")
    assert told in next(one for one in text.splitlines() if one.startswith(f"    {heading}: "))
    assert not any(day in text for day in days)
    assert "B4" in text_of("en", ("整理番号", "生年月日"), [("0001", "R8.2.30"), ("0002", "R8.2.1")], (field("生年月日"),), key="整理番号")


@pytest.mark.parametrize(
    ("total", "left"), [(("合計", "300", "60,000円", "6"), 3), (("合計", "301", "60,001円", "6"), 4), (("小計", "200", "40,000円", "6"), 4)]
)
def test_a_total_of_every_column_is_told_by_its_sums(total: tuple[str, ...], left: int) -> None:
    rows = [(f"{n:04d}", "100", "20,000円", "2") for n in range(3)]
    grid = Grid("受付", [Line(n, row) for n, row in enumerate([("申込番号", "世帯", "金額", "人数"), *rows, total], 1)])
    assert outline_of(grid, 1, "a.xlsx").rows == left


def test_the_draft_leaves_out_the_lines_that_it_proposes_to(home: Path) -> None:
    last = [("合計", "", "12件", "", ""), ("", "※ は仮受付", "", "", "")]
    rows = [*unlike_rows(lambda n: PLACES[n % 3]), *last, ("00000201", "※別の所", "証明.pdf", "", "")]
    text = text_of(heads=UNLIKE, rows=rows[:-1], fields=UNLIKE_FIELDS)
    recipe = load_bytes(text.encode(), home / "recipes" / "試し.yaml", home, "試し.yaml")
    assert recipe.sheet is not None
    grid = Grid("受付", [Line(3, UNLIKE), *(Line(n, row) for n, row in enumerate(rows, 4))])
    headings = headings_of(grid, recipe.sheet.plan, "申込.xlsx")
    kept, skipped = without_skipped(grid.lines, headings, recipe.sheet.plan, {}, Hall())
    assert (skipped, kept[-1].number) == ((16,), 18), "what is only proposed leaves nothing out"


@pytest.mark.parametrize(
    ("rows", "end"),
    [
        ([("1", "山田", ""), ("※2", "佐藤", ""), ("3", "鈴木", "")], ("※は代理申請", "", "")),
        ([("001", "山田", "※至急"), ("", "佐藤", "※番号は後日"), ("003", "鈴木", ""), ("004", "田中", "")], ("", "", "※ 3件で締め")),
        ([("Total Fitness", "a", ""), ("Acme", "b", ""), ("Note.Works", "c", "")], ("Total: 3 cards", "", "")),
    ],
)
def test_what_tells_a_note_is_proposed_and_leaves_out_no_row(home: Path, rows: list[tuple[str, ...]], end: tuple[str, ...]) -> None:
    """Neither one with such a sign in its key, nor one whose key was forgotten."""
    heads = ("番号", "氏名", "備考")
    text = text_of(heads=heads, rows=[*rows, end], fields=tuple(map(field, heads)), key="番号")
    recipe = load_bytes(text.encode(), home / "recipes" / "試し.yaml", home, "試し.yaml")
    assert recipe.sheet is not None
    grid = Grid("受付", [Line(3, heads), *(Line(n, row) for n, row in enumerate([*rows, end], 4))])
    _, skipped = without_skipped(grid.lines, headings_of(grid, recipe.sheet.plan, "申込.xlsx"), recipe.sheet.plan, {}, Hall())
    assert skipped == ()
    assert "  # 除く行: " in text


@pytest.mark.parametrize(
    ("end", "out"), [(("", "計", "1200"), ()), (("計", "計", "1200"), (10,)), (("", "", "1200", "計"), ()), (("", "計", ""), ())]
)
def test_a_row_in_which_the_words_of_a_total_stand_stays(home: Path, end: tuple[str, ...], out: tuple[int, ...]) -> None:
    """計 is how a sheet of statistics calls both sexes together, and a surname. A line with nothing that tells it from a row
    whose key was forgotten is told as one."""
    heads = ("整理番号", "性別", "金額", "備考")
    rows = [(f"S{n:03d}", ("男", "女", "計")[n % 3], str(100 + n), "") for n in range(6)]
    text = text_of(heads=heads, rows=[*rows, (*end, "")[:4]], fields=tuple(map(field, heads[:3])), key="整理番号")
    recipe = load_bytes(text.encode(), home / "recipes" / "試し.yaml", home, "試し.yaml")
    assert recipe.sheet is not None
    grid = Grid("受付", [Line(3, heads), *(Line(n, row) for n, row in enumerate([*rows, (*end, "")[:4]], 4))])
    kept, skipped = without_skipped(grid.lines, headings_of(grid, recipe.sheet.plan, "申込.xlsx"), recipe.sheet.plan, {}, Hall())
    assert skipped == out
    assert {line.number for line in kept} >= set(range(4, 10))


@pytest.mark.parametrize(
    ("keys", "end"),
    [
        (("8", "9", "10"), ("", "以上", "")), (("98", "99", "100"), ("計", "", "")), (("A001", "A002", "追加1"), ("計", "", "")),
        (("8", "9", ""), ("鈴木", "", "※番号は後日")), (("8", "9", ""), ("※田中", "以下", "")),
    ],
)  # fmt: skip
def test_a_row_that_is_filled_in_later_is_no_last_line(home: Path, keys: tuple[str, ...], end: tuple[str, ...]) -> None:
    """With a key, or with a person's name beside its remark."""
    heads = ("番号", "氏名", "種別", "備考")
    rows = [(key, f"山田{key}", "以下", "") for key in keys[:-1]] + [(keys[-1], *end)]
    text = text_of(heads=heads, rows=rows, fields=tuple(map(field, heads)), key="番号")
    assert not [one for one in text.splitlines() if one.startswith("  除く行")]


def test_the_last_lines_are_told_by_their_numbers() -> None:
    last = [("合計", "", "", "", ""), ("注）仮受付を含む", "", "", "", "")]
    rows = [*unlike_rows(lambda n: PLACES[n % 3]), *last]
    japanese, english = (text_of(lang, heads=UNLIKE, rows=rows, fields=UNLIKE_FIELDS) for lang in ("ja", "en"))
    assert ("（16 行目）" in japanese, "17 行目は合計や注記のようです" in japanese, "上の行は消します" in japanese) == (True, True, True)
    assert ("(row 16)" in english, "row 17 looks like a total or a note" in english) == (True, True)


def test_a_dialog_after_the_press_is_a_question(home: Path) -> None:
    for lang, line in (("ja", "    # ダイアログ: OK"), ("en", "    # dialog: OK")):
        text = text_of(lang)
        assert [one for one in text.splitlines() if one.startswith(line)]
        success = "成功の表示" if lang == "ja" else "success"
        done = text.replace(f"    # {success}: < ? >", f"    {success}: 登録しました").replace(line, line.replace("# ", ""))
        assert codes(done, home) == []


def test_a_field_that_the_screen_requires_is_open_until_it_has_a_value(home: Path) -> None:
    text = text_of(fields=(*FIELDS, field("同意の日", required=True)))
    assert codes(text, home) == [("R10", "同意の日:"), ("R08", "- 確定: ボタン「登録する」")]
    line = next(one for one in text.splitlines() if "同意の日" in one)
    assert "画面では必須" in line
    assert [code for code, _ in codes(text.replace(line, "      同意の日: <今日>"), home)] == ["R08"]


def test_no_value_of_the_sheet_is_in_it_but_words_of_choices() -> None:
    text = text_of()
    for row in ROWS:
        for at, cell in enumerate(row):
            if at not in (4, 8) and cell:
                assert cell not in text, "a value of the sheet"
    people = ("番号", "氏名", "担当者", "町名", "電話")
    rows = [(f"{n:04d}", "山田太郎" if n % 2 else "佐藤花子", "鈴木" if n % 2 else "田中", "中町" if n % 2 else "境", "03-1111-2222") for n in range(20)]
    written = text_of(heads=people, rows=rows, fields=tuple(field(one, kind="list", choices=("中町", "境")) for one in people))
    for word in ("山田", "佐藤", "鈴木", "田中", "中町", "1111"):
        assert word not in written.replace("選択肢: 中町/境", "")


def test_a_column_that_is_hidden_is_declared_so_even_where_no_field_takes_it(home: Path) -> None:
    heads = ("番号", "個人番号")
    text = text_of(heads=heads, rows=[(f"{n:04d}", "123456789018") for n in range(9)], fields=(field("番号"),))
    assert "    個人番号: 個人番号 隠す" in text
    assert "123456789018" not in text


def test_words_that_only_one_row_has_get_in_only_if_the_screen_has_them() -> None:
    rows = [(f"{n:04d}", word) for n, word in enumerate(["新規"] * 4 + ["継続"] * 4 + ["秘密の事情"])]
    heads = ("番号", "区分")
    own = text_of(heads=heads, rows=rows, fields=(field("番号"), field("区分", kind="list", choices=("新規", "継続"))))
    assert "選択 新規/継続" in own
    assert "秘密の事情" not in own
    known = text_of(heads=heads, rows=rows, fields=(field("番号"), field("区分", kind="list", choices=("新規", "継続", "秘密の事情"))))
    assert "選択 新規/継続/秘密の事情" in known
    assert "1行にしか" not in known


@pytest.mark.parametrize(
    ("names", "submit", "confirm", "codes_"),
    [
        (["登録"], "登録", "", ["R08"]),
        (["登録", "戻る", "クリア"], "登録", "", ["R08"]),
        (["確認画面へ", "戻る"], "", "確認画面へ", ["R33", "R08"]),
        (["登録", "更新"], "", "", ["R33", "R08"]),
        (["OK"], "", "", ["R33", "R08"]),
        ([], "", "", ["R33", "R08"]),
        (["Register"], "Register", "", ["R08"]),
    ],
)
def test_what_is_pressed(home: Path, names: list[str], submit: str, confirm: str, codes_: list[str]) -> None:
    buttons = tuple(SeenButton(name, "button", 1) for name in names)
    found = pressed_of(Survey("", (), buttons))
    assert (found.submit, found.confirm) == (submit, confirm)
    text = text_of(buttons=buttons)
    assert [code for code, _ in codes(text, home)] == codes_
    assert (f"  - クリック: ボタン「{confirm}」" in text) == bool(confirm)


def test_what_is_compared_on_the_page_that_asks_again_is_what_was_put_in(home: Path) -> None:
    """A date is a date in any form: its filter would make it a text that no other form equals."""
    text = text_of(buttons=(SeenButton("確認画面へ", "button", 1),))
    compared = text[text.index("  # - 照合:") : text.index("  - 確定:")]
    assert "#     フリガナ: <ﾌﾘｶﾞﾅ|全角|カタカナ>\n" in compared
    assert "#     生年月日: <生年月日>\n" in compared
    taken = text.replace(compared, "".join(line.replace("# ", "", 1) for line in compared.splitlines(keepends=True)))
    assert [code for code, _ in codes(taken, home)] == ["R33", "R08"], "with the # taken away it is a step like others"


def test_no_column_goes_into_boxes_among_which_it_cannot_be_divided(home: Path) -> None:
    rows = [(f"{n:04d}", "10:00～12:00") for n in range(5)]
    heads, parts = ("番号", "利用時間"), ("css=[name=a]", "css=[name=b]")
    for required in (True, False):
        split = SeenField(1, "parts of a time", ("利用時間",), "label", 2, parts=parts, required=required)
        text = text_of(heads=heads, rows=rows, fields=(field("番号"), split), key="番号")
        assert "<利用時間>" not in text
        told = next(one for one in text.splitlines() if one.strip("# ").startswith("利用時間:") and "2 個の欄に分かれていて" in one)
        assert told.startswith("      利用時間:" if required else "  #     利用時間: < ? >")
        assert codes(text, home) == [*([("R10", "利用時間:")] if required else []), ("R08", "- 確定: ボタン「登録する」")]


def test_two_buttons_of_one_name_are_no_submit() -> None:
    assert pressed_of(Survey("", (), (SeenButton("登録", "button", 2),))).submit == ""


@pytest.mark.parametrize(
    ("word", "taken"),
    [("東地区", True), ("01", True), ("1", True), ("０１：東地区", True), ("東", False), ("3", False), ("", False)],
)
def test_choices_with_codes(word: str, taken: bool) -> None:
    assert offers(("01:東地区", "02:西地区"), word) == taken


@pytest.mark.parametrize(
    "text",
    ["コード 8", "コード", "文字 任意 最大 20", "選択 男/女 任意", "日付", "コード 12 任意 隠す", "数 最小 1 最大 9", "ファイル 任意"],
)
def test_a_declaration_reads_as_what_it_was_made_of(text: str) -> None:
    column = parse_column("x", text)
    assert parse_column("x", declared(column, japanese=True)) == column
    assert parse_column("x", declared(column, japanese=False)) == column


def test_headings_that_cannot_be_columns_are_told(home: Path) -> None:
    heads = ("番号", "今日", "表示", 'a"b', "電話", "電話")
    text = text_of(heads=heads, rows=[(f"{n:04d}", "x", "y", "z", "1", "2") for n in range(5)], fields=(field("番号"),))
    assert codes(text, home) == [("R08", "- 確定: ボタン「登録する」")]
    told = {line.split(":")[0].strip("# "): line for line in text.splitlines() if line.startswith("    # ")}
    assert "別の意味" in told["今日"]
    assert "別の意味" in told["表示"]
    assert "2つ以上" in told["電話"]


def test_a_key_that_is_not_decided_or_not_there(home: Path) -> None:
    def seen(*heads: str) -> object:
        rows = [Line(n, tuple(f"{n:0{len(head)}d}" for head in heads)) for n in range(2, 9)]
        return outline(Grid("受付", [Line(1, heads), *rows]), 1, "a.xlsx")

    for heads, wanted, code in (
        (("申込番号", "会員番号"), "", "P64"), (("氏名",), "", "P65"), (("申込番号",), "ない", "P66"), (("個人番号", "番号"), "個人番号", "P66"),
    ):  # fmt: skip
        with pytest.raises(PlaceError) as told:
            key_of(seen(*heads), wanted)  # type: ignore[arg-type]
        assert told.value.problem.code == code
    assert key_of(seen("申込番号", "会員番号"), "会員 番号").name == "会員番号"  # type: ignore[arg-type]


# --------------------------------------------------------------------------- any text

ODD = st.sampled_from(
    [*"\"'#:：{}[]<>|＜＞｜&*!%@`,-ー－・？?\\/ \t　\n￥¥$=~^_()（）「」『』", "今日", "- ", ": ", " #", "---", "true", "0012", "ﾊﾟ", "が"]
)
ANY = st.lists(ODD | st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=8).map("".join)


@given(ANY)
def test_any_text_is_a_scalar_that_reads_as_itself(text: str) -> None:
    assume(not unseen_in(text))  # no recipe may hold it, and nothing of it is written into one
    for form in (f"x:\n  a: {scalar(text)}\n", f"x:\n  {scalar(text)}: b\n", f"x: {{{scalar(text)}: {scalar(text)}}}\n"):
        inner = read_source(form.encode(), "a.yaml").root.get("x")
        assert isinstance(inner, Map)
        (key, value) = inner.entries[0]
        assert isinstance(value, Scalar)
        assert text in (key.text, value.text)
    assert "\n" not in remark(text)


@given(ANY)
def test_a_placeholder_names_what_it_was_made_of_or_there_is_none(name: str) -> None:
    written = placeholder(name, ("和暦",))
    if written:
        assert [one for one, _ in parse(written).names] == [name]
    assert field_name((name,)) in ("", name)
    assert name in button(name, japanese=True) or button(name, japanese=True) == ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANY, max_size=4), st.sampled_from(["ja", "en"]))
def test_any_headings_make_a_recipe_that_loads_and_names_them(home: Path, odd: list[str], lang: str) -> None:
    """Quotes, colons, #, line ends, full width: the recipe says the same headings, and only what is open is wrong."""
    heads = ("整理番号", *odd)
    rows = [(f"{n:08d}", *(f"値{n}" for _ in odd)) for n in range(5)]
    known = [" ".join(one.split()) for one in odd]
    fields = (field("整理番号"), *(field(one) for one in dict.fromkeys(known) if one))
    text = text_of(lang, heads, rows, fields, key="整理番号")
    recipe = load_bytes(text.encode(), home / "recipes" / "試し.yaml", home, "試し.yaml")
    assert recipe.sheet is not None
    errors = [one.code for one in check(recipe, home) if one.severity == "error"]
    assert errors == ["R08"], text
    written = [column.name for column in recipe.sheet.plan.columns]
    assert set(written) <= {"整理番号", *known}
    grid = Grid("", [Line(3, heads), *(Line(n, row) for n, row in enumerate(rows, 4))])
    for one in keys_of(outline(grid, 3, "a")):
        named = [name for name in fields if one.name in name.names and field_name(name.names)]
        if named and can_be_declared(one.name):
            assert one.name in written, "a column that a field takes is declared"


# --------------------------------------------------------------------------- system files

LOGIN = Survey(
    "図書館 ログイン",
    (SeenField(1, "text", ("利用者ID",), "label", 1), SeenField(2, "text", ("パスワード",), "label", 1, secret=True)),
    (SeenButton("ヘルプ", "button", 1), SeenButton("ログイン", "button", 1)), "ログイン",
)  # fmt: skip
MENU = Survey(
    "図書館", (),
    (SeenButton("申込入力", "link", 1), SeenButton("一覧", "link", 1), SeenButton("ログアウト", "link", 1)), "業務メニュー",
)  # fmt: skip


def system_of(lang: str, page: Survey, inside: Survey | None = None) -> tuple[str, object]:
    draft = SystemDraft("図書", "http://127.0.0.1:8000", "/login?x=1", "訓練" if lang == "ja" else "training", "tosho", page, inside)
    text = system_text(draft, lang)
    return text, read_system(text.encode(), "図書", "図書.yaml")


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("page", [LOGIN, MENU, Survey("", (), ()), Survey("", (), (), '見出し"「x」')])
@pytest.mark.parametrize("inside", [None, MENU, Survey("", (), ())])
def test_a_system_file_has_no_mistakes(lang: str, page: Survey, inside: Survey | None) -> None:
    text, system = system_of(lang, page, inside)
    unproved = page is LOGIN and inside is not MENU  # what a person must write before it can be used
    assert [one.code for one in system.found] == ["R196"] * unproved, text  # type: ignore[attr-defined]
    assert list(system.addresses) == ["訓練"]  # type: ignore[attr-defined]


def test_a_page_with_a_password_is_signed_in_to() -> None:
    text, _ = system_of("ja", LOGIN)
    for line in (
        "  - 開く: /login?x=1", "      利用者ID: <account.利用者ID>", "      パスワード: <account.パスワード>",
        "  - クリック: ボタン「ログイン」", "  既定: {利用者ID: <secret.tosho_user>, パスワード: <secret.tosho_password>}", "  - 表示確認: < ? >",
    ):  # fmt: skip
        assert any(one.startswith(line) for one in text.splitlines()), line
    assert "config/secrets.yaml に tosho_user: 値、tosho_password: 値" in text
    assert "申込入力" not in text


def test_what_was_seen_inside_becomes_proposals() -> None:
    text, system = system_of("ja", LOGIN, MENU)
    assert "  - 表示確認: 業務メニュー" in text
    assert "ログアウト:\n  - クリック: リンク「ログアウト」" in text
    assert "#   申込入力:\n#     開き方:\n#       - クリック: リンク「申込入力」" in text
    assert system.screens == {}  # type: ignore[attr-defined]


def test_a_page_without_a_password_is_a_screen_itself() -> None:
    _, system = system_of("ja", Survey("申込", (field("氏名"),), (), "申込入力"))
    (screen,) = system.screens.values()  # type: ignore[attr-defined]
    assert (screen.name, screen.address, screen.sign) == ("申込入力", "/login?x=1", "見出し「申込入力」")


def test_declared_columns_keep_their_marks() -> None:
    assert declared(Column("x", "code", size=12, optional=True, hidden=True), japanese=True) == "コード 12 任意 隠す"


@pytest.mark.parametrize(("charset", "line"), [("Shift_JIS", "文字コード: cp932 "), ("EUC-JP", "文字コード: euc-jp "), ("", "# 文字コード: cp932 "), ("x-user-defined", "# 文字コード: cp932 ")])
def test_the_encoding_of_the_page_that_was_seen_is_written(charset: str, line: str) -> None:
    text, _ = system_of("ja", Survey("申込", (field("氏名"),), (), "申込入力", charset))
    assert [one for one in text.splitlines() if one.startswith(line)]
