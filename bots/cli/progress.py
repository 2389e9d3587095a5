"""A run seen from the terminal: one progress line that ends in the summary; plain lines elsewhere."""

from __future__ import annotations

import signal
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from bots.app.project import Project
from bots.cli.asking import prompt
from bots.cli.language import LANG, t
from bots.cli.terminal import mark_of, show_outcome
from bots.evidence.show import terminal_text


def carry_out(
    project: Project, run: str, lang: str, *, headed: bool, as_json: bool, first: Sequence[str] = ()
) -> int:
    """Carry out a queued run with a local worker, show its progress and its end. The exit code.

    `first` is what its sheet is told to be, below the head.
    """
    from bots.app.facts import outcome_of
    from bots.app.runs import stopped_at_once
    from bots.cli.running import somebody_there
    from bots.workers.local import Interrupts, LocalWorker

    view = Silent() if as_json else (Bar(lang) if sys.stderr.isatty() else Lines(lang))
    if not as_json:
        view.head(project, run)
        for line in first:
            click.echo(terminal_text(line))

    def decide(told: dict[str, object]) -> bool | str | None:
        view.pause()
        answer = ask(project, run, told)
        if answer is not None:
            view.go_on()
        return answer

    worker = LocalWorker(project.home, view.told, decide)
    interrupts = Interrupts(worker, view.stopping)
    interrupts.install()
    try:
        worker.carry_out(run, headed=headed, attended=somebody_there() and not as_json)
    finally:
        interrupts.restore()
        view.close()
    if worker.cut_short:
        stopped_at_once(project, run)
    outcome = outcome_of(project, run, lang)
    if as_json:
        click.echo(outcome.line())
    else:
        show_outcome(outcome, lang)
    return outcome.exit_code


def ask_step(project: Project, run: str, position: int) -> bool | str | None:
    """人に確認: the question, what is shown, y or n. True = go on, a text = no and why, None = nobody answers."""
    from bots.app.approving import question_of
    from bots.cli.approving import show_question, yes_or_no

    show_question(question_of(project, run, position), err=True)
    answer = None
    while answer is None:
        answer = yes_or_no(t("よければ y、だめなら n", "y for yes, n for no"), err=True)
    return True if answer == "" else answer


def ask(project: Project, run: str, told: dict[str, object]) -> bool | str | None:
    """`--confirm-first`: where the picture is, and Enter or n. True = submit, False = leave the row out,
    None = nobody answers (Ctrl-C, or the input has ended): the run is to stop.

    Only Enter submits. Any other word is asked about again: a slip of the keyboard, or a full-width
    letter of the Japanese input, must never be taken for a yes.
    """
    from bots.app.facts import picture_to_confirm

    position = int(str(told["position"]))
    picture = picture_to_confirm(project, run, position)
    click.echo("", err=True)
    click.echo(
        t(f"{position} 行目の、確定の前の画面: {picture}", f"Row {position} before the submit: {picture}"),
        err=True,
    )
    question = t("登録するなら Enter、しないなら n", "Enter to submit, n not to")
    with ctrl_c_ends_the_question():
        try:
            if told.get("step"):
                return ask_step(project, run, position)
            while True:
                answer = prompt(question, default="", show_default=False, err=True)
                word = unicodedata.normalize("NFKC", str(answer)).strip().lower()
                if not word:
                    return True
                if word in ("n", "no", "いいえ"):
                    return False
        except click.Abort:
            click.echo("", err=True)
            click.echo(
                t(
                    "答えがないため、この行は登録せずに止めます。",
                    "There was no answer: this row is not submitted, and the run stops.",
                ),
                err=True,
            )
            return None


