"""Whether the files of a run are still those that it left: told to whoever looks at the run."""

from __future__ import annotations

from collections.abc import Sequence

from bots.app.facts import OpenRun
from bots.app.project import Project
from bots.errors import Problem
from bots.evidence.folder import MANIFEST, Difference
from bots.model import RunState

_ENDED = (RunState.FINISHED, RunState.STOPPED, RunState.BROKEN)
_CODES = {"changed": "P83", "missing": "P84", "unlisted": "P85"}
_WHOLE = (MANIFEST, "plan.json")  # all that is shown of any row hangs on these, and on input.*


def altered(run: OpenRun) -> tuple[Difference, ...]:
    """What differs from how the run left its folder. The ledger is open in this thread.

    Empty for a run that has not ended, or that ended without its manifest (its process died).
    """
    from bots.ledger import evidence

    if run.facts.state not in _ENDED:
        return ()
    seal = evidence.seal_of(run.facts.id, MANIFEST)
    return tuple(run.folder.compare(seal)) if seal else ()


def altered_texts(found: Sequence[Difference], lang: str) -> tuple[str, ...]:
    """A sentence for each file, then what to do; empty where nothing differs."""
    problems = [_problem(one) for one in found]
    return (
        *(one.sentence(lang) for one in problems),
        *dict.fromkeys(one.hint(lang) for one in problems),
    )


def altered_of(project: Project, run_id: str, lang: str) -> tuple[str, ...]:
    """The same for a run by its id. Raises PlaceError P10, P11."""
    from bots.app.facts import open_run

    return altered_texts(altered(open_run(project, run_id)), lang)


def doubted(found: Sequence[Difference], folder: str) -> bool:
    """Whether what is shown of the row whose files lie in `folder` may be another than it was."""
    return any(
        one.file in _WHOLE or one.file.startswith(("input.", f"{folder}/")) for one in found
    )


def _problem(one: Difference) -> Problem:
    manifest = one.file == MANIFEST and one.kind == "changed"
    return Problem("P86" if manifest else _CODES[one.kind], {"file": one.file})
