"""A disclosure's text to its records, every line accounted for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from . import schema
from .changes import derive
from .document import (
    Piece,
    UnreadableDisclosureError,
    decode,
    half_width,
    join,
    read_ordinal,
    split,
)
from .figures import BY_ITEM, check_figures
from .grids import read_grid
from .prose import read_prose, to_change, to_total
from .rows import PROCUREMENT_TOTALS, read_assets, read_performance, read_procurement
from .schema import Record

if TYPE_CHECKING:
    import pandas as pd


class Section(NamedTuple):
    """One numbered section of the form: its key, how its title is worded, whether it may lack."""

    key: str
    zh: str
    title: str
    required: bool = True


SECTIONS = (
    Section("duties", "部门职责及机构设置情况", r"部门职责及机构设置.*"),
    Section("overview", "部门预算安排的总体情况", r"部门预算安排的?总体情况"),
    Section("agency_operating", "机关运行经费安排情况", r"机关运行经费.*"),
    Section("three_public", "财政拨款“三公”经费预算情况", r".*三公.*经费.*"),
    Section("performance", "绩效预算信息", r"绩效预算信息.*"),
    Section("procurement", "政府采购预算情况", r"政府采购.*", required=False),
    Section("assets", "国有资产信息", r"国有资产.*", required=False),
    Section("glossary", "名词解释", r"名词解释"),
    Section("other", "其它需要说明的事项", r"其[它他]需要说明的事项"),
)
_GRIDS = {
    "performance": (schema.PERFORMANCE_GRID, read_performance),
    "procurement": (schema.PROCUREMENT_GRID, read_procurement),
    "assets": (schema.ASSETS_GRID, read_assets),
}
_PART_OF = {figure.item: figure.part_of for figure in BY_ITEM.values()} | {
    item: part_of for item, _, part_of in PROCUREMENT_TOTALS.values()
}
# The last year before 部门预算: a body may have another in its name.
_TITLE = re.compile(
    r"\ufeff?(?P<body>[^，。、；：]+)(?P<year>\d{4})年[^\d，。；：]*部门预算[^，。；：]*"
)
_SECTION = re.compile(r"(?P<number>[一二三四五六七八九十]+)、(?P<name>.+)")


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One disclosure, read whole.

    Attributes:
        file: Where it came from, as given.
        encoding: The encoding it was in.
        title: Its title, as printed.
        body: The body that published it.
        code: The body's code above its tables, or an empty string.
        fiscal_year: The budget year.
        absent: Titles of the form's optional sections that it does not have.
        pieces: The whole text in order, each piece with what it was read as.
        records: For each printed table its rows, as dictionaries; amounts are exact, in 万元. Also
            `blank_indicators`: the indicator rows that are printed blank.
    """

    file: str
    encoding: str
    title: str
    body: str
    code: str
    fiscal_year: int
    absent: tuple[str, ...]
    pieces: tuple[Piece, ...] = field(repr=False)
    records: dict[str, list[Record]] = field(repr=False)

    def to_text(self) -> str:
        """Return the document's text, rebuilt from its pieces character for character."""
        return join(self.pieces)

    def line_map(self) -> "pd.DataFrame":
        """Return one row for each line of the source, with what it was read as.

        Columns are `line` (from 1), then those of `document.Piece`: `kind`, `table`, `row`, `cell`,
        `column`, `reason` (each missing where it does not apply), and `text` as printed. A cell
        printed over several lines has a row for each.
        """
        import pandas as pd

        rows = [
            (piece.line + offset, *piece[2:], text)
            for piece in self.pieces
            for offset, text in enumerate(piece.printed.split("\n"))
        ]
        if not rows[-1][-1]:
            rows.pop()  # What stands after the last line's end is no line.
        frame = pd.DataFrame(rows, columns=["line", *Piece._fields[2:], "text"])
        return frame.astype({"row": "Int64", "cell": "Int64"} | dict.fromkeys(_TEXT_COLUMNS, "str"))


_TEXT_COLUMNS = ("kind", "table", "column", "reason", "text")


def read_disclosure(path: str | Path) -> Disclosure:
    """Read a disclosure's canonical text from a file.

    UTF-8 with or without a byte order mark, UTF-16 and GB18030 are recognised.

    Raises:
        UnreadableDisclosureError: For anything that cannot be read faithfully.
        OSError: Where the file cannot be opened.
    """
    text, encoding = decode(Path(path).read_bytes(), str(path))
    return parse_disclosure(text, str(path), encoding)


