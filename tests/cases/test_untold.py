"""Whatever a step looks for: its errors say what the recipe says, never a value of the row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from bots.app.carry_out import carry_out
from bots.app.closing import make_report
from bots.app.facts import outcome_of, reason_of
from bots.cli.looking import show
from bots.engine.telling import Telling
from bots.errors import NetworkError, PlaceError, ScreenError, Stop
from bots.ledger import rows
from bots.ledger.connection import close_ledger
from bots.model import Plan, Scopes, Target, Value
from bots.protocols import DialogAnswers
from bots.testing import FakeDriver, FakeRunner
from bots.values.scope import Scope
from tests.hall import RECIPE, Hall, Quiet

NAME = "髙橋花子"
WIDE = "ﾀｶﾊｼ"  # becomes タカハシ
NUMBER = "123456789018"
ROW = {"番号": "0001", "氏名": "申込人", "届出人": NAME, "カナ": WIDE, "番号札": NUMBER, "区分": "新規"}
VALUES = (NAME, "タカハシ", WIDE, NUMBER, "１２３４５６７８９０１８", "12345678")
COLUMNS = "    届出人: 文字 任意\n    カナ: 文字 任意\n"


class Blind(FakeDriver):
    """Hands that find nothing, and say all that hands can say of it."""

    page: Sequence[str] = ()  # what stands on the screen
    held: str = ""  # what it shows for 控える欄

    def _find(self, target: Target) -> None:
        if target.words in ("登録", "番号", "氏名", "受付番号"):
            return
        if target.words.startswith("選ぶ"):
            offered = "、".join(self.page)
            raise ScreenError("S11", name=target.words, column="区分", offered=offered, advice="S26")
        raise ScreenError(
            "S02", name=target.words, count=2, candidates=" / ".join((f"「{target.words}」", *self.page))
        )

    def click(
        self, target: Target, *, within: Scopes = (), dialog: DialogAnswers = "", timeout: float
    ) -> None:
        for scope in within:
            name = next(one for one in (scope.row, scope.part, scope.table, scope.frame, scope.window) if one)
            raise ScreenError("S03", name=name)
        if target.words.startswith("覆われた"):
            raise ScreenError("S14", name=target.words, cover="、".join(self.page))
        if target.words.startswith("無い"):
            raise ScreenError("S01", name=target.words, near="、".join(self.page), advice="S06")
        self._find(target)

    def read(self, target: Target, *, within: Scopes = (), timeout: float) -> str:
        if target.words == "控える欄":
            return self.held
        self._find(target)
        return super().read(target, within=within, timeout=timeout)


class BlindRunner(FakeRunner):
    def open(self, plan: Plan) -> FakeDriver:
        self.driver = Blind(self.system)
        return self.driver


def hall_of(
    home: Path, steps: str, submit: str = "登録", rows: Sequence[Mapping[str, object]] = (ROW,)
) -> Hall:
    """A hall whose recipe does `steps` before it submits."""
    recipe = RECIPE.replace("    区分:", COLUMNS + "    区分:").replace("  - 確定: ボタン「登録」", f"{steps}\n  - 確定: {submit}")
    return Hall.open(home, rows, f"{recipe}\n安全: {{再試行: 0, 連続失敗で停止: 100}}\n")


def reasons(hall: Hall) -> dict[int, tuple[str, str]]:
    """Carry the rows out; by its place in the sheet the reason of each, in both languages."""
    run = hall.ask()
    carry_out(hall.project, run, Quiet(), runner=BlindRunner(hall.system))
    hall.project.open_ledger()
    return {
        row.position: (reason_of(row, "ja"), reason_of(row, "en")) for row in rows.of_run(run)
    }


def reason(hall: Hall) -> str:
    """The reason of the only row in Japanese."""
    return reasons(hall)[2][0]


def leaks(hall: Hall, *extra: str) -> list[str]:
    """Where a value stands: in the terminal, in the run's files, in the ledger. The sheet's copy and the
    row's own lists of values (the sheet's cells, what was put in) are where plain values may be seen."""
    found = []
    (folder,) = (hall.home / "logs" / "runs").glob("*/*")
    texts = {"show": CliRunner().invoke(show, [folder.name], obj=str(hall.home)).output}
    for lang in ("ja", "en"):
        texts[f"outcome {lang}"] = outcome_of(hall.project, folder.name, lang).line()
        texts[f"report {lang}"] = make_report(hall.project, folder.name, lang).read_text("utf-8")
    for file in folder.rglob("*"):
        if file.suffix in (".txt", ".jsonl", ".html"):
            texts[file.name] = file.read_text("utf-8")
        elif file.name == "readings.json":
            document = json.loads(file.read_text("utf-8"))
            assert NUMBER not in json.dumps(document)
            del document["values"]
            texts[file.name] = json.dumps(document, ensure_ascii=False)
        texts[f"name of {file}"] = str(file)
    close_ledger()
    for file in (hall.home / "data").rglob("*"):
        texts[file.name] = file.read_bytes().decode("utf-8", "ignore")
    assert {"log.txt", "events.jsonl", "report.html", "readings.json", "ledger.sqlite3"} <= set(texts)
    for where, text in texts.items():
        found += [f"{where}: {value}" for value in (*VALUES, *extra) if value in text]
    return found


VERBS = [
    ("  - クリック: リンク「<個>」", "<個>"),
    ("  - click: link \"<個>\"", "<個>"),
    ("  - クリック: [登録, メニュー<個>の欄]", "メニュー<個>の欄"),
    ("  - クリック: /第<個>号/", "第<個>号"),
    ("  - 表示確認: ここに<個>がある", "ここに<個>がある"),
    ("  - see: [\"<個>\"]", "<個>"),
    ("  - 待つ: {表示: <個>}", "<個>"),
    ("  - 待つ: [{表示: <個>様}, {表示: 別}]\n    待ち時間: 0.1", "<個>様"),
    ("  - クリック: 登録\n    範囲: {行: {番号: <個>}}", "<個>"),
    ("  - クリック: 登録\n    範囲: {行: <個>}", "<個>"),
    ("  - クリック: 登録\n    範囲: <個>の欄", "<個>の欄"),
    ("  - 読取:\n      写し: セル「<個>」", "<個>"),
    ("  - 入力:\n      <個>: 済", "<個>"),
    ("  - 入力:\n      <個>の欄: <個>", "<個>の欄"),
    ("  - 値を決める:\n      覚え: <個>\n  - クリック: リンク「<覚え>」", "<覚え>"),
]  # fmt: skip


@pytest.mark.parametrize("name", ["届出人", "カナ|全角", "番号札", "番号札|全角", "番号札|先頭 8"])
def test_an_error_says_what_the_recipe_says(tmp_path: Path, name: str) -> None:
    """Each row meets one of the verbs."""
    steps, people = [], []
    for at, (step, _) in enumerate(VERBS, 1):
        steps.append(step.replace("<個>", f"<{name}>") + f"\n    もし: {{番号: '{at:04d}'}}")
        people.append({**ROW, "番号": f"{at:04d}"})
    hall = hall_of(tmp_path, "\n".join(steps), rows=people)
    found = reasons(hall)
    assert len(found) == len(VERBS)
    for position, (_, told) in enumerate(VERBS, 2):
        wanted = told.replace("<個>", f"<{name}>")
        assert [one for one in found[position] if wanted not in one] == []
    assert leaks(hall) == []


def test_so_does_the_submit(tmp_path: Path) -> None:
    hall = hall_of(tmp_path, "", submit="リンク「<届出人>」")
    assert reason(hall).startswith("画面に「<届出人>」が 2 か所あり")
    assert leaks(hall) == []


PAGE = (f"{NAME} 様", "ｶﾅ:ﾀｶﾊｼ", "1234-5678-9018", "新規受付日")


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ("無い欄", "画面に「無い欄」がありません。"),
        ("覆われた欄", "「覆われた欄」がほかのもの（‹届出人› 様、ｶﾅ:‹カナ›、●●●、‹区分›受付日）"),
        ("表の欄", "「表の欄」 / ‹届出人› 様 / ｶﾅ:‹カナ› / ●●● / ‹区分›受付日"),
    ],
)
def test_what_the_page_shows_of_the_row_is_told_by_its_column(
    tmp_path: Path, steps: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Blind, "page", PAGE)
    hall = hall_of(tmp_path, f"  - クリック: {steps}")
    assert told in reason(hall)
    assert leaks(hall) == []


def test_what_is_like_a_value_on_the_page_is_of_other_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Blind, "page", ("無い髙橋花江", "無い髙橋花枝"))
    hall = hall_of(tmp_path, "  - クリック: リンク「無い<届出人>」")
    assert reason(hall) == "画面に「無い<届出人>」がありません。"
    assert leaks(hall, "花江", "花枝") == []


def test_the_reason_names_the_choices_and_the_near_words_of_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The value's own choice too, 新規 in 01:新規受付; other values of the row have no place among them."""
    monkeypatch.setattr(Blind, "page", ("「01:新規受付」", f"「02:{NAME}」"))
    hall = hall_of(tmp_path / "choices", "  - 入力:\n      選ぶ欄: <区分>")
    told = reason(hall)
    assert told.startswith("「選ぶ欄」の選択肢に、表の値と同じものがありません。画面の選択肢は「01:新規受付」、「02:‹届出人›」です。")
    assert leaks(hall) == []
    monkeypatch.setattr(Blind, "page", ("「01:新規受付」",))
    hall = hall_of(tmp_path / "value", "  - 入力:\n      選ぶ<届出人>: <区分>")
    assert reason(hall) == "「選ぶ<届出人>」の選択肢に、表の値と同じものがありません。"
    monkeypatch.setattr(Blind, "page", ("「無くない」",))
    hall = hall_of(tmp_path / "near", "  - クリック: 無い")
    assert reason(hall) == "画面に「無い」がありません。もしかして: 「無くない」。画面の言葉をそのまま書いてください。"


