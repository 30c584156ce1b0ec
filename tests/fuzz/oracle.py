"""What a corrupted text is read as, judged by where each of its lines was printed."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from fuzz.corruptions import Line, Sound, damage, sound
from yanjiao_budget import Disclosure, UnreadableDisclosureError, parse_disclosure
from yanjiao_budget.document.figures import BY_ITEM

NEAR = 9
SAME, RIGHT = "no change", "read as printed"
SHIFTED, CROSSING = "cell in another row or column", "the same, across a blank line"
MOVED = "row under another title"
PASSED, WRONG = "figure passed over", "figure that no line prints"
NEARBY, FAR = f"refused within {NEAR} lines", "refused further off"

Row = tuple[tuple[int, str], ...]  # For each cell the line it was printed on, and its text.
Figure = tuple[str, str, object, int]  # Amount or change, its key, what is stated, and its line.
_WIDE = 9  # Cells of a row of the big table.


class Truth(NamedTuple):
    """The sound text as read: what is held against what a corrupted one is read as.

    Lines are those of the sound text, from 1; a row goes by its first line.
    """

    text: Sound
    rows: dict[int, Row]
    place: dict[int, tuple[int, int]]  # line of a cell: its row, and its place there
    title: dict[int, int]  # row of the big table: the row of the title it stands under
    further: dict[int, int]  # further line of a cell: its first
    figures: list[Figure]


def truth(printed: str) -> Truth:
    """Return what a sound text is read as."""
    read = parse_disclosure(printed)
    numbers = range(printed.count("\n") + 2)
    rows = _rows(read, numbers)
    return Truth(
        sound(printed, [[line for line, _ in row] for row in rows]),
        {row[0][0]: row for row in rows},
        {line: (row[0][0], at) for row in rows for at, (line, _) in enumerate(row)},
        {row[0][0]: title for row, title in _titled(rows)},
        {
            piece.line + more: piece.line
            for piece in read.pieces
            for more in range(1, piece.printed.count("\n") + 1)
        },
        _figures(read, numbers),
    )


def judge(known: Truth, lines: Sequence[Line]) -> tuple[str, str]:
    """Return the class of a corrupted text, and what is wrong or why it was refused."""
    if [line.text for line in lines] == [line.text for line in known.text.lines]:
        return SAME, ""
    try:
        read = parse_disclosure("\n".join(line.text for line in lines))
    except UnreadableDisclosureError as error:
        off = min(abs(error.line - number) for number in damage(known.text, lines))
        return (NEARBY if off <= NEAR else FAR), f"{off} lines off: {error}"
    origins = [0, *(line.origin for line in lines)]
    rows = _rows(read, origins)
    for judged in (
        lambda: _swallowed(known, lines, read),
        lambda: _shifted(known, lines, read, rows),
        lambda: _misplaced(known, rows),
        lambda: _misread(known, lines, _figures(read, origins), _kept_changes(read, origins)),
    ):
        if found := judged():
            return found
    return RIGHT, ""


def _cells(read: Disclosure) -> list[list]:
    """Return the pieces of the rows of all tables, below the headings."""
    rows: list[list] = []
    for piece in read.pieces:
        if piece.cell and piece.kind in {"cell", "skipped"}:
            if piece.cell == 1:
                rows.append([])
            rows[-1].append(piece)
    return rows


def _rows(read: Disclosure, origins: Sequence[int]) -> list[Row]:
    """Return those rows, each cell with the line it was printed on."""
    return [tuple((origins[cell.line], cell.text) for cell in row) for row in _cells(read)]


def _titled(rows: Sequence[Row]) -> list[tuple[Row, int]]:
    """Return the rows of the big table, each with the row of the title that it stands under."""
    found, title = [], 0
    for row in rows:
        if len(row) == _WIDE:
            title = row[0][0] if row[0][1] else title
            found.append((row, title))
    return found


def _figures(read: Disclosure, origins: Sequence[int]) -> list[Figure]:
    totals, changes = read.records["totals"], read.records["changes"]
    return [
        ("amount", row["item"], row["amount"], origins[row["source_line"]]) for row in totals
    ] + [
        (
            "change",
            row["item"],
            (row["change"], row["stated_growth"]),
            origins[row["source_line"]],
        )
        for row in changes
    ]


def _kept_changes(read: Disclosure, origins: Sequence[int]) -> set[tuple[str, int]]:
    """Return the changes kept unread, their figures' amounts being lost, by name and line."""
    return {
        (one.text.removesuffix("的增减"), origins[one.line])
        for one in read.kept
        if one.text.endswith("的增减") and one.has_amount
    }