def parse_disclosure(text: str, file: str = "<text>", encoding: str = "utf-8") -> Disclosure:
    """Read a disclosure's canonical text.

    Args:
        text: The whole text: prose on lines of its own, a tab before every cell of a table.
        file: Name to give in error messages.
        encoding: The encoding the text was in, kept for the record.

    Raises:
        UnreadableDisclosureError: For anything that cannot be read faithfully: a missing section,
            an unknown numbering, a heading that moved, a count of cells that does not fit, an
            amount that is not a number.
    """
    if "\r" in text and "\n" not in text:
        raise UnreadableDisclosureError(
            file, 1, "lines that end in a carriage return alone", "line ends LF or CRLF"
        )
    # Counting is several times faster than searching, and nearly every document has none.
    if text.count("\t") != text.count("\n\t") + text.startswith("\t"):
        line = text.count("\n", 0, re.search(r"[^\n]\t", text).start() + 1) + 1  # type: ignore[union-attr]
        raise UnreadableDisclosureError(
            file, line, "a tab within a line", "tabs only before a cell, at the start of its line"
        )
    tokens = split(text)
    prose = [index for index, token in enumerate(tokens) if token.kind == "prose"]
    title = _TITLE.fullmatch(tokens[prose[0]].text) if prose else None
    if title is None:
        found = f"“{tokens[prose[0]].text[:40]}”" if prose else "no text"
        raise UnreadableDisclosureError(
            file, tokens[prose[0]].line if prose else 1, found, "a title …20XX年部门预算…"
        )
    year = int(half_width(title["year"]))
    starts = _sections(file, tokens, prose)
    records: dict[str, list[Record]] = {table.name: [] for table in schema.PRINTED}
    opening = tokens[: starts[0][0]]
    _expect_no_cells(file, opening, "the title")
    key: Record = {"fiscal_year": year, "section": 0}
    pieces, amounts, changes = read_prose(file, opening, None, key, records)
    code = ""
    ends = [start for start, _ in starts[1:]] + [len(tokens)]
    for number, ((start, section), end) in enumerate(zip(starts, ends, strict=True), 1):
        within = tokens[start:end]
        prose_pieces, *figures = read_prose(
            file, within, section.key, key | {"section": number}, records
        )
        pieces += prose_pieces
        amounts += figures[0]
        changes += figures[1]
        records["totals"] += [to_total(one, year) for one in figures[0]]
        records["changes"] += [to_change(one, year) for one in figures[1]]
        if section.key not in _GRIDS:
            _expect_no_cells(file, within, section.zh)
        elif cells := _cells(file, within):
            columns, read = _GRIDS[section.key]
            grid = read_grid(file, columns, cells)
            tables = read(grid, year)
            placed = grid.pieces
            if "totals" in tables:
                # Their rows are counted on from those of the prose above.
                before = len(records["totals"])
                placed = [
                    piece._replace(row=piece.row + before)
                    if piece.row and piece.table == "totals"
                    else piece
                    for piece in placed
                ]
            pieces += placed
            for name, rows in tables.items():
                records.setdefault(name, []).extend(rows)
            code = code or grid.code
        elif section.required or any(one.amount for one in figures[0]):
            raise UnreadableDisclosureError(
                file, within[0].line, f"no table under “{within[0].text}”", "its table"
            )
    lines = {section.key: tokens[start].line for start, section in starts}
    check_figures(file, amounts, changes, lines)
    _attach(records["totals"])
    records["changes"] = derive(records["changes"], records["totals"])
    # No two pieces begin on one line, so that sorting never compares further.
    pieces.sort()
    return Disclosure(
        file,
        encoding,
        title[0].removeprefix("\ufeff"),
        title["body"],
        code,
        year,
        tuple(section.zh for section in SECTIONS if section.key not in lines),
        tuple(pieces),
        records,
    )


def _expect_no_cells(file: str, tokens: Sequence[Piece], where: str) -> None:
    for token in tokens:
        if token.kind == "cell":
            raise UnreadableDisclosureError(
                file, token.line, f"a table cell “{token.text}”", f"only prose under {where}"
            )


def _cells(file: str, tokens: Sequence[Piece]) -> list[Piece]:
    """Return the cells of a section's table, refusing prose between them."""
    cells: list[Piece] = []
    prose = None
    for token in tokens:
        if token.kind == "prose":
            prose = token
        elif token.kind == "cell":
            if prose and cells:
                expected = "a cell opened by a tab, or the rest of the cell on the line above"
                raise UnreadableDisclosureError(
                    file, prose.line, f"“{prose.text[:40]}” between the cells of a table", expected
                )
            prose = None
            cells.append(token)
    return cells


def _attach(totals: list[Record]) -> None:
    """Make each stated figure part of the nearest larger one that is stated too."""
    stated = {row["item"] for row in totals}
    for row in totals:
        while row["part_of"] and row["part_of"] not in stated:
            row["part_of"] = _PART_OF[row["part_of"]]


def _sections(file: str, tokens: Sequence[Piece], prose: list[int]) -> list[tuple[int, Section]]:
    """Return where each numbered section starts, in the order of the form."""
    for token in [token for token in tokens if "\n" in token.printed]:
        _, *rest = token.printed.split("\n")
        for line, text in enumerate(map(str.strip, rest), token.line + 1):
            match = _SECTION.fullmatch(text)
            if match and any(re.fullmatch(section.title, match["name"]) for section in SECTIONS):
                found = f"the section “{text}” straight below a cell"
                raise UnreadableDisclosureError(file, line, found, "a blank line between them")
    starts: list[tuple[int, Section]] = []
    expected = 0
    for index in prose:
        token = tokens[index]
        match = _SECTION.fullmatch(token.text)
        if match is None:
            continue
        missing = []
        while expected < len(SECTIONS) and not re.fullmatch(
            SECTIONS[expected].title, match["name"]
        ):
            missing.append(SECTIONS[expected])
            expected += 1
        lacking = next((section for section in missing if section.required), None)
        if lacking or expected == len(SECTIONS):
            wanted = f"the section “{lacking.zh}” first" if lacking else "no section here"
            raise UnreadableDisclosureError(file, token.line, f"the section “{token.text}”", wanted)
        if read_ordinal(match["number"]) != len(starts) + 1:
            raise UnreadableDisclosureError(
                file, token.line, f"“{token.text}”", f"section number {len(starts) + 1} next"
            )
        starts.append((index, SECTIONS[expected]))
        expected += 1
    for section in SECTIONS[expected:] if starts else SECTIONS:
        if section.required:
            raise UnreadableDisclosureError(
                file, tokens[-1].line, "the end of the document", f"the section “{section.zh}”"
            )
    return starts
