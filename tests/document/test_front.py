"""What stands around a disclosure's text: recognised by rule, and skipped with its reason."""

import pytest
from kit import GOLDEN
from kit.years import NUMERALS, edited

from yanjiao_budget import UnreadableDisclosureError, parse_disclosure
from yanjiao_budget.document import front

TITLE = "示例县示范局2021年部门预算公开情况说明\n"
SECTIONS = (
    *("部门职责及机构设置情况", "部门预算安排的总体情况", "机关运行经费安排情况"),
    *("财政拨款“三公”经费预算情况及增减变化原因", "绩效预算信息", "政府采购预算情况"),
    *("国有资产信息", "名词解释", "其它需要说明的事项"),
)


def skipped(read):
    """Return the skipped lines of prose, each with its reason."""
    lines = read.line_map()
    lines = lines[(lines["kind"] == "skipped") & lines["cell"].isna()]
    return dict(zip(lines["text"], lines["reason"], strict=True))


def same(read, small):
    """Tell whether a document has the records of the small one but for their lines."""
    plain = parse_disclosure(small)
    return all(
        [
            {k: v for k, v in row.items() if k not in {"source_line", "lines"}}
            for row in (read.records[name])
        ]
        == [
            {k: v for k, v in row.items() if k not in {"source_line", "lines"}}
            for row in plain.records[name]
        ]
        for name in plain.records
        if name != "disclosures"
    )


def contents(head="目录", leader="{}"):
    """Return a table of contents."""
    entries = [f"{n}、{name}" for n, name in zip(NUMERALS, SECTIONS, strict=True)]
    entries = [f"{one}{leader.format(page)}" for page, one in enumerate(entries, 3)]
    return "\n".join(filter(None, [head, *entries])) + "\n"


@pytest.mark.parametrize(
    "line",
    [
        "当前位置：首页 > 政务公开 > 部门预算",
        "您现在的位置：首页>>财政信息>>正文",
        "首页 » 信息公开 » 财政预决算",
        "首页",
        "您的位置： 首页 / 公开",
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_breadcrumbs(place, line, small):
    """Above the title or below it."""
    text = f"{line}\n{small}" if place == "above" else small.replace(TITLE, f"{TITLE}{line}\n", 1)
    read = parse_disclosure(text)
    assert skipped(read) == {line: front.BREADCRUMB}
    assert same(read, small)
    assert read.kept == ()


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2021-02-26 10:30  来源：示例县示范局  浏览次数：12次  字号：大 中 小",
        "发布日期：2021年2月26日 作者：某某 【字体：大 中 小】 【打印】【关闭】",
        "信息来源：示例县示范局　时间：2021-02-26　点击数：[ 12 ]",
        "2021-02-26",
        "索引号：000-1 发布机构：示例县示范局",
        "责任编辑：某某",
        "分享到：",
    ],
)
@pytest.mark.parametrize("place", ["below the title", "at the end"])
def test_notes_on_the_publication(place, line, small):
    """Below the title or at the end; within the text such a line stays text."""
    ends = place == "at the end"
    read = parse_disclosure(
        small + f"{line}\n" if ends else small.replace(TITLE, f"{TITLE}{line}\n", 1)
    )
    assert skipped(read) == {line: front.NOTE}
    assert same(read, small)
    within = parse_disclosure(edited(small, {"机构设置：\n": f"机构设置：\n{line}\n"}))
    assert line in [row["text"] for row in within.records["narrative"]]


@pytest.mark.parametrize(
    "line",
    [
        "附件：示例县示范局2021年部门预算公开表.xls",
        "附件2：预算公开表",
        "示例县示范局2021年部门预算公开表.xlsx",
        "附件：1.绩效文本.pdf (20KB)",
    ],
)
def test_attachments_at_the_end(line, small):
    """Together with the notes below them."""
    read = parse_disclosure(f"{small}{line}\n\n打印本页  关闭窗口\n")
    assert skipped(read) == {line: front.ATTACHMENT, "打印本页  关闭窗口": front.NOTE}
    assert same(read, small)


@pytest.mark.parametrize("head", ["目录", "目  录", "示例县示范局2021年部门预算公开目录", ""])
@pytest.mark.parametrize("leader", ["{}", "......{}", "…………{}", " {}", ""])
@pytest.mark.parametrize("place", ["above", "below"])
def test_a_table_of_contents(place, leader, head, small):
    """With dots, with pages alone or with nothing; with the word for it or without."""
    listed = contents(head, leader)
    text = listed + small if place == "above" else small.replace(TITLE, TITLE + listed, 1)
    read = parse_disclosure(text)
    assert set(skipped(read).values()) == {front.CONTENTS}
    assert len(skipped(read)) == listed.count("\n")
    assert same(read, small)
    assert read.kept == ()


