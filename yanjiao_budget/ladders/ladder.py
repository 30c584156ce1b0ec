"""Ladders: the four thresholds of an indicator, what each grade covers, and the grade of a value.

The document prints `90%以上 / 80%以上 / 70%以上 / 60%以上` and does not say how to read it. Two
readings are offered and neither is preferred by the document:

- `cascade`: a value earns the best grade whose threshold it meets. A step printed as one exact
  number (30场 / 20场 / 10场 / 5场) is read as reaching it: at least it where more is better, at
  most it where less is better. Where the direction cannot be told it stays a point, and so does
  a zero in words: once is not 未开展.
- `literal`: each cell is read as printed. Bands may nest, and an exact number is that one point.

Cells whose units differ only by 万 or 亿 (1万人以上 / 8000人以上) are compared in the plain unit,
人; a number with no unit beside 万人 is not compared, for it may be in either.

Values are in the ladder's unit, and only possible ones count. A percentage may pass 100 (a plan is
exceeded, a backlog closed) unless the words say that it is a share of a whole, such as 覆盖率;
growth may be negative, and a decrease is 100 at most. A count is a whole number from 0; a ladder
with no unit and only whole numbers is a count; 12月底 is one of twelve month ends; 百分点 and a
ladder that prints a negative number know no ends; anything else lies in [0,+inf).
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

import portion  # type: ignore[import-untyped]

from . import domain
from .grammar import ALL
from .thresholds import (
    AT_LEAST,
    AT_MOST,
    BLANK,
    EXACTLY,
    LESS_THAN,
    MORE_THAN,
    NONE_STATED,
    QUALITATIVE,
    RELATIVE,
    UNREAD,
    Interval,
    Threshold,
    parse_threshold,
    unit_scale,
)

GRADES = {"excellent": "优", "good": "良", "fair": "中", "poor": "差"}
CASCADE, LITERAL = "cascade", "literal"
READINGS = (CASCADE, LITERAL)
HIGHER, LOWER, UNDECIDABLE = "higher", "lower", "undecidable"

_UPWARD, _DOWNWARD = (AT_LEAST, MORE_THAN), (AT_MOST, LESS_THAN)
# Which way is better, as the comparison of the best cell and of the worst say it.
_BEST_SAYS = dict.fromkeys(_UPWARD, HIGHER) | dict.fromkeys(_DOWNWARD, LOWER)
_WORST_SAYS = dict.fromkeys(_UPWARD, LOWER) | dict.fromkeys(_DOWNWARD, HIGHER)
IN_WORDS = (QUALITATIVE, RELATIVE, UNREAD)
# Why a cell in words states no number: its grade, the cell, the reason.
_WORDED = {
    QUALITATIVE: "{} is in words ({})",
    RELATIVE: "{} is relative to a baseline ({})",
    UNREAD: "{} is unread ({}: {})",
}
_SCALED = re.compile("([百千]?[万亿])(.*)")
_TENS = {"": 0, "百": 2, "千": 3, "万": 4, "亿": 8}
_FROM_ZERO = portion.closedopen(Decimal(0), portion.inf)
_DOMAINS = {
    "permille": portion.closed(Decimal(0), Decimal(1000)),
    "points": portion.open(-portion.inf, portion.inf),
    "month_end": portion.closed(Decimal(1), Decimal(12)),
}


class _Coverage(NamedTuple):
    """What a ladder's grades cover under one reading, as `Ladder` has it; gaps apart by place."""

    bands: dict[str, Interval]
    gaps: Interval | None
    beyond: Interval
    between: Interval


