"""Recipes are found by id, path and last part; paths written in recipes stay in their folder."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from bots.app.lookups import lookup_check
from bots.errors import RecipeError
from bots.recipe import Around, check, find_recipe, load, recipes_in
from bots.recipe.folder import confined, named_files, recipe_id

from .examples import LIBRARY, NURSERY, project, put


@pytest.fixture
def home(tmp_path: Path) -> Path:
    project(tmp_path)
    put(tmp_path, "こども課/保育申込", NURSERY)
    put(tmp_path, "図書館/カード", LIBRARY)
    put(tmp_path, "窓口/カード", LIBRARY)
    put(tmp_path, "窓口/ガイド", LIBRARY)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["こども課/保育申込", "こども課\\保育申込", "保育申込", "recipes/こども課/保育申込.yaml",
     "保育申込.yaml", "recipes/こども課/保育申込"],
)  # fmt: skip
def test_ways_to_call_a_recipe(home: Path, name: str) -> None:
    assert recipe_id(find_recipe(name, home), home) == "こども課/保育申込"


def test_decomposed_names(home: Path) -> None:
    assert find_recipe(unicodedata.normalize("NFD", "窓口/ガイド"), home).name == "ガイド.yaml"


def test_absolute_path(home: Path) -> None:
    path = home / "recipes" / "こども課" / "保育申込.yaml"
    assert find_recipe(str(path), home) == path


def test_a_whole_id_is_found_without_a_list_of_all(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred recipes that call a part must not list a hundred recipes each."""
    monkeypatch.setattr("bots.recipe.folder._listed", None)
    assert find_recipe("こども課/保育申込", home) == home / "recipes" / "こども課" / "保育申込.yaml"


def test_links_out_of_the_folder_and_hidden_files_have_no_id(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "転記.yaml").write_text(LIBRARY, encoding="utf-8")
    (home / "recipes" / "外").symlink_to(outside)
    (home / "recipes" / ".控え.yaml").write_text(LIBRARY, encoding="utf-8")
    for name in ("外/転記", "窓口/../図書館/カード", ".控え"):
        with pytest.raises(RecipeError) as caught:
            find_recipe(name, home)
        assert caught.value.problem.code == "R80"


def test_several_and_none(home: Path) -> None:
    with pytest.raises(RecipeError) as caught:
        find_recipe("カード", home)
    assert caught.value.problem.code == "R81"
    assert "図書館/カード" in str(caught.value.problem.words["candidates"])
    with pytest.raises(RecipeError) as caught:
        find_recipe("保育申請", home)
    assert caught.value.problem.code == "R80"
    assert caught.value.problem.hint("ja") == "もしかして: こども課/保育申込"


def test_folders_and_files_that_are_no_recipes(home: Path) -> None:
    (home / "recipes" / "空").mkdir()
    (home / "recipes" / "窓口" / "表.csv").write_bytes(b"")
    for name, code in (("空", "R164"), ("recipes/空", "R164"), ("窓口/表.csv", "R165"), ("recipes/窓口/表.csv", "R165")):
        with pytest.raises(RecipeError) as caught:
            named_files(name, home)
        assert (caught.value.problem.code, caught.value.problem.words["name"]) == (code, name)
    put(home, "課/空", LIBRARY)
    assert [path.name for path in named_files("空", home)] == ["空.yaml"]  # a recipe's last part, as before


def test_where_there_is_no_recipe_yet(tmp_path: Path) -> None:
    with pytest.raises(RecipeError) as caught:
        find_recipe("転記", tmp_path)
    assert (caught.value.problem.code, caught.value.problem.advice) == ("R80", "R91")
    assert caught.value.problem.hint("ja") == "レシピはまだ1つもありません。作り始めるときは bots new です。"


def test_list_of_recipes(home: Path) -> None:
    (home / "recipes" / "こわれた.yaml").write_bytes("レシピ: あ".encode("cp932"))
    (home / "recipes" / ".隠れた.yaml").write_text(LIBRARY, encoding="utf-8")
    found = recipes_in(home)
    assert ("こども課/保育申込", "保育所入所申込の転記", "こども課 保育係 田中") in found
    assert len(found) == 4


