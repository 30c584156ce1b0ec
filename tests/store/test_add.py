"""Adding a disclosure: what is stored, what is refused, and that a failure changes nothing."""

import io
import json
import logging
import re
import shutil
from pathlib import Path

import pytest
from kit import GOLDEN, render
from pandas.testing import assert_frame_equal

import yanjiao_budget as yb
from yanjiao_budget import terminal
from yanjiao_budget.__main__ import main
from yanjiao_budget.schema import PRINTED, TABLES
from yanjiao_budget.store import folders
from yanjiao_budget.store.build import build
from yanjiao_budget.store.loaders import load
from yanjiao_budget.store.writing import alone_in

OTHER = "示例县示范局"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return the path of a data folder that is not there yet, which the loaders read."""
    path = tmp_path / "my data" / "budget"
    monkeypatch.setenv("YANJIAO_BUDGET_DATA", str(path))
    return path


@pytest.fixture
def file(small, tmp_path):
    """Return a file with the small disclosure, of 2021."""
    path = tmp_path / "published.txt"
    path.write_bytes(small.encode())
    return path


@pytest.fixture(scope="module")
def added_to(tmp_path_factory, small):
    """Return a data folder that the small disclosure was added to."""
    file = tmp_path_factory.mktemp("published") / "published.txt"
    file.write_bytes(small.encode())
    folder = tmp_path_factory.mktemp("added to")
    yb.add_disclosure(file, data=folder)
    return folder


@pytest.fixture
def stored(added_to, folder):
    """Return the stored text of the small disclosure in the folder, which is a copy of that one."""
    shutil.copytree(added_to, folder)
    return folder / "source" / "2021.txt"


def other(file, old, new, name="other.txt"):
    """Return another file, in which some text differs."""
    path = file.with_name(name)
    path.write_bytes(file.read_bytes().decode().replace(old, new).encode())
    return path


def state(folder):
    """Return every file below a folder, with its bytes and its time."""
    return {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


# What is stored


def test_adding_stores_the_text_and_builds_every_table(folder, file, small):
    """Into a folder that was not there; the loaders read what was added."""
    added = yb.add_disclosure(file)
    assert added.source == folder / "source" / "2021.txt"
    assert added.source.read_bytes() == file.read_bytes()
    assert set(added.changed) == set(state(folder))
    disclosure = yb.parse_disclosure(small, "2021.txt")
    for table in PRINTED:
        assert_frame_equal(load(table.name), yb.frames(disclosure)[table.name], check_exact=True)
    assert (folder / "datapackage.json").exists()


def test_a_folder_given_goes_before_the_variable(folder, file, tmp_path):
    """And only while the disclosure is added."""
    yb.add_disclosure(file, data=tmp_path / "given")
    assert (tmp_path / "given" / "source" / "2021.txt").exists()
    assert not folder.exists()
    assert folders.data_folder() == folder


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
def test_text_in_any_encoding_is_stored_in_utf_8_line_for_line(codec, folder, file, small):
    """The lines that the tables cite are those of the file that was given."""
    file.write_bytes(small.encode(codec))
    assert yb.add_disclosure(file).source == folder / "source" / "2021.txt"
    assert (folder / "source" / "2021.txt").read_bytes() == small.encode()
    assert_frame_equal(
        yb.load_indicators(), yb.frames(yb.parse_disclosure(small))["indicators"], check_exact=True
    )


def test_windows_line_ends_are_kept(folder, file, small):
    """A text is stored as it is."""
    windows = small.replace("\n", "\r\n").encode()
    file.write_bytes(windows)
    assert yb.add_disclosure(file).source.read_bytes() == windows
    assert (folder / "source" / "2021.txt").read_bytes() == windows


def _as_text(text, folder):
    path = folder / "next.txt"
    path.write_bytes(text.encode())
    return path


def _as_html(text, folder):
    path = folder / "next.html"
    path.write_bytes(render.to_html(text).encode())
    return path


def _as_docx(text, folder):
    return render.to_docx(text, folder / "next.docx")


@pytest.mark.slow
@pytest.mark.parametrize("made", [_as_html, _as_docx, _as_text])
def test_next_years_document_gives_the_same_tables_in_every_format(
    made, disclosure, folder, tmp_path
):
    """The 2019 text under the title of 2020: every value but the line it stands on."""
    old, new = (f"{year}年部门预算公开情况说明" for year in (2019, 2020))
    text = disclosure.to_text().replace(old, new, 1)
    added = yb.add_disclosure(made(text, tmp_path))
    assert added.source == folder / "source" / "2020.txt"
    _holds(added, yb.parse_disclosure(text, "2020.txt"))


def test_a_pdf_gives_the_same_tables_and_its_pages_are_told(small, folder, printed, caplog):
    """What takes longest to read says page by page how far it is."""
    path = printed(render.to_html(small, style=render.PRINT_STYLE))
    with caplog.at_level(logging.INFO, logger="yanjiao_budget.formats"):
        added = yb.add_disclosure(path)
    assert added.source == folder / "source" / "2021.txt"
    _holds(added, yb.parse_disclosure(small, "2021.txt"))
    name, *told = [one.message for one in caplog.records if one.levelname == "INFO"]
    assert name == f"reading {path.name}"
    pages = len(told)
    assert pages > 1
    assert told == [f"reading page {n} of {pages}" for n in range(1, pages + 1)]


def _holds(added, disclosure):
    """Assert that the tables are those of a disclosure, but for the lines: those of its text."""
    for name, frame in yb.frames(disclosure).items():
        assert_frame_equal(
            load(name).drop(columns="source_line"), frame.drop(columns="source_line")
        )
    kept = added.source.read_bytes().decode().split("\n")
    for row in yb.load_indicators().itertuples():
        assert row.name.split("\n")[0] in kept[row.source_line - 1]


# Twice, and in the place of another


@pytest.mark.usefixtures("stored")
def test_adding_the_same_file_again_changes_nothing(folder, file):
    """No byte and no time of any file."""
    before = state(folder)
    again = yb.add_disclosure(file)
    assert again.changed == ()
    assert "nothing changed" in str(again)
    assert state(folder) == before


def test_a_file_that_differs_from_the_stored_one_is_refused_unless_it_is_to_replace_it(
    folder, file, stored
):
    """The message names both files and each row that differs, with both lines."""
    before = state(folder)
    changed = other(file, "合成活动甲", "合成活动丁")
    lines = stored.read_text("utf-8").split("\n")
    line = next(number for number, text in enumerate(lines, 1) if "合成活动甲" in text)
    said = rf"1 changed\n  activity 1.1, name: was “.*合成活动甲” \(line {line}\), is .*丁” \(line"
    with pytest.raises(ValueError, match=rf"{said} {line}\)\nTo put .*--replace") as caught:
        yb.add_disclosure(changed)
    assert f"{changed}: the disclosure of 2021 by {OTHER} is already in {stored}" in str(
        caught.value
    )
    assert state(folder) == before
    assert yb.add_disclosure(changed, replace=True).source == stored
    assert stored.read_bytes() == changed.read_bytes()
    assert "合成活动丁" in set(yb.load_activities()["name"])


def test_a_stored_file_of_another_name_is_the_one_replaced(folder, file):
    """Whatever it is called: its year and body are in its title."""
    (folder / "source").mkdir(parents=True)
    kept = folder / "source" / "budget.txt"
    kept.write_bytes(file.read_bytes())
    added = yb.add_disclosure(other(file, "合成活动甲", "合成活动丁"), replace=True)
    assert added.source == kept
    assert [path.name for path in kept.parent.iterdir()] == ["budget.txt"]


def test_a_dry_run_stores_nothing_and_names_the_files_that_a_run_changes(folder, file):
    """And refuses what a run would."""
    planned = yb.add_disclosure(file, dry_run=True)
    assert not folder.exists()
    assert "nothing stored" in str(planned)
    done = yb.add_disclosure(file)
    assert planned.changed == done.changed
    assert planned.report == done.report
    with pytest.raises(ValueError, match="--replace"):
        yb.add_disclosure(other(file, "合成活动甲", "合成活动丁"), dry_run=True)


@pytest.mark.usefixtures("stored")
def test_replacing_says_so_and_what_differs(folder, file, capsys):
    """Row by row, as it is and was; so does a dry run."""
    changed = other(file, "合成活动甲", "合成活动丁")
    said = "activity 1.1, name: was “1、合成活动甲” (line"
    planned = str(yb.add_disclosure(changed, replace=True, dry_run=True))
    assert f"it would replace {folder / 'source' / '2021.txt'}" in planned
    assert said in planned
    assert main(["add", "--replace", str(changed)]) == 0
    printed = capsys.readouterr().out
    assert f"replaced {folder / 'source' / '2021.txt'}; files built: 2" in printed
    assert said in printed
    assert "it differs: 1 changed" in printed
    assert not yb.add_disclosure(changed, replace=True).replaced


def test_of_many_differences_the_first_are_shown_and_the_rest_counted(stored, capsys):
    """All are in the JSON, each with its lines, its table and its cell, as `diff` gives them."""
    changed = GOLDEN / "yuan.txt"  # The same figures in 元.
    with pytest.raises(ValueError, match="it differs: ") as caught:
        yb.add_disclosure(changed)
    listed = [line for line in str(caught.value).splitlines() if line.startswith("  ")]
    left = re.search(r"and (\d+) more, which diff lists", listed[-1])
    assert len(listed) == 11
    assert main(["add", "--json", "--dry-run", "--replace", str(changed)]) == 0
    report = json.loads(capsys.readouterr().out)
    found = report["differences"]
    assert len(found) == 10 + int(left[1])
    assert report["replaced"] in str(caught.value)
    frame = yb.diff(stored, changed)
    assert [one["description"] for one in found] == frame["description"].tolist()
    assert {one["status"] for one in found} == {"changed"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\n", "\r\n", r"说明\\r' is new; \d+ lines differ in all: only line ends differ"),
        ("机构设置：", "机构设置： ", r"'机构设置： ' is new; 1 line .*: only spaces, blank lines"),
        (
            "\n二、部门",
            "\n\n二、部门",
            r"'' is new; 1 line differs in all: only spaces, blank lines",
        ),
        (
            "示例县示范局负责",
            "示例县示范局负责着",
            r"it differs: 1 changed\n  paragraph: was .*\nTo put",
        ),
    ],
)
@pytest.mark.usefixtures("stored")
def test_a_refusal_shows_differences_that_do_not_show(old, new, message, file):
    """Signs stand for spaces and line ends; the last case differs in words."""
    with pytest.raises(ValueError, match=message):
        yb.add_disclosure(other(file, old, new))


def test_a_stored_file_that_is_a_link_is_replaced_in_the_place_it_names(file, stored):
    """The text may be kept elsewhere."""
    kept = stored.rename(file.with_name("kept.txt"))
    stored.symlink_to(kept)
    changed = other(file, "合成活动甲", "合成活动丁")
    yb.add_disclosure(changed, replace=True)
    assert stored.is_symlink()
    assert kept.read_bytes() == changed.read_bytes()


# Bodies that may be one


@pytest.mark.parametrize(
    ("name", "code", "why"),
    [
        ("另一个单位", "001", "has the same code, 001, as"),
        (f"{OTHER}{OTHER}{OTHER}第二所", "002", None),
        ("第示例县示范局", "002", "has nearly the same name as"),
    ],
)
@pytest.mark.usefixtures("stored")
def test_a_body_like_a_stored_one_is_warned_of(name, code, why, folder, file):
    """By its code or its name: its years would be compared with nothing, unnoticed."""
    path = other(file, f"{OTHER}2021年", f"{name}2022年")
    path.write_text(path.read_text("utf-8").replace("001示例", f"{code}示例"), "utf-8")
    added = yb.add_disclosure(path)
    warnings = added.warnings
    assert len(warnings) == (why is not None)
    if why:
        assert f"{OTHER}, of {folder / 'source' / '2021.txt'}, {why} {name}" in warnings[0]
        assert "no year of one is compared" in warnings[0]
        assert f"warning: {warnings[0]}\n" in str(added)


# Names of stored files


@pytest.mark.usefixtures("stored")
def test_another_year_of_the_same_body_is_named_by_its_year(folder, file):
    """The folder's own body needs no name."""
    yb.add_disclosure(other(file, f"{OTHER}2021年", f"{OTHER}2022年"))
    assert sorted(path.name for path in (folder / "source").iterdir()) == ["2021.txt", "2022.txt"]
    assert yb.latest() == {"year": 2022, "body": OTHER}


