"""Web pages are read as a browser shows them, or refused by name."""

import contextlib
import re
from random import Random

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
        ("<p><s>100</s>200", "struck-out text in “100”"),
        ("<p><strike>100</strike>200", "struck-out text in “100”"),
        (
            "<p><u style='text-decoration: underline line-through'>100</u>",
            "struck-out text in “100”",
        ),
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


# Marks glued to numbers


@pytest.mark.parametrize(
    ("mark", "read"),
    [
        ("<sup>{}</sup>", "180.00¹"),
        ("<sub>{}</sub>", "180.00₁"),
        ("<span style='vertical-align: super'>{}</span>", "180.00¹"),
        ("<sup><a href=#n><b>{}</b></a></sup>", "180.00¹"),
    ],
)
def test_a_raised_or_lowered_mark_never_joins_the_number_beside_it(mark, read):
    """It is written as Unicode writes it: 180.00 with note 1 is not 180.001."""
    assert _page(f"<p>180.00{mark.format('1')}") == f"{read}\n"
    assert _page(f"<p>{mark.format('180.00')}") == "180.00\n"


# Text lost after the page's end, and cells merged: pages that are not as they should be


@pytest.mark.parametrize(
    ("page", "read"),
    [
        ("<p>一</p></body></html><p>二</p>", "一\n二\n"),
        ("<p>一</p></html><table><tr><td>二</table>三", "一\n\n\t二\n\n三\n"),
        ("<table><tr><td><div>1<td>2</table>", "\t1\n\t2\n\n"),
        ("<table><tr><td><b>1<td>2</table>", "\t1\n\t2\n\n"),
        ("<table>散<tr><td>甲</table>", "散\n\n\t甲\n\n"),
        ("<table><tr><td>甲</td><p>散</p></tr></table>", "散\n\n\t甲\n\n"),
        ("<table><td>甲<td/>乙</table>", "\t甲\n\t乙\n\n"),
        ("<p>95<unknown>531</unknown>.43", "95531.43\n"),
        ("<p title='>'>一<p/>二", "一\n二\n"),
    ],
)
def test_a_broken_page_is_read_as_a_browser_shows_it(page, read):
    """What follows the end, cells that a block leaves open, text put between cells."""
    assert read_html(page.encode(), "a.html") == read


_ANY_TAGS = (
    *("table", "tr", "td", "th", "tbody", "thead", "tfoot", "p", "div", "span", "b", "i", "a"),
    *("font", "center", "h1", "ul", "li", "dl", "dt", "dd", "pre", "br", "hr", "sup", "o:p"),
    *("form", "section", "body", "html", "head", "title", "col", "button", "label", "nobr"),
)
_ANY_ENDS = ["<!-- c -->", "<!--", "-->", "<![if x]>", "<?xml x?>", "<script>v</script>", "<3"]


def _broken_page(random, number):
    """Return a page of tags in any order, each piece of its text unlike any other."""
    makes = (
        lambda piece: f"字{number}x{piece};",
        lambda _: f"<{random.choice(_ANY_TAGS)}{random.choice(['', ' colspan=2', ' rowspan=2'])}>",
        lambda _: f"</{random.choice(_ANY_TAGS)}>",
        lambda _: random.choice(_ANY_ENDS),
    )
    kinds = random.choices(makes, (45, 35, 17, 3), k=random.randrange(5, 40))
    return "".join(make(piece) for piece, make in enumerate(kinds))


def test_pages_broken_at_random_hold_the_text_that_a_browser_shows(browser):
    """Nothing lost, nothing shown twice, in a real browser's own order."""
    plain = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    read = 0
    tab = browser.new_page()
    for number in range(120):
        same_each_time = Random(number)  # noqa: S311 - nothing is kept secret by it
        page = "<!DOCTYPE html>" + _broken_page(same_each_time, number)
        tab.set_content(page)
        shown = tab.evaluate("document.documentElement.innerText")
        with contextlib.suppress(UnreadableDisclosureError):
            text = read_html(page.encode(), "a.html").translate(plain)
            assert "".join(text.split()) == "".join(shown.split()), page
            read += 1
    assert read > 100


# Text that is not shown read, and text that is shown lost


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p style='font-size:0'>隐</p>", "hidden text in “隐”"),
        ("<p style='font-size: 0pt'>隐</p>", "hidden text in “隐”"),
        ("<p style='opacity:0.0'>隐</p>", "hidden text in “隐”"),
        ("<p style='text-indent:-9999px'>隐</p>", "hidden text in “隐”"),
        ("<dialog>隐</dialog>", "hidden text in “隐”"),
        ("<details><summary>甲</summary>隐</details>", "hidden text in “甲”"),
        ("<input value=甲>", "a form field"),
        ("<image src=a.png>", "a picture, which may hold text"),
        ("<p style='background-image: url(a.png)'>甲", "a picture, which may hold text"),
        ("<table background=a.png><tr><td>甲</table>", "a picture, which may hold text"),
        ("<ruby>甲<rt>jia</rt></ruby>", "a phonetic guide"),
    ],
)
def test_what_a_browser_does_not_show_or_shows_beside_the_text_is_refused(body, found):
    """By name, with its text."""
    with pytest.raises(UnreadableDisclosureError, match=re.escape(found)):
        read_html(body.encode(), "a.html")


