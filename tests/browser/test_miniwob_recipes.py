"""Small web tasks made by others, done by recipes as a hall would write and run them: a YAML file, checked, planned and
carried out by the engine, which reads from the page what it is to do. The page itself gives the reward."""

from __future__ import annotations

import os

import pytest

from bots.app.carry_out import carry_out
from bots.app.project import Project
from bots.app.request import Asked, request
from bots.model import Plan
from bots.runners.driver import PlaywrightDriver
from bots.runners.runner import PlaywrightRunner
from bots.settings import load_settings
from bots.testing import FixedClock
from tests.hall import Quiet

from .site import Site, package

SEEDS = ("甲", "乙") if os.environ.get("BOTS_SEEDS") == "all" else ("甲",)  # what a page makes up; the rest at night

SYSTEM = """\
システム: 練習問題
アドレス: {{訓練: "{address}"}}
画面:
{screens}"""
SCREEN = """\
  {task}:
    アドレス: /miniwob-{task}.html
    目印: START
    名前: {{始める: id=sync-task-cover, 問い: id=query, 答え: id=tt, 一覧: id=options, 数: id=spinner, 見本: id=captcha}}
"""
RECIPE = """\
レシピ: {task}
使うシステム: 練習問題
手順:
  - 開く: {task}
  - クリック: 始める
"""
ENTER = """
  - 読取: {語: {元: 問い, 形: '"(.+?)"'}}
  - 入力: {答え: <語>}
  - クリック: Submit
"""
STEPS = {
    "enter-text": ENTER,
    "enter-text-dynamic": ENTER,
    "enter-password": """
  - 読取: {語: {元: 問い, 形: '"(.+?)"'}}
  - 入力: {Password: <語>, Verify password: <語>}
  - クリック: Submit
""",
    "login-user": """
  - 読取:
      利用者: {元: 問い, 形: 'username "(.+?)"'}
      合言葉: {元: 問い, 形: 'password "(.+?)"'}
  - 入力: {Username: <利用者>, Password: <合言葉>}
  - クリック: ボタン「Login」
""",
    "choose-list": """
  - 読取: {語: {元: 問い, 形: Select (.+) from the list}}
  - 入力: {一覧: <語>}
  - クリック: Submit
""",
    "click-option": """
  - 読取: {語: {元: 問い, 形: Select (.+) and click}}
  - 入力: {<語>: はい}
  - クリック: Submit
""",
    "enter-date": """
  - 読取:
      年: {元: 問い, 形: '\\d+/\\d+/(\\d+)'}
      月: {元: 問い, 形: '(\\d+)/\\d+/\\d+'}
      日: {元: 問い, 形: '\\d+/(\\d+)/\\d+'}
  - 入力: {答え: <年>-<月>-<日>}
  - クリック: Submit
""",
    "read-table": """
  - 読取: {見出し: {元: 問い, 形: Enter the value of (.+) into}}
  - 読取: {語: <見出し>}
  - 入力: {答え: <語>}
  - クリック: Submit
""",
    "use-spinner": """
  - 読取: {語: {元: 問い, 形: '-?\\d+'}}
  - 入力: {数: <語>}
  - クリック: Submit
""",
    "text-transform": """
  - 読取: {語: 見本}
  - 入力: {答え: '<語|置換 " " "">'}
  - クリック: Submit
""",
    "click-button": """
  - 読取: {語: {元: 問い, 形: '"(.+)"'}}
  - クリック: ボタン「<語>」
""",
    "click-link": """
  - 読取: {語: {元: 問い, 形: '"(.+)"'}}
  - クリック: <語>
""",
    "click-dialog": """
  - クリック: ボタン「Close」
""",
}  # fmt: skip


class Hands:
    """Opens the hands of all tasks in one browser; the last page stays open, for its reward to be asked."""

    version = "chromium"

    def __init__(self, runner: PlaywrightRunner) -> None:
        self._runner = runner
        self.last: PlaywrightDriver | None = None

    def open(self, plan: Plan) -> PlaywrightDriver:
        self.last = self._runner.open(plan)
        return self.last

    def close(self) -> None:
        """The browser is the session's."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Project:
    home = tmp_path_factory.mktemp("hall")
    (home / "config/systems").mkdir(parents=True)
    (home / "recipes").mkdir()
    (home / "config/settings.yaml").write_text("environment: 訓練\n", encoding="utf-8")
    screens = "".join(SCREEN.format(task=task) for task in STEPS)
    text = SYSTEM.format(address=site.address, screens=screens)
    (home / "config/systems/練習問題.yaml").write_text(text, encoding="utf-8")
    for task, steps in STEPS.items():
        recipe = RECIPE.format(task=task) + steps.lstrip("\n")
        (home / "recipes" / f"{task}.yaml").write_text(recipe, encoding="utf-8")
    return Project(load_settings(home, {}), FixedClock())


def seeded(task: str, seed: str) -> str:
    """The page of a task, which makes up the same each time."""
    page = (package("miniwob") / f"html/miniwob/{task}.html").read_text(encoding="utf-8")
    return page.replace("<head>", '<head><base href="/miniwob/miniwob/">').replace(
        "</head>", f"<script>Math.seedrandom('{seed}')</script></head>"
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("task", STEPS)
def test_a_task_of_others_is_done_by_a_recipe(
    task: str, seed: str, project: Project, runner: PlaywrightRunner, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One browser for all tasks: so Playwright runs already in the thread that asks for a run.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    site.extra[f"miniwob-{task}.html"] = seeded(task, seed)
    hands, parent = Hands(runner), Quiet()
    run = request(project, Asked(recipe=task))
    assert carry_out(project, run, parent, runner=hands) == 0, parent.told
    assert hands.last is not None
    assert hands.last.page.evaluate("[WOB_DONE_GLOBAL, WOB_RAW_REWARD_GLOBAL]") == [True, 1]
