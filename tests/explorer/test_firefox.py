"""The explorer as a file in Firefox, which can reach nothing either."""

import json
import os
import shutil
import subprocess

import pytest
from kit import ROOT
from kit.browser import watched
from kit.page import SETTLED, settle, show

from yanjiao_budget.explorer.state import VIEWS

pytestmark = pytest.mark.npm
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
# A link opens the first view of each language, which differ; the page's own controls the others.
OPENED = {"zh": VIEWS, "en": VIEWS[::-1]}
# What the blocks say, and how many marks each chart has; labels within a chart are cut by its font.
SHOWN = """() => ({
  blocks: Object.fromEntries(
    [...document.querySelectorAll(".yb [data-block*='.']")].map((one) => {
      const copy = one.cloneNode(true);
      copy.querySelectorAll(".yb-chart").forEach((chart) => chart.remove());
      return [one.dataset.block, copy.textContent];
    }),
  ),
  marks: [...document.querySelectorAll(".yb .yb-chart")].map(
    (chart) => chart.querySelectorAll(".mark-rect path, .mark-symbol path").length,
  ),
})"""


@pytest.fixture(scope="module")
def firefox(playwright, saved_page, tmp_path_factory):  # noqa: ARG001 - takes a browser too
    """Open every view in Firefox, click and download there; return what it found."""
    if FIREFOX is None:
        told = "no Firefox here: apt-get install firefox-esr"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(told)
    asked = {
        "firefox": FIREFOX,
        "file": str(saved_page),
        "folder": str(tmp_path_factory.mktemp("downloads")),
        "opened": OPENED,
        "settled": SETTLED,
        "shown": SHOWN,
    }
    done = subprocess.run(
        [shutil.which("node"), ROOT / "tests" / "kit" / "firefox.mjs"],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_firefox_shows_every_view_as_chromium_does(firefox, browser, faults, saved_page):
    """The same words and as many marks, in both languages; nothing is asked for, nothing fails."""
    page = watched(browser, faults, viewport={"width": 1280, "height": 900})
    page.goto(saved_page.as_uri())
    settle(page)
    for lang, views in OPENED.items():
        for view in views:
            show(page, view, lang)
            shown = page.evaluate(SHOWN)
            assert {name.split(".")[0] for name in shown["blocks"]} == {view}
            assert firefox["views"][f"{lang} {view}"] == shown, (lang, view)
    page.close()
    assert firefox["faults"] == faults == []


def test_a_bar_leads_on_and_files_arrive_in_firefox(firefox):
    """A table as CSV and as a workbook, a chart as a picture; Tab goes on from there."""
    assert firefox["trail"] == "7 Economic development management"
    assert {kind: file["length"] > 1000 for kind, file in firefox["files"].items()} == {
        ".csv": True,
        ".xlsx": True,
        ".png": True,
    }
    assert all("Budgets_of_the_activities" in one["name"] for one in firefox["files"].values())
    assert firefox["focused"] == "spending.chart.html"
