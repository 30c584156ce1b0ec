"""What became of the promises of one year in the text of a later one of the same body."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rapidfuzz import fuzz

from yanjiao_budget.document.matching import best_first, plain
from yanjiao_budget.schema import Record

from .kinds import OUTCOMES, PARTS
from .links import ALIKE, CERTAIN, LIKELY, SAME, SPECIFIC, ends_of, has_same_signs
from .told import DEEDS, Passage, Told, named, reported, sought
from .words import DEADLINE

REPEATED, CHANGED, REPORTED, NAMED, DROPPED, NEW = OUTCOMES


class Moved(NamedTuple):
    """What of a promise is another in the later year: a key of `kinds.PARTS`, as it was and is."""

    part: str
    before: object
    after: object


class Outcome(NamedTuple):
    """What became of a promise.

    Attributes:
        before: The promise of the earlier year; None for a new one.
        after: The promise of the later year; None where it is not made again.
        outcome: A key of `kinds.OUTCOMES`.
        certainty: `certain` where the words are the same, `likely` where they are alike; None for
            what has no counterpart.
        score: How alike they are, of 100.
        moved: What of it changed.
        told: What the later text tells of it besides, or where it names it.
    """

    before: Record | None
    after: Record | None
    outcome: str
    certainty: str | None = None
    score: int | None = None
    moved: tuple[Moved, ...] = ()
    told: Told | None = None


def outcomes(
    before: Sequence[Record], after: Sequence[Record], within: Sequence[Passage]
) -> Iterator[Outcome]:
    """Yield what became of each promise of two years: those of the later first, in its order.

    Args:
        before: Rows of `commitments` of the earlier year.
        after: Those of the later year, of which there is one at least.
        within: The clauses of the later text.
    """
    fiscal_year = after[0]["fiscal_year"]
    pairs = {row: other for _, other, row in _pairs(before, after)}
    for row, promise in enumerate(after):
        if row not in pairs:
            yield Outcome(None, promise, NEW)
            continue
        old = before[pairs[row]]
        moved = tuple(_moved(old, promise))
        score = _likeness(old["name"], promise["name"])
        yield Outcome(
            old,
            promise,
            CHANGED if moved else REPEATED,
            CERTAIN if _is_same_name(old, promise) else LIKELY,
            round(score),
            moved,
            reported(old, within, fiscal_year),
        )
    again = set(pairs.values())
    for row, promise in enumerate(before):
        if row not in again:
            yield _not_again(promise, within, fiscal_year)


def _not_again(promise: Record, within: Sequence[Passage], fiscal_year: int) -> Outcome:
    """Return what the later text tells of a promise that it does not make again."""
    for outcome, told in (
        (REPORTED, reported(promise, within, fiscal_year)),
        (NAMED, named(promise, within)),
    ):
        if told:
            return Outcome(promise, None, outcome, told.certainty, told.score, told=told)
    return Outcome(promise, None, DROPPED)


def _pairs(
    before: Sequence[Record], after: Sequence[Record]
) -> list[tuple[tuple[float, bool], int, int]]:
    """Return the promises that are of one thing: the most alike first, then those of one number."""
    return best_first(
        (_rank(old, new), row, other)
        for row, old in enumerate(before)
        for other, new in enumerate(after)
        if _is_one(old, new)
    )


def _rank(old: Record, new: Record) -> tuple[float, bool]:
    return -_likeness(old["name"], new["name"]), _number(old) != _number(new)


def _is_one(old: Record, new: Record) -> bool:
    """Tell whether two promises are of one thing: a level is another than what is done in a year.

    A thing of which there is one, and so no number, is known by its own words alone.
    """
    if _measure(old["kind"]) != _measure(new["kind"]):
        return False
    if _is_same_name(old, new):
        return True
    if not has_same_signs(old["name"], new["name"]):
        return False
    one, two = sought(old["name"]), sought(new["name"])
    if one == two:
        return True
    counted = old["number"] is not None and new["number"] is not None
    alike = len(one) >= SPECIFIC and len(two) >= SPECIFIC and ends_of(one) == ends_of(two)
    return counted and alike and bool(fuzz.ratio(one, two) >= ALIKE)


def _measure(kind: str) -> str:
    return DEADLINE if kind in DEEDS else kind


def _is_same_name(old: Record, new: Record) -> bool:
    return plain(old["name"]) == plain(new["name"])


def _likeness(name: str, other: str) -> float:
    return SAME if plain(name) == plain(other) else fuzz.ratio(plain(name), plain(other))


def _moved(old: Record, new: Record) -> Iterator[Moved]:
    """Yield what of a promise is another: its number, its deadline, the class of its verb."""
    same = {
        "number": _number(old) == _number(new),
        "deadline": _is_same_day(old, new),
        "verb": old["verb"] == new["verb"],
    }
    for part in PARTS:
        if not same[part]:
            yield Moved(part, old[part], new[part])


def _number(promise: Record) -> tuple[object, ...]:
    """Return what tells whether two numbers are one: 三个 is 3个, and 超100家 is not 100家."""
    bounds = promise["lower"], promise["upper"]
    if bounds == (None, None):
        return (plain(promise["number"] or ""),)
    return (promise["comparison"], *bounds, promise["unit"])


def _is_same_day(old: Record, new: Record) -> bool:
    """Tell whether two deadlines are one: the same day; or each as far from its own year.

    The work that is known by its name and a date is built once, so its day is a day. What is
    counted is promised for a year, whose last day is meant where none is named.
    """
    days = old["deadline"], new["deadline"]
    by_year = DEADLINE not in {old["kind"], new["kind"]}
    return days[0] == days[1] or (by_year and _within_year(old) == _within_year(new))


def _within_year(promise: Record) -> tuple[int, int, int]:
    day: date = promise["deadline"] or date(promise["fiscal_year"], 12, 31)
    return day.year - promise["fiscal_year"], day.month, day.day
