"""What a reader does on the explorer's page, and what holds of it, whatever hosts it."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from yanjiao_budget.explorer.page import BLOCKS

# What is on its way is drawn: no choice is waiting, and no chart.
SETTLED = """() => document.querySelector(".yb:not([data-busy]) header")
  && !document.querySelector(".yb-chart[aria-busy]")"""
SPENDING_ROWS = ".yb [data-block='spending.table'] tbody tr"
# Vega's name for the layer of invisible bars that take the clicks.
SPENDING_BARS = ".yb [data-block='spending.chart'] .layer_2_marks path"
GRADING_ROWS = ".yb [data-block='grading.indicators'] tbody tr"
# WCAG 2 at levels A and AA. What a chart holds is told by its own name, an arrow by its heading.
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations", "incomplete"],
    "preload": False,  # No rule of these reads style sheets or media.
    "selectors": False,  # What is found is told by its HTML.
}
_WIDE = 1024  # Pixels that hold every table.
_WITHIN = {"include": [[".yb"]], "exclude": [["[aria-hidden]"]]}
# What is scrolled out of sight is behind something, and its contrast cannot be told. Nor does
# axe-core see what the browser itself paints a dark page with.
_UNROLLED = """body { background: Canvas }
.yb-scroll { max-height: none !important; overflow: visible !important }
.yb thead th, .yb > [data-block] { position: static !important }
.yb > [data-block] { content-visibility: visible !important }"""
_STYLED = """(style) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets.push(sheet);
}"""
# axe-core passes over the hint in an empty field: shown as what is written there, it is judged.
_HINTS = """(fields) => fields.map((one) => {
  const before = one.value;
  one.style.color = getComputedStyle(one, "::placeholder").color;
  one.value = one.placeholder;
  return before;
})"""
_NO_HINTS = """(fields, before) => fields.forEach((one, at) => {
  one.style.color = "";
  one.value = before[at];
})"""
# Of rows and items made of the same sorts of elements, however many of each, one speaks for all.
_ALIKE = """(without) => {
  const sort = (part) => [
    part.tagName, part.className, part.getAttribute("style"), part.getAttribute("role"),
    ...part.getAttributeNames().map((name) => name + !part.getAttribute(name).trim()),
    [...part.childNodes].some((text) => text.data?.trim()),
  ].join();
  const made = (one) =>
    [...new Set([one, ...one.querySelectorAll("*")].map(sort))].sort().join();
  window.aside = [];
  const put = (one) => {
    const place = document.createComment("");
    one.replaceWith(place);
    window.aside.push([place, one]);
  };
  document.querySelectorAll(without).forEach(put);
  for (const all of document.querySelectorAll(".yb :is(tbody, ol, ul)")) {
    const seen = new Set();
    for (const one of [...all.children]) {
      if (seen.size === seen.add(made(one)).size) put(one);
    }
  }
}"""
_BACK = "() => window.aside.forEach(([place, one]) => place.replaceWith(one))"
# Whatever one can act on, as the keyboard should reach it.
_CONTROLS = "button, select, input, textarea, summary, [tabindex='0']"
_WATCH = """(controls) => {
  window.reached = new Set();
  const yb = document.querySelector(".yb");
  yb.addEventListener("focusin", (event) => reached.add(event.target));
  return [...yb.querySelectorAll(controls)].filter((one) => one.checkVisibility()).length;
}"""
_MISSED = """(controls) => [...document.querySelectorAll(`.yb :is(${controls})`)]
  .filter((one) => one.checkVisibility() && !reached.has(one))
  .map((one) => one.outerHTML)"""
_OUTSIDE = """(width) => {
  const wide = [];
  for (const element of document.querySelectorAll("body, body *")) {
    if (!element.checkVisibility() || element.closest(".yb-hidden, svg")) continue;
    if (element.closest(".yb-scroll") && !element.matches(".yb-scroll")) continue;
    const { left, right } = element.getBoundingClientRect();
    const what = element.outerHTML.slice(0, 200);
    if (element.matches("figure > .yb-scroll") && element.scrollWidth > element.clientWidth + 1) {
      wide.push(`a chart scrolls: ${what}`);
    }
    if (element.closest(".yb") && (left < -0.5 || right > width + 0.5)) wide.push(what);
    if (element.matches(".yb-scroll, textarea, input, select")) continue;
    if (["auto", "scroll"].includes(getComputedStyle(element).overflowX)
      && element.scrollWidth > element.clientWidth + 1) wide.push(`scrolls: ${what}`);
  }
  const across = document.documentElement.scrollWidth;
  return across === width ? wide : [`${across} pixels across`, ...wide];
}"""


# What a reader does


def settle(page: Page) -> None:
    """Wait until the page has drawn what was chosen last."""
    page.wait_for_function(SETTLED)


def resize(page: Page, width: int, height: int) -> None:
    """Give the window another size, and wait for the charts, which follow a frame later."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(
        "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
    )
    settle(page)


def press(page: Page, key: str) -> None:
    """Click the control with a key (its `data-key`) and wait for what it draws."""
    page.locator(f'.yb [data-key="{key}"]').click()
    settle(page)


def address(page: Page) -> str:
    """Return the state in a file's address, which follows a choice after a moment."""
    page.wait_for_timeout(500)
    return urlsplit(page.url).fragment


def show(page: Page, view: str, lang: str = "en") -> None:
    """Open a view in a language, as it is when nothing is chosen in it."""
    if page.locator(".yb").get_attribute("lang")[:2] != lang:
        press(page, "language")
    press(page, f"view.{view}")


