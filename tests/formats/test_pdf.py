"""PDF as Chromium prints it comes back as the canonical text, or is refused by name."""

import base64
import io
import re
from importlib import import_module

import pytest
from kit import drawn, render
from kit.drawn import LANDSCAPE, PORTRAIT, grid, pdf, rule, text
from kit.formats import records, refusal
from PIL import Image

from yanjiao_budget import parse_disclosure
from yanjiao_budget.__main__ import main
from yanjiao_budget.formats.read import read_text

_SMALL = """<style>
@page { size: 110mm 60mm; margin: 10mm; @bottom-center { content: "- " counter(page) " -" } }
body { font: 10pt/1.3 "Noto Sans CJK SC"; margin: 0 }
p { margin: 0 } table { border-collapse: collapse; table-layout: fixed; width: 90mm }
td { border: .5pt solid; padding: 1mm } .next { break-before: page }
</style>"""
_HEADS = "<tr><td>名称<td>内容<td>数量"


@pytest.fixture(scope="module")
def pdf_print():
    """Return the module of the limits, which each process of the tests would import otherwise."""
    return import_module("yanjiao_budget.formats.pdf_print")


@pytest.fixture
def small_page(printed):
    """Return a function that prints tables on pages so small that they are cut."""
    return lambda body: printed(f"<!DOCTYPE html><meta charset=utf-8>{_SMALL}<body>{body}")


def test_the_2019_document_comes_back_from_a_pdf_cell_for_cell(text, disclosure, printed):
    """Every table, the prose included, has the text's own values: spaces too."""
    path = printed(render.to_html(text, style=render.PRINT_STYLE))
    again = parse_disclosure(read_text(path), disclosure.file)
    assert records(again) == records(disclosure)
    assert (again.title, again.body, again.code) == (
        disclosure.title,
        disclosure.body,
        disclosure.code,
    )


def _cells(text):
    """Return the rows of cells in a text."""
    rows = re.findall(r"(?:^\t(?:.|\n(?!\n))*)", text, re.MULTILINE)
    return [row.removeprefix("\t").split("\n\t") for row in (row.rstrip("\n") for row in rows)]


def test_a_row_cut_by_a_page_s_end_is_joined_and_repeated_headings_go(small_page):
    """Open at the page's end, over three pages, page numbers between; headings stand once."""
    long = "".join(f"第{n}项工作，" for n in range(60)) + "完。"
    body = (
        f"<table><thead>{_HEADS}</thead><tbody>"
        f"<tr><td>甲<td>{long}<td>5<tr><td>乙<td>短<td>6</table>"
    )
    text = read_text(small_page(body))
    assert _cells(text) == [["名称", "内容", "数量"], ["甲", long, "5"], ["乙", "短", "6"]]


def test_a_row_cut_and_closed_by_a_rule_is_joined_where_only_full_cells_go_on(small_page):
    """As Word prints it; a row of its own on the next page stays one."""
    full = "一二三四五六七八九十" * 2
    first = f"<table>{_HEADS}<tr><td>甲<td>{full[:14]}<td>5</table>"
    cut = f"<table class=next>{_HEADS}<tr><td><td>{full[14:]}<td><tr><td>乙<td>短<td>6</table>"
    own = f"<table class=next>{_HEADS}<tr><td>丙<td>{full[14:]}<td>7</table>"
    text = read_text(small_page(first + cut + own))
    assert _cells(text) == [
        ["名称", "内容", "数量"],
        ["甲", full, "5"],
        ["乙", "短", "6"],
        ["丙", full[14:], "7"],
    ]


def test_a_merged_cell_goes_on_overleaf_as_an_empty_one(small_page):
    """Its text stays where it began; the rows below print an empty cell."""
    rows = "".join(f"<tr><td>指标{n}<td>{n}%" for n in range(2, 15))
    text = read_text(small_page(f"<table><tr><td rowspan=14>甲<td>指标1<td>1%{rows}</table>"))
    assert _cells(text) == [["甲" * (n == 1), f"指标{n}", f"{n}%"] for n in range(1, 15)]


def test_the_text_of_a_merged_cell_goes_on_overleaf(small_page):
    """The cell has no rule at the page's end: what follows there is the rest of its text."""
    long = "".join(f"第{n}项工作，" for n in range(12)) + "完。"
    rows = "".join(f"<tr><td>指标{n}<td>{n}%" for n in range(2, 9))
    first = f"<tr><td rowspan=8 style='vertical-align:bottom'>{long}<td>指标1<td>1%"
    text = read_text(small_page(f"<p>前<table>{first}{rows}</table>"))
    assert _cells(text) == [[long * (n == 1), f"指标{n}", f"{n}%"] for n in range(1, 9)]


