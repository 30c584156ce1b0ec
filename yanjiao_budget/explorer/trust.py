"""Trust: the ledger with what does not hold first, and the findings by rule."""

from functools import partial
from typing import Any

from yanjiao_budget.charts import grading as grading_charts
from yanjiao_budget.language import CERTAINTY_NAMES, Language, pick
from yanjiao_budget.schema import WAN_YUAN, answers

from . import blocks, tables
from .blocks import Made
from .data import Data
from .tables import LINE, PageColumn

# Where a click on a rule leads: the indicators that it finds, and nothing else chosen.
_IN_GRADING = {"view": "grading", "responsibility": 0, "query": ""}


def answer(data: Data, *, lang: Language) -> Made:
    """Say how many ties hold, and what that shows."""
    holds = data.ledger["holds"]
    gaps, kept, unstated = int((~holds).sum()), int(holds.sum()), int(holds.isna().sum())
    return blocks.note(
        pick(
            lang,
            f"{kept} ties that the document's figures imply hold exactly, {gaps} "
            f"{'does' if gaps == 1 else 'do'} not, and {unstated} cannot be checked because a "
            "figure is blank. A tie that holds shows that two printed figures agree, not that "
            "either is right.",
            f"原文数字之间的勾稽关系中，{kept} 项完全一致，{gaps} 项不一致，"
            f"{unstated} 项因数字空白无法核对。一致只说明两处数字相符，不说明数字本身正确。",
        )
    )


def ledger(data: Data, *, lang: Language, sort: str) -> Made:
    """Return every tie, what does not hold first."""
    say = partial(pick, lang)
    columns = [
        PageColumn(say("description", "description_zh")),
        PageColumn("stated", "exact"),
        PageColumn("computed", "exact"),
        PageColumn("difference", "exact change"),
        PageColumn(
            "holds",
            missing=say("not stated", "未列明"),
            called={True: say("yes", "一致"), False: say("no", "不一致")},
        ),
        PageColumn("source_lines", "line"),
    ]
    return tables.table(
        say("The ledger", "勾稽关系表"),
        data.ledger,
        answers.LEDGER,
        columns,
        lang,
        subject=say("Ledger of the ties between figures", "勾稽关系表"),
        sort=sort or "holds",
        unit=WAN_YUAN,
        code="yb.check_arithmetic(**which)",
    )


def chart(data: Data, *, lang: Language) -> Made:
    """Return how many findings each rule has."""
    drawn = grading_charts.findings(data.rules, lang)
    return blocks.chart(drawn, data.rules, click="rule", also=_IN_GRADING)


def rules(data: Data, *, lang: Language, sort: str) -> Made:
    """Return the rules with their findings, each leading to its indicators."""
    say = partial(pick, lang)
    columns = [
        PageColumn(say("rule_en", "rule_zh"), sets=_to_grading),
        PageColumn("findings", "integer"),
        PageColumn(
            "certainty", called={key: say(*names) for key, names in CERTAINTY_NAMES.items()}
        ),
        PageColumn(say("criterion", "criterion_zh")),
        PageColumn("source", heading=say("Source", "出处")),
        LINE,
    ]
    met = data.rules[data.rules["findings"] > 0].reset_index(drop=True)
    return tables.table(
        say("Findings by rule: click one to see its indicators", "各规则的发现：点击查看相关指标"),
        met,
        answers.RULES,
        columns,
        lang,
        subject=say("Findings by rule", "各规则的发现数"),
        sort=sort or "-findings",
        before=(
            "from yanjiao_budget import grading\n"
            "frame = grading.by_rule(yb.load_findings(**which), yb.load_indicators(**which))\n"
            'frame = frame[frame["findings"] > 0].reset_index(drop=True)\n'
        ),
        code="frame",
    )


def _to_grading(row: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"rule": row.rule, **_IN_GRADING}


def caveat(_: Data, *, lang: Language) -> Made:
    """Say what a finding is and what it is not."""
    return blocks.note(
        pick(
            lang,
            "A finding says what is printed and which test of a good measure it bears on. It does "
            "not say that anything was graded wrongly, nor why a ladder was chosen.",
            "发现只说明原文印了什么、涉及哪条准则；不说明评分有误，也不说明为何选用该阶梯。",
        )
    )


BLOCKS = (answer, ledger, caveat, chart, rules)
