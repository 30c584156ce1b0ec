"""Frames on the structure of spending: shares, concentration, what has a budget and what not."""

import pandas as pd

from yanjiao_budget.document.figures import PART_OF, nearest_whole
from yanjiao_budget.schema import DISCLOSURE_KEY, OTHER_CHANNELS, PROCUREMENT_SOURCES
from yanjiao_budget.store.loaders import one_disclosure

# Activities named for general management, with no purpose of their own in the name.
GENERAL_ADMINISTRATION = "综合(?:事务|业务)管理"


def share(parts: "pd.Series[float]", whole: "pd.Series[float] | float") -> "pd.Series[float]":
    """Return parts over a whole; missing where either is, and where the whole is zero."""
    return parts / pd.Series(whole, parts.index).where(lambda amounts: amounts != 0)


def by_item(stated: pd.DataFrame) -> pd.DataFrame:
    """Return stated figures, or stated changes, by their key, those not stated as missing.

    Args:
        stated: As `load_totals()` or `load_changes()` returns them.

    Returns:
        The frame with `item` as its index, one row for each figure that a disclosure may state, and
        `share` of the nearest stated figure that it is a part of (missing for a whole, and where
        either is missing or the whole is zero).
    """
    whole_numbers = stated.select_dtypes("integer").columns
    frame = one_disclosure(stated).astype(dict.fromkeys(whole_numbers, "Int64"))
    frame = frame.set_index("item")
    part_of = [nearest_whole(item, frame.index) for item in PART_OF]
    frame = frame.reindex(pd.Index(PART_OF, name="item"))
    wholes = frame["amount"].reindex(part_of).set_axis(frame.index)
    return frame.assign(share=share(frame["amount"], wholes))


