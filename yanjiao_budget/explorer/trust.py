"""Trust: the ledger with what does not hold first, and the findings by rule."""

from functools import partial
from typing import Any

from yanjiao_budget.charts import grading as grading_charts
from yanjiao_budget.language import pick

from .blocks import (
    Block,
    Made,
    Shown,
    chart,
    line_column,
    note,
    table,
)
from .data import Data


def _answer(data: Data, state: Any) -> Made:  # noqa: ANN401 - the fields a block needs
    holds = data.ledger["holds"]
    gaps, kept, unstated = int((~holds).sum()), int(holds.sum()), int(holds.isna().sum())
    return note(
        pick(
            state.lang,
            f"{kept} ties that the document's figures imply hold exactly, {gaps} "
            f"{'does' if gaps == 1 else 'do'} not, and {unstated} cannot be checked because a "
            "figure is blank. A tie that holds shows that two printed figures agree, not that "
            "either is right.",
            f"原文数字之间的勾稽关系中，{kept} 项完全一致，{gaps} 项不一致，"
            f"{unstated} 项因数字空白无法核对。一致只说明两处数字相符，不说明数字本身正确。",
        )
    )


def _ledger(data: Data, state: Any) -> Made:  # noqa: ANN401
    lang = state.lang
    say = partial(pick, lang)
    columns = [
        Shown(say("description", "description_zh"), say("Tie", "勾稽关系")),
        Shown("stated", say("Stated (10,000 yuan)", "原文（万元）"), "exact"),
        Shown("computed", say("Computed (10,000 yuan)", "计算（万元）"), "exact"),
        Shown("difference", say("Difference (10,000 yuan)", "差额（万元）"), "exact change"),
        Shown(
            "holds",
            say("Holds", "是否一致"),
            missing=say("not stated", "未列明"),
            words={True: say("yes", "一致"), False: say("no", "不一致")},
        ),
        Shown("source_lines", say("Lines", "行号"), "line"),
    ]
    order = state.sort or "holds"
    return table(
        say("The ledger", "勾稽关系表"),
        data.ledger,
        columns,
        lang,
        sort=order,
        unit="万元",
        code="yb.check_arithmetic(**which)",
    )


def _chart(data: Data, state: Any) -> Made:  # noqa: ANN401
    drawn = grading_charts.findings(data.rules, state.lang)
    return chart(drawn, data.rules, click="rule", also=_IN_GRADING)


def _rules(data: Data, state: Any) -> Made:  # noqa: ANN401
    lang = state.lang
    say = partial(pick, lang)
    columns = [
        Shown(say("rule_en", "rule_zh"), say("Finding", "发现"), sets=_to_grading),
        Shown("findings", say("Findings", "发现数"), "integer"),
        Shown(
            "certainty",
            say("Certainty", "确定程度"),
            words={"certain": say("certain", "确定"), "likely": say("likely", "可能")},
        ),
        Shown(say("criterion", "criterion_zh"), say("Test of a good measure", "准则")),
        Shown("source", say("Source", "出处")),
        line_column(lang),
    ]
    order = state.sort or "-findings"
    met = data.rules[data.rules["findings"] > 0].reset_index(drop=True)
    return table(
        say("Findings by rule: click one to see its indicators", "各规则的发现：点击查看相关指标"),
        met,
        columns,
        lang,
        sort=order,
        before=(
            "from yanjiao_budget import grading\n"
            "frame = grading.by_rule(yb.load_findings(**which), yb.load_indicators(**which))\n"
            'frame = frame[frame["findings"] > 0].reset_index(drop=True)\n'
        ),
        code="frame",
    )


def _to_grading(row: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"rule": row.rule, **_IN_GRADING}


_IN_GRADING = {"view": "grading", "responsibility": 0, "query": ""}


def _caveat(_: Data, state: Any) -> Made:  # noqa: ANN401
    return note(
        pick(
            state.lang,
            "A finding says what is printed and which test of a good measure it bears on. It does "
            "not say that anything was graded wrongly, nor why a ladder was chosen.",
            "发现只说明原文印了什么、涉及哪条准则；不说明评分有误，也不说明为何选用该阶梯。",
        )
    )


BLOCKS = (
    Block("answer", ("lang",), _answer),
    Block("ledger", ("lang", "sort"), _ledger),
    Block("caveat", ("lang",), _caveat),
    Block("chart", ("lang",), _chart),
    Block("rules", ("lang", "sort"), _rules),
)
