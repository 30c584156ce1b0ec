"""The canonical text of a disclosure as the files that it is published in: docx and HTML.

Blocks are paragraphs of prose and tables; a table's rows hold only the cells that a word processor
would hold, with the columns and rows that each spans.
"""

import html
import io
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from yanjiao_budget import schema
from yanjiao_budget.document.text import split


class Cell(NamedTuple):
    """One printed cell and what it spans."""

    text: str
    columns: int = 1
    rows: int = 1


Rows = list[list[Cell]]
_MOST_CAPTIONS = 4

_GRIDS = (schema.PERFORMANCE_GRID, schema.PROCUREMENT_GRID, schema.ASSETS_GRID)


def blocks(text: str) -> Iterator[str | Rows]:
    """Yield the paragraphs (empty ones too) and tables of a canonical text."""
    runs: list[list[str]] = []  # The cells of a table, those between two blank lines together.
    opens = True
    for piece in split(text):
        if piece.kind == "cell":
            runs += [[]] if opens else []
            runs[-1].append(piece.printed.removeprefix("\t"))
        elif piece.kind == "prose":
            if runs:
                yield _table(runs)
                runs = []
            yield piece.printed
        elif not runs:
            yield ""
        opens = piece.kind != "cell"
    if runs:
        yield _table(runs)


def _table(runs: Sequence[Sequence[str]]) -> Rows:
    """Put the cells of one table back into rows: those of the form span as it has them."""
    cells = [cell for run in runs for cell in run]
    for grid in _GRIDS:
        headings = [text for row in schema.heading_rows(grid) for text in row]
        for start in range(min(len(cells), _MOST_CAPTIONS)):
            there = cells[start : start + len(headings)]
            if [*map(_compared, there)] == [*map(_compared, headings)]:
                return _of_the_form(cells, start, grid)
    width = max(map(len, runs))
    return [[*map(Cell, run[:-1]), Cell(run[-1], width - len(run) + 1)] for run in runs]


def _compared(heading: str) -> str:
    return "".join(heading.split()).replace("万元", "元")


