"""Findings: what each rule fires on, what it leaves alone, and how it says so."""

import re
import string
from collections import Counter
from decimal import Decimal
from functools import cache
from itertools import combinations

import portion
import pytest

import yanjiao_budget as yb
from yanjiao_budget.analysis.grading import by_rule
from yanjiao_budget.ladders import criteria
from yanjiao_budget.ladders.domain import without_space
from yanjiao_budget.ladders.evidence import Context
from yanjiao_budget.ladders.findings import find, read_ladders
from yanjiao_budget.ladders.ladder import GRADES, READINGS
from yanjiao_budget.ladders.rules import RULES

KEYS = ("fiscal_year", "body", "responsibility", "activity", "indicator")
COMMON = ("90%以上", "80%以上", "70%以上", "60%以上")
CLOSED = ("90%以上", "80%以上", "70%以上", "不满70%")  # every percentage earns one grade
FEWER = ("10%以下", "20%以下", "30%以下", "超过30%")
COUNTS = ("4次以上", "3次", "2次", "1次以下")
LIKELY = {rule.key for rule in RULES if rule.certainty == "likely"}
CERTAIN = {rule.key for rule in RULES} - LIKELY


def indicator(name, cells, activity=1, place=1):
    """Return an indicator's row as the rules see it."""
    row = dict(zip(KEYS, (2019, "示范局", 1, activity, place), strict=True))
    return row | {"name": name, "source_line": 10 * place} | dict(zip(GRADES, cells, strict=True))


def activity(number, name="某活动", budget=None, objective="", responsibility=1):
    """Return an activity's row as the rules see it."""
    row = dict(zip(KEYS[:-1], (2019, "示范局", responsibility, number), strict=True))
    row |= {"name": name, "budget": budget, "objective": objective}
    return row | {"source_line": 100 * number}


def findings(*rows, blanks=(), activities=()):
    """Return the findings on some rows."""
    return list(find(Context(rows, read_ladders(rows), blanks, activities)))


def fired(name, cells, objective=""):
    """Return the keys of the rules one indicator meets, boilerplate (it is alone) left out."""
    activities = [activity(1, objective=objective)]
    rows = findings(indicator(name, cells), activities=activities)
    found = {finding["rule"] for finding in rows}
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
    ("several_measures", "重点宗教活动场所检查覆盖率，参加基督教、清真寺等盛会。", CLOSED),
    ("several_measures", "组织讲座；开展教学活动；举办慰问", COUNTS),
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
        ("规范率达100%", "规范率达95%以上", "规范率达90%以上", "规范率不满90%"),
    ),
    (
        "worded_for_another",
        "公众满意度",
        ("按期处置率90%以上", "按期处置率80%以上", "按期处置率70%以上", "按期处置率不满70%"),
    ),
    ("growth_for_poor", "专业技能提高率", COMMON),
    ("growth_for_poor", "森林覆盖面积增长率（%）", COMMON),
    ("growth_for_poor", "服务业增加值增速", ("90%以上", "80%以上", "70%以上", "≥65%")),
    ("other_unit", "创作美术作品并展示数量（件）", COUNTS),
    ("other_unit", "培训人数（人）", COUNTS),
    ("target_in_name", "当年新增绿化面积100亩。", CLOSED),
    ("target_in_name", "举行一次爱我祖国演讲大赛", CLOSED),
    ("target_in_name", "城市社区综合设施覆盖率达到全国平均水平", CLOSED),
    ("target_in_name", "新建厕所5个", CLOSED),
    ("bare_rate", "满意率", CLOSED),
    ("bare_rate", "无差错率", CLOSED),
    ("bare_rate", "下降率", CLOSED),
    ("bare_rate", "履行率。", CLOSED),
]
# What else a ladder or a name of these shows by itself.
BESIDE = {"growth_for_poor": {"no_grade_beyond"}, "percent_for_count": {"several_measures"}}

