"""Where the sheet of a recipe lies: named on the command line, in the data folder, or beside the recipe."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

from bots.errors import DataError, Place, PlaceError


def find_data(
    file: str, recipe_folder: Path, data_folder: Path | None, override: Path | None
) -> Path:
    """The sheet's path. `override` (--data) is taken as it is; a recipe's own words stay in its folders.

    Raises DataError D01 (not there, with where it was looked for), D18 (in both places), D19 (outside), D74
    (a folder), PlaceError P07 where the folder of the sheets is not there: a book of the same name beside the
    recipe may be another one.
    """
    if override is not None:
        place = whole_path(override)
        if place.is_dir():
            raise DataError("D74", Place(str(place)), file=place.name)
        if not place.is_file():
            raise DataError("D01", Place(str(place)), file=place.name, places=str(place.parent))
        return place
    if Path(file).is_absolute():  # a plan made with --data holds the whole path
        return find_data(file, recipe_folder, data_folder, Path(file))
    windows, posix = PureWindowsPath(file), PurePosixPath(file.replace("\\", "/"))
    if windows.drive or windows.root or ".." in posix.parts or ":" in file:
        raise DataError("D19", Place(file), file=file)
    if data_folder is not None and not os.path.isdir(data_folder):  # noqa: PTH112 - False too where a share is off
        raise PlaceError("P07", Place(str(data_folder)), folder=str(data_folder), file=file)
    folders = [one for one in (data_folder, recipe_folder) if one is not None]
    found = [one / posix for one in folders if (one / posix).is_file()]
    places = "、".join(str(one) for one in folders)
    if not found:
        if any((one / posix).is_dir() for one in folders):
            raise DataError("D74", Place(file), file=file)
        raise DataError("D01", Place(file), file=file, places=places)
    if len({one.resolve() for one in found}) > 1:
        raise DataError("D18", Place(file), file=file, places=places)
    return found[0]


def whole_path(path: Path) -> Path:
    """The path from the root, without `..`; where its folder would be another then, behind a link, as it was given."""
    given = path.expanduser().absolute()
    plain = Path(os.path.abspath(given))  # noqa: PTH100 - resolve() would follow links
    there = given.parent.exists() and plain.parent.exists() and plain.parent.samefile(given.parent)
    return plain if there else given
