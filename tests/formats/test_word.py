"""Word documents are read as a person sees them, or refused by name."""

import re
import zipfile

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from kit.render import blank_docx

from yanjiao_budget import UnreadableDisclosureError
from yanjiao_budget.formats.read import read_text


def _refusal(path):
    with pytest.raises(UnreadableDisclosureError) as caught:
        read_text(path)
    return str(caught.value)


def _word(folder, *parts, change=None):
    """Save a document of XML parts, whose w: and other prefixes are declared for them."""
    document = blank_docx()
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
    said = _refusal(_word(tmp_path, part))
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
    assert "hidden text in “隐”" in _refusal(_word(tmp_path, hidden, change=hide))


@pytest.mark.parametrize("edge", ["header", "footer"])
def test_a_header_is_passed_over_only_where_it_says_nothing_new(tmp_path, edge):
    """A page number or the document's own words go; anything else is refused."""

    def put(words):
        return lambda document: getattr(document.sections[0], edge).add_paragraph(words)

    for words in ("- 1 -", "第1页 共3页", "2020年 预算"):
        assert read_text(_word(tmp_path, _p("2020年预算公开"), change=put(words))) == (
            "2020年预算公开\n"
        )
    said = _refusal(_word(tmp_path, _p("甲"), change=put("内部资料")))
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
    assert found in _refusal(path)


def test_a_file_that_is_no_word_document_is_refused(tmp_path):
    """Text, an empty file, another zip, a broken one, one that unpacks without end."""
    path = tmp_path / "a.docx"
    for data in (b"", b"PK\x03\x04 and no more", "甲".encode()):
        path.write_bytes(data)
        assert "a damaged or other file" in _refusal(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("甲.txt", "乙")
    assert "a damaged or other file" in _refusal(path)
    whole = _word(tmp_path, _p("甲")).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "a damaged or other file" in _refusal(path)


def test_a_small_file_that_unpacks_to_a_vast_one_is_refused_unread(tmp_path, monkeypatch):
    """Its size is known before anything is unpacked."""
    monkeypatch.setattr("yanjiao_budget.formats.word_package._MOST", 1_000_000)
    path = _word(tmp_path, _p("甲"))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/vast.xml", b" " * 2_000_000)
    assert path.stat().st_size < 100_000
    assert "bytes unpacked" in _refusal(path)


# Marks glued to numbers


_MARK = "<w:r><w:rPr><w:{}/></w:rPr><w:t>{}</w:t></w:r>"
_SUPER, _SUB = 'vertAlign w:val="superscript"', 'vertAlign w:val="subscript"'
_UP, _DOWN = 'position w:val="8"', 'position w:val="-8"'
_PLAIN_RUN = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("mark", "read"), [(_SUPER, "180.00¹"), (_UP, "180.00¹"), (_SUB, "180.00₁"), (_DOWN, "180.00₁")]
)
def test_a_raised_or_lowered_mark_never_joins_the_number_beside_it(mark, read, tmp_path):
    """It is written as Unicode writes it: 180.00 with note 1 is not 180.001."""
    part = f"<w:p>{_PLAIN_RUN.format('180.00')}{_MARK.format(mark, '1')}</w:p>"
    assert read_text(_word(tmp_path, part)) == f"{read}\n"


def test_a_paragraph_raised_as_a_whole_has_no_mark(tmp_path):
    """There is nothing on the line that it could join."""
    assert read_text(_word(tmp_path, f"<w:p>{_MARK.format(_UP, '180.00')}</w:p>")) == "180.00\n"
    number = _MARK.format(_UP, "180.00")
    mark = f"<w:r><w:rPr><w:{_UP}/><w:{_SUPER}/></w:rPr><w:t>1</w:t></w:r>"
    assert read_text(_word(tmp_path, f"<w:p>{number}{mark}</w:p>")) == "180.00¹\n"
    plain = _PLAIN_RUN.format("2")
    assert read_text(_word(tmp_path, f"<w:p>{number}{plain}</w:p>")) == "¹⁸⁰.⁰⁰2\n"


