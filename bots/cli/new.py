"""The commands that begin something: new (a recipe), new system (a system file)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from bots.cli.language import LANG, t

if TYPE_CHECKING:
    from bots.app.beginning.begin import Begun, BegunSystem

Language = Literal["ja", "en"]


@click.command()
@click.argument("words", nargs=-1, metavar=t("[system アドレス]", "[system URL]"))
@click.option("--from", "book", type=click.Path(path_type=Path), metavar="BOOK",
              help=t("表のファイル。付けると、聞かずにレシピを作る", "the book; with it a recipe is made without questions"))
@click.option("--system", metavar="NAME", help=t("登録するシステム（config/systems のファイルの名前）", "the system, a file of config/systems"))
@click.option("--screen", metavar="SCREEN", help=t("入力する画面の名前か、/ で始まるアドレス", "the screen to fill in, or its address from the /"))
@click.option("--sheet", metavar="SHEET", help=t("シートの名前", "the sheet of the book"))
@click.option("--header-row", metavar="N", help=t("見出しの行の番号（2段なら 3-4）", "the row of headings, as Excel numbers it (3-4 for two)"))
@click.option("--password-name", metavar="NAME",
              help=t("パスワードのあるブックの、パスワードの名前（config/secrets.yaml）", "the secret that opens a book with a password"))
@click.option("--key", metavar="COLUMN", help=t("鍵の列の見出し（1件ごとに違う番号）", "the heading of the key: what each row has of its own"))
@click.option("--name", metavar="NAME", help=t("作るレシピ（システム）の名前", "what the recipe or the system is called"))
@click.option("--environment", metavar="NAME", help=t("new system: アドレスの環境（既定: 訓練）", "new system: which environment the address is (default: training)"))
@click.option("--lang", type=click.Choice(["ja", "en"]), help=t("日本語か英語で書く", "write it in Japanese or English"))
@click.pass_obj
def new(
    home: str | None,
    words: tuple[str, ...],
    book: Path | None,
    system: str | None,
    screen: str | None,
    sheet: str | None,
    header_row: str | None,
    password_name: str | None,
    key: str | None,
    name: str | None,
    environment: str | None,
    lang: Language | None,
) -> int:
    """Begin a recipe from a book and a screen (asks in a terminal), or a system file: new system URL."""
    spoken: Language = lang or ("en" if LANG == "en" else "ja")
    of_recipe = {"--from": book, "--system": system, "--screen": screen, "--sheet": sheet,
                 "--header-row": header_row, "--password-name": password_name, "--key": key}  # fmt: skip
    if words:
        given = [option for option, value in of_recipe.items() if value is not None]
        if words[0] != "system" or len(words) != 2 or given:
            raise click.UsageError(
                t("bots new system アドレス [--name 名前] [--environment 環境] と書きます。",
                  "Write: bots new system URL [--name NAME] [--environment NAME]")
            )  # fmt: skip
        return begin_system(home, words[1], name or "", environment or "", spoken)
    if environment is not None:
        raise click.UsageError(t("--environment は bots new system で使います。", "--environment is for: bots new system"))
    if book is not None:
        return from_book(home, book, spoken, system=system or "", screen=screen or "", sheet=sheet or "",
                         header=header_row or "", password_name=password_name or "", key=key or "", name=name or "")  # fmt: skip
    given = [option for option, value in {**of_recipe, "--name": name}.items() if value is not None]
    if given or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            t("表のファイルを --from で指定してください（端末で bots new とだけ打つと、順に聞きます）。",
              "Name the book with --from (bots new alone, in a terminal, asks for everything).")
        )  # fmt: skip
    from bots.cli.interview import interview

    return interview(home, spoken)


def from_book(
    home: str | None, book: Path, lang: Language, *, system: str, screen: str, sheet: str, header: str,
    password_name: str, key: str, name: str,
) -> int:  # fmt: skip
    """A recipe without questions."""
    from bots.app.beginning.begin import Asked, begin, choose
    from bots.app.project import Project

    project = Project.at(home)
    path = book.expanduser().absolute()
    chosen = choose(project, Asked(path, system, screen, sheet, header, password_name, key, name))
    show_begun(begin(project, chosen, lang), project.home)
    return 0


def begin_system(home: str | None, address: str, name: str, environment: str, lang: Language) -> int:
    """A system file from an address."""
    from bots.app.beginning import begin
    from bots.app.project import Project

    project = Project.at(home)
    made = begin.begin_system(project, address, name=name, environment=environment, lang=lang)
    show_system(made)
    click.echo(t(f"次に: bots inspect {quoted(made.name)}（画面の欄とボタンを見る）、bots new（レシピを作る）",
                 f"Next: bots inspect {quoted(made.name)} (its fields and buttons), bots new (make a recipe)"))  # fmt: skip
    return 0


def show_system(made: BegunSystem) -> None:
    """What was written of a system, and what has to be stored."""
    from bots.cli.terminal import show_error

    click.echo(t(f"作りました: {made.path}", f"Made: {made.path}"))
    if made.missing:
        click.echo(t("config/secrets.yaml に、次の行を書き足します（持ち主だけが読めるファイルにします）:",
                     "Add these lines to config/secrets.yaml (readable by its owner alone):"))  # fmt: skip
        for one in made.missing:
            click.echo(f"  {one}: " + t("（値）", "VALUE"))
    if made.unproved:
        click.echo(t("このファイルの「表示確認: < ? >」に、ログインできたときだけ出る文（メニューの見出しなど）を書きます。",
                     "Write in this file, at `see: < ? >`, a text that is shown only when signed in (the menu's heading, say)."))  # fmt: skip
    if made.signed_in:
        click.echo(t("ログインできました。メニューの画面を、# の付いた候補として書きました。",
                     "Signed in: the screens of its menu are in the file, as proposals behind a #."))  # fmt: skip
    if made.refused is not None:
        click.echo(t("ファイルは作りましたが、ログインの後の画面は見られませんでした:",
                     "The file was made, but what comes after signing in could not be seen:"))  # fmt: skip
        show_error(made.refused, LANG)


def show_begun(made: Begun, home: Path) -> None:
    """What was written, what is open in it, and what to do next."""
    from bots.recipe.render import render

    draft, name = made.draft, quoted(made.draft.name)
    near = sum(one.how == "near" for one in draft.entries)
    may_be = len(draft.proposed)
    click.echo(t(f"作りました: {made.path}", f"Made: {made.path}"))
    click.echo(
        t(f"  欄と列の組 {len(draft.entries)}（うち確かめるもの {near}）、列のない欄 {len(draft.without_column)}"
          f"{f'（うち候補のあるもの {may_be}）' if may_be else ''}、欄のない列 {len(draft.without_field)}",
          f"  fields with their columns: {len(draft.entries)} (to be checked: {near}), fields without a column: "
          f"{len(draft.without_column)}{f' (with a proposal: {may_be})' if may_be else ''}, "
          f"columns without a field: {len(draft.without_field)}")
    )  # fmt: skip
    if made.open:
        click.echo(t("まだ決まっていないところ:", "What is still open:"))
        for problem in made.open:
            click.echo(render(problem, LANG, home))
    data = t(" --data 表のファイル", " --data BOOK") if made.data else ""
    click.echo(t("次に、ファイルの「< ? >」を直してから:", "Next, when each `< ? >` of the file was seen to:"))
    click.echo(f"  bots check {name}            " + t("誤りが残っていないか", "is anything open"))
    click.echo(f"  bots preview {name}{data}          " + t("表がどう読まれるか", "how the sheet is read"))
    click.echo(f"  bots rehearse {name}{data} --limit 1   " + t("確定の手前まで1件試す", "try one row up to the submit"))
    if made.data:
        click.echo(t("表をレシピと同じフォルダーに置けば、--data はいりません。",
                     "With the book in the folder of the recipe, --data is not needed."))  # fmt: skip


def quoted(name: str) -> str:
    """A name as it is typed into a terminal."""
    return f'"{name}"' if any(one.isspace() for one in name) else name
