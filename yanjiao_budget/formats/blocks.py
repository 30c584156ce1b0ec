"""Paragraphs and tables, as the readers find them, to canonical text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from yanjiao_budget.document.text import UnreadableDisclosureError
from yanjiao_budget.language import NOTHING, Both

Row: TypeAlias = list[str]
# A paragraph of prose, or the rows of a table; lines within either are split by "\n".
Block: TypeAlias = str | list[Row]

# Layout that the text cannot hold: tabs and no-break spaces become spaces, every line break "\n",
# and characters without width go.
_PLAIN = (
    dict.fromkeys(map(ord, "\t\xa0"), " ")
    | dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
    | dict.fromkeys(map(ord, "\0\xad\u200b\ufeff"), None)
)
_COUNT = r"(?:[\d０-９]+|[一二三四五六七八九十百]+)"
_PAGE_NUMBER = re.compile(
    r"[-—–―~～·•|/\s\d０-９]*|[ivxIVX]{1,6}|(?i:page)\s*\d+(?:\s*(?:(?i:of)|/)\s*\d+)?"
    rf"|[-—–|\s]*第\s*{_COUNT}\s*页[^\w一-鿿]*(?:[共总]\s*(?:计\s*)?{_COUNT}\s*页)?[^\w一-鿿]*"
    rf"|共\s*{_COUNT}\s*页[^\w一-鿿]*第\s*{_COUNT}\s*页",
    re.ASCII,
)

# A mark above or below the line never joins the number beside it: 180¹ is not 1801.
_DIGITS = "0123456789０１２３４５６７８９"
_RAISED = str.maketrans(_DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2)
_LOWERED = str.maketrans(_DIGITS, "₀₁₂₃₄₅₆₇₈₉" * 2)
_MARKS = {1: _RAISED, 2: _RAISED, -1: _LOWERED, -2: _LOWERED}


def refusal(
    file: str, found: Both, expected: Both, advice: Both, row: Both = NOTHING
) -> UnreadableDisclosureError:
    """Return the error for something in a file that has no lines yet."""
    return UnreadableDisclosureError(file, 0, found, expected, row=row, advice=advice)


# What several formats refuse or expect.
AS_DOCX = Both(
    "Open it in a word processor, save it as .docx and read that file.",
    "请用文字处理软件打开，另存为 .docx 后再读取。",
)
TABLE_IN_A_CELL = Both("a table within a cell of another", "单元格中的表格")
PICTURE = Both("a picture, which may hold text", "可能含有文字的图片")
HIDDEN = Both("hidden text", "隐藏文字")
STRUCK_OUT = Both("struck-out text", "带删除线的文字")
READABLE_TABLES = Both("tables that can be read", "可以识读的表格")
NO_OTHER_TEXT = Both("text to be read, and no other", "只有供阅读的文字")
TRACKED_CHANGE = Both("a tracked change", "修订标记")
FORMULA = Both("a formula", "公式")
PHONETIC_GUIDE = Both("a phonetic guide", "拼音指南")
FORM_FIELD = Both("a form field", "表单域")


def shown(text: str) -> str:
    """Return the beginning of a text, on one line, for an error message."""
    return " ".join(text.split())[:40]


def on_line(parts: Sequence[tuple[int, str]]) -> str:
    """Return the texts of a paragraph joined: what stands above or below the line as a mark.

    Args:
        parts: Each text with its height: on the line (0), above it (1 or more), below it. Where
            none is on the line, that of most is the line.
    """
    count: Counter[int] = Counter()
    for height, text in parts:
        count[height] += len(text.strip())
    line = 0 if count[0] or not count else max(count, key=lambda height: count[height])
    return "".join(text.translate(_MARKS.get(height - line, {})) for height, text in parts)


def is_page_number(text: str) -> bool:
    """Return whether a line at a page's edge is empty or holds its number alone."""
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


def canonical(blocks: Iterable[Block]) -> str:
    """Return the canonical text of blocks.

    Blank lines within a cell go: after one, the text below would no longer be the cell's.
    """
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            lines += _lines(block)
            continue
        if lines and lines[-1]:
            lines.append("")
        for row in block:
            for cell in row:
                first, *rest = [line for line in _lines(cell) if line] or [""]
                lines += [f"\t{first}", *rest]
            lines += [""] * bool(row)
    return "\n".join(lines) + "\n"


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.translate(_PLAIN).split("\n")]
