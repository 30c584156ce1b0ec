"""The amounts and changes that the prose states, each found by its label and none passed over."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from .document import UnreadableDisclosureError, in_wan_yuan, read_number


class Figure(NamedTuple):
    """One figure that the prose of a section states.

    Attributes:
        section: Key of the section that states it (see `parse.SECTIONS`).
        item: Stable English key.
        zh: Its name in the document.
        part_of: The figure it is a part of, or None.
        pattern: How else its label is worded, as a regular expression.
    """

    section: str
    item: str
    zh: str
    part_of: str | None = None
    pattern: str = ""


FIGURES = (
    Figure("overview", "income", "预算收入"),
    Figure("overview", "general_public_budget", "一般公共预算收入", "income"),
    Figure("overview", "government_funds", "政府性基金收入", "income"),
    Figure("overview", "state_capital", "国有资本经营收入", "income"),
    Figure("overview", "service_income", "事业收入", "income"),
    Figure("overview", "other_income", "其他收入", "income"),
    Figure("overview", "expenditure", "支出预算"),
    Figure("overview", "basic", "基本支出", "expenditure"),
    Figure("overview", "personnel", "人员经费", "basic"),
    Figure("overview", "operating", "日常公用经费", "basic"),
    Figure("overview", "project", "项目支出", "expenditure"),
    Figure("overview", "income_and_expenditure", "预算收支安排"),
    Figure("agency_operating", "agency_operating", "机关运行经费"),
    Figure("three_public", "three_public", "“三公”经费", None, '[“"]三公[”"]经费'),
    Figure(
        "three_public",
        "overseas_trips",
        "因公出国（境）费",
        "three_public",
        "因公出国[（(]境[）)]费",
    ),
    Figure(
        "three_public",
        "vehicles",
        "公务用车购置及运维费",
        "three_public",
        "公务用车购置[及和](?:运维|运行维护|运行)费",
    ),
    Figure("three_public", "vehicle_purchase", "公务用车购置费", "vehicles"),
    Figure(
        "three_public",
        "vehicle_running",
        "公务用车运行费",
        "vehicles",
        "公务用车(?:运行维护|运行|运维)费",
    ),
    Figure("three_public", "official_hospitality", "公务接待费", "three_public"),
    Figure("procurement", "procurement", "政府采购预算"),
    Figure("assets", "fixed_assets", "固定资产", None, "固定资产金额"),
)
BY_ITEM = {figure.item: figure for figure in FIGURES}
REQUIRED = ("income", "expenditure", "basic", "project", "three_public")


class Stated(NamedTuple):
    """A figure, or a change of one, as a line of prose states it; amounts in 万元."""

    item: str
    amount: Decimal
    unit: str
    line: int
    baseline: str | None = None
    reason: str | None = None


_AMOUNT = r"\s*(?P<number>[-－−+＋]?\d+(?:[,，]\d{3})*(?:[.．]\d+)?)\s*(?P<unit>万元|元)?"
_WORDS = r"[^，。；：（）()\d增减升降]"
_CHANGE = (
    rf"(?P<baseline>[较与比](?:\d{{4}}|上|去)年{_WORDS}*?)?"
    rf"(?:(?P<verb>增加|减少){_AMOUNT}|(?P<level>持平))"
)
_MONEY = re.compile(r"[^\s，。；：、（）()]{0,20}?(?:[万亿千百]元|\d\s*元)")
_REASON = re.compile(r"主要原因(?:[为是][：:]?|[：:])(?P<reason>[^；。]*)")
_CLAUSE_END = "，。；：、（）() \u3000"


@cache
def _patterns(section: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a section's amounts and changes look like, a group for each figure's label."""
    labels = "|".join(
        f"(?P<{figure.item}>{figure.pattern or figure.zh})"
        for figure in FIGURES
        if figure.section == section
    )
    return (
        re.compile(rf"(?:{labels}){_WORDS}{{0,6}}?{_AMOUNT}"),
        re.compile(rf"(?:(?:{labels}){_WORDS}{{0,6}}?)?{_CHANGE}"),
    )


def _item(match: re.Match[str]) -> str | None:
    """Return the figure whose label a match opens with."""
    return next(
        (item for item, label in match.groupdict().items() if label and item in BY_ITEM), None
    )


