"""Charts of what is promised: a frame in, a chart out, in English or Chinese.

Every function takes `lang`, "en" or "zh". Of a frame with nothing to draw the chart says so. Only
what Vega-Lite 5.6 can draw is used.
"""

import altair as alt
import pandas as pd

from yanjiao_budget import schema
from yanjiao_budget.analysis.promised import ACTIVITY, INDICATOR, MONEY, NONE, STEPS, kind_names
from yanjiao_budget.language import Language, pick
from yanjiao_budget.store.names import named

from .style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    WIDTH,
    beside,
    checked_whole,
    ink,
    kind_colours,
    label,
    layered,
    line_tip,
    name_tip,
    rows_axis,
    styled,
    titled,
    without_rows,
)

_NOTHING = ("No promise with a number or a date was read.", "没有读到有数字或期限的承诺。")
_PURPLE = "#CC79A7"  # Also of Okabe and Ito's palette.
_KIND_COLOURS = [BLUE, ORANGE, GREEN, BLACK, _PURPLE, GREY]
_STEP_NAMES = {
    ACTIVITY: ("Activity", "工作活动"),
    INDICATOR: ("Indicator", "绩效指标"),
    MONEY: ("Line with money", "列有金额的条目"),
}
_CERTAINTY = {
    "certain": ("The same words", "词语相同", BLUE),
    "likely": ("Words alike", "词语相近", ORANGE),
    NONE: ("None", "没有", "#EEEEEE"),
}
_COLUMNS = {column.name: column for column in schema.BY_NAME["commitments"].columns}


@checked_whole
def by_field(counts: pd.DataFrame, lang: Language = "en") -> alt.Chart | alt.LayerChart:
    """Draw how many promises each field of the objectives makes, by kind.

    Args:
        counts: As `promised.by_field` returns them.
        lang: Language of every word in the chart.
    """
    kinds = kind_names(lang)
    drawn = named(counts, lang, of="field").assign(kind=lambda rows: rows["kind"].map(kinds))
    drawn = drawn[["label", "kind", "promises", "source_line"]]
    how_many = pick(lang, "Promises", "承诺（项）")
    title = titled(
        lang,
        "What is promised, by field",
        "各领域承诺了什么",
        "Promises with a number or a date, by the heading they stand under",
        "有数字或期限的承诺，按所在标题",
    )
    if drawn.empty:
        return without_rows(title, lang, *_NOTHING)
    base = alt.Chart(drawn).encode(
        rows_axis(),
        alt.X("promises:Q", title=how_many, stack="zero", axis=alt.Axis(tickMinStep=1)),
        kind_colours(_KIND_COLOURS, list(kinds.values()), columns=3),
        tooltip=[
            name_tip(lang),
            alt.Tooltip("kind:N", title=label(_COLUMNS["kind"], lang)),
            alt.Tooltip("promises:Q", title=how_many),
            line_tip(lang),
        ],
    )
    return styled(base.mark_bar(), width=WIDTH, height=alt.Step(30), title=title)


@checked_whole
def deadlines(commitments: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw the deadlines on a line of the year, each promise up to its last day.

    Args:
        commitments: As `load_commitments()` returns them; those without a deadline have no row.
        lang: Language of every word in the chart.
    """
    dated = named(commitments.dropna(subset="deadline"), lang)
    day = dated["deadline"]
    start = pd.to_datetime(dated["fiscal_year"].astype(str) + "-01-01")
    drawn = dated.assign(
        label=dated["commitment"].astype(str) + " " + dated["label"],
        days=(day - start).dt.days + 1,
        text=day.dt.strftime("%Y-%m-%d"),
    )[["label", "days", "text", "source_line"]]
    title = titled(
        lang,
        "By when",
        "期限",
        "Days from 1 January to the last day that the words leave",
        "自1月1日起至原文所留的最后一天",
    )
    if drawn.empty:
        return without_rows(title, lang, "No promise names a deadline.", "没有写明期限的承诺。")
    days = pick(lang, "Day of the year", "当年第几天")
    base = alt.Chart().encode(
        rows_axis(),
        alt.X("days:Q", title=days, axis=alt.Axis(tickCount=5)),
        tooltip=[
            name_tip(lang),
            alt.Tooltip("days:Q", title=days),
            alt.Tooltip("text:N", title=label(_COLUMNS["deadline"], lang)),
            line_tip(lang),
        ],
    )
    chart = layered(base.mark_bar(color=BLUE, size=6), beside(base))
    return styled(chart, data=drawn, width=WIDTH, height=alt.Step(24), title=title)


@checked_whole
def chain(steps: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw what speaks of each promise at each step from prose to money: a pale cell is a gap.

    Args:
        steps: As `promised.chain` returns them.
        lang: Language of every word in the chart.
    """
    names = {key: pick(lang, en, zh) for key, (en, zh, _) in _CERTAINTY.items()}
    step_names = {key: pick(lang, *both) for key, both in _STEP_NAMES.items()}
    rows = named(steps, lang)
    drawn = rows.assign(
        label=rows["commitment"].astype(str) + " " + rows["label"],
        kind=rows["certainty"].map(names),
        step_name=rows["step"].map(step_names),
    )[["label", "kind", "step_name", "links", "source_line", "target_line"]]
    how_many = pick(lang, "Rows that speak of it", "说到它的条目")
    title = titled(
        lang,
        "From prose to activity, indicator and money",
        "从正文到活动、指标和资金",
        "How many rows of the tables speak of each promise; in a pale cell none does",
        "每项承诺在表格中有几条说到它；浅色格表示没有条目说到它",
    )
    if drawn.empty:
        return without_rows(title, lang, *_NOTHING)
    base = alt.Chart().encode(
        rows_axis(),
        alt.X(
            "step_name:N",
            title=None,
            sort=[step_names[step] for step in STEPS],
            axis=alt.Axis(orient="top", labelAngle=0),
        ),
        tooltip=[
            name_tip(lang),
            alt.Tooltip("step_name:N", title=pick(lang, "Step", "环节")),
            alt.Tooltip("kind:N", title=pick(lang, "Link", "对应")),
            alt.Tooltip("links:Q", title=how_many),
            line_tip(lang),
            alt.Tooltip("target_line:Q", title=pick(lang, "Its first line", "其首行行号")),
        ],
    )
    colours = [colour for *_, colour in _CERTAINTY.values()]
    cells = base.mark_rect(stroke="white").encode(kind_colours(colours, list(names.values())))
    texts = base.mark_text().encode(
        alt.Text("links:Q"), color=ink(alt.datum.kind == names["certain"])
    )
    return styled(layered(cells, texts), data=drawn, width=WIDTH, height=alt.Step(22), title=title)
