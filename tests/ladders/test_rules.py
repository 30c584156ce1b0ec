"""Findings: what each rule fires on, what it leaves alone, and how it says so."""

import re
import string
from collections import Counter
from decimal import Decimal

import portion
import pytest

import yanjiao_budget as yb
from yanjiao_budget.ladders import criteria, evidence, wording
from yanjiao_budget.ladders.evidence import split_gaps
from yanjiao_budget.ladders.findings import find, read_ladders
from yanjiao_budget.ladders.ladder import GRADES, READINGS
from yanjiao_budget.ladders.rules import RULES

KEYS = ("fiscal_year", "body", "responsibility", "activity", "indicator")
COMMON = ("90%以上", "80%以上", "70%以上", "60%以上")
CLOSED = ("90%以上", "80%以上", "70%以上", "70%以下")  # every share from 0 to 100 earns a grade
FEWER = ("10%以下", "20%以下", "30%以下", "30%以上")
COUNTS = ("4次以上", "3次", "2次", "1次以下")
LIKELY = {rule.key for rule in RULES if rule.certainty == "likely"}
CERTAIN = {rule.key for rule in RULES} - LIKELY


def indicator(name, cells, activity=1, place=1):
    """Return an indicator's row as the rules see it."""
    row = dict(zip(KEYS, (2019, "示范局", 1, activity, place), strict=True))
    return row | {"name": name, "source_line": 10 * place} | dict(zip(GRADES, cells, strict=True))


def findings(*rows, blanks=()):
    """Return the findings on some rows."""
    return find(rows, read_ladders(rows), blanks)


def fired(name, cells):
    """Return the keys of the rules one indicator meets, boilerplate (it is alone) left out."""
    found = {finding["rule"] for finding in findings(indicator(name, cells))}
    assert "boilerplate_ladder" in found
    return found - {"boilerplate_ladder"}


# Rules on words: the ladder has no finding of its own, so only the name can have one

FIRES = [
    ("direction_reversed", "商品房空置率(％)", CLOSED),
    ("direction_reversed", "教师流失率", CLOSED),
    ("direction_reversed", "案卷差错率（%）", CLOSED),
    ("direction_reversed", "事故发生数", ("4次以上", "3次", "2次", "1次以下")),
    ("percent_for_count", "出让宗地数", CLOSED),
    ("percent_for_count", "票据使用数量", CLOSED),
    ("percent_for_count", "节能量", CLOSED),
    ("percent_for_count", "人员培训量", CLOSED),
    ("percent_for_count", "举办比赛次数", CLOSED),
    ("percent_for_count", "组织媒体来采访、宣传（次）", CLOSED),
    ("percent_for_count", "科技企业孵化器孵化企业数量(家）", CLOSED),
    ("percent_for_count", "新建、改造、维修校舍面积（平米）", CLOSED),
    ("percent_for_time", "应急救援平均响应时间（小时）", CLOSED),
    ("percent_for_time", "上报日期", CLOSED),
    ("percent_for_time", "审批时限", CLOSED),
    ("count_for_rate", "公共文化场馆免费率", COUNTS),
    ("count_for_rate", "检查覆盖率（%）", COUNTS),
    ("count_for_rate", "研发机构占比", COUNTS),
    ("activity_not_measure", "综合治税管理", CLOSED),
    ("activity_not_measure", "高效保障机关工作", CLOSED),
    ("activity_not_measure", "为代课教师发放教龄补助，对边远乡村教师发放生活补助。", CLOSED),
    ("activity_not_measure", "做好学校安全检查，做好年度考核等工作；加大力度。", CLOSED),
    ("several_measures", "预算编制的及时性资金执行率", CLOSED),
    ("several_measures", "购买数量、采购率", CLOSED),
    ("several_measures", "党员干部参与率及公众满意率", CLOSED),
    ("several_measures", "党组织评议满意度及党员干部业务考核优秀率", CLOSED),
    ("several_measures", "服务质量和效率", CLOSED),
    ("several_measures", "年度任务完成率公众满意度", CLOSED),
    ("several_measures", "运作项目数量和投资规模", CLOSED),
    ("several_measures", "完成率和合格率", CLOSED),
    (
        "several_measures",
        "大型全民健身活动参与人数增长率举办综合性运动比赛次数大型比赛群众参与度（人次）",
        COUNTS,
    ),
    (
        "worded_for_another",
        "案件办结率（%）",
        ("规范率达100%", "规范率达95%以上", "规范率达90%以上", "规范率在90%以下"),
    ),
    (
        "worded_for_another",
        "公众满意度",
        ("按期处置率90%以上", "按期处置率在80%-90%", "按期处置率在70%-80%", "按期处置率在70%以下"),
    ),
]

