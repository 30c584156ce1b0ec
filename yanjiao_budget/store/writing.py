"""Files put into a folder: all of them or none, and by one process at a time.

New files and copies of the old ones are made in a folder `.writing` beside their places. Then
`.writing/begun.json` appears, by one rename, and from there on whoever comes next puts the old
files back; it goes, by one removal, when every new file is in its place. So a process that is
killed at any moment leaves all the old files or all the new ones to whoever reads with `settle`.
"""

import json
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from yanjiao_budget.language import Both

from .folders import refuse_package

LOCK = "writing.lock"
ROOM = ".writing"
_BEGUN = f"{ROOM}/begun.json"
_PATIENCE = 30.0  # Seconds that a reader waits for files that are being put in place: milliseconds.
# What ends a process without a word: a plain kill, and a terminal that is closed.
_ENDS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def alone_in(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Keep other processes from writing into a folder, which need not exist, while this lasts.

    The system drops the lock of a process that is killed, and what that process had begun is put
    back first. A signal that would end this process raises KeyboardInterrupt instead, as Ctrl-C
    does, so that what was begun is undone.

    Args:
        folder: The folder.
        wait: For how many seconds to wait for another process.

    Raises:
        BlockingIOError: Where another process is writing into it.
        OSError: Where the folder cannot be made or written into.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - readers need no lock

    path = folder / LOCK
    ends = [one for one in _ENDS if signal.getsignal(one) == signal.SIG_DFL]
    with _on_signals(signal.default_int_handler, ends), _folders() as make:
        make(folder)
        lock = FileLock(path)
        try:
            lock.acquire(timeout=wait)
        except Timeout as error:
            raise BlockingIOError(_busy(folder)) from error
        try:
            with naming(path):
                path.write_text(f"{os.getpid()}\n")
            _clear(folder)
            yield
        finally:
            path.unlink(missing_ok=True)  # While it is held: whoever waits looks for a new one.
            lock.release()


def _busy(folder: Path) -> Both:
    owner = ""
    with suppress(OSError):
        owner = (folder / LOCK).read_text().strip()
    who = Both(f"process {owner}", f"进程 {owner}")
    if not owner:
        who = Both("process unknown", "进程不明")
    return Both(
        f"another add or build ({who}) is writing to {folder}: wait until it has ended, then try "
        "again; if it hangs, end it, and what it had begun is undone",
        f"另一个 add 或 build（{who.zh}）正在写入 {folder}：请等它结束后再试；"
        "若它停住不动，请将其终止，它已开始的改动会撤销",
    )


def settle(folder: Path) -> None:
    """Put back what a process that was killed had begun to write into a folder.

    Where one is just putting its files in place, wait until it has done so.

    Raises:
        OSError: Where that cannot be done, as by a user who may not write there.
    """
    if not (folder / _BEGUN).exists():
        return
    try:
        with alone_in(folder, wait=_PATIENCE):
            pass
    except PermissionError as error:
        raise PermissionError(
            Both(
                f"{folder} holds new files and old, as a process that was writing there was "
                "killed: whoever may write there has to read the tables once, or run build; then "
                "all are old",
                f"{folder} 中新旧文件并存，因为写入的进程被强行终止："
                "须由有写入权限的人读取一次各表，或运行 build，文件即全部恢复原样",
            )
        ) from error


def write(folder: Path, files: Mapping[str, bytes], *, dry_run: bool = False) -> list[Path]:
    """Put files into a folder, all of them or, where one fails, none.

    A link is followed, and a file keeps its permissions.

    Args:
        folder: The folder, which need not exist.
        files: What each file must hold, by its path in the folder.
        dry_run: Whether to stop short of writing.

    Returns:
        The files whose content changed, or would.

    Raises:
        PermissionError: Where a file would be written into an installed package.
        OSError: Where a file cannot be written; then each is as it was, or the message says that
            this is still to be done, by `settle`.
    """
    if not dry_run:
        _undo(folder)
    changed: dict[str, bytes] = {}
    for name, content in files.items():
        path = folder / name
        refuse_package(path)
        if not path.exists() or path.read_bytes() != content:
            changed[name] = content
    if changed and not dry_run:
        _replace(folder, changed)
    return [folder / name for name in changed]


def _replace(folder: Path, changed: Mapping[str, bytes]) -> None:
    """Put what is changed in its place, or leave every file as it is."""
    places = {name: (folder / name).resolve() for name in changed}
    rooms = {folder / ROOM, *(path.parent / ROOM for path in places.values())}
    with _folders() as make:
        try:
            for room in rooms:
                make(room.parent)
                shutil.rmtree(room, ignore_errors=True)  # Of a process that was killed.
                room.mkdir()
            for name, content in changed.items():
                with naming(places[name]):
                    _prepare(places[name], content)
            _swap(folder, places)
        finally:
            if not (folder / _BEGUN).exists():
                for room in rooms:
                    shutil.rmtree(room, ignore_errors=True)


def _prepare(path: Path, content: bytes) -> None:
    """Write the new file and a copy of the one that stands in its place."""
    new, old = _new(path), _old(path)
    new.write_bytes(content)
    if path.exists():
        shutil.copy2(path, old)
        shutil.copymode(path, new)


def _new(path: Path) -> Path:
    return path.parent / ROOM / f"{path.name}.new"


def _old(path: Path) -> Path:
    return path.parent / ROOM / f"{path.name}.old"


def _swap(folder: Path, places: Mapping[str, Path]) -> None:
    """Put the new files in their places, or the old ones back."""
    begun = folder / _BEGUN
    there = {name: path.exists() for name, path in places.items()}
    prepared = begun.with_suffix(".new")
    with naming(begun):
        prepared.write_text(json.dumps(there, ensure_ascii=False), "utf-8")
    with _on_signals(signal.SIG_IGN, [signal.SIGINT, *_ENDS]):
        try:
            prepared.replace(begun)
            for path in places.values():
                _new(path).replace(path)
            begun.unlink()
        except BaseException as error:
            try:
                _undo(folder)
            except BaseException as another:  # noqa: BLE001 - the message names both
                raise OSError(
                    Both(
                        f"not every file of {folder} is as it was ({another!r}): the rest is put "
                        "back when the tables are next read or built; first there was "
                        f"{error!r}",
                        f"{folder} 中有文件尚未恢复原样（{another!r}）：其余文件在下次读取或"
                        f"重建各表时恢复；起因是 {error!r}",
                    )
                ) from error
            raise


def _undo(folder: Path) -> None:
    """Put back what stood in the places of files; what was done of it already is passed over."""
    begun = folder / _BEGUN
    if not begun.exists():
        return
    for name, was_there in json.loads(begun.read_text("utf-8")).items():
        path = (folder / name).resolve()
        old = _old(path)
        if old.exists():
            old.replace(path)
        elif not was_there:
            path.unlink(missing_ok=True)
    begun.unlink()


def _clear(folder: Path) -> None:
    """Undo what a process that was killed had begun, and remove what it had prepared."""
    _undo(folder)
    for room in list(folder.rglob(ROOM)):
        shutil.rmtree(room, ignore_errors=True)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name a file in an error of the system: that of a full disk names none."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


@contextmanager
def _folders() -> Iterator[Callable[[Path], None]]:
    """Give a function that makes a folder; those it made that are left empty go in the end."""
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.extend(one for one in (folder, *folder.parents) if not one.exists())
        folder.mkdir(parents=True, exist_ok=True)

    try:
        yield make
    finally:
        for one in sorted(made, key=lambda one: -len(one.parts)):
            with suppress(OSError):
                one.rmdir()  # Only where it is empty: after a failure.


@contextmanager
def _on_signals(handler: Any, signals: Iterable[int]) -> Iterator[None]:  # noqa: ANN401 - signal's
    """Have signals do something else while this lasts; only the main thread can say so."""
    old = {}
    if threading.current_thread() is threading.main_thread():
        # None is a handler that Python did not set and could not set again.
        old = {one: was for one in signals if (was := signal.getsignal(one)) is not None}
    try:
        for one in old:
            signal.signal(one, handler)
        yield
    finally:
        for one, was in old.items():
            signal.signal(one, was)
