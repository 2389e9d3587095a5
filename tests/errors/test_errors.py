"""Every golden case says what it said when it was last looked at, in both languages."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from pathlib import Path

import pytest

from bots.messages import lint, recipe, systems, yaml_form
from bots.recipe.reference_of_messages import ADVICE

HERE = Path(__file__).parent
_spec = importlib.util.spec_from_file_location("golden_of_messages", HERE / "golden.py")
assert _spec is not None
assert _spec.loader is not None
golden = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(golden)

CASES = golden.cases()
ELSEWHERE = {  # codes that no file alone can show; their tests are in tests/unit/recipe
    "Y12",  # a file of more than 256 kB
    "Y21",  # more than 10,000 nodes
    "Y23",  # what the parser may yet complain of
    "R70", "R71", "R72", "R73", "R74", "R75",  # of what a run was asked for
    "R80", "R81", "R82", "R138", "R159", "R164", "R165",  # of finding files
    "R150", "R151", "R152", "R153", "R154",  # of mending files: test_mending.py
    "L10",  # old words: there is none yet
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_said(case: Path, tmp_path: Path) -> None:
    for lang, text in golden.said(case, tmp_path).items():
        assert text == (case / golden.EXPECTED[lang]).read_text(encoding="utf-8")


MENDED = [one for one in CASES if (one / "right.txt").exists()]


@pytest.mark.parametrize("case", MENDED, ids=lambda case: case.name)
def test_the_right_lines_are_right(case: Path, tmp_path: Path) -> None:
    """What the reference tells people to write takes the mistake away and brings no other."""
    before = tmp_path / "before"
    after = tmp_path / "after"
    before.mkdir()
    after.mkdir()
    code = case.name.split("_")[0]
    was = Counter(one.code for one in golden.found(case, before))
    now = Counter(one.code for one in golden.found(case, after, mended=True))
    assert now[code] < was[code]
    assert now <= was


def test_enough_cases_are_mended() -> None:
    assert len(MENDED) >= 140
    codes = {case.name.split("_")[0] for case in MENDED}
    assert {"R04", "R11", "Y01", "Y03", "L05"} <= codes


@pytest.mark.parametrize(
    "case", [one for one in CASES if "_" in one.name], ids=lambda case: case.name
)
def test_case_shows_its_code(case: Path) -> None:
    code = case.name.split("_")[0]
    assert f"[{code}]" in (case / "expected.txt").read_text(encoding="utf-8")


def test_every_code_has_a_case() -> None:
    shown = {
        code
        for case in CASES
        for code in re.findall(r"\[([YRL]\d+)\]$", (case / "expected.txt").read_text("utf-8"), re.M)
    }
    mine = {*yaml_form.MESSAGES, *recipe.MESSAGES, *systems.MESSAGES, *lint.MESSAGES}
    notations = {code for code in mine if re.fullmatch(r"R[456]\d", code)}  # tests/unit/values
    assert mine - set(ADVICE) - notations - ELSEWHERE - shown == set()


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 100
