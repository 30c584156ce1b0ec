"""What nbval leaves unsaid about the notebooks, and what they say once there is another year."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from kit import ROOT

from yanjiao_budget.charts.offline import MIME
from yanjiao_budget.store.folders import FOLDER_SETTING

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def read(path):
    """Return a notebook as a dictionary."""
    return json.loads(path.read_text("utf-8"))


def code_cells(notebook):
    """Return the notebook's code cells, in order."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def problems(notebook):
    """Return what keeps nbval from comparing a notebook, or a reader from reading it."""
    found = []
    for number, cell in enumerate(code_cells(notebook), 1):
        source = "".join(cell["source"])
        if cell["execution_count"] != number:
            found.append(f"code cell {number} was not executed in order")
        if number > 1 and not cell["outputs"]:
            found.append(f"code cell {number} shows nothing")
        if any(output["output_type"] in ("error", "stream") for output in cell["outputs"]):
            found.append(f"code cell {number} stores an error or a printed message")
        if "def " in source or "sys.path" in source or "open(" in source:
            found.append(f"code cell {number} holds a function, a path trick or a file")
        for output in cell["outputs"]:
            data = output.get("data", {})
            if MIME in data and "image/png" not in data:
                found.append(f"code cell {number} has a chart with no picture")
    return found


def outputs(notebook, key):
    """Return the data of the notebook's outputs that hold a MIME type."""
    cells = code_cells(notebook)
    return [o["data"] for c in cells for o in c["outputs"] if key in o.get("data", {})]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_is_one_that_nbval_compares_whole(path):
    """A cell that was never executed would be passed over in silence."""
    assert problems(read(path)) == []


@pytest.mark.parametrize(
    "path",
    [path for path in NOTEBOOKS if path.stem != "04_explorer"],  # a tool, which argues nothing
    ids=lambda path: path.stem,
)
def test_every_notebook_asks_answers_and_says_what_it_cannot_show(path):
    """The title is a question in two languages, the answer comes first, the limits last."""
    prose = ["".join(c["source"]) for c in read(path)["cells"] if c["cell_type"] == "markdown"]
    assert "? · " in prose[0].splitlines()[0]
    assert prose[1].startswith("## The answer · 结论")
    assert prose[-1].startswith("## What this cannot show · 本文不能说明什么")


def test_the_guard_refuses_an_unexecuted_cell():
    """Adding a cell without running the notebook is caught before nbval passes it over."""
    notebook = read(NOTEBOOKS[0])
    code_cells(notebook)[2]["execution_count"] = None
    assert problems(notebook) == ["code cell 3 was not executed in order"]


def test_the_guard_refuses_a_chart_without_a_picture():
    """A reader on GitHub sees only the picture."""
    notebook = read(NOTEBOOKS[0])
    del outputs(notebook, MIME)[0]["image/png"]
    assert len(problems(notebook)) == 1


# The others would take a kernel each: `test_notebooks_elsewhere` runs all, in none.
EXPLORER = ROOT / "notebooks" / "04_explorer.ipynb"


@pytest.fixture(scope="module")
def executed(two_years, tmp_path_factory):
    """Return the explorer's notebook as `make notebooks` runs it with 2020 in the data too."""
    copy = Path(shutil.copy(EXPLORER, tmp_path_factory.mktemp("notebooks")))
    tools = os.path.relpath(Path(sys.executable).parent, ROOT)
    command = ["make", "notebooks", "READY=", f"BIN={tools}", f"NOTEBOOKS={copy}"]
    environment = os.environ | {FOLDER_SETTING: str(two_years)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return read(copy)


def prose(notebook):
    """Return what a notebook computed as text."""
    return "\n".join("".join(data["text/markdown"]) for data in outputs(notebook, "text/markdown"))


@pytest.mark.kernel
def test_a_second_year_is_used_as_soon_as_it_is_there(executed):
    """No edit: the explorer opens it."""
    assert problems(executed) == []
    explorer = outputs(executed, "text/plain")
    assert ["".join(data["text/plain"])[:29] for data in explorer] == [
        "Explorer: overview of 2020 in"
    ]


@pytest.mark.parametrize("name", ["03_year_on_year", "05_promises"])
def test_without_the_year_before_a_notebook_says_how_to_add_it(name):
    """One computed sentence in the place of the comparison."""
    text = prose(read(ROOT / "notebooks" / f"{name}.ipynb"))
    assert "No 2018 disclosure of this body is in the tables" in text
    assert "`python -m yanjiao_budget add FILE`" in text
    assert "line up" not in text
    assert "Made again" not in text


# `make notebooks` gives the committed bytes. What a fresh run shows is what is stored, pictures
# included: nbval compares that, by `notebooks/conftest.py`. All else in the files is compared here.


@pytest.mark.kernel
def test_running_a_notebook_changes_nothing_but_what_it_shows(executed):
    """With the stored outputs put into it, a notebook that was run is the committed file."""
    for cell, stored in zip(code_cells(executed), code_cells(read(EXPLORER)), strict=True):
        cell["outputs"] = stored["outputs"]
    again = json.dumps(executed, ensure_ascii=False, indent=1) + "\n"
    assert again == EXPLORER.read_text("utf-8"), f"{EXPLORER.name} is stale: run `make notebooks`"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_is_stored_as_jupyter_writes_it(path):
    """Outputs too: the order of their fields, the breaks of their lines, their numbers.

    And with the metadata that `make notebooks` leaves.
    """
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    assert [*notebook.metadata] == ["kernelspec"]
    assert not [cell for cell in notebook.cells if cell.metadata]
    assert path.read_text("utf-8") == nbformat.writes(notebook) + "\n"
    for number, cell in enumerate(code_cells(notebook), 1):
        counts = {output.get("execution_count", number) for output in cell["outputs"]}
        assert counts <= {number}
