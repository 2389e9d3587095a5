"""Backup, restore and upgrade as people say them, beside `bots serve`; rows that were entered since: test_restored."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.commands.house import Hall


def test_beside_serve_a_backup_is_made_and_none_is_brought_back(hall: Hall, tmp_path: Path) -> None:
    (hall.home / "config" / "timetable.yaml").write_text("時間割: {}\n", encoding="utf-8")
    assert hall.bots("backup").err.count("[P183]") == 1  # there is nothing yet
    server = hall.begin("serve", "--health", "127.0.0.1:0")
    assert server.stdout is not None
    try:
        server.stdout.readline()
        while not hall.bots("status", "--json").out.count('"state": "at_work"'):
            assert server.poll() is None
        assert hall.bots("backup", str(tmp_path / "kept")).code == 0
        (file,) = (tmp_path / "kept").iterdir()
        for words in (("restore", str(file), "--yes"), ("restore", str(file), "--ledger-only", "--yes"), ("upgrade",)):
            refused = hall.bots(*words)
            assert (refused.code, refused.err.count("[P178]")) == (2, 1), refused.said
            assert "bots serve（" in refused.err
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)
    assert hall.bots("restore", str(file), "--ledger-only", "--yes").code == 0
    assert hall.bots("restore", "--undo", "--yes").code == 0
    into = hall.bots("--lang", "en", "restore", str(file), "--into", str(tmp_path / "new"))
    assert into.code == 0, into.said
    assert "Nothing is entered" in into.out
    assert (tmp_path / "new" / "data" / "ledger.key").exists()
    upgraded = hall.bots("upgrade")
    assert upgraded.code == 0, upgraded.said
    assert "新しい指摘 0 件" in upgraded.out
    assert f"restore {hall.home / 'backups' / 'bots-backup-'}" in upgraded.out
    assert f"{hall.home / 'backups'}" in hall.bots("doctor").out


def test_words_that_do_not_go_together(hall: Hall) -> None:
    for words in (("restore",), ("restore", "x.zip", "--undo"), ("backup", "here", "--check", "x.zip")):
        assert hall.bots(*words).code == 2
    gone = hall.bots("restore", "nowhere.zip")
    assert gone.code == 2
    assert "P53" in gone.err