NEAR_MISSES = [
    # direction_reversed
    ("商品房空置率(％)", FEWER),
    ("学生辍学率(％)", FEWER),
    ("无差错率", CLOSED),
    ("零投诉率", CLOSED),
    ("事故有效处理率（%）", CLOSED),
    ("隐患排查率（%）", CLOSED),
    ("隐患整改率（%）", CLOSED),
    ("下降率", CLOSED),
    ("投诉率下降率", CLOSED),
    ("辍学率控制达标率", CLOSED),
    ("害虫死亡率", CLOSED),
    ("事故发生数", ("无", "1次", "2次", "3次以上")),
    # percent_for_count
    ("大型全民健身活动参与人数增长率", CLOSED),
    ("高新技术企业数量增长率", CLOSED),
    ("引进人才数量增加", CLOSED),
    ("基础设施建设工作目标完成量", CLOSED),
    ("年内完成项目数量（个）", CLOSED),
    ("工程质量", CLOSED),
    ("工程质量合格率（%）", CLOSED),
    ("商品房面积占比(％)", CLOSED),
    ("森林覆盖面积增长率（%）", CLOSED),
    ("绿化面积（%）", CLOSED),
    ("居民消费价格指数", CLOSED),
    ("污染物含量", CLOSED),
    ("当年新增绿化面积100亩。", CLOSED),
    ("目标考核次数", COUNTS),
    ("登记备案及监管重大危险源数量", ("覆盖全部", "80%", "60%", "60%以下")),
    # percent_for_time
    ("工程按时完成率（%）", CLOSED),
    ("响应时间达标率（%）", CLOSED),
    ("审批时限（%）", CLOSED),
    ("及时性", CLOSED),
    ("平均响应时间（小时）", ("1小时以下", "2小时以下", "3小时以下", "3小时以上")),
    # count_for_rate
    ("检查频率", COUNTS),
    ("工作效率", COUNTS),
    ("流动资产周转率", COUNTS),
    ("设备故障率", ("1次/年以下", "2次/年以下", "3次/年以下", "3次/年以上")),
    ("检查覆盖率", CLOSED),
    # activity_not_measure
    ("突发事件处置率（%)", CLOSED),
    ("及时率", CLOSED),
    ("组织机构健全性", CLOSED),
    ("保障水平", CLOSED),
    ("开展情况", CLOSED),
    ("高效节水灌溉比例", CLOSED),
    ("综合事务保障率", CLOSED),
    ("组织媒体来采访、宣传（次）", COUNTS),
    ("开展专项培训，完成国家级培训计划。", COUNTS),
    # several_measures
    ("案件办结数与接访案件总数的比率", CLOSED),
    ("创新型企业研发费用占主营业务收入比率（%）", CLOSED),
    ("生产效率提高率（％）", CLOSED),
    ("检查次数完成率", CLOSED),
    ("群众满意度提升率", CLOSED),
    ("满意度调查完成率", CLOSED),
    ("工程质量和安全合格率", CLOSED),
    ("培训数量和质量达标率", CLOSED),
    ("建议、提案办理率", CLOSED),
    ("制造业增加值率提高（%）", CLOSED),
    ("税率执行准确率", CLOSED),
    # worded_for_another
    ("规范查办案件率", ("规范率达100%", "规范率达95%以上", "规范率达90%以上", "规范率在90%以下")),
    (
        "数字化城管平台案件按期处置率",
        (
            "案件按期处置率90%以上",
            "按期处置率在80%-90%",
            "按期处置率在70%-80%",
            "按期处置率在70%以下",
        ),
    ),
    (
        "案件办结数与接访案件总数的比率",
        ("办结率达95%以上", "办结率达\n90%以上", "办结率达85%以上", "办结率达85%以下"),
    ),
    ("群众满意度", ("满意率达90%以上", "满意率达80%以上", "满意率达70%以上", "满意率在70%以下")),
    ("舆情引导", ("完成率达90%以上", "完成率达80%以上", "完成率达70%以上", "完成率在70%以下")),
    (
        "实际工作开展与全部工作任务的比率",
        ("落实率达100%", "落实率达95%以上", "落实率达90%以上", "落实率在90%以下"),
    ),
]


