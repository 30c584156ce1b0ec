"""Tables as files to keep, each with the source that it was taken from.

Text of the document stays text in every format: no formula, link or markup is made of it. The page
writes the same CSV and workbooks without Python, and charts as pictures; a test compares the two.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from yanjiao_budget.language import Language

from . import tables as export_tables
from .cite import WORDS as CITED

TABLE_FORMS = ("csv", "xlsx", "parquet")
_LONGEST_NAME = 180  # bytes, of the 255 that file systems take

# What the files say, as the page that writes them without Python has it.
WORDS = {f"file_{name}": both for name, both in export_tables.WORDS.items()} | {
    f"cited_{name}": both for name, both in CITED.items()
}
WORDS |= {
    "file_cited": ("Source: ", "来源："),
    "file_of_unit": ("Unit: {unit}. ", "单位：{unit}。"),
}


class About(NamedTuple):
    """What a file says of itself.

    Attributes:
        title: Title of the view.
        unit: Unit of its amounts, such as 万元; empty where there is none.
        citation: Citation of the document, as `cite()` gives it in the language of the page.
        lines: The lines of the source that the view rests on.
        lang: Language of the page.
        chosen: Which rows there are, and by what they were chosen; "" where there is no choice.
    """

    title: str
    unit: str
    citation: str
    lines: tuple[int, ...]
    lang: Language
    chosen: str = ""


def table_file(
    frame: pd.DataFrame,
    headings: Mapping[str, str],
    about: About,
    form: str,
    formats: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return a frame as a file, one row for each of its rows, what is missing left empty.

    csv: UTF-8 with a byte order mark; a text that opens like a formula stands behind an apostrophe;
    each row ends with the title, the unit and its own citation, by its `source_line`.
    xlsx: numbers, booleans and dates as such; a second sheet holds the title, the unit, the
    citations in both languages, the lines and the licence.
    parquet: the frame's own column names and types; the rest is in the metadata of the schema.

    Args:
        frame: The rows, its columns in order; those of several disclosures where it has the columns
            `fiscal_year` and `body`.
        headings: The heading of each column, with its unit.
        about: What the file says of itself.
        form: One of TABLE_FORMS.
        formats: How a workbook shows a column: "money", "percent", "integer" or "text".

    Raises:
        ValueError: For another form or format, a column with no heading, or a text that the file
            cannot hold whole: longer than a cell of a workbook, or with half a surrogate pair.
    """
    if form not in TABLE_FORMS:
        raise ValueError(f"form is {form!r}; a table can be {', '.join(TABLE_FORMS)}")
    content = export_tables.Content(frame, headings, *about)
    export_tables.check(content, formats)
    if form == "xlsx":
        return export_tables.to_xlsx(content, formats)
    return export_tables.to_csv(content) if form == "csv" else export_tables.to_parquet(content)


def file_name(holds: str, form: str) -> str:
    """Return a name for a file, made of what it holds, that every system takes."""
    words = re.sub(r"[^\w（）()·，、—-]+", "_", holds).strip("_-")
    short = words.encode()[:_LONGEST_NAME].decode(errors="ignore")
    return f"{'_'.join(filter(None, ['yanjiao_budget', short]))}.{form}"
