"""Which page is the last before a submit, told from the plan alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bots.engine.ahead import last_page_before_submit
from bots.errors import Place
from bots.model import Mode, Plan, PlanStep

Written = tuple[str, list["Written"]] | str  # a verb, `?` behind it = under a condition; the steps inside
PLAN = Plan("x", "x", "x", "", "ja", Mode.RUN, "本番", "2026-11-23")


def step(path: str, written: Written) -> PlanStep:
    verb, inside = (written, []) if isinstance(written, str) else written
    name = verb.removesuffix("?")
    return PlanStep(
        path, name, {}, Place(), when={"a": "b"} if verb.endswith("?") else None, submits=name == "submit",
        steps=steps(path, inside),
    )  # fmt: skip


def steps(path: str, written: list[Written]) -> tuple[PlanStep, ...]:
    return tuple(step(f"{path}/{at}", one) for at, one in enumerate(written))


SEARCH: list[Written] = ["fill", "click"]


@pytest.mark.parametrize(
    ("written", "path", "expected"),
    [
        ([*SEARCH, "submit"], "1", True),
        ([*SEARCH, "verify", "click", "submit"], "1", True),
        ([*SEARCH, "fill", "click", "submit"], "1", False),
        ([*SEARCH, "fill", "click", "submit"], "3", True),
        ([*SEARCH, "upload", "submit"], "1", False),
        ([*SEARCH, "fill?", "submit"], "1", False),
        ([*SEARCH, ("do", ["fill"]), "submit"], "1", False),
        ([*SEARCH, ("use", ["fill"]), "submit"], "1", False),
        ([*SEARCH, ("open", ["fill", "click"]), "submit"], "1", False),
        ([*SEARCH, ("open", ["click"]), "submit"], "2", True),
        ([*SEARCH, ("each", ["fill"]), "submit"], "1", False),
        ([*SEARCH, ("each", ["click"]), "submit"], "1", True),
        ([("each", ["fill", "click"]), "submit"], "0/1", False),  # the next child row
        ([("each", ["fill", "click", "submit"])], "0/1", True),
        ([("repeat", ["click", "fill"]), "submit"], "0/0", False),
        ([("each", [("do", ["fill", "click"])]), "submit"], "0/0/1", False),
        ([*SEARCH, ("branch", [("do?", ["fill", "submit"]), ("do", ["skip"])])], "1", False),
        ([*SEARCH, ("branch", [("do?", ["click"]), ("do", ["skip"])]), "submit"], "1", True),
        ([("branch", [("do?", ["fill", "click"]), ("do", ["fill"])]), "submit"], "0/0/1", True),  # not the other way's
        ([("branch", [("do?", ["fill", "click"]), ("do", ["fill"])]), "fill", "submit"], "0/0/1", False),
        ([*SEARCH, "skip"], "1", False),
        ([*SEARCH, "skip", "submit"], "1", False),
        ([*SEARCH, "skip?", "submit"], "1", True),
        ([*SEARCH, "submit", "fill", "click"], "1", True),
        ([*SEARCH, "submit?", "fill", "submit"], "1", False),
        (["fill", "submit", "fill", "click"], "3", False),  # none comes any more
    ],
)
def test_it_is_the_last_page_that_is_filled_before_a_submit(written: list[Written], path: str, expected: bool) -> None:
    plan = replace(PLAN, each_row=steps("each_row", written))
    assert last_page_before_submit(plan, f"each_row/{path}") is expected
    whole = replace(PLAN, steps=steps("steps", written))
    assert last_page_before_submit(whole, f"steps/{path}") is expected
