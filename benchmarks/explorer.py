"""How long the explorer takes from a change to the painted view, as a file and in JupyterLab.

Each control of each view is changed several times: "new" are values not set before, "again" the
same values once more. Time runs in the page, from the event on the control until all that changed
is drawn, charts too, and the browser has painted it. Printed are the median and the 95th percentile
in milliseconds, and the median over that of an empty frame, in which nothing changes. The goal is
33 ms at the median and 100 ms at the 95th percentile; 1 s to the first content of the file and
1.5 s to its first chart. A busy machine makes every figure worse, so its load is printed first.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from kit.browser import jupyterlab, launch, open_notebook, watched
from kit.page import settle, show

import yanjiao_budget as yb

# A step is the key of a control (its `data-key`) and what to set it to; a button is clicked.
Step = tuple[str, str | int | None]
OPTIONS: dict[str, Any] = {"locale": "en-GB", "viewport": {"width": 1280, "height": 900}}
VIEWS = ("overview", "spending", "grading", "years", "trust", "promises", "document")
WORDS = (
    "率",
    "safety",
    "数",
    "road",
    "完成",
    "rate",
    "及时",
    "water",
    "质量",
    "城市",
    "budget",
    "人",
)
# A view of the page changes within the event; its charts are drawn a little later.
CHANGE = """([key, value]) => new Promise((resolve, reject) => {
  const root = document.querySelector(".yb");
  const control = key && root.querySelector(`[data-key="${key}"]`);
  if (key && !control) throw new Error(`no ${key} here`);
  const patience = setTimeout(() => reject(new Error(`${key} changed nothing`)), 20000);
  // The frame that follows paints it; a message posted in that frame comes after the paint.
  const painted = () => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      clearTimeout(patience);
      resolve(performance.now() - start);
    };
    port2.postMessage(null);
  });
  const drawn = () => !root.querySelector(".yb-chart[aria-busy]") && !("busy" in root.dataset);
  const watch = new MutationObserver(() => {
    if (!drawn()) return;
    watch.disconnect();
    painted();
  });
  control?.focus({ preventScroll: true });
  const start = performance.now();
  if (control && value === null) control.click();
  else if (control?.tagName === "SELECT") {
    control.selectedIndex = value;
    control.dispatchEvent(new Event("change"));
  } else if (control) {
    control.value = value;
    control.dispatchEvent(new Event("input"));
  }
  if (drawn()) painted();
  else watch.observe(root, { subtree: true, childList: true, attributes: true });
})"""
OPENING = """() => new Promise((resolve) => {
  const seen = {};
  const look = () => {
    if (!seen.content && document.querySelector(".yb header")) seen.content = performance.now();
    if (document.querySelector(".yb-chart svg")) resolve({ ...seen, chart: performance.now() });
    else requestAnimationFrame(look);
  };
  look();
})"""


def clicks(*keys: str) -> list[Step]:
    """Return the steps that click some buttons."""
    return [(key, None) for key in keys]


def headings(page: Page, view: str) -> dict[str, list[Step]]:
    """Return the steps that sort each table of a view by each column, up and down."""
    tables: dict[str, list[Step]] = {}
    for key in page.locator(".yb thead button").evaluate_all(
        "all => all.map((one) => one.dataset.key)"
    ):
        tables.setdefault(key.rsplit(".", 1)[0], []).extend(clicks(key, key))
    return {f"{table}: sort": steps for table, steps in tables.items() if table.startswith(view)}


def controls(page: Page, view: str) -> dict[str, list[Step]]:
    """Return the steps over each control of a view that is open, by what is changed."""
    steps: dict[str, list[Step]] = {}
    if view == "overview":
        lines = [f"figure.{at}" for at in range(7)]
        steps["to a line and back"] = clicks(*(k for one in lines for k in (one, "view.overview")))
    if view == "spending":
        steps["measure"] = clicks(
            *(f"control.measure.{one}" for one in ("share", "unfunded", "amount"))
        )
        rows = [f"spending.table.{at}.1" for at in range(10)]
        steps["into one and back"] = clicks(*(k for one in rows for k in (one, "trail.0")))
    if view == "grading":
        for field in ("responsibility", "funded", "ladder", "kind", "rule"):
            count = page.locator(f".yb [data-key='control.{field}'] option").count()
            steps[field] = [(f"control.{field}", at) for at in (*range(1, min(count, 12)), 0)]
        steps["reading"] = clicks("control.reading.literal", "control.reading.cascade")
        steps["slider"] = [("control.value", at) for at in range(2, 98, 8)]
        steps["number"] = [("control.value.number", at) for at in (*range(5, 98, 8), 75)]
        steps["search"] = [("control.query", word) for word in (*WORDS, "")]
        rows = [f"grading.indicators.{at}.0" for at in range(12)]
        steps["card"] = clicks(*rows, "card.close")
    if view == "trust":
        rows = [f"trust.rules.{at}.0" for at in range(5)]
        steps["to a finding's indicators and back"] = clicks(
            *(k for one in rows for k in (one, "view.trust"))
        )
    if view == "document":
        count = page.locator(".yb [data-block='document.contents'] li").count()
        steps["contents"] = clicks(*(f"document.contents.{at}" for at in range(count)))
        steps["search"] = [("control.find", word) for word in (*WORDS, "")]
        words = ("control.find", "率")
        steps["next hit"] = [words, *clicks(*["document.found.1"] * 30), ("control.find", "")]
    return steps | headings(page, view)


def times(page: Page, steps: list[Step]) -> list[float]:
    """Take the steps and return the milliseconds of each."""
    return [page.evaluate(CHANGE, list(step)) for step in steps]


def described(taken: list[float], floor: float) -> str:
    """Return the median, the 95th percentile and the median over the floor."""
    middle = statistics.median(taken)
    worst = statistics.quantiles(taken, n=20, method="inclusive")[-1]
    return f"{middle:>6.0f} {worst:>6.0f} {middle / floor:>5.0f}x"


def measure(page: Page) -> None:
    """Change every control of every view, and print what each took."""
    floor = statistics.median(page.evaluate(CHANGE, [None, None]) for _ in range(50))
    print(f"empty frame: {floor:.1f} ms")
    print(f"{'':<52}{'new: median    95%':>20}{'again: median  95%':>26}")
    everything: tuple[list[float], list[float]] = ([], [])

    def line(name: str, new: list[float], again: list[float]) -> None:
        everything[0].extend(new)
        everything[1].extend(again)
        print(f"{name:<50} {len(new):>3} {described(new, floor)} {described(again, floor):>24}")

    tabs = clicks(*(f"view.{view}" for view in (*VIEWS[1:], VIEWS[0])))
    line("views", times(page, tabs), times(page, tabs))
    for view in VIEWS:
        show(page, view)
        first, second = times(page, clicks("language")), times(page, clicks("language"))
        third = times(page, clicks("language", "language"))
        line(f"{view}: language", first + second, third)
        for name, steps in controls(page, view).items():
            show(page, view)
            new = times(page, steps)
            show(page, view)
            line(name if view in name else f"{view}: {name}", new, times(page, steps))
    print(
        f"{'all':<50} {len(everything[0]):>3} {described(everything[0], floor)} "
        f"{described(everything[1], floor):>24}"
    )


def opening(browser: Browser, faults: list[str], path: Path) -> None:
    """Print how long the file takes from being opened to its first content and first chart."""
    found = []
    for _ in range(5):
        page = watched(browser, faults, **OPTIONS)
        page.add_init_script(f"window.opening = ({OPENING})()")
        page.goto(path.as_uri(), wait_until="commit")
        found.append(page.evaluate("window.opening"))
        page.close()
    middle = {name: statistics.median(one[name] for one in found) for name in found[0]}
    size = path.stat().st_size / 1e6
    print(f"the file, {size:.1f} MB: first content {middle['content']:.0f} ms, ", end="")
    print(f"first chart {middle['chart']:.0f} ms")


def main() -> None:
    """Measure the explorer as a file, then in JupyterLab; with `file`, as a file alone."""
    print(f"load of the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    faults: list[str] = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launch(playwright)
        path = yb.explore("en").save(Path(folder) / "explorer.html")
        opening(browser, faults, path)
        page = watched(browser, faults, **OPTIONS)
        page.goto(path.as_uri())
        settle(page)
        measure(page)
        page.close()
        if "file" not in sys.argv[1:]:
            print("\nin JupyterLab")
            with jupyterlab(Path(folder)) as server:
                page = watched(browser, faults, **OPTIONS)
                open_notebook(page, server)
                measure(page)
                page.close()
        browser.close()
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
