"""HTML to canonical text: web pages and Word's own HTML export, broken ones as browsers read them.

Kept: the text of paragraphs and cells, `<br>` and `<p>` as lines, rowspan and colspan. Spaces and
line ends of the source collapse as in a browser; a line end between two Chinese characters is none.
Digits raised above the line or lowered below it, as a note's mark is, are written so: ¹, ₂.
Lost: layout, links' targets, comments (Word's conditional ones too), `<script>` and `<style>`, and
what frames the text of a page saved from a site, as `web_main` and `web_frame` say (logged).
Refused: a table in a cell, text that is hidden or struck out, pictures larger than an icon,
numbered lists (`<ol>`: their numbers are not in the text), tracked changes, footnotes and comments
of Word, phonetic guides, frames and forms that are filled in, and a page beyond the limits of
`web_tree`. What a stylesheet hides or adds cannot be told.
"""

import codecs
import contextlib
import logging
import re
from collections.abc import Iterable, Iterator, Sequence

from yanjiao_budget.document.text import decode
from yanjiao_budget.language import NOTHING, Both, Language, quoted, worded

from .blocks import (
    FORM_FIELD,
    FORMULA,
    HIDDEN,
    PHONETIC_GUIDE,
    PICTURE,
    READABLE_TABLES,
    STRUCK_OUT,
    TABLE_IN_A_CELL,
    TRACKED_CHANGE,
    Block,
    Row,
    canonical,
    on_line,
    refusal,
    shown,
)
from .web_frame import take_frame
from .web_main import take_surroundings
from .web_tree import BLOCKS, EndlessPageError, Node, events, is_hidden, parse, text_of

_LOG = logging.getLogger(__name__)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META_WITHIN = 4096
# What pages call GB2312 or GBK often holds characters that only GB18030 has.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030"}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_YEAR = "年"  # Which every disclosure names.
_LINE = "\0"  # A line break while text is gathered: no text can hold it.
_IGNORED = frozenset(
    {"datalist", "head", "meter", "noembed", "noframes", "noscript", "progress"}
    | {"rp", "script", "style", "template", "title", "xml"}
)
_TABLES = frozenset({"table"})
_AS_PRINTED = frozenset({"listing", "plaintext", "pre", "xmp"})
_SPACES = " \t\r\n\f"
_CHINESE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_CHINESE_LINE_END = re.compile(f"(?<={_CHINESE})[ \t\r\f]*\n[{_SPACES}]*(?={_CHINESE})")
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_HEIGHT = re.compile(r"vertical-align\s*:\s*(super|sub)", re.IGNORECASE)
_HEIGHTS = {"super": 1, "sup": 1, "sub": -1}
_ASIDE = re.compile(r"mso-element\s*:\s*(?:comment|footnote|endnote|header|footer)", re.IGNORECASE)
_PAINTED = re.compile(r"background[\w-]*\s*:[^;]*url\(", re.IGNORECASE)
_OF_WORD = Both("a comment, a footnote or a header of Word", "Word 的批注、脚注或页眉")
_MEDIA = ("audio", "canvas", "embed", "object", "svg", "video")
_REFUSED = {
    "ol": Both("a numbered list, whose numbers are not in the text", "编号不在文字中的编号列表"),
    "ins": TRACKED_CHANGE,
    "del": TRACKED_CHANGE,
    "math": FORMULA,
    "rt": PHONETIC_GUIDE,
} | dict.fromkeys(
    [*_MEDIA, "frame", "frameset", "iframe", "select", "textarea"],
    Both("content that is no text", "不是文字的内容"),
)
# Inputs that show no text of their own.
_SILENT = {"hidden", "checkbox", "radio", "color", "range", "file", "image"}
_ICON = 190  # Pixels: 5 cm, the largest official seal.
_COLUMNS, _ROWS = 1000, 65534  # The standard's own limits of colspan and rowspan.
_MOST_CELLS = 200_000  # Of a table: one of 300 indicators has 3,000.
_ADVICE = Both(
    "Open it in a word processor, put that right, save it as .docx and read that file.",
    "请用文字处理软件打开，改正此处，另存为 .docx 后再读取。",
)
_A_PAGE = Both("an HTML page", "HTML 网页")


