"""The repository as a stranger gets it: the pins, the wheel, the files that state facts twice."""

import gzip
import hashlib
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from contextlib import chdir
from functools import partial
from pathlib import Path

import pytest
import yaml
from kit import ROOT
from kit.front import of_views
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from yanjiao_budget.explorer import alone
from yanjiao_budget.store.folders import FOLDER_SETTING

_DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = _DECLARED["project"]
LOCKED = [
    Requirement(line)
    for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
# Those that apply here: some packages are pinned anew for a later Python or another system.
PINS = {
    canonicalize_name(requirement.name): str(requirement.specifier).removeprefix("==")
    for requirement in LOCKED
    if requirement.marker is None or requirement.marker.evaluate()
}
DECLARED = [
    Requirement(text)
    for group in [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    for text in group
    if not text.startswith("yanjiao-budget[")
]
UV = (sys.executable, "-m", "uv", "--quiet")


def test_every_dependency_is_pinned_within_its_range():
    """The lock holds what pyproject.toml asks for."""
    for requirement in DECLARED:
        assert requirement.specifier.contains(PINS[canonicalize_name(requirement.name)])


def test_what_is_installed_here_has_the_versions_of_the_lock():
    """What the tests below and beside this one pass with is what a stranger installs."""
    installed = {
        canonicalize_name(found.name): found.version for found in importlib.metadata.distributions()
    }
    assert {canonicalize_name(requirement.name) for requirement in DECLARED} <= PINS.keys()
    shared = PINS.keys() & installed.keys()
    assert {name: installed[name] for name in shared} == {name: PINS[name] for name in shared}


def test_no_dependency_is_declared_twice():
    """A range stands in one place."""
    names = [requirement.name for requirement in DECLARED]
    assert len(names) == len(set(names))


def test_the_lock_records_no_download_address():
    """The same file serves everyone, wherever they download from."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert not re.search(r"://|--index|--find-links|@ ", text)


def test_the_conda_environment_has_the_pins_of_the_lock():
    """Both ways of installing give the tested versions."""
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    *packages, pip = environment["dependencies"]
    pins = dict(package.split("=") for package in packages if "=" in package)
    assert pins.pop("python") == PROJECT["classifiers"][1].rpartition(" ")[2]
    assert pins == {name: PINS[name] for name in pins}
    assert pins.keys() <= {canonicalize_name(requirement.name) for requirement in DECLARED}
    assert pip == {"pip": ["--constraint requirements.lock", "--editable .[dev]"]}


def test_the_citation_is_of_this_version():
    """CITATION.cff has what version 1.2.0 of the format requires, and the package's version."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == PROJECT["version"]
    assert {"message", "title", "authors"} <= citation.keys()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", citation["date-released"])


def test_the_data_readme_states_the_hash_of_the_document():
    """The file in the repository is the one whose standing is described."""
    digest = hashlib.sha256((ROOT / "data/source/2019.txt").read_bytes()).hexdigest()
    assert digest in (ROOT / "data/README.md").read_text("utf-8")


def test_every_make_command_in_the_readme_exists():
    """Neither the README nor CONTRIBUTING names a command that the Makefile lacks."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    texts = [(ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md")]
    commands = set(re.findall(r"`make ([a-z]+)|^make ([a-z]+)", "\n".join(texts), re.MULTILINE))
    commands = {command for pair in commands for command in pair if command}
    assert {"lab", "test", "quick", "data", "notebooks", "bench", "lock", "clean"} <= commands
    assert all(re.search(rf"^{command}:", makefile, re.MULTILINE) for command in commands)


def test_every_link_in_the_readmes_leads_somewhere():
    """A file that was renamed or not yet written is not pointed at."""
    for readme in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "data/README.md"):
        links = re.findall(r"\]\(([^)#:]+)\)", readme.read_text("utf-8"))
        assert [link for link in links if not (readme.parent / link).exists()] == []


def test_the_readme_lists_every_notebook_and_every_table():
    """Whatever is published can be found from the front page."""
    text = (ROOT / "README.md").read_text("utf-8")
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"(notebooks/{path.name})" in text
    for path in (ROOT / "data" / "tables").glob("*.csv"):
        assert f"`{path.stem}`" in text


@pytest.mark.slow
def test_the_examples_in_the_readme_run(monkeypatch, tmp_path):
    """What a newcomer pastes works, and in that order.

    The page that it saves is of one view and has no font, which the tests of the page look at.
    """
    text = (ROOT / "README.md").read_text("utf-8")
    code = "".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL))
    assert "read_disclosure" in code
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(alone, "cut_down", lambda _: b"")
    with of_views(["document"]):  # It has no chart.
        exec(code, {})  # noqa: S102


def test_importing_the_package_loads_no_library():
    """pandas, altair and the parser load when a name that needs them is used."""
    code = (
        "import sys, yanjiao_budget as yb; assert 'load_totals' in dir(yb); "
        "loaded = {'pandas', 'altair', 'anywidget', 'yanjiao_budget.document'} & {*sys.modules}; "
        "assert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def run(*command, **more):
    """Run a program and return the finished process, failed or not."""
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, **more)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build the source archive, and the wheel from that archive; return their folder."""
    folder, unpacked = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("unpacked")
    backend = importlib.import_module(_DECLARED["build-system"]["build-backend"])
    with chdir(ROOT), pytest.MonkeyPatch.context() as patch:
        patch.setattr(gzip, "GzipFile", partial(gzip.GzipFile, compresslevel=1))  # Sooner packed.
        archive = backend.build_sdist(str(folder))
    with tarfile.open(folder / archive) as files:
        files.extractall(unpacked, filter="data")
    (source,) = unpacked.iterdir()
    with chdir(source):
        backend.build_wheel(str(folder))
    return folder


@pytest.mark.slow
def test_the_wheel_holds_all_that_the_package_needs_and_no_more(built):
    """Code, types, fonts, tables, their source and the licences; no test, cache or notebook."""
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        licences = {name.partition("/licenses/")[2] for name in archive.namelist()} - {""}
    package = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "yanjiao_budget").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    data = {
        f"yanjiao_budget/{file.relative_to(ROOT).as_posix()}"
        for file in (ROOT / "data").rglob("*")
        if file.is_file()
    }
    assert names == package | data
    assert {"yanjiao_budget/py.typed", "yanjiao_budget/__init__.pyi"} <= names
    assert licences == {"LICENSE", "yanjiao_budget/charts/fonts/OFL.txt"}


@pytest.mark.slow
def test_the_source_archive_holds_what_it_takes_to_test_it(built):
    """The wheel above was built from it; the tests, the notebooks and the lock are in it too."""
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as files:
        names = {name.partition("/")[2] for name in files.getnames()}
    assert {"Makefile", "requirements.lock", "tests/test_packaging.py", "data/README.md"} <= names
    assert not {
        name for name in names if re.search(r"\.venv|__pycache__|_cache|\.hypothesis", name)
    }


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """Install the wheel into an empty environment; return a function that runs its programs."""
    folder = tmp_path_factory.mktemp("installed")
    programs = folder / "env" / "bin"
    done = run(*UV, "venv", "--python", sys.executable, programs.parent)
    assert done.returncode == 0, done.stderr
    index = run(sys.executable, "-m", "pip", "config", "get", "global.index-url").stdout.split()
    install = [*UV, "pip", "install", "--python", programs / "python"]
    install += ["--default-index", *index] if index else []  # whence pip downloads
    if not os.environ.get("CI") and run(*install, f"six=={PINS['six']}").returncode:
        pytest.skip("nothing can be downloaded here, and an empty environment needs pandas")
    (wheel,) = built.glob("*.whl")
    done = run(*install, "--constraint", ROOT / "requirements.lock", wheel)
    assert done.returncode == 0, done.stderr

    def program(name, *arguments, **variables):
        kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", FOLDER_SETTING)}
        return run(programs / name, *arguments, cwd=folder, env=kept | variables)

    return program


def test_the_installed_wheel_carries_the_tables(installed):
    """Used in another folder than the checkout, the loaders work."""
    code = (
        "import json, yanjiao_budget as yb; "
        "print(json.dumps([yb.__file__, len(yb.load_indicators()), len(yb.check_arithmetic())]))"
    )
    file, indicators, ties = json.loads(installed("python", "-c", code).stdout)
    assert "site-packages" in Path(file).parts
    assert not Path(file).is_relative_to(ROOT)
    assert indicators == 304
    assert ties > 60


def test_the_installed_wheel_adds_to_a_folder_of_ones_own_and_never_to_itself(installed, tmp_path):
    """The command refuses the package's data, and the loaders read the folder it was given."""
    small = ROOT / "tests" / "golden" / "minimal.txt"
    done = installed("yanjiao-budget", "add", small)
    assert (done.returncode, done.stdout) == (2, "")
    assert "never written into" in done.stderr
    assert "Traceback" not in done.stderr
    done = installed("yanjiao-budget", "add", small, "--data", tmp_path / "mine")
    assert done.returncode == 0, done.stderr
    mine = {FOLDER_SETTING: str(tmp_path / "mine")}
    code = (
        "import os, yanjiao_budget as yb\n"
        f"for more in ({{}}, {mine}):\n"
        "    os.environ |= more\n"
        "    print(*yb.load_disclosures()['fiscal_year'])\n"
    )
    assert installed("python", "-c", code).stdout == "2019\n2021\n"
    assert installed("yanjiao-budget", "build", **mine).stdout.startswith("nothing changed\n")
