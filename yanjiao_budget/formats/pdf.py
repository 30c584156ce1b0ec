"""PDF files with ruled tables to canonical text.

Kept: the characters, cells as the rules draw them, cells that span rows and columns, tables that go
on across pages (the heading rows that each page repeats are dropped) and rows cut by a page's end.
Digits raised above the line or lowered below it, as a note's mark is, are written so: ¹, ₂. A wide
gap within a line is a space. What is printed twice for bold is read once.
Lost: layout, page numbers, lines that every page repeats at its edge (logged), pictures no larger
than a seal.
Refused: larger pictures (scans among them), text printed across a rule, over other text or turned,
struck out, with no ink or off the page, characters without a meaning, tables in cells or without
upright rules, notes, stamps and form fields, files with a password, without their end or beyond the
limits of `pdf_print`.

Characters that Chromium names by their radicals (⼯ for 工) are read as simplified Chinese. How
lines become paragraphs, and what cannot be told, is said in `pdf_pages`.
"""

import logging
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeAlias

import pdfplumber

from yanjiao_budget.document.text import UnreadableDisclosureError

from .blocks import canonical, is_page_number, refusal, shown
from .pdf_pages import CLOSING, NEAR, OPENING, Box, Grid, Item, Line, Sheet, blocks_of, grid_of
from .pdf_print import MOST_PAGES, Printed, TooMuchError, print_page, refuse_vast

_LOG = logging.getLogger(__name__)
_ADVICE = "Read the Word or HTML file that it was made from, or correct its text and save as .docx."
_SEAL = 142  # Points: 5 cm, the largest official seal.
_LETTER, _SIGN = 0.7, 0.2  # Of a character's width: the least distance to the next.
_BOLD = 0.12  # Of a character's size: how far apart it is printed twice, to look bold.
_STRUCK = (0.15, 0.5)  # Of a character's size, above its foot: where a rule strikes it out.
_Area: TypeAlias = tuple[float, float, float, float]  # Left, top, right, bottom.
_TAIL = 1024  # Where a whole PDF has its end mark.
_UNIT = re.compile("单位[:：]|元")
_SILENT = {"Link", "Popup"}  # What stands on a page and shows nothing.
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


def read_pdf(path: Path, file: str) -> str:
    """Return the canonical text of a PDF file; `file` is its name in messages.

    Raises:
        UnreadableDisclosureError: For what the module refuses, or a file that is no PDF.
        OSError: Where the file cannot be opened.
    """
    data = path.read_bytes()
    if not data.startswith(b"%PDF") or b"%%EOF" not in data[-_TAIL:]:
        found = "a PDF file without its end" if data.startswith(b"%PDF") else "no PDF file"
        raise refusal(file, found, "a whole PDF file", _ADVICE)
    log = logging.getLogger("pdfminer")
    level = log.level
    log.setLevel(logging.CRITICAL)  # It warns of fonts that it has no need of.
    try:
        refuse_vast(data)
        with pdfplumber.open(path, pages=list(range(1, MOST_PAGES + 2))) as pdf:
            sheets = list(_sheets(pdf, file))
    except UnreadableDisclosureError:
        raise
    except TooMuchError as error:
        advice = "Save the pages of the disclosure alone, and read that file."
        raise refusal(file, str(error), "a PDF file that can be read", advice) from error
    except Exception as error:  # pdfminer raises anything on broken bytes.
        found = f"a damaged PDF file, or one with a password ({type(error).__name__})"
        raise refusal(file, found, "a PDF file", _ADVICE) from error
    finally:
        log.setLevel(level)
    return canonical(blocks_of(_without_edges(sheets)))


def _sheets(pdf: Any, file: str) -> Iterator[Sheet]:  # noqa: ANN401 - pdfplumber's
    if len(pdf.pages) > MOST_PAGES:
        raise TooMuchError(f"more than {MOST_PAGES} pages")
    printed = Printed()
    for page in pdf.pages:
        _LOG.info("reading page %d of %d", page.page_number, len(pdf.pages))
        unseen = print_page(page, printed)
        yield _sheet(page, unseen, _Place(file, f"page {page.page_number}"))
        page.close()  # What it has read is the most of what a file takes.


class _Place(NamedTuple):
    """A page of a file, as messages name it."""

    file: str
    page: str

    def refuse(self, found: str, expected: str) -> NoReturn:
        """Refuse the file for what stands on this page."""
        raise refusal(self.file, found, expected, _ADVICE, self.page)


