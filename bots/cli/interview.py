"""`bots new` in a terminal: a recipe made by answering questions. Each has an answer for Enter, and `?` explains it.

Nothing is written before the last answer, but a system file that the person wanted to have.
"""

from __future__ import annotations

import os
import sys
import threading
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from bots.cli.asking import forget_typed, prompt
from bots.cli.language import LANG, t
from bots.cli.menu import undragged
from bots.cli.new import Language, show_begun, show_system
from bots.errors import BotsError, DataError

if TYPE_CHECKING:
    from bots.app.project import Project
    from bots.model import Value
    from bots.runners.surveying import Survey
    from bots.sources.grid import Grid
    from bots.sources.outline import KeyFacts, Outline

T = TypeVar("T")
_BOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
_MOST_COLUMNS = 8  # of the small table
_MOST_KEYS = 6


class Again(Exception):
    """The answer cannot be used; its text says why."""


def interview(home: str | None, lang: Language) -> int:
    """Ask for everything that a recipe needs, and write it."""
    from bots.app.beginning import begin
    from bots.app.project import Project
    from bots.sources.locked import unlocked
    from bots.sources.outline import sheets_of

    project = Project.at(home)
    click.echo(t("レシピを作ります。Enter だけで [ ] の答え、? で説明、Ctrl-C でやめます（何も残りません）。",
                 "This makes a recipe. Enter takes the answer in [ ], ? explains, Ctrl-C leaves without a trace."))  # fmt: skip
    book = ask_book(project)
    password_name, password = ask_password(project, book)
    with unlocked(book, password, password_name) as plain:
        sheets = sheets_of(plain)
        grid = ask_sheet(plain, sheets)
    asked = 2 if len(sheets) > 1 else 1
    seen = ask_header(grid, book.name, asked + 1)
    key = ask_key(seen, asked + 2)
    system, screen, survey = ask_screen(project, lang, asked + 3)
    name = ask_name(project, book, asked + 5)
    chosen = begin.Chosen(book, seen, len(sheets) <= 1, key, system, screen, survey, name, password_name)
    show_begun(begin.begin(project, chosen, lang), project.home)
    return 0


def ask(question: str, explained: str, read: Callable[[str], T], default: str = "") -> T:
    """Ask until the answer can be read; a problem is told and the question comes again."""
    from bots.cli.terminal import show_error

    while True:
        click.echo("")
        given = str(prompt(question, default=default, show_default=bool(default))).strip()
        if given in ("?", "？"):
            click.echo(explained)
            continue
        try:
            return read(given)
        except Again as why:
            click.echo(str(why))
        except BotsError as error:
            show_error(error, LANG)


def pick(question: str, explained: str, titles: Sequence[str], default: int = 1) -> int:
    """Let one of a numbered list be chosen; its place from 0."""
    for number, title in enumerate(titles, 1):
        click.echo(f"  {number}  {title}")
    return ask(question, explained, lambda given: number_of(given, len(titles)) - 1, str(default))


def number_of(given: str, most: int) -> int:
    """The number that was typed, in full or half width. Raises Again for what is none from 1 to `most`."""
    plain = unicodedata.normalize("NFKC", given).strip()
    if not plain.isascii() or not plain.isdigit() or not 0 < int(plain) <= most:
        raise Again(t(f"1 から {most} までの番号を入れてください。", f"A number from 1 to {most}, please."))
    return int(plain)


# --------------------------------------------------------------------------- the book


