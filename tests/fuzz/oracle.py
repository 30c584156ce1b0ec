"""What a corrupted text is read as, judged by where each of its lines was printed."""

from collections import Counter
from typing import NamedTuple

from fuzz.corruptions import Line, Sound, damage, sound

from yanjiao_budget import Disclosure, UnreadableDisclosureError, parse_disclosure

NEAR = 9
SAME, RIGHT = "no change", "read as printed"
SHIFTED, CROSSING = "cell in another row or column", "the same across a blank line"
MOVED = "row under another title"
PASSED = "figure passed over"
WRONG = "figure that no line prints"
NEARBY, FAR = "refused near", "refused far off"
CLASSES = (RIGHT, SHIFTED, CROSSING, MOVED, PASSED, WRONG, NEARBY, FAR)

_Row = tuple[tuple[int, str], ...]  # For each cell the line it was printed on, and its text.


class Truth(NamedTuple):
    """The sound text as read: what is held against what a corrupted one is read as."""

    text: Sound
    place: dict[int, tuple[int, int]]  # line: first line of its row, place within it
    rows: dict[int, _Row]  # by the row's first line
    above: dict[int, int]  # row: the row of the title that it stands under
    figures: list[tuple]
    cells: dict[int, int]  # a cell's further lines: its first line


def truth(printed: str) -> Truth:
    """Return what a sound text is read as."""
    read = parse_disclosure(printed)
    size = printed.count("\n") + 1
    rows = _rows(read, list(range(size + 1)))
    place = {
        line: (row[0][0], number) for row in rows for number, (line, _) in enumerate(row) if line
    }
    text = sound(printed, [[line for line, _ in row] for row in rows])
    by_first = {row[0][0]: row for row in rows}
    return Truth(text, place, by_first, _above(rows), _figures(read, lambda n: n), _further(read))


def _rows(read: Disclosure, origins: list[int]) -> list[_Row]:
    """Return the rows of all tables as they were read, below the headings."""
    rows: list[list[tuple[int, str]]] = []
    for piece in read.pieces:
        if piece.cell and piece.kind in {"cell", "skipped"}:
            if piece.cell == 1:
                rows.append([])
            rows[-1].append((origins[piece.line], piece.text))
    return [tuple(row) for row in rows]


def _further(read: Disclosure) -> dict[int, int]:
    return {
        piece.line + more: piece.line
        for piece in read.pieces
        for more in range(1, piece.printed.count("\n") + 1)
    }


def _above(rows: list[_Row]) -> dict[int, int]:
    """Return, for each row of the big table, the row of the title it stands under."""
    found, title = {}, 0
    for row in rows:
        if len(row) == 9:
            title = row[0][0] if row[0][1] else title
            found[row[0][0]] = title
    return found


def _figures(read: Disclosure, origin) -> list[tuple]:
    totals = [
        ("amount", row["item"], row["amount"], origin(row["source_line"]))
        for row in read.records["totals"]
    ]
    changes = [
        ("change", row["item"], (row["change"], row["stated_growth"]), origin(row["source_line"]))
        for row in read.records["changes"]
    ]
    return totals + changes


def judge(known: Truth, lines: list[Line]) -> tuple[str, str]:
    """Return the class of a corruption, and what was refused or is wrong."""
    text = "\n".join(line.text for line in lines)
    if text == "\n".join(line.text for line in known.text.lines):
        return SAME, ""
    try:
        read = parse_disclosure(text)
    except UnreadableDisclosureError as error:
        off = min(abs(error.line - number) for number in damage(known.text, lines))
        return (NEARBY if off <= NEAR else FAR), f"{off} off: {error}"
    return _judged(known, lines, read)


def _judged(known: Truth, lines: list[Line], read: Disclosure) -> tuple[str, str]:
    origins = [0, *(line.origin for line in lines), 0]
    rows = _rows(read, origins)
    printed = [(piece.line, piece.text) for piece in read.pieces if piece.cell == 1]
    if bad := _joined(known, lines, read) or _shifted(known, lines, read, rows):
        return bad
    if bad := _misplaced(known, rows):
        return MOVED, bad
    return _figures_judged(known, lines, read, origins)


def _joined(known: Truth, lines: list[Line], read: Disclosure) -> tuple[str, str] | None:
    """Return what is wrong where a line became part of a cell that it is not of."""
    for piece in read.pieces:
        if piece.cell and "\n" in piece.printed:
            first = lines[piece.line - 1].origin
            for more in range(1, piece.printed.count("\n") + 1):
                origin = lines[piece.line - 1 + more].origin
                if (
                    lines[piece.line - 1 + more].text.strip()
                    and origin != first
                    and known.cells.get(origin) != first
                ):
                    return SHIFTED, f"line {piece.line + more} joined to the cell above"
    return None


def _shifted(
    known: Truth, lines: list[Line], read: Disclosure, rows: list[_Row]
) -> tuple[str, str] | None:
    starts = [
        piece.line for piece in read.pieces if piece.cell == 1 and piece.kind in {"cell", "skipped"}
    ]
    ends = [piece.line for piece in read.pieces if piece.cell and piece.kind in {"cell", "skipped"}]
    at = 0
    for start, row in zip(starts, rows, strict=True):
        cells = ends[at : at + len(row)]
        at += len(row)
        votes = Counter(known.place[line][0] for line, text in row if text and line in known.place)
        own = votes.most_common(1)[0][0] if votes else 0
        for number, (line, text) in enumerate(row):
            if not text or not line:
                continue
            expected = known.rows[own][number][1] if own and number < len(known.rows[own]) else None
            if text == expected or known.place.get(line) == (own, number):
                continue
            blank = any(not lines[n - 1].text.strip(" ") for n in range(cells[0], cells[-1]))
            return (
                CROSSING if blank else SHIFTED
            ), f"“{text}” of line {line} in cell {number + 1} of the row at {start}"
    return None


def _misplaced(known: Truth, rows: list[_Row]) -> str:
    title = 0
    for row in rows:
        if len(row) != 9:
            continue
        votes = Counter(known.place[line][0] for line, text in row if text and line in known.place)
        own = votes.most_common(1)[0][0] if votes else 0
        title = own if row[0][1] else title
        if own and len(known.rows[own]) == 9 and title != known.above[own]:
            return f"the row of line {own} under the title of line {title}"
    return ""


def _figures_judged(
    known: Truth, lines: list[Line], read: Disclosure, origins: list[int]
) -> tuple[str, str]:
    whole: dict[int, str] = {}
    for line in lines:
        if line.origin:
            whole[line.origin] = whole.get(line.origin, "") + line.text.strip()
    found = _figures(read, lambda number: origins[number])
    for figure in known.figures:
        line = figure[3]
        if whole.get(line) == known.text.lines[line - 1].text.strip() and figure not in found:
            return PASSED, f"{figure[:3]} of line {line}"
    for figure in found:
        line = figure[3]
        untouched = whole.get(line) == known.text.lines[line - 1].text.strip() if line else False
        if untouched and figure not in known.figures:
            return WRONG, f"{figure[:3]} of line {line}"
    return RIGHT, ""