def test_what_only_looks_hidden_is_read():
    """A small size, an open dialog, a choice that is off, what no browser shows at all."""
    shown = (
        "<p style='font-size:0.8em;opacity:0.5;left:-5px'>甲<dialog open>乙</dialog>"
        "<input type=hidden value=x><input type=checkbox value=x><datalist>丙</datalist>"
    )
    assert _page(shown) == "甲\n乙\n"


# Pages saved from a government's site


_SITE = """<!DOCTYPE html><html><head><meta charset=utf-8><title>示例县人民政府</title></head><body>
<div class="header-box"><img src=logo.png><h1>示例县人民政府</h1>
<form class=searchForm><input name=q value=请输入关键字><select><option>全站</select></form></div>
<ul id=mainNav><li>首页<li>政务公开<li>预决算公开<ul style="display:none"><li>县级</ul></ul>
<div class=breadcrumbs>当前位置：首页 &gt; 部门预算</div><script>var a = "<p>乙</p>";</script>
<div class=content>{}</div>
<div class="share_box">分享到<img src=wx.png></div><aside>热点</aside>
<footer>主办：示例县人民政府 冀ICP备00000000号<img src=gongan.png></footer></body></html>"""


def test_a_page_saved_from_a_site_is_read_by_its_text(caplog):
    """Menus, search, pictures around it are left out, which is logged; GB2312 declared UTF-8."""
    body = "<p>示例县示范局2021年部门预算公开</p><table><tr><td>甲<td>1.00</table><p>完</p>"
    page = _SITE.format(body).encode("gb18030")
    assert read_html(page, "a.html") == ("示例县示范局2021年部门预算公开\n\n\t甲\n\t1.00\n\n完\n")
    (said,) = caplog.messages
    assert said.startswith("left out, as it frames the page: 示例县人民政府")
    assert "当前位置：首页 > 部门预算" in said
    assert "冀ICP备00000000号" in said


_MAIN = """<h1>示例县示范局2021年部门预算公开</h1><p>一、部门职责</p><p>承办其他事项。</p>
<p>2021年预算收入31.45万元。</p>
<table border=1><tr><td>项目<td>金额<tr><td>基本支出<td>20.00</table>
<p>二、名词解释</p><p>基本支出：指日常支出。</p>"""
_MAIN_TEXT = (
    "示例县示范局2021年部门预算公开\n一、部门职责\n承办其他事项。\n2021年预算收入31.45万元。\n\n"
    "\t项目\n\t金额\n\n\t基本支出\n\t20.00\n\n二、名词解释\n基本支出：指日常支出。\n"
)
_MENU = "<a href=/>首页</a><a href=/a>政务公开</a><a href=/b>办事服务</a>"


@pytest.mark.parametrize(
    ("around", "left_out"),
    [
        (
            """<table width=980><tr><td><img src=/top.jpg></tr><tr><td><table><tr><td>{menu}</table>
            <tr><td><table><tr><td>{main}</table><tr><td>主办：某县 冀ICP备00000000号</table>""",
            ["a picture (/top.jpg)", "首页政务公开办事服务", "主办：某县 冀ICP备00000000号"],
        ),
        (
            "<table><tr><td width=200><ul><li>{menu}</ul><td>{main}</table>",
            ["首页政务公开办事服务"],
        ),
        (
            """<div><div><img src=/top.jpg></div><div>{menu}</div></div><div>
            <div>您的位置：首页</div><div><div>{main}</div></div></div>
            <div>【<a href='javascript:p()'>打印</a>】</div>
            <p>上一篇：<a href=a.html>某通知</a></p><div>版权所有 某县</div>""",
            [
                *("首页政务公开办事服务 a picture (/top.jpg)", "您的位置：首页"),
                *("【打印】", "上一篇：某通知", "版权所有 某县"),
            ],
        ),
        (
            "<div style='display:none'>扫码</div><div>{main}</div><span hidden>关闭</span>",
            ["扫码", "关闭"],
        ),
        ("<div>{main}<div style='display:none'>扫码</div></div>", ["扫码"]),
        ("<iframe src=a></iframe><div>{main}</div><select><option>国务院</select>", ["国务院"]),
        ("<form><input value=搜索><textarea>x</textarea><div>{main}</div></form>", ["x"]),
        ("<center><script>document.write('<p>广告')</script></center><div>{main}</div>", []),
    ],
)
def test_a_page_that_gives_its_parts_no_names_is_read_by_its_text(around, left_out, caplog):
    """Laid out by tables or in plain divs: what is around the text goes, and it is said."""
    page = around.format(menu=_MENU, main=_MAIN)
    assert read_html(f"<html><body>{page}</body></html>".encode(), "a.html") == _MAIN_TEXT
    said = "".join(message.partition(": ")[2] for message in caplog.messages)
    assert sorted(said.split(" … ")) == sorted(left_out or [""])


