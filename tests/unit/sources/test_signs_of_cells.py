"""Whatever a cell may hold, of all of Unicode: written into a book and read again it is the same text."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.sources.new_book import Page, save_texts
from bots.sources.patching import patch
from bots.sources.sheet import read_grid
from tests.unit.sources.parts import SHEET, make

ALLOWED = st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, range(9)), "\x0b", "\x0c",
                        *map(chr, range(14, 32)), "\ufffe", "\uffff"])  # fmt: skip
TEXTS = st.lists(st.one_of(st.text(ALLOWED, max_size=30), st.text("_x000DFa5\r\n\t \u3000<&>\"']", max_size=14)), min_size=1, max_size=12)


def check(texts: list[str], *, patched: bool) -> None:
    """Write the texts below each other, and read them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        if patched:
            cells = {(20 + at, column): one for at, text in enumerate(texts) for column, one in ((1, "鍵"), (2, text))}
            patch(make(Path(folder) / "b.xlsx"), path, SHEET, cells)
        else:
            save_texts(path, [Page(SHEET, {20 + at: ["鍵", text] for at, text in enumerate(texts)})])
        found = {line.number: line.cells[1] if len(line.cells) > 1 else "" for line in read_grid(path, SHEET).lines}
        assert [found[20 + at] for at in range(len(texts))] == texts


@given(TEXTS)
def test_a_text_that_is_patched_into_a_book_is_read_again(texts: list[str]) -> None:
    check(texts, patched=True)


@given(TEXTS)
def test_a_text_of_a_new_book_is_read_again(texts: list[str]) -> None:
    check(texts, patched=False)


@pytest.mark.parametrize("patched", [True, False])
def test_every_plane_and_what_spreadsheets_take_for_a_sign(patched: bool) -> None:
    planes = [chr(plane << 16 | 0x20B7) for plane in range(17)]
    check([*planes, "_x000D_", "_x005F_x000D_", "__x0041_", "葛\U000e0100", "e\u0301", "\u200b", "\ufeff", "\x85\u2028"], patched=patched)
