"""The command for whoever is on call: status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

from bots.cli.language import LANG, t

if TYPE_CHECKING:
    from bots.errors import Problem
    from bots.timetable.glance import AtWork, Glance, Server
    from bots.timetable.outlook import Line


@click.command()
@click.option("--json", "as_json", is_flag=True, help=t("JSONで", "as JSON"))
@click.pass_obj
def status(home: str | None, as_json: bool) -> int:
    """How the timetable stands: at work or not, what runs, what waits, who is needed, what comes next."""
    from bots.app.project import Project
    from bots.timetable.glance import glance

    project = Project.at(home)
    found = glance(project)
    if as_json:
        click.echo(json.dumps(found.told(LANG), ensure_ascii=False))
        return found.exit_code
    mark, colour = ("✓", "green") if found.exit_code == 0 else ("！", "red")
    click.secho(f"{mark} {found.headline(LANG)}", fg=colour, bold=True)
    for heading, lines in _parts(found):
        click.secho(heading, bold=True)
        for line in lines:
            click.echo(f"  {line}")
    return found.exit_code


def _parts(found: Glance) -> Iterator[tuple[str, list[str]]]:
    """The headings with their lines; of what there is nothing to tell of, nothing is told."""
    from bots.timetable.pausing import line_of_pause

    yield "bots serve", [_server(one) for one in found.servers] or [_no_server(found)]
    for heading, lines in (
        (t("実行中", "At work"), [_run(one) for one in found.runs]),
        (t("待っているもの", "Waits"), [line for one in found.waits for line in _line(one)]),
        (t("人の返事を待っているもの", "Asks a person"), [line for one in found.asks for line in _line(one)]),
        (t("人の確認がいるもの", "Needs a person"), list(_open_rows(found))),
        (t("この 24 時間に遅れた・見送った・うまくいかなかったもの", "Late, skipped or failed in the last 24 hours"),
         [line for one in found.night for line in _line(one)]),
        (t("時間割の誤り", "Mistakes of the timetable"), list(_wrong(found))),
        (t("受付フォルダー", "Intake folders"), [line for one in found.intakes for line in _told(one)]),
        (t("休止中", "Paused"), [_safe(line_of_pause(one, LANG)) for one in found.pauses]),
        (t("次の予定", "Next"), [line for one in found.next for line in _line(one, with_note=False)]),
    ):  # fmt: skip
        if lines:
            yield heading, lines


def _server(one: Server) -> str:
    word = {
        "at_work": t("動いています", "at work"), "silent": t("応答がありません", "not heard of"),
        "gone": t("プロセスがありません", "its process is gone"),
    }[one.state]  # fmt: skip
    since, host = _at(one.watch.began_at), _safe(one.watch.worker.host)
    return t(
        f"{word}（{host}、{since} から、最後の確認は {one.seconds} 秒前）",
        f"{word} ({host}, since {since}, last heard of {one.seconds} s ago)",
    )


def _no_server(found: Glance) -> str:
    if found.last_end is None:
        return t("まだ動かしたことがありません。始めるには bots serve", "It was never begun. To begin: bots serve")
    at = _at(found.last_end)
    return t(f"動いていません（{at} に終わりました）。始めるには bots serve", f"not at work (it ended {at}). To begin: bots serve")


def _run(one: AtWork) -> str:
    name, since = _safe(one.entry or one.run.recipe_id), _at(one.run.started_at or one.run.added_at)
    recipe = t(f"（{_safe(one.run.recipe_id)}）", f" ({_safe(one.run.recipe_id)})") if one.entry else ""
    rows = t(f"{one.done}/{one.total} 行", f"{one.done}/{one.total} rows")
    told = f"{name}{recipe}  {rows}  {t(f'{since} から', f'since {since}')}  {one.run.id}"
    if one.is_gone:
        told += t(f"  プロセスがありません。続けるには bots resume {one.run.id}", f"  its process is gone; to go on: bots resume {one.run.id}")
    elif one.run.started_at is None:
        told += t("  まだ始まっていません", "  not begun yet")
    return told


def _line(one: Line, *, with_note: bool = True) -> Iterator[str]:
    late = t(f"  {one.late} 分遅れ", f"  {one.late} minutes late") if one.late else ""
    mark = "！" if one.needs_a_person else ""
    file = f"  {_safe(one.file)}" if one.file else ""
    yield f"{mark}{_at(one.due_at)}  {_safe(one.entry)}{file}  {one.word(LANG)}{late}{'  ' + one.run if one.run else ''}"
    if one.note is not None and with_note:
        yield f"    {_safe(one.note.sentence(LANG))}"
        if one.needs_a_person and (hint := one.note.hint(LANG)):
            yield f"    {_safe(hint)}"
    if one.needs_a_person and one.run and with_note:
        yield t(f"    くわしくは: bots show {one.run}", f"    See: bots show {one.run}")


def _open_rows(found: Glance) -> Iterator[str]:
    """By recipe, with the commands that answer for it: one for each run."""
    from bots.timetable.glance import commands_of, word_of

    for recipe in dict.fromkeys(one.recipe for one in found.open_rows):
        mine = [one for one in found.open_rows if one.recipe == recipe]
        counts: dict[str, int] = {}
        for one in mine:
            for state, count in one.counts.items():
                counts[state] = counts.get(state, 0) + count
        told = t("、", ", ").join(f"{word_of(state, LANG)} {count}" for state, count in counts.items())
        yield f"{_safe(recipe)}: {told}"
        for one in mine:
            yield f"    {'   '.join(commands_of(one))}"


def _told(problem: Problem) -> Iterator[str]:
    yield f"！{_safe(problem.sentence(LANG))}"
    yield f"    {_safe(problem.hint(LANG))}"


def _wrong(found: Glance) -> Iterator[str]:
    for one in found.wrong:
        yield f"{one.place}  [{one.code}] {_safe(one.sentence(LANG))}"
    if found.wrong:
        yield t("くわしくは: bots check", "See: bots check")


def _at(moment: datetime) -> str:
    from bots.clock import in_tokyo

    return f"{in_tokyo(moment):%m-%d %H:%M}"


def _safe(text: str) -> str:
    from bots.evidence.show import terminal_text

    return terminal_text(text)
