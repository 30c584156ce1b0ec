"""The tables, made of those of before and of the parts, a row group at a time."""

import os
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yanjiao_budget.schema import BY_NAME

from .parquet import BODY, ROW_GROUP, ROWS, YEAR, stored, with_types
from .parts import TEXT, open_part
from .reader import source_name

if TYPE_CHECKING:
    import pyarrow as pa

_Rows = Iterator[tuple[str, "pa.Table"]]  # of one body after the other


class New(NamedTuple):
    """A disclosure to put in: its body and text, and where its rows are."""

    body: str
    text_sha256: str
    part: str
    batch: int


class Year(NamedTuple):
    """What the tables of a year are made of: bodies of before, and what is new, both in order."""

    year: int
    kept: tuple[str, ...]
    new: tuple[New, ...]
    is_whole: bool  # Whether nothing of before goes.


def write_table(name: str, year: Year, before: Path | None, parts: Path, after: Path) -> None:
    """Write the rows of a table and year into a folder of tables.

    Args:
        name: Name of the table.
        year: What they are made of.
        before: The folder of the tables of before.
        parts: The folder of the parts.
        after: The folder of the tables to be.
    """
    place = Path(name, f"{YEAR}={year.year}", ROWS)
    old = before / place if before and (before / place).exists() else None
    if old and year.is_whole and not year.new:
        (after / place).parent.mkdir(exist_ok=True)
        (after / place).unlink(missing_ok=True)
        os.link(old, after / place)
        return
    kept = _kept(old, set(year.kept)) if old else iter(())
    rows = merge(kept, _new(name, year.new, parts), key=itemgetter(0))
    _write(after / place, name, (one for _, one in rows))


def _new(name: str, new: Sequence[New], parts: Path) -> _Rows:
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone

    opened = open_part(parts)
    for one in new:
        batch = opened(one.part, name).get_batch(one.batch)
        if batch.num_rows:
            yield one.body, pa.Table.from_batches([batch]).drop_columns([YEAR])


def _kept(path: Path, kept: set[str]) -> _Rows:
    """Yield the rows of a file that are of some bodies; a body may come in several pieces."""
    from pyarrow import parquet  # noqa: PLC0415 - for Parquet alone

    with parquet.ParquetFile(path) as opened:
        for number in range(opened.num_row_groups):
            rows = opened.read_row_group(number)
            first = 0
            for body, same in groupby(rows[BODY].to_pylist()):
                count = sum(1 for _ in same)
                if body in kept:
                    yield body, rows.slice(first, count)
                first += count


def _write(path: Path, name: str, rows: Iterable["pa.Table"]) -> None:
    """Write rows into a file, in groups of their size; no file where there are none."""
    from pyarrow import parquet  # noqa: PLC0415 - for Parquet alone

    schema = with_types(stored(BY_NAME[name]))
    groups = _grouped(one.cast(schema) for one in rows)
    first = next(groups, None)
    if first is None:
        return
    path.parent.mkdir(exist_ok=True)  # It is there where another worker was lost at it.
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        writer.write_table(first)
        for group in groups:
            writer.write_table(group)


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
    opened = open_part(parts)
    for one in year.new:
        text = opened(one.part, TEXT).get_batch(one.batch)[TEXT][0].as_py()
        path = folder / source_name(year.year, one.body, one.text_sha256)
        unfinished = path.with_suffix(".new")
        unfinished.write_bytes(text.encode())
        unfinished.replace(path)
