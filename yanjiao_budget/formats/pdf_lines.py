"""Printed lines, the room that they leave, and where a paragraph goes on in the next.

A line that the next one's first word would still have fitted on ends its paragraph; any other is
joined to the next without a space, or with one between Latin words. So a paragraph whose last line
is exactly full runs into the next, unless a gap, an indent or a section's number parts them, and a
space at a line's end is gone where the PDF omits it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import mode
from typing import Any, NamedTuple, TypeAlias

from .blocks import on_line

Item: TypeAlias = dict[str, Any]  # A character or a rule, as pdfplumber gives it.

NEAR = 2.0  # Points: what lies as near as this is at the same place.
_THICK = 0.1  # Of a character: what a rule's thickness may make of a cell's room.
_SPACE = 0.15  # Of a character: a space between words that is only a gap.
_WIDE = 2.0  # Of a character: a gap that parts what stands on its sides.
_MARK = 0.12  # Of a character: how far a mark stands above or below the line.
_APART = 1.2  # Times the usual distance of lines: what parts paragraphs.
_TITLE = 1.15  # Times the usual size of characters: what is a title.
_ENOUGH = 20  # Lines: as many show how wide a page's text is.
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+部分)\S"
)
_WITHIN = set("，、；,;")  # What no paragraph before a numbered one ends with.
OPENING = set("\\$￥“‘（(《〈【［「『〔")
CLOSING = set("”’）)》〉】］」』〕，。、；：？！％%,.;:?!…—·")


class Line:
    """One printed line: its characters from left to right.

    Attributes:
        chars: All of them, and `ink` those that print something.
        y: The foot of most of them, from the top of the page.
        size: The size of those.
        room: What is left of the line at its end.
        starts: Whether it begins a paragraph for certain.
    """

    __slots__ = ("chars", "ink", "room", "size", "starts", "y")

    def __init__(self, chars: list[Item]) -> None:
        """Take the characters of a line."""
        self.chars = chars
        self.ink = [char for char in chars if char["text"].strip()]
        feet = mode(round(char["y"], 1) for char in self.ink or chars)
        usual = next(char for char in self.ink or chars if round(char["y"], 1) == feet)
        self.y, self.size = float(usual["y"]), float(usual["size"])
        self.room, self.starts = 0.0, False

    @property
    def text(self) -> str:
        """Return the line's text: typed spaces, one for each wide gap, and marks as such."""
        parts: list[tuple[int, str]] = []
        left: Item | None = None
        for char in self.chars:
            if left and char["x0"] - left["x1"] > _WIDE * self.size:
                parts.append((0, " " * bool(left["text"].strip() and char["text"].strip())))
            parts.append((self._height(char), char["text"]))
            left = char
        return on_line(parts)

    def _height(self, char: Item) -> int:
        """Return whether a character stands above the line (1), below it (-1) or on it (0)."""
        above = float(self.y - char["y"]) / self.size
        return (above > _MARK) - (above < -_MARK)

    @property
    def is_parted(self) -> bool:
        """Return whether a wide gap parts what the line prints."""
        return any(
            right["x0"] - left["x1"] > _WIDE * self.size for left, right in pairwise(self.ink)
        )

    @property
    def x0(self) -> float:
        """Return where the first character that prints something begins."""
        return float(self.ink[0]["x0"])

    @property
    def x1(self) -> float:
        """Return where the last of those ends."""
        return float(self.ink[-1]["x1"])


class Box(NamedTuple):
    """A cell as its page's rules draw it."""

    x0: float
    top: float
    x1: float
    bottom: float
    lines: list[Line]
    is_open: bool  # No rule ends it: it goes on overleaf.


Grid: TypeAlias = list[list[Box]]  # For each row of a page's table the cells that stand in it.


class Sheet(NamedTuple):
    """A page: its size, its lines and tables from top to bottom, where its last table ends."""

    size: tuple[float, float]
    parts: list[tuple[float, Line | Grid]]
    bottom: float


