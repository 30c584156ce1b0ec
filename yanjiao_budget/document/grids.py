"""A printed table: its cells to captions, headings and rows."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from yanjiao_budget import schema
from yanjiao_budget.language import Both, quoted

from .numbers import half_width, in_wan_yuan, read_number
from .phrases import stated_amount
from .sections import Within
from .text import Piece, UnreadableDisclosureError, new_piece

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
    "year": re.compile(r"预算年度:?(\d{4})年?"),
    "as_of": re.compile(rf"(?:截[止至]|统计)(?:时间|日期|日)?:?{_DAY}"),
    "body": re.compile(
        rf"(?P<label>{_LABEL})?(?:\[(?P<bracketed>\d+)\]|(?P<code>\d*))-?[^\d:\[\]][^:]*"
    ),
}
# 年度预算数（万元） and 价值（金额单位：万元）: a heading's own unit.
_HEADING_UNIT = re.compile(r"\((?:金额)?(?:单位:)?(万元|元)\)$")
_APART = re.compile(r"\s+(?=[^\s:]{2,9}:)|\s{2,}")
_NEAR = 9
EMPTY_CELL = Both("an empty cell", "空格")

Captions = dict[str, re.Match[str]]
_Heading = tuple[int, int, str, str]  # row, place, text, and the text as compared


class Grid(NamedTuple):
    """One printed table.

    Attributes:
        within: The section that it stands in.
        columns: What each cell of a row holds.
        unit: 元 or 万元, as printed.
        as_of: The day the table refers to, where it prints one.
        code: The body's code above the table, or an empty string.
        rows: The rows below the headings.
        pieces: The cells above them, as they were read; the rows' own are added row by row.
    """

    within: Within
    columns: Sequence[schema.Column]
    unit: str
    as_of: date | None
    code: str
    rows: list[Row]
    pieces: list[Piece]

    def number(self, cell: Piece, column: schema.Column, row: Both) -> Decimal | None:
        """Return the number in a cell, money in 万元; None where the cell is blank."""
        number = read_number(cell.text)
        if number is None and (cell.text or column.required):
            expected = Both(f"a number under {column.zh}", f"“{column.zh}”栏的数字")
            raise self.within.refusal(cell, quoted_cell(cell), expected, row)
        return in_wan_yuan(number, self.unit) if number is not None and column.unit else number

    def mark(
        self, cells: Row, first: int, table: str, number: int | None, names: Sequence[str | None]
    ) -> None:
        """Note the table, row and columns that cells went into; `first` is their place, from 1."""
        places = range(first, first + len(cells))
        self.pieces.extend(
            [
                new_piece(
                    Piece, (cell.line, cell.printed, "cell", table, number, place, column, None)
                )
                for place, cell, column in zip(places, cells, names, strict=True)
            ]
        )

    def skip(self, cells: Row, first: int, reason: str) -> None:
        """Note cells of which nothing is published; `first` is their place, from 1."""
        self.pieces.extend(
            Piece(cell.line, cell.printed, "skipped", cell=place, reason=reason)
            for place, cell in enumerate(cells, first)
        )

    def expect_empty(self, cells: Row, row: Both) -> None:
        """Refuse text where the row's kind leaves cells empty."""
        for cell in cells:
            if cell.text:
                raise self.within.refusal(cell, quoted(cell.text), EMPTY_CELL, row)


def quoted_cell(cell: Piece) -> Both:
    """Return what a message says of a cell."""
    return quoted(cell.text) if cell.text else EMPTY_CELL


def unspaced(text: str) -> str:
    """Return the text in half-width characters and without spaces, for comparing headings."""
    return "".join(half_width(text).split())


def captions_of(text: str, *, named: bool = True) -> Captions:
    """Return what a line above a table says: its unit, day, year or body, one or several of them.

    Args:
        text: The line or cell.
        named: Whether any text is taken for the body's name; without, only one behind a label.

    Returns:
        What was found, by name; empty where part of the line is anything else.
    """
    apart = _APART.split(half_width(text).strip())
    return _all_captions([text], named=named) or _all_captions(apart, named=named)


def _all_captions(parts: Sequence[str], *, named: bool) -> Captions:
    """Return what each of some parts of a line says; empty where one says anything else."""
    found: Captions = {}
    for part in map(unspaced, parts):
        matches = ((n, p.fullmatch(part)) for n, p in _CAPTIONS.items() if n not in found)
        name, match = next(((n, match) for n, match in matches if match), ("", None))
        if match is None or (name == "body" and not (named or match["label"])):
            return {}
        found[name] = match
    return found


