"""Collecting: every disclosure below a folder into one set of Parquet tables.

In the data folder, `tables` leads to the tables of the last run that ended, `.collected/N`; a run
makes others beside them and then has it lead there, by one rename. What a run has read is kept in
`.collected/parts` until it is in the tables, so that the next goes on where one was stopped.
"""

import logging
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from yanjiao_budget.formats.read import READERS
from yanjiao_budget.language import Both
from yanjiao_budget.schema import MANIFEST, TABLES
from yanjiao_budget.schema.collected import FACTS

from .dtypes import as_frame
from .files import files_below, reader_of
from .folders import NO_NAME, refuse_package
from .manifest import columns, known, settled, sources, still_true, without_rows, years_of
from .merge import write_table, write_texts
from .parquet import as_pandas, is_collected, read_manifest, write_manifest
from .parts import LIMITS, File, Limits, Task, facts_of, printable, unopened
from .summary import Collected
from .writing import alone_in

if TYPE_CHECKING:
    from distributed import Client, Future

_LOG = logging.getLogger(__name__)
_MOST, _LEAST = 100, 8  # Files of a batch: what a kill loses at most, what is worth a process.
_ROOM = ".collected"
_MINUTE = 60
_READING = Both("%d of %d files read, about %s left", "已读取 %d 个，共 %d 个，大约还需 %s")
_JOINING = Both("putting the tables together", "正在合成各表")


def collect(
    folder: str | Path,
    out: str | Path,
    *,
    scheduler: str | None = None,
    seconds: float = LIMITS.seconds,
    megabytes: float = LIMITS.megabytes,
) -> pd.DataFrame:
    """Read every disclosure below a folder into the Parquet tables of a data folder.

    Files are read on every core of this machine, or on a Dask cluster whose machines see both
    folders under the same paths. What an earlier run read of the same bytes is not read again; the
    rows of a file that is gone leave the tables. Of several files of one year and body the tables
    hold the first by path; the manifest lists the others. Names that begin with `.` or `~$` are
    passed over.

    Args:
        folder: The folder of the files.
        out: The data folder, which need not exist yet; `YANJIAO_BUDGET_DATA` or `data=` names it to
            the loaders.
        scheduler: Address of a Dask scheduler, such as `tcp://host:8786`.
        seconds: How long reading one file may take; then it is ended, and listed as such.
        megabytes: How much memory reading one file may take, likewise.

    Returns:
        The manifest: one row a file, as `load_manifest` has it.

    Raises:
        ModuleNotFoundError: Where the extra `collect` is not installed.
        ValueError: For limits that are not above zero, and for an `out` that holds other tables, or
            those of another folder.
        BlockingIOError: Where another process is writing into the data folder.
        OSError: Where a folder cannot be read or written; then the tables are as they were.
    """
    return collected(folder, out, scheduler, Limits(seconds, megabytes)).manifest


def collected(
    folder: str | Path, out: str | Path, scheduler: str | None, limits: Limits
) -> Collected:
    """Collect, and return what the run found; see `collect`."""
    if not str(out).strip():
        raise ValueError(NO_NAME)
    folder, out = Path(folder).resolve(), Path(out).resolve()
    _refuse(folder, out, limits)
    with alone_in(out), _workers(scheduler) as client:
        room = out / _ROOM
        sign = room / f"going-{os.getpid()}"
        task = Task(folder, out, room / "parts", sign, limits, reader_of(out))
        return _collect(task, client)


def _refuse(folder: Path, out: Path, limits: Limits) -> None:
    if not folder.is_dir():
        raise NotADirectoryError(
            Both(
                f"{folder} is no folder: name the one that the files are in",
                f"{folder} 不是文件夹：请指明文件所在的文件夹",
            )
        )
    if min(limits) <= 0:
        raise ValueError(
            Both(
                f"limits are {limits.seconds:g} s and {limits.megabytes:g} MB, not above 0",
                f"上限为 {limits.seconds:g} 秒和 {limits.megabytes:g} 兆字节，应大于 0",
            )
        )
    refuse_package(out)
    if out == folder:
        raise ValueError(
            Both(
                f"{out} holds the files to read: name another folder for the tables",
                f"{out} 中是要读取的文件：请另指一个存表的文件夹",
            )
        )
    room = out / _ROOM
    if not room.exists() and any((out / name).exists() for name in ("tables", "source")):
        raise ValueError(
            Both(
                f"{out} holds tables that collect did not make: name another folder",
                f"{out} 中的表不是 collect 生成的：请另指一个文件夹",
            )
        )


