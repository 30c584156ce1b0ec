"""What nbval leaves unsaid about the notebooks, and that nbval itself fails when it should."""

import json
import os
import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
from kit import ROOT

from yanjiao_budget.charts.offline import MIME
from yanjiao_budget.store.folders import FOLDER_SETTING

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WORDINGS = sorted((ROOT / "notebooks").glob("*.md"))


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


def run_nbval(path):
    """Compare one notebook with a fresh run; return the finished process."""
    nbval = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-c", "/dev/null"]
    return subprocess.run(
        [*nbval, str(path)], capture_output=True, text=True, cwd=path.parent, check=False
    )


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """Write notebooks cut to the first cell and the spending chart; return the writer."""
    notebook = read(NOTEBOOKS[0])
    cells = code_cells(notebook)
    chart = next(cell for cell in cells if "charts.spending(" in "".join(cell["source"]))
    notebook["cells"] = [cells[0], cells[1], chart]

    def write(name, change=None):
        copy = deepcopy(notebook)
        if change:
            change(copy)
        path = tmp_path_factory.mktemp(name) / "short.ipynb"
        for wording in WORDINGS:
            shutil.copy(wording, path.parent)
        path.write_text(json.dumps(copy), "utf-8")
        return path

    return write


def outputs(notebook, key):
    """Return the data of the notebook's outputs that hold a MIME type."""
    cells = code_cells(notebook)
    return [o["data"] for c in cells for o in c["outputs"] if key in o.get("data", {})]


def change_amount(notebook):
    """Change one digit of one amount in a stored table."""
    table = outputs(notebook, "text/html")[0]
    before = "".join(table["text/html"])
    table["text/html"] = before.replace("16608.89", "16608.88")
    assert table["text/html"] != before


def change_encoding(notebook):
    """Change one colour of one encoding in a stored chart."""
    chart = outputs(notebook, MIME)[0][MIME]
    chart["vconcat"][0]["layer"][0]["encoding"]["color"]["value"] = "#0072B3"


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


@pytest.mark.kernel
def test_nbval_passes_the_notebook_as_it_is_stored(short):
    """The two mutations below fail for what they change and nothing else."""
    done = run_nbval(short("same"))
    assert done.returncode == 0, done.stdout


@pytest.mark.kernel
@pytest.mark.parametrize("change", [change_amount, change_encoding])
def test_nbval_fails_when_a_stored_output_differs(short, change):
    """One digit of one amount, or one colour of one chart, is enough."""
    done = run_nbval(short(change.__name__, change))
    assert done.returncode == 1, done.stdout
    assert "1 failed" in done.stdout


def executed(tmp_path, folder):
    """Return every notebook, by name, run as it stands with the data of a folder."""
    convert = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir"]
    subprocess.run(
        [*convert, str(tmp_path), *map(str, NOTEBOOKS)],
        check=True,
        capture_output=True,
        env=os.environ | {FOLDER_SETTING: str(folder)},
    )
    return {path.stem: read(tmp_path / path.name) for path in NOTEBOOKS}


def prose(notebook):
    """Return what a notebook computed as text."""
    return "\n".join("".join(data["text/markdown"]) for data in outputs(notebook, "text/markdown"))


@pytest.mark.kernel
def test_a_second_year_is_used_as_soon_as_it_is_there(tmp_path, two_years):
    """No edit: every notebook reads 2020, and the third compares it with 2019's own disclosure."""
    notebooks = executed(tmp_path, two_years)
    for notebook in notebooks.values():
        assert problems(notebook) == []
        assert "nan" not in prose(notebook).split()
    explorer = outputs(notebooks.pop("04_explorer"), "text/plain")
    assert ["".join(data["text/plain"])[:29] for data in explorer] == [
        "Explorer: overview of 2020 in"
    ]
    assert all("2020" in prose(notebook) for notebook in notebooks.values())
    last = notebooks["03_year_on_year"]
    assert "The disclosures of 2019 and 2020 line up" in prose(last)
    assert "No 2019 disclosure" not in prose(last)
    charts = ["".join(data["text/plain"]) for data in outputs(last, MIME)]
    assert "Chart: 2019 and 2020, each as its own disclosure has it" in charts
    tables = "".join("".join(data["text/html"]) for data in outputs(last, "text/html"))
    assert "previous_project" in tables
    assert "城市市政设施管理" in tables


def test_without_the_year_before_the_third_notebook_says_how_to_add_it():
    """One computed sentence in the place of the comparison."""
    text = prose(read(ROOT / "notebooks" / "03_year_on_year.ipynb"))
    assert "No 2018 disclosure of this body is in the tables" in text
    assert "`python -m yanjiao_budget add FILE`" in text
    assert "line up" not in text


@pytest.mark.kernel
def test_running_the_notebooks_again_leaves_the_files_as_they_are(tmp_path):
    """`make notebooks` gives the committed bytes, pictures included."""
    copies = [tmp_path / path.name for path in NOTEBOOKS]
    for path in (*NOTEBOOKS, *WORDINGS):
        shutil.copy(path, tmp_path)
    environment = os.path.relpath(Path(sys.executable).parent, ROOT)
    command = ["make", "notebooks", "READY=", f"BIN={environment}"]
    names = " ".join(map(str, copies))
    subprocess.run([*command, f"NOTEBOOKS={names}"], cwd=ROOT, check=True, capture_output=True)
    for path, copy in zip(NOTEBOOKS, copies, strict=True):
        assert copy.read_bytes() == path.read_bytes(), f"{path.name} is stale: run `make notebooks`"
