"""The tables, made of those of before and of the parts, a row group at a time."""

import os
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yanjiao_budget.schema import BY_NAME

from .parquet import BODY, ROW_GROUP, ROWS, YEAR, stored, with_types
from .parts import TEXT, rows_in
from .reader import source_name
from .writing import naming

if TYPE_CHECKING:
    import pyarrow as pa

_Rows = Iterator[tuple[str, "pa.Table"]]  # of one body after the other


class New(NamedTuple):
    """A disclosure to put in: its body and text, and where its rows are."""

    body: str
    text_sha256: str
    part: str
    place: int


class Year(NamedTuple):
    """What the tables of a year are made of: bodies of before, and what is new, both in order."""

    year: int
    kept: tuple[str, ...]
    new: tuple[New, ...]
    is_whole: bool  # Whether nothing of before goes.


def write_table(
    name: str, years: Sequence[Year], before: Path | None, parts: Path, after: Path
) -> None:
    """Write the rows of a table into a folder of tables.

    Args:
        name: Name of the table.
        years: What they are made of.
        before: The folder of the tables of before.
        parts: The folder of the parts.
        after: The folder of the tables to be.
    """
    read, schema = rows_in(parts, name), with_types(stored(BY_NAME[name]))
    for year in years:
        place = Path(name, f"{YEAR}={year.year}", ROWS)
        old = before / place if before and (before / place).exists() else None
        if old and year.is_whole and not year.new:
            (after / place).parent.mkdir(exist_ok=True)
            (after / place).unlink(missing_ok=True)
            os.link(old, after / place)
            continue
        kept = _kept(old, set(year.kept), schema) if old else iter(())
        new = ((one.body, read(one.part, one.place)) for one in year.new)
        rows = (one for _, one in merge(kept, new, key=itemgetter(0)) if len(one))
        _write(after / place, schema, rows)


def _kept(path: Path, kept: set[str], schema: "pa.Schema") -> _Rows:
    """Yield the rows of a file that are of some bodies; a body may come in several pieces."""
    from pyarrow import parquet  # noqa: PLC0415 - for Parquet alone

    with parquet.ParquetFile(path) as opened:
        for number in range(opened.num_row_groups):
            rows = opened.read_row_group(number).cast(schema)  # Parquet counts no whole seconds.
            first = 0
            for body, same in groupby(rows[BODY].to_pylist()):
                count = sum(1 for _ in same)
                if body in kept:
                    yield body, rows.slice(first, count)
                first += count


def _write(path: Path, schema: "pa.Schema", rows: Iterable["pa.Table"]) -> None:
    """Write rows into a file, in groups of their size; no file where there are none."""
    from pyarrow import parquet  # noqa: PLC0415 - for Parquet alone

    groups = _grouped(rows)
    first = next(groups, None)
    if first is None:
        return
    path.parent.mkdir(exist_ok=True)  # It is there where another worker was lost at it.
    with naming(path), parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in chain([first], groups):
            writer.write_table(group.cast(schema))


def _grouped(rows: Iterable["pa.Table"]) -> Iterator["pa.Table"]:
    """Yield rows gathered into groups, each body's within one where it has not more than that."""
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone

    gathered: list[pa.Table] = []
    count = 0
    for one in rows:
        if gathered and count + len(one) > ROW_GROUP:
            yield pa.concat_tables(gathered).combine_chunks()
            gathered, count = [], 0
        gathered.append(one)
        count += len(one)
    if gathered:
        yield pa.concat_tables(gathered).combine_chunks()


def write_texts(year: Year, parts: Path, folder: Path) -> None:
    """Write the texts of what is new into a folder, each whole or not at all."""
    rows = rows_in(parts, TEXT)
    for one in year.new:
        path = folder / source_name(year.year, one.body, one.text_sha256)
        unfinished = path.with_suffix(".new")
        with naming(unfinished):
            unfinished.write_bytes(rows(one.part, one.place)[TEXT][0].as_py().encode())
        unfinished.replace(path)