@contextmanager
def _workers(scheduler: str | None) -> "Iterator[Client]":
    """Give a client of a Dask cluster: one of this machine's cores where none is named."""
    try:
        import psutil  # noqa: F401, PLC0415 - to say in time what to install
        from distributed import Client, LocalCluster  # noqa: PLC0415 - for `collect` alone
    except ModuleNotFoundError as error:
        advice = f"{error.name}: pip install 'yanjiao-budget[collect]'"
        raise ModuleNotFoundError(
            Both(f"collect needs {advice}", f"collect 需要 {advice}")
        ) from error
    if scheduler:
        with Client(scheduler) as client:
            yield client
        return
    # Threads are enough, as each has a process of its own read.
    with (
        LocalCluster(
            n_workers=1,
            processes=False,
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        ) as local,
        Client(local) as client,
    ):
        yield client


def _collect(task: Task, client: "Client") -> Collected:
    files, passed_over = files_below(task.folder, task.data)
    before = (
        read_manifest(task.data, {}) if is_collected(task.data) else as_pandas(MANIFEST.columns)
    )
    _expect_the_same_folder(task, files, before)
    _clear(task.data)
    with _sign(task.sign):
        state = _read_what_is_left(task, client, files, before)
        found = _with_unopened(state.found, files, task)
        manifest = columns(found)
        if state.read or not manifest.equals(before):
            _put_in_place(task, client, found, before, state.facts)
    shutil.rmtree(task.parts, ignore_errors=True)
    gone = len(set(before["path"]) - set(manifest["path"]))
    return Collected(manifest, state.read, gone, passed_over)


def _expect_the_same_folder(task: Task, files: Sequence[File], before: pd.DataFrame) -> None:
    """Refuse a folder with nothing to collect, and one that has none of the files of before."""
    if not files:
        known = ", ".join(READERS)
        raise ValueError(
            Both(
                f"{task.folder} holds no file of a format that is read: {known}",
                f"{task.folder} 中没有可读取格式的文件：{known}",
            )
        )
    there = {file.sha256 for file in files} | {printable(file.path) for file in files}
    if len(before) and not (before["sha256"].isin(there) | before["path"].isin(there)).any():
        raise ValueError(
            Both(
                f"{task.data} holds the tables of {len(before)} files, none of which is below "
                f"{task.folder}: name their folder, or another one for the tables",
                f"{task.data} 中的表出自 {len(before)} 个文件，没有一个在 "
                f"{task.folder} 中：请指明它们所在的文件夹，或另指一个存表的文件夹",
            )
        )


class _State(NamedTuple):
    """Facts of the files that can be opened, all facts there are, and how many were just read."""

    found: pd.DataFrame
    facts: pd.DataFrame
    read: int


def _read_what_is_left(
    task: Task, client: "Client", files: Sequence[File], before: pd.DataFrame
) -> _State:
    """Read every file of which nothing is known, or whose rows the tables need and lack."""
    there = [file for file in files if file.sha256]
    names = {printable(file.path): file for file in there}
    openable = pd.DataFrame(
        [(path, *file[1:]) for path, file in names.items()], columns=File._fields
    )
    openable = openable.astype("str")
    seen = _parts(task)
    facts = still_true(
        pd.concat([as_pandas(FACTS), before, facts_of(seen)]), task.limits, task.reader
    )
    read = 0
    while True:
        found = settled(known(openable, facts))
        left = openable[~openable["path"].isin(found["path"])]
        left = pd.concat([left, without_rows(found, facts, before)[list(File._fields)]])
        if left.empty:
            return _State(found, facts, read)
        _read(task, client, [names[path] for path in left["path"]])
        read += len(left)
        new = [part for part in _parts(task) if part not in seen]
        seen += new
        facts = pd.concat([facts[~facts["sha256"].isin(left["sha256"])], facts_of(new)])


