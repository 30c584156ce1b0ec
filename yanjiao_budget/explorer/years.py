"""Year on year: the waterfall, every stated change with its reason, and what cannot be compared."""

from functools import partial
from typing import Any

from yanjiao_budget.analysis.changes import not_comparable
from yanjiao_budget.charts import changes as change_charts
from yanjiao_budget.charts.style import label
from yanjiao_budget.language import Language, pick
from yanjiao_budget.schema import BY_NAME

from .blocks import (
    NOTHING,
    Block,
    Made,
    Shown,
    chart,
    column,
    heading,
    line_column,
    name_column,
    note,
    table,
)
from .data import Data

_CHANGES = BY_NAME["changes"]
_FORMS = {
    "previous": "money",
    "change": "change",
    "amount": "money",
    "growth": "growth",
    "contribution": "percent",
}


def _chart(data: Data, state: Any) -> Made:  # noqa: ANN401 - the fields a block needs
    changes = data.load("changes")
    whole = changes[changes["item"] == "income_and_expenditure"]
    if whole["previous"].notna().sum() == 0:
        return note(
            pick(
                state.lang,
                "The document states no amount by which the whole budget changed, so there is no "
                "waterfall to draw.",
                "原文未给出预算总额的增减额，无法绘制瀑布图。",
            )
        )
    return chart(change_charts.waterfall(changes, state.lang), changes, unit="万元")


def _table(data: Data, state: Any) -> Made:  # noqa: ANN401
    lang = state.lang
    columns = [
        name_column(lang, label(_CHANGES.column("name"), lang)),
        *(column(_CHANGES.column(name), lang, form) for name, form in _FORMS.items()),
        name_column(lang, label(_CHANGES.column("baseline"), lang), name="baseline"),
        name_column(lang, label(_CHANGES.column("reason"), lang), name="reason"),
        line_column(lang),
    ]
    return table(
        pick(lang, "The stated changes and reasons", "原文所述增减及原因"),
        data.load("changes"),
        columns,
        lang,
        sort=state.sort,
        unit="万元",
        code="yb.load_changes(**which)",
    )


def _table_column(lang: Language) -> Shown:
    words = {name: pick(lang, one.en, one.zh) for name, one in BY_NAME.items()}
    return Shown("table", pick(lang, "Table", "表"), words=words)


def _before(data: Data, state: Any) -> Made:  # noqa: ANN401
    say = partial(pick, state.lang)
    year = data.year - 1
    title = say("Beside the year before's own disclosure", "与上年公开文件对照")
    if data.compared is not None:
        return heading(
            title,
            say(
                f"Names and budgets as {year} and {data.year} each publish them. A rename is "
                "likely and not certain.",
                f"名称与预算均以{year}年、{data.year}年各自的公开文件为准。改名为推测，并非确定。",
            ),
        )
    return heading(
        title,
        say(
            f"The disclosure of {year} is not in the tables. Where you have its file, add it with: "
            "python -m yanjiao_budget add FILE",
            f"数据中没有{year}年的公开文件。如有该文件，可用以下命令加入："
            "python -m yanjiao_budget add 文件",
        ),
    )


def _compared_chart(data: Data, state: Any) -> Made:  # noqa: ANN401
    if data.compared is None:
        return NOTHING
    rows = data.compared[data.compared["table"] == "responsibilities"]
    return chart(change_charts.compared(rows, state.lang), rows, unit="万元")


def _compared(data: Data, state: Any) -> Made:  # noqa: ANN401
    if data.compared is None:
        return NOTHING
    lang = state.lang
    say = partial(pick, lang)
    before, after = data.year - 1, data.year
    columns = [
        _table_column(lang),
        Shown(
            "status",
            say("Against the year before", "与上年相比"),
            words=change_charts.status_names(lang),
        ),
        Shown("score", say("Alike, of 100", "名称相似度"), "integer"),
        *(
            Shown(f"name_en_{when}", str(year), chinese=f"name_{when}")
            if lang == "en"
            else Shown(f"name_{when}", str(year))
            for when, year in (("before", before), ("after", after))
        ),
        Shown("budget_before", say(f"{before} (10,000 yuan)", f"{before}年（万元）"), "money"),
        Shown("budget_after", say(f"{after} (10,000 yuan)", f"{after}年（万元）"), "money"),
        column(_CHANGES.column("change"), lang, "change"),
        column(_CHANGES.column("growth"), lang, "growth"),
        Shown("source_line_before", say(f"Line in {before}", f"{before}年行号"), "integer"),
        Shown("source_line_after", say(f"Line in {after}", f"{after}年行号"), "line"),
    ]
    return table(
        say("Responsibilities and activities of both years", "两年的职责与工作活动"),
        data.compared,
        columns,
        lang,
        sort=state.sort,
        unit="万元",
        code=f"yb.compare({before}, {after}, which['body'])",
    )


def _beyond(_: Data, state: Any) -> Made:  # noqa: ANN401
    say = partial(pick, state.lang)
    return heading(
        say("What cannot be compared", "无法比较的内容"),
        say(
            "These items have no figure for the year before, each for the reason given.",
            "下列各项没有上年数字，原因见表。",
        ),
    )


def _missing(data: Data, state: Any) -> Made:  # noqa: ANN401
    lang = state.lang
    say = partial(pick, lang)
    columns = [
        _table_column(lang),
        name_column(lang, label(_CHANGES.column("name"), lang)),
        column(_CHANGES.column("amount"), lang, "money"),
        Shown(say("reason", "reason_zh"), say("Why", "原因")),
        line_column(lang),
    ]
    return table(
        say("Items with no figure for the year before", "没有上年数字的项目"),
        not_comparable(data.year, data.body),
        columns,
        lang,
        sort=state.sort,
        unit="万元",
        code="yb.not_comparable(**which)",
    )


BLOCKS = (
    Block("chart", ("lang",), _chart),
    Block("table", ("lang", "sort"), _table),
    Block("before", ("lang",), _before),
    Block("compared", ("lang",), _compared_chart),
    Block("pairs", ("lang", "sort"), _compared),
    Block("beyond", ("lang",), _beyond),
    Block("missing", ("lang", "sort"), _missing),
)
