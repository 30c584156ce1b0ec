"""The ledger as a frame: of a disclosure just read, or of the published tables."""

import pandas as pd

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.ledger import Tie, ties
from yanjiao_budget.schema import DISCLOSURE_KEY, PRINTED, Record
from yanjiao_budget.store.loaders import load, records
from yanjiao_budget.store.names import english


def check_arithmetic(
    disclosure: Disclosure | None = None, *, year: int | None = None, body: str | None = None
) -> pd.DataFrame:
    """Return the ledger: one row for each tie that a document's own figures imply.

    Where the tables hold the same body's disclosure of the year before too, each change that the
    later one states is tied to what the earlier one published (`previous_…`).

    Columns are `fiscal_year`, `body` and those of `Tie`. `stated`, `computed` and `difference` are
    exact decimals in 万元 and None where the document prints no figure; such a tie is listed with
    `holds` missing.

    Args:
        disclosure: A disclosure just read, checked by itself; without one, the published tables
            are checked.
        year: Of the published tables, only the disclosures of this year, as the loaders take it.
        body: The same for a body.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
    """
    if disclosure:
        tables = disclosure.records
    else:
        load("disclosures", year, body)  # a KeyError for one that is not there
        tables = {table.name: list(records(table.name)) for table in PRINTED}
    found = [
        (its_year, its_body, *tie)
        for its_year, its_body in map(_key, tables["disclosures"])
        if year in {None, its_year} and body in {None, its_body}
        for tie in ties(
            _of(tables, its_year, its_body), _of(tables, its_year - 1, its_body), english()
        )
    ]
    frame = pd.DataFrame(found, columns=[*DISCLOSURE_KEY, *Tie._fields])
    return frame.astype({"holds": "boolean"})


def _key(row: Record) -> tuple[int, str]:
    return row["fiscal_year"], row["body"]


def _of(tables: dict[str, list[Record]], *key: object) -> dict[str, list[Record]]:
    return {name: [row for row in rows if _key(row) == key] for name, rows in tables.items()}
