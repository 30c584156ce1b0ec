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
from PIL import Image

import yanjiao_budget as yb
from yanjiao_budget.analysis import spending
from yanjiao_budget.charts import offline as display
from yanjiao_budget.export import files as export
from yanjiao_budget.export.cite import cite_lines, without_swhid
from yanjiao_budget.export.files import About, chart_file, file_name, table_file
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


def chart(texts=("甲", "乙"), **more):
    """Return the specification of a small chart whose bars have these names."""
    values = [{"name": text, "amount": at, "source_line": at} for at, text in enumerate(texts, 1)]
    return {
        "config": {"font": display.FONT_FAMILY},
        "data": {"values": values},
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "x": {"field": "amount", "type": "quantitative"},
            "y": {"field": "name", "type": "nominal"},
            "tooltip": [{"field": "name", "type": "nominal"}],
        },
        **more,
    }


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
    with pytest.raises(ValueError, match="form is 'gif'; a chart can be svg, png, html"):
        chart_file(chart(), ABOUT, "gif")
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


def svg_texts(content):
    """Return the lines of text of an SVG."""
    tree = etree.fromstring(content)
    return ["".join(one.itertext()) for one in tree.iterfind(".//{*}text")]


@pytest.mark.parametrize(
    ("about", "note"),
    [
        (ABOUT, f"单位：万元。来源：{without_swhid(ABOUT.citation)[:-1]}, 第12–14、101行."),
        (
            ENGLISH,
            f"Unit: 10,000 yuan. Source: {without_swhid(ENGLISH.citation)[:-1]}, lines 12–14, 101.",
        ),
    ],
    ids=["zh", "en"],
)
@pytest.mark.parametrize(
    ("title", "above"),
    [
        ({}, None),
        ({"title": "T"}, "T"),
        ({"title": {"text": "T", "subtitle": "below"}}, "Tbelow"),
        ({"title": {"text": "T", "subtitle": ["a", "b"]}}, "Tab"),
    ],
    ids=["none", "text", "subtitle", "subtitles"],
)
def test_the_unit_and_the_source_are_noted_at_the_foot(title, above, about, note):
    """Below all else, once; the chart keeps its title, and one with none has the view's."""
    texts = "".join(svg_texts(chart_file(chart(**title), about, "svg"))).replace(" ", "")
    assert texts.endswith(note.replace(" ", ""))
    assert (above or about.title).replace(" ", "") in texts.removesuffix(note.replace(" ", ""))


def test_a_note_is_no_wider_than_its_chart():
    """It is broken into lines instead; no line begins with a closing mark."""
    specification = yb.charts.spending(
        spending.by_size(yb.load_responsibilities()), spending.by_size(yb.load_activities()), "zh"
    ).to_dict()
    about = ABOUT._replace(lines=tuple(range(1, 59, 2)))
    width = float(re.search(r'width="([\d.]+)"', display.to_svg(specification))[1])
    noted = chart_file(specification, about, "svg").decode()
    assert float(re.search(r'width="([\d.]+)"', noted)[1]) <= width
    assert "第1、3、5" in noted.replace("</text>", "")


@pytest.mark.parametrize("title", [{}, {"title": "T"}, {"title": {"text": "T", "anchor": "end"}}])
def test_a_note_widens_no_picture_whatever_its_title(title):
    """A title in the middle, or at the end, has as much room as one at the start."""
    plain = {**chart(width=400, **title), "$schema": display.SCHEMA}
    width = float(re.search(r'width="([\d.]+)"', display.to_svg(plain))[1])
    noted = chart_file(plain, ENGLISH, "svg").decode()
    rounding = 2  # Within a frame, bounds are rounded up once more.
    assert float(re.search(r'width="([\d.]+)"', noted)[1]) <= width + rounding


def test_a_note_is_measured_at_the_size_that_it_is_drawn_at():
    """Another size would break its lines too early, or too late."""
    tree = etree.fromstring(chart_file(chart(), ABOUT, "svg"))
    (notes,) = [
        group
        for group in tree.iter("{*}g")
        if "role-title-text" in group.get("class", "") and "".join(group.itertext()) != ABOUT.title
    ]
    sizes = {one.get("font-size") for one in notes.iter("{*}text")}
    assert sizes == {f"{export._NOTE_SIZE}px"}


def test_a_chart_is_drawn_once_to_be_measured_and_once_to_be_kept(monkeypatch):
    """Drawing is what takes the time of a download; one in another form needs no measure again."""
    drawn = []
    draw = display.to_svg
    monkeypatch.setattr(display, "to_svg", lambda one: drawn.append(one) or draw(one))
    export._width.cache_clear()
    chart_file(chart(), ABOUT, "svg")
    assert len(drawn) == 2
    chart_file(chart(), ENGLISH, "png")
    assert len(drawn) == 2
    chart_file(chart(width=99), ABOUT, "svg")
    assert len(drawn) == 4


def test_more_lines_than_a_note_has_room_for_are_counted():
    """A chart of all indicators does not begin with a page of numbers; its table names each."""
    texts = svg_texts(chart_file(chart(), ABOUT._replace(lines=tuple(range(1, 999, 2))), "svg"))
    assert "第1至997行中的499行." in "".join(texts)


