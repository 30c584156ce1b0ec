"""Charts of the money: a frame in, a chart out, in English or Chinese.

Every function takes `lang`, "en" or "zh". Labels give amounts in 万元 (10,000 yuan) and shares;
tooltips add the line of the source. Of a frame with no row to draw the chart says so. Only what
Vega-Lite 5.6 can draw is used.
"""

from typing import Any

import altair as alt
import pandas as pd

from yanjiao_budget import schema
from yanjiao_budget.language import Language, pick
from yanjiao_budget.schema.answers import ACTIVITIES, SHARE, UNFUNDED
from yanjiao_budget.store.names import named

from .redraw import Drawing
from .style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    WIDTH,
    bars,
    below_one_another,
    beside,
    checked_whole,
    having,
    ink,
    kind_colours,
    label,
    layered,
    line_tip,
    name_tip,
    rows_axis,
    styled,
    titled,
    whole_rows,
    without_rows,
)

_NO_BUDGETS = ("No budget was read in the table of activities.", "职责活动表中没有读到预算数。")


@checked_whole
def composition(parts: pd.DataFrame, lang: Language = "en") -> alt.VConcatChart | alt.LayerChart:
    """Draw what revenue, expenditure and basic expenditure are made of.

    Args:
        parts: As `spending.composition` returns it.
        lang: Language of every word in the chart.
    """
    amount = schema.BY_NAME["totals"].column("amount")
    title = titled(
        lang,
        "What the money is made of",
        "钱由什么组成",
        "Each bar: amount and share of the figure above it",
        "每一条：金额及其在上方数字中的占比",
    )
    if parts.empty:
        return without_rows(title, lang, "No parts of a total were read.", "没有读到总额的组成。")
    panels = {
        str(whole): bars(named(rows, lang), lang, amount)
        for whole, rows in parts.groupby(pick(lang, "whole_en", "whole"), sort=False)
    }
    return _on_one_scale(panels, title)


def _on_one_scale(panels: dict[str, alt.LayerChart], title: alt.TitleParams) -> alt.VConcatChart:
    """Return bars below one another under the names of their panels, all on one scale."""
    titled_panels = [
        having(panel, title=alt.TitleParams(name, fontSize=12, frame="group", offset=4))
        for name, panel in panels.items()
    ]
    on_one_scale = alt.Resolve(scale=alt.ScaleResolveMap(x="shared"))
    return styled(below_one_another(*titled_panels), title=title, resolve=on_one_scale)


@checked_whole
def spending(
    responsibilities: pd.DataFrame, activities: pd.DataFrame, lang: Language = "en"
) -> alt.VConcatChart | alt.LayerChart:
    """Draw the responsibilities by budget; a click on one shows its activities below.

    Args:
        responsibilities: As `spending.by_size` returns them.
        activities: As `spending.by_size` returns them.
        lang: Language of every word in the chart.
    """
    title = titled(
        lang,
        "Where the money goes",
        "钱花在哪里",
        "Click a responsibility to see its activities below",
        "点击一项职责，下图显示其工作活动",
    )
    if responsibilities.empty:
        return without_rows(title, lang, "No responsibilities were read.", "没有读到职责。")
    largest = int(responsibilities["responsibility"].iloc[0])
    picked = alt.selection_point(
        name="picked",
        fields=["responsibility"],
        value=largest,
        on="rect:click",  # a click beside the rows is no choice
        toggle=False,
        clear=False,
    )
    place = activities.groupby("responsibility").cumcount() + 1
    missing = pick(lang, "no budget published", "未公布预算")
    colour = alt.condition(picked, alt.value(ORANGE), alt.value(BLUE))
    above = bars(
        named(responsibilities, lang, "responsibility"),
        lang,
        schema.BUDGET,
        "responsibility",
        missing=missing,
        colour=colour,
        choose=picked,
    )
    below = bars(
        named(activities, lang, "responsibility", "activity").assign(place=place),
        lang,
        schema.BUDGET,
        "responsibility",
        "place",
        missing=missing,
        colour=alt.ColorValue(ORANGE),
        places=int(place.max()) if len(place) else 1,
    ).transform_filter(picked)
    return styled(
        alt.vconcat(
            having(above, title=title),
            having(
                below,
                title=titled(
                    lang,
                    "Activities of the responsibility picked above",
                    "所选职责的工作活动",
                    "The same money again, by activity; shares are of all budgets",
                    "同一笔钱按活动细分；占比以全部预算为基数",
                ),
            ),
            # Labels reach past the longest bar, and another choice may draw it.
            padding={"left": 5, "top": 5, "right": 80, "bottom": 5},
            resolve=alt.Resolve(scale=alt.ScaleResolveMap(x="independent")),
        )
    )


