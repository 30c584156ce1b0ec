"""Year on year: derived figures marked so, nothing compared that cannot be."""

from decimal import Decimal

import pandas as pd
import pytest
from kit.charts import CHINESE, specified, tooltips, words
from kit.years import SMALL_BODY, edited, outlined

import yanjiao_budget as yb
from yanjiao_budget.charts import changes as change_charts
from yanjiao_budget.document.year_before import with_year_before
from yanjiao_budget.schema import BY_NAME

CHARTS = ("waterfall", "level_and_pace", "before_and_after", "real_terms", "per_head")


@pytest.fixture(scope="module")
def changes():
    """Return the changes that the document states."""
    return yb.load_changes()


@pytest.fixture(scope="module")
def drawn(changes):
    """Return every chart of notebook 03, and those of a user's figures, in each language."""
    public = changes[changes["whole"].eq("three_public") | changes["item"].eq("three_public")]
    real = yb.in_real_terms(changes, 1.02, source="an index made up for this test")
    heads = yb.per_head(changes, 250_000, source="a census made up for this test")
    frames = dict(zip(CHARTS, (changes, changes, public, real, heads), strict=True))
    return {
        lang: {
            name: specified(getattr(change_charts, name)(frame, lang))
            for name, frame in frames.items()
        }
        for lang in ("en", "zh")
    }


@pytest.mark.parametrize(
    ("item", "previous", "amount"),
    [
        ("income_and_expenditure", 69943.29, 95531.43),
        ("basic", 4364.03, 5412.02),
        ("project", 65579.26, 90119.41),
        ("three_public", 212.09, 265.41),
        ("overseas_trips", 19.41, 19.41),
    ],
)
def test_the_year_before_is_the_stated_figure_less_the_stated_change(
    item, previous, amount, changes
):
    """The facts of the 2019 document."""
    row = changes.set_index("item").loc[item]
    assert (row["previous"], row["amount"]) == (previous, amount)


def test_every_derived_column_says_so():
    """Nobody can take a derived figure for a printed one."""
    derived = {"previous", "growth", "contribution"}
    columns = {column.name: column for column in BY_NAME["changes"].columns}
    for name in derived:
        assert columns[name].meaning.startswith("Derived:")
        assert "derived" in columns[name].en
        assert "推算" in columns[name].zh


def test_contributions_are_of_the_whole_the_item_is_part_of(changes):
    """Basic and project expenditure make up the whole change; a whole contributes to none."""
    rows = changes.set_index("item")
    assert rows.loc[["basic", "project"], "contribution"].sum() == pytest.approx(1, abs=1e-5)
    assert rows.loc[
        ["overseas_trips", "vehicles", "official_hospitality"], "contribution"
    ].sum() == (pytest.approx(1, abs=1e-5))
    assert rows.loc[["income_and_expenditure", "three_public"], "contribution"].isna().all()


def test_what_a_change_is_measured_against_stays_as_worded(changes):
    """The 2018 budget and the budget at the start of 2018 are not the same thing."""
    baselines = changes.set_index("item")["baseline"]
    assert baselines["project"] == "较2018年预算"
    assert baselines["vehicles"] == "与2018年年初相比"
    assert baselines["overseas_trips"] == "与上年"


def test_nothing_over_nothing_has_no_growth(changes):
    """Vehicle purchase was and is zero."""
    row = changes.set_index("item").loc["vehicle_purchase"]
    assert row["previous"] == 0
    assert pd.isna(row["growth"])


def test_a_decrease_and_an_increase_from_nothing_are_derived_exactly():
    """Exact decimals, negative changes, no division by zero."""
    totals = [
        {"item": "expenditure", "amount": Decimal("9.9"), "part_of": None},
        {"item": "basic", "amount": Decimal("0.3"), "part_of": "expenditure"},
    ]
    stated = {"item": "basic", "fiscal_year": 2021, "baseline": None}
    (row,) = with_year_before([stated | {"change": Decimal("-0.1")}], totals)
    assert row["previous"] == Decimal("0.4")
    assert row["growth"] == Decimal("-0.25")
    assert row["whole"] is None
    (row,) = with_year_before([stated | {"change": Decimal("0.3")}], totals)
    assert row["growth"] is None


