"""People are told by mail and by a web hook, once each; what fails is told again later and stops nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bots.app.project import Project
from bots.errors import PlaceError
from bots.ledger.facts import Claim
from bots.model import DueState
from bots.notifiers import MailNotifier, WebhookNotifier
from bots.settings import MailSettings, ProxySettings, load_settings
from bots.testing import FixedClock
from bots.timetable.bell import Bell
from bots.vaults import EnvironmentVault, Vaults
from tests.hall import RECIPE, SYSTEM
from tests.timetable.post import hook, post
from tests.upstream import HallProxy

NIGHT = datetime(2026, 12, 1, 10, 30, tzinfo=UTC)  # 19:30 in Japan
MORNING = datetime(2026, 12, 1, 22, 40, tzinfo=UTC)  # 7:40 of the next day


def hall(folder: Path, notify: str) -> Project:
    for name, text in {"config/systems/試験システム.yaml": SYSTEM, "recipes/登録.yaml": RECIPE, "config/settings.yaml": notify}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Project(load_settings(folder, {}), FixedClock(NIGHT))


def a_night(project: Project) -> int:
    """One due time that was skipped, one that asks; the number of that."""
    from bots.ledger import dues

    project.open_ledger()
    asked = {"recipe": "登録", "inputs": {}, "environment": "", "account": "", "until": "", "after": {}}
    claims = [Claim(NIGHT - timedelta(hours=1), DueState.SKIPPED, "T20", {"minutes": 61}), Claim(NIGHT, DueState.ASKING, "T23", {"minutes": 11, "entry": "夜の登録"})]
    dues.claim(entry="夜の登録", claims=claims, until=NIGHT, asked=asked, clock=project.clock)
    return dues.asking()[0].id


def test_the_morning_mail_goes_out_once_to_each_owner(tmp_path: Path) -> None:
    with post() as (port, letters), hook() as (address, taken):
        project = hall(tmp_path, f"notify:\n  mail: {{server: 127.0.0.1, port: {port}, sender: bots@example.lg.jp}}\n  webhook: {address}\n  to: {{試験係: shiken@example.lg.jp}}\n")
        a_night(project)
        bell = Bell(project, "pc01")
        assert bell.morning() == []
        assert letters == [], "before the morning"
        project.clock.move((MORNING - NIGHT).total_seconds())  # type: ignore[attr-defined]
        assert bell.morning() == []
        assert bell.morning() == []
        ((to, letter),) = letters
        assert (to, letter["From"]) == ("shiken@example.lg.jp", "bots@example.lg.jp")
        assert letter["Subject"] == "[bots] 昨夜の実行: 1 件は人の確認がいります"
        assert "bots timetable --go 夜の登録" in letter.get_content()
        (told,) = taken
        assert told["to"] == "shiken@example.lg.jp"
        assert told["text"] == letter.get_content().rstrip("\n")
        project.clock.move(86400)  # type: ignore[attr-defined]
        assert bell.morning() == []
        assert len(letters) == 1, "a night without due times has no letter"


def test_a_letter_that_cannot_be_sent_is_told_and_tried_again(tmp_path: Path) -> None:
    with post(refuses=True) as (port, letters):
        project = hall(tmp_path, f"notify:\n  mail: {{server: 127.0.0.1, port: {port}, sender: bots@example.lg.jp}}\n  to: {{'*': it@example.lg.jp}}\n")
        a_night(project)
        project.clock.move((MORNING - NIGHT).total_seconds())  # type: ignore[attr-defined]
        for _ in range(2):
            (problem,) = Bell(project, "pc01").morning()
            assert problem.code == "T32"
        assert letters == []


def test_what_asks_is_told_at_once(tmp_path: Path) -> None:
    with hook() as (address, taken):
        project = hall(tmp_path, f"notify: {{webhook: '{address}'}}\n")
        due = a_night(project)
        assert Bell(project, "pc01").at_once(due) == []
        assert taken[0]["title"] == "[bots] 夜の登録: 人の確認がいります"


def test_what_fails_names_the_server_and_nothing_that_was_sent() -> None:
    with hook(500) as (address, _), pytest.raises(PlaceError) as failed:
        WebhookNotifier(address, ProxySettings(), Vaults()).tell("x", "題", "本文")
    assert failed.value.problem.words == {"how": "webhook", "where": "127.0.0.1", "reason": "HTTPError 500"}
    with pytest.raises(PlaceError) as failed:
        MailNotifier(MailSettings(server="127.0.0.1", port=1), Vaults()).tell("a@example.jp", "題", "本文")
    assert failed.value.problem.code == "T32"
    assert "本文" not in str(failed.value)


def test_a_webhook_behind_the_proxy_is_told_through_it_and_one_of_this_house_is_not() -> None:
    with hook() as (address, taken):
        port = urlsplit(address).port or 0
        hall = HallProxy({("tell.example.jp", 80): ("127.0.0.1", port)}, login="bots:k@gi")
        through = ProxySettings(f"127.0.0.1:{hall.port}", account="hall")
        vault = EnvironmentVault({"BOTS_SECRET_HALL_USER": "bots", "BOTS_SECRET_HALL_PASSWORD": "k@gi"})
        WebhookNotifier("http://tell.example.jp/", through, vault).tell("x", "題", "外")
        WebhookNotifier(address, through, vault).tell("x", "題", "中")
        hall.close()
    assert [one["text"] for one in taken] == ["外", "中"]
    assert [one.split(" ")[1] for one in hall.asked] == ["http://tell.example.jp/"]


def test_settings_of_telling_that_are_wrong_are_told(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    for text, key in {"notify: {to: x}": "notify.to", "notify: {mail: {port: x}}": "notify.mail.port", "notify: {morning: 7時}": "notify.morning"}.items():
        (tmp_path / "config/settings.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(PlaceError) as wrong:
            load_settings(tmp_path, {})
        assert (wrong.value.problem.code, wrong.value.problem.words["key"]) == ("P04", key)
