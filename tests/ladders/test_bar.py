"""Whether a bar was lowered or raised: read by hand, for ladders of either direction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanjiao_budget.ladders import CASCADE, GRADES, read_ladder
from yanjiao_budget.ladders.bar import BARS, LOWERED, RAISED, bar_moved, say_bar

PERCENT = "90%以上 / 80%以上 / 70%以上 / 60%以上"
DAYS = "10天以内 / 15天以内 / 20天以内 / 20天以上"


def ladder(printed):
    """Return the ladder of four cells with slashes between them; a blank one is empty."""
    return read_ladder(*(cell.strip() or None for cell in printed.split("/")))


def moved(before, after, grade="excellent"):
    """Return what became of the bar of a grade between two printed ladders."""
    return bar_moved(ladder(before), ladder(after), grade)


@pytest.mark.parametrize(
    ("before", "after", "grade"),
    [
        (PERCENT, PERCENT.replace("90", "85"), "excellent"),
        (PERCENT, PERCENT.replace("80", "75"), "good"),
        (PERCENT, PERCENT.replace("60", "50"), "poor"),
        (PERCENT, PERCENT.replace("90", "65"), "excellent"),  # Below the cells behind it.
        (PERCENT, PERCENT.replace("90%以上", "85%"), "excellent"),
        (PERCENT, PERCENT.replace("90%以上", "80%-90%"), "excellent"),
        ("≥95% / 80% / 70% / 60%", "94.5% / 80% / 70% / 60%", "excellent"),
        (">90% / 80% / 70% / 60%", "≥90% / 80% / 70% / 60%", "excellent"),
        ("30场 / 20场 / 10场 / 5场", "25场 / 20场 / 10场 / 5场", "excellent"),
        (
            "90%-100% / 80%-90% / 70%-80% / 0-70%",
            "85%-100% / 80%-90% / 70%-80% / 0-70%",
            "excellent",
        ),
        ("90%以上 / 80%以上 / 60%以上 / 60%以下", "90%以上 / 80%以上 / 60%以上 / 50%以下", "poor"),
        ("90%以上 / 80%以上 / 60%以上 / 0-60%", "90%以上 / 80%以上 / 60%以上 / 0-50%", "poor"),
        (DAYS, DAYS.replace("10", "12"), "excellent"),
        (DAYS, DAYS.replace("15", "18"), "good"),
        (DAYS, DAYS.replace("20天以上", "25天以上"), "poor"),
        ("0起 / 1起 / 2起 / 3起", "1起 / 1起 / 2起 / 3起", "excellent"),
        ("无 / 1起 / 2起 / 3起", "1起 / 1起 / 2起 / 3起", "excellent"),
        (
            "5%以下 / 10%以下 / 15%以下 / 15%以上",
            "8%以下 / 10%以下 / 15%以下 / 15%以上",
            "excellent",
        ),
    ],
)
def test_a_bar_that_a_weaker_result_passes_is_lowered_and_the_other_way_raised(
    before, after, grade
):
    """Where less is better a higher number is the lower bar."""
    assert moved(before, after, grade) == LOWERED
    assert moved(after, before, grade) == RAISED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PERCENT, PERCENT),
        (PERCENT, PERCENT.replace("90%以上", "不低于90%")),
        ("0起 / 1起 / 2起 / 3起", "无 / 1起 / 2起 / 3起"),
        (PERCENT, PERCENT.replace("90%以上", "90%-95%")),  # Its weaker end is where it was.
        (PERCENT, PERCENT.replace("90%以上", "优秀")),
        (PERCENT, PERCENT.replace("90%以上", "——")),
        (PERCENT, PERCENT.replace("90%以上", "")),
        (PERCENT, PERCENT.replace("90%以上", "90%左右")),  # Unread.
        (PERCENT, PERCENT.replace("90%以上", "9场以上")),
        (PERCENT, PERCENT.replace("90%以上", "85以上")),
        (PERCENT, PERCENT.replace("90%以上", "85%以下")),
        (DAYS, DAYS.replace("10天", "8个工作日")),
        (DAYS, DAYS.replace("10天", "2小时")),
        ("合格率90%以上 / 80% / 70% / 60%", "投诉率85%以上 / 80% / 70% / 60%"),
        ("100% / 100% / 100% / 100%", "90% / 90% / 90% / 90%"),
        (PERCENT, "50%以下 / 60%以下 / 70%以下 / 70%以上"),
    ],
)
def test_a_bar_that_stayed_or_cannot_be_told_has_not_moved(before, after):
    """Another unit, words, a dash, a blank, another measure, no direction or the opposite one."""
    assert moved(before, after) is None
    assert moved(after, before) is None


NUMBERS = st.integers(1, 99)


@given(st.lists(NUMBERS, min_size=4, max_size=4, unique=True), NUMBERS, st.booleans())
def test_a_lowered_bar_is_passed_by_all_that_passed_it_and_by_more(numbers, number, less):
    """And a raised one by fewer: as the ladder itself grades them, whichever way is better."""
    words = "以下" if less else "以上"
    numbers = sorted(numbers, reverse=not less)
    cells = [f"{one}%{words}" for one in numbers]
    other = [f"{number}%{words}", *cells[1:]]
    before, after = read_ladder(*cells), read_ladder(*other)
    was, now = (one.intervals(CASCADE)["excellent"] for one in (before, after))
    known = {
        None: was == now,
        LOWERED: was in now and was != now,
        RAISED: now in was and was != now,
    }
    assert known[bar_moved(before, after, "excellent")]
    assert all(bar_moved(before, before, grade) is None for grade in GRADES)


def test_what_a_moved_bar_means_is_said_in_both_languages():
    """For whether it is harder to reach, and of nobody."""
    for bar in BARS:
        assert say_bar(bar, "en").isascii()
        assert not say_bar(bar, "zh").isascii()
    assert "weaker" in say_bar(LOWERED, "en")
    assert "提高" in say_bar(RAISED, "zh")
