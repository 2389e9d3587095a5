"""Rows that wait for a person's decision (要確認, 不一致, 後処理未了): what is shown of them, and the decision into the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bots.app.facts import OpenRun
from bots.app.project import Project
from bots.errors import BotsError, Place, PlaceError
from bots.evidence.hidden import Hidden, HiddenOfSheet
from bots.evidence.readings import HIDDEN, receipt_column
from bots.evidence.words import FINDING_WORDS, state_word
from bots.japan.keys import seen
from bots.ledger.facts import Finding, RowRecordFacts
from bots.model import ItemState, flat

if TYPE_CHECKING:
    from bots.ledger.decisions import Fence

LARGEST_PROOF = 50_000_000  # bytes: as much as a file that a row brings
_LOCK = "decisions.lock"
_LONGEST_RECEIPT = 500  # characters, as the ledger keeps them
_KINDS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


@dataclass(frozen=True, slots=True)
class DoubtfulRow:
    """A row that a person decides about. `why` are sentences (what is known, what was seen), `filled` what was put into
    which field (nothing hidden), `look_up` how the row is found in the business system, `choices` what may be said.
    `changed` names the columns of a row that was entered with other values, "" = it was not; `unfinished` = it is
    entered, and steps after its submit are left."""

    item: int
    epoch: int
    position: int
    state: ItemState
    origin: str
    key: str
    why: tuple[str, ...]
    filled: tuple[tuple[str, str], ...]
    pictures: tuple[Path, ...]
    look_up: tuple[str, ...]
    choices: tuple[Finding, ...]
    changed: str
    unfinished: bool
    hidden: Hidden = field(repr=False)


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that a person gives with a decision: its kind, as its content tells it, and its bytes."""

    ending: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A run with the rows to be decided about. `receipts` = its recipe writes a receipt back."""

    run: str
    rows: tuple[DoubtfulRow, ...]
    receipts: bool


def doubtful_rows(project: Project, run_id: str, only: Sequence[str] = (), lang: str = "") -> Doubtful:
    """The rows of a run that wait for a decision; with `only`, the rows of these keys, however they stand. `latest` is
    the newest run that has some.

    Raises PlaceError P10, P11, P16 for a key that the run does not have, P110 where no row waits, P124 where another
    run worked on the row last.
    """
    from bots.app.facts import keys_of, open_run
    from bots.app.runs import open_to_continue
    from bots.ledger import decisions, rows

    open_to_continue(project, run_id)
    wanted = {seen(key) for key in only}
    if run_id == "latest":
        run_id = decisions.newest_waiting(wanted) or run_id
    run = open_run(project, run_id)
    found = [row for row in rows.of_run(run.facts.id) if row.item is not None]
    if missing := wanted - {"/".join(row.key) for row in found}:
        raise PlaceError("P16", key=min(missing))
    found = [row for row in found if _asked_for(row, wanted)]
    mine = [row for row in found if _is_of(row, run.facts.id)]
    if found and not mine:
        raise _of_another(found[0], run.facts.id)
    if not mine:
        raise PlaceError("P110", run=run.facts.id)
    keys = keys_of(project, run, mine)
    made = _Made(project, run, lang or project.settings.language)
    return Doubtful(
        run=run.facts.id,
        rows=tuple(made.row(row, keys[row.position]) for row in mine),
        receipts=bool(receipt_name(run)),
    )


def _asked_for(row: RowRecordFacts, wanted: set[str]) -> bool:
    from bots.ledger import decisions

    return "/".join(row.key) in wanted if wanted else row.outcome in decisions.IN_DOUBT or row.unfinished


def _is_of(row: RowRecordFacts, run: str) -> bool:
    """Whether it is the row by which its item is decided: of the run that worked on it last, or has it still before it;
    of an item that is entered and whose row has changed since, the row that changed."""
    from bots.ledger import changes, decisions, items
    from bots.ledger.facts import Decision

    assert row.item is not None
    if _has_changed(row) or not decisions.choices(row.outcome, unfinished=row.unfinished):
        elsewhere = changes.waits_in(row.item)
        if elsewhere or _has_changed(row):
            return elsewhere == run
    waits = row.outcome is ItemState.PENDING and row.decision is Decision.WORK
    return waits or items.works_for(row.item, run)


def _has_changed(row: RowRecordFacts) -> bool:
    """Whether it is a conflict because the sheet has other values than were entered."""
    from bots.ledger.facts import Decision

    return row.decision is Decision.CHANGED and row.outcome is ItemState.CONFLICT


def _of_another(row: RowRecordFacts, run: str) -> PlaceError:
    from bots.ledger import changes, items

    assert row.item is not None
    holder = changes.waits_in(row.item)
    listed = (ItemState.UNCERTAIN, ItemState.CONFLICT, ItemState.WAITING, ItemState.CANCELLED)
    if not holder and not _has_changed(row) and (row.outcome in listed or row.unfinished):
        holder = items.run_of(row.item)
    return PlaceError("P124", key="/".join(row.key), run=holder) if holder else PlaceError("P110", run=run)


class _Made:
    """What the rows of one run are shown with."""

    def __init__(self, project: Project, run: OpenRun, lang: str) -> None:
        from bots.app.facts import kept_table
        from bots.recipe import explain_probe

        self._run, self._lang = run, lang
        table = kept_table(project, run)
        self._sheet = HiddenOfSheet(table.rows if table is not None else ())
        self._rows = {row.number: row for row in table.rows} if table is not None else {}
        self._probe = tuple(explain_probe(run.plan, lang))

    def row(self, record: RowRecordFacts, key: str) -> DoubtfulRow:
        """The row of the ledger with all that a person needs to decide about it."""
        from bots.app.altered import altered, doubted
        from bots.app.report_facts import kept_readings
        from bots.ledger import decisions, items

        assert record.item is not None
        folder = self._run.folder
        own = folder.item_folder(record.position).relative_to(folder.path).as_posix()
        in_doubt = doubted(altered(self._run), own)
        kept = kept_readings(self._run, record.position, in_doubt=in_doubt)
        return DoubtfulRow(
            item=record.item,
            epoch=items.epoch_of(record.item),
            position=record.position,
            state=record.outcome,
            origin=record.origin,
            key=key,
            why=self._why(record, kept.notes if kept is not None else (), in_doubt=in_doubt),
            filled=tuple((one.field, HIDDEN if one.hidden else one.put) for one in kept.readings) if kept else (),
            pictures=tuple(folder.path / one.file for one in kept.pictures) if kept is not None else (),
            look_up=(*self._systems(key), *self._probe),
            choices=decisions.choices(record.outcome, changed=_has_changed(record), unfinished=record.unfinished),
            changed=record.field if _has_changed(record) else "",
            unfinished=record.unfinished,
            hidden=self._sheet.of(self._rows.get(record.position)),
        )

    def _why(self, record: RowRecordFacts, notes: Sequence[str], *, in_doubt: bool) -> tuple[str, ...]:
        from bots.app.facts import reason_of
        from bots.evidence.texts import Texts

        altered = (Texts(self._lang)("doubted"),) if in_doubt else ()
        return tuple(filter(None, (reason_of(record, self._lang), *notes, *altered)))

    def _systems(self, key: str) -> tuple[str, ...]:
        from bots.settings import environment_word

        plan, ja = self._run.plan, self._lang == "ja"
        names = " / ".join(plan.rows.key) if plan.rows is not None else ""
        made = []
        for one in plan.systems:
            environment = environment_word(one.environment, self._lang)
            made.append(
                f"{one.name}（{environment}）{one.address} で、{names}「{key}」を検索します。" if ja
                else f"Look up {names} {key} in {one.name} ({environment}) {one.address}."
            )  # fmt: skip
        return tuple(made)


def receipt_name(run: OpenRun) -> str:
    """The column into which the recipe writes the receipt that the system gives, or ""."""
    steps = flat((*run.plan.each_row, *run.plan.steps))
    return receipt_column([name for step in steps if step.task == "write" for name in step.args.get("cells", step.args)])


# --------------------------------------------------------------------------- the decision


def proof_of(path: Path) -> Proof:
    """The file as a proof. Raises PlaceError P120 where it cannot be read, is too large, or no PDF, PNG or JPEG."""
    reason = ("読めません", "it cannot be read")
    try:
        if path.stat().st_size > LARGEST_PROOF:
            reason, data = ("大きすぎます", "it is too large"), b""
        else:
            data = path.read_bytes()
            reason = ("PDF、PNG、JPEG ではありません", "it is no PDF, PNG or JPEG")
    except OSError:
        data = b""
    ending = next((kind for begins, kind in _KINDS.items() if data.startswith(begins)), "")
    if not ending:
        limit = LARGEST_PROOF // 1_000_000
        raise PlaceError("P120", Place(str(path)), file=path.name, reason=reason[0], reason_en=reason[1], limit=limit)
    return Proof(ending, data)


def check(project: Project, run_id: str, rows: Sequence[DoubtfulRow], finding: Finding, receipt: str = "") -> None:
    """That this can be said of all the rows now. Raises PlaceError P116 to P118, P121."""
    from bots.app.facts import open_run
    from bots.ledger import decisions

    for row in rows:
        if finding not in row.choices:
            state, said = state_word(str(row.state), unfinished=row.unfinished), FINDING_WORDS[finding]
            known = [FINDING_WORDS[one] for one in row.choices]
            settled = row.state is ItemState.DONE and not row.choices
            raise PlaceError(
                "P116", advice="P144" if settled else "", key=row.key, state=state.ja, state_en=state.en, said=said[0], said_en=said[1],
                known="、".join(ja for ja, _ in known) or "ありません", known_en=", ".join(en for _, en in known) or "nothing",
            )  # fmt: skip
        if receipt and (len(receipt) > _LONGEST_RECEIPT or row.hidden.painted(receipt) != receipt):
            raise PlaceError("P121")
        if finding is Finding.NOT_ENTERED:
            decisions.check_fence(row.item, _fence(open_run(project, run_id)), project.clock)


def _fence(run: OpenRun) -> Fence:
    from bots.ledger.decisions import Fence

    settle = [one.settle for one in run.plan.systems]
    return Fence(max(settle)) if settle else Fence()


def decide(
    project: Project,
    run_id: str,
    row: DoubtfulRow,
    finding: Finding,
    *,
    reason: str,
    receipt: str = "",
    proof: Proof | None = None,
) -> None:
    """Write the decision: by whom (the user of the system), when, why (without hidden values), with what proof. The
    proof lies in the run's folder before the ledger names it; where the decision is refused it goes again.

    Raises what `check` raises, PlaceError P119 for a receipt that another row has, LostClaim (P46) where the row stands
    elsewhere since.
    """
    from bots.app.facts import open_run
    from bots.app.request import asked_by
    from bots.ledger import decisions
    from bots.ledger.connection import one_at_a_time

    check(project, run_id, [row], finding, receipt)
    run = open_run(project, run_id)
    with one_at_a_time(project.settings.ledger, _LOCK):
        _drop_orphans(run)
        kept = run.folder.write_proof(row.position, proof.ending, proof.data) if proof is not None else None
        try:
            decisions.decide(
                run=run.facts.id,
                item=row.item,
                epoch=row.epoch,
                was=row.state,
                finding=finding,
                by=asked_by(),
                reason=row.hidden.painted(reason.strip()),
                receipt=receipt,
                file=kept,
                fence=_fence(run),
                changed=bool(row.changed),
                clock=project.clock,
            )
        except BotsError:
            _drop_orphans(run)
            raise


def _drop_orphans(run: OpenRun) -> None:
    """Remove proofs that the ledger does not name: of a decision that was refused, or whose process died before it."""
    from bots.ledger import evidence

    known = {one.file for one in evidence.of_run(run.facts.id)}
    for file in run.folder.proofs():
        if file not in known:
            (run.folder.path / file).unlink()


def undecided(project: Project) -> dict[str, int]:
    """How many rows wait for a decision, by the run that worked on them last; {} where there is no ledger. Raises
    PlaceError P37."""
    from bots.app.runs import look_into_ledger, recover
    from bots.ledger import decisions

    if not look_into_ledger(project):
        return {}
    recover(project)
    return decisions.waiting()

