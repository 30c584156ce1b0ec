"""Year on year: stated changes and reasons, the year before itself, what cannot be compared."""

from functools import partial

import pandas as pd

from yanjiao_budget.analysis.diff import by_table
from yanjiao_budget.charts import changes as change_charts
from yanjiao_budget.document.matching import SAME
from yanjiao_budget.document.versions import CHANGED
from yanjiao_budget.ladders.bar import BAR_NAMES
from yanjiao_budget.language import Language, pick, wan_yuan, words_of
from yanjiao_budget.schema import BY_NAME, answers

from . import blocks, tables
from .blocks import NOTHING, Made
from .data import Data
from .tables import LINE, PageColumn, name_column


def chart(data: Data, *, lang: Language) -> Made:
    """Return the waterfall from the year before to this one."""
    changes = data.load("changes")
    whole = changes[changes["item"] == "income_and_expenditure"]
    if whole["previous"].notna().sum() == 0:
        return blocks.note(
            pick(
                lang,
                "The document states no amount by which the whole budget changed, so there is no "
                "waterfall to draw.",
                "原文未给出预算总额的增减额，无法绘制瀑布图。",
            )
        )
    return blocks.chart(change_charts.waterfall(changes, lang), changes, unit=wan_yuan(lang))


def table(data: Data, *, lang: Language, sort: str) -> Made:
    """Return every stated change with its reason."""
    columns = [
        name_column(lang),
        PageColumn("previous", "money"),
        PageColumn("change", "change"),
        PageColumn("amount", "money"),
        PageColumn("growth", "growth"),
        PageColumn("contribution", "percent"),
        name_column(lang, "baseline"),
        name_column(lang, "reason"),
        LINE,
    ]
    return tables.table(
        pick(lang, "The stated changes and reasons", "原文所述增减及原因"),
        data.load("changes"),
        answers.CHANGES,
        columns,
        lang,
        sort=sort,
        unit=wan_yuan(lang),
        code="yb.load_changes(**which)",
    )


def _table_column(lang: Language) -> PageColumn:
    return PageColumn(
        "table", called={name: pick(lang, one.en, one.zh) for name, one in BY_NAME.items()}
    )


def before(data: Data, *, lang: Language) -> Made:
    """Say whether the disclosure of the year before is there to compare with."""
    say = partial(pick, lang)
    year = data.year - 1
    title = say("Beside the year before's own disclosure", "与上年公开文件对照")
    if data.compared is not None:
        return blocks.section(
            title,
            say(
                f"Names, budgets and cells as {year} and {data.year} each publish them. A rename "
                "is likely and not certain.",
                f"名称、预算和各格文字均以{year}年、{data.year}年各自的公开文件为准。"
                "改名为推测，并非确定。",
            ),
        )
    return blocks.section(
        title,
        say(
            f"The disclosure of {year} is not in the tables, so it cannot be shown what is the "
            "same, changed, new or gone, nor which thresholds were moved; what this document "
            f"itself says of the year before stands above. {blocks.ADDED_BY[0]}",
            f"数据中没有{year}年的公开文件，因此无法列出哪些相同、改动、新增或不再列出，"
            f"也无法列出哪些评价标准有变动；上方是本文件自己对上年的说明。{blocks.ADDED_BY[1]}",
        ),
    )


def compared(data: Data, *, lang: Language) -> Made:
    """Return the budgets of the responsibilities in both years."""
    if data.compared is None:
        return NOTHING
    rows = data.compared[data.compared["table"] == "responsibilities"]
    subject = pick(
        lang,
        f"Budgets of the responsibilities in {data.year - 1} and {data.year}",
        f"{data.year - 1}年与{data.year}年各项职责的预算",
    )
    return blocks.chart(
        change_charts.compared(rows, lang), rows, subject=subject, unit=wan_yuan(lang)
    )


def pairs(data: Data, *, lang: Language, sort: str) -> Made:
    """Return the responsibilities and activities of both years side by side."""
    if data.compared is None:
        return NOTHING
    say = partial(pick, lang)
    earlier, later = data.year - 1, data.year
    columns = [
        _table_column(lang),
        PageColumn("status", called=change_charts.status_names(lang)),
        PageColumn("score", "integer"),
        *(
            PageColumn(f"name_en_{when}", chinese=f"name_{when}")
            if lang == "en"
            else PageColumn(f"name_{when}")
            for when in ("before", "after")
        ),
        PageColumn("budget_before", "money"),
        PageColumn("budget_after", "money"),
        PageColumn("change", "change"),
        PageColumn("growth", "growth"),
        PageColumn("source_line_before", "integer"),
        PageColumn("source_line_after", "line"),
    ]
    return tables.table(
        say("Responsibilities and activities of both years", "两年的职责与工作活动"),
        data.compared,
        answers.compared(earlier, later),
        columns,
        lang,
        subject=say(
            f"Responsibilities and activities of {earlier} and {later}",
            f"{earlier}年与{later}年的职责与工作活动",
        ),
        sort=sort,
        unit=wan_yuan(lang),
        code=f"yb.compare({earlier}, {later}, which['body'])",
    )


