"""Texts stay texts; what is too large, too deep or clever is refused at once."""

from __future__ import annotations

import contextlib
import json
import re
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.errors import RecipeError
from bots.recipe.nodes import MAX_BYTES, MAX_SLOW, Items, Map, Node, Scalar, read_source
from bots.recipe.traps import find_traps
from tests.effort import effort

BRACKETS = effort(1_500, 5_000)  # the slow parser looks 1024 characters ahead


def tree(text: str) -> Map:
    return read_source(text.encode(), "試し.yaml").root


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [plain(one) for one in node.items]
    return {key.text: plain(value) for key, value in node.entries}


@pytest.mark.parametrize(
    "text",
    [
        "0012",
        "no",
        "NO",
        "on",
        "12:30",
        "1_000",
        "3.10",
        "2024-04-01",
        "+81",
        "null",
        "~",
        "0x1F",
        "1e3",
        "<氏名>",
        "<a|b>円",
        "「登録」",
        "・項目",
        "〒100",
        "css=#id",
        "/^R\\d+$/",
        "=",
        "ボタン「登録」",
        "申請（その1）",
        "https://a.example/b",
        "a#b",
    ],
)
def test_scalars_stay_as_written(text: str) -> None:
    assert plain(tree(f"名前: {text}\n")) == {"名前": text}


@pytest.mark.parametrize("form", ["a: [x, <y>]\n", "a:\n  - x\n  - <y>\n", "a:\n- x\n- <y>\n"])
def test_lists(form: str) -> None:
    assert plain(tree(form)) == {"a": ["x", "<y>"]}


def test_places_count_characters_from_one() -> None:
    root = tree("レシピ: 転記\n行ごと:\n  - 入力:\n      氏名: '<氏名>'\n")
    (_, rows) = root.entries[1]
    assert isinstance(rows, Items)
    step = rows.items[0]
    assert isinstance(step, Map)
    fill = step.entries[0][1]
    assert isinstance(fill, Map)
    key, value = fill.entries[0]
    assert (key.line, key.column, key.length) == (4, 7, 2)
    assert (value.line, value.column) == (4, 11)


def test_place_of_a_part_of_a_text() -> None:
    source = read_source("a: '<氏名|全角>'\n".encode(), "x.yaml")
    value = source.root.entries[0][1]
    assert isinstance(value, Scalar)
    place = source.place(value, 4, 2)
    assert (place.line, place.column, place.width) == (1, 9, 2)


def test_bom_and_line_ends() -> None:
    data = b"\xef\xbb\xbf" + "レシピ: 転記\r\n概要: x\r\n".encode()
    assert plain(read_source(data, "x").root) == {"レシピ": "転記", "概要": "x"}


def test_block_texts_are_left_alone() -> None:
    text = "a: |\n  ー 一つ目：<x>\n  - クリック:登録\nb: c\n"
    assert plain(tree(text)) == {"a": "ー 一つ目：<x>\n- クリック:登録\n", "b": "c"}


@pytest.mark.parametrize(
    "text", ["a: b # 覚え書き\n", "a: 'x #1'\n", "# -クリック:登録\na: b\n", 'a: "b #c"\n']
)
def test_remarks_are_no_traps(text: str) -> None:
    assert list(plain(tree(text))) == ["a"]  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "text",
    ["a: 登録：完了\n", "a:\n  - 注意：重複しています\n", "a: 時刻 12:30\n", "a: https://x.example/\n",
     "a: ー\n", "ーー: x\n", "a: [・その他, －]\n", "a:\n  ・ その他: x\n", "・ 備考: x\n", "a: 次のもの\n  ・ 入力 漏れ\n",
     "a:\n  - ・ 開く: x\n", "a: ・ 開く\n", "・ 開くもの: x\n"],
)  # fmt: skip
def test_full_width_marks_in_texts_are_no_traps(text: str) -> None:
    assert tree(text).entries


@pytest.mark.parametrize("line", ["・ 開く: 申込入力", "・　開く: 申込入力", "・開く: 申込入力", "・ open: New card", "・ 入力:", "・ もし: {a: b}"])
def test_a_middle_dot_before_a_word_of_the_language_is_a_bullet(line: str) -> None:
    assert refused(f"行ごと:\n  {line}\n".encode()) == "Y04"


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_quote_that_another_one_closes_lines_below(quote: str) -> None:
    text = f"レシピ: {quote}転記\n使うシステム: x\n手順:\n  - 業務エラーの表示: {quote}重複{quote}\n"
    assert refused(text.encode()) == "Y15"
    assert tree(f"レシピ: {quote}転記\n  使うシステム: x\n  手順{quote}\n").entries


def refused(data: bytes) -> str:
    with pytest.raises(RecipeError) as caught:
        read_source(data, "x.yaml")
    return caught.value.problem.code


