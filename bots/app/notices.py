"""What a run tells people (通知), as they read it: the values joined in from the readings."""

from __future__ import annotations

from collections import Counter

from bots.app.facts import OpenRun, readings_of
from bots.errors import BotsError, PlaceError
from bots.evidence.readings import KeptNotice


def notices_of(run: OpenRun) -> tuple[str, ...]:
    """The notices of a run in the order in which they were told. The ledger is open in this thread."""
    from bots.app.request import name_maker
    from bots.ledger import events

    named = name_maker(run.plan)
    told: Counter[int] = Counter()
    found: list[str] = []
    for event in events.of_run(run.facts.id):
        if event.kind != "notify":
            continue
        position, to = int(str(event.words["position"])), str(event.words["to"])
        written = str(event.words["label"])
        if position:
            kept = _kept(run, position)
            at = told[position] % len(kept) if kept else 0  # a run that went on tells a row anew
            text = kept[at].text if kept else written
            told[position] += 1
        else:
            try:
                text = named(written)
            except BotsError:  # what only the run itself knew: as the recipe has it
                text = written
        found.append(f"{text}（{to}）" if to else text)
    return tuple(found)


def _kept(run: OpenRun, position: int) -> tuple[KeptNotice, ...]:
    """The notices in a row's readings. Damaged ones are told as altered files; the recipe's words stand here then."""
    try:
        readings = readings_of(run.folder, position)
    except PlaceError:
        return ()
    return readings.notices if readings is not None else ()