@pytest.mark.parametrize(
    ("page", "read"),
    [
        (
            "<div>{main}</div><div><p>三、其他</p><p>承办单位另定。</p></div>",
            "三、其他\n承办单位另定。\n",
        ),
        ("<div>{main}<p>附件：<a href=a.xls>收支表.xls</a></p></div>", "附件：收支表.xls\n"),
        ("<div>{main}</div><p><a href=#a>三、其他</a></p>", "三、其他\n"),
    ],
)
def test_text_around_a_page_s_text_that_says_nothing_of_a_site_is_read(page, read, caplog):
    """A section in an element of its own, links within the text, a list of its sections."""
    assert read_html(page.format(main=_MAIN).encode(), "a.html") == _MAIN_TEXT + read
    assert not caplog.messages


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<div>{main}<p><img src=table.png></p></div>", "a picture, which may hold text"),
        ("<h1>2021年部门预算</h1><div><img src=table.png></div>", "a picture, which may hold text"),
        ("<div>{main}<p style='display:none'>隐</p></div>", "hidden text in “隐”"),
        ("<div>{main}<div hidden>支出1万元</div></div>", "hidden text in “支出1万元”"),
        (
            "{main}<table><tr><td>外<td><table><tr><td>5</table></table>",
            "a table within a cell of another",
        ),
        (
            "<table><tr><td>外1<td>{main}</table>",
            "a table within a cell of another",
        ),
    ],
)
def test_what_may_be_a_disclosure_s_own_is_never_left_out(page, found):
    """A picture, hidden text, a table in a cell: within the text they are refused."""
    with pytest.raises(UnreadableDisclosureError, match=re.escape(found)):
        read_html(page.format(main=_MAIN).encode(), "a.html")


@pytest.mark.parametrize(
    "charset", ["utf-8", "gb2312", "iso-8859-1", "us-ascii", "big5", "windows-1252"]
)
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_page_is_read_in_the_encoding_that_makes_it_chinese(charset, codec):
    """Whatever it declares, and on one line."""
    page = f"<meta charset={charset}><p>2021年，示例县示范局支出31.45万元。</p>"
    assert read_html(page.encode(codec), "a.html") == "2021年，示例县示范局支出31.45万元。\n"


@pytest.mark.parametrize(
    "body",
    [
        "<header><h1>示例县示范局2021年部门预算公开</h1></header>",
        "<footer>支出合计31.45万元</footer>",
        "<div class=menu>完成率90%</div>",
        "<p class=MsoHeader>甲</p>",
        "<div class=menubar1>甲</div><div class=content>乙</div>",
    ],
)
def test_what_could_belong_to_a_disclosure_is_never_taken_for_a_frame(body):
    """A title with a year, an amount, a percentage; and names that only look like one."""
    assert _page(body).replace("\n", "") == re.sub("<[^>]*>", "", body)


def test_a_table_in_a_frame_is_read():
    """Whatever the element around it calls itself."""
    assert _page("<nav><table><tr><td>甲</table></nav>") == "\t甲\n\n"


# Small files that take minutes or gigabytes


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<div><span>" * 1_000, "tags nested without end, of 512 that are read"),
        ("<b id=x></i>" * 1_000 + "<p>" * 1_000, "tags nested without end"),
        ("<b id=x><!-- </b> -->" * 1_000 + "<p>" * 1_000, "tags nested without end"),
        ("<p>1" * 15_100, "more than 300,000 elements and texts"),
        ("<p " + "a=1 " * 3_000 + ">甲", "a tag of more than 2,000 attributes"),
        (
            "<table><tr>" + "<td rowspan=999>" * 1_000 + "<tr>" * 900 + "</table>",
            "a table of more than 200,000 cells",
        ),
    ],
)
def test_a_page_beyond_the_limits_is_refused_with_the_limit(page, found, monkeypatch):
    """Before it grows to what takes minutes or gigabytes; the limit of elements is a tenth here."""
    monkeypatch.setattr("yanjiao_budget.formats.web_tree._MOST", 30_000)
    with pytest.raises(UnreadableDisclosureError, match=re.escape(found)):
        read_html(page.encode(), "a.html")
