"""The tables of promises: commitments, works, what speaks of them, and what is found."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from yanjiao_budget.schema import Record

from .commitments import commitments
from .links import links
from .rules import RULES, Found, Promised, Rule, promised
from .works import works


def promise_tables(
    records: Mapping[str, Sequence[Record]], english: Mapping[str, str] = MappingProxyType({})
) -> dict[str, list[Record]]:
    """Return the rows of the tables of promises.

    Args:
        records: As `Disclosure.records` holds them.
        english: English of names; one without it stays Chinese in sentences.
    """
    made = list(commitments(records))
    named = list(works(records))
    linked = list(links(records, made, named))
    context = promised(records, made, named, linked)
    return {
        "commitments": made,
        "works": named,
        "links": linked,
        "promise_findings": list(find(context, english)),
    }


def find(context: Promised, english: Mapping[str, str] = MappingProxyType({})) -> Iterator[Record]:
    """Yield the findings on promises, rule by rule in the order of `RULES`."""
    number = 0
    for rule in RULES:
        for found in rule.find(context):
            number += 1
            yield {"finding": number} | _finding(rule, found, english)


def _finding(rule: Rule, found: Found, english: Mapping[str, str]) -> Record:
    row, indicator = found.row, found.indicator or {}
    names = {
        "name": row["name"],
        "raw": row["raw"],
        "indicator": indicator.get("name", ""),
    }
    said_en, said_zh = (
        {place: said[lang] for place, said in found.said.items()} for lang in (0, 1)
    )
    said_en |= {place: english.get(name) or _within(name) for place, name in names.items()}
    said_zh |= {place: _within(name) for place, name in names.items()}
    return {
        "fiscal_year": row["fiscal_year"],
        "body": row["body"],
        "rule": rule.key,
        "commitment": row.get("commitment"),
        "work": row.get("work"),
        **{name: indicator.get(name) for name in ("responsibility", "activity", "indicator")},
        "name": row["name"],
        "certainty": rule.certainty,
        "evidence": row["raw"],
        "sentence": rule.sentence.format(**said_en),
        "sentence_zh": rule.sentence_zh.format(**said_zh),
        "criterion": rule.criterion.en,
        "criterion_zh": rule.criterion.zh,
        "criterion_source": rule.criterion.source(row["fiscal_year"]),
        "source_line": row["source_line"],
        "target_line": indicator.get("source_line"),
    }


def _within(name: str) -> str:
    """Return a name as it stands within quotation marks: those of its own are single."""
    return name.replace("“", "‘").replace("”", "’")
