"""How a document stands on the page: its parts, their paragraphs and tables, by line, no words.

Blank lines are in none of it: each stands below what precedes it.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.other_tables import GRIDS
from yanjiao_budget.document.text import Piece
from yanjiao_budget.schema import heading_rows, heading_spans

# Paragraphs and rows after which a part ends at the next section or responsibility, and those after
# which it ends at any heading, table or named row: a browser is slow over a long table.
ENOUGH, MOST = 20, 40
_LIMITS = {"section": ENOUGH, "heading": MOST, "table": MOST}


class Item(NamedTuple):
    """A paragraph or a cell.

    Attributes:
        line: Its first line.
        lines: How many it is printed over.
        across: How many columns a heading spans.
        down: How many rows it spans; 0 for an empty cell that the heading above it spans.
    """

    line: int
    lines: int = 1
    across: int = 1
    down: int = 1


Row = list[Item]


class Block(NamedTuple):
    """A paragraph, or a table or what of one stands in a part.

    Attributes:
        kind: `table`, or what the paragraph was read as: see `document.Piece`.
        rows: The rows of a table; of a paragraph one with itself.
        captions: Cells above the headings of a table.
        head: Its heading rows.
        again: Whether the headings stand in an earlier part and are shown once more.
    """

    kind: str
    rows: list[Row]
    captions: Sequence[Item] = ()
    head: Sequence[Row] = ()
    again: bool = False


class Part(NamedTuple):
    """What is shown at once: a section, or some of a long one."""

    line: int
    blocks: list[Block]


class Entry(NamedTuple):
    """An entry of the contents: its line, and its level from 1."""

    line: int
    level: int


def blocks(disclosure: Disclosure) -> Iterator[Block]:
    """Yield the paragraphs and the whole tables of a document, in order."""
    others = disclosure.records["other_tables"]
    there = [piece for piece in disclosure.pieces if piece.kind != "blank"]

    def table(piece: Piece) -> int:
        is_other = piece.table == "other_tables" and piece.row
        return others[piece.row - 1]["table"] if is_other and piece.row else 0

    for is_cell, pieces in groupby(there, key=lambda piece: piece.printed.startswith("\t")):
        if is_cell:
            for _, cells in groupby(pieces, key=table):
                yield _table([*cells])
        else:
            yield from (Block(piece.kind, [[_item(piece)]]) for piece in pieces)


def _item(piece: Piece) -> Item:
    return Item(piece.line, piece.printed.count("\n") + 1)


def _table(cells: Sequence[Piece]) -> Block:
    captions = [_item(cell) for cell in cells if cell.kind == "caption"]
    headings = [cell for cell in cells if cell.kind == "column heading"]
    rows: list[Row] = []
    last = 0
    for cell in cells:
        if cell.kind in {"caption", "column heading"}:
            continue
        place = cell.cell or 0
        if place <= last or not rows:
            rows.append([])
        rows[-1].append(_item(cell))
        last = place
    return Block("table", rows, captions, _head(headings))


def _head(headings: Sequence[Piece]) -> list[Row]:
    """Return heading cells in rows, each with the columns and rows that it spans."""
    printed = [[*cells] for _, cells in groupby(headings, key=lambda cell: cell.row)]
    widths = [*map(len, printed)]
    for grid in GRIDS.values():
        if widths == [*map(len, heading_rows(grid))]:
            return [
                [Item(*_item(cell)[:2], *span) for cell, span in zip(cells, spans, strict=True)]
                for cells, spans in zip(printed, heading_spans(grid), strict=True)
            ]
    return [[*map(_item, cells)] for cells in printed]


def parts(disclosure: Disclosure) -> list[Part]:
    """Return a document in parts, each of which is shown at once."""
    works, named = _titles(disclosure.pieces)
    found: list[Part] = []
    weight = 0
    for block in blocks(disclosure):
        is_full = weight >= _LIMITS.get(block.kind, math.inf)
        for at, piece in enumerate(_split(block, works, named)):
            if at or is_full or not found:
                line = next(items([piece])).line
                found.append(Part(line, []))
                weight = 0
            found[-1].blocks.append(piece)
            weight += len(piece.rows)
    return found


def _titles(pieces: Iterable[Piece]) -> tuple[set[int], set[int]]:
    """Return the lines of the responsibilities' rows, and of all rows whose first cell has text."""
    first = [piece for piece in pieces if piece.cell == 1 and piece.text]
    works = {piece.line for piece in first if piece.table == "responsibilities"}
    return works, {piece.line for piece in first}


def _split(block: Block, works: set[int], named: set[int]) -> Iterator[Block]:
    """Yield a table in parts: a responsibility begins one, and so does a row below many."""
    runs: list[list[Row]] = [[]]
    for row in block.rows:
        line = row[0].line
        is_title = len(runs[-1]) >= ENOUGH and line in works
        if is_title or (len(runs[-1]) >= MOST and line in named):
            runs.append([])
        runs[-1].append(row)
    yield block._replace(rows=runs[0])
    for rows in runs[1:]:
        yield block._replace(rows=rows, captions=(), again=True)


def items(some: Iterable[Block]) -> Iterator[Item]:
    """Yield the paragraphs and cells of some blocks in order; headings shown again are not."""
    for block in some:
        yield from block.captions
        for row in (*(() if block.again else block.head), *block.rows):
            yield from row


def contents(disclosure: Disclosure) -> list[Entry]:
    """Return the contents of a document: title, sections, headings and responsibilities."""
    levels = {"title": 1, "section": 1, "heading": 2}
    works, _ = _titles(disclosure.pieces)
    return [
        Entry(piece.line, levels.get(piece.kind, 2))
        for piece in disclosure.pieces
        if piece.kind in levels or piece.line in works
    ]
