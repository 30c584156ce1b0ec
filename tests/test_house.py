"""The house: what the linters cannot say of it."""

import ast
import subprocess
import sys

from kit import ROOT


def test_no_choice_of_values_stands_within_another():
    """One conditional expression at a time can be read; two in one are steps."""
    nested = [
        f"{path.relative_to(ROOT)}:{one.lineno}"
        for path in (ROOT / "yanjiao_budget").rglob("*.py")
        for one in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(one, ast.IfExp)
        and any(isinstance(part, ast.IfExp) and part is not one for part in ast.walk(one))
    ]
    assert nested == []


def test_records_are_read_and_judged_without_pandas():
    """Whoever checks one document does not wait for frames."""
    rooms = ("document", "ladders", "promises")
    tried = (f"import yanjiao_budget.{one}; print('pandas' in sys.modules)" for one in rooms)
    code = "; ".join(["import sys", *tried])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert dict(zip(rooms, done.stdout.split(), strict=True)) == dict.fromkeys(rooms, "False")


def test_a_document_is_checked_without_pandas(source):
    """Parsed, its ledger drawn up and its findings made, as `yanjiao-budget check` does."""
    code = (
        "import sys; from yanjiao_budget.__main__ import main; "
        f"status = main(['check', {str(source)!r}]); "
        "print(status, 'pandas' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "1 False"  # One tie of the document does not hold.
    assert "findings: " in done.stdout


def test_every_room_says_in_one_line_what_it_does_and_the_readme_lists_it():
    """The folder listing is the map."""
    readme = (ROOT / "README.md").read_text("utf-8")
    for room in (ROOT / "yanjiao_budget").glob("*/__init__.py"):
        first = ast.get_docstring(ast.parse(room.read_text("utf-8"))).splitlines()[0]
        assert first.endswith((".", ":")), room
        assert f"| `{room.parent.name}/` |" in readme
