"""What the explorer's tests in a browser share."""

import pytest


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
