"""The explorer without a browser: assign a trait, look at the frames and specifications."""

import inspect
import json
import re
from functools import cache

import altair as alt
import pandas as pd
import pytest
import traitlets
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.charts import CHINESE, words
from kit.explorer import states, taken
from kit.years import edited, promising_years, shifted

import yanjiao_budget as yb
from yanjiao_budget.analysis import grading
from yanjiao_budget.charts import redraw
from yanjiao_budget.explorer import page
from yanjiao_budget.explorer.page import BLOCKS
from yanjiao_budget.explorer.state import VIEWS, State

VEGA_LITE = {"$ref": "#/definitions/TopLevelSpec"}
# States in which every block of every view has something to show.
FULL = {
    "spending": {"responsibility": 4},
    "grading": {"indicator": "1.2.1"},
    "trust": {"tie": "project_responsibilities"},
    "document": {"find": "污水", "line": 19},
}


def show(explorer, view, lang="en"):
    """Open a view with something in each of its blocks."""
    explorer.view, explorer.lang = view, lang
    for name, value in FULL.get(view, {}).items():
        setattr(explorer, name, value)
    return explorer.blocks()


_NOT_READ = {"specification", "set", "kind", "name", "field", "value", "also", "click"}


def texts(node):
    """Yield every text in what a page draws, specifications apart."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            if key not in _NOT_READ:
                yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


# What is shown


def whole(explorer):
    """Assert all that holds of a view in whatever state, and in either language.

    No block is missing, what goes to the page is plain data, charts are valid Vega-Lite (the page
    is spared that check on every change), and a frame is the one that its code makes. A switch of
    language changes every block and keeps the state, and in Chinese every sentence is Chinese.
    """
    before, shown = explorer.state, {}
    for lang in ("en", "zh"):
        explorer.lang = lang
        blocks = shown[lang] = explorer.blocks()
        assert [*blocks] == [f"{explorer.view}.{block.__name__}" for block in BLOCKS[explorer.view]]
        for name, made in blocks.items():
            json.dumps(made.shown, allow_nan=False)
            assert "could not be drawn" not in str(made.shown), (name, made.shown)
            assert "无法显示" not in str(made.shown), (name, made.shown)
            if made.shown["kind"] == "chart":
                specification = made.shown["specification"]
                alt.VegaLiteSchema.validate(specification, VEGA_LITE)
                assert specification["datasets"]
        made_by_their_code(explorer)
    assert explorer.state == before._replace(lang="zh")
    for name, made in shown["zh"].items():
        if made.shown["kind"] != "nothing":
            assert made.shown != shown["en"][name].shown, name
        # Sources of criteria, and ladders in signs, are quoted as they are.
        for text in texts(made.shown) if explorer.view != "document" else ():
            if len(re.findall("[A-Za-z]{4,}", text)) > 2 and "(20" not in text:
                assert CHINESE.search(text), (name, text)


def made_by_their_code(explorer):
    """Assert that each frame is the one that its code makes; return how many have code."""
    code = taken(explorer)
    coded = {name: made for name, made in explorer.blocks().items() if made.code}
    for name, made in coded.items():
        frame = frame_of(next(text for text in code if made.code in text))
        pd.testing.assert_frame_equal(frame, made.frame, obj=name)
    return len(coded)


@cache
def frame_of(code):
    """Return the frame that code of the page makes, which is the same in both languages."""
    scope = {}
    exec(code, scope)  # noqa: S102
    return scope["frame"]


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_whole_where_each_of_its_blocks_has_something_to_show(view, explorer):
    """As it opens, with a responsibility, an indicator, words or a line chosen."""
    show(explorer, view)
    whole(explorer)


def drawn(made):
    """Return the words of a block's chart, none where it draws none."""
    return words(made.shown["specification"]) if made.shown["kind"] == "chart" else []


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
def test_a_grade_band_has_one_name_in_chinese(view, explorer):
    """档次, in every table, sentence and chart."""
    explorer.open_state(
        f"v=1&lang=zh&view={view}&indicator=1.2.1&tie=project_responsibilities&find=污水"
    )
    for name, made in explorer.blocks().items():
        # Rows hold names and lines of the document, which may have that word.
        own = {
            key: value for key, value in made.shown.items() if key not in {"rows", "specification"}
        }
        said = f"{own} {drawn(made)} {dict(made.headings)}"
        assert "等级" not in said, name


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
def test_a_budget_line_is_revenue_and_never_income(view, explorer):
    """As the tables' names have it."""
    explorer.open_state(f"v=1&lang=en&view={view}&find=收入")
    for name, made in explorer.blocks().items():
        shown = {key: value for key, value in made.shown.items() if key != "specification"}
        texts = [*drawn(made), str(shown), str([*made.headings.values()])]
        found = [text for text in texts if re.search(r"\bincome\b", text, re.IGNORECASE)]
        assert not found, (name, found)


