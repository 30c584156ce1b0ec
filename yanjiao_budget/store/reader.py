"""What comes of one file that `collect` finds: its rows, or why it is refused."""

import hashlib
import re
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.ledger import ties
from yanjiao_budget.document.text import UnreadableDisclosureError
from yanjiao_budget.formats.read import read_any
from yanjiao_budget.schema import TABLES, Record
from yanjiao_budget.schema.collected import REFUSED, ROWS, TIES

from .build import rows_of
from .cells import columns_of
from .names import english
from .parquet import arrow_batch

if TYPE_CHECKING:
    import pyarrow as pa

UNOPENED = "the file could not be opened"
_FAILED = "this program failed"
_LONGEST = 60  # Of a body's name within a file's name, in characters; systems allow 255 bytes.


class Answer(NamedTuple):
    """What came of one file.

    Attributes:
        facts: Columns of the manifest.
        text: Its text; empty where it is refused.
        rows: Its rows, by the tables' names; none where it is refused.
    """

    facts: Record
    text: str
    rows: "dict[str, pa.RecordBatch]"


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def source_name(year: int, body: str, text_sha256: str) -> str:
    """Return the name of the file that keeps a text: another text has another name."""
    name = re.sub(r"\W+", "_", body).strip("_")[:_LONGEST]
    return f"{year}_{name}_{text_sha256[:8]}.txt"


def answer(path: str) -> Answer:
    """Read one file; what refuses it, and what fails, is in the answer."""
    begun = time.monotonic()
    try:
        found = _read(path)
    except UnreadableDisclosureError as error:
        found = refused(str(error), _kind(error))
    except OSError as error:
        found = refused(f"{path}: {error.strerror or error}", UNOPENED)
    except Exception as error:  # noqa: BLE001 - a bad file stops no other
        what = f"{type(error).__name__}: {error}"
        found = refused(f"{path}: {_FAILED} ({what}); please report it with the file", _FAILED)
    found.facts["seconds"] = time.monotonic() - begun
    return found


def refused(refusal: str, kind: str, outcome: str = REFUSED, limit: float | None = None) -> Answer:
    """Return the answer of a file that is not read."""
    facts = {"outcome": outcome, "kind": kind, "refusal": refusal, "limit": limit, "seconds": 0.0}
    return Answer(facts, "", {})


def _kind(error: UnreadableDisclosureError) -> str:
    """Return what was expected, without what is this file's own."""
    expected = re.sub(r"“[^”]*”", "“…”", error.expected)
    return f"expected {re.sub(r'[0-9][0-9,.]*', 'N', expected)}"


def _read(path: str) -> Answer:
    disclosure = read_any(path)
    text = disclosure.to_text()
    text_sha256 = hashlib.sha256(text.encode()).hexdigest()
    name = source_name(disclosure.fiscal_year, disclosure.body, text_sha256)
    disclosure.records["disclosures"][0]["source"] = name
    names = english()
    rows = rows_of(disclosure)
    batches = {
        table.name: arrow_batch(table, columns_of(table, rows[table.name], names))
        for table in TABLES
    }
    return Answer(_facts(disclosure, text_sha256, batches), text, batches)


def _facts(
    disclosure: Disclosure, text_sha256: str, batches: "dict[str, pa.RecordBatch]"
) -> Record:
    verdicts = Counter(tie.verdict for tie in ties(disclosure.records, english=english()))
    return {
        "fiscal_year": disclosure.fiscal_year,
        "body": disclosure.body,
        "text_sha256": text_sha256,
        "unread": len(disclosure.kept),
        "unread_amounts": sum(one.has_amount for one in disclosure.kept),
        **{ROWS[name]: batch.num_rows for name, batch in batches.items()},
        **{column: verdicts[verdict] for verdict, column in TIES.items()},
    }
