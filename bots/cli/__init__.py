"""The command line: words to functions of bots.app, results to the terminal. No logic.

Commands are imported when used, so that `bots --help` and `bots check` answer at once.
"""

from __future__ import annotations

import importlib
import json
import sys
from itertools import pairwise
from pathlib import Path

import click

from bots.cli.click_words import speak_japanese
from bots.cli.language import LANG, t
from bots.errors import BotsError
from bots.garbage import collect_seldom

if LANG == "ja":
    speak_japanese()  # before the first command is made: some of its help is worded then

# name → module, one line for the list. The order is the order of a clerk's day.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "new": ("new", "新しいレシピを作る（端末では順に聞きます）", "make a new recipe; in a terminal it asks"),
    "check": ("checking", "レシピに誤りがないか調べる", "look for mistakes in recipes"),
    "fix": ("fixing", "レシピの書き誤りを直す、言葉を日本語か英語にそろえる", "mend recipes, or turn their words into one language"),
    "preview": ("previewing", "表をロボットがどう読むか見る", "see the sheet as the program reads it"),
    "explain": ("recipes", "レシピを文章で読む", "read a recipe as sentences"),
    "steps": ("recipes", "レシピに書ける手順の一覧", "the verbs that a recipe may use"),
    "inspect": ("inspecting", "画面の欄とボタンを、レシピに書ける名前で見る", "a page by the words that a recipe may use"),
    "schema": ("recipes", "エディターでレシピを書きやすくする", "help of an editor with recipes"),
    "rehearse": ("running", "確定の手前まで試す", "try everything up to the submit"),
    "run": ("running", "実行する", "carry a recipe out"),
    "resume": ("running", "止まった実行を続ける", "continue a stopped run"),
    "approve": ("approving", "確認待ちの行、覚えた送信に答える", "answer for rows that wait, for what was learned"),
    "decide": ("deciding", "要確認・不一致・後処理未了の行を確かめて答える", "say what became of rows in doubt"),
    "continue-by-hand": ("deciding", "残った行を手で続けるための表を作る", "a book for going on by hand with what remains"),
    "stop": ("running", "実行を止める", "stop a run"),
    "runs": ("looking", "実行の一覧", "the runs"),
    "show": ("looking", "1つの実行の結果", "what a run did"),
    "report": ("looking", "画像つきの報告書を開ける形で作る", "the report with pictures"),
    "register": ("looking", "受付簿に何が入ったか", "what was ever done under a register"),
    "timetable": ("timetable", "ひとりでに動く予定と、その結果", "what runs by itself, and what became of it"),
    "status": ("status", "夜の運転のようすを1画面で見る", "how the timetable stands, on one screen"),
    "pause": ("timetable", "時間割を休止する、休止を終える", "let the timetable rest, or go on"),
    "serve": ("serving", "時間割のとおりに動かしつづける", "carry out what is due, until it is stopped"),
    "demo": ("place", "練習用システムで一通りやってみる", "see it work on a practice system"),
    "practice": ("place", "練習用システムを動かす", "start a practice system"),
    "init": ("place", "新しいプロジェクトのフォルダーを作る", "make a project folder"),
    "move-ledger": ("moving", "台帳を PostgreSQL に移す", "move the ledger to a PostgreSQL server"),
    "backup": ("upkeep", "控え（バックアップ）を取る、控えを調べる", "make a backup, or look whether one is whole"),
    "restore": ("upkeep", "控えから戻す、戻す前に返す", "bring a backup back, or undo that"),
    "upgrade": ("upkeep", "新しい版のプログラムに替える", "let a new version of the program take over"),
    "doctor": ("place", "足りないものがないか調べる", "see what is missing here"),
    "browser": ("place", "使うブラウザーを調べる", "see which browser is used"),
}


class Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of a clerk's day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"bots.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        if LANG == "ja":
            command.help = COMMANDS[cmd_name][1] + "。"
            command.options_metavar = "[オプション]"
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list, from the table above: no command is imported for it."""
        rows = [(name, t(ja, en)) for name, (_, ja, en) in COMMANDS.items()]
        with formatter.section(t("できること", "Commands")):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """An unknown word is answered with the nearest one."""
        if args and args[0] not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            also = t(f" もしかして: {near[0]}", f" Did you mean: {near[0]}") if near else ""
            ctx.fail(t(f"「{args[0]}」という命令はありません。", f"There is no command {args[0]}.") + also)
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    options_metavar=t("[オプション]", "[OPTIONS]"),
    subcommand_metavar=t("[命令]", "[COMMAND]"),
    context_settings={"help_option_names": ["-h", "--help"]},
    help=t(
        "表の行を業務システムに1件ずつ登録し、証拠を残します。",
        "Carries rows of a sheet into a business system, once each, with proof.",
    ),
)
@click.option("-C", "home", metavar="DIR", help=t("プロジェクトのフォルダー", "the project folder"))
@click.option("--lang", type=click.Choice(["ja", "en"]), help=t("表示する言葉", "language"))
@click.version_option(package_name=None, version=__import__("bots").__version__)
@click.pass_context
def group(ctx: click.Context, home: str | None, lang: str | None) -> None:
    """Remember the project folder; without a command, offer the clerks' menu."""
    ctx.obj = home
    if ctx.invoked_subcommand is None:
        if sys.stdin.isatty() and sys.stdout.isatty():
            from bots.cli.menu import menu

            ctx.exit(menu(home))
        click.echo(ctx.get_help())


def home_of(arguments: list[str] | None) -> Path | None:
    """The project folder of a command line that failed, to show the line of the file it speaks of."""
    from bots.settings import project_folder

    words = sys.argv[1:] if arguments is None else arguments
    try:
        return project_folder(next((b for a, b in pairwise(words) if a == "-C"), None))
    except BotsError:
        return None


def error_line(code: str, message: str) -> str:
    """What `--json` prints of a command that could not do its work: one line as always. The sentence with
    its place and its remedy stands on stderr, as without `--json`."""
    return json.dumps({"error": code, "message": message, "exit_code": 2}, ensure_ascii=False)


def main(arguments: list[str] | None = None) -> int:
    """Carry out one command line; its exit code. Problems are told in a sentence, never as a traceback."""
    collect_seldom()
    told_as_json = "--json" in (sys.argv[1:] if arguments is None else arguments)
    try:
        code = group.main(arguments, prog_name="bots", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        click.echo(t("やめました。", "Cancelled."), err=True)
        return 2
    except click.ClickException as error:
        error.show()
        if told_as_json:
            click.echo(error_line("usage", error.format_message()))
        return 2
    except Exception as error:
        from bots.app.unexpected import unexpected
        from bots.cli.terminal import show_error, with_run_word

        ours = error if isinstance(error, BotsError) else unexpected(error)
        show_error(ours, LANG, home_of(arguments))
        if told_as_json:
            problem = with_run_word(ours.problem, LANG)
            click.echo(error_line(problem.code, problem.sentence(LANG)))
        return 2
    return code if isinstance(code, int) else 0
