"""Overview: what stands out, and the headline figures with their share, year before and line."""

from functools import partial
from typing import Any

import pandas as pd

from yanjiao_budget.analysis import spending
from yanjiao_budget.analysis.glossary import meant
from yanjiao_budget.charts import money
from yanjiao_budget.document.year_before import STATED_AS
from yanjiao_budget.language import Language, in_large, pick, wan_yuan
from yanjiao_budget.schema import answers
from yanjiao_budget.store.names import named

from . import blocks, tables
from .blocks import Item, Made
from .data import Data
from .state import DEFAULT
from .tables import LINE, PageColumn, name_column

_HEADLINES = (
    "income",
    "expenditure",
    "basic",
    "project",
    "three_public",
    "procurement",
    "fixed_assets",
)


# Where a sentence leads, by its rule: what the page calls it, and what a click sets.
_LEADS: dict[str, tuple[tuple[str, str], dict[str, Any]]] = {
    "spent": (
        ("All responsibilities", "全部职责"),
        {"view": "spending", "responsibility": 0, "measure": "amount"},
    ),
    "changed": (("Every stated change", "全部所述增减"), {"view": "years"}),
    "unfunded": (
        ("Where budgets are blank", "哪里没有预算"),
        {"view": "spending", "responsibility": 0, "measure": "unfunded"},
    ),
    "graded": (
        ("Indicators of the ladder used most", "使用最多的阶梯及其指标"),
        {"view": "grading", **DEFAULT.filters._asdict(), "ladder": 1},
    ),
    "ties": (("How the figures tie", "勾稽关系及计算过程"), {"view": "trust"}),
    "promises": (("What speaks of each promise", "各项承诺有何对应"), {"view": "promises"}),
    "unread": (("What is kept unread", "未识读之处"), {"view": "trust"}),
}


def sentences(data: Data, *, lang: Language) -> Made:
    """Return what stands out: a sentence each with its figure, its line and where it leads."""
    items = [
        {
            "figure": row.figure,
            "text": pick(lang, row.sentence, row.sentence_zh),
            "line": _line(row.source_line, lang),
            "leads": pick(lang, *_LEADS[row.rule][0]),
            "set": _leads_to(row),
        }
        for row in blocks.rows_of(data.standing_out)
    ]
    title = pick(lang, "What stands out", "要点")
    return Made({"kind": "sentences", "title": title, "items": items})


def _leads_to(row: Any) -> dict[str, Any]:  # noqa: ANN401 - of a frame
    """Return what a click on a sentence sets: a view, and in Trust its tie."""
    fields = _LEADS[row.rule][1]
    return {**fields, "tie": row.tie} if fields["view"] == "trust" else fields


def _line(number: int, lang: Language) -> Item:
    text = pick(lang, f"line {number}", f"第{number}行")
    return {"text": text, "set": blocks.to_line(number)}


def figures_of(totals: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """Return the stated figures with their share and change: one row each, in document order.

    Returns:
        The columns of `load_totals()`, `share` of the figure each is part of, and `previous`,
        `change`, `growth` as `load_changes()` has them; each missing where there is none. The
        change of expenditure is stated as that of revenue and expenditure, which are equal.
    """
    wholes = totals.set_index("item")["amount"]
    stated = changes.set_index("item")[["previous", "change", "growth"]]
    found = stated.reindex(totals["item"].replace(STATED_AS)).set_axis(totals.index)
    share = totals["amount"] / totals["part_of"].map(wholes)
    return pd.concat([totals.assign(share=share), found], axis="columns")


def figures(data: Data, *, lang: Language) -> Made:
    """Return the headline figures."""
    frame = named(figures_of(data.load("totals"), data.load("changes")), lang)
    wholes = dict(zip(frame["item"], frame["label"], strict=True))
    items = [
        {
            "label": row.label,
            "small": row.name if row.label != row.name else "",
            "value": f"{row.amount:,.2f}",
            "unit": wan_yuan(lang),
            "notes": _notes(row, wholes, data.year - 1, lang),
            "line": _line(row.source_line, lang),
            "about": about(data, lang, row),
        }
        for row in blocks.rows_of(frame[frame["item"].isin(_HEADLINES)])
    ]
    return Made({"kind": "figures", "items": items})


def about(data: Data, lang: Language, row: Any) -> Item | None:  # noqa: ANN401 - of a frame
    """Return what the document says that a row's name means, where it explains it."""
    term = meant(row.name, data.terms)
    return data.about(term, lang) if term else None


def _notes(row: Any, wholes: dict[str, str], before: int, lang: Language) -> list[str]:  # noqa: ANN401
    """Return what stands below a figure: its share of a whole, and the year before."""
    large = in_large(row.amount, lang)
    notes = [large] if large else []
    if pd.notna(row.share):
        whole = wholes[row.part_of]
        notes.append(pick(lang, f"{row.share:.1%} of {whole}", f"占{whole}的 {row.share:.1%}"))
    if pd.isna(row.previous):
        none = f"no change on {before} stated", f"未说明与{before}年相比的增减"
        return [*notes, pick(lang, *none)]
    growth = f" / {row.growth:+.1%}" if pd.notna(row.growth) else ""
    moved = f"{row.previous:,.2f} ({row.change:+,.2f}{growth})"
    return [*notes, pick(lang, f"{before}, derived: {moved}", f"{before}年（推算）：{moved}")]


def chart(data: Data, *, lang: Language) -> Made:
    """Return what revenue, expenditure and basic expenditure are made of."""
    totals = data.load("totals")
    there = set(totals["part_of"].dropna())
    wholes = tuple(one for one in ("income", "expenditure", "basic") if one in there)
    parts = spending.composition(totals, wholes)
    return blocks.chart(money.composition(parts, lang), parts, unit=wan_yuan(lang))


def table(data: Data, *, lang: Language, sort: str) -> Made:
    """Return every figure that the document states."""
    columns = [
        name_column(lang)._replace(about=partial(about, data, lang)),
        PageColumn("amount", "money"),
        PageColumn("share", "percent"),
        PageColumn("previous", "money"),
        PageColumn("change", "change"),
        PageColumn("growth", "growth"),
        LINE,
    ]
    return tables.table(
        pick(lang, "Every figure the document states", "原文给出的全部数字"),
        figures_of(data.load("totals"), data.load("changes")),
        answers.HEADLINES,
        columns,
        lang,
        sort=sort,
        unit=wan_yuan(lang),
        before="from yanjiao_budget.explorer import overview\n",
        code="overview.figures_of(yb.load_totals(**which), yb.load_changes(**which))",
    )


BLOCKS = (sentences, figures, chart, table)
