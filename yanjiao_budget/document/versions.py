"""What changed between two texts: row by row, and in a row cell by cell.

Rows are matched by what they print, for a document knows its rows by position and positions shift:
first those that are the same with all within them, as they follow one another; then the others of
the same place, by how much of them is the same. What is left over and stands once in either
document is followed to another place. Numbers that count the rows are set aside, and so, between
two years, is each document's distance to its own year: 2019年 in the one of 2019 is 2020年 in the
one of 2020.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from .disclosure import Disclosure
from .matching import GONE, MOVED, NEW, SAME, best_first, in_order, likeness, lone, plain
from .printed_rows import Cell, Row, printed_rows

CHANGED = "changed"
STATUSES = (SAME, CHANGED, MOVED, NEW, GONE)
# An amount may have four digits too: 年, another year up to it, or a month and a day tell a year.
YEAR = re.compile(
    r"(?<!\d)[2２][0０]\d\d"
    r"(?=(?:\s*[-–—~～至]{1,2}\s*[2２][0０]\d\d)?\s*年|[.\-/]\d{1,2}[.\-/]\d{1,2}(?!\d))"
)
_HALF = 0.5  # Of the names within two rows, so many are the same where the two may be one.


class Difference(NamedTuple):
    """What became of a printed row, or of one of its cells.

    Attributes:
        status: One of `STATUSES`.
        before: The row in the earlier text; None for a new one.
        after: The row in the later text; None for one that is gone.
        column: The cell that changed; None for another status.
    """

    status: str
    before: Row | None
    after: Row | None
    column: str | None = None


_Pairs = list[tuple[Row, Row]]
_Places = list[tuple[int, int]]
# Rows by their group and where they stand, each by its place there.
_Left = defaultdict[tuple[str, int], dict[int, Row]]
# How far two rows are from one, the least being the nearest; None for two that are not.
_Ranked = tuple[float, ...] | None
# What ranks them: told whether both stand in one place, and whether as many are left on each side.
_Rank = Callable[[Row, Row, bool, bool], _Ranked]


def compare_texts(before: Disclosure, after: Disclosure) -> list[Difference]:
    """Return what became of each printed row of two texts, in the order of the later one.

    A row has a difference for each cell that changed and one where it moved, or else one that says
    it is the same. One that is gone stands behind the row it stood behind.

    Args:
        before: The earlier text.
        after: The later one, of the same year or of another.
    """
    said = _Said((before.fiscal_year, after.fiscal_year))
    old, new = printed_rows(before), printed_rows(after)
    pairs, moved = _matched(said, old, new)
    return list(_differences(said, (old, new), pairs, moved))


class _Said:
    """What rows say, with all set aside that tells no row from another; years are of each side."""

    def __init__(self, years: tuple[int, int]) -> None:
        self.years = years
        self._numbers: dict[object, int] = {}
        self._plain: dict[str, str] = {}
        self._whole: dict[Row, int] = {}
        self._deep: dict[Row, int] = {}

    def words(self, cell: Cell) -> str:
        """Return a cell's words without spacing, width, and between two years any year."""
        known = self._plain.get(cell.words)
        if known is None:
            words = plain(cell.words)
            is_one_year = self.years[0] == self.years[1]
            known = self._plain[cell.words] = words if is_one_year else YEAR.sub("年", words)
        return known

    def name(self, row: Row) -> str:
        """Return the words of the cell that names a row."""
        return self.words(row.named)

    def group_and_name(self, row: Row) -> tuple[str, str]:
        """Return what a row is followed by."""
        return row.group, self.name(row)

    def whole(self, row: Row) -> int:
        """Return a number that rows of the same cells share."""
        if row not in self._whole:
            words = tuple([self.words(cell) for cell in row.cells.values()])
            self._whole[row] = self._number((row.group, tuple(row.cells), words))
        return self._whole[row]

    def deep(self, row: Row) -> int:
        """Return a number that rows of the same cells share, and of the same rows within them."""
        if row not in self._deep:
            self._deep[row] = self._number((self.whole(row), tuple(map(self.deep, row.within))))
        return self._deep[row]

    def _number(self, said: object) -> int:
        return self._numbers.setdefault(said, len(self._numbers))

    def changed(self, old: Row, new: Row) -> int:
        """Return how many cells of two rows differ."""
        if self.whole(old) == self.whole(new):
            return 0
        return sum(
            _words(self, old, column) != _words(self, new, column)
            for column in old.cells | new.cells
        )

    def share_words(self, old: Row, new: Row) -> bool:
        """Tell whether some cell prints the same in two rows, and is not blank in both."""
        return any(
            (words := _words(self, old, column)) and words == _words(self, new, column)
            for column in old.cells
        )

    def common(self, old: Row, new: Row) -> float | None:
        """Return what part of the names within two rows they share; None where none is named."""
        names = [Counter(filter(None, map(self.name, row.within))) for row in (old, new)]
        most = max(side.total() for side in names)
        return (names[0] & names[1]).total() / most if most else None

    def same(self, old: Cell | None, new: Cell | None) -> bool:
        """Tell whether two cells print the same, but for numbers that count and the years."""
        texts = old.text if old else "", new.text if new else ""
        if texts[0] == texts[1] or not (old and new):
            return texts[0] == texts[1]
        if (old.style, old.off) != (new.style, new.off):
            return False
        return old.words == new.words or self._same_but_for_years(old.words, new.words)

    def _same_but_for_years(self, old: str, new: str) -> bool:
        if YEAR.sub("", old) != YEAR.sub("", new):
            return False
        apart = self.years[1] - self.years[0]
        years = ([int(year) for year in YEAR.findall(text)] for text in (old, new))
        return all(was in {now, now - apart} for was, now in zip(*years, strict=True))


