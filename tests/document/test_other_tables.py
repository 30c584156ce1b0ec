"""Tables that are none of the form's three: kept cell by cell, wherever they stand."""

import pytest
from fuzz.share import share
from kit.years import edited

from yanjiao_budget import UnreadableDisclosureError, check_arithmetic, parse_disclosure
from yanjiao_budget.document import other_tables

UNITS = [["序号", "单位名称", "单位性质"], ["1", "示例县示范局", ""]]
TOTALS = [
    ["001示例县示范局", "预算年度：2021", "单位：万元"],
    ["收入", "支出"],
    ["项目", "预算数", "项目", "预算数"],
    ["一般公共预算拨款", "99.00", "示范支出", ""],
]
TARGETS = [["绩效指标", "一级", "二级", "三级", "指标值"], ["1", "产出", "数量", "次数", "≥12次"]]


def printed(rows, caption=""):
    """Return a table as the text has it: a tab a cell, a blank line below each row."""
    lines = "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)
    return f"\n{caption}\n\n{lines}\n" if caption else f"\n{lines}\n"


def cells(read):
    """Return the texts of the other tables, by table and row."""
    tables = {}
    for row in read.records["other_tables"]:
        rows = tables.setdefault(row["table"], {})
        rows.setdefault(row["row"], []).append(row["text"] or "")
        assert row["column"] == len(rows[row["row"]])
    return [list(rows.values()) for rows in tables.values()]


# Where each stands: what is put in the small document, and the number of the section.
PLACES = {
    "below the title": ("\n一、部门职责及", "{}\n一、部门职责及", 0),
    "under 机构设置": ("机构设置：\n", "机构设置：\n{}\n", 1),
    "under the overview": ("三、机关运行经费安排", "{}\n三、机关运行经费安排", 2),
    "under 三公": ("\n五、绩效预算", "{}\n五、绩效预算", 4),
    "above the table of performance": (
        "部门职责-工作活动绩效目标\n",
        "{}\n部门职责-工作活动绩效目标\n",
        5,
    ),
    "below the table of performance": ("\n六、政府采购预算情况", "{}\n六、政府采购预算情况", 5),
    "above the table of procurement": ("\n部门政府采购预算\n", "{}\n部门政府采购预算\n", 6),
    "below the table of procurement": ("\n七、国有资产", "{}\n七、国有资产", 6),
    "below the table of assets": ("\n八、名词解释", "{}\n八、名词解释", 7),
    "in the glossary": ("\n九、其它", "{}\n九、其它", 8),
    "at the end": ("无其它需要说明的事项。\n", "无其它需要说明的事项。\n{}", 9),
}


@pytest.mark.parametrize("rows", [UNITS, TOTALS, TARGETS], ids=["units", "totals", "targets"])
@pytest.mark.parametrize("place", PLACES)
def test_a_table_is_kept_cell_by_cell_wherever_it_stands(place, rows, small):
    """With its caption, unit and section; the tables of the form and the ties stay as they are."""
    before, after, section = PLACES[place]
    text = edited(small, {before: after.format(printed(rows, "某某情况表"))})
    read = parse_disclosure(text)
    assert cells(read) == [rows]
    kept = read.records["other_tables"]
    assert {(row["caption"], row["section"]) for row in kept} == {("某某情况表", section)}
    assert {row["unit"] for row in kept} == {"万元" if rows is TOTALS else None}
    assert read.kept == ()
    plain = parse_disclosure(small)
    assert len(read.records["indicators"]) == len(plain.records["indicators"])
    assert [row["amount"] for row in read.records["totals"]] == [
        row["amount"] for row in plain.records["totals"]
    ]
    columns = ["check", "stated", "computed", "holds"]
    ties = [check_arithmetic(one)[columns] for one in (read, plain)]
    ties = [frame[~frame["check"].str.endswith("_year")].reset_index(drop=True) for frame in ties]
    assert ties[0].equals(ties[1])
    lines = text.split("\n")
    for row in kept:
        assert lines[row["source_line"] - 1] == f"\t{row['text'] or ''}"
    assert read.to_text() == text


def test_the_line_map_has_each_cell_of_another_table_in_its_row(small):
    """As it has those of the form's tables."""
    read = parse_disclosure(edited(small, {"机构设置：\n": f"机构设置：\n{printed(UNITS)}\n"}))
    lines = read.line_map()
    lines = lines[lines["table"] == "other_tables"]
    assert lines["row"].tolist() == [*range(1, 7)]
    assert lines["cell"].tolist() == [1, 2, 3, 1, 2, 3]
    assert set(lines["column"]) == {"text"}


def test_without_blank_lines_a_table_is_one_row(small):
    """Its cells are in order all the same."""
    lines = "".join(f"\t{cell}\n" for row in UNITS for cell in row)
    read = parse_disclosure(edited(small, {"机构设置：\n": f"机构设置：\n{lines}\n"}))
    assert cells(read) == [[[cell for row in UNITS for cell in row]]]


