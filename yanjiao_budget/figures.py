"""The amounts and changes that the prose states, each found by its label and none passed over."""

import re
from decimal import Decimal
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
_MONEY = re.compile(r"[^\s，。；：、（）()]*?(?:万元|\d元)")
_REASON = re.compile(r"主要原因[为是](?P<reason>[^；。]*)")


def read_figures(
    section: str, file: str, line: int, text: str
) -> tuple[list[Stated], list[Stated]]:
    """Return the amounts and the changes that a paragraph of a section states.

    A change that names no figure is one of the paragraph's first figure. A change that says nothing
    of what it is measured against shares the first such wording of the paragraph. A reason belongs
    to the last change before it that stands in no deeper bracket.

    Raises:
        UnreadableDisclosureError: For an amount that is not a number, has no unit, follows no known
            label, or is stated twice in the paragraph.
    """
    figures = [figure for figure in FIGURES if figure.section == section]
    labels = "|".join(f"(?P<{figure.item}>{figure.pattern or figure.zh})" for figure in figures)
    levels = list(re.finditer(rf"(?:{labels}){_WORDS}{{0,6}}?{_AMOUNT}", text))
    moved = re.compile(rf"(?:{labels})?{_CHANGE}")
    moves = list(moved.finditer(text))

    def refuse(found: str, expected: str) -> UnreadableDisclosureError:
        return UnreadableDisclosureError(file, line, f"“{found}”", expected)

    def stated(match: re.Match[str], item: str) -> Stated:
        number, unit = read_number(match["number"] or "0"), match["unit"]
        if number is None or (number and not unit):
            raise refuse(match[0], "an amount in 万元 or 元")
        if match.re is moved and match["verb"] == "减少":
            number = -number
        return Stated(item, in_wan_yuan(number, unit or "万元"), unit or "万元", line)

    def item(match: re.Match[str]) -> str | None:
        return next((figure.item for figure in figures if match[figure.item]), None)

    for money in _MONEY.finditer(text):
        if not any(match.start() < money.end() <= match.end() for match in (*levels, *moves)):
            raise refuse(money[0], f"an amount after one of {[figure.zh for figure in figures]}")
    amounts = [stated(match, item(match) or "") for match in levels]
    first = amounts[0].item if amounts else ""
    baseline = next((match["baseline"] for match in moves if match["baseline"]), None)
    reasons = {
        _subject(moves, text, reason): reason["reason"].strip() for reason in _REASON.finditer(text)
    }
    changes = [
        stated(match, item(match) or first)._replace(
            baseline=match["baseline"] or baseline, reason=reasons.get(match)
        )
        for match in moves
    ]
    for stateds in (amounts, changes):
        for index, one in enumerate(stateds):
            if not one.item or one.item in {other.item for other in stateds[:index]}:
                raise refuse(
                    text, f"each figure stated once, not {one.item or 'a change of nothing'} twice"
                )
    return amounts, changes


def _subject(moves: list[re.Match[str]], text: str, reason: re.Match[str]) -> re.Match[str] | None:
    """Return the change that a reason is given for, or None."""

    def depth(end: int) -> int:
        return len(re.findall("[（(]", text[:end])) - len(re.findall("[）)]", text[:end]))

    outer = [
        m for m in moves if m.end() <= reason.start() and depth(m.end()) <= depth(reason.start())
    ]
    return outer[-1] if outer else None