@settings(max_examples=settings().max_examples // 10)
@given(data=st.data())
def test_every_view_is_whole_whatever_is_chosen(data, opened):
    """Any of the choices, all at once."""
    state = data.draw(states(opened))
    with opened.hold_trait_notifications():
        for name, value in state._asdict().items():
            setattr(opened, name, value)
    whole(opened)


def test_a_headline_figure_has_its_year_before_its_share_and_its_line(explorer):
    """Project expenditure, as the document states it."""
    items = {item["small"]: item for item in explorer.blocks()["overview.figures"].shown["items"]}
    project = items["项目支出"]
    assert project["value"] == "90,119.41"
    assert any("94.3%" in text for text in project["notes"])
    assert any("65,579.26" in text and "derived" in text for text in project["notes"])
    assert project["line"]["set"] == {"view": "document", "line": 19}


@pytest.mark.parametrize("measure", ["amount", "share", "unfunded"])
@pytest.mark.parametrize("sort", ["", "budget", "-source_line", "name_en"])
def test_the_table_of_spending_matches_its_chart(measure, sort, explorer):
    """The same rows in the same order, for every measure and sort."""
    explorer.view, explorer.measure, explorer.sort = "spending", measure, sort
    blocks = explorer.blocks()
    rows = [int(row[0]) for row in blocks["spending.table"].shown["rows"]]
    data = next(iter(blocks["spending.chart"].shown["specification"]["datasets"].values()))
    assert rows == [point["responsibility"] for point in data]
    assert rows


def test_a_step_into_a_responsibility_lists_its_activities_and_the_way_back(explorer):
    """The breadcrumbs lead back."""
    explorer.view, explorer.responsibility = "spending", 4
    blocks = explorer.blocks()
    own = yb.load_activities()["responsibility"].eq(4).sum()
    assert len(blocks["spending.table"].frame) == own
    assert blocks["spending.trail"].shown["steps"][0]["set"] == {"responsibility": 0}


def test_a_responsibility_with_nothing_to_list_says_so_and_how_to_get_back(explorer):
    """Every activity of some responsibilities prints a budget."""
    explorer.view, explorer.measure = "spending", "unfunded"
    listed = set(explorer.blocks()["spending.table"].frame["responsibility"])
    explorer.responsibility = min(set(range(1, 14)) - listed)
    shown = explorer.blocks()["spending.chart"].shown
    assert "prints a budget" in shown["text"]
    assert shown["set"] == {"measure": "amount"}


def test_a_blank_budget_is_shown_in_words_and_never_as_zero(explorer):
    """No budget is published, which is not a budget of zero."""
    explorer.view = "spending"
    rows = explorer.blocks()["spending.table"].shown["rows"]
    assert [row[2] for row in rows].count("none published") == 2
    assert "0.00" not in [row[2] for row in rows]


@pytest.mark.parametrize("reading", ["cascade", "literal"])
@pytest.mark.parametrize("value", [0, 59.5, 75, 100])
def test_the_what_if_earns_what_the_grading_does(reading, value, explorer):
    """The chart counts what the table lists, one indicator at a time."""
    explorer.view, explorer.reading, explorer.value = "grading", reading, value
    blocks = explorer.blocks()
    counts = blocks["grading.whatif"].frame.set_index("grade")["indicators"]
    listed = blocks["grading.indicators"].frame["earns"].value_counts()
    assert counts[counts > 0].to_dict() == listed.to_dict()
    expected = grading.spread(value, yb.load_indicators(), reading).set_index("grade")["indicators"]
    assert counts.to_dict() == expected.to_dict()


@pytest.mark.slow
def test_a_chart_drawn_again_is_the_chart_drawn_anew(explorer):
    """Only its rows are exchanged, and what depends on them."""
    explorer.view = "grading"
    steps = [
        {"value": 60.0},
        {"responsibility": 8},
        {"reading": "literal"},
        {"query": "率", "responsibility": 0},
        {"lang": "zh", "value": 0.0, "query": ""},
    ]
    for step in steps:
        for name, value in step.items():
            setattr(explorer, name, value)
        again = explorer.blocks()
        redraw._empty.cache_clear()
        anew = page.blocks(explorer._data, explorer.state)
        charts = [name for name, made in again.items() if made.shown["kind"] == "chart"]
        assert charts == ["grading.whatif", "grading.ruler", "grading.counts"]
        for name in charts:
            one, other = (blocks[name].shown["specification"] for blocks in (again, anew))
            assert unnamed(one) == unnamed(other), name


def unnamed(specification):
    """Return a specification with its one set of rows under the same name in every chart."""
    ((name, rows),) = specification["datasets"].items()
    rest = {key: value for key, value in specification.items() if key != "datasets"}
    numbers = pd.DataFrame(rows).round(9).to_dict("records")
    return json.loads(json.dumps(rest).replace(name, "rows")), numbers


@pytest.mark.parametrize(
    ("query", "most"), [("安全 率", 60), ("safety", 60), ("ＳＡＦＥＴＹ　rate", 60), ("率", 303)]
)
def test_a_search_finds_chinese_or_english_and_every_word_of_it(query, most, explorer):
    """Several words narrow it; case and width do not matter."""
    explorer.view, explorer.query = "grading", query
    frame = explorer.blocks()["grading.indicators"].frame
    assert 0 < len(frame) <= most


def test_conditions_that_nothing_meets_say_so_and_how_to_get_back(explorer):
    """The rulers and tables are empty, and one click clears everything."""
    explorer.view, explorer.query, explorer.ladder = "grading", "没有这样的指标", 3
    found = explorer.blocks()["grading.found"].shown
    assert "No indicator" in found["text"]
    for name, value in found["set"].items():
        setattr(explorer, name, value)
    assert len(explorer.blocks()["grading.indicators"].frame) == 304


def test_a_finding_by_rule_filters_the_grading_view(explorer):
    """The count clicked on is the number of indicators found."""
    explorer.view = "trust"
    made = explorer.blocks()["trust.rules"]
    place = made.frame["rule"].tolist().index("direction_reversed")
    for name, value in made.shown["rows"][place][0]["set"].items():
        setattr(explorer, name, value)
    assert explorer.view == "grading"
    assert len(explorer.blocks()["grading.indicators"].frame) == made.frame["findings"].iloc[place]


def test_the_ledger_opens_with_the_one_gap(explorer):
    """What is not exact comes first."""
    explorer.view = "trust"
    ledger = explorer.blocks()["trust.ledger"].frame
    assert ledger["verdict"].tolist()[:2] == ["rounding", "not_stated"]
    assert ledger["holds"].tolist()[-1]
    assert str(ledger["difference"].iloc[0]) == "-0.03"


def test_every_line_that_a_view_leads_to_is_a_line_of_the_document(explorer, text):
    """From any figure anywhere."""

    def lines(node):
        if isinstance(node, dict):
            if (node.get("set") or {}).get("view") == "document":
                yield node["set"]["line"]
            for value in node.values():
                yield from lines(value)
        elif isinstance(node, list):
            for value in node:
                yield from lines(value)

    for view in VIEWS:
        if view in {"bodies", "document"}:  # One is of whole disclosures, the other the lines.
            continue
        found = [line for made in show(explorer, view).values() for line in lines(made.shown)]
        assert found, view
        assert all(1 <= line <= len(text.splitlines()) for line in found)


# What it gives


@pytest.mark.slow
@pytest.mark.parametrize("sort", ["source_line", "-name"])
@pytest.mark.parametrize("view", VIEWS)
def test_the_code_given_makes_the_frame_shown_however_it_is_sorted(view, sort, explorer):
    """A researcher goes on from where a journalist stopped."""
    explorer.sort = sort
    show(explorer, view)
    assert made_by_their_code(explorer) > 0


def test_a_filtered_selection_is_reproduced_by_its_code(explorer):
    """Every filter finds its way into the code."""
    explorer.view = "grading"
    explorer.query, explorer.responsibility, explorer.funded = "率", 4, "no"
    explorer.ladder, explorer.kind, explorer.rule = 1, "at_least", "boilerplate_ladder"
    explorer.value, explorer.reading, explorer.sort = 62.5, "literal", "-findings"
    made = explorer.blocks()["grading.indicators"]
    assert len(made.frame)
    frame = frame_of(next(code for code in taken(explorer) if made.code in code))
    pd.testing.assert_frame_equal(frame, made.frame)


def test_a_block_that_is_not_there_gives_nothing(explorer):
    """Whatever its form."""
    with pytest.raises(KeyError):
        explorer.take("nothing.table", "csv")


def test_only_a_table_is_given_as_one(explorer):
    """A chart is the page's to draw; a table has three forms."""
    with pytest.raises(ValueError, match=r"overview\.chart is no table"):
        explorer.take("overview.chart", "csv")
    with pytest.raises(ValueError, match="a table can be csv, xlsx, parquet"):
        explorer.take("overview.table", "svg")


# Odd input


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("view", "nowhere"),
        ("lang", "fr"),
        ("value", 101.0),
        ("value", float("nan")),
        ("line", -1),
        ("responsibility", 99),
        ("indicator", "9.9.9"),
        ("query", "长" * 201),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_changes_nothing(name, value, explorer):
    """The message names the field and the value."""
    before = explorer.state
    with pytest.raises(traitlets.TraitError, match=name):
        setattr(explorer, name, value)
    assert explorer.state == before


@pytest.mark.parametrize(
    "query", ["", "   ", "[", "\\", "(.*)+$", "<script>", "'; --", "\x00", "😀" * 50]
)
def test_odd_words_are_searched_as_they_are(query, explorer):
    """No pattern, no markup."""
    explorer.query = explorer.find = query
    for view in ("grading", "document"):
        explorer.view = view
        assert "could not be drawn" not in str([made.shown for made in explorer.blocks().values()])


def test_a_language_that_is_neither_is_refused():
    """With what there is."""
    with pytest.raises(ValueError, match='"en" or "zh"'):
        yb.explore("fr")


def test_a_year_that_is_not_there_is_refused():
    """With what there is."""
    with pytest.raises(KeyError, match="2019"):
        yb.explore(year=1999)


HOSTILE = {
    "合成职责甲": "<script>document.title='x'</script>",
    "合成活动甲": "=1+1",
    "合成活动乙": "**粗** [链](javascript:alert(1))",
}


def test_text_of_the_document_stays_text(folder, small):
    """A name that looks like markup, a formula or Markdown reaches the page as it is printed."""
    folder(edited(small, HOSTILE))
    explorer = yb.explore("zh", state="v=1&lang=zh&view=spending")
    names = set(HOSTILE.values())
    for responsibility in (0, 1):
        explorer.responsibility = responsibility
        shown = json.dumps(explorer.blocks()["spending.table"].shown, ensure_ascii=False)
        names -= {name for name in names if json.dumps(name, ensure_ascii=False)[1:-1] in shown}
    assert not names
    _, csv = explorer.take("spending.table", "csv")
    assert b"'=1+1" in csv


# A second disclosure


@pytest.mark.slow
def test_another_year_is_chosen_on_the_page(folder, small):
    """What it does not have is chosen no more."""
    folder(small, shifted(small, 1))
    explorer = yb.explore("en", state="v=1&year=2021&view=spending")
    assert explorer.year == 2021
    assert explorer.shared() != yb.explore("en").shared()
    assert explorer.blocks()
    explorer.year = 2022
    explorer.responsibility, explorer.indicator, explorer.tie = 1, "1.1.1", "previous_basic"
    explorer.find, explorer.line = "示范", 19
    for view in VIEWS:
        explorer.view = view
        assert "could not be drawn" not in str([made.shown for made in explorer.blocks().values()])
    explorer.view = "years"
    pairs = explorer.blocks()["years.pairs"]
    assert pairs.frame["status"].eq("same").all()
    assert explorer.take("years.pairs", "csv")
    assert explorer.blocks()["years.compared"].shown["kind"] == "chart"
    explorer.year = 2021
    assert (explorer.responsibility, explorer.tie) == (1, "")


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_years_are_told_apart_cell_by_cell(lang, folder, small):
    """How many are the same, each that is not, and where the bar moved, with both years' lines."""
    folder(small, shifted(edited(small, {"\t90%以上": "\t85%以上"}), 1))
    explorer = yb.explore(lang, state="v=1&view=years")
    blocks = {name.removeprefix("years."): made for name, made in explorer.blocks().items()}
    assert blocks["counts"].frame["changed"].sum() == len(blocks["cells"].frame)
    (bar,) = blocks["bars"].shown["rows"]
    assert {"en": "a weaker result passes it", "zh": "门槛降低"}[lang] in str(bar)
    earlier, line = bar[-2], blocks["bars"].frame["source_line_before"].item()
    assert earlier["set"] == {"year": explorer.year - 1, "view": "document", "line": line}


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_became_of_the_promises_of_the_year_before_is_counted_and_listed(lang, folder, small):
    """One of each, with both years' lines; where one year makes none, that is said instead."""
    folder(*promising_years(small))
    explorer = yb.explore(lang, state="v=1&view=promises")
    blocks = explorer.blocks()
    below, made = blocks["promises.before"].shown["below"], blocks["promises.again"]
    said = {
        "en": (
            *("Promises of 2020: 6", "1 unchanged, 1 with a change", "1 of which the text"),
            *("1 that it only names, 2 whose words stand nowhere", "those of 2020: 1."),
        ),
        "zh": (
            "6 项承诺",
            "原样再次作出的 1 项",
            "已有结果的 1 项",
            "词语提及的 2 项",
            "另有 1 项",
        ),
    }[lang]
    assert all(part in below for part in said)
    assert len(made.frame) == len(made.shown["rows"]) == 7
    line = made.frame["source_line_before"][0]
    assert made.shown["rows"][0][-3]["set"] == {"year": 2020, "view": "document", "line": line}
    explorer.year = 2020
    assert "2019" in explorer.blocks()["promises.before"].shown["below"]
    assert explorer.blocks()["promises.again"].shown == {"kind": "nothing"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_years_without_promises_are_not_held_side_by_side(lang, folder, small):
    """What is not there is not said to be dropped."""
    folder(promising_years(small)[0], small)
    blocks = yb.explore(lang, state="v=1&view=promises").blocks()
    said = {"en": "nothing to hold side by side", "zh": "无从对照"}[lang]
    assert said in blocks["promises.before"].shown["below"]
    assert blocks["promises.again"].shown == {"kind": "nothing"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_year_alone_says_what_is_missing_and_how_to_add_it(lang, explorer):
    """And draws no empty table."""
    explorer.view, explorer.lang = "years", lang
    blocks = explorer.blocks()
    assert "add" in blocks["years.before"].shown["below"]
    assert {"en": "2018 is not in the tables", "zh": "没有2018年的公开文件"}[lang] in (
        blocks["years.before"].shown["below"]
    )
    for name in ("counts", "bars", "pairs", "cells"):
        assert blocks[f"years.{name}"].shown == {"kind": "nothing"}
    explorer.view = "promises"
    before = explorer.blocks()["promises.before"].shown["below"]
    assert {"en": "2018 is not in the tables", "zh": "没有2018年的公开文件"}[lang] in before


# Notebooks


def test_the_repr_names_what_is_shown_and_changes_with_it(explorer):
    """A notebook's regression test compares this text, and nothing else of a widget."""
    before = repr(explorer)
    assert before == repr(yb.explore("en"))
    assert len(before) <= 110
    explorer.lang = "zh"
    assert repr(explorer).split("shown")[1] != before.split("shown")[1]


def test_every_field_of_the_state_is_documented():
    """Once, where it is declared."""
    for name in State._fields:
        assert f"{name}: " in inspect.getdoc(State)
