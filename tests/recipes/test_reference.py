"""docs/reference is what the program makes now, and what it shows can be written: every example goes through `check`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bots.cli.terminal import show_steps
from bots.messages import CATALOGUE
from bots.recipe import check, load, meanings, words
from bots.recipe.hall import load_hall
from bots.recipe.meanings import Meaning
from bots.recipe.meanings_of_values import COLUMNS, FILTERS
from bots.recipe.reference import KIND_TEXTS, TITLES, written_column, written_filter
from bots.recipe.reference_of_messages import ADVICE
from bots.recipe.system import read_system
from bots.tasks.registry import TASKS
from bots.timetable.timetable_file import read_timetable
from bots.values.columns import COLUMN_TYPES
from bots.values.filters import FILTERS as FILTER_WORDS
from tests.recipes.make_reference import FOLDER, made
from tests.unit.recipe.examples import LIBRARY_SYSTEM, project, put

PAGES = made()
LANGS = ("ja", "en")


def test_the_pages_are_current() -> None:
    there = {one.relative_to(FOLDER).as_posix(): one.read_text(encoding="utf-8") for one in FOLDER.rglob("*") if one.is_file()}
    assert sorted(there) == sorted(PAGES)
    old = [name for name in PAGES if there[name] != PAGES[name]]
    assert old == [], "make them anew: PYTHONPATH=. python tests/recipes/make_reference.py"


def headings(text: str) -> list[str]:
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^#+ (.+)$", outside, re.MULTILINE)


def anchor(heading: str) -> str:
    """As GitHub makes it: lower case, hyphens for blanks, no marks."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", PAGES[name])
    assert links
    for link in links:
        path, _, part = link.partition("#")
        target = (FOLDER / name).parent / path if path else FOLDER / name
        assert target.exists(), link
        if part:
            assert part in map(anchor, headings(target.read_text(encoding="utf-8"))), link


