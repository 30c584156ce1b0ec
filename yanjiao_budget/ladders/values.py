"""What a value earns by a ladder, under either reading."""

import re
from decimal import Decimal
from numbers import Real
from typing import Any, NamedTuple

import portion  # type: ignore[import-untyped]

from .ladder import CASCADE, GRADES, IN_WORDS, LITERAL, Ladder, plain_unit, quoted
from .signs import in_words, listed
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

MISSING = "the value is missing"


class Graded(NamedTuple):
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
        value: A number in the ladder's unit (0.85 is 0.85%, not 85%), text such as `85%` or `无`, a
            word that the ladder prints (超量完成), None or NaN for a missing one.
        ladder: The ladder to grade by.
        reading: `cascade` or `literal`. Under `literal` a value that several bands cover has no
            one grade, and the reason names them.

    Returns:
        The grade, or None with the reason; with a caveat where a cell in words may cover the value
        too, or the value stands in two grades as printed.

    Raises:
        ValueError: The unit is not the ladder's, the value is impossible or no single value, or the
            reading is unknown. The message quotes the value, the ladder and what was expected.
        TypeError: The ladder is no `Ladder`, or the value is an array or a table.
    """
    if not isinstance(ladder, Ladder):
        given = f"{ladder!r} ({type(ladder).__name__})"
        raise TypeError(f"cannot grade {value!r} by {given}: expected a Ladder")
    bands = ladder.intervals(reading)
    if worded := _worded(value, ladder):
        if len(worded) > 1:
            return Graded(None, f"{listed(worded, 'en')} print {quoted(value)} alike")
        return Graded(worded[0])
    number = _number(value, ladder)
    if number is None:
        return Graded(None, MISSING)
    if not ladder.comparable:
        return Graded(None, f"the ladder states nothing to compare a number with: {ladder.why}")
    _expect_possible(value, number, ladder)
    return _by_bands(number, ladder, bands, reading)


def _worded(value: object, ladder: Ladder) -> list[str]:
    """Return the grades that print a text word for word, where it states no number."""
    if not isinstance(value, str):
        return []
    read = parse_threshold(value)
    if read.kind not in IN_WORDS:
        return []
    same = "".join(value.split())
    return [grade for grade, cell in ladder.cells.items() if "".join(cell.raw.split()) == same]


def _expect_possible(value: object, number: Decimal, ladder: Ladder) -> None:
    if number in ladder.domain and not (ladder.whole and number % 1):
        return
    sort = "a whole number" if ladder.whole else "a number"
    possible = in_words(ladder.domain, ladder.unit, "en")
    raise _refused(value, ladder, f"{sort}: {possible}")


def _by_bands(number: Decimal, ladder: Ladder, bands: dict[str, Interval], reading: str) -> Graded:
    """Grade a possible number by the bands of a reading."""
    text = f"{number:f}{ladder.unit}"
    earned = [name for name, band in bands.items() if number in band]
    if len(earned) > 1:
        return Graded(None, f"{text} lies in several bands: {', '.join(earned)}")
    if not earned:
        return Graded(None, _why_none(number, text, bands, in_words_too(ladder, None, reading)))
    caveats = [_open_to(in_words_too(ladder, earned[0], reading), text)]
    if reading == CASCADE:
        caveats.append(_twice(number, text, ladder))
    return Graded(earned[0], caveat="; ".join(filter(None, caveats)))


def in_words_too(ladder: Ladder, earned: str | None, reading: str) -> list[str]:
    """Return the grades in words that a value may earn too, beside the one that its number does.

    Under the cascade a value earns the best grade it meets, so only better ones count.
    """
    better = list(GRADES)
    if earned and reading == CASCADE:
        better = better[: better.index(earned)]
    return [name for name in better if ladder.cells[name].kind in IN_WORDS]


def _open_to(wordy: list[str], text: str) -> str:
    """Return that cells in words may cover a value; "" where there are none."""
    return f"{listed(wordy, 'en')} may cover {text} too, but no number says so" if wordy else ""


def _why_none(number: Decimal, text: str, bands: dict[str, Interval], wordy: list[str]) -> str:
    """Return why a number that no band holds earns no grade."""
    if wordy:
        return f"no band with a number covers {text}; {_open_to(wordy, text)}"
    covered = portion.empty()
    for band in bands.values():
        covered |= band
    where = "between"
    if number < covered.lower:
        where = "below"
    elif number > covered.upper:
        where = "above"
    return f"{text} lies {where} the bands, in none of them"


def _twice(number: Decimal, text: str, ladder: Ladder) -> str:
    """Return a caveat where a number is printed in two grades: 60% and 60%以下, 0个 and 0个.

    Nested thresholds, such as 90%以上 and 80%以上, are not meant to be apart.
    """
    alike = [pair for pair in ladder.indistinct if number in ladder.intervals(LITERAL)[pair[0]]]
    pairs = [*alike, *((one, two) for one, two, value in ladder.meeting if value == number)]
    twice = [name for name in GRADES if any(name in pair for pair in pairs)]
    return f"as printed {text} stands in {listed(twice, 'en')}" if twice else ""


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
    return ValueError(f"cannot grade {value!r} by “{ladder.printed}”: expected {expected}")