def test_an_entry_that_nothing_below_has_is_kept_unread(small):
    """And the others are skipped."""
    listed = contents().replace("五、", "某某说明\n五、")
    read = parse_disclosure(small.replace(TITLE, TITLE + listed, 1))
    (one,) = read.kept
    assert (one.text, one.reason, one.has_amount) == ("某某说明", front.IN_CONTENTS, False)
    assert read.line_map().loc[one.line - 1, "kind"] == "unread"


def test_a_section_title_printed_twice_is_no_table_of_contents(small):
    """Three titles make one."""
    with pytest.raises(UnreadableDisclosureError, match="it once"):
        parse_disclosure(
            small.replace(
                "三、机关运行经费安排情况", "二、部门预算安排的总体情况\n三、机关运行经费安排情况"
            )
        )


def test_headings_of_parts_group_sections_that_go_on_counting(small):
    """The numbers of the sections go on over them."""
    read = parse_disclosure(
        edited(
            small,
            {
                "一、部门职责及": "第一部分 部门概况\n一、部门职责及",
                "二、部门预算安排": "第二部分 部门预算\n\n二、部门预算安排",
                "八、名词解释": "第三部分 名词解释\n八、名词解释",
            },
        )
    )
    assert set(skipped(read).values()) == {front.PARTS}
    assert len(skipped(read)) == 3
    assert same(read, small)


def test_sections_may_be_numbered_anew_within_a_part(small):
    """From 一, below each."""
    text = small.replace("\n二、部门预算", "\n第二部分 部门预算\n一、部门预算")
    for before, after in zip(NUMERALS[2:], NUMERALS[1:], strict=False):
        text = text.replace(
            f"\n{before}、{SECTIONS[NUMERALS.index(before)][:4]}",
            f"\n{after}、{SECTIONS[NUMERALS.index(before)][:4]}",
        )
    read = parse_disclosure(text)
    assert read.absent == ()
    assert read.records["totals"] == [
        row | {"source_line": row["source_line"]} for row in read.records["totals"]
    ]
    assert len(read.records["indicators"]) == 3
    with pytest.raises(UnreadableDisclosureError, match="section number 2 next"):
        parse_disclosure(text.replace("第二部分 部门预算\n", ""))


def test_a_part_may_be_a_section_by_itself(small):
    """第四部分 名词解释; the next section is counted on, or anew."""
    for number in ("八", "一"):
        text = edited(small, {"八、名词解释": "第四部分 名词解释", "九、其它": f"{number}、其它"})
        read = parse_disclosure(text)
        assert read.absent == ()
        assert len(read.records["glossary"]) == 2


def test_what_is_unknown_above_the_title_is_kept_unread(small):
    """Line by line, with whether an amount stands in it."""
    read = parse_disclosure(f"财政专栏\n全年投资5亿元\n{small}")
    assert [(one.text, one.has_amount) for one in read.kept] == [
        ("财政专栏", False),
        ("全年投资5亿元", True),
    ]
    assert {one.reason for one in read.kept} == {front.ABOVE}
    assert read.to_text() == f"财政专栏\n全年投资5亿元\n{small}"
    assert same(read, small)


# A section that the form has not was refused, or read as a heading, where parts are numbered anew.

_ONE_MORE = {
    "\n二、机关运行": "\n二、债务情况\n无债务。\n三、机关运行",
    "\n三、财政": "\n四、财政",
    "\n四、预算": "\n五、预算",
    "\n五、政府": "\n六、政府",
    "\n六、国有": "\n七、国有",
}


@pytest.mark.parametrize(
    ("edits", "kept"),
    [
        (_ONE_MORE, "二、债务情况"),
        ({"\n附件：1.": "\n三、债务情况\n无债务。\n附件：1."}, "三、债务情况"),
    ],
)
def test_a_section_that_the_form_has_not_may_stand_in_a_part_numbered_anew(edits, kept):
    """Its number may be that of a section of another part; it is kept unread, with its prose."""
    text = (GOLDEN / "shape_2023.txt").read_text("utf-8")
    contents, end, body = text.partition("单位预算公开表\n")
    read = parse_disclosure(contents + end + edited(body, edits))
    assert [one.text for one in read.kept] == [kept]
    assert read.absent == ()


def test_a_number_that_no_part_begins_anew_is_that_of_one_section(small):
    """A heading numbered as a section further down is none, whatever part it stands in."""
    first = "一、部门职责及机构设置情况\n"
    edits = {
        first: f"{first}二、示范工作\n",
        "二、部门预算安排": "第二部分 部门预算\n二、部门预算安排",
        "八、名词解释": "第三部分 其他\n八、名词解释",
    }
    read = parse_disclosure(edited(small, edits))
    assert read.absent == ()
    assert len(read.records["narrative"]) == len(parse_disclosure(small).records["narrative"]) + 1
