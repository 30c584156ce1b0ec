"""The explorer in a real browser: in JupyterLab, and as the page that `make app` serves."""

import csv
import io
import re
import socket
import zipfile
from urllib.parse import parse_qs, quote, urlsplit
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from kit import ROOT
from kit.browser import (
    jupyterlab,
    launch,
    open_app,
    open_notebook,
    press,
    settle,
    show,
    voila,
    watched,
)
from PIL import Image
from playwright.sync_api import expect

from yanjiao_budget.explorer.page import BLOCKS
from yanjiao_budget.explorer.state import VIEWS
from yanjiao_budget.store.build import build
from yanjiao_budget.store.folders import FOLDER_SETTING

every_view = pytest.mark.parametrize("view", VIEWS)
GRADING_ROWS = ".yb [data-block='grading.table'] tbody tr"
SPENDING_ROWS = ".yb [data-block='spending.table'] tbody tr"
# Vega's name for the layer of invisible bars that take the clicks.
SPENDING_BARS = ".yb [data-block='spending.chart'] .layer_2_marks path"
SCREENSHOTS = ROOT / "tests" / "screenshots"
# Whatever one can act on, as the keyboard should reach it.
CONTROLS = "button, select, input, textarea, summary, [tabindex='0']"


# What the tests share: one browser, one page in JupyterLab, one in Voilà


@pytest.fixture(scope="module")
def faults():
    """Collect what went wrong in any page: console errors, and requests that would leave."""
    return []


@pytest.fixture(autouse=True)
def no_fault(faults):
    """Fail a test during which anything went wrong in a page."""
    yield
    found = faults.copy()
    faults.clear()
    assert found == []


@pytest.fixture(scope="module")
def lab(browser, faults, tmp_path_factory):
    """Open the notebook in JupyterLab and run it; return the page."""
    with jupyterlab(tmp_path_factory.mktemp("lab")) as server:
        page = watched(browser, faults, locale="en-GB", viewport={"width": 1280, "height": 900})
        open_notebook(page, server)
        yield page
        page.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Run `make app`."""
    with voila(tmp_path_factory.mktemp("voila")) as running:
        yield running


@pytest.fixture(scope="module")
def app(browser, faults, server):
    """Open the page that `make app` serves."""
    page = watched(
        browser,
        faults,
        locale="en-GB",
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )
    sockets = []
    page.on("websocket", lambda opened: sockets.append(opened.url))
    open_app(page, server)
    page.kernel = sockets[0]
    yield page
    page.close()


@pytest.fixture(scope="module", params=["lab", "app"])
def page(request, browser):  # noqa: ARG001 - for the mark
    """Return the explorer's page in JupyterLab, and then in Voilà."""
    return request.getfixturevalue(request.param)


def numbers(page):
    """Return the first column of Spending's table."""
    return [int(text) for text in page.locator(f"{SPENDING_ROWS} td:first-child").all_inner_texts()]


def clear(page):
    """Show Grading with nothing chosen."""
    show(page, "grading")
    if page.locator(".yb [data-key='note.action']").count():
        press(page, "note.action")


# What is drawn


@every_view
def test_every_view_is_drawn_in_both_languages(view, page):
    """Each block that Python makes is on the page, each chart has marks, and a switch stays."""
    for lang in ("en", "zh"):
        show(page, view, lang)
        names = page.locator(".yb [data-block*='.']").evaluate_all(
            "all => all.map((one) => one.dataset.block)"
        )
        assert names == [f"{view}.{block.name}" for block in BLOCKS[view]]
        text = page.locator(".yb").inner_text()
        assert "could not be drawn" not in text
        assert "无法显示" not in text
        assert page.locator(".yb .yb-chart").count() == page.locator(".yb figure").count()
        for chart in page.locator(".yb .yb-chart").all():
            assert chart.locator("svg .mark-rect path, svg .mark-symbol path").count() > 3
        press(page, "language")
        here = page.locator(".yb nav [aria-current='page']")
        expect(here).to_have_attribute("data-key", f"view.{view}")


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
    found = page.locator(".yb [data-block='grading.found']").inner_text()
    assert found.startswith(f"{rows.count()} of 304")
    assert rows.count() < 60


