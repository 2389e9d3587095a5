"""The one road by which a practice system keeps an entry, with every fault that can befall it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bots.practice.site import HangUp, PracticeRequest, ServerFault
from bots.practice.truth import Entry


def keep(
    request: PracticeRequest,
    key: str,
    fields: Mapping[str, str],
    rows: Sequence[Mapping[str, str]] = (),
) -> Entry:
    """Keep an entry for good, with its child rows, and return it.

    Raises AlreadyThere for a double, ServerFault and HangUp as the faults ask, and Ending if the
    process ends before the entry was kept.
    """
    visit = request.visit
    site, faults = visit.site, visit.faults
    if site.faults.use("error_500_before"):
        raise ServerFault
    site.pause(faults["commit_delay_ms"])
    entry = site.store.accept(
        key,
        fields,
        int(request.META.get("REMOTE_PORT") or 0),
        rows,
        refuse_double=bool(faults["duplicate_refusal"]),
    )
    if site.faults.use("error_500_after"):
        raise ServerFault
    if site.faults.use("close_after_commit"):
        raise HangUp
    site.pause(faults["slow_answer_ms"])
    return entry
