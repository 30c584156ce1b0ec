"""The published tables, their declaration, their files and the build that makes them."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.years import SMALL_BODY, build_in, edited
from pandas.testing import assert_frame_equal

import yanjiao_budget as yb
from yanjiao_budget.__main__ import main
from yanjiao_budget.analysis import grading, spending
from yanjiao_budget.charts import changes as change_charts
from yanjiao_budget.schema import (
    ASSETS_GRID,
    BY_NAME,
    PERFORMANCE_GRID,
    PRINTED,
    PROCUREMENT_GRID,
    TABLES,
    heading_rows,
)
from yanjiao_budget.store import loaders
from yanjiao_budget.store.build import build, contents, without_english
from yanjiao_budget.store.cells import escape, records, unescape
from yanjiao_budget.store.folders import FOLDER_SETTING
from yanjiao_budget.store.loaders import english, load

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
    return _copied(root / "data", tmp_path, monkeypatch)


def _copied(data, folder, monkeypatch):
    there = Path(shutil.copytree(data, folder / "data"))
    monkeypatch.setenv(FOLDER_SETTING, str(there))
    return there


@pytest.fixture(scope="module")
def small_data(tmp_path_factory, small):
    """Build a data folder of the small document."""
    return build_in(tmp_path_factory.mktemp("small"), small)


@pytest.fixture
def small_copy(small_data, tmp_path, monkeypatch):
    """Return a copy of it that the package reads and builds in."""
    return _copied(small_data, tmp_path, monkeypatch)


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


def test_a_frame_is_its_reader_s_own():
    """What one changes in it, values, columns and their name, the next does not see."""
    for name in (one for one in NAMES if len(load(one))):
        loaders._parsed.cache_clear()
        as_read = load(name).to_csv()
        first = load(name)
        for column in first:
            first.loc[0, column] = first[column].iloc[-1]
            first[column].array[:1] = first[column].array[-1:]
        del first["source_line"]
        first.columns.name = "changed"
        again = load(name)
        assert again.to_csv() == as_read
        assert again.columns.name is None


def test_a_loader_reads_what_stands_in_the_folder_now(copy):
    """Also where a file is changed within its size and its time is put back."""
    path = copy / "tables" / "totals.csv"
    status = path.stat()
    before = load("totals")
    path.write_bytes(path.read_bytes().replace(b"95531.43", b"95531.44"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    after = load("totals")
    assert (after["amount"] == 95531.44).sum() == (before["amount"] == 95531.43).sum() > 0
    assert (copy / "tables" / "totals.csv").unlink() is None
    with pytest.raises(FileNotFoundError, match=r"totals\.csv"):
        load("totals")


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


@pytest.mark.parametrize(
    ("name", "columns", "target"),
    [(table.name, *one) for table in TABLES for one in table.references],
)
def test_a_reference_leads_to_a_row(name, columns, target):
    """Joins lose nothing."""
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


@pytest.mark.parametrize("asked", [{"year": 0}, {"body": ""}, {"year": 1999}])
def test_a_disclosure_that_is_not_there_is_refused(asked):
    """Nothing stands for everything but leaving the argument out."""
    with pytest.raises(KeyError, match="2019"):
        yb.load_activities(**asked)


@pytest.mark.parametrize("asked", [{"year": "2019"}, {"year": True}, {"body": 2019}])
def test_an_argument_of_another_type_is_refused_by_name(asked):
    """A year in quotes is not called missing."""
    with pytest.raises(TypeError, match=next(iter(asked))):
        yb.load_activities(**asked)


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


@pytest.mark.slow
def test_tables_is_the_function_whatever_was_used_before():
    """Names that load late stay what they are, whichever is first in a process."""
    firsts = ["load_totals", "check_arithmetic", "read_disclosure"]
    code = (
        "import sys\n"
        f"for first in {firsts}:\n"
        "    for name in [*sys.modules]:\n"
        "        if name.partition('.')[0] == 'yanjiao_budget':\n"
        "            del sys.modules[name]\n"
        "    import yanjiao_budget as yb\n"
        "    assert 'yanjiao_budget.store' not in sys.modules\n"
        "    getattr(yb, first)\n"
        f"    assert len(yb.tables()) == {len(TABLES)}\n"
    )
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


def test_a_column_of_no_text_is_of_text_beside_a_cell_that_is_escaped(folder, small):
    """As where no cell is: no name of this document has an English yet."""
    folder(small.replace("合成活动甲", "=1+1"))
    names = yb.load_activities()
    assert "=1+1" in set(names["name"])
    assert names["name_en"].isna().all()
    assert names["name_en"].dtype == names["name"].dtype


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


def test_the_published_data_has_english_for_every_name_and_for_nothing_else(fresh, root):
    """No name of the tables lacks its English, and no line of names_en.csv is left over."""
    assert without_english() == []
    used = set()
    for table in TABLES:
        rows = list(csv.DictReader(io.StringIO(fresh[f"tables/{table.name}.csv"].decode())))
        for column in table.columns:
            if column.name.endswith("_en"):
                used |= {unescape(row[column.name.removesuffix("_en")]) for row in rows}
    assert used - {""} == set(english())
    with (root / "data" / "names_en.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["name"] for row in csv.DictReader(file)} == set(english())


def _with_a_new_name(folder):
    """Give an indicator a name that nobody has put into English yet, and build."""
    path = folder / "source" / "2019.txt"
    path.write_bytes(path.read_bytes().replace("\t票据使用率".encode(), "\t票据回收率".encode(), 1))
    build()


def test_a_name_without_english_is_missing_in_the_table_and_listed(copy, capsys):
    """The build goes on, and says what is left to be written."""
    _with_a_new_name(copy)
    row = yb.load_indicators().iloc[1]
    assert row["name"] == "票据回收率"
    assert pd.isna(row["name_en"])
    assert yb.load_indicators()["name_en"].isna().sum() == 1
    assert without_english() == ["票据回收率"]
    assert main(["build"]) == 0
    assert "票据回收率" in capsys.readouterr().out


def test_a_data_folder_adds_english_of_its_own(copy):
    """Its names_en.csv needs to hold only what the published one has not."""
    (copy / "names_en.csv").write_text("name,name_en\n票据回收率,Receipt return rate\n", "utf-8")
    _with_a_new_name(copy)
    assert without_english() == []
    assert yb.load_indicators()["name_en"].tolist()[1] == "Receipt return rate"


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


def test_building_changes_nothing_when_nothing_changed(small_copy):
    """And touches no file, so that its time stays."""
    times = {path: path.stat().st_mtime_ns for path in small_copy.rglob("*")}
    assert build() == []
    assert {path: path.stat().st_mtime_ns for path in small_copy.rglob("*")} == times


def test_building_makes_again_what_was_changed_or_removed(small_copy):
    """And says which files."""
    before = _bytes(small_copy)
    (small_copy / "tables" / "assets.csv").unlink()
    (small_copy / "tables" / "totals.csv").write_text("nonsense")
    assert {path.name for path in build()} == {"assets.csv", "totals.csv"}
    assert _bytes(small_copy) == before
    assert build() == []


def test_an_unreadable_source_leaves_every_file_as_it_was(copy):
    """Nothing is written before everything is read."""
    path = copy / "source" / "2019.txt"
    path.write_text(path.read_text("utf-8").replace("\t11.45\n", "\t十一\n", 1), "utf-8")
    before = _bytes(copy)
    with pytest.raises(yb.UnreadableDisclosureError, match="line 135"):
        build()
    assert _bytes(copy) == before


def test_a_file_is_replaced_whole_or_not_at_all(small_copy, monkeypatch):
    """A failure while writing leaves the old file; readers never see half of one."""
    path = small_copy / "tables" / "assets.csv"
    path.write_text("old")
    write = Path.write_bytes

    def half(self, data):
        write(self, data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match="No space"):
        build()
    assert path.read_text() == "old"
    assert not list(small_copy.rglob("*.new"))


def test_a_source_may_have_any_name_and_the_tables_say_which(small_copy):
    """`source_line` is a line of the file that `disclosures` names."""
    (small_copy / "source" / "2019.txt").rename(small_copy / "source" / "budget.txt")
    build()
    assert yb.load_disclosures()["source"].tolist() == ["budget.txt"]
    package = json.loads((small_copy / "datapackage.json").read_text("utf-8"))
    assert [source["path"] for source in package["sources"]] == ["source/budget.txt"]


def test_two_files_of_one_year_and_body_are_refused(small_copy):
    """Every row of one would stand beside its double of the other."""
    shutil.copy(small_copy / "source" / "2019.txt", small_copy / "source" / "again.txt")
    before = _bytes(small_copy)
    with pytest.raises(ValueError, match=r"again\.txt and .*2019\.txt are of one year and body"):
        build()
    assert _bytes(small_copy) == before


# Several disclosures in the same tables


@pytest.fixture(scope="module")
def built(tmp_path_factory, disclosure, small):
    """Build a data folder with two years of the zone and one of another body."""
    folder = tmp_path_factory.mktemp("several")
    (folder / "source").mkdir()
    other = edited(small, {"按计划完成。": "推进合成活动甲项目建设，改造示范公厕3座。"})
    texts = {"2019": disclosure.to_text(), "2020": _of_2020(disclosure), "other": other}
    for name, text in texts.items():
        (folder / "source" / f"{name}.txt").write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_SETTING, str(folder))
        build()
    return folder


@pytest.fixture
def several(built, monkeypatch):
    """Have the loaders read those three disclosures."""
    monkeypatch.setenv(FOLDER_SETTING, str(built))


def _of_2020(disclosure):
    old, new = (f"{year}年部门预算公开情况说明" for year in (2019, 2020))
    return disclosure.to_text().replace(old, new, 1)


@pytest.mark.slow
@pytest.mark.usefixtures("several")
def test_two_years_and_two_bodies_stand_in_the_same_tables(disclosure, small):
    """Another disclosure is a file dropped in; keys stay unique and each has its own ledger."""
    sizes = yb.load_indicators().groupby("fiscal_year").size().to_dict()
    assert sizes == {2019: 304, 2020: 304, 2021: 3}
    for table in TABLES:
        assert not load(table.name).duplicated(list(table.key)).any()
    ledger = yb.check_arithmetic()
    for (year, body), ties in ledger.groupby(["fiscal_year", "body"]):
        texts = {2019: disclosure.to_text(), 2020: _of_2020(disclosure), 2021: small}
        one = yb.parse_disclosure(texts[year])
        own = yb.check_arithmetic(one).drop(columns=["fiscal_year", "body"])
        shared = ties[ties["check"].isin(own["check"])].drop(columns=["fiscal_year", "body"])
        assert_frame_equal(shared.reset_index(drop=True), own, obj=f"{year} {body}")


@pytest.mark.usefixtures("several")
def test_a_loader_gives_the_disclosures_of_a_year_and_of_a_body(disclosure):
    """One, those of a year, those of a body, or all of them, rows counted from 0."""
    whole = yb.load_activities()
    assert len(whole) == 2 * 94 + 3
    one = yb.load_activities(year=2020, body=disclosure.body)
    assert one[["fiscal_year", "body"]].drop_duplicates().to_numpy().tolist() == [
        [2020, disclosure.body]
    ]
    assert one.index.tolist() == list(range(94))
    assert len(yb.load_activities(year=2021)) == 3
    assert len(yb.load_activities(body=disclosure.body)) == 2 * 94
    assert_frame_equal(yb.load_activities(**yb.latest(disclosure.body)), one)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in NAMES if name != "other_tables"])
@pytest.mark.usefixtures("several")
def test_every_loader_takes_a_year_and_a_body(name, disclosure):
    """Of each it gives the rows of one disclosure, and all three together are all there are."""
    function = getattr(yb, f"load_{name}")
    whole = function()
    for year, body in ((2019, disclosure.body), (2020, disclosure.body), (2021, SMALL_BODY)):
        own = whole[(whole["fiscal_year"] == year) & (whole["body"] == body)]
        assert 0 < len(own) < len(whole)
        assert_frame_equal(function(year, body), own.reset_index(drop=True))
        assert_frame_equal(function(year), own.reset_index(drop=True))
    zone = whole[whole["body"] == disclosure.body].reset_index(drop=True)
    assert_frame_equal(function(body=disclosure.body), zone)
    assert len(zone) < len(whole)


@pytest.mark.parametrize(
    "wanted", [{"year": 1999}, {"body": "示范局"}, {"year": 2019, "body": "x"}]
)
def test_a_year_or_body_that_is_not_there_is_refused_with_those_that_are(wanted):
    """An empty frame would look like a department without activities."""
    for function in (yb.load_activities, yb.load_disclosures):
        with pytest.raises(KeyError, match="no disclosure of") as caught:
            function(**wanted)
        assert all(str(value) in str(caught.value) for value in wanted.values())
        assert "2019 三河市燕郊高新技术产业开发区管理委员会" in str(caught.value)


@pytest.mark.usefixtures("several")
def test_the_latest_disclosure_is_that_of_the_last_year_of_a_body(disclosure):
    """The first body's where none is named; its year and name as the loaders take them."""
    assert yb.latest() == {"year": 2020, "body": disclosure.body}
    assert yb.latest(SMALL_BODY) == {"year": 2021, "body": SMALL_BODY}
    with pytest.raises(KeyError, match="no disclosure of 示范局"):
        yb.latest("示范局")


