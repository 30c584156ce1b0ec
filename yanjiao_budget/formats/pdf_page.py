"""A page of a PDF, read from where its signs and rules stand: its lines and its tables' cells."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, permutations
from typing import Any

from pdfplumber.table import merge_edges

from yanjiao_budget.language import Both

from .blocks import TABLE_IN_A_CELL
from .pdf_lines import NEAR, Box, Grid, Item, Line, Sheet
from .pdf_pages import grid_of
from .pdf_refused import (
    Area,
    Place,
    is_in,
    mid_height,
    refuse_notes,
    refuse_open_rows,
    refuse_open_tables,
    refuse_overprint,
    refuse_pictures,
    refuse_struck,
    refuse_unseen,
)

_BOLD = 0.12  # Of a character's size: how far apart it is printed twice, to look bold.
_MOST_TABLES = 100  # Of a page.
_AGAIN = 4  # Times in one place, of which any may be the nearest to the next.
# What Chromium writes for other characters: radicals, a joined dash, a wide space.
_KANGXI = map(chr, range(0x2F00, 0x2FD6))
_SAME = (
    {radical: unicodedata.normalize("NFKC", radical) for radical in _KANGXI}
    | dict(
        zip(
            "⺠⺟⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⼾",
            "民母虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟户",
            strict=True,
        )
    )
    | {"⸺": "——", "\u2003": "\u3000"}
)
_TRANSLATION = str.maketrans(_SAME)


def read_page(page: Any, unseen: str, place: Place) -> Sheet:  # noqa: ANN401 - pdfplumber's page
    """Return a page's lines of prose and its tables' rows, each with its place from the top."""
    refuse_notes(page, place)
    chars = [_read(char, place) for char in _once(page.chars)]
    refuse_pictures(page, chars, unseen, place)
    refuse_unseen(page, chars, unseen, place)
    parts, areas, chars = _tables(page, chars, place)
    lines = list(_lines(chars, place))
    across = [edge for edge in page.edges if edge["orientation"] == "h" and edge["width"] > NEAR]
    refuse_struck([*lines, *_printed_in(parts)], across, place)
    refuse_open_tables(lines, across, areas, place)
    parts += [(line.y, line) for line in lines]
    bottom = max((area[3] for area in areas), default=0.0)
    return Sheet((float(page.width), float(page.height)), sorted(parts, key=_y), bottom)


def _tables(
    page: Any,  # noqa: ANN401 - pdfplumber's page
    chars: list[Item],
    place: Place,
) -> tuple[list[tuple[float, Line | Grid]], list[Area], list[Item]]:
    """Return a page's tables, the areas that they take, and the characters outside of them."""
    rules, is_open = _closing(page)
    settings: dict[str, Any] = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
    settings |= {"explicit_horizontal_lines": rules, "explicit_vertical_lines": _sides(page)}
    tables = page.find_tables(settings)
    areas: list[Area] = [table.bbox for table in tables]
    if len(areas) > _MOST_TABLES:
        found = Both(f"more than {_MOST_TABLES} tables", f"超过 {_MOST_TABLES} 个表格")
        place.refuse(found, Both("a page that can be read", "可以识读的页面"))
    if any(_is_within(one, other) for one, other in permutations(areas, 2)):
        place.refuse(TABLE_IN_A_CELL, Both("plain tables", "普通的表格"))
    parts: list[tuple[float, Line | Grid]] = []
    for table, area in zip(tables, areas, strict=True):
        within = sorted((char for char in chars if is_in(char, *area)), key=mid_height)
        chars = [char for char in chars if not is_in(char, *area)]
        grid = _grid(table, within, is_open, place)
        refuse_open_rows(grid, place)
        # Chromium draws the rules of the page before again, above this one, and hides them.
        hides = len(rules) > len(is_open) and not any(box.lines for row in grid[:1] for box in row)
        parts.append((area[1], grid[hides:]))
    return parts, areas, chars


def _y(part: tuple[float, Line | Grid]) -> float:
    return part[0]


def _printed_in(parts: Iterable[tuple[float, Line | Grid]]) -> Iterator[Line]:
    """Yield the lines printed in the cells of tables."""
    for _, part in parts:
        for row in part if isinstance(part, list) else ():
            for box in row:
                yield from box.lines