@dataclass(frozen=True)
class Ladder:
    """The four thresholds of one indicator; cells that state no number are never earned.

    What follows from the cells is worked out once, when it is first asked for.

    Attributes:
        excellent: The 优 cell.
        good: The 良 cell.
        fair: The 中 cell.
        poor: The 差 cell.
        growth: Whether the values are changes, which may be negative.
        most: The largest possible value, where the words set one; None where they do not.
    """

    excellent: Threshold
    good: Threshold
    fair: Threshold
    poor: Threshold
    growth: bool = False
    most: Decimal | None = None

    @cached_property
    def cells(self) -> dict[str, Threshold]:
        """The four cells by grade, best first."""
        return {grade: getattr(self, grade) for grade in GRADES}

    @cached_property
    def printed(self) -> str:
        """The four cells as printed, on one line."""
        return " / ".join(quoted(cell.raw) for cell in self.cells.values())

    @cached_property
    def unit(self) -> str | None:
        """The unit of every number, "" when none is printed, None when the cells disagree.

        Where the cells differ only by 万 or 亿 it is the plain unit.
        """
        return None if self._mixed else next((one.unit for one in self._numbered if one.unit), "")

    @cached_property
    def whole(self) -> bool:
        """Whether only whole numbers are possible values: counts, and no fraction is printed."""
        counted = unit_scale(self.unit or "") in ("count", "month_end", "")
        return counted and all(number == int(number) for number in self._numbers)

    @cached_property
    def domain(self) -> Interval:
        """The possible values, as an interval in `unit` (see the module's docstring)."""
        possible = _DOMAINS.get(unit_scale(self.unit or ""), _FROM_ZERO)
        if self.growth or min(self._numbers, default=Decimal(0)) < 0:
            possible = portion.open(-portion.inf, portion.inf)
        up_to = possible
        if self.most is not None:
            up_to &= portion.openclosed(-portion.inf, self.most)
        # A ladder that prints more than there can be is believed.
        if all(number in up_to for number in self._numbers):
            return up_to
        return possible if self.growth else _FROM_ZERO

    @cached_property
    def direction(self) -> str:
        """`higher` or `lower` is better, or `undecidable`.

        Decided by the numbers from 优 to 差, which may repeat but not turn; where all are equal,
        or one is all there is, by the comparisons of 优 and 差.
        """
        if self.unit is None:
            return UNDECIDABLE
        places = [_place(cell) for cell in self._numbered]
        falls = any(one > two for one, two in pairwise(places))
        rises = any(one < two for one, two in pairwise(places))
        if falls != rises:
            found, against = (HIGHER, _DOWNWARD) if falls else (LOWER, _UPWARD)
            return UNDECIDABLE if self.excellent.kind in against else found
        votes = {_BEST_SAYS.get(self.excellent.kind), _WORST_SAYS.get(self.poor.kind)} - {None}
        one_way = len(votes) == 1 and not falls
        return (one_way and votes.pop()) or UNDECIDABLE

    @cached_property
    def comparable(self) -> bool:
        """Whether some cell states a number, and all that do agree on the unit."""
        return bool(self._numbered) and self.unit is not None

    @cached_property
    def indistinct(self) -> tuple[tuple[str, str], ...]:
        """Pairs of grades whose cells state the same values, so nothing tells them apart."""
        stated = list(self._stated.items())
        pairs = combinations(stated, 2)
        return tuple((one, two) for (one, a), (two, b) in pairs if a.interval == b.interval)

    @cached_property
    def meeting(self) -> tuple[tuple[str, str, Decimal], ...]:
        """Pairs of grades that are printed up to one value which both take in, and that value.

        60% and 60%以下 meet at 60%; 90%以上 lies within 80%以上, and so meets it nowhere.
        """
        found = []
        for (one, a), (two, b) in combinations(self._comparable.items(), 2):
            shared = a.interval & b.interval
            ends = {a.lower, a.upper} & {b.lower, b.upper}
            if a.interval != b.interval and shared.lower == shared.upper and shared.lower in ends:
                found.append((one, two, shared.lower))
        return tuple(found)

    @cached_property
    def why(self) -> str:
        """What keeps the ladder from grading every value; "" when nothing does."""
        notes = []
        for grade, cell in self.cells.items():
            if cell.kind in (BLANK, NONE_STATED):
                notes.append(f"{grade} states no threshold")
            elif cell.kind in _WORDED:
                notes.append(_WORDED[cell.kind].format(grade, quoted(cell.raw), cell.reason))
        if self.unit is None:
            notes.append(f"the cells are in different {self._mixed}")
        elif self.direction == UNDECIDABLE:
            notes.append("nothing says which way is better")
        notes += [f"{one} and {two} state the same values" for one, two in self.indistinct]
        return "; ".join(notes)

    def intervals(self, reading: str = CASCADE) -> dict[str, Interval]:
        """Return the possible values that earn each grade, as an interval in `unit`.

        Args:
            reading: One of `READINGS`.

        Returns:
            An interval per grade; empty where no possible value earns it, or where the cell has no
            number. All are empty when the cells are in different units.

        Raises:
            ValueError: The reading is unknown.
        """
        return dict(self._covered(reading).bands)

    def gaps(self, reading: str = CASCADE) -> Interval:
        """Return the possible values that earn no grade, or None where that cannot be known.

        It cannot be known when no number is stated, when the units differ, or when a cell in words
        or unread may cover the values that the numbers leave out.

        Raises:
            ValueError: The reading is unknown.
        """
        return self._covered(reading).gaps

    def beyond(self, reading: str = CASCADE) -> Interval:
        """Return the values of `gaps` that lie outside all bands; empty where it is None.

        Raises:
            ValueError: The reading is unknown.
        """
        return self._covered(reading).beyond

    def between(self, reading: str = CASCADE) -> Interval:
        """Return the values of `gaps` that lie between two bands; empty where it is None.

        Raises:
            ValueError: The reading is unknown.
        """
        return self._covered(reading).between

    def overlaps(self, reading: str = CASCADE) -> Interval:
        """Return the possible values that earn several grades; always empty under the cascade.

        Raises:
            ValueError: The reading is unknown.
        """
        found = portion.empty()
        for one, two in combinations(self._covered(reading).bands.values(), 2):
            found |= one & two
        return found

    @cached_property
    def earns_poor(self) -> bool | None:
        """Whether some possible value earns 差 under the cascade; None if the cell is in words."""
        if self.poor.kind in IN_WORDS or self.unit is None:
            return None
        return not self._covered(CASCADE).bands["poor"].empty

    @cached_property
    def earns_nothing(self) -> bool | None:
        """Whether some possible value earns no grade under the cascade; None as for `gaps`."""
        gaps = self.gaps()
        return None if gaps is None else not gaps.empty

    @cached_property
    def can_fail(self) -> bool | None:
        """Whether some possible value earns 差 or nothing under the cascade; None if unknown."""
        ways = {self.earns_poor, self.earns_nothing}
        if True in ways:
            return True
        return None if None in ways else False

    def tells_all_four(self, reading: str = CASCADE) -> bool | None:
        """Return whether each grade is earned by some possible value, or None if unknown.

        Raises:
            ValueError: The reading is unknown.
        """
        bands = self._covered(reading).bands
        never = [cell.kind for grade, cell in self.cells.items() if bands[grade].empty]
        unknown = self.unit is None or (never and all(kind in IN_WORDS for kind in never))
        return None if unknown else not never

    def _covered(self, reading: str) -> _Coverage:
        if reading not in READINGS:
            raise ValueError(
                f"unknown reading {reading!r} for {self.printed!r}, expected one of {READINGS}"
            )
        return self._by_cascade if reading == CASCADE else self._literally

    @cached_property
    def _by_cascade(self) -> _Coverage:
        bands, covered = {}, portion.empty()
        for grade, cell in self._comparable.items():
            met = _reached(cell, self.direction)
            bands[grade] = self._possible(met - covered)
            covered |= met
        return self._coverage(bands)

    @cached_property
    def _literally(self) -> _Coverage:
        return self._coverage(
            {grade: self._possible(cell.interval) for grade, cell in self._comparable.items()}
        )

    def _coverage(self, bands: dict[str, Interval]) -> _Coverage:
        """Return the bands, all four, with what they leave out."""
        nothing = portion.empty()
        covered = portion.Interval(*bands.values())
        bands = dict.fromkeys(GRADES, nothing) | bands
        gaps = self._possible(self.domain - covered)
        wordy = any(cell.kind in IN_WORDS for cell in self.cells.values())
        if not self.comparable or (wordy and not gaps.empty):
            return _Coverage(bands, None, nothing, nothing)
        return _Coverage(bands, gaps, gaps - covered.enclosure, gaps & covered.enclosure)

    @property
    def _comparable(self) -> dict[str, Threshold]:
        """The cells that state a number, none where their units differ."""
        return self._stated if self.comparable else {}

    @cached_property
    def _stated(self) -> dict[str, Threshold]:
        """The cells that state a number, by grade, in one unit where 万 and 亿 allow it."""
        cells = {name: cell for name, cell in self.cells.items() if cell.interval is not None}
        units = {cell.unit for cell in cells.values() if _counts(cell)}
        if len(units) < 2 or len({plain_unit(unit)[0] for unit in units}) > 1:  # noqa: PLR2004
            return cells
        return {name: _unscaled(cell) for name, cell in cells.items()}

    @cached_property
    def _numbered(self) -> list[Threshold]:
        return list(self._stated.values())

    @cached_property
    def _mixed(self) -> str:
        """What keeps the cells from one unit: `units`, or `scales (万人, none printed)`; or ""."""
        units = {cell.unit: None for cell in self._numbered if _counts(cell)}
        printed = [unit for unit in units if unit]
        if len(printed) > 1:
            return "units"
        if "" in units and any(plain_unit(unit)[1] > 1 for unit in printed):
            return f"scales ({', '.join(unit or 'none printed' for unit in units)})"
        return ""

    @cached_property
    def _numbers(self) -> list[Decimal]:
        ends = [end for cell in self._numbered for end in (cell.lower, cell.upper)]
        return [end for end in ends if end is not None]

    def _possible(self, interval: Interval) -> Interval:
        inside = interval & self.domain
        return _to_whole(inside) if self.whole else inside


