"""The ledger as frames: its ties, and what each is worked out from."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from yanjiao_budget.document import ledger
from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.ledger import Records, ties
from yanjiao_budget.document.tie import Term, Tie
from yanjiao_budget.schema import DISCLOSURE_KEY, PRINTED, Record
from yanjiao_budget.store.build import rows_read_again
from yanjiao_budget.store.cells import records
from yanjiao_budget.store.folders import data_folder
from yanjiao_budget.store.loaders import choose, load
from yanjiao_budget.store.names import english
from yanjiao_budget.store.parquet import is_collected

_COLUMNS = tuple(name for name in Tie._fields if name != "terms")


def check_arithmetic(
    disclosure: Disclosure | None = None, *, year: int | None = None, body: str | None = None
) -> pd.DataFrame:
    """Return the ledger: one row for each tie that a document's own figures imply.

    Where the tables hold the same body's disclosure of the year before too, each change that the
    later one states is tied to what the earlier one published (`previous_…`).

    Columns are `fiscal_year`, `body` and those of `document.tie.Tie` but for its terms, which
    `working` gives. `stated`, `computed`, `difference` and `bound` are exact decimals in 万元 and
    None where the document prints no figure; such a tie is listed with `holds` missing. `holds`
    tells whether the two are the same to the last place; `verdict`, whether a gap between them is
    within what rounding of the printed figures can make, which is at most `bound`.

    Args:
        disclosure: A disclosure just read, checked by itself; without one, the published tables
            are checked.
        year: Of the published tables, only the disclosures of this year, as the loaders take it.
        body: The same for a body.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
    """
    found = [
        (*key, *(getattr(tie, name) for name in _COLUMNS))
        for key, tie in _ties(disclosure, year, body)
    ]
    frame = pd.DataFrame(found, columns=[*DISCLOSURE_KEY, *_COLUMNS])
    return frame.astype({"holds": "boolean"})


def working(
    check: str,
    disclosure: Disclosure | None = None,
    *,
    year: int | None = None,
    body: str | None = None,
) -> pd.DataFrame:
    """Return what one tie is worked out from: one row for each figure, side by side.

    The rows of the side `computed`, joined in their order by their signs, make what the ledger has
    in `computed` exactly, and those of `stated` what it has there. A blank figure adds nothing.

    Args:
        check: Key of the tie, as `check_arithmetic()` has it.
        disclosure: A disclosure just read; without one, the published tables are looked into.
        year: Fiscal year of the disclosure; that of `latest(body)` without one.
        body: Its body; that of `latest()` without one.

    Returns:
        Columns `side` (`stated` or `computed`), `sign` (`+`, `−`, `×`, `÷`), `name`, `name_zh`,
        `amount` (as printed, money in 万元; None where blank), `rounding` (how far the printed
        figure may lie from the one it was rounded from), `source_line` (missing for a step that no
        line prints), `fiscal_year` (of the disclosure that the line is of).

    Raises:
        KeyError: Where the disclosure has no such tie, or there is no such disclosure.
    """
    found = workings(disclosure, year=year, body=body)
    if check not in found:
        raise KeyError(f"no tie {check!r}; check_arithmetic()['check'] lists those there are")
    return terms_of(found[check])


def workings(
    disclosure: Disclosure | None = None, *, year: int | None = None, body: str | None = None
) -> dict[str, Tie]:
    """Return the ties of one disclosure by their keys, with their terms; arguments as `working`."""
    chosen = {} if disclosure else choose(year, body)
    return {tie.check: tie for _, tie in _ties(disclosure, **chosen)}


def terms_of(tie: Tie) -> pd.DataFrame:
    """Return what a tie is worked out from, as `working` does."""
    rows = [(side, *term) for side, terms in tie.terms.items() for term in terms]
    frame = pd.DataFrame(rows, columns=["side", *Term._fields])
    frame["source_line"] = frame["source_line"].astype("Int64")
    return frame


def printed_once(
    disclosure: Disclosure | None = None, *, year: int | None = None, body: str | None = None
) -> pd.DataFrame:
    """Return the amounts that are printed once and tied to nothing: one row for each.

    Such a figure rests on itself: were a digit of it wrong, no other that is printed would say so.

    Args:
        disclosure: A disclosure just read; without one, the published tables are looked through.
        year: Of the published tables, only the disclosures of this year, as the loaders take it.
        body: The same for a body.

    Returns:
        Columns `fiscal_year`, `body`, `table`, `column`, `name` (of its row, in Chinese),
        `name_en` (missing where data/names_en.csv has none), `amount` (exact, in 万元),
        `source_line` (of the row) and `within` (key of the tie that bounds it, as
        `check_arithmetic()` has it; missing without one).

    Raises:
        KeyError: Where there is no disclosure of that year and body.
    """
    names = english()
    rows = [
        (*key, one.table, one.column, one.name, names.get(one.name), *one[3:])
        for key, own, _ in _disclosures(disclosure, year, body)
        for one in ledger.printed_once(own)
    ]
    columns = ["table", "column", "name", "name_en", "amount", "source_line", "within"]
    frame = pd.DataFrame(rows, columns=[*DISCLOSURE_KEY, *columns])
    texts = dict.fromkeys(["body", "table", "column", "name", "name_en", "within"], "str")
    return frame.astype({"fiscal_year": "int64", "source_line": "int64"} | texts)


def _ties(
    disclosure: Disclosure | None, year: int | None = None, body: str | None = None
) -> Iterator[tuple[tuple[int, str], Tie]]:
    """Yield the ties of disclosures, each with the year and body of its own."""
    for key, own, before in _disclosures(disclosure, year, body):
        yield from ((key, tie) for tie in ties(own, before, english()))


def _disclosures(
    disclosure: Disclosure | None, year: int | None, body: str | None
) -> Iterator[tuple[tuple[int, str], Records, Records]]:
    """Yield the year and body of disclosures, their rows, and those of the year before."""
    if disclosure is None and is_collected(data_folder()):
        yield from _collected(year, body)
        return
    if disclosure:
        tables: Records = disclosure.records
    else:
        load("disclosures", year, body)  # a KeyError for one that is not there
        tables = {table.name: list(records(table.name)) for table in PRINTED}
    grouped = {name: _grouped(rows) for name, rows in tables.items()}
    for key in map(_key, tables["disclosures"]):
        if year in {None, key[0]} and body in {None, key[1]}:
            yield key, _of(grouped, *key), _of(grouped, key[0] - 1, key[1])


def _collected(
    year: int | None, body: str | None
) -> Iterator[tuple[tuple[int, str], Records, Records]]:
    """Yield the same of a folder that `collect` made, one disclosure at a time."""
    there = load("disclosures", year, body)[list(DISCLOSURE_KEY)]
    for own, name in there.itertuples(index=False, name=None):
        yield (own, name), rows_read_again(own, name), rows_read_again(own - 1, name)


def _key(row: Record) -> tuple[int, str]:
    return row["fiscal_year"], row["body"]


def _grouped(rows: Sequence[Record]) -> dict[tuple[int, str], list[Record]]:
    found: dict[tuple[int, str], list[Record]] = {}
    for row in rows:
        found.setdefault(_key(row), []).append(row)
    return found


def _of(
    grouped: Mapping[str, Mapping[tuple[int, str], list[Record]]], year: int, body: str
) -> dict[str, list[Record]]:
    return {name: rows.get((year, body), []) for name, rows in grouped.items()}
