"""How things look in a terminal: errors, tables, summaries. Widths are counted for full-width text."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bots.cli.language import t
from bots.errors import BotsError, DataError, Problem, RecipeError
from bots.evidence.show import terminal_text
from bots.evidence.words import FINDING_WORDS, STATE_WORDS, UNFINISHED, StateWord, state_word
from bots.model import RunState
from bots.settings import environment_word

if TYPE_CHECKING:
    from bots.app.facts import Outcome, RowLine

_COLOURS = {"done": "green", "warn": "yellow", "bad": "red", "out": "bright_black"}


def show_error(error: BotsError, lang: str, home: Path | None = None) -> None:
    """One clear message for each problem, on stderr. Lines of files are shown from under `home`."""
    from bots.recipe.render import render

    problems = error.problems if isinstance(error, RecipeError | DataError) else (error.problem,)
    for problem in problems:
        click.echo(render(with_run_word(problem, lang), lang, home or Path.cwd()), err=True)


def with_run_word(problem: Problem, lang: str) -> Problem:
    """The problem with the state of a run as people call it: 終了 for finished."""
    state = str(problem.words.get("state", ""))
    if state not in set(RunState):
        return problem
    from bots.app.facts import RUN_WORDS

    word = RUN_WORDS[RunState(state)][lang == "en"]
    return replace(problem, words={**problem.words, "state": word})


def width(text: str) -> int:
    """Columns of a terminal that `text` takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def fit(text: str, columns: int) -> str:
    """`text`, which is one line, padded, or cut with …, to exactly so many columns."""
    if width(text) <= columns:
        return text + " " * (columns - width(text))
    kept = ""
    for character in text:
        if width(kept + character) > columns - 1:
            break
        kept += character
    return kept + "…" + " " * (columns - 1 - width(kept))


def table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], most: int = 24, *, whole: bool = False
) -> None:
    """Print a table; columns are as wide as they need, at most `most`. With `whole` the last column is
    never cut: a reason that ends in … helps nobody.
    """
    headings = [terminal_text(one) for one in headings]
    lines = [[terminal_text(str(cell)) for cell in row] for row in rows]
    sizes = [
        min(most, max([width(heading), *(width(line[at]) for line in lines)]))
        for at, heading in enumerate(headings)
    ]
    if whole and lines:
        sizes[-1] = max(sizes[-1], *(width(line[-1]) for line in lines))
    click.secho("  ".join(fit(h, s) for h, s in zip(headings, sizes, strict=True)).rstrip(), bold=True)
    for line in lines:
        click.echo("  ".join(fit(c, s) for c, s in zip(line, sizes, strict=True)).rstrip())


def mark_of(state: str) -> str:
    """✓ ✕ ？ –, for a state; ！ for what is entered with steps left."""
    return UNFINISHED.mark if state == "unfinished" else STATE_WORDS[state].mark


def marks_of(counts: Mapping[str, int]) -> str:
    """✓ 12  ✕ 3  ！ 1, each row once."""
    from bots.evidence.summary import each_once

    marks = {state: word.mark for state, word in STATE_WORDS.items()} | {"unfinished": UNFINISHED.mark}
    found = each_once(counts).items()
    return "  ".join(f"{marks[state]} {count}" for state, count in found if count and state in marks)


def state_text(state: str, lang: str, *, unfinished: bool = False) -> str:
    """Mark and word."""
    return word_text(state_word(state, unfinished=unfinished), lang)


def word_text(word: StateWord, lang: str) -> str:
    """The same of a state whose word is known."""
    return f"{word.mark} {word.word(lang)}"


