"""`bots schema`: what an editor needs to help with recipes: the schemas, and settings of VS Code that bind them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bots.errors import Place, PlaceError
from bots.messages.disk import disk_reason
from bots.recipe.schema import SCHEMAS

FOLDER = ".schema"
SETTINGS = Path(".vscode") / "settings.json"
BOUND = {"recipe": "recipes/**/*.yaml", "system": "config/systems/*.yaml"}
FOR_YAML: dict[str, Any] = {
    "editor.insertSpaces": True,
    "editor.tabSize": 2,
    "editor.detectIndentation": False,
    "files.encoding": "utf8",
    "editor.renderWhitespace": "all",  # a full-width space is seen for what it is
    "editor.unicodeHighlight.invisibleCharacters": True,  # U+3000 is one of them
    "editor.unicodeHighlight.ambiguousCharacters": True,
    "editor.unicodeHighlight.allowedLocales": {"ja": True},
}


@dataclass
class Written:
    """What `bots schema` did: the files that it wrote, those that were as they should be, and lines that a
    person has to add where the settings could not be read.
    """

    files: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    by_hand: str = ""


def write_schema(home: Path) -> Written:
    """Write the schemas and bind them in the settings of VS Code. Raises PlaceError P53 where that is refused.

    Settings that are there stay as they are: what is missing is added. Where they are no plain JSON (remarks are
    allowed in them) nothing is altered, and the lines to add are told.
    """
    done = Written()
    for name, made in SCHEMAS.items():
        text = json.dumps(made(), ensure_ascii=False, separators=(",", ":")) + "\n"
        _write(home / FOLDER / f"{name}.json", text, home, done)
    path = home / SETTINGS
    there = _read(path)
    settings = _settings(there)
    if settings is None:
        done.by_hand = as_text(wanted())
        return done
    _write(path, as_text(settings), home, done)
    return done


def wanted() -> dict[str, Any]:
    """The settings as they are in a project that has none yet."""
    schemas = {f"./{FOLDER}/{name}.json": files for name, files in BOUND.items()}
    return {"yaml.schemas": schemas, "[yaml]": dict(FOR_YAML)}


def as_text(settings: dict[str, Any]) -> str:
    """Settings as VS Code writes them."""
    return json.dumps(settings, ensure_ascii=False, indent=2) + "\n"


def _settings(there: str) -> dict[str, Any] | None:
    """The settings with what is missing, or None where they cannot be read."""
    try:
        settings = json.loads(there or "{}")
    except ValueError:
        return None
    if not isinstance(settings, dict):
        return None
    for key, ours in wanted().items():
        theirs = settings.setdefault(key, {})
        if not isinstance(theirs, dict):
            return None
        merged = {**theirs, **ours} if key == "yaml.schemas" else {**ours, **theirs}
        settings[key] = merged
    return settings


def _read(path: Path) -> str:
    """The text of the settings, or "" where there are none; what is no text is told as unreadable JSON."""
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        return "?"
    except OSError as error:
        raise _refused(path, error) from error


def _write(path: Path, text: str, home: Path, done: Written) -> None:
    name = path.relative_to(home).as_posix()
    try:
        if path.exists() and path.read_bytes() == text.encode():
            done.current.append(name)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise _refused(path, error) from error
    done.files.append(name)


def _refused(path: Path, error: OSError) -> PlaceError:
    return PlaceError("P53", Place(str(path)), file=str(path), reason=disk_reason(error))
