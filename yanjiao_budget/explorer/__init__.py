"""The explorer: the whole disclosure on one page, with no code to write.

`state.py` holds what decides what is seen, `data.py` the frames, one module for each view what it
shows of them (made of `blocks.py` and `tables.py`): that is the reference. The page answers without
Python from what `sent.py` sends it once; its own code stands in `frontend/` and is built into
`built/`. `widget.py` puts it into a notebook, `alone.py` into a file.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from yanjiao_budget.language import Language

if TYPE_CHECKING:
    from .widget import Explorer

_GRAMMAR = "rfc3987_syntax"


@contextmanager
def _grammar_read_when_used() -> Iterator[None]:
    """Have jsonschema, which Altair imports, read a grammar when it needs it and not before.

    The grammar is that of internationalised web addresses. Where its library is installed, as it is
    beside JupyterLab, jsonschema imports it at once, and it builds a parser for each of its rules:
    two of the four seconds that opening the explorer takes, and no chart has such an address
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


def explore(
    lang: Language | Literal[""] = "",
    *,
    state: str = "",
    year: int | None = None,
    body: str | None = None,
) -> "Explorer":
    """Return the explorer of one disclosure, to be shown as a notebook cell's last line.

    Args:
        lang: Language of every word, `en` or `zh`; without one, the reader's browser decides.
        state: A shared state, as the page and `Explorer.shared` give it. It is opened as far as it
            can be; what it could not say is said on the page.
        year: Fiscal year of the disclosure; the latest without one.
        body: Body that published it; that of `latest()` without one.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
        ValueError: For a language that is neither.
    """
    if lang not in ("", "en", "zh"):
        raise ValueError(f'lang is {lang!r}; it can be "en" or "zh"')
    with _grammar_read_when_used():
        from .widget import open_explorer  # noqa: PLC0415 - pandas and Altair, for whoever opens it
    return open_explorer(lang, state, year, body)