def _words(said: _Said, row: Row, column: str) -> str:
    cell = row.cells.get(column)
    return said.words(cell) if cell else ""


def _matched(said: _Said, old: Sequence[Row], new: Sequence[Row]) -> tuple[_Pairs, set[Row]]:
    """Return the rows of two texts that are one, and which of the later have moved.

    Level by level: rows within two that are one, then what is left over of the whole level.

    Args:
        said: What rows say.
        old: The sections of the earlier text.
        new: Those of the later one.
    """
    found, crossing = _siblings(said, old, new)
    moved = {new[place].within[0] for place in crossing}
    sides = _with_rest(old, [row for row, _ in found]), _with_rest(new, [row for _, row in found])
    together = [(sides[0][row], sides[1][other]) for row, other in found]
    pairs: _Pairs = []
    old, new = _within(old), _within(new)
    while old or new:
        level, its_moved = _level(said, together)
        followed = _followed(said, old, new, level)
        moved |= its_moved | {row for _, row in followed}
        pairs += level + followed
        together = [(row.within, other.within) for row, other in level + followed]
        old, new = _within(old), _within(new)
    return pairs, moved


def _level(said: _Said, together: list[tuple[list[Row], list[Row]]]) -> tuple[_Pairs, set[Row]]:
    """Return what is one of the rows within each two places, and which of the later moved there."""
    pairs: _Pairs = []
    moved: set[Row] = set()
    for rows, others in together:
        found, crossing = _siblings(said, rows, others)
        pairs += [(rows[row], others[other]) for row, other in found]
        moved |= {others[place] for place in crossing}
    return pairs, moved


def _within(rows: Sequence[Row]) -> list[Row]:
    return [one for row in rows for one in row.within]


def _crossing(pairs: _Places) -> set[int]:
    """Return the fewest later places of some pairs without which both texts have one order."""
    places = [place for _, place in sorted(pairs)]
    return {*places} - in_order(places)


def _with_rest(sections: Sequence[Row], matched: Sequence[int]) -> dict[int, list[Row]]:
    """Return what is within each matched section, and within those below it that have no match.

    A line that is a title no longer leaves what stood under it to the section above.
    """
    ends = [*sorted(matched)[1:], len(sections)]
    spans = zip(sorted(matched), ends, strict=True)
    return {start: _within(sections[start:end]) for start, end in spans}


def _siblings(said: _Said, old: Sequence[Row], new: Sequence[Row]) -> tuple[_Places, set[int]]:
    """Return the rows within one place in two texts that are one, and which of the later moved.

    Both are told by their positions there.
    """
    deep = [said.deep(row) for row in old], [said.deep(row) for row in new]
    if deep[0] == deep[1]:
        return [(place, place) for place in range(len(old))], set()
    blocks = Levenshtein.opcodes(*deep)
    aligned = [
        pair
        for block in blocks
        if block.tag == "equal"
        for pair in zip(
            range(block.src_start, block.src_end),
            range(block.dest_start, block.dest_end),
            strict=True,
        )
    ]
    pairs = list(aligned)
    for rank in (_by_name, _by_the_rest):
        pairs += _best(_left(old, new, pairs), partial(rank, said))
    crossing = _crossing(pairs)
    if len(crossing) == len(pairs) - len(aligned):
        # Of equal choices: what stands between two rows that change places has not moved.
        crossing = {place for _, place in pairs[len(aligned) :]}
    return pairs, crossing


