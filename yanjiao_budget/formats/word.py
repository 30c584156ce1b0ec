"""Word documents (.docx) to canonical text.

Kept: paragraphs, line breaks, tables with merged and omitted cells, the numbers of automatic lists,
content controls, the results of fields. A break within a paragraph is a line like a paragraph's.
Lost: layout, bullets, tabs (a space), pictures no larger than a seal, page numbers, a header or
footer whose text the body has too.
Refused, because the text has no place for it or because it leaves two readings: text boxes,
footnotes and endnotes, comments, tracked changes (none is taken for accepted), hidden text, nested
tables, text in a cell that another one covers, larger pictures, embedded objects and charts,
formulas, signs of symbol fonts, phonetic guides, other headers and footers.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from .blocks import Block, Row, canonical, is_page_number, refusal, shown
from .word_numbers import Element, Lists, UnknownNumberError, find, next_number

_MOST = 500_000_000  # Bytes unpacked: a document is a few million.
_SAVE = "Open it in Word, put that right, save it again and read that file."
_SEAL = 1_800_000  # 5 cm, the largest official seal, in Word's unit.
_OFF = '[not(@w:val="0" or @w:val="false" or @w:val="off")]'
# What is refused wherever it stands in the body, and how the message names it.
_REFUSED = {
    "//w:ins | //w:del | //w:moveFrom | //w:moveTo | //w:cellIns | //w:cellDel | //w:cellMerge": (
        "a tracked change",
        "Accept or reject every change in Word (Review), save it and read that file.",
    ),
    "//w:txbxContent[.//w:t]": ("a text box", _SAVE),
    "//w:footnoteReference | //w:endnoteReference": ("a footnote or endnote", _SAVE),
    "//w:commentReference | //w:commentRangeStart": (
        "a comment",
        "Delete all comments in Word (Review), save it and read that file.",
    ),
    "//w:tc//w:tbl": ("a table within a cell of another", _SAVE),
    f"//w:r[w:rPr/w:vanish{_OFF}][w:t] | //w:tr[w:trPr/w:hidden{_OFF}]": ("hidden text", _SAVE),
    "//m:t": ("a formula", _SAVE),
    "//w:sym": ("a sign of a symbol font", _SAVE),
    "//w:rt": ("a phonetic guide", _SAVE),
    "//w:altChunk | //w:object | //c:chart | //dgm:relIds": ("embedded content", _SAVE),
    f"//w:drawing[.//pic:pic][.//wp:extent[@cx > {_SEAL} or @cy > {_SEAL}]]"
    " | //w:pict[.//v:imagedata]": ("a picture, which may hold text", _SAVE),
}
_HIDING = f"//w:style[w:rPr/w:vanish{_OFF}]/@w:styleId"
# What stands for a character in a run, besides its text.
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(path: Path, file: str) -> str:
    """Return the canonical text of a Word document; `file` is its name in messages.

    Raises:
        UnreadableDisclosureError: For what the module refuses, or a file that is no such document.
        OSError: Where the file cannot be opened.
    """
    document = _open(path, file)
    body = document.element.body
    for fallback in find(body, "//mc:AlternateContent[mc:Choice]/mc:Fallback"):
        fallback.getparent().remove(fallback)  # The same again, for programs that are older.
    _refuse(body, document, file)
    part = document.part
    has_lists = any(rel.reltype.endswith("/numbering") for rel in part.rels.values())
    styles = {style.get(qn("w:styleId")): style for style in find(part.styles.element, "./w:style")}
    lists = Lists(part.numbering_part.element if has_lists else None, styles)
    try:
        blocks = list(_blocks(body, lists, file))
    except UnknownNumberError as error:
        advice = "Number it by 一、 or 1、 in Word, or type the numbers, and read that file."
        raise refusal(file, str(error), "numbers in digits or Chinese", advice) from error
    text = canonical(blocks)
    _refuse_margins(document, text, file)
    return text


def _open(path: Path, file: str) -> Document:
    advice = "Open it in a word processor, save it as .docx and read that file."
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size <= _MOST:
            document = docx.Document(str(path))
            if document.element.body is not None:
                return document
        found = f"{size:,} bytes unpacked" if size > _MOST else "no document"
    except OSError:
        raise
    except Exception as error:  # zipfile, lxml and python-docx raise anything on broken bytes.
        expected = "a Word document (.docx)"
        raise refusal(file, f"a damaged or other file ({error})", expected, advice) from error
    raise refusal(file, found, "a Word document (.docx)", advice)


def _refuse(body: Element, document: Document, file: str) -> None:
    """Refuse what the text has no place for, named, with the text that it stands in."""
    checks = dict(_REFUSED)
    for style in find(document.part.styles.element, _HIDING):
        path = f'//w:r[w:t][w:rPr/w:rStyle/@w:val="{style}" or ../w:pPr/w:pStyle/@w:val="{style}"]'
        checks[path] = ("hidden text", _SAVE)
    for path, (found, advice) in checks.items():
        for element in find(body, path):
            near = _raw(element)
            for above in () if near else element.iterancestors(qn("w:p"), qn("w:tc")):
                near = near or _raw(above)
            row = f"“{shown(near)}”" if near else ""
            raise refusal(file, found, "plain paragraphs and tables", advice, row)


def _raw(element: Element) -> str:
    texts = element.iter(qn("w:t"), qn("w:delText"), qn("m:t"))
    return "".join(text.text or "" for text in texts).strip()


def _refuse_margins(document: Document, text: str, file: str) -> None:
    """Refuse a header or footer with text of its own."""
    body = "".join(text.split())
    for rel in document.part.rels.values():
        if not rel.is_external and rel.reltype.endswith(("/header", "/footer")):
            root = etree.fromstring(rel.target_part.blob)
            for paragraph in root.iter(qn("w:p")):
                found = _raw(paragraph)
                if not is_page_number(found) and "".join(found.split()) not in body:
                    raise refusal(
                        file,
                        "text in a header or footer",
                        "page numbers, or text that the document has too",
                        _SAVE,
                        f"“{shown(found)}”",
                    )


def _children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the nearest elements below, within content controls and other wrappers too."""
    wanted = {qn(name) for name in names}
    for child in element:
        if child.tag in wanted:
            yield child
        else:
            yield from _children(child, *names)


