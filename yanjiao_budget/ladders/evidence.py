"""The findings that follow by arithmetic from the printed thresholds, each with its evidence.

A function here takes a `Context` and yields the indicators that meet its rule, each with what the
document prints.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import portion  # type: ignore[import-untyped]

from yanjiao_budget.schema import Record

from .ladder import GRADES, Ladder
from .thresholds import BLANK, NONE_STATED, QUALITATIVE, UNREAD


class Context(NamedTuple):
    """What the rules look at.

    Attributes:
        rows: The indicators, each with its four thresholds and `source_line`.
        ladders: For each row its ladder.
        blanks: The key and `source_line` of every indicator row that is printed blank.
    """

    rows: Sequence[Record]
    ladders: Sequence[Ladder]
    blanks: Sequence[Record]


Found = Iterator[tuple[Record, str]]
Find = Callable[[Context], Found]


def pattern(row: Record) -> str:
    """Return the four thresholds of an indicator as printed, on one line."""
    cells = (row[grade] for grade in GRADES)
    return " / ".join("（空白）" if cell is None else "".join(cell.split()) for cell in cells)


def each(test: Callable[[Record, Ladder], bool]) -> Find:
    """Return what finds every indicator that passes a test; its thresholds are the evidence."""

    def find(context: Context) -> Found:
        for row, ladder in zip(context.rows, context.ladders, strict=True):
            if test(row, ladder):
                yield row, pattern(row)

    return find


def gap(values_of: Callable[[Ladder, str], Any], reading: str, unless: str = "") -> Find:
    """Return what finds gaps under a reading, left out where another reading has them too.

    Args:
        values_of: The gaps meant: `Ladder.beyond` or `Ladder.between`.
        reading: The reading.
        unless: The other reading.
    """

    def find(context: Context) -> Found:
        for row, ladder in zip(context.rows, context.ladders, strict=True):
            values = values_of(ladder, reading)
            elsewhere = unless and not values_of(ladder, unless).empty
            if not values.empty and not elsewhere:
                yield row, f"{pattern(row)}: {portion.to_string(values, conv=str)}{ladder.unit}"

    return find


def boilerplate(context: Context) -> Found:
    """Find the indicators with the one ladder that more than half of all have."""
    patterns = [pattern(row) for row in context.rows]
    for commonest, count in Counter(patterns).most_common(1):
        if count * 2 > len(patterns):
            for row, one in zip(context.rows, patterns, strict=True):
                if one == commonest:
                    yield row, f"{commonest} ({count}/{len(patterns)})"


def repeated(*, same_ladder: bool) -> Find:
    """Return what finds names printed more than once in an activity; the first stands for all."""

    def find(context: Context) -> Found:
        groups: dict[tuple[Any, ...], list[Record]] = defaultdict(list)
        for row in context.rows:
            key = (row["responsibility"], row["activity"], row["name"])
            groups[key].append(row)
        for rows in groups.values():
            if len(rows) > 1 and same_ladder == (len({pattern(row) for row in rows}) == 1):
                lines = ", ".join(str(row["source_line"]) for row in rows)
                yield rows[0], f"“{rows[0]['name']}” × {len(rows)}: {lines}"

    return find


def blank(context: Context) -> Found:
    """Find the indicator rows that are printed blank."""
    for row in context.blanks:
        yield row, ""


def never_fails(_: Record, ladder: Ladder) -> bool:
    """Tell whether every possible value earns 中 or better under the cascade."""
    return ladder.can_fail is False


def equal(_: Record, ladder: Ladder) -> bool:
    """Tell whether two grades state the same values."""
    return bool(ladder.indistinct)


def out_of_order(_: Record, ladder: Ladder) -> bool:
    """Tell whether the bounds neither fall nor rise; not where a cell states no number."""
    intervals = [cell.interval for cell in ladder.cells.values()]
    if None in intervals or ladder.unit is None:
        return False
    bounds = [one.upper if one.lower == -portion.inf else one.lower for one in intervals]
    return bounds not in (sorted(bounds), sorted(bounds, reverse=True))


def states_none(_: Record, ladder: Ladder) -> bool:
    """Tell whether a grade has a dash or nothing for a threshold."""
    return any(cell.kind in (BLANK, NONE_STATED) for cell in ladder.cells.values())


def contradictory(_: Record, ladder: Ladder) -> bool:
    """Tell whether a threshold says two things; one that is only not understood does not count."""
    cells = ladder.cells.values()
    return any(cell.kind == UNREAD and "contradict" in cell.reason for cell in cells)


def in_words_only(_: Record, ladder: Ladder) -> bool:
    """Tell whether every threshold that is stated is in words."""
    kinds = {cell.kind for cell in ladder.cells.values()} - {BLANK, NONE_STATED}
    return kinds == {QUALITATIVE}
