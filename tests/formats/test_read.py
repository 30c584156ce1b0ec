"""Published files of every format come back as the canonical text, or are refused by name."""

import contextlib
import re
import sys
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from kit import render
from kit.formats import records, refusal

from yanjiao_budget import UnreadableDisclosureError, parse_disclosure
from yanjiao_budget.formats.read import READERS, read_text
from yanjiao_budget.formats.web import read_html

# The real document in each format


def _docx_of(text, folder):
    return render.to_docx(text, folder / "2019.docx")


def _html_of(text, folder):
    path = folder / "2019.html"
    path.write_text(render.to_html(text), encoding="utf-8")
    return path


def _gb_html_of(text, folder):
    path = folder / "2019.htm"
    path.write_text(render.to_html(text, "gb2312"), encoding="gb18030")
    return path


def _word_html_of(text, folder):
    path = folder / "2019.htm"
    path.write_text(render.to_word_html(text), encoding="gb18030")
    return path


@pytest.mark.parametrize("made", [_docx_of, _html_of, _gb_html_of, _word_html_of])
def test_the_2019_document_comes_back_from_every_format_cell_for_cell(
    made, text, disclosure, tmp_path
):
    """Every table, the prose included, has the text's own values: spaces too."""
    path = made(text, tmp_path)
    again = parse_disclosure(read_text(path), disclosure.file)
    assert records(again) == records(disclosure)
    assert (again.title, again.body, again.code) == (
        disclosure.title,
        disclosure.body,
        disclosure.code,
    )


# Which reader reads a file


def test_a_text_file_is_returned_unchanged(source, text):
    """Character for character."""
    assert read_text(source) == text


@pytest.mark.parametrize("name", ["a.xlsx", "a.wps", "a"])
def test_another_format_is_refused_with_what_to_do(tmp_path, name):
    """The message names the suffix, those that are read, and the way there."""
    path = tmp_path / name
    path.write_bytes(b"x")
    said = refusal(path)
    assert f"“{path.suffix or 'no suffix'}”" in said
    assert all(suffix in said for suffix in READERS)
    assert "save it as .docx" in said


def test_a_suffix_in_capitals_is_the_same_suffix(tmp_path):
    """Old systems write them so."""
    path = tmp_path / "A.HTM"
    path.write_text("<p>甲</p>", encoding="utf-8")
    assert read_text(path) == "甲\n"


@pytest.mark.parametrize("suffix", READERS)
def test_a_file_that_is_not_there_is_an_error_of_the_disk(tmp_path, suffix):
    """Not one of the document."""
    with pytest.raises(FileNotFoundError):
        read_text(tmp_path / f"no{suffix}")


def test_a_pdf_without_its_library_names_the_extra_to_install(tmp_path, monkeypatch):
    """The extra is what pip takes."""
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4")
    assert "pip install 'yanjiao-budget[pdf]'" in refusal(path)


def _office(folder, monkeypatch, script):
    """Put a soffice of our own on the path, and nothing else but a shell's commands."""
    office = folder / "bin" / "soffice"
    office.parent.mkdir()
    office.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    office.chmod(0o755)
    monkeypatch.setenv("PATH", f"{office.parent}:/usr/bin:/bin")


def test_an_old_word_file_is_read_through_libreoffice(tmp_path, monkeypatch):
    """What it converts is read; messages and results are those of a docx."""
    document = docx.Document()
    document.add_paragraph("甲")
    document.save(str(tmp_path / "made.docx"))
    # The arguments: a profile, then --headless --convert-to docx --outdir FOLDER FILE.
    _office(tmp_path, monkeypatch, f'cp "{tmp_path}/made.docx" "$6/$(basename "$7" .doc).docx"')
    path = tmp_path / "预算 2020.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert read_text(path) == "甲\n"


def test_an_old_word_file_that_will_not_convert_is_refused_with_what_was_said(
    tmp_path, monkeypatch
):
    """LibreOffice's own words are in the message."""
    _office(tmp_path, monkeypatch, "echo source file could not be loaded >&2")
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert "source file could not be loaded" in refusal(path)


