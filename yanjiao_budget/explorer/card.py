"""The card of one indicator: its ladder as printed and as read, and its findings."""

from functools import partial
from typing import Any

import pandas as pd

from yanjiao_budget import schema
from yanjiao_budget.analysis import grading
from yanjiao_budget.charts.grading import grade_names, reading_names
from yanjiao_budget.ladders.ladder import READINGS, Ladder
from yanjiao_budget.ladders.rules import INDIVIDUAL, SYSTEMIC
from yanjiao_budget.ladders.signs import in_words
from yanjiao_budget.ladders.thresholds import KINDS, ZERO, Threshold, format_threshold
from yanjiao_budget.language import CERTAINTY_NAMES, Language, pick

from .blocks import NOTHING, Item, Made, line_link, rows_of
from .data import INDICATOR, Data


def card(data: Data, *, lang: Language, indicator: str, value: float, reading: str) -> Made:
    """Return the card of the indicator chosen, if one is."""
    if not indicator:
        return NOTHING
    say = partial(pick, lang)
    at = data.keys.index(indicator)
    row, ladder = data.indicators.iloc[at], data.ladders[at]
    found = _of(data.load("findings"), indicator)
    alone, apart = (found[found["scope"] == scope] for scope in (INDIVIDUAL, SYSTEMIC))
    thresholds = _of(data.load("thresholds"), indicator)
    taken = list(thresholds[say("caveat", "caveat_zh")].dropna().drop_duplicates())
    budget = say("none published", "未公布")
    if pd.notna(row["budget"]):
        budget = say(f"{row['budget']:,.2f} (10,000 yuan)", f"{row['budget']:,.2f} 万元")
    earned = say("not a percentage", "非百分比")
    if ladder.unit == "%":
        earned = grade_names(lang)[grading.earns(value, ladder, reading)]
    return Made(
        {
            "kind": "card",
            "title": f"{indicator} {_both(row, 'name', lang)}",
            "close": {"text": say("Close", "关闭"), "set": {"indicator": ""}},
            "terms": [
                [say("Responsibility", "职责"), _both(row, "responsibility_name", lang)],
                [say("Activity", "工作活动"), _both(row, "activity_name", lang)],
                [say("Budget of the activity", "活动预算"), budget],
                [
                    say(f"At {value:g}% it would earn", f"{value:g}% 时的档次"),
                    say("{} ({})", "{}（{}）").format(earned, reading_names(lang)[reading]),
                ],
                [
                    say("What keeps it from grading", "无法评定档次之处"),
                    row["why"] if pd.notna(row["why"]) else say("nothing", "无"),
                ],
                *[[say("Taken for granted", "识读说明"), say("; ", "；").join(taken)]][
                    : len(taken)
                ],
            ],
            "headings": [
                say("Grade", "档次"),
                say("As printed", "原文"),
                say("As read", "识读"),
                *(name.capitalize() for name in reading_names(lang).values()),
                say("Line", "行号"),
            ],
            "steps": _steps(ladder, thresholds, lang),
            "groups": [
                [
                    say(f"Findings: {len(alone)}", f"发现：{len(alone)} 条"),
                    [_finding(one, lang) for one in rows_of(alone)],
                ],
                [
                    say(
                        f"Properties of the whole table: {len(apart)}",
                        f"全表的特点：{len(apart)} 项",
                    ),
                    [_finding(one, lang) for one in rows_of(apart)],
                ],
            ][: 2 if len(apart) else 1],
        }
    )


def _of(rows: pd.DataFrame, indicator: str) -> pd.DataFrame:
    key = [int(part) for part in indicator.split(".")]
    return rows[(rows[INDICATOR] == key).all(axis="columns")]


def _steps(ladder: Ladder, thresholds: pd.DataFrame, lang: Language) -> list[list[Any]]:
    """Return a row for each grade: as printed, as read, what it covers, its line."""
    bands = [ladder.intervals(reading) for reading in READINGS]
    cells = zip(schema.GRADES, ladder.cells.values(), thresholds["source_line"], strict=True)
    return [
        [
            pick(lang, grade.en, grade.zh),
            cell.raw or pick(lang, "blank", "空白"),
            _read(cell, lang),
            *(_covered(band[grade.name], ladder.unit, lang) for band in bands),
            {"lines": [line_link(line)]},
        ]
        for grade, cell, line in cells
    ]


def _finding(one: Any, lang: Language) -> Item:  # noqa: ANN401 - a row of a frame
    certainty = pick(lang, *CERTAINTY_NAMES[one.certainty])
    criterion = pick(lang, one.criterion, one.criterion_zh)
    return {
        "text": pick(lang, one.sentence, one.sentence_zh),
        "small": pick(lang, "{} ({}; {})", "{}（{}；{}）").format(
            criterion, one.criterion_source, certainty
        ),
        "lines": [line_link(one.source_line)],
    }


def kind_name(kind: str, lang: Language) -> str:
    """Return what a kind of threshold is called."""
    return pick(lang, KINDS[kind].english, KINDS[kind].chinese)


def _both(row: "pd.Series[Any]", name: str, lang: Language) -> str:
    english = row[f"{name}_en"]
    return f"{english} ({row[name]})" if lang == "en" and pd.notna(english) else str(row[name])


def _read(cell: Threshold, lang: Language) -> str:
    """Return the numbers that a cell was read as, or its kind and words where it has none."""
    if cell.interval is None or cell.kind == ZERO:
        return f"{kind_name(cell.kind, lang)}{pick(lang, ': ', '：')}{format_threshold(cell)}"
    return in_words(cell.interval, cell.unit, lang)


def _covered(band: Any, unit: str | None, lang: Language) -> str:  # noqa: ANN401 - no types
    return "—" if band.empty else in_words(band, unit, lang)
