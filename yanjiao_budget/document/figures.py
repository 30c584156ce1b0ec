"""The figures that the prose of a disclosure states, and what a whole document must state."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from yanjiao_budget import schema
from yanjiao_budget.schema import Record

from .text import UnreadableDisclosureError


class Figure(NamedTuple):
    """One figure that the prose of a section states.

    Attributes:
        section: Key of the section that states it (see `sections.SECTIONS`).
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


# 国有资本经营预算收入 and 财政拨款支出预算 are not all revenue and all expenditure. Before the
# words for those stands a year, the body, or a word of stating.
_ALL = "(?:(?<![一-鿿])|(?<=[年度门位局委会办院校站所心处级的为共计排中]))"
_RUNNING = "(?:运行维护|运行|运维)"
FIGURES = (
    Figure(
        "overview",
        "income",
        "预算收入",
        None,
        f"{_ALL}(?:预算总?收入|收入总?预算|收入(?:总计|合计))",
    ),
    Figure(
        "overview",
        "general_public_budget",
        "一般公共预算收入",
        "income",
        "一般公共预算(?:财政)?(?:拨款)?收入",
    ),
    Figure(
        "overview",
        "government_funds",
        "政府性基金收入",
        "income",
        "(?:政府性)?基金(?:预算)?(?:财政)?(?:拨款)?收入",
    ),
    Figure(
        "overview",
        "state_capital",
        "国有资本经营收入",
        "income",
        "国有资本经营(?:预算)?(?:财政)?(?:拨款)?收入",
    ),
    Figure(
        "overview",
        "special_accounts",
        "财政专户核拨收入",
        "income",
        "财政专户(?:核拨|管理)(?:资金)?收入",
    ),
    Figure("overview", "service_income", "事业收入", "income"),
    Figure(
        "overview",
        "business_income",
        "经营收入",
        "income",
        "事业单位经营收入|(?<!资本)经营收入",
    ),
    Figure("overview", "subsidies", "上级补助收入", "income"),
    Figure("overview", "subordinate_units", "附属单位上缴收入", "income"),
    Figure("overview", "carried_over", "上年结转", "income", "上年结转(?:结余)?(?:收入|资金)?"),
    Figure("overview", "unit_funds", "单位资金收入", "income", "单位资金(?:收入)?"),
    Figure("overview", "other_income", "其他收入", "income", "其[他它](?:来源)?收入"),
    Figure(
        "overview",
        "expenditure",
        "支出预算",
        None,
        f"{_ALL}(?:支出总?预算|预算总?支出|支出(?:总计|合计))",
    ),
    Figure("overview", "basic", "基本支出", "expenditure"),
    Figure("overview", "personnel", "人员经费", "basic"),
    Figure("overview", "operating", "日常公用经费", "basic", "(?:日常)?公用经费"),
    Figure("overview", "project", "项目支出", "expenditure"),
    Figure(
        "overview",
        "income_and_expenditure",
        "预算收支安排",
        None,
        f"{_ALL}(?:预算收支(?:总?安排|总额)?|收支总?预算)",
    ),
    Figure("agency_operating", "agency_operating", "机关运行经费", None, "机关运行经?费"),
    Figure("three_public", "three_public", "“三公”经费", None, '(?:[“"]三公[”"]|三公)经费'),
    Figure(
        "three_public",
        "overseas_trips",
        "因公出国（境）费",
        "three_public",
        "因公出国[（(]境[）)](?:经费|费用?|支出)",
    ),
    Figure(
        "three_public",
        "vehicles",
        "公务用车购置及运维费",
        "three_public",
        f"公务用车购置[及和与、]{_RUNNING}(?:经费|费用?|支出)",
    ),
    Figure(
        "three_public",
        "vehicle_purchase",
        "公务用车购置费",
        "vehicles",
        "公务用车购置(?:费用?|支出)",
    ),
    Figure(
        "three_public",
        "vehicle_running",
        "公务用车运行费",
        "vehicles",
        f"公务用车{_RUNNING}(?:经费|费用?|支出)",
    ),
    Figure(
        "three_public",
        "official_hospitality",
        "公务接待费",
        "three_public",
        "公务接待(?:经费|费用?|支出)",
    ),
    Figure("procurement", "procurement", "政府采购预算"),
    Figure("assets", "fixed_assets", "固定资产", None, "(?<!购置)固定资产(?:总?金额|总额|总值)"),
    Figure(
        "assets",
        "asset_purchases",
        "拟购置固定资产",
        None,
        "拟?购置固定资产(?:总?金额|总额|预算)?",
    ),
)
BY_ITEM = {figure.item: figure for figure in FIGURES}
# The cells of procurement's total row: key and name of the stated figure, and what it is part of.
PROCUREMENT_TOTALS = {
    "amount": ("procurement_table", "采购总计", None),
    "department_budget": (
        "procurement_department_budget",
        "当年部门预算安排资金",
        "procurement_table",
    ),
    **{
        column.name: (f"procurement_{column.name}", column.zh, "procurement_department_budget")
        for column in schema.PROCUREMENT_SOURCES
    },
    "other_channels": (
        "procurement_other_channels",
        schema.OTHER_CHANNELS.zh,
        "procurement_table",
    ),
}
# What each figure is a part of.
PART_OF = {figure.item: figure.part_of for figure in FIGURES} | {
    item: part_of for item, _, part_of in PROCUREMENT_TOTALS.values()
}
# What every disclosure states, and what it states where its section states any figure. A small body
# may have no project, and may say 无 of the three public expenses.
REQUIRED = ("income", "expenditure")
REQUIRED_WITHIN = ("three_public",)


