"""Two years side by side: what is the same, renamed, moved, new and gone, and what ties to what."""

from decimal import Decimal
from itertools import combinations, starmap

import pandas as pd
import pytest
from kit.charts import CHINESE, tooltips, words
from kit.years import SMALL_BODY, edited, outlined, second_year
from rapidfuzz import fuzz

import yanjiao_budget as yb
from yanjiao_budget.analysis.comparison import STATUSES
from yanjiao_budget.charts import changes as change_charts
from yanjiao_budget.document.matching import LIKELY
from yanjiao_budget.store.loaders import load


def told(outline_before, outline_after, folder, small):
    """Return what `compare` says of two outlines: table, status, names and score by row."""
    folder(outlined(small, 2019, outline_before), outlined(small, 2020, outline_after))
    columns = ["table", "status", "name_before", "name_after", "score"]
    frame = yb.compare(2019, 2020)[columns].astype(object)
    return [tuple(row) for row in frame.where(frame.notna(), None).to_numpy()]


def parts(rows):
    """Return the rows of activities, without their table."""
    return [row[1:] for row in rows if row[0] == "activities"]


def test_the_same_names_are_one_whatever_their_order_spaces_and_width(folder, small):
    """A position says nothing across years, and `（1）` and `(1)` are one name."""
    before = [("甲乙（1）", "1.00", [("子丑", "1.00")]), ("丙丁", "", [])]
    after = [("丙丁", "", []), ("甲 乙(1)", "1.00", [("子丑", "1.00")])]
    assert told(before, after, folder, small) == [
        ("responsibilities", "same", "丙丁", "丙丁", 100.0),
        ("responsibilities", "same", "甲乙（1）", "甲 乙(1)", 100.0),
        ("activities", "same", "子丑", "子丑", 100.0),
    ]


def test_a_name_that_is_alike_is_likely_renamed_and_says_how_alike(folder, small):
    """Five letters of six and one added: 2 × 6 of 13 letters are shared, in order."""
    rows = told([("国土资源管理", "1.00", [])], [("国土资源局管理", "1.00", [])], folder, small)
    assert rows == [("responsibilities", "renamed", "国土资源管理", "国土资源局管理", 92.3)]


def test_a_name_that_is_not_alike_is_gone_and_another_is_new(folder, small):
    """Two of 2019's own responsibilities, 66.7 alike, are not one; what is gone is last."""
    rows = told([("城市市政管理", "1.00", [])], [("城市综合管理", "1.00", [])], folder, small)
    assert rows == [
        ("responsibilities", "new", None, "城市综合管理", None),
        ("responsibilities", "gone", "城市市政管理", None, None),
    ]


def test_of_several_likely_renames_the_most_alike_is_taken_and_each_name_once(folder, small):
    """The first in order is not the best."""
    rows = told(
        [("道路桥梁建设", "", []), ("道路桥梁建设管理", "", [])],
        [("道路桥梁建设管理局", "", [])],
        folder,
        small,
    )
    assert [row[1:4] for row in rows] == [
        ("renamed", "道路桥梁建设管理", "道路桥梁建设管理局"),
        ("gone", "道路桥梁建设", None),
    ]


def test_names_that_are_equally_alike_are_taken_in_the_documents_order(folder, small):
    """The same two documents always give the same pairs."""
    rows = told(
        [("道路建设甲", "", []), ("道路建设乙", "", [])],
        [("道路建设丙", "", []), ("道路建设丁", "", [])],
        folder,
        small,
    )
    assert [row[2:4] for row in rows] == [
        ("道路建设甲", "道路建设丙"),
        ("道路建设乙", "道路建设丁"),
    ]