@pytest.mark.parametrize(("rule", "name", "cells"), FIRES)
def test_a_rule_on_words_fires_on_the_names_it_is_for(rule, name, cells):
    """And no other rule does."""
    others = {"several_measures"} if rule == "percent_for_count" else set()
    assert fired(name, cells) - others == {rule}


@pytest.mark.parametrize(("name", "cells"), NEAR_MISSES)
def test_a_name_that_only_looks_like_it_is_left_alone(name, cells):
    """A false accusation is worse than a miss."""
    assert not fired(name, cells) & LIKELY


def test_every_rule_on_words_is_shown_to_fire_and_to_hold_back():
    """So a new rule cannot come without its examples."""
    assert {rule for rule, *_ in FIRES} == LIKELY


@pytest.mark.parametrize("bracket", ["（%）", "(％)", "（%)", ""])
def test_brackets_may_be_of_any_width(bracket):
    """The document mixes full and half width, even within one pair."""
    assert fired(f"商品房空置率{bracket}", CLOSED) == {"direction_reversed"}


# Rules of arithmetic

GAP_AT_60 = ("100%", "90%", "80%", "60%以下")

LADDERS = [
    (COMMON, {"no_grade_beyond"}),
    (CLOSED, set()),
    (FEWER, set()),
    (("≥90%", "≥80%", "≥75%", "<75%"), set()),
    (GAP_AT_60, {"gap_between_bands"}),
    (("50个以上", "40个", "30个", "10个以下"), {"gap_between_bands"}),
    (("80%以上", "70%", "60%", "60%以下"), {"gap_as_printed"}),
    (COUNTS, set()),  # whole numbers: nothing lies between 2 and 3
    (("10场", "6场", "4场", "1场"), {"gap_as_printed", "no_grade_beyond"}),
    (("2个", "1个", "0个", "0个"), {"equal_bands", "no_failing_band"}),
    (("2次", "1次", "未开展", "未开展"), {"equal_bands", "no_failing_band"}),
    (("3次", "2次", "1次", "0"), set()),
    (("6次", "3次", "3次", "0次"), {"equal_bands", "gap_as_printed"}),
    (("90%以上", "70%以上", "80%以上", "80%以下"), {"bands_out_of_order"}),
    (("90%以上", "95%以上", "70%以上", "70%以下"), {"bands_out_of_order"}),
    (("0-100", "101-200", "201-500", "501以上"), set()),
    (("无", "——", "——", "1次以上"), {"missing_band"}),
    (("90%以上", None, "70%以上", "70%以下"), {"missing_band"}),
    (("无", "1次", "2次", "3次以上"), set()),
    (("未开展", "1次", "2次", "3次以上"), set()),
    (("0-10%以上", "11-20%以上", "21-50%以上", "51%以上"), {"contradictory_threshold"}),
    (("第1名", "第2名", "第3名", "第4名"), set()),  # not understood is not contradictory
    (("超量完成", "优质完成", "基本完成", "未完成"), {"qualitative_only"}),
    (("有所增长", "持平", None, "低于去年"), {"qualitative_only", "missing_band"}),
    (("覆盖全部", "80%", "60%", "60%以下"), set()),
    (("3个以上行业完成", "完成2个行业", "1个行业完成", "未开展"), set()),
    (("90%以上", "80个以上", "70%以上", "60个以上"), set()),  # two units: nothing is compared
]


@pytest.mark.parametrize(("cells", "rules"), LADDERS)
def test_a_ladder_has_the_findings_its_thresholds_have(cells, rules):
    """Under a name that no rule on words fires on."""
    assert fired("某项", cells) == rules


def test_every_rule_of_arithmetic_is_shown_to_fire():
    """Those on the whole table have tests of their own below."""
    of_the_table = {
        "boilerplate_ladder",
        "blank_indicator",
        "repeated_same_ladder",
        "repeated_other_ladder",
    }
    assert set.union(*(rules for _, rules in LADDERS)) == CERTAIN - of_the_table