def counts(data: Data, *, lang: Language, sort: str) -> Made:
    """Return how many rows of each table are the same, changed, moved, new and gone."""
    if data.compared is None:
        return NOTHING
    say = partial(pick, lang)
    names = [column.name for column in answers.DIFFERENCE_COUNTS[1:]]
    return tables.table(
        say("What is the same, changed, new and gone", "哪些相同、改动、新增、不再列出"),
        by_table(data.differences),
        answers.DIFFERENCE_COUNTS,
        [_any_table(lang), *(PageColumn(name, "integer") for name in names)],
        lang,
        sort=sort,
        before="from yanjiao_budget.analysis.diff import by_table\n",
        code=f"by_table(yb.diff({data.year - 1}, {data.year}, which['body'], same=True))",
    )


def bars(data: Data, *, lang: Language, sort: str) -> Made:
    """Return the thresholds that were moved, each with whether a weaker result passes it now."""
    if data.compared is None:
        return NOTHING
    say = partial(pick, lang)
    rows = data.differences[data.differences["bar"].notna()].reset_index(drop=True)
    if rows.empty:
        return blocks.note(
            say(
                "No threshold was lowered or raised, as far as that can be told: of indicators "
                "that both years have, by numbers of one unit.",
                "没有发现评价标准的门槛降低或提高：只比较两年都有的指标中单位相同的数字。",
            )
        )
    return _differences(
        data,
        lang,
        sort,
        rows,
        say("Where the bar was moved", "哪些门槛有变动"),
        'frame = frame[frame["bar"].notna()].reset_index(drop=True)\n',
    )


def cells(data: Data, *, lang: Language, sort: str) -> Made:
    """Return every difference between the two years, cell by cell."""
    if data.compared is None:
        return NOTHING
    return _differences(
        data,
        lang,
        sort,
        data.differences[data.differences["status"] != SAME].reset_index(drop=True),
        pick(lang, "Every difference, cell by cell", "逐格列出的全部差别"),
        "",
    )


def _differences(  # noqa: PLR0913, PLR0917
    data: Data, lang: Language, sort: str, rows: pd.DataFrame, caption: str, chosen: str
) -> Made:
    say = partial(pick, lang)
    earlier, later = data.year - 1, data.year
    statuses = {**change_charts.status_names(lang), CHANGED: say("changed", "改动")}
    columns = [
        PageColumn("status", called=statuses),
        _any_table(lang),
        PageColumn(say("description", "description_zh")),
        PageColumn("bar", called=words_of(BAR_NAMES, lang)),
        PageColumn("source_line_before", "integer", sets=partial(blocks.to_earlier, data.year - 1)),
        PageColumn("source_line_after", "line"),
    ]
    return tables.table(
        caption,
        rows,
        answers.DIFFERENCES,
        columns,
        lang,
        subject=say(f"{caption}, {earlier} and {later}", f"{earlier}年与{later}年{caption}"),
        sort=sort,
        before=f"frame = yb.diff({earlier}, {later}, which['body'])\n{chosen}",
        code="frame",
    )


def _any_table(lang: Language) -> PageColumn:
    return _table_column(lang)._replace(missing=pick(lang, "no table", "不属于任何表"))


def beyond(_: Data, *, lang: Language) -> Made:
    """Open the part on what cannot be compared."""
    return blocks.section(
        pick(lang, "What cannot be compared", "无法比较的内容"),
        pick(
            lang,
            "These items have no figure for the year before, each for the reason given.",
            "下列各项没有上年数字，原因见表。",
        ),
    )


def missing(data: Data, *, lang: Language, sort: str) -> Made:
    """Return every item that has no figure for the year before."""
    columns = [
        _table_column(lang),
        name_column(lang),
        PageColumn("amount", "money"),
        PageColumn(pick(lang, "reason", "reason_zh")),
        LINE,
    ]
    return tables.table(
        pick(lang, "Items with no figure for the year before", "没有上年数字的项目"),
        data.not_comparable,
        answers.NOT_COMPARABLE,
        columns,
        lang,
        sort=sort,
        unit=wan_yuan(lang),
        code="yb.not_comparable(**which)",
    )


BLOCKS = (chart, table, before, counts, bars, compared, pairs, cells, beyond, missing)
