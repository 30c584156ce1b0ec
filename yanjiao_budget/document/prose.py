"""The prose of a disclosure: headings, paragraphs, captions, and the terms of the glossary."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from yanjiao_budget.language import Both
from yanjiao_budget.schema import Record

from .figures import BY_ITEM, FIGURES, Stated
from .grids import lines_above
from .numbers import read_ordinal
from .phrases import clauses_with_money, stated_amount, stray_figures, years_spoken_of
from .sections import (
    IN_ITS_SECTION,
    NO_SECTION,
    PART,
    SECTION_NUMBERS,
    SECTIONS,
    Before,
    Part,
    Within,
)
from .statements import read_figures
from .text import Piece, Unread, UnreadableDisclosureError

NUMBERED_OTHERWISE = Both("a heading so numbered is none of the form's", "本表式的标题不这样编号")
OUT_OF_ORDER = Both("the number does not follow the one before", "编号与上一编号不相接")
NO_TERM = Both("no term of the glossary is told apart from its meaning", "无法将名词与其解释分开")
NO_FIGURE_HERE = Both(
    "an amount in a section that states no figures is none of the budget's figures",
    "所在部分不列预算数字，此金额不是预算数字",
)
UNKNOWN_SECTION = Both("no section of the form has this title", "本表式没有此标题的部分")

_NUMBERED_SO = Both(
    "a heading numbered 一、, （一）, 1、 or （1）", "以“一、”“（一）”“1、”或“（1）”编号的标题"
)
A_FIGURE = Both("a figure of the form", "本表式所列的数字")
_CHINESE = "[一二三四五六七八九十]+"
# How headings within a section are numbered, by how deep they stand. 1.5 opens no heading.
_HEADINGS = (
    re.compile(rf"(?P<number>{_CHINESE})[、.．](?P<rest>.+)"),
    re.compile(rf"[（(](?P<number>{_CHINESE})[）)](?P<rest>.+)"),
    re.compile(r"(?P<number>\d+)(?:、|[.．](?!\d))(?P<rest>.+)"),
    re.compile(r"[（(](?P<number>\d+)[）)](?P<rest>.+)"),
)
_OTHER_NUMBERING = re.compile(
    r"(?:[（(][a-zA-Z][）)]|\d+[.．)）]|[a-zA-Z][.．、)）]|[①-⑳⒈-⒛]|第[一二三四五六七八九十\d]+[条章节])"
)
_UNNUMBERED = re.compile(r"[^，。；]{2,20}[：:]")
_TERM = re.compile(r"(?P<name>[^，。；：:]{2,20})[：:](?P<rest>.+)")
_STATING = {figure.section for figure in FIGURES}


class _Line(NamedTuple):
    """A line of prose: what it is, the heading it is or opens with, and how deep that stands.

    The title or section stands at 0, a heading without a number at 1, numbered ones below; None is
    the depth of what is no heading. `odd` says what of its heading is not understood.
    """

    piece: Piece
    kind: str
    name: str | None = None
    depth: int | None = None
    odd: Unread | None = None


def read_prose(within: Within, before: Before) -> Part:
    """Return the narrative of one section, its figures, and where it is one, the glossary.

    Every line is read into the narrative as it stands, so no prose is unread for being prose. What
    it says besides is kept unread where it is not understood: a heading whose number does not
    follow, a line of the glossary that is no term and its meaning, and every amount of money that
    is no figure of the form. A figure of the form in a section that it is not of is refused.

    Raises:
        UnreadableDisclosureError: For a figure that cannot be read faithfully, or one in a section
            that states none.
    """
    above = lines_above(within.pieces)
    lines = _lines(within, above)
    key = within.key | {"section": within.number}
    pieces = [piece for piece in within.pieces if piece.kind == "blank"]
    narrative: list[Record] = []
    stating = [
        line
        for line in lines
        if line.kind not in {"cell", "title", "section"} and line.piece not in above
    ]
    said, unread = _said(within, stating)
    unread += [line.odd for line in lines if line.odd]
    for number, line in enumerate(lines, 1):
        if line.kind == "cell":
            continue
        narrative.append(
            {
                **key,
                "paragraph": before["narrative"] + len(narrative) + 1,
                "kind": line.kind,
                "name": line.name,
                "text": line.piece.text,
                "is_empty": _is_empty(line, lines[number : number + 1]),
                "source_line": line.piece.line,
            }
        )
        place = {"table": "narrative", "row": narrative[-1]["paragraph"], "column": "text"}
        pieces.append(line.piece._replace(kind=line.kind, **place))
    return Part(pieces, {"narrative": narrative, "totals": []} | said, unread=unread)


def _is_empty(line: _Line, after: Sequence[_Line]) -> bool:
    """Tell whether a section or heading has nothing under it, given the line after it, if any."""
    if line.kind not in {"section", "heading"} or line.depth is None:
        return False
    return not after or (after[0].depth is not None and after[0].depth <= line.depth)


def _said(within: Within, lines: Sequence[_Line]) -> tuple[dict[str, list[Record]], list[Unread]]:
    """Return what the lines below a title give besides the narrative: rows, and what is unread."""
    section = within.section.key if within.section else ""
    if section in _STATING:
        return _stated(within, section, lines)
    glossary: list[Record] = []
    unread: list[Unread] = []
    for line in lines:
        if section == "glossary" and (line.depth is not None or _TERM.fullmatch(line.piece.text)):
            term = _term(line, len(glossary) + 1)
            glossary += [within.key | term] if term else []
            unread += [] if term else [_no_term(line)]
        _expect_no_figure(within, line.piece)
        unread += _amounts(line.piece)
    return {"glossary": glossary}, unread


def _stated(
    within: Within, section: str, lines: Sequence[_Line]
) -> tuple[dict[str, list[Record]], list[Unread]]:
    """Return the figures that a section states, as rows, and what in it is unread."""
    rows: dict[str, list[Record]] = {"totals": [], "changes": [], "strays": []}
    unread: list[Unread] = []
    year = _speaks_of(within, lines)
    topic = ""
    for line in lines:
        topic = line.name or "" if line.kind == "heading" else topic
        text = line.piece.text
        amounts, changes, kept = read_figures(
            section, within.file, line.piece.line, text, year=year, topic=topic
        )
        strays = stray_figures(text, section) if kept else ()
        unread += kept
        rows["strays"] += [_stray(line.piece, *one) for one in strays]
        rows["totals"] += [within.key | _total(one) for one in amounts]
        rows["changes"] += [within.key | _change(one) for one in changes]
    # Beside its own figures a section may name another's: 机关运行经费…其中公务接待费.
    for line in lines if not rows["totals"] else ():
        _expect_no_figure(within, line.piece)
    return rows, unread


def _stray(piece: Piece, item: str, words: str) -> Record:
    """Return a figure that stands in another section than its own."""
    return {"item": item, "words": words, "source_line": piece.line}


def _speaks_of(within: Within, lines: Sequence[_Line]) -> int:
    """Return the year that the figures of a section are of: the title's, if the section names it.

    A title of another year than all figures shows in the ledger, which ties the two.
    """
    fiscal: int = within.key["fiscal_year"]
    named = {year for line in lines for year in years_spoken_of(line.piece.text)}
    if not named or fiscal in named:
        return fiscal
    return max((year for year in named if year < fiscal), default=max(named))


def _amounts(piece: Piece) -> list[Unread]:
    """Return the amounts of money in a line of a section that states no figures."""
    return [
        Unread(piece.line, clause, A_FIGURE, NO_FIGURE_HERE, has_amount=True)
        for clause in clauses_with_money(piece.text)
    ]


def _expect_no_figure(within: Within, piece: Piece) -> None:
    """Refuse another section's figure where a section states none, and nothing would read it."""
    if stated := stated_amount(piece.text, within.section.key if within.section else ""):
        where = within.name
        found = Both(f"“{stated}” under {where}", f"{where.zh}之下的“{stated}”")
        raise within.refusal(piece, found, IN_ITS_SECTION)


