"""Frames as CSV, XLSX and Parquet; `export.table_file` tells what each holds."""

import csv
import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter  # type: ignore[import-untyped]
from wcwidth import wcwidth

from yanjiao_budget.language import Language, pick
from yanjiao_budget.schema import DISCLOSURE_KEY, SOURCE_LINE
from yanjiao_budget.store import loaders
from yanjiao_budget.store.cells import escape

from .cite import cite, cite_lines

_NUMBER_FORMATS = {"money": "#,##0.00", "percent": "0.00%", "integer": "#,##0", "text": "@"}
_DATE_FORMAT = "yyyy-mm-dd"
_CELL = 32_767  # the UTF-16 units that a cell of a workbook holds
_WIDEST = 60  # columns of digits; longer text is wrapped
# A workbook must have a date of creation; a fixed one gives the same bytes for the same table.
_CREATED = datetime(2019, 1, 1)  # noqa: DTZ001 - a workbook has no time zone
# What a file says beside its rows; the page that writes files without Python says the same.
WORDS = {
    "row_title": ("Title of the table", "表标题"),
    "row_unit": ("Unit of the amounts", "金额单位"),
    "row_source": ("Source of the row", "本行来源"),
    "titled": ("{title} ({rows})", "{title}（{rows}）"),
    "rows": ("Rows", "所含行"),
    "all": ("all {count} rows", "全部{count}行"),
    "some": ("{count} of {whole} rows: {by}", "{whole}行中的{count}行：{by}"),
    "sheet_data": ("Data", "数据"),
    "sheet_sources": ("Sources", "来源"),
    "title": ("Title", "标题"),
    "unit": ("Unit", "单位"),
    "none": ("none", "无"),
    "own_unit": ("in the heading of each column", "见各列标题"),
    "own_lines": ("of each row, on its sheet", "见各表每行"),
    "source": ("Source", "来源"),
    "lines": ("Lines", "原文行号"),
    "licence": ("Licence", "许可"),
    "licence_text": (
        (
            "Official documents of a state organ of an administrative nature are outside "
            "copyright under article 5 of the Copyright Law of the People's Republic of China. "
            "The tables, names and descriptions made from the document are under the MIT licence."
        ),
        (
            "依照《中华人民共和国著作权法》第五条，国家机关具有行政性质的文件不适用著作权法；"
            "据该文件制成的表格、名称和说明采用MIT许可证。"
        ),
    ),
}


def _word(lang: Language, name: str) -> str:
    return pick(lang, *WORDS[name])


class Content(NamedTuple):
    """A frame, the headings of its columns, and what the file says of itself."""

    frame: pd.DataFrame
    headings: Mapping[str, str]
    title: str
    unit: str
    citation: str
    lines: tuple[int, ...]
    lang: Language
    chosen: str = ""

    @property
    def titled(self) -> str:
        """The title with which rows there are, where not every table of this title has them."""
        if not self.chosen:
            return self.title
        return _word(self.lang, "titled").format(title=self.title, rows=self.chosen)


def check(content: Content, formats: Mapping[str, str]) -> None:
    """Refuse what a file could not hold, or could hold only in part.

    Raises:
        ValueError: For an unknown format, a column with no heading, one heading of two columns, or
            half a surrogate pair.
    """
    if unknown := set(formats.values()) - set(_NUMBER_FORMATS):
        raise ValueError(f"formats has {unknown}; a column can be {', '.join(_NUMBER_FORMATS)}")
    if bare := [name for name in content.frame.columns if name not in content.headings]:
        raise ValueError(f"headings has none for the columns {bare}")
    times = Counter([*_headings(content), *_of_rows(content.lang)])
    if repeated := [heading for heading, count in times.items() if count > 1]:
        raise ValueError(f"headings has {repeated} more than once in one file")
    for text in (*content.headings.values(), content.title, content.unit, content.citation):
        _refuse_half_pair(text, "the headings, the title, the unit or the citation")
    for name in content.frame.columns:
        for number, value in enumerate(_values(content.frame, name), 1):
            if isinstance(value, str):
                _refuse_half_pair(value, f"column {name}, row {number}")


