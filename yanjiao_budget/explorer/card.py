"""The card of one indicator: its ladder as printed and as read, and its findings."""

from functools import partial
from typing import Any

import pandas as pd

from yanjiao_budget import schema
from yanjiao_budget.analysis import grading
from yanjiao_budget.charts.grading import IN_BRACKETS, grade_names, reading_names
from yanjiao_budget.ladders.ladder import READINGS, Ladder
from yanjiao_budget.ladders.rules import INDIVIDUAL, SYSTEMIC
from yanjiao_budget.ladders.signs import in_words
from yanjiao_budget.ladders.thresholds import KINDS, ZERO, Threshold, format_threshold
from yanjiao_budget.ladders.wording import unit_caveat
from yanjiao_budget.language import CERTAINTY_NAMES, Language, money, pick

from .blocks import NOTHING, Item, Made, line_link
from .data import Data

# What of a card depends on the percentage asked, which the page fills in likewise.
WORDS = {
    "asked": ("At {value}% it would earn", "{value}% 时的档次"),
    "not_a_percentage": ("not a percentage", "非百分比"),
}
ASKED = 3  # Its place among the terms.


def card(data: Data, *, lang: Language, indicator: str, value: float, reading: str) -> Made:
    """Return the card of the indicator chosen, if one is."""
    if not indicator:
        return NOTHING
    say = partial(pick, lang)
    row, ladder = data.rows[indicator], data.ladders[data.keys.index(indicator)]
    found = data.of_indicator("findings", indicator)
    alone, apart = (
        [one for one in found if one.scope == scope] for scope in (INDIVIDUAL, SYSTEMIC)
    )
    thresholds = data.of_indicator("thresholds", indicator)
    caveats = [getattr(one, say("caveat", "caveat_zh")) for one in thresholds]
    taken = list(dict.fromkeys(one for one in caveats if pd.notna(one)))
    of_unit = unit_caveat(str(row.name), ladder)
    budget = say("none published", "未公布")
    if pd.notna(row.budget):
        budget = money(row.budget, lang)
    earned = say(*WORDS["not_a_percentage"])
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
                    say(*WORDS["asked"]).format(value=f"{value:g}"),
                    earned + say(*IN_BRACKETS).format(reading_names(lang)[reading]),
                ],
                [
                    say("What keeps it from grading", "无法评定档次之处"),
                    row.why if pd.notna(row.why) else say("nothing", "无"),
                ],
                *([[say("Its unit", "单位"), say(*of_unit)]] if of_unit else []),
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
                    [_finding(one, lang) for one in alone],
                ],
                [
                    say(
                        f"Properties of the whole table: {len(apart)}",
                        f"全表的特点：{len(apart)} 项",
                    ),
                    [_finding(one, lang) for one in apart],
                ],
            ][: 2 if len(apart) else 1],
        }
    )


def _steps(ladder: Ladder, thresholds: list[Any], lang: Language) -> list[list[Any]]:
    """Return a row for each grade: as printed, as read, what it covers, its line."""
    bands = [ladder.intervals(reading) for reading in READINGS]
    lines = [one.source_line for one in thresholds]
    cells = zip(schema.GRADES, ladder.cells.values(), lines, strict=True)
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


def _both(row: Any, name: str, lang: Language) -> str:  # noqa: ANN401 - a row of a frame
    english, chinese = getattr(row, f"{name}_en"), getattr(row, name)
    return f"{english} ({chinese})" if lang == "en" and pd.notna(english) else str(chinese)


def _read(cell: Threshold, lang: Language) -> str:
    """Return the numbers that a cell was read as, or its kind and words where it has none."""
    if cell.interval is None or cell.kind == ZERO:
        return f"{kind_name(cell.kind, lang)}{pick(lang, ': ', '：')}{format_threshold(cell)}"
    return in_words(cell.interval, cell.unit, lang)


def _covered(band: Any, unit: str | None, lang: Language) -> str:  # noqa: ANN401 - no types
    return "—" if band.empty else in_words(band, unit, lang)
