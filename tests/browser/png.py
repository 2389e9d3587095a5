"""Reads a PNG of eight-bit RGB or RGBA without any library: for counting pixels of one colour."""

from __future__ import annotations

import struct
import zlib


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
    before = bytearray(line)
    for y in range(height):
        kind = raw[y * (line + 1)]
        now = bytearray(raw[y * (line + 1) + 1 : (y + 1) * (line + 1)])
        _unfilter(kind, now, before, depth)
        out.append(bytes(now))
        before = now
    return depth, out


def _unfilter(kind: int, now: bytearray, before: bytearray, depth: int) -> None:
    if kind == 0:
        return
    for i in range(len(now)):
        left = now[i - depth] if i >= depth else 0
        up = before[i]
        corner = before[i - depth] if i >= depth else 0
        if kind == 1:
            add = left
        elif kind == 2:
            add = up
        elif kind == 3:
            add = (left + up) // 2
        else:
            guess = left + up - corner
            add = min((left, up, corner), key=lambda one: abs(guess - one))
        now[i] = (now[i] + add) & 255


def count(data: bytes, colour: tuple[int, int, int]) -> int:
    """How many pixels have exactly this colour."""
    depth, lines = rows(data)
    wanted = bytes(colour)
    return sum(
        1 for line in lines for x in range(0, len(line), depth) if line[x : x + 3] == wanted
    )
