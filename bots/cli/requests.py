"""`bots approve` for a rehearsal that learned what its submits send: shown in words, written into the system's file."""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING

import click

from bots.cli.language import LANG, t

if TYPE_CHECKING:
    from bots.app.learned import Proposal
    from bots.app.project import Project


def approve_requests(project: Project, run_id: str, *, yes: bool, no: bool, reason: str, as_json: bool) -> int:
    """Answer for what a rehearsal learned, a system after another; 3 where one is left without an answer, 1 where a file
    could not be written. Raises PlaceError P136, RecipeError."""
    from bots.app.approving import write_answers_down
    from bots.app.learned import note_answer, proposals
    from bots.app.request import asked_by
    from bots.clock import in_tokyo
    from bots.evidence.show import terminal_text

    who = asked_by()
    by = " ".join(filter(None, (f"{in_tokyo(project.clock.now()):%Y-%m-%d}", who, terminal_text(reason))))
    run, found = proposals(project, run_id, by)
    counts = {"approved": 0, "declined": 0, "failed": 0, "left": 0}
    for proposal in found:
        if not as_json:
            _show(proposal)
        said = _said(yes=yes, no=no, reason=reason)
        if said is None:
            counts["left"] += 1
            continue
        done = _write(proposal) if said[0] else True
        counts["failed" if not done else "approved" if said[0] else "declined"] += 1
        if done:
            note_answer(project, run, proposal, yes=said[0], by=who, reason=said[1])
    if counts["approved"] + counts["declined"]:
        write_answers_down(project, run)
    if as_json:
        click.echo(json.dumps({"run": run, **counts}))
    return 1 if counts["failed"] else 3 if counts["left"] else 0


def _show(proposal: Proposal) -> None:
    from bots.app.learned import in_words

    for lesson in proposal.lessons:
        head, *rest = in_words(lesson, LANG)
        click.secho(head, bold=True)
        for line in rest:
            click.echo(line)
    click.echo("")
    if proposal.after is None:
        for line in proposal.lines:
            click.echo(line)
        return
    old, new = (data.decode("utf-8").splitlines() for data in (proposal.before, proposal.after))
    for line in difflib.unified_diff(old, new, proposal.file, proposal.file, lineterm="", n=1):
        click.echo(line)


def _said(*, yes: bool, no: bool, reason: str) -> tuple[bool, str] | None:
    """The answer and its reason; None to leave it."""
    from bots.cli.approving import yes_or_no

    if yes or no:
        return yes, reason
    question = t("正しければ y（ファイルに書きます）、違えば n、後にするなら Enter", "y to write it into the file, n if it is wrong, Enter for later")
    answer = yes_or_no(question, err=False)
    return None if answer is None else (not answer, answer)


def _write(proposal: Proposal) -> bool:
    """Keep the old file beside it and put the new one in its place; whether that was done."""
    from bots.cli.backups import put
    from bots.errors import Place, Problem
    from bots.messages.disk import disk_reason
    from bots.recipe.render import render

    if proposal.after is None:
        click.echo(render(Problem("P135", {"file": proposal.file}), LANG), err=True)
        return False
    path = proposal.path.resolve()
    try:
        if path.read_bytes() != proposal.before:
            click.echo(render(Problem("R151", {}, Place(proposal.file)), LANG), err=True)
            return False
        kept = put(path, proposal.after)
    except OSError as error:
        click.echo(render(Problem("R152", {"reason": disk_reason(error)}, Place(proposal.file)), LANG), err=True)
        return False
    click.echo(t(f"{proposal.file} に書きました。前のものは {kept.name} です（bots fix --undo {proposal.file} で戻せます）。",
                 f"Written into {proposal.file}. The old one is {kept.name} (bots fix --undo {proposal.file} brings it back)."),
               err=True)  # fmt: skip
    return True
