"""Ladders: what each grade covers under both readings, and the grade that a value earns."""

import csv
import dataclasses
import subprocess
import sys
from decimal import Decimal

import numpy as np
import pandas as pd
import portion
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanjiao_budget.analysis.grading import grade
from yanjiao_budget.ladders.ladder import (
    CASCADE,
    GRADES,
    HIGHER,
    LITERAL,
    LOWER,
    READINGS,
    UNDECIDABLE,
    Ladder,
    read_ladder,
)
from yanjiao_budget.ladders.values import Graded
from yanjiao_budget.ladders.values import grade as grade_one

NONE = ("()", "()", "()", "()")

# Every distinct ladder of the document, by hand: unit, direction; under the cascade the interval of
# each grade and the gaps; under the literal reading the intervals, the gaps and the overlaps.
_BY_TENS = "(60,80) | (80,90) | (90,100) | (100,+inf)"
DOCUMENT = {
    ("90%以上", "80%以上", "70%以上", "60%以上"): (
        *("%", HIGHER, ("[90,+inf)", "[80,90)", "[70,80)", "[60,70)"), "[0,60)"),
        *(("[90,+inf)", "[80,+inf)", "[70,+inf)", "[60,+inf)"), "[0,60)", "[70,+inf)"),
    ),
    ("95%以上", "85%以上", "70%以上", "60%以上"): (
        *("%", HIGHER, ("[95,+inf)", "[85,95)", "[70,85)", "[60,70)"), "[0,60)"),
        *(("[95,+inf)", "[85,+inf)", "[70,+inf)", "[60,+inf)"), "[0,60)", "[70,+inf)"),
    ),
    ("95%以上", "90%以上", "70%以上", "60%以上"): (
        *("%", HIGHER, ("[95,+inf)", "[90,95)", "[70,90)", "[60,70)"), "[0,60)"),
        *(("[95,+inf)", "[90,+inf)", "[70,+inf)", "[60,+inf)"), "[0,60)", "[70,+inf)"),
    ),
    ("80%以上", "70%", "60%", "60%以下"): (
        *("%", HIGHER, ("[80,+inf)", "[70,80)", "[60,70)", "[0,60)"), "()"),
        *(("[80,+inf)", "[70]", "[60]", "[0,60]"), "(60,70) | (70,80)", "[60]"),
    ),
    ("100%", "90%", "80%", "60%以下"): (
        *("%", HIGHER, ("[100,+inf)", "[90,100)", "[80,90)", "[0,60]"), "(60,80)"),
        *(("[100]", "[90]", "[80]", "[0,60]"), _BY_TENS, "()"),
    ),
    ("90%以上", "80%", "70%", "60%以下"): (
        *("%", HIGHER, ("[90,+inf)", "[80,90)", "[70,80)", "[0,60]"), "(60,70)"),
        *(("[90,+inf)", "[80]", "[70]", "[0,60]"), "(60,70) | (70,80) | (80,90)", "()"),
    ),
    ("100%", "90%以上", "85%以上", "85%以下"): (
        *("%", HIGHER, ("[100,+inf)", "[90,100)", "[85,90)", "[0,85)"), "()"),
        *(("[100]", "[90,+inf)", "[85,+inf)", "[0,85]"), "()", "[85] | [90,+inf)"),
    ),
    ("规范率达100%", "规范率达95%以上", "规范率达90%以上", "规范率在90%以下"): (
        *("%", HIGHER, ("[100]", "[95,100)", "[90,95)", "[0,90)"), "()"),
        *(("[100]", "[95,100]", "[90,100]", "[0,90]"), "()", "[90] | [95,100]"),
    ),
    ("落实率达100%", "落实率达95%以上", "落实率达90%以上", "落实率在90%以下"): (
        *("%", HIGHER, ("[100,+inf)", "[95,100)", "[90,95)", "[0,90)"), "()"),
        *(("[100,+inf)", "[95,+inf)", "[90,+inf)", "[0,90]"), "()", "[90] | [95,+inf)"),
    ),
    ("办结率达\n95%以上", "办结率达\n90%以上", "办结率达\n85%以上", "办结率达\n85%以下"): (
        *("%", HIGHER, ("[95,+inf)", "[90,95)", "[85,90)", "[0,85)"), "()"),
        *(("[95,+inf)", "[90,+inf)", "[85,+inf)", "[0,85]"), "()", "[85] | [90,+inf)"),
    ),
    (
        "案件按期处置率90%以上",
        "按期处置率在80%-90%",
        "按期处置率在70%-80%",
        "按期处置率在70%以下",
    ): (
        *("%", HIGHER, ("[90,+inf)", "[80,90)", "[70,80)", "[0,70)"), "()"),
        *(("[90,+inf)", "[80,90]", "[70,80]", "[0,70]"), "()", "[70] | [80] | [90]"),
    ),
    ("≥90%", "≥80%", "≥75%", "<75%"): (
        *("%", HIGHER, ("[90,+inf)", "[80,90)", "[75,80)", "[0,75)"), "()"),
        *(("[90,+inf)", "[80,+inf)", "[75,+inf)", "[0,75)"), "()", "[80,+inf)"),
    ),
    ("≥95%", "≥80%", "≥70%", "<70%"): (
        *("%", HIGHER, ("[95,+inf)", "[80,95)", "[70,80)", "[0,70)"), "()"),
        *(("[95,+inf)", "[80,+inf)", "[70,+inf)", "[0,70)"), "()", "[80,+inf)"),
    ),
    ("≥10%", "≥8%", "≥5%", "<5%"): (
        *("%", HIGHER, ("[10,+inf)", "[8,10)", "[5,8)", "[0,5)"), "()"),
        *(("[10,+inf)", "[8,+inf)", "[5,+inf)", "[0,5)"), "()", "[8,+inf)"),
    ),
    ("覆盖全部", "80%", "60%", "60%以下"): (
        *("%", HIGHER, ("[100]", "[80,100)", "[60,80)", "[0,60)"), "()"),
        *(("[100]", "[80]", "[60]", "[0,60]"), "(60,80) | (80,100)", "[60]"),
    ),
    ("0-10%以上", "11-20%以上", "21-50%以上", "51%以上"): (
        *("%", LOWER, ("()", "()", "()", "[51,+inf)"), None),
        *(("()", "()", "()", "[51,+inf)"), None, "()"),
    ),
    ("0-100", "101-200", "201-500", "501以上"): (
        *("", LOWER, ("[0,100]", "[101,200]", "[201,500]", "[501,+inf)"), "()"),
        *(("[0,100]", "[101,200]", "[201,500]", "[501,+inf)"), "()", "()"),
    ),
    ("》4", "》3", "》2", "》1"): (
        *("", HIGHER, ("[5,+inf)", "[4]", "[3]", "[2]"), "[0,1]"),
        *(("[5,+inf)", "[4,+inf)", "[3,+inf)", "[2,+inf)"), "[0,1]", "[3,+inf)"),
    ),
    ("》12", "》10", "》8", "》6"): (
        *("", HIGHER, ("[13,+inf)", "[11,12]", "[9,10]", "[7,8]"), "[0,6]"),
        *(("[13,+inf)", "[11,+inf)", "[9,+inf)", "[7,+inf)"), "[0,6]", "[9,+inf)"),
    ),
    ("10个以上", "5个", "3个", "1个"): (
        *("个", HIGHER, ("[10,+inf)", "[5,9]", "[3,4]", "[1,2]"), "[0]"),
        *(("[10,+inf)", "[5]", "[3]", "[1]"), "[0] | [2] | [4] | [6,9]", "()"),
    ),
    ("50个以上", "40个", "30个", "10个以下"): (
        *("个", HIGHER, ("[50,+inf)", "[40,49]", "[30,39]", "[0,10]"), "[11,29]"),
        *(("[50,+inf)", "[40]", "[30]", "[0,10]"), "[11,29] | [31,39] | [41,49]", "()"),
    ),
    ("2个", "1个", "0个", "0个"): (
        *("个", HIGHER, ("[2,+inf)", "[1]", "[0]", "()"), "()"),
        *(("[2]", "[1]", "[0]", "[0]"), "[3,+inf)", "[0]"),
    ),
    ("3个以上行业完成", "完成2个行业", "1个行业完成", "未开展"): (
        *("个", HIGHER, ("[3,+inf)", "[2]", "[1]", "[0]"), "()"),
        *(("[3,+inf)", "[2]", "[1]", "[0]"), "()", "()"),
    ),
    ("4次以上", "3次", "2次", "1次以下"): (
        *("次", HIGHER, ("[4,+inf)", "[3]", "[2]", "[0,1]"), "()"),
        *(("[4,+inf)", "[3]", "[2]", "[0,1]"), "()", "()"),
    ),
    ("2次", "1次", "未开展", "未开展"): (
        *("次", HIGHER, ("[2,+inf)", "[1]", "[0]", "()"), "()"),
        *(("[2]", "[1]", "[0]", "[0]"), "[3,+inf)", "[0]"),
    ),
    ("2次", "1次", "0", "0"): (
        *("次", HIGHER, ("[2,+inf)", "[1]", "[0]", "()"), "()"),
        *(("[2]", "[1]", "[0]", "[0]"), "[3,+inf)", "[0]"),
    ),
    ("3次", "2次", "1次", "0"): (
        *("次", HIGHER, ("[3,+inf)", "[2]", "[1]", "[0]"), "()"),
        *(("[3]", "[2]", "[1]", "[0]"), "[4,+inf)", "()"),
    ),
    ("6次", "3次", "3次", "1次"): (
        *("次", HIGHER, ("[6,+inf)", "[3,5]", "()", "[1,2]"), "[0]"),
        *(("[6]", "[3]", "[3]", "[1]"), "[0] | [2] | [4,5] | [7,+inf)", "[3]"),
    ),
    ("10次以上", "6次", "2次", "1次"): (
        *("次", HIGHER, ("[10,+inf)", "[6,9]", "[2,5]", "[1]"), "[0]"),
        *(("[10,+inf)", "[6]", "[2]", "[1]"), "[0] | [3,5] | [7,9]", "()"),
    ),
    ("无", "——", "——", "1次以上"): (
        *("次", LOWER, ("[0]", "()", "()", "[1,+inf)"), "()"),
        *(("[0]", "()", "()", "[1,+inf)"), "()", "()"),
    ),
    ("30场", "20场", "10场", "5场"): (
        *("场", HIGHER, ("[30,+inf)", "[20,29]", "[10,19]", "[5,9]"), "[0,4]"),
        *(("[30]", "[20]", "[10]", "[5]"), "[0,4] | [6,9] | [11,19] | [21,29] | [31,+inf)", "()"),
    ),
    ("10场", "6场", "4场", "1场"): (
        *("场", HIGHER, ("[10,+inf)", "[6,9]", "[4,5]", "[1,3]"), "[0]"),
        *(("[10]", "[6]", "[4]", "[1]"), "[0] | [2,3] | [5] | [7,9] | [11,+inf)", "()"),
    ),
    ("超量完成", "优质完成", "基本完成", "未完成"): ("", UNDECIDABLE, NONE, None, NONE, None, "()"),
    ("与去年相比有所增长", "与去年持平", "", "低于去年水平"): (
        *("", UNDECIDABLE, NONE, None, NONE, None, "()"),
    ),
}

