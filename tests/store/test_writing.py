"""Files put into a folder all together or not at all, and by one process at a time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from yanjiao_budget.store import folders
from yanjiao_budget.store.writing import LOCK, alone_in, write

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


def test_a_second_failure_keeps_the_copy_and_every_other_file_is_put_back(stored, monkeypatch):
    """The message says which file is to be moved where."""
    failing(monkeypatch, KeyboardInterrupt(), {3, 4})  # The third file, then putting back the first
    with pytest.raises(OSError, match="not every file is as it was: move ") as caught:
        write(stored, NEW)
    copy, place = str(caught.value).split("move ")[1].split(" (")[0].split(" to ")
    assert Path(place) == stored / "a.csv"
    assert Path(copy).read_bytes() == OLD["a.csv"]
    assert (stored / "b" / "c.csv").read_bytes() == OLD["b/c.csv"]
    assert not (stored / "d.csv").exists()


def test_a_failure_leaves_nothing_behind(stored, monkeypatch):
    """No copy, no temporary folder."""
    failing(monkeypatch, KeyboardInterrupt(), {2})
    with pytest.raises(KeyboardInterrupt):
        write(stored, NEW)
    assert state(stored) == OLD
    assert {path.name for path in stored.iterdir()} == {"a.csv", "b"}


def test_only_one_process_at_a_time_writes_into_a_folder(stored):
    """The other is told who does, and which file to remove where nobody does."""
    with (
        alone_in(stored),
        pytest.raises(BlockingIOError, match=rf"process {os.getpid()}\) .*remove .*{LOCK}"),
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
