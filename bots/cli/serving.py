"""The command that carries out what is due, night after night: serve."""

from __future__ import annotations

import platform
import signal
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from bots.cli.language import LANG, t

if TYPE_CHECKING:
    from bots.workers.serve import Happened

_WORDS = {
    "begun": ("始めました", "begun"), "goes_on": ("途中から続けます", "goes on"), "ended": ("終わりました", "ended"), "refused": ("始められません", "could not begin"),
    "waits": ("待っています", "waits"), "skipped": ("見送りました", "skipped"),
    "asks": ("人の返事を待っています", "asks a person"), "problem": ("問題", "problem"),
}  # fmt: skip


@click.command()
@click.option("--slots", type=click.IntRange(1, 16), default=1, metavar="N", help=t("同時に動かす実行の数（1）", "how many runs at once (1)"))
@click.option("--health", metavar="ADDRESS",
              help=t("状態を答える窓口（127.0.0.1:8765 など。/health）", "answer how it is at http://ADDRESS/health (127.0.0.1:8765, say)"))
@click.pass_obj
def serve(home: str | None, slots: int, health: str | None) -> int:
    """Carry out what is due by the timetable, until it is stopped."""
    from bots.app.project import Project
    from bots.timetable.bell import Bell
    from bots.workers.health import Health
    from bots.workers.serve import Serve

    project = Project.at(home)
    server = Serve(project, show, slots, Bell(project, f"{platform.node()} {project.home}"))
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), lambda *_: server.end())
    window = Health(health, server.pulse) if health is not None else nullcontext()
    click.echo(t("時間割に従って動いています。止めるときは Ctrl-C を押してください。", "Working by the timetable. Ctrl-C ends it."))
    with window as opened:
        if opened is not None:
            click.echo(t(f"状態を答える窓口: {opened.address}", f"Answers at {opened.address}"))
        server.run()
    click.echo(t("止めました。", "Ended."))
    return 0


def show(happened: Happened) -> None:
    """A line for what happened."""
    parts = [f"{happened.at:%m-%d %H:%M:%S}", happened.entry, t(*_WORDS[happened.what]), happened.run]
    if happened.exit_code > 0:
        parts.append(t(f"人の確認がいります（{happened.exit_code}）", f"needs a person ({happened.exit_code})") if happened.exit_code > 1 else "")
    click.echo("  ".join(part for part in parts if part))
    if happened.problem is not None:
        click.echo(f"    {happened.problem.sentence(LANG)} {happened.problem.hint(LANG)}".rstrip())