def ask_book(project: Project) -> Path:
    """The book; Enter takes the newest one that lies about, one that a run made only where there is no other."""
    from bots.sources.results import is_called_a_result

    def read(given: str) -> Path:
        if not given:
            raise Again(t("表のファイルを、この窓へ引っぱって入れてください。", "Drag the file of the sheet into this window."))
        path = Path(given)
        found = (path if path.exists() else Path(undragged(given))).expanduser().absolute()
        has_password(found)
        return found

    folders = [project.settings.sheets, project.settings.recipes, Path.cwd()]
    books = [one for folder in folders if folder is not None and folder.is_dir() for one in folder.iterdir()]
    own = [one for one in books if one.suffix.lower() in _BOOKS and not one.name.startswith(("~$", "."))]
    newest = max(own, key=lambda one: (not is_called_a_result(one), one.stat().st_mtime), default=None)
    return ask(
        t("1. どの表（ファイルをこの窓へ引っぱって Enter）", "1. Which book (drag the file into this window)"),
        t("登録したい行が並んでいる Excel か CSV のファイルです。ファイルはそのままで、何も書き込みません。"
          "見出しと値から、列の種類と、画面のどの欄に入れるかを考えます。",
          "The Excel or CSV file with the rows to enter. It stays as it is. From headings and values it is told of "
          "which type each column is and which field of the screen takes it."),
        read,
        str(newest or ""),
    )  # fmt: skip


def has_password(book: Path) -> bool:
    """Whether a book has a password. Raises DataError for what is no book."""
    from bots.sources.opening import form_of

    try:
        form_of(book)
    except DataError as error:
        if error.problem.code != "D02":
            raise
        return True
    return False


def ask_password(project: Project, book: Path) -> tuple[str, Value | None]:
    """The name of the secret that opens the book, and the secret; neither where the book has no password."""
    from bots.app.carry_out import vaults
    from bots.sources.locked import unlocked

    def read(given: str) -> tuple[str, Value | None]:
        if not given:
            raise Again(t("パスワードそのものではなく、しまってある名前を入れてください。", "Its name, please; not the password itself."))
        password = vaults(project).secret(given)
        with unlocked(book, password, given):
            return given, password

    if not has_password(book):
        return "", None
    return ask(
        t("   この表にはパスワードがあります。しまってある名前", "   The book has a password. The name under which it is kept"),
        t("config/secrets.yaml に「異動一覧: パスワード」のように書いておき、その名前（異動一覧）を入れます。レシピには名前だけを"
          "書きます。パスワードは、ここには入れません。",
          "Keep it in config/secrets.yaml (card_list: PASSWORD) and type its name (card_list). The recipe has the name alone. "
          "The password itself is not typed here."),
        read,
    )  # fmt: skip


def ask_sheet(book: Path, sheets: Sequence[str]) -> Grid:
    """The sheet, where there are several."""
    from bots.sources.sheet import read_grid

    if len(sheets) <= 1:
        return read_grid(book, "".join(sheets))
    click.echo("")
    at = pick(
        t("2. どのシート（番号）", "2. Which sheet (number)"),
        t("Excel の下に並ぶ見出し（シート）のうち、登録する行のあるものです。集計や記入例のシートではありません。",
          "The sheet, of those whose tabs stand at the bottom of Excel, that has the rows: not totals or examples."),
        sheets,
    )  # fmt: skip
    return read_grid(book, sheets[at])


def ask_header(grid: Grid, file: str, number: int) -> Outline:
    """The row of headings, shown with the rows below it; `number` is that of the question, here and below."""
    from bots.app.beginning.begin import outline_of
    from bots.cli.terminal import show_error
    from bots.sources.outline import header_of

    last = max((line.number for line in grid.lines), default=1)
    header = header_of(grid) or 1
    explained = t(
        "見出しは、列の名前（氏名、生年月日など）が横に並ぶ行です。その上の題名や説明の行は読みません。"
        "違うときは、Excel の左端に出ている行の番号を入れてください。",
        "The row in which the names of the columns stand side by side. Titles and notes above it are not read. If "
        "another row is right type its number, as Excel shows it at the left.",
    )
    seen: Outline | None = None
    while True:
        try:
            seen = outline_of(grid, header, file)
            show_head(seen)
        except BotsError as error:
            seen = None
            show_error(error, LANG)
        question = t(f"{number}. この行が見出しなら Enter、違えば見出しの行の番号", f"{number}. Enter if these are the headings, else the number of their row")
        given = ask(question, explained, lambda given: number_of(given, last), str(header))
        if seen is not None and given == header:
            return seen
        header = given


