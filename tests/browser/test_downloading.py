"""A file that a press brings."""

from __future__ import annotations

import time

import pytest

from bots.errors import Place, ScreenError
from bots.model import PlanStep, Target

from .conftest import Open
from .site import Site

TAKING = (PlanStep("each_row/0", "download", {}, Place()),)
PAGE = "<!doctype html><html lang=ja><meta charset=utf-8><title>一覧</title>"


def test_a_file_comes_whole_and_says_nothing_of_its_own_name(open_page: Open, site: Site) -> None:
    site.extra["file.html"] = f"""{PAGE}<a download="山田太郎.CSV" href="data:text/csv;charset=utf-8,番号,氏名">CSV出力</a>"""
    file = open_page("file.html", steps=TAKING).download(Target("CSV出力"), timeout=5)
    assert (file.ending, file.data.decode()) == ("csv", "番号,氏名")
    assert "山田" not in repr(file.label)


FORM = f"{PAGE}<form action=/file/brought.csv><button>出力</button></form>"


@pytest.mark.parametrize("page", [FORM, f"{PAGE}<a href=/file/brought.csv>出力</a>"], ids=["form", "link"])
def test_what_comes_as_a_file_is_no_document_that_is_waited_for(open_page: Open, site: Site, page: str) -> None:
    """A page is not told that its link brought a file: it would be asked for three seconds whether it is going."""
    site.extra |= {"brings.html": page, "brought.csv": "番号,氏名"}
    driver = open_page("brings.html", steps=TAKING)
    driver.download(Target("出力"), timeout=5)
    begun = time.monotonic()
    driver.press_keys(["Escape"], timeout=5)
    assert time.monotonic() - begun < 1.5


def test_an_ending_that_could_be_run_is_not_kept(open_page: Open, site: Site) -> None:
    site.extra["exe.html"] = f"""{PAGE}<a download="a.exe" href="data:application/octet-stream,x">出力</a>"""
    assert open_page("exe.html", steps=TAKING).download(Target("出力"), timeout=5).ending == "bin"


def test_a_press_that_brings_nothing_is_told(open_page: Open, site: Site) -> None:
    site.extra["nothing.html"] = f"{PAGE}<button>CSV出力</button>"
    with pytest.raises(ScreenError) as told:
        open_page("nothing.html", steps=TAKING).download(Target("CSV出力"), timeout=0.5)
    assert told.value.problem.code == "S48"
