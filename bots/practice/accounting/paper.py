"""A slip as a PDF of one page, written by hand: ruled boxes and Japanese text, no font embedded.

The font is one of the fonts that every viewer knows by name or replaces (PDF 32000-1, 9.7.5.2): a
CIDFont of Adobe-Japan1 under the CMap UniJIS-UTF16-H, whose text is UTF-16, surrogates included.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842  # A4 in points
LEFT, INDENT, RIGHT = 56, 166, 539
_FONT = "KozMinPr6N-Regular"
_OBJECTS = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R"
    " /Resources << /Font << /F1 5 0 R >> >> >>",
)
_FONTS = (
    f"<< /Type /Font /Subtype /Type0 /BaseFont /{_FONT}-UniJIS-UTF16-H"
    " /Encoding /UniJIS-UTF16-H /DescendantFonts [6 0 R] >>",
    # The Latin and half-width glyphs of Adobe-Japan1 are its CIDs up to 632: half as wide as the others.
    f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{_FONT}"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >>"
    " /FontDescriptor 7 0 R /DW 1000 /W [1 632 500] >>",
    f"<< /Type /FontDescriptor /FontName /{_FONT} /Flags 6 /FontBBox [-437 -340 1147 1317]"
    " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 742 /StemV 80 >>",
)


@dataclass(slots=True)
class Paper:
    """A page that is written from the top; `y` is where the next line begins, in points from below."""

    y: float = HEIGHT - 60
    drawn: list[str] = field(default_factory=list)

    def text(self, x: float, text: str, size: float = 10, *, right: bool = False) -> None:
        """Write at `x`, or with `right` so that it ends there."""
        begin = x - width(text) * size if right else x
        code = text.encode("utf-16-be").hex().upper()
        self.drawn.append(f"BT /F1 {size:g} Tf {begin:.2f} {self.y:.2f} Td <{code}> Tj ET")

    def rule(self, below: float = 5, thick: float = 0.5) -> None:
        """A line across the page, `below` points under the present line."""
        y = self.y - below
        self.drawn.append(f"{thick:g} w {LEFT} {y:.2f} m {RIGHT} {y:.2f} l S")

    def down(self, points: float) -> None:
        """Go on further below."""
        self.y -= points

    def saved(self) -> bytes:
        """The whole file."""
        content = "\n".join(self.drawn)
        stream = f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
        out, places = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", []
        for n, body in enumerate((*_OBJECTS, stream, *_FONTS), 1):
            places.append(len(out))
            out += f"{n} 0 obj\n{body}\nendobj\n".encode("ascii")
        start, count = len(out), len(places) + 1
        table = "".join(f"{place:010d} 00000 n \n" for place in places)
        trailer = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
        return out + f"xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")


def width(text: str) -> float:
    """How wide a text is, in units of its size."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def wrapped(text: str, most: float) -> list[str]:
    """A text as lines of at most `most` units of its size; at least one."""
    lines = [""]
    for char in text:
        if char == "\n" or width(lines[-1] + char) > most:
            lines.append("")
        lines[-1] += char.strip("\r\n")
    return lines


def slip(
    title: str,
    head: Sequence[tuple[str, str]],
    headings: Sequence[str],
    lines: Sequence[Sequence[str]],
    total: tuple[str, str],
) -> bytes:
    """A slip as a PDF: its title, its fields, its lines (the last column is an amount), its total."""
    page = Paper()
    page.text((WIDTH - width(title) * 18) / 2, title, 18)
    page.down(34)
    for label, value in head:
        page.text(LEFT + 4, label)
        for line in wrapped(value, (RIGHT - INDENT) / 10):
            page.text(INDENT, line)
            page.down(15)
        page.rule(-10)
        page.down(5)
    page.down(14)
    page.rule(-14, 1)
    for at, texts in enumerate((headings, *lines)):
        for x, text in zip((LEFT + 4, INDENT), texts[:-1], strict=True):
            page.text(x, text)
        page.text(RIGHT - 4, texts[-1], right=True)
        page.rule(5, 0.5 if at else 1)
        page.down(20)
    page.text(LEFT + 4, total[0], 11)
    page.text(RIGHT - 4, total[1], 11, right=True)
    page.rule(6, 1)
    return page.saved()
