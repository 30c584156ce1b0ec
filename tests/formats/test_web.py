"""Web pages are read as a browser shows them, or refused by name."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanjiao_budget import UnreadableDisclosureError
from yanjiao_budget.formats.web import read_html


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
