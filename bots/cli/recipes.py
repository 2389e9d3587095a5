"""Commands about recipes: explain, steps, schema."""

from __future__ import annotations

import json

import click

from bots.cli.language import LANG, t


@click.command()
@click.argument("recipe", metavar=t("レシピ名", "RECIPE"))
@click.pass_obj
def explain(home: str | None, recipe: str) -> int:
    """A recipe as numbered sentences."""
    from bots.app.project import take_in_verbs
    from bots.recipe import check, find_recipe, load
    from bots.recipe import explain as sentences
    from bots.settings import load_settings, project_folder

    folder = project_folder(home)
    take_in_verbs(load_settings(folder))
    found = load(find_recipe(recipe, folder), folder)
    wrong = sum(problem.severity == "error" for problem in check(found, folder))
    if wrong:
        click.echo(t(f"【注意】このレシピには誤りが {wrong} 件あり、このままでは実行できません。次の文は、読み取れたところだけです。"
                     f"誤りは bots check {found.id} で見られます。",
                     f"[Note] This recipe has {wrong} {'mistake' if wrong == 1 else 'mistakes'} and cannot be run as it "
                     f"is. Below is what could be read of it. See the mistakes with bots check {found.id}."))  # fmt: skip
    for sentence in sentences(found, LANG):
        click.echo(sentence)
    return 2 if wrong else 0


@click.command()
@click.argument("verb", required=False, metavar=t("[手順]", "[VERB]"))
@click.pass_obj
def steps(home: str | None, verb: str | None) -> int:
    """The verbs that a recipe may use; with a name, one of them with its arguments and an example."""
    from bots.app.project import take_in_verbs
    from bots.cli.terminal import show_steps
    from bots.settings import load_settings, project_folder

    take_in_verbs(load_settings(project_folder(home)))
    return show_steps(verb, LANG)


@click.command()
@click.option("--print", "printed", is_flag=True,
              help=t("ファイルを書かず、レシピの定義を表示する", "write nothing, print the schema of recipes"))  # fmt: skip
@click.pass_obj
def schema(home: str | None, printed: bool) -> int:
    """What an editor needs to offer words and to underline mistakes: schemas, and settings of VS Code."""
    from bots.app.editor import SETTINGS, write_schema
    from bots.app.project import take_in_verbs
    from bots.errors import Place, PlaceError
    from bots.recipe.schema import recipe_schema
    from bots.settings import load_settings, project_folder

    folder = project_folder(home)
    take_in_verbs(load_settings(folder))
    if printed:
        click.echo(json.dumps(recipe_schema(), ensure_ascii=False, indent=2))
        return 0
    if not (folder / "recipes").is_dir():
        raise PlaceError("P56", Place(str(folder)), folder=str(folder))
    done = write_schema(folder)
    for name in done.files:
        click.echo(t(f"書きました: {name}", f"Written: {name}"))
    for name in done.current:
        click.echo(t(f"そのままです: {name}", f"As it was: {name}"))
    if done.by_hand:
        click.echo(t(f"{SETTINGS.as_posix()} は読み取れないため（注釈があるなど）、変えていません。次の行を書き足してください。",
                     f"{SETTINGS.as_posix()} cannot be read (it has remarks, perhaps) and was left alone. Add these lines:"))
        click.echo(done.by_hand, nl=False)
    click.echo(t("VS Code では、拡張機能「YAML」（Red Hat）を入れると使えます。",
                 "In VS Code it works with the extension YAML by Red Hat."))
    return 0