def test_a_large_title_on_two_lines_is_one_paragraph(small_page):
    """Centred as it is; one broken by hand is two, and indented paragraphs begin anew."""
    title = "某市某某高新技术产业开发区管理委员会2020年部门预算公开情况说明"
    body = "".join(f"<p style='text-indent:2em'>{word * 90}" for word in "甲乙")
    style = "font-size:18pt;text-align:center"
    body += f"<p style='{style}'>{'丙' * 13}<br>丁戊"
    text = read_text(small_page(f"<p style='{style}'>{title}</p>{body}"))
    assert text.split("\n") == [title, "甲" * 90, "乙" * 90, "丙" * 13, "丁戊", ""]


def test_paragraphs_wraps_and_words_in_a_pdf_are_told_apart_by_where_lines_end(small_page):
    """A full line is joined, a short one ends its paragraph; centred cells and brackets too."""
    wrapped = "办理案件（含信访、举报）的全部数量及其办结率"
    cells = [wrapped, "办结率达<br>95%以上", f"<div style='text-align:center'>{wrapped}</div>"]
    prose = "<p>一、" + "甲乙丙丁戊" * 12 + "</p><p>二、小节</p><p>three English words " * 1
    words = "budget performance information " * 6
    page = f"{prose}{words}</p><table><tr>{''.join(f'<td>{cell}' for cell in cells)}</table>"
    text = read_text(small_page(page))
    assert _cells(text) == [[wrapped, "办结率达\n95%以上", wrapped]]
    assert text.split("\n")[:2] == ["一、" + "甲乙丙丁戊" * 12, "二、小节"]
    assert text.split("\n")[2] == f"three English words {words}".rstrip()


def test_a_pdf_s_pictures_notes_and_overprint_are_refused(small_page):
    """A scan, and text that another covers, cannot be read."""
    over = "<p style='margin:0'>甲乙丙</p><p style='margin-top:-13pt'>丁戊己</p>"
    assert "printed over" in refusal(small_page(over))
    picture = io.BytesIO()
    Image.new("RGB", (60, 20), "red").save(picture, "PNG")
    dot = "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode()
    scan = f"<p>甲</p><img src='{dot}' style='width:60mm;height:20mm'>"
    assert "a picture, which may hold text" in refusal(small_page(scan))