def test_a_mark_raised_by_its_style_is_one_too(tmp_path):
    """By a style that is based on the one which raises."""

    def change(document):
        document.styles.add_style("Raised", 2).font.superscript = True
        document.styles.add_style("Note", 2).base_style = document.styles["Raised"]

    run = _MARK.format('rStyle w:val="Note"', "1")
    part = f"<w:p>{_PLAIN_RUN.format('180.00')}{run}</w:p>"
    assert read_text(_word(tmp_path, part, change=change)) == "180.00¹\n"


@pytest.mark.parametrize("mark", ["strike", "dstrike"])
def test_struck_out_text_is_refused(mark, tmp_path):
    """100 struck out before 200 is neither 100200 nor certainly 200."""
    part = f"<w:p>{_MARK.format(mark, '100')}{_PLAIN_RUN.format('200')}</w:p>"
    assert "struck-out text in “100”" in _refusal(_word(tmp_path, part))


# Text lost within a run


def test_text_behind_a_comment_of_the_file_s_own_is_read(tmp_path):
    """What XML holds for its own readers parts no number."""
    part = "<w:p><w:r><w:t>95<!-- x -->531<?y z?>.43</w:t></w:r></w:p>"
    assert read_text(_word(tmp_path, part)) == "95531.43\n"


_LOST = {
    "WordArt": "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
    "<v:textpath string='字'/></v:shape></w:pict></w:r></w:p>",
    "a form field": "<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList>"
    "<w:listEntry w:val='甲'/></w:ddList></w:ffData></w:fldChar></w:r></w:p>",
    "embedded content": "<w:subDoc r:id='rId1'/>",
    "a picture": "<w:p><w:r><w:pict><v:rect xmlns:v='urn:schemas-microsoft-com:vml'>"
    "<v:fill r:id='rId1'/></v:rect></w:pict></w:r></w:p>",
}


@pytest.mark.parametrize("found", _LOST)
def test_what_was_lost_without_a_word_is_refused_by_name(found, tmp_path):
    """WordArt, the choices of a form, documents within the document."""
    assert found in _refusal(_word(tmp_path, _LOST[found]))


# Hidden text read as if it were shown


def _hiding(name, hides=None, based_on=None, kind="character"):
    """Return the XML of a style that hides text, shows it again or says nothing of it."""
    says = {True: "<w:rPr><w:vanish/></w:rPr>", False: '<w:rPr><w:vanish w:val="0"/></w:rPr>'}
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style {nsdecls("w")} w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>'
        f"{base}{says.get(hides, '')}</w:style>"
    )


def _with_styles(*styles):
    def change(document):
        for style in styles:
            document.styles.element.append(parse_xml(style))

    return change


_STYLED = (
    "<w:p><w:pPr><w:pStyle w:val='{}'/></w:pPr><w:r><w:rPr>{}</w:rPr><w:t>隐</w:t></w:r></w:p>"
)


def test_text_hidden_by_a_style_that_another_is_based_on_is_refused(tmp_path):
    """However far down, also where a style is based on itself; the nearest that says so counts."""
    styles = [_hiding("A", hides=True), _hiding("B", based_on="A"), _hiding("C", based_on="B")]
    styles += [_hiding("D", hides=False, based_on="C"), _hiding("E", based_on="E")]
    change = _with_styles(*styles)
    for style, is_hidden in (("C", True), ("D", False), ("E", False), ('"', False)):
        part = "<w:p>" + _MARK.format(f"rStyle w:val='{style}'", "隐") + "</w:p>"
        path = _word(tmp_path, part, change=change)
        if is_hidden:
            assert "hidden text in “隐”" in _refusal(path)
        else:
            assert read_text(path) == "隐\n"


