"""`plan`: a recipe with everything decided and nothing done. Pure data, the same for the same
files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bots.errors import BotsError, Place, Problem, RecipeError
from bots.model import Mode, Plan, PlanStep, RowsPlan, Screen, System
from bots.recipe import words
from bots.recipe.checks import check
from bots.recipe.guarantee import guarantee_of
from bots.recipe.hall import load_hall
from bots.recipe.nodes import Map
from bots.recipe.recipe import Block, Recipe, Step, flat
from bots.recipe.screens import Screens, is_place
from bots.recipe.system import SystemFile, environment_name, is_address, system_file
from bots.recipe.system_checks import used_accounts
from bots.tasks.arguments import as_list
from bots.tasks.registry import find

DEFAULT_ACCOUNTS = ("既定", "default")


def plan(
    recipe: Recipe,
    project: Path,
    *,
    mode: Mode,
    environment: str,
    today: str,
    inputs: Mapping[str, str],
    accounts: Mapping[str, str] | None = None,
    addresses: Mapping[str, str] | None = None,
    data: Path | None = None,
) -> Plan:
    """Decide everything. `today` is an ISO date; `accounts` and `addresses` are by system.

    `data` is the sheet that replaces the recipe's own for this run; its full path stands in the
    plan. Raises RecipeError with all problems of the recipe, of its systems, and of what was
    asked for.
    """
    problems = [one for one in check(recipe, project) if one.severity == "error"]
    if problems:
        raise _all(problems)
    if recipe.returns:
        raise RecipeError("R138", recipe.source.place(recipe.return_nodes[0]), name=recipe.id)
    asked = _Asked(recipe, project, environment, dict(accounts or {}), dict(addresses or {}))
    given, wrong = _inputs(recipe, inputs)
    systems, missing = asked.systems()
    if wrong or missing:
        raise _all([*wrong, *missing])
    files = {name: system_file(name, project) for name in recipe.uses}
    own = load_hall(project)
    compiler = Compiler(
        recipe.file, Screens(recipe.uses, files), {one.name: one for one in systems}, recipe.parts
    )
    sections = {name: compiler.section(name, steps) for name, steps in (*recipe.sections(), ("probe", recipe.probe))}
    rows = _rows(recipe, data)
    return Plan(
        recipe_id=recipe.id,
        title=recipe.title,
        file=recipe.file,
        sha256=recipe.sha256,
        language=recipe.language,
        mode=mode,
        environment=systems[0].environment if systems else environment_name(environment),
        today=today,
        systems=tuple(systems),
        about=dict(recipe.about),
        inputs=given,
        input_columns=recipe.inputs,
        rows=rows,
        start=sections["start"],
        each_row=sections["each_row"],
        steps=sections["steps"],
        finish=sections["finish"],
        probe=sections["probe"],
        problems=recipe.problems,
        already=recipe.already,
        safety=recipe.safety,
        evidence=recipe.evidence,
        guarantee=guarantee_of(recipe, systems),
        hall=own.hall,
        sources={
            recipe.file: recipe.sha256,
            **{part.file: part.sha256 for part in recipe.all_parts()},
            **{files[name].file: files[name].sha256 for name in recipe.uses},
            **own.sources,
        },
    )


def _all(problems: Sequence[Problem]) -> RecipeError:
    first = problems[0]
    return RecipeError(
        first.code, first.place, advice=first.advice, problems=tuple(problems), **dict(first.words)
    )


def _rows(recipe: Recipe, data: Path | None) -> RowsPlan | None:
    if recipe.sheet is None:
        return None
    rows = recipe.sheet.plan
    return replace(rows, file=str(data.absolute())) if data is not None else rows


def _inputs(recipe: Recipe, given: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """The inputs by the names of the recipe; unknown, missing and unreadable ones are problems."""
    from bots.values.columns import read_cell
    from bots.values.scope import fold_name

    problems: list[Problem] = []
    declared = {fold_name(column.name): column for column in recipe.inputs}
    made: dict[str, str] = {}
    for name, text in given.items():
        column = declared.get(fold_name(name))
        if column is None:
            known = [one.name for one in recipe.inputs]
            told = {
                "name": name,
                "known": words.listed(known) or "-",
                "near": words.nearest(name, known),
            }
            problems.append(
                Problem("R70", told, Place(recipe.file), advice="R98" if told["near"] else "")
            )
            continue
        made[column.name] = text
    for column in recipe.inputs:
        if column.name not in made and not column.optional:
            problems.append(Problem("R71", {"name": column.name}, Place(recipe.file)))
            continue
        made.setdefault(column.name, "")
        try:
            read_cell(column, made[column.name])
        except BotsError as error:
            problems.append(error.problem.at(Place(recipe.file)))
    return {
        column.name: made[column.name] for column in recipe.inputs if column.name in made
    }, problems


# --------------------------------------------------------------------------- systems


@dataclass(slots=True)
class _Asked:
    """What this run wants of the systems."""

    recipe: Recipe
    project: Path
    environment: str
    accounts: dict[str, str]
    addresses: dict[str, str]

    def systems(self) -> tuple[list[System], list[Problem]]:
        """The systems of this run, and what is missing for them."""
        made: list[System] = []
        problems: list[Problem] = []
        for name in self.addresses:
            if name not in self.recipe.uses:
                told = {"name": name, "known": words.listed(self.recipe.uses) or "-"}
                problems.append(Problem("R72", told, Place(self.recipe.file)))
        for name in self.recipe.uses:
            account = self._account(name)
            try:
                made.append(
                    load_system(
                        name, self.project, self.environment, account, self.addresses.get(name)
                    )
                )
            except RecipeError as error:
                problems.extend(error.problems)
        return made, problems

    def _account(self, name: str) -> str:
        """The account of a system: asked for, else named by the recipe's own login."""
        if name in self.accounts:
            return self.accounts[name]
        for _, steps in self.recipe.sections():
            for step in flat(steps):
                if (
                    step.verb == "login"
                    and step.args.get(step.task.main) == name
                    and "account" in step.args
                ):
                    return str(step.args["account"])
        return ""