def show_head(seen: Outline) -> None:
    """The headings and the first two rows. What is hidden in recipes is hidden here."""
    from bots.cli.terminal import table
    from bots.japan.hiding import PAINT, painted

    shown = seen.columns[:_MOST_COLUMNS]

    def cell(at: int, column: int) -> str:
        one = shown[column]
        text = one.cells[at] if at < len(one.cells) else ""
        return "" if not isinstance(text, str) or not text.strip() else PAINT if one.guess.column.hidden else painted(text)

    click.echo("")
    click.echo(t(f"見出しは {seen.header_text} 行目、その下に {seen.rows} 行あります:", f"Headings in row {seen.header_text}, rows below it: {seen.rows}"))
    table([one.name for one in shown], [[cell(at, n) for n in range(len(shown))] for at in range(min(2, seen.rows))], most=16)
    more = len(seen.columns) - len(shown)
    if more > 0:
        click.echo(t(f"… ほか {more} 列", f"… and {more} more columns"))


def ask_key(seen: Outline, number: int) -> KeyFacts:
    """The key, those that do best first, each with its reason."""
    from bots.app.beginning.begin import key_of, keys_of

    keys = keys_of(seen)[:_MOST_KEYS]
    if not keys:
        key_of(seen)  # says what is wrong
    click.echo("")
    at = pick(
        t(f"{number}. 1件ごとに違う番号（鍵）の列（番号）", f"{number}. The column of the number that each row has of its own, the key (number)"),
        t("鍵は、どの行がどの案件かを見分ける番号です（整理番号、申込番号など）。ロボットは鍵で、登録済みの行を"
          "二度登録しないようにします。空の行や、同じ鍵の行は登録しません。あとから変えないものを選びます。",
          "The key tells which row is which case (a card number, say). By it a row that was entered is never entered "
          "again. Rows without it, or with the same, are not entered. Choose one that does not change later."),
        [f"{one.name}  ({reason(one)})" for one in keys],
    )  # fmt: skip
    return keys[at]


def reason(key: KeyFacts) -> str:
    """Why a column can be the key, or not well."""
    if key.fit:
        return t(f"{key.rows} 行とも、空も同じ値もない", f"no blank, no value twice, rows: {key.rows}")
    return t(f"空の行 {key.blank}、同じ値の行 {key.doubled}", f"blank rows: {key.blank}, rows that share their value: {key.doubled}")


# --------------------------------------------------------------------------- the screen


def ask_screen(project: Project, lang: Language, number: int) -> tuple[str, str, Survey]:
    """System and screen, and what is on the screen. What cannot be opened is told, and asked for again."""
    from bots.cli.terminal import show_error

    while True:
        system = ask_system(project, lang, number)
        if not system:
            continue
        try:
            return (system, *ask_screen_of(project, system, number + 1))
        except BotsError as error:
            show_error(error, LANG)


def ask_system(project: Project, lang: Language, number: int) -> str:
    """A system of the project, or one made now; "" = the question begins anew."""
    from bots.app.beginning.begin import base_of, begin_system, prove_system
    from bots.recipe import system_names

    names = system_names(project.home)
    click.echo("")
    at = pick(
        t(f"{number}. 登録するシステム（番号）", f"{number}. The system that the rows are entered into (number)"),
        t("config/systems にあるシステムから選びます。ないときは「新しいシステム」を選び、ログイン画面のアドレスを入れます。"
          "アドレスは訓練（テスト）環境のものにしてください。",
          "One of those in config/systems; or a new one, whose address is asked for: that of its sign-in page, in its "
          "training environment."),
        [*names, t("新しいシステム", "a new system")],
    )  # fmt: skip
    if at < len(names):
        return names[at]

    def made(given: str) -> str:
        if not given:
            return ""
        base_of(given)
        click.echo(t("画面を見ています…", "Looking at it …"))
        system = begin_system(project, given, lang=lang)
        if system.unproved:
            text = ask_proof()
            system = prove_system(project, system, text) if text else system
        show_system(system)
        return system.name

    return ask(
        t("   アドレス（http から。Enter だけで前の問いに戻る）", "   Its address, from http on (Enter alone goes back)"),
        t("ブラウザーの上に出るアドレスを写します。例: http://kunren.example.lg.jp/login",
          "Copy what the browser shows at the top, as in http://training.example.org/login"),
        made,
    )  # fmt: skip