class Stated(NamedTuple):
    """A figure, or a change of one, as a line of prose states it; amounts in 万元.

    Attributes:
        item: Key of the figure.
        amount: The amount; None for a change stated as a percentage alone.
        unit: 元 or 万元, as printed.
        line: Its line.
        baseline: What a change is measured against, as worded.
        reason: The reason that is given for a change.
        growth: The percentage that is printed for a change, as a fraction.
    """

    item: str
    amount: Decimal | None
    unit: str
    line: int
    baseline: str | None = None
    reason: str | None = None
    growth: Decimal | None = None


def check_figures(
    file: str, totals: Sequence[Record], changes: Sequence[Record], lines: Mapping[str, int]
) -> None:
    """Hold each figure of a whole document to be stated once, and those it needs to be stated.

    Args:
        file: The file, for messages.
        totals: Rows of `totals`; figures that no prose states, such as those of a table's total
            row, are left alone.
        changes: Rows of `changes`.
        lines: The line on which each section starts, by its key.

    Raises:
        UnreadableDisclosureError: For a figure stated twice, a change of a figure that is not
            stated, or a figure of `REQUIRED` or `REQUIRED_WITHIN` missing.
    """
    stated = [row for row in totals if row["item"] in BY_ITEM]
    _expect_once(file, stated, "amount")
    _expect_once(file, changes, "change")
    items = {row["item"] for row in stated}
    for row in changes:
        if row["item"] not in items:
            found = f"a change of {BY_ITEM[row['item']].zh}"
            raise UnreadableDisclosureError(
                file, row["source_line"], found, "its amount stated too"
            )
    stating = {BY_ITEM[item].section for item in items}
    required = [item for item in REQUIRED_WITHIN if BY_ITEM[item].section in stating]
    for item in (*REQUIRED, *required):
        if item not in items:
            figure = BY_ITEM[item]
            found = f"no amount for {figure.zh}"
            raise UnreadableDisclosureError(
                file, lines[figure.section], found, "it in this section"
            )


def _expect_once(file: str, rows: Sequence[Record], what: str) -> None:
    first: dict[str, Record] = {}
    for row in rows:
        if row is not first.setdefault(row["item"], row):
            found = f"a second {what} for {BY_ITEM[row['item']].zh}"
            expected = f"the one of line {first[row['item']]['source_line']} alone"
            raise UnreadableDisclosureError(file, row["source_line"], found, expected)


def attach(totals: Sequence[Record]) -> None:
    """Make each stated figure part of the nearest larger one that is stated too."""
    stated = {row["item"] for row in totals}
    for row in totals:
        while row["part_of"] and row["part_of"] not in stated:
            row["part_of"] = PART_OF[row["part_of"]]
