"""The three printed tables: cells to rows, rows to records."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from . import schema
from .document import (
    Piece,
    UnreadableDisclosureError,
    half_width,
    in_wan_yuan,
    read_number,
    read_ordinal,
)

Record = dict[str, Any]
Row = Sequence[Piece]

_UNIT = re.compile(r"(?:金额)?单位:(万元|元)")
_AS_OF = re.compile(r"截止时间:(\d{4})年(\d{1,2})月(\d{1,2})日")
_BODY = re.compile(r"(?P<code>\d*)[^\d:]+|编制部门:.+")
_RESPONSIBILITY = re.compile(r"([一二三四五六七八九十百]+)、(.+)", re.DOTALL)
_ACTIVITY = re.compile(r"(\d+)、(.+)", re.DOTALL)
_ASSET = re.compile(r"(?P<number>\d+、)?(?P<within>其中：)?(?P<name>[^\d（(].*)", re.DOTALL)

# The cells of procurement's total row: key and name of the stated figure, and what it is part of.
PROCUREMENT_TOTALS = {
    "amount": ("procurement_table", "采购总计", None),
    "department_budget": (
        "procurement_department_budget",
        "当年部门预算安排资金",
        "procurement_table",
    ),
    **{
        column.name: (f"procurement_{column.name}", column.zh, "procurement_department_budget")
        for column in schema.PROCUREMENT_GRID[9:13]
    },
    "other_channels": (
        "procurement_other_channels",
        schema.OTHER_CHANNELS.zh,
        "procurement_table",
    ),
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

    def mark(self, cells: Row, first: int, table: str, number: int, names: Sequence[str]) -> None:
        """Note the table, row and columns that cells went into; `first` is their place, from 1.

        Cells past the last name are empty ones that the row's kind leaves without a column.
        """
        columns = [*names, *[None] * (len(cells) - len(names))]
        self.pieces.extend(
            Piece(cell.line, cell.printed, "cell", table, number, place, column)
            for place, (cell, column) in enumerate(zip(cells, columns, strict=True), first)
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
    headings = [
        (f"heading row {row}, cell {place}", row, place, text)
        for row, texts in enumerate(schema.heading_rows(tuple(columns)), 1)
        for place, text in enumerate(texts, 1)
    ]
    opening = plain(headings[0][3])
    start = next((i for i, cell in enumerate(cells) if plain(cell.text) == opening), None)
    if start is None:
        raise UnreadableDisclosureError(
            file, cells[0].line, f"no heading “{headings[0][3]}”", "the table's heading row"
        )
    pieces = []
    unit = day = code = None
    for cell in cells[:start]:
        text = plain(cell.text)
        body = _BODY.fullmatch(text)
        unit = unit or _UNIT.fullmatch(text)
        day = day or _AS_OF.fullmatch(text)
        code = code or (body and body["code"])
        if not (body or _UNIT.fullmatch(text) or _AS_OF.fullmatch(text)):
            raise UnreadableDisclosureError(
                file, cell.line, f"“{cell.text}”", "the body's name, a unit or a date"
            )
        pieces.append(Piece(cell.line, cell.printed, "caption"))
    end = start + len(headings)
    for (where, row, place, expected), cell in zip(headings, cells[start:end], strict=False):
        text = plain(cell.text)
        unit = unit or _UNIT.search(text)
        if text.replace("单位:元", "单位:万元") != plain(expected):
            wanted = f"the heading “{expected}”" if expected else "an empty cell"
            raise UnreadableDisclosureError(file, cell.line, f"“{cell.text}”", wanted, row=where)
        pieces.append(Piece(cell.line, cell.printed, "column heading", None, row, place))
    if unit is None or len(cells) < end:
        raise UnreadableDisclosureError(
            file,
            cells[start].line,
            "no 单位：万元 or 单位：元" if unit is None else f"{len(cells) - start} heading cells",
            "the table's unit" if unit is None else f"{len(headings)} heading cells",
        )
    width = len(columns)
    rows = [cells[i : i + width] for i in range(end, len(cells), width)]
    if len(rows[-1] if rows else ()) != width:
        raise _misfit(file, rows, width) or UnreadableDisclosureError(
            file,
            cells[-1].line,
            f"{len(cells) - end} cells below the headings",
            f"whole rows of {width} cells",
        )
    as_of = date(*map(int, day.groups())) if day else None
    return Grid(file, columns, unit[1], as_of, code or "", rows, pieces)


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


_WORK = tuple(column.name for column in schema.PERFORMANCE_GRID[:4])
_MEASURE = tuple(column.name for column in schema.PERFORMANCE_GRID[4:])


def read_performance(grid: Grid, year: int) -> dict[str, list[Record]]:
    """Return the records of responsibilities, activities and indicators, marking every cell.

    Raises:
        UnreadableDisclosureError: For an unknown or broken numbering, an amount that is no number,
            or text where the row's kind leaves a cell empty.
    """
    tables: dict[str, list[Record]] = {"responsibilities": [], "activities": [], "indicators": []}
    responsibilities, activities, indicators = tables.values()
    activity = indicator = 0
    for row in grid.rows:
        title = row[0].text
        where = (
            f"the row “{title}”"
            if title
            else f"a row of activity {len(responsibilities)}.{activity}"
        )
        key = {"fiscal_year": year, "source_line": row[0].line}
        if match := _RESPONSIBILITY.fullmatch(title):
            activity = 0
            _expect_number(grid, row[0], read_ordinal(match[1]), len(responsibilities) + 1)
            key["responsibility"] = len(responsibilities) + 1
            responsibilities.append(key | _work(grid, row, match[2], where))
            grid.expect_empty(row[4:], where)
            grid.mark(row, 1, "responsibilities", len(responsibilities), _WORK)
            continue
        key["responsibility"] = len(responsibilities)
        if match := _ACTIVITY.fullmatch(title):
            activity, indicator = activity + 1, 0
            _expect_number(grid, row[0], int(match[1]), activity)
            key["activity"] = activity
            activities.append(key | _work(grid, row, match[2], where))
            grid.mark(row[:4], 1, "activities", len(activities), _WORK)
        elif title or not activity:
            expected = "一、 for a responsibility, 1、 for an activity, or an empty cell below one"
            raise grid.refusal(row[0], f"“{title}”", expected, where)
        else:
            grid.expect_empty(row[:4], where)
        indicator += 1
        name, *grades = row[4:]
        if name.text:
            key |= {"activity": activity, "indicator": indicator, "source_line": row[4].line}
            texts = [cell.text or None for cell in row[4:]]
            indicators.append(key | dict(zip(_MEASURE, texts, strict=True)))
            if not title:
                grid.mark(row[:4], 1, "indicators", len(indicators), ())
            grid.mark(row[4:], 5, "indicators", len(indicators), _MEASURE)
        else:
            grid.expect_empty(grades, f"{where} that names no indicator")
            grid.pieces.extend(
                Piece(cell.line, cell.printed, "skipped", cell=place, reason=BLANK_INDICATOR)
                for place, cell in enumerate(row, 1)
                if place > len(_WORK) or not title
            )
    return tables


BLANK_INDICATOR = "the document prints a row for an indicator and leaves it blank"


def _work(grid: Grid, row: Row, name: str, where: str) -> Record:
    budget, description, objective = row[1:4]
    return {
        "name": name,
        "budget": grid.number(budget, schema.BUDGET, where),
        "description": description.text or None,
        "objective": objective.text or None,
    }


def _expect_number(grid: Grid, cell: Piece, found: int | None, expected: int) -> None:
    if found != expected:
        raise grid.refusal(cell, f"“{cell.text}”", f"number {expected} next")


def read_procurement(grid: Grid, year: int) -> dict[str, list[Record]]:
    """Return the records of procurement lines and of the figures its total row states.

    Raises:
        UnreadableDisclosureError: For an amount that is no number, a missing or second total row,
            or text in the total row where it has no figure.
    """
    lines: list[Record] = []
    totals: list[Record] = []
    for row in grid.rows:
        title = row[0].text
        where = f"the row “{title}”"
        cells = dict(zip(grid.columns, row, strict=True))
        values = {
            column.name: grid.number(cell, column, where)
            if column.type == "number"
            else cell.text or None
            for column, cell in cells.items()
        }
        key = {"fiscal_year": year, "unit": grid.unit, "source_line": row[0].line}
        if plain(title) == "合计":
            if totals or lines:
                raise grid.refusal(row[0], f"“{title}”", "one total row, above the lines")
            grid.expect_empty(row[1:7], where)
            grid.mark(row[:7], 1, "totals", 1, ())
            for place, cell in enumerate(row[7:], 8):
                item, zh, part_of = PROCUREMENT_TOTALS[grid.columns[place - 1].name]
                amount = values[grid.columns[place - 1].name]
                if amount is not None:
                    stated = {"item": item, "name": zh, "amount": amount, "part_of": part_of}
                    totals.append(key | stated | {"source_line": cell.line})
                grid.mark([cell], place, "totals", len(totals), ["amount"] * (amount is not None))
            continue
        for column, cell in cells.items():
            if column.required and values[column.name] is None:
                raise grid.refusal(cell, "an empty cell", f"text under {column.zh}", where)
        lines.append(key | values | {"line": len(lines) + 1})
        grid.mark(row, 1, "procurement", len(lines), [column.name for column in grid.columns])
    return {"procurement": lines, "totals": totals}


def read_assets(grid: Grid, year: int) -> dict[str, list[Record]]:
    """Return the records of the asset table, its total row included.

    Numbers are not held to follow one another: the form itself prints 4、 twice.

    Raises:
        UnreadableDisclosureError: For a table without its day, a line that is neither the total nor
            numbered nor 其中, or an amount that is no number.
    """
    if grid.as_of is None:
        raise grid.refusal(grid.rows[0][0], "no 截止时间", "the day the values refer to")
    assets: list[Record] = []
    numbered = None
    for row in grid.rows:
        name, quantity, amount = row
        match = _ASSET.fullmatch(name.text)
        if match is None or bool(match["number"] or match["within"]) != bool(assets):
            expected = "the total first, then lines numbered 1、 or opened by 其中："
            raise grid.refusal(name, f"“{name.text}”", expected)
        position = len(assets) + 1
        if match["within"] and numbered is None:
            raise grid.refusal(name, f"“{name.text}”", "a numbered line that it is part of")
        part_of = numbered if match["within"] else 1 if assets else None
        numbered = position if match["number"] else numbered
        assets.append(
            {
                "fiscal_year": year,
                "asset": position,
                "name": match["name"],
                "part_of": part_of,
                "quantity": quantity.text or None,
                "amount": grid.number(amount, schema.ASSET_AMOUNT, f"the row “{name.text}”"),
                "unit": grid.unit,
                "as_of": grid.as_of,
                "source_line": name.line,
            }
        )
        grid.mark(row, 1, "assets", position, [column.name for column in grid.columns])
    return {"assets": assets}