def test_a_cut_or_foreign_file_is_no_pdf(small_page, tmp_path):
    """A file without its end is refused before what is left of it is read."""
    whole = small_page("<p>甲</p>").read_bytes()
    path = tmp_path / "cut.pdf"
    for size in (5, 100, len(whole) // 2, len(whole) - 20):
        path.write_bytes(whole[:size])
        assert "without its end" in refusal(path)
    path.write_bytes(b"%PDF-1.4\nnothing\n%%EOF\n")
    assert "a damaged PDF file" in refusal(path)
    path.write_bytes(whole[: len(whole) // 2] + b"%%EOF\n")
    assert "a damaged PDF file" in refusal(path)
    path.write_bytes("甲".encode())
    assert "no PDF file" in refusal(path)


# Marks glued to numbers


@pytest.mark.parametrize(("height", "size", "read"), [(3.5, 6, "¹"), (3, 10, "¹"), (-2, 6, "₁")])
def test_a_raised_or_lowered_mark_never_joins_the_number_beside_it(height, size, read, tmp_path):
    """It is written as Unicode writes it: 180.00 with note 1 is not 180.001."""
    marked = text(50, 700, "180.00") + text(110, 700 + height, "1", size)
    assert read_text(pdf(tmp_path / "a.pdf", marked)) == f"180.00{read}\n"
    table = grid([47, 200, 300], [713, 690], [[]]) + marked
    assert read_text(pdf(tmp_path / "a.pdf", table)) == f"\t180.00{read}\n\t\n\n"


def test_struck_out_text_is_refused_and_underlined_text_is_read(tmp_path):
    """In prose and in a cell; a rule under or over text strikes nothing out."""
    lines = rule(50, 698, 90, 698) + rule(50, 709, 90, 709)
    assert read_text(pdf(tmp_path / "a.pdf", text(50, 700, "一二三四") + lines)) == "一二三四\n"
    struck = text(50, 700, "一二三四") + rule(50, 703.5, 70, 703.5)
    assert "struck-out text “一二”" in refusal(pdf(tmp_path / "a.pdf", struck))
    table = grid([50, 150, 250], [700, 680], [["一二", "三"]]) + rule(53, 690.5, 73, 690.5)
    assert "struck-out text “一二”" in refusal(pdf(tmp_path / "a.pdf", table))


# Text that is not seen read as if it were printed, and text that is seen lost


@pytest.mark.parametrize(
    ("hidden", "found"),
    [
        (text(50, 650, "隐", mode=3), "invisible text “隐”"),
        (text(50, 650, "隐", mode=7), "invisible text “隐”"),
        (text(-300, 650, "隐"), "text outside of the page “隐”"),
        (text(50, 900, "隐"), "text outside of the page “隐”"),
    ],
)
def test_text_that_nobody_sees_is_refused(hidden, found, tmp_path):
    """With no ink, or beyond the page's edge; spaces there are nothing."""
    path = pdf(tmp_path / "a.pdf", text(50, 700, "甲") + hidden)
    assert found in refusal(path)
    spaces = text(50, 650, " ", mode=3) + text(-300, 650, " ")
    assert read_text(pdf(path, text(50, 700, "甲") + spaces)) == "甲\n"


_HIDDEN = text(50, 650, "隐")
_BLUE = b"0 0 1 rg 40 640 200 30 re f "


@pytest.mark.parametrize(
    ("before", "hidden", "after"),
    [
        (b"1 g ", _HIDDEN, b"0 g "),
        (b"1 1 1 rg ", _HIDDEN, b"0 g "),
        (b"0 0 0 0 k ", _HIDDEN, b"0 g "),
        (b"0.99 0.99 1 rg ", _HIDDEN, b"0 g "),
        (_BLUE + b"1 g 40 640 200 30 re f ", _HIDDEN, b"0 g "),
        (_BLUE + b"1 g ", text(50, 500, "隐"), b"0 g "),
        (b"1 G ", text(50, 650, "隐", mode=1), b"0 G "),
        (b"q 300 300 50 50 re W n ", _HIDDEN, b"Q "),
        (b"q 0 0 900 900 re W n q 40 660 400 100 re W* n ", _HIDDEN, b"Q Q "),
        (b"", text(50, 650, "隐", 0.5), b""),
        (b"q 0.01 0 0 0.01 0 0 cm ", text(5000, 65000, "隐"), b"Q "),
    ],
)
def test_text_in_white_too_small_or_clipped_away_is_refused(before, hidden, after, tmp_path):
    """By name, whichever way it is hidden."""
    page = before + hidden + after + text(50, 700, "甲")
    assert "invisible text “隐”" in refusal(pdf(tmp_path / "a.pdf", page))


@pytest.mark.parametrize(
    ("before", "seen", "after"),
    [
        (_BLUE + b"1 g ", _HIDDEN, b"0 g "),
        (_BLUE + b"1 g 300 640 20 30 re f ", _HIDDEN, b"0 g "),
        (b"0.6 g ", _HIDDEN, b"0 g "),
        (b"1 0 0 rg ", _HIDDEN, b"0 g "),
        (b"0 0 0 1 k ", _HIDDEN, b"0 g "),
        (b"1 g ", text(50, 650, "隐", mode=1), b"0 g "),
        (b"q 40 640 400 100 re W n ", _HIDDEN, b"Q "),
        (b"q 300 300 50 50 re W n Q ", _HIDDEN, b""),
        (b"q 40 655 400 100 re W n ", _HIDDEN, b"Q "),
        (b"", text(50, 650, "隐", 2), b""),
    ],
)
def test_text_that_only_looks_hidden_is_read(before, seen, after, tmp_path):
    """White on a colour, in grey, within its clip, in small print."""
    page = before + seen + after + text(50, 700, "甲" * 40)
    assert "隐" in read_text(pdf(tmp_path / "a.pdf", page))


_PICTURE = b"q %d 0 0 %d %d %d cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n"


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ([_PICTURE % (595, 842, 0, 0)], "a scanned page in page 1"),
        (
            [text(50, 700, "甲"), _PICTURE % (595, 842, 0, 0), text(50, 700, "乙")],
            "a scanned page in page 2",
        ),
        (
            [_PICTURE % (595, 842, 0, 0) + text(50, 700, "甲", mode=3)],
            "a scanned page with text behind it that a machine read in page 1",
        ),
        ([text(50, 700, "甲"), _PICTURE % (100, 100, 0, 0)], "a picture of a page in page 2"),
        (
            [b"".join(_PICTURE % (595, 60, 0, 60 * n) for n in range(14)) + text(9, 9, "甲")],
            "a scanned page in page 1",
        ),
        (
            [
                b"".join(_PICTURE % (60, 60, 60 * n, 300) for n in range(8)) + text(9, 9, "甲"),
            ],
            "a picture, which may hold text in page 1",
        ),
    ],
)
def test_scanned_pages_are_refused_by_name_and_page(pages, found, tmp_path):
    """Alone, among others, with text that a machine read, in strips and pieces."""
    assert f"found {found}," in refusal(pdf(tmp_path / "a.pdf", *pages))


def test_seals_are_no_scan(tmp_path):
    """Two of them, and the page is read."""
    seals = _PICTURE % (140, 140, 0, 0) + _PICTURE % (140, 140, 300, 0)
    assert read_text(pdf(tmp_path / "a.pdf", text(50, 700, "甲") + seals)) == "甲\n"


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("/Subtype/Widget/FT/Tx/V(1)", "a form field"),
        ("/Subtype/Widget/Parent<</V(1)>>", "a form field"),
        ("/Subtype/Widget/MK<</CA(1)>>", "a form field"),
        ("/Subtype/Stamp", "a stamp or drawing (Stamp)"),
        ("/Subtype/FreeText", "a stamp or drawing (FreeText)"),
        ("/Subtype/Text/Contents(1)", "a note “1”"),
    ],
)
def test_what_is_put_upon_a_page_is_refused_by_name(note, found, tmp_path):
    """A field that is filled in, a stamp, a note; a link and a seal's field show no text."""
    more = "/Annots[<</Type/Annot/Rect[10 10 60 40]{}>>]"
    page = text(50, 700, "甲")
    assert found in refusal(pdf(tmp_path / "a.pdf", page, more=more.format(note).encode()))
    for silent in ("/Subtype/Link", "/Subtype/Widget/FT/Tx", "/Subtype/Widget/FT/Sig/V(1)"):
        path = pdf(tmp_path / "a.pdf", page, more=more.format(silent).encode())
        assert read_text(path) == "甲\n"


