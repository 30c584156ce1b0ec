"""A paragraph that states figures: what looks like an amount or change, and what is read of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from yanjiao_budget.language import Both, quoted

from .figures import BY_ITEM, Stated
from .numbers import in_wan_yuan, read_number
from .phrases import (
    CHANGES,
    CLAUSE_END,
    DATED,
    KEPT,
    MONEY,
    MOVES,
    YEAR,
    Phrases,
    clause_end,
    full_width,
    item_of,
    phrases,
    years_spoken_of,
)
from .reasons import Reason
from .text import UnreadableDisclosureError

_BRACKET = re.compile("[（()）]")
_BEHIND = ("元，", "元,", "元（", "元(")
_OF_A_REASON = re.compile("的?(?:主要)?原因")
# No paragraph of the form states as many, and how long each takes to place grows with all others.
_MOST = 80
# As far behind a year a figure's name may stand in its clause.
_FAR = 100
# The group of a match that has its unit, where that is another than `unit`.
_UNIT = {"moved": "before_unit"}
# Of which year an amount is: the document's, the one before it or another.
AMOUNT_OR_SHARE = Both(
    "an amount in 万元 or 元, or a percentage", "以万元或元为单位的金额，或百分比"
)
THIS, BEFORE, OTHER = "this", "before", "other"


class Said(NamedTuple):
    """What a paragraph says of one figure: its kind, where it stands, its match, its label."""

    kind: str  # level, change, moved or dated
    start: int
    end: int
    match: re.Match[str]
    item: str | None


class Kept(NamedTuple):
    """An amount or change whose figure is known."""

    said: Said
    item: str
    is_change: bool
    when: str = THIS

    @property
    def start(self) -> int:
        """Where it starts in the paragraph."""
        return self.said.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.said.end


@dataclass(slots=True)
class Paragraph:
    """A paragraph, and what of it is read so far, from its start on.

    Its `text` is as `printed` with full-width signs, character for character. `usual` is the unit
    of its amounts: a 0 prints no unit, and 持平 no number. `year` is the year it speaks of.
    """

    section: str
    file: str
    line: int
    printed: str
    text: str
    words: Phrases
    year: int | None
    topic: str
    usual: str = "万元"
    said: list[Said] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    explained: list[tuple[Reason, Kept | None]] = field(default_factory=list)
    whens: dict[int | None, str] = field(default_factory=dict)
    brackets: list[tuple[int, int | None, int]] = field(default_factory=list)
    amounts: list[Stated] = field(default_factory=list)
    pending: str | None = None
    previous: dict[str, tuple[Decimal, str, str | None]] = field(default_factory=dict)
    read: list[tuple[int, int]] = field(default_factory=list)
    apart: list[tuple[int, int]] = field(default_factory=list)

    def refuse(self, start: int, end: int, expected: Both) -> UnreadableDisclosureError:
        """Return the error for a part of the paragraph."""
        found = quoted(self.printed[start:end])
        return UnreadableDisclosureError(self.file, self.line, found, expected)

    def money(self, match: re.Match[str], number: str = "number", unit: str = "unit") -> Decimal:
        """Return an amount in 万元; negative for a decrease."""
        amount, printed = read_number(match[number]), match[unit]
        if amount is None or (amount and not printed):
            raise self.refuse(*match.span(), AMOUNT_OR_SHARE)
        return in_wan_yuan(amount, unit_of(printed) or self.usual)

    def bracket(self, place: int) -> tuple[int | None, int]:
        """Return where the innermost bracket opens that is open at a place, and how deep it is."""
        opened, depth = None, 0
        for at, opens, deep in self.brackets:
            if at >= place:
                break
            opened, depth = opens, deep
        return opened, depth


def open_paragraph(  # noqa: PLR0913, PLR0917 - as read_figures has them
    section: str, file: str, line: int, printed: str, year: int | None, topic: str
) -> Paragraph:
    """Return a paragraph with what looks like an amount or a change, of which nothing is read yet.

    Raises:
        UnreadableDisclosureError: For what stands in an amount's place and is none.
    """
    text, words = full_width(printed), phrases(section)
    spoken_of = year or _speaks_of(text, words)
    paragraph = Paragraph(section, file, line, printed, text, words, spoken_of, topic)
    paragraph.brackets = _brackets(text)
    labels = _places(words.label, text)
    paragraph.said = _said(text, words, labels)
    if len(paragraph.said) > _MOST:
        expected = Both(
            f"at most {_MOST} amounts and changes in a paragraph",
            f"一段之中金额和增减合计不超过{_MOST}处",
        )
        raise UnreadableDisclosureError(file, line, quoted(f"{printed[:20]}…"), expected)
    _expect_amounts(paragraph, labels)
    units = (unit_of(one.match[_UNIT.get(one.kind, "unit")]) for one in paragraph.said)
    paragraph.usual = next(filter(None, units), "万元")
    return paragraph


def unit_of(printed: str | None) -> str:
    """Return a unit without the space in 万 元."""
    return "".join((printed or "").split())


def _speaks_of(text: str, words: Phrases) -> int | None:
    """Return the year that a paragraph's figures are of, so far as it tells."""
    dated = [years_spoken_of(match[0]) for match in DATED.finditer(text)]
    named = [*years_spoken_of(text)[:1], *(year for years in dated for year in years)]
    for year in islice(YEAR.finditer(text), _MOST):
        end = min(clause_end(text, year.end()), year.end() + _FAR)
        if label := words.label.search(text, year.end(), end):
            named += years_spoken_of(text[year.start() : label.start()])
    compared = [int(one) + 1 for one in re.findall(r"[较比与同和](20\d\d)年", text)]
    return max([*named, *compared], default=None)


