"""Forms of one character: the table that is shipped, what it proposes, what it only tells."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.japan import variants
from bots.japan.encodings import is_private, unheld
from bots.japan.variants import (
    HEADINGS,
    VariantError,
    differing,
    parse_table,
    proposals,
    shipped,
    substituted,
)
from bots.japan.width import split

HEAD = ",".join(HEADINGS)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.text(st.sampled_from("髙高﨑崎𠮷吉德徳濵浜神\ufa19山田か\u3099葛\U000e0100\ue000齋斎"), max_size=8)


def test_every_proposal_is_held_by_the_smallest_set_and_what_it_replaces_is_not() -> None:
    for one in shipped().values():
        assert not unheld(one.plain, "JIS X 0208"), one
        assert bool(unheld(one.letter, "JIS X 0208") or unheld(one.letter, "cp932")) is one.proposed, one
        assert one.reason, one


def test_what_unicode_calls_the_same_leads_to_what_unicode_says() -> None:
    for one in shipped().values():
        if "正準等価）" in one.reason and one.reason.endswith("等価）"):
            assert unicodedata.normalize("NFC", one.letter) == one.plain


def test_no_proposal_leads_in_a_ring() -> None:
    for one in shipped().values():
        assert one.plain not in shipped() or not shipped()[one.plain].proposed, one


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        ("髙橋", "JIS X 0208", ["髙 U+9AD9 → 高 U+9AD8"]),
        ("髙橋", "cp932", []),
        ("𠮷﨑", "cp932", ["𠮷 U+20BB7 → 吉 U+5409"]),
        ("葛\U000e0100", "cp932", ["葛\U000e0100 U+845B U+E0100 → 葛 U+845B"]),
        ("か\u3099", "cp932", ["か\u3099 U+304B U+3099 → が U+304C"]),
        ("か\u309a", "cp932", []),  # no one character of it
        ("あ\u3099", "cp932", []),
        ("\ue000", "JIS X 0208", []),  # of the office's own: nobody knows what it is
        ("龘", "cp932", []),
        ("髙\U000e0100", "JIS X 0208", []),  # one step leads to 髙, which is not held either
        ("齋藤", "JIS X 0208", []),
    ],
)
def test_proposes_for_what_is_not_held(text: str, encoding: str, told: list[str]) -> None:
    assert [str(one) for one in proposals(text, encoding)] == told


@pytest.mark.parametrize(
    ("text", "approved", "made"),
    [
        ("髙橋𠮷﨑", (), "高橋吉崎"),
        ("髙橋𠮷﨑", ("髙",), "高橋𠮷﨑"),
        ("髙橋𠮷﨑", ("髙𠮷",), "高橋吉﨑"),
        ("髙橋𠮷﨑", ("cp932",), "髙橋吉﨑"),
        ("髙橋𠮷﨑", ("JIS X 0213",), "高橋吉﨑"),
        ("髙橋𠮷﨑", ("JIS X 0208", "髙"), "高橋𠮷﨑"),
        ("齋藤", (), "齋藤"),  # both are held: only told, never changed
        ("\ue000", (), "\ue000"),
        ("", (), ""),
    ],
)
def test_changes_nothing_but_what_is_approved(text: str, approved: tuple[str, ...], made: str) -> None:
    assert substituted(text, approved)[0] == made


def test_the_halls_own_table_comes_first() -> None:
    own = {"𫝆": "今", "髙": "髙(はしごだか)"}
    made, changes = substituted("𫝆井髙", (), own)
    assert made == "今井髙(はしごだか)"
    assert [one.before for one in changes] == ["𫝆", "髙"]


@given(TEXTS | NAMES)
def test_what_stays_stays_code_point_by_code_point(text: str) -> None:
    made, changes = substituted(text)
    replaced = {one.before: one.after for one in changes}
    assert made == "".join(replaced.get(one, one) for one in split(text))
    assert not any(is_private(one) for before in replaced for one in before)
    assert changes or made == text


@given(NAMES)
def test_a_text_and_what_stands_for_it_are_forms_of_one(text: str) -> None:
    made, _ = substituted(text)
    pairs = differing(text, made) if len(split(text)) == len(split(made)) else ()
    assert bool(pairs) == (made != text)


@given(TEXTS, TEXTS)
def test_differing_means_that_they_differ(one: str, other: str) -> None:
    assert one != other or differing(one, other) == ()


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        ("文字,代わり\n", 1, "headings"),
        ("", 1, "headings"),
        (f"{HEAD}\n髙,U+9AD9,高,U+9AD8,代替\n", 2, "letter"),
        (f"{HEAD}\n髙橋,U+9AD9 U+6A4B,高橋,U+9AD8 U+6A4B,代替,x\n", 2, "letter"),
        (f"{HEAD}\n髙,U+9AD9,髙,U+9AD9,代替,x\n", 2, "letter"),
        (f"{HEAD}\n\n髙,U+9AD8,高,U+9AD8,代替,x\n", 3, "code"),
        (f"{HEAD}\n髙,U+9AD9,高,U+9AD8,置換,x\n", 2, "use"),
        (f"{HEAD}\n\ue000,U+E000,高,U+9AD8,代替,x\n", 2, "private"),
        (f"{HEAD}\n高,U+9AD8,\ue000,U+E000,代替,x\n", 2, "private"),
        (f"{HEAD}\n髙,U+9AD9,高,U+9AD8,代替,x\n髙,U+9AD9,高,U+9AD8,代替,x\n", 3, "twice"),
    ],
)
def test_a_table_that_cannot_be_used_says_which_line(lines: str, line: int, reason: str) -> None:
    with pytest.raises(VariantError) as caught:
        parse_table(lines)
    assert (caught.value.line, caught.value.reason) == (line, reason)


def test_a_table_is_read_as_it_is_saved_by_a_spreadsheet() -> None:
    (one,) = parse_table(f"\ufeff{HEAD}\r\n髙,U+9AD9,高,U+9AD8,代替,台帳の決まり\r\n,,,,,\r\n")
    assert one == variants.Variant("髙", "高", True, "台帳の決まり")