def paint(text: str, tint: str) -> str:
    """Colour where a terminal wants it; never the only sign."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    return click.style(text, fg=_COLOURS.get(tint))


def show_outcome(outcome: Outcome, lang: str) -> None:
    """What happened, in plain words, and where to look."""
    from bots.evidence.summary import summary

    click.echo("")
    for line in summary(
        outcome.counts, lang, rehearsal=outcome.rehearsal, declined=outcome.declined, owed=sum(outcome.owed.values())
    ):
        click.echo(line)
    if outcome.reason:
        click.echo(outcome.reason)
    for note in outcome.notes:
        click.echo(note)
    if outcome.notices:
        click.echo("")
        click.secho(t("お知らせ", "Notices"), bold=True)
        for notice in outcome.notices[:20]:
            click.echo(t(f"  通知: {notice}", f"  notice: {notice}"))
        rest = len(outcome.notices) - 20
        if rest > 0:
            click.echo(t(f"  ほか {rest} 件は報告書にあります。", f"  {rest} more are in the report."))
    if outcome.needs_people:
        click.echo("")
        show_rows(outcome.needs_people[:20], lang)
        more = len(outcome.needs_people) - 20
        if more > 0:
            click.echo(t(f"ほか {more} 件は報告書にあります。", f"{more} more are in the report."))
    if outcome.undecided:
        click.echo("")
        click.echo(
            t(
                f"人の判断を待つ行が {outcome.undecided} 件あります。業務システムで確かめてから: bots decide {outcome.run}",
                f"{outcome.undecided} rows wait for a person's decision. Look them up, then: bots decide {outcome.run}",
            )
        )
    for run, count in outcome.owed.items():
        click.echo("")
        click.echo(
            t(
                f"実行 {run} の後処理（{count} 件）を手で済ませてから: bots decide {run}",
                f"When what is left of run {run} ({count}) is done by hand: bots decide {run}",
            )
        )
    click.echo("")
    for what, path in outcome.files:
        click.echo(f"{what}: {path}")


def show_rows(rows: Iterable[RowLine], lang: str) -> None:
    """Rows that a person should see, in the form of `bots check`: the place in the recipe, the row with its key, how it
    ended and why, the line of the recipe. That line and what to do next stand under the first row that needs them."""
    from bots.recipe.render import told

    advised, pointed = {""}, set()
    for row in rows:
        key = (f"（{row.key}）" if lang == "ja" else f" ({row.key})") if row.key else ""
        where = "".join(f"{terminal_text(part)}  " for part in (row.place, f"{row.origin}{key}") if part)
        lines = row.advice.splitlines() if row.advice not in advised else ()
        advised.add(row.advice)
        advice = "\n".join(map(terminal_text, lines))
        source = () if row.place in pointed else tuple(map(terminal_text, row.lines))
        pointed.add(row.place)
        click.echo(told(where, word_text(row.state, lang), terminal_text(row.reason), row.code, advice, source))


def show_runs(runs: Sequence[dict[str, Any]], lang: str) -> None:
    """A line a run."""
    if not runs:
        click.echo(t("まだ実行はありません。", "No runs yet."))
        return
    table(
        [t("実行", "run"), t("レシピ", "recipe"), t("環境", "env"), t("状態", "state"), t("結果", "result")],
        [
            (
                run["run"],
                run["recipe"],
                environment_word(run["environment"], lang)
                + (t("（試し）", " (rehearsal)") if run["mode"] == "rehearse" else ""),
                run["state_word"],
                marks_of(run["items"]),
            )
            for run in runs
        ],
        most=40,
    )
    for run in runs:
        if run["undecided"]:
            click.echo(
                t(
                    f"実行 {run['run']} に、人の判断を待つ行が {run['undecided']} 件あります: bots decide {run['run']}",
                    f"In run {run['run']}, {run['undecided']} rows wait for a person's decision: bots decide {run['run']}",
                )
            )
        if run["not_begun"]:
            click.echo(terminal_text(f"✕ {run['not_begun']}"))


def show_register(found: list[dict[str, Any]], name: str | None, lang: str) -> None:
    """The registers, or what was done under one."""
    if not found:
        click.echo(t("当てはまるものはありません。", "Nothing found."))
        return
    if name is None:
        table(
            [t("受付簿", "register"), t("環境", "env"), t("件数", "items"), t("完了", "done")],
            [
                (one["register"], environment_word(one["environment"], lang), one["items"], one["done"])
                for one in found
            ],
            most=40,
        )
        return
    table(
        [
            t("鍵", "key"), t("環境", "env"), t("状態", "state"), t("受付番号", "receipt"),
            t("いつ", "when"), t("実行", "run"),
        ],
        [
            (
                one["key"],
                environment_word(one["environment"], lang),
                state_text(one["state"], lang, unfinished=one["unfinished"]),
                one["receipt"],
                one["at"],
                one["run"],
            )
            for one in found
        ],
        most=40,
    )
    _show_decisions(found, lang)


def _show_decisions(found: Sequence[Mapping[str, Any]], lang: str) -> None:
    """What people said of the rows, a line each; an item has a line for each try, so of a run once."""
    told = {(one["run"], said["at"], said["finding"]): (one["run"], said) for one in found for said in one["decisions"]}
    for run, said in told.values():
        word = FINDING_WORDS[said["finding"]][lang == "en"]
        proof = f" {said['file']}" if said["file"] else ""
        click.echo(
            terminal_text(
                t(
                    f"判断: {word}　{said['by']} {said['at']}　理由 {said['reason']}（実行 {run}{proof}）",
                    f"Decided: {word}  {said['by']} {said['at']}  because: {said['reason']} (run {run}{proof})",
                )
            )
        )


def show_steps(verb: str | None, lang: str) -> int:
    """The verbs, or one of them."""
    from bots.tasks import registry
    from bots.tasks.own import is_own

    if verb is None:
        table(
            [t("手順", "verb"), t("英語", "Japanese"), t("何をするか", "what it does")],
            [
                (
                    (task.japanese, task.english) if lang == "ja" else (task.english, task.japanese)
                )
                + (task.summary(lang),)
                for task in registry.TASKS.values()
            ],
            most=70,
        )
        return 0
    task = registry.find(verb)
    if task is None:
        from bots.recipe.words import nearest

        near = nearest(verb, [word for one in registry.TASKS.values() for word in one.words])
        also = t(f"もしかして: {near}", f"Did you mean: {near}") if near else ""
        click.echo(t(f"「{verb}」という手順はありません。{also}", f"There is no verb {verb}. {also}"), err=True)
        return 2
    for line in task.reference(lang):
        click.echo(line)
    if is_own(task):  # the reference knows what Bots itself brings
        return 0
    click.echo("")
    heading = task.japanese if lang == "ja" else task.english
    page = f"docs/reference/{lang}/steps.md#{heading.lower()}"
    click.echo(t(f"くわしくは Bots のフォルダーの {page}", f"More: {page}, in the folder of Bots"))
    return 0
