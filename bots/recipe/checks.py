"""`check`: everything that is wrong with a recipe, its system files included, in one go.

The shape was read by `load`; here the parts are held against each other: names, systems, screens,
columns, keys, submits. What needs the sheet or the screen is found later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bots.errors import Problem, RecipeError
from bots.model import Column
from bots.recipe import words
from bots.recipe.around import NOTHING, Around
from bots.recipe.comparisons import check_comparisons, check_filters, check_steps, types_of
from bots.recipe.conditions import names_in, values_in
from bots.recipe.keeping import check_kept_once
from bots.recipe.lints import lint, literal_passwords
from bots.recipe.names import (
    BUILTINS,
    Known,
    check_known,
    check_open,
    check_text,
    check_texts,
    placeholder_names,
)
from bots.recipe.nodes import Items, Map, Node, Scalar, walk
from bots.recipe.optouts import heed_opt_outs
from bots.recipe.parts import check_call, check_returns, returned, take_in_parts
from bots.recipe.probing import check_probe
from bots.recipe.reader import Reader
from bots.recipe.recipe import Recipe, Sheet, Step, flat
from bots.recipe.review import check_review
from bots.recipe.screens import Screens
from bots.recipe.signing import check_signed_in
from bots.recipe.slips import (
    check_remarks,
    check_seen,
    check_seen_everywhere,
    check_slips,
    check_things,
)
from bots.recipe.step_checks import (
    check_arguments,
    check_condition,
    conditions_of,
    patterns_of,
)
from bots.recipe.submits import check_answer, check_submits
from bots.recipe.system import SystemFile, system_file
from bots.recipe.ways import check_ways
from bots.tasks.arguments import BEFORE_ROWS
from bots.tasks.control import SAVING
from bots.values.scope import fold_name


def check(recipe: Recipe, project: Path, above: tuple[str, ...] = (), around: Around = NOTHING) -> tuple[Problem, ...]:
    """All problems of a recipe, in the order of its lines; those of its system files and of the recipes that it
    calls last. `above` are the ids of the recipes that call this one.
    """
    reader = Reader(recipe.source, recipe.language == "ja")
    reader.problems = list(recipe.found)
    systems, outside = _systems(reader, recipe, project)
    above = (*above, recipe.id)
    for part in take_in_parts(reader, recipe, project, above):
        outside.extend(check(part, project, above, around))
    known = Known(builtins=BUILTINS, before=_before_any_row(recipe, called=len(above) > 1))
    known.all_known = recipe.complete if recipe.sheet is None else "columns" in recipe.sheet.nodes
    known.hidden = frozenset(fold_name(one.name) for one in hidden_columns(recipe))
    _declared(reader, recipe, known)
    _sheet(reader, recipe)
    screens = Screens(recipe.uses, systems)
    types = types_of(recipe)
    for section, steps in recipe.sections():
        check_steps(reader, steps, types)
        _section(reader, recipe, section, steps, known, screens)
    _probe(reader, recipe, known, screens)
    check_submits(reader, recipe, choices_of(recipe))
    check_ways(reader, recipe, choices_of(recipe))
    check_returns(reader, recipe)
    _masked(reader, recipe)
    check_remarks(reader, recipe.root)
    check_seen_everywhere(reader, recipe.root)
    check_open(reader, recipe.root)
    lint(reader, recipe, known)
    if len(above) == 1:  # a recipe that is called finds the systems as its caller left them
        check_signed_in(reader, recipe, systems)
    check_review(reader, recipe, around.today)
    reader.problems += around.of(recipe)
    heed_opt_outs(reader)
    found = sorted(set_apart(reader.problems), key=lambda one: (one.place.line, one.place.column))
    return (*found, *set_apart(outside))


def set_apart(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once: the same code at the same place says nothing new."""
    seen: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        seen.setdefault((problem.code, problem.place), problem)
    return list(seen.values())


# --------------------------------------------------------------------------- systems and names


def _systems(
    reader: Reader, recipe: Recipe, project: Path
) -> tuple[dict[str, SystemFile], list[Problem]]:
    """The system files that the recipe uses, and what is wrong in them."""
    found: dict[str, SystemFile] = {}
    outside: list[Problem] = []
    for node in recipe.uses_nodes:
        try:
            system = system_file(node.text, project)
        except RecipeError as error:
            if error.problem.place.file:
                outside.extend(error.problems)
            else:
                reader.problems.append(error.problem.at(reader.source.place(node)))
            continue
        found[node.text] = system
        outside.extend(system.found)
    everything = [step for _, steps in recipe.sections() for step in flat(steps)]
    needs = [step for step in everything if step.verb in ("login", "open")]
    if not recipe.uses and needs and recipe.root.key("uses") is None:
        uses = words.spoken(words.TOP, "uses", reader.japanese)
        reader.add("R100", needs[0].word, name=needs[0].word.text, uses=uses)
    return found, outside


