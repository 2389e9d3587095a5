"""The command that looks for mistakes in recipes: check."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bots.cli.language import LANG, t
from bots.clock import TOKYO, Clock, SystemClock, in_tokyo

if TYPE_CHECKING:
    from bots.errors import Problem

SECONDS = 0.5  # between two looks at the files
_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


@click.command()
@click.argument("recipes", nargs=-1, metavar=t("[レシピ名|フォルダー …]", "[RECIPE|FOLDER …]"))
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text",
              help=t("text = 文章、json = プログラム用、github = GitHub Actions 用",
                     "text for people, json for programs, github for GitHub Actions"))
@click.option("--watch", is_flag=True,
              help=t("ファイルが変わるたびに調べ直す（Ctrl-C で終わる）", "check again whenever a file changes; Ctrl-C ends it"))
@click.pass_obj
def check(home: str | None, recipes: tuple[str, ...], form: str, watch: bool) -> int:
    """Look for mistakes; without a name in all recipes."""
    from bots.app.project import take_in_verbs
    from bots.errors import Place, PlaceError
    from bots.settings import load_settings, project_folder

    if watch and form != "text":
        raise click.UsageError(t("--watch は --format text だけで使えます。", "--watch is for --format text only."))
    folder = project_folder(home)
    take_in_verbs(load_settings(folder))
    if not recipes and not (folder / "recipes").is_dir():
        raise PlaceError("P56", Place(str(folder)), folder=str(folder))
    if watch:
        return watching(recipes, folder)
    problems, count = found(recipes, folder)
    show(problems, count, folder, recipes, form)
    return 1 if _errors(problems) else 0


def found(recipes: Sequence[str], folder: Path, clock: Clock | None = None) -> tuple[list[Problem], int]:
    """The problems and the number of recipes; a name that no recipe has is a mistake like others."""
    from bots.app.lookups import lookup_check
    from bots.errors import RecipeError
    from bots.recipe import Around, check_files
    from bots.settings import load_settings

    today = in_tokyo((clock or SystemClock()).now()).date().isoformat()
    try:
        problems, count = check_files(recipes, folder, Around(today, lookup_check(load_settings(folder).sheets)))
        return [*problems, *(() if recipes else timetable(folder))], count
    except RecipeError as error:
        return list(error.problems), 0


def timetable(folder: Path) -> Sequence[Problem]:
    """What is wrong with the timetable of the project, where it has one."""
    from bots.app.project import Project
    from bots.recipe.folder import TIMETABLE

    if not (folder / TIMETABLE).exists():
        return ()
    from bots.timetable.checks import check_timetable

    return check_timetable(Project.at(folder))


def _errors(problems: Iterable[Problem]) -> int:
    return sum(problem.severity == "error" for problem in problems)


def show(
    problems: Sequence[Problem], count: int, folder: Path, recipes: Sequence[str] = (), form: str = "text"
) -> None:
    """Print what was found in one of the forms. `recipes` are the files that were asked for, which may be system files."""
    from bots.recipe.render import render, to_json

    if form == "json":
        click.echo(json.dumps([to_json(problem, LANG) for problem in problems], ensure_ascii=False))
        return
    if form == "github":
        for problem in problems:
            click.echo(annotation(problem, folder))
        return
    for problem in problems:
        click.echo(render(problem, LANG, folder))
    for line in promises(recipes, folder, problems):
        click.echo(line)
    if problems or count:
        click.echo(_counts(problems, count))
    elif recipes:
        click.echo(t("誤りはありません。", "No mistakes."))
    else:
        click.echo(t(f"{folder} にレシピはありません。", f"There are no recipes in {folder}."))


def promises(recipes: Sequence[str], folder: Path, problems: Iterable[Problem]) -> list[str]:
    """What each recipe without mistakes that registers something promises of a row, a line for each kind of guarantee."""
    from bots.errors import RecipeError
    from bots.evidence.guarantee import guarantee_in_words
    from bots.recipe import all_files, load, named_files
    from bots.recipe.folder import is_system_file
    from bots.recipe.guarantee import guarantee_in_files

    wrong = {problem.place.file for problem in problems if problem.severity == "error"}
    promised: dict[str, list[str]] = {}
    try:
        paths = [one for name in recipes for one in named_files(name, folder)] if recipes else all_files(folder)
    except RecipeError:
        return []  # a name that no recipe has is told as a mistake
    for path in dict.fromkeys(one for one in paths if not is_system_file(one, folder)):
        try:
            recipe = load(path, folder)
        except RecipeError:
            continue  # a file that cannot be read is told, and takes nothing from the others
        kind = guarantee_in_files(recipe, folder) if recipe.file not in wrong else ""
        if kind:
            promised.setdefault(guarantee_in_words(kind, bool(recipe.probe), LANG), []).append(recipe.id)
    return [
        t(f"保証 {sentence}。（{'、'.join(names)}）", f"Guarantee {sentence}. ({', '.join(names)})")
        for sentence, names in promised.items()
    ]


def _counts(problems: Sequence[Problem], count: int) -> str:
    errors = _errors(problems)
    if not problems:
        return t(f"{count} 件のレシピに誤りはありません。", f"{_counted(count, 'recipe')}, no mistakes.")
    return t(
        f"{count} 件のレシピ: 誤り {errors} 件、助言 {len(problems) - errors} 件",
        f"{_counted(count, 'recipe')}: {_counted(errors, 'mistake')}, "
        f"{_counted(len(problems) - errors, 'hint')}",
    )


def _counted(number: int, name: str) -> str:
    """"1 recipe", "2 recipes"."""
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def annotation(problem: Problem, folder: Path) -> str:
    """A problem as GitHub Actions shows it beside its line; the file as seen from where the command was given."""
    place = problem.place
    told = [f"title={problem.code}"]
    if place.line:
        told = [f"line={place.line}", f"col={place.column}", *told]
    if place.file:
        file = Path(os.path.relpath(folder / place.file)).as_posix()
        told = [f"file={file.translate(_PROPERTY)}", *told]
    hint = problem.hint(LANG)
    message = problem.sentence(LANG) + (f"\n{hint}" if hint else "")
    kind = "error" if problem.severity == "error" else "warning"
    return f"::{kind} {','.join(told)}::{message.translate(_MESSAGE)}"


# --------------------------------------------------------------------------- --watch


def watching(
    recipes: Sequence[str], folder: Path, wait: Callable[[float], None] = time.sleep
) -> int:
    """Check, and again whenever a file of the project changed, until Ctrl-C; the exit code of the last check."""
    seen: object = None
    code = 0
    try:
        while True:
            now = _state(recipes, folder)
            if now != seen:
                seen = now
                problems, count = found(recipes, folder)
                code = 1 if _errors(problems) else 0
                _show_anew(problems, count, folder, recipes)
            wait(SECONDS)
    except KeyboardInterrupt:
        click.echo()
        click.echo(t("見張りを終わります。", "No longer watching."))
        return code


def _show_anew(problems: Sequence[Problem], count: int, folder: Path, recipes: Sequence[str]) -> None:
    if sys.stdout.isatty():
        click.clear()
    show(problems, count, folder, recipes)
    at = f"{SystemClock().now().astimezone(TOKYO):%H:%M:%S}"
    click.echo(t(f"{at} に調べました。ファイルが変わると調べ直します（Ctrl-C で終わる）。",
                 f"Checked at {at}. It is checked again when a file changes; Ctrl-C ends it."))  # fmt: skip


def _state(recipes: Sequence[str], folder: Path) -> dict[Path, tuple[int, int]]:
    """When each recipe and system file was last changed, and how long it is; those named elsewhere too."""
    from bots.errors import RecipeError
    from bots.recipe import all_files, named_files

    files = set(all_files(folder))
    for name in recipes:
        try:
            files.update(named_files(name, folder))
        except RecipeError:
            continue  # told by the check
    made: dict[Path, tuple[int, int]] = {}
    for path in files:
        try:
            stat = path.stat()
        except OSError:
            continue  # gone in between
        made[path] = (stat.st_mtime_ns, stat.st_size)
    return made
