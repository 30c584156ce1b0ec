"""Which rows of two documents are one: by their names, how alike those are, and their order."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from rapidfuzz import fuzz

from .numbers import half_width

# What may have become of a row.
SAME, MOVED, NEW, GONE = "same", "moved", "new", "gone"
# How alike two names have to be, of 100, for one to be likely the other renamed. No two different
# names under one responsibility of the 2019 disclosure are, but 综合事务管理 and 综合业务管理.
LIKELY = 70.0


def plain(name: str) -> str:
    """Return a name without what only spacing and width tell apart."""
    return "".join(half_width(name).split())


def likeness(name: str, other: str) -> float:
    """Return how alike two names are, of 100; 0 where not alike enough to be likely one."""
    return fuzz.ratio(name, other, score_cutoff=LIKELY)


def best_first(candidates: Iterable[tuple[Any, int, int]]) -> list[tuple[Any, int, int]]:
    """Return the pairs to keep of some, each a rank and a row of either side.

    The least rank comes first, then the documents' order; no row is in two pairs.
    """
    kept, rows, others = [], set(), set()
    for rank, row, other in sorted(candidates):
        if row not in rows and other not in others:
            kept.append((rank, row, other))
            rows.add(row)
            others.add(other)
    return kept


def lone(old: Iterable[Any], new: Iterable[Any]) -> set[Any]:
    """Return what stands once in each of two documents: there it can be followed anywhere."""
    once = [{one for one, times in Counter(side).items() if times == 1} for side in (old, new)]
    return once[0] & once[1]


def in_order(places: Sequence[int]) -> set[int]:
    """Return the most of some different numbers that rise from first to last as they are given."""
    ends: list[int] = []  # For each length the least number that a rising run of it ends at.
    before: dict[int, int | None] = {}
    for place in places:
        length = bisect_left(ends, place)
        before[place] = ends[length - 1] if length else None
        ends[length : length + 1] = [place]
    rising, last = set(), ends[-1] if ends else None
    while last is not None:
        rising.add(last)
        last = before[last]
    return rising
