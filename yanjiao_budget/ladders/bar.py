"""Whether a threshold asks for more than another in its place did, or for less."""

from decimal import Decimal

from yanjiao_budget.language import Language, pick

from .grammar import RANGE
from .ladder import HIGHER, UNDECIDABLE, Ladder
from .thresholds import Threshold

LOWERED, RAISED = "lowered", "raised"
BAR_NAMES = {LOWERED: ("lower", "降低"), RAISED: ("higher", "提高")}
BARS = tuple(BAR_NAMES)
_SAID = {
    LOWERED: ("the bar is lower: a weaker result passes it", "门槛降低，较弱的结果也能越过"),
    RAISED: ("the bar is higher: only a better result passes it", "门槛提高，较好的结果才能越过"),
}
_POOR = "poor"


def bar_moved(before: Ladder, after: Ladder, grade: str) -> str | None:
    """Return whether the bar of a grade was lowered or raised between two ladders of an indicator.

    Lowered means that a weaker result passes it: a lower number where more is better, a higher one
    where less is. The bar is the weaker end of what a cell covers, 90 of 90%以上 and of 90%-95%; of
    the last grade it may be what a result has to pass to be out of it, 60 of 60%以下.

    Args:
        before: The ladder as it was.
        after: As it is.
        grade: The grade whose cell is meant.

    Returns:
        `lowered` or `raised`; None where the bar stayed, and where that cannot be told: a cell
        states no number or has no such end, the cells differ in their unit or their words, or
        nothing says which way is better, or the ladders say opposite ways.
    """
    ways = {before.direction, after.direction} - {UNDECIDABLE}
    was, now = before.cells[grade], after.cells[grade]
    if len(ways) != 1 or not _comparable(was, now):
        return None
    ends = [_bar(cell, grade, higher=HIGHER in ways) for cell in (was, now)]
    if ends[0] is None or ends[1] is None or ends[0] == ends[1] or ends[0][0] != ends[1][0]:
        return None
    return RAISED if (ends[1] > ends[0]) == (HIGHER in ways) else LOWERED


def say_bar(bar: str, lang: Language) -> str:
    """Return in words what it means that a bar moved."""
    return pick(lang, *_SAID[bar])


def _comparable(was: Threshold, now: Threshold) -> bool:
    """Tell whether two cells state numbers of one unit and one thing; nought is so in any unit."""
    if was.interval is None or now.interval is None:
        return False
    units = {cell.unit for cell in (was, now) if cell.unit or cell.lower or cell.upper}
    words = ({was.before, now.before} - {""}, {was.after, now.after} - {""})
    return len(units) <= 1 and all(len(one) <= 1 for one in words)


def _bar(cell: Threshold, grade: str, *, higher: bool) -> tuple[str, Decimal, bool] | None:
    """Return the end that is a cell's bar: which it is, its number, whether it lies above that.

    An end lies above its number where that is a lower one and not in, or an upper one and in.
    """
    ends = [("lower", cell.lower, not cell.lower_closed), ("upper", cell.upper, cell.upper_closed)]
    weaker, better = ends if higher else reversed(ends)
    wanted = [weaker, better] if grade == _POOR else [weaker]
    if grade == _POOR and cell.kind == RANGE:
        wanted = [better]
    found = ((name, number, bool(above)) for name, number, above in wanted if number is not None)
    return next(found, None)
