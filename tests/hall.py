"""A small city hall for tests: a project folder with one system, one recipe and one sheet, and a
business system without a browser. Used by cases, crashes and histories."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bots.app.project import Project
from bots.app.request import Asked, request
from bots.model import Mode
from bots.settings import load_settings
from bots.testing import FakeRunner, FakeSystem, FixedClock

SYSTEM = """\
システム: 試験システム
アドレス:
  本番: http://127.0.0.1:9
  訓練: http://127.0.0.1:19
画面:
  入力画面: {アドレス: /new, 目印: 入力}
登録済みの表示: [既に登録されています]
業務エラーの表示: [受け付けられません]
落ち着くまで: 1    # 確認済み L30 試験のシステム
"""

RECIPE = """\
レシピ: 試験の登録
概要: {担当: 試験係, 目的: 試験, 手作業の分数: 1}
使うシステム: 試験システム

データ:
  ファイル: 一覧.xlsx
  鍵: 番号
  列:
    番号: コード 4
    氏名: 文字
    区分: 選択 新規/取下げ 任意
    番号札: コード 12 任意 隠す
    受付番号: 文字 任意

行ごと:
  - 開く: 入力画面
  - 入力:
      番号: <番号>
      氏名: <氏名>
  - 確定: ボタン「登録」
    成功の表示: 登録が完了しました
  - 読取:
      控え: 受付番号
  - 書き戻す:
      受付番号: <控え>
"""

PROBE = """\
照会:
  - 開く: 入力画面
  - 入力:
      番号: <番号>
  - クリック: ボタン「検索」
  - 対象外: 登録はない
    もし: {表示: 該当するデータはありません}
  - 照合:
      氏名: <氏名>

行ごと:"""
LOOKING = RECIPE.replace("行ごと:", PROBE)  # rows in doubt are looked up

Rows = Sequence[Mapping[str, object]]
new_database: Callable[[Path], str] | None = None  # makes one for the hall in a folder, where ledgers are on a server; its address


def people(count: int) -> list[dict[str, object]]:
    """So many rows: 0001 髙橋1, …"""
    return [{"番号": f"{n:04d}", "氏名": f"髙橋{n}"} for n in range(1, count + 1)]


@dataclass
class Quiet:
    """A parent that watches, and asks for nothing."""

    stop: threading.Event = field(default_factory=threading.Event)
    told: list[dict[str, object]] = field(default_factory=list)
    answer: bool = True
    reason: str = ""

    def tell(self, told: dict[str, object]) -> None:
        self.told.append(told)

    def ask(self, position: int, step: str = "") -> None:
        self.told.append({"what": "ask", "position": position, "step": step})

    def reply(self) -> bool | None:
        return self.answer


@dataclass
class Hall:
    """The hall: its folder, its system, and what can be done in it."""

    home: Path
    system: FakeSystem
    clock: FixedClock = field(default_factory=FixedClock)

    @classmethod
    def open(cls, home: Path, rows: Rows = (), recipe: str = RECIPE) -> Hall:
        """A new hall in `home` with a sheet of `rows`."""
        (home / "config" / "systems").mkdir(parents=True)
        (home / "recipes").mkdir()
        database = f"database: {new_database(home)}\n" if new_database is not None else ""
        (home / "config" / "settings.yaml").write_text(f"environment: 本番\n{database}", encoding="utf-8")
        (home / "config/systems/試験システム.yaml").write_text(SYSTEM, encoding="utf-8")
        (home / "recipes" / "登録.yaml").write_text(recipe, encoding="utf-8")
        hall = cls(home, FakeSystem(home / "truth.jsonl", key="番号", search="検索"))
        if rows:
            hall.sheet(rows)
        return hall

    @property
    def project(self) -> Project:
        """The project as the program sees it."""
        return Project(load_settings(self.home, {}), self.clock)

    def sheet(self, rows: Rows, name: str = "一覧.xlsx") -> Path:
        """Write the sheet."""
        from openpyxl import Workbook

        book = Workbook()
        page = book.active
        assert page is not None
        headings = list(dict.fromkeys(name for row in rows for name in row))
        page.append(headings)
        for row in rows:
            page.append([row.get(heading) for heading in headings])
        path = self.home / "recipes" / name
        book.save(path)
        return path

    def ask(self, recipe: str = "登録", **asked: object) -> str:
        """Put a run into the ledger; its id."""
        return request(self.project, Asked(recipe=recipe, **asked))  # type: ignore[arg-type]

    def carry_out(self, run: str, parent: Quiet | None = None, *, attended: bool = False) -> int:
        """Carry out a queued run without a browser; its exit code."""
        from bots.app.carry_out import carry_out

        runner = FakeRunner(self.system)
        return carry_out(self.project, run, parent or Quiet(), runner=runner, attended=attended)

    def run(self, recipe: str = "登録", **asked: object) -> tuple[str, int]:
        """Ask and carry out; id and exit code."""
        run = self.ask(recipe, **asked)
        return run, self.carry_out(run)

    def rehearse(self) -> tuple[str, int]:
        """Rehearse the recipe."""
        return self.run(mode=Mode.REHEARSE)

    def counts(self, run: str) -> dict[str, int]:
        """The counts of a run that are not zero."""
        from bots.ledger import runs

        self.project.open_ledger()
        return {state: count for state, count in runs.counts(run).items() if count}

    def entered(self) -> list[str]:
        """Keys in the system's own list, in order."""
        return [entry["番号"] for entry in self.system.truth()]


class SlowTime(threading.Event):
    """Time that passes while a run waits (a parent's `stop`): the system stores what it got."""

    def __init__(self, hall: Hall) -> None:
        super().__init__()
        self.hall, self.waited = hall, 0.0

    def wait(self, timeout: float | None = None) -> bool:
        self.waited += timeout or 0.0
        self.hall.clock.move(timeout or 0.0)
        self.hall.system.catch_up()
        return self.is_set()