NEAR_MISSES = [
    # direction_reversed
    ("商品房空置率(％)", FEWER),
    ("学生辍学率(％)", FEWER),
    ("学生辍学率(％)", ("下降10%以上", "下降8%以上", "下降5%以上", "下降不足5%")),
    ("公文无差错率", CLOSED),
    ("零投诉率", CLOSED),
    ("事故有效处理率（%）", CLOSED),
    ("隐患排查率（%）", CLOSED),
    ("隐患整改率（%）", CLOSED),
    ("能耗下降率", CLOSED),
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
    ("付款及时率", CLOSED),
    ("完成中小学教师国家级培训计划", CLOSED),
    ("及时组织所有符合条件的项目申报推介", CLOSED),
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
    ("服务质量和效率", CLOSED),
    ("技能和素质的提高", CLOSED),
    ("创新或后续研发能力", CLOSED),
    ("开展专项培训；组织慰问", COUNTS),  # two works
    ("检查覆盖率，覆盖全部学校", CLOSED),
    # growth_for_poor
    ("就业率提高", COMMON),
    ("制造业增加值率提高（%）", COMMON),
    ("引进人才数量增加", COMMON),
    ("新增林木成活率", COMMON),
    ("增长目标完成率", COMMON),
    ("招商引资规模增长率（%）", ("≥10%", "≥8%", "≥5%", "<5%")),
    ("招商引资规模增长率（%）", ("90%以上", "80%以上", "70%以上", "60%以下")),
    ("招商引资规模增长率（%）", ("90%以上", "80%以上", "70%以上", "59%以上")),
    ("招商引资规模增长率（%）", ("与去年相比有所增长", "与去年持平", None, "低于去年水平")),
    ("能耗下降率（%）", COMMON),
    ("服务业增加值增长率", tuple(f"达到目标值的{cell}" for cell in COMMON)),
    # other_unit
    ("高层次人才团队引进和培养数量（个）", ("2个", "1个", "0个", "0个")),
    ("公共文化服务活动数量（场次）", ("》12", "》10", "》8", "》6")),
    ("公共文化服务活动数量（场次）", ("12场", "10场", "8场", "6场")),
    ("检查次数（次）", COUNTS),
    ("检查活动（场）", COUNTS),
    ("培训教师（人）", ("30名以上", "20名", "10名", "10名以下")),
    ("项目数量（个）", ("3项以上", "2项", "1项", "0")),
    ("举办活动数量", COUNTS),
    # target_in_name
    ("4项制度落实率", CLOSED),
    ("5个工作日办结率", CLOSED),
    ("三险一金缴纳率", CLOSED),
    ("六一儿童节演出出席率", CLOSED),
    ("一次性通过率", CLOSED),
    ("新建厕所5个", ("5个", "4个", "3个", "3个以下")),
    ("12345热线办结率", CLOSED),
    ("实际工作开展与全部工作任务的比率", CLOSED),
    ("文化设施达标率", CLOSED),
    # bare_rate
    *((name, CLOSED) for name in ("任务完成率", "年度任务完成率", "项目完成率", "工程完成率")),
    *((name, CLOSED) for name in ("综合业务完成率", "综合事务保障率", "工作达标率", "检查覆盖率")),
    *(
        (name, CLOSED)
        for name in ("监管覆盖率", "隐患整改率", "案件办结率", "公众满意度", "采购率")
    ),
    *((name, CLOSED) for name in ("服务质量", "及时性", "准确性", "政务公开率", "规划完成率")),
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
    assert fired(name, cells) - BESIDE.get(rule, set()) == {rule}


@pytest.mark.parametrize(("name", "cells"), NEAR_MISSES)
def test_a_name_that_only_looks_like_it_is_left_alone(name, cells):
    """A false accusation is worse than a miss."""
    assert not fired(name, cells) & LIKELY


def test_every_rule_on_words_is_shown_to_fire_and_to_hold_back():
    """So a new rule cannot come without its examples."""
    assert {rule for rule, *_ in FIRES} == LIKELY


def test_a_bare_rate_whose_object_the_objective_names_is_left_alone():
    """单位GDP能耗下降率 in the objective says of what 下降率 is; the word alone says nothing."""
    assert not fired("下降率", CLOSED, objective="降低年度单位GDP能耗下降率") & LIKELY
    assert "bare_rate" in fired("下降率", CLOSED, objective="降低能耗")
    assert "bare_rate" in fired("落实率", CLOSED, objective="落实各项财政收入")


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
    (GAP_AT_60, {"gap_between_bands", "gap_as_printed"}),
    (("90%以上", "80%以上", "70%以上", "60%以下"), {"gap_between_bands"}),
    (("50个以上", "40个", "30个", "10个以下"), {"gap_between_bands", "gap_as_printed"}),
    (("80%以上", "70%", "60%", "60%以下"), {"gap_as_printed", "value_in_two_grades"}),
    (("80%以上", "70%", "60%", "不满60%"), {"gap_as_printed"}),
    (COUNTS, set()),  # whole numbers: nothing lies between 2 and 3
    (("10场", "6场", "4场", "1场"), {"gap_as_printed", "no_grade_beyond"}),
    (("2个", "1个", "0个", "0个"), {"equal_bands"}),  # 0 is printed under 差 too
    (("2次", "1次", "未开展", "未开展"), {"equal_bands"}),
    (("3次以上", "1次以上", "0", "——"), {"no_failing_band"}),
    (("3次", "2次", "1次", "0"), set()),
    (("6次", "3次", "3次", "0次"), {"equal_bands", "gap_as_printed"}),
    (("90%以上", "70%以上", "80%以上", "不满80%"), {"bands_out_of_order"}),
    (("90%以上", "95%以上", "70%以上", "不满70%"), {"bands_out_of_order"}),
    (("0-100", "101-200", "201-500", "501以上"), set()),
    (("0%-10%", "10%-20%", "20%-50%", "50%以上"), {"value_in_two_grades"}),
    (("100%", "90%以上", "85%以上", "85%以下"), {"value_in_two_grades"}),
    (("100%", "90%以上", "85%以上", "不满85%"), set()),  # 100% lies within 90%以上
    (("无", "——", "——", "1次以上"), set()),  # pass or fail: no value is left over
    (("90%以上", "——", "70%以上", "60%以上"), {"missing_band", "no_grade_beyond"}),
    (("90%以上", None, "70%以上", "不满70%"), {"missing_band"}),
    (("无", "1次", "2次", "3次以上"), set()),
    (("未开展", "1次", "2次", "3次以上"), set()),
    (("0-10%以上", "11-20%以上", "21-50%以上", "51%以上"), {"contradictory_threshold"}),
    (("第1名", "第2名", "第3名", "第4名"), set()),  # not understood is not contradictory
    (("超量完成", "优质完成", "基本完成", "未完成"), {"qualitative_only"}),
    (("有所增长", "持平", None, "有所下降"), {"qualitative_only", "missing_band"}),
    (("与去年相比有所增长", "与去年持平", None, "低于去年水平"), {"missing_band"}),
    (("高于去年", "与去年持平", "低于去年", "远低于目标"), set()),
    (("覆盖全部", "80%", "60%", "60%以下"), {"gap_as_printed", "value_in_two_grades"}),
    (("3个以上行业完成", "完成2个行业", "1个行业完成", "未开展"), set()),
    (("90%以上", "80个以上", "70%以上", "60个以上"), set()),  # two units: nothing is compared
]