COMMON = read_ladder("90%以上", "80%以上", "70%以上", "60%以上")
SHARES = read_ladder("覆盖率达90%以上", "80%以上", "70%以上", "60%以上")
STEPS = read_ladder("30场", "20场", "10场", "5场")
CELLS = st.one_of(
    st.sampled_from([cell for ladder in DOCUMENT for cell in ladder]),
    st.builds(
        "{}{}{}".format,
        st.integers(0, 120),
        st.sampled_from(["%", "次", "", "天", "月底", "百分点"]),
        st.sampled_from(["", "以上", "以下"]),
    ),
)
LADDERS = st.builds(read_ladder, CELLS, CELLS, CELLS, CELLS)


def _shown(interval):
    """Return an interval in the notation of the table above."""
    return None if interval is None else portion.to_string(interval, conv=str)


def _bands(ladder, reading):
    """Return the intervals of the four grades in that notation."""
    return tuple(_shown(band) for band in ladder.intervals(reading).values())


@pytest.mark.parametrize("cells", DOCUMENT)
def test_each_ladder_of_the_document_covers_what_it_does_by_hand(cells):
    """Unit, direction, bands, gaps and overlaps of all 34, under both readings."""
    unit, direction, cascade, cascade_gaps, literal, literal_gaps, overlaps = DOCUMENT[cells]
    ladder = read_ladder(*cells)
    assert (ladder.unit, ladder.direction) == (unit, direction)
    assert (_bands(ladder, CASCADE), _shown(ladder.gaps(CASCADE))) == (cascade, cascade_gaps)
    assert (_bands(ladder, LITERAL), _shown(ladder.gaps(LITERAL))) == (literal, literal_gaps)
    assert _shown(ladder.overlaps(LITERAL)) == overlaps
    assert ladder.overlaps(CASCADE).empty


