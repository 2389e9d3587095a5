"""A run seen from the terminal: one progress line that ends in the summary; plain lines elsewhere."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

import click

from bots.app.project import Project
from bots.cli.language import LANG, t
from bots.cli.terminal import mark_of, show_outcome


def carry_out(project: Project, run: str, lang: str, *, headed: bool, as_json: bool) -> int:
    """Carry out a queued run with a local worker, show its progress and its end. The exit code."""
    from bots.app.facts import outcome_of
    from bots.workers.local import Interrupts, LocalWorker

    view = Silent() if as_json else (Bar(lang) if sys.stderr.isatty() else Lines(lang))
    if not as_json:
        view.head(project, run)
    worker = LocalWorker(project.home, view.told, lambda told: ask(project, run, told))
    Interrupts(worker, view.stopping).install()
    worker.carry_out(run, headed=headed)
    view.close()
    outcome = outcome_of(project, run, lang)
    if as_json:
        click.echo(outcome.line())
    else:
        show_outcome(outcome, lang)
    return outcome.exit_code


def ask(project: Project, run: str, told: dict[str, object]) -> bool:
    """`--confirm-first`: where the picture is, and Enter or n."""
    from bots.app.facts import picture_to_confirm

    picture = picture_to_confirm(project, run, int(str(told["position"])))
    click.echo("")
    click.echo(t(f"確定の前の画面: {picture}", f"Before the submit: {picture}"))
    answer = click.prompt(
        t("確定するなら Enter、しないなら n", "Enter to submit, n not to"), default="", show_default=False
    )
    return str(answer).strip().lower() not in ("n", "no", "いいえ")


def problem_told(told: dict[str, Any], lang: str) -> None:
    """What kept the child from carrying the run out."""
    from bots.errors import Problem
    from bots.recipe.render import render

    if told["what"] == "problem":
        problem = Problem(told["code"], told["words"])
    else:
        problem = Problem("P38", {"kind": told["kind"], "where": told["where"]})
    click.echo(render(problem, lang), err=True)


class Silent:
    """Shows nothing."""

    def head(self, project: Project, run: str) -> None:
        """Before the run."""

    def told(self, told: dict[str, object]) -> None:
        """One line of the child: only what kept it from working is shown, on stderr."""
        if told["what"] in ("problem", "defect"):
            problem_told(told, LANG)

    def stopping(self) -> None:
        """A first Ctrl-C."""

    def close(self) -> None:
        """After the run."""


class Lines(Silent):
    """Plain lines, for logs and pipes."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.total = 0
        self.states: Counter[str] = Counter()

    def head(self, project: Project, run: str) -> None:
        """What is about to happen, and where: the address is told before anything opens."""
        from bots.app.facts import heading_of

        for line in heading_of(project, run, self.lang):
            click.echo(line)

    def told(self, told: dict[str, object]) -> None:
        """Count, and show every tenth row."""
        if told["what"] == "begin":
            self.total = int(str(told["rows"]))
            self.begin()
        elif told["what"] == "settled":
            self.states[str(told["state"])] += 1
            self.settled(int(str(told["number"])))
        elif told["what"] == "closing":
            self.closing()
        elif told["what"] in ("problem", "defect"):
            problem_told(told, self.lang)

    def begin(self) -> None:
        """The number of rows is known."""
        click.echo(t(f"{self.total} 件を始めます。", f"{self.total} rows to enter."))

    def settled(self, number: int) -> None:
        """A row has ended."""
        if number == self.total or number % 10 == 0:
            click.echo(f"{number}/{self.total}  {self.counts()}")

    def closing(self) -> None:
        """The last row is done; report and books are being written."""

    def counts(self) -> str:
        """✓ 12  ✕ 1."""
        return "  ".join(f"{mark_of(state)} {count}" for state, count in self.states.items())

    def stopping(self) -> None:
        """Say that the row in hand is ended first."""
        click.echo(
            t(
                "\nこの行を終えてから止まります（もう一度 Ctrl-C ですぐに止まります）。",
                "\nEnding this row first (Ctrl-C again stops at once).",
            ),
            err=True,
        )


class Bar(Lines):
    """One moving line in a terminal."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        self.bar: Any = None
        self.row: Any = None

    def begin(self) -> None:
        """Draw the bar."""
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[counts]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self.row = self.bar.add_task(t("登録中", "entering"), total=self.total, counts="")
        self.bar.start()

    def settled(self, number: int) -> None:
        """Move it."""
        if self.bar is not None:
            self.bar.update(self.row, completed=number, counts=self.counts())

    def closing(self) -> None:
        """The bar's words change: what takes time now is the report."""
        if self.bar is not None:
            self.bar.update(self.row, description=t("報告書を作成中", "writing the report"))

    def close(self) -> None:
        """Take the line away; the summary follows."""
        if self.bar is not None:
            self.bar.stop()