def measure_cells(boxes: Sequence[Box]) -> None:
    """Tell of each line in cells what room is left at its end."""
    # An opening bracket may stand half a character further left than other text.
    pads = [
        line.x0 - box.x0
        for box in boxes
        for line in box.lines
        if line.ink[0]["text"] not in OPENING
    ]
    pad = max(min(pads, default=0.0), 0.0)
    for box in boxes:
        for line in box.lines:
            left, right = line.chars[0]["x0"] - box.x0 - pad, box.x1 - line.x1 - pad
            # A line that is not set from the left has room on both of its sides.
            line.room = right if left < right - NEAR else left + right


def measure(sheets: Sequence[Sheet]) -> None:
    """Tell of each line of prose what room is left at its end, and if it begins a paragraph.

    Margins are those of the pages of one size: tables often stand on turned pages.
    """
    alike: dict[tuple[int, ...], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        alike[tuple(map(round, sheet.size))].append(sheet)
    sizes = [round(line.ink[0]["size"]) for line in _prose(sheets)]
    for group in alike.values():
        _measure_lines(group, mode(sizes) if sizes else 0)
    # Lines with a page's end between them have no gap that could be measured.
    pairs = [pair for sheet in sheets for pair in _neighbours(sheet)]
    leading = mode(_gap(*pair) for pair in pairs) if pairs else 0.0
    for one, two in pairs:
        is_numbered = _NUMBERED.match(two.text) and one.text[-1:] not in _WITHIN
        two.starts |= bool(is_numbered) or _gap(one, two) > _APART * leading


def _neighbours(sheet: Sheet) -> Iterator[tuple[Line, Line]]:
    for (_, one), (_, two) in pairwise(sheet.parts):
        if isinstance(one, Line) and isinstance(two, Line):
            yield one, two


def _prose(sheets: Iterable[Sheet]) -> list[Line]:
    return [part for sheet in sheets for _, part in sheet.parts if isinstance(part, Line)]


def _measure_lines(sheets: Sequence[Sheet], usual: int) -> None:
    lines = _prose(sheets)
    # What stands above a table is set from its sides, and these may be further out.
    alone = _prose(sheet for sheet in sheets if not sheet.bottom)
    measured = alone if len(alone) >= _ENOUGH else lines
    left = min((line.x0 for line in measured), default=0.0)
    right = max((line.x1 for line in measured), default=0.0)
    for line in lines:
        size = line.ink[0]["size"]
        is_title = size > _TITLE * usual  # Titles are centred.
        line.room = right - line.x1 + (line.x0 - left) * is_title
        line.starts = not is_title and line.x0 - left > size


def _gap(above: Line, below: Line) -> float:
    """Return how far apart two lines stand, in heights of their characters."""
    return round((below.y - above.y) / float(below.ink[0]["size"]), 1)


def flow(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the paragraphs that lines are."""
    paragraph = ""
    above = None
    for line in lines:
        if above is None:
            paragraph = line.text
        elif goes_on(above, line):
            parted = paragraph[-1:] + line.text[:1]
            latin = parted.isascii() and parted.isalpha()
            paragraph += " " * latin + line.text
        else:
            yield paragraph
            paragraph = line.text
        above = line
    if above is not None:
        yield paragraph


def goes_on(above: Line, line: Line) -> bool:
    """Return whether a line ended only because the next one's first word did not fit on it."""
    if line.starts or not line.text[:1].strip():
        return False
    chars = line.chars
    size = chars[0]["size"]
    end = 0
    while (
        end < len(chars) - 1
        and chars[end + 1]["text"].strip()
        and chars[end + 1]["x0"] - chars[end]["x1"] < _SPACE * size
        and (
            chars[end]["text"] in OPENING
            or chars[end + 1]["text"] in CLOSING
            or (chars[end]["text"].isascii() and chars[end + 1]["text"].isascii())
        )
    ):
        end += 1
    word = chars[end]["x1"] - chars[0]["x0"]
    # A rule takes a little of the room, on one of its sides or both.
    return bool(word > above.room - _THICK * size)