def test_a_first_row_of_one_cell_names_a_table_that_nothing_else_does(small):
    """As a page prints a caption over all columns."""
    rows = [["部门收支总表"], *TOTALS]
    put = {"\n一、部门职责及": f"\n说明如下。\n{printed(rows)}\n一、部门职责及"}
    read = parse_disclosure(edited(small, put))
    assert {row["caption"] for row in read.records["other_tables"]} == {"部门收支总表"}


def test_tables_above_the_title_are_kept_with_their_names(small):
    """The nine tables may come before everything."""
    read = parse_disclosure(f"{printed(TOTALS, '收支总表').lstrip()}\n{small}")
    assert cells(read) == [TOTALS]
    assert {row["caption"] for row in read.records["other_tables"]} == {"收支总表"}
    assert read.body == "示例县示范局"
    assert read.kept == ()


def test_the_tables_of_the_form_may_print_the_year_of_the_budget(small):
    """And one that prints another year than the title is refused."""
    before = "\t001示例县示范局\n\t单位：万元\n\n\t职责活动"
    for year in (2021, 2020):
        after = before.replace("\t单位", f"\t预算年度：{year}\n\t单位")
        text = edited(small, {before: after})
        if year == 2021:
            assert len(parse_disclosure(text).records["indicators"]) == 3
            continue
        with pytest.raises(UnreadableDisclosureError, match="that of the title, 2021"):
            parse_disclosure(text)


def test_a_table_of_procurement_of_another_form_is_kept(small):
    """From 2021 on the sources of money are others, in other columns."""
    start, stop = small.index("\t政府采购项目来源"), small.index("\n\n七、国有资产")
    rows = [
        [
            "政府采购项目来源",
            "采购物品名称",
            "政府采购目录序号",
            "数量单位",
            "数量",
            "单价",
            "金额",
        ],
        ["项目名称", "预算资金", *[""] * 5, "合计", "国有资本经营预算拨款", "单位资金"],
        ["合计", "8.00", *[""] * 5, "8.00", "", ""],
    ]
    read = parse_disclosure(small[:start] + printed(rows).strip("\n") + "\n" + small[stop:])
    assert read.records["procurement"] == []
    assert cells(read)[0][1:] == rows
    assert {row["unit"] for row in read.records["other_tables"]} == {"万元"}


# What is refused, as before.


@pytest.mark.parametrize(
    "heading",
    ["职责活动", "年度预算数", "评价标准", "采购物品名称", "当年部门预算安排资金", "数量\n"],
)
@pytest.mark.parametrize("put", ["", "甲"])
def test_a_table_of_the_form_that_has_lost_a_heading_is_no_other_table(put, heading, small):
    """Lost or put as another word."""
    text = small.replace(f"\t{heading}", f"\t{put}\n" if heading.endswith("\n") else f"\t{put}", 1)
    for damaged in (text, text.replace("\t\n", "", 1) if not put else text):
        with pytest.raises(UnreadableDisclosureError, match="expected"):
            parse_disclosure(damaged)


@pytest.mark.parametrize(
    ("start", "stop"),
    [
        ("\t职责活动", "\t一、合成职责甲"),
        ("\t政府采购项目来源", "\t合　计"),
        ("\t项   目", "\t资产总额"),
        ("\t001示例县示范局\n\t单位：万元\n\n\t职责活动", "\t一、合成职责甲"),
    ],
)
def test_a_table_of_the_form_without_its_headings_is_no_other_table(start, stop, small):
    """Its rows have the width of its own."""
    with pytest.raises(UnreadableDisclosureError, match="expected"):
        parse_disclosure(small[: small.index(start)] + small[small.index(stop) :])


@pytest.mark.parametrize(
    "place", ["机构设置：\n", "三、机关运行经费安排情况\n", "九、其它需要说明的事项\n"]
)
@pytest.mark.parametrize(
    ("start", "stop"),
    [
        ("\t001示例县示范局\n\t单位：万元\n\n\t职责活动", "\n\n六、政府采购"),
        ("\t001示例县示范局\n\t单位：万元\n\n\t政府采购项目", "\n\n七、国有资产"),
        ("\t编制部门：示例县示范局", "\n\n八、名词"),
    ],
)
def test_a_table_of_the_form_in_another_section_is_refused(start, stop, place, small):
    """Nothing would read it there."""
    table = small[small.index(start) : small.index(stop)]
    text = edited(small.replace(table, ""), {place: f"{place}\n{table}\n"})
    with pytest.raises(UnreadableDisclosureError, match=r"it in the section|no table under"):
        parse_disclosure(text)


def test_a_section_title_that_the_form_has_not_above_a_table_of_the_form_is_refused(small):
    """At the title: it is the one that was damaged."""
    text = small.replace("五、绩效预算信息", "五、绩小预算信息")
    with pytest.raises(UnreadableDisclosureError, match="under “五、绩小预算信息”") as caught:
        parse_disclosure(text)
    assert caught.value.line == small.split("\n").index("五、绩效预算信息") + 1


def test_a_cell_that_stands_alone_is_a_line_that_has_gained_a_tab(small):
    """And refused."""
    with pytest.raises(UnreadableDisclosureError, match="a table cell “甲”"):
        parse_disclosure(edited(small, {"机构设置：\n": "机构设置：\n\n\t甲\n\n"}))


