"""The rows of the three printed tables to their records."""

import re

from yanjiao_budget import schema
from yanjiao_budget.schema import Record

from .grids import Grid, Row, plain
from .numbers import read_ordinal
from .text import Piece

_CHINESE = "[一二三四五六七八九十百千万零]+"
_RESPONSIBILITY = re.compile(
    rf"(?:(?P<plain>{_CHINESE})[、.．]|[（(](?P<bracketed>{_CHINESE})[）)])\s*(?P<name>.+)",
    re.DOTALL,
)
_ACTIVITY = re.compile(
    r"(?:(?P<plain>\d+)(?:、|[.．](?!\d))|[（(](?P<bracketed>\d+)[）)])\s*(?P<name>.+)", re.DOTALL
)
_ASSET = re.compile(
    r"(?:(?P<number>\d+(?:、|[.．](?!\d)))|(?P<within>其中[：:]))?\s*(?P<name>[^\s（(].*)",
    re.DOTALL,
)

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
        for column in schema.PROCUREMENT_SOURCES
    },
    "other_channels": (
        "procurement_other_channels",
        schema.OTHER_CHANNELS.zh,
        "procurement_table",
    ),
}

_WORK = tuple(column.name for column in schema.PERFORMANCE_GRID[:4])
_MEASURE = tuple(column.name for column in schema.PERFORMANCE_GRID[4:])
_NO_WORK, _NO_MEASURE = (None,) * len(_WORK), (None,) * len(_MEASURE)


def read_performance(grid: Grid, year: int) -> dict[str, list[Record]]:
    """Return the records of responsibilities, activities and indicators, marking every cell.

    Besides its columns an indicator keeps the `lines` of its four thresholds. Indicator rows that
    are printed blank are records of their own: their key and line, and nothing else.

    Raises:
        UnreadableDisclosureError: For an unknown or broken numbering, an amount that is no number,
            or text where the row's kind leaves a cell empty.
    """
    names = ("responsibilities", "activities", "indicators", "blank_indicators")
    tables: dict[str, list[Record]] = {name: [] for name in names}
    responsibilities, activities, indicators, blank_indicators = tables.values()
    activity = indicator = 0
    for row in grid.rows:
        texts = [cell.text for cell in row]
        title, named = texts[0], texts[4]
        where = (
            f"the row “{title}”"
            if title
            else f"a row of activity {len(responsibilities)}.{activity}"
        )
        key = {"fiscal_year": year, "source_line": row[0].line}
        if match := _RESPONSIBILITY.fullmatch(title):
            activity = 0
            _expect_number(grid, row[0], match, len(responsibilities) + 1)
            key["responsibility"] = len(responsibilities) + 1
            responsibilities.append(key | _work(grid, row, match["name"], where))
            grid.expect_empty(row[4:], where)
            grid.mark(row, 1, "responsibilities", len(responsibilities), (*_WORK, *_NO_MEASURE))
            continue
        key["responsibility"] = len(responsibilities)
        if (match := _ACTIVITY.fullmatch(title)) and responsibilities:
            activity, indicator = activity + 1, 0
            _expect_number(grid, row[0], match, activity)
            key["activity"] = activity
            activities.append(key | _work(grid, row, match["name"], where))
            grid.mark(row[:4], 1, "activities", len(activities), _WORK)
        elif title or not activity:
            expected = "一、 for a responsibility, 1、 for an activity, or an empty cell below one"
            title = title or "an empty cell"
            raise grid.refusal(row[0], f"“{title}”", expected, where)
        elif any(texts[:4]):
            grid.expect_empty(row[:4], where)
        indicator += 1
        if named:
            key |= {"activity": activity, "indicator": indicator, "source_line": row[4].line}
            measure = [text or None for text in texts[4:]]
            lines = tuple(cell.line for cell in row[5:])
            indicators.append(key | dict(zip(_MEASURE, measure, strict=True)) | {"lines": lines})
            if not title:
                grid.mark(row[:4], 1, "indicators", len(indicators), _NO_WORK)
            grid.mark(row[4:], 5, "indicators", len(indicators), _MEASURE)
        else:
            grid.expect_empty(row[5:], f"{where} that names no indicator")
            place = {"activity": activity, "indicator": indicator, "source_line": row[4].line}
            blank_indicators.append(key | place)
            grid.pieces.extend(
                Piece(cell.line, cell.printed, "skipped", cell=place, reason=BLANK_INDICATOR)
                for place, cell in enumerate(row, 1)
                if not title or place > len(_WORK)
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


def _expect_number(grid: Grid, cell: Piece, match: re.Match[str], expected: int) -> None:
    if read_ordinal(match["plain"] or match["bracketed"]) != expected:
        raise grid.refusal(cell, f"“{cell.text}”", f"number {expected} next")


def read_procurement(grid: Grid, year: int) -> dict[str, list[Record]]:
    """Return the records of procurement lines and of the figures its total row states.

    Raises:
        UnreadableDisclosureError: For an amount that is no number, a missing or second total row,
            or text in the total row where it has no figure.
    """
    lines: list[Record] = []
    totals: list[Record] = []
    has_total = False
    for row in grid.rows:
        title = row[0].text
        if not any(cell.text for cell in row):
            _skip(grid, row)
            continue
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
            if has_total:
                raise grid.refusal(row[0], f"“{title}”", "one total row, above the lines")
            has_total = True
            grid.expect_empty(row[1:7], where)
            grid.mark(row[:7], 1, "totals", None, [None] * 7)
            for place, cell in enumerate(row[7:], 8):
                item, zh, part_of = PROCUREMENT_TOTALS[grid.columns[place - 1].name]
                amount = values[grid.columns[place - 1].name]
                if amount is not None:
                    stated = {"item": item, "name": zh, "amount": amount, "part_of": part_of}
                    totals.append(key | stated | {"source_line": cell.line})
                number = len(totals) if amount is not None else None
                grid.mark([cell], place, "totals", number, ["amount" if number else None])
            continue
        if not has_total:
            raise grid.refusal(row[0], f"“{title}”", "the total row 合计 first", where)
        for column, cell in cells.items():
            if column.required and values[column.name] is None:
                raise grid.refusal(cell, "an empty cell", f"text under {column.zh}", where)
        lines.append(key | values | {"line": len(lines) + 1})
        grid.mark(row, 1, "procurement", len(lines), [column.name for column in grid.columns])
    return {"procurement": lines, "totals": totals}


def _skip(grid: Grid, row: Row) -> None:
    """Note a row that is printed blank."""
    grid.pieces.extend(
        Piece(cell.line, cell.printed, "skipped", cell=place, reason=BLANK_ROW)
        for place, cell in enumerate(row, 1)
    )


BLANK_ROW = "the document prints a row of the table and leaves it blank"


def read_assets(grid: Grid, year: int) -> dict[str, list[Record]]:
    """Return the records of the asset table, its total row included.

    Numbers are not held to follow one another: the form itself prints 4、 twice.

    Raises:
        UnreadableDisclosureError: For a table without its day, a line that is neither the total nor
            numbered nor 其中, or an amount that is no number.
    """
    if grid.as_of is None:
        raise grid.refusal(grid.pieces[0], "no 截止时间", "the day the values refer to")
    assets: list[Record] = []
    numbered = None
    for row in grid.rows:
        if not any(cell.text for cell in row):
            _skip(grid, row)
            continue
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