def _blocks(body: Element, lists: Lists, file: str) -> Iterator[Block]:
    for child in _children(body, "w:p", "w:tbl"):
        yield _paragraph(child, lists) if child.tag == qn("w:p") else _table(child, lists, file)


def _paragraph(paragraph: Element, lists: Lists) -> str:
    """Return a paragraph's number and text, its breaks as line ends."""
    parts = []
    for element in paragraph.iter(qn("w:t"), *(qn(f"w:{name}") for name in _SIGNS)):
        if element.tag == qn("w:t"):
            parts.append(element.text or "")
        elif element.getparent().tag == qn("w:r") and element.get(qn("w:type")) not in _PAGES:
            parts.append(_SIGNS[etree.QName(element).localname])
    text = "".join(parts)
    # Word prints the number of an empty paragraph too.
    return next_number(lists, paragraph) + text


_PAGES = {"page", "column"}


def _table(table: Element, lists: Lists, file: str) -> list[Row]:
    """Return the cells of a table, row by row, as they are printed."""
    lines = []
    for line in _children(table, "w:tr"):
        cells: list[_Cell] = []
        column = _count(line, "w:trPr/w:gridBefore", 0)
        omitted = [(0, column)] if column else []
        for cell in _children(line, "w:tc"):
            text = "\n".join(_paragraph(own, lists) for own in _children(cell, "w:p"))
            columns = _count(cell, "w:tcPr/w:gridSpan", 1)
            covered = _merged(cell, "hMerge"), _merged(cell, "vMerge")
            if "continue" in covered and text.strip():
                raise refusal(
                    file, "text in a cell that another covers", "no text there", _SAVE, shown(text)
                )
            if covered[0] == "continue" and cells:
                cells[-1] = (cells[-1][0], column + columns, cells[-1][2])
            else:
                cells.append((column, column + columns, text))
            column += columns
        if after := _count(line, "w:trPr/w:gridAfter", 0):
            omitted.append((column, column + after))
        lines.append((cells, omitted))
    fullest = max((cells for cells, _ in lines), key=len, default=[])
    return [
        [text for *_, text in sorted(cells + _empty(omitted, fullest))] for cells, omitted in lines
    ]


_Cell = tuple[int, int, str]


def _empty(omitted: list[tuple[int, int]], fullest: list[_Cell]) -> list[_Cell]:
    """Return empty cells where a row has none, as many as the fullest row has there."""
    return [
        (start, end, "")
        for first, last in omitted
        for start, end, _ in [cell for cell in fullest if first <= cell[0] and cell[1] <= last]
        or [(first, last, "")]
    ]


def _count(element: Element, path: str, default: int) -> int:
    found = find(element, f"./{path}/@w:val")
    return int(found[0]) if found else default


def _merged(cell: Element, name: str) -> str:
    """Return how a cell is merged, restart or continue; an empty string where it is not."""
    merge = next(iter(find(cell, f"./w:tcPr/w:{name}")), None)
    return "" if merge is None else merge.get(qn("w:val")) or "continue"
