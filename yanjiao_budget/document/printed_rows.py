"""A disclosure as the rows that it prints, one within another: section, responsibility, activity.

Everything printed is in a row, what no table holds too: a paragraph, a caption or a heading is a
row of one cell. Blank lines are not, and neither are the spaces around a cell.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from yanjiao_budget.schema import ASSETS_GRID, PERFORMANCE_GRID, PROCUREMENT_GRID

from .disclosure import Disclosure
from .numbers import read_ordinal
from .rows import BLANK_INDICATOR, BLANK_ROW
from .text import Piece

TEXT = "text"  # The column of a line of prose.
SECTION, PROSE = "section", "prose"
# The rows of the performance table, each within one of the level before.
OUTLINE = ("responsibilities", "activities", "indicators")
_MEASURE = 5  # The first cell of an indicator; those before are of its activity, or empty.
_GRID_TABLES = {"procurement", "assets"}
_GRIDS = {len(grid): grid for grid in (PROCUREMENT_GRID, ASSETS_GRID)}
# Where a number counts the rows: it follows from where a row stands.
_NUMBERED = {SECTION, PROSE, "responsibilities", "activities", "assets"}
_NUMBER = re.compile(
    r"(?P<open>[（(]?)(?P<number>\d+|[一二三四五六七八九十百千万零]+)(?P<close>[、）)]|[.．](?!\d))\s*"
)


class Cell(NamedTuple):
    """A printed cell, or a line of prose.

    Attributes:
        line: Its first line, from 1.
        column: What it is in its row.
        number: The number that it opens with and that counts the rows, or an empty string.
        words: What it prints behind that, outer spaces aside.
        style: The signs of the number, a digit or a numeral put for it.
        off: By how much the number is not the next after the last of its style.
    """

    line: int
    column: str
    number: str
    words: str
    style: str = ""
    off: int = 0

    @property
    def text(self) -> str:
        """What it prints, its number too."""
        return self.number + self.words


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A printed row, and the rows within it.

    Attributes:
        group: What kind of row it is; rows of one group may be one.
        kind: As `Piece.kind` has it.
        table: The table it went into; None where nothing of it is published.
        cells: Its cells, by column.
        outline: Its responsibility, activity and indicator, by position, as far as it has them.
        within: The rows within it, in order.
    """

    group: str
    kind: str
    table: str | None
    cells: dict[str, Cell]
    outline: tuple[int, ...] = ()
    within: list["Row"] = field(default_factory=list)

    @property
    def named(self) -> Cell:
        """The cell that names it."""
        return next(iter(self.cells.values()))


def printed_rows(disclosure: Disclosure) -> list[Row]:
    """Return what stands above the first section, then the sections, with the rows within each.

    A section's title is the first row within it; above the first there is none.
    """
    sections = [Row(SECTION, SECTION, None, {TEXT: Cell(0, TEXT, "", "")})]
    last: dict[tuple[str, str], int] = {}
    above: list[Row] = []  # The responsibility and the activity that rows now stand within.
    counts = [0] * len(OUTLINE)
    for pieces in _runs(disclosure.pieces):
        group = _group(pieces[0])
        cells = {cell.column: cell for cell in _cells(group, pieces, last)}
        if group == SECTION:
            title = Row(PROSE, group, pieces[0].table, cells)
            sections.append(Row(SECTION, group, pieces[0].table, cells, within=[title]))
            above = []
        elif group in OUTLINE:
            level = OUTLINE.index(group)
            counts[level:] = [counts[level] + 1, *[0] * (len(OUTLINE) - level - 1)]
            row = Row(group, pieces[0].kind, group, cells, tuple(counts[: level + 1]))
            (above[level - 1] if level else sections[-1]).within.append(row)
            above[level:] = [row]
        else:
            row = Row(group, pieces[0].kind, pieces[0].table, cells)
            sections[-1].within.append(row)
    return sections


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces that make a printed row each: cells of one table whose places rise."""
    run: list[Piece] = []
    for piece in pieces:
        if piece.kind == "blank":
            continue
        if run and not _continues(run[-1], piece):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _continues(before: Piece, piece: Piece) -> bool:
    if before.cell is None or piece.cell is None:
        return False
    return (before.kind, before.table) == (piece.kind, piece.table) and before.cell < piece.cell


def _group(piece: Piece) -> str:
    """Return what kind of row a piece opens, by its place in the form.

    Not by its kind: a word more can make a paragraph of a heading, or fill a blank row.
    """
    if piece.kind == SECTION:
        return SECTION
    if piece.reason == BLANK_INDICATOR:
        return OUTLINE[-1]
    if piece.table in OUTLINE:
        return piece.table
    if piece.kind == "column heading":
        return "headings"
    if piece.cell is not None:  # A blank row is in no table, and the total row in one of its own.
        is_known = piece.table in {None, "totals", *_GRID_TABLES}
        return "rows" if is_known else str(piece.table)
    return "above a table" if piece.printed.startswith("\t") else PROSE


def _cells(group: str, pieces: Sequence[Piece], last: dict[tuple[str, str], int]) -> Iterator[Cell]:
    """Yield the cells of a row, but for those that a row of its kind leaves empty.

    `last` has for each kind of row and style of its numbers the last one above.
    """
    numbered = group if group != "rows" else pieces[0].table
    for piece in pieces:
        if group not in OUTLINE or piece.column or _is_measure(group, piece):
            column, text = _column(group, piece, len(pieces)), piece.text
            is_name = column in {TEXT, "name"} and numbered in _NUMBERED
            match = _NUMBER.match(text) if is_name else None
            if match is None:
                yield Cell(piece.line, column, "", text)
            else:
                yield _numbered(piece, column, match, last, str(numbered))


def _is_measure(group: str, piece: Piece) -> bool:
    return group == OUTLINE[-1] and (piece.cell or 0) >= _MEASURE


def _numbered(
    piece: Piece,
    column: str,
    match: re.Match[str],
    last: dict[tuple[str, str], int],
    numbered: str,
) -> Cell:
    number = read_ordinal(match["number"]) or 0
    style = match[0].replace(match["number"], "1" if match["number"].isdecimal() else "一")
    counted = numbered, style.strip()
    off = 0 if number == 1 else number - last.get(counted, 0) - 1
    last[counted] = number
    return Cell(piece.line, column, match[0], piece.text[match.end() :], style, off)


def _column(group: str, piece: Piece, width: int) -> str:
    """Return what a piece is in its row: its column or, where that is no name, its place."""
    if piece.cell is None:
        return TEXT
    if group in OUTLINE:
        return PERFORMANCE_GRID[piece.cell - 1].name
    if piece.table == "totals" or piece.reason == BLANK_ROW:
        return _GRIDS[width][piece.cell - 1].name
    return piece.column if piece.column and piece.table in _GRID_TABLES else str(piece.cell)
