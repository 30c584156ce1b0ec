"""Reading in another process, which is ended where a file takes too long or too much memory."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from yanjiao_budget.language import Both
from yanjiao_budget.schema.collected import ENDED

from .folders import FOLDER_SETTING
from .processes import end, memory
from .reader import Answer, refused

TOO_LONG, TOO_LARGE, BROKE = "took too long", "took too much memory", "broke off the reader"
_LOOK = 0.2  # Seconds between two looks at a reader.
_MOST = 500  # Files that one process reads.
_MEGABYTE = 1e6
_READ = "from yanjiao_budget.store.reader import main; main()"
_PACKAGE = Path(__file__).parents[2]


class Limits(NamedTuple):
    """What reading one file may take: seconds, and megabytes of memory."""

    seconds: float
    megabytes: float

    def that_ends(self, kind: str) -> float | None:
        """Return the limit that a file met which was ended for a reason, if it met one."""
        return {TOO_LONG: self.seconds, TOO_LARGE: self.megabytes}.get(kind)


# Far more than any document needs: of 300 indicators a PDF takes ten seconds, and 300 MB.
LIMITS = Limits(300.0, 2000.0)


class StoppedError(Exception):
    """Whom the files are read for is gone."""


class Reader:
    """A process that reads one file after the other, each within limits, and its replacements.

    Attributes:
        folder: The folder that paths are in.
        data: The data folder, whose English names count.
        limits: What one file may take.
        goes_on: Whether to go on; asked while a file is read.
    """

    def __init__(
        self, folder: Path, data: Path, limits: Limits, goes_on: Callable[[], bool]
    ) -> None:
        """Start nothing yet."""
        self.folder, self.data, self.limits, self.goes_on = folder, data, limits, goes_on
        self._running: tuple[subprocess.Popen[bytes], Connection] | None = None
        self._read = 0

    def read(self, path: str) -> Answer:
        """Read one file.

        Raises:
            StoppedError: Where it is not to go on.
            OSError: Where no process can be started.
        """
        if self._read >= _MOST:  # So that what its libraries keep is let go.
            self.close()
        process, connection = self._running = self._running or _start(self.folder, self.data)
        self._read += 1
        connection.send(path)
        begun = time.monotonic()
        why = _wait(process, connection, self.limits, self.goes_on)
        with suppress(EOFError, ConnectionError):
            if not why:
                answer: Answer = connection.recv()
                return answer
        self.close()
        return _ended(path, why or BROKE, self.limits, time.monotonic() - begun)

    def close(self) -> None:
        """End its process, if there is one, and all that it has begun."""
        if self._running:
            process, connection = self._running
            connection.close()
            end(process.pid)
            process.wait()
        self._running, self._read = None, 0


def _start(folder: Path, data: Path) -> tuple[subprocess.Popen[bytes], Connection]:
    ours, theirs = Pipe()
    path = os.pathsep.join(filter(None, (str(_PACKAGE), os.environ.get("PYTHONPATH"))))
    environment = os.environ | {FOLDER_SETTING: str(data), "PYTHONPATH": path}
    # -P: nothing that lies in the folder that is open is taken for a module.
    command = [sys.executable, "-P", "-c", _READ]
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - no shell, and the folder is an argument
            [*command, str(theirs.fileno()), str(os.getpid()), str(folder)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
    try:
        ours.recv()  # From here on the time is the file's.
    except EOFError as error:
        process.wait()
        said, status = " ".join(command), process.returncode
        raise OSError(
            Both(f"{said} ended with status {status}", f"{said} 已结束，退出状态 {status}")
        ) from error
    return process, ours


def _wait(
    process: "subprocess.Popen[bytes]",
    connection: Connection,
    limits: Limits,
    goes_on: Callable[[], bool],
) -> str:
    """Wait for an answer, and return why it is not to be waited for, or nothing."""
    begun = time.monotonic()
    while not connection.poll(_LOOK):
        if not goes_on():
            raise StoppedError
        if time.monotonic() - begun > limits.seconds:
            return TOO_LONG
        if memory(process.pid) > limits.megabytes * _MEGABYTE:
            return TOO_LARGE
    return ""


def _ended(path: str, why: str, limits: Limits, seconds: float) -> Answer:
    said = {
        TOO_LONG: f"took longer than {limits.seconds:g} s to read (--seconds)",
        TOO_LARGE: f"took more than {limits.megabytes:g} MB to read (--megabytes)",
        BROKE: "broke off the process that read it, which says no more",
    }
    answer = refused(f"{path}: {said[why]}", why, ENDED, limits.that_ends(why))
    answer.facts["seconds"] = seconds
    return answer
