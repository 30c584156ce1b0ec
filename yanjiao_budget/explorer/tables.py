"""Tables of a view: the columns of a frame as declared, and how some of them stand on the page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

import pandas as pd

from yanjiao_budget.charts.style import label
from yanjiao_budget.language import Language
from yanjiao_budget.schema import Column

from .blocks import Item, Made, line_link, rows_of

Sets = Callable[[Any], dict[str, Any]]


def exact(value: Decimal, how: str = ",") -> str:
    """Return a decimal in full; one that is whole, such as a year, has no commas."""
    if not value.is_finite():
        return "∞"
    how = how if value else how.lstrip("+")
    return f"{value:{how}}" if value != int(value) else f"{value:{how.rstrip(',')}}"


_WRITTEN: dict[str, Callable[[Any], str]] = {
    "text": str,
    "integer": "{:,.0f}".format,
    "money": "{:,.2f}".format,
    "change": "{:+,.2f}".format,
    "exact": exact,
    "exact change": partial(exact, how="+,"),
    "percent": "{:.2%}".format,
    "growth": "{:+.1%}".format,
}
# What a workbook calls a way to write, where it has another name for it.
_FORMATS = {
    "change": "money",
    "growth": "percent",
    "line": "text",
}
_AS_IT_IS = ("exact", "exact change")  # Two places would round what is shown to be exact.


class PageColumn(NamedTuple):
    """One column of a table on the page.

    Attributes:
        name: Its name in the frame.
        written: How its values are written: a key of the table above, or `line` for a line of the
            document.
        missing: What stands where a value is missing.
        sets: What a click on a cell sets, worked out from the row; None for plain cells.
        chinese: Column with the Chinese of an English name: it stands below, or in its place where
            there is no English yet; "" for other columns.
        called: What values are called on the page, where they are keys.
        heading: Its heading, where the page has a shorter one than is declared.
        order: The order to sort by, where values are keys that have one of their own.
        about: What the document says that a cell's text means, worked out from the row.
        elsewhere: Text in place of a line that is of another document, worked out from the row.
    """

    name: str
    written: str = "text"
    missing: str = ""
    sets: Sets | None = None
    chinese: str = ""
    called: Mapping[Any, str] = {}
    heading: str = ""
    order: tuple[str, ...] = ()
    about: Callable[[Any], Item | None] | None = None
    elsewhere: Callable[[Any], str] | None = None


LINE = PageColumn("source_line", "line")


class Table(NamedTuple):
    """What a table is made of, before it is sorted.

    Attributes:
        frame: Its rows, in the order of the document or of the view.
        columns: What is shown of them.
        own: Its own order, as a `sort`.
        before: The lines of Python that `code` needs.
        code: The Python expression that makes the frame.
    """

    frame: pd.DataFrame
    columns: Sequence[PageColumn]
    own: str
    before: str
    code: str


def name_column(lang: Language, name: str = "name", sets: Sets | None = None) -> PageColumn:
    """Return the column of names, in English with the Chinese below it."""
    if lang == "zh":
        return PageColumn(name, sets=sets)
    return PageColumn(f"{name}_en", sets=sets, chinese=name)


def table(  # noqa: PLR0913
    caption: str,
    frame: pd.DataFrame,
    declared: Sequence[Column],
    columns: Sequence[PageColumn],
    lang: Language,
    *,
    code: str,
    before: str = "",
    subject: str = "",
    sort: str = "",
    own: str = "",
    unit: str = "",
    given: Sequence[str] = (),
    most: int | None = None,
) -> Made:
    """Return a table of a frame as the page shows it, sorted as the state says.

    Args:
        caption: What it is called on the page.
        frame: Its rows, in the order of the document or of the view.
        declared: Every column of the frame.
        columns: What is shown of them.
        lang: Language of the page.
        code: The Python expression that makes the frame, in the same order.
        before: The lines of Python that the expression needs.
        subject: What a file of it holds, where its caption does not say so by itself.
        sort: As in `State`. Several tables of a view share that field: one that is of no column
            of this table leaves it in its own order.
        own: Its own order, as a `sort`; "" for that of the frame.
        unit: Unit of its amounts.
        given: Which rows a file of it may have, in words, those shown first; none where there is
            no choice.
        most: How many rows are shown; all of them are given.

    Raises:
        KeyError: For a column of the frame that is not declared.
    """
    names = {column.name: label(column, lang) for column in declared}
    sort = order_by(sort, columns, own)
    rows = Table(frame, columns, own, before, code)
    frame = sorted_by(frame, sort, columns)
    drawn = frame.head(len(frame) if most is None else most)
    shown: dict[str, Any] = {
        "kind": "table",
        "caption": caption,
        "sort": sort,
        "columns": [
            {
                "name": one.name,
                "heading": one.heading or names[one.name],
                "number": one.written not in {"text", "line"},
            }
            for one in columns
        ],
        "rows": cells(drawn, columns),
    }
    if given:
        shown["given"] = list(given)
    return Made(
        shown,
        frame,
        subject or caption,
        unit,
        headings={name: names[name] for name in map(str, frame)},
        formats={
            one.name: _FORMATS.get(one.written, one.written)
            for one in columns
            if one.written not in _AS_IT_IS
        },
        code=f"{before}frame = {_sort_code(code, sort, columns)}",
        table=rows,
    )


def sorted_by(frame: pd.DataFrame, sort: str, columns: Sequence[PageColumn]) -> pd.DataFrame:
    """Return the frame sorted as the state says, if by one of its columns; missing values last."""
    name, ascending = _order(sort)
    for one in columns:
        if one.name == name:
            key = (lambda keys: keys.map(one.order.index)) if one.order else None  # noqa: B023
            return frame.sort_values(
                name, ascending=ascending, kind="stable", key=key, ignore_index=True
            )
    return frame


def ranks(frame: pd.DataFrame, one: PageColumn) -> list[int | None]:
    """Return the place of each row among a column's values, equal ones alike; None for missing."""
    keys = [one.order.index(key) if one.order else key for key in frame[one.name].tolist()]
    there = sorted({key for key in keys if not is_missing(key)})
    places = {key: place for place, key in enumerate(there)}
    return [None if is_missing(key) else places[key] for key in keys]