def _lines(within: Within, above: Sequence[Piece]) -> list[_Line]:
    """Return the prose of a section, with one line of kind `cell` for each run of cells.

    Lines straight above a table that say its unit or day are captions, and so is its name, the
    plain paragraph above them.
    """
    lines: list[_Line] = []
    following = [{1} for _ in _HEADINGS]
    for piece in within.pieces:
        if piece.kind == "cell" and lines and lines[-1].kind == "cell":
            continue
        if piece.kind == "cell" or piece in above:
            lines = _above_table(lines, piece)
        elif piece.kind == "prose":
            first = within.section is not None and not lines
            lines.append(_first(within, piece) if first else _line(piece, following))
        elif piece.kind == "title":
            lines.append(_Line(piece, "title", piece.text, 0))
    return lines


def _above_table(lines: list[_Line], piece: Piece) -> list[_Line]:
    """Return the lines with a caption or a run of cells below them."""
    last = lines[-1] if lines else None
    if last and last.kind == "paragraph" and last.name is None:
        lines = [*lines[:-1], _as_caption(last)]
    return [*lines, _Line(piece, "cell" if piece.kind == "cell" else "caption")]


def _as_caption(line: _Line) -> _Line:
    """Return a plain paragraph above a table as the table's name, unless it is a sentence."""
    if line.piece.text.endswith(("。", ".")):
        return line
    return line._replace(kind="caption", name=line.piece.text)