def load_system(
    name: str, project: Path, environment: str, account: str = "", address: str | None = None
) -> System:
    """The System of one environment and account. An empty environment is the only one there is.

    Raises RecipeError: the problems of the file, R73 (no such environment), R74 (no such account or
    none chosen), R111 (an address given that is none).
    """
    system = system_file(name, project)
    errors = [one for one in system.found if one.severity == "error"]
    if errors:
        raise _all(errors)
    chosen, own = _environment(system, environment, address)
    others = tuple(sorted(other for other in set(system.addresses.values()) if other != own))
    compiler = Compiler(system.file, Screens((name,), {name: system}), {})
    made = System(
        name=name,
        address=own,
        environment=chosen,
        others=others,
        allow=system.allow,
        encoding=system.encoding,
        typing="keys" if system.typing == "keys" else "fast",
        same=system.same,
        account=_account_of(system, account),
        submits=system.submits,
        settle=system.settle,
        background=system.background,
        sha256=system.sha256,
        login_failed=system.texts.get("login_failed", ()),
        problems=system.texts.get("problems", ()),
        already=system.texts.get("already", ()),
        lost=system.texts.get("lost", ()),
        busy=system.texts.get("busy", ()),
    )
    return replace(
        made,
        login=compiler.inner("login", system.login, name),
        logout=compiler.inner("logout", system.logout, name),
        screens={
            one.name: Screen(
                name=one.name,
                address=one.address,
                how=compiler.inner(f"screens/{one.name}", one.how, name),
                sign=one.sign,
                names=dict(one.names),
            )
            for one in system.screens.values()
        },
    )


def _environment(system: SystemFile, environment: str, address: str | None) -> tuple[str, str]:
    wanted = environment_name(environment.strip())
    known = list(system.addresses)
    if not wanted and len(known) == 1:
        wanted = known[0]
    if wanted not in system.addresses:
        code = "R73" if wanted else "R75"
        key, there = system.nodes["addresses"]
        written = [one.text for one, _ in there.entries] if isinstance(there, Map) else known
        raise RecipeError(
            code, system.source.place(key), name=environment, system=system.name,
            known=words.listed(written),
        )  # fmt: skip
    if address is None:
        return wanted, system.addresses[wanted]
    if not is_address(address):
        raise RecipeError("R111", Place(system.file))
    return wanted, address.rstrip("/")


def _account_of(system: SystemFile, account: str) -> dict[str, str]:
    if not system.accounts:
        needed = used_accounts(system)
        if needed:
            raise RecipeError(
                "R74", Place(system.file), name=account or "-", system=system.name, known="-"
            )
        return {}
    known = list(system.accounts)
    if not account:
        account = next((one for one in DEFAULT_ACCOUNTS if one in system.accounts), "")
        if not account and len(known) == 1:
            account = known[0]
    if account not in system.accounts:
        place = system.source.place(system.nodes["accounts"][0])
        raise RecipeError(
            "R74", place, name=account or "-", system=system.name, known=words.listed(known)
        )
    return dict(system.accounts[account])


# --------------------------------------------------------------------------- steps


