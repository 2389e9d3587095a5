"""Processes and files: READY, ends, restarts, the reset, the reading back."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from bots import practice
from bots.practice import truth

CARD = {
    "card_number": "00000012",
    "full_name": "Ann O'Neil",
    "date_of_birth": "1990/02/03",
    "area": "North",
}


def test_systems_are_named_with_their_ports() -> None:
    ports = [
        port
        for system in practice.SYSTEMS.values()
        for port in (system.production_port, system.training_port)
    ]
    names = ["childcare", "donation", "library", "residents", "insurance", "nursery", "accounting"]
    assert list(practice.SYSTEMS) == names
    assert ports == [*range(8811, 8817), *range(8821, 8827), 8817, 8818]


def test_importing_practice_brings_no_web_framework() -> None:
    code = "import sys, bots.practice, bots.practice.truth; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("asked", "settings", "spoken"), [([], "ja", "en"), (["--lang", "ja"], "ja", "ja")]
)
def test_the_library_is_an_english_system_unless_another_language_is_asked_for(
    tmp_path: Path, asked: list[str], settings: str, spoken: str
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.yaml").write_text(f"language: {settings}\n", encoding="utf-8")
    words = [*asked, "-C", str(tmp_path), "practice", "library", "--port", "0"]
    with subprocess.Popen(
        [sys.executable, "-m", "bots", *words], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        assert "図書館カード" in said, "the command line itself speaks the project's language"
        address = said.strip().rpartition(" ")[2]
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"{address}/login", timeout=30) as answer:
            page = answer.read().decode()
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=30)
    assert f'<html lang="{spoken}">' in page


def test_a_restart_goes_on_where_the_files_end(folder: Path, visit: Any) -> None:
    with practice.start("library", folder) as system:
        visitor = visit(system)
        visitor.sign_in()
        visitor.post("/cards/new", **CARD)
    with practice.start("library", folder, lang="ja", environment="training") as system:
        visitor = visit(system)
        assert "訓練環境" in visitor.get("/login").text
        visitor.sign_in()
        assert "既に登録されています" in visitor.post("/cards/new", **CARD).text
        visitor.post("/cards/new", **{**CARD, "card_number": "00000013"})
    assert [entry.receipt for entry in truth.entries(folder)] == ["L-00001", "L-00002"]


def test_reset_begins_anew_and_erases_nothing(library: Any, visit: Any) -> None:
    visitor = visit(library)
    visitor.sign_in()
    visitor.post("/cards/new", **CARD)
    kept = (library.folder / truth.TRUTH_FILE).read_text(encoding="utf-8")
    visitor.post("/practice/reset")
    assert library.truth() == library.requests() == []
    texts = [path.read_text(encoding="utf-8") for path in library.folder.glob("truth-*.jsonl")]
    assert kept in texts
    visitor.post("/cards/new", **CARD)
    (entry,) = library.truth()
    assert (entry.receipt, entry.posts) == ("L-00001", 1)


def begin(folder: Path, *more: str) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "bots.practice", "library", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--folder", str(folder), *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("READY http://127.0.0.1:")
    return process, line.split()[1]


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    out, _ = process.communicate(timeout=10)
    return process.returncode, out


def test_sigterm_ends_it_cleanly_and_stdin_does_not(folder: Path) -> None:
    process, address = begin(folder)
    assert process.stdin is not None
    process.stdin.close()
    process.stdin = None
    time.sleep(0.3)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{address}/login", timeout=10) as answer:
        assert answer.status == 200
    process.send_signal(signal.SIGTERM)
    assert end(process) == (0, "")


def test_a_held_one_ends_with_its_holder_and_not_by_ctrl_c(folder: Path) -> None:
    process, _ = begin(folder, "--until-stdin-closes")
    if sys.platform != "win32":  # which knows no such signal for one process
        process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    assert process.poll() is None
    assert end(process) == (0, "")


def test_an_entry_that_waits_at_the_end_is_not_kept(folder: Path, visit: Any) -> None:
    with practice.start("library", folder) as system:
        visitor = visit(system)
        visitor.sign_in()
        system.set_faults(commit_delay_ms=60_000)
        sender = threading.Thread(target=lambda: visitor.post("/cards/new", **CARD))
        sender.start()
        time.sleep(0.3)
        began = time.monotonic()
    assert time.monotonic() - began < 4
    sender.join()
    assert truth.entries(folder) == []


def test_a_taken_port_is_told(library: Any, folder: Path) -> None:
    port = int(library.address.rsplit(":", 1)[1])
    with pytest.raises(practice.PracticeFailed, match=f"ポート {port} を使えません"):
        practice.start("library", folder, port)


def test_an_unknown_system_is_a_key_error(folder: Path) -> None:
    with pytest.raises(KeyError):
        practice.start("tax", folder)


def test_half_a_line_is_not_yet_true(folder: Path) -> None:
    line = (
        '{"n": 1, "at": "t", "receipt": "r", "key": "k", "fields": {}, "posts": 1, "connection": 1}'
    )
    (folder / truth.TRUTH_FILE).write_text(f"{line}\n{line}\n{line[:20]}", encoding="utf-8")
    assert len(truth.entries(folder)) == 2
    assert truth.doubles(folder) == ["k"]
    assert truth.requests(folder) == []
