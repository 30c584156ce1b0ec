"""What the tests share: the real document, read once, and a small synthetic one."""

from pathlib import Path

import pytest
from hypothesis import settings

from yanjiao_budget import Disclosure, read_disclosure

# Generated examples follow from the test alone, so that a failure is everyone's failure.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the checkout."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def source(root: Path) -> Path:
    """Return the path of the real document."""
    return root / "data" / "source" / "2019.txt"


@pytest.fixture(scope="session")
def text(source: Path) -> str:
    """Return the text of the real document."""
    return source.read_bytes().decode()


@pytest.fixture(scope="session")
def disclosure(source: Path) -> Disclosure:
    """Return the real document, read."""
    return read_disclosure(source)


@pytest.fixture(scope="session")
def small() -> str:
    """Return the text of the small synthetic document."""
    return (Path(__file__).parent / "golden" / "minimal.txt").read_bytes().decode()