# What `within` can measure: the column, the format of its axis, and the title of the whole.
_MEASURES = {
    "amount": (
        schema.BUDGET,
        ",.0f",
        (
            "Where the money goes",
            "钱花在哪里",
            "Each responsibility: its budget and its share of all budgets",
            "各项职责的预算及其占全部预算的比重",
        ),
    ),
    "share": (
        SHARE,
        ".0%",
        (
            "Where the money goes",
            "钱花在哪里",
            "Each responsibility: its share of all budgets, beside its budget",
            "各项职责占全部预算的比重，旁注预算数",
        ),
    ),
    "unfunded": (
        UNFUNDED,
        ",.0f",
        (
            "Activities that print no budget",
            "没有公布预算的工作活动",
            "How many of each responsibility's; a blank budget is not a budget of zero",
            "各项职责中的项数；预算栏空白不等于预算为零",
        ),
    ),
}
_WITHIN = (
    "Activities of this responsibility",
    "该职责的工作活动",
    "The responsibility's money again, by activity; shares are of all budgets",
    "同一笔钱按活动细分；占比以全部预算为基数",
)


def within(rows: pd.DataFrame, lang: Language = "en", measure: str = "amount") -> Drawing:
    """Return the chart of what the money is split into, a bar for each row.

    Args:
        rows: As `spending.within` returns them, in any order.
        lang: Language of every word in the chart.
        measure: `amount`, `share` of all budgets, or `unfunded`, the activities with no budget.
    """
    whole = "activity" not in rows
    position = ("responsibility",) if whole else ("responsibility", "activity")
    drawn = named(rows, lang, *position).assign(
        length=rows[_MEASURES[measure][0].name].fillna(0),
        text=[_within_text(row, lang, measure) for row in rows.itertuples()],
    )
    columns = ["label", "length", "text", "responsibility", "source_line"]
    return Drawing(_within, (lang, measure, whole), drawn[columns])


def _within_text(row: Any, lang: Language, measure: str) -> str:  # noqa: ANN401 - pandas' own
    if measure == "unfunded":
        none, there = row.unfunded, row.activities
        return pick(lang, f"{none} of {there}", f"{there} 项中 {none} 项")
    if pd.isna(row.budget):
        return pick(lang, "no budget published", "未公布预算")
    return f"{row.budget:,.2f} ({row.share:.2%})"


def _within(lang: Language, measure: str, whole: bool) -> alt.LayerChart:  # noqa: FBT001
    column, number, title = _MEASURES[measure]
    name = label(column, lang)
    base = alt.Chart().encode(
        rows_axis(),
        alt.X("length:Q", title=name, axis=alt.Axis(format=number, tickCount=5)),
        tooltip=[name_tip(lang), alt.Tooltip("text:N", title=name), line_tip(lang)],
    )
    layers = [base.mark_bar(color=BLUE), beside(base)]
    if whole:
        layers.append(whole_rows(base, cursor="pointer"))
    named_so = titled(lang, *(title if whole else _WITHIN))
    return having(layered(*layers), width=WIDTH, title=named_so)


