"""What may be left away of a picture on paper: only lines that repeat the one above."""

from __future__ import annotations

import struct
import zlib

import pytest

from bots.evidence.blank import blank_below

WIDTH, HEIGHT = 40, 100


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(lines: list[bytes], colour: int = 2, interlaced: int = 0, height: int = HEIGHT) -> bytes:
    """A picture of filtered lines; they go in two chunks."""
    header = struct.pack(">IIBBBBB", WIDTH, height, 8, colour, 0, 0, interlaced)
    packed = zlib.compress(b"".join(lines))
    half = len(packed) // 2
    parts = [(b"IHDR", header), (b"IDAT", packed[:half]), (b"IDAT", packed[half:]), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def line(how: int, value: int = 0, channels: int = 3) -> bytes:
    return bytes([how]) + bytes([value]) * WIDTH * channels


@pytest.mark.parametrize("how", [2, 4])
@pytest.mark.parametrize(("colour", "channels"), [(2, 3), (6, 4), (0, 1)])
def test_lines_that_repeat_are_left_away_but_for_a_margin(
    how: int, colour: int, channels: int
) -> None:
    lines = [line(1, 7, channels)] * 40 + [line(how, 0, channels)] * 60
    assert blank_below(png(lines, colour), keep=12) == pytest.approx(0.48)


@pytest.mark.parametrize(
    "last", [line(0), line(1), line(3), line(2, 1), bytes([2]) + bytes(WIDTH * 3 - 1) + b"\1"]
)
def test_a_last_line_that_says_something_keeps_everything(last: bytes) -> None:
    assert blank_below(png([line(0, 9)] + [line(2)] * 98 + [last])) == 0


def test_a_blank_picture_keeps_its_first_line_and_the_margin() -> None:
    assert blank_below(png([line(2)] * HEIGHT), keep=12) == pytest.approx(0.87)


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", png([line(2)] * HEIGHT, interlaced=1), png([line(2)] * HEIGHT)[:70], png([line(2)] * HEIGHT, colour=5),
     png([line(2)] * 99), png([], height=0), png([line(2)], height=2**31)],
)  # fmt: skip
def test_anything_else_is_left_as_it_is(data: bytes) -> None:
    assert blank_below(data) == 0