def _parts(task: Task) -> list[Path]:
    return sorted(task.parts.glob("[!.]*"))


def _read(task: Task, client: "Client", files: Sequence[File]) -> None:
    """Read files into parts, as many at a time as there are workers."""
    from distributed import as_completed  # noqa: PLC0415 - for `collect` alone

    from .workers import Readers, read_on_worker  # noqa: PLC0415 - for `collect` alone

    def submit(batch: Sequence[File]) -> "Future[list[Sequence[File]]]":
        return client.submit(read_on_worker, task, batch, pure=False)

    client.register_plugin(Readers())
    try:
        workers = max(1, sum(client.nthreads().values()))
        batches = {submit(batch): batch for batch in _batches(files, workers)}
        running = as_completed(batches)
        done, begun = 0, time.monotonic()
        for future in running:
            left = [batch for batch in future.result() if batch]
            done += len(batches.pop(future)) - sum(map(len, left))
            if done:
                _tell(done, len(files), time.monotonic() - begun)
            for batch in left:
                again = submit(batch)
                batches[again] = batch
                running.add(again)
    finally:
        client.unregister_worker_plugin(Readers.name)


def _batches(files: Sequence[File], workers: int) -> Iterator[Sequence[File]]:
    """Yield files in batches that become smaller, so that all workers end at about one time."""
    first = 0
    while first < len(files):
        count = max(_LEAST, min(_MOST, (len(files) - first) // (2 * workers)))
        yield files[first : first + count]
        first += count


def _tell(done: int, of: int, seconds: float) -> None:
    left = seconds / done * (of - done)
    rest = Both(f"{left:.0f} s", f"{left:.0f} 秒")
    if left > 2 * _MINUTE:
        rest = Both(f"{left / _MINUTE:.0f} min", f"{left / _MINUTE:.0f} 分钟")
    _LOG.info(_READING, done, of, rest)


def _with_unopened(found: pd.DataFrame, files: Sequence[File], task: Task) -> pd.DataFrame:
    """Return the facts of all files, those that cannot be opened among them."""
    rows = [unopened(file, task) for file in files if not file.sha256]
    values = {column.name: [row.get(column.name) for row in rows] for column in FACTS}
    return pd.concat([found, as_frame(FACTS, values)]).sort_values("path", ignore_index=True)


def _put_in_place(
    task: Task, client: "Client", found: pd.DataFrame, before: pd.DataFrame, facts: pd.DataFrame
) -> None:
    """Make the tables and texts, and have the data folder lead to them by one rename."""
    out = task.data
    tables = (out / "tables").resolve() if len(before) else None
    after = out / _ROOM / str(int(tables.name) + 1 if tables else 1)
    (out / "source").mkdir(exist_ok=True)
    for table in TABLES:
        (after / table.name).mkdir(parents=True)
    years = list(years_of(found, facts, before))
    _LOG.info(_JOINING)
    futures = [client.submit(write_texts, year, task.parts, out / "source") for year in years]
    futures += [
        client.submit(write_table, table.name, years, tables, task.parts, after) for table in TABLES
    ]
    client.gather(futures)
    write_manifest(columns(found), after)
    link = out / _ROOM / "tables"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(_ROOM, after.name))
    link.replace(out / "tables")
    for name in sources(before) - sources(found):
        (out / "source" / name).unlink(missing_ok=True)


def _clear(out: Path) -> None:
    """Remove what a run that was stopped had begun to put together, and tables no longer read."""
    current = (out / "tables").resolve().name
    for one in (out / _ROOM).glob("[0-9]*"):
        if one.name != current:
            shutil.rmtree(one)
    for one in (out / _ROOM / "parts").glob(".*"):
        shutil.rmtree(one, ignore_errors=True)  # A reader of that run may just be at its end.


@contextmanager
def _sign(path: Path) -> Iterator[None]:
    """Have a file there for as long as this lasts: what reads looks at it, and stops without."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob("going-*"):
        old.unlink()
    path.touch()
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
