"""What a later text says of a promise: a result in its own words, its name, or nothing."""

import pytest
from kit.prose import prose

from yanjiao_budget.promises.commitments import commitments
from yanjiao_budget.promises.told import named, passages, reported

TOILETS = "加快10座环保厕所建设进程"
FIRMS = "2019年计划申报认定高新技术企业20家"
STANDING = "力争2019年年末全区有效期内高新技术企业规模超100家"
SCHOOL = "加快圣屯小学新建教学楼的施工进度，争取2019年9月1日投入使用"
WIFI = "实现重点区域无线WIFI全覆盖"
WATERWORKS = "启动3座示范水厂建设"


def told(promise, text):
    """Return what a text of 2020 reports of a promise of 2019, and where it names it."""
    (one,) = commitments({"narrative": prose("总体绩效目标：", f"{promise}。")})
    within = passages([(7, text)])
    return reported(one, within, 2020), named(one, within)


@pytest.mark.parametrize(
    ("promise", "text"),
    [
        (TOILETS, "已完成10座环保厕所建设"),
        (TOILETS, "环保厕所建成了"),
        (TOILETS, "环保厕所已基本建成"),
        (TOILETS, "2019年新建环保厕所10座"),
        (TOILETS, "2019年环保厕所、垃圾站建成投用"),
        (FIRMS, "2019年认定高新技术企业22家"),
        (FIRMS, "已认定高新技术企业15家"),
        (STANDING, "全区有效期内高新技术企业规模已达120家"),
        (SCHOOL, "圣屯小学教学楼已投入使用"),
        (SCHOOL, "圣屯小学新建教学楼于2019年9月1日投入使用"),
        (WIFI, "重点区域无线WIFI已实现全覆盖"),
        (WATERWORKS, "示范水厂已开工建设"),
    ],
)
def test_what_a_text_says_came_of_a_promise_is_quoted_with_its_line(promise, text):
    """As far as its words go: fewer than were promised are a result too."""
    said, _ = told(promise, f"前文。{text}。")
    assert (said.quote, said.line, said.certainty) == (text, 7, "certain")


def test_a_date_that_opens_the_sentence_is_quoted_with_what_it_holds_for():
    """Without it the words would not say when."""
    said, _ = told(STANDING, "回顾：\n截至2019年底，全区高新技术企业达到120家，形势良好。")
    assert (said.quote, said.line) == ("截至2019年底，全区高新技术企业达到120家", 8)


@pytest.mark.parametrize(
    ("promise", "text"),
    [
        # To be done, or of another year
        (TOILETS, "完成10座环保厕所建设"),
        (TOILETS, "2020年建成环保厕所10座"),
        (TOILETS, "2019年计划建成环保厕所10座"),
        (TOILETS, "新建环保厕所12座"),
        (TOILETS, "2018年建成环保厕所30座"),
        (TOILETS, "截至2018年底，建成环保厕所30座"),
        (TOILETS, "环保厕所建成后将免费开放"),
        (TOILETS, "如环保厕所已建成"),
        # Not done, under way, prepared, a part
        (TOILETS, "环保厕所尚未建成"),
        (TOILETS, "2019年推进环保厕所建设"),
        (TOILETS, "环保厕所已开工建设"),
        (TOILETS, "已完成环保厕所前期手续"),
        (TOILETS, "环保厕所主体已完工"),
        (TOILETS, "环保厕所建设已完成30%"),
        (TOILETS, "2019年环保厕所全部开工、垃圾站建成"),
        (TOILETS, "第二期环保厕所已建成"),
        (TOILETS, "已规划环保厕所12座"),
        (TOILETS, "已拆除环保厕所10座"),
        # Of something else
        (TOILETS, "环保厕所协会已建成"),
        (TOILETS, "已公布环保厕所建设完成情况"),
        (TOILETS, "加强已建成环保厕所的管理"),
        (TOILETS, "按照2019年已建成环保厕所标准"),
        (TOILETS, "除了完成环保厕所建设外"),
        (TOILETS, "道路已建成，环保厕所10座"),
        (FIRMS, "截至2019年底，全区高新技术企业达到120家"),
        (FIRMS, "2019年走访高新技术企业20家"),
        (STANDING, "2019年认定高新技术企业22家"),
        (STANDING, "已走访高新技术企业超100家"),
        (STANDING, "力争2019年年末科技型企业超40家，高新技术企业规模超100家"),
        (STANDING, "2019年高新技术企业规模达到新水平"),
        ("打造两条精品街", "已打造精品街两条"),  # Too short to be told from other words.
        (STANDING, "2019年高新技术企业产值突破100亿元"),
        (SCHOOL, "圣屯小学新建教学楼争取2020年9月1日投入使用"),
        (WIFI, "重点区域无线WIFI覆盖率已达到80%"),
        (WATERWORKS, "示范水厂未开工"),
    ],
)
def test_what_is_no_result_of_it_is_not_taken_for_one(promise, text):
    """Its words stand there all the same, and are said to."""
    said, name = told(promise, text)
    assert said is None
    assert name is not None


@pytest.mark.parametrize(
    ("promise", "text", "score"),
    [
        ("推进27个村街压缩垃圾站建设", "新建村街压缩式垃圾站", 93),
        (FIRMS, "高新技术类企业名录", 92),
        (TOILETS, "环保厕所二期", 100),
    ],
)
def test_words_that_are_alike_are_likely_and_say_how_alike(promise, text, score):
    """Of what is counted; a promise is not said to be passed over where the text may name it."""
    said, name = told(promise, f"已建成{text}。")
    assert said is None
    assert (name.certainty, name.score) == ("likely", score)


@pytest.mark.parametrize(
    ("promise", "text"),
    [
        (SCHOOL, "孤山小学新建教学楼已投入使用"),
        (SCHOOL, "圣屯村小学新建教学楼已投入使用"),
        (TOILETS, "环保产业已建成"),
        ("打造两条精品街", "已打造精品工程"),
        ("2019年力争申报国家科技计划项目2项", "2019年申报省级科技计划项目2项"),
    ],
)
def test_another_thing_is_neither_a_result_nor_its_name(promise, text):
    """A thing of which there is one is known by its own words alone."""
    assert told(promise, text) == (None, None)
