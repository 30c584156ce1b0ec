"""HTML to canonical text: web pages and Word's own HTML export.

Kept: the text of paragraphs and cells, `<br>` and `<p>` as lines, rowspan and colspan. Spaces and
line ends of the source collapse as in a browser; a line end between two Chinese characters is none.
Lost: layout, links' targets, comments (Word's conditional ones too), `<script>` and `<style>`.
Refused: a table in a cell, text between cells, hidden text, pictures larger than an icon, numbered
lists (`<ol>`: their numbers are not in the text), tracked changes, footnotes and comments of Word,
frames, text areas and choices. What a stylesheet hides or adds cannot be told.
"""

import codecs
import contextlib
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import lxml.html  # type: ignore[import-untyped]
from lxml import etree

from yanjiao_budget.document.text import decode

from .blocks import Block, Row, canonical, refusal, shown

Element: TypeAlias = Any  # lxml has no types of its own.

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META_WITHIN = 4096
# What pages call GB2312 or GBK often holds characters that only GB18030 has.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030"}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE = "\0"  # A line break while text is gathered: no text can hold it.
_IGNORED = {"head", "script", "style", "noscript", "template", "title", "xml"}
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|dfn|em|font|i|kbd|label|mark|nobr|q|s|samp|small"
    "|span|strike|strong|sub|sup|time|tt|u|var|wbr|.*:.*"
)
_SPACES = " \t\r\n\f"
_CHINESE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_CHINESE_LINE_END = re.compile(f"(?<={_CHINESE})[ \t\r\f]*\n[{_SPACES}]*(?={_CHINESE})")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_ASIDE = re.compile(r"mso-element\s*:\s*(?:comment|footnote|endnote|header|footer)", re.IGNORECASE)
_MEDIA = ("audio", "canvas", "embed", "object", "svg", "video")
_REFUSED = {
    "ol": "a numbered list, whose numbers are not in the text",
    "ins": "a tracked change",
    "del": "a tracked change",
    "math": "a formula",
} | dict.fromkeys(
    [*_MEDIA, "frame", "frameset", "iframe", "select", "textarea"], "content that is no text"
)
_ICON = 190  # Pixels: 5 cm, the largest official seal.
_COLUMNS, _ROWS = 1000, 65534  # The standard's own limits of colspan and rowspan.
_ADVICE = "Open it in a word processor, put that right, save it as .docx and read that file."


def read_html(data: bytes, file: str) -> str:
    """Return the canonical text of an HTML file's bytes.

    The encoding is that of the byte order mark, else UTF-8 where the bytes are that, else the one
    that the page declares, else GB18030.

    Raises:
        UnreadableDisclosureError: For what the module refuses, or bytes in no known encoding.
    """
    # A string would be refused where the page opens with an XML declaration of its encoding.
    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    text = _decode(data, file).replace("\0", "").encode("utf-8", "replace")
    try:
        root = lxml.html.document_fromstring(text, parser=parser)
    except etree.ParserError as error:
        raise refusal(file, "no text", "an HTML page", _ADVICE) from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        # The parser drops what is nested deeper.
        raise refusal(file, "tags nested without end", "an HTML page", _ADVICE)
    _refuse(root, file)
    blocks: list[Block] = []
    for part in _flow(root):
        blocks += [part] if isinstance(part, str) else _table(part, file)
    return canonical(blocks)


def _decode(data: bytes, file: str) -> str:
    declared = _META.search(data, 0, _META_WITHIN)
    if declared and not data.startswith(_MARKS):
        charset = declared[1].decode("ascii", "replace").lower()
        # What is UTF-8 is so by no chance, whatever the page says: it may have been saved again.
        for codec in ("utf-8", _WIDER.get(charset, charset)):
            with contextlib.suppress(LookupError, ValueError):
                return data.decode(codec)
    return decode(data, file)[0]


