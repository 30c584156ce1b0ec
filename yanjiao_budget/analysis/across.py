"""Many disclosures side by side: one row each, on what can be compared, and what cannot be.

Nothing here ranks or scores. Rows stand in the order of the bodies' names and of the years. Whole
tables are counted at once, so that 10,000 disclosures take seconds.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from yanjiao_budget.document.ledger import PREVIOUS
from yanjiao_budget.document.tie import VERDICTS
from yanjiao_budget.document.year_before import STATED_AS
from yanjiao_budget.ladders.rules import INDIVIDUAL
from yanjiao_budget.schema import DISCLOSURE_KEY, MANIFEST
from yanjiao_budget.schema.across import ACROSS, FINDINGS_ACROSS, MEASURES, STEPS
from yanjiao_budget.schema.collected import TIES
from yanjiao_budget.store.folders import data_folder, in_folder
from yanjiao_budget.store.loaders import load
from yanjiao_budget.store.manifest import held
from yanjiao_budget.store.parquet import is_collected

from .grading import rules
from .ledger import check_arithmetic
from .spending import GENERAL_ADMINISTRATION

Tables = Mapping[str, pd.DataFrame]
_KEY = list(DISCLOSURE_KEY)
_TABLES = ("disclosures", "totals", "changes", "activities", "ladders", "findings")
# The stated figures that have a column, and the share of a whole that a part of it has another for.
_AMOUNTS = (
    *("income", "general_public_budget", "government_funds"),
    *("expenditure", "basic", "project"),
)
_SHARES = {
    "general_public_budget": "income",
    "government_funds": "income",
    "basic": "expenditure",
    "project": "expenditure",
}
_GROWTHS = {
    "expenditure_growth": STATED_AS["expenditure"],
    "basic_growth": "basic",
    "project_growth": "project",
}


def across(
    year: int | None = None, body: str | None = None, *, data: str | Path | None = None
) -> pd.DataFrame:
    """Return disclosures side by side: one row for each, by the body's name and the year.

    Args:
        year: As the loaders take it.
        body: As the loaders take it.
        data: The data folder; that of the loaders without one.

    Returns:
        The columns of `schema.across.ACROSS`, amounts in 万元. What a disclosure does not state is
        missing and not zero: what counts activities, indicators, ladders and findings is missing
        where no activity was read. `not_comparable_across` says what the rows do not show.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
        FileNotFoundError: Where the data folder has no tables.
    """
    with in_folder(data):
        tables = {name: load(name, year, body) for name in _TABLES}
        if is_collected(data_folder()):
            counted = held(load(MANIFEST.name, year, body)).set_index(_KEY)
            verdicts = counted.rename(columns={of: verdict for verdict, of in TIES.items()})
        else:
            verdicts = counts_of(check_arithmetic(year=year, body=body))
        return side_by_side(tables, verdicts)


def side_by_side(tables: Tables, verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return the same of tables in memory.

    Args:
        tables: `disclosures`, `totals`, `changes`, `activities`, `ladders` and `findings`, as the
            loaders return them.
        verdicts: How many ties of each disclosure alone have which verdict, as `counts_of` has it.
    """
    there = tables["disclosures"].set_index(_KEY)
    graded = _activities(tables["activities"])
    parts = [
        there[["body_en", "unread", "unread_amounts", "source_line"]],
        _stated(tables["totals"]),
        _growth(tables["changes"]),
        graded,
        _measured(tables["ladders"], tables["findings"], graded.index),
        verdicts[list(VERDICTS)].reindex(there.index, fill_value=0).astype("int64"),
    ]
    rows = pd.concat([part.reindex(there.index) for part in parts], axis="columns")
    rows = rows.reset_index().sort_values(["body", "fiscal_year"], ignore_index=True)
    optional = {"integer": "Int64", "number": "float64"}
    types = {
        one.name: optional[one.type] for one in ACROSS if not one.required and one.type in optional
    }
    return rows[[column.name for column in ACROSS]].astype(types)


