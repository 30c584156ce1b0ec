"""A disclosure's text to its records, every line accounted for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from yanjiao_budget import schema
from yanjiao_budget.schema import Record

from .figures import BY_ITEM, check_figures
from .grids import lines_above, read_grid
from .numbers import half_width
from .prose import read_prose, to_change, to_total
from .rows import PROCUREMENT_TOTALS, read_assets, read_performance, read_procurement
from .sections import SECTIONS, find_sections
from .text import Piece, UnreadableDisclosureError, join, split
from .year_before import derive

if TYPE_CHECKING:
    import pandas as pd


_GRIDS = {
    "performance": (schema.PERFORMANCE_GRID, read_performance),
    "procurement": (schema.PROCUREMENT_GRID, read_procurement),
    "assets": (schema.ASSETS_GRID, read_assets),
}
_PART_OF = {figure.item: figure.part_of for figure in BY_ITEM.values()} | {
    item: part_of for item, _, part_of in PROCUREMENT_TOTALS.values()
}
# The last year before 部门预算: a body may have another in its name.
_TITLES = (
    re.compile(
        r"\ufeff?(?P<body>[^，。、；：]*[^，。、；：\s])\s*(?P<year>\d{4})\s*年[^\d，。；：]*部门预算[^，。；：]*"
    ),
    re.compile(
        r"\ufeff?(?P<year>\d{4})\s*年度?\s*(?P<body>[^\d，。、；：\s][^\d，。、；：]*?)\s*部门预算[^，。；：]*"
    ),
)


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
        absent: Titles of the form's sections that it does not have.
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
    title = _title(file, tokens, prose)
    year = int(half_width(title["year"]))
    starts = find_sections(file, tokens, prose)
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
            above = lines_above(within)
            grid = read_grid(file, columns, cells, above, may_be_empty=not section.required)
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
    records["disclosures"] = [
        {
            "fiscal_year": year,
            "code": code or None,
            "title": title[0].removeprefix("\ufeff"),
            "source": PurePath(file).name,
            "source_line": tokens[prose[0]].line,
        }
    ]
    for row in (row for rows in records.values() for row in rows):
        row["body"] = title["body"]
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


def _title(file: str, tokens: Sequence[Piece], prose: Sequence[int]) -> re.Match[str]:
    """Return the title, with its body and year; the body's name may have a line of its own."""
    lines = [tokens[index].text for index in prose[:2]]
    for text in (lines[:1], lines):
        for pattern in _TITLES:
            match = pattern.fullmatch("".join(text))
            if match and half_width(match["year"]).startswith("20"):
                return match
    found = f"“{lines[0][:40]}”" if lines else "no text"
    raise UnreadableDisclosureError(
        file, tokens[prose[0]].line if prose else 1, found, "a title …20XX年部门预算…"
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
