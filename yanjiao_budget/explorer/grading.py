"""Grading: indicators by words and filters, what their ladders cover, what a value would earn."""

from functools import partial
from typing import Any

import pandas as pd

from yanjiao_budget.analysis import grading
from yanjiao_budget.charts import grading as grading_charts
from yanjiao_budget.ladders.rules import INDIVIDUAL, SYSTEMIC
from yanjiao_budget.language import READING_NAMES, Language, pick, wan_yuan
from yanjiao_budget.schema import answers
from yanjiao_budget.store.names import named

from . import blocks, tables
from .blocks import NOTHING, Item, Made
from .card import card, kind_name
from .data import Data
from .state import DEFAULT, Filters
from .tables import LINE, PageColumn, name_column

# The ladders drawn on one axis, by the block that draws them: their units, and where it ends.
AXES: dict[str, tuple[tuple[str, ...], float]] = {
    "ruler": (("%",), 100),
    "counts": (("个", "次", "场"), 60),
}
# What is said of the indicators chosen, which the page fills in likewise.
WORDS = {
    "found": ("{count} of {whole} indicators", "{whole} 项指标中的 {count} 项"),
    "elsewhere": (
        "This finding is of a whole activity or of a blank row, and of no indicator. {said}",
        "此项发现属于整项活动或空白行，不属于任何指标。{said}",
    ),
    "none": (
        "No indicator meets every condition. Take one away, or clear them all.",
        "没有指标同时满足所有条件。请减少条件，或全部清除。",
    ),
    "clear": ("Clear all filters", "清除全部条件"),
    "no_percentages": (
        "None of these indicators has a ladder of percentages, so the what-if has none to ask.",
        "所选指标均无百分比阶梯，“假如”无从计算。",
    ),
    "whatif": (
        "What {value} percent would earn ({reading})",
        "结果为百分之{value}时的档次（{reading}）",
    ),
    "ruler": ("Percentages that each grade covers ({reading})", "各档次覆盖的百分比（{reading}）"),
    "counts": ("Counts that each grade covers ({reading})", "各档次覆盖的个数（{reading}）"),
    "indicators": ("Indicators and their ladders", "指标及其评价阶梯"),
}


def said(lang: Language, name: str, **values: object) -> str:
    """Return a sentence of `WORDS` with its values."""
    return pick(lang, *WORDS[name]).format(**values)


def controls(data: Data, *, lang: Language, filters: Filters, reading: str, value: float) -> Made:
    """Return the search, the filters, the reading and the what-if."""
    say = partial(pick, lang)
    everything = say("all", "全部")
    responsibilities = named(data.load("responsibilities"), lang, "responsibility")
    patterns = data.patterns
    ladders = zip(
        patterns["rank"],
        patterns[say("pattern_en", "pattern")],
        patterns["indicators"],
        strict=True,
    )
    return blocks.controls(
        blocks.search_field(
            "query",
            say("Search indicators", "搜索指标"),
            filters.query,
            say("words of the indicator or activity", "指标或活动中的词"),
        ),
        blocks.choice(
            "responsibility",
            say("Responsibility", "职责"),
            filters.responsibility,
            [
                (0, everything),
                *zip(
                    map(int, responsibilities["responsibility"]),
                    responsibilities["label"],
                    strict=True,
                ),
            ],
        ),
        blocks.choice(
            "funded",
            say("Its activity has a budget", "活动是否有预算"),
            filters.funded,
            [("any", everything), ("yes", say("yes", "有")), ("no", say("no", "无"))],
        ),
        blocks.choice(
            "ladder",
            say("Ladder", "阶梯"),
            filters.ladder,
            [
                (0, everything),
                *((int(rank), f"{rank}. {text} ({count})") for rank, text, count in ladders),
            ],
        ),
        blocks.choice(
            "kind",
            say("Kind of threshold", "标准类型"),
            filters.kind,
            [("any", everything), *((kind, kind_name(kind, lang)) for kind in data.kinds)],
        ),
        rule_choice(data, filters.rule, lang),
        blocks.switch(
            "reading",
            say("Reading", "读法"),
            reading,
            [(key, say(*names)) for key, names in READING_NAMES.items()],
        ),
        blocks.slider("value", say("What if the result were (%)", "假如结果为（%）"), value),
    )


def rule_choice(data: Data, rule: str, lang: Language) -> Item:
    """Return the list to choose a rule from, the properties of the whole table last."""
    say = partial(pick, lang)
    found, apart = (
        [
            (row.rule, f"{say(row.rule_en, row.rule_zh)} ({row.findings})")
            for row in blocks.rows_of(data.met(scope))
        ]
        for scope in (INDIVIDUAL, SYSTEMIC)
    )
    return blocks.choice(
        "rule",
        say("Finding", "发现"),
        rule,
        [(DEFAULT.rule, say("all", "全部")), *found],
        apart,
        say("Properties of the whole table", "全表的特点"),
    )


