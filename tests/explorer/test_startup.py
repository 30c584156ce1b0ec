"""What opening the explorer takes no time for, and whether that is needed still."""

import subprocess
import sys


def run(code):
    """Run Python in a process of its own, which has imported nothing yet."""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_jsonschema_still_reads_a_grammar_that_no_chart_needs():
    """Else `_grammar_read_when_used` in `explorer/__init__.py` is needed no more, and may go."""
    run(
        "import lark\n"
        "made, make = [], lark.Lark.__init__\n"
        "lark.Lark.__init__ = lambda *a, **k: made.append(a) or make(*a, **k)\n"
        "import jsonschema\n"
        "assert made, 'jsonschema reads no grammar at import: take the stand-in away'\n"
    )


def test_opening_the_explorer_reads_no_grammar():
    """The library that reads it is not even imported."""
    run("import sys, yanjiao_budget as yb; yb.explore(); assert 'lark' not in sys.modules")


def test_an_address_is_checked_as_before_once_the_explorer_is_open():
    """The grammar is read when it is first used, by whoever uses it."""
    run(
        "import yanjiao_budget as yb\n"
        "yb.explore()\n"
        "import jsonschema\n"
        "checker = jsonschema.Draft202012Validator.FORMAT_CHECKER\n"
        "checker.check('http://example.invalid/é', 'iri')\n"
        "try:\n"
        "    checker.check('no address: é', 'iri')\n"
        "except jsonschema.FormatError:\n"
        "    pass\n"
        "else:\n"
        "    raise AssertionError('not checked')\n"
    )
