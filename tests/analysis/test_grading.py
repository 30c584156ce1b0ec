"""Frames and charts on the grading: what a reader counts, and what a value would earn."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from kit.charts import CHINESE, specified, tooltips, words

import yanjiao_budget as yb
from yanjiao_budget.analysis import grading, spending
from yanjiao_budget.charts import grading as grading_charts
from yanjiao_budget.ladders.signs import notation
from yanjiao_budget.ladders.thresholds import parse_threshold
from yanjiao_budget.ladders.values import Graded

CHARTS = (
    *("patterns", "cutoffs", "patterns_by_responsibility", "ruler, cascade", "ruler, literal"),
    *("spread", "findings", "findings_by_responsibility", "money"),
)


@pytest.fixture(scope="module")
def indicators():
    """Return the indicators of the document."""
    return yb.load_indicators()


@pytest.fixture(scope="module")
def used(indicators):
    """Return the ladders that are used, the commonest first."""
    return grading.patterns(indicators)


@pytest.fixture(scope="module")
def percent(used):
    """Return those that are in percentages throughout."""
    return used[used["pattern_en"].str.count("%") == 4]


@pytest.fixture(scope="module")
def drawn(indicators, used, percent):
    """Return the specification of every chart of notebook 02 by its name, in each language."""
    responsibilities, findings = yb.load_responsibilities(), yb.load_findings()
    money = spending.by_size(grading.money(yb.load_activities(), yb.load_ladders(), findings))
    frames = (
        used,
        grading.cutoffs(yb.load_thresholds()),
        grading.patterns_by_responsibility(indicators, responsibilities),
        grading.bands(percent, "cascade"),
        grading.bands(percent, "literal"),
        pd.concat([grading.spread(75, indicators, r) for r in ("cascade", "literal")]),
        grading.by_rule(findings, indicators),
        grading.by_rule_and_responsibility(findings, responsibilities),
        money[money["budget"].notna()],
    )
    return {
        lang: {
            name: specified(getattr(grading_charts, name.partition(",")[0])(frame, lang))
            for name, frame in zip(CHARTS, frames, strict=True)
        }
        for lang in ("en", "zh")
    }


def test_every_indicator_is_under_one_ladder(used):
    """34 ladders, 304 indicators, the shared one first."""
    assert len(used) == 34
    assert used["indicators"].sum() == 304
    assert used["pattern"].iloc[0] == "90%以上 / 80%以上 / 70%以上 / 60%以上"
    assert used["indicators"].iloc[0] == 238


@pytest.mark.parametrize(
    ("raw", "signs"),
    [
        ("90%以上", "≥90%"),
        ("60%以下", "≤60%"),
        ("》4", ">4"),
        ("<75%", "<75%"),
        ("70%", "70%"),
        ("0-100", "0-100"),
        ("3个以上行业完成", "…≥3 items"),
        ("30场", "30 sessions"),
        ("1次以下", "≤1 time"),
        ("规范率达95%以上", "…≥95%"),
        ("无", "zero by word"),
        ("——", "none stated"),
        ("基本完成", "qualitative"),
        ("0-10%以上", "0-10% or more"),
        ("3+2次", "unread"),
        (None, "blank"),
    ],
)
def test_a_threshold_is_written_in_signs_for_readers_without_chinese(raw, signs):
    """Words left out are marked; what has no number is named by its kind."""
    assert notation(parse_threshold(raw)) == signs


def test_cutoffs_count_every_number_of_their_scale_once():
    """Percentages and counts apart, each grade's shares adding up to one."""
    cutoffs = grading.cutoffs(yb.load_thresholds())
    shares = cutoffs.groupby(["scale", "grade"])["share"].sum()
    assert shares.tolist() == pytest.approx([1] * 8)
    at_60 = cutoffs[(cutoffs["scale"] == "percent") & (cutoffs["cutoff"] == 60)]
    assert at_60.set_index(["grade", "side"])["indicators"].to_dict() == {
        ("fair", "floor"): 22,
        ("poor", "floor"): 244,
        ("poor", "ceiling"): 28,
    }


