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
from yanjiao_budget.language import Both

from .blocks import canonical, refusal
from .pdf_edges import without_edges
from .pdf_lines import Sheet
from .pdf_page import read_page
from .pdf_pages import blocks_of
from .pdf_print import MOST_PAGES, Printed, TooMuchError, print_page, refuse_vast
from .pdf_refused import ADVICE, Place

_LOG = logging.getLogger(__name__)
_READING = Both("reading page %d of %d", "正在读取第 %d 页，共 %d 页")
_TAIL = 1024  # Where a whole PDF has its end mark.


def read_pdf(path: Path, file: str) -> str:
    """Return the canonical text of a PDF file; `file` is its name in messages.

    Raises:
        UnreadableDisclosureError: For what the module refuses, or a file that is no PDF.
        OSError: Where the file cannot be opened.
    """
    data = path.read_bytes()
    if not data.startswith(b"%PDF") or b"%%EOF" not in data[-_TAIL:]:
        found = Both("no PDF file", "不是 PDF 文件")
        if data.startswith(b"%PDF"):
            found = Both("a PDF file without its end", "结尾缺失的 PDF 文件")
        raise refusal(file, found, Both("a whole PDF file", "完整的 PDF 文件"), ADVICE)
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
        expected = Both("a PDF file that can be read", "可以识读的 PDF 文件")
        advice = Both(
            "Save the pages of the disclosure alone, and read that file.",
            "请只保存公开文件所在的页，再读取该文件。",
        )
        raise refusal(file, error.args[0], expected, advice) from error
    except Exception as error:  # pdfminer raises anything on broken bytes.
        kind = type(error).__name__
        found = Both(
            f"a damaged PDF file, or one with a password ({kind})",
            f"损坏的或带密码的 PDF 文件（{kind}）",
        )
        raise refusal(file, found, Both("a PDF file", "PDF 文件"), ADVICE) from error
    finally:
        log.setLevel(level)
    return canonical(blocks_of(without_edges(sheets)))


def _sheets(pdf: Any, file: str) -> Iterator[Sheet]:  # noqa: ANN401 - pdfplumber's
    if len(pdf.pages) > MOST_PAGES:
        raise TooMuchError(Both(f"more than {MOST_PAGES} pages", f"超过 {MOST_PAGES} 页"))
    printed = Printed()
    for page in pdf.pages:
        _LOG.info(_READING, page.page_number, len(pdf.pages))
        unseen = print_page(page, printed)
        number = page.page_number
        yield read_page(page, unseen, Place(file, Both(f"page {number}", f"第{number}页")))
        page.close()  # What it has read is the most of what a file takes.