def test_the_table_above_holds_every_distinct_ladder_of_the_document(root):
    """No ladder of the published table is left out, and none is made up."""
    with (root / "data/tables/indicators.csv").open(encoding="utf-8-sig", newline="") as file:
        ladders = {tuple(row[grade] for grade in GRADES) for row in csv.DictReader(file)}
    assert ladders == set(DOCUMENT)


@given(LADDERS, st.sampled_from(READINGS))
def test_bands_and_gaps_together_are_the_possible_values(ladder, reading):
    """Nothing is graded that cannot be, and nothing is lost between the bands."""
    bands, gaps = ladder.intervals(reading), ladder.gaps(reading)
    everything = portion.empty() if gaps is None else gaps
    for band in bands.values():
        assert band in ladder.domain
        assert (band & gaps).empty if gaps is not None else True
        everything |= band
    if gaps is not None and not ladder.whole:
        assert everything == ladder.domain


@given(LADDERS)
def test_under_the_cascade_no_value_earns_two_grades(ladder):
    """The best grade takes the value, and the rest do without."""
    assert ladder.overlaps(CASCADE).empty


@given(LADDERS, st.integers(0, 130), st.sampled_from(READINGS))
def test_a_value_is_graded_by_the_band_that_holds_it(ladder, value, reading):
    """`grade` and `intervals` tell the same story, or the value is impossible."""
    holding = [name for name, band in ladder.intervals(reading).items() if value in band]
    if not ladder.comparable:
        assert grade(value, ladder, reading).grade is None
    elif value not in ladder.domain:
        with pytest.raises(ValueError, match="expected"):
            grade(value, ladder, reading)
    else:
        graded = grade(value, ladder, reading)
        assert graded.grade == (holding[0] if len(holding) == 1 else None)
        assert bool(graded.reason) == (graded.grade is None)


def test_the_commonest_ladder_nests_literally_and_steps_under_the_cascade():
    """95% is excellent under one reading and four grades at once under the other."""
    assert grade("95%", COMMON) == Graded("excellent")
    literal = grade("95%", COMMON, LITERAL)
    assert literal.grade is None
    assert literal.reason == "95% lies in several bands: excellent, good, fair, poor"
    assert grade("65%", COMMON, LITERAL) == Graded("poor")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(90, "excellent"), (89.9, "good"), (80, "good"), (70, "fair"), (60, "poor"), (59, None)],
)
def test_a_threshold_with_yishang_includes_its_own_number(value, expected):
    """90%以上 holds 90% (Civil Code, article 1259)."""
    assert grade(value, COMMON).grade == expected


@pytest.mark.parametrize(
    "value", [85, 85.0, Decimal(85), np.int64(85), np.float32(85), "85", "85%", " 85% ", "８５％"]
)
def test_a_value_may_be_a_number_or_text(value):
    """A number is in the ladder's unit; text may print it."""
    assert grade(value, COMMON) == Graded("good")


def test_an_exact_step_is_reached_under_the_cascade_and_a_point_literally():
    """25场 reaches 20场; as printed, only 20场 is 20场."""
    assert grade("25场", STEPS) == Graded("good")
    assert grade("25场", STEPS, LITERAL).grade is None
    assert grade("20场", STEPS, LITERAL) == Graded("good")


def test_an_exact_step_is_not_to_be_exceeded_where_less_is_better():
    """0次 / 1次 / 2次 / 3次: two is fair, four is beyond every step."""
    ladder = read_ladder("0次", "1次", "2次", "3次")
    assert ladder.direction == LOWER
    assert _bands(ladder, CASCADE) == ("[0]", "[1]", "[2]", "[3]")
    assert grade(4, ladder).reason == "4次 lies above the bands, in none of them"


