"""Files to keep: every value as it was, every text still text, and the source in each file."""

import csv
import io
import json
import re
import shutil
import zipfile
from datetime import date
from io import BytesIO

import pandas as pd
import pyarrow.parquet as pq
import pytest
from lxml import etree

import yanjiao_budget as yb
from yanjiao_budget.export import files as export
from yanjiao_budget.export.cite import without_swhid
from yanjiao_budget.export.files import About, file_name, table_file
from yanjiao_budget.schema import BY_NAME
from yanjiao_budget.store.cells import unescape

SHEET = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "'=1",
    "**bold** [link](http://example.invalid) | cell",
    "]]>",
    "http://example.invalid/",
    "internal:Sheet1!A1",
    "mailto:a@example.invalid",
    "{=SUM(1)}",
    "_x0041_",
    "😀𠀀",
    "\x00\x01\x0b\x1f",
    "\ufffe",
    "a\u2028b\u2029c",
    '"quoted", and\nbroken\r\nlines',
    " spaces ",
    "datum.a + \\u0041 ${a}",
    "字" * 32_767,
]
ABOUT = About("标题", "万元", yb.cite(), (12, 13, 14, 101), "zh")
ENGLISH = About("A title", "10,000 yuan", yb.cite(lang="en"), (12, 13, 14, 101), "en")


def frame_of(texts):
    """Return a frame with a column of every type, and these texts."""
    count = len(texts)
    rest = [None] * (count - 1)
    return pd.DataFrame(
        {
            "name": pd.Series(texts, dtype=object),
            "amount": pd.Series([1234.5, *rest], dtype="float64"),
            "share": pd.Series([0.1234, *rest], dtype="float64"),
            "count": pd.Series([7, *rest], dtype="Int64"),
            "flag": pd.Series([True, *rest], dtype="boolean"),
            "day": pd.Series([pd.Timestamp("2019-03-01"), *rest], dtype="datetime64[s]"),
            "code": pd.Series([979, *rest], dtype="Int64"),
            "source_line": pd.Series(range(101, 101 + count), dtype="int64"),
        }
    )


FRAME = frame_of(HOSTILE)
HEADINGS = {name: f"{name}（栏）" for name in FRAME.columns}
FORMATS = {"amount": "money", "share": "percent", "count": "integer", "code": "text"}


def csv_rows(content):
    """Return the rows of a CSV file, by a reader that knows nothing of this package."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def workbook(content):
    """Return the cells of each sheet of a workbook as Excel takes them: type, value and format."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }
    strings = [
        unescape_xlsx("".join(one.itertext()))
        for one in parts["xl/sharedStrings.xml"].findall("x:si", SHEET)
    ]
    custom = {
        one.get("numFmtId"): one.get("formatCode")
        for one in parts["xl/styles.xml"].iterfind(".//x:numFmt", SHEET)
    }
    custom |= {"0": "General", "3": "#,##0", "4": "#,##0.00", "10": "0.00%", "49": "@"}
    styles = [
        custom.get(one.get("numFmtId"), one.get("numFmtId"))
        for one in parts["xl/styles.xml"].find("x:cellXfs", SHEET)
    ]
    sheets = {}
    for number, sheet in enumerate(parts["xl/workbook.xml"].iterfind(".//x:sheet", SHEET), 1):
        cells = {}
        for cell in parts[f"xl/worksheets/sheet{number}.xml"].iterfind(".//x:c", SHEET):
            kind, value = cell.get("t", "n"), cell.findtext("x:v", namespaces=SHEET)
            assert cell.find("x:f", SHEET) is None, "a formula"
            shown = strings[int(value)] if kind == "s" else value
            cells[cell.get("r")] = (kind, shown, styles[int(cell.get("s", 0))])
        sheets[sheet.get("name")] = cells
    return sheets, parts


