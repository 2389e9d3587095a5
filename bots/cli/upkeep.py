"""The commands that keep a project safe: backup, restore, upgrade."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bots.cli.asking import confirm
from bots.cli.language import LANG, t
from bots.cli.terminal import fit

if TYPE_CHECKING:
    from bots.app.project import Project
    from bots.app.upkeep.archive import Manifest
    from bots.app.upkeep.back_up import Kept
    from bots.app.upkeep.put_back import Ahead
    from bots.app.upkeep.upgrade import Upgraded
    from bots.errors import Problem

_WIDE = 60  # columns of the line of progress
_FEW = 5  # runs that are named one by one
_DOING = {
    "ledger": ("台帳を写しています", "copying the ledger"), "files": ("ファイルをまとめています", "packing files"),
    "read": ("控えを読み返しています", "reading it back"), "opened": ("控えの台帳を確かめています", "looking through its ledger"),
}  # fmt: skip
_TABLES = {"ledger_run": ("実行", "runs"), "ledger_item": ("案件", "items"), "ledger_event": ("出来事", "events")}


@click.command()
@click.argument("folder", required=False, metavar=t("[フォルダー]", "[FOLDER]"), type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(1, 9999), metavar="N", help=t("新しい N 個を残し、古い控えを消す", "keep the newest N, remove older ones"))
@click.option("--evidence", is_flag=True, help=t("実行の証跡（logs/runs）も入れる", "with the evidence of runs (logs/runs)"))
@click.option("--check", "looked_at", metavar="FILE", type=click.Path(path_type=Path),
              help=t("控えを取らずに、この控えが壊れていないか調べる", "make none; look whether this one is whole"))  # fmt: skip
@click.pass_obj
def backup(home: str | None, folder: Path | None, keep: int | None, evidence: bool, looked_at: Path | None) -> int:
    """Ledger, key, config and recipes in one file, also while others work."""
    from bots.app.upkeep.back_up import back_up
    from bots.app.upkeep.upgrade import said_of

    if looked_at is not None:
        if folder or keep or evidence:
            raise click.UsageError(t("--check は控えの名前だけを付けて使います。", "--check takes nothing but the name of a backup."))
        return _look_at(home, looked_at)
    project = _project(home)
    with _progress() as progress:
        kept = back_up(
            project, folder, progress, evidence=evidence, keep=keep or 0,
            check_recipes=lambda: said_of(_check_recipes(project)),
        )  # fmt: skip
    _show_kept(kept)
    _show_left_out(kept.manifest)
    if kept.file.is_relative_to(project.home):
        click.echo(t("控えはプロジェクトと同じディスクにあります。別の機械にも写してください。", "It lies on the same disk as the project: copy it to another machine too."))
    return 0


def _look_at(home: str | None, file: Path) -> int:
    import tempfile

    from bots.app.upkeep.checking import check
    from bots.clock import SystemClock
    from bots.settings import load_settings, project_folder

    data = load_settings(project_folder(home)).ledger
    with _progress() as progress:
        manifest = check(file, data if data.is_dir() else Path(tempfile.gettempdir()), SystemClock(), progress)
    click.echo(t(f"控え {file.name} は壊れていません。", f"The backup {file.name} is whole."))
    _show_manifest(manifest)
    return 0


@click.command()
@click.argument("file", required=False, metavar=t("[控え]", "[FILE]"), type=click.Path(path_type=Path))
@click.option("--into", metavar="DIR", type=click.Path(path_type=Path),
              help=t("今のプロジェクトではなく、新しいフォルダーに戻す", "into a new folder, not into this project"))  # fmt: skip
@click.option("--ledger-only", is_flag=True, help=t("台帳と鍵だけを戻す（設定とレシピはそのまま）", "ledger and key alone; config and recipes stay"))
@click.option("--undo", is_flag=True, help=t("最後に戻す前の状態に返す", "back to what was here before the last restore"))
@click.option("--yes", is_flag=True, help=t("聞かずに戻す", "without asking"))
@click.pass_obj
def restore(home: str | None, file: Path | None, into: Path | None, ledger_only: bool, undo: bool, yes: bool) -> int:
    """Bring a backup back; what is here is set aside."""
    from bots.app.upkeep import put_back

    if undo == (file is not None) or (undo and (into or ledger_only)) or (into and ledger_only):
        raise click.UsageError(t("控えのファイルか --undo のどちらかを書いてください。--into は --ledger-only と一緒に使えません。",
                                 "Give the file of a backup, or --undo; --into and --ledger-only exclude each other."))  # fmt: skip
    if into is not None and file is not None:
        return _into(into, file)
    project = _project(home)
    if file is None:
        if not yes and not confirm(t("戻す前の状態に返しますか?", "Go back to what was here before?"), default=False):
            raise click.Abort
        aside = put_back.undo(project)
        click.echo(t("戻す前の状態に返しました。", "All is as it was before the restore."))
        if aside.exists():
            click.echo(t(f"今まであったものは {aside.name} にあります。", f"What was here until now is in {aside.name}."))
        return 0
    with _progress() as progress:
        ahead = put_back.look_ahead(project, file, progress, ledger_only=ledger_only)
    _show_ahead(ahead)
    if not yes and not confirm(t("この控えを戻しますか?", "Bring this backup back?"), default=False):
        raise click.Abort
    with _progress() as progress:
        done = put_back.restore(project, ahead, progress, ledger_only=ledger_only)
    click.echo(t(f"控えから戻しました。前のものは {done.aside.name} にあります（元に返すには: bots restore --undo）。",
                 f"The backup is back. What was here is in {done.aside.name} (to undo it: bots restore --undo)."))  # fmt: skip
    if done.guarded:
        _show_guard()
    else:
        click.echo(t("台帳は、さっきまでの台帳と同じところまで記録しています。そのまま続けられます。", "Its ledger has come as far as the one before: you can go on."))
    return 0


def _into(folder: Path, file: Path) -> int:
    from bots.app.upkeep.put_back import restore_into
    from bots.clock import SystemClock

    with _progress() as progress:
        manifest = restore_into(folder, file, SystemClock(), progress)
    click.echo(t(f"控えから作りました: {folder}", f"Made of the backup: {folder}"))
    _show_manifest(manifest)
    _show_left_out(manifest)
    if manifest.ledger.endswith(".sql"):
        click.echo(t(f"台帳は PostgreSQL のものです。{manifest.ledger} をデータベースの管理者に渡してください（docs/upkeep.ja.md）。",
                     f"The ledger is that of a server: hand {manifest.ledger} to its administrator (docs/upkeep.md)."))  # fmt: skip
    _show_guard()
    return 0


@click.command()
@click.argument("folder", required=False, metavar=t("[フォルダー]", "[FOLDER]"), type=click.Path(path_type=Path))
@click.pass_obj
def upgrade(home: str | None, folder: Path | None) -> int:
    """With the new program: back up, bring the ledger up to date, check the recipes."""
    from bots.app.upkeep.upgrade import upgrade as carry_out

    project = _project(home)
    with _progress() as progress:
        done = carry_out(project, folder, progress, lambda: _check_recipes(project))
    if done.kept is not None:
        _show_kept(done.kept)
    _show_changes(done)
    _show_said(done, project.home)
    if done.kept is not None:
        click.echo(t("元の版に戻すには、前の版のプログラムで:", "The way back, with the program of before:"))
        click.echo(f"    bots -C {_quoted(project.home)} restore {_quoted(done.kept.file)}")
        click.echo(t("新しい版で登録した行は、その控えにはありません（docs/upkeep.ja.md）。", "Rows that are entered from now on are not in that backup (docs/upkeep.md)."))
    return 1 if any(problem.severity == "error" for problem in done.fresh) else 0


# --------------------------------------------------------------------------- what is asked of others


def _project(home: str | None) -> Project:
    """The project without the hall's own verbs: one that does not load must not keep anybody from a backup."""
    from bots.app.project import Project
    from bots.clock import SystemClock
    from bots.settings import load_settings, project_folder

    return Project(load_settings(project_folder(home)), SystemClock())