BOMBS = {
    "aliases": ("a: &a [x]\nb: [*a, *a]\n", "Y11"),
    "laughs": ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "Y11"),
    "tag": ("a: !!python/object/apply:os.system [ls]\n", "Y11"),
    "deep": ("a: " + "[" * BRACKETS + "]" * BRACKETS + "\n", "Y20"),
    "deep map": ("\n".join(" " * n + f"k{n}:" for n in range(60)) + "\n", "Y20"),
    "nodes": ("a:\n" + "  - x\n" * 10_001, "Y21"),
    "huge": ("a: " + "x" * MAX_BYTES + "\n", "Y12"),
    "two": ("a: b\n---\nc: d\n", "Y13"),
    "nul": ("a: b\0c\n", "Y26"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str) -> None:
    text, code = BOMBS[name]
    tracemalloc.start()
    begun = time.process_time()
    assert refused(text.encode()) == code
    assert time.process_time() - begun < 3  # though every allocation is being counted
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50_000_000


QUICK = {
    **BOMBS,
    "open list": ("a: [" + "x, " * 9_900, "Y25"),
    "open map": ("a: {" + "x: y, " * 4_000, "Y25"),
    "open quote": ('a: "' + "x " * 90_000, "Y15"),
    "open quote over lines": ('a: "' + "x \n  " * 40_000, "Y15"),
    "an indent at the end": ("a:\n" + " - x\n" * 9_000 + "  - {a: b\n", "Y14"),
    "steps": ("行ごと:\n" + "  - 入力: {a: b}\n" * 9_000, "Y21"),
    "deep blocks": ("".join("- " * 40 + "x\n" for _ in range(500)), "Y20"),
    "huge scalar": ("a: '" + "あ" * (MAX_BYTES // 3) + "'\n", "Y12"),
    "huge lines": ("a: |\n" + "  x\n" * (MAX_BYTES // 4), "Y12"),
    "many anchors": ("".join(f"k{n}: &a{n} x\n" for n in range(9_000)), "Y11"),
    "many tags": ("".join(f"k{n}: !!str x\n" for n in range(9_000)), "Y11"),
    "nul at the end": ("a: b\n" * 40_000 + "\0", "Y26"),
}


@pytest.mark.parametrize("name", QUICK)
def test_bombs_are_refused_at_once(name: str) -> None:
    """The best of three: what else the machine does is not the reader's doing."""
    text, code = QUICK[name]
    data, spent = text.encode(), []
    for _ in range(3):
        begun = time.process_time()
        assert refused(data) == code
        spent.append(time.process_time() - begun)
    assert min(spent) < 0.05 * (BRACKETS / 1_500 if name == "deep" else 1)


LONG_LINES = {"dashes": "-" * 60_000, "bullets": "ー- " * 20_000, "quotes that stay open": 'a: "' + "\\\"\u3000" * 20_000}


@pytest.mark.parametrize("name", LONG_LINES)
def test_a_long_line_is_looked_through_once(name: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(RecipeError):
        read_source(LONG_LINES[name].encode(), "試し.yaml")
    assert time.process_time() - begun < 0.5  # a look at each place for each place would take twenty seconds


GOLDEN = [
    path for path in sorted((Path(__file__).parents[2] / "errors").glob("Y*/*.yaml"))
    if not path.parent.name.startswith(("Y09", "Y17", "Y26"))  # bytes that are no text, or nothing at all
]  # fmt: skip


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.parent.name)
def test_of_a_long_file_the_same_is_said(path: Path) -> None:
    """Of a mistake far down the quick parser tells, of one at the top the slow one."""
    remarks = MAX_SLOW // 5 + 1
    data = path.read_bytes()
    above = [(code, line + remarks, *rest) for code, line, *rest in told(data)]
    assert above == told("# 申込\n".encode() * remarks + data)


def told(data: bytes) -> list[tuple[str, int, int, int]]:
    try:
        problems = read_source(data, "x.yaml").problems
    except RecipeError as error:
        problems = list(error.problems)
    return [(one.code, one.place.line, one.place.column, one.place.width) for one in problems]


@given(
    st.recursive(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=8),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3),
            st.dictionaries(st.text("あいabc1 :#", min_size=1, max_size=5), inner, min_size=1, max_size=3),
        ),
        max_leaves=8,
    )
)
@settings(max_examples=effort(40, 3_000))
def test_whatever_was_written_is_read(value: object) -> None:
    """A tree of texts written as JSON, which is YAML, comes back as it was: every text, every name, in order."""
    text = json.dumps({"根": value}, ensure_ascii=False) + "\n"
    if "\ufeff" in text or re.search(r"[\ufffe\uffff\U000e0000-\U0010ffff]", text):
        return
    try:
        read = read_source(text.encode(), "x.yaml")
    except RecipeError as error:
        assert error.problem.code in ("Y03", "Y05", "Y08", "Y20", "Y22")
        return
    assert [one.code for one in read.problems] == []
    assert plain(read.root) == {"根": value}


@pytest.mark.parametrize(
    ("encoding", "guess"), [("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP"), ("utf-16", "UTF-16")]
)
def test_other_encodings_are_told(encoding: str, guess: str) -> None:
    with pytest.raises(RecipeError) as caught:
        read_source("レシピ: 保育所の申込を登録する\n".encode(encoding), "x.yaml")
    assert caught.value.problem.code == "Y09"
    assert caught.value.problem.words["guess"] in (guess, "Shift_JIS")


@given(st.text(max_size=60))
@settings(max_examples=effort(20, 1_500))
def test_any_text_gives_a_tree_or_one_clear_error(text: str) -> None:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    try:
        read_source(data, "x.yaml")
    except RecipeError as error:
        for problem in error.problems:
            for lang in ("ja", "en"):
                assert problem.sentence(lang)
                problem.hint(lang)


@given(
    st.lists(
        st.sampled_from(
            [
                "a: ",
                "- ",
                "  ",
                "\n",
                "[",
                "]",
                "{",
                "}",
                "<x>",
                "：",
                "#",
                '"',
                "'",
                ":",
                "　",
                "\t",
                "|",
                "&",
                "*",
                "入力",
            ]
        ),
        max_size=25,
    )
)
@settings(max_examples=effort(30, 2_500))
def test_any_marks_give_a_tree_or_one_clear_error(parts: list[str]) -> None:
    test_any_text_gives_a_tree_or_one_clear_error.hypothesis.inner_test("".join(parts))  # type: ignore[attr-defined]


@pytest.mark.parametrize("escape", [r"\x1b]0;x\x07", r"\0", r"\u202E", r"\r", r"\ud800"])
def test_a_sign_that_no_editor_shows_is_refused_as_an_escape_too(escape: str) -> None:
    with pytest.raises(RecipeError) as caught:
        read_source(f'a: 1\nメモ: "{escape}"\n'.encode(), "x.yaml")
    problem = caught.value.problem
    assert (problem.code, problem.place.line if problem.place else 0) == ("Y22", 2)
    assert read_source('メモ: "1\\n2\\t3"\n'.encode(), "x.yaml").root.get("メモ") is not None


@pytest.mark.parametrize("mark", ["①", "1 ", "■", "○"])
@pytest.mark.parametrize("around", ["列:\n  番号: 文字\n  {}メモ: 文字\n", "手順:\n  - 入力:\n      {}メモ: x\n  - メモ: y\n"])
def test_a_name_may_begin_as_a_bullet_does(mark: str, around: str) -> None:
    """Only among dashes is it one: a column or a field may be called ①メモ."""
    assert told(around.format(mark).encode()) == []
    assert [code for code, *_ in told(f"手順:\n  - メモ: x\n  {mark}メモ: y\n".encode())] == ["Y04"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('a: "値　\n  続き"\nb: c', []),
        ("a: '値　\n\n  続き　'\nb: c", []),
        ('a: "値　\n  続き"\nb: c　', ["Y29"]),
        ("a: it's　\nb: c", ["Y29"]),
        ("a: b # 注　\nb: |\n  値　\n", []),
        ("a: b　# 注", ["Y28"]),
        ("a: 部屋　#1", ["Y28"]),
        ("a: b\n　# 注：これ", ["Y01"]),
        ("a: [b　, c]", ["Y29"]),
    ],
)
def test_what_nobody_sees_is_meant_in_quotes_alone(text: str, codes: list[str]) -> None:
    assert [one.code for one in find_traps(text.split("\n"), "x.yaml")] == codes


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["- fill:", "    - A: a", "    B: b", "    C: c"], 2),
        (["- fill:", "    A: a", "    - B: b", "    C: c"], 3),
        (["- fill:", "- A: a", "    B: b"], 2),
        (["- fill:", "    A: a", "- B: b", "    C: c"], 3),
        (["- fill:", "    A: a", "- click: b", "    timeout: 5"], 4),
        (["- click: a", "- click: b", "click: c"], 3),
        (["- branch:", "    - when: {shown: a}", "    else: [{note: b}]"], 3),
    ],
)  # fmt: skip
def test_a_dash_too_many_is_told_at_its_line_and_one_that_is_missing_at_the_next(lines: list[str], line: int) -> None:
    """A step that stands there is no entry with a dash: what is too deep under it is told where it stands."""
    with pytest.raises(RecipeError) as told:
        read_source("".join(f"{one}\n" for one in lines).encode(), "x.yaml")
    assert (told.value.problem.code, told.value.problem.place.line) == ("Y14", line)