def unescape_xlsx(text):
    """Return the text that a workbook's `_x0001_` stands for."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


@pytest.mark.parametrize("form", export.TABLE_FORMS)
def test_the_same_table_gives_the_same_bytes(form):
    """A file that was cited can be compared with one made again."""
    assert table_file(FRAME, HEADINGS, ABOUT, form) == table_file(FRAME, HEADINGS, ABOUT, form)


def test_a_csv_holds_every_text_with_no_formula():
    """What would open as a formula stands behind an apostrophe, as in the published tables."""
    content = table_file(FRAME, HEADINGS, ABOUT, "csv")
    heading, *rows = csv_rows(content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert heading == [*HEADINGS.values(), "表标题", "金额单位", "本行来源"]
    assert [unescape(row[0]) for row in rows] == HOSTILE
    for row in rows:
        assert not row[0].startswith(tuple("=+-@\t\r＝"))
    assert rows[0][1:8] == ["1234.5", "0.1234", "7", "True", "2019-03-01", "979", "101"]
    assert rows[1][1:7] == [""] * 6


def test_every_row_of_a_csv_carries_its_title_unit_and_line():
    """A row that is copied elsewhere can still be traced."""
    _, *rows = csv_rows(table_file(FRAME, HEADINGS, ABOUT, "csv"))
    for row, line in zip(rows, FRAME["source_line"], strict=True):
        assert row[-3:] == ["标题", "万元", yb.cite(line)]


def test_a_csv_with_no_lines_of_its_own_carries_those_of_the_view():
    """Rows that add up others rest on all of the lines."""
    frame = FRAME[["amount"]].head(1)
    _, row = csv_rows(table_file(frame, HEADINGS, ENGLISH, "csv"))
    assert without_swhid(row[-1]).endswith("data/source/2019.txt, lines 12–14, 101.")


def test_a_negative_amount_stays_a_number_in_a_csv():
    """Only text is kept from being a formula."""
    frame = pd.DataFrame({"amount": [-1.5]})
    _, row = csv_rows(table_file(frame, HEADINGS, ABOUT, "csv"))
    assert row[0] == "-1.5"


def test_rows_of_several_disclosures_each_cite_their_own(root, tmp_path, monkeypatch):
    """And the workbook's sources name each document."""
    shutil.copytree(root / "data", tmp_path / "data")
    path = tmp_path / "data/tables/disclosures.csv"
    heading, row = path.read_text("utf-8").splitlines()
    path.write_text(f"{heading}\n{row}\n{row.replace('2019', '2020')}\n", "utf-8")
    monkeypatch.setenv("YANJIAO_BUDGET_DATA", str(tmp_path / "data"))
    shutil.copy(tmp_path / "data/source/2019.txt", tmp_path / "data/source/2020.txt")
    body = yb.latest()["body"]
    frame = pd.DataFrame({"fiscal_year": [2019, 2020], "body": body, "source_line": [5, 6]})
    headings = {name: f"{name}（栏）" for name in frame.columns}
    about = ABOUT._replace(citation=yb.cite(year=2020))
    _, *rows = csv_rows(table_file(frame, headings, about, "csv"))
    assert [row[-1][-40:] for row in rows] == [
        yb.cite(5, year=2019)[-40:],
        yb.cite(6, year=2020)[-40:],
    ]
    sheets, _ = workbook(table_file(frame, headings, about, "xlsx"))
    shown = {value for _, value, _ in sheets["来源"].values()}
    for year in (2019, 2020):
        assert {yb.cite(year=year), yb.cite(year=year, lang="en")} <= shown


def test_a_workbook_holds_every_text_as_a_string():
    """No formula, no link, no character lost: Excel reads back what the frame holds."""
    sheets, parts = workbook(table_file(FRAME, HEADINGS, ABOUT, "xlsx", FORMATS))
    cells = sheets["数据"]
    assert [cells[f"A{row}"][:2] for row in range(2, 2 + len(HOSTILE))] == [
        ("s", text) for text in HOSTILE
    ]
    assert not [name for name in parts if "hyperlink" in etree.tostring(parts[name]).decode()]


