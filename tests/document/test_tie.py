"""One tie: what its terms make, what rounding explains, and how that is said."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanjiao_budget.document.tie import (
    BEYOND,
    EXACT,
    GROWTH,
    MINUS,
    NOT_STATED,
    OVER,
    PLUS,
    PRODUCT,
    ROUNDING,
    SUM,
    TIMES,
    TWICE,
    VERDICTS,
    Term,
    half_unit,
    tie,
    to_place,
    worth,
)

EXACT_AMOUNTS = st.decimals(-100_000, 100_000, places=7, allow_nan=False)
PLACES = st.integers(0, 4)
MODES = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])


def term(amount, sign=PLUS, *, line=1, year=2019, counted=False):
    """Return a term for a figure as printed, in text."""
    number = None if amount is None else Decimal(amount)
    rounding = Decimal(0) if counted else half_unit(number)
    return Term(sign, "a figure", "某数", number, rounding, line, year)


def made(stated, computed, sides=SUM, relation="="):
    """Return the tie of two lists of terms."""
    return tie("some", ("some tie", "某项"), stated, computed, sides, relation)


def total(stated, *parts, relation="="):
    """Return the tie of a total to its parts, all in text as printed."""
    return made([term(stated)], [term(part) for part in parts], relation=relation)


def rounded(amount, places, mode):
    """Return an amount as it would be printed."""
    return amount.quantize(Decimal(1).scaleb(-places), mode)


@pytest.mark.parametrize(
    ("printed", "half"),
    [("9.50", "0.005"), ("9.5", "0.05"), ("9", "0.5"), ("0", "0.5"), ("0.10", "0.005")],
)
def test_half_of_the_last_printed_place_is_what_rounding_can_hide(printed, half):
    """9.50 is anything from 9.495 to 9.505; a figure that is not printed hides nothing."""
    assert half_unit(Decimal(printed)) == Decimal(half)
    assert half_unit(None) == 0


@pytest.mark.parametrize(
    ("stated", "parts", "verdict", "bound"),
    [
        ("100.00", ["60.00", "40.00"], EXACT, "0.015"),
        ("100.01", ["60.00", "40.00"], ROUNDING, "0.015"),
        ("100.02", ["60.00", "40.00"], BEYOND, "0.015"),
        ("99.98", ["60.00", "40.00"], BEYOND, "0.015"),
        ("100", ["60.4", "40.0"], ROUNDING, "0.6"),
        ("101", ["60.4", "40.0"], ROUNDING, "0.6"),
        ("102", ["60.4", "40.0"], BEYOND, "0.6"),
        ("100.00", ["100.00", None], EXACT, "0.01"),
        (None, ["1.00"], NOT_STATED, None),
        ("1.00", [None, None], NOT_STATED, None),
        ("1.00", [], NOT_STATED, None),
    ],
)
def test_the_verdict_follows_from_the_printed_precision_of_each_figure(
    stated, parts, verdict, bound
):
    """The bound adds up half of each figure's last place, the total's too; blanks add nothing."""
    found = total(stated, *parts)
    assert (found.verdict, found.bound) == (verdict, None if bound is None else Decimal(bound))
    assert found.holds is (None if verdict == NOT_STATED else verdict == EXACT)


def test_eleven_budgets_to_two_decimals_may_be_six_hundredths_apart_from_their_total():
    """As 90,119.41 and 90,119.38 are."""
    parts = ["8192.67"] * 10 + ["8192.68"]
    found = total("90119.41", *parts)
    assert (found.difference, found.bound, found.verdict) == (
        Decimal("-0.03"),
        Decimal("0.06"),
        ROUNDING,
    )
    assert str(found.bound) == "0.06"


@given(st.lists(st.tuples(EXACT_AMOUNTS, PLACES, st.booleans()), min_size=1), PLACES, MODES)
def test_rounding_exact_addends_never_gives_beyond(parts, places, mode):
    """Each to its own places, added or taken away, and the total to its own."""
    exact = sum((-one if less else one for one, _, less in parts), Decimal(0))
    terms = [term(rounded(one, own, mode), MINUS if less else PLUS) for one, own, less in parts]
    found = made([term(rounded(exact, places, mode))], terms)
    assert found.verdict in {EXACT, ROUNDING}
    assert (found.verdict == EXACT) == (found.difference == 0) == found.holds


@given(st.integers(0, 10_000), EXACT_AMOUNTS, PLACES, PLACES, MODES)
def test_rounding_an_exact_product_never_gives_beyond(quantity, price, own, places, mode):
    """A quantity is counted, and its price and their product are rounded."""
    terms = [term(quantity, counted=True), term(rounded(price, own, mode), TIMES)]
    found = made([term(rounded(quantity * price, places, mode))], terms, PRODUCT)
    assert found.verdict in {EXACT, ROUNDING}


@given(EXACT_AMOUNTS, st.decimals(1, 100_000, places=7), st.tuples(PLACES, PLACES, PLACES), MODES)
def test_rounding_an_exact_percentage_never_gives_beyond(change, before, to, mode):
    """Change and base are rounded, and what they make is rounded again to compare."""
    one, two, places = to
    stated = rounded(change / before, places, mode)
    base = rounded(before, two, mode)
    terms = to_place([term(rounded(change, one, mode)), term(base, OVER)], stated)
    assert made([term(stated)], terms, GROWTH).verdict in {EXACT, ROUNDING}


@given(
    st.lists(st.tuples(EXACT_AMOUNTS, PLACES), min_size=1),
    st.integers(1, 10_000),
    st.sampled_from([1, -1]),
)
def test_a_total_changed_past_the_bound_is_always_beyond(parts, further, way):
    """From an exact tie, by more than the bound, up or down, at the total's own places."""
    printed = [rounded(one, places, ROUND_HALF_UP) for one, places in parts]
    exact = total(sum(printed, Decimal("0.0000")), *printed)
    assert exact.verdict == EXACT
    step = Decimal("0.0001")
    past = (exact.bound // step + further) * step
    past += step if past <= exact.bound else 0
    found = total(exact.stated + way * past, *printed)
    assert found.bound == exact.bound
    assert found.verdict == BEYOND
    word = "fall short of" if way > 0 else "exceed"
    assert f"The parts {word} the total by {past}" in found.in_words
    assert ("少于" if way > 0 else "超出") in found.in_words_zh


@given(st.lists(EXACT_AMOUNTS.map(lambda one: rounded(one, 2, ROUND_HALF_UP)), min_size=1))
def test_a_total_of_what_is_printed_is_exact(parts):
    """In decimals, whatever their order."""
    found = total(sum(parts), *parts)
    assert (found.verdict, found.difference) == (EXACT, 0)
    assert found.in_words == "The two agree exactly."


@pytest.mark.parametrize(
    ("stated", "parts", "relation", "english", "chinese"),
    [
        (
            "10.00",
            ["10.01"],
            "=",
            (
                "The parts exceed the total by 0.01; rounding of the printed figures can make up to"
                " 0.01."
            ),
            "各部分之和超出总数 0.01；所列数字四舍五入最多可造成 0.01。",
        ),
        (
            "10.05",
            ["10.01"],
            "=",
            (
                "The parts fall short of the total by 0.04; more than the 0.01 that rounding of the"
                " printed figures can make."
            ),
            "各部分之和少于总数 0.04；超过所列数字四舍五入最多可造成的 0.01。",
        ),
        ("10.00", ["9.00"], "<=", "The parts do not pass the total.", "各部分之和未超过总数。"),
        (
            "10.00",
            ["10.01"],
            "<=",
            (
                "The parts exceed the total by 0.01; rounding of the printed figures can make up to"
                " 0.01."
            ),
            "各部分之和超出总数 0.01；所列数字四舍五入最多可造成 0.01。",
        ),
        (
            "10.00",
            ["11.00"],
            "<=",
            (
                "The parts exceed the total by 1.00; more than the 0.01 that rounding of the "
                "printed figures can make."
            ),
            "各部分之和超出总数 1.00；超过所列数字四舍五入最多可造成的 0.01。",
        ),
        (
            None,
            ["1.00"],
            "=",
            "A figure is not printed, so there is nothing to compare.",
            "有数字未列明，无从核对。",
        ),
    ],
)
def test_a_tie_says_in_words_which_way_it_differs(stated, parts, relation, english, chinese):
    """And how much of it rounding can make, in both languages."""
    found = total(stated, *parts, relation=relation)
    assert (found.in_words, found.in_words_zh) == (english, chinese)


def test_one_figure_against_another_is_told_in_the_singular():
    """The other exceeds the figure named first."""
    found = made([term("10.00")], [term("12.00")], TWICE)
    assert found.in_words.startswith("The other exceeds the figure named first by 2.00;")
    assert found.in_words_zh.startswith("后一数字超出前一数字 2.00；")
    found = made([term("10.00")], [term("8.00")], TWICE)
    assert found.in_words.startswith("The other falls short of the figure named first by 2.00;")


def test_counts_and_years_are_not_rounded():
    """2022 against 2021 is beyond, by one."""
    found = made([term(2021, counted=True)], [term(2022, counted=True)], TWICE)
    assert (found.verdict, found.bound) == (BEYOND, 0)


@pytest.mark.parametrize(
    ("terms", "value"),
    [
        ([("2.00", PLUS), ("3.00", PLUS), ("1.00", MINUS)], "4.00"),
        ([("2", PLUS), ("3.50", TIMES)], "7.00"),
        ([("1.00", PLUS), ("4.00", OVER)], "0.25"),
        ([("2.00", PLUS), (None, PLUS)], "2.00"),
        ([(None, PLUS), ("2.00", MINUS)], "-2.00"),
        ([(None, PLUS)], None),
        ([], None),
        ([("2", PLUS), (None, TIMES)], None),
        ([(None, PLUS), ("2.00", TIMES)], None),
        ([("2.00", PLUS), ("0.00", OVER)], None),
    ],
)
def test_terms_are_joined_by_their_signs_in_their_order(terms, value):
    """A blank adds nothing to a sum; a product with one, and a division by zero, have no value."""
    found, _ = worth([term(amount, sign) for amount, sign in terms])
    assert found == (None if value is None else Decimal(value))


def test_a_base_that_may_be_zero_bounds_nothing():
    """1 ÷ 0.0 printed to one place may be anything, so no gap is beyond it."""
    loose = made([term("9.00")], [term("1.0"), term("1", OVER)._replace(rounding=Decimal(1))])
    assert (loose.bound, loose.verdict) == (Decimal("Infinity"), ROUNDING)
    assert "∞" in loose.in_words
    assert "∞" in loose.in_words_zh


def test_a_tie_cites_the_lines_of_its_own_year_once_the_stated_one_first():
    """Lines of another year's disclosure are in its terms."""
    stated = [term("3.00", line=19)]
    parts = [term("1.00", line=30), term("1.00", line=30), term("1.00", line=7, year=2018)]
    found = made(stated, parts)
    assert found.source_lines == (19, 30)
    assert found.terms == {"stated": tuple(stated), "computed": tuple(parts)}


def test_every_verdict_has_a_name_in_both_languages():
    """For readers."""
    assert set(VERDICTS) == {EXACT, ROUNDING, BEYOND, NOT_STATED}
    assert all(en.isascii() and not zh.isascii() for en, zh in VERDICTS.values())
