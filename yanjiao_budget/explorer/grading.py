"""Grading: indicators by words and filters, what their ladders cover, what a value would earn."""

from functools import partial
from typing import Any

import pandas as pd
import portion  # type: ignore[import-untyped]

from yanjiao_budget import schema
from yanjiao_budget.analysis import grading
from yanjiao_budget.charts import grading as grading_charts
from yanjiao_budget.charts.style import label
from yanjiao_budget.ladders.ladder import READINGS
from yanjiao_budget.ladders.thresholds import KINDS, format_threshold
from yanjiao_budget.language import Language, pick
from yanjiao_budget.store.names import named

from .blocks import (
    NOTHING,
    Block,
    Made,
    Shown,
    chart_again,
    choice,
    column,
    controls,
    line_column,
    name_column,
    note,
    rows_of,
    slider,
    switch,
    table,
    to_line,
    words,
)
from .data import INDICATOR, Data

_FILTERS = ("query", "responsibility", "funded", "ladder", "kind", "rule")
_CLEAR = {
    "query": "",
    "responsibility": 0,
    "funded": "any",
    "ladder": 0,
    "kind": "any",
    "rule": "any",
}
_COUNTED = 60  # Where the axis of ladders of counts ends.


def _selected(data: Data, state: Any) -> pd.DataFrame:  # noqa: ANN401 - the fields a block needs
    return data.selected(**_conditions(state))


def _conditions(state: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "query": state.query,
        "responsibility": state.responsibility or None,
        "funded": {"yes": True, "no": False}.get(state.funded),
        "ladder": state.ladder or None,
        "kind": None if state.kind == "any" else state.kind,
        "rule": None if state.rule == "any" else state.rule,
    }


def _controls(data: Data, state: Any) -> Made:  # noqa: ANN401
    lang = state.lang
    say = partial(pick, lang)
    everything = say("all", "全部")
    responsibilities = named(data.load("responsibilities"), lang, "responsibility")
    patterns = data.patterns
    signs = patterns["pattern_en" if lang == "en" else "pattern"]
    ladders = [
        (int(rank), f"{rank}. {text} ({count})")
        for rank, text, count in zip(patterns["rank"], signs, patterns["indicators"], strict=True)
    ]
    rules = data.rules[data.rules["findings"] > 0]
    named_rules = zip(
        rules["rule"], rules[say("rule_en", "rule_zh")], rules["findings"], strict=True
    )
    kinds = [(kind, _kind(kind, lang)) for kind in data.kinds]
    return controls(
        words(
            "query",
            say("Search indicators", "搜索指标"),
            state.query,
            say("words of the indicator or activity", "指标或活动中的词"),
        ),
        choice(
            "responsibility",
            say("Responsibility", "职责"),
            state.responsibility,
            [(0, everything)]
            + [
                (int(number), text)
                for number, text in zip(
                    responsibilities["responsibility"], responsibilities["label"], strict=True
                )
            ],
        ),
        choice(
            "funded",
            say("Its activity has a budget", "活动是否有预算"),
            state.funded,
            [("any", everything), ("yes", say("yes", "有")), ("no", say("no", "无"))],
        ),
        choice("ladder", say("Ladder", "阶梯"), state.ladder, [(0, everything), *ladders]),
        choice(
            "kind", say("Kind of threshold", "标准类型"), state.kind, [("any", everything), *kinds]
        ),
        choice(
            "rule",
            say("Finding", "发现"),
            state.rule,
            [("any", everything)]
            + [(rule, f"{text} ({count})") for rule, text, count in named_rules],
        ),
        switch(
            "reading",
            say("Reading", "读法"),
            state.reading,
            [("cascade", say("cascade", "递进")), ("literal", say("literal", "字面"))],
        ),
        slider("value", say("What if the result were (%)", "假如结果为（%）"), state.value),
    )


def _found(data: Data, state: Any) -> Made:  # noqa: ANN401
    say = partial(pick, state.lang)
    found, whole = len(_selected(data, state)), len(data.indicators)
    if not found:
        text = say(
            "No indicator meets every condition. Take one away, or clear them all.",
            "没有指标同时满足所有条件。请减少条件，或全部清除。",
        )
    else:
        text = say(f"{found} of {whole} indicators", f"{whole} 项指标中的 {found} 项")
    clears = found < whole
    return note(
        text,
        sets=_CLEAR if clears else None,
        action=say("Clear all filters", "清除全部条件") if clears else "",
    )