def _left(old: Sequence[Row], new: Sequence[Row], pairs: _Places) -> tuple[_Left, _Left]:
    """Return the rows of either side that are in no pair, by their group and where they stand.

    Where a row stands is how many pairs that follow one another in both texts are above it.
    """
    crossing = _crossing(pairs)
    chain = [pair for pair in sorted(pairs) if pair[1] not in crossing]
    sides: list[_Left] = []
    for side, rows in enumerate((old, new)):
        taken, above = {pair[side] for pair in pairs}, [pair[side] for pair in chain]
        left: _Left = defaultdict(dict)
        for place, row in enumerate(rows):
            if place not in taken:
                left[row.group, bisect_left(above, place)][place] = row
        sides.append(left)
    return sides[0], sides[1]


def _best(left: tuple[_Left, _Left], rank: _Rank) -> _Places:
    """Return pairs of rows of one group that a rank takes for one, the best first."""
    candidates = (
        (found, row, other)
        for where, rows in left[0].items()
        for its_place, others in left[1].items()
        if where[0] == its_place[0]
        for row, other in product(rows, others)
        if (found := rank(rows[row], others[other], where == its_place, len(rows) == len(others)))
    )
    return [(row, other) for _, row, other in best_first(candidates)]


def _by_name(said: _Said, old: Row, new: Row, is_here: bool, _: bool) -> _Ranked:  # noqa: FBT001 - a rank
    """Rank rows of the same cells, else of the same name, else of names that are alike."""
    names = said.name(old), said.name(new)
    alike = likeness(*names) if all(names) else 0.0
    if not alike and said.whole(old) != said.whole(new):
        return None
    changed = said.changed(old, new)
    return changed > 0, -alike, not is_here, changed, -(said.common(old, new) or 0)


def _by_the_rest(said: _Said, old: Row, new: Row, is_here: bool, as_many: bool) -> _Ranked:  # noqa: FBT001 - a rank
    """Rank rows whose names are not alike, of the same place unless all the rest is the same.

    Best where half of what is named within them is the same, then where all that is printed beside
    the name is. A name that stands alone is another where as many are left of either text.
    """
    common = said.common(old, new)
    has_half = common is not None and common >= _HALF
    if not (is_here or has_half):
        return None
    is_one_cell = said.changed(old, new) == 1
    is_rest_same = is_one_cell and said.share_words(old, new)
    ways = (
        is_here and has_half,
        is_here and is_rest_same,
        has_half and is_rest_same,
        is_here and is_one_cell and common is None and as_many,
    )
    return (ways.index(True),) if any(ways) else None


def _followed(said: _Said, old: Sequence[Row], new: Sequence[Row], pairs: _Pairs) -> _Pairs:
    """Return pairs of what is in none: with its cells, or its name, to itself in both texts."""
    taken = {row for pair in pairs for row in pair}
    found: _Pairs = []
    for key in (said.whole, said.group_and_name):
        alone = lone(map(key, old), map(key, new))
        there = {key(row): row for row in new if row not in taken}
        followed = [
            (row, there[key(row)])
            for row in old
            if row not in taken and said.name(row) and key(row) in alone and key(row) in there
        ]
        taken |= {row for pair in followed for row in pair}
        found += followed
    return found


def _differences(
    said: _Said, texts: tuple[Sequence[Row], Sequence[Row]], pairs: _Pairs, moved: set[Row]
) -> Iterator[Difference]:
    """Yield what became of each row, in the order of the later text."""
    old, new = (list(_all(_within(sections))) for sections in texts)
    place = {row: number for number, row in enumerate(new)}
    before = {row: was for was, row in pairs}
    stands = {was: place[row] for was, row in pairs if row not in moved}
    gone: defaultdict[int, list[Row]] = defaultdict(list)
    behind, left = -1, set(old) - set(before.values())
    for row in old:
        behind = stands.get(row, behind)
        if row in left:
            gone[behind].append(row)
    yield from (Difference(GONE, one, None) for one in gone[-1])
    for number, row in enumerate(new):
        yield from _became(said, before.get(row), row, has_moved=row in moved)
        yield from (Difference(GONE, one, None) for one in gone[number])


def _all(rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        yield from _all(row.within)


def _became(said: _Said, old: Row | None, new: Row, *, has_moved: bool) -> Iterator[Difference]:
    if old is None:
        yield Difference(NEW, None, new)
        return
    changed = [
        column
        for column in new.cells | old.cells
        if not said.same(old.cells.get(column), new.cells.get(column))
    ]
    if has_moved:
        yield Difference(MOVED, old, new)
    yield from (Difference(CHANGED, old, new, column) for column in changed)
    if not (has_moved or changed):
        yield Difference(SAME, old, new)
