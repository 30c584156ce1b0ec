"""The tables of a section apart: the one that the form has there, and all others, cell by cell."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from yanjiao_budget import schema
from yanjiao_budget.language import Both
from yanjiao_budget.schema import Column, Record

from .grids import Captions, captions_of, compared, expect_no_paragraph, headings_of, runs_of
from .phrases import stated_amount
from .sections import IN_ITS_SECTION, SECTIONS, Before, Part, Within
from .text import Piece, Unread, UnreadableDisclosureError

# The tables of the form, by the section that each stands in.
GRIDS: dict[str, tuple[Column, ...]] = {
    "performance": schema.PERFORMANCE_GRID,
    "procurement": schema.PROCUREMENT_GRID,
    "assets": schema.ASSETS_GRID,
}
FIGURE_IN_A_CELL = Both(
    "a figure of the form in a cell of another table is not read as that figure",
    "其他表格单元格中的数字不作为该数字识读",
)
_IN_PROSE = Both("it in the prose of its section", "在所属部分的正文中列明")
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[一-鿿]{2}")
_CAPTIONS = 4  # The body, the year, the day and the unit.
# Cells above and among the headings of a table, besides the headings.
_AROUND = 6
# Headings that a table of the form has not; with one, its own may be damaged.
_FOREIGN = 2
_SOME = 3  # 项目 and 数量 alone make no table of assets.
_HEADING_RUNS = 3
_OPENING = {"unit", "year"}  # Captions that a table opens with.


class Group(NamedTuple):
    """The cells of a section that no prose parts.

    Attributes:
        start: The place of its first cell among the section's pieces.
        stop: The place of the prose below it, or the section's end.
        cells: Its cells.
    """

    start: int
    stop: int
    cells: list[Piece]


class Parted(NamedTuple):
    """A section's tables: where the one of the form stands with its captions, and the others."""

    of_the_form: Within | None
    others: list[Group]


def part_tables(within: Within) -> Parted:
    """Return the table of the form that a section holds apart from all others.

    A table is that of the form where its headings are, or half of them and not two others; what has
    lost its headings is, unless it says nothing of the form and most of its rows have another
    width. So whatever a reader would take for that table is held to it, and refused where it does
    not fit. What stands below it is another table only where it opens as one.

    Raises:
        UnreadableDisclosureError: For a cell that stands alone, as a line of prose does that has
            gained a tab, and for a table of the form in another section than its own.
    """
    own = GRIDS.get(within.section.key) if within.section else None
    ours: list[Group] = []
    others: list[Group] = []
    for group in _groups(within):
        if own and (_is_ours(group.cells, own) or (ours and not _is_apart(group.cells, own))):
            ours.append(group)
        else:
            _expect_no_table_of_the_form(within, group, is_below=bool(ours))
            others.append(group)
    if not ours:
        return Parted(None, others)
    # Another table between its two halves parts them as prose does, which its reader refuses.
    start = max([0, *(one.stop for one in others if one.stop <= ours[0].start)])
    kept = [one for one in others if not ours[0].start < one.start < ours[-1].start]
    table = within._replace(pieces=within.pieces[start : ours[-1].stop])
    return Parted(table, kept)


def _groups(within: Within) -> list[Group]:
    """Return the cells of a section by table: prose parts two, and captions in cells begin one."""
    groups: list[Group] = []
    cells: list[Piece] = []
    start = 0
    for place, piece in enumerate(within.pieces):
        if piece.kind == "cell":
            start = start if cells else place
            cells.append(piece)
        elif piece.kind != "blank" and cells:
            groups.append(Group(start, place, cells))
            cells = []
    if cells:
        groups.append(Group(start, len(within.pieces), cells))
    return [one for group in groups for one in _split(group, within.pieces)]


def _split(group: Group, pieces: Sequence[Piece]) -> Iterator[Group]:
    """Yield the tables of a group: a later one opens with its name, if alone, and its captions."""
    # Most cells have neither word, and reading a caption takes longer than looking for one.
    likely = [one for one in group.cells if "单位" in one.printed or "预算年度" in one.printed]
    marked = [one for one in likely if captions_of(one.text, named=False).keys() & _OPENING]
    if not marked or not any(one.kind == "blank" for one in _above(marked[-1], group, pieces)):
        yield group
        return
    runs = runs_of(group.cells)
    starts = [*_later_tables(runs, {cell.line for cell in marked})]
    place_of = {piece.line: place for place, piece in enumerate(pieces)}
    places = [group.start, *(place_of[runs[number][0].line] for number in starts), group.stop]
    for (first, last), (start, stop) in zip(
        pairwise([0, *starts, len(runs)]), pairwise(places), strict=True
    ):
        yield Group(start, stop, [cell for run in runs[first:last] for cell in run])


