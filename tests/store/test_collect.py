"""Collecting a folder: what is read of it, what is said of it, and what a second run does."""

import errno
import json
import math
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from kit import GOLDEN, drawn, render
from kit.years import shifted
from pandas.testing import assert_frame_equal

import yanjiao_budget as yb
from yanjiao_budget.__main__ import main
from yanjiao_budget.analysis import ledger
from yanjiao_budget.explorer import bodies
from yanjiao_budget.explorer.data import Data
from yanjiao_budget.formats.read import read_any
from yanjiao_budget.schema import BY_NAME, MANIFEST, PRINTED, TABLES
from yanjiao_budget.schema.collected import ROWS, TIES
from yanjiao_budget.store import collect, guard, merge, parquet, parts
from yanjiao_budget.store.build import build, packaged
from yanjiao_budget.store.files import files_below
from yanjiao_budget.store.folders import FOLDER_SETTING, in_folder

pytestmark = pytest.mark.slow

NAMES = [table.name for table in TABLES]
ZONE, BODY = "示例县示范局", "示例县第二局"
BROKEN, UNTITLED = "坏/说明.docx", "坏/无题.pdf"


def _of_bodies(folder):
    """Copy the golden documents, those of one year and body put under bodies of their own."""
    there = set()
    for name, path in zip(
        "甲乙丙丁戊己庚辛壬癸子丑寅卯辰", sorted(GOLDEN.glob("*.txt")), strict=False
    ):
        text = path.read_bytes().decode()
        one = yb.parse_disclosure(text)
        key = one.fiscal_year, one.body
        if key in there:
            text = text.replace(one.body, f"{one.body[:3]}第{name}局")
        there.add(key)
        place = folder / str(one.fiscal_year) / path.name
        place.parent.mkdir(exist_ok=True, parents=True)
        place.write_bytes(text.encode())


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """Return a folder of disclosures, with files that are none and files that stand beside one."""
    folder = tmp_path_factory.mktemp("documents")
    _of_bodies(folder)
    small = folder / "2021" / "minimal.txt"
    shutil.copy(small, folder / "copy of minimal.txt")
    other = small.read_text("utf-8").replace("推进合成项目", "推进另一项目")
    render.to_docx(other, folder / "z.docx")
    (folder / "坏").mkdir()
    (folder / BROKEN).write_bytes(b"PK no such thing")
    drawn.pdf(folder / UNTITLED, drawn.text(50, 700, "2021"))
    (folder / "坏" / "空.txt").touch()
    (folder / "坏" / "无.txt").symlink_to("nowhere")
    (folder / "坏" / "表.xlsx").touch()
    (folder / "~$minimal.docx").touch()
    return folder


@pytest.fixture(scope="module")
def cluster():
    """Return the address of a cluster of one worker, which every run of a test can share."""
    from distributed import LocalCluster  # noqa: PLC0415 - for these tests alone

    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0"
    ) as there:
        yield there.scheduler_address


@pytest.fixture(scope="module")
def data(documents, tmp_path_factory, cluster):
    """Return the data folder that it is collected into."""
    folder = tmp_path_factory.mktemp("collected")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "ROW_GROUP", 20)
        yb.collect(documents, folder, scheduler=cluster)
    return folder


@pytest.fixture(scope="module")
def manifest(data):
    """Return the manifest by path."""
    return yb.load_manifest(data=data).set_index("path")


def _as_csv(data, folder):
    """Return a folder with the tables that `build` makes of the texts in a collected one."""
    shutil.copytree(data / "source", folder / "source")
    with in_folder(folder):
        build()
    return folder


@pytest.fixture(scope="module")
def csv(data, tmp_path_factory):
    """Return the CSV tables of the same texts."""
    return _as_csv(data, tmp_path_factory.mktemp("csv"))


# What the loaders give


