"""The columns of the frames that answer a question: the tables' own, and those worked out of them.

The page's headings and those of its downloads follow from these records. Where a frame has a text
in both languages, each column's heading tells it from the other.
"""

from collections.abc import Iterator
from dataclasses import replace

from .columns import (
    ACTIVITY,
    ASSETS_GRID,
    BODY,
    BUDGET,
    FISCAL_YEAR,
    GRADES,
    INDICATOR,
    PROCUREMENT_GRID,
    PURCHASE_AMOUNT,
    RESPONSIBILITY,
    SOURCE_LINE,
    Column,
    money,
    text,
)
from .derived import DERIVED
from .printed import PRINTED
from .promised import PROMISED

_TABLES = {table.name: table for table in (*PRINTED, *DERIVED)}
_TOTALS, _CHANGES, _LADDERS, _PROCUREMENT, _ASSETS = (
    _TABLES[name].column for name in ("totals", "changes", "ladders", "procurement", "assets")
)


def both(
    name: str, zh: str, en: str, meaning: str, *, ends: tuple[str, str] = ("", "_en")
) -> tuple[Column, Column]:
    """Return the columns of a text in Chinese and in English, by the ends of their names."""
    chinese, english = ends
    return (
        text(f"{name}{chinese}", zh, f"{en} (Chinese)", f"{meaning} In Chinese.", required=False),
        text(f"{name}{english}", f"{zh}（英文）", en, f"{meaning} In English.", required=False),
    )


def count(name: str, zh: str, en: str, meaning: str) -> Column:
    """Return a column of how many there are."""
    return Column(name, zh, en, "integer", meaning)


SHARE = Column("share", "占比", "Share", "number", "Part of the whole, 12.5% as 0.125.")
INDICATORS = count("indicators", "指标数", "Indicators", "How many indicators.")
FINDINGS = count("findings", "发现数", "Findings", "How many findings.")
UNFUNDED = count(
    "unfunded",
    "未公布预算的活动（项）",
    "Activities without a budget",
    "How many of the activities print no budget, which is not a budget of zero.",
)
ACTIVITIES = count("activities", "工作活动（项）", "Activities", "How many activities there are.")
_NUMBERS = tuple(
    replace(column, en=f"{column.en} no.") for column in (RESPONSIBILITY, ACTIVITY, INDICATOR)
)
DISCLOSURE = (FISCAL_YEAR, BODY)
_ITEM = (
    replace(_TOTALS("item"), en="Key of the item"),
    *both("name", "项目", "Item", "Name of the figure."),
)
_TABLE = text("table", "表", "Table", "The table that the row is from.")
_CHANGE, _GROWTH = _CHANGES("change"), _CHANGES("growth")

# As `overview.figures_of` returns them.
HEADLINES = (
    *DISCLOSURE,
    *_ITEM,
    _TOTALS("amount"),
    _TOTALS("unit"),
    _TOTALS("part_of"),
    SOURCE_LINE,
    replace(SHARE, meaning="Part of the figure that this one is part of."),
    _CHANGES("previous"),
    _CHANGE,
    _GROWTH,
)

# As `load_changes` returns them.
CHANGES = (
    *DISCLOSURE,
    *_ITEM,
    *map(
        _CHANGES,
        (
            "amount",
            "change",
            "stated_growth",
            "stated_previous",
            "unit",
            "previous",
            "growth",
            "whole",
            "contribution",
        ),
    ),
    *both("baseline", "比较基准", "Measured against", "What the change is measured against."),
    *both("reason", "原因", "Stated reason", "The reason that the document states."),
    SOURCE_LINE,
)


def spending(*, whole: bool) -> tuple[Column, ...]:
    """Return the columns of `spending.within`: of the responsibilities, or of one's activities."""
    zh, en = ("职责", "Responsibility") if whole else ("工作活动", "Activity")
    return (
        *DISCLOSURE,
        *_NUMBERS[:2],
        *both("name", zh, en, "Its name."),
        BUDGET,
        replace(SHARE, meaning="Part of all budgets."),
        ACTIVITIES,
        UNFUNDED,
        SOURCE_LINE,
    )


# As `load_procurement` returns them.
PURCHASES = (
    *DISCLOSURE,
    _PROCUREMENT("line"),
    *both("name", "项目名称", "Project", "Name of the project."),
    replace(_PROCUREMENT("project_budget"), zh="项目全部预算", en="Whole budget of the project"),
    *both("item", "采购物品", "What is bought", "Kind of purchase."),
    _PROCUREMENT("catalogue"),
    *both("measure", "数量单位", "Unit of quantity", "What the quantity counts."),
    *PROCUREMENT_GRID[5:],
    _PROCUREMENT("unit"),
    SOURCE_LINE,
)

