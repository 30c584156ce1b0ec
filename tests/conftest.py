"""What the tests share: the real document, read once, a small synthetic one, and a browser.

The process that hands out the tests to the others imports this file too, and only this: what takes
long to import is imported where it is used.
"""

import gc
import os
from pathlib import Path

import pytest
from fuzz.share import ALL, FEW
from hypothesis import settings
from kit import GOLDEN, ROOT

from yanjiao_budget.store.folders import FOLDER_SETTING

# Tests leave few circles behind: Python need not look for them after every 700 objects.
gc.set_threshold(100_000, 50, 50)
# The commands speak the language of the locale: the tests read English, whoever runs them.
os.environ["LC_ALL"] = "C.UTF-8"

# Generated examples follow from the test alone, so that a failure is everyone's failure.
EXAMPLES = 100 if ALL else 10 if FEW else 30
settings.register_profile("same", derandomize=True, deadline=None, max_examples=EXAMPLES)
settings.load_profile("same")


# Whatever takes a browser, a server, the network or the whole page asks for it by a fixture: no
# test can forget its mark.
_MARKS = {
    "playwright": "browser",
    "server": "kernel",
    "installed": "network",
    "saved_page": "slow",
}
# The files that take longest.
_LONGEST = (
    *("explorer/test_jupyterlab.py", "explorer/test_browser.py", "store/test_collect.py"),
    *("explorer/test_front.py", "explorer/test_hosts.py", "explorer/test_firefox.py"),
    *("formats/test_pdf.py", "test_packaging.py", "test_notebooks_elsewhere.py"),
    *("explorer/test_explorer.py", "document/test_versions.py", "test_notebooks.py"),
    *("explorer/test_brief.py", "notebooks/02_grading_thresholds.ipynb", "store/test_add.py"),
    *("explorer/test_built.py", "notebooks/01_spending_structure.ipynb", "test_commands.py"),
    *("explorer/test_downloads.py", "document/test_refusals.py", "charts/test_in_words.py"),
    *("notebooks/05_promises.ipynb", "formats/test_web.py", "store/test_loaders.py"),
    *("test_wording.py", "explorer/test_trust.py", "store/test_package.py"),
    *("formats/test_read.py", "document/test_other_tables.py", "explorer/test_alone.py"),
)


def pytest_itemcollected(item):
    """Mark a test by what its fixtures take."""
    for name in _MARKS.keys() & getattr(item, "fixturenames", ()):
        item.add_marker(_MARKS[name])


def pytest_collection_modifyitems(items):
    """Begin with what takes long, so that no core waits at the end."""

    def place(item):
        name = "/".join(item.path.parts[-2:]).removeprefix("tests/")
        return _LONGEST.index(name) if name in _LONGEST else len(_LONGEST)

    items.sort(key=place)


def pytest_collection_finish():
    """Keep what is there by now out of the rounds of Python's garbage collector."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def source(root: Path) -> Path:
    """Return the path of the real document."""
    return root / "data" / "source" / "2019.txt"


@pytest.fixture(scope="session")
def text(source: Path) -> str:
    """Return the text of the real document."""
    return source.read_bytes().decode()


@pytest.fixture(scope="session")
def disclosure(source: Path):
    """Return the real document, read."""
    from yanjiao_budget import read_disclosure

    return read_disclosure(source)


@pytest.fixture(scope="session")
def small() -> str:
    """Return the text of the small synthetic document."""
    return (GOLDEN / "minimal.txt").read_bytes().decode()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a function that builds a data folder of some texts, and has the loaders read it."""
    from kit.years import build_in

    def make(*texts):
        monkeypatch.setenv(FOLDER_SETTING, str(build_in(tmp_path, *texts)))

    return make


@pytest.fixture(scope="session")
def two_years(tmp_path_factory, text):
    """Return a data folder with 2019 and the synthetic 2020."""
    from kit.years import build_in, second_year

    return build_in(tmp_path_factory.mktemp("two"), text, second_year(text))


@pytest.fixture
def two(two_years, monkeypatch):
    """Have the loaders read 2019 and the synthetic 2020."""
    monkeypatch.setenv(FOLDER_SETTING, str(two_years))


@pytest.fixture(scope="session")
def playwright():
    """Run Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright):
    """Start Chromium; skip the test where there is none, but not in CI."""
    from kit.browser import launch

    started = launch(playwright)
    yield started
    started.close()


@pytest.fixture
def printed(browser, tmp_path):
    """Return a function that prints a page of HTML to PDF."""
    from kit.browser import to_pdf

    return lambda html: to_pdf(browser, html, tmp_path / "page.pdf")