def _check_recipes(project: Project) -> Sequence[Problem]:
    """What `bots check` finds in the whole project; where it cannot look, that."""
    from bots.app.project import take_in_verbs
    from bots.cli.checking import found
    from bots.errors import BotsError

    try:
        take_in_verbs(project.settings)
        return found((), project.home)[0] if project.settings.recipes.is_dir() else ()
    except BotsError as error:
        return [error.problem]


# --------------------------------------------------------------------------- telling


@contextmanager
def _progress() -> Iterator[_Line]:
    line = _Line()
    try:
        yield line
    finally:
        line.clear()


class _Line:
    """One line on a terminal for what takes long; into a file nothing."""

    def __init__(self) -> None:
        self._at, self._is_shown = time.monotonic(), False

    def __call__(self, what: str, done: int, whole: int) -> None:
        """Show how far it is, five times a second at most."""
        if not sys.stderr.isatty() or (done and time.monotonic() - self._at < 0.2):
            return
        self._at = time.monotonic()
        text = f"{t(*_DOING[what])} … " + (f"{done * 100 // whole} %" if whole else f"{done:,}" if done else "")
        click.echo(f"\r{fit(text, _WIDE)}", nl=False, err=True)
        self._is_shown = True

    def clear(self) -> None:
        """The line is empty again."""
        if self._is_shown:
            click.echo(f"\r{' ' * _WIDE}\r", nl=False, err=True)