def test_an_exact_step_stays_a_point_where_the_direction_cannot_be_told():
    """3次 / 5次 / 1次 / 0次 turns, so nothing says what reaching means."""
    ladder = read_ladder("3次", "5次", "1次", "0次")
    assert ladder.direction == UNDECIDABLE
    assert _bands(ladder, CASCADE) == ("[3]", "[5]", "[1]", "[0]")
    assert "which way is better" in ladder.why


def test_a_zero_in_words_is_never_reached_from_above():
    """Once is not 未开展, but it does reach 0次."""
    assert _shown(read_ladder("3次", "2次", "未开展", "——").gaps()) == "[1]"
    assert read_ladder("3次", "2次", "0次", "——").gaps().empty


@pytest.mark.parametrize(
    ("cells", "direction"),
    [
        (("90%以上", "——", "——", "——"), HIGHER),
        (("优", "良", "中", "60%以下"), HIGHER),
        (("60%以上", "——", "——", "60%以下"), HIGHER),
        ((">90%", "——", "——", "——"), HIGHER),
        (("优", "良", "中", "不满60%"), HIGHER),
        (("5%以下", "——", "——", "5%以上"), LOWER),
        (("3天以内", "5天以内", "7天以内", "7天以上"), LOWER),
        (("6月底前", "9月底前", "12月底前", "——"), LOWER),
        (("60%以上",) * 4, UNDECIDABLE),
        (("90%以下", "80%以下", "70%以下", "60%以下"), UNDECIDABLE),
        (("0%以上", "11%以上", "21%以上", "51%以上"), UNDECIDABLE),
        (("90%以上", "70%以上", "80%以上", "60%以下"), UNDECIDABLE),
        (("90%以上", "3次", "2次", "1次"), UNDECIDABLE),
        (("——",) * 4, UNDECIDABLE),
        (("3次", "——", "——", "——"), UNDECIDABLE),
    ],
)
def test_the_direction_is_told_by_the_numbers_or_not_at_all(cells, direction):
    """Falling numbers, then the comparisons at the ends; a contradiction decides nothing."""
    assert read_ladder(*cells).direction == direction


@pytest.mark.parametrize(
    ("cells", "poor", "nothing", "fails"),
    [
        (("90%以上", "80%以上", "70%以上", "60%以上"), True, True, True),
        (("80%以上", "70%", "60%", "60%以下"), True, False, True),
        (("2个", "1个", "0个", "0个"), False, False, False),
        (("无", "——", "——", "1次以上"), True, False, True),
        (("3次以上", "1次以上", "0", "——"), False, False, False),
        (("3次以上", "2次以上", "1次以上", "——"), False, True, True),
        (("0-10%以上", "11-20%以上", "21-50%以上", "51%以上"), True, None, True),
        (("覆盖全部", "80%", "60%", "60%以下"), True, False, True),
        (("超量完成", "优质完成", "基本完成", "未完成"), None, None, None),
        (("90%以上", "80%以上", "60%以上", "较差"), None, None, None),
        (("90%以上", "3次", "2次", "1次"), None, None, None),
    ],
)
def test_failing_is_earning_poor_or_earning_nothing_and_the_two_are_told_apart(
    cells, poor, nothing, fails
):
    """A ladder nobody can fail says so; one in words says that it is not known."""
    ladder = read_ladder(*cells)
    assert (ladder.earns_poor, ladder.earns_nothing, ladder.can_fail) == (poor, nothing, fails)


@pytest.mark.parametrize(
    ("cells", "cascade", "literal"),
    [
        (("90%以上", "80%以上", "70%以上", "60%以上"), True, True),
        (("2次", "1次", "0", "0"), False, True),
        (("6次", "3次", "3次", "1次"), False, True),
        (("无", "——", "——", "1次以上"), False, False),
        (("覆盖全部", "80%", "60%", "60%以下"), True, True),
        (("显著", "80%", "60%", "60%以下"), None, None),
        (("与去年相比有所增长", "与去年持平", "", "低于去年水平"), False, False),
        (("90%以下", "80%以下", "70%以下", "60%以下"), False, True),
        (("90%以上", "3次", "2次", "1次"), None, None),
    ],
)
def test_a_ladder_tells_all_four_when_each_grade_can_be_earned(cells, cascade, literal):
    """A blank cell can never be, a cell in words may be."""
    ladder = read_ladder(*cells)
    assert (ladder.tells_all_four(), ladder.tells_all_four(LITERAL)) == (cascade, literal)


def test_grades_that_state_the_same_values_are_named():
    """2次 / 1次 / 0 / 未开展: fair and poor cannot be told apart, by digit or by word."""
    ladder = read_ladder("2次", "1次", "0", "未开展")
    assert ladder.indistinct == (("fair", "poor"),)
    assert ladder.why == "fair and poor state the same values"
    assert read_ladder("3次", "2次", "——", "——").indistinct == ()


def test_why_is_empty_for_a_ladder_that_grades_by_number_throughout():
    """Nothing is wrong with the commonest ladder that its cells could say."""
    assert COMMON.why == ""


def test_why_names_each_cell_that_states_no_number_and_quotes_it():
    """Blank, in words and unread are three different things."""
    why = read_ladder("成效\n显著", "", "0-10%以上", "60%以下").why
    assert "excellent is in words (成效显著)" in why
    assert "good states no threshold" in why
    assert read_ladder("无", "——", "2次", "3次").why == "good states no threshold"
    assert "fair is unread (0-10%以上: a range" in why
    why = read_ladder("与去年相比有所增长", "与去年持平", "", "低于去年水平").why
    assert "excellent is relative to a baseline (与去年相比有所增长)" in why
    assert "fair states no threshold" in why


