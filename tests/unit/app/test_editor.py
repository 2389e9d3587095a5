"""`bots schema`: what is written, what stays, what a person is asked to add."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bots.app.editor import FOR_YAML, SETTINGS, wanted, write_schema
from bots.errors import PlaceError
from bots.recipe.schema import recipe_schema, system_schema

FILES = [".schema/recipe.json", ".schema/system.json", ".vscode/settings.json"]


def settings_of(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / SETTINGS).read_text(encoding="utf-8"))
    return found


def put_settings(home: Path, text: str) -> Path:
    path = home / SETTINGS
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_schemas_and_settings_are_written(tmp_path: Path) -> None:
    done = write_schema(tmp_path)
    assert (done.files, done.current, done.by_hand) == (FILES, [], "")
    assert json.loads((tmp_path / FILES[0]).read_text(encoding="utf-8")) == recipe_schema()
    assert json.loads((tmp_path / FILES[1]).read_text(encoding="utf-8")) == system_schema()
    assert settings_of(tmp_path) == wanted() == {
        "yaml.schemas": {
            "./.schema/recipe.json": "recipes/**/*.yaml",
            "./.schema/system.json": "config/systems/*.yaml",
        },
        "[yaml]": FOR_YAML,
    }  # fmt: skip


def test_a_second_time_nothing_is_written(tmp_path: Path) -> None:
    write_schema(tmp_path)
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in FILES}
    done = write_schema(tmp_path)
    assert (done.files, done.current) == ([], FILES)
    assert {name: (tmp_path / name).stat().st_mtime_ns for name in FILES} == before


def test_an_old_schema_is_written_anew(tmp_path: Path) -> None:
    write_schema(tmp_path)
    (tmp_path / FILES[0]).write_text("{}", encoding="utf-8")
    assert write_schema(tmp_path).files == FILES[:1]


def test_other_entries_of_the_settings_stay(tmp_path: Path) -> None:
    theirs = {
        "editor.fontSize": 18,
        "yaml.schemas": {"./other.json": "other/*.yaml", "./.schema/recipe.json": "old/*.yaml"},
        "[yaml]": {"editor.tabSize": 4, "editor.wordWrap": "on"},
    }
    put_settings(tmp_path, "\ufeff" + json.dumps(theirs))
    assert write_schema(tmp_path).files == FILES
    found = settings_of(tmp_path)
    assert found["editor.fontSize"] == 18
    assert found["yaml.schemas"] == {"./other.json": "other/*.yaml", **wanted()["yaml.schemas"]}
    assert found["[yaml]"] == {**FOR_YAML, "editor.tabSize": 4, "editor.wordWrap": "on"}


@pytest.mark.parametrize(
    "text", ['{\n  // 大きく\n  "editor.fontSize": 18,\n}\n', "[]", '{"[yaml]": 1}', '{"yaml.schemas": []}']
)
def test_settings_that_cannot_be_read_are_left_alone(tmp_path: Path, text: str) -> None:
    path = put_settings(tmp_path, text)
    done = write_schema(tmp_path)
    assert path.read_text(encoding="utf-8") == text
    assert done.files == FILES[:2]
    assert json.loads(done.by_hand) == wanted()


def test_settings_in_another_encoding_are_left_alone(tmp_path: Path) -> None:
    path = put_settings(tmp_path, "")
    path.write_bytes('{"a": "大"}'.encode("cp932"))
    assert write_schema(tmp_path).by_hand
    assert path.read_bytes() == '{"a": "大"}'.encode("cp932")


def test_empty_settings_are_filled(tmp_path: Path) -> None:
    put_settings(tmp_path, "\n")
    assert write_schema(tmp_path).files == FILES
    assert settings_of(tmp_path) == wanted()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / ".schema").write_text("a file", encoding="utf-8")
    with pytest.raises(PlaceError) as caught:
        write_schema(tmp_path)
    assert caught.value.problem.code == "P53"
