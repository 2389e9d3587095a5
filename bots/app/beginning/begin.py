"""`bots new`: a book and a screen become a recipe, an address becomes a system file. Nothing is ever written over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bots.app.beginning.draft import Draft, draft_of
from bots.app.beginning.last_lines import without_last_lines
from bots.app.beginning.recipe_text import recipe_text
from bots.app.beginning.system_text import SystemDraft, system_text
from bots.app.beginning.yaml_text import can_be_declared, placeholder, scalar
from bots.app.carry_out import vaults
from bots.app.inspecting import TRAINING, address_of, opened
from bots.app.project import Project
from bots.errors import BotsError, Place, PlaceError, Problem, RecipeError
from bots.japan.width import fold
from bots.messages.disk import disk_reason
from bots.recipe import check_files, system_file, system_names
from bots.recipe.folder import FOLDER, SYSTEMS, confined
from bots.recipe.loading import HEADINGS
from bots.recipe.names import OPEN
from bots.recipe.system import environment_name
from bots.recipe.words import listed
from bots.sources.grid import Grid
from bots.sources.locked import unlocked
from bots.sources.outline import KeyFacts, Outline, header_of, heading_above, outline, sheets_of
from bots.sources.sheet import read_grid
from bots.values.scope import fold_name

if TYPE_CHECKING:
    from bots.runners.surveying import Survey

_AROUND = re.compile(r"ログイン(?:画面)?|サインイン|log ?in|sign ?in|[|｜:：-]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command line says of a recipe to begin; "" and 0 are left to be decided."""

    book: Path
    system: str = ""
    screen: str = ""
    sheet: str = ""
    header: str = ""  # 3, or 3-4
    password_name: str = ""
    key: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A recipe to begin with everything decided. `screen` is a name of the system file or an address from the /."""

    book: Path
    outline: Outline
    only_sheet: bool
    key: KeyFacts
    system: str
    screen: str
    survey: Survey
    name: str
    password_name: str = ""  # the secret that opens the book


@dataclass(frozen=True, slots=True)
class Begun:
    """A recipe that was written: where, and what keeps it from running. `data` = the book lies elsewhere, and has
    to be named with --data."""

    path: Path
    draft: Draft
    open: tuple[Problem, ...]
    data: bool


@dataclass(frozen=True, slots=True)
class BegunSystem:
    """A system file that was written. `missing` are secrets that are not kept yet; `refused` is what became of
    signing in, where it did not succeed. `unproved` = a person has to write what proves that it did."""

    path: Path
    name: str
    missing: tuple[str, ...]
    signed_in: bool
    unproved: bool
    refused: BotsError | None = None


# --------------------------------------------------------------------------- what is decided without questions


def choose(project: Project, asked: Asked) -> Chosen:
    """Decide all that `asked` leaves open, and look at the screen. Raises what is not decided, each with its option:
    PlaceError P61 to P68, P77, P78, P101; DataError for the book; P20 to P22 for its password; what opening the screen raises."""
    name = recipe_name(project, asked.name or asked.book.stem)
    password = vaults(project).secret(asked.password_name) if asked.password_name else None
    with unlocked(asked.book, password, asked.password_name) as book:
        sheets = sheets_of(book)
        grid = read_grid(book, asked.sheet or sheet_of(book, sheets))
    first, last = _header_asked(asked.header) if asked.header else (header_row(grid, asked.book.name), 0)
    seen = outline_of(grid, first, asked.book.name, last)
    key = key_of(seen, asked.key, heading_above(grid, seen))
    system = asked.system or the_system(project)
    screen = asked.screen or the_screen(project, system)
    screen = address_of(screen, system_file(system, project.home).screens)
    survey = survey_of(project, system, screen)
    return Chosen(asked.book, seen, len(sheets) <= 1, key, system, screen, survey, name, asked.password_name)


def recipe_name(project: Project, name: str) -> str:
    """The id of a recipe to begin. Raises RecipeError R108 for no name of a file, PlaceError P61 for one that is
    there."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").removeprefix(f"{FOLDER}/").strip()
    plain = plain.removesuffix(".yaml").removesuffix(".yml")
    if not confined(plain):
        raise RecipeError("R108", name=name)
    if any((project.settings.recipes / f"{plain}{ending}").exists() for ending in (".yaml", ".yml")):
        raise PlaceError("P61", name=plain)
    return plain


def sheet_of(book: Path, sheets: tuple[str, ...]) -> str:
    """The one sheet of a book that has rows. Raises PlaceError P62 where there are several."""
    if len(sheets) <= 1:
        return "".join(sheets)
    filled = [one for one in sheets if len(read_grid(book, one).lines) > 1]
    if len(filled) == 1:
        return filled[0]
    raise PlaceError("P62", Place(book.name), file=book.name, known=listed(filled or sheets))


def header_row(grid: Grid, file: str) -> int:
    """The row of headings. Raises PlaceError P63 where none looks like it."""
    found = header_of(grid)
    if not found:
        raise PlaceError("P63", Place(file), **grid.where(file))
    return found