def test_between_two_counts_there_is_no_gap_but_between_two_days_there_is():
    """Nothing happens two and a half times; a thing may take two and a half days."""
    assert read_ladder("3次以上", "2次", "1次", "0次").gaps(LITERAL).empty
    assert _shown(read_ladder("1天", "2天", "3天", "3天以上").gaps(LITERAL)) == (
        "[0,1) | (1,2) | (2,3)"
    )


@pytest.mark.parametrize(
    ("cells", "growth", "domain", "whole"),
    [
        (("90%以上", "80%以上", "70%以上", "60%以上"), None, "[0,+inf)", False),
        (("覆盖率90%以上", "80%以上", "70%以上", "60%以上"), None, "[0,100]", False),
        (("较上年下降9%以上", "下降8%以上", "下降7%以上", "下降6%以上"), None, "(-inf,100]", False),
        (("90%以上", "80%以上", "70%以上", "60%以上"), True, "(-inf,+inf)", False),
        (("同比增长10%以上", "8%以上", "5%以上", "5%以下"), None, "(-inf,+inf)", False),
        (("同比增长10%以上", "8%以上", "5%以上", "5%以下"), False, "[0,+inf)", False),
        (("120%以上", "100%以上", "90%以上", "90%以下"), None, "[0,+inf)", False),
        (("50%以下", "80%以下", "110%以下", "——"), None, "[0,+inf)", False),
        (("≥5%", "≥0%", "≥-5%", "<-5%"), None, "(-inf,+inf)", False),
        (("5‰以下", "10‰以下", "20‰以下", "20‰以上"), None, "[0,1000]", False),
        (("3次", "2次", "1次", "0"), None, "[0,+inf)", True),
        (("4", "3", "2", "1"), None, "[0,+inf)", True),
        (("4.5", "3", "2", "1"), None, "[0,+inf)", False),
        (("1.5个以上", "1个", "0个", "——"), None, "[0,+inf)", False),
        (("3万人", "2万人", "1万人", "1万人以下"), None, "[0,+inf)", False),
        (("6月底前", "9月底前", "12月底前", "——"), None, "[1,12]", True),
        (("5个百分点以上", "3个百分点", "1个百分点", "——"), None, "(-inf,+inf)", False),
    ],
)
def test_the_possible_values_follow_from_what_the_unit_measures(cells, growth, domain, whole):
    """A share of a whole and a decrease end at 100, growth and completion do not."""
    ladder = read_ladder(*cells, growth=growth)
    assert (_shown(ladder.domain), ladder.whole) == (domain, whole)


@pytest.mark.parametrize("word", ["增长", "增幅", "增速", "涨幅", "同比", "环比", "变化率"])
def test_a_cell_that_speaks_of_change_makes_the_ladder_one_of_growth(word):
    """Its values may be negative; before the number or after it, in any cell."""
    for place in range(4):
        for cell in (f"{word}5%以上", f"5%以上{word}", f"有所{word}"):
            cells = ["10%以上", "8%以上", "6%以上", "6%以下"]
            assert not read_ladder(*cells).growth
            cells[place] = cell
            assert read_ladder(*cells).growth


@pytest.mark.parametrize(
    ("value", "ladder", "expected"),
    [
        ("85次", COMMON, "the unit '%'"),
        ("85%", STEPS, "the unit '场'"),
        ("85%", read_ladder("》4", "》3", "》2", "》1"), "no unit"),
        (130, SHARES, "a number: 0% to 100%"),
        ("130%", SHARES, "a number: 0% to 100%"),
        (-1, COMMON, "a number: 0% or more"),
        (-1, STEPS, "a whole number: 0 or more"),
        ("-1", STEPS, "a whole number: 0 or more"),
        (2.5, STEPS, "a whole number: 0 or more"),
        (float("inf"), COMMON, "a finite number"),
        (True, STEPS, "a number or text"),
        ([85], COMMON, "a number or text"),
        ("90%以上", COMMON, "one number"),
        ("80%-90%", COMMON, "one number"),
        ("约90%", COMMON, "one number"),
        ("可控", COMMON, "one number"),
    ],
)
def test_a_wrong_unit_or_an_impossible_value_is_an_error_that_quotes_all(value, ladder, expected):
    """The value, the ladder as printed, and what was expected."""
    with pytest.raises(ValueError, match="cannot grade") as caught:
        grade(value, ladder)
    assert repr(value) in str(caught.value)
    assert ladder.printed in str(caught.value)
    assert f"expected {expected}" in str(caught.value)


@pytest.mark.parametrize(
    "ask",
    [
        lambda reading: grade(85, COMMON, reading),
        lambda reading: grade(pd.Series([85]), COMMON, reading),
        COMMON.intervals,
        COMMON.gaps,
        COMMON.overlaps,
        COMMON.tells_all_four,
    ],
)
def test_an_unknown_reading_is_an_error_that_names_the_known_ones(ask):
    """Never a silent default."""
    with pytest.raises(ValueError, match="unknown reading 'strict'") as caught:
        ask("strict")
    assert COMMON.printed in str(caught.value)
    assert all(reading in str(caught.value) for reading in READINGS)


@pytest.mark.parametrize(
    "value", [None, float("nan"), np.nan, pd.NA, pd.NaT, "", "——", Decimal("NaN")]
)
def test_a_missing_value_earns_no_grade(value):
    """It is not zero."""
    assert grade(value, COMMON) == Graded(None, "the value is missing")


def test_none_by_word_is_zero():
    """无 accidents is excellent, and one is poor."""
    ladder = read_ladder("无", "——", "——", "1次以上")
    assert grade("无", ladder) == Graded("excellent")
    assert grade("1次", ladder) == Graded("poor")


