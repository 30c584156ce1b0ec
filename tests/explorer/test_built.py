"""The explorer's scripts: built from what stands in frontend/, typed, and tested by themselves."""

import json
import shutil
import subprocess

import pytest
import vl_convert
from kit import ROOT
from kit.front import NO_NODE

from yanjiao_budget.explorer import alone

FRONTEND = ROOT / "frontend"
SCRIPTS = ("explorer.js", "vega.js", "explorer.css")
needs_modules = pytest.mark.npm


def run(*command):
    """Run a command in the folder of the front end; what it prints is shown where it fails."""
    assert shutil.which("node"), NO_NODE
    done = subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def modules():
    """Ask for what package-lock.json names."""
    assert (FRONTEND / "node_modules").is_dir(), "nothing of npm's is here: run make front"


@needs_modules
@pytest.mark.usefixtures("modules")
def test_the_scripts_in_the_package_are_those_that_the_sources_make(tmp_path):
    """To the byte: else run `make front`."""
    run("node", "build.mjs", tmp_path)
    for name in SCRIPTS:
        assert (tmp_path / name).read_bytes() == (alone.BUILT / name).read_bytes(), name


@needs_modules
@pytest.mark.usefixtures("modules")
def test_the_sources_have_no_wrong_type():
    """As TypeScript reads their comments."""
    run("npm", "run", "--silent", "check")


@pytest.mark.slow
def test_the_modules_do_what_their_own_tests_say():
    """All in one process of node."""
    tests = "await Promise.all(readdirSync('test').map((one) => import(`./test/${one}`)))"
    imported = "import { readdirSync } from 'node:fs'"
    run("node", "--input-type=module", "--eval", f"{imported}; {tests}")


def test_nothing_on_the_page_moves_by_itself():
    """So there is no motion for a reader who asked for less of it."""
    written = alone.text("explorer.css") + alone.text("explorer.js")
    for word in ("@keyframes", "animation", "transition", "smooth"):
        assert word not in written


def test_the_lock_of_npm_names_no_download_address():
    """The same file serves everyone, wherever they download from."""
    lock = (FRONTEND / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock
    assert '"integrity"' in lock


def test_the_page_draws_with_the_vega_that_pictures_are_made_with():
    """Else a chart could look otherwise in a notebook."""
    packages = json.loads((FRONTEND / "package.json").read_text("utf-8"))
    assert packages["dependencies"]["vega"] == vl_convert.get_vega_version()
