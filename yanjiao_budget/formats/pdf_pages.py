"""The lines and cells of a PDF's pages, joined to paragraphs and tables.

What a PDF does not say is judged by where its lines end. A line that the next one's first word
would still have fitted on ends its paragraph; any other is joined to the next without a space, or
with one between Latin words. So a paragraph whose last line is exactly full runs into the next,
unless a gap or an indent parts them, and a space at a line's end is gone where the PDF omits it.
Where a cell is cut by a page's end and closed by a rule all the same, its row goes on if nothing
but full cells go on in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mode
from typing import Any, NamedTuple, TypeAlias

from .blocks import Block

Item: TypeAlias = dict[str, Any]  # A character or a rule, as pdfplumber gives it.

NEAR = 2.0  # Points: what lies as near as this is at the same place.
_THICK = 0.1  # Of a character: what a rule's thickness may make of a cell's room.
_SPACE = 0.15  # Of a character: a space between words that is only a gap.
_APART = 1.2  # Times the usual distance of lines: what parts paragraphs.
_TITLE = 1.15  # Times the usual size of characters: what is a title.
_HEADINGS = 10  # Rows: no table has more of them above its body.
OPENING = set("\\$￥“‘（(《〈【［「『〔")
CLOSING = set("”’）)》〉】］」』〕，。、；：？！％%,.;:?!…—·")


@dataclass(slots=True)
class Line:
    """One printed line: its characters from left to right, and the room left at its end."""

    chars: list[Item]
    room: float = 0.0
    starts: bool = False  # A paragraph, for certain.

    @property
    def text(self) -> str:
        """Return the line's text, spaces included."""
        return "".join(char["text"] for char in self.chars)

    @property
    def ink(self) -> list[Item]:
        """Return the characters that print something."""
        return [char for char in self.chars if char["text"].strip()]

    @property
    def x0(self) -> float:
        """Return where the first of those begins."""
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


@dataclass(slots=True)
class _Table:
    """A table, page after page: for each row its cells, each with the lines printed in it."""

    rows: list[list[list[Line]]] = field(default_factory=list)
    last: list[tuple[Box, list[Line]]] = field(default_factory=list)


# A page is its lines and tables from top to bottom, then None.
Part: TypeAlias = "Line | list[list[Box]] | None"


def grid_of(boxes: Sequence[Box]) -> list[list[Box]]:
    """Return for each row of a page's table the cells that stand in it, from left to right."""
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
    tops: list[float] = []
    for box in sorted(boxes, key=lambda box: box.top):
        if not tops or box.top - tops[-1] > NEAR:
            tops.append(box.top)
    return [
        sorted((box for box in boxes if box.top - NEAR < top < box.bottom - NEAR), key=_x0)
        for top in tops
    ]


def _x0(box: Box) -> float:
    return box.x0


def blocks_of(parts: Sequence[Part]) -> Iterator[Block]:
    """Yield paragraphs and tables, joined across lines and pages."""
    prose = [part for part in parts if isinstance(part, Line)]
    left = min((line.x0 for line in prose), default=0.0)
    right = max((line.x1 for line in prose), default=0.0)
    gaps = [
        _gap(one, two)
        for one, two in pairwise(parts)
        if isinstance(one, Line) and isinstance(two, Line)
    ]
    leading = mode(gaps) if gaps else 0.0
    usual = mode(round(line.ink[0]["size"]) for line in prose) if prose else 0
    waiting: list[Line] = []
    table: _Table | None = None
    for at, part in enumerate(parts):
        if part is None:
            continue
        if isinstance(part, Line):
            if table:
                yield _texts(table)
                table = None
            after = parts[at - 1] if at else None
            # Lines with a page's end between them have no gap that could be measured.
            gap = _gap(after, part) if isinstance(after, Line) else 0.0
            size = part.ink[0]["size"]
            part.room = right - part.x1
            part.starts = gap > _APART * leading
            if size > _TITLE * usual:
                part.room += part.x0 - left  # Titles are centred.
            else:
                part.starts |= part.x0 - left > size
            waiting.append(part)
            continue
        yield from _flow(waiting)
        waiting = []
        if table and parts[at - 1] is None:
            _go_on(table, part)
        else:
            if table:
                yield _texts(table)
            table = _Table()
            _add(table, part)
    if table:
        yield _texts(table)
    yield from _flow(waiting)


