"""The command that answers for rows that wait for a person: approve; and the question at the terminal."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import click

from bots.cli.asking import prompt
from bots.cli.language import t
from bots.errors import PlaceError

if TYPE_CHECKING:
    from bots.app.approving import WaitingRow
    from bots.model import Question

_YES = ("y", "yes", "はい")
_NO = ("n", "no", "いいえ")


@click.command()
@click.argument("run_id", metavar=t("[実行番号]", "[RUN]"), default="latest")
@click.option("--only", multiple=True, metavar="KEY",
              help=t("この鍵の行だけ（何度でも書けます）", "only the row of this key (repeats)"))  # fmt: skip
@click.option("--yes", is_flag=True, help=t("聞かずに、すべて承認する", "approve without asking"))
@click.option("--no", "no_", is_flag=True, help=t("聞かずに、すべて断る", "decline without asking"))
@click.option("--reason", default="", metavar="TEXT",
              help=t("理由（氏名などは書かない）", "why (no names or numbers of people)"))  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help=t("結果を1行のJSONで", "one line of JSON"))
@click.pass_obj
def approve(
    home: str | None, run_id: str, only: tuple[str, ...], yes: bool, no_: bool, reason: str, as_json: bool
) -> int:
    """Answer for the rows of a run that wait for a person; of a rehearsal, for what it learned of its submits."""
    from bots.app.approving import decide, still_waiting, waiting_rows, write_answers_down
    from bots.app.learned import is_about_requests
    from bots.app.project import Project
    from bots.cli.requests import approve_requests
    from bots.cli.running import somebody_there

    if yes == no_ and (yes or as_json or not somebody_there()):
        raise PlaceError("P94")
    if (yes or no_) and not reason.strip():
        raise PlaceError("P96")
    project = Project.at(home)
    if not only and is_about_requests(project, run_id):
        return approve_requests(project, run_id, yes=yes, no=no_, reason=reason, as_json=as_json)
    run, rows = waiting_rows(project, run_id, only)
    counts = {"approved": 0, "declined": 0}
    for number, row in enumerate(rows, 1):
        if not as_json:
            _show(number, len(rows), row)
        said = (yes, reason) if yes or no_ else _said()
        if said is not None:
            decide(project, row, yes=said[0], reason=said[1])
            counts["approved" if said[0] else "declined"] += 1
    unanswered = len(rows) - sum(counts.values())
    if unanswered < len(rows):
        write_answers_down(project, run)
    _told(run, {**counts, "left": still_waiting(run)}, as_json)
    return 3 if unanswered else 0


def _show(number: int, total: int, row: WaitingRow) -> None:
    click.secho(f"[{number}/{total}] {row.origin} {row.key}".rstrip(), bold=True)
    show_question(row.asked)
    if row.picture is not None:
        click.echo(t(f"  画像: {row.picture}", f"  picture: {row.picture}"))


def show_question(asked: Question, *, err: bool = False) -> None:
    """The question, who is to answer, and what is shown."""
    who = t(f"（承認者: {asked.who}）", f" ({asked.who})") if asked.who else ""
    click.echo(f"  {asked.text}{who}", err=err)
    for name, text in asked.shown.items():
        click.echo(f"    {name}: {text}", err=err)


def _said() -> tuple[bool, str] | None:
    """The answer and its reason; None to leave the row waiting."""
    answer = yes_or_no(t("よければ y、だめなら n、後にするなら Enter", "y for yes, n for no, Enter for later"), err=False)
    return None if answer is None else (not answer, answer)


def yes_or_no(question: str, *, err: bool) -> str | None:
    """"" = yes; a text = no, and why; None = not answered. Any other word is asked about again."""
    while True:
        answer = prompt(question, default="", show_default=False, err=err)
        word = unicodedata.normalize("NFKC", str(answer)).strip().lower()
        if not word:
            return None
        if word in _YES:
            return ""
        if word in _NO:
            return reason_of_no(err=err)


def reason_of_no(*, err: bool) -> str:
    """Why not, in the person's words; asked until there are some."""
    while True:
        said = str(prompt(t("理由（氏名や番号は書かない）", "Why (no names or numbers of people)"),
                                default="", show_default=False, err=err)).strip()  # fmt: skip
        if said:
            return said


def _told(run: str, counts: dict[str, int], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"run": run, **counts}))
        return
    click.echo(
        t(
            f"承認 {counts['approved']} 件、断った {counts['declined']} 件、残り {counts['left']} 件。",
            f"Approved {counts['approved']}, declined {counts['declined']}, left {counts['left']}.",
        )
    )
    if counts["approved"]:
        click.echo(t(f"続けるには: bots resume {run}", f"To go on: bots resume {run}"))
