"""Spending: the responsibilities, a click into the activities of one, and what has no budget."""

from functools import partial
from typing import Any

import altair as alt
import pandas as pd

from yanjiao_budget import schema
from yanjiao_budget.analysis import spending
from yanjiao_budget.charts.style import (
    BLUE,
    LABELS,
    SHARE,
    WIDTH,
    label,
    line_tip,
    name_tip,
    styled,
    titled,
)
from yanjiao_budget.language import pick
from yanjiao_budget.store.names import named

from .blocks import (
    NOTHING,
    Block,
    Made,
    Shown,
    chart,
    column,
    controls,
    line_column,
    name_column,
    note,
    rows_of,
    sorted_by,
    switch,
    table,
)
from .data import Data

_NEEDS = ("lang", "responsibility", "measure", "sort")


def _columns(state: Any) -> list[Shown]:  # noqa: ANN401 - the fields a block needs
    lang = state.lang
    say = partial(pick, lang)
    whole = not state.responsibility
    position = schema.RESPONSIBILITY if whole else schema.ACTIVITY
    heading = say("Responsibility", "职责") if whole else say("Activity", "工作活动")
    columns = [
        Shown(position.name, say("No.", "序号"), "integer"),
        name_column(lang, heading, sets=_into if whole else _to_indicators),
        column(schema.BUDGET, lang, "money", missing=say("none published", "未公布")),
        column(SHARE, lang, "percent"),
    ]
    if whole:
        columns += [
            Shown("activities", say("Activities", "工作活动（项）"), "integer"),
            Shown("unfunded", say("Without a budget", "未公布预算（项）"), "integer"),
        ]
    return [*columns, line_column(lang)]


def _into(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of a frame
    return {"responsibility": row.responsibility}


def _to_indicators(row: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"view": "grading", "responsibility": row.responsibility, "query": row.name}


def _frame(data: Data, state: Any) -> pd.DataFrame:  # noqa: ANN401
    rows = spending.within(
        data.load("responsibilities"), data.load("activities"), state.responsibility or None
    )
    if state.measure == "unfunded":
        rows = rows[rows["unfunded"] > 0].reset_index(drop=True)
    return sorted_by(rows, state.sort or _usual(state.measure), _columns(state))


def _usual(measure: str) -> str:
    return "-unfunded" if measure == "unfunded" else "-budget"


def _controls(_: Data, state: Any) -> Made:  # noqa: ANN401
    say = partial(pick, state.lang)
    options = [
        ("amount", say("Amount", "金额")),
        ("share", say("Share", "占比")),
        ("unfunded", say("What has no budget", "没有预算的")),
    ]
    return controls(switch("measure", say("Show", "显示"), state.measure, options))


def _trail(data: Data, state: Any) -> Made:  # noqa: ANN401
    say = partial(pick, state.lang)
    steps = [{"text": say("All responsibilities", "全部职责"), "set": {"responsibility": 0}}]
    if state.responsibility:
        rows = named(data.load("responsibilities"), state.lang, "responsibility")
        name = rows.loc[rows["responsibility"] == state.responsibility, "label"].iloc[0]
        steps.append({"text": name, "set": {"responsibility": state.responsibility}})
    return Made({"kind": "trail", "label": say("You are in", "当前位置"), "steps": steps})


def _chart(data: Data, state: Any) -> Made:  # noqa: ANN401
    lang = state.lang
    say = partial(pick, lang)
    frame = _frame(data, state)
    whole = not state.responsibility
    if frame.empty:
        return _none(state)
    if state.measure == "unfunded" and not whole:
        return NOTHING
    position = ("responsibility",) if whole else ("responsibility", "activity")
    missing = say("no budget published", "未公布预算")
    measures = {
        "amount": (schema.BUDGET, ",.0f"),
        "share": (SHARE, ".0%"),
        "unfunded": (_UNFUNDED, ",.0f"),
    }
    measure, form = measures[state.measure]
    texts = [
        say(f"{row.unfunded} of {row.activities}", f"{row.activities} 项中 {row.unfunded} 项")
        if state.measure == "unfunded"
        else missing
        if pd.isna(row.budget)
        else f"{row.budget:,.2f} ({row.share:.2%})"
        for row in rows_of(frame)
    ]
    drawn = named(frame, lang, *position).assign(length=frame[measure.name].fillna(0), text=texts)
    base = alt.Chart(drawn[["label", "length", "text", "responsibility", "source_line"]]).encode(
        alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=LABELS)),
        alt.X("length:Q", title=label(measure, lang), axis=alt.Axis(format=form, tickCount=5)),
        tooltip=[name_tip(lang), alt.Tooltip("text:N", title=label(measure, lang)), line_tip(lang)],
    )
    labels = base.mark_text(align="left", dx=4, fontSize=11).encode(text="text:N")
    layers = base.mark_bar(color=BLUE) + labels
    if whole:  # A bar may be too short to hit: anywhere in its row will do.
        layers += base.mark_bar(opacity=0, cursor="pointer").encode(
            x=alt.XValue(0), x2=alt.X2Value(WIDTH)
        )
    title = titled(lang, *_TITLES[state.measure if whole else "within"])
    return chart(
        styled(layers.properties(width=WIDTH, title=title)),
        frame,
        unit=measure.unit,
        click="responsibility" if whole else "",
    )