@pytest.mark.parametrize("field", ["responsibility", "funded", "ladder", "kind", "rule"])
def test_each_filter_narrows_the_indicators_and_one_click_clears_it(field, app):
    """The count, the table and the rulers are of the same indicators."""
    clear(app)
    app.locator(f".yb [data-key='control.{field}']").select_option(index=2)
    found = app.locator(".yb [data-block='grading.found']")
    expect(found).not_to_contain_text("304 of 304")
    settle(app)
    all_rows = app.locator(".yb [data-key='grading.table.all']")
    if all_rows.count():
        all_rows.click()
    rows = app.locator(GRADING_ROWS).count()
    assert found.inner_text().startswith(f"{rows} of 304")
    press(app, "note.action")
    expect(found).to_contain_text("304 of 304")
    expect(app.locator(f".yb [data-key='control.{field}']")).to_have_js_property("selectedIndex", 0)


def test_the_what_if_follows_the_slider_the_number_and_the_reading(page):
    """By the arrow keys and by typing; the focus stays."""
    clear(page)
    slider = page.locator(".yb [data-key='control.value']")
    number = page.locator(".yb [data-key='control.value.number']")
    number.fill("60")
    heading = page.locator(".yb [data-key='grading.table.earns']")
    expect(heading).to_have_text("At 60%")
    settle(page)
    slider.focus()
    for value in (61, 62):
        page.keyboard.press("ArrowRight")
        expect(heading).to_have_text(f"At {value}%")
        settle(page)
    expect(slider).to_be_focused()
    expect(number).to_have_value("62")
    title = page.locator(".yb [data-block='grading.whatif'] svg")
    expect(title).to_contain_text("62% would earn (cascade")
    press(page, "control.reading.literal")
    expect(title).to_contain_text("62% would earn (literal")
    press(page, "control.reading.cascade")


def test_a_card_opens_from_the_table_and_closes(page):
    """With the ladder as printed and as read."""
    clear(page)
    link = page.locator(".yb [data-block='grading.table'] .yb-link").first
    name = link.inner_text()
    link.click()
    card = page.locator(".yb .yb-card")
    expect(card.locator("h3")).to_contain_text(name)
    expect(card.locator("tbody tr")).to_have_count(4)
    close = card.locator("[data-key='card.close']")
    expect(close).to_be_focused()
    expect(close).to_be_in_viewport()
    expect(card.locator("dd").last).to_be_visible()
    assert "[object" not in card.inner_text()
    press(page, "card.close")
    expect(card).to_have_count(0)
    expect(link).to_be_focused()


def test_the_count_of_a_finding_leads_to_its_indicators(page):
    """As many as the count said, a long table's first rows at once and the rest when asked for."""
    show(page, "trust")
    row = page.locator(".yb [data-block='trust.rules'] tbody tr").first
    count = int(row.locator("td").nth(1).inner_text())
    row.locator(".yb-link").click()
    rows = page.locator(GRADING_ROWS)
    expect(rows).to_have_count(100)
    expect(page.locator(".yb nav [aria-current]")).to_be_focused()
    page.locator(".yb [data-key='grading.table.all']").click()
    expect(rows).to_have_count(count)
    expect(rows.nth(100).locator("button").first).to_be_focused()
    clear(page)


def test_a_line_leads_to_the_document_with_the_line_marked(page):
    """From a headline figure."""
    show(page, "overview")
    link = page.locator(".yb .yb-figures .yb-line").nth(1)
    line = re.search(r"\d+", link.inner_text())[0]
    link.click()
    here = page.locator(".yb .yb-lines li[aria-current]")
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
    assert {"污水", "处理"} == set(marks.all_inner_texts())
    page.locator(".yb [data-key='control.find']").fill("")
    expect(page.locator(".yb [data-block='document.hits'] table")).to_have_count(0)


