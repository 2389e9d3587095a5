"""The run's folder: names, safe writing, what a manifest finds."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.errors import PlaceError
from bots.evidence.folder import Difference, RunFolder
from bots.model import Picture

STARTED = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)  # the 24th in Tokyo


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    return RunFolder.create(tmp_path / "logs", "20261124-0100-k7f3", STARTED)


def picture(data: bytes = b"one") -> Picture:
    return Picture(data, "png", 10, 10, masked=("個人番号",))


def finish(folder: RunFolder) -> None:
    folder.write_manifest(
        run="r",
        counts={"done": 1},
        first_seq=1,
        last_seq=9,
        program="bots",
        browser="b",
        guarantee="gate",
    )


def test_it_lies_under_the_tokyo_date_and_is_private(folder: RunFolder, tmp_path: Path) -> None:
    assert folder.path == tmp_path / "logs/runs/2026-11-24/20261124-0100-k7f3"
    kept = folder.write_picture(17, "before", picture(), "each_row/3")
    assert kept.file == "items/0017/before.png"
    assert kept.step == "each_row/3"
    assert kept.masked == ("個人番号",)
    if os.name != "nt":
        for path in (folder.path, folder.item_folder(17), tmp_path / "logs"):
            assert path.stat().st_mode & 0o777 == 0o700
        assert (folder.path / kept.file).stat().st_mode & 0o777 == 0o600
    assert not list(folder.path.rglob("*.part"))


def test_a_picture_is_never_overwritten(folder: RunFolder) -> None:
    names = [
        folder.write_picture(1, "before", picture(data), "").file for data in (b"a", b"b", b"a")
    ]
    assert names == ["items/0001/before.png", "items/0001/1.png", "items/0001/before.png"]


@pytest.mark.parametrize("label", ["青木 蓮", "../../x", "tanaka", "", "0", "a/b"])
def test_no_word_of_a_recipe_stands_in_a_path(folder: RunFolder, label: str) -> None:
    assert folder.write_picture(3, label, picture(), "").file == "items/0003/1.png"


@pytest.mark.parametrize("bad", ["../x", "a b", "", "令和"])
def test_a_run_id_cannot_leave_the_logs(tmp_path: Path, bad: str) -> None:
    with pytest.raises(ValueError, match="run id"):
        RunFolder.create(tmp_path, bad, STARTED)
    with pytest.raises(ValueError, match="suffix"):
        RunFolder(tmp_path).input_file("/../x")


def test_readings_come_back_and_broken_ones_are_told(folder: RunFolder) -> None:
    assert folder.read_readings(2) is None
    folder.write_readings(2, {"a": "髙\ud800"})
    assert folder.read_readings(2) == {"a": "髙\ud800"}
    (folder.item_folder(2) / "readings.json").write_text("{")
    with pytest.raises(PlaceError) as caught:
        folder.read_readings(2)
    assert caught.value.problem.code == "P82"


def test_verify_finds_lost_changed_and_added_files(folder: RunFolder) -> None:
    folder.write_input(b"sheet", ".XLSX")
    folder.write_plan("{}")
    kept = [folder.write_picture(n, "before", picture(), "").file for n in (1, 2)]
    folder.write_report(iter(["<p>", "髙"]))
    finish(folder)
    assert folder.verify() == []
    (folder.path / kept[0]).unlink()
    (folder.path / kept[1]).write_bytes(b"other")
    (folder.path / "added.txt").write_text("x")
    assert folder.verify() == [
        Difference("added.txt", "unlisted"),
        Difference(kept[0], "missing"),
        Difference(kept[1], "changed"),
    ]
    manifest = json.loads((folder.path / "manifest.json").read_text("utf-8"))
    assert manifest["events"] == {"first": 1, "last": 9}
    assert {one["file"] for one in manifest["files"]} >= {"input.xlsx", "plan.json", "report.html"}


def test_verify_without_manifest_is_told(folder: RunFolder) -> None:
    with pytest.raises(PlaceError) as caught:
        folder.verify()
    assert caught.value.problem.code == "P81"


def test_a_disk_that_refuses_is_told(folder: RunFolder) -> None:
    (folder.path / "items").write_text("in the way")
    with pytest.raises(PlaceError) as caught:
        folder.write_picture(1, "before", picture(), "")
    assert caught.value.problem.code == "P80"
    assert "0001" in str(caught.value)
