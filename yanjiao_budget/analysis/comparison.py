"""Two disclosures of one body side by side: what stayed, was renamed, moved, is new or is gone."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from yanjiao_budget.document.matching import (
    GONE,
    MOVED,
    NEW,
    SAME,
    best_first,
    likeness,
    lone,
    plain,
)
from yanjiao_budget.store.loaders import latest, load

RENAMED = "renamed"
STATUSES = (SAME, RENAMED, MOVED, NEW, GONE)

# What each row says of either year; a row that a year does not have is looked up at _NOWHERE.
_OF_EACH = ("responsibility", "activity", "name", "name_en", "budget", "source_line")
_WHOLE_NUMBERS = ("responsibility", "activity", "source_line")
_NOWHERE = -1


class Pair(NamedTuple):
    """Two rows taken for one, by their index; None in the year that has no such row."""

    before: int | None
    after: int | None
    status: str
    score: float | None = None


def compare(before: int, after: int, body: str | None = None) -> pd.DataFrame:
    """Line up the responsibilities and the activities of two years: one row for each of either.

    A document knows its rows by position and not by name, so rows are matched: responsibilities by
    the same name, spaces and full-width letters aside, and repeated names in order; then likely
    renames by how alike the names are (`rapidfuzz.fuzz.ratio`, at least `matching.LIKELY` of 100),
    the most alike first, each at most once. Activities are matched so within a matched
    responsibility. One left over that has its name to itself in both documents, under another
    responsibility, has moved. A rename is likely and not certain; an activity both moved and
    renamed is `gone` and `new`. `diff` tells of every printed row, and cell by cell.

    Args:
        before: The earlier fiscal year.
        after: The later one.
        body: Whose disclosures; the body that `latest()` gives without one.

    Returns:
        Columns `body`, `year_before`, `year_after`; `table` (`responsibilities` or `activities`,
        which carry the same money: never add the two); `status` (one of `STATUSES`); `score` (how
        alike the names are, 100 for the same, missing for `new` and `gone`); then for each year
        `responsibility_…`, `activity_…` (missing for a responsibility), `name_…`, `name_en_…`
        (missing where it has no English), `budget_…` in 万元 and `source_line_…` in that year's
        document, all missing in the year that has no such row; last `change` in 万元 and `growth`
        over the year before. A blank budget is missing and not zero: `change` and `growth` are
        missing where either budget is, and `growth` where the earlier is zero. Rows are in the
        later document's order, those gone after them.

    Raises:
        KeyError: Where there is no disclosure of either year and that body.
        ValueError: Where `before` is not the earlier year.
    """
    if before >= after:
        raise ValueError(f"compare({before}, {after}): the first year has to be the earlier one")
    body = body or str(latest()["body"])
    old, new = (load("responsibilities", year, body) for year in (before, after))
    old_parts, new_parts = (load("activities", year, body) for year in (before, after))
    wholes = _match(_names(old), _names(new))
    parts = _match_within(old, new, wholes, old_parts, new_parts)
    frames = [
        _frame("responsibilities", old, new, wholes),
        _frame("activities", old_parts, new_parts, parts),
    ]
    both = pd.concat(frames, ignore_index=True)
    years = pd.DataFrame({"body": body, "year_before": before, "year_after": after}, both.index)
    return pd.concat([years, both], axis="columns")


def _names(frame: pd.DataFrame) -> dict[int, str]:
    """Return the names by row, without what only spacing and width tell apart."""
    return dict(zip(frame.index, map(plain, frame["name"]), strict=True))


def _match(old: dict[int, str], new: dict[int, str]) -> list[Pair]:
    """Return each row of two years once, with the row of the other year that it is taken for."""
    found = best_first(
        (-alike, row, other)
        for row, name in old.items()
        for other, its_name in new.items()
        if (alike := likeness(name, its_name))
    )
    pairs = [
        Pair(row, other, SAME if old[row] == new[other] else RENAMED, round(-rank, 1))
        for rank, row, other in found
    ]
    return [*pairs, *_alone(*_unmatched(old, new, pairs))]


def _unmatched(
    old: dict[int, str], new: dict[int, str], pairs: list[Pair]
) -> tuple[dict[int, str], dict[int, str]]:
    found = {pair.before for pair in pairs}, {pair.after for pair in pairs}
    left, right = (
        {row: name for row, name in names.items() if row not in rows}
        for names, rows in zip((old, new), found, strict=True)
    )
    return left, right


def _alone(old: Iterable[int], new: Iterable[int]) -> list[Pair]:
    return [*(Pair(None, row, NEW) for row in new), *(Pair(row, None, GONE) for row in old)]


def _match_within(
    old: pd.DataFrame,
    new: pd.DataFrame,
    wholes: list[Pair],
    old_parts: pd.DataFrame,
    new_parts: pd.DataFrame,
) -> list[Pair]:
    """Return each activity of two years once, matched within matched responsibilities first."""

    def within(parts: pd.DataFrame, of: pd.DataFrame, row: int) -> dict[int, str]:
        return _names(parts[parts["responsibility"] == of.loc[row, "responsibility"]])

    found = [
        pair
        for whole in wholes
        if whole.before is not None and whole.after is not None
        for pair in _match(
            within(old_parts, old, whole.before), within(new_parts, new, whole.after)
        )
        if pair.score is not None
    ]
    before, after = _names(old_parts), _names(new_parts)
    left, right = _unmatched(before, after, found)
    there = {name: row for row, name in right.items()}
    alone = lone(before.values(), after.values()) & there.keys()
    moved = [Pair(row, there[name], MOVED, 100.0) for row, name in left.items() if name in alone]
    return [*found, *moved, *_alone(*_unmatched(left, right, moved))]


def _frame(table: str, old: pd.DataFrame, new: pd.DataFrame, pairs: list[Pair]) -> pd.DataFrame:
    pairs = sorted(pairs, key=lambda pair: (pair.after is None, pair.after, pair.before))
    before = _rows(old, [pair.before for pair in pairs])
    after = _rows(new, [pair.after for pair in pairs])
    # To the hundredth of a 分: the documents have nothing of what binary fractions add.
    change = (after["budget"] - before["budget"]).round(6)
    return pd.DataFrame(
        {
            "table": table,
            "status": [pair.status for pair in pairs],
            "score": pd.Series([pair.score for pair in pairs], dtype="float64"),
            **{
                f"{name}_{when}": rows[name]
                for name in _OF_EACH
                for when, rows in (("before", before), ("after", after))
            },
            "change": change,
            "growth": (change / before["budget"]).where(before["budget"] != 0).round(6),
        }
    )


def _rows(frame: pd.DataFrame, wanted: list[int | None]) -> pd.DataFrame:
    found = frame.reindex([_NOWHERE if row is None else row for row in wanted])
    found = found.reindex(columns=list(_OF_EACH)).astype(dict.fromkeys(_WHOLE_NUMBERS, "Int64"))
    return found.reset_index(drop=True)
