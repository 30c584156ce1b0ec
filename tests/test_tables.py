"""The published tables, their declaration, their files and the build that makes them."""

import csv
import importlib
import re
import shutil
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import yanjiao_budget as yb
from yanjiao_budget.build import build, contents
from yanjiao_budget.loaders import escape, load, records, unescape
from yanjiao_budget.schema import (
    ASSETS_GRID,
    BY_NAME,
    PERFORMANCE_GRID,
    PRINTED,
    PROCUREMENT_GRID,
    TABLES,
    heading_rows,
)

NAMES = [table.name for table in TABLES]
every_table = pytest.mark.parametrize("name", NAMES)
every_printed_table = pytest.mark.parametrize("name", [table.name for table in PRINTED])


@pytest.fixture(scope="module")
def fresh(disclosure):
    """Return what the built files must hold."""
    return contents([disclosure])


@pytest.fixture
def copy(root, tmp_path, monkeypatch):
    """Return a copy of the data folder that the package reads and builds in."""
    folder = tmp_path / "data"
    shutil.copytree(root / "data", folder)
    tables = importlib.import_module("yanjiao_budget.loaders")
    monkeypatch.setattr(tables, "data_folder", lambda: folder)
    monkeypatch.setattr(
        importlib.import_module("yanjiao_budget.build"), "data_folder", lambda: folder
    )
    tables.english.cache_clear()
    yield folder
    tables.english.cache_clear()


