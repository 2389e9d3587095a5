"""What a rehearsal learned of its submits: told at its end, shown to a person, and handed over for the system's file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bots.app.facts import OpenRun, open_run
from bots.app.project import Project
from bots.app.submit_file import approved, rule_lines, with_rules
from bots.errors import PlaceError, Problem
from bots.model import ItemState, Lesson, Mode, SubmitRule

_TOLD = {
    "gate": "P137", "alike": "P138", "unheld": "P139", "silent": "P140",
    "differs": "P141", "elsewhere": "P142", "first": "P143",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be written into one system's file: `after` in place of `before`. None = it cannot be written by
    itself; then `lines` are what a person puts in by hand."""

    system: str
    path: Path
    file: str
    lessons: tuple[Lesson, ...]
    lines: tuple[str, ...]
    before: bytes
    after: bytes | None


def lessons_of(run: OpenRun) -> tuple[Lesson, ...]:
    """What the run learned. Raises PlaceError P81, P82."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(tuple[Lesson, ...]).validate_python(run.folder.read_lessons())
    except ValidationError as error:
        raise PlaceError("P82", file="submits.json") from error


def learned_notes(run: OpenRun, lang: str) -> tuple[str, ...]:
    """A sentence for each submit that was pressed, with what to do."""
    told = [Problem(_TOLD[one.kind], {"submit": one.submit, "run": run.facts.id}) for one in lessons_of(run)]
    return tuple(f"{one.sentence(lang)} {one.hint(lang)}".strip() for one in told)


def is_about_requests(project: Project, run_id: str) -> bool:
    """Whether an answer for that run is one for what it learned: it was a rehearsal. The newest run is meant as one only
    where no row of any run waits. Raises PlaceError P10, P11, P37."""
    from bots.app.runs import open_to_continue
    from bots.ledger import items

    open_to_continue(project, run_id)
    if run_id == "latest" and items.newest_run((ItemState.WAITING,)) is not None:
        return False
    return open_run(project, run_id).facts.mode is Mode.REHEARSE


def proposals(project: Project, run_id: str, by: str) -> tuple[str, tuple[Proposal, ...]]:
    """The run's full id, and what it learned that can be written; `by` is who looks at it, and when. Raises PlaceError
    P136 where there is nothing, RecipeError for a system file that has gone or cannot be read."""
    run = open_run(project, run_id)
    found = [one for one in lessons_of(run) if one.rules]
    if not found:
        raise PlaceError("P136", run=run.facts.id)
    systems = dict.fromkeys(one.system for one in found)
    made = tuple(_proposal(project, name, tuple(one for one in found if one.system == name), by) for name in systems)
    return run.facts.id, made


def _proposal(project: Project, name: str, lessons: tuple[Lesson, ...], by: str) -> Proposal:
    from bots.recipe.system import system_file, system_path

    file = system_file(name, project.home)
    path = system_path(name, project.home)
    assert path is not None
    rules = approved([rule for one in lessons for rule in one.rules], by)
    before = path.read_bytes()
    after: bytes | None
    try:
        after = with_rules(before, name, file.file, rules)
    except PlaceError:
        after = None
    return Proposal(name, path, file.file, lessons, tuple(rule_lines(rules, file.japanese)), before, after)


def note_answer(project: Project, run_id: str, proposal: Proposal, *, yes: bool, by: str, reason: str) -> None:
    """Write into the ledger what a person said of a proposal."""
    from bots.ledger import events

    words = {
        "system": proposal.system, "label": "、".join(one.submit for one in proposal.lessons),
        "verdict": "approved" if yes else "declined", "by": by, "reason": reason,
    }  # fmt: skip
    events.add(run=run_id, kind="submit.approve", words=words, clock=project.clock)


def in_words(lesson: Lesson, lang: str) -> list[str]:
    """What was learned of a submit, for a person who is to say whether it is right."""
    ja = lang == "ja"
    where = f"（画面 {lesson.screen}）" if ja and lesson.screen else f" on {lesson.screen}" if lesson.screen else ""
    head = f"「{lesson.submit}」{where} が送るもの" if ja else f"What {lesson.submit}{where} sends"
    return [head, *(f"  {line}" for rule in lesson.rules for line in _rule_in_words(rule, lesson.kind, ja))]


def _rule_in_words(rule: SubmitRule, kind: str, ja: bool) -> list[str]:
    if rule.mode == "click":
        why = {
            "alike": ("画面がひとりでに送るものと見分けられません", "it cannot be told from what the page sends by itself"),
            "unheld": ("止めておけない道を通ります", "it goes a way on which nothing can be held"),
        }[kind]  # fmt: skip
        if ja:
            return [f"方式: クリック — {why[0]}。押す直前に記録し、通信そのものは止めません（弱い保証）。"]
        return [f"mode: click — {why[1]}. It is recorded before the press; the request itself is not held (weaker)."]
    carries = {
        True: ("この行の鍵が入っていること", "the key of the row must be in it"),
        False: ("行の鍵は入らない（前の画面で送る作りと思われます）", "the key of the row is not in it (an earlier screen sends it, it seems)"),
    }[rule.carries]  # fmt: skip
    said: Sequence[tuple[str, str, str]] = (
        ("送り先", "to", f"{rule.method} {rule.path}"),
        ("必ずある項目", "always has", ("、" if ja else ", ").join(rule.fields)),
        ("見分ける印", "told by", rule.mark),
        ("決してない項目", "never has", ("、" if ja else ", ").join(rule.without)),
        ("行の値", "the row", carries[0 if ja else 1]),
    )
    return [f"{one if ja else other}: {text}" for one, other, text in said if text]
