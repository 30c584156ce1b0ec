"""Which percentages are possible, by the words of a name: shares, completion, growth, falls."""

from decimal import Decimal

import portion
import pytest

import yanjiao_budget as yb
from yanjiao_budget.ladders.domain import is_change, most, without_space
from yanjiao_budget.ladders.findings import read_ladders
from yanjiao_budget.ladders.ladder import GRADES

COMMON = ("90%以上", "80%以上", "70%以上", "60%以上")

# Names of the document, and others near to them.
SHARES = """
    满意率 公众满意度 服务对象满意度 合格率 工程质量合格率 检查覆盖率 监管覆盖率 新增林木成活率
    商品房空置率(％) 学生辍学率(％) 教师流失率(％) 无差错率 及时率 准确率 沟通及时性 森林覆盖率
    登记失业率 设备完好率 研发机构占比 创新型企业研发费用占主营业务收入比率（%） 政策知晓率
    党员干部业务考核优秀率 覆盖全部
"""
OPEN = """
    资金使用率 任务完成率 年度任务完成率 工程完成率 目标完成量 非税收入上缴率 资金执行率
    预算编制的及时性资金执行率 覆盖人数完成率 合格证发放完成率 事故有效处理率（%）
    隐患整改率（%） 案件办结率（%） 招生入学率 达标率 落实率 贡献率 绿化覆盖面积（亩） 节能量
    现金安全性 服务质量 制造业增加值率 中小企业业增加值 新增创新创业平台数量 就业人数
"""
GROWTH = """
    中小企业业增加值增长率（%） 森林覆盖面积增长率（%） 招商引资规模增长率（%） 专业技能提高率
    生产效率提高率（％） 引进人才数量增加 就业率提高 技能和素质的提高 制造业增加值率提高（%）
    满意度提升率 覆盖率提高 同比增幅 地区生产总值增速
    大型全民健身活动参与人数增长率举办综合性运动比赛次数大型比赛群众参与度（人次）
"""
FALLS = """
    下降率 能耗下降率（%） 单位GDP能耗降低率 投诉率下降 三公经费压减率 碳排放降幅
    事故起数减少率 污染物减少
"""

CHANGES = """
    2.1.1 2.2.1 2.3.1 2.3.2 4.1.2 5.1.2 5.2.3 5.6.3 7.2.3 7.3.3 7.4.2 7.4.3 9.14.1 9.14.4 9.14.5
    12.1.2 12.3.3 13.1.2 13.2.2 13.3.1 13.4.1 13.4.2 13.4.3
"""


@pytest.mark.parametrize(
    ("names", "end", "negative"),
    [(SHARES, 100, False), (OPEN, None, False), (GROWTH, None, True), (FALLS, 100, True)],
    ids=["shares of a whole", "what may be exceeded", "growth", "decreases"],
)
def test_only_a_share_of_a_whole_and_a_decrease_end_at_a_hundred(names, end, negative):
    """More than planned may be done, and growth has no end; a decrease may turn out a rise."""
    told = {name: (most(name), is_change(name)) for name in names.split()}
    assert told == {name: (end and Decimal(end), negative) for name in names.split()}


@pytest.mark.parametrize(
    ("name", "best", "grown"),
    [
        ("运作项目数量和投资规模", 10, True),  # ≥10% … <5%
        ("年度投资规模", 10, True),  # 年度 is no 满意度
        ("一般公共预算收入", 8, True),
        ("运作项目数量和投资规模", 90, False),  # of a plan
        ("运作项目数量和投资规模", None, False),
        ("项目数量占比", 10, False),
        ("群众参与度", 10, False),
        ("研发收入比例", 5, False),
        ("空置率", 10, False),
        ("现金安全性", 10, False),
    ],
)
def test_a_quantity_that_earns_the_best_grade_with_a_few_per_cent_can_only_have_grown(
    name, best, grown
):
    """Ten per cent of a plan would be a strange excellent; of a rate it may be the rate itself."""
    assert is_change(name, None if best is None else Decimal(best)) is grown


@pytest.mark.parametrize(
    ("name", "cells", "domain"),
    [
        ("招生入学率", COMMON, "[0,+inf)"),  # 102% is the document's own aim
        ("满意率", COMMON, "[0,100]"),
        ("满意率", ("120%以上", "100%以上", "90%以上", "90%以下"), "[0,+inf)"),
        ("增长率", COMMON, "(-inf,+inf)"),
        ("下降率", COMMON, "(-inf,100]"),
        ("某项", ("覆盖率90%以上", "80%以上", "70%以上", "60%以上"), "[0,100]"),
        ("某项", ("增长10%以上", "8%以上", "5%以上", "5%以下"), "(-inf,+inf)"),
        ("投资规模", ("≥10%", "≥8%", "≥5%", "<5%"), "(-inf,+inf)"),
        ("空置面积", ("10%以下", "20%以下", "30%以下", "超过30%"), "[0,100]"),
        ("检查次数", ("4次以上", "3次", "2次", "1次以下"), "[0,+inf)"),
        ("满意人数增长率", ("4次以上", "3次", "2次", "1次以下"), "[0,+inf)"),
    ],
)
def test_the_possible_values_of_an_indicator_follow_from_its_name_and_its_cells(
    name, cells, domain
):
    """A ladder that prints more than there can be is believed; a count is not of its name."""
    (ladder,) = read_ladders([{"name": name} | dict(zip(GRADES, cells, strict=True))])
    assert portion.to_string(ladder.domain, conv=str) == domain


def test_the_names_of_the_document_that_are_changes_are_those_read_by_hand():
    """22 with the common ladder, and 13.4.1."""
    rows = yb.load_indicators().astype(object)
    records = rows.where(rows.notna(), None).to_dict("records")
    ladders = read_ladders(records)
    changes = {
        f"{row['responsibility']}.{row['activity']}.{row['indicator']}"
        for row, ladder in zip(records, ladders, strict=True)
        if ladder.growth and ladder.unit == "%"
    }
    assert changes == set(CHANGES.split())


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("商品房空置率(％)", "商品房空置率(%)"),
        (" 完成 率。", "完成率"),
        ("满意率（％）", "满意率(%)"),
    ],
)
def test_names_are_compared_without_space_width_or_final_stop(printed, plain):
    """The document mixes widths, even within one pair of brackets."""
    assert without_space(printed) == plain
