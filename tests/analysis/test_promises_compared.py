"""Promises of two years: made again, changed, told of, named, no longer spoken of, new."""

import pytest
from kit.years import SMALL_BODY, edited, promising_years, shifted

import yanjiao_budget as yb
from yanjiao_budget.analysis.promises_compared import by_outcome, compared
from yanjiao_budget.promises.derive import promise_tables
from yanjiao_budget.promises.kinds import OUTCOMES
from yanjiao_budget.schema import BY_NAME
from yanjiao_budget.schema.answers import promises_compared
from yanjiao_budget.store.cells import columns_of
from yanjiao_budget.store.dtypes import as_frame
from yanjiao_budget.store.names import english

PLACE = "按计划完成。"


def promising(small, before, after):
    """Return the small document as one of 2020 and of 2021, with the promises of each."""
    pairs = zip((shifted(small, -1), small), (before, after), strict=True)
    return [edited(text, {PLACE: promises}) for text, promises in pairs]


def commitments(disclosure):
    """Return the promises of a disclosure just read, as they are loaded once it is stored."""
    table, names = BY_NAME["commitments"], english()
    rows = promise_tables(disclosure.records, names)[table.name]
    return as_frame(table.columns, columns_of(table, rows, names))


@pytest.fixture
def told(small):
    """Return a function that says what became of the promises of 2020 in a text of 2021."""

    def tell(before, after, *columns):
        read = [yb.parse_disclosure(text) for text in promising(small, before, after)]
        frame = compared(*map(commitments, read), read[1], 2020).astype(object)
        listed = frame[["outcome", *columns]]
        return [tuple(row) for row in listed.where(listed.notna(), None).to_numpy()]

    return tell


ALIKE = ("certainty", "score")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("加快10座环保厕所建设。", "加快10座环保厕所建设。"),
        ("推进三个示范村建设。", "推进3个示范村建设。"),
        ("加快10座环保厕所建设。", "新建环保厕所 10 座。"),
        ("2020年计划认定示范企业20家。", "2021年力争认定示范企业20家。"),
        ("示范率达到90%以上。", "示范率不低于90%。"),
        ("2020年计划认定示范企业20家。", "计划认定示范企业20家。"),
        ("6月底前培训示范骨干30人。", "6月底前培训示范骨干30人。"),
        ("2022年底前新建示范大桥2座。", "2022年底前新建示范大桥2座。"),
        ("2021年9月1日建成示范大桥。", "2021年9月1日建成示范大桥。"),
    ],
)
def test_a_promise_with_the_same_words_and_number_is_made_again(before, after, told):
    """Each year's own date is as far from its year, or the same day; words round it may differ."""
    columns = [*ALIKE, "description", "quote"]
    assert told(before, after, *columns) == [("repeated", "certain", 100, None, None)]


@pytest.mark.parametrize(
    ("before", "after", "said", "said_zh"),
    [
        ("新建水厂10座。", "新建水厂12座。", "number: 10座 → 12座", "数字：10座 → 12座"),
        ("示范企业规模超90家。", "示范企业规模达90家。", "number: 超90家 → 达90家", None),
        ("新建道路10条。", "新建道路10公里。", "number: 10条 → 10公里", None),
        (
            "完成示范大桥建设，力争2020年9月1日投入使用。",
            "完成示范大桥建设，力争2021年9月1日投入使用。",
            "deadline: 2020-09-01 → 2021-09-01",
            "期限：2020-09-01 → 2021-09-01",
        ),
        (
            "6月底前培训示范骨干30人。",
            "9月底前培训示范骨干30人。",
            "deadline: 2020-06-30 → 2021-09-30",
            None,
        ),
        (
            "推进27个示范站建设。",
            "完成27个示范站建设，6月底前投入使用。",
            "deadline: none → 2021-06-30; what is to be done: to do → to finish",
            "期限：无 → 2021-06-30；动作：要做 → 要完成",
        ),
    ],
)
def test_what_moved_is_said_from_what_to_what(before, after, said, said_zh, told):
    """A number with its comparison, a day, the class of the verb; in both languages."""
    (row,) = told(before, after, *ALIKE, "description", "description_zh")
    assert row[:4] == ("changed", "certain", 100, said)
    assert said_zh is None or row[4] == said_zh


@pytest.mark.parametrize(
    ("before", "after", "score"),
    [
        ("推进27个村街压缩垃圾站建设。", "推进27个村街压缩式垃圾站建设。", 93),
        ("认定示范型企业20家。", "认定全区示范型企业20家。", 83),
        ("2021年9月1日前建成示范小学。", "2021年9月1日前建成示范小学工程。", 80),
    ],
)
def test_a_thing_in_like_words_is_likely_the_same_and_says_how_alike(before, after, score, told):
    """Of what is counted; a thing of which there is one, by the words that tell it from others."""
    assert told(before, after, *ALIKE) == [("repeated", "likely", score)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A level that is reached, and what is done in a year
        ("2020年认定示范型企业20家。", "2021年年末示范型企业规模超20家。"),
        # Another direction, level of government, number in a name
        ("推进2座城东示范水厂建设。", "推进2座城西示范水厂建设。"),
        ("申报国家示范工程2项。", "申报省级示范工程2项。"),
        ("推进2所第二实验小学建设。", "推进2所第三实验小学建设。"),
        # One thing is known by its own words alone
        ("9月1日前建成燕新学校教学楼。", "9月1日前建成燕昌学校教学楼。"),
        # Another beginning, and too little in common
        ("推进2座新城示范水厂建设。", "推进2座老城示范水厂建设。"),
        ("新建环保厕所10座。", "新建环卫工人专用厕所10座。"),
    ],
)
def test_another_thing_is_no_promise_made_again(before, after, told):
    """However alike its words are: one is new, the other is not made again."""
    (new,), (old,) = told(before, after)
    assert new == "new"
    assert old in {"named", "dropped"}


