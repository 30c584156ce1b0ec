"""What was read so far: a folder of files for each batch, there as a whole or not at all.

A part holds `facts.parquet`, columns of the manifest for each file of the batch, and of the files
that were read one record batch each, in a file for every table and one for the texts.
"""

import shutil
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from yanjiao_budget.schema import TABLES, Record
from yanjiao_budget.schema.collected import FACTS

from .guard import Limits
from .parquet import arrow_schema, as_pandas
from .reader import UNOPENED, Answer, digest, refused

if TYPE_CHECKING:
    import pandas as pd

_FACTS = "facts.parquet"
TEXT = "text"  # Beside the tables' names.
_SLICE = 10.0  # Seconds after which a batch hands back what is left of it.
_OPEN = 100  # Files of parts that one merge holds open.


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


def read_batch(task: Task, files: Sequence[File], read: Callable[[str], Answer]) -> int:
    """Read files into a part until time is up; return how many were read, or refused."""
    name = uuid.uuid4().hex
    place = task.parts / f".{name}"
    place.mkdir(parents=True)
    begun, facts = time.monotonic(), []
    try:
        with _writing(place) as write:
            for file in files:
                answer = _checked(task.folder / file.path, file, read(file.path))
                where = {"part": name, "batch": write(answer) if answer.rows else None}
                facts.append(facts_row(file, answer, task.reader) | where)
                if time.monotonic() - begun > _SLICE:
                    break
        _write_facts(place / _FACTS, facts)
        place.rename(task.parts / name)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return len(facts)


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


def _write_facts(path: Path, facts: Sequence[Record]) -> None:
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone
    from pyarrow import parquet  # noqa: PLC0415 - for Parquet alone

    parquet.write_table(pa.Table.from_pylist(list(facts), arrow_schema(FACTS)), path)


@contextmanager
def _writing(place: Path) -> Iterator[Callable[[Answer], int]]:
    """Give a function that writes what was read of a file and returns its number in the part."""
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone

    text = pa.schema([(TEXT, pa.large_string())])
    schemas = {table.name: arrow_schema(table.columns) for table in TABLES} | {TEXT: text}
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    numbers = count()
    with ExitStack() as opened:
        writers = {
            name: opened.enter_context(
                pa.ipc.new_file(str(place / f"{name}.arrow"), schema, options=options)
            )
            for name, schema in schemas.items()
        }

        def write(answer: Answer) -> int:
            for name, batch in answer.rows.items():
                writers[name].write_batch(batch)
            writers[TEXT].write_batch(pa.record_batch({TEXT: [answer.text]}, schema=text))
            return next(numbers)

        yield write


def facts_of(parts: Sequence[Path]) -> "pd.DataFrame":
    """Return the facts of parts, as `schema.collected.FACTS` declares them."""
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone
    from pyarrow import parquet  # noqa: PLC0415 - for Parquet alone

    tables = [parquet.read_table(part / _FACTS) for part in parts]
    return as_pandas(FACTS, pa.concat_tables(tables) if tables else None)


def open_part(parts: Path) -> Callable[[str, str], Any]:
    """Return a function that opens the file of a part and table, and keeps some open."""
    import pyarrow as pa  # noqa: PLC0415 - for Parquet alone

    return lru_cache(maxsize=_OPEN)(
        lambda part, name: pa.ipc.open_file(pa.OSFile(str(parts / part / f"{name}.arrow")))
    )
