"""What was read so far: a folder of files for each batch, there as a whole or not at all.

A part holds `facts.parquet`, columns of the manifest for each file of the batch, and for every
table the rows of these files one after the other, and where those of each end; the texts too.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yanjiao_budget.schema import TABLES, Record
from yanjiao_budget.schema.collected import FACTS

from .parquet import YEAR, arrow_schema, as_pandas
from .reader import UNOPENED, Answer, answer, digest, refused
from .writing import naming

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_FACTS, _ENDS = "facts.parquet", "ends"
TEXT = "text"  # Beside the tables' names.
WRITING = -1  # Where a number tells which file is read.
_SLICE = 10.0  # Seconds after which a part is written, and the rest of its files left.
_OPEN = 100  # Files of parts that one merge keeps in reach.


class Limits(NamedTuple):
    """What reading one file may take: seconds, and megabytes of memory."""

    seconds: float
    megabytes: float


# Far more than any document needs: of 300 indicators a PDF takes ten seconds, and 300 MB.
LIMITS = Limits(300.0, 2000.0)


class File(NamedTuple):
    """One file: its path in the folder, SHA-256 (None where it cannot be opened) and format."""

    path: str
    sha256: str | None
    format: str


class Task(NamedTuple):
    """What all batches of a run share.

    Attributes:
        folder: The folder that is collected.
        data: The data folder.
        parts: The folder of the parts.
        sign: A file that is there for as long as the run goes on.
        limits: What reading one file may take.
        reader: Which state of program and names reads.
    """

    folder: Path
    data: Path
    parts: Path
    sign: Path
    limits: Limits
    reader: str


def printable(text: str) -> str:
    """Return a text without halves of signs, which a path of another encoding has."""
    return text.encode("utf-8", "backslashreplace").decode()


class Done(NamedTuple):
    """How many files a part holds: the first of those that it was to hold."""

    files: int


def write_part(
    task: Task, files: Sequence[File], name: str, say: Callable[[int | Done], None]
) -> None:
    """Read files into a part until time is up.

    Args:
        task: What is read for.
        files: The files, of which at least one is read.
        name: The name of the part.
        say: Is told the number of each file before it is read, then `WRITING`, then what is done.

    Raises:
        OSError: Where the part cannot be written.
    """
    begun, facts, answers = time.monotonic(), list[Record](), list[Answer]()
    for number, file in enumerate(files):
        if number and time.monotonic() - begun > _SLICE:
            break
        say(number)
        answers.append(_checked(task.folder / file.path, file, answer(file.path)))
        facts.append(facts_row(file, answers[-1], task.reader) | {"part": name, "place": number})
    say(WRITING)
    with _whole(task.parts / name) as place:
        _write_rows(place, answers)
        _write_facts(place, facts)
    say(Done(len(facts)))


def write_refusal(task: Task, file: File, answer: Answer, name: str) -> None:
    """Write a part of one file, that was not read."""
    with _whole(task.parts / name) as place:
        _write_facts(place, [facts_row(file, answer, task.reader) | {"part": name}])


@contextmanager
def _whole(part: Path) -> Iterator[Path]:
    """Give a folder to write a part into, that is the part's when all is written."""
    place = part.with_name(f".{part.name}")
    try:
        with naming(place):
            place.mkdir(parents=True)
            yield place
            place.rename(part)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _checked(path: Path, file: File, answer: Answer) -> Answer:
    """Return the answer, or a refusal where the file was changed while it was read."""
    try:
        same = digest(path) == file.sha256
    except OSError:
        same = False
    return answer if same else refused(f"{file.path}: was changed while it was read", UNOPENED)


def facts_row(file: File, answer: Answer, reader: str) -> Record:
    """Return what is known of a file by its answer, as texts that a table can hold."""
    facts = file._asdict() | answer.facts | {"reader": reader}
    return {k: printable(v) if isinstance(v, str) else v for k, v in facts.items()}


def unopened(file: File, task: Task) -> Record:
    """Return what is known of a file that cannot be opened."""
    try:
        (task.folder / file.path).open("rb").close()
        why = "it could not be opened"
    except OSError as error:
        why = str(error.strerror)
    return facts_row(file, refused(f"{file.path}: {why}", UNOPENED), task.reader)


def _write_facts(place: Path, facts: Sequence[Record]) -> None:
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone
    from pyarrow import parquet  # noqa: PLC0415 - for Parquet alone

    parquet.write_table(pa.Table.from_pylist(list(facts), arrow_schema(FACTS)), place / _FACTS)


def _write_rows(place: Path, answers: Sequence[Answer]) -> None:
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone

    text = pa.schema([(TEXT, pa.large_string())])
    texts = [pa.record_batch({TEXT: [one.text] if one.rows else []}, text) for one in answers]
    _write(_file(place, TEXT), text, texts)
    for table in TABLES:
        schema = arrow_schema(table.columns)
        nothing = pa.RecordBatch.from_pylist([], schema)
        _write(
            _file(place, table.name),
            schema,
            [one.rows.get(table.name, nothing) for one in answers],
        )


def _write(path: Path, schema: "pa.Schema", batches: Sequence["pa.RecordBatch"]) -> None:
    """Write the rows of one file after the other, and where those of each end."""
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone

    ends = [0, *accumulate(batch.num_rows for batch in batches)]
    schema = schema.with_metadata({_ENDS: json.dumps(ends)})
    with pa.ipc.new_file(str(path), schema) as writer:
        writer.write_table(pa.Table.from_batches(batches).combine_chunks())


def _file(part: Path, name: str) -> Path:
    return part / f"{name}.arrow"


def facts_of(parts: Sequence[Path]) -> "pd.DataFrame":
    """Return the facts of parts, as `schema.collected.FACTS` declares them."""
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone
    from pyarrow import parquet  # noqa: PLC0415 - for Parquet alone

    tables = [parquet.read_table(part / _FACTS) for part in parts]
    return as_pandas(FACTS, pa.concat_tables(tables) if tables else None)


def rows_in(parts: Path, name: str) -> Callable[[str, int], "pa.Table"]:
    """Return a function of part and place that returns the rows of that file, and keeps some near.

    Args:
        parts: The folder of the parts.
        name: Name of the table, whose year is left out, or `TEXT`.
    """
    opened = lru_cache(maxsize=_OPEN)(lambda part: _rows_of(_file(parts / part, name)))

    def rows(part: str, place: int) -> "pa.Table":
        everything, ends = opened(part)
        return everything[ends[place] : ends[place + 1]]

    return rows


def _rows_of(path: Path) -> "tuple[pa.Table, list[int]]":
    """Return the rows of a file of a part, without the year, and where those of each file end."""
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone

    with pa.memory_map(str(path)) as file:  # The rows stay when it is closed.
        rows = pa.ipc.open_file(file).read_all()
    ends: list[int] = json.loads(rows.schema.metadata[_ENDS.encode()])
    return rows.select([name for name in rows.column_names if name != YEAR]), ends