def test_a_copy_button_copies_and_says_so(app):
    """The citation, as it stands on the page."""
    show(app, "document")
    press(app, "document.cite.copy.0")
    copied = app.evaluate("navigator.clipboard.readText()")
    assert copied == app.locator(".yb [data-block='document.cite'] textarea").first.input_value()
    expect(app.get_by_role("status")).to_have_text("Copied")


# What is taken along


def saved(page, key):
    """Click a download and return the file's name and bytes."""
    with page.expect_download() as arriving:
        page.locator(f".yb [data-key='{key}']").click()
    return arriving.value.suggested_filename, arriving.value.path().read_bytes()


def test_every_format_of_a_table_arrives_and_opens(page):
    """The same rows in each, under the headings of the page."""
    show(page, "spending", "zh")
    files = {form: saved(page, f"spending.table.{form}") for form in ("csv", "xlsx", "parquet")}
    assert all(name.endswith(f".{form}") for form, (name, _) in files.items())
    rows = [*csv.reader(io.StringIO(files["csv"][1].decode("utf-8-sig")))]
    assert len(rows) > 13
    assert any("城市市政管理" in row for row in rows)
    with zipfile.ZipFile(io.BytesIO(files["xlsx"][1])) as workbook:
        assert workbook.testzip() is None
        for name in workbook.namelist():
            if name.endswith(".xml"):
                ET.fromstring(workbook.read(name))  # noqa: S314 - written by this package
    frame = pd.read_parquet(io.BytesIO(files["parquet"][1]))
    assert len(frame) == 13


def test_every_format_of_a_chart_arrives_and_opens(page, browser, faults, tmp_path):
    """Also as a page that answers the pointer with no server behind it."""
    show(page, "spending", "zh")
    files = {form: saved(page, f"spending.chart.{form}") for form in ("svg", "png", "html")}
    assert ET.fromstring(files["svg"][1]).tag.endswith("svg")  # noqa: S314
    with Image.open(io.BytesIO(files["png"][1])) as picture:
        assert picture.width > 900
    path = tmp_path / "chart.html"
    path.write_bytes(files["html"][1])
    alone = watched(browser, faults, offline=True)
    alone.goto(path.as_uri())
    alone.locator(".layer_2_marks path").first.hover()
    tip = alone.locator("#vg-tooltip-element.visible")
    expect(tip).to_contain_text("城市市政管理")
    alone.close()


# The shared state


def seen(page):
    """Return all that the view says."""
    return page.locator(".yb [data-block*='.']").all_inner_texts()


def test_a_shared_address_reopens_the_view_and_back_leads_back(app, browser, faults, server):
    """The address follows each choice, holds what the page offers to copy, and opens the same."""
    show(app, "overview")
    show(app, "spending")
    press(app, "control.measure.share")
    app.locator(SPENDING_BARS).first.click()
    expect(app.locator(".yb .yb-trail button")).to_have_count(1)
    settle(app)
    state = parse_qs(urlsplit(app.url).query)["state"][0]
    app.locator(".yb summary").click()
    fields = app.locator(".yb [data-block='take'] textarea")
    assert state in [field.input_value() for field in fields.all()]
    app.locator(".yb summary").click()
    other = watched(browser, faults, locale="zh-CN", viewport={"width": 1280, "height": 900})
    open_app(other, server, f"?state={quote(state)}")
    assert seen(other) == seen(app)
    other.close()
    app.go_back()
    expect(app.locator(".yb nav [aria-current='page']")).to_have_text("Overview")
    app.go_forward()
    expect(app.locator(".yb nav [aria-current='page']")).to_have_text("Spending")
    settle(app)
    press(app, "control.measure.amount")


# Voilà


def test_the_page_shows_no_code(app):
    """Nor a prompt of a cell, nor the notebook's own text."""
    text = app.locator("body").inner_text()
    assert "import yanjiao_budget" not in text
    assert "yb.explore()" not in text
    assert app.locator(".jp-InputArea:visible, .jp-OutputPrompt:visible").count() == 0