def test_the_tables_are_those_that_a_build_makes_in_whatever_order_disclosures_come(folder, file):
    """The later year first, the earlier, then the later in the place of itself."""
    for year in (2022, 2021):
        yb.add_disclosure(other(file, f"{OTHER}2021年", f"{OTHER}{year}年"))
        assert build() == []
    years = yb.load_disclosures()["fiscal_year"].tolist()
    replacing = other(file, "合成活动甲", "合成活动丁")
    assert yb.add_disclosure(replacing, replace=True).source == folder / "source" / "2021.txt"
    assert yb.load_disclosures()["fiscal_year"].tolist() == years == [2021, 2022]
    assert build() == []


@pytest.mark.usefixtures("stored")
def test_another_body_is_named_by_year_and_body_and_comes_after_the_first(folder, file):
    """An earlier year too; `latest` stays with the folder's own body."""
    added = yb.add_disclosure(other(file, f"{OTHER}2021年", "示例县 第二/中学2020年"))
    assert added.source == folder / "source" / "2020_示例县_第二_中学.txt"
    assert added.report["body"] == "示例县 第二/中学"
    assert yb.load_disclosures()["source"].tolist() == ["2021.txt", added.source.name]
    assert yb.latest() == {"year": 2021, "body": OTHER}


def test_a_name_that_another_disclosure_has_is_never_overwritten(folder, file, stored):
    """A stored file may have been misnamed by hand."""
    stored.rename(stored.with_name("2022.txt"))
    following = other(file, f"{OTHER}2021年", f"{OTHER}2022年")
    added = yb.add_disclosure(following)
    assert added.source.name == f"2022_{OTHER}.txt"
    assert yb.load_disclosures()["source"].tolist() == ["2022.txt", added.source.name]
    stored.with_name("2022.txt").rename(stored.with_name(f"2023_{OTHER}.txt"))
    stored.with_name(f"2022_{OTHER}.txt").rename(stored.with_name("2023.txt"))
    before = state(folder)
    with pytest.raises(ValueError, match=r"2023_.*\.txt holds another disclosure.*rename it"):
        yb.add_disclosure(other(file, f"{OTHER}2021年", f"{OTHER}2023年"))
    assert state(folder) == before


