"""The derived tables: thresholds, ladders and findings, read off the printed indicators."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import portion  # type: ignore[import-untyped]

from yanjiao_budget.schema import INDICATOR_KEY, Record

from .evidence import Context, pattern
from .ladder import GRADES, READINGS, Ladder, read_ladder
from .rules import RULES, Rule
from .signs import in_signs
from .thresholds import Threshold
from .wording import measures_growth


def derived_tables(
    records: Mapping[str, Sequence[Record]], english: Mapping[str, str] = MappingProxyType({})
) -> dict[str, list[Record]]:
    """Return the rows of the derived tables.

    Args:
        records: As `Disclosure.records` holds them.
        english: English of the indicators' names; a name without one stays Chinese in sentences.
    """
    rows = records["indicators"]
    ladders = read_ladders(rows)
    patterns = [pattern(row) for row in rows]
    shared = Counter(patterns)
    # Most indicators share a ladder with others.
    distinct = {id(ladder): ladder for ladder in ladders}
    facts = {key: _ladder(ladder) for key, ladder in distinct.items()}
    cells = {
        key: [{"grade": grade} | _threshold(cell) for grade, cell in ladder.cells.items()]
        for key, ladder in distinct.items()
    }
    return {
        "thresholds": [
            {**_key(row), "source_line": line, **cell}
            for row, ladder in zip(rows, ladders, strict=True)
            for cell, line in zip(cells[id(ladder)], row["lines"], strict=True)
        ],
        "ladders": [
            {
                **_key(row),
                "source_line": row["source_line"],
                "name": row["name"],
                "pattern": printed,
                "shared_by": shared[printed],
                **facts[id(ladder)],
            }
            for row, ladder, printed in zip(rows, ladders, patterns, strict=True)
        ],
        "findings": find(rows, ladders, records.get("blank_indicators", ()), english),
    }


def _key(row: Record) -> Record:
    return {name: row[name] for name in INDICATOR_KEY}


def _threshold(cell: Threshold) -> Record:
    return {
        "raw": cell.raw or None,
        "kind": cell.kind,
        "lower": cell.lower,
        "upper": cell.upper,
        "lower_closed": cell.lower_closed,
        "upper_closed": cell.upper_closed,
        "unit": cell.unit or None,
        "before": cell.before or None,
        "after": cell.after or None,
        "reason": cell.reason or None,
    }


def _ladder(ladder: Ladder) -> Record:
    bands = {
        f"{reading}_{grade}": _text(band)
        for reading in READINGS
        for grade, band in ladder.intervals(reading).items()
    }
    return bands | {
        "signs": in_signs(ladder),
        **{f"{reading}_gaps": _text(ladder.gaps(reading)) for reading in READINGS},
        "literal_overlaps": _text(ladder.overlaps("literal")),
        "direction": ladder.direction,
        "unit": ladder.unit or None,
        "earns_poor": ladder.earns_poor,
        "can_fail": ladder.can_fail,
        "tells_all_four": ladder.tells_all_four(),
        "why": ladder.why or None,
    }


def _text(interval: Any) -> str | None:  # noqa: ANN401 - portion has no types
    return None if interval is None or interval.empty else portion.to_string(interval, conv=str)


def read_ladders(rows: Sequence[Record]) -> list[Ladder]:
    """Return the ladder of each indicator, each distinct one read once.

    A percentage of an indicator whose name speaks of growth may be negative or above 100%.
    """
    ladders = []
    for row in rows:
        cells = [row[grade] for grade in GRADES]
        ladder = _read(*cells)
        changes = ladder.unit == "%" and measures_growth(row["name"])
        ladders.append(_read(*cells, growth=True) if changes else ladder)
    return ladders


# What a ladder knows it works out once: so that is once for all indicators that share one.
_read = lru_cache(maxsize=4096)(read_ladder)


def find(
    rows: Sequence[Record],
    ladders: Sequence[Ladder],
    blanks: Sequence[Record] = (),
    english: Mapping[str, str] = MappingProxyType({}),
) -> list[Record]:
    """Return the findings, rule by rule in the order of `RULES`, each as a record.

    Args:
        rows: Indicators as `load_indicators` has them, as dictionaries; blanks are None.
        ladders: The ladder of each, as `read_ladders` returns them.
        blanks: Key and `source_line` of each indicator row that is printed blank.
        english: English of the indicators' names; a name without one stays Chinese.
    """
    context = Context(rows, ladders, blanks)
    distinct = {pattern(row): one for row, one in zip(rows, ladders, strict=True)}
    signs = {printed: in_signs(one) for printed, one in distinct.items()}

    def sentence(rule: Rule, row: Record, printed: str) -> str:
        name = row.get("name")
        if name is None:
            return rule.sentence
        named = english.get(name, name)
        shown = printed.replace(pattern(row), signs[pattern(row)]).replace(name, named)
        # A gap ends with the printed unit, which the signs before it give in English.
        return rule.sentence.format(name=named, evidence=re.sub("[\u4e00-\u9fff]+$", "", shown))

    return [
        {
            **_key(row),
            "rule": rule.key,
            "name": row.get("name"),
            "certainty": rule.certainty,
            "evidence": printed or None,
            "sentence": sentence(rule, row, printed),
            "sentence_zh": rule.sentence_zh.format(name=row.get("name"), evidence=printed),
            "criterion": rule.criterion.en,
            "criterion_zh": rule.criterion.zh,
            "criterion_source": rule.criterion.source,
            "words": rule.words or None,
            "source_line": row["source_line"],
        }
        for rule in RULES
        for row, printed in rule.find(context)
    ]
