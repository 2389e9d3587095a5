"""Files that the start or the finish of a run brought (ダウンロード, PDF保存): they belong to no row, so they are told
with the run."""

from __future__ import annotations

from bots.app.facts import OpenRun
from bots.app.report_facts import by_path
from bots.evidence.facts import FileFacts


def further_files(run: OpenRun) -> tuple[FileFacts, ...]:
    """Those files in the order in which they came. The ledger is open in this thread."""
    from bots.ledger import events

    known = by_path((*run.plan.start, *run.plan.finish))
    found = []
    for event in events.of_run(run.facts.id):
        if event.kind != "file.keep":
            continue
        label, file = str(event.words["label"]), str(event.words["file"])
        step = known.get(str(event.words["step"]))
        if step is None:  # the plan was changed after the run: that is told already
            found.append(FileFacts(label, file))
        else:
            line = step.name or step.line.strip().removeprefix("- ")
            found.append(FileFacts(label, file, line, str(step.place)))
    return tuple(found)
