"""Files put into a folder all together or not at all, and by one process at a time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from fuzz.share import share
from kit.years import build_in, shifted
from pandas.testing import assert_frame_equal

from yanjiao_budget.schema import TABLES
from yanjiao_budget.store import folders, writing
from yanjiao_budget.store.folders import FOLDER_SETTING
from yanjiao_budget.store.loaders import load
from yanjiao_budget.store.writing import LOCK, alone_in, settle, write

OLD, NEW = {"a.csv": b"1", "b/c.csv": b"2"}, {"a.csv": b"3", "b/c.csv": b"4", "d.csv": b"5"}


@pytest.fixture
def stored(tmp_path):
    """Return a folder with two files."""
    write(tmp_path, OLD)
    return tmp_path


def state(folder):
    """Return every file below a folder, with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def failing(monkeypatch, error, calls):
    """Have some of the calls of `Path.replace`, counted from 1, raise an error."""
    replace, made = Path.replace, []

    def fails(self, target):
        made.append(target)
        if len(made) in calls:
            raise error
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails)


def test_files_of_ones_own_beside_the_targets_are_left_alone(stored):
    """Whatever their names are."""
    own = {"a.csv.old": b"mine", "a.csv.new": b"mine"}
    write(stored, own)
    write(stored, NEW)
    assert state(stored) == NEW | own


def test_a_file_keeps_its_permissions(stored):
    """A table that a group may write stays so."""
    (stored / "a.csv").chmod(0o664)
    write(stored, NEW)
    assert (stored / "a.csv").stat().st_mode & 0o777 == 0o664


def test_a_link_is_written_through(stored, tmp_path_factory):
    """The file that it names has the new content, and the link stays one."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "kept.csv"
    (stored / "a.csv").rename(elsewhere)
    (stored / "a.csv").symlink_to(elsewhere)
    write(stored, NEW)
    assert (stored / "a.csv").is_symlink()
    assert elsewhere.read_bytes() == NEW["a.csv"]
    assert list(elsewhere.parent.iterdir()) == [elsewhere]


@pytest.mark.parametrize("dry_run", [True, False])
def test_an_installed_package_is_not_written_into_through_a_link(
    dry_run, stored, tmp_path_factory, monkeypatch
):
    """The folder is one's own, a folder within it is not."""
    package = tmp_path_factory.mktemp("site-packages")
    (stored / "b").rename(package / "b")
    (stored / "b").symlink_to(package / "b")
    monkeypatch.setattr(folders, "_PACKAGE", package)
    before = state(stored)
    with pytest.raises(PermissionError, match=r"c\.csv is part of the installed package"):
        write(stored, NEW, dry_run=dry_run)
    assert state(stored) == before
    assert state(package) == {"b/c.csv": b"2"}


def test_a_full_disk_is_said_with_the_file(stored, monkeypatch):
    """The system's error names none."""

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match=r"No space.*a\.csv"):
        write(stored, NEW)
    assert state(stored) == OLD


def test_a_second_failure_is_said_and_whoever_reads_next_puts_every_file_back(stored, monkeypatch):
    """The third file fails, then putting back the first: no step is left for the user."""
    with monkeypatch.context() as patch:
        failing(patch, KeyboardInterrupt(), {4, 5})
        with pytest.raises(OSError, match=r"not every file .* is as it was .* put back when"):
            write(stored, NEW)
    assert (stored / "a.csv").read_bytes() == NEW["a.csv"]
    settle(stored)
    assert state(stored) == OLD
    assert {path.name for path in stored.iterdir()} == {"a.csv", "b"}


def test_a_failure_leaves_nothing_behind(stored, monkeypatch):
    """No copy, no temporary folder."""
    failing(monkeypatch, KeyboardInterrupt(), {2})
    with pytest.raises(KeyboardInterrupt):
        write(stored, NEW)
    assert state(stored) == OLD
    assert {path.name for path in stored.iterdir()} == {"a.csv", "b"}


def test_only_one_process_at_a_time_writes_into_a_folder(stored):
    """The other is told who does, and to wait; a lock that a killed process left is none."""
    (stored / LOCK).write_text("1\n")
    with (
        alone_in(stored),
        pytest.raises(BlockingIOError, match=rf"process {os.getpid()}\) .*wait until it has ended"),
        alone_in(stored),
    ):
        pass
    with alone_in(stored):
        write(stored, NEW)
    assert state(stored) == NEW