def ask_proof() -> str:
    """What a system shows only when signed in; "" = it is written into the file later."""
    return ask(
        t("   ログインすると出る文（メニューの見出しなど。ログインの画面には出ないもの。Enter だけなら後で書く）",
          "   A text that is shown once signed in, and not before: the menu's heading, say (Enter alone: later)"),
        t("ログインできたかどうかを、この文が出たかどうかで見ます。断られたことに気づけないと、同じパスワードを何度も送り、アカウントが止まります。",
          "It tells whether the sign-in succeeded. A refusal that is not noticed would be sent again, until the account is locked."),
        str,
    )  # fmt: skip


def ask_screen_of(project: Project, system: str, number: int) -> tuple[str, Survey]:
    """The screen to fill in: one with a name, one to which the person goes, or an address."""
    from bots.app.beginning.begin import survey_by_hand, survey_of
    from bots.recipe import system_file

    names = list(system_file(system, project.home).screens)
    by_hand = [t("自分で画面を開いて見せる（ブラウザーが開きます）", "I go to it myself (a browser opens)")] if has_display() else []
    click.echo("")
    at = pick(
        t(f"{number}. 入力する画面（番号）", f"{number}. The screen to fill in (number)"),
        t("行の値を入れる画面です。名前のない画面は、自分で開いて見せるか、アドレスの / から後を入れます。見るだけで、何も入力しません。",
          "The screen that takes the values of a row. One without a name: go to it yourself, or type its address from "
          "the / on. It is only looked at."),
        [*names, *by_hand, t("アドレスを打つ", "type its address")],
    )  # fmt: skip
    if at < len(names):
        click.echo(t("画面を見ています…", "Looking at it …"))
        return names[at], survey_of(project, system, names[at])
    if at < len(names) + len(by_hand):
        return survey_by_hand(project, system, until_enter)

    def read(given: str) -> tuple[str, Survey]:
        if not given.startswith("/"):
            raise Again(t("/ から書いてください。例: /entry", "Begin with a /, as in /entry"))
        click.echo(t("画面を見ています…", "Looking at it …"))
        return given, survey_of(project, system, given)

    return ask(
        t("   画面のアドレス（/ から）", "   Address of the screen, from the / on"),
        t("ブラウザーに出るアドレスの、サーバーの名前より後ろです。例: /entry", "What comes after the server's name, as in /entry"),
        read,
        "/",
    )  # fmt: skip


def has_display() -> bool:
    """Whether a browser can be shown."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def until_enter(work: Callable[[], None]) -> None:
    """Wait for Enter, the browser at work meanwhile: what it asks for is answered in this thread. Raises
    click.Abort where the input ends."""
    forget_typed()
    click.echo(t("開いたブラウザーで入力する画面まで進み、この窓に戻って Enter を押してください。",
                 "Go to the screen in the browser that has opened, come back to this window and press Enter."))  # fmt: skip
    lines: list[str] = []
    typed = threading.Thread(target=lambda: lines.append(sys.stdin.readline()), daemon=True)
    typed.start()
    while typed.is_alive():
        work()
    if not lines[0]:
        raise click.Abort


def ask_name(project: Project, book: Path, number: int) -> str:
    """What the recipe is called."""
    from bots.app.beginning.begin import recipe_name

    taken = {one.stem for one in project.settings.recipes.glob("*.y*ml")}
    names = [book.stem, *(f"{book.stem}{number}" for number in range(2, 100))]
    return ask(
        t(f"{number}. レシピの名前", f"{number}. What the recipe is called"),
        t("recipes フォルダーにできるファイルの名前です。bots run の後に打つ名前にもなります。課ごとに分けるなら こども課/保育申込 のように書きます。",
          "The name of the file in the folder recipes, typed after bots run. With folders: Children/Nursery."),
        lambda given: recipe_name(project, given),
        next(one for one in names if one not in taken),
    )  # fmt: skip
