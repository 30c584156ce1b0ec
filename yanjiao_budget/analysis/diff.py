"""What changed between two texts of a disclosure, or between two years, as a frame."""

from pathlib import Path

import pandas as pd

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.versions import STATUSES
from yanjiao_budget.formats.read import read_any
from yanjiao_budget.schema.answers import DIFFERENCES
from yanjiao_budget.store.build import stored_disclosure
from yanjiao_budget.store.differences import differences
from yanjiao_budget.store.dtypes import as_frame


def diff(
    before: Disclosure | str | Path | int,
    after: Disclosure | str | Path | int,
    body: str | None = None,
    *,
    same: bool = False,
) -> pd.DataFrame:
    """Return what changed between two texts: one row for each cell that changed, and each row.

    Two versions of one year, or two years, are held side by side as they are printed: every row of
    every table, every line of prose, captions and headings. What only follows from the text (a
    figure of the year before, a tie, a finding) is no change of its own, and neither are blank
    lines, spaces around a cell, line numbers that shift, or the numbers by which rows are counted.
    Between two years a year that is as far from its document's own is the same year: 较2018年 in
    2019 and 较2019年 in 2020; that of an amount is an amount.

    Rows are matched as `compare` matches them, by their names and how alike those are, and besides
    by all that they print and where they stand: a row is followed through a new name where the rest
    of it or its place is the same. Its name is then a cell that changed. Of rows that changed
    places the fewest have `moved`; under another title a row has moved where its cells, or its
    name, stand once in either text, and is else `gone` and `new`.

    Args:
        before: The earlier text: a disclosure read, the file of one, or the year of one stored.
        after: The later one.
        body: Whose year is meant; the body that `latest()` gives without one.
        same: Whether to list the rows that are the same too.

    Returns:
        Columns `year_before` and `year_after`; `table`, missing for what no table holds; `status`
        (`changed`, `moved`, `new`, `gone` or, with `same`, `same`: a row that moved has a row for
        each cell that changed too); `column`, the cell that changed; then for each text `text_…`
        (that cell as printed, else the one that names the row; missing where it is blank, and where
        there is no such row), `name_…`, `responsibility_…` and `activity_…` (positions, missing
        outside the performance table) and `source_line_…`; `bar`, for a threshold of one indicator:
        `lowered` where a weaker result now passes it, `raised` where only a better one does, by the
        direction of its ladder, missing where it stayed or cannot be told; `description` and
        `description_zh` in words. Rows are in the order of the later text, one that is gone behind
        the one it stood behind. No rows where nothing changed.

    Raises:
        UnreadableDisclosureError: For a file that cannot be read faithfully.
        KeyError: Where no disclosure of a year and body is stored.
        OSError: Where a file cannot be opened.
    """
    found = differences(_text(before, body), _text(after, body), same=same)
    return as_frame(DIFFERENCES, {c.name: [one[c.name] for one in found] for c in DIFFERENCES})


def by_table(differences: pd.DataFrame) -> pd.DataFrame:
    """Count differences by table and by what became of a row: one row for each table.

    Args:
        differences: As `diff` returns them; with `same`, or none are counted as the same.

    Returns:
        Columns `table` (missing for what no table holds), then `same`, `moved`, `new` and `gone`,
        in rows, and `changed`, in cells. Tables are in the order of the text.
    """
    counts = {
        status: (differences["status"] == status)
        .groupby(differences["table"], dropna=False, sort=False)
        .sum()
        for status in STATUSES
    }
    return pd.DataFrame(counts).reset_index()


def _text(given: Disclosure | str | Path | int, body: str | None) -> Disclosure:
    if isinstance(given, Disclosure):
        return given
    if isinstance(given, str | Path):
        return read_any(given)
    return stored_disclosure(int(given), body)