def test_an_svg_keeps_its_text_as_text():
    """It can be searched and edited, in fonts that readers have, and holds no script or link."""
    texts = [text for text in HOSTILE if len(text) < 100]
    content = chart_file(chart(texts), ABOUT, "svg")
    tree = etree.fromstring(content)
    assert {etree.QName(one).localname for one in tree.iter()} <= {
        "svg", "g", "path", "text", "rect", "defs", "clipPath", "line", "title", "desc", "style",
        "tspan",
    }  # fmt: skip
    shown = svg_texts(content)
    for text in ("<script>alert(1)</script>", "=1+1", "]]>", "😀𠀀"):
        assert text in shown
    families = {one.get("font-family") for one in tree.iter("{*}text")}
    assert families == {f"Yanjiao Budget Sans, {display.FONT_FAMILY}"}
    assert not [name for one in tree.iter() for name in one.attrib if name.startswith("on")]


def test_a_png_is_made_for_print():
    """300 pixels an inch, said in the file, and the same bytes again."""
    content = chart_file(chart(HOSTILE[:6]), ABOUT, "png")
    with Image.open(BytesIO(content)) as image:
        assert [round(value) for value in image.info["dpi"]] == [300, 300]
        assert image.width > 900
    assert content == chart_file(chart(HOSTILE[:6]), ABOUT, "png")


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


@pytest.fixture
def opened(browser, tmp_path):
    """Open pages from files with no network; return the opener and what went wrong."""
    wrong = []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: wrong.append(request.url))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
    context.route(re.compile("^(?!file:)"), lambda route: route.abort())

    def show(content):
        path = tmp_path / "page.html"
        path.write_bytes(content)
        page.goto(path.as_uri())
        page.wait_for_selector("#chart svg.marks")
        wrong.remove(path.as_uri())
        return page

    yield show, wrong
    context.close()


@pytest.mark.parametrize("about", [ABOUT, ENGLISH], ids=["zh", "en"])
def test_a_page_opens_with_no_network_and_says_where_it_is_from(opened, about):
    """The chart is drawn, the source stands below it, and nothing is asked of any server."""
    show, wrong = opened
    page = show(chart_file(chart(), about, "html"))
    assert page.title() == about.title
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-CN", "en": "en"}[about.lang]
    footer = page.locator("footer").inner_text()
    assert cite_lines(about.citation, about.lines, about.lang) in footer
    assert "12–14" in footer
    assert about.unit in footer
    assert "甲" in page.locator("#chart svg.marks").text_content()
    assert wrong == []


def test_a_page_stays_interactive(opened):
    """The drill-down of the notebook answers to a click, and can be saved as a picture."""
    show, wrong = opened
    frames = (spending.by_size(yb.load_responsibilities()), spending.by_size(yb.load_activities()))
    page = show(chart_file(yb.charts.spending(*frames, "zh").to_dict(), ABOUT, "html"))
    before = page.locator("#chart svg.marks").inner_html()
    page.locator("#chart svg.marks .mark-rect path").nth(5).click(force=True)
    page.wait_for_timeout(300)
    assert page.locator("#chart svg.marks").inner_html() != before
    page.locator("#chart summary").click()
    with page.expect_download() as download:
        page.get_by_text("存为PNG").click()
    assert download.value.suggested_filename.endswith(".png")
    assert wrong == []


def test_no_text_of_the_document_is_run_in_a_page(opened):
    """In the title, the citation, a label or a tooltip, it is shown and does nothing."""
    show, wrong = opened
    texts = [text for text in HOSTILE if len(text) < 100]
    joined = " ".join(texts)
    about = About(joined, joined, joined, (), "en")
    page = show(chart_file(chart([*texts, "\ud83d"], title=joined), about, "html"))
    bars = page.locator("#chart svg.marks .mark-rect path")
    tips = set()
    for at in range(bars.count()):
        bars.nth(at).hover(force=True)
        page.wait_for_timeout(50)
        tips.add(page.locator("#vg-tooltip-element").inner_text())
    assert any("<img src=x onerror=alert(1)>" in tip for tip in tips)
    assert len(tips) > len(texts) / 2
    assert "<script>alert(1)</script>" in page.locator("footer").inner_text()
    assert page.locator("script").count() == 2
    assert page.locator("img").count() == 0
    assert page.locator("footer").count() == 1
    assert wrong == []


def test_the_script_of_a_page_cannot_end_its_element():
    """It stands within a page, where these would end it or open a comment."""
    script = display.chart_script()
    assert "</script" not in script
    assert "<!--" not in script


def test_the_chart_script_draws_in_an_element_that_it_is_given(browser):
    """As an ES module, in SVG and without a menu, more than one chart to a page."""
    page = browser.new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.set_content("<div id=a></div><div id=b></div>")
    result = page.evaluate(
        """async ([source, specification]) => {
            const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
            const {embed} = await import(url);
            await embed(document.getElementById("a"), specification, {});
            const drawn = await embed(document.getElementById("b"), specification, {actions: true});
            return [Object.keys(drawn), window.vegaEmbed === undefined];
        }""",
        [display.chart_script(), {**chart(), "$schema": display.SCHEMA}],
    )
    assert "view" in result[0]
    assert result[1], "the module leaves the page's globals alone"
    assert page.locator("svg.marks").count() == 2
    assert page.locator("#a details").count() == 0
    assert page.locator("#b details").count() == 1
    assert [url for url in requests if not url.startswith("blob:")] == []
    page.close()
