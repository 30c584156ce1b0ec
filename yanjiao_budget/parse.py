"""A disclosure's text to its records, every line accounted for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from . import schema
from .document import (
    Piece,
    UnreadableDisclosureError,
    decode,
    half_width,
    join,
    read_ordinal,
    split,
)
from .figures import BY_ITEM, Stated, read_figures
from .grids import Record, read_assets, read_grid, read_performance, read_procurement

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
_REQUIRED_FIGURES = ("income", "expenditure", "basic", "project", "three_public")
_TITLE = re.compile(r"(?P<body>.+?)(?P<year>\d{4})年.*部门预算.*")
_SECTION = re.compile(r"(?P<number>[一二三四五六七八九十]+)、(?P<name>.+)")
_HEADINGS = (
    re.compile(r"[（(](?P<number>[一二三四五六七八九十]+)[）)](?P<rest>.+)"),
    re.compile(r"(?P<number>\d+)、(?P<rest>.+)"),
)
_OTHER_NUMBERING = re.compile(
    r"(?:[（(](?:\d+|[a-zA-Z])[）)]|\d+[.．)）]|[a-zA-Z][.．、)）]|[①-⑳⒈-⒛]|第[一二三四五六七八九十\d]+[条章节])"
)
_UNNUMBERED = re.compile(r"[^，。；]{2,20}[：:]")


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
        records: For each published table its rows, as dictionaries; amounts are exact, in 万元.
    """

    file: str
    encoding: str
    title: str
    body: str
    code: str
    fiscal_year: int
    absent: tuple[str, ...]
    pieces: tuple[Piece, ...]
    records: dict[str, list[Record]]

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
    if stray := re.search(r"[^\n]\t", text):
        line = text.count("\n", 0, stray.start()) + 1
        raise UnreadableDisclosureError(
            file, line, "a tab within a line", "tabs only before a cell, at the start of its line"
        )
    tokens = list(split(text))
    prose = [index for index, token in enumerate(tokens) if token.kind == "prose"]
    title = _TITLE.fullmatch(tokens[prose[0]].text) if prose else None
    if title is None:
        found = f"“{tokens[prose[0]].text[:40]}”" if prose else "no text"
        raise UnreadableDisclosureError(
            file, tokens[prose[0]].line if prose else 1, found, "a title …20XX年部门预算…"
        )
    year = int(half_width(title["year"]))
    starts = _sections(file, tokens, prose)
    records: dict[str, list[Record]] = {table.name: [] for table in schema.TABLES}
    code = ""
    key: Record = {"fiscal_year": year, "section": 0}
    pieces = _prose(file, tokens[: starts[0][0]], None, key, records)
    ends = [start for start, _ in starts[1:]] + [len(tokens)]
    for number, ((start, section), end) in enumerate(zip(starts, ends, strict=True), 1):
        within = tokens[start:end]
        pieces += _prose(file, within, section, key | {"section": number}, records)
        cells = [token for token in within if token.kind == "cell"]
        if section.key not in _GRIDS:
            if cells:
                raise UnreadableDisclosureError(
                    file,
                    cells[0].line,
                    f"a table cell “{cells[0].text}”",
                    f"only prose in {section.zh}",
                )
            continue
        columns, read = _GRIDS[section.key]
        if cells:
            grid = read_grid(file, columns, cells)
            tables = read(grid, year)
            # Rows are counted in the whole table, to which the prose may have contributed before.
            before = {name: len(records[name]) for name in tables if records[name]}
            pieces += [
                piece._replace(row=piece.row + before[piece.table])
                if piece.row and piece.table in before
                else piece
                for piece in grid.pieces
            ]
            for name, rows in tables.items():
                records[name] += rows
            code = code or grid.code
        elif section.required:
            raise UnreadableDisclosureError(
                file, within[0].line, f"no table under {within[0].text}", "its table"
            )
    for item in _REQUIRED_FIGURES:
        if not any(row["item"] == item for row in records["totals"]):
            raise UnreadableDisclosureError(
                file, 0, f"no amount for {BY_ITEM[item].zh}", "it in the prose"
            )
    present = {section.key for _, section in starts}
    pieces.sort(key=lambda piece: piece.line)
    return Disclosure(
        file,
        encoding,
        tokens[prose[0]].text,
        title["body"],
        code,
        year,
        tuple(section.zh for section in SECTIONS if section.key not in present),
        tuple(pieces),
        records,
    )


def _sections(file: str, tokens: Sequence[Piece], prose: list[int]) -> list[tuple[int, Section]]:
    """Return where each numbered section starts, in the order of the form."""
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
        if expected == len(SECTIONS) or any(section.required for section in missing):
            wanted = next(
                section for section in missing if section.required or section is missing[-1]
            )
            raise UnreadableDisclosureError(
                file, token.line, f"the section “{token.text}”", f"the section “{wanted.zh}” first"
            )
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


