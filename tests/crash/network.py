"""A bad network under a real browser: what reaches the system, and what the ledger says of it.

Twelve faults × so many rows, three times over: by whole runs in gate mode, by whole runs in click mode, and by plain
Playwright on the same pages of the same system with the same faults. The system counts for itself (`faulty.py`).
Model: the line or the system breaks, once or each time, when a form is opened or when it is sent; no process dies.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

from bots.app.project import Project
from bots.app.request import Asked, request
from bots.runners import browser as browsers
from bots.runners.runner import PlaywrightRunner
from bots.settings import Browser
from tests.crash.faulty import KINDS, Fault, FaultySystem
from tests.crash.forks import place_for_trials
from tests.hall import Hall, Quiet

NAME = "不通システム"
SYSTEM = """\
システム: 不通システム
アドレス: {{本番: "{address}"}}
ログイン:
  - 開く: /login
  - 入力: {{利用者ID: robot01}}
  - クリック: ボタン「ログインする」
  - 表示確認: 業務メニュー
画面:
  入力画面: {{アドレス: /form, 目印: 見出し「入力」}}
切断の表示: [セッションの有効期限が切れました, システムエラー]
落ち着くまで: 1    # 確認済み L30 試験のシステム
{submits}"""
CLICK = "確定の送信: [{画面: 入力画面, 確定: ボタン「登録」, 方式: クリック}]\n"
RECIPE = """\
レシピ: 不通の登録
概要: {担当: 試験係, 目的: 試験, 手作業の分数: 1}
使うシステム: 不通システム
データ:
  ファイル: 一覧.xlsx
  鍵: 番号
  列: {番号: コード 4, 氏名: 文字}
安全: {再試行: 2, 連続失敗で停止: 1000, 最大件数: 100000}
開始:
  - ログイン: 不通システム
行ごと:
  - 開く: /form?no=<番号>
  - 入力: {番号: <番号>, 氏名: <氏名>}
  - 確定: ボタン「登録」
    成功の表示: 登録が完了しました
