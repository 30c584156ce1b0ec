"""The explorer as a file in a real browser, which can reach nothing."""

import io
import os
import re
from itertools import product
from xml.etree import ElementTree as ET

import pytest
from kit.browser import launch, watched
from kit.page import (
    GRADING_ROWS,
    SPENDING_BARS,
    SPENDING_ROWS,
    clear,
    draws,
    inaccessible,
    one_of_each,
    open_wide,
    press,
    resize,
    saved,
    settle,
    show,
    styled,
    too_wide,
    unreached,
)
from kit.workbook import sheets
from kit.years import edited
from PIL import Image
from playwright.sync_api import expect

import yanjiao_budget as yb
from yanjiao_budget.explorer.state import VIEWS

pytestmark = pytest.mark.usefixtures("no_fault")
every_view = pytest.mark.parametrize("view", VIEWS)
# A folder for pictures of every view, to look at.
SCREENSHOTS = os.environ.get("SCREENSHOTS")


@pytest.fixture(scope="module")
def page(browser, faults, saved_page):
    """Open the explorer of the published disclosure, in English."""
    page = watched(
        browser,
        faults,
        locale="en-GB",
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page.goto(saved_page.as_uri())
    settle(page)
    yield page
    page.close()


def numbers(page):
    """Return the first column of Spending's table."""
    cells = page.locator(f"{SPENDING_ROWS} td:first-child")
    return [int(text) for text in cells.all_text_contents()]


# What is drawn


@every_view
def test_every_view_is_drawn_in_both_languages(view, page):
    """Each block that Python makes is on the page, each chart has marks, and a switch stays."""
    draws(page, view)


# What a click does


def test_a_click_on_a_bar_leads_into_it_and_the_trail_back(page):
    """The largest responsibility, from its bar."""
    show(page, "spending")
    whole = numbers(page)
    page.locator(SPENDING_BARS).first.click()
    trail = page.locator(".yb .yb-trail [aria-current]")
    expect(trail).to_contain_text("Urban")
    settle(page)
    assert len(numbers(page)) == 10
    press(page, "language")
    expect(trail).to_contain_text("城市市政管理")
    press(page, "trail.0")
    assert numbers(page) == whole
    press(page, "language")


def test_the_keyboard_leads_into_a_responsibility_and_back(page):
    """By Enter on its name in the table, and by Space on the trail."""
    show(page, "spending")
    link = page.locator(f"{SPENDING_ROWS} .yb-link").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".yb .yb-trail [aria-current]")).to_contain_text("Urban")
    settle(page)
    page.locator(".yb [data-key='trail.0']").focus()
    page.keyboard.press("Space")
    expect(page.locator(".yb [data-key='trail.0']")).to_have_count(0)
    settle(page)
    assert len(numbers(page)) == 13


def test_a_heading_sorts_the_table_and_the_chart(page):
    """From the smallest, then from the largest, and the heading says which."""
    show(page, "spending")
    heading = page.locator(".yb th", has_text="No.")
    for direction, expected in (("ascending", range(1, 14)), ("descending", range(13, 0, -1))):
        press(page, "spending.table.responsibility")
        expect(heading).to_have_attribute("aria-sort", direction)
        assert numbers(page) == [*expected]
        texts = page.locator(".yb [data-block='spending.chart'] .role-axis-label text")
        names = [text for text in texts.all_text_contents() if re.match(r"\d+ \D", text)]
        assert [int(name.split()[0]) for name in names] == [*expected]


def test_typing_narrows_the_indicators_and_keeps_the_caret(page):
    """Letters go where the caret is, while the results below are drawn anew."""
    clear(page)
    field = page.locator(".yb [data-key='control.query']")
    field.press_sequentially("sfety", delay=30)
    expect(page.locator(".yb [data-block='grading.found']")).to_contain_text("No indicator")
    settle(page)
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("a")
    rows = page.locator(GRADING_ROWS)
    expect(rows.first).to_be_visible()
    settle(page)
    expect(field).to_be_focused()
    expect(field).to_have_value("safety")
    assert field.evaluate("field => field.selectionStart") == 2
    found = page.locator(".yb [data-block='grading.found']").text_content()
    assert found.startswith(f"{rows.count()} of 304")
    assert rows.count() < 60