def _is_within(one: Sequence[float], other: Sequence[float]) -> bool:
    """Return whether an area lies within another."""
    return (
        one[0] > other[0] - NEAR
        and one[1] > other[1] - NEAR
        and one[2] < other[2] + NEAR
        and one[3] < other[3] + NEAR
    )


def _once(chars: Sequence[Item]) -> Iterator[Item]:
    """Yield each character once that is printed twice in nearly the same place, to look bold."""
    seen: dict[tuple[str, int, int], list[Item]] = defaultdict(list)
    for char in chars:
        step = max(_BOLD * char["size"], 0.1)
        x, y = round(char["x0"] / step), round(char["doctop"] / step)
        around = [(char["text"], x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        if not any(_is_same(one, char, step) for key in around for one in seen.get(key, ())):
            yield char
        here = seen[char["text"], x, y]
        if len(here) < _AGAIN:
            here.append(char)  # The next may be near to this one only.


def _is_same(one: Item, other: Item, step: float) -> bool:
    return all(abs(one[side] - other[side]) < step for side in ("x0", "doctop", "size"))


def _grid(
    table: Any,  # noqa: ANN401 - pdfplumber's
    chars: Sequence[Item],
    is_open: Sequence[tuple[float, float, float]],
    place: Place,
) -> Grid:
    """Return the rows of a table; text that is in none of its cells is refused."""
    found = _Chars(chars)
    boxes = [_box(cell, found, is_open, place) for cell in table.cells]
    read = sum(len(line.ink) for box in boxes for line in box.lines)
    if read != sum(bool(char["text"].strip()) for char in chars):
        stray = Both("text between the cells of a table", "表格单元格之间的文字")
        place.refuse(stray, Both("text in cells", "单元格内的文字"))
    return grid_of(boxes)


def _read(char: Item, place: Place) -> Item:
    """Return a character with its baseline, its text as it is written elsewhere."""
    text = char["text"].translate(_TRANSLATION)
    if text.startswith("(cid:") or any("\u2e80" <= sign <= "\u2fdf" for sign in text):
        found = Both(f"the character {text} without a meaning", f"没有含义的字符 {text}")
        place.refuse(found, Both("characters of Unicode", "Unicode 字符"))
    if not char["upright"] and text.strip():
        found = Both(f"turned text “{text}”", f"转向的文字“{text}”")
        place.refuse(found, Both("lines from left to right", "从左到右的文字行"))
    # The baseline: tops differ from font to font within a line.
    return char | {"text": text, "y": float(char["top"] + char["y1"] - char["matrix"][5])}


def _closing(page: Any) -> tuple[list[Item], list[tuple[float, float, float]]]:  # noqa: ANN401
    """Return the rules that would close the cells which the page's end cuts, and where none is."""
    uprights = [edge for edge in page.edges if edge["orientation"] == "v" and edge["height"] > NEAR]
    across = [edge for edge in page.edges if edge["orientation"] == "h" and edge["width"] > NEAR]
    if not uprights:
        return [], []
    top = _open_ends(uprights, across, "top", min(edge["top"] for edge in uprights))
    bottom = _open_ends(uprights, across, "bottom", max(edge["bottom"] for edge in uprights))
    rules = [
        {"object_type": "line", "x0": x0, "x1": x1, "top": y, "bottom": y}
        | {"width": x1 - x0, "height": 0.0, "orientation": "h", "doctop": y}
        for x0, x1, y in top + bottom
    ]
    return rules, bottom


def _sides(page: Any) -> list[Item]:  # noqa: ANN401 - pdfplumber's page
    """Return the upright rules at the sides of tables that are drawn without them."""
    long = [edge for edge in page.edges if max(edge["width"], edge["height"]) > NEAR]
    edges = merge_edges(long, NEAR, NEAR, NEAR, NEAR)
    uprights = [edge for edge in edges if edge["orientation"] == "v"]
    alike: dict[tuple[int, int], list[float]] = defaultdict(list)
    for edge in edges if uprights else ():
        if edge["orientation"] == "h":
            alike[round(edge["x0"]), round(edge["x1"])].append(edge["top"])
    return [
        side for (x0, x1), tops in alike.items() for side in _open_sides(x0, x1, tops, uprights)
    ]


def _open_sides(
    x0: float, x1: float, tops: Sequence[float], uprights: Sequence[Item]
) -> Iterator[Item]:
    """Yield the upright rules at the ends of rules that reach over all upright ones."""
    within = [
        edge
        for edge in uprights
        if x0 - NEAR < edge["x0"] < x1 + NEAR
        and edge["bottom"] > min(tops) + NEAR
        and edge["top"] < max(tops) - NEAR
    ]
    if not within:
        return  # A table without any, or a rule under a heading.
    top = max(min(tops), min(edge["top"] for edge in within))
    bottom = min(max(tops), max(edge["bottom"] for edge in within))
    for x, furthest in ((x0, min), (x1, max)):
        if abs(furthest(edge["x0"] for edge in within) - x) > NEAR:
            yield (
                {"object_type": "line", "x0": x, "x1": x, "top": top, "bottom": bottom}
                | {"width": 0.0, "height": bottom - top, "orientation": "v", "doctop": top}
            )


def _open_ends(
    uprights: Sequence[Item], across: Sequence[Item], end: str, y: float
) -> list[tuple[float, float, float]]:
    """Return from where to where, at a height, no rule closes what upright ones part."""
    at = [edge for edge in across if abs(edge["top"] - y) < NEAR]
    places = sorted(edge["x0"] for edge in uprights if abs(edge[end] - y) < NEAR)
    return [
        (x0, x1, y)
        for x0, x1 in pairwise(places)
        if x1 - x0 > NEAR and not any(edge["x0"] <= (x0 + x1) / 2 <= edge["x1"] for edge in at)
    ]


class _Chars:
    """The characters of a table, found by where they stand."""

    def __init__(self, chars: Sequence[Item]) -> None:
        """Take characters from top to bottom."""
        self.by_height, self.by_width = chars, sorted(chars, key=_mid_width)

    def within(self, cell: Area) -> list[Item]:
        """Return the characters in a cell."""
        x0, top, x1, bottom = cell
        row = _between(self.by_height, top, bottom, mid_height)
        column = _between(self.by_width, x0, x1, _mid_width)
        chars, (first, last) = min((self.by_height, row), (self.by_width, column), key=_length)
        return [char for char in chars[first:last] if is_in(char, *cell)]


def _between(
    chars: Sequence[Item], least: float, most: float, key: Callable[[Item], float]
) -> tuple[int, int]:
    return bisect_left(chars, least, key=key), bisect_right(chars, most, key=key)


def _length(part: tuple[Sequence[Item], tuple[int, int]]) -> int:
    return part[1][1] - part[1][0]


def _mid_width(char: Item) -> float:
    return float(char["x0"] + char["x1"]) / 2


def _box(
    cell: Area,
    chars: _Chars,
    is_open: Sequence[tuple[float, float, float]],
    place: Place,
) -> Box:
    """Return a cell with its lines, of characters from top to bottom.

    Text that crosses its rules is refused.
    """
    x0, top, x1, bottom = cell
    own = chars.within(cell)
    for char in own:
        # Half of its height: the rest is the font's own white space.
        middle, quarter = (char["top"] + char["bottom"]) / 2, char["size"] / 4
        if char["text"].strip() and not top <= middle - quarter <= middle + quarter <= bottom:
            sign = char["text"]
            found = Both(f"“{sign}” across a rule", f"跨在线上的“{sign}”")
            place.refuse(found, Both("text within its cell", "单元格之内的文字"))
    middle = (x0 + x1) / 2
    goes_on = any(a <= middle <= b and abs(y - bottom) < NEAR for a, b, y in is_open)
    return Box(x0, top, x1, bottom, list(_lines(own, place)), goes_on)


def _lines(chars: Sequence[Item], place: Place) -> Iterator[Line]:
    """Yield characters as lines, by their baselines, from top to bottom."""
    lines: list[list[Item]] = []
    for char in sorted(chars, key=lambda char: char["y"]):
        if lines and char["y"] - lines[-1][0]["y"] < char["size"] / 2:
            lines[-1].append(char)
        else:
            lines.append([char])
    for own in lines:
        line = Line(sorted(own, key=lambda char: char["x0"]))
        refuse_overprint(line, place)
        if line.ink:
            yield line