def _of_the_form(cells: Sequence[str], start: int, grid: tuple[schema.Column, ...]) -> Rows:
    """Put the cells of a table of the form back, the first of its headings at `start`."""
    width = len(grid)
    rows = []
    if start:
        left, *right = [cell for cell in cells[:start] if cell]
        rows.append([Cell(left, width - width // 2), Cell("".join(right), width // 2)])
    paths = [(*column.under, column.zh) for column in grid]
    depth = max(map(len, paths))
    for level in range(depth):
        rows.append([])
        for path in dict.fromkeys(path[: level + 1] for path in paths):
            if level < len(path):
                columns = sum(other[: level + 1] == path for other in paths)
                leaf = path in paths
                rows[-1].append(Cell(cells[start], columns, depth - level if leaf else 1))
            start += 1
    body = [cells[at : at + width] for at in range(start, len(cells), width)]
    if grid is not schema.PERFORMANCE_GRID:
        return rows + [[*map(Cell, row)] for row in body]
    # Rows with nothing before their indicator belong to the activity above, which spans them.
    opens = [at for at, row in enumerate(body) if not at or any(map(str.strip, row[:4]))]
    for at, after in pairwise([*opens, len(body)]):
        spanning = [Cell(cell, 1, after - at) for cell in body[at][:4]]
        rows.append([*spanning, *map(Cell, body[at][4:])])
        rows += [[*map(Cell, row[4:])] for row in body[at + 1 : after]]
    return rows


def heading_count(rows: Rows) -> int:
    """Return how many rows of a table stand above its body."""
    first, second, *_ = (max(cell.rows for cell in row) for row in [*rows[:2], *rows[:1]])
    return first if first > 1 else 1 + second


def to_html(text: str, charset: str = "utf-8", style: str = "") -> str:
    """Return the document as plain HTML with rowspan and colspan."""
    parts = []
    for block in blocks(text):
        if isinstance(block, str):
            parts.append(f"<p>{_escaped(block)}</p>")
            continue
        head = heading_count(block)
        rows = [
            "<tr>"
            + "".join(
                f"<td{_span('col', cell.columns)}{_span('row', cell.rows)}>"
                + "<br>".join(map(_escaped, cell.text.split("\n")))
                + "</td>"
                for cell in row
            )
            + "</tr>\n"
            for row in block
        ]
        width = sum(cell.columns for cell in block[0])
        parts.append(f"<table>\n<thead>\n{''.join(rows[:head])}</thead>\n")
        # A group for each activity, so that a style can keep it on one page.
        for cells, row in zip(block[head:], rows[head:], strict=True):
            opens = sum(cell.columns for cell in cells) == width
            kind = " class=merged" if cells[0].rows > 1 else ""
            parts.append(f"<tbody{kind}>\n{row}" if opens else row)
        parts.append("</table>")
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>2019</title>'
        f"<style>{style}</style></head>\n<body>\n" + "\n".join(parts) + "\n</body></html>\n"
    )


def to_word_html(text: str) -> str:
    """Return the document in the manner of Word's own HTML export."""
    parts = []
    for block in blocks(text):
        if isinstance(block, str):
            parts.append(_word_paragraph(block))
            continue
        parts.append("<table class=MsoTableGrid border=1\n style='border-collapse:collapse'>\n")
        for row in block:
            parts.append(" <tr style='mso-yfti-irow:0;height:15.6pt'>\n")
            for cell in row:
                paragraphs = "".join(map(_word_paragraph, cell.text.split("\n")))
                parts.append(
                    f"  <td width=79 valign=top{_span('col', cell.columns)}"
                    f"{_span('row', cell.rows)} style='width:59.1pt;\n  padding:0cm 5.4pt'>\n"
                    f"  {paragraphs}  </td>\n"
                )
            parts.append(
                "  <![if !supportMisalignedRows]>\n  <td style='height:15.6pt;border:none' "
                "width=0 height=26></td>\n  <![endif]>\n </tr>\n"
            )
        columns = sum(cell.columns for cell in block[0])
        parts.append(" <![if !supportMisalignedColumns]>\n <tr height=0>\n")
        parts.extend("  <td width=79 style='border:none'></td>\n" for _ in range(columns))
        parts.append(" </tr>\n <![endif]>\n</table>\n")
    return (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'\n"
        "xmlns='http://www.w3.org/TR/REC-html40'>\n\n<head>\n"
        "<meta http-equiv=Content-Type content='text/html; charset=gb2312'>\n"
        "<!--[if gte mso 9]><xml>\n <o:DocumentProperties><o:Author>甲</o:Author>"
        "</o:DocumentProperties>\n</xml><![endif]-->\n<style>\n<!--\n p.MsoNormal {margin:0cm}\n"
        "-->\n</style>\n</head>\n\n<body lang=ZH-CN>\n\n<div class=WordSection1>\n\n"
        + "".join(parts)
        + "</div>\n\n</body>\n\n</html>\n"
    )


def _word_paragraph(text: str) -> str:
    """Return a paragraph cut into nested spans, its source lines broken as Word breaks them."""
    half = len(text) // 2
    cuts = (text[:half], text[half:]) if text.strip() else ("",)
    spans = "".join(
        f"<span\nstyle='font-size:10.5pt;font-family:宋体'><span lang=EN-US>{_escaped(cut)}"
        "</span></span>"
        for cut in cuts
    )
    blank = "" if text.strip() else "<span lang=EN-US><o:p>&nbsp;</o:p></span>"
    return f"<p class=MsoNormal style='text-indent:21.0pt'>{spans}{blank}<o:p></o:p></p>\n\n"


def _span(kind: str, count: int) -> str:
    return f" {kind}span={count}" if count > 1 else ""


def _escaped(text: str) -> str:
    return html.escape(text).replace("  ", "&nbsp; ").replace("  ", "&nbsp; ")


PRINT_STYLE = """
@page { size: A4 landscape; margin: 15mm }
body { font: 9pt/1.3 "Noto Sans CJK SC" }
p { margin: 0 0 4pt; text-align: justify }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 4pt 0 }
tbody.merged { break-inside: avoid }
td { border: .5pt solid black; padding: 2pt 3pt; height: 10pt }
"""


def blank_docx() -> Document:
    """Return an empty Word document."""
    return docx.Document(io.BytesIO(_blank()))


@cache
def _blank() -> bytes:
    """Return what python-docx begins with, less the styles of tables, which are most of it."""
    document = docx.Document()
    for name, part in list(document.part.rels.items()):
        if part.reltype.endswith("/stylesWithEffects"):  # The same once more.
            del document.part.rels[name]
    styles = document.styles.element
    for style in styles.xpath("w:style[@w:type='table'][not(@w:default)]"):
        styles.remove(style)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def to_docx(text: str, path: Path) -> Path:
    """Write the document as Word does: merged cells, and a paragraph for each line of a cell."""
    document = blank_docx()
    document.sections[0].orientation = WD_ORIENT.LANDSCAPE
    for block in blocks(text):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        width = sum(cell.columns for cell in block[0])
        _fill(document.add_table(len(block), width), block)
    document.save(str(path))
    return path


def _fill(table: WordTable, block: Rows) -> None:
    """Put cells into an unmerged table, merging as they span."""
    below: dict[int, tuple[int, int]] = {}  # First column → rows still covered, columns.
    for row, line in zip(block, table._tbl.tr_lst, strict=True):
        cells, waiting, column = list(line.tc_lst), list(row), 0
        while column < len(cells):
            tc = cells[column]
            left, columns = below.pop(column, (0, 0))
            if left:
                tc.vMerge = "continue"
            else:
                cell = waiting.pop(0)
                columns, left = cell.columns, cell.rows
                first, *rest = cell.text.split("\n")
                tc.p_lst[0].add_r().text = first
                for text in rest:
                    tc.add_p().add_r().text = text
                if left > 1:
                    tc.vMerge = "restart"
            if left > 1:
                below[column] = (left - 1, columns)
            if columns > 1:
                tc.grid_span = columns
                for extra in cells[column + 1 : column + columns]:
                    line.remove(extra)
            column += columns


def element(tag: str, **attributes: str) -> OxmlElement:
    """Return an element of a Word document, such as `w:del`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made
