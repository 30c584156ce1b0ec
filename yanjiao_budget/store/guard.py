"""Reading in another process, which is ended where a file takes too long or too much memory."""

import math
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from yanjiao_budget.language import Both
from yanjiao_budget.schema.collected import ENDED

from .folders import FOLDER_SETTING
from .parts import WRITING, Done, File, Limits, Task, write_refusal
from .processes import end, memory
from .reader import Answer, refused

TOO_LONG, TOO_LARGE, BROKE = "took too long", "took too much memory", "broke off the reader"
_LOOK = 0.2  # Seconds between two looks at a process that says nothing.
_GROWN = 500.0  # Megabytes with which a process gets no more files.
_MEGABYTE = 1e6
_READ = "from yanjiao_budget.store.server import main; main()"
_PACKAGE = Path(__file__).parents[2]


class StoppedError(Exception):
    """Whom the files are read for is gone."""


class _Ended(NamedTuple):
    """At which file a process is to be ended, why, and after how many seconds of it."""

    number: int
    why: str
    seconds: float


class Reader:
    """A process that reads files into parts, each file within limits, and its replacements."""

    def __init__(self, task: Task) -> None:
        """Start nothing yet."""
        self.task = task
        self._running: tuple[subprocess.Popen[bytes], Connection] | None = None

    def read(self, files: Sequence[File]) -> list[Sequence[File]]:
        """Read the first of some files into a part, and return the rest in batches.

        Where it does not come to that, as one of them had to be ended, all others are returned; and
        this one too, alone, where it may have been for what those before it left behind: a file
        alone is read by a new process, so that what happens is its own.

        Raises:
            StoppedError: Where it is not to go on.
            OSError: Where no process can be started, or no part written.
        """
        if len(files) == 1:
            self.close()
        process, connection = self._running = self._running or _start(self.task)
        part = uuid.uuid4().hex
        with suppress(ConnectionError):  # Of one that is gone, which is then told as such.
            connection.send((self.task, files, part))
        found = self._follow(process, connection)
        if isinstance(found, Done):
            if memory(process.pid) > min(_GROWN, self.task.limits.megabytes / 2) * _MEGABYTE:
                self.close()
            return [files[found.files :]]
        self.close()
        shutil.rmtree(self.task.parts / f".{part}", ignore_errors=True)
        at = found.number
        before, own, after = files[:at], files[at : at + 1], files[at + 1 :]
        if found.why == TOO_LONG or len(files) == 1:
            write_refusal(self.task, own[0], _answer(own[0].path, found, self.task.limits), part)
            return [before, after]
        return [before, own, after]

    def _follow(
        self, process: "subprocess.Popen[bytes]", connection: Connection
    ) -> "Done | _Ended":
        """Follow what is read until it is done, or has to be ended."""
        number, begun, until = 0, time.monotonic(), math.inf
        while not (why := _wait(process, connection, self.task, until)):
            try:
                said = connection.recv()
            except (EOFError, ConnectionError):
                why = BROKE
                break
            if isinstance(said, OSError):
                raise said
            if isinstance(said, Done):
                return said
            begun, until = time.monotonic(), math.inf
            if said != WRITING:
                number, until = said, begun + self.task.limits.seconds
        return _Ended(number, why, time.monotonic() - begun)

    def close(self) -> None:
        """End its process, if there is one, and all that it has begun."""
        if self._running:
            process, connection = self._running
            connection.close()
            end(process.pid)
            process.wait()
        self._running = None


def _start(task: Task) -> tuple[subprocess.Popen[bytes], Connection]:
    ours, theirs = Pipe()
    path = os.pathsep.join(filter(None, (str(_PACKAGE), os.environ.get("PYTHONPATH"))))
    environment = os.environ | {FOLDER_SETTING: str(task.data), "PYTHONPATH": path}
    # -P: nothing that lies in the folder that is open is taken for a module.
    command = [sys.executable, "-P", "-c", _READ]
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - no shell, and the folder is an argument
            [*command, str(theirs.fileno()), str(os.getpid()), str(task.folder)],
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
    process: "subprocess.Popen[bytes]", connection: Connection, task: Task, until: float
) -> str:
    """Wait for what it says, and return why that is not to be waited for, or nothing."""
    while True:
        if not task.sign.exists():
            raise StoppedError
        if connection.poll(_LOOK):
            return ""
        if time.monotonic() > until:
            return TOO_LONG
        if memory(process.pid) > task.limits.megabytes * _MEGABYTE:
            return TOO_LARGE


def _answer(path: str, ended: _Ended, limits: Limits) -> Answer:
    said, limit = {
        TOO_LONG: (f"took longer than {limits.seconds:g} s to read (--seconds)", limits.seconds),
        TOO_LARGE: (
            f"took more than {limits.megabytes:g} MB to read (--megabytes)",
            limits.megabytes,
        ),
        BROKE: ("broke off the process that read it, which says no more", None),
    }[ended.why]
    answer = refused(f"{path}: {said}", ended.why, ENDED, limit)
    answer.facts["seconds"] = ended.seconds
    return answer