# Documents refused or misread, though a person reads them at once


def test_text_printed_twice_for_bold_is_read_once(tmp_path):
    """A quarter of a point apart, in another font size to the last digit; 11 stays 11."""
    bold = text(50, 700, "第11项", 16) + text(50.24, 700.24, "第11项", 16.00001)
    assert read_text(pdf(tmp_path / "a.pdf", bold)) == "第11项\n"


@pytest.mark.parametrize(
    "shifts",
    [
        [(0, 0)] * 4,
        [(0, 0), (0.3, 0), (0.6, 0), (0.9, 0)],
        [(0, 0), (0.5, 0), (1.0, 0), (1.5, 0)],
        [(0, 0), (0.4, 0), (0, 0.4), (0.4, 0.4)],
        [(0, 0), (-0.4, -0.4), (0.4, -0.4), (0.4, 0.4), (-0.4, 0.4)],
    ],
)
def test_text_printed_over_and_over_for_bold_is_read_once(shifts, tmp_path):
    """Four times, to the side, up and down; sign by sign or word by word, in cells too."""
    words = "支出11.45万元"
    by_words = b"".join(text(50 + x, 700 + y, words) for x, y in shifts)
    by_signs = b"".join(
        text(50 + 10 * at + x, 700 + y, sign) for at, sign in enumerate(words) for x, y in shifts
    )
    for bold in (by_words, by_signs):
        assert read_text(pdf(tmp_path / "a.pdf", bold)) == f"{words}\n"
        table = grid([47, 200, 300], [713, 690], [[]]) + bold
        assert read_text(pdf(tmp_path / "a.pdf", table)) == f"\t{words}\n\t\n\n"


def _left_out(caplog):
    """Return what was said to be left out, and forget it."""
    said = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    caplog.clear()
    return [message.removeprefix("left out, ") for message in said]


def test_lines_that_every_page_repeats_at_its_edge_are_left_out_and_logged(tmp_path, caplog):
    """A running header, a footer above the page's number; not a unit, nor a line of one page."""
    pages = [
        text(50, 800, "某局2021年部门预算") + text(50, 700, body) + text(50, 40, "内部资料")
        + text(300, 20, f"- {number} -")
        for number, body in enumerate(("甲" * 20, "乙。", "丙。"), 1)
    ]  # fmt: skip
    assert read_text(pdf(tmp_path / "a.pdf", *pages)) == f"{'甲' * 20}乙。\n丙。\n"
    assert _left_out(caplog) == [
        "as it stands at the edge of every page: 某局2021年部门预算",
        "as it numbers the pages: - 1 - · - 2 - · - 3 -",
        "as it stands at the edge of every page: 内部资料",
    ]
    units = [text(50, 800, "单位：万元") + text(50, 700, "甲" * 20)] * 2
    assert read_text(pdf(tmp_path / "a.pdf", *units)).count("单位：万元") == 2
    alone = text(50, 800, "某局2021年部门预算") + text(50, 700, "甲" * 20)
    assert read_text(pdf(tmp_path / "a.pdf", alone)) == f"某局2021年部门预算\n{'甲' * 20}\n"


def _pages(tmp_path, heads, foots):
    """Return a file with a line over the head and at the foot of each page, between words."""
    pages = zip(heads, foots, "甲乙丙丁戊己庚", strict=False)
    drawn_pages = [
        text(50, 800, head) + text(50, 700, word * 20) + text(50, 30, foot)
        for head, foot, word in pages
    ]
    return pdf(tmp_path / "a.pdf", *drawn_pages)


