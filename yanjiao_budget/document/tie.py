"""One tie of the ledger: its terms, what they make, and how much of a gap rounding explains."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from yanjiao_budget.language import VERDICT_NAMES
from yanjiao_budget.schema import Record

English = Mapping[str, str]

STATED, COMPUTED = "stated", "computed"
PLUS, MINUS, TIMES, OVER = "+", "−", "×", "÷"

EXACT, ROUNDING, BEYOND, NOT_STATED = VERDICT_NAMES
VERDICTS = VERDICT_NAMES


class Term(NamedTuple):
    """One figure that a side of a tie is worked out from.

    Attributes:
        sign: How it joins the terms before it: `+`, `−`, `×` or `÷`, in their order.
        name: What it is, in English.
        name_zh: The same in Chinese.
        amount: The figure as printed, money in 万元; None where the document leaves it blank.
        rounding: How far the figure that was printed may lie from the one it was rounded from: half
            of its last printed place, and 0 for counts and years.
        source_line: Its line; None for a step that is no figure of the document.
        fiscal_year: Year of the disclosure that the line is of.
    """

    sign: str
    name: str
    name_zh: str
    amount: Decimal | None
    rounding: Decimal
    source_line: int | None
    fiscal_year: int


class Tie(NamedTuple):
    """Two figures that should agree, or one that should not pass the other; amounts in 万元.

    A tie whose key ends in `_growth` is of two relative changes, and one whose key ends in `_year`
    is of two years; these have no unit.

    Attributes:
        check: Stable key.
        description: What is tied to what, in English.
        description_zh: The same in Chinese.
        relation: `=`, or `<=` where the computed figure is a part of the stated one.
        stated: The figure as stated; None where the document prints none. In a tie to the year
            before, what the stated change implies for that year.
        computed: What the document's other figures make it; None where they are blank. In a tie to
            the year before, what that year's own disclosure states; None where it states none.
        difference: `computed - stated`; None where either is missing.
        holds: Whether the tie holds exactly; None where it is not stated.
        verdict: A key of `VERDICTS`.
        bound: The gap that rounding of the printed figures can make at most; None where the tie is
            not stated.
        in_words: Whether and which way the two differ, in English.
        in_words_zh: The same in Chinese.
        source_lines: Lines of the source with the figures on both sides, the stated one's first.
            The line of another year's disclosure is in the description.
        terms: For each side what it is worked out from.
    """

    check: str
    description: str
    description_zh: str
    relation: str
    stated: Decimal | None
    computed: Decimal | None
    difference: Decimal | None
    holds: bool | None
    verdict: str
    bound: Decimal | None
    in_words: str
    in_words_zh: str
    source_lines: tuple[int, ...]
    terms: dict[str, tuple[Term, ...]]


class Sides(NamedTuple):
    """What the two sides of a kind of tie are called, each in English and in Chinese."""

    stated: tuple[str, str]
    computed: tuple[str, str]


SUM = Sides(("the total", "总数"), ("the parts", "各部分之和"))
TWICE = Sides(("the figure named first", "前一数字"), ("the other", "后一数字"))
PRODUCT = Sides(("the amount", "总计"), ("quantity × unit price", "数量 × 单价"))
GROWTH = Sides(("the stated percentage", "所列增减幅度"), ("the one computed", "计算所得幅度"))
BEFORE = Sides(
    ("the figure stated for the year before", "所列上年数"),
    ("the one computed", "计算所得数"),
)
YEARS = Sides(("the year named", "所述年度"), ("the year expected", "应为年度"))
PUBLISHED = Sides(("the implied figure", "推算数"), ("the published one", "公开数"))


def half_unit(amount: Decimal | None) -> Decimal:
    """Return half of the last printed place of a figure: 0.005 for 9.50."""
    if amount is None:
        return Decimal(0)
    exponent = amount.as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1)


def printed(row: Record, column: str, english: English, sign: str = PLUS) -> Term:
    """Return the term for a figure of a named row of the tables."""
    name = row["name"]
    return cell(row, column, (english.get(name, name), name), sign)


def cell(row: Record, column: str, names: tuple[str, str], sign: str = PLUS) -> Term:
    """Return the term for a cell, called by its column's English and Chinese names."""
    amount = row[column]
    line, year = row["source_line"], row["fiscal_year"]
    return Term(sign, *names, amount, half_unit(amount), line, year)


def count(row: Record, amount: int | Decimal | None, names: tuple[str, str], sign: str) -> Term:
    """Return the term for a count or a year, which nothing was rounded to."""
    number = None if amount is None else Decimal(amount)
    return Term(sign, *names, number, Decimal(0), row["source_line"], row["fiscal_year"])


def blank(name: str, year: int, english: English) -> Term:
    """Return the term for a figure that the document does not print."""
    return Term(PLUS, english.get(name, name), name, None, Decimal(0), None, year)


