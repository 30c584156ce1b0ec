"""What finds the indicators that meet a rule, each with what a sentence says of it.

A function here takes a `Context` and yields what is `Found`. `Found.said` holds what the places of
the rule's sentence are filled with, in English and in Chinese; `name` and `ladder` are filled in
for every rule.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import portion  # type: ignore[import-untyped]

from yanjiao_budget.schema import GRADES as GRADE_COLUMNS
from yanjiao_budget.schema import Record

from .domain import without_space
from .ladder import CASCADE, GRADES, LITERAL, Ladder, quoted
from .signs import in_words, listed
from .thresholds import AT_LEAST, BLANK, NONE_STATED, QUALITATIVE, UNREAD, Interval

Said = tuple[str, str]  # in English and in Chinese
Places = Mapping[str, Said]


class Context(NamedTuple):
    """What the rules look at.

    Attributes:
        rows: The indicators, each with its four thresholds and `source_line`.
        ladders: For each row its ladder.
        blanks: The key and `source_line` of every indicator row that is printed blank.
        activities: The activities that they are of.
    """

    rows: Sequence[Record]
    ladders: Sequence[Ladder]
    blanks: Sequence[Record] = ()
    activities: Sequence[Record] = ()

    def pairs(self) -> Iterator[tuple[Record, Ladder]]:
        """Yield each indicator with its ladder."""
        return zip(self.rows, self.ladders, strict=True)


class Found(NamedTuple):
    """What meets a rule: its row, what its sentence says of it, and its ladder where it has one."""

    row: Record
    said: Mapping[str, Said] = {}
    ladder: Ladder | None = None


Find = Callable[[Context], Iterator[Found]]
_NAMES = {column.name: (column.en.lower(), f"“{column.zh}”") for column in GRADE_COLUMNS}


def pattern(row: Record) -> str:
    """Return the four thresholds of an indicator as printed, on one line."""
    return " / ".join(quoted(row[grade] or "") for grade in GRADES)


def grades_named(names: Sequence[str]) -> Said:
    """Return grades as a sentence lists them."""
    return (
        listed([_NAMES[name][0] for name in names], "en"),
        listed([_NAMES[name][1] for name in names], "zh"),
    )


def values_named(values: Interval, ladder: Ladder) -> Said:
    """Return a range of a ladder's values in words."""
    return in_words(values, ladder.unit, "en"), in_words(values, ladder.unit, "zh")


def each(test: Callable[[Record, Ladder], bool]) -> Find:
    """Return what finds every indicator that passes a test."""

    def find(context: Context) -> Iterator[Found]:
        return (Found(row, {}, ladder) for row, ladder in context.pairs() if test(row, ladder))

    return find


def of_ladder(say: Callable[[Ladder], Places | None]) -> Find:
    """Return what finds every indicator of whose ladder there is something to say.

    Args:
        say: Returns what a sentence says of a ladder, None where there is nothing to find. It is
            asked once for all indicators that share one.
    """

    def find(context: Context) -> Iterator[Found]:
        distinct = {id(ladder): ladder for ladder in context.ladders}
        said = {key: say(ladder) for key, ladder in distinct.items()}
        for row, ladder in context.pairs():
            if (places := said[id(ladder)]) is not None:
                yield Found(row, places, ladder)

    return find


def boilerplate(context: Context) -> Iterator[Found]:
    """Find the indicators with the one ladder that more than half of all have."""
    total = len(context.ladders)
    patterns = Counter(ladder.printed for ladder in context.ladders)
    (commonest, count), *_ = patterns.most_common(1) or [("", 0)]
    if count * 2 <= total:
        return
    said = {"count": (str(count),) * 2, "total": (str(total),) * 2}
    for row, ladder in context.pairs():
        if ladder.printed == commonest:
            yield Found(row, said, ladder)


def beyond(ladder: Ladder) -> Places | None:
    """Say which values lie outside all thresholds, and so earn nothing either way."""
    values = ladder.beyond(CASCADE)
    if values.empty:
        return None
    return {"values": values_named(values, ladder), "where": _edge(ladder)}


