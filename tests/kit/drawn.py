"""PDF files drawn by hand: text, rules and what else stands on a page, to the point."""

import zlib
from itertools import pairwise
from pathlib import Path

PORTRAIT, LANDSCAPE = (595, 842), (842, 595)
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts"
    b"[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo"
    b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
)


def text(x: float, y: float, words: str, size: float = 10, mode: int = 0) -> bytes:
    """Return the drawing of words, every sign as wide as high; `y` is their foot, from below."""
    signs = words.encode("utf-16-be").hex()
    return f"BT /F1 {size} Tf {mode} Tr 1 0 0 1 {x} {y} Tm <{signs}> Tj ET\n".encode()


def rule(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """Return the drawing of a rule."""
    return f"{x0} {y0} m {x1} {y1} l S\n".encode()


def grid(xs: list[float], ys: list[float], rows: list[list[str]]) -> bytes:
    """Return a ruled table: its upright rules, its rules across from the top, its cells' text."""
    parts = [rule(x, ys[0], x, ys[-1]) for x in xs]
    parts += [rule(xs[0], y, xs[-1], y) for y in ys]
    for (top, _), row in zip(pairwise(ys), rows, strict=True):
        parts += [text(x + 3, top - 13, cell) for x, cell in zip(xs, row, strict=False)]
    return b"".join(parts)


def pdf(
    path: Path, *pages: bytes, sizes: list[tuple[int, int]] | None = None, more: bytes = b""
) -> Path:
    """Write a file of pages; `more` is put into the dictionary of each."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 3: _FONT}
    for at, (content, size) in enumerate(
        zip(pages, sizes or [PORTRAIT] * len(pages), strict=True), 2
    ):
        packed = zlib.compress(content, 9)
        head = f"<</Filter/FlateDecode/Length {len(packed)}>>stream\n".encode()
        objects[2 * at] = head + packed + b"\nendstream"
        box = f"[0 0 {size[0]} {size[1]}]".encode()
        objects[2 * at + 1] = (
            b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/MediaBox%b/Contents %d 0 R"
            b"%b>>" % (box, 2 * at, more)
        )
    kids = b" ".join(b"%d 0 R" % (2 * at + 1) for at in range(2, len(pages) + 2))
    objects[2] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), kids)
    made, places = b"%PDF-1.5\n", []
    for number in range(1, len(objects) + 1):
        places.append(b"%010d 00000 n \n" % len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, objects[number])
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n"
    size = len(objects) + 1
    path.write_bytes(made + end % (size, b"".join(places), size, len(made)) + b"%%EOF\n")
    return path