def test_an_old_word_file_without_libreoffice_is_refused_with_the_command(tmp_path, monkeypatch):
    """The command is whole, the file's name in it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert "soffice --headless --convert-to docx --outdir FOLDER “a.doc”" in refusal(path)


# Word documents


def _word(folder, *parts, change=None):
    """Save a document of XML parts, whose w: and other prefixes are declared for them."""
    document = docx.Document()
    body = document.element.body
    for part in parts:
        names = nsdecls("w", "m", "wp", "pic", "a", "r")
        mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        body.insert(len(body) - 1, parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {names} {mc}", part)))
    if change:
        change(document)
    path = folder / "a.docx"
    document.save(str(path))
    return path


def _p(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _tc(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_p(text)}</w:tc>"


def _tbl(*rows):
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_merged_and_omitted_cells_of_word_are_printed_as_the_text_prints_them(tmp_path):
    """Spanned columns are one cell; spanned rows leave an empty one below, omitted cells too."""
    before = '<w:trPr><w:gridBefore w:val="2"/><w:gridAfter w:val="1"/></w:trPr>'
    table = _tbl(
        _tc("甲", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>') + _tc("乙") + _tc("丙"),
        _tc("", '<w:gridSpan w:val="2"/><w:vMerge/>') + _tc("丁") + _tc("戊"),
        _tc("一") + _tc("二") + _tc("三") + _tc("四"),
        before + _tc("五"),
        _tc("六", '<w:hMerge w:val="restart"/>')
        + _tc("", '<w:hMerge w:val="continue"/>')
        + _tc("七")
        + _tc("八"),
    )
    rows = [
        ["甲", "乙", "丙"],
        ["", "丁", "戊"],
        list("一二三四"),
        ["", "", "五", ""],
        list("六七八"),
    ]
    expected = "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)
    assert read_text(_word(tmp_path, table)) == expected


def test_paragraphs_and_breaks_in_a_cell_are_its_further_lines(tmp_path):
    """Empty ones go, as a blank line would end the cell; a page break is no line."""
    runs = '<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:br w:type="page"/></w:r>'
    cell = f"<w:tc>{_p('')}<w:p>{runs}</w:p>{_p('')}{_p('丁')}{_p('')}</w:tc>"
    path = _word(tmp_path, _p("前"), _tbl(cell + _tc("戊")), _p("后"))
    assert read_text(path) == "前\n\n\t甲\n乙 丙\n丁\n\t戊\n\n后\n"


def test_content_controls_links_and_fields_are_read(tmp_path):
    """Wrappers around paragraphs, rows, cells and runs hide nothing; a field's code is no text."""
    run = "<w:r><w:t>{}</w:t></w:r>"
    wrap = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run.format("丁")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = f"<w:hyperlink>{run.format('乙')}</w:hyperlink>"
    inner = f"<w:p>{wrap.format(run.format('甲'))}{link}{field}</w:p>"
    rows = wrap.format(f"<w:tr>{wrap.format(_tc('戊'))}</w:tr>")
    path = _word(tmp_path, wrap.format(inner), wrap.format(f"<w:tbl>{rows}</w:tbl>"))
    assert read_text(path) == "甲乙丁\n\n\t戊\n\n"


_R = "<w:r><w:t>甲</w:t></w:r>"
_TEXT_BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent>"
    f"{_p('框内')}</w:txbxContent></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
)
_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{0}" cy="{0}"/><a:graphic><a:graphicData>'
    "<pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
_WORD_REFUSED = {
    "a text box": (_TEXT_BOX, "a text box in “框内”"),
    "an insertion": (f'<w:p><w:ins w:id="1" w:author="甲">{_R}</w:ins></w:p>', "a tracked change"),
    "a deletion": (
        '<w:p><w:del w:id="1" w:author="甲"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>',
        "a tracked change in “旧”",
    ),
    "a footnote": (
        f'<w:p>{_R}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
        "a footnote or endnote in “甲”",
    ),
    "a comment": (f'<w:p>{_R}<w:r><w:commentReference w:id="1"/></w:r></w:p>', "a comment"),
    "a nested table": (
        _tbl(f"<w:tc>{_tbl(_tc('内'))}{_p('')}</w:tc>"),
        "a table within a cell of another in “内”",
    ),
    "hidden text": (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>",
        "hidden text in “隐”",
    ),
    "a hidden row": (
        f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>{_tc('隐')}</w:tr></w:tbl>",
        "hidden text in “隐”",
    ),
    "a formula": ("<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>", "a formula in “x”"),
    "a symbol": (f'<w:p>{_R}<w:r><w:sym w:char="F0FE"/></w:r></w:p>', "symbol font in “甲”"),
    "a large picture": (_PICTURE.format(1_900_000), "a picture, which may hold text"),
    "text in a covered cell": (
        _tbl(_tc("甲", '<w:vMerge w:val="restart"/>'), _tc("乙", "<w:vMerge/>")),
        "text in a cell that another covers in 乙",
    ),
}


