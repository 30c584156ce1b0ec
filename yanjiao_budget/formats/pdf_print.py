"""What a page of a PDF prints, read by pdfminer within limits.

A file of a megabyte may hold gigabytes, or pages drawn without end. Text that nobody sees, as that
behind a scanned page, is told from what is seen: printed with no ink or in white on white, smaller
than a point, or outside of what the page shows.
"""

import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream, list_value, resolve1, stream_value
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from yanjiao_budget.language import Both

# A document of 300 indicators has 33,000 signs, 39,000 rules that cross 7,000 times, and is drawn
# by 490,000 words on 40 pages.
MOST_PAGES = 500
_MOST_UNPACKED = 100_000_000  # Bytes.
_MOST = {
    "signs": 100_000,
    "rules and curves": 80_000,
    "crossings of rules": 30_000,
    "crossings of rules on one page": 6_000,
    "words that draw": 1_200_000,
    "places behind white signs": 5_000_000,
}
_IN_CHINESE = {
    "signs": "个字符",
    "rules and curves": "条线和曲线",
    "crossings of rules": "个线的交点",
    "crossings of rules on one page": "个同页线的交点",
    "words that draw": "个绘图指令",
    "places behind white signs": "处白色字符之下的位置",
}
# How long each takes to read, in words: such a document takes 1.7 million, in four seconds.
_STEPS = {"words that draw": 1, "signs": 12, "rules and curves": 12, "crossings of rules": 50}
_MOST_STEPS = 3_500_000
_LARGEST = 5_000  # Points: a page as wide as a wall.
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
_LEAST = 1.0  # Point: the size of signs that can be seen.
_EDGE = 0.1  # Of a sign: the white on each of its sides.
_LIGHT = 0.98  # Of all light: what is white.
_INKS = 4  # Cyan, magenta, yellow, black.
_NO_INK = {3, 7}  # How text is rendered: neither filled nor drawn, or only as a mask.


class TooMuchError(ValueError):
    """A file beyond the limits; the message says which."""


def refuse_vast(data: bytes) -> None:
    """Refuse a file that unpacks to a vast one, before it is unpacked.

    Raises:
        TooMuchError: For more than the limit.
    """
    if _PACKED_TWICE.search(data):
        raise TooMuchError(Both("a part that is packed twice over", "压缩了两次的部分"))
    left, words = _MOST_UNPACKED, 0
    for start in (match.end() for match in _STREAM.finditer(data)):
        end = data.find(b"endstream", start)
        try:
            unpacked = zlib.decompressobj().decompress(data[start:end], left + 1)
        except zlib.error:
            continue  # Packed in another way, or not at all.
        left -= len(unpacked)
        if left < 0:
            found = Both(
                f"more than {_MOST_UNPACKED:,} bytes unpacked",
                f"解压后超过 {_MOST_UNPACKED:,} 字节",
            )
            raise TooMuchError(found)
        if b"/ObjStm" in data[max(0, start - _HEAD) : start]:
            words += _words(unpacked)
    if words > (most := _MOST["words that draw"]):
        found = Both(f"more than {most:,} words of parts", f"各部分超过 {most:,} 个字")
        raise TooMuchError(found)


def _words(data: bytes) -> int:
    return len(data) - len(data.translate(None, _BETWEEN_WORDS))