# A failure leaves every file as it was


@pytest.mark.slow
@pytest.mark.parametrize("moment", [0, 7, 1, 14])
@pytest.mark.parametrize("is_new", [True, False], ids=["new folder", "built folder"])
def test_a_failure_part_way_leaves_every_file_as_it_was(moment, is_new, folder, file, monkeypatch):
    """The first, a later or the last file cannot take its place; new folders go too."""
    if not is_new:
        yb.add_disclosure(file)
    before = state(folder)
    replace, calls = Path.replace, []

    def fails_once(self, target):
        calls.append(target)
        if len(calls) == moment + 1:
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails_once)
    following = other(file, f"{OTHER}2021年", f"{OTHER}2022年")
    with pytest.raises(PermissionError):
        yb.add_disclosure(following)
    assert len(calls) > moment
    assert state(folder) == before
    assert folder.parent.exists() != is_new
    yb.add_disclosure(following)
    assert len(yb.load_disclosures()) == 1 + (not is_new)


@pytest.mark.usefixtures("stored")
def test_an_interrupted_run_leaves_every_file_as_it_was(folder, file, monkeypatch, capsys):
    """Ctrl-C while the files are written."""
    before = state(folder)
    write_bytes, written = Path.write_bytes, []

    def interrupted(self, data):
        written.append(self)
        if self.is_relative_to(folder) and self.name == "findings.csv.new":
            raise KeyboardInterrupt
        return write_bytes(self, data)

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    assert main(["add", str(other(file, f"{OTHER}2021年", f"{OTHER}2022年"))]) == 130
    assert capsys.readouterr() == ("", "stopped\n")
    assert written[-1].name == "findings.csv.new"
    assert state(folder) == before


