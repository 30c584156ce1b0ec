"""The year before: what follows for it, by arithmetic, from the changes that a document states."""

import re
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal

from yanjiao_budget.schema import Record

from .numbers import half_width

_RATIO = Decimal("0.000001")
_WIDE = Context(prec=60)  # A change may be many times what was there before.
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年", re.ASCII)
# The document states the change of expenditure as that of revenue and expenditure, which are equal.
STATED_AS = {"expenditure": "income_and_expenditure"}


def with_year_before(changes: Sequence[Record], totals: Sequence[Record]) -> list[Record]:
    """Return the stated changes with the year's amount and what follows by arithmetic.

    Args:
        changes: Rows of `changes` as the prose states them.
        totals: Rows of `totals`.

    Returns:
        Each row with `amount` as stated, and derived: `previous`, `growth`, `whole` and
        `contribution`; None where it cannot be had, as from a percentage alone, or from a change
        that is measured against another year.
    """
    stated = {row["item"]: row for row in totals}
    change = {row["item"]: row["change"] for row in changes if row["change"] is not None}
    rows = []
    for row in changes:
        amount = stated[row["item"]]["amount"]
        against = years_in(row["baseline"] or "")
        # Measured against another year than the one before, a change makes no figure for that.
        is_year_before = not against or row["fiscal_year"] - 1 in against
        known = row["change"] is not None and is_year_before
        previous = amount - row["change"] if known else None
        whole = _whole(row["item"], stated, change)
        rows.append(
            {
                **row,
                "amount": amount,
                "previous": previous,
                "growth": _ratio(row["change"], previous),
                "whole": whole,
                "contribution": _ratio(row["change"], change[whole]) if whole else None,
            }
        )
    return rows


def years_in(text: str) -> list[int]:
    """Return the years that a text names, in order."""
    return [int(year) for year in _YEAR.findall(half_width(text))]


def _whole(item: str, stated: Mapping[str, Record], change: Mapping[str, Decimal]) -> str | None:
    """Return the largest figure with a stated change that an item is part of."""
    found, at = None, stated[item]["part_of"]
    while at:
        key = STATED_AS.get(at, at)
        found = key if key in change else found
        at = stated[at]["part_of"]
    return found


def _ratio(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    if part is None or not whole:
        return None
    return (part / whole).quantize(_RATIO, context=_WIDE) + 0  # + 0: no minus before zero
