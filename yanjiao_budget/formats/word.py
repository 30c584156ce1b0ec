"""Word documents (.docx) to canonical text.

Kept: paragraphs, line breaks, tables with merged and omitted cells, the numbers of automatic lists,
content controls, the results of fields. A break within a paragraph is a line like a paragraph's.
Digits raised above the line or lowered below it, as a note's mark is, are written so: ¹, ₂.
Lost: layout, bullets, tabs (a space), pictures no larger than a seal, page numbers, a header or
footer whose text the body has too.
Refused, because the text has no place for it or because it leaves two readings: text boxes,
footnotes and endnotes, comments, tracked changes (none is taken for accepted), text that is hidden
or struck out, nested tables, text in a cell that another one covers, larger pictures, WordArt,
embedded objects and charts, form fields, formulas, signs of symbol fonts, phonetic guides, other
headers and footers; a document beyond the limits of `word_package`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from yanjiao_budget.document.text import UnreadableDisclosureError
from yanjiao_budget.language import NOTHING, Both, quoted

from .blocks import (
    FORM_FIELD,
    FORMULA,
    HIDDEN,
    NO_OTHER_TEXT,
    PHONETIC_GUIDE,
    PICTURE,
    READABLE_TABLES,
    STRUCK_OUT,
    TABLE_IN_A_CELL,
    TRACKED_CHANGE,
    Block,
    Row,
    canonical,
    is_page_number,
    on_line,
    refusal,
    shown,
)
from .word_numbers import (
    NAMESPACES,
    Element,
    Lists,
    UnknownNumberError,
    find,
    lists_of,
    next_number,
)
from .word_package import open_document, without_comments
from .word_styles import Styles, formatting, height, is_hidden, is_struck, styles_of

_SAVE = Both(
    "Open it in Word, put that right, save it again and read that file.",
    "请用 Word 打开，改正此处，保存后再读取。",
)
_SIGN = Both("a sign of a symbol font", "符号字体的字符")
_EMBEDDED = Both("embedded content", "嵌入的内容")
_A_DOCUMENT = Both("a Word document (.docx)", "Word 文档（.docx）")
_SEAL = 1_800_000  # 5 cm, the largest official seal, in Word's unit.
_MOST_CELLS = 200_000  # Of a table: one of 300 indicators has 3,000.
_OFF = '[not(@w:val="0" or @w:val="false" or @w:val="off")]'
# What is refused wherever it stands in the body, and how the message names it.
_REFUSED = {
    "//w:ins | //w:del | //w:moveFrom | //w:moveTo | //w:cellIns | //w:cellDel | //w:cellMerge": (
        TRACKED_CHANGE,
        Both(
            "Accept or reject every change in Word (Review), save it and read that file.",
            "请在 Word 的“审阅”中接受或拒绝全部修订，保存后再读取。",
        ),
    ),
    "//w:txbxContent[.//w:t]": (Both("a text box", "文本框"), _SAVE),
    "//w:footnoteReference | //w:endnoteReference": (
        Both("a footnote or endnote", "脚注或尾注"),
        _SAVE,
    ),
    "//w:commentReference | //w:commentRangeStart": (
        Both("a comment", "批注"),
        Both(
            "Delete all comments in Word (Review), save it and read that file.",
            "请在 Word 的“审阅”中删除全部批注，保存后再读取。",
        ),
    ),
    "//w:tc//w:tbl": (TABLE_IN_A_CELL, _SAVE),
    f"//w:tr[w:trPr/w:hidden{_OFF}]": (HIDDEN, _SAVE),
    "//m:t": (FORMULA, _SAVE),
    "//w:sym": (_SIGN, _SAVE),
    "//w:rt": (PHONETIC_GUIDE, _SAVE),
    "//w:altChunk | //w:subDoc | //w:object | //c:chart | //dgm:relIds": (
        _EMBEDDED,
        _SAVE,
    ),
    "//w:ffData/w:ddList | //w:ffData/w:checkBox": (FORM_FIELD, _SAVE),
    "//v:textpath[@string]": (Both("WordArt", "艺术字"), _SAVE),
    f"//w:drawing[.//pic:pic][.//wp:extent[@cx > {_SEAL} or @cy > {_SEAL}]]"
    " | //w:pict[.//v:imagedata] | //v:fill[@r:id] | //a:blipFill": (
        PICTURE,
        _SAVE,
    ),
}
# What stands for a character in a run, besides its text.
_SIGNS = {
    qn("w:tab"): " ",
    qn("w:ptab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_T = qn("w:t")


def read_docx(path: Path, file: str) -> str:
    """Return the canonical text of a Word document; `file` is its name in messages.

    Raises:
        UnreadableDisclosureError: For what the module refuses, or a file that is no such document.
        OSError: Where the file cannot be opened.
    """
    document = open_document(path, file)
    try:
        return _text(document, file)
    except UnreadableDisclosureError:
        raise
    except Exception as error:  # A count that is no number, a header that is no XML.
        kind = type(error).__name__
        found = Both(f"a damaged document ({kind}: {error})", f"损坏的文档（{kind}: {error}）")
        raise refusal(file, found, _A_DOCUMENT, _SAVE) from error


def _text(document: Document, file: str) -> str:
    body, part = document.element.body, document.part
    without_comments(body)
    for fallback in find(body, "//mc:AlternateContent[mc:Choice]/mc:Fallback"):
        fallback.getparent().remove(fallback)  # The same again, for programs that are older.
    styles = styles_of(part.styles.element)
    _refuse(body, styles, file)
    has_lists = any(rel.reltype.endswith("/numbering") for rel in part.rels.values())
    numbering = part.numbering_part.element if has_lists else None
    lists = lists_of(numbering, styles.by_name, styles.defaults.get("paragraph", ""))
    try:
        blocks = list(_blocks(body, Word(lists, styles, file)))
    except UnknownNumberError as error:
        advice = Both(
            "Number it by 一、 or 1、 in Word, or type the numbers, and read that file.",
            "请在 Word 中用“一、”或“1、”编号，或直接键入编号，再读取该文件。",
        )
        expected = Both("numbers in digits or Chinese", "数字或中文编号")
        raise refusal(file, error.args[0], expected, advice) from error
    text = canonical(blocks)
    _refuse_margins(document, text, file)
    return text


def _refuse(body: Element, styles: Styles, file: str) -> None:
    """Refuse what the text has no place for, named, with the text that it stands in."""
    for path, (found, advice) in _REFUSED.items():
        for element in find(body, path):
            expected = Both("plain paragraphs and tables", "普通的段落和表格")
            raise refusal(file, found, expected, advice, _near(element))
    for run in body.iter(qn("w:r")):
        if run.find(qn("w:t")) is not None and _raw(run):
            said = formatting(run, styles)
            for found, is_so in ((HIDDEN, is_hidden), (STRUCK_OUT, is_struck)):
                if is_so(said):
                    raise refusal(file, found, NO_OTHER_TEXT, _SAVE, _near(run))


def _near(element: Element) -> Both:
    """Return the beginning of an element's text, or of the text around it, for a message."""
    around = [element, *element.iterancestors(qn("w:p"), qn("w:tc"))]
    near = next(filter(None, map(_raw, around)), "")
    return quoted(shown(near)) if near else NOTHING


