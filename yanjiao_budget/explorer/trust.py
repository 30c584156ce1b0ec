"""Trust: the ledger with what is not exact first, the working of a tie, the findings by rule."""

from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd

from yanjiao_budget.charts import grading as grading_charts
from yanjiao_budget.document.tie import (
    BEYOND,
    COMPUTED,
    EXACT,
    NOT_STATED,
    ROUNDING,
    STATED,
    VERDICTS,
)
from yanjiao_budget.ladders.rules import INDIVIDUAL, SYSTEMIC
from yanjiao_budget.language import CERTAINTY_NAMES, Language, pick, wan_yuan, words_of
from yanjiao_budget.schema import WAN_YUAN, answers

from . import blocks, findings, tables
from .blocks import NOTHING, Made
from .data import Data
from .tables import LINE, PageColumn

_VERDICTS = (BEYOND, ROUNDING, NOT_STATED, EXACT)  # What is not exact first.
_SIDES = {STATED: ("stated", "原文"), COMPUTED: ("computed", "计算")}
_NUMBERS = {
    1: ("One property", "一项"),
    2: ("Two properties", "两项"),
    3: ("Three properties", "三项"),
}
_BY_RULE = (
    "from yanjiao_budget import grading\n"
    "frame = grading.by_rule(yb.load_findings(**which), yb.load_indicators(**which))\n"
    'frame = frame[(frame["findings"] > 0) & (frame["scope"] == {!r})].reset_index(drop=True)\n'
)
# Where a click on a rule leads: the indicators that it finds, and nothing else chosen.
_IN_GRADING = {"view": "grading", "responsibility": 0, "query": ""}


def answer(data: Data, *, lang: Language) -> Made:
    """Count the ties by verdict, and say what that shows."""
    counts = data.ledger["verdict"].value_counts()
    exact, rounding, beyond, unstated = (
        int(counts.get(verdict, 0)) for verdict in (EXACT, ROUNDING, BEYOND, NOT_STATED)
    )
    return blocks.note(
        pick(
            lang,
            f"The document's figures imply {len(data.ledger)} ties between them. {exact} "
            f"{_are(exact)} exact, {rounding} {_are(rounding)} within what rounding of the printed "
            f"figures can make, {beyond} {_are(beyond)} beyond it, and {unstated} {_are(unstated)} "
            "not stated, because a figure is blank. An exact tie shows that printed figures "
            "agree, not that they are right; a gap that rounding can make is no error by itself.",
            f"原文数字之间共有 {len(data.ledger)} 项勾稽关系：{exact} 项完全一致，"
            f"{rounding} 项的差额在四舍五入可解释的范围内，{beyond} 项超出该范围，"
            f"{unstated} 项因数字空白而未列明。"
            "完全一致只说明所列数字相符，不说明数字本身正确；四舍五入可解释的差额本身不是差错。",
        )
    )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _verdict(lang: Language) -> PageColumn:
    names = {verdict: pick(lang, *names) for verdict, names in VERDICTS.items()}
    return PageColumn("verdict", called=names, order=_VERDICTS)


def ledger(data: Data, *, lang: Language, sort: str) -> Made:
    """Return every tie, what is not exact first, each leading to its working."""
    say = partial(pick, lang)
    columns = [
        PageColumn(say("description", "description_zh"), sets=_to_working),
        _verdict(lang),
        PageColumn(say("in_words", "in_words_zh")),
        PageColumn("stated", "exact"),
        PageColumn("computed", "exact"),
        PageColumn("difference", "exact change"),
        PageColumn("bound", "exact"),
        PageColumn("source_lines", "line"),
    ]
    return tables.table(
        say("The ledger: click a tie to see its working", "勾稽关系表：点击一项查看计算过程"),
        data.ledger,
        answers.LEDGER,
        columns,
        lang,
        subject=say("Ledger of the ties between figures", "勾稽关系表"),
        sort=sort,
        own="verdict",
        unit=wan_yuan(lang),
        code="yb.check_arithmetic(**which)",
    )


