"""Every code point that there is: a name may have any."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import chain

import pytest

from bots.japan.encodings import unheld
from tests.unit.japan.test_width import FILTERS, may_change


@cache
def all_that_stays() -> str:
    return "".join(one for one in map(chr, chain(range(0xD800), range(0xE000, 0x110000))) if not may_change(one))


@pytest.mark.parametrize("change", FILTERS)
def test_no_other_code_point_of_unicode_ever_changes(change: Callable[[str], str]) -> None:
    stays = all_that_stays()
    assert change(stays) == stays


@pytest.mark.parametrize(("name", "kanji"), [("JIS X 0208", 6_355), ("JIS X 0213", 10_050)])
def test_a_set_has_as_many_kanji_as_its_standard(name: str, kanji: int) -> None:
    """Counted as the standards count: without 仝, which stands among the signs."""
    areas = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x2FA20))
    letters = [chr(code) for area in areas for code in area if chr(code) != "仝"]
    assert len(letters) - len(unheld("".join(letters), name)) == kanji