@pytest.mark.parametrize("page", TITLES)
def test_both_languages_say_the_same(page: str) -> None:
    ja, en = (PAGES[f"{lang}/{page}.md"] for lang in LANGS)
    assert len(headings(ja)) == len(headings(en))
    assert len(re.findall(r"^\|", ja, re.MULTILINE)) == len(re.findall(r"^\|", en, re.MULTILINE))
    assert re.findall(r"^### (\w+)", ja, re.MULTILINE) == re.findall(r"^### (\w+)", en, re.MULTILINE)


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_left_out(lang: str) -> None:
    for code in set(CATALOGUE) - set(ADVICE):
        page = "rules" if code[0] in "YRL" else "messages"
        mark = f"### {code}\n" if page == "rules" else f"| {code} | "
        assert PAGES[f"{lang}/{page}.md"].count(mark) == 1, code
    for task in TASKS.values():
        text = PAGES[f"{lang}/steps.md"]
        assert f"\n## {task.japanese if lang == 'ja' else task.english}\n" in text
        assert (task.example if lang == "ja" else task.example_en) in text
    for _, _, table, _ in meanings.CONTEXTS:
        assert all(f"`{word}`" in PAGES[f"{lang}/words.md"] for word in words.both(table))
    for page, table in (("columns", COLUMN_TYPES), ("filters", FILTER_WORDS)):
        for word in words.both(table):
            assert f"`{word}`" in PAGES[f"{lang}/{page}.md"]
    assert set(KIND_TEXTS) == {kind.name for task in TASKS.values() for kind in task.kinds.values()}
    assert list(COLUMNS) == list(COLUMN_TYPES)
    assert list(FILTERS) == list(FILTER_WORDS)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_holes_or_stray_marks(name: str) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`|<!--.*?-->", "", PAGES[name], flags=re.DOTALL)
    assert "<" not in text
    assert set(re.findall(r"\{\w+\}", text)) <= {"{列名}", "{column}", "{n}"}  # which Y07 and R43 speak of


NOT_SHOWN = {  # and why no line can show what is wrong
    "Y09": "bytes in another encoding: the letters are right",
    "Y12": "a file of more than 256 kB",
    "Y21": "more than 10,000 entries",
    "Y23": "what the parser may yet complain of: no text is known that leads to it",
    "Y26": "bytes that are no text",
    "L10": "former words: there is none yet",
    "R44": "a part of the screen of another form, which check tells as R01, R22 or R120 before",
    "R48": "a name that no row has, which check tells as R11 before",
    "R61": "a comparison that there is not, which check tells as R119 before",
    "R66": "a pattern that could be slow, which check tells as R122 before",
    "R74": "an account that there is not, which check tells as R106 before",
    "R82": "a file that may not be read",
    "R150": "a mend that could not be proven: no text is known that leads to it",
    "R151": "a file that changes while it is mended",
    "R152": "a file that cannot be written",
    "R153": "what bots fix says of what it leaves, and check takes as it is",
}


def test_rules_show_what_is_wrong_and_what_is_right() -> None:
    text = PAGES["ja/rules.md"]
    part = text[text.index("### R04\n") : text.index("### R05\n")]
    assert "誤り:\n```text\n  - 入カ:\n    ^^^^\n```\n直した書き方:\n```text\n  - 入力:\n```" in part
    alone = [one for one in re.split(r"^### ", text, flags=re.MULTILINE)[1:] if "直した書き方:" not in one]
    assert {one.split("\n")[0] for one in alone} == NOT_SHOWN.keys()
    assert text.count("誤り:\n") == text.count("直した書き方:\n")


@pytest.mark.parametrize("lang", LANGS)
def test_bots_steps_names_the_place_in_the_reference(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    for task in TASKS.values():
        assert show_steps(task.english, lang) == 0
        found = re.search(r"docs/reference/(\S+?)#(\w+)", capsys.readouterr().out)
        assert found is not None
        assert found[2] in map(anchor, headings(PAGES[found[1]]))


# ------------------------------------------------------------------ every example can be written

COLUMNS_OF = {
    "ja": "整理番号: コード 8, 氏名: 文字, 状態: 文字 任意, 備考: 文字 任意, 区分: 選択 新規/継続, 金額: 金額, 年齢: 数, 人数: 数, "
          "届出日: 日付, 住所: 文字, コード: 文字, 個人番号: コード 12 隠す",
    "en": "Card no: code 8, Name: text, Receipt: text optional, Remarks: text optional, Kind: choice New/Old, Amount: money, "
          "Age: number, Count: number, Day: date, Address: text, Code: text, My number: code 12 mask",
}  # fmt: skip
KEY = {"ja": "整理番号", "en": "Card no"}
OF_KIND = {"past_era": "date", "unit": "number"}  # a flag that texts do not have
ROWS = {
    "file": "file: a.xlsx", "key": "key: {key}", "columns": "columns: {{{columns}}}",
    "details": "details: {{People: {{sheet: s, join: {key}, columns: {{b: text}}}}}}",
}  # fmt: skip
BODY = "  - note: x"


def recipe(lang: str, *, top: str = "", rows: str = "", leave: str = "", steps: str = BODY) -> str:
    """A recipe with further words at its top or under rows, `leave` being the word that they stand for."""
    given = {"key": KEY[lang], "columns": COLUMNS_OF[lang]}
    own = [text.format(**given) for name, text in ROWS.items() if name != leave]
    head = "" if leave == "recipe" else "recipe: x\n"
    lines = "\n".join(f"  {line}" for line in [*own, rows] if line)
    return f"{head}{top}\nrows:\n{lines}\neach_row:\n{steps}\n"


def around(context: str, lang: str, key: str, word: str, example: str) -> str:
    """A recipe in which that word stands with its example."""
    line = f"{word}: {example}"
    if context == "top" and key == "returns":
        return f"recipe: x\n{line}\nsteps:\n  - set: {{世帯番号: a, Household: b}}\n"
    if context == "After the type of a column":
        return recipe(lang, leave="details", rows=f"details: {{People: {{sheet: s, join: {KEY[lang]}, columns: {{b: {OF_KIND.get(key, 'text')} {example}}}}}}}")
    if context == "details":
        parts = {"sheet": "sheet: s", "join": f"join: {KEY[lang]}", "columns": "columns: {b: text}", key: line}
        return recipe(lang, leave="details", rows=f"details: {{People: {{{', '.join(parts.values())}}}}}")
    of_step = {
        "What any step may have": f"  - click: x\n    {line}", "in": f"  - click: x\n    in: {{{line}}}",
        "Conditions: what is shown": f"  - note: x\n    when: {{{line}}}",
        "Conditions: how values are compared": f"  - note: x\n    when: {example}",
        "A way of a branch": f"  - branch:\n      - {line}\n        do: [note: x]",
        "A field of fill": f"  - fill: {{a: {{{line if key == 'value' else 'value: x, ' + line}}}}}",
        "An item of read": f"  - read: {{a: {{{line if key == 'from' else 'from: x, ' + line}}}}}",
        "Names that are always there": f"  - note: {example}",
    }  # fmt: skip
    if context in of_step:
        return recipe(lang, steps=of_step[context].replace("<氏名>", f"<{KEY[lang]}>").replace("<Name>", f"<{KEY[lang]}>"))
    if context == "rows":
        return recipe(lang, leave=key, rows=line)
    if context == "top":
        return recipe(lang, leave=key, top=line)
    return recipe(lang, top=f"{context}: {{{line}}}")


OF_FILES_OF_THEIR_OWN = (words.CALENDAR, words.TIMETABLE, words.ENTRY, words.LATE, words.AFTER)


def shown(only: set[str] | None = None) -> list[tuple[str, str, str, Meaning]]:
    found = []
    for _, english, table, known in meanings.CONTEXTS:
        if any(table is one for one in OF_FILES_OF_THEIR_OWN):
            continue
        system = any(table is one for one in (words.SYSTEM, words.SCREEN, words.SUBMITS))
        name = "top" if table is words.TOP else english
        if system == (only is not None):
            found += [(name, key, table[key], one) for key, one in known.items() if one.example and not one.later]
    return found


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("context", "key", "japanese", "one"), shown(), ids=lambda one: str(one) if isinstance(one, str) else "")
def test_the_example_of_a_word_can_be_written(context: str, key: str, japanese: str, one: Meaning, lang: str, tmp_path: Path) -> None:
    text = around(context, lang, key, japanese if lang == "ja" else key, one.shown(lang))
    path = put(project(tmp_path), "x", text)
    assert [(p.code, p.sentence("en")) for p in check(load(path, tmp_path), tmp_path) if p.severity == "error"] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", words.CALENDAR)
def test_the_example_of_the_days_of_the_hall_can_be_written(key: str, lang: str, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    word = words.CALENDAR[key] if lang == "ja" else key
    (tmp_path / "config" / "calendar.yaml").write_text(f"{word}: {meanings.CALENDAR[key].shown(lang)}\n", encoding="utf-8")
    hall = load_hall(tmp_path).hall
    assert len(hall.closed + hall.opened) == 1


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", [key for key, one in meanings.ENTRY.items() if not one.later])
def test_the_example_of_an_entry_of_the_timetable_can_be_written(key: str, lang: str, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    top, name = (words.TIMETABLE["timetable"], "月例の登録") if lang == "ja" else ("timetable", "Monthly")
    table = words.ENTRY if lang == "ja" else {one: one for one in words.ENTRY}
    when = ("recipe", "folder") if key in ("folder", "files") else ("recipe", "day", "time")
    lines = {one: f"{table[one]}: {meanings.ENTRY[one].shown(lang)}" for one in (*when, key)}
    other = meanings.TIMETABLE["timetable"].shown(lang)[1:-1]
    text = f"{top}:\n  {other}\n  x: {{{', '.join(lines.values())}}}\n"
    (tmp_path / "config" / "timetable.yaml").write_text(text, encoding="utf-8")
    found = read_timetable(tmp_path)
    assert [(p.code, p.sentence("en")) for p in found.found] == []
    assert set(found.entries) == {name, "x"}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("context", "key", "japanese", "one"), shown(set()), ids=lambda one: str(one) if isinstance(one, str) else ""
)
def test_the_example_of_a_word_of_systems_can_be_written(context: str, key: str, japanese: str, one: Meaning, lang: str) -> None:
    word = japanese if lang == "ja" else key
    line = f"{word}: {one.shown(lang)}"
    base = "system: x\naddresses: {production: https://a.example.jp}\n"
    if context == "A system file":
        kept = [each for each in base.splitlines() if not each.startswith(f"{key}:")]
        text = "\n".join([*kept, line]) + "\n"
        if key == "accounts":
            user = "利用者ID" if lang == "ja" else "User"
            text += f"login:\n  - fill: {{x: <account.{user}>}}\n"
    elif context == "A screen of a system":
        parts = {"address": "address: /a", "sign": "sign: x", key: line}
        text = f"{base}screens: {{s: {{{', '.join(parts.values())}}}}}\n"
    else:
        screens = "screens: {申込確認: {address: /a, sign: x}, Confirm: {address: /b, sign: y}}"
        text = f"{base}{screens}\nsubmits: [{{{line}}}]\n"
    found = read_system(text.encode(), "x", "config/systems/x.yaml").found
    assert [(p.code, p.sentence("en")) for p in found if p.severity == "error"] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_samples_of_types_and_filters_can_be_written(lang: str, tmp_path: Path) -> None:
    project(tmp_path)
    columns = {f"c{number}": written_column(english, lang) for number, english in enumerate(COLUMN_TYPES)}
    lines = "".join(f"    {name}: {text}\n" for name, text in columns.items())
    notes = [written_filter(english, lang).replace("列名" if lang == "ja" else "name", "c0") for english in FILTER_WORDS]
    steps = "".join(f"  - note: '{text}'\n" for text in notes)
    path = put(tmp_path, "x", f"recipe: x\nrows:\n  file: a.xlsx\n  key: c0\n  columns:\n{lines}each_row:\n{steps}")
    assert [(p.code, p.sentence("en")) for p in check(load(path, tmp_path), tmp_path) if p.severity == "error"] == []


def test_the_system_of_the_examples_is_right() -> None:
    assert read_system(LIBRARY_SYSTEM.encode(), "library", "x.yaml").found == []