# As `spending.procurement_sums` returns them.
PURCHASE_SUMS = (
    *DISCLOSURE,
    text("by", "分法", "Sorted by", "`item`, `project` or `source`: the same money each time."),
    *both("name", "名称", "Name", "What is bought, the project, or the source of money."),
    count("lines", "采购行数", "Purchases", "How many lines of the procurement table."),
    replace(PURCHASE_AMOUNT, zh="采购金额"),
    replace(SHARE, meaning="Part of all procurement."),
    text("source_lines", "行号", "Lines", "Lines of the source that it is the sum of."),
)

# As `spending.owned` returns them, without their one date.
OWNED = (
    *DISCLOSURE,
    _ASSETS("asset"),
    *both("name", "项目", "Asset", "Name of the line."),
    _ASSETS("part_of"),
    *ASSETS_GRID[1:],
    _ASSETS("unit"),
    SOURCE_LINE,
    replace(SHARE, meaning="Part of the total."),
    Column("is_within", "属其中项", "Within the line above", "boolean", "A 其中 line."),
)

# The heading of what a percentage would earn.
EARNS = ("Grade at {value}%", "{value}% 时的档次")


def selected(value: float) -> tuple[Column, ...]:
    """Return the columns of `grading.what_if` of `find_indicators`, for a percentage asked."""
    return (
        *DISCLOSURE,
        *_NUMBERS,
        *both("name", "绩效指标", "Indicator", "Name of the indicator."),
        *GRADES,
        text("pattern", "阶梯（优至差）", "Ladder as printed, best first", "The four thresholds."),
        text("signs", "阶梯（符号）", "Ladder, best first", "The four thresholds in signs."),
        replace(_LADDERS("direction"), zh="较优方向", en="Better direction"),
        replace(_LADDERS("unit"), zh="阶梯单位", en="Unit of the ladder"),
        replace(_LADDERS("shared_by"), en="Indicators with this ladder"),
        replace(_LADDERS("why"), zh="无法评定档次之处"),
        *both("activity_name", "工作活动", "Activity", "Name of its activity."),
        *both("responsibility_name", "职责", "Responsibility", "Name of its responsibility."),
        replace(
            BUDGET,
            zh="活动预算",
            en="Budget of the activity",
            meaning="Repeated on each of its indicators: never add it up.",
        ),
        replace(
            FINDINGS,
            zh="发现数（含全表的特点）",
            en="Findings, with those of the whole table",
            meaning="How many findings it has, `systemic` ones included.",
        ),
        count("ladder", "阶梯序号", "Ladder no.", "Rank of its ladder, the most used first."),
        SOURCE_LINE,
        text(
            "earns",
            EARNS[1].format(value=f"{value:g}"),
            EARNS[0].format(value=f"{value:g}"),
            "What the percentage would earn. Missing for a ladder of another unit.",
            required=False,
        ),
    )


_TWO_YEARS = (
    replace(FISCAL_YEAR, name="year_before", zh="上年年度", en="Earlier year"),
    replace(FISCAL_YEAR, name="year_after", zh="本年年度", en="Later year"),
)


def compared(before: int, after: int) -> tuple[Column, ...]:
    """Return the columns of `compare` of two years."""
    years = {"before": before, "after": after}
    of_each = (
        *_NUMBERS[:2],
        *both("name", "名称", "Name", "Its name."),
        replace(BUDGET, zh="预算数"),
        replace(SOURCE_LINE, zh="行号", en="Line"),
    )
    return (
        BODY,
        *_TWO_YEARS,
        _TABLE,
        text("status", "与上年相比", "Against the year before", "What became of it."),
        Column("score", "名称相似度", "Alike, of 100", "number", "How alike the names are."),
        *(
            replace(
                column,
                name=f"{column.name}_{when}",
                zh=f"{year}年{column.zh}",
                en=f"{column.en} in {year}",
                required=False,
            )
            for column in of_each
            for when, year in years.items()
        ),
        _CHANGE,
        _GROWTH,
    )


def _of_both(*columns: Column) -> Iterator[Column]:
    """Yield columns of the earlier text and of the later one."""
    for column in columns:
        for end, zh, en in (("before", "原", "before"), ("after", "现", "after")):
            yield replace(
                column,
                name=f"{column.name}_{end}",
                zh=f"{column.zh}（{zh}）",
                en=f"{column.en} {en}",
                required=False,
            )