class Printed(Counter[str]):
    """How much the pages of a file have printed so far, by what it is; and their fonts."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.fonts, self.steps = _Fonts(), 0

    def add(self, what: str, count: int = 1) -> None:
        """Count more of something.

        Raises:
            TooMuchError: For more than the limit.
        """
        self[what] += count
        self.steps += count * _STEPS.get(what, 0)
        if self[what] > _MOST[what]:
            most, what_zh = _MOST[what], _IN_CHINESE[what]
            raise TooMuchError(Both(f"more than {most:,} {what}", f"超过 {most:,} {what_zh}"))
        if self.steps > _MOST_STEPS:
            signs, rules = self["signs"], self["rules and curves"]
            found = Both(
                f"more than {_MOST_STEPS:,} steps to read it, after {signs:,} signs and "
                f"{rules:,} rules and curves",
                f"读取需要超过 {_MOST_STEPS:,} 步，已读 {signs:,} 个字符、{rules:,} 条线和曲线",
            )
            raise TooMuchError(found)


class _Fonts(PDFResourceManager):
    """The fonts of a file, none of which tells of more signs than there are."""

    def __init__(self) -> None:
        super().__init__()
        self.told: set[object] = set()

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        if objid not in self.told:  # Every page names its fonts again.
            self._refuse_large(spec)
            self.told |= {objid} - {None}
        return super().get_font(objid, spec)

    def _refuse_large(self, spec: Mapping[str, object]) -> None:
        told = [
            _sized(list_value(spec.get("W") or []), 3),
            _sized(list_value(spec.get("W2") or []), 5),
        ]
        tables = (resolve1(spec.get(name)) for name in ("ToUnicode", "Encoding"))
        told += [_told(one.get_data()) for one in tables if isinstance(one, PDFStream)]
        if max(told) > _MOST_OF_A_FONT:
            found = Both(
                f"a font of more than {_MOST_OF_A_FONT:,} signs",
                f"超过 {_MOST_OF_A_FONT:,} 个字符的字体",
            )
            raise TooMuchError(found)


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


_Area: TypeAlias = tuple[float, float, float, float]
_EVERYWHERE: _Area = (-1e9, -1e9, 1e9, 1e9)


class _Device(PDFPageAggregatorWithMarkedContent):
    """Where a page is printed: it counts, and keeps the text that nobody sees.

    Attributes:
        clip: The area outside of which nothing is shown now.
        unseen: That text.
    """

    def __init__(self, page: Any, printed: Printed) -> None:  # noqa: ANN401 - pdfplumber's
        super().__init__(printed.fonts, pageno=page.page_number, laparams=page.pdf.laparams)
        self.printed, self.mode = printed, 0
        self.clip, self.clips = _EVERYWHERE, list[_Area]()
        self.coloured: list[tuple[_Area, bool]] = []  # What is filled, and if with a colour.
        self.unseen: list[str] = []

    def render_string(self, textstate: Any, *rest: Any) -> None:  # noqa: ANN401 - pdfminer's
        self.mode = textstate.render
        super().render_string(textstate, *rest)

    def render_char(self, *args: Any, **named: Any) -> float:  # noqa: ANN401 - pdfminer's
        self.printed.add("signs")
        advance = super().render_char(*args, **named)
        char = self.cur_item._objs[-1]  # noqa: SLF001
        if self.mode in _NO_INK or self._is_lost(char) or self._is_white(char):
            self.unseen.append(getattr(char, "_text", ""))
        return advance

    def _is_lost(self, char: Any) -> bool:  # noqa: ANN401 - pdfminer's
        """Return whether a sign is too small to be seen, or outside of what is shown."""
        return bool(char.size < _LEAST) or not _overlap(char.bbox, self.clip)

    def _is_white(self, char: Any) -> bool:  # noqa: ANN401 - pdfminer's
        """Return whether a sign is white, and what it stands on too."""
        colour = char.graphicstate.scolor if self.mode == 1 else char.graphicstate.ncolor
        if not _white(colour, char.ncs.name):
            return False
        self.printed.add("places behind white signs", len(self.coloured) + 1)
        x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
        behind = (
            is_coloured
            for (x0, y0, x1, y1), is_coloured in reversed(self.coloured)
            if x0 <= x <= x1 and y0 <= y <= y1
        )
        return not next(behind, False)

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:  # noqa: ANN401, FBT001 - pdfminer's
        self.printed.add("rules and curves", len(path))
        super().paint_path(gstate, stroke, fill, evenodd, path)
        if fill and (area := _area(path, self.ctm)):
            self.coloured.append((area, not _white(gstate.ncolor, "")))

    def render_image(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 - pdfminer's
        super().render_image(*args, **named)
        self.coloured.append((self.cur_item.bbox, True))

    def begin_figure(self, *args: Any) -> None:  # noqa: ANN401 - pdfminer's
        self.printed.add("rules and curves")
        super().begin_figure(*args)
        self.clips.append(self.clip)
        self.clip = _within(self.clip, self.cur_item.bbox)

    def end_figure(self, *args: Any) -> None:  # noqa: ANN401 - pdfminer's
        super().end_figure(*args)
        self.clip = self.clips.pop()


def _white(colour: Any, space: str) -> bool:  # noqa: ANN401 - pdfminer's
    """Return whether a colour is white: all light, or no ink of four, or none of one by name."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return False
    is_ink = len(parts) == _INKS or space in {"Separation", "DeviceN"}
    return bool(max(parts) < 1 - _LIGHT if is_ink else min(parts) > _LIGHT)


def _area(path: Any, ctm: Any) -> _Area | None:  # noqa: ANN401 - pdfminer's
    """Return the area around what is drawn; None where that is nothing."""
    points = [apply_matrix_pt(ctm, segment[-2:]) for segment in path if segment[0] != "h"]
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _within(one: _Area, other: _Area) -> _Area:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def _overlap(char: _Area, clip: _Area) -> bool:
    """Return whether more of a sign is shown than the white at its edge."""
    x0, y0, x1, y1 = _within(char, clip)
    wide, high = char[2] - char[0], char[3] - char[1]
    return bool(x1 - x0 >= _EDGE * wide and y1 - y0 >= _EDGE * high)


class _Interpreter(PDFPageInterpreter):
    """What draws a page, counted before it is run."""

    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        for stream in map(stream_value, streams):
            self.device.printed.add("words that draw", _words(stream.get_data()))
        super().execute(streams)

    def init_state(self, ctm: Any) -> None:  # noqa: ANN401 - pdfminer's
        super().init_state(ctm)
        self.clips: list[_Area] = []

    def do_q(self) -> None:
        super().do_q()
        self.clips.append(self.device.clip)

    def do_Q(self) -> None:  # noqa: N802 - pdfminer's
        super().do_Q()
        if self.clips:
            self.device.clip = self.clips.pop()

    def do_W(self) -> None:  # noqa: N802 - pdfminer's
        if area := _area(self.curpath, self.ctm):
            self.device.clip = _within(self.device.clip, area)

    do_W_a = do_W  # noqa: N815


def print_page(page: Any, printed: Printed) -> str:  # noqa: ANN401 - pdfplumber's
    """Read what a page prints; return the text of it that nobody sees.

    Raises:
        TooMuchError: Where it is more than the limits.
    """
    if max(page.width, page.height) > _LARGEST:
        found = Both(f"a page of more than {_LARGEST:,} points", f"超过 {_LARGEST:,} 磅的页面")
        raise TooMuchError(found)
    device = _Device(page, printed)
    _Interpreter(printed.fonts, device).process_page(page.page_obj)
    page._layout = device.get_result()  # noqa: SLF001 - where it keeps its own reading
    uprights = {edge["x0"] // _SAME_PLACE for edge in page.edges if edge["orientation"] == "v"}
    across = {edge["top"] // _SAME_PLACE for edge in page.edges if edge["orientation"] == "h"}
    crossings = len(uprights) * len(across)
    printed["crossings of rules on one page"] = 0
    for what in ("crossings of rules on one page", "crossings of rules"):
        printed.add(what, crossings)
    return "".join(device.unseen).strip()
