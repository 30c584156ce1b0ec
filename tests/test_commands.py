"""The command line: what it prints, how it exits, and that it stores nothing it should not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from kit import render

import yanjiao_budget as yb
from yanjiao_budget.__main__ import main


def test_check_prints_the_one_gap_of_the_real_document_and_exits_with_one(source, capsys):
    """The ledger's one tie that does not hold, with its lines."""
    assert main(["check", str(source)]) == 1
    printed = capsys.readouterr().out
    assert (
        "ledger (the document alone): 79 exact, 1 within what rounding can make, "
        "0 beyond what rounding can make, 5 not stated" in printed
    )
    assert "lines of which nothing is published: 9 (lines 1274–1282)" in printed
    assert "findings: 710 (yb.rules() explains each rule)" in printed
    assert "8 gap_between_bands: Values between bands earn no grade\n" in printed
    assert "read_text" not in printed
    assert (
        "fall short of the total by 0.03; rounding of the printed figures can make up to 0.06. ("
        in printed
    )
    assert "304 indicators" in printed
    assert "line 2203: 0-10%以上" in printed


def test_check_exits_with_zero_when_every_tie_holds(root, capsys):
    """The small synthetic document adds up."""
    assert main(["check", str(root / "tests" / "golden" / "minimal.txt")]) == 0
    assert "0 beyond what rounding can make" in capsys.readouterr().out


def test_one_line_is_called_one_line(small, tmp_path, capsys):
    """And not lines; a tie within one paragraph has but one."""
    path = tmp_path / "gap.txt"
    path.write_text(small.replace("人员经费15.5万元", "人员经费15.6万元"), "utf-8")
    assert main(["check", str(path)]) == 1
    assert " (line 16)\n" in capsys.readouterr().out


def test_line_numbers_of_a_word_document_are_said_to_be_those_of_its_text(small, tmp_path, capsys):
    """Word shows none."""
    path = render.to_docx(small, tmp_path / "next.docx")
    assert main(["check", str(path)]) == 0
    printed = capsys.readouterr().out
    assert printed.count("line numbers are those of the text that yb.read_text(FILE) makes") == 1


def test_a_folder_in_the_place_of_a_file_is_said_to_be_one(tmp_path, capsys):
    """In one line."""
    assert main(["check", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said == f"{tmp_path}: is a folder: name the disclosure's file in it\n"


def test_check_prints_json_with_exact_amounts(source, capsys):
    """Machines get the digits, nothing rounded, unknown as null."""
    main(["check", "--json", str(source)])
    report = json.loads(capsys.readouterr().out)
    ties = {tie["check"]: tie for tie in report["ledger"]}
    assert ties["project_responsibilities"]["difference"] == "-0.03"
    assert ties["project_responsibilities"]["holds"] is False
    assert ties["responsibility_5"]["holds"] is None
    assert ties["responsibility_5"]["stated"] is None
    assert report["tables"]["activities"] == 94
    assert report["skipped"] == list(range(1274, 1283))
    assert report["findings"][0]["sentence"].startswith("“Fund usage rate” has")


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", "2019年".encode()])
def test_an_unreadable_file_is_refused_in_one_line_with_status_two(content, tmp_path, capsys):
    """No traceback, and the file is named."""
    path = tmp_path / "odd.txt"
    path.write_bytes(content)
    assert main(["check", str(path)]) == 2
    message = capsys.readouterr().err
    assert str(path) in message
    assert message.count("\n") == 1


def test_a_missing_file_is_refused_in_one_line(tmp_path, capsys):
    """The same for a slip of the keyboard."""
    assert main(["check", str(tmp_path / "none.txt")]) == 2
    assert "none.txt" in capsys.readouterr().err


def test_the_help_names_every_command_and_exit_status(capsys):
    """With what each exit status means."""
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    printed = capsys.readouterr().out
    for word in (
        "check",
        "add",
        "build",
        "YANJIAO_BUDGET_DATA",
        "Exit status: 0",
        "1 when",
        "2 when",
    ):
        assert word in printed


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("check", ["FILE", "--json", "--data", "of the document alone", "--dry-run"]),
        ("add", ["FILE", "--json", "--data", "--dry-run", "--replace"]),
        ("diff", ["OLD", "NEW", "--body", "--json", "--data", "1 when something does"]),
        ("build", ["--data"]),
    ],
)
def test_the_help_of_a_command_names_its_options_and_exit_statuses(command, options, capsys):
    """Nobody needs another page to use it."""
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    printed = capsys.readouterr().out
    for word in (*options, "Exit status: 0"):
        assert word in printed