# As `diff` returns them.
DIFFERENCES = (
    replace(FISCAL_YEAR, name="year_before", zh="原文年度", en="Year before"),
    replace(FISCAL_YEAR, name="year_after", zh="现文年度", en="Year after"),
    replace(_TABLE, required=False, meaning="Missing for what no table holds, as a caption."),
    text("status", "变化", "What became of it", "One of `document.versions.STATUSES`."),
    text(
        "column",
        "所变的栏",
        "Cell that changed",
        "Its column; of a heading, the place in its row. Missing but for `changed`.",
        required=False,
    ),
    *_of_both(
        text(
            "text",
            "原文",
            "Text",
            "The cell that changed, else the one that names the row, as printed. Missing where it "
            "is blank, and where there is no such row.",
        )
    ),
    text(
        "bar",
        "门槛",
        "Bar",
        "`lowered` or `raised`, for a weaker or only a better result to pass. Missing where "
        "it stayed or cannot be told.",
        required=False,
        categories=("lowered", "raised"),
    ),
    *_of_both(
        text("name", "名称", "Name", "Name of the row, without its number; prose as it stands."),
        *_NUMBERS[:2],
        replace(SOURCE_LINE, meaning="The line of the cell that changed, else of the row."),
    ),
    *both("description", "说明", "In words", "What changed.", ends=("_zh", "")),
)

# The findings one by one: a number and the name beside it have headings of their own.
_NUMBERED = {column.name: column for column in _NUMBERS}
FOUND = tuple(_NUMBERED.get(column.name, column) for column in _TABLES["findings"].columns)

# As `by_table` counts them.
DIFFERENCE_COUNTS = (
    replace(_TABLE, required=False, meaning="Missing for what no table holds, as a caption."),
    count("same", "相同（行）", "Rows the same", "How many rows are the same."),
    count("changed", "改动（格）", "Cells changed", "How many cells changed."),
    count("moved", "移动（行）", "Rows moved", "How many rows moved."),
    count("new", "新增（行）", "Rows new", "How many rows only the later text has."),
    count("gone", "不再列出（行）", "Rows gone", "How many rows only the earlier text has."),
)

# As `not_comparable` returns them.
NOT_COMPARABLE = (
    *DISCLOSURE,
    _TABLE,
    text("key", "表内编号", "Key in its table", "The key of the row in that table."),
    *both("name", "项目", "Item", "Name of the item."),
    money("amount", "本年金额", "Amount", "Missing where the document leaves it blank."),
    *both("reason", "原因", "Why", "Why it cannot be compared.", ends=("_zh", "")),
    SOURCE_LINE,
)

# As `check_arithmetic` returns them.
LEDGER = (
    *DISCLOSURE,
    text("check", "勾稽关系代码", "Key of the tie", "Stable key."),
    *both("description", "勾稽关系", "Tie", "What is tied to what.", ends=("_zh", "")),
    text("relation", "关系", "Relation", "`=`, or `<=` for a part of the stated figure."),
    money("stated", "原文", "Stated", "The figure as stated."),
    money("computed", "计算", "Computed", "What the document's other figures make it."),
    money("difference", "差额", "Difference", "`computed` less `stated`."),
    Column("holds", "是否一致", "Holds", "boolean", "Missing where it is not stated."),
    text("verdict", "结论", "Verdict", "A key of `document.tie.VERDICTS`."),
    money("bound", "四舍五入可致差额", "Gap that rounding can make", "At most."),
    *both("in_words", "差异说明", "In words", "Which way the two differ.", ends=("_zh", "")),
    text("source_lines", "行号", "Lines", "Lines of the source with the figures of both sides."),
)


def working(unit: str) -> tuple[Column, ...]:
    """Return the columns of `working`, with the body, of figures in a unit or of none."""
    amount = money("amount", "金额" if unit else "数值", "Amount" if unit else "Figure", "")
    rounding = money("rounding", "四舍五入误差", "Rounding", "")
    return (
        *DISCLOSURE,
        text("side", "所在一侧", "Side", "`stated` or `computed`."),
        text("sign", "运算符号", "Sign", "How it joins the figures before it on its side."),
        *both("name", "项目", "Item", "What the figure is.", ends=("_zh", "")),
        replace(amount, unit=unit, meaning="As printed. Missing where it is blank."),
        replace(rounding, unit=unit, meaning="How far it may lie from what was rounded."),
        SOURCE_LINE,
    )


