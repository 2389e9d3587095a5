"""A recipe file into a Recipe: the shape of every key is read, everything that is wrong is
noted.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from bots.errors import BotsError, Place, RecipeError
from bots.model import Column, Details, EvidencePolicy, RowsPlan, Safety
from bots.recipe import words
from bots.recipe.conditions import read_condition
from bots.recipe.folder import confined, names_a_sheet, recipe_id, shown_name
from bots.recipe.nodes import Map, Node, Scalar, Source, read_source
from bots.recipe.reader import Entries, Reader
from bots.recipe.recipe import Recipe, Sheet
from bots.recipe.steps import read_steps
from bots.sources.opening import KNOWN
from bots.values.columns import COLUMN_TYPES, parse_column
from bots.values.scope import fold_name

CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
HOURS = re.compile(rf"(?P<begin>{CLOCK})\s*[-~〜～]\s*(?P<end>{CLOCK})")
HEADINGS = re.compile(r"([0-9]{1,7})\s*[-~〜～－ー]\s*([0-9]{1,7})")  # as a keyboard of kana writes the bar too
_MOST_HEADINGS = 5  # rows above each other that are headings together
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def load(path: Path, project: Path) -> Recipe:
    """Read a recipe file. Raises RecipeError (Y) where it is not a tree, R82 where it cannot be
    opened.

    What is wrong with its contents does not raise: it is in `found` of the recipe, for `check`.
    """
    file = shown_name(path, project)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RecipeError("R82", Place(file)) from error
    return load_bytes(data, path, project, file)


def load_bytes(data: bytes, path: Path, project: Path, file: str) -> Recipe:
    """The recipe of these bytes, as if they lay at `path`."""
    source = read_source(data, file)
    japanese = _is_japanese(source.root)
    reader = Reader(source, japanese)
    language: Literal["ja", "en"] = "ja" if japanese else "en"
    recipe = Recipe(
        id=recipe_id(path, project),
        path=path,
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        language=language,
    )
    _read(reader, recipe)
    recipe.found = reader.problems
    return recipe


def _is_japanese(root: Map) -> bool:
    """The language of a file is that of most of its top words."""
    known = [key.text for key, _ in root.entries if words.english(words.TOP, key.text)]
    japanese = sum(words.is_japanese(word) for word in known)
    return (
        japanese * 2 >= len(known)
        if known
        else any(words.is_japanese(key.text) for key, _ in root.entries)
    )


def _read(reader: Reader, recipe: Recipe) -> None:
    entries = reader.entries(recipe.root, words.TOP)
    complete = _complete(recipe.root, entries)
    _take_misspelt(recipe.root, entries)
    if "recipe" in entries:
        recipe.title = reader.text(entries["recipe"][1])
    elif complete:
        _missing(reader, recipe.root, "recipe")
    if "format" in entries:
        _format(reader, recipe, entries["format"][1])
    if "probe" in entries:
        recipe.probe_word = entries["probe"][0]
        recipe.probe = read_steps(reader, entries["probe"][1])
    if "about" in entries:
        recipe.about = read_about(reader, entries["about"][1])
    if "uses" in entries:
        _uses(reader, recipe, entries["uses"][1])
    if "inputs" in entries:
        columns, nodes = read_columns(reader, entries["inputs"][1])
        recipe.inputs, recipe.input_nodes = columns, nodes
    if "rows" in entries:
        recipe.sheet = read_sheet(reader, entries["rows"])
    _sections(reader, recipe, entries, complete=complete)
    if "returns" in entries:
        node = entries["returns"][1]
        recipe.return_nodes = tuple(
            one for one in reader.several(node) if reader.text(one) and isinstance(one, Scalar)
        )
        recipe.returns = tuple(one.text for one in recipe.return_nodes)
    for name in ("problems", "already"):
        if name in entries:
            setattr(recipe, name, reader.texts(entries[name][1]))
    if "safety" in entries:
        recipe.safety = read_safety(reader, entries["safety"][1])
    if "evidence" in entries:
        recipe.evidence, recipe.evidence_mask = read_evidence(reader, entries["evidence"][1])
    _hide_masked(recipe)


def _complete(node: Node, entries: Entries) -> bool:
    """Whether every name of a mapping was understood; if not, that is told, and a name that is missing may be it."""
    return isinstance(node, Map) and len(node.entries) == len(entries)


def _take_misspelt(root: Map, entries: Entries) -> None:
    """A part under a word that was told as most like another is read as that part: what is wrong in it is told too."""
    for key, value in root.entries:
        if words.english(words.TOP, key.text) is None:
            near = words.english(words.TOP, words.nearest(key.text, words.both(words.TOP)))
            if near is not None:
                entries.setdefault(near, (key, value))


def _format(reader: Reader, recipe: Recipe, node: Node) -> None:
    """書式: the number of the language that the file is written in; there is one so far."""
    text = reader.text(node)
    if text and text.strip() != "1":
        reader.add("R144", node, name=text)
        recipe.later = True


def _hide_masked(recipe: Recipe) -> None:
    """A column named under 隠す項目 is hidden wherever it is, as if it were declared so."""
    names = {fold_name(one.text) for one in recipe.evidence_mask}

    def hide(columns: tuple[Column, ...]) -> tuple[Column, ...]:
        return tuple(
            replace(one, hidden=True) if fold_name(one.name) in names else one for one in columns
        )

    recipe.inputs = hide(recipe.inputs)
    if recipe.sheet is not None:
        plan = replace(recipe.sheet.plan, columns=hide(recipe.sheet.plan.columns))
        recipe.sheet = replace(recipe.sheet, plan=plan)


def _missing(reader: Reader, node: Node, english: str) -> None:
    name = words.spoken(words.TOP, english, reader.japanese)
    reader.add("R28", _first(node), name=name)


def _first(node: Node) -> Node:
    return node.entries[0][0] if isinstance(node, Map) and node.entries else node


def _uses(reader: Reader, recipe: Recipe, node: Node) -> None:
    found: list[Scalar] = []
    for item in reader.several(node):
        text = reader.text(item)
        if text and isinstance(item, Scalar):
            if any(other.text == text for other in found):
                reader.add("R29", item, name=text)
            else:
                found.append(item)
    recipe.uses_nodes = tuple(found)
    recipe.uses = tuple(item.text for item in found)


def _sections(reader: Reader, recipe: Recipe, entries: Entries, *, complete: bool) -> None:
    for name in ("start", "each_row", "steps", "finish"):
        if name in entries:
            setattr(recipe, name, read_steps(reader, entries[name][1]))
    if "rows" in entries and "steps" in entries:
        key = entries["steps"][0]
        other = words.spoken(words.TOP, "each_row", reader.japanese)
        reader.add("R34", key, name=key.text, other=entries["rows"][0].text, instead=other)
    elif not complete:
        return  # the word that is not known may be the one that is missing
    elif "each_row" in entries and "rows" not in entries:
        key = entries["each_row"][0]
        reader.add(
            "R35", key, name=key.text, other=words.spoken(words.TOP, "rows", reader.japanese)
        )
    elif "rows" in entries and "each_row" not in entries:
        key = entries["rows"][0]
        reader.add(
            "R35", key, name=key.text, other=words.spoken(words.TOP, "each_row", reader.japanese)
        )
    elif "rows" not in entries and "steps" not in entries:
        names = [
            words.spoken(words.TOP, one, reader.japanese) for one in ("rows", "each_row", "steps")
        ]
        reader.add("R36", _first(recipe.root), rows=names[0], each_row=names[1], steps=names[2])


# --------------------------------------------------------------------------- parts


def read_about(reader: Reader, node: Node) -> dict[str, str]:
    """概要: who, what for, how long by hand."""
    made: dict[str, str] = {}
    for name, (_, value) in reader.entries(node, words.ABOUT).items():
        if name in ("manual_minutes", "per_month"):
            number = reader.number(value)
            if number is not None:
                made[name] = str(number)
            continue
        text = reader.text(value)
        if name == "review_by" and text and not _is_date(text):
            reader.add("R37", value)
        elif text:
            made[name] = text
    return made


def _is_date(text: str) -> bool:
    from datetime import date

    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def read_columns(reader: Reader, node: Node) -> tuple[tuple[Column, ...], dict[str, Scalar]]:
    """Columns or inputs: name and type."""
    columns: list[Column] = []
    nodes: dict[str, Scalar] = {}
    mapping = reader.map(node)
    for key, value in mapping.entries if mapping else ():
        nodes[key.text] = key
        if key.text in words.RESERVED or key.text.startswith(("secret.", "account.")):
            reader.add("R19", key, name=key.text)
        text = reader.text(value)
        if not text:
            continue
        try:
            columns.append(parse_column(key.text, _of_today(reader, value, text)))
        except BotsError as error:
            note(reader, error, value)
    return tuple(columns), nodes


def _of_today(reader: Reader, node: Node, text: str) -> str:
    """The declaration of a column with the words of today for those of former versions, which are told."""
    assert isinstance(node, Scalar)
    made, end = [], 0
    for number, one in enumerate(re.finditer(r"\S+", text)):
        table = words.COLUMN_FLAGS if number else COLUMN_TYPES
        made += [text[end : one.start()], reader.old_word(table, node, one[0], one.start())]
        end = one.end()
    return "".join(made)


def note(reader: Reader, error: BotsError, node: Node, begin: int = 0, advice: str = "") -> None:
    """Note an error of another room at `node`; where it tells the wrong word, under that word, which stands at
    `begin` of its text or later.
    """
    problem = error.problem
    place = reader.source.place(node)
    word = problem.words.get("word", problem.words.get("name", ""))
    if isinstance(node, Scalar) and isinstance(word, str) and word and word in node.text[begin:]:
        alone = re.compile(rf"(?<![^\s\"|｜]){re.escape(word)}(?![^\s\"|｜>＞])").search(node.text, begin)
        place = reader.source.place(node, alone.start() if alone else node.text.index(word, begin), len(word))
    reader.problems.append(replace(problem, place=place, advice=advice or problem.advice))


def read_sheet(reader: Reader, entry: tuple[Scalar, Node]) -> Sheet:
    """データ: where the rows come from."""
    word, node = entry
    entries = reader.entries(node, words.ROWS)
    columns: tuple[Column, ...] = ()
    nodes: dict[str, Scalar] = {}
    if "columns" in entries:
        columns, nodes = read_columns(reader, entries["columns"][1])
    key = reader.texts(entries["key"][1]) if "key" in entries else ()
    complete = _complete(node, entries)
    if "key" not in entries and complete:
        name = words.spoken(words.ROWS, "key", reader.japanese)
        reader.add("R30", word, name=name)
    if "file" not in entries and complete:
        name = words.spoken(words.ROWS, "file", reader.japanese)
        reader.add("R38", word, name=name, verb=word.text)
    header, header_rows = read_header(reader, entries)
    hidden = reader.choice(entries["hidden"][1], words.HIDDEN) if "hidden" in entries else ""
    plan = RowsPlan(
        file=read_path(reader, entries["file"][1]) if "file" in entries else "",
        key=key,
        sheet=reader.text(entries["sheet"][1]) if "sheet" in entries else "",
        header=header,
        header_rows=header_rows,
        register=reader.text(entries["register"][1]) if "register" in entries else "",
        only=read_condition(reader, entries["only"][1]) if "only" in entries else None,
        skip=read_condition(reader, entries["skip"][1]) if "skip" in entries else None,
        columns=columns,
        strict=reader.yes(entries["strict"][1]) if "strict" in entries else False,
        hidden_rows="skip" if hidden == "skip" else "include" if hidden == "include" else "",
        password_name=reader.text(entries["password_name"][1]) if "password_name" in entries else "",
    )
    sheet = Sheet(plan, entries, nodes, complete=complete)
    if "details" in entries:
        sheet = read_details(reader, sheet, entries["details"][1])
    return sheet


def read_header(reader: Reader, entries: Entries) -> tuple[int, int]:
    """見出し行, `3` or `3-4`: the row of the headings, of several the last, and how many they are."""
    if "header" not in entries:
        return 1, 1
    node = entries["header"][1]
    several = HEADINGS.fullmatch(node.text) if isinstance(node, Scalar) else None
    if several is None:
        return reader.number(node, 1) or 1, 1
    first, last = int(several[1]), int(several[2])
    if not 0 < first <= last <= 1_000_000 or last - first >= _MOST_HEADINGS:
        reader.add("R177", node, most=_MOST_HEADINGS)
        return 1, 1
    return last, last - first + 1


def read_details(reader: Reader, sheet: Sheet, node: Node) -> Sheet:
    """明細: child rows, each kind with its sheet or file and the column that joins it to its row."""
    mapping = reader.map(node)
    made: list[Details] = []
    names: dict[str, Mapping[str, Scalar]] = {}
    for key, value in mapping.entries if mapping else ():
        entries = reader.entries(value, words.DETAILS)
        for name in ("sheet", "join", "columns") if "file" not in entries else ("join", "columns"):
            if name not in entries and isinstance(value, Map):
                word = words.spoken(words.DETAILS, name, reader.japanese)
                reader.add("R38", key, name=word, verb=key.text)
        columns: tuple[Column, ...] = ()
        nodes: dict[str, Scalar] = {}
        if "columns" in entries:
            columns, nodes = read_columns(reader, entries["columns"][1])
        header, header_rows = read_header(reader, entries)
        join = reader.text(entries["join"][1]) if "join" in entries else ""
        if join and all(fold_name(one.name) != fold_name(join) for one in columns):
            columns = (_joining(join, sheet.plan.columns), *columns)
        made.append(
            Details(
                name=key.text,
                sheet=reader.text(entries["sheet"][1]) if "sheet" in entries else "",
                join=join,
                header=header,
                header_rows=header_rows,
                columns=columns,
                file=read_path(reader, entries["file"][1]) if "file" in entries else "",
            )
        )
        names[key.text] = nodes
    return replace(sheet, plan=replace(sheet.plan, details=tuple(made)), details=names)


def read_path(reader: Reader, node: Node) -> str:
    """The path of a sheet named in a recipe: below its folder, whatever the system it runs on; of a kind that is read."""
    text = reader.text(node)
    if text:
        note_path(reader, node, text)
    return text


def note_path(reader: Reader, node: Node, path: str) -> None:
    """R108 for what leads out of its folder, R147 for what no sheet is called."""
    if not confined(path):
        reader.add("R108", node, name=path)
    elif not names_a_sheet(path):
        reader.add("R147", node, name=path, known=" ".join(KNOWN))


def read_safety(reader: Reader, node: Node) -> Safety:
    """安全: limits of a run."""
    entries = reader.entries(node, words.SAFETY)
    probe_first = "probe_first" in entries and reader.yes(entries["probe_first"][1])
    hours = read_hours(reader, entries["hours"][1]) if "hours" in entries else ()
    given: dict[str, int] = {}
    for name, minimum, maximum in (
        ("retry", 0, 10),
        ("stop_after", 1, 1000),
        ("max_rows", 1, 100_000),
    ):
        if name in entries:
            number = reader.number(entries[name][1], minimum, maximum)
            if number is not None:
                given[name] = number
    return Safety(**given, hours=hours, probe_first=probe_first)


def read_hours(reader: Reader, node: Node) -> tuple[str, ...]:
    """実行できる時間: `19:00-06:00`, or a list of such."""
    found = []
    for one in reader.several(node):
        text = reader.text(one)
        made = HOURS.fullmatch(text.strip())
        if made and made["begin"] != made["end"]:
            found.append(f"{made['begin']:0>5}-{made['end']:0>5}")
        elif text:
            reader.add("R142", one, name=text)
    return tuple(found)


def read_evidence(reader: Reader, node: Node) -> tuple[EvidencePolicy, tuple[Scalar, ...]]:
    """証跡: which pictures, what is masked; and where the masked names stand."""
    entries = reader.entries(node, words.EVIDENCE)
    masked: list[Scalar] = []
    if "mask" in entries:
        items = reader.several(entries["mask"][1])
        masked = [one for one in items if reader.text(one) and isinstance(one, Scalar)]
    shots = (
        reader.choice(entries["screenshots"][1], words.SCREENSHOTS)
        if "screenshots" in entries
        else ""
    )
    personal = (
        reader.choice(entries["personal"][1], words.PERSONAL) if "personal" in entries else ""
    )
    days = reader.number(entries["keep_days"][1], 1, 36_500) if "keep_days" in entries else None
    policy = EvidencePolicy(
        screenshots="step" if shots == "step" else "error" if shots == "error" else "submit",
        mask=tuple(one.text for one in masked),
        keep_days=days,
        personal="masked" if personal == "masked" else "shown",
    )
    return policy, tuple(masked)


def source_of(path: Path, project: Path) -> Source:
    """The tree of any YAML file of a project. Raises RecipeError Y, R82."""
    file = shown_name(path, project)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RecipeError("R82", Place(file)) from error
    return read_source(data, file)


def _joining(join: str, of_rows: Sequence[Column]) -> Column:
    """What joins child rows with their rows is read in both sheets as the rows say: 1番 is 1 in a column of numbers."""
    found = next((one for one in of_rows if fold_name(one.name) == fold_name(join)), Column(join, "text"))
    return replace(found, name=join, optional=False)
