"""Shares and sizes: nothing counted twice, nothing missing turned into zero."""

import pandas as pd
import pytest

import yanjiao_budget as yb
from yanjiao_budget.analysis import spending


def test_the_parts_of_each_whole_add_up_to_it():
    """Income, expenditure and basic expenditure are each made of their parts."""
    parts = spending.composition(yb.load_totals())
    assert list(parts["whole"].unique()) == ["预算收入", "支出预算", "基本支出"]
    assert parts.groupby("whole")["share"].sum().tolist() == pytest.approx([1, 1, 1])


def test_a_whole_that_is_not_stated_is_refused():
    """A misspelt key is an error, not an empty chart."""
    with pytest.raises(KeyError, match="incomes"):
        spending.composition(yb.load_totals(), ("incomes",))


def test_lines_without_a_budget_come_last_and_have_no_share():
    """A blank budget is not a share of zero."""
    ordered = spending.by_size(yb.load_responsibilities())
    assert ordered["responsibility"].tolist()[-2:] == [5, 7]
    assert ordered[["share", "cumulative_share", "rank"]].tail(2).isna().all(axis=None)
    assert ordered["cumulative_share"].iloc[10] == pytest.approx(1)


def test_every_activity_is_counted_once_as_funded_or_not():
    """18 with a budget, 76 with none, each responsibility in both counts."""
    counts = spending.funding(yb.load_responsibilities(), yb.load_activities())
    assert counts.groupby("has_budget")["activities"].sum().to_dict() == {False: 76, True: 18}
    assert len(counts) == 2 * 13


@pytest.mark.parametrize(
    ("name", "is_general"),
    [
        ("综合事务管理", True),
        ("综合业务管理", True),
        ("综合治税管理", False),  # a purpose: tax
        ("城市容貌环境综合治理", False),
        ("综合事务管理中心建设", False),
    ],
)
def test_only_a_name_that_is_nothing_but_administration_is_general(name, is_general):
    """综合 in front of a purpose is a purpose."""
    activities = pd.DataFrame(
        {"fiscal_year": [2019], "body": ["示范局"], "name": [name], "budget": [1.0]}
    )
    assert spending.general_administration(activities)["is_general"].tolist() == [is_general]


def test_procurement_by_source_is_all_procurement_once():
    """The sources of the ten lines add up to the stated amount, blank sources left out."""
    sources = spending.procurement_by_source(yb.load_procurement())
    assert sources["amount"].sum() == pytest.approx(7922.04)
    assert sources["source"].unique().tolist() == ["general_public_budget", "government_funds"]


def test_assets_within_the_line_above_are_marked():
    """Office premises lie within buildings; without them the shares add up to one."""
    lines = spending.asset_shares(yb.load_assets())
    assert lines.loc[lines["is_within"], "name"].tolist() == ["办公用房（平方米）"]
    assert lines.loc[~lines["is_within"], "share"].sum() == pytest.approx(1)


def only(frame, *items):
    """Return the stated figures of some items."""
    return frame[frame["item"].isin(items)]


def test_a_whole_that_this_document_does_not_state_has_no_row():
    """Nor one of which it states no part; a share of zero is not made up."""
    totals = yb.load_totals()
    parts = spending.composition(only(totals, "income", "government_funds", "personnel"))
    assert parts["item"].tolist() == ["government_funds"]
    zero = only(totals, "income", "government_funds").assign(amount=0.0)
    assert spending.composition(zero)["share"].isna().all()
    assert spending.composition(only(totals)).empty


def test_stated_figures_are_found_by_item_whether_stated_or_not():
    """With their share of the whole that they are a part of, and no line that is not there."""
    stated = spending.by_item(only(yb.load_totals(), "expenditure", "project"))
    assert stated["share"].project == pytest.approx(90119.41 / 95531.43)
    assert stated.loc["basic", ["amount", "share", "source_line"]].isna().all()
    assert stated["source_line"].project == 19
    assert stated.index.is_unique
    changes = spending.by_item(yb.load_changes())
    assert changes["change"].project == 24540.15
    assert pd.isna(changes["change"].income)


def test_no_budget_is_no_concentration():
    """A number of lines, and none where none has a budget."""
    budgets = pd.DataFrame({"fiscal_year": 2019, "body": "x", "budget": [5.0, 5.0, None]})
    assert spending.equal_lines(spending.by_size(budgets)) == pytest.approx(2)
    assert pd.isna(spending.equal_lines(spending.by_size(budgets.tail(1))))
    nothing = spending.by_size(budgets.assign(budget=0.0))
    assert nothing["share"].isna().all()


def test_the_share_of_each_source_is_known_where_any_is():
    """Zero where the others pay, and missing where no line says who does."""
    sources = spending.procurement_by_source(yb.load_procurement())
    share = spending.shares_by_source(sources)
    assert share.sum() == pytest.approx(1)
    assert share.other_income == 0
    assert spending.shares_by_source(sources.head(0)).isna().all()


def test_assets_without_a_total_have_no_share():
    """They are lines still."""
    assets = yb.load_assets()
    lines = spending.asset_shares(assets[assets["part_of"].notna()])
    assert len(lines) == 6
    assert lines["share"].isna().all()
    assert spending.asset_shares(assets.head(0)).empty


def test_what_is_bought_adds_up_to_the_same_money_in_each_of_three_ways():
    """Ten lines, by item, by project and by source; the whole budget of a project is in none."""
    purchases = yb.load_procurement()
    sums = spending.procurement_sums(purchases)
    by = sums.groupby("by")["amount"].agg(["size", "sum"])
    assert by["size"].to_dict() == {"item": 2, "project": 9, "source": 2}
    assert by["sum"].round(2).tolist() == [purchases["amount"].sum().round(2)] * 3
    twice = sums[sums["name"] == "城市基础设施运行维护费"].iloc[0]
    assert (twice["lines"], twice["amount"], twice["source_lines"]) == (2, 3185.48, (3407, 3437))


def test_a_purchase_with_no_amount_has_none_and_not_zero():
    """In each of the sums that it alone makes."""
    one = yb.load_procurement().head(1).assign(amount=float("nan"))
    sums = spending.procurement_sums(one)
    assert sums.loc[sums["by"] != "source", "amount"].isna().all()
    assert sums["share"].isna().all()


def test_what_is_owned_keeps_its_total_and_marks_what_lies_within():
    """Seven lines, one of them 其中; the parts below the total are the chart's."""
    lines = spending.owned(yb.load_assets())
    assert len(lines) == 7
    assert lines.loc[lines["is_within"], "name"].tolist() == ["办公用房（平方米）"]
    assert lines["share"].iloc[0] == 1
    assert spending.asset_shares(yb.load_assets())["asset"].tolist() == [2, 3, 4, 5, 6, 7]
