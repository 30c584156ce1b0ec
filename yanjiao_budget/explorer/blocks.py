"""What a view is made of: charts, sentences and controls as plain data, with their frames.

A block is a function: the data first, then by keyword each field of the state that it depends on.
What it shows is all that the page needs to draw it; its texts are data and never markup. Cells,
lines and cards may carry a `set`: the fields of the state that a click on them sets.
"""

from collections import namedtuple
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from yanjiao_budget.charts.redraw import Drawing, specification
from yanjiao_budget.export.tables import WORDS
from yanjiao_budget.language import Language, pick

Item = Mapping[str, Any]


class Made(NamedTuple):
    """A block as made: what the page draws of it, and what it gives.

    Attributes:
        shown: What the page draws, as plain data.
        frame: The table, or the frame that a chart is of; None where there is nothing to give.
        subject: What a file of it holds, in a few words; "" where there is nothing to give.
        unit: Unit of the amounts, "" where there are none.
        headings: Heading of each column of a table's frame, in the page's language.
        formats: How a workbook shows a column: `money`, `percent`, `integer` or `text`.
        code: Python that makes the frame.
        table: What a table is made of, before it is sorted; None for anything else.
    """

    shown: dict[str, Any]
    frame: pd.DataFrame | None = None
    subject: str = ""
    unit: str = ""
    headings: Mapping[str, str] = {}
    formats: Mapping[str, str] = {}
    code: str = ""
    table: Any = None


Block = Callable[..., Made]
# How a file that is missing on the page comes into the data.
ADDED_BY = (
    "Where you have the file, the Python package yanjiao_budget adds it: yanjiao-budget add FILE",
    "如有该文件，可用Python包yanjiao_budget加入：yanjiao-budget add 文件",
)
NOTHING = Made({"kind": "nothing"})


@lru_cache(maxsize=256)
def kept(block: Block, data: Any, **chosen: Hashable) -> Made:  # noqa: ANN401 - a `Data`
    """Return what a block makes, once for all states that it cannot tell apart."""
    return block(data, **chosen)


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a frame, each with its columns as attributes."""
    columns = (column.tolist() for _, column in frame.items())
    return map(_row(tuple(frame)), *columns)


@cache
def _row(names: tuple[str, ...]) -> type:
    """Return the type of a row, which `itertuples` makes anew for every frame."""
    return namedtuple("Row", names, rename=True)  # noqa: PYI024 - names known only here


def to_line(line: int) -> dict[str, Any]:
    """Return what shows a line in the document."""
    return {"view": "document", "line": int(line)}


def to_earlier(year: int, row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of a frame
    """Return what shows the line of a row in the document of an earlier year, where it has one."""
    if pd.isna(row.source_line_before):
        return {}
    return {"year": year, **to_line(row.source_line_before)}


def line_link(line: int) -> Item:
    """Return the number of a line, which leads there."""
    return {"text": f"{line}", "set": to_line(line)}


def chart(  # noqa: PLR0913
    drawn: Drawing | alt.TopLevelMixin,
    frame: pd.DataFrame,
    *,
    subject: str = "",
    unit: str = "",
    click: str = "",
    also: Item | None = None,
) -> Made:
    """Return a chart of a frame.

    Args:
        drawn: The chart. Specifications are checked by the tests and not once more for every
            change on the page.
        frame: What it is of.
        subject: What a file of it holds, where its title does not say so by itself.
        unit: Unit of its amounts.
        click: Field that a click on a mark sets to what the mark stands for; "" for none.
        also: What such a click sets besides.
    """
    vega = specification(drawn)
    title = vega["title"]
    shown = {
        "kind": "chart",
        "title": title["text"],
        "label": subject or title["text"],
        "text": ". ".join(filter(None, [title["text"], title.get("subtitle")])),
        "specification": vega,
        "click": click,
        "also": also or {},
    }
    return Made(shown, frame, subject or title["text"], unit)


def note(
    text: str, *, sets: Item | None = None, action: str = "", lines: Sequence[int] = ()
) -> Made:
    """Return a sentence with its lines, and a button where something can be done about it."""
    links = [line_link(line) for line in lines]
    return Made({"kind": "note", "text": text, "action": action, "set": sets, "lines": links})


def section(title: str, below: str = "") -> Made:
    """Return the heading of a part of the view, and the sentence below it."""
    return Made({"kind": "heading", "text": title, "below": below})


def choice(  # noqa: PLR0913, PLR0917
    field: str,
    text: str,
    value: object,
    options: Sequence[tuple[Any, str]],
    apart: Sequence[tuple[Any, str]] = (),
    called: str = "",
) -> Item:
    """Return a list to choose from, perhaps with a last group apart and what that is called."""
    return {
        "type": "choice",
        "field": field,
        "label": text,
        "value": value,
        "options": [{"value": one, "text": name} for one, name in options],
        "apart": [{"value": one, "text": name} for one, name in apart],
        "called": called,
    }


def switch(field: str, text: str, value: object, options: Sequence[tuple[Any, str]]) -> Item:
    """Return a few options side by side."""
    return {**choice(field, text, value, options), "type": "switch"}


def search_field(field: str, text: str, value: str, hint: str) -> Item:
    """Return a field for words."""
    return {"type": "words", "field": field, "label": text, "value": value, "hint": hint}


def slider(field: str, text: str, value: float) -> Item:
    """Return a slider over percentages."""
    return {"type": "slider", "field": field, "label": text, "value": value}


def given(conditions: Made, count: int, whole: int, lang: Language) -> list[str]:
    """Return in words which rows a table is given with: those that controls chose, then all."""
    by = [
        f"{item['label']}{pick(lang, ': ', '：')}{text}"
        for item in conditions.shown["items"]
        if (text := _condition(item))
    ]
    every = pick(lang, *WORDS["all"]).format(count=whole)
    listed = pick(lang, "; ", "；").join(by)
    some = pick(lang, *WORDS["some"]).format(count=count, whole=whole, by=listed)
    return [some, every] if by else [every]


def _condition(item: Item) -> str:
    """Return what a list or words narrow the rows to; "" for what narrows nothing."""
    if item["type"] == "words":
        return str(item["value"])
    if item["type"] != "choice" or item["value"] == item["options"][0]["value"]:
        return ""
    options = item["options"] + item["apart"]
    return str(next(one["text"] for one in options if one["value"] == item["value"]))


def controls(*items: Item) -> Made:
    """Return controls side by side."""
    return Made({"kind": "controls", "items": list(items)})
