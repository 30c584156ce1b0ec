"""Charts of many disclosures side by side: a frame in, a chart out, in English or Chinese.

They show how disclosures are spread and where one of them lies; none is ranked. One takes the same
room as 2,000. A bar of several documents has no line of its own. Only what Vega-Lite 5.6 can draw
is used.
"""

import altair as alt
import pandas as pd

from yanjiao_budget.language import CERTAINTY_NAMES, Language, pick
from yanjiao_budget.schema.across import ACROSS, DISCLOSURES, MEASURES, STEPS
from yanjiao_budget.store.loaders import one_disclosure
from yanjiao_budget.store.names import named

from .style import (
    BLUE,
    ORANGE,
    WIDTH,
    below_one_another,
    beside,
    checked_whole,
    having,
    kind_colours,
    label,
    layered,
    name_tip,
    rows_axis,
    styled,
    titled,
    without_rows,
)

_HEIGHT = 56  # Of a panel: there are several, one below another.
_SHARE = {"en": "Share of the disclosures", "zh": "占公开文件的比重"}
_COLUMNS = {column.name: column for column in ACROSS}


@checked_whole
def distributions(
    counts: pd.DataFrame, marked: pd.DataFrame, lang: Language = "en"
) -> alt.VConcatChart | alt.LayerChart:
    """Draw how disclosures are spread over each measure, a panel each, and where one of them lies.

    Args:
        counts: As `across.distribution` returns them.
        marked: The rows of `across.measured` of the disclosure to mark; none to mark none.
        lang: Language of every word in the chart.
    """
    whose = named(one_disclosure(marked), lang, of="body")["label"].head(1).tolist()
    title = titled(
        lang,
        "How the disclosures are spread",
        "各份公开文件的分布",
        "; ".join(["Bars count disclosures", *(f"the line is {name}" for name in whose)]),
        "；".join(["柱为公开文件份数", *(f"竖线为{name}" for name in whose)]),
    )
    if counts.empty:
        return without_rows(title, lang, "No disclosure was read.", "没有读到公开文件。")
    panels = [
        _panel(counts[counts["measure"] == measure], marked, measure, lang)
        for measure in counts["measure"].unique()
    ]
    return styled(below_one_another(*panels), title=title)


def _panel(
    counts: pd.DataFrame, marked: pd.DataFrame, measure: str, lang: Language
) -> alt.LayerChart:
    first, last = MEASURES[measure]
    width = (last - first) / STEPS
    form = ".1%" if first == 0 else "+.1%"
    begins = (first + counts["step"] * width).round(9)
    drawn = counts.assign(
        begins=begins, ends=(begins + width).round(9), label=_ranges(counts, lang)
    )
    base = alt.Chart(drawn[["begins", "ends", "disclosures", "share", "label"]]).encode(
        alt.X(
            "begins:Q",
            title=None,
            scale=alt.Scale(domain=[first, last], nice=False),
            axis=alt.Axis(format=form.replace(".1", ".0"), tickCount=5, grid=False),
        ),
        alt.X2("ends"),
        alt.Y(
            "disclosures:Q",
            title=label(DISCLOSURES, lang),
            scale=alt.Scale(nice=False),
            axis=alt.Axis(values=[0, int(counts["disclosures"].max())], format=",.0f"),
        ),
        alt.Y2Datum(0),
        tooltip=[
            alt.Tooltip("label:N", title=pick(lang, "Range", "区间")),
            alt.Tooltip("disclosures:Q", title=label(DISCLOSURES, lang)),
            alt.Tooltip("share:Q", title=pick(lang, "Share", "占比"), format=".1%"),
        ],
    )
    bars = base.mark_bar(color=BLUE, stroke="white")
    title = label(_COLUMNS[measure], lang)
    own = marked[marked["measure"] == measure]
    if len(marked):
        stated = [format(value, form) for value in own["value"]]
        title += pick(lang, ": ", "：") + (stated or [pick(lang, "not stated", "未列明")])[0]
    lines = [_line(own, first, last, form, lang)] if len(own) else []
    named_above = alt.TitleParams(title, fontSize=12, frame="group", offset=4)
    return having(layered(bars, *lines), width=WIDTH, height=_HEIGHT, title=named_above)


def _line(own: pd.DataFrame, first: float, last: float, form: str, lang: Language) -> alt.Chart:
    """Return the line where a disclosure lies: at the end of the range where it is beyond."""
    drawn = named(own, lang, of="body").assign(place=own["value"].clip(first, last))
    return (
        alt.Chart(drawn[["place", "value", "label", "source_line"]])
        .mark_rule(color=ORANGE, strokeWidth=4)
        .encode(
            x=alt.X("place:Q"),
            tooltip=[
                name_tip(lang),
                alt.Tooltip("value:Q", title=pick(lang, "Value", "数值"), format=form),
            ],
        )
    )


def _ranges(counts: pd.DataFrame, lang: Language) -> list[str]:
    """Return the range of each bar in words."""
    ends = zip(counts["from"], counts["to"], strict=True)
    return [_range(begin, end, lang) for begin, end in ends]


def _range(begin: float, end: float, lang: Language) -> str:
    """Return a range in words; an end that is missing is open."""
    if pd.isna(begin):
        return pick(lang, f"under {end:.0%}", f"{end:.0%}以下")
    if pd.isna(end):
        return pick(lang, f"{begin:.0%} or more", f"{begin:.0%}及以上")
    return pick(lang, f"{begin:.0%} to under {end:.0%}", f"{begin:.0%}至{end:.0%}以下")


@checked_whole
def by_rule(counts: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw in how many disclosures each rule finds anything.

    Args:
        counts: As `across.disclosures_with` returns them.
        lang: Language of every word in the chart.
    """
    kinds = {key: pick(lang, *names) for key, names in CERTAINTY_NAMES.items()}
    met = counts[counts["disclosures"] > 0]
    title = titled(
        lang,
        "What is found, and in how many disclosures",
        "各规则在多少份公开文件中有发现",
        "Disclosures with any finding of the rule, of those in which activities were read",
        "有该项发现的公开文件，占读到工作活动的文件的比重",
    )
    if met.empty:
        return without_rows(title, lang, "No finding was read.", "没有读到发现。")
    drawn = met.assign(
        label=met[pick(lang, "rule_en", "rule_zh")],
        kind=met["certainty"].map(kinds),
        text=[f"{row.disclosures:,} ({row.share:.0%})" for row in met.itertuples()],
    )
    base = alt.Chart().encode(
        rows_axis(),
        alt.X(
            "share:Q",
            title=_SHARE[lang],
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(format=".0%", tickCount=5),
        ),
        tooltip=[
            name_tip(lang),
            alt.Tooltip("kind:N", title=pick(lang, "Certainty", "确定程度")),
            alt.Tooltip("disclosures:Q", title=label(DISCLOSURES, lang)),
            alt.Tooltip("share:Q", title=_SHARE[lang], format=".1%"),
        ],
    )
    coloured = base.mark_bar().encode(kind_colours([BLUE, ORANGE], list(kinds.values())))
    chart = layered(coloured, beside(base))
    data = drawn[["label", "kind", "disclosures", "share", "text"]]
    return styled(chart, data=data, width=WIDTH, height=alt.Step(20), title=title)
