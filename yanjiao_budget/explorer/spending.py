"""Money: the responsibilities, a click into the activities of one, and what has no budget.

What is bought (`bought.py`) and owned (`owned.py`) stands below.
"""

from functools import partial
from typing import Any

import pandas as pd

from yanjiao_budget.charts import money
from yanjiao_budget.language import Language, pick, wan_yuan
from yanjiao_budget.schema import answers
from yanjiao_budget.store.names import named

from . import blocks, bought, owned, tables
from .blocks import NOTHING, Made
from .data import Data
from .tables import LINE, PageColumn, name_column

# What is listed: whether it is of the whole, and whether it is what has no budget.
_SUBJECTS = {
    (True, False): ("Budgets of the responsibilities", "各项职责的预算"),
    (True, True): (
        "Responsibilities with activities that print no budget",
        "有活动未公布预算的职责",
    ),
    (False, False): (
        "Budgets of the activities of responsibility {}",
        "第{}项职责各项活动的预算",
    ),
    (False, True): (
        "Activities of responsibility {} that print no budget",
        "第{}项职责未公布预算的活动",
    ),
}


def _columns(lang: Language, responsibility: int) -> list[PageColumn]:
    say = partial(pick, lang)
    whole = not responsibility
    columns = [
        PageColumn(
            "responsibility" if whole else "activity", "integer", heading=say("No.", "序号")
        ),
        name_column(lang, sets=_into if whole else _to_indicators),
        PageColumn("budget", "money", missing=say("none published", "未公布")),
        PageColumn("share", "percent"),
    ]
    if whole:
        columns += [
            PageColumn("activities", "integer"),
            PageColumn("unfunded", "integer", heading=say("Without a budget", "未公布预算（项）")),
        ]
    return [*columns, LINE]


def _into(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of a frame
    return {"responsibility": row.responsibility}


def _to_indicators(row: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"view": "grading", "responsibility": row.responsibility, "query": row.name}


def _rows(data: Data, responsibility: int, measure: str) -> pd.DataFrame:
    rows = data.split(responsibility)
    if measure == "unfunded":
        rows = rows[rows["unfunded"] > 0].reset_index(drop=True)
    return rows


def _own_order(measure: str) -> str:
    return "-unfunded" if measure == "unfunded" else "-budget"


def _subject(lang: Language, responsibility: int, measure: str) -> str:
    names = _SUBJECTS[not responsibility, measure == "unfunded"]
    return pick(lang, *names).format(responsibility)


def controls(_: Data, *, lang: Language, measure: str) -> Made:
    """Return the switch of what is measured."""
    say = partial(pick, lang)
    options = [
        ("amount", say("Amount", "金额")),
        ("share", say("Share", "占比")),
        ("unfunded", say("What has no budget", "没有预算的")),
    ]
    return blocks.controls(blocks.switch("measure", say("Show", "显示"), measure, options))


def trail(data: Data, *, lang: Language, responsibility: int) -> Made:
    """Return where one is, and the way back."""
    say = partial(pick, lang)
    steps = [{"text": say("All responsibilities", "全部职责"), "set": {"responsibility": 0}}]
    if responsibility:
        rows = named(data.load("responsibilities"), lang, "responsibility")
        name = rows.loc[rows["responsibility"] == responsibility, "label"].iloc[0]
        steps.append({"text": name, "set": {"responsibility": responsibility}})
    return Made({"kind": "trail", "label": say("You are in", "当前位置"), "steps": steps})


def chart(data: Data, *, lang: Language, responsibility: int, measure: str, sort: str) -> Made:
    """Return the bars of what is listed, which a click leads into."""
    rows = _rows(data, responsibility, measure)
    if rows.empty:
        return _none(lang, measure)
    if measure == "unfunded" and responsibility:
        return NOTHING
    columns = _columns(lang, responsibility)
    rows = tables.sorted_by(rows, tables.order_by(sort, columns, _own_order(measure)), columns)
    return blocks.chart(
        money.within(rows, lang, measure),
        rows,
        subject=_subject(lang, responsibility, measure),
        unit=wan_yuan(lang) if measure == "amount" else "",
        click="" if responsibility else "responsibility",
    )


def _none(lang: Language, measure: str) -> Made:
    say = partial(pick, lang)
    if measure == "unfunded":
        text = say("Every activity here prints a budget.", "此处各项活动均公布了预算。")
        action = say("Show the amounts", "显示金额")
        return blocks.note(text, sets={"measure": "amount"}, action=action)
    text = say("This responsibility lists no activity.", "该职责没有列出工作活动。")
    action = say("All responsibilities", "全部职责")
    return blocks.note(text, sets={"responsibility": 0}, action=action)


def table(data: Data, *, lang: Language, responsibility: int, measure: str, sort: str) -> Made:
    """Return the same in figures."""
    within = f", {responsibility}" if responsibility else ""
    before = (
        "from yanjiao_budget import spending\n"
        "frame = spending.within(yb.load_responsibilities(**which), "
        f"yb.load_activities(**which){within})\n"
    )
    if measure == "unfunded":
        before += 'frame = frame[frame["unfunded"] > 0].reset_index(drop=True)\n'
    return tables.table(
        pick(lang, "The same, in figures", "对应数据"),
        _rows(data, responsibility, measure),
        answers.spending(whole=not responsibility),
        _columns(lang, responsibility),
        lang,
        subject=_subject(lang, responsibility, measure),
        sort=sort,
        own=_own_order(measure),
        unit=wan_yuan(lang),
        before=before,
        code="frame",
    )


BLOCKS = (controls, trail, chart, table, *bought.BLOCKS, *owned.BLOCKS)