def test_the_page_is_served_to_this_machine_alone(server):
    """No other address of this machine answers on its port."""
    with socket.socket() as one:
        assert one.connect_ex(("127.0.0.1", server.port)) == 0
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with open(table) as lines:  # noqa: PTH123 - not a file of a folder
            entries = [line.split()[1:4] for line in lines][1:]
        for local, _, state in entries:
            address, port = local.split(":")
            if state == "0A" and int(port, 16) == server.port:
                assert address == "0100007F"


RUN = """([address, code]) => new Promise((resolve, reject) => {
  const socket = new WebSocket(address);
  const send = (kind, content) => socket.send(JSON.stringify({
    channel: "shell", content, metadata: {}, parent_header: {}, buffers: [],
    header: {msg_id: kind, msg_type: kind, session: "test", username: "", version: "5.3",
      date: new Date().toISOString()},
  }));
  socket.onopen = () => {
    send("execute_request", {code, silent: false, store_history: false, user_expressions: {},
      allow_stdin: false, stop_on_error: false});
    send("kernel_info_request", {});
  };
  socket.onmessage = ({data}) => {
    if (typeof data !== "string" || JSON.parse(data).msg_type !== "kernel_info_reply"
      || JSON.parse(data).parent_header.msg_id !== "kernel_info_request") return;
    socket.close();
    resolve();
  };
  socket.onerror = reject;
})"""


def test_code_that_the_page_sends_is_not_run(app, lab, tmp_path):
    """JupyterLab's kernel runs it, as it should; the kernel behind the page does not."""
    kernel = lab.evaluate("jupyterapp.shell.currentWidget.sessionContext.session.kernel.id")
    host = urlsplit(lab.url).netloc
    for name, page, address in (
        ("lab", lab, f"ws://{host}/api/kernels/{kernel}/channels?session_id=test"),
        ("app", app, re.sub("session_id=.*", "session_id=test", app.kernel)),
    ):
        code = f"open({str(tmp_path / name)!r}, 'w').close()"
        page.evaluate(RUN, [address, code])
    assert [path.name for path in tmp_path.iterdir()] == ["lab"]


# The keyboard, labels, contrast, width


@every_view
def test_the_keyboard_reaches_every_control(view, lab):
    """From the first to the last by Tab alone, also where JupyterLab has keys of its own."""
    clear(lab)
    if view == "grading":
        lab.locator(".yb [data-key='control.query']").fill("safety")
        expect(lab.locator(".yb [data-block='grading.found']")).not_to_contain_text("304 of")
    show(lab, view)
    count = lab.evaluate(
        """(controls) => {
          window.reached = new Set();
          const yb = document.querySelector(".yb");
          yb.addEventListener("focusin", (event) => reached.add(event.target));
          return yb.querySelectorAll(controls).length;
        }""",
        CONTROLS,
    )
    lab.locator(".yb [data-key='language']").focus()
    for _ in range(count):
        lab.keyboard.press("Tab")
    missed = lab.evaluate(
        """(controls) => [...document.querySelectorAll(`.yb :is(${controls})`)]
          .filter((one) => one.checkVisibility() && !reached.has(one))
          .map((one) => one.outerHTML)""",
        CONTROLS,
    )
    assert missed == []


def test_the_keys_of_jupyterlab_are_left_to_the_explorer(lab):
    """Letters that cut cells and open dialogs there are letters here; Escape and Enter too."""
    clear(lab)
    cells = lab.locator(".jp-Notebook .jp-Cell").count()
    lab.keyboard.press("Escape")
    lab.locator(".yb [data-key='control.query']").focus()
    lab.keyboard.type("xddabmy")
    expect(lab.locator(".yb [data-block='grading.found']")).to_contain_text("No indicator")
    settle(lab)
    expect(lab.locator(".yb [data-key='control.query']")).to_have_value("xddabmy")
    lab.locator(".yb [data-key='note.action']").focus()
    for key in ("x", "d", "d", "Enter"):
        lab.keyboard.press(key)
    expect(lab.locator(".yb [data-block='grading.found']")).to_contain_text("304 of 304")
    assert lab.locator(".jp-Notebook .jp-Cell").count() == cells


