"""What an editor offers, explains and underlines in recipes: the real server, bound by what `bots schema` writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.app.editor import SETTINGS, write_schema
from bots.recipe import words
from bots.tasks.registry import TASKS, find
from bots.values.columns import COLUMN_TYPES

from .server import Server, install

HOME = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(tmp_path_factory.mktemp("parts"))


@pytest.fixture(scope="module")
def server(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    project = tmp_path_factory.mktemp("project")
    (project / "recipes" / "こども課").mkdir(parents=True)
    (project / "config" / "systems").mkdir(parents=True)
    write_schema(project)
    settings = json.loads((project / SETTINGS).read_text(encoding="utf-8"))
    made = Server(program, project, settings)
    yield made
    made.close()


class Pen:
    """Files with a `|` where the cursor stands."""

    def __init__(self, server: Server, name: str) -> None:
        self.server = server
        self.name = name
        self.count = 0

    def at(self, text: str, name: str = "") -> tuple[str, int, int]:
        before, _, after = text.partition("|")
        self.count += 1
        uri = self.server.open(name or f"recipes/{self.name}/{self.count}.yaml", before + after)
        return uri, before.count("\n"), len(before) - before.rfind("\n") - 1

    def offered(self, text: str, name: str = "") -> dict[str, str]:
        return self.server.offered(*self.at(text, name))

    def hover(self, text: str) -> str:
        return self.server.hover(*self.at(text))

    def problems(self, text: str) -> list[tuple[int, str]]:
        uri, _, _ = self.at(text)
        return [(one["range"]["start"]["line"], one["message"]) for one in self.server.problems(uri)]


@pytest.fixture
def pen(server: Server, request: pytest.FixtureRequest) -> Pen:
    return Pen(server, f"課{abs(hash(request.node.name))}")


TOP_WORDS = set(words.both(words.TOP))
VERBS = {word for task in TASKS.values() for word in task.words}
MODIFIERS = set(words.both(words.MODIFIERS))


def test_top_words_are_offered(pen: Pen) -> None:
    found = pen.offered("レシピ: x\n|\n")
    assert set(found) == TOP_WORDS - {"レシピ"}
    assert found["データ"] == "どの表の、どの行を使うか。"
    assert found["rows"] == "Which sheet the rows come from."
    assert set(pen.offered("recipe: x\n|\n")) == TOP_WORDS - {"recipe"}


@pytest.mark.parametrize("before", ["レシピ: x\n手順:\n  - ", "recipe: x\nsteps:\n  - ",
                                    "レシピ: x\n手順:\n  - 場合分け:\n      - それ以外:\n          - "])
def test_verbs_are_offered(pen: Pen, before: str) -> None:
    found = pen.offered(f"{before}|\n")
    assert set(found) == VERBS | MODIFIERS
    assert found["入力"].startswith("欄に値を入れ、画面に残った値を読み返す。")
    assert "- 入力:\n    児童氏名: <児童氏名>" in found["入力"]
    assert found["fill"].startswith("Put values into fields and read back")


def test_arguments_are_offered(pen: Pen) -> None:
    arguments = {"成功の表示", "success", "ダイアログ", "dialog"}
    found = pen.offered("レシピ: x\n手順:\n  - 確定: 登録\n    |\n")
    assert set(found) == arguments | MODIFIERS
    assert found["成功の表示"] == "登録できたときに新しく出る文字"
    found = pen.offered("recipe: x\nsteps:\n  - submit: Register\n    |\n")
    assert set(found) == arguments | MODIFIERS
    assert found["success"] == "what newly appears when it is done"
    inside = "recipe: x\nsteps:\n  - repeat: {shown: Next}\n    max: 3\n    do:\n      - click: Next\n        |\n"
    assert set(pen.offered(inside)) == {"ダイアログ", "dialog"} | MODIFIERS


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("レシピ: x\n手順:\n  - 確定: 登録\n    ダイアログ: |\n", {"OK", "キャンセル", "cancel"}),
        ("recipe: x\nsteps:\n  - click: Register\n    dialog: |\n", {"OK", "キャンセル", "cancel"}),
        ("recipe: x\nrows:\n  hidden: |\n", set(words.both(words.HIDDEN))),
        ("レシピ: x\nデータ:\n  不備なら全件中止: |\n", {"はい", "いいえ", "true", "false"}),
        ("レシピ: x\nデータ:\n  列:\n    番号: |\n", {*COLUMN_TYPES, *COLUMN_TYPES.values()}),
        ("recipe: x\nevidence:\n  screenshots: |\n", set(words.both(words.SCREENSHOTS))),
    ],
)
def test_words_of_a_closed_set_are_offered(pen: Pen, text: str, wanted: set[str]) -> None:
    assert set(pen.offered(text)) == wanted


def test_words_of_the_other_parts_are_offered(pen: Pen) -> None:
    rows = set(pen.offered("レシピ: x\nデータ:\n  |\n"))
    assert rows == set(words.both(words.ROWS))
    within = pen.offered("レシピ: x\n手順:\n  - クリック: x\n    範囲:\n      |\n")
    assert set(within) == set(words.both(words.IN))
    compared = pen.offered("recipe: x\nsteps:\n  - click: x\n    when:\n      Amount:\n        |\n")
    assert set(compared) == set(words.both(words.OPERATORS))
    system = pen.offered("システム: x\n|\n", "config/systems/x.yaml")
    assert "アドレス" in system
    assert "手順" not in system


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("レシピ: x\n手順:\n  - 入|力:\n      氏名: <氏名>\n", "欄に値を入れ、画面に残った値を読み返す。"),
        ("recipe: x\nsteps:\n  - fi|ll:\n      Name: <Name>\n", "Put values into fields and read back what was kept."),
        ("recipe: x\nsteps:\n  - submit: x\n    suc|cess: y\n", "what newly appears when it is done"),
        ("レシピ: x\nデータ:\n  受付|簿: x\n", "登録した鍵を覚えておく受付簿の名前。"),
        ("レシピ: x\n手順:\n  - クリック: x\n    範|囲: y\n", "画面のどの部分で行うか。"),
    ],
)
def test_a_word_is_explained(pen: Pen, text: str, said: str) -> None:
    assert pen.hover(text).startswith(said)


def test_a_verb_is_explained_with_its_example(pen: Pen) -> None:
    submit = find("submit")
    assert submit is not None
    assert submit.example in pen.hover("レシピ: x\n手順:\n  - 確|定: 登録\n    成功の表示: 完了\n")


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("レシピ: x\n手順:\n  - 説明: 何か\n", 2, "手順の名前"), ("レシピ: x\n手順:\n  - 入カ: {a: b}\n", 2, "手順の名前"),
        ("レシピ: x\n手順:\n  - クリック: x\n    対話: OK\n", 3, "対話"),
        ("recipe: x\nsteps:\n  - submit: Register\n", 2, 'Missing property "success"'),
        ("recipe: x\nstep:\n  - note: x\n", 1, "step"),
        ("レシピ: x\nuses: 保育\n使うシステム: 保育\n手順:\n  - メモ: x\n", 1, "日本語と英語の両方"),
        ("レシピ: x\n手順:\n  - 確定: 登録\n    成功の表示: 完了\n    success: 完了\n", 4, "日本語と英語の両方"),
        ("recipe: x\nrows:\n  file: a.xlsx\n  key: n\n  columns:\n    n: code ten\neach_row:\n  - note: x\n", 5, "code 8"),
        ("|レシピ: x\n手順:\n  - メモ: <今日|和歴>\n", 2, "使える変換"),  # the first | is the cursor
        ("レシピ: x\n概要: {担当: 係}\n", 0, "手順"),
        ("レシピ: x\nデータ: {ファイル: a.xlsx, 鍵: n, 列: {n: 文字}}\n手順:\n  - メモ: x\n", 3, "「行ごと」に書きます"),
    ],
)
def test_a_mistake_is_underlined(pen: Pen, text: str, where: int, said: str) -> None:
    found = pen.problems(text)
    assert [line for line, _ in found] == [where]
    assert said in found[0][1]


@pytest.mark.parametrize("path", sorted((HOME / "recipes").rglob("*.yaml")), ids=lambda path: path.stem)
def test_nothing_is_underlined_in_a_shipped_recipe(pen: Pen, path: Path) -> None:
    assert pen.problems(path.read_text(encoding="utf-8")) == []


def test_without_node_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RuntimeError, match="needs node and npm"):
        install(tmp_path)