def found(data: Data, *, lang: Language, filters: Filters) -> Made:
    """Return how many indicators meet the filters, and the way back to all."""
    count, whole = len(data.selected(filters)), len(data.indicators)
    text = said(lang, "found", count=count, whole=whole)
    others = data.of_no_indicator(filters.rule)
    if len(others):
        text = elsewhere(others, lang)
    elif not count:
        text = said(lang, "none")
    if count == whole:
        return blocks.note(text)
    sets = DEFAULT.filters._asdict()
    lines = list(others["source_line"])
    return blocks.note(text, sets=sets, action=said(lang, "clear"), lines=lines)


def elsewhere(findings: pd.DataFrame, lang: Language) -> str:
    """Return what is said of findings that are of no indicator."""
    sentences = findings[pick(lang, "sentence", "sentence_zh")]
    return said(lang, "elsewhere", said=pick(lang, " ", "").join(sentences))


def whatif(data: Data, *, lang: Language, filters: Filters, value: float, reading: str) -> Made:
    """Return what a percentage would earn by the ladders of percentages."""
    selected = data.selected(filters)
    if selected.empty:
        return NOTHING
    if not (selected["unit"] == "%").any():
        return blocks.note(said(lang, "no_percentages"))
    spread = grading.counted(data.asked(value, reading, filters), value, reading)
    name = grading_charts.reading_names(lang)[reading]
    return blocks.chart(
        grading_charts.earned_drawing(spread, lang),
        spread,
        subject=said(lang, "whatif", value=f"{value:g}", reading=name),
    )


def ruler(data: Data, *, lang: Language, filters: Filters, reading: str) -> Made:
    """Return what the grades of the ladders of percentages cover."""
    return _ruler("ruler", data, lang, filters, reading)


def counts(data: Data, *, lang: Language, filters: Filters, reading: str) -> Made:
    """Return what the grades of the ladders of counts cover."""
    return _ruler("counts", data, lang, filters, reading)


def _ruler(axis: str, data: Data, lang: Language, filters: Filters, reading: str) -> Made:
    units, top = AXES[axis]
    selected = data.selected(filters)
    used = data.patterns.assign(
        indicators=data.patterns["rank"].map(selected["ladder"].value_counts())
    )
    used = used.dropna(subset="indicators").astype({"indicators": "int64"})
    unit = selected.drop_duplicates("ladder").set_index("ladder")["unit"]
    drawn = used[used["rank"].map(unit).isin(units)]
    bands = grading.bands(drawn, reading)
    if bands.empty:
        return NOTHING
    name = grading_charts.reading_names(lang)[reading]
    subject = said(lang, axis, reading=name)
    return blocks.chart(grading_charts.ruler_drawing(bands, lang, top=top), bands, subject=subject)


def indicators(  # noqa: PLR0913
    data: Data, *, lang: Language, filters: Filters, value: float, reading: str, sort: str
) -> Made:
    """Return the indicators that meet the filters."""
    say = partial(pick, lang)
    frame = data.asked(value, reading, filters)
    columns = [
        name_column(lang, sets=_to_card),
        PageColumn(say("signs", "pattern")),
        PageColumn(
            "earns",
            missing=say("not a percentage", "非百分比"),
            called=grading_charts.grade_names(lang),
        ),
        name_column(lang, "activity_name"),
        PageColumn("budget", "money", missing=say("none published", "未公布")),
        PageColumn("findings", "integer"),
        LINE,
    ]
    given = [
        f"{name}={condition!r}"
        for name, condition in filters.conditions().items()
        if condition not in {None, ""}
    ]
    conditions = controls(data, lang=lang, filters=filters, reading=reading, value=value)
    find = f"yb.find_indicators({', '.join([*given, '**which'])})"
    before = (
        "from yanjiao_budget import grading\n"
        f"frame = grading.what_if({find}, {value:g}, {reading!r})\n"
    )
    return tables.table(
        say("The indicators", "指标"),
        frame,
        answers.selected(value),
        columns,
        lang,
        subject=said(lang, "indicators"),
        sort=sort,
        unit=wan_yuan(lang),
        given=blocks.given(conditions, len(frame), len(data.indicators), lang),
        before=before,
        code="frame",
    )


def _to_card(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of a frame
    return {"indicator": f"{row.responsibility}.{row.activity}.{row.indicator}"}


BLOCKS = (controls, found, card, whatif, ruler, counts, indicators)
