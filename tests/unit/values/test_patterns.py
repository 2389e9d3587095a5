"""Patterns of `read`: the same match as Python's own engine, but never slow."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.errors import RecipeError
from bots.values.patterns import parse_pattern
from tests.effort import effort

LONG = effort(500, 2_000)  # going back would take for ever on either

FOUND = [
    ("R-([0-9]+)", "受付番号 R-00012 です", ("R-00012", "00012")), (r"\d{4}", "令和 2024 年", ("2024",)),
    (r"(\d+)年(\d+)月", "6年12月", ("6年12月", "6", "12")), ("^a|b$", "cab", ("b",)), ("a?", "b", ("",)),
    ("(a)|(b)", "b", ("b", None, "b")), ("[^0-9]+", "12ab3", ("ab",)), (r"[\d-]+", "tel 03-12", ("03-12",)),
    ("a.c", "a\nc abc", ("abc",)), ("a{2,3}?", "aaaa", ("aa",)), ("(?:ab)+", "ababx", ("abab",)),
    (r"\(([^)]*)\)", "x(12)y", ("(12)", "12")), ("[]a]", "]", ("]",)), ("[a-]", "-", ("-",)), ("x*", "", ("",)),
    (r"受付番号[:：]\s*(\w+)", "受付番号：　A12 済", ("受付番号：　A12", "A12")), ("z", "abc", None),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "text", "found"), FOUND)
def test_finds(pattern: str, text: str, found: tuple[str | None, ...] | None) -> None:
    assert parse_pattern(pattern).search(text) == found


@pytest.mark.parametrize(
    "pattern",
    ["", r"(a)\1", "(?=a)", "(?<=a)b", "(?P<n>a)", "(?i)a", "a**", "a+*", "*a", "(a", "a)", "[a", "[", "a{", "a{x}",
     "a{3,1}", "{2}", "\\", r"\b", r"\x41", r"\u3042", "[z-a]", "[[:alpha:]]", "a" * 201, "((a{99}){99}){99}", "(?>a)", "a++"],
)  # fmt: skip
def test_refuses(pattern: str) -> None:
    with pytest.raises(RecipeError) as caught:
        parse_pattern(pattern)
    assert caught.value.problem.code == "R66"


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+$", "(a|a)*b", "(a|aa)+$", "(.*)*x", "a*a*a*a*a*b", "((a+)b?)*c", "(a?){30}a{30}b"],
)
def test_no_pattern_is_slow(pattern: str) -> None:
    read, text = parse_pattern(pattern), "a" * LONG + "!"
    begun = time.monotonic()
    assert read.search(text) is None
    assert time.monotonic() - begun < LONG / 400


atoms = st.sampled_from(
    ["a", "b", ".", "[ab]", "[^a]", r"\d", "1", "(a|b)", "(?:ab|a)", "(ab)", "(a1?)"]
)
pieces = st.tuples(
    atoms, st.sampled_from(["", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{1,}"])
).map("".join)
patterns = st.lists(
    st.lists(pieces, min_size=1, max_size=3).map("".join), min_size=1, max_size=2
).map("|".join)


@settings(max_examples=effort(50, 2_000))
@given(patterns, st.text(alphabet="ab1\n", max_size=10))
def test_the_match_is_that_of_the_usual_engine(pattern: str, text: str) -> None:
    found = re.search(pattern, text)
    wanted = None if found is None else (found[0], *found.groups())
    assert parse_pattern(pattern).search(text) == wanted