def test_a_value_read_from_the_screen_is_told_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Blind, "page", ("佐々木次郎の行",))
    monkeypatch.setattr(Blind, "held", "佐々木次郎")
    hall = hall_of(tmp_path, "  - 読取:\n      世帯主: 控える欄\n  - クリック: 覆われた欄<世帯主>")
    assert "「覆われた欄<世帯主>」がほかのもの（<世帯主>の行）" in reason(hall)
    assert leaks(hall, "佐々木") == []


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ("  - 業務エラー: <届出人> は新規の対象外", "<届出人> は新規の対象外"),
        ("  - 対象外: <番号札> は新規の対象外", "<番号札> は新規の対象外"),
        ("  - クリック: 新規登録", "画面に「新規登録」が 2 か所"),
        ("  - クリック: ボタン「新規」", "画面に「新規」が 2 か所"),
        ("  - 入力:\n      新規: <区分>", "画面に「新規」が 2 か所"),
        ("  - クリック: 新規", "画面に「新規」が 2 か所"),
        ("  - 入力:\n      新規の日: <番号>", "画面に「新規の日」が 2 か所"),
    ],
)
def test_the_recipes_own_words_stay(tmp_path: Path, steps: str, told: str) -> None:
    hall = hall_of(tmp_path, steps)
    assert told in reason(hall)
    assert leaks(hall) == []