@pytest.mark.parametrize("suffix", ["txt", "docx", "html", "pdf", "xls"])
def test_an_unreadable_file_is_refused_in_every_format(suffix, folder, tmp_path):
    """The file is named, and nothing is stored."""
    path = tmp_path / f"odd.{suffix}"
    path.write_bytes(b"\xff\xfe\x00odd")
    with pytest.raises(yb.UnreadableDisclosureError, match=rf"odd\.{suffix}"):
        yb.add_disclosure(path)
    assert not folder.exists()


def test_an_unreadable_stored_file_is_named_and_nothing_is_stored(folder, file, stored):
    """The tables cannot be built without it."""
    stored.write_bytes(b"2021\n")
    before = state(folder)
    with pytest.raises(
        yb.UnreadableDisclosureError, match=f"^{stored}.*move it out of {stored.parent}"
    ):
        yb.add_disclosure(other(file, f"{OTHER}2021年", f"{OTHER}2022年"))
    assert state(folder) == before


def test_a_line_of_a_word_document_is_quoted_where_it_cannot_be_read(folder, small, tmp_path):
    """A Word document shows no line numbers: what stands there is in the message."""
    path = render.to_docx(small.replace("\t40.00", "\t四十"), tmp_path / "next.docx")
    with pytest.raises(
        yb.UnreadableDisclosureError, match=r"next\.docx, line \d+.*“四十”"
    ) as caught:
        yb.add_disclosure(path)
    assert "the text which read_text makes of the file" in str(caught.value)
    line = yb.read_text(path).split("\n")[caught.value.line - 1]
    assert line.strip() == "四十"
    assert not folder.exists()


