"""The command that mends recipes: fix."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from bots.cli.asking import confirm
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
@click.option("--undo", is_flag=True,
              help=t("直す前のファイルに戻す（もう一度で、直したものに戻る）", "bring back the file of before; once more: the mended one"))
@click.pass_obj
def fix(
    home: str | None,
    recipes: tuple[str, ...],
    lang: Literal["ja", "en"] | None,
    write: bool,
    only_look: bool,
    undo: bool,
) -> int:
    """Mend full-width blanks, colons and bullets, other encodings and old words; without a name in all recipes."""
    from bots.app.project import take_in_verbs
    from bots.errors import Place, PlaceError
    from bots.recipe import all_files, named_files
    from bots.recipe.mending import mend
    from bots.settings import load_settings, project_folder

    if write and only_look:
        raise click.UsageError(t("--write と --check は同時に使えません。", "--write and --check exclude each other."))
    if undo and (write or only_look or lang or not recipes):
        raise click.UsageError(t("--undo は、戻すファイルの名前だけを付けて使います。", "--undo takes nothing but the files to bring back."))
    folder = project_folder(home)
    if not recipes and not (folder / "recipes").is_dir():
        raise PlaceError("P56", Place(str(folder)), folder=str(folder))
    named = [one for name in recipes for one in named_files(name, folder)]
    paths = list(dict.fromkeys(named)) if recipes else all_files(folder)
    if undo:
        return _undo(paths, folder)
    take_in_verbs(load_settings(folder))
    asks = not write and not only_look and sys.stdin.isatty() and sys.stdout.isatty()
    changed = failed = written = 0
    for path in paths:
        try:
            made = mend(path.read_bytes(), path, folder, lang)
        except OSError as error:
            _tell_not_written(str(path), error)
            failed += 1
            continue
        _show(made, lang)
        left = bool(made.problems)
        changed += made.changed
        if made.changed and (write or (asks and _agreed(made.file))):
            done = _write(path, made)
            written += done
            left = left or not done
        failed += left
    _summary(len(paths), changed, written, failed)
    if changed and not (write or asks or only_look):
        click.echo(t("書くには --write を付けてください。", "Add --write to write it."))
    return 1 if failed or (only_look and changed) else 0


def _agreed(file: str) -> bool:
    return confirm(t(f"{file} を直しますか", f"Mend {file}?"), default=False)


def _summary(count: int, changed: int, written: int, failed: int) -> None:
    click.echo(
        t(
            f"{count} 件のファイル: 直すもの {changed} 件、書いたもの {written} 件、直せない所が残るもの {failed} 件",
            f"{count} files: {changed} to mend, {written} written, {failed} with something left that cannot be mended",
        )
    )


def _show(made: Mended, lang: str | None) -> None:
    """What would change, and what is left."""
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
    for problem in made.undecided:
        click.echo(render(problem, LANG, lines[problem.place.line - 1]), err=True)
    if made.wrong:
        click.echo(t(f"{made.file}: 自動では直せない誤りが {made.wrong} 件あります。bots check で見られます。",
                     f"{made.file}: mistakes that cannot be mended by themselves: {made.wrong}. See them with bots check."),
                   err=True)  # fmt: skip
    if made.problems:
        rest = t("ほかの所は直せます。", "The rest can be mended. ") if made.changed else ""
        words = t("言葉を変えるのは、それからです。", "Words are turned once that is done. ") if lang is not None else ""
        click.echo(t(f"{made.file}: 上の所は手で直してください。{rest}{words}",
                     f"{made.file}: mend what is told above by hand. {rest}{words}".rstrip()), err=True)  # fmt: skip


def _write(path: Path, made: Mended) -> bool:
    """Keep the old file beside it and put the new one in its place; whether that was done."""
    from bots.cli.backups import put
    from bots.errors import Place, Problem
    from bots.recipe.render import render

    try:
        path = path.resolve(strict=True)  # of a link the file itself
        if path.read_bytes() != made.before:
            click.echo(render(Problem("R151", {}, Place(made.file)), LANG), err=True)
            return False
        kept = put(path, made.data)
    except OSError as error:
        _tell_not_written(made.file, error)
        return False
    click.echo(t(f"{made.file} を直しました。前のものは {kept.name} です。bots fix --undo {made.file} で戻せます。",
                 f"{made.file} is mended. The old one is {kept.name}; bots fix --undo {made.file} brings it back."))  # fmt: skip
    return True


def _undo(paths: Sequence[Path], folder: Path) -> int:
    """Let each file be what it was before the last mend, and keep what it was; the exit code."""
    from bots.cli.backups import last, put
    from bots.errors import Place, Problem
    from bots.recipe.folder import shown_name
    from bots.recipe.render import render

    failed = 0
    for path in paths:
        file = shown_name(path, folder)
        try:
            real = path.resolve(strict=True)
            data = last(real)
            if data is None:
                click.echo(render(Problem("R154", {}, Place(file)), LANG), err=True)
                failed += 1
                continue
            kept = put(real, data)
        except OSError as error:
            _tell_not_written(file, error)
            failed += 1
            continue
        click.echo(t(f"{file} を前のものに戻しました。戻す前のものは {kept.name} です（もう一度 --undo で戻ります）。",
                     f"{file} is as it was before. What it was until now is {kept.name}; --undo once more brings it back."))  # fmt: skip
    return 1 if failed else 0


def _tell_not_written(file: str, error: OSError) -> None:
    from bots.errors import Place, Problem
    from bots.messages.disk import disk_reason
    from bots.recipe.render import render

    told = Problem("R152", {"reason": disk_reason(error)}, Place(file))
    click.echo(render(told, LANG), err=True)
