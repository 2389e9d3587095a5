"""Commands that carry recipes out: run, rehearse, resume, stop."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bots.cli.asking import prompt
from bots.cli.language import LANG, t
from bots.errors import PlaceError
from bots.model import Mode
from bots.settings import environment_word

if TYPE_CHECKING:
    from bots.app.project import Project
    from bots.model import Plan


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What run and rehearse have in common."""
    for option in reversed(
        [
            click.argument("recipe", metavar=t("レシピ名", "RECIPE")),
            click.option(
                "--data",
                type=click.Path(path_type=Path),
                metavar="FILE",
                help=t("レシピの表の代わりに使う表", "the sheet to use instead of the recipe's"),
            ),
            click.option(
                "--input",
                "inputs",
                multiple=True,
                metavar="NAME=VALUE",
                help=t("実行時の値", "a value of the recipe's inputs"),
            ),
            click.option(
                "--only",
                multiple=True,
                metavar="KEY",
                help=t("この鍵の行だけ（何度でも書けます）", "only the row of this key (repeats)"),
            ),
            click.option(
                "--limit",
                type=click.IntRange(1),
                metavar="N",
                help=t("はじめの N 件だけ", "at most N rows"),
            ),
            click.option(
                "--env", "environment", metavar="NAME", help=t("本番、訓練など", "production, training …")
            ),
            click.option(
                "--address",
                "addresses",
                multiple=True,
                metavar="SYSTEM=URL",
                help=t("システムのアドレスを差し替える", "another address for a system"),
            ),
            click.option(
                "--headed", is_flag=True, help=t("ブラウザーを見せながら動かす", "show the browser at work")
            ),
            click.option(
                "--new-key",
                is_flag=True,
                help=t("鍵を変えたことを承知で始める", "begin although the key was changed"),
            ),
            click.option(
                "--login-again",
                is_flag=True,
                help=t("断られたログインを同じパスワードで試す", "try a refused login with the same password"),
            ),
            click.option("--json", "as_json", is_flag=True, help=t("結果を1行のJSONで", "one line of JSON")),
        ]
    ):
        command = option(command)
    return command


@click.command()
@options
@click.option(
    "--confirm-first",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help=t("はじめの N 件は、確定の前に見せて待つ", "show the first N forms and wait before the submit"),
)
@click.option(
    "--new-register",
    is_flag=True,
    help=t("初めての受付簿として始める", "begin a register although its keys are known elsewhere"),
)
@click.option(
    "--ledger-checked",
    is_flag=True,
    help=t("戻した・移した台帳で続ける", "go on with a ledger that was put back or moved"),
)
@click.pass_obj
def run(home: str | None, /, **asked: Any) -> int:
    """Carry a recipe out."""
    return start(home, Mode.RUN, **asked)


@click.command()
@options
@click.option(
    "--learn",
    is_flag=True,
    help=t(
        "確定を2件で押し、送られるものを覚える（何も送らない）",
        "press the submit of two rows to learn what it sends; nothing leaves",
    ),
)
@click.pass_obj
def rehearse(home: str | None, /, **asked: Any) -> int:
    """Try everything up to the submit of each row."""
    return start(home, Mode.REHEARSE, **asked)


def start(
    home: str | None,
    mode: Mode,
    recipe: str,
    headed: bool,
    as_json: bool,
    login_again: bool,
    inputs: tuple[str, ...],
    addresses: tuple[str, ...],
    **asked: Any,
) -> int:
    """Put the run into the ledger and carry it out here."""
    from bots.app.preflight import first_look
    from bots.app.project import Project
    from bots.app.request import Asked, Prepared, request
    from bots.cli.progress import carry_out

    see_to_screen(headed)
    project = Project.at(home)
    wanted = Asked(
        recipe=recipe, mode=mode, inputs=pairs(inputs), addresses=pairs(addresses),
        attended=somebody_there() and not as_json, **asked,
    )  # fmt: skip
    seen: list[Prepared] = []
    run_id = request(project, wanted, seen.append)
    tell_hours(project, run_id, as_json)
    tell_review(seen[0].plan)
    if login_again:
        from bots.app.carry_out import let_log_in_again  # with it comes the engine, the child's

        let_log_in_again(project, run_id)
    first = [] if as_json else first_look(project, wanted, seen[0], LANG)
    return carry_out(project, run_id, LANG, headed=headed, as_json=as_json, first=first)


def tell_hours(project: Project, run_id: str, as_json: bool) -> None:
    """Outside of the recipe's hours a person is told so; raises PlaceError P97 where nobody is there."""
    from bots.app.hours import hours_note

    note = hours_note(project, run_id, attended=somebody_there() and not as_json)
    if note is not None:
        click.echo(note.sentence(LANG), err=True)