def read_html(data: bytes, file: str) -> str:
    """Return the canonical text of an HTML file's bytes.

    The encoding is that of the byte order mark, else UTF-8 where the bytes are that, else the one
    that the page declares where they are Chinese in it, else GB18030.

    Raises:
        UnreadableDisclosureError: For what the module refuses, or bytes in no known encoding.
    """
    text = _decode(data, file).replace("\0", "")
    try:
        root = parse(text)
    except EndlessPageError as error:
        raise refusal(file, error.args[0], _A_PAGE, _ADVICE) from error
    around = [*take_frame(root, _IGNORED), *take_surroundings(root, _IGNORED)]
    framing = Both(_listed(around, "en"), _listed(around, "zh"))
    if framing:
        _LOG.warning(Both("left out, as it frames the page: %s", "页面边框，未读取：%s"), framing)
    _refuse(root, file)
    blocks: list[Block] = []
    for part in _flow(root):
        blocks += [part] if isinstance(part, str) else _table(part, file)
    if not blocks:
        raise refusal(file, Both("no text", "没有文字"), _A_PAGE, _ADVICE)
    return canonical(blocks)


def _listed(texts: Iterable[str], lang: Language) -> str:
    """Return the beginnings of some texts, each once."""
    beginnings = (shown(worded(text, lang)) for text in texts)
    return " … ".join(dict.fromkeys(filter(None, beginnings)))


def _decode(data: bytes, file: str) -> str:
    declared = _META.search(data, 0, _META_WITHIN)
    if not data.startswith(_MARKS):
        charset = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
        # What is UTF-8 is so by no chance, whatever the page says: it may have been saved again.
        # Other encodings make something of almost any bytes: not of all of them Chinese.
        own = _WIDER.get(charset, charset)
        for codec, holds in (("utf-8", ""), (own, _YEAR), ("gb18030", _YEAR), (own, "")):
            with contextlib.suppress(LookupError, ValueError):
                if (declared or holds) and holds in (text := data.decode(codec)):
                    return text
    return decode(data, file)[0]


def _refuse(root: Node, file: str) -> None:
    """Refuse a page that holds more than its text, or text that it does not show."""
    above: list[Both] = []  # For each element that is open, why its text is refused.
    tables = 0
    for event, node in events(root, _IGNORED):
        found, text = NOTHING, ""
        if isinstance(node, str):
            found = next(filter(None, above), NOTHING) if node.strip(_SPACES) else NOTHING
            text = node
        elif event == "start":
            found = _foreign(node, is_in_table=tables > 0)
            above.append(_unshown(node))
            tables += node.tag == "table"
        else:
            above.pop()
            tables -= node.tag == "table"
        if found:
            text = shown(text or (text_of(node, _IGNORED) if isinstance(node, Node) else ""))
            expected = Both("visible text and plain tables", "可见的文字和普通的表格")
            raise refusal(file, found, expected, _ADVICE, quoted(text) if text else NOTHING)


def _foreign(node: Node, *, is_in_table: bool) -> Both:
    """Return what an element is that no text can stand for, or nothing."""
    style = node.get("style")
    is_picture = (node.tag == "img" and not _is_icon(node)) or (
        _PAINTED.search(style) or node.get("background")
    )
    if node.tag in _REFUSED or is_picture:
        return _REFUSED.get(node.tag, PICTURE)
    if node.tag == "input" and node.get("type").lower() not in _SILENT:
        return FORM_FIELD if node.get("value") or node.get("placeholder") else NOTHING
    if _ASIDE.search(style):
        return _OF_WORD
    return TABLE_IN_A_CELL if node.tag == "table" and is_in_table else NOTHING


def _unshown(node: Node) -> Both:
    """Return why the text within an element is not to be read, or nothing."""
    style = node.get("style")
    is_closed = node.tag in {"dialog", "details"} and "open" not in node.attributes
    if is_hidden(node) or is_closed:
        return HIDDEN
    return STRUCK_OUT if node.tag in {"s", "strike"} or _STRUCK.search(style) else NOTHING


def _is_icon(picture: Node) -> bool:
    sizes = [picture.get(side).removesuffix("px") for side in ("width", "height")]
    return all(size.isdecimal() and int(size[:9]) <= _ICON for size in sizes)


