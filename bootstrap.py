#!/usr/bin/env python3
"""The two commands of a newcomer: `python3 bootstrap.py demo` and `python3 bootstrap.py test`.

Needs nothing but Python 3.11 or later. Makes the environment in .venv from hash-pinned requirements,
finds or installs the parts of the distribution that a browser needs, then hands over to the program.
`setup` stops before that and leaves the command at .venv/bin/bots (Windows: .venv\\Scripts\\bots.cmd).
`bundle [FILE]` makes one file of all that a machine without internet needs.
"""

from __future__ import annotations

import argparse
import hashlib
import locale
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
WINDOWS = os.name == "nt"
BIN = ENVIRONMENT / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
WHEELS = HERE / "wheels"  # on a machine that unpacked a bundle
KIND = f"Python {sys.version_info[0]}.{sys.version_info[1]}, {sysconfig.get_platform()}"  # that wheels are made for
NOT_BUNDLED = {"__pycache__", "data", "logs", "secrets.yaml", "wheels"}  # nor what has a dot before its name
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chromium-headless-shell",
)


def say(ja: str, en: str) -> None:
    """Tell the person in front of the terminal, in their language."""
    print(ja if LANGUAGE == "ja" else en, flush=True)


def language_of(arguments: Sequence[str]) -> str:
    """`--lang` > BOTS_LANG > the terminal's own > Japanese, which is the language of the halls."""
    for here, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if here == "--lang":
            return following
        if here.startswith("--lang="):
            return here.partition("=")[2]
    if os.environ.get("BOTS_LANG"):
        return os.environ["BOTS_LANG"]
    if WINDOWS:
        spoken = locale.getlocale()[0] or ""
    else:
        spoken = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "en" if spoken.lower().startswith("en") else "ja"


LANGUAGE = language_of(sys.argv[1:])


# ------------------------------------------------------------------ parts of the distribution


class Part(NamedTuple):
    """Something that pip cannot bring: what it is, its Debian package, how to see that it is there, its name
    for winget."""

    ja: str
    en: str
    package: str
    there: Callable[[], bool]
    windows: str = ""


def has_venv() -> bool:
    """Debian keeps ensurepip apart from Python itself."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return False
    return True


def has_library(name: str) -> bool:
    """Playwright's driver is linked against libatomic, which a minimal system lacks."""
    import ctypes

    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def browser() -> str:
    """The path of a browser, or ""."""
    named = os.environ.get("BOTS_BROWSER_PATH", "")
    if named and Path(named).exists():
        return named
    found = next((path for path in map(shutil.which, BROWSERS) if path), "")
    if found or not WINDOWS:
        return found
    for root in ("ProgramFiles(x86)", "ProgramFiles", "LocalAppData"):
        edge = Path(os.environ.get(root, "")) / "Microsoft/Edge/Application/msedge.exe"
        if edge.exists():
            return str(edge)
    return ""


def has_sandbox() -> bool:
    """An ordinary user's Chromium needs its helper where the kernel gives no user namespaces."""
    if os.geteuid() == 0 or "chromium" not in browser():
        return True
    if Path("/usr/lib/chromium/chrome-sandbox").exists():
        return True
    unshare = shutil.which("unshare")
    tried = unshare and subprocess.run([unshare, "-U", "true"], capture_output=True, check=False)
    return bool(tried and tried.returncode == 0)


def has_japanese_font() -> bool:
    """Without a CJK font every picture would show empty boxes."""
    roots = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts"]
    roots += [Path.home() / ".local/share/fonts", Path("/System/Library/Fonts")]
    marks = ("cjk", "ipa", "gothic", "mincho", "takao", "vlgothic", "hiragino", "morisawa", "notosansjp")
    for root in roots:
        for _, _, names in os.walk(root):
            if any(mark in name.lower() for name in names for mark in marks):
                return True
    return False


