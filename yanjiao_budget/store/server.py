"""The process that reads files for `collect`: it may be ended at any moment.

It is told over a pipe which files to read into which part, and says how far it is.
"""

import os
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from types import SimpleNamespace

from .parts import write_part
from .processes import end

_WATCH = 1.0  # Seconds between two looks at whether whom it reads for is still there.


def _serve(connection: Connection) -> None:
    """Read what is asked for until there is nobody to ask."""
    connection.send(None)
    while True:
        try:
            task, files, name = connection.recv()
            try:
                write_part(task, files, name, connection.send)
            except OSError as error:  # Of the data folder: that of a file is in its facts.
                connection.send(error)
        except (EOFError, BrokenPipeError):
            return


def _hide_numpy_and_pandas() -> None:
    """Have pyarrow go without them, which it imports where it can: half of what a start takes."""

    def find_spec(name: str, *_: object) -> None:
        if name in ("numpy", "pandas"):
            raise ModuleNotFoundError(name)

    sys.meta_path.insert(0, SimpleNamespace(find_spec=find_spec))


def _watch(parent: int) -> None:
    """End this process, and what it has begun, when the one it reads for is gone."""
    while os.getppid() == parent:
        time.sleep(_WATCH)
    end(os.getpid())


def main() -> None:
    """Read what is asked for over the pipe that the first argument names."""
    pipe, parent, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one it reads for.
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    os.chdir(folder)
    _hide_numpy_and_pandas()
    from pyarrow import parquet  # noqa: F401, PLC0415 - now, as it is none of a file's time

    _serve(Connection(pipe))
