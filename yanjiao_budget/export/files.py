"""Tables and charts as files to keep, each with the source that it was taken from.

Text of the document stays text in every format: no formula, link, markup or script is made of it.
"""

import html
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd

from yanjiao_budget.charts import offline
from yanjiao_budget.language import Language, pick

from . import tables as export_tables
from .cite import WORDS as CITED
from .cite import cite_lines, without_swhid

TABLE_FORMS = ("csv", "xlsx", "parquet")
CHART_FORMS = ("svg", "png", "html")
_NOTE_SIZE = 12  # of the note at a picture's foot, in pixels
_NARROWEST = 320
# What stands at the top of a specification alone.
_OF_THE_FRAME = ("$schema", "background", "config", "datasets", "padding", "usermeta")
_PADDING = 5  # around a picture, in pixels, where a chart says nothing else
_WIDTH = re.compile(r'width="([\d.]+)"')  # of an SVG
_MOST_RANGES = 30  # of lines in a note; more are counted, and the table names each
_PRINT = 300  # pixels in an inch
_LONGEST_NAME = 180  # bytes, of the 255 that file systems take

_CITED = ("Source: ", "来源：")
_OF_UNIT = ("Unit: {unit}. ", "单位：{unit}。")
# What the files say, as the page that writes them without Python has it.
WORDS = {f"file_{name}": both for name, both in export_tables.WORDS.items()} | {
    f"cited_{name}": both for name, both in CITED.items()
}
WORDS |= {"file_cited": _CITED, "file_of_unit": _OF_UNIT}

_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: blob:; \
script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 14px/1.6 {family}; margin: 24px; color: #222 }}
#chart {{ overflow-x: auto }}
footer {{ max-width: 60em; margin-top: 16px; overflow-wrap: anywhere }}
</style>
</head>
<body>
<main id="chart"></main>
<footer>{source}</footer>
<script type="application/json" id="specification">{specification}</script>
<script type="module">
{script}
const written = document.getElementById("specification").textContent;
embed(document.getElementById("chart"), JSON.parse(written), {options});
</script>
</body>
</html>
"""
_MENU = {
    "actions": {"export": True, "source": False, "compiled": False, "editor": False},
    "i18n": {"CLICK_TO_VIEW_ACTIONS": "保存图表", "SVG_ACTION": "存为SVG", "PNG_ACTION": "存为PNG"},
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


def chart_file(specification: dict[str, Any], about: About, form: str) -> bytes:
    """Return a chart as a file, with its unit and its source at the foot.

    svg: text that stays text. png: 300 pixels an inch. html: a page that opens with no network and
    in which the chart answers to the pointer as it does in a notebook.

    Args:
        specification: The chart in Vega-Lite 5, its data within.
        about: What the file says of itself; its title is drawn where the chart has none.
        form: One of CHART_FORMS.

    Raises:
        ValueError: For another form.
    """
    if form not in CHART_FORMS:
        raise ValueError(f"form is {form!r}; a chart can be {', '.join(CHART_FORMS)}")
    specification = {**specification, "$schema": offline.SCHEMA}
    if form == "html":
        return _page(_titled(specification, about), about).encode()
    noted = _noted(specification, about)
    return offline.to_svg(noted).encode() if form == "svg" else offline.to_png(noted, ppi=_PRINT)


def file_name(holds: str, form: str) -> str:
    """Return a name for a file, made of what it holds, that every system takes."""
    words = re.sub(r"[^\w（）()·，、—-]+", "_", holds).strip("_-")
    short = words.encode()[:_LONGEST_NAME].decode(errors="ignore")
    return f"{'_'.join(filter(None, ['yanjiao_budget', short]))}.{form}"


def _titled(specification: dict[str, Any], about: About) -> dict[str, Any]:
    """Return the specification with the view's title where the chart has none."""
    return {**specification, "title": specification.get("title") or about.title}


def _noted(specification: dict[str, Any], about: About) -> dict[str, Any]:
    """Return the specification with a note at its foot, in lines no wider than it is.

    How wide that is Vega alone can tell, so a chart is drawn once to be measured, and once more
    within a frame that has the note for its title.
    """
    lines = _wrap(_note(about, _MOST_RANGES), max(_NARROWEST, _room(specification)))
    foot = {"text": lines, "orient": "bottom", "anchor": "start", "offset": 12}
    frame = {name: specification[name] for name in _OF_THE_FRAME if name in specification}
    chart = {name: part for name, part in specification.items() if name not in frame}
    return {**frame, "title": {**foot, "fontSize": _NOTE_SIZE}, "vconcat": [_titled(chart, about)]}


def _note(about: About, most: int = 0) -> str:
    """Return the unit and the source; of lines in more ranges than `most` only how many."""
    unit = pick(about.lang, *_OF_UNIT).format(unit=about.unit) if about.unit else ""
    citation = without_swhid(about.citation) if most else about.citation
    lines = cite_lines(citation, about.lines, about.lang, most)
    return unit + pick(about.lang, *_CITED) + lines


def _room(specification: dict[str, Any]) -> float:
    """Return how wide a title of a chart can be before the picture grows, in pixels."""
    padding = specification.get("padding", _PADDING)
    if not isinstance(padding, dict):
        padding = {"left": padding, "right": padding}
    width = _width(json.dumps(specification))
    return width - float(padding["left"]) - float(padding["right"])


@lru_cache(maxsize=32)  # Whoever takes a chart in one form often takes it in another.
def _width(specification: str) -> float:
    """Return how wide the picture of a chart is, in pixels."""
    return float(_WIDTH.findall(offline.to_svg(json.loads(specification)))[0])


def _wrap(text: str, width: float) -> list[str]:
    """Return the text in lines of a width: Chinese breaks anywhere, but not before a comma."""
    lines = [""]
    for word in re.findall(r"[!-~–]+|[^!-~–][，。、；：）”》]*", " ".join(text.split())):
        if lines[-1] and offline.text_width(lines[-1] + word.rstrip(), _NOTE_SIZE) > width:
            lines.append("")
        lines[-1] = (lines[-1] + word).lstrip()
    return [line.rstrip() for line in lines]


def _page(specification: dict[str, Any], about: About) -> str:
    config = {"font": offline.FONT_FAMILY, **specification.get("config", {})}
    options = _MENU if about.lang == "zh" else {"actions": _MENU["actions"]}
    return _PAGE.format(
        lang=pick(about.lang, "en", "zh-CN"),
        title=html.escape(about.title),
        family=offline.FONT_FAMILY,
        source=html.escape(_note(about)),
        # All but ASCII is escaped, and "<", so that no text can end the element that it stands in.
        specification=json.dumps({**specification, "config": config}).replace("<", r"\u003c"),
        script=offline.chart_script(),
        options=json.dumps(options),
    )