def test_a_figure_of_the_form_in_a_cell_of_another_table_is_kept_unread(small):
    """Never the figure, and never silent."""
    rows = [["项目", "说明"], ["甲", "机关运行经费9万元"]]
    read = parse_disclosure(edited(small, {"机构设置：\n": f"机构设置：\n{printed(rows)}\n"}))
    (one,) = read.kept
    assert (one.text, one.has_amount) == ("机关运行经费9万元", True)
    assert one.reason == other_tables.FIGURE_IN_A_CELL
    stated = {row["item"]: str(row["amount"]) for row in read.records["totals"]}
    assert stated["agency_operating"] == "4.5"


def test_a_performance_section_may_have_no_table_unless_its_prose_announces_one(small):
    """A table that is announced and not there may be cut off."""
    start, stop = small.index("部门职责-工作活动绩效目标\n"), small.index("\n六、政府采购")
    read = parse_disclosure(small[:start] + small[stop:])
    assert read.records["responsibilities"] == read.records["indicators"] == []
    announced = small[: small.index("\n", start) + 1] + small[stop:]
    with pytest.raises(UnreadableDisclosureError, match="no table under “五、绩效预算信息”"):
        parse_disclosure(announced)


# Tables with no prose between them.


def test_a_table_that_opens_with_its_captions_is_a_table_of_its_own(small):
    """Its name may be a row of one cell above them."""
    tables = printed([["收支总表"], *TOTALS]) + printed([["收入总表"], *TOTALS]).lstrip("\n")
    read = parse_disclosure(
        edited(small, {"\n一、部门职责及": f"\n说明如下。\n{tables}\n一、部门职责及"})
    )
    assert cells(read) == [[["收支总表"], *TOTALS], [["收入总表"], *TOTALS]]
    captions = dict.fromkeys(row["caption"] for row in read.records["other_tables"])
    assert list(captions) == ["收支总表", "收入总表"]


@pytest.mark.parametrize("rows", [TOTALS, [["收支总表"], *TOTALS]], ids=["captions", "name"])
def test_a_table_straight_above_or_below_one_of_the_form_is_told_apart(rows, small):
    """By the captions of either."""
    plain = parse_disclosure(small).records
    table = printed(rows)
    opening = "\t001示例县示范局\n\t单位：万元\n\n\t职责活动"
    above = edited(small, {f"\n{opening}": f"{table}{opening}"})
    below = edited(small, {"\n\n六、政府采购": f"{table}\n六、政府采购"})
    for text in (above, below):
        read = parse_disclosure(text)
        assert cells(read) == [rows]
        assert [row["name"] for row in read.records["indicators"]] == [
            row["name"] for row in plain["indicators"]
        ]


def test_a_table_of_the_form_straight_below_another_without_captions_is_refused(small):
    """It is not taken for the rest of the other."""
    table = printed([["绩效指标", "一级", "二级", "指标值"], ["甲", "乙", "丙", "丁"]])
    before = "\n\t001示例县示范局\n\t单位：万元\n\n\t职责活动"
    with pytest.raises(UnreadableDisclosureError, match="expected"):
        parse_disclosure(edited(small, {before: f"{table}\t职责活动"}))


# A table of the form that is cut in two by a line of prose.


def _lines_of_tables(text):
    """Return the places within the tables of the form, from the second cell of each to its last."""
    lines = text.split("\n")
    places, start = [], None
    for number, line in enumerate([*lines, "prose"]):
        if line.startswith("\t"):
            start = number if start is None else start
            last = number
        elif line.strip() and start is not None and not lines[number - 1].startswith("\t"):
            places += range(start + 1, last + 1)
            start = None
    return places


@pytest.mark.parametrize("prose", ["某某情况表", "甲", "无，共3项。", "90%以上", "（一）某某"])
def test_a_line_of_prose_between_the_cells_of_a_table_of_the_form_is_refused(prose, small):
    """Wherever it stands: what is below it is never taken for another table."""
    lines = small.split("\n")
    places = _lines_of_tables(small)
    assert len(places) > 150
    read = []
    for place in places[len(prose) % share(3) :: share(3)]:
        # Straight below a cell it would continue that, so it stands below a blank line.
        text = "\n".join([*lines[:place], "", prose, *lines[place:]])
        try:
            parse_disclosure(text)
        except UnreadableDisclosureError:
            continue
        read.append(place)
    assert read == []


@pytest.mark.parametrize("first", range(4))
def test_no_blank_line_of_the_big_table_can_become_prose(first, text):
    """Each of the real document: the rest of the table is never another table."""
    lines = text.split("\n")
    blank = [at for at in range(115, 3316) if not lines[at]]
    assert len(blank) > 300
    for at in blank[first :: 16 * share(1)]:
        with pytest.raises(UnreadableDisclosureError) as caught:
            parse_disclosure("\n".join([*lines[: at + 1], "某某表", "", *lines[at + 1 :]]))
        assert abs(caught.value.line - at) <= 9
