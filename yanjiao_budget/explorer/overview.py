"""Overview: the headline figures, each with the year before, its share and its line."""

from functools import partial
from typing import Any

import pandas as pd

from yanjiao_budget.analysis import spending
from yanjiao_budget.charts import money as charts
from yanjiao_budget.charts.style import SHARE, label
from yanjiao_budget.document.year_before import STATED_AS
from yanjiao_budget.language import pick
from yanjiao_budget.schema import BY_NAME
from yanjiao_budget.store.names import named

from .blocks import (
    Block,
    Made,
    chart,
    column,
    line_column,
    name_column,
    rows_of,
    table,
    to_line,
)
from .data import Data

_HEADLINES = (
    "income",
    "expenditure",
    "basic",
    "project",
    "three_public",
    "procurement",
    "fixed_assets",
)
_TOTALS, _CHANGES = BY_NAME["totals"], BY_NAME["changes"]


def figures_of(totals: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """Return the stated figures with their share and change: one row each, in document order.

    Returns:
        The columns of `load_totals()`, `share` of the figure each is part of, and `previous`,
        `change`, `growth` as `load_changes()` has them; each missing where there is none. The
        change of expenditure is stated as that of income and expenditure, which are equal.
    """
    wholes = totals.set_index("item")["amount"]
    stated = changes.set_index("item")[["previous", "change", "growth"]]
    found = stated.reindex(totals["item"].replace(STATED_AS)).set_axis(totals.index)
    share = totals["amount"] / totals["part_of"].map(wholes)
    return pd.concat([totals.assign(share=share), found], axis="columns")


def _figures(data: Data, state: Any) -> Made:  # noqa: ANN401 - the fields a block needs
    say, year = partial(pick, state.lang), data.year
    items = []
    frame = named(figures_of(data.load("totals"), data.load("changes")), state.lang)
    wholes = dict(zip(frame["item"], frame["label"], strict=True))
    for row in rows_of(frame[frame["item"].isin(_HEADLINES)]):
        notes = []
        if pd.notna(row.share):
            whole = wholes[row.part_of]
            notes.append(say(f"{row.share:.1%} of {whole}", f"占{whole}的 {row.share:.1%}"))
        if pd.notna(row.previous):
            growth = f" / {row.growth:+.1%}" if pd.notna(row.growth) else ""
            moved = f"{row.previous:,.2f} ({row.change:+,.2f}{growth})"
            notes.append(say(f"{year - 1}, derived: {moved}", f"{year - 1}年（推算）：{moved}"))
        else:
            notes.append(say(f"no change on {year - 1} stated", f"未说明与{year - 1}年相比的增减"))
        items.append(
            {
                "label": row.label,
                "small": row.name if row.label != row.name else "",
                "value": f"{row.amount:,.2f}",
                "unit": say("万元 (10,000 yuan)", "万元"),
                "notes": notes,
                "line": {
                    "text": say(f"line {row.source_line}", f"第{row.source_line}行"),
                    "set": to_line(row.source_line),
                },
            }
        )
    return Made({"kind": "figures", "items": items})


def _composition(data: Data, state: Any) -> Made:  # noqa: ANN401
    wholes = [
        whole
        for whole in ("income", "expenditure", "basic")
        if (data.load("totals")["part_of"] == whole).any()
    ]
    parts = spending.composition(data.load("totals"), tuple(wholes))
    return chart(charts.composition(parts, state.lang), parts, unit="万元")


def _table(data: Data, state: Any) -> Made:  # noqa: ANN401
    lang = state.lang
    columns = [
        name_column(lang, label(_TOTALS.column("name"), lang)),
        column(_TOTALS.column("amount"), lang, "money"),
        column(SHARE, lang, "percent"),
        *(
            column(_CHANGES.column(name), lang, form)
            for name, form in (("previous", "money"), ("change", "change"), ("growth", "growth"))
        ),
        line_column(lang),
    ]
    return table(
        pick(lang, "Every figure the document states", "原文给出的全部数字"),
        figures_of(data.load("totals"), data.load("changes")),
        columns,
        lang,
        sort=state.sort,
        unit="万元",
        before="from yanjiao_budget.explorer import overview\n",
        code="overview.figures_of(yb.load_totals(**which), yb.load_changes(**which))",
    )


BLOCKS = (
    Block("figures", ("lang",), _figures),
    Block("chart", ("lang",), _composition),
    Block("table", ("lang", "sort"), _table),
)