def _sheet(page: Any, unseen: str, place: _Place) -> Sheet:  # noqa: ANN401 - pdfplumber's page
    """Return a page's lines of prose and its tables' rows, each with its place from the top."""
    _refuse_notes(page, place)
    chars = [_read(char, place) for char in _once(page.chars)]
    _refuse_pictures(page, chars, place)
    _refuse_unseen(page, chars, unseen, place)
    parts, areas, chars = _tables(page, chars, place)
    lines = list(_lines(chars, place))
    across = [edge for edge in page.edges if edge["orientation"] == "h" and edge["width"] > NEAR]
    _refuse_struck([*lines, *_printed_in(parts)], across, place)
    _refuse_open_tables(lines, across, areas, place)
    parts += [(line.y, line) for line in lines]
    bottom = max((area[3] for area in areas), default=0.0)
    return Sheet((float(page.width), float(page.height)), sorted(parts, key=_y), bottom)


def _tables(
    page: Any,  # noqa: ANN401 - pdfplumber's page
    chars: list[Item],
    place: _Place,
) -> tuple[list[tuple[float, Line | Grid]], list[_Area], list[Item]]:
    """Return a page's tables, the areas that they take, and the characters outside of them."""
    rules, is_open = _closing(page)
    settings = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
    tables = page.find_tables(settings | {"explicit_horizontal_lines": rules})
    areas: list[_Area] = [table.bbox for table in tables]
    if any(_is_within(one, other) for one, other in permutations(areas, 2)):
        place.refuse("a table within a cell of another", "plain tables")
    parts: list[tuple[float, Line | Grid]] = []
    for table, area in zip(tables, areas, strict=True):
        within = sorted((char for char in chars if _is_in(char, *area)), key=_middle)
        chars = [char for char in chars if not _is_in(char, *area)]
        grid = _grid(table, within, is_open, place)
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


def _refuse_notes(page: Any, place: _Place) -> None:  # noqa: ANN401 - pdfplumber's page
    for note in page.annots:
        kind = getattr(note["data"].get("Subtype"), "name", "")
        if note.get("contents"):
            place.refuse(f"a note “{shown(note['contents'])}”", "no notes")
        is_small = max(note["width"], note["height"]) <= _SEAL
        is_seal = kind == "Widget" and is_small and "Sig" in str(note["data"].get("FT"))
        is_empty = kind == "Widget" and not note["data"].get("V")
        if kind not in _SILENT and not is_seal and not is_empty:
            what = "a form field" if kind == "Widget" else f"a stamp or drawing ({kind})"
            place.refuse(what, "text printed on the page itself")


def _refuse_pictures(page: Any, chars: Sequence[Item], place: _Place) -> None:  # noqa: ANN401
    if (page.images or page.curves) and not chars:
        place.refuse("a picture of a page", "a page with text")
    if any(max(image["width"], image["height"]) > _SEAL for image in page.images):
        place.refuse("a picture, which may hold text", "none larger than a seal")


def _refuse_unseen(
    page: Any,  # noqa: ANN401 - pdfplumber's page
    chars: Sequence[Item],
    unseen: str,
    place: _Place,
) -> None:
    outside = "".join(char["text"] for char in chars if not _is_in(char, *page.bbox)).strip()
    for what, text in (("invisible text", unseen), ("text outside of the page", outside)):
        if text:
            place.refuse(f"{what} “{shown(text)}”", "text that can be seen")


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
            seen[char["text"], x, y].append(char)
            yield char


def _is_same(one: Item, other: Item, step: float) -> bool:
    return all(abs(one[side] - other[side]) < step for side in ("x0", "doctop", "size"))


def _grid(
    table: Any,  # noqa: ANN401 - pdfplumber's
    chars: Sequence[Item],
    is_open: Sequence[tuple[float, float, float]],
    place: _Place,
) -> Grid:
    """Return the rows of a table; text that is in none of its cells is refused."""
    boxes = [_box(cell, chars, is_open, place) for cell in table.cells]
    read = sum(len(line.ink) for box in boxes for line in box.lines)
    if read != sum(bool(char["text"].strip()) for char in chars):
        place.refuse("text between the cells of a table", "text in cells")
    return grid_of(boxes)


def _refuse_struck(lines: Iterable[Line], across: Sequence[Item], place: _Place) -> None:
    """Refuse text that a rule strikes out."""
    low, high = _STRUCK
    for line in lines:
        for rule in across:
            if low * line.size < line.y - rule["top"] < high * line.size:
                struck = [
                    char["text"]
                    for char in line.ink
                    if rule["x0"] <= (char["x0"] + char["x1"]) / 2 <= rule["x1"]
                ]
                if struck:
                    found = f"struck-out text “{shown(''.join(struck))}”"
                    place.refuse(found, "text to be read, and no other")


