"""The demo as it is seen: what happens, in plain words, and where to look."""

from __future__ import annotations

import shutil
import sys

import click

from bots.app.demo import RECIPE, SYSTEM, Demo
from bots.app.project import Project
from bots.app.request import Asked, request
from bots.cli.language import t


def show_demo(demo: Demo, lang: str, *, headed: bool) -> int:
    """Run the demo; 0 although its sheet has bad rows, for that is what it shows."""
    from bots.practice import start

    project = Project.at(demo.home)
    click.echo(t("練習用の保育入所システムを起動しています…", "Starting the practice system …"))
    with start("childcare", demo.practice_folder, lang="ja", environment="training") as system:
        click.echo(t(f"起動しました: {system.address}", f"It listens at {system.address}"))
        first = once(project, lang, system.address, headed)
        click.echo("")
        click.echo(t("同じ表を、もう一度渡します。", "Handing the same sheet in again."))
        before = len(system.truth())
        once(project, lang, system.address, headed)
        again = len(system.truth()) - before
        entries = system.truth()
    click.echo("")
    click.secho(
        t(f"2回目: 新しい登録 {again} 件", f"Second time: {again} new entries"), bold=True
    )
    keys = [entry.key for entry in entries]
    click.echo(
        t(
            f"練習用システムの受付一覧: {len(keys)} 件（二重 {len(keys) - len(set(keys))} 件）",
            f"The practice system's own list: {len(keys)} entries ({len(keys) - len(set(keys))} twice)",
        )
    )
    click.echo(f"  {demo.practice_folder / 'truth.jsonl'}")
    click.echo(t(f"使ったフォルダー: {demo.home}", f"The demo's folder: {demo.home}"))
    click.echo(
        t(
            f"続きは: {command()} -C {demo.home} runs",
            f"Go on with: {command()} -C {demo.home} runs",
        )
    )
    return 0 if first in (0, 1) and again == 0 else 2


def once(project: Project, lang: str, address: str, headed: bool) -> int:
    """Hand the sheet in once and show what became of it."""
    from bots.cli.progress import carry_out

    run = request(project, Asked(recipe=RECIPE, addresses={SYSTEM: address}))
    return carry_out(project, run, lang, headed=headed, as_json=False)


def command() -> str:
    """How `bots` is called here."""
    return "bots" if shutil.which("bots") else f"{sys.executable} -m bots"
