"""nbval fails when a stored output differs, and says in which figure or property of a chart."""

import json
import os
import shutil
import subprocess
import sys
from base64 import b64encode
from copy import deepcopy

import altair as alt
import nbformat
import pandas as pd
import pytest
from kit import ROOT
from kit.notebooks import differences

from yanjiao_budget.charts import offline
from yanjiao_budget.charts.in_words import alt_text

TABLE = 'pd.DataFrame({"name": ["甲", "乙", "丙"], "amount": [1.5, 16608.89, 3.0]})'
CHART = 'alt.Chart(table).mark_bar(color="#0072B2").encode(x="amount", y="name")'
OPENING = f"""import altair as alt
import pandas as pd
import yanjiao_budget as yb

yb.show_charts_offline()
table = {TABLE}"""


def shown(data, metadata=None):
    """Return an output as a notebook stores it; a chart with its words."""
    if metadata is None and offline.MIME in data:
        metadata = {"image/png": {"alt": alt_text(data[offline.MIME])}}
    return nbformat.v4.new_output(
        "execute_result", data, execution_count=1, metadata=metadata or {}
    )


@pytest.fixture(scope="module")
def stored():
    """Return what the two cells show: a table, and a chart with its picture."""
    names = {"pd": pd, "alt": alt}
    names["table"] = eval(TABLE, names)  # noqa: S307 - written above
    bundle = offline.bundle(eval(CHART, names).to_dict())  # noqa: S307
    picture = b64encode(bundle["image/png"]).decode()
    table = {"text/html": names["table"]._repr_html_(), "text/plain": repr(names["table"])}
    return {"table": table, "chart": bundle | {"image/png": picture}}


# What differs


def told(old, new):
    """Return the differences of one output."""
    return differences([shown(old, {})], [shown(new, {})])


@pytest.mark.slow
def test_a_changed_figure_of_a_table_is_told_by_its_row_and_column(stored):
    """The cell, its old value and its new one; the same table in plain text is not told again."""
    changed = {kind: text.replace("16608.89", "16608.88") for kind, text in stored["table"].items()}
    expected = ["text/html, row 2 (1), column amount: 16608.89 → 16608.88"]
    assert told(stored["table"], changed) == expected


def test_a_changed_property_of_a_chart_is_told_by_its_path(stored):
    """In the specification; one that is gone or new is told too."""
    chart = deepcopy(stored["chart"])
    specification = chart[offline.MIME]
    specification["mark"]["color"] = "#0072B3"
    del specification["encoding"]["y"]["type"]
    specification["encoding"]["x"]["bin"] = True
    assert told(stored["chart"], chart) == [
        f"{offline.MIME}.mark.color: #0072B2 → #0072B3",
        f"{offline.MIME}.encoding.x.bin: nothing → true",
        f"{offline.MIME}.encoding.y.type: nominal → nothing",
    ]


def test_a_changed_figure_of_a_chart_is_told_whatever_its_data_is_named(stored):
    """Altair names data by what is in it: another figure is another name."""
    text = json.dumps(stored["chart"][offline.MIME]).replace("16608.89", "16608.88")
    (name,) = stored["chart"][offline.MIME]["datasets"]
    changed = json.loads(text.replace(name, "data-0"))
    assert told({offline.MIME: stored["chart"][offline.MIME]}, {offline.MIME: changed}) == [
        f"{offline.MIME}.datasets['data 0'][1].amount: 16608.89 → 16608.88"
    ]


def test_changed_words_of_a_picture_are_told():
    """They stand in the metadata of an output."""
    old, new = (shown({"image/png": "AAAA"}, {"image/png": {"alt": text}}) for text in "甲乙")
    assert differences([old], [new]) == ["image/png metadata.alt: 甲 → 乙"]


