"""nbval compares these notebooks whole, pictures included, and says what differs in each cell."""

from kit.notebooks import pytest_configure, pytest_itemcollected, pytest_runtest_makereport

__all__ = ["pytest_configure", "pytest_itemcollected", "pytest_runtest_makereport"]
pytest_plugins = ["nbval.plugin"]