def _headings(content: Content) -> list[str]:
    return [content.headings[name] for name in content.frame.columns]


def _of_rows(lang: Language) -> tuple[str, str, str]:
    """Return the headings of what each row of a CSV says of itself: title, unit, source."""
    return _word(lang, "row_title"), _word(lang, "row_unit"), _word(lang, "row_source")


def to_csv(content: Content) -> bytes:
    """Return the rows as CSV by RFC 4180, each with its source."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(map(escape, [*_headings(content), *_of_rows(content.lang)]))
    columns = [
        *(_values(content.frame, name) for name in content.frame.columns),
        [content.titled] * len(content.frame),
        [content.unit] * len(content.frame),
        _row_citations(content),
    ]
    for row in zip(*columns, strict=True):
        writer.writerow([escape(v) if isinstance(v, str) else v for v in row])
    return file.getvalue().encode("utf-8-sig")


def to_xlsx(content: Content, formats: Mapping[str, str]) -> bytes:
    """Return the rows as a workbook, with a sheet of sources.

    Raises:
        ValueError: For a text that is longer than a cell can hold, or more rows than a sheet can.
    """
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    _data_sheet(book, content, formats)
    _source_sheet(book, content)
    book.close()
    return file.getvalue()


def to_parquet(content: Content) -> bytes:
    """Return the rows as Parquet, what they are in the metadata of the schema."""
    table = pa.Table.from_pandas(content.frame, preserve_index=False)
    about = {
        "title": content.titled,
        "unit": content.unit,
        "citation": content.citation,
        "source_lines": json.dumps([int(line) for line in content.lines]),
        "language": content.lang,
        "headings": json.dumps(dict(content.headings), ensure_ascii=False),
    }
    file = BytesIO()
    described = table.replace_schema_metadata({**(table.schema.metadata or {}), **about})
    pq.write_table(described, file)
    return file.getvalue()


def _data_sheet(book: xlsxwriter.Workbook, content: Content, formats: Mapping[str, str]) -> None:
    sheet = book.add_worksheet(_word(content.lang, "sheet_data"))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    frame = content.frame
    for at, (name, heading) in enumerate(zip(frame.columns, _headings(content), strict=True)):
        shown_as = formats.get(name, "")
        values = list(_values(frame, name))
        if shown_as == "text":
            values = [None if value is None else str(value) for value in values]
        _write(sheet, 0, at, heading, head)
        styles = _styles(book, shown_as)
        for row, value in enumerate(values, 1):
            _write(sheet, row, at, value, styles.get(type(value), styles[object]))
        sheet.set_column(at, at, _column_width([heading, *values], shown_as))
    sheet.freeze_panes(1, 0)
    if len(frame.columns):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)


def _styles(book: xlsxwriter.Workbook, shown_as: str) -> dict[type, xlsxwriter.format.Format]:
    """Return how the cells of a column look, by the type of their values; `object` for others."""
    style = {"valign": "top"}
    if shown_as:
        style["num_format"] = _NUMBER_FORMATS[shown_as]
    other = book.add_format(style)
    day = book.add_format({**style, "num_format": _DATE_FORMAT})
    wrapped = book.add_format({**style, "text_wrap": True})
    return {object: other, date: day, datetime: day, str: wrapped}


def _source_sheet(book: xlsxwriter.Workbook, content: Content) -> None:
    lang = content.lang
    sheet = book.add_worksheet(_word(lang, "sheet_sources"))
    head = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    rows = [
        (_word(lang, "title"), content.title),
        (_word(lang, "unit"), content.unit or _word(lang, "none")),
        (
            _word(lang, "rows"),
            content.chosen or _word(lang, "all").format(count=len(content.frame)),
        ),
        *((_word(lang, "source"), citation) for citation in _citations(content)),
        (
            _word(lang, "lines"),
            cite_lines("", content.lines, lang).strip(", ").removesuffix("."),
        ),
        (_word(lang, "licence"), _word(lang, "licence_text")),
    ]
    for row, (name, value) in enumerate(rows):
        _write(sheet, row, 0, name, head)
        _write(sheet, row, 1, value, text)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 100)


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    value: Any,  # noqa: ANN401 - any type that a column has
    style: xlsxwriter.format.Format,
) -> None:
    """Write one cell as the type it has; a text is never looked into for a formula or a link."""
    where = f"row {row + 1}, column {column + 1} of sheet {sheet.get_name()}"
    if isinstance(value, str):
        if (units := len(value.encode("utf-16-le")) // 2) > _CELL:
            raise ValueError(
                f"{where}: {units} characters, and a cell of a workbook holds {_CELL}: take csv"
            )
        failed = sheet.write_string(row, column, value, style)
    elif value is None:
        failed = 0
    elif isinstance(value, bool):
        failed = sheet.write_boolean(row, column, value, style)
    elif isinstance(value, date):
        failed = sheet.write_datetime(row, column, value, style)
    elif math.isfinite(value):
        failed = sheet.write_number(row, column, value, style)
    else:
        failed = sheet.write_string(row, column, str(value), style)
    if failed:
        raise ValueError(f"{where}: a sheet has no such cell: take csv")


def _values(frame: pd.DataFrame, name: str) -> Iterator[Any]:
    """Yield the values of a column as Python's own, a missing one as None, midnight as its day."""
    for value in frame[name].tolist():
        if pd.isna(value):
            yield None
        elif isinstance(value, pd.Timestamp):
            moment = value.to_pydatetime()
            yield (
                moment.date() if moment == datetime.combine(moment, datetime.min.time()) else moment
            )
        else:
            yield value


