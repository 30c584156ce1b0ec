"""What the explorer's tests share, with a browser and without."""

import pytest

import yanjiao_budget as yb


@pytest.fixture(scope="module")
def opened():
    """Open the explorer of the published disclosure, in English."""
    return yb.explore("en")


@pytest.fixture
def explorer(opened):
    """Return that explorer, as it opens."""
    opened.open_state("v=1")
    return opened


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
def saved_page(tmp_path_factory):
    """Save the explorer of the published disclosure as a file, in the reader's language."""
    return yb.explore().save(tmp_path_factory.mktemp("page") / "explorer.html")
