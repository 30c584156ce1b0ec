"""What a reader prints: a view, and the brief of a disclosure, each read back from its PDF."""

import json
import re
import unicodedata

import pypdfium2
import pytest
from kit.browser import watched
from kit.page import press, settle, show

import yanjiao_budget as yb
from yanjiao_budget.explorer.page import BLOCKS, made
from yanjiao_budget.language import pick

pytestmark = pytest.mark.usefixtures("no_fault")
_VIEWS = ("overview", "spending", "years", "trust")  # That a brief is taken from.
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@pytest.fixture(scope="module")
def page(browser, faults, saved_page):
    """Open the explorer as a file, where a dialog for printing is answered at once."""
    page = watched(browser, faults, locale="en-GB", viewport={"width": 1280, "height": 900})
    page.goto(saved_page.as_uri())
    settle(page)
    page.evaluate("window.print = () => {}")
    yield page
    page.close()


def printed(page, path):
    """Print what stands on the page, and return the text of each sheet."""
    page.pdf(path=path, prefer_css_page_size=True)
    with pypdfium2.PdfDocument(path) as pdf:
        return [sheet.get_textpage().get_text_bounded() for sheet in pdf]


def numbers(texts):
    """Return every number in some texts, as written."""
    return set(_NUMBER.findall("\n".join(texts)))


def known(explorer, lang):
    """Return every number that Python has for a brief: its tables, its ties, the findings."""
    data, state = explorer._data, explorer.state._replace(lang=lang)
    names = [f"{view}.{block.__name__}" for view in _VIEWS for block in BLOCKS[view]]
    ledger = data.ledger
    gaps = ledger["check"][~ledger["verdict"].isin(["exact", "not_stated"])]
    asked = [(state, name) for name in names if "chart" not in name]
    asked += [(state._replace(tie=tie), "trust.working") for tie in gaps]
    texts = [json.dumps(made(data, *one).shown, ensure_ascii=False) for one in asked]
    texts += [yb.cite(lang=lang), data.body_name(lang)]
    findings = yb.load_findings().drop(columns="body")
    said = findings[["name", "name_en", "evidence", "sentence", "sentence_zh", "source_line"]]
    texts += [" ".join(map(str, row)) for row in said.itertuples(index=False)]
    keys = findings[["responsibility", "activity", "indicator"]].astype("string").fillna("")
    texts += [".".join(filter(None, key)) for key in keys.itertuples(index=False)]
    alone = findings[findings["scope"] == "individual"]
    return numbers(texts) | {f"{len(alone)}"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_brief_holds_no_number_that_is_not_in_the_tables(lang, page, explorer, tmp_path):
    """And it has the overview, the tables, the tie that does not hold and every finding."""
    show(page, "overview", lang)
    if not page.locator(".yb footer details[open]").count():
        page.locator(".yb footer summary").last.click()
    press(page, "take.print")
    texts = printed(page, tmp_path / "brief.pdf")
    assert page.locator(".yb-brief").count() == 0  # Gone once it is printed.
    there = numbers(texts)
    assert there - known(explorer, lang) == set()
    assert {"95,531.43", "90,119.41", "90,119.38"} <= there
    # A PDF has the radicals of a font for some signs.
    whole = unicodedata.normalize("NFKC", "\n".join(texts))
    found = yb.load_findings()
    for line in found.loc[found["scope"] == "individual", "source_line"]:
        assert f"{pick(lang, 'line', '行')} {line}" in whole
    assert re.search(r"swh:1:cnt:[0-9a-f]{40}", whole)


def test_a_view_is_printed_whole_with_its_headings_on_each_sheet_and_its_source(page, tmp_path):
    """Every row, also those that the screen draws when asked; no control; the rows chosen."""
    show(page, "grading")
    press(page, "view.grading")
    texts = printed(page, tmp_path / "view.pdf")
    assert len(texts) > 5
    whole = "\n".join(texts)
    for line in yb.load_indicators()["source_line"]:
        assert f"line {line}" in whole
    assert all("Indicator" in text for text in texts[1:-1])
    assert "all 304 rows" in whole
    assert "swh:1:cnt:" in whole
    for control in ("Search indicators", "CSV", "Show all", "Overview"):
        assert control not in whole
