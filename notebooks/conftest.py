"""nbval compares these notebooks whole, pictures included, and says what differs in each cell."""

import sys

from kit.notebooks import pytest_configure, pytest_itemcollected, pytest_runtest_makereport

__all__ = ["pytest_configure", "pytest_itemcollected", "pytest_runtest_makereport"]
# A grammar of web addresses, which jsonschema reads for nbval: two seconds, and no cell has one.
sys.modules.setdefault("rfc3987_syntax", None)
pytest_plugins = ["nbval.plugin"]
