"""The notebooks on other disclosures: what is not there is said, and what is said is so."""

import html
import json
import re
from functools import cache

import altair as alt
import pytest
from kit import GOLDEN
from kit.charts import CHINESE
from kit.many import build_many, renamed
from kit.running import FOLDER, WORDED, shown
from kit.years import edited, promising_years, second_year, shifted

import yanjiao_budget as yb
from yanjiao_budget import notebook
from yanjiao_budget.charts import alt_text, offline
from yanjiao_budget.charts.in_words import title_of
from yanjiao_budget.explorer.state import VIEWS
from yanjiao_budget.notebook import Said
from yanjiao_budget.store.add import add_disclosure
from yanjiao_budget.store.folders import FOLDER_SETTING

pytestmark = pytest.mark.slow

SPENDING, GRADING, YEARS, PROMISES, ACROSS = WORDED
FALLEN_BACK = "a value not stated"  # in the place of `none`, which is a word of the prose too
WRONG = re.compile(
    r"\b(?:nan|NaN|NaT|inf)\b|<NA>|[{}]|\[\[|\]\]|\|\||“”|\*\*\*\*|\(\)|（）|[，；：]。"
)
WRONG_IN_CHARTS = re.compile(r"\b(?:nan|NaN|NaT)\b|<NA>")

# What each synthetic disclosure does not state, in the words of each notebook's section.
NOT_THERE = {
    "nothing_to_state": {
        SPENDING: {
            "answer": "no project expenditure (项目支出) was read. No responsibility",
            "composition": "no revenue from government-managed funds (政府性基金) was read.",
            "spending": "No responsibility prints a budget. Responsibilities that print no budget",
            "concentration": "No responsibility publishes a budget. No budget of an activity",
            "funding": "Activities: 1; none of them prints a budget.",
            "general_administration": "No budget of an activity was read.",
            "procurement": "No procurement (政府采购) was read.",
            "assets": "No total of fixed assets (固定资产) was read. No table of them was read.",
        },
        GRADING: {
            "answer": "One indicator of 2022 was read, and so one ladder. No activity publishes",
            "cutoffs": "no cut-off of a grade was read that is more common than the others",
            "by_responsibility": "No ladder is shared by most indicators",
            "one_result": "No indicator has a percentage ladder",
            "general_administration": "none is named only general management",
            "money": "No activity publishes a budget, so no money answers to a ladder.",
        },
        YEARS: {
            "answer": "no change of the whole budget was read. No figure of the three public",
            "growth": "No change of basic expenditure (基本支出) was read. No change of project",
            "pace": "No relative change follows from what was read.",
            "public": "No figure of the three public expenses (“三公”经费) was read.",
            "reasons": "No change was read, and so no reason.",
            "not_compared": "No 2021 disclosure of this body is in the tables",
        },
        PROMISES: {
            "answer": "No promise with a number or a date was read in the disclosure of 2022.",
            "by_field": "No promise stands under a numbered heading.",
            "deadlines": "No promise names a deadline.",
            "paid": "No line of procurement names a promise.",
            "percent": "No promise of a count has an indicator that is graded in percent.",
        },
        ACROSS: {
            "answer": "Of its 1 activity **1** prints no budget.",
            "spread": "The only disclosure of 2022 is the one bar of each panel.",
            "years": "the data holds the disclosure of 2022 alone.",
            "lacking": "The disclosure lacks some figures; why stands in the table after it.",
        },
    },
    "worded_changes": {
        SPENDING: {
            "answer": "One responsibility publishes a budget, *合成职责*.",
            "composition": "No revenue from the general public budget (一般公共预算) or from",
            "spending": "One responsibility prints a budget, *合成职责*: 44.00 万元",
            "funding": "Activities: 1; each of them prints a budget.",
            "general_administration": "Of the activities that have a budget (1) none is named",
            "assets": "No table of them was read.",
        },
        GRADING: {
            "answer": "One indicator of 2022 was read, and so one ladder.",
            "systemic": "For none is a value found beyond its last threshold.",
            "findings": "No finding rests on a word list.",
        },
        YEARS: {
            "answer": "The three public expenses (“三公”经费) changed by -25.0% to 3.00 万元.",
            "growth": "Basic expenditure (基本支出) is stated to have changed by +10.0% to 66.00",
            "pace": "What grew is *Budgeted revenue and expenditure, Project expenditure*, at",
        },
    },
    "dotted_numbers": {
        SPENDING: {
            "composition": "no revenue from government-managed funds (政府性基金) was read."
        },
        GRADING: {"patterns": "No ladder serves more than 1 indicator; none is shared by most."},
        YEARS: {
            "answer": "no change of the whole budget was read. The three public expenses",
            "pace": "No item with a known relative change grew.",
            "public": "how much of that is vehicles was not read.",
        },
    },
}


def golden(name):
    """Return the text of a synthetic disclosure."""
    return (GOLDEN / f"{name}.txt").read_bytes().decode()


