"""What speaks of a promise: those of the document, read by hand, and what is near and another."""

import re

import pytest
from kit import ROOT
from kit.prose import prose

from yanjiao_budget.promises.derive import promise_tables
from yanjiao_budget.promises.links import core, is_one_thing


def linked(promise, **tables):
    """Return what of some tables speaks of one promise."""
    records = {"narrative": prose("总体绩效目标：", promise)}
    rows = {"fiscal_year": 2019, "body": "某局", "source_line": 9}
    records["indicators"] = [
        rows
        | {"responsibility": 1, "activity": 1, "indicator": place, "name": name}
        | dict.fromkeys(("excellent", "good", "fair", "poor"), "90%以上")
        for place, name in enumerate(tables.get("indicators", ()), 1)
    ]
    records["procurement"] = [
        rows | {"line": place, "name": name}
        for place, name in enumerate(tables.get("procurement", ()), 1)
    ]
    return [(row["name"], row["certainty"]) for row in promise_tables(records)["links"]]


def test_the_reading_by_hand_tells_of_every_link(disclosure):
    """Each was found right, and none is added unread."""
    tables = promise_tables(disclosure.records)
    page = (ROOT / "data" / "commitments_read.md").read_text("utf-8")
    section = page.partition("## The links")[2].partition("\n## ")[0]
    read = re.findall(
        r"^\| (\d+) \| (\w+) (\d+) .+? \| (\w+) (\S+) (.+?) \| right", section, re.MULTILINE
    )
    keys = ("responsibility", "activity", "indicator", "line", "item")
    found = [
        (
            str(row["link"]),
            what := "commitment" if "commitment" in row else "work",
            str(row[what]),
            row["target_table"],
            ".".join(str(row[key]) for key in keys if key in row),
            row["name"],
        )
        for row in tables["links"]
    ]
    assert read == found


@pytest.mark.parametrize(
    ("promise", "name", "certainty"),
    [
        ("新建实验小学教学楼1栋。", "实验小学教学楼工程", "certain"),
        ("推进东湖公园二期建设。", "东湖公园二期工程", "certain"),
        ("完成北部城镇污水处理厂建设。", "北部新建污水处理厂工程", "likely"),
    ],
)
def test_the_same_words_are_certain_and_words_alike_are_likely(promise, name, certainty):
    """With the score of the library that finds them alike."""
    assert set(linked(promise, procurement=[name])) == {(name, certainty)}


@pytest.mark.parametrize(
    ("promise", "name"),
    [
        ("完成东污水处理厂建设。", "西污水处理厂工程"),
        ("完成东部污水处理厂建设。", "西部污水处理厂工程"),
        ("完成污水处理厂建设。", "西污水处理厂工程"),
        ("推进实验小学建设。", "第三实验小学工程"),
        ("推进东湖公园建设。", "东湖公园二期工程"),
        ("推进东湖公园一期建设。", "东湖公园二期工程"),
        ("推进中心路建设。", "市民活动中心路灯采购"),
        ("推进创意企业研发中心建设。", "企业内部研发中心"),
        ("申报国家科技计划项目2项。", "省级科技计划项目"),
        ("推进27个村街压缩垃圾站建设。", "垃圾处理设备"),
    ],
)
def test_what_differs_in_a_direction_a_level_or_a_number_is_another_thing(promise, name):
    """A wrong link is worse than a missing one."""
    assert linked(promise, procurement=[name], indicators=[name]) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("全区有效期内高新技术企业规模", "高新技术企业"),
        ("国家科技计划项目", "科技计划"),
        ("承担各级各类科技计划项目数量", "科技计划"),
        ("圣屯小学新建教学楼工程", "圣屯小学新建教学楼"),
        ("工程", "工程"),
    ],
)
def test_the_core_of_a_name_is_what_tells_it_from_others(name, expected):
    """Without what is done, how many there are, and whose they are."""
    assert core(name) == expected


def test_one_thing_is_of_one_level():
    """National projects are no provincial ones."""
    assert is_one_thing("高新技术企业", "全区高新技术企业规模")
    assert not is_one_thing("国家科技计划项目", "省、市科技计划项目")
