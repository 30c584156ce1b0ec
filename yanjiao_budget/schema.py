"""Every table and column, declared once.

The parser's expected headings, CSV types, `datapackage.json`, the data dictionary and chart axis
titles all follow from the records below.
"""

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


def _money(name: str, zh: str, en: str, meaning: str, **more: object) -> Column:
    column = Column(name, zh, en, "number", meaning, WAN_YUAN, required=False, fiscal="value")
    return replace(column, **more)  # type: ignore[arg-type]


def _text(name: str, zh: str, en: str, meaning: str, **more: object) -> Column:
    return replace(Column(name, zh, en, "string", meaning), **more)  # type: ignore[arg-type]


def _position(name: str, zh: str, en: str, meaning: str) -> Column:
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
BODY = _text(
    "body",
    "编制部门",
    "Body",
    "The body that published the disclosure, as its title names it.",
    fiscal="administrative-classification:generic:level1:label",
)
# What a disclosure is known by: every table's key begins with it.
DISCLOSURE_KEY = (FISCAL_YEAR.name, BODY.name)
SOURCE_LINE = Column(
    "source_line",
    "原文行号",
    "Source line",
    "integer",
    "The line on which the row begins, counted from 1, in the disclosure's text: the file of "
    "data/source that `disclosures` names.",
)
UNIT = _text(
    "unit",
    "原文单位",
    "Unit as printed",
    "The money unit that the document prints; amounts here are in 万元 whatever it prints.",
    categories=("万元", "元"),
)
NAME_EN = _text(
    "name_en",
    "英文名称",
    "Name in English",
    "English of `name`, from data/names_en.csv. Missing where that has none.",
    required=False,
)

