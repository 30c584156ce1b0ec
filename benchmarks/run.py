"""How fast the package is, against a floor or a peer measured in the same run.

Prints a ratio for each measurement: the median time of ours over the median time of the other.
Run it with `make bench`; it takes about two minutes.

What is compared, where the names do not say: `text.split` cuts the text at line ends and does
nothing else; "plain" is `pandas.read_csv(path)`, which guesses types, and "typed" is the package's
own loader, which gives each column its declared type and takes only an empty cell for a blank;
both read the printed tables that the parser makes. One threshold is compared with a regular
expression that reads that one wording and no other.

Growth is printed with and without Python's garbage collector, which walks through all objects
alive and so costs the largest documents most.
"""

import difflib
import gc
import itertools
import re
import statistics
import subprocess
import sys
import timeit
from collections.abc import Callable
from functools import partial

import cn2an
import pandas as pd
from markitdown import MarkItDown

import yanjiao_budget as yb
from yanjiao_budget.analysis.grading import read_thresholds
from yanjiao_budget.ladders import findings, ladder
from yanjiao_budget.promises.derive import promise_tables
from yanjiao_budget.schema import PRINTED
from yanjiao_budget.store.loaders import data_folder, load

SOURCE = data_folder() / "source" / "2019.txt"
TEXT = SOURCE.read_text("utf-8")
TABLE_OPENS, TABLE_ENDS = "\t一、财政预算管理\n", "\n\n六、政府采购预算情况"
GRADES = ("excellent", "good", "fair", "poor")


def median(run: Callable[[], object], times: int = 15) -> float:
    """Return the median seconds of several runs after one to warm up."""
    run()
    return statistics.median(timeit.repeat(run, number=1, repeat=times))


def compare(what: str, ours: float, than: str, other: float) -> None:
    """Print one line: our time, the other's and their ratio."""
    left, right = f"{ours * 1e3:>10.4g} ms", f"{other * 1e3:>10.4g} ms"
    print(f"{what:<38} {left}   {than:<34} {right} {ours / other:>9.2f}x")


def documents() -> None:
    """Compare reading the document with a floor, with its tables and with another tool."""
    records = median(partial(yb.parse_disclosure, TEXT))
    compare("document to records", records, "text.split", median(partial(TEXT.split, "\n")))
    read = yb.parse_disclosure(TEXT).records

    def derive() -> None:
        # As a process that reads one document does.
        for cached in (ladder.read_once, ladder._parsed):  # noqa: SLF001
            cached.cache_clear()
        findings.derived_tables(read, {})

    derived = median(derive)
    compare("records to ladders and findings", derived, "document to records", records)
    promised = median(partial(promise_tables, read))
    compare("records to promises", promised, "document to records", records)
    frames = median(lambda: yb.frames(yb.parse_disclosure(TEXT)))
    files = [data_folder() / "tables" / f"{table.name}.csv" for table in PRINTED]
    plain = median(lambda: [pd.read_csv(file) for file in files])
    typed = median(lambda: [load(table.name) for table in PRINTED])
    compare("document to DataFrames", frames, "pandas.read_csv, plain", plain)
    compare("document to DataFrames", frames, "load_*, typed", typed)
    compare("load_*, typed", typed, "pandas.read_csv, plain", plain)
    markdown = median(partial(MarkItDown().convert, SOURCE))
    compare("document to DataFrames", frames, "MarkItDown on the same file", markdown)


def versions() -> None:
    """Compare holding two years side by side, row by row, with a diff of their lines."""
    later = TEXT.replace("2019年", "2020年").replace("2018年", "2019年").replace("\t95%", "\t90%")
    before, after = yb.parse_disclosure(TEXT), yb.parse_disclosure(later)
    lines = TEXT.split("\n"), later.split("\n")
    ours = median(partial(yb.diff, before, after))
    compare(
        "two years to what changed",
        ours,
        "difflib over their lines",
        median(lambda: list(difflib.unified_diff(*lines))),
    )


def imports() -> None:
    """Compare importing the package with importing pandas, each in a fresh interpreter."""

    def seconds(modules: str) -> float:
        command = [sys.executable, "-c", f"import {modules}"]
        return median(partial(subprocess.run, command, check=True), times=9)

    pandas = seconds("pandas")
    compare("import yanjiao_budget", seconds("yanjiao_budget"), "import pandas", pandas)
    both = seconds("pandas, yanjiao_budget")
    compare("import pandas, yanjiao_budget", both, "import pandas", pandas)
    used = seconds("yanjiao_budget.store.loaders")
    compare("import yanjiao_budget.store.loaders", used, "import pandas", pandas)


def thresholds() -> None:
    """Compare reading a million thresholds, and one, with the least that could be done."""
    cells = pd.concat([yb.load_indicators()[grade] for grade in GRADES])
    million = pd.concat([cells] * (1_000_000 // len(cells) + 1), ignore_index=True)[:1_000_000]
    bounds = {raw: yb.parse_threshold(raw).lower for raw in cells.dropna().unique()}
    ours = median(partial(read_thresholds, million), times=5)
    mapped = median(partial(million.map, bounds), times=5)
    compare("a million thresholds", ours, "Series.map with a dict", mapped)
    times = 10_000
    one = median(lambda: [yb.parse_threshold("90%以上") for _ in range(times)]) / times
    pattern = re.compile(r"(\d+)%以上")
    bare = median(lambda: [pattern.fullmatch("90%以上") for _ in range(times)]) / times
    compare("one threshold", one, "re.fullmatch", bare)


def repeated(times: int) -> str:
    """Return the document with its big table repeated, the responsibilities numbered on."""
    head, rest = TEXT.split(TABLE_OPENS)
    table, tail = rest.split(TABLE_ENDS)
    numbers = map(cn2an.an2cn, itertools.count(1))
    rows = re.sub(
        "^\t[一二三四五六七八九十]+、",
        lambda _: f"\t{next(numbers)}、",
        "\n".join([TABLE_OPENS + table] * times),
        flags=re.MULTILINE,
    )
    return head + rows + TABLE_ENDS + tail


def growth() -> None:
    """Print how the time grows with the rows of the big table."""
    rows = len(yb.parse_disclosure(TEXT).records["indicators"])
    first: list[float] = []
    print("\ngrowth with the indicators of the big table; in brackets, time per row against 1x")
    for times in (1, 10, 100, 1000):
        read = partial(yb.parse_disclosure, repeated(times))
        seconds = [median(read, times=max(1, 9 // times))]
        gc.disable()
        seconds.append(median(read, times=max(1, 9 // times)))
        gc.enable()
        first = first or seconds
        usual, without = (
            f"{now:>8.3f} s ({now / times / one:.2f}x)"
            for now, one in zip(seconds, first, strict=True)
        )
        print(f"{times:>5}x {times * rows:>7} rows {usual}   without garbage collection {without}")


if __name__ == "__main__":
    documents()
    versions()
    imports()
    thresholds()
    growth()