def test_a_row_that_is_new_or_gone_is_told_once():
    """And those below it are the same rows still."""
    old, new = (
        pd.DataFrame({"name": [*names]}, index=[*names])._repr_html_()
        for names in ("甲乙丙", "甲丙丁")
    )
    assert told({"text/html": old}, {"text/html": new}) == [
        "text/html, row 2: gone: 乙 | 乙",
        "text/html, row 3: new: 丁 | 丁",
    ]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ({"text/plain": "1\n2"}, {"text/plain": "1\n3"}, ["text/plain, line 2: 2 → 3"]),
        ({"text/plain": "1"}, {"text/plain": "1\n"}, []),
        (
            {"text/html": "<p>1</p>"},
            {"text/html": "<p>2</p>"},
            ["text/html, row 0 (2), column 2: 1 → 2"],
        ),
        (
            {"image/png": "AAAA"},
            {"image/png": "AAAAAAAA"},
            ["image/png: another picture"],
        ),
        ({"text/plain": "1"}, {}, ["text/plain: gone"]),
        ({}, {"text/plain": "1"}, ["text/plain: new"]),
    ],
)
def test_any_output_that_differs_is_told(old, new, lines):
    """By line, or as gone or new."""
    assert told(old, new) == lines


def test_a_long_text_is_cut_around_where_it_differs():
    """A sentence of a notebook may be a thousand characters long."""
    (line,) = told(
        {"text/markdown": "a" * 500 + "1,234" + "b" * 500},
        {"text/markdown": "a" * 500 + "1,235" + "b" * 500},
    )
    assert "1,234" in line
    assert "1,235" in line
    assert len(line) < 200


def test_at_most_twenty_lines_are_told_of_a_cell():
    """The last says how many more there are."""
    rows = [{"amount": number} for number in range(30)]
    lines = told({offline.MIME: {"rows": rows}}, {offline.MIME: {"rows": rows[:1] * 30}})
    assert len(lines) == 20
    assert lines[-1] == "… and 10 more"
    assert (
        len(told({offline.MIME: {"rows": rows[:21]}}, {offline.MIME: {"rows": rows[:1] * 21}}))
        == 20
    )


# nbval, as `make test` runs it


@pytest.fixture(scope="module")
def run(stored, tmp_path_factory):
    """Compare a notebook with a fresh run: each cell as it is stored, then with one change."""
    figure, encoding, picture = map(deepcopy, (stored["table"], stored["chart"], stored["chart"]))
    figure["text/html"] = figure["text/html"].replace("16608.89", "16608.88")
    encoding[offline.MIME]["mark"]["color"] = "#0072B3"
    picture["image/png"] = picture["image/png"].replace("A", "B", 1)
    cells = [(OPENING, None), ("table", stored["table"]), (CHART, stored["chart"])]
    cells += [("table", figure), (CHART, encoding), (CHART, picture)]
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(
                source, execution_count=1, outputs=[shown(data)] if data else []
            )
            for source, data in cells
        ]
    )
    folder = tmp_path_factory.mktemp("nbval")
    nbformat.write(notebook, folder / "changed.ipynb")
    shutil.copy(ROOT / "notebooks" / "conftest.py", folder)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = kernel\n", "utf-8")
    paths = filter(None, (str(ROOT / "tests"), os.environ.get("PYTHONPATH")))
    without = ("-p", "no:nbval", "-p", "no:cacheprovider")  # Its conftest has nbval.
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "--color=no", *without, folder],
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        check=False,
    )
    return done.stdout


@pytest.mark.kernel
@pytest.mark.parametrize("cell", [0, 1, 2])
def test_nbval_passes_a_cell_as_it_is_stored(cell, run):
    """The changes below fail for what they change and nothing else."""
    assert f"PASSED changed.ipynb::Cell {cell}\n" in run, run


@pytest.mark.kernel
@pytest.mark.parametrize(
    ("cell", "line"),
    [
        (3, "text/html, row 2 (1), column amount: 16608.88 → 16608.89"),
        (4, f"{offline.MIME}.mark.color: #0072B3 → #0072B2"),
        (5, "image/png: another picture"),
    ],
)
def test_nbval_fails_a_cell_whose_output_differs_and_says_in_what(cell, line, run):
    """One digit of one amount, one colour of one chart, one letter of one picture is enough."""
    assert f"FAILED changed.ipynb::Cell {cell} " in run, run
    below = run.partition("= FAILURES =")[2].partition(f"Cell {cell} __")[2]
    section = below.partition("What differs: stored → made anew")[2]
    assert line in "\n".join(section.splitlines()[1:3]), run