def _show_kept(kept: Kept) -> None:
    size = kept.file.stat().st_size / (1 << 20)
    click.echo(t(f"控えを取り、読み返して確かめました: {kept.file}（{size:.1f} MB）", f"A backup was made and read back: {kept.file} ({size:.1f} MB)"))
    _show_manifest(kept.manifest)
    for file in kept.removed:
        click.echo(t(f"  古い控えを消しました: {file.name}", f"  an older one was removed: {file.name}"))


def _show_manifest(manifest: Manifest) -> None:
    from bots.clock import in_tokyo

    rows = manifest.copied.rows
    counted = [(t(*words), rows.get(name, 0)) for name, words in _TABLES.items()]
    told = t("、", ", ").join(t(f"{word} {count:,} 件", f"{count:,} {word}") for word, count in counted)
    at = f"{in_tokyo(manifest.made_at):%Y-%m-%d %H:%M}"
    click.echo(t(f"  {at}、プログラム {manifest.made_by}、ファイル {len(manifest.files):,} 個", f"  {at}, program {manifest.made_by}, {len(manifest.files):,} files"))
    click.echo(t(f"  台帳: {told}", f"  ledger: {told}"))


def _show_left_out(manifest: Manifest) -> None:
    logs = "" if manifest.evidence else t("、実行の証跡（logs/。--evidence で入ります）", ", the evidence of runs (logs/; --evidence)")
    click.echo(t(f"  入っていないもの: パスワード（config/secrets.yaml）{logs}", f"  not in it: passwords (config/secrets.yaml){logs}"))