def _bytes(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# Loaders


@every_printed_table
def test_a_loader_gives_exactly_what_was_read_from_the_document(name, disclosure):
    """Through the CSV and back, value for value and type for type."""
    loaded = getattr(yb, f"load_{name}")()
    assert_frame_equal(loaded, yb.frames(disclosure)[name], check_exact=True)


@every_table
def test_a_frame_has_the_declared_columns_and_types(name):
    """Money is float64, text is str, an integer or a truth that may be missing is nullable."""
    table = BY_NAME[name]
    expected = {"number": "float64", "string": "str", "date": "datetime64[s]"}
    required = {"integer": "int64", "boolean": "bool"}
    optional = {"integer": "Int64", "boolean": "boolean"}
    frame = load(name)
    assert frame.columns.tolist() == [column.name for column in table.columns]
    for column in table.columns:
        types = expected | (required if column.required else optional)
        assert frame[column.name].dtype == types[column.type], column.name


@every_table
def test_a_table_opens_with_its_year_and_key_and_ends_with_its_line(name):
    """So that a reader sees at once what a row is and where it stands."""
    table = BY_NAME[name]
    columns = [column.name for column in table.columns]
    assert columns[: len(table.key)] == list(table.key)
    assert columns[0] == "fiscal_year"
    assert columns[-1] == "source_line"


@every_table
def test_a_key_names_one_row(name):
    """No two rows share it and none lacks a part of it."""
    frame, key = load(name), list(BY_NAME[name].key)
    assert not frame.duplicated(key).any()
    assert frame[key].notna().all(axis=None)


@every_table
def test_a_reference_leads_to_a_row(name):
    """Joins lose nothing."""
    for columns, target in BY_NAME[name].references:
        there = set(load(target)[list(BY_NAME[target].key)].itertuples(index=False, name=None))
        here = load(name)[list(columns)].dropna()
        assert len(here)
        assert set(here.itertuples(index=False, name=None)) <= there


@every_table
def test_only_columns_that_may_be_missing_are(name):
    """A required column has no gap, and no text is empty rather than missing."""
    frame = load(name)
    for column in BY_NAME[name].columns:
        assert not (column.required and frame[column.name].isna().any()), column.name
        if column.type == "string":
            assert not (frame[column.name] == "").any(), column.name
        if column.categories:
            assert set(frame[column.name]) <= set(column.categories)


def test_a_blank_budget_is_missing_and_not_zero():
    """2 responsibilities and 76 activities print none."""
    assert yb.load_responsibilities()["budget"].isna().sum() == 2
    assert yb.load_activities()["budget"].isna().sum() == 76
    assert not (yb.load_activities()["budget"] == 0).any()
    assert yb.load_totals()["amount"].eq(0).sum() == 4


def test_dashes_and_words_for_nothing_stay_text():
    """`——`, `无`, `0` and a blank are four different things."""
    grades = yb.load_indicators()[["excellent", "good", "fair", "poor"]].to_numpy().ravel()
    assert {"——", "无", "0"} <= set(grades)
    assert pd.isna(grades).sum() == 1
    assert yb.load_assets()["quantity"].tolist()[0] == "——"


@every_table
def test_a_description_is_the_declaration(name):
    """Each column in order, with its labels, unit and meaning."""
    table = BY_NAME[name]
    described = yb.describe(name)
    assert described.to_dict("list") == {
        "column": [column.name for column in table.columns],
        "column_zh": [column.zh for column in table.columns],
        "column_en": [column.en for column in table.columns],
        "type": [column.type for column in table.columns],
        "unit": [column.unit for column in table.columns],
        "may_be_missing": [not column.required for column in table.columns],
        "meaning": [column.meaning for column in table.columns],
    }


def test_tables_lists_every_table_with_its_grain_and_size():
    """The way in for somebody who knows none of the names."""
    listed = yb.tables().set_index("table")
    assert listed.index.tolist() == NAMES
    for table in TABLES:
        assert listed.loc[table.name, "one_row_is"] == table.grain
        assert listed.loc[table.name, ["rows", "columns"]].tolist() == list(load(table.name).shape)
        assert listed.loc[table.name, "key"].split(", ") == list(table.key)


@pytest.mark.parametrize("function", [load, yb.describe, lambda name: list(records(name))])
def test_an_unknown_table_names_those_there_are(function):
    """A slip of the keyboard is answered with the list."""
    with pytest.raises(KeyError, match="budgets") as caught:
        function("budgets")
    assert all(name in str(caught.value) for name in NAMES)


@pytest.mark.parametrize("first", ["load_totals", "check_arithmetic", "read_disclosure"])
def test_tables_is_the_function_whatever_was_used_before(first):
    """Names that load late stay what they are."""
    code = f"import yanjiao_budget as yb; yb.{first}; assert len(yb.tables()) == {len(TABLES)}"
    subprocess.run([sys.executable, "-c", code], check=True)


@every_printed_table
def test_exact_records_are_those_of_the_document(name, disclosure):
    """The ledger of the published tables works on the document's own decimals."""
    columns = {column.name for column in BY_NAME[name].columns}
    english = {name for name in columns if name.endswith("_en")}
    published = [
        {key: value for key, value in row.items() if key not in english} for row in records(name)
    ]
    printed = [
        {key: value for key, value in row.items() if key in columns}
        for row in disclosure.records[name]
    ]
    assert published == printed
    for row, read in zip(published, printed, strict=True):
        assert {k: str(v) for k, v in row.items()} == {k: str(read[k]) for k in row}


# Files that a spreadsheet opens


@every_table
def test_a_file_opens_in_a_spreadsheet_with_its_chinese_intact(name, root):
    """Excel takes a file for UTF-8 only where the mark stands first."""
    data = (root / "data" / "tables" / f"{name}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data


@every_table
def test_no_text_cell_can_act_as_a_formula(name, root):
    """Whatever the sign, and in full width too."""
    table = BY_NAME[name]
    with (root / "data" / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for column in table.columns:
        if column.type == "string":
            assert not [row for row in rows if re.match("[=+\\-@\t\r＝＋－＠]", row[column.name])]


_SIGNS = st.text(st.sampled_from("'=+-@\t\r＝＋－＠甲1 \n"), max_size=8)


@given(_SIGNS)
def test_escaping_disarms_a_cell_and_is_undone_exactly(text):
    """Texts that begin with apostrophes included."""
    assert unescape(escape(text)) == text
    assert not re.match("[=+\\-@\t\r＝＋－＠]", escape(text))


@pytest.mark.parametrize("text", ["——", "<75%", "≥75%", "》4", "'甲", "''", "", "甲=乙"])
def test_a_harmless_cell_is_stored_as_it_is(text):
    """Nothing is altered that need not be."""
    assert escape(text) == text


def test_a_formula_in_the_document_comes_back_from_the_file_as_printed(disclosure, copy):
    """Stored behind an apostrophe, loaded without it."""
    rows = disclosure.records["indicators"]
    changed = [{**rows[0], "excellent": "=1+1", "good": "-80%", "poor": "'+5"}, *rows[1:]]
    damaged = {**disclosure.records, "indicators": changed}
    source = type(disclosure)(
        **{name: getattr(disclosure, name) for name in disclosure.__slots__} | {"records": damaged}
    )
    data = contents([source])["tables/indicators.csv"]
    (copy / "tables" / "indicators.csv").write_bytes(data)
    assert "'=1+1,'-80%" in data.decode()
    first = load("indicators").iloc[0]
    assert [first["excellent"], first["good"], first["poor"]] == ["=1+1", "-80%", "'+5"]
    assert next(records("indicators"))["poor"] == "'+5"
    assert_frame_equal(load("indicators"), yb.frames(source)["indicators"], check_exact=True)


# Declared once


def test_every_column_is_declared_with_all_a_reader_needs():
    """A name, a Chinese and an English label, a meaning; money has its unit."""
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        for column in table.columns:
            assert re.fullmatch("[a-z_]+", column.name)
            assert column.zh
            assert column.meaning.endswith(".")
            assert not re.search("[一-鿿]", column.en)
            assert column.unit in ("", "万元")


def test_the_same_name_in_two_tables_has_the_same_type():
    """So that tables join and stack."""
    types = {}
    for table in TABLES:
        for column in table.columns:
            if column.name not in ("quantity", "part_of"):  # as printed, or a position or key
                assert types.setdefault(column.name, column.type) == column.type, column.name


@every_table
def test_a_file_has_the_declared_columns(name, root):
    """The CSV's header is the declaration."""
    with (root / "data" / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file)) == [column.name for column in BY_NAME[name].columns]


@pytest.mark.parametrize(
    ("grid", "first"), [(PERFORMANCE_GRID, 117), (PROCUREMENT_GRID, 3328), (ASSETS_GRID, 3536)]
)
def test_the_printed_headings_are_the_declared_ones(grid, first, text):
    """The document's own heading rows, spaces aside, follow from the columns."""
    declared = [cell for row in heading_rows(grid) for cell in row]
    printed = [line for line in text.split("\n")[first - 1 :] if line.startswith("\t")]
    spaced = [re.sub(r"\s", "", line) for line in printed[: len(declared)]]
    assert spaced == declared


# English


def test_every_translated_string_has_one_line_in_english(root):
    """One line for each distinct Chinese string, none without its English."""
    with (root / "data" / "names_en.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [row["name"] for row in rows]
    assert len(set(names)) == len(names)
    assert all(row["name_en"].strip() for row in rows)


def test_no_chinese_is_left_in_the_english():
    """A reader with no Chinese can use every table."""
    for table in TABLES:
        frame = load(table.name)
        for column in frame.columns[frame.columns.str.endswith("_en")]:
            chinese = frame[column].dropna().str.contains("[\u3400-\u9fff，。；：（）“”、]")
            assert not chinese.any(), frame[column].dropna()[chinese].tolist()
            of = column.removesuffix("_en")
            assert (frame[column].isna() == frame[of].isna()).all(), column


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda lines: [line for line in lines if not line.startswith("票据使用率,")],
            "票据使用率",
        ),
        (lambda lines: [*lines, "不存在的名称,Nothing of the kind"], "不存在的名称"),
    ],
    ids=["missing", "left over"],
)
def test_a_missing_or_left_over_translation_stops_the_build(change, message, copy):
    """The message names the string."""
    path = copy / "names_en.csv"
    lines = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join(change(lines)) + "\n", "utf-8-sig")
    before = _bytes(copy)
    with pytest.raises(ValueError, match=message):
        build()
    assert _bytes(copy) == before


