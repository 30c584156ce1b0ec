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
lines become paragraphs, and what cannot be told, is said in `pdf_lines` and `pdf_pages`.
"""

import io
import logging
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pdfplumber

from yanjiao_budget.document.text import UnreadableDisclosureError

from .blocks import canonical, is_page_number, refusal
from .pdf_lines import NEAR, Grid, Line, Sheet
from .pdf_page import read_page
from .pdf_pages import blocks_of
from .pdf_print import MOST_PAGES, Printed, TooMuchError, print_page, refuse_vast
from .pdf_refused import ADVICE, Place

_LOG = logging.getLogger(__name__)
_TAIL = 1024  # Where a whole PDF has its end mark.
_UNIT = re.compile("单位[:：]|元")


def read_pdf(path: Path, file: str) -> str:
    """Return the canonical text of a PDF file; `file` is its name in messages.

    Raises:
        UnreadableDisclosureError: For what the module refuses, or a file that is no PDF.
        OSError: Where the file cannot be opened.
    """
    data = path.read_bytes()
    if not data.startswith(b"%PDF") or b"%%EOF" not in data[-_TAIL:]:
        found = "a PDF file without its end" if data.startswith(b"%PDF") else "no PDF file"
        raise refusal(file, found, "a whole PDF file", ADVICE)
    log = logging.getLogger("pdfminer")
    level = log.level
    log.setLevel(logging.CRITICAL)  # It warns of fonts that it has no need of.
    try:
        refuse_vast(data)
        with pdfplumber.open(io.BytesIO(data), pages=list(range(1, MOST_PAGES + 2))) as pdf:
            sheets = list(_sheets(pdf, file))
    except UnreadableDisclosureError:
        raise
    except TooMuchError as error:
        advice = "Save the pages of the disclosure alone, and read that file."
        raise refusal(file, str(error), "a PDF file that can be read", advice) from error
    except Exception as error:  # pdfminer raises anything on broken bytes.
        found = f"a damaged PDF file, or one with a password ({type(error).__name__})"
        raise refusal(file, found, "a PDF file", ADVICE) from error
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
        yield read_page(page, unseen, Place(file, f"page {page.page_number}"))
        page.close()  # What it has read is the most of what a file takes.


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
