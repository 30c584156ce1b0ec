"""What stands at the edges of a PDF's pages and is none of its text: left out, and said so.

The number of a page, and the line that runs over the head or foot of all pages, of all but the
first, or of every second one, at one height; a number in it may count the pages. A line that names
a unit or an amount is a table's, and stays.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from yanjiao_budget.language import Both

from .blocks import is_page_number, shown
from .pdf_lines import NEAR, Line, Sheet

_LOG = logging.getLogger(__name__)
_OF_A_TABLE = re.compile(r"(?:^|[\s（(])单位[:：]|元|[%％]")
_NUMBER = re.compile(r"\d+")
_SAYS_PAGE = re.compile(r"页|page|[-—–~～·•]\s*\d", re.IGNORECASE)
_FEWEST = 2  # Pages: a line on fewer runs over nothing.
_FEW = 3
_MOST_LINES = 6  # At one edge of a page.


class _End(NamedTuple):
    """A line that stands first or last on a page.

    Attributes:
        at: Of which page, counted from 0.
        text: What it says.
        y: How far from the page's edge it stands, and on pages of which size.
    """

    at: int
    text: str
    y: float
    size: tuple[float, float]


_PAGE_NUMBERS = Both("left out, as it numbers the pages: %s", "页码，未读取：%s")
_RUNNING = Both(
    "left out, as it stands at the edge of every page: %s", "每页边缘都有的文字，未读取：%s"
)
_ON_ALL_BUT_FIRST = Both(
    "left out, as it stands at the edge of every page but the first: %s",
    "除首页外每页边缘都有的文字，未读取：%s",
)


def without_edges(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return pages without their numbers and the lines that run over them, which are logged."""
    without = [sheet._replace(parts=list(sheet.parts)) for sheet in sheets]
    for edge in (0, -1):
        for _ in range(_MOST_LINES):
            if not _leave_out(without, edge):
                break
    return without


def _leave_out(sheets: Sequence[Sheet], edge: int) -> bool:
    """Leave out one line at an edge of pages, and say so; return whether there was one."""
    ends = list(_ends(sheets, edge))
    count = sum(bool(sheet.parts) for sheet in sheets)
    numbers = list(_numbers(ends))
    running = numbers or _running(ends, count)
    for end in running:
        del sheets[end.at].parts[edge]
    said = _RUNNING if len(running) == count else _ON_ALL_BUT_FIRST
    texts = list(dict.fromkeys(shown(end.text) for end in running if end.text.strip()))
    if texts:
        _LOG.warning(_PAGE_NUMBERS if numbers else said, _few(texts))
    return bool(running)


def _few(texts: Sequence[str]) -> str:
    """Return texts, of many the first and the last."""
    return " · ".join(texts) if len(texts) <= _FEW else f"{texts[0]} … {texts[-1]}"


def _ends(sheets: Sequence[Sheet], edge: int) -> Iterator[_End]:
    for at, sheet in enumerate(sheets):
        y, part = sheet.parts[edge] if sheet.parts else (0.0, None)
        is_beside_table = edge < 0 and y < sheet.bottom
        if isinstance(part, Line) and not is_beside_table:
            yield _End(at, part.text, abs(y + edge * sheet.size[1]), sheet.size)


def _numbers(ends: Sequence[_End]) -> Iterator[_End]:
    """Yield the lines that are empty or number their pages.

    A bare number does so where it counts on from, or up to, the next page's, or is the page's own.
    """
    offsets = {
        end.at: int(found[0]) - end.at
        for end in ends
        if is_page_number(end.text) and (found := _NUMBER.search(end.text))
    }
    for end in ends:
        if is_page_number(end.text):
            own = offsets.get(end.at)
            around = {1, offsets.get(end.at - 1), offsets.get(end.at + 1)}
            if own is None or own in around or _SAYS_PAGE.search(end.text):
                yield end


def _running(ends: Sequence[_End], count: int) -> list[_End]:
    """Return the lines that run over the pages, of which `count` print something."""
    groups = [group for group in _alike(ends) if len(group) >= _FEWEST and _at_one_height(group)]
    if len(groups) > 1:  # One for the pages on the left, one for those on the right.
        groups = list(filter(_is_every_second, groups))
    running = [end for group in groups for end in group]
    is_all_but_first = len(running) == count - 1 > _FEWEST - 1 and all(end.at for end in running)
    is_all = len(running) == count or is_all_but_first
    return running if is_all and len(groups) <= 2 else []  # noqa: PLR2004 - left and right


def _is_every_second(group: Iterable[_End]) -> bool:
    return len({end.at % 2 for end in group}) == 1


def _alike(ends: Iterable[_End]) -> Iterator[list[_End]]:
    """Yield the lines that say the same, but for a number that counts the pages."""
    by_words = defaultdict(list)
    for end in ends:
        if not _OF_A_TABLE.search(end.text):
            by_words[_NUMBER.sub("#", "".join(end.text.split()))].append(end)
    for group in by_words.values():
        numbers = zip(
            *([int(one) for one in _NUMBER.findall(end.text)] for end in group), strict=True
        )
        pages = [end.at for end in group]
        if all(len(set(own)) == 1 or _counts(own, pages) for own in numbers):
            yield group
        else:
            by_text = defaultdict(list)
            for end in group:
                by_text[end.text].append(end)
            yield from by_text.values()


def _counts(numbers: Iterable[int], pages: Iterable[int]) -> bool:
    return len({number - at for number, at in zip(numbers, pages, strict=True)}) == 1


def _at_one_height(group: Iterable[_End]) -> bool:
    heights = defaultdict(list)
    for end in group:
        heights[end.size].append(end.y)
    return all(max(own) - min(own) < NEAR for own in heights.values())
