"""A person is asked (人に確認) before a row goes on: at the terminal, or later by `bots approve`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bots.errors import Problem, Reject, Stop, Waits
from bots.japan.hiding import PAINT
from bots.model import Mode, PlanStep, Question, Value
from bots.tasks import registry

if TYPE_CHECKING:
    from bots.engine.walk import Walk


def ask(walk: Walk, step: PlanStep) -> None:
    """Go on if a person has said yes to this row as it is. Raises Waits B86, B87 where nobody can be asked now,
    Reject B88 for a no, Stop where the run is to end."""
    kit, record, item = walk.kit, walk.record, walk.item
    if kit.plan.mode is Mode.REHEARSE or item is None:
        kit.journal.post(lambda: kit.books.event("ask.rehearsed", {"position": record.position}))
        return
    task = registry.find("ask")
    assert task is not None
    args = task.bind(step.args, walk.expander(step))
    shown = {name: walk.scope.find(name) for name in args.show}
    asked = Question(step.path, _told(args.question), args.who, {name: _told(one) for name, one in shown.items()})
    content = _content(walk, shown)
    found = kit.journal.call(lambda: kit.books.ask(item, record.row, step.path, content, args.first))
    if found.goes:
        if found.by:
            words = {"by": found.by, "at": found.at, "reason": found.reason or "-"}
            record.notes.append(Problem("B89", words).sentence(kit.plan.language))
        return
    record.asked.append(asked)
    walk.take_picture("ask", step)
    if kit.asker is None:
        raise Waits("B87" if found.changed else "B86", who=args.who or "-")
    _at_the_terminal(walk, step)


def _at_the_terminal(walk: Walk, step: PlanStep) -> None:
    kit, record, asker = walk.kit, walk.record, walk.kit.asker
    assert asker is not None
    assert walk.item is not None
    item = walk.item
    kit.journal.call(lambda: kit.books.keep_readings(record))  # what is shown is read from there
    asker.ask(record.position, step.path)
    while (reply := asker.reply()) is None and not kit.stop_asked():
        walk.driver.quiet(200)
    if reply is None:
        raise Stop("P34", run=kit.run)
    reason = record.hidden.painted(asker.reason)
    kit.journal.call(lambda: kit.books.answer(item, walk.epoch, yes=reply, reason=reason))
    if not reply:
        raise Reject("B88", reason=reason or "-")


def _told(value: Value) -> str:
    return PAINT if value.hidden else value.reveal()


def _content(walk: Walk, shown: dict[str, Value]) -> str:
    """What the answer is about, as one text: the row, its child rows, and what is shown. Nothing hidden."""
    row = walk.record.row
    own = dict(row.values) if row is not None else dict(walk.scope.inputs)
    said = [[name, one.reveal()] for name, one in own.items() if not one.hidden]
    children = [
        [name, [[key, one.reveal()] for key, one in child.items() if not one.hidden]]
        for name, table in (row.details.items() if row is not None else ())
        for child in table
    ]
    seen = [[name, one.reveal()] for name, one in shown.items() if not one.hidden]
    return json.dumps([said, children, seen], ensure_ascii=False)
