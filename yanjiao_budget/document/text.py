"""Bytes to text, text to lines, and what each line was read as."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from yanjiao_budget.language import NOTHING, Both

_BINARY = {
    b"\xd0\xcf\x11\xe0": Both(
        "a Word .doc file (or another old Office file)",
        "Word 的 .doc 文件（或其他旧版 Office 文件）",
    ),
    b"PK\x03\x04": Both(
        "a Word .docx file (or another zip file)", "Word 的 .docx 文件（或其他 zip 文件）"
    ),
    b"%PDF": Both("a PDF file", "PDF 文件"),
    b"{\\rtf": Both("an RTF file", "RTF 文件"),
    b"\x89PNG": Both("a PNG picture", "PNG 图片"),
    b"\xff\xd8\xff": Both("a JPEG picture", "JPEG 图片"),
}
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# What is no part of a line's end: each reader of the tables would take it for another line.
_RETURN = re.compile(r"\r(?!\n|\Z)")
_WITHOUT_BOM = ("utf-8", "gb18030")
_LONE_RETURNS = Both("lines that end in a carriage return alone", "各行只以回车符（CR）结尾")
_LONE_RETURN = Both("a carriage return alone", "单独的回车符（CR）")
_LINE_ENDS = Both("line ends LF or CRLF", "换行符 LF 或 CRLF")
_TAB_WITHIN = Both("a tab within a line", "一行中间有制表符")
_TABS = Both(
    "tabs only before a cell, at the start of its line", "制表符只出现在行首，用来开始一个单元格"
)
_AS_TEXT = Both(
    "Read it with parse_disclosure(read_text(path)), or save it as plain text (.txt, UTF-8).",
    "请用 parse_disclosure(read_text(path)) 读取，或另存为纯文本（.txt，UTF-8）。",
)
_COMPARE = Both(
    "Compare this line with the published document and correct the text file.",
    "请将此行与公开的原文对照，改正文本文件。",
)


class UnreadableDisclosureError(ValueError):
    """The document cannot be read faithfully; the message says where, what and what to do.

    The message is English; `error.zh` is the same in Chinese, as is `zh` of `found`, `expected`,
    `row` and `advice`.

    Attributes:
        file: The file, as given.
        line: 1-based line, or 0 when the whole file is meant.
        found: What the document has there.
        expected: What was expected instead.
        row: The row it was in, or an empty string.
        advice: What the reader can do about it.
    """

    def __init__(  # noqa: D107, PLR0913 - the attributes above
        self,
        file: str,
        line: int,
        found: Both,
        expected: Both,
        *,
        row: Both = NOTHING,
        advice: Both = _COMPARE,
    ) -> None:
        self.file, self.line, self.found, self.expected = file, line, found, expected
        self.row, self.advice = row, advice
        place = f"{file}, line {line}" if line else file
        where = f" in {row}" if row else ""
        said = f"{place}: found {found}{where}, expected {expected}. {advice}"
        place = f"{file}，第{line}行" if line else file
        where = f"（{row.zh}）" if row else ""
        said_zh = f"{place}：发现：{found.zh}{where}；应为：{expected.zh}。{advice.zh}"
        super().__init__(Both(said, said_zh))
        self.zh = said_zh

    def advising(self, advice: Both) -> "UnreadableDisclosureError":
        """Return the same error with other advice."""
        return UnreadableDisclosureError(
            self.file, self.line, self.found, self.expected, row=self.row, advice=advice
        )


class Piece(NamedTuple):
    """A span of whole lines with one meaning; together the pieces are the document.

    Attributes:
        line: Its first line, from 1.
        printed: The lines as they stand, tabs and spaces included, without the last line's end.
        kind: title, section, heading, paragraph, caption, column heading, cell, blank, skipped or
            unread.
        table: Name of the published table that the piece went into.
        row: 1-based row in that table, or in a grid's heading rows or total row.
        cell: 1-based position in the printed row, for pieces of a grid.
        column: The table's column that holds the piece.
        reason: Why nothing was published from it, for skipped and unread pieces. Of a piece that
            was read, what in it is kept unread, and why.
    """

    line: int
    printed: str
    kind: str
    table: str | None = None
    row: int | None = None
    cell: int | None = None
    column: str | None = None
    reason: str | None = None

    @property
    def text(self) -> str:
        """The text without the tab that opens a cell, outer spaces and carriage returns."""
        text = self.printed.strip()
        return text.replace("\r\n", "\n") if "\r" in text else text


# There are thousands of pieces, and a NamedTuple takes twice as long where it fills in the rest.
new_piece = tuple.__new__
_NOWHERE = (None,) * 5


class Unread(NamedTuple):
    """Words that are kept as they stand, and of which nothing is published.

    Attributes:
        line: Their line, from 1.
        text: The words, as printed.
        expected: What was looked for there.
        reason: Why they were not read.
        has_amount: Whether an amount of money stands in them.
    """

    line: int
    text: str
    expected: Both
    reason: Both
    has_amount: bool


def decode(data: bytes, file: str) -> tuple[str, str]:
    """Return the text of a disclosure and the encoding it was in.

    UTF-8 with or without a byte order mark, UTF-16 and GB18030 are recognised.

    Raises:
        UnreadableDisclosureError: For a binary format, named, or bytes in no known encoding.
    """
    for signature, name in _BINARY.items():
        if data.startswith(signature):
            raise UnreadableDisclosureError(
                file, 0, name, Both("plain text", "纯文本"), advice=_AS_TEXT
            )
    marked = [codec for bom, codec in _BOMS.items() if data.startswith(bom)]
    # Text without a mark holds NUL bytes only where it is UTF-16 (of its spaces and line ends).
    unmarked = ("utf-16-le", "utf-16-be") if b"\0" in data else _WITHOUT_BOM
    for codec in marked or unmarked:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        # GB18030 and UTF-16 make some text of almost any bytes, but not with both of these in it.
        if codec.startswith("utf-8") or ("年" in text and "\n" in text and "\0" not in text):
            return text, codec
    found = Both("bytes in no known encoding", "编码无法识别的字节")
    expected = Both("UTF-8, UTF-16 or GB18030 text", "UTF-8、UTF-16 或 GB18030 文本")
    raise UnreadableDisclosureError(file, 0, found, expected, advice=_AS_TEXT)


def expect_lines(text: str, file: str) -> None:
    """Refuse a text whose lines cannot be told apart as they are meant.

    Raises:
        UnreadableDisclosureError: For a carriage return that ends no line, or a tab within one.
    """
    if "\r" in text and (alone := _RETURN.search(text)):
        line = text.count("\n", 0, alone.start()) + 1
        whole = "\n" not in text
        found = _LONE_RETURNS if whole else _LONE_RETURN
        raise UnreadableDisclosureError(file, line, found, _LINE_ENDS)
    # Counting is several times faster than searching, and nearly every document has none.
    if text.count("\t") != text.count("\n\t") + text.startswith("\t"):
        first = re.search(r"[^\n]\t", text)
        line = text.count("\n", 0, first.start() + 1) + 1 if first else 1
        raise UnreadableDisclosureError(file, line, _TAB_WITHIN, _TABS)


def split(text: str) -> list[Piece]:
    r"""Cut a text into blank lines, lines of prose and cells of tables, losing nothing.

    A tab opens a cell. A line without one that follows a cell directly continues it; after a blank
    line it is prose. Joining `printed` with "\n" gives the text back.
    """
    pieces: list[Piece] = []
    after_cell = False
    for number, printed in enumerate(text.split("\n"), 1):
        if printed[:1] == "\t":
            pieces.append(new_piece(Piece, (number, printed, "cell", *_NOWHERE)))
            after_cell = True
        elif not printed or not printed.strip():
            pieces.append(new_piece(Piece, (number, printed, "blank", *_NOWHERE)))
            after_cell = False
        elif after_cell:
            cell = pieces[-1]
            pieces[-1] = Piece(cell.line, f"{cell.printed}\n{printed}", "cell")
        else:
            pieces.append(Piece(number, printed, "prose"))
    return pieces


def join(pieces: Sequence[Piece]) -> str:
    """Return the text that pieces were cut from."""
    return "\n".join(piece.printed for piece in pieces)
