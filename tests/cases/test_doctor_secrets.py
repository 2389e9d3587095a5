"""`bots doctor` names the secrets that a sign-in needs and nobody has put in."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from bots.app import doctor
from bots.app.project import Project
from bots.cli import main
from tests.cases.test_refused_login import LOGIN
from tests.hall import SYSTEM, Hall

TWO = LOGIN.replace("ログイン失敗", "  夜間: {利用者ID: <secret.night_user>, パスワード: <secret.password>}\nログイン失敗")


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    made = Hall.open(tmp_path / "hall")
    (made.home / "config/systems/試験システム.yaml").write_text(SYSTEM + TWO, encoding="utf-8")
    return made


def keep(hall: Hall, text: str, mode: int = 0o600) -> None:
    file = hall.home / "config" / "secrets.yaml"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)


def test_each_account_is_told_with_what_it_lacks_and_where_it_goes(hall: Hall) -> None:
    keep(hall, "password: x\n")
    day, night = doctor.secrets(hall.project)
    assert (day.mark, night.mark) == ("!", "!")
    assert "既定" in day.title("ja")
    assert "夜間" in night.title("ja")
    for lang in ("ja", "en"):
        assert day.state(lang).endswith(": user")
        assert night.state(lang).endswith(": night_user")
        assert "config/secrets.yaml" in night.remedy(lang)
        assert "night_user: …" in night.remedy(lang)


def test_nothing_is_told_where_all_is_kept_in_file_or_variable(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(hall, "user: u\npassword: x\n")
    monkeypatch.setenv("BOTS_SECRET_NIGHT_USER", "n")
    assert list(doctor.secrets(hall.project)) == []


def test_a_file_that_others_can_read_is_a_fault(hall: Hall) -> None:
    keep(hall, "user: u\n", 0o644)
    (found,) = doctor.secrets(hall.project)
    assert found.mark == "✕"
    assert "chmod 600" in found.remedy("ja")


def test_a_system_without_sign_in_needs_none(hall: Hall) -> None:
    (hall.home / "config/systems/試験システム.yaml").write_text(SYSTEM, encoding="utf-8")
    assert list(doctor.secrets(hall.project)) == []


def test_the_command_shows_it_and_it_is_no_fault(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = list(doctor.secrets(hall.project))
    monkeypatch.setattr(doctor, "examine", lambda home: found)
    assert main(["-C", str(hall.home), "doctor"]) == 0
    assert "! ログイン（試験システム・既定）" in capsys.readouterr().out


def test_the_places_proxy_is_told_with_what_lies_behind_it(hall: Hall) -> None:
    """Only a connection: what lies behind is asked by nobody."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        keep(hall, "p_user: u\np_password: x\n")
        (hall.home / "config/settings.yaml").write_text(f"proxy: {{server: '127.0.0.1:{port}', account: p, direct: 10.1.1.5}}", encoding="utf-8")
        system = hall.home / "config/systems/試験システム.yaml"
        system.write_text(SYSTEM.replace("http://127.0.0.1:9\n", "https://kodomo.example.jp\n"), encoding="utf-8")
        project = Project.at(str(hall.home))
        (found,) = doctor.proxy(project)
        assert (found.mark, found.state("ja")) == ("✓", f"127.0.0.1:{port}")
        behind, here = doctor.systems(project)
        assert (behind.mark, behind.state("ja")) == ("✓", "https://kodomo.example.jp（プロキシを通ります）")
        assert here.mark == "✕"
    (found,) = doctor.proxy(project)
    assert (found.mark, found.state("en")) == ("✕", f"not within reach: 127.0.0.1:{port}")
    keep(hall, "p_user: u\n")
    (found,) = doctor.proxy(Project.at(str(hall.home)))
    assert "p_password" in found.state("ja")
