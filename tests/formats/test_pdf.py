"""PDF as Chromium prints it comes back as the canonical text, or is refused by name."""

import base64
import io
import re

import pytest
from kit import render
from kit.formats import records, refusal
from PIL import Image

from yanjiao_budget import parse_disclosure
from yanjiao_budget.formats.read import read_text

_SMALL = """<style>
@page { size: 110mm 60mm; margin: 10mm; @bottom-center { content: "- " counter(page) " -" } }
body { font: 10pt/1.3 "Noto Sans CJK SC"; margin: 0 }
p { margin: 0 } table { border-collapse: collapse; table-layout: fixed; width: 90mm }
td { border: .5pt solid; padding: 1mm } .next { break-before: page }
</style>"""
_HEADS = "<tr><td>名称<td>内容<td>数量"


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