def _none(state: Any) -> Made:  # noqa: ANN401
    say = partial(pick, state.lang)
    if state.measure == "unfunded":
        text = say("Every activity here prints a budget.", "此处各项活动均公布了预算。")
        return note(text, sets={"measure": "amount"}, action=say("Show the amounts", "显示金额"))
    text = say("This responsibility lists no activity.", "该职责没有列出工作活动。")
    return note(text, sets={"responsibility": 0}, action=say("All responsibilities", "全部职责"))


_UNFUNDED = schema.Column(
    "unfunded", "未公布预算的活动（项）", "Activities without a budget", "integer", ""
)
_TITLES = {
    "amount": (
        "Where the money goes",
        "钱花在哪里",
        "Click a responsibility to see its activities",
        "点击一项职责，查看其工作活动",
    ),
    "share": (
        "Where the money goes",
        "钱花在哪里",
        "Share of all budgets; click a responsibility to see its activities",
        "占全部预算的比重；点击一项职责，查看其工作活动",
    ),
    "unfunded": (
        "Activities that print no budget",
        "没有公布预算的工作活动",
        "A blank budget is not a budget of zero; click a responsibility to list them",
        "预算栏空白不等于预算为零；点击一项职责，列出这些活动",
    ),
    "within": (
        "Activities of this responsibility",
        "该职责的工作活动",
        "The responsibility's money again, by activity; shares are of all budgets",
        "同一笔钱按活动细分；占比以全部预算为基数",
    ),
}


def _table(data: Data, state: Any) -> Made:  # noqa: ANN401
    say = partial(pick, state.lang)
    frame, columns = _frame(data, state), _columns(state)
    within = f", {state.responsibility}" if state.responsibility else ""
    code = (
        "from yanjiao_budget import spending\n"
        "frame = spending.within(yb.load_responsibilities(**which), "
        f"yb.load_activities(**which){within})\n"
    )
    if state.measure == "unfunded":
        code += 'frame = frame[frame["unfunded"] > 0].reset_index(drop=True)\n'
    order = state.sort or _usual(state.measure)
    return table(
        say("The same, in figures", "对应数据"),
        frame,
        columns,
        state.lang,
        sort=order,
        unit=schema.WAN_YUAN,
        before=code,
        code="frame",
    )


BLOCKS = (
    Block("controls", ("lang", "measure"), _controls),
    Block("trail", ("lang", "responsibility"), _trail),
    Block("chart", _NEEDS, _chart),
    Block("table", _NEEDS, _table),
)