def _gap(above: Line, below: Line) -> float:
    """Return how far apart two lines stand, in heights of their characters."""
    distance = float(below.chars[0]["y"] - above.chars[0]["y"])
    return round(distance / float(below.ink[0]["size"]), 1)


def _add(table: _Table, grid: list[list[Box]]) -> None:
    """Add a page's rows to a table: a cell's lines in its first row, none in those below."""
    seen: dict[int, list[Line]] = {}
    for row in grid:
        table.rows.append([[] if id(box) in seen else box.lines for box in row])
        for box, lines in zip(row, table.rows[-1], strict=True):
            seen.setdefault(id(box), lines)
    if grid:
        table.last = [(box, seen[id(box)]) for box in grid[-1]]


def _go_on(table: _Table, grid: list[list[Box]]) -> None:
    """Add the next page's rows: without repeated headings, cells cut by the page's end joined."""
    rest = grid[_repeated(table, grid) :]
    if not rest:
        return
    above = [_above(table, box) for box in rest[0]]
    cut = [found is not None and found[0].is_open for found in above]
    going = [(box, found) for box, found in zip(rest[0], above, strict=True) if box.lines]
    if not any(cut) and going and len(rest[0]) == len(table.last):
        # Closed by a rule all the same, a row goes on where nothing but full cells go on in it.
        full = all(
            found and found[1] and _goes_on(found[1][-1], box.lines[0]) for box, found in going
        )
        cut = [full] * len(cut)
    before = len(table.rows)
    _add(table, rest)
    for at, (box, found, goes_on) in enumerate(zip(rest[0], above, cut, strict=True)):
        if goes_on and found:
            found[1].extend(box.lines)
            table.rows[before][at] = []
            # It may go on further, on the next page.
            table.last = [(own, found[1] if own is box else lines) for own, lines in table.last]
    if all(cut):
        del table.rows[before]


def _above(table: _Table, box: Box) -> tuple[Box, list[Line]] | None:
    for last, lines in table.last:
        if abs(last.x0 - box.x0) < NEAR and abs(last.x1 - box.x1) < NEAR:
            return last, lines
    return None


def _repeated(table: _Table, grid: list[list[Box]]) -> int:
    """Return how many rows at the top of a page are the table's heading rows again.

    They are those of its first rows, or of its first below the captions, which are two cells at
    most.
    """
    texts = [[_plain(lines) for lines in row] for row in table.rows[:_HEADINGS]]
    page = _Table()
    _add(page, grid)
    again = [[_plain(lines) for lines in row] for row in page.rows]
    captions = next((at for at, row in enumerate(texts) if len(row) > 2), 0)  # noqa: PLR2004
    for start in (0, captions):
        count = 0
        while texts[start + count : start + count + 1] == again[count : count + 1] != []:
            count += 1
        if count:
            return count
    return 0


def _plain(lines: Iterable[Line]) -> str:
    return "".join(line.text for line in lines)


def _texts(table: _Table) -> list[list[str]]:
    return [["\n".join(_flow(lines)) for lines in row] for row in table.rows]


def _flow(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the paragraphs that lines are."""
    paragraph = ""
    above = None
    for line in lines:
        if above is None:
            paragraph = line.text
        elif _goes_on(above, line):
            parted = paragraph[-1:] + line.text[:1]
            latin = parted.isascii() and parted.isalpha()
            paragraph += " " * latin + line.text
        else:
            yield paragraph
            paragraph = line.text
        above = line
    if above is not None:
        yield paragraph


def _goes_on(above: Line, line: Line) -> bool:
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