def test_repeated_names_are_matched_in_order_and_one_too_many_is_gone(folder, small):
    """Two activities of one responsibility can share a name; the amounts follow the order."""
    before = [("甲乙", "6.00", [("设施", "1.00"), ("设施", "2.00"), ("设施", "3.00")])]
    after = [("甲乙", "9.00", [("设施", "4.00"), ("设施", "5.00")])]
    assert [row[0] for row in parts(told(before, after, folder, small))] == ["same", "same", "gone"]
    frame = yb.compare(2019, 2020).query("table == 'activities'")
    assert frame["change"].tolist()[:2] == [3.0, 3.0]
    assert frame["activity_before"].tolist() == [1, 2, 3]
    assert frame["activity_after"].tolist()[:2] == [1, 2]


def test_an_activity_is_sought_under_its_own_responsibility_first(folder, small):
    """綜合事务 of one is not that of another, though both are named the same."""
    before = [("城市", "", [("综合事务", "1.00")]), ("教育", "", [("综合事务", "2.00")])]
    after = [("教育", "", [("综合事务", "3.00")]), ("城市", "", [("综合事务", "4.00")])]
    told(before, after, folder, small)
    frame = yb.compare(2019, 2020).query("table == 'activities'")
    assert frame["budget_before"].tolist() == [2.0, 1.0]
    assert frame["budget_after"].tolist() == [3.0, 4.0]


def test_an_activity_with_its_name_to_itself_is_followed_to_another_responsibility(folder, small):
    """Moved, even from a responsibility that is gone to one that is new."""
    before = [("城市", "", [("绿化养护", "1.00")]), ("教育", "", [])]
    after = [("园林绿地", "", [("绿化养护", "2.00")]), ("教育", "", [])]
    rows = told(before, after, folder, small)
    assert parts(rows) == [("moved", "绿化养护", "绿化养护", 100.0)]
    row = yb.compare(2019, 2020).query("table == 'activities'").iloc[0]
    assert (row["responsibility_before"], row["responsibility_after"], row["change"]) == (1, 1, 1.0)


def test_a_name_that_stands_under_several_responsibilities_is_not_followed(folder, small):
    """综合事务 says nothing of which responsibility it came from."""
    before = [("城市", "", [("综合事务", "1.00")]), ("教育", "", [("综合事务", "2.00")])]
    after = [("园林绿地", "", [("综合事务", "1.00")]), ("教育", "", [("综合事务", "2.00")])]
    assert parts(told(before, after, folder, small)) == [
        ("new", None, "综合事务", None),
        ("same", "综合事务", "综合事务", 100.0),
        ("gone", "综合事务", None, None),
    ]


def test_a_likely_rename_is_never_sought_under_another_responsibility(folder, small):
    """Moved and renamed at once is a guess on a guess."""
    before = [("城市", "", [("道路桥梁建设", "1.00")]), ("教育", "", [])]
    after = [("城市", "", []), ("教育", "", [("道路桥梁建设局", "1.00")])]
    assert [row[0] for row in parts(told(before, after, folder, small))] == ["new", "gone"]


def test_a_blank_budget_is_missing_and_its_change_is_too(folder, small):
    """From blank to 1.00 is not an increase, from 0 no relative one."""
    before = [("甲乙", "", []), ("丙丁", "0", []), ("戊己", "0.10", [])]
    after = [("甲乙", "1.00", []), ("丙丁", "2.00", []), ("戊己", "0.30", [])]
    told(before, after, folder, small)
    frame = yb.compare(2019, 2020).astype(object)
    frame = frame.where(frame.notna(), None)
    assert frame["budget_before"].tolist() == [None, 0.0, 0.1]
    assert frame["change"].tolist() == [None, 2.0, 0.2]
    assert frame["growth"].tolist() == [None, None, 2.0]


@pytest.mark.usefixtures("two")
def test_every_row_of_either_document_is_there_once():
    """Nothing is lost between the two years, and every side cites its own line."""
    frame = yb.compare(2019, 2020)
    assert set(frame["status"]) <= set(STATUSES)
    for year, when in ((2019, "before"), (2020, "after")):
        for table in ("responsibilities", "activities"):
            rows = load(table, year)
            side = frame[frame["table"] == table].dropna(subset=f"source_line_{when}")
            assert sorted(side[f"source_line_{when}"]) == rows["source_line"].tolist()
            budgets = side.set_index(f"source_line_{when}")[f"budget_{when}"].sort_index()
            pd.testing.assert_series_equal(
                budgets.reset_index(drop=True), rows["budget"], check_names=False
            )


