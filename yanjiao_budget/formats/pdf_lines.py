"""Printed lines, the room that they leave, and where a paragraph goes on in the next.

A line that the next one's first word would still have fitted on ends its paragraph, unless it ends
in mid-sentence near the margin and paragraphs are indented; any other is joined to the next without
a space, or with one between Latin words and between numbers. So a paragraph whose last line is
exactly full runs into the next, unless a gap, an indent, a section's number or a centred line parts
them, and a space at a line's end is gone where the PDF omits it.
"""

import re
from bisect import bisect_right
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
_APART_DIGITS = 0.4  # Of a character: a gap that parts two numbers.
_COLUMNS = 0.7  # Of a character: a gap that is one between columns, if the next line has it too.
_WIDE = 2.0  # Of a character: a gap that parts what stands on its sides.
_MARK = 0.12  # Of a character: how far a mark stands above or below the line.
_APART = 1.2  # Times the usual distance of lines: what parts paragraphs.
_TITLE = 1.15  # Times the usual size of characters: what is a title.
_ENOUGH = 20  # Lines: as many show how wide a page's text is.
_SHARED = 3  # Lines: as many that end at one place show where the margin is.
_HANGS = 2.0  # Of a character: how far a sign may hang out over the margin.
_RAGGED = 1.5  # Of a character: what a line may lack of the margin, if it ends in mid-sentence.
_CENTRED = 2.5  # Of a character: more white than an indent on both sides of a line.
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+部分)\S"
)
_WITHIN = set("，、；,;")  # What no paragraph before a numbered one ends with.
_ENDS = set("。！？：；.!?:;")  # What no first line of a title ends with.
_NUMBERS = re.compile(r"[\d.,%]\d", re.ASCII)
_OF_NUMBERS = set("0123456789.,%-")
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
        is_centred: Whether it stands in the middle of the page's text.
    """

    __slots__ = ("_text", "chars", "ink", "is_centred", "room", "size", "starts", "y")

    def __init__(self, chars: list[Item]) -> None:
        """Take the characters of a line."""
        self.chars = chars
        self.ink = [char for char in chars if char["text"].strip()]
        feet = mode(round(char["y"], 1) for char in self.ink or chars)
        usual = next(char for char in self.ink or chars if round(char["y"], 1) == feet)
        self.y, self.size = float(usual["y"]), float(usual["size"])
        self.room, self.starts, self.is_centred = 0.0, False, False
        self._text: str | None = None

    @property
    def text(self) -> str:
        """Return the line's text: typed spaces, one for each wide gap, and marks as such."""
        if self._text is None:  # It is asked for several times.
            self._text = self._joined()
        return self._text

    def _joined(self) -> str:
        parts: list[tuple[int, str]] = []
        left: Item | None = None
        for char in self.chars:
            if left and left["text"].strip() and char["text"].strip():
                parts.append((0, " " * self._are_apart(left, char)))
            parts.append((self._height(char), char["text"]))
            left = char
        return on_line(parts)

    def _are_apart(self, left: Item, right: Item) -> bool:
        """Return whether a gap parts two characters; two numbers are parted by a small one."""
        numbers = left["text"] in _OF_NUMBERS and right["text"] in _OF_NUMBERS
        least = _APART_DIGITS if numbers else _WIDE
        return bool(right["x0"] - left["x1"] > least * self.size)

    def _height(self, char: Item) -> int:
        """Return whether a character stands above the line (1), below it (-1) or on it (0)."""
        above = float(self.y - char["y"]) / self.size
        return (above > _MARK) - (above < -_MARK)

    @property
    def is_parted(self) -> bool:
        """Return whether a wide gap parts what the line prints."""
        return bool(self.gaps(_WIDE))

    def gaps(self, least: float) -> list[tuple[float, float]]:
        """Return from where to where gaps reach that are wider than some characters."""
        return [
            (left["x1"], right["x0"])
            for left, right in pairwise(self.ink)
            if right["x0"] - left["x1"] > least * self.size
        ]

    def shares_columns(self, other: "Line") -> bool:
        """Return whether a gap of each stands at the same place, as between columns."""
        own, others = self.gaps(_COLUMNS), other.gaps(_COLUMNS)
        while own and others:
            (x0, x1), (start, end) = own[-1], others[-1]
            if min(x1, end) - max(x0, start) > _COLUMNS * self.size:
                return True
            (own if x0 > start else others).pop()
        return False

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

    Margins are a page's own where most of its lines show them, else those of the pages of its size:
    tables often stand on turned pages.
    """
    alike: dict[tuple[int, ...], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        alike[tuple(map(round, sheet.size))].append(sheet)
    sizes = [round(line.size) for line in _prose(sheets)]
    for group in alike.values():
        _measure_lines(group, mode(sizes) if sizes else 0)
    _part_paragraphs(sheets)
    indents = sum(line.starts for line in _prose(sheets)) > _SHARED
    for one, two in _pairs(part for sheet in sheets for _, part in sheet.parts):
        two.starts |= _begins(one, two)
        if indents and not one.is_centred and one.text.rstrip()[-1:] not in _ENDS:
            one.room -= _RAGGED * one.size


def _part_paragraphs(sheets: Sequence[Sheet]) -> None:
    """Tell of lines that a gap above them begins a paragraph.

    Lines with a page's end between them have no gap that could be measured.
    """
    pairs = [list(_pairs(part for _, part in sheet.parts)) for sheet in sheets]
    every = [pair for own in pairs for pair in own]
    together = _leading(every) or mode([_gap(*pair) for pair in every] or [0.0])
    for own in pairs:
        leading = _leading(own) or together
        for one, two in own:
            two.starts |= _gap(one, two) > _APART * leading


def _begins(above: Line, line: Line) -> bool:
    """Return whether a line's own words, or where it stands, say that a paragraph begins."""
    last = above.text.rstrip()[-1:]
    if _NUMBERED.match(line.text) and last not in _WITHIN:
        return True
    return line.is_centred and (last in _ENDS or (not above.is_centred and above.size < line.size))


