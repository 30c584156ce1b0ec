"""The works that prose names: those of the document, those of other bodies, and what is no name."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit import ROOT
from kit.prose import prose

from yanjiao_budget.promises.works import in_objectives, in_overview, works


@pytest.fixture(scope="module")
def rows(disclosure):
    """Return the works that the document names."""
    return list(works(disclosure.records))


def test_the_reading_by_hand_tells_of_every_work(rows):
    """Line by line, with what is said of it and by whom."""
    page = (ROOT / "data" / "commitments_read.md").read_text("utf-8")
    section = page.partition("## The works named")[2].partition("\n## ")[0]
    read = [
        (int(line), name)
        for line, names in re.findall(r"^\| (\d+) \| (.+) \|$", section, re.MULTILINE)
        for name in names.split("; ")
    ]
    named = [(row["source_line"], f"{row['name']} ({row['said']}, {row['by']})") for row in rows]
    assert read == named
    assert f"{len(rows)} times the prose names a work" in section


def test_each_stands_where_it_says(rows, disclosure):
    """The words of its clause, in the paragraph."""
    texts = {row["paragraph"]: row["text"] for row in disclosure.records["narrative"]}
    for row in rows:
        assert texts[row["paragraph"]][row["start"] : row["end"]] == row["raw"]
        assert row["source_line"] in (19, 22) or 29 <= row["source_line"] <= 110


@pytest.mark.parametrize(
    ("name", "said", "by"),
    [
        ("圣屯小学新建教学楼", "finish", "self"),
        ("第三实验小学", "start", "others"),
        ("南部垃圾中转站", "plan", "self"),
        ("燕郊体育公园", "start", "self"),
        ("东污水处理厂", "extend", "self"),
        ("北部城镇污水处理厂", "finish", "self"),
        ("亿丰大街燃气锅炉房", "advance", "others"),
        ("光环云谷", "advance", "example"),
        ("航天博物馆", "use", "self"),
        ("排水管道疏通工程", "fund", "self"),
        ("尹家沟生态环境治理", "start", "self"),
        ("行宫大街两侧绿化美化工程", "advance", "self"),
        ("燕灵路与神威北路交叉口", "extend", "self"),
        ("102国道南移线对接宋梁路", "plan", "self"),
    ],
)
def test_what_is_said_of_a_work_is_what_its_sentence_says(rows, name, said, by):
    """To plan, start, advance, extend or finish it, and who is to."""
    assert [(row["said"], row["by"]) for row in rows if row["name"] == name] == [(said, by)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "启动东湖公园二期工程建设，完成西环路道路拓宽改造工程和110千伏变电站建设，"
                "谋划实施城北污水处理厂提标改造工程。"
            ),
            [
                ("东湖公园二期工程", "start"),
                ("西环路道路拓宽改造工程", "finish"),
                ("110千伏变电站", "finish"),
                ("城北污水处理厂提标改造工程", "plan"),
            ],
        ),
        (
            "加快推进县体育馆、文化馆、图书馆“三馆”建设；督促龙泉中学、城关二小等工程尽早开工。",
            [
                ("县体育馆", "advance"),
                ("文化馆", "advance"),
                ("图书馆", "advance"),
                ("龙泉中学", "start"),
                ("城关二小", "start"),
            ],
        ),
        (
            "县档案馆、文化艺术中心力争10月1日建成开放，实施文化惠民工程，对人民路进行拓宽改造。",
            [
                ("县档案馆", "finish"),
                ("文化艺术中心", "finish"),
                ("文化惠民工程", "advance"),
                ("人民路", "extend"),
            ],
        ),
        (
            "加快县人民医院迁建、中医院改扩建，实施唐山湾污水管网、湿地公园提升等重点工程。",
            [
                ("县人民医院", "advance"),
                ("中医院", "extend"),
                ("唐山湾污水管网", "advance"),
                ("湿地公园提升", "advance"),
            ],
        ),
        (
            "抓好国家跳台滑雪中心、冬季两项中心等场馆建设，督促中建三局加快市民中心项目建设进度。",
            [
                ("国家跳台滑雪中心", "advance"),
                ("冬季两项中心", "advance"),
                ("市民中心项目", "advance"),
            ],
        ),
        (
            "推动光伏产业园二期投产达效，建成县图书馆新馆，打造“一河两岸”景观带。",
            [
                ("光伏产业园二期", "finish"),
                ("县图书馆新馆", "finish"),
                ("“一河两岸”景观带", "advance"),
            ],
        ),
    ],
)
def test_another_body_names_what_a_reader_finds(text, expected):
    """By the form of the sentence, and no list of names."""
    assert [(one.name, one.said) for one in in_objectives(text, 2020)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "规划建设一批森林公园、郊野公园。",
        "加强执法队伍建设。",
        "推进体制机制建设。",
        "加强交通、供水、供电等各类市政设施的运行管理。",
        "严守生态控制线。",
        "全面推进党的建设新的伟大工程。",
        "打造两条精品街。",
        "发挥人力资源市场的职能作用。",
        "对照通州打造创新金融和高端总部的定位。",
        "把亲商变为自觉行动。",
        "主动融入北京城市副中心建设。",
        "落实河长制，提高服务水平。",
        "加强顶层设计。",
    ],
)
def test_a_sort_of_thing_a_count_and_a_saying_name_no_work(text):
    """What has no name is not given one."""
    assert in_objectives(text, 2019) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "项目支出9万元，主要为人民路改造工程、县医院门诊楼工程等。",
            ["人民路改造工程", "县医院门诊楼工程"],
        ),
        ("机关运行经费9万元，主要用于办公用房水电费、取暖费等。", []),
        ("主要为：农村公路养护工程、危桥改造项目等。", ["农村公路养护工程", "危桥改造项目"]),
        ("主要原因是新增城管平台建设项目和补贴。", ["城管平台建设项目"]),
        ("主要是县医院迁建工程已完工。", []),
        ("主要原因为工程款增多，如：城北污水处理厂工程等。", ["城北污水处理厂工程"]),
    ],
)
def test_the_overview_names_what_money_is_for(text, expected):
    """Works, and not the costs of an office."""
    assert [one.name for one in in_overview(text)] == expected


def test_prose_that_is_no_objective_names_no_work():
    """What a body is responsible for is no plan of the year."""
    records = {"narrative": prose("部门职责：", "推进东湖公园建设。")}
    assert list(works(records)) == []
    records = {"narrative": prose("总体绩效目标：", "推进东湖公园建设。")}
    assert [row["name"] for row in works(records)] == ["东湖公园"]


SIGNS = "建设完成推进加快公园路工程等项目、，。和及对进行以为代表的“”（）一批两座1"


@given(st.text(alphabet=SIGNS, max_size=60))
def test_any_text_is_read_and_every_work_stands_where_it_says(text):
    """Never a crash, never a place outside the text."""
    for one in in_objectives(text, 2019):
        assert 0 <= one.start < one.end <= len(text)
        assert one.name
