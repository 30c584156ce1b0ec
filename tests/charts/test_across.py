"""Charts of many disclosures: readable for one as for 2,000, in either language."""

import pandas as pd
import pytest
from kit.charts import CHINESE, words

import yanjiao_budget as yb
from yanjiao_budget.analysis import across
from yanjiao_budget.charts import across_charts, alt_text
from yanjiao_budget.schema.across import MEASURES, STEPS


@pytest.fixture(scope="module")
def one():
    """Return the published disclosure, as a row."""
    return yb.across()


def several(one, count):
    """Return as many disclosures, their measures spread over the range of each and beyond it."""
    rows = pd.concat([one] * count, ignore_index=True)
    rows["body"] += rows.index.astype("str")
    for name, (first, last) in MEASURES.items():
        rows[name] = first + (last - first) * (rows.index * 7 % 23) / 20
    return rows


def drawn(rows, marked, lang="en"):
    """Return the chart of how rows are spread, as a specification."""
    counts, own = across.distribution(rows), across.measured(marked)
    return across_charts.distributions(counts, own, lang).to_dict()


def bars(panel, chart):
    """Return the rows of a panel's bars."""
    return chart["datasets"][panel["layer"][0]["data"]["name"]]


@pytest.mark.slow
@pytest.mark.parametrize("count", [2000, 1, 3, 60])
def test_any_number_of_disclosures_takes_the_same_room(count, one):
    """A panel a measure, at most twenty bars in each, which count every disclosure once."""
    chart = drawn(several(one, count), several(one, 1))
    assert len(chart["vconcat"]) == len(MEASURES)
    for panel in chart["vconcat"]:
        rows = bars(panel, chart)
        assert len(rows) <= STEPS
        assert sum(row["disclosures"] for row in rows) == count
        assert panel["height"] == chart["vconcat"][0]["height"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_disclosure_marked_is_named_and_its_figures_are_said(lang, one):
    """In the title of each panel, which the text alternative has too."""
    chart = drawn(several(one, 60), one, lang)
    text = alt_text(chart)
    assert all(figure in text for figure in ("94.3%", "80.9%", "78.3%", "+36.6%"))
    name = one["body_en" if lang == "en" else "body"][0]
    assert name in chart["title"]["subtitle"]
    if lang == "en":
        assert [one for one in words(chart) if CHINESE.search(one)] == []


def test_a_figure_that_is_not_stated_is_no_line(one):
    """And is said not to be stated."""
    marked = one.assign(project_share=float("nan"))
    panel = drawn(several(one, 3), marked)["vconcat"][0]
    assert panel["title"]["text"].endswith(": not stated")
    assert len(panel["layer"]) == 1


def test_a_value_beyond_the_range_stands_at_its_end_and_is_said_as_it_is(one):
    """With the bar that is open to that side."""
    far = one.assign(expenditure_growth=2.5)
    chart = drawn(far, far)
    panel = chart["vconcat"][-1]
    assert panel["title"]["text"].endswith("+250.0%")
    assert [row["label"] for row in bars(panel, chart)] == ["45% or more"]
    (line,) = chart["datasets"][panel["layer"][1]["data"]["name"]]
    assert (line["place"], line["value"]) == (0.5, 2.5)


def test_with_none_marked_no_line_is_drawn(one):
    """Nor is any figure said of one."""
    chart = drawn(several(one, 3), one.head(0))
    assert [len(panel["layer"]) for panel in chart["vconcat"]] == [1] * len(MEASURES)
    assert "line" not in chart["title"]["subtitle"]


def test_only_one_disclosure_is_marked(one):
    """Two lines of two bodies could not be told apart."""
    rows = several(one, 2)
    with pytest.raises(ValueError, match="several disclosures"):
        drawn(rows, rows)
