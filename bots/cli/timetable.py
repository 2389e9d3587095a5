"""The commands for what runs by itself: timetable, pause."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from bots.cli.language import LANG, t

if TYPE_CHECKING:
    from bots.app.project import Project
    from bots.timetable.outlook import Outlook

_DAYS = 31
_LONGEST = 200  # characters of a reason


@click.command()
@click.option("--days", type=click.IntRange(1, 400), metavar="N", help=t("N 日分（31。html では今月と来月）", "so many days (31; as html this month and the next)"))
@click.option("--from", "begin", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help=t("この日から（書かなければ今日）", "from this day on; without it today"))
@click.option("--format", "form", type=click.Choice(["table", "json", "html", "ics"]), default="table",
              help=t("html = 壁に貼れる月の表、ics = 予定表のソフト用", "html is a month for the wall, ics for calendars"))
@click.option("--go", metavar="ENTRY", help=t("返事を待っている項目を、今から行う", "begin an entry that asks, now"))
@click.option("--skip", metavar="ENTRY", help=t("返事を待っている項目、まだ始まっていない項目を見送る", "skip an entry that asks or waits"))
@click.option("--file", metavar="NAME", default="", help=t("受付フォルダーに届いたものが複数あるとき、どのファイルか", "of several files that arrived, which one is meant"))
@click.pass_obj
def timetable(home: str | None, days: int | None, begin: datetime | None, form: str, go: str | None, skip: str | None, file: str) -> int:
    """What runs by itself, and what became of it."""
    from bots.app.project import Project
    from bots.clock import in_tokyo
    from bots.timetable.outlook import outlook

    project = Project.at(home)
    if go is not None or skip is not None:
        return _answer(home, go, skip, file)
    if file:
        raise click.UsageError(t("--file は、--go か --skip と一緒に使います。", "--file goes with --go or --skip."))
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
    """What is paused; a line for each due time, a head for each day that has any."""
    from bots.evidence.show import terminal_text
    from bots.timetable.pausing import line_of_pause

    for pause_ in found.pauses:
        yield click.style(terminal_text(f"{t('休止中', 'Paused')}: {line_of_pause(pause_, LANG)}"), bold=True)
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
            name += f"  {terminal_text(one.file)}" if one.file else ""
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


def _answer(home: str | None, go: str | None, skip: str | None, file: str) -> int:
    from bots.app.project import Project
    from bots.clock import in_tokyo
    from bots.evidence.show import terminal_text
    from bots.timetable.answers import answer
    from bots.timetable.intake import names_of

    if go is not None and skip is not None:
        raise click.UsageError(t("--go と --skip は一緒に使えません。", "--go and --skip do not go together."))
    due = answer(Project.at(home), go or skip or "", go=go is not None, file=file)
    moment = in_tokyo(due.due_at)
    at = f"{_day(moment.date())} {moment:%H:%M}"
    which, which_en = f"{at} の予定", f"due {at}"
    if due.arrival is not None:
        name = terminal_text(names_of(due.arrival)[-1])
        which, which_en = f"{at} に届いた {name}", f"{name}, which arrived {at}"
    told = t(f"「{go}」（{which}）を始めます。", f"{go} ({which_en}) will begin.") if go else t(
        f"「{skip}」（{which}）を見送りました。", f"{skip} ({which_en}) was skipped."
    )
    click.echo(told)
    return 0


def moment_of(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """A day and a time of Japan, or a time alone, which is the next one; the moment in UTC."""
    from bots.clock import TOKYO, SystemClock, in_tokyo

    if value is None:
        return None
    text, now = value.strip().replace("T", " "), in_tokyo(SystemClock().now())
    for form in ("%Y-%m-%d %H:%M", "%H:%M"):
        try:
            found = datetime.strptime(text, form).replace(tzinfo=TOKYO)
        except ValueError:
            continue
        if form == "%H:%M":
            found = datetime.combine(now.date(), found.time(), TOKYO)
            found += timedelta(days=1) if found <= now else timedelta()
        return found.astimezone(UTC)
    raise click.BadParameter(t('"2026-12-01 08:30" か 08:30 のように書きます。', 'Write "2026-12-01 08:30" or 08:30.'))


@click.command()
@click.argument("entry", required=False, metavar=t("[項目]", "[ENTRY]"))
@click.option("--all", "whole", is_flag=True, help=t("時間割の全部", "the whole timetable"))
@click.option("--until", callback=moment_of, metavar="TIME", help=t('この日時まで（"2026-12-01 08:30"、日本時間。書かなければ、終えるまで）', 'up to this time ("2026-12-01 08:30", of Japan); without it till it is ended'))
@click.option("--reason", default="", metavar="TEXT", help=t("理由（氏名などは書かない）", "why (no names or numbers of people)"))
@click.option("--end", is_flag=True, help=t("休止を終える", "end a pause"))
@click.pass_obj
def pause(home: str | None, entry: str | None, whole: bool, until: datetime | None, reason: str, end: bool) -> int:
    """Let an entry of the timetable rest, or all of it; what is due meanwhile is skipped and not caught up."""
    from bots.app.project import Project

    if (entry is None) != whole:
        raise click.UsageError(t("項目の名前か --all のどちらかを書いてください。", "Write the name of an entry, or --all."))
    if end and (until is not None or reason):
        raise click.UsageError(t("--end は、--until や --reason と一緒に使えません。", "--end does not go with --until or --reason."))
    if len(reason) > _LONGEST:
        raise click.UsageError(t(f"理由は {_LONGEST} 字までです。", f"A reason has at most {_LONGEST} characters."))
    project = Project.at(home)
    return _end_pause(project, entry or "") if end else _pause(project, entry or "", until, " ".join(reason.split()))


def _pause(project: Project, entry: str, until: datetime | None, reason: str) -> int:
    from bots.timetable.pausing import called, pause

    begun, words = pause(project, entry, until, reason), called(entry)
    option = words["option"]
    click.echo(t(
        f"{words['name']}を休止しました。休止の間に時刻の来たものは見送り、後からまとめて始めることはしません。",
        f"{words['name_en']} is paused. What is due meanwhile is skipped, and not caught up afterwards.",
    ))  # fmt: skip
    click.echo(t(f"終えるには: bots pause --end {option}", f"To end it: bots pause --end {option}"))
    for run in begun:
        click.echo(t(
            f"いま動いている実行 {run} は、そのまま続きます。止めるには: bots stop {run}" if run
            else "始まりかけている実行が1つあり、そのまま続きます。bots status で確かめてください。",
            f"Run {run} is at work and goes on. To stop it: bots stop {run}" if run
            else "A run is just beginning and goes on: see bots status.",
        ))  # fmt: skip
    return 0


def _end_pause(project: Project, entry: str) -> int:
    from bots.timetable.pausing import called, end_pause, line_of_pause

    words, left = called(entry), end_pause(project, entry)
    click.echo(t(
        f"{words['name']}の休止を終えました。次の時刻から動きます。" if left is None else f"{words['name']}の休止を終えました。ただし、まだ休止中です: {line_of_pause(left, LANG)}",
        f"The pause of {words['name_en']} has ended. " + ("It begins at its next due time." if left is None else f"It still rests: {line_of_pause(left, LANG)}"),
    ))  # fmt: skip
    return 0