def _later_tables(runs: Sequence[Sequence[Piece]], marked: set[int]) -> Iterator[int]:
    """Yield which runs of cells, but for the first, open a table, given the lines of captions."""
    opens = [any(one.line in marked for one in run) and _is_captions(run) for run in runs]
    for number, (is_before, is_here) in enumerate(pairwise(opens), 1):
        start = number - (len(runs[number - 1]) == 1)
        if is_here and not is_before and start:
            yield start


def _above(cell: Piece, group: Group, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces of a group above a cell."""
    for piece in pieces[group.start : group.stop]:
        if piece.line >= cell.line:
            return
        yield piece


@cache
def _own(columns: tuple[Column, ...]) -> list[str]:
    """Return the headings of a table of the form, as compared, each once."""
    return [*dict.fromkeys(heading for *_, heading in headings_of(columns) if heading)]


def _window(cells: Sequence[Piece], columns: tuple[Column, ...]) -> list[str]:
    """Return the first cells of a table as compared: its headings stand among them."""
    return [compared(cell) for cell in cells[: len(headings_of(columns)) + _AROUND]]


def _is_ours(cells: Sequence[Piece], columns: tuple[Column, ...]) -> bool:
    """Tell whether cells are the table of the form that their section has, sound or damaged."""
    own, window = _own(columns), _window(cells, columns)
    if _fits(window, columns):
        return True
    runs = runs_of(cells)
    foreign = _foreign(runs, own)
    there = {*window} & {*own}
    is_wide = _is_wide(runs, columns)
    if len(foreign) >= _FOREIGN:
        return 2 * len(there) >= len(own) and is_wide
    peculiar = {*own} - _COMMON
    is_captions = _is_captions(cells)
    is_most = len(there & peculiar) >= min(_FOREIGN, len(peculiar)) or 2 * len(there) >= len(own)
    return is_most or is_wide or is_captions


def _is_wide(runs: Sequence[Sequence[Piece]], columns: tuple[Column, ...]) -> bool:
    """Tell whether most rows below the headings are as wide as those of a table of the form."""
    below = runs[len(schema.heading_rows(columns)) :]
    return 2 * sum(len(run) == len(columns) for run in below) > len(below)


# Headings that many a table has.
_COMMON = {"绩效目标", "绩效指标", "项目", "数量", "项目名称", "预算资金", "单价", "总计", "合计"}


def _fits(window: Sequence[str], columns: tuple[Column, ...]) -> bool:
    """Tell whether the headings of a table of the form stand among cells, in their order."""
    headings = [heading for *_, heading in headings_of(columns)]
    if headings[0] not in window:
        return False
    start = window.index(headings[0])
    return [*window[start : start + len(headings)]] == headings


def _holds(cells: Sequence[Piece], columns: tuple[Column, ...]) -> bool:
    """Tell whether the headings of a table of the form stand anywhere among cells."""
    opening = headings_of(columns)[0][3]
    starts = [place for place, cell in enumerate(cells) if compared(cell) == opening]
    return any(_fits(_window(cells[place:], columns), columns) for place in starts)


def _foreign(runs: Sequence[Sequence[Piece]], own: Sequence[str]) -> set[str]:
    """Return the headings of a table that are none of a table of the form's.

    Headings stand in the first rows, below the captions, up to one that holds a figure; the first
    of them has no blank cell.
    """
    headings = [*runs[_is_captions(runs[0]) :][:_HEADING_RUNS]]
    found: set[str] = set()
    for number, run in enumerate(headings):
        if any(_DIGIT.search(cell.text) or not (number or cell.text) for cell in run):
            break
        found |= {text for cell in run if (text := compared(cell)) and text not in own}
    return found


def _is_captions(run: Sequence[Piece]) -> bool:
    """Tell whether a row is one of captions, at least one of which can be nothing else."""
    return (
        len(run) <= _CAPTIONS
        and all(_WORDS.search(cell.text) and captions_of(cell.text) for cell in run)
        and any(captions_of(cell.text, named=False) for cell in run)
    )


def _is_apart(cells: Sequence[Piece], columns: tuple[Column, ...]) -> bool:
    """Tell whether cells below the table of the form are a table of their own.

    They open with captions, or with a row of headings of their own: a row of the table above that
    has lost its first cell to the prose has blank cells or figures.
    """
    runs = runs_of(cells)
    first = runs[1] if len(runs) > 1 and len(runs[0]) == 1 else runs[0]
    return _is_captions(first) or (
        all(cell.text for cell in first) and len(_foreign([first], _own(columns))) >= _FOREIGN
    )


def _expect_no_table_of_the_form(within: Within, group: Group, *, is_below: bool) -> None:
    """Refuse a cell that stands alone, and a table of the form that has lost its section."""
    first = group.cells[0]
    if len(group.cells) == 1:
        where = within.name
        found = Both(f"a table cell “{first.text}”", f"表格单元格“{first.text}”")
        expected = Both(f"only prose under {where}", f"{where.zh}之下只有文字")
        raise within.refusal(first, found, expected)
    for key, columns in GRIDS.items():
        own = _own(columns)
        there = {*own} & {*_window(group.cells, columns)}
        if _holds(group.cells, columns):
            raise _out_of_place(within, first, key, is_below=is_below)
        if within.section and within.section.key == key:
            continue
        if len(there) >= max(_SOME, (len(own) + 1) // 2):
            raise _out_of_place(within, first, key, is_below=is_below)


def _out_of_place(
    within: Within, cell: Piece, key: str, *, is_below: bool
) -> UnreadableDisclosureError:
    """Return the error for a table of the form in another section than its own.

    It names the section's title: that is damaged, or the one that should stand below it is lost.
    Below the section's own table it names the cell: the title that is lost stood between the two.
    """
    own = next(section.zh for section in SECTIONS if section.key == key)
    found = Both(f"the table of {own} (line {cell.line})", f"“{own}”的表格（第{cell.line}行）")
    if within.section is None or is_below:
        return within.refusal(cell, found, IN_ITS_SECTION)
    title = next(piece for piece in within.pieces if piece.text)
    found = Both(f"{found} under “{title.text}”", f"“{title.text}”之下{found.zh}")
    return within.refusal(title, found, Both(f"it in the section {own}", f"列在“{own}”部分"))


def read_others(within: Within, groups: Sequence[Group], before: Before) -> Part:
    """Return the cells of tables that the form does not have, as rows of `other_tables`.

    A row is what stands between two blank lines, and a column the place of a cell within it, both
    from 1. So the cells are in the order of the document, and those of a row are together wherever
    the text parts its rows by blank lines; a row that is printed over a blank line is two, and a
    table without any is one. A heading that spans several columns is one cell, and the cells below
    it count on their own: which column of the page a cell stood in is not certain. Captions in
    cells are cells. Nothing is taken for a number.

    Raises:
        UnreadableDisclosureError: For a paragraph of figures that a cell has swallowed.
    """
    pieces: list[Piece] = []
    rows: list[Record] = []
    unread: list[Unread] = []
    for number, group in enumerate(groups, before["tables"] + 1):
        caption, unit = _captions(within, group)
        key = within.key | {"table": number, "section": within.number, "caption": caption}
        for row, run in enumerate(runs_of(group.cells), 1):
            for column, cell in enumerate(run, 1):
                expect_no_paragraph(within, cell)
                if stated := stated_amount(cell.text):
                    unread.append(
                        Unread(cell.line, stated, _IN_PROSE, FIGURE_IN_A_CELL, has_amount=True)
                    )
                place = {"row": row, "column": column, "text": cell.text or None}
                rows.append(key | place | {"unit": unit, "source_line": cell.line})
                at = before["other_tables"] + len(rows)
                read = cell._replace(table="other_tables", row=at)
                pieces.append(read._replace(cell=column, column="text"))
    return Part(pieces, {"other_tables": rows}, unread=unread)


def _captions(within: Within, group: Group) -> tuple[str | None, str | None]:
    """Return what a table is called, by the line above it, and the unit that it prints.

    A table that is called by nothing above it may be by its first row, if that is one cell.
    """
    name, unit = _called_above(within, group)
    runs = runs_of(group.cells)
    for cell in (cell for run in runs[:_HEADING_RUNS] for cell in run):
        unit = unit or _unit_in(captions_of(cell.text, named=False))
    if name is None and len(runs[0]) == 1 and not captions_of(runs[0][0].text, named=False):
        name = runs[0][0].text
    return name, unit


def _called_above(within: Within, group: Group) -> tuple[str | None, str | None]:
    """Return what the prose straight above a table calls it, and the unit that it says."""
    unit = None
    for piece in reversed(within.pieces[1 if within.section else 0 : group.start]):
        if piece.kind == "cell":
            break
        said = captions_of(piece.text, named=False) if piece.kind == "prose" else {}
        unit = unit or _unit_in(said)
        if piece.kind in {"prose", "title"} and not said:
            is_name = piece.kind == "prose" and not piece.text.endswith("。")
            return piece.text if is_name else None, unit
    return None, unit


def _unit_in(said: Captions) -> str | None:
    return said["unit"][1] if "unit" in said else None
