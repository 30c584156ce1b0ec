"""What is bought: procurement by item, by project and by source of money, then line by line."""

from functools import partial

from yanjiao_budget.charts import money
from yanjiao_budget.language import Language, pick, wan_yuan
from yanjiao_budget.schema import OTHER_CHANNELS, PROCUREMENT_SOURCES, answers

from . import blocks, tables
from .blocks import NOTHING, Made
from .data import Data
from .tables import LINE, PageColumn, name_column

_WAYS = {
    "item": ("what is bought", "采购物品"),
    "project": ("project", "项目"),
    "source": ("source of money", "资金来源"),
}
_SUMS = ("What is bought, by item, project and source", "采购按物品、项目和资金来源")


def bought(data: Data, *, lang: Language) -> Made:
    """Return the heading of what is bought, and what is never added."""
    lines = len(data.load("procurement"))
    en, zh = "No line of a procurement table was read.", "没有读到采购行。"
    if lines:
        en = (
            f"{lines} {'line' if lines == 1 else 'lines'} of the procurement table (政府采购), the "
            "same money three ways. A project's whole budget (预算资金) stands on each of its "
            "lines, so it is added up nowhere. A blank amount is missing, not zero."
        )
        zh = (
            f"政府采购表共 {lines} 行，下面是同一笔钱的三种分法。“预算资金”是项目的全部预算，"
            "在该项目的每一行重复列出，故不相加。金额空白不等于零。"
        )
    return blocks.section(pick(lang, "What is bought", "买了什么"), pick(lang, en, zh))


def bought_chart(data: Data, *, lang: Language) -> Made:
    """Return the bars of what is bought, by item, by project and by source."""
    sums = data.procurement_sums
    if sums.empty:
        return NOTHING
    drawn = money.bought(sums, lang)
    return blocks.chart(drawn, sums, subject=pick(lang, *_SUMS), unit=wan_yuan(lang))


def bought_table(data: Data, *, lang: Language, sort: str) -> Made:
    """Return the same in figures."""
    sums = data.procurement_sums
    if sums.empty:
        return NOTHING
    say = partial(pick, lang)
    columns = [
        PageColumn("by", called={way: say(*names) for way, names in _WAYS.items()}),
        name_column(lang),
        PageColumn("lines", "integer"),
        PageColumn("amount", "money", missing=say("blank", "空白")),
        PageColumn("share", "percent"),
        PageColumn("source_lines", "line"),
    ]
    return tables.table(
        say("The same, in figures", "对应数据"),
        sums,
        answers.PURCHASE_SUMS,
        columns,
        lang,
        subject=say(*_SUMS),
        sort=sort,
        unit=wan_yuan(lang),
        before="from yanjiao_budget import spending\n",
        code="spending.procurement_sums(yb.load_procurement(**which))",
    )


def purchases(data: Data, *, lang: Language, sort: str) -> Made:
    """Return every line of the procurement table."""
    rows = data.load("procurement")
    if rows.empty:
        return NOTHING
    sources = (*PROCUREMENT_SOURCES, OTHER_CHANNELS)
    columns = [
        PageColumn("line", "integer"),
        name_column(lang),
        name_column(lang, "item"),
        PageColumn("quantity", "money"),
        name_column(lang, "measure"),
        PageColumn("unit_price", "money"),
        PageColumn("amount", "money"),
        *(PageColumn(column.name, "money") for column in sources),
        PageColumn("project_budget", "money"),
        LINE,
    ]
    return tables.table(
        pick(lang, "Every line of the procurement table", "政府采购表各行"),
        rows,
        answers.PURCHASES,
        columns,
        lang,
        sort=sort,
        unit=wan_yuan(lang),
        code="yb.load_procurement(**which)",
    )


BLOCKS = (bought, bought_chart, bought_table, purchases)
