"""Charts in words: what they say is in the chart, in its language, whatever kind it is of."""

import inspect
import re
from functools import cache

import altair as alt
import pandas as pd
import pytest
from kit.charts import CHINESE

import yanjiao_budget as yb
from yanjiao_budget.analysis import across, changes, grading, spending
from yanjiao_budget.charts import (
    across_charts,
    alt_text,
    change_charts,
    grading_charts,
    money,
    offline,
    promise_charts,
)
from yanjiao_budget.charts.in_words import title_of
from yanjiao_budget.store import loaders
from yanjiao_budget.store.folders import FOLDER_SETTING

pytestmark = pytest.mark.slow
SOURCE = "NBS 2019"  # a source is the user's own words
FIGURE = re.compile(r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?%?")
LANGUAGES = ["en", "zh"]


def draw(lang):
    """Return every chart of one disclosure by its function's name."""
    stated = yb.load_changes()
    responsibilities, activities = yb.load_responsibilities(), yb.load_activities()
    indicators, ladders, findings = yb.load_indicators(), yb.load_ladders(), yb.load_findings()
    by_size, parts = spending.by_size(responsibilities), spending.by_size(activities)
    funded = spending.general_administration(activities)
    used = grading.patterns(indicators)
    percent = used[used["pattern"].isin(ladders.loc[ladders["unit"] == "%", "pattern"])]
    grades = [grading.spread(75, indicators, reading) for reading in ("cascade", "literal")]
    answers = spending.by_size(grading.money(activities, ladders, findings)).dropna(subset="budget")
    return {
        "composition": money.composition(spending.composition(yb.load_totals()), lang),
        "spending": money.spending(by_size, parts, lang),
        "concentration": money.concentration(by_size, parts, lang),
        "funding": money.funding(spending.funding(responsibilities, activities), lang),
        "general_administration": money.general_administration(funded, lang),
        "procurement": money.procurement(
            spending.procurement_by_source(yb.load_procurement()), lang
        ),
        "bought": money.bought(spending.procurement_sums(yb.load_procurement()), lang),
        "assets": money.assets(spending.asset_shares(yb.load_assets()), lang),
        "waterfall": change_charts.waterfall(stated, lang),
        "level_and_pace": change_charts.level_and_pace(stated, lang),
        "before_and_after": change_charts.before_and_after(stated, lang),
        "real_terms": change_charts.real_terms(
            changes.in_real_terms(stated, 1.029, source=SOURCE), lang
        ),
        "per_head": change_charts.per_head(
            changes.per_head(responsibilities, 300_000, source=SOURCE), lang
        ),
        "patterns": grading_charts.patterns(used, lang),
        "cutoffs": grading_charts.cutoffs(grading.cutoffs(yb.load_thresholds()), lang),
        "patterns_by_responsibility": grading_charts.patterns_by_responsibility(
            grading.patterns_by_responsibility(indicators, responsibilities), lang
        ),
        "ruler": grading_charts.ruler(grading.bands(percent, "cascade"), lang),
        "earned": grading_charts.earned(grades[0], lang),
        "spread": grading_charts.spread(pd.concat(grades), lang),
        "findings": grading_charts.findings(grading.by_rule(findings, indicators), lang),
        "findings_by_responsibility": grading_charts.findings_by_responsibility(
            grading.by_rule_and_responsibility(findings, responsibilities), lang
        ),
        "money": grading_charts.money(answers, lang),
        **promises(lang),
        **beside_others(lang),
    }


def promises(lang):
    """Return the charts of what is promised."""
    commitments = yb.load_commitments()
    counts = yb.promised.by_field(commitments, yb.load_narrative())
    chain = yb.promised.chain(commitments, yb.load_links(), yb.load_activities())
    return {
        "by_field": promise_charts.by_field(counts, lang),
        "deadlines": promise_charts.deadlines(commitments, lang),
        "chain": promise_charts.chain(chain, lang),
    }


def beside_others(lang):
    """Return the charts of disclosures side by side."""
    tables = ("disclosures", "totals", "changes", "activities", "ladders", "findings")
    loaded = {name: getattr(yb, f"load_{name}")() for name in tables}
    rows = across.side_by_side(loaded, across.counts_of(yb.check_arithmetic()))
    counts = across.disclosures_with(across.by_rule(loaded))
    spread = across.distribution(rows)
    return {
        "distributions": across_charts.distributions(spread, across.measured(rows), lang),
        "by_rule": across_charts.by_rule(counts, lang),
    }


@pytest.fixture(scope="module")
def charts(two_years):
    """Return a function that returns every chart there is in a language, by its function's name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_SETTING, str(two_years))
        pairs = yb.compare(2019, 2020)
    rows = pairs[pairs["table"] == "responsibilities"]
    return cache(lambda lang: draw(lang) | {"compared": change_charts.compared(rows, lang)})


@pytest.fixture(scope="module")
def drawn(charts):
    """Return a function that returns the specification of a chart, by language and name."""
    return cache(lambda lang, name: charts(lang)[name].to_dict())


def functions():
    """Return the name of every function that draws a chart."""
    return {
        name
        for module in (money, change_charts, grading_charts, promise_charts, across_charts)
        for name, one in inspect.getmembers(module, inspect.isfunction)
        if one.__module__ == module.__name__
        and not name.startswith("_")
        and str(inspect.signature(one).return_annotation).rstrip("'>").endswith("Chart")
    }


def test_every_chart_there_is_is_tried(charts):
    """A new chart is tried as soon as it is there."""
    assert set(charts("en")) == functions()
    assert len(functions()) > 20


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_chart_of_no_rows_says_so(lang, monkeypatch):
    """Its title, then one sentence; no reader is left before an empty frame."""
    load = loaders.load
    monkeypatch.setattr(loaders, "load", lambda *args: load(*args).head(0))
    for chart in draw(lang).values():
        title, sentence = re.fullmatch(r"(.+?)(?:\. |。)(.+)[.。]", alt_text(chart)).groups()
        assert re.search({"en": "^(No|Neither) ", "zh": "没有|推算不出"}[lang], sentence)
        assert bool(CHINESE.search(title)) == (lang == "zh")


def figures(node):
    """Return every number of a specification's data, in each way that a chart may write it."""
    rows = [row for rows in node["datasets"].values() for row in rows]
    values = [one for row in rows for one in row.values() if isinstance(one, int | float)]
    forms = (",.2f", ",.0f", "+,.2f", ".1%", "+.1%")
    return {format(one, form) for one in values for form in forms}


def names(node):
    """Yield every text of a specification's data."""
    for rows in node["datasets"].values():
        yield from (value for row in rows for value in row.values() if isinstance(value, str))


def titles(node):
    """Yield every title of a specification."""
    if isinstance(node, dict):
        title = node.get("title")
        yield title.get("text") if isinstance(title, dict) else title
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from titles(one)


def without(text, parts):
    """Return a text without some of its parts, the longest first."""
    for one in sorted(filter(None, set(parts)), key=len, reverse=True):
        text = text.replace(one, "")
    return text


@pytest.mark.parametrize("name", sorted(functions()))
def test_each_chart_says_its_title_a_name_and_figures_of_its_data(drawn, name):
    """The largest value, or where its lines begin and end, in the words of the chart."""
    words = {"en": "largest |longest |from ", "zh": "最大|最长|自"}
    for lang in LANGUAGES:
        node = drawn(lang, name)
        text = alt_text(node)
        assert text.startswith(title_of(node))
        assert re.search(words[lang], text)
        assert any(one in text for one in names(node))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(functions()))
