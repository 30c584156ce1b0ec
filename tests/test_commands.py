"""The command line: what it prints, how it exits, and that it stores nothing it should not."""

import json
import subprocess
import sys

import pytest

from yanjiao_budget.__main__ import main


def test_check_prints_the_one_gap_of_the_real_document_and_exits_with_one(source, capsys):
    """The ledger's one tie that does not hold, with its lines."""
    assert main(["check", str(source)]) == 1
    printed = capsys.readouterr().out
    assert "72 ties hold, 1 do not, 5 are not stated" in printed
    assert "stated 90119.41, computed 90119.38, difference -0.03 (lines 19, 134," in printed
    assert "304 indicators" in printed
    assert "line 2203: 0-10%以上" in printed


def test_check_exits_with_zero_when_every_tie_holds(root, capsys):
    """The small synthetic document adds up."""
    assert main(["check", str(root / "tests" / "golden" / "minimal.txt")]) == 0
    assert "0 do not" in capsys.readouterr().out


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
    assert report["findings"][0]["sentence"].startswith("“Fund utilization rate” has")


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


def test_build_changes_nothing_when_nothing_changed(capsys):
    """The committed tables are those of the committed document."""
    assert main(["build"]) == 0
    assert capsys.readouterr().out == "nothing changed\n"


def test_the_help_names_every_command_and_exit_status():
    """Run as a user runs it."""
    command = [sys.executable, "-m", "yanjiao_budget", "--help"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for word in ("check", "build", "exits with 0"):
        assert word in printed
