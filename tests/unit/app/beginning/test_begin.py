"""Writing what is begun: whole or not at all, never over another; names, addresses and where a book lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.app.beginning import begin
from bots.app.project import Project
from bots.clock import SystemClock
from bots.errors import PlaceError
from bots.settings import Folders, Settings
from bots.sources.grid import Grid

THERE = PlaceError("P61", name="x")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "recipes").mkdir()
    (tmp_path / "config" / "systems").mkdir(parents=True)
    return Project(Settings(home=tmp_path, environment="production", folders=Folders(data="sheets")), SystemClock())


def system(project: Project, name: str, *addresses: str) -> None:
    lines = "".join(f"  {one}: http://127.0.0.1:{at}\n" for at, one in enumerate(addresses, 1))
    text = f"システム: {name}\nアドレス:\n{lines}利用者:\n  既定: {{ID: <secret.{name}_user>}}\n"
    (project.home / "config" / "systems" / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "課" / "a.yaml"
    begin._write_new(path, "一\n", THERE)
    with pytest.raises(PlaceError) as told:
        begin._write_new(path, "二\n", THERE)
    assert told.value is THERE
    assert path.read_bytes() == "一\n".encode()


@pytest.mark.parametrize(
    ("text", "rows"),
    [("3", (3, 0)), ("３", (3, 0)), ("3-4", (3, 4)), ("３－４", (3, 4)), ("３～４", (3, 4)), (" 3 〜 4 ", (3, 4)), ("3~3", (3, 3))],
)
def test_rows_of_headings_are_written_as_in_a_recipe(text: str, rows: tuple[int, int]) -> None:
    assert begin._header_asked(text) == rows


@pytest.mark.parametrize("text", ["", "0", "4-3", "0-3", "3-", "三", "3-4-5"])
def test_what_is_no_row_of_headings_is_told(text: str) -> None:
    with pytest.raises(PlaceError, match="P101"):
        begin._header_asked(text)


def test_half_a_file_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    with pytest.raises(UnicodeEncodeError):
        begin._write_new(path, "前半\n" * 9999 + "\ud800", THERE)
    assert not path.exists()
    (tmp_path / "file").write_text("x")
    with pytest.raises(PlaceError) as told:
        begin._write_new(tmp_path / "file" / "a.yaml", "一", THERE)
    assert told.value.problem.code in ("P53", "P61")


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None: ...

        def write(self, _: str) -> None:
            raise OSError(28, "No space left on device")

    path = tmp_path / "a.yaml"

    def opened(self: Path, *_: object, **__: object) -> Full:
        self.touch()
        return Full()

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(PlaceError) as told:
        begin._write_new(path, "一", THERE)
    assert told.value.problem.code == "P53"
    assert not path.exists()


def test_a_sheet_without_headings_is_named_as_it_is(tmp_path: Path) -> None:
    for sheet, said in (("", "申込.csv で、"), ("受付", "申込.csv の「受付」で、")):
        with pytest.raises(PlaceError) as told:
            begin.header_row(Grid(sheet), "申込.csv")
        assert told.value.problem.sentence("ja").startswith(said)


def test_how_a_recipe_names_its_book(project: Project, tmp_path: Path) -> None:
    recipes = tmp_path / "recipes"
    assert begin.file_of(project, recipes / "a.xlsx", recipes) == "a.xlsx"
    assert begin.file_of(project, recipes / "表" / "a.xlsx", recipes) == "表/a.xlsx"
    assert begin.file_of(project, tmp_path / "sheets" / "b.xlsx", recipes / "課") == "b.xlsx"
    assert begin.file_of(project, recipes / "a.xlsx", recipes / "課") == ""
    assert begin.file_of(project, Path("/elsewhere/a.xlsx"), recipes) == ""


@pytest.mark.parametrize("given", ["課/申込", "課\\申込", "recipes/課/申込.yaml", " 課/申込 "])
def test_the_name_of_a_recipe(project: Project, given: str) -> None:
    assert begin.recipe_name(project, given) == "課/申込"


def test_where_a_screen_is_looked_at(project: Project) -> None:
    system(project, "a", "本番", "訓練")
    system(project, "b", "検証", "本番")
    system(project, "c", "検証")
    assert [begin.environment_of(project, one) for one in "abc"] == ["訓練", "本番", "検証"]


def test_secrets_never_take_the_name_of_another_system(project: Project) -> None:
    assert begin._secrets(project, "Courts") == "courts"
    system(project, "courts", "訓練")
    assert begin._secrets(project, "Courts") == "courts2"
    assert begin._secrets(project, "127") == "system"
    assert begin._secrets(project, "図書") == "system"


@pytest.mark.parametrize(
    ("address", "path"),
    [("http://a/", "/"), ("http://a", "/"), ("http://a/b?c=1", "/b?c=1"), ("https://a:1/#/list", "/#/list")],
)
def test_the_path_of_an_address(address: str, path: str) -> None:
    assert begin.path_of(address) == path
    assert begin.base_of(address).startswith("http")


@pytest.mark.parametrize("address", ["a", "ftp://a", "http://", "http://u:p@a/", "/login", "http://a b"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(PlaceError) as told:
        begin.base_of(address)
    assert told.value.problem.code == "P79"
