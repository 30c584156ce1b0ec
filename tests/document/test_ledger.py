"""The ledger: what the document's own figures imply about one another."""

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import yanjiao_budget as yb
from yanjiao_budget.document.ledger import ties
from yanjiao_budget.schema import BY_NAME

_MONEY = {
    "totals": ("amount",),
    "changes": ("change",),
    "responsibilities": ("budget",),
    "activities": ("budget",),
    "procurement": tuple(
        column.name for column in BY_NAME["procurement"].columns if column.type == "number"
    ),
    "assets": ("amount",),
}


@pytest.fixture(scope="module")
def ledger(disclosure):
    """Return the ledger of the real document."""
    return yb.check_arithmetic(disclosure)


def _changed(records, table, row, column, amount):
    rows = list(records[table])
    rows[row] = rows[row] | {column: amount}
    return records | {table: rows}


def _verdicts(records):
    """Return what a reader sees of each tie: the gap of an equality, or whether a bound holds."""
    return {
        tie.check: tie.difference if tie.relation == "=" else str(tie.holds)
        for tie in ties(records)
    }


def test_the_published_tables_give_the_ledger_of_the_document(ledger):
    """Through the CSV and back, no figure has changed."""
    assert_frame_equal(yb.check_arithmetic(), ledger)


def test_of_85_ties_79_are_exact_one_is_within_rounding_and_5_are_not_stated(ledger):
    """None is beyond what rounding of the printed figures can make."""
    assert ledger["verdict"].value_counts().to_dict() == {
        "exact": 79,
        "not_stated": 5,
        "rounding": 1,
    }
    exact = ledger["verdict"] == "exact"
    assert (exact == ledger["holds"].fillna(value=False)).all()
    assert (ledger["bound"].isna() == (ledger["verdict"] == "not_stated")).all()
    assert set(ledger.loc[exact, "in_words_zh"]) == {"两者完全一致。", "各部分之和未超过总数。"}
    assert ledger.loc[ledger["holds"].isna(), "in_words"].str.contains("not printed").all()


def test_the_one_gap_is_what_rounding_eleven_budgets_and_their_total_can_make(ledger):
    """0.03 short, where 0.06 can be: half a hundredth for each of twelve figures."""
    (gap,) = ledger[ledger["verdict"] == "rounding"].to_dict("records")
    assert gap["check"] == "project_responsibilities"
    assert str(gap["bound"]) == "0.06"
    assert gap["in_words"] == (
        "The parts fall short of the total by 0.03; "
        "rounding of the printed figures can make up to 0.06."
    )
    assert gap["in_words_zh"] == "各部分之和少于总数 0.03；所列数字四舍五入最多可造成 0.06。"


def test_the_same_gap_the_other_way_and_a_larger_one_are_told_apart(disclosure):
    """The parts exceed a smaller total; 0.07 is more than rounding can make."""
    rows = disclosure.records["totals"]
    (place,) = [place for place, row in enumerate(rows) if row["item"] == "project"]
    for amount, verdict, english in (
        ("90119.35", "rounding", "The parts exceed the total by 0.03; rounding of"),
        ("90119.32", "rounding", "The parts exceed the total by 0.06; rounding of"),
        ("90119.31", "beyond", "The parts exceed the total by 0.07; more than the 0.06 that"),
        ("90119.45", "beyond", "The parts fall short of the total by 0.07; more than the 0.06"),
        ("90119.4", "rounding", "The parts fall short of the total by 0.02; rounding of"),
    ):
        records = _changed(disclosure.records, "totals", place, "amount", Decimal(amount))
        changed = replace(disclosure, records=records)
        tie = yb.check_arithmetic(changed).set_index("check").loc["project_responsibilities"]
        assert tie["verdict"] == verdict
        assert tie["in_words"].startswith(english)