REFUSALS = {
    "composition": lambda: spending.composition(yb.load_totals()),
    "by_size": lambda: spending.by_size(yb.load_activities()),
    "general_administration": lambda: spending.general_administration(yb.load_activities()),
    "procurement_by_source": lambda: spending.procurement_by_source(yb.load_procurement()),
    "asset_shares": lambda: spending.asset_shares(yb.load_assets()),
    "patterns": lambda: grading.patterns(yb.load_indicators()),
    "cutoffs": lambda: grading.cutoffs(yb.load_thresholds()),
    "by_rule": lambda: grading.by_rule(yb.load_findings(), yb.load_indicators()),
    "waterfall": lambda: change_charts.waterfall(yb.load_changes()),
    "level_and_pace": lambda: change_charts.level_and_pace(yb.load_changes()),
    "before_and_after": lambda: change_charts.before_and_after(yb.load_changes()),
}


@pytest.mark.parametrize("function", REFUSALS.values(), ids=REFUSALS)
@pytest.mark.usefixtures("several")
def test_what_adds_up_or_ranks_one_disclosure_refuses_several_and_names_them(function):
    """Two years added together would be a number that no document states."""
    with pytest.raises(ValueError, match="several disclosures") as caught:
        function()
    assert "2019 三河市燕郊高新技术产业开发区管理委员会; 2020 三河市" in str(caught.value)


def test_a_data_folder_without_tables_says_how_to_make_them(tmp_path, monkeypatch):
    """The command to type, folder included."""
    monkeypatch.setenv("YANJIAO_BUDGET_DATA", str(tmp_path))
    with pytest.raises(FileNotFoundError, match=f"add FILE --data {tmp_path}"):
        yb.load_totals()


def test_build_changes_nothing_when_nothing_changed(copy, capsys):
    """The committed tables are those of the committed document, built as `make data` does it.

    In a copy: tests beside this one read the published folder, which a build would lock.
    """
    assert main(["build", "--data", str(copy)]) == 0
    assert capsys.readouterr().out == "nothing changed\n"


def test_frames_of_a_document_without_english_names_are_whole(small):
    """English is missing where nobody has written it yet; the rest is there."""
    frames = yb.frames(yb.parse_disclosure(small))
    assert frames["activities"]["name"].tolist() == ["合成活动甲", "合成活动乙", "合成活动丙"]
    assert frames["activities"]["name_en"].isna().all()
    assert isinstance(frames["assets"]["as_of"].iloc[0], pd.Timestamp)