@pytest.mark.parametrize("name", NAMES)
def test_a_loader_gives_what_it_gives_of_csv_tables(name, data, csv):
    """The whole of it, one year, one body, both: rows, their order, columns and types."""
    load = getattr(yb, f"load_{name}")
    for asked in ({}, {"year": 2020, "body": ZONE}, {"year": 2021}, {"body": ZONE}):
        expected = load(**asked, data=csv)
        assert_frame_equal(load(**asked, data=data), expected, check_exact=True)
        lazy = load(**asked, data=data, lazy=True)
        assert_frame_equal(lazy._meta, expected[:0])
        assert_frame_equal(lazy.compute().reset_index(drop=True), expected, check_exact=True)


def test_a_csv_table_is_a_dask_frame_too_where_asked(csv):
    """The same words work on either folder."""
    lazy = yb.load_totals(data=csv, lazy=True)
    assert_frame_equal(lazy.compute(), yb.load_totals(data=csv), check_exact=True)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"year": 1999}, KeyError),
        ({"body": "无此局"}, KeyError),
        ({"year": "2021"}, TypeError),
        ({"body": 2021}, TypeError),
    ],
)
@pytest.mark.parametrize("lazy", [False, True])
def test_what_is_not_there_is_refused_as_with_csv_tables(asked, error, lazy, data, csv):
    """In the same words."""
    said = []
    for folder in (data, csv):
        with pytest.raises(error) as caught:
            yb.load_activities(**asked, data=folder, lazy=lazy)
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_only_what_may_hold_a_body_is_read(data):
    """Of the row groups of a year, those between whose first and last body it stands."""
    whole = list(parquet._parts(data, BY_NAME["narrative"], {}))
    own = list(parquet._parts(data, BY_NAME["narrative"], {"fiscal_year": 2021, "body": ZONE}))
    assert len(own) == 1
    assert 0 < len(own[0][2]) < sum(len(groups) for _, year, groups in whole if year == 2021)


def test_the_tables_are_partitioned_by_year_and_read_by_others(data):
    """By pandas alone, with the year from the folders' names."""
    import pandas as pd  # noqa: PLC0415 - as another program would

    frame = pd.read_parquet(data / "tables" / "activities")
    assert len(frame) == len(yb.load_activities(data=data))
    assert frame["fiscal_year"].astype("int64").tolist() == sorted(frame["fiscal_year"])


# What else looks into a data folder


def test_what_looks_into_a_folder_finds_what_it_finds_in_csv_tables(data, csv, monkeypatch):
    """The ledger with its rounding, text, citations, what is unread, two years side by side."""
    found = []
    for folder in (data, csv):
        monkeypatch.setenv(FOLDER_SETTING, str(folder))
        cited = yb.cite(3, year=2020, body=ZONE)
        tie = yb.check_arithmetic(year=2020, body=ZONE)["check"].iloc[0]
        found.append(
            {
                "tables": yb.tables(),
                "ledger": yb.check_arithmetic(),
                "working": yb.working(tie, year=2020, body=ZONE),
                "once": yb.printed_once(body=ZONE),
                "unread": yb.kept_unread(),
                "text": yb.find_text("预算", year=2020, body=ZONE),
                "indicators": yb.find_indicators(year=2020, body=ZONE),
                "terms": yb.define("基本支出", year=2021, body=ZONE),
                "cited": cited,
                "verified": yb.verify(cited)[1:],
                "latest": yb.latest(ZONE),
            }
        )
    assert found[0].keys() == found[1].keys()
    for name, one in found[0].items():
        if hasattr(one, "columns"):
            assert_frame_equal(one, found[1][name])
        else:
            assert one == found[1][name], name


def test_the_explorer_opens_on_a_disclosure_of_a_collected_folder(data, monkeypatch):
    """Its frames are of that one."""
    monkeypatch.setenv(FOLDER_SETTING, str(data))
    explorer = yb.explore(year=2020, body=ZONE)
    assert explorer.year == 2020
    assert set(explorer.frame("trust.ledger")["body"]) == {ZONE}
    beside = bodies.table(Data(2021, ZONE), lang="en", sort="").shown
    assert len(beside["rows"]) > 1
    assert '"set"' not in json.dumps(beside["rows"])  # None can be turned to.