def test_a_part_that_gives_something_back_is_no_recipe_to_begin_with(home: Path) -> None:
    (home / "recipes" / "部品.yaml").write_text(LIBRARY + "\nreturns: [Name]\n", encoding="utf-8")
    assert len(recipes_in(home)) == 4
    (home / "recipes" / "部品.yaml").write_text(LIBRARY, encoding="utf-8")
    assert len(recipes_in(home)) == 5


def test_gone_file(home: Path) -> None:
    with pytest.raises(RecipeError) as caught:
        load(home / "recipes" / "ない.yaml", home)
    assert caught.value.problem.code == "R82"


@pytest.mark.parametrize(
    "text",
    ["a.xlsx", "受付/申込.xlsx", "異動_<対象日|日付 YYYYMMDD>.xlsx", "a b.csv", "受付\\申込.xlsx"],
)
def test_good_paths(text: str) -> None:
    assert confined(text)


STARTS = [
    "../a",
    "..\\a",
    "/etc/passwd",
    "\\\\server\\share\\a",
    "//server/a",
    "\\\\?\\C:\\a",
    "C:\\a",
    "C:a",
    "c:/a",
    "a/../../b",
    "a/..",
    "./a",
    "a//b",
    "",
    ".",
    "..",
    "a\0b",
    "a:b",
    "a.xlsx:stream",
    "CON",
    "con.xlsx",
    "a/NUL",
    "aux.txt",
    "COM1",
    "com1.csv",
    "LPT9.log",
    "a.",
    "a ",
    "a/b./c",
    "a?b",
    "a*b",
    'a"b',
    "a|b",
    "a\nb",
    "\ta",
    "CONIN$",
    "COM¹",
    unicodedata.normalize("NFD", "ガ.xlsx"),
]


@pytest.mark.parametrize("text", STARTS)
def test_ways_out_are_refused(text: str) -> None:
    assert not confined(text)


def test_settings_and_secrets_are_never_read_as_recipes(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    for name in ("secrets.yaml", "secrets.old.yaml", "Settings.yml", "other.yaml"):
        (config / name).write_text("x: 1\n", encoding="utf-8")
    assert [path.name for path in named_files("config", tmp_path)] == ["other.yaml"]
    for name in ("config/secrets.yaml", str(config / "secrets.old.yaml")):
        with pytest.raises(RecipeError) as caught:
            named_files(name, tmp_path)
        assert caught.value.problem.code == "R159"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.xlsx", False), ("A.XLSM", False), ("令和<年度>年度.csv", False), ("<年度>.ods", False), ("<年度>", False),
        ("月別/<年度>", False), ("a", True), ("a.docx", True), ("<年度>年度", True), ("a.xlsx.pdf", True), (".xlsx", True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("entry", ["file", "details"])
def test_a_file_that_is_no_sheet_is_told(tmp_path: Path, name: str, told: bool, entry: str) -> None:
    """By its ending, as what reads sheets goes by it; where a value ends the name it is not known yet."""
    details = f"details: {{b: {{file: {name}, join: n, columns: {{c: text}}}}}}\n  " if entry == "details" else ""
    file = name if entry == "file" else "a.xlsx"
    text = f"recipe: x\ninputs: {{年度: number}}\nrows:\n  file: {file}\n  key: n\n  {details}columns: {{n: text}}\neach_row: []\n"
    recipe = load(put(tmp_path, "x", text), tmp_path)
    assert [one.code for one in recipe.found if one.code in ("R108", "R147")] == ["R147"] * told


def test_the_table_of_a_lookup_is_a_sheet_too(tmp_path: Path) -> None:
    step = "recipe: x\nsteps:\n  - lookup: {a: b}\n    file: codes.pdf\n    where: {b: c}\n"
    found = check(load(put(tmp_path, "x", step), tmp_path), tmp_path, around=Around(files=lookup_check(None)))
    assert [(one.code, one.place.line) for one in found if one.severity == "error"] == [("R147", 4)]
