"""What the document's own glossary says, where its terms are on screen."""

import json

import pytest
from kit import GOLDEN

import yanjiao_budget as yb
from yanjiao_budget.analysis import glossary

both = pytest.mark.parametrize("lang", ["en", "zh"])


def blocks(explorer, lang, **state):
    """Return the blocks of an explorer in a state."""
    explorer.open_state("&".join(f"{k}={v}" for k, v in {"v": 1, "lang": lang, **state}.items()))
    return explorer.blocks()


def cells(made):
    """Return the definitions of the names in a table, by what the name's row shows."""
    return {row[0]["text"]: row[0]["about"] for row in made.shown["rows"] if "about" in row[0]}


@both
def test_the_figures_of_the_overview_are_defined_where_the_document_explains_them(lang, explorer):
    """In the headline figures and in the table, each as `define` has it, with its line."""
    made = blocks(explorer, lang)
    totals = yb.load_totals()
    expected = []
    for name in totals["name"]:
        try:
            expected.append(yb.define(name))
        except KeyError:
            expected.append(None)
    rows = made["overview.table"].shown["rows"]
    found = [row[0].get("about") if isinstance(row[0], dict) else None for row in rows]
    assert [one is not None for one in found] == [one is not None for one in expected]
    for about, term in zip(found, expected, strict=True):
        if term:
            assert about["line"]["set"] == {"view": "document", "line": term.source_line}
            assert term.definition in (about["says"] if lang == "zh" else about["small"])
    items = made["overview.figures"].shown["items"]
    assert sum(item["about"] is not None for item in items) == 3


def test_agency_operating_costs_are_defined_under_the_name_that_the_glossary_has(explorer):
    """The document states 机关运行经费 and explains 机关运行费."""
    about = cells(blocks(explorer, "zh")["overview.table"])["机关运行经费"]
    assert about["text"] == "释义：机关运行费"
    assert about["says"].startswith("为保障行政单位")
    english = cells(blocks(explorer, "en")["overview.table"])["Agency operating costs"]
    assert english["text"] == "Definition: Agency operating costs"
    assert english["small"].startswith("机关运行费：为保障行政单位")


@both
def test_a_term_in_the_text_opens_its_definition_where_it_stands(lang, explorer):
    """By any name of the figure; a definition's own line does not lead to itself."""
    shown = blocks(explorer, lang, view="document", line=25)["document.lines"].shown
    told = {
        block["line"]: [
            (block["text"][start:end], shown["about"][place]["line"]["set"]["line"])
            for start, end, place in block.get("terms", ())
        ]
        for block in shown["blocks"]
    }
    assert told[25] == [("机关运行经费", 3580)]
    assert told[19] == [("基本支出", 3574), ("项目支出", 3576)]
    assert told[8] == []
    assert told[26] == [("“三公”经费", 3578)]
    shown = blocks(explorer, lang, view="document", line=3580)["document.lines"].shown
    (own,) = [block for block in shown["blocks"] if block["line"] == 3580]
    lines = [shown["about"][place]["line"]["set"]["line"] for *_, place in own.get("terms", ())]
    assert 3580 not in lines


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("机关运行经费共计安排925.5万元", ["机关运行费"]),
        ("六、机关运行费：为保障", ["机关运行费"]),
        ('“三公”经费、"三公"经费与三公经费', ["“三公”经费"]),
        ("其中基本支出5412.02万元，项目支出90119.41万元", ["基本支出", "项目支出"]),
        ("一般公共预算收入45756.38万元", ["一般公共预算拨款收入"]),
        ("城市运行经费", []),
        ("", []),
    ],
)
def test_a_term_is_found_in_a_text_by_any_name_of_its_figure(text, names):
    """And not by a part of a name."""
    explained = glossary.terms(yb.load_glossary())
    assert [one.name for one in glossary.standing_in(text, explained)] == names


def test_a_disclosure_without_a_glossary_offers_no_definition(folder):
    """And nothing breaks."""
    folder((GOLDEN / "dotted_numbers.txt").read_text("utf-8"))
    explorer = yb.explore("en")
    for view in ("overview", "document"):
        made = blocks(explorer, "en", view=view, line=5 if view == "document" else 0)
        shown = json.dumps([one.shown for one in made.values()])
        assert "could not be drawn" not in shown
        assert "Definition:" not in shown


def test_a_definition_that_looks_like_markup_stays_text(folder, text):
    """It reaches the page as it is printed."""
    hostile = "<script>alert(1)</script> **粗** =1+1"
    assert text.count("为保障行政单位（") == 1
    folder(text.replace("为保障行政单位（", f"{hostile}（", 1))
    about = cells(yb.explore("zh").blocks()["overview.table"])["机关运行经费"]
    assert about["says"].startswith(hostile)