def test_safety_supervision_has_a_ladder_of_its_own(indicators, used):
    """Responsibility 8 never uses the shared ladder, and is the only one."""
    counts = grading.patterns_by_responsibility(indicators, yb.load_responsibilities())
    shared = counts[counts["pattern"] == used["pattern"].iloc[0]]
    assert shared.loc[shared["indicators"] == 0, "responsibility"].tolist() == [8]
    assert counts["indicators"].sum() == 304


def test_bands_of_the_cascade_never_overlap_and_with_the_gaps_cover_the_scale(percent):
    """Under the cascade every percentage of a fully read ladder is in one band or in a gap."""
    bands = grading.bands(percent.head(4), "cascade")
    for _, ladder in bands.groupby("rank"):
        ordered = ladder.sort_values(["from", "to"])
        assert ordered["from"].iloc[0] == 0
        assert pd.isna(ordered["to"].iloc[-1]), "more than planned may be done"
        assert ordered["from"].iloc[1:].tolist() == ordered["to"].iloc[:-1].tolist()


def test_bands_read_literally_nest(percent):
    """90%以上 is 60%以上 too."""
    bands = grading.bands(percent.head(1), "literal").set_index("grade")
    assert bands.loc[["excellent", "good", "fair", "poor"], "to"].isna().all()


@pytest.mark.parametrize(
    ("value", "reading", "expected"),
    [
        (
            75,
            "cascade",
            {"excellent": 1, "good": 21, "fair": 251, "poor": 6, "unsure": 2, "none": 3},
        ),
        (75, "literal", {"fair": 3, "poor": 6, "several": 245, "unsure": 2, "none": 28}),
        # 60 stands in 60% and 60%以下 of 22 ladders, and the cascade gives it the better grade.
        (60, "cascade", {"excellent": 1, "fair": 22, "poor": 259, "unsure": 2}),
        (85, "cascade", {"excellent": 22, "good": 248, "fair": 9, "poor": 3, "unsure": 2}),
    ],
)
def test_one_percentage_earns_different_grades(value, reading, expected, indicators):
    """Every percentage ladder counts once, under a grade, several or none."""
    spread = grading.spread(value, indicators, reading)
    found = spread[spread["indicators"] > 0].set_index("grade")["indicators"].to_dict()
    assert found == expected
    assert spread["share"].sum() == pytest.approx(1)


@pytest.mark.parametrize("value", [-1, 100.5])
def test_a_percentage_outside_its_scale_is_refused(value, indicators):
    """The message names the value."""
    with pytest.raises(ValueError, match=str(value)):
        grading.spread(value, indicators)


def test_an_indicator_is_graded_by_its_key():
    """The key is responsibility, activity and indicator."""
    assert yb.grade("85%", (1, 2, 1)).grade == "good"
    assert yb.grade(55, (1, 2, 1)).grade is None
    assert yb.grade(pd.Series([95, 72]), (1, 2, 1))["grade"].tolist() == ["excellent", "fair"]
    assert "several" in yb.grade(95, (1, 2, 1), "literal").reason


@pytest.mark.parametrize("whole", [np.int64, np.int32, np.uint8, int])
def test_a_key_may_be_of_numpy_integers(whole, indicators):
    """As a row of a frame gives them."""
    key = tuple(whole(part) for part in (1, 2, 1))
    assert yb.grade("85%", key) == yb.grade("85%", (1, 2, 1))
    row = indicators.iloc[3]
    assert yb.grade(85, (row["responsibility"], row["activity"], row["indicator"])).grade == "good"