@pytest.mark.parametrize("field", ["responsibility", "funded", "ladder", "kind", "rule"])
def test_each_filter_narrows_the_indicators_and_one_click_clears_it(field, page):
    """The count, the table and the rulers are of the same indicators."""
    clear(page)
    page.locator(f".yb [data-key='control.{field}']").select_option(index=2)
    found = page.locator(".yb [data-block='grading.found']")
    expect(found).not_to_contain_text("304 of 304")
    settle(page)
    all_rows = page.locator(".yb [data-key='grading.indicators.all']")
    if all_rows.count():
        all_rows.click()
    rows = page.locator(GRADING_ROWS).count()
    assert found.text_content().startswith(f"{rows} of 304")
    press(page, "note.action")
    expect(found).to_contain_text("304 of 304")
    expect(page.locator(f".yb [data-key='control.{field}']")).to_have_js_property(
        "selectedIndex", 0
    )


def test_the_what_if_follows_the_slider_the_number_and_the_reading(page):
    """By the arrow keys and by typing; the focus stays."""
    clear(page)
    slider = page.locator(".yb [data-key='control.value']")
    number = page.locator(".yb [data-key='control.value.number']")
    number.fill("60")
    heading = page.locator(".yb [data-key='grading.indicators.earns']")
    expect(heading).to_have_text("Grade at 60%")
    settle(page)
    slider.focus()
    for value in (61, 62):
        page.keyboard.press("ArrowRight")
        expect(heading).to_have_text(f"Grade at {value}%")
        settle(page)
    expect(slider).to_be_focused()
    expect(number).to_have_value("62")
    title = page.locator(".yb [data-block='grading.whatif'] .yb-title")
    expect(title).to_contain_text("62% would earn (cascade")
    press(page, "control.reading.literal")
    expect(title).to_contain_text("62% would earn (literal")
    press(page, "control.reading.cascade")


def test_a_card_opens_from_the_table_and_closes(page):
    """With the ladder as printed and as read."""
    clear(page)
    link = page.locator(".yb [data-block='grading.indicators'] .yb-link").first
    name = link.text_content()
    link.click()
    card = page.locator(".yb .yb-card")
    expect(card.locator("h3")).to_contain_text(name)
    expect(card.locator("tbody tr")).to_have_count(4)
    close = card.locator("[data-key='card.close']")
    expect(close).to_be_focused()
    expect(close).to_be_in_viewport()
    expect(card.locator("dd").last).to_be_visible()
    assert "[object" not in card.text_content()
    press(page, "card.close")
    expect(card).to_have_count(0)
    expect(link).to_be_focused()


def test_the_count_of_a_finding_leads_to_its_indicators(page):
    """As many as the count said, a long table's first rows at once and the rest when asked for."""
    show(page, "trust")
    row = page.locator(".yb [data-block='trust.systemic'] tbody tr").first
    count = int(row.locator("td").nth(1).text_content())
    row.locator(".yb-link").click()
    rows = page.locator(GRADING_ROWS)
    expect(rows).to_have_count(50)
    expect(page.locator(".yb nav [aria-current]")).to_be_focused()
    page.locator(".yb [data-key='grading.indicators.all']").click()
    expect(rows).to_have_count(count)
    expect(rows.nth(50).locator("button").first).to_be_focused()
    clear(page)


def test_a_line_leads_to_the_document_with_the_line_marked(page):
    """From a headline figure."""
    show(page, "overview")
    link = page.locator(".yb .yb-figures .yb-line").nth(1)
    line = re.search(r"\d+", link.text_content())[0]
    link.click()
    here = page.locator(".yb .yb-lines [aria-current]")
    expect(here).to_have_count(1)
    expect(here.locator(".yb-line")).to_have_text(line)
    expect(here).to_contain_text("95531.43")
    expect(here).to_be_in_viewport()
    expect(here.locator(".yb-line")).to_be_focused()