def _show_ahead(ahead: Ahead) -> None:
    from bots.clock import in_tokyo

    at = f"{in_tokyo(ahead.manifest.made_at):%Y-%m-%d %H:%M}"
    click.echo(t(f"控え: {ahead.file.name}（{at}、{_age(ahead.age)}前）", f"Backup: {ahead.file.name} ({at}, {_age(ahead.age)} ago)"))
    _show_manifest(ahead.manifest)
    click.echo(t("置き換えるもの:", "This is replaced:"))
    here = t("", "") if ahead.readable else t("（今の台帳は読めません）", " (the one here cannot be read)") if ahead.there else t("（今はありません）", " (there is none here)")
    click.echo(t(f"  台帳と鍵{here}", f"  ledger and key{here}"))
    for folder, (differ, kept, now) in ahead.folders.items():
        click.echo(t(f"  {folder}/: 違うファイル {differ}、控えにだけある {kept}、今だけある {now}", f"  {folder}/: {differ} differ, {kept} in the backup only, {now} here only"))
    if ahead.there and not ahead.readable:
        click.echo(t("動いているものがあるか、台帳からは分かりません。bots serve と実行をすべて止めてから続けてください。",
                     "Whether something is at work cannot be told from it: end bots serve and all runs before you go on."))  # fmt: skip
    if ahead.newer:
        click.echo(t(f"控えより後の実行（控えの台帳にはありません）: {len(ahead.newer)} 件", f"Runs after the backup, which its ledger does not know: {len(ahead.newer)}"))
        for name in ahead.newer[-_FEW:]:
            click.echo(f"  {name}")
    stays = t("、レシピの横の表（Excel など）", ", the sheets beside the recipes") if ahead.folders else t("、config/、recipes/", ", config/, recipes/")
    click.echo(t(f"今のまま残すもの: パスワード（config/secrets.yaml）、logs/{stays}。置き換えたものは取り置きます。",
                 f"These stay: passwords (config/secrets.yaml), logs/{stays}. What is replaced is set aside."))  # fmt: skip


def _age(age: timedelta) -> str:
    hours, minutes = divmod(int(age.total_seconds()) // 60, 60)
    if hours >= 48:
        return t(f"{hours // 24} 日", f"{hours // 24} days")
    return t(f"{hours} 時間 {minutes} 分", f"{hours} h {minutes} min") if hours else t(f"{minutes} 分", f"{minutes} min")


def _show_guard() -> None:
    click.echo(t("控えの後に何が登録されたかを、この台帳は知りません。人が確かめるまで、何も登録しません（夜の実行も）。",
                 "What was entered after the backup this ledger does not know. Nothing is entered, at night neither, until a person has looked."))  # fmt: skip
    click.echo(t("次に: docs/upkeep.ja.md の「戻した後に」のとおりに業務システムと見比べ、端末で一度 --ledger-checked を付けて続けてください。",
                 "Next: compare with the business system as docs/upkeep.md says, then go on once, at a terminal, with --ledger-checked."))  # fmt: skip


def _quoted(path: Path) -> str:
    """As it is typed in a terminal of either system."""
    return f'"{path}"' if " " in str(path) else str(path)


def _show_changes(done: Upgraded) -> None:
    if done.kept is None:
        click.echo(t("台帳はまだありません。控えは取っていません。", "There is no ledger yet: no backup was made."))
    elif done.changes:
        click.echo(t(f"台帳の表を新しくしました: {'、'.join(done.changes)}", f"The tables of the ledger were changed: {', '.join(done.changes)}"))
    else:
        click.echo(t("台帳の表は、この版のものです。変えていません。", "The tables of the ledger are those of this version: nothing was changed."))


def _show_said(done: Upgraded, home: Path) -> None:
    from bots.clock import in_tokyo
    from bots.recipe.render import render

    since = (
        t(f"{in_tokyo(done.before.at):%Y-%m-%d %H:%M} の控えのとき（プログラム {done.before.made_by}）と比べて", f"since the backup of {in_tokyo(done.before.at):%Y-%m-%d %H:%M} (program {done.before.made_by})")
        if done.before is not None
        else t("比べる控えがないため、すべて", "all, as there is no backup to compare with")
    )
    click.echo(t(f"レシピと時間割の検査（{since}）: 新しい指摘 {len(done.fresh)} 件、なくなった指摘 {done.gone} 件",
                 f"Recipes and timetable ({since}): {len(done.fresh)} new findings, {done.gone} gone"))  # fmt: skip
    for problem in done.fresh:
        click.echo(render(problem, LANG, home))
