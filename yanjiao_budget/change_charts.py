"""Charts of what changed on the year before: a frame in, a chart out, in English or Chinese.

Every function takes `lang`, "en" or "zh". Figures for the year before are derived and drawn hollow
or named so. Only what Vega-Lite 5.6 can draw is used.
"""

from typing import Any

import altair as alt
import pandas as pd

from . import schema
from .style import (
    BLUE,
    GREY,
    ORANGE,
    WIDTH,
    Language,
    label,
    line_tip,
    name_tip,
    named,
    pick,
    rows_axis,
    styled,
    titled,
)

_COLUMNS = {column.name: column for column in schema.BY_NAME["changes"].columns}


def _tooltip(lang: Language) -> list[alt.Tooltip]:
    formats = {
        "previous": ",.2f",
        "amount": ",.2f",
        "change": "+,.2f",
        "growth": "+.1%",
        "contribution": ".1%",
    }
    return [
        name_tip(lang),
        *(
            alt.Tooltip(f"{name}:Q", title=label(_COLUMNS[name], lang), format=form)
            for name, form in formats.items()
        ),
        alt.Tooltip(
            f"{pick(lang, 'baseline_en', 'baseline')}:N", title=label(_COLUMNS["baseline"], lang)
        ),
        line_tip(lang),
    ]


def _drawn(frame: pd.DataFrame, lang: Language) -> pd.DataFrame:
    columns = ["label", "previous", "amount", "change", "growth", "contribution"]
    baseline = pick(lang, "baseline_en", "baseline")
    return named(frame, lang)[[*columns, baseline, "source_line"]]


