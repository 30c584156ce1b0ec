"""What goes to the page, once: what the blocks show, as Python works it out, in both languages.

A block that depends on nothing but the language goes as it is. Of a table go its rows before they
are sorted, with the place of each row in every column; of a chart its specification with no rows.
What the page then does, it does with these alone: filter, search, sort, count, look up.
"""

from collections.abc import Callable, Mapping
from functools import partial

from yanjiao_budget.charts.style import label
from yanjiao_budget.language import Language, pick, words_of
from yanjiao_budget.schema import BY_NAME, TABLES, Table
from yanjiao_budget.store.build import packaged

from . import (
    bought,
    document,
    findings,
    overview,
    owned,
    sent_bodies,
    sent_grading,
    sent_promises,
    spending,
    trust,
    years,
)
from .blocks import Made
from .data import Data
from .document import MOST
from .page import VIEW_NAMES, header, words
from .sent_parts import Sent, by_language, chart, chart_of, hoisted, shown, table, table_of
from .state import DEFAULT, FREE, VERSION, VIEWS

_MEASURES = ("amount", "share", "unfunded")


def disclosure(data: Data) -> Sent:
    """Return all that the page shows of one disclosure, as plain data."""
    makers = {name: make for of in MAKERS.values() for name, make in of(data).items()}
    blocks = {name: _attempted(make) for name, make in makers.items()}
    return {
        "year": data.year,
        "body": data.body,
        "bodyName": by_language(data.body_name),
        "cited": data.cited,
        "swhid": data.swhid,
        "choices": choices(data),
        "header": by_language(lambda lang: header(lang, data)),
        "vega": hoisted(blocks),
        "blocks": blocks,
    }


def _attempted(make: Callable[[], Sent]) -> Sent:
    """Return what is sent for a block, or why it could not be made: the others are not affected."""
    try:
        return make()
    except Exception as error:  # noqa: BLE001 - said in its place on the page
        return {"failed": f"{type(error).__name__}: {error}"}


def everything(disclosures: list[Data]) -> Sent:
    """Return what the page gets of some disclosures: what they have in common, then each."""
    return {"common": common(disclosures), "disclosures": [disclosure(one) for one in disclosures]}


def common(disclosures: list[Data]) -> Sent:
    """Return what the disclosures have in common: words, what may be chosen, how each is cited."""
    free = {name: allowed for name, allowed in FREE.items() if isinstance(allowed, tuple)}
    return {
        "version": VERSION,
        "views": VIEWS,
        "viewNames": by_language(
            lambda lang: {view: pick(lang, *VIEW_NAMES[view]) for view in VIEWS}
        ),
        "choices": free,
        "words": by_language(words),
        "documents": [
            {"year": one.year, "body": one.body, "cited": one.cited} for one in disclosures
        ],
    }


def published(body: str) -> Sent:
    """Return the data package as it is stored, and what a workbook of its tables is headed.

    Args:
        body: Whose disclosures it has, where many were collected.

    Returns:
        `files`: the text of each file by its path; `tables`: of each its path, and by column the
        types, units and, in both languages, headings.
    """
    return {
        "files": {path: content.decode() for path, content in packaged(body).items()},
        "tables": [
            {
                "path": f"tables/{table.name}.csv",
                "types": [column.type for column in table.columns],
                "units": [column.unit for column in table.columns],
                **by_language(partial(_headed, table)),
            }
            for table in TABLES
        ],
    }


def _headed(table: Table, lang: Language) -> Sent:
    headings = [label(column, lang) for column in table.columns]
    return {"title": pick(lang, table.en, table.zh), "headings": headings}


def choices(data: Data) -> Sent:
    """Return what each field may be, as far as that depends on the disclosure."""
    listed = ("year", "body", "responsibility", "ladder", "kind", "rule", "indicator", "field")
    return {
        **{name: data.choices[name] for name in listed},
        "tie": ["", *data.ledger["check"]],
        "lines": len(data.lines),
    }


def _overview(data: Data) -> dict[str, Callable[[], Sent]]:
    return {
        "overview.sentences": lambda: shown(overview.sentences, data),
        "overview.figures": lambda: shown(overview.figures, data),
        "overview.chart": lambda: chart_of(overview.chart, data),
        "overview.table": lambda: table_of(overview.table, data),
    }


def _spending(data: Data) -> dict[str, Callable[[], Sent]]:
    positions = data.positions
    return {
        "spending.controls": lambda: shown(spending.controls, data, measure="amount"),
        "spending.trail": lambda: {
            f"{one}": shown(spending.trail, data, responsibility=one) for one in positions
        },
        "spending.chart": lambda: {
            f"{one}.{measure}": _bars(data, one, measure)
            for one in positions
            for measure in _MEASURES
        },
        "spending.table": lambda: {
            f"{one}.{measure}": _split(data, one, measure)
            for one in positions
            for measure in _MEASURES
        },
        "spending.bought": lambda: shown(bought.bought, data),
        "spending.bought_chart": lambda: chart_of(bought.bought_chart, data),
        "spending.bought_table": lambda: table_of(bought.bought_table, data),
        "spending.purchases": lambda: table_of(bought.purchases, data),
        "spending.owned": lambda: shown(owned.owned, data),
        "spending.owned_chart": lambda: chart_of(owned.owned_chart, data),
        "spending.assets": lambda: table_of(owned.assets, data),
    }