def test_growth_may_lie_below_zero_and_above_a_hundred():
    """A fall earns no grade either; a number of people cannot fall below none."""
    values = {}
    for name, cells in [
        ("参展企业销售金额增长率（%）", COMMON),
        ("参与率（%）", COMMON),
        ("参与人数增长率举办比赛次数", ("10个以上", "5个", "3个", "1个")),
    ]:
        (ladder,) = read_ladders([indicator(name, cells)])
        values[name] = portion.to_string(split_gaps(ladder, "cascade")[0], conv=str)
    assert list(values.values()) == ["(-inf,60)", "[0,60)", "[0]"]


def test_no_ladder_is_shared_with_an_indicator_whose_values_are_of_another_sort():
    """The same four thresholds are read once, and once more where the values are changes."""
    rows = [indicator(name, COMMON) for name in ("增长率", "满意率", "增长率")]
    assert [ladder.growth for ladder in read_ladders(rows)] == [True, False, True]


# Rules on the whole table


def table(*groups):
    """Return rows: one for each (name, thresholds, activity)."""
    return [
        indicator(name, cells, activity, place)
        for place, (name, cells, activity) in enumerate(groups, 1)
    ]


def places(rows, rule, blanks=()):
    """Return where a rule fires, by place in the table."""
    return [one["indicator"] for one in findings(*rows, blanks=blanks) if one["rule"] == rule]


def test_the_ladder_of_more_than_half_the_table_is_boilerplate():
    """However the cells are broken over lines."""
    broken = ("90%\n以上", *COMMON[1:])
    rows = table(("甲", COMMON, 1), ("乙", broken, 1), ("丙", CLOSED, 1))
    assert places(rows, "boilerplate_ladder") == [1, 2]
    assert findings(*rows)[0]["evidence"] == "90%以上 / 80%以上 / 70%以上 / 60%以上 (2/3)"


def test_a_ladder_of_exactly_half_the_table_is_not_boilerplate():
    """Nor is any, where none has a majority."""
    rows = table(("甲", COMMON, 1), ("乙", COMMON, 1), ("丙", CLOSED, 1), ("丁", COUNTS, 1))
    assert not places(rows, "boilerplate_ladder")
    assert not places(rows[1:], "boilerplate_ladder")


def test_a_table_with_no_indicators_has_no_findings():
    """And is no error."""
    assert findings() == []


def test_a_name_printed_again_in_one_activity_is_one_finding_at_the_first():
    """The evidence gives every line."""
    rows = table(("完成率", COMMON, 1), ("别的", CLOSED, 1), ("完成率", COMMON, 1))
    assert places(rows, "repeated_same_ladder") == [1]
    assert not places(rows, "repeated_other_ladder")
    repeats = [one for one in findings(*rows) if one["rule"] == "repeated_same_ladder"]
    assert repeats[0]["evidence"] == "“完成率” × 2: 10, 30"


def test_a_name_printed_again_with_another_ladder_is_the_other_rule():
    """Also where only one of several differs."""
    rows = table(("完成率", COMMON, 1), ("完成率", COMMON, 1), ("完成率", CLOSED, 1))
    assert places(rows, "repeated_other_ladder") == [1]
    assert not places(rows, "repeated_same_ladder")


@pytest.mark.parametrize("other", ["完成率", "完工率"])
def test_a_name_in_two_activities_or_beside_one_like_it_is_not_a_repeat(other):
    """Activities are told apart by position."""
    rows = table(("完成率", COMMON, 1), (other, COMMON, 2), ("按期完成率", COMMON, 1))
    assert not places(rows, "repeated_same_ladder")
    assert not places(rows, "repeated_other_ladder")


def test_a_blank_row_is_found_by_its_place_alone():
    """It has no name and no thresholds to quote."""
    place = dict(zip(KEYS, (2019, "示范局", 6, 2, 2), strict=True)) | {"source_line": 1278}
    (finding,) = findings(blanks=[place])
    assert finding["rule"] == "blank_indicator"
    assert finding["evidence"] is None
    assert finding["source_line"] == 1278


# Every finding of this document, computed afresh from the printed strings


def met(cell, value, *, cascade):
    """Tell whether a value meets a printed cell; an exact number is reached under the cascade."""
    if cell is None or cell == "——":
        return False
    ends = [Decimal(number) for number in re.findall(r"\d+", cell)]
    if len(ends) == 2:
        return ends[0] <= value <= ends[1]
    if not ends:  # 未开展, 无
        return value == 0
    (end,) = ends
    if "》" in cell:
        return value > end
    if "<" in cell:
        return value < end
    at_least = "以上" in cell or "≥" in cell or (cascade and "以下" not in cell)
    return value >= end if at_least else value <= end if "以下" in cell else value == end