def _raw(element: Element) -> str:
    texts = element.iter(qn("w:t"), qn("w:delText"), qn("m:t"))
    return "".join(text.text or "" for text in texts).strip()


def _refuse_margins(document: Document, text: str, file: str) -> None:
    """Refuse a header or footer with text of its own."""
    body = "".join(text.split())
    for rel in document.part.rels.values():
        if not rel.is_external and rel.reltype.endswith(("/header", "/footer")):
            root = parse_xml(rel.target_part.blob)
            without_comments(root)
            for paragraph in root.iter(qn("w:p")):
                found = _raw(paragraph)
                if not is_page_number(found) and "".join(found.split()) not in body:
                    raise refusal(
                        file,
                        Both("text in a header or footer", "页眉或页脚中的文字"),
                        Both(
                            "page numbers, or text that the document has too",
                            "页码，或正文中也有的文字",
                        ),
                        _SAVE,
                        quoted(shown(found)),
                    )


def _children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the nearest elements below, within content controls and other wrappers too."""
    wanted = {qn(name) for name in names}
    for child in element:
        if child.tag in wanted:
            yield child
        else:
            yield from _children(child, *names)


_Cell = tuple[int, int, str]  # From which column to which, and its text.


class Word(NamedTuple):
    """What the text of a document depends on besides its body."""

    lists: Lists
    styles: Styles
    file: str


def _blocks(body: Element, word: Word) -> Iterator[Block]:
    for child in _children(body, "w:p", "w:tbl"):
        yield _paragraph(child, word) if child.tag == qn("w:p") else _table(child, word)


def _paragraph(paragraph: Element, word: Word) -> str:
    """Return a paragraph's number and text, its breaks as line ends."""
    parts = []  # Each with its height: a note's mark stands above the line.
    last, own = None, 0
    for element in paragraph.iter(_T, *_SIGNS):
        run = element.getparent()
        if element.tag == _T:
            if run is not last:
                last, own = run, height(formatting(run, word.styles))
            parts.append((own, element.text or ""))
        elif run.tag == qn("w:r") and element.get(qn("w:type")) not in _PAGES:
            parts.append((0, _SIGNS[element.tag]))
    # Word prints the number of an empty paragraph too.
    return next_number(word.lists, paragraph) + on_line(parts)


