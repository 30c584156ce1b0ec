"""Thousands of corrupted texts: none is read shifted where its own blank lines or numbers tell.

`UNSEEN` has the figures to beat. Whoever makes one better puts it there; a worse one fails.
"""

import sys
from collections import Counter, defaultdict

import pytest

from fuzz.corruptions import KINDS, corrupted
from fuzz.oracle import (
    CROSSING,
    FAR,
    MOVED,
    NEARBY,
    PASSED,
    SHIFTED,
    WRONG,
    judge,
    truth,
)
from fuzz.share import ALL, share

ONE_IN = 120
# What no reader can see: the blank lines and the numbers are as they would be in a sound text. For
# each kind how many of its share, and of all, are read with a cell in another row or column, or
# with a row under another title; none of the kinds that are not here.
UNSEEN: dict[str, tuple[int, int]] = {
    "two lines swapped": (4, 183),
    "line moved near": (0, 43),
    "line moved far": (0, 2),
    "text moved to the next cell": (1, 113),
    "text moved to the cell before": (3, 119),
    "two cells of a row swapped": (1, 84),
    "two cells of a column swapped": (2, 94),
    "cell lost, empty one gained in its row": (1, 51),
    "cell lost, empty one gained over a lost blank line": (0, 32),
    "cell lost, the blank line moved with it": (0, 32),
    "row deleted": (0, 8),
    "two rows swapped": (1, 127),
    "row moved to another activity": (2, 175),
    "two titles swapped": (0, 13),
    "paragraph moved": (0, 7),
    "paragraph moved below a cell": (0, 46),
    "two paragraphs swapped": (0, 10),
}
# Refusals that name a line further off, of a thousand.
FURTHER_OFF = 10


@pytest.fixture(scope="module")
def judged(text):
    """Return how many corruptions of each kind fall into each class, and the first few of each."""
    known = truth(text)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    shown: dict[str, list[str]] = defaultdict(list)
    for kind, lines in corrupted(known.text, share(ONE_IN)):
        found, why = judge(known, lines)
        counts[kind][found] += 1
        shown[found].append(f"{kind}: {why}")
    return counts, shown


@pytest.fixture(scope="module")
def classes(judged):
    """Return how many corruptions of all kinds fall into each class."""
    counts, _ = judged
    return sum(counts.values(), Counter())


@pytest.mark.slow
def test_every_kind_is_tried(judged, capsys):
    """And, where all of them are, told by kind and class."""
    counts, _ = judged
    assert counts.keys() == KINDS.keys()
    if ALL:
        with capsys.disabled():
            for kind, found in [*counts.items(), ("in all", sum(counts.values(), Counter()))]:
                told = ", ".join(f"{number} {name}" for name, number in found.most_common())
                sys.stdout.write(f"\n{found.total():6} {kind}: {told}")


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [CROSSING, PASSED, WRONG])
def test_what_the_text_itself_tells_is_never_read(wrong, judged):
    """No row across a blank line, no figure passed over, none that its line does not print."""
    _, shown = judged
    assert shown[wrong] == []


def test_no_more_is_read_shifted_than_no_reader_can_see(judged):
    """Kind by kind, the share and all of them."""
    counts, _ = judged
    unseen = {kind: found[SHIFTED] + found[MOVED] for kind, found in counts.items()}
    recorded = {kind: UNSEEN.get(kind, (0, 0))[ALL] for kind in KINDS}
    worse = {kind: number for kind, number in unseen.items() if number > recorded[kind]}
    assert worse == {}


def test_a_refusal_names_a_line_near_the_damage(judged, classes):
    """Within nine lines of it, in 99 of 100."""
    _, shown = judged
    assert 1000 * classes[FAR] <= FURTHER_OFF * (classes[FAR] + classes[NEARBY]), shown[FAR]
