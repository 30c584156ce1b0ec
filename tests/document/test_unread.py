"""What is neither read nor refused: kept as it stands, with its reason, and counted."""

import pytest
from kit.golden import PAIRS
from kit.years import edited

from yanjiao_budget import UnreadableDisclosureError, kept_unread, parse_disclosure, read_disclosure
from yanjiao_budget.document import disclosure as whole
from yanjiao_budget.document import figures, front, other_tables, prose, statements

# What is put in the small document, by kind: the words there, those that are kept, why, and
# whether an amount of money stands in them.
KINDS = {
    "money in the duties": (
        {"负责示范工作。": "负责示范工作，完成投资5亿元。"},
        [("完成投资5亿元", prose.NO_FIGURE_HERE, True)],
    ),
    "money a head": (
        {"负责示范工作。": "负责示范工作，每人补助1,500元。"},
        [("每人补助1,500元", prose.NO_FIGURE_HERE, True)],
    ),
    "money above the first section": (
        {"\n一、部门职责及": "\n专项资金共计三十万元。\n全年安排专项资金30万元。\n一、部门职责及"},
        [
            ("专项资金共计三十万元", prose.NO_FIGURE_HERE, True),
            ("全年安排专项资金30万元", prose.NO_FIGURE_HERE, True),
        ],
    ),
    "money in the aims": (
        {"1、做好示范。按计划完成。": "1、做好示范。筹资 3.5 亿元。"},
        [("筹资 3.5 亿元", prose.NO_FIGURE_HERE, True)],
    ),
    "money in a term": (
        {"指为完成特定任务": "指为完成100万元以上任务"},
        [("指为完成100万元以上任务所发生的支出", prose.NO_FIGURE_HERE, True)],
    ),
    "money in other matters": (
        {"无其它需要说明的事项。": "另有债务2万元、利息300元。"},
        [("另有债务2万元", prose.NO_FIGURE_HERE, True), ("利息300元", prose.NO_FIGURE_HERE, True)],
    ),
    "a heading out of order": (
        {"2、支出说明": "4、支出说明"},
        [("4、支出说明", prose.OUT_OF_ORDER, False)],
    ),
    "a heading numbered otherwise": (
        {"3、比上年增减变化情况": "③比上年增减变化情况"},
        [("③比上年增减变化情况", prose.NUMBERED_OTHERWISE, False)],
    ),
    "a line of the glossary that is no term": (
        {"2、项目支出：指": "2、项目支出，指"},
        [("2、项目支出，指为完成特定任务所发生的支出。", prose.NO_TERM, False)],
    ),
    "a section that the form has not": (
        {"无其它需要说明的事项。": "无其它需要说明的事项。\n十、债务情况\n无。"},
        [("十、债务情况", prose.UNKNOWN_SECTION, False)],
    ),
    "a figure stated again": (
        {"用于日常运行。": "用于日常运行。\n机关运行经费共计安排4.50万元。"},
        [("机关运行经费 4.50万元", whole.SAID_AGAIN, True)],
    ),
    "a line above the title": (
        {"示例县示范局2021年部门预算公开情况说明": "财政专栏\n示例县示范局2021年部门预算公开"},
        [("财政专栏", front.ABOVE, False)],
    ),
    "a figure in a cell of another table": (
        {"机构设置：\n": "机构设置：\n\n\t项目\n\t说明\n\n\t甲\n\t公务接待费7万元\n\n"},
        [("公务接待费7万元", other_tables.FIGURE_IN_A_CELL, True)],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_kept_with_its_reason_and_makes_no_figure(kind, small):
    """In the frame, in the counts, in the line map; the text is rebuilt all the same."""
    edits, expected = KINDS[kind]
    text = edited(small, edits)
    read = parse_disclosure(text)
    assert [(one.text, one.reason, one.has_amount) for one in read.kept] == expected
    frame = read.unread()
    assert frame["text"].tolist() == [words for words, *_ in expected]
    (row,) = read.records["disclosures"]
    assert (row["unread"], row["unread_amounts"]) == (
        len(expected),
        sum(has_amount for *_, has_amount in expected),
    )
    plain = parse_disclosure(small)
    for name in ("totals", "changes", "indicators", "procurement", "assets"):
        amounts = [[row.get("amount"), row.get("change")] for row in read.records[name]]
        assert amounts == [[row.get("amount"), row.get("change")] for row in plain.records[name]]
    lines = read.line_map().set_index("line")
    for one in read.kept:
        assert one.reason in lines.loc[one.line, "reason"]
        kind_of = lines.loc[one.line, "kind"]
        assert kind_of == "unread" or f"“{one.text}”" in lines.loc[one.line, "reason"]
    assert read.to_text() == text


@pytest.mark.parametrize("kind", KINDS)
def test_strict_refuses_the_first_place(kind, small):
    """With file, line, what was found, what was looked for, and what to do."""
    edits, _ = KINDS[kind]
    read = parse_disclosure(edited(small, edits), "small.txt")
    first = read.kept[0]
    with pytest.raises(UnreadableDisclosureError) as caught:
        read.expect_all_read()
    error = caught.value
    assert (error.file, error.line, error.expected) == ("small.txt", first.line, first.expected)
    assert first.text in error.found
    assert first.reason in error.found
    assert "without --strict" in error.advice


@pytest.mark.parametrize("kind", KINDS)
def test_why_words_are_unread_is_said_in_chinese_too(kind, small):
    """And what was looked for."""
    edits, _ = KINDS[kind]
    frame = kept_unread(parse_disclosure(edited(small, edits)))
    for column in ("expected", "reason"):
        assert (frame[f"{column}_zh"] != frame[column]).all()
        assert not frame[f"{column}_zh"].str.contains("[a-z]").any()


def test_every_reason_of_the_reader_has_its_chinese():
    """Those of front matter, prose, tables and figures."""
    reasons = (
        *(front.ABOVE, front.IN_CONTENTS, whole.SAID_AGAIN, other_tables.FIGURE_IN_A_CELL),
        *(prose.NUMBERED_OTHERWISE, prose.OUT_OF_ORDER, prose.NO_TERM, prose.NO_FIGURE_HERE),
        *(prose.UNKNOWN_SECTION, statements.OF_NO_FIGURE),
        *(figures.APART_FROM_CHANGE, figures.WITHOUT_AMOUNT),
    )
    assert all(reason.zh != reason for reason in reasons)


def test_nothing_of_the_real_document_is_unread(disclosure):
    """Every line of it is read, blank, or skipped with its reason."""
    assert disclosure.kept == ()
    assert disclosure.unread().empty
    disclosure.expect_all_read()


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_nothing_of_a_synthetic_document_is_unread(path):
    """Of any year of the form."""
    read = read_disclosure(path)
    assert read.kept == ()
    assert set(read.line_map()["kind"]) <= {
        *("title", "section", "heading", "paragraph", "caption", "column heading"),
        *("cell", "blank", "skipped"),
    }


@pytest.mark.parametrize(
    "edits",
    [
        {"负责示范工作。": "负责示范工作，机关运行经费4.5万元。"},
        {"指为完成特定任务": "指公务接待费1万元"},
        {"用于日常运行。": "用于日常运行。\n机关运行经费4.6万元。"},
        {"（一）示范工作": "（一）项目支出增加1.45万元"},
    ],
)
def test_a_figure_of_the_form_where_it_does_not_belong_is_refused(edits, small):
    """And so are two values of one figure."""
    with pytest.raises(UnreadableDisclosureError, match=r"the section it is of|a second amount"):
        parse_disclosure(edited(small, edits))


def test_headings_may_go_on_or_begin_anew_below_one_without_a_number(small):
    """主要职责是： before 2、机构设置, or before a list of its own."""
    duties = "1、主要职责\n主要职责是：\n{}（1）甲。\n（2）乙。\n{}、机构设置\n"
    for list_, number in (("", 2), ("1、丙。\n2、丁。\n", 3)):
        text = edited(small, {"部门职责：\n": duties.format(list_, number)})
        assert parse_disclosure(text).kept == ()


def test_a_term_needs_no_number(small):
    """A line of the glossary that is a term, ： and its meaning."""
    text = edited(small, {"1、基本支出：": "基本支出：", "2、项目支出：": "项目支出："})
    read = parse_disclosure(text)
    assert [row["name"] for row in read.records["glossary"]] == ["基本支出", "项目支出"]
    assert read.kept == ()


def test_a_section_that_the_form_has_not_keeps_its_prose(small):
    """Between two that it has; the numbers go on over it."""
    text = edited(
        small,
        {
            "八、名词解释": "八、政府购买服务情况\n无。\n九、名词解释",
            "九、其它需要": "十、其它需要",
        },
    )
    read = parse_disclosure(text)
    assert [one.text for one in read.kept] == ["八、政府购买服务情况"]
    assert read.absent == ()
    (row,) = [row for row in read.records["narrative"] if row["name"] == "政府购买服务情况"]
    assert row["kind"] == "section"


def test_a_document_without_the_section_of_performance_is_read(small):
    """It says that it lacks it."""
    start, stop = small.index("五、绩效预算信息"), small.index("六、政府采购")
    text = small[:start] + small[stop:]
    for before, after in ("六五", "七六", "八七", "九八"):
        text = text.replace(f"\n{before}、", f"\n{after}、")
    read = parse_disclosure(text)
    assert read.absent == ("绩效预算信息",)
    assert read.records["indicators"] == []


def test_a_heading_that_a_cell_has_swallowed_is_refused(small):
    """Where the prose lacks its number; a list within a cell is the cell's own."""
    row = "\t90%以上\n"
    text = edited(small, {"2、支出说明\n": "", row: f"{row}2、支出说明\n"})
    with pytest.raises(UnreadableDisclosureError, match="straight below a cell") as caught:
        parse_disclosure(text)
    assert caught.value.line == text.split("\n").index("2、支出说明") + 1
    listed = edited(small, {"2、支出说明": "4、支出说明", "\t内容甲\n": "\t内容：\n1、甲\n2、乙\n"})
    assert [one.text for one in parse_disclosure(listed).kept] == ["4、支出说明"]