def test_what_cannot_be_compared_is_listed_with_its_reason(changes):
    """Every figure of every printed table is either in changes or here."""
    missing = yb.not_comparable()
    counts = missing["table"].value_counts().to_dict()
    assert counts == {
        "totals": 15,
        "responsibilities": 13,
        "activities": 94,
        "procurement": 10,
        "assets": 7,
    }
    assert missing[["reason", "reason_zh", "source_line"]].notna().all(axis=None)
    assert {"personnel", "operating", "procurement"} <= set(missing["key"])
    stated = set(yb.load_totals()["item"]) - {"expenditure"}
    assert stated == set(changes["item"]) | set(missing.loc[missing["table"] == "totals", "key"])


@pytest.mark.slow
@pytest.mark.usefixtures("two")
def test_with_the_year_before_beside_it_only_what_neither_has_a_figure_for_is_listed():
    """Stated figures, matched rows with a budget in both years and plain asset lines are left."""
    missing = yb.not_comparable(2020)
    assert missing["table"].value_counts().to_dict() == {
        "responsibilities": 3,
        "activities": 76,
        "procurement": 10,
    }
    new = missing[missing["name"] == "营商环境"].iloc[0]
    assert new["amount"] == 51.41
    assert new["reason"].endswith("the disclosure of 2019 has no such item.")
    assert new["reason_zh"].endswith("2019年公开文件没有此项。")
    assert missing.loc[missing["table"] == "procurement", "reason"].unique().tolist() == [
        "The table prints one year only, and no line of the disclosure of 2019 is plainly the same."
    ]
    blank = missing[missing["table"] == "activities"]
    assert blank["amount"].isna().all()
    assert len(yb.not_comparable(2019)) == 139
    assert len(yb.not_comparable()) == 139 + len(missing)


def test_what_the_year_before_leaves_out_stays_listed_with_that_reason(folder, small):
    """A blank budget, a figure it does not state, an asset line named twice."""
    folder(
        edited(
            outlined(small, 2019, [("甲乙", "", [("子丑", "1.00"), ("寅卯", "2.00")])]),
            {
                "机关运行经费共计安排4.5万元，用于日常运行。": "无。",
                "\t2、其他固定资产": "\t2、房屋（平方米）",
            },
        ),
        outlined(small, 2020, [("甲乙", "3.00", [("子丑", ""), ("寅卯", "3.00")])]),
    )
    missing = yb.not_comparable(2020, SMALL_BODY).set_index(["table", "name"])["reason"]
    assert missing.to_dict() == {
        ("totals", "机关运行经费"): "The document states its amount and no change, and the "
        "disclosure of 2019 no such figure.",
        ("responsibilities", "甲乙"): "The table prints one year only, and the disclosure of 2019 "
        "leaves this amount blank.",
        ("activities", "子丑"): "The table prints one year only, and leaves this amount blank.",
        ("procurement", "合成项目甲"): "The table prints one year only, and no line of the "
        "disclosure of 2019 is plainly the same.",
        (
            "assets",
            "房屋（平方米）",
        ): "The table prints one year only, and no line of the disclosure "
        "of 2019 is plainly the same.",
        (
            "assets",
            "其他固定资产",
        ): "The table prints one year only, and no line of the disclosure of "
        "2019 is plainly the same.",
    }


def test_real_terms_use_the_users_deflator_and_carry_its_source(changes):
    """The year before is put in the budget year's prices."""
    real = yb.in_real_terms(changes, 1.1, source="Bureau X").set_index("item")
    assert real.loc["project", "previous_real"] == pytest.approx(65579.26 * 1.1)
    assert real.loc["project", "growth_real"] == pytest.approx(90119.41 / (65579.26 * 1.1) - 1)
    assert (real["deflator_source"] == "Bureau X (1.1)").all()
    assert "Bureau X" in " ".join(words(change_charts.real_terms(real.reset_index()).to_dict()))


@pytest.mark.parametrize("deflator", [102.9, 0.1, 2.01])
def test_an_index_is_not_taken_for_a_deflator(deflator, changes):
    """102.9 means 1.029, and the message says so."""
    with pytest.raises(ValueError, match=r"102\.9 is the deflator 1\.029"):
        yb.in_real_terms(changes, deflator, source="x")


@pytest.mark.parametrize("number", ["1.029", True, None])
def test_a_figure_that_is_no_number_is_refused(number, changes):
    """The message names it."""
    with pytest.raises(TypeError, match="has to be a number"):
        yb.in_real_terms(changes, number, source="x")
    with pytest.raises(TypeError, match="has to be a number"):
        yb.per_head(changes, number, source="x")


def test_one_figure_is_not_applied_to_several_disclosures(changes):
    """Each year has its own prices and its own population."""
    both = pd.concat([changes, changes.assign(fiscal_year=2020)])
    with pytest.raises(ValueError, match="several disclosures"):
        yb.in_real_terms(both, 1.02, source="x")
    with pytest.raises(ValueError, match="several disclosures"):
        yb.per_head(both, 250_000, source="x")