def _header_asked(text: str) -> tuple[int, int]:
    """The rows that `--header-row` names: one of the headings (and 0), or the first and the last of them, written as
    in a recipe. Raises PlaceError P101."""
    plain = fold(text).strip()
    found = HEADINGS.fullmatch(plain) or re.fullmatch(r"([0-9]{1,7})", plain)
    first, last = map(int, (*found.groups(), "0")[:2]) if found else (0, 0)
    if not first or 0 < last < first:
        raise PlaceError("P101", word=text)
    return first, last


def outline_of(grid: Grid, header: int, file: str, last: int = 0) -> Outline:
    """The columns below the headings, as `outline` has them, without the totals and notes of the end. Raises DataError
    D12 for an empty row, PlaceError P77 where nothing is below it."""
    seen = outline(grid, header, file, last)
    if not seen.rows:
        raise PlaceError("P77", Place(file), file=file, row=seen.header)
    return without_last_lines(seen)


def keys_of(seen: Outline) -> list[KeyFacts]:
    """The columns that can be the key, those that do best first."""
    return [one for one in seen.possible_keys() if can_be_declared(one.name) and placeholder(one.name)]


def key_of(seen: Outline, wanted: str = "", taller: str = "") -> KeyFacts:
    """The key: the column `wanted`, or the one that alone can be proposed. Raises PlaceError P64, P65, P66; the latter
    two with the rows of `taller` headings, where the sheet may have such."""
    several = "P172" if taller else ""
    keys = keys_of(seen)
    if wanted:
        found = next((one for one in keys if fold_name(one.name) == fold_name(wanted)), None)
        if found is None:
            raise PlaceError("P66", name=wanted, known=listed([one.name for one in keys]) or "-", advice=several, rows=taller)
        return found
    good = [one for one in keys if one.good] or [one for one in keys if one.fit]
    if len(good) == 1:
        return good[0]
    names = listed([one.name for one in (good or keys)], 6) or "-"
    raise PlaceError("P64", known=names) if good else PlaceError("P65", known=names, advice=several, rows=taller)


def the_system(project: Project) -> str:
    """The only system of the project. Raises PlaceError P67."""
    known = system_names(project.home)
    if len(known) != 1:
        raise PlaceError("P67", known=listed(known) or "-")
    return known[0]


def the_screen(project: Project, system: str) -> str:
    """The only screen of a system. Raises PlaceError P68, and what reading its file raises."""
    screens = list(system_file(system, project.home).screens)
    if len(screens) != 1:
        raise PlaceError("P68", system=system, known=listed(screens) or "-")
    return screens[0]


# --------------------------------------------------------------------------- the screen


def environment_of(project: Project, system: str) -> str:
    """Where a screen is looked at: in training, where the system has one."""
    known = system_file(system, project.home).addresses
    wanted = (TRAINING, environment_name(project.settings.environment), *known)
    return next((one for one in wanted if one in known), "")


def survey_of(project: Project, system: str, screen: str) -> Survey:
    """The fields and buttons of a screen. Raises PlaceError P78 where there is no field."""
    from bots.runners.surveying import survey

    with opened(project, f"{system}/{screen}", environment_of(project, system), {}, headed=False) as (driver, _):
        return _with_fields(survey(driver.page), screen)


def survey_by_hand(project: Project, system: str, wait: Callable[[Callable[[], None]], None]) -> tuple[str, Survey]:
    """The address and the fields of the screen to which a person goes in a browser that is shown. `wait` returns
    when the person is there; it is handed what keeps the browser at work meanwhile."""
    from bots.runners.surveying import survey

    with opened(project, system, environment_of(project, system), {}, headed=True) as (driver, _):
        wait(lambda: driver.pump(100))
        page = driver.page.context.pages[-1]  # the screen may have opened as a window of its own
        address = path_of(page.url)
        return address, _with_fields(survey(page), address)


def _with_fields(seen: Survey, screen: str) -> Survey:
    if not seen.fields:
        raise PlaceError("P78", screen=screen)
    return seen


def path_of(address: str) -> str:
    """What of an address comes after the server."""
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")


# --------------------------------------------------------------------------- writing


def begin(project: Project, chosen: Chosen, lang: str) -> Begun:
    """Write the recipe, and see what is open in it. Raises PlaceError P61, P53."""
    system = system_file(chosen.system, project.home)
    path = project.settings.recipes / f"{chosen.name}.yaml"
    file = file_of(project, chosen.book, path.parent)
    draft = draft_of(
        chosen.outline, chosen.survey, key=chosen.key, name=chosen.name, system=chosen.system, screen=chosen.screen,
        file=file or unicodedata.normalize("NFC", chosen.book.name), has_login=bool(system.login),
        has_logout=bool(system.logout), only_sheet=chosen.only_sheet, password_name=chosen.password_name,
    )  # fmt: skip
    _write_new(path, recipe_text(draft, lang), PlaceError("P61", name=chosen.name))
    problems, _ = check_files((chosen.name,), project.home)
    return Begun(path, draft, tuple(one for one in problems if one.severity == "error"), not file)