def parts() -> list[Part]:
    """What must be there on this machine besides Python."""
    if WINDOWS:
        edge = Part(
            "ブラウザー（Microsoft Edge）", "a browser (Microsoft Edge)", "", lambda: bool(browser()), "Microsoft.Edge"
        )
        return [edge]
    return [
        Part("Python の仮想環境", "Python's virtual environments", "python3-venv", has_venv),
        Part(
            "操作部品（libatomic）",
            "the library of the browser driver (libatomic)",
            "libatomic1",
            lambda: platform.system() != "Linux" or has_library("libatomic.so.1"),
        ),
        Part("ブラウザー", "a browser", "chromium", lambda: bool(browser())),
        Part("ブラウザーの保護部品", "the browser's sandbox helper", "chromium-sandbox", has_sandbox),
        Part("日本語の文字（フォント）", "a Japanese font", "fonts-noto-cjk", has_japanese_font),
    ]


def office() -> bool:
    """Whether LibreOffice is there: the tests let it open every book that is written."""
    return any(map(shutil.which, filter(None, (os.environ.get("BOTS_OFFICE_PATH"), "soffice", "libreoffice"))))


def needs_office(asked: Sequence[str]) -> bool:
    """Whether the tests that are asked for open books in LibreOffice: all of them, or that ring."""
    return not asked or any("tests/office" in one for one in asked)


def database_server() -> bool:
    """Whether the programs of a PostgreSQL server are there: the tests start one of their own."""
    return bool(shutil.which("initdb") or shutil.which("pg_ctl") or [*Path("/usr/lib/postgresql").glob("*/bin/initdb")])


def needs_database(asked: Sequence[str]) -> bool:
    """Whether the tests that are asked for need one: all of them, or that ring."""
    return not asked or any("tests/postgres" in one for one in asked)


def small_browser() -> bool:
    """Whether the browser without windows is there, or nobody can be asked for it: the tests of pages open hundreds
    of windows, which take it half the work. Where it is not, they go with the other."""
    can_ask = not WINDOWS and shutil.which("apt-get") and becoming_root() is not None
    return bool(shutil.which("chromium-headless-shell")) or not can_ask


def needs_small_browser(asked: Sequence[str]) -> bool:
    """Whether rings that go with it are asked for."""
    return any(map(in_small_browser, rings_of(asked)))


def parts_of_tests(asked: Sequence[str]) -> list[Part]:
    """What the tests that are asked for need besides."""
    sheets = ("表計算（LibreOffice）", "a spreadsheet program (LibreOffice)", "libreoffice-calc-nogui")
    server = ("データベース（PostgreSQL 15 以上）", "a database server (PostgreSQL 15 or later)", "postgresql")
    small = ("窓のないブラウザー", "a browser without windows", "chromium-headless-shell")
    wanted = [
        (needs_office(asked), Part(*sheets, office, "TheDocumentFoundation.LibreOffice")),
        (needs_database(asked), Part(*server, database_server, "PostgreSQL.PostgreSQL")),
        (needs_small_browser(asked), Part(*small, small_browser)),
    ]
    return [part for is_needed, part in wanted if is_needed]


def bring_parts(wanted: Sequence[Part]) -> None:
    """See that every part is there; install what is missing as root, otherwise print the one line."""
    missing = [part for part in wanted if not part.there()]
    if not missing:
        return
    packages = [part.package for part in missing if part.package]
    if any(part.package == "chromium" for part in missing):  # with it: its guard, and its Japanese texts
        packages += [one for one in ("chromium-sandbox", "chromium-l10n") if one not in packages]
    line = f"apt-get update && apt-get install -y {' '.join(packages)}"
    names = ("、" if LANGUAGE == "ja" else ", ").join(
        part.ja if LANGUAGE == "ja" else part.en for part in missing
    )
    say(f"足りない部品があります: {names}", f"Missing on this machine: {names}")
    prefix = becoming_root()
    if WINDOWS or prefix is None or not shutil.which("apt-get"):
        say(
            "情報システム担当の方に、次の1行の実行を依頼してください:",
            "Please ask your IT section to run this one line:",
        )
        programs = " ".join(part.windows for part in missing)
        print("    " + (line if not WINDOWS else f"winget install {programs}"), flush=True)
        sys.exit(2)
    say("いま入れます（数分かかることがあります）。", "Installing them now (this can take minutes).")
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run([*prefix, "apt-get", *words], env=variables, check=False, stdout=subprocess.DEVNULL)
        if done.returncode:
            say(f"うまく入りませんでした。次を確かめてください: {line}", f"That failed. Please check: {line}")
            sys.exit(2)


