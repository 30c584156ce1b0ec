"""What the workers of a Dask cluster do for `collect`: each thread of them has a process read."""

from collections.abc import Sequence
from typing import cast

from distributed import Worker, WorkerPlugin, get_worker

from .guard import Reader
from .parts import File, Task


class Readers(WorkerPlugin):
    """The processes of one worker that have nothing to read just now."""

    name = "yanjiao_budget.store.workers.Readers"

    def setup(self, worker: Worker) -> None:  # noqa: ARG002 - Dask's
        """Begin with none."""
        self.idle: list[Reader] = []
        self.is_open = True

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - Dask's
        """End them all."""
        self.is_open = False
        while self.idle:
            self.idle.pop().close()

    def read(self, task: Task, files: Sequence[File]) -> list[Sequence[File]]:
        """Read files with one of them, or with a new one; see `Reader.read`."""
        try:
            one = self.idle.pop()
        except IndexError:
            one = Reader(task)
        try:
            return one.read(files)
        except BaseException:
            one.close()
            raise
        finally:
            if self.is_open:
                self.idle.append(one)
            else:
                one.close()


def read_on_worker(task: Task, files: Sequence[File]) -> list[Sequence[File]]:
    """Read files on the worker that this runs on; see `Reader.read`."""
    return cast("Readers", get_worker().plugins[Readers.name]).read(task, files)