def _to_working(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of a frame
    return {"tie": row.check}


def working(data: Data, *, lang: Language, tie: str) -> Made:
    """Return what the tie chosen is worked out from, if one is, with the sums of both sides."""
    if not tie:
        return NOTHING
    say = partial(pick, lang)
    one, terms = data.workings[tie], data.terms_of(tie)
    unit = "" if tie.endswith(("_growth", "_year")) else WAN_YUAN
    title = pick(lang, one.description, one.description_zh)
    columns = [
        PageColumn("side", called={side: say(*names) for side, names in _SIDES.items()}),
        PageColumn("sign"),
        PageColumn(say("name", "name_zh")),
        PageColumn("amount", "exact", missing=say("blank", "空白")),
        PageColumn("rounding", "exact"),
        PageColumn("source_line", "line", elsewhere=partial(_elsewhere, data.year, lang)),
    ]
    made = tables.table(
        say(f"The working of: {title}", f"计算过程：{title}"),
        terms,
        answers.working(unit),
        columns,
        lang,
        subject=say(f"Working of {title}", f"计算过程 {title}"),
        unit=unit and wan_yuan(lang),
        code=f"yb.working({tie!r}, **which).assign(body=which['body'])",
    )
    made.shown["below"] = [
        *(
            f"{say(*names).capitalize()}{say(': ', '：')}{_sum(getattr(one, side), lang)}"
            for side, names in _SIDES.items()
        ),
        pick(lang, one.in_words, one.in_words_zh),
    ]
    made.shown["close"] = {"text": say("Close", "关闭"), "set": {"tie": ""}}
    return made


def _sum(value: Decimal | None, lang: Language) -> str:
    return pick(lang, "not printed", "未列明") if value is None else tables.exact(value)


def _elsewhere(year: int, lang: Language, row: Any) -> str:  # noqa: ANN401 - a row of a frame
    """Return the year and line of a figure of another year's disclosure, which has other lines."""
    if row.fiscal_year == year:
        return ""
    at = f"{row.fiscal_year}, line {row.source_line}", f"{row.fiscal_year}年第{row.source_line}行"
    blank = str(row.fiscal_year), f"{row.fiscal_year}年"
    return pick(lang, *(blank if pd.isna(row.source_line) else at))


def systemic(data: Data, *, lang: Language, sort: str) -> Made:
    """Return the properties that most of the table has, apart from the individual findings."""
    met = data.met(SYSTEMIC)
    if met.empty:
        return NOTHING
    en, zh = _NUMBERS.get(len(met), (f"{len(met)} properties", f"{len(met)}项"))
    made = _by_rule(met, lang, sort, f"{en} of the whole table", f"全表的{zh}特点", SYSTEMIC)
    below = pick(
        lang,
        "They come from ladders that many indicators share, and say something of the table rather "
        "than of any one indicator. They are shown here once, and not among the findings below.",
        "这些特点来自许多指标共用的阶梯，说明的是全表而不是某一项指标；在此集中列出，"
        "不计入下面的各项发现。",
    )
    made.shown["below"] = [below]
    return made


def chart(data: Data, *, lang: Language) -> Made:
    """Return how many individual findings each rule has."""
    met = data.met(INDIVIDUAL)
    drawn = grading_charts.findings(met, lang)
    return blocks.chart(drawn, met, click="rule", also=_IN_GRADING)


def rules(data: Data, *, lang: Language, sort: str) -> Made:
    """Return the rules with their individual findings, each leading to its indicators."""
    met = data.met(INDIVIDUAL)
    en, zh = "Findings by rule: click one to see its indicators", "各规则的发现：点击查看相关指标"
    return _by_rule(met, lang, sort, en, zh, INDIVIDUAL)


def _by_rule(met: pd.DataFrame, lang: Language, sort: str, en: str, zh: str, scope: str) -> Made:  # noqa: PLR0913, PLR0917
    say = partial(pick, lang)
    columns = [
        PageColumn(say("rule_en", "rule_zh"), sets=_to_grading),
        PageColumn("findings", "integer"),
        PageColumn("names", "integer"),
        PageColumn("certainty", called=words_of(CERTAINTY_NAMES, lang)),
        PageColumn(say("criterion", "criterion_zh")),
        PageColumn("source", heading=say("Source", "出处")),
        LINE,
    ]
    subjects = {
        SYSTEMIC: (en, zh),
        INDIVIDUAL: ("Findings by rule", "各规则的发现数"),
    }
    return tables.table(
        say(en, zh),
        met,
        answers.RULES,
        columns,
        lang,
        subject=say(*subjects[scope]),
        sort=sort,
        own="-findings",
        before=_BY_RULE.format(scope),
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


def unread(data: Data, *, lang: Language, sort: str) -> Made:
    """Return what the document has that is kept as it stands and not read, if anything is."""
    say = partial(pick, lang)
    if not data.disclosure["unread"]:
        return blocks.note(
            say(
                "Nothing of this document is kept unread: every line of it is in a table, or "
                "skipped as no part of the text.",
                "本文件没有未识读之处：每一行都已列入表格，或因不属于正文而略过。",
            )
        )
    columns = [
        PageColumn("text"),
        PageColumn(say("expected", "expected_zh")),
        PageColumn(say("reason", "reason_zh")),
        PageColumn("has_amount", called={True: say("yes", "是"), False: say("no", "否")}),
        LINE,
    ]
    made = tables.table(
        say("Kept as printed and not read", "照原文保留、未识读之处"),
        data.unread,
        answers.UNREAD,
        columns,
        lang,
        subject=say("What is kept unread", "未识读之处"),
        sort=sort,
        code="yb.kept_unread(**which)",
    )
    made.shown["below"] = [
        say(
            "These words stand in the document, and no figure is made of them. Where an amount is "
            "among them, no table and no tie counts it.",
            "这些文字见于原文，没有据以得出任何数字；其中如有金额，各表及勾稽关系均未计入。",
        )
    ]
    return made


BLOCKS = (
    *(answer, ledger, working, caveat, unread),
    *(systemic, chart, rules, findings.controls, findings.findings),
)