@pytest.mark.parametrize(("cells", "rules"), LADDERS)
def test_a_ladder_has_the_findings_its_thresholds_have(cells, rules):
    """Under a name that no rule on words fires on."""
    assert fired("某项", cells) == rules


def test_the_whole_within_other_thresholds_is_no_value_in_two_grades():
    """100% lies within 95%以上, and that it is the most there can be is not printed."""
    cells = ("覆盖率达100%", "覆盖率达95%以上", "覆盖率达90%以上", "覆盖率不满90%")
    assert fired("检查覆盖率", cells) == set()


def test_every_rule_of_arithmetic_is_shown_to_fire():
    """Those on the whole table have tests of their own below."""
    of_the_table = {
        "boilerplate_ladder",
        "blank_indicator",
        "repeated_same_ladder",
        "repeated_other_ladder",
        "other_ladder_elsewhere",
        "same_activity_twice",
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
        values[name] = portion.to_string(ladder.beyond(), conv=str)
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


def places(rows, rule, activities=()):
    """Return where a rule fires, by place in the table."""
    found = findings(*rows, activities=activities)
    return [one["indicator"] for one in found if one["rule"] == rule]


def test_the_ladder_of_more_than_half_the_table_is_boilerplate():
    """However the cells are broken over lines."""
    broken = ("90%\n以上", *COMMON[1:])
    rows = table(("甲", COMMON, 1), ("乙", broken, 1), ("丙", CLOSED, 1))
    assert places(rows, "boilerplate_ladder") == [1, 2]
    first = findings(*rows)[0]
    assert first["evidence"] == "90%以上 / 80%以上 / 70%以上 / 60%以上"
    assert "that 2 of the 3 indicators have" in first["sentence"]
    assert "与3项指标中的2项相同" in first["sentence_zh"]


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
    assert repeats[0]["sentence_zh"].startswith(
        "同一活动中，“完成率”印了2次，标准相同（第10、30行）"
    )
    assert "2 times with the same ladder, on lines 10, 30" in repeats[0]["sentence"]


def test_a_name_printed_again_with_another_ladder_is_the_other_rule():
    """Also where only one of several differs."""
    rows = table(("完成率", COMMON, 1), ("完成率", COMMON, 1), ("完成率", CLOSED, 1))
    assert places(rows, "repeated_other_ladder") == [1]
    assert not places(rows, "repeated_same_ladder")


def test_a_ladder_in_signs_is_the_same_as_in_words():
    """90%以上 and ≥90% grade alike."""
    rows = table(("完成率", COMMON, 1), ("完成率", ("≥90%", "≥80%", "≥70%", "≥60%"), 1))
    assert places(rows, "repeated_same_ladder") == [1]
    assert not places(rows, "repeated_other_ladder")


@pytest.mark.parametrize("other", ["完成率", "完工率"])
def test_a_name_in_two_activities_or_beside_one_like_it_is_not_a_repeat(other):
    """Activities are told apart by position."""
    rows = table(("完成率", COMMON, 1), (other, COMMON, 2), ("按期完成率", COMMON, 1))
    assert not places(rows, "repeated_same_ladder")
    assert not places(rows, "repeated_other_ladder")


def test_where_one_cell_joins_several_activities_other_ladders_are_no_repeat():
    """Each of them may have its own; the same ladder again is still a repeat."""
    joined = [activity(1, "案件查办\\信访工作")]
    rows = table(("完成率", COMMON, 1), ("完成率", CLOSED, 1))
    assert places(rows, "repeated_other_ladder", [activity(1)]) == [1]
    assert not places(rows, "repeated_other_ladder", joined)
    again = table(("完成率", COMMON, 1), ("完成率", COMMON, 1))
    assert places(again, "repeated_same_ladder", joined) == [1]


def test_a_name_with_another_ladder_in_another_activity_is_found_in_each():
    """Brackets and widths aside; the sentence counts ladders and activities."""
    rows = table(("处理率（%）", COMMON, 1), ("处理率(％)", CLOSED, 2), ("处理率（%）", CLOSED, 3))
    assert places(rows, "other_ladder_elsewhere") == [1, 2, 3]
    found = [one for one in findings(*rows) if one["rule"] == "other_ladder_elsewhere"]
    assert "in 3 activities with 2 ladders" in found[0]["sentence"]
    assert "见于3项活动，共有2种标准" in found[0]["sentence_zh"]


@pytest.mark.parametrize(
    "groups",
    [
        [("处理率", COMMON, 1), ("处理率", COMMON, 2)],  # one ladder everywhere
        [
            ("处理率", COMMON, 1),
            ("处理率", ("≥90%", "≥80%", "≥70.0%", "60％及以上"), 2),
        ],  # in signs
        [("处理率", COMMON, 1), ("整改率", CLOSED, 2)],  # two names
        [("处理率", COMMON, 1), ("处理率", CLOSED, 1)],  # one activity: a repeat
        [("案件办结率", COMMON, 1), ("案件办结率", ("规范率达100%", *COMMON[1:]), 2)],
    ],
)
def test_a_name_with_one_ladder_or_in_one_activity_is_left_alone(groups):
    """As is a ladder worded for something else, of which another rule tells."""
    assert not places(table(*groups), "other_ladder_elsewhere")


def twins(*activities):
    """Return the activities that are found to be printed twice, by their number."""
    found = findings(activities=activities)
    return [one["activity"] for one in found if one["rule"] == "same_activity_twice"]


def test_neighbouring_activities_of_one_name_are_found_where_one_has_a_budget():
    """At the one that prints none, whichever comes first; the finding is of no indicator."""
    assert twins(activity(2, budget=Decimal(5)), activity(3)) == [3]
    assert twins(activity(2), activity(3, budget=Decimal(5))) == [2]
    (one,) = findings(activities=[activity(2, budget=Decimal(0)), activity(3)])
    assert (one["indicator"], one["source_line"], one["evidence"]) == (0, 300, None)
    assert one["sentence_zh"] == "活动1.2与1.3的名称都印作“某活动”；1.2列有预算，1.3未列。"


@pytest.mark.parametrize(
    "activities",
    [
        [activity(2, budget=Decimal(5)), activity(3, budget=Decimal(6))],
        [activity(2), activity(3)],
        [activity(2, budget=Decimal(5)), activity(3, name="另一活动")],
        [activity(2, budget=Decimal(5)), activity(3, name="另一活动"), activity(4)],
        [activity(2, budget=Decimal(5)), activity(1, responsibility=2)],
    ],
)
def test_other_activities_of_one_name_are_left_alone(activities):
    """Both funded, neither, apart from one another, or of different responsibilities."""
    assert not twins(*activities)


def test_a_blank_row_is_found_by_its_place_alone():
    """It has no name and no thresholds to quote."""
    place = dict(zip(KEYS, (2019, "示范局", 6, 2, 2), strict=True)) | {"source_line": 1278}
    (finding,) = findings(blanks=[place])
    assert finding["rule"] == "blank_indicator"
    assert finding["evidence"] is None
    assert finding["source_line"] == 1278


# Every finding of this document, computed afresh from the printed strings


@cache  # As below: 34 ladders are those of 304 indicators.
def met(cell, value, *, cascade):
    """Tell whether a value meets a printed cell; an exact number is reached under the cascade."""
    if cell is None or cell == "——":
        return False
    cell = "100%" if cell == "覆盖全部" else cell
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


@cache
def values(cells):
    """Return values to try: percentages by halves, counts by ones, past the largest printed."""
    if any("%" in cell for cell in cells if cell):
        return [Decimal(half) / 2 for half in range(301)]
    most = max(int(number) for cell in cells if cell for number in re.findall(r"\d+", cell))
    return [Decimal(number) for number in range(most + 20)]


@cache
def ungraded(cells, *, cascade):
    """Return the values tried that earn nothing: those beyond what is graded, those within."""
    tried = values(cells)
    graded = [one for one in tried if any(met(cell, one, cascade=cascade) for cell in cells)]
    left = [one for one in tried if one not in graded]
    within = [one for one in left if graded[0] < one < graded[-1]]
    return [one for one in left if one not in within], within


# How the evidence puts a run of values, and which values are of it.
_N = r"([\d.]+)[%个次场]?"
RUNS = (
    (f"{_N}与{_N}之间（不含两端）", lambda value, low, high: low < value < high),
    (f"{_N}至{_N}以下（不含{_N}）", lambda value, low, high, _: low <= value < high),
    (f"{_N}至{_N}", lambda value, low, high: low <= value <= high),
    (f"低于{_N}", lambda value, high: value < high),
    (_N, lambda value, only: value == only),
)


@cache
def told(text, value):
    """Tell whether a value is of those that a piece of evidence names in words."""
    for run in text.split("、"):
        for shape, holds in RUNS:
            if found := re.fullmatch(shape, run):
                if holds(value, *map(Decimal, found.groups())):
                    return True
                break
        else:
            raise AssertionError(f"no shape for {run!r}")
    return False


@pytest.fixture(scope="module")
def indicators():
    """Return the indicators of the document with their ladders, in words and unread left out."""
    rows = yb.load_indicators().astype(object)
    rows = rows.where(rows.notna(), None).to_dict("records")
    for row in rows:
        row["cells"] = tuple(row[grade] and "".join(row[grade].split()) for grade in GRADES)
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
        cell in {None, "——", "无", "未开展", "覆盖全部"} or re.search(r"\d", cell)
        for cell in row["cells"]
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
        if by_cascade_alone := [one for one in literal_between if one not in between]:
            expected["gap_as_printed"][place(row)] = by_cascade_alone
    tried = {place(row): values(row["cells"]) for row in filter(numbered, indicators)}
    for rule, found in expected.items():
        assert found.keys() == published[rule].keys(), rule
        for key, left in found.items():
            text = published[rule][key].rpartition("：")[2]
            assert [one for one in tried[key] if told(text, one)] == left, (rule, key)


def test_failing_and_equal_bands_are_those_that_trying_every_value_finds(indicators, published):
    """差 or nothing is earned by some value, and two grades by exactly the same ones."""
    never, same = set(), set()
    for row in filter(numbered, indicators):
        better = [cell for cell in row["cells"][:3] if cell not in {None, "——"}]
        tried = values(row["cells"])
        passing = [any(met(cell, one, cascade=True) for cell in better) for one in tried]
        failing = [met(row["cells"][3], one, cascade=False) for one in tried]
        if all(passing) and not any(failing):
            never.add(place(row))
        literal = [
            tuple(met(cell, one, cascade=False) for one in tried)
            for cell in row["cells"]
            if cell not in {None, "——"}
        ]
        if len(set(literal)) < len(literal):
            same.add(place(row))
    assert never == published["no_failing_band"].keys() == set()
    assert same == published["equal_bands"].keys()


def test_values_in_two_grades_are_those_that_trying_every_value_finds(indicators, published):
    """One value that two cells both take in, and both end at: no cell reaches past the other."""
    twice = set()
    for row in filter(numbered, indicators):
        tried = values(row["cells"])
        bands = [
            [one for one in tried if met(cell, one, cascade=False)] for cell in row["cells"] if cell
        ]
        for one, two in combinations(filter(None, bands), 2):
            shared = set(one) & set(two)
            ends = {one[0], one[-1]} & {two[0], two[-1]}
            if one != two and len(shared) == 1 and shared <= ends:
                twice.add(place(row))
    assert twice == published["value_in_two_grades"].keys()
    assert len(twice) == 29


def test_order_is_that_of_the_numbers_printed(indicators, published):
    """The first number of each cell, from 优 to 差."""
    disordered = set()
    for row in filter(numbered, indicators):
        if None not in row["cells"] and "——" not in row["cells"]:
            cells = ["100%" if cell == "覆盖全部" else cell for cell in row["cells"]]
            firsts = [int((re.findall(r"\d+", cell) or ["0"])[0]) for cell in cells]
            if firsts not in (sorted(firsts), sorted(firsts, reverse=True)):
                disordered.add(place(row))
    assert disordered == published["bands_out_of_order"].keys() == set()


def test_cells_without_numbers_are_those_printed_without(indicators, published):
    """Nothing, words with no number or baseline, a range with 以上 after it: off the strings."""
    missing = {place(row) for row in indicators if None in row["cells"]}
    wordy = {
        place(row)
        for row in indicators
        if not re.search(r"\d|无|未开展|去年", "".join(filter(None, row["cells"])))
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
    names, elsewhere = {}, {}
    for row in indicators:
        names.setdefault((*place(row)[:-1], row["name"]), []).append(row)
        elsewhere.setdefault(row["name"], []).append(row)
    again = [rows for rows in names.values() if len(rows) > 1]
    same = {place(rows[0]) for rows in again if len({tuple(row["cells"]) for row in rows}) == 1}
    assert published["repeated_same_ladder"].keys() == same
    joined = {(6, 11)}  # 案件查办\\对党员干部宣传教育\\党风政风监督\\信访工作
    other = {place(rows[0]) for rows in again if place(rows[0])[2:4] not in joined} - same
    assert published["repeated_other_ladder"].keys() == other
    several = {
        place(row)
        for rows in elsewhere.values()
        if len({tuple(row["cells"]) for row in rows}) > 1
        and len({place(row)[:-1] for row in rows}) == len(rows)
        for row in rows
    }
    assert published["other_ladder_elsewhere"].keys() == several


def test_no_finding_hangs_on_which_names_are_taken_for_growth(indicators, published):
    """That widens the values left without a grade, and decides nothing `certain`."""
    rows = [{**row, "name": "某项"} for row in indicators]
    found = {rule.key: set() for rule in RULES}
    for finding in findings(*rows):
        found[finding["rule"]].add(place(finding))
    of_ladders = ("no_grade_beyond", "gap_between_bands", "gap_as_printed", "no_failing_band")
    for rule in (*of_ladders, "equal_bands", "value_in_two_grades"):
        assert found[rule] == published[rule].keys()


# The keys of the findings as they were read by hand, of the two systemic rules those besides the
# indicators with the common ladder.
READ = {
    "no_grade_beyond": """1.1.1 1.1.2 1.1.3 1.5.1 1.5.2 1.5.3 9.4.1 9.9.1 9.11.1 9.11.3 9.11.4
        9.11.6 9.14.2 9.14.3""",
    "gap_between_bands": "8.9.1 8.9.2 8.9.3 8.10.1 8.10.2 8.10.3 9.14.6 9.15.3",
    "gap_as_printed": """8.1.1 8.1.2 8.1.3 8.2.2 8.2.3 8.3.2 8.3.3 8.4.1 8.4.2 8.4.3 8.4.5 8.5.2
        8.5.3 8.6.1 8.6.2 8.6.3 8.7.1 8.7.2 8.7.3 8.8.1 8.8.2 8.8.3 8.9.1 8.9.2 8.9.3 8.10.1 8.10.2
        8.10.3 9.4.1 9.9.1 9.11.1 9.11.6 9.14.2 9.14.3 9.14.6 9.15.3""",
    "no_failing_band": "",
    "equal_bands": "5.5.1 8.4.4 9.4.1 9.4.3",
    "value_in_two_grades": """6.11.1 6.11.2 6.11.3 6.11.5 6.11.6 6.11.7 8.1.1 8.1.2 8.1.3 8.2.2
        8.2.3 8.3.2 8.3.3 8.4.1 8.4.2 8.4.3 8.4.5 8.5.2 8.5.3 8.6.1 8.6.2 8.6.3 8.7.1 8.7.2 8.7.3
        8.8.1 8.8.2 8.8.3 10.1.1""",
    "bands_out_of_order": "",
    "missing_band": "13.3.3",
    "contradictory_threshold": "9.2.4 9.6.3",
    "qualitative_only": "10.2.1",
    "blank_indicator": "6.2.2",
    "repeated_same_ladder": "4.5.1 9.2.1 9.3.1",
    "repeated_other_ladder": "9.4.2 9.14.1",
    "other_ladder_elsewhere": "8.5.3 8.7.2 8.8.2 8.9.3 8.10.2 9.7.2 9.20.2 11.5.3 13.1.3",
    "same_activity_twice": "4.7.0 9.3.0",
    "direction_reversed": "3.2.3",
    "growth_for_poor": """2.3.2 5.1.2 5.2.3 5.6.3 7.2.3 7.3.3 7.4.2 12.1.2 12.3.3 13.1.2 13.2.2
        13.3.1 13.4.2 13.4.3""",
    "percent_for_count": """1.1.3 3.1.1 3.2.1 3.3.1 4.1.1 5.2.1 5.3.1 5.3.2 5.3.3 5.4.2 5.5.2 6.2.1
        6.3.1 6.3.2 6.6.2 6.11.4 6.11.8 6.11.9 8.3.3 8.6.3 9.1.2 9.1.3 9.8.2 9.9.2 11.2.1 11.2.2
        11.4.1 13.1.1""",
    "percent_for_time": "7.1.2 8.9.2",
    "count_for_rate": "9.11.6",
    "other_unit": "9.11.2",
    "target_in_name": "9.5.1 9.19.1 12.3.1",
    "bare_rate": """1.2.3 1.3.3 1.4.2 1.7.3 1.8.2 1.8.3 1.9.3 1.10.2 1.10.3 1.11.2 2.1.2 2.1.3 2.2.2
        2.2.3 2.3.3 3.4.2 3.4.3 4.1.3 4.7.2 6.1.1 6.4.2 6.4.3 6.5.2 6.5.3 8.6.1""",
    "activity_not_measure": """1.9.1 1.9.2 1.11.1 6.8.1 6.9.1 9.1.1 9.2.1 9.2.2 9.2.3 9.2.6 9.2.7
        9.2.8 9.2.9 9.2.10 9.2.11 9.3.1 9.3.2 9.3.3 9.3.4 9.3.5 9.3.6 9.3.7 9.5.1 9.6.1 9.6.2 9.7.1
        9.16.2 9.17.1 9.20.1 12.2.1 13.2.1""",
    "several_measures": """1.3.1 1.10.1 5.2.1 6.10.2 6.10.3 9.4.1 9.8.1 9.14.1 9.14.2 9.14.3 9.14.4
        9.14.5 9.14.6 9.16.1 13.4.1""",
    "worded_for_another": "6.11.5",
}


def read_by_hand(rule):
    """Return the keys of a rule's findings by hand, as sets of three numbers."""
    return {tuple(map(int, key.split("."))) for key in READ.get(rule, "").split()}


@pytest.mark.parametrize("rule", [rule.key for rule in RULES])
def test_a_rule_fires_on_exactly_what_was_read_by_hand(rule, indicators, published):
    """No more and no less; of the common ladder, on all that print it."""
    common = {place(row)[2:] for row in indicators if tuple(row["cells"]) == COMMON}
    expected = read_by_hand(rule)
    if rule in {"boilerplate_ladder", "no_grade_beyond"}:
        assert not expected & common
        expected |= common
    assert {key[2:] for key in published[rule]} == expected


def test_every_individual_rule_was_read_by_hand():
    """A new rule cannot come without its keys."""
    assert READ.keys() | {"boilerplate_ladder"} == {rule.key for rule in RULES}


# Names that are near to those that fire, and why they do not is told in data/findings_read.md.
LEFT_ALONE = {
    "gap_as_printed": "6.11.2 6.11.3 6.11.5 6.11.6 6.11.7 9.11.2 8.2.1 8.3.1 8.4.4 5.5.1 10.1.1",
    "missing_band": "8.5.1",
    "qualitative_only": "13.3.3",
    "value_in_two_grades": "8.2.1 8.9.1 8.10.1 9.14.6 9.15.3 13.1.1 13.2.1 1.7.2 5.5.1 1.1.1",
    "repeated_other_ladder": "6.11.2 6.11.5",
    "other_ladder_elsewhere": "6.11.5 6.11.10 10.1.2 10.2.2 8.10.1 9.4.2 9.14.1",
    "same_activity_twice": "9.7.0 9.16.0 9.13.0 9.17.0 11.3.0 4.6.0",
    "growth_for_poor": "2.1.1 2.2.1 2.3.1 4.1.2 7.4.3 9.14.1 13.4.1 5.2.2 5.3.1 12.3.2 13.3.3",
    "percent_for_count": "1.10.1 2.2.1 4.6.3 8.2.2 9.14.1 11.3.1 12.3.1 13.4.1",
    "other_unit": "9.14.2 9.14.3 9.14.6 5.5.1 9.11.4 8.9.2 9.11.6 8.3.1 9.11.1 9.9.1 9.15.3 6.11.8",
    "target_in_name": "9.7.1 9.2.1 9.3.1 9.12.2 6.11.2 6.11.6 9.4.1 9.4.3 8.2.2",
    "bare_rate": "4.1.2 4.2.1 5.1.1 4.4.1 7.4.1 1.11.3 7.1.3 12.2.3 4.3.1 4.5.1 6.11.3 8.1.2 8.4.3",
    "activity_not_measure": "9.4.2 9.12.2 9.4.1 9.4.3 6.2.1 6.3.2 10.2.1 9.8.1 9.19.1 12.3.1",
    "several_measures": "7.2.1 7.3.1 2.3.1 9.4.3 6.11.1 6.11.2 5.2.2 2.2.1 6.10.5 6.3.1 9.12.1",
    "worded_for_another": "6.11.1 6.11.6 6.11.7 10.1.1",
    "direction_reversed": "4.1.2 6.1.1 9.2.4 9.6.3 8.5.1 8.9.2 1.7.2",
}


@pytest.mark.parametrize("rule", LEFT_ALONE)
def test_what_is_near_to_a_finding_and_is_none_was_read_by_hand_too(rule, published):
    """A false accusation is worse than a miss."""
    near = {tuple(map(int, key.split("."))) for key in LEFT_ALONE[rule].split()}
    assert not near & {key[2:] for key in published[rule]}
    printed = yb.load_indicators().set_index(list(KEYS[2:])).index
    of_activities = yb.load_activities().set_index(list(KEYS[2:4])).index
    assert all(key in printed or (key[2] == 0 and key[:2] in of_activities) for key in near)


def test_the_page_of_findings_counts_rows_and_names_as_the_table_has_them(root):
    """A finding that is new or gone has to be read, and the page to say so."""
    page = (root / "data" / "findings_read.md").read_text(encoding="utf-8")
    counts = re.findall(r"^## `(\w+)`: (\d+) rows?, (\d+) names?$", page, re.MULTILINE)
    told_of = {rule: (int(rows), int(names)) for rule, rows, names in counts}
    frame = by_rule(yb.load_findings(), yb.load_indicators()).set_index("rule")
    assert told_of == {rule: (row.findings, row.names) for rule, row in frame.iterrows()}
    total = re.search(r"(\d+) findings by (\d+) rules", page)
    assert (int(total[1]), int(total[2])) == (len(yb.load_findings()), (frame.findings > 0).sum())


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
    """The same places, the name among them but where a row is blank."""
    fields = [
        {field for _, field, *_ in string.Formatter().parse(text) if field}
        for text in (rule.sentence, rule.sentence_zh)
    ]
    assert fields[0] == fields[1]
    assert "name" in fields[0] or rule.key == "blank_indicator"
    assert ("ladder" in fields[0]) == (rule.key not in {"blank_indicator", "same_activity_twice"})
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
        assert re.search(finding["words"], without_space(text)), finding


def test_no_sentence_accuses():
    """It tells what is printed, not what anyone did or ought to have done."""
    english = r"(?i)\b(wrong|fake|false|cheat|fail(s|ed)? to|should|must|ought|mistake|error|absurd|improper|illegal|careless|bad)\w*\b"  # noqa: E501
    chinese = "错误|造假|虚假|作弊|应当|应该|必须|失误|违规|违法|敷衍|不当|不合理|弄虚"
    for rule in RULES:
        assert not re.search(english, f"{rule.en} {rule.sentence}"), rule.key
        assert not re.search(chinese, f"{rule.zh} {rule.sentence_zh}"), rule.key


def test_a_rule_that_depends_on_the_reading_names_it():
    """The document does not say which is meant."""
    for rule in RULES:
        if rule.key in {"no_grade_beyond", "gap_between_bands", "no_failing_band"}:
            assert "either reading" in rule.sentence
            assert "无论按哪种读法" in rule.sentence_zh
        if rule.key == "gap_as_printed":  # First what earns no grade, then that the cascade does.
            assert re.search("Read as printed, .* no grade .* cascade", rule.sentence)
            assert re.search("按字面读，.*不属于任何一档；按递进读", rule.sentence_zh)
        if rule.key == "value_in_two_grades":
            assert "Where 以上 and 以下 take in the number" in rule.sentence
            assert "“以上”“以下”包括本数" in rule.sentence_zh


def test_a_likely_rule_does_not_speak_of_what_is_better_as_certain():
    """Whether lower is better is what is usually held, not what the document says."""
    (rule,) = (rule for rule in RULES if rule.key == "direction_reversed")
    assert "usually" in rule.sentence
    assert "通常" in rule.sentence_zh


def test_a_finding_of_growth_leaves_open_that_a_share_of_a_target_was_meant():
    """The ladder is the one that completion has."""
    (rule,) = (rule for rule in RULES if rule.key == "growth_for_poor")
    assert "A share of a target may be meant" in rule.sentence
    assert "也可能是指完成目标的比例" in rule.sentence_zh


def test_every_criterion_has_a_source_and_serves_a_rule():
    """None is declared and left unused."""
    declared = {one for one in vars(criteria).values() if isinstance(one, criteria.Criterion)}
    assert {rule.criterion for rule in RULES} == declared
    for one in declared:
        assert all((one.en, one.zh, one.sources))
        assert (
            len({one.en for one in declared}) == len({one.zh for one in declared}) == len(declared)
        )


@pytest.mark.parametrize(
    ("since", "budget", "when"),
    [
        ("2021-08", 2019, "later than this budget, 晚于该预算"),
        ("2019-11", 2019, "later than this budget, 晚于该预算"),
        ("2018-12", 2019, "earlier than this budget, 早于该预算"),
        ("2021-08", 2022, "earlier than this budget, 早于该预算"),
    ],
)
def test_a_source_names_its_year_and_whether_it_is_earlier_than_the_budget(since, budget, when):
    """Holding a budget of 2019 to rules of 2021 has to say so."""
    assert criteria.Source("某规定", since).beside(budget) == f"某规定 ({since[:4]}: {when})"


def test_the_sources_of_the_findings_on_this_budget_are_dated_and_placed():
    """FABRIC of 2001 and the OECD of 2015 are earlier than it, 16EA and 财预〔2021〕101号 later."""
    told = {
        re.sub(r"^.*?(FABRIC|OECD|16EA|101号).*\((\d{4}): (\w+) than.*$", r"\1 \2 \3", one)
        for source in yb.load_findings()["criterion_source"]
        for one in source.split("; ")
        if "than this budget" in one
    }
    assert told == {
        "FABRIC 2001 earlier",
        "OECD 2015 earlier",
        "16EA 2020 later",
        "101号 2021 later",
    }
    assert "for central departments" in criteria.CAIYU_101.title


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
        assert ladder.beyond(reading).empty
        assert ladder.between(reading).empty
