"""What this place decides: config/settings.yaml and `BOTS_*`, read once, frozen; and the project folder.

Order of strength: command line > environment variable > config/settings.yaml > the default here.
An unknown key is an error: a misspelt limit that is silently ignored is worse than a stop.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import time
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints
from urllib.parse import parse_qs, urlsplit

from bots.errors import Place, PlaceError

_PROXY_PORT = 8080  # where proxies listen by custom
# The environments that every system may have, in English and as a plan and the ledger call them.
ENVIRONMENTS: Mapping[str, str] = {"production": "本番", "training": "訓練"}


def environment_word(name: str, lang: str) -> str:
    """An environment as a language calls it; one that a system file has named stays as it is named."""
    if lang == "ja":
        return name
    return next((english for english, ja in ENVIRONMENTS.items() if ja == name), name)


@dataclass(frozen=True, slots=True)
class Folders:
    """Where files are; relative paths are relative to the project folder. `data` unset = beside the recipe;
    `tasks` unset = no verbs of the hall's own.
    """

    data: str = ""
    logs: str = "logs"
    tasks: str = ""


@dataclass(frozen=True, slots=True)
class Browser:
    """Which browser. `path` empty = the first that is found. Sizes of its window in CSS pixels. After so many rows as
    `rows` says it goes on in a new session, signed in anew: what pages have piled up is gone.
    """

    path: str = ""
    headless: bool = True
    width: int = 1280
    height: int = 900
    rows: int = 500


@dataclass(frozen=True, slots=True)
class ProxySettings:
    """The place's own HTTP proxy, `host:port`; `server` empty = none. `account` is the name of two secrets, `NAME_user` and
    `NAME_password`, for one that asks for them. `direct` names hosts that are reached without it, with commas between
    (`.lg.jp` = all under it).
    """

    server: str = ""
    account: str = ""
    direct: str = ""


@dataclass(frozen=True, slots=True)
class TimeoutSettings:
    """Seconds to wait for a field, for a page, for the answer to a submit."""

    field: float = 10.0
    page: float = 30.0
    submit: float = 60.0


@dataclass(frozen=True, slots=True)
class EvidenceSettings:
    """Format of pictures; whether personal values are shown on them to those who verify."""

    format: Literal["png", "jpeg"] = "png"
    personal: Literal["shown", "masked"] = "shown"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The mail server of the house; `server` empty = no mail. `account` is the name of two secrets, `NAME_user` and
    `NAME_password`, for a server that asks for them.
    """

    server: str = ""
    port: int = 25
    sender: str = ""
    security: Literal["none", "starttls", "tls"] = "none"
    account: str = ""


@dataclass(frozen=True, slots=True)
class NotifySettings:
    """Who is told what became of the night. `to` gives an address of mail for each owner of recipes (概要の担当) as it is
    written there, and `*` for all others. `morning` is when the mail of the night goes out (HH:MM, Japan's time). What
    stops is told at once, and `webhook` gets all of it as JSON.
    """

    mail: MailSettings = MailSettings()
    webhook: str = ""
    to: Mapping[str, str] = field(default_factory=dict)
    morning: time = time(7, 30)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything of config/settings.yaml. `home` is the project folder; `database` the address of a PostgreSQL server that
    holds the ledger, empty = a file in data/."""

    home: Path
    language: Literal["ja", "en"] = "ja"
    environment: str = ""
    database: str = ""
    folders: Folders = Folders()
    browser: Browser = Browser()
    proxy: ProxySettings = ProxySettings()
    timeouts: TimeoutSettings = TimeoutSettings()
    evidence: EvidenceSettings = EvidenceSettings()
    notify: NotifySettings = NotifySettings()

    @property
    def recipes(self) -> Path:
        """The folder of recipes."""
        return self.home / "recipes"

    @property
    def systems(self) -> Path:
        """The folder of system files."""
        return self.home / "config" / "systems"

    @property
    def logs(self) -> Path:
        """The folder of runs."""
        return self.home / self.folders.logs

    @property
    def ledger(self) -> Path:
        """The folder of the ledger and its key. Never inside logs."""
        return self.home / "data"

    @property
    def anchor(self) -> Path:
        """Where it is kept how far the ledger has come: beside the runs, so that a copy of data/ does not bring it."""
        return self.logs / "ledger.json"

    @property
    def tasks(self) -> Path | None:
        """The folder of the hall's own verbs, or None."""
        return self.home / self.folders.tasks if self.folders.tasks else None

    @property
    def sheets(self) -> Path | None:
        """The folder of the clerks' sheets, or None: then they lie beside their recipe."""
        return self.home / self.folders.data if self.folders.data else None


def project_folder(named: str | None = None) -> Path:
    """The folder with recipes/ and config/: as named, or BOTS_HOME, or the nearest one upwards."""
    chosen = named or os.environ.get("BOTS_HOME", "")
    if chosen:
        folder = Path(chosen).expanduser().resolve()
        if not folder.is_dir():
            raise PlaceError("P01", Place(file=str(folder)), folder=str(folder))
        return folder
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "config").is_dir() and (folder / "recipes").is_dir():
            return folder
    return here


