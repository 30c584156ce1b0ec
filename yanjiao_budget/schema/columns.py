"""What a column and a table are, the columns that several tables share, and the printed grids."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Literal

Type = Literal["integer", "number", "string", "date", "boolean"]
Record = dict[str, Any]  # a row of a table, by column name
WAN_YUAN = "万元"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a published table.

    Attributes:
        name: Name in the tables.
        zh: Chinese heading: the document's own, its spacing aside, where it has one.
        en: English label.
        type: Table Schema type.
        meaning: What a value says and, where it may be missing, what a missing one says.
        unit: Unit of the values; empty where they have none.
        required: Whether every row has a value.
        under: Headings printed above this one, outermost first, where headings span columns.
        fiscal: Column type of the Fiscal Data Package, where it has one.
        categories: All values the column may take; empty where they are open.
    """

    name: str
    zh: str
    en: str
    type: Type
    meaning: str
    unit: str = ""
    required: bool = True
    under: tuple[str, ...] = ()
    fiscal: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One published table: its grain, columns, key and references to other tables.

    `derived` tables are read off the printed ones and hold nothing that the document prints anew.
    """

    name: str
    zh: str
    en: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[tuple[tuple[str, ...], str], ...] = ()
    derived: bool = False

    def column(self, name: str) -> Column:
        """Return one column by its name."""
        return next(column for column in self.columns if column.name == name)


def money(name: str, zh: str, en: str, meaning: str, **more: object) -> Column:
    """Return a column of amounts in 万元, which may be blank."""
    column = Column(name, zh, en, "number", meaning, WAN_YUAN, required=False, fiscal="value")
    return replace(column, **more)  # type: ignore[arg-type]


def text(name: str, zh: str, en: str, meaning: str, **more: object) -> Column:
    """Return a column of text."""
    return replace(Column(name, zh, en, "string", meaning), **more)  # type: ignore[arg-type]


def position(name: str, zh: str, en: str, meaning: str) -> Column:
    """Return a column of positions, counted from 1."""
    return Column(name, zh, en, "integer", meaning, fiscal=_POSITION_FISCAL.get(name, ""))


_POSITION_FISCAL = {
    "responsibility": "activity:generic:program:code",
    "activity": "activity:generic:subprogram:code",
}

FISCAL_YEAR = Column(
    "fiscal_year",
    "预算年度",
    "Fiscal year",
    "integer",
    "The budget year of the disclosure.",
    fiscal="date:fiscal-year",
)
BODY = text(
    "body",
    "编制部门",
    "Body",
    "The body that published the disclosure, as its title names it.",
    fiscal="administrative-classification:generic:level1:label",
)
# What a disclosure is known by: every table's key begins with it.
DISCLOSURE_KEY = (FISCAL_YEAR.name, BODY.name)
RESPONSIBILITY_KEY = (*DISCLOSURE_KEY, "responsibility")
ACTIVITY_KEY = (*RESPONSIBILITY_KEY, "activity")
INDICATOR_KEY = (*ACTIVITY_KEY, "indicator")
SOURCE_LINE = Column(
    "source_line",
    "原文行号",
    "Source line",
    "integer",
    "The line on which the row begins, counted from 1, in the disclosure's text: the file of "
    "data/source that `disclosures` names.",
)
UNIT = text(
    "unit",
    "原文单位",
    "Unit as printed",
    "The money unit that the document prints; amounts here are in 万元 whatever it prints.",
    categories=("万元", "元", "千元", "亿元"),
)
NAME_EN = text(
    "name_en",
    "英文名称",
    "Name in English",
    "English of `name`, from data/names_en.csv. Missing where that has none.",
    required=False,
)

RESPONSIBILITY = position(
    "responsibility",
    "职责序号",
    "Responsibility",
    "Position of the responsibility in the document, from 1.",
)
ACTIVITY = position(
    "activity",
    "活动序号",
    "Activity",
    "Position of the activity within its responsibility, from 1.",
)
INDICATOR = position(
    "indicator",
    "指标序号",
    "Indicator",
    "Position of the indicator's printed row within its activity, from 1. A printed row left blank "
    "keeps its place, so the numbers may skip one.",
)
BUDGET_NAME = text("name", "职责活动", "Name", "Name as printed, without its number.")
BUDGET = money(
    "budget",
    "年度预算数",
    "Budget",
    "Budget of the year. Missing where the document prints none, which is not zero. "
    "Responsibilities and their activities carry the same money: never add the two tables.",
)
DESCRIPTION = text(
    "description", "内容描述", "Description", "Description of the work, as printed.", required=False
)
OBJECTIVE = text("objective", "绩效目标", "Objective", "The objective, as printed.", required=False)
INDICATOR_NAME = text("name", "绩效指标", "Indicator", "Name of the indicator, as printed.")
GRADES = tuple(
    text(
        name,
        zh,
        en,
        f"Threshold of grade {zh}, as printed. Missing where the cell is blank; `——` and `无` are "
        "text and stay text.",
        required=False,
        under=("评价标准",),
    )
    for name, zh, en in (
        ("excellent", "优", "Excellent"),
        ("good", "良", "Good"),
        ("fair", "中", "Fair"),
        ("poor", "差", "Poor"),
    )
)

_PURCHASE = ("政府采购项目来源",)
_AMOUNT = ("政府采购金额",)
_CURRENT = (*_AMOUNT, "当年部门预算安排资金")
PROCUREMENT_NAME = text(
    "name",
    "项目名称",
    "Project",
    "Name of the project the purchase belongs to. Several lines may share one.",
    under=_PURCHASE,
    fiscal="activity:generic:project:label",
)
PROJECT_BUDGET = money(
    "project_budget",
    "预算资金",
    "Project budget",
    "Whole budget of the project, repeated on each of its lines: never add this column.",
    under=_PURCHASE,
    fiscal="",
)
ITEM = text("item", "采购物品名称", "What is bought", "Kind of purchase, as printed.")
CATALOGUE = text(
    "catalogue",
    "政府采购目录序号",
    "Catalogue number",
    "Number in the government procurement catalogue.",
)
MEASURE = text("measure", "数量单位", "Unit of quantity", "What the quantity counts, as printed.")
QUANTITY = Column("quantity", "数量", "Quantity", "number", "How many.", required=False)
UNIT_PRICE = money("unit_price", "单价", "Unit price", "Price of one.", fiscal="")
PURCHASE_AMOUNT = money("amount", "总计", "Amount", "Amount of the purchase.", under=_AMOUNT)
DEPARTMENT_BUDGET = money(
    "department_budget",
    "合计",
    "From the year's department budget",
    "Part of `amount` from this year's department budget.",
    under=_CURRENT,
    fiscal="",
)
GENERAL_PUBLIC_BUDGET = money(
    "general_public_budget",
    "一般公共预算拨款",
    "General public budget",
    "Part of `department_budget` from the general public budget.",
    under=_CURRENT,
    fiscal="",
)
GOVERNMENT_FUNDS = money(
    "government_funds",
    "基金预算拨款",
    "Government-managed funds",
    "Part of `department_budget` from government-managed funds.",
    under=_CURRENT,
    fiscal="",
)
SPECIAL_ACCOUNTS = money(
    "special_accounts",
    "财政专户核拨",
    "Special fiscal accounts",
    "Part of `department_budget` from special fiscal accounts.",
    under=_CURRENT,
    fiscal="",
)
OTHER_INCOME = money(
    "other_income",
    "其他来源收入",
    "Other revenue",
    "Part of `department_budget` from other revenue.",
    under=_CURRENT,
    fiscal="",
)
OTHER_CHANNELS = money(
    "other_channels",
    "其他渠道资金",
    "Other channels",
    "Part of `amount` from outside the department budget.",
    under=_AMOUNT,
    fiscal="",
)

ASSET_NAME = text("name", "项目", "Asset", "Name as printed, without its number or 其中.")
ASSET_QUANTITY = text(
    "quantity",
    "数量",
    "Quantity",
    "Quantity, as printed. Missing where the cell is blank; `——` is printed for no quantity.",
    required=False,
)
ASSET_AMOUNT = money(
    "amount", "价值（金额单位：万元）", "Value", "Value of the assets at `as_of`.", required=True
)

# What each printed grid holds, in printed order; its heading rows follow from `Column.under`.
PERFORMANCE_GRID = (BUDGET_NAME, BUDGET, DESCRIPTION, OBJECTIVE, INDICATOR_NAME, *GRADES)
PROCUREMENT_GRID = (
    PROCUREMENT_NAME,
    PROJECT_BUDGET,
    ITEM,
    CATALOGUE,
    MEASURE,
    QUANTITY,
    UNIT_PRICE,
    PURCHASE_AMOUNT,
    DEPARTMENT_BUDGET,
    GENERAL_PUBLIC_BUDGET,
    GOVERNMENT_FUNDS,
    SPECIAL_ACCOUNTS,
    OTHER_INCOME,
    OTHER_CHANNELS,
)
# Where the department's own money for a purchase comes from.
PROCUREMENT_SOURCES = PROCUREMENT_GRID[9:13]
ASSETS_GRID = (ASSET_NAME, ASSET_QUANTITY, ASSET_AMOUNT)


def heading_rows(grid: tuple[Column, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the heading cells that a printed grid opens with, row by row.

    A heading that spans columns prints one cell; one that spans rows prints its text in its first
    row and an empty cell in every row below.
    """
    paths = [(*column.under, column.zh) for column in grid]
    depth = max(map(len, paths))
    rows = []
    for level in range(depth):
        spans = dict.fromkeys(path[: level + 1] for path in paths)
        rows.append(tuple(path[level] if level < len(path) else "" for path in spans))
    return tuple(rows)


def heading_spans(grid: tuple[Column, ...]) -> list[list[tuple[int, int]]]:
    """Return how many columns and rows each cell of `heading_rows` spans.

    An empty cell, which the heading above it spans, has 0 rows.
    """
    paths = [(*column.under, column.zh) for column in grid]
    depth = max(map(len, paths))
    rows = []
    for level in range(depth):
        across = Counter(path[: level + 1] for path in paths)
        down = {path: depth - level if len(path) > level else 0 for path in paths}
        rows.append([(count, down.get(path, 1)) for path, count in across.items()])
    return rows
