"""What is taken along: headings that are declared, and names of files that say what they hold."""

import csv
import io
import json
import zipfile
from itertools import product

import pandas as pd
import pyarrow.parquet as pq
import pytest
from kit.charts import CHINESE
from lxml import etree

from yanjiao_budget.charts.style import label
from yanjiao_budget.explorer import tables
from yanjiao_budget.explorer.page import VIEW_NAMES
from yanjiao_budget.explorer.state import VIEWS
from yanjiao_budget.schema import TABLES, Column, answers
from yanjiao_budget.schema import across as beside

pytestmark = pytest.mark.slow

# States in which every block of every view has something to give; two of spending.
STATES = {
    "overview": [{}],
    "spending": [{"responsibility": 0}, {"responsibility": 4}],
    "grading": [{}],
    "years": [{}],
    "bodies": [{}],
    "trust": [{"tie": "project_responsibilities"}, {"tie": "line_15_year"}],
    "promises": [{}],
    "document": [{"find": "污水"}],
}
every_view = pytest.mark.parametrize(("view", "lang"), [*product(VIEWS, ("en", "zh"))])


@pytest.fixture
def explorer(later):
    """Return an explorer of the later of two disclosures."""
    return later


def declared():
    """Return every column that is declared, those of tables and those worked out of them."""
    groups = [table.columns for table in TABLES]
    groups += [
        group
        for room in (answers, beside)
        for group in vars(room).values()
        if isinstance(group, tuple)
    ]
    groups += [answers.spending(whole=True), answers.spending(whole=False)]
    groups += [answers.selected(75), answers.compared(2019, 2020)]
    groups += [answers.promises_compared(2019, 2020)]
    groups += [answers.working("万元"), answers.working("")]
    return [column for group in groups for column in group if isinstance(column, Column)]


def given(explorer, view, lang):
    """Yield the name of each block of a view that gives a file, and what was made of it."""
    explorer.view, explorer.lang = view, lang
    for state in STATES[view]:
        for name, value in state.items():
            setattr(explorer, name, value)
        for name, made in explorer.blocks().items():
            if made.frame is not None:
                yield name, made


