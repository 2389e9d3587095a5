"""A recipe that was rehearsed on a form as it was is run on mutants of the form, beside plain scripts on the same ones.

What counts is what the system was sent: right, wrong, or nothing (stopped). The recipe's second proof (decision 0019) is
what its rehearsal found behind each word.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bots.app.project import Project
from bots.app.request import Asked, request
from bots.model import Mode
from bots.runners.runner import PlaywrightRunner
from tests.browser.site import Site
from tests.crash.forks import place_for_trials
from tests.crash.network import plain_page
from tests.hall import Hall, Quiet
from tests.mutants import scripts
from tests.mutants.drawing import SAME, Mutant, drawn, of_kind
from tests.mutants.forms import FORMS, RECIPE, ROW, SYSTEM, Form

SETTINGS = "environment: 本番\ntimeouts: {field: 1, page: 10, submit: 3}\n"
PROGRAM = "program"
KEY = "000001"


class Changing(Site):
    """A site whose form is another each time it is opened. `sent` = what came from each, by its number from 0."""

    def __init__(self) -> None:
        self.sent: defaultdict[int, list[list[tuple[str, str]]]] = defaultdict(list)
        self._pages = _InTurn()
        super().__init__()

    def show(self, pages: Sequence[str]) -> None:
        """From now on the form is these, one after another."""
        self.sent.clear()
        self._pages = self.extra = _InTurn(pages)

    def take(self, kind: str, body: bytes) -> None:
        """Keep what came with the page that it came from: rows are entered one after another."""
        super().take(kind, body)
        self.sent[self._pages.opened - 1].append(self.posted[-1])


class _InTurn(dict[str, str]):
    def __init__(self, pages: Sequence[str] = ()) -> None:
        super().__init__()
        self._pages, self.opened = pages, 0

    def __contains__(self, path: object) -> bool:
        return path == "form.html" and self.opened < len(self._pages)

    def __getitem__(self, path: str) -> str:
        self.opened += 1
        return self._pages[self.opened - 1]


@dataclass
class Tally:
    """How mutants ended by who met them: right, wrong or stopped; and the same for each kind of change."""

    points: int = 0
    ended: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    kinds: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    codes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def note(self, who: str, form: Form, one: Mutant, sent: Sequence[Sequence[tuple[str, str]]], right: dict[str, str]) -> str:
        """What became of a mutant in the hands of `who`."""
        judged = [one.judged(each, right) for each in sent]
        what = "stopped" if not judged else "right" if judged == ["right"] else "wrong"
        self.ended[who][what] += 1
        self.kinds[one.kind][f"{who} {what}"] += 1
        if who == PROGRAM and what == "wrong":
            self.failures.append(f"{form.page}, {one.told}: {judged}")
        return what

    def figures(self) -> dict[str, object]:
        """As they are told."""
        return {
            "points": self.points,
            "wrong": self.ended[PROGRAM]["wrong"],
            **{who: dict(ended) for who, ended in self.ended.items()},
            "codes": dict(self.codes.most_common()),
            "kinds": {kind: dict(sorted(ended.items())) for kind, ended in sorted(self.kinds.items())},
        }


def by_scripts(site: Changing, form: Form, count: int, seed: int, tally: Tally, kinds: Sequence[str]) -> tuple[Mutant, list[Mutant]]:
    """Draw the mutants, and run each script on each; the page as it was, and the mutants."""
    right = form.right | {"note": KEY}
    with plain_page() as page:
        same = of_kind(page, site.address, form, SAME, seed)
        mutants = drawn(page, site.address, form, count, seed, kinds)
        written = scripts.written(page, site.address, form, KEY)
        for who, script in written.items():
            site.show([same.html, *(one.html for one in mutants)])
            for at, one in enumerate([same, *mutants]):
                scripts.run(script, page, f"{site.address}/form.html")
                if one is not same:
                    tally.note(who, form, one, site.sent[at], right)
                elif [one.judged(each, right) for each in site.sent[at]] != ["right"]:
                    tally.failures.append(f"{form.page}: the script {who} does not enter the form as it was: {site.sent[at]}")
    return same, mutants


def by_recipe(folder: Path, site: Changing, form: Form, same: Mutant, mutants: Sequence[Mutant], tally: Tally) -> None:
    """Rehearse on the page as it was, enter a row there, then one on each mutant."""
    from bots.app.carry_out import carry_out
    from bots.ledger import registers

    keys = [f"{number:06d}" for number in range(1, len(mutants) + 2)]
    hall = Hall.open(folder, [{"番号": key, **ROW} for key in keys], RECIPE)
    (folder / "config/systems/試験システム.yaml").unlink()
    (folder / "config/systems/変わるシステム.yaml").write_text(SYSTEM.format(address=site.address, training=site.address.replace("127.0.0.1", "localhost")), encoding="utf-8")
    (folder / "config/settings.yaml").write_text(SETTINGS, encoding="utf-8")
    project = Project.at(hall.home)
    site.show([same.html])
    carry_out(project, request(project, Asked("登録", mode=Mode.REHEARSE, limit=1)), Quiet(), runner=PlaywrightRunner(project.settings))
    if site.sent:
        tally.failures.append(f"{form.page}: the rehearsal sent something")
    site.show([same.html, *(one.html for one in mutants)])
    carry_out(project, request(project, Asked("登録")), Quiet(), runner=PlaywrightRunner(project.settings))
    project.open_ledger()
    (register,) = registers.names()
    said = {one.key[0]: one for one in registers.history(register=register.name)}
    for at, (key, one) in enumerate(zip(keys, [same, *mutants], strict=True)):
        right = form.right | {"note": key}
        state, code = str(said[key].state), said[key].code
        if one is same:
            if [one.judged(each, right) for each in site.sent[at]] != ["right"]:
                tally.failures.append(f"{form.page}: the recipe does not enter the form as it was: {state} {code} {site.sent[at]}")
            continue
        what = tally.note(PROGRAM, form, one, site.sent[at], right)
        tally.codes[f"{what}: {state} {code}".strip()] += 1
        if (state in ("done", "uncertain")) != bool(site.sent[at]):
            tally.failures.append(f"{form.page}, {one.told}: {state} {code}, but {len(site.sent[at])} were sent")


def trials(count: int, seed: int, forms: Sequence[Form] = FORMS, kinds: Sequence[str] = ()) -> Tally:
    """`count` mutants of each form."""
    tally, place = Tally(), place_for_trials()
    for form in forms:
        site = Changing()
        try:
            same, mutants = by_scripts(site, form, count, seed, tally, kinds)
            by_recipe(place / form.page, site, form, same, mutants, tally)
        finally:
            site.close()
        shutil.rmtree(place / form.page)
        tally.points += count
        print(form.page, {who: dict(ended) for who, ended in tally.ended.items()}, file=sys.stderr, flush=True)
    return tally