# As `grading.by_rule` returns them.
RULES = (
    text("rule", "规则代码", "Key of the rule", "Stable key."),
    *both("rule", "发现", "Finding", "What the rule finds.", ends=("_zh", "_en")),
    text("scope", "范围", "Scope", "`systemic` or `individual`, as in `findings`."),
    text("certainty", "确定程度", "Certainty", "`certain` or `likely`."),
    *both("criterion", "准则", "Test of a good measure", "What it bears on.", ends=("_zh", "")),
    text("source", "准则出处", "Source of the test", "Where that test stands."),
    text("words", "词表", "Word list", "The word list of a `likely` rule.", required=False),
    FINDINGS,
    count("names", "不同名称数", "Distinct names", "How many names its findings have."),
    SOURCE_LINE,
    replace(
        SHARE,
        zh="发现数相当于全部指标的比重",
        en="Findings as a share of all indicators",
        meaning="One indicator may have several.",
    ),
)

# As `kept_unread` returns them.
UNREAD = (
    *DISCLOSURE,
    SOURCE_LINE,
    text("text", "原文", "As printed", "The words, as printed."),
    *both("expected", "应为", "Looked for", "What was looked for.", ends=("_zh", "")),
    *both("reason", "原因", "Why unread", "Why they were not read.", ends=("_zh", "")),
    Column("has_amount", "含金额", "With an amount", "boolean", "Whether money stands in them."),
)

# As `find_text` returns them.
TEXT = (
    *DISCLOSURE,
    SOURCE_LINE,
    text("kind", "类别", "Kind", "What the line was read as."),
    _TABLE,
    text("text", "原文", "Text", "As printed."),
    text("text_en", "英文", "In English", "Missing where no table has it.", required=False),
)


# As `promises_found.with_lines` returns promises and works.
_SPEAKING = (
    *both("field", "领域", "Field", "The numbered heading that it stands under."),
    text("field_line", "领域行号", "Line of the field", "Line of that heading.", required=False),
    text("activity_lines", "活动行号", "Activities", "Lines of activities that speak of it."),
    text("indicator_lines", "指标行号", "Indicators", "Lines of indicators that speak of it."),
    text("money_lines", "资金行号", "Money", "Lines with an amount that speak of it."),
)
_SAID_OF = {table.name: table.columns for table in PROMISED}
_OF_LINK = {column.name: column for column in _SAID_OF["links"]}
# What `compare_promises` gives of each year's promise.
PROMISE_OF_EACH = (
    "commitment",
    "name",
    "name_en",
    "verb",
    "number",
    "deadline",
    "raw",
    "source_line",
)
PROMISES = (*_SAID_OF["commitments"], *_SPEAKING)
WORKS = (
    *(replace(one, en="Work no.") if one.name == "work" else one for one in _SAID_OF["works"]),
    *_SPEAKING,
)


def promises_compared(before: int, after: int) -> tuple[Column, ...]:
    """Return the columns of `compare_promises` of two years."""
    of_promise = {column.name: column for column in _SAID_OF["commitments"]}
    of_promise["deadline"] = replace(of_promise["deadline"], type="string")  # As 2019-12-31.
    of_promise |= {
        column.name: column
        for column in both("name", "承诺事项", "What is promised", "In words of the text.")
    }
    missing = "Missing where it makes no such promise."
    return (
        BODY,
        *_TWO_YEARS,
        text(
            "outcome",
            "后来如何",
            "What the later text says",
            "`repeated`, `changed`, `reported`, `named`, `dropped` or `new`.",
            categories=("repeated", "changed", "reported", "named", "dropped", "new"),
        ),
        replace(
            _OF_LINK["certainty"],
            required=False,
            meaning="Of the two promises, or of `quote`. Missing for `new` and `dropped`.",
        ),
        replace(
            _OF_LINK["score"],
            required=False,
            meaning="How alike, of 100; 100 for the same. Missing for `new` and `dropped`.",
        ),
        *(
            replace(
                of_promise[name],
                name=f"{name}_{when}",
                zh=f"{year}年{of_promise[name].zh}",
                en=f"{of_promise[name].en} in {year}",
                required=False,
                meaning=f"{of_promise[name].meaning} {missing}",
            )
            for name in PROMISE_OF_EACH
            for when, year in (("before", before), ("after", after))
        ),
        *both("description", "变动", "What changed", "Old → new.", ends=("_zh", "")),
        text(
            "quote",
            f"{after}年文中的话",
            f"Words of {after}",
            "What tells of a result; where it is `named`, what names it.",
            required=False,
        ),
        replace(
            SOURCE_LINE,
            name="quote_line",
            zh="该话行号",
            en="Line of these words",
            meaning="Its line in the later text. Missing where there are none.",
            required=False,
        ),
    )