def tell_review(plan: Plan) -> None:
    """A recipe whose day of review is over still runs, and a person is told so in a line."""
    from bots.recipe.review import review_note

    note = review_note(plan.about, plan.today)
    if note is not None:
        click.echo(t("", " ").join([note.sentence(LANG), note.hint(LANG)]), err=True)


def see_to_screen(headed: bool) -> None:
    """`--headed` needs a screen; where it is certain that there is none, nothing is begun. Raises
    PlaceError P74.
    """
    wayland_or_x = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if headed and sys.platform.startswith("linux") and not wayland_or_x:
        raise PlaceError("P74")


def pairs(texts: tuple[str, ...]) -> dict[str, str]:
    """`NAME=VALUE` texts. Raises PlaceError P12 for another form."""
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise PlaceError("P12", name=name)
        found[name] = value
    return found


@click.command()
@click.argument("run_id", metavar=t("[実行番号]", "[RUN]"), default="latest")
@click.option("--failed", is_flag=True, help=t("障害の行も、もう一度", "rows that failed too"))
@click.option("--headed", is_flag=True, help=t("ブラウザーを見せながら動かす", "show the browser at work"))
@click.option("--login-again", is_flag=True,
              help=t("断られたログインを同じパスワードで試す", "try a refused login with the same password"))
@click.option("--ledger-checked", is_flag=True,
              help=t("戻した・移した台帳で続ける", "go on with a ledger that was put back or moved"))
@click.option("--json", "as_json", is_flag=True, help=t("結果を1行のJSONで", "one line of JSON"))
@click.pass_obj
def resume(
    home: str | None,
    run_id: str,
    failed: bool,
    headed: bool,
    login_again: bool,
    ledger_checked: bool,
    as_json: bool,
) -> int:
    """Continue a run that was stopped or broke off: same plan, same sheet."""
    from bots.app.project import Project
    from bots.app.runs import reopen
    from bots.cli.progress import carry_out

    see_to_screen(headed)
    project = Project.at(home)
    begun = project.clock.now()  # a stop that is asked for from here on is meant for what begins now
    if run_id == "latest":
        run_id = run_meant(project, failed=failed, may_ask=not as_json)
    tell_hours(project, run_id, as_json)
    checked = ledger_checked and somebody_there() and not as_json
    run_id = reopen(project, run_id, failed=failed, begun=begun, ledger_checked=checked)
    if login_again:
        from bots.app.carry_out import let_log_in_again  # with it comes the engine, the child's

        let_log_in_again(project, run_id)
    return carry_out(project, run_id, LANG, headed=headed, as_json=as_json)


def run_meant(project: Project, *, failed: bool, may_ask: bool) -> str:
    """The run that a `resume` without a number goes on with. An older one than the newest may be of
    another business: a person says yes to it first. Raises PlaceError P10, P14, and P58 where nobody
    can be asked; click.Abort for a no.
    """
    from bots.app.resuming import must_be_named, resumable

    found = resumable(project, failed=failed)
    if found.meant:
        return found.run
    if not may_ask or not somebody_there():
        raise must_be_named(found)
    environment = environment_word(found.environment, LANG) + (
        t("・試し", ", rehearsal") if found.rehearsal else ""
    )
    click.echo(
        t(
            f"最新の実行は終わっています。その前の、続きのある実行は次のとおりです。\n"
            f"  実行 {found.run}  {found.title}（{environment}）\n"
            f"  {found.at} に開始、{found.told('ja')}",
            f"The newest run has ended. An older one has rows left:\n"
            f"  run {found.run}  {found.title} ({environment})\n"
            f"  begun {found.at}, {found.told('en')}",
        ),
        err=True,
    )
    question = t("この実行を続けるなら y、やめるなら Enter", "y to go on with this run, Enter not to")
    answer = prompt(question, default="", show_default=False, err=True)
    if unicodedata.normalize("NFKC", str(answer)).strip().lower() not in ("y", "yes", "はい"):
        raise click.Abort
    return found.run


def somebody_there() -> bool:
    """Whether a person sits at this terminal: sees a question, and can answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


@click.command()
@click.argument("run_id", metavar=t("[実行番号]", "[RUN]"), default="latest")
@click.option("--json", "as_json", is_flag=True, help=t("結果を1行のJSONで", "one line of JSON"))
@click.pass_obj
def stop(home: str | None, run_id: str, as_json: bool) -> int:
    """End a run before its next submit. Works from any window."""
    from bots.app.project import Project
    from bots.app.runs import ask_to_stop

    stopped = ask_to_stop(Project.at(home), run_id)
    if as_json:
        click.echo(json.dumps({"run": stopped, "asked": True}))
    else:
        click.echo(
            t(
                f"実行 {stopped} に停止を伝えました。次の確定の前に止まります。",
                f"Run {stopped} was asked to stop; it ends before its next submit.",
            )
        )
    return 0