def test_a_folder_made_for_nothing_goes_again(tmp_path):
    """As after a refusal."""
    with alone_in(tmp_path / "a" / "b"):
        pass
    assert not list(tmp_path.iterdir())


_STOPPED_MIDWAY = """
import pathlib, signal, sys, time
# Whoever runs the tests may ignore these, as nohup does, and a process inherits that.
signal.signal(signal.SIGINT, signal.default_int_handler)
for name in ("SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_DFL)
from yanjiao_budget.store.writing import alone_in, write
folder = pathlib.Path(sys.argv[1])
write_bytes = pathlib.Path.write_bytes
def slow(self, data):
    write_bytes(self, data)
    if self.name == "c.csv.new":
        print("begun", flush=True)
        time.sleep(60)
pathlib.Path.write_bytes = slow
with alone_in(folder):
    write(folder, {"a.csv": b"3", "b/c.csv": b"4"})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a signal")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_process_that_is_told_to_end_leaves_every_file_as_it_was(name, stored):
    """By kill, by closing the terminal, by Ctrl-C."""
    command = [sys.executable, "-c", _STOPPED_MIDWAY, str(stored)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "begun\n"
        process.send_signal(getattr(signal, name))
        assert "KeyboardInterrupt" in process.communicate()[1]
    assert state(stored) == OLD
    assert {path.name for path in stored.iterdir()} == {"a.csv", "b"}


# A process killed at any moment: all the old files or all the new ones, with no steps to take

_KILLED_ANYWHERE = """
import itertools, os, pathlib, shutil, signal, sys
import filelock
from yanjiao_budget.store.writing import alone_in, settle, write

def run(target, moment, folder):
    # Run in a process of its own that is killed at its n-th touch of the disk; whether it was.
    if not (child := os.fork()):
        touches = itertools.count()
        def hook(event, arguments):
            if event in {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"}:
                if str(folder) in repr(arguments) and next(touches) == moment:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(hook)
        target(folder)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])

def write_new(folder):
    with alone_in(folder):
        write(folder, NEW)

def state(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

(OLD, NEW), step = eval(sys.argv[2]), int(sys.argv[3])
start = pathlib.Path(sys.argv[1])
write(start, OLD)
for moment in itertools.count():
    folder = start.with_name(f"at{moment}")
    shutil.copytree(start, folder)
    if not run(write_new, moment, folder):
        break
    begun = (folder / ".writing" / "begun.json").exists()
    for again in itertools.count(step=step):  # Killed a second time, while that is put right.
        twice = start.with_name(f"at{moment}-{again}")
        shutil.copytree(folder, twice)
        was_killed = begun and run(settle, again, twice)
        settle(twice)
        found = {name: data for name, data in state(twice).items() if name in NEW}
        print("old" if found == OLD else "new" if found == NEW else "mixed", moment, again)
        write_new(twice)
        assert state(twice) == NEW, state(twice)
        assert not list(twice.rglob(".writing"))
        shutil.rmtree(twice)
        if not was_killed:
            break
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_a_process_killed_at_any_moment_leaves_all_old_files_or_all_new(tmp_path):
    """Whoever reads next sees no mixture, and whoever writes next is not hindered."""
    start, files = str(tmp_path / "start"), repr((OLD, NEW))
    command = [sys.executable, "-c", _KILLED_ANYWHERE, start, files, str(share(1))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.stderr
    seen = [line.split() for line in done.stdout.splitlines()]
    assert {result for result, *_ in seen} == {"old", "new"}
    assert len({moment for _, moment, _ in seen}) > 15
    assert len({again for *_, again in seen}) > 6 // share(1)


def test_tables_half_replaced_by_a_killed_process_are_loaded_as_they_were(
    small, tmp_path, monkeypatch
):
    """The loaders put them back before they read: no row of the year that was being added."""
    folder = build_in(tmp_path, small, shifted(small, 1))
    monkeypatch.setenv(FOLDER_SETTING, str(folder))
    as_built = state(folder)
    before = {table.name: load(table.name) for table in TABLES}
    names = [f"tables/{table.name}.csv" for table in TABLES]
    files = dict.fromkeys(names, b"half")
    replace, done = Path.replace, []

    def killed(self, target):
        done.append(target)
        if len(done) > len(names) // 2:
            raise SystemExit
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        patch.setattr(writing, "_undo", lambda _: None)  # It had no time for it.
        with pytest.raises(SystemExit):
            write(folder, files)
    assert (folder / names[0]).read_bytes() == b"half"
    for table in TABLES:
        assert_frame_equal(load(table.name), before[table.name])
    assert state(folder) == as_built
