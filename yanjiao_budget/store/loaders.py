"""The published tables as DataFrames."""

import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from numbers import Integral
from pathlib import Path
from typing import Any, TypedDict, Unpack

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.language import Both
from yanjiao_budget.schema import (
    BY_NAME,
    DISCLOSURE_KEY,
    MANIFEST,
    PRINTED,
    TABLES,
    Record,
    Table,
)

from . import parquet
from .cells import FORMULA, columns_of, none_of, table_named, unescape
from .dtypes import as_frame, dtype
from .folders import data_folder, in_folder
from .names import english
from .parquet import is_collected
from .writing import settle


def _path(table: Table) -> Path:
    folder = data_folder()
    settle(folder)
    return folder / "tables" / f"{table.name}.csv"


class How(TypedDict, total=False):
    """How a loader is to load: from which folder, and whether as a Dask DataFrame."""

    data: str | Path | None
    lazy: bool


def load(
    name: str,
    year: int | None = None,
    body: str | None = None,
    *,
    data: str | Path | None = None,
    lazy: bool = False,
) -> pd.DataFrame:
    """Return one table; `describe(name)` tells its columns and what may be missing.

    Args:
        name: Name of the table, one of those that `tables()` lists, or `manifest`.
        year: Only the disclosures of this fiscal year; those of every year without one.
        body: Only those of this body, as `load_disclosures()` names it.
        data: The data folder; `YANJIAO_BUDGET_DATA`, or else the published one, without one.
        lazy: Whether to return a Dask DataFrame, which reads the rows of a folder that `collect`
            made a part at a time, when they are worked with.

    Raises:
        KeyError: Where there is no such table, or no disclosure of that year and body.
        TypeError: For a year that is no whole number, or a body that is no text.
        FileNotFoundError: Where the data folder has no tables.
        ModuleNotFoundError: For `lazy`, where the extra `collect` is not installed.
    """
    table, wanted = table_named(name), _wanted(year, body)
    with in_folder(data):
        if lazy:
            if wanted:
                load("disclosures", year, body)  # a KeyError for one that is not there
            lazily: pd.DataFrame = _lazily(table, wanted)
            return lazily
        found = _rows(table, wanted)
        if wanted and found.empty:
            _expect_disclosure(wanted)
        return found


def _wanted(year: int | None, body: str | None) -> dict[str, Any]:
    for argument, kind, given in (("year", Integral, year), ("body", str, body)):
        if given is not None and (isinstance(given, bool) or not isinstance(given, kind)):
            wanted_kind = _KINDS[argument]
            raise TypeError(
                Both(
                    f"{argument} is {given!r}; it has to be {wanted_kind}",
                    f"{argument} 是 {given!r}；它应为{wanted_kind.zh}",
                )
            )
    given_for = zip(DISCLOSURE_KEY, (year, body), strict=True)
    return {key: value for key, value in given_for if value is not None}


def _lazily(table: Table, wanted: Mapping[str, Any]) -> Any:  # noqa: ANN401 - Dask's, to use alike
    try:
        import dask.dataframe as dd  # noqa: PLC0415 - for what does not fit in memory alone
        from dask import config  # noqa: PLC0415 - for what does not fit in memory alone
    except ModuleNotFoundError as error:
        advice = f"{error.name}: pip install 'yanjiao-budget[collect]'"
        told = Both(f"lazy=True needs {advice}", f"lazy=True 需要 {advice}")
        raise ModuleNotFoundError(told) from error
    if is_collected(data_folder()):
        return parquet.lazy(data_folder(), table, wanted)
    with config.set({"dataframe.convert-string": False}):  # The types are those of the loaders.
        return dd.from_pandas(_rows(table, wanted), npartitions=1)


def _rows(table: Table, wanted: Mapping[str, Any]) -> pd.DataFrame:
    """Return the rows of a table that are wanted, their reader's own, to change as they like."""
    if is_collected(data_folder()):
        return parquet.read(data_folder(), table, wanted)
    frame = _read(table)
    rows = _chosen(frame, wanted)
    return frame.copy() if rows.all() else frame[rows].reset_index(drop=True)


def _expect_disclosure(wanted: Mapping[str, Any]) -> None:
    """Refuse a year and body of which there is no disclosure, and name those there are."""
    there = _rows(BY_NAME["disclosures"], {})
    if not _chosen(there, wanted).any():
        listed = [f"{row.fiscal_year} {row.body}" for row in there.itertuples()]
        raise KeyError(none_of(" ".join(map(str, wanted.values())), listed))


