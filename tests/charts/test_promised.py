"""Charts of promises: every promise and every gap is drawn, in either language."""

import pytest
from kit.charts import CHINESE, specified, tooltips, words

import yanjiao_budget as yb


def draw(lang):
    """Return the three charts of the document's promises."""
    commitments = yb.load_commitments()
    counts = yb.promised.by_field(commitments, yb.load_narrative())
    chain = yb.promised.chain(commitments, yb.load_links(), yb.load_activities())
    return {
        "by_field": specified(yb.promise_charts.by_field(counts, lang)),
        "deadlines": specified(yb.promise_charts.deadlines(commitments, lang)),
        "chain": specified(yb.promise_charts.chain(chain, lang)),
    }


@pytest.fixture(scope="module", params=["en", "zh"])
def drawn(request):
    """Return the charts in a language, and the language."""
    return request.param, draw(request.param)


def data(chart):
    """Return the rows that a chart draws."""
    (rows,) = chart["datasets"].values()
    return rows


def test_each_is_in_its_language_and_leads_to_the_source(drawn):
    """Titles and kinds; the line stands in every tooltip."""
    lang, charts = drawn
    for chart in charts.values():
        chinese = [text for text in words(chart) if CHINESE.search(text)]
        assert bool(chinese) == (lang == "zh")
        assert all("source_line" in fields for fields in tooltips(chart))


def test_every_promise_is_drawn(drawn):
    """By field they add up, with a deadline each has a bar, in the chain each has three cells."""
    _, charts = drawn
    assert sum(row["promises"] for row in data(charts["by_field"])) == 19
    assert [row["days"] for row in data(charts["deadlines"])] == [365] * 8 + [244] * 2
    assert len(data(charts["chain"])) == 3 * 19


def test_a_gap_is_drawn_as_one(drawn):
    """Pale, with a nought."""
    lang, charts = drawn
    none = {"en": "None", "zh": "没有"}[lang]
    for row in data(charts["chain"]):
        assert (row["links"] == 0) == (row["kind"] == none)


def test_no_deadline_at_all_is_said():
    """As for a body that names none."""
    none = yb.load_commitments().assign(
        deadline=lambda rows: rows["deadline"].mask(rows.index >= 0)
    )
    chart = yb.promise_charts.deadlines(none)
    assert yb.charts.alt_text(chart) == "By when. No promise names a deadline."
