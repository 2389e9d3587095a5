"""What must hold inside a system file beyond its shape: verbs, secrets, accounts, menus that
end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bots.recipe import words
from bots.recipe.names import BUILTINS, Known, check_open, check_texts, placeholder_names
from bots.recipe.nodes import Map, Scalar, walk
from bots.recipe.reader import Reader
from bots.recipe.recipe import Step
from bots.recipe.slips import check_seen, check_seen_everywhere
from bots.recipe.step_checks import check_arguments
from bots.values.conditions import is_blank

if TYPE_CHECKING:
    from bots.recipe.system import SystemFile

VERBS = ("open", "fill", "click", "see", "wait", "screenshot", "note")
_SECRET = re.compile(r"<secret\.[^<>|\"]+>")


def check_system(reader: Reader, system: SystemFile) -> None:
    """Note everything that is wrong between the parts of a system file."""
    accounts = _account_names(system)
    for name in ("login", "logout"):
        for step in getattr(system, name):
            known = Known(accounts=accounts, secrets=name == "login", builtins=BUILTINS)
            check_step(reader, system, step, known)
    for screen in system.screens.values():
        for step in screen.how:
            check_step(reader, system, step, Known(builtins=BUILTINS))
    _check_accounts(reader, system)
    _check_stray_secrets(reader, system)
    _check_circles(reader, system)
    _check_signs(reader, system)
    _check_submit_screens(reader, system)
    _check_proof(reader, system)
    check_seen_everywhere(reader, system.source.root)
    check_open(reader, system.source.root)


def check_step(reader: Reader, system: SystemFile, step: Step, known: Known) -> None:
    """A step of a system file: sign-in, menu clicks. It has no row and enters nothing."""
    if step.verb not in VERBS:
        japanese = system.japanese
        names = [step_word(verb, japanese) for verb in VERBS]
        reader.add("R117", step.word, name=step.word.text, known=words.listed(names, 20))
        return
    check_arguments(reader, step)
    check_seen(reader, step)
    for _, node in step.nodes.values():
        check_texts(reader, node, known)
    for part in (step.when_node, step.within_node):
        if part is not None:
            check_texts(reader, part, known)
    if step.verb == "open":
        opened = str(step.args.get(step.task.main, ""))
        if opened and not opened.startswith(("/", "http://", "https://", "<")):
            _check_screen(reader, system, step, opened)


def step_word(verb: str, japanese: bool) -> str:
    """A verb's word in one language."""
    from bots.tasks.registry import find

    task = find(verb)
    return verb if task is None or not japanese else task.japanese


def _check_screen(reader: Reader, system: SystemFile, step: Step, name: str) -> None:
    if name not in system.screens:
        node = step.main if isinstance(step.main, Scalar) else step.word
        reader.unknown("R16", node, list(system.screens) or ["/"], word=name)


def _account_names(system: SystemFile) -> frozenset[str]:
    """The words that every account of the system has."""
    maps = list(system.accounts.values())
    return frozenset(set(maps[0]).intersection(*maps[1:])) if maps else frozenset()


def _check_accounts(reader: Reader, system: SystemFile) -> None:
    if "accounts" not in system.nodes:
        return
    node = system.nodes["accounts"][1]
    for _, account in node.entries if isinstance(node, Map) else ():
        for _, value in account.entries if isinstance(account, Map) else ():
            if isinstance(value, Scalar) and value.text and not _SECRET.fullmatch(value.text):
                reader.add("R110", value)


def _check_stray_secrets(reader: Reader, system: SystemFile) -> None:
    """Secrets stand in the sign-in and in the accounts, nowhere else; steps were looked at
    already.
    """
    for name, (_, node) in system.nodes.items():
        if name in ("login", "accounts", "logout"):
            continue
        for scalar in walk(node):
            if name == "screens" and _in_steps(scalar, system):
                continue
            for word in ("<secret.", "<account."):
                if word in scalar.text:
                    reader.add(
                        "R20", scalar, offset=scalar.text.index(word) + 1, width=len(word) - 2,
                        name=word[1:-1],
                    )  # fmt: skip
    if "login" in system.nodes:
        _check_literal_passwords(reader, system.login)


