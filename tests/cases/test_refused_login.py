"""A refused login is never tried twice: not in a run, not by the next one, until something was changed."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest

from bots.app.carry_out import carry_out, let_log_in_again
from bots.app.facts import outcome_of
from bots.app.runs import reopen
from bots.errors import BotsError, BrowserGone, NetworkError, PlaceError, ScreenError, Uncertain
from bots.model import Landing, Mode, Plan
from bots.testing import FakeDriver, FakeRunner
from tests.hall import RECIPE, SYSTEM, Hall, Quiet, people

LOGIN = """\
ログイン:
  - 開く: /login
  - 入力:
      利用者ID: <account.利用者ID>
      パスワード: <account.パスワード>
  - クリック: ログイン
利用者:
  既定: {利用者ID: <secret.user>, パスワード: <secret.password>}
ログイン失敗の表示: [パスワードが違います]
"""
WRONG, OTHER, RIGHT = "chigau-1", "chigau-2", "tadashii-1"


SIGN = "ログイン失敗の表示: [パスワードが違います]\n"
PROOF = "  - 表示確認: 業務メニュー\n利用者:"


class Door(FakeDriver):
    """Hands on a system that lets in whoever has the password."""

    def __init__(self, runner: DoorRunner) -> None:
        super().__init__(runner.system)
        self.runner = runner

    def click(self, target: Any, **how: Any) -> None:
        super().click(target, **how)
        if target.words == "ログイン":
            given = self.fields["パスワード"].reveal()
            self.runner.tried.append(given)
            self.runner.meanwhile()
            inside = given == self.runner.password and not self.runner.fails.kind
            self.system.texts.add("業務メニュー" if inside else self.runner.says)
        elif self.runner.later:
            raise self.runner.later.pop()

    def after_sign_in(self) -> Landing:
        self.runner.looked()
        if self.runner.fails.kind:
            return self.runner.fails
        return Landing() if self.runner.tried[-1:] == [self.runner.password] else Landing(self.runner.stands)


class DoorRunner(FakeRunner):
    """Opens such hands; remembers what was tried."""

    password = RIGHT
    says = "パスワードが違います"  # of a wrong password
    stands: Literal["", "secret"] = "secret"  # what is left of the sign-in after one
    fails = Landing()  # how the system answers with an error of its own

    def __init__(self, hall: Hall) -> None:
        super().__init__(hall.system)
        self.tried: list[str] = []
        self.meanwhile: Callable[[], None] = lambda: None  # what happens between what is sent and its answer
        self.looked: Callable[[], None] = lambda: None  # what happens when the page is asked where it led
        self.later: list[BotsError] = []  # what a later press meets, once each

    def open(self, plan: Plan) -> Door:
        self.system.texts.clear()
        return Door(self)


@dataclass
class Place:
    """A hall with a login, and its door."""

    hall: Hall
    door: DoorRunner = field(init=False)

    def __post_init__(self) -> None:
        self.door = DoorRunner(self.hall)

    def keep(self, password: str, user: str = "robot01") -> None:
        """What config/secrets.yaml holds."""
        file = self.hall.home / "config" / "secrets.yaml"
        file.touch(mode=0o600)
        file.write_text(f"user: {user}\npassword: {password}\n", encoding="utf-8")

    def without_sign(self, *changes: tuple[str, str]) -> None:
        """The system file does not say how a refusal is told; other changes of its text."""
        file = self.hall.home / "config/systems/試験システム.yaml"
        text = file.read_text(encoding="utf-8")
        for old, new in ((SIGN, ""), *changes):
            assert old in text
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")

    def run(self, **asked: Any) -> str:
        """A new run; its id."""
        run = self.hall.ask(**asked)
        self.carry_out(run)
        return run

    def resume(self, run: str) -> None:
        """Go on with it."""
        reopen(self.hall.project, run, failed=False)
        self.carry_out(run)

    def carry_out(self, run: str) -> None:
        """To its end; a minute passes."""
        carry_out(self.hall.project, run, Quiet(), runner=self.door)
        self.hall.clock.move(60)

    def reason(self, run: str) -> str:
        """Why it ended, its code."""
        from bots.ledger import runs

        self.hall.project.open_ledger()
        return runs.get(run).reason


@pytest.fixture
def place(tmp_path: Path) -> Place:
    hall = Hall.open(tmp_path / "hall", people(2), RECIPE.replace("行ごと:", "開始:\n  - ログイン: 試験システム\n\n行ごと:"))
    (hall.home / "config/systems/試験システム.yaml").write_text(SYSTEM + LOGIN, encoding="utf-8")
    return Place(hall)


def test_the_next_run_does_not_send_the_same_secret_again(place: Place) -> None:
    place.keep(WRONG)
    first = place.run()
    assert place.reason(first) == "S81"
    for again in (place.run(), place.run(mode=Mode.RUN, limit=1)):
        assert place.reason(again) == "P59"
        told = outcome_of(place.hall.project, again, "ja").reason
        for word in (first, "2026-11-23 19:30", "password, user", "--login-again", "試験システム"):
            assert word in told
    assert place.door.tried == [WRONG]
    assert place.hall.entered() == []


def test_nor_does_resume_and_its_rows_wait(place: Place) -> None:
    place.keep(WRONG)
    run = place.run()
    place.resume(run)
    assert (place.reason(run), place.door.tried) == ("P59", [WRONG])
    assert place.hall.counts(run) == {"total": 2, "pending": 2}


def test_a_new_secret_goes_in_and_an_old_refused_one_stays_refused(place: Place) -> None:
    for password in (WRONG, OTHER):
        place.keep(password)
        place.run()
    place.keep(RIGHT)
    run = place.run()
    assert place.reason(run) == ""
    assert place.hall.entered() == ["0001", "0002"]
    place.keep(WRONG)
    place.hall.sheet(people(3))
    assert place.reason(place.run()) == "P59"
    assert place.door.tried == [WRONG, OTHER, RIGHT]


def test_another_user_with_the_same_password_is_another_try(place: Place) -> None:
    place.keep(WRONG)
    place.run()
    place.keep(WRONG, user="robot02")
    assert place.reason(place.run()) == "S81"
    assert len(place.door.tried) == 2


def test_another_environment_is_another_login(place: Place) -> None:
    place.keep(WRONG)
    place.run()
    assert place.reason(place.run(environment="訓練")) == "S81"


def test_a_person_who_had_it_unlocked_may_say_so_once(place: Place) -> None:
    place.keep(WRONG)
    place.run()
    run = place.hall.ask()
    let_log_in_again(place.hall.project, run)
    place.carry_out(run)
    assert place.reason(run) == "S81"
    assert place.reason(place.run()) == "P59"
    assert place.door.tried == [WRONG, WRONG]
    place.door.password = WRONG  # the system's side was mended
    run = place.hall.ask()
    let_log_in_again(place.hall.project, run)
    place.carry_out(run)
    place.hall.sheet(people(3))
    assert place.reason(place.run()) == ""
    assert place.hall.entered() == ["0001", "0002", "0003"]


@pytest.mark.parametrize("command", ["run", "rehearse", "resume"])
def test_the_option_says_it(place: Place, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    from bots.cli import main

    monkeypatch.setattr(
        "bots.cli.progress.carry_out", lambda project, run, *rest, **more: place.carry_out(run)
    )
    place.keep(WRONG)
    run = place.run(mode=Mode.REHEARSE if command == "rehearse" else Mode.RUN)
    words = ["-C", str(place.hall.home), command, run if command == "resume" else "登録"]
    main(words)
    assert place.door.tried == [WRONG]
    main([*words, "--login-again"])
    assert place.door.tried == [WRONG, WRONG]


def test_a_sign_that_is_there_before_anything_was_sent_is_no_refusal_of_the_secret(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.keep(RIGHT)
    opened = place.door.open

    def shut(plan: Plan) -> Door:
        driver = opened(plan)
        place.hall.system.texts.add("パスワードが違います")
        return driver

    monkeypatch.setattr(place.door, "open", shut)
    assert place.reason(place.run()) == "S81"
    monkeypatch.undo()
    assert place.reason(place.run()) == ""


def test_a_missing_secret_is_told_as_before(place: Place) -> None:
    assert place.reason(place.run()) == "P20"
    assert place.door.tried == []


def test_what_is_kept_holds_no_secret_and_is_the_owners_alone(place: Place) -> None:
    import hashlib

    place.keep(WRONG)
    run = place.run()
    file, = (place.hall.project.settings.ledger / "refused-logins").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    text = file.read_text(encoding="utf-8")
    assert [one["run"] for one in json.loads(text)] == [run]
    for hidden in (WRONG, hashlib.sha256(WRONG.encode()).hexdigest(), "robot01", "password"):
        assert hidden not in text + file.name


def test_a_damaged_record_stops_the_run_with_one_message(place: Place) -> None:
    place.keep(WRONG)
    place.run()
    file, = (place.hall.project.settings.ledger / "refused-logins").iterdir()
    file.write_text("{", encoding="utf-8")
    assert place.reason(place.run()) == "P44"
    assert place.door.tried == [WRONG]


# ------------------------------------------------------------------ a system file that does not say how a refusal looks

LOST = ("登録済みの表示:", "切断の表示: [接続が切れました]\n登録済みの表示:")


@pytest.mark.parametrize(
    ("says", "stands", "changes", "code"),
    [
        ("ユーザーが違います", "", [("利用者:", PROOF)], "S85"),  # a page of its own, without a field
        ("ユーザーが違います", "secret", [("利用者:", PROOF)], "S86"),
        ("ユーザーが違います", "secret", [], "S86"),
        ("接続が切れました", "secret", [LOST], "S86"),  # the text of a lost session is on every sign-in page
        ("接続が切れました", "", [LOST], "S85"),
        ("受け付けられません", "", [], "S85"),  # what refuses a row refuses no row here
        ("既に登録されています", "", [], "S85"),
    ],
)
def test_a_sign_in_that_did_not_lead_inside_is_not_sent_again(
    place: Place, says: str, stands: Literal["", "secret"], changes: list[tuple[str, str]], code: str
) -> None:
    place.without_sign(*changes)
    place.door.says, place.door.stands = says, stands
    place.keep(WRONG)
    first = place.run()
    assert place.reason(first) == code
    told = outcome_of(place.hall.project, first, "ja").reason
    assert "bots inspect 試験システム --login-again" in told
    assert (says in told or "業務メニュー" in told) == (code == "S85")
    assert place.hall.counts(first) == {"total": 2, "pending": 2}
    place.resume(first)
    assert place.reason(place.run()) == "P59"
    assert place.door.tried == [WRONG]
    place.keep(RIGHT)
    assert place.reason(place.run()) == ""
    assert place.hall.entered() == ["0001", "0002"]


def test_nor_is_one_that_each_row_begins_with(place: Place) -> None:
    recipe = place.hall.home / "recipes/登録.yaml"
    text = recipe.read_text(encoding="utf-8")
    text = text.replace("開始:\n  - ログイン: 試験システム\n\n", "").replace("行ごと:\n", "行ごと:\n  - ログイン: 試験システム\n")
    recipe.write_text(text, encoding="utf-8")
    place.without_sign()
    place.door.says = "受け付けられません"
    place.keep(WRONG)
    run = place.run()
    assert (place.reason(run), place.door.tried) == ("S86", [WRONG])
    assert place.hall.counts(run) == {"total": 2, "pending": 2}


def test_a_proof_that_stands_on_the_sign_in_page_too_is_none(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.without_sign(("利用者:", PROOF))
    opened = place.door.open

    def named(plan: Plan) -> Door:
        driver = opened(plan)
        place.hall.system.texts.add("業務メニュー")
        return driver

    monkeypatch.setattr(place.door, "open", named)
    place.keep(WRONG)
    assert place.reason(place.run()) == "S86"
    place.keep(RIGHT)
    assert place.reason(place.run()) == ""
    assert place.door.tried == [WRONG, RIGHT]


def test_where_the_proof_is_seen_nothing_more_is_asked(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.without_sign(("利用者:", PROOF))
    monkeypatch.setattr(Door, "after_sign_in", lambda self: pytest.fail("looked at once more"))
    place.keep(RIGHT)
    assert place.reason(place.run()) == ""
    assert place.hall.entered() == ["0001", "0002"]


PROVING = pytest.mark.parametrize(
    "proof", [[], [("利用者:", PROOF)]], ids=["without a proof", "with a proof"]
)


@PROVING
def test_a_system_that_is_not_available_has_refused_nobody(
    place: Place, proof: list[tuple[str, str]]
) -> None:
    place.without_sign(*proof)
    place.keep(RIGHT)
    place.door.fails = Landing("unavailable", 503)
    run = place.run()
    assert place.reason(run) == "N04"
    assert "HTTP 503" in outcome_of(place.hall.project, run, "ja").reason
    assert len(place.door.tried) == 3, "as often as any other fault of the moment"
    place.door.fails = Landing()
    assert place.reason(place.run()) == ""


@PROVING
@pytest.mark.parametrize("status", [401, 403, 500, 502, 504])
def test_any_other_failure_may_be_a_refusal(
    place: Place, status: int, proof: list[tuple[str, str]]
) -> None:
    place.without_sign(*proof)
    place.keep(WRONG)
    place.door.fails = Landing("failed", status)
    first = place.run()
    assert place.reason(first) == "S85"
    assert f"HTTP {status}" in outcome_of(place.hall.project, first, "ja").reason
    assert (place.reason(place.run()), place.door.tried) == ("P59", [WRONG])


def raising(error: BotsError | type[BaseException]) -> Callable[[], None]:
    def happen() -> None:
        raise error

    return happen


@PROVING
@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (BrowserGone("S91", seconds=38), "S89", "答えが来ませんでした"),
        (ScreenError("S55", seconds=30, paths="/login"), "S89", "答えが来ませんでした"),
        (BrowserGone("S90"), "S85", "ブラウザーが終了しました"),
        (NetworkError("N02", host="town", seconds=30), "S85", "30 秒待っても"),
        (ScreenError("S19", what="page"), "S85", ""),
        (Uncertain("S19", what="page"), "S85", ""),
        (PlaceError("P75"), "P75", ""),
    ],
)  # fmt: skip
def test_however_it_ends_what_was_sent_is_not_sent_again(
    place: Place, error: BotsError, code: str, told: str, proof: list[tuple[str, str]]
) -> None:
    place.without_sign(*proof)
    place.door.stands = ""
    if error.problem.code == "S55":  # a press that waits in vain has pressed nothing: it is told by what looks after it
        place.door.looked = raising(error)
    else:
        place.door.meanwhile = raising(error)
    place.keep(WRONG)
    first = place.run()
    assert place.reason(first) == code
    reason = outcome_of(place.hall.project, first, "ja").reason
    assert told in reason
    assert ("ブラウザー" in reason) == (error.problem.code in ("S90", "P75"))
    place.resume(first)
    assert place.reason(first) == "P59"
    assert (place.reason(place.run()), place.door.tried) == ("P59", [WRONG])


@PROVING
def test_nor_is_it_where_the_process_was_killed_between_what_it_sent_and_the_answer(
    place: Place, proof: list[tuple[str, str]]
) -> None:
    place.without_sign(*proof)
    place.keep(WRONG)
    first = place.hall.ask()
    child = os.fork()
    if not child:
        place.door.meanwhile = lambda: os.kill(os.getpid(), signal.SIGKILL)
        place.carry_out(first)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert (place.reason(place.run()), place.door.tried) == ("P59", [])


def test_what_was_proved_is_no_refusal_when_the_browser_dies_later(place: Place) -> None:
    place.without_sign(("利用者:", PROOF.replace("利用者:", "") + "  - クリック: 次へ\n利用者:"))
    place.keep(RIGHT)
    place.door.later.append(BrowserGone("S90"))
    assert place.reason(place.run()) == ""
    assert place.door.tried == [RIGHT, RIGHT]


def test_a_page_that_sends_what_was_typed_by_itself_has_sent_it(place: Place) -> None:
    place.without_sign(("  - クリック: ログイン\n", ""), ("利用者:", PROOF))
    place.keep(WRONG)
    assert place.reason(place.run()) == "S86"
    assert place.reason(place.run()) == "P59"


def test_a_button_that_is_not_there_has_sent_nothing(place: Place) -> None:
    place.without_sign()
    place.keep(RIGHT)
    place.hall.system.missing.add("ログイン")
    assert place.reason(place.run()) == "S01"
    place.hall.system.missing.clear()
    assert place.reason(place.run()) == ""
