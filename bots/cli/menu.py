"""`bots` alone in a terminal: a menu for clerks."""

from __future__ import annotations

from collections.abc import Callable

import click

from bots.cli.language import LANG, t


def menu(home: str | None) -> int:
    """Ask what is to be done until the person leaves."""
    choices: list[tuple[str, Callable[[str | None], int]]] = [
        (t("表を確かめる", "check my sheet"), sheet),
        (t("試してみる（確定しません）", "try it (nothing is submitted)"), rehearse),
        (t("実行する", "run it"), run),
        (t("何が起きたか見る", "see what happened"), happened),
        (t("レシピの誤りを調べる", "look for mistakes in recipes"), recipes),
    ]
    while True:
        click.echo("")
        for number, (title, _) in enumerate(choices, 1):
            click.echo(f"  {number}  {title}")
        click.echo("  0  " + t("終わる", "leave"))
        picked = click.prompt(t("番号", "number"), type=click.IntRange(0, len(choices)))
        if picked == 0:
            return 0
        called(choices[picked - 1][1], home)


def called(action: Callable[[str | None], int], home: str | None) -> None:
    """Do one thing; its problem is told and the menu comes back."""
    from bots.cli.terminal import show_error
    from bots.errors import BotsError

    try:
        action(home)
    except BotsError as error:
        show_error(error, LANG)


def pick_recipe(home: str | None) -> str:
    """Let the person choose a recipe by number."""
    from bots.recipe import recipes_in
    from bots.settings import project_folder

    found = recipes_in(project_folder(home))
    for number, (name, title, owner) in enumerate(found, 1):
        click.echo(f"  {number}  {title}  {owner}  ({name})")
    if not found:
        raise click.ClickException(t("レシピがありません。", "There are no recipes."))
    picked = click.prompt(t("どのレシピ", "which recipe"), type=click.IntRange(1, len(found)))
    return found[picked - 1][0]


def invoke(home: str | None, *words: str) -> int:
    """The command of the same name, so that menu and command line never differ."""
    from bots.cli import main

    return main([*(["-C", home] if home else []), *words])


def sheet(home: str | None) -> int:
    """Preview."""
    return invoke(home, "preview", pick_recipe(home))


def rehearse(home: str | None) -> int:
    """Rehearse three rows."""
    return invoke(home, "rehearse", pick_recipe(home), "--limit", "3")


def run(home: str | None) -> int:
    """Run, looking at the first forms as long as the person wants to."""
    recipe = pick_recipe(home)
    first = click.prompt(
        t("確定の前に見せる件数（0 = 見せない）", "how many forms to show before the submit (0 = none)"),
        type=click.IntRange(0),
        default=3,
    )
    return invoke(home, "run", recipe, "--confirm-first", str(first))


def happened(home: str | None) -> int:
    """The runs, and the newest in full."""
    invoke(home, "runs", "--last", "5")
    return invoke(home, "show", "latest")


def recipes(home: str | None) -> int:
    """Check all recipes."""
    return invoke(home, "check")
