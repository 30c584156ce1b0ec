"""What disclosures keep unread: words that stand as they are printed, and make no figure."""

import pandas as pd

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.formats.read import read_disclosure
from yanjiao_budget.schema import DISCLOSURE_KEY
from yanjiao_budget.store.folders import data_folder
from yanjiao_budget.store.loaders import load


def kept_unread(
    disclosure: Disclosure | None = None, *, year: int | None = None, body: str | None = None
) -> pd.DataFrame:
    """Return what disclosures keep unread: one row for each place, in the order of the document.

    Args:
        disclosure: A disclosure just read; without one, those of the data folder are read again.
        year: Of these only the disclosures of this year, as the loaders take it.
        body: The same for a body.

    Returns:
        Columns `fiscal_year`, `body`, `source_line`, `text` (the words, as printed), `expected` and
        `expected_zh` (what was looked for there), `reason` and `reason_zh` (why they were not
        read), and `has_amount` (whether an amount of money stands in them).

    Raises:
        KeyError: Where there is no disclosure of that year and body.
        OSError: Where a disclosure's text is no longer in the data folder.
    """
    read = [disclosure] if disclosure else _stored(year, body)
    rows = [
        (
            *(one.fiscal_year, one.body, place.line, place.text),
            *(place.expected, place.expected.zh),
            *(place.reason, place.reason.zh),
            place.has_amount,
        )
        for one in read
        for place in one.kept
    ]
    texts = ["text", "expected", "expected_zh", "reason", "reason_zh"]
    columns = [*DISCLOSURE_KEY, "source_line", *texts, "has_amount"]
    types = dict.fromkeys(["body", *texts], "str") | {"has_amount": "bool"}
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"fiscal_year": "int64", "source_line": "int64"} | types)


def _stored(year: int | None, body: str | None) -> list[Disclosure]:
    sources = load("disclosures", year, body)["source"]
    return [read_disclosure(data_folder() / "source" / source) for source in sources]