def load_settings(home: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read `home`/config/settings.yaml, laid over by `BOTS_*`. Raises PlaceError P02–P05, P55, P159, P161, P169."""
    path = home / "config" / "settings.yaml"
    written = _read(path) if path.exists() else {}
    laid_over: dict[object, str] = {}  # a setting → the variable that gave it
    for variable, value in environ.items():
        keys = _VARIABLES.get(variable)
        if keys and value:
            at = written
            for key in keys[:-1]:
                at = at.setdefault(key, {})
            at[keys[-1]] = value
            laid_over[".".join(keys)] = variable
    try:
        settings: Settings = _build(Settings, written, path, "", {"home": home})
    except PlaceError as error:
        told = error.problem.words
        culprit = laid_over.get(told.get("key"))
        if error.problem.code != "P04" or culprit is None:
            raise
        raise PlaceError(
            "P55", variable=culprit, allowed=told["allowed"], allowed_en=told["allowed_en"]
        ) from None
    if settings.database:
        check_database(settings.database)
    if settings.proxy.server:
        proxy_address(settings.proxy.server)
    return settings


def proxy_address(server: str) -> tuple[str, int]:
    """Host and port of `server` as a proxy; what it says is never told. Raises PlaceError P169 where it is none, or where a
    password stands in it."""
    parts = urlsplit(server if "://" in server else f"http://{server}")
    try:
        port = parts.port or _PROXY_PORT
    except ValueError:
        raise PlaceError("P169") from None
    if parts.scheme != "http" or not parts.hostname or parts.username is not None:
        raise PlaceError("P169")
    return parts.hostname, port


def check_database(address: str) -> None:
    """Whether `address` can be that of a ledger on PostgreSQL; what it says is never told. Raises PlaceError P159, and
    P161 where a password stands in it."""
    parts = urlsplit(address)
    if parts.password is not None or "password" in parse_qs(parts.query):
        raise PlaceError("P161")
    if parts.scheme not in ("postgresql", "postgres"):
        raise PlaceError("P159")


def _variables(kind: type, before: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """`BOTS_BROWSER_PATH` → ("browser", "path"), for every setting."""
    found: dict[str, tuple[str, ...]] = {}
    hints = get_type_hints(kind)
    for one in fields(kind):
        keys = (*before, one.name)
        if is_dataclass(hints[one.name]):
            found |= _variables(hints[one.name], keys)
        elif one.name != "home" and get_origin(hints[one.name]) is not Mapping:
            found["BOTS_" + "_".join(keys).upper()] = keys
    return found | ({} if before else {"BOTS_LANG": ("language",)})


def _read(path: Path) -> dict[str, Any]:
    import yaml

    try:
        found = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(str(path), mark.line + 1, mark.column + 1) if mark else Place(str(path))
        raise PlaceError("P02", place, file=path.name) from None
    if found in (None, ""):
        return {}
    if not isinstance(found, dict):
        raise PlaceError("P02", Place(str(path)), file=path.name)
    return found


def _build(kind: type, written: Mapping[str, Any], path: Path, before: str, given: dict[str, Any]) -> Any:
    hints = get_type_hints(kind)
    known = [one.name for one in fields(kind) if one.name != "home"]
    for key in written:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            raise PlaceError(
                "P03", Place(str(path)), key=before + key, known=", ".join(near or known)
            )
    for key, value in written.items():
        wanted = hints[key]
        if is_dataclass(wanted):
            if value not in ("", None) and not isinstance(value, dict):
                raise _not_right(before + key, path, "{項目: 値, …}", "{name: value, …}")
            inner = value if isinstance(value, dict) else {}
            given[key] = _build(wanted, inner, path, f"{before}{key}.", {})  # type: ignore[arg-type]
        elif get_origin(wanted) is Mapping:
            if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
                raise _not_right(before + key, path, "{名前: 値, …}", "{name: value, …}")
            given[key] = {str(name): str(one).strip() for name, one in value.items()}
        else:
            given[key] = _convert(value, wanted, path, before + key)
    return kind(**given)


def _convert(value: Any, wanted: Any, path: Path, key: str) -> Any:
    """Text of a setting → the type that it shall have. Raises P04 with what is allowed."""
    text = "" if value is None else str(value).strip()
    if get_origin(wanted) is Literal:
        if text in get_args(wanted):
            return text
        raise _not_right(key, path, " / ".join(get_args(wanted)))
    if wanted is bool:
        if text.lower() in ("true", "yes", "on", "1", "はい"):
            return True
        if text.lower() in ("false", "no", "off", "0", "いいえ"):
            return False
        raise _not_right(key, path, "true / false")
    if wanted in (int, float):
        try:
            number = wanted(text)
        except ValueError:
            number = -1
        if number > 0:
            return number
        raise _not_right(key, path, *_ABOVE_ZERO[wanted])
    if wanted is time:
        try:
            return time.fromisoformat(text if len(text) == 5 else f"0{text}")
        except ValueError:
            raise _not_right(key, path, "時刻（例: 07:30）", "a time (07:30, say)") from None
    return text


def _not_right(key: str, path: Path, allowed: str, allowed_en: str = "") -> PlaceError:
    """The error of a value that is not `allowed`; `allowed_en` where that is not the same in English."""
    return PlaceError("P04", Place(str(path)), key=key, allowed=allowed, allowed_en=allowed_en or allowed)


_ABOVE_ZERO = {
    int: ("1以上の整数（例: 900）", "a whole number, 1 or more (900, say)"),
    float: ("0より大きい数（例: 10）", "a number above 0 (10, say)"),
}
_VARIABLES = _variables(Settings)