def values(cells):
    """Return values to try: shares by halves, counts by ones, past the largest number printed."""
    if any("%" in cell for cell in cells if cell):
        return [Decimal(half) / 2 for half in range(201)]
    most = max(int(number) for cell in cells if cell for number in re.findall(r"\d+", cell))
    return [Decimal(number) for number in range(most + 20)]


def ungraded(cells, *, cascade):
    """Return the values tried that earn nothing: those beyond what is graded, those within."""
    tried = values(cells)
    graded = [one for one in tried if any(met(cell, one, cascade=cascade) for cell in cells)]
    left = [one for one in tried if one not in graded]
    within = [one for one in left if graded[0] < one < graded[-1]]
    return [one for one in left if one not in within], within


@pytest.fixture(scope="module")
def indicators():
    """Return the indicators of the document with their ladders, in words and unread left out."""
    rows = yb.load_indicators().astype(object)
    rows = rows.where(rows.notna(), None).to_dict("records")
    for row in rows:
        row["cells"] = [row[grade] and "".join(row[grade].split()) for grade in GRADES]
    return rows


@pytest.fixture(scope="module")
def published():
    """Return the keys of the findings by rule, with their evidence."""
    found = {rule.key: {} for rule in RULES}
    for row in yb.load_findings().to_dict("records"):
        found[row["rule"]][tuple(row[key] for key in KEYS)] = row["evidence"]
    return found


def numbered(row):
    """Tell whether each cell states a number or nothing."""
    unread = any(re.fullmatch(r"\d+-\d+%以上", cell) for cell in row["cells"] if cell)
    plain = [
        cell in {None, "——", "无", "未开展"} or re.search(r"\d", cell) for cell in row["cells"]
    ]
    return all(plain) and not unread


def place(row):
    """Return the key of an indicator."""
    return tuple(row[key] for key in KEYS)


def lower_is_better(row):
    """Tell the two ladders of the document that rise from 优 to 差."""
    return row["name"] in {"资产数量", "事故发生数"}


def test_gaps_are_those_that_trying_every_value_finds(indicators, published):
    """Shares by halves and counts by ones, under both readings, from the strings as printed."""
    expected = {"no_grade_beyond": {}, "gap_between_bands": {}, "gap_as_printed": {}}
    for row in filter(numbered, indicators):
        if lower_is_better(row):
            assert ungraded(row["cells"], cascade=False) == ([], [])
            continue
        beyond, between = ungraded(row["cells"], cascade=True)
        literal_beyond, literal_between = ungraded(row["cells"], cascade=False)
        assert set(beyond) <= set(literal_beyond), "under either reading"
        assert set(between) <= set(literal_between), "under either reading"
        if beyond:
            expected["no_grade_beyond"][place(row)] = beyond
        if between:
            expected["gap_between_bands"][place(row)] = between
        elif literal_between:
            expected["gap_as_printed"][place(row)] = literal_between
    tried = {place(row): values(row["cells"]) for row in filter(numbered, indicators)}
    for rule, found in expected.items():
        assert found.keys() == published[rule].keys(), rule
        for key, left in found.items():
            text = re.sub(r"[%个次场]$", "", published[rule][key].rpartition(": ")[2])
            interval = portion.from_string(text, conv=Decimal)
            assert [one for one in tried[key] if one in interval] == left, (rule, key)


def test_failing_and_equal_bands_are_those_that_trying_every_value_finds(indicators, published):
    """差 or nothing is earned by some value, and two grades by exactly the same ones."""
    never, same = set(), set()
    for row in filter(numbered, indicators):
        better = [cell for cell in row["cells"][:3] if cell not in {None, "——"}]
        tried = values(row["cells"])
        passing = [any(met(cell, one, cascade=True) for cell in better) for one in tried]
        if all(passing):
            never.add(place(row))
        literal = [
            tuple(met(cell, one, cascade=False) for one in tried)
            for cell in row["cells"]
            if cell not in {None, "——"}
        ]
        if len(set(literal)) < len(literal):
            same.add(place(row))
    assert never == published["no_failing_band"].keys()
    assert same == published["equal_bands"].keys()