_LEFT, _RIGHT = "某局部门预算", "2021年度"


@pytest.mark.parametrize(
    ("heads", "foots", "said"),
    [
        ([_LEFT, _RIGHT] * 3, "123456", [f"every page: {_LEFT} · {_RIGHT}", "pages: 1 … 6"]),
        (["封面", *[_LEFT] * 3], ["", *"123"], [f"but the first: {_LEFT}", "pages: 1 · 2 · 3"]),
        (
            [f"{_LEFT} 第 {n} 页 共 12 页" for n in range(3, 7)],
            [f"第 {n} 页 共 12 页" for n in range(3, 7)],
            [
                f"every page: {_LEFT} 第 3 页 共 12 页 … {_LEFT} 第 6 页 共 12 页",
                "pages: 第 3 页 共 12 页 … 第 6 页 共 12 页",
            ],
        ),
        (
            [f"2021年 {_LEFT} {n}" for n in "123"],
            ["第一页", "第二页", "第三页"],
            [f"2021年 {_LEFT} 3", "pages: 第一页 · 第二页 · 第三页"],
        ),
        ([_LEFT] * 3, ["Page 1 of 3", "2/3", "— 3 —"], [_LEFT, "Page 1 of 3 · 2/3 · — 3 —"]),
    ],
)
def test_running_lines_that_differ_from_page_to_page_are_left_out_with_the_reason(
    heads, foots, said, tmp_path, caplog
):
    """Left and right, all but the cover, with the page's number in them."""
    read = read_text(_pages(tmp_path, heads, foots))
    words = "".join(word * 20 for word in "甲乙丙丁戊己"[: len(heads)])
    assert read.replace("\n", "").removeprefix("封面") == words
    for expected, message in zip(said, _left_out(caplog), strict=True):
        assert message.endswith(expected)


@pytest.mark.parametrize(
    "heads",
    [
        ["预算收入3.00万元", "预算收入4.00万元", "预算收入5.00万元"],
        ["完成3件", "完成9件", "完成4件"],
        ["单位：万元"] * 3,
        ["完成率100%"] * 3,
        [_LEFT, _RIGHT, "项目"],
        ["2021", "31", "7"],
    ],
)
def test_lines_that_may_be_a_document_s_own_stay(heads, tmp_path, caplog):
    """Amounts, units, numbers that do not count the pages, lines of some pages alone."""
    read = read_text(_pages(tmp_path, heads, [""] * 3))
    assert all(head in read for head in heads)
    assert _left_out(caplog) == []


def test_the_command_shows_what_was_left_out_of_a_file(tmp_path, capsys):
    """At once, on standard error."""
    pages = [text(50, 800, "某局2021年部门预算") + text(50, 700, word * 20) for word in "甲乙"]
    assert main(["check", str(pdf(tmp_path / "a.pdf", *pages))]) == 2
    said = capsys.readouterr().err
    assert said.startswith("left out, as it stands at the edge of every page: 某局2021年部门预算\n")


def test_margins_are_those_of_pages_of_one_size(tmp_path):
    """Prose stands on upright pages, tables on turned ones, which are wider."""
    words = "甲" * 40
    prose = text(70, 700, words) + text(70, 680, "乙" * 10 + "。") + text(70, 660, "丙。")
    table = text(700, 500, "单位：万元") + grid([50, 400, 790], [480, 460], [["一", "二"]])
    path = pdf(tmp_path / "a.pdf", prose, table, sizes=[PORTRAIT, LANDSCAPE])
    assert read_text(path) == f"{words}{'乙' * 10}。\n丙。\n单位：万元\n\n\t一\n\t二\n\n"


def test_what_stands_above_a_table_makes_no_margin(tmp_path):
    """On pages of one size too: a caption on the right is further out than prose."""
    lines = [text(70, 800 - 20 * n, "甲" * 40) for n in range(24)] + [text(70, 300, "乙。")]
    table = text(500, 700, "单位：万元") + grid([50, 300, 550], [680, 660], [["一", "二"]])
    path = pdf(tmp_path / "a.pdf", b"".join(lines), table)
    assert read_text(path).split("\n")[:3] == ["甲" * 40 * 24, "乙。", "单位：万元"]


def test_a_number_of_a_section_begins_a_paragraph(tmp_path):
    """A list of the sections is as wide as its longest line; not so after a 、 or a ；."""
    listed = (
        text(50, 700, "第二部分某局决算表") + text(50, 680, "一、总表") + text(50, 660, "（二）表")
    )
    assert read_text(pdf(tmp_path / "a.pdf", listed)) == "第二部分某局决算表\n一、总表\n（二）表\n"
    within = text(50, 700, "甲" * 19 + "；") + text(50, 680, "二、乙。")
    assert read_text(pdf(tmp_path / "a.pdf", within)) == f"{'甲' * 19}；二、乙。\n"