@pytest.mark.parametrize("case", _WORD_REFUSED)
def test_what_the_text_has_no_place_for_is_refused_and_never_dropped(tmp_path, case):
    """The message names the thing, the text it stands in and what to do in Word."""
    part, found = _WORD_REFUSED[case]
    said = refusal(_word(tmp_path, part))
    assert found in said
    assert "Word" in said


def test_a_picture_no_larger_than_a_seal_is_passed_over(tmp_path):
    """An official seal says nothing that the text does not."""
    assert read_text(_word(tmp_path, _p("甲"), _PICTURE.format(1_500_000))) == "甲\n\n"


def test_hidden_text_by_a_style_is_refused_and_text_shown_again_is_read(tmp_path):
    """The style hides as the run does; w:vanish can be switched off."""

    def hide(document):
        style = document.styles.add_style("Hidden", 2)
        style.font.hidden = True

    shown = '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>甲</w:t></w:r></w:p>'
    assert read_text(_word(tmp_path, shown)) == "甲\n"
    hidden = '<w:p><w:r><w:rPr><w:rStyle w:val="Hidden"/></w:rPr><w:t>隐</w:t></w:r></w:p>'
    assert "hidden text in “隐”" in refusal(_word(tmp_path, hidden, change=hide))


@pytest.mark.parametrize("edge", ["header", "footer"])
def test_a_header_is_passed_over_only_where_it_says_nothing_new(tmp_path, edge):
    """A page number or the document's own words go; anything else is refused."""

    def put(words):
        return lambda document: getattr(document.sections[0], edge).add_paragraph(words)

    for words in ("- 1 -", "第1页 共3页", "2020年 预算"):
        assert read_text(_word(tmp_path, _p("2020年预算公开"), change=put(words))) == (
            "2020年预算公开\n"
        )
    said = refusal(_word(tmp_path, _p("甲"), change=put("内部资料")))
    assert "text in a header or footer in “内部资料”" in said


def _lists(*levels, restart=""):
    """Return a change that gives a document list 7 with levels of (format, pattern)."""
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (kind, pattern, more) in enumerate(levels)
    )

    def change(document):
        numbering = document.part.numbering_part.element
        abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{made}</w:abstractNum>'
        numbering.insert(0, parse_xml(abstract))
        for name, more in (("77", ""), ("78", restart)):
            numbering.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="77"/>{more}'
                    "</w:num>"
                )
            )

    return change


def _item(text, level=0, name="77"):
    return _p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>')


@pytest.mark.parametrize("kind", ["chineseCounting", "chineseCountingThousand", "japaneseCounting"])
def test_numbers_that_word_keeps_out_of_the_text_are_written_out(tmp_path, kind):
    """一、 （一） 1、 count on, and the deeper ones begin again under the next."""
    change = _lists((kind, "%1、", ""), (kind, "（%2）", ""), ("decimal", "%3、", ""))
    parts = [_item("甲"), _item("乙", 1), _item("丙", 1), _item("丁", 2), _p("间")]
    parts += [_item("戊"), _item("己", 1), *[_item("庚") for _ in range(9)]]
    lines = read_text(_word(tmp_path, *parts, change=change)).split("\n")
    assert lines[:7] == ["一、甲", "（一）乙", "（二）丙", "1、丁", "间", "二、戊", "（一）己"]
    assert lines[-3:] == ["十、庚", "十一、庚", ""]


