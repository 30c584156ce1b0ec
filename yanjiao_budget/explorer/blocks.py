"""What a view is made of: charts, tables, cards and controls as plain data, with their frames.

A block's `shown` is all that the page needs to draw it; its texts are data and never markup. Cells,
lines and cards may carry a `set`: the fields of the state that a click on them sets.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from yanjiao_budget.charts.style import label
from yanjiao_budget.language import Language, pick
from yanjiao_budget.schema import SOURCE_LINE, TABLES, Column

Cells = Mapping[str, Any]
_FORMS: dict[str, Callable[[Any], str]] = {
    "text": str,
    "integer": "{:,.0f}".format,
    "money": "{:,.2f}".format,
    "change": "{:+,.2f}".format,
    "exact": lambda value: f"{value:,}" if value != int(value) else str(value),
    "exact change": "{:+,}".format,
    "percent": "{:.2%}".format,
    "growth": "{:+.1%}".format,
}


COLUMNS = {one.name: one for table in reversed(TABLES) for one in reversed(table.columns)}


class Made(NamedTuple):
    """A block: what the page draws of it, and what it gives.

    Attributes:
        shown: What the page draws, as plain data.
        frame: The table, or the frame that a chart is of; None where there is nothing to give.
        headings: Heading of each column of the frame, in the page's language.
        formats: How a download shows a column: `money`, `percent`, `integer` or `text`.
        unit: Unit of the amounts, "" where there are none.
        code: Python that makes the frame.
    """

    shown: dict[str, Any]
    frame: pd.DataFrame | None = None
    headings: Mapping[str, str] = {}
    formats: Mapping[str, str] = {}
    unit: str = ""
    code: str = ""


class Block(NamedTuple):
    """One block of a view: its name, the fields of the state it depends on, what makes it."""

    name: str
    needs: tuple[str, ...]
    make: Callable[..., Made]


class Shown(NamedTuple):
    """One column of a table on the page.

    Attributes:
        name: Its name in the frame.
        heading: Its heading in the page's language.
        form: A key of the forms above, or `line` for a line of the document.
        missing: What stands where a value is missing.
        sets: What a click on a cell sets, worked out from the row; None for plain cells.
        chinese: Column with the Chinese of an English name: it stands below, or in its place where
            there is no English yet; "" for other columns.
        words: What values are called on the page, where they are keys.
    """

    name: str
    heading: str
    form: str = "text"
    missing: str = ""
    sets: Callable[[Any], dict[str, Any]] | None = None
    chinese: str = ""
    words: Mapping[Any, str] = {}


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a frame, each with its columns as attributes."""
    return frame.itertuples(index=False)


def column(of: Column, lang: Language, form: str = "text", **more: Any) -> Shown:  # noqa: ANN401
    """Return a declared column as it is shown."""
    return Shown(of.name, label(of, lang), form, **more)


def line_column(lang: Language) -> Shown:
    """Return the column with the line of the document, which leads there."""
    return Shown("source_line", label(SOURCE_LINE, lang), "line")


def to_line(line: int) -> dict[str, Any]:
    """Return what shows a line in the document."""
    return {"view": "document", "line": int(line)}


def name_column(
    lang: Language,
    heading: str,
    sets: Callable[[Any], dict[str, Any]] | None = None,
    name: str = "name",
) -> Shown:
    """Return the column of names, in English with the Chinese below it."""
    english = lang == "en"
    shown = f"{name}_en" if english else name
    return Shown(shown, heading, sets=sets, chinese=name if english else "")


def sorted_by(frame: pd.DataFrame, sort: str, columns: Sequence[Shown]) -> pd.DataFrame:
    """Return the frame sorted as the state says, if by one of its columns; missing values last."""
    name = sort.removeprefix("-")
    if name not in {shown.name for shown in columns}:
        return frame
    return frame.sort_values(
        name, ascending=not sort.startswith("-"), kind="stable", ignore_index=True
    )


def _sort_code(frame: str, sort: str, columns: Sequence[Shown]) -> str:
    """Return the Python that sorts a frame so, or the frame's name alone."""
    name = sort.removeprefix("-")
    if name not in {shown.name for shown in columns}:
        return frame
    ascending = not sort.startswith("-")
    return f"{frame}.sort_values({name!r}, ascending={ascending}, kind='stable', ignore_index=True)"


def table(  # noqa: PLR0913
    caption: str,
    frame: pd.DataFrame,
    columns: Sequence[Shown],
    lang: Language,
    *,
    code: str,
    before: str = "",
    sort: str = "",
    unit: str = "",
    most: int | None = None,
) -> Made:
    """Return a table of a frame as the page shows it, sorted as the state says.

    Args:
        caption: What it is called on the page.
        frame: Its rows, in the order of the document or of the view.
        columns: What is shown of them.
        lang: Language of the page.
        code: The Python expression that makes the frame, in the same order.
        before: The lines of Python that the expression needs.
        sort: As in `State`.
        unit: Unit of its amounts.
        most: How many rows are shown; all of them are given.
    """
    frame = sorted_by(frame, sort, columns)
    drawn = frame.head(len(frame) if most is None else most)
    shown = {
        "kind": "table",
        "caption": caption,
        "sort": sort,
        "columns": [
            {"name": one.name, "heading": one.heading, "number": one.form not in ("text", "line")}
            for one in columns
        ],
        "rows": _rows(drawn, columns),
        "empty": pick(lang, "No row.", "没有行。"),
        "all": pick(lang, f"Show all {len(drawn)} rows", f"显示全部 {len(drawn)} 行"),
    }
    headings = {
        name: label(COLUMNS[name], lang) if name in COLUMNS else name for name in map(str, frame)
    }
    headings |= {one.name: one.heading for one in columns}
    formats = {one.name: _given(one.form) for one in columns}
    made = f"{before}frame = {_sort_code(code, sort, columns)}"
    return Made(shown, frame, headings, formats, unit, made)


