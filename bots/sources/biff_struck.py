"""Which cells of an .xls are struck out (BIFF8): by the font of their format, or by the runs of their text."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from bots.sources.struck import of_runs

_WIDE, _MORE, _RICH = 0x01, 0x04, 0x08
_STRUCK = 0x0008
_NO_FONT = 4  # the number that no font has
_EMPTY = {0x0201, 0x00BE}
_SEVERAL, _SHARED = 0x00BD, 0x00FD


class StruckFonts:
    """The fonts of a book, which of them strike out, and what that means for its formats and shared texts."""

    def __init__(self) -> None:
        self._fonts: list[bool] = []
        self._forms: list[bool] = []
        self._own: dict[int, bool] = {}
        self.any = False

    def font(self, record: bytes) -> None:
        """The next font of the book."""
        self._fonts.append(bool(struct.unpack_from("<H", record, 2)[0] & _STRUCK))
        self.any = self.any or self._fonts[-1]

    def form(self, record: bytes) -> None:
        """The next format of cells; fonts come before formats."""
        self._forms.append(self._strikes(struct.unpack_from("<H", record)[0]))

    def texts(self, blocks: Sequence[bytes]) -> None:
        """The shared texts: the record of them, and those that go on with it."""
        if not self.any or not blocks:
            return
        for number, (text, runs) in enumerate(_texts(blocks)):
            ends = [*(start for start, _ in runs[1:]), len(text)]
            pieces = [(self._strikes(font), text[start:end]) for (start, font), end in zip(runs, ends, strict=False)]
            own = of_runs([(None, text[: runs[0][0]] if runs else text), *pieces])
            if own is not None:
                self._own[number] = own

    def cells(self, kind: int, record: bytes) -> Iterator[tuple[int, int]]:
        """Row and column (from 0) of the cells of a record that are struck out."""
        if kind in _EMPTY:
            return
        row, column, form = struct.unpack_from("<HHH", record)
        if kind == _SEVERAL:
            for at in range((len(record) - 6) // 6):
                if self._forms[struct.unpack_from("<H", record, 4 + 6 * at)[0]]:
                    yield row, column + at
            return
        own = self._own.get(struct.unpack_from("<I", record, 6)[0]) if kind == _SHARED else None
        if self._forms[form] if own is None else own:
            yield row, column

    def _strikes(self, font: int) -> bool:
        at = font - (font > _NO_FONT)
        return at < len(self._fonts) and self._fonts[at]


Runs = list[tuple[int, int]]  # where each begins, and its font


def _texts(blocks: Sequence[bytes]) -> Iterator[tuple[str, Runs]]:
    """Every shared text with its runs."""
    reader = _Blocks(blocks)
    _, count = struct.unpack("<II", reader.take(8))
    for _ in range(count):
        length, flags = struct.unpack("<HB", reader.take(3))
        rich = struct.unpack("<H", reader.take(2))[0] if flags & _RICH else 0
        more = struct.unpack("<I", reader.take(4))[0] if flags & _MORE else 0
        text = reader.text(length, wide=bool(flags & _WIDE))
        yield text, list(struct.iter_unpack("<HH", reader.take(4 * rich)))
        reader.take(more)


class _Blocks:
    """Bytes that go on from one record to the next. Raises ValueError where they end too early."""

    def __init__(self, blocks: Sequence[bytes]) -> None:
        self._blocks = iter(blocks)
        self._block, self._at = next(self._blocks), 0

    def take(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            self._go_on()
            piece = self._block[self._at : self._at + size - len(found)]
            self._at += len(piece)
            found += piece
        return found

    def text(self, length: int, *, wide: bool) -> str:
        """A text: where it goes on in the next record, its width is said anew."""
        found = ""
        while len(found) < length:
            if self._at >= len(self._block):
                self._go_on()
                wide = bool(self.take(1)[0] & _WIDE)
            width = 2 if wide else 1
            room = (len(self._block) - self._at) // width
            data = self.take(width * max(1, min(room, length - len(found))))
            # a sign of two units may be cut by the end of a record: units are what is counted
            found += "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data))) if wide else data.decode("latin-1")
        return found

    def _go_on(self) -> None:
        while self._at >= len(self._block):
            block = next(self._blocks, None)
            if block is None:
                raise ValueError("texts that end too early")
            self._block, self._at = block, 0