def test_the_page_of_a_collected_folder_packs_the_tables_of_its_body(
    data, tmp_path, monkeypatch, capsys
):
    """As a data folder of its own; a body that is not there is refused."""
    monkeypatch.setenv(FOLDER_SETTING, str(data))
    for path, content in packaged(ZONE).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    for name in NAMES:
        load = getattr(yb, f"load_{name}")
        assert_frame_equal(load(data=tmp_path), load(body=ZONE))
    described = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert len(described["sources"]) == len(yb.load_disclosures(body=ZONE))
    assert main(["page", "--body", "无此局", "--out", str(tmp_path / "page.html")]) == 2
    assert "no disclosure of 无此局" in capsys.readouterr().err


def test_add_and_build_leave_a_collected_folder_alone(data, documents, capsys):
    """And say where the file belongs instead."""
    for command in (["add", str(documents / "z.docx")], ["build"]):
        assert main([*command, "--data", str(data)]) == 2
        assert "collect made" in capsys.readouterr().err


# The manifest


def test_the_manifest_is_as_declared(data, manifest):
    """Columns, types, and each file once."""
    frame = yb.load_manifest(data=data)
    assert frame.columns.tolist() == [column.name for column in MANIFEST.columns]
    assert not frame["path"].duplicated().any()
    for column in MANIFEST.columns:
        assert not (column.required and frame[column.name].isna().any()), column.name
    assert yb.describe("manifest")["column"].tolist() == frame.columns.tolist()
    assert manifest.index.tolist() == sorted(manifest.index)


def test_the_manifest_counts_what_was_read(data, manifest, documents):
    """Rows of each table, ties by verdict, words kept unread."""
    path = "2020/shape_2020.txt"
    read = read_any(documents / path)
    row = manifest.loc[path]
    for table in PRINTED:
        assert row[ROWS[table.name]] == len(read.records[table.name])
    verdicts = yb.check_arithmetic(read)["verdict"].value_counts()
    assert {verdict: row[column] for verdict, column in TIES.items()} == {
        verdict: verdicts.get(verdict, 0) for verdict in TIES
    }
    assert row["unread"] == len(read.kept)
    held = manifest[manifest["outcome"].isin(["read", "in_part"])]
    for table in TABLES:
        loaded = getattr(yb, f"load_{table.name}")(data=data)
        assert held[ROWS[table.name]].sum() == len(loaded)


def test_no_file_is_left_out_of_the_manifest(manifest, documents):
    """But those that no reader is for, and what a program leaves beside an open document."""
    there = {str(path.relative_to(documents)) for path in documents.rglob("*") if not path.is_dir()}
    assert set(manifest.index) == there - {"坏/表.xlsx", "~$minimal.docx"}


def test_two_files_of_one_year_and_body_are_both_told_of(data, manifest):
    """The first by path is in the tables; a copy is called one, and another text another."""
    first, copy, other = "2021/minimal.txt", "copy of minimal.txt", "z.docx"
    assert manifest.loc[[first, copy, other], "outcome"].tolist() == ["read", "same", "differs"]
    assert set(manifest.loc[[first, copy, other], "held"]) == {first}
    body = manifest.loc[first, "body"]
    names = yb.load_responsibilities(2021, body, data=data)["name"]
    assert not names.str.contains("另一项目").any()


def test_a_refusal_is_worded_as_check_words_it(manifest, documents, monkeypatch):
    """With the path in the folder, and a kind that others share."""
    monkeypatch.chdir(documents)
    for path in (BROKEN, UNTITLED, "坏/空.txt"):
        with pytest.raises(yb.UnreadableDisclosureError) as caught:
            read_any(path)
        assert manifest.loc[path, "refusal"] == str(caught.value)
        assert manifest.loc[path, "kind"].startswith("expected ")
    assert "No such file" in manifest.loc["坏/无.txt", "refusal"]
    refused = manifest[manifest["refusal"].notna()]
    assert set(refused["outcome"]) == {"refused"}
    assert refused[[ROWS["totals"], "body", "held"]].isna().all(axis=None)


def test_tables_below_the_folder_are_not_read_again(data, tmp_path):
    """Neither those of this run nor those of another: their texts are copies of what is there."""
    inside = Path(shutil.copytree(data, tmp_path / "in" / "tables of 2021", symlinks=True))
    (tmp_path / "in" / "a.txt").touch()
    for aside in (inside, tmp_path / "other"):
        found, _ = files_below(tmp_path / "in", aside)
        assert [file.path for file in found] == ["a.txt"]


