"""How much of a picture's lower end says nothing: what may be left away on paper.

Only what repeats, pixel by pixel, the last line that stays is counted, so nothing is lost. It is
read off the filters of the PNG (https://www.w3.org/TR/png-3/#9Filters): a line of zeros under the
filters Up and Paeth is the line above it once more. No pixel is computed for that.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_REPEATS = (2, 4)  # Up, Paeth
_LARGEST = 200_000_000  # bytes: a picture that unpacks to more is left as it is


def blank_below(data: bytes, keep: int = 12) -> float:
    """The part of the height, 0 to 1, at the lower end that only repeats the line above it.

    `keep` lines of it stay, as a margin. 0.0 for anything that is not a plain PNG.
    """
    try:
        header, packed = _parts(data)
        width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
        line = 1 + (width * _CHANNELS[colour] * depth + 7) // 8
        if interlaced or not height or line * height > _LARGEST:
            return 0.0
        raw = zlib.decompress(packed)
    except (KeyError, struct.error, zlib.error):
        return 0.0
    if len(raw) != line * height:
        return 0.0
    blank: int = max(0, _repeated(raw, line, height) - keep)
    return float(blank / height)


def _repeated(raw: bytes, line: int, height: int) -> int:
    """How many of the last lines are the line above them."""
    zeros = bytes(line - 1)
    for number in range(height - 1, 0, -1):
        begin = number * line
        if raw[begin] not in _REPEATS or raw[begin + 1 : begin + line] != zeros:
            return height - 1 - number
    return height - 1


def _parts(data: bytes) -> tuple[bytes, bytes]:
    """The header and the packed lines. Raises struct.error if it is not a PNG."""
    if not data.startswith(_SIGNATURE):
        raise struct.error
    chunks = list(_chunks(data))
    header = next((body for name, body in chunks if name == b"IHDR"), b"")
    return header, b"".join(body for name, body in chunks if name == b"IDAT")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        yield name, data[at + 8 : at + 8 + size]
        at += 12 + size