@pytest.mark.parametrize("verb", ["画面保存", "screenshot"])
def test_a_picture_is_called_by_the_column(tmp_path: Path, verb: str) -> None:
    hall = hall_of(tmp_path, f"  - {verb}: 写し<番号札|全角>\n  - {verb}: <届出人>")
    run = hall.ask()
    assert carry_out(hall.project, run, Quiet(), runner=BlindRunner(hall.system)) == 0
    folder = outcome_of(hall.project, run).folder
    kept = json.loads((folder / "items/0002/readings.json").read_text("utf-8"))["pictures"]
    labels = [one["label"] for one in kept]
    assert [one for one in ("写し‹番号札|全角›", "‹届出人›") if one not in labels] == []
    assert leaks(hall) == []


# --------------------------------------------------------------------------- one text


def telling(*texts: str, **values: str) -> Telling:
    """What is known of a row of `values` after `texts` were filled in."""
    scope = Scope(row={name: Value(value, column=name) for name, value in values.items()})
    made = Telling(scope)
    for text in texts:
        made.expand(text, scope)
    return made


@pytest.mark.parametrize(
    ("texts", "values", "text", "told"),
    [
        (["第<回>回"], {"回": "1"}, "第1回", "第<回>回"),
        (["第<回>回"], {"回": "1"}, "第1回 / 第1回の11", "第<回>回 / 第<回>回の11"),
        (["<回>"], {"回": "1"}, "1", "<回>"),
        (["<回>"], {"回": "1"}, "2011年、1 件", "2011年、<回> 件"),
        (["<年>"], {"年": "20"}, "2020の20", "2020の<年>"),
        ([], {"姓": "林"}, "小林の「林」", "小林の「‹姓›」"),
        ([], {"姓": "佐藤"}, "佐藤様", "‹姓›様"),
        (['ボタン「小<姓>」'], {"姓": "林"}, "小林", "小<姓>"),
        (["<姓>", "<姓><名>"], {"姓": "佐藤", "名": "花"}, "佐藤花様", "<姓><名>様"),
        (["<備考>欄", "<備考>"], {"備考": ""}, "欄", "<備考>欄"),
        (["<備考>"], {"備考": ""}, "", ""),
        (["氏名"], {"姓": "氏名"}, "氏名", "氏名"),
        (["<姓>", "佐藤"], {"姓": "佐藤"}, "佐藤", "佐藤"),  # said last: this step's own word
        (["佐藤", "<姓>"], {"姓": "佐藤"}, "佐藤", "<姓>"),
        (["\\<姓> <姓>"], {"姓": "佐藤"}, "<姓> 佐藤", "\\<姓> <姓>"),
    ],
)
def test_a_text_as_it_may_be_told(
    texts: list[str], values: dict[str, str], text: str, told: str
) -> None:
    made = telling(*texts, **values)
    assert made.text(text) == told
    assert made.text(made.text(text)) == told


def test_a_fault_of_the_place_and_the_address_of_a_system_stay() -> None:
    made = telling("<日>", "<名>", 日="20", 名="hall")
    for error in (
        PlaceError("P80", file="items/20/hall.png", reason="20"),
        Stop("P34", run="20-hall"),
        NetworkError("N04", host="hall:20", status=20),
    ):
        before = dict(error.problem.words)
        assert made.error(error).problem.words == before


def test_where_something_stands_is_no_value_of_the_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """カナ of the row is 2; the screen has the button in its second row, and 2 somewhere else."""
    monkeypatch.setattr(Blind, "page", ("「表の欄」（2行目）", "第 2 号"))
    hall = hall_of(tmp_path, "  - クリック: 表の欄", rows=[{**ROW, "カナ": "2"}])
    assert "「表の欄」（2行目） / 第 ‹カナ› 号" in reason(hall)
