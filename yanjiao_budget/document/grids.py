"""A printed table: its cells to captions, headings and rows."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from yanjiao_budget import schema

from .numbers import half_width, in_wan_yuan, read_number
from .text import Piece, UnreadableDisclosureError

Row = Sequence[Piece]

_UNIT = re.compile(r"\(?(?:金额|货币|计量)?单位:(?:人民币)?(万元|元)\)?")
_LABEL = (
    r"(?:(?:编制|填报|预算|主管)?(?:部门|单位)(?:(?:编码|代码)(?:及|和)名称|"
    r"名称(?:(?:及|和)(?:编码|代码))?)?|编制):"
)
_DAY = r"(\d{4})[年.-](\d{1,2})[月.-](\d{1,2})日?"
# What stands above a table's headings, each at most once.
_CAPTIONS = {
    "unit": _UNIT,
    "as_of": re.compile(rf"(?:截[止至]|统计)(?:时间|日期|日)?:?{_DAY}"),
    "body": re.compile(
        rf"(?P<label>{_LABEL})?(?:\[(?P<bracketed>\d+)\]|(?P<code>\d*))-?[^\d:\[\]][^:]*"
    ),
}
# 年度预算数（万元） and 价值（金额单位：万元）: a heading's own unit.
_HEADING_UNIT = re.compile(r"\((?:金额)?(?:单位:)?(万元|元)\)$")
_APART = re.compile(r"\s+(?=[^\s:]{2,9}:)|\s{2,}")

Captions = dict[str, re.Match[str]]


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


def captions_of(text: str, *, named: bool = True) -> Captions:
    """Return what a line above a table says: its unit, its day, the body, one or several of them.

    Args:
        text: The line or cell.
        named: Whether any text is taken for the body's name; without, only one behind a label.

    Returns:
        What was found, by name; empty where part of the line is anything else.
    """
    whole = plain(text)
    for parts in ([whole], [plain(part) for part in _APART.split(half_width(text).strip())]):
        found: Captions = {}
        for part in parts:
            name, match = next(
                (
                    (n, m)
                    for n, p in _CAPTIONS.items()
                    if n not in found and (m := p.fullmatch(part))
                ),
                ("", None),
            )
            if match is None or (name == "body" and not (named or match["label"])):
                break
            found[name] = match
        else:
            return found
    return {}


def lines_above(tokens: Sequence[Piece]) -> list[Piece]:
    """Return the lines of prose straight above a section's table that are captions of it."""
    first = next((i for i, token in enumerate(tokens) if token.kind == "cell"), 0)
    above: list[Piece] = []
    for token in reversed(tokens[:first]):
        if token.kind == "prose" and not captions_of(token.text, named=False):
            break
        if token.kind == "prose":
            above.insert(0, token)
    return above


def read_grid(
    file: str,
    columns: Sequence[schema.Column],
    cells: Sequence[Piece],
    above: Sequence[Piece] = (),
    *,
    may_be_empty: bool = False,
) -> Grid:
    """Split the cells of a section into those above the headings, the headings, and the rows.

    Args:
        file: The file, for messages.
        columns: What each cell of a row holds.
        cells: The section's cells.
        above: Lines of prose above them that are captions (see `lines_above`).
        may_be_empty: Whether the table may print its headings alone.

    Raises:
        UnreadableDisclosureError: For a heading that moved, a table with no unit, an unknown cell
            above the headings, or cells that do not fill whole rows.
    """
    headings = _headings(tuple(columns))
    start, captions, as_of = _captions(file, above, cells, headings[0][3])
    pieces = [Piece(cell.line, cell.printed, "caption") for cell in cells[:start]]
    unit = captions["unit"][1] if "unit" in captions else None
    end = start + len(headings)
    for (row, place, expected, plain_expected), cell in zip(
        headings, cells[start:end], strict=False
    ):
        text = plain(cell.text)
        own = _HEADING_UNIT.search(text)
        if _HEADING_UNIT.sub("", text) != plain_expected or (own and unit not in (None, own[1])):
            wanted = f"the heading “{expected}”" if expected else "an empty heading cell"
            raise UnreadableDisclosureError(
                file, cell.line, f"“{cell.text}”", wanted, row=f"heading row {row}, cell {place}"
            )
        unit = own[1] if own else unit
        pieces.append(Piece(cell.line, cell.printed, "column heading", None, row, place))
    for lacking, found, expected in (
        # Where all that stands above a table is prose, the document's title names the body.
        (start and "body" not in captions, "no name of the body above the table", "it there"),
        (len(cells) < end, f"{len(cells) - start} heading cells", f"{len(headings)}"),
        (unit is None, "no 单位：万元 or 单位：元", "the table's unit"),
    ):
        if lacking:
            raise UnreadableDisclosureError(file, cells[start].line, found, expected)
    width = len(columns)
    rows = [cells[i : i + width] for i in range(end, len(cells), width)]
    if len(rows[-1]) != width if rows else not may_be_empty:
        raise _misfit(file, rows, width) or UnreadableDisclosureError(
            file,
            cells[-1].line,
            f"{len(cells) - end} cells below the headings",
            f"whole rows of {width} cells",
        )
    body = captions.get("body")
    code = body["bracketed"] or body["code"] if body else ""
    return Grid(file, columns, unit or "", as_of, code, rows, pieces)


@cache
def _headings(columns: tuple[schema.Column, ...]) -> list[tuple[int, int, str, str]]:
    """Return a grid's heading cells: row, place, text, and the text as compared."""
    return [
        (row, place, text, _HEADING_UNIT.sub("", plain(text)))
        for row, texts in enumerate(schema.heading_rows(columns), 1)
        for place, text in enumerate(texts, 1)
    ]


def _captions(
    file: str, above: Sequence[Piece], cells: Sequence[Piece], opening: str
) -> tuple[int, Captions, date | None]:
    """Return where the headings start, what stands above them, and their day."""
    captions: Captions = {}
    expected = f"one name of the body, unit and day, then the heading “{opening}”"
    start = next(
        (i for i, cell in enumerate(cells) if _HEADING_UNIT.sub("", plain(cell.text)) == opening),
        len(cells),
    )
    as_of = None
    for token in (*above, *cells[:start]):
        said = captions_of(token.text, named=token.kind == "cell")
        try:
            as_of = date(*map(int, said["as_of"].groups())) if "as_of" in said else as_of
        except ValueError:
            said = {}
        if not said or said.keys() & captions.keys():
            found = f"“{token.text}”" if token.text else "an empty cell"
            raise UnreadableDisclosureError(file, token.line, found, expected)
        captions |= said
    if start == len(cells):
        raise UnreadableDisclosureError(file, cells[-1].line, "the end of the table", expected)
    return start, captions, as_of


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