def _brackets(text: str) -> list[tuple[int, int | None, int]]:
    """Return for each bracket its place, where the one open after it opens, and how deep it is."""
    opened: list[int] = []
    found = []
    for sign in _BRACKET.finditer(text):
        if sign[0] in "（(":
            opened.append(sign.start())
        elif opened:
            opened.pop()
        found.append((sign.start(), opened[-1] if opened else None, len(opened)))
    return found


def _said(text: str, words: Phrases, labels: Sequence[int]) -> list[Said]:
    """Return what looks like an amount or a change, in order; of two in one place the fuller.

    Of more than can be placed only the first few, whatever they are.
    """
    found: list[Said] = []
    for kind, match in _alike(text, words, labels):
        item = None if kind == "dated" else item_of(match)
        if kind == "change" and not (match["baseline"] or item) and _says_nothing(match):
            continue
        if not any(one.start < match.end() and match.start() < one.end for one in found):
            found.append(Said(kind, match.start(), match.end(), match, item))
        if len(found) > _MOST:
            break
    return sorted(found, key=lambda one: one.start)


def _alike(text: str, words: Phrases, labels: Sequence[int]) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield what looks like an amount or a change, the fuller kinds first."""
    if moves := _places(MOVES, text):
        for match in _matches(words.moved, text, sorted({*labels, *moves})):
            yield "moved", match
    if labels:
        for match in _matches(words.level, text, labels):
            yield "level", match
    if changes := _places(CHANGES, text):
        for match in _matches(words.change, text, sorted({*labels, *changes})):
            yield "change", match
    for match in DATED.finditer(text):
        yield "dated", match


def _places(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.start() for match in pattern.finditer(text)]


def _matches(pattern: re.Pattern[str], text: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield the matches that begin at some places, one behind another."""
    end = 0
    for place in places:
        match = pattern.match(text, place) if place >= end else None
        if match:
            end = match.end()
            yield match


def _says_nothing(match: re.Match[str]) -> bool:
    """Return whether words without a name are no statement: 一致, or 持平 in 持平原因是.

    无变化 is one straight behind an amount.
    """
    leads = _OF_A_REASON.match(match.string, match.end())
    behind = match.string.endswith(_BEHIND, 0, match.start()) and "变" in match[0]
    return bool((match["weak"] and not behind) or (match["level"] and leads))


def _expect_amounts(paragraph: Paragraph, labels: Sequence[int]) -> None:
    """Refuse what stands where a known figure's amount should and is none."""
    for match in _matches(paragraph.words.garbled, paragraph.text, labels) if labels else ():
        known = any(one.start <= match.start("garbled") < one.end for one in paragraph.said)
        if not known and not KEPT.fullmatch(match["garbled"].strip()):
            expected = Both("an amount in 万元 or 元", "以万元或元为单位的金额")
            raise paragraph.refuse(*match.span(), expected)


def opens_clause(text: str, start: int) -> bool:
    """Return whether a place is the first of its clause."""
    return not start or text[start - 1] in CLAUSE_END


def has_unknown(paragraph: Paragraph, start: int, end: int) -> bool:
    """Return whether money of no known figure stands between, in no deeper bracket."""
    within = paragraph.bracket(end)[0]
    return any(
        paragraph.bracket(money.end())[0] == within
        and not any(a < money.end() <= b for a, b in paragraph.read)
        for money in MONEY.finditer(paragraph.text, start, end)
    )


def baseline_of(paragraph: Paragraph, match: re.Match[str]) -> str | None:
    """Return what a change is measured against, as printed, without the name of its figure."""
    start, end = match.span("baseline")
    within = paragraph.words.label.search(paragraph.text, start, end) if end > 0 else None
    if end < 0:
        return None
    return paragraph.printed[start : within.start() if within else end].removesuffix("的")


def wholes_of(item: str) -> list[str]:
    """Return the figures that a figure is part of, the nearest first."""
    part_of = BY_ITEM[item].part_of
    return [part_of, *wholes_of(part_of)] if part_of else []


SPENT = {item for item in BY_ITEM if "expenditure" in (item, *wholes_of(item))}
GIVEN = {item for item in BY_ITEM if "income" in wholes_of(item)}


def is_part(item: str, whole: str | None) -> bool:
    """Return whether a figure is a part of another."""
    if whole == "income_and_expenditure":
        return item in SPENT or item in GIVEN
    return whole in wholes_of(item)
