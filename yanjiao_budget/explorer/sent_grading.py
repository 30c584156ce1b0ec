"""What Grading needs on the page: folded names, the bands of each ladder, what values earn."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import pandas as pd

from yanjiao_budget.analysis import grading, search
from yanjiao_budget.charts import grading as charts
from yanjiao_budget.charts.redraw import as_records, specification
from yanjiao_budget.ladders.ladder import READINGS, Ladder
from yanjiao_budget.language import READING_NAMES, Language, pick, words_of
from yanjiao_budget.schema import answers

from . import grading as view
from .card import ASKED, card
from .card import WORDS as CARD_WORDS
from .data import Data
from .sent_parts import Sent, by_language, shown, table, without_rows
from .state import DEFAULT

_TOP = 100  # Where percentages end.
_ALL: Sent = {"filters": DEFAULT.filters, "reading": DEFAULT.reading, "value": DEFAULT.value}


def blocks(data: Data) -> dict[str, Callable[[], Sent]]:
    """Return what makes what the blocks of Grading are made of."""
    return {
        "grading.controls": lambda: shown(view.controls, data, **_ALL),
        "grading.found": lambda: {
            "elsewhere": _elsewhere(data),
            "clear": DEFAULT.filters._asdict(),
            "words": by_language(lambda lang: words_of(view.WORDS, lang)),
        },
        "grading.card": lambda: {
            "asked": ASKED,
            "words": by_language(lambda lang: words_of(CARD_WORDS, lang)),
            "inBrackets": by_language(lambda lang: pick(lang, *charts.IN_BRACKETS)),
            "made": by_language(lambda lang: [_card(data, key, lang) for key in data.keys]),
        },
        "grading.whatif": lambda: _whatif(data),
        "grading.ruler": lambda: _ruler(data, "ruler"),
        "grading.counts": lambda: _ruler(data, "counts"),
        "grading.indicators": lambda: {
            **_with_heading(
                table(by_language(lambda lang: view.indicators(data, lang=lang, sort="", **_ALL)))
            ),
            **_met(data),
            "earned": _earned(data),
            "readings": by_language(charts.reading_names),
        },
    }


def _with_heading(sent: Sent) -> Sent:
    """Put in what the column of earned grades is headed, whose percentage the page fills in."""
    for lang, made in sent["made"].items():
        made["earns"] = pick(lang, *answers.EARNS)
    return sent


def _elsewhere(data: Data) -> Sent:
    """Return what is said of the rules whose findings are of no indicator, by rule."""
    found = {rule: data.of_no_indicator(rule) for rule in data.rules["rule"]}
    return {rule: _told(rows) for rule, rows in found.items() if len(rows)}


def _told(findings: pd.DataFrame) -> Sent:
    return {
        "lines": findings["source_line"].tolist(),
        "text": by_language(lambda lang: view.elsewhere(findings, lang)),
    }


def _card(data: Data, indicator: str, lang: Language) -> Sent:
    asked: Sent = {"value": DEFAULT.value, "reading": DEFAULT.reading}
    return card(data, lang=lang, indicator=indicator, **asked).shown


def _met(data: Data) -> Sent:
    """Return what tells whether an indicator meets the filters: a list for each, by indicator."""
    frame = data.indicators
    return {
        "keys": data.keys,
        "folded": list(search.folded_names(frame)),
        "kinds": _of_each(data, "thresholds", "kind"),
        "rules": _of_each(data, "findings", "rule"),
        "percent": [unit == "%" for unit in frame["unit"]],
    }


def _of_each(data: Data, table: str, column: str) -> list[list[str]]:
    """Return the distinct values of a column among the rows of each indicator."""
    return [
        list(dict.fromkeys(getattr(row, column) for row in data.of_indicator(table, key)))
        for key in data.keys
    ]


def _earned(data: Data) -> Sent:
    """Return what values earn, by reading: steps of each ladder of percentages, by indicator.

    A step is a percentage, what it earns, and what those above it earn up to the next.
    """
    distinct = {id(ladder): ladder for ladder in data.ladders if ladder.unit == "%"}
    places = {key: place for place, key in enumerate(distinct)}
    return {
        "ladder": [places.get(id(ladder)) for ladder in data.ladders],
        "steps": {
            reading: [_steps(ladder, reading) for ladder in distinct.values()]
            for reading in READINGS
        },
    }


def _steps(ladder: Ladder, reading: str) -> list[tuple[float, str, str]]:
    bands = ladder.intervals(reading).values()
    ends = [end for band in bands for run in band for end in (run.lower, run.upper)]
    within = {float(end) for end in ends if isinstance(end, Decimal) and 0 <= end <= _TOP}
    points = sorted({0.0, float(_TOP)} | within)
    middles = [(low + high) / 2 for low, high in pairwise(points)]
    return [
        (at, grading.earns(at, ladder, reading), grading.earns(above, ladder, reading))
        for at, above in zip(points, [*middles, points[-1]], strict=True)
    ]


def _whatif(data: Data) -> Sent:
    """Return the chart of what a percentage would earn, with no rows, and the names of grades."""
    spread = grading.counted(data.asked(75, DEFAULT.reading, DEFAULT.filters), 75, DEFAULT.reading)
    order = [str(grade) for grade in spread["grade"]]

    def made(lang: Language) -> Sent:
        drawing = charts.earned_drawing(spread, lang)
        title, below = (pick(lang, *both) for both in charts.EARNED)
        return {
            "vega": without_rows(specification(drawing)),
            "title": title,
            "below": below,
            "grades": [
                [grade, charts.grade_names(lang)[grade], charts.letters(lang).get(grade)]
                for grade in order
            ],
        }

    return {"made": by_language(made)}


def _ruler(data: Data, axis: str) -> Sent:
    """Return the rows that a ruler draws of each ladder, by reading and rank, and its charts."""
    units, top = view.AXES[axis]
    frame = data.indicators
    ranks = set(frame.loc[frame["unit"].isin(units), "ladder"])
    used = data.patterns[data.patterns["rank"].isin(ranks)]
    bands = {reading: grading.bands(used, reading) for reading in READINGS}
    wholes = sorted({bool(one) for found in bands.values() for one in found["whole"]})
    return {
        "units": [bool(unit in units) for unit in frame["unit"].fillna("")],
        "ladders": {reading: _ladders(found, wholes, top) for reading, found in bands.items()},
        "colours": charts.GRADE_COLOURS,
        "made": by_language(
            lambda lang: {
                "names": charts.grade_names(lang),
                "charts": {
                    f"{reading}.{str(whole).lower()}": _ruler_chart(lang, reading, top, whole=whole)
                    for reading in READINGS
                    for whole in wholes
                },
            }
        ),
    }


def _ladders(bands: pd.DataFrame, wholes: list[bool], top: float) -> dict[int, Sent]:
    """Return by rank what is drawn of each ladder, on an axis of whole numbers or of any."""
    drawn = {str(whole).lower(): _drawn(bands, top, whole=whole) for whole in wholes}
    found = {}
    for rank in dict.fromkeys(bands["rank"].tolist()):
        rows = bands[bands["rank"] == rank]
        found[rank] = {
            "whole": bool(rows["whole"].iloc[0]),
            "grades": list(dict.fromkeys(rows["grade"])),
            "line": int(rows["source_line"].iloc[0]),
            "rows": {
                whole: {lang: rows_by_rank.get(rank, []) for lang, rows_by_rank in drawn_in.items()}
                for whole, drawn_in in drawn.items()
            },
        }
    return found


def _drawn(
    bands: pd.DataFrame, top: float, *, whole: bool
) -> dict[Language, dict[int, list[Sent]]]:
    """Return the rows that a ruler draws, by language and rank of the ladder."""

    def drawn(lang: Language) -> dict[int, list[Sent]]:
        frame = charts.ruler_rows(bands, lang, top, whole=whole)
        found: dict[int, list[Sent]] = {}
        ranks = bands.loc[frame.index, "rank"].tolist()
        for rank, row in zip(ranks, as_records(frame), strict=True):
            found.setdefault(rank, []).append(row)
        return found

    return by_language(drawn)


def _ruler_chart(lang: Language, reading: str, top: float, *, whole: bool) -> Sent:
    literal = reading == [*READING_NAMES][1]
    drawing = charts.ruler_of_all(lang, literal=literal, whole=whole, top=top)
    drawn = specification(drawing)
    title = drawn["title"]
    return {
        "vega": without_rows(drawn),
        "title": title["text"],
        "text": ". ".join([title["text"], title["subtitle"]]),
    }