def test_numbers_in_cells_legal_numbers_and_restarts_are_those_of_word(tmp_path):
    """A second list of the same definition counts on, or begins again where it says so."""
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    levels = (("chineseCounting", "%1、", ""), ("decimal", "%1.%2", "<w:isLgl/>"))
    parts = [_tbl(f"<w:tc>{_item('甲')}</w:tc>"), _item("乙", 1), _item("丙", 0, "78")]
    path = _word(tmp_path, *parts, change=_lists(*levels))
    assert read_text(path) == "\t一、甲\n\n1.1 乙\n二、丙\n"
    path = _word(tmp_path, *parts, change=_lists(*levels, restart=again))
    assert read_text(path) == "\t一、甲\n\n1.1 乙\n一、丙\n"


def test_numbers_by_a_style_are_written_out_and_bullets_and_number_0_are_none(tmp_path):
    """A heading's style numbers it; list 0 takes the number away."""
    levels = _lists(("decimal", "%1、", ""), ("bullet", "", ""))

    def change(document):
        levels(document)
        style = document.styles["Heading 1"].element.get_or_add_pPr()
        style.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'))

    heading = '<w:pStyle w:val="Heading1"/>'
    off = f'{heading}<w:numPr><w:numId w:val="0"/></w:numPr>'
    parts = (_p("甲", heading), _item("乙", 1), _p("丙", off), _p("丁", heading))
    assert read_text(_word(tmp_path, *parts, change=change)) == "1、甲\n乙\n丙\n2、丁\n"


@pytest.mark.parametrize(
    ("kind", "items", "found"),
    [("upperRoman", 1, "counts by “upperRoman”"), ("chineseCounting", 100, "up to 100 in Chinese")],
)
def test_a_way_of_counting_that_is_not_known_is_refused(tmp_path, kind, items, found):
    """A number is never guessed."""
    path = _word(tmp_path, *[_item("甲")] * items, change=_lists((kind, "%1、", "")))
    assert found in refusal(path)


def test_a_file_that_is_no_word_document_is_refused(tmp_path):
    """Text, an empty file, another zip, a broken one, one that unpacks without end."""
    path = tmp_path / "a.docx"
    for data in (b"", b"PK\x03\x04 and no more", "甲".encode()):
        path.write_bytes(data)
        assert "a damaged or other file" in refusal(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("甲.txt", "乙")
    assert "a damaged or other file" in refusal(path)
    whole = _word(tmp_path, _p("甲")).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "a damaged or other file" in refusal(path)


def test_a_small_file_that_unpacks_to_a_vast_one_is_refused_unread(tmp_path, monkeypatch):
    """Its size is known before anything is unpacked."""
    monkeypatch.setattr("yanjiao_budget.formats.word._MOST", 1_000_000)
    path = _word(tmp_path, _p("甲"))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/vast.xml", b" " * 2_000_000)
    assert path.stat().st_size < 100_000
    assert "bytes unpacked" in refusal(path)


# HTML


def _page(body, head=""):
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def test_spans_of_html_are_printed_as_the_text_prints_them():
    """Across, down, both at once, to the group's end, and no further than the group."""
    table = (
        "<table><thead><tr><td rowspan=2 colspan=2>甲<td>乙<tr><td>丙</thead>"
        "<tbody><tr><th rowspan=0>丁<td>戊<td>己<tr><td>庚<td>辛</tbody>"
        "<tbody><tr><td rowspan=9>壬<td>癸<td>子</tbody><tbody><tr><td>丑<td>寅<td>卯</table>"
    )
    rows = [
        ["甲", "乙"],
        ["", "丙"],
        list("丁戊己"),
        ["", "庚", "辛"],
        list("壬癸子"),
        list("丑寅卯"),
    ]
    assert _page(table) == "".join("".join(f"\t{c}\n" for c in row) + "\n" for row in rows)


def test_paragraphs_and_breaks_of_html_are_lines_and_its_spaces_collapse():
    """A source's own line ends and indents are layout; no-break and wide spaces are kept."""
    cell = "<td>\n <p>办结率达</p>\n <p>95%<span>以上</span><br>甲 \n乙</p>"
    table = f"<table><tr>{cell}<td>&nbsp;</table>"
    text = _page(f"<h1>题</h1>前\n  文 a\nb<div>　　后&nbsp; 文</div>{table}尾<pre>一\n  二</pre>")
    assert text == "题\n前文 a b\n　　后  文\n\n\t办结率达\n95%以上\n甲乙\n\t\n\n尾\n一\n  二\n"


def test_script_style_and_comments_are_no_text_and_a_formula_is_only_text():
    """Nothing is run, nothing is loaded, and what looks like code stays as it is printed."""
    hostile = (
        "<script>alert('甲')</script><style>p{}</style><!-- 乙 -->"
        "<!--[if mso]><p>丙</p><![endif]-->"
        "<noscript>丁</noscript><p onclick='x()'>=HYPERLINK(&quot;http://a&quot;)"
        "<p>&lt;script&gt;<p>{{7*7}}<img src='http://a/b.png' width=16 height=16>"
    )
    assert _page(hostile) == '=HYPERLINK("http://a")\n<script>\n{{7*7}}\n'


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<table><tr><td>外<table><tr><td>内</table></table>", "a table within a cell"),
        ("<p style='display: none'>隐</p>", "hidden text in “隐”"),
        ("<p hidden>隐</p>", "hidden text in “隐”"),
        ("<span style='mso-hide:all'>隐</span>", "hidden text in “隐”"),
        ("<ol><li>甲</ol>", "a numbered list"),
        ("<p><del>旧</del><ins>新</ins>", "a tracked change in “旧”"),
        ("<div style='mso-element:footnote-list'>注</div>", "a footnote"),
        ("<img src=a.png>", "a picture, which may hold text"),
        ("<iframe src=a.html></iframe>", "content that is no text"),
        ("<table>散<tr><td>甲</table>", "“散” between the cells"),
        ("<table><tr><td>甲</td><p>散</p></tr></table>", "“散” between the cells"),
        ("<div>" * 3000 + "甲", "tags nested without end"),
        ("", "no text"),
    ],
)
def test_what_html_holds_besides_plain_text_and_tables_is_refused(body, found):
    """By name, with its text, and never dropped."""
    with pytest.raises(UnreadableDisclosureError, match=re.escape(found)):
        read_html(body.encode(), "a.html")


