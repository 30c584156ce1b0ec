"""Tables and charts as they go to the page: rows with no order, drawings with no rows."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar, get_args

import pandas as pd

from yanjiao_budget.charts.offline import to_vega
from yanjiao_budget.charts.redraw import ROWS
from yanjiao_budget.language import Language

from .blocks import Block, Made, kept
from .data import Data
from .tables import cells, flat, is_missing, key_code, lines_of, named_keys, ranks

Sent = dict[str, Any]
T = TypeVar("T")


def by_language(make: Callable[[Language], T]) -> dict[Language, T]:
    """Return what a function makes in each language."""
    return {lang: make(lang) for lang in get_args(Language)}


def shown(block: Block, data: Data, **chosen: Any) -> Sent:  # noqa: ANN401 - fields of a state
    """Return what a block shows that goes to the page as it is."""
    return {"made": by_language(lambda lang: kept(block, data, lang=lang, **chosen).shown)}


def table_of(block: Block, data: Data, **chosen: Any) -> Sent:  # noqa: ANN401 - fields of a state
    """Return the table of a block, in no order of the reader's; see `table`."""
    return table(by_language(lambda lang: kept(block, data, lang=lang, sort="", **chosen)))


def chart_of(block: Block, data: Data, **chosen: Any) -> Sent:  # noqa: ANN401 - fields of a state
    """Return the chart of a block; see `chart`."""
    return chart(by_language(lambda lang: kept(block, data, lang=lang, **chosen)), data)


def table(made: Mapping[Language, Made]) -> Sent:
    """Return a table in both languages, or what stands in its place.

    Returns:
        Its `values` and `types` by column of the frame, the `ranks` of its rows by column of the
        page, and by language the rest, with the `cells` of each row.
    """
    first = made["en"]
    if first.table is None:
        return {"made": {lang: one.shown for lang, one in made.items()}}
    frame = flat(first.table.frame)
    columns = {column.name: column for one in made.values() for column in one.table.columns}
    return {
        "values": {name: values(frame[name]) for name in frame},
        "types": {name: type_of(frame[name]) for name in frame},
        "ranks": {name: ranks(first.table.frame, one) for name, one in columns.items()},
        "keys": {name: key_code(one) for name, one in columns.items() if one.order},
        "own": first.table.own,
        "made": {lang: _in_language(one) for lang, one in made.items()},
    }


def _in_language(made: Made) -> Sent:
    left_out = ("rows", "sort")
    return {
        "shown": {name: part for name, part in made.shown.items() if name not in left_out},
        "cells": _all_cells(made),
        "subject": made.subject,
        "unit": made.unit,
        "headings": made.headings,
        "formats": made.formats,
        "called": named_keys(made.table.columns),
        "before": made.table.before,
        "code": made.table.code,
    }


def _all_cells(made: Made) -> list[list[Any]]:
    """Return the cells of a table's rows, all of them and not sorted; those shown, if they are."""
    frame, rows = made.table.frame, made.shown["rows"]
    if frame is made.frame and len(rows) == len(made.table.frame):
        return list(rows)
    return cells(frame, made.table.columns)


def chart(made: Mapping[Language, Made], data: Data) -> Sent:
    """Return a chart in both languages, or what stands in its place."""
    return {"made": {lang: _chart(one, data) for lang, one in made.items()}}


def _chart(made: Made, data: Data) -> Sent:
    if made.frame is None or made.shown["kind"] != "chart":
        return {"shown": made.shown}
    specification = made.shown["specification"]
    return {
        "shown": {name: part for name, part in made.shown.items() if name != "specification"},
        "vega": without_rows(specification),
        "rows": specification.get("datasets", {}).get(ROWS),
        "subject": made.subject,
        "unit": made.unit,
        "lines": lines_of(made.frame, data.year),
    }


def without_rows(specification: dict[str, Any]) -> str:
    """Return a specification in Vega, as JSON, its rows left out where it is a drawing's."""
    if ROWS in specification.get("datasets", {}):
        specification = {**specification, "datasets": {ROWS: []}}
    return to_vega(specification)


def hoisted(node: Any) -> list[Any]:  # noqa: ANN401 - any level of JSON
    """Put a number for each drawing in Vega, many of which are alike; return them by number."""
    found: dict[str, int] = {}
    _hoist(node, found)
    return [json.loads(text) for text in found]


def _hoist(node: Any, found: dict[str, int]) -> None:  # noqa: ANN401
    if isinstance(node, list):
        for one in node:
            _hoist(one, found)
    if isinstance(node, dict):
        if isinstance(node.get("vega"), str):
            node["vega"] = found.setdefault(node["vega"], len(found))
        for one in node.values():
            _hoist(one, found)


def type_of(column: "pd.Series[Any]") -> str:
    """Return the type of a column's values: `text`, `integer`, `number`, `boolean`, `decimal`."""
    if pd.api.types.is_bool_dtype(column):
        return "boolean"
    if pd.api.types.is_integer_dtype(column):
        return "integer"
    if pd.api.types.is_float_dtype(column):
        return "number"
    first = next((one for one in column if not is_missing(one)), "")
    types = {bool: "boolean", Decimal: "decimal", int: "integer", float: "number"}
    return types.get(type(first), "text")


def values(column: "pd.Series[Any]") -> list[Any]:
    """Return a column's values as JSON has them: decimals as text, what is missing as None."""
    found = (None if is_missing(one) else one for one in column.tolist())
    return [str(one) if isinstance(one, Decimal) else one for one in found]