def _chosen(frame: pd.DataFrame, wanted: Mapping[str, Any]) -> NDArray[np.bool_]:
    there = np.ones(len(frame), dtype=bool)
    for name, value in wanted.items():
        there &= (frame[name] == value).to_numpy()
    return there


_KINDS = {
    "year": Both("a whole number, such as 2019", "整数，如 2019"),
    "body": Both("text, as load_disclosures() has it", "文字，与 load_disclosures() 所列相同"),
}


def choose(year: int | None, body: str | None) -> dict[str, Any]:
    """Return the one disclosure that a year and a body mean, the latest where they leave it open.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
        TypeError: For a year that is no whole number, or a body that is no text.
    """
    found = latest(body)
    if year is not None:
        found["year"] = year
        load("disclosures", **found)
    return found


def latest(body: str | None = None) -> dict[str, Any]:
    """Return the year and body of the latest disclosure, as the loaders take them.

    Args:
        body: Whose; the body of the first row of `load_disclosures()` without one.

    Raises:
        KeyError: Where there is no disclosure of that body.
    """
    there = load("disclosures", body=body)
    if there.empty:
        folder = data_folder()
        raise KeyError(Both(f"no disclosure in {folder}", f"{folder} 中没有公开文件"))
    own = there[there["body"] == there["body"].iloc[0]]
    return {"year": int(own["fiscal_year"].max()), "body": str(own["body"].iloc[0])}


