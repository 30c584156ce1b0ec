"""A document whose names are code of every sort stays text in every notebook, in JupyterLab."""

import json

import pytest
from fuzz.share import ALL
from kit import ROOT
from kit.browser import jupyterlab, open_notebook, watched

from yanjiao_budget.store.build import build
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

pytestmark = pytest.mark.usefixtures("no_fault")


@pytest.fixture(scope="module")
def lab(text, tmp_path_factory):
    """Run JupyterLab over notebooks without outputs, and tables of such a document."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, instead in _HOSTILE.items():
        assert name in text
        text = text.replace(name, instead)
    (folder / "data" / "source").mkdir(parents=True)
    (folder / "data" / "source" / "2019.txt").write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_SETTING, str(folder / "data"))
        build()
    with jupyterlab(folder, **{FOLDER_SETTING: str(folder / "data")}) as server:
        for path in (folder / "notebooks").glob("*.ipynb"):
            _clear(path)
        yield server


def _clear(path):
    """Take the stored outputs out of a notebook."""
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    path.write_text(json.dumps(notebook), "utf-8")


@pytest.mark.parametrize("notebook", _RUN)
def test_hostile_names_stay_text_in_jupyterlab(notebook, lab, browser, faults):
    """Nothing of them is run, made an element or set as a formula; every cell runs to its end."""
    page = watched(browser, faults)
    open_notebook(page, lab, notebook)
    assert page.evaluate(_MADE) == []
    assert page.evaluate("window.hacked") is None
    assert page.locator("[data-mime-type*=error]").count() == 0
    if notebook == _NOTEBOOKS[0]:
        assert _HOSTILE["财政预算管理"] in page.locator(".jp-Notebook").text_content()
    page.close()