def seen(name, lang):
    """Return what a notebook shows, of each chart its specification."""
    return [
        one.to_dict() if isinstance(one, alt.TopLevelMixin) else one for one in shown(name, lang)
    ]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Return a function that returns what a notebook shows, once texts are added to no data."""

    @cache
    def added(*texts):
        folder = tmp_path_factory.mktemp("added")
        for number, text in enumerate(texts):
            file = folder / f"{number}.txt"
            file.write_bytes(text.encode())
            add_disclosure(file, data=folder / "data")
        return str(folder / "data")

    @cache
    def found(name, lang, *texts):
        patch.setenv(FOLDER_SETTING, added(*texts))
        return seen(name, lang)

    def of(name, lang, *texts):
        patch.setenv(FOLDER_SETTING, added(*texts))
        return found(name, lang, *texts) if name else []

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(FOLDER)
        patch.setattr(notebook, "_none", lambda _: FALLEN_BACK)
        yield of


def prose(found):
    """Return the text of each section that a notebook says, in one line, by its name."""
    texts = {one.section: html.unescape(one.text) for one in found if isinstance(one, Said)}
    return {section: " ".join(text.split()) for section, text in texts.items()}


def charts(found):
    """Return the specifications of charts among what a notebook shows."""
    return [one for one in found if isinstance(one, dict)]


def faults(found, lang):
    """Return what no reader should meet in what a notebook shows."""
    told = []
    for section, text in prose(found).items():
        wrong = WRONG.findall(text)
        quotes = [line for line in text.splitlines() if line.strip() in {"", ">"}]
        if wrong or quotes or FALLEN_BACK in text:
            told.append((section, wrong, text))
    for chart in charts(found):
        words = alt_text(chart)
        if WRONG_IN_CHARTS.search(json.dumps(chart)) or not words:
            told.append(("chart", words, ""))
        if bool(CHINESE.search(words[:20])) != (lang == "zh"):
            told.append(("chart", words, "in the other language"))
    return told


class Holding(str):
    """Words equal to any text that holds them."""

    __slots__ = ()

    def __eq__(self, other):
        """Tell whether the other holds them."""
        return str(self) in other

    __hash__ = str.__hash__


@pytest.mark.parametrize("name", NOT_THERE)
def test_on_a_disclosure_alone_what_is_not_there_is_said(name, run):
    """Each notebook runs whole on it, names it, and says of each part what was not read."""
    for one, expected in NOT_THERE[name].items():
        found = run(one, "en", golden(name))
        said = prose(found)
        wanted = {section: Holding(words) for section, words in expected.items()}
        assert wanted == {section: said[section] for section in expected}
        opens = "The data holds one disclosure" if one == ACROSS else "Read here: the disclosure"
        assert opens in said["answer"]
        assert "虚构县" in said["answer"]
        assert faults(found, "en") == []


def test_the_first_notebook_says_what_was_read_of_each_table_and_of_which_nothing(run):
    """A year with other tables is shown for what it has."""
    said = prose(run(SPENDING, "en", golden("nothing_to_state")))["answer"]
    assert "stated figures, responsibilities, activities, indicators, glossary" in said
    assert "(in this order, 4, 1, 1, 1, 1). No row was read of: stated changes, procurement" in said
    read_of = notebook.rows_read(**yb.latest()).set_index("table")["rows"]
    assert read_of.totals == len(yb.load_totals(**yb.latest())) == 4
    assert read_of.assets == 0


def test_a_figure_of_the_year_before_that_the_document_names_is_said(run, monkeypatch):
    """Beside what is derived, which then is not said to be printed nowhere."""
    text = golden("dotted_numbers")
    run("", "en", text)
    changes = yb.load_changes()
    stated = changes.assign(stated_previous=changes["amount"].head(1))
    monkeypatch.setattr(yb, "load_changes", lambda **_: stated)
    said = prose(shown(YEARS, "en"))["growth"]
    assert "The document itself names a figure of 2021" in said
    assert f"in this order {changes['amount'][0]:,.2f} 万元 (line 114)" in said
    assert "not printed" not in said


def test_a_chinese_reader_is_told_the_same(run):
    """As many sections and charts, all of them in Chinese."""
    text = golden("nothing_to_state")
    for name in (SPENDING, YEARS, GRADING, PROMISES, ACROSS):
        english, chinese = (run(name, lang, text) for lang in ("en", "zh"))
        assert faults(chinese, "zh") == []
        assert [*prose(chinese)] == [*prose(english)]
        assert len(charts(chinese)) == len(charts(english)) >= 2
    assert prose(run(SPENDING, "zh", text))["procurement"] == "没有读到政府采购。"
    assert prose(run(YEARS, "zh", text))["reasons"] == "没有读到增减，也就没有原因。"
    assert "这里读的是“虚构县小型站”2022年" in prose(run(SPENDING, "zh", text))["answer"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_many_disclosures_stand_side_by_side(lang, tmp_path, monkeypatch):
    """All of the latest year, one of them marked; no ranking of 65 bodies."""
    monkeypatch.chdir(FOLDER)
    monkeypatch.setenv(FOLDER_SETTING, str(build_many(tmp_path, renamed())))
    found = seen(ACROSS, lang)
    said = prose(found)
    latest = yb.across(year=yb.latest()["year"])
    assert str(len(latest)) in said["answer"]
    assert str(yb.latest()["body"]) in said["answer"]
    assert faults(found, lang) == []
    assert len(charts(found)) == 2


PROMISING = {"按计划完成。": "新建公厕20座，培训骨干30人，9月底前完成合成活动甲建设。"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_promises_of_another_body_are_told_by_what_it_has(lang, run):
    """Numbers and a deadline, and no line of procurement, nor an indicator."""
    found = run(PROMISES, lang, edited(golden("minimal"), PROMISING))
    said = prose(found)
    assert faults(found, lang) == []
    if lang == "en":
        assert "make 3 promises with a number or a date" in said["answer"]
        assert (
            "The first is 2021-09-30, for *合成活动甲* (line 32). The other 2 name none."
            in (said["deadlines"])
        )
        assert "“9月底前完成合成活动甲建设”" not in said["nothing"]


def test_an_empty_chart_says_that_it_is_empty(run):
    """In the place of marks, and so in the words that stand beside its picture."""
    text = golden("nothing_to_state")
    found = {name: charts(run(name, "en", text)) for name in WORDED}
    assert {
        "What is bought, and with whose money. No procurement lines with an amount were read.",
        "What 75% would earn. No indicator has a percentage ladder.",
        "Where the growth came from. No amount was read by which the whole budget changed.",
    } <= {alt_text(chart) for several in found.values() for chart in several}
    picture = offline.bundle(found[SPENDING][-1])["image/png"]
    assert picture.startswith(b"\x89PNG")


def test_two_years_of_a_body_are_compared_for_what_each_has(run):
    """A decrease in one, and in the next no procurement and no fixed assets."""
    texts = shifted(golden("decrease"), -1), golden("without_optional_sections")
    found = run(YEARS, "en", *texts)
    expected = "The disclosures of 2020 and 2021 line up. Responsibilities: 2 of the same name"
    assert expected in prose(found)["compared"]
    assert faults(found, "en") == []


def test_every_notebook_reads_the_second_year_of_the_real_document(run, text):
    """With no edit, and says of it what it has; the third compares it with 2019's own."""
    for name in (PROMISES, YEARS, SPENDING, GRADING, ACROSS):
        found = run(name, "en", text, second_year(text))
        assert "2020" in " ".join(prose(found).values())
        assert faults(found, "en") == []
    last = run(YEARS, "en", text, second_year(text))
    assert "The disclosures of 2019 and 2020 line up" in prose(last)["compared"]
    assert "No 2019 disclosure" not in " ".join(prose(last).values())
    assert "2019 and 2020, each as its own disclosure has it" in map(title_of, charts(last))
    tables = "".join(one.to_html() for one in last if hasattr(one, "to_html"))
    assert "previous_project" in tables
    assert "城市市政设施管理" in tables
    said = prose(run(PROMISES, "en", text, second_year(text)))["again"]
    assert "Promises of 2019: 19. Made again in 2020: **17** unchanged, **2** with a change" in said


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_became_of_the_promises_of_the_year_before_is_counted(lang, run):
    """As far as the later text tells; where one year makes none, that there is nothing to hold."""
    before, after = promising_years(golden("minimal"))
    found = run(PROMISES, lang, before, after)
    said = {
        "en": "**1** unchanged, **1** with a change. Not made again: **1** of which the "
        "text of 2021 tells a result, 1 that it only names, **2** whose words stand nowhere in it.",
        "zh": "原样再次作出的 **1** 项，再次作出而有所改变的 **1** 项；",
    }[lang]
    assert said in prose(found)["again"]
    assert faults(found, lang) == []
    without = run(PROMISES, lang, before, golden("minimal"))
    nothing = {"en": "nothing to hold side by side", "zh": "无从对照"}[lang]
    assert nothing in prose(without)["again"]
    assert faults(without, lang) == []


def test_what_only_people_can_have_read_is_said_of_the_text_they_read(run, text):
    """One line of it changed, and it is another text."""
    run("", "en", text)
    assert notebook.is_read_by_people(**yb.latest())
    run("", "en", text.replace("无其它需要说明的事项。", "没有其它需要说明的事项。"))
    assert not notebook.is_read_by_people(**yb.latest())


@pytest.mark.parametrize(("name", "lang"), [*zip(NOT_THERE, ("en", "zh", "en"), strict=True)])
def test_every_part_of_the_explorer_is_drawn_of_a_disclosure_alone(name, lang, run):
    """As notebook 04 opens it, in each view."""
    run("", "en", golden(name))
    (explorer,) = shown("04_explorer", "en")
    for view in VIEWS:
        explorer.lang, explorer.view = lang, view
        texts = [
            json.dumps(made.shown, default=str, ensure_ascii=False)
            for made in explorer.blocks().values()
        ]
        assert texts
        assert not [one for one in texts if re.search("could not be drawn|无法显示", one)]