@pytest.mark.usefixtures("two")
def test_the_edited_names_and_amounts_of_the_second_year_are_found():
    """One renamed, one new and one gone responsibility; one renamed and four moved activities."""
    frame = yb.compare(2019, 2020)
    odd = frame[frame["status"] != "same"]
    assert odd.groupby(["table", "status"]).size().to_dict() == {
        ("responsibilities", "renamed"): 1,
        ("responsibilities", "new"): 1,
        ("responsibilities", "gone"): 1,
        ("activities", "renamed"): 1,
        ("activities", "moved"): 4,
    }
    changed = frame[frame["change"].fillna(0) != 0]
    assert changed["change"].tolist() == [100.0, 100.0]
    assert (frame["body"] == yb.load_disclosures()["body"].iloc[0]).all()


def test_no_two_names_of_one_responsibility_are_likely_one_but_for_a_known_pair():
    """What the threshold of a likely rename rests on."""
    alike = {
        frozenset(pair)
        for _, names in yb.load_activities().groupby("responsibility")["name"]
        for pair in combinations(names, 2)
        if pair[0] != pair[1] and fuzz.ratio(*pair) >= LIKELY
    }
    assert alike == {frozenset({"综合事务管理", "综合业务管理"})}
    assert max(starmap(fuzz.ratio, combinations(yb.load_responsibilities()["name"], 2))) < LIKELY


def test_a_year_that_is_not_there_is_refused_with_those_there_are():
    """As the loaders do."""
    with pytest.raises(KeyError, match=r"no disclosure of 2020 .*there are: 2019"):
        yb.compare(2019, 2020)
    with pytest.raises(KeyError, match="no disclosure of 2019 别处"):
        yb.compare(2019, 2020, "别处")


@pytest.mark.parametrize("after", [2019, 2018])
def test_a_year_is_compared_with_a_later_one(after):
    """A year against itself, or the wrong way round, would name new what is gone."""
    with pytest.raises(ValueError, match="first year has to be the earlier"):
        yb.compare(2019, after)


@pytest.mark.usefixtures("two")
def test_a_stated_change_is_tied_to_what_the_year_before_published():
    """One that holds, one that does not, each with both documents' lines and what it is against."""
    ledger = yb.check_arithmetic(year=2020).set_index("check")
    basic, project = ledger.loc["previous_basic"], ledger.loc["previous_project"]
    assert (basic["stated"], basic["computed"]) == (Decimal("5412.02"), Decimal("5412.02"))
    assert basic["holds"]
    assert (project["stated"], project["computed"]) == (Decimal("90109.41"), Decimal("90119.41"))
    assert project["difference"] == Decimal("10.00")
    assert not project["holds"]
    assert project["source_lines"] == (19, 22)  # the amount, and its change
    assert "较2019年预算" in project["description_zh"]
    assert "against the 2019 budget" in project["description"]
    for text in (project["description"], project["description_zh"]):
        assert "2020" in text
        assert "2019.txt" in text
        assert "19" in text.replace("2019", "")
    whole = ledger.loc["previous_income_and_expenditure"]
    assert whole["computed"] == Decimal("95531.43")
    assert whole["holds"]
    start = ledger.loc["previous_three_public", "description_zh"]
    assert "与2019年年初相比" in start


def test_a_change_of_expenditure_is_tied_though_the_year_before_names_it_otherwise(folder, text):
    """收支安排 and 支出预算 are one figure: where the first is not printed, the second is used."""
    line = next(line for line in text.split("\n") if line.startswith("2019年预算收支安排"))
    folder(text.replace(line, "无。"), second_year(text))
    ledger = yb.check_arithmetic(year=2020).set_index("check")
    whole = ledger.loc["previous_income_and_expenditure"]
    assert whole["computed"] == Decimal("95531.43")
    assert whole["holds"]
    assert "line 19 of 2019.txt" in whole["description"]