@checked_whole
def concentration(
    responsibilities: pd.DataFrame, activities: pd.DataFrame, lang: Language = "en"
) -> alt.LayerChart:
    """Draw how much of the money the largest lines take together.

    Args:
        responsibilities: As `spending.by_size` returns them; rows without a budget are left out.
        activities: The same for activities.
        lang: Language of every word in the chart.
    """
    frames = [
        named(responsibilities, lang, "responsibility").assign(
            line=pick(lang, "Responsibilities", "职责")
        ),
        named(activities, lang, "responsibility", "activity").assign(
            line=pick(lang, "Activities", "活动")
        ),
    ]
    columns = ["line", "rank", "label", "budget", "share", "cumulative_share", "source_line"]
    ranked = pd.concat([frame.loc[frame["rank"].notna(), columns] for frame in frames])
    ranked["lines"] = ranked.groupby("line")["rank"].transform("max")
    title = titled(
        lang,
        "How concentrated the money is",
        "资金集中程度",
        "Each point adds the next largest line to those before it",
        "每个点在前面各项之上再加下一大项",
        offset=26,
    )
    if ranked.empty:
        return without_rows(title, lang, *_NO_BUDGETS)
    base = alt.Chart().encode(
        alt.X("rank:Q", title=pick(lang, "Lines counted, largest first", "从大到小累计的项数")),
        alt.Y(
            "cumulative_share:Q",
            title=pick(lang, "Share of all budgets", "占全部预算的比重"),
            axis=alt.Axis(format=".0%"),
            scale=alt.Scale(domain=[0, 1]),
        ),
        alt.Color("line:N", scale=alt.Scale(range=[ORANGE, BLUE]), legend=None),
        alt.Shape("line:N", legend=None),
        tooltip=[
            name_tip(lang),
            alt.Tooltip("budget:Q", title=label(schema.BUDGET, lang), format=",.2f"),
            alt.Tooltip("share:Q", title=label(SHARE, lang), format=".2%"),
            alt.Tooltip(
                "cumulative_share:Q",
                title=pick(lang, "Cumulative share", "累计占比"),
                format=".1%",
            ),
            line_tip(lang),
        ],
    )
    points = base.mark_point(filled=True, size=60, opacity=1)
    ends = base.mark_text(dy=-12, fontSize=12).encode(text=alt.Text("line:N"))
    ends = ends.transform_filter(alt.datum.rank == alt.datum.lines)
    chart = layered(base.mark_line(), points, ends)
    data = ranked.astype({"rank": "int64", "lines": "int64"})
    return styled(chart, data=data, width=520, height=260, title=title)