def read_ladder(  # noqa: PLR0913 - four cells, and what the words say of the values
    excellent: str | None,
    good: str | None,
    fair: str | None,
    poor: str | None,
    *,
    growth: bool | None = None,
    most: Decimal | None = None,
) -> Ladder:
    """Read the four cells of one indicator.

    Among percentages, words for all of it (覆盖全部) are 100%.

    Args:
        excellent: The 优 cell as printed; None for a missing cell, as for the others.
        good: The 良 cell.
        fair: The 中 cell.
        poor: The 差 cell.
        growth: Whether the values are changes (the indicator is a 增长率), which may be negative.
            None judges by the words in the cells alone.
        most: The largest possible value, such as 100 for a share of a whole; None judges by the
            words in the cells alone.

    Returns:
        The ladder; any text is read, if only as unread.

    Raises:
        TypeError: A cell is neither text nor None.
    """
    printed = (excellent, good, fair, poor)
    cells = [_parsed(cell) if isinstance(cell, str) else parse_threshold(cell) for cell in printed]
    words = "".join(cell.before + cell.after for cell in cells)
    units = {cell.unit for cell in cells if cell.interval is not None}
    if units == {"%"}:
        cells = [_all_of_it(cell) for cell in cells]
        most = domain.most(words) if most is None else most
    if growth is None:
        growth = domain.is_change(words)
    best, second, third, last = cells
    return Ladder(best, second, third, last, growth, most)


