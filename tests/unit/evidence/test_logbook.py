"""The logs: only allowed fields, no values, no forged lines."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.evidence.folder import RunFolder
from bots.evidence.log_words import LABELS, SENTENCES, sentence
from bots.evidence.logbook import FIELDS, RowName, RunLog, allowed, write_events
from bots.ledger.facts import Decision
from bots.model import Value


@dataclass(frozen=True)
class Told:
    at: str = "2026-11-22T17:14:02.000000Z"
    kind: str = "run.add"
    run: str = "20261123-0214-k7f3"
    item: int | None = None
    words: dict[str, object] = field(default_factory=dict)
    line: str = '{"seq":1}'


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    return RunFolder.create(tmp_path, "20261123-0214-k7f3", datetime(2026, 11, 22, 17, tzinfo=UTC))


def test_a_run_log_writes_both_files(folder: RunFolder) -> None:
    with RunLog(folder, "20261123-0214-k7f3", "ja") as log:
        log.tell("row.settle", position=17, state="done", step="each_row/3")
        with pytest.raises(ValueError, match="name"):
            log.tell("row.settle", name="青木")
    text = folder.log_file.read_text("utf-8")
    assert "行が終わりました。" in text
    assert "✓ 完了" in text
    assert "20261123-0214-k7f3" in text
    assert folder.log_file.stat().st_mode & 0o777 == 0o600
    (line,) = folder.events_file.read_text("utf-8").splitlines()
    assert json.loads(line)["words"] == {"position": 17, "state": "done", "step": "each_row/3"}


def test_two_runs_do_not_mix(folder: RunFolder, tmp_path: Path) -> None:
    other = RunFolder.create(tmp_path, "other", datetime(2026, 11, 22, tzinfo=UTC))
    with RunLog(folder, "a", "en") as one, RunLog(other, "b", "en") as two:
        one.tell("run.take")
        two.tell("run.finish")
    assert "began" in folder.log_file.read_text("utf-8")
    assert "began" not in other.log_file.read_text("utf-8")


def test_values_and_unknown_objects_never_print(folder: RunFolder) -> None:
    secret = Value("4444 5555 6666", hidden=True)
    plain = allowed({"field": Value("青木"), "fields": [secret], "reason": OSError("青木")})
    assert plain == {"field": "‹text›", "fields": ["‹●●●›"], "reason": "‹OSError›"}


def test_no_line_can_be_forged(folder: RunFolder) -> None:
    attack = "x\r\n2026-11-23 00:00:00  {extra}  <red>y\u202e\x1b[2J\u2028"
    with RunLog(folder, "r", "ja") as log:
        log.tell("row.settle", reason=attack)
    text = folder.log_file.read_text("utf-8")
    assert text.count("\n") == 1
    assert not any(character in text for character in "\r\u202e\x1b\u2028")
    assert "\\x0d\\x0a" in text
    assert "{extra}" in text
    assert len(folder.events_file.read_text("utf-8").splitlines()) == 1


def test_events_of_the_ledger_are_kept_byte_for_byte(folder: RunFolder) -> None:
    told = [Told(), Told(kind="row.settle", words={"state": "uncertain"}, line='{"seq":2,"h":"é"}')]
    lines, log = write_events(folder, told, "en")
    assert folder.events_file.read_text("utf-8") == '{"seq":1}\n{"seq":2,"h":"é"}\n'
    assert folder.log_file.read_text("utf-8").splitlines()[1].endswith("？ uncertain")
    assert folder.log_file.read_text("utf-8").startswith("2026-11-23 02:14:02")
    assert (lines.file, log.file) == ("events.jsonl", "log.txt")


def test_an_unknown_kind_still_says_itself() -> None:
    assert sentence("a.b", {"count": 3}, "ja") == "a.b  件数: 3"


def test_a_line_says_which_row_it_is_about_and_why(folder: RunFolder) -> None:
    told = [Told(kind="item.refuse", item=5, words={"code": "B80", "state": "refused", "was": "running", "epoch": 2})]
    write_events(folder, told, "ja", {5: RowName("受付!15", "B80", "画面に「不備」と出ました。")})
    line = folder.log_file.read_text("utf-8").strip()
    assert line.endswith("［受付!15］  登録しませんでした。  理由: 画面に「不備」と出ました。 [B80]  ✕ 業務エラー")


def test_a_try_that_was_made_again_says_why(folder: RunFolder) -> None:
    told = [Told(kind="item.release", item=5, words={"code": "S22"})]
    rows = {5: RowName("受付!15", "", "")}
    write_events(folder, told, "ja", rows, lambda code, _: "「○」の選択肢の一覧が開かないか、開いたものが一覧かどうか見分けられません。")
    line = folder.log_file.read_text("utf-8").strip()
    assert line.endswith("登録せずに戻しました。  理由: 「○」の選択肢の一覧が開かないか、開いたものが一覧かどうか見分けられません。 [S22]")


def test_a_run_in_training_is_not_called_production() -> None:
    """本番 is the word of an environment; a run that enters is 実行, as in the glossary."""
    assert sentence("run.add", {"environment": "訓練", "mode": "run"}, "ja").endswith("環境: 訓練  種類: 実行")
    assert sentence("run.add", {"mode": "rehearse"}, "ja").endswith("種類: 試し")


def test_every_event_of_the_ledger_has_its_sentence() -> None:
    """Names of events stand in the code of the ledger; none of them may reach a person raw."""
    import re

    ledger = Path(__file__).parents[3] / "bots" / "ledger"
    source = "".join(path.read_text("utf-8") for path in ledger.glob("*.py"))
    kinds = set(re.findall(r'NewEvent\(\s*"([a-z_.]+)"', source))
    kinds |= {f"item.{name}" for name in re.findall(r'Move\(\s*"([a-z_]+)"', source)}
    kinds |= set(re.findall(r'_swap\(\s*"([a-z_.]+)"', source))
    assert len(kinds) > 12
    assert kinds <= set(SENTENCES)
    assert set(LABELS) <= FIELDS


def test_every_decision_is_told_in_the_language_of_the_reader() -> None:
    counts = {str(one): at for at, one in enumerate(Decision, 1)}
    said = sentence("rows.enter", {"counts": counts}, "ja")
    assert not re.search("[a-z]", said)
    assert "この実行で結果が出ている 10" in said
    assert "has its result from this run 10" in sentence("rows.enter", {"counts": counts}, "en")