def test_a_change_of_what_the_year_before_does_not_state_is_listed_as_not_stated(folder, small):
    """Nothing is put in its place."""
    outline = [("甲乙", "11.45", [])]
    without = {"；公务接待费1万元": "", "公务接待费与上年持平。": ""}
    folder(edited(outlined(small, 2019, outline), without), outlined(small, 2020, outline))
    tie = yb.check_arithmetic(year=2020).set_index("check").loc["previous_official_hospitality"]
    assert pd.isna(tie["holds"])
    assert tie["computed"] is None
    assert "2019.txt states none" in tie["description"]


@pytest.mark.usefixtures("two")
def test_without_the_year_before_no_tie_reaches_beyond_the_document(disclosure):
    """A first year, a disclosure just read and another body's year before have none."""
    for ledger in (yb.check_arithmetic(year=2019), yb.check_arithmetic(disclosure)):
        assert not ledger["check"].str.startswith("previous_").any()
    assert len(yb.check_arithmetic()) == len(yb.check_arithmetic(year=2019)) + len(
        yb.check_arithmetic(year=2020)
    )
    with pytest.raises(KeyError, match="no disclosure of 2021"):
        yb.check_arithmetic(year=2021)


def test_another_bodys_year_before_is_not_ones_own(folder, small, text):
    """2019 of one body says nothing of 2020 of another."""
    folder(text, outlined(small, 2020, [("甲乙", "1.00", [])]))
    ledger = yb.check_arithmetic()
    assert not ledger["check"].str.startswith("previous_").any()
    missing = yb.not_comparable(2020, SMALL_BODY)
    assert "responsibilities" in set(missing["table"])
    assert not missing["reason"].str.contains("2019").any()


def draw(lang):
    """Return the chart of every kind of row, of responsibilities and of activities."""
    frame = yb.compare(2019, 2020)
    return [change_charts.compared(rows, lang).to_dict() for _, rows in frame.groupby("table")]


@pytest.mark.usefixtures("two")
def test_the_chart_shows_both_years_in_the_documents_order():
    """Every row once, blank ones too; a likely rename has both names, a gone row its year."""
    chart = change_charts.compared(yb.compare(2019, 2020).query("table == 'responsibilities'"))
    drawn = chart.to_dict()
    (rows,) = drawn["datasets"].values()
    labels = [row["label"] for row in rows]
    assert len(rows) == len(set(labels)) == 14
    assert labels[3] == "4 城市市政设施管理 (was Urban municipal management)"
    assert labels[-1] == "13 Project facilitation and investment attraction (2019)"
    assert rows[4]["text"] == "blank → blank"
    assert rows[9]["text"] == "9,726.01 → 9,826.01 (+1.0%)"
    assert rows[-1]["text"] == "51.41"
    assert {row["kind"] for row in rows} == {"Same name", "Likely renamed", "New", "Gone"}
    # The first layer has every row, and so the axis too, in this order.
    assert "transform" not in drawn["layer"][0]


@pytest.mark.usefixtures("two")
def test_the_chart_is_in_both_languages_and_cites_both_documents():
    """Only a name that has no English yet is Chinese in the English chart."""
    for specification in draw("en"):
        chinese = {text for text in words(specification) if CHINESE.search(text)}
        assert all("市政设施" in one or "营商环境" in one or "建设和管理" in one for one in chinese)
        for fields in tooltips(specification):
            assert {"source_line_before", "source_line_after", "before", "after"} <= set(fields)
    for specification in draw("zh"):
        assert "空心：2019年" in specification["title"]["subtitle"]


@pytest.mark.usefixtures("two")
def test_the_chart_refuses_rows_that_carry_the_same_money_twice():
    """Responsibilities and activities are never drawn on one axis."""
    with pytest.raises(ValueError, match="draw one of the two"):
        change_charts.compared(yb.compare(2019, 2020))
