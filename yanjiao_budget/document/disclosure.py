"""A disclosure's text to its records, every line accounted for."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import PurePath
from typing import TYPE_CHECKING

from yanjiao_budget import schema
from yanjiao_budget.schema import Record

from .figures import attach, check_figures, expect_no_strays
from .numbers import half_width
from .prose import read_prose
from .rows import read_assets, read_performance, read_procurement
from .sections import SECTIONS, Before, Part, Within, read_sections
from .text import Piece, Unread, UnreadableDisclosureError, expect_lines, join, split
from .year_before import with_year_before

if TYPE_CHECKING:
    import pandas as pd

# What reads the table of a section; a section with none has prose alone.
_TABLES: dict[str, Callable[[Within, Before], Part | None]] = {
    "performance": read_performance,
    "procurement": read_procurement,
    "assets": read_assets,
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
        kept: What is kept unread, in the order of the document.
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
    kept: tuple[Unread, ...] = ()

    def to_text(self) -> str:
        """Return the document's text, rebuilt from its pieces character for character."""
        return join(self.pieces)

    def line_map(self) -> "pd.DataFrame":
        """Return one row for each line of the source, with what it was read as.

        Columns are `line` (from 1), then those of `document.Piece`: `kind`, `table`, `row`, `cell`,
        `column`, `reason` (each missing where it does not apply), and `text` as printed. A cell
        printed over several lines has a row for each.
        """
        import pandas as pd  # noqa: PLC0415 - records are read without it

        rows = [
            (piece.line + offset, *piece[2:], text)
            for piece in self.pieces
            for offset, text in enumerate(piece.printed.split("\n"))
        ]
        if not rows[-1][-1]:
            rows.pop()  # What stands after the last line's end is no line.
        frame = pd.DataFrame(rows, columns=["line", *Piece._fields[2:], "text"])
        return frame.astype({"row": "Int64", "cell": "Int64"} | dict.fromkeys(_TEXT_COLUMNS, "str"))

    def unread(self) -> "pd.DataFrame":
        """Return one row for all words that are kept as they stand, and not read.

        Columns are those of `document.Unread`: `line` (from 1), `text` as printed, `expected` (what
        was looked for), `reason`, and `has_amount` (whether an amount of money stands in them).
        Nothing of them is published as a figure. Blank lines and cells are no words.
        """
        import pandas as pd  # noqa: PLC0415 - records are read without it

        frame = pd.DataFrame(self.kept, columns=list(Unread._fields))
        text = dict.fromkeys(("text", "expected", "reason"), "str")
        return frame.astype({"line": "int64", "has_amount": "bool"} | text)


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
    expect_lines(text, file)
    pieces = split(text)
    title, line = _title(file, pieces)
    key: Record = {"fiscal_year": int(half_width(title["year"])), "body": title["body"]}
    records: dict[str, list[Record]] = {table.name: [] for table in schema.PRINTED}
    read: list[Piece] = []
    code, lines = "", {}
    kept: list[Unread] = []
    before: Counter[str] = Counter()
    for within in read_sections(file, key, pieces):
        if within.section:
            lines[within.section.key] = within.pieces[0].line
        for part in _parts(within, before):
            read += part.pieces
            kept += part.unread
            code = code or part.code
            for name, rows in part.rows.items():
                records.setdefault(name, []).extend(rows)
                before[name] += len(rows)
    expect_no_strays(file, records.pop("strays", []), records["totals"])
    kept += check_figures(file, records["totals"], records["changes"], lines)
    attach(records["totals"])
    records["changes"] = with_year_before(records["changes"], records["totals"])
    named = title[0].removeprefix("\ufeff")
    source = {"title": named, "source": PurePath(file).name, "source_line": line}
    records["disclosures"] = [key | {"code": code or None} | source]
    read.sort(key=attrgetter("line"))
    kept.sort(key=attrgetter("line"))
    absent = tuple(section.zh for section in SECTIONS if section.key not in lines)
    return Disclosure(
        file,
        encoding,
        named,
        key["body"],
        code,
        key["fiscal_year"],
        absent,
        tuple(read),
        records,
        tuple(kept),
    )


def _parts(within: Within, before: Before) -> Iterator[Part]:
    """Yield what is read of a section: its prose, then its table."""
    prose = read_prose(within, before)
    yield prose
    read_table = _TABLES.get(within.section.key) if within.section else None
    if read_table is None or within.section is None:
        _expect_no_cells(within)
        return
    table = read_table(within, before)
    if table:
        yield table
    elif within.section.required or any(row["amount"] for row in prose.rows["totals"]):
        # The last line of the section: there its table would stand, or was cut off by a title.
        last = next(piece for piece in reversed(within.pieces) if piece.text)
        raise within.refusal(last, f"no table under “{within.pieces[0].text}”", "its table")


def _title(file: str, pieces: Sequence[Piece]) -> tuple[re.Match[str], int]:
    """Return the title, with its body and year, and its line.

    The body's name may have a line of its own.
    """
    prose = [piece for piece in pieces if piece.kind == "prose"][:2]
    lines = [piece.text for piece in prose]
    for text in (lines[:1], lines):
        for pattern in _TITLES:
            match = pattern.fullmatch("".join(text))
            if match and half_width(match["year"]).startswith("20"):
                return match, prose[0].line
    found = f"“{lines[0][:40]}”" if lines else "no text"
    line = prose[0].line if prose else 1
    raise UnreadableDisclosureError(file, line, found, "a title …20XX年部门预算…")


def _expect_no_cells(within: Within) -> None:
    where = within.section.zh if within.section else "the title"
    for piece in within.pieces:
        if piece.kind == "cell":
            found = f"a table cell “{piece.text}”"
            raise within.refusal(piece, found, f"only prose under {where}")
