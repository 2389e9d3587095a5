"""Takes and reads a PNG of eight-bit RGB or RGBA: for counting pixels of one colour."""

from __future__ import annotations

import struct
import zlib

import numpy
from playwright.sync_api import Error, Page

TRIES = 3


def shown(page: Page) -> bytes:
    """What the page shows, by Playwright's own means. Chromium on a busy machine may have to be asked again [seen]."""
    for again in range(TRIES):
        try:
            return page.screenshot()
        except Error as error:
            if again == TRIES - 1 or "Unable to capture screenshot" not in str(error):
                raise
            page.wait_for_timeout(200)
    raise AssertionError("unreachable")


def rows(data: bytes) -> tuple[int, list[bytes]]:
    """Bytes per pixel, and the unfiltered rows."""
    at, width, height, depth, packed = 8, 0, 0, 0, b""
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, height, bits, colour = struct.unpack(">IIBB", body[:10])
            assert bits == 8
            depth = {2: 3, 6: 4}[colour]
        elif kind == b"IDAT":
            packed += body
        at += 12 + size
    raw, out, line = zlib.decompress(packed), [], width * depth
    before = bytes(line)
    for y in range(height):
        begin = y * (line + 1)
        before = _unfiltered(raw[begin], raw[begin + 1 : begin + 1 + line], before, depth)
        out.append(before)
    return depth, out


def _unfiltered(kind: int, now: bytes, before: bytes, depth: int) -> bytes:
    """A row of one filter as it is shown; `before` = the row above it, as it is shown."""
    blank = not any(now)
    if kind == 0:
        return now
    if kind == 1:
        shown = numpy.frombuffer(now, numpy.uint8).reshape(-1, depth)
        return bytes(numpy.add.accumulate(shown, axis=0, dtype=numpy.uint8))
    if kind == 2:
        return before if blank else bytes(numpy.frombuffer(now, numpy.uint8) + numpy.frombuffer(before, numpy.uint8))
    if kind == 4 and blank and before == before[:depth] * (len(before) // depth):
        return before  # a row of one colour below another
    return _byte_by_byte(kind, bytearray(depth) + now, bytes(depth) + before, depth)


def _byte_by_byte(kind: int, now: bytearray, before: bytes, depth: int) -> bytes:
    """A row whose filter looks to the left and up; both rows begin with one pixel more."""
    for i in range(depth, len(now)):
        left, up, corner = now[i - depth], before[i], before[i - depth]
        if kind == 3:
            add = (left + up) // 2
        elif up == corner:
            add = left
        elif left == corner:
            add = up
        else:
            guess = left + up - corner
            add = min((left, up, corner), key=lambda one: abs(guess - one))
        now[i] = (now[i] + add) & 255
    return bytes(now[depth:])


def count(data: bytes, colour: tuple[int, int, int]) -> int:
    """How many pixels have exactly this colour."""
    depth, lines = rows(data)
    pixels = numpy.frombuffer(b"".join(lines), numpy.uint8).reshape(-1, depth)
    return int((pixels[:, :3] == colour).all(axis=1).sum())
