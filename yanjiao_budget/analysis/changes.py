"""What the document says changed on the year before, what follows, and what it cannot say."""

from collections.abc import Iterable
from decimal import Decimal
from numbers import Real
from typing import Any

import pandas as pd

from yanjiao_budget.document.matching import NEW
from yanjiao_budget.document.year_before import STATED_AS
from yanjiao_budget.schema import DISCLOSURE_KEY
from yanjiao_budget.store.loaders import load, one_disclosure

from .comparison import compare

Reason = tuple[str, str]  # in English and in Chinese, {year} the year before
_NO_CHANGE = (
    "The document states its amount and no change.",
    "原文只给出金额，未说明增减。",
)
_ONE_YEAR = (
    "The table prints one year only.",
    "该表只有一个年度的数字。",
)
_BLANK = (
    "The table prints one year only, and leaves this amount blank.",
    "该表只有一个年度，且此项金额空白。",
)
# Where the disclosure of the year before is in the tables too.
_NOT_STATED_BEFORE = (
    "The document states its amount and no change, and the disclosure of {year} no such figure.",
    "原文只给出金额，未说明增减；{year}年公开文件也未给出此数。",
)
_NEW = (
    "The table prints one year only, and the disclosure of {year} has no such item.",
    "该表只有一个年度的数字，{year}年公开文件没有此项。",
)
_BLANK_BEFORE = (
    "The table prints one year only, and the disclosure of {year} leaves this amount blank.",
    "该表只有一个年度的数字，{year}年公开文件中此项金额空白。",
)
_NOT_PLAINLY_SAME = (
    "The table prints one year only, and no line of the disclosure of {year} is plainly the same.",
    "该表只有一个年度的数字，{year}年公开文件中没有可确认为同一项的行。",
)
# Each table with the key and the amount of its rows.
_AMOUNTS = (
    ("totals", ("item",), "amount"),
    ("responsibilities", ("responsibility",), "budget"),
    ("activities", ("responsibility", "activity"), "budget"),
    ("procurement", ("line",), "amount"),
    ("assets", ("asset",), "amount"),
)


def not_comparable(year: int | None = None, body: str | None = None) -> pd.DataFrame:
    """Return what cannot be compared with the year before: one row for each such item.

    An item can be where the document states its change. Where the same body's disclosure of the
    year before is in the tables, one can be too whose figure that publishes: a stated figure, a
    responsibility or activity that `compare` matches, a line of the asset table whose name stands
    once in each. Lines of procurement are not matched: one project has several, of one kind.

    Args:
        year: As the loaders take it.
        body: As the loaders take it.

    Returns:
        Columns `fiscal_year`, `body`, `table`, `key` (the item's key in that table), `name`,
        `name_en`, `amount` in 万元 (missing where blank), `reason`, `reason_zh`, `source_line`.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
    """
    chosen = load("disclosures", year, body)
    frames = [
        _listed(table, key, amount, *one)
        for one in zip(chosen["fiscal_year"], chosen["body"], strict=True)
        for table, key, amount in _AMOUNTS
    ]
    return pd.concat(frames, ignore_index=True)


def _listed(table: str, key: tuple[str, ...], amount: str, year: int, body: str) -> pd.DataFrame:
    rows = load(table, year, body)
    reasons = _alone(table, rows, amount, year, body)
    if year - 1 in set(load("disclosures", body=body)["fiscal_year"]):
        beside = _beside(table, rows, year, body)
        reasons = [
            one if one in {None, _BLANK} else other
            for one, other in zip(reasons, beside, strict=True)
        ]
    rows = rows[pd.Series([one is not None for one in reasons], rows.index, "bool")]
    listed = rows.assign(
        table=table,
        key=[".".join(map(str, one)) for one in rows[list(key)].itertuples(index=False)],
        amount=rows[amount],
        reason=[one[0].format(year=year - 1) for one in reasons if one],
        reason_zh=[one[1].format(year=year - 1) for one in reasons if one],
    )
    columns = ["table", "key", "name", "name_en", "amount", "reason", "reason_zh", "source_line"]
    return listed[[*DISCLOSURE_KEY, *columns]]