def _declared(reader: Reader, recipe: Recipe, known: Known) -> None:
    """Columns, inputs and built-in names; a name must mean one thing."""
    declared: dict[str, str] = {}
    columns = recipe.sheet.columns if recipe.sheet else {}
    for nodes in (columns, recipe.input_nodes):
        for name, node in nodes.items():
            _declare(reader, node, name, declared)
        known.add(nodes)


def _declare(reader: Reader, node: Scalar, name: str, declared: dict[str, str]) -> None:
    folded = fold_name(name)
    builtin = {fold_name(one): one for one in words.both(words.BUILTINS)}
    if folded in builtin:
        reader.add("R12", node, name=name, other=builtin[folded])
    elif folded in declared:
        reader.add("R12", node, name=name, other=declared[folded])
    declared[folded] = name


# --------------------------------------------------------------------------- rows


def _sheet(reader: Reader, recipe: Recipe) -> None:
    for column in recipe.inputs:
        if column.hidden:  # it would stand in the command line, and may be the key
            reader.add("R124", recipe.input_nodes[column.name], name=column.name)
    if recipe.sheet is None:
        return
    sheet = recipe.sheet
    columns = list(sheet.columns)
    folded = {fold_name(one) for one in columns}
    if "key" in sheet.nodes:
        node = sheet.nodes["key"][1]
        seen: set[str] = set()
        for one in node.items if isinstance(node, Items) else (node,):
            if not isinstance(one, Scalar) or not one.text:
                continue
            if fold_name(one.text) not in folded:
                if "columns" in sheet.nodes:
                    _no_column(reader, one, columns)
            elif one.text in seen:
                reader.add("R29", one, name=one.text)
            elif _is_hidden(recipe, one.text):
                reader.add("R123", one, name=one.text)
            seen.add(one.text)
    if "only" in sheet.nodes:
        _condition_of_rows(reader, recipe, "only", sheet.plan.only, columns)
    if "skip" in sheet.nodes:
        _condition_of_rows(reader, recipe, "skip", sheet.plan.skip, columns)
    outer = _without_row(recipe)
    for name in ("file", "sheet", "register"):
        if name in sheet.nodes:
            check_texts(reader, sheet.nodes[name][1], outer)
            check_filters(reader, sheet.nodes[name][1], types_of(recipe))
    for details in sheet.plan.details:
        written = _written_of(sheet, details.name)
        for name in ("file", "sheet"):
            if name in written:
                check_texts(reader, written[name], outer)
        join = written.get("join")
        if details.join and fold_name(details.join) not in folded and isinstance(join, Scalar):
            _no_column(reader, join, columns)
    if "columns" not in sheet.nodes and sheet.complete:
        name = words.spoken(words.ROWS, "columns", reader.japanese)
        rows = recipe.root.key("データ") or recipe.root.key("rows")
        reader.add("R38", rows or recipe.root, name=name, verb=rows.text if rows else "")


def _written_of(sheet: Sheet, name: str) -> dict[str, Node]:
    """What was written of the child rows of that name, by English words."""
    _, node = sheet.nodes["details"]
    inner = node.get(name) if isinstance(node, Map) else None
    entries = inner.entries if isinstance(inner, Map) else ()
    return {english: value for key, value in entries if (english := words.english(words.DETAILS, key.text))}


def _condition_of_rows(
    reader: Reader, recipe: Recipe, word: str, condition: Any, columns: Sequence[str]
) -> None:
    """対象 or 除く行: about columns of the sheet, never the screen. What 除く行 is about are texts: a total
    stands where a code should."""
    assert recipe.sheet is not None
    node = recipe.sheet.nodes[word][1]
    types = types_of(recipe) if word == "only" else None
    folded = {fold_name(one) for one in columns}
    for name in names_in(node):
        if fold_name(name.text) not in folded:
            _no_column(reader, name, columns)
    outer = _without_row(recipe)
    for value in values_in(node):
        check_text(reader, value, outer)
    if types is not None:
        check_comparisons(reader, node, types)
    check_filters(reader, node, types_of(recipe))
    check_condition(reader, node, condition)
    for key in walk(node):
        if words.english(words.SHOWN, key.text) and _is_key(node, key):
            reader.add("R101", key, name=key.text)


def _is_hidden(recipe: Recipe, name: str) -> bool:
    assert recipe.sheet is not None
    columns = recipe.sheet.plan.columns
    return any(one.hidden and fold_name(one.name) == fold_name(name) for one in columns)


