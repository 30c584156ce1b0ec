"""A printed table: its cells to captions, headings and rows."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from . import schema
from .document import (
    Piece,
    UnreadableDisclosureError,
    half_width,
    in_wan_yuan,
    read_number,
)

Row = Sequence[Piece]

_UNIT = re.compile(r"(?:金额)?单位:(万元|元)")
# What the cells above a table's headings say, each at most once.
_CAPTIONS = {
    "unit": _UNIT,
    "as_of": re.compile(r"截止时间:(\d{4})年(\d{1,2})月(\d{1,2})日"),
    "body": re.compile(r"(?:编制部门:)?(?P<code>\d*)[^\d:][^:]*"),
}


class Grid(NamedTuple):
    """One printed table.

    Attributes:
        file: The file it is in.
        columns: What each cell of a row holds.
        unit: 元 or 万元, as printed.
        as_of: The day the table refers to, where it prints one.
        code: The body's code above the table, or an empty string.
        rows: The rows below the headings.
        pieces: The cells above them, as they were read; the rows' own are added row by row.
    """

    file: str
    columns: Sequence[schema.Column]
    unit: str
    as_of: date | None
    code: str
    rows: list[Row]
    pieces: list[Piece]

    def refusal(
        self, cell: Piece, found: str, expected: str, row: str = ""
    ) -> UnreadableDisclosureError:
        """Return the error for a cell: the row with a wrong count of cells, where one shows."""
        return _misfit(self.file, self.rows, len(self.columns)) or UnreadableDisclosureError(
            self.file, cell.line, found, expected, row=row
        )

    def number(self, cell: Piece, column: schema.Column, row: str) -> Decimal | None:
        """Return the number in a cell, money in 万元; None where the cell is blank."""
        number = read_number(cell.text)
        if number is None and (cell.text or column.required):
            found = f"“{cell.text}”" if cell.text else "an empty cell"
            raise self.refusal(cell, found, f"a number under {column.zh}", row)
        return in_wan_yuan(number, self.unit) if number is not None and column.unit else number

    def mark(
        self, cells: Row, first: int, table: str, number: int | None, names: Sequence[str | None]
    ) -> None:
        """Note the table, row and columns that cells went into; `first` is their place, from 1."""
        places = range(first, first + len(cells))
        self.pieces.extend(
            [
                Piece(cell.line, cell.printed, "cell", table, number, place, column)
                for place, cell, column in zip(places, cells, names, strict=True)
            ]
        )

    def expect_empty(self, cells: Row, row: str) -> None:
        """Refuse text where the row's kind leaves cells empty."""
        for cell in cells:
            if cell.text:
                raise self.refusal(cell, f"“{cell.text}”", "an empty cell", row)


def plain(text: str) -> str:
    """Return the text in half-width characters and without spaces, for comparing headings."""
    return "".join(half_width(text).split())


def read_grid(file: str, columns: Sequence[schema.Column], cells: Sequence[Piece]) -> Grid:
    """Split the cells of a section into those above the headings, the headings, and the rows.

    Raises:
        UnreadableDisclosureError: For a heading that moved, a table with no unit, an unknown cell
            above the headings, or cells that do not fill whole rows.
    """
    headings = _headings(tuple(columns))
    start, captions, as_of = _captions(file, cells, headings[0][3])
    pieces = [Piece(cell.line, cell.printed, "caption") for cell in cells[:start]]
    unit = captions.get("unit")
    end = start + len(headings)
    for (row, place, expected, plain_expected), cell in zip(
        headings, cells[start:end], strict=False
    ):
        text = plain(cell.text)
        heading_unit = _UNIT.search(text)
        if text.replace("单位:元", "单位:万元") != plain_expected or (
            unit and heading_unit and unit[1] != heading_unit[1]
        ):
            wanted = f"the heading “{expected}”" if expected else "an empty heading cell"
            raise UnreadableDisclosureError(
                file, cell.line, f"“{cell.text}”", wanted, row=f"heading row {row}, cell {place}"
            )
        unit = unit or heading_unit
        pieces.append(Piece(cell.line, cell.printed, "column heading", None, row, place))
    for lacking, found, expected in (
        ("body" not in captions, "no name of the body above the table", "it there"),
        (len(cells) < end, f"{len(cells) - start} heading cells", f"{len(headings)}"),
        (unit is None, "no 单位：万元 or 单位：元", "the table's unit"),
    ):
        if lacking:
            raise UnreadableDisclosureError(file, cells[start].line, found, expected)
    width = len(columns)
    rows = [cells[i : i + width] for i in range(end, len(cells), width)]
    if len(rows[-1] if rows else ()) != width:
        raise _misfit(file, rows, width) or UnreadableDisclosureError(
            file,
            cells[-1].line,
            f"{len(cells) - end} cells below the headings",
            f"whole rows of {width} cells",
        )
    # The loop above refused a table without a unit.
    return Grid(
        file, columns, unit[1] if unit else "", as_of, captions["body"]["code"], rows, pieces
    )


@cache
def _headings(columns: tuple[schema.Column, ...]) -> list[tuple[int, int, str, str]]:
    """Return a grid's heading cells: row, place, text, and the text as compared."""
    return [
        (row, place, text, plain(text))
        for row, texts in enumerate(schema.heading_rows(columns), 1)
        for place, text in enumerate(texts, 1)
    ]


def _captions(
    file: str, cells: Sequence[Piece], opening: str
) -> tuple[int, dict[str, re.Match[str]], date | None]:
    """Return where the headings start, what the cells above them say, and their day."""
    captions: dict[str, re.Match[str]] = {}
    as_of = None
    expected = f"one name of the body, unit and day, then the heading “{opening}”"
    for start, cell in enumerate(cells):
        text = plain(cell.text)
        if text == plain(opening):
            return start, captions, as_of
        found = f"“{cell.text}”" if text else "an empty cell"
        match = None
        for name, pattern in _CAPTIONS.items():
            if name not in captions and (match := pattern.fullmatch(text)):
                captions[name] = match
                break
        try:
            as_of = date(*map(int, match.groups())) if match and name == "as_of" else as_of
        except ValueError:
            match = None
        if match is None:
            raise UnreadableDisclosureError(file, cell.line, found, expected)
    raise UnreadableDisclosureError(file, cells[-1].line, "the end of the table", expected)


def _misfit(file: str, rows: Sequence[Row], width: int) -> UnreadableDisclosureError | None:
    """Return the error for the first row that prints a cell too many or too few, if one shows.

    Blank lines do not delimit rows. But where most runs of cells between them are one row, the
    first that does not add up to rows is where a cell was lost or gained.
    """
    runs: list[list[Piece]] = []
    next_line = 0
    for cell in (cell for row in rows for cell in row):
        if cell.line != next_line:
            runs.append([])
        runs[-1].append(cell)
        next_line = cell.line + cell.printed.count("\n") + 1
    if 2 * sum(len(run) == width for run in runs) <= len(runs):
        return None
    pending: list[Piece] = []
    for run in [*runs, []]:
        if pending and (len(pending) + len(run) > width or not run):
            name = next((cell.text for cell in pending if cell.text), "a row of empty cells")
            return UnreadableDisclosureError(
                file,
                pending[0].line,
                f"{len(pending)} cells",
                f"{width} cells",
                row=f"the row “{name}”",
            )
        pending = [*pending, *run] if (len(pending) + len(run)) % width else []
    return None
