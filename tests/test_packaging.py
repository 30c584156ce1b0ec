"""The repository as a stranger gets it: the pins, the wheel, the files that state facts twice."""

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
import urllib.request
import venv
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINS = dict(
    re.match(r"([\w.-]+)==([^\s;]+)", line).groups()
    for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    if re.match(r"[\w.-]+==", line)
)
DECLARED = [
    Requirement(text)
    for group in [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    for text in group
    if not text.startswith("yanjiao-budget[")
]


def test_every_dependency_is_pinned_within_its_range():
    """The lock holds what pyproject.toml asks for."""
    for requirement in DECLARED:
        assert requirement.specifier.contains(PINS[canonicalize_name(requirement.name)])


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
    """The README names no command that the Makefile lacks."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    commands = set(re.findall(r"`?make ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))
    assert {"lab", "test", "data", "notebooks"} <= commands
    assert all(re.search(rf"^{command}:", makefile, re.MULTILINE) for command in commands)


def test_importing_the_package_loads_no_library():
    """pandas, altair and the parser load when a name that needs them is used."""
    code = (
        "import sys, yanjiao_budget as yb; assert 'load_totals' in dir(yb); "
        "loaded = {'pandas', 'altair', 'ipywidgets', 'yanjiao_budget.parse'} & set(sys.modules); "
        "assert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def package_index_answers():
    """Tell whether pip can reach a package index from here."""
    try:
        urllib.request.urlopen("https://pypi.org/simple/six/", timeout=5).close()
    except OSError:
        return False
    return True


def test_the_wheel_carries_the_tables(tmp_path):
    """Installed into an empty environment and used in another folder, the loaders work."""
    if not os.environ.get("CI") and not package_index_answers():
        pytest.skip("no package index can be reached to install pandas from")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    lock = str(ROOT / "requirements.lock")
    subprocess.run([*pip, "--constraint", lock, str(wheel)], check=True, capture_output=True)
    code = (
        "import json, yanjiao_budget as yb; "
        "print(json.dumps([yb.__file__, len(yb.load_indicators()), len(yb.check_arithmetic())]))"
    )
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [str(python), "-c", code],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    file, indicators, ties = json.loads(done.stdout)
    assert Path(file).is_relative_to(tmp_path)
    assert indicators == 304
    assert ties > 60