def composition(totals: pd.DataFrame, wholes: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return what stated figures are made of: one row for each part of each whole.

    Args:
        totals: As `load_totals()` returns them.
        wholes: Keys of the wholes wanted, in order; revenue, expenditure and basic expenditure
            where none are named.

    Returns:
        Columns `fiscal_year`, `body`, `item`, `name`, `name_en`, `whole`, `whole_en`, `amount` in
        万元, `share` of the whole's stated amount (missing where that is zero), `source_line`. A
        whole that the document does not state, or of which it states no part, has no row.

    Raises:
        KeyError: For a whole that no disclosure states.
    """
    if unknown := sorted(set(wholes) - set(PART_OF)):
        raise KeyError(f"no figure {', '.join(unknown)}; there are {', '.join(PART_OF)}")
    stated = one_disclosure(totals).assign(whole_en=totals["name_en"].fillna(totals["name"]))
    stated = stated[["item", "name", "whole_en", "amount"]]
    stated = stated.set_axis(["part_of", "whole", "whole_en", "of"], axis="columns")
    rows = [
        totals[totals["part_of"] == whole].merge(stated, on="part_of", validate="many_to_one")
        for whole in wholes or ("income", "expenditure", "basic")
    ]
    frame = pd.concat(rows, ignore_index=True)
    frame = frame.assign(share=share(frame["amount"], frame["of"]))
    columns = [*DISCLOSURE_KEY, "item", "name", "name_en", "whole", "whole_en", "amount", "share"]
    return frame[[*columns, "source_line"]]


def by_size(frame: pd.DataFrame) -> pd.DataFrame:
    """Return responsibilities or activities from the largest budget down.

    Rows without a budget come last, in the document's order.

    Returns:
        The frame with `rank` (from 1), `share` of all budgets and `cumulative_share`, each missing
        where no budget is printed.
    """
    ordered = one_disclosure(frame).sort_values(
        "budget", ascending=False, kind="stable", ignore_index=True
    )
    shares = share(ordered["budget"], ordered["budget"].sum())
    rank = pd.Series(range(1, len(ordered) + 1), dtype="Int64").where(ordered["budget"].notna())
    return ordered.assign(rank=rank, share=shares, cumulative_share=shares.cumsum())


def funding(responsibilities: pd.DataFrame, activities: pd.DataFrame) -> pd.DataFrame:
    """Return how many activities have a budget: one row for each responsibility, with or without.

    Returns:
        Columns `fiscal_year`, `body`, `responsibility`, `name`, `name_en`, `has_budget`,
        `activities` (how many, zeros included), `source_line` of the responsibility.
    """
    keys = [*DISCLOSURE_KEY, "responsibility"]
    budgets = activities.groupby(keys)["budget"]
    counts = pd.DataFrame({True: budgets.count(), False: budgets.size() - budgets.count()})
    counts = counts.melt(var_name="has_budget", value_name="activities", ignore_index=False)
    counts = counts.reset_index().sort_values(
        [*keys, "has_budget"], ascending=[True, True, True, False]
    )
    named = responsibilities[[*keys, "name", "name_en", "source_line"]]
    merged = counts.merge(named, on=keys, how="left", validate="many_to_one")
    merged["has_budget"] = merged["has_budget"].astype(bool)
    return merged[[*keys, "name", "name_en", "has_budget", "activities", "source_line"]]


def within(
    responsibilities: pd.DataFrame, activities: pd.DataFrame, responsibility: int | None = None
) -> pd.DataFrame:
    """Return what the money is split into: the responsibilities, or the activities of one.

    Returns:
        One row each, in the document's order: `fiscal_year`, `body`, `responsibility`, for the
        activities `activity`, then `name`, `name_en`, `budget` in 万元 (missing where none is
        printed), `share` of all budgets, `activities` (how many it has; 1 for an activity),
        `unfunded` (how many of them print no budget), `source_line`.

    Raises:
        ValueError: For rows of several disclosures.
    """
    key = [*DISCLOSURE_KEY, "responsibility"]
    blank = activities.assign(activities=1, unfunded=activities["budget"].isna().astype("int64"))
    if responsibility is None:
        counts = blank.groupby(key)[["activities", "unfunded"]].sum().reset_index()
        rows = by_size(responsibilities).merge(counts, on=key, how="left", validate="one_to_one")
        rows = rows.fillna({"activities": 0, "unfunded": 0})
        rows = rows.astype({"activities": "int64", "unfunded": "int64"})
    else:
        key = [*key, "activity"]
        rows = by_size(blank)
        rows = rows[rows["responsibility"] == responsibility]
    columns = ["name", "name_en", "budget", "share", "activities", "unfunded", "source_line"]
    return rows.sort_values(key, ignore_index=True)[[*key, *columns]]


def general_administration(activities: pd.DataFrame) -> pd.DataFrame:
    """Return the activities that have a budget, marked where the name states no purpose.

    `is_general` is true for names that are only 综合事务管理 or 综合业务管理 (general
    management). Of what such a line pays for, its description alone tells.
    """
    funded = by_size(activities[activities["budget"].notna()])
    return funded.assign(is_general=funded["name"].str.fullmatch(GENERAL_ADMINISTRATION))


def procurement_by_source(procurement: pd.DataFrame) -> pd.DataFrame:
    """Return procurement amounts by where they come from: one row for each line and source.

    Returns:
        Columns `fiscal_year`, `body`, `line`, `name`, `name_en`, `source` (name of the column of
        `load_procurement` the amount is from), `amount` in 万元, `share` of all procurement,
        `source_line`. Sources with no printed amount have no row.
    """
    sources = [column.name for column in (*PROCUREMENT_SOURCES, OTHER_CHANNELS)]
    long = (
        one_disclosure(procurement)
        .melt(
            [*DISCLOSURE_KEY, "line", "name", "name_en", "source_line"],
            sources,
            "source",
            "source_amount",
        )
        .dropna(subset="source_amount")
    )
    long = long.rename(columns={"source_amount": "amount"}).sort_values("line", ignore_index=True)
    return long.assign(share=share(long["amount"], long["amount"].sum()))


def shares_by_source(sources: pd.DataFrame) -> "pd.Series[float]":
    """Return the share of all procurement that each source of money pays, zeros included.

    Args:
        sources: As `procurement_by_source` returns them. Where there are none, or all are zero,
            every share is missing.
    """
    names = [column.name for column in (*PROCUREMENT_SOURCES, OTHER_CHANNELS)]
    known = sources.dropna(subset="share").groupby("source")["share"].sum()
    return known.reindex(names, fill_value=0.0 if len(known) else float("nan"))


def procurement_sums(procurement: pd.DataFrame) -> pd.DataFrame:
    """Return procurement three ways, by item, by project and by source of money: one row for each.

    Returns:
        Columns `fiscal_year`, `body`, `by` (`item`, `project` or `source`), `name`, `name_en`,
        `lines` (how many), `amount` in 万元 (missing where none of them prints one), `share` of all
        procurement, `source_lines`. Each of the three is the same money again: never add two. The
        project's whole budget, which its lines repeat, is in none.
    """
    lines = one_disclosure(procurement)
    sources = procurement_by_source(lines)
    names = {column.name: column for column in (*PROCUREMENT_SOURCES, OTHER_CHANNELS)}
    rows = pd.concat(
        [
            lines.assign(by="item", name=lines["item"], name_en=lines["item_en"]),
            lines.assign(by="project"),
            sources.assign(
                by="source",
                name=[names[source].zh for source in sources["source"]],
                name_en=[names[source].en for source in sources["source"]],
            ),
        ]
    )
    grouped = rows.groupby([*DISCLOSURE_KEY, "by", "name"], sort=False, dropna=False)
    frame = pd.DataFrame(
        {
            "name_en": grouped["name_en"].first(),
            "lines": grouped.size(),
            "amount": grouped["amount"].sum(min_count=1),
            "source_lines": grouped["source_line"].agg(list).map(tuple),
        }
    ).reset_index()
    frame.insert(7, "share", share(frame["amount"], lines["amount"].sum()))
    return frame.sort_values(
        ["by", "amount"], ascending=[True, False], kind="stable", ignore_index=True
    )


def owned(assets: pd.DataFrame) -> pd.DataFrame:
    """Return every asset line, the total included: one row each, with `share` of the total.

    `is_within` is true for 其中 lines, which lie within the line above: never add them to it. A
    share is missing where no total is printed, or one of zero.
    """
    part_of = one_disclosure(assets)["part_of"]
    total = assets[part_of.isna()].head(1)
    return assets.assign(
        share=share(assets["amount"], total["amount"].sum()),
        is_within=(part_of.notna() & ~part_of.isin(total["asset"])).astype(bool),
    )


def asset_shares(assets: pd.DataFrame) -> pd.DataFrame:
    """Return the asset lines below the total, as `owned` has them."""
    lines = owned(assets)
    return lines[lines["part_of"].notna()].reset_index(drop=True)


def equal_lines(budgets: pd.DataFrame) -> float:
    """Return how many lines of equal size would be as concentrated: missing with no budget.

    It is the inverse of the sum of squared shares.

    Args:
        budgets: As `by_size` returns them.
    """
    squares = (budgets["share"] ** 2).sum()
    return 1 / squares if squares else float("nan")
