"""The rows of the three printed tables to their records."""

import re
from collections.abc import Sequence

from yanjiao_budget import schema
from yanjiao_budget.language import Both, quoted
from yanjiao_budget.schema import Record

from .figures import PROCUREMENT_TOTALS
from .grids import EMPTY_CELL, Grid, Row, quoted_cell, read_grid, the_row, unspaced
from .numbers import read_ordinal
from .sections import Before, Part, Within
from .text import Piece

_CHINESE = "[一二三四五六七八九十百千万零]+"
_RESPONSIBILITY = re.compile(
    rf"(?:(?P<plain>{_CHINESE})[、.．]|[（(](?P<bracketed>{_CHINESE})[）)])\s*(?P<name>.+)",
    re.DOTALL,
)
_ACTIVITY = re.compile(
    r"(?:(?P<plain>\d+)(?:、|[.．](?!\d))|[（(](?P<bracketed>\d+)[）)])\s*(?P<name>.+)", re.DOTALL
)
# What either of them opens with: few thresholds do, and only these are held against both.
_NUMBERED = re.compile(rf"[（(]?(?:\d+|{_CHINESE})[、.．）)]")
_ASSET = re.compile(
    r"(?:(?P<number>\d+)(?:、|[.．](?!\d))|(?P<within>其中[：:]))?\s*(?P<name>[^\s（(].*)",
    re.DOTALL,
)
# A number with nothing but a comparison around it.
_THRESHOLD = re.compile(
    r"[<>≤≥＜＞《》]?=?\s*\d+(?:[.．]\d+)?\s*[%％]?(?:-\d+(?:[.．]\d+)?\s*[%％]?)?(?:及?以[上下])?"
)

_WORK = tuple(column.name for column in schema.PERFORMANCE_GRID[:4])
_MEASURE = tuple(column.name for column in schema.PERFORMANCE_GRID[4:])
_NO_WORK, _NO_MEASURE = (None,) * len(_WORK), (None,) * len(_MEASURE)
BLANK_INDICATOR = Both(
    "the document prints a row for an indicator and leaves it blank",
    "原文印有一行指标，但内容为空",
)
BLANK_ROW = Both(
    "the document prints a row of the table and leaves it blank", "原文印有一行，但内容为空"
)


def read_performance(within: Within, _: Before) -> Part | None:
    """Return the responsibilities, activities and indicators of the performance table.

    Besides its columns an indicator keeps the `lines` of its four thresholds. Indicator rows that
    are printed blank are records of their own: their key and line, and nothing else. None where the
    section has no table.

    Raises:
        UnreadableDisclosureError: For an unknown or broken numbering, an amount that is no number,
            or text where the row's kind leaves a cell empty.
    """
    grid = read_grid(within, schema.PERFORMANCE_GRID)
    if grid is None:
        return None
    names = ("responsibilities", "activities", "indicators", "blank_indicators")
    rows: dict[str, list[Record]] = {name: [] for name in names}
    key: Record = within.key | {"responsibility": 0, "activity": 0, "indicator": 0}
    for row in grid.rows:
        title = row[0].text
        if match := _RESPONSIBILITY.fullmatch(title):
            key |= {"responsibility": key["responsibility"] + 1, "activity": 0, "indicator": 0}
            _expect_number(grid, row[0], match, key["responsibility"])
            _add_work(grid, row, match["name"], rows["responsibilities"], _above(key, 1))
            grid.expect_empty(row[4:], the_row(title))
            columns = (*_WORK, *_NO_MEASURE)
            grid.mark(row, 1, "responsibilities", len(rows["responsibilities"]), columns)
            continue
        if (match := _ACTIVITY.fullmatch(title)) and key["responsibility"]:
            key |= {"activity": key["activity"] + 1, "indicator": 0}
            _expect_number(grid, row[0], match, key["activity"])
            _add_work(grid, row, match["name"], rows["activities"], _above(key, 2))
            grid.mark(row[:4], 1, "activities", len(rows["activities"]), _WORK)
        else:
            _expect_below(grid, row, key)
        key["indicator"] += 1
        _add_indicator(grid, row, rows, key)
    return Part(grid.pieces, rows, grid.code)


def _above(key: Record, depth: int) -> Record:
    """Return the key of a responsibility (1) or an activity (2) from an indicator's."""
    return {name: key[name] for name in schema.INDICATOR_KEY[: len(schema.DISCLOSURE_KEY) + depth]}


def _add_work(grid: Grid, row: Row, name: str, rows: list[Record], key: Record) -> None:
    """Add a responsibility or an activity."""
    budget, description, objective = row[1:4]
    work = {
        "name": name,
        "budget": grid.number(budget, schema.BUDGET, the_row(row[0].text)),
        "description": description.text or None,
        "objective": objective.text or None,
        "source_line": row[0].line,
    }
    rows.append(key | work)


