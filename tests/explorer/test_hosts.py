"""The explorer as a file, and on a page of any host; JupyterLab is in `test_jupyterlab.py`."""

from functools import cache

import pytest
from kit.bridge import open_explorer, tell
from kit.browser import watched
from kit.page import SPENDING_BARS, address, draws, leads_and_gives, press, settle, show
from playwright.sync_api import expect

import yanjiao_budget as yb
from yanjiao_budget.explorer import sent

pytestmark = pytest.mark.usefixtures("no_fault")


@pytest.fixture(scope="module")
def alone(browser, faults, saved_page):
    """Open the explorer as a file."""
    page = watched(browser, faults, locale="en-GB", viewport={"width": 1280, "height": 900})
    page.goto(saved_page.as_uri())
    settle(page)
    yield page
    page.close()


@pytest.fixture(scope="module")
def bare(browser, faults):
    """Open an explorer of a state too new on a page that the tests answer; return both."""
    explorer = yb.explore(state="v=9&lang=en&view=spending")
    page = watched(browser, faults, locale="zh-CN", viewport={"width": 1280, "height": 900})
    with pytest.MonkeyPatch.context() as patch:
        # What goes to the page goes into its file too, and is worked out once for both.
        patch.setattr(sent, "disclosure", cache(sent.disclosure))
        open_explorer(page, explorer)
        yield page, explorer
    page.close()


# As a file


def seen(page):
    """Return all that the view says."""
    return page.locator(".yb [data-block*='.']").all_text_contents()


def test_an_address_reopens_the_view_and_back_leads_back(alone, browser, faults, saved_page):
    """It follows each choice, holds what the page offers to copy, and opens the same."""
    show(alone, "overview")
    show(alone, "spending")
    press(alone, "control.measure.share")
    alone.locator(SPENDING_BARS).first.click()
    expect(alone.locator(".yb .yb-trail button")).to_have_count(1)
    settle(alone)
    state = address(alone)
    alone.locator(".yb summary").click()
    fields = alone.locator(".yb [data-block='take'] textarea")
    assert state in [field.input_value() for field in fields.all()]
    alone.locator(".yb summary").click()
    other = watched(browser, faults, locale="zh-CN", viewport={"width": 1280, "height": 900})
    other.goto(f"{saved_page.as_uri()}#{state}")
    settle(other)
    assert seen(other) == seen(alone)
    other.close()
    assert yb.explore(state=state).responsibility == 4
    alone.go_back()
    expect(alone.locator(".yb nav [aria-current='page']")).to_have_text("Overview")
    alone.go_forward()
    expect(alone.locator(".yb nav [aria-current='page']")).to_have_text("Money")
    settle(alone)
    press(alone, "control.measure.amount")


def test_the_language_of_a_file_is_the_readers(browser, faults, saved_page):
    """Where none was asked for."""
    for locale, lang in (("zh-CN", "zh-Hans"), ("de-DE", "en")):
        page = watched(browser, faults, locale=locale)
        page.goto(saved_page.as_uri())
        settle(page)
        assert page.locator(".yb").get_attribute("lang") == lang
        page.close()


def test_the_frame_for_an_article_shows_the_view_and_works(browser, faults, saved_page):
    """Shut off as it is from the article: it leads on, and its files arrive."""
    page = watched(browser, faults, locale="en-GB", viewport={"width": 1000, "height": 800})
    at, article = "http://127.0.0.1:9/explorer.html", "http://127.0.0.1:9/article.html"
    page.route(at, lambda route: route.fulfill(path=saved_page, content_type="text/html"))
    page.goto(f"{at}#v=0&lang=en&view=spending&responsibility=4&colour=red&view=moon")
    settle(page)
    told = " ".join(page.locator(".yb .yb-notice").all_text_contents())
    assert all(one in told for one in ("version 0", "colour=red", "view=moon"))
    texts = page.locator(".yb textarea").evaluate_all("all => all.map((one) => one.value)")
    assert page.url.split("#")[0] in " ".join(texts)
    code = next(text for text in texts if text.startswith("<iframe"))
    page.route(article, lambda route: route.fulfill(body=code, content_type="text/html"))
    page.goto(article)
    frame = page.frame_locator("iframe")
    expect(frame.locator(".yb .yb-trail [aria-current]")).to_contain_text("Urban")
    assert page.locator("iframe").get_attribute("sandbox").split() == [
        *("allow-scripts", "allow-downloads", "allow-modals"),
    ]
    frame.locator("[data-key='view.grading']").click()
    with page.expect_download() as arriving:
        frame.locator("[data-key='grading.indicators.csv.all']").click()
    assert "all_304_rows" in arriving.value.suggested_filename
    page.close()


# On a bare page, with Python behind it


def test_what_python_could_not_open_is_told_and_can_be_dismissed(bare):
    """There and on the page."""
    page, explorer = bare
    notice = page.locator(".yb .yb-notice")
    expect(notice).to_contain_text("version 9")
    notice.get_by_role("button").click()
    expect(notice).to_have_count(0)
    assert explorer.problems == ()


def test_the_explorer_works_on_a_bare_page(bare):
    """A view is drawn, a choice is answered, files arrive."""
    page, _ = bare
    draws(page, "trust")
    leads_and_gives(page, "table.parquet")


def test_a_choice_on_the_page_sets_the_traits_and_a_trait_moves_the_page(bare):
    """Both ways, and neither answers itself."""
    page, explorer = bare
    show(page, "grading")
    page.locator(".yb [data-key='control.query']").fill("safety")
    expect(page.locator(".yb [data-block='grading.found']")).not_to_contain_text("304 of")
    page.wait_for_timeout(300)  # Python hears of it after the view is painted.
    assert (explorer.view, explorer.query) == ("grading", "safety")
    count = len(explorer.frame("grading.indicators"))
    expect(page.locator(".yb [data-block='grading.found']")).to_contain_text(f"{count} of 304")
    with explorer.hold_trait_notifications():
        explorer.view, explorer.responsibility = "spending", 4
    tell(page, explorer)
    expect(page.locator(".yb .yb-trail [aria-current]")).to_contain_text("Urban")
    assert explorer.state.responsibility == 4


def test_in_a_notebook_the_explorer_is_dark_where_jupyterlabs_theme_is(bare):
    """And light on a page that says nothing of its theme."""
    page, _ = bare
    root = page.locator(".yb")
    expect(root).to_have_attribute("data-scheme", "light")
    for light, scheme in (("false", "dark"), ("true", "light")):
        page.evaluate("light => (document.body.dataset.jpThemeLight = light)", light)
        expect(root).to_have_attribute("data-scheme", scheme)


def test_a_file_opens_with_what_was_shown_when_it_was_saved(bare, browser, faults, tmp_path):
    """In its language, whatever the reader's is."""
    _, explorer = bare
    explorer.open_state("v=1&lang=zh&view=trust")
    path = explorer.save(tmp_path / "trust.html")
    page = watched(browser, faults, locale="en-GB")
    page.goto(path.as_uri())
    settle(page)
    expect(page.locator(".yb nav [aria-current='page']")).to_have_text("可信度")
    page.close()