def _first(within: Within, piece: Piece) -> _Line:
    """Return the line that a section opens with."""
    section = within.section
    unknown = section is not None and section.key == NO_SECTION
    expected = "、".join(one.zh for one in SECTIONS)
    one_of = Both(f"one of {expected}", f"下列部分之一：{expected}")
    odd = _odd(piece, one_of, UNKNOWN_SECTION)
    numbered = (pattern.fullmatch(piece.text) for pattern in (*SECTION_NUMBERS, PART))
    name = next((match["name"] for match in numbered if match), piece.text)
    return _Line(piece, "section", name, 0, odd if unknown else None)


def _line(piece: Piece, following: list[set[int]]) -> _Line:
    """Return a line below the first; `following` has the numbers that headings may have next.

    After a heading without a number they go on, or begin anew. Where a number does not follow, they
    go on from it or from the one that it should have been.
    """
    if line := _numbered(piece, following):
        return line
    text = piece.text
    if _OTHER_NUMBERING.match(text):
        return _Line(piece, "paragraph", odd=_odd(piece, _NUMBERED_SO, NUMBERED_OTHERWISE))
    if _UNNUMBERED.fullmatch(text) or PART.fullmatch(text):
        following[:] = [wanted | {1} for wanted in following]
        return _Line(piece, "heading", text.removesuffix("：").removesuffix(":"), 1)
    return _Line(piece, "paragraph")


def _numbered(piece: Piece, following: list[set[int]]) -> _Line | None:
    """Return a line that is numbered as headings are, and note its number; else None."""
    matches = ((depth, one.fullmatch(piece.text)) for depth, one in enumerate(_HEADINGS))
    depth, match = next((found for found in matches if found[1]), (0, None))
    if match is None:
        return None
    wanted, number = following[depth], read_ordinal(match["number"]) or 0
    line = _heading(piece, match["rest"].strip(), depth + 2)
    following[depth + 1 :] = [{1} for _ in following[depth + 1 :]]
    if number in wanted:
        following[depth] = {number + 1}
        return line
    following[depth] = {one + 1 for one in {number} | wanted}
    numbers = [*map(str, sorted(wanted))]
    expected = Both(f"number {' or '.join(numbers)} next", f"下一个编号为{'或'.join(numbers)}")
    return line._replace(odd=_odd(piece, expected, OUT_OF_ORDER))


