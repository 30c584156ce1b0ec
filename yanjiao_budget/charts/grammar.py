"""A grammar that is read at Altair's start, and that no chart needs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_GRAMMAR = "rfc3987_syntax"


@contextmanager
def read_when_used() -> Iterator[None]:
    """Have jsonschema, which Altair imports, read a grammar when it needs it and not before.

    The grammar is that of internationalised web addresses. Where its library is installed, as it is
    beside JupyterLab, jsonschema imports it at once, and it builds a parser for each of its rules:
    four of the five seconds that a notebook's first cell takes, and no chart has such an address
    (python-jsonschema/jsonschema#1428). A test fails when this is needed no more.
    """
    if _GRAMMAR in sys.modules or not find_spec(_GRAMMAR):
        yield
        return
    stand_in: Any = ModuleType(_GRAMMAR)
    stand_in.is_valid_syntax = _is_valid_syntax
    sys.modules[_GRAMMAR] = stand_in
    try:
        yield
    finally:
        del sys.modules[_GRAMMAR]


def _is_valid_syntax(rule: str, text: str) -> bool:
    return bool(import_module(_GRAMMAR).is_valid_syntax(rule, text))
