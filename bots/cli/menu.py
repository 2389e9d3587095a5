"""`bots` alone in a terminal: a menu for clerks."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bots.cli.asking import prompt
from bots.cli.language import LANG, t


class Number(click.IntRange):
    """A number of a list. Full-width digits are digits: the Japanese input may be on."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """The number. Raises click.BadParameter for what is none, or not in the list."""
        plain = unicodedata.normalize("NFKC", str(value)).strip()
        return super().convert(plain, param, ctx)  # type: ignore[arg-type]  # click hands texts in


def menu(home: str | None) -> int:
    """Ask what is to be done until the person leaves."""
    choices: list[tuple[str, Callable[[str | None], int]]] = [
        (t("表を確かめる（ブラウザーは開きません）", "check my sheet (no browser opens)"), sheet),
        (t("試してみる（はじめの3件。登録しません）", "try it (the first three; nothing is entered)"), rehearse),
        (t("実行する", "run it"), run),
        (t("何が起きたか見る", "see what happened"), happened),
        (t("報告書を開く（画像つき）", "open the report (with pictures)"), report),
        (t("止まった実行を続ける", "go on with a run that stopped"), resume),
        (t("レシピの誤りを調べる", "look for mistakes in recipes"), recipes),
        (t("新しいレシピを作る", "make a new recipe"), new),
    ]
    while True:
        offered = [*choices, *in_doubt(home)]
        click.echo("")
        for number, (title, _) in enumerate(offered, 1):
            click.echo(f"  {number}  {title}")
        click.echo("  0  " + t("終わる", "leave"))
        try:
            picked = prompt(t("番号を入れて Enter", "number"), type=Number(0, len(offered)))
        except click.Abort:  # Ctrl-C or a closed input is a way to leave
            click.echo("")
            return 0
        if picked == 0:
            return 0
        called(offered[picked - 1][1], home)


def in_doubt(home: str | None) -> list[tuple[str, Callable[[str | None], int]]]:
    """What the menu offers besides where rows wait for a decision. Where nothing can be known of that (no project, a
    ledger that cannot be opened) the thing that is chosen tells why."""
    from bots.app.deciding import undecided
    from bots.app.project import Project
    from bots.errors import BotsError

    try:
        count = sum(undecided(Project.at(home)).values())
    except BotsError:
        return []
    return [(t(f"要確認・不一致・後処理未了の行に答える（{count} 件）", f"decide about rows that wait ({count})"), decide)] if count else []


def called(action: Callable[[str | None], int], home: str | None) -> None:
    """Do one thing; its problem is told and the menu comes back. Leaving a question leads back too."""
    from bots.cli.terminal import show_error
    from bots.errors import BotsError

    try:
        action(home)
    except BotsError as error:
        show_error(error, LANG)
    except click.Abort:
        click.echo("")
    except click.ClickException as error:
        error.show()


def pick_recipe(home: str | None) -> str:
    """Let the person choose a recipe by number. Raises click.Abort for 0, which leads back."""
    from bots.recipe import recipes_in
    from bots.settings import project_folder

    found = recipes_in(project_folder(home))
    for number, (name, title, owner) in enumerate(found, 1):
        click.echo(f"  {number}  {title}  {owner}  ({name})")
    if not found:
        raise click.ClickException(t("レシピがありません。", "There are no recipes."))
    click.echo("  0  " + t("戻る", "back"))
    picked: int = prompt(t("どのレシピ（番号）", "which recipe (number)"), type=Number(0, len(found)))
    if picked == 0:
        raise click.Abort
    return found[picked - 1][0]


def pick_sheet() -> list[str]:
    """Let the person choose a sheet; [] is the one that the recipe names.

    A file that is dragged into a terminal comes with quotes, or with backslashes before its spaces.
    """
    given: str = prompt(
        t("どの表（そのまま Enter = レシピの表。別の表や直した不備の表は、ここへ引っぱって Enter）",
          "which sheet (Enter = that of the recipe; drag another file, or mended rejects, here)"),
        default="",
        show_default=False,
    ).strip()
    if not given:
        return []
    path = Path(given)
    if not path.exists():
        path = Path(undragged(given))
    return ["--data", str(path.expanduser().absolute())]


def undragged(given: str) -> str:
    """The path in what a terminal writes for a file that was dragged into it."""
    if len(given) > 1 and given[0] == given[-1] and given[0] in "'\"":
        return given[1:-1]
    return given if sys.platform == "win32" else re.sub(r"\\(.)", r"\1", given)


def invoke(home: str | None, *words: str) -> int:
    """The command of the same name, so that menu and command line never differ."""
    from bots.cli import main

    return main([*(["-C", home] if home else []), *words])


def sheet(home: str | None) -> int:
    """Preview."""
    return invoke(home, "preview", pick_recipe(home), *pick_sheet())


def rehearse(home: str | None) -> int:
    """Rehearse three rows."""
    return invoke(home, "rehearse", pick_recipe(home), *pick_sheet(), "--limit", "3")


def run(home: str | None) -> int:
    """Run, looking at the first forms as long as the person wants to."""
    recipe, data = pick_recipe(home), pick_sheet()
    first = prompt(
        t("登録の前に画面を確かめる件数（0 = 確かめない）",
          "how many forms to look at before their submit (0 = none)"),
        type=Number(0),
        default=3,
    )
    return invoke(home, "run", recipe, *data, "--confirm-first", str(first))


def happened(home: str | None) -> int:
    """The runs, and the newest in full."""
    invoke(home, "runs", "--last", "5")
    return invoke(home, "show", "latest")


def report(home: str | None) -> int:
    """The newest report, in a browser."""
    return invoke(home, "report", "--open")


def resume(home: str | None) -> int:
    """Go on with the run that stopped last."""
    return invoke(home, "resume")


def decide(home: str | None) -> int:
    """Say what became of the rows in doubt."""
    return invoke(home, "decide")


def recipes(home: str | None) -> int:
    """Check all recipes."""
    return invoke(home, "check")


def new(home: str | None) -> int:
    """Make a recipe by answering questions."""
    return invoke(home, "new")