def opened(explorer, block):
    """Return the headings of a block's table as they stand in each of its files, columns only."""
    files = {form: explorer.take(block, form) for form in ("csv", "xlsx", "parquet")}
    assert all(name.endswith(f".{form}") for form, (name, _) in files.items())
    _, content = files["csv"]
    written = next(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    _, content = files["xlsx"]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = etree.fromstring(book.read("xl/sharedStrings.xml"))
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    texts = ["".join(one.itertext()) for one in strings.iterfind("{*}si")]
    row = sheet.find(".//{*}row")
    cells = [texts[int(cell.findtext("{*}v"))] for cell in row.iterfind("{*}c")]
    _, content = files["parquet"]
    schema = pq.read_schema(io.BytesIO(content))
    kept = json.loads(schema.metadata[b"headings"])
    return {"csv": written, "xlsx": cells, "parquet": [kept[name] for name in schema.names]}


@every_view
def test_every_heading_of_every_download_is_declared_unique_and_in_the_language(
    view, lang, explorer
):
    """In CSV, XLSX and Parquet alike; none is a name that a program has for a column."""
    known = {(column.name, label(column, lang)) for column in declared()}
    seen = set()
    for block, made in given(explorer, view, lang):
        headed = (block, *made.headings.values())
        if made.shown["kind"] != "table" or headed in seen:
            continue
        seen.add(headed)
        files = opened(explorer, block)
        headings = files["xlsx"]
        assert set(zip(made.frame.columns, headings, strict=True)) <= known, block
        assert files["csv"][: len(headings)] == files["parquet"] == headings
        assert len(files["csv"]) == len(headings) + 3  # Title, unit and source of the row.
        for heading in files["csv"]:
            assert files["csv"].count(heading) == 1, (block, heading)
            assert bool(CHINESE.search(heading)) == (lang == "zh"), (block, heading)
            assert heading not in made.frame.columns, (block, heading)
            assert "_" not in heading, (block, heading)
    assert seen


def test_a_name_and_its_english_have_headings_that_tell_them_apart():
    """In either language, for indicators, activities and responsibilities alike."""
    columns = {column.name: column for column in answers.selected(75)}
    for lang, other in (("en", "(Chinese)"), ("zh", "（英文）")):
        names = ["name", "activity_name", "responsibility_name"]
        own = "_en" if lang == "en" else ""
        headings = {label(columns[f"{name}{own}"], lang) for name in names}
        assert len(headings) == 3
        for name in names:
            pair = {label(columns[f"{name}{end}"], lang) for end in ("", "_en")}
            assert pair & headings
            assert pair - headings == {f"{(pair & headings).pop()}{' ' * (lang == 'en')}{other}"}


def test_the_unit_of_a_ladder_is_not_headed_as_the_unit_of_money(explorer):
    """It is percent, or what is counted."""
    explorer.view = "grading"
    made = explorer.blocks()["grading.indicators"]
    assert "%" in set(made.frame["unit"])
    assert made.headings["unit"] == "Unit of the ladder"
    explorer.view = "overview"
    made = explorer.blocks()["overview.table"]
    assert set(made.frame["unit"]) == {"万元"}
    assert made.headings["unit"] == "Unit as printed"


def test_a_column_that_is_not_declared_is_refused():
    """So a new column of a frame has a heading before it is given."""
    frame = pd.DataFrame({"text": ["x"], "text_fr": ["x"]})
    with pytest.raises(KeyError, match="text_fr"):
        tables.table("T", frame, answers.TEXT, [tables.PageColumn("text")], "en", code="frame")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_name_of_every_file_is_its_own_and_says_what_it_holds(lang, explorer):
    """Of which year and body it is, and of which view and what; it is no caption of the page."""
    names = {}
    for view in VIEWS:
        for block, made in given(explorer, view, lang):
            is_chart = made.shown["kind"] == "chart"
            name = explorer._file_name(block, made, "svg" if is_chart else "csv")
            words = name.replace("_", " ")
            view_name = VIEW_NAMES[view][lang == "zh"]
            body = explorer._data.body_name(lang).replace(",", "")
            assert words.startswith(f"yanjiao budget 2020 {view_name} "), name
            assert words[: words.rindex(".")].endswith(f" {body}"), name
            subject = words.split(f" {view_name} ")[1].split(f" {body}")[0]
            assert len(subject) >= len("勾稽关系表"), name
            assert "in figures" not in subject
            assert "click" not in subject
            assert names.setdefault(name, (block, made.subject)) == (block, made.subject), name
    assert len(names) >= 17


@pytest.mark.parametrize(
    ("block", "states"),
    [
        ("spending.table", [{}, {"responsibility": 4}, {"responsibility": 5}]),
        ("spending.chart", [{}, {"responsibility": 4}, {"responsibility": 5}]),
        ("spending.table", [{}, {"measure": "unfunded"}]),
        ("grading.indicators", [{}, {"responsibility": 4}]),
        ("grading.whatif", [{}, {"value": 60}, {"reading": "literal"}]),
        ("grading.ruler", [{}, {"reading": "literal"}]),
        ("document.hits", [{"find": "污水"}, {"find": "道路"}]),
        ("trust.working", [{"tie": "basic_parts"}, {"tie": "expenditure_parts"}]),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_name_of_a_file_tells_one_choice_from_another(block, states, lang, explorer):
    """A journalist who keeps both finds each again."""
    explorer.view = block.split(".")[0]
    opened_as = explorer.state._replace(lang=lang)
    names = set()
    for state in states:
        for name, value in opened_as._replace(**state)._asdict().items():
            setattr(explorer, name, value)
        names.add(explorer._file_name(block, explorer.blocks()[block], "csv"))
    assert len(names) == len(states)