def test_a_folder_that_cannot_be_read_does_not_seem_empty(tmp_path, monkeypatch):
    """Else all that was read of it would leave the tables."""
    (tmp_path / "shut").mkdir()
    there = os.scandir

    def scandir(path):
        if Path(path).name == "shut":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return there(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(PermissionError, match="shut"):
        files_below(tmp_path, tmp_path / "out")


def test_a_collected_folder_stands_side_by_side_as_its_ledger_says(data, csv, monkeypatch):
    """From the counts of the manifest, with no text read again."""
    expected = yb.across(data=csv)
    monkeypatch.setattr(ledger, "rows_read_again", None)
    assert_frame_equal(yb.across(data=data), expected)
    chosen = yb.across(2020, ZONE, data=data)
    of_both = expected[(expected["fiscal_year"] == 2020) & (expected["body"] == ZONE)]
    assert_frame_equal(chosen, of_both.reset_index(drop=True))
    with in_folder(csv):
        to_others = yb.check_arithmetic()["check"].str.startswith("previous_")
    assert expected[list(TIES)].sum().sum() == len(to_others) - to_others.sum() < len(to_others)


# The command


def test_a_second_run_reads_nothing_and_says_what_there_is(documents, data, cluster, capsys):
    """But what could not be opened; the tables stay the same files."""
    before = (data / "tables").resolve()
    assert main(["collect", str(documents), "--out", str(data), "--scheduler", cluster]) == 1
    said = capsys.readouterr().out
    assert "files: 19, 0 read now" in said
    assert "1 of the same text" in said
    assert "z.docx: 2021" in said
    assert said.count(", such as: ") == 3
    assert "1 .xlsx" in said
    assert (data / "tables").resolve() == before


def test_the_summary_for_machines_holds_the_manifest(documents, data, cluster, manifest, capsys):
    """Outcomes, and each file with what became of it."""
    command = ["collect", str(documents), "--out", str(data), "--scheduler", cluster, "--json"]
    assert main(command) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["outcomes"] == {
        "read": 13,
        "in_part": 0,
        "same": 1,
        "differs": 1,
        "refused": 4,
        "ended": 0,
    }
    assert [row["path"] for row in said["manifest"]] == manifest.index.tolist()
    assert said["gone"] == 0


def test_what_cannot_be_collected_is_refused(tmp_path, data, csv, capsys, small):
    """An empty folder, none at all, tables of another kind or folder, limits of nothing."""
    (tmp_path / "other.txt").write_text(small.replace("示例县", "别样县"), "utf-8")
    (tmp_path / "empty").mkdir()
    out = str(tmp_path / "out")
    for arguments, words in (
        ([str(tmp_path / "empty"), "--out", out], "no file of a format"),
        ([str(tmp_path / "none"), "--out", out], "is no folder"),
        ([str(tmp_path), "--out", str(csv)], "did not make"),
        ([str(tmp_path), "--out", str(data)], "none of which is below"),
        ([str(tmp_path), "--out", ""], "name is empty"),
        ([str(tmp_path), "--out", str(tmp_path)], "holds the files to read"),
        ([str(tmp_path), "--out", out, "--seconds", "0"], "not above 0"),
    ):
        assert main(["collect", *arguments]) == 2
        assert words in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_without_the_extra_it_is_named(tmp_path, monkeypatch, capsys, small):
    """As a command, not as a traceback."""
    (tmp_path / "a.txt").write_text(small, "utf-8")
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["collect", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert "pip install 'yanjiao-budget[collect]'" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "dask.dataframe", None)
    with pytest.raises(ModuleNotFoundError, match=r"yanjiao-budget\[collect\]"):
        yb.load_totals(lazy=True)


# What takes too long or too much, the next run, and what is killed

HARMFUL = """
import os, subprocess, time
from pathlib import Path
from yanjiao_budget.store import parts, reader, server
plain = reader._read
def read(path):
    if path == "slow.txt":
        begun = subprocess.Popen(["sleep", "600"])
        Path("begun.new").write_text(f"{os.getpid()} {begun.pid}")
        Path("begun.new").rename("begun")
        time.sleep(600)
    if path == "large.txt":
        held = bytearray(300_000_000)
        held[::4096] = b"x" * len(held[::4096])
        time.sleep(600)
    if path == "broken.txt":
        os._exit(9)
    if path.startswith("wait"):
        parts._SLICE = 0  # Each in a part of its own.
        there = Path(os.environ["YANJIAO_BUDGET_DATA"], ".collected", "parts").glob("[!.]*")
        if len(list(there)) >= int(Path("enough").read_text()):
            time.sleep(600)
    return plain(path)
reader._read = read
server._WATCH = 0.05  # Seconds, as the test waits for it.
server.main()
"""


# What each does to its reader, and the limit that is told with it.
HARMS = {
    "slow.txt": (guard.TOO_LONG, 60),
    "broken.txt": (guard.BROKE, None),
    "large.txt": (guard.TOO_LARGE, 300),
}


class _Clock:
    """Another clock for what looks after readers: an hour passes at each look at the slow file."""

    def __init__(self, folder):
        self.begun, self.hours = folder / "begun", 0

    def monotonic(self):
        if self.begun.exists() and _goes_on(self.begun.read_text().split()[0]):
            self.hours += 1
        return time.monotonic() + 3600 * self.hours


@pytest.fixture(scope="module")
def first_run(tmp_path_factory, small, cluster):
    """Return a folder that was collected, its data folder and its manifest.

    Two of its disclosures are of one year and body, and what reads some files is ended. The test of
    the next run changes both folders, so it comes last.
    """
    folder, out = tmp_path_factory.mktemp("in"), tmp_path_factory.mktemp("out")
    (folder / "a.txt").write_text(small, "utf-8")
    (folder / "b.txt").write_text(small.replace("推进合成项目", "推进另一项目") + "\n", "utf-8")
    (folder / "c.txt").write_text(small.replace(ZONE, BODY), "utf-8")
    (folder / "d.txt").write_text(shifted(small, 1), "utf-8")
    for name in HARMS:
        (folder / name).write_text(small.replace(ZONE, Path(name).stem), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "_READ", HARMFUL)
        patch.setattr(guard, "time", _Clock(folder))
        found = yb.collect(folder, out, scheduler=cluster, seconds=60, megabytes=300)
    return folder, out, found.set_index("path")


def test_a_file_that_takes_too_long_or_too_much_is_ended_and_listed(first_run):
    """With what it had begun; the others are read."""
    folder, _, found = first_run
    outcomes = {"a.txt": "read", "b.txt": "differs", "c.txt": "read", "d.txt": "read"}
    assert found["outcome"].to_dict() == outcomes | dict.fromkeys(HARMS, "ended")
    for name, told in HARMS.items():
        limit = found.loc[name, "limit"]
        assert (found.loc[name, "kind"], None if math.isnan(limit) else limit) == told
    assert "took longer than 60 s" in found.loc["slow.txt", "refusal"]
    _wait_for(lambda: not any(map(_goes_on, (folder / "begun").read_text().split())))


def _stop(*_):
    raise KeyboardInterrupt


def test_the_next_run_reads_what_is_new_changed_missed_or_may_take_more(
    first_run, small, tmp_path, monkeypatch, cluster
):
    """Stopped before its end it leaves what there was, and the one after reads none of it again.

    What that leaves is what one run over the folder as it is would leave.
    """
    folder, out, found = first_run
    too_large = [name for name, (kind, _) in HARMS.items() if kind == guard.TOO_LARGE]
    higher = parts.Limits(300, 300)  # Of seconds alone.
    (folder / "a.txt").unlink()  # b.txt takes its place, of which there are no rows yet
    (folder / "c.txt").rename(folder / "e.txt")  # known by its bytes
    (folder / "d.txt").write_text(small.replace(ZONE, "示例县第三局"), "utf-8")
    (folder / "f.txt").write_text(shifted(small, 2), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(collect, "write_manifest", _stop)
        with pytest.raises(KeyboardInterrupt):
            collect.collected(folder, out, cluster, higher)
    read = {"b.txt", "d.txt", "f.txt", *HARMS} - {*too_large}
    assert sorted(parts.facts_of(_parts_of(out))["path"]) == sorted(read)
    assert yb.load_manifest(data=out)["path"].tolist() == found.index.tolist()
    assert not yb.load_responsibilities(data=out)["name"].str.contains("另一").any()
    for source in yb.load_disclosures(data=out)["source"]:
        assert (out / "source" / source).exists()
    run = collect.collected(folder, out, cluster, higher)
    assert (run.read, run.gone) == (0, 2)
    outcomes = dict.fromkeys([*read, "e.txt"], "read") | dict.fromkeys(too_large, "ended")
    assert run.manifest.set_index("path")["outcome"].to_dict() == outcomes
    assert set(yb.load_disclosures(data=out)["fiscal_year"]) == {2021, 2023}
    sources = yb.load_disclosures(data=out)["source"]
    assert sorted(sources) == sorted(path.name for path in (out / "source").iterdir())
    csv = _as_csv(out, tmp_path / "csv")
    for name in NAMES:
        assert_frame_equal(
            getattr(yb, f"load_{name}")(data=out), getattr(yb, f"load_{name}")(data=csv)
        )


def _goes_on(process):
    """Tell whether a process is at work: its end may stand in the list until somebody reads it."""
    try:
        return psutil.Process(int(process)).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


COLLECT = f"""
import sys
from yanjiao_budget.store import collect, guard
from yanjiao_budget.__main__ import main
guard._READ = {HARMFUL!r}
collect._LEAST = 4  # Files of a batch: several readers where there are cores for them.
sys.exit(main(["collect", *sys.argv[1:]]))
"""


def test_a_run_that_is_killed_is_gone_on_with(tmp_path, small, capsys):
    """The folder is whole, no process is left, and what was read is not read again.

    Where all is well in the end the status is 0, whatever the files are called, with nothing on
    standard error where no terminal shows it.
    """
    folder, out = tmp_path / "in", tmp_path / "out"
    names = [f"wait{number}.txt" for number in range(10)]
    folder.mkdir()
    for name in names:
        (folder / name).write_text(small.replace(ZONE, f"{name}局"), "utf-8")
    read = 0
    for sign in (signal.SIGKILL, signal.SIGTERM):
        status, said = _killed_with(sign, folder, out, read + 2)
        assert status == (-sign if sign == signal.SIGKILL else 130), said
        assert said == ("" if sign == signal.SIGKILL else "stopped\n")
        assert not (out / "tables").exists()
        with pytest.raises(FileNotFoundError):
            yb.load_totals(data=out)
        _wait_for(lambda: not _readers_in(folder))
        read = len(_parts_of(out))
    odd = ["2021\n\x1b[2J.txt", os.fsdecode(b"\xff.txt")]
    for name in odd:
        (folder / name).write_text(small, "utf-8")
    assert main(["collect", str(folder), "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "\x1b" not in said.out
    assert f"files: {len(names) + 2}, {len(names) + 2 - read} read now" in said.out
    found = yb.load_manifest(data=out)
    assert found["path"].tolist() == [odd[0], "\\udcff.txt", *names]
    assert found["outcome"].tolist() == ["read", "same", *["read"] * len(names)]
    assert len(yb.load_disclosures(data=out)) == len(names) + 1


def _killed_with(sign, folder, out, count):
    """Collect until there are so many parts, then end it; return its status and last words."""
    (folder / "enough").write_text(str(count))
    command = [sys.executable, "-c", COLLECT, str(folder), "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        while running.poll() is None and len(_parts_of(out)) < count:
            time.sleep(0.05)
        running.send_signal(sign)
        said = running.communicate(timeout=60)[1].decode()
    return running.returncode, said


def _parts_of(out):
    return list((out / ".collected" / "parts").glob("[!.]*"))


def _wait_for(there):
    left = time.monotonic() + 60
    while not there():
        assert time.monotonic() < left, "a process goes on"
        time.sleep(0.1)


def _readers_in(folder):
    """Return the processes whose folder this is."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        try:
            found += [one.name] if (one / "cwd").readlink() == folder else []
        except OSError:
            continue
    return found