def test_every_figure_said_is_one_of_the_data_or_their_total(drawn, name, lang):
    """Nothing is said that the chart does not hold."""
    node = drawn(lang, name)
    text = re.sub("; total [\\d,.]+|；合计[\\d,.]+", "", alt_text(node))
    words = [one for one in names(node) if not FIGURE.fullmatch(one)]
    said = FIGURE.findall(without(text, [*words, *titles(node)]))
    assert said
    assert [one for one in said if one not in figures(node)] == []


@pytest.mark.parametrize("name", sorted(functions()))
def test_what_is_said_is_in_the_language_of_the_chart(drawn, name):
    """English has no Chinese but names with no English yet; Chinese has no English word."""
    unnamed = "城市市政设施管理|营商环境"
    foreign = {"en": CHINESE.pattern, "zh": "[A-Za-z]{3}"}
    for lang in LANGUAGES:
        assert not re.search(foreign[lang], re.sub(unnamed, "", alt_text(drawn(lang, name))))


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("composition", ("(10,000 yuan)", "万元")),
        ("spending", ("(10,000 yuan)", "万元")),
        ("waterfall", ("(10,000 yuan)", "万元")),
        ("per_head", ("Yuan per head", "人均（元）")),
        ("cutoffs", ("Cut-off, percent", "分界值（%）")),
        ("findings", ("Findings", "发现数")),
    ],
)
def test_the_unit_is_said(drawn, name, unit):
    """As the axis has it."""
    for lang, words in zip(("en", "zh"), unit, strict=True):
        assert words in alt_text(drawn(lang, name))