def test_a_workbook_holds_numbers_flags_and_days_as_such():
    """A reader can add up and filter at once; what is missing is an empty cell."""
    sheets, _ = workbook(table_file(FRAME, HEADINGS, ABOUT, "xlsx", FORMATS))
    cells = sheets["数据"]
    day = str((date(2019, 3, 1) - date(1899, 12, 30)).days)
    assert [cells[f"{column}2"] for column in "BCDEFGH"] == [
        ("n", "1234.5", "#,##0.00"),
        ("n", "0.1234", "0.00%"),
        ("n", "7", "#,##0"),
        ("b", "1", "General"),
        ("n", day, "yyyy-mm-dd"),
        ("s", "979", "@"),
        ("n", "101", "General"),
    ]
    assert not [name for name in cells if name[1:] == "3" and name[0] in "BCDEFG"]


def test_a_workbook_can_be_read_at_once():
    """Headings stay in sight and filter; columns are as wide as their Chinese."""
    frame = pd.DataFrame({"name": ["十个汉字占二十列宽度"], "amount": [1.0]})
    _, parts = workbook(table_file(frame, HEADINGS, ABOUT, "xlsx"))
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert sheet.find(".//x:pane", SHEET).get("state") == "frozen"
    assert sheet.find("x:autoFilter", SHEET).get("ref") == "A1:B2"
    assert 20 <= float(sheet.find(".//x:col", SHEET).get("width")) <= 30


@pytest.mark.parametrize(("about", "name"), [(ABOUT, "来源"), (ENGLISH, "Sources")])
def test_a_workbook_names_its_sources_in_both_languages(about, name):
    """Title, unit, citations, lines and the standing of the document, on a sheet of their own."""
    sheets, _ = workbook(table_file(FRAME, HEADINGS, about, "xlsx"))
    shown = [value for _, value, _ in sheets[name].values()]
    assert {about.title, about.unit, yb.cite(), yb.cite(lang="en")} <= set(shown)
    assert any("12–14" in value for value in shown)
    assert any("MIT" in value for value in shown)


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut():
    """The message says which cell, how long it is, and what to take instead."""
    frame = pd.DataFrame({"name": ["字" * 32_768]})
    with pytest.raises(ValueError, match=r"row 2, column 1 .* 32768 characters, .* take csv"):
        table_file(frame, HEADINGS, ABOUT, "xlsx")
    _, row = csv_rows(table_file(frame, HEADINGS, ABOUT, "csv"))
    assert len(row[0]) == 32_768


@pytest.mark.parametrize("form", export.TABLE_FORMS)
def test_half_a_surrogate_pair_is_refused(form):
    """It is no text, and no file can hold it."""
    frame = pd.DataFrame({"name": pd.Series(["a\ud83d"], dtype=object)})
    with pytest.raises(
        ValueError, match="column name, row 1: half a surrogate pair at character 2"
    ):
        table_file(frame, HEADINGS, ABOUT, form)


def test_a_parquet_keeps_names_types_and_texts():
    """What another program reads is the frame, with what it is in the metadata."""
    table = pq.read_table(BytesIO(table_file(FRAME, HEADINGS, ABOUT, "parquet")))
    types = dict(zip(table.schema.names, map(str, table.schema.types), strict=True))
    assert types == {
        "name": "string",
        "amount": "double",
        "share": "double",
        "count": "int64",
        "flag": "bool",
        "day": "timestamp[ms]",
        "code": "int64",
        "source_line": "int64",
    }
    assert table["name"].to_pylist() == HOSTILE
    assert table["amount"].to_pylist()[:2] == [1234.5, None]
    about = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    assert (about["title"], about["unit"], about["citation"]) == ABOUT[:3]
    assert json.loads(about["headings"]) == HEADINGS
    assert json.loads(about["source_lines"]) == [12, 13, 14, 101]


