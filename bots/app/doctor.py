"""`bots doctor`: what this machine needs, what is missing, and the remedy."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bots.app.project import Project
from bots.app.unexpected import unexpected
from bots.clock import in_tokyo
from bots.errors import BotsError, PlaceError
from bots.settings import environment_word

_DAYS = 7  # after which a backup is an old one
_FREE_AT_LEAST = 200 * (1 << 20)  # bytes; below this a run may end for want of space


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. Texts are pairs (ja, en). `pressing` = what is not well is a fault; else
    it is something to do before the system it speaks of can be worked on."""

    name: tuple[str, str]
    well: bool
    seen: tuple[str, str]
    mend: tuple[str, str] = ("", "")
    pressing: bool = True

    @property
    def mark(self) -> str:
        """✓ well, ! to be done, ✕ a fault."""
        return "✓" if self.well else "✕" if self.pressing else "!"

    def title(self, lang: str) -> str:
        """What was looked at."""
        return self.name[lang == "en"]

    def state(self, lang: str) -> str:
        """What was seen."""
        return self.seen[lang == "en"]

    def remedy(self, lang: str) -> str:
        """What to do."""
        return self.mend[lang == "en"]

    def to_json(self, lang: str) -> dict[str, object]:
        """For `--json`."""
        return {"what": self.title(lang), "well": self.well, "seen": self.state(lang),
                "remedy": self.remedy(lang)}  # fmt: skip


def examine(home: str | None) -> list[Finding]:
    """Look at everything a run needs. Never raises: what cannot be looked at is a finding."""
    try:
        project = Project.at(home)
    except BotsError as error:
        text = (error.problem.sentence("ja"), error.problem.sentence("en"))
        hint = (error.problem.hint("ja"), error.problem.hint("en"))
        return [Finding(("設定", "settings"), False, text, hint)]
    looks: list[Callable[[Project], Iterator[Finding]]] = [
        browser, driver, fonts, clock, ledger, backup, disk, secrets, proxy, systems,
    ]  # fmt: skip
    return [finding for look in looks for finding in look(project)]


def browser(project: Project) -> Iterator[Finding]:
    """Is there a browser, and does it start?"""
    from bots.runners.browser import find_browser, version_of

    name = ("ブラウザー", "browser")
    try:
        found = find_browser(project.settings.browser.path)
        version = version_of(found, project.settings.browser)
    except BotsError as error:
        yield Finding(
            name,
            False,
            (error.problem.sentence("ja"), error.problem.sentence("en")),
            (error.problem.hint("ja"), error.problem.hint("en")),
        )
        return
    where = f"{found} {version}"
    yield Finding(name, True, (where, where))


def driver(project: Project) -> Iterator[Finding]:
    """Playwright's own driver is a program that needs a library of the system."""
    from bots.runners.browser import driver_answers

    name = ("操作部品", "browser driver")
    if driver_answers():
        yield Finding(name, True, ("動きます", "answers"))
    else:
        yield Finding(
            name,
            False,
            ("動きません", "does not start"),
            ("apt-get install libatomic1 を情報システム担当に依頼してください",
             "ask IT for: apt-get install libatomic1"),
        )  # fmt: skip


def fonts(project: Project) -> Iterator[Finding]:
    """Without a Japanese font pictures show boxes."""
    name = ("日本語の文字", "Japanese font")
    if os.name == "nt" or _has_cjk_font():
        yield Finding(name, True, ("あります", "there"))
    else:
        yield Finding(
            name,
            False,
            ("ありません。画像の文字が□になります", "missing; pictures would show boxes"),
            ("apt-get install fonts-noto-cjk を情報システム担当に依頼してください",
             "ask IT for: apt-get install fonts-noto-cjk"),
        )  # fmt: skip


def _has_cjk_font() -> bool:
    marks = ("cjk", "ipa", "gothic", "mincho", "takao", "notosansjp", "hiragino")
    roots = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
    return any(
        mark in name.lower()
        for root in roots
        for _, _, names in os.walk(root)
        for name in names
        for mark in marks
    )


def clock(project: Project) -> Iterator[Finding]:
    """A clock far from the file system's is a clock nobody set."""
    name = ("時計", "clock")
    with tempfile.NamedTemporaryFile() as probe:
        drift = abs(Path(probe.name).stat().st_mtime - project.clock.now().timestamp())
    year = project.clock.now().year
    if drift < 60 and year >= 2026:
        now = f"{in_tokyo(project.clock.now()):%Y-%m-%d %H:%M:%S}"
        yield Finding(name, True, (now, now))
    else:
        yield Finding(
            name,
            False,
            ("ずれています", "is wrong"),
            ("時刻合わせ（NTP）を確かめてください", "check its time service (NTP)"),
        )


