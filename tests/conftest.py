"""What the tests share: the real document, read once, and a small synthetic one."""

from pathlib import Path

import pytest
from hypothesis import settings
from kit import GOLDEN, ROOT
from kit.years import build_in, second_year

from yanjiao_budget import Disclosure, read_disclosure
from yanjiao_budget.store.folders import FOLDER_SETTING

# Generated examples follow from the test alone, so that a failure is everyone's failure.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


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
def disclosure(source: Path) -> Disclosure:
    """Return the real document, read."""
    return read_disclosure(source)


@pytest.fixture(scope="session")
def small() -> str:
    """Return the text of the small synthetic document."""
    return (GOLDEN / "minimal.txt").read_bytes().decode()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a function that builds a data folder of some texts, and has the loaders read it."""

    def make(*texts):
        monkeypatch.setenv(FOLDER_SETTING, str(build_in(tmp_path, *texts)))

    return make


@pytest.fixture(scope="session")
def two_years(tmp_path_factory, text):
    """Return a data folder with 2019 and the synthetic 2020."""
    return build_in(tmp_path_factory.mktemp("two"), text, second_year(text))


@pytest.fixture
def two(two_years, monkeypatch):
    """Have the loaders read 2019 and the synthetic 2020."""
    monkeypatch.setenv(FOLDER_SETTING, str(two_years))