def test_hidden_elements_without_text_and_table_captions_are_no_obstacle():
    """An empty hidden element says nothing; a caption is prose above its table."""
    table = "<table><caption>题</caption><colgroup><col></colgroup><tr><td>甲</table>"
    assert _page(f"<div style='display:none'><script>1</script></div>{table}") == "题\n\n\t甲\n\n"


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ("<meta charset=gb2312>", "gb18030"),
        (
            '<?xml version="1.0" encoding="GBK"?><meta http-equiv="a" content="b; charset=GBK">',
            "gbk",
        ),
        ("<meta charset='utf-8'>", "utf-8"),
        ("<meta charset='utf-8'>", "utf-8-sig"),
        ("<meta charset='utf-8'>", "utf-16"),
        ("<meta charset='utf-8'>", "gb18030"),
        ("<meta charset='gb2312'>", "utf-8"),
        ("<meta charset=nonsense>", "utf-8"),
        ("", "gb18030"),
        ("", "utf-8"),
    ],
)
def test_the_encoding_is_the_mark_s_else_the_declared_one_else_found(head, codec):
    """A page that declares another encoding than it has is read all the same."""
    data = f"{head}\n<p>2020年预算</p>".encode(codec)
    assert read_html(data, "a.html") == "2020年预算\n"


_TAGS = st.sampled_from(
    re.findall(
        r"\S+",
        "<table> </table> <tr> <td> <td/rowspan=0> <td/rowspan=99999999999> <td/colspan=9999> </td>"
        " <p> </p> <br> <pre> </pre> <caption> <tfoot> <tbody> <div> </div> <script> </script> <!--"
        " --> <![if/!a]> <![endif]> <o:p> <title> <template> <svg> <body> </html> &nbsp; &#0;"
        " &#x1f; &a; < >",
    )
)


@given(st.lists(st.one_of(_TAGS, st.text(max_size=4)), max_size=30))
def test_any_html_is_read_or_refused_and_never_crashes(parts):
    """What comes back holds no tab but those that open cells."""
    page = "".join(parts).replace("/", " ").replace("< ", "</").encode("utf-8", "replace")
    try:
        text = read_html(page, "a.html")
    except UnreadableDisclosureError:
        return
    assert "\t" not in re.sub(r"(?m)^\t", "", text)
    assert text.endswith("\n")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_as_html_or_refused(data):
    """Whatever the suffix promised."""
    with contextlib.suppress(UnreadableDisclosureError):
        assert read_html(data, "a.html").endswith("\n")