def _what_if(data: Data, state: Any) -> Made:  # noqa: ANN401
    selected = _selected(data, state)
    if not (selected["unit"] == "%").any():
        return _none_of(selected, state)
    asked = data.asked(state.value, state.reading, **_conditions(state))
    spread = grading.counted(asked, state.value, state.reading)
    key = ("earned", state.lang, state.reading)
    return chart_again(
        data.drawn(key, lambda: grading_charts.earned(spread, state.lang)),
        spread,
        grading_charts.spread_rows(spread, state.lang),
        title=grading_charts.earned_title(spread, state.lang).to_dict(),
    )


def _none_of(selected: pd.DataFrame, state: Any) -> Made:  # noqa: ANN401
    if selected.empty:
        return NOTHING
    return note(
        pick(
            state.lang,
            "None of these indicators has a ladder of percentages, so the what-if has none to ask.",
            "所选指标均无百分比阶梯，“假如”无从计算。",
        )
    )


def _ruler(data: Data, state: Any, *, percent: bool) -> Made:  # noqa: ANN401
    selected = _selected(data, state)
    used = data.patterns.assign(
        indicators=data.patterns["rank"].map(selected["ladder"].value_counts())
    )
    used = used.dropna(subset="indicators").astype({"indicators": "int64"})
    units = selected.drop_duplicates("ladder").set_index("ladder")["unit"]
    unit = used["rank"].map(units)
    drawn = used[unit == "%" if percent else unit.isin(["个", "次", "场"])]
    bands = grading.bands(drawn, state.reading) if len(drawn) else pd.DataFrame()
    if bands.empty:
        return NOTHING
    top = 100 if percent else _COUNTED
    whole = bool(bands["whole"].all())
    key = ("ruler", whole, state.lang, state.reading, *grading_charts.ruler_grades(bands))
    return chart_again(
        data.drawn(key, lambda: grading_charts.ruler(bands, state.lang, top=top)),
        bands,
        grading_charts.ruler_rows(bands, state.lang, top=top),
        height=grading_charts.ruler_height(bands),
    )


def _table(data: Data, state: Any) -> Made:  # noqa: ANN401
    lang = state.lang
    say = partial(pick, lang)
    frame = data.asked(state.value, state.reading, **_conditions(state))
    columns = [
        name_column(lang, label(schema.INDICATOR_NAME, lang), sets=_to_card),
        Shown(say("signs", "pattern"), say("Ladder, best first", "阶梯（优至差）")),
        Shown(
            "earns",
            say(f"At {state.value:g}%", f"{state.value:g}% 时"),
            missing=say("not a percentage", "非百分比"),
            words=grading_charts.grade_names(lang),
        ),
        name_column(lang, say("Activity", "工作活动"), name="activity_name"),
        column(schema.BUDGET, lang, "money", missing=say("none published", "未公布")),
        Shown("findings", say("Findings", "发现数"), "integer"),
        line_column(lang),
    ]
    filters = ", ".join(
        f"{name}={value!r}" for name, value in _conditions(state).items() if value not in (None, "")
    )
    find = f"yb.find_indicators({filters}{', ' * bool(filters)}**which)"
    before = (
        "from yanjiao_budget import grading\n"
        f"frame = grading.what_if({find}, {state.value:g}, {state.reading!r})\n"
    )
    return table(
        say("The indicators", "指标"),
        frame,
        columns,
        lang,
        sort=state.sort,
        unit=schema.WAN_YUAN,
        before=before,
        code="frame",
    )