@pytest.mark.parametrize(
    ("key", "value", "caveat"),
    [
        ((3, 1, 1), 95, "“报批宗地数” names a quantity, and the ladder is in percent"),
        (
            (8, 9, 2),
            90,
            "“应急救援平均响应时间（小时）” names a time, and the ladder is in percent",
        ),
        ((7, 1, 2), 95, "“上报日期” names a time"),
        ((9, 11, 6), 10, "“公共文化场馆免费率” names a rate, and the ladder is in counts"),
        (
            (9, 11, 2),
            3,
            "“创作美术作品并展示数量（件）” names another unit, and the ladder counts in 次",
        ),
    ],
)
def test_by_its_key_a_value_in_another_unit_than_its_name_has_a_caveat(key, value, caveat):
    """12 parcels or 1.5 hours would be taken for as many per cent."""
    graded = yb.grade(value, key)
    assert graded.grade == "excellent" or key == (8, 9, 2)
    assert caveat in graded.caveat
    assert yb.grade(1.5, key, errors="coerce").grade in {None, "poor"}
    table = yb.grade(pd.Series([value, None]), key)
    assert caveat in table["caveat"].iloc[0]
    assert table["caveat"].iloc[1] == ""


@pytest.mark.parametrize(
    ("key", "value"),
    [((1, 2, 1), 95), ((9, 15, 3), 50), ((12, 3, 1), 95), ((4, 6, 3), 95), ((2, 2, 1), 95)],
)
def test_where_name_and_ladder_may_speak_of_one_thing_there_is_no_caveat(key, value):
    """A rate in percent, a count in counts, a share of a target."""
    assert yb.grade(value, key) == Graded("excellent")


def test_a_printed_word_earns_its_grade_by_the_key_too():
    """超量完成, 与去年持平 and 覆盖全部."""
    assert yb.grade("超量完成", (10, 2, 1)).grade == "excellent"
    assert yb.grade("与去年持平", (13, 3, 3)).grade == "good"
    assert yb.grade("低于去年水平", (13, 3, 3)).grade == "poor"
    assert yb.grade("覆盖全部", (8, 2, 2)) == yb.grade(100, (8, 2, 2)) == Graded("excellent")
    assert yb.grade(50, (8, 2, 2)) == Graded("poor")
    column = yb.grade(pd.Series(["超量完成", "未完成", None]), (10, 2, 1))
    assert column["grade"].fillna("none").tolist() == ["excellent", "poor", "none"]


def test_a_value_printed_in_two_grades_has_a_caveat_by_the_key():
    """60 under 60% and 60%以下; above, a share of a whole and not of itself."""
    assert yb.grade(60, (8, 1, 1)).caveat == "as printed 60% stands in fair and poor"
    assert yb.grade(100, (2, 1, 2)) == Graded("excellent")
    assert yb.grade(102, (1, 2, 1)).grade == "excellent"  # more may be done than planned
    with pytest.raises(ValueError, match="0% to 100%"):
        yb.grade(101, (2, 1, 2))


def test_errors_of_a_column_by_key_may_be_coerced():
    """The reason stands in its own column; an unknown key is still an error."""
    table = yb.grade(pd.Series([95, 101, "5次"]), (2, 1, 2), errors="coerce")
    assert table["grade"].fillna("none").tolist() == ["excellent", "none", "none"]
    assert "0% to 100%" in table["error"].iloc[1]
    assert "expected the unit '%'" in table["error"].iloc[2]
    with pytest.raises(KeyError):
        yb.grade(95, (99, 1, 1), errors="coerce")