def test_text_hidden_by_a_paragraph_s_a_table_s_or_the_document_s_style_is_refused(tmp_path):
    """Unless the run itself is shown."""

    def by_default(document):
        defaults = document.styles.element.find(".//" + qn("w:rPrDefault") + "/" + qn("w:rPr"))
        defaults.append(parse_xml(f"<w:vanish {nsdecls('w')}/>"))

    styles = [_hiding("P", hides=True, kind="paragraph"), _hiding("T", hides=True, kind="table")]
    shown = '<w:vanish w:val="0"/>'
    table = (
        "<w:tbl><w:tblPr><w:tblStyle w:val='T'/></w:tblPr><w:tr><w:tc>"
        "<w:p><w:r><w:rPr>{}</w:rPr><w:t>隐</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    for part, change in (
        (_STYLED.replace("{}", "P", 1), _with_styles(*styles)),
        (table, _with_styles(*styles)),
        (_STYLED.replace("{}", "Normal", 1), by_default),
    ):
        assert "hidden text in “隐”" in _refusal(_word(tmp_path, part.format(""), change=change))
        assert "隐" in read_text(_word(tmp_path, part.format(shown), change=change))


# Another exception than the one


@pytest.mark.parametrize(
    "part",
    [
        _tbl(_tc("甲", '<w:gridSpan w:val="two"/>')),
        _tbl('<w:trPr><w:gridBefore w:val=""/></w:trPr>' + _tc("甲")),
        f"<w:p>{_PLAIN_RUN.format('1')}{_MARK.format(_UP.replace('8', 'up'), '1')}</w:p>",
        _p("甲", '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>'),
    ],
)
def test_a_number_of_the_file_s_own_that_is_none_is_a_refusal(part, tmp_path):
    """And no ValueError of Python's."""
    assert "a damaged document" in _refusal(_word(tmp_path, part))


def _rewritten(path, name, content):
    """Put other content into a part of a package."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for entry, data in (parts | {name: content(parts.get(name, b""))}).items():
            archive.writestr(entry, data)
    return path


def test_a_header_that_is_no_xml_is_a_refusal(tmp_path):
    """And no error of the XML library's."""

    def change(document):
        document.sections[0].header.add_paragraph("- 1 -")

    path = _word(tmp_path, _p("甲"), change=change)
    assert read_text(path) == "甲\n"
    _rewritten(path, "word/header1.xml", lambda _: b"junk")
    assert "found a damaged" in _refusal(path)
    # Loaded unread, as its type says nothing of XML.
    plain = (b"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml", b"a/b")
    _rewritten(path, "[Content_Types].xml", lambda content: content.replace(*plain))
    assert "found a damaged document" in _refusal(path)


# Whole documents refused, though Word shows them


@pytest.mark.parametrize("target", ["NULL", "../NULL", "/word/media/none.png"])
def test_a_relationship_to_a_part_that_is_not_there_is_no_obstacle(target, tmp_path):
    """Programs leave them behind, to NULL above all, and Word passes them over."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    dangling = f'<Relationship Id="rId99" Type="{kind}" Target="{target}"/></Relationships>'

    def change(content):
        return content.replace(b"</Relationships>", dangling.encode())

    path = _rewritten(_word(tmp_path, _p("甲")), "word/_rels/document.xml.rels", change)
    assert read_text(path) == "甲\n"


def test_a_strict_open_xml_document_is_named_with_the_kind_to_choose(tmp_path):
    """It is a .docx too: to save it as .docx would be no help."""

    def change(content):
        return content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    said = _refusal(_rewritten(_word(tmp_path, _p("甲")), "word/document.xml", change))
    assert "found a Strict Open XML document" in said
    assert "in Word as “Word Document (*.docx)” (Word 文档), not as" in said


# Small files that take minutes or gigabytes


@pytest.mark.parametrize(
    ("unit", "count", "found"),
    [
        ("<w:p/>", 100_001, "100,003 paragraphs, runs and cells, of 100,000 that are read"),
        ("<w:b/>", 3_000_001, "tags, of 3,000,000 that are read"),
    ],
)
def test_a_document_beyond_the_limits_is_refused_with_the_limit(unit, count, found, tmp_path):
    """Neither is unpacked or walked through first."""

    def change(content):
        return content.replace(b"<w:sectPr", unit.encode() * count + b"<w:sectPr", 1)

    path = _word(tmp_path, _p("甲"))
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in parts.items():
            archive.writestr(entry, change(data) if entry == "word/document.xml" else data)
    assert path.stat().st_size < 200_000
    assert found in _refusal(path)