def _edge(ladder: Ladder) -> Said:
    """Return on which side of its thresholds a ladder leaves values without a grade."""
    below = any(run.upper <= end for run in ladder.beyond() for end in _lowest(ladder))
    above = any(run.lower >= end for run in ladder.beyond() for end in _highest(ladder))
    if below and above:
        return "outside its thresholds", "各档标准之外"
    if below:
        return "below its lowest threshold", "最低一档标准以下"
    return "above its highest threshold", "最高一档标准以上"


def _lowest(ladder: Ladder) -> list[Any]:
    return [min(band.lower for band in ladder.intervals().values() if not band.empty)]


def _highest(ladder: Ladder) -> list[Any]:
    return [max(band.upper for band in ladder.intervals().values() if not band.empty)]


def between(ladder: Ladder) -> Places | None:
    """Say which values lie between two grades, and so earn nothing either way."""
    values = ladder.between(CASCADE)
    return None if values.empty else {"values": values_named(values, ladder)}


def between_as_printed(ladder: Ladder) -> Places | None:
    """Say which values lie between two grades and are graded by the cascade alone."""
    values = ladder.between(LITERAL)
    if not values.empty and ladder.gaps(CASCADE) is not None:
        values -= ladder.gaps(CASCADE)
    return None if values.empty else {"values": values_named(values, ladder)}


def two_grades(ladder: Ladder) -> Places | None:
    """Say which value is printed in two grades that are meant to be apart."""
    texts = [
        (values_named(portion.singleton(value), ladder), grades_named((one, two)))
        for one, two, value in ladder.meeting
    ]
    return _in_grades(texts, "{value} in {grades}", "{value}在{grades}")


def never_fails(ladder: Ladder) -> Places | None:
    """Tell whether no possible value earns 差, or no grade, under either reading."""
    poor = ladder.intervals(LITERAL)["poor"]
    return {} if ladder.can_fail is False and poor.empty else None


def equal(ladder: Ladder) -> Places | None:
    """Say which two grades state the same values."""
    texts = [
        (values_named(ladder.intervals(LITERAL)[pair[0]], ladder), grades_named(pair))
        for pair in ladder.indistinct
    ]
    return _in_grades(texts, "{value} for {grades}", "{grades}均为{value}")


def _in_grades(texts: Sequence[tuple[Said, Said]], english: str, chinese: str) -> Places | None:
    """Say of some values which grades each is in, as two texts word it; None for no values."""
    if not texts:
        return None
    parts = [
        [words.format(value=value[at], grades=grades[at]) for value, grades in texts]
        for at, words in enumerate((english, chinese))
    ]
    return {"values": (listed(parts[0], "en"), "，".join(parts[1]))}


def out_of_order(ladder: Ladder) -> Places | None:
    """Tell whether the bounds neither fall nor rise; not where a cell states no number."""
    cells = ladder.cells.values()
    if None in [cell.interval for cell in cells] or ladder.unit is None:
        return None
    ends = [cell.upper if cell.lower is None else cell.lower for cell in cells]
    bounds = [end for end in ends if end is not None]
    return None if bounds in (sorted(bounds), sorted(bounds, reverse=True)) else {}


def states_none(ladder: Ladder) -> Places | None:
    """Say which cells are blank, or hold a dash where values are left that no grade covers."""
    gaps = ladder.gaps(CASCADE)
    left_over = gaps is not None and not gaps.empty
    kinds = (BLANK, NONE_STATED) if left_over else (BLANK,)
    lacking = [name for name, cell in ladder.cells.items() if cell.kind in kinds]
    if not lacking:
        return None
    return {"grades": grades_named(lacking), "what": _lacking(lacking, ladder)}


def _lacking(names: Sequence[str], ladder: Ladder) -> Said:
    """Return what stands in the cells of grades that state no threshold."""
    kinds = {ladder.cells[name].kind for name in names}
    if len(kinds) > 1:
        return "a dash or nothing", "横线或空白"
    return ("nothing", "空白") if kinds == {BLANK} else ("a dash", "横线")


def contradictory(ladder: Ladder) -> Places | None:
    """Tell whether a threshold says two things; one that is only not understood does not count."""
    cells = ladder.cells.values()
    return (
        {} if any(cell.kind == UNREAD and "contradict" in cell.reason for cell in cells) else None
    )


def in_words_only(ladder: Ladder) -> Places | None:
    """Tell whether every threshold that is stated is in words that name no baseline."""
    kinds = {cell.kind for cell in ladder.cells.values()} - {BLANK, NONE_STATED}
    return {} if kinds == {QUALITATIVE} else None