def test_the_rules_with_their_findings_say_rows_and_distinct_names(indicators):
    """31 rows of work named as a measure are 15 names, 16 of them one name in two activities."""
    table = grading.by_rule(yb.load_findings(), indicators).set_index("rule")
    assert table["findings"].sum() == len(yb.load_findings())
    found = yb.load_findings().groupby("rule")["name"]
    for rule, row in table.iterrows():
        names = found.get_group(rule).nunique() if row["findings"] else 0
        assert (row["names"], row["names"] <= row["findings"]) == (names, True), rule
    assert table.loc["activity_not_measure", ["findings", "names"]].tolist() == [31, 15]
    assert table.loc["several_measures", ["findings", "names"]].tolist() == [15, 10]
    assert table.loc["growth_for_poor", ["findings", "names"]].tolist() == [14, 8]
    assert table.loc["no_failing_band", ["findings", "names"]].tolist() == [0, 0]
    assert set(table.loc[table["scope"] == "systemic"].index) == {
        *("boilerplate_ladder", "no_grade_beyond"),
    }
    assert table.loc["no_failing_band", "source_line"] is pd.NA


def test_a_key_that_no_indicator_has_is_refused():
    """6.2.2 is printed blank."""
    with pytest.raises(KeyError, match="6, 2, 2"):
        yb.grade(75, (6, 2, 2))


def test_money_is_counted_once_on_activities():
    """18 funded activities carry all of it; 13 have the shared ladder only."""
    money = grading.money(yb.load_activities(), yb.load_ladders(), yb.load_findings())
    funded = money[money["budget"].notna()]
    assert funded["budget"].sum() == pytest.approx(90119.38)
    assert funded["only_boilerplate"].sum() == 13
    assert money["indicators"].sum() == 304


def test_indicators_without_a_budget_are_those_of_unfunded_activities(indicators):
    """Funded and unfunded together are all of them."""
    unfunded = grading.unfunded_indicators(yb.load_activities(), indicators)
    money = grading.money(yb.load_activities(), yb.load_ladders(), yb.load_findings())
    assert len(unfunded) + money.loc[money["budget"].notna(), "indicators"].sum() == 304


@pytest.mark.slow
@pytest.mark.parametrize("name", CHARTS)
def test_an_english_chart_shows_no_chinese(name, drawn):
    """A reader with no Chinese can use every chart."""
    assert [text for text in words(drawn["en"][name]) if CHINESE.search(text)] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", CHARTS)
def test_a_chinese_chart_has_a_chinese_title(name, drawn):
    """Both languages are first-class."""
    assert any(CHINESE.search(text) for text in words(drawn["zh"][name]))


@pytest.mark.parametrize("name", [name for name in CHARTS if name != "spread"])
def test_every_tooltip_gives_a_count_or_an_amount_and_its_source_line(name, drawn):
    """A mark on a chart can be traced to its line of the document."""
    for fields in tooltips(drawn["en"][name]):
        assert "source_line" in fields
        assert {"indicators", "findings", "budget"} & set(fields)


def test_grades_never_rest_on_colour_alone(drawn):
    """The bands of the ruler carry letters, in both languages."""
    for lang, letters in (("en", {*"EGFP", "none"}), ("zh", set("优良中差无"))):
        for name in ("ruler, cascade", "ruler, literal"):
            specification = drawn[lang][name]
            rows = [row for data in specification["datasets"].values() for row in data]
            assert {row["letter"] for row in rows} == letters
            marks = [layer["mark"]["type"] for layer in specification["layer"]]
            assert marks == ["bar", "text"]


def test_the_four_grades_are_told_apart_in_grey_print():
    """The lightness of each differs from every other, and from no grade."""
    kinds = ("excellent", "good", "fair", "poor", grading.NO_GRADE)
    greys = []
    for kind in kinds:
        red, green, blue = bytes.fromhex(grading_charts.GRADE_COLOURS[kind].lstrip("#"))
        greys.append(0.299 * red + 0.587 * green + 0.114 * blue)
    greys.sort()
    assert min(b - a for a, b in pairwise(greys)) > 8
    assert min(b - a for a, b in pairwise(greys[:4])) > 25


