"""The command preview: a sheet before any run, in the terminal, as JSON, as a page, as a book to be mended."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from bots.cli.language import LANG, t
from bots.cli.terminal import table
from bots.evidence.sheet_facts import ChangeFacts, LetterFacts, RuleFacts, SheetFacts
from bots.evidence.show import terminal_text

_LINES = 10  # of the table, without --all
_FAULTS = 20
_PLACES = 8
_BESIDE = "-"  # --html without a name


@click.command()
@click.argument("recipe", metavar=t("レシピ名", "RECIPE"))
@click.option("--data", type=click.Path(path_type=Path), metavar="FILE",
              help=t("レシピの表の代わりに使う表", "the sheet to use instead of the recipe's"))
@click.option("--input", "inputs", multiple=True, metavar="NAME=VALUE",
              help=t("実行時の値", "a value of the recipe's inputs"))
@click.option("--env", "environment", default="", metavar="NAME",
              help=t("本番、訓練など（登録済みの行は、環境ごとに違う）", "production, training … (each has its own entered rows)"))
@click.option("--all", "everything", is_flag=True, help=t("すべての行を出す", "show every row"))
@click.option("--html", "page", is_flag=False, flag_value=_BESIDE, metavar="[FILE]",
              help=t("ページに書く（名前がなければ表の隣に）", "write it as a page, beside the sheet if no name is given"))
@click.option("--rejects", is_flag=True,
              help=t("不備のある行だけの表を、表の隣に作る", "write the faulty rows as a book, beside the sheet"))
@click.option("--json", "as_json", is_flag=True, help=t("結果を1行のJSONで", "one line of JSON"))
@click.pass_obj
def preview(
    home: str | None, /, everything: bool, page: str | None, rejects: bool, as_json: bool, inputs: Any, **asked: Any
) -> int:
    """The sheet as the program reads it: rows × fields, what is left out and why. Opens no browser."""
    from bots.app.preflight import facts_of
    from bots.app.preflight_files import write_page, write_rejects
    from bots.app.preview import preview_of
    from bots.app.project import Project
    from bots.app.request import Asked
    from bots.cli.running import pairs

    project = Project.at(home)
    found = preview_of(project, Asked(inputs=pairs(inputs), **asked))
    facts = facts_of(project, found, LANG)
    written: dict[str, Path | None] = {}
    if page is not None:
        written["page"] = write_page(found, facts, LANG, "" if page == _BESIDE else page)
    if rejects:
        written["rejects"] = write_rejects(project, found, project.settings.language)
    if as_json:
        files = {what: str(path) if path is not None else None for what, path in written.items()}
        click.echo(json.dumps(facts.to_json() | ({"files": files} if files else {}), ensure_ascii=False))
    else:
        show_preview(facts, everything=everything)
        for line in _told_of_files(written):
            click.echo(line)
    return 1 if facts.faulty else 0


def _told_of_files(written: dict[str, Path | None]) -> Iterator[str]:
    if not written:
        return
    yield ""
    if "page" in written:
        yield t("ページ: ", "page: ") + str(written["page"])
    if "rejects" in written:
        place = written["rejects"]
        none = t("不備のある行はないため、作りませんでした", "no row has a fault, so none was written")
        yield t("不備の表: ", "book of rejects: ") + (str(place) if place is not None else none)


def show_preview(facts: SheetFacts, *, everything: bool) -> None:
    """Rows × fields as the program will put them in; then what is left out and why, and what is changed."""
    from bots.app.preflight import counts

    click.echo(facts.title)
    for line in (counts(facts, LANG), *facts.as_read):
        click.echo(f"  {line}")
    rows = facts.lines if everything else facts.lines[:_LINES]
    if rows:
        click.echo("")
        table([t("行", "row"), *facts.fields], rows, most=18)
        _more(len(facts.lines) - len(rows))
    _show_faults(facts, everything=everything)
    for known in facts.standing:
        done = t("実行の終わりに照会します", "looked up at the end of the run") if known.looked_up else t("触りません", "left as they are")
        _head(t(f"{known.word}の行（{done}）", f"Rows known before: {known.word} ({done})"))
        shown = known.rows if everything else known.rows[:_FAULTS]
        table([t("行", "row"), t("鍵", "key"), t("わけ", "why")],
              [(one.row.place, one.row.key, one.sentence) for one in shown], most=40, whole=True)  # fmt: skip
        _more(len(known.rows) - len(shown))
    for one in facts.left_out:
        _head(t(f"対象外の行: {one.rule}", f"Rows left out: {one.rule}"))
        names = one.rows if everything else one.rows[:_FAULTS]
        table([t("行", "row"), t("鍵", "key")], [(name.place, name.key) for name in names], most=60)
        _more(len(one.rows) - len(names))
    if facts.changes:
        _head(t("変換で変わる値", "Values that filters change"))
        table([t("欄", "field"), t("変換", "filter"), t("件数", "rows"), t("はじめの例", "first examples")],
              [_change(one) for one in facts.changes], most=40, whole=True)  # fmt: skip
    if facts.letters:
        _head(t("外字など、確かめる文字", "Characters to be looked at"))
        table([t("文字", "character"), t("わけ", "why"), t("件数", "cells"), t("候補", "proposal"), t("セル", "where")],
              [_letter(one) for one in facts.letters], most=44, whole=True)  # fmt: skip
        if any(one.proposal for one in facts.letters):
            click.echo(t("  候補の字は、レシピの変換「代替文字」で承認したときだけ使われます。",
                         "  What is proposed is used only where the recipe approves it by the filter substitute."))
    if facts.notes:
        _head(t("確かめてください（入力はします）", "To be looked at (it will be entered)"))
        for note in facts.notes if everything else facts.notes[:_FAULTS]:
            click.echo("  " + terminal_text(f"{note.row.place}  {note.sentence}"))
        _more(0 if everything else len(facts.notes) - _FAULTS)


def _show_faults(facts: SheetFacts, *, everything: bool) -> None:
    """Each cell; of many the first, and then each rule with where it is broken."""
    if not facts.faults:
        return
    shown = facts.faults if everything else facts.faults[:_FAULTS]
    _head(t("不備のある行", "Rows with faults"))
    table([t("セル", "cell"), t("鍵", "key"), t("何が違うか", "what is wrong")],
          [(one.row.place, one.row.key, one.sentence) for one in shown], most=40, whole=True)  # fmt: skip
    if len(shown) < len(facts.faults):
        _more(len(facts.faults) - len(shown))
        _head(t("不備の数", "Faults by rule"))
        table([t("件数", "cells"), t("何が違うか", "what is wrong"), t("セル", "where")],
              [_rule(one) for one in facts.rules()], most=60, whole=True)  # fmt: skip


def _head(title: str) -> None:
    click.echo("")
    click.secho(terminal_text(title), bold=True)


def _more(number: int) -> None:
    if number > 0:
        click.echo(t(f"… ほか {number} 件（--all で全部）", f"… and {number} more (--all shows all)"))


def _rule(one: RuleFacts) -> tuple[str, str, str]:
    return str(len(one.rows)), one.rule, _places([name.place for name in one.rows])


def _change(one: ChangeFacts) -> tuple[str, str, str, str]:
    said = [f"{example.before} → {example.after}" for example in one.examples]
    if one.hidden:
        said.append(t(f"伏せた値 {one.hidden} 件", f"{one.hidden} masked"))
    return one.field, one.filter, str(one.count), t("、", ", ").join(said)


def _letter(one: LetterFacts) -> tuple[str, str, str, str, str]:
    proposal = one.proposal.partition(" → ")[2]
    return f"{one.letter} {one.code}".strip(), one.why, str(len(one.places)), proposal, _places(one.places)


def _places(found: Sequence[str]) -> str:
    more = len(found) - _PLACES
    said = t("、", ", ").join(map(str, found[:_PLACES]))
    return said + (t(f" ほか {more}", f" and {more} more") if more > 0 else "")
