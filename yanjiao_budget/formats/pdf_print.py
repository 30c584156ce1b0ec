"""What a page of a PDF prints, read by pdfminer within limits.

A file of a megabyte may hold gigabytes, or pages drawn without end. Text that is printed with no
ink, as that behind a scanned page is, is told from what is seen.
"""

import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream, list_value, resolve1, stream_value
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

# A document of 300 indicators has 33,000 signs, 39,000 rules that cross 7,000 times, and is drawn
# by 490,000 words on 40 pages.
MOST_PAGES = 500
_MOST_UNPACKED = 100_000_000  # Bytes.
_MOST = {
    "signs": 100_000,
    "rules and curves": 80_000,
    "crossings of rules": 30_000,
    "words that draw": 1_200_000,
}
_MOST_OF_A_FONT = 200_000  # Signs: three times as many as its numbers can tell apart.
_RANGES = re.compile(rb"begin(?:bf|cid)range(.*?)(?:end(?:bf|cid)range|\Z)", re.DOTALL)
_RANGE = re.compile(
    rb"<\s*([0-9a-fA-F]{1,16})\s*>\s*<\s*([0-9a-fA-F]{1,16})\s*>\s*(?:<[^>]*>|\[[^\]]*\]|\d+)"
)
_BETWEEN_WORDS = b" \n\r\t\f[]()<>/"
_HEAD = 400  # Bytes before a stream, in which it is said what it is.
_SAME_PLACE = 3  # Points, within which pdfplumber takes rules for one.
_STREAM = re.compile(rb"stream\r?\n")
_PACKED_TWICE = re.compile(rb"/Filter\s*\[[^\]]*(?:Flate|LZW|/Fl\b)[^\]]*(?:Flate|LZW|/Fl\b)")
_NO_INK = {3, 7}  # How text is rendered: neither filled nor drawn, or only as a mask.


class TooMuchError(ValueError):
    """A file beyond the limits; the message says which."""


def refuse_vast(data: bytes) -> None:
    """Refuse a file that unpacks to a vast one, before it is unpacked.

    Raises:
        TooMuchError: For more than the limit.
    """
    if _PACKED_TWICE.search(data):
        raise TooMuchError("a part that is packed twice over")
    left, words = _MOST_UNPACKED, 0
    for start in (match.end() for match in _STREAM.finditer(data)):
        end = data.find(b"endstream", start)
        try:
            unpacked = zlib.decompressobj().decompress(data[start:end], left + 1)
        except zlib.error:
            continue  # Packed in another way, or not at all.
        left -= len(unpacked)
        if left < 0:
            raise TooMuchError(f"more than {_MOST_UNPACKED:,} bytes unpacked")
        if b"/ObjStm" in data[max(0, start - _HEAD) : start]:
            words += _words(unpacked)
    if words > _MOST["words that draw"]:
        raise TooMuchError(f"more than {_MOST['words that draw']:,} words of parts")


def _words(data: bytes) -> int:
    return len(data) - len(data.translate(None, _BETWEEN_WORDS))


class Printed(Counter[str]):
    """How much the pages of a file have printed so far, by what it is; and their fonts."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.fonts = _Fonts()

    def add(self, what: str, count: int = 1) -> None:
        """Count more of something.

        Raises:
            TooMuchError: For more than the limit.
        """
        self[what] += count
        if self[what] > _MOST[what]:
            raise TooMuchError(f"more than {_MOST[what]:,} {what}")


class _Fonts(PDFResourceManager):
    """The fonts of a file, none of which tells of more signs than there are."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        told = [
            _sized(list_value(spec.get("W") or []), 3),
            _sized(list_value(spec.get("W2") or []), 5),
        ]
        tables = (resolve1(spec.get(name)) for name in ("ToUnicode", "Encoding"))
        told += [_told(one.get_data()) for one in tables if isinstance(one, PDFStream)]
        if max(told) > _MOST_OF_A_FONT:
            raise TooMuchError(f"a font of more than {_MOST_OF_A_FONT:,} signs")
        return super().get_font(objid, spec)


def _sized(values: Sequence[object], count: int) -> int:
    """Return of how many signs a list tells the size: the first, the last, and their size."""
    signs, waiting = 0, list[float]()
    for value in map(resolve1, values):
        if isinstance(value, int | float):
            waiting.append(value)
        else:
            waiting.clear()  # The first, and the size of each by itself.
        if len(waiting) == count:
            signs += int(waiting[1] - waiting[0]) + 1
            waiting.clear()
    return signs


def _told(data: bytes) -> int:
    """Return of how many signs a font's table tells, range by range."""
    ranges = (found for part in _RANGES.findall(data) for found in _RANGE.findall(part))
    return sum(int(last, 16) - int(first, 16) + 1 for first, last in ranges)


class _Device(PDFPageAggregatorWithMarkedContent):
    """Where a page is printed: it counts, and keeps what is printed with no ink."""

    def __init__(self, page: Any, printed: Printed) -> None:  # noqa: ANN401 - pdfplumber's
        super().__init__(printed.fonts, pageno=page.page_number, laparams=page.pdf.laparams)
        self.printed, self.has_ink = printed, True
        self.unseen: list[str] = []

    def render_string(self, textstate: Any, *rest: Any) -> None:  # noqa: ANN401 - pdfminer's
        self.has_ink = textstate.render not in _NO_INK
        super().render_string(textstate, *rest)

    def render_char(self, *args: Any, **named: Any) -> float:  # noqa: ANN401 - pdfminer's
        self.printed.add("signs")
        advance = super().render_char(*args, **named)
        if not self.has_ink:
            self.unseen.append(getattr(self.cur_item._objs[-1], "_text", ""))  # noqa: SLF001
        return advance

    def paint_path(self, *args: Any) -> None:  # noqa: ANN401 - pdfminer's
        self.printed.add("rules and curves", len(args[-1]))
        super().paint_path(*args)

    def begin_figure(self, *args: Any) -> None:  # noqa: ANN401 - pdfminer's
        self.printed.add("rules and curves")
        super().begin_figure(*args)


class _Interpreter(PDFPageInterpreter):
    """What draws a page, counted before it is run."""

    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        for stream in map(stream_value, streams):
            self.device.printed.add("words that draw", _words(stream.get_data()))
        super().execute(streams)


def print_page(page: Any, printed: Printed) -> str:  # noqa: ANN401 - pdfplumber's
    """Read what a page prints; return the text that it prints with no ink.

    Raises:
        TooMuchError: Where it is more than the limits.
    """
    device = _Device(page, printed)
    _Interpreter(printed.fonts, device).process_page(page.page_obj)
    page._layout = device.get_result()  # noqa: SLF001 - where it keeps its own reading
    uprights = {edge["x0"] // _SAME_PLACE for edge in page.edges if edge["orientation"] == "v"}
    across = {edge["top"] // _SAME_PLACE for edge in page.edges if edge["orientation"] == "h"}
    printed.add("crossings of rules", len(uprights) * len(across))
    return "".join(device.unseen).strip()