# The build


def test_the_built_files_are_those_of_the_document(fresh, root):
    """Whoever changes the parser or the declaration runs `make data`."""
    built = {path: (root / "data" / path).read_bytes() for path in fresh}
    stale = [path for path in fresh if built[path] != fresh[path]]
    assert not stale, f"stale: {stale}; run `make data`"
    extra = {path.name for path in (root / "data" / "tables").iterdir()} - {
        f"{name}.csv" for name in NAMES
    }
    assert not extra, f"no table makes {extra}: remove them"


def test_building_changes_nothing_when_nothing_changed(copy):
    """And touches no file, so that its time stays."""
    times = {path: path.stat().st_mtime_ns for path in copy.rglob("*")}
    assert build() == []
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*")} == times


def test_building_makes_again_what_was_changed_or_removed(copy):
    """And says which files."""
    before = _bytes(copy)
    (copy / "tables" / "assets.csv").unlink()
    (copy / "tables" / "totals.csv").write_text("nonsense")
    assert {path.name for path in build()} == {"assets.csv", "totals.csv"}
    assert _bytes(copy) == before
    assert build() == []


def test_an_unreadable_source_leaves_every_file_as_it_was(copy):
    """Nothing is written before everything is read."""
    path = copy / "source" / "2019.txt"
    path.write_text(path.read_text("utf-8").replace("\t11.45\n", "\t十一\n", 1), "utf-8")
    before = _bytes(copy)
    with pytest.raises(yb.UnreadableDisclosureError, match="line 135"):
        build()
    assert _bytes(copy) == before