def _stated(totals: pd.DataFrame) -> pd.DataFrame:
    """Return the stated figures by disclosure, and the shares of those that are parts."""
    amounts = totals.pivot_table("amount", _KEY, "item", aggfunc="first")
    amounts = amounts.reindex(columns=list(_AMOUNTS))
    shares = {
        f"{part}_share": amounts[part] / amounts[whole].where(lambda stated: stated != 0)
        for part, whole in _SHARES.items()
    }
    return amounts.assign(**shares)


def _growth(changes: pd.DataFrame) -> pd.DataFrame:
    """Return the stated changes, relative to the year before: the amount's, else the percentage."""
    known = changes.assign(of=changes["growth"].fillna(changes["stated_growth"])).dropna(
        subset="of"
    )
    found = known.pivot_table("of", _KEY, "item", aggfunc="first")
    return pd.DataFrame({name: found.get(item) for name, item in _GROWTHS.items()}, found.index)


def _activities(activities: pd.DataFrame) -> pd.DataFrame:
    """Return what can be counted of the activities of each disclosure that has any."""
    budget = activities["budget"]
    general = activities["name"].str.fullmatch(GENERAL_ADMINISTRATION)
    by = activities.assign(
        unfunded=budget.isna(), general=budget.where(general.astype(bool), 0.0)
    ).groupby(_KEY)
    found = pd.DataFrame({"activities": by.size(), "unfunded": by["unfunded"].sum()})
    budgets = by["budget"].sum(min_count=1).where(lambda whole: whole != 0)
    return found.assign(
        unfunded_share=found["unfunded"] / found["activities"],
        general_administration_share=by["general"].sum() / budgets,
    )


def _measured(ladders: pd.DataFrame, findings: pd.DataFrame, with_any: pd.Index) -> pd.DataFrame:
    """Return what can be counted of indicators, for the disclosures that have activities."""
    used = ladders.groupby([*_KEY, "pattern"]).size().groupby(_KEY)
    own = findings[findings["scope"] == INDIVIDUAL].groupby(_KEY).size()
    counts = {"indicators": used.sum(), "ladders": used.size(), "findings": own}
    found = pd.DataFrame(counts).reindex(with_any).fillna(0)
    return found.assign(commonest_ladder_share=used.max() / used.sum())


def counts_of(ledger: pd.DataFrame) -> pd.DataFrame:
    """Return how many ties of each disclosure have which verdict: a row for each, and a column.

    Those to another disclosure are left out: not every one has the year before beside it.

    Args:
        ledger: As `check_arithmetic()` returns it.
    """
    alone = ledger[~ledger["check"].str.startswith(PREVIOUS)]
    counts = alone.pivot_table("check", _KEY, "verdict", aggfunc="count", fill_value=0)
    return counts.reindex(columns=list(VERDICTS), fill_value=0)


def findings_across(
    year: int | None = None, body: str | None = None, *, data: str | Path | None = None
) -> pd.DataFrame:
    """Return the findings by rule: one row for each disclosure and rule, zeros included.

    A disclosure of which no activity was read has no row, since no rule has looked at anything.

    Args:
        year: As the loaders take it.
        body: As the loaders take it.
        data: The data folder; that of the loaders without one.

    Returns:
        The columns of `schema.across.FINDINGS_ACROSS`.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
        FileNotFoundError: Where the data folder has no tables.
    """
    with in_folder(data):
        return by_rule({name: load(name, year, body) for name in ("activities", "findings")})


def by_rule(tables: Tables) -> pd.DataFrame:
    """Return the same of the tables `activities` and `findings` in memory."""
    counts = tables["findings"].groupby([*_KEY, "rule"]).size().rename("findings").reset_index()
    looked_at = tables["activities"][_KEY].drop_duplicates().sort_values(["body", "fiscal_year"])
    rows = looked_at.merge(rules(), how="cross")
    rows = rows.merge(counts, on=[*_KEY, "rule"], how="left", validate="one_to_one")
    rows = rows.assign(findings=rows["findings"].fillna(0).astype("int64"))
    return rows[[column.name for column in FINDINGS_ACROSS]]


