"""The commands for what only a person can settle: decide, continue-by-hand."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bots.cli.asking import prompt
from bots.cli.language import LANG, t
from bots.errors import BotsError, PlaceError
from bots.ledger.facts import Finding

if TYPE_CHECKING:
    from bots.app.deciding import DoubtfulRow, Proof
    from bots.app.project import Project

# What a person is asked, in the order of the list; after a colon what it means for the row.
_ASKED: dict[Finding, tuple[str, str]] = {
    Finding.ENTERED: ("登録されていた: 完了にする", "it was entered: it is done"),
    Finding.NOT_ENTERED: ("登録されていなかった: 次の実行でロボットが登録する", "it was not entered: the next run enters it"),
    Finding.BY_HAND: ("手で登録した（直した）: 完了にする", "I entered it by hand, or mended it: it is done"),
    Finding.DIFFERS: ("登録されているが、内容が表と違う: 不一致にする", "it was entered, with something else: a conflict"),
    Finding.CANCEL: ("取りやめる: 登録しない", "cancel: it is not to be entered"),
    Finding.SHEET_WRONG: ("表が誤り: 業務システムはそのままにし、表を元の値に戻す", "the sheet is wrong: the system stays as it is, the sheet is put back"),
    Finding.AFTER_WORK: ("後処理を手で済ませた: 完了にする", "what was left was done by hand: it is done"),
}
_RIGHTED = ("業務システムを手で直した（いまの表のとおり）: 登録済みにする", "I set the system right: it has what the sheet has now")
_WITH_RECEIPT = (Finding.ENTERED, Finding.BY_HAND, Finding.AFTER_WORK)
Said = list[tuple["DoubtfulRow", Finding]]


@click.command()
@click.argument("run_id", metavar=t("[実行番号]", "[RUN]"), default="")
@click.option("--only", multiple=True, metavar="KEY",
              help=t("この鍵の行だけ（何度でも書けます）", "only the row of this key (repeats)"))  # fmt: skip
@click.option("--entered", is_flag=True, help=t("登録されていた", "it was entered"))
@click.option("--not-entered", is_flag=True,
              help=t("登録されていなかった（次の実行で登録する）", "it was not entered (the next run enters it)"))  # fmt: skip
@click.option("--by-hand", is_flag=True, help=t("手で登録した、または直した", "entered or mended by hand"))
@click.option("--differs", is_flag=True, help=t("登録されているが、内容が表と違う", "entered, with something else"))
@click.option("--cancel", is_flag=True, help=t("取りやめる", "it is not to be entered"))
@click.option("--sheet-wrong", is_flag=True,
              help=t("変わった行は表の誤りで、業務システムはそのまま", "a changed row: the sheet is wrong, the system stays"))  # fmt: skip
@click.option("--after-work", is_flag=True, help=t("後処理を手で済ませた", "what was left after the submit was done by hand"))
@click.option("--reason", default="", metavar="TEXT",
              help=t("何をどう確かめたか（氏名などは書かない）", "what was looked at, and how (no names or numbers of people)"))  # fmt: skip
@click.option("--receipt", default="", metavar="NO", help=t("業務システムの受付番号", "the receipt that the system shows"))
@click.option("--evidence", type=click.Path(path_type=Path), metavar="FILE",
              help=t("証拠のファイル（PDF、PNG、JPEG）", "a file that proves it (PDF, PNG, JPEG)"))  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help=t("結果を1行のJSONで", "one line of JSON"))
@click.pass_obj
def decide(
    home: str | None, /, run_id: str, only: tuple[str, ...], reason: str, receipt: str, evidence: Path | None,
    as_json: bool, **answers: bool,
) -> int:  # fmt: skip
    """Say what became of rows in doubt: row by row, or of one row without questions."""
    from bots.app.deciding import doubtful_rows
    from bots.app.project import Project

    findings = [finding for finding in Finding if answers[finding]]
    _check_options(findings, only, reason.strip(), receipt.strip(), evidence, as_json=as_json)
    if only and not run_id:  # one number may stand in the registers of several runs
        raise PlaceError("P125", key=only[0])
    project = Project.at(home)
    found = doubtful_rows(project, run_id or "latest", only, LANG)
    if findings:
        said = _decide_all(project, found.run, found.rows, findings[0], reason, receipt.strip(), evidence)
    else:
        said = _walk(project, found.run, found.rows, receipts=found.receipts)
    return _told(project, found.run, said, len(found.rows), as_json=as_json)


def _check_options(
    findings: Sequence[Finding], only: Sequence[str], reason: str, receipt: str, evidence: Path | None, *, as_json: bool
) -> None:
    """One message for a combination that means nothing. Raises PlaceError P111 to P115."""
    from bots.cli.running import somebody_there

    if len(findings) > 1:
        raise PlaceError("P113", count=len(findings))
    if not findings:
        given = {"--reason": reason, "--receipt": receipt, "--evidence": evidence}
        for option in (name for name, value in given.items() if value):
            raise PlaceError("P115", option=option)
        if as_json or not somebody_there():
            raise PlaceError("P111")
        return
    if not only:
        raise PlaceError("P112")
    if not reason:
        raise PlaceError("P114")
    if receipt and (findings[0] not in _WITH_RECEIPT or len(set(only)) > 1):
        raise PlaceError("P115", option="--receipt")


def _decide_all(
    project: Project, run: str, rows: Sequence[DoubtfulRow], finding: Finding, reason: str, receipt: str,
    evidence: Path | None,
) -> Said:  # fmt: skip
    """The same answer for all the rows, or for none of them if it cannot be given of one."""
    from bots.app.deciding import check, proof_of
    from bots.app.deciding import decide as write

    proof = proof_of(evidence) if evidence is not None else None
    check(project, run, rows, finding, receipt)
    for row in rows:
        write(project, run, row, finding, reason=reason, receipt=receipt, proof=proof)
    return [(row, finding) for row in rows]


# --------------------------------------------------------------------------- the walk


def _walk(project: Project, run: str, rows: Sequence[DoubtfulRow], *, receipts: bool) -> Said:
    """Row by row, each shown and asked about; what cannot be said of a row now is told, and the next row comes."""
    from bots.app.deciding import check
    from bots.app.deciding import decide as write
    from bots.cli.terminal import show_error

    said: Said = []
    for number, row in enumerate(rows, 1):
        _show(number, len(rows), row)
        try:
            finding = _finding(row)
            if finding is None:
                continue
            check(project, run, [row], finding)
            receipt = _asked_receipt() if receipts and finding in _WITH_RECEIPT else ""
            write(project, run, row, finding, reason=_reason(), receipt=receipt, proof=_proof())
        except BotsError as error:
            show_error(error, LANG)
        except click.Abort:  # Ctrl-C ends the walk; what was said before stays said
            click.echo("")
            break
        else:
            said.append((row, finding))
    return said


def _show(number: int, total: int, row: DoubtfulRow) -> None:
    from bots.cli.terminal import state_text
    from bots.evidence.show import terminal_text

    click.echo("")
    state = state_text(str(row.state), LANG, unfinished=row.unfinished)
    click.secho(f"[{number}/{total}] {row.origin} {terminal_text(row.key)}  {state}", bold=True)
    for line in row.why:
        click.echo(f"  {terminal_text(line)}")
    if row.filled:
        click.echo(t("  画面に入れた値:", "  Put into the screen:"))
        for name, text in row.filled:
            click.echo(f"    {terminal_text(name)}: {terminal_text(text)}")
    for picture in row.pictures:
        click.echo(t(f"  画像: {picture}", f"  picture: {picture}"))
    click.echo(t("  確かめ方:", "  How to look it up:"))
    for line in row.look_up:
        click.echo(f"    {terminal_text(line)}")


def _finding(row: DoubtfulRow) -> Finding | None:
    """What the person found, by its number; None to leave the row as it is."""
    for number, finding in enumerate(row.choices, 1):
        asked = _RIGHTED if row.changed and finding is Finding.BY_HAND else _ASKED[finding]
        click.echo(f"  {number}  {t(*asked)}")
    pictures = t("、画像を開くなら o", ", o to open the pictures") if row.pictures else ""
    question = t(f"番号を入れて Enter（後にするなら Enter だけ{pictures}）", f"number (Enter alone for later{pictures})")
    while True:
        answer = unicodedata.normalize("NFKC", str(prompt(question, default="", show_default=False))).strip().lower()
        if not answer:
            return None
        if answer == "o":
            _open(row.pictures)
        elif answer.isdecimal() and 0 < int(answer) <= len(row.choices):
            return row.choices[int(answer) - 1]
        else:
            click.echo(t(f"1 から {len(row.choices)} までの番号を入れてください。", f"A number from 1 to {len(row.choices)}, please."))


def _open(pictures: Sequence[Path]) -> None:
    for picture in pictures:
        if not picture.is_file() or click.launch(picture.as_uri()) != 0:
            click.echo(t(f"開けませんでした: {picture}", f"It could not be opened: {picture}"))


def _reason() -> str:
    question = t("何をどう確かめましたか（氏名や番号は書かない）", "What was looked at, and how (no names or numbers of people)")
    while True:
        if said := str(prompt(question, default="", show_default=False)).strip():
            return said


def _asked_receipt() -> str:
    question = t("受付番号（分からなければ Enter）", "its receipt (Enter if not known)")
    return str(prompt(question, default="", show_default=False)).strip()


def _proof() -> Proof | None:
    """A file that proves it; one that cannot be kept is told, and asked for again."""
    from bots.app.deciding import proof_of
    from bots.cli.menu import undragged
    from bots.cli.terminal import show_error

    question = t("証拠のファイル（画面の写しなど。ここへ引っぱって Enter、なければ Enter）",
                 "a file that proves it (a picture of the screen, say: drag it here; Enter for none)")  # fmt: skip
    while given := str(prompt(question, default="", show_default=False)).strip():
        path = Path(given)
        try:
            return proof_of(path if path.exists() else Path(undragged(given)))
        except PlaceError as error:
            show_error(error, LANG)
    return None


def _told(project: Project, run: str, answers: Said, asked: int, *, as_json: bool) -> int:
    """Make the run's record anew and say what was decided; the exit code: 3 where a row was left as it is."""
    from bots.app.approving import write_answers_down
    from bots.app.deciding import undecided
    from bots.evidence.show import terminal_text
    from bots.evidence.words import FINDING_WORDS

    said = Counter(finding for _, finding in answers)
    books = write_answers_down(project, run) if said else []
    left = undecided(project).get(run, 0)
    if as_json:
        counts = {str(finding): said[finding] for finding in Finding}
        click.echo(json.dumps({"run": run, **counts, "left": left}))
        return 3 if said.total() < asked else 0
    for finding in Finding:
        if said[finding]:
            click.echo(t(f"{FINDING_WORDS[finding][0]}: {said[finding]} 件", f"{FINDING_WORDS[finding][1]}: {said[finding]}"))
    for row in (row for row, finding in answers if finding is Finding.SHEET_WRONG):
        click.echo(terminal_text(t(f"表の {row.origin} の「{row.changed}」を、登録したときの値に戻してください。",
                                   f"Put {row.changed} at {row.origin} of the sheet back to what was entered.")))  # fmt: skip
    click.echo(t(f"判断を待つ行: 残り {left} 件。", f"Rows that wait for a decision: {left}."))
    for book in books:
        click.echo(t(f"作り直しました: {book}", f"Made anew: {book}"))
    if said and not books:
        click.echo(t(f"結果の表はそのままです。作り直すには: bots report {run} --books",
                     f"The result sheet is as it was. To make it anew: bots report {run} --books"))  # fmt: skip
    if said[Finding.NOT_ENTERED]:
        click.echo(t(f"登録するには: bots resume {run}", f"To enter what was not: bots resume {run}"))
    return 3 if said.total() < asked else 0