def _given(form: str) -> str:
    return {
        "change": "money",
        "growth": "percent",
        "line": "text",
        "exact": "money",
        "exact change": "money",
    }.get(form, form)


def _rows(frame: pd.DataFrame, columns: Sequence[Shown]) -> list[list[Any]]:
    cells = []
    for one in columns:
        values = frame[one.name].tolist()
        if one.form == "line":
            cells.append([_line(value) for value in values])
            continue
        form = _FORMS[one.form]
        chinese = frame[one.chinese].tolist() if one.chinese else [None] * len(values)
        sets = [one.sets(row) for row in rows_of(frame)] if one.sets else [None] * len(values)
        cells.append([_cell(one, form, *row) for row in zip(values, chinese, sets, strict=True)])
    return [list(row) for row in zip(*cells, strict=True)]


def _cell(
    one: Shown,
    form: Callable[[Any], str],
    value: Any,  # noqa: ANN401 - a cell of a frame
    chinese: object,
    sets: dict[str, Any] | None,
) -> Any:  # noqa: ANN401 - JSON
    if _is_missing(value):
        text, small = (one.missing if _is_missing(chinese) else str(chinese)), None
    else:
        text = one.words.get(value) or form(value)
        small = None if _is_missing(chinese) else str(chinese)
    if sets is None and small is None:
        return text
    return {"text": text} | ({"small": small} if small else {}) | ({"set": sets} if sets else {})


def _line(value: Any) -> Any:  # noqa: ANN401 - a number, a sequence of them or nothing
    lines = value if isinstance(value, tuple | list) else () if _is_missing(value) else (value,)
    return {"lines": [{"text": f"{line}", "set": to_line(line)} for line in lines]}


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value != value  # noqa: PLR0124 - NaN alone differs


def chart(
    drawn: alt.TopLevelMixin,
    frame: pd.DataFrame,
    *,
    unit: str = "",
    click: str = "",
    also: dict[str, Any] | None = None,
) -> Made:
    """Return a chart of a frame.

    A click on a mark sets the field `click` to what the mark stands for, and the fields of `also`.
    Specifications are checked by the tests and not once more for every change on the page.
    """
    specification = drawn.to_dict(validate=False)
    return _shown(specification, frame, unit, click, also)


def chart_again(
    specification: dict[str, Any], frame: pd.DataFrame, rows: pd.DataFrame, **changes: object
) -> Made:
    """Return a chart drawn before with other rows: making one anew takes most of a redraw's time.

    Args:
        specification: The chart, of one data set.
        frame: As for `chart`.
        rows: What it draws now.
        changes: What of its top level is other than before, such as its `title`.
    """
    (name,) = specification["datasets"]
    records = json.loads(rows.to_json(orient="records", double_precision=15))
    again = {**specification, "datasets": {name: records}, **changes}
    return _shown(again, frame, "", "", None)


def _shown(
    specification: dict[str, Any],
    frame: pd.DataFrame,
    unit: str,
    click: str,
    also: dict[str, Any] | None,
) -> Made:
    title = specification.get("title") or {}
    words = [title.get("text", ""), title.get("subtitle", "")]
    shown = {
        "kind": "chart",
        "title": str(words[0]),
        "text": ". ".join(str(word) for word in words if word),
        "specification": specification,
        "click": click,
        "also": also or {},
    }
    return Made(shown, frame, unit=unit)


def note(text: str, *, sets: dict[str, Any] | None = None, action: str = "") -> Made:
    """Return a sentence, with a button where something can be done about it."""
    return Made({"kind": "note", "text": text, "action": action, "set": sets})


def heading(text: str, below: str = "") -> Made:
    """Return a heading and the sentence below it."""
    return Made({"kind": "heading", "text": text, "below": below})


NOTHING = Made({"kind": "nothing"})


def choice(field: str, text: str, value: object, options: Sequence[tuple[Any, str]]) -> Cells:
    """Return a list to choose from."""
    return {
        "type": "choice",
        "field": field,
        "label": text,
        "value": value,
        "options": [{"value": one, "text": shown} for one, shown in options],
    }


def switch(field: str, text: str, value: object, options: Sequence[tuple[Any, str]]) -> Cells:
    """Return a few options side by side."""
    return {**choice(field, text, value, options), "type": "switch"}


def words(field: str, text: str, value: str, hint: str) -> Cells:
    """Return a field for words."""
    return {"type": "words", "field": field, "label": text, "value": value, "hint": hint}


def slider(field: str, text: str, value: float) -> Cells:
    """Return a slider over percentages."""
    return {"type": "slider", "field": field, "label": text, "value": value}


def controls(*items: Cells) -> Made:
    """Return controls side by side."""
    return Made({"kind": "controls", "items": list(items)})