def file_of(project: Project, book: Path, folder: Path) -> str:
    """How a recipe in `folder` names the book, or "" where it lies elsewhere."""
    for base in (project.settings.sheets, folder):
        if base is not None and book.resolve().is_relative_to(base.resolve()):
            return unicodedata.normalize("NFC", book.resolve().relative_to(base.resolve()).as_posix())
    return ""


def _write_new(path: Path, text: str, there: PlaceError) -> None:
    """Write a file that is not there yet, whole or not at all. Raises `there`, and PlaceError P53."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        raise there from None
    except OSError as error:
        raise _unwritten(path, error) from error
    try:
        with file:
            file.write(text)
    except BaseException as error:  # a full disk, Ctrl-C: half a file helps nobody
        path.unlink()
        if isinstance(error, OSError):
            raise _unwritten(path, error) from error
        raise


def _unwritten(path: Path, error: OSError) -> PlaceError:
    return PlaceError("P53", Place(str(path)), file=path.name, reason=disk_reason(error))


def begin_system(
    project: Project, address: str, *, name: str = "", environment: str = "", lang: str = "ja"
) -> BegunSystem:
    """Write the file of the system at `address`, and sign in where its secrets are kept already. Raises PlaceError
    P69, P79, P53, RecipeError R108, and what opening the page raises."""
    base = base_of(address)
    if name:
        system_name(project, name)
    draft = _looked_at(project, address, base, environment or ("訓練" if lang == "ja" else "training"))
    found = system_name(project, name or draft.name)
    label = found if found.isascii() else (urlsplit(base).hostname or "").split(".")[0]
    draft = replace(draft, name=found, secrets=_secrets(project, label))
    path = project.home / SYSTEMS / f"{draft.name}.yaml"
    missing = _missing(project, draft)
    tried = draft.password is not None and not missing
    _write_new(path, system_text(draft, lang, unproved=tried), PlaceError("P69", name=draft.name))
    refused: BotsError | None = None
    if tried:
        try:
            draft = replace(draft, inside=_inside(project, draft))
        except BotsError as error:
            refused = error
        path.write_text(system_text(draft, lang), encoding="utf-8", newline="\n")
    return BegunSystem(
        path, draft.name, missing, signed_in=draft.inside is not None,
        unproved=_is_unproved(project, draft.name), refused=refused,
    )  # fmt: skip


def prove_system(project: Project, made: BegunSystem, text: str) -> BegunSystem:
    """Write the text that is shown only when signed in into a file that `begin_system` left open there. Raises PlaceError
    P53."""
    lines = made.path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(one.place.line for one in system_file(made.name, project.home).found if one.code == "R196") - 1
    lines[at] = lines[at].replace(OPEN, scalar(text), 1)
    try:
        made.path.write_text("".join(lines), encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unwritten(made.path, error) from error
    return replace(made, unproved=_is_unproved(project, made.name))


def _is_unproved(project: Project, name: str) -> bool:
    return any(one.code == "R196" for one in system_file(name, project.home).found)


def base_of(address: str) -> str:
    """The server of an address. Raises PlaceError P79 for what is none."""
    from bots.recipe.system import is_address

    if not is_address(address.partition("#")[0]):
        raise PlaceError("P79", address=address)
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def system_name(project: Project, name: str) -> str:
    """The name of a system to begin. Raises RecipeError R108, PlaceError P69."""
    plain = unicodedata.normalize("NFC", name).strip()
    if not confined(plain) or "/" in plain or "\\" in plain:
        raise RecipeError("R108", name=name)
    if plain in system_names(project.home):
        raise PlaceError("P69", name=plain)
    return plain


def _looked_at(project: Project, address: str, base: str, environment: str) -> SystemDraft:
    from bots.runners.surveying import survey

    with opened(project, address, environment, {}, headed=False) as (driver, _):
        page, path = survey(driver.page), path_of(driver.page.url)
    host = urlsplit(base).hostname or ""
    title = _AROUND.sub(" ", page.title or page.heading).split()
    name = " ".join(title) if title and confined(" ".join(title)) and "/" not in " ".join(title) else host
    return SystemDraft(name, base, path, environment, "", page)


def _secrets(project: Project, label: str) -> str:
    """With what the names of secrets begin: never with what another system has, whose password would be tried."""
    plain = re.sub(r"[^a-z0-9]", "_", label.lower())
    first = plain if re.match(r"[a-z]", plain) else "system"
    used = "".join(path.read_text(encoding="utf-8", errors="replace") for path in (project.home / SYSTEMS).glob("*.y*ml"))
    names = (first, *(f"{first}{number}" for number in range(2, 1000)))
    return next(one for one in names if f"<secret.{one}_" not in used)


def _missing(project: Project, draft: SystemDraft) -> tuple[str, ...]:
    vault, missing = vaults(project), []
    for name in draft.secret_names:
        try:
            vault.secret(name)
        except PlaceError as error:
            if error.problem.code != "P20":
                raise
            missing.append(name)
    return tuple(missing)


def _inside(project: Project, draft: SystemDraft) -> Survey:
    """The page that comes after signing in."""
    from bots.runners.surveying import survey

    with opened(project, draft.name, environment_of(project, draft.name), {}, headed=False) as (driver, _):
        return survey(driver.page)
