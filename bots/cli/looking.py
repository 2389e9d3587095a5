"""Commands that show what happened: runs, show, report, register."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from bots.cli.language import LANG, t

_CHANGED = 3  # the exit code where a person must look


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
        show_altered(outcome.altered, err=False)
        show_outcome(outcome, LANG)
    return _CHANGED if outcome.altered else outcome.exit_code


@click.command()
@click.argument("run_id", metavar=t("[実行番号]", "[RUN]"), default="latest")
@click.option("--open", "open_it", is_flag=True, help=t("ブラウザーで開く", "open it in a browser"))
@click.option("--books", is_flag=True, help=t("結果と不備のブックも作り直す", "make the books of results and rejects anew too"))
@click.pass_obj
def report(home: str | None, run_id: str, open_it: bool, books: bool) -> int:
    """Make the report of a run anew from the ledger and the run's folder, and say where it is."""
    from bots.app.altered import altered_of
    from bots.app.closing import make_report, remake_books
    from bots.app.project import Project

    project = Project.at(home)
    changed = altered_of(project, run_id, LANG)
    path = make_report(project, run_id, LANG)
    show_altered(changed, err=True)
    click.echo(str(path))
    if books:
        made, notes = remake_books(project, run_id, Path.cwd())
        for one in made:
            click.echo(str(one))
        for note in notes:
            click.echo(f"{note.sentence(LANG)} {note.hint(LANG)}".strip(), err=True)
    if open_it and click.launch(path.as_uri()) != 0:
        click.echo(
            t(
                "ブラウザーを開けませんでした。上のファイルを開いてください。",
                "No browser could be opened. Please open the file above.",
            ),
            err=True,
        )
    return _CHANGED if changed else 0


def show_altered(told: Sequence[str], *, err: bool) -> None:
    """That the record of the run is not the one that it left; nothing where it is."""
    if not told:
        return
    head = t(
        "✕ 記録が、実行の後で変えられています。証拠になりません。",
        "✕ The record was changed after the run. It proves nothing.",
    )
    click.secho(head, fg="red", bold=True, err=err)
    for line in told:
        click.secho(f"  {line}", fg="red", err=err)


@click.command()
@click.argument("name", required=False, metavar=t("[受付簿]", "[NAME]"))
@click.argument("key", required=False, metavar=t("[鍵]", "[KEY]"))
@click.option("--json", "as_json", is_flag=True, help=t("JSONで", "as JSON"))
@click.pass_obj
def register(home: str | None, name: str | None, key: str | None, as_json: bool) -> int:
    """What was ever done under a register, or with one key of it; without a name, the registers."""
    from bots.app.facts import register_history
    from bots.app.project import Project
    from bots.cli.terminal import show_register

    found = register_history(Project.at(home), name, key)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        show_register(found, name, LANG)
    return 0