def opened_wide(app, view, lang):
    """Open everything that a view can show."""
    clear(app)
    if view == "grading":
        app.locator(".yb [data-key='control.query']").fill("safety")
        expect(app.locator(".yb [data-block='grading.found']")).not_to_contain_text("304 of")
        settle(app)
        app.locator(".yb [data-block='grading.table'] .yb-link").first.click()
        expect(app.locator(".yb .yb-card")).to_be_visible()
    if view == "document":
        show(app, view)
        app.locator(".yb [data-key='control.find']").fill("海绵")
        expect(app.locator(".yb mark").first).to_be_visible()
    show(app, view, lang)
    app.evaluate("document.querySelectorAll('.yb details').forEach((one) => (one.open = true))")


@every_view
def test_every_control_and_chart_has_a_name(view, app):
    """As the browser tells it to a screen reader."""
    opened_wide(app, view, "en")
    session = app.context.new_cdp_session(app)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    named = {
        *("button", "combobox", "textbox", "searchbox", "slider", "spinbutton", "img"),
        *("image", "region", "navigation", "DisclosureTriangle"),
    }
    found = [node for node in nodes if node.get("role", {}).get("value") in named]
    assert len(found) > 10
    assert [node for node in found if not node.get("name", {}).get("value")] == []


CONTRAST = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour).slice(0, 3).map((one) => one / 255)
      .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      const alpha = channels(colour)[3] ?? 1;
      if (alpha === 1) return colour;
      if (alpha > 0) throw new Error(`${at.outerHTML} lets another colour through`);
    }
    return "rgb(255, 255, 255)";
  };
  const poor = [];
  let count = 0;
  const judge = (element, colour, text) => {
    const [dark, bright] = [light(colour), light(behind(element))].sort((a, b) => a - b);
    const ratio = (bright + 0.05) / (dark + 0.05);
    count += 1;
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)}: ${text}`);
  };
  for (const element of document.querySelectorAll(".yb *")) {
    if (element.closest("svg, option") || !element.checkVisibility()) continue;
    const text = [...element.childNodes].filter((one) => one.nodeType === 3)
      .map((one) => one.data.trim()).join("");
    if (text || element.matches("textarea, input:not([type=range])"))
      judge(element, getComputedStyle(element).color, text || element.outerHTML);
    if (element.placeholder)
      judge(element, getComputedStyle(element, "::placeholder").color, element.placeholder);
  }
  return [count, poor];
}"""


@every_view
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_text_stands_out_from_what_is_behind_it(view, lang, app):
    """WCAG AA: at least 4.5 to 1, also a hint in an empty field and the tab one is in."""
    opened_wide(app, view, lang)
    count, poor = app.evaluate(CONTRAST)
    assert count > 10
    assert poor == []


OUTSIDE = """(width) => {
  const wide = [];
  for (const element of document.querySelectorAll("body, body *")) {
    if (!element.checkVisibility() || element.closest(".yb-hidden, svg")) continue;
    if (element.closest(".yb-scroll") && !element.matches(".yb-scroll")) continue;
    const { left, right } = element.getBoundingClientRect();
    const what = element.outerHTML.slice(0, 200);
    if (element.closest(".yb") && (left < -0.5 || right > width + 0.5)) wide.push(what);
    if (element.matches(".yb-scroll, textarea, input, select")) continue;
    if (["auto", "scroll"].includes(getComputedStyle(element).overflowX)
      && element.scrollWidth > element.clientWidth + 1) wide.push(`scrolls: ${what}`);
  }
  return [document.documentElement.scrollWidth, wide];
}"""


@every_view
@pytest.mark.parametrize("width", [1024, 390])
def test_the_page_fits_a_small_screen_and_a_phone(view, width, app):
    """Nothing but a chart or a table scrolls sideways, each within itself."""
    before = app.viewport_size
    app.set_viewport_size({"width": width, "height": 844})
    for lang in ("en", "zh"):
        opened_wide(app, view, lang)
        across, wide = app.evaluate(OUTSIDE, width)
        assert wide == []
        assert across == width
        # To look at; git ignores them.
        app.screenshot(path=SCREENSHOTS / f"{view}_{lang}_{width}.png")
    app.set_viewport_size(before)


# Documents and systems that are not as one would like


HOSTILE = {
    "财政预算管理": "<script>window.hacked=1</script>",
    "人力资源和社会保障": "<img src=x onerror=window.hacked=1>",
    "国土资源管理": "**粗** [链](javascript:window.hacked=1)",
    "城市市政管理": "=1+1",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, text):
    """Build the tables of a document whose names look like markup, Markdown and a formula."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, instead in HOSTILE.items():
        text = text.replace(name, instead)
    (folder / "source").mkdir()
    (folder / "source" / "2019.txt").write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_SETTING, str(folder))
        build()
    return folder


def test_text_of_the_document_is_never_markup(hostile, browser, faults, tmp_path_factory, tmp_path):
    """In every view, in a tooltip and in a chart's own page it is read as it is printed."""
    folder = tmp_path_factory.mktemp("hostile_app")
    with voila(folder, **{FOLDER_SETTING: str(hostile)}) as server:
        page = watched(browser, faults, locale="zh-CN")
        open_app(page, server)
        made = (
            ".yb :is(script, img, a, b, strong, em, iframe), #vg-tooltip-element :is(script, img)"
        )
        for view in VIEWS:
            show(page, view, "zh")
            if view == "grading":
                page.locator(".yb [data-block='grading.table'] .yb-link").first.click()
                expect(page.locator(".yb .yb-card dl")).to_contain_text("<script>")
            if view == "document":
                page.locator(".yb [data-key='control.find']").fill("window")
                expect(page.locator(".yb mark").first).to_be_visible()
            if view == "spending":
                table = page.locator(".yb [data-block='spending.table']").inner_text()
                assert all(name in table for name in HOSTILE.values())
                for bar in page.locator(SPENDING_BARS).all():
                    bar.hover()
                    expect(page.locator("#vg-tooltip-element.visible")).to_be_visible()
                    assert page.locator(made).count() == 0
                path = tmp_path / "chart.html"
                path.write_bytes(saved(page, "spending.chart.html")[1])
            assert page.locator(made).count() == 0
        alone = watched(browser, faults, offline=True)
        alone.goto(path.as_uri())
        expect(alone.locator("svg.marks")).to_contain_text("<script>")
        for one in (page, alone):
            assert one.evaluate("window.hacked") is None
            one.close()


def test_a_broken_address_opens_what_it_can_and_the_notice_can_be_dismissed(
    playwright, faults, server, tmp_path
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
    open_app(page, server, "?state=v%3D9%26view%3Dspending%26line%3D99999%26measure%3Dshare")
    assert page.locator(".yb nav [aria-current='page']").inner_text() == "Spending"
    notices = page.locator(".yb .yb-notice")
    expect(notices.filter(has_text="fonts-noto-cjk")).to_have_count(1)
    for said in ("version 9", "line=99999"):
        assert notices.filter(has_text=said).count() == 1
    ink = page.evaluate(
        """() => ["财", "政"].map((sign) => {
          const pen = document.createElement("canvas").getContext("2d");
          pen.font = getComputedStyle(document.querySelector(".yb")).font;
          pen.fillText(sign, 10, 40);
          return pen.canvas.toDataURL();
        })"""
    )
    assert ink[0] != ink[1]
    for chart in page.locator(".yb svg text").all()[:1]:
        assert "Noto Sans CJK SC" in chart.evaluate("one => getComputedStyle(one).fontFamily")
    notices.first.get_by_role("button").click()
    expect(notices).to_have_count(0)
    browser.close()
