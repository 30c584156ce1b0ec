"""What is owned: every line of the fixed assets, a 其中 line beside the one that it lies within."""

from functools import partial

import pandas as pd

from yanjiao_budget.analysis import spending
from yanjiao_budget.charts import money
from yanjiao_budget.language import Language, pick, wan_yuan
from yanjiao_budget.schema import answers
from yanjiao_budget.store.names import named

from . import blocks, tables
from .blocks import NOTHING, Made
from .data import Data
from .tables import LINE, PageColumn, name_column


def owned(data: Data, *, lang: Language) -> Made:
    """Return the heading of what is owned, and on which day."""
    title = pick(lang, "What is owned", "有什么家底")
    lines = data.load("assets")
    if lines.empty:
        none = "No line of a table of fixed assets was read.", "没有读到固定资产表。"
        return blocks.section(title, pick(lang, *none))
    day = lines["as_of"].iloc[0]
    en = (
        f"Values of the fixed assets (固定资产) on {day.day} {day:%B %Y}: what is there, not what "
        "is spent. A line “of which” (其中) lies within another: never add the two. A blank "
        "quantity is missing, not zero."
    )
    zh = (
        f"固定资产截至{day.year}年{day.month}月{day.day}日的价值，是存量而不是支出。"
        "“其中”项已包含在所属项内，不能相加。数量空白不等于零。"
    )
    return blocks.section(title, pick(lang, en, zh))


def owned_chart(data: Data, *, lang: Language) -> Made:
    """Return the value of each line below the total, a 其中 line named as one."""
    lines = spending.asset_shares(data.load("assets"))
    if lines.empty:
        return NOTHING
    within = lines["is_within"]
    drawn = lines.assign(
        name=lines["name"].mask(within, "其中：" + lines["name"]),
        name_en=lines["name_en"].mask(within, "of which: " + lines["name_en"]),
    )
    return blocks.chart(money.assets(drawn, lang), lines.drop(columns="as_of"), unit=wan_yuan(lang))


def assets(data: Data, *, lang: Language, sort: str) -> Made:
    """Return every line of the fixed assets, the total first."""
    lines = spending.owned(data.load("assets")).drop(columns="as_of")
    if lines.empty:
        return NOTHING
    say = partial(pick, lang)
    columns = [
        PageColumn("asset", "integer"),
        name_column(lang),
        PageColumn("part_of", called=_names(lines, lang)),
        PageColumn("quantity", missing=say("blank", "空白")),
        PageColumn("amount", "money"),
        PageColumn("share", "percent"),
        LINE,
    ]
    return tables.table(
        say("Every line of the fixed assets", "固定资产表各行"),
        lines,
        answers.OWNED,
        columns,
        lang,
        sort=sort,
        unit=wan_yuan(lang),
        before="from yanjiao_budget import spending\n",
        code='spending.owned(yb.load_assets(**which)).drop(columns="as_of")',
    )


def _names(lines: pd.DataFrame, lang: Language) -> dict[int, str]:
    """Return what each line is called, by its position."""
    return dict(zip(lines["asset"].tolist(), named(lines, lang)["label"], strict=True))


BLOCKS = (owned, owned_chart, assets)