def _expect_below(grid: Grid, row: Row, key: Record) -> None:
    """Refuse a row that opens with a title of no kind, or with anything but an indicator."""
    title = row[0].text
    if title or not key["activity"]:
        expected = Both(
            "一、 for a responsibility, 1、 for an activity, or an empty cell below one",
            "职责以“一、”开头，工作活动以“1、”开头，或其下为空格",
        )
        raise grid.within.refusal(row[0], quoted_cell(row[0]), expected, _where(row, key))
    grid.expect_empty(row[:4], _where(row, key))


def _add_indicator(grid: Grid, row: Row, rows: dict[str, list[Record]], key: Record) -> None:
    """Add the indicator that a row prints, or the row that leaves it blank."""
    named, own = row[4], _NO_WORK if not row[0].text else None
    key = key | {"source_line": named.line}
    texts = [cell.text for cell in row[4:]]
    _expect_in_place(grid, row, texts, key)
    if texts[0]:
        measure = dict(zip(_MEASURE, [text or None for text in texts], strict=True))
        indicators = rows["indicators"]
        indicators.append(key | measure | {"lines": tuple(cell.line for cell in row[5:])})
        if own:
            grid.mark(row[:4], 1, "indicators", len(indicators), own)
        grid.mark(row[4:], 5, "indicators", len(indicators), _MEASURE)
        return
    where = _where(row, key)
    where = Both(f"{where} that names no indicator", f"{where.zh}，没有指标名称")
    grid.expect_empty(row[5:], where)
    rows["blank_indicators"].append(key)
    first = 1 if own else 1 + len(_WORK)
    grid.skip(row[first - 1 :], first, BLANK_INDICATOR)


def _expect_in_place(grid: Grid, row: Row, texts: Sequence[str], key: Record) -> None:
    """Refuse what shows by itself that a row's cells have moved along.

    A threshold is no indicator's name, and the title of the next row no threshold.
    """
    name, *thresholds = texts
    if _THRESHOLD.fullmatch(name):
        expected = Both("the name of an indicator", "指标名称")
        raise grid.within.refusal(row[4], quoted(name), expected, _where(row, key))
    for cell, text in zip(row[5:], thresholds, strict=True):
        if _NUMBERED.match(text):
            _expect_no_title(grid, row, cell, key)


def _expect_no_title(grid: Grid, row: Row, cell: Piece, key: Record) -> None:
    for kind, level in ((_ACTIVITY, "activity"), (_RESPONSIBILITY, "responsibility")):
        match = kind.fullmatch(cell.text)
        if match and read_ordinal(match["plain"] or match["bracketed"]) == key[level] + 1:
            expected = Both("a threshold", "评价标准")
            raise grid.within.refusal(cell, quoted(cell.text), expected, _where(row, key))


def _where(row: Row, key: Record) -> Both:
    """Return what a message calls a row."""
    if title := row[0].text:
        return the_row(title)
    activity = f"{key['responsibility']}.{key['activity']}"
    return Both(f"a row of activity {activity}", f"工作活动{activity}的一行")


def _expect_number(grid: Grid, cell: Piece, match: re.Match[str], expected: int) -> None:
    if read_ordinal(match["plain"] or match["bracketed"]) != expected:
        raise grid.within.refusal(cell, quoted(cell.text), _next_number(expected))


def _next_number(number: int) -> Both:
    return Both(f"number {number} next", f"下一个编号为{number}")


def read_procurement(within: Within, before: Before) -> Part | None:
    """Return the procurement lines and the figures that their total row states.

    None where the section has no table.

    Raises:
        UnreadableDisclosureError: For an amount that is no number, a missing or second total row,
            or text in the total row where it has no figure.
    """
    grid = read_grid(within, schema.PROCUREMENT_GRID)
    if grid is None:
        return None
    lines: list[Record] = []
    totals: list[Record] | None = None
    for row in grid.rows:
        if not any(cell.text for cell in row):
            grid.skip(row, 1, BLANK_ROW)
        elif unspaced(row[0].text) == "合计":
            if totals is not None:
                expected = Both("one total row, above the lines", "各行之上只有一个合计行")
                raise grid.within.refusal(row[0], quoted(row[0].text), expected)
            totals = _procurement_totals(grid, row, before["totals"])
        elif totals is None:
            expected = Both("the total row 合计 first", "“合计”行在最前")
            where = the_row(row[0].text)
            raise grid.within.refusal(row[0], quoted(row[0].text), expected, where)
        else:
            lines.append(_procurement_line(grid, row) | {"line": len(lines) + 1})
            names = [column.name for column in grid.columns]
            grid.mark(row, 1, "procurement", len(lines), names)
    return Part(grid.pieces, {"procurement": lines, "totals": totals or []}, grid.code)


