"""A picture as a PDF of A4 pages. What is masked on the picture is in no text of the PDF: there is none."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

_WIDTH, _HEIGHT = 595.28, 841.89  # A4 in points (ISO 216: 210 mm by 297 mm; a point is 1/72 inch)
_MARGIN = 28.35  # 10 mm


def pdf_of(jpeg: bytes, width: int, height: int) -> bytes:
    """The picture of that size in pixels, as wide as the page, on as many pages as it needs (PDF 1.4)."""
    wide, high = _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN
    scale = wide / width
    whole = height * scale
    pages = max(1, ceil(whole / high - 0.001))
    first = 4  # objects 1 to 3: catalogue, pages, picture; then two for each page
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        _stream(
            jpeg,
            f"/Type /XObject /Subtype /Image /Width {width} /Height {height} "
            "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
        ),
    ]
    for at in range(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] "
            f"/Resources << /XObject << /P 3 0 R >> >> /Contents {first + 2 * at + 1} 0 R >>".encode()
        )
        down = _HEIGHT - _MARGIN - whole + at * high
        cut = f"{_MARGIN:.2f} {_MARGIN:.2f} {wide:.2f} {high:.2f} re W n"
        put = f"{wide:.2f} 0 0 {whole:.2f} {_MARGIN:.2f} {down:.2f} cm /P Do"
        objects.append(_stream(f"q {cut} {put} Q".encode(), ""))
    return b"".join(_file(objects))


def _stream(data: bytes, more: str) -> bytes:
    return f"<< {more} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: list[bytes]) -> Iterator[bytes]:
    at = len(head := b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    yield head
    places = []
    for number, one in enumerate(objects, 1):
        places.append(at)
        whole = f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
        at += len(whole)
        yield whole
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    yield f"xref\n0 {count}\n0000000000 65535 f \n{table}".encode()
    yield f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n".encode()