def test_a_table_that_states_no_changes_has_no_real_terms():
    """The message says which table has them."""
    with pytest.raises(TypeError, match="load_changes"):
        yb.in_real_terms(yb.load_activities(), 1.02, source="x")


def test_a_change_against_another_year_makes_no_figure_for_the_year_before(small):
    """What a copied title says is not what the figures are of."""
    wrong = small.replace("2021年部门预算", "2012年部门预算", 1)
    disclosure = yb.parse_disclosure(wrong)
    named = [row for row in disclosure.records["changes"] if "2020" in (row["baseline"] or "")]
    assert named
    assert all(row["previous"] is row["growth"] is None for row in named)


def test_per_head_is_in_yuan_and_carries_its_source():
    """万元 become yuan; a blank budget stays missing."""
    activities = yb.per_head(yb.load_activities(), 250_000, source="Census Y")
    assert activities["per_head"].count() == 18
    assert activities["per_head"].sum() == pytest.approx(90119.38 * 10_000 / 250_000)
    assert (activities["population_source"] == "Census Y (250,000)").all()
    drawn = change_charts.per_head(activities).to_dict()
    assert "Census Y" in " ".join(words(drawn))
    assert len(next(iter(drawn["datasets"].values()))) == 18


@pytest.mark.parametrize("source", ["", "   "])
def test_a_figure_without_a_source_is_refused(source, changes):
    """None is baked in, and none goes unsourced."""
    with pytest.raises(ValueError, match="source="):
        yb.in_real_terms(changes, 1.02, source=source)
    with pytest.raises(ValueError, match="source="):
        yb.per_head(changes, 250_000, source=source)


@pytest.mark.parametrize("number", [0, -1, float("nan"), float("inf")])
def test_an_impossible_deflator_or_population_is_refused(number, changes):
    """The message quotes the number."""
    with pytest.raises(ValueError, match="deflator is"):
        yb.in_real_terms(changes, number, source="x")
    with pytest.raises(ValueError, match="population is"):
        yb.per_head(changes, number, source="x")


def test_per_head_of_a_table_without_money_is_refused():
    """The message lists the columns there are."""
    with pytest.raises(ValueError, match="neither amount nor budget"):
        yb.per_head(yb.load_glossary(), 1, source="x")


@pytest.mark.parametrize("name", CHARTS)
def test_an_english_chart_shows_no_chinese(name, drawn):
    """A reader with no Chinese can use every chart."""
    assert [text for text in words(drawn["en"][name]) if CHINESE.search(text)] == []


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_in_chinese_too_and_cites_its_lines(name, drawn):
    """Both languages are first-class, and each mark has its source line."""
    specification = drawn["zh"][name]
    assert any(CHINESE.search(text) for text in words(specification))
    assert all("source_line" in fields for fields in tooltips(specification))


def test_the_waterfall_goes_from_the_derived_year_to_the_stated_one(drawn):
    """Each bar starts where the one before ended."""
    (rows,) = drawn["en"]["waterfall"]["datasets"].values()
    assert [row["label"] for row in rows] == [
        "2018, derived",
        "Basic expenditure",
        "Project expenditure",
        "2019, as stated",
    ]
    assert rows[1]["from"] == rows[0]["to"]
    assert rows[2]["from"] == rows[1]["to"]
    assert rows[3]["to"] == pytest.approx(rows[2]["to"]) == pytest.approx(95531.43)


# The last bar was drawn where the parts ended, under the words "as stated"


def test_the_waterfall_ends_at_the_stated_figure_even_where_the_parts_do_not_add_up(changes):
    """A gap between the parts and the whole shows; it is not smoothed over."""
    shifted = changes.assign(change=changes["change"].where(changes["item"] != "basic", 1000.0))
    chart = change_charts.waterfall(shifted)
    (rows,) = chart.to_dict()["datasets"].values()
    assert rows[-1]["to"] == 95531.43
    assert rows[-1]["text"] == "95,531.43"
    assert rows[-2]["to"] != rows[-1]["to"]


def test_the_waterfall_has_no_bar_for_a_change_stated_as_a_percentage_alone(changes):
    """No length could be drawn that the document states."""
    unstated = changes["change"].where(changes["item"] != "basic")
    chart = change_charts.waterfall(changes.assign(change=unstated))
    (rows,) = chart.to_dict()["datasets"].values()
    assert len(rows) == 3
    assert "nan" not in str(rows)
