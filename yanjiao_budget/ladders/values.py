"""What a value earns by a ladder, under either reading."""

import re
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Any

import portion  # type: ignore[import-untyped]

from .ladder import CASCADE, GRADES, IN_WORDS, Ladder, plain_unit
from .thresholds import (
    BLANK,
    EXACTLY,
    NONE_STATED,
    UNREAD,
    ZERO,
    Interval,
    parse_threshold,
    unit_scale,
)


@dataclass(frozen=True, slots=True)
class Graded:
    """What one value earns.

    Attributes:
        grade: A key of `GRADES`, or None.
        reason: Why there is no grade; "" when one was earned.
        caveat: What stands against a grade that was earned: a cell in words may cover the value
            too; "" otherwise.
    """

    grade: str | None
    reason: str = ""
    caveat: str = ""


def grade(value: Any, ladder: Ladder, reading: str = CASCADE) -> Graded:  # noqa: ANN401
    """Grade a value.

    Args:
        value: A number in the ladder's unit (0.85 is 0.85%, not 85%), text such as `85%` or `无`,
            None or NaN for a missing one.
        ladder: The ladder to grade by.
        reading: `cascade` or `literal`. Under `literal` a value that several bands cover has no
            one grade, and the reason names them.

    Returns:
        The grade, or None with the reason.

    Raises:
        ValueError: The unit is not the ladder's, the value is impossible or no single value, or the
            reading is unknown. The message quotes the value, the ladder and what was expected.
        TypeError: The ladder is no `Ladder`, or the value is an array or a table.
    """
    if not isinstance(ladder, Ladder):
        given = f"{ladder!r} ({type(ladder).__name__})"
        raise TypeError(f"cannot grade {value!r} by {given}: expected a Ladder")
    return _grade_one(value, ladder, ladder.intervals(reading), reading)


def _grade_one(
    value: float | Decimal | str | None, ladder: Ladder, bands: dict[str, Interval], reading: str
) -> Graded:
    """Grade one value by the bands of a reading."""
    number = _number(value, ladder)
    if number is None:
        return Graded(None, "the value is missing")
    if not ladder.comparable:
        return Graded(None, f"the ladder states nothing to compare a number with: {ladder.why}")
    if number not in ladder.domain or (ladder.whole and number % 1):
        sort = "a whole number" if ladder.whole else "a number"
        domain = portion.to_string(ladder.domain, conv=str)
        raise _refused(value, ladder, f"{sort} in {domain}{ladder.unit}")
    shown = f"{number:f}{ladder.unit}"
    earned = [name for name, band in bands.items() if number in band]
    if len(earned) > 1:
        return Graded(None, f"{shown} lies in several bands: {', '.join(earned)}")
    wordy = [name for name, cell in ladder.cells.items() if cell.kind in IN_WORDS]
    if earned and reading == CASCADE:
        names = list(GRADES)
        wordy = [name for name in wordy if names.index(name) < names.index(earned[0])]
    open_to = f"{' and '.join(wordy)} may cover {shown} too, but no number says so"
    if earned:
        return Graded(earned[0], caveat=open_to if wordy else "")
    if wordy:
        return Graded(None, f"no band with a number covers {shown}; {open_to}")
    covered = portion.empty()
    for band in bands.values():
        covered |= band
    where = "below" if number < covered.lower else "above" if number > covered.upper else "between"
    return Graded(None, f"{shown} lies {where} the bands, in none of them")


def _number(value: float | Decimal | str | None, ladder: Ladder) -> Decimal | None:
    """Return a value as a number in the ladder's unit; None for a missing one."""
    if isinstance(value, str):
        return _number_in_text(value, ladder)
    if value is None:
        return None
    if getattr(value, "shape", ()):
        expected = "one number or text; yb.grade takes a column of them as a pandas Series"
        raise TypeError(f"cannot grade {value!r} ({type(value).__name__}): expected {expected}")
    if value != value:  # noqa: PLR0124
        return None  # NaN and NaT alone differ from themselves
    if isinstance(value, bool) or not isinstance(value, Decimal | Real):
        raise _refused(value, ladder, "a number or text")
    number = Decimal(str(value))
    if not number.is_finite():
        raise _refused(value, ladder, "a finite number")
    return number


def _number_in_text(value: str, ladder: Ladder) -> Decimal | None:
    """Return the one number that a text states, its unit checked against the ladder's."""
    if re.fullmatch(r"\s*-?[0-9]+(?:\.[0-9]+)?\s*", value):
        return Decimal(value.strip())  # a bare number is in the ladder's unit, were it 2019
    read = parse_threshold(value)
    if read.kind in (BLANK, NONE_STATED):
        return None
    if read.kind == UNREAD:  # a dash before a threshold is ambiguous, before a value a minus
        read = parse_threshold(f"={value}")
    if read.kind not in (EXACTLY, ZERO):
        raise _refused(value, ladder, "one number, such as '85%' or '3次'")
    counted = ladder.unit == "" and unit_scale(read.unit) == "count"
    if not read.unit or not ladder.comparable or read.unit == ladder.unit or counted:
        return read.lower
    (unit, factor), (base, divisor) = plain_unit(read.unit), plain_unit(ladder.unit or "")
    if unit != base or read.lower is None:
        raise _refused(value, ladder, f"the unit {ladder.unit!r}" if ladder.unit else "no unit")
    return read.lower * factor / divisor


def _refused(value: object, ladder: Ladder, expected: str) -> ValueError:
    """Return the error for a value that the ladder cannot grade."""
    return ValueError(f"cannot grade {value!r} by {ladder.printed!r}: expected {expected}")
