"""JupyterLab: every notebook over a document whose names are code, and the explorer."""

import json
import shutil

import pytest
from fuzz.share import ALL
from kit import ROOT
from kit.browser import close_notebook, jupyterlab, open_notebook, watched
from kit.page import (
    clear,
    drawn,
    draws,
    inaccessible,
    leads_and_gives,
    open_wide,
    press,
    settle,
    unreached,
)
from kit.years import build_in
from playwright.sync_api import expect

from yanjiao_budget.explorer.state import VIEWS
from yanjiao_budget.store.folders import FOLDER_SETTING

# Names of the real document, and what stands in their place: markup, scripts, a formula, Markdown,
# TeX, format fields, a regular expression and signs that turn the direction of writing.
_HOSTILE = {
    "财政预算管理": "<script>window.hacked=1</script> $x_1^2$ \\(y\\) `c` ~~d~~ {name} %s",
    "人力资源和社会保障": "<img src=x onerror=window.hacked=1>",
    "国土资源管理": "**粗** [链](javascript:window.hacked=1)",
    "城市市政管理": "=1+1",
    "案件办结率（%）": "<b class=hostile>粗</b> (?:[a-z]+)*率",
    "决算管理": "{0.__class__} {{x}} $(1) <iframe src=x></iframe>",
    "单价在50万元以上的设备": "<svg onload=window.hacked=1>设备",
    "城市绿化管理费": "\u202e办公设备\u202c &lt;b&gt;&amp;",
}
# What would be on the page if a name were more than text.
_MADE = """() => [...document.querySelectorAll(
  ".jp-OutputArea-output :is(script, iframe, [src=x], [onload], .hostile, del, mjx-container)," +
  ".jp-OutputArea-output a[href^=javascript], .jp-Cell .jp-RenderedText[data-mime-type*=std]"
)].map(one => one.outerHTML)"""
_NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
# The first shows most of them; `make fuzz` runs every one.
_RUN = _NOTEBOOKS if ALL else _NOTEBOOKS[:1]
# JupyterLab draws each chart itself: the pictures, for readers that draw none, take long to make.
_FIRST = """import os
os.environ[{!r}] = {!r}
from yanjiao_budget.charts import offline
offline.to_png = offline._small = lambda *_, **__: b"" """

pytestmark = pytest.mark.usefixtures("no_fault")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Run JupyterLab over a copy of the notebooks."""
    with jupyterlab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="module")
def page(browser, faults):
    """Return the page that JupyterLab is opened on."""
    page = watched(browser, faults, locale="en-GB", viewport={"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.fixture(scope="module")
def lab(page, server):
    """Open the notebook of the explorer and run it; return the page."""
    open_notebook(page, server)
    return page


# Names that are code


@pytest.fixture(scope="module")
def hostile(server, text, tmp_path_factory):
    """Put the notebooks into a folder there, over tables of such a document; return its name."""
    for name, instead in _HOSTILE.items():
        assert name in text
        text = text.replace(name, instead)
    data = build_in(tmp_path_factory.mktemp("hostile"), text)
    copies = shutil.copytree(ROOT / "notebooks", server.notebooks / "hostile")
    for path in copies.glob("*.ipynb"):
        _begin_with(_FIRST.format(FOLDER_SETTING, str(data)), path)
    return copies.name


def _begin_with(source, path):
    """Put a cell of code before a notebook's others, and take out the outputs of those."""
    notebook = json.loads(path.read_text("utf-8"))
    first = {"cell_type": "code", "id": "first", "metadata": {}, "source": source}
    notebook["cells"].insert(0, first)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    path.write_text(json.dumps(notebook), "utf-8")


@pytest.fixture
def notebook(request, hostile, page, server):
    """Open a notebook there and run its cells, and close it after the test; return its name."""
    open_notebook(page, server, f"{hostile}/{request.param}")
    yield request.param
    close_notebook(page)


@pytest.mark.parametrize("notebook", _RUN, indirect=True)
def test_hostile_names_stay_text_in_jupyterlab(notebook, page):
    """Nothing of them is run, made an element or set as a formula; every cell runs to its end."""
    if notebook == _NOTEBOOKS[0]:
        expect(page.locator(".vega-embed .marks")).to_have_count(7)
    assert page.evaluate(_MADE) == []
    assert page.evaluate("window.hacked") is None
    assert page.locator("[data-mime-type*=error]").count() == 0
    assert page.locator(".jp-RenderedImage").count() == 0  # Charts, which JupyterLab draws.
    if notebook == _NOTEBOOKS[0]:
        assert _HOSTILE["财政预算管理"] in page.locator(".jp-Notebook").text_content()


# The explorer


def test_the_explorer_works_in_jupyterlab(lab):
    """Every view is drawn, a choice is answered, files arrive, all is legible."""
    for view in VIEWS:
        press(lab, f"view.{view}")
        drawn(lab, view)
    draws(lab, "spending")
    leads_and_gives(lab, "table.parquet")
    open_wide(lab, "grading", "zh")
    assert inaccessible(lab) == []


def test_the_keyboard_reaches_every_control_in_jupyterlab(lab):
    """From the first to the last by Tab alone, where JupyterLab has keys of its own."""
    clear(lab)
    assert unreached(lab) == []


def test_the_keys_of_jupyterlab_are_left_to_the_explorer(lab):
    """Letters that cut cells and open dialogs there are letters here; Escape and Enter too."""
    clear(lab)
    cells = lab.locator(".jp-Notebook .jp-Cell").count()
    lab.keyboard.press("Escape")
    lab.locator(".yb [data-key='control.query']").focus()
    lab.keyboard.type("xddabmy")
    expect(lab.locator(".yb [data-block='grading.found']")).to_contain_text("No indicator")
    settle(lab)
    expect(lab.locator(".yb [data-key='control.query']")).to_have_value("xddabmy")
    lab.locator(".yb [data-key='note.action']").focus()
    for key in ("x", "d", "d", "Enter"):
        lab.keyboard.press(key)
    expect(lab.locator(".yb [data-block='grading.found']")).to_contain_text("304 of 304")
    assert lab.locator(".jp-Notebook .jp-Cell").count() == cells