def order_by(sort: str, columns: Sequence[PageColumn], own: str) -> str:
    """Return how a table is sorted: as the state says, or in its own way where that has no place.

    Several tables of a view may share the state's one field.
    """
    return sort if _order(sort)[0] in {one.name for one in columns} else own


def _sort_code(frame: str, sort: str, columns: Sequence[PageColumn]) -> str:
    """Return the Python that sorts a frame so, or the frame's name alone."""
    name, ascending = _order(sort)
    for one in columns:
        if one.name == name:
            how = f"ascending={ascending}, kind='stable', ignore_index=True{key_code(one)}"
            return f"{frame}.sort_values({name!r}, {how})"
    return frame


def key_code(one: PageColumn) -> str:
    """Return the Python of the key that a column is sorted by, as an argument; "" for none."""
    return f", key=lambda keys: keys.map({one.order}.index)" if one.order else ""


def _order(sort: str) -> tuple[str, bool]:
    return sort.removeprefix("-"), not sort.startswith("-")


def cells(frame: pd.DataFrame, columns: Sequence[PageColumn]) -> list[list[Any]]:
    """Return the cells of a frame's rows, as the page shows them."""
    found = [_cells(frame, one) for one in columns]
    return [list(row) for row in zip(*found, strict=True)]


def _cells(frame: pd.DataFrame, one: PageColumn) -> Iterator[Any]:
    """Yield the cells of a column: a text, or a text with what stands below or what it sets."""
    values = frame[one.name].tolist()
    if one.written == "line":
        elsewhere = map(one.elsewhere, rows_of(frame)) if one.elsewhere else repeat("")
        yield from (other or _lines(line) for line, other in zip(values, elsewhere, strict=False))
        return
    nothing = [None] * len(values)
    chinese = frame[one.chinese].tolist() if one.chinese else nothing
    sets = map(one.sets, rows_of(frame)) if one.sets else nothing
    about = map(one.about, rows_of(frame)) if one.about else nothing
    for value, below, fields, meant in zip(values, chinese, sets, about, strict=True):
        more = {"small": None if is_missing(below) else below, "set": fields, "about": meant}
        yield _cell(one, value, more)


def _cell(one: PageColumn, value: Any, more: dict[str, Any]) -> Any:  # noqa: ANN401
    if is_missing(value):
        text = more.pop("small") or one.missing
    else:
        text = one.called.get(value) or _WRITTEN[one.written](value)
    more = {name: there for name, there in more.items() if there}
    return {"text": text, **more} if more else text


def _lines(value: Any) -> Item:  # noqa: ANN401 - a number, a sequence of them or nothing
    if isinstance(value, tuple | list):
        return {"lines": [line_link(line) for line in value]}
    return {"lines": [] if is_missing(value) else [line_link(value)]}


def is_missing(value: object) -> bool:
    """Tell whether a value of a frame is none."""
    return value is None or value is pd.NA or value != value  # noqa: PLR0124 - NaN alone differs


def flat(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with several lines in a cell as text: a file's cell holds one value."""
    flat = frame
    for name in map(str, frame):
        if name.endswith("_lines"):
            flat = flat.assign(**{name: [", ".join(map(str, lines)) for lines in frame[name]]})
    return flat


def named_keys(columns: Sequence[PageColumn]) -> dict[str, Mapping[str, str]]:
    """Return what the keys in a table's columns are called on the page, by column."""
    named = {one.name: one.called for one in columns}
    return {name: keys for name, keys in named.items() if {*map(type, keys)} == {str}}


def for_file(frame: pd.DataFrame, columns: Sequence[PageColumn]) -> pd.DataFrame:
    """Return a table's frame as a spreadsheet has it: its keys by what the page calls them."""
    named = {
        name: [keys.get(one, one) for one in frame[name]]
        for name, keys in named_keys(columns).items()
    }
    return flat(frame.assign(**named))


def lines_of(frame: pd.DataFrame, year: int) -> tuple[int, ...]:
    """Return the lines of the document of a year that a block's frame is from, in order."""
    if "fiscal_year" in frame:
        frame = frame[frame["fiscal_year"] == year]
    columns = [name for name in ("source_line", "source_line_after") if name in frame]
    one = [line for name in columns for line in frame[name].dropna()]
    several = frame.get("source_lines", ())
    return tuple(sorted({int(line) for lines in (one, *several) for line in lines}))