def _to_card(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of a frame
    return {"indicator": f"{row.responsibility}.{row.activity}.{row.indicator}"}


def _card(data: Data, state: Any) -> Made:  # noqa: ANN401
    if not state.indicator:
        return NOTHING
    lang = state.lang
    say = partial(pick, lang)
    at = data.keys.index(state.indicator)
    row, ladder = data.indicators.iloc[at], data.ladders[at]
    key = [int(part) for part in state.indicator.split(".")]
    thresholds, findings = data.load("thresholds"), data.load("findings")
    own = thresholds[(thresholds[INDICATOR] == key).all(axis="columns")]
    bands = {reading: ladder.intervals(reading) for reading in READINGS}
    steps = []
    for grade, cell, line in zip(
        schema.GRADES, ladder.cells.values(), own["source_line"], strict=True
    ):
        steps.append(
            [
                pick(lang, grade.en, grade.zh),
                cell.raw or say("blank", "空白"),
                f"{_kind(cell.kind, lang)}: {format_threshold(cell)}",
                *(_interval(bands[reading][grade.name], ladder.unit) for reading in READINGS),
                {"lines": [{"text": str(line), "set": to_line(line)}]},
            ]
        )
    earned = say("not a percentage", "非百分比")
    if ladder.unit == "%":
        earned = grading_charts.grade_names(lang)[grading.earns(state.value, ladder, state.reading)]
    found = findings[(findings[INDICATOR] == key).all(axis="columns")]
    budget = say("none published", "未公布")
    if pd.notna(row["budget"]):
        budget = say(f"{row['budget']:,.2f} (10,000 yuan)", f"{row['budget']:,.2f} 万元")
    return Made(
        {
            "kind": "card",
            "title": f"{state.indicator} {_both(row, 'name', lang)}",
            "close": {"text": say("Close", "关闭"), "set": {"indicator": ""}},
            "terms": [
                [say("Responsibility", "职责"), _both(row, "responsibility_name", lang)],
                [say("Activity", "工作活动"), _both(row, "activity_name", lang)],
                [say("Budget of the activity", "活动预算"), budget],
                [
                    say(f"At {state.value:g}% it would earn", f"{state.value:g}% 时的等级"),
                    f"{earned} ({grading_charts.reading_names(lang)[state.reading]})",
                ],
                [
                    say("What keeps it from grading", "无法评级之处"),
                    row["why"] if pd.notna(row["why"]) else say("nothing", "无"),
                ],
            ],
            "headings": [
                say("Grade", "等级"),
                say("As printed", "原文"),
                say("As read", "识读"),
                say("Cascade reading", "递进读法"),
                say("Literal reading", "字面读法"),
                say("Line", "行号"),
            ],
            "steps": steps,
            "found": say(f"Findings: {len(found)}", f"发现：{len(found)} 条"),
            "findings": [
                {
                    "text": say(one.sentence, one.sentence_zh),
                    "small": f"{say(one.criterion, one.criterion_zh)} ({one.criterion_source}; "
                    f"{_certainty(one.certainty, lang)})",
                    "lines": [{"text": str(one.source_line), "set": to_line(one.source_line)}],
                }
                for one in rows_of(found)
            ],
        }
    )


def _kind(kind: str, lang: Language) -> str:
    return pick(lang, KINDS[kind].english, KINDS[kind].chinese)


def _both(row: "pd.Series[Any]", name: str, lang: Language) -> str:
    english = row[f"{name}_en"]
    return f"{english} ({row[name]})" if lang == "en" and pd.notna(english) else str(row[name])


def _certainty(certainty: str, lang: Language) -> str:
    return {"certain": pick(lang, "certain", "确定"), "likely": pick(lang, "likely", "可能")}[
        certainty
    ]


def _interval(band: Any, unit: str | None) -> str:  # noqa: ANN401 - portion has no types
    if band is None or band.empty:
        return "—"
    return f"{portion.to_string(band, conv=lambda end: f'{end:f}')} {unit or ''}".strip()


BLOCKS = (
    Block("controls", ("lang", "reading", "value", *_FILTERS), _controls),
    Block("found", ("lang", *_FILTERS), _found),
    Block("card", ("lang", "indicator", "value", "reading"), _card),
    Block("whatif", ("lang", "value", "reading", *_FILTERS), _what_if),
    Block("ruler", ("lang", "reading", *_FILTERS), partial(_ruler, percent=True)),
    Block("counts", ("lang", "reading", *_FILTERS), partial(_ruler, percent=False)),
    Block("table", ("lang", "value", "reading", "sort", *_FILTERS), _table),
)
