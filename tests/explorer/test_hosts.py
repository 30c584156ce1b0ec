"""The explorer where its users meet it: in JupyterLab, and as the page that `make app` serves."""

import re
import socket
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from kit.browser import jupyterlab, open_app, open_notebook, voila, watched
from kit.page import (
    SPENDING_BARS,
    clear,
    draws,
    inaccessible,
    leads_and_gives,
    open_wide,
    press,
    settle,
    show,
    too_wide,
    unreached,
)
from playwright.sync_api import expect

from yanjiao_budget.explorer.state import VIEWS

pytestmark = pytest.mark.usefixtures("no_fault")


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


# In JupyterLab


def test_the_explorer_works_in_jupyterlab(lab):
    """Every view is drawn, a choice is answered, files arrive, all is legible."""
    for view in VIEWS:
        draws(lab, view)
    leads_and_gives(lab)
    open_wide(lab, "grading", "zh")
    assert inaccessible(lab) == []


def test_the_keyboard_reaches_every_control_in_jupyterlab(lab):
    """From the first to the last by Tab alone, where JupyterLab has keys of its own."""
    clear(lab)
    for view in VIEWS:
        show(lab, view)
        assert unreached(lab) == [], view


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


# As a page of its own


def test_the_explorer_works_as_a_page_of_its_own(app):
    """Every view is drawn, a choice is answered, files arrive, all is legible."""
    for view in VIEWS:
        draws(app, view)
    leads_and_gives(app)
    open_wide(app, "grading", "zh")
    assert inaccessible(app) == []


def test_the_page_fits_a_phone(app):
    """Nothing but a chart or a table scrolls sideways, each within itself."""
    before = app.viewport_size
    app.set_viewport_size({"width": 390, "height": 844})
    for view in VIEWS:
        open_wide(app, view, "zh")
        assert too_wide(app, 390) == [], view
    app.set_viewport_size(before)


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
