"""The amounts and changes that the prose states."""

from decimal import Decimal

import pytest

from yanjiao_budget import UnreadableDisclosureError
from yanjiao_budget.figures import BY_ITEM, FIGURES, read_figures


def _read(section, text):
    amounts, changes = read_figures(section, "2019.txt", 7, text)
    return {one.item: one for one in amounts}, {one.item: one for one in changes}


def _amounts(section, text):
    return {item: one.amount for item, one in _read(section, text)[0].items()}


def test_every_figure_belongs_to_one_that_exists():
    """Keys are unique, and what a figure is a part of is a figure."""
    assert len(BY_ITEM) == len(FIGURES)
    assert {figure.part_of for figure in FIGURES} - {None} <= BY_ITEM.keys()


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("预算收入10万元", {"income": "10"}),
        ("预算收入 10.50 万元，其他收入0万元", {"income": "10.50", "other_income": "0"}),
        ("支出预算安排1,234.5万元。", {"expenditure": "1234.5"}),
        ("支出预算１，２３４．５万元。", {"expenditure": "1234.5"}),
        ("项目支出共计12345元。", {"project": "1.2345"}),
        ("无其他情况。", {}),
    ],
)
def test_an_amount_is_read_after_its_label_in_wan_yuan(text, amounts):
    """With or without words between, in either unit, in either width."""
    assert _amounts("overview", text) == {k: Decimal(v) for k, v in amounts.items()}


@pytest.mark.parametrize(
    "name",
    ["公务用车购置及运维费", "公务用车购置和运行费", "公务用车购置及运行维护费"],
)
def test_vehicles_are_recognised_in_the_wordings_of_the_form(name):
    """The sum of purchase and running goes by several names."""
    assert _amounts(
        "three_public", f"{name}3万元（其中：公务用车购置费为0，公务用车运行维护费3万元）"
    ) == {
        "vehicles": 3,
        "vehicle_purchase": 0,
        "vehicle_running": 3,
    }


def test_brackets_may_be_of_either_width_or_one_of_each():
    """The document itself closes （ with )."""
    for name in ("因公出国（境）费", "因公出国(境)费", "因公出国（境)费"):
        assert _amounts("three_public", f"{name}2万元") == {"overseas_trips": 2}


def test_a_zero_needs_no_unit_and_takes_that_of_its_neighbours():
    """公务用车购置费为0 is a figure."""
    amounts, _ = _read("three_public", "公务用车购置费为0，公务用车运行费20000元。")
    assert (amounts["vehicle_purchase"].amount, amounts["vehicle_purchase"].unit) == (0, "元")


@pytest.mark.parametrize(
    "text",
    [
        "预算收入11.4.5万元",
        "预算收入1,23万元",
        "预算收入十一万元",
        "预算收入11.45",
        "预算收入11.45万",
        "预算收入5亿元",
        "专项收入5万元",
        "预算收入10万元，另有20万元",
        "另有 20 元",
        "基本支出比上年增长5万元",
    ],
)
def test_an_amount_that_cannot_be_read_surely_is_refused(text):
    """Rather than passed over or read in part."""
    with pytest.raises(UnreadableDisclosureError) as caught:
        read_figures("overview", "2019.txt", 7, text)
    assert str(caught.value).startswith("2019.txt, line 7: found “")


def test_a_change_has_its_sign_its_reason_and_what_it_is_measured_against():
    """增加, 减少 and 持平; the wording of the first is shared by those that say nothing."""
    _, changes = _read(
        "overview",
        "预算收支安排10万元，较2018年预算减少5万元，其中：基本支出增加1万元，主要原因为调资；"
        "项目支出减少6万元，主要原因是：完工，无新增。",
    )
    assert {item: (one.amount, one.reason) for item, one in changes.items()} == {
        "income_and_expenditure": (-5, None),
        "basic": (1, "调资"),
        "project": (-6, "完工，无新增"),
    }
    assert {one.baseline for one in changes.values()} == {"较2018年预算"}


def test_a_level_change_is_a_stated_zero():
    """持平 says zero; saying nothing says nothing."""
    _, changes = _read("three_public", "公务接待费1万元。公务接待费与上年持平，无增减变动。")
    assert changes["official_hospitality"].amount == 0
    assert changes["official_hospitality"].baseline == "与上年"


def test_a_change_without_a_name_is_of_the_sentences_only_figure():
    """支出预算10万元，比上年增加2万元."""
    _, changes = _read("overview", "预算收入9万元。基本支出10万元，比上年增加2万元。")
    assert {item: one.amount for item, one in changes.items()} == {"basic": 2}


def test_a_change_without_a_name_after_a_sum_and_its_parts_is_of_the_sum():
    """与2018年年初相比增加… follows the three expenses and their parts."""
    _, changes = _read(
        "three_public", "“三公”经费3万元，其中公务接待费3万元。与2018年年初相比增加1万元。"
    )
    assert list(changes) == ["three_public"]


@pytest.mark.parametrize(
    "text",
    [
        "基本支出3万元，项目支出2万元，比上年增加1万元。",
        "基本支出3万元，项目支出2万元。比上年增加1万元。",
        "比上年增加1万元。",
        "基本支出3万元，总体增加1万元。",
    ],
)
def test_a_change_that_may_be_of_several_figures_is_refused(text):
    """Guessing would put a change against the wrong figure."""
    with pytest.raises(UnreadableDisclosureError, match="that changed"):
        read_figures("overview", "2019.txt", 7, text)


def test_a_reason_in_no_deeper_bracket_than_its_change():
    """A reason after a bracket explains the change before the bracket."""
    _, changes = _read(
        "three_public",
        "公务用车购置及运维费5万元。公务用车购置及运维费增加5万元（公务用车运行费增加5万元)，"
        "主要原因是路远。",
    )
    assert {item: one.reason for item, one in changes.items()} == {
        "vehicles": "路远",
        "vehicle_running": None,
    }


def test_two_reasons_for_one_change_are_refused():
    """One of them would be lost."""
    with pytest.raises(UnreadableDisclosureError, match="one reason"):
        read_figures(
            "overview", "x", 1, "基本支出增加1万元，主要原因是甲；主要原因是乙。基本支出3万元。"
        )
