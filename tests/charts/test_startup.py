"""What charts and the explorer take no time for, and whether that is needed still."""

import json
import os
import subprocess
import sys

import pytest
from kit import LEAN

pytestmark = pytest.mark.slow

_GRAMMAR = "rfc3987_syntax"
# What one process finds, which has imported nothing before.
_CODE = f"""
import json, sys
from importlib.util import find_spec

from yanjiao_budget import charts, explore

explore()
found = {{"imported": sorted({{"lark", "{_GRAMMAR}"}} & sys.modules.keys())}}
found["there"] = find_spec("{_GRAMMAR}") is not None

import lark

class Late:  # One of its many parsers, made when it is used: an address takes one of them.
    def __init__(self, *grammar, whole=lark.Lark, **how):
        self.made = lambda: whole(*grammar, **how)

    def parse(self, text, **how):
        return self.made().parse(text, **how)

lark.Lark = Late

import jsonschema

checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
checker.check("http://example.invalid/é", "iri")
try:
    checker.check("no address: é", "iri")
except jsonschema.FormatError as error:
    found["refused"] = error.message

class Read(Exception):
    pass

def read(*_, **__):
    raise Read

Late.__init__ = read
for name in [*sys.modules]:
    if name.partition(".")[0] in {{"jsonschema", "{_GRAMMAR}"}}:
        del sys.modules[name]
try:
    import jsonschema
except Read:
    found["read"] = True
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def found():
    """Open the explorer in a process of its own, then use jsonschema there, then import it anew."""
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    kept = os.pathsep.join(path for path in paths if path != str(LEAN))
    command, environment = [sys.executable, "-c", _CODE], os.environ | {"PYTHONPATH": kept}
    done = subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=True)
    return json.loads(done.stdout)


def test_jsonschema_still_reads_a_grammar_that_no_chart_needs(found):
    """Else `charts/grammar.py` is needed no more, and may go."""
    assert "read" in found, "jsonschema reads no grammar at import: take the stand-in away"


def test_opening_the_explorer_reads_no_grammar(found):
    """The library that reads it is not even imported."""
    assert "lark" not in found["imported"]


def test_opening_the_explorer_takes_no_module_from_others(found):
    """What it keeps from being read at its own start is there for whoever asks later."""
    assert _GRAMMAR not in found["imported"]
    assert found["there"]


def test_an_address_is_checked_as_before_once_the_explorer_is_open(found):
    """The grammar is read when it is first used, by whoever uses it."""
    assert "no address" in found["refused"]