def _in_steps(scalar: Scalar, system: SystemFile) -> bool:
    return any(
        scalar is one
        for screen in system.screens.values()
        for step in screen.how
        for _, node in step.nodes.values()
        for one in walk(node)
    )


def _check_literal_passwords(reader: Reader, steps: Sequence[Step]) -> None:
    from bots.recipe.lints import literal_passwords

    for scalar in literal_passwords(steps):
        reader.add("R21", scalar)


def _check_circles(reader: Reader, system: SystemFile) -> None:
    """A screen whose 開き方 opens itself, over others or at once, would never open."""
    for name, screen in system.screens.items():
        seen: set[str] = set()
        waiting = list(_opens(screen.how))
        while waiting:
            other = waiting.pop()
            if other == name:
                reader.add("R109", screen.node, name=name)
                break
            if other not in seen and other in system.screens:
                seen.add(other)
                waiting.extend(_opens(system.screens[other].how))


def _opens(steps: Sequence[Step]) -> Iterator[str]:
    for step in steps:
        if step.verb == "open":
            yield str(step.args.get(step.task.main, ""))


def _check_signs(reader: Reader, system: SystemFile) -> None:
    """One text in two lists would mean two things at once."""
    seen: dict[str, str] = {}
    for name in ("login_failed", "problems", "already", "lost", "busy"):
        if name not in system.nodes:
            continue
        key, node = system.nodes[name]
        for scalar in walk(node):
            if is_blank(scalar.text):
                continue  # told already
            other = seen.setdefault(scalar.text, key.text)
            if other != key.text:
                reader.add("R121", scalar, name=scalar.text, one=other, two=key.text)


def _check_submit_screens(reader: Reader, system: SystemFile) -> None:
    if "submits" not in system.nodes:
        return
    for rule in system.submits:
        if rule.screen and rule.screen not in system.screens:
            node = next(
                (one for one in walk(system.nodes["submits"][1]) if one.text == rule.screen),
                system.nodes["submits"][0],
            )
            reader.unknown("R16", node, list(system.screens) or ["-"], word=rule.screen)


def _check_proof(reader: Reader, system: SystemFile) -> None:
    """L31: nothing says whether the sign-in has succeeded; that its page asks no more for a password is all there is."""
    given = max((at for at, step in enumerate(system.login) if _gives_secret(step)), default=None)
    if given is None or "login_failed" in system.nodes:
        return
    pressed = next((at for at, step in enumerate(system.login) if at > given and step.verb == "click"), None)
    if pressed is not None and not any(_shows_inside(system, step) for step in system.login[pressed + 1 :]):
        failed = words.spoken(words.SYSTEM, "login_failed", system.japanese)
        reader.add(
            "L31", system.login[pressed].word, severity="warning", name=system.nodes["login"][0].text, failed=failed,
            see=step_word("see", system.japanese),
        )  # fmt: skip


def _gives_secret(step: Step) -> bool:
    names = (name for _, node in step.nodes.values() for one in walk(node) for name in placeholder_names(one.text))
    return step.verb == "fill" and any(name.startswith(("secret.", "account.")) for name in names)


def _shows_inside(system: SystemFile, step: Step) -> bool:
    """Whether a step waits for what only somebody who is signed in sees."""
    if step.verb == "open":
        screen = system.screens.get(str(step.args.get(step.task.main, "")))
        return screen is not None and bool(screen.sign)
    return step.verb == "see"


def used_accounts(system: SystemFile) -> set[str]:
    """The words that the sign-in uses as <account.word>."""
    return {
        name.removeprefix("account.")
        for step in system.login
        for _, node in step.nodes.values()
        for scalar in walk(node)
        for name in placeholder_names(scalar.text)
        if name.startswith("account.")
    }
