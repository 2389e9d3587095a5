"""Commands about this place: demo, practice, init, doctor, browser."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from bots.cli.language import ASKED, LANG, t


@click.command()
@click.option("--headed", is_flag=True, help=t("ブラウザーを見せながら動かす", "show the browser at work"))
@click.option("--keep", type=click.Path(path_type=Path), metavar="DIR",
              help=t("使ったフォルダーをここに残す", "keep the demo's folder here"))  # fmt: skip
def demo(headed: bool, keep: Path | None) -> int:
    """See it work: a practice system, a sheet of 30 rows, and the same sheet again."""
    from bots.app.demo import prepare_demo
    from bots.cli.demo import show_demo
    from bots.cli.running import see_to_screen

    see_to_screen(headed)
    return show_demo(prepare_demo(keep), LANG, headed=headed)


@click.command()
@click.argument("system", required=False, metavar=t("[システム]", "[SYSTEM]"))
@click.option("--port", type=click.IntRange(0, 65535), default=None, help=t("ポート番号（0 = 空いている番号）", "port (0 = a free one)"))
@click.option("--folder", type=click.Path(path_type=Path), help=t("受付一覧を置く場所", "where its list is kept"))
@click.option("--production", is_flag=True, help=t("本番の役の練習用システム", "play the production system"))
@click.pass_obj
def practice(
    home: str | None, system: str | None, port: int | None, folder: Path | None, production: bool
) -> int:
    """Start a practice system and keep it running until Ctrl-C."""
    from bots.errors import PlaceError
    from bots.practice import SYSTEMS, start
    from bots.settings import project_folder

    if system is None:
        for name, one in SYSTEMS.items():
            click.echo(f"{name}  {one.title(LANG)}  (bots practice {name})")
        return 0
    if system not in SYSTEMS:
        raise PlaceError("P13", system=system, known=", ".join(SYSTEMS))
    known = SYSTEMS[system]
    environment: Literal["production", "training"] = "production" if production else "training"
    place = folder or project_folder(home) / "data" / "practice" / f"{system}-{environment}"
    place.mkdir(parents=True, exist_ok=True)
    wanted = port if port is not None else (known.production_port if production else known.training_port)
    # Its own language, not the project's: the shipped recipes name its fields in that language.
    with start(system, place, wanted, lang=ASKED or known.lang, environment=environment) as running:
        click.echo(f"{known.title(LANG)}: {running.address}")
        click.echo(t(f"受け付けた一覧: {running.address}/practice/list", f"Its list: {running.address}/practice/list"))
        click.echo(t(f"障害を起こす: {running.address}/practice/faults", f"Faults: {running.address}/practice/faults"))
        try:
            click.echo(t("終わるには Ctrl-C", "Ctrl-C ends it"))
            running.wait()
        except KeyboardInterrupt:
            click.echo("")
    return 0


@click.command()
@click.argument("folder", metavar=t("フォルダー", "FOLDER"), type=click.Path(path_type=Path))
def init(folder: Path) -> int:
    """Make a project folder: settings, systems, recipes with samples."""
    from bots.app.place import init_project

    made = init_project(folder, language=LANG)
    click.echo(t(f"作りました: {made}", f"Made: {made}"))
    click.echo(t(f"次に: cd {made} && bots check && bots", f"Next: cd {made} && bots check && bots"))
    return 0


@click.command()
@click.option("--json", "as_json", is_flag=True, help=t("JSONで", "as JSON"))
@click.pass_obj
def doctor(home: str | None, as_json: bool) -> int:
    """See what is missing here, and the remedy."""
    import json

    from bots.app.doctor import examine

    findings = examine(home)
    if as_json:
        click.echo(json.dumps([one.to_json(LANG) for one in findings], ensure_ascii=False))
    else:
        for one in findings:
            click.echo(f"{one.mark} {one.title(LANG)}: {one.state(LANG)}")
            if not one.well:
                click.echo(f"    → {one.remedy(LANG)}")
    return 0 if all(one.well or not one.pressing for one in findings) else 2


@click.command()
@click.pass_obj
def browser(home: str | None) -> int:
    """Which browser is used, and what was tried to find it."""
    from bots.app.project import Project
    from bots.runners.browser import find_browser

    found = find_browser(Project.at(home).settings.browser.path)
    click.echo(f"{found.path or found.channel}")
    for tried in found.tried:
        click.echo(t(f"  調べた場所: {tried}", f"  looked at: {tried}"))
    return 0