# --------------------------------------------------------------------------- by hand


@click.command("continue-by-hand")
@click.argument("run_id", metavar=t("[実行番号]", "[RUN]"), default="latest")
@click.pass_obj
def continue_by_hand(home: str | None, run_id: str) -> int:
    """A book of what remains of a run, with the recipe's steps, for people who go on without the robot."""
    from bots.app.by_hand import write_by_hand
    from bots.app.project import Project
    from bots.evidence.words import STATE_WORDS

    made = write_by_hand(Project.at(home), run_id, LANG)
    counts = "  ".join(f"{STATE_WORDS[state].mark} {STATE_WORDS[state].word(LANG)} {n}" for state, n in made.counts.items())
    click.echo(t(f"手作業の表: {made.path}", f"Book to go on by hand: {made.path}"))
    click.echo(t(f"  残り {sum(made.counts.values())} 件（{counts}）", f"  {sum(made.counts.values())} rows ({counts})"))
    click.echo(t("手で登録し終えるまで、この表の行を bots run や bots resume で登録しないでください（二重になります）。",
                 "Until that is done, do not enter these rows with bots run or bots resume: they would be there twice."))  # fmt: skip
    click.echo(t(f"登録したら、1件ずつ台帳に書きます: bots decide {made.run} --only 鍵 --by-hand --reason 手で登録",
                 f"Then tell the ledger of each: bots decide {made.run} --only KEY --by-hand --reason 'by hand'"))  # fmt: skip
    return 0