def clear(page: Page, view: str = "grading", lang: str = "en") -> None:
    """Show a view with nothing chosen."""
    show(page, view, lang)
    if page.locator(".yb [data-key='note.action']").count():
        press(page, "note.action")


def open_wide(page: Page, view: str, lang: str) -> None:
    """Open everything that a view can show."""
    clear(page, view, lang)
    if view == "grading":
        found = page.locator(".yb [data-block='grading.found']")
        of_all = found.text_content()
        page.locator(".yb [data-key='control.query']").fill("safety")
        expect(found).not_to_have_text(of_all)
        settle(page)
        page.locator(".yb [data-block='grading.indicators'] .yb-link").first.click()
        expect(page.locator(".yb .yb-card")).to_be_visible()
    if view == "document":
        page.locator(".yb [data-key='control.find']").fill("海绵")
        expect(page.locator(".yb mark").first).to_be_visible()
    page.evaluate("document.querySelectorAll('.yb details').forEach((one) => (one.open = true))")


def saved(page: Page, key: str) -> tuple[str, bytes]:
    """Click a download and return the file's name and bytes."""
    with page.expect_download() as arriving:
        page.locator(f".yb [data-key='{key}']").click()
    return arriving.value.suggested_filename, arriving.value.path().read_bytes()


# What holds of it


def draws(page: Page, view: str) -> None:
    """Assert that a view is drawn in both languages, its charts too, and that a switch stays."""
    press(page, f"view.{view}")
    first = drawn(page, view)
    press(page, "language")
    assert {first, drawn(page, view)} == {"en", "zh-Hans"}


def drawn(page: Page, view: str) -> str | None:
    """Assert that a view is there, with all that Python makes of it; return its language."""
    here = page.locator(".yb nav [aria-current='page']")
    expect(here).to_have_attribute("data-key", f"view.{view}")
    names = page.locator(".yb [data-block*='.']").evaluate_all(
        "all => all.map((one) => one.dataset.block)"
    )
    assert names == [f"{view}.{block.__name__}" for block in BLOCKS[view]]
    text = page.locator(".yb").text_content()
    assert "could not be drawn" not in text
    assert "无法显示" not in text
    assert page.locator(".yb .yb-chart").count() == page.locator(".yb figure").count()
    for chart in page.locator(".yb .yb-chart").all():
        assert chart.locator("svg .mark-rect path, svg .mark-symbol path").count() > 3
    return page.locator(".yb").get_attribute("lang")


def leads_and_gives(page: Page, *more: str) -> None:
    """Assert that a click on a bar leads into it, and that tables and charts can be kept.

    `more` are the files that this host gives and others do not.
    """
    show(page, "spending")
    page.locator(SPENDING_BARS).first.click()
    expect(page.locator(".yb .yb-trail [aria-current]")).to_contain_text("Urban")
    settle(page)
    assert page.locator(SPENDING_ROWS).count() == 10
    for key in ("table.csv", "table.xlsx", "chart.svg", "chart.png", "chart.html", *more):
        name, content = saved(page, f"spending.{key}")
        assert name.endswith(key.partition(".")[2])
        assert len(content) > 1000
    press(page, "trail.0")


def unreached(page: Page) -> list[str]:
    """Return what one can act on and does not get to from the first control by Tab alone."""
    with one_of_each(page):
        count = page.evaluate(_WATCH, _CONTROLS)
        page.locator(".yb [data-key='language']").focus()
        for _ in range(count):
            page.keyboard.press("Tab")
        return page.evaluate(_MISSED, _CONTROLS)


def too_wide(page: Page, width: int) -> list[str]:
    """Return what is not within a screen's width; a table alone scrolls, within itself."""
    return page.evaluate(_OUTSIDE, width)


@contextmanager
def styled(page: Page, style: str) -> Iterator[None]:
    """Style a page otherwise for a while; its policy allows no element for it."""
    page.evaluate(_STYLED, style)
    yield
    page.evaluate("document.adoptedStyleSheets.pop()")


@contextmanager
def one_of_each(page: Page, without: str = ":not(*)") -> Iterator[None]:
    """Leave one of the rows of a table and the items of a list that are made alike.

    `without` is a selector of what else is put aside meanwhile.
    """
    page.evaluate(_ALIKE, without)
    yield
    page.evaluate(_BACK)


def inaccessible(page: Page) -> list[str]:
    """Return what axe-core finds against WCAG AA, or cannot tell: of names, contrast, structure."""
    hints = page.locator(".yb [placeholder]")
    with one_of_each(page, ".yb-chart"), styled(page, _UNROLLED):
        before = hints.evaluate_all(_HINTS)
        if not page.evaluate("'axe' in window"):  # Read anew, it would be slow in each run.
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate("(asked) => axe.run(...asked)", [_WITHIN, _RULES])
        hints.evaluate_all(_NO_HINTS, before)
    contrast = "color-contrast"
    assert contrast in {rule["id"] for rule in found["passes"]}
    # Of a table wider than the screen it cannot be told, and is what it is on a wide one.
    untold = {contrast} if page.viewport_size["width"] < _WIDE else set()
    told = [rule for rule in found["incomplete"] if rule["id"] not in untold]
    return [
        f"{rule['id']}: {node['failureSummary']}: {node['html']}"
        for rule in found["violations"] + told
        for node in rule["nodes"]
    ]