@pytest.mark.slow
def test_the_installed_script_is_the_same_command(small, tmp_path, monkeypatch, capsys):
    """`yanjiao-budget` stands beside the environment's Python; its usage has that name."""
    script = Path(sys.executable).with_name("yanjiao-budget")
    gap = tmp_path / "gap.txt"
    gap.write_text(small.replace("人员经费15.5万元", "人员经费15.6万元"), "utf-8")
    done = subprocess.run([script, "check", gap], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert " (line 16)\n" in done.stdout
    assert not done.stderr
    monkeypatch.setattr(sys, "argv", [str(script)])
    with pytest.raises(SystemExit, match="2"):
        main()
    assert "usage: yanjiao-budget" in capsys.readouterr().err


# What was stored is never reported as not stored


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
@pytest.mark.parametrize(
    ("command", "output"),
    [
        ("add", "full disk"),
        ("build", "closed pipe"),
        ("add", "closed pipe"),
        ("build", "full disk"),
    ],
)
def test_a_report_that_cannot_be_printed_does_not_hide_what_is_stored(
    command, output, small, tmp_path
):
    """On a full disk, and where whoever reads the output has gone: status 3, and one line."""
    is_full = output == "full disk"
    folder, file = tmp_path / "data", tmp_path / "next.txt"
    file.write_bytes(small.encode())
    if command == "build":
        (folder / "source").mkdir(parents=True)
        file = file.rename(folder / "source" / "2021.txt")
    run = [sys.executable, "-m", "yanjiao_budget", command, "--data", str(folder)]
    run += [str(file)] * (command == "add")
    if is_full:
        output = os.open("/dev/full", os.O_WRONLY)
    else:
        end, output = os.pipe()
        os.close(end)
    done = subprocess.run(run, stdout=output, stderr=subprocess.PIPE, text=True, check=False)
    os.close(output)
    stored = {"add": f"{folder / 'source' / '2021.txt'} is stored", "build": "the tables are built"}
    reason = "No space left on device" if is_full else "Broken pipe"
    assert done.stderr == f"{stored[command]}; the report cannot be printed: {reason}\n"
    assert done.returncode == 3
    assert (folder / "datapackage.json").exists()


def test_check_lists_the_amounts_that_are_printed_once(source, capsys):
    """Each with its line, so that a reader knows which figures rest on themselves."""
    main(["check", str(source)])
    printed = capsys.readouterr().out
    assert "amounts printed once and tied to nothing: 9\n" in printed
    assert "  line 3548: 办公用房（平方米）, value 1659.40\n" in printed
    main(["check", str(source), "--json"])
    report = json.loads(capsys.readouterr().out)
    assert [one["source_line"] for one in report["printed_once"]][-1] == 3548


# What is kept unread


@pytest.fixture
def unread(small, tmp_path):
    """Return a file with an amount in its duties and a heading out of order."""
    path = tmp_path / "unread.txt"
    text = small.replace("负责示范工作。", "负责示范工作，完成投资5亿元。")
    path.write_text(text.replace("2、支出说明", "4、支出说明"), "utf-8")
    return path


@pytest.mark.parametrize("command", [["check"], ["add", "--dry-run"]])
def test_what_is_kept_unread_is_counted_and_listed(command, unread, tmp_path, capsys):
    """In text, and as JSON apart from the thresholds that no rule places."""
    arguments = [*command, str(unread), "--data", str(tmp_path / "data")]
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert "places kept unread: 2, 1 with an amount\n" in printed
    assert "  line 7: 完成投资5亿元 (looked for a figure of the form; an amount" in printed
    assert "  line 14: 4、支出说明 (looked for number 2 next; the number" in printed
    assert main([*arguments, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [(one["line"], one["has_amount"]) for one in report["kept_unread"]] == [
        (7, True),
        (14, False),
    ]
    assert report["unread_thresholds"] == []
    assert "unread" not in report


@pytest.mark.parametrize("command", ["check", "add"])
def test_strict_refuses_what_is_kept_unread_and_stores_nothing(command, unread, tmp_path, capsys):
    """The first place, with its line; what is read whole is not refused."""
    data = tmp_path / "data"
    assert main([command, str(unread), "--strict", "--data", str(data)]) == 2
    said = capsys.readouterr().err
    assert f"{unread}, line 7: found “完成投资5亿元”" in said
    assert "expected a figure of the form" in said
    assert "without --strict" in said
    assert not data.exists()
    whole = unread.with_name("whole.txt")
    whole.write_text(
        unread.read_text("utf-8").replace("，完成投资5亿元", "").replace("4、支", "2、支"), "utf-8"
    )
    assert main([command, str(whole), "--strict", "--data", str(data)]) == 0


def test_the_tables_hold_how_many_places_are_kept_unread(unread, root, tmp_path, monkeypatch):
    """And the cells of other tables, by year and body."""
    monkeypatch.setenv("YANJIAO_BUDGET_DATA", str(tmp_path / "data"))
    shape = root / "tests" / "golden" / "shape_2020.txt"
    for path in (unread, shape):
        yb.add_disclosure(path)
    rows = yb.load_disclosures()
    counts = dict(zip(rows["fiscal_year"], rows["unread"], strict=True))
    assert counts == {2021: 2, 2020: 0}
    assert rows["unread_amounts"].sum() == 1
    assert len(yb.kept_unread()) == 2
    assert yb.kept_unread(year=2020).empty
    assert len(yb.load_other_tables()) == len(yb.load_other_tables(2020)) == 27
    assert yb.load_other_tables(2021).empty


# Two texts side by side


@pytest.fixture
def versions(text, tmp_path):
    """Return the files of two versions of the real document, the later with a threshold lowered."""
    files = [tmp_path / "old.txt", tmp_path / "new.txt"]
    files[0].write_bytes(text.encode())
    files[1].write_bytes(text.replace("\t95%以上\n", "\t90%以上\n", 1).encode())
    return list(map(str, files))


def test_diff_tells_each_change_with_both_lines_and_exits_with_one(versions, capsys):
    """And what a threshold that changed means; the other way round too."""
    assert main(["diff", *versions]) == 1
    printed = capsys.readouterr().out
    assert printed.splitlines() == [
        f"before: 三河市燕郊高新技术产业开发区管理委员会2019年部门预算公开情况说明 ({versions[0]})",
        f"after: 三河市燕郊高新技术产业开发区管理委员会2019年部门预算公开情况说明 ({versions[1]})",
        "it differs: 1 changed",
        (
            "  indicator 1.1.1 “非税收入上缴率”, excellent: was “95%以上” (line 149), is “90%以上” "
            "(line 149); the bar is lower: a weaker result passes it"
        ),
    ]
    assert main(["diff", *versions[::-1]]) == 1
    assert "the bar is higher: only a better result passes it" in capsys.readouterr().out


def test_diff_of_what_prints_the_same_exits_with_zero(versions, text, capsys):
    """Blank lines and line ends are named as what differs, and are no change."""
    assert main(["diff", versions[0], versions[0]]) == 0
    assert capsys.readouterr().out.endswith("\nnothing that is printed differs\n")
    Path(versions[1]).write_bytes(text.replace("\n", "\r\n").encode())
    assert main(["diff", *versions]) == 0
    assert "differs: only spaces, blank lines or line ends do\n" in capsys.readouterr().out


def test_diff_prints_json_with_counts_and_every_difference(versions, capsys):
    """Whole texts, lines as numbers, what is missing as null, both languages."""
    assert main(["diff", "--json", *versions]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["counts"] == {"changed": 1, "moved": 0, "new": 0, "gone": 0}
    assert report["before"]["fiscal_year"] == report["after"]["fiscal_year"] == 2019
    (one,) = report["differences"]
    assert (one["text_before"], one["text_after"]) == ("95%以上", "90%以上")
    assert (one["source_line_before"], one["bar"]) == (149, "lowered")
    assert "门槛降低" in one["description_zh"]
    assert main(["diff", "--json", versions[0], versions[0]]) == 0
    assert json.loads(capsys.readouterr().out)["differences"] == []


@pytest.mark.usefixtures("two")
def test_diff_takes_the_year_of_a_stored_one_where_no_file_has_that_name(
    versions, capsys, tmp_path, monkeypatch
):
    """A file of that name is the file; a year that is not stored is refused in one line."""
    assert main(["diff", "2019", "2020"]) == 1
    assert "it differs: 8 changed\n" in capsys.readouterr().out
    assert main(["diff", "2019", versions[0]]) == 0
    capsys.readouterr()
    assert main(["diff", "2019", "2021"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("2021: no such file, and no disclosure of 2021 ")
    assert said.count("\n") == 1
    assert main(["diff", "--body", "别处", "2019", "2020"]) == 2
    assert "no disclosure of 2019 别处" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    Path("2019").write_text("a file", "utf-8")
    assert main(["diff", "2019", "2020"]) == 2
    assert "no suffix" in capsys.readouterr().err


def test_diff_refuses_a_text_that_cannot_be_read(versions, tmp_path, capsys):
    """In one line that names it."""
    for path in (tmp_path / "none.txt", tmp_path):
        assert main(["diff", versions[0], str(path)]) == 2
        said = capsys.readouterr().err
        assert str(path) in said
        assert said.count("\n") == 1


def test_diff_of_a_word_document_says_whose_lines_it_tells(small, tmp_path, capsys):
    """Word shows none."""
    old = tmp_path / "old.txt"
    old.write_bytes(small.encode())
    new = render.to_docx(small.replace("满意度", "满意率"), tmp_path / "new.docx")
    assert main(["diff", str(old), str(new)]) == 1
    printed = capsys.readouterr().out
    assert f"({new}; its lines are those of yb.read_text(FILE))\n" in printed
    assert "it differs: 1 changed\n  indicator 1.2.1, name: was “满意度”" in printed