def lines_above(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the lines of prose straight above the tables of a section that are captions of one."""
    above: list[Piece] = []
    is_above = False
    for piece in reversed(pieces):
        if piece.kind == "cell":
            is_above = True
        elif piece.kind != "blank":
            is_above = is_above and bool(captions_of(piece.text, named=False))
            above += [piece] if is_above else []
    return above[::-1]


def read_grid(within: Within, columns: Sequence[schema.Column]) -> Grid | None:
    """Split the cells of a section into those above the headings, the headings, and the rows.

    Args:
        within: The section.
        columns: What each cell of a row holds.

    Returns:
        The table, which may print its headings alone, but for that of performance; None where the
        section has no cell.

    Raises:
        UnreadableDisclosureError: For prose between the cells, a heading that moved, a table with
            no unit, an unknown cell above the headings, or cells that do not fill whole rows.
    """
    cells = _cells(within)
    if not cells:
        return None
    headings = headings_of(tuple(columns))
    start, captions, as_of = _captions(within, cells, headings[0][3])
    _expect_year(within, captions, cells[0])
    end = start + len(headings)
    unit = captions["unit"][1] if "unit" in captions else None
    unit = _expect_headings(within, headings, cells[start:end], unit)
    for lacking, found, expected in (
        # Where all that stands above a table is prose, the document's title names the body.
        (
            start and "body" not in captions,
            Both("no name of the body above the table", "表格之上没有单位名称"),
            Both("it there", "在该处列出"),
        ),
        (
            len(cells) < end,
            Both(f"{len(cells) - start} heading cells", f"表头{len(cells) - start}格"),
            Both(f"{len(headings)}", f"{len(headings)}格"),
        ),
        (
            unit is None,
            Both("no 单位：万元 or 单位：元", "没有“单位：万元”或“单位：元”"),
            Both("the table's unit", "表格的计量单位"),
        ),
    ):
        if lacking:
            raise within.refusal(cells[start], found, expected)
    pieces = [cell._replace(kind="caption") for cell in cells[:start]]
    pieces += [
        cell._replace(kind="column heading", row=row, cell=place)
        for (row, place, *_), cell in zip(headings, cells[start:end], strict=True)
    ]
    body = captions.get("body")
    code = body["bracketed"] or body["code"] if body else ""
    rows = _whole_rows(within, cells[end:], cells[-1], len(columns))
    return Grid(within, columns, unit or "", as_of, code, rows, pieces)


def _cells(within: Within) -> list[Piece]:
    """Return the cells of a section's table, refusing prose between them or in one of them."""
    cells: list[Piece] = []
    prose = None
    for piece in within.pieces:
        if piece.kind == "prose":
            # The first line of several: a cell that strayed into the prose stands just above it.
            prose = prose or (piece if cells else None)
        elif piece.kind == "cell":
            if prose:
                words = prose.text[:40]
                found = Both(
                    f"“{words}” between the cells of a table", f"表格单元格之间的“{words}”"
                )
                expected = Both(
                    "a cell opened by a tab, or the rest of the cell on the line above",
                    "以制表符开始的单元格，或紧接上一行单元格的文字",
                )
                raise within.refusal(prose, found, expected)
            if "\n" in piece.printed:
                expect_no_paragraph(within, piece)
            cells.append(piece)
    return cells


def _expect_year(within: Within, captions: Captions, first: Piece) -> None:
    """Refuse a table that says it is of another year than the document."""
    year = captions["year"][1] if "year" in captions else None
    if year and int(year) != within.key["fiscal_year"]:
        of_the_title = within.key["fiscal_year"]
        expected = Both(f"that of the title, {of_the_title}", f"与标题相同的{of_the_title}")
        found = Both(f"预算年度：{year} above the table", f"表格之上的“预算年度：{year}”")
        raise within.refusal(first, found, expected)


def expect_no_paragraph(within: Within, cell: Piece) -> None:
    """Refuse a paragraph of figures that the cell above it has swallowed."""
    _, *rest = cell.printed.split("\n")
    for line, text in enumerate(rest, cell.line + 1):
        if stated := stated_amount(text):
            found = Both(f"“{stated}” straight below a cell", f"单元格正下方的“{stated}”")
            expected = Both(
                "a blank line between a table and a paragraph", "表格与段落之间有一空行"
            )
            raise within.refusal(cell._replace(line=line), found, expected)


def _expect_headings(
    within: Within, headings: Sequence[_Heading], cells: Sequence[Piece], unit: str | None
) -> str | None:
    """Refuse a heading that is not the one expected in its place; return the table's unit."""
    for (row, place, expected, compared), cell in zip(headings, cells, strict=False):
        text = unspaced(cell.text)
        own = _HEADING_UNIT.search(text)
        if _HEADING_UNIT.sub("", text) != compared or (own and unit not in (None, own[1])):
            wanted = Both("an empty heading cell", "空的表头格")
            if expected:
                wanted = Both(f"the heading “{expected}”", f"表头“{expected}”")
            where = Both(f"heading row {row}, cell {place}", f"表头第{row}行第{place}格")
            raise within.refusal(cell, quoted(cell.text), wanted, where)
        unit = own[1] if own else unit
    return unit


def _whole_rows(within: Within, cells: Sequence[Piece], last: Piece, width: int) -> list[Row]:
    """Return the cells below the headings as rows, refusing a part of one, or one shifted."""
    rows = [cells[i : i + width] for i in range(0, len(cells), width)]
    # A row that crosses a blank line is whole if one ends it too, and one the row before it.
    crossing = [place for place, row in enumerate(rows) if not _runs_on(row)]
    shifted = any(not (_opens(rows, place) and _opens(rows, place + 1)) for place in crossing)
    # A body may buy nothing and own nothing; a table of performance without a row is cut short.
    may_be_empty = within.section is not None and within.section.key != "performance"
    fits = len(rows[-1]) == width if rows else may_be_empty
    if (shifted or not fits) and (misfit := _misfit(within, rows, width)):
        raise misfit
    if fits:
        return rows
    found = Both(f"{len(cells)} cells below the headings", f"表头之下共{len(cells)}格")
    expected = Both(f"whole rows of {width} cells", f"每行{width}格的整行")
    raise within.refusal(last, found, expected)


def _runs_on(row: Row) -> bool:
    """Tell whether no blank line parts the cells of a row."""
    lines = row[-1].line - row[0].line
    return lines == len(row) - 1 or lines == sum(
        [cell.printed.count("\n") + 1 for cell in row[:-1]]
    )


def _opens(rows: Sequence[Row], place: int) -> bool:
    """Tell whether a row, or the end of a table, stands behind a blank line."""
    return place in (0, len(rows)) or not _runs_on([rows[place - 1][-1], rows[place][0]])


def compared(cell: Piece) -> str:
    """Return a heading as compared: without spaces, and without a unit of its own."""
    return _HEADING_UNIT.sub("", unspaced(cell.text))


@cache
def headings_of(columns: tuple[schema.Column, ...]) -> list[_Heading]:
    """Return a grid's heading cells."""
    return [
        (row, place, text, _HEADING_UNIT.sub("", unspaced(text)))
        for row, texts in enumerate(schema.heading_rows(columns), 1)
        for place, text in enumerate(texts, 1)
    ]


def _captions(
    within: Within, cells: Sequence[Piece], opening: str
) -> tuple[int, Captions, date | None]:
    """Return where the headings start, what stands above them, and their day."""
    captions: Captions = {}
    expected = Both(
        f"one name of the body, unit and day, then the heading “{opening}”",
        f"单位名称、计量单位和日期各一处，其下为表头“{opening}”",
    )
    headed = (i for i, cell in enumerate(cells) if compared(cell) == opening)
    start = next(headed, len(cells))
    as_of = None
    for piece in (*lines_above(within.pieces), *cells[:start]):
        said = captions_of(piece.text, named=piece.kind == "cell")
        try:
            as_of = date(*map(int, said["as_of"].groups())) if "as_of" in said else as_of
        except ValueError:
            said = {}
        if not said or said.keys() & captions.keys():
            raise within.refusal(piece, quoted_cell(piece), expected)
        captions |= said
    if start == len(cells):
        raise within.refusal(cells[-1], Both("the end of the table", "表格结尾"), expected)
    return start, captions, as_of


def _misfit(within: Within, rows: Sequence[Row], width: int) -> UnreadableDisclosureError | None:
    """Return the error for the first row that prints a cell too many or too few, if one shows.

    Blank lines do not delimit rows. But where most runs of cells between them are one row, the
    first that does not add up to rows is where a cell was lost or gained.
    """
    runs = runs_of(cell for row in rows for cell in row)
    if 2 * sum(len(run) == width for run in runs) <= len(runs):
        return None
    pending: list[Piece] = []
    for run in [*runs, []]:
        if pending and (len(pending) + len(run) > width or not run):
            return _no_row(within, pending, width)
        pending = [*pending, *run] if (len(pending) + len(run)) % width else []
    return None


def _no_row(within: Within, cells: Row, width: int) -> UnreadableDisclosureError:
    """Return the error for cells that are a row but for a cell too many or too few."""
    name = next((cell.text for cell in cells if cell.text), "")
    # Of a row over many lines, the one halfway is never far from the cell that is meant.
    is_long = cells[-1].line - cells[0].line > _NEAR
    named = cells[len(cells) // 2] if is_long else cells[0]
    row = the_row(name) if name else Both("the row “a row of empty cells”", "一行空格")
    found, expected = (Both(f"{count} cells", f"{count}格") for count in (len(cells), width))
    return within.refusal(named, found, expected, row)


def the_row(name: str) -> Both:
    """Return what a message calls a row of a table."""
    return Both(f"the row “{name}”", f"“{name}”一行")


def runs_of(cells: Iterable[Piece]) -> list[list[Piece]]:
    """Return the cells of a table in runs that no blank line parts."""
    runs: list[list[Piece]] = []
    next_line = 0
    for cell in cells:
        if cell.line != next_line:
            runs.append([])
        runs[-1].append(cell)
        next_line = cell.line + cell.printed.count("\n") + 1
    return runs