def test_each_promise_is_told_with_its_line_and_the_words_of_the_later_text(folder, small):
    """A result, the name alone, nothing; what is not made again comes last."""
    folder(*promising_years(small))
    frame = yb.compare_promises(2020, 2021)
    line = 32
    columns = ["outcome", "name_before", "source_line_before", "name_after", "source_line_after"]
    listed = frame[[*columns, *ALIKE, "quote", "quote_line"]].astype(object)
    assert [tuple(row) for row in listed.where(listed.notna(), None).to_numpy()] == [
        ("repeated", "水厂", line, "水厂", line, "certain", 100, None, None),
        ("changed", "示范教师", line, "示范教师", line, "certain", 100, None, None),
        ("new", None, None, "辅警", line, None, None, None, None),
        (
            *("reported", "环保厕所", line, None, None, "certain", 100),
            *("2020年，环保厕所建成12座", line),
        ),
        ("named", "示范骨干", line, None, None, "certain", 100, "表扬示范骨干", line),
        ("dropped", "精品大街", line, None, None, None, None, None, None),
        ("dropped", "示范公园", line, None, None, None, None, None, None),
    ]


def test_a_promise_that_is_made_again_has_what_is_told_of_it_too(told):
    """Ten were built, and ten more are promised."""
    before, after = "新建环保厕所10座。", "2020年建成环保厕所10座，2021年新建环保厕所10座。"
    (row,) = told(before, after, "quote")
    assert row == ("repeated", "2020年建成环保厕所10座")


def test_promises_of_one_name_are_paired_by_what_they_count_and_each_once(told):
    """A target for the year with that of the next, a level with a level."""
    before = "2020年认定示范企业8家，力争2020年年末示范企业规模超40家。新建水厂2座。"
    after = "力争2021年年末示范企业规模超50家。2021年认定示范企业8家。新建水厂2座，新建水厂3座。"
    rows = told(before, after, "number_before", "number_after")
    assert rows == [
        ("changed", "超40家", "超50家"),
        ("repeated", "8家", "8家"),
        ("repeated", "2座", "2座"),
        ("new", None, "3座"),
    ]


def test_of_several_that_are_alike_the_most_alike_is_taken_then_the_one_of_the_same_number(told):
    """The first in order is neither."""
    before = "新建村街压缩垃圾站2座，新建水厂2座，新建水厂3座。"
    after = "新建村街示范压缩式垃圾站2座，新建村街压缩式垃圾站2座，新建水厂3座，新建水厂2座。"
    rows = told(before, after, "name_after", "number_before")
    assert rows == [
        ("new", "村街示范压缩式垃圾站", None),
        ("repeated", "村街压缩式垃圾站", "2座"),
        ("repeated", "水厂", "3座"),
        ("repeated", "水厂", "2座"),
    ]


@pytest.mark.parametrize("texts", [(PLACE, "新建水厂2座。"), ("新建水厂2座。", PLACE)])
def test_where_one_year_makes_no_promise_nothing_is_said_of_the_other(texts, folder, small):
    """No list of promises is no list without them; the columns are there."""
    folder(*promising(small, *texts))
    frame = yb.compare_promises(2020, 2021)
    assert frame.empty
    assert [*frame] == [column.name for column in promises_compared(2020, 2021)]
    assert by_outcome(frame).to_dict() == dict.fromkeys(OUTCOMES, 0)


@pytest.mark.usefixtures("two")
def test_every_promise_of_either_document_is_there_once():
    """With its line; the dates of the two schools have moved by a year, all else is repeated."""
    frame = yb.compare_promises(2019, 2020)
    for year, when in ((2019, "before"), (2020, "after")):
        rows = yb.load_commitments(year=year)
        side = frame.dropna(subset=f"commitment_{when}").sort_values(f"commitment_{when}")
        for column in ("commitment", "name", "raw", "source_line"):
            assert side[f"{column}_{when}"].tolist() == rows[column].tolist()
    counts = by_outcome(frame)
    assert counts[counts > 0].to_dict() == {"repeated": 17, "changed": 2}
    assert frame["outcome"].isin(promises_compared(2019, 2020)[3].categories).all()


def test_a_year_that_is_not_there_or_not_later_is_refused():
    """As `compare` does."""
    with pytest.raises(KeyError, match=r"no disclosure of 2020 .*there are: 2019"):
        yb.compare_promises(2019, 2020)
    with pytest.raises(ValueError, match="first year has to be the earlier"):
        yb.compare_promises(2020, 2019)


def test_another_bodys_promises_are_not_ones_own(folder, small, text):
    """2019 of one body says nothing of 2020 of another."""
    folder(text, edited(shifted(small, -1), {PLACE: "新建水厂2座。"}))
    with pytest.raises(KeyError, match=f"no disclosure of 2019 {SMALL_BODY}"):
        yb.compare_promises(2019, 2020, SMALL_BODY)