def test_words_found_in_the_document_are_marked(page):
    """Each one, wherever it stands, by its own sign."""
    show(page, "document")
    page.locator(".yb [data-key='control.find']").fill("污水 处理")
    marks = page.locator(".yb [data-block='document.hits'] mark")
    expect(marks.first).to_be_visible()
    assert {"污水", "处理"} == set(marks.all_text_contents())
    page.locator(".yb [data-key='control.find']").fill("")
    expect(page.locator(".yb [data-block='document.hits'] table")).to_have_count(0)


def test_a_copy_button_copies_and_says_so(page):
    """The citation, as it stands on the page."""
    show(page, "document")
    press(page, "document.cite.copy.0")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".yb [data-block='document.cite'] textarea").first.input_value()
    expect(page.get_by_role("status")).to_have_text("Copied")


# What is taken along


def test_every_format_of_a_chart_arrives_and_opens(page, browser, faults, tmp_path):
    """Its source at its foot, for print too; also as a page that answers the pointer by itself."""
    show(page, "spending", "zh")
    files = {form: saved(page, f"spending.chart.{form}") for form in ("svg", "png", "html")}
    svg = ET.fromstring(files["svg"][1])  # noqa: S314
    texts = "".join(svg.itertext())
    foot = page.locator(".yb [data-block='spending.chart'] .yb-foot").text_content()
    assert foot.replace(" ", "") in texts.replace(" ", "")
    assert "单位：万元。来源：" in foot
    with Image.open(io.BytesIO(files["png"][1])) as picture:
        assert [round(value) for value in picture.info["dpi"]] == [300, 300]
        assert picture.width > 900
    path = tmp_path / "chart.html"
    path.write_bytes(files["html"][1])
    alone = watched(browser, faults, offline=True)
    alone.goto(path.as_uri())
    alone.locator(".layer_2_marks path").first.hover()
    tip = alone.locator(".yb-tip")
    expect(tip).to_contain_text("城市市政管理")
    expect(alone.locator("footer")).to_contain_text("swh:1:cnt:")
    alone.close()


# The keyboard, paper, contrast, width


@every_view
def test_the_keyboard_reaches_every_control(view, page):
    """From the first to the last by Tab alone."""
    show(page, view)
    if view == "grading":
        page.locator(".yb [data-key='control.query']").fill("safety")
        expect(page.locator(".yb [data-block='grading.found']")).not_to_contain_text("304 of")
        settle(page)
    assert unreached(page) == []


def test_a_definition_opens_where_its_term_stands_and_escape_closes_it(page):
    """From within it too, and the focus is on the term again."""
    show(page, "document")
    term = page.locator(".yb .yb-term").first
    term.press("Enter")
    told = page.locator(".yb .yb-definition:visible")
    expect(told).to_contain_text("Definition: General public budget")
    page.keyboard.press("Tab")
    expect(told.locator("button")).to_be_focused()
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)
    expect(term).to_be_focused()


def test_no_column_of_the_documents_tables_is_cut_on_paper(browser, faults, saved_page):
    """Of the widest, procurement's, on a sheet of A4."""
    page = watched(browser, faults, viewport={"width": 688, "height": 1000})
    page.goto(f"{saved_page.as_uri()}#v=1&lang=zh&view=document&line=3377")
    settle(page)
    page.emulate_media(media="print")
    ends = page.locator(".yb .yb-wide tr > :last-child").evaluate_all(
        "cells => cells.map((one) => one.getBoundingClientRect().right)"
    )
    assert len(ends) > 10
    assert max(ends) <= 688
    page.close()


def test_what_is_printed_is_light(page):
    """On a system that is dark too, its charts included."""
    show(page, "spending")
    styles = """() => [".yb", ".yb-chart svg"].map((one) => {
      const { backgroundColor, filter } = getComputedStyle(document.querySelector(one));
      return [backgroundColor, filter];
    })"""
    light = page.evaluate(styles)
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".yb")).to_have_css("background-color", "rgb(18, 18, 18)")
    assert page.evaluate(styles) != light
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(styles) == light
    page.emulate_media(color_scheme="light", media="screen")


@pytest.mark.parametrize("faint", [".yb ::placeholder", ".yb-small"])
def test_a_text_that_is_too_faint_is_found(faint, page):
    """The test above can fail, by a hint too."""
    show(page, "document")
    with styled(page, f"{faint} {{ color: #aaa !important }}"):
        assert inaccessible(page)