def test_over_sixty_ties_are_stated_and_all_but_one_hold(ledger):
    """The one is shown with its gap, not rounded away."""
    stated = ledger[ledger["holds"].notna()]
    assert len(stated) == 80
    failing = stated[~stated["holds"].astype(bool)]
    assert failing["check"].tolist() == ["project_responsibilities"]
    gap = failing.iloc[0]
    assert gap["stated"] == Decimal("90119.41")
    assert gap["computed"] == Decimal("90119.38")
    assert str(gap["difference"]) == "-0.03"
    assert gap["source_lines"][0] == 19
    assert gap["source_lines"][1:] == tuple(yb.load_responsibilities()["source_line"])


def test_ties_whose_figures_are_blank_are_listed_as_not_stated(ledger):
    """Two responsibilities without a budget, and three columns of procurement with nothing in."""
    blank = ledger[ledger["holds"].isna()]
    assert blank["check"].tolist() == [
        "responsibility_5",
        "responsibility_7",
        "procurement_special_accounts_lines",
        "procurement_other_income_lines",
        "procurement_other_channels_lines",
    ]
    assert blank["difference"].isna().all()
    assert blank["source_lines"].map(len).gt(0).all()


def test_every_kind_of_tie_is_there(ledger):
    """Totals, changes, responsibilities, procurement, prose and table, assets, all with parts."""
    checks = set(ledger["check"])
    assert checks >= {
        *("income_parts", "expenditure_parts", "basic_parts", "three_public_parts"),
        *("vehicles_parts", "income_expenditure", "income_income_and_expenditure"),
        *("income_and_expenditure_change_parts", "three_public_change_parts"),
        *("vehicles_change_parts", "operating_agency_operating", "project_responsibilities"),
        *(f"responsibility_{number}" for number in range(1, 14)),
        *(
            f"procurement_{line}_{kind}"
            for line in range(1, 11)
            for kind in ("price", "channels", "sources")
        ),
        *("procurement_procurement_table", "procurement_table_lines", "procurement_table_parts"),
        *("procurement_department_budget_parts", "procurement_general_public_budget_lines"),
        *("fixed_assets_table", "assets_parts", "asset_2_within"),
    }
    assert len(checks) == len(ledger)


def test_every_tie_is_told_in_both_languages_with_its_lines(ledger, text):
    """Each cited line is one of the document's and holds something."""
    lines = text.split("\n")
    for tie in ledger.itertuples():
        assert tie.description
        assert not any("一" <= letter <= "鿿" for letter in tie.description), tie.description
        assert any("一" <= letter <= "鿿" for letter in tie.description_zh)
        assert tie.source_lines
        assert all(lines[line - 1].strip() for line in tie.source_lines)
        assert tie.relation in ("=", "<=")


def test_a_stated_figure_is_printed_on_the_first_line_a_tie_cites(ledger, text):
    """Or in the row that begins there."""
    lines = text.split("\n")
    for tie in ledger[ledger["holds"].notna()].itertuples():
        first = tie.source_lines[0]
        assert str(tie.stated) in "\n".join(lines[first - 1 : first + 14]), tie.check


def test_arithmetic_is_exact(disclosure):
    """0.1 + 0.2 is 0.3, and a gap of a hundredth of a 分 is a gap."""
    three = {"overseas_trips": "0.1", "vehicles": "0.2", "official_hospitality": "0"}
    totals = [
        row | {"amount": Decimal(three.get(row["item"], row["amount"]))}
        for row in disclosure.records["totals"]
    ]
    for amount, gap in (("0.3", "0.0"), ("0.300001", "-0.000001")):
        changed = [
            row | {"amount": Decimal(amount)} if row["item"] == "three_public" else row
            for row in totals
        ]
        ledger = yb.check_arithmetic(
            replace(disclosure, records=disclosure.records | {"totals": changed})
        )
        tie = ledger[ledger["check"] == "three_public_parts"].iloc[0]
        assert tie["difference"] == Decimal(gap)
        assert tie["holds"] == (amount == "0.3")


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table in _MONEY for column in _MONEY[table]]
)
def test_changing_any_one_amount_breaks_a_tie(table, column, disclosure):
    """A slip in any figure of the tables shows in the ledger, at least in one direction."""
    before = _verdicts(disclosure.records)
    unseen = []
    for row, record in enumerate(disclosure.records[table]):
        value = record[column]
        if value is None:
            continue

        def verdicts(amount, row=row):
            return _verdicts(_changed(disclosure.records, table, row, column, amount))

        assert verdicts(value) == before
        # A bound (a part within its whole) notices only what passes it.
        changes = (value + Decimal("0.01"), value - Decimal("0.01"), Decimal(0), value * 1000)
        if all(verdicts(amount) == before for amount in changes):
            unseen.append((row, value))
    assert unseen == []