def worth(terms: Sequence[Term]) -> tuple[Decimal | None, Decimal]:
    """Return what terms make, in their order, and how far rounding may have moved it.

    A blank figure adds nothing to a sum; a product with one has no value, nor has a sum of blanks
    alone or a division by zero.
    """
    value: Decimal | None = None
    moved = Decimal(0)
    for term in terms:
        joins = term.sign in {PLUS, MINUS}
        if term.amount is None or (value is None and not joins):
            if joins:
                continue
            return None, Decimal(0)
        if term.sign == OVER and not term.amount:
            return None, Decimal(0)
        value, moved = _joined(value or Decimal(0), moved, term.sign, term.amount, term.rounding)
    return value, moved


def _joined(
    value: Decimal, moved: Decimal, sign: str, amount: Decimal, rounding: Decimal
) -> tuple[Decimal, Decimal]:
    if sign == PLUS:
        return value + amount, moved + rounding
    if sign == MINUS:
        return value - amount, moved + rounding
    if sign == TIMES:
        return value * amount, abs(value) * rounding + abs(amount) * moved + moved * rounding
    ratio = value / amount
    least = abs(amount) - rounding  # A divisor that may be zero bounds nothing.
    return ratio, (moved + abs(ratio) * rounding) / least if least > 0 else Decimal("Infinity")


def to_place(terms: Sequence[Term], like: Decimal) -> list[Term]:
    """Return the terms with a last one that rounds what they make to the places of a figure."""
    value, _ = worth(terms)
    if value is None:
        return list(terms)
    step = value.quantize(like, ROUND_HALF_UP) - value
    names = "rounded to the printed place", "取至所列位数"
    return [*terms, Term(PLUS, *names, step, half_unit(like), None, terms[0].fiscal_year)]


def tie(  # noqa: PLR0913, PLR0917 - a tie has as many parts
    check: str,
    text: tuple[str, str],
    stated: Sequence[Term],
    computed: Sequence[Term],
    sides: Sides = SUM,
    relation: str = "=",
) -> Tie:
    """Return a tie.

    Args:
        check: Its key.
        text: What is tied to what, in English and in Chinese.
        stated: The terms of the stated side.
        computed: The terms of the other.
        sides: What the two are called.
        relation: As in `Tie`.
    """
    (left, left_moved), (right, right_moved) = worth(stated), worth(computed)
    own = {term.fiscal_year for term in stated}
    lines = [
        term.source_line
        for term in (*stated, *computed)
        if term.source_line is not None and term.fiscal_year in own
    ]
    difference = bound = holds = None
    verdict = NOT_STATED
    if left is not None and right is not None:
        difference, bound = right - left, _shortened(left_moved + right_moved)
        holds = not difference if relation == "=" else difference <= 0
        verdict = _verdict(difference, bound, holds=holds)
    return Tie(
        check,
        *text,
        relation,
        left,
        right,
        difference,
        holds,
        verdict,
        bound,
        *_words(verdict, difference, bound, sides, relation),
        tuple(dict.fromkeys(lines)),
        {STATED: tuple(stated), COMPUTED: tuple(computed)},
    )


def _shortened(bound: Decimal) -> Decimal:
    """Return a bound without zeros at its end: 0.06 for 0.060."""
    return Decimal(f"{bound.normalize():f}") if bound.is_finite() else bound


def _verdict(difference: Decimal, bound: Decimal, *, holds: bool) -> str:
    if holds:
        return EXACT
    return ROUNDING if abs(difference) <= bound else BEYOND


def _words(
    verdict: str, difference: Decimal | None, bound: Decimal | None, sides: Sides, relation: str
) -> tuple[str, str]:
    """Return whether and which way two sides differ, in English and in Chinese."""
    whole, parts = sides.stated, sides.computed
    if difference is None or bound is None:
        return (
            "A figure is not printed, so there is nothing to compare.",
            "有数字未列明，无从核对。",
        )
    if verdict == EXACT and relation == "=":
        return "The two agree exactly.", "两者完全一致。"
    if verdict == EXACT:
        return f"{_opening(parts[0])} do not pass {whole[0]}.", f"{parts[1]}未超过{whole[1]}。"
    way = ("exceed", "超出") if difference > 0 else ("fall short of", "少于")
    english_way = way[0] if parts == SUM.computed else _SINGULAR[way[0]]
    gap, most = f"{abs(difference):f}", f"{bound:f}" if bound.is_finite() else "∞"
    explained = {
        ROUNDING: (
            f"rounding of the printed figures can make up to {most}",
            f"所列数字四舍五入最多可造成 {most}",
        ),
        BEYOND: (
            f"more than the {most} that rounding of the printed figures can make",
            f"超过所列数字四舍五入最多可造成的 {most}",
        ),
    }[verdict]
    return (
        f"{_opening(parts[0])} {english_way} {whole[0]} by {gap}; {explained[0]}.",
        f"{parts[1]}{way[1]}{whole[1]} {gap}；{explained[1]}。",
    )


_SINGULAR = {"exceed": "exceeds", "fall short of": "falls short of"}


def _opening(text: str) -> str:
    return text[0].upper() + text[1:]