_PAGES = {"page", "column"}


def _table(table: Element, word: Word) -> list[Row]:
    """Return the cells of a table, row by row, as they are printed."""
    lines = [_line(line, word) for line in _children(table, "w:tr")]
    fullest = max((cells for cells, _ in lines), key=len, default=[])
    rows, count = list[Row](), 0
    for cells, omitted in lines:
        rows.append([text for *_, text in sorted(cells + _empty(omitted, fullest))])
        count += len(rows[-1])
        if count > _MOST_CELLS:
            found = Both(
                f"a table of more than {_MOST_CELLS:,} cells", f"超过 {_MOST_CELLS:,} 格的表格"
            )
            raise refusal(word.file, found, READABLE_TABLES, _SAVE)
    return rows


def _line(line: Element, word: Word) -> tuple[list[_Cell], list[tuple[int, int]]]:
    """Return the cells of a row, and from where to where it omits some, in columns."""
    cells: list[_Cell] = []
    column = _count(line, "w:trPr/w:gridBefore", 0)
    omitted = [(0, column)] if column else []
    for cell in _children(line, "w:tc"):
        text = "\n".join(_paragraph(own, word) for own in _children(cell, "w:p"))
        columns = _count(cell, "w:tcPr/w:gridSpan", 1)
        covered = _merged(cell, "hMerge"), _merged(cell, "vMerge")
        if "continue" in covered and text.strip():
            found = Both("text in a cell that another covers", "被合并覆盖的单元格中的文字")
            row = Both(shown(text), shown(text))
            raise refusal(word.file, found, Both("no text there", "该处没有文字"), _SAVE, row)
        if covered[0] == "continue" and cells:
            start, _, kept = cells.pop()
            cells.append((start, column + columns, kept))
        else:
            cells.append((column, column + columns, text))
        column += columns
    if after := _count(line, "w:trPr/w:gridAfter", 0):
        omitted.append((column, column + after))
    return cells, omitted


def _empty(omitted: list[tuple[int, int]], fullest: list[_Cell]) -> list[_Cell]:
    """Return empty cells where a row has none, as many as the fullest row has there."""
    return [
        (start, end, "")
        for first, last in omitted
        for start, end, _ in [cell for cell in fullest if first <= cell[0] and cell[1] <= last]
        or [(first, last, "")]
    ]


def _count(element: Element, path: str, default: int) -> int:
    found = element.find(path, NAMESPACES)
    return default if found is None else int(found.get(qn("w:val"), default))


def _merged(cell: Element, name: str) -> str:
    """Return how a cell is merged, restart or continue; an empty string where it is not."""
    merge = next(iter(find(cell, f"./w:tcPr/w:{name}")), None)
    return "" if merge is None else merge.get(qn("w:val")) or "continue"
