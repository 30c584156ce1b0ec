"""What the explorer's tests share, with a browser and without."""

import os

import pytest
from filelock import FileLock

import yanjiao_budget as yb
from yanjiao_budget.store.folders import FOLDER_SETTING


def as_opened(explorer, text="v=1"):
    """Return an explorer that tests share as `explore` would open it."""
    explorer.__dict__.pop("send", None)
    explorer.open_state(text)
    return explorer


@pytest.fixture(scope="session")
def opened():
    """Open the explorer of the published disclosure, in the reader's language."""
    return yb.explore()


@pytest.fixture
def explorer(opened):
    """Return that explorer, as it opens."""
    return as_opened(opened)


@pytest.fixture(scope="session")
def opened_later(two_years):
    """Open the explorer of the later of two disclosures, so that one is beside the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_SETTING, str(two_years))
        return yb.explore("en")


@pytest.fixture
def later(two, opened_later):  # noqa: ARG001 - what it loads later is of both years too
    """Return that explorer, as it opens."""
    return as_opened(opened_later)


@pytest.fixture(scope="module")
def faults():
    """Collect what went wrong in any page: console errors, and requests that would leave."""
    return []


@pytest.fixture
def no_fault(faults):
    """Fail a test during which anything went wrong in a page."""
    yield
    found = faults.copy()
    faults.clear()
    assert found == []


@pytest.fixture(scope="session")
def saved_page(tmp_path_factory, opened):
    """Save the explorer of the published disclosure as a file, in the reader's language.

    Once for all processes of the tests, which have folders of their own in one.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    path = folder / "explorer.html"
    with FileLock(folder / "explorer.lock"):
        return path if path.exists() else as_opened(opened).save(path)
