"""Bodies: the disclosures of a year side by side on what can be compared, and what cannot be."""

from functools import partial
from typing import Any

from yanjiao_budget.analysis import across
from yanjiao_budget.charts import across as across_charts
from yanjiao_budget.language import CERTAINTY_NAMES, Language, pick, wan_yuan, words_of
from yanjiao_budget.schema.across import ACROSS, NOT_COMPARABLE_ACROSS, RULES_ACROSS

from . import blocks, tables
from .blocks import NOTHING, Made
from .data import Data
from .tables import PageColumn, name_column

_ROWS = "yb.across(year=which['year'])"
_LACKING = f"frame = yb.not_comparable_across({_ROWS})\n"


def said(data: Data, *, lang: Language) -> Made:
    """Say how many bodies there are, and that none is ranked."""
    count = len(data.beside)
    if count == 1:
        return blocks.note(
            pick(
                lang,
                f"The data holds one disclosure of {data.year}, so nothing stands beside it: it is "
                "shown alone. The Python package yanjiao_budget adds others: "
                "yanjiao-budget add FILE",
                f"数据中{data.year}年的公开文件只有这一份，没有可并排的文件，以下只显示这一份。"
                "其他文件可用Python包yanjiao_budget加入：yanjiao-budget add 文件",
            )
        )
    return blocks.note(
        pick(
            lang,
            f"The data holds the disclosures of {count} bodies of {data.year}. They stand in the "
            "order of their names; nothing is ranked or scored. Bodies have different tasks, and "
            "what cannot be compared stands below.",
            f"数据中有 {count} 个部门{data.year}年的公开文件，按部门名称排列，不排名，不打分。"
            "各部门职责不同，无法比较的内容见下文。",
        )
    )


def chart(data: Data, *, lang: Language) -> Made:
    """Return how the bodies are spread over each measure, and where this one lies."""
    own = across.measured(data.beside[data.beside["body"] == data.body])
    return blocks.chart(across_charts.distributions(data.spread, own, lang), data.spread)


def table(data: Data, *, lang: Language, sort: str) -> Made:
    """Return the bodies, a row each, in the order of their names; a click turns to one."""
    say = partial(pick, lang)
    missing = say("not read", "未读到")
    others = _others(data)
    title = say("The bodies side by side", "各部门并排")
    turns = say(": click one to turn to it", "：点击一个部门即转到该部门") if others else ""
    numbers = [
        ("expenditure", "money", say("Expenditure", "支出")),
        ("project_share", "percent", say("Projects", "项目支出占比")),
        ("government_funds_share", "percent", say("Government funds", "政府性基金占比")),
        ("expenditure_growth", "growth", say("Change", "增减")),
        ("activities", "integer", say("Activities", "活动")),
        ("unfunded_share", "percent", say("Without a budget", "未公布预算占比")),
        ("general_administration_share", "percent", say("General management", "综合管理占比")),
        ("indicators", "integer", say("Indicators", "指标")),
        ("ladders", "integer", say("Ladders", "阶梯")),
        ("commonest_ladder_share", "percent", say("Commonest ladder", "最常用阶梯占比")),
        ("findings", "integer", say("Findings", "发现")),
        ("exact", "integer", say("Ties exact", "相符")),
        ("rounding", "integer", say("Rounding", "四舍五入")),
        ("beyond", "integer", say("Beyond it", "超出")),
        ("not_stated", "integer", say("Not stated", "未列明")),
        ("unread", "integer", say("Kept unread", "未识读")),
    ]
    made = tables.table(
        f"{title}{turns}",
        data.beside.drop(columns="source_line"),
        ACROSS,
        [
            name_column(lang, "body", partial(_to_body, others))._replace(
                heading=say("Body", "部门")
            ),
            *(PageColumn(*one[:2], missing, heading=one[2]) for one in numbers),
        ],
        lang,
        subject=title,
        sort=sort,
        unit=wan_yuan(lang),
        code=f"{_ROWS}.drop(columns='source_line')",
    )
    made.shown["below"] = [
        say(
            "Shares are of each disclosure's own totals. What was not read is missing, not zero.",
            "占比以各份文件自己的总额为基数。未读到的为缺失，不是零。",
        )
    ]
    return made


def _others(data: Data) -> frozenset[str]:
    """Return the bodies that the explorer can turn to: not those beside it that were collected."""
    there = data.disclosures
    return frozenset(there.loc[there["fiscal_year"] == data.year, "body"]) - {data.body}


def _to_body(others: frozenset[str], row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of a frame
    return {"body": row.body} if row.body in others else {}


def rules(data: Data, *, lang: Language, sort: str) -> Made:
    """Return in how many of the disclosures each rule finds anything, where there are several."""
    if len(data.beside) == 1:
        return NOTHING
    say = partial(pick, lang)
    found = across.disclosures_with(across.findings_across(data.year))
    columns = [
        PageColumn(say("rule_en", "rule_zh")),
        PageColumn("certainty", called=words_of(CERTAINTY_NAMES, lang)),
        PageColumn("disclosures", "integer"),
        PageColumn("of", "integer"),
        PageColumn("share", "percent"),
    ]
    return tables.table(
        say("Findings, and in how many disclosures", "各规则在多少份公开文件中有发现"),
        found[found["disclosures"] > 0].reset_index(drop=True),
        RULES_ACROSS,
        columns,
        lang,
        sort=sort,
        before=(
            "from yanjiao_budget.analysis import across\n"
            "frame = across.disclosures_with(yb.findings_across(year=which['year']))\n"
            "frame = frame[frame['disclosures'] > 0].reset_index(drop=True)\n"
        ),
        code="frame",
    )


def beyond(_: Data, *, lang: Language) -> Made:
    """Open the part on what cannot be compared."""
    return blocks.section(
        pick(lang, "What cannot be compared", "无法比较的内容"),
        pick(
            lang,
            "First what holds of every disclosure, then what single ones do not state.",
            "先列对各份文件都适用的，再列个别文件没有列明的。",
        ),
    )


def caveats(data: Data, *, lang: Language, sort: str) -> Made:
    """Return what the rows do not show of any body."""
    found = data.not_comparable_across
    found = found[found["body"].isna()].drop(columns=["fiscal_year", "body"])
    return tables.table(
        pick(lang, "Of every disclosure", "各份文件均适用"),
        found.reset_index(drop=True),
        NOT_COMPARABLE_ACROSS,
        [name_column(lang), PageColumn(pick(lang, "reason", "reason_zh"))],
        lang,
        sort=sort,
        before=f"{_LACKING}frame = frame[frame['body'].isna()]\n",
        code="frame.drop(columns=['fiscal_year', 'body']).reset_index(drop=True)",
    )


def lacking(data: Data, *, lang: Language, sort: str) -> Made:
    """Return what single disclosures do not state, if any lacks something."""
    found = data.not_comparable_across.dropna(subset="body", ignore_index=True)
    if found.empty:
        return NOTHING
    return tables.table(
        pick(lang, "What single disclosures do not state", "个别文件没有列明的"),
        found,
        NOT_COMPARABLE_ACROSS,
        [PageColumn("body"), name_column(lang), PageColumn(pick(lang, "reason", "reason_zh"))],
        lang,
        sort=sort,
        before=_LACKING,
        code="frame.dropna(subset='body', ignore_index=True)",
    )


BLOCKS = (said, chart, table, rules, beyond, caveats, lacking)