@pytest.mark.parametrize("width", [1600, 360])
def test_a_chart_is_as_wide_as_its_place_and_says_what_it_shows_and_is_taken_from(width, page):
    """It is drawn again for another width; no text of it is cut by the page."""
    before = page.viewport_size
    show(page, "spending")
    page.set_viewport_size({"width": width, "height": 844})
    widths = """() => [...document.querySelectorAll(".yb .yb-chart")].every((place) => {
      const left = place.clientWidth - place.querySelector("svg").getAttribute("width");
      return 0 <= left && left < 10 && place.clientWidth > 0.85 * innerWidth;
    })"""
    page.wait_for_function(widths)
    figure = page.locator(".yb [data-block='spending.bought_chart'] figure")
    expect(figure.locator(".yb-title")).to_have_text(
        "What is bought, for which project, with whose money"
    )
    expect(figure.locator(".yb-subtitle")).to_contain_text("share of all procurement")
    expect(figure.locator(".yb-foot")).to_contain_text(
        "Unit: 万元 (10,000 yuan). Source: Management committee"
    )
    expect(figure.locator(".yb-foot")).to_contain_text("lines 3377, 3392")
    page.set_viewport_size(before)


# Documents and systems that are not as one would like


HOSTILE = {
    "合成职责甲": "<script>window.hacked=1</script>",
    "合成职责乙": "<img src=x onerror=window.hacked=1>",
    "合成活动甲": "**粗** [链](javascript:window.hacked=1)",
    "合成活动乙": "=1+1",
}
MADE = ".yb :is(script, img, a, b, strong, em, iframe), .yb-tip :is(script, img)"


def test_text_of_the_document_is_never_markup(folder, small, browser, faults, tmp_path):
    """In every view, in a tooltip and in a chart's own page it is read as it is printed."""
    folder(edited(small, HOSTILE))
    page = watched(browser, faults, locale="zh-CN")
    page.goto(yb.explore().save(tmp_path / "explorer.html").as_uri())
    settle(page)
    for view in VIEWS:
        show(page, view, "zh")
        if view == "grading":
            page.locator(".yb [data-block='grading.indicators'] .yb-link").first.click()
            expect(page.locator(".yb .yb-card dl")).to_contain_text("<script>")
        if view == "document":
            page.locator(".yb [data-key='control.find']").fill("window")
            expect(page.locator(".yb mark").first).to_be_visible()
        if view == "spending":
            bars = page.locator(SPENDING_BARS)
            assert bars.count() == 2
            for bar in bars.all():
                bar.hover()
                expect(page.locator(".yb-tip")).to_be_visible()
                assert page.locator(MADE).count() == 0
            path = tmp_path / "chart.html"
            path.write_bytes(saved(page, "spending.chart.html")[1])
            table = page.locator(".yb [data-block='spending.table']")
            names = table.text_content()
            bars.first.click()
            expect(page.locator(".yb .yb-trail [aria-current]")).to_contain_text("<script>")
            settle(page)
            names += table.text_content()
            assert all(name in names for name in HOSTILE.values())
        assert page.locator(MADE).count() == 0
    alone = watched(browser, faults, offline=True)
    alone.goto(path.as_uri())
    expect(alone.locator("svg.marks")).to_contain_text("<script>")
    for one in (page, alone):
        assert one.evaluate("window.hacked") is None
        one.close()