class TestFigures:
    """The figures said, against the tables."""

    def test_the_largest_responsibility_and_all_budgets(self, drawn):
        """Parts of one whole have a total."""
        rows = yb.load_responsibilities()
        largest = rows.loc[rows["budget"].idxmax()]
        assert (
            f"largest {largest.budget:,.2f} ({largest.responsibility} {largest['name_en']}); "
            f"total {rows['budget'].sum():,.2f}. "
        ) in alt_text(drawn("en", "spending"))

    def test_the_activities_are_those_of_the_responsibility_picked_at_first(self):
        """What a click would show is not in the picture."""
        rows = yb.load_activities().query("responsibility == 4")
        largest = rows.loc[rows["budget"].idxmax()]
        said = f"最大{largest.budget:,.2f}（4.{largest.activity} {largest['name']}）。"
        frames = map(spending.by_size, (yb.load_responsibilities(), yb.load_activities()))
        text = alt_text(money.spending(*frames, "zh"))
        assert f"所选职责的工作活动。年度预算数（万元）：{said}" in text

    def test_each_whole_has_its_own_total(self, drawn):
        """Income, expenditure and basic expenditure are never added to one another."""
        stated = yb.load_totals().set_index("item")["amount"]
        found = re.findall(r"total ([\d,.]+\d)", alt_text(drawn("en", "composition")))
        assert found == [f"{stated[item]:,.2f}" for item in ("income", "expenditure", "basic")]

    @pytest.mark.parametrize(
        "name", ["assets", "patterns", "level_and_pace", "before_and_after", "concentration"]
    )
    def test_what_does_not_add_up_has_no_total(self, drawn, name):
        """Lines within lines, the most used of many, and sums of sums."""
        assert "total" not in alt_text(drawn("en", name)).replace("Part of the total", "")

    def test_counts_in_cells_and_in_stacked_bars_have_one(self, drawn):
        """Each indicator and each activity stands in one of them."""
        cells, stacked = (
            alt_text(drawn("en", name)) for name in ("patterns_by_responsibility", "funding")
        )
        assert cells.endswith(f"total {len(yb.load_indicators())}.")
        assert stacked.endswith(f"total {len(yb.load_activities())}.")

    def test_a_line_is_said_from_end_to_end(self, drawn):
        """The largest value of a running total says nothing."""
        share = spending.by_size(yb.load_activities())["share"].max()
        said = alt_text(drawn("en", "concentration"))
        assert f"Activities from {share:.1%} (4.6 " in said
        assert said.count(" to 100.0% (") == 2

    def test_a_bar_that_begins_elsewhere_is_said_from_where_to_where(self):
        """Its length is no value."""
        rows = pd.DataFrame({"a": ["x", "y"], "from": [10.0, 5.0], "to": [20.0, 8.0]})
        chart = alt.Chart(rows, title="T").mark_bar().encode(x="from:Q", x2="to", y="a:N")
        assert alt_text(chart) == "T. from: longest from 10 to 20 (x)."

    def test_what_is_missing_is_not_the_largest(self):
        """A blank budget is not zero, and a chart of blanks has no figure."""
        rows = pd.DataFrame({"a": ["x"], "b": [None]})
        assert alt_text(alt.Chart(rows, title="T").mark_bar().encode(x="b:Q", y="a:N")) == "T."


def test_a_plain_chart_of_anyone_is_said_too():
    """Upright bars, with their data within, no tooltip and no title."""
    chart = {
        "data": {"values": [{"k": "x", "n": 1.5}, {"k": "y", "n": 2}]},
        "mark": "bar",
        "encoding": {
            "x": {"field": "k", "type": "nominal"},
            "y": {"field": "n", "type": "quantitative", "title": "How many"},
        },
    }
    assert alt_text(chart) == "How many: largest 2 (y)."


def test_a_notebook_gets_the_words_beside_the_picture(drawn):
    """As metadata of the picture, where IPython and nbconvert have them."""
    yb.show_charts_offline()
    chart = money.assets(spending.asset_shares(yb.load_assets()))
    data, metadata = chart._repr_mimebundle_()
    assert set(data) == {offline.MIME, "image/png", "text/plain"}
    assert metadata == {"image/png": {"alt": alt_text(drawn("en", "assets"))}}
