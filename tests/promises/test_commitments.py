"""The promises of the objectives: of the document, of other bodies, and what is none."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit import ROOT
from kit.prose import heading_of, prose

from yanjiao_budget.promises.commitments import commitments, left_out, promises
from yanjiao_budget.promises.deadlines import deadlines
from yanjiao_budget.promises.left_out import BY_KEY, LEFT_OUT, reason_of
from yanjiao_budget.promises.prose import fold, objectives
from yanjiao_budget.promises.words import NUMERAL

YEAR_END = date(2019, 12, 31)
SCHOOLS = date(2019, 9, 1)
# Line, what is promised, to do what, kind, number as printed, deadline.
OF_2019 = [
    (40, "医疗、教育、金融“微中心”", "do", "works", "三个", None),
    (46, "电厂片区工业企业“退二进三”试点", "do", "works", "4个", None),
    (50, "高新技术企业", "do", "year", "20家", YEAR_END),
    (50, "科技型中小企业", "do", "year", "200家", YEAR_END),
    (50, "科技小巨人企业", "do", "year", "8家", YEAR_END),
    (50, "全区有效期内高新技术企业规模", "reach", "standing", "超100家", YEAR_END),
    (50, "科技型中小企业规模", "reach", "standing", "超1000家", YEAR_END),
    (50, "科技小巨人企业", "reach", "standing", "超40家", YEAR_END),
    (50, "国家科技计划项目", "do", "year", "2项", YEAR_END),
    (50, "省、市科技计划项目", "do", "year", "20项", YEAR_END),
    (50, "企业创建研发平台", "do", "year", "10家", None),
    (62, "精品街", "do", "works", "两条", None),
    (72, "圣屯小学新建教学楼", "finish", "deadline", None, SCHOOLS),
    (72, "实验小学新建体育教学活动中心", "finish", "deadline", None, SCHOOLS),
    (74, "下穿京哈线铁路地道桥拓宽改造等道路工程的前期手续", "do", "works", "4条", None),
    (74, "南、北大型公交综合场站", "do", "works", "两座", None),
    (74, "村街压缩垃圾站", "do", "works", "27个", None),
    (74, "环保厕所", "do", "works", "10座", None),
    (74, "重点区域无线WIFI", "reach", "rate", "全覆盖", None),
]


@pytest.fixture(scope="module")
def rows(disclosure):
    """Return the commitments of the document."""
    return list(commitments(disclosure.records))


def test_the_document_promises_what_a_reader_finds_in_it(rows):
    """Nineteen promises, each as read by hand."""
    columns = ("source_line", "name", "verb", "kind", "number", "deadline")
    assert [tuple(row[column] for column in columns) for row in rows] == OF_2019


def test_each_stands_where_it_says(rows, disclosure):
    """In the paragraph, and on the line of the source."""
    texts = {row["paragraph"]: row["text"] for row in disclosure.records["narrative"]}
    lines = disclosure.to_text().split("\n")
    for row in rows:
        assert texts[row["paragraph"]][row["start"] : row["end"]] == row["raw"]
        assert row["raw"] in lines[row["source_line"] - 1]
        assert (row["number"] or row["deadline_raw"]) in row["raw"] or row["deadline"]


def test_numbers_are_read_as_thresholds_are(rows):
    """超100家 is more than 100, 20家 exactly 20, 两条 two; a date alone has no number."""
    read = {
        row["number"]: (row["comparison"], row["lower"], row["upper"], row["unit"]) for row in rows
    }
    assert read["超100家"] == ("more_than", Decimal(100), None, "家")
    assert read["20家"] == ("exactly", Decimal(20), Decimal(20), "家")
    assert read["两条"] == ("exactly", Decimal(2), Decimal(2), "条")
    assert read["全覆盖"] == ("exactly", Decimal(100), Decimal(100), "%")
    assert read[None] == (None, None, None, None)


def test_every_number_of_the_objectives_is_a_promise_or_left_out_with_a_reason(disclosure, rows):
    """None is passed over."""
    kept = list(left_out(disclosure.records))
    assert {one.reason for one in kept} <= set(BY_KEY)
    texts = {row["source_line"]: row["text"] for row in objectives(disclosure.records["narrative"])}
    numbers = sum(len(NUMERAL.findall(fold(text))) for text in texts.values())
    taken = Counter()
    for row in rows:
        for words in {row["number"], row["deadline_raw"]} - {None}:
            place = texts[row["source_line"]].index(
                words, row["start"] if words in row["raw"] else 0
            )
            taken[row["source_line"], place] = len(NUMERAL.findall(fold(words)))
    assert numbers == len(kept) + sum(taken.values())


def read_by_hand(heading):
    """Return the rows of the tables under a heading of the reading by hand."""
    page = (ROOT / "data" / "commitments_read.md").read_text("utf-8")
    section = re.split(r"^## ", page, flags=re.MULTILINE)
    (text,) = [part for part in section if part.startswith(heading)]
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if re.match(r"\| \d", line)
    ]


def test_the_reading_by_hand_tells_of_every_promise(rows):
    """Number, line, words and number as in the table."""
    read = [
        (int(no), int(line), raw, number) for no, line, raw, number, _ in read_by_hand("The 19")
    ]
    assert read == [
        (row["commitment"], row["source_line"], row["raw"], row["number"] or row["deadline_raw"])
        for row in rows
    ]


def test_the_reading_by_hand_tells_of_every_number_left_out(disclosure):
    """Line, number and reason, number for number."""
    read = Counter()
    for line, words, reason in read_by_hand("The numbers left out"):
        for number in re.findall(r"\*\*(.+?)\*\*", words):
            read[int(line), number, reason.split("`")[1]] += 1
    assert read == Counter(
        (one.source_line, one.text, one.reason) for one in left_out(disclosure.records)
    )


# Paragraphs of other bodies: what is promised, to do what, kind, number, deadline.
SCHOOLS_OF_A_COUNTY = (
    (
        "2、扩大教育资源。学前教育三年毛入园率达到85%以上，九年义务教育巩固率稳定在99%以上。新建、"
        "改扩建幼儿园6所，力争9月1日前投入使用；采购图书5万册、计算机800台，全部于8月底前配备到位。"
        "坚持“五育并举”，落实第三期学前教育行动计划，截至2020年底，全县已有幼儿园120所。"
    ),
    [
        ("学前教育三年毛入园率", "reach", "rate", "达到85%以上", None),
        ("九年义务教育巩固率", "keep", "rate", "稳定在99%以上", None),
        ("幼儿园", "finish", "works", "6所", date(2021, 9, 1)),
        ("图书", "finish", "year", "5万册", date(2021, 8, 31)),
        ("计算机", "finish", "year", "800台", date(2021, 8, 31)),
    ],
)
STREETS_OF_A_CITY = (
    (
        "到2021年底，城区新增绿化面积500亩，改造老旧小区12个，完成滨河路、建设大街等6条道路改造提升。"
        "对20个行政村进行环境整治，确保年底前全部验收。S271省道改线工程10月底前竣工通车；"
        "推进110千伏变电站建设，取缔10蒸吨以下燃煤锅炉；受理后3个工作日内答复。"
    ),
    [
        ("城区新增绿化面积", "do", "year", "500亩", date(2021, 12, 31)),
        ("老旧小区", "do", "year", "12个", date(2021, 12, 31)),
        ("滨河路、建设大街等道路", "finish", "works", "6条", date(2021, 12, 31)),
        ("行政村环境整治", "finish", "year", "20个", date(2021, 12, 31)),
        ("S271省道改线工程", "finish", "deadline", None, date(2021, 10, 31)),
        ("受理后答复", "reach", "time", "3个工作日内", None),
    ],
)
COURT_OF_A_DISTRICT = (
    (
        "全年受理案件8000件左右，审限内结案率98%，诉讼费收缴率达到100%。我院2020年共受理案件7563件。"
        "压减一般性支出10%，贫困发生率由3.2%降至1%以下，预计完成收入15亿元，同比增长10%。"
        "落实“三会一课”，抓好1个中心、2个基地、3条主线，争取进入全省前三名。"
    ),
    [
        ("案件", "do", "year", "8000件左右", date(2021, 12, 31)),
        ("审限内结案率", "reach", "rate", "98%", date(2021, 12, 31)),
        ("诉讼费收缴率", "reach", "rate", "达到100%", date(2021, 12, 31)),
        ("压减一般性支出", "reach", "rate", "10%", None),
        ("贫困发生率", "reach", "rate", "降至1%以下", None),
        ("收入", "finish", "year", "15亿元", None),
        ("收入同比增长", "reach", "rate", "10%", None),
    ],
)


@pytest.mark.parametrize(
    ("text", "expected"), [SCHOOLS_OF_A_COUNTY, STREETS_OF_A_CITY, COURT_OF_A_DISTRICT]
)
def test_another_body_promises_what_a_reader_finds(text, expected):
    """Nothing rests on the words of one document."""
    found = [
        (one.name, one.verb, one.kind, one.number and one.number.raw, one.by and one.by.day)
        for one in promises(text, 2021)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增高新技术企业２０家。", {"高新技术企业": "20家"}),
        ("科技型中小企业达到 300 家以上。", {"科技型中小企业": "达到 300 家以上"}),
        ("建设公厕二十座，垃圾中转站三座。", {"公厕": "二十座", "垃圾中转站": "三座"}),
        ("新建10座公厕和5个公园。", {"公厕": "10座", "公园": "5个"}),
        ("引进项目10个，其中投资亿元以上项目3个。", {"项目": "10个", "投资亿元以上项目": "3个"}),
        ("开展安全检查4次，每季度1次。", {"安全检查": "4次", "安全检查每季度": "1次"}),
        ("控制“三公”经费，较上年下降3%。", {"“三公”经费较上年下降": "3%"}),
        ("实现农村饮水安全全覆盖。", {"农村饮水安全": "全覆盖"}),
        ("城乡医保参保率保持在95%以上。", {"城乡医保参保率": "保持在95%以上"}),
        ("为65岁以上老年人免费体检8000人。", {"65岁以上老年人免费体检": "8000人"}),
        ("PM2.5浓度控制在50微克/立方米以内。", {"PM2.5浓度": "控制在50微克/立方米以内"}),
        ("争取中央、省级资金各500万元。", {"中央、省级资金": "500万元"}),
        ("绿地率提高1.5个百分点，达到38%。", {"绿地率提高": "1.5个百分点", "绿地率": "达到38%"}),
        ("绩效指标：毛入园率≥86%；投诉次数<3次。", {"毛入园率": "≥86%", "投诉次数": "<3次"}),
        ("收入达到30亿元，增长8%。", {"收入": "达到30亿元", "收入增长": "8%"}),
        ("扶持资金不超过50万元。", {"扶持资金": "不超过50万元"}),
        ("培训100人。", {"培训": "100人"}),
        ("建成日处理5000吨污水处理厂1座。", {"日处理5000吨污水处理厂": "1座"}),
        ("新增市场主体20多家。", {"市场主体": "20多家"}),
        ("培养技术能手3-5名。", {"技术能手": "3-5名"}),
        ("推进供热管网改造20公里。", {"供热管网改造": "20公里"}),
        ("办好10件民生实事。", {"民生实事": "10件"}),
        ("新建两个重点实验室。", {"重点实验室": "两个"}),
        ("举办培训班20期。", {"培训班": "20期"}),
        ("上年完成造林2万亩，今年计划完成造林3万亩。", {"造林": "3万亩"}),
        ("生猪存栏保持在30万头左右。", {"生猪存栏": "保持在30万头左右"}),
        ("优良天数达到240天。", {"优良天数": "达到240天"}),
        ("确保优良天数240天。", {"优良天数": "240天"}),
        ("走访了解困难企业30家。", {"了解困难企业": "30家"}),
        ("普及三年学前教育。", {}),
    ],
)
def test_one_clause_promises_what_it_says(text, expected):
    """The number, and what it is of."""
    assert {one.name: one.number.raw for one in promises(text, 2019)} == expected


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        ("3、加强环境保护。", "3", "numbering"),
        ("打造“4+6”产业体系。", "4", "quoted"),
        ("落实《三年行动计划》。", "三", "quoted"),
        ("推进东湖公园二期工程建设。", "二", "ordinal"),
        ("学习贯彻党的二十大精神。", "二十", "ordinal"),
        ("争取进入全省前三名。", "三", "ordinal"),
        ("推进G230国道改建。", "230", "place"),
        ("规划107国道绕城线。", "107", "place"),
        ("协助建设35千伏变电站。", "35", "size"),
        ("推进总投资3.5亿元的物流园建设。", "3.5", "size"),
        ("取缔10蒸吨以下燃煤锅炉。", "10", "which"),
        ("走访80岁以上老人。", "80", "which"),
        ("对违法建设发现一处，清理一处。", "一", "each"),
        ("培育一批骨干企业。", "一", "no_count"),
        ("进一步规范管理。", "一", "no_count"),
        ("开展千名干部进企业活动。", "千", "round"),
        ("严守三条红线。", "三", "policy"),
        ("落实中央八项规定。", "八", "policy"),
        ("着力抓好3项重点工作。", "3", "policy"),
        ("贫困发生率由3.2%降至1%以下。", "3.2", "baseline"),
        ("截至2018年底，已建成公厕20座。", "20", "past"),
        ("2018年完成造林2万亩。", "2", "past"),
        ("2019年是关键之年。", "2019", "year"),
        ("5月开工建设。", "5", "date"),
        ("对照通州4个功能集群的定位。", "4", "framed"),
        ("全县32个村。", "32", "unsaid"),
        ("提升五保供养能力。", "五", "word"),
    ],
)
def test_a_number_that_promises_nothing_is_left_out_with_its_reason(text, number, reason):
    """Names, sayings, places in an order, sizes, the past."""
    records = {"narrative": prose("总体绩效目标：", text)}
    assert [row for row in commitments(records) if number in (row["number"] or "")] == []
    assert (number, reason) in {(one.text, one.reason) for one in left_out(records)}


def test_every_reason_that_is_a_pattern_leaves_a_number_out_by_itself():
    """No rule of the table is there for nothing."""
    found = {
        reason_of(fold(text), *match.span())
        for text, *_ in NEAR
        for match in NUMERAL.finditer(fold(text))
    }
    assert {one.key for one in LEFT_OUT if one.pattern} <= found


NEAR = next(
    mark.args[1]
    for mark in test_a_number_that_promises_nothing_is_left_out_with_its_reason.pytestmark
    if mark.name == "parametrize"
)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["总体绩效目标：", "建设公厕3座。"], 1),
        (
            ["（一）总体绩效目标", "1、城市管理。建设公厕3座。", "（二）保障措施", "新建公厕5座。"],
            1,
        ),
        (["（一）总体绩效目标", "建设公厕3座。", "（二）分项绩效目标", "新建公厕5座。"], 2),
        (["1、工作目标及任务：", "建设公厕3座。", "2、组织保障：", "新建公厕5座。"], 1),
        (["部门职责：", "建设公厕3座。"], 0),
        (["工作活动绩效目标指标：", "建设公厕3座。"], 0),
    ],
)
def test_promises_are_read_under_the_heading_of_objectives_alone(texts, expected):
    """However it is worded and numbered, and up to the next of its depth."""
    headings = {0} | {index for index, text in enumerate(texts) if not text.endswith("。")}
    narrative = prose("总体", *texts)[1:]
    for index, row in enumerate(narrative):
        if index in headings:
            row["kind"], row["name"] = "heading", heading_of(row["text"], "heading")
    assert len(list(commitments({"narrative": narrative}))) == expected


def test_a_section_ends_the_objectives():
    """What another section says is no objective."""
    other = [row | {"section": 6} for row in prose("政府采购：", "采购电脑3台。")]
    assert list(commitments({"narrative": [*prose("总体绩效目标："), *other]})) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("争取2019年9月1日投入使用", "2019-09-01"),
        ("6月底前完成", "2019-06-30"),
        ("力争2019年年末", "2019-12-31"),
        ("到2020年底", "2020-12-31"),
        ("十月底前", "2019-10-31"),
        ("第二季度", "2019-06-30"),
        ("上半年完成", "2019-06-30"),
        ("年内开工", "2019-12-31"),
        ("全年", "2019-12-31"),
        ("2020年2月", "2020-02-29"),
        ("2019年2月30日", None),
        ("2019年1月1日起", None),
        ("2018年年初", None),
        ("2015年以来", None),
        ("彻底取缔", None),
        ("20199年", None),
    ],
)
def test_a_deadline_is_the_last_day_that_its_words_leave(text, expected):
    """A day there is not, a start and a part of another word are none."""
    assert [str(one.day) for one in deadlines(text, 2019)] == [expected] * (expected is not None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("力争6月底完成主体、9月底完成装修。", {"主体": "2019-06-30", "装修": "2019-09-30"}),
        ("4月底前完成招投标，5月开工，12月底前竣工。", {"招投标": "2019-04-30"}),
        ("三年内新建公园5个。", {"公园": None}),
        ("新建公园5个，推进公厕建设，年底前投入使用。", {"公园": None}),
        ("2019年至2021年新建学校10所。", {"学校": "2021-12-31"}),
        (
            "县档案馆、文化艺术中心力争10月1日建成。",
            dict.fromkeys(("县档案馆", "文化艺术中心"), "2019-10-01"),
        ),
    ],
)
def test_each_promise_has_its_own_deadline(text, expected):
    """One that is of another promise, or of several years, is not taken for it."""
    found = {one.name: one.by and str(one.by.day) for one in promises(text, 2019)}
    assert found == expected


def test_a_number_that_the_grammar_does_not_read_is_kept_and_not_read():
    """300余件 is no number, and the promise is told all the same."""
    (one,) = promises("办理群众来信300余件。", 2019)
    assert (one.number.kind, one.number.interval, one.number.raw) == ("unread", None, "300余件")


SIGNS = (
    "建设新增公厕学校座个家项20３两三十第期年底前月日，。；、“”（）《》%以上超达到以下对进行截至由"
)


@given(st.text(alphabet=SIGNS, max_size=60))
def test_any_text_is_read_and_every_promise_stands_where_it_says(text):
    """Never a crash, never a place outside the text, never two promises of one number."""
    found = promises(text, 2019)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.name
        if one.number:
            assert one.number.raw in fold(text)
    numbers = [one.places[0] for one in found if one.number]
    assert len(numbers) == len(set(numbers))