def _procurement_totals(grid: Grid, row: Row, before: int) -> list[Record]:
    """Return the figures of the total row; `before` stated figures stand above it."""
    where = the_row(row[0].text)
    values = _values(grid, row, where)
    grid.expect_empty(row[1:7], where)
    grid.mark(row[:7], 1, "totals", None, [None] * 7)
    totals: list[Record] = []
    for place, cell in enumerate(row[7:], 8):
        item, zh, part_of = PROCUREMENT_TOTALS[grid.columns[place - 1].name]
        amount = values[grid.columns[place - 1].name]
        if amount is None:
            grid.mark([cell], place, "totals", None, [None])
            continue
        stated = {"item": item, "name": zh, "amount": amount, "part_of": part_of}
        own = {"unit": grid.unit, "source_line": cell.line}
        totals.append(grid.within.key | stated | own)
        grid.mark([cell], place, "totals", before + len(totals), ["amount"])
    return totals


def _procurement_line(grid: Grid, row: Row) -> Record:
    where = the_row(row[0].text)
    values = _values(grid, row, where)
    for column, cell in zip(grid.columns, row, strict=True):
        if column.required and values[column.name] is None:
            expected = Both(f"text under {column.zh}", f"“{column.zh}”栏的文字")
            raise grid.within.refusal(cell, EMPTY_CELL, expected, where)
    own = {"unit": grid.unit, "source_line": row[0].line}
    return grid.within.key | values | own


def _values(grid: Grid, row: Row, where: Both) -> Record:
    """Return what the cells of a row say, by column."""
    return {
        column.name: grid.number(cell, column, where)
        if column.type == "number"
        else cell.text or None
        for column, cell in zip(grid.columns, row, strict=True)
    }


def read_assets(within: Within, _: Before) -> Part | None:
    """Return the lines of the asset table, its total row included; None where there is no table.

    A number follows the one before or is the same: the form itself prints 4、 twice.

    Raises:
        UnreadableDisclosureError: For a table without its day, a line that is neither the total nor
            numbered nor 其中, or an amount that is no number.
    """
    grid = read_grid(within, schema.ASSETS_GRID)
    if grid is None:
        return None
    if grid.as_of is None:
        found = Both("no 截止时间", "没有“截止时间”")
        expected = Both("the day the values refer to", "数值所属的日期")
        raise grid.within.refusal(grid.pieces[0], found, expected)
    assets: list[Record] = []
    numbered = None
    number = 0
    for row in grid.rows:
        if not any(cell.text for cell in row):
            grid.skip(row, 1, BLANK_ROW)
            continue
        match = _asset(grid, row[0], assets, numbered)
        position = len(assets) + 1
        if match["number"]:
            numbered = position
            number = _next_asset(grid, row[0], match, number)
        asset = {
            "asset": position,
            "name": match["name"],
            "part_of": _part_of(match, assets, numbered),
            "quantity": row[1].text or None,
            "amount": grid.number(row[2], schema.ASSET_AMOUNT, the_row(row[0].text)),
            "unit": grid.unit,
            "as_of": grid.as_of,
            "source_line": row[0].line,
        }
        assets.append(within.key | asset)
        grid.mark(row, 1, "assets", position, [column.name for column in grid.columns])
    return Part(grid.pieces, {"assets": assets}, grid.code)


def _next_asset(grid: Grid, name: Piece, match: re.Match[str], before: int) -> int:
    """Return the number of an asset, which follows the one before or is the same."""
    number = read_ordinal(match["number"])
    if number not in {before, before + 1} or not number:
        raise grid.within.refusal(name, quoted(name.text), _next_number(before + 1))
    return number


def _part_of(match: re.Match[str], above: Sequence[Record], numbered: int | None) -> int | None:
    """Return what an asset is part of: 其中 of the numbered line above it, others of the total."""
    if match["within"]:
        return numbered
    return 1 if above else None


def _asset(grid: Grid, name: Piece, above: Sequence[Record], numbered: int | None) -> re.Match[str]:
    """Return the parts of an asset's name, given the assets above and the last numbered one.

    The total comes first and has no number; every other has one, or 其中.
    """
    match = _ASSET.fullmatch(name.text)
    if match is None or bool(match["number"] or match["within"]) != bool(above):
        expected = Both(
            "the total first, then lines numbered 1、 or opened by 其中：",
            "先列总数，其下各行以“1、”编号或以“其中：”开头",
        )
        raise grid.within.refusal(name, quoted(name.text), expected)
    if match["within"] and numbered is None:
        expected = Both("a numbered line that it is part of", "它所属的编号行")
        raise grid.within.refusal(name, quoted(name.text), expected)
    return match
