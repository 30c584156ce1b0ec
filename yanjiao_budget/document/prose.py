"""The prose of a disclosure: headings, paragraphs, captions, and the terms of the glossary."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from yanjiao_budget.schema import Record

from .figures import BY_ITEM, FIGURES, Stated
from .grids import lines_above
from .numbers import read_ordinal
from .sections import SECTION_NUMBERS
from .statements import read_figures
from .text import Piece, UnreadableDisclosureError

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
    above = lines_above(tokens)
    lines = _lines(file, tokens, section, above)
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
        if kind == "section" or token in above:
            continue
        if section == "glossary" and depth != _PLAIN:
            term = _term(file, token, name or "", len(records["glossary"]) + 1)
            records["glossary"].append(term | {"fiscal_year": key["fiscal_year"]})
        if section in _STATING:
            stated = read_figures(section, file, token.line, token.text)
            amounts += stated[0]
            changes += stated[1]
    return pieces, amounts, changes


def _lines(
    file: str, tokens: Sequence[Piece], section: str | None, above: Sequence[Piece]
) -> list[_Line]:
    """Return the prose of a section, with one line of kind `cell` for each run of cells.

    Lines straight above a table that say its unit or day are captions, and so is its name, the
    plain paragraph above them.
    """
    lines: list[_Line] = []
    counts = [0] * len(_HEADINGS)
    for token in tokens:
        if token.kind == "blank" or (token.kind == "cell" and lines and lines[-1].kind == "cell"):
            continue
        if token.kind == "cell" or token in above:
            named = lines and lines[-1].kind == "paragraph" and lines[-1].name is None
            if named and not lines[-1].token.text.endswith(("。", ".")):
                lines[-1] = lines[-1]._replace(kind="caption", name=lines[-1].token.text)
            kind = "cell" if token.kind == "cell" else "caption"
            lines.append(_Line(token, kind, None, _PLAIN))
            continue
        text = token.text
        if not lines:
            numbered = (pattern.fullmatch(text) for pattern in SECTION_NUMBERS if section)
            name = next((match["name"] for match in numbered if match), text)
            lines.append(_Line(token, "section" if section else "title", name, 0))
            continue
        depth, match = next(
            ((d, m) for d, p in enumerate(_HEADINGS) if (m := p.fullmatch(text))), (_PLAIN, None)
        )
        if match:
            counts = [*counts[: depth + 1], *[0] * len(_HEADINGS)][: len(_HEADINGS)]
            counts[depth] += 1
            if read_ordinal(match["number"]) != counts[depth]:
                raise UnreadableDisclosureError(
                    file, token.line, f"“{text[:20]}”", f"number {counts[depth]} next"
                )
            rest = match["rest"].strip()
            name = re.split("[。：:]", rest, maxsplit=1)[0]
            kind = "heading" if name == rest.rstrip("。：:") else "paragraph"
            lines.append(_Line(token, kind, name or None, depth + 2))
        elif _OTHER_NUMBERING.match(text):
            raise UnreadableDisclosureError(
                file, token.line, f"“{text[:20]}”", "a heading numbered （一）, 1、 or （1）"
            )
        elif _UNNUMBERED.fullmatch(text):
            counts = [0] * len(_HEADINGS)
            lines.append(_Line(token, "heading", text[:-1], 1))
        else:
            lines.append(_Line(token, "paragraph", None, _PLAIN))
    return lines


def _term(file: str, token: Piece, name: str, position: int) -> Record:
    rest = token.text.partition(name)[2] if name else ""
    definition = rest[1:].strip()
    if not definition or rest[0] not in "：:":
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
        "stated_growth": stated.growth,
        "unit": stated.unit,
        "baseline": stated.baseline,
        "reason": stated.reason,
        "source_line": stated.line,
    }