def test_an_installed_package_is_never_written_into(tmp_path, file, monkeypatch, capsys):
    """Its data is read; a folder of one's own is named in the message."""
    package = tmp_path / "site-packages" / "yanjiao_budget"
    (package / "data" / "source").mkdir(parents=True)
    monkeypatch.setattr(folders, "_PACKAGE", package)
    monkeypatch.delenv("YANJIAO_BUDGET_DATA", raising=False)
    for command in (["add", str(file)], ["build"], ["add", str(file), "--dry-run"]):
        assert main(command) == 2
        said = capsys.readouterr().err
        assert "never written into" in said
        assert "--data" in said
        assert "YANJIAO_BUDGET_DATA" in said
    assert main(["build", "--data", str(package / "data" / "mine")]) == 2
    assert not state(package)
    assert main(["add", str(file), "--data", str(tmp_path / "mine")]) == 0
    assert (tmp_path / "mine" / "tables" / "totals.csv").exists()


def test_a_package_is_not_written_into_through_a_link(folder, file, tmp_path, monkeypatch, capsys):
    """A folder of tables linked to, as one does to save space."""
    package = tmp_path / "site-packages" / "yanjiao_budget"
    (package / "data" / "tables").mkdir(parents=True)
    monkeypatch.setattr(folders, "_PACKAGE", package)
    folder.mkdir(parents=True)
    (folder / "tables").symlink_to(package / "data" / "tables")
    assert main(["add", str(file)]) == 2
    assert "never written into" in capsys.readouterr().err
    assert not state(package)
    assert not state(folder)