RESPONSIBILITY = _position(
    "responsibility",
    "职责序号",
    "Responsibility",
    "Position of the responsibility in the document, from 1.",
)
ACTIVITY = _position(
    "activity",
    "活动序号",
    "Activity",
    "Position of the activity within its responsibility, from 1.",
)
INDICATOR = _position(
    "indicator",
    "指标序号",
    "Indicator",
    "Position of the indicator's printed row within its activity, from 1. A printed row left blank "
    "keeps its place, so the numbers may skip one.",
)
BUDGET_NAME = _text("name", "职责活动", "Name", "Name as printed, without its number.")
BUDGET = _money(
    "budget",
    "年度预算数",
    "Budget",
    "Budget of the year. Missing where the document prints none, which is not zero. "
    "Responsibilities and their activities carry the same money: never add the two tables.",
)
DESCRIPTION = _text(
    "description", "内容描述", "Description", "Description of the work, as printed.", required=False
)
OBJECTIVE = _text(
    "objective", "绩效目标", "Objective", "The objective, as printed.", required=False
)
INDICATOR_NAME = _text("name", "绩效指标", "Indicator", "Name of the indicator, as printed.")
GRADES = tuple(
    _text(
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
PROCUREMENT_NAME = _text(
    "name",
    "项目名称",
    "Project",
    "Name of the project the purchase belongs to. Several lines may share one.",
    under=_PURCHASE,
    fiscal="activity:generic:project:label",
)
PROJECT_BUDGET = _money(
    "project_budget",
    "预算资金",
    "Project budget",
    "Whole budget of the project, repeated on each of its lines: never add this column.",
    under=_PURCHASE,
    fiscal="",
)
ITEM = _text("item", "采购物品名称", "What is bought", "Kind of purchase, as printed.")
CATALOGUE = _text(
    "catalogue",
    "政府采购目录序号",
    "Catalogue number",
    "Number in the government procurement catalogue.",
)
MEASURE = _text("measure", "数量单位", "Unit of quantity", "What the quantity counts, as printed.")
QUANTITY = Column("quantity", "数量", "Quantity", "number", "How many.", required=False)
UNIT_PRICE = _money("unit_price", "单价", "Unit price", "Price of one.", fiscal="")
PURCHASE_AMOUNT = _money("amount", "总计", "Amount", "Amount of the purchase.", under=_AMOUNT)
DEPARTMENT_BUDGET = _money(
    "department_budget",
    "合计",
    "From the year's department budget",
    "Part of `amount` from this year's department budget.",
    under=_CURRENT,
    fiscal="",
)
GENERAL_PUBLIC_BUDGET = _money(
    "general_public_budget",
    "一般公共预算拨款",
    "General public budget",
    "Part of `department_budget` from the general public budget.",
    under=_CURRENT,
    fiscal="",
)
GOVERNMENT_FUNDS = _money(
    "government_funds",
    "基金预算拨款",
    "Government-managed funds",
    "Part of `department_budget` from government-managed funds.",
    under=_CURRENT,
    fiscal="",
)
SPECIAL_ACCOUNTS = _money(
    "special_accounts",
    "财政专户核拨",
    "Special fiscal accounts",
    "Part of `department_budget` from special fiscal accounts.",
    under=_CURRENT,
    fiscal="",
)
OTHER_INCOME = _money(
    "other_income",
    "其他来源收入",
    "Other income",
    "Part of `department_budget` from other income.",
    under=_CURRENT,
    fiscal="",
)
OTHER_CHANNELS = _money(
    "other_channels",
    "其他渠道资金",
    "Other channels",
    "Part of `amount` from outside the department budget.",
    under=_AMOUNT,
    fiscal="",
)

ASSET_NAME = _text("name", "项目", "Asset", "Name as printed, without its number or 其中.")
ASSET_QUANTITY = _text(
    "quantity",
    "数量",
    "Quantity",
    "Quantity, as printed. Missing where the cell is blank; `——` is printed for no quantity.",
    required=False,
)
ASSET_AMOUNT = _money(
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

_ITEM_KEY = _text("item", "项目代码", "Item", "Stable English key of the stated figure.")
_PART_OF = _text(
    "part_of",
    "所属项目",
    "Part of",
    "Key of the figure this one is a part of. Missing for a figure that is no part of another.",
    required=False,
)
_STATED_NAME = _text("name", "项目", "Item", "Name of the figure, in the document's words.")
_FUNDED_NAME = replace(BUDGET_NAME, fiscal="activity:generic:program:label")
_RESPONSIBILITY_KEY = (*DISCLOSURE_KEY, "responsibility")
_ACTIVITY_KEY = (*_RESPONSIBILITY_KEY, "activity")

PRINTED = (
    Table(
        "disclosures",
        "部门预算公开",
        "Disclosures",
        "one row for each disclosure",
        (
            FISCAL_YEAR,
            BODY,
            replace(NAME_EN, name="body_en", zh="编制部门（英文）", en="Body in English"),
            _text(
                "code",
                "部门代码",
                "Code",
                "The body's code above its tables. Missing where none is printed.",
                required=False,
            ),
            _text("title", "标题", "Title", "Its title, as printed."),
            replace(NAME_EN, name="title_en", zh="标题（英文）", en="Title in English"),
            _text("source", "文件", "File", "Name of the file in data/source that holds its text."),
            SOURCE_LINE,
        ),
        DISCLOSURE_KEY,
    ),
    Table(
        "totals",
        "总体数字",
        "Stated figures",
        "one row for each figure the prose states, and each the total row of procurement states",
        (
            FISCAL_YEAR,
            BODY,
            _ITEM_KEY,
            _STATED_NAME,
            NAME_EN,
            _money("amount", "金额", "Amount", "The figure, zeros included.", required=True),
            UNIT,
            _PART_OF,
            SOURCE_LINE,
        ),
        (*DISCLOSURE_KEY, "item"),
        (((*DISCLOSURE_KEY, "part_of"), "totals"),),
    ),
    Table(
        "changes",
        "增减变化",
        "Stated changes",
        "one row for each change on the year before that the prose states, unchanged ones included",
        (
            FISCAL_YEAR,
            BODY,
            _ITEM_KEY,
            _STATED_NAME,
            NAME_EN,
            _money("amount", "本年金额", "Amount", "The year's figure, as stated.", required=True),
            _money(
                "change",
                "增减额",
                "Change",
                "Change as stated; negative for a decrease, zero for one stated as level. Missing "
                "where the document states it as a percentage alone.",
                fiscal="",
            ),
            Column(
                "stated_growth",
                "增减幅度（原文）",
                "Relative change (stated)",
                "number",
                "Relative change as stated, 12.5% as 0.125. Missing where the document prints no "
                "percentage.",
                required=False,
            ),
            UNIT,
            _money(
                "previous",
                "上年金额（推算）",
                "Year before (derived)",
                "Derived: `amount` less `change`; the document prints no figure for that year. "
                "Missing where `change` is.",
                fiscal="",
            ),
            Column(
                "growth",
                "增减幅度（推算）",
                "Relative change (derived)",
                "number",
                "Derived: `change` over `previous`, to six places. Missing where that is zero or "
                "missing.",
                required=False,
            ),
            _text(
                "whole",
                "所属总额",
                "Part of",
                "Key of the largest figure with a stated change that the item is part of.",
                required=False,
            ),
            Column(
                "contribution",
                "对总额增减的贡献（推算）",
                "Contribution (derived)",
                "number",
                "Derived: `change` over that of `whole`, to six places. Missing for a whole, and "
                "where `change` is missing or that of `whole` is zero.",
                required=False,
            ),
            _text(
                "baseline",
                "比较基准",
                "Measured against",
                "What the change is measured against, in the document's words. Missing where the "
                "document does not say.",
                required=False,
            ),
            _text(
                "baseline_en",
                "比较基准（英文）",
                "Measured against, in English",
                "English of `baseline`, from data/names_en.csv.",
                required=False,
            ),
            _text(
                "reason",
                "原因",
                "Stated reason",
                "The reason the document states. Missing where it states none.",
                required=False,
            ),
            _text(
                "reason_en",
                "原因（英文）",
                "Stated reason in English",
                "English of `reason`, from data/names_en.csv.",
                required=False,
            ),
            SOURCE_LINE,
        ),
        (*DISCLOSURE_KEY, "item"),
        (((*DISCLOSURE_KEY, "item"), "totals"), ((*DISCLOSURE_KEY, "whole"), "changes")),
    ),
    Table(
        "responsibilities",
        "部门职责",
        "Responsibilities",
        "one row for each responsibility",
        (
            FISCAL_YEAR,
            BODY,
            RESPONSIBILITY,
            _FUNDED_NAME,
            NAME_EN,
            BUDGET,
            DESCRIPTION,
            OBJECTIVE,
            SOURCE_LINE,
        ),
        _RESPONSIBILITY_KEY,
    ),
    Table(
        "activities",
        "工作活动",
        "Activities",
        "one row for each activity of a responsibility",
        (
            FISCAL_YEAR,
            BODY,
            RESPONSIBILITY,
            ACTIVITY,
            replace(BUDGET_NAME, fiscal="activity:generic:subprogram:label"),
            NAME_EN,
            BUDGET,
            DESCRIPTION,
            OBJECTIVE,
            SOURCE_LINE,
        ),
        _ACTIVITY_KEY,
        ((_RESPONSIBILITY_KEY, "responsibilities"),),
    ),
    Table(
        "indicators",
        "绩效指标",
        "Indicators",
        "one row for each indicator of an activity",
        (
            FISCAL_YEAR,
            BODY,
            RESPONSIBILITY,
            ACTIVITY,
            INDICATOR,
            INDICATOR_NAME,
            NAME_EN,
            *GRADES,
            SOURCE_LINE,
        ),
        (*_ACTIVITY_KEY, "indicator"),
        ((_ACTIVITY_KEY, "activities"),),
    ),
    Table(
        "procurement",
        "政府采购",
        "Procurement",
        "one row for each procurement line, the total row left to `totals`",
        (
            FISCAL_YEAR,
            BODY,
            _position("line", "行次", "Line", "Position of the line in the table, from 1."),
            PROCUREMENT_NAME,
            NAME_EN,
            PROJECT_BUDGET,
            ITEM,
            _text(
                "item_en",
                "采购物品（英文）",
                "What is bought, in English",
                "English of `item`, from data/names_en.csv. Missing where that has none.",
                required=False,
            ),
            CATALOGUE,
            MEASURE,
            _text(
                "measure_en",
                "数量单位（英文）",
                "Unit of quantity, in English",
                "English of `measure`, from data/names_en.csv. Missing where that has none.",
                required=False,
            ),
            *PROCUREMENT_GRID[5:],
            UNIT,
            SOURCE_LINE,
        ),
        (*DISCLOSURE_KEY, "line"),
    ),
    Table(
        "assets",
        "固定资产",
        "Fixed assets",
        "one row for each line of the asset table, its total row included",
        (
            FISCAL_YEAR,
            BODY,
            _position("asset", "行次", "Line", "Position of the line in the table, from 1."),
            ASSET_NAME,
            NAME_EN,
            Column(
                "part_of",
                "所属行次",
                "Part of",
                "integer",
                "The line this one is a part of: the total, or for a 其中 line the line above. "
                "Missing for the total.",
                required=False,
            ),
            ASSET_QUANTITY,
            ASSET_AMOUNT,
            UNIT,
            Column("as_of", "截止时间", "As of", "date", "The day the values refer to."),
            SOURCE_LINE,
        ),
        (*DISCLOSURE_KEY, "asset"),
        (((*DISCLOSURE_KEY, "part_of"), "assets"),),
    ),
    Table(
        "glossary",
        "名词解释",
        "Glossary",
        "one row for each term the document explains",
        (
            FISCAL_YEAR,
            BODY,
            _position("term", "序号", "Term", "Position of the term in the glossary, from 1."),
            _text("name", "名词", "Term", "The term, as printed."),
            NAME_EN,
            _text("definition", "解释", "Definition", "Its explanation, as printed."),
            _text(
                "definition_en",
                "解释（英文）",
                "Definition in English",
                "English of `definition`, from data/names_en.csv. Missing where that has none.",
                required=False,
            ),
            SOURCE_LINE,
        ),
        (*DISCLOSURE_KEY, "term"),
    ),
    Table(
        "narrative",
        "正文",
        "Prose",
        "one row for each printed line of prose: title, heading, paragraph or table caption",
        (
            FISCAL_YEAR,
            BODY,
            _position("paragraph", "段次", "Paragraph", "Position in the document, from 1."),
            Column(
                "section",
                "部分",
                "Section",
                "integer",
                "Number of the section; 0 before the first.",
            ),
            _text(
                "kind",
                "类别",
                "Kind",
                "What the line is.",
                categories=("title", "section", "heading", "paragraph", "caption"),
            ),
            _text(
                "name",
                "标题",
                "Heading",
                "The heading without its number; where a paragraph opens with one, that heading. "
                "Missing for plain paragraphs.",
                required=False,
            ),
            NAME_EN,
            _text("text", "正文", "Text", "The whole line as printed, outer spaces removed."),
            Column(
                "is_empty",
                "空白",
                "Nothing under it",
                "boolean",
                "True for a heading under which the document prints nothing.",
            ),
            SOURCE_LINE,
        ),
        (*DISCLOSURE_KEY, "paragraph"),
    ),
)


_INDICATOR_KEY = (*_ACTIVITY_KEY, "indicator")
_READINGS = (("cascade", "递进读法", "cascade reading"), ("literal", "字面读法", "literal reading"))
_OPTIONAL_BOOLEAN = Column("", "", "", "boolean", "", required=False)


def _values(name: str, zh: str, en: str, meaning: str) -> Column:
    empty = "Missing where there are none, or where they cannot be known."
    return _text(name, zh, en, f"{meaning}, as an interval. {empty}", required=False)


DERIVED = (
    Table(
        "thresholds",
        "评价标准",
        "Thresholds",
        "one row for each indicator and grade",
        (
            FISCAL_YEAR,
            BODY,
            RESPONSIBILITY,
            ACTIVITY,
            INDICATOR,
            _text("grade", "等级", "Grade", "The grade.", categories=tuple(c.name for c in GRADES)),
            _text(
                "raw",
                "原文",
                "As printed",
                "The threshold as printed. Missing where the cell is blank.",
                required=False,
            ),
            _text("kind", "类型", "Kind", "What the threshold says; see `thresholds.KINDS`."),
            Column(
                "lower",
                "下限",
                "Lower bound",
                "number",
                "Smallest number that meets it, in `unit`. Missing where there is none.",
                required=False,
            ),
            Column(
                "upper",
                "上限",
                "Upper bound",
                "number",
                "Largest number that meets it, in `unit`. Missing where there is none.",
                required=False,
            ),
            replace(
                _OPTIONAL_BOOLEAN,
                name="lower_closed",
                zh="含下限",
                en="Lower bound included",
                meaning="Whether the lower bound itself meets it. Missing without one.",
            ),
            replace(
                _OPTIONAL_BOOLEAN,
                name="upper_closed",
                zh="含上限",
                en="Upper bound included",
                meaning="Whether the upper bound itself meets it. Missing without one.",
            ),
            _text(
                "unit", "单位", "Unit", "Unit as printed. Missing where none is.", required=False
            ),
            _text("before", "前文", "Words before", "Words before the number.", required=False),
            _text("after", "后文", "Words after", "Words after the number.", required=False),
            _text(
                "reason", "未识读原因", "Why unread", "Why it could not be read.", required=False
            ),
            SOURCE_LINE,
        ),
        (*_INDICATOR_KEY, "grade"),
        ((_INDICATOR_KEY, "indicators"),),
        derived=True,
    ),
    Table(
        "ladders",
        "评价阶梯",
        "Ladders",
        "one row for each indicator: its four thresholds together",
        (
            FISCAL_YEAR,
            BODY,
            RESPONSIBILITY,
            ACTIVITY,
            INDICATOR,
            INDICATOR_NAME,
            NAME_EN,
            _text("pattern", "阶梯", "Ladder", "The four thresholds as printed, best first."),
            _text(
                "signs",
                "阶梯（符号）",
                "Ladder in signs",
                "The same in signs; an ellipsis marks words left out.",
            ),
            Column(
                "shared_by",
                "同一阶梯指标数",
                "Shared by",
                "integer",
                "Indicators with this ladder.",
            ),
            _text(
                "direction",
                "方向",
                "Direction",
                "Whether higher or lower values are better.",
                categories=("higher", "lower", "undecidable"),
            ),
            _text(
                "unit",
                "单位",
                "Unit",
                "Unit of its numbers. Missing where none is printed or the cells differ.",
                required=False,
            ),
            *(
                _values(
                    f"{reading}_{grade.name}",
                    f"{grade.zh}（{zh}）",
                    f"{grade.en}, {en}",
                    f"The values that earn {grade.zh} under the {en}",
                )
                for reading, zh, en in _READINGS
                for grade in GRADES
            ),
            *(
                _values(
                    f"{reading}_gaps",
                    f"空档（{zh}）",
                    f"Gaps, {en}",
                    f"Possible values that earn no grade under the {en}",
                )
                for reading, zh, en in _READINGS
            ),
            _values(
                "literal_overlaps",
                "重叠（字面读法）",
                "Overlaps, literal reading",
                "Values that earn several grades under the literal reading; the cascade has none",
            ),
            replace(
                _OPTIONAL_BOOLEAN,
                name="earns_poor",
                zh="可得差",
                en="Can earn poor",
                meaning="Whether a possible value earns 差 under the cascade. Missing if unknown.",
            ),
            replace(
                _OPTIONAL_BOOLEAN,
                name="can_fail",
                zh="可不合格",
                en="Can fail",
                meaning="Whether a possible value earns 差 or no grade under the cascade. Missing "
                "if unknown.",
            ),
            replace(
                _OPTIONAL_BOOLEAN,
                name="tells_all_four",
                zh="四档可分",
                en="Tells all four grades apart",
                meaning="Whether each grade is earned by some possible value under the cascade. "
                "Missing if unknown.",
            ),
            _text(
                "why",
                "说明",
                "What keeps it from grading",
                "What keeps the ladder from grading every value.",
                required=False,
            ),
            SOURCE_LINE,
        ),
        _INDICATOR_KEY,
        ((_INDICATOR_KEY, "indicators"),),
        derived=True,
    ),
    Table(
        "findings",
        "发现",
        "Findings",
        "one row for each rule that an indicator, or a blank indicator row, meets",
        (
            FISCAL_YEAR,
            BODY,
            _text("rule", "规则", "Rule", "Key of the rule; see `rules()`."),
            RESPONSIBILITY,
            ACTIVITY,
            INDICATOR,
            replace(INDICATOR_NAME, required=False),
            NAME_EN,
            _text(
                "certainty",
                "确定程度",
                "Certainty",
                "`certain` by arithmetic on the printed text, `likely` by a word list.",
                categories=("certain", "likely"),
            ),
            _text(
                "evidence",
                "依据",
                "Evidence",
                "What is printed. Missing for a blank row.",
                required=False,
            ),
            _text("sentence", "说明（英文）", "In English", "The finding in one sentence."),
            _text("sentence_zh", "说明", "In Chinese", "The finding in one Chinese sentence."),
            _text("criterion", "准则", "Criterion", "The test of a good measure it bears on."),
            _text("criterion_zh", "准则（中文）", "Criterion in Chinese", "The same in Chinese."),
            _text("criterion_source", "准则出处", "Source of the criterion", "Where that stands."),
            _text(
                "words",
                "词表",
                "Word list",
                "The words a `likely` rule reads names by, as a regular expression.",
                required=False,
            ),
            SOURCE_LINE,
        ),
        (*DISCLOSURE_KEY, "rule", "responsibility", "activity", "indicator"),
        ((_ACTIVITY_KEY, "activities"),),
        derived=True,
    ),
)
TABLES = (*PRINTED, *DERIVED)
BY_NAME = {table.name: table for table in TABLES}


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
