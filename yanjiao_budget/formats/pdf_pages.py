"""The lines and cells of a PDF's pages, joined to paragraphs and tables.

Where a cell is cut by a page's end and closed by a rule all the same, its row goes on if nothing
but full cells go on in it. A row that holds nothing, is lower than any other and ends where the
page's text does is the white above the text of the row that goes on overleaf, and such a row that
begins a page the white below the one before: they are left out, which is logged. Any other that
holds nothing is a row; where it is as high as none of its page's, that it is kept is logged.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pdfplumber.utils.clustering import cluster_objects

from yanjiao_budget.language import Both

from .blocks import Block
from .pdf_lines import NEAR, Box, Grid, Line, Sheet, flow, goes_on, measure, measure_cells

_LOG = logging.getLogger(__name__)
_HEADINGS = 10  # Rows: no table has more of them above its body.


@dataclass(slots=True)
class _Table:
    """A table, page after page: for each row its cells, each with the lines printed in it."""

    rows: list[list[list[Line]]] = field(default_factory=list)
    last: list[tuple[Box, list[Line]]] = field(default_factory=list)
    end: Grid = field(default_factory=list)  # The rows of the page that was read last.


def grid_of(boxes: Sequence[Box]) -> Grid:
    """Return for each row of a page's table the cells that stand in it, from left to right."""
    measure_cells(boxes)
    rows: list[list[Any]] = cluster_objects(list(boxes), _top, NEAR)
    grid: Grid = []
    going: list[Box] = []
    for row in rows:
        top = min(map(_top, row))
        going = [box for box in (*going, *row) if box.top - NEAR < top < box.bottom - NEAR]
        grid.append(sorted(going, key=_x0))
    return grid


def _x0(box: Box) -> float:
    return box.x0


def _top(box: Any) -> float:  # noqa: ANN401 - a Box, which cluster_objects does not know
    return float(box.top)


def blocks_of(sheets: Sequence[Sheet]) -> Iterator[Block]:
    """Yield paragraphs and tables, joined across lines and pages."""
    measure(sheets)
    waiting: list[Line] = []
    table: _Table | None = None
    ends = _ends(sheets)
    for page, sheet in enumerate(sheets, 1):
        is_first = True
        for _, part in sheet.parts:
            if isinstance(part, Line):
                yield from _ended(table)
                table = None
                waiting.append(part)
            else:
                yield from flow(waiting)
                waiting = []
                if table and is_first:
                    rest = part[_repeated(table, part) :]
                    _without_strips(table, rest, page, ends[sheets[page - 2].size])
                    _go_on(table, rest)
                else:
                    yield from _ended(table)
                    table = _Table()
                    _add(table, part)
            is_first = False
    yield from _ended(table)
    yield from flow(waiting)


def _ended(table: "_Table | None") -> Iterator[Block]:
    if table:
        yield [["\n".join(flow(lines)) for lines in row] for row in table.rows]


def _add(table: _Table, grid: Grid) -> None:
    """Add a page's rows to a table: a cell's lines in its first row, none in those below."""
    seen: dict[int, list[Line]] = {}
    for row in grid:
        table.rows.append([[] if id(box) in seen else box.lines for box in row])
        for box, lines in zip(row, table.rows[-1], strict=True):
            seen.setdefault(id(box), lines)
    if grid:
        table.last = [(box, seen[id(box)]) for box in grid[-1]]
        table.end = grid


def _ends(sheets: Sequence[Sheet]) -> dict[tuple[float, float], float]:
    """Return how far down the text and tables of pages reach, for pages of each size."""
    ends: dict[tuple[float, float], float] = defaultdict(float)
    for sheet in sheets:
        lowest = max([sheet.bottom, *(y for y, _ in sheet.parts)])
        ends[sheet.size] = max(ends[sheet.size], lowest)
    return ends


def _without_strips(table: _Table, grid: Grid, page: int, end: float) -> None:
    """Leave out the strips that hold nothing around a page's end, between the parts of a row.

    Args:
        table: The table as it was read up to the page's end.
        grid: Its rows on the next page, without its headings.
        page: The number of that page.
        end: How far down the page before could reach.
    """
    if len(grid) > 1 and _is_lowest(grid, 0) and not any(box.lines for box in grid[0]):
        _LOG.warning(_STRIP_AT_TOP, page)
        del grid[0]
    is_empty = bool(table.last) and not any(table.rows[-1])
    goes_to_end = max((box.bottom for box, _ in table.last), default=0.0) > end - NEAR
    if not (is_empty and goes_to_end and any(box.lines for row in grid[:1] for box in row)):
        return
    if _is_lowest(table.end, -1):
        _LOG.warning(_STRIP_AT_END, page - 1)
        del table.rows[-1]
        table.last = [(box, lines) for box, lines in table.last if lines]
    elif not any(abs(_high(row) - _high(table.end[-1])) < NEAR for row in table.end[:-1]):
        _LOG.warning(_EMPTY_ROW, page - 1)


_STRIP_AT_TOP = Both(
    "left out, as no line would fit: an empty strip of a table at the top of page %d",
    "容不下一行字，未读取：第 %d 页顶端表格的一条空带",
)
_STRIP_AT_END = Both(
    "left out, as no line would fit: an empty strip of a table at the end of page %d",
    "容不下一行字，未读取：第 %d 页末尾表格的一条空带",
)
_EMPTY_ROW = Both(
    "kept as a row, though the next page's first row may go on from it: an empty row of a table at "
    "the end of page %d",
    "作为一行保留，但下页首行可能与它相接：第 %d 页末尾表格的空行",
)


def _is_lowest(grid: Grid, at: int) -> bool:
    """Return whether a row of a page's table is lower than every other."""
    heights = [_high(row) for row in grid]
    own = heights.pop(at)
    return own < min(heights, default=0.0) - NEAR


def _high(row: Sequence[Box]) -> float:
    """Return how high a row is: as its lowest cell, as others may span rows."""
    return min((box.bottom - box.top for box in row), default=0.0)


def _go_on(table: _Table, rest: Grid) -> None:
    """Add the next page's rows, those without its headings: cut cells are joined."""
    if not rest:
        return
    above = [_above(table, box) for box in rest[0]]
    cut = _cut(table, rest[0], above)
    before = len(table.rows)
    _add(table, rest)
    for at, found in enumerate(above):
        if cut[at] and found:
            _join(table, rest[0][at], found[1])
            table.rows[before][at] = []
    if all(cut):
        del table.rows[before]


def _join(table: _Table, box: Box, lines: list[Line]) -> None:
    """Add the lines of a cell to those of the cell that it goes on."""
    lines.extend(box.lines)
    # It may go on further, on the next page.
    table.last = [(own, lines if own is box else others) for own, others in table.last]


_Found: TypeAlias = tuple[Box, list[Line]] | None


def _cut(table: _Table, row: Sequence[Box], above: Sequence[_Found]) -> list[bool]:
    """Return for each cell at the top of a page whether it goes on from the page before."""
    cut = [found is not None and found[0].is_open for found in above]
    going = [(box, found) for box, found in zip(row, above, strict=True) if box.lines]
    if any(cut) or not going or len(row) != len(table.last):
        return cut
    # Closed by a rule all the same, a row goes on where nothing but full cells go on in it.
    is_full = all(
        found and found[1] and goes_on(found[1][-1], box.lines[0]) for box, found in going
    )
    return [is_full] * len(cut)


def _above(table: _Table, box: Box) -> _Found:
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