def test_a_wide_gap_within_a_line_is_a_space(tmp_path):
    """What stands on its sides is not one word."""
    path = pdf(tmp_path / "a.pdf", text(50, 700, "部门名称：某局") + text(400, 700, "单位：万元"))
    assert read_text(path) == "部门名称：某局 单位：万元\n"


def test_a_row_that_a_page_s_end_cuts_above_its_text_is_one_row(tmp_path, caplog):
    """The strip that stays behind holds nothing, nor would a line fit; a row of its own stays."""
    xs = [50.0, 150.0, 250.0]
    first = grid(xs, [700, 680, 660, 652], [["甲", "1"], ["乙", "2"], []])
    rest = grid(xs, [800, 770], [["丙", "3"]])
    rows = [["甲", "1"], ["乙", "2"], ["丙", "3"]]
    assert _cells(read_text(pdf(tmp_path / "a.pdf", first, rest))) == rows
    strip = "as no line would fit: an empty strip of a table at the {} of page {}"
    assert _left_out(caplog) == [strip.format("end", 1)]
    below = grid(xs, [800, 792, 772], [[], ["丙", "3"]])
    assert _cells(read_text(pdf(tmp_path / "a.pdf", first, below))) == rows
    assert _left_out(caplog) == [strip.format("top", 2), strip.format("end", 1)]
    own = grid(xs, [700, 680, 660, 640], [["甲", "1"], ["乙", "2"], []])
    rows.insert(2, ["", ""])
    assert _cells(read_text(pdf(tmp_path / "a.pdf", own, rest))) == rows
    assert _left_out(caplog) == []


def test_an_empty_row_at_a_page_s_end_that_may_be_a_row_of_its_own_stays(tmp_path, caplog):
    """Low, but above where other pages end; or like no other row, which is said."""
    xs = [50.0, 150.0, 250.0]
    rest = grid(xs, [800, 770], [["丙", "3"]])
    rows = [["甲", "1"], ["乙", "2"], ["", ""], ["丙", "3"]]
    low = grid(xs, [700, 680, 660, 652], [["甲", "1"], ["乙", "2"], []])
    longer = text(50, 800, "一") + text(50, 300, "二")
    assert _cells(read_text(pdf(tmp_path / "a.pdf", low, rest, longer))) == rows
    assert _left_out(caplog) == []
    high = grid(xs, [700, 680, 660, 625], [["甲", "1"], ["乙", "2"], []])
    assert _cells(read_text(pdf(tmp_path / "a.pdf", high, rest))) == rows
    (said,) = _left_out(caplog)
    assert said.startswith("kept as a row, though the next page's first row may go on from it")
    assert said.endswith("an empty row of a table at the end of page 1")


def test_a_table_within_a_cell_of_another_is_refused(tmp_path):
    """As in Word and on a page of the web."""
    inner = grid([70, 120, 170], [690, 670], [["一", "二"]])
    outer = grid([50, 200, 300], [700, 650], [[]])
    assert "a table within a cell of another" in refusal(pdf(tmp_path / "a.pdf", outer + inner))


def test_a_table_without_upright_rules_is_refused(tmp_path):
    """Its cells would be one word; a rule under a heading is no table."""
    rows = [("项目", "2020年", "2021年"), ("基本支出", "20.00", "22.00"), ("合计", "31.45", "9.50")]
    lines = b"".join(
        text(x, 700 - 20 * n, cell)
        for n, row in enumerate(rows)
        for x, cell in zip((60, 250, 400), row, strict=True)
    )
    rules = b"".join(rule(60, y, 500, y) for y in (715, 695, 650))
    said = refusal(pdf(tmp_path / "a.pdf", lines + rules))
    assert "a table without upright rules, at “项目 2020年 2021年”" in said
    under = text(60, 700, "名称") + text(400, 700, "单位") + rule(60, 690, 500, 690)
    under += text(60, 670, "甲。") + text(60, 640, "乙" * 40)
    assert read_text(pdf(tmp_path / "a.pdf", under)) == f"名称 单位\n甲。\n{'乙' * 40}\n"


_XS, _YS = [50.0, 150.0, 250.0, 350.0], [700.0, 680.0, 660.0, 640.0]
_ROWS = [["项目", "上年", "本年"], ["基本", "2.00", "3.00"], ["合计", "4.45", "9.50"]]
_CELLS = b"".join(
    text(x + 3, y - 13, cell)
    for y, row in zip(_YS, _ROWS, strict=False)
    for x, cell in zip(_XS, row, strict=False)
)


