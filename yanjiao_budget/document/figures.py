"""The figures that the prose of a disclosure states, and what a whole document must state."""

from collections.abc import Collection, Container, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from yanjiao_budget import schema
from yanjiao_budget.language import Both, quoted
from yanjiao_budget.schema import Record

from .sections import IN_ITS_SECTION
from .text import Unread, UnreadableDisclosureError


class Figure(NamedTuple):
    """One figure that the prose of a section states.

    Attributes:
        section: Key of the section that states it (see `sections.SECTIONS`).
        item: Stable English key.
        zh: Its name in the document.
        part_of: The figure it is a part of, or None.
        pattern: How else its label is worded, as a regular expression.
        short: How it is worded where its section leaves no doubt, likewise.
    """

    section: str
    item: str
    zh: str
    part_of: str | None = None
    pattern: str = ""
    short: str = ""


# A label is what the money is of, then a word for money.
_PAID = "(?:费用?|经费|支出)"
_AND = "(?:以及|[及和与、])"
_QUOTES = "[“”\"＂‘’'「」『』〝〞〟《》【】 ]"
_CARS = "(?:公务用?车辆?|公车)"
_RUNNING = f"(?:日常)?(?:运行(?:{_AND}?维护)?|运维|维护)"
_ABROAD = "国?(?:[（(/]?境外?[）)]?)?"
# 国有资本经营预算收入 and 财政拨款支出预算 are not all revenue and all expenditure. Before the
# words for those stands a year, the body, or a word of stating.
_ALL = (
    "(?:(?<![一-鿿])|(?<=[年度门位局委会办院校站所心处级的为共计排中])(?<!财政的)(?<!公共)"
    "(?<!上年)(?<!去年))"
)
# 一般公共预算支出 and 一般公共预算安排的基本支出 are no revenue.
_NOT_SPENT = "(?:收入|资金)?(?![^，。；：、（）()\\d]{0,8}(?:支出|三公))"
_REVENUE = f"(?:当年)?(?:财政)?(?:拨款|补助)?{_NOT_SPENT}"
FIGURES = (
    Figure(
        "overview",
        "income",
        "预算收入",
        None,
        f"{_ALL}(?:预算总?收入|收入总?预算|收入总[计额]|总收入|(?<!本年)收入合计)",
    ),
    Figure(
        "overview",
        "fiscal_appropriation",
        "财政拨款收入",
        "income",
        "财政拨款收入",
        f"财政拨款{_NOT_SPENT}",
    ),
    Figure(
        "overview",
        "general_public_budget",
        "一般公共预算收入",
        "fiscal_appropriation",
        "一般公共预算(?:财政)?(?:拨款)?收入",
        f"一般公共预算{_REVENUE}",
    ),
    Figure(
        "overview",
        "government_funds",
        "政府性基金收入",
        "fiscal_appropriation",
        "(?:政府性)?基金(?:预算)?(?:财政)?(?:拨款)?收入",
        f"政府性基金(?:预算)?{_REVENUE}|基金预算(?:财政)?拨款",
    ),
    Figure(
        "overview",
        "state_capital",
        "国有资本经营收入",
        "fiscal_appropriation",
        "国有资本经营(?:预算)?(?:财政)?(?:拨款)?收入",
        f"国有资本经营(?:预算)?{_REVENUE}",
    ),
    Figure(
        "overview",
        "special_accounts",
        "财政专户核拨收入",
        "income",
        "财政专户(?:核拨|管理)(?:资金)?收入",
        "财政专户(?:(?:核拨|管理|返还)(?:资金)?(?:收入)?|资金(?:收入)?|收入)",
    ),
    Figure("overview", "service_income", "事业收入", "unit_funds"),
    Figure(
        "overview",
        "business_income",
        "经营收入",
        "unit_funds",
        "事业单位经营收入|(?<!资本)经营收入",
    ),
    Figure("overview", "subsidies", "上级补助收入", "unit_funds"),
    Figure("overview", "subordinate_units", "附属单位上缴收入", "unit_funds"),
    Figure(
        "overview",
        "carried_over",
        "上年结转",
        "income",
        "(?:上年度?|年初)结[转余](?:[和及]?结[转余])?(?:收入|资金)?",
    ),
    Figure("overview", "unit_funds", "单位资金收入", "income", "单位资金(?:收入)?"),
    Figure("overview", "other_income", "其他收入", "unit_funds", "其[他它](?:来源)?收入"),
    Figure(
        "overview",
        "expenditure",
        "支出预算",
        None,
        f"{_ALL}(?:支出总?预算|预算总?支出|支出总[计额]|总支出|(?<!本年)支出合计)",
    ),
    Figure("overview", "basic", "基本支出", "expenditure"),
    Figure("overview", "personnel", "人员经费", "basic", "人员(?:经费|支出)"),
    Figure("overview", "operating", "日常公用经费", "basic", "(?:日常)?公用(?:经费|支出)"),
    Figure("overview", "project", "项目支出", "expenditure"),
    Figure(
        "overview",
        "income_and_expenditure",
        "预算收支安排",
        None,
        f"{_ALL}(?:预算收支(?:总?安排|总额)?|收支总?预算)",
    ),
    Figure(
        "agency_operating",
        "agency_operating",
        "机关运行经费",
        None,
        f"机关运行{_PAID}",
        "运行经费",
    ),
    Figure(
        "three_public",
        "three_public",
        "“三公”经费",
        None,
        f"{_QUOTES}*三 ?公{_QUOTES}*{_PAID}{_QUOTES}?",
    ),
    Figure(
        "three_public",
        "overseas_trips",
        "因公出国（境）费",
        "three_public",
        f"因公(?:临时)?出{_ABROAD}{_PAID}",
        f"因公(?:临时)?出{_ABROAD}|出{_ABROAD}{_PAID}",
    ),
    Figure(
        "three_public",
        "vehicles",
        "公务用车购置及运维费",
        "three_public",
        f"{_CARS}购置{_PAID}?{_AND}{_CARS}?{_RUNNING}{_PAID}",
        f"{_CARS}购置{_PAID}?{_AND}{_CARS}?{_RUNNING}|{_CARS}{_PAID}",
    ),
    Figure(
        "three_public",
        "vehicle_purchase",
        "公务用车购置费",
        "vehicles",
        f"{_CARS}购置{_PAID}",
        f"{_CARS}购置|购置{_PAID}",
    ),
    Figure(
        "three_public",
        "vehicle_running",
        "公务用车运行费",
        "vehicles",
        f"{_CARS}{_RUNNING}{_PAID}",
        f"{_CARS}{_RUNNING}|(?:运行(?:{_AND}?维护)?|运维){_PAID}",
    ),
    Figure(
        "three_public",
        "official_hospitality",
        "公务接待费",
        "three_public",
        f"公务接待{_PAID}",
        f"公务接待|接待{_PAID}",
    ),
    Figure("three_public", "meetings", "会议费", None, f"会议{_PAID}"),
    Figure("three_public", "training", "培训费", None, f"培训{_PAID}"),
    Figure(
        "procurement",
        "procurement",
        "政府采购预算",
        None,
        "政府采购(?:项目)?(?:预算|总?金额|总额|资金|计划)",
    ),
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

# Why what a line says of a figure makes no row of `changes`.
APART_FROM_CHANGE = Both(
    "it stands on another line than the figure's change", "与该数字的增减不在同一行"
)
_BESIDE = Both("it beside the change", "与增减列在一处")
WITHOUT_AMOUNT = Both(
    "the document states no amount of that figure that can be read",
    "原文没有列出可以识读的该数字金额",
)


class Stated(NamedTuple):
    """A figure, or a change of one, as a line of prose states it; amounts in 万元.

    Attributes:
        item: Key of the figure.
        amount: The amount; None for a change stated as a percentage alone.
        unit: 元, 千元, 万元 or 亿元, as printed.
        line: Its line.
        baseline: What a change is measured against, as worded.
        reason: The reason that is given for a change.
        growth: The percentage that is printed for a change, as a fraction.
        previous: The amount that is printed for the year before.
    """

    item: str
    amount: Decimal | None
    unit: str
    line: int
    baseline: str | None = None
    reason: str | None = None
    growth: Decimal | None = None
    previous: Decimal | None = None


def check_figures(
    file: str, totals: list[Record], changes: list[Record], lines: Mapping[str, int]
) -> list[Unread]:
    """Hold each figure of a whole document to one value, and those it needs to be stated.

    A figure stated again as it was stated before loses its second row; a change of a figure whose
    amount is not read is kept unread.

    Args:
        file: The file, for messages.
        totals: Rows of `totals`; figures that no prose states, such as those of a table's total
            row, are left alone.
        changes: Rows of `changes`.
        lines: The line on which each section starts, by its key.

    Raises:
        UnreadableDisclosureError: For a figure with two values, or a figure of `REQUIRED` or
            `REQUIRED_WITHIN` missing.
    """
    totals[:] = _once(file, totals, Both("amount", "金额"), ("amount",))
    items = {row["item"] for row in totals}
    left = [row for row in changes if row["item"] not in items or _is_apart(row, changes)]
    unread = [_not_a_change(row, items) for row in left]
    changes[:] = _once(
        file,
        [row for row in changes if row not in left],
        Both("change", "增减"),
        ("change", "stated_growth", "stated_previous"),
    )
    stating = {BY_ITEM[item].section for item in items & BY_ITEM.keys()}
    required = [item for item in REQUIRED_WITHIN if BY_ITEM[item].section in stating]
    for item in (*REQUIRED, *required):
        if item not in items:
            figure = BY_ITEM[item]
            found = Both(f"no amount for {figure.zh}", f"没有“{figure.zh}”的金额")
            expected = Both("it in this section", "在这一部分列明")
            raise UnreadableDisclosureError(file, lines[figure.section], found, expected)
    return unread


def expect_no_strays(file: str, strays: Sequence[Record], totals: Sequence[Record]) -> None:
    """Refuse a figure that stands in another section alone, as where its paragraph has moved.

    Where its own section states it too, the other mention is kept unread and contradicts nothing.
    """
    items = {row["item"] for row in totals}
    for stray in strays:
        if stray["item"] not in items:
            found = quoted(stray["words"])
            raise UnreadableDisclosureError(file, stray["source_line"], found, IN_ITS_SECTION)


def _is_apart(row: Record, changes: Sequence[Record]) -> bool:
    """Return whether a row states only the year before's figure, and another line its change."""
    is_moved = row["change"] is not None or row["stated_growth"] is not None
    others = (one for one in changes if one["item"] == row["item"])
    return not is_moved and any(one["source_line"] != row["source_line"] for one in others)


def _not_a_change(row: Record, items: Collection[str]) -> Unread:
    """Return as kept unread what is no row of `changes`."""
    name, line = row["name"], row["source_line"]
    has_amount = bool(row["change"] or row["stated_previous"])
    if row["item"] in items:
        words = f"{name}的上年金额"
        return Unread(line, words, _BESIDE, APART_FROM_CHANGE, has_amount)
    expected = Both(f"the amount of {name}", f"{name}的金额")
    return Unread(line, f"{name}的增减", expected, WITHOUT_AMOUNT, has_amount)


def _once(file: str, rows: Sequence[Record], what: Both, values: Sequence[str]) -> list[Record]:
    """Return the rows of stated figures, one for each; of two with the same values the fuller."""
    first: dict[str, Record] = {}
    for row in rows:
        item = row["item"]
        before = first.get(item)
        if before is None or item not in BY_ITEM:
            first[item] = row
        elif _differ(before, row, values):
            name, first_line = BY_ITEM[item].zh, before["source_line"]
            found = Both(f"a second {what} for {name}", f"“{name}”的第二个{what.zh}")
            expected = Both(f"the one of line {first_line} alone", f"只有第{first_line}行的一个")
            raise UnreadableDisclosureError(file, row["source_line"], found, expected)
        elif before["source_line"] == row["source_line"]:
            first[item] = {name: row[name] if old is None else old for name, old in before.items()}
        elif _told(row) > _told(before):
            first[item] = row
    return list(first.values())


def _differ(one: Record, other: Record, values: Sequence[str]) -> bool:
    """Return whether two rows state two values; what one of them leaves out is none."""
    pairs = [(one[name], other[name]) for name in values]
    return any(a != b for a, b in pairs if a is not None and b is not None)


def _told(row: Record) -> tuple[bool, int]:
    """Return how much a row says: a reason is more than any of the rest."""
    return row.get("reason") is not None, sum(value is not None for value in row.values())


def attach(totals: Sequence[Record]) -> None:
    """Make each stated figure part of the nearest larger one that is stated too.

    Where 财政拨款 stands without the general public budget it may be another name for that, and
    has no parts.
    """
    wholes = {row["item"] for row in totals}
    if "general_public_budget" not in wholes:
        wholes.discard("fiscal_appropriation")
    for row in totals:
        row["part_of"] = nearest_whole(row["item"], wholes)


def nearest_whole(item: str, stated: Container[str]) -> str | None:
    """Return the nearest figure that is stated and that a figure is part of, or None."""
    whole = PART_OF[item]
    while whole and whole not in stated:
        whole = PART_OF[whole]
    return whole
