"""nbval runs the cells of these notebooks in a kernel, and says so."""

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark each cell."""
    item.add_marker("kernel")
