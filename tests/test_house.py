"""The house: what the linters cannot say of it."""

import ast
import subprocess
import sys
from pathlib import Path

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


def test_what_takes_no_frame_goes_without_pandas(source, small, tmp_path):
    """Whoever checks one document, or holds two side by side, does not wait for frames."""
    files = [str(tmp_path / "old.txt"), str(tmp_path / "new.txt")]
    for file, text in zip(files, (small, small.replace("满意度", "满意率")), strict=True):
        Path(file).write_text(text, "utf-8")
    steps = (
        "import yanjiao_budget.document",
        "import yanjiao_budget.ladders",
        "import yanjiao_budget.promises",
        "from yanjiao_budget.__main__ import main",
        f"assert main(['check', {str(source)!r}]) == 1",  # One tie of the document does not hold.
        f"assert main(['diff', *{files!r}]) == 1",
    )
    code = "import sys\n" + "\n".join(f"{one}\nassert 'pandas' not in sys.modules" for one in steps)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert not done.stderr
    assert "findings: " in done.stdout
    assert "it differs: 1 changed" in done.stdout


def test_every_room_says_in_one_line_what_it_does_and_the_readme_lists_it():
    """The folder listing is the map."""
    readme = (ROOT / "README.md").read_text("utf-8")
    for room in (ROOT / "yanjiao_budget").glob("*/__init__.py"):
        first = ast.get_docstring(ast.parse(room.read_text("utf-8"))).splitlines()[0]
        assert first.endswith((".", ":")), room
        assert f"| `{room.parent.name}/` |" in readme