def expect_none_swallowed(file: str, pieces: Sequence[Piece], unread: Sequence[Unread]) -> None:
    """Refuse a heading that a cell above it has swallowed, where the prose lacks its number.

    Where a heading 1、 does not follow, the one above it is lacking, whatever its number. Lines of
    a cell that count on from one another are a list of the cell's own.

    Args:
        file: The file, for messages.
        pieces: The document.
        unread: What is kept unread.

    Raises:
        UnreadableDisclosureError: At that line.
    """
    odd = [one for one in unread if one.reason == OUT_OF_ORDER]
    wanted = {int(number) for one in odd for number in re.findall(r"\d+", one.expected)}
    begins = any(_number_of(one.text)[0] == 1 for one in odd)
    for piece in pieces if odd else ():
        if piece.kind != "cell" or "\n" not in piece.printed:
            continue
        if swallowed := _swallowed(piece, wanted, begins=begins):
            heading = swallowed.printed[:40]
            found = Both(f"“{heading}” straight below a cell", f"单元格正下方的“{heading}”")
            expected = Both("a blank line between a table and a heading", "表格与标题之间有一空行")
            raise UnreadableDisclosureError(file, swallowed.line, found, expected)


def _swallowed(cell: Piece, wanted: set[int], *, begins: bool) -> Piece | None:
    """Return the line of a cell that is a heading of the prose, if one is.

    Args:
        cell: The cell.
        wanted: The numbers that the prose lacks.
        begins: Whether the prose lacks what a heading 1、 stands under.
    """
    lines = [(text, *_number_of(text)) for text in cell.printed.split("\n")]
    numbers = {number for _, number, _ in lines if number}
    for line, (text, number, is_chinese) in enumerate(lines[1:], cell.line + 1):
        is_listed = not numbers.isdisjoint({number - 1, number + 1})
        if not is_listed and (number in wanted or (begins and is_chinese)):
            return cell._replace(line=line, printed=text)
    return None


def _number_of(text: str) -> tuple[int, bool]:
    """Return the number that a line opens with as a heading does, and whether it is Chinese.

    0 where it does not.
    """
    for pattern in _HEADINGS:
        if match := pattern.fullmatch(text.strip()):
            return read_ordinal(match["number"]) or 0, not match["number"].isdecimal()
    return 0, False


def _odd(piece: Piece, expected: Both, reason: Both) -> Unread:
    return Unread(piece.line, piece.text, expected, reason, has_amount=False)


def _heading(piece: Piece, rest: str, depth: int) -> _Line:
    """Return a numbered heading, or the paragraph that opens with one."""
    name = re.split("[。：:]", rest, maxsplit=1)[0]
    kind = "heading" if name == rest.rstrip("。：:") else "paragraph"
    return _Line(piece, kind, name or None, depth)


def _term(line: _Line, position: int) -> Record | None:
    """Return the term that a line of the glossary explains; None where it is no such line."""
    text, name = line.piece.text, line.name or ""
    if line.depth is None and (match := _TERM.fullmatch(text)):
        name = match["name"]
    rest = text.partition(name)[2] if name else ""
    definition = rest[1:].strip()
    if not definition or rest[0] not in "：:":
        return None
    return {
        "term": position,
        "name": name,
        "definition": definition,
        "source_line": line.piece.line,
    }


def _no_term(line: _Line) -> Unread:
    return _odd(line.piece, Both("a term, ： and its meaning", "名词、冒号及其解释"), NO_TERM)


def _total(stated: Stated) -> Record:
    """Return what `totals` holds of a figure of the prose."""
    figure = BY_ITEM[stated.item]
    return {
        "item": stated.item,
        "name": figure.zh,
        "amount": stated.amount,
        "unit": stated.unit,
        "part_of": figure.part_of,
        "source_line": stated.line,
    }


def _change(stated: Stated) -> Record:
    """Return what `changes` holds of a change of a figure."""
    return {
        "item": stated.item,
        "name": BY_ITEM[stated.item].zh,
        "change": stated.amount,
        "stated_growth": stated.growth,
        "stated_previous": stated.previous,
        "unit": stated.unit,
        "baseline": stated.baseline,
        "reason": stated.reason,
        "source_line": stated.line,
    }
