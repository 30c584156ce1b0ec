"""The terms that a document explains, where they are used."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from yanjiao_budget.document.figures import BY_ITEM, FIGURES
from yanjiao_budget.document.numbers import half_width
from yanjiao_budget.store.loaders import choose, load_glossary

_MARKS = re.compile(r"[\s“”\"‘’'（）()]")


class Definition(NamedTuple):
    """A term as a document explains it.

    Attributes:
        name: The term, as printed.
        definition: What the document says it means.
        fiscal_year: Year of the disclosure.
        body: Its body.
        source_line: The line of it.
    """

    name: str
    definition: str
    fiscal_year: int
    body: str
    source_line: int


def define(term: str, *, year: int | None = None, body: str | None = None) -> Definition:
    """Return what a document's own glossary (名词解释) says a term means.

    A figure of the form is found by any of its names: 机关运行经费 is explained as 机关运行费.

    Args:
        term: The term in Chinese; quotation marks and spaces do not matter.
        year: Fiscal year of the disclosure; that of `latest(body)` without one.
        body: Its body; that of `latest()` without one.

    Raises:
        KeyError: For a term that the document does not explain, with those that it does; or where
            there is no disclosure of that year and body.
    """
    explained = terms(load_glossary(**choose(year, body)))
    found = meant(term, explained)
    if found is None:
        names = "、".join(one.name for one in explained) or "none"
        raise KeyError(f"{term} is not explained; the document explains: {names}")
    return found


def terms(rows: pd.DataFrame) -> list[Definition]:
    """Return the terms that rows of `load_glossary()` explain, in order."""
    columns = rows[list(Definition._fields)]
    return [Definition(*row) for row in columns.itertuples(index=False, name=None)]


def meant(term: str, explained: Iterable[Definition]) -> Definition | None:
    """Return which of some explained terms is meant, as `define` finds it; None for none."""
    explained = list(explained)
    for same in (_plain, _figure):
        for one in explained:
            if same(term) and same(one.name) == same(term):
                return one
    return None


def standing_in(text: str, explained: Iterable[Definition]) -> list[Definition]:
    """Return which of some explained terms stand in a text, by any name of a stated figure."""
    return [one for one, _, _ in places(text, explained)]


def places(text: str, explained: Iterable[Definition]) -> list[tuple[Definition, int, int]]:
    """Return the explained terms that stand in a text, each where it first does: start and end.

    Quotation marks and spaces around a term are no part of it, and within it they are.
    """
    plain = _plain(text)
    found = []
    for one in explained:
        figure = BY_ITEM.get(_figure(one.name))
        worded = figure and re.search(figure.pattern or re.escape(figure.zh), text)
        name = _plain(one.name)
        at = plain.find(name)
        if worded:
            found.append((one, *worded.span()))
        elif name and at >= 0:
            kept = [at for at, sign in enumerate(text) if not _MARKS.match(half_width(sign))]
            found.append((one, kept[at], kept[at + len(name) - 1] + 1))
    return found


def _plain(term: str) -> str:
    return _MARKS.sub("", half_width(term))


@lru_cache(maxsize=1024)
def _figure(term: str) -> str:
    """Return the key of the stated figure that a term is a name of, or an empty string."""
    for figure in FIGURES:
        names = (figure.zh, term.strip())
        pattern = figure.pattern or re.escape(figure.zh)
        if term.strip() in names[:1] or re.fullmatch(pattern, term.strip()):
            return figure.item
    return ""