def waterfall(changes: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw how the year before became the budget year, part by part.

    Args:
        changes: As `load_changes()` returns them.
        lang: Language of every word in the chart.
    """
    whole = changes[changes["item"] == "income_and_expenditure"].iloc[0]
    parts = changes[changes["whole"] == "income_and_expenditure"]
    year = int(whole["fiscal_year"])
    kinds = [pick(lang, "total", "总额"), pick(lang, "change", "增减")]
    before = pick(lang, f"{year - 1}, derived", f"{year - 1}年（推算）")
    after = pick(lang, f"{year}, as stated", f"{year}年（原文）")
    reached = float(whole["previous"])
    line = whole["source_line"]
    rows: list[tuple[Any, ...]] = [(before, 0.0, reached, kinds[0], f"{reached:,.2f}", line)]
    for part in named(parts, lang).to_dict("records"):
        text = f"{part['change']:+,.2f} ({part['contribution']:.1%})"
        end = reached + part["change"]
        rows.append((part["label"], reached, end, kinds[1], text, part["source_line"]))
        reached = end
    stated = float(whole["amount"])
    rows.append((after, 0.0, stated, kinds[0], f"{stated:,.2f}", line))
    frame = pd.DataFrame(rows, columns=["label", "from", "to", "kind", "text", "source_line"])
    base = alt.Chart(frame).encode(
        rows_axis(),
        tooltip=[
            name_tip(lang),
            alt.Tooltip("text:N", title=label(_COLUMNS["amount"], lang)),
            line_tip(lang),
        ],
    )
    spans = base.mark_bar().encode(
        alt.X("from:Q", title=label(_COLUMNS["amount"], lang), axis=alt.Axis(format=",.0f")),
        x2="to:Q",
        color=alt.Color(
            "kind:N", title=None, scale=alt.Scale(domain=kinds, range=[GREY, BLUE]), legend=None
        ),
    )
    texts = base.mark_text(align="left", dx=4, fontSize=11).encode(x="to:Q", text="text:N")
    title = titled(
        lang,
        "Where the growth came from",
        "增长来自哪里",
        "Change of each part, and its share of the whole change",
        "各部分的增减额，及其占总增减额的比重",
    )
    return styled((spans + texts).properties(width=WIDTH + 60, height=alt.Step(30), title=title))


def level_and_pace(changes: pd.DataFrame, lang: Language = "en") -> alt.VConcatChart:
    """Draw each stated change beside how fast it is: a large sum can grow slowly.

    Args:
        changes: As `load_changes()` returns them.
        lang: Language of every word in the chart.
    """
    frame = _drawn(changes, lang)
    panels = []
    for name, form, colour in (("change", "+,.2f", BLUE), ("growth", "+.1%", ORANGE)):
        base = alt.Chart(frame).encode(
            rows_axis(),
            alt.X(
                f"{name}:Q",
                title=label(_COLUMNS[name], lang),
                axis=alt.Axis(format=".0%" if name == "growth" else ",.0f", tickCount=5),
            ),
            tooltip=_tooltip(lang),
        )
        texts = base.mark_text(align="left", dx=4, fontSize=11).encode(
            text=alt.Text(f"{name}:Q", format=form)
        )
        panels.append((base.mark_bar(color=colour) + texts).properties(width=WIDTH))
    title = titled(
        lang,
        "Level and pace",
        "规模与速度",
        "Above, the change as stated; below, the same over the derived figure of the year before",
        "上图为原文所述增减额，下图为其与推算的上年金额之比",
    )
    return styled(alt.vconcat(*panels, title=title))


def before_and_after(changes: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw each item's derived figure of the year before and the budget year's stated one.

    Args:
        changes: Rows of `load_changes()`, such as the three public expenses and their parts.
        lang: Language of every word in the chart.
    """
    year = int(changes["fiscal_year"].iloc[0])
    frame = _drawn(changes, lang).assign(
        text=[f"{row.previous:,.2f} → {row.amount:,.2f}" for row in changes.itertuples()]
    )
    base = alt.Chart(frame).encode(
        rows_axis(),
        tooltip=_tooltip(lang),
    )
    line = base.mark_rule(color=GREY, strokeWidth=3).encode(
        alt.X("previous:Q", title=label(_COLUMNS["amount"], lang)), x2="amount:Q"
    )
    before = base.mark_point(size=90, color=BLUE, filled=False, strokeWidth=2).encode(
        x="previous:Q"
    )
    after = base.mark_point(size=90, color=BLUE, filled=True, opacity=1).encode(x="amount:Q")
    texts = base.mark_text(align="left", dx=10, fontSize=11).encode(x="amount:Q", text="text:N")
    title = titled(
        lang,
        "The year before and the budget year",
        "上年与本年",
        f"Hollow: {year - 1}, derived; filled: {year}, as stated",
        f"空心：{year - 1}年（推算）；实心：{year}年（原文）",
    )
    return styled(
        (line + before + after + texts).properties(width=WIDTH, height=alt.Step(28), title=title)
    )


def real_terms(changes: pd.DataFrame, lang: Language = "en") -> alt.Chart:
    """Draw each relative change as stated and in the budget year's prices.

    Args:
        changes: As `changes.in_real_terms` returns them; its source is written below the title.
        lang: Language of every word in the chart.
    """
    kinds = {
        "growth": pick(lang, "as stated", "原文"),
        "growth_real": pick(lang, "in the budget year's prices", "按本年价格"),
    }
    long = named(changes, lang).melt(["label", "source_line"], list(kinds), "kind", "value")
    long = long.dropna(subset="value").assign(kind_name=lambda rows: rows["kind"].map(kinds))
    base = alt.Chart(long).encode(
        rows_axis(),
        alt.X("value:Q", title=label(_COLUMNS["growth"], lang), axis=alt.Axis(format=".0%")),
        alt.Shape("kind_name:N", title=None, legend=alt.Legend(orient="top")),
        alt.Color(
            "kind_name:N",
            title=None,
            scale=alt.Scale(domain=list(kinds.values()), range=[BLUE, ORANGE]),
            legend=None,
        ),
        tooltip=[
            name_tip(lang),
            alt.Tooltip("kind_name:N", title=pick(lang, "Prices", "价格")),
            alt.Tooltip("value:Q", title=label(_COLUMNS["growth"], lang), format="+.1%"),
            line_tip(lang),
        ],
    )
    source = changes["deflator_source"].iloc[0]
    title = titled(
        lang,
        "Growth in real terms",
        "剔除价格因素的增幅",
        f"Deflator: {source}",
        f"价格指数来源：{source}",
    )
    points = base.mark_point(filled=True, size=80, opacity=1)
    return styled(points.properties(width=WIDTH, title=title))
