"""What stands out in a disclosure: each sentence true, in both languages, with one as with many."""

import pandas as pd
import pytest
from kit import GOLDEN

import yanjiao_budget as yb
from yanjiao_budget.analysis import standing_out as rules
from yanjiao_budget.analysis import standing_out_words as words
from yanjiao_budget.explorer.overview import _LEADS
from yanjiao_budget.explorer.state import DEFAULT


@pytest.fixture
def of_text(folder):
    """Return a function that stores a text and returns what stands out in it."""

    def found(text):
        folder(text)
        return yb.standing_out().set_index("rule")

    return found


def golden(name):
    """Return the text of a synthetic disclosure."""
    return (GOLDEN / f"{name}.txt").read_bytes().decode()


@pytest.fixture(scope="module")
def published():
    """Return what stands out in the published disclosure."""
    return yb.standing_out().set_index("rule")


def test_the_published_disclosure_has_a_sentence_on_each_of_its_subjects(published):
    """Each with its figure and its line; nothing is kept unread, so nothing is said of that."""
    assert published[["figure", "source_line"]].to_dict("index") == {
        "spent": {"figure": "39.4%", "source_line": 704},
        "changed": {"figure": "+36.6%", "source_line": 22},
        "unfunded": {"figure": "76 / 94", "source_line": 144},
        "graded": {"figure": "238 / 304", "source_line": 178},
        "ties": {"figure": "79 / 80", "source_line": 19},
        "promises": {"figure": "2 / 19", "source_line": 40},
    }
    assert published["tie"].to_dict()["ties"] == "project_responsibilities"


def test_the_growth_is_told_with_the_reason_that_the_document_gives(published):
    """In its own words, of the part that makes most of it, a derived rate as derived."""
    row = published.loc["changed"]
    assert row["sentence_zh"] == (
        "原文写明预算收支安排增加 25,588.14 万元（约 2.56 亿元），推算为 36.6%（“较2018年预算”），"
        "其中项目支出占 95.9%。原文说明的项目支出增减原因："
        "“待支付工程款增多，如：北部新建污水处理厂工程和西部污水处理厂扩容提标工程等”。"
    )
    assert (
        "a rise of 25,588.14 万元 (about 255.9 million yuan), 36.6% as derived" in row["sentence"]
    )


def test_a_gap_is_told_with_whether_rounding_explains_it(published):
    """In the words that the ledger has for it."""
    assert "1 differs by no more than rounding" in published.loc["ties", "sentence"]
    assert "1 项的差额在四舍五入可解释的范围内" in published.loc["ties", "sentence_zh"]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.txt")))
def test_every_disclosure_has_seven_sentences_at_most_and_no_place_left_open(name, of_text):
    """In both languages, each with a line of the document, and no value that is none."""
    found = of_text(golden(name))
    assert 1 <= len(found) <= 7
    assert found["source_line"].between(1, len(golden(name).splitlines())).all()
    for text in [*found["sentence"], *found["sentence_zh"]]:
        assert not any(sign in text for sign in ("{", "}", "nan", "None", "<NA>"))


@pytest.mark.parametrize(
    ("name", "english", "chinese"),
    [
        ("decrease", "a fall of 3.45 万元, 9.9% as derived", "减少 3.45 万元，推算为 9.9%"),
        ("bracketed_numbers", "states no change in", "收支安排持平"),
        ("worded_changes", "a rise of 10.00 万元, 10.0% in", "增加 10.00 万元，即 10.0%（"),
        ("dotted_numbers", 'in "Three public" expenses', "原文写明“三公”经费减少"),
    ],
)
def test_a_fall_a_level_budget_and_a_stated_rate_are_told_as_such(name, english, chinese, of_text):
    """A rate that the document prints is not called derived."""
    row = of_text(golden(name)).loc["changed"]
    assert english in row["sentence"]
    assert chinese in row["sentence_zh"]


def test_one_of_a_thing_is_worded_as_one(of_text):
    """The one activity, and not 1 of 1."""
    row = of_text(golden("nothing_to_state")).loc["unfunded"]
    assert row["sentence"].startswith("No budget is printed for the one activity (工作活动) and")
    assert row["sentence_zh"].startswith("仅有的 1 项工作活动、仅有的 1 项职责没有公布预算")


@pytest.mark.parametrize(
    ("count", "linked", "english", "chinese"),
    [
        (1, 0, "make 1 promise with", "没有指标用相同或相近的词语说到；"),
        (1, 1, "indicators speak of it.", "都有指标用相同或相近的词语说到。"),
        (3, 0, "no indicator speaks of them.", "没有指标用相同或相近的词语说到；"),
        (3, 1, "indicators speak of 1 of them.", "其中 1 项有指标"),
        (3, 3, "indicators speak of each of them.", "都有指标用相同或相近的词语说到。"),
    ],
)
def test_promises_are_told_by_how_many_an_indicator_speaks_of(count, linked, english, chinese):
    """None, some or all of one or of several."""
    commitments = yb.load_commitments().head(count)
    link = yb.load_links().query("target_table == 'indicators'").head(1)
    links = pd.concat([link.assign(commitment=one) for one in commitments["commitment"]])
    tables = {"commitments": commitments, "links": links.head(linked)}
    found = rules.promises({**tables, "activities": yb.load_activities()}.get)
    told = words.filled(words.WORDINGS["promises"][found.which], found.values)
    assert english in told[0]
    assert chinese in told[1]


def test_gaps_beyond_rounding_are_told_by_the_widest_and_accuse_nobody(two):  # noqa: ARG001
    """The later of two years; its figures do not add up, and the sentence gives no cause."""
    row = yb.standing_out(2020).set_index("rule").loc["ties"]
    assert row["tie"] == "project_responsibilities"
    assert "7 differ by more than rounding of the printed figures can make" in row["sentence"]
    assert row["sentence"].endswith("The figures alone do not tell why.")
    assert row["sentence_zh"].endswith("差额的原因，仅凭数字无法判断。")
    # Its parts make more than the whole changed by, so none of them is told as most of it.
    assert "of that" not in yb.standing_out(2020).set_index("rule").loc["changed", "sentence"]


def test_words_kept_unread_are_counted(of_text, small):
    """With how many of them hold an amount."""
    row = of_text(small.replace("用于日常运行。", "用于日常运行。\n另有补助5万元。", 1)).loc[
        "unread"
    ]
    assert row["figure"] == "1"
    assert "1 passage is kept as printed" in row["sentence"]
    assert "其中含有金额的 1 处" in row["sentence_zh"]


def test_every_rule_has_its_wordings_and_a_place_that_it_leads_to():
    """In the table of words and on the page; what a click sets are fields of the state."""
    assert [*rules.RULES] == [*words.WORDINGS] == [*_LEADS]
    for _, fields in _LEADS.values():
        assert set(fields) <= set(DEFAULT._fields)
