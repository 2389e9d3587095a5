"""Where recipes lie and how they are called: by id (`こども課/保育申込`), by path, by a unique
last part.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from bots.errors import RecipeError
from bots.recipe import words
from bots.sources.opening import KNOWN

FOLDER = "recipes"
SYSTEMS = Path("config") / "systems"
TIMETABLE = Path("config") / "timetable.yaml"
_ENDINGS = (".yaml", ".yml")
_SETTINGS = ("settings", "secrets")  # what lies in config beside the systems: no recipe, and never to be shown
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?")
_FORBIDDEN = re.compile(r"[<>:\"|?*\x00-\x1f\x7f]")


def recipe_files(project: Path) -> Iterator[Path]:
    """All recipe files of a project, in the order of their ids. Links to folders are not
    followed.
    """
    return (path for _, path in _listed(project))


def _listed(project: Path) -> list[tuple[str, Path]]:
    """The id and the file of every recipe of a project, in the order of the ids."""
    root = project / FOLDER
    resolved = root.resolve()
    found = [
        (_id_of(path, resolved), path)
        for path in root.rglob("*")
        if path.suffix.lower() in _ENDINGS and path.is_file() and not _hidden(path, root)
    ]
    return sorted(found, key=lambda one: one[0])


def all_files(project: Path) -> list[Path]:
    """All recipes and system files of a project."""
    systems = [path for path in (project / SYSTEMS).glob("*.y*ml") if path.is_file()]
    return [*recipe_files(project), *sorted(systems)]


def is_system_file(path: Path, project: Path) -> bool:
    """Whether a file is a system file of the project, by where it lies."""
    inside = _under(path, project.resolve())
    return inside is not None and inside.parent == SYSTEMS


def named_files(name: str, project: Path) -> list[Path]:
    """The files that a name stands for: a recipe (see `find_recipe`), or all that lie in a folder.

    Raises RecipeError R80 (there is none), R81 (there are several) or R164 (a folder without any).
    """
    folder = _folder(name, project)
    if folder is not None:
        if folder.resolve() == project.resolve():
            return all_files(project)
        found = [
            path
            for path in folder.rglob("*")
            if path.suffix.lower() in _ENDINGS and path.is_file() and not _hidden(path, folder)
            and not _is_settings(path)
        ]
        if found:
            return sorted(found)
    try:
        return [find_recipe(name, project)]
    except RecipeError as error:
        if folder is None or error.problem.code != "R80":
            raise
        raise RecipeError("R164", name=name) from None


def _is_settings(path: Path) -> bool:
    """Whether a file holds settings or secrets, by its name: wherever it lies, a copy (secrets.old.yaml) too."""
    return path.name.lower().split(".")[0] in _SETTINGS


def _folder(name: str, project: Path) -> Path | None:
    """The folder of that name, unless a recipe has the name: in the project, its recipes, the shell's place."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/")
    if plain == name and any((project / FOLDER / f"{plain}{one}").is_file() for one in _ENDINGS):
        return None
    if plain in ("", ".") or plain.startswith("./") or plain.split("/")[0] == "..":
        return Path(name) if Path(name).is_dir() else None  # said of where the shell is
    places = (project / name, project / FOLDER / plain, Path(name))
    return next((one for one in places if one.is_dir()), None)


def _hidden(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return any(part.startswith((".", "~$")) for part in parts)


def recipe_id(path: Path, project: Path) -> str:
    """The id of a recipe file: its path under recipes/ without ending, NFC, with /.

    A file elsewhere is called by its name.
    """
    return _id_of(path, (project / FOLDER).resolve())


def _id_of(path: Path, root: Path) -> str:
    """The id of a recipe file, of which `root` is the folder of recipes as it is resolved."""
    inside = _under(path, root)
    name = inside.with_suffix("").as_posix() if inside is not None else path.stem
    return unicodedata.normalize("NFC", name)


def shown_name(path: Path, project: Path) -> str:
    """How messages call a file: relative to the project with /, else its name."""
    inside = _under(path, project.resolve())
    return inside.as_posix() if inside is not None else path.name


def _under(path: Path, folder: Path) -> Path | None:
    """The path of a file below a folder that is resolved, or None."""
    try:
        return path.resolve().relative_to(folder)
    except ValueError:
        return None


def find_recipe(name_or_path: str, project: Path) -> Path:
    """The file of a recipe by id, path, or last part where that is unique (`\\` = `/`, NFC).

    Raises RecipeError R80 (there is none), R81 (there are several), R165 (a file that is none) or R159 for a file of
    settings or secrets.
    """
    if _is_settings(Path(name_or_path)) and Path(name_or_path).suffix.lower() in _ENDINGS:
        raise RecipeError("R159", name=Path(name_or_path).name)
    given = unicodedata.normalize("NFC", name_or_path)
    for start in (Path(name_or_path), project / name_or_path):
        if start.suffix.lower() in _ENDINGS and start.is_file():
            return start
    wanted = given.replace("\\", "/").strip("/")
    for ending in _ENDINGS:
        wanted = wanted.removesuffix(ending)
    wanted = wanted.removeprefix(f"{FOLDER}/")
    straight = _by_id(wanted, project)
    if straight is not None:
        return straight
    if any(one.is_file() for one in (project / name_or_path, project / FOLDER / name_or_path, Path(name_or_path))):
        raise RecipeError("R165", name=name_or_path)
    ids = dict(_listed(project))
    if wanted in ids:
        return ids[wanted]
    tails = [one for one in ids if one.endswith(f"/{wanted}")]
    if len(tails) == 1:
        return ids[tails[0]]
    if tails:
        raise RecipeError("R81", name=name_or_path, candidates=words.listed(tails))
    lasts = {one.rsplit("/", 1)[-1]: one for one in ids}
    near = words.nearest(wanted, [*ids, *lasts])
    raise RecipeError(
        "R80",
        advice="R98" if near else "" if ids else "R91",
        name=name_or_path,
        near=lasts.get(near, near),
        known=words.listed(list(ids)),
    )


def _by_id(wanted: str, project: Path) -> Path | None:
    """The file of a whole id where it lies as the id says. A part that many recipes call is found without
    listing every recipe for each of them.
    """
    root = project / FOLDER
    for ending in _ENDINGS:
        path = root / f"{wanted}{ending}"
        # the id is asked again: of links, `..` and, on Windows, of names in other letters it is another
        if path.is_file() and not _hidden(path, root) and recipe_id(path, project) == wanted:
            return path
    return None


def confined(path: str) -> bool:
    """Whether a path written in a recipe stays below its folder, on Windows too.

    Refused: absolute paths, drives, UNC, `..`, names of devices, alternate streams, names that end
    in a dot or space, control characters. Placeholders `<x>` count as plain names.
    """
    text = re.sub(r"<[^<>]*>", "x", path).replace("\\", "/")
    if not text or text.startswith("/") or _FORBIDDEN.search(text):
        return False
    if unicodedata.normalize("NFC", text) != text:
        return False
    return all(_plain(part) for part in text.split("/"))


def _plain(part: str) -> bool:
    if part in ("", ".", "..") or part != part.rstrip(". "):
        return False
    return _DEVICES.fullmatch(part) is None


def names_a_sheet(path: str) -> bool:
    """Whether a file of that name can be read, by its ending; one that ends in a placeholder may be."""
    return path.endswith(">") or PurePosixPath(path).suffix.lower() in KNOWN