@pytest.mark.parametrize(
    ("value", "ladder", "reason"),
    [
        (59, COMMON, "59% lies below the bands, in none of them"),
        (
            20,
            read_ladder("50个以上", "40个", "30个", "10个以下"),
            "20个 lies between the bands, in none of them",
        ),
    ],
)
def test_a_value_in_a_gap_earns_nothing_and_says_where_it_lies(value, ladder, reason):
    """Below 60% the commonest ladder has no grade, not even poor."""
    assert grade(value, ladder) == Graded(None, reason)


def test_a_ladder_in_words_grades_no_number_and_says_which_cells_are_words():
    """The reason quotes the cells."""
    ladder = read_ladder("超量完成", "优质完成", "基本完成", "未完成")
    for value in (5, "5%", "5次"):
        graded = grade(value, ladder)
        assert graded.grade is None
        assert "excellent is in words (超量完成)" in graded.reason


def test_a_ladder_in_two_units_grades_nothing():
    """A rate and a count cannot stand on one scale."""
    ladder = read_ladder("90%以上", "3次", "2次", "1次")
    assert ladder.unit is None
    assert _bands(ladder, CASCADE) == _bands(ladder, LITERAL) == NONE
    assert "different units" in grade(5, ladder).reason


@pytest.mark.parametrize(
    ("cells", "unit", "bands"),
    [
        (
            ("1万人以上", "8000人以上", "5000人以上", "5000人以下"),
            "人",
            ("[10000,+inf)", "[8000,9999]", "[5000,7999]", "[0,4999]"),
        ),
        (
            ("1.5亿元以上", "5000万元以上", "1千万元以上", "无"),
            "元",
            ("[150000000,+inf)", "[50000000,150000000)", "[10000000,50000000)", "[0]"),
        ),
        (
            ("1万以上", "8000以上", "5000以上", "5000以下"),
            "",
            ("[10000,+inf)", "[8000,9999]", "[5000,7999]", "[0,4999]"),
        ),
        (("3万人", "2万人", "1万人", "0"), "万人", ("[3,+inf)", "[2,3)", "[1,2)", "[0,1)")),
    ],
)
def test_wan_and_yi_of_one_unit_are_compared_in_the_plain_unit(cells, unit, bands):
    """1万人 is 10000人; a ladder that prints 万人 throughout stays in 万人."""
    ladder = read_ladder(*cells)
    assert (ladder.unit, ladder.direction, ladder.why) == (unit, HIGHER, "")
    assert _bands(ladder, CASCADE) == bands
    assert tuple(cell.raw for cell in ladder.cells.values()) == cells


@pytest.mark.parametrize(
    ("value", "earned"),
    [("1万人", "excellent"), ("0.9万人", "good"), ("5001人", "fair"), (1, "poor")],
)
def test_a_value_in_wan_is_graded_by_a_ladder_in_the_plain_unit(value, earned):
    """A bare number is in the ladder's unit, which is 人."""
    ladder = read_ladder("1万人以上", "8000人以上", "5000人以上", "5000人以下")
    assert grade(value, ladder) == Graded(earned)


def test_a_value_in_the_plain_unit_is_graded_by_a_ladder_in_wan():
    """8000人 is 0.8万人."""
    ladder = read_ladder("3万人", "2万人", "1万人", "1万人以下")
    assert grade("8000人", ladder) == Graded("poor")
    assert grade("20000人", ladder) == Graded("good")


def test_a_number_with_no_unit_beside_one_in_wan_is_not_guessed():
    """8000 beside 万人 may be 人 or 万人, and the reason says so."""
    ladder = read_ladder("1.5万人", "1万人", "8000", "0")
    assert ladder.unit is None
    assert ladder.why == "the cells are in different scales (万人, none printed)"
    assert _bands(ladder, CASCADE) == NONE


@pytest.mark.parametrize("ladder", [None, "90%以上", ("90%以上",) * 4])
@pytest.mark.parametrize("value", [85, "85%", pd.Series([85])])
def test_what_is_no_ladder_is_refused_by_name(value, ladder):
    """The error says what was given and what is expected."""
    with pytest.raises(TypeError, match="has to be a Ladder or") as caught:
        grade(value, ladder)
    assert repr(ladder) in str(caught.value)
    with pytest.raises(TypeError, match="expected a Ladder") as caught:
        grade_one(value, ladder)
    assert f"{ladder!r} ({type(ladder).__name__})" in str(caught.value)


@pytest.mark.parametrize("cell", [["90%"], 5])
def test_a_cell_that_is_neither_text_nor_missing_is_refused_by_name(cell):
    """Also one that no cache could hold."""
    with pytest.raises(TypeError, match="a threshold is text or None, not") as caught:
        read_ladder(cell, None, None, None)
    assert repr(cell) in str(caught.value)


@pytest.mark.parametrize(
    "value", [np.array([85, 90]), np.array([85]), pd.Index([85]), pd.DataFrame({"a": [85]})]
)
def test_an_array_or_a_table_is_refused_by_name(value):
    """A column is graded as a Series."""
    with pytest.raises(TypeError, match="takes a column of them as a pandas Series") as caught:
        grade(value, COMMON)
    assert type(value).__name__ in str(caught.value)


def test_a_better_cell_in_words_is_a_caveat_to_the_grade():
    """成效显著 / 80% / …: whether 90% is 显著, no number says."""
    ladder = read_ladder("成效显著", "80%", "60%", "60%以下")
    graded = grade("90%", ladder)
    assert (graded.grade, graded.reason) == ("good", "")
    assert graded.caveat == "excellent may cover 90% too, but no number says so"


