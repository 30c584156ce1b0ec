"""Every digit of every amount changed: seen, but for those that nothing else prints."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import pytest

from fuzz.share import ALL, share
from yanjiao_budget import Disclosure, UnreadableDisclosureError, parse_disclosure
from yanjiao_budget.document.ledger import printed_once, ties
from yanjiao_budget.schema import BY_NAME

ONE_IN = 160
CHANGES = 5922  # Each digit of each amount put as each of the nine others.
_STATED = re.compile(r"\d+(?:\.\d+)?(?=\s*万元)|(?<=费为)0")  # A 0 prints no unit.


class Change(NamedTuple):
    """A digit that was changed: its line, the amount it is of, and the text with it changed."""

    line: int
    amount: str
    text: str


def _amounts(read: Disclosure) -> Iterator[tuple[int, int, int]]:
    """Yield where each amount is printed: its line, from 1, its first sign there, and the end."""
    for piece in read.pieces:
        columns = BY_NAME[piece.table].columns if piece.table else ()
        money = {column.name for column in columns if column.unit or column.name == "quantity"}
        if piece.kind == "cell" and piece.column in money and re.search(r"\d", piece.printed):
            number = re.search(r"[\d.]+", piece.printed)
            yield piece.line, *number.span()
        elif piece.kind == "paragraph":
            for number in _STATED.finditer(piece.printed):
                yield piece.line, *number.span()


def _changes(text: str, one_in: int) -> Iterator[Change]:
    """Yield one in so many changes of one digit, in the order of the text."""
    lines = text.split("\n")
    places = (
        (line, start, stop, place, other)
        for line, start, stop in _amounts(parse_disclosure(text))
        for place in range(start, stop)
        for other in "0123456789"
        if lines[line - 1][place].isdigit() and other != lines[line - 1][place]
    )
    for line, start, stop, place, other in islice(places, 0, None, one_in):
        printed = lines[line - 1]
        changed = printed[:place] + other + printed[place + 1 :]
        whole = "\n".join([*lines[: line - 1], changed, *lines[line:]])
        yield Change(line, printed[start:stop], whole)


def _ledger(read: Disclosure) -> dict[str, object]:
    """Return what a reader sees of each tie: the gap of an equality, or whether a bound holds."""
    return {
        one.check: one.difference if one.relation == "=" else one.holds
        for one in ties(read.records)
    }


@pytest.fixture(scope="module")
def unseen(text):
    """Return the changes that are read and leave the ledger as it was, and how many were tried."""
    before = _ledger(parse_disclosure(text))
    found, tried = [], 0
    for change in _changes(text, share(ONE_IN)):
        tried += 1
        try:
            if _ledger(parse_disclosure(change.text)) == before:
                found.append(change)
        except UnreadableDisclosureError:
            continue
    return found, tried


def test_a_change_of_a_digit_that_nothing_shows_is_of_an_amount_printed_once(unseen, text, capsys):
    """And those amounts are listed."""
    found, tried = unseen
    alone = printed_once(parse_disclosure(text).records)
    rows = {one.source_line: one.amount for one in alone}
    told = Counter()
    for change in found:
        row = max(line for line in rows if line <= change.line)
        assert change.line - row <= 2, change[:2]
        assert str(rows[row]) == change.amount
        told[change.amount] += 1
    if ALL:
        with capsys.disabled():
            counts = ", ".join(f"{count} of {amount}" for amount, count in told.items())
            sys.stdout.write(
                f"\n{tried:6} changes of a digit, {tried - len(found)} seen; printed once: {counts}"
            )


def test_every_digit_of_every_amount_is_tried(unseen):
    """In the share, one in so many."""
    _, tried = unseen
    assert tried == -(-CHANGES // share(ONE_IN))
