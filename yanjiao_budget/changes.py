"""What the document says changed on the year before, what follows, and what it cannot say."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from .schema import Record

if TYPE_CHECKING:
    import pandas as pd

_RATIO = Decimal("0.000001")
# The document states the change of expenditure as that of income and expenditure, which are equal.
STATED_AS = {"expenditure": "income_and_expenditure"}


def derive(changes: Sequence[Record], totals: Sequence[Record]) -> list[Record]:
    """Return the stated changes with the year's amount and what follows by arithmetic.

    Args:
        changes: Rows of `changes` as the prose states them.
        totals: Rows of `totals`.

    Returns:
        Each row with `amount` as stated, and derived: `previous`, `growth`, `whole` and
        `contribution`; None where it cannot be had.
    """
    stated = {row["item"]: row for row in totals}
    change = {row["item"]: row["change"] for row in changes}
    rows = []
    for row in changes:
        amount = stated[row["item"]]["amount"]
        previous = amount - row["change"]
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


def _whole(item: str, stated: Mapping[str, Record], change: Mapping[str, Decimal]) -> str | None:
    """Return the largest figure with a stated change that an item is part of."""
    found, at = None, stated[item]["part_of"]
    while at:
        key = STATED_AS.get(at, at)
        found = key if key in change else found
        at = stated[at]["part_of"]
    return found


def _ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    return (part / whole).quantize(_RATIO) + 0 if whole else None  # + 0: no minus before zero


_NO_CHANGE = (
    "The document states its amount and no change.",
    "原文只给出金额，未说明增减。",
)
_TABLES = (
    ("responsibilities", ("responsibility",), "budget"),
    ("activities", ("responsibility", "activity"), "budget"),
    ("procurement", ("line",), "amount"),
    ("assets", ("asset",), "amount"),
)
_ONE_YEAR = (
    "The table prints one year only.",
    "该表只有一个年度的数字。",
)
_BLANK = (
    "The table prints one year only, and leaves this amount blank.",
    "该表只有一个年度，且此项金额空白。",
)


def not_comparable() -> "pd.DataFrame":
    """Return what has no figure for the year before: one row for each such item.

    Columns are `fiscal_year`, `table`, `key` (the item's key in that table), `name`, `name_en`,
    `amount` in 万元 (missing where blank), `reason`, `reason_zh`, `source_line`.
    """
    import pandas as pd

    from .loaders import load

    totals = load("totals")
    without = totals[~totals["item"].isin(load("changes")["item"])]
    # Expenditure is equal to income and expenditure, whose change is stated.
    without = without[~without["item"].isin(STATED_AS)]
    frames = [_listed("totals", without, without["item"], "amount")]
    for table, key, amount in _TABLES:
        rows = load(table)
        frames.append(
            _listed(table, rows, rows[list(key)].astype(str).agg(".".join, axis=1), amount)
        )
    return pd.concat(frames, ignore_index=True)


def _listed(table: str, rows: "pd.DataFrame", key: "pd.Series[str]", amount: str) -> "pd.DataFrame":
    import pandas as pd

    reasons = [
        _NO_CHANGE if table == "totals" else _BLANK if pd.isna(one) else _ONE_YEAR
        for one in rows[amount]
    ]
    return pd.DataFrame(
        {
            "fiscal_year": rows["fiscal_year"],
            "table": table,
            "key": key,
            "name": rows["name"],
            "name_en": rows["name_en"],
            "amount": rows[amount],
            "reason": [en for en, _ in reasons],
            "reason_zh": [zh for _, zh in reasons],
            "source_line": rows["source_line"],
        }
    )


def in_real_terms(frame: "pd.DataFrame", deflator: float, *, source: str = "") -> "pd.DataFrame":
    """Return changes in the prices of the budget year.

    Args:
        frame: As `load_changes()` returns it.
        deflator: Prices of the budget year over those of the year before, such as 1.029.
        source: Where that figure is from; it is carried on every row and every chart.

    Returns:
        The frame with `previous_real`, `change_real` (both 万元, in the budget year's prices),
        `growth_real` and `deflator_source`.

    Raises:
        ValueError: Without a source, or for a deflator that is no positive number.
    """
    _check(deflator, "deflator", source)
    previous = frame["previous"] * deflator
    change = frame["amount"] - previous
    return frame.assign(
        previous_real=previous,
        change_real=change,
        growth_real=(change / previous).where(previous != 0),
        deflator_source=f"{source} ({deflator:g})",
    )


def per_head(frame: "pd.DataFrame", population: float, *, source: str = "") -> "pd.DataFrame":
    """Return amounts per head of a population.

    Args:
        frame: Any table with an `amount` or `budget` column in 万元.
        population: Number of people.
        source: Where that figure is from; it is carried on every row and every chart.

    Returns:
        The frame with `per_head` in yuan (missing where the amount is) and `population_source`.

    Raises:
        ValueError: Without a source, for a population that is no positive number, or a frame with
            neither column.
    """
    _check(population, "population", source)
    column = next((name for name in ("amount", "budget") if name in frame), None)
    if column is None:
        raise ValueError(
            f"the frame has neither amount nor budget, only {', '.join(map(str, frame.columns))}"
        )
    return frame.assign(
        per_head=frame[column] * 10_000 / population,
        population_source=f"{source} ({population:,.0f})",
    )


def _check(number: float, name: str, source: str) -> None:
    if not number > 0 or number == float("inf"):
        raise ValueError(f"{name} is {number!r}; it has to be a number above zero")
    if not source.strip():
        raise ValueError(f"say where the {name} of {number:g} is from: {name}, source='…'")