def _ruled(uprights, across):
    """Return the drawing of rules from end to end."""
    lines = [rule(x, _YS[0], x, _YS[-1]) for x in uprights]
    return b"".join(lines + [rule(_XS[0], y, _XS[-1], y) for y in across])


@pytest.mark.parametrize("uprights", [_XS[1:-1], _XS[:-1], _XS[1:], _XS])
def test_a_table_without_the_rules_at_its_sides_is_read_whole(uprights, tmp_path):
    """The rules across it end where it does."""
    assert _cells(read_text(pdf(tmp_path / "a.pdf", _CELLS + _ruled(uprights, _YS)))) == _ROWS


def test_rows_that_no_rules_part_are_refused(tmp_path):
    """Their amounts would be one cell's, or one number."""
    said = refusal(pdf(tmp_path / "a.pdf", _CELLS + _ruled(_XS, (_YS[0], _YS[-1]))))
    assert "found several amounts in one cell, “2.00 4.45” in page 1" in said
    assert "rows that rules part" in said


def test_columns_near_to_one_another_are_columns_too(tmp_path):
    """A character apart, one line below the other: refused between rules, else lines apart."""
    near = b"".join(
        text(x, y - 13, cell)
        for y, row in zip(_YS, _ROWS, strict=False)
        for x, cell in zip((53, 90, 145), row, strict=True)
    )
    assert "a table without upright rules" in refusal(
        pdf(tmp_path / "a.pdf", near + _ruled([], (700, 680, 640)))
    )
    lines = ["项目上年 本年", "基本2.00 3.00", "合计4.45 9.50", ""]
    assert read_text(pdf(tmp_path / "a.pdf", near)).split("\n") == lines


def test_a_number_cut_at_its_cell_s_edge_is_one_and_two_on_two_lines_are_two(tmp_path):
    """No line ends within a number where one digit more had room."""
    xs, ys = [50.0, 106.0, 200.0], [700.0, 660.0]
    cut = grid(xs, ys, [["95531"]]) + text(53, 672, ".43")
    assert _cells(read_text(pdf(tmp_path / "a.pdf", cut))) == [["95531.43", ""]]
    two = grid([50.0, 110.0, 200.0], ys, [["2019"]]) + text(53, 672, "2020")
    assert _cells(read_text(pdf(tmp_path / "a.pdf", two))) == [["2019 2020", ""]]