def _refuse_open_tables(
    lines: Sequence[Line],
    across: Sequence[Item],
    areas: Sequence[_Area],
    place: _Place,
) -> None:
    """Refuse columns of text between rules across the page that no upright ones part."""
    free = [
        rule["top"]
        for rule in across
        if not any(area[1] - NEAR < rule["top"] < area[3] + NEAR for area in areas)
    ]
    parted = [line for line in lines if line.is_parted]
    columns = [line for line in parted if min(free, default=0) < line.y < max(free, default=0)]
    if len(columns) > 1:
        found = f"a table without upright rules, at “{shown(columns[0].text)}”"
        place.refuse(found, "tables whose cells rules part")


def _read(char: Item, place: _Place) -> Item:
    """Return a character with its baseline, its text as it is written elsewhere."""
    text = char["text"].translate(_TRANSLATION)
    if text.startswith("(cid:") or any("\u2e80" <= sign <= "\u2fdf" for sign in text):
        place.refuse(f"the character {text} without a meaning", "characters of Unicode")
    if not char["upright"] and text.strip():
        place.refuse(f"turned text “{text}”", "lines from left to right")
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


def _is_in(char: Item, x0: float, top: float, x1: float, bottom: float) -> bool:
    return bool(x0 <= (char["x0"] + char["x1"]) / 2 <= x1 and top <= _middle(char) <= bottom)


def _middle(char: Item) -> float:
    """Return the height at which the middle of a character stands."""
    return float(char["top"] + char["bottom"]) / 2


def _box(
    cell: _Area,
    chars: Sequence[Item],
    is_open: Sequence[tuple[float, float, float]],
    place: _Place,
) -> Box:
    """Return a cell with its lines, of characters from top to bottom.

    Text that crosses its rules is refused.
    """
    x0, top, x1, bottom = cell
    first, last = bisect_left(chars, top, key=_middle), bisect_right(chars, bottom, key=_middle)
    own = [char for char in chars[first:last] if _is_in(char, *cell)]
    for char in own:
        # Half of its height: the rest is the font's own white space.
        middle, quarter = (char["top"] + char["bottom"]) / 2, char["size"] / 4
        if char["text"].strip() and not top <= middle - quarter <= middle + quarter <= bottom:
            place.refuse(f"“{char['text']}” across a rule", "text within its cell")
    middle = (x0 + x1) / 2
    goes_on = any(a <= middle <= b and abs(y - bottom) < NEAR for a, b, y in is_open)
    return Box(x0, top, x1, bottom, list(_lines(own, place)), goes_on)


def _lines(chars: Sequence[Item], place: _Place) -> Iterator[Line]:
    """Yield characters as lines, by their baselines, from top to bottom."""
    lines: list[list[Item]] = []
    for char in sorted(chars, key=lambda char: char["y"]):
        if lines and char["y"] - lines[-1][0]["y"] < char["size"] / 2:
            lines[-1].append(char)
        else:
            lines.append([char])
    for own in lines:
        line = Line(sorted(own, key=lambda char: char["x0"]))
        _refuse_overprint(line, place)
        if line.ink:
            yield line


def _refuse_overprint(line: Line, place: _Place) -> None:
    for left, right in pairwise(line.ink):
        # Signs are set closer: half of their width, or more, is white.
        signs = {left["text"], right["text"]} & (OPENING | CLOSING)
        least = _SIGN if signs else _LETTER
        if right["x0"] - left["x0"] < least * (left["x1"] - left["x0"]):
            found = f"“{right['text']}” printed over “{left['text']}”"
            place.refuse(found, "text that can be read")


def _without_edges(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return pages without their numbers and the lines that all of them repeat at one edge."""
    without = [_without_numbers(sheet) for sheet in sheets]
    for edge in (0, -1):
        printed = [sheet.parts for sheet in without if sheet.parts]
        if len(printed) > 1 and (repeated := _repeated([parts[edge] for parts in printed])):
            _LOG.warning("left out, as it stands at the edge of every page: %s", repeated)
            for parts in printed:
                del parts[edge]
    return [_without_numbers(sheet) for sheet in without]


def _repeated(ends: Sequence[tuple[float, Line | Grid]]) -> str:
    """Return the text that stands at one height of every page; nothing where there is none."""
    texts = {part.text if isinstance(part, Line) else "" for _, part in ends}
    heights = [y for y, _ in ends]
    is_one = len(texts) == 1 and max(heights) - min(heights) < NEAR
    # The unit above every page's table belongs to the table.
    return texts.pop() if is_one and not _UNIT.search("".join(texts)) else ""


def _without_numbers(sheet: Sheet) -> Sheet:
    """Return a page without the lines at its edges that are empty or hold its number alone."""
    parts = list(sheet.parts)
    for edge in (0, -1):
        y, part = parts[edge] if parts else (0.0, None)
        is_under_table = edge < 0 and y < sheet.bottom
        if isinstance(part, Line) and is_page_number(part.text) and not is_under_table:
            parts.pop(edge)
    return sheet._replace(parts=parts)
