"""The columns of frames that set many disclosures side by side."""

from dataclasses import replace

from yanjiao_budget.language import VERDICT_NAMES

from .answers import (
    ACTIVITIES,
    DISCLOSURE,
    FINDINGS,
    INDICATORS,
    RULES,
    SHARE,
    UNFUNDED,
    both,
    count,
)
from .columns import SOURCE_LINE, Column, money, text
from .printed import PRINTED

_DISCLOSURES = next(table for table in PRINTED if table.name == "disclosures")

# The measures whose spread `across.distribution` counts, with the range that it divides in steps.
MEASURES = {
    "project_share": (0.0, 1.0),
    "government_funds_share": (0.0, 1.0),
    "general_administration_share": (0.0, 1.0),
    "unfunded_share": (0.0, 1.0),
    "commonest_ladder_share": (0.0, 1.0),
    "expenditure_growth": (-0.5, 0.5),
}
STEPS = 20
DISCLOSURES = count("disclosures", "公开文件（份）", "Disclosures", "How many disclosures.")


def _stated(item: str, zh: str, en: str) -> Column:
    return money(item, zh, en, "As the prose states it. Missing where it states none.")


def _share_of(name: str, zh: str, en: str, meaning: str) -> Column:
    return Column(f"{name}_share", zh, en, "number", f"{meaning} 12.5% as 0.125.", required=False)


def _grown(name: str, zh: str, en: str) -> Column:
    meaning = (
        "The stated change over the year before, or the percentage where no amount of change is "
        "stated. Missing where neither is."
    )
    return Column(f"{name}_growth", zh, en, "number", meaning, required=False)


def _counted(name: str, zh: str, en: str, meaning: str) -> Column:
    return replace(
        count(name, zh, en, f"{meaning} Missing where no activity was read."), required=False
    )


_NOT_STATED = "Missing where either is not stated, and where the whole is zero."
# As `across` returns them.
ACROSS = (
    *DISCLOSURE,
    _DISCLOSURES.column("body_en"),
    _stated("income", "预算收入", "Revenue"),
    _stated("general_public_budget", "一般公共预算收入", "From the general public budget"),
    _stated("government_funds", "政府性基金收入", "From government-managed funds"),
    _share_of(
        "general_public_budget",
        "一般公共预算占收入的比重",
        "General public budget, share of revenue",
        f"Part of revenue. {_NOT_STATED}",
    ),
    _share_of(
        "government_funds",
        "政府性基金占收入的比重",
        "Government-managed funds, share of revenue",
        f"Part of revenue. {_NOT_STATED}",
    ),
    _stated("expenditure", "支出预算", "Expenditure"),
    _stated("basic", "基本支出", "Basic expenditure"),
    _stated("project", "项目支出", "Project expenditure"),
    _share_of(
        "basic",
        "基本支出占支出的比重",
        "Basic expenditure, share of expenditure",
        f"Part of expenditure. {_NOT_STATED}",
    ),
    _share_of(
        "project",
        "项目支出占支出的比重",
        "Project expenditure, share of expenditure",
        f"Part of expenditure. {_NOT_STATED}",
    ),
    _grown("expenditure", "预算收支安排增减幅度", "Budget, change on the year before"),
    _grown("basic", "基本支出增减幅度", "Basic expenditure, change on the year before"),
    _grown("project", "项目支出增减幅度", "Project expenditure, change on the year before"),
    _counted("activities", ACTIVITIES.zh, ACTIVITIES.en, ACTIVITIES.meaning),
    _counted("unfunded", UNFUNDED.zh, UNFUNDED.en, UNFUNDED.meaning),
    _share_of(
        "unfunded",
        "未公布预算的活动占活动的比重",
        "Activities without a budget, share of activities",
        "Part of the activities that print no budget. Missing where no activity was read.",
    ),
    _share_of(
        "general_administration",
        "综合事务（业务）管理占活动预算的比重",
        "General management, share of activities' budgets",
        "Budgets of the activities named only 综合事务管理 or 综合业务管理, as part of all "
        "budgets of activities. Missing where no activity prints a budget above zero.",
    ),
    _counted("indicators", INDICATORS.zh, INDICATORS.en, INDICATORS.meaning),
    _counted(
        "ladders", "不同阶梯（种）", "Distinct ladders", "How many ladders differ as printed."
    ),
    _share_of(
        "commonest_ladder",
        "最常用阶梯占指标的比重",
        "Commonest ladder, share of indicators",
        "Part of the indicators that have the ladder most have. Missing where there are none.",
    ),
    _counted("findings", FINDINGS.zh, FINDINGS.en, "How many `individual` findings."),
    *(
        count(
            verdict,
            f"勾稽关系：{zh}",
            f"Ties: {en}",
            "Ties of this verdict, as in the ledger, but for those to another disclosure.",
        )
        for verdict, (en, zh) in VERDICT_NAMES.items()
    ),
    *map(_DISCLOSURES.column, ("unread", "unread_amounts")),
    replace(SOURCE_LINE, meaning="The line of the disclosure's title, in its own text."),
)


_RULE = tuple(
    column
    for column in RULES
    if column.name in {"rule", "rule_en", "rule_zh", "scope", "certainty"}
)
# As `findings_across` returns them.
FINDINGS_ACROSS = (*DISCLOSURE, *_RULE, FINDINGS)

# As `across.disclosures_with` returns them.
RULES_ACROSS = (
    *_RULE,
    replace(DISCLOSURES, zh="有发现的公开文件（份）", en="Disclosures with any"),
    count(
        "of",
        "读到活动的公开文件（份）",
        "Disclosures looked at",
        "Those in which activities were read.",
    ),
    replace(SHARE, meaning="Part of the disclosures looked at."),
)

# As `not_comparable_across` returns them.
NOT_COMPARABLE_ACROSS = (
    *(
        replace(column, required=False, meaning="Missing for what holds of every disclosure.")
        for column in DISCLOSURE
    ),
    text("columns", "栏", "Columns", "The columns of `across` that it is about."),
    *both("name", "内容", "What", "What these columns are."),
    *both("reason", "原因", "Why", "Why it cannot be compared.", ends=("_zh", "")),
)
