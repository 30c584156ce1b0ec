"""Files put into a folder: all of them or none, and by one process at a time."""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from .folders import refuse_package

LOCK = "writing.lock"
# What ends a process without a word: a plain kill, and a terminal that is closed.
_ENDS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes from writing into a folder, which need not exist, while this lasts.

    A signal that would end the process raises KeyboardInterrupt instead, as Ctrl-C does, so that
    what was begun is undone.

    Raises:
        BlockingIOError: Where another process is writing into it.
        OSError: Where the folder cannot be made or written into.
    """
    lock = folder / LOCK
    ends = [one for one in _ENDS if signal.getsignal(one) == signal.SIG_DFL]
    with _on_signals(signal.default_int_handler, ends), _folders() as make:
        make(folder)
        _take(lock, folder)
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


def _take(lock: Path, folder: Path) -> None:
    try:
        file = lock.open("x")
    except FileExistsError as error:
        owner = ""
        with suppress(OSError):
            owner = lock.read_text().strip()
        raise BlockingIOError(
            f"another add or build (process {owner or 'unknown'}) is writing to {folder}: wait, or "
            f"remove {lock} if none is running"
        ) from error
    try:
        with file:
            file.write(f"{os.getpid()}\n")
    except BaseException as error:
        lock.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(lock)  # A full disk names no file.
        raise


def write(folder: Path, files: Mapping[str, bytes], *, dry_run: bool = False) -> list[Path]:
    """Put files into a folder, all of them or, where one fails, none.

    Each is written to a temporary folder beside its place, with a copy of what stands there,
    before any takes its place. A link is followed, and a file keeps its permissions.

    Args:
        folder: The folder, which need not exist.
        files: What each file must hold, by its path in the folder.
        dry_run: Whether to stop short of writing.

    Returns:
        The files whose content changed, or would.

    Raises:
        PermissionError: Where a file would be written into an installed package.
        OSError: Where a file cannot be written; then each is as it was, or the message says which
            is not and where the copy of it is.
    """
    changed: dict[Path, bytes] = {}
    for path, content in ((folder / name, content) for name, content in files.items()):
        refuse_package(path)
        if not path.exists() or path.read_bytes() != content:
            changed[path] = content
    if not dry_run:
        _replace({path.resolve(): content for path, content in changed.items()})
    return list(changed)


def _replace(changed: Mapping[Path, bytes]) -> None:
    """Put what is changed in its place, or leave every file as it is."""
    rooms: dict[Path, Path] = {}
    with _folders() as make, ExitStack() as clean:
        for path, content in changed.items():
            make(path.parent)
            try:
                if path.parent not in rooms:
                    room = Path(tempfile.mkdtemp(prefix=".writing-", dir=path.parent))
                    clean.callback(shutil.rmtree, room, ignore_errors=True)
                    rooms[path.parent] = room
                _prepare(path, content, rooms[path.parent])
            except OSError as error:
                error.filename = str(path)  # A full disk names no file.
                raise
        with _on_signals(signal.SIG_IGN, [signal.SIGINT, *_ENDS]):
            begun = []
            try:
                for path in changed:
                    begun.append(path)
                    (rooms[path.parent] / f"{path.name}.new").replace(path)
            except BaseException as error:
                lost = [left for path in begun if (left := _put_back(path, rooms[path.parent]))]
                if lost:
                    clean.pop_all()
                    raise OSError(f"not every file is as it was: {'; '.join(lost)}") from error
                raise
            finally:
                clean.close()


def _prepare(path: Path, content: bytes, room: Path) -> None:
    """Write the new file and a copy of the one that stands in its place."""
    new = room / f"{path.name}.new"
    new.write_bytes(content)
    if path.exists():
        shutil.copy2(path, room / f"{path.name}.old")
        shutil.copymode(path, new)


def _put_back(path: Path, room: Path) -> str:
    """Undo what was done to a file; return what is left to be done by hand, or nothing."""
    copy = room / f"{path.name}.old"
    try:
        if copy.exists():
            copy.replace(path)
        else:
            path.unlink(missing_ok=True)
    except BaseException as error:  # noqa: BLE001 - the others have to be put back all the same
        if copy.exists():
            return f"move {copy} to {path} ({error!r})"
        return f"remove {path} ({error!r})"
    return ""


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
