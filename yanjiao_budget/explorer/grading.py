"""Grading: indicators by words and filters, what their ladders cover, what a value would earn."""

from functools import partial
from typing import Any

from yanjiao_budget.analysis import grading
from yanjiao_budget.charts import grading as grading_charts
from yanjiao_budget.ladders.rules import INDIVIDUAL, SYSTEMIC
from yanjiao_budget.language import READING_NAMES, Language, pick
from yanjiao_budget.schema import WAN_YUAN, answers
from yanjiao_budget.store.names import named

from . import blocks, tables
from .blocks import NOTHING, Made
from .card import card, kind_name
from .data import Data
from .state import DEFAULT, Filters
from .tables import LINE, PageColumn, name_column

_COUNTED = 60  # Where the axis of ladders of counts ends.


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
    found, apart = (
        [
            (row.rule, f"{say(row.rule_en, row.rule_zh)} ({row.findings})")
            for row in blocks.rows_of(data.met(scope))
        ]
        for scope in (INDIVIDUAL, SYSTEMIC)
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
        blocks.choice(
            "rule",
            say("Finding", "发现"),
            filters.rule,
            [("any", everything), *found],
            apart,
            say("Properties of the whole table", "全表的特点"),
        ),
        blocks.switch(
            "reading",
            say("Reading", "读法"),
            reading,
            [(key, say(*names)) for key, names in READING_NAMES.items()],
        ),
        blocks.slider("value", say("What if the result were (%)", "假如结果为（%）"), value),
    )


def found(data: Data, *, lang: Language, filters: Filters) -> Made:
    """Return how many indicators meet the filters, and the way back to all."""
    say = partial(pick, lang)
    count, whole = len(data.selected(filters)), len(data.indicators)
    text = say(f"{count} of {whole} indicators", f"{whole} 项指标中的 {count} 项")
    others = data.of_no_indicator(filters.rule)
    if len(others):
        said = say(" ", "").join(others[say("sentence", "sentence_zh")])
        text = say(
            f"This finding is of a whole activity or of a blank row, and of no indicator. {said}",
            f"此项发现属于整项活动或空白行，不属于任何指标。{said}",
        )
    elif not count:
        text = say(
            "No indicator meets every condition. Take one away, or clear them all.",
            "没有指标同时满足所有条件。请减少条件，或全部清除。",
        )
    if count == whole:
        return blocks.note(text)
    clear = say("Clear all filters", "清除全部条件")
    sets = DEFAULT.filters._asdict()
    return blocks.note(text, sets=sets, action=clear, lines=list(others["source_line"]))


def whatif(data: Data, *, lang: Language, filters: Filters, value: float, reading: str) -> Made:
    """Return what a percentage would earn by the ladders of percentages."""
    selected = data.selected(filters)
    if selected.empty:
        return NOTHING
    if not (selected["unit"] == "%").any():
        return blocks.note(
            pick(
                lang,
                "None of these indicators has a ladder of percentages, so the what-if has none to "
                "ask.",
                "所选指标均无百分比阶梯，“假如”无从计算。",
            )
        )
    spread = grading.counted(data.asked(value, reading, filters), value, reading)
    name = grading_charts.reading_names(lang)[reading]
    return blocks.chart(
        grading_charts.earned_drawing(spread, lang),
        spread,
        subject=pick(
            lang,
            f"What {value:g} percent would earn ({name})",
            f"结果为百分之{value:g}时的档次（{name}）",
        ),
    )


def ruler(data: Data, *, lang: Language, filters: Filters, reading: str) -> Made:
    """Return what the grades of the ladders of percentages cover."""
    name = grading_charts.reading_names(lang)[reading]
    subject = pick(
        lang, f"Percentages that each grade covers ({name})", f"各档次覆盖的百分比（{name}）"
    )
    return _ruler(data, lang, filters, reading, ("%",), 100, subject)


def counts(data: Data, *, lang: Language, filters: Filters, reading: str) -> Made:
    """Return what the grades of the ladders of counts cover."""
    name = grading_charts.reading_names(lang)[reading]
    subject = pick(lang, f"Counts that each grade covers ({name})", f"各档次覆盖的个数（{name}）")
    return _ruler(data, lang, filters, reading, ("个", "次", "场"), _COUNTED, subject)


def _ruler(  # noqa: PLR0913, PLR0917
    data: Data,
    lang: Language,
    filters: Filters,
    reading: str,
    units: tuple[str, ...],
    top: float,
    subject: str,
) -> Made:
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
    return blocks.chart(grading_charts.ruler_drawing(bands, lang, top=top), bands, subject=subject)


def table(  # noqa: PLR0913
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
    find = f"yb.find_indicators({', '.join([*given, '**which'])})"
    before = (
        "from yanjiao_budget import grading\n"
        f"frame = grading.what_if({find}, {value:g}, {reading!r})\n"
    )
    whole = len(data.indicators)
    return tables.table(
        say("The indicators", "指标"),
        frame,
        answers.selected(value),
        columns,
        lang,
        subject=say(f"Indicators, {len(frame)} of {whole}", f"指标（{whole}项中的{len(frame)}项）"),
        sort=sort,
        unit=WAN_YUAN,
        before=before,
        code="frame",
    )


def _to_card(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of a frame
    return {"indicator": f"{row.responsibility}.{row.activity}.{row.indicator}"}


BLOCKS = (controls, found, card, whatif, ruler, counts, table)