def _swallowed(known: Truth, lines: Sequence[Line], read: Disclosure) -> tuple[str, str] | None:
    """Find a line that was read as part of a cell that it is not of."""
    for piece in read.pieces:
        first = lines[piece.line - 1].origin
        for number in range(piece.line + 1, piece.line + piece.printed.count("\n") + 1):
            line = lines[number - 1]
            own = known.further.get(line.origin, line.origin)
            if piece.cell and line.text.strip() and own != first:
                return SHIFTED, f"line {number} in the cell above it"
    return None


def _own(known: Truth, row: Row) -> int:
    """Return the sound text's row that most of a row's text is from; 0 where none is."""
    votes = Counter(known.place[line][0] for line, text in row if text and line in known.place)
    return votes.most_common(1)[0][0] if votes else 0


def _crosses(lines: Sequence[Line], cells: Sequence[int]) -> bool:
    """Tell whether a blank line stands between cells, given the lines of those."""
    return any(not lines[number - 1].text.strip(" ") for number in range(cells[0], cells[-1]))


def _shifted(
    known: Truth, lines: Sequence[Line], read: Disclosure, rows: Sequence[Row]
) -> tuple[str, str] | None:
    """Find a text in another row or column, which says another thing there."""
    for cells, row in zip(_cells(read), rows, strict=True):
        own = _own(known, row)
        expected = known.rows.get(own, ())
        for at, (line, text) in enumerate(row):
            there = expected[at][1] if at < len(expected) else None
            if text and line and text != there and known.place.get(line) != (own, at):
                crosses = _crosses(lines, [cell.line for cell in cells])
                # One row of the document has a blank line in it that is its own.
                own_blank = _crosses(known.text.lines, [line for line, _ in expected])
                where = f"“{text}” in cell {at + 1} of the row of line {cells[0].line}"
                return (CROSSING if crosses and not own_blank else SHIFTED), where
    return None


def _misplaced(known: Truth, rows: Sequence[Row]) -> tuple[str, str] | None:
    """Find a row of the big table that stands under another title than it did."""
    for row, title in _titled(rows):
        own = _own(known, row)
        if own in known.title and known.title[own] != title and not row[0][1]:
            return MOVED, f"the row of line {own} under the title of line {title}"
    return None


def _misread(
    known: Truth, lines: Sequence[Line], found: Sequence[Figure], kept: set[tuple[str, int]]
) -> tuple[str, str] | None:
    """Find a figure of a line that stands as it did, though in pieces, passed over or changed."""
    texts: dict[int, str] = {}
    for line in lines:
        texts[line.origin] = texts.get(line.origin, "") + line.text.strip()
    there = {
        origin
        for origin, text in texts.items()
        if origin and text == known.text.lines[origin - 1].text.strip()
    }
    for figure in known.figures:
        is_kept = figure[0] == "change" and (BY_ITEM[figure[1]].zh, figure[-1]) in kept
        if figure[-1] in there and figure not in found and not is_kept:
            return PASSED, f"{figure}"
    for figure in found:
        if figure[-1] in there and figure not in known.figures:
            return WRONG, f"{figure}"
    return None
