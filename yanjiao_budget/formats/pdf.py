"""PDF files with ruled tables to canonical text.

Kept: the characters, cells as the rules draw them, cells that span rows and columns, tables that go
on across pages (the heading rows that each page repeats are dropped) and rows cut by a page's end.
Lost: layout, page numbers, pictures no larger than a seal.
Refused: larger pictures (scans among them), text printed across a rule, over other text or turned,
characters without a meaning, notes, files with a password or without their end.

Characters that Chromium names by their radicals (⼯ for 工) are read as simplified Chinese. How
lines become paragraphs, and what cannot be told, is said in `readers_pages`.
"""

import logging
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber

from yanjiao_budget.document.text import UnreadableDisclosureError

from .blocks import canonical, is_page_number, refusal, shown
from .pdf_pages import CLOSING, NEAR, OPENING, Box, Item, Line, Part, blocks_of, grid_of

_LOG = logging.getLogger(__name__)
_ADVICE = "Read the Word or HTML file that it was made from, or correct its text and save as .docx."
_SEAL = 142  # Points: 5 cm, the largest official seal.
_LETTER, _SIGN = 0.7, 0.2  # Of a character's width: the least distance to the next.
_TAIL = 1024  # Where a whole PDF has its end mark.
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
    log.setLevel(logging.ERROR)  # It warns of fonts that it has no need of.
    try:
        with pdfplumber.open(path) as pdf:
            parts: list[Part] = []
            for page in pdf.pages:
                _LOG.info("reading page %d of %d", page.page_number, len(pdf.pages))
                parts.extend(_page(page, file))
    except UnreadableDisclosureError:
        raise
    except Exception as error:  # pdfminer raises anything on broken bytes.
        found = f"a damaged PDF file, or one with a password ({type(error).__name__})"
        raise refusal(file, found, "a PDF file", _ADVICE) from error
    finally:
        log.setLevel(level)
    return canonical(blocks_of(parts))


def _page(page: Any, file: str) -> Iterator[Part]:  # noqa: ANN401 - pdfplumber's page
    """Yield a page's lines of prose and its tables' rows from top to bottom, then None."""
    where = f"page {page.page_number}"
    for note in page.annots:
        if note.get("contents"):
            raise refusal(file, f"a note “{shown(note['contents'])}”", "no notes", _ADVICE, where)
    chars = [_read(char, file, where) for char in page.dedupe_chars().chars]
    if (page.images or page.curves) and not chars:
        raise refusal(file, "a picture of a page", "a page with text", _ADVICE, where)
    if any(max(image["width"], image["height"]) > _SEAL for image in page.images):
        found = "a picture, which may hold text"
        raise refusal(file, found, "none larger than a seal", _ADVICE, where)
    rules, is_open = _rules(page)
    is_cut = len(rules) > len(is_open)  # Some stand at the top, where a cell goes on.
    tables = page.find_tables(
        {
            "vertical_strategy": "lines",
            "horizontal_strategy": "lines",
            "explicit_horizontal_lines": rules,
        }
    )
    parts: list[tuple[float, Part]] = []
    for table in tables:
        within = [char for char in chars if _is_in(char, *table.bbox)]
        chars = [char for char in chars if not _is_in(char, *table.bbox)]
        boxes = [_box(cell, within, is_open, file, where) for cell in table.cells]
        read = sum(len(line.ink) for box in boxes for line in box.lines)
        if read != sum(bool(char["text"].strip()) for char in within):
            found = "text between the cells of a table"
            raise refusal(file, found, "text in cells", _ADVICE, where)
        grid = grid_of(boxes)
        # Chromium draws the rules of the page before again, above this one, and hides them.
        if is_cut and grid and not any(box.lines for box in grid[0]):
            del grid[0]
        parts.append((table.bbox[1], grid))
    lines = list(_lines(chars, file, where))
    places = [y for table in tables for y in (table.bbox[1], table.bbox[3])]
    places += [line.chars[0]["y"] for line in lines]
    for line in lines:
        y = line.chars[0]["y"]
        if y not in {min(places), max(places)} or not is_page_number(line.text):
            parts.append((y, line))
    yield from (part for _, part in sorted(parts, key=lambda part: part[0]))
    yield None