@contextmanager
def ctrl_c_ends_the_question() -> Iterator[None]:
    """While a question waits, Ctrl-C belongs to it: otherwise it would go on waiting for Enter."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def problem_told(told: dict[str, Any], lang: str) -> None:
    """What kept the child from carrying the run out."""
    from bots.errors import Problem
    from bots.recipe.render import render

    problem = Problem(told["code"], told["words"])
    click.echo(render(problem, lang), err=True)


class Silent:
    """Shows nothing."""

    def head(self, project: Project, run: str) -> None:
        """Before the run."""

    def told(self, told: dict[str, object]) -> None:
        """One line of the child: only what kept it from working is shown, on stderr."""
        if told["what"] == "problem":
            problem_told(told, LANG)

    def pause(self) -> None:
        """A question is about to be asked."""

    def go_on(self) -> None:
        """It was answered."""

    def stopping(self) -> None:
        """A first Ctrl-C."""

    def close(self) -> None:
        """After the run."""


class Lines(Silent):
    """Plain lines, for logs and pipes."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.total = 0
        self.begun = False
        self.states: dict[int, str] = {}  # where each row that has ended stands now, by its position

    def head(self, project: Project, run: str) -> None:
        """What is about to happen, and where: the address is told before anything opens."""
        from bots.app.facts import heading_of

        for line in heading_of(project, run, self.lang):
            click.echo(line)

    def told(self, told: dict[str, object]) -> None:
        """Count each row once, as it stands now, and show every tenth."""
        if told["what"] == "begin":
            rows = int(str(told["rows"]))
            self.total = max(self.total, len(self.states) + rows)
            self.begin(rows, again=self.begun)
            self.begun = True
        elif told["what"] in ("settled", "looked"):
            self.note(int(str(told["position"])), str(told["state"]))
            self.settled(len(self.states))
        elif told["what"] == "settle":
            self.say(t(
                f"送った登録の保存が終わるまで {told['seconds']} 秒待ってから、要確認の行を照会します。",
                f"Rows in doubt are looked up in {told['seconds']} s, when the system has stored what it got.",
            ))
        elif told["what"] == "look":
            self.say(t(f"要確認の {told['rows']} 件を照会します。", f"{told['rows']} rows in doubt are looked up."))
        elif told["what"] == "closing":
            self.closing()
        elif told["what"] == "problem":
            problem_told(told, self.lang)

    def note(self, position: int, state: str) -> None:
        """Where a row stands. One that is work again after it was looked up has not ended."""
        if state == "pending":
            self.states.pop(position, None)
        else:
            self.states[position] = state
        self.total = max(self.total, len(self.states))  # a row that an earlier run left in doubt was no work of this one

    def begin(self, rows: int, *, again: bool) -> None:
        """So many rows are entered now; `again` = those that the system turned out not to have."""
        if again:
            click.echo(t(f"照会で未登録と分かった {rows} 件を、登録し直します。",
                         f"{rows} rows that the system does not have are entered now."))  # fmt: skip
        else:
            click.echo(t(f"{rows} 件を始めます。", f"{rows} rows to enter."))

    def say(self, line: str) -> None:
        """Something that takes time begins."""
        click.echo(line)

    def settled(self, number: int) -> None:
        """So many rows have ended."""
        if number == self.total or number % 10 == 0:
            click.echo(f"{number}/{self.total}  {self.counts()}")

    def closing(self) -> None:
        """The last row is done; report and books are being written."""

    def counts(self) -> str:
        """✓ 12  ✕ 1."""
        return "  ".join(f"{mark_of(state)} {count}" for state, count in Counter(self.states.values()).items())

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

    def begin(self, rows: int, *, again: bool) -> None:
        """Draw the bar."""
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        if self.bar is not None:  # rows that are entered once more, after they were looked up
            self.bar.update(self.row, total=self.total, completed=len(self.states), description=t("登録中", "entering"))
            return
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

    def say(self, line: str) -> None:
        """Above the line that moves."""
        if self.bar is not None:
            self.bar.console.print(line, markup=False, highlight=False)

    def settled(self, number: int) -> None:
        """Move it."""
        if self.bar is not None:
            self.bar.update(self.row, total=self.total, completed=number, counts=self.counts())

    def closing(self) -> None:
        """The bar's words change: what takes time now is the report."""
        if self.bar is not None:
            self.bar.update(self.row, description=t("報告書を作成中", "writing the report"))

    def pause(self) -> None:
        """Take the line away, so that it does not write over the question."""
        if self.bar is not None:
            self.bar.stop()

    def go_on(self) -> None:
        """Draw it again."""
        if self.bar is not None:
            self.bar.start()

    def close(self) -> None:
        """Take the line away; the summary follows."""
        if self.bar is not None:
            self.bar.stop()
