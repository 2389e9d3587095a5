"""Two texts that look alike on every screen are one key; whatever tells people apart stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.japan.keys import key_part, seen
from tests.unit.japan.test_width import NAMES

BLANKS = "\t\n\r\x0b\x0c\x1c\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u202f\u205f\u3000"
UNSEEN = (
    "\x00\x1b\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060"
    "\u2064\u2065\u206a\u206f\u2800\u3164\ufe00\ufe0e\ufe0f\ufeff\uffa0\ufff9\U000e0001\U000e0041\U000e007f\U000e0100\U000e01ef"
)
HYPHENS = "‐‑‒–—―−－﹣"
VARIED = tuple("\ufe00\ufe0f\U000e0100\U000e0101")


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
        ("A\u00a056249", "A 56249"),
        ("\u3000A \u2003 56249\ufe0f ", "A 56249"),
        ("葛\U000e0100", "葛"),
        ("1ー2", "1-2"),
        ("１〜２", "１～２"),
    ],
)
def test_what_looks_alike_is_one(written: str, shown: str) -> None:
    assert seen(written) == shown


@pytest.mark.parametrize(
    "text",
    [*(name for name in NAMES if not set(name) & set(VARIED)), "Ａ1", "ａ1", "ｶﾞ", "ヷ", "0001", "a b", "コーヒー", "Ａー", ""],
)
def test_width_case_and_kanji_stay(text: str) -> None:
    assert seen(text) == text


@given(st.text())
def test_what_is_seen_once_is_seen_so_again(text: str) -> None:
    assert seen(seen(text)) == seen(text)


_TYPED = st.text(st.sampled_from("A1 か\u3099ー-山福\ufa1b") | st.characters(codec="utf-8"))


@given(_TYPED, st.data())
def test_what_shows_nothing_never_makes_a_new_key(text: str, data: st.DataObject) -> None:
    written = text
    for one in data.draw(st.lists(st.sampled_from(UNSEEN), max_size=4)):
        at = data.draw(st.integers(0, len(written)))
        written = written[:at] + one + written[at:]
    assert seen(written) == seen(text)


@given(_TYPED, st.data())
def test_another_blank_or_hyphen_never_makes_a_new_key(text: str, data: st.DataObject) -> None:
    ends = data.draw(st.text(BLANKS, max_size=2)), data.draw(st.text(BLANKS, max_size=2))
    other = {" ": st.text(BLANKS, min_size=1, max_size=3), "-": st.sampled_from(HYPHENS)}
    written = "".join(data.draw(other[one]) if one in other else one for one in text)
    assert seen(ends[0] + written + ends[1]) == seen(text)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("32364.0", "32364"), ("32364", "32364"), ("1,000", "1000"), ("１，０００．０", "1000"), ("+10", "10"),
        ("-0", "0"), ("-0.00", "0"), ("0.50", "0.5"), ("-7.250", "-7.25"), ("100", "100"), ("△3.0", "-3"),
        ("1E5", "1E5"),
    ],
)  # fmt: skip
def test_a_number_is_the_key_of_what_it_says(written: str, key: str) -> None:
    assert key_part(written, "number") == key_part(written, "money") == key
    assert key_part(written, "text") == seen(written)
