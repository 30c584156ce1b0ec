"""A disclosure's text to its records, every line accounted for."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import PurePath
from typing import TYPE_CHECKING

from yanjiao_budget import schema
from yanjiao_budget.language import Both
from yanjiao_budget.schema import Record

from .figures import BY_ITEM, attach, check_figures, expect_no_strays
from .front import set_apart
from .other_tables import part_tables, read_others
from .prose import expect_none_swallowed, read_prose
from .rows import read_assets, read_performance, read_procurement
from .sections import SECTIONS, Before, Part, Within, once_on, read_sections
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
_WITHOUT_STRICT = Both(
    "Compare this line with the published document; without --strict (in Python, strict=False) it "
    "is kept as it stands, and counted.",
    "请将此行与公开的原文对照；不加 --strict（Python 中为 strict=False）则原样保留并计数。",
)
SAID_AGAIN = Both(
    "the same figure is stated above, with the same amount", "上文已列同一数字，金额相同"
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

    def expect_all_read(self) -> None:
        """Refuse the document where anything in it is kept unread.

        Raises:
            UnreadableDisclosureError: For the first such words.
        """
        for one in self.kept:
            found = Both(
                f"“{one.text}”, which is kept unread ({one.reason})",
                f"“{one.text}”未识读（{one.reason.zh}）",
            )
            raise UnreadableDisclosureError(
                self.file, one.line, found, one.expected, advice=_WITHOUT_STRICT
            )

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
    title, pieces, aside, unread, parts = set_apart(file, split(text), text)
    key: Record = {"fiscal_year": title.year, "body": title.body}
    records: dict[str, list[Record]] = {table.name: [] for table in schema.PRINTED}
    read, kept = list(aside), list(unread)
    code, lines = "", {}
    before: Counter[str] = Counter()
    for within in read_sections(file, key, pieces, parts):
        if within.section:
            lines[within.section.key] = within.pieces[0].line
        for made in _parts(within, before):
            part, again = _once(made, records["totals"])
            read += part.pieces
            kept += [*part.unread, *again]
            code = code or part.code
            for name, rows in part.rows.items():
                records.setdefault(name, []).extend(rows)
                before[name] += len(rows)
            before["tables"] = max([before["tables"], *_tables(part)])
    expect_no_strays(file, records.pop("strays", []), records["totals"])
    kept += check_figures(file, records["totals"], records["changes"], lines)
    attach(records["totals"])
    records["changes"] = with_year_before(records["changes"], records["totals"])
    expect_none_swallowed(file, read, kept)
    kept.sort(key=attrgetter("line"))
    source = {
        "title": title.printed,
        "source": PurePath(file).name,
        "unread": len(kept),
        "unread_amounts": sum(one.has_amount for one in kept),
        "source_line": title.pieces[0].line,
    }
    records["disclosures"] = [key | {"code": code or None} | source]
    read.sort(key=attrgetter("line"))
    absent = tuple(section.zh for section in SECTIONS if section.key not in lines)
    return Disclosure(
        file,
        encoding,
        title.printed,
        title.body,
        code,
        title.year,
        absent,
        tuple(_noted(read, kept) if kept else read),
        records,
        tuple(kept),
    )


def _parts(within: Within, before: Before) -> Iterator[Part]:
    """Yield what is read of a section: its prose, the table of the form, then the other tables."""
    prose = read_prose(within, before)
    yield prose
    tables = part_tables(within)
    read_table = _TABLES.get(within.section.key) if within.section else None
    table = read_table(tables.of_the_form, before) if read_table and tables.of_the_form else None
    if table:
        yield table
    elif read_table and not tables.others:
        _expect_table(within, prose)
    if tables.others:
        yield read_others(within, tables.others, before)


# What says that a table of the form follows: its name as the last line, or 见下表.
_ANNOUNCED = {
    "performance": re.compile(r".{0,40}职责.{0,4}工作活动绩效目标.{0,4}"),
    "procurement": re.compile(r"[^，。；]{0,40}政府采购预算(?:情况|明细)?表?"),
    "assets": re.compile(r"[^，。；]{0,60}(?:占用|使用|占有)情况表?"),
}
_BELOW = re.compile(r"[见如]下表|下表所[示列]")


def _expect_table(within: Within, prose: Part) -> None:
    """Refuse a section without the table that its prose announces: the table may be cut off.

    The amount alone announces none: many a body states it and prints no table.
    """
    texts = [row["text"] for row in prose.rows["narrative"][1:]]
    announced = _ANNOUNCED[within.section.key if within.section else ""]
    stated = any(row["amount"] for row in prose.rows["totals"])
    is_named = bool(texts) and announced.fullmatch(texts[-1])
    if is_named or (stated and any(_BELOW.search(text) for text in texts)):
        # The last line of the section: there its table would stand, or was cut off by a title.
        last = next(piece for piece in reversed(within.pieces) if piece.text)
        title = within.pieces[0].text
        found = Both(f"no table under “{title}”", f"“{title}”之下没有表格")
        raise within.refusal(last, found, Both("its table", "该部分的表格"))


def _once(part: Part, totals: Sequence[Record]) -> tuple[Part, list[Unread]]:
    """Return a part without the figures that are stated a second time with the same amount."""
    stated = {row["item"]: row for row in totals if row["item"] in BY_ITEM}
    kept: list[Record] = []
    again: list[Unread] = []
    for row in part.rows.get("totals", ()):
        first = stated.setdefault(row["item"], row)
        if row["item"] not in BY_ITEM or first is row or first["amount"] != row["amount"]:
            kept.append(row)
            continue
        words = f"{row['name']} {row['amount']:f}万元"
        expected = once_on(first["source_line"])
        again.append(Unread(row["source_line"], words, expected, SAID_AGAIN, has_amount=True))
    return (part._replace(rows=part.rows | {"totals": kept}) if again else part), again


def _tables(part: Part) -> list[int]:
    """Return the numbers of the other tables in a part."""
    return [row["table"] for row in part.rows.get("other_tables", ())]


def _noted(pieces: Sequence[Piece], kept: Sequence[Unread]) -> Iterator[Piece]:
    """Yield the pieces; one that was read, and holds words that were not, says why."""
    reasons: dict[int, list[str]] = {}
    for one in kept:
        reasons.setdefault(one.line, []).append(f"“{one.text}”: {one.reason}")
    for piece in pieces:
        last = piece.line + piece.printed.count("\n")
        why = [text for line in range(piece.line, last + 1) for text in reasons.get(line, ())]
        if why and piece.reason is None and piece.text:
            yield piece._replace(reason=f"kept unread in it: {'; '.join(why)}")
        else:
            yield piece