class _Line(NamedTuple):
    """A line of prose: what it is, the heading it is or opens with, and how deep that stands."""

    token: Piece
    kind: str
    name: str | None
    depth: int


_PLAIN = 9


def _prose(
    file: str,
    tokens: Sequence[Piece],
    section: Section | None,
    key: Record,
    records: dict[str, list[Record]],
) -> list[Piece]:
    """Add the narrative, figures and glossary of one section to the records; return its pieces."""
    lines = _lines(file, tokens, section)
    narrative = records["narrative"]
    pieces = [
        Piece(token.line, token.printed, "blank") for token in tokens if token.kind == "blank"
    ]
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        token, kind, name, depth = line
        if kind == "cell":
            continue
        narrative.append(
            {
                **key,
                "paragraph": len(narrative) + 1,
                "kind": kind,
                "name": name,
                "text": token.text,
                "is_empty": kind in ("section", "heading")
                and (after is None or after.depth <= depth),
                "source_line": token.line,
            }
        )
        pieces.append(
            Piece(token.line, token.printed, kind, "narrative", len(narrative), column="text")
        )
        if section is None or kind == "section":
            continue
        if section.key == "glossary" and name:
            term = _term(file, token, name, len(records["glossary"]) + 1)
            records["glossary"].append(term | {"fiscal_year": key["fiscal_year"]})
        if any(figure.section == section.key for figure in BY_ITEM.values()):
            amounts, changes = read_figures(section.key, file, token.line, token.text)
            records["totals"] += [_total(stated, key["fiscal_year"]) for stated in amounts]
            records["changes"] += [_change(stated, key["fiscal_year"]) for stated in changes]
    return pieces


def _lines(file: str, tokens: Sequence[Piece], section: Section | None) -> list[_Line]:
    """Return the prose of a section, with one line of kind `cell` for each run of cells."""
    lines: list[_Line] = []
    counts = [0, 0]
    for token in tokens:
        if token.kind == "cell":
            if lines and lines[-1].kind == "paragraph" and lines[-1].name is None:
                lines[-1] = lines[-1]._replace(kind="caption", name=lines[-1].token.text)
            if not lines or lines[-1].kind != "cell":
                lines.append(_Line(token, "cell", None, _PLAIN))
        if token.kind != "prose":
            continue
        text = token.text
        if not lines:
            name = text.split("、", 1)[1] if section else text
            lines.append(_Line(token, "section" if section else "title", name, 0))
            continue
        depth, match = next(
            ((d, m) for d, p in enumerate(_HEADINGS) if (m := p.fullmatch(text))), (_PLAIN, None)
        )
        if match:
            counts = [*counts[: depth + 1], 0][:2]
            counts[depth] += 1
            if read_ordinal(match["number"]) != counts[depth]:
                raise UnreadableDisclosureError(
                    file, token.line, f"“{text[:20]}”", f"number {counts[depth]} next"
                )
            name = re.split("[。：]", match["rest"], maxsplit=1)[0]
            kind = "heading" if name == match["rest"].rstrip("。：") else "paragraph"
            lines.append(_Line(token, kind, name, depth + 1))
        elif _OTHER_NUMBERING.match(text):
            raise UnreadableDisclosureError(
                file, token.line, f"“{text[:20]}”", "a heading numbered 一、, （一） or 1、"
            )
        elif _UNNUMBERED.fullmatch(text):
            counts = [0, 0]
            lines.append(_Line(token, "heading", text[:-1], 1))
        else:
            lines.append(_Line(token, "paragraph", None, _PLAIN))
    return lines


def _term(file: str, token: Piece, name: str, position: int) -> Record:
    definition = token.text.partition("：")[2]
    if not definition:
        raise UnreadableDisclosureError(
            file, token.line, f"“{token.text}”", "a term, ： and its meaning"
        )
    return {
        "term": position,
        "name": name,
        "definition": definition,
        "source_line": token.line,
    }


def _total(stated: Stated, year: int) -> Record:
    figure = BY_ITEM[stated.item]
    return {
        "fiscal_year": year,
        "item": stated.item,
        "name": figure.zh,
        "amount": stated.amount,
        "unit": stated.unit,
        "part_of": figure.part_of,
        "source_line": stated.line,
    }


def _change(stated: Stated, year: int) -> Record:
    return {
        "fiscal_year": year,
        "item": stated.item,
        "name": BY_ITEM[stated.item].zh,
        "change": stated.amount,
        "unit": stated.unit,
        "baseline": stated.baseline,
        "reason": stated.reason,
        "source_line": stated.line,
    }