def _refuse(root: Element, file: str) -> None:
    """Refuse a page that holds more than its text, or text that it does not show."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue  # An entity that is not known stays as it is written.
        style = element.get("style") or ""
        found = _REFUSED.get(element.tag)
        if element.tag == "img" and not _is_icon(element):
            found = "a picture, which may hold text"
        elif _ASIDE.search(style):
            found = "a comment, a footnote or a header of Word"
        elif (_HIDDEN.search(style) or "hidden" in element.attrib) and _content(element):
            found = "hidden text"
        elif element.tag == "table" and next(element.iterdescendants("table"), None) is not None:
            found = "a table within a cell of another"
        if found:
            text = shown(_content(element))
            row = f"“{text}”" if text else ""
            raise refusal(file, found, "visible text and plain tables", _ADVICE, row)


def _is_icon(picture: Element) -> bool:
    sizes = [(picture.get(side) or "").removesuffix("px") for side in ("width", "height")]
    return all(size.isdecimal() and int(size[:9]) <= _ICON for size in sizes)


def _content(element: Element) -> str:
    """Return the text within an element that is neither script nor style."""
    parts = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and node.tag not in _IGNORED:
            parts.append(node.text or "")
        elif event == "end" and node is not element:
            parts.append(node.tail or "")
    return "".join(parts).strip()


def _flow(root: Element) -> Iterator[str | Element]:
    """Yield the paragraphs and tables within an element, in order; no recursion, however deep."""
    waiting: list[str] = []
    preformatted = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        block = isinstance(node.tag, str) and not _INLINE.fullmatch(node.tag)
        text = ""
        if event == "start":
            if node.tag == "br":
                waiting.append(_LINE)
            elif node.tag in _IGNORED:
                walk.skip_subtree()
            elif block:
                yield from _paragraph(waiting)
                if node.tag == "table":
                    yield node
                    walk.skip_subtree()
            if node.tag not in _IGNORED and node.tag != "table":
                text = node.text or ""
            preformatted += node.tag == "pre"
        else:
            preformatted -= node.tag == "pre"
            if block and node.tag not in _IGNORED and node.tag != "br":
                yield from _paragraph(waiting)
            text = "" if node is root else node.tail or ""
        if preformatted:
            text = text.replace("\r\n", "\n").replace("\n", _LINE).replace(" ", "\xa0")
        waiting.append(text)
    yield from _paragraph(waiting)


def _paragraph(waiting: list[str]) -> Iterator[str]:
    """Yield the text gathered as one paragraph, as a browser shows it, and forget it."""
    text = _CHINESE_LINE_END.sub("", "".join(waiting))
    waiting.clear()
    text = re.sub(f"[{_SPACES}]+", " ", text)
    lines = [line.strip(_SPACES) for line in text.split(_LINE)]
    if any(lines):
        yield "\n".join(lines)


def _table(table: Element, file: str) -> Iterator[Block]:
    """Yield a table's captions as prose, then its rows."""
    for caption in table.iterdescendants("caption"):
        yield from (part for part in _flow(caption) if isinstance(part, str))
    for element in table.iter("table", "thead", "tbody", "tfoot", "tr", "colgroup"):
        loose = [element.text or "", *(child.tail or "" for child in element)]
        if text := "".join(loose).strip():
            found = f"“{shown(text)}” between the cells of a table"
            raise refusal(file, found, "text in cells", _ADVICE)
    for element in table.iterdescendants():
        within = element.getparent().tag
        if within in _HOLDERS and element.tag not in _HOLDERS[within] and _content(element):
            found = f"“{shown(_content(element))}” between the cells of a table"
            raise refusal(file, found, "text in cells", _ADVICE)
    # A browser shows the head first and the foot last, wherever they stand.
    order = {"thead": 0, "tfoot": 2}
    groups: dict[Element, list[Element]] = {}
    for line in table.iterdescendants("tr"):
        groups.setdefault(line.getparent(), []).append(line)
    rows: list[Row] = []
    for group in sorted(groups, key=lambda group: order.get(group.tag, 1)):
        rows += _rows(groups[group])
    yield rows


# What may stand in the parts of a table.
_GROUPS = {"thead", "tbody", "tfoot", "tr", "caption", "colgroup", "col", *_IGNORED}
_HOLDERS = dict.fromkeys(("table", "thead", "tbody", "tfoot"), _GROUPS) | {
    "tr": {"td", "th", *_IGNORED}
}


def _rows(lines: list[Element]) -> Iterator[Row]:
    """Yield the rows of one group; cells that span rows end with it."""
    below: dict[int, tuple[int, int]] = {}  # First column of a cell → rows to come, columns.
    for line in lines:
        cells = [(cell, _text(cell)) for cell in line if cell.tag in {"td", "th"}]
        if line.get("height") == "0" and not any(text for _, text in cells):
            continue  # Word's last row, which is there only to give the widths of columns.
        row: Row = []
        carried, below = below, {}
        column = 0
        for cell, text in cells:
            if cell.get("width") == "0" and not text:
                continue  # Word's own too: it gives the height of a row.
            column = _carry(carried, below, column, row)
            columns = _number(cell, "colspan", _COLUMNS)
            # None stands for the rest of the group.
            left = _number(cell, "rowspan", _ROWS) or len(lines)
            if left > 1:
                below[column] = (left - 1, columns or 1)
            row.append(text)
            column += columns or 1
        _carry(carried, below, column, row)
        for start in sorted(carried):
            row.append("")
            _keep(below, start, *carried[start])
        yield row


def _carry(
    carried: dict[int, tuple[int, int]], below: dict[int, tuple[int, int]], column: int, row: Row
) -> int:
    """Put an empty cell where cells from above stand at a column; return the column after them."""
    while column in carried:
        left, columns = carried.pop(column)
        row.append("")
        _keep(below, column, left, columns)
        column += columns
    return column


def _keep(below: dict[int, tuple[int, int]], column: int, left: int, columns: int) -> None:
    if left > 1:
        below[column] = (left - 1, columns)


def _text(cell: Element) -> str:
    return "\n".join(part for part in _flow(cell) if isinstance(part, str))


def _number(cell: Element, name: str, most: int) -> int:
    found = re.match(r"\s*\+?(\d{1,9})", cell.get(name) or "1", re.ASCII)
    return min(int(found[1]), most) if found else 1
