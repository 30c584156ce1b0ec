"""The derived tables: thresholds, ladders and findings, read off the printed indicators."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import portion  # type: ignore[import-untyped]

from . import quality
from .evidence import pattern
from .ladders import READINGS, Ladder
from .notation import in_signs
from .schema import DISCLOSURE_KEY, Record
from .thresholds import Threshold

_KEY = (*DISCLOSURE_KEY, "responsibility", "activity", "indicator")


def derive(
    records: Mapping[str, Sequence[Record]], english: Mapping[str, str] = MappingProxyType({})
) -> dict[str, list[Record]]:
    """Return the rows of the derived tables.

    Args:
        records: As `Disclosure.records` holds them.
        english: English of the indicators' names; a name without one stays Chinese in sentences.
    """
    rows = records["indicators"]
    ladders = quality.read_ladders(rows)
    patterns = [pattern(row) for row in rows]
    shared = Counter(patterns)
    # Most indicators share a ladder, and reading one's bands is slow.
    distinct = {(one.printed, one.growth): one for one in ladders}
    bands = {key: _ladder(one) for key, one in distinct.items()}
    return {
        "thresholds": [
            _key(row, line) | {"grade": grade} | _threshold(cell)
            for row, ladder in zip(rows, ladders, strict=True)
            for (grade, cell), line in zip(ladder.cells.items(), row["lines"], strict=True)
        ],
        "ladders": [
            _key(row, row["source_line"])
            | {"name": row["name"], "pattern": printed, "signs": in_signs(ladder)}
            | {"shared_by": shared[printed]}
            | bands[ladder.printed, ladder.growth]
            for row, ladder, printed in zip(rows, ladders, patterns, strict=True)
        ],
        "findings": quality.find(rows, ladders, records.get("blank_indicators", ()), english),
    }


def _key(row: Record, line: int) -> Record:
    return {name: row[name] for name in _KEY} | {"source_line": line}


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