def _split(data: Data, responsibility: int, measure: str) -> Sent:
    chosen: Sent = {"responsibility": responsibility, "measure": measure, "sort": ""}
    return table(by_language(lambda lang: spending.table(data, lang=lang, **chosen)))


def _bars(data: Data, responsibility: int, measure: str) -> Sent:
    # In the document's order, which is that of the table before it is sorted.
    sort = "activity" if responsibility else "responsibility"
    chosen: Sent = {"responsibility": responsibility, "measure": measure, "sort": sort}
    return chart(by_language(lambda lang: spending.chart(data, lang=lang, **chosen)), data)


def _years(data: Data) -> dict[str, Callable[[], Sent]]:
    return {
        "years.chart": lambda: chart_of(years.chart, data),
        "years.table": lambda: table_of(years.table, data),
        "years.before": lambda: shown(years.before, data),
        "years.counts": lambda: table_of(years.counts, data),
        "years.bars": lambda: table_of(years.bars, data),
        "years.compared": lambda: chart_of(years.compared, data),
        "years.pairs": lambda: table_of(years.pairs, data),
        "years.cells": lambda: table_of(years.cells, data),
        "years.beyond": lambda: shown(years.beyond, data),
        "years.missing": lambda: table_of(years.missing, data),
    }


def _trust(data: Data) -> dict[str, Callable[[], Sent]]:
    listed = (DEFAULT.rule, *data.found_rules)
    return {
        "trust.answer": lambda: shown(trust.answer, data),
        "trust.ledger": lambda: table_of(trust.ledger, data),
        "trust.working": lambda: {tie: _working(data, tie) for tie in data.ledger["check"]},
        "trust.caveat": lambda: shown(trust.caveat, data),
        "trust.unread": lambda: table_of(trust.unread, data),
        "trust.systemic": lambda: table_of(trust.systemic, data),
        "trust.chart": lambda: chart_of(trust.chart, data),
        "trust.rules": lambda: table_of(trust.rules, data),
        "trust.controls": lambda: shown(findings.controls, data, rule=DEFAULT.rule),
        "trust.findings": lambda: {
            **table(by_language(lambda lang: _findings(data, lang))),
            "chosen": {one: findings.chosen(one) for one in listed},
            "code": {one: findings.code(one) for one in listed},
        },
    }


def _findings(data: Data, lang: Language) -> Made:
    """Return the findings of every rule, of which the page chooses."""
    return findings.table_of(data, lang, data.load("findings"), DEFAULT.rule, "")


def _working(data: Data, tie: str) -> Sent:
    return table(by_language(lambda lang: trust.working(data, lang=lang, tie=tie)))


def _document(data: Data) -> dict[str, Callable[[], Sent]]:
    held = {line: document.begun(data, line) for line in range(1, len(data.lines) + 1)}
    return {
        "document.controls": lambda: shown(document.controls, data, find=""),
        "document.contents": lambda: {"entries": data.contents},
        "document.lines": lambda: {
            "printed": data.lines,
            "parts": data.parts,
            "english": data.english,
            "about": by_language(lambda lang: [data.about(one, lang) for one in data.terms]),
            "terms": data.explained,
            "notes": data.notes,
            "words": by_language(lambda lang: words_of(document.WORDS, lang)),
        },
        "document.held": lambda: {
            "begun": {line: tables for line, tables in held.items() if tables},
            "names": by_language(
                lambda lang: {name: pick(lang, one.en, one.zh) for name, one in BY_NAME.items()}
            ),
            "words": by_language(lambda lang: pick(lang, *document.BEGUN)),
            "none": by_language(lambda lang: pick(lang, "none", "无")),
        },
        "document.hits": lambda: {
            **table(by_language(lambda lang: document.table_of(data.texts, lang, find=""))),
            "folded": _folded(data),
            "most": MOST,
        },
    }


def _folded(data: Data) -> list[str | None]:
    """Return what is searched in each text; None where that is the text itself."""
    pairs = zip(data.texts["text"], data.texts["text_en"].fillna(""), data.folded, strict=True)
    return [None if f"{text}\n{english}" == folded else folded for text, english, folded in pairs]


# By view, what makes each block of it.
MAKERS: Mapping[str, Callable[[Data], dict[str, Callable[[], Sent]]]] = {
    "overview": _overview,
    "spending": _spending,
    "grading": sent_grading.blocks,
    "years": _years,
    "bodies": sent_bodies.blocks,
    "trust": _trust,
    "promises": sent_promises.blocks,
    "document": _document,
}