def becoming_root() -> list[str] | None:
    """The words to put before a command so that root runs it, or None where that is not allowed."""
    if WINDOWS:
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


# ------------------------------------------------------------------ the environment


def make_environment(requirements: Sequence[tuple[str, bool]]) -> None:
    """Bring .venv up to date with the requirements; a file that has not changed costs nothing."""
    stamps = ENVIRONMENT / "bots-stamps"
    if ENVIRONMENT.exists() and not same_python():
        say("Python が変わったため、環境を作り直します。", "Python has changed: making the environment anew.")
        shutil.rmtree(ENVIRONMENT)
    if not PYTHON.exists():
        say("環境を作っています…", "Making the environment …")
        run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])
    stamps.mkdir(exist_ok=True)
    for name, with_dependencies in requirements:
        path = HERE / "requirements" / name
        if not path.exists():
            continue
        stamp, digest = stamps / name, hashlib.sha256(path.read_bytes()).hexdigest()
        if stamp.exists() and stamp.read_text() == digest:
            continue
        say(f"部品を入れています（{path.stem}）…", f"Installing the parts ({path.stem}) …")
        words = [*([] if with_dependencies else ["--no-deps"]), *from_the_bundle()]
        run([str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input",
             *words, "--require-hashes", "-r", str(path)])  # fmt: skip
        stamp.write_text(digest)
    leave_command()
    (stamps / "python").write_text(sys.version)


def from_the_bundle() -> list[str]:
    """Where pip takes the parts from on a machine that unpacked a bundle: the folder beside this file, nothing else."""
    if not WHEELS.is_dir():
        return []
    made_for = (WHEELS / "python.txt").read_text(encoding="utf-8")
    if made_for != KIND:
        say(f"この一式は {made_for} 用です。この機械は {KIND} です。同じ種類の機械で作り直してください。",
            f"This bundle is for {made_for}; this machine is {KIND}. Please make it on a machine of the same kind.")  # fmt: skip
        sys.exit(2)
    return ["--no-index", "--find-links", str(WHEELS)]


def bundle(asked: Sequence[str]) -> int:
    """All that a machine without internet needs, in one file: the program, its parts for this kind of machine, and
    what its IT section brings by the distribution. Of a folder that was worked in only what git knows goes along."""
    place = Path(asked[0] if asked else f"bots-{time.strftime('%Y%m%d')}.zip").resolve()
    if (HERE / ".git").exists() and shutil.which("git"):
        tracked = subprocess.run(["git", "ls-files", "-z"], cwd=HERE, capture_output=True, text=True, check=True).stdout
        files = [HERE / name for name in tracked.split("\0") if name]
    elif (HERE / "data").exists():
        say("このフォルダーには仕事の記録（data）があります。新しく展開したフォルダーで作ってください。",
            "This folder was worked in (data is there). Please make the bundle in a fresh copy.")  # fmt: skip
        return 2
    else:
        parts_of = {path: path.relative_to(HERE).parts for path in HERE.rglob("*")}
        files = [path for path, names in parts_of.items() if not (NOT_BUNDLED.intersection(names) or any(one[0] == "." for one in names))]
    place.parent.mkdir(parents=True, exist_ok=True)
    say("部品を集めています…", "Collecting the parts …")
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder, WHEELS.name)
        for name in ("bots.txt", "postgres.txt"):
            run([str(PYTHON), "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-input", "--only-binary", ":all:",
                 "--require-hashes", "-d", str(wheels), "-r", str(HERE / "requirements" / name)])  # fmt: skip
        (wheels / "python.txt").write_text(KIND, encoding="utf-8")
        half = place.with_name(place.name + ".part")
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            for path, top in [*((path, HERE) for path in files if path.is_file()), *((path, wheels.parent) for path in wheels.iterdir())]:
                packed.write(path, Path("bots", path.relative_to(top)))
    half.replace(place)
    packages = " ".join([*(part.package for part in parts()), "chromium-l10n"])
    say(f"{place}（{KIND} 用）を作りました。移した先の機械で:\n"
        f"    python3 -m zipfile -e {place.name} .  を行い、フォルダー bots で  python3 bootstrap.py demo\n"
        f"その機械に先に要るもの: Python と  apt-get install -y {packages}",
        f"Made {place} (for {KIND}). On the other machine:\n"
        f"    python3 -m zipfile -e {place.name} .  then, in the folder bots:  python3 bootstrap.py demo\n"
        f"Needed there before: Python, and  apt-get install -y {packages}")  # fmt: skip
    return 0