def test_order_is_that_of_the_numbers_printed(indicators, published):
    """The first number of each cell, from 优 to 差."""
    disordered = set()
    for row in filter(numbered, indicators):
        if None not in row["cells"] and "——" not in row["cells"]:
            firsts = [int((re.findall(r"\d+", cell) or ["0"])[0]) for cell in row["cells"]]
            if firsts not in (sorted(firsts), sorted(firsts, reverse=True)):
                disordered.add(place(row))
    assert disordered == published["bands_out_of_order"].keys() == set()


def test_cells_without_numbers_are_those_printed_without(indicators, published):
    """A dash or nothing, words only, a range with 以上 after it: read off the strings."""
    missing = {place(row) for row in indicators if {None, "——"} & set(row["cells"])}
    wordy = {
        place(row)
        for row in indicators
        if not re.search(r"\d|无|未开展", "".join(filter(None, row["cells"])))
    }
    twice = {
        place(row)
        for row in indicators
        if re.search(r"\d-\d+%以上", "".join(map(str, row["cells"])))
    }
    assert published["missing_band"].keys() == missing
    assert published["qualitative_only"].keys() == wordy
    assert published["contradictory_threshold"].keys() == twice


def test_boilerplate_and_repeats_are_those_that_counting_finds(indicators, published):
    """By the strings as printed, spaces aside."""
    ladders = Counter(tuple(row["cells"]) for row in indicators)
    (common, most), (_, second) = ladders.most_common(2)
    assert most > len(indicators) / 2 > second
    shared = {place(row) for row in indicators if tuple(row["cells"]) == common}
    assert published["boilerplate_ladder"].keys() == shared
    names = {}
    for row in indicators:
        names.setdefault((*place(row)[:-1], row["name"]), []).append(row)
    again = [rows for rows in names.values() if len(rows) > 1]
    same = {place(rows[0]) for rows in again if len({tuple(row["cells"]) for row in rows}) == 1}
    assert published["repeated_same_ladder"].keys() == same
    assert published["repeated_other_ladder"].keys() == {place(rows[0]) for rows in again} - same


def test_no_finding_hangs_on_which_names_are_taken_for_growth(indicators, published):
    """That widens the values left without a grade, and decides nothing `certain`."""
    rows = [{**row, "name": "某项"} for row in indicators]
    found = {}
    for finding in find(rows, read_ladders(rows)):
        found.setdefault(finding["rule"], set()).add(place(finding))
    for rule in ("no_grade_beyond", "gap_between_bands", "gap_as_printed", "no_failing_band"):
        assert found[rule] == published[rule].keys()


def test_findings_on_words_are_the_number_that_was_read_by_hand(root, published):
    """A name that newly fires, or no longer does, has to be read: data/findings_read.md."""
    page = (root / "data" / "findings_read.md").read_text(encoding="utf-8")
    read = dict(re.findall(r"^## `(\w+)`: (\d+)", page, re.MULTILINE))
    assert {rule: int(count) for rule, count in read.items()} == {
        rule: len(published[rule]) for rule in LIKELY
    }


def test_every_line_that_the_page_of_findings_cites_prints_that_name(root, source):
    """A row of its tables opens with a name as printed and its lines."""
    page = (root / "data" / "findings_read.md").read_text(encoding="utf-8")
    lines = source.read_text(encoding="utf-8").splitlines()
    cited = re.findall(r"^\| (\S+) \| ([\d, ]+) \|", page, re.MULTILINE)
    assert len(cited) > 30
    for name, numbers in cited:
        for number in numbers.split(","):
            assert lines[int(number) - 1].strip() == name


# How a finding speaks


def test_keys_are_unique_and_both_languages_are_there():
    """Names and sentences, each rule its own."""
    for part in ("key", "en", "zh", "sentence", "sentence_zh"):
        texts = [getattr(rule, part) for rule in RULES]
        assert len(set(texts)) == len(RULES)
    for rule in RULES:
        assert re.search(r"[一-鿿]", rule.zh)
        assert re.search(r"[一-鿿]", rule.sentence_zh)
        assert rule.en.isascii()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_template_is_filled_in_both_languages_alike(rule):
    """The same two fields, and nothing of the template left over."""
    fields = [
        {field for _, field, *_ in string.Formatter().parse(text) if field}
        for text in (rule.sentence, rule.sentence_zh)
    ]
    assert fields[0] == fields[1] <= {"name", "evidence"}
    assert rule.sentence.endswith(".")
    assert rule.sentence_zh.endswith("。")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_likely_rule_names_its_words_and_a_certain_one_has_none(rule):
    """What is certain follows from the printed text."""
    assert rule.certainty in {"certain", "likely"}
    assert bool(rule.words) == (rule.certainty == "likely")
    re.compile(rule.words)


