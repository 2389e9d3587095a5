"""Files: handed to file fields, read back by their names, sent whole and once through the gate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bots.errors import ScreenError
from bots.model import Sending, Signs, Target
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 600


@pytest.fixture
def driver(open_page: Open, tmp_path: Path) -> PlaywrightDriver:
    """The page with file fields; the clerk's sheet lies in a folder with the files beside it."""
    (tmp_path / "証明").mkdir()
    (tmp_path / "証明" / "髙橋 花子.pdf").write_bytes(PDF)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    opened = open_page("attached.html")
    opened.plan = replace(opened.plan, sheet=str(tmp_path / "一覧.xlsx"))
    return opened


def test_a_file_goes_through_the_gate_whole_and_once(driver: PlaywrightDriver, site: Site) -> None:
    number = field("整理番号", "00000012")
    driver.fill([number], timeout=3)
    readings = driver.upload(
        [field("就労証明書", "証明/髙橋 花子.pdf"), field("そのほかの書類", "a.txt|b.txt")], timeout=3
    )
    assert [(one.equal, one.kept.reveal()) for one in readings] == [
        (True, "髙橋 花子.pdf"),
        (True, "a.txt、b.txt"),
    ]
    assert all(one.equal for one in driver.reread())
    picture = driver.picture(readings)
    assert set(picture.rects) == {"就労証明書", "そのほかの書類"}
    intents: list[Sending] = []
    answer = driver.submit(
        Target("登録", "button"), signs=Signs(success=("登録が完了しました",)), intent=intents.append,
        carries=(number.value,), timeout=10,
    )  # fmt: skip
    assert answer.kind == "success"
    assert len(intents) == len(site.posted) == 1
    assert site.posted[0] == [("no", "00000012")]
    assert site.files["髙橋 花子.pdf"] == PDF
    assert site.files["b.txt"] == b"b.txt"


def test_a_file_field_behind_its_label_takes_a_file(driver: PlaywrightDriver) -> None:
    (reading,) = driver.upload([field("署名", "a.txt")], timeout=3)
    assert reading.equal
    assert reading.kept.reveal() == "a.txt"


@pytest.mark.parametrize(
    ("name", "file", "code"),
    [("就労証明書", "ない.pdf", "S17"), ("整理番号", "a.txt", "S16"), ("診断書", "a.txt", "S01")],
)
def test_what_cannot_be_attached(driver: PlaywrightDriver, name: str, file: str, code: str) -> None:
    with pytest.raises(ScreenError) as caught:
        driver.upload([field(name, file)], timeout=0.5)
    assert caught.value.problem.code == code
    assert file not in str(caught.value)
