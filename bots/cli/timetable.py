"""The command for what runs by itself: timetable."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from bots.cli.language import LANG, t

if TYPE_CHECKING:
    from bots.timetable.outlook import Outlook

_DAYS = 31


@click.command()
@click.option("--days", type=click.IntRange(1, 400), metavar="N", help=t("N 日分（31。html では今月と来月）", "so many days (31; as html this month and the next)"))
@click.option("--from", "begin", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help=t("この日から（書かなければ今日）", "from this day on; without it today"))
@click.option("--format", "form", type=click.Choice(["table", "json", "html", "ics"]), default="table",
              help=t("html = 壁に貼れる月の表、ics = 予定表のソフト用", "html is a month for the wall, ics for calendars"))
@click.option("--go", metavar="ENTRY", help=t("返事を待っている項目を、今から行う", "begin an entry that asks, now"))
@click.option("--skip", metavar="ENTRY", help=t("返事を待っている項目、まだ始まっていない項目を見送る", "skip an entry that asks or waits"))
@click.pass_obj
def timetable(home: str | None, days: int | None, begin: datetime | None, form: str, go: str | None, skip: str | None) -> int:
    """What runs by itself, and what became of it."""
    from bots.app.project import Project
    from bots.clock import in_tokyo
    from bots.timetable.outlook import outlook

    project = Project.at(home)
    if go is not None or skip is not None:
        return _answer(home, go, skip)
    first, count = _span(in_tokyo(project.clock.now()).date(), begin, days, months=form == "html")
    found = outlook(project, first, count)
    if form == "json":
        click.echo(json.dumps([one.told(LANG) for one in found.lines], ensure_ascii=False))
    elif form == "html":
        from bots.timetable.page import page

        click.echo(page(found, project.home.name, LANG), nl=False)
    elif form == "ics":
        from bots.timetable.calendar_file import calendar_text

        click.echo(calendar_text(found, project.clock.now(), LANG), nl=False)
    else:
        for line in table(found):
            click.echo(line)
    for problem in found.wrong:
        from bots.recipe.render import render

        click.echo(render(problem, LANG, project.home), err=True)
    return 1 if found.wrong else 0


def _span(today: date, begin: datetime | None, days: int | None, *, months: bool) -> tuple[date, int]:
    """The first day and how many: as asked, else from today on; of `months` those two whole."""
    first = begin.date() if begin is not None else today.replace(day=1) if months else today
    if days is not None or not months:
        return first, days or _DAYS
    after = (first.replace(day=1) + timedelta(days=63)).replace(day=1)  # 63 days on lies in the month after next
    return first, (after - first).days


def table(found: Outlook) -> Iterator[str]:
    """A line for each due time, a head for each day that has any."""
    from bots.evidence.show import terminal_text

    if not found.lines:
        yield t("この期間に、時間割の予定はありません。", "Nothing is due in these days.")
    for day in found.days():
        lines = found.of(day)
        if not lines:
            continue
        why = found.closed.get(day)
        yield _day(day) + (f"  {why or t('閉庁日', 'closed')}" if why is not None else "")
        for one in lines:
            mark = click.style("！", fg="red", bold=True) if one.needs_a_person else "  "
            name = f"{terminal_text(one.entry)}  （{terminal_text(one.recipe)}）" if LANG == "ja" else f"{terminal_text(one.entry)}  ({terminal_text(one.recipe)})"
            yield f" {mark}{_time(one.due_at)}  {name}  {one.word(LANG)}{'  ' + one.run if one.run else ''}"
            if one.note is not None:
                yield f"          {terminal_text(one.note.sentence(LANG))}"
                if one.needs_a_person and (hint := one.note.hint(LANG)):
                    yield f"          {terminal_text(hint)}"


def _day(day: date) -> str:
    from bots.japan.days import WEEKDAYS

    return f"{day.isoformat()}（{WEEKDAYS[day.weekday()]}）" if LANG == "ja" else f"{day:%a} {day.isoformat()}"


def _time(due: datetime) -> str:
    from bots.clock import in_tokyo

    return f"{in_tokyo(due):%H:%M}"


def _answer(home: str | None, go: str | None, skip: str | None) -> int:
    from bots.app.project import Project
    from bots.timetable.answers import answer

    if go is not None and skip is not None:
        raise click.UsageError(t("--go と --skip は一緒に使えません。", "--go and --skip do not go together."))
    due = answer(Project.at(home), go or skip or "", go=go is not None)
    at = f"{_day(due.date())} {due:%H:%M}"
    told = t(f"「{go}」（{at} の予定）を始めます。", f"{go} (due {at}) will begin.") if go else t(
        f"「{skip}」（{at} の予定）を見送りました。", f"{skip} (due {at}) was skipped."
    )
    click.echo(told)
    return 0