class Compiler:
    """Steps as written into steps of a plan: each with its path, its system, the steps inside
    it.
    """

    def __init__(
        self,
        file: str,
        screens: Screens,
        systems: Mapping[str, System],
        parts: Mapping[str, Recipe] | None = None,
    ) -> None:
        self.file = file
        self.screens = screens
        self.systems = systems
        self.parts = parts or {}

    def section(self, name: str, steps: Sequence[Step]) -> tuple[PlanStep, ...]:
        """The steps of one section of a recipe."""
        self.screens.begin()
        return tuple(self._step(f"{name}/{number}", step) for number, step in enumerate(steps))

    def inner(self, path: str, steps: Sequence[Step], system: str) -> tuple[PlanStep, ...]:
        """Steps of a system file, all of them of that system."""
        self.screens.current = system
        return tuple(
            replace(self._step(f"{path}/{number}", step), system=system)
            for number, step in enumerate(steps)
        )

    def _step(self, path: str, step: Step) -> PlanStep:
        main = step.args.get(step.task.main, "")
        args: dict[str, Any] = dict(step.args)
        system = ""
        inside: tuple[PlanStep, ...] = ()
        if step.verb in ("login", "logout"):
            system = self.screens.current = str(main)
            chosen = self.systems[system]
            inside = chosen.login if step.verb == "login" else chosen.logout
        elif step.verb == "open":
            args, system, inside = self._open(str(main))
            args |= {name: said for name, said in step.args.items() if name == "dialog"}
        elif step.blocks:
            inside = self._blocks(path, step)
        elif step.verb == "use":
            part = self.parts[str(main)]
            args |= {"inputs": list(map(asdict, part.inputs)), "returns": list(part.returns)}
            inside = tuple(_timed(one, step.timeout) for one in self._part(path, part))
        return PlanStep(
            path=path,
            task=step.verb,
            args=args,
            place=step.place,
            line=step.line,
            name=step.name,
            when=step.when,
            within=step.within,
            timeout=step.timeout,
            submits=step.task.submits,
            changes=step.task.changes,
            system=system,
            steps=_under(path, inside),
        )

    def _blocks(self, path: str, step: Step) -> tuple[PlanStep, ...]:
        """The steps inside a step; of a branch one まとめ for each way."""
        if step.verb != "branch":
            return self._block(path, step, step.blocks[0])
        return tuple(
            PlanStep(
                path=f"{path}/{number}",
                task="do",
                args={},
                place=block.place,
                line=block.line,
                when=block.when,
                steps=self._block(f"{path}/{number}", step, block),
            )
            for number, block in enumerate(step.blocks)
        )

    def _part(self, path: str, part: Recipe) -> tuple[PlanStep, ...]:
        """The steps of a called recipe. It begins in its own first system, and the caller goes on in its."""
        current = self.screens.current
        own = Screens(part.uses, {one: self.screens.systems[one] for one in part.uses})
        inner = Compiler(part.file, own, self.systems, part.parts)
        own.begin()
        made = tuple(inner._step(f"{path}/{number}", one) for number, one in enumerate(part.steps))
        self.screens.current = current
        return made

    def _block(self, path: str, step: Step, block: Block) -> tuple[PlanStep, ...]:
        """The steps of a block, with the part of the screen and the time that hold for all of it."""
        return tuple(
            _nested(self._step(f"{path}/{number}", one), step)
            for number, one in enumerate(block.steps)
        )

    def _open(self, text: str) -> tuple[dict[str, Any], str, tuple[PlanStep, ...]]:
        if is_place(text):
            return {"address": text}, self.screens.current, ()
        name, screen = self.screens.resolve(text)[0]
        self.screens.current = name
        args = {"screen": text}
        if screen.address:
            args["address"] = screen.address
        current = self.screens.current
        inside = self.inner("how", screen.how, name)
        self.screens.current = current
        return args, name, inside


def _nested(step: PlanStep, outer: Step) -> PlanStep:
    """A step inside another: its part of the screen is looked for in the outer's. A called recipe does not know
    the names that may stand there: its steps are narrowed when it is called.
    """
    made = replace(_timed(step, outer.timeout), within=_narrowed(outer.within, step.within))
    if step.task == "use" or not _holds_steps(step):
        return made
    return replace(made, steps=tuple(_nested(one, outer) for one in made.steps))


def _timed(step: PlanStep, timeout: float | None) -> PlanStep:
    """A step that waits as long as what it stands in, unless it says otherwise; those inside it, too."""
    timeout = timeout if step.timeout is None else step.timeout
    inner = tuple(_timed(one, timeout) for one in step.steps) if _holds_steps(step) else step.steps
    return replace(step, timeout=timeout, steps=inner)


def _holds_steps(step: PlanStep) -> bool:
    task = find(step.task)
    return task is not None and task.holds_steps


def _narrowed(outer: Any, inner: Any) -> Any:
    if outer is None or inner is None:
        return inner if outer is None else outer
    return [*as_list(outer), *as_list(inner)]


def _under(path: str, steps: tuple[PlanStep, ...]) -> tuple[PlanStep, ...]:
    """The steps with their paths below `path`."""
    return tuple(
        replace(step, path=f"{path}/{number}", steps=_under(f"{path}/{number}", step.steps))
        for number, step in enumerate(steps)
    )