def test_a_broken_state_opens_what_it_can_and_the_notice_can_be_dismissed(
    playwright, faults, tmp_path, saved_page
):
    """On a machine with no Chinese font, too: Chinese is drawn, and a line says with which font."""
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(
        "<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir>"
        f"<cachedir>{tmp_path}</cachedir></fontconfig>",
        "utf-8",
    )
    browser = launch(playwright, FONTCONFIG_FILE=str(fonts))
    page = watched(browser, faults, locale="en-GB")
    page.goto(f"{saved_page.as_uri()}#v=9&view=spending&line=99999&measure=share")
    settle(page)
    assert page.locator(".yb nav [aria-current='page']").text_content() == "Money"
    notices = page.locator(".yb .yb-notice")
    expect(notices.filter(has_text="fonts-noto-cjk")).to_have_count(1)
    for said in ("version 9", "line=99999"):
        assert notices.filter(has_text=said).count() == 1
    ink = page.evaluate(
        """() => ["财", "政"].map((sign) => {
          const pen = document.createElement("canvas").getContext("2d");
          pen.font = `16px ${getComputedStyle(document.querySelector(".yb")).fontFamily}`;
          pen.fillText(sign, 10, 40);
          return pen.canvas.toDataURL();
        })"""
    )
    assert ink[0] != ink[1]
    text = page.locator(".yb svg text").first
    assert "Noto Sans CJK SC" in text.evaluate("one => getComputedStyle(one).fontFamily")
    notices.first.get_by_role("button").click()
    expect(notices).to_have_count(0)
    press(page, "language")
    cut = page.evaluate(
        """() => [...document.querySelectorAll(".yb svg text")].filter((one) =>
          one.getBoundingClientRect().left < one.ownerSVGElement.getBoundingClientRect().left
        ).map((one) => one.textContent)"""
    )
    assert cut == []  # Measured in the font that they are drawn in.
    browser.close()


# Every view in both languages, with all that it can show


# The first half has each view once, in one language or the other. A test of that half alone finds
# it in the same place of the order, and pytest opens it once for all; the language changes twice.
SOME, OTHERS = VIEWS[::2], VIEWS[1::2]
EACH = [
    *product(SOME, ["en"]),
    *product(OTHERS, ["zh"]),
    *product(SOME, ["zh"]),
    *product(OTHERS, ["en"]),
]
ONCE = EACH[: len(VIEWS)]


@pytest.fixture(scope="module", params=EACH, ids="-".join)
def wide(page, request):
    """Open everything that a view can show, in a language, on a wide light screen."""
    page.emulate_media(color_scheme="light")
    resize(page, 1280, 900)
    open_wide(page, *request.param)
    return page


@pytest.mark.parametrize("wide", ONCE, indirect=True, ids="-".join)
def test_every_table_arrives_as_python_gives_it(wide):
    """The same CSV to the byte, and a workbook of the same cells, types and formats."""
    texts = wide.locator(".yb textarea").evaluate_all("all => all.map((one) => one.value)")
    explorer = yb.explore(state=next(text for text in texts if text.startswith("v=1&")))
    tables = [name for name, made in explorer.blocks().items() if made.shown["kind"] == "table"]
    assert tables
    for table in tables:
        assert saved(wide, f"{table}.csv") == explorer.take(table, "csv")
        name, content = saved(wide, f"{table}.xlsx")
        expected, ours = explorer.take(table, "xlsx")
        assert name == expected
        assert sheets(content) == sheets(ours), table


def test_every_control_and_chart_has_a_name(wide):
    """As the browser tells it to a screen reader."""
    with one_of_each(wide):
        session = wide.context.new_cdp_session(wide)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        session.detach()
    named = {
        *("button", "combobox", "textbox", "searchbox", "slider", "spinbutton", "img"),
        *("image", "region", "navigation", "DisclosureTriangle"),
    }
    found = [node for node in nodes if node.get("role", {}).get("value") in named]
    assert len(found) > 10
    assert [node for node in found if not node.get("name", {}).get("value")] == []


SCHEMES = ("light", "dark")


@pytest.mark.parametrize("width", [1280, 1024, 375])
def test_every_view_fits_its_screen_and_meets_wcag_aa(width, wide):
    """Nothing but a table scrolls sideways, within itself; all is legible, light or dark.

    Every text stands out from what is behind it, every field has a label, and all the rest.
    """
    resize(wide, width, 900)
    assert too_wide(wide, width) == []
    lang = wide.locator(".yb").get_attribute("lang")
    if SCREENSHOTS:
        view = wide.locator(".yb nav [aria-current]").get_attribute("data-key")
        wide.screenshot(path=f"{SCREENSHOTS}/{view}_{lang}_{width}.png")
    if width != 1024:
        scheme = SCHEMES[(lang == "en") == (width == 375)]
        wide.emulate_media(color_scheme=scheme)
        expect(wide.locator(".yb")).to_have_attribute("data-scheme", scheme)
        assert inaccessible(wide) == []
