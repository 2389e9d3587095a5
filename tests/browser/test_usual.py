"""A form that comes back in a new document without its fields looks like the next page: that they stayed in rows before,
or in the rehearsal, tells. Whole runs, by recipes, with what the page received at the end."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from bots.app.carry_out import carry_out
from bots.app.facts import outcome_of
from bots.model import Mode, Plan
from bots.protocols import Driver
from bots.runners.runner import PlaywrightRunner
from tests.hall import Hall, Quiet

from .site import Site

SYSTEM = """\
システム: 試験システム
アドレス:
  本番: {address}
  訓練: {address}
画面:
  入力画面: {{アドレス: /usual.html, 目印: 見出し「受付」}}
落ち着くまで: 1    # 確認済み L30 試験のシステム
"""
RECIPE = """\
レシピ: 試験の登録
概要: {担当: 試験係, 目的: 試験}
使うシステム: 試験システム
データ:
  ファイル: 一覧.xlsx
  鍵: 番号
  列:
    番号: コード 3
    氏名: 文字
    メモ: 文字
    区分: 選択 新規/継続
行ごと:
  - 開く: 入力画面
  - 入力: {番号: <番号>, 氏名: <氏名>, メモ: <メモ>}
  - クリック: ボタン「検索」
  - 入力: {区分: <区分>}
  - 確定: ボタン「登録」
    成功の表示: 登録が完了しました
"""
FREE = RECIPE.replace("メモ: <メモ>}", "メモ: {値: <メモ>, 読み返す: いいえ}}")
TWO_WAYS = RECIPE.replace(
    "  - クリック: ボタン「検索」\n",
    "  - クリック: ボタン「検索」\n    もし: {区分: 新規}\n  - クリック: ボタン「次へ」\n    もし: {区分: 継続}\n",
)
KINDS = {"001": "新規", "002": "継続", "003": "新規", "004": "新規"}


def rows(*keys: str) -> list[dict[str, object]]:
    return [{"番号": key, "氏名": f"髙橋{key}", "メモ": f"い{key}", "区分": KINDS[key]} for key in keys]


def form(sent: dict[str, str], *left_out: str) -> str:
    names = ("番号", "氏名", "メモ")
    boxes = "".join(f"<label>{one} <input name={one} value='{escape(sent.get(one, ''))}'></label>" for one in names if one not in left_out)
    return (
        f"<!doctype html><html lang=ja><meta charset=utf-8><title>受付</title><h1>受付</h1><form method=post action=/usual>{boxes}"
        "<label>区分 <select name=区分><option value=''>選択<option>新規<option>継続</select></label>"
        "<button>検索</button><button>次へ</button><button formaction=/save>登録</button></form>"
    )


class Hands:
    """Opens the hands of a run in the session's browser."""

    version = "chromium"

    def __init__(self, runner: PlaywrightRunner) -> None:
        self._runner = runner

    def open(self, plan: Plan) -> Driver:
        return self._runner.open(plan)

    def close(self) -> None:
        """The browser is the session's."""


class Reception:
    """A hall whose system is the site: for the numbers 002 and 004 its form comes back without what `drops` says."""

    def __init__(self, home: Path, site: Site, runner: PlaywrightRunner) -> None:
        self.home, self.site, self.runner = home, site, runner
        self.drops: tuple[str, ...] = ("番号", "氏名", "メモ")
        site.extra["usual.html"] = form({})
        site.replies["/usual"] = lambda sent: form(sent, *(self.drops if sent["番号"] in ("002", "004") else ()))
        self.hall: Hall | None = None

    def sheet(self, *keys: str, recipe: str = RECIPE) -> None:
        if self.hall is None:
            self.hall = Hall.open(self.home, recipe=recipe)
            path = self.home / "config/systems/試験システム.yaml"
            path.write_text(SYSTEM.format(address=self.site.address), encoding="utf-8")
        self.hall.sheet(rows(*keys))

    def run(self, mode: Mode = Mode.RUN) -> tuple[list[tuple[str, str]], list[str]]:
        """State and code of each row; the numbers that the system received."""
        assert self.hall is not None
        self.site.posted.clear()
        parent = Quiet()
        run = self.hall.ask(mode=mode)
        carry_out(self.hall.project, run, parent, runner=Hands(self.runner))
        self.reasons = [one.reason for one in outcome_of(self.hall.project, run).needs_people]
        ends = [(str(one["state"]), str(one["code"])) for one in parent.told if one["what"] == "settled"]
        return ends, [dict(one).get("メモ", "") for one in self.site.posted]


@pytest.fixture
def reception(tmp_path: Path, site: Site, runner: PlaywrightRunner, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reception]:
    # One browser for all tests: so Playwright runs already in the thread that asks for a run.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    yield Reception(tmp_path, site, runner)
    site.replies.pop("/usual")


LOST = ("refused", "B04")
DONE = ("done", "")


def test_fields_that_stayed_in_the_row_before_and_have_gone_are_told(reception: Reception) -> None:
    reception.sheet("001", "002", "003")
    assert reception.run() == ([DONE, LOST, DONE], ["い001", "い003"])
    (reason,) = reception.reasons
    assert "「番号」に入れた値が画面と違います。" in reason
    assert "「検索」のあと、前の行やリハーサルでは値が残っていた欄です" in reason


@pytest.mark.parametrize("drops", [("番号", "氏名", "メモ"), ("氏名", "メモ"), ("メモ",)])
def test_what_was_rehearsed_tells_of_the_first_row(reception: Reception, drops: tuple[str, ...]) -> None:
    reception.drops = drops
    reception.sheet("001")
    assert reception.run(Mode.REHEARSE)[1] == []
    reception.sheet("002", "001")
    assert reception.run() == ([LOST, DONE], ["い001"])


def test_another_rehearsal_in_which_they_go_takes_it_back(reception: Reception) -> None:
    reception.sheet("001")
    reception.run(Mode.REHEARSE)
    reception.sheet("002")
    reception.run(Mode.REHEARSE)
    assert reception.run() == ([DONE], [""])


def test_a_row_that_goes_another_way_is_not_measured_by_it(reception: Reception) -> None:
    reception.sheet("001", "002", recipe=TWO_WAYS)
    assert reception.run() == ([DONE, DONE], ["い001", ""])


def test_a_field_that_may_change_may_go(reception: Reception) -> None:
    reception.drops = ("メモ",)
    reception.sheet("001", "002", recipe=FREE)
    assert reception.run() == ([DONE, DONE], ["い001", ""])


def test_fields_that_went_before_may_stay(reception: Reception) -> None:
    """Of the first row of a recipe that was not rehearsed nobody knows: this is what is not found."""
    reception.sheet("002", "004", "001")
    assert reception.run() == ([DONE, DONE, DONE], ["", "", "い001"])
