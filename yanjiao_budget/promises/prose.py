"""The prose that promises are made in: its paragraphs, sentences and clauses, each in its place."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from yanjiao_budget.schema import Record

# The heading that objectives stand under, however a body words it: 总体绩效目标, 工作目标及任务.
_OBJECTIVES = re.compile("(?!.*(?:指标|活动))[^。，；]{0,12}目标[^。，；]{0,4}")
# How deep a heading stands, by how it is numbered; one without a number stands above them.
_NUMBERED = (
    re.compile(r"[（(][一二三四五六七八九十]+[）)]"),
    re.compile(r"\d+(?:、|[.．](?!\d))"),
    re.compile(r"[（(]\d+[）)]"),
)
NUMBERING = re.compile("|".join(one.pattern for one in _NUMBERED))
_OPENS, _CLOSES = "“《（(「", "”》）)」"
# What divides clauses, and what keeps it from doing so; a comma within 1,000 does not.
_SIGN = re.compile(rf"[{_OPENS}{_CLOSES}，。；;：:！]|(?<!\d),|,(?!\d)")


class Clause(NamedTuple):
    """A clause, and its place in the paragraph's text.

    Attributes:
        start: Its first character, counted from 0.
        end: The character after its last.
        text: What stands there, digits and letters of full width as plain ones.
        opens: Whether a sentence begins with it.
    """

    start: int
    end: int
    text: str
    opens: bool


def objectives(narrative: Sequence[Record]) -> Iterator[Record]:
    """Yield the lines of prose that stand under a heading of objectives.

    A heading of the same depth, or of a lesser one, ends them; so does a section.
    """
    depth: int | None = None
    section = None
    for row in narrative:
        if row["section"] != section:
            depth, section = None, row["section"]
        if row["kind"] in ("heading", "paragraph"):
            depth, is_objective = _read(row, depth)
            if is_objective:
                yield row


def _read(row: Record, depth: int | None) -> tuple[int | None, bool]:
    """Return how deep the objectives' heading stands behind a line, and if the line is of them."""
    own = _depth(row)
    if own is None or (depth is not None and own > depth):
        return depth, depth is not None
    entered = own if _OBJECTIVES.fullmatch(row["name"]) else None
    return entered, entered is not None and row["kind"] == "paragraph"


def _depth(row: Record) -> int | None:
    """Return how deep a heading stands, or the heading a paragraph opens with; None without one."""
    if not row["name"]:
        return None
    numbered = (deep for deep, form in enumerate(_NUMBERED, 1) if form.match(row["text"]))
    return next(numbered, 0)


def clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a paragraph without the number it opens with.

    Commas within quotation marks and brackets divide nothing.
    """
    text = fold(text)
    numbering = NUMBERING.match(text)
    start = numbering.end() if numbering else 0
    found: list[Clause] = []
    depth, opens = 0, True
    for match in _SIGN.finditer(text, start):
        sign, place = match[0], match.start()
        if sign in _OPENS:
            depth += 1
        elif sign in _CLOSES:
            depth = max(depth - 1, 0)
        elif depth == 0:
            found.append(Clause(start, place, text[start:place], opens))
            start, opens = place + 1, sign in "。；;！"
    found.append(Clause(start, len(text), text[start:], opens))
    return tuple(clause for clause in found if clause.text.strip())


def fold(text: str) -> str:
    """Return a text with digits, letters and signs of full width as plain ones, place by place."""
    return text.translate(_PLAIN)


_WIDE = range(0xFF01, 0xFF5F)
_PLAIN = {
    wide: wide - 0xFEE0
    for wide in _WIDE
    if chr(wide - 0xFEE0).isalnum() or chr(wide - 0xFEE0) in "%+."
}
