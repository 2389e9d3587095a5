"""Two texts that look alike on every screen are one key; whatever tells people apart stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.japan.keys import seen
from tests.unit.japan.test_width import NAMES


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("か\u3099", "が"),
        ("ハ\u309aリ", "パリ"),
        ("か\u200b\u3099", "が"),
        ("e\u0301", "é"),
        ("山\u200b田\u2060\ufeff", "山田"),
        ("\u200e0001\u00ad", "0001"),
        ("\u200b", ""),
        ("福\ufa1bか\u3099", "福\ufa1bが"),
    ],
)
def test_what_looks_alike_is_one(written: str, shown: str) -> None:
    assert seen(written) == shown


@pytest.mark.parametrize("text", [*NAMES, "Ａ1", "ａ1", "ｶﾞ", "ヷ", "0001", "a b", "葛\ufe00", ""])
def test_width_case_kanji_and_their_variants_stay(text: str) -> None:
    assert seen(text) == text


@given(st.text())
def test_what_is_seen_once_is_seen_so_again(text: str) -> None:
    assert seen(seen(text)) == seen(text)
