"""A screen to which a person goes by hand: what is looked at is where they are when they come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bots.app.beginning import begin
from bots.app.project import Project
from bots.clock import SystemClock
from bots.errors import PlaceError
from bots.runners.driver import PlaywrightDriver
from bots.settings import Settings

from .conftest import Open
from .site import Site

PAGE = "<!doctype html><html lang=ja><meta charset=utf-8><title>受付</title>"


@pytest.fixture
def project(tmp_path: Path, site: Site) -> Project:
    folder = tmp_path / "config" / "systems"
    folder.mkdir(parents=True)
    (folder / "系.yaml").write_text(f"システム: 系\nアドレス:\n  訓練: {site.address}\n", encoding="utf-8")
    return Project(Settings(home=tmp_path), SystemClock())


def by_hand(
    project: Project, driver: PlaywrightDriver, monkeypatch: pytest.MonkeyPatch, does: Callable[[], object]
) -> tuple[str, object]:
    """What is seen after a person did something. The browser of the tests stands in for the one that is shown."""
    asked: list[object] = []

    @contextmanager
    def opened(*args: object, **more: object) -> Iterator[tuple[PlaywrightDriver, None]]:
        asked.append((args[1], args[2], more))
        yield driver, None

    def wait(work: Callable[[], None]) -> None:
        work()
        does()

    monkeypatch.setattr(begin, "opened", opened)
    seen = begin.survey_by_hand(project, "系", wait)
    assert asked == [("系", "訓練", {"headed": True})]
    return seen


def test_the_screen_is_the_one_that_the_person_went_to(
    project: Project, open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.extra["by_hand_menu.html"] = f"{PAGE}<a href=/by_hand_form.html?new=1>申込</a>"
    site.extra["by_hand_form.html"] = f"{PAGE}<label>氏名 <input></label>"
    driver = open_page("by_hand_menu.html")
    address, seen = by_hand(project, driver, monkeypatch, lambda: driver.page.click("a"))
    assert address == "/by_hand_form.html?new=1"
    assert [one.names for one in seen.fields] == [("氏名",)]  # type: ignore[attr-defined]


def test_a_screen_without_fields_is_told(
    project: Project, open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.extra["by_hand_none.html"] = f"{PAGE}<p>お知らせ</p>"
    driver = open_page("by_hand_none.html")
    with pytest.raises(PlaceError) as told:
        by_hand(project, driver, monkeypatch, lambda: None)
    assert told.value.problem.code == "P78"
