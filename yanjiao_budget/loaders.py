"""The published tables as DataFrames."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .schema import BY_NAME, PRINTED, TABLES, Column, Table

if TYPE_CHECKING:
    from .parse import Disclosure

# A spreadsheet takes a text cell that opens with one of these for a formula. Such a cell is stored
# behind an apostrophe, and so is one that opens with apostrophes and then one of these.
_FORMULA = tuple("=+-@\t\r＝＋－＠")
# Dtypes and not their names, which pandas looks up anew for every column.
_DTYPES = {
    "integer": pd.Int64Dtype(),
    "number": np.dtype("float64"),
    "boolean": pd.BooleanDtype(),
    "string": pd.StringDtype(na_value=np.nan),
    "date": np.dtype("datetime64[s]"),
}
_REQUIRED_DTYPES = {"integer": np.dtype("int64"), "boolean": np.dtype("bool")}
_FROM_CSV: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "number": Decimal,
    "boolean": {"True": True, "False": False}.__getitem__,
    "date": date.fromisoformat,
}


def data_folder() -> Path:
    """Return the folder of the data: inside an installed package, beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


def escape(text: str) -> str:
    """Return the text as a CSV file holds it, so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def unescape(text: str) -> str:
    """Return the text that `escape` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text


def _table(name: str) -> Table:
    if name not in BY_NAME:
        raise KeyError(f"no table {name!r}; there are {', '.join(BY_NAME)}")
    return BY_NAME[name]


def _path(table: Table) -> Path:
    return data_folder() / "tables" / f"{table.name}.csv"


def _dtype(column: Column) -> Any:  # noqa: ANN401 - numpy's and pandas' own
    if column.required and column.type in _REQUIRED_DTYPES:
        return _REQUIRED_DTYPES[column.type]
    return _DTYPES[column.type]


def load(name: str) -> pd.DataFrame:
    """Return one published table; `describe(name)` tells its columns and what may be missing.

    Raises:
        KeyError: Where there is no such table.
    """
    table = _table(name)
    content = _path(table).read_bytes()
    frame = pd.read_csv(
        io.BytesIO(content),
        encoding="utf-8-sig",
        dtype={c.name: str if c.type == "date" else _dtype(c) for c in table.columns},
        keep_default_na=False,
        na_values={c.name: [""] for c in table.columns if not c.required},
    )
    # Few tables hold an escaped cell, and looking at every cell of the others takes a third longer.
    has_escaped = any(f"'{sign}".encode() in content for sign in _FORMULA)
    for column in table.columns:
        if column.type == "date":
            frame[column.name] = frame[column.name].astype("datetime64[s]")
        elif column.type == "string" and has_escaped:
            frame[column.name] = frame[column.name].map(unescape, na_action="ignore")
    return frame


def records(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one published table, numbers as exact decimals and blanks as None.

    Raises:
        KeyError: Where there is no such table.
    """
    table = _table(name)
    read = {c.name: _FROM_CSV.get(c.type, unescape) for c in table.columns}
    with _path(table).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {key: read[key](text) if text else None for key, text in row.items()}


def frames(disclosure: "Disclosure") -> dict[str, pd.DataFrame]:
    """Return the printed tables of a disclosure just read, each as its loader would return it.

    English names are missing where data/names_en.csv has none.
    """
    return {table.name: _frame(table, disclosure.records[table.name]) for table in PRINTED}


def _frame(table: Table, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    rows, names = list(rows), english()
    columns: dict[str, list[Any]] = {}
    for column in table.columns:
        name = column.name
        columns[name] = (
            [names.get(text) for text in columns[name.removesuffix("_en")]]
            if name.endswith("_en")
            else [row.get(name) for row in rows]
        )
    arrays = {c.name: _array(columns[c.name], _dtype(c)) for c in table.columns}
    return pd.DataFrame(arrays, copy=False)


def _array(values: list[Any], dtype: Any) -> Any:  # noqa: ANN401 - numpy's and pandas' own
    if isinstance(dtype, np.dtype):
        return np.array(values, dtype)
    return pd.array(values, dtype)


@cache
def english() -> Mapping[str, str]:
    """Return the reviewed English of every Chinese name in the tables."""
    with (data_folder() / "names_en.csv").open(encoding="utf-8-sig", newline="") as file:
        return MappingProxyType({row["name"]: row["name_en"] for row in csv.DictReader(file)})


def with_english(row: Mapping[str, Any], table: Table) -> dict[str, Any]:
    """Return the row with each `…_en` column filled from the column it is the English of."""
    names = [column.name for column in table.columns if column.name.endswith("_en")]
    found = {name: english().get(row[name.removesuffix("_en")]) for name in names}
    return found | dict(row)


def tables() -> pd.DataFrame:
    """Return one row for each published table: what its rows are, its key and its size."""
    rows = [
        (t.name, t.zh, t.en, t.grain, ", ".join(t.key), len(load(t.name)), len(t.columns))
        for t in TABLES
    ]
    columns = ["table", "table_zh", "table_en", "one_row_is", "key", "rows", "columns"]
    return pd.DataFrame(rows, columns=columns)


def describe(name: str) -> pd.DataFrame:
    """Return the data dictionary of one table: one row for each of its columns, in order.

    Raises:
        KeyError: Where there is no such table.
    """
    rows = [
        (c.name, c.zh, c.en, c.type, c.unit, not c.required, c.meaning)
        for c in _table(name).columns
    ]
    columns = ["column", "column_zh", "column_en", "type", "unit", "may_be_missing", "meaning"]
    return pd.DataFrame(rows, columns=columns)


def load_totals() -> pd.DataFrame:
    """Return the figures the prose states: one row each, `amount` in 万元, zeros included."""
    return load("totals")


def load_changes() -> pd.DataFrame:
    """Return the changes on the year before that the prose states: one row each, in 万元."""
    return load("changes")


def load_responsibilities() -> pd.DataFrame:
    """Return the responsibilities: one row each, `budget` in 万元, missing where none printed."""
    return load("responsibilities")


def load_activities() -> pd.DataFrame:
    """Return the activities: one row each, `budget` in 万元, missing where none is printed.

    Their budgets are the responsibilities' own money: never add the two tables.
    """
    return load("activities")


def load_indicators() -> pd.DataFrame:
    """Return the indicators: one row each, with its four thresholds as printed."""
    return load("indicators")


def load_procurement() -> pd.DataFrame:
    """Return the procurement lines: one row each, money in 万元, missing where blank.

    `project_budget` repeats a project's whole budget on each of its lines: never add it.
    """
    return load("procurement")


def load_assets() -> pd.DataFrame:
    """Return the fixed assets: one row for each printed line, `amount` in 万元.

    The total and 其中 lines are rows too: `part_of` tells what lies within what.
    """
    return load("assets")


def load_glossary() -> pd.DataFrame:
    """Return the terms that the document explains: one row each."""
    return load("glossary")


def load_narrative() -> pd.DataFrame:
    """Return the prose: one row for each printed title, heading, paragraph and table caption."""
    return load("narrative")


def load_thresholds() -> pd.DataFrame:
    """Return the thresholds: one row for each indicator and grade, as printed and as read.

    `lower` and `upper` are in `unit`, missing where the threshold has no such end.
    """
    return load("thresholds")


def load_ladders() -> pd.DataFrame:
    """Return the ladders: one row for each indicator, what it grades under both readings."""
    return load("ladders")


def load_findings() -> pd.DataFrame:
    """Return the findings: one row for each rule that an indicator meets."""
    return load("findings")