def _alone(
    table: str, rows: pd.DataFrame, amount: str, year: int, body: str
) -> list[Reason | None]:
    """Return why the document alone has no figure of the year before for each row, if so."""
    if table == "totals":
        # Expenditure is equal to revenue and expenditure, whose change is stated.
        stated = {*load("changes", year, body)["item"], *STATED_AS}
        return [None if item in stated else _NO_CHANGE for item in rows["item"]]
    return [_BLANK if blank else _ONE_YEAR for blank in rows[amount].isna()]


def _beside(table: str, rows: pd.DataFrame, year: int, body: str) -> list[Reason | None]:
    """Return why the disclosure of the year before has no figure for each row, if so."""
    if table in {"responsibilities", "activities"}:
        pairs = compare(year - 1, year, body)
        own = pairs[(pairs["table"] == table) & pairs["source_line_after"].notna()]
        blanks = own["budget_before"].isna()
        return [_of_pair(*pair) for pair in zip(own["status"], blanks, strict=True)]
    earlier = load(table, year - 1, body)
    if table == "totals":
        return _unless(rows["item"], set(earlier["item"]), _NOT_STATED_BEFORE)
    if table == "assets":
        once = [set(names.drop_duplicates(keep=False)) for names in (earlier["name"], rows["name"])]
        return _unless(rows["name"], once[0] & once[1], _NOT_PLAINLY_SAME)
    return _unless(rows.index, set(), _NOT_PLAINLY_SAME)


def _of_pair(status: str, blank: bool) -> Reason | None:  # noqa: FBT001
    if status == NEW:
        return _NEW
    return _BLANK_BEFORE if blank else None


def _unless(values: Iterable[Any], there: set[Any], reason: Reason) -> list[Reason | None]:
    return [None if value in there else reason for value in values]


def in_real_terms(frame: pd.DataFrame, deflator: float, *, source: str = "") -> pd.DataFrame:
    """Return changes in the prices of the budget year.

    Args:
        frame: As `load_changes()` returns it.
        deflator: Prices of the budget year over those of the year before, such as 1.029.
        source: Where that figure is from; it is carried on every row and every chart.

    Returns:
        The frame with `previous_real`, `change_real` (both 万元, in the budget year's prices),
        `growth_real` and `deflator_source`.

    Raises:
        ValueError: Without a source, for a deflator outside 0.5 to 2, which an index of 102.9 is
            too, or for rows of several disclosures: each year has its own.
        TypeError: For a deflator that is no number, or a frame that is no table of changes.
    """
    _check(deflator, "deflator", source)
    if not _LEAST <= deflator <= _MOST:
        raise ValueError(
            f"deflator is {deflator:g}; prices over those of the year before lie between "
            f"{_LEAST:g} and {_MOST:g}: an index of 102.9 is the deflator 1.029"
        )
    if "previous" not in one_disclosure(frame):
        raise TypeError("the frame has no column previous: give one that load_changes() returns")
    previous = frame["previous"] * deflator
    change = frame["amount"] - previous
    return frame.assign(
        previous_real=previous,
        change_real=change,
        growth_real=(change / previous).where(previous != 0),
        deflator_source=f"{source} ({deflator:g})",
    )


def per_head(frame: pd.DataFrame, population: float, *, source: str = "") -> pd.DataFrame:
    """Return amounts per head of a population.

    Args:
        frame: Any table with an `amount` or `budget` column in 万元.
        population: Number of people.
        source: Where that figure is from; it is carried on every row and every chart.

    Returns:
        The frame with `per_head` in yuan (missing where the amount is) and `population_source`.

    Raises:
        ValueError: Without a source, for a population that is not above zero, a frame with neither
            column, or rows of several disclosures: each has its own.
        TypeError: For a population that is no number.
    """
    _check(population, "population", source)
    column = next((name for name in ("amount", "budget") if name in one_disclosure(frame)), None)
    if column is None:
        raise ValueError(
            f"the frame has neither amount nor budget, only {', '.join(map(str, frame.columns))}"
        )
    return frame.assign(
        per_head=frame[column] * 10_000 / population,
        population_source=f"{source} ({population:,.0f})",
    )


_LEAST, _MOST = 0.5, 2.0


def _check(number: float, name: str, source: str) -> None:
    if isinstance(number, bool) or not isinstance(number, Real | Decimal):
        raise TypeError(f"{name} is {number!r}; it has to be a number")
    if not number > 0 or number == float("inf"):
        raise ValueError(f"{name} is {number!r}; it has to be a number above zero")
    if not source.strip():
        raise ValueError(f"say where the {name} of {number:g} is from: {name}, source='…'")