def test_a_file_is_replaced_whole_or_not_at_all(copy, monkeypatch):
    """A failure while writing leaves the old file; readers never see half of one."""
    path = copy / "tables" / "assets.csv"
    path.write_text("old")
    build_module = importlib.import_module("yanjiao_budget.build")

    class Full(type(path)):
        def write_bytes(self, data):
            super().write_bytes(data[: len(data) // 2])
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(build_module, "data_folder", lambda: Full(copy))
    with pytest.raises(OSError, match="No space"):
        build()
    assert path.read_text() == "old"
    assert not list(copy.rglob("*.new"))


def test_a_source_must_be_named_by_its_year(copy):
    """`source_line` is a line of data/source/{fiscal_year}.txt."""
    (copy / "source" / "2019.txt").rename(copy / "source" / "budget.txt")
    with pytest.raises(ValueError, match=r"rename it to 2019\.txt"):
        build()


def test_two_years_stand_in_the_same_tables(copy, disclosure):
    """Another year is a file dropped in; keys stay unique and each year has its own ledger."""
    text = disclosure.to_text().replace(
        "2019年部门预算公开情况说明", "2020年部门预算公开情况说明", 1
    )
    (copy / "source" / "2020.txt").write_bytes(text.encode())
    names = copy / "names_en.csv"
    title = disclosure.title.replace("2019", "2020")
    names.write_bytes(names.read_bytes() + f"{title},The 2020 title\n".encode())
    importlib.import_module("yanjiao_budget.loaders").english.cache_clear()
    build()
    assert load("indicators").groupby("fiscal_year").size().to_dict() == {2019: 304, 2020: 304}
    for table in TABLES:
        assert not load(table.name).duplicated(list(table.key)).any()
    assert len(yb.check_arithmetic()) == 2 * len(yb.check_arithmetic(disclosure))


def test_the_command_builds_or_says_why_not(root):
    """`python -m yanjiao_budget build`, as `make data` runs it."""
    done = subprocess.run(
        [sys.executable, "-m", "yanjiao_budget", "build"],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
    )
    assert done.stdout == "nothing changed\n"


def test_frames_of_a_document_without_english_names_are_whole(small):
    """English is missing where nobody has written it yet; the rest is there."""
    frames = yb.frames(yb.parse_disclosure(small))
    assert frames["activities"]["name"].tolist() == ["合成活动甲", "合成活动乙", "合成活动丙"]
    assert frames["activities"]["name_en"].isna().all()
    assert isinstance(frames["assets"]["as_of"].iloc[0], pd.Timestamp)