# Small files that take minutes or gigabytes


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ([b""] * 501, "more than 500 pages"),
        ([b"q Q " * 1_300_000], "more than 5,000,000 bytes unpacked"),
        ([b"q Q " * 60_000], "more than 60,000 words that draw"),
        ([b"0 0 m " + b"9 9 l " * 5_000 + b"S"], "more than 4,000 rules and curves"),
        (
            [b"".join(rule(8 * n, 0, 8 * n, 800) + rule(0, 8 * n, 595, 8 * n) for n in range(60))],
            "more than 300 crossings of rules on one page",
        ),
        (
            [b"".join(rule(9 * n, 0, 9 * n, 800) + rule(0, 9 * n, 500, 9 * n) for n in range(15))]
            * 8,
            "more than 1,500 crossings of rules",
        ),
        ([text(50, 700, "甲" * 40) * 60] * 3, "more than 5,000 signs"),
    ],
)
def test_a_file_beyond_the_limits_is_refused_with_the_limit(
    pages, found, pdf_print, tmp_path, monkeypatch
):
    """Before it takes minutes or gigabytes; the limits are a twentieth here."""
    a_twentieth = {what: most // 20 for what, most in pdf_print._MOST.items()}
    monkeypatch.setattr(pdf_print, "_MOST", a_twentieth)
    monkeypatch.setattr(pdf_print, "_MOST_UNPACKED", pdf_print._MOST_UNPACKED // 20)
    path = pdf(tmp_path / "a.pdf", *pages)
    assert path.stat().st_size < 200_000
    assert found in refusal(path)


def test_a_file_that_is_within_each_limit_and_beyond_them_together_is_refused(
    pdf_print, tmp_path, monkeypatch
):
    """Its steps are counted; the message says how far it came."""
    monkeypatch.setattr(pdf_print, "_MOST_STEPS", 3_000)
    pages = [text(50, 700, word * 40) + rule(50, 600, 500, 600) * 9 for word in "甲乙丙丁戊己庚"]
    assert read_text(pdf(tmp_path / "a.pdf", *pages[:2])) == "甲" * 40 + "乙" * 40 + "\n"
    said = refusal(pdf(tmp_path / "a.pdf", *pages))
    assert "more than 3,000 steps to read it, after 160 signs and 64 rules and curves" in said


def test_a_page_that_is_vast_or_full_of_tables_is_refused(tmp_path):
    """With the limit; a hundred tables on one page are read."""
    path = pdf(tmp_path / "a.pdf", text(50, 700, "甲"), sizes=[(5001, 842)])
    assert "a page of more than 5,000 points" in refusal(path)
    tables = [
        grid([x, x + 15, x + 30], [y, y - 20], [["甲", "乙"]])
        for y in range(60, 800, 60)
        for x in range(20, 400, 40)
    ]
    assert read_text(pdf(path, b"".join(tables[:100]))).count("\t甲\n\t乙\n") == 100
    assert "more than 100 tables in page 1" in refusal(pdf(path, b"".join(tables[:101])))


def test_a_file_that_is_packed_twice_over_is_refused(tmp_path):
    """What it unpacks to cannot be foreseen."""
    path = pdf(tmp_path / "a.pdf", text(50, 700, "甲"))
    data = path.read_bytes().replace(b"/Filter/FlateDecode", b"/Filter[/Flate/FlateDecode]")
    path.write_bytes(data)
    assert "a part that is packed twice over" in refusal(path)


@pytest.mark.parametrize(
    ("more", "table"),
    [
        (b"/DW 1000/W[0 30000000 500]", b""),
        (b"/DW 1000/W[" + b"0 65535 500 " * 4 + b"]", b""),
        (b"/DW 1000", b"1 beginbfrange <00000000> <01ffffff> <0000> endbfrange"),
        (b"/DW 1000", b"9 beginbfrange " + b"<0000> <ffff> <0000> " * 9 + b"endbfrange"),
    ],
)
def test_a_font_that_tells_of_more_signs_than_there_are_is_refused(
    more, table, tmp_path, monkeypatch
):
    """A few bytes say that millions are as wide, or mean as much, one by one."""
    font = drawn._FONT.replace(b"/DW 1000", more)
    if table:
        # What the second page would draw is the first one's table.
        font = font.replace(b"/UniGB-UCS2-H", b"/Identity-H/ToUnicode 6 0 R")
    monkeypatch.setattr(drawn, "_FONT", font)
    path = pdf(tmp_path / "a.pdf", text(50, 700, "甲"), table)
    assert "a font of more than 200,000 signs" in refusal(path)


# Paragraphs cut in mid-sentence


def test_margins_are_where_lines_end_and_not_where_one_hangs_out(tmp_path):
    """A sign out over the margin, and what a wide gap parts, make no line shorter."""
    counts = (40, 40, 39, 40, 40, 40)
    lines = [text(70, 700 - 20 * at, "甲" * count) for at, count in enumerate(counts)]
    lines.append(text(70, 580, "乙。"))
    hangs = text(70, 560, "丙" * 40 + "，") + text(70, 540, "丁" * 35) + text(70, 520, "戊。")
    wide = text(70, 500, "部门名称：某局") + text(500, 500, "单位：万元")
    read = read_text(pdf(tmp_path / "a.pdf", b"".join(lines) + hangs + wide)).split("\n")
    assert read[0] == "甲" * 239 + "乙。"
    assert read[1:] == ["丙" * 40 + "，" + "丁" * 35, "戊。", "部门名称：某局 单位：万元", ""]


def test_pages_that_are_bound_at_either_side_have_margins_of_their_own(tmp_path):
    """What is full on one page is not full on the other, which is set further to the right."""
    pages = [
        b"".join(text(x, 700 - 20 * n, word * 40) for n in range(6)) + text(x, 580, word * 9 + "。")
        for x, word in ((60, "甲"), (90, "乙"))
    ]
    lines = [word * 249 + "。" for word in "甲乙"]
    assert read_text(pdf(tmp_path / "a.pdf", *pages)).split("\n") == [*lines, ""]


def test_a_ragged_line_that_ends_in_mid_sentence_is_joined_where_paragraphs_are_indented(tmp_path):
    """A number that did not fit on it is on the next, flush left; a full stop ends it."""
    paragraphs = b"".join(
        text(90, y, "甲" * 38) + text(70, y - 20, "乙" * 38) + text(70, y - 40, "年161.62万元。")
        for y in (740, 680, 620, 560, 500)
    )
    read = "甲" * 38 + "乙" * 38 + "年161.62万元。"
    assert read_text(pdf(tmp_path / "a.pdf", paragraphs)).split("\n") == [read] * 5 + [""]
    ends = paragraphs.replace(
        "乙".encode("utf-16-be").hex().encode(), "。".encode("utf-16-be").hex().encode()
    )
    assert "甲。" in read_text(pdf(tmp_path / "a.pdf", ends))


def test_numbers_that_a_small_gap_parts_are_two_numbers(tmp_path):
    """Half a character is enough; between words such a gap is layout."""
    drawn_apart = text(50, 700, "20.00") + text(106, 700, "22.00") + text(162, 700, "万元")
    assert read_text(pdf(tmp_path / "a.pdf", drawn_apart)) == "20.00 22.00万元\n"