def test_the_words_a_finding_names_are_words_its_indicator_has():
    """A reader can see by the list why it fired."""
    names = yb.load_indicators().set_index(list(KEYS))
    named = yb.load_findings().dropna(subset="words").to_dict("records")
    assert {finding["rule"] for finding in named} == LIKELY
    for finding in named:
        row = names.loc[tuple(finding[key] for key in KEYS)]
        text = row["name"]
        if finding["rule"] == "worded_for_another":
            text = row["excellent"]
        assert re.search(finding["words"], wording.plain(text)), finding


def test_no_sentence_accuses():
    """It tells what is printed, not what anyone did or ought to have done."""
    english = r"(?i)\b(wrong|fake|false|cheat|fail(s|ed)? to|should|must|ought|mistake|error|absurd|improper|illegal|careless|bad)\w*\b"  # noqa: E501
    chinese = "错误|造假|虚假|作弊|应当|应该|必须|失误|违规|违法|敷衍|不当|不合理|弄虚"
    for rule in RULES:
        assert not re.search(english, f"{rule.en} {rule.sentence}"), rule.key
        assert not re.search(chinese, f"{rule.zh} {rule.sentence_zh}"), rule.key


@pytest.mark.parametrize(
    ("key", "english", "chinese"),
    [
        ("no_grade_beyond", "either reading", "无论哪种读法"),
        ("gap_between_bands", "either reading", "无论哪种读法"),
        ("gap_as_printed", "cascade", "按递进读"),
        ("no_failing_band", "cascade", "按递进读"),
    ],
)
def test_a_rule_that_depends_on_the_reading_names_it(key, english, chinese):
    """The document does not say which is meant."""
    (rule,) = (rule for rule in RULES if rule.key == key)
    assert english in rule.sentence
    assert chinese in rule.sentence_zh


def test_a_likely_rule_does_not_speak_of_what_is_better_as_certain():
    """Whether lower is better is what is usually held, not what the document says."""
    (rule,) = (rule for rule in RULES if rule.key == "direction_reversed")
    assert "usually" in rule.sentence
    assert "通常" in rule.sentence_zh


def test_every_criterion_has_a_source_and_serves_a_rule():
    """None is declared and left unused."""
    declared = {one for one in vars(criteria).values() if isinstance(one, criteria.Criterion)}
    assert {rule.criterion for rule in RULES} == declared
    sources = (criteria.FABRIC, criteria.PGPA, criteria.OECD, criteria.CAIYU_101)
    for one in declared:
        assert all((one.en, one.zh))
        assert any(source in one.source for source in sources)


def test_the_later_chinese_guide_is_called_later():
    """Holding a budget of 2019 to rules of 2021 has to say so."""
    assert "issued in 2021" in criteria.CAIYU_101
    assert "for central departments" in criteria.CAIYU_101
    sources = yb.load_findings()["criterion_source"]
    later = sources[sources.str.contains("101号", regex=False)]
    assert len(later)
    assert later.str.contains("in retrospect", regex=False).all()


def test_the_table_of_rules_tells_what_the_rules_are():
    """In the order findings are listed."""
    frame = yb.rules()
    assert frame["rule"].tolist() == [rule.key for rule in RULES]
    assert set(frame.loc[frame["words"].notna(), "rule"]) == LIKELY
    assert frame.drop(columns="words").notna().all(axis=None)


@pytest.mark.parametrize("reading", READINGS)
def test_a_ladder_that_cannot_be_compared_has_no_gaps(reading):
    """Nothing is claimed of what is in words or in two units."""
    for cells in [("好", "较好", "一般", "差"), ("90%以上", "80个以上", "70%以上", "60个以上")]:
        (ladder,) = read_ladders([indicator("某项", cells)])
        assert all(gap.empty for gap in evidence.split_gaps(ladder, reading))
