"""The prose of a disclosure: headings, paragraphs, captions, and the terms of the glossary."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .document import Piece, UnreadableDisclosureError, read_ordinal
from .figures import BY_ITEM, FIGURES, Stated, read_figures
from .schema import Record

_HEADINGS = (
    re.compile(r"[（(](?P<number>[一二三四五六七八九十]+)[）)](?P<rest>.+)"),
    re.compile(r"(?P<number>\d+)、(?P<rest>.+)"),
)
_OTHER_NUMBERING = re.compile(
    r"(?:[（(](?:\d+|[a-zA-Z])[）)]|\d+[.．)）]|[a-zA-Z][.．、)）]|[①-⑳⒈-⒛]|第[一二三四五六七八九十\d]+[条章节])"
)
_UNNUMBERED = re.compile(r"[^，。；]{2,20}[：:]")
_STATING = {figure.section for figure in FIGURES}


class _Line(NamedTuple):
    """A line of prose: what it is, the heading it is or opens with, and how deep that stands."""

    token: Piece
    kind: str
    name: str | None
    depth: int


_PLAIN = 9


def read_prose(
    file: str,
    tokens: Sequence[Piece],
    section: str | None,
    key: Record,
    records: dict[str, list[Record]],
) -> tuple[list[Piece], list[Stated], list[Stated]]:
    """Add the narrative and glossary of one section to the records.

    Returns:
        The section's pieces but those of its table, the amounts it states, and the changes.

    Raises:
        UnreadableDisclosureError: For an unknown or broken numbering, a figure that cannot be read
            faithfully, or a glossary line that is no term and its meaning.
    """
    lines = _lines(file, tokens, section)
    narrative = records["narrative"]
    amounts: list[Stated] = []
    changes: list[Stated] = []
    pieces = [token for token in tokens if token.kind == "blank"]
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
            Piece(token.line, token.printed, kind, "narrative", len(narrative), None, "text")
        )
        if kind == "section":
            continue
        if section == "glossary" and depth != _PLAIN:
            term = _term(file, token, name or "", len(records["glossary"]) + 1)
            records["glossary"].append(term | {"fiscal_year": key["fiscal_year"]})
        if section in _STATING:
            stated = read_figures(section, file, token.line, token.text)
            amounts += stated[0]
            changes += stated[1]
    return pieces, amounts, changes


def _lines(file: str, tokens: Sequence[Piece], section: str | None) -> list[_Line]:
    """Return the prose of a section, with one line of kind `cell` for each run of cells."""
    lines: list[_Line] = []
    counts = [0, 0]
    for token in tokens:
        if token.kind == "blank" or (token.kind == "cell" and lines and lines[-1].kind == "cell"):
            continue
        if token.kind == "cell":
            if lines and lines[-1].kind == "paragraph" and lines[-1].name is None:
                lines[-1] = lines[-1]._replace(kind="caption", name=lines[-1].token.text)
            lines.append(_Line(token, "cell", None, _PLAIN))
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
            lines.append(_Line(token, kind, name or None, depth + 2))
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
    rest = token.text.partition(name)[2] if name else ""
    definition = rest[1:].strip()
    if not definition or rest[0] != "：":
        raise UnreadableDisclosureError(
            file, token.line, f"“{token.text[:40]}”", "a term, ： and its meaning"
        )
    return {
        "term": position,
        "name": name,
        "definition": definition,
        "source_line": token.line,
    }


def to_total(stated: Stated, year: int) -> Record:
    """Return the row of `totals` for a figure of the prose."""
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


def to_change(stated: Stated, year: int) -> Record:
    """Return the row of `changes` for a change of a figure."""
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
