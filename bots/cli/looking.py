"""Commands that show what happened: runs, show, report, register."""

from __future__ import annotations

import json

import click

from bots.cli.language import LANG, t


@click.command()
@click.option("--last", type=click.IntRange(1), default=20, metavar="N", help=t("新しいものから N 件", "the newest N"))
@click.option("--json", "as_json", is_flag=True, help=t("JSONで", "as JSON"))
@click.pass_obj
def runs(home: str | None, last: int, as_json: bool) -> int:
    """The runs, newest first."""
    from bots.app.facts import recent_runs
    from bots.app.project import Project
    from bots.cli.terminal import show_runs

    found = recent_runs(Project.at(home), last, LANG)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        show_runs(found, LANG)
    return 0


@click.command()
@click.argument("run_id", metavar=t("[実行番号]", "[RUN]"), default="latest")
@click.option("--json", "as_json", is_flag=True, help=t("結果を1行のJSONで", "one line of JSON"))
@click.pass_obj
def show(home: str | None, run_id: str, as_json: bool) -> int:
    """What a run did: counts, and every row that needs a person."""
    from bots.app.facts import outcome_of
    from bots.app.project import Project
    from bots.cli.terminal import show_outcome

    outcome = outcome_of(Project.at(home), run_id, LANG)
    if as_json:
        click.echo(outcome.line())
    else:
        show_outcome(outcome, LANG)
    return outcome.exit_code


@click.command()
@click.argument("run_id", metavar=t("[実行番号]", "[RUN]"), default="latest")
@click.option("--open", "open_it", is_flag=True, help=t("ブラウザーで開く", "open it in a browser"))
@click.pass_obj
def report(home: str | None, run_id: str, open_it: bool) -> int:
    """Make the report of a run anew from the ledger and the run's folder, and say where it is."""
    from bots.app.closing import make_report
    from bots.app.project import Project

    path = make_report(Project.at(home), run_id, LANG)
    click.echo(str(path))
    if open_it and click.launch(path.as_uri()) != 0:
        click.echo(
            t(
                "ブラウザーを開けませんでした。上のファイルを開いてください。",
                "No browser could be opened. Please open the file above.",
            ),
            err=True,
        )
    return 0


@click.command()
@click.argument("name", required=False, metavar=t("[受付簿]", "[NAME]"))
@click.argument("key", required=False, metavar=t("[鍵]", "[KEY]"))
@click.option("--json", "as_json", is_flag=True, help=t("JSONで", "as JSON"))
@click.pass_obj
def register(home: str | None, name: str | None, key: str | None, as_json: bool) -> int:
    """What was ever done under a register; without a name, the registers."""
    from bots.app.facts import register_history
    from bots.app.project import Project
    from bots.cli.terminal import show_register

    found = register_history(Project.at(home), name, key)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        show_register(found, name, LANG)
    return 0