def test_adding_while_another_is_writing_is_refused(folder, file, capsys):
    """Of two at once one would lose what it stored; a dry run may look."""
    with alone_in(folder):
        assert main(["add", str(file)]) == 2
        printed, said = capsys.readouterr()
        assert main(["build"]) == 2
        assert main(["add", str(file), "--dry-run"]) == 0
    assert not printed
    assert f"is writing to {folder}: wait until it has ended, then try again" in said
    assert main(["add", str(file)]) == 0


def test_an_empty_name_of_a_data_folder_is_refused(folder, file, tmp_path, monkeypatch, capsys):
    """It would be the folder that is open."""
    monkeypatch.chdir(tmp_path)
    before = state(tmp_path)
    assert main(["add", str(file), "--data", ""]) == 2
    assert "the data folder's name is empty" in capsys.readouterr().err
    with pytest.raises(ValueError, match="name is empty"):
        yb.add_disclosure(file, data="")
    assert state(tmp_path) == before
    assert not folder.exists()


# What is shown


def test_the_ties_of_both_years_are_in_the_ledger_of_the_one_added(folder, file):
    """Those of the year itself, and those of the year after that rest on it."""
    yb.add_disclosure(other(file, f"{OTHER}2021年", f"{OTHER}2022年"))
    alone = yb.check_arithmetic(yb.read_disclosure(file))["check"].tolist()
    added = yb.add_disclosure(file)
    assert (folder / "source" / "2021.txt").exists()
    ledger = added.report["ledger"]
    assert [tie["check"] for tie in ledger if tie["fiscal_year"] == 2021] == alone
    across = [tie["check"] for tie in ledger if tie["fiscal_year"] == 2022]
    assert across
    assert all(check.startswith("previous_") for check in across)


def test_the_command_shows_what_was_found_and_where_it_is_stored(folder, file, capsys):
    """Body, year, tables and rows, ledger, thresholds unread, names to put into English."""
    assert main(["add", str(file)]) == 0
    printed, said = capsys.readouterr()
    for words in (
        f"示例县示范局2021年部门预算公开情况说明 (2021, {OTHER})",
        "3 indicators",
        "0 beyond what rounding can make",
        "thresholds that no rule places: ",
        "names with no English: ",
        f"add a line for each to {folder / 'names_en.csv'}",
        f"stored as {folder / 'source' / '2021.txt'}; files built: {len(TABLES) + 1}",
    ):
        assert words in printed
    assert not said


def test_a_gap_is_status_one_and_the_disclosure_is_stored(folder, file, capsys):
    """What the document says is kept, slips included."""
    gap = other(file, "\t40.00", "\t41.00")
    assert main(["check", str(gap)]) == 1
    assert not folder.exists()
    assert main(["add", str(gap), "--dry-run"]) == 1
    assert not folder.exists()
    assert main(["add", str(gap)]) == 1
    assert (folder / "source" / "2021.txt").read_bytes() == gap.read_bytes()
    assert "1 beyond what rounding can make" in capsys.readouterr().out


@pytest.mark.usefixtures("stored")
def test_a_refusal_is_status_two_and_a_line_or_a_list_with_no_traceback(folder, file, capsys):
    """On standard error, the output left to the result; what differs stands on lines of its own."""
    before = state(folder)
    differing = other(file, "\t40.00", "\t41.00")
    for path, lines in ((differing, 3), (file.with_name("none.docx"), 1)):
        assert main(["add", "--json", str(path)]) == 2
        printed, said = capsys.readouterr()
        assert not printed
        assert said.startswith(f"{path}: ")
        assert said.count("\n") == lines
    assert state(folder) == before


@pytest.mark.usefixtures("stored")
def test_the_command_replaces_where_told_to(folder, file):
    """As the refusal advises."""
    changed = other(file, "合成活动甲", "合成活动丁")
    assert main(["add", "--replace", str(changed)]) == 0
    assert (folder / "source" / "2021.txt").read_bytes() == changed.read_bytes()