def _leading(pairs: Iterable[tuple[Line, Line]]) -> float:
    """Return how far apart the lines of one paragraph stand; 0 where too few show it."""
    within = [
        _gap(one, two) for one, two in pairs if one.room < _HANGS * one.size and not two.starts
    ]
    return mode(within) if len(within) >= _SHARED else 0.0


def _pairs(parts: Iterable[Line | Grid]) -> Iterator[tuple[Line, Line]]:
    """Yield each line of prose with the next, where no table stands between them."""
    for one, two in pairwise(parts):
        if isinstance(one, Line) and isinstance(two, Line):
            yield one, two


def _prose(sheets: Iterable[Sheet]) -> list[Line]:
    return [part for sheet in sheets for _, part in sheet.parts if isinstance(part, Line)]


def _measure_lines(sheets: Sequence[Sheet], usual: int) -> None:
    lines = _prose(sheets)
    # What stands above a table is set from its sides, and these may be further out.
    alone = _prose(sheet for sheet in sheets if not sheet.bottom)
    together = _margins(alone if len(alone) >= _ENOUGH else lines)
    for sheet in sheets:
        left, right, furthest = _own_margins(sheet) or together
        for line in _prose([sheet]):
            before, size = line.x0 - left, line.size
            is_even = abs(before - (right - line.x1)) < size
            # Titles are centred, in larger characters or not.
            line.is_centred = size > _TITLE * usual or (is_even and before > _CENTRED * size)
            line.room = furthest - line.x1 + before if line.is_centred else right - line.x1
            line.starts = not line.is_centred and before > size


def _own_margins(sheet: Sheet) -> tuple[float, float, float] | None:
    """Return a page's own margins, if most of its lines show them: those of others may differ."""
    lines = [line for line in _prose([sheet]) if not line.is_parted]
    left, right, furthest = _margins(lines)
    full = sum(abs(line.x1 - right) < NEAR for line in lines)
    shows = full >= _SHARED and 2 * full > len(lines) and 2 * (right - left) > sheet.size[0]
    return (left, right, furthest) if shows else None


def _margins(lines: Sequence[Line]) -> tuple[float, float, float]:
    """Return between which margins lines stand, and how far to the right one reaches.

    A sign may hang out over a margin, and what a wide gap parts may stand beyond them.
    """
    whole = [line for line in lines if not line.is_parted] or lines
    size = max((line.size for line in whole), default=0.0)
    ends = [line.x1 for line in whole]
    right = furthest = max(ends, default=0.0)
    ends = sorted(end for end in ends if end > right - _HANGS * size)
    alike = [at + 1 - bisect_right(ends, end - NEAR) for at, end in enumerate(ends)]
    if max(alike, default=0) >= _SHARED:
        right = ends[alike.index(max(alike))]
    return min((line.x0 for line in whole), default=0.0), right, furthest


def _gap(above: Line, below: Line) -> float:
    """Return how far apart two lines stand, in heights of their characters."""
    return round((below.y - above.y) / float(max(char["size"] for char in below.ink)), 1)


def flow(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the paragraphs that lines are."""
    paragraph = ""
    above = None
    for line in lines:
        if above is None:
            paragraph = line.text
        elif goes_on(above, line):
            paragraph += " " * _are_words(above, line) + line.text
        else:
            yield paragraph
            paragraph = line.text
        above = line
    if above is not None:
        yield paragraph


def _are_words(above: Line, line: Line) -> bool:
    """Return whether a space parted what ends a line from what begins the next.

    No line ends within a number, unless not one digit more had room.
    """
    parted = above.text[-1:] + line.text[:1]
    first = line.chars[0]
    is_cut = above.room < first["x1"] - first["x0"]
    return parted.isascii() and (
        parted.isalpha() or (_NUMBERS.match(parted) is not None and not is_cut)
    )


def goes_on(above: Line, line: Line) -> bool:
    """Return whether a line ended only because the next one's first word did not fit on it."""
    if line.starts or not line.text[:1].strip() or above.shares_columns(line):
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
