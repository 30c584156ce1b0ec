"""Charts drawn again with other rows: the specification is the one that Altair would give."""

import json

import altair as alt
import pandas as pd
import pytest

import yanjiao_budget as yb
from yanjiao_budget.analysis import grading, spending
from yanjiao_budget.charts import grading as grading_charts
from yanjiao_budget.charts import money, redraw


def unnamed(specification):
    """Return a specification with its one set of rows apart, and under one name in every chart."""
    ((name, rows),) = specification["datasets"].items()
    rest = {key: value for key, value in specification.items() if key != "datasets"}
    return json.loads(json.dumps(rest).replace(name, "rows")), pd.DataFrame(rows).round(9)


def same(drawing):
    """Hold the fast specification of a drawing to Altair's own, with its templates made before."""
    fast, own = unnamed(redraw.specification(drawing)), unnamed(redraw.chart(drawing).to_dict())
    # A version is written into what is validated and shown, and nothing else.
    own[0].pop("$schema", None)
    fast[0].pop("$schema", None)
    assert fast[0] == own[0]
    pd.testing.assert_frame_equal(fast[1], own[1], check_dtype=False)


# Each value of an argument beside each of every other, if not beside each pair of those.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "reading", "values"),
    [
        ("en", "cascade", (0, 75)),
        ("zh", "literal", (0, 75)),
        ("en", "literal", (59.5, 100)),
        ("zh", "cascade", (59.5, 100)),
    ],
)
def test_what_a_value_would_earn_is_drawn_again_for_another(lang, reading, values):
    """The title names the value, and the bars are those of the grades earned."""
    for value in values:
        found = grading.spread(value, yb.load_indicators(), reading)
        drawing = grading_charts.earned_drawing(found, lang)
        assert f"{value:g}%" in redraw.specification(drawing)["title"]["text"]
        same(drawing)


PERCENT, COUNTS = (["%"], 100), (["个", "次", "场"], 60)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "reading", "axis", "count"),
    [
        ("en", "cascade", PERCENT, 1),
        ("zh", "literal", COUNTS, 1),
        ("en", "literal", COUNTS, 2),
        ("zh", "cascade", PERCENT, 2),
        ("en", "cascade", COUNTS, None),
        ("zh", "literal", PERCENT, None),
    ],
)
def test_a_ruler_is_drawn_again_for_other_ladders(lang, reading, axis, count):
    """From one ladder to all: its height, its grades and its rows are those of the ladders."""
    units, top = axis
    used = grading.patterns(yb.load_indicators())
    ladders = used[[ladder.unit in units for ladder in grading.read(used)]]
    assert len(ladders) > 2
    bands = grading.bands(ladders.head(count or len(ladders)), reading)
    same(grading_charts.ruler_drawing(bands, lang, top=top))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "measure", "responsibility"),
    [
        *(("en", "amount", None), ("zh", "amount", 1), ("en", "amount", 4)),
        *(("zh", "share", None), ("en", "share", 1), ("zh", "share", 4)),
        *(("en", "unfunded", None), ("zh", "unfunded", 1), ("en", "unfunded", 4)),
    ],
)
def test_the_bars_of_spending_are_drawn_again_for_another_responsibility(
    lang, measure, responsibility
):
    """In the order of the rows given; a click leads into a responsibility, and not further."""
    rows = spending.within(yb.load_responsibilities(), yb.load_activities(), responsibility)
    drawing = money.within(rows, lang, measure)
    same(drawing)
    specification = redraw.specification(drawing)
    bars = specification["datasets"]["rows"]
    assert [bar["source_line"] for bar in bars] == rows["source_line"].tolist()
    cursors = [layer["mark"].get("cursor") for layer in specification["layer"]]
    assert ("pointer" in cursors) == (responsibility is None)


def test_a_template_is_made_once_and_left_as_it_was():
    """A second drawing neither makes it anew nor sees the rows of the first."""
    made = []

    def template(colour):
        made.append(colour)
        base = alt.Chart().encode(alt.X("a:Q"))
        return base.mark_bar(color=colour) + base.mark_text()

    first, second = (
        redraw.specification(redraw.Drawing(template, ("red",), pd.DataFrame({"a": [a]}), more))
        for a, more in ((1, {"height": 10}), (2, {}))
    )
    assert made == ["red"]
    assert first["datasets"] == {"rows": [{"a": 1}]}
    assert second["datasets"] == {"rows": [{"a": 2}]}
    assert first["height"] == 10
    assert "height" not in second


def test_a_chart_that_is_built_on_leaves_the_next_as_it_is():
    """Its fonts too, which all charts share."""
    parts = spending.composition(yb.load_totals())
    before = money.composition(parts).to_dict()
    changed = money.composition(parts)
    changed.config.font = "serif"
    assert changed.to_dict() != before
    assert money.composition(parts).to_dict() == before
