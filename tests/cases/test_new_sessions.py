"""After so many rows the browser begins a new session, signed in anew by the usual way."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bots.app.carry_out import carry_out
from bots.errors import NetworkError
from bots.ledger import events
from bots.model import Plan, Target
from bots.testing import FakeDriver, FakeRunner
from tests.hall import RECIPE, SYSTEM, Hall, Quiet, people

SIGNING = """\
ログイン:
  - 開く: /login
  - クリック: ログイン
ログアウト:
  - クリック: ログアウト
ログイン失敗の表示: [既にログインしています]
"""
FRAME = RECIPE.replace("行ごと:", "開始:\n  - ログイン: 試験システム\n行ごと:") + "終了:\n  - ログアウト: 試験システム\n"


@dataclass
class OneSession(FakeRunner):
    """A system that lets an account in once only. `pressed` says who signed in and out, window by window."""

    hall: Hall
    pressed: list[str] = field(default_factory=list)
    deaf: bool = False  # signing out fails

    def __post_init__(self) -> None:
        super().__init__(self.hall.system)

    def open(self, plan: Plan) -> FakeDriver:
        self.opened += 1
        self.driver = AtTheDoor(self)
        return self.driver


class AtTheDoor(FakeDriver):
    """Hands of that system."""

    def __init__(self, runner: OneSession) -> None:
        super().__init__(runner.system)
        self.runner = runner

    def click(self, target: Target, **how: object) -> None:
        super().click(target, **how)  # type: ignore[arg-type]
        if target.words == "ログアウト" and self.runner.deaf:
            raise NetworkError("N02", seconds=3, system="試験システム")
        if target.words not in ("ログイン", "ログアウト"):
            return
        self.runner.pressed.append(target.words)
        if self.runner.pressed[-2:] == ["ログイン", "ログイン"] and not self.runner.deaf:
            self.system.texts.add("既にログインしています")


def hall(home: Path, count: int, every: int) -> Hall:
    made = Hall.open(home, people(count), FRAME)
    (home / "config/systems/試験システム.yaml").write_text(SYSTEM + SIGNING, encoding="utf-8")
    (home / "config/settings.yaml").write_text(f"environment: 本番\nbrowser: {{rows: {every}}}\n", encoding="utf-8")
    return made


def test_after_so_many_rows_a_new_session_is_signed_in_by_the_usual_way(tmp_path: Path) -> None:
    one = hall(tmp_path, 7, 3)
    runner = OneSession(one)
    run = one.ask()
    assert carry_out(one.project, run, Quiet(), runner=runner) == 0
    assert one.counts(run)["done"] == 7
    assert runner.pressed == ["ログイン", "ログアウト"] * 3, "no more sign-ins than sessions, and none beside another"
    one.project.open_ledger()
    told = [each.words for each in events.of_run(run) if each.kind == "session.renewed"]
    assert told == [{"rows": 3}, {"rows": 3}]


def test_a_run_that_is_not_that_long_signs_in_once(tmp_path: Path) -> None:
    one = hall(tmp_path, 3, 3)
    runner = OneSession(one)
    carry_out(one.project, one.ask(), Quiet(), runner=runner)
    assert (runner.opened, runner.pressed) == (1, ["ログイン", "ログアウト"])


def test_a_sign_out_that_fails_between_two_sessions_is_told_and_changes_no_row(tmp_path: Path) -> None:
    one = hall(tmp_path, 4, 2)
    runner = OneSession(one, deaf=True)
    run = one.ask()
    carry_out(one.project, run, Quiet(), runner=runner)
    assert (one.counts(run)["done"], runner.opened) == (4, 2)
    one.project.open_ledger()
    assert [each.words for each in events.of_run(run) if each.kind == "signout.failed"] == [{"code": "N02"}]
