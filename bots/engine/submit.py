"""The point of no return: picture, read again, commit the intent, send once, wait for the sign.

Before the intent every error is an ordinary one. After it there are only answers: done, refused,
already there, or 要確認. Nothing here ever sends again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bots.crashpoints import crashpoint
from bots.engine.policy import Phase
from bots.errors import (
    Already,
    BotsError,
    NetworkError,
    Rehearsed,
    Reject,
    ScreenError,
    Stop,
    Uncertain,
)
from bots.model import Answer, Mode, PlanStep, Scopes, Sending, Signs, Target
from bots.protocols import DialogAnswers
from bots.tasks import registry
from bots.tasks.page import answers_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.engine.walk import Walk
    from bots.model import FieldReading


def submit(walk: Walk, step: PlanStep) -> None:
    """Carry out a submit step (`確定`). Raises Reject, Already, Uncertain, NetworkError N84 (never sent), Stop, Rehearsed."""
    task = registry.find("submit")
    assert task is not None
    expand = walk.expander(step)
    args = task.bind(step.args, expand)
    within = walk.within(step)
    picture_of_the_form(walk, step)
    picture_of_what_came_back(walk, step, walk.read_again(args.target, within))
    timeout = step.timeout or walk.kit.plan.timeouts.submit
    if walk.kit.plan.mode is Mode.REHEARSE:
        rehearse(walk, args.target, within, answers_of(args.dialog))
        raise Rehearsed("B84")
    ask_a_person(walk)
    if walk.kit.stop_asked():
        raise Stop("P34", run=walk.kit.run)
    keep_readings_before(walk)

    def intent(sending: Sending) -> None:
        crashpoint("engine.intent.before")
        if walk.item is not None:
            walk.kit.journal.call(
                lambda: walk.kit.books.intent(walk.item, walk.epoch, sending)  # type: ignore[arg-type]
            )
        walk.phase = Phase.SENT
        crashpoint("engine.intent.after")

    answer = walk.driver.submit(
        args.target,
        within=within,
        dialog=answers_of(args.dialog),
        signs=told_apart(walk, walk.signs(tuple(args.success))),
        intent=intent,
        carries=key_values(walk),
        timeout=timeout,
    )
    crashpoint("engine.answer")
    take_answer(walk, step, answer)


def rehearse(walk: Walk, target: Target, within: Scopes, dialog: DialogAnswers) -> None:
    """See that it could be pressed; where the run is to learn what it sends, it is pressed, and nothing leaves."""
    row, kit = walk.record.row, walk.kit
    walk.spent = kit.plan.learn
    lesson = walk.driver.rehearse_submit(
        target,
        within=within,
        dialog=dialog,
        carries=key_values(walk),
        typed=tuple(row.values.values()) if row is not None else (),
        timeout=kit.plan.timeouts.field,
    )
    walk.spent = lesson is not None
    if lesson is not None:
        kit.journal.post(lambda: kit.books.keep_lesson(lesson))


def picture_of_the_form(walk: Walk, step: PlanStep) -> None:
    """A picture before the press, unless the filled form has been taken as that and nothing was read since."""
    record = walk.record
    if walk.kit.plan.evidence.screenshots == "error":
        return
    if record.unpictured() or all(shot.label != "before" for shot in record.shots):
        walk.take_picture("before", step)
    lost = next((reading for reading in record.readings if reading.rect is None), None)
    if lost is not None:
        raise ScreenError("S83", field=lost.field)


def picture_of_what_came_back(walk: Walk, step: PlanStep, there: Sequence[FieldReading]) -> None:
    """A form that has come back since its picture was taken is on another one, as it is submitted."""
    again = [reading for reading in there if reading.came_back]
    if again and walk.kit.plan.evidence.screenshots != "error":
        walk.take_picture("submitted", step, again)


def ask_a_person(walk: Walk) -> None:
    """`--confirm-first`: the hands stay alive while a person looks at the picture."""
    attended = walk.kit.attended
    if attended is None or not walk.kit.watched_still():
        return
    walk.record.shots[-1].evidence.result()
    attended.ask(walk.record.position)
    while (reply := attended.reply()) is None and not walk.kit.stop_asked():
        walk.driver.quiet(200)
    if walk.kit.stop_asked():  # from another window, or nobody answers: the row stays as it was
        raise Stop("P34", run=walk.kit.run)
    if not reply:
        raise Reject("B83")


def keep_readings_before(walk: Walk) -> None:
    """What was put in is on the disk before the intent says that it may be sent."""
    kit, record = walk.kit, walk.record
    kit.journal.post(lambda: kit.books.keep_readings(record))


def key_values(walk: Walk) -> tuple:  # type: ignore[type-arg]
    """The values that make the row unique: a request that keeps it should carry them."""
    row, rows = walk.record.row, walk.kit.plan.rows
    if row is None or rows is None:
        return ()
    return tuple(row.values[name] for name in rows.key if name in row.values)


def told_apart(walk: Walk, signs: Signs) -> Signs:
    """The signs with the keys of this row and of the others: a list of earlier rows is no answer to this one."""
    row = walk.record.row
    if row is None:
        return signs
    return replace(signs, own=row.key, others=walk.kit.keys)


def take_answer(walk: Walk, step: PlanStep, answer: Answer) -> None:
    """Turn what followed the press into the row's state."""
    kit = walk.kit
    walk.phase = Phase.ANSWERED
    if answer.kind == "success":
        done_meanwhile(walk, step)
        return
    if kit.plan.evidence.screenshots != "error":
        picture_if_possible(walk, step)
    if answer.kind == "problem":
        raise Reject("B80", sign=answer.sign)
    if answer.kind == "already":
        raise Already("B81", sign=answer.sign)
    if answer.kind == "unsent":
        raise NetworkError("N84")
    if answer.kind == "both":
        raise Uncertain("N81")
    if answer.kinds > 1 and (answer.reason in ("status", "cut off") or answer.repeats):
        raise Uncertain("N95", kinds=answer.kinds)
    if answer.reason == "status":
        raise Uncertain("N86", sign=answer.sign) if answer.sign else Uncertain("N92")
    if answer.reason == "another row":
        raise Uncertain("N89", sign=answer.sign)
    if answer.sign and answer.reason == "nothing sent":
        raise Uncertain("N94", sign=answer.sign)
    if answer.dialogs and answer.reason == "dialog":
        raise Uncertain("N88")
    if answer.repeats:
        raise Uncertain("N90")
    raise Uncertain("N85", sign=answer.sign) if answer.sign else Uncertain("N80")


def done_meanwhile(walk: Walk, step: PlanStep) -> None:
    """Write that the row is done while its last picture is taken; the row goes on when it is written."""
    kit = walk.kit
    item = walk.item
    written = kit.journal.entrust(lambda: kit.books.done(item, walk.epoch) if item is not None else None)
    try:
        if kit.plan.evidence.screenshots != "error":
            walk.take_picture("after", step)
    finally:
        written.result()
        walk.phase = Phase.DONE
        crashpoint("engine.done")


def picture_if_possible(walk: Walk, step: PlanStep | None = None, label: str = "error") -> None:
    """A picture of a failure; a browser that is gone cannot give one, and that is told in the log."""
    try:
        walk.take_picture(label, step)
    except BotsError as error:
        code = error.problem.code
        walk.kit.journal.post(
            lambda: walk.kit.books.event(
                "evidence.missing", {"position": walk.record.position, "code": code}
            )
        )