@pytest.mark.parametrize(
    "word", ["覆盖全部", "全部覆盖", "全覆盖", "全面覆盖", "实现全覆盖", "全部完成"]
)
def test_all_of_it_among_percentages_is_a_hundred_per_cent(word):
    """100% earns it, the word itself does, and 99% and 50% stand with no caveat."""
    ladder = read_ladder(word, "80%", "60%", "60%以下")
    assert grade(100, ladder) == grade(word, ladder) == Graded("excellent")
    assert grade(99, ladder) == Graded("good")
    assert grade(50, ladder) == Graded("poor")
    assert ladder.cells["excellent"].raw == word
    assert ladder.why == ""


@pytest.mark.parametrize(
    "cells",
    [
        ("覆盖全部", "8次", "6次", "6次以下"),
        ("覆盖全部", "覆盖大部分", "覆盖一半", "未覆盖"),
        ("全面推进", "80%", "60%", "60%以下"),
        ("基本覆盖全部", "80%", "60%", "60%以下"),
    ],
)
def test_all_of_it_beside_counts_or_in_other_words_stays_in_words(cells):
    """Of what all of it would be is then not known."""
    assert "excellent is in words" in read_ladder(*cells).why


@pytest.mark.parametrize(
    ("value", "cells", "caveat"),
    [
        (60, ("80%以上", "70%", "60%", "60%以下"), "as printed 60% stands in fair and poor"),
        ("60%", ("80%以上", "70%", "60%", "60%以下"), "as printed 60% stands in fair and poor"),
        (
            90,
            ("90%以上", "80%-90%", "70%-80%", "70%以下"),
            "as printed 90% stands in excellent and good",
        ),
        (3, ("6次", "3次", "3次", "1次"), "as printed 3次 stands in good and fair"),
        (0, ("2个", "1个", "0个", "0个"), "as printed 0个 stands in fair and poor"),
        (0, ("2次", "1次", "未开展", "未开展"), "as printed 0次 stands in fair and poor"),
        (59, ("80%以上", "70%", "60%", "60%以下"), ""),
        (70, ("80%以上", "70%", "60%", "60%以下"), ""),
        (60, ("80%以上", "70%", "60%", "不满60%"), ""),
        (90, ("90%以上", "80%以上", "70%以上", "60%以上"), ""),
        (100, ("覆盖率达100%", "90%以上", "85%以上", "85%以下"), ""),
        (100, ("覆盖率达90%以上", "80%以上", "70%以上", "60%以上"), ""),
        (0, ("4次以上", "3次", "2次", "1次以下"), ""),
        (1, ("4次以上", "3次", "2次", "1次以下"), ""),
    ],
)
def test_a_value_printed_in_two_grades_has_a_caveat_under_the_cascade(value, cells, caveat):
    """60% stands in 60% and in 60%以下; 90%以上 within 80%以上 is not meant to be apart from it."""
    graded = grade(value, read_ladder(*cells))
    assert graded.grade
    assert graded.caveat == caveat


@pytest.mark.parametrize(
    ("cells", "word", "earned"),
    [
        (("超量完成", "优质完成", "基本完成", "未完成"), "超量完成", "excellent"),
        (("超量完成", "优质完成", "基本完成", "未完成"), " 未完成 ", "poor"),
        (("与去年相比有所增长", "与去年持平", "", "低于去年水平"), "与去年持平", "good"),
        (
            ("与去年相比有所\n增长", "与去年持平", "", "低于去年水平"),
            "与去年相比有所增长",
            "excellent",
        ),
        (("0-10%以上", "11-20%以上", "21-50%以上", "51%以上"), "11-20%以上", "good"),
        (("成效显著", "80%", "60%", "60%以下"), "成效显著", "excellent"),
    ],
)
@pytest.mark.parametrize("reading", READINGS)
def test_a_word_that_the_ladder_prints_earns_its_grade(cells, word, earned, reading):
    """Word for word, line breaks and spaces aside, under either reading."""
    assert grade(word, read_ladder(*cells), reading) == Graded(earned)


@pytest.mark.parametrize("word", ["超额完成", "完成", "与前年持平"])
def test_a_word_that_the_ladder_does_not_print_is_refused(word):
    """Whether it means the same is not for us to say."""
    with pytest.raises(ValueError, match="expected one number"):
        grade(word, read_ladder("超量完成", "优质完成", "基本完成", "未完成"))


def test_a_word_that_two_cells_print_earns_no_one_grade():
    """The reason names the grades."""
    graded = grade("完成", read_ladder("超量完成", "完成", "完成", "未完成"))
    assert graded == Graded(None, "good and fair print 完成 alike")


def test_messages_stay_on_one_line_and_name_a_blank_cell():
    """A line break within a cell breaks no message, and nothing is quoted as nothing."""
    ladder = read_ladder("办结率达\n95%以上", "", "85%以上", "85%以下")
    with pytest.raises(ValueError, match="cannot grade") as caught:
        grade("好", ladder)
    assert "“办结率达95%以上 / （空白） / 85%以上 / 85%以下”" in str(caught.value)
    assert "\n" not in str(caught.value)
    worded = grade(5, read_ladder("成效\n显著", "", "一般", ""))
    assert "成效显著" in worded.reason
    assert "\n" not in worded.reason


def test_a_worse_cell_in_words_is_a_caveat_only_when_each_cell_is_read_as_printed():
    """Under the cascade a better grade already has the value."""
    ladder = read_ladder("10个", "5个", "3个", "成效不明显")
    assert grade(5, ladder) == Graded("good")
    assert grade(5, ladder, LITERAL).caveat == "poor may cover 5个 too, but no number says so"