@pytest.mark.parametrize("key", [(1, 1), "1.1.1", (2019, 1, 1, 1), None, 5])
def test_what_is_neither_a_ladder_nor_a_key_is_refused_with_an_example(key):
    """The message shows what a key looks like."""
    with pytest.raises(TypeError, match=r"\(1, 2, 1\)"):
        yb.grade(75, key)


def test_money_by_responsibility_is_that_of_its_activities():
    """Every responsibility has a row; the sums are those of the activities."""
    money = grading.money(yb.load_activities(), yb.load_ladders(), yb.load_findings())
    rows = grading.money_by_responsibility(money)
    assert len(rows) == 13
    assert rows["budget"].sum() == pytest.approx(90119.38)
    assert rows["budget"].isna().sum() == 2
    shared = money.loc[money["only_boilerplate"], "budget"].sum()
    assert rows["budget_shared_only"].sum() == pytest.approx(shared)
    assert rows["indicators"].sum() == 304


def test_a_key_may_be_of_a_year_that_is_named():
    """The latest disclosure is meant where none is."""
    assert yb.grade("85%", (1, 1, 1), year=2019) == yb.grade("85%", (1, 1, 1))
    with pytest.raises(KeyError, match="1999"):
        yb.grade("85%", (1, 1, 1), year=1999)


@pytest.mark.parametrize(
    ("name", "unit", "counts"),
    [
        ("报批宗地数", "%", True),
        ("创新人才培养数量（人）", "%", True),
        ("公共文化场馆免费率", "场", True),
        ("绿化情况", "亩", True),
        ("案件办结率（%）", "%", False),
        ("受益群体满意度（%）", "%", False),
        ("及时性", None, False),
        ("财政业务事务", "%", False),
    ],
)
def test_an_indicator_counts_something_by_its_ladder_or_its_name(name, unit, counts):
    """A unit that is counted or measured out, or the name of a quantity whatever the ladder."""
    ladders = pd.DataFrame({"name": [name], "unit": pd.Series([unit], dtype="str")})
    assert grading.counting(ladders)["counts"].tolist() == [counts]


def test_the_shared_ladder_is_that_of_more_than_half_of_several_indicators(used, indicators):
    """One indicator alone shares its ladder with none."""
    assert grading.shared_ladder(used)["indicators"].tolist() == [238]
    assert grading.shared_ladder(grading.patterns(indicators.head(1))).empty
    assert grading.shared_ladder(grading.patterns(indicators.head(0))).empty
    others = indicators[indicators["excellent"] != "90%以上"]
    assert grading.shared_ladder(grading.patterns(others)).empty


def test_the_most_common_cutoff_is_one_that_no_other_equals():
    """Of each grade on each scale; missing where two are as common."""
    cutoffs = grading.cutoffs(yb.load_thresholds())
    common = grading.most_common(cutoffs)
    assert common["cutoff"]["percent"].to_dict() == {
        "excellent": 90,
        "good": 80,
        "fair": 70,
        "poor": 60,
    }
    level = grading.most_common(cutoffs.assign(indicators=1))
    assert level["cutoff"].isna().all()
    assert grading.most_common(cutoffs.head(0))["share"].isna().all()


def test_a_percentage_is_covered_by_the_grades_of_percentage_ladders_alone(used):
    """By the shared ladder, read literally, 95% lies in all four."""
    assert len(grading.covering(95, used.head(1), "literal")) == 4
    assert grading.covering(95, used.head(1), "cascade") == ["excellent"]
    counted = used[used["excellent"].str.contains("次", na=False)]
    assert grading.covering(95, counted, "literal") == grading.covering(95, used.head(0), "literal")


def test_an_activity_without_indicators_answers_to_no_ladder():
    """It is neither all shared nor all fallible, and its counts are zero."""
    activities, ladders = yb.load_activities(), yb.load_ladders()
    money = grading.money(activities, ladders.head(0), yb.load_findings().head(0))
    assert (money["indicators"] == 0).all()
    assert not money[["only_boilerplate", "all_fallible"]].any(axis=None)
