"""The command that mends recipes: fix."""

from __future__ import annotations

import difflib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from bots.cli.language import LANG, t

if TYPE_CHECKING:
    from bots.recipe.mending import Mended

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command()
@click.argument("recipes", nargs=-1, metavar=t("[レシピ名|フォルダー …]", "[RECIPE|FOLDER …]"))
@click.option("--lang", type=click.Choice(["ja", "en"]),
              help=t("レシピの言葉を日本語か英語にする", "turn the recipe's words into Japanese or English"))
@click.option("--write", is_flag=True, help=t("聞かずに書く", "write without asking"))
@click.option("--check", "only_look", is_flag=True,
              help=t("書かずに調べる（直すものがあれば終了コード 1）", "write nothing; exit code 1 if something would change"))
@click.pass_obj
def fix(
    home: str | None,
    recipes: tuple[str, ...],
    lang: Literal["ja", "en"] | None,
    write: bool,
    only_look: bool,
) -> int:
    """Mend full-width blanks, colons and bullets, other encodings and old words; without a name in all recipes."""
    from bots.errors import Place, PlaceError
    from bots.recipe import all_files, named_files
    from bots.recipe.mending import mend
    from bots.settings import project_folder

    if write and only_look:
        raise click.UsageError(t("--write と --check は同時に使えません。", "--write and --check exclude each other."))
    folder = project_folder(home)
    if not recipes and not (folder / "recipes").is_dir():
        raise PlaceError("P56", Place(str(folder)), folder=str(folder))
    named = [one for name in recipes for one in named_files(name, folder)]
    paths = list(dict.fromkeys(named)) if recipes else all_files(folder)
    asks = not write and not only_look and sys.stdin.isatty() and sys.stdout.isatty()
    changed = failed = written = 0
    for path in paths:
        try:
            made = mend(path.read_bytes(), path, folder, lang)
        except OSError as error:
            _tell_not_written(str(path), error)
            failed += 1
            continue
        _show(made, folder)
        if made.problems:
            failed += 1
            continue
        changed += made.changed
        if made.changed and (write or (asks and _agreed(made.file))):
            done = _write(path, made)
            written += done
            failed += not done
    _summary(len(paths), changed, written, failed)
    if changed and not (write or asks or only_look):
        click.echo(t("書くには --write を付けてください。", "Add --write to write it."))
    return 1 if failed or (only_look and changed) else 0


def _agreed(file: str) -> bool:
    return click.confirm(t(f"{file} を直しますか", f"Mend {file}?"), default=False)


def _summary(count: int, changed: int, written: int, failed: int) -> None:
    click.echo(
        t(
            f"{count} 件のファイル: 直すもの {changed} 件、書いたもの {written} 件、直せないもの {failed} 件",
            f"{count} files: {changed} to mend, {written} written, {failed} cannot be mended",
        )
    )


def _show(made: Mended, folder: Path) -> None:
    """What would change, and what stands in the way."""
    from bots.recipe.render import render

    if made.changed and made.encoding:
        click.echo(t(f"{made.file}: 文字コード {made.encoding} → UTF-8", f"{made.file}: {made.encoding} → UTF-8"))
    old, new = made.text.split("\n"), made.new.split("\n")
    for line in difflib.unified_diff(old, new, made.file, made.file, lineterm=""):
        click.secho(line, fg=_COLOURS.get(line[:1]), bold=line[:3] in ("---", "+++"))
    lines = made.new.split("\n")
    for problem in made.problems:
        number = problem.place.line
        source = lines[number - 1] if 0 < number <= len(lines) else None
        click.echo(render(problem, LANG, source), err=True)
    if made.problems and made.changed:
        click.echo(
            t(f"{made.file}: 上の誤りがあるため、書き込みません。手で直してから、もう一度行ってください。",
              f"{made.file} is not written because of the mistakes above. Mend them by hand, then try again."),
            err=True,
        )  # fmt: skip


def _write(path: Path, made: Mended) -> bool:
    """Keep the old file beside it and put the new one in its place; whether that was done."""
    from bots.errors import Place, Problem
    from bots.recipe.render import render

    try:
        path = path.resolve(strict=True)  # of a link the file itself
        if path.read_bytes() != made.before:
            click.echo(render(Problem("R151", {}, Place(made.file)), LANG), err=True)
            return False
        kept = _keep(path, made.before)
        fresh = path.with_name(f"{path.name}.new")
        with fresh.open("xb") as file:
            file.write(made.data)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(path.stat().st_mode & 0o7777)
        fresh.replace(path)
    except OSError as error:
        _tell_not_written(made.file, error)
        return False
    click.echo(t(f"{made.file} を直しました。前のものは {kept.name} です。",
                 f"{made.file} is mended. The old one is {kept.name}."))  # fmt: skip
    return True


def _tell_not_written(file: str, error: OSError) -> None:
    from bots.errors import Place, Problem
    from bots.recipe.render import render

    told = Problem("R152", {"reason": error.strerror or type(error).__name__}, Place(file))
    click.echo(render(told, LANG), err=True)


def _keep(path: Path, data: bytes) -> Path:
    """The file's bytes under NAME.yaml.bak, or with the next free number."""
    number = 1
    while True:
        kept = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        try:
            with kept.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            number += 1
            continue
        kept.chmod(path.stat().st_mode & 0o7777)
        return kept