def test_every_amount_of_the_tables_is_tried(disclosure):
    """Three columns of procurement are blank throughout, and the rest have 130 amounts."""
    counts = {
        (table, column): sum(row[column] is not None for row in disclosure.records[table])
        for table, columns in _MONEY.items()
        for column in columns
    }
    blank = [column for (_, column), count in counts.items() if not count]
    assert blank == ["special_accounts", "other_income", "other_channels"]
    assert sum(counts.values()) == 130


def test_a_stated_percentage_is_tied_to_the_stated_amounts_as_exactly_as_it_is_printed(root):
    """10% of 100 is 10; 9% and 10.1% are not, and a percentage alone ties nothing."""
    disclosure = yb.read_disclosure(root / "tests" / "golden" / "worded_changes.txt")
    text = disclosure.to_text()
    for percentage, holds in (("10%", True), ("10.00%", True), ("9%", False), ("10.1%", False)):
        said = text.replace("增加10万元，增长10%", f"增加10万元，增长{percentage}")
        ties = yb.check_arithmetic(yb.parse_disclosure(said)).set_index("check")
        assert bool(ties.loc["income_and_expenditure_growth", "holds"]) is holds
    assert {"basic_growth", "agency_operating_growth"}.isdisjoint(ties.index)
    assert "income_and_expenditure_change_parts" not in ties.index


def test_a_tie_with_a_table_that_is_missing_is_listed_as_not_stated(root):
    """Nothing about a figure without its counterpart is dropped."""
    path = root / "tests" / "golden" / "minimal.txt"
    disclosure = yb.read_disclosure(path)
    totals = [r for r in disclosure.records["totals"] if "procurement_" not in r["item"]]
    records = disclosure.records | {"assets": [], "totals": totals}
    ties = yb.check_arithmetic(replace(disclosure, records=records)).set_index("check")
    for check in ("procurement_procurement_table", "fixed_assets_table"):
        assert pd.isna(ties.loc[check, "holds"])
        assert ties.loc[check, "stated"] is not None


def test_a_title_of_another_year_than_the_figures_shows_in_the_ledger(small):
    """Every line that speaks of its own year, and every comparison, disagrees with it."""
    right = yb.check_arithmetic(yb.parse_disclosure(small)).set_index("check")["holds"]
    wrong = small.replace("2021年部门预算", "2022年部门预算", 1)
    ties = yb.check_arithmetic(yb.parse_disclosure(wrong)).set_index("check")
    years = right.index[right.index.str.endswith("_year")]
    assert len(years) >= 4
    assert right[years].all()
    assert not ties.loc[years, "holds"].any()
    assert ties.loc["line_12_year", "difference"] == 1
    assert ties.drop(years)["holds"].equals(right.drop(years))


@pytest.mark.parametrize("year", ["0000", "1999", "9999", "2121"])
def test_a_title_of_no_plausible_year_is_refused(year, small):
    """A slip of the keyboard files nothing under it."""
    with pytest.raises(yb.UnreadableDisclosureError, match=r"line 1:.*20XX年"):
        yb.parse_disclosure(small.replace("2021年部门预算", f"{year}年部门预算", 1))