def _read(char: Item, file: str, where: str) -> Item:
    """Return a character with its baseline, its text as it is written elsewhere."""
    text = char["text"].translate(_TRANSLATION)
    if text.startswith("(cid:") or any("\u2e80" <= sign <= "\u2fdf" for sign in text):
        found = f"the character {text} without a meaning"
        raise refusal(file, found, "characters of Unicode", _ADVICE, where)
    if not char["upright"] and text.strip():
        raise refusal(file, f"turned text “{text}”", "lines from left to right", _ADVICE, where)
    # The baseline: tops differ from font to font within a line.
    return char | {"text": text, "y": float(char["top"] + char["y1"] - char["matrix"][5])}


def _rules(page: Any) -> tuple[list[Item], list[tuple[float, float, float]]]:  # noqa: ANN401
    """Return the rules that would close the cells which the page's end cuts, and where none is."""
    uprights = [edge for edge in page.edges if edge["orientation"] == "v" and edge["height"] > NEAR]
    across = [edge for edge in page.edges if edge["orientation"] == "h" and edge["width"] > NEAR]
    rules: list[Item] = []
    is_open = []
    for end, pick in (("top", min), ("bottom", max)):
        if not uprights:
            break
        y = pick(edge[end] for edge in uprights)
        places = sorted(edge["x0"] for edge in uprights if abs(edge[end] - y) < NEAR)
        for x0, x1 in pairwise(places):
            middle = (x0 + x1) / 2
            closed = any(
                edge["x0"] <= middle <= edge["x1"] and abs(edge["top"] - y) < NEAR
                for edge in across
            )
            if x1 - x0 > NEAR and not closed:
                rules.append(
                    {"object_type": "line", "x0": x0, "x1": x1, "top": y, "bottom": y}
                    | {"width": x1 - x0, "height": 0.0, "orientation": "h", "doctop": y}
                )
                if end == "bottom":
                    is_open.append((x0, x1, y))
    return rules, is_open


def _is_in(char: Item, x0: float, top: float, x1: float, bottom: float) -> bool:
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(x0 <= across <= x1 and top <= down <= bottom)


def _box(
    cell: tuple[float, float, float, float],
    chars: Iterable[Item],
    is_open: list[tuple[float, float, float]],
    file: str,
    where: str,
) -> Box:
    """Return a cell with its lines; text that crosses its rules is refused."""
    x0, top, x1, bottom = cell
    own = [char for char in chars if _is_in(char, *cell)]
    for char in own:
        # Half of its height: the rest is the font's own white space.
        middle, quarter = (char["top"] + char["bottom"]) / 2, char["size"] / 4
        if char["text"].strip() and not top <= middle - quarter <= middle + quarter <= bottom:
            found = f"“{char['text']}” across a rule"
            raise refusal(file, found, "text within its cell", _ADVICE, where)
    lines = list(_lines(own, file, where))
    middle = (x0 + x1) / 2
    goes_on = any(a <= middle <= b and abs(y - bottom) < NEAR for a, b, y in is_open)
    return Box(x0, top, x1, bottom, lines, goes_on)


def _lines(chars: Sequence[Item], file: str, where: str) -> Iterator[Line]:
    """Yield characters as lines, by their baselines, from top to bottom."""
    lines: list[Line] = []
    for char in sorted(chars, key=lambda char: char["y"]):
        if lines and char["y"] - lines[-1].chars[0]["y"] < char["size"] / 2:
            lines[-1].chars.append(char)
        else:
            lines.append(Line([char]))
    for line in lines:
        line.chars.sort(key=lambda char: char["x0"])
        for left, right in pairwise(line.ink):
            # Signs are set closer: half of their width, or more, is white.
            signs = {left["text"], right["text"]} & (OPENING | CLOSING)
            least = _SIGN if signs else _LETTER
            if right["x0"] - left["x0"] < least * (left["x1"] - left["x0"]):
                found = f"“{right['text']}” printed over “{left['text']}”"
                raise refusal(file, found, "text that can be read", _ADVICE, where)
        if line.ink:
            yield line