def blank(context: Context) -> Iterator[Found]:
    """Find the indicator rows that are printed blank."""
    return (Found(row) for row in context.blanks)


def repeated(*, same_ladder: bool) -> Find:
    """Return what finds names printed more than once in an activity; the first stands for all.

    Where the activity's cell joins several by a backslash, a name with several ladders may be of
    another of them each time.
    """

    def find(context: Context) -> Iterator[Found]:
        joined = {_activity(row) for row in context.activities if "\\" in row["name"]}
        for group in _grouped(context.pairs(), lambda row: (*_activity(row), row["name"])):
            row, ladder = group[0]
            apart = not same_ladder and _activity(row) in joined
            if len(group) > 1 and (_ladders(group) == 1) == same_ladder and not apart:
                yield Found(row, _times(group), ladder)

    return find


_Pair = tuple[Record, Ladder]


def _grouped(pairs: Iterable[_Pair], key: Callable[[Record], Hashable]) -> Iterable[list[_Pair]]:
    """Return indicators, each with its ladder, in groups of one key."""
    groups: dict[Hashable, list[_Pair]] = defaultdict(list)
    for row, ladder in pairs:
        groups[key(row)].append((row, ladder))
    return groups.values()


def _activity(row: Record) -> tuple[int, int]:
    return row["responsibility"], row["activity"]


def _ladders(group: Sequence[_Pair]) -> int:
    """Return how many ladders a group has; 90%以上 and ≥90% say the same."""
    distinct = {id(ladder): ladder for _, ladder in group}.values()
    # Thresholds take long to compare, and most groups have one ladder.
    return len({tuple(ladder.cells.values()) for ladder in distinct}) if len(distinct) > 1 else 1


def _times(group: Sequence[_Pair]) -> Places:
    """Return how often a name is printed, and on which lines."""
    lines = [str(row["source_line"]) for row, _ in group]
    return {"times": (str(len(group)),) * 2, "lines": (", ".join(lines), "、".join(lines))}


def elsewhere(but_for: Callable[[Record, Ladder], bool]) -> Find:
    """Return what finds names that have another ladder in another activity.

    Args:
        but_for: Tells which indicators to leave alone: their ladder speaks of something else.
    """

    def find(context: Context) -> Iterator[Found]:
        kept = (pair for pair in context.pairs() if not but_for(*pair))
        for group in _grouped(kept, lambda row: without_space(row["name"])):
            ladders = _ladders(group)
            activities = len({_activity(row) for row, _ in group})
            if ladders > 1 and activities == len(group):
                said = {"ladders": (str(ladders),) * 2, "activities": (str(activities),) * 2}
                yield from (Found(row, said, ladder) for row, ladder in group)

    return find


def same_activity(context: Context) -> Iterator[Found]:
    """Find neighbouring activities of one name, of which one prints a budget and one does not.

    The finding is of the activity as a whole: its indicator is 0.
    """
    for one, two in pairwise(context.activities):
        budgets = [one["budget"] is None, two["budget"] is None]
        if (
            one["responsibility"] == two["responsibility"]
            and one["name"] == two["name"]
            and budgets[0] != budgets[1]
        ):
            first, second = (f"{row['responsibility']}.{row['activity']}" for row in (one, two))
            funded, other = (second, first) if budgets[0] else (first, second)
            said = {"funded": (funded,) * 2, "other": (other,) * 2}
            unfunded = one if budgets[0] else two
            yield Found({**unfunded, "indicator": 0}, said)


def asks(least: int, of_name: Callable[[str], bool]) -> Find:
    """Return what finds names of a sort whose lowest grade asks for a percentage or more.

    Args:
        least: The percentage.
        of_name: Tells whether a name is of the sort.
    """

    def find(context: Context) -> Iterator[Found]:
        for row, ladder in context.pairs():
            cell = ladder.poor
            high = cell.kind == AT_LEAST and cell.lower is not None and cell.lower >= least
            bare = not (cell.before or cell.after)  # 达到目标值的60%以上 says of what.
            if ladder.unit == "%" and high and bare and of_name(row["name"]):
                yield Found(row, {"lowest": values_named(cell.interval, ladder)}, ladder)

    return find