def one_disclosure(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame unchanged that holds rows of one disclosure at most.

    Raises:
        ValueError: For rows of several: their amounts must not be added or ranked together.
    """
    there = set(zip(*(frame[name].tolist() for name in DISCLOSURE_KEY), strict=True))
    if len(there) > 1:
        listed = "; ".join(f"{year} {body}" for year, body in sorted(there))
        raise ValueError(
            Both(
                f"the frame holds several disclosures ({listed}): load one, by year, body",
                f"表中有多份公开文件（{listed}）：请按 year、body 只取一份",
            )
        )
    return frame


def _read(table: Table) -> pd.DataFrame:
    """Return a table as it stands, which every caller shares."""
    path = _path(table)
    if table is MANIFEST:
        where = data_folder()
        raise FileNotFoundError(
            Both(
                f"no manifest in {where}: it is none that collect made",
                f"{where} 中没有清单：它不是 collect 生成的文件夹",
            )
        )
    if not path.exists():
        command = f"python -m yanjiao_budget add FILE --data {data_folder()}"
        raise FileNotFoundError(
            Both(
                f"no table {path}: add a disclosure to its folder first: {command}",
                f"没有表 {path}：请先向该文件夹加入一份公开文件：{command}",
            )
        )
    return _parsed(table.name, path.read_bytes())


@lru_cache(maxsize=4 * len(TABLES))
def _parsed(name: str, content: bytes) -> pd.DataFrame:
    """Return what the content of a table's file says, parsed once for as long as it stays so."""
    table = BY_NAME[name]
    frame = pd.read_csv(
        io.BytesIO(content),
        encoding="utf-8-sig",
        dtype={c.name: str if c.type == "date" else dtype(c) for c in table.columns},
        keep_default_na=False,
        na_values={c.name: [""] for c in table.columns if not c.required},
    )
    # Few tables hold an escaped cell, and looking at every cell of the others takes a third longer.
    has_escaped = any(f"'{sign}".encode() in content for sign in FORMULA)
    for column in table.columns:
        if column.type == "date":
            frame[column.name] = frame[column.name].astype("datetime64[s]")
        elif column.type == "string" and has_escaped:
            read = frame[column.name].map(unescape, na_action="ignore")
            frame[column.name] = read.astype(dtype(column))  # One with no text is of no type.
    return frame


def frames(disclosure: Disclosure) -> dict[str, pd.DataFrame]:
    """Return the printed tables of a disclosure just read, each as its loader would return it.

    English names are missing where data/names_en.csv has none.
    """
    return {table.name: _frame(table, disclosure.records[table.name]) for table in PRINTED}


def _frame(table: Table, rows: Sequence[Record]) -> pd.DataFrame:
    return as_frame(table.columns, columns_of(table, rows, english()))


def tables() -> pd.DataFrame:
    """Return one row for each published table: what its rows are, its key and its size."""
    rows = [
        (t.name, t.zh, t.en, t.grain, ", ".join(t.key), _count(t), len(t.columns)) for t in TABLES
    ]
    columns = ["table", "table_zh", "table_en", "one_row_is", "key", "rows", "columns"]
    return pd.DataFrame(rows, columns=columns)


def _count(table: Table) -> int:
    folder = data_folder()
    return parquet.count(folder, table) if is_collected(folder) else len(_read(table))


def describe(name: str) -> pd.DataFrame:
    """Return the data dictionary of one table: one row for each of its columns, in order.

    Raises:
        KeyError: Where there is no such table.
    """
    rows = [
        (c.name, c.zh, c.en, c.type, c.unit, not c.required, c.meaning)
        for c in table_named(name).columns
    ]
    columns = ["column", "column_zh", "column_en", "type", "unit", "may_be_missing", "meaning"]
    return pd.DataFrame(rows, columns=columns)


def load_disclosures(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the disclosures in the tables: one row each, with the file that holds its text.

    This and every other loader takes the `year` and the `body` of the disclosures wanted; all are
    returned where neither is given. A year or body that no disclosure has is a KeyError. `data`
    names the data folder; with `lazy=True` a Dask DataFrame is returned: see `load`.
    """
    return load("disclosures", year, body, **how)


def load_totals(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the figures the prose states: one row each, `amount` in 万元, zeros included."""
    return load("totals", year, body, **how)


def load_changes(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the changes on the year before that the prose states: one row each, in 万元."""
    return load("changes", year, body, **how)


def load_responsibilities(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the responsibilities: one row each, `budget` in 万元, missing where none printed."""
    return load("responsibilities", year, body, **how)


def load_activities(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the activities: one row each, `budget` in 万元, missing where none is printed.

    Their budgets are the responsibilities' own money: never add the two tables.
    """
    return load("activities", year, body, **how)


def load_indicators(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the indicators: one row each, with its four thresholds as printed."""
    return load("indicators", year, body, **how)


def load_procurement(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the procurement lines: one row each, money in 万元, missing where blank.

    `project_budget` repeats a project's whole budget on each of its lines: never add it.
    """
    return load("procurement", year, body, **how)


def load_assets(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the fixed assets: one row for each printed line, `amount` in 万元.

    The total and 其中 lines are rows too: `part_of` tells what lies within what.
    """
    return load("assets", year, body, **how)


def load_glossary(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the terms that the document explains: one row each."""
    return load("glossary", year, body, **how)


def load_narrative(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the prose: one row for each printed title, heading, paragraph and table caption."""
    return load("narrative", year, body, **how)


def load_other_tables(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the tables that are none of the form's three: one row for each cell, as printed.

    `row` and `column` count what the text parts by blank lines and tabs. Nothing in them is taken
    for a number: the nine budget tables repeat one another, and their amounts are never added.
    """
    return load("other_tables", year, body, **how)


def load_thresholds(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the thresholds: one row for each indicator and grade, as printed and as read.

    `lower` and `upper` are in `unit`, missing where the threshold has no such end.
    """
    return load("thresholds", year, body, **how)


def load_ladders(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the ladders: one row for each indicator, what it grades under both readings."""
    return load("ladders", year, body, **how)


def load_findings(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the findings: one row for each rule that an indicator meets."""
    return load("findings", year, body, **how)


def load_commitments(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the promises with a number or a date in the overall objectives: one row each.

    `lower` and `upper` are in `unit`, missing where the promise has no such end; `deadline` is the
    last day that its words leave, missing where they name none.
    """
    return load("commitments", year, body, **how)


def load_works(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the works that the prose names: one row for each time one is named."""
    return load("works", year, body, **how)


def load_links(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return what speaks of the commitments and works: one row for each and row of a table.

    A commitment or work that nothing speaks of has no row.
    """
    return load("links", year, body, **how)


def load_promise_findings(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the findings on promises: one row for each rule that a commitment or work meets."""
    return load("promise_findings", year, body, **how)


def load_manifest(
    year: int | None = None, body: str | None = None, **how: Unpack[How]
) -> pd.DataFrame:
    """Return the files that `collect` found, read or not: one row each.

    Raises:
        FileNotFoundError: Where `collect` did not make the data folder.
    """
    return load("manifest", year, body, **how)
