"""What was read of a made document, held against what is true of it, cell by cell."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from yanjiao_budget import Disclosure, parse_threshold
from yanjiao_budget.document.ledger import ties

from .document import Made
from .page import UNSAID

_BY_ITEM = ("totals", "changes")
_LINES = {"source_line", "line"}


def differences(read: Disclosure, truth: Made, *, lines: bool = True) -> list[str]:
    """Return what was read otherwise than it is; nothing where all is as it should be.

    Args:
        read: The disclosure.
        truth: What is true of it.
        lines: Whether the lines are compared: only the text itself has them.
    """
    found = [*_key(read, truth)]
    for table in sorted(truth.rows.keys() | {name for name, rows in read.records.items() if rows}):
        wanted, rows = truth.rows.get(table, []), read.records.get(table, [])
        found += _rows(table, wanted, rows, lines=lines)
    found += _kept(read, truth, lines=lines)
    found += _ties(read, truth, lines=lines)
    return [*found, *_bounds(truth)]


def _key(read: Disclosure, truth: Made) -> Iterator[str]:
    for name, value, wanted in (
        ("body", read.body, truth.body),
        ("code", read.code, truth.code),
        ("fiscal_year", read.fiscal_year, truth.year),
    ):
        if value != wanted:
            yield f"{name}: {value!r} for {wanted!r}"


def _rows(
    table: str, wanted: Sequence[dict], rows: Sequence[dict], *, lines: bool
) -> Iterator[str]:
    if table in _BY_ITEM:
        wanted, rows = (sorted(those, key=lambda row: row["item"]) for those in (wanted, rows))
    if len(wanted) != len(rows):
        yield f"{table}: {len(rows)} rows for {len(wanted)}"
        return
    for number, (row, own) in enumerate(zip(rows, wanted, strict=True), 1):
        for name, value in own.items():
            is_line = name == "source_line" and not lines
            if value is not UNSAID and not is_line and _plain(row[name]) != _plain(value):
                line = row["source_line"]
                yield f"{table} {number} {name}: {row[name]!r} for {value!r}, line {line}"


def _plain(value: object) -> object:
    """Return a value as compared: amounts by their digits, as printed."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _kept(read: Disclosure, truth: Made, *, lines: bool) -> Iterator[str]:
    there = sorted((one.line if lines else 0, one.text) for one in read.kept)
    wanted = sorted((line if lines else 0, text) for line, text in truth.unread)
    if there != wanted:
        yield f"unread: {there} for {wanted}"
    (row,) = read.records["disclosures"]
    if row["unread"] != len(wanted):
        yield f"disclosures unread: {row['unread']} for {len(wanted)}"


def _ties(read: Disclosure, truth: Made, *, lines: bool) -> Iterator[str]:
    def is_compared(check: str) -> bool:
        return lines or not check.startswith("line_")  # Which another file has elsewhere.

    decided = {one.check: one for one in ties(read.records) if one.holds is not None}
    if lacking := {*filter(is_compared, truth.checks)} - decided.keys():
        yield f"ties: none for {', '.join(sorted(lacking))}"
    there = {one.check: (one.verdict, one.difference) for one in decided.values() if not one.holds}
    for check in sorted(filter(is_compared, there.keys() | truth.ties.keys())):
        verdict, gap = there.get(check, ("exact", Decimal(0)))
        wanted, off = truth.ties.get(check, ("exact", Decimal(0)))
        if gap != off or wanted not in {verdict, UNSAID}:
            yield f"tie {check}: {verdict} by {gap} for {wanted} by {off}"


def _bounds(truth: Made) -> Iterator[str]:
    for text, bounds in truth.bounds.items():
        read = parse_threshold(text)
        if (read.lower, read.upper) != bounds:
            yield f"threshold {text}: {read.lower} to {read.upper} for {bounds}"