def same_python() -> bool:
    """Whether .venv was made by this very Python and still runs (a moved folder or an upgrade breaks it)."""
    stamp = ENVIRONMENT / "bots-stamps" / "python"
    if not stamp.exists():
        return PYTHON.exists() and not stamp.parent.exists()
    return stamp.read_text() == sys.version and PYTHON.exists()


def leave_command() -> None:
    """Put the command `bots` into the environment, pointing at this folder."""
    site = next(iter(ENVIRONMENT.glob("lib/python*/site-packages")), ENVIRONMENT / "Lib/site-packages")
    path_file = site / "bots-project.pth"
    if not path_file.exists() or path_file.read_text(encoding="utf-8") != str(HERE):
        path_file.write_text(str(HERE), encoding="utf-8")
    if WINDOWS:
        (BIN / "bots.cmd").write_text(f'@"{PYTHON}" -m bots %*\r\n', encoding="mbcs")
        return
    command = BIN / "bots"
    text = f"#!{PYTHON}\nimport sys\n\nfrom bots.cli import main\n\nsys.exit(main())\n"
    if not command.exists() or command.read_text(encoding="utf-8") != text:
        command.write_text(text, encoding="utf-8")
        command.chmod(0o755)


def run(command: Sequence[str]) -> None:
    """Carry out a command of the set-up; its failure ends the set-up with its own words."""
    done = subprocess.run(command, check=False)
    if done.returncode:
        say(
            "準備の途中で止まりました。上の表示を情報システム担当の方に見せてください。",
            "The set-up stopped. Please show the lines above to your IT section.",
        )
        sys.exit(done.returncode)


# ------------------------------------------------------------------ the commands

# Rings of tests, each a process of its own: two drivers of Playwright cannot live in one thread. The
# longest come first, so that the lanes end together; what would be longest by far is two rings.
RINGS: Sequence[Sequence[str]] = (
    ("tests/cases",),
    ("tests/recipes", "--ignore=tests/recipes/test_screens.py"),
    ("tests/commands", "--ignore-glob=tests/commands/test_[a-d]*", "--ignore=tests/commands/test_readme.py"),
    ("tests/browser", "--ignore-glob=tests/browser/test_[a-l]*", "--ignore=tests/browser/gate"),
    ("tests/browser", "--ignore-glob=tests/browser/test_[m-z]*", "--ignore=tests/browser/gate"),
    ("tests/browser/gate",),
    ("tests/commands", "--ignore-glob=tests/commands/test_[e-z]*"),
    ("tests/commands/test_readme.py",),
    ("tests/recipes/test_screens.py",),
    ("tests/postgres",),
    ("tests/runs",),
    ("tests/crash", "tests/mutants", "tests/timetable"),
    ("tests/ledger", "tests/errors", "tests/language", "tests/golden", "tests/exhaustive", "tests/architecture"),
    ("tests/unit/recipe", "tests/unit/sources"),
    ("tests/unit", "--ignore=tests/unit/recipe", "--ignore=tests/unit/sources"),
    ("tests/office",),
    ("tests/report",),
    ("tests/practice",),
)
# Rings of hundreds of windows go with the browser that draws none, at half the cost. READMEs, runs and reports go
# with the one that people have; by night all do.
IN_SMALL_BROWSER = ("tests/browser", "tests/commands", "tests/crash", "tests/postgres", "tests/recipes")
IN_THEIRS = "tests/commands/test_readme.py"
LANES = 4  # on two cores: a ring waits for pages and processes a good part of its time
ONE_AT_A_TIME = threading.Lock()
PROGRAM = [("bots.txt", True)]
TESTS = [("tests.txt", True), ("postgres.txt", True), ("pages.txt", False)]


