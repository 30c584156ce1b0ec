"""The prose of a disclosure: headings, paragraphs, captions, and the terms of the glossary."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from yanjiao_budget.schema import Record

from .figures import BY_ITEM, FIGURES, Stated
from .grids import lines_above
from .numbers import read_ordinal
from .phrases import clauses_with_money, stated_amount, stray_figures, years_spoken_of
from .sections import SECTION_NUMBERS, Before, Part, Within
from .statements import read_figures
from .text import Piece, Unread

_CHINESE = "[一二三四五六七八九十]+"
# How headings within a section are numbered, by how deep they stand. 1.5 opens no heading.
_HEADINGS = (
    re.compile(rf"[（(](?P<number>{_CHINESE})[）)](?P<rest>.+)"),
    re.compile(r"(?P<number>\d+)(?:、|[.．](?!\d))(?P<rest>.+)"),
    re.compile(r"[（(](?P<number>\d+)[）)](?P<rest>.+)"),
)
_OTHER_NUMBERING = re.compile(
    r"(?:[（(][a-zA-Z][）)]|\d+[.．)）]|[a-zA-Z][.．、)）]|[①-⑳⒈-⒛]|第[一二三四五六七八九十\d]+[条章节])"
)
_UNNUMBERED = re.compile(r"[^，。；]{2,20}[：:]")
_STATING = {figure.section for figure in FIGURES}


class _Line(NamedTuple):
    """A line of prose: what it is, the heading it is or opens with, and how deep that stands.

    The title or section stands at 0, a heading without a number at 1, numbered ones below; None is
    the depth of what is no heading.
    """

    piece: Piece
    kind: str
    name: str | None = None
    depth: int | None = None


def read_prose(within: Within, before: Before) -> Part:
    """Return the narrative of one section, its figures, and where it is one, the glossary.

    Raises:
        UnreadableDisclosureError: For an unknown or broken numbering, a figure that cannot be read
            faithfully, or a glossary line that is no term and its meaning.
    """
    above = lines_above(within.pieces)
    lines = _lines(within, above)
    key = within.key | {"section": within.number}
    pieces = [piece for piece in within.pieces if piece.kind == "blank"]
    narrative: list[Record] = []
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
    stating = [line for line in lines[1:] if line.kind != "cell" and line.piece not in above]
    said, unread = _said(within, stating)
    return Part(pieces, {"narrative": narrative} | said, unread=unread)


def _is_empty(line: _Line, after: Sequence[_Line]) -> bool:
    """Tell whether a section or heading has nothing under it, given the line after it, if any."""
    if line.kind not in {"section", "heading"} or line.depth is None:
        return False
    return not after or (after[0].depth is not None and after[0].depth <= line.depth)


def _said(within: Within, lines: Sequence[_Line]) -> tuple[dict[str, list[Record]], list[Unread]]:
    """Return what the lines below a title give besides the narrative: rows, and what is unread."""
    section = within.section.key if within.section else ""
    rows: dict[str, list[Record]] = {"glossary": [], "totals": [], "changes": [], "strays": []}
    unread: list[Unread] = []
    year = _speaks_of(within, lines) if section in _STATING else None
    topic = ""
    for line in lines:
        topic = line.name or "" if line.kind == "heading" else topic
        if section == "glossary" and line.depth is not None:
            term = _term(within, line, len(rows["glossary"]) + 1)
            rows["glossary"].append(within.key | term)
        if section not in _STATING:
            _expect_no_figure(within, line.piece)
            unread += _amounts_elsewhere(within, line.piece)
        else:
            amounts, changes, kept = read_figures(
                section, within.file, line.piece.line, line.piece.text, year=year, topic=topic
            )
            unread += kept
            if kept:
                strays = stray_figures(line.piece.text, section)
                rows["strays"] += [_stray(line.piece, *one) for one in strays]
            rows["totals"] += [within.key | _total(one) for one in amounts]
            rows["changes"] += [within.key | _change(one) for one in changes]
    if section in _STATING and not rows["totals"]:
        # Beside its own figures a section may name another's: 机关运行经费…其中公务接待费.
        for line in lines:
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


def _expect_no_figure(within: Within, piece: Piece) -> None:
    """Refuse another section's figure where a section states none, and nothing would read it."""
    if stated := stated_amount(piece.text, within.section.key if within.section else ""):
        where = within.section.zh if within.section else "the title"
        raise within.refusal(piece, f"“{stated}” under {where}", "it in the section it is of")


def _amounts_elsewhere(within: Within, piece: Piece) -> list[Unread]:
    """Return the amounts under a title where the form states none, which nothing reads."""
    where = within.section.zh if within.section else "the title"
    return [
        Unread(
            piece.line,
            clause,
            f"no amount under {where}",
            "it belongs to no figure of this section",
            has_amount=True,
        )
        for clause in clauses_with_money(piece.text)
    ]


def _lines(within: Within, above: Sequence[Piece]) -> list[_Line]:
    """Return the prose of a section, with one line of kind `cell` for each run of cells.

    Lines straight above a table that say its unit or day are captions, and so is its name, the
    plain paragraph above them.
    """
    lines: list[_Line] = []
    counts = [0] * len(_HEADINGS)
    for piece in within.pieces:
        if piece.kind == "cell" and lines and lines[-1].kind == "cell":
            continue
        if piece.kind == "cell" or piece in above:
            lines = _above_table(lines, piece)
        elif piece.kind == "prose":
            lines.append(_line(within, piece, counts) if lines else _first(within, piece))
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
    """Return the line that a section, or the document, opens with."""
    if within.section is None:
        return _Line(piece, "title", piece.text, 0)
    numbered = (pattern.fullmatch(piece.text) for pattern in SECTION_NUMBERS)
    name = next((match["name"] for match in numbered if match), piece.text)
    return _Line(piece, "section", name, 0)


def _line(within: Within, piece: Piece, counts: list[int]) -> _Line:
    """Return a line below the first, counting on the numbers of headings in `counts`."""
    text = piece.text
    for depth, pattern in enumerate(_HEADINGS):
        if match := pattern.fullmatch(text):
            counts[depth] += 1
            counts[depth + 1 :] = [0] * (len(counts) - depth - 1)
            if read_ordinal(match["number"]) != counts[depth]:
                raise within.refusal(piece, f"“{text[:20]}”", f"number {counts[depth]} next")
            return _heading(piece, match["rest"].strip(), depth + 2)
    if _OTHER_NUMBERING.match(text):
        raise within.refusal(piece, f"“{text[:20]}”", "a heading numbered （一）, 1、 or （1）")
    if _UNNUMBERED.fullmatch(text):
        counts[:] = [0] * len(counts)
        return _Line(piece, "heading", text[:-1], 1)
    return _Line(piece, "paragraph")


def _heading(piece: Piece, rest: str, depth: int) -> _Line:
    """Return a numbered heading, or the paragraph that opens with one."""
    name = re.split("[。：:]", rest, maxsplit=1)[0]
    kind = "heading" if name == rest.rstrip("。：:") else "paragraph"
    return _Line(piece, kind, name or None, depth)


def _term(within: Within, line: _Line, position: int) -> Record:
    text, name = line.piece.text, line.name or ""
    rest = text.partition(name)[2] if name else ""
    definition = rest[1:].strip()
    if not definition or rest[0] not in "：:":
        raise within.refusal(line.piece, f"“{text[:40]}”", "a term, ： and its meaning")
    return {
        "term": position,
        "name": name,
        "definition": definition,
        "source_line": line.piece.line,
    }


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