def _is_key(node: Node, scalar: Scalar) -> bool:
    if isinstance(node, Items):
        return any(_is_key(item, scalar) for item in node.items)
    return isinstance(node, Map) and any(key is scalar for key, _ in node.entries)


def _no_column(reader: Reader, node: Scalar, columns: Sequence[str]) -> None:
    reader.unknown("R102", node, columns or ["-"])


# --------------------------------------------------------------------------- steps


def _appended(reader: Reader, recipe: Recipe, steps: Sequence[Step]) -> None:
    """R198: lines are added to a book of their own, never to the sheet that is read. Capital letters make no other file:
    Windows knows none."""
    own = recipe.sheet.plan.file if recipe.sheet is not None else ""
    for step in flat(steps):
        if own and step.verb == "append" and isinstance(step.main, Scalar) and step.main.text.casefold() == own.casefold():
            reader.add("R198", step.main, name=step.main.text)


def _section(
    reader: Reader,
    recipe: Recipe,
    section: str,
    steps: Sequence[Step],
    known: Known,
    screens: Screens,
) -> None:
    of_row = section in ("each_row", "steps")
    names = known if of_row else _without_row(recipe)
    screens.begin()
    _steps(reader, recipe, section, steps, names, screens)
    check_kept_once(reader, steps)
    _appended(reader, recipe, steps)
    for scalar in literal_passwords(tuple(flat(steps))):
        reader.add("R21", scalar)


def _probe(reader: Reader, recipe: Recipe, known: Known, screens: Screens) -> None:
    """照会, whose names are those of a row; what it keeps is known in it alone."""
    check_probe(reader, recipe)
    if recipe.probe:
        names = replace(known, names=dict(known.names), used=known.used)
        _section(reader, recipe, "each_row", recipe.probe, names, screens)


def _steps(
    reader: Reader,
    recipe: Recipe,
    section: str,
    steps: Sequence[Step],
    names: Known,
    screens: Screens,
) -> None:
    """Steps and what stands inside them, in the order of the file."""
    for step in steps:
        check_arguments(reader, step)
        _place_of(reader, recipe, section, step)
        _names(reader, step, names)
        check_slips(reader, step, names)
        check_things(reader, step)
        check_seen(reader, step)
        screens.check(reader, step)
        if step.verb == "write":
            _written(reader, recipe, step)
        if step.task.submits:
            check_answer(reader, recipe, step, screens.system)
        if step.verb == "ask" and names.in_loop:
            reader.add("R141", step.word, name=step.word.text)
        if step.verb in SAVING and isinstance(step.main, Map):
            _saved(reader, [key for key, _ in step.main.entries], names, recipe)
        if step.verb == "read_table":
            names.tables.add(fold_name(str(step.args.get("into", ""))))
        if step.verb == "use":
            check_call(reader, recipe, step)
            _handed_back(reader, step, names, recipe)
        inner = _of_loop(reader, recipe, step, names) if step.verb == "each" else names
        if step.verb in ("each", "repeat"):
            inner = replace(inner, in_loop=True)
        for block in step.blocks:
            _steps(reader, recipe, section, block.steps, inner, screens)


def _of_loop(reader: Reader, recipe: Recipe, step: Step, names: Known) -> Known:
    """What is known inside a loop over child rows. R131 where there are none of that name."""
    details = recipe.sheet.details if recipe.sheet else {}
    name = str(step.args.get("name", ""))
    if fold_name(name) in names.tables:
        return replace(names, open_tables=names.open_tables | {fold_name(name)})
    if name not in details:
        node = step.main if isinstance(step.main, Scalar) and not step.main.empty else step.word
        if name:
            reader.unknown("R131", node, list(details) or ["-"])
        return names
    join = recipe.sheet.detail(name).join if recipe.sheet else ""
    return names.inside(name, [one for one in details[name] if fold_name(one) != fold_name(join)])


def _without_row(recipe: Recipe) -> Known:
    """In 開始 and 終了 there is no row."""
    known = Known(builtins=BUILTINS)
    known.add(recipe.input_nodes)
    return known


def _before_any_row(recipe: Recipe, *, called: bool) -> Known:
    """What is known when a run is asked for: the day and the inputs; of those of a called recipe nothing."""
    known = Known(builtins=frozenset({"today", words.BUILTINS["today"]}))
    if not called:
        known.add(recipe.input_nodes)
    return known


def hidden_columns(recipe: Recipe) -> Iterable[Column]:
    """The columns of the sheet and of its child rows that are hidden."""
    plan = recipe.sheet.plan if recipe.sheet else None
    columns = [*plan.columns, *(one for details in plan.details for one in details.columns)] if plan else []
    return (one for one in columns if one.hidden)