def main() -> int:
    """Set up, then do what was asked."""
    if sys.version_info < (3, 11):
        say(
            f"Python 3.11 以上が必要です（いまは {platform.python_version()}）。",
            f"Python 3.11 or later is needed (this is {platform.python_version()}).",
        )
        return 2
    if sys.platform != "win32" and isinstance(sys.stdout.encoding, str) and LANGUAGE == "ja":
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    parser = argparse.ArgumentParser(prog="bootstrap.py", description=__doc__)
    parser.add_argument("command", choices=["demo", "test", "setup", "bundle"])
    parser.add_argument("--lang", choices=["ja", "en"], help="language of what is said")
    asked, further = parser.parse_known_args()
    bring_parts(parts() + (parts_of_tests(further) if asked.command == "test" else []))
    make_environment(PROGRAM if asked.command != "test" else PROGRAM + TESTS)
    os.chdir(HERE)
    if asked.command == "bundle":
        return bundle(further)
    if asked.command == "setup":
        say(f"準備ができました。次の命令で始めます: {BIN / 'bots'}", f"Ready. Start with: {BIN / 'bots'}")
        return 0
    if asked.command == "demo":
        command = [str(PYTHON), "-m", "bots", *(["--lang", asked.lang] if asked.lang else []), "demo"]
        return subprocess.run([*command, *further], check=False).returncode
    return test(further)


def test(asked: Sequence[str]) -> int:
    """Run every ring, or what was asked for; 0 if all is well. All rings run, also after a failure."""
    # Hundreds of children start the program: it is compiled once, also where Python is told not to keep that.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    rings = rings_of(asked)
    if not rings:
        worst = subprocess.run([str(PYTHON), "-m", "pytest", *asked], check=False).returncode
    else:
        with ThreadPoolExecutor(max_workers=min(LANES, (os.cpu_count() or 1) + 2)) as lanes:
            worst = max(lanes.map(run_ring, rings))
    say(
        "すべての試験に通りました。" if not worst else "通らなかった試験があります。",
        "All tests passed." if not worst else "Some tests failed.",
    )
    return worst


def rings_of(asked: Sequence[str]) -> list[Sequence[str]]:
    """The rings that run beside each other: all of them, or those of a folder that several share (tests/unit)."""
    if not asked:
        return list(RINGS)
    folder = asked[0].rstrip("/")
    found = [ring for ring in RINGS if f"{ring[0]}/".startswith(f"{folder}/")]
    return found if len(asked) == 1 and len(found) > 1 else []


def in_small_browser(ring: Sequence[str]) -> bool:
    """Whether a ring goes with the browser without windows."""
    return ring[0].startswith(IN_SMALL_BROWSER) and ring[0] != IN_THEIRS


def run_ring(ring: Sequence[str]) -> int:
    """One ring in a process of its own. What it says comes out in one piece, when it has ended: another
    ring runs beside it."""
    name = " ".join(ring)
    say(f"試験中: {name}", f"Running: {name}")
    begun = time.monotonic()
    command = [str(PYTHON), "-m", "pytest", *ring]
    variables = dict(os.environ)
    if in_small_browser(ring):
        variables.setdefault("BOTS_BROWSER_PATH", "headless-shell")
    done = subprocess.run(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    sys.stdout.flush()
    with ONE_AT_A_TIME:
        print(f"\n== pytest {name} ({time.monotonic() - begun:.0f} s)", flush=True)
        sys.stdout.buffer.write(done.stdout)
        sys.stdout.flush()
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
