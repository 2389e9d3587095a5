"""照会: rows in doubt are looked up at the end of a run, rows of a careful recipe before they are filled in.

What a look says counts only where it can be believed (reliability.md 2.3): the sender is gone and the system has had
the time to store what it got (P3), a fresh browser reads it (P2), the values are compared (P4), absence is a text of the
screen (P5), and a row that is entered was found in the same way just before (P6). Otherwise the row stays in doubt.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from bots.engine import doubts
from bots.engine.policy import DIFFERS
from bots.engine.record import RowRecord
from bots.engine.submit import picture_if_possible
from bots.engine.walk import Walk
from bots.errors import Already, BotsError, Differs, PlaceError, ScreenError, Skip, Stop
from bots.evidence.hidden import Hidden
from bots.ledger.facts import LostClaim
from bots.model import Mode, Row, Table

if TYPE_CHECKING:
    from bots.engine.books import Work
    from bots.engine.kit import Kit
    from bots.engine.run import Hands
    from bots.ledger.facts import Doubt

Said = Literal["there", "absent", "differs", "unclear"]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look said; `error` is why it said nothing, or which field differs."""

    said: Said
    error: BotsError | None = None


def look_up(walk: Walk) -> Looked:
    """Carry out the steps of 照会 for the row of `walk`. Raises PlaceError and Stop only."""
    record = walk.record
    before = len(record.results)
    try:
        walk.steps(walk.kit.plan.probe)
    except (PlaceError, Stop):
        raise
    except Skip:  # under もし: {表示: …}, as the checker demands
        return Looked("absent")
    except BotsError as error:
        return Looked("differs" if error.problem.code in DIFFERS else "unclear", error)
    compared = any(one.task == "verify" and one.outcome == "done" and one.readings for one in record.results[before:])
    return Looked("there") if compared else Looked("unclear", ScreenError("S56"))


# ------------------------------------------------------------------ at the end of a run


def look_into_doubts(hands: Hands) -> list[Work]:
    """Look up every row of the sheet that is in doubt; those that the system does not have, which are work again.
    Nothing is done where the recipe has no 照会, and in a rehearsal."""
    kit, table = hands.kit, hands.table
    if table is None or not kit.plan.probe or kit.plan.mode is Mode.REHEARSE:
        return []
    found = kit.journal.call(lambda: doubts.doubts(kit.books, table))
    if not found or not _settled(kit, found):
        return []
    rows = {row.number: row for row in table.rows}
    kit.tell({"what": "look", "rows": len(found)})
    hands.drop()
    absent: list[Work] = []
    for doubt in found:
        if kit.stop_asked():
            break
        with suppress(LostClaim):  # a person has decided about it meanwhile
            if _resolve(hands, doubt, rows[doubt.position], table) == "absent":
                absent.append((doubt.position, doubt.item, rows[doubt.position]))
    return absent


def _settled(kit: Kit, found: tuple[Doubt, ...]) -> bool:
    """Wait until the systems have stored what they got last; False where the run is to stop meanwhile."""
    settle = timedelta(seconds=max(system.settle for system in kit.plan.systems))
    left = (max(one.sent_at for one in found) + settle - kit.clock.now()).total_seconds()
    if left > 0:
        kit.tell({"what": "settle", "seconds": round(left)})
    while left > 0 and not kit.stop_asked():
        kit.pause(min(left, 1.0))
        left -= 1.0
    return not kit.stop_asked()


def _known_is_found(hands: Hands, table: Table) -> BotsError | None:
    """None if a row that is entered is found as it was entered, by this browser; else why nothing that a look says can be
    believed. Raises PlaceError and Stop only."""
    kit = hands.kit
    if hands.proved:
        return None
    if hands.disproved is not None:
        return hands.disproved
    known = kit.journal.call(lambda: doubts.entered_rows(kit.books, table))
    why: BotsError = ScreenError("S58")
    for row in known:
        walk = _walk(hands, RowRecord(row, 0, hidden=Hidden(row)))
        looked = look_up(walk)
        if looked.said == "there":
            hands.proved = True
            return None
        why = looked.error if looked.said == "unclear" and looked.error is not None else ScreenError("S57")
        if looked.said == "absent":
            break  # what says that there is none says it of a row that is there
    if known:  # a register without a row has one as soon as this run has entered it
        hands.disproved = why
    return why


def _resolve(hands: Hands, doubt: Doubt, row: Row, table: Table) -> Said:
    kit = hands.kit
    kit.journal.call(lambda: doubts.take(kit.books, doubt))
    record = RowRecord(row, doubt.position, hidden=kit.hidden.of(row))
    try:
        looked = _look(hands, record, table)
    except (PlaceError, Stop):
        raise
    except BotsError as error:  # no hands, or a login that is refused
        looked = Looked("unclear", error)
    if looked.said == "unclear":
        hands.drop()
    state = kit.journal.settle(lambda: doubts.settle(kit.books, doubt, looked.said, record, looked.error))
    kit.tell({"what": "looked", "position": doubt.position, "state": state})
    return looked.said


def _look(hands: Hands, record: RowRecord, table: Table) -> Looked:
    """What the system says of a row, if a row that is entered is found first."""
    hands.ready()
    why = _known_is_found(hands, table)
    if why is not None:
        return Looked("unclear", why)
    walk = _walk(hands, record)
    looked = look_up(walk)
    if looked.said == "unclear" or hands.kit.plan.evidence.screenshots != "error":
        picture_if_possible(walk, label="probe")
    return looked


def _walk(hands: Hands, record: RowRecord) -> Walk:
    driver = hands.ready()
    driver.begin_row(record.hidden.values())
    return Walk(hands.kit, driver, record)


# ------------------------------------------------------------------ before a row is filled in


def look_first(hands: Hands, walk: Walk) -> None:
    """先に照会: a row that is there already is not filled in. Raises Already B71, Differs B72, Stop P130 where a row that
    is entered is not found, and what kept the look from telling."""
    if not walk.kit.plan.safety.probe_first or walk.record.row is None:
        return
    if hands.table is not None and not hands.proved:
        _prove(hands, hands.table)
        walk.driver.begin_row(walk.record.hidden.values())
    looked = look_up(walk)
    if looked.said == "there":
        raise Already("B71")
    if looked.said == "differs":
        assert looked.error is not None
        raise Differs("B72", field=str(looked.error.problem.words.get("field", "")))
    if looked.error is not None:
        raise looked.error


def _prove(hands: Hands, table: Table) -> None:
    """See once a browser that a row which is entered is found. Under a register without one there is nothing to see,
    and no row of it was ever sent."""
    why = _known_is_found(hands, table)
    if why is not None and why.problem.code != "S58":
        raise Stop("P130")
    hands.proved = True
