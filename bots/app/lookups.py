"""The files of 対応表 as they lie in the project: held against the recipe by `check`, before anybody runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bots.errors import DataError, Problem
from bots.recipe import Recipe
from bots.recipe.around import OfFiles
from bots.recipe.folder import confined, names_a_sheet
from bots.recipe.nodes import Map, Scalar
from bots.recipe.recipe import Step, flat

_OF_SHEET = ("D08", "D90")  # no sheet of that name, several that fit it


def lookup_check(sheets: Path | None) -> OfFiles:
    """What finds mistakes about the tables of a recipe; `sheets` is the folder of data of the settings.

    R178 (the file is not there: advice, for it may come before the run), R179 (a heading that it lacks), R181 (a
    sheet that it lacks, or several that fit), R180 (it cannot be used).
    """
    return lambda recipe: _of_recipe(recipe, sheets)


def _of_recipe(recipe: Recipe, sheets: Path | None) -> Iterator[Problem]:
    sections = [steps for _, steps in recipe.sections()]
    for step in flat(step for steps in (*sections, recipe.probe) for step in steps):
        if step.verb == "lookup":
            yield from _of_step(recipe, step, sheets)


def _of_step(recipe: Recipe, step: Step, sheets: Path | None) -> Iterator[Problem]:
    from bots.sources.lookup import find_data
    from bots.sources.tables import read_lookup

    _, node = step.nodes.get("file", (None, None))
    if not isinstance(node, Scalar) or "<" in node.text or not (confined(node.text) and names_a_sheet(node.text)):
        return  # what is wrong with the name was told
    _, page = step.nodes.get("sheet", (None, None))
    sheet = page.text if isinstance(page, Scalar) else ""
    named = list(_columns(step))
    columns = {one.text for one in named}
    if "<" in sheet:  # which sheet it is, is known when a run is asked for: what its columns are, too
        sheet, columns = "", set()
    while True:
        try:
            read_lookup(find_data(node.text, recipe.path.parent, sheets, None), columns, sheet)
        except DataError as error:
            wrong = error.problem
        else:
            return
        missing = wrong.words.get("column") if wrong.code == "D77" else None
        if missing is None:
            if page is not None and wrong.code in _OF_SHEET:
                told = {"name": sheet, "file": node.text, "known": wrong.words["sheets"]}
                yield Problem("R181", told, recipe.source.place(page))
            else:
                yield _of_file(node.text, wrong).at(recipe.source.place(node))
            return
        told = {"name": missing, "known": wrong.words["headings"], **{one: wrong.words[one] for one in ("where", "where_en")}}
        yield from (Problem("R179", told, recipe.source.place(one)) for one in named if one.text == missing)
        columns.discard(str(missing))


def _of_file(file: str, wrong: Problem) -> Problem:
    """What keeps a table from being read, said of the recipe."""
    if wrong.code == "D01":
        return Problem("R178", {"name": file}, severity="warning")
    return Problem("R180", {"name": file, "reason": wrong.sentence("ja"), "reason_en": wrong.sentence("en")})


def _columns(step: Step) -> Iterator[Scalar]:
    """Where the columns of its table are named: on the right of what it keeps, on the left of its condition."""
    if isinstance(step.main, Map):
        yield from (value for _, value in step.main.entries if isinstance(value, Scalar) and value.text)
    _, where = step.nodes.get("where", (None, None))
    if isinstance(where, Map):
        yield from (key for key, _ in where.entries)