def test_a_value_that_only_an_unread_cell_could_cover_earns_nothing():
    """5% under 0-10%以上 / … / 51%以上 is not guessed."""
    ladder = read_ladder("0-10%以上", "11-20%以上", "21-50%以上", "51%以上")
    graded = grade("5%", ladder)
    assert graded.grade is None
    assert "excellent, good and fair may cover 5%" in graded.reason
    assert grade("60%", ladder).grade == "poor"
    assert "excellent" in grade("60%", ladder).caveat


def test_growth_may_be_negative_and_text_may_say_so():
    """A dash before a value is a minus; before a threshold it is not read."""
    ladder = read_ladder("≥10%", "≥8%", "≥5%", "<5%", growth=True)
    assert grade("-3%", ladder) == Graded("poor")
    assert grade(-3, ladder) == Graded("poor")
    assert grade(250, ladder) == Graded("excellent")


def test_a_bare_number_in_text_is_in_the_ladders_unit_even_if_it_looks_like_a_year():
    """2019 events are 2019 events."""
    assert grade("2019", STEPS) == Graded("excellent")


def test_a_count_needs_no_unit_where_the_ladder_prints_none():
    """》4 does not say of what."""
    assert grade("5次", read_ladder("》4", "》3", "》2", "》1")) == Graded("excellent")


def test_a_column_is_graded_as_its_values_are_one_by_one():
    """Same grades and reasons, on the column's own index."""
    values = ["95%", 85, None, "59%", "95%", float("nan")]
    table = grade(pd.Series(values, index=list("abcdef"), dtype="object"), COMMON)
    assert list(table.index) == list("abcdef")
    assert list(table.columns) == ["grade", "reason", "caveat", "error"]
    assert table["error"].isna().all()
    for value, row in zip(values, table.itertuples(), strict=True):
        graded = grade(value, COMMON)
        assert (None if pd.isna(row.grade) else row.grade) == graded.grade
        assert (row.reason, row.caveat) == (graded.reason, graded.caveat)


@pytest.mark.parametrize("dtype", ["int64", "float64", "Int64", "category", "object"])
def test_a_column_of_numbers_of_any_type_is_graded(dtype):
    """What pandas calls the numbers makes no difference."""
    table = grade(pd.Series([95, 59, 95]).astype(dtype), COMMON)
    assert table["grade"].fillna("none").tolist() == ["excellent", "none", "excellent"]


def test_an_empty_column_gives_an_empty_frame_of_the_same_types():
    """Joining it to others changes nothing."""
    empty = grade(pd.Series([], dtype="float64"), COMMON)
    assert empty.dtypes.to_dict() == grade(pd.Series([95.0]), COMMON).dtypes.to_dict()
    assert len(empty) == 0


def test_one_impossible_value_in_a_column_is_an_error_that_names_its_row():
    """By place and by index, with the value; the first of several is named."""
    with pytest.raises(
        ValueError, match=r"^row 2 \(index 1\): cannot grade 130 by “.*: 0% to 100%"
    ):
        grade(pd.Series([95, 130, 140]), SHARES)
    named = pd.Series(["95%", None, "85次"], index=["甲", "乙", "丙"])
    with pytest.raises(ValueError, match=r"^row 3 \(index '丙'\): cannot grade '85次'"):
        grade(named, COMMON)


def test_errors_may_be_coerced_to_a_missing_grade_with_its_reason_in_a_column():
    """The other rows are graded as they would be alone."""
    values = pd.Series(["95%", "85次", None, "130%", "95%"], index=list("abcde"))
    table = grade(values, SHARES, errors="coerce")
    assert table["grade"].fillna("none").tolist() == [
        *("excellent", "none", "none", "none", "excellent"),
    ]
    assert table["error"].notna().tolist() == [False, True, False, True, False]
    assert "expected the unit '%'" in table.loc["b", "error"]
    assert "0% to 100%" in table.loc["d", "error"]
    assert table.loc["c", "reason"] == "the value is missing"
    assert table["reason"].notna().all()
    one = grade("85次", SHARES, errors="coerce")
    assert (one.grade, one.reason) == (None, table.loc["b", "error"])


def test_coercing_covers_values_alone():
    """An unknown reading, a wrong ladder or an unknown way with errors is still an error."""
    with pytest.raises(ValueError, match="unknown reading"):
        grade(pd.Series([95]), COMMON, "strict", errors="coerce")
    with pytest.raises(TypeError, match="has to be a Ladder"):
        grade(95, "90%以上", errors="coerce")
    with pytest.raises(ValueError, match=r'errors is \'ignore\'; it can be "raise" or "coerce"'):
        grade(95, COMMON, errors="ignore")


def test_one_value_is_graded_without_loading_pandas_or_the_numeral_reader():
    """A script that grades one number starts fast."""
    script = (
        "import sys; from yanjiao_budget.ladders import grade, read_ladder; "
        "print(grade(65, read_ladder('90%以上', '80%以上', '70%以上', '60%以上')).grade, "
        "{'pandas', 'cn2an'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["poor", "set()"]


def test_a_ladder_is_its_four_cells():
    """Built by hand or read, it is the same."""
    assert Ladder(*COMMON.cells.values()) == COMMON


def test_a_ladder_cannot_be_changed_and_keeps_its_cells_as_printed():
    """What was read stays what was read."""
    assert COMMON.printed == "90%以上 / 80%以上 / 70%以上 / 60%以上"
    assert [cell.raw for cell in COMMON.cells.values()] == COMMON.printed.split(" / ")
    with pytest.raises(dataclasses.FrozenInstanceError):
        COMMON.poor = COMMON.good


def test_a_cell_that_is_not_text_is_refused():
    """The error quotes what it was given."""
    with pytest.raises(TypeError, match=r"not 0\.9"):
        read_ladder("90%以上", 0.9, None, None)