def disclosures_with(findings: pd.DataFrame) -> pd.DataFrame:
    """Return in how many disclosures each rule finds anything: one row for each rule.

    Args:
        findings: As `findings_across` returns them.

    Returns:
        Columns `rule`, `rule_en`, `rule_zh`, `scope`, `certainty`, `disclosures` (how many, zeros
        included), `of` (how many were looked at) and `share`, missing where that is none.
    """
    key = [name for name in findings if name not in {*_KEY, "findings"}]
    met = findings.assign(met=findings["findings"] > 0).groupby(key, sort=False)["met"]
    found = pd.DataFrame({"disclosures": met.sum(), "of": met.size()}).reset_index()
    return found.assign(share=found["disclosures"] / found["of"])


_FIRST = {name: first for name, (first, _) in MEASURES.items()}
_WIDTH = {name: (last - first) / STEPS for name, (first, last) in MEASURES.items()}


def measured(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what `distribution` counts: one row for each disclosure and measure that it has.

    Args:
        rows: As `across` returns them.

    Returns:
        Columns `fiscal_year`, `body`, `body_en`, `source_line`, `measure` (a key of
        `schema.across.MEASURES`), `value`, and `step`, from 0: the twentieth of the measure's
        range that it lies in. What lies outside the range is in the first or the last step.
    """
    names = [*_KEY, "body_en", "source_line"]
    long = rows.melt(names, list(MEASURES), "measure", "value").dropna(subset="value")
    first, width = _by_measure(long)
    # Rounded, so that a share of 0.15 is in the step that begins there.
    step = np.floor(((long["value"] - first) / width).round(9)).clip(0, STEPS - 1)
    return long.assign(step=step.astype("int64")).reset_index(drop=True)


def _by_measure(rows: pd.DataFrame) -> tuple["pd.Series[float]", "pd.Series[float]"]:
    """Return for each row where the range of its measure begins, and the width of a step."""
    first, width = (rows["measure"].map(one).astype("float64") for one in (_FIRST, _WIDTH))
    return first, width


def distribution(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how many disclosures lie where: one row for each measure and step that has any.

    Args:
        rows: As `across` returns them, of one year or of several.

    Returns:
        Columns `measure`, `step`, `from` and `to` (its ends, the first of them within it; missing
        for what is open: the first step of a change, and the last of any), `disclosures` and
        `share` of those that have the measure. In the order of the measures and steps.
    """
    counts = measured(rows).groupby(["measure", "step"]).size().rename("disclosures").reset_index()
    order = counts["measure"].map(list(MEASURES).index)
    counts = counts.assign(order=order).sort_values(["order", "step"], ignore_index=True)
    first, width = _by_measure(counts)
    begins = (first + counts["step"] * width).round(9)
    total = counts.groupby("measure")["disclosures"].transform("sum")
    counts["from"] = begins.where((counts["step"] > 0) | (first == 0))
    counts["to"] = (begins + width).round(9).where(counts["step"] < STEPS - 1)
    counts["share"] = counts["disclosures"] / total
    return counts[["measure", "step", "from", "to", "disclosures", "share"]]


def middle(rows: pd.DataFrame) -> pd.DataFrame:
    """Return where the middle half of the disclosures lies: one row for each measure that any has.

    Args:
        rows: As `across` returns them, of one year or of several.

    Returns:
        Columns `measure`, `disclosures` (how many have it), `lower`, `median` and `upper`: a
        quarter of them lie below the first and a quarter above the last. In the measures' order.
    """
    values = measured(rows).groupby("measure")["value"]
    ends = {
        "lower": values.quantile(0.25),
        "median": values.median(),
        "upper": values.quantile(0.75),
    }
    found = pd.DataFrame({"disclosures": values.size(), **ends})
    return found.reindex([name for name in MEASURES if name in found.index]).reset_index()