def read_figures(
    section: str, file: str, line: int, text: str
) -> tuple[list[Stated], list[Stated]]:
    """Return the amounts and the changes that a paragraph of a section states.

    A change that says nothing of what it is measured against shares the first such wording of the
    paragraph. A reason belongs to the last change before it that stands in no deeper bracket.

    Raises:
        UnreadableDisclosureError: For an amount that is not a number, has no unit or follows no
            known label, and a change that may be one of several figures.
    """
    level, change = _patterns(section)
    levels, moves = list(level.finditer(text)), list(change.finditer(text))

    # A 0 prints no unit, and 持平 no number: they are in the unit of the paragraph's amounts.
    usual = next((match["unit"] for match in (*levels, *moves) if match["unit"]), "万元")

    def refuse(found: str, expected: str) -> UnreadableDisclosureError:
        return UnreadableDisclosureError(file, line, f"“{found}”", expected)

    def stated(match: re.Match[str], item: str | None) -> Stated:
        number, unit = read_number(match["number"] or "0"), match["unit"]
        if number is None or (number and not unit):
            raise refuse(match[0], "an amount in 万元 or 元")
        if item is None:
            raise refuse(match[0], "the name of the figure that changed, just before it")
        if match.re is change and match["verb"] == "减少":
            number = -number
        unit = unit or usual
        return Stated(item, in_wan_yuan(number, unit), unit, line)

    for money in _MONEY.finditer(text):
        if not any(match.start() < money.end() <= match.end() for match in (*levels, *moves)):
            known = [figure.zh for figure in FIGURES if figure.section == section]
            raise refuse(money[0], f"an amount after one of {'、'.join(known)}")
    baseline = next((match["baseline"] for match in moves if match["baseline"]), None)
    reasons: dict[re.Match[str] | None, str] = {}
    for reason in _REASON.finditer(text):
        move = _explained(moves, text, reason)
        if move in reasons:
            raise refuse(reason[0], "one reason for each change")
        reasons[move] = reason["reason"].strip()
    return [stated(match, _item(match)) for match in levels], [
        stated(match, _item(match) or _unnamed(levels, text, match.start()))._replace(
            baseline=match["baseline"] or baseline, reason=reasons.get(match)
        )
        for match in moves
    ]


def _unnamed(levels: list[re.Match[str]], text: str, start: int) -> str | None:
    """Return the figure whose change is stated without its name, or None where several may be.

    In a sentence that states one figure so far it is that one; in a sentence that states none, the
    first figure of the paragraph, if all that it states before are that figure's parts.
    """
    if start and text[start - 1] not in _CLAUSE_END:
        return None
    before = [match for match in levels if match.end() <= start]
    opening = text.rfind("。", 0, start)
    own = [_item(match) for match in before if match.start() > opening]
    if own or not before:
        return own[0] if len(own) == 1 else None
    first, *rest = (_item(match) or "" for match in before)
    return first if all(first in _wholes(item) for item in rest) else None


def _wholes(item: str) -> list[str]:
    """Return the figures that a figure is part of, the nearest first."""
    part_of = BY_ITEM[item].part_of
    return [part_of, *_wholes(part_of)] if part_of else []


def _explained(
    moves: list[re.Match[str]], text: str, reason: re.Match[str]
) -> re.Match[str] | None:
    """Return the change that a reason is given for, or None."""

    def depth(end: int) -> int:
        return len(re.findall("[（(]", text[:end])) - len(re.findall("[）)]", text[:end]))

    outer = [
        m for m in moves if m.end() <= reason.start() and depth(m.end()) <= depth(reason.start())
    ]
    return outer[-1] if outer else None


def check_figures(
    file: str, totals: Sequence[Stated], changes: Sequence[Stated], starts: Mapping[str, int]
) -> None:
    """Hold each figure of a whole document to be stated once, and those it needs to be stated.

    Args:
        file: The file, for messages.
        totals: The amounts stated.
        changes: The changes stated.
        starts: The line on which each section starts, by its key.

    Raises:
        UnreadableDisclosureError: For a figure stated twice, a change of a figure that is not
            stated, or a figure that every disclosure states missing.
    """
    for stateds, what in ((totals, "amount"), (changes, "change")):
        first: dict[str, Stated] = {}
        for one in stateds:
            if one is not first.setdefault(one.item, one):
                found = f"a second {what} for {BY_ITEM[one.item].zh}"
                expected = f"the one of line {first[one.item].line} alone"
                raise UnreadableDisclosureError(file, one.line, found, expected)
    items = {one.item for one in totals}
    for one in changes:
        if one.item not in items:
            found = f"a change of {BY_ITEM[one.item].zh}"
            raise UnreadableDisclosureError(file, one.line, found, "its amount stated too")
    for item in REQUIRED:
        if item not in items:
            figure = BY_ITEM[item]
            raise UnreadableDisclosureError(
                file, starts[figure.section], f"no amount for {figure.zh}", "it in this section"
            )
