"""Two hundred files that are broken or mean harm, read by a child whose memory has a limit: one sentence each."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import Shelf
from .hostile import files
from .hostile_reader import MOST_SECONDS

MOST_PEAK = 512  # MB
_SOUND = {"macro.xlsm", "bomb_inside.xlsx", "many_styles.xlsx"}
_NAME = "01_表題と合計と注記"


@pytest.fixture(scope="module")
def told(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder, scratch = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("scratch")
    sound = (shelf.book(form, _NAME).read_bytes() for form in ("ods", "xls"))
    for name, data in files(scratch, *sound):
        (folder / name).write_bytes(data)
    child = subprocess.run(
        [sys.executable, "-m", "tests.office.hostile_reader", str(folder)],
        capture_output=True, text=True, check=False, timeout=400,
    )  # fmt: skip
    assert child.returncode == 0, child.stderr[-3000:]
    found = [json.loads(line) for line in child.stdout.splitlines()]
    assert {one["file"] for one in found} == {path.name for path in folder.iterdir()}
    return {one["file"]: one for one in found}


def test_there_are_files_enough(told: dict[str, dict[str, Any]]) -> None:
    assert len(told) >= 200


def test_none_raises_anything_but_its_message(told: dict[str, dict[str, Any]]) -> None:
    assert {name: one["traceback"] for name, one in told.items() if "traceback" in one} == {}


def test_none_takes_long(told: dict[str, dict[str, Any]]) -> None:
    """Counted as work: what the machine does besides is no fault of the file."""
    assert {name: one["cpu"] for name, one in told.items() if one["cpu"] > MOST_SECONDS} == {}


def test_none_fills_the_memory(told: dict[str, dict[str, Any]]) -> None:
    assert max(one["peak"] for one in told.values()) < MOST_PEAK


def test_each_message_names_the_file_and_is_a_sentence_in_both_languages(told: dict[str, dict[str, Any]]) -> None:
    for name, one in told.items():
        if "code" not in one:
            continue
        assert one["code"].startswith("D"), name
        assert name in one["place"], (name, one)
        assert name in one["ja"], (name, one)
        assert one["ja"].endswith("。"), (name, one)
        assert one["en"].rstrip().endswith("."), (name, one)
        assert "{" not in one["ja"] + one["en"], (name, one)


def test_what_can_be_told_apart_is(told: dict[str, dict[str, Any]]) -> None:
    """Not everything is 'damaged': a password, a bomb, another kind of file have words of their own."""
    codes = {name: one.get("code", "") for name, one in told.items()}
    assert {codes[name] for name in ("locked.xlsx", "locked.ods")} == {"D02"}
    large = {"large_rows.csv", "large_rows.xlsx", "large_file.csv", "text_wide.csv", "bomb_styles.xlsx", "bomb_merges.xlsx"}
    assert {codes[name] for name in large} == {"D07"}
    assert {codes[name] for name in codes if name.startswith("pdf_called")} == {"D04"}
    assert {codes[name] for name in codes if name.startswith(("laughs", "outside", "net", "parameter"))} == {"D03"}
    assert {codes[name] for name in codes if name.startswith("relation_")} == {"D03", "D12"}
    assert not any(codes[name] for name in _SOUND)


def test_names_of_parts_lead_nowhere(told: dict[str, dict[str, Any]]) -> None:
    """No part is ever written under its own name: a book with such names is read like any other, or told."""
    for name in (name for name in told if name.startswith("name_")):
        assert told[name].get("code", "D03") == "D03", told[name]
    for place in ("/tmp/evil.txt", "/etc/evil", "C:\\evil.exe"):
        assert not Path(place).exists()
