"""The derived tables: thresholds, ladders and findings, read off the printed indicators."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, get_args

import portion  # type: ignore[import-untyped]

from yanjiao_budget.language import Language, pick
from yanjiao_budget.schema import INDICATOR_KEY, Record

from . import domain
from .evidence import Context, Found
from .ladder import GRADES, HIGHER, READINGS, Ladder, read_once
from .rules import LIKELY, RULES, Rule
from .signs import in_signs, printed_ladder
from .thresholds import CAVEATS, Threshold
from .wording import unit_caveat


def derived_tables(
    records: Mapping[str, Sequence[Record]], english: Mapping[str, str] = MappingProxyType({})
) -> dict[str, list[Record]]:
    """Return the rows of the derived tables.

    Args:
        records: As `Disclosure.records` holds them.
        english: English of the indicators' names; a name without one stays Chinese in sentences.
    """
    rows = records["indicators"]
    keys = [_key(row) for row in rows]
    ladders = read_ladders(rows)
    shared = Counter(ladder.printed for ladder in ladders)
    # Most indicators share a ladder with others.
    distinct = {id(ladder): ladder for ladder in ladders}
    facts = {key: _ladder(ladder) for key, ladder in distinct.items()}
    cells = {
        key: [{"grade": grade} | _threshold(cell) for grade, cell in ladder.cells.items()]
        for key, ladder in distinct.items()
    }
    blanks = records.get("blank_indicators", ())
    context = Context(rows, ladders, blanks, records.get("activities", ()))
    return {
        "thresholds": [
            {**key, "source_line": line, **cell}
            for row, key, ladder in zip(rows, keys, ladders, strict=True)
            for cell, line in zip(cells[id(ladder)], row["lines"], strict=True)
        ],
        "ladders": [
            {
                **key,
                "source_line": row["source_line"],
                "name": row["name"],
                "pattern": ladder.printed,
                "shared_by": shared[ladder.printed],
                **facts[id(ladder)],
            }
            for row, key, ladder in zip(rows, keys, ladders, strict=True)
        ],
        "findings": list(find(context, english)),
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
        "caveat": CAVEATS[cell.caveat][0] if cell.caveat else None,
        "caveat_zh": CAVEATS[cell.caveat][1] if cell.caveat else None,
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

    Which percentages are possible depends on the name too: see `domain`.
    """
    ladders = []
    for row in rows:
        cells = [row[grade] for grade in GRADES]
        ladder = read_once(*cells)
        if ladder.unit == "%":
            best = ladder.excellent.lower if ladder.direction == HIGHER else None
            growth = ladder.growth or domain.is_change(row["name"], best)
            most = ladder.most or domain.most(row["name"])
            ladder = read_once(*cells, growth=growth, most=most)
        ladders.append(ladder)
    return ladders


def find(context: Context, english: Mapping[str, str] = MappingProxyType({})) -> Iterator[Record]:
    """Yield the findings, rule by rule in the order of `RULES`, each as a record.

    Args:
        context: What the rules look at.
        english: English of the indicators' names; a name without one stays Chinese.
    """
    distinct = {id(ladder): ladder for ladder in context.ladders}
    printed = {
        key: {lang: printed_ladder(ladder, lang) for lang in get_args(Language)}
        for key, ladder in distinct.items()
    }
    for rule in RULES:
        for found in rule.find(context):
            yield _finding(rule, found, english, printed.get(id(found.ladder), {}))


def _finding(
    rule: Rule, found: Found, english: Mapping[str, str], printed_as: Mapping[Language, str]
) -> Record:
    row, ladder, name = found.row, found.ladder, found.row.get("name")
    caveats = _caveats(ladder)
    printed = ladder.printed if ladder else None
    if printed and "values" in found.said:
        printed = f"{printed}：{found.said['values'][1]}"
    return {
        **_key(row),
        "rule": rule.key,
        "name": name,
        "scope": rule.scope,
        "certainty": LIKELY if caveats else rule.certainty,
        "evidence": printed,
        "sentence": _sentence(rule.sentence, found, english.get(name or "", name), "en", printed_as)
        + "".join(f" It takes for granted: {one[0]}." for one in caveats),
        "sentence_zh": _sentence(rule.sentence_zh, found, name, "zh", printed_as)
        + "".join(f"（{one[1]}。）" for one in caveats),
        "criterion": rule.criterion.en,
        "criterion_zh": rule.criterion.zh,
        "criterion_source": rule.criterion.source(row["fiscal_year"]),
        "words": rule.words or None,
        "source_line": row["source_line"],
    }


def _sentence(
    template: str,
    found: Found,
    name: str | None,
    lang: Language,
    printed_as: Mapping[Language, str],
) -> str:
    """Return the sentence of a finding; a full stop within the name is left out."""
    places = {place: said[lang == "zh"] for place, said in found.said.items()}
    places |= {"name": (name or "").strip().rstrip("。."), "sort": pick(lang, "values", "")}
    if found.ladder:
        places["ladder"] = printed_as[lang]
        in_percent = "{sort}" in template and found.ladder.unit == "%"
        if in_percent and unit_caveat(found.row["name"], found.ladder):
            places["sort"] = pick(lang, "percentages", "百分比")
    return template.format(**places)


def _caveats(ladder: Ladder | None) -> list[tuple[str, str]]:
    """Return what reading a ladder's cells takes for granted, in English and in Chinese."""
    cells = ladder.cells.values() if ladder else ()
    return [CAVEATS[key] for key in dict.fromkeys(cell.caveat for cell in cells) if key]