def _flow(root: Node) -> Iterator[str | Node]:
    """Yield the paragraphs and tables within an element, in order."""
    waiting: list[tuple[int, str]] = []
    heights, preformatted = [0], 0
    for event, node in events(root, _IGNORED, _TABLES):
        if isinstance(node, str):
            waiting.append((heights[-1], _as_printed(node, preformatted)))
            continue
        begins = event == "start"
        preformatted += (node.tag in _AS_PRINTED) * (1 if begins else -1)
        if begins:
            heights.append(_height(node, heights[-1]))
        else:
            heights.pop()
        if node.tag in BLOCKS:
            yield from _paragraph(waiting)
        if begins and node.tag == "table":
            yield node
        elif begins and node.tag == "br":
            waiting.append((0, _LINE))
    yield from _paragraph(waiting)


def _as_printed(text: str, preformatted: int) -> str:
    """Return a text, its spaces and line ends kept where it is preformatted."""
    if not preformatted:
        return text
    return text.replace("\r\n", "\n").replace("\n", _LINE).replace(" ", "\xa0")


def _height(node: Node, around: int) -> int:
    """Return whether an element's text is raised (1), lowered (-1) or as the text around it."""
    styled = _HEIGHT.search(node.get("style"))
    return _HEIGHTS.get(styled[1].lower() if styled else node.tag, around)


def _paragraph(waiting: list[tuple[int, str]]) -> Iterator[str]:
    """Yield the text gathered as one paragraph, as a browser shows it, and forget it."""
    text = _CHINESE_LINE_END.sub("", on_line(waiting))
    waiting.clear()
    text = re.sub(f"[{_SPACES}]+", " ", text)
    lines = [line.strip(_SPACES) for line in text.split(_LINE)]
    if any(lines):
        yield "\n".join(lines)


def _table(table: Node, file: str) -> Iterator[Block]:
    """Yield a table's captions as prose, then its rows."""
    parts = [part for part in table.children if isinstance(part, Node)]
    for caption in parts:
        if caption.tag == "caption":
            yield from (part for part in _flow(caption) if isinstance(part, str))
    # A browser shows the head first and the foot last, wherever they stand.
    order = {"thead": 0, "tfoot": 2}
    rows: list[Row] = []
    count = 0
    for group in sorted(parts, key=lambda part: order.get(part.tag, 1)):
        lines = [line for line in group.children if isinstance(line, Node) and line.tag == "tr"]
        for row in _rows(lines):
            rows.append(row)
            count += len(row)
            if count > _MOST_CELLS:
                found = Both(
                    f"a table of more than {_MOST_CELLS:,} cells",
                    f"超过 {_MOST_CELLS:,} 格的表格",
                )
                raise refusal(file, found, READABLE_TABLES, _ADVICE)
    yield rows


def _rows(lines: Sequence[Node]) -> Iterator[Row]:
    """Yield the rows of one group; cells that span rows end with it."""
    below: dict[int, tuple[int, int]] = {}  # First column of a cell → rows to come, columns.
    for line in lines:
        cells = list(_cells(line))
        if line.get("height") == "0" and not any(text for _, text in cells):
            continue  # Word's last row, which is there only to give the widths of columns.
        row: Row = []
        carried, below = below, {}
        column = 0
        for cell, text in cells:
            column = _carry(carried, below, column, row)
            columns = _number(cell, "colspan", _COLUMNS) or 1
            # None stands for the rest of the group.
            left = _number(cell, "rowspan", _ROWS) or len(lines)
            _keep(below, column, left, columns)
            row.append(text)
            column += columns
        _carry(carried, below, column, row)
        for start in sorted(carried):
            row.append("")
            _keep(below, start, *carried[start])
        yield row


def _cells(line: Node) -> Iterator[tuple[Node, str]]:
    for cell in line.children:
        if isinstance(cell, Node) and cell.tag in {"td", "th"}:
            text = "\n".join(part for part in _flow(cell) if isinstance(part, str))
            # One without a width is Word's own: it gives the height of a row.
            if text or cell.get("width") != "0":
                yield cell, text


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
    """Note a cell that stands in `left` rows, this one included, if it goes on below."""
    if left > 1:
        below[column] = (left - 1, columns)


def _number(cell: Node, name: str, most: int) -> int:
    found = re.match(r"\s*\+?(\d{1,9})", cell.get(name) or "1", re.ASCII)
    return min(int(found[1]), most) if found else 1