def ledger(project: Project) -> Iterator[Finding]:
    """The ledger must be within reach, whole and writable."""
    from bots.ledger.connection import close_ledger, ledger_there
    from bots.ledger.sides import side_of

    name = ("台帳", "ledger")
    try:
        side = side_of(project.settings.ledger, project.server)
        there, answer = ledger_there(project.settings.ledger, project.server), ""
        if there:
            answer = side.damage()
    except PlaceError as error:
        yield told(name, error)
        return
    finally:
        close_ledger()
    if not there:
        yield missed(project) or Finding(name, True, ("最初の実行で作られます", "made by the first run"))
    elif not answer:
        yield Finding(name, True, (side.where, side.where))
        whole = chain(project)
        yield whole
        lost = missed(project) if whole.well else None
        if lost is not None:
            yield lost
    else:
        yield Finding(
            name,
            False,
            (f"使えません（{answer}）", f"cannot be used ({answer})"),
            ("何も実行せず、控えから data/ を戻す手順を手引き（docs/it.ja.md）で見てください",
             "do not run anything; see the IT handbook for going back to a copy"),
        )  # fmt: skip


def missed(project: Project) -> Finding | None:
    """Whether the ledger is lost (P37), an older copy (P50, P131) or not where it was (P133). None = it is the last one."""
    from bots.app.ledger_standing import check_ledger
    from bots.app.runs import look_into_ledger
    from bots.ledger.connection import close_ledger

    try:
        if look_into_ledger(project):
            check_ledger(project, checked=False)
    except Exception as error:
        return told(("台帳と logs", "ledger and logs"), error)
    finally:
        close_ledger()
    return None


def told(name: tuple[str, str], error: Exception) -> Finding:
    """What went wrong while something was looked at, as a finding."""
    problem = (error if isinstance(error, BotsError) else unexpected(error)).problem
    return Finding(
        name,
        False,
        (problem.sentence("ja"), problem.sentence("en")),
        (problem.hint("ja"), problem.hint("en")),
    )


def chain(project: Project) -> Finding:
    """Whether the ledger still says what was written into it: its chain, and its runs beside that."""
    from bots.ledger.connection import close_ledger

    name = ("台帳の記録の鎖", "chain of the ledger")
    try:
        project.open_ledger()
        wrong, count = _unlike_written()
    except Exception as error:
        return told(name, error)
    finally:
        close_ledger()
    if wrong is None:
        return Finding(name, True, (f"{count:,} 件、書き換えはありません", f"{count:,} events, none was changed"))
    return Finding(
        name,
        False,
        wrong,
        ("台帳がプログラムの外から書き換えられています。何も実行せず、data を丸ごと別の場所に写して残し、"
         "控えと見比べてください。セキュリティの担当に知らせてください",
         "the ledger was changed from outside the program: run nothing, keep a copy of the whole data folder, "
         "compare it with your backups, and tell whoever answers for security"),
    )  # fmt: skip


def _unlike_written() -> tuple[tuple[str, str] | None, int]:
    """What was changed in the ledger that is open, or None; and how many events it has."""
    from bots.ledger import events, runs

    verdict = events.verify()
    if not verdict.whole:
        bad = verdict.first_bad
        return (
            f"{bad:,} 番目の出来事が、書かれたものと違います（{verdict.reason}）",
            f"event {bad:,} is not as it was written ({verdict.reason})",
        ), verdict.count
    wrong = runs.unlike_chain()
    if wrong:
        names, more = ", ".join(wrong[:3]), " …" if len(wrong) > 3 else ""
        return (
            f"実行 {names}{more} の欄（頼んだ人など）が、出来事の記録と違います（{len(wrong)} 件）",
            f"{len(wrong)} runs do not say what the chain says of them, such as who asked: {names}{more}",
        ), verdict.count
    return None, verdict.count


def backup(project: Project) -> Iterator[Finding]:
    """When was the last backup made by `bots backup`? An old one is told; none at all where runs begin by themselves."""
    from bots.app.upkeep.back_up import last_backup
    from bots.ledger.connection import ledger_there
    from bots.recipe.folder import TIMETABLE

    name = ("控え（バックアップ）", "backup")
    mend = ("bots backup で取ってください（毎晩の取り方: docs/upkeep.ja.md）", "make one with bots backup (every night: docs/upkeep.md)")
    last = last_backup(project.settings)
    if last is None:
        by_itself = (project.home / TIMETABLE).exists()
        try:
            needed = by_itself and ledger_there(project.settings.ledger, project.server)
        except PlaceError:
            return  # told of the ledger already
        none = ("bots backup では、まだ取っていません", "none was made by bots backup yet")
        yield Finding(name, not needed, none, mend, pressing=False)
        return
    days = (project.clock.now() - last.at).days
    at = f"{in_tokyo(last.at):%Y-%m-%d %H:%M}"
    seen = (f"{at}（{days} 日前）{last.file}", f"{at} ({days} days ago) {last.file}")
    yield Finding(name, days < _DAYS, seen, mend, pressing=False)