def test_json_says_what_check_says_and_what_was_done(folder, file, capsys):
    """One report for both commands; nothing but JSON on the output."""
    main(["check", "--json", str(file)])
    checked = json.loads(capsys.readouterr().out)
    main(["add", "--json", "--dry-run", str(file)])
    planned = json.loads(capsys.readouterr().out)
    main(["add", "--json", str(file)])
    added = json.loads(capsys.readouterr().out)
    assert checked.items() <= added.items()
    assert added.keys() - checked.keys() == {
        "source",
        "changed",
        "replaced",
        "replaced_zh",
        "differences",
        "warnings",
        "warnings_zh",
        "dry_run",
    }
    assert added["source"] == str(folder / "source" / "2021.txt")
    assert set(added["changed"]) == {str(path) for path in state(folder)}
    assert added["dry_run"] is False
    assert planned == added | {"dry_run": True}
    assert added["warnings"] == []
    main(["add", "--json", str(other(file, f"{OTHER}2021年", "示例县2021年"))])
    assert (
        "has the same code, 001, as 示例县:" in json.loads(capsys.readouterr().out)["warnings"][0]
    )


@pytest.mark.usefixtures("stored")
def test_a_names_file_that_cannot_be_read_is_named_with_its_line(folder, capsys):
    """An English name cut at a comma, or a file that Excel saved in another encoding."""
    names = folder / "names_en.csv"
    for content, message in (
        ("name,name_en\n合成活动甲,First, made up\n".encode(), "line 2: found 3 cells"),
        ("name,name_en\n\n合成活动甲\n".encode(), "line 3: found 1 cells"),
        ("name\n合成活动甲\n".encode(), "line 1: found 'name', expected the headings"),
        ("合成活动甲,First\n".encode(), "expected the headings name,name_en"),
        ("name,name_en\n合成活动甲,First\n".encode("gb18030"), "no UTF-8 text"),
    ):
        names.write_bytes(content)
        assert main(["build"]) == 2
        said = capsys.readouterr().err
        assert message in said
        assert str(names) in said


def test_english_added_to_the_folder_is_read_at_once(folder, file):
    """In the same session, as in a notebook."""
    missing = yb.add_disclosure(file).report["without_english"]
    assert "合成活动甲" in missing
    (folder / "names_en.csv").write_text("name,name_en\n合成活动甲,First activity\n", "utf-8")
    added = yb.add_disclosure(file)
    assert set(missing) - set(added.report["without_english"]) == {"合成活动甲"}
    assert yb.load_activities()["name_en"].tolist()[0] == "First activity"


def test_building_a_folder_without_a_disclosure_is_refused(folder, capsys):
    """A slip in the folder's name makes no folder of empty tables."""
    assert main(["build"]) == 2
    assert "holds no disclosure" in capsys.readouterr().err
    assert not folder.exists()


class _Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_what_the_command_is_at_and_is_left_clean(folder, file, monkeypatch):
    """Each step over the one before, on standard error."""
    terminal = _Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert main(["add", str(file)]) == 0
    steps = terminal.getvalue().split("\r\x1b[K")
    assert steps == [
        "",
        "reading published.txt …",
        "building the tables, 1 of 1 …",
        "checking the figures …",
        "",
    ]
    assert folder.exists()


def test_progress_is_said_now_and_then_where_there_is_no_terminal(monkeypatch):
    """Work that is soon done says nothing; a long PDF says its page every few seconds."""
    times = iter([0, 1, 6, 6, 7, 12, 12])
    monkeypatch.setattr(terminal.time, "monotonic", lambda: next(times))
    stream = io.StringIO()
    with terminal.progress(stream, "en"):
        for page in range(1, 5):
            logging.getLogger("yanjiao_budget.x").info("reading page %d of %d", page, 4)
    assert stream.getvalue() == "reading page 2 of 4\nreading page 4 of 4\n"
