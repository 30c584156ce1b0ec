"""Rows of the tables as CSV, and CSV as rows again: text, exact numbers and what is missing."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from yanjiao_budget.language import Both
from yanjiao_budget.schema import BY_NAME, MANIFEST, TABLES, Record, Table

from .folders import data_folder
from .writing import settle

# A spreadsheet takes a text cell that opens with one of these for a formula. Such a cell is stored
# behind an apostrophe, and so is one that opens with apostrophes and then one of these.
FORMULA = tuple("=+-@\t\r＝＋－＠")
_SHOWN = 20  # The first few of what may be thousands.
_FROM_CSV: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "number": Decimal,
    "boolean": {"True": True, "False": False}.__getitem__,
    "date": date.fromisoformat,
}


def escape(text: str) -> str:
    """Return the text as a CSV file holds it, so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def unescape(text: str) -> str:
    """Return the text that `escape` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text


def table_named(name: str) -> Table:
    """Return the declaration of a table.

    Raises:
        KeyError: Where there is no such table.
    """
    if name == MANIFEST.name:
        return MANIFEST
    if name not in BY_NAME:
        there = ", ".join(BY_NAME)
        raise KeyError(
            Both(f"no table {name!r}; there are {there}", f"没有表 {name!r}；现有的表：{there}")
        )
    return BY_NAME[name]


def none_of(asked: str, listed: Sequence[str]) -> Both:
    """Return that there is no disclosure of a year and body, and the first few that there are."""
    first = "; ".join(listed[:_SHOWN])
    there = Both(first, first) if listed else Both("none", "无")
    if (more := len(listed) - _SHOWN) > 0:
        there = Both(f"{there}; and {more} more", f"{there.zh}；另有 {more} 份")
    return Both(
        f"no disclosure of {asked}; there are: {there}",
        f"没有 {asked} 的公开文件；现有：{there.zh}",
    )


def columns_of(
    table: Table, rows: Sequence[Record], english: Mapping[str, str]
) -> dict[str, list[Any]]:
    """Return rows column by column, each `…_en` column filled from the one it is the English of."""
    columns: dict[str, list[Any]] = {}
    for column in table.columns:
        name = column.name
        if name.endswith("_en"):
            columns[name] = [english.get(text) for text in columns[name.removesuffix("_en")]]
        else:
            columns[name] = [row.get(name) for row in rows]
    return columns


def to_csv(columns: Mapping[str, Sequence[Any]]) -> bytes:
    """Return columns as a CSV file that Excel opens with its Chinese intact."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    cells = ([_cell(value) for value in column] for column in columns.values())
    writer.writerows(zip(*cells, strict=True))
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(value)


def records(name: str) -> Iterator[Record]:
    """Yield the rows of one published table, numbers as exact decimals and blanks as None.

    Raises:
        KeyError: Where there is no such table.
        FileNotFoundError: Where the data folder has no tables.
    """
    table = table_named(name)
    folder = data_folder()
    settle(folder)
    for row in _parsed(table.name, (folder / "tables" / f"{name}.csv").read_bytes()):
        yield dict(row)


@lru_cache(maxsize=4 * len(TABLES))
def _parsed(name: str, content: bytes) -> tuple[Record, ...]:
    """Return the rows that a table's file holds, parsed once for as long as it stays so."""
    read = {column.name: _FROM_CSV.get(column.type, unescape) for column in BY_NAME[name].columns}
    lines = io.StringIO(content.decode("utf-8-sig"), newline="")
    return tuple(
        {key: read[key](text) if text else None for key, text in row.items()}
        for row in csv.DictReader(lines)
    )
