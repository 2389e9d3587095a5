"""A picture as a PDF: as many pages as it needs, and every object where the table says."""

from __future__ import annotations

import re

import pytest

from bots.evidence.paper import pdf_of


@pytest.mark.parametrize(("height", "pages"), [(100, 1), (1800, 1), (1900, 2), (7000, 4)])
def test_a_tall_picture_takes_more_pages(height: int, pages: int) -> None:
    made = pdf_of(b"\xff\xd8jpeg", 1280, height)
    assert made.count(b"/Type /Page ") == pages
    assert f"/Count {pages} ".encode() in made
    assert b"/Height %d " % height in made


def test_every_object_stands_where_the_table_says() -> None:
    made = pdf_of(b"\xff\xd8jpeg", 1280, 3000)
    start = int(re.findall(rb"startxref\n(\d+)\n", made)[0])
    assert made[start:].startswith(b"xref\n")
    places = [int(one) for one in re.findall(rb"(\d{10}) 00000 n", made)]
    for number, place in enumerate(places, 1):
        assert made[place:].startswith(b"%d 0 obj" % number)
    assert b"/Size %d " % (len(places) + 1) in made