def disk(project: Project) -> Iterator[Finding]:
    """Room for the ledger and for pictures: the disks on which they are written, each once."""
    disks: dict[int, list[Path]] = {}
    for folder in (project.settings.ledger, project.settings.logs):
        there = next(one for one in (folder, *folder.parents) if one.exists())
        disks.setdefault(there.stat().st_dev, []).append(there)
    for folders in disks.values():
        at = "・".join(folder.name for folder in folders) if len(disks) > 1 else ""
        name = (f"空き容量（{at}）", f"free space ({at})") if at else ("空き容量", "free space")
        free = shutil.disk_usage(folders[0]).free
        text = f"{free / (1 << 30):.1f} GB" if free >= 1 << 30 else f"{free / (1 << 20):.0f} MB"
        yield Finding(name, free >= _FREE_AT_LEAST, (text, text), _room(project, folders[0]))


def _room(project: Project, folder: Path) -> tuple[str, str]:
    """What to do about the full disk of `folder`."""
    if folder == project.settings.ledger:
        return (
            f"{folder} のあるディスクに空きを作ってください。台帳のファイルは消さないでください",
            f"make room on the disk of {folder}; do not delete the ledger's files",
        )
    return ("logs の古い実行を片付けてください", "clear old runs from logs")


def secrets(project: Project) -> Iterator[Finding]:
    """Is there a secret for everything that the sign-in of each system and account puts in?"""
    from bots.recipe import system_file, system_names

    for system in system_names(project.home):
        try:
            accounts = list(system_file(system, project.home).accounts) or [""]
            lacking = {one: missing_secrets(project, system, one) for one in accounts}
        except BotsError as error:
            yield told((f"{system} の秘密の値", f"secrets of {system}"), error)
            continue
        for account, names in lacking.items():
            if names:
                yield _to_put_in(system, account, names)


def missing_secrets(project: Project, system: str, account: str) -> list[str]:
    """The secrets of a sign-in that are kept nowhere. Raises PlaceError P21, P22, and RecipeError for a
    system file that cannot be used."""
    from bots.app.carry_out import vaults
    from bots.engine.logins import secrets_of
    from bots.recipe import load_system, system_file

    vault, missing = vaults(project), []
    environment = next(iter(system_file(system, project.home).addresses), "")
    for name in secrets_of(load_system(system, project.home, environment, account)):
        try:
            vault.secret(name)
        except PlaceError as error:
            if error.problem.code != "P20":
                raise
            missing.append(name)
    return missing


def _to_put_in(system: str, account: str, names: list[str]) -> Finding:
    """The secrets of one account that are to be put in, and where."""
    of, listed = f"{system}・{account}" if account else system, ", ".join(names)
    lines = "".join(f"\n        {name}: …" for name in names)
    return Finding(
        (f"ログイン（{of}）", f"login ({of})"),
        False,
        (f"秘密の値が登録されていません: {listed}", f"secrets are not kept anywhere: {listed}"),
        (f"使う前に、config/secrets.yaml（chmod 600）に値を書いてください（練習用の値は docs/it.ja.md）:{lines}",
         f"before use, write in config/secrets.yaml (chmod 600; practice values: docs/it.md):{lines}"),
        pressing=False,
    )  # fmt: skip


def proxy(project: Project) -> Iterator[Finding]:
    """Where the place has a proxy: does it answer, and are there secrets for it? Only a connection, nothing is sent."""
    from bots.app.carry_out import vaults
    from bots.proxies import login_of_proxy, proxy_of

    name = ("プロキシ", "proxy")
    try:
        host = proxy_of(project.settings.proxy)
        if host is None:
            return
        login_of_proxy(project.settings.proxy, vaults(project))
    except BotsError as error:
        yield told(name, error)
        return
    text = f"{host[0]}:{host[1]}"
    if _answers(host):
        yield Finding(name, True, (text, text))
    else:
        yield Finding(
            name,
            False,
            (f"つながりません: {text}", f"not within reach: {text}"),
            ("config/settings.yaml の proxy.server と庁内の回線を確かめてください",
             "check proxy.server in config/settings.yaml and the network"),
        )  # fmt: skip


def _answers(host: tuple[str, int]) -> bool:
    try:
        socket.create_connection(host, timeout=3).close()
    except OSError:
        return False
    return True


def systems(project: Project) -> Iterator[Finding]:
    """Does each configured system answer from this machine? Only a connection, nothing is sent. What lies behind the
    place's proxy is not asked."""
    from bots.proxies import is_direct
    from bots.recipe import system_file, system_names

    found = [
        (name, environment, address)
        for name in system_names(project.home)
        for environment, address in system_file(name, project.home).addresses.items()
    ]
    for system, environment, address in found:
        name = (f"{system}（{environment}）", f"{system} ({environment_word(environment, 'en')})")
        parts = urlsplit(address)
        host = (parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
        if project.settings.proxy.server and not is_direct(project.settings.proxy, host[0]):
            yield Finding(name, True, (f"{address}（プロキシを通ります）", f"{address} (through the proxy)"))
        elif _answers(host):
            yield Finding(name, True, (address, address))
        else:
            yield Finding(
                name,
                False,
                (f"つながりません: {address}", f"not within reach: {address}"),
                ("アドレス（config/systems）と通信の許可を確かめてください。練習用なら bots practice で始めます",
                 "check the address in config/systems and the network; practice systems: bots practice"),
            )  # fmt: skip
