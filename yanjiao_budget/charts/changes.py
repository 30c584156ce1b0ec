"""Charts of what changed on the year before: a frame in, a chart out, in English or Chinese.

Every function takes `lang`, "en" or "zh". Figures for the year before are derived and drawn hollow
or named so. Of a frame with nothing to draw the chart says so. Only what Vega-Lite 5.6 can draw is
used.
"""

from typing import Any

import altair as alt
import pandas as pd

from yanjiao_budget import schema
from yanjiao_budget.analysis.comparison import RENAMED
from yanjiao_budget.document.matching import GONE, MOVED, NEW, SAME
from yanjiao_budget.language import Language, pick
from yanjiao_budget.store.loaders import one_disclosure
from yanjiao_budget.store.names import named

from .style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    WIDTH,
    below_one_another,
    beside,
    checked_whole,
    having,
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
            alt.Tooltip(f"{name}:Q", title=label(_COLUMNS[name], lang), format=number)
            for name, number in formats.items()
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


@checked_whole
def waterfall(changes: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw how the year before became the budget year, part by part.

    Args:
        changes: As `load_changes()` returns them. A part whose change is stated as a percentage
            alone has no bar.
        lang: Language of every word in the chart.
    """
    wholes = one_disclosure(changes)[changes["item"] == "income_and_expenditure"]
    wholes = wholes.dropna(subset="previous")
    grew = (wholes["change"] > 0).all()
    title = titled(
        lang,
        f"Where the {'growth' if grew else 'change'} came from",
        f"{'增长' if grew else '变动'}来自哪里",
        "Change of each part, and its share of the whole change",
        "各部分的增减额，及其占总增减额的比重",
    )
    if wholes.empty:
        none = "No amount was read by which the whole budget changed.", "没有读到预算总额的增减额。"
        return without_rows(title, lang, *none)
    whole = wholes.iloc[0]
    parts = changes[changes["whole"] == "income_and_expenditure"].dropna(subset="change")
    year = int(whole["fiscal_year"])
    kinds = [pick(lang, "total", "总额"), pick(lang, "change", "增减")]
    before = pick(lang, f"{year - 1}, derived", f"{year - 1}年（推算）")
    after = pick(lang, f"{year}, as stated", f"{year}年（原文）")
    reached = float(whole["previous"])
    line = whole["source_line"]
    rows: list[tuple[Any, ...]] = [(before, 0.0, reached, kinds[0], f"{reached:,.2f}", line)]
    for part in named(parts, lang).to_dict("records"):
        share = "" if pd.isna(part["contribution"]) else f" ({part['contribution']:.1%})"
        text = f"{part['change']:+,.2f}{share}"
        end = reached + part["change"]
        rows.append((part["label"], reached, end, kinds[1], text, part["source_line"]))
        reached = end
    stated = float(whole["amount"])
    rows.append((after, 0.0, stated, kinds[0], f"{stated:,.2f}", line))
    frame = pd.DataFrame(rows, columns=["label", "from", "to", "kind", "text", "source_line"])
    base = alt.Chart().encode(
        rows_axis(),
        tooltip=[
            name_tip(lang),
            alt.Tooltip("text:N", title=label(_COLUMNS["amount"], lang)),
            line_tip(lang),
        ],
    )
    spans = base.mark_bar().encode(
        alt.X("from:Q", title=label(_COLUMNS["amount"], lang), axis=alt.Axis(format=",.0f")),
        x2=alt.X2("to:Q"),
        color=alt.Color(
            "kind:N", title=None, scale=alt.Scale(domain=kinds, range=[GREY, BLUE]), legend=None
        ),
    )
    texts = beside(base).encode(x=alt.X("to:Q"))
    chart = layered(spans, texts)
    return styled(chart, data=frame, width=WIDTH + 60, height=alt.Step(30), title=title)


@checked_whole
def level_and_pace(
    changes: pd.DataFrame, lang: Language = "en"
) -> alt.VConcatChart | alt.LayerChart:
    """Draw each stated change beside how fast it is: a large sum can grow slowly.

    Args:
        changes: As `load_changes()` returns them. One stated as a percentage alone has no bar.
        lang: Language of every word in the chart.
    """
    title = titled(
        lang,
        "Level and pace",
        "规模与速度",
        "Above, the change as stated; below, the same over the derived figure of the year before",
        "上图为原文所述增减额，下图为其与推算的上年金额之比",
    )
    frame = _drawn(one_disclosure(changes).dropna(subset="change"), lang)
    if frame.empty:
        return without_rows(title, lang, "No amount of a change was read.", "没有读到增减额。")
    panels = []
    for name, number, colour in (("change", "+,.2f", BLUE), ("growth", "+.1%", ORANGE)):
        base = alt.Chart().encode(
            rows_axis(),
            alt.X(
                f"{name}:Q",
                title=label(_COLUMNS[name], lang),
                axis=alt.Axis(format=".0%" if name == "growth" else ",.0f", tickCount=5),
            ),
            tooltip=_tooltip(lang),
        )
        texts = beside(base, alt.Text(f"{name}:Q", format=number))
        bars = base.mark_bar(color=colour)
        panels.append(having(layered(bars, texts), width=WIDTH))
    return styled(below_one_another(*panels), data=frame, title=title)


@checked_whole
def before_and_after(changes: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw each item's derived figure of the year before and the budget year's stated one.

    Args:
        changes: Rows of `load_changes()`, such as the three public expenses and their parts. One
            without a figure for the year before is left out.
        lang: Language of every word in the chart.
    """
    both = one_disclosure(changes).dropna(subset="previous")
    if both.empty:
        title = titled(lang, "The year before and the budget year", "上年与本年", "", "")
        none = "No figure follows for the year before.", "推算不出上年的数字。"
        return without_rows(title, lang, *none)
    year = int(both["fiscal_year"].iloc[0])
    frame = _drawn(both, lang).assign(
        text=[f"{row.previous:,.2f} → {row.amount:,.2f}" for row in both.itertuples()]
    )
    base = alt.Chart().encode(
        rows_axis(),
        tooltip=_tooltip(lang),
    )
    line = base.mark_rule(color=GREY, strokeWidth=3).encode(
        alt.X("previous:Q", title=label(_COLUMNS["amount"], lang)), x2=alt.X2("amount:Q")
    )
    before = base.mark_point(size=90, color=BLUE, filled=False, strokeWidth=2).encode(
        x=alt.X("previous:Q")
    )
    after = base.mark_point(size=90, color=BLUE, filled=True, opacity=1).encode(x=alt.X("amount:Q"))
    texts = base.mark_text(align="left", dx=10, fontSize=11).encode(
        x=alt.X("amount:Q"), text=alt.Text("text:N")
    )
    title = titled(
        lang,
        "The year before and the budget year",
        "上年与本年",
        f"Hollow: {year - 1}, derived; filled: {year}, as stated",
        f"空心：{year - 1}年（推算）；实心：{year}年（原文）",
    )
    chart = layered(line, before, after, texts)
    return styled(chart, data=frame, width=WIDTH, height=alt.Step(28), title=title)


@checked_whole
def real_terms(changes: pd.DataFrame, lang: Language = "en") -> alt.Chart | alt.LayerChart:
    """Draw each relative change as stated and in the budget year's prices.

    Args:
        changes: As `changes.in_real_terms` returns them; its source is written below the title.
        lang: Language of every word in the chart.
    """
    source = ", ".join(changes["deflator_source"].unique())
    title = titled(
        lang,
        "Growth in real terms",
        "剔除价格因素的增幅",
        f"Deflator: {source}",
        f"价格指数来源：{source}",
    )
    if changes.empty:
        return without_rows(title, lang, "No change was read.", "没有读到增减。")
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
    points = base.mark_point(filled=True, size=80, opacity=1)
    return styled(points, width=WIDTH, title=title)


_STATUS = {
    SAME: ("Same name", "同名", BLUE),
    RENAMED: ("Likely renamed", "可能更名", ORANGE),
    MOVED: ("Moved", "改属其他职责", GREEN),
    NEW: ("New", "新增", BLACK),
    GONE: ("Gone", "不再列出", GREY),
}


@checked_whole
def per_head(frame: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw amounts per head of a population, one bar for each row that has an amount.

    Args:
        frame: As `changes.per_head` returns it; its source is written below the title.
        lang: Language of every word in the chart.
    """
    source = ", ".join(frame["population_source"].unique())
    title = titled(
        lang, "Amounts per head", "人均金额", f"Population: {source}", f"人口数来源：{source}"
    )
    drawn = named(frame, lang).dropna(subset="per_head")[["label", "per_head", "source_line"]]
    if drawn.empty:
        return without_rows(title, lang, "No amount was read.", "没有读到金额。")
    yuan = pick(lang, "Yuan per head", "人均（元）")
    base = alt.Chart().encode(
        rows_axis(),
        alt.X("per_head:Q", title=yuan, axis=alt.Axis(format=",.0f", tickCount=5)),
        tooltip=[
            name_tip(lang),
            alt.Tooltip("per_head:Q", title=yuan, format=",.2f"),
            line_tip(lang),
        ],
    )
    texts = beside(base, alt.Text("per_head:Q", format=",.2f"))
    return styled(layered(base.mark_bar(color=BLUE), texts), data=drawn, width=WIDTH, title=title)


def status_names(lang: Language) -> dict[str, str]:
    """Return what each status of `compare()` is called in a chart."""
    return {status: pick(lang, en, zh) for status, (en, zh, _) in _STATUS.items()}


@checked_whole
def compared(pairs: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw the budgets that two years' own disclosures publish for each item.

    Args:
        pairs: Rows of `compare()`, of responsibilities or of activities.
        lang: Language of every word in the chart.

    Raises:
        ValueError: For rows of both, which carry the same money.
    """
    if len(pairs["table"].unique()) > 1:
        raise ValueError("the frame holds responsibilities and activities: draw one of the two")
    if pairs.empty:
        title = titled(lang, "Two years, each as its own disclosure has it", "两年对照", "", "")
        none = "Neither disclosure has a row to compare.", "两年的公开文件都没有可对照的行。"
        return without_rows(title, lang, *none)
    before, after = (int(pairs[f"year_{when}"].iloc[0]) for when in ("before", "after"))
    drawn = pd.DataFrame([_compared(row, lang) for row in pairs.itertuples()])
    kinds = {pick(lang, en, zh): colour for en, zh, colour in _STATUS.values()}
    kinds = {kind: colour for kind, colour in kinds.items() if kind in set(drawn["kind"])}
    budget = label(schema.BUDGET, lang)
    base = alt.Chart().encode(
        rows_axis(),
        kind_colours(list(kinds.values()), list(kinds)),
        tooltip=[
            name_tip(lang),
            alt.Tooltip("kind:N", title=pick(lang, "Against the year before", "与上年相比")),
            alt.Tooltip("score:Q", title=pick(lang, "Alike, of 100", "名称相似度（百分制）")),
            *(
                alt.Tooltip(f"{name}:Q", title=f"{year} {budget}", format=",.2f")
                for name, year in (("before", before), ("after", after))
            ),
            alt.Tooltip("change:Q", title=label(_COLUMNS["change"], lang), format="+,.2f"),
            alt.Tooltip(
                "source_line_before:Q", title=f"{before} {label(schema.SOURCE_LINE, lang)}"
            ),
            alt.Tooltip("source_line_after:Q", title=f"{after} {label(schema.SOURCE_LINE, lang)}"),
        ],
    )
    amount = alt.X("before:Q", title=budget, axis=alt.Axis(format=",.0f", tickCount=5))
    both = base.transform_filter("isValid(datum.change)")
    line = both.mark_rule(strokeWidth=3).encode(
        amount, x2=alt.X2("after:Q"), color=alt.ColorValue(GREY)
    )
    # The larger, so that it shows around the other where nothing changed.
    hollow = base.mark_point(size=160, filled=False, strokeWidth=2, opacity=1)
    filled = base.mark_point(size=60, filled=True, opacity=1)
    texts = base.mark_text(align="left", dx=10, fontSize=11).encode(
        x=alt.X("end:Q"), text=alt.Text("text:N"), color=alt.ColorValue("black")
    )
    title = titled(
        lang,
        f"{before} and {after}, each as its own disclosure has it",
        f"{before}年与{after}年，均以各自公开文件为准",
        f"Hollow: {before}; filled: {after}; a blank budget is not a budget of zero",
        f"空心：{before}年；实心：{after}年；预算栏空白不等于预算为零",
    )
    # Texts first: they have every row, in order, and so give the axis its rows.
    ends = hollow.encode(x=alt.X("before:Q")), filled.encode(x=alt.X("after:Q"))
    chart = layered(texts, line, *ends)
    return styled(chart, data=drawn, width=WIDTH, height=alt.Step(24), title=title)


def _compared(row: Any, lang: Language) -> dict[str, Any]:  # noqa: ANN401 - a named tuple of pandas
    """Return what the chart draws of one row of `compare()`."""
    blank, was = pick(lang, "blank", "空白"), pick(lang, " (was {})", "（原{}）")
    labels, amounts = [], []
    for when in ("before", "after"):
        name, position = getattr(row, f"name_{when}"), getattr(row, f"responsibility_{when}")
        if pd.isna(position):
            continue
        english, activity = getattr(row, f"name_en_{when}"), getattr(row, f"activity_{when}")
        number = f"{position}" if pd.isna(activity) else f"{position}.{activity}"
        labels.append((number, pick(lang, name if pd.isna(english) else english, name)))
        budget = getattr(row, f"budget_{when}")
        amounts.append(blank if pd.isna(budget) else f"{budget:,.2f}")
    text = " ".join(labels[-1])
    if row.status == RENAMED:
        text += was.format(labels[0][1])
    if row.status == GONE:
        text += f" ({row.year_before})"
    growth = "" if pd.isna(row.growth) else f" ({row.growth:+.1%})"
    ends = [budget for budget in (row.budget_before, row.budget_after) if pd.notna(budget)]
    return {
        "label": text,
        "kind": status_names(lang)[row.status],
        "score": row.score,
        "before": row.budget_before,
        "after": row.budget_after,
        "change": row.change,
        "end": max(ends, default=0.0),
        "text": " → ".join(amounts) + growth,
        "source_line_before": row.source_line_before,
        "source_line_after": row.source_line_after,
    }
