"""Charts: what a reader can read off each, in both languages, and how it reaches a notebook."""

import re

import altair as alt
import pytest
from fontTools.ttLib import TTFont
from kit import ROOT
from kit.charts import CHINESE, specified, tooltips, words

import yanjiao_budget as yb
from yanjiao_budget.analysis import spending
from yanjiao_budget.charts import money as charts
from yanjiao_budget.charts import offline as display

NAMES = (
    "composition",
    "spending",
    "concentration",
    "funding",
    "general_administration",
    "procurement",
    "bought",
    "assets",
)


def draw(lang):
    """Return every chart of notebook 01 by its function's name."""
    responsibilities = spending.by_size(yb.load_responsibilities())
    activities = spending.by_size(yb.load_activities())
    counts = spending.funding(yb.load_responsibilities(), yb.load_activities())
    sources = spending.procurement_by_source(yb.load_procurement())
    return {
        "composition": charts.composition(spending.composition(yb.load_totals()), lang),
        "spending": charts.spending(responsibilities, activities, lang),
        "concentration": charts.concentration(responsibilities, activities, lang),
        "funding": charts.funding(counts, lang),
        "general_administration": charts.general_administration(
            spending.general_administration(yb.load_activities()), lang
        ),
        "procurement": charts.procurement(sources, lang),
        "bought": charts.bought(spending.procurement_sums(yb.load_procurement()), lang),
        "assets": charts.assets(spending.asset_shares(yb.load_assets()), lang),
    }


@pytest.fixture(scope="module")
def drawn():
    """Return the specification of every chart by its function's name, in each language."""
    return {
        lang: {name: specified(chart) for name, chart in draw(lang).items()}
        for lang in ("en", "zh")
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_an_english_chart_shows_no_chinese(name, drawn):
    """A reader with no Chinese can use every chart."""
    assert [text for text in words(drawn["en"][name]) if CHINESE.search(text)] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_chinese_chart_shows_no_english_sentence(name, drawn):
    """What is not data or a formula is in Chinese."""
    texts = {text for text in words(drawn["zh"][name]) if "datum" not in text}
    assert [text for text in texts if re.search(r"[A-Za-z]{3}", text) and text != "text"] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_tooltip_gives_the_figure_and_its_source_line(name, drawn):
    """A figure on a chart can be traced to its line of the document."""
    for fields in tooltips(drawn["en"][name]):
        assert "source_line" in fields
        assert {"amount", "budget", "activities"} & set(fields)
        assert "share" in fields or "activities" in fields


def test_the_spending_chart_carries_every_line_once_at_each_level(drawn):
    """13 responsibilities and 94 activities, those without a budget included."""
    data = drawn["en"]["spending"]["datasets"].values()
    assert sorted(map(len, data)) == [13, 94]


def test_a_click_on_a_row_picks_its_responsibility_and_a_click_beside_none(drawn):
    """The drill-down never empties, and starts at the largest responsibility."""
    (pick,) = [p for p in drawn["en"]["spending"]["params"] if p["name"] == "picked"]
    assert pick["value"] == 4
    assert pick["select"]["fields"] == ["responsibility"]
    assert pick["select"]["on"] == "rect:click"


def test_amounts_of_every_size_are_written_beside_their_bars(drawn):
    """A bar of 11.45 beside one of 35526.99 is too short to see, its label is not."""
    upper = drawn["en"]["spending"]["vconcat"][0]
    label = upper["layer"][1]
    assert label["mark"]["type"] == "text"
    assert label["encoding"]["text"]["field"] == "text"
    formula = next(t["calculate"] for t in label["transform"] if t["as"] == "text")
    assert "no budget published" in formula
    assert ",.2f" in formula


@pytest.mark.parametrize("lang", ["fr", "EN", None])
def test_an_unknown_language_is_refused_with_the_choice(lang):
    """The message names what was asked and what there is."""
    with pytest.raises(ValueError, match='it can be "en" or "zh"'):
        charts.assets(spending.asset_shares(yb.load_assets()), lang)


@pytest.mark.slow
def test_a_chart_is_stored_as_what_jupyterlab_draws_and_as_a_picture(drawn):
    """The bundle needs no network: JupyterLab's Vega-Lite 5, a PNG, and the title as text."""
    bundle = display.bundle(drawn["en"]["assets"])
    assert bundle[display.MIME]["$schema"].endswith("/v5.json")
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert bundle["text/plain"] == "Chart: What the zone owns"
    assert "width" not in bundle[display.MIME] or bundle[display.MIME]["width"] != "container"


@pytest.mark.slow
def test_drawing_the_same_chart_twice_gives_the_same_bytes(drawn):
    """Notebooks do not change when nothing changed."""
    yb.show_charts_offline()
    specification = drawn["zh"]["assets"]
    assert display.bundle(specification) == display.bundle(specification)


def test_the_renderer_is_enabled_only_when_asked():
    """Importing the package leaves Altair as it was."""
    alt.renderers.enable("default")
    charts.assets(spending.asset_shares(yb.load_assets())).to_dict()
    assert alt.renderers.active == "default"
    yb.show_charts_offline()
    assert alt.renderers.active == "yanjiao_budget"


def test_the_font_draws_every_character_of_the_document_and_the_charts(drawn):
    """No chart picture has a box where a character should be."""
    with TTFont(display.FONT_FILE) as font:
        glyphs = font.getBestCmap()
    text = (ROOT / "data/source/2019.txt").read_text("utf-8")
    shown = "".join(words(drawn["zh"]))
    assert {c for c in text + shown if c.isprintable() and ord(c) not in glyphs} == set()
