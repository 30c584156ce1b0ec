"""Tables as Parquet: how `collect` leaves them in a folder, and how they are read again.

`tables/{table}/fiscal_year={year}/rows.parquet` holds the rows of one year, sorted by body, so that
a year and a body are found by the folders' names and the files' statistics.
`tables/manifest.parquet` tells of the files that they are from.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yanjiao_budget.schema import BY_NAME, DISCLOSURE_KEY, MANIFEST, Column, Record, Table

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

YEAR, BODY = DISCLOSURE_KEY
ROWS = "rows.parquet"
ROW_GROUP = 16_384  # Rows that are read at least to find those of one body.
_PLAIN: Mapping[str, Callable[[Any], Any]] = {
    "integer": int,
    "number": float,
    "string": str,
    "boolean": bool,
    "date": lambda day: datetime(day.year, day.month, day.day),  # noqa: DTZ001 - a day, nowhere
}
_LAZY_GROUPS = 32  # Row groups of one partition of a Dask DataFrame.


def is_collected(folder: Path) -> bool:
    """Tell whether the tables of a data folder are those that `collect` makes."""
    return (folder / "tables" / f"{MANIFEST.name}.parquet").exists()


def arrow_schema(columns: Sequence[Column]) -> "pa.Schema":
    """Return the Arrow types of columns."""
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone

    types = {
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "string": pa.string(),
        "date": pa.timestamp("s"),
    }
    return pa.schema([(column.name, types[column.type]) for column in columns])


def arrow_batch(table: Table, values: Mapping[str, Sequence[Any]]) -> "pa.RecordBatch":
    """Return values, by column, as a record batch; an empty text is missing, as in a CSV file."""
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone

    schema = arrow_schema(table.columns)
    arrays = [
        pa.array(_plain(column.type, values[column.name]), schema.field(number).type)
        for number, column in enumerate(table.columns)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _plain(kind: str, values: Sequence[Any]) -> list[Any]:
    made = _PLAIN[kind]
    return [None if value is None or value == "" else made(value) for value in values]


@cache
def with_types(columns: tuple[Column, ...]) -> "pa.Schema":
    """Return the Arrow types of columns with a note of those that pandas is to give them."""
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone

    from .dtypes import as_frame  # noqa: PLC0415 - pandas, which the reading needs not

    schema = arrow_schema(columns)
    frame = as_frame(columns, {column.name: [] for column in columns})
    noted = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
    return schema.with_metadata(noted.schema.metadata)


def stored(table: Table) -> tuple[Column, ...]:
    """Return the columns that a table's files have: the year is in their folder's name."""
    return tuple(column for column in table.columns if column.name != YEAR)


def read(folder: Path, table: Table, wanted: Mapping[str, Any]) -> "pd.DataFrame":
    """Return the rows of a table, those of a year and body alone where `wanted` has them."""
    if table is MANIFEST:
        return read_manifest(folder, wanted)
    rows = _dataset(folder, table).to_table(filter=_condition(wanted))
    return as_pandas(table.columns, rows)


def disclosures_of(folder: Path, wanted: Mapping[str, Any]) -> list[Record]:
    """Return the rows of the table of disclosures that are wanted."""
    table = BY_NAME["disclosures"]
    rows = _dataset(folder, table).to_table(filter=_condition(wanted))
    found: list[Record] = rows.to_pylist()
    return found


def read_manifest(folder: Path, wanted: Mapping[str, Any]) -> "pd.DataFrame":
    """Return the manifest of a data folder, the files of a year and body alone where wanted."""
    from pyarrow import parquet  # noqa: PLC0415 - for Parquet alone

    path = folder / "tables" / f"{MANIFEST.name}.parquet"
    return as_pandas(MANIFEST.columns, parquet.read_table(path, filters=_condition(wanted)))


def write_manifest(manifest: "pd.DataFrame", tables: Path) -> None:
    """Write the manifest into a folder of tables."""
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone
    from pyarrow import parquet  # noqa: PLC0415 - for Parquet alone

    rows = pa.Table.from_pandas(manifest, with_types(MANIFEST.columns), preserve_index=False)
    parquet.write_table(rows, tables / f"{MANIFEST.name}.parquet", compression="zstd")


def as_pandas(columns: tuple[Column, ...], rows: "pa.Table | None" = None) -> "pd.DataFrame":
    """Return rows, or none, as a frame of the types that the columns are declared with."""
    schema = with_types(columns)
    rows = schema.empty_table() if rows is None else rows
    frame: pd.DataFrame = rows.select(schema.names).cast(schema).to_pandas()
    return frame


def count(folder: Path, table: Table) -> int:
    """Return how many rows a table has, by what its files say of themselves."""
    return int(_dataset(folder, table).count_rows())


def _dataset(folder: Path, table: Table) -> Any:  # noqa: ANN401 - pyarrow's own
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone
    from pyarrow import dataset as ds  # noqa: PLC0415 - for Parquet alone

    # Resolved once: a `collect` that ends meanwhile leaves the files that it takes the place of.
    place = (folder / "tables").resolve() / table.name
    year = pa.schema([(YEAR, pa.int64())])
    return ds.dataset(
        place,
        schema=arrow_schema(table.columns),
        format="parquet",
        partitioning=ds.partitioning(year, flavor="hive"),
    )


def _condition(wanted: Mapping[str, Any]) -> Any:  # noqa: ANN401 - pyarrow's own
    from pyarrow import compute  # noqa: PLC0415 - for Parquet alone

    condition = None
    for name, value in wanted.items():
        one = compute.field(name) == compute.scalar(value if name == BODY else int(value))
        condition = one if condition is None else condition & one
    return condition


def lazy(folder: Path, table: Table, wanted: Mapping[str, Any]) -> Any:  # noqa: ANN401 - Dask's
    """Return the same rows as a Dask DataFrame, which reads them when they are worked with.

    Raises:
        ModuleNotFoundError: Where Dask is not installed.
    """
    import dask.dataframe as dd  # noqa: PLC0415 - for what does not fit in memory alone
    from dask import config  # noqa: PLC0415 - for what does not fit in memory alone

    parts = list(_parts(folder, table, wanted)) or [("", 0, [])]
    empty = as_pandas(table.columns)
    with config.set({"dataframe.convert-string": False}):  # The types are those of the loaders.
        return dd.from_map(_part, parts, table=table, wanted=dict(wanted), meta=empty)


def _parts(
    folder: Path, table: Table, wanted: Mapping[str, Any]
) -> Iterator[tuple[str, int, list[int]]]:
    """Yield file, year and row groups of each part of a table."""
    of_body = _condition({BODY: wanted[BODY]} if BODY in wanted else {})
    for fragment in _dataset(folder, table).get_fragments(filter=_condition(wanted)):
        year = int(Path(fragment.path).parent.name.removeprefix(f"{YEAR}="))
        groups = [one.row_groups[0].id for one in fragment.split_by_row_group(filter=of_body)]
        for first in range(0, len(groups), _LAZY_GROUPS):
            yield fragment.path, year, groups[first : first + _LAZY_GROUPS]


def _part(
    part: tuple[str, int, list[int]], table: Table, wanted: Mapping[str, Any]
) -> "pd.DataFrame":
    """Return the rows of some row groups of a table's file."""
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone
    from pyarrow import parquet  # noqa: PLC0415 - for Parquet alone

    path, year, groups = part
    if not groups:
        return as_pandas(table.columns)
    rows = parquet.ParquetFile(path).read_row_groups(groups)
    rows = rows.append_column(YEAR, pa.repeat(pa.scalar(year, pa.int64()), len(rows)))
    condition = _condition(wanted)
    return as_pandas(table.columns, rows if condition is None else rows.filter(condition))