# Ladders share cells, and indicators ladders: each distinct one is read once. What a ladder knows
# it works out once too.
_parsed = lru_cache(maxsize=4096)(parse_threshold)
read_once = lru_cache(maxsize=4096)(read_ladder)


def _all_of_it(cell: Threshold) -> Threshold:
    """Return a cell that says all of it as 100%, others as they are."""
    if cell.kind != QUALITATIVE or not ALL.fullmatch(cell.before):
        return cell
    return replace(cell, kind=EXACTLY, interval=portion.singleton(Decimal(100)), unit="%")


def quoted(raw: str) -> str:
    """Return a cell as a message shows it: on one line, and a blank one named."""
    return "".join(raw.split()) or "（空白）"


def plain_unit(unit: str) -> tuple[str, int]:
    """Split 万 or 亿 from a unit: 万人 is 10000 of 人."""
    scaled = _SCALED.fullmatch(unit)
    return (scaled[2], 10 ** sum(_TENS[one] for one in scaled[1])) if scaled else (unit, 1)


def _counts(cell: Threshold) -> bool:
    """Return whether a cell has a say in the unit: nought with none printed is nought in any."""
    return bool(cell.unit) or cell.interval != portion.singleton(Decimal(0))


def _unscaled(cell: Threshold) -> Threshold:
    """Return a cell in its plain unit: 1.5万人 is 15000人."""
    unit, factor = plain_unit(cell.unit)

    def times(end: Decimal) -> Decimal:
        return Decimal(f"{(end * factor).normalize():f}")

    interval = cell.interval.replace(lower=times, upper=times, ignore_inf=True)
    return replace(cell, unit=unit, interval=interval)


def _place(cell: Threshold) -> Decimal:
    """Return the number that a cell stands at: its bound, or the middle of its range."""
    ends = [end for end in (cell.lower, cell.upper) if end is not None]
    return sum(ends, Decimal(0)) / len(ends)


def _reached(cell: Threshold, direction: str) -> Interval:
    """Return the values that meet a cell under the cascade."""
    if cell.kind != EXACTLY or direction == UNDECIDABLE:
        return cell.interval
    if direction == HIGHER:
        return portion.closedopen(cell.lower, portion.inf)
    return portion.openclosed(-portion.inf, cell.upper)


def _to_whole(interval: Interval) -> Interval:
    """Return the whole numbers of an interval with whole ends, each run of them closed."""
    runs = []
    for run in interval:
        low, high = run.lower, run.upper
        if run.left == portion.OPEN and low != -portion.inf:
            low += 1
        if run.right == portion.OPEN and high != portion.inf:
            high -= 1
        runs.append(portion.closed(low, high))
    return portion.Interval(*runs)