@checked_whole
def funding(counts: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw how many activities of each responsibility have a budget and how many have none.

    Args:
        counts: As `spending.funding` returns them.
        lang: Language of every word in the chart.
    """
    kinds = [
        pick(lang, "With a budget", "有预算"),
        pick(lang, "No budget published", "未公布预算"),
    ]
    frame = named(counts, lang, "responsibility").assign(
        kind=counts["has_budget"].map({True: kinds[0], False: kinds[1]})
    )
    title = titled(
        lang,
        "Which activities have a budget",
        "哪些活动有预算",
        "Number of activities; a blank budget is not a budget of zero",
        "活动项数；预算栏空白不等于预算为零",
    )
    if frame.empty:
        return without_rows(title, lang, "No activities were read.", "没有读到工作活动。")
    drawn = ["label", "activities", "has_budget", "kind", "source_line"]
    base = alt.Chart().encode(
        rows_axis(),
        alt.X(
            "activities:Q",
            stack="zero",
            title=label(ACTIVITIES, lang),
            axis=alt.Axis(tickMinStep=1),
        ),
        alt.Order("has_budget:N", sort="descending"),
        tooltip=[
            name_tip(lang),
            alt.Tooltip("kind:N", title=label(schema.BUDGET, lang)),
            alt.Tooltip("activities:Q", title=label(ACTIVITIES, lang)),
            line_tip(lang),
        ],
    )
    columns = base.mark_bar().encode(kind_colours([BLUE, GREY], kinds))
    numbers = base.mark_text(dx=-8, fontSize=11).encode(
        text=alt.Text("activities:Q"),
        color=ink(alt.datum.has_budget),
    )
    data = frame.loc[frame["activities"] > 0, drawn]
    return styled(layered(columns, numbers), data=data, width=WIDTH, title=title)


@checked_whole
def general_administration(funded: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw the activities that have a budget, those named only for general management set apart.

    Args:
        funded: As `spending.general_administration` returns them.
        lang: Language of every word in the chart.
    """
    kinds = [
        pick(lang, "Named for a purpose", "名称写明用途"),
        pick(lang, "Named only general management", "名称只写综合事务或业务管理"),
    ]
    frame = named(funded, lang, "responsibility", "activity").assign(
        kind=funded["is_general"].map({True: kinds[1], False: kinds[0]})
    )
    colour = kind_colours([BLUE, ORANGE], kinds)
    title = titled(
        lang,
        "The activities that carry all of the money",
        "承担全部资金的活动",
        "Share of all budgets",
        "占全部预算的比重",
    )
    if frame.empty:
        return without_rows(title, lang, *_NO_BUDGETS)
    return styled(bars(frame, lang, schema.BUDGET, "kind", colour=colour), title=title)


@checked_whole
def procurement(sources: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw what is bought, each line by the source of its money.

    Args:
        sources: As `spending.procurement_by_source` returns them.
        lang: Language of every word in the chart.
    """
    columns = map(schema.BY_NAME["procurement"].column, sources["source"].unique())
    names = {column.name: pick(lang, column.en, column.zh) for column in columns}
    frame = named(sources, lang, "line").assign(kind=sources["source"].map(names))
    # Few bodies buy with money of more than three sources.
    colours = [BLUE, ORANGE, GREY, GREEN, BLACK][: max(3, len(names))]
    colour = kind_colours(colours, columns=1)
    title = titled(
        lang,
        "What is bought, and with whose money",
        "买什么，用哪里的钱",
        "Procurement lines in the document's order; share of all procurement",
        "按原文顺序的采购各行；占采购总额的比重",
    )
    if frame.empty:
        none = "No procurement lines with an amount were read.", "没有读到有金额的采购行。"
        return without_rows(title, lang, *none)
    return styled(bars(frame, lang, schema.PURCHASE_AMOUNT, "kind", colour=colour), title=title)


_WAYS = {
    "item": ("By what is bought", "按采购物品"),
    "project": ("By project", "按项目"),
    "source": ("By source of money", "按资金来源"),
}


@checked_whole
def bought(sums: pd.DataFrame, lang: Language = "en") -> alt.VConcatChart | alt.LayerChart:
    """Draw the procurement three ways, one below the other on one scale.

    Args:
        sums: As `spending.procurement_sums` returns them.
        lang: Language of every word in the chart.
    """
    title = titled(
        lang,
        "What is bought, for which project, with whose money",
        "买什么、为哪个项目、用哪里的钱",
        "The same money three ways; each bar: amount and share of all procurement",
        "同一笔钱的三种分法；每一条：金额及占采购总额的比重",
    )
    if sums.empty:
        none = "No procurement lines were read.", "没有读到采购行。"
        return without_rows(title, lang, *none)
    rows = named(sums, lang).assign(source_line=[lines[0] for lines in sums["source_lines"]])
    panels = {
        pick(lang, *_WAYS[str(by)]): bars(one, lang, schema.PURCHASE_AMOUNT)
        for by, one in rows.groupby("by", sort=False)
    }
    return _on_one_scale(panels, title)


@checked_whole
def assets(lines: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw the value of the fixed assets, a 其中 line beside the line it lies within.

    Args:
        lines: The asset lines below the total, with `share` of the total, as
            `spending.asset_shares` returns them.
        lang: Language of every word in the chart.
    """
    kinds = [
        pick(lang, "Part of the total", "总额的一部分"),
        pick(lang, "Within the line above", "其中"),
    ]
    frame = named(lines, lang).assign(
        kind=lines["is_within"].map({True: kinds[1], False: kinds[0]})
    )
    colour = kind_colours([BLUE, GREY], kinds)
    in_zone = lines["body"].str.contains("开发区|高新区", regex=True).any()
    title = titled(
        lang,
        f"What the {'zone' if in_zone else 'body'} owns",
        f"{'开发区' if in_zone else '部门'}有什么家底",
        "Value and share of all fixed assets",
        "价值及占固定资产总额的比重",
    )
    if frame.empty:
        none = "No table of fixed assets was read.", "没有读到固定资产表。"
        return without_rows(title, lang, *none)
    return styled(bars(frame, lang, schema.ASSET_AMOUNT, "kind", colour=colour), title=title)