def _place_of(reader: Reader, recipe: Recipe, section: str, step: Step) -> None:
    """Verbs that mean something for a row only."""
    of_row = step.task.submits or step.verb in ("write", "append", "ask", "reject", "skip")
    if (of_row and section in ("start", "finish")) or (
        step.verb == "write" and recipe.sheet is None
    ):
        reader.add("R103", step.word, name=step.word.text)


def _names(reader: Reader, step: Step, known: Known) -> None:
    for name, (_, node) in step.nodes.items():
        outer = known.before if step.task.kinds[name].name in BEFORE_ROWS else None
        if step.task.kinds[name].name == "names":
            for one in walk(node):
                check_known(reader, one, known)
            continue
        for scalar in _texts_of(step, name, node):
            check_text(reader, scalar, outer or known)
            if step.verb in _SHOWING:
                _nothing_hidden(reader, step, scalar, known)
    if step.within_node is not None:
        check_texts(reader, step.within_node, known)
    for node in conditions_of(step):
        for name_node in names_in(node):
            check_known(reader, name_node, known, advice="R94")
        for value in values_in(node):
            check_text(reader, value, known)


_SHOWING = ("append", "notify")  # what these say is read by people


def _nothing_hidden(reader: Reader, step: Step, scalar: Scalar, known: Known) -> None:
    """R140: a hidden column in what people read."""
    for name in placeholder_names(scalar.text):
        if fold_name(name.rpartition(".")[2]) in known.hidden:
            reader.add("R140", scalar, name=name, verb=step.word.text)


def _texts_of(step: Step, name: str, node: Node) -> Iterable[Scalar]:
    """The texts of an argument that may hold placeholders: not patterns, conditions, steps inside."""
    if step.task.kinds[name].name in ("waiting", "holding", "inside", "ways"):
        return ()
    patterns = {id(one) for one in patterns_of(step)}
    return (scalar for scalar in walk(node) if id(scalar) not in patterns)


def _written(reader: Reader, recipe: Recipe, step: Step) -> None:
    if recipe.sheet is None or not isinstance(step.main, Map):
        return
    columns = recipe.sheet.columns
    keys = {fold_name(one) for one in recipe.sheet.plan.key}
    folded = {fold_name(one) for one in columns}
    for key, _ in step.main.entries:
        if fold_name(key.text) in keys:
            reader.add("R162", key, name=key.text)
        if fold_name(key.text) in folded:
            continue
        near = words.nearest(key.text, columns)
        reader.add(
            "L08", key, severity="warning", advice="R98" if near else "", name=key.text, near=near
        )


def _handed_back(reader: Reader, step: Step, known: Known, recipe: Recipe) -> None:
    """The names that a called recipe hands back are known from here on."""
    for name in returned(recipe, step):
        fixed = _fixed(recipe)
        if fold_name(name) in fixed:
            reader.add("R12", step.word, name=name, other=fixed[fold_name(name)])
        known.add([name])


def _fixed(recipe: Recipe) -> dict[str, str]:
    """The names that stand for one thing all through the recipe."""
    fixed = [*(recipe.sheet.columns if recipe.sheet else ()), *recipe.input_nodes]
    fixed += words.both(words.BUILTINS)
    return {fold_name(one): one for one in fixed}


def _saved(reader: Reader, names: Sequence[Scalar], known: Known, recipe: Recipe) -> None:
    folded = _fixed(recipe)
    for key in names:
        if key.text in words.RESERVED:
            reader.add("R19", key, name=key.text)
        elif fold_name(key.text) in folded:
            reader.add("R12", key, name=key.text, other=folded[fold_name(key.text)])
        known.add([key.text])


def choices_of(recipe: Recipe) -> Mapping[str, Sequence[str]]:
    """The only values that a column can have, where they are known."""
    if recipe.sheet is None:
        return {}
    return {
        column.name: [*column.choices, *([""] if column.optional else [])]
        for column in recipe.sheet.plan.columns
        if column.kind == "choice"
    }


def _masked(reader: Reader, recipe: Recipe) -> None:
    columns = list(recipe.sheet.columns) if recipe.sheet else []
    names = [*columns, *recipe.input_nodes]
    fields = [
        key.text
        for step in recipe.all_row_steps
        if step.verb in ("fill", "read") and isinstance(step.main, Map)
        for key, _ in step.main.entries
    ]
    folded = {fold_name(one) for one in [*names, *fields]}
    for node in recipe.evidence_mask:
        if fold_name(node.text) not in folded:
            _no_column(reader, node, [*names, *fields])