"""
SETTINGS = "environment: 本番\ntimeouts: {field: 3, page: 3, submit: 1.5}\n"
SIGN = "登録が完了しました"
ROWS = 60  # of one run
_PATIENCE = 1.5  # seconds of a plain script for the sign
ENDED = ("done", "refused", "failed", "uncertain")


@dataclass
class Network:
    """What the rows came to. Most requests for one intent (or press), how many rows had more requests than that, and
    how many were sent at all: a trial in which nothing is sent proves nothing."""

    points: int = 0
    lost: int = 0
    duplicated: int = 0
    stuck: int = 0
    wrong: int = 0
    uncertain: int = 0
    requests_per_intent: int = 0
    sent_again: int = 0
    tried: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, object]:
        """As they are told."""
        return {name: value for name, value in vars(self).items() if name not in ("failures", "ended")} | {
            "ended": dict(sorted(self.ended.items()))
        }


@dataclass(frozen=True)
class Seen:
    """What is said of a row: its state, and how often it was sent at most by intent (or pressed)."""

    state: str
    intents: int


def rows(times: int, seed: int, kinds: Sequence[str] = KINDS) -> dict[str, Fault]:
    """So many rows with each fault, by their keys, in any order."""
    chance = random.Random(seed)
    drawn = [Fault.drawn(kind, chance) for kind in kinds for _ in range(times)]
    chance.shuffle(drawn)
    return {f"{number:04d}": fault for number, fault in enumerate(drawn, 1)}


def portions(faults: Mapping[str, Fault]) -> Iterator[dict[str, Fault]]:
    """As many as one run takes."""
    keys = list(faults)
    for at in range(0, len(keys), ROWS):
        yield {key: faults[key] for key in keys[at : at + ROWS]}


def named(key: str) -> str:
    return f"髙橋 {key}"


def judge(system: FaultySystem, seen: Mapping[str, Seen], tally: Network) -> None:
    """Hold what is said of each row against the system's own list and count."""
    for key, fault in system.faults.items():
        one = seen.get(key, Seen("missing", 0))
        kept, reached = system.kept[key], system.reached[key]
        tally.points += 1
        tally.uncertain += one.state == "uncertain"
        tally.ended[f"{fault.kind}: {one.state}"] += 1
        tally.requests_per_intent = max(tally.requests_per_intent, -(-reached // one.intents) if one.intents else reached)
        tally.sent_again += reached > one.intents
        tally.tried += one.intents > 0
        right = {"no": key, "name": named(key)}
        wrong = {
            "lost": one.state == "done" and not kept,
            "duplicated": len(kept) > 1,
            "stuck": one.state not in ENDED,
            "wrong": any(record != right for record in kept) or bool(kept and one.state not in ("done", "uncertain")),
        }
        for what in (name for name, is_so in wrong.items() if is_so):
            setattr(tally, what, getattr(tally, what) + 1)
            tally.failures.append(f"{fault}: {what} {key} {one}, {reached} requests, {len(kept)} records")
        if reached > one.intents:
            tally.failures.append(f"{fault}: {key} {one} was sent {reached} times")


# --------------------------------------------------------------------------- the program


def by_run(
    folder: Path, faults: Mapping[str, Fault], submits: str = "", settings: str = SETTINGS
) -> tuple[FaultySystem, dict[str, Seen]]:
    """One run over all rows."""
    from bots.app.carry_out import carry_out
    from bots.ledger import invariants, registers

    system = FaultySystem(faults)
    try:
        hall = Hall.open(folder, [{"番号": key, "氏名": named(key)} for key in faults], RECIPE)
        (folder / "config/systems/試験システム.yaml").unlink()
        (folder / f"config/systems/{NAME}.yaml").write_text(
            SYSTEM.format(address=system.address, submits=submits), encoding="utf-8"
        )
        (folder / "config/settings.yaml").write_text(settings, encoding="utf-8")
        project = Project.at(hall.home)
        run = request(project, Asked(recipe="登録"))
        carry_out(project, run, Quiet(), runner=PlaywrightRunner(project.settings))
        project.open_ledger()
        broken = invariants.check(run)
        assert broken == (), broken
        (register,) = registers.names()
        items = registers.history(register=register.name)
    finally:
        system.close()
    intents = {one.key[0]: sum(each.intent_at is not None for each in one.attempts) for one in items}
    return system, {one.key[0]: Seen(str(one.state), intents[one.key[0]]) for one in items}


# --------------------------------------------------------------------------- plain Playwright


def by_script(faults: Mapping[str, Fault]) -> tuple[FaultySystem, dict[str, Seen]]:
    """The same rows by a script as people write it: open, fill, press, look for the sign."""
    system = FaultySystem(faults)
    try:
        with plain_page() as page:
            return system, {key: Seen(*_entered(page, system, key)) for key in faults}
    finally:
        system.close()


def _entered(page: Page, system: FaultySystem, key: str) -> tuple[str, int]:
    try:
        page.goto(f"{system.address}/form?no={key}", timeout=3000)
        if "/login" in page.url:
            page.get_by_label("利用者ID").fill("robot01")
            page.get_by_role("button", name="ログインする").click()
            page.goto(f"{system.address}/form?no={key}", timeout=3000)
        page.wait_for_timeout(30)  # the requests beside the page have their connections
        page.get_by_label("番号").fill(key, timeout=1000)
        page.get_by_label("氏名").fill(named(key))
    except Error:
        return "failed", 0
    try:
        page.get_by_role("button", name="登録").click(no_wait_after=True)
        page.get_by_text(SIGN).wait_for(timeout=_PATIENCE * 1000)
    except Error:
        return "failed", 1
    return "done", 1


@contextmanager
def plain_page() -> Iterator[Page]:
    """A page of the same browser, as a script opens it."""
    with sync_playwright() as playwright:
        choice = browsers.choose(Browser(), playwright.chromium.executable_path)
        opened = browsers.launch(playwright.chromium, choice, Browser(), "")
        yield opened.new_page()
        opened.close()


# --------------------------------------------------------------------------- all of it


def trials(times: int, seed: int, kinds: Sequence[str] = KINDS) -> tuple[dict[str, Network], list[str]]:
    """Each fault × `times`, in gate mode, in click mode and by a plain script; only the program's failures count."""
    tallies = {"gate": Network(), "click": Network(), "script": Network()}
    place = place_for_trials()
    for faults in portions(rows(times, seed, kinds)):
        for mode, submits in (("gate", ""), ("click", CLICK)):
            judge(*by_run(place / mode, faults, submits), tallies[mode])
            shutil.rmtree(place / mode)
        judge(*by_script(faults), tallies["script"])
        print(*(f"{mode}: {one.figures()}" for mode, one in tallies.items()), sep="\n", file=sys.stderr, flush=True)
    failures = [f"{mode}: {line}" for mode in ("gate", "click") for line in tallies[mode].failures]
    idle = [f"{mode}: only {tally.tried} rows were sent" for mode, tally in tallies.items() if tally.tried * 2 < tally.points]
    return tallies, failures + idle