@pytest.mark.slow
@pytest.mark.parametrize("form", export.TABLE_FORMS)
@pytest.mark.parametrize("table", ["indicators", "procurement", "thresholds", "narrative"])
def test_every_published_table_can_be_kept(table, form):
    """Real rows, with their blanks and their long texts; none is lost."""
    columns = BY_NAME[table].columns
    frame = getattr(yb, f"load_{table}")()
    headings = {column.name: column.zh for column in columns}
    content = table_file(frame, headings, ABOUT, form)
    if form == "csv":
        assert len(csv_rows(content)) == len(frame) + 1
    elif form == "xlsx":
        sheets, _ = workbook(content)
        assert (
            sum(name[0] == "A" and name[1].isdigit() for name in sheets["数据"]) == len(frame) + 1
        )
    else:
        read = pd.read_parquet(BytesIO(content))
        pd.testing.assert_frame_equal(read, frame, check_dtype=False)


def test_a_frame_with_no_rows_is_a_file_with_headings():
    """A filter that leaves nothing is no error."""
    frame = FRAME.head(0)
    assert len(csv_rows(table_file(frame, HEADINGS, ABOUT, "csv"))) == 1
    sheets, _ = workbook(table_file(frame, HEADINGS, ABOUT, "xlsx"))
    assert len(sheets["数据"]) == len(frame.columns)
    assert pq.read_table(BytesIO(table_file(frame, HEADINGS, ABOUT, "parquet"))).num_rows == 0


def test_another_form_format_or_a_missing_heading_is_refused():
    """Each message says what there is."""
    with pytest.raises(ValueError, match="form is 'xls'; a table can be csv, xlsx, parquet"):
        table_file(FRAME, HEADINGS, ABOUT, "xls")
    with pytest.raises(ValueError, match="a column can be money, percent, integer, text"):
        table_file(FRAME, HEADINGS, ABOUT, "xlsx", {"amount": "yuan"})
    with pytest.raises(ValueError, match=r"none for the columns \['amount'\]"):
        table_file(FRAME[["amount"]], {}, ABOUT, "csv")


@pytest.mark.parametrize("form", export.TABLE_FORMS)
@pytest.mark.parametrize("heading", ["份额", "表标题", "本行来源"])
def test_one_heading_of_two_columns_is_refused(form, heading):
    """Of the frame's own, or of what each row of a CSV says of itself."""
    headings = HEADINGS | {"amount": "份额", "share": heading}
    with pytest.raises(ValueError, match=rf"headings has \['{heading}'\] more than once"):
        table_file(FRAME, headings, ABOUT, form)


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("汉字", 4), ("全角Ａ", 6), ("é", 1), ("e\u0301", 1), ("a\nbcd", 3), ("\x00a", 1)],
)
def test_a_column_of_a_workbook_is_as_wide_as_its_text_is_drawn(text, width):
    """A Chinese character takes two places, an accent of its own or a control character none."""
    frame = pd.DataFrame({"name": pd.Series([text], dtype=object)})
    _, parts = workbook(table_file(frame, {"name": "x"}, ABOUT, "xlsx"))
    drawn = float(parts["xl/worksheets/sheet1.xml"].find(".//x:col", SHEET).get("width"))
    _, three = workbook(table_file(frame.replace(text, "abc"), {"name": "x"}, ABOUT, "xlsx"))
    other = float(three["xl/worksheets/sheet1.xml"].find(".//x:col", SHEET).get("width"))
    assert drawn - other == width - 3


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("钱花在哪里（万元）", "yanjiao_budget_钱花在哪里（万元）.csv"),
        ("../../etc/passwd", "yanjiao_budget_etc_passwd.csv"),
        ('a/b\\c:d*e?f"g<h>i|j\x00k\u202el', "yanjiao_budget_a_b_c_d_e_f_g_h_i_j_k_l.csv"),
        ("", "yanjiao_budget.csv"),
        ("😀", "yanjiao_budget.csv"),
        ("字" * 200, f"yanjiao_budget_{'字' * 60}.csv"),
    ],
)
def test_a_file_name_is_one_that_every_system_takes(title, name):
    """It tells what the file holds, names no folder and fits."""
    assert file_name(title, "csv") == name
