"""What a page of a PDF prints, read by pdfminer within limits.

A file of a megabyte may hold gigabytes, or pages drawn without end. Text that is printed with no
ink, as that behind a scanned page is, is told from what is seen.
"""

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

# A document of 300 indicators has 33,000 signs, 39,000 rules that cross 7,000 times, and is drawn
# by 490,000 words on 40 pages.
MOST_PAGES = 500
_MOST_UNPACKED = 100_000_000  # Bytes.
_MOST = {
    "signs": 100_000,
    "rules and curves": 80_000,
    "crossings of rules": 30_000,
    "words that draw": 2_000_000,
}
_BETWEEN_WORDS = b" \n\r\t\f[]()<>/"
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
    left = _MOST_UNPACKED
    for start in (match.end() for match in _STREAM.finditer(data)):
        end = data.find(b"endstream", start)
        try:
            left -= len(zlib.decompressobj().decompress(data[start:end], left + 1))
        except zlib.error:
            continue  # Packed in another way, or not at all.
        if left < 0:
            raise TooMuchError(f"more than {_MOST_UNPACKED:,} bytes unpacked")


class Printed(Counter[str]):
    """How much the pages of a file have printed so far, by what it is."""

    def add(self, what: str, count: int = 1) -> None:
        """Count more of something.

        Raises:
            TooMuchError: For more than the limit.
        """
        self[what] += count
        if self[what] > _MOST[what]:
            raise TooMuchError(f"more than {_MOST[what]:,} {what}")


class _Device(PDFPageAggregatorWithMarkedContent):
    """Where a page is printed: it counts, and keeps what is printed with no ink."""

    def __init__(self, page: Any, printed: Printed) -> None:  # noqa: ANN401 - pdfplumber's
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
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
            data = stream.get_data()
            words = len(data) - len(data.translate(None, _BETWEEN_WORDS))
            self.device.printed.add("words that draw", words)
        super().execute(streams)


def print_page(page: Any, printed: Printed) -> str:  # noqa: ANN401 - pdfplumber's
    """Read what a page prints; return the text that it prints with no ink.

    Raises:
        TooMuchError: Where it is more than the limits.
    """
    device = _Device(page, printed)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()  # noqa: SLF001 - where it keeps its own reading
    uprights = {edge["x0"] // _SAME_PLACE for edge in page.edges if edge["orientation"] == "v"}
    across = {edge["top"] // _SAME_PLACE for edge in page.edges if edge["orientation"] == "h"}
    printed.add("crossings of rules", len(uprights) * len(across))
    return "".join(device.unseen).strip()