def _row_citations(content: Content) -> list[str]:
    """Return the citation of each row, by its disclosure where there are several and its line."""
    frame = content.frame
    documents = [content.citation] * len(frame)
    if len(there := _disclosures(frame)) > 1:
        cited = {key: cite(year=key[0], body=key[1], lang=content.lang) for key in there}
        keys = frame[list(DISCLOSURE_KEY)].itertuples(index=False, name=None)
        documents = [cited[key] for key in keys]
    if SOURCE_LINE.name not in frame.columns:
        return [cite_lines(document, content.lines, content.lang) for document in documents]
    return [
        cite_lines(document, [] if line is None else [int(line)], content.lang)
        for document, line in zip(documents, _values(frame, SOURCE_LINE.name), strict=True)
    ]


def _citations(content: Content) -> list[str]:
    """Return the citations of the frame's disclosures, in Chinese and then in English."""
    found: list[str] = []
    there = _disclosures(content.frame)
    for year, body in _disclosures(loaders.load_disclosures()):
        both = [cite(year=year, body=body, lang="zh"), cite(year=year, body=body, lang="en")]
        if content.citation in both or (len(there) > 1 and (year, body) in there):
            found += both
    return found or [content.citation]


def _disclosures(frame: pd.DataFrame) -> list[tuple[int, str]]:
    """Return the year and body of each disclosure that a frame has rows of, where it names them."""
    if not set(DISCLOSURE_KEY) <= set(frame.columns):
        return []
    return list(frame[list(DISCLOSURE_KEY)].drop_duplicates().itertuples(index=False, name=None))


def _refuse_half_pair(text: str, where: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(
            f"{where}: half a surrogate pair at character {error.start + 1}, which no file can hold"
        ) from error


def _column_width(values: list[Any], shown_as: str) -> int:
    """Return how wide a column stands, in digits, of which a Chinese character takes two."""
    texts = [
        f"{value:,.2f}" if isinstance(value, float) and shown_as else str(value)
        for value in values
        if value is not None
    ]
    lines = [line for text in texts for line in text.splitlines()]
    # A character that none can see is of no width or, where it moves the cursor, of less.
    widths = (sum(max(0, wcwidth(sign)) for sign in line) for line in lines)
    return min(_WIDEST, 3 + max(widths, default=0))
