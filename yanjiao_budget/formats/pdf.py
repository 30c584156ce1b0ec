"""PDF files with ruled tables to canonical text.

Kept: the characters, cells as the rules draw them, cells that span rows and columns, tables that go
on across pages (the heading rows that each page repeats are dropped) and rows cut by a page's end.
Digits raised above the line or lowered below it, as a note's mark is, are written so: ¹, ₂. A wide
gap within a line is a space. What is printed twice for bold is read once.
Lost: layout, pictures no larger than a seal; and, logged, what `pdf_edges` says of page numbers
and running lines and `pdf_pages` of empty strips.
Refused: larger pictures and scanned pages, text printed across a rule, over other text or turned,
struck out, invisible or off the page, characters without a meaning, tables in cells or without
upright rules, notes, stamps and form fields, files with a password, without their end or beyond the
limits of `pdf_print`.

Characters that Chromium names by their radicals (⼯ for 工) are read as simplified Chinese. How
lines become paragraphs, and what cannot be told, is said in `pdf_lines` and `pdf_pages`.
"""

import io
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber

from yanjiao_budget.document.text import UnreadableDisclosureError

from .blocks import canonical, refusal
from .pdf_edges import without_edges
from .pdf_lines import Sheet
from .pdf_page import read_page
from .pdf_pages import blocks_of
from .pdf_print import MOST_PAGES, Printed, TooMuchError, print_page, refuse_vast
from .pdf_refused import ADVICE, Place

_LOG = logging.getLogger(__name__)
_TAIL = 1024  # Where a whole PDF has its end mark.


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
    return canonical(blocks_of(without_edges(sheets)))


def _sheets(pdf: Any, file: str) -> Iterator[Sheet]:  # noqa: ANN401 - pdfplumber's
    if len(pdf.pages) > MOST_PAGES:
        raise TooMuchError(f"more than {MOST_PAGES} pages")
    printed = Printed()
    for page in pdf.pages:
        _LOG.info("reading page %d of %d", page.page_number, len(pdf.pages))
        unseen = print_page(page, printed)
        yield read_page(page, unseen, Place(file, f"page {page.page_number}"))
        page.close()  # What it has read is the most of what a file takes.
